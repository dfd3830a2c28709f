"""Put new bytes in place of a file's old ones, or leave the file exactly as it was.

The new bytes go to a temporary file beside the old one, are flushed to disk, and take its name
in one step; a kill at any moment leaves the old file or the new one, never half of either.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from enrich.errors import WriteError

SUFFIX = ".enrich-tmp"

_TEMPORARY = re.compile(r"\..*\.(\d+)\.enrich-tmp", re.DOTALL)
_NAME_BYTES = 200  # a name has at most 255, and the PID and suffix need some
_NO_ATTRIBUTES = (errno.ENOTSUP, errno.ENODATA, errno.EINVAL)


def replace(
    path: Path,
    before: bytes,
    after: bytes,
    *,
    root: Path | None = None,
    unflushed: set[Path] | None = None,
) -> os.stat_result:
    """Replace the file's bytes `before` with `after`; return the status of the new file.

    Mode, owner and extended attributes are kept. The file's folder is flushed too, so that a loss
    of power brings the old file back no more; with `unflushed`, it is added to these instead, for
    `flush` to do once for many files.
    A symbolic link stays, and the file it leads to is replaced, if that is inside `root` (the
    link's own folder where no root is given). Raises WriteError, with the file untouched, where
    it leads elsewhere, the file is read-only, has other names (hard links), no longer holds
    `before`, or the system refuses.
    """
    try:
        target = _target(path, root)
        status = _check(path, target, before)
        written = _swap(path, target, after, status)
        if unflushed is None:
            _flush_folder(target.parent)
        else:
            unflushed.add(target.parent)
        return written
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"The file could not be replaced: {reason}. Free the way and run again."
        raise WriteError(message, path=str(path)) from error


def flush(folders: Iterable[Path]) -> None:
    """Make new names in these folders last; raises WriteError where the system refuses."""
    for folder in folders:
        try:
            _flush_folder(folder)
        except OSError as error:
            message = f"What was written to this folder may not be on disk yet: {error.strerror}."
            raise WriteError(message, path=str(folder)) from error


def sweep(folder: Path) -> tuple[Path, ...]:
    """Remove temporary files of runs that were killed, in this folder alone; return them.

    Those of another running process stay; one with the number of this process, which has begun
    nothing yet, is of a dead one. Raises WriteError for one that cannot be removed.
    """
    swept = []
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except OSError:  # it is reported where its files are read
        return ()
    for name in sorted(names):
        found = _TEMPORARY.fullmatch(name)
        if found and not _is_another(int(found.group(1))):
            _remove(folder / name)
            swept.append(folder / name)
    return tuple(swept)


def _remove(stray: Path) -> None:
    try:
        stray.unlink(missing_ok=True)
    except OSError as error:
        message = f"This left-over of a killed run cannot be removed: {error.strerror}. Delete it."
        raise WriteError(message, path=str(stray)) from error


def _target(path: Path, root: Path | None) -> Path:
    target = path.resolve(strict=True)
    if root is not None or path.is_symlink():
        base = (root or path.parent).resolve()
        if not target.is_relative_to(base):
            message = f"The file is really {target}, outside {base}; name that file itself instead."
            raise WriteError(message, path=str(path))
    return target


def _read_only(target: Path, status: os.stat_result) -> bool:
    """Tell whether somebody decided that this file is not to be written.

    The mode bits are asked, not the system, because root may write anything. But where the folder
    is read-only too, the whole tree was copied from a medium that is (a mount, an archive): its
    modes say where it comes from, and whoever may write there nevertheless may write.
    """
    if status.st_mode & stat.S_IWUSR:
        return not os.access(target, os.W_OK)
    if target.parent.stat().st_mode & stat.S_IWUSR:
        return True
    return not os.access(target.parent, os.W_OK)


def _check(path: Path, target: Path, before: bytes) -> os.stat_result:
    """Return the status of the file whose bytes are `before`; raises WriteError otherwise."""
    with target.open("rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise WriteError("It is not a regular file; name one.", path=str(path))
        if _read_only(target, status):
            message = "The file is read-only; make it writable (chmod u+w) or exclude it."
            raise WriteError(message, path=str(path))
        if status.st_nlink > 1:
            message = (
                f"The file has {status.st_nlink} names (hard links), and replacing it would "
                f"part them; make a copy of it, or exclude it."
            )
            raise WriteError(message, path=str(path))
        if file.read() != before:
            raise _changed(path)
    return status


def _swap(path: Path, target: Path, after: bytes, status: os.stat_result) -> os.stat_result:
    name = os.fsdecode(os.fsencode(target.name)[:_NAME_BYTES])
    temporary = target.with_name(f".{name}.{os.getpid()}{SUFFIX}")
    temporary.unlink(missing_ok=True)  # of a killed process that had the same PID
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(temporary, flags, 0o600), "wb") as file:  # noqa: PTH123 (a descriptor)
            file.write(after)
            file.flush()
            _keep_status(path, target, file.fileno(), status)
            os.fsync(file.fileno())
            written = os.fstat(file.fileno())
        now = target.stat()
        if _identity(now) != _identity(status):
            raise _changed(path)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return written


def _keep_status(path: Path, target: Path, descriptor: int, status: os.stat_result) -> None:
    if hasattr(os, "fchown"):
        made = os.fstat(descriptor)
        if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
            try:
                os.fchown(descriptor, status.st_uid, status.st_gid)
            except PermissionError as error:
                message = "The file's owner could not be kept; run as its owner."
                raise WriteError(message, path=str(path)) from error
    if hasattr(os, "listxattr"):
        _copy_attributes(target, descriptor)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))  # last: chown clears set-id bits


def _copy_attributes(target: Path, descriptor: int) -> None:
    try:
        names = os.listxattr(target)
    except OSError as error:
        if error.errno in _NO_ATTRIBUTES:
            return
        raise
    made = set(os.listxattr(descriptor))
    for name in names:
        value = os.getxattr(target, name)
        # The system sets some itself (security labels), which others may not set again.
        if name not in made or os.getxattr(descriptor, name) != value:
            os.setxattr(descriptor, name, value)


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _flush_folder(folder: Path) -> None:
    """Make the new name last; there is no such thing on Windows."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _changed(path: Path) -> WriteError:
    message = "The file has changed since it was read, and keeps that change; run again."
    return WriteError(message, path=str(path))


def _is_another(pid: int) -> bool:
    """Tell whether the number is that of a running process, and not of this one.

    In a container every run may have the same number.
    """
    if pid == os.getpid():
        return False
    if os.name == "nt":
        return True  # asking with signal 0 would end the process there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
