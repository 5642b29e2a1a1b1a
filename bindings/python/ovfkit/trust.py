# SPDX-License-Identifier: Apache-2.0
"""Trust flags and what becomes of an import.

First `collect` gathers what a descriptor says; then `decide` judges it: by an `ImportPolicy`, by a `Policy` file, or with a
function of yours that has reasons of its own. Nothing here writes a log; decisions hold the audit events.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Callable, Sequence, Union

from . import _ovfkit
from ._sources import Readable, descriptor_of, of_package
from .base import Diagnostic, DigestAlgorithm, EntityKind, Error, OrderedEnum, Severity, Span, Text


class Fact(enum.Enum):
    """Which of the two facts a flag states."""

    TRUSTED_HOST = "trusted-host"
    TRUSTED_CLUSTER = "trusted-cluster"


class FlagPlace(enum.Enum):
    """The element a flag stands in, as far as it matters for whom it counts."""

    ENTITY = "entity"  #: the entity itself, directly
    TRUST_SECTION = "trust-section"  #: a trust section of the entity
    COLLECTION = "collection"  #: a collection around the entity
    DOCUMENT = "document"  #: outside of any entity and collection; counts for all entities
    MISPLACED = "misplaced"  #: deeper in the entity or in a collection around it, where no product looks


class SignedTrust(enum.Enum):
    """What became of a signed statement of the trust flags."""

    ABSENT = "absent"  #: there is none
    ALTERED = "altered"  #: the descriptor says something else than what was signed
    REJECTED = "rejected"  #: the signature is broken, or of nobody that one trusts
    ACCEPTED = "accepted"  #: somebody that one trusts signed exactly what the descriptor says


class Action(enum.Enum):
    """What to do about an entity that requires trust and would land in a cluster that is not trusted."""

    WARN = "warn"
    ALLOW = "allow"
    REFUSE = "refuse"


class Landing(enum.Enum):
    """What the trust flags of an entity are after the import."""

    KEEP = "keep"  #: what the file says
    FROM_CLUSTER = "from-cluster"  #: what the target cluster is; an unknown cluster changes nothing


class ClusterTrust(enum.Enum):
    """Whether a cluster is trusted."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    UNKNOWN = "unknown"


class Outcome(OrderedEnum):
    """What becomes of an import, from the mildest to the strictest."""

    ALLOW = "allow"
    WARN = "warn"
    REFUSE = "refuse"


class Acknowledging(enum.Enum):
    """Whether somebody's word changes what a rule says."""

    ACCEPTED = "accepted"  #: it turns a warning or a refusal into permission
    REQUIRED = "required"  #: what the rule allows or warns about is allowed with it and refused without
    IGNORED = "ignored"  #: it changes nothing


class FlagState(enum.Enum):
    """What a rule wants a flag to be."""

    ABSENT = "absent"
    FALSE = "false"
    TRUE = "true"


class Unrecorded(enum.Enum):
    """Whether an import counts whose decision could not be recorded."""

    REFUSE = "refuse"
    ALLOW = "allow"


class Record(enum.Enum):
    """Whether there has to be something that decisions are recorded in."""

    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(slots=True)
class TrustFacts:
    """The two facts that a descriptor can state about trust, each absent (None), false or true."""

    trusted_host: bool | None = None  #: the entity must run on a trusted host
    trusted_cluster: bool | None = None  #: the entity comes from a trusted cluster

    @property
    def requires_trust(self) -> bool:
        """True when either fact is: the entity wants a trusted cluster."""
        return bool(self.trusted_host or self.trusted_cluster)


@dataclass(slots=True)
class Flag:
    """One flag as it stands in the file."""

    spelling: str = ""  #: one of the five names
    fact: Fact = Fact.TRUSTED_HOST
    value: bool = True
    readable: bool = True  #: False: the text is no boolean, and counts as true
    place: FlagPlace = FlagPlace.ENTITY
    at: Span = Span()  #: of the value, or of the whole element when it has no type of its own


