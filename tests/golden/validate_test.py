#!/usr/bin/env python3
"""`ovfkit validate` as pipelines and people meet it.

    validate_test.py OVFKIT CHECKOUT [CLASS...]
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from command import CHECKOUT, FIXTURES, PROGRAM, attacks, descriptors, environment, main, run, validator

APPLIANCE = FIXTURES / "packages/appliance"
BROKEN = FIXTURES / "rules/schema/missing-attribute/bad.ovf"
PROFILES = ("dmtf-1.1", "dmtf-2.1", "interop", "esxi", "workstation", "virtualbox", "ovirt", "proxmox", "virt-v2v",
            "xenserver")


def rules_in(done):
    return [finding["rule"] for finding in json.loads(done.stdout)["diagnostics"]]


class Scratch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def appliance(self):
        """A copy of the good package."""
        copy = self.folder / "appliance"
        shutil.copytree(APPLIANCE, copy)
        return copy

    def archive(self, source, name="appliance.ova"):
        path = self.folder / name
        with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as tar:
            for member in ("appliance.ovf", "appliance.mf", "appliance-disk1.vmdk", "release notes.txt"):
                if (source / member).exists():
                    tar.add(source / member, member)
        return path


class Reports(Scratch):
    def test_json_is_as_described_for_every_descriptor_and_package(self):
        schema = validator("validate")
        files = [*descriptors(), *descriptors("rules"), *sorted(FIXTURES.rglob("*.ova")), APPLIANCE]
        done = run("validate", "--descriptor-only", "--format", "json", *[f for f in files if f.suffix == ".ovf"])
        schema.validate(json.loads(done.stdout))
        done = run("validate", "--format", "json", *[f for f in files if f.suffix != ".ovf"])
        schema.validate(json.loads(done.stdout))

    def test_all_formats_tell_of_the_same_findings(self):
        paths = descriptors("rules/schema") + descriptors("hostile")
        one_way = {}
        for form in ("text", "json", "sarif", "junit", "html"):
            done = run("validate", "--descriptor-only", "--format", form, *paths)
            one_way[form] = done.stdout.decode("utf-8")
            self.assertEqual(done.returncode, 2, form)
        findings = json.loads(one_way["json"])["diagnostics"]
        self.assertTrue(findings)
        results = json.loads(one_way["sarif"])["runs"][0]["results"]
        self.assertEqual(sorted(f["rule"] for f in findings), sorted(r["ruleId"] for r in results))
        suites = ElementTree.fromstring(one_way["junit"])
        failed = {case.get("name") for case in suites.iter("testcase") if case.find("failure") is not None}
        self.assertEqual({f["rule"] for f in findings if f["severity"] == "error"}, failed - {"readable"})
        for finding in findings:
            self.assertIn(finding["rule"], one_way["html"])
            self.assertIn(f"[{finding['rule']}]", one_way["text"])

    def test_a_report_goes_into_a_file_whole_or_not_at_all(self):
        report = self.folder / "report.json"
        self.assertEqual(run("validate", APPLIANCE, "--format", "json", "-o", report).returncode, 0)
        self.assertEqual(json.loads(report.read_text())["summary"]["errors"], 0)
        done = run("validate", APPLIANCE, "-o", "/dev/full")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"No space left", done.stderr)

    def test_a_report_is_never_written_onto_what_it_is_about(self):
        copy = self.appliance() / "appliance.ovf"
        before = copy.read_bytes()
        self.assertEqual(run("validate", copy, "-o", copy).returncode, 64)
        self.assertEqual(copy.read_bytes(), before)

    def test_nothing_that_a_terminal_would_obey_comes_out_of_a_document(self):
        done = run("validate", "--descriptor-only", *descriptors("hostile"))
        self.assertEqual(attacks(done.stdout.decode("utf-8")), set())


class Sources(Scratch):
    def test_the_good_package_is_clean_in_every_form(self):
        ova = self.archive(APPLIANCE)
        for arguments in ([APPLIANCE], [APPLIANCE / "appliance.ovf"], [ova]):
            done = run("validate", *arguments)
            self.assertEqual(done.returncode, 0, done.stdout)
        done = run("validate", "-", input=ova.read_bytes())
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_what_is_not_there_is_an_error_and_the_others_are_validated(self):
        done = run("validate", self.folder / "nobody.ova", APPLIANCE, "--format", "json")
        self.assertEqual(done.returncode, 2)
        report = json.loads(done.stdout)
        self.assertEqual([(f["rule"], f["file"]) for f in report["diagnostics"] if f["severity"] == "error"],
                         [("file/unreadable", str(self.folder / "nobody.ova"))])
        self.assertEqual(report["summary"]["files"], 2)

    def test_patterns_are_expanded_here_and_a_pattern_for_nothing_is_an_error(self):
        for name in ("a", "b/c", "b/.hidden"):
            (self.folder / name).mkdir(parents=True)
            shutil.copy(BROKEN, self.folder / name / "x.ovf")
        def named(pattern):
            done = run("validate", "--descriptor-only", "--format", "json", pattern, cwd=self.folder)
            return [file["name"] for file in json.loads(done.stdout)["files"]]
        self.assertEqual(named("*/x.ovf"), ["a/x.ovf"])
        self.assertEqual(named("**/*.ovf"), ["a/x.ovf", "b/c/x.ovf"])
        self.assertEqual(named("?/c/x.ov*"), ["b/c/x.ovf"])
        done = run("validate", "*.ova", cwd=self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"nothing matches", done.stderr)

    def test_a_file_whose_name_looks_like_a_pattern_is_itself(self):
        odd = self.folder / "what?.ovf"
        shutil.copy(BROKEN, odd)
        done = run("validate", "--descriptor-only", "--format", "json", "what?.ovf", cwd=self.folder)
        self.assertEqual([file["name"] for file in json.loads(done.stdout)["files"]], ["what?.ovf"])

    def test_many_files_give_the_same_report_with_any_number_of_jobs(self):
        paths = descriptors("dialects") + descriptors("rules") + descriptors("hostile")
        reports = {run("validate", "--descriptor-only", "--format", "json", "--jobs", jobs, *paths).stdout
                   for jobs in (1, 2, 7)}
        self.assertEqual(len(reports), 1)

    def test_a_descriptor_on_a_pipe_is_read_as_one(self):
        done = run("validate", "-", "--format", "json", input=BROKEN.read_bytes())
        self.assertIn("schema/missing-attribute", rules_in(done))

    def test_a_descriptor_is_validated_alone_wherever_it_lies(self):
        copy = self.appliance()
        (copy / "appliance-disk1.vmdk").unlink()
        for path in (copy, copy / "appliance.ovf", self.archive(copy)):
            self.assertEqual(run("validate", path).returncode, 2, path)
            done = run("validate", path, "--descriptor-only", "--format", "json")
            self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_changed_file_is_found_by_its_digest(self):
        copy = self.appliance()
        (copy / "release notes.txt").write_bytes(b"x" * 46)
        self.assertIn("manifest/digest-mismatch", rules_in(run("validate", copy, "--format", "json")))
        self.assertNotIn("manifest/digest-mismatch",
                         rules_in(run("validate", copy, "--format", "json", "--no-digests")))


class Choice(Scratch):
    def test_every_profile_of_the_library_is_taken(self):
        for profile in PROFILES:
            done = run("validate", "--descriptor-only", "--format", "json", "--profile", profile, BROKEN)
            self.assertEqual(json.loads(done.stdout)["summary"]["profile"], profile)

    def test_a_profile_of_ones_own_changes_severities(self):
        profile = self.folder / "mine.profile"
        profile.write_text("# ours\nextends interop\nwarning schema/missing-*   # for now\n")
        done = run("validate", "--descriptor-only", "--profile", profile, BROKEN)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertEqual(run("validate", "--descriptor-only", "--profile", profile, "--warnings-are-errors",
                             BROKEN).returncode, 2)

    def test_a_profile_that_is_wrong_is_refused_with_its_line(self):
        profile = self.folder / "mine.profile"
        for text, line in (("extends interop\nloud schema/*\n", 2), ("error nothing/like-this\n", 1),
                           ("\n\nextends nobody\n", 3), ("error\n", 1)):
            profile.write_text(text)
            done = run("validate", "--descriptor-only", "--profile", profile, BROKEN)
            self.assertEqual(done.returncode, 2)
            self.assertIn(f"mine.profile:{line}:".encode(), done.stderr)

    def test_what_convert_keeps_of_the_standard_is_no_error_in_ovirt(self):
        for source in ("dmtf-1.1/vm", "dmtf-2.x/vm", "vmware/vm", "virtualbox/vm-1.0", "xen/vm"):
            for target in ("ovirt", "ovirt-ova"):
                with self.subTest(source=source, target=target):
                    out = self.folder / f"{target}.ovf"
                    run("convert", FIXTURES / f"dialects/{source}.ovf", out, "--to", target)
                    done = run("validate", out, "--descriptor-only", "--profile", "ovirt", "--format", "json")
                    found = [f for f in json.loads(done.stdout)["diagnostics"] if f["rule"].startswith("schema/")]
                    self.assertFalse([f for f in found if f["path"].endswith(("/Info", "/Network/Description"))], found)
                    self.assertFalse([f for f in found if "identity-constraint" in f["message"]], found)
                    self.assertFalse([f for f in found if "'pattern'" in f["message"]], found)

    def test_rules_are_suppressed_by_pattern_and_counted(self):
        done = run("validate", "--descriptor-only", "--suppress", "schema/*", "--format", "json", BROKEN)
        report = json.loads(done.stdout)
        self.assertEqual([f for f in report["diagnostics"] if f["rule"].startswith("schema/")], [])
        self.assertGreater(report["summary"]["suppressed"], 0)

    def test_a_baseline_lets_through_what_is_new_only(self):
        work = self.folder / "x.ovf"
        shutil.copy(BROKEN, work)
        self.assertEqual(run("validate", "--descriptor-only", "x.ovf", "--write-baseline", "base.tsv",
                             cwd=self.folder).returncode, 0)
        again = run("validate", "--descriptor-only", "x.ovf", "--baseline", "base.tsv", cwd=self.folder)
        self.assertEqual(again.returncode, 0, again.stdout)
        work.write_text(work.read_text().replace("<VirtualSystem ovf:id", "<!-- moved -->\n\n<VirtualSystem id"))
        done = run("validate", "--descriptor-only", "x.ovf", "--baseline", "base.tsv", "--format", "json",
                   cwd=self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertNotIn("/Envelope/References/File", {f["path"] for f in json.loads(done.stdout)["diagnostics"]})


class Truth(Scratch):
    """What nobody can switch off, and what a flood cannot hide."""

    def changed(self):
        copy = self.appliance()
        (copy / "release notes.txt").write_bytes(b"x" * 46)
        return copy

    def flood(self, count=1200):
        """A descriptor with so many dangling references, and an error of another kind behind them."""
        disks = "".join(f'<Disk ovf:diskId="d{i}" ovf:fileRef="f{i}" ovf:capacity="1" ovf:format="http://a.example/b"/>\n'
                        for i in range(count))
        path = self.folder / "flood.ovf"
        path.write_text('<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" '
                        'xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"><References/><DiskSection><Info/>' + disks +
                        '</DiskSection><VirtualSystem ovf:id="vm"><Info/></VirtualSystem></Envelope>')
        return path

    def test_no_profile_and_no_suppression_hides_a_changed_file(self):
        copy = self.changed()
        profile = self.folder / "silent.profile"
        profile.write_text("off *\n")
        for how in (["--profile", profile], ["--suppress", "*"], ["--profile", profile, "--suppress", "*"]):
            done = run("validate", copy, "--format", "json", *how)
            self.assertEqual(done.returncode, 2, how)
            self.assertIn("manifest/digest-mismatch", rules_in(done))

    def test_no_baseline_accepts_a_changed_file_or_one_that_cannot_be_read(self):
        copy, gone = self.changed(), self.folder / "gone.ova"
        base = self.folder / "base.tsv"
        run("validate", copy, gone, "--write-baseline", base)
        done = run("validate", copy, gone, "--baseline", base, "--format", "json")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(sorted(rules_in(done)), ["file/unreadable", "manifest/digest-mismatch"])

    def test_what_cannot_be_read_is_an_error_whatever_is_suppressed(self):
        self.assertEqual(run("validate", self.folder / "gone.ova", "--suppress", "*").returncode, 2)

    def test_a_flood_hides_nothing(self):
        path = self.flood()
        done = run("validate", "--descriptor-only", path, "--format", "json")
        self.assertIn("file/too-many-findings", rules_in(done))
        done = run("validate", "--descriptor-only", path, "--suppress", "disk/*", "--format", "json")
        self.assertEqual(done.returncode, 2)
        self.assertIn("hardware/no-section", rules_in(done))
        done = run("validate", "--descriptor-only", path, "--max-findings", "0")
        self.assertEqual(done.returncode, 2)

    def test_no_output_takes_the_place_of_what_is_read(self):
        copy = self.appliance()
        for name in ("appliance.ovf", "appliance-disk1.vmdk"):
            before = (copy / name).read_bytes()
            self.assertEqual(run("validate", copy, "-o", copy / name).returncode, 64, name)
            self.assertEqual(run("validate", copy, "--write-baseline", copy / name).returncode, 64, name)
            self.assertEqual((copy / name).read_bytes(), before)

    def test_a_folder_that_cannot_be_looked_into_is_an_error(self):
        closed = self.folder / "closed"
        closed.mkdir(mode=0o000)
        self.addCleanup(closed.chmod, 0o700)
        if os.access(closed, os.R_OK):
            self.skipTest("nothing is closed to this user")
        self.assertEqual(run("validate", self.folder / "**" / "*.ovf").returncode, 2)

    def test_patterns_of_many_folders_end_soon_and_pipes_are_passed_over(self):
        deep = self.folder
        for _ in range(12):
            deep = deep / "t"
        deep.mkdir(parents=True)
        shutil.copy(BROKEN, deep / "x.ovf")
        os.mkfifo(self.folder / "pipe.ovf")
        done = run("validate", "--descriptor-only", "/".join([str(self.folder), *["**", "t"] * 6, "**", "*.ovf"]))
        self.assertEqual(done.returncode, 2)
        self.assertEqual(run("validate", "--descriptor-only", self.folder / "*.ovf").returncode, 2)

    def test_mending_that_nobody_asked_for_is_wrong_usage(self):
        self.assertEqual(run("validate", APPLIANCE, "--new-manifest").returncode, 64)
        self.assertEqual(run("validate", APPLIANCE, "--suppress", "nothing/like-this").returncode, 64)


class Mending(Scratch):
    def test_fix_vouches_for_no_file_that_nobody_vouched_for(self):
        copy = self.appliance()
        (copy / "appliance.mf").unlink()
        (copy / "appliance-disk1.vmdk").write_bytes(b"KDMV" + b"\0" * 60)
        before = (copy / "appliance.ovf").read_bytes()
        run("validate", copy, "--fix")
        self.assertFalse((copy / "appliance.mf").exists())
        self.assertEqual((copy / "appliance.ovf").read_bytes(), before, "the disk may be cut off")
        copy2 = self.folder / "second"
        shutil.copytree(APPLIANCE, copy2)
        (copy2 / "extra.bin").write_bytes(b"brought along")
        listed = (copy2 / "appliance.mf").read_bytes()
        run("validate", copy2, "--fix")
        self.assertEqual((copy2 / "appliance.mf").read_bytes(), listed)

    def test_fix_leaves_a_signed_package_alone(self):
        copy = self.wrong_size()
        key, certificate = self.folder / "k.pem", self.folder / "c.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
                        "-days", "2", "-subj", "/CN=shop"], check=True, capture_output=True)
        self.assertEqual(run("sign", copy, "--key", key, "--certificate", certificate, "--no-verify").returncode, 0)
        before = {path.name: path.read_bytes() for path in copy.iterdir()}
        done = run("validate", copy, "--fix")
        self.assertIn(b"--drop-signature", done.stderr)
        self.assertEqual({path.name: path.read_bytes() for path in copy.iterdir()}, before)

    def wrong_size(self):
        copy = self.appliance()
        descriptor = copy / "appliance.ovf"
        text = descriptor.read_text().replace('ovf:size="46"', 'ovf:size="47"')
        descriptor.write_text(text)
        digest = subprocess.run(["sha256sum", descriptor], capture_output=True, text=True, check=True).stdout[:64]
        manifest = copy / "appliance.mf"
        lines = [line for line in manifest.read_text().splitlines() if "(appliance.ovf)" not in line]
        manifest.write_text("\n".join([f"SHA256(appliance.ovf)= {digest}", *lines]) + "\n")
        return copy

    def test_diff_shows_what_fix_would_change_and_writes_nothing(self):
        copy = self.wrong_size()
        before = (copy / "appliance.ovf").read_bytes()
        done = run("validate", copy, "--diff")
        text = done.stdout.decode()
        self.assertRegex(text, r'(?m)^-.*ovf:size="47"')
        self.assertRegex(text, r'(?m)^\+.*ovf:size="46"')
        self.assertEqual((copy / "appliance.ovf").read_bytes(), before)

    def test_the_diff_is_one_that_patch_applies(self):
        copy = self.wrong_size()
        diff = run("validate", copy, "--diff").stdout
        plain = self.folder / "plain.ovf"
        shutil.copy(copy / "appliance.ovf", plain)
        subprocess.run(["patch", "-s", str(plain)], input=diff, check=True)
        run("validate", copy, "--fix")
        self.assertEqual(plain.read_bytes(), (copy / "appliance.ovf").read_bytes())

    def test_fix_mends_a_folder_and_keeps_its_manifest_right(self):
        copy = self.wrong_size()
        done = run("validate", copy, "--fix")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual((copy / "appliance.ovf").read_bytes(), (APPLIANCE / "appliance.ovf").read_bytes())
        self.assertEqual(run("verify", copy).returncode, 0)

    def test_fix_mends_an_archive_where_it_lies(self):
        ova = self.archive(self.wrong_size())
        done = run("validate", ova, "--fix")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(run("verify", ova).returncode, 0)

    def test_fix_spells_a_manifest_as_everybody_reads_it(self):
        copy = self.appliance()
        manifest = copy / "appliance.mf"
        right = manifest.read_text()
        manifest.write_text(right.replace("SHA256(", "SHA256 (").replace(")= ", ") = ").replace("\n", "\r\n"))
        done = run("validate", copy, "--fix")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(sorted(manifest.read_text().splitlines()), sorted(right.splitlines()))

    def test_fix_does_not_vouch_for_a_file_that_the_manifest_disowns(self):
        copy = self.appliance()
        (copy / "release notes.txt").write_bytes(b"x" * 46)
        before = (copy / "appliance.mf").read_bytes()
        done = run("validate", copy, "--fix")
        self.assertEqual(done.returncode, 2)
        self.assertEqual((copy / "appliance.mf").read_bytes(), before)
        self.assertIn(b"--new-manifest", done.stderr)
        done = run("validate", copy, "--fix", "--new-manifest")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(run("verify", copy).returncode, 0)

    def mended_at_once(self, inside):
        path = self.folder / "vm.ovf"
        path.write_text('<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="http://schemas.dmtf.org/wbem/'
                        'wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData" xmlns:ovf="http://schemas.dmtf.org/ovf/'
                        f'envelope/1"><References/>\n{inside}</Envelope>\n')
        run("validate", path, "--fix", "--descriptor-only")
        self.assertEqual(run("validate", path, "--diff", "--descriptor-only").stdout, b"", "there was more to mend")
        return path.read_text()

    def test_fix_reaches_the_end_at_once_however_deep_collections_nest(self):
        text = ""
        for depth in range(25, 0, -1):
            text = f'<VirtualSystemCollection ovf:id="c{depth}">{text}<Info>c</Info></VirtualSystemCollection>\n'
        self.assertEqual(self.mended_at_once(text).count('"><Info>c</Info>'), 25)

    def test_fix_reaches_the_end_at_once_when_one_error_leaves_no_room_for_another(self):
        memory = ("<Item><rasd:AllocationUnits>MegaBytes</rasd:AllocationUnits><rasd:ElementName>m</rasd:ElementName>"
                  "<rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType>"
                  "<rasd:VirtualQuantity>512</rasd:VirtualQuantity></Item>\n")
        machines = "".join(f'<VirtualSystem ovf:id="m{i}"><Name>m</Name><Info>m</Info></VirtualSystem>\n' for i in range(1100))
        text = self.mended_at_once(
            f'<VirtualSystemCollection ovf:id="all"><Info>all</Info>{machines}<VirtualSystem ovf:id="v"><Info>v</Info>'
            f'<VirtualHardwareSection><Info>h</Info>{memory}</VirtualHardwareSection></VirtualSystem></VirtualSystemCollection>')
        self.assertIn("byte * 2^20", text)
        self.assertEqual(text.count("<Info>m</Info><Name>m</Name>"), 1100)

    def test_fix_leaves_what_a_baseline_accepts(self):
        work, base = self.folder / "x.ovf", self.folder / "base.tsv"
        options = ("--descriptor-only", "--profile", "dmtf-1.1")
        machine = """<?xml version="1.0"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
    xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData">
  <References/>
  <DiskSection><Info>disks</Info></DiskSection>
  <VirtualSystem ovf:id="v"><Info>v</Info><VirtualHardwareSection><Info>h</Info>
    <Item><rasd:ResourceType>3</rasd:ResourceType><rasd:InstanceID>1</rasd:InstanceID></Item>
  </VirtualHardwareSection></VirtualSystem>
