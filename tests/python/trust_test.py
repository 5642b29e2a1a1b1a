# SPDX-License-Identifier: Apache-2.0
"""Trust flags, decisions, policies and records, from Python."""

import datetime
import hashlib
import os
import pickle
from pathlib import Path

import pytest

import ovfkit
from ovfkit import trust

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"
LAB = trust.Cluster("lab", trust.ClusterTrust.UNTRUSTED)
SAFE = trust.Cluster("safe", trust.ClusterTrust.TRUSTED)


@pytest.fixture(name="evidence")
def evidence_of_the_vault():
    return trust.collect(ovfkit.Descriptor.read(VAULT))


def test_evidence_has_the_flags_with_their_places(evidence):
    (entity,) = evidence.entities
    assert (entity.name, entity.kind, entity.requires_trust) == ("Zürich vault & archive", ovfkit.EntityKind.VM, True)
    descriptor = ovfkit.Descriptor.read(VAULT)
    for flag in entity.flags:
        where = descriptor.locate(flag.at)
        assert where.source == str(VAULT) and where.line > 0
        assert bytes(descriptor)[flag.at.begin:flag.at.end].strip().lower() in (b"true", b"1", b"false", b"0")


def test_a_trusted_vm_is_warned_about_in_an_untrusted_cluster(evidence):
    decision = trust.decide(evidence, LAB)
    assert decision.outcome is trust.Outcome.WARN
    assert [event.id for event in decision.events] == [10003]
    assert trust.decide(evidence, SAFE).outcome is trust.Outcome.ALLOW


def test_a_policy_decides_what_a_warning_is(evidence):
    policy = trust.ImportPolicy(trust.Action.REFUSE, trust.Landing.FROM_CLUSTER)
    decision = trust.decide(evidence, LAB, policy)
    assert decision.outcome is trust.Outcome.REFUSE and decision.policy == policy
    word = trust.Acknowledgement("ann", "a test of the lab")
    allowed = trust.decide(evidence, LAB, policy, word)
    assert allowed.outcome is trust.Outcome.ALLOW and allowed.acknowledged
    assert allowed.entities[0].trust_after == trust.TrustFacts(False, False)


def test_findings_about_flags_are_objects():
    text = VAULT.read_bytes().replace(b"<TrustedService>true<", b"<TrustedService>maybe<")
    assert b"maybe" in text
    found = ovfkit.Diagnostics()
    trust.collect(ovfkit.Descriptor(text, "vault"), diagnostics=found)
    (finding,) = [one for one in found if one.rule == "trust/unknown-flag-value"]
    assert finding.severity is ovfkit.Severity.WARNING and finding.where.source == "vault"
    assert str(finding).startswith(f"vault:{finding.where.line}:{finding.where.column}: warning: ")


# A function of the caller's own.

def test_a_function_adds_its_reasons_and_the_stricter_outcome_counts(evidence):
    asked = []

    def no_vaults(entity, judged):
        asked.append((entity.name, judged.outcome))
        return trust.Verdict(trust.Outcome.REFUSE, [trust.Reason("site/no-vaults", ovfkit.Severity.ERROR, "vaults stay")])

    decision = trust.decide(evidence, SAFE, no_vaults)
    assert asked == [("Zürich vault & archive", trust.Outcome.ALLOW)]
    assert decision.outcome is trust.Outcome.REFUSE
    assert "site/no-vaults" in [reason.code for reason in decision.reasons]
    assert decision.entities[0].trust_after == decision.entities[0].trust
    record = trust.make_audit_record(decision, file="x", sha256="0" * 64, cluster_source="stated", policy_sha256="A" * 64)
    assert (record.cluster_source, record.policy_sha256) == ("stated", "a" * 64)
    assert pickle.loads(pickle.dumps(record)).decision == decision


def test_a_function_cannot_allow_what_a_policy_refuses(evidence):
    policy = trust.ImportPolicy(trust.Action.REFUSE)
    decision = trust.decide(evidence, LAB, policy, review=lambda entity, judged: trust.Outcome.ALLOW)
    assert decision == trust.decide(evidence, LAB, policy)


def test_an_acknowledgement_does_not_overrule_a_function(evidence):
    decision = trust.decide(evidence, LAB, None, trust.Acknowledgement("ann", "because"),
                            review=lambda entity, judged: trust.Outcome.WARN)
    assert decision.outcome is trust.Outcome.WARN and not decision.acknowledged


def test_a_function_that_says_nothing_changes_nothing(evidence):
    assert trust.decide(evidence, LAB, lambda entity, judged: None) == trust.decide(evidence, LAB)


