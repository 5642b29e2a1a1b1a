#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The completion of zsh, in a terminal.

    zsh_test.py OVFKIT SHARE CHECKOUT
"""

import unittest

from completion import Completion, OfHelp
from tables import ZSH, main, need
from terminal import Terminal

# The lines are in a file, so that they need no keys: a widget puts each into the buffer, has it completed, and writes down
# what the completion system was given, or what became of the buffer.
STARTUP = r"""
unsetopt bang_hist zle_bracketed_paste
unset zle_bracketed_paste
PS1='> ' fpath=("$SCRIPTS" $fpath) LISTMAX=100000
autoload -Uz compinit
compinit -u -d "$HOME/dump"
compadd() {
    local -a hits
    # Who asks only which of its words fit gets them into an array, and proposes them later.
    if [[ ${@[(I)-[a-zA-Z]#[OAD]]} -eq 0 ]]; then
        builtin compadd -A hits "$@"
        hits=("$IPREFIX"${^hits})
        if (( $#hits )); then printf '%s\0' "$hits[@]" >>"$HOME/part"; fi
    fi
    builtin compadd "$@"
}
propose() {
    local line
    for line in "${(@0)"$(<"$HOME/lines")"}"; do
        BUFFER=$line CURSOR=$#line
        : >"$HOME/part"
        zle list-choices
        printf '%s\0\0' "$(<"$HOME/part")" >>"$HOME/answers"
    done
    BUFFER=
    mv "$HOME/answers" "$HOME/done"
}
finish() {
    BUFFER=$(<"$HOME/lines") CURSOR=$#BUFFER
    zle complete-word
    printf '%s' "$BUFFER" >"$HOME/part"
    BUFFER=
    mv "$HOME/part" "$HOME/done"
}
zle -N propose
zle -N finish
bindkey '^P' propose '^O' finish
: >"$HOME/ready"
"""


class Zsh(OfHelp, Completion):
    shell = ["zsh", "-f"]

    def setUp(self):
        super().setUp()
        (self.home / ".zshrc").write_text(STARTUP)
        self.terminal = Terminal(["zsh", "-d", "-i"], self.folder, self.environment(SCRIPTS=str(ZSH), ZDOTDIR=str(self.home)))
        self.addCleanup(self.terminal.close)
        self.terminal.wait_for(self.home / "ready")

    def ask(self, key, text):
        (self.home / "lines").write_text(text)
        self.terminal.send(key)
        return self.terminal.take(self.home / "done")

    def propose(self, lines):
        answers = self.ask("\x10", "\0".join(lines)).split("\0\0")[:len(lines)]
        self.assertEqual(len(answers), len(lines))
        return [[word for word in answer.split("\0") if word] for answer in answers]

    def finish(self, line):
        return self.ask("\x0f", line).rstrip(" ")

    def compare(self, line, proposed, wanted):
        # Of a path only the last part is proposed.
        self.assertEqual({name.split("/")[-1] for name in proposed}, {name.split("/")[-1] for name in wanted}, line)

    def test_hostile_names_arrive_as_they_are(self):
        self.check_hostile_names()

    def test_nothing_that_was_typed_is_executed(self):
        self.check_hostile_lines()


class Registration(unittest.TestCase):
    def test_the_first_line_names_the_command(self):
        self.assertEqual((ZSH / "_ovfkit").read_text().split("\n")[0], "#compdef ovfkit")


if __name__ == "__main__":
    need("zsh")
    main()
