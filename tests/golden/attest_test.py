#!/usr/bin/env python3
"""`ovfkit attest` against a real attestation server.

    attest_test.py OVFKIT CHECKOUT [CLASS...]
"""

import json
import sys
import tempfile
import unittest
from pathlib import Path

from command import CHECKOUT, attacks, main, run, validator

sys.path.insert(0, str(CHECKOUT / "tests" / "support"))
from https_server import HttpsServer  # noqa: E402

CURRENT = "POST /AttestationService/resources/PollHosts"
LEGACY = "POST /OpenAttestationWebServices/V1.0/PollHosts"
LEVELS = {"a": "trusted", "A2": "TRUSTED", "b": "untrusted", "c": "pending", "d": "unknown", "e": "timeout", "f": "maybe"}
KNOWN = {CURRENT: {"attest": {"levels": LEVELS}}}


def ask(server, *words, ca=None):
    return run("attest", "--server", server.url, "--server-ca", ca or server.ca, "--attempts", "1", *words)


class Answers(unittest.TestCase):
    def json_of(self, done):
        document = json.loads(done.stdout)
        validator("attest").validate(document)
        return document

    def test_all_trusted_is_0(self):
        with HttpsServer(KNOWN) as server:
            done = ask(server, "a", "A2")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(done.stdout.decode(),
                             "trusted       'a' (measured 2013-05-16T14:14:44.881+08:00)\n"
                             "trusted       'A2' (measured 2013-05-16T14:14:44.881+08:00)\n"
                             "2 of 2 hosts trusted\n")
            self.assertEqual(done.stderr, b"")
            self.assertEqual([request["json"] for request in server.requests()], [{"hosts": ["a", "A2"]}])

    def test_some_not_trusted_is_3_and_says_why(self):
        with HttpsServer(KNOWN) as server:
            done = ask(server, *"abcdefg")
            self.assertEqual(done.returncode, 3, done.stderr)
            lines = done.stdout.decode().splitlines()
            self.assertEqual([line.split()[0] for line in lines],
                             ["trusted", "untrusted", "pending", "unknown", "timeout", "unrecognized", "no-answer", "1"])
            self.assertIn("'maybe'", lines[5])
            self.assertIn("says nothing about it", lines[6])
            self.assertEqual(lines[-1], "1 of 7 hosts trusted")

    def test_nobody_answering_is_2(self):
        with HttpsServer({CURRENT: {"json": {"hosts": []}}}) as server:
            self.assertEqual(ask(server, "a").returncode, 2)
        for script in ({CURRENT: {"status": 500}}, {}, {CURRENT: {"close": True}}, {CURRENT: {"body": "oops"}},
                       {CURRENT: {"json": {"hosts": [{"host_name": "a", "trust_lvl": "trusted"}]}, "truncate": 30}}):
            with HttpsServer(script) as server:
                done = ask(server, "a")
                self.assertEqual(done.returncode, 2)
                self.assertTrue(done.stdout.startswith(b"Nobody answered: "), done.stdout)
                self.assertTrue(done.stdout.endswith(b"0 of 1 host trusted\n"), done.stdout)

    def test_json_is_as_described(self):
        with HttpsServer(KNOWN) as server:
            document = self.json_of(ask(server, "--format", "json", *"abcdefg"))
            self.assertEqual([host["host"] for host in document["hosts"]], list("abcdefg"))
            self.assertEqual([host["trusted"] for host in document["hosts"]], [True] + [False] * 6)
            self.assertEqual(document["trusted"], 1)
            self.assertEqual(document["hosts"][0]["validated_at"], "2013-05-16T14:14:44.881+08:00")
            self.assertEqual(document["hosts"][5]["word"], "maybe")
        with HttpsServer({CURRENT: {"status": 500}}) as server:
            document = self.json_of(ask(server, "--format", "json", "a", "b"))
            self.assertEqual((document["answered"], document["error"]["code"]), (False, "io"))

    def test_the_schema_refuses_what_is_not_so(self):
        with HttpsServer(KNOWN) as server:
            document = self.json_of(ask(server, "--format", "json", "a", "b"))
        schema = validator("attest")
        for spoil in (lambda d: d.pop("error"), lambda d: d.update(more=1), lambda d: d.update(answered=False),
                      lambda d: d["hosts"][1].update(trusted=True), lambda d: d["hosts"][0].update(trusted=False),
                      lambda d: d["hosts"][0].update(level="good"), lambda d: d["hosts"][0].pop("word")):
            copy = json.loads(json.dumps(document))
            spoil(copy)
            self.assertFalse(schema.is_valid(copy))

    def test_names_arrive_as_they_are(self):
        names = ['quote"', 'a","b', "back\\slash", "new\nline", "m\u00fc", "\U0001f427", "\u202e", "{}", "-"]
        with HttpsServer({CURRENT: {"attest": {"default": "trusted"}}}) as server:
            done = ask(server, "--", *names)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(server.requests()[0]["json"], {"hosts": names})

    def test_a_hostile_server_cannot_reach_the_terminal(self):
        evil = "\x1b[2J\u202e\n\r\x9b"
        entry = {"host_name": "a", "trust_lvl": evil, "vtime": evil}
        for script in ({CURRENT: {"json": {"hosts": [entry, {"host_name": evil, "trust_lvl": "trusted"}]}}},
                       {CURRENT: {"body": evil, "headers": {"Content-Type": "text/\x1b[2J"}}}):
            with HttpsServer(script) as server:
                for form in ("text", "json"):
                    done = ask(server, "a", b"\x1b[2J\xff", "--format", form, "--color", "never")
                    self.assertEqual(attacks(done.stdout.decode() + done.stderr.decode()), set(), done.stdout)
                    if form == "json":
                        self.json_of(done)