@dataclass(slots=True)
class EntityEvidence:
    """What the descriptor says about the trust of one VM or template."""

    id: str = ""
    name: str = ""
    kind: EntityKind = EntityKind.VM
    trust: TrustFacts = field(default_factory=TrustFacts)  #: what all flags say together, wherever they stand
    stated: TrustFacts = field(default_factory=TrustFacts)  #: what the flags say that stand where they belong
    flags: list[Flag] = field(default_factory=list)  #: the entity's own, then those around it that decide

    @property
    def requires_trust(self) -> bool:
        """True when either fact in `trust` is."""
        return self.trust.requires_trust


@dataclass(slots=True)
class SignatureStrength:
    """What an accepted signature is made of, for a policy that does not count every one."""

    digest: DigestAlgorithm | None = None  #: of the signature itself; None when it is none that a manifest knows
    weak_digest: bool = False  #: the signature, or one in its chain below the anchor, rests on SHA-1 or MD5
    rsa_bits: int | None = None  #: of the shortest RSA key in the chain, the signer's and the anchor's too
    ec_bits: int | None = None  #: of the shortest key on an elliptic curve there
    other_key: bool = False  #: there is a key of another kind, whose bits say nothing


@dataclass(slots=True)
class Evidence:
    """What a descriptor says about trust, apart from what anybody thinks of it."""

    entities: list[EntityEvidence] = field(default_factory=list)  #: every virtual system in document order
    signed_trust: SignedTrust | None = None  #: who stands for all this; None when nobody looked
    disowned: bool = False  #: the package that the descriptor came in does not stand for it
    signature_strength: SignatureStrength | None = None  #: None when nobody looked
    manifest_digest: DigestAlgorithm | None = None  #: with which the manifest stands for the descriptor


@dataclass(slots=True)
class ImportPolicy:
    """How imports are judged, without a policy file."""

    trusted_into_untrusted: Action = Action.WARN
    landing: Landing = Landing.KEEP
    require_signed_trust: bool = False  #: believe that no trust is required only when somebody trusted signed it


@dataclass(slots=True)
class Cluster:
    """The cluster that an import goes to."""

    name: str = ""
    trust: ClusterTrust = ClusterTrust.UNKNOWN


@dataclass(slots=True)
class Acknowledgement:
    """Somebody's word that an import is meant as it is. It counts when both texts hold more than blanks."""

    who: str = ""
    why: str = ""

    @property
    def valid(self) -> bool:
        """Whether it counts: both texts hold more than blanks, controls and characters without a shape."""
        return _ovfkit.is_valid(self)


@dataclass(slots=True)
class Reason:
    """Why an outcome is what it is, or what else there is to know about it."""

    code: str = ""  #: slug of a rule, or one of yours
    severity: Severity = Severity.NOTE
    message: str = ""  #: one sentence, escaped


@dataclass(slots=True)
class Event:
    """An audit event under the number, name and severity that the oVirt engine gives it (oVirt reference 2.2)."""

    id: int = 0
    name: str = ""
    severity: Severity = Severity.WARNING
    message: str = ""  #: one sentence, escaped
    variables: list[tuple[str, str]] = field(default_factory=list)  #: such as `VmName`, not escaped


@dataclass(slots=True)
class EntityDecision:
    """What becomes of one VM or template."""

    id: str = ""
    name: str = ""
    kind: EntityKind = EntityKind.VM
    outcome: Outcome = Outcome.ALLOW
    acknowledged: bool = False  #: the outcome is `ALLOW` because somebody takes responsibility
    trust: TrustFacts = field(default_factory=TrustFacts)  #: as the file says
    trust_after: TrustFacts = field(default_factory=TrustFacts)  #: after the import; as the file says when refused
    reasons: list[Reason] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)  #: as the evidence has them
    decided_by: str = ""  #: the rule of a policy file that decided, and its place; empty without one


