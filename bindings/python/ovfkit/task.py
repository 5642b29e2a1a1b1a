# SPDX-License-Identifier: Apache-2.0
"""What the command line does from beginning to end, so that a program gives the same answers."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Union

from . import _ovfkit
from .base import Diagnostic, Text
from .descriptor import Descriptor
from .package import Package
from .trust import Evidence


class Keep(enum.Enum):
    """Stands for "leave it as it is", where None means "take it away"."""

    KEEP = "keep"


KEEP = Keep.KEEP


@dataclass(slots=True)
class Edited:
    """A descriptor with edits made."""

    data: bytes = b""  #: in the encoding of the source; what is not edited is byte for byte as it was
    remarks: list[str] = field(default_factory=list)  #: what a person should know about the edits, one sentence each
    lost_trust_signature: bool = False  #: a signed statement about trust was there, and does not fit any more


def collect_evidence(source: Union[Descriptor, Package], *, anchors: Text = "", time: datetime | None = None,
                     signatures: bool = False, diagnostics: list[Diagnostic] | None = None) -> Evidence:
    """What an import is judged on: the trust flags, who signed them, and whether the package stands for its descriptor.

    `signatures` says that somebody asks who signed (`ovfkit.trust.asks_for_signatures`, `require_signed_trust`);
    `anchors` are PEM certificates that one trusts, in force at `time` (None: now). A bad signature is a warning in
    `diagnostics`: what becomes of it is decided. Raises `Error` (`MALFORMED`) for anchors that are none.
    """
    package = source if isinstance(source, Package) else None
    descriptor = source.descriptor if isinstance(source, Package) else source
    return _ovfkit.collect_evidence(descriptor._native, package._native if package else None, anchors,
                                    time or datetime.now(timezone.utc), signatures, diagnostics)


def edit(source: Descriptor, *, entity: str = "", trusted_host: Union[bool, None, Keep] = KEEP,
         trusted_cluster: Union[bool, None, Keep] = KEEP, name: str | None = None, cpus: int | None = None,
         memory_bytes: int | None = None) -> Edited:
    """`source` with the edits made; what is not given stays.

    `entity` is the id or name of the one that is meant (empty: the only one, and for trust all). A fact about trust is set
    wherever it is stated, and in the entity if nowhere is; None takes it away. `memory_bytes` is in bytes. Raises `Error`
    (`INVALID_ARGUMENT`) when an edit cannot be made so that the descriptor agrees with itself.
    """
    host = "keep" if isinstance(trusted_host, Keep) else trusted_host
    cluster = "keep" if isinstance(trusted_cluster, Keep) else trusted_cluster
    return Edited(*_ovfkit.edit(source._native, entity, host, cluster, name, cpus, memory_bytes))
