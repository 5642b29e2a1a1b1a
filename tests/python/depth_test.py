# SPDX-License-Identifier: Apache-2.0
"""Trees without end, and more than one interpreter: an error, and no crash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ovfkit

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"


def extension_in_itself():
    inner = ovfkit.element.Extension()
    inner.children = [inner]
    tree = ovfkit.Descriptor.read(VAULT).envelope()
    tree.extensions.append(inner)
    return tree


def collection_in_itself():
    inner = ovfkit.envelope.VirtualSystemCollection()
    inner.contents = [inner]
    tree = ovfkit.Descriptor.read(VAULT).envelope()
    tree.contents.append(inner)
    return tree


def deep(levels):
    tree = ovfkit.Descriptor.read(VAULT).envelope()
    inner = tree
    for _ in range(levels):
        inner.contents.append(ovfkit.envelope.VirtualSystemCollection(id="c", info="c"))
        inner = inner.contents[-1]
    return tree


@pytest.mark.parametrize("make", [extension_in_itself, collection_in_itself, lambda: deep(100_000)])
def test_a_tree_that_is_too_deep_is_an_error_and_no_crash(make):
    source = ovfkit.Descriptor.read(VAULT)
    tree = make()
    try:
        for _ in range(2):
            for call in (lambda: source.rewrite(tree), lambda: ovfkit.descriptor.write(tree, ovfkit.Grammar.OVF_1),
                         lambda: ovfkit.descriptor.hardware(tree)):
                with pytest.raises(RecursionError):
                    call()
        assert source.rewrite(source.envelope()) == bytes(source)
    finally:
        while getattr(tree, "contents", None):  # one by one: Python ends a chain of dataclasses by calling itself, too
            tree.contents, tree = [], tree.contents[-1]


def test_what_a_document_can_hold_is_not_too_deep():
    source = ovfkit.Descriptor.read(VAULT)
    nest = b"<x:a xmlns:x='urn:x'>" * 490 + b"</x:a>" * 490
    text = bytes(source).replace(b"</VirtualSystem>", nest + b"</VirtualSystem>").replace(b"</Content>", nest + b"</Content>")
    assert nest in text
    read = ovfkit.Descriptor(text, limits=ovfkit.Limits(max_depth=500))
    assert read.rewrite(read.envelope()) == text


# Another interpreter in the same process.

@pytest.mark.parametrize("before", ["import ovfkit; ovfkit.Limits()", ""])
def test_another_interpreter_is_refused_and_the_main_one_works(before):
    pytest.importorskip("_xxsubinterpreters")
    program = f"""
{before}
import _xxsubinterpreters as others
for _ in range(2):
    other = others.create()
    try:
        others.run_string(other, "import ovfkit")
    except others.RunFailedError as failed:
        print("ImportError" in str(failed) and "main interpreter" in str(failed))
    others.destroy(other)
import ovfkit, threading
def use():
    read = ovfkit.Descriptor.read({str(VAULT)!r})
    print(read.rewrite(read.envelope()) == bytes(read))
one = threading.Thread(target=use)
one.start()
one.join()
"""
    done = subprocess.run([sys.executable, "-X", "dev", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["True"] * 3), done.stderr
