# SPDX-License-Identifier: Apache-2.0
"""The model of a descriptor as plain objects: read, changed, written, converted."""

import copy
import os
import pickle
from pathlib import Path

import pytest

import ovfkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ovfkit import convert, descriptor, model

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
DIALECTS = ROOT / "fixtures/dialects"
VAULT = DIALECTS / "ovirt/vm-4.5.ovf"
STANDARD = DIALECTS / "dmtf-1.1/vm.ovf"


def readable():
    for path in sorted((ROOT / "fixtures").rglob("*.ovf")):
        try:
            yield path, ovfkit.Descriptor.read(path)
        except ovfkit.Error:
            pass


def test_every_fixture_comes_back_byte_for_byte_and_survives_pickle_and_copy():
    count = 0
    for path, source in readable():
        tree = source.envelope()
        for other in (tree, pickle.loads(pickle.dumps(tree)), copy.deepcopy(tree)):
            assert other == tree, path
            assert source.rewrite(other) == bytes(source), path
        count += 1
    assert count > 500


def test_every_fixture_is_equal_after_a_way_through_cpp():
    for path, source in readable():
        tree = source.envelope()
        assert ovfkit._ovfkit.round_trip(tree) == tree, path


def first_system(tree):
    return descriptor.virtual_systems(tree)[0]


def items(system):
    (section,) = [one for one in system.sections if isinstance(one, model.VirtualHardwareSection)]
    return section.items


def test_a_change_moves_nothing_but_its_bytes():
    source = ovfkit.Descriptor.read(STANDARD)
    tree = source.envelope()
    cpu = next(item for item in items(first_system(tree)) if item.resource_type == model.ResourceType.PROCESSOR)
    before = cpu.virtual_quantity
    cpu.virtual_quantity = before + 7
    changed = source.rewrite(tree)
    place = cpu.places["virtual_quantity"]
    text = bytes(source)
    assert changed == text[:place.begin] + str(before + 7).encode() + text[place.end:]
    again = ovfkit.Descriptor(changed).envelope()
    assert again == tree
    assert source.envelope() != tree, "the tree is a copy of its own"


def test_devices_are_added_and_removed():
    source = ovfkit.Descriptor.read(STANDARD)
    tree = source.envelope()
    devices = items(first_system(tree))
    devices.append(model.Item(element_name="sound", instance_id="900", resource_type=model.ResourceType.SOUND_CARD))
    del devices[0]
    assert ovfkit.Descriptor(source.rewrite(tree)).envelope() == tree


def test_trust_flags_are_set_in_the_spelling_that_is_there():
    source = ovfkit.Descriptor.read(VAULT)
    tree = source.envelope()
    flags = first_system(tree).trust
    assert flags.requires_trust and flags.TrustedService is True
    flags.trusted_cluster = False
    assert flags.TrustedService is False
    flags.trusted_host = None
    assert flags.trusted_host is None
    assert b"<TrustedService>false<" in source.rewrite(tree)
    fresh = model.TrustFlags()
    fresh.trusted_host = fresh.trusted_cluster = True
    assert fresh == model.TrustFlags(TrustedHostFlag=True, TrustedService=True)


def test_a_number_that_is_a_template_is_unreadable_and_not_absent():
    text = STANDARD.read_bytes()
    source = ovfkit.Descriptor(text.replace(b"<rasd:VirtualQuantity>2<", b"<rasd:VirtualQuantity>@@CPUS@@<", 1))
    assert b"@@CPUS@@" in bytes(source)
    tree = source.envelope()
    cpu = next(item for item in items(first_system(tree)) if item.resource_type == model.ResourceType.PROCESSOR)
    assert cpu.virtual_quantity is None and cpu.extra["virtual_quantity"].text == "@@CPUS@@"
    assert source.rewrite(tree) == bytes(source)
    cpu.virtual_quantity = 4
    assert b"<rasd:VirtualQuantity>4<" in source.rewrite(tree)
    cpu.virtual_quantity = None
    del cpu.extra["virtual_quantity"]
    assert b"@@CPUS@@" not in source.rewrite(tree)


