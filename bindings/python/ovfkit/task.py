# SPDX-License-Identifier: Apache-2.0
"""What the command line does from beginning to end, so that a program gives the same answers."""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Callable, Sequence, Union

from . import _ovfkit
from ._sources import Path, Readable, Source, can_seek, descriptor_of, is_path, is_pipe, of_package, opened, read_any
from .base import Diagnostic, Diagnostics, Error, ErrorCode, Limits, Severity, Text
from .descriptor import Descriptor
from .manifest import parse as parse_manifest
from .package import Editor, FileState, Package, PackageState, Verification, _verify_words
from .report import Verified
from .signing import OnProgress
from .store import Store
from .trust import (
    Acknowledgement,
    AuditRecord,
    Cluster,
    Decision,
    Evidence,
    ImportPolicy,
    Outcome,
    Policy,
    Review,
    asks_for_signatures,
    decide,
)
from .validate import Mended, Profile, ValidatedFile, fix, native_profile


class Keep(enum.Enum):
    """Stands for "leave it as it is", where None means "take it away"."""

    KEEP = "keep"


KEEP = Keep.KEEP


def read_source(source: Readable, name: str | None = None, *, limits: Limits | None = None) -> Union[Descriptor, Package]:
    """The `Descriptor` or the `Package` that a path, bytes, an open binary file or a pipe is, told by its bytes.

    Both have `diagnostics`, and a package its `descriptor`. Raises `Error` as `Descriptor.read` and `Package.open` do.

        >>> ovfkit.task.read_source("web.ovf"), ovfkit.task.read_source("web.ova")
        (<Descriptor 'web.ovf', ovirt>, <Package 'web.ova', archive, 3 files>)
    """
    return read_any(source, name, limits)


# Validating.


@dataclass(slots=True)
class CheckedFile:
    """What a validation found."""

    file: ValidatedFile = field(default_factory=ValidatedFile)
    verification: Verification | None = None  #: of a package whose digests were compared


def validate_file(source: Source, name: str | None = None, *, profile: Union[Profile, str] = Profile(),
                  suppressed: Sequence[str] = (), descriptor_only: bool = False, digests: bool = True,
                  allow_sha1: bool = False, anchors: Text = "", time: datetime | None = None,
                  progress: OnProgress | None = None, limits: Limits | None = None) -> CheckedFile:
    """Validates a descriptor, a package in any form, an OVF environment, or what comes out of a pipe, as `ovfkit validate`.

    What cannot be read is a finding, too. Findings are judged by the profile, without those of the rules that the patterns
    `suppressed` name, sorted by place, and at most `Limits.max_diagnostics`. With `descriptor_only` the files that the
    descriptor names are not looked at; without `digests` none is compared with the manifest. `anchors` are PEM
    certificates that one trusts, in force at `time` (None: now). Raises `Error` for a profile that is none, and for
    anchors that are none.
    """
    words = {"limits": limits or Limits(), "suppressed": list(suppressed), "descriptor_only": descriptor_only,
             "digests": digests, "allow_sha1": allow_sha1, "anchors": anchors, "progress": progress,
             "time": time or datetime.now(timezone.utc)}
    native = native_profile(profile)
    if is_path(source) and name is None and not is_pipe(source):
        return _checked(_ovfkit.validate_path(source, native, words))
    with opened(source, name, "file") as (file, called):
        return _checked(_ovfkit.validate_input(file, called, native, words))


def _checked(found: Any) -> CheckedFile:
    name, readable, findings, suppressed, descriptor, package, verification = found
    return CheckedFile(
        ValidatedFile(name, readable, findings, suppressed, descriptor and Descriptor._of(descriptor, Diagnostics(), package),
                      package and Package(package, Diagnostics())), verification)


@dataclass(slots=True)
class MendedFile:
    """What `mend_file` did, or would do."""

    mended: list[Mended] = field(default_factory=list)  #: in the descriptor
    data: bytes = b""  #: of the mended descriptor; as it was when there is nothing to mend
    manifest: bytes | None = None  #: the new manifest; None when the old one stays
    left: list[str] = field(default_factory=list)  #: what could be mended and was left alone, one sentence each
    written: bool = False  #: the file was changed