@dataclass(slots=True)
class Decision:
    """What becomes of the import of a package, with everything it was decided on."""

    outcome: Outcome = Outcome.ALLOW  #: the strictest of the entities
    acknowledged: bool = False  #: of at least one entity, and the import is not refused
    cluster: Cluster = field(default_factory=Cluster)
    policy: ImportPolicy = field(default_factory=ImportPolicy)
    acknowledgement: Acknowledgement | None = None  #: as given, whether it counted or not
    signed_trust: SignedTrust | None = None  #: when the policy requires it, or somebody looked
    reasons: list[Reason] = field(default_factory=list)  #: of all entities, each once
    events: list[Event] = field(default_factory=list)  #: of all entities
    entities: list[EntityDecision] = field(default_factory=list)  #: in the order of the evidence
    policy_file: str = ""  #: that was asked; empty without one. `policy` is then what its `otherwise` says
    decided_by: str = ""  #: what decided about a package without entities; empty for every other one


@dataclass(slots=True)
class AuditRecord:
    """What an audit log keeps of one decision."""

    time: datetime = datetime(1970, 1, 1, tzinfo=timezone.utc)  #: with a time zone; whole seconds count
    file: str = ""  #: as the caller named it
    sha256: str = ""  #: of the bytes of the file, 64 lower-case hexadecimal digits
    decision: Decision = field(default_factory=Decision)
    cluster_source: str = ""  #: where the trust of the cluster was learnt, such as `stated`; empty when nobody said
    policy_sha256: str = ""  #: of the bytes of the policy file; empty without one, or when nobody said


@dataclass(slots=True)
class Strength:
    """What a signature has to be made of to count as accepted."""

    digests: list[DigestAlgorithm] = field(default_factory=list)  #: that count; empty: those that count anyhow
    rsa_bits: int = 2048  #: of the signer's key and of every key above it
    ec_bits: int = 224


@dataclass(slots=True)
class PolicyRule:
    """One rule of a policy: conditions, of which all have to hold, and what follows.

    A condition without a value holds always; of several values one has to fit. Patterns are whole texts with `*` and `?`.
    """

    name: str = ""  #: as the file calls it; `rule 3` when it does not
    line: int = 0  #: of the rule in the file, from 1; 0 when built by hand
    cluster: list[str] = field(default_factory=list)  #: patterns of the target cluster's name
    cluster_trust: list[ClusterTrust] = field(default_factory=list)
    vm: list[str] = field(default_factory=list)  #: patterns of the entity's name
    id: list[str] = field(default_factory=list)  #: patterns of the entity's id
    kind: EntityKind | None = None
    requires_trust: bool | None = None  #: what the entity requires, or counts as requiring
    trusted_host: list[FlagState] = field(default_factory=list)
    trusted_cluster: list[FlagState] = field(default_factory=list)
    signature: list[SignedTrust] = field(default_factory=list)  #: with this rule's strength
    action: Action = Action.REFUSE
    acknowledgement: Acknowledging = Acknowledging.ACCEPTED
    acknowledged_by: list[str] = field(default_factory=list)  #: patterns of who may; empty: anybody
    require_signed_trust: bool = False
    strength: Strength = field(default_factory=Strength)
    landing: Landing = Landing.KEEP


@dataclass(slots=True)
class Policy:
    """A policy file: rules of which the first that fits an entity decides about it."""

    source: str = ""  #: the file's name, for places
    rules: list[PolicyRule] = field(default_factory=list)
    otherwise: ImportPolicy = field(default_factory=ImportPolicy)  #: about an entity that no rule fits
    unrecorded: Unrecorded = Unrecorded.REFUSE
    otherwise_line: int = 0  #: of `[otherwise]` in the file; 0 when it does not stand there
    #: `otherwise` is a last rule without conditions, as it is when it stands in a file
    otherwise_is_rule: bool = False
    record: Record = Record.OPTIONAL  #: for whoever records; `decide` does not look at it


@dataclass(slots=True)
class RuleTrace:
    """What a rule thought of an entity, for somebody who asks why."""

    rule: str = ""
    line: int = 0
    fits: bool = False
    because: str = ""  #: the first condition that does not hold, or `decides`, or `not reached`


