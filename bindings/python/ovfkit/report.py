# SPDX-License-Identifier: Apache-2.0
"""Results as text for people and as JSON for programs: the same that the command line prints.

Whatever a document says is escaped on the way, so that a report cannot move a cursor, end a line or become markup.
"""

from __future__ import annotations

from . import _ovfkit
from .base import Diagnostic, Text
from .descriptor import Descriptor
from .trust import AuditRecord, Decision


def inspection_json(source: Descriptor) -> str:
    """What is in a descriptor, as the document of `schemas/inspect.schema.json`, ending in a line feed."""
    return _ovfkit.inspection(source._native, source.diagnostics, True, False)


def inspection_text(source: Descriptor, *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.inspection(source._native, source.diagnostics, False, color)


def decision_json(decision: Decision) -> str:
    """A decision as a JSON document, ending in a line feed."""
    return _ovfkit.decision_json(decision)


def decision_text(decision: Decision, *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.decision_text(decision, color)


def record_json(record: AuditRecord) -> str:
    """An audit record as one line of JSON, without its end."""
    return _ovfkit.record_json(record)


def finding_text(finding: Diagnostic, source: Text, *, color: bool = False, width: int = 100) -> str:
    """A finding as compilers write it, with the line of `source`, the bytes it is about, and a mark below the place.

    `width` is how many columns of the line are shown at most.
    """
    return _ovfkit.finding_text(finding, source, color, width)
