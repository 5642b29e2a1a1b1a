# SPDX-License-Identifier: Apache-2.0
"""The walk of the README, from nothing to a decision, does what it says: its commands are run as they stand there, in a
new folder, and print what it shows.

    walk_test.py <ovfkit> <source folder>
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
EXIT_CODES = [("--cluster pool", 0), ("--acknowledge", 0), ("--cluster lab --policy", 3)]


def steps():
    """Each command of the walk, with its here-document, and the lines that it is shown to print."""
    text = re.search(r"## From nothing to a decision\n.*?```console\n(.*?)```", (SOURCE / "README.md").read_text(), re.DOTALL)
    commands = []
    inside = None
    for line in text.group(1).splitlines():
        if inside is not None:
            commands[-1][0] += "\n" + line
            inside = None if line == inside else inside
        elif line.startswith("$ "):
            commands.append([line[2:], []])
            document = re.search(r"<<'(\w+)'$", line)
            inside = document.group(1) if document else None
        else:
            commands[-1][1].append(line)
    return commands


def pattern(shown):
    """What an output has to match: lines of `...` stand for any lines, and more dots for as many characters."""
    parts = []
    for line in shown:
        parts.append("(.*\n)*?" if line == "..." else re.sub(r"(\\\.){4,}", lambda m: "." * (len(m.group()) // 2),
                                                             re.escape(line)) + "\n")
    return "".join(parts)


class Walk(unittest.TestCase):
    def test_prints_what_the_readme_shows(self):
        found = steps()
        self.assertGreater(len(found), 7)
        with tempfile.TemporaryDirectory() as folder:
            environment = {"PATH": f"{PROGRAM.parent}:/usr/bin:/bin", "OVFKIT": str(SOURCE), "LC_ALL": "C.UTF-8", "HOME": folder,
                           **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
            for command, shown in found:
                done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True,
                                      timeout=120, check=False)
                code = next((code for part, code in EXIT_CODES if part in command), 0)
                self.assertEqual(done.returncode, code, (command, done.stderr))
                self.assertRegex(done.stdout, re.compile(f"^{pattern(shown)}$"), command)
                self.assertEqual(done.stderr, "", command)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