class Servers(unittest.TestCase):
    def test_only_who_is_vouched_for_is_believed(self):
        for identity in ("wrong-name", "expired", "other-ca", "self-signed"):
            with HttpsServer(KNOWN, identity=identity) as server:
                done = ask(server, "a")
                self.assertEqual(done.returncode, 2)
                self.assertIn(b"certificate", done.stdout)
                self.assertEqual(server.requests(), [])
        with HttpsServer(KNOWN, plain=True) as server:
            self.assertEqual(ask(server, "a").returncode, 2)
            self.assertEqual(server.requests(), [])

    def test_the_older_path_is_found_or_asked_for(self):
        with HttpsServer({LEGACY: KNOWN[CURRENT]}) as server:
            self.assertEqual(ask(server, "a").returncode, 0)
            self.assertEqual(ask(server, "a", "--poll-path", "legacy").returncode, 0)
            self.assertEqual(len(server.requests()), 3)
            self.assertEqual(ask(server, "a", "--poll-path", "current").returncode, 2)

    def test_attempts_and_time_are_bounded(self):
        with HttpsServer({CURRENT: [{"status": 503}, KNOWN[CURRENT]]}) as server:
            done = run("attest", "a", "--server", server.url, "--server-ca", server.ca, "--attempts", "2")
            self.assertEqual(done.returncode, 0, done.stdout)
        with HttpsServer({CURRENT: {"hold": True}}) as server:
            done = ask(server, "a", "--timeout", "1")
            self.assertEqual(done.returncode, 2)
            self.assertEqual(len(server.requests()), 1)

    def test_a_missing_or_senseless_authority_is_2(self):
        with HttpsServer(KNOWN) as server, tempfile.TemporaryDirectory() as folder:
            empty, words = Path(folder) / "empty.pem", Path(folder) / "words.pem"
            empty.write_bytes(b"")
            words.write_bytes(b"no certificate\n")
            for ca in (empty, words, Path(folder) / "none.pem", Path(folder)):
                self.assertEqual(ask(server, "a", ca=ca).returncode, 2, ca)
            self.assertEqual(server.requests(), [])

    def test_usage_is_64(self):
        for words in ((), ("a",), ("a", "--server", "https://h"), ("a", "--server-ca", "f"),
                      *(("a", "--server", "https://h", "--server-ca", "f", *more) for more in
                        (("--poll-path", "old"), ("--timeout", "0"), ("--timeout", "-1"), ("--timeout", "x"),
                         ("--attempts", "0"), ("--format", "xml")))):
            done = run("attest", *words)
            self.assertEqual((done.returncode, done.stdout), (64, b""), words)


if __name__ == "__main__":
    main()
