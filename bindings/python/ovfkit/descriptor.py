# SPDX-License-Identifier: Apache-2.0
"""Descriptors: bytes, what they mean, and where everything stands."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, Tuple

from . import _ovfkit
from ._sources import Source, is_buffer, is_path, is_pipe, opened
from .base import Diagnostics, DigestAlgorithm, EntityKind, Limits, Location, Span, Text
from .envelope import Envelope, VirtualSystem, VirtualSystemCollection
from .hardware import Item
from .sections import Disk


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

    __slots__ = ("_native", "_disowned", "_manifest_digest", "diagnostics")

    _disowned: bool  # by the package that it came in
    _manifest_digest: DigestAlgorithm | None  # with which that one stands for it
    diagnostics: Diagnostics  #: what reading it had to say

    def __init__(self, data: Text, name: str = "descriptor", *, limits: Limits | None = None) -> None:
        """Reads the descriptor in `data`, which is called `name` in findings; see `read` for files.

        Raises `Error`: `MALFORMED`, `NOT_A_DESCRIPTOR`, `UNSUPPORTED`, `LIMIT_EXCEEDED`.
        """
        self.diagnostics = Diagnostics()
        self._disowned, self._manifest_digest = False, None
        self._native = _ovfkit.Descriptor.parse(data, name, limits or Limits(), self.diagnostics)

    @classmethod
    def read(cls, source: Source, name: str | None = None, *, limits: Limits | None = None) -> Descriptor:
        """Reads a path, bytes, or an open binary file or pipe to its end. `name` is the source in findings (the path).

        When a manifest beside a path tells of another descriptor, that is a finding, and `trust.decide` does not believe
        that it needs no trust. Raises `Error` as `Descriptor` does, and `NOT_FOUND`, `PERMISSION` or `IO` for a path that cannot be read.
        """
        most = limits or Limits()
        found = Diagnostics()
        if is_path(source) and name is None and not is_pipe(source):
            read = cls._of(_ovfkit.Descriptor.read_file(source, most, found), found)
            read._disowned = _ovfkit.is_disowned_beside(source, most, found)
            return read
        if is_buffer(source):
            return cls(source, name or "descriptor", limits=limits)
        with opened(source, name, "descriptor") as (file, called):
            return cls._of(_ovfkit.Descriptor.read_input(file, called, most, found), found)

    @classmethod
    def _of(cls, native: _ovfkit.Descriptor, diagnostics: Diagnostics, package: _ovfkit.Package | None = None) -> Descriptor:
        self = cls.__new__(cls)
        self._native = native
        self._disowned = package is not None and package.descriptor_is_disowned()
        self._manifest_digest = None if package is None else package.manifest_digest()
        self.diagnostics = diagnostics
        return self

    @property
    def name(self) -> str:
        """What the source is called in findings."""
        return self._native.name()

    @property
    def dialect(self) -> Dialect:
        """What it was found to be written in."""
        return self._native.dialect()

    def envelope(self) -> Envelope:
        """What the bytes mean, as a tree of your own: change it and give it to `rewrite`."""
        return self._native.envelope()

    def rewrite(self, changed: Envelope) -> bytes:
        """The bytes with the differences between `envelope()` and `changed` spliced in; no other byte moves.

        Elements of a list are recognised by where they were read (`Element.at`). The result is in the encoding of the
        document, and is read again before it is returned. Raises `Error` (`INVALID_ARGUMENT`) when a text holds
        characters that XML cannot express, a value has no place in this dialect, or elements changed places.
        """
        return self._native.rewrite(changed)

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
        came_in = {"_disowned": self._disowned, "_manifest_digest": self._manifest_digest}
        return type(self), (bytes(self), self.name), (None, came_in)

    def __repr__(self) -> str:
        return f"<Descriptor {self.name!r}, {self.dialect.name}>"


@dataclass(frozen=True, slots=True)
class Inexpressible:
    """A value that a grammar has no place for."""

    path: str = ""  #: such as `VirtualSystem/StartupSection/Item[2]/@ovf:order`
    value: str = ""  #: its text; of an element with children: empty
    at: Span = Span()  #: where it was read; unknown if it was not


def write(envelope: Envelope, grammar: Grammar) -> bytes:
    """A fresh document in UTF-8: `envelope` in the order, spelling and namespaces of `grammar`.

    What `inexpressible` names is not written. Raises `Error` (`INVALID_ARGUMENT`) for characters that XML cannot express.
    """
    return _ovfkit.write(envelope, grammar)


def completed(envelope: Envelope, grammar: Grammar) -> Envelope:
    """A copy with the values that readers of `grammar` insist on set to what their absence means (oVirt reference 1a.8)."""
    return _ovfkit.completed(envelope, grammar)


def inexpressible(envelope: Envelope, target: Grammar) -> list[Inexpressible]:
    """What `write(envelope, target)` leaves out, in document order; empty when everything has its place."""
    return _ovfkit.inexpressible(envelope, target)


def cim_os_of_ovirt(number: int) -> int:
    """The CIM OsType that the engine writes into an OVA for its number, 1 (other) for those it does not know."""
    return _ovfkit.cim_os_of_ovirt(number)


def ovirt_os_of_cim(cim: int) -> int:
    """The engine's number for a CIM OsType of an OVA, 0 (other) for those it does not know."""
    return _ovfkit.ovirt_os_of_cim(cim)