def test_what_a_function_raises_is_raised(evidence):
    with pytest.raises(ZeroDivisionError):
        trust.decide(evidence, LAB, lambda entity, judged: 1 // 0)
    with pytest.raises(TypeError, match="answers a Verdict"):
        trust.decide(evidence, LAB, lambda entity, judged: "no")
    with pytest.raises(TypeError, match="severity of a Reason"):
        trust.decide(evidence, LAB, lambda entity, judged: trust.Verdict(reasons=[trust.Reason("x", "bad", "y")]))
    with pytest.raises(TypeError, match="policy is"):
        trust.decide(evidence, LAB, "refuse")


# Records.

def test_a_record_has_the_time_in_utc_and_whole_seconds(evidence):
    digest = hashlib.sha256(VAULT.read_bytes()).hexdigest()
    cet = datetime.timezone(datetime.timedelta(hours=1))
    time = datetime.datetime(2026, 1, 31, 13, 0, 0, 999999, tzinfo=cet)
    record = trust.make_audit_record(trust.decide(evidence, LAB), file="vault.ovf", sha256=digest.upper(), time=time)
    assert record.sha256 == digest
    assert record.time == datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.timezone.utc)


def test_a_record_without_a_time_is_of_now(evidence):
    before = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    record = trust.make_audit_record(trust.decide(evidence, LAB), file="x", sha256="a" * 64)
    assert before <= record.time <= datetime.datetime.now(datetime.timezone.utc)


def test_what_cannot_be_recorded_is_an_error(evidence):
    decision = trust.decide(evidence, LAB)
    with pytest.raises(ovfkit.Error) as failed:
        trust.make_audit_record(decision, file="x", sha256="short")
    assert failed.value.code is ovfkit.ErrorCode.INVALID_ARGUMENT
    with pytest.raises(ValueError, match="time zone"):
        trust.make_audit_record(decision, file="x", sha256="a" * 64, time=datetime.datetime(2026, 1, 1))


def test_a_cluster_is_read_from_words():
    assert trust.parse_cluster("a=b=trusted") == trust.Cluster("a=b", trust.ClusterTrust.TRUSTED)
    assert trust.parse_cluster("lab") is None


# Descriptors, as far as trust needs them.

def test_a_descriptor_is_read_from_a_path_bytes_a_buffer_a_file_and_a_pipe():
    data = VAULT.read_bytes()
    read_end, write_end = os.pipe()
    os.write(write_end, data[:0])
    with VAULT.open("rb") as file:
        ones = [ovfkit.Descriptor.read(source) for source in (VAULT, str(VAULT), data, bytearray(data), memoryview(data), file)]
    import threading
    writer = threading.Thread(target=lambda: (os.write(write_end, data), os.close(write_end)))
    writer.start()
    with os.fdopen(read_end, "rb") as pipe:
        ones.append(ovfkit.Descriptor.read(pipe, "pipe"))
    writer.join()
    assert {bytes(one) for one in ones} == {data}
    assert [one.name for one in ones] == [str(VAULT)] * 2 + ["descriptor"] * 3 + [str(VAULT), "pipe"]
    assert ones[0].dialect.grammar is ovfkit.Grammar.OVIRT
    assert pickle.loads(pickle.dumps(ones[0])) == ones[0]


def test_what_is_no_descriptor_is_an_error_with_findings():
    with pytest.raises(ovfkit.Error) as failed:
        ovfkit.Descriptor(b"<Envelope>\n<a>", "broken.ovf")
    error = failed.value
    assert error.code is ovfkit.ErrorCode.MALFORMED and error.where.line == 2
    assert error.diagnostics and error.diagnostics[0].where.source == "broken.ovf"
    assert str(error).startswith("broken.ovf:2:")
    with pytest.raises(ovfkit.Error) as failed:
        ovfkit.Descriptor.read("/nonexistent/x.ovf")
    assert failed.value.code is ovfkit.ErrorCode.NOT_FOUND
    with pytest.raises(ovfkit.Error) as failed:
        ovfkit.Descriptor.read(VAULT, limits=ovfkit.Limits(max_bytes=10))
    assert failed.value.code is ovfkit.ErrorCode.LIMIT_EXCEEDED
    with pytest.raises(TypeError):
        ovfkit.Descriptor(12)


def test_a_disowned_descriptor_may_require_trust_whatever_it_says():
    quiet = trust.EntityEvidence(id="1", name="web")
    assert not trust.may_require_trust(quiet, trust.Evidence(entities=[quiet]))
    assert trust.may_require_trust(quiet, trust.Evidence(entities=[quiet], disowned=True))
    assert trust.any_may_require_trust(trust.Evidence(disowned=True))
    assert not trust.any_may_require_trust(trust.Evidence(entities=[quiet]))
