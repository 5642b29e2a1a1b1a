#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The completion of fish, as `complete -C` tells it and in a terminal.

    fish_test.py OVFKIT SHARE CHECKOUT
"""

import subprocess

from completion import Completion, OfHelp
from tables import FISH, main, need
from terminal import Terminal

ASK = """
source $argv[1]
for line in $argv[2..-1]
    complete -C $line
    echo ----
end
"""


class Proposals(OfHelp, Completion):
    def run_fish(self, script, *arguments):
        done = subprocess.run(["fish", "--no-config", "-c", script, *map(str, arguments)], cwd=self.folder, capture_output=True,
                              text=True, timeout=120, check=False, env=self.environment())
        self.assertEqual(done.stderr, "")
        return done.stdout

    def propose(self, lines):
        answers = self.run_fish(ASK, FISH, *lines).split("----\n")[:-1]
        self.assertEqual(len(answers), len(lines))
        return [[line.split("\t")[0] for line in answer.splitlines()] for answer in answers]

    def compare(self, line, proposed, wanted):
        # Files without the usual endings come behind the others, where other shells hide them.
        more = {"below", "disk.vmdk", "policy.toml", "key.pem", "web.ovf", "web.ova"} if line.endswith(" ") and wanted else set()
        self.assertLessEqual(wanted, proposed, line)
        self.assertLessEqual(proposed, wanted | more, line)

    def test_nothing_that_was_typed_is_executed(self):
        self.check_hostile_lines()

    def test_it_leaves_nothing_but_its_functions_behind(self):
        added = self.run_fish("set -l before (functions -an); source $argv[1]; for one in (functions -an); "
                              "contains -- $one $before; or echo $one; end", FISH).splitlines()
        self.assertTrue(added)
        self.assertEqual([name for name in added if not name.startswith("__ovfkit_")], [])


class Typing(Completion):
    shell = ["fish", "--no-config"]

    def setUp(self):
        super().setUp()
        (self.home / "start").write_text(
            f"source '{FISH}'\nfunction fish_greeting; end\nfunction fish_prompt; echo '> '; end\n"
            "set -g fish_autosuggestion_enabled 0\n"
            "function dump; commandline | string collect -N >$HOME/part; mv $HOME/part $HOME/done; commandline ''; end\n"
            "bind \\co dump\ntouch $HOME/ready\n")
        self.terminal = Terminal(["fish", "--no-config", "--init-command", f"source {self.home}/start", "-i"], self.folder,
                                 self.environment())
        self.addCleanup(self.terminal.close)
        self.terminal.wait_for(self.home / "ready")

    def finish(self, line):
        self.terminal.send(line + "\t\x0f")
        return self.terminal.take(self.home / "done").rstrip("\n ")

    def test_hostile_names_arrive_as_they_are(self):
        self.check_hostile_names()

    def test_nothing_that_was_typed_is_executed(self):
        self.check_hostile_lines()


if __name__ == "__main__":
    need("fish")
    main()