def mend_file(path: Path, *, write: bool = False, new_manifest: bool = False, drop_signature: bool = False,
              profile: Union[Profile, str] = Profile(), suppressed: Sequence[str] = (),
              limits: Limits | None = None) -> MendedFile:
    """Mends what has one right answer in the descriptor or package at `path`, as `ovfkit validate --fix`.

    Only what `validate_file` with this profile reports is mended. Nothing is written without `write`. A signed package is
    left alone without `drop_signature`; a manifest that does not vouch for every file is made anew only with
    `new_manifest`, which vouches for the files as they are. What cannot be read is left alone. Raises `Error` when
    something could be mended and was not because of a failure; each file is the old one or the new one then.
    """
    before = validate_file(path, profile=profile, suppressed=suppressed, limits=limits)
    descriptor = before.file.descriptor
    if descriptor is None:
        return MendedFile()
    found = [finding.rule for finding in before.file.findings]
    files = before.verification.files if before.verification else []
    fitting = [one.name for one in files if one.state in (FileState.VERIFIED, FileState.WEAK)]
    data, mended = fix(descriptor, rules=found, package=before.file.package, verified=fitting)
    done = MendedFile(mended, data)
    signed = before.file.package is not None and before.file.package.certificate_member is not None
    if data != bytes(descriptor):
        if signed and not drop_signature:
            done.left.append("the descriptor: the package is signed")
            done.mended, done.data = [], bytes(descriptor)
        elif write:
            _write_descriptor(path, descriptor, data, new_manifest, drop_signature, limits)
            done.written = True
    _mend_manifest(path, before, done, len(fitting) == len(files), new_manifest, drop_signature, write, limits)
    return done


def _write_descriptor(path: Path, read: Descriptor, data: bytes, accept_mismatch: bool, drop_signature: bool,
                      limits: Limits | None) -> None:
    with Editor(path, limits=limits) as editor:
        if bytes(editor.package.descriptor) != bytes(read):
            raise Error(ErrorCode.INVALID_ARGUMENT, "the descriptor has changed in the meantime")
        editor.set_descriptor(data, remove_signature=drop_signature, accept_mismatch=accept_mismatch)


def _mend_manifest(path: Path, before: CheckedFile, done: MendedFile, files_fit: bool, new_manifest: bool,
                   drop_signature: bool, write: bool, limits: Limits | None) -> None:
    package = before.file.package
    wrong = any(finding.rule.startswith("manifest/") and finding.severity is not Severity.NOTE
                for finding in before.file.findings)
    if package is None or not wrong:
        return
    if package.certificate_member is not None and not drop_signature:
        done.left.append("the manifest: it is signed")
        return
    readable = before.verification and PackageState.MANIFEST_UNREADABLE not in before.verification.states
    if not (readable and files_fit) and not new_manifest:
        done.left.append("the manifest: it does not vouch for every file")
        return
    if not write:
        done.manifest = _anew(package)
        return
    with Editor(path, limits=limits) as editor:
        done.manifest = _anew(editor.package)
        if done.manifest is not None:
            editor.replace(manifest=done.manifest, remove_certificate=drop_signature)
            done.written = True


def _anew(package: Package) -> bytes | None:
    """A new manifest with the digest that the old one uses first; None when the old one is the same."""
    old = package.read(package.manifest_member).read() if package.manifest_member else b""
    known = [entry.known_algorithm for entry in parse_manifest(old).entries if entry.known_algorithm]
    new = package.make_manifest(*known[:1])
    return None if new == old else new


# Verifying.


