# SPDX-License-Identifier: Apache-2.0
"""Laws that hold for every value type of the package, whatever it is for."""

import copy
import dataclasses
import enum
import importlib
import pickle

import pytest
from samples import enum_types, sample, value_types

import ovfkit
from ovfkit import _ovfkit

TYPES = value_types()
DESCRIBED = {f"{module}.{name}": fields for module, name, fields in _ovfkit.described_structs()}


def named(kind):
    return f"{kind.__module__.removeprefix('ovfkit.')}.{kind.__name__}"


def python_only(kind):
    """Types that only the Python side has."""
    return named(kind) not in DESCRIBED


@pytest.fixture(params=TYPES, ids=named)
def kind(request):
    return request.param


def test_there_are_many_types():
    assert len(TYPES) >= 45
    assert len([kind for kind in TYPES if python_only(kind)]) <= 16


def test_every_struct_of_the_library_is_a_dataclass_with_the_same_fields():
    for name, fields in DESCRIBED.items():
        module, _, word = name.partition(".")
        kind = getattr(importlib.import_module(f"ovfkit.{module}"), word)
        notes = {"extra", "places"} if issubclass(kind, ovfkit.model.Noted) else set()
        assert sorted({field.name for field in dataclasses.fields(kind)} - notes) == sorted(fields), name


def test_no_field_of_the_library_is_forgotten():
    pointers = {"DiskView", "NicView"}  # to the parts of the model that they were made of
    assert [hole for hole in _ovfkit.undescribed_bytes() if hole[1] not in pointers] == []


def test_every_enumeration_of_the_library_has_the_same_words():
    described = {f"{module}.{name}": words for module, name, words in _ovfkit.described_enums()}
    assert {named(kind): [member.value for member in kind] for kind in enum_types()
            if not issubclass(kind, enum.IntEnum) and kind is not ovfkit.task.Keep} == described


def test_defaults_are_those_of_the_library(kind):
    if python_only(kind):
        return
    # What C++ makes of nothing is what Python makes of nothing, unless a field is filled by the round trip itself.
    assert _ovfkit.default_of(kind) == kind(), kind


def test_a_value_comes_back_from_cpp_as_it_was(kind):
    if python_only(kind):
        return
    for value in (kind(), sample(kind)):
        assert _ovfkit.round_trip(value) == value


def test_a_copy_is_equal_and_its_own(kind):
    value = sample(kind)
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value)), dataclasses.replace(value)):
        assert other == value
        assert type(other) is kind
    assert kind() != value or kind is ovfkit.model.Noted  # which has nothing but notes


def test_a_value_can_be_built_again_from_its_repr_words(kind):
    value = sample(kind)
    assert repr(value).startswith(kind.__name__ + "(")
    assert kind(**{field.name: getattr(value, field.name) for field in dataclasses.fields(kind) if field.init}) == value


def test_a_change_of_any_field_makes_values_unequal(kind):
    plain, other = kind(), sample(kind)
    for field in dataclasses.fields(kind):
        if field.compare and field.init and getattr(plain, field.name) != getattr(other, field.name):
            assert dataclasses.replace(plain, **{field.name: getattr(other, field.name)}) != plain, field.name


def test_a_misspelt_field_is_refused(kind):
    with pytest.raises((AttributeError, TypeError)):
        kind().misspelt = 1
    with pytest.raises(TypeError):
        kind(misspelt=1)


def test_frozen_values_can_be_keys(kind):
    if kind.__dataclass_params__.frozen:
        assert {sample(kind): 1}[sample(kind)] == 1
    else:
        with pytest.raises(TypeError):
            hash(kind())


def test_a_wrong_type_is_refused_with_its_place():
    decision = ovfkit.trust.Decision(entities=[ovfkit.trust.EntityDecision(trust=ovfkit.trust.TrustFacts("yes"))])
    with pytest.raises(TypeError, match=r"Decision.entities: EntityDecision.trust: TrustFacts.trusted_host: expected bool"):
        _ovfkit.round_trip(decision)
    with pytest.raises(TypeError, match=r"Cluster.trust: expected ClusterTrust, not str"):
        _ovfkit.round_trip(ovfkit.trust.Cluster("x", "trusted"))
    with pytest.raises(TypeError, match="expected a list, not str"):
        _ovfkit.round_trip(ovfkit.trust.InventoryCluster(hosts="one"))
    with pytest.raises(ValueError, match="Limits.max_depth: expected an int from 0"):
        _ovfkit.round_trip(ovfkit.Limits(max_depth=-1))
    with pytest.raises(TypeError, match="Limits.max_depth: expected int"):
        _ovfkit.round_trip(ovfkit.Limits(max_depth=True))
    with pytest.raises(ValueError, match="without a time zone"):
        _ovfkit.round_trip(dataclasses.replace(ovfkit.trust.AuditRecord(), time=__import__("datetime").datetime(2026, 1, 1)))


def test_text_that_is_no_utf8_comes_back():
    odd = b"caf\xe9".decode("utf-8", "surrogateescape")
    assert _ovfkit.round_trip(ovfkit.trust.Cluster(odd)).name == odd
    with pytest.raises(ValueError, match="UTF-8"):
        _ovfkit.round_trip(ovfkit.trust.Cluster("\ud800x"))


def test_ordered_words_have_a_greatest():
    severity, outcome = ovfkit.Severity, ovfkit.trust.Outcome
    assert max(severity.NOTE, severity.ERROR, severity.WARNING) is severity.ERROR
    assert outcome.ALLOW < outcome.WARN <= outcome.REFUSE > outcome.ALLOW
    with pytest.raises(TypeError):
        assert severity.NOTE < outcome.WARN


def test_an_error_can_be_pickled_and_says_its_place():
    error = sample(ovfkit.Error)
    other = pickle.loads(pickle.dumps(error))
    assert (other, str(other), other.code) == (error, "x:3: full", ovfkit.ErrorCode.NO_SPACE)
    assert copy.copy(error) == error != ovfkit.Error()


def test_findings_know_their_worst_and_what_was_left_out():
    finding = sample(ovfkit.Diagnostic)
    all_of_them = ovfkit.Diagnostics([finding, dataclasses.replace(finding, severity=ovfkit.Severity.NOTE)], dropped=3)
    other = pickle.loads(pickle.dumps(all_of_them))
    assert (list(other), other.dropped) == (list(all_of_them), 3)
    assert all_of_them.worst is ovfkit.Severity.ERROR and ovfkit.Diagnostics().worst is None
    assert all_of_them.has(finding.rule) and not all_of_them.has("x")
    assert all_of_them.of(ovfkit.Severity.NOTE) == [all_of_them[1]]


def test_secrets_are_not_in_a_repr():
    assert "s3cret" not in repr(ovfkit.engine.Engine(credentials=ovfkit.engine.Credentials("s3cret", "u", "s3cret")))
