#!/usr/bin/env python3
"""What `ovfkit history` shows of a record that another program wrote.

    history_test.py OVFKIT CHECKOUT
"""

import csv
import io
import json
import os
import shutil
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from command import attacks, main, run, validator
import command

APPLICATION = 0x4F56466B
# Tables of the first version: `ovfkit history` brings them up to date.
TABLES = """
CREATE TABLE ovfkit_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE ovfkit_decision (id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT, file TEXT, sha256 TEXT, cluster TEXT,
    cluster_trust TEXT, policy TEXT, outcome TEXT, signed_trust TEXT, acknowledged_by TEXT, acknowledged_why TEXT);
CREATE TABLE ovfkit_entity (decision BIGINT, position INTEGER, vm_id TEXT, vm_name TEXT, kind TEXT, outcome TEXT,
    acknowledged SMALLINT, trusted_host SMALLINT, trusted_cluster SMALLINT, trusted_host_after SMALLINT,
    trusted_cluster_after SMALLINT, PRIMARY KEY (decision, position));
CREATE TABLE ovfkit_reason (decision BIGINT, entity INTEGER, position INTEGER, code TEXT, severity TEXT, message TEXT);
CREATE TABLE ovfkit_event (decision BIGINT, entity INTEGER, position INTEGER, number INTEGER, name TEXT, message TEXT);
CREATE TABLE ovfkit_cluster_period (id INTEGER PRIMARY KEY AUTOINCREMENT, cluster TEXT, trust TEXT, first_seen TEXT,
    last_seen TEXT);
INSERT INTO ovfkit_meta VALUES ('schema', '1');
"""
HOSTILE = "=1+1,\"\x1b[2J\n\u202eevil' \u65e5\u672c\u8a9e"