def verify(source: Union[Package, Source], name: str | None = None, *, anchors: Text = "", require_signature: bool = False,
           allow_sha1: bool = False, time: datetime | None = None, threads: int = 0, progress: OnProgress | None = None,
           limits: Limits | None = None) -> Verified:
    """Verifies the files of a package, its signature, and the signed statement about trust in its descriptor, as
    `ovfkit verify`. What can be read only once is read in one pass.

    Findings are in the `diagnostics` of the answer. `anchors`, `time` and `threads` are as for `Package.verify`. Raises
    `Error` as `Package.open` and `Package.verify` do.
    """
    found = Diagnostics()
    if not isinstance(source, Package) and (is_path(source) or can_seek(source)) and not (is_path(source) and is_pipe(source)):
        source = Package.open(source, name, limits=limits, check_descriptor=False)
        found.extend(source.diagnostics)
    if isinstance(source, Package):
        words = _verify_words(anchors, require_signature, allow_sha1, time, source._threads or threads, progress, limits)
        _, verification, trust = _ovfkit.verify_package(source._native, words, found)
        return Verified(source, verification, trust, found)
    words = _verify_words(anchors, require_signature, allow_sha1, time, threads, progress, limits)
    with opened(source, name, "package") as (file, called):
        package, verification, trust = _ovfkit.verify_input(file, called, words, found)
    return Verified(Package(package, found), verification, trust, found)


# Deciding.


def collect_evidence(source: Readable, *, anchors: Text = "", time: datetime | None = None, signatures: bool = False,
                     diagnostics: list[Diagnostic] | None = None) -> Evidence:
    """What an import is judged on: the trust flags, who signed them, and whether the package stands for its descriptor.

    `signatures` says that somebody asks who signed (`ovfkit.trust.asks_for_signatures`, `require_signed_trust`);
    `anchors` are PEM certificates that one trusts, in force at `time` (None: now). A bad signature is a warning in
    `diagnostics`: what becomes of it is decided. Raises `Error` (`MALFORMED`) for anchors that are none, and as reading does.
    """
    read = read_any(source)
    descriptor = descriptor_of(read)
    evidence = _ovfkit.collect_evidence(descriptor._native, anchors, time or datetime.now(timezone.utc), signatures,
                                        diagnostics)
    return of_package(evidence, descriptor)


@dataclass(slots=True)
class Recorded:
    """A decision after it was kept, or was not."""

    decision: Decision = field(default_factory=Decision)  #: `not_recorded` of the one that was made, if it is not kept
    everywhere: bool = True  #: it is kept wherever it was to be
    error: Error | None = None  #: why it is not


#: Keeps one record, whole or not at all, and raises when it cannot.
Keeper = Callable[[AuditRecord], object]


def record_decision(decision: Decision, *, file: str, sha256: str, policy: Union[ImportPolicy, Policy, None] = None,
                    store: Store | None = None, audit_log: Path | None = None, keepers: Sequence[Keeper] = (),
                    time: datetime | None = None, cluster_source: str = "", policy_sha256: str = "") -> Recorded:
    """Keeps a decision in an audit log, in a store, and with `keepers`, functions of yours that are given the record.

    Nothing is allowed of which nobody can look up later that it was: what is not kept is refused, unless `policy` says
    `unrecorded = "allow"`. A policy that says `record = "required"` is not satisfied when there is nothing to keep it.
    When one of several fails and that changes the outcome, those that have the first decision get the new one as well: it
    is the last word. A line of JSON is added to `audit_log`; a file that does not look like one is left alone.

    Never raises for what cannot be kept: that is in the answer, and so is any `Exception` that a keeper raises. What ends
    a program, such as `KeyboardInterrupt`, is raised when all have the last word, which is that it was not kept.

        >>> kept = []
        >>> cluster = ovfkit.trust.Cluster("lab", ovfkit.trust.ClusterTrust.TRUSTED)
        >>> ovfkit.task.check_import("web.ovf", cluster, keepers=[kept.append]).recorded.everywhere, len(kept)
        (True, 1)
    """
    subject = (time or datetime.now(timezone.utc), file, sha256, cluster_source, policy_sha256)
    in_store = [] if store is None else [store.record]
    return Recorded(*_ovfkit.record_decision(decision, subject, audit_log, [*in_store, *keepers],
                                             policy if isinstance(policy, Policy) else None))


