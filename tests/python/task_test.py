# SPDX-License-Identifier: Apache-2.0
"""What the command line does from beginning to end, from Python: validated, mended, verified, decided, recorded, reported."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import threading
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import ovfkit
from ovfkit import package, report, store, task, trust, validate

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
COMMAND = Path(os.environ["OVFKIT_BINARY_DIR"]) / "bin/ovfkit"
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"
LAB = trust.Cluster("lab", trust.ClusterTrust.UNTRUSTED)
SAFE = trust.Cluster("safe", trust.ClusterTrust.TRUSTED)
TIME = __import__("datetime").datetime(2026, 1, 31, 12, tzinfo=__import__("datetime").timezone.utc)


@pytest.fixture(name="ova")
def archive(tmp_path):
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "web.ovf").write_text("""<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
  <References><File ovf:id="f" ovf:href="disk.img" ovf:size="5"/></References>
  <DiskSection><Info>disks</Info><Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1" ovf:format="x"/></DiskSection>
  <VirtualSystem ovf:id="vm"><Info>a machine</Info></VirtualSystem>
</Envelope>
""")
    (folder / "disk.img").write_bytes(b"bytes")
    path = tmp_path / "web.ova"
    with ovfkit.Package.open(folder) as one:
        one.pack(path)
    return path


def pipe_of(data, buffering=-1):
    read_end, write_end = os.pipe()

    def write():
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(data)

    threading.Thread(target=write).start()
    return os.fdopen(read_end, "rb", buffering=buffering)


class Drops(io.RawIOBase):
    """A file that gives a few bytes at a time and cannot seek."""

    def __init__(self, data):
        self._file = io.BytesIO(data)

    def readable(self):
        return True

    def read(self, size=-1):
        return self._file.read(min(size, 7) if size >= 0 else 7)


def every_form_of(path):
    """(what it is, a way to open it)"""
    data = path.read_bytes()
    fifo = path.with_suffix(".fifo")
    os.mkfifo(fifo)

    def by_name():
        threading.Thread(target=lambda: fifo.write_bytes(data)).start()
        return fifo

    return [("path", lambda: path), ("str", lambda: str(path)), ("bytes", lambda: data), ("memoryview", lambda: memoryview(data)),
            ("file", lambda: io.BytesIO(data)), ("drops", lambda: Drops(data)), ("pipe", lambda: pipe_of(data)),
            ("raw pipe", lambda: pipe_of(data, 0)), ("fifo", by_name)]


# Whatever takes a file takes it in every form.

def test_a_package_is_opened_in_every_form(ova):
    for what, give in every_form_of(ova):
        assert [one.name for one in ovfkit.Package.open(give())] == ["web.ovf", "web.mf", "disk.img"], what
        verified = task.verify(give())
        assert package.PackageState.FILES_VERIFIED in verified.verification.states, what
        assert package.PackageState.FILES_VERIFIED in package.verify_file(give())[1].states, what
        checked = task.validate_file(give())
        assert checked.file.readable and checked.verification.states == verified.verification.states, what
        read = task.read_source(give())
        assert isinstance(read, ovfkit.Package) and read.descriptor.envelope().contents, what
        out = ova.parent / f"out-{what}"
        package.unpack_file(give(), out)
        assert (out / "disk.img").read_bytes() == b"bytes", what
        assert task.check_import(give(), LAB).outcome is trust.Outcome.ALLOW, what


def test_a_descriptor_is_opened_in_every_form(tmp_path):
    path = tmp_path / "vault.ovf"
    shutil.copy(VAULT, path)
    for what, give in every_form_of(path):
        assert bytes(ovfkit.Descriptor.read(give())) == VAULT.read_bytes(), what
        assert isinstance(task.read_source(give()), ovfkit.Descriptor), what
        assert trust.collect(give()).entities[0].requires_trust, what
        assert ovfkit.convert.convert(give(), ovfkit.Grammar.OVF_1)[0].name == "Zürich vault & archive", what
        alone = task.validate_file(give(), descriptor_only=True).file.findings
        assert [one.rule for one in alone] == [one.rule for one in task.validate_file(path, descriptor_only=True).file.findings], what
        assert json.loads(report.inspection_json(give()))["entities"], what
        assert task.edit(give(), name="x").data != VAULT.read_bytes(), what
        assert task.check_import(give(), LAB).outcome is trust.Outcome.WARN, what


def test_what_can_be_sought_in_is_read_at_any_place(ova):
    data = ova.read_bytes()
    shifted = io.BytesIO(b"before" + data)
    shifted.seek(6)
    with ova.open("rb") as file:
        for one in (ovfkit.Package.open(data), ovfkit.Package.open(file), ovfkit.Package.open(shifted)):
            assert one.form is package.Form.ARCHIVE
            assert {member.name: stream.read() for member, stream in one.streams()}["disk.img"] == b"bytes"
            assert one.read("disk.img").read() == b"bytes" and one.verify(threads=4).states
            again = io.BytesIO()
            one.pack(again)
            assert again.getvalue() == data


# Validating.

def command(*words, code=None):
    if not COMMAND.exists():
        pytest.skip("the command line was not built")
    done = subprocess.run([COMMAND, *words], capture_output=True, text=True, check=False)
    assert code is None or done.returncode == code, done.stderr
    return done.stdout


BROKEN = ROOT / "fixtures/dialects/dmtf-1.1/vm.ovf"


def test_reports_of_a_validation_are_those_of_the_command_line(ova):
    paths = [str(VAULT), str(BROKEN), str(ova)]
    found = report.Validation("interop", [task.validate_file(path).file for path in paths])
    assert json.loads(report.validation_json(found)) == json.loads(command("validate", "--format", "json", *paths))
    assert json.loads(report.validation_sarif(found)) == json.loads(command("validate", "--format", "sarif", *paths))
    assert report.validation_junit(found) == command("validate", "--format", "junit", *paths)
    assert report.validation_html(found) == command("validate", "--format", "html", *paths)
    assert report.validation_text(found) == command("validate", "--color", "never", *paths)
    assert ET.fromstring(report.validation_junit(found)).tag == "testsuites"


def test_what_cannot_be_read_is_a_finding(tmp_path):
    gone = task.validate_file(tmp_path / "gone.ovf").file
    assert not gone.readable and [one.rule for one in gone.findings] == ["file/unreadable"]
    text = task.validate_file(b"no xml").file
    assert not text.readable and text.worst is ovfkit.Severity.ERROR
    assert task.validate_file(VAULT, profile=validate.Profile("none", "off */*\n")).file.findings == []
    with pytest.raises(ovfkit.Error):
        task.validate_file(VAULT, profile="nonsense")


def test_a_baseline_accepts_each_finding_once(ova):
    file = task.validate_file(ova).file
    accepted = validate.Baseline.of([file])
    assert accepted.startswith("#") and accepted.count("\n") == len(file.findings) + 1  # as the command line writes it
    twice = validate.ValidatedFile(file.name, findings=file.findings + file.findings[:1])
    validate.Baseline(accepted).leave_out([twice])
    assert (twice.findings, twice.suppressed) == (file.findings[:1], len(file.findings))
    changed = ovfkit.Diagnostic("manifest/digest-mismatch", ovfkit.Severity.ERROR, "x")
    assert not validate.Baseline(validate.Baseline.line("f", changed)).take("f", changed) or \
        not validate.is_about_integrity("manifest/digest-mismatch")
    with pytest.raises(ovfkit.Error) as failed:
        validate.Baseline("one\ttwo\n", "base.txt")
    assert failed.value.code is ovfkit.ErrorCode.MALFORMED and failed.value.where.line == 1


def test_a_profile_judges_a_finding():
    finding = ovfkit.Diagnostic("hardware/x", ovfkit.Severity.NOTE, "x")
    mine = validate.Profile("mine", "error hardware/*\noff property/*\n")
    assert validate.judge(finding, mine).severity is ovfkit.Severity.ERROR
    assert validate.severity("property/dotted-key", ovfkit.Severity.NOTE, mine) is None
    assert validate.judge(ovfkit.Diagnostic("property/dotted-key"), mine) is None


# Mending.

def spoilt(ova):
    """The same archive with a descriptor that lacks an Info, under a manifest that fits."""
    with package.Editor(ova) as editor:
        editor.set_descriptor(bytes(editor.package.descriptor).replace(b"<Info>disks</Info>", b""))
    return ova


def test_a_package_is_mended_where_it_lies(ova):
    spoilt(ova)
    before = ova.read_bytes()
    seen = task.mend_file(ova, profile="dmtf-1.1")
    assert seen.mended and not seen.written and ova.read_bytes() == before
    done = task.mend_file(ova, profile="dmtf-1.1", write=True)
    assert done.written and done.data == bytes(ovfkit.Package.open(ova).descriptor) == seen.data
    assert package.PackageState.FILES_VERIFIED in task.verify(ova).verification.states
    assert not task.mend_file(ova, profile="dmtf-1.1", write=True).written


def test_a_manifest_that_vouches_for_too_little_is_made_anew_only_when_told(ova):
    with package.Editor(ova) as editor:
        editor.replace(manifest=editor.package.read("web.mf").read().splitlines(True)[0])
    before = ova.read_bytes()
    left = task.mend_file(ova, write=True)
    assert left.left == ["the manifest: it does not vouch for every file"] and ova.read_bytes() == before
    done = task.mend_file(ova, write=True, new_manifest=True)
    assert done.written and b"disk.img" in done.manifest
    assert package.PackageState.FILES_VERIFIED in task.verify(ova).verification.states


def test_what_is_no_descriptor_is_left_alone(tmp_path):
    (tmp_path / "x").write_text("no xml")
    assert task.mend_file(tmp_path / "x", write=True) == task.MendedFile()


# Editors.

def test_an_editor_changes_a_package_once(ova):
    with package.Editor(ova) as editor:
        assert not editor.was_restored and len(editor.package.members) == 3
        manifest = editor.package.make_manifest(ovfkit.DigestAlgorithm.SHA512)
        assert manifest.startswith(b"SHA512(web.ovf)= ")
        assert editor.replace(manifest=manifest).changed == ["web.mf"]
        with pytest.raises(ovfkit.Error) as failed:
            editor.replace(manifest=b"")
        assert failed.value.code is ovfkit.ErrorCode.INVALID_ARGUMENT
    with pytest.raises(ovfkit.Error, match="closed"):
        editor.set_descriptor(b"")
    assert ovfkit.Package.open(ova).verify().files[0].algorithms == [ovfkit.DigestAlgorithm.SHA512]


def test_a_copy_is_made_and_the_package_stays(ova, tmp_path):
    before = ova.read_bytes()
    with package.Editor(ova, output=tmp_path / "copy.ova") as editor:
        editor.replace(descriptor=bytes(editor.package.descriptor).replace(b"a machine", b"another "))
    assert ova.read_bytes() == before
    assert b"another " in bytes(ovfkit.Package.open(tmp_path / "copy.ova").descriptor)


# Verifying and other reports.

def test_reports_of_a_verification_are_those_of_the_command_line(ova):
    (ova.parent / "bad.ova").write_bytes(ova.read_bytes().replace(b"bytes", b"BYTES"))
    for path in (ova, ova.parent / "bad.ova"):
        verified = task.verify(path, time=TIME)
        when = ["--time", "2026-01-31T12:00:00Z"]
        assert json.loads(report.verification_json(verified)) == json.loads(command("verify", "--format", "json", *when, path))
        assert report.verification_text(verified) == command("verify", "--color", "never", *when, path)
    assert verified.diagnostics.worst is ovfkit.Severity.ERROR and verified.trust.state is trust.SignedTrust.ABSENT


def test_reports_of_rules_conversions_and_packages_are_those_of_the_command_line(ova, tmp_path):
    slugs = ["trust/conflicting-flags", "manifest/digest-mismatch"]
    assert json.loads(report.rules_json(slugs)) == json.loads(command("rules", "--format", "json", *slugs))
    assert report.rules_markdown() == command("rules", "--format", "md")
    assert report.rules_text(slugs) == command("rules", "--color", "never", *slugs)
    with pytest.raises(ovfkit.Error):
        report.rules_text(["no/rule"])
    assert ovfkit.find_rule(slugs[0]).title and ovfkit.find_rule("no/rule") is None
    assert report.example_of(slugs[0])[0] and report.example_of("no/rule") == ("", "")
    outputs = ovfkit.convert.convert(VAULT, ovfkit.Grammar.OVF_1)
    expected = command("convert", "--to", "ovf-1.1", "--format", "json", VAULT, tmp_path / "out.ovf")
    dialect = ovfkit.Descriptor.read(VAULT).dialect.name
    assert json.loads(report.conversion_json(dialect, "ovf-1.1", outputs, [str(tmp_path / "out.ovf")])) == json.loads(expected)
    assert json.loads(report.inspection_json(ova)) == json.loads(command("inspect", "--format", "json", ova))
    seen = report.inspect(VAULT)
    assert seen.entities[0].name == "Zürich vault & archive" and seen.kind is report.PackageKind.VM and seen.files


# Deciding and recording.

REQUIRED = trust.Policy(record=trust.Record.REQUIRED)


def test_an_import_is_decided_as_the_command_line_does(tmp_path):
    log = tmp_path / "log"
    with store.Store(tmp_path / "d.db") as kept:
        done = task.check_import(VAULT, LAB, store=kept, audit_log=log, time=TIME)
        (entry,) = kept.history()
    said = json.loads(command("check-import", "--format", "json", "--cluster", "lab=untrusted", VAULT))
    assert json.loads(report.decision_json(done.decision)) == said
    assert (entry.file, entry.cluster_source, done.recorded.everywhere) == (str(VAULT), "stated", True)
    command("check-import", "--cluster", "lab=untrusted", "--audit-log", tmp_path / "other", "--time", "2026-01-31T12:00:00Z", VAULT)
    assert log.read_text() == (tmp_path / "other").read_text()


def test_a_policy_that_demands_a_record_is_not_satisfied_without_one(tmp_path):
    refused = task.check_import(VAULT, SAFE, REQUIRED)
    assert refused.outcome is trust.Outcome.REFUSE and not refused.recorded.everywhere
    assert refused.decision.reasons[-1].code == "policy/not-recorded"
    with store.Store(tmp_path / "d.db") as kept:
        assert task.check_import(VAULT, SAFE, REQUIRED, store=kept).outcome is trust.Outcome.ALLOW
    assert task.check_import(VAULT, SAFE, REQUIRED, audit_log=tmp_path / "log").outcome is trust.Outcome.ALLOW
    lenient = trust.Policy(record=trust.Record.REQUIRED, unrecorded=trust.Unrecorded.ALLOW)
    allowed = task.check_import(VAULT, SAFE, lenient)
    assert allowed.outcome is trust.Outcome.ALLOW and allowed.decision.reasons[-1].code == "policy/not-recorded"


def test_what_one_record_cannot_keep_the_other_knows(tmp_path):
    (tmp_path / "log").write_text("no audit log\n")
    with store.Store(tmp_path / "d.db") as kept:
        done = task.check_import(VAULT, SAFE, store=kept, audit_log=tmp_path / "log")
        assert done.outcome is trust.Outcome.REFUSE and done.recorded.error.code is ovfkit.ErrorCode.INVALID_ARGUMENT
        assert [entry.outcome for entry in kept.history()] == [trust.Outcome.ALLOW, trust.Outcome.REFUSE]
    assert (tmp_path / "log").read_text() == "no audit log\n"
    closed = task.check_import(VAULT, SAFE, store=kept)
    assert closed.outcome is trust.Outcome.REFUSE and "closed" in str(closed.recorded.error)


def test_a_review_is_asked_in_an_import_and_recorded(tmp_path):
    def site(entity, judged):
        return trust.Verdict(trust.Outcome.REFUSE, [trust.Reason("site/rule", ovfkit.Severity.ERROR, "no\x1b[2J")])

    with store.Store(tmp_path / "d.db") as kept:
        done = task.check_import(VAULT, SAFE, site, store=kept)
        (entry,) = kept.history()
    assert done.outcome is trust.Outcome.REFUSE is entry.outcome and "no\\u{1b}[2J" in entry.reasons


# Keys, certificates and XML signatures.

@pytest.fixture(scope="module", name="keys")
def key_and_certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                    folder / "k.pem", "-out", folder / "c.pem", "-days", "9000", "-subj", "/CN=exporter"], check=True, capture_output=True)
    return (folder / "k.pem").read_text(), (folder / "c.pem").read_text()


def test_bytes_and_elements_are_signed_and_verified(keys):
    from ovfkit import signing
    key = signing.SigningKey(keys[0])
    assert key.matches(keys[1]) and "SigningKey" in repr(key)
    made = signing.DetachedSignature(ovfkit.DigestAlgorithm.SHA256, key.sign(b"data"), [keys[1]])
    assert signing.verify_signature(b"data", made, anchors=keys[1]).accepted
    assert signing.SignatureState.INVALID in signing.verify_signature(b"other", made, anchors=keys[1]).states
    element = signing.sign_element('<a xmlns="urn:x" Id="one">text</a>', key, keys[1])
    verdict, content = signing.verify_element(element, anchors=keys[1])
    assert verdict.accepted and content == b'<a xmlns="urn:x" Id="one">text</a>'
    assert signing.verify_element(element.replace(b"text", b"TEXT"), anchors=keys[1])[1] == b""
    with pytest.raises(ovfkit.Error):
        signing.SigningKey("no key")


def test_a_certificate_file_is_made_read_and_written(keys):
    from ovfkit import signing
    data = signing.make_certificate_file(signing.signer(*keys), "web.mf", b"SHA256(web.ovf)= 00\n")
    read = signing.parse_certificate_file(data)
    assert (read.manifest_name, read.algorithm, len(read.certificates)) == ("web.mf", "SHA256", 1)
    assert signing.write_certificate_file(read) == data
    with pytest.raises(ovfkit.Error):
        signing.write_certificate_file(signing.CertificateFile())
    assert [one.rule for one in signing.trust_findings(signing.verify_trust(VAULT), VAULT)] == ["trust/unsigned"]


# Archives that are read once.

def test_members_come_out_of_a_pipe_one_after_the_other(ova):
    import gzip
    from ovfkit import archive
    expected = {member.name: stream.read() for member, stream in ovfkit.Package.open(ova).streams()}
    for data in (ova.read_bytes(), gzip.compress(ova.read_bytes())):
        with pipe_of(data) as pipe:
            assert {member.name: file.read() for member, file in archive.members(pipe)} == expected
        names = [member.name for member, _ in archive.members(Drops(data))]  # nothing of them is read
        assert names == list(expected)
    before = None
    for member, file in archive.members(ova):
        if before:
            with pytest.raises(ValueError):
                before.read()
        assert file.read(3) == expected[member.name][:3]
        before = file


def test_what_is_no_file_of_an_archive_is_left_out_and_broken_ones_are_told(ova, tmp_path):
    import tarfile
    from ovfkit import archive
    with tarfile.open(tmp_path / "odd.ova", "w") as made:
        for name, kind in (("a.ovf", tarfile.REGTYPE), ("link", tarfile.SYMTYPE), ("../up", tarfile.REGTYPE), ("a.ovf", tarfile.REGTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname, member.size = kind, "x", 5 if kind == tarfile.REGTYPE else 0
            made.addfile(member, io.BytesIO(b"12345"))
    found = ovfkit.Diagnostics()
    assert [member.name for member, _ in archive.members(tmp_path / "odd.ova", diagnostics=found)] == ["a.ovf"]
    assert len(found) >= 2 and all(finding.where.source == str(tmp_path / "odd.ova") for finding in found)
    with pytest.raises(ovfkit.Error) as failed:
        for _, file in archive.members(ova.read_bytes()[:900]):
            file.read()
    assert failed.value.code is ovfkit.ErrorCode.MALFORMED


def test_who_comes_back_into_an_archive_that_is_read_is_refused(ova):
    said = []

    class Back(Drops):
        reader = None

        def read(self, size=-1):
            if self.reader:
                for call in (lambda: self.reader.next(None), lambda: self.reader.readinto(1, bytearray(5))):
                    with pytest.raises(ovfkit.Error, match="is being read"):
                        call()
                    said.append(call)
            return super().read(size)

    file = Back(ova.read_bytes())
    reader = ovfkit._ovfkit.MemberReader(file, "x")
    assert reader.next(None)[0] == 1
    file.reader = reader
    assert reader.readinto(1, bytearray(600)) > 0 and reader.next(None)[0] == 2 and said
    with pytest.raises(ovfkit.Error, match="closed"):
        reader.readinto(1, bytearray(5))


# Ctrl-C.

INTERRUPTED = """
import io, sys, time
import ovfkit
from ovfkit import package, task