# Elements that are nobody's model.


@dataclass(slots=True)
class EmbeddedElement:
    """An element inside a descriptor, as it stands in the text."""

    text: str = ""  #: namespaces that are declared around it are not in it; empty of one inside another
    at: Span = Span()  #: of the source, from `<` to behind `>`
    in_place: bool = True  #: it is a child of the root element or of its References, where `embed` puts one


class MarkForm(enum.Enum):
    """How much of an element a mark holds; its attributes, with their namespaces, in any case."""

    TAG = "tag"  #: the start tag
    WHOLE = "whole"  #: also all that is inside


@dataclass(slots=True)
class Mark:
    """An element or attribute as it stands in the text."""

    depth: int = 0  #: of the element; 0 is the root
    parent: str = ""  #: local name of the element around it; empty for the root
    ns: str = ""
    name: str = ""  #: local name
    text: str = ""  #: what the attribute holds, or the element as its form says


def embedded_elements(source: Descriptor, ns: str, name: str) -> list[EmbeddedElement]:
    """Every element of that namespace and local name, wherever it stands, in document order."""
    return _ovfkit.embedded_elements(source._native, ns, name)


def embed(source: Descriptor, ns: str, name: str, element: Text) -> bytes:
    """The bytes of `source` without the elements of that name and with `element` instead, spliced in as text.

    It becomes the last child of References, where the standard has a place for foreign elements (DSP0243 1.1.1, 7.3).
    `element` is well-formed on its own, in UTF-8; an empty one only removes, which gives back what was before. Raises
    `Error` (`UNSUPPORTED`) when the root element is an empty tag.
    """
    return _ovfkit.embed(source._native, ns, name, element)


def marks_of(source: Descriptor, wanted: Callable[[str], MarkForm | None], *, except_ns: str = "",
             except_name: str = "") -> list[Mark]:
    """Every element and attribute that `wanted` answers a form for, at any depth, in document order.

    It is given local names in lower case. Those in the element `except_name` of `except_ns` are left out. What it raises
    is raised.
    """
    return _ovfkit.marks_of(source._native, wanted, except_ns, except_name)


def count_ids(source: Descriptor, value: str) -> int:
    """How many attributes named `id`, in any letter case and namespace, have this value."""
    return _ovfkit.count_ids(source._native, value)


# What a person wants to know.


@dataclass(slots=True)
class DiskView:
    """A disk as an entity sees it."""

    id: str = ""  #: `ovf:diskId`; empty if the Item names none
    capacity_bytes: int | None = None
    file: str | None = None  #: `ovf:href` of the File that backs it
    controller: str | None = None  #: ide, scsi, sata, nvme, virtio, virtio-scsi, usb or spapr-vscsi


@dataclass(slots=True)
class NicView:
    """A network adapter as an entity sees it."""

    name: str | None = None
    mac: str | None = None
    model: str | None = None
    network: str | None = None


@dataclass(slots=True)
class HardwareView:
    """The hardware of an entity. What is not known is None."""

    cpus: int | None = None  #: virtual CPUs in all; in oVirt sockets x cores x threads
    cores_per_socket: int | None = None
    memory_bytes: int | None = None
    firmware: str | None = None  #: bios or efi
    disks: list[DiskView] = field(default_factory=list)
    nics: list[NicView] = field(default_factory=list)