def test_a_localised_text_is_a_str_with_an_id():
    text = model.Msg("Datenbank", "db.name")
    assert text == "Datenbank" and text != model.Msg("Datenbank", "other") and text.upper() == "DATENBANK"
    assert pickle.loads(pickle.dumps(text)).msgid == "db.name" and hash(text) == hash("Datenbank")
    system = model.VirtualSystem(name=text)
    other = ovfkit._ovfkit.round_trip(system)
    assert other.name == text and other.name.msgid == "db.name"
    assert type(ovfkit._ovfkit.round_trip(model.VirtualSystem(name="x")).name) is str


def test_a_number_without_a_name_is_kept():
    item = ovfkit._ovfkit.round_trip(model.Item(resource_type=777))
    assert item.resource_type == 777
    assert ovfkit._ovfkit.round_trip(model.Item(resource_type=3)).resource_type is model.ResourceType.PROCESSOR


def test_a_section_where_none_belongs_is_refused():
    with pytest.raises(TypeError, match="Envelope.sections: a Disk has no place here"):
        descriptor.write(model.Envelope(sections=[model.Disk()]), ovfkit.Grammar.OVF_1)
    with pytest.raises(ovfkit.Error):
        descriptor.write(model.Envelope(version="\x01"), ovfkit.Grammar.OVF_1)


def test_hardware_is_what_a_person_wants_to_know():
    source = ovfkit.Descriptor.read(VAULT)
    tree = source.envelope()
    (machine,) = descriptor.hardware(tree)
    system = first_system(tree)
    assert machine.cpus and machine.memory_bytes and machine.disks and machine.nics
    assert descriptor.entity_name(system) == "Zürich vault & archive"
    assert descriptor.entity_id(system) and descriptor.entity_kind(system) is ovfkit.EntityKind.VM
    assert descriptor.operating_system(system).number is not None
    (disks,) = [one for one in tree.sections if isinstance(one, model.DiskSection)]
    assert descriptor.capacity_bytes(disks.disks[0]) == machine.disks[0].capacity_bytes
    assert descriptor.capacity_bytes(model.Disk(capacity="2", capacity_allocation_units="byte * 2^30")) == 2 << 30
    with pytest.raises(ovfkit.Error):
        descriptor.capacity_bytes(model.Disk(capacity="many"))
    assert descriptor.ovirt_os_name(descriptor.ovirt_os_number("rhel_9x64")) == "rhel_9x64"


def test_a_conversion_lists_its_losses_and_keeps_the_flags():
    source = ovfkit.Descriptor.read(VAULT)
    (output,) = convert.convert(source, ovfkit.Grammar.OVF_1)
    assert output.name == "Zürich vault & archive"
    made = ovfkit.Descriptor(output.data)
    assert made.dialect.grammar is ovfkit.Grammar.OVF_1
    assert ovfkit.trust.collect(made).entities[0].requires_trust
    assert all(loss.message for loss in output.losses)
    (back,) = convert.convert(made, ovfkit.Grammar.OVIRT)
    assert ovfkit.trust.collect(ovfkit.Descriptor(back.data)).entities[0].requires_trust
    with pytest.raises(ovfkit.Error) as failed:
        convert.convert(source, ovfkit.Grammar.OVF_2, entity="nobody")
    assert failed.value.code is ovfkit.ErrorCode.NOT_FOUND


# Round trips of made documents.

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), min_size=1, max_size=20) \
    .map(str.strip).filter(bool)
