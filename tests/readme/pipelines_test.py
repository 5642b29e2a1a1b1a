# SPDX-License-Identifier: Apache-2.0
"""The pipelines of the README do what it says: their commands are run as they stand there, over appliances of which one
is right and one is not.

    pipelines_test.py <ovfkit> <source folder>
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import yaml

PROGRAM, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
GOOD = SOURCE / "fixtures/rules/schema/missing-attribute/good.ovf"
BAD = SOURCE / "fixtures/rules/schema/missing-attribute/bad.ovf"


def pipeline(name):
    """The block of the README that begins with a comment of that file name."""
    for block in re.findall(r"```yaml\n(.*?)```", (SOURCE / "README.md").read_text(encoding="utf-8"), re.DOTALL):
        if block.startswith(f"# {name}\n"):
            return block
    raise AssertionError(f"the README has no {name}")


class Pipelines(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "appliances/shop").mkdir(parents=True)
        (self.folder / "appliances/vault").mkdir(parents=True)
        shutil.copy(GOOD, self.folder / "appliances/shop/shop.ovf")
        self.environment = dict(os.environ, PATH=f"{PROGRAM.parent}:{os.environ['PATH']}", HOME=str(self.folder))

    def break_one(self):
        shutil.copy(BAD, self.folder / "appliances/vault/vault.ovf")

    def run_here(self, command):
        return subprocess.run(command, cwd=self.folder, env=self.environment, shell=isinstance(command, str),
                              capture_output=True, text=True, check=False, timeout=60)

    def github_command(self):
        steps = yaml.safe_load(pipeline(".github/workflows/appliances.yml"))["jobs"]["appliances"]["steps"]
        return next(step["run"] for step in steps if "run" in step)

    def test_github_passes_and_writes_sarif_when_all_is_right(self):
        done = self.run_here(self.github_command())
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        log = json.loads((self.folder / "appliances.sarif").read_text(encoding="utf-8"))
        self.assertEqual(log["version"], "2.1.0")

    def test_github_fails_and_points_into_the_file_when_one_is_wrong(self):
        self.break_one()
        self.assertNotEqual(self.run_here(self.github_command()).returncode, 0)
        log = json.loads((self.folder / "appliances.sarif").read_text(encoding="utf-8"))
        errors = [one for one in log["runs"][0]["results"] if one["level"] == "error"]
        self.assertEqual(errors[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
                         "appliances/vault/vault.ovf")

    def gitlab_commands(self):
        return yaml.safe_load(pipeline(".gitlab-ci.yml"))["appliances"]["script"]

    def test_gitlab_passes_when_all_is_right(self):
        for command in self.gitlab_commands():
            done = self.run_here(command)
            self.assertEqual(done.returncode, 0, done.stderr + done.stdout)

    def test_gitlab_fails_with_a_test_report_and_a_page_when_one_is_wrong(self):
        self.break_one()
        codes = [self.run_here(command).returncode for command in self.gitlab_commands()]
        self.assertEqual(codes[0], 0, "the page is written first, whatever is in it")
        self.assertNotEqual(codes[1], 0)
        suites = ElementTree.parse(self.folder / "appliances.xml").getroot()
        self.assertTrue(suites.findall(".//failure"))
        self.assertIn("vault.ovf", (self.folder / "appliances.html").read_text(encoding="utf-8"))

    @unittest.skipUnless(shutil.which("pre-commit") and shutil.which("git"), "pre-commit is not installed")
    def test_pre_commit_stops_a_wrong_descriptor_and_lets_a_right_one_through(self):
        (self.folder / ".pre-commit-config.yaml").write_text(pipeline(".pre-commit-config.yaml"), encoding="utf-8")
        self.run_here(["git", "init", "-q", "."])
        self.run_here(["git", "add", "-A"])
        done = self.run_here(["pre-commit", "run", "--all-files"])
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.break_one()
        self.run_here(["git", "add", "-A"])
        done = self.run_here(["pre-commit", "run", "--all-files"])
        self.assertNotEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("schema/missing-attribute", done.stdout)

    def test_the_hook_that_the_repository_offers_is_the_one_of_the_readme(self):
        offered = yaml.safe_load((SOURCE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
        shown = yaml.safe_load(pipeline(".pre-commit-config.yaml"))["repos"][0]["hooks"][0]
        self.assertEqual({key: offered[key] for key in shown}, shown)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
