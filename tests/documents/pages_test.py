#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The manual pages say what the command takes, in a form that all readers of such pages understand.

    pages_test.py OVFKIT SHARE CHECKOUT
"""

import functools
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from tables import MAN, PROGRAM, SHARE, SOURCE, environment, everything, main

SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"]
PROSE = SOURCE / "bindings/cli/documents/prose"
DOCUMENTS = PROGRAM.with_name("ovfkit_documents")


def pages():
    return sorted(MAN.glob("*.1"))


def run(*command, **more):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=60, check=False,
                          env=environment(**more))


@functools.lru_cache(maxsize=None)
def shown(page):
    """The page without bold, in wide lines, and with so much room that no text begins beside its option."""
    done = run("groff", "-Tutf8", "-man", "-P-cbou", "-rLL=500n", "-rIN=60n", page)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sections(text):
    parts = re.split(r"^([A-Z][A-Z ]+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


@unittest.skipUnless(shutil.which("groff"), "groff is not installed")
class Contents(unittest.TestCase):
    def setUp(self):
        self.verbs = everything()

    def test_every_verb_has_a_page_and_every_page_a_verb(self):
        self.assertGreater(len(self.verbs), 20)
        self.assertEqual({path.name for path in pages()}, {verb.page + ".1" for verb in self.verbs})

    def test_every_verb_has_prose_and_every_prose_a_verb(self):
        self.assertEqual({path.stem for path in PROSE.glob("*")},
                         {"-".join(verb.words) or "ovfkit" for verb in self.verbs})

    def test_options_and_arguments_are_those_of_help(self):
        for verb in self.verbs:
            text = sections(shown(MAN / f"{verb.page}.1"))["OPTIONS"]
            tags = re.findall(r"^ {60}(?! )(.*)$", text, flags=re.MULTILINE)
            wanted = [", ".join(option.names) + (f" {option.value}" if option.value else "") for option in verb.options]
            tags = [tag.split("  ")[0] for tag in tags]
            self.assertEqual(sorted(tags), sorted(wanted + verb.arguments), verb.page)

    def test_sections_are_there_and_in_order(self):
        for path in pages():
            found = re.findall(r"^\.SH (.*)$", path.read_text(), flags=re.MULTILINE)
            self.assertEqual([name for name in found if name in SECTIONS], SECTIONS, path.name)
            self.assertLessEqual(set(found), {*SECTIONS, "VERBS", "ENVIRONMENT", "FILES"}, path.name)

    def test_what_is_typed_can_be_copied(self):
        # A hyphen that is shown as another character cannot be pasted into a shell.
        for path in pages():
            self.assertNotRegex(shown(path), "[\u2010\u2212\u2018\u2019\u201c\u201d]", path.name)
            plain = re.sub(r"\\f[BIR]", "", path.read_text())
            for option in re.findall(r"(?<!\S)(?:\\-){1,2}[a-z0-9]+(?:\\-[a-z0-9]+)*", plain):
                self.assertIn(option.replace("\\-", "-"), shown(path), path.name)

    def test_pages_named_under_see_also_are_there(self):
        for path in pages():
            for name in re.findall(r"^\.BR (ovfkit\S*) \(1\)", path.read_text(), flags=re.MULTILINE):
                self.assertTrue((MAN / (name.replace("\\", "") + ".1")).exists(), (path.name, name))


class Form(unittest.TestCase):
    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_mandoc_has_nothing_to_say(self):
        # Every level: what is only style, warnings and errors.
        done = run("mandoc", "-Tlint", "-Wall", *pages())
        self.assertEqual((done.stdout, done.stderr, done.returncode), ("", "", 0))

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_groff_has_nothing_to_say(self):
        for path in pages():
            done = run("groff", "-man", "-ww", "-z", "-Tutf8", path)
            self.assertEqual((done.stdout, done.stderr, done.returncode), ("", "", 0), path.name)

    @unittest.skipUnless(shutil.which("man"), "man is not installed")
    def test_man_has_nothing_to_say(self):
        for path in pages():
            done = run("man", "--warnings=w", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path, MANWIDTH="80")
            self.assertEqual((done.stderr, done.returncode), ("", 0), path.name)

    @unittest.skipUnless(shutil.which("lexgrog"), "man-db is not installed")
    def test_the_names_can_be_searched(self):
        for path in pages():
            done = run("lexgrog", path)
            self.assertRegex(done.stdout, rf'"{path.stem} - \w.*\w"\n$')
            self.assertEqual(done.returncode, 0, path.name)


@unittest.skipUnless(DOCUMENTS.exists(), "the program that writes them is not there")
class Writing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name="once", prose=PROSE, **more):
        return run(DOCUMENTS, self.folder / name, self.folder / name / "guide", prose, **more)

    def files(self, name):
        return {path.relative_to(self.folder / name): path.read_bytes()
                for path in sorted((self.folder / name).rglob("*")) if path.is_file()}

    def changed(self, page, change):
        prose = self.folder / "prose"
        shutil.copytree(PROSE, prose)
        path = prose / page
        path.write_text(change(path.read_text()))
        return self.write(prose=prose)

    def test_the_same_comes_out_each_time(self):
        for name in ("once", "again"):
            self.assertEqual(self.write(name).returncode, 0)
        once = self.files("once")
        self.assertEqual(once, self.files("again"))
        for path in pages():
            self.assertEqual(once[path.relative_to(SHARE)].split(b"\n", 2)[2], path.read_bytes().split(b"\n", 2)[2])

    def test_the_date_is_the_one_that_is_asked_for(self):
        self.assertEqual(self.write(SOURCE_DATE_EPOCH="951782400").returncode, 0)
        for path, text in self.files("once").items():
            if path.suffix == ".1":
                self.assertIn(b" 1 2000-02-29 ", text.split(b"\n")[1])

    def test_a_senseless_date_is_refused(self):
        for date in ("today", "-1", "1e9", "99999999999999999999"):
            done = self.write(SOURCE_DATE_EPOCH=date)
            self.assertEqual((done.returncode, done.stdout), (2, ""), date)
            self.assertIn("SOURCE_DATE_EPOCH", done.stderr)

    def test_a_verb_without_prose_is_refused(self):
        prose = self.folder / "prose"
        shutil.copytree(PROSE, prose)
        (prose / "pack.txt").unlink()
        done = self.write(prose=prose)
        self.assertEqual(done.returncode, 2)
        self.assertIn("pack.txt", done.stderr)

    def test_prose_that_says_too_little_is_refused(self):
        for section in ("DESCRIPTION", "EXAMPLES", "SEE ALSO"):
            done = self.changed("pack.txt", lambda text, gone=section: text.replace(f"= {gone}\n", "= FILES\nx: y\n# "))
            self.assertEqual(done.returncode, 2, section)
            self.assertIn("pack.txt:", done.stderr)
            shutil.rmtree(self.folder / "prose")

    def test_what_troff_would_take_for_its_own_is_shown(self):
        text = r".dot 'quote \n \fBback\fR -- ` ^ ~ é → 𝄞 \*(xx"
        done = self.changed("pack.txt", lambda prose: prose.replace(
            "= DESCRIPTION\n", "= DESCRIPTION\n" + text.replace("` ", "") + "\n\n  .sp 'x' \\e ` ~\n  .\n\n"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        page = self.folder / "once/man/man1/ovfkit-pack.1"
        plain = run("groff", "-Tutf8", "-man", "-P-cbou", page)
        self.assertEqual(plain.stderr, "")
        for part in (".dot 'quote \\n \\fBback\\fR", "^ ~ é → 𝄞 \\*(xx", ".sp 'x' \\e ` ~"):
            self.assertIn(part, plain.stdout)
        self.assertEqual(run("mandoc", "-Tlint", "-Wall", page).stdout, "")


if __name__ == "__main__":
    main()
