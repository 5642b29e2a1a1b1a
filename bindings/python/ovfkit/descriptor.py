# SPDX-License-Identifier: Apache-2.0
"""Descriptors: bytes, what they mean, and where everything stands."""

from __future__ import annotations

import enum
import os
from dataclasses import dataclass
from typing import IO, Any, Tuple, Union

from . import _ovfkit
from .base import Diagnostic, Diagnostics, Limits, Location, Span, Text

#: What can be read: a path, the bytes themselves, or an open binary file or pipe.
Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, IO[bytes]]


class Grammar(enum.Enum):
    """The grammars that a descriptor can be written in."""

    DRAFT_0_9 = "vmware-0.9"  #: VMware's draft before the standard
    OVF_1 = "dmtf-1.x"  #: DMTF 1.0, 1.1 and 1.1.1, which cannot be told apart by the file
    OVF_2 = "dmtf-2.x"  #: DMTF 2.0 and 2.1
    OVIRT = "ovirt"  #: configuration OVF of the oVirt engine
    OVIRT_OVA = "ovirt-ova"  #: descriptor inside an OVA made by the oVirt engine


class Vendor(enum.Enum):
    """Who wrote a standard descriptor, as far as its extensions tell."""

    UNKNOWN = "unknown"
    VMWARE = "vmware"
    VIRTUALBOX = "virtualbox"
    XEN = "xen"
    OVIRT = "ovirt"
    VIRT_V2V = "virt-v2v"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a descriptor was found to be, and by what."""

    grammar: Grammar = Grammar.OVF_1
    vendor: Vendor = Vendor.UNKNOWN
    name: str = ""  #: such as `dmtf-1.x`, `vmware`, `ovirt`
    ovf_version: str = ""  #: what the envelope's namespace says: `0.9`, `1.0` or `2.0`
    reasons: Tuple[str, ...] = ()  #: what was seen that led to this, one sentence each


class Descriptor:
    """A descriptor as it was read. Immutable; may be used from many threads, copied and pickled."""

    __slots__ = ("_native", "diagnostics")

    diagnostics: Diagnostics  #: what reading it had to say

    def __init__(self, data: Text, name: str = "descriptor", *, limits: Limits | None = None) -> None:
        """Reads the descriptor in `data`, which is called `name` in findings; see `read` for files.

        Raises `Error`: `MALFORMED`, `NOT_A_DESCRIPTOR`, `UNSUPPORTED`, `LIMIT_EXCEEDED`.
        """
        self.diagnostics = Diagnostics()
        self._native = _ovfkit.Descriptor.parse(data, name, limits or Limits(), self.diagnostics)

    @classmethod
    def read(cls, source: Source, name: str | None = None, *, limits: Limits | None = None) -> Descriptor:
        """Reads a path, bytes, or an open binary file or pipe to its end. `name` is the source in findings (the path).

        Raises `Error` as `Descriptor` does, and `NOT_FOUND`, `PERMISSION` or `IO` for a path that cannot be read.
        """
        if isinstance(source, (bytes, bytearray, memoryview)):
            return cls(source, name or "descriptor", limits=limits)
        if isinstance(source, (str, os.PathLike)):
            self = cls.__new__(cls)
            self.diagnostics = Diagnostics()
            self._native = _ovfkit.Descriptor.read_file(source, limits or Limits(), self.diagnostics)
            return self
        limit = (limits or Limits()).max_bytes
        return cls(source.read(limit + 1), name or str(getattr(source, "name", "descriptor")), limits=limits)

    @property
    def name(self) -> str:
        """What the source is called in findings."""
        return self._native.name()

    @property
    def dialect(self) -> Dialect:
        """What it was found to be written in."""
        return self._native.dialect()

    def locate(self, span: Span) -> Location:
        """The place of a span of the source: line, column and the path of the innermost element around it."""
        return self._native.locate(span)

    def line(self, number: int) -> str:
        """Line `number` of the source, from 1, without its end; empty when there is none."""
        return self._native.line(number)

    def __bytes__(self) -> bytes:
        """The bytes as they were read."""
        return self._native.bytes()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Descriptor) and bytes(self) == bytes(other) and self.name == other.name

    def __hash__(self) -> int:
        return hash((self.name, bytes(self)))

    def __copy__(self) -> Descriptor:
        return self

    def __deepcopy__(self, memo: Any) -> Descriptor:
        return self

    def __reduce__(self) -> Any:
        return type(self), (bytes(self), self.name)

    def __repr__(self) -> str:
        return f"<Descriptor {self.name!r}, {self.dialect.name}>"
