#!/usr/bin/env python3
"""The C programs do what they should, under valgrind as well when it is there."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from common import LIBRARY, NOW, NOW_WORDS, PROGRAMS, main, make_key, make_source, ovfkit, run

VALGRIND = os.environ.get("OVFKIT_VALGRIND", "")
# What OpenSSL and libxml2 keep until the end is reachable then.
LEAKS = ["--quiet", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=definite,indirect",
         "--errors-for-leak-kinds=definite,indirect", "--num-callers=30"]


def starts(program):
    """The program by itself, and under valgrind without debug information, which it cannot read of every compiler."""
    yield "alone", [PROGRAMS / program], {}
    if not VALGRIND.startswith("/"):
        return
    with tempfile.TemporaryDirectory() as folder:
        for file, name in ((PROGRAMS / program, program), (LIBRARY, "libovfkit_c.so.0")):
            subprocess.run(["strip", "--strip-debug", "-o", Path(folder, name), file], check=True)
        yield "valgrind", [VALGRIND, *LEAKS, Path(folder, program)], {"LD_LIBRARY_PATH": folder}


class Programs(unittest.TestCase):
    def finished(self, done, last):
        self.assertEqual(done.returncode, 0, done.stderr.decode()[-4000:])
        self.assertTrue(done.stdout.endswith(last), done.stdout)

    def test_the_journey_of_an_appliance(self):
        for name, start, extra in starts("ovfkit_c_journey"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                key, certificate = make_key(folder)
                source = make_source(folder)
                done = run(*start, source, folder, key, certificate, NOW, variables=extra)
                self.finished(done, b"done\n")
                self.assertEqual(done.stderr, b"")
                self.same_reports(Path(folder), certificate)

    def same_reports(self, folder, certificate):
        """What the program was told is what the command line prints of what it made."""
        archive = folder / "journey.ova"
        with open(folder / "import.json", "rb") as decision:
            self.assertEqual(json.load(decision)["outcome"], "warn")
        for name, arguments in {
            "inspect": ["inspect", archive],
            "verify": ["verify", archive, "--trust-anchor", certificate, "--time", NOW_WORDS],
            "import": ["check-import", archive, "--cluster", "lab=untrusted", "--time", NOW_WORDS],
            "policy": ["check-import", archive, "--cluster", "lab=untrusted", "--policy", "policy.toml", "--time", NOW_WORDS],
            "history": ["history", "--store", "record.db", "--cluster", "lab"],
            "validate": ["validate", archive, "--profile", "ovirt", "--time", NOW_WORDS],
        }.items():
            with self.subTest(name):
                self.assertEqual((folder / f"{name}.json").read_bytes().decode(),
                                 ovfkit(*arguments, "--format", "json", cwd=folder).stdout.decode())
        converted = (folder / "converted.ovf").read_bytes()
        told = ovfkit("convert", archive, folder / "converted.ovf", "--to", "ovirt", "--time", NOW_WORDS, "--format", "json")
        self.assertEqual((folder / "convert.json").read_bytes().decode(), told.stdout.decode())
        self.assertEqual(converted, (folder / "converted.ovf").read_bytes())
        self.assertEqual((folder / "audit.log").read_bytes().count(b"\n"), 1)

    def test_an_engine_with_streams_resources_and_records(self):
        for name, start, extra in starts("ovfkit_c_engine"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                done = run(*start, make_source(folder), folder, NOW, cwd=folder, variables=extra)
                self.finished(done, b"done\n")
                self.assertEqual(done.stderr, b"")
                folder = Path(folder)
                self.assertEqual((folder / "packed.ova").read_bytes(), (folder / "streamed.ova").read_bytes())
                told = ovfkit("check-import", "packed.ova", "--cluster", "lab=untrusted", "--policy", "policy.toml",
                              "--audit-log", "expected.log", "--time", NOW_WORDS, cwd=folder)
                self.assertEqual(told.returncode, 3, told.stderr)
                self.assertEqual((folder / "audit.log").read_bytes(), (folder / "expected.log").read_bytes())
                checked = ovfkit("verify", "changed.ova", cwd=folder)
                self.assertEqual(checked.returncode, 0, checked.stdout)

    def test_handles_in_several_threads(self):
        for name, start, extra in starts("ovfkit_c_threads"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                source, archive = make_source(folder), Path(folder, "other.ova")
                self.assertEqual(ovfkit("pack", source, "-o", archive).returncode, 0)
                self.finished(run(*start, source, archive, cwd=folder, variables=extra), b"done\n")

    def make_tampered(self, folder):
        """A package from the descriptor of which the trust flags were taken."""
        source = make_source(folder)
        descriptor = source / "appliance.ovf"
        text = descriptor.read_text()
        flags = re.search(r"\s*<trust:TrustSection.*?</trust:TrustSection>", text, re.S)[0]
        descriptor.write_text(text.replace(flags, ""))
        return source

    def test_nothing_becomes_milder(self):
        for name, start, extra in starts("ovfkit_c_trust"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                package = self.make_tampered(folder)
                self.finished(run(*start, package, package / "appliance.ovf", variables=extra), b"done\n")

    @unittest.skipUnless((PROGRAMS / "ovfkit_c_memory").exists(), "this build cannot take memory away")
    def test_every_allocation_may_fail(self):
        with tempfile.TemporaryDirectory() as folder:
            self.finished(run(PROGRAMS / "ovfkit_c_memory", self.make_tampered(folder)), b"done\n")

    def test_hostile_arguments(self):
        for name, start, extra in starts("ovfkit_c_hostile"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                _, certificate = make_key(folder)
                done = run(*start, make_source(folder), certificate, cwd=folder, variables=extra)
                self.finished(done, b"done\n")


if __name__ == "__main__":
    main()
