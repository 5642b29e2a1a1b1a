# SPDX-License-Identifier: Apache-2.0
"""Packages from Python: opened, read, verified, packed, signed and validated."""

import datetime
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest

import ovfkit
from ovfkit import manifest, package, signing, trust, validate

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"
NOON = datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.timezone.utc)
DESCRIPTOR = """<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
  <References><File ovf:id="f" ovf:href="disk.img" ovf:size="{size}"/></References>
  <DiskSection><Info>disks</Info><Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1"
    ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/></DiskSection>
  <VirtualSystem ovf:id="vm"><Info>a machine</Info></VirtualSystem>
</Envelope>
"""
DISK = bytes(range(256)) * 20_000


@pytest.fixture(name="folder")
def folder_with_a_disk(tmp_path):
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "web.ovf").write_text(DESCRIPTOR.format(size=len(DISK)))
    (folder / "disk.img").write_bytes(DISK)
    return folder


@pytest.fixture(name="ova")
def archive_of_it(folder, tmp_path):
    path = tmp_path / "web.ova"
    ovfkit.Package.open(folder).pack(path)
    return path


def test_a_package_is_packed_as_python_reads_it(ova):
    with tarfile.open(ova) as archive:
        assert archive.getnames() == ["web.ovf", "web.mf", "disk.img"]
        assert archive.extractfile("disk.img").read() == DISK
        lines = archive.extractfile("web.mf").read()
    assert f"SHA256(disk.img)= {hashlib.sha256(DISK).hexdigest()}\n".encode() in lines
    parsed = manifest.parse(lines)
    assert [entry.name for entry in parsed.entries] == ["web.ovf", "disk.img"] and manifest.write(parsed) == lines


def test_members_are_streams(ova):
    one = ovfkit.Package.open(ova)
    assert one.form is package.Form.ARCHIVE and one.name == str(ova)
    assert [member.name for member in one] == ["web.ovf", "web.mf", "disk.img"]
    assert "disk.img" in one and one["disk.img"].size == len(DISK)
    with pytest.raises(KeyError):
        one["none"]
    with one.read(one["disk.img"]) as file:
        assert file.read(300) == DISK[:300]
        assert file.read() == DISK[300:]
    (reference,) = one.descriptor.envelope().references.files
    assert one.read(reference).read() == DISK
    assert one.resolve(reference) == [one["disk.img"]]
    assert one.manifest_member.name == "web.mf" and one.certificate_member is None and one.refused == []
    assert not one.descriptor_is_disowned and one.descriptor_member == one["web.ovf"]


def test_verification_says_what_is_wrong(ova, folder):
    good = ovfkit.Package.open(ova).verify()
    assert package.PackageState.FILES_VERIFIED in good.states
    assert {file.state for file in good.files} <= {package.FileState.VERIFIED, package.FileState.UNLISTED}
    ovfkit.Package.open(folder).pack_directory(folder.parent / "copy")
    (folder.parent / "copy/disk.img").write_bytes(DISK[:-1] + b"x")
    found = ovfkit.Diagnostics()
    bad = ovfkit.Package.open(folder.parent / "copy").verify(diagnostics=found)
    (wrong,) = [file for file in bad.files if file.name == "disk.img"]
    assert wrong.state is package.FileState.MISMATCH and wrong.expected == hashlib.sha256(DISK).hexdigest()
    assert package.PackageState.FILES_FAILED in bad.states and found.worst is ovfkit.Severity.ERROR


def test_what_is_read_once_is_verified_in_one_pass(ova):
    data = ova.read_bytes()
    read_end, write_end = os.pipe()
    writer = threading.Thread(target=lambda: (os.fdopen(write_end, "wb").write(data)))
    writer.start()
    with os.fdopen(read_end, "rb") as pipe:
        one, verification = package.verify_file(pipe, "pipe")
    writer.join()
    assert package.PackageState.FILES_VERIFIED in verification.states and one.name == "pipe"
    for source in (bytes, io.BytesIO, memoryview, bytearray):
        assert package.verify_file(source(data))[1].states == verification.states
        assert [member.name for member in ovfkit.Package.open(source(data))] == ["web.ovf", "web.mf", "disk.img"]
    with pytest.raises(ovfkit.Error) as failed:
        one.read(one["disk.img"])
    assert failed.value.code is ovfkit.ErrorCode.UNSUPPORTED


