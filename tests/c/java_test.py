#!/usr/bin/env python3
"""A program in Java uses the C ABI through JNA, as the engine would, and is told what the command line prints."""

import shutil
import tempfile
import unittest
from pathlib import Path

from common import FIXTURES, LIBRARY, NOW, NOW_WORDS, main, ovfkit, run

POLICY = b'version = 1\nrecord = "required"\n\n[[rule]]\nname = "lab"\ncluster = "lab"\naction = "warn"\n'

JNA = Path("/usr/share/java/jna.jar")
SOURCES = sorted((Path(__file__).resolve().parent / "java").glob("*.java"))
FILES = sorted([*(FIXTURES / "trust").rglob("*.ovf"), *(FIXTURES / "dialects").rglob("*.ovf")])[:60]


@unittest.skipUnless(shutil.which("javac", path="/usr/bin") and JNA.exists(),
                     "needs openjdk-17-jdk-headless and libjna-java")
class Java(unittest.TestCase):
    maxDiff = 4000

    def test_an_engine_reads_decides_and_attests(self):
        with tempfile.TemporaryDirectory() as folder:
            compiled = run("javac", "-Xlint:all,-serial", "-Werror", "-cp", JNA, "-d", folder, *SOURCES)
            self.assertEqual(compiled.returncode, 0, compiled.stdout + compiled.stderr)
            archive = Path(folder, "appliance.ova")
            self.assertEqual(ovfkit("pack", FIXTURES / "packages/appliance", "-o", archive).returncode, 0)
            done = run("java", "-Xmx256m", f"-Djna.library.path={LIBRARY.parent}", "-cp", f"{JNA}:{folder}",
                       "Engine", FIXTURES / "packages/appliance", archive, folder, NOW, *FILES)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            self.same_record(Path(folder), archive)
        reports = done.stdout.decode().split("\0")
        self.assertEqual(len(reports), 2 * len(FILES) + 1)
        for i, path in enumerate(FILES):
            with self.subTest(path=path.name):
                self.assertEqual(reports[2 * i], ovfkit("inspect", path, "--format", "json").stdout.decode())
                self.assertEqual(reports[2 * i + 1], ovfkit(
                    "check-import", path, "--cluster", "lab=untrusted", "--acknowledge", "because", "--by", "Änne",
                    "--format", "json").stdout.decode())

    def same_record(self, folder, archive):
        """The record that was kept is the one that the command line keeps."""
        (folder / "policy.toml").write_bytes(POLICY)
        told = ovfkit("check-import", archive, "--cluster", "lab=untrusted", "--policy", "policy.toml", "--audit-log",
                      "expected.log", "--time", NOW_WORDS, cwd=folder)
        self.assertEqual(told.returncode, 3, told.stderr)
        self.assertEqual((folder / "audit.log").read_text(), (folder / "expected.log").read_text())


if __name__ == "__main__":
    main()