</Envelope>
"""
        work.write_text(machine)
        run("validate", work, *options, "--write-baseline", base)
        self.assertIn("schema/item-order", base.read_text())
        work.write_text(machine.replace("<Info>disks</Info>", ""))
        broken = work.read_text()
        gone = run("validate", work, *options, "--baseline", self.folder / "gone.tsv", "--fix")
        self.assertEqual(gone.returncode, 2)
        self.assertEqual(work.read_text(), broken)
        done = run("validate", work, *options, "--baseline", base, "--fix")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"schema/missing-element", done.stderr)
        self.assertNotIn(b"schema/item-order", done.stderr)
        self.assertIn("<Item><rasd:ResourceType>3</rasd:ResourceType><rasd:InstanceID>", work.read_text())

    def test_fix_says_that_it_leaves_the_order_of_members(self):
        copy = self.appliance()
        path = self.folder / "unordered.ova"
        with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as tar:
            for member in ("appliance-disk1.vmdk", "appliance.ovf", "appliance.mf", "release notes.txt"):
                tar.add(copy / member, member)
        before = path.read_bytes()
        self.assertIn(b"the order of the members is left as it is: 'ovfkit pack'", run("validate", path, "--fix").stderr)
        self.assertEqual(path.read_bytes(), before)
        self.assertNotIn(b"the order of the members", run("validate", self.archive(copy), "--fix").stderr)

    def test_fix_of_what_is_right_changes_nothing(self):
        copy = self.appliance()
        before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in copy.iterdir()}
        self.assertEqual(run("validate", copy, "--fix").returncode, 0)
        self.assertEqual({path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in copy.iterdir()}, before)


if __name__ == "__main__":
    main()
