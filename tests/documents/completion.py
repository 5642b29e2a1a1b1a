# SPDX-License-Identifier: Apache-2.0
"""What the completions of every shell have to do; each shell says how it is asked."""

import os
import subprocess

from tables import InScratch, everything

# Names that a shell would act on, if it took them for anything but names.
HOSTILE = ["my file.ovf", "it's.ovf", 'say "hi".ovf', "$(touch executed).ovf", "`touch executed`.ovf", "a;touch executed.ovf",
           "back\\slash.ovf", "-dash.ovf", "$HOME.ovf", "star*.ovf", "~tilde.ovf", "colon:in=it.ovf", "two\nlines.ovf",
           "#remark.ovf", "{a,b}.ovf", "ümlaut.ovf", "!bang.ovf", "a&b|c>d<e.ovf"]


class Completion(InScratch):
    """Not run by itself: a shell has `propose(lines)`, all proposals for each line, and `finish(line)`, the line after one
    press of the key. Both are asked in `folder`."""
    shell_proposes_dashes = True  # a name that would be taken for an option, as the shell does for every command

    def put(self, *names):
        for name in names:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("")

    def proposed(self, line):
        return self.propose([line])[0]

    def check_options(self):
        verbs = everything()
        found = self.propose([verb.line() + " --" for verb in verbs])
        for verb, proposed in zip(verbs, found):
            self.assertEqual(set(proposed), {name for name in verb.names() if name.startswith("--")}, verb.line())

    def check_short_options(self):
        verbs = [verb for verb in everything() if verb.options]
        found = self.propose([verb.line() + " -" for verb in verbs])
        for verb, proposed in zip(verbs, found):
            self.assertLessEqual({name for name in verb.names() if not name.startswith("--")}, set(proposed), verb.line())

    def check_verbs(self):
        verbs = [verb for verb in everything() if verb.verbs]
        for verb, proposed in zip(verbs, self.propose([verb.line() + " " for verb in verbs])):
            self.assertEqual(set(proposed), set(verb.verbs), verb.line())

    def check_words(self):
        asked = [(verb, option) for verb in everything() for option in verb.options if option.words()]
        self.assertGreater(len(asked), 30)
        found = self.propose([f"{verb.line()} {option.names[-1]} " for verb, option in asked])
        joined = self.propose([f"{verb.line()} {option.names[-1]}=" for verb, option in asked])
        for (verb, option), apart, together in zip(asked, found, joined):
            where = (verb.line(), option.names)
            self.assertEqual(sorted(apart), sorted(option.words()), where)
            self.assertEqual(sorted(word.split("=")[-1] for word in together), sorted(option.words()), where)

    def check_what_was_given(self):
        lines = ["ovfkit set web.ovf --in-place --o", "ovfkit inspect --format json --form", "ovfkit inspect --format=json --form",
                 "ovfkit check-import --host a --ho", "ovfkit set web.ovf -o x --out", "ovfkit history --clusters --v",
                 "ovfkit inspect -- --f", "ovfkit inspect --max-depth 3 --max-de"]
        found = self.propose(lines)
        self.assertEqual([set(each) for each in found], [set(), set(), set(), {"--host"}, set(), set(), set(), set()])

    def check_files(self):
        self.put("web.ovf", "web.ova", "disk.vmdk", "policy.toml", "key.pem", "below/deep.ovf", "below/other.txt")
        lines = {
            "ovfkit inspect ": {"web.ovf", "web.ova", "below"},
            "ovfkit inspect w": {"web.ovf", "web.ova"},
            "ovfkit inspect below/d": {"below/deep.ovf"},
            "ovfkit policy check p": {"policy.toml"},
            "ovfkit policy test policy.toml po": {"policy.toml"},
            "ovfkit convert --to ovirt web.ovf we": {"web.ovf", "web.ova"},
            "ovfkit unpack web.ova -o be": {"below"},
            "ovfkit unpack web.ova -o we": set(),
            "ovfkit verify --trust-anchor k": {"key.pem"},
            "ovfkit verify --trust-anchor=k": {"key.pem"},
            "ovfkit check-import --policy ": {"warn", "allow", "refuse", "policy.toml", "below"},
            "ovfkit check-import --cluster ": set(),
            "ovfkit attest ": set(),
            "ovfkit inspect disk": {"disk.vmdk"},
            "ovfkit inspect web.ovf w": set(),
            "ovfkit validate web.ovf web.ova w": {"web.ovf", "web.ova"},
            "ovfkit rules trust/conflicting-f": {"trust/conflicting-flags"},
        }
        for (line, wanted), proposed in zip(lines.items(), self.propose(list(lines))):
            plain = {name.rstrip("/") if "/" not in name.rstrip("/") else self.last(name, wanted) for name in proposed}
            plain = {name.split("=")[-1] for name in plain}
            self.compare(line, plain, wanted)

    @staticmethod
    def last(name, wanted):
        """Some shells propose the last part of a path only."""
        return name if name in wanted else next((one for one in wanted if one.endswith("/" + name)), name)

    def compare(self, line, proposed, wanted):
        self.assertEqual(proposed, wanted, line)

    def words_of(self, line):
        """The words that the shell makes of a line."""
        assert line.startswith("ovfkit "), line
        done = subprocess.run([*self.shell, "-c", "printf '%s\\0' " + line.removeprefix("ovfkit ")], cwd=self.folder,
                              capture_output=True, timeout=60, check=True, env=self.environment())
        return done.stdout.decode().split("\0")[:-1]

    def check_hostile_names(self):
        """Each alone in a folder: it gets into the line in a way that the shell takes for it, and nothing is executed."""
        for name in HOSTILE:
            for before in ("", "./"):
                with self.subTest(name=name, before=before):
                    for path in self.folder.iterdir():
                        path.unlink()
                    self.put(name)
                    line = self.finish("ovfkit inspect " + before)
                    self.assertEqual(os.listdir(self.folder), [name])
                    words = self.words_of(line)
                    self.assertEqual(len(words), 2, line)
                    self.assertEqual(os.path.normpath(words[1]), name, line)
                    self.assertEqual(words[1].startswith("-"), name.startswith("-") and self.shell_proposes_dashes and not before)
                    self.assertEqual(os.listdir(self.folder), [name])

    def check_hostile_lines(self):
        """What was typed is never executed, whatever it is."""
        self.put("web.ovf")
        lines = ["ovfkit inspect $(touch executed)", "ovfkit inspect `touch executed`", "ovfkit $(touch executed) --",
                 "ovfkit inspect \"$(touch executed)", "ovfkit inspect --format=$(touch executed)", "ovfkit set --name `touch executed` --",
                 "ovfkit inspect --format ';touch executed;'", "ovfkit inspect a[$(touch executed)]", "ovfkit inspect $((a[$(touch executed)]))",
                 "ovfkit check-import --policy $(touch executed)/", "ovfkit inspect `touch executed`/", "ovfkit inspect ${x:-$(touch executed)}/",
                 "ovfkit inspect \"$(touch executed)/", "ovfkit unpack -o $[$(touch executed)]/", "ovfkit inspect --policy=$(touch executed)/w",
                 "ovfkit check-import --policy=$(touch executed)/w", "ovfkit unpack -o${x:=`touch executed`}/w", "ovfkit -$(touch executed)", "ovfkit inspect --$(touch executed)="]
        for line in lines:
            for ask in (getattr(self, "propose", None), getattr(self, "finish", None)):
                if ask:
                    ask([line] if ask.__name__ == "propose" else line)
                    self.assertEqual(os.listdir(self.folder), ["web.ovf"], (line, ask.__name__))


class OfHelp:
    """What every shell is tested for, beside what is its own; mixed into a `Completion`."""

    def test_options_are_those_of_help(self):
        self.check_options()
        self.check_short_options()

    def test_verbs_are_those_of_help(self):
        self.check_verbs()

    def test_words_are_those_of_help(self):
        self.check_words()

    def test_what_was_given_is_not_proposed_again(self):
        self.check_what_was_given()

    def test_files_are_proposed_where_files_are_taken(self):
        self.check_files()
