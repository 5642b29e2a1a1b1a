# SPDX-License-Identifier: Apache-2.0
"""Laws of editing, converting and deciding, over made documents and made policies."""

import copy
import dataclasses
import os
import pickle
from pathlib import Path

import ovfkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ovfkit import convert, descriptor, environment, model, task, trust

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
DIALECTS = ROOT / "fixtures/dialects"
LAW = settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), min_size=1, max_size=20) \
    .map(str.strip).filter(bool)
FACT = st.none() | st.booleans()
SOURCES = [ovfkit.Descriptor.read(DIALECTS / name) for name in ("ovirt/vm-4.5.ovf", "dmtf-1.1/vm.ovf")]


# Editing.

@settings(LAW, max_examples=20)
@given(st.sampled_from(SOURCES), FACT, FACT, st.none() | TEXT)
def test_an_edit_says_what_was_asked_and_is_made_once(source, host, cluster, name):
    words = {"trusted_host": host, "trusted_cluster": cluster, "name": name}
    edited = ovfkit.Descriptor(task.edit(source, **words).data)
    (entity,) = trust.collect(edited).entities
    assert entity.trust == trust.TrustFacts(host, cluster) and (name is None or entity.name == name)
    assert task.edit(edited, **words).data == bytes(edited)
    before, after = descriptor.hardware(source.envelope()), descriptor.hardware(edited.envelope())
    assert before == after


@settings(LAW, max_examples=20)
@given(st.sampled_from(SOURCES), st.integers(1, 8), st.integers(1, 1024))
def test_an_edit_of_the_hardware_leaves_everything_else(source, cpus, mebibytes):
    try:
        edited = ovfkit.Descriptor(task.edit(source, cpus=cpus, memory_bytes=mebibytes << 20).data)
    except ovfkit.Error as error:  # such as CPUs that do not fit the cores of a socket
        assert error.code is ovfkit.ErrorCode.INVALID_ARGUMENT
        return
    (machine,) = descriptor.hardware(edited.envelope())
    assert (machine.cpus, machine.memory_bytes) == (cpus, mebibytes << 20)
    assert trust.collect(edited).entities == [dataclasses.replace(one, flags=flags_at(edited)) for one in trust.collect(source).entities]


def flags_at(source):
    return trust.collect(source).entities[0].flags


# Converting.

WRITTEN = [grammar for grammar in ovfkit.Grammar if grammar is not ovfkit.Grammar.DRAFT_0_9]

@settings(LAW, max_examples=15)
@given(st.sampled_from(SOURCES), FACT, FACT, st.permutations(WRITTEN).map(lambda way: way[:3]), st.sampled_from(list(convert.TrustNames)))
def test_trust_survives_any_way_through_the_dialects(source, host, cluster, way, names):
    now = ovfkit.Descriptor(task.edit(source, trusted_host=host, trusted_cluster=cluster).data)
    for grammar in way:
        (output,) = convert.convert(now, grammar, trust_names=names)
        now = ovfkit.Descriptor(output.data)
        assert now.dialect.grammar is grammar
        facts = trust.collect(now).entities[0].trust
        assert (bool(facts.trusted_host), bool(facts.trusted_cluster)) == (bool(host), bool(cluster)), grammar


# Environments.

PROPERTIES = st.lists(st.builds(environment.EnvironmentProperty, key=TEXT, value=TEXT), max_size=3)
SECTIONS = st.none() | st.builds(environment.EnvironmentPropertySection, properties=PROPERTIES)
PLATFORMS = st.none() | st.builds(environment.PlatformSection, kind=st.none() | TEXT, version=st.none() | TEXT,
                                  vendor=st.none() | TEXT, locale=st.none() | TEXT, time_zone=st.none() | st.integers(-720, 840))
ENVIRONMENTS = st.builds(
    environment.Environment, id=TEXT, platform=PLATFORMS, properties=SECTIONS,
    entities=st.lists(st.builds(environment.EnvironmentEntity, id=TEXT, properties=SECTIONS), max_size=3))


@LAW
@given(ENVIRONMENTS)
def test_an_environment_is_read_as_it_was_written(tree):
    assert environment.read(environment.write(tree)) == tree == pickle.loads(pickle.dumps(tree)) == copy.deepcopy(tree)


# Deciding.