def test_a_file_that_raises_is_raised(ova):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > 10_000:
                raise BlockingIOError("later")
            return super().read(size)

    with pytest.raises(BlockingIOError):
        package.verify_file(Broken(ova.read_bytes()))
    with pytest.raises(TypeError, match="binary"):
        package.verify_file(io.StringIO("x" * 10_000))

    class Full(io.RawIOBase):
        def write(self, data):
            raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        ovfkit.Package.open(ova).pack(Full())


def test_packing_goes_to_files_and_pipes(ova, folder):
    to = io.BytesIO()
    made = ovfkit.Package.open(folder).pack(to)
    assert to.getvalue() == ova.read_bytes() and made.bytes == len(to.getvalue())
    options = package.PackOptions(digest=None, gzip=True, chunk_size=1000)
    ovfkit.Package.open(folder).pack(folder.parent / "small.ova", options)
    small = ovfkit.Package.open(folder.parent / "small.ova")
    assert small.manifest_member is None and len(small.members) > 2
    assert small.read(small.descriptor.envelope().references.files[0]).read() == DISK
    with pytest.raises(ovfkit.Error) as failed:
        ovfkit.Package.open(folder).pack(folder.parent / "small.ova", package.PackOptions(replace_existing=False))
    assert failed.value.code is ovfkit.ErrorCode.ALREADY_EXISTS


def test_unpacking_verifies_and_leaves_nothing_behind_that_is_wrong(ova, tmp_path):
    assert package.PackageState.FILES_VERIFIED in ovfkit.Package.open(ova).unpack(tmp_path / "out").states
    assert (tmp_path / "out/disk.img").read_bytes() == DISK
    data = ova.read_bytes()
    (tmp_path / "bad.ova").write_bytes(data.replace(DISK[:512], b"\xff" * 512, 1))
    with pytest.raises(ovfkit.Error) as failed:
        ovfkit.Package.open(tmp_path / "bad.ova").unpack(tmp_path / "none")
    assert failed.value.code is ovfkit.ErrorCode.MALFORMED and not (tmp_path / "none").exists()


def test_progress_is_told_and_can_stop_the_work(folder, ova):
    told = []
    ovfkit.Package.open(ova).verify(progress=told.append)  # nothing is no wish to stop
    assert told and told[-1].total is not None and all(isinstance(one, ovfkit.Progress) for one in told)
    with pytest.raises(ovfkit.Error) as failed:
        ovfkit.Package.open(ova).verify(progress=lambda now: False)
    assert failed.value.code is ovfkit.ErrorCode.CANCELLED

    def broken(now):
        raise LookupError(now.what)

    for threads in (1, 4):  # on threads of the library as well
        with pytest.raises(LookupError):
            ovfkit.Package.open(ova).verify(progress=broken, threads=threads)
    with pytest.raises(LookupError):
        ovfkit.Package.open(folder).pack(folder.parent / "x.ova", package.PackOptions(progress=broken))
    assert not (folder.parent / "x.ova").exists()


