# SPDX-License-Identifier: Apache-2.0
"""What every part of the package speaks with: findings, the one exception, limits.

A *finding* (`Diagnostic`) is about an input and does not stop the work; functions that make findings take a list
`diagnostics` and append to it. What could not be done at all raises `Error`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any, Iterator, Tuple, Union

from . import _ovfkit

#: What text may be given as: `str`, or its bytes in anything with the buffer protocol.
Text = Union[str, bytes, bytearray, memoryview]


class OrderedEnum(enum.Enum):
    """An enumeration whose members are ordered as they are defined, so that `max()` gives the greatest."""

    def _rank(self, other: object) -> tuple[int, int] | None:
        """The places of both; None when they are no members of one enumeration."""
        if not isinstance(other, OrderedEnum) or type(other) is not type(self):
            return None
        members = list[enum.Enum](type(self))
        return members.index(self), members.index(other)

    def __lt__(self, other: object) -> bool:
        if both := self._rank(other):
            return both[0] < both[1]
        return NotImplemented

    def __le__(self, other: object) -> bool:
        if both := self._rank(other):
            return both[0] <= both[1]
        return NotImplemented

    def __gt__(self, other: object) -> bool:
        if both := self._rank(other):
            return both[0] > both[1]
        return NotImplemented

    def __ge__(self, other: object) -> bool:
        if both := self._rank(other):
            return both[0] >= both[1]
        return NotImplemented


class Severity(OrderedEnum):
    """How much a finding matters, from the least to the most."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class ErrorCode(enum.Enum):
    """Why an operation could not deliver. Programs branch on it; people read the message."""

    NOT_FOUND = "not_found"  #: the file or entity that was named does not exist
    PERMISSION = "permission"  #: the system refused access, or a server cannot be believed
    IO = "io"  #: any other failure of the system while reading or writing
    NO_SPACE = "no_space"  #: the disk is full, or a quota or a file size limit is reached
    LIMIT_EXCEEDED = "limit_exceeded"  #: the input is beyond the limits
    MALFORMED = "malformed"  #: the input is not well-formed, or not text at all
    NOT_A_DESCRIPTOR = "not_a_descriptor"  #: well-formed, but not a document of the wanted kind
    UNSUPPORTED = "unsupported"  #: understood, but this cannot be done with it
    INVALID_ARGUMENT = "invalid_argument"  #: the caller asked for something that makes no sense
    ALREADY_EXISTS = "already_exists"  #: a file is in the way that must not be replaced
    CANCELLED = "cancelled"  #: the caller asked to stop


class DigestAlgorithm(enum.Enum):
    """The digests that manifests use (DSP0243 1.1.1, 5.1)."""

    SHA1 = "SHA1"
    SHA256 = "SHA256"
    SHA512 = "SHA512"


class EntityKind(enum.Enum):
    """What an entity is: products that know templates mark them, everything else is a VM."""

    VM = "vm"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of bytes `[begin, end)` of one source. Both zero: not from a source."""

    begin: int = 0
    end: int = 0

    def __bool__(self) -> bool:
        """False for a place that nobody knows."""
        return self.end != 0

    def __len__(self) -> int:
        """How many bytes there are."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands: a source and a range of its bytes, and what a person calls that place."""

    source: str = ""  #: the name the caller gave: a path, or `-`
    span: Span = Span()  #: bytes of the source; unknown when the whole source is meant
    line: int = 0  #: from 1; 0 when unknown
    column: int = 0  #: from 1, in characters and not bytes; 0 when unknown
    path: str = ""  #: of the element, such as `/Envelope/DiskSection/Disk[2]/@ovf:capacity`
    offset: int | None = None  #: byte of a source that is no text, such as an archive

    def __str__(self) -> str:
        """As compilers write it: `web.ovf:12:21`, or `web.ova: byte 512`."""
        if self.line:
            return f"{self.source}:{self.line}:{self.column}" if self.column else f"{self.source}:{self.line}"
        if self.offset is not None:
            return f"{self.source}: byte {self.offset}"
        return self.source


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains a finding, such as the first of two equal ids."""

    where: Location = Location()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about an input. `message` is safe for a terminal: text of the document was escaped."""

    rule: str = ""  #: slug of the rule, such as `trust/unknown-flag-value`; see `rules()`
    severity: Severity = Severity.ERROR
    message: str = ""
    where: Location = Location()
    related: Tuple[Related, ...] = ()
    hint: str = ""  #: how to mend it; may be empty

    def __str__(self) -> str:
        """One line, as compilers write it: `web.ovf:12:21: warning: ... [trust/unknown-flag-value]`."""
        place = str(self.where)
        return f"{place + ': ' if place else ''}{self.severity.value}: {self.message} [{self.rule}]"


