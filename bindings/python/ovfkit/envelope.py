# SPDX-License-Identifier: Apache-2.0
"""The document: envelope, references, virtual systems and collections of them (DSP0243 1.1.1, 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass, field

from .element import Element, Extension, TrustFlags
from .ovirt import NicReference, OvirtFile, OvirtSystem
from .sections import Section


@dataclass(slots=True)
class File(Element):
    """`File` of References (DSP0243 1.1.1, 7.1; oVirt reference 1a.4)."""

    id: str | None = None
    href: str | None = None
    size: int | None = None  #: bytes as stored
    compression: str | None = None  #: gzip or identity; absent means identity
    chunk_size: int | None = None  #: bytes
    ovirt: OvirtFile | None = None


@dataclass(slots=True)
class References(Element):
    """`References`."""

    files: list[File] = field(default_factory=list)
    nics: list[NicReference] = field(default_factory=list)  #: oVirt 3.1 to 4.1


@dataclass(slots=True)
class VirtualSystem(Element):
    """`VirtualSystem`, or `Content` of a VM or template in the oVirt configuration dialect (DSP0243 1.1.1, 7.2).
    `entity_id(system)` gives the id under which the product knows it, which is not `id` in every dialect."""

    id: str | None = None
    info: str | None = None
    name: str | None = None
    sections: list[Section] = field(default_factory=list)
    trust: TrustFlags = field(default_factory=TrustFlags)  #: flags that are direct children; see also `TrustSection`
    ovirt: OvirtSystem | None = None  #: the general data of the oVirt dialects


@dataclass(slots=True)
class VirtualSystemCollection(Element):
    """`VirtualSystemCollection`: VMs that belong together, nested to any depth (DSP0243 1.1.1, 7.2)."""

    id: str | None = None
    info: str | None = None
    name: str | None = None
    sections: list[Section] = field(default_factory=list)
    trust: TrustFlags = field(default_factory=TrustFlags)
    contents: list[VirtualSystem | VirtualSystemCollection] = field(default_factory=list)


@dataclass(slots=True)
class StringsMsg(Element):
    """`Msg` of a Strings bundle (DSP0243 1.1.1, 10). `file_ref` since OVF 2.x."""

    msgid: str | None = None
    file_ref: str | None = None
    text: str | None = None


@dataclass(slots=True)
class Strings(Element):
    """`Strings`: a message bundle for one locale, inside the descriptor or in a file of its own."""

    language: str | None = None  #: xml:lang
    file_ref: str | None = None
    messages: list[StringsMsg] = field(default_factory=list)


@dataclass(slots=True)
class Envelope(Element):
    """The document: `Envelope` (DSP0243 1.1.1, 6 and 7)."""

    version: str | None = None  #: `ovf:version`; says nothing reliable (DMTF reference 1)
    language: str | None = None  #: `xml:lang`; absent means en-US
    references: References | None = None
    sections: list[Section] = field(default_factory=list)
    #: one in every schema; the text of 1.1.1 allows more
    contents: list[VirtualSystem | VirtualSystemCollection] = field(default_factory=list)
    strings: list[Strings] = field(default_factory=list)
    #: comments and processing instructions in front of the root element
    prolog: list[Extension] = field(default_factory=list)
    epilog: list[Extension] = field(default_factory=list)  #: the same behind it
