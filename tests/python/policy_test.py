# SPDX-License-Identifier: Apache-2.0
"""Policy files, cases and inventories from Python."""

import os
from pathlib import Path

import pytest

import ovfkit
from ovfkit import trust

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
LAB = trust.Cluster("lab", trust.ClusterTrust.UNTRUSTED)
POLICY = """version = 1
[otherwise]
action = "refuse"
[[rule]]
name = "lab may take vaults"
cluster = ["lab*"]
vm = ["*vault*"]
action = "allow"
"""


@pytest.fixture(name="evidence")
def evidence_of_the_vault():
    return trust.collect(ovfkit.Descriptor.read(ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"))


def test_the_first_rule_that_fits_decides_and_is_named(evidence):
    policy = trust.parse_policy(POLICY, "site.toml")
    assert (policy.source, policy.otherwise.trusted_into_untrusted) == ("site.toml", trust.Action.REFUSE)
    (rule,) = policy.rules
    assert (rule.name, rule.vm, rule.action) == ("lab may take vaults", ["*vault*"], trust.Action.ALLOW)
    decision = trust.decide(evidence, LAB, policy)
    assert decision.outcome is trust.Outcome.ALLOW
    assert decision.entities[0].decided_by == f"lab may take vaults (site.toml:{rule.line})"
    assert trust.decide(evidence, trust.Cluster("other"), policy).outcome is trust.Outcome.REFUSE


def test_a_policy_of_python_objects_decides_like_its_file(evidence):
    read = trust.parse_policy(POLICY)
    built = trust.Policy(rules=[trust.PolicyRule("by hand", cluster=["lab*"], action=trust.Action.ALLOW)],
                         otherwise=trust.ImportPolicy(trust.Action.REFUSE))
    for cluster in (LAB, trust.Cluster("other")):
        assert trust.decide(evidence, cluster, built).outcome is trust.decide(evidence, cluster, read).outcome


def test_a_review_is_stricter_than_a_policy_file(evidence):
    policy = trust.parse_policy(POLICY)
    decision = trust.decide(evidence, LAB, policy, review=lambda entity, judged: trust.Outcome.REFUSE)
    assert decision.outcome is trust.Outcome.REFUSE


def test_every_mistake_in_a_policy_is_a_finding_with_its_place():
    found = ovfkit.Diagnostics()
    with pytest.raises(ovfkit.Error) as failed:
        trust.parse_policy('version = 1\n[[rule]]\naction = "maybe"\nclutser = ["x"]\n', "bad.toml", diagnostics=found)
    assert failed.value.code is ovfkit.ErrorCode.MALFORMED
    assert {finding.where.line for finding in found} == {3, 4}
    assert tuple(found) == failed.value.diagnostics
    assert all(finding.where.source == "bad.toml" and finding.rule.startswith("policy/") for finding in found)


def test_a_policy_explains_itself(evidence):
    policy = trust.parse_policy(POLICY)
    traces = trust.explain(evidence.entities[0], evidence, trust.Cluster("other"), policy)
    assert [trace.fits for trace in traces][0] is False and "cluster" in traces[0].because
    assert not trust.asks_for_signatures(policy)


def test_what_could_not_be_recorded_is_refused(evidence):
    decision = trust.decide(evidence, LAB, trust.parse_policy(POLICY))
    full = ovfkit.Error(ovfkit.ErrorCode.NO_SPACE, "the disk is full")
    refused = trust.not_recorded(decision, full, trust.Unrecorded.REFUSE)
    assert refused.outcome is trust.Outcome.REFUSE and refused.reasons[-1].code == "policy/not-recorded"
    assert trust.not_recorded(decision, full, trust.Unrecorded.ALLOW).outcome is not trust.Outcome.REFUSE


def test_cases_are_run_and_those_that_fail_are_named():
    cases = trust.parse_cases("""version = 1
[[case]]
name = "a vault in the lab"
vm = "my vault"
trusted-host = true
cluster = "lab"
expect = "allow"
expect-rule = "lab may take vaults"
[[case]]
name = "wrong"
vm = "my vault"
trusted-host = true
cluster = "other"
expect = "allow"
""")
    first, second = trust.run_cases(cases, trust.parse_policy(POLICY))
    assert first.passed and first.rule == "lab may take vaults"
    assert not second.passed and second.decision.outcome is trust.Outcome.REFUSE and second.tested == cases[1]


def test_an_inventory_lists_clusters_and_their_hosts():
    inventory = trust.parse_inventory('[[cluster]]\nname = "lab"\ntrusted = false\n[[cluster]]\nname = "x"\nhosts = ["h1"]\n')
    assert inventory.find("lab").cluster == LAB
    assert inventory.find("x") == trust.InventoryCluster(trust.Cluster("x"), ["h1"])
    assert inventory.find("none") is None
    with pytest.raises(ovfkit.Error):
        trust.parse_inventory('[[cluster]]\ntrusted = "no"\n')


def test_explanations_and_tests_are_reported(evidence):
    import json
    policy = trust.parse_policy(POLICY)
    traces = trust.explain(evidence.entities[0], evidence, LAB, policy)
    decision = trust.decide(evidence, LAB, policy)
    assert "lab may take vaults" in ovfkit.report.explanation_text(traces, decision)
    assert json.loads(ovfkit.report.explanation_json(traces, decision))
    cases = trust.parse_cases('version = 1\n[[case]]\ncluster = "lab"\nexpect = "allow"\n')
    results = trust.run_cases(cases, policy)
    assert ovfkit.report.policy_test_text("p", "c", results) and json.loads(ovfkit.report.policy_test_json("p", "c", results))
    assert ovfkit.report.policy_test_junit("p", "c", results).startswith("<?xml")
