# SPDX-License-Identifier: Apache-2.0
"""What the functions of the package take where they take a file: a path, the bytes themselves, or an open file or pipe."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from typing import IO, TYPE_CHECKING, Any, Iterator, TypeGuard, Union, cast

from .base import Error, ErrorCode, Limits, Location

if TYPE_CHECKING:
    from .descriptor import Descriptor
    from .package import Package
    from .trust import Evidence

Path = Union[str, "os.PathLike[str]"]
#: What can be read: a path, the bytes themselves, or an open binary file or pipe.
Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, IO[bytes]]
#: Where a descriptor is wanted: one that was read, the package that it is in, or what it can be read from.
Readable = Union["Descriptor", "Package", Source]

_CODES = {errno.ENOENT: ErrorCode.NOT_FOUND, errno.ENOTDIR: ErrorCode.NOT_FOUND, errno.EACCES: ErrorCode.PERMISSION,
          errno.EPERM: ErrorCode.PERMISSION, errno.EISDIR: ErrorCode.INVALID_ARGUMENT}


def is_buffer(source: Any) -> TypeGuard[Union[bytes, bytearray, memoryview]]:
    """Whether these are bytes: whatever has the buffer protocol and is neither text nor a file."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return True
    if isinstance(source, (str, os.PathLike)) or hasattr(source, "read"):
        return False
    try:
        memoryview(source).release()
    except TypeError:
        raise TypeError(f"expected a path, bytes or an open binary file, not {type(source).__name__}") from None
    return True


def is_path(source: Any) -> TypeGuard[Path]:
    """Whether this is a path. Its bytes would be taken for a document, so they are none."""
    return isinstance(source, (str, os.PathLike))


def is_pipe(path: Path) -> bool:
    """Whether what is at the path can be read only once: a pipe, a socket, a device."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False  # whoever opens it says why
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def open_pipe(path: Path) -> IO[bytes]:
    """Opens a file or pipe, waiting for a writer as Python does, so that Ctrl-C ends it."""
    try:
        return io.open(path, "rb")
    except OSError as error:
        place = Location(os.fsdecode(path))
        why = f"cannot be opened: {error.strerror or error}"
        raise Error(_CODES.get(error.errno or 0, ErrorCode.IO), why, place) from error


def can_seek(file: Any) -> bool:
    """Whether a file can be read at any place, as far as it knows."""
    try:
        return bool(file.seekable())
    except (AttributeError, ValueError):
        return False


def name_of(file: Any, otherwise: str) -> str:
    """What a file is called in findings; of one that was made of a descriptor nobody knows."""
    name = getattr(file, "name", None)
    return os.fsdecode(name) if isinstance(name, (str, bytes, os.PathLike)) and name else otherwise


@contextlib.contextmanager
def opened(source: Source, name: str | None, otherwise: str) -> Iterator[tuple[IO[bytes], str]]:
    """An open file of any source, and what it is called. One that was opened here is closed."""
    if is_path(source):
        with open_pipe(source) as file:
            yield file, name or os.fsdecode(source)
    elif is_buffer(source):
        yield io.BytesIO(source if isinstance(source, bytes) else memoryview(source).tobytes()), name or otherwise
    else:
        file = cast(IO[bytes], source)
        yield file, name or name_of(file, otherwise)


class _Peeked:
    """A file of which the first bytes were looked at."""

    def __init__(self, file: IO[bytes], begin: bytes) -> None:
        self._file, self._begin = file, begin

    def read(self, size: int) -> bytes:
        if not self._begin:
            return self._file.read(size)
        some, self._begin = self._begin[:size], self._begin[size:]
        return some


def _begin_of(file: IO[bytes], size: int) -> bytes:
    """The first bytes of a file, which may give fewer at a time."""
    begin = bytearray()
    while len(begin) < size:
        some = file.read(min(size - len(begin), 1 << 20))
        if not isinstance(some, (bytes, bytearray, memoryview)):
            raise TypeError("the file does not give bytes: open it in binary mode")
        if len(some) > size - len(begin):
            raise ValueError("the file gives more bytes than were asked for")
        if not some:
            break
        begin += some
    return bytes(begin)


def read_all(file: IO[bytes], most: int, name: str) -> bytes:
    """What is left in a file, which may give little at a time. Raises `Error` when that is more than `most` bytes."""
    data = _begin_of(file, most + 1)
    if len(data) > most:
        raise Error(ErrorCode.LIMIT_EXCEEDED, f"has more than {most} bytes", Location(name))
    return data


def read_any(source: Readable, name: str | None = None, limits: Limits | None = None) -> Union[Descriptor, Package]:
    """The descriptor or the package that a source is, told by its bytes; what was read already is given back."""
    from .descriptor import Descriptor
    from .package import SNIFFED_BYTES, Form, Package, form_of, looks_like_archive

    if isinstance(source, (Descriptor, Package)):
        return source
    if is_buffer(source):
        view = memoryview(source)
        begin = view.cast("B")[:SNIFFED_BYTES] if view.c_contiguous else view.tobytes()[:SNIFFED_BYTES]
        is_archive = looks_like_archive(begin)
        return Package.open(source, name, limits=limits) if is_archive else Descriptor.read(source, name, limits=limits)
    if is_path(source) and not is_pipe(source):
        is_descriptor = form_of(source) is Form.BARE
        return Descriptor.read(source, name, limits=limits) if is_descriptor else Package.open(source, name, limits=limits)
    with opened(source, name, "descriptor") as (file, called):
        # What was opened here is closed at the end, so that nothing can be read of it later.
        place = file.tell() if can_seek(file) and not is_path(source) else None
        first = _begin_of(file, SNIFFED_BYTES)
        if place is not None:
            file.seek(place)
        rest: Any = file if place is not None else _Peeked(file, first)
        if looks_like_archive(first):
            return Package.open(rest, called, limits=limits)
        return Descriptor.read(rest, called, limits=limits)


def of_package(evidence: Evidence, descriptor: Descriptor) -> Evidence:
    """The evidence with what the package that the descriptor came in says about it."""
    evidence.disowned = descriptor._disowned
    evidence.manifest_digest = descriptor._manifest_digest
    return evidence


def descriptor_of(source: Readable) -> Descriptor:
    """The descriptor of a source, which is read when it was not yet."""
    from .descriptor import Descriptor

    read = read_any(source)
    return read if isinstance(read, Descriptor) else read.descriptor