class Diagnostics(list):  # type: ignore[type-arg]
    """A list of `Diagnostic` that also knows how many were left out, because a reader keeps only so many."""

    def __init__(self, findings: Any = (), dropped: int = 0) -> None:
        super().__init__(findings)
        self.dropped = dropped

    def __iter__(self) -> Iterator[Diagnostic]:
        return super().__iter__()

    @property
    def worst(self) -> Severity | None:
        """The greatest severity; None when there is no finding."""
        return max((finding.severity for finding in self), default=None)

    def has(self, slug: str) -> bool:
        """Whether there is a finding of that rule."""
        return any(finding.rule == slug for finding in self)

    def of(self, severity: Severity) -> list[Diagnostic]:
        """The findings of that severity, in their order."""
        return [finding for finding in self if finding.severity is severity]

    def __reduce__(self) -> Any:
        return type(self), (list(self), self.dropped)

    def __repr__(self) -> str:
        return f"Diagnostics({super().__repr__()}, dropped={self.dropped})"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says, once, wherever it is reported."""

    slug: str = ""  #: `room/what`, stable for ever
    severity: Severity = Severity.ERROR
    title: str = ""  #: one sentence: what is wrong when this is reported
    clause: str = ""  #: of the specification, or the source of the fact; empty for rules of our own
    rationale: str = ""  #: why it matters to somebody who imports the file
    hint: str = ""  #: how to mend it, when one way is right most of the time
    since: str = ""  #: first version that reports it


@dataclass(slots=True)
class Limits:
    """What a reader accepts before it gives up with a finding. The defaults are those of the library."""

    max_bytes: int = 64 << 20  #: of one descriptor, before and after transcoding
    max_depth: int = 200  #: of nested elements; never above 500
    max_attributes: int = 256  #: on one element
    max_nodes: int = 250_000  #: elements, attributes, comments, instructions and texts of one document
    max_namespaces: int = 1000  #: declarations in one document
    max_namespace_bytes: int = 1024  #: of one namespace
    max_attribute_bytes: int = 16 << 20  #: of one attribute value
    max_diagnostics: int = 1000  #: kept; more are counted


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come."""

    what: str = ""  #: the file in work, as its package names it
    done: int = 0  #: bytes of the whole work
    total: int | None = None  #: bytes of the whole work; None when nobody knows, as for a pipe


class Error(Exception):
    """The only exception that the library raises of its own.

    Wrong types of arguments are a `TypeError`, impossible values a `ValueError`, and what a callback of yours raises
    comes back as it was.
    """

    code: ErrorCode  #: why
    message: str  #: one sentence, escaped, without a full stop
    where: Location  #: the place in the input, if there is one
    rule: str  #: slug of the finding that says the same, if there is one
    diagnostics: Tuple[Diagnostic, ...]  #: everything that was found until then

    def __init__(self, code: ErrorCode = ErrorCode.IO, message: str = "", where: Location = Location(), rule: str = "",
                 diagnostics: Tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(code, message, where, rule, diagnostics)
        self.code = code
        self.message = message
        self.where = where
        self.rule = rule
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        place = str(self.where)
        return f"{place}: {self.message}" if place else self.message

    def __reduce__(self) -> Any:
        return type(self), (self.code, self.message, self.where, self.rule, self.diagnostics)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Error) and self._tied() == other._tied()

    def __hash__(self) -> int:
        return hash(self._tied())

    def _tied(self) -> Tuple[ErrorCode, str, Location, str]:
        return self.code, self.message, self.where, self.rule


def version() -> str:
    """The version of the library in use, as `major.minor.patch`."""
    return _ovfkit.version()


def rules() -> list[Rule]:
    """Every rule that any part of the library reports, sorted by slug."""
    return _ovfkit.catalog()


def find_rule(slug: str) -> Rule | None:
    """The rule of that slug; None when there is none."""
    return next((rule for rule in rules() if rule.slug == slug), None)