@dataclass(slots=True)
class CheckedImport:
    """What became of an import, and everything that was asked for it."""

    decision: Decision = field(default_factory=Decision)  #: as it counts: after it was recorded, or could not be
    evidence: Evidence = field(default_factory=Evidence)
    diagnostics: Diagnostics = field(default_factory=Diagnostics)  #: of reading the source, and about its signatures
    recorded: Recorded = field(default_factory=Recorded)
    descriptor: Descriptor | None = None  #: what was judged, for whoever converts it afterwards

    @property
    def outcome(self) -> Outcome:
        """The outcome of the decision."""
        return self.decision.outcome


def check_import(source: Readable, cluster: Cluster, policy: Union[ImportPolicy, Policy, Review, None] = None,
                 acknowledgement: Acknowledgement | None = None, *, review: Review | None = None, anchors: Text = "",
                 store: Store | None = None, audit_log: Path | None = None, keepers: Sequence[Keeper] = (),
                 time: datetime | None = None, cluster_source: str = "stated", policy_sha256: str = "",
                 limits: Limits | None = None) -> CheckedImport:
    """Reads a descriptor or package, decides its import into `cluster`, and records that, as `ovfkit check-import` does.

    `policy` and `review` are those of `ovfkit.trust.decide`. Who signed is looked at when the policy asks for it, with
    `anchors` at `time` (None: now). The decision is recorded as `record_decision` says: one that should be and is not is a
    refusal, and `record = "required"` is enforced. Raises `Error` as reading does, and what a review raises.
    """
    read = read_any(source, limits=limits)
    descriptor = descriptor_of(read)
    found = Diagnostics(read.diagnostics, read.diagnostics.dropped)
    moment = time or datetime.now(timezone.utc)
    wants = asks_for_signatures(policy) if isinstance(policy, Policy) else \
        isinstance(policy, ImportPolicy) and policy.require_signed_trust
    evidence = collect_evidence(read, anchors=anchors, time=moment, signatures=wants, diagnostics=found)
    decision = decide(evidence, cluster, policy, acknowledgement, review=review)
    kept = record_decision(decision, file=read.name, sha256=hashlib.sha256(bytes(descriptor)).hexdigest(),
                           policy=policy if isinstance(policy, (Policy, ImportPolicy)) else None, store=store,
                           audit_log=audit_log, keepers=keepers, time=moment, cluster_source=cluster_source,
                           policy_sha256=policy_sha256)
    return CheckedImport(kept.decision, evidence, found, kept, descriptor)


# Editing.


@dataclass(slots=True)
class Edited:
    """A descriptor with edits made."""

    data: bytes = b""  #: in the encoding of the source; what is not edited is byte for byte as it was
    remarks: list[str] = field(default_factory=list)  #: what a person should know about the edits, one sentence each
    lost_trust_signature: bool = False  #: a signed statement about trust was there, and does not fit any more


def edit(source: Readable, *, entity: str = "", trusted_host: Union[bool, None, Keep] = KEEP,
         trusted_cluster: Union[bool, None, Keep] = KEEP, name: str | None = None, cpus: int | None = None,
         memory_bytes: int | None = None) -> Edited:
    """The descriptor of `source` with the edits made; what is not given stays.

    `entity` is the id or name of the one that is meant (empty: the only one, and for trust all). A fact about trust is set
    wherever it is stated, and in the entity if nowhere is; None takes it away. `memory_bytes` is in bytes. Raises `Error`
    (`INVALID_ARGUMENT`) when an edit cannot be made so that the descriptor agrees with itself, and as reading does.
    """
    host = "keep" if isinstance(trusted_host, Keep) else trusted_host
    cluster = "keep" if isinstance(trusted_cluster, Keep) else trusted_cluster
    return Edited(*_ovfkit.edit(descriptor_of(source)._native, entity, host, cluster, name, cpus, memory_bytes))