MAYBE = st.none() | TEXT
NUMBER = st.none() | st.integers(0, 2**31 - 1)
ITEMS = st.builds(model.Item, element_name=MAYBE, instance_id=st.none() | st.integers(1, 99).map(str), virtual_quantity=NUMBER,
                  resource_type=st.sampled_from(list(model.ResourceType)), description=MAYBE, parent=MAYBE,
                  host_resource=st.lists(TEXT, max_size=3), automatic_allocation=st.none() | st.booleans())
FLAGS = st.builds(model.TrustFlags, TrustedService=st.none() | st.booleans(), trusted_cluster_flag=st.none() | st.booleans(),
                  TrustedHostFlag=st.none() | st.booleans())
SYSTEMS = st.builds(
    lambda ident, name, things, flags, product: model.VirtualSystem(
        id=ident, info="a machine", name=name, sections=[
            model.TrustSection(info="trust", kind="vm", flags=flags),
            model.VirtualHardwareSection(info="hardware", items=things),
            model.ProductSection(info="product", product=product)]),
    TEXT, MAYBE, st.lists(ITEMS, max_size=3), FLAGS, st.none() | st.builds(model.Msg, TEXT, TEXT))
DISKS = st.lists(st.builds(model.Disk, disk_id=TEXT, capacity=st.integers(0, 2**40).map(str), format=MAYBE,
                           populated_size=NUMBER), max_size=3)
ENVELOPES = st.builds(
    lambda disks, system: model.Envelope(
        references=model.References(), sections=[model.DiskSection(info="disks", disks=disks)], contents=[system]),
    DISKS, SYSTEMS)
LAW = settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@LAW
@given(ENVELOPES, st.sampled_from([ovfkit.Grammar.OVF_1, ovfkit.Grammar.OVF_2]))
def test_what_was_built_is_read_as_it_was_written(tree, grammar):
    assert descriptor.inexpressible(tree, grammar) == []
    written = ovfkit.Descriptor(descriptor.write(tree, grammar))
    assert written.envelope() == tree


@LAW
@given(ENVELOPES, ENVELOPES)
def test_a_document_becomes_any_other_by_rewriting(one, other):
    source = ovfkit.Descriptor(descriptor.write(one, ovfkit.Grammar.OVF_1))
    tree = source.envelope()
    assert source.rewrite(tree) == bytes(source)
    tree.contents[0].sections = [*tree.contents[0].sections[:1], *other.contents[0].sections[1:]]
    tree.contents[0].name = other.contents[0].name
    assert ovfkit.Descriptor(source.rewrite(tree)).envelope() == tree


@LAW
@given(ENVELOPES)
def test_pickle_and_cpp_keep_everything(tree):
    assert pickle.loads(pickle.dumps(tree)) == tree == ovfkit._ovfkit.round_trip(tree)


# Edits, as the command line makes them.

def test_an_edit_is_made_everywhere_it_is_stated():
    from ovfkit import task
    source = ovfkit.Descriptor.read(VAULT)
    same = task.edit(source)
    assert same.data == bytes(source) and not same.lost_trust_signature
    changed = ovfkit.Descriptor(task.edit(source, trusted_host=False, trusted_cluster=None, name="neu", cpus=16).data)
    (entity,) = ovfkit.trust.collect(changed).entities
    assert (entity.trust, entity.name) == (ovfkit.trust.TrustFacts(False, None), "neu")
    assert descriptor.hardware(changed.envelope())[0].cpus == 16
    with pytest.raises(ovfkit.Error) as failed:
        task.edit(source, entity="nobody", name="x")
    assert failed.value.code is ovfkit.ErrorCode.INVALID_ARGUMENT


def test_evidence_of_a_descriptor_is_what_was_collected_and_who_signed():
    from ovfkit import task
    source = ovfkit.Descriptor.read(VAULT)
    evidence = task.collect_evidence(source)
    assert evidence.entities == ovfkit.trust.collect(source).entities
    assert task.collect_evidence(source, signatures=True).signed_trust is ovfkit.trust.SignedTrust.ABSENT
