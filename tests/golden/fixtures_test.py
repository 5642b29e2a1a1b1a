#!/usr/bin/env python3
"""Runs every verb over every fixture: facts as expected, JSON as described, nothing that attacks a terminal.

    fixtures_test.py OVFKIT CHECKOUT [CLASS...]
"""

import functools
import json
import tempfile
import unittest
from pathlib import Path

from command import CHECKOUT, FIXTURES, attacks, descriptors, main, run, validator


def expected(path):
    beside = path.parent / (path.name[:-len(".ovf")] + ".expect.json")  # names hold further dots
    return json.loads(beside.read_text()) if beside.exists() else None


@functools.lru_cache(maxsize=None)
def inspected(path):
    """The finished `inspect --format json` of a fixture, which many tests begin with."""
    return run("inspect", path, "--format", "json")


def is_failure(answer):
    """Whether JSON says why there is no report; that it does is looked at."""
    if "error" not in answer:
        return False
    validator("failure").validate(answer)
    return True


class Inspect(unittest.TestCase):
    def test_gives_the_expected_facts(self):
        for folder in ("dialects", "hostile"):
            for path in descriptors(folder):
                wanted = expected(path)
                if wanted is None:
                    continue
                with self.subTest(path=path.name):
                    got = json.loads(inspected(path).stdout)
                    got.pop("diagnostics")
                    self.assertIsNone(got.pop("package"))
                    self.assertEqual(got, wanted)

    def test_gives_the_expected_trust(self):
        for path in descriptors("trust"):
            with self.subTest(path=path.name):
                got = json.loads(inspected(path).stdout)
                wanted = expected(path)
                self.assertEqual(len(got["entities"]), 1)
                trust = got["entities"][0]["trust"]
                rules = {finding["rule"] for finding in got["diagnostics"] if finding["rule"].startswith("trust/")}
                self.assertEqual([trust["trusted_host"], trust["trusted_cluster"], sorted(rules)],
                                 [wanted["trusted_host"], wanted["trusted_cluster"], wanted.get("rules", [])])

    def test_prints_json_as_described(self):
        schema = validator("inspect")
        failures = 0
        for path in descriptors():
            with self.subTest(path=path.name):
                done = inspected(path)
                answer = json.loads(done.stdout)
                if is_failure(answer):
                    failures += 1
                    self.assertEqual(done.returncode, 2)
                    self.assertIn(answer["error"]["message"].encode(), done.stderr)
                else:
                    schema.validate(answer)
                    self.assertEqual(done.stderr, b"")
        self.assertGreater(failures, 10)

    def test_exits_as_the_findings_weigh(self):
        codes = {"error": 2, "warning": 3, "note": 0}
        for path in descriptors():
            done = inspected(path)
            if is_failure(json.loads(done.stdout)):
                continue
            with self.subTest(path=path.name):
                weights = [finding["severity"] for finding in json.loads(done.stdout)["diagnostics"]]
                worst = min((codes[weight] or 9 for weight in weights), default=9)
                self.assertEqual(done.returncode, 0 if worst == 9 else worst)
                self.assertEqual(run("inspect", path).returncode, done.returncode)

    def test_says_the_same_about_the_same_descriptor_in_other_bytes(self):
        facts = []
        for name in ("utf-8-bom", "utf-16le-bom", "utf-16be-bom", "utf-16le-no-bom", "crlf", "odd-but-good"):
            facts.append(json.loads(run("inspect", FIXTURES / f"hostile/{name}.ovf", "--format", "json").stdout))
            facts[-1].pop("diagnostics")
        for other in facts[1:]:
            self.assertEqual(other, facts[0])


class CheckImport(unittest.TestCase):
    def test_prints_json_as_described(self):
        schema, record = validator("check-import"), validator("audit-record")
        outcomes = {"allow": 0, "warn": 3, "refuse": 4}
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "audit.jsonl"
            decided = 0
            for path in descriptors():
                for cluster, policy in (("a=trusted", "warn"), ("b=unknown", "refuse")):
                    with self.subTest(path=path.name, cluster=cluster):
                        done = run("check-import", path, "--cluster", cluster, "--policy", policy, "--audit-log", log,
                                   "--format", "json")
                        decision = json.loads(done.stdout)
                        if is_failure(decision):
                            self.assertEqual(done.returncode, 2)
                            continue
                        schema.validate(decision)
                        decided += 1
                        self.assertIn(done.returncode, {outcomes[decision["outcome"]], 2, 3})
                        self.assertEqual(done.returncode == 4, decision["outcome"] == "refuse")
            records = log.read_text().splitlines()
            self.assertEqual(len(records), decided)
            for line in records:
                record.validate(json.loads(line))


