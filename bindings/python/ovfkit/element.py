# SPDX-License-Identifier: Apache-2.0
"""What every part of a model has: its place, what it holds that has no type of its own, and the trust flags."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, fields
from typing import Any

from . import _ovfkit
from .base import Span


class Msg(str):
    """A text that message bundles can replace; `msgid` names the message (DSP0243 1.1.1, 10).

    It is a `str` in everything else. A text without an id is a plain `str`.
    """

    __slots__ = ("msgid",)

    msgid: str  #: empty: not localised

    def __new__(cls, text: str = "", msgid: str = "") -> Msg:
        self = super().__new__(cls, text)
        self.msgid = msgid
        return self

    def __eq__(self, other: object) -> bool:
        """Texts are equal to a `str` of the same characters, and to a `Msg` of the same characters and id."""
        if isinstance(other, Msg) and other.msgid != self.msgid:
            return False
        if isinstance(other, str):
            return str.__eq__(self, other)
        return NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)

    def __reduce__(self) -> Any:
        return type(self), (str(self), self.msgid)

    def __repr__(self) -> str:
        return f"Msg({str.__repr__(self)}, {self.msgid!r})"


class ExtensionKind(enum.Enum):
    """What an `Extension` is."""

    ELEMENT = "element"
    TEXT = "text"
    COMMENT = "comment"
    PROCESSING_INSTRUCTION = "processing-instruction"


@dataclass(slots=True)
class Attribute:
    """An attribute that has no type of its own."""

    ns: str = ""  #: namespace URI; empty for an unqualified attribute
    prefix: str = field(default="", compare=False)  #: as written; a wish when written elsewhere
    name: str = ""  #: local name
    value: str = ""  #: after entity and white space processing
    at: Span = field(default=Span(), compare=False)  #: of the value between its quotes


@dataclass(slots=True)
class Extension:
    """A part of the document that has no type of its own, kept whole: a vendor section, a foreign element, a comment.

    An element has a name, attributes and children, and `text` when it holds nothing but text; a text stands only between
    other children; a comment has `text`; a processing instruction has `name` and `text`.
    """

    kind: ExtensionKind = ExtensionKind.ELEMENT
    undeclared_prefix: bool = False  #: the prefix was bound to nothing and is part of the name
    ns: str = ""  #: namespace URI
    prefix: str = field(default="", compare=False)  #: as written; a wish when written elsewhere
    name: str = ""
    text: str = ""
    attributes: list[Attribute] = field(default_factory=list)
    children: list[Extension] = field(default_factory=list)
    at: Span = field(default=Span(), compare=False)  #: from `<` to behind `>`

    def child(self, name: str) -> Extension | None:
        """The first child element of that local name, in any namespace; None if there is none."""
        return next((one for one in self.children if one.kind is ExtensionKind.ELEMENT and one.name == name), None)

    def attribute(self, name: str) -> str | None:
        """The value of the first attribute of that local name, in any namespace; None if there is none."""
        return next((one.value for one in self.attributes if one.name == name), None)


@dataclass(slots=True)
class Extra:
    """What a file has at a value beyond the value itself.

    `text` counts only as long as the field has the `value` that it had when it was read: whoever sets the field writes a
    new text. A field that is None with an `Extra` of a text is not absent but unreadable, such as a template's `@@CPUS@@`
    where a number belongs; delete the `Extra` to have it removed.

    `attributes` stay when the field is set, and go when it becomes None.
    """

    text: str = ""  #: as written, when it could not be read as a value, or was read only by tolerance
    value: Any = None  #: what was read
    attributes: list[Attribute] = field(default_factory=list)  #: on the value's own element, that no other field holds


@dataclass(slots=True, kw_only=True)
class Noted:
    """Values of a descriptor, each absent (None) or present."""

    #: Of fields that have more than their value, by the field's name (`host_resource[2]` in a list).
    extra: dict[str, Extra] = field(default_factory=dict)
    #: Where the values of fields were read, by the field's name; see `Descriptor.locate`.
    places: dict[str, Span] = field(default_factory=dict, compare=False, repr=False)


@dataclass(slots=True, kw_only=True)
class Element(Noted):
    """An element of the model. Elements are equal when what they hold is; where they were read does not count."""

    at: Span = field(default=Span(), compare=False)  #: the whole element; unknown if built by hand
    attributes: list[Attribute] = field(default_factory=list)  #: foreign and unknown ones, in document order
    #: Foreign and unknown children, comments and processing instructions, in document order.
    extensions: list[Extension] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class SectionBase(Element):
    """What every section has (DSP0243 1.1.1, 7.3)."""

    info: str | None = None
    required: bool | None = None  #: `ovf:required`; absent means true


@dataclass(slots=True)
class TrustFlags(Noted):
    """The trust flags of one entity, each spelling as it stands in the file.

    Two facts, each absent, false or true: the entity must run on a trusted host, and it comes from a trusted cluster.
    """

    TrustedHostFlag: bool | None = None  #: must run on a trusted host (documented name)
    trusted_host_flag: bool | None = None  #: the same, as spelled by REST drafts
    TrustedService: bool | None = None  #: comes from a trusted cluster: the only name that the oVirt engine reads
    trusted_cluster_flag: bool | None = None  #: the same (documented name)
    trusted_service: bool | None = None  #: the same, as spelled by REST

    @property
    def trusted_host(self) -> bool | None:
        """None when no spelling is there; true when any spelling says so.

        Setting it sets every spelling that is there, or `TrustedHostFlag` where there is none; None removes them.
        """
        return _ovfkit.trusted_host(self)

    @trusted_host.setter
    def trusted_host(self, value: bool | None) -> None:
        self._become(_ovfkit.with_trusted_host(self, value))

    @property
    def trusted_cluster(self) -> bool | None:
        """The same for the cluster; where there is no spelling, setting it adds `TrustedService`."""
        return _ovfkit.trusted_cluster(self)

    @trusted_cluster.setter
    def trusted_cluster(self, value: bool | None) -> None:
        self._become(_ovfkit.with_trusted_cluster(self, value))

    @property
    def requires_trust(self) -> bool:
        """True when either fact is true: the entity wants a trusted cluster."""
        return bool(self.trusted_host or self.trusted_cluster)

    def _become(self, other: TrustFlags) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(other, each.name))