CLUSTERS = st.builds(trust.Cluster, TEXT, st.sampled_from(list(trust.ClusterTrust)))
FACTS = st.builds(trust.TrustFacts, FACT, FACT)
ENTITIES = st.builds(lambda name, kind, facts: trust.EntityEvidence(name, name, kind, facts, facts), TEXT,
                     st.sampled_from(list(ovfkit.EntityKind)), FACTS)
EVIDENCE = st.builds(trust.Evidence, st.lists(ENTITIES, max_size=3), st.none() | st.sampled_from(list(trust.SignedTrust)), st.booleans())
WORDS = st.builds(trust.ImportPolicy, st.sampled_from(list(trust.Action)), st.sampled_from(list(trust.Landing)), st.booleans())
RULES = st.builds(trust.PolicyRule, TEXT, cluster_trust=st.lists(st.sampled_from(list(trust.ClusterTrust)), max_size=2),
                  requires_trust=FACT, action=st.sampled_from(list(trust.Action)), require_signed_trust=st.booleans(),
                  acknowledgement=st.sampled_from(list(trust.Acknowledging)))
POLICIES = WORDS | st.builds(trust.Policy, TEXT, st.lists(RULES, max_size=3), WORDS)
WORD = st.none() | st.just(trust.Acknowledgement("ann", "a test"))
VERDICTS = st.none() | st.sampled_from(list(trust.Outcome)) | st.builds(
    trust.Verdict, st.sampled_from(list(trust.Outcome)), st.lists(st.builds(trust.Reason, TEXT, message=st.text(max_size=20)), max_size=2))


@LAW
@given(EVIDENCE, CLUSTERS, POLICIES, WORD)
def test_a_decision_is_a_function_of_what_it_is_given(evidence, cluster, policy, word):
    before = copy.deepcopy((evidence, cluster, policy, word))
    decision = trust.decide(evidence, cluster, policy, word)
    assert (evidence, cluster, policy, word) == before and trust.decide(*pickle.loads(pickle.dumps(before))) == decision
    if decision.entities:
        assert decision.outcome is max(one.outcome for one in decision.entities)
    for one in decision.entities:
        assert one.outcome is not trust.Outcome.REFUSE or one.trust_after == one.trust
    record = trust.make_audit_record(decision, file="x", sha256="0" * 64)
    assert pickle.loads(pickle.dumps(record)).decision == decision


@LAW
@given(EVIDENCE, CLUSTERS, POLICIES, WORD, st.lists(VERDICTS, min_size=3, max_size=3))
def test_a_review_is_never_laxer_than_the_policy(evidence, cluster, policy, word, verdicts):
    answers = iter(verdicts)

    def review(entity, judged):
        judged.outcome, judged.acknowledged, judged.reasons[:], entity.name = trust.Outcome.ALLOW, True, [], "x"  # in vain
        return next(answers)

    plain = trust.decide(evidence, cluster, policy, word)
    reviewed = trust.decide(evidence, cluster, policy, word, review=review)
    assert reviewed.outcome >= plain.outcome
    for before, after, said in zip(plain.entities, reviewed.entities, verdicts):
        wanted = said.outcome if isinstance(said, trust.Verdict) else said or trust.Outcome.ALLOW
        assert after.outcome is max(before.outcome, wanted) and after.name == before.name
        assert not after.acknowledged or before.acknowledged
        assert after.outcome is trust.Outcome.REFUSE or after.reasons[:len(before.reasons)] == before.reasons
        assert all(character.isprintable() or character == " " for reason in after.reasons for character in reason.message
                   if ord(character) < 0xA0)


@LAW
@given(EVIDENCE, CLUSTERS, WORD)
def test_a_stricter_word_is_never_laxer(evidence, cluster, word):
    outcomes = [trust.decide(evidence, cluster, trust.ImportPolicy(action), word).outcome
                for action in (trust.Action.ALLOW, trust.Action.WARN, trust.Action.REFUSE)]
    assert outcomes == sorted(outcomes, key=list(trust.Outcome).index)


@LAW
@given(st.sampled_from(SOURCES), st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff<&>\"'"), max_size=20))
def test_what_is_embedded_is_found_and_taken_out_again(source, text):
    element = f'<mark xmlns="urn:example">{text}</mark>'
    marked = ovfkit.Descriptor(descriptor.embed(source, "urn:example", "mark", element))
    (found,) = descriptor.embedded_elements(marked, "urn:example", "mark")
    assert found.in_place and found.text == element
    assert descriptor.embed(marked, "urn:example", "mark", "") == bytes(source)
    assert model.Envelope() is not None and descriptor.count_ids(marked, "no such id") == 0
