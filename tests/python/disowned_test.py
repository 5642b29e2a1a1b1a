# SPDX-License-Identifier: Apache-2.0
"""What a package says about its descriptor goes with it, however it was taken out and whoever asks."""

import copy
import io
import os
import pickle
import tarfile
import threading
from pathlib import Path

import pytest

import ovfkit
from ovfkit import package, task, trust

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"
LAB = trust.Cluster("lab", trust.ClusterTrust.UNTRUSTED)


def pipe_of(data):
    read_end, write_end = os.pipe()

    def write():
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(data)

    threading.Thread(target=write).start()
    return os.fdopen(read_end, "rb")


def disowned_archive(tmp_path):
    """An OVA whose descriptor asks for nothing, and whose manifest was made for another one."""
    text = VAULT.read_bytes().replace(b"<TrustedService>true<", b"<TrustedService>false<")
    assert text != VAULT.read_bytes()
    path = tmp_path / "changed.ova"
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in (("vm.ovf", text), ("vm.mf", f"SHA256(vm.ovf)= {'0' * 64}\n".encode())):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


PACKAGES = {
    "opened": ovfkit.Package.open,
    "not compared": lambda path: ovfkit.Package.open(path, check_descriptor=False),
    "bytes, not compared": lambda path: ovfkit.Package.open(path.read_bytes(), check_descriptor=False),
    "pipe, not compared": lambda path: ovfkit.Package.open(pipe_of(path.read_bytes()), check_descriptor=False),
    "validated": lambda path: task.validate_file(path).file.package,
    "a pipe, validated": lambda path: task.validate_file(pipe_of(path.read_bytes())).file.package,
    "verified": lambda path: task.verify(path).package,
    "a pipe, verified": lambda path: package.verify_file(pipe_of(path.read_bytes()))[0],
}
TAKEN = {
    "the package": lambda one: one,
    "its descriptor": lambda one: one.descriptor,
    "a copy": lambda one: copy.deepcopy(one.descriptor),
    "pickled": lambda one: pickle.loads(pickle.dumps(one.descriptor)),
}


@pytest.mark.parametrize("given", PACKAGES)
@pytest.mark.parametrize("taken", TAKEN)
def test_that_no_trust_is_needed_is_not_believed_of_a_disowned_descriptor(tmp_path, given, taken):
    one = TAKEN[taken](PACKAGES[given](disowned_archive(tmp_path)))
    assert trust.collect(one).disowned and task.collect_evidence(one).disowned
    assert task.check_import(one, LAB).outcome is trust.Outcome.WARN
    assert trust.decide(trust.collect(one), LAB).outcome is trust.Outcome.WARN


def test_the_manifest_beside_a_descriptor_by_itself_is_asked(tmp_path):
    path = tmp_path / "vm.ovf"
    path.write_bytes(VAULT.read_bytes().replace(b"<TrustedService>true<", b"<TrustedService>false<"))
    assert task.check_import(path, LAB).outcome is trust.Outcome.ALLOW
    (tmp_path / "vm.mf").write_text(f"SHA256(vm.ovf)= {'0' * 64}\n")
    for one in (path, ovfkit.Descriptor.read(path), copy.deepcopy(ovfkit.Descriptor.read(path))):
        assert task.check_import(one, LAB).outcome is trust.Outcome.WARN
    assert "manifest/digest-mismatch" in [finding.rule for finding in ovfkit.Descriptor.read(path).diagnostics]


def test_a_validated_descriptor_remembers_its_package_and_one_by_itself_has_none(tmp_path):
    path = disowned_archive(tmp_path)
    assert task.check_import(task.validate_file(path).file.descriptor, LAB).outcome is trust.Outcome.WARN
    assert trust.collect(path).disowned and not trust.collect(VAULT).disowned


def test_the_digest_of_the_manifest_goes_with_the_descriptor(tmp_path):
    folder, ova = tmp_path / "vm", tmp_path / "vm.ova"
    folder.mkdir()
    (folder / "vm.ovf").write_text("""<?xml version="1.0"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
  <References/><VirtualSystem ovf:id="vm"><Info>a machine</Info></VirtualSystem>
</Envelope>
""")
    with ovfkit.Package.open(folder) as one:
        one.pack(ova)
    with ovfkit.Package.open(ova) as one:
        for source in (one, one.descriptor, pickle.loads(pickle.dumps(one.descriptor)), task.verify(ova).package):
            assert trust.collect(source).manifest_digest is ovfkit.DigestAlgorithm.SHA256