def progress(now):
    print("ready", flush=True)
    time.sleep(0.2)  # far longer in all than it takes to be interrupted

ova, call = sys.argv[1:]
try:
    eval(call)
    print("finished")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("call", [
    "task.validate_file(ova, progress=progress)", "task.verify(ova, progress=progress)",
    "ovfkit.Package.open(ova).pack(io.BytesIO(), package.PackOptions(progress=progress))",
    "ovfkit.Package.open(ova).unpack(ova + '.out', progress=progress)",
    "package.unpack_file(io.BytesIO(open(ova, 'rb').read()), ova + '.out', progress=progress)",
    "ovfkit.Package.open(ova).make_manifest(progress=progress)",
])
def test_ctrl_c_ends_long_work(tmp_path, call):
    import signal
    import sys
    import tarfile
    folder = tmp_path / "big"
    folder.mkdir()
    (folder / "big.ovf").write_text("""<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
  <References><File ovf:id="f" ovf:href="disk.img"/></References><VirtualSystem ovf:id="vm"><Info>a machine</Info></VirtualSystem>
</Envelope>""")
    with (folder / "disk.img").open("wb") as disk:
        disk.truncate(64 << 20)
    with tarfile.open(tmp_path / "big.ova", "w") as made:
        names = ["big.ovf", "disk.img"]
        lines = [f"SHA256({name})= {hashlib.sha256((folder / name).read_bytes()).hexdigest()}\n" for name in names]
        (folder / "big.mf").write_text("".join(lines))
        for name in (names[0], "big.mf", names[1]):
            made.add(folder / name, name)
    program = subprocess.Popen([sys.executable, "-c", INTERRUPTED, tmp_path / "big.ova", call], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    try:
        assert program.stdout.readline() == "ready\n", program.stderr.read()
        program.send_signal(signal.SIGINT)
        assert program.communicate(timeout=60)[0].splitlines()[-1] == "interrupted"
    finally:
        program.kill()
        program.wait()
    assert not list(tmp_path.glob("*.out")) and not list(tmp_path.glob(".ovfkit*"))