INTERRUPTED = """
import sys, time
import ovfkit

def progress(now):
    print("ready", flush=True)
    time.sleep(0.2)  # far longer in all than it takes to be interrupted

try:
    ovfkit.Package.open(sys.argv[1]).verify(progress=progress, threads=int(sys.argv[2]))
    print("finished")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("threads", ["1", "4"])
def test_ctrl_c_ends_a_verification(folder, threads):
    (folder / "disk.img").write_bytes(bytes(200 << 20))
    (folder / "web.ovf").write_text(DESCRIPTOR.format(size=200 << 20))
    ovfkit.Package.open(folder).pack_directory(folder.parent / "copy")
    program = subprocess.Popen([sys.executable, "-c", INTERRUPTED, folder.parent / "copy", threads], stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout.readline() == "ready\n"
        program.send_signal(signal.SIGINT)
        assert program.communicate(timeout=60)[0].splitlines()[-1] == "interrupted"
    finally:
        program.kill()
        program.wait()


def test_two_threads_verify_two_packages_at_once(ova, tmp_path):
    # Each waits in its callback until the other one is there: with the interpreter's lock held that would never be.
    shutil.copy(ova, tmp_path / "other.ova")
    both = threading.Barrier(2, timeout=60)
    states = []

    def verify(path):
        met = []

        def progress(now):
            if not met:
                both.wait()
                met.append(now)

        states.append(ovfkit.Package.open(path).verify(progress=progress).states)

    threads = [threading.Thread(target=verify, args=(path,)) for path in (ova, tmp_path / "other.ova")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(states) == 2 and states[0] == states[1]


def test_a_package_that_is_none_is_an_error(tmp_path):
    for data, code in ((b"", "NOT_A_DESCRIPTOR"), (b"x" * 2000, "MALFORMED")):
        (tmp_path / "x").write_bytes(data)
        with pytest.raises(ovfkit.Error) as failed:
            ovfkit.Package.open(tmp_path / "x")
        assert failed.value.code in (ovfkit.ErrorCode[code], ovfkit.ErrorCode.MALFORMED)
    with pytest.raises(ovfkit.Error) as failed:
        ovfkit.Package.open(tmp_path / "none")
    assert failed.value.code is ovfkit.ErrorCode.NOT_FOUND


# Signatures.

@pytest.fixture(scope="module", name="keys")
def key_and_certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "k.pem", "-out",
                    folder / "c.pem", "-days", "9000", "-subj", "/CN=exporter", "-addext", "keyUsage=critical,digitalSignature"],
                   check=True, capture_output=True)
    return (folder / "k.pem").read_text(), (folder / "c.pem").read_text()


def later(pem):
    facts = signing.certificate_facts(pem)
    return facts.not_before + datetime.timedelta(days=1)


def test_a_package_is_signed_and_believed(folder, ova, keys):
    key, certificate = keys
    report = signing.sign_package(ova, signing.signer(key, certificate))
    assert report.certificate_name == "web.cert" and not report.was_signed
    one = ovfkit.Package.open(ova)
    good = one.verify(anchors=certificate, time=later(certificate))
    assert package.PackageState.SIGNATURE_ACCEPTED in good.states and good.signature.accepted
    assert signing.SignatureState.TRUSTED in good.signature.states
    assert good.signature.chain[0] == signing.certificate_facts(certificate)
    assert package.PackageState.SIGNATURE_REJECTED in one.verify().states
    signed = folder.parent / "signed.ova"
    ovfkit.Package.open(folder).pack(signed, package.PackOptions(signer=signing.signer(key, certificate)))
    assert ovfkit.Package.open(signed).verify(anchors=certificate, time=later(certificate)).signature.accepted


def test_a_key_behind_a_function_signs(folder, keys):
    key, certificate = keys
    real = signing.signer(key, certificate)
    asked = []
    one = signing.Signer(real.certificates, real.digest, lambda data: asked.append(data) or real.sign(data))
    made = folder.parent / "signed.ova"
    ovfkit.Package.open(folder).pack(made, package.PackOptions(signer=one))
    assert asked and b"SHA256(disk.img)" in asked[0]

    def refuse(data):
        raise PermissionError("no card")

    with pytest.raises(PermissionError):
        signing.sign_package(made, signing.Signer(real.certificates, real.digest, refuse))


def test_a_descriptor_is_exchanged_in_its_package(ova):
    one = ovfkit.Package.open(ova)
    tree = one.descriptor.envelope()
    tree.contents[0].name = "renamed"
    report = signing.set_descriptor(ova, one.descriptor.rewrite(tree))
    assert report.manifest_updated and report.kind is not signing.EditKind.UNCHANGED
    again = ovfkit.Package.open(ova)
    assert again.descriptor.envelope().contents[0].name == "renamed"
    assert package.PackageState.FILES_VERIFIED in again.verify().states


def test_trust_flags_are_signed_and_altered_ones_are_found(keys):
    key, certificate = keys
    source = ovfkit.Descriptor.read(VAULT)
    signed = ovfkit.Descriptor(signing.sign_trust(source, key, certificate))
    assert signing.has_trust_signature(signed) and not signing.has_trust_signature(source)
    believed = signing.verify_trust(signed, anchors=certificate, time=later(certificate))
    assert believed.state is trust.SignedTrust.ACCEPTED and believed.signature.accepted
    assert signing.remove_trust_signature(signed) == bytes(source)
    altered = ovfkit.Descriptor(bytes(signed).replace(b"<TrustedService>true<", b"<TrustedService>false<"))
    assert signing.verify_trust(altered, anchors=certificate, time=later(certificate)).state is trust.SignedTrust.ALTERED
    assert signing.verify_trust(source).state is trust.SignedTrust.ABSENT
    with pytest.raises(ovfkit.Error):
        signing.verify_trust(source, anchors="no certificate")


# Validation.

def test_findings_are_judged_by_a_profile(ova):
    assert {one.name for one in validate.profiles()} >= {"interop", "dmtf-1.1", "ovirt"}
    one = ovfkit.Package.open(ova)
    findings = validate.check(one)
    assert all(isinstance(finding, ovfkit.Diagnostic) for finding in findings)
    strict = validate.check(one.descriptor, validate.Profile("mine", "error */*\n"))
    assert all(finding.severity is ovfkit.Severity.ERROR for finding in strict)
    assert validate.check(one.descriptor, validate.Profile("none", "off */*\n")) == []
    with pytest.raises(ovfkit.Error) as failed:
        validate.check(one, "nonsense")
    assert failed.value.code is ovfkit.ErrorCode.NOT_FOUND
    with pytest.raises(ovfkit.Error) as failed:
        validate.check(one, validate.Profile("mine", "what is this\n"))
    assert failed.value.code is ovfkit.ErrorCode.MALFORMED and failed.value.where.line == 1


def test_what_has_one_right_answer_is_mended(ova):
    broken = bytes(ovfkit.Package.open(ova).descriptor).replace(b"<Info>disks</Info>", b"")
    source = ovfkit.Descriptor(broken)
    before = {finding.rule for finding in validate.check(source, "dmtf-1.1")}
    data, mended = validate.fix(source)
    assert mended and {one.rule for one in mended} <= set(validate.fixable())
    after = {finding.rule for finding in validate.check(ovfkit.Descriptor(data), "dmtf-1.1")}
    assert after < before


def test_reports_are_those_of_the_command_line():
    import json
    source = ovfkit.Descriptor.read(VAULT)
    expected = json.loads((VAULT.parent / "vm-4.5.expect.json").read_text())
    seen = json.loads(ovfkit.report.inspection_json(source))
    assert {name: seen[name] for name in expected} == expected
    decision = trust.decide(trust.collect(source), trust.Cluster("lab"))
    assert json.loads(ovfkit.report.decision_json(decision))["outcome"] == "warn"
    assert "lab" in ovfkit.report.decision_text(decision)
    record = trust.make_audit_record(decision, file="x", sha256="a" * 64, time=NOON)
    assert json.loads(ovfkit.report.record_json(record))["time"] == "2026-01-31T12:00:00Z"
    found = ovfkit.Diagnostics()
    text = VAULT.read_bytes().replace(b"<TrustedService>true<", b"<TrustedService>maybe<")
    trust.collect(ovfkit.Descriptor(text, "v.ovf"), diagnostics=found)
    (finding,) = [one for one in found if one.rule == "trust/unknown-flag-value"]
    assert "^" in ovfkit.report.finding_text(finding, text)


def test_who_signs_with_a_weak_key_is_told_before_it_is_too_late(keys):
    strong = signing.SignatureVerdict(chain=[signing.certificate_facts(keys[1])])
    assert signing.never_accepted_because(strong) == ""
    strong.states.append(signing.SignatureState.WEAK_KEY)
    assert signing.never_accepted_because(strong)
