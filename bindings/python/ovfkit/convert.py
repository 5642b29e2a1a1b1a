# SPDX-License-Identifier: Apache-2.0
"""Carries a descriptor from one dialect into another and lists, loss by loss, what the target cannot hold."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime

from . import _ovfkit
from ._sources import Readable, descriptor_of
from .base import EntityKind, Location
from .descriptor import Grammar
from .envelope import Envelope


class TrustNames(enum.Enum):
    """Which of the trust flag's names are written into an oVirt dialect."""

    ENGINE_AND_DOCUMENTED = "engine-and-documented"  #: `TrustedService`, which the engine reads, beside the documented ones
    ENGINE_ONLY = "engine-only"  #: `TrustedService` for the cluster; the host flag has only its documented name
    DOCUMENTED_ONLY = "documented-only"  #: `TrustedHostFlag` and `trusted_cluster_flag`


class LossKind(enum.Enum):
    """How a value fared that could not be carried as it is."""

    DROPPED = "dropped"  #: not in the output
    WEAKENED = "weakened"  #: in the output with less meaning or precision
    RENAMED = "renamed"  #: in the output under another name or spelling that some reader may not know


@dataclass(slots=True)
class Loss:
    """A value that could not be carried as it is."""

    kind: LossKind = LossKind.DROPPED
    path: str = ""  #: of the value in the source, such as `/Envelope/VirtualSystem/EulaSection`
    message: str = ""  #: one sentence: what is lost and why
    where: Location = Location()  #: in the source

    def __str__(self) -> str:
        """What became of what: `dropped: /Envelope/VirtualSystem/EulaSection`."""
        return f"{self.kind.value}: {self.path}"


@dataclass(slots=True)
class Output:
    """One document of the target dialect."""

    id: str = ""  #: of the entity; of a document with several: of the first content
    name: str = ""  #: of the entity; may be empty
    kind: EntityKind = EntityKind.VM
    envelope: Envelope = field(default_factory=Envelope)
    data: bytes = b""  #: the document
    losses: list[Loss] = field(default_factory=list)


def convert(source: Readable, target: Grammar, *, kind: EntityKind | None = None,
            trust_names: TrustNames = TrustNames.ENGINE_AND_DOCUMENTED, require_trust_understood: bool = False,
            entity: str = "", now: datetime | None = None) -> list[Output]:
    """`source` in the dialect `target`: one output, or in the oVirt dialects one for each virtual system.

    `kind` is what the entity becomes (None: what it is). With `require_trust_understood` a consumer that does not
    understand trust must refuse a standard package (DSP0243 1.1.1, 7.3). `entity` is the id or name of the only one that
    is wanted. `now` becomes the export date (None: that of the source). Trust flags of the source are in every output.
    Raises `Error`: `NOT_FOUND` when `entity` names nothing, `INVALID_ARGUMENT` when it names several, `UNSUPPORTED`
    without a virtual system; and as reading `source` does when it is none of `Descriptor` and `Package`.
    """
    return _ovfkit.convert(descriptor_of(source)._native, target, kind, trust_names, require_trust_understood, entity, now)
