# SPDX-License-Identifier: Apache-2.0
"""What the tests of manual pages and completions share: the command line as the built program says it in its help."""

import functools
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM, SHARE, SOURCE = (Path(path).resolve() for path in sys.argv[1:4])
MAN = SHARE / "man/man1"
BASH = SHARE / "bash-completion/completions/ovfkit"
ZSH = SHARE / "zsh/vendor-completions"
FISH = SHARE / "fish/vendor_completions.d/ovfkit.fish"
NAMES = re.compile(r"^  (-[\w-]+(?:,--[\w-]+)*)(?: (?!Needs:|Excludes:|REQUIRED)(\S+))?")
ARGUMENT = re.compile(r"^  ([A-Z]+)\b( \.\.\.)?( REQUIRED)?")
VERB = re.compile(r"^  ([a-z][a-z-]*)  ")
WORDS = re.compile(r"[a-z0-9.-]+(?:\|[a-z0-9.-]+)+")
EXCLUDES = re.compile(r"Excludes:((?: --[\w-]+)+)")


class Option:
    def __init__(self, names, value, excludes):
        self.names, self.value, self.excludes = names, value, excludes

    def words(self):
        """The values, when help lists them all."""
        return self.value.split("|") if self.value and WORDS.fullmatch(self.value) else []


class Verb:
    """What `ovfkit VERB --help` shows."""

    def __init__(self, words):
        self.words, self.options, self.arguments, self.verbs = words, [], [], []
        self.page = "-".join(["ovfkit", *words])
        done = subprocess.run([PROGRAM, *words, "--help"], capture_output=True, text=True, check=True, timeout=60)
        section = None
        for line in done.stdout.splitlines():
            heading = re.match(r"^(\w+):$", line)
            if heading:
                section = heading[1]
            elif section == "Positionals" and ARGUMENT.match(line):
                self.arguments.append(ARGUMENT.match(line)[1])
            elif section == "Subcommands" and VERB.match(line):
                self.verbs.append(VERB.match(line)[1])
            elif section not in (None, "Positionals", "Subcommands") and NAMES.match(line):
                self.take(line)
        self.below = [Verb([*words, verb]) for verb in self.verbs]

    def take(self, line):
        names, value = NAMES.match(line).groups()
        # A flag is followed by two blanks; what follows one is the value, and may have its range behind a colon.
        excludes = EXCLUDES.search(line)
        self.options.append(Option(names.split(","), value and value.split(":")[0],
                                   excludes[1].split() if excludes else []))

    def names(self):
        return {name for option in self.options for name in option.names}

    def line(self):
        return " ".join(["ovfkit", *self.words])


@functools.lru_cache(maxsize=None)
def everything():
    """All verbs, the command itself first."""
    found = [Verb([])]
    for verb in found:
        found += verb.below
    return found


def environment(**more):
    """Nothing of the caller's, so that no startup file and no language changes anything."""
    return {"PATH": f"{PROGRAM.parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "dumb", **more}


class InScratch(unittest.TestCase):
    """A test in a new folder, which is also the home."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "here"
        self.folder.mkdir()
        self.home = Path(folder.name) / "home"
        self.home.mkdir()

    def environment(self, **more):
        return environment(HOME=str(self.home), **more)


def need(program):
    """Skips the whole script where a program is not installed."""
    if not any(os.access(f"{folder}/{program}", os.X_OK) for folder in ("/usr/bin", "/bin")):
        print(f"{program} is not installed: skipped")
        sys.exit(77)


def main():
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=1)
