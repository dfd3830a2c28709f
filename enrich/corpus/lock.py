"""One run per corpus at a time, by a lock that no crash can leave behind.

The folder itself is locked (`flock`), so there is no file to be forgotten: the system lets go of
it when the process ends, however it ends. The folders above are locked too, but shared, so that a
run on `site/` and one on `site/posts/` exclude each other while two sisters do not. A library
would need a file in the corpus that stays there, and knows no folders above (`filelock`).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from enrich.errors import UsageError

try:
    import fcntl
except ImportError:  # Windows; there each file is still checked before it is replaced
    fcntl = None  # type: ignore[assignment]

_NO_LOCKS = (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)
"""What file systems say that know no locks of folders, as some network file systems do."""


@contextmanager
def locked(root: Path) -> Iterator[bool]:
    """Keep other runs off a folder, and everything below it, meanwhile.

    Yields whether that is so: Windows and some file systems have no locks of folders, and there
    the caller has to say so. A file that changed since it was read is refused all the same. Raises
    UsageError where another run has the folder.
    """
    with ExitStack() as held:
        if fcntl is None:
            yield False
            return
        folder = root.resolve()
        for above in reversed(folder.parents):
            _lock(above, fcntl.LOCK_SH, root, held)
        yield _lock(folder, fcntl.LOCK_EX, root, held)


def _lock(folder: Path, kind: int, root: Path, held: ExitStack) -> bool:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # a folder above that may be passed but not listed; the root is reported later
        return False
    held.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        message = (
            "another run is at work in this folder, above it or below it; "
            "wait until it is done and run again"
        )
        raise UsageError(message, path=str(root)) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise UsageError(f"cannot be locked: {error.strerror}", path=str(root)) from error
        return False
    return True
