# SPDX-License-Identifier: Apache-2.0
"""Results as text for people and as JSON for programs: the same that the command line prints.

Whatever a document says is escaped on the way, so that a report cannot move a cursor, end a line or become markup.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Sequence

from . import _ovfkit
from ._sources import Readable, descriptor_of, read_any
from .attest import Answers
from .base import Diagnostic, Diagnostics, EntityKind, Error, Text
from .convert import Output
from .descriptor import Descriptor, Dialect, HardwareView
from .engine import Document
from .envelope import File
from .package import Package, Verification
from .signing import TrustSignature
from .store import ClusterPeriod, HistoryEntry
from .trust import AuditRecord, CaseResult, Decision, RuleTrace, TrustFacts
from .validate import ValidatedFile


class PackageKind(enum.Enum):
    """What a descriptor holds: one entity, or any other number of them."""

    VM = "vm"
    TEMPLATE = "template"
    COLLECTION = "collection"


@dataclass(slots=True)
class InspectedEntity:
    """What a person wants to know about one VM or template. Unknown values are None or empty."""

    id: str = ""
    name: str = ""
    kind: EntityKind = EntityKind.VM
    os_number: int | None = None
    os_description: str = ""
    hardware: HardwareView = field(default_factory=HardwareView)  #: under the default deployment configuration
    trust: TrustFacts = field(default_factory=TrustFacts)  #: what the flags say that stand where they belong
    trust_misplaced: bool = False  #: other flags ask for trust as well: an import counts them


@dataclass(slots=True)
class Inspection:
    """What `ovfkit inspect` shows."""

    dialect: Dialect = Dialect()
    configuration: str = ""  #: the deployment configuration that is shown; empty if there are none
    kind: PackageKind = PackageKind.VM
    entities: list[InspectedEntity] = field(default_factory=list)  #: in document order, collections descended into
    files: list[File] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)


def inspect(source: Readable) -> Inspection:
    """Gathers what there is to show of a descriptor, or of the one in a package. Raises `Error` as reading does."""
    dialect, configuration, kind, entities, files, networks = _ovfkit.inspect(descriptor_of(source)._native)
    return Inspection(dialect, configuration, kind, [InspectedEntity(*one) for one in entities], files, networks)


def inspection_json(source: Readable) -> str:
    """What is in a descriptor or a package, as the document of `schemas/inspect.schema.json`, ending in a line feed.

    Raises `Error` as reading `source` does.
    """
    return _inspection(source, True, False)


def inspection_text(source: Readable, *, color: bool = False) -> str:
    """The same for people."""
    return _inspection(source, False, color)


def _inspection(source: Readable, json: bool, color: bool) -> str:
    read = read_any(source)
    if isinstance(read, Descriptor):
        return _ovfkit.inspection(read._native, None, read.diagnostics, json, color)
    return _ovfkit.inspection(read._native.descriptor(), read._native, read.diagnostics, json, color)


@dataclass(slots=True)
class Validation:
    """What a validation of several files found (`ovfkit.task.validate_file`)."""

    profile: str = ""  #: the name of the profile it was made by
    files: list[ValidatedFile] = field(default_factory=list)  #: in the order they were given


def _validation(validation: Validation, form: str, color: bool = False, width: int = 100) -> str:
    files = [(one.name, one.readable, one.findings, one.suppressed,
              None if one.descriptor is None else one.descriptor._native,
              None if one.package is None or one.package.closed else one.package._native) for one in validation.files]
    return _ovfkit.validation(validation.profile, files, form, color, width)


def validation_json(validation: Validation) -> str:
    """The document of `schemas/validate.schema.json`, ending in a line feed."""
    return _validation(validation, "json")


def validation_text(validation: Validation, *, color: bool = False, width: int = 100) -> str:
    """The findings with the lines they are about, as compilers write them, and one line that counts them."""
    return _validation(validation, "text", color, width)


def validation_sarif(validation: Validation) -> str:
    """A log of SARIF 2.1.0 with one run, as code scanning takes it."""
    return _validation(validation, "sarif")


def validation_junit(validation: Validation) -> str:
    """A JUnit document: a suite for each file, and in it a case for each rule that found something; errors are failures."""
    return _validation(validation, "junit")


def validation_html(validation: Validation) -> str:
    """One page of HTML without anything outside it: findings beside the source, and a picture of each appliance."""
    return _validation(validation, "html")


@dataclass(slots=True)
class Verified:
    """A package, and all that was found out about it (`ovfkit.task.verify`)."""

    package: Package
    verification: Verification = field(default_factory=Verification)
    trust: TrustSignature = field(default_factory=TrustSignature)  #: of the statement in the descriptor
    diagnostics: Diagnostics = field(default_factory=Diagnostics)  #: all findings


def verification_json(verified: Verified) -> str:
    """The document of `schemas/verify.schema.json`, ending in a line feed. Raises `Error` when the package is closed."""
    return _ovfkit.verification(verified.package._native, verified.verification, verified.trust, verified.diagnostics,
                                True, False)


def verification_text(verified: Verified, *, color: bool = False) -> str:
    """The files, the signatures and the verdict for people. Raises `Error` when the package is closed."""
    return _ovfkit.verification(verified.package._native, verified.verification, verified.trust, verified.diagnostics,
                                False, color)


def conversion_json(source: str, target: str, outputs: Sequence[Output], paths: Sequence[str]) -> str:
    """What a conversion did, as the document of `schemas/convert.schema.json`, ending in a line feed.

    `source` is the name of the dialect that it was, `target` what it became: `ovf-1.1`, `ovf-2.0`, `ovirt` or `ovirt-ova`.
    `paths` has one for each output, `-` where there is none.
    """
    return _ovfkit.conversion(source, target, outputs, paths, True, False)


def conversion_text(source: str, target: str, outputs: Sequence[Output], paths: Sequence[str], *,
                    color: bool = False) -> str:
    """The same for people: the files, one loss a line with its place, and a line that counts them."""
    return _ovfkit.conversion(source, target, outputs, paths, False, color)


def rules_json(slugs: Sequence[str] = ()) -> str:
    """These rules, or all, as a JSON document. Raises `Error` (`NOT_FOUND`) for a slug that is none."""
    return _ovfkit.rules(list(slugs), "json", False)


def rules_markdown(slugs: Sequence[str] = ()) -> str:
    """The same as a page of reference."""
    return _ovfkit.rules(list(slugs), "md", False)


def rules_text(slugs: Sequence[str] = (), *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.rules(list(slugs), "text", color)


def example_of(slug: str) -> tuple[str, str]:
    """What breaks the rule of that slug, and the same as it should be; two empty texts when there is no example."""
    return _ovfkit.example_of(slug)


def decision_json(decision: Decision) -> str:
    """A decision as a JSON document, ending in a line feed."""
    return _ovfkit.decision_json(decision)


def decision_text(decision: Decision, *, color: bool = False) -> str:
    """The same for people."""
    return _ovfkit.decision_text(decision, color)


def record_json(record: AuditRecord) -> str:
    """An audit record as one line of JSON, without its end."""
    return _ovfkit.record_json(record)


def error_json(error: Error) -> str:
    """What stands in place of a report about an input that could not be read, as the document of
    `schemas/failure.schema.json`, ending in a line feed."""
    return _ovfkit.failure(error)


def finding_text(finding: Diagnostic, source: Text, *, color: bool = False, width: int = 100) -> str:
    """A finding as compilers write it, with the line of `source`, the bytes it is about, and a mark below the place.

    `width` is how many columns of the line are shown at most.
    """
    return _ovfkit.finding_text(finding, source, color, width)


def findings_text(findings: Sequence[Diagnostic], source: Text, *, color: bool = False, width: int = 100) -> str:
    """All findings, and a line that counts them. Empty when there are none."""
    return _ovfkit.findings_text(findings, source, color, width)


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