class History(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.record = self.folder / "a record.db"
        base = sqlite3.connect(self.record)
        base.executescript(TABLES + f"PRAGMA application_id = {APPLICATION};")
        for number, (name, cluster, outcome) in enumerate((("one", "lab", "warn"), (HOSTILE, "lab", "refuse"),
                                                           ("three", "vault", "allow")), 1):
            base.execute("INSERT INTO ovfkit_decision (time, file, sha256, cluster, cluster_trust, policy, outcome)"
                         " VALUES (?, 'some.ovf', ?, ?, 'untrusted', 'warn', ?)",
                         (f"2026-01-0{number}T00:00:00Z", "a" * 64, cluster, outcome))
            base.execute("INSERT INTO ovfkit_entity VALUES (?, 0, ?, ?, 'vm', ?, 0, 1, NULL, 1, NULL)",
                         (number, f"id-{number}", name, outcome))
            base.execute("INSERT INTO ovfkit_reason VALUES (?, 0, 0, 'trust/x', 'warning', ?)", (number, f"why {number}"))
            base.execute("INSERT INTO ovfkit_event VALUES (?, 0, 0, 10003, 'NAME', 'text')", (number,))
        base.execute("INSERT INTO ovfkit_cluster_period (cluster, trust, first_seen, last_seen) VALUES"
                     " ('lab', 'untrusted', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),"
                     " ('vault', 'trusted', '2026-01-03T00:00:00Z', '2026-01-03T00:00:00Z')")
        base.commit()
        base.close()

    def ask(self, *arguments):
        done = run("history", "--store", self.record, *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode("utf-8")

    def names(self, *arguments):
        return [entry["name"] for entry in json.loads(self.ask("--format", "json", *arguments))["entries"]]

    def test_is_json_of_the_schema(self):
        for arguments in ((), ("--clusters",), ("--vm", "nobody")):
            document = json.loads(self.ask("--format", "json", *arguments))
            self.assertEqual(list(validator("history").iter_errors(document)), [], arguments)
        entry = json.loads(self.ask("--format", "json", "--vm", "id-2"))["entries"][0]
        self.assertEqual((entry["name"], entry["reasons"], entry["events"], entry["trust"]),
                         (HOSTILE, ["why 2"], [10003], {"trusted_host": True, "trusted_cluster": None}))

    def test_shows_what_is_asked_for(self):
        self.assertEqual(self.names(), ["one", HOSTILE, "three"])
        self.assertEqual(self.names("--cluster", "lab"), ["one", HOSTILE])
        self.assertEqual(self.names("--vm", HOSTILE), [HOSTILE])
        self.assertEqual(self.names("--last", "2"), [HOSTILE, "three"])
        self.assertEqual(self.names("--since", "2026-01-02T01:00:00+01:00", "--until", "2026-01-03T00:00:00Z"), [HOSTILE])
        periods = json.loads(self.ask("--format", "json", "--clusters", "--cluster", "vault"))["periods"]
        self.assertEqual(periods, [{"cluster": "vault", "trust": "trusted", "first_seen": "2026-01-03T00:00:00Z",
                                    "last_seen": "2026-01-03T00:00:00Z"}])

    def test_takes_a_day_from_its_beginning(self):
        self.assertEqual(self.names("--since", "2026-01-02", "--until", "2026-01-03"), [HOSTILE])
        self.assertEqual(self.names("--since", "2026-01-02T00:00:01Z"), ["three"])
        for wrong in ("2026-02-30", "2026-1-31", "2026-01-3x", "20260131"):
            done = run("history", "--store", self.record, "--since", wrong)
            self.assertEqual(done.returncode, 64, wrong)
            self.assertIn(b"a day such as 2026-01-31", done.stderr)

    def test_cuts_no_decision_in_two(self):
        base = sqlite3.connect(self.record)
        base.execute("INSERT INTO ovfkit_entity VALUES (3, 1, 'id-4', 'four', 'vm', 'allow', 0, 1, NULL, 1, NULL)")
        base.commit()
        base.close()
        self.assertEqual(self.names("--last", "1"), ["three", "four"])

    def test_tells_of_a_package_without_entities(self):
        base = sqlite3.connect(self.record)
        base.execute("INSERT INTO ovfkit_decision (time, file, sha256, cluster, cluster_trust, policy, outcome) VALUES"
                     " ('2026-01-04T00:00:00Z', 'empty.ovf', ?, 'lab', 'untrusted', 'warn', 'refuse')", ("a" * 64,))
        base.commit()
        base.close()
        self.assertRegex(self.ask("--last", "1"), r"refuse +refuse +package +- +lab .* empty\.ovf")
        document = json.loads(self.ask("--format", "json", "--last", "1"))
        self.assertEqual(list(validator("history").iter_errors(document)), [])

    def test_is_a_table_that_no_terminal_acts_on(self):
        for arguments in ((), ("--clusters",)):
            text = self.ask(*arguments)
            self.assertEqual(attacks(text), set())
            self.assertEqual(len(text.splitlines()), 3 if arguments else 4)

    def test_is_csv_without_formulas(self):
        text = self.ask("--format", "csv")
        self.assertEqual(attacks(text.replace("\r\n", "\n")), set())
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        self.assertEqual([row["id"] for row in rows], ["id-1", "id-2", "id-3"])
        self.assertEqual(rows[1]["name"], "'=1+1,\"\\u{1b}[2J\\n\\u{202e}evil' \u65e5\u672c\u8a9e")
        for row in rows:
            for cell in row.values():
                self.assertNotIn(cell[:1], tuple("=+-@\t\r"))

    def test_of_what_is_no_record_is_an_error(self):
        other = self.folder / "other.txt"
        other.write_text("somebody's\n")
        done = run("history", "--store", other)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"is no record of ovfkit", done.stderr)
        self.assertEqual(other.read_text(), "somebody's\n")
        self.assertEqual(sorted(os.listdir(self.folder)), ["a record.db", "other.txt"])


class Password(unittest.TestCase):
    """A server that asks for a password in the clear, and keeps what it is told."""

    def test_comes_from_the_environment(self):
        told = []
        with socket.create_server(("127.0.0.1", 0)) as server:
            thread = threading.Thread(target=self.serve, args=(server, told))
            thread.start()
            port = server.getsockname()[1]
            before = command.environment
            command.environment = lambda: dict(before(), OVFKIT_STORE_PASSWORD="top secret", PGPASSWORD="other")
            self.addCleanup(setattr, command, "environment", before)
            done = run("history", "--store", f"postgresql://anna@127.0.0.1:{port}/record?sslmode=disable")
            thread.join(60)
        self.assertEqual(told, [b"top secret"])
        self.assertEqual(done.returncode, 2)
        self.assertNotIn(b"secret", done.stdout + done.stderr)
        self.assertIn(f"127.0.0.1:{port}/record".encode(), done.stderr)

    def meet_impostor(self, more):
        """What somebody is told who answers in the place of the server, with a certificate of his own making."""
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        for name in ("self", "other"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                            folder / f"{name}.key", "-out", folder / f"{name}.pem"], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "self.pem", folder / "self.key")
        told = []
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(60)
            thread = threading.Thread(target=self.pose, args=(server, context, told))
            thread.start()
            before = command.environment
            command.environment = lambda: dict(before(), OVFKIT_STORE_PASSWORD="top secret")
            try:
                done = run("history", "--store", f"postgresql://anna@localhost:{server.getsockname()[1]}/record"
                           f"?hostaddr=127.0.0.1{more.replace('FOLDER', str(folder))}")
            finally:
                command.environment = before
            socket.create_connection(server.getsockname()).close()  # for one who was never asked
            thread.join(60)
        self.assertEqual(done.returncode, 2)
        return told, done.stderr

    def test_is_not_for_an_impostor(self):
        told, said = self.meet_impostor("")
        self.assertEqual(told, [])
        self.assertIn(b"add sslrootcert=FILE", said)
        told, said = self.meet_impostor("&sslrootcert=FOLDER/other.pem")
        self.assertEqual(told, [])
        self.assertIn(b"certificate verify failed", said)
        for trusting in ("&sslmode=require", "&sslrootcert=FOLDER/self.pem"):
            self.assertIn(b"top secret", self.meet_impostor(trusting)[0][0], trusting)

    @staticmethod
    def pose(server, context, told):
        connection, _ = server.accept()
        try:
            if not connection.recv(8):
                return
            connection.sendall(b"S")
            with context.wrap_socket(connection, server_side=True) as secret:
                if secret.recv(4096):
                    secret.sendall(b"R" + (8).to_bytes(4, "big") + (3).to_bytes(4, "big"))
                    told.append(secret.recv(4096))
        except OSError:
            pass
        finally:
            connection.close()

    @staticmethod
    def serve(server, told):
        connection, _ = server.accept()
        with connection, connection.makefile("rb") as reading:
            size = int.from_bytes(reading.read(4), "big")
            reading.read(size - 4)  # the start
            connection.sendall(b"R" + (8).to_bytes(4, "big") + (3).to_bytes(4, "big"))
            assert reading.read(1) == b"p"
            size = int.from_bytes(reading.read(4), "big")
            told.append(reading.read(size - 4).rstrip(b"\0"))
            fields = b"SFATAL\0C28P01\0Mtop secret is not the password\0\0"
            connection.sendall(b"E" + (len(fields) + 4).to_bytes(4, "big") + fields)


if __name__ == "__main__":
    main()
