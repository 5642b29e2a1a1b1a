# SPDX-License-Identifier: Apache-2.0
"""Archives that are read once, member by member, without looking for a descriptor and without verifying anything."""

from __future__ import annotations

import io
from typing import Any, Iterator

from . import _ovfkit
from ._sources import Source, opened
from .base import Diagnostic
from .package import Member


class _Raw(io.RawIOBase):
    """The bytes of one member."""

    def __init__(self, reader: _ovfkit.MemberReader, number: int) -> None:
        self._reader, self._number = reader, number

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return int(self._reader.readinto(self._number, buffer))


def members(source: Source, name: str | None = None, *,
            diagnostics: list[Diagnostic] | None = None) -> Iterator[tuple[Member, io.BufferedReader]]:
    """Every file of an OVA, or an OVA inside gzip, in its order, with an open binary file of its bytes.

    For what can be read only once, such as a pipe, and is too large to be kept; `Package.streams` is for everything else.
    The file of a member is closed when the next one is asked for; what was not read of it is passed over. Links, devices,
    directories, and unsafe and repeated names are left out, and `diagnostics` say so. Raises `Error`: `MALFORMED` for a
    broken archive, `LIMIT_EXCEEDED`, and what reading the source raises.

        >>> with open("web.ova", "rb") as pipe:
        ...     for member, file in ovfkit.archive.members(pipe):
        ...         print(member.name, len(file.read()) == member.size)
        web.ovf True
        web.mf True
        disk.img True
    """
    with opened(source, name, "archive") as (file, called):
        reader = _ovfkit.MemberReader(file, called)
        while (found := reader.next(diagnostics)) is not None:
            number, member = found
            with io.BufferedReader(_Raw(reader, number), 1 << 20) as stream:
                yield member, stream
