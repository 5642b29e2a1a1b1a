#!/usr/bin/env python3
"""Where `check-import` gets the target cluster from, what its hosts, a policy file and a record make of it.

    import_test.py OVFKIT CHECKOUT
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from command import CHECKOUT, FIXTURES, PROGRAM, environment, main, validator

sys.path.insert(0, str(CHECKOUT / "tests/support"))
from engine_server import EngineServer, cluster, host  # noqa: E402
from https_server import HttpsServer  # noqa: E402

TRUSTED = FIXTURES / "dialects/ovirt/vm-trust-names.ovf"
PLAIN = FIXTURES / "dialects/ovirt/vm-4.1.ovf"


class Import(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def put(self, name, text, mode=0o600):
        path = self.folder / name
        path.write_text(text)
        path.chmod(mode)
        return path

    def run_it(self, descriptor, *options, env=None):
        return subprocess.run([PROGRAM, "check-import", str(descriptor), *map(str, options)], stdin=subprocess.DEVNULL,
                              capture_output=True, env={**environment(), **(env or {})}, timeout=120, check=False)

    def check(self, descriptor, *options, code, env=None):
        """The JSON of a decision that ends with `code`; standard error in `self.said`."""
        done = self.run_it(descriptor, "--format", "json", *options, env=env)
        self.said = done.stderr.decode()
        self.assertEqual(done.returncode, code, self.said)
        decision = json.loads(done.stdout)
        validator("check-import").validate(decision)
        return decision

    def fail_with(self, code, descriptor, *options, env=None):
        """What is said of an import of which nothing was decided."""
        done = self.run_it(descriptor, *options, env=env)
        self.assertEqual((done.returncode, done.stdout), (code, b""), done.stderr)
        return done.stderr.decode()

    def codes(self, decision):
        return {reason["code"] for entity in decision["entities"] for reason in entity["reasons"]}


class FromAnInventory(Import):
    def setUp(self):
        super().setUp()
        self.file = self.put("clusters.toml", '[[cluster]]\nname = "pool"\ntrusted = true\nhosts = ["h1", "h2"]\n\n'
                                              '[[cluster]]\nname = "lab"\ntrusted = false\n\n[[cluster]]\nname = "new"\n')

    def test_a_cluster_is_what_the_inventory_says(self):
        self.check(TRUSTED, "--inventory", self.file, "--cluster", "pool", code=0)
        decision = self.check(TRUSTED, "--inventory", self.file, "--cluster", "lab", code=3)
        self.assertEqual(decision["outcome"], "warn")
        decision = self.check(TRUSTED, "--inventory", self.file, "--cluster", "new", code=3)
        self.assertIn("trust/unknown-cluster", self.codes(decision))

    def test_a_name_is_taken_as_it_is_with_an_inventory(self):
        said = self.fail_with(2, PLAIN, "--inventory", self.file, "--cluster", "lab=trusted")
        self.assertIn("there is no cluster 'lab=trusted'", said)

    def test_half_an_inventory_is_none(self):
        self.file.write_text(self.file.read_text() + "\nhost = 1\n")
        said = self.fail_with(2, PLAIN, "--inventory", self.file, "--cluster", "lab")
        self.assertIn("clusters.toml:13", said)

    def test_an_inventory_that_is_not_there_decides_nothing(self):
        self.fail_with(2, PLAIN, "--inventory", self.folder / "nowhere", "--cluster", "lab")

    def test_a_name_alone_needs_a_source(self):
        self.assertIn("--inventory", self.fail_with(64, PLAIN, "--cluster", "lab"))


class Usage(Import):
    def test_an_empty_value_switches_nothing_off(self):
        # What a variable that is not set leaves of an option.
        for option in ("--inventory", "--engine", "--engine-ca", "--engine-credentials", "--attestation", "--attestation-ca",
                       "--host", "--policy", "--trust-anchor", "--audit-log", "--store", "--cluster", "--landing", "--time"):
            said = self.fail_with(64, PLAIN, "--cluster", "lab=trusted", option, "")
            self.assertIn(option, said)

    def test_a_timeout_is_a_number(self):
        self.fail_with(64, PLAIN, "--cluster", "lab=trusted", "--attestation", "https://127.0.0.1:1", "--attestation-ca", "x",
                       "--attestation-timeout", "nan")


class FromAnEngine(Import):
    def setUp(self):
        super().setUp()
        self.engine = EngineServer(clusters=[cluster("pool", trusted_service="true"), cluster("lab", trusted_service="false"),
                                             cluster("old")],
                                   hosts=[host("h1", "pool"), host("h2", "lab")])
        self.addCleanup(self.engine.__exit__, None, None, None)
        self.engine.__enter__()
        self.options = ["--engine", self.engine.url + "/ovirt-engine", "--engine-ca", self.engine.ca]

    def credentials(self):
        return {"OVFKIT_ENGINE_TOKEN": self.engine.engine.token}

    def test_a_cluster_is_what_the_engine_says(self):
        for name, outcome, code in (("pool", "allow", 0), ("lab", "warn", 3), ("old", "warn", 3)):
            decision = self.check(TRUSTED, *self.options, "--cluster", name, code=code, env=self.credentials())
            self.assertEqual(decision["outcome"], outcome, name)

    def test_a_file_has_the_credentials(self):
        path = self.put("credentials", f"token = {self.engine.engine.token}\n")
        self.check(PLAIN, *self.options, "--engine-credentials", path, "--cluster", "lab", code=0)
        path.chmod(0o644)
        said = self.fail_with(2, PLAIN, *self.options, "--engine-credentials", path, "--cluster", "lab")
        self.assertNotIn(self.engine.engine.token, said)

    def test_wrong_credentials_decide_nothing_and_are_not_said(self):
        said = self.fail_with(2, PLAIN, *self.options, "--cluster", "lab", env={"OVFKIT_ENGINE_TOKEN": "seKret-99"})
        self.assertNotIn("seKret-99", said)

    def test_a_cluster_that_is_not_there_decides_nothing(self):
        said = self.fail_with(2, PLAIN, *self.options, "--cluster", "Pool", env=self.credentials())
        self.assertIn("'Pool'", said)

    def test_an_engine_of_another_authority_decides_nothing(self):
        with HttpsServer({}) as other:
            self.fail_with(2, PLAIN, "--engine", self.engine.url, "--engine-ca", other.ca, "--cluster", "lab",
                           env=self.credentials())

    def test_no_option_takes_a_secret(self):
        done = subprocess.run([PROGRAM, "check-import", "--help"], capture_output=True, env=environment(), check=True)
        self.assertNotRegex(done.stdout.decode(), r"--[a-z-]*(password|token|secret)")


class Attested(Import):
    def server(self, levels):
        server = HttpsServer({"POST /AttestationService/resources/PollHosts": {"attest": {"levels": levels, "default": None}}})
        self.addCleanup(server.__exit__, None, None, None)
        server.__enter__()
        return ["--attestation", server.url, "--attestation-ca", server.ca]

    def test_a_cluster_with_one_trusted_host_is_trusted(self):
        server = self.server({"h1": "untrusted", "h2": "trusted"})
        decision = self.check(TRUSTED, "--cluster", "pool=trusted", "--host", "h1", "--host", "h2", *server, code=0)
        self.assertEqual(decision["outcome"], "allow")
        self.assertNotIn("attest/", self.said)

    def test_a_cluster_without_one_is_trusted_in_name_only(self):
        server = self.server({"h1": "untrusted", "h2": "pending"})
        decision = self.check(TRUSTED, "--cluster", "pool=trusted", "--host", "h1", "--host", "h2", *server, code=3)
        self.assertEqual(decision["outcome"], "warn")
        self.assertIn("attest/trusted-in-name-only", self.said)
        self.assertIn("trust/untrusted-target", self.codes(decision))

    def test_what_nobody_answers_is_not_believed(self):
        server = self.server({})
        for path in ("current", "legacy"):
            decision = self.check(TRUSTED, "--cluster", "pool=trusted", "--host", "h1", *server, "--attestation-path", path,
                                  "--attestation-attempts", 1, code=3)
            self.assertIn("attest/unanswered", self.said)
            self.assertIn("trust/unknown-cluster", self.codes(decision))

    def test_what_was_measured_long_ago_is_not_believed_when_that_matters(self):
        server = self.server({"h1": "trusted"})  # measured in 2013
        options = [TRUSTED, "--cluster", "pool=trusted", "--host", "h1", *server]
        self.check(*options, code=0)
        self.check(*options, "--attestation-max-age", 3600, code=3)
        self.assertIn("'h1' is timeout", self.said)
        self.check(*options, "--attestation-max-age", 300_000_000, "--time", "2013-05-17T00:00:00Z", code=3)
        for wrong in ("0", "-1", "soon", "1e9"):
            self.assertEqual(self.run_it(*options, "--attestation-max-age", wrong).returncode, 64, wrong)

    def test_the_hosts_come_from_the_inventory(self):
        file = self.put("clusters.toml", '[[cluster]]\nname = "pool"\ntrusted = true\nhosts = ["h1"]\n')
        self.check(PLAIN, "--inventory", file, "--cluster", "pool", *self.server({"h1": "trusted"}), code=0)
        self.check(PLAIN, "--inventory", file, "--cluster", "pool", *self.server({"h1": "unknown"}), code=3)
        self.assertIn("clusters.toml", self.said)

    def test_the_hosts_come_from_the_engine(self):
        with EngineServer(clusters=[cluster("pool", trusted_service="true"), cluster("lab", trusted_service="true")],
                          hosts=[host("h1", "pool", address="h1.example"), host("h2", "lab", address="h2.example")]) as engine:
            options = ["--engine", engine.url + "/ovirt-engine", "--engine-ca", engine.ca, *self.server({"h1.example": "trusted"})]
            env = {"OVFKIT_ENGINE_TOKEN": engine.engine.token}
            self.check(PLAIN, *options, "--cluster", "pool", code=0, env=env)
            self.check(PLAIN, *options, "--cluster", "lab", code=3, env=env)
            self.assertIn("attest/unanswered", self.said)

    def test_of_the_hosts_of_an_engine_only_those_count_that_are_up(self):
        for status, code in (("up", 0), ("maintenance", 3), ("non_operational", 3), ("", 3)):
            hosts = [host("h1", "pool", address="h1.example"), host("h2", "pool", status, address="h2.example")]
            with self.subTest(status=status), EngineServer(clusters=[cluster("pool", trusted_service="true")],
                                                           hosts=hosts) as engine:
                levels = {"h1.example": "untrusted", "h2.example": "trusted"}
                options = ["--engine", engine.url + "/ovirt-engine", "--engine-ca", engine.ca, *self.server(levels)]
                self.check(PLAIN, *options, "--cluster", "pool", code=code,
                           env={"OVFKIT_ENGINE_TOKEN": engine.engine.token})
                self.assertEqual("attest/trusted-in-name-only" in self.said, code == 3)

    def test_a_cluster_of_an_engine_of_which_no_host_is_up_is_trusted_in_name_only(self):
        with EngineServer(clusters=[cluster("pool", trusted_service="true")],
                          hosts=[host("h1", "pool", "maintenance", address="h1.example")]) as engine:
            options = ["--engine", engine.url + "/ovirt-engine", "--engine-ca", engine.ca,
                       *self.server({"h1.example": "trusted"})]
            decision = self.check(TRUSTED, *options, "--cluster", "pool", code=3,
                                  env={"OVFKIT_ENGINE_TOKEN": engine.engine.token})
        self.assertEqual(decision["outcome"], "warn")
        self.assertIn("attest/trusted-in-name-only", self.said)
        self.assertIn("has no host that is up: 'h1' is 'maintenance'", self.said)

    def test_nobody_is_asked_about_a_cluster_that_does_not_call_itself_trusted(self):
        _, _, _, authority = self.server({})
        nowhere = ["--attestation", "https://127.0.0.1:1", "--attestation-ca", authority]
        self.check(PLAIN, "--cluster", "lab=untrusted", "--host", "h1", *nowhere, code=0)

    def test_whom_to_believe_is_looked_at_even_when_nobody_is_asked(self):
        broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        for file in (self.put("empty.pem", ""), self.put("broken.pem", broken), self.folder / "none.pem"):
            for cluster in ("lab=untrusted", "lab=trusted", "lab=unknown"):
                done = self.run_it(PLAIN, "--cluster", cluster, "--host", "h1", "--attestation", "https://127.0.0.1:1",
                                   "--attestation-ca", file)
                self.assertEqual(done.returncode, 2, (file, cluster))
                self.assertIn(file.name.encode(), done.stderr)
                self.assertEqual(done.stdout, b"")


class ByAPolicyFile(Import):
    def test_the_first_rule_that_fits_decides_and_is_named(self):
        policy = self.put("policy.toml", 'version = 1\n\n[[rule]]\nname = "lab takes anything"\ncluster = ["lab-*"]\n'
                                         'action = "allow"\n\n[[rule]]\nname = "nothing else"\naction = "refuse"\n')
        decision = self.check(PLAIN, "--cluster", "lab-7=untrusted", "--policy", policy, code=0)
        self.assertIn("lab takes anything", decision["entities"][0]["decided_by"])
        self.assertIn("policy.toml:3", decision["entities"][0]["decided_by"])
        decision = self.check(PLAIN, "--cluster", "prod=untrusted", "--policy", policy, code=4)
        self.assertIn("policy.toml:8", decision["entities"][0]["decided_by"])

    def test_a_policy_with_an_error_decides_nothing(self):
        policy = self.put("policy.toml", 'version = 1\n[[rule]]\nactoin = "allow"\n')
        said = self.fail_with(2, PLAIN, "--cluster", "lab=untrusted", "--policy", policy)
        self.assertIn("policy.toml:3", said)
        self.fail_with(2, PLAIN, "--cluster", "lab=untrusted", "--policy", self.folder / "nowhere")

    def test_words_beside_a_file_are_wrong_usage(self):
        policy = self.put("policy.toml", "version = 1\n")
        self.fail_with(64, PLAIN, "--cluster", "lab=untrusted", "--policy", policy, "--landing", "cluster")
        self.fail_with(64, PLAIN, "--cluster", "lab=untrusted", "--policy", policy, "--require-signed-trust")

    def test_every_preset_decides(self):
        for preset in sorted((CHECKOUT / "schemas/policy").glob("*.toml")):
            if preset.name.endswith(".cases.toml"):
                continue
            done = self.run_it(PLAIN, "--cluster", "lab=untrusted", "--policy", preset)
            self.assertIn(done.returncode, (0, 3, 4), (preset, done.stderr))
            self.assertTrue(done.stdout, preset)


class Recorded(Import):
    def history(self, store):
        done = subprocess.run([PROGRAM, "history", "--store", str(store), "--format", "json"], capture_output=True,
                              env=environment(), timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_a_store_is_made_on_first_use_and_has_what_was_decided(self):
        store = self.folder / "decisions.db"
        self.check(TRUSTED, "--cluster", "lab=untrusted", "--store", store, "--time", "2026-01-31T12:00:00Z", code=3)
        self.check(TRUSTED, "--cluster", "lab=untrusted", "--store", store, "--time", "2026-01-31T12:05:00Z",
                   "--acknowledge", "restore drill", "--by", "anna", code=0)
        entries = self.history(store)["entries"]
        self.assertEqual([entry["outcome"] for entry in entries], ["warn", "allow"])
        self.assertEqual(entries[1]["acknowledged_by"], "anna")
        self.assertEqual(entries[0]["time"], "2026-01-31T12:00:00Z")
        self.assertEqual(os.stat(store).st_mode & 0o777, 0o600)
        with sqlite3.connect(store) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))

    def test_the_record_says_where_the_trust_of_the_cluster_was_learnt_and_by_which_policy(self):
        store, policy = self.folder / "decisions.db", self.put("policy.toml", "version = 1\n")
        inventory = self.put("clusters.toml", '[[cluster]]\nname = "lab"\ntrusted = false\n')
        self.check(PLAIN, "--cluster", "lab=untrusted", "--store", store, code=0)
        self.check(PLAIN, "--cluster", "lab", "--inventory", inventory, "--policy", policy, "--store", store, code=0)
        with HttpsServer({"POST /AttestationService/resources/PollHosts": {"attest": {"levels": {"h1": "trusted"}}}}) as server:
            self.check(PLAIN, "--cluster", "pool=trusted", "--host", "h1", "--attestation", server.url, "--attestation-ca",
                       server.ca, "--store", store, code=0)
        entries = self.history(store)["entries"]
        self.assertEqual([entry["cluster_source"] for entry in entries],
                         ["stated", f"inventory {inventory}", "stated + attestation"])
        digest = hashlib.sha256(policy.read_bytes()).hexdigest()
        self.assertEqual([entry["policy_sha256"] for entry in entries], [None, digest, None])

    def test_a_policy_can_demand_a_record(self):
        policy = self.put("policy.toml", 'version = 1\nrecord = "required"\n')
        decision = self.check(PLAIN, "--cluster", "lab=untrusted", "--policy", policy, code=4)
        self.assertIn("policy/not-recorded", self.codes(decision))
        self.check(PLAIN, "--cluster", "lab=untrusted", "--policy", policy, "--store", self.folder / "d.db", code=0)

    def test_a_decision_that_cannot_be_recorded_is_refused(self):
        for where in (["--store", self.folder / "nowhere/decisions.db"], ["--audit-log", "/dev/full"],
                      ["--audit-log", "/dev/null"], ["--store", PLAIN], ["--store", "postgresql://127.0.0.1:1/ovfkit"]):
            decision = self.check(PLAIN, "--cluster", "pool=untrusted", *where, code=4)
            self.assertIn("policy/not-recorded", self.codes(decision), where)

    def test_a_policy_can_let_it_pass(self):
        policy = self.put("policy.toml", 'version = 1\nunrecorded = "allow"\n')
        store = self.folder / "decisions.db"
        decision = self.check(PLAIN, "--cluster", "lab=untrusted", "--policy", policy, "--audit-log", "/dev/full", "--store",
                              store, code=3)
        self.assertEqual(decision["outcome"], "allow")
        self.assertIn("policy/not-recorded", self.codes(decision))
        self.assertEqual(len(self.history(store)["entries"]), 1)

    def test_what_the_log_has_and_the_store_has_not_is_taken_back(self):
        log = self.folder / "audit.jsonl"
        self.check(PLAIN, "--cluster", "lab=untrusted", "--audit-log", log, "--store", self.folder / "nowhere/d.db", code=4)
        outcomes = [json.loads(line)["outcome"] for line in log.read_text().splitlines()]
        self.assertEqual(outcomes, ["allow", "refuse"])

    def test_what_the_store_has_and_the_log_has_not_is_taken_back(self):
        store = self.folder / "decisions.db"
        self.check(PLAIN, "--cluster", "lab=untrusted", "--audit-log", "/dev/full", "--store", store, code=4)
        self.assertEqual([entry["outcome"] for entry in self.history(store)["entries"]], ["allow", "refuse"])

    def test_an_audit_log_is_no_standard_output(self):
        before = sorted(self.folder.iterdir())
        self.assertEqual(self.run_it(PLAIN, "--cluster", "lab=untrusted", "--audit-log", "-").returncode, 64)
        self.assertEqual(sorted(self.folder.iterdir()), before)
        self.assertFalse(Path("-").exists())

    def test_no_other_file_becomes_an_audit_log(self):
        shutil.copytree(FIXTURES / "packages/appliance", self.folder / "package")
        store, policy = self.folder / "decisions.db", self.put("policy.toml", "version = 1\n")
        inventory = self.put("clusters.toml", '[[cluster]]\nname = "lab"\ntrusted = false\n')
        options = ["--inventory", inventory, "--cluster", "lab", "--policy", policy, "--store", store]
        self.run_it(self.folder / "package", *options)
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and path != store}
        for path in before:
            done = self.run_it(self.folder / "package", *options, "--audit-log", path)
            self.assertIn(done.returncode, (4, 64), path)
            self.assertEqual(path.read_bytes(), before[path])
        self.assertEqual(self.run_it(self.folder / "package", *options, "--audit-log", store).returncode, 4)
        with sqlite3.connect(store) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
        self.assertEqual(os.path.getsize(store) % 4096, 0)


if __name__ == "__main__":
    main()
