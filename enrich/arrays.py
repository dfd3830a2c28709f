"""Named arrays in a folder, written whole or not at all, and used where they lie.

A folder has a `header.json` and one .npy file per array. The header names the format, what the
arrays are for, and the size and checksum of each file; it is replaced last, so a reader finds the
old arrays or the new ones. What does not agree with its header is never used. Nothing is pickled.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 1
"""Raised when the meaning of the files changes; others are not read."""
HEADER = "header.json"
CHUNK = 1 << 22


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """One file."""

    file: str
    size: int
    crc32: int


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """What lies in a folder of arrays."""

    format: int
    signature: str
    """What the arrays were made of, and by what code; for the caller to compare."""
    parts: dict[str, Part]


class Parted(Protocol):
    """An array that is made part by part."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of its elements."""

    @property
    def size(self) -> int:
        """How many elements it has."""

    def parts(self) -> Iterator[NDArray[Any]]:
        """Yield its elements, some at a time."""


class DamagedError(Exception):
    """A folder of arrays that must not be used; the message says why."""


def write(
    folder: Path,
    signature: str,
    arrays: Mapping[str, NDArray[Any] | Parted] | Iterable[tuple[str, NDArray[Any] | Parted]],
    *,
    others: bool = False,
) -> None:
    """Put `arrays` in a folder instead of what is there; raises OSError.

    Those that come one after the other need not be in memory together.

    With `others`, arrays that lie there under other names stay; raises DamagedError where there
    are none with this signature.
    """
    folder.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(4)
    parts: dict[str, Part] = {}
    if others:
        there = _header(folder, signature)
        if there is None:
            raise DamagedError("there are no arrays to add these to")
        parts |= there.parts
    for name, array in arrays.items() if isinstance(arrays, Mapping) else arrays:
        path = folder / f"{name}.{token}.npy"
        _save(path, array)
        parts[name] = Part(path.name, path.stat().st_size, _crc32(path))
    header = folder / f"{HEADER}.{token}"
    header.write_bytes(msgspec.json.encode(Header(FORMAT, signature, parts)))
    header.replace(folder / HEADER)
    current = {HEADER, *(part.file for part in parts.values())}
    for path in folder.iterdir():
        if path.name not in current:
            path.unlink(missing_ok=True)


def read(folder: Path, signature: str) -> dict[str, NDArray[Any]] | None:
    """Return the arrays of a folder, mapped read-only; None if there are none, or older ones.

    Raises DamagedError where a file is missing or is not the one that was written.
    """
    import numpy as np

    header = _header(folder, signature)
    if header is None:
        return None
    arrays = {}
    for name, part in header.parts.items():
        path = folder / Path(part.file).name
        try:
            if path.stat().st_size != part.size or _crc32(path) != part.crc32:
                raise DamagedError(f"{path.name} is not what was written")
            arrays[name] = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise DamagedError(f"{path.name} cannot be read ({error})") from error
    return arrays


def _save(path: Path, array: NDArray[Any] | Parted) -> None:
    import numpy as np

    if isinstance(array, np.ndarray):
        np.save(path, np.ascontiguousarray(array), allow_pickle=False)
        return
    described = np.lib.format.dtype_to_descr(array.dtype)
    header = {"descr": described, "fortran_order": False, "shape": (array.size,)}
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for part in array.parts():
            file.write(np.ascontiguousarray(part).data)


def _header(folder: Path, signature: str) -> Header | None:
    """Return what a folder says of its arrays; None if there are none, or older ones."""
    try:
        header = msgspec.json.decode((folder / HEADER).read_bytes(), type=Header)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedError(f"its {HEADER} cannot be read ({error})") from error
    return header if header.format == FORMAT and header.signature == signature else None


def _crc32(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum
