# SPDX-License-Identifier: Apache-2.0
"""The walk of the README, from nothing to a decision, does what it says: its commands are run as they stand there, in a
new folder, and print what it shows.

    walk_test.py <ovfkit> <source folder>
"""
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
sys.path.insert(0, str(SOURCE / "tests/support"))
import console  # noqa: E402

EXIT_CODES = [("--cluster pool", 0), ("--acknowledge", 0), ("--cluster lab --policy", 3)]


class Walk(unittest.TestCase):
    def test_prints_what_the_readme_shows(self):
        text = (SOURCE / "README.md").read_text(encoding="utf-8").split("\n## From nothing to a decision\n")[1]
        found = console.steps(console.blocks(text, "console")[0])
        self.assertGreater(len(found), 7)
        with tempfile.TemporaryDirectory() as folder:
            for command, shown in found:
                done = console.run(command, folder, [PROGRAM.parent], OVFKIT=str(SOURCE))
                code = next((code for part, code in EXIT_CODES if part in command), 0)
                self.assertEqual(done.returncode, code, (command, done.stdout))
                self.assertTrue(console.matches(shown, done.stdout), f"{command}\n{done.stdout}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