class Set(unittest.TestCase):
    def test_gives_the_identical_bytes_without_an_edit(self):
        for path in descriptors():
            with self.subTest(path=path.name):
                done = run("set", path, "-o", "-")
                readable = not is_failure(json.loads(inspected(path).stdout))
                self.assertEqual(done.stdout, path.read_bytes() if readable else b"")

    def test_is_seen_by_inspect(self):
        for path in descriptors("dialects"):
            facts = expected(path)
            if len(facts["entities"]) != 1:
                continue
            entity = facts["entities"][0]
            cpus = 2 * (entity["cpus"] or 1)
            edits = ["--name", "näme <&> \"x\"", "--cpus", cpus, "--memory", "6GiB", "--trusted-host", "true",
                     "--trusted-cluster", "false"]
            with self.subTest(path=path.name):
                done = run("set", path, *edits, "-o", "-")
                self.assertIn(done.returncode, (0, 3), done.stderr)
                again = json.loads(run("inspect", "-", "--format", "json", input=done.stdout).stdout)
                again.pop("diagnostics")
                again.pop("package")
                entity["name"], entity["cpus"], entity["memory_bytes"] = 'näme <&> "x"', cpus, 6 << 30
                entity["trust"] = {"trusted_host": True, "trusted_cluster": False, "requires_trust": True}
                self.assertEqual(again, facts)

    def test_unsets_every_flag_where_it_stands(self):
        for path in descriptors("dialects"):
            with self.subTest(path=path.name):
                done = run("set", path, "--trusted-host", "unset", "--trusted-cluster", "unset", "-o", "-")
                self.assertIn(done.returncode, (0, 3), done.stderr)
                again = json.loads(run("inspect", "-", "--format", "json", input=done.stdout).stdout)
                for entity in again["entities"]:
                    self.assertEqual(entity["trust"],
                                     {"trusted_host": None, "trusted_cluster": None, "requires_trust": False})


class Convert(unittest.TestCase):
    def test_writes_what_can_be_read_and_json_as_described(self):
        schema = validator("convert")
        with tempfile.TemporaryDirectory() as folder:
            for number, path in enumerate(descriptors("dialects")):
                for target in ("ovf-1.1", "ovf-2.0", "ovirt", "ovirt-ova"):
                    with self.subTest(path=path.name, target=target):
                        out = Path(folder) / f"{number}-{target}"
                        done = run("convert", path, out, "--to", target, "--format", "json")
                        self.assertIn(done.returncode, (0, 3), done.stderr)
                        report = json.loads(done.stdout)
                        schema.validate(report)
                        lost = any(loss["kind"] != "renamed" for loss in report["losses"])
                        if lost:
                            self.assertEqual(done.returncode, 3)
                        entities = 0
                        for output in report["outputs"]:
                            again = json.loads(run("inspect", output["file"], "--format", "json").stdout)
                            self.assertEqual([entity["id"] for entity in again["entities"]], output["entities"])
                            entities += len(again["entities"])
                        self.assertEqual(entities, len(expected(path)["entities"]))


class Terminal(unittest.TestCase):
    def test_is_never_attacked(self):
        for path in descriptors():
            for arguments in (("inspect", path), ("inspect", path, "--format", "json"),
                              ("check-import", path, "--cluster", "a\x1b[2J\u202e=untrusted"),
                              ("convert", path, "/dev/null", "--to", "ovf-1.1"),
                              ("set", path, "--trusted-host", "false", "--cpus", "7", "-o", "/dev/null")):
                with self.subTest(path=path.name, verb=arguments[0]):
                    done = inspected(path) if "json" in arguments else run(*arguments)
                    self.assertEqual(attacks(done.stdout.decode("utf-8")), set())
                    self.assertEqual(attacks(done.stderr.decode("utf-8")), set())

    def test_is_not_attacked_by_arguments(self):
        trusted = FIXTURES / "dialects/ovirt/vm-4.5.ovf"
        for arguments in (("check-import", trusted, "--cluster", "a\x1b[2J\u202e=untrusted", "--format", "json"),
                          ("\x1b[2Jverb",), ("inspect", "\x1b[2J.ovf"), ("inspect", "x", "--\x1b[2J"),
                          ("rules", "\u202eslug"), ("inspect", "x", "--format", "\x9b2J")):
            done = run(*arguments)
            self.assertEqual(attacks(done.stdout.decode("utf-8") + done.stderr.decode("utf-8")), set(), arguments)


class Rules(unittest.TestCase):
    def test_are_listed_as_described(self):
        validator("rules").validate(json.loads(run("rules", "--format", "json").stdout))

    def test_are_all_in_every_format(self):
        slugs = [rule["rule"] for rule in json.loads(run("rules", "--format", "json").stdout)]
        text, page = (run("rules", "--format", form).stdout.decode() for form in ("text", "md"))
        self.assertEqual([line.split()[0] for line in text.splitlines() if line and line[0] != " "], slugs)
        self.assertEqual([line[5:-1] for line in page.splitlines() if line.startswith("### ")], slugs)
        self.assertEqual(attacks(page), set())


class Schemas(unittest.TestCase):
    def test_are_schemas(self):
        found = sorted((CHECKOUT / "schemas").glob("*.json"))
        self.assertTrue(found)
        for path in found:
            schema = validator(path.name[:-len(".schema.json")])
            schema.check_schema(schema.schema)


if __name__ == "__main__":
    main()
