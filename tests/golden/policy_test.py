#!/usr/bin/env python3
"""Policies on the command line, and their schemas: the presets are what they say, and a schema and the program agree
about every file that a schema can judge.

    policy_test.py OVFKIT CHECKOUT
"""

import copy
import json
import os
import tempfile
import tomllib
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema

from command import CHECKOUT, main, run, validator

FOLDER = CHECKOUT / "schemas" / "policy"
PRESETS = ("strict", "warn", "lab")


def schema(name):
    document = json.loads((FOLDER / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


def toml(value):
    """A value as TOML, tables inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def document(root):
    return "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in root.items())


def places(value, path=()):
    """The path of everything in a document."""
    yield path
    if isinstance(value, (dict, list)):
        for key, one in (value.items() if isinstance(value, dict) else enumerate(value)):
            yield from places(one, path + (key,))


def at(root, path):
    for key in path:
        root = root[key]
    return root


def mutants(root):
    """The document with one thing changed, each once."""
    for path in places(root):
        if path:
            without = copy.deepcopy(root)
            del at(without, path[:-1])[path[-1]]
            yield without
            for other in (7, -1, 4096, True, "", "x", "otherwise", "refuse", "x" * 257, [], [""], ["accepted"], [True],
                          [7], {}, {"x": 1}):
                changed = copy.deepcopy(root)
                at(changed, path[:-1])[path[-1]] = other
                yield changed
        if isinstance(at(root, path), dict):
            more = copy.deepcopy(root)
            at(more, path)["nonsense"] = 1
            yield more


EVERY_KEY = {"version": 1, "unrecorded": "allow", "record": "required",
             "otherwise": {"action": "allow", "landing": "keep", "require-signed-trust": False},
             "rule": [{"name": "a", "cluster": ["x", "y"], "cluster-trust": "trusted", "vm": "v", "id": ["i"],
                       "kind": "vm", "requires-trust": True, "trusted-host": [True, "absent"],
                       "trusted-cluster": "false", "signature": ["absent", "rejected"], "action": "allow",
                       "acknowledgement": "required", "acknowledged-by": "root", "require-signed-trust": True,
                       "digests": "sha256", "rsa-bits": 3072, "ec-bits": 256, "landing": "from-cluster"},
                      {"action": "refuse", "acknowledgement": "ignored"}]}


class Presets(unittest.TestCase):
    def test_are_good_without_a_warning(self):
        for name in PRESETS:
            done = run("policy", "check", FOLDER / f"{name}.toml")
            self.assertEqual((done.returncode, done.stderr), (0, b""), name)

    def test_fit_their_schema(self):
        for name in PRESETS:
            schema("policy").validate(tomllib.loads((FOLDER / f"{name}.toml").read_text()))
            schema("cases").validate(tomllib.loads((FOLDER / f"{name}.cases.toml").read_text()))

    def test_decide_what_their_cases_say(self):
        for name in PRESETS:
            files = FOLDER / f"{name}.toml", FOLDER / f"{name}.cases.toml"
            done = run("policy", "test", *files, "--format", "json")
            self.assertEqual(done.returncode, 0, done.stdout)
            report = json.loads(done.stdout)
            validator("policy-test").validate(report)
            rules = {rule["name"] for rule in tomllib.loads(files[0].read_text())["rule"]}
            self.assertLessEqual(rules, {one["rule"] for one in report["cases"]}, "each rule decides a case")

    def test_are_commented(self):
        for name in PRESETS:
            text = (FOLDER / f"{name}.toml").read_text()
            blocks = text.split("\n[[rule]]\n")[:-1]
            for block in blocks:
                self.assertTrue(block.rstrip("\n").splitlines()[-1].startswith("#"), block)


class Agreement(unittest.TestCase):
    """The verdict of a schema and that of the program, over documents with one thing changed."""

    def agree(self, name, documents, command):
        judge = schema(name)
        good = bad = 0
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.toml"
            for one in documents:
                text = document(one)
                self.assertEqual(tomllib.loads(text), one)
                path.write_text(text)
                done = run(*command(path))
                accepted = done.returncode != 2
                self.assertEqual(judge.is_valid(one), accepted, f"{text}\n{done.stderr.decode()}")
                good, bad = good + accepted, bad + (not accepted)
        self.assertGreater(good, 10)
        self.assertGreater(bad, 50)

    def test_about_policies(self):
        self.agree("policy", [EVERY_KEY, *mutants(EVERY_KEY)], lambda path: ("policy", "check", path))

    def test_about_cases(self):
        root = {"version": 1, "case": [
            {"name": "n", "vm": "v", "id": "i", "kind": "vm", "trusted-host": True, "trusted-cluster": False,
             "signature": "accepted", "digest": "sha1", "rsa-bits": 1, "ec-bits": 256, "manifest-digest": "sha512",
             "disowned": True, "cluster": "c", "cluster-trust": "unknown", "acknowledged-by": "a",
             "acknowledged-why": "b", "expect": "allow"}, {"expect": "allow", "expect-rule": "otherwise"}]}
        with tempfile.TemporaryDirectory() as folder:
            policy = Path(folder) / "p.toml"
            policy.write_text('version = 1\n')
            judge = schema("cases")
            path = Path(folder) / "c.toml"
            for one in [root, *mutants(root)]:
                path.write_text(document(one))
                # What a case expects can fail; what it is decides whether anything is reported.
                done = run("policy", "test", policy, path)
                self.assertEqual(judge.is_valid(one), done.stdout != b"", f"{document(one)}\n{done.stderr.decode()}")


class Findings(unittest.TestCase):
    def check(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "p.toml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            return run("policy", "check", path)

    def test_have_exit_codes(self):
        self.assertEqual(self.check("version = 1\n[otherwise]\naction = 'warn'\n").returncode, 0)
        self.assertEqual(self.check("version = 1\n").returncode, 3)  # it has no rule
        self.assertEqual(self.check("version = 1\n[[rule]]\naction = 'allow'\nvm = 'a'\n").returncode, 3)
        self.assertEqual(self.check("version = 1\nx = 1\n").returncode, 2)
        self.assertEqual(self.check(b"\xff").returncode, 2)
        self.assertEqual(run("policy", "check", "/nonexistent").returncode, 2)
        self.assertEqual(run("policy").returncode, 64)
        self.assertEqual(run("policy", "explain", FOLDER / "lab.toml", "--cluster", "a=trusted").returncode, 64)

    def test_show_the_line_with_a_mark_of_utf8_in_front(self):
        done = self.check(b"\xef\xbb\xbfversion = 1\r\nvm = 7\r\n")
        self.assertIn(b":2:1: error: a policy has no key 'vm'", done.stderr)
        self.assertIn(b"    2 | vm = 7\n      | ^~\n", done.stderr)

    def test_are_no_danger_to_a_terminal(self):
        done = self.check(b'version = 1\n"\\u001b[2J" = 1\n[[rule]]\naction = "\\u202e"\n')
        self.assertNotIn(b"\x1b", done.stderr)
        self.assertNotIn("\u202e".encode(), done.stderr)

    def test_of_what_nests_without_end_are_quick_and_no_crash(self):
        for piece in (b"a.", b"[", b"{a=", b"'a'.\"b\"."):
            self.assertEqual(self.check(b"version = 1\n" + piece * 100_000).returncode, 2)
            self.assertEqual(self.check(b"x = " + piece * 30_000).returncode, 2)


class Explain(unittest.TestCase):
    def test_agrees_with_its_schema_and_its_exit_code(self):
        codes = {"allow": 0, "warn": 3, "refuse": 4}
        for name in PRESETS:
            for cluster in ("lab=untrusted", "prod=trusted", "x=unknown"):
                for more in ((), ("--trusted-host", "true"), ("--kind", "template", "--trusted-cluster", "true"),
                             ("--signature", "accepted", "--digest", "sha1", "--rsa-bits", "2048"),
                             ("--disowned",), ("--acknowledge", "drill", "--by", "eve@security.example.com")):
                    done = run("policy", "explain", FOLDER / f"{name}.toml", "--vm", "lab-1", "--cluster", cluster,
                               *more, "--format", "json")
                    report = json.loads(done.stdout)
                    validator("policy-explain").validate(report)
                    self.assertEqual(done.returncode, codes[report["outcome"]])
                    deciding = next(rule for rule in report["rules"] if rule["fits"])
                    line = f":{deciding['line']}" if deciding["line"] else ""  # what no file says has none
                    self.assertEqual(report["entity"]["decided_by"], f"{deciding['rule']} ({FOLDER / name}.toml{line})")


class Test(unittest.TestCase):
    CASES = ("version = 1\n[[case]]\nname = 'a<b'\nvm = 'lab-1'\ncluster = 'lab'\nexpect = 'refuse'\n"
             "[[case]]\nname = 'good'\ncluster = 'prod'\nexpect = 'refuse'\n")

    def test_tells_expected_from_got(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "c.toml"
            path.write_text(self.CASES)
            files = FOLDER / "lab.toml", path
            done = run("policy", "test", *files)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"c.toml:2: failed: 'a<b'\n  expected: refuse\n  got:      allow by 'anything else into the lab'", done.stdout)
            self.assertTrue(done.stdout.endswith(b"2 cases, 1 failed\n"))
            report = json.loads(run("policy", "test", *files, "--format", "json").stdout)
            validator("policy-test").validate(report)
            self.assertEqual((report["passed"], report["failed"]), (1, 1))
            suites = ElementTree.fromstring(run("policy", "test", *files, "--format", "junit").stdout)
            self.assertEqual((suites.get("tests"), suites.get("failures")), ("2", "1"))
            self.assertEqual([case.get("name") for case in suites.iter("testcase") if len(case)], ["a<b"])

    def test_says_when_it_cannot_be_written(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no device that is always full")
        with open("/dev/full", "wb") as full:
            done = run("policy", "test", FOLDER / "lab.toml", FOLDER / "lab.cases.toml", stdout=full)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    main()