@dataclass(slots=True)
class PolicyCase:
    """A case of a policy's test: facts, and what is expected of them."""

    name: str = ""
    line: int = 0
    entity: EntityEvidence = field(default_factory=EntityEvidence)
    signed_trust: SignedTrust | None = None
    disowned: bool = False
    cluster: Cluster = field(default_factory=Cluster)
    acknowledgement: Acknowledgement | None = None
    expected: Outcome = Outcome.REFUSE
    expected_rule: str = ""  #: the name of the rule that has to decide, or `otherwise`; empty: any
    signature_strength: SignatureStrength | None = None
    manifest_digest: DigestAlgorithm | None = None

    @property
    def evidence(self) -> Evidence:
        """What the case tells, as `decide` takes it."""
        return Evidence([self.entity], self.signed_trust, self.disowned, self.signature_strength, self.manifest_digest)


@dataclass(slots=True)
class CaseResult:
    """What came of a case."""

    tested: PolicyCase = field(default_factory=PolicyCase)
    decision: EntityDecision = field(default_factory=EntityDecision)
    passed: bool = False  #: the outcome is the expected one, and so is the rule if one is expected
    rule: str = ""  #: the name of the rule that decided, or `otherwise`


@dataclass(slots=True)
class InventoryCluster:
    """A cluster as an inventory lists it."""

    cluster: Cluster = field(default_factory=Cluster)
    hosts: list[str] = field(default_factory=list)  #: names under which an attestation server knows its hosts


@dataclass(slots=True)
class Inventory:
    """The clusters that somebody keeps in a file."""

    clusters: list[InventoryCluster] = field(default_factory=list)  #: in the order of the file

    def find(self, name: str) -> InventoryCluster | None:
        """The cluster of that name, letter by letter; None when there is none."""
        return next((entry for entry in self.clusters if entry.cluster.name == name), None)


@dataclass(slots=True)
class Verdict:
    """What a function of yours thinks of an entity: at least so strict, for these reasons."""

    outcome: Outcome = Outcome.ALLOW
    reasons: list[Reason] = field(default_factory=list)


#: Looks at an entity and at what was decided about it so far, a copy, and answers what it has to add; None: nothing.
Review = Callable[[EntityEvidence, EntityDecision], Union[Verdict, Outcome, None]]


def collect(source: Readable, *, diagnostics: list[Diagnostic] | None = None) -> Evidence:
    """What a descriptor says about the trust of its entities; findings about flags go to `diagnostics`.

    Fails closed: of several flags true wins, and a text that is no boolean is true. `source` is a `Descriptor`, a
    `Package`, or what can be read as one, which raises `Error` as that does. Of a package, and of a descriptor that came
    in one, it is known whether the package stands for it. Who signed is not looked at: `ovfkit.task.collect_evidence`.
    """
    descriptor = descriptor_of(source)
    return of_package(_ovfkit.collect(descriptor._native, diagnostics), descriptor)


def decide(evidence: Evidence, cluster: Cluster, policy: Union[ImportPolicy, Policy, Review, None] = None,
           acknowledgement: Acknowledgement | None = None, *, review: Review | None = None) -> Decision:
    """Judges the import of what `evidence` tells about into `cluster`. Changes nothing and writes nothing.

    `policy` is an `ImportPolicy` (None: the default one), a `Policy` file, or a function, which then reviews what the
    default policy says. `review` is such a function beside a policy: it is called for each entity, in their order, with
    the evidence about it and the decision so far, and answers a `Verdict`, an `Outcome` alone, or None. Its reasons are
    added, escaped for one line, and the stricter outcome counts: a review can refuse what a policy allows, and never the
    reverse, nor can an acknowledgement overrule it. Who means to be laxer says so in a policy of their own, whose name
    and rule then stand in the decision. A package without entities is judged without asking. What it raises is raised.

        >>> site = lambda entity, judged: ovfkit.trust.Outcome.REFUSE if entity.name.startswith("Zürich") else None
        >>> cluster = ovfkit.trust.Cluster("lab", ovfkit.trust.ClusterTrust.TRUSTED)
        >>> ovfkit.trust.decide(ovfkit.trust.collect("web.ovf"), cluster, site).outcome
        <Outcome.REFUSE: 'refuse'>
    """
    if policy is not None and not isinstance(policy, (ImportPolicy, Policy)):
        if not callable(policy) or review is not None:
            raise TypeError("policy is an ImportPolicy, a Policy or one function")
        policy, review = None, policy
    if isinstance(policy, Policy):
        decision = _ovfkit.decide_by_policy(evidence, cluster, policy, acknowledgement)
    else:
        decision = _ovfkit.decide(evidence, cluster, policy or ImportPolicy(), acknowledgement)
    if review is None:
        return decision
    from ._review import reviewed

    return reviewed(evidence, decision, review)