@dataclass(slots=True)
class OperatingSystemView:
    """The guest operating system of an entity."""

    number: int | None = None  #: CIM OsType, and in the oVirt dialects the engine's own number
    description: str = ""  #: empty if there is none


def virtual_systems(envelope: Envelope) -> list[VirtualSystem]:
    """Every virtual system of the document, collections descended into, in document order; the very objects."""
    return list(_systems(envelope.contents))


def _systems(contents: list[VirtualSystem | VirtualSystemCollection]) -> Iterator[VirtualSystem]:
    for content in contents:
        if isinstance(content, VirtualSystemCollection):
            yield from _systems(content.contents)
        else:
            yield content


def entity_id(system: VirtualSystem) -> str:
    """The id under which the product knows the entity, which is not `id` in every dialect (oVirt reference 1a.12)."""
    return _ovfkit.entity_id(system)


def entity_name(system: VirtualSystem) -> str:
    """`Name`; empty if there is none."""
    return _ovfkit.entity_name(system)


def entity_kind(system: VirtualSystem) -> EntityKind:
    """Template or VM, by what the file says about itself, never by its name (oVirt reference 1a.14)."""
    return _ovfkit.entity_kind(system)


def operating_system(system: VirtualSystem) -> OperatingSystemView:
    """What the first operating system section of `system` says."""
    return _ovfkit.operating_system(system)


def hardware(envelope: Envelope, configuration: str = "") -> list[HardwareView]:
    """The hardware of every virtual system, in the order of `virtual_systems`, under one deployment configuration (empty:
    the default one), variants of an Item merged as DSP0243 1.1.1, 9.8 says."""
    return _ovfkit.hardware(envelope, configuration)


def effective_items(envelope: Envelope, system: VirtualSystem, configuration: str = "") -> list[Item]:
    """Every Item of the hardware of `system`, one of `virtual_systems(envelope)`, that holds under `configuration` (empty:
    the default one), variants merged and range markers left out (DSP0243 1.1.1, 9.8).

    Raises `ValueError` for a system that is not in the document.
    """
    for number, one in enumerate(virtual_systems(envelope)):
        if one is system:
            return _ovfkit.effective_items(envelope, number, configuration)
    raise ValueError("the document has no such virtual system")


def default_configuration(envelope: Envelope) -> str:
    """The id of the default deployment configuration (DSP0243 1.1.1, 9.8); empty if the document has none."""
    return _ovfkit.default_configuration(envelope)


def collections_around(envelope: Envelope, system: VirtualSystem) -> list[VirtualSystemCollection]:
    """The collections around `system`, the very objects, outermost first; empty when it stands alone."""
    return _around(envelope.contents, system) or []


def _around(contents: list[VirtualSystem | VirtualSystemCollection],
            system: VirtualSystem) -> list[VirtualSystemCollection] | None:
    for content in contents:
        if content is system:
            return []
        if isinstance(content, VirtualSystemCollection):
            inside = _around(content.contents, system)
            if inside is not None:
                return [content, *inside]
    return None


def capacity_bytes(disk: Disk) -> int | None:
    """Size of a virtual disk in bytes (DSP0243 1.1.1, 9.1); None when it is left open.

    Raises `Error` when the text is no number, the unit is not one of bytes, or the product exceeds 2^63 - 1.
    """
    return _ovfkit.capacity_bytes(disk)


def memory_bytes(item: Item) -> int | None:
    """Memory of an Item in bytes; None when it is not said. Raises `Error` as `capacity_bytes`."""
    return _ovfkit.memory_bytes(item)


def reservation_base_units(item: Item) -> int | None:
    """Reservation of a processor Item in hertz, of any other Item in the unit's base; None if there is none.

    Raises `Error` as `capacity_bytes`.
    """
    return _ovfkit.reservation_base_units(item)


def limit_base_units(item: Item) -> int | None:
    """Limit of a processor Item in hertz, of any other Item in the unit's base; None if there is none.

    Raises `Error` as `capacity_bytes`.
    """
    return _ovfkit.limit_base_units(item)


def ovirt_os_number(name: str) -> int | None:
    """The oVirt engine's own number of an operating system by its name, in any letter case; None for others."""
    return _ovfkit.ovirt_os_number(name)


def ovirt_os_name(number: int) -> str:
    """The unique name of such a number; empty for one that is not in the table."""
    return _ovfkit.ovirt_os_name(number)
