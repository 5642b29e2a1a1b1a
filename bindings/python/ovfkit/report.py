# SPDX-License-Identifier: Apache-2.0
"""Results as text for people and as JSON for programs: the same that the command line prints.

Whatever a document says is escaped on the way, so that a report cannot move a cursor, end a line or become markup.
"""

from __future__ import annotations

from typing import Sequence

from . import _ovfkit
from .attest import Answers
from .base import Diagnostic, Text
from .descriptor import Descriptor
from .engine import Document
from .store import ClusterPeriod, HistoryEntry
from .trust import AuditRecord, CaseResult, Decision, RuleTrace


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


def attestation_json(answers: Answers) -> str:
    """What an attestation server said, as the document of `schemas/attest.schema.json`, ending in a line feed."""
    return _ovfkit.attestation(answers, True, False)


def attestation_text(answers: Answers, *, color: bool = False) -> str:
    """The same for people: a line for each host, and one that counts them."""
    return _ovfkit.attestation(answers, False, color)


def resources_json(document: Document, diagnostics: Sequence[Diagnostic] = ()) -> str:
    """REST XML and what was found in it, as the document of `schemas/resource.schema.json`, ending in a line feed."""
    return _ovfkit.resources(document, diagnostics, True, False)


def resources_text(document: Document, *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.resources(document, (), False, color)


def history_json(rows: Sequence[HistoryEntry]) -> str:
    """What a store remembers of decisions, as a JSON document."""
    return _ovfkit.history(rows, False, "json", False)


def history_csv(rows: Sequence[HistoryEntry]) -> str:
    """The same as a table with a line of names."""
    return _ovfkit.history(rows, False, "csv", False)


def history_text(rows: Sequence[HistoryEntry], *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.history(rows, False, "text", color)


def clusters_json(rows: Sequence[ClusterPeriod]) -> str:
    """What a store remembers of clusters, as a JSON document."""
    return _ovfkit.history(rows, True, "json", False)


def clusters_csv(rows: Sequence[ClusterPeriod]) -> str:
    """The same as a table with a line of names."""
    return _ovfkit.history(rows, True, "csv", False)


def clusters_text(rows: Sequence[ClusterPeriod], *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.history(rows, True, "text", color)


def policy_test_json(policy_file: str, case_file: str, results: Sequence[CaseResult]) -> str:
    """What came of the cases of a policy's test, as a JSON document."""
    return _ovfkit.policy_test(policy_file, case_file, results, "json", False)


def policy_test_junit(policy_file: str, case_file: str, results: Sequence[CaseResult]) -> str:
    """The same as JUnit's XML."""
    return _ovfkit.policy_test(policy_file, case_file, results, "junit", False)


def policy_test_text(policy_file: str, case_file: str, results: Sequence[CaseResult], *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.policy_test(policy_file, case_file, results, "text", color)


def explanation_json(rules: Sequence[RuleTrace], decision: Decision) -> str:
    """How the rules of a policy looked at an entity (`explain`), and the decision about it, as a JSON document."""
    return _ovfkit.policy_explanation(rules, decision, True, False)


def explanation_text(rules: Sequence[RuleTrace], decision: Decision, *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.policy_explanation(rules, decision, False, color)