def parse_cluster(text: str) -> Cluster | None:
    """The cluster of `NAME=trusted`, `NAME=untrusted` or `NAME=unknown`; None for any other text."""
    return _ovfkit.parse_cluster(text)


def may_require_trust(entity: EntityEvidence, evidence: Evidence) -> bool:
    """Whether `entity` of `evidence` requires trust, or counts as one that does.

    That it does not is not believed when the descriptor says something else than what was signed, or is disowned by its
    package, as `decide` does under any policy. To be asked by whoever acts on flags without a policy.
    """
    return _ovfkit.may_require_trust(entity, evidence)


def any_may_require_trust(evidence: Evidence) -> bool:
    """Whether any entity of `evidence` may; without entities: whether one may have been taken away that did."""
    return _ovfkit.any_may_require_trust(evidence)


def make_audit_record(decision: Decision, *, file: str, sha256: str, time: datetime | None = None,
                      cluster_source: str = "", policy_sha256: str = "") -> AuditRecord:
    """The record of `decision` about the bytes with that SHA-256 in `file`, made at `time` (None: now).

    `cluster_source` says where the trust of the cluster was learnt, `policy_sha256` which policy file decided.
    Raises `Error` (`INVALID_ARGUMENT`) for a digest that is not one of SHA-256.
    """
    return _ovfkit.make_audit_record(time or datetime.now(timezone.utc), file, sha256, decision, cluster_source,
                                     policy_sha256)


def parse_policy(toml: Text, source: str = "policy.toml", *, diagnostics: list[Diagnostic] | None = None) -> Policy:
    """Reads a policy (TOML 1.0; the keys are those of `schemas/policy/policy.schema.json`).

    Syntax errors, unknown keys, wrong types and unknown words are findings (`policy/...`) with their place in `source`,
    all of them; then raises `Error` (`MALFORMED`), which has them as well.
    """
    return _ovfkit.parse_policy(toml, source, diagnostics)


def explain(entity: EntityEvidence, evidence: Evidence, cluster: Cluster, policy: Policy) -> list[RuleTrace]:
    """How the rules of `policy` look at one entity, in their order."""
    return _ovfkit.explain(entity, evidence, cluster, policy)


def asks_for_signatures(policy: Policy) -> bool:
    """Whether it matters to `policy` who signed the statement of the trust flags.

    Whoever decides by such a policy has to set `Evidence.signed_trust` and `signature_strength` before.
    """
    return _ovfkit.asks_for_signatures(policy)


def not_recorded(decision: Decision, error: Error, unrecorded: Unrecorded) -> Decision:
    """`decision` as it is when it could not be recorded: refused, or with `ALLOW` warned about."""
    return _ovfkit.not_recorded(decision, error, unrecorded)


def parse_cases(toml: Text, source: str = "cases.toml", *, diagnostics: list[Diagnostic] | None = None) -> list[PolicyCase]:
    """Reads a table of cases for `run_cases` (TOML, `[[case]]`). Findings and failure as `parse_policy`."""
    return _ovfkit.parse_cases(toml, source, diagnostics)


def run_cases(cases: Sequence[PolicyCase], policy: Policy) -> list[CaseResult]:
    """Decides each case by `policy`."""
    return _ovfkit.run_cases(cases, policy)


def parse_inventory(toml: Text, source: str = "inventory.toml", *, diagnostics: list[Diagnostic] | None = None) -> Inventory:
    """Reads an inventory: tables `[[cluster]]` with `name`, `trusted` and `hosts`. Findings and failure as `parse_policy`."""
    return _ovfkit.parse_inventory(toml, source, diagnostics)
