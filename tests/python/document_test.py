# SPDX-License-Identifier: Apache-2.0
"""Environments, embedded elements, quantities; and the examples in docstrings are run."""

import doctest
import os
import shutil
from pathlib import Path

import pytest
from samples import modules

import ovfkit
from ovfkit import descriptor, environment, text, validate

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
RULES = ROOT / "fixtures/rules/environment"
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"


@pytest.fixture(name="folder")
def folder_with_what_examples_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(VAULT, "web.ovf")
    package = tmp_path / "web"
    package.mkdir()
    shutil.copy("web.ovf", package)
    tree = ovfkit.Descriptor.read("web.ovf").envelope()
    del tree.references.files[1:]
    tree.references.files[0].href, tree.references.files[0].size = "disk.img", 5
    (package / "web.ovf").write_bytes(descriptor.write(tree, ovfkit.Grammar.OVF_1))
    (package / "disk.img").write_bytes(b"bytes")
    ovfkit.Package.open(package).pack("web.ova")
    return tmp_path


@pytest.mark.parametrize("module", [ovfkit, *modules()], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_run(folder, module):
    assert folder
    failed, count = doctest.testmod(module, extraglobs={"ovfkit": ovfkit}, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0
    assert count or module is not ovfkit


def test_environments_are_read_and_checked():
    for path in sorted(RULES.rglob("*.xml")):
        tree = environment.read(path)
        assert environment.read(environment.write(tree)) == tree and tree.at.end > 0
        rules = {finding.rule for finding in validate.check_environment(path)}
        assert (f"environment/{path.parent.name}" in rules) == path.name.startswith("bad"), path
    with pytest.raises(ovfkit.Error) as failed:
        environment.read(VAULT)
    assert failed.value.code is ovfkit.ErrorCode.NOT_A_DESCRIPTOR
    with pytest.raises(ovfkit.Error) as failed:
        environment.read("/nonexistent/x.xml")
    assert failed.value.code is ovfkit.ErrorCode.NOT_FOUND
    with pytest.raises(ovfkit.Error) as failed:
        environment.read(VAULT, limits=ovfkit.Limits(max_bytes=100))
    assert failed.value.code is ovfkit.ErrorCode.LIMIT_EXCEEDED


def test_marks_are_found_at_any_depth():
    source = ovfkit.Descriptor.read(VAULT)
    (mark,) = descriptor.marks_of(source, lambda name: descriptor.MarkForm.WHOLE if name == "trustedservice" else None)
    assert (mark.name, mark.parent) == ("TrustedService", "Content") and "true" in mark.text


def test_quantities_and_languages():
    unit = text.parse_unit("MegaBytes")
    assert (unit.base, unit.numerator, unit.conforming) == (text.BaseUnit.BYTE, 1 << 20, False)
    assert text.scale(2, unit) == 2 << 20 and text.parse_unit("nonsense") is None
    assert text.canonical_byte_unit(3 << 30) == text.ByteAmount(3, "byte * 2^30") and text.human_bytes(4 << 30) == "4 GiB"
    with pytest.raises(ovfkit.Error):
        text.parse_size("many")
    with pytest.raises(ovfkit.Error):
        text.scale(2**63, unit)
    assert text.best_locale("fr", ["en"]) is None and text.canonical_tag("EN_us") == "en-US" and not text.may_be_spoken("english")
    assert text.is_language_tag("de-AT") and text.display_width("a漢\u0301") == 3
    assert text.printable("a\x1b\u202e") == "a\\u{1b}\\u{202e}"


def test_items_are_those_of_a_configuration():
    tree = ovfkit.Descriptor.read(VAULT).envelope()
    (system,) = descriptor.virtual_systems(tree)
    assert descriptor.effective_items(tree, system) and descriptor.default_configuration(tree) == ""
    assert descriptor.collections_around(tree, system) == []
    with pytest.raises(ValueError):
        descriptor.effective_items(tree, ovfkit.model.VirtualSystem())
    inner = ovfkit.model.VirtualSystem(id="a")
    outer = ovfkit.model.VirtualSystemCollection(contents=[ovfkit.model.VirtualSystemCollection(contents=[inner])])
    assert descriptor.collections_around(ovfkit.model.Envelope(contents=[outer]), inner) == [outer, outer.contents[0]]
    assert descriptor.cim_os_of_ovirt(descriptor.ovirt_os_number("rhel_9x64")) and descriptor.ovirt_os_of_cim(1) == 0
    section = ovfkit.model.Extension(name="a", children=[ovfkit.model.Extension(name="b")], attributes=[ovfkit.model.Attribute(name="c", value="d")])
    assert section.child("b") is section.children[0] and section.child("x") is None and section.attribute("c") == "d"
