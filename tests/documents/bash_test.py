#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The completion of bash, alone and with bash-completion, as a person meets it.

    bash_test.py OVFKIT SHARE CHECKOUT
"""

import os
import subprocess
import unittest
from pathlib import Path

from completion import Completion, OfHelp
from tables import BASH, InScratch, main, need
from terminal import Terminal

LOADER = "/usr/share/bash-completion/bash_completion"
# Prints, for each line, how many proposals there are and then these. Words are what readline would break the line into
# only as far as the completion asks.
ASK = r"""
source "$1"; shift
for line; do
    COMP_LINE=$line COMP_POINT=${#line} COMP_WORDS=(x) COMP_CWORD=0
    _ovfkit
    printf '%s\0' "${#COMPREPLY[@]}" "${COMPREPLY[@]}"
done
"""


class Proposals(OfHelp, Completion):
    options = ["--norc", "--noprofile"]
    before = ""

    def propose(self, lines):
        done = subprocess.run(["bash", *self.options, "-c", self.before + ASK, "bash", BASH, *lines], cwd=self.folder,
                              capture_output=True, timeout=120, check=False, env=self.environment())
        self.assertEqual(done.stderr, b"")
        fields = done.stdout.decode().split("\0")
        found = []
        while fields[0]:
            count = int(fields.pop(0))
            found.append(fields[:count])
            del fields[:count]
        self.assertEqual(len(found), len(lines))
        return found

    def test_nothing_that_was_typed_is_executed(self):
        self.check_hostile_lines()

    def test_a_home_folder_is_found(self):
        (self.home / "at home.ovf").write_text("")
        self.assertEqual(self.proposed("ovfkit inspect ~/at"), ["~/at home.ovf"])


class StrictShell(Proposals):
    """Somebody's settings change nothing."""
    before = "set -u -f; shopt -s failglob extglob nocasematch; IFS=abc;"


class Registration(InScratch):
    def ask(self, script):
        done = subprocess.run(["bash", "--norc", "--noprofile", "-c", script], cwd=self.folder, capture_output=True, text=True,
                              timeout=60, check=False, env=self.environment(BASH_COMPLETION_USER_DIR=str(BASH.parents[1])))
        return done.returncode, done.stdout, done.stderr

    def test_it_registers_for_the_command(self):
        self.assertEqual(self.ask(f"source '{BASH}'; complete -p"), (0, "complete -F _ovfkit ovfkit\n", ""))

    def test_it_leaves_nothing_else_behind(self):
        names = "compgen -A function; compgen -v; shopt; set -o"
        code, out, err = self.ask(f"{{ {names}; }} >a; source '{BASH}'; {{ {names}; }} >b; diff a b | grep '^[<>]'")
        self.assertEqual((code, err), (0, ""))
        added = [line for line in out.splitlines() if line not in ("> _", "> PIPESTATUS")]
        self.assertTrue(added)
        for line in added:
            self.assertRegex(line, "^> _ovfkit")

    @unittest.skipUnless(os.path.exists(LOADER), "bash-completion is not installed")
    def test_bash_completion_loads_it_when_it_is_needed(self):
        code, out, err = self.ask(f"source {LOADER}; complete -p ovfkit 2>/dev/null; _completion_loader ovfkit; "
                                  "complete -p ovfkit")
        self.assertEqual((out, err), ("complete -F _ovfkit ovfkit\n", ""), code)


class Typing(Completion):
    """In a terminal, where readline puts what was proposed into the line."""
    shell = ["bash", "--norc"]
    shell_proposes_dashes = False
    startup = ""

    def setUp(self):
        super().setUp()
        rc = self.home / "rc"
        rc.write_text(f"{self.startup}\nsource '{BASH}'\nPS1='> '\nset +H\n"
                      "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'\n"
                      "dump() { printf '%s' \"$READLINE_LINE\" >\"$HOME/part\"; mv \"$HOME/part\" \"$HOME/line\"; READLINE_LINE=; }\n"
                      "bind -x '\"\\C-o\": dump'\ntrue > \"$HOME/ready\"\n")
        self.terminal = Terminal(["bash", "--noprofile", "--rcfile", str(rc), "-i"], self.folder, self.environment())
        self.addCleanup(self.terminal.close)
        self.terminal.wait_for(self.home / "ready")

    def finish(self, line):
        self.terminal.send(line + "\t\x0f")
        return self.terminal.take(self.home / "line").rstrip(" ")

    def test_hostile_names_arrive_as_they_are(self):
        self.check_hostile_names()

    def test_nothing_that_was_typed_is_executed(self):
        self.check_hostile_lines()

    def test_within_quotes_and_behind_an_equals_sign(self):
        self.put("my file.pem", "a:b=c.pem", "below/in it.pem")
        for typed, wanted in (("verify --trust-anchor 'my", "my file.pem"), ('verify --trust-anchor "my', "my file.pem"),
                              ("verify --trust-anchor=my", "--trust-anchor=my file.pem"),
                              ("verify --trust-anchor='my", "--trust-anchor=my file.pem"),
                              ("verify --trust-anchor=a", "--trust-anchor=a:b=c.pem"),
                              ("verify --trust-anchor a:", "a:b=c.pem"), ("verify --trust-anchor a\\:b", "a:b=c.pem"),
                              ("verify --trust-anchor=a:b=", "--trust-anchor=a:b=c.pem"),
                              ("verify --trust-anchor my\\ f", "my file.pem"),
                              ("verify --trust-anchor below/i", "below/in it.pem"),
                              ("verify --form", "--format"), ("inspect --format=j", "--format=json"), ("verify --format j", "json"),
                              ("pol", "policy"), ("unpack -o b", "below/")):
            with self.subTest(typed):
                line = self.finish("ovfkit " + typed)
                quote = line.count("'") % 2 and "'" or line.count('"') % 2 and '"' or ""
                self.assertEqual(self.words_of(line + quote)[-1], wanted, line)

    def test_variables_and_users_are_left_to_readline(self):
        (self.home / "kept.ovf").write_text("")
        line = self.finish("ovfkit inspect $HOME/ke")
        self.assertEqual(self.words_of(line)[-1], str(self.home / "kept.ovf"))


@unittest.skipUnless(os.path.exists(LOADER), "bash-completion is not installed")
class TypingWithBashCompletion(Typing):
    startup = f"source {LOADER}"


if __name__ == "__main__":
    need("bash")
    main()
