#!/usr/bin/env python3
"""`ovfkit resource`: REST XML out of descriptors, read and changed, and a live engine.

    resource_test.py OVFKIT CHECKOUT [CLASS...]
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from command import CHECKOUT, EXIT_CODES, FIXTURES, PROGRAM, attacks, descriptors, environment, main, run, validator

sys.path.insert(0, str(CHECKOUT / "tests/support"))
from engine_server import EngineServer, cluster, host  # noqa: E402

USER, PASSWORD, TOKEN = "admin@internal", "s3 cr&t=ä", "t0ken-of-the-engine"


class Scratch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def put(self, name, text, mode=0o600):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path


class OutOfDescriptors(Scratch):
    def test_every_entity_asks_for_what_its_import_is_judged_by(self):
        asked = set()
        for path in descriptors("dialects"):
            done = run("check-import", path, "--cluster", "x=untrusted", "--format", "json")
            for entity in json.loads(done.stdout)["entities"]:
                chosen = ["--entity", entity["id"]] if entity["id"] else []
                made = run("resource", "vm", path, "--cluster", "Blue <1>", *chosen)
                root = ElementTree.fromstring(made.stdout)
                with self.subTest(path=path.name, entity=entity["id"]):
                    self.assertEqual(root.tag, entity["kind"])
                    self.assertEqual(root.findtext("name"), entity["name"] or entity["id"])
                    self.assertEqual(root.findtext("cluster/name"), "Blue <1>")
                    flag = root.findtext("trusted_host_flag")
                    self.assertEqual(flag == "true", entity["outcome"] != "allow")
                    asked.add(flag)
        self.assertEqual(asked, {"true", "false", None})

    def test_a_cluster_is_right_for_the_strictest_entity(self):
        for path in descriptors("dialects"):
            outcome = json.loads(run("check-import", path, "--cluster", "x=untrusted", "--format", "json").stdout)["outcome"]
            for spelling, name in (("merged", "trusted_service"), ("draft", "trusted_cluster_flag")):
                made = run("resource", "cluster", path, "--name", "Blue", "--spelling", spelling)
                with self.subTest(path=path.name):
                    root = ElementTree.fromstring(made.stdout)
                    self.assertEqual(root.findtext(name) == "true", outcome != "allow")
                    self.assertLessEqual({child.tag for child in root}, {"name", name})


class OutOfWhatIsNotBelieved(Scratch):
    """That no trust is needed counts only from a descriptor that nobody changed."""
    COLLECTION = FIXTURES / "dialects/dmtf-1.1/collection.ovf"
    PACKAGE = FIXTURES / "packages/appliance"

    def flags(self, path, *entity, code):
        """What a VM and a cluster ask for; what is said of both in `self.said`."""
        asked, self.said = [], ""
        for words in (("vm", path, *entity), ("cluster", path, "--name", "lab"),
                      ("cluster", path, "--name", "lab", "--spelling", "draft")):
            done = run("resource", *words)
            self.assertEqual(done.returncode, code, done.stderr)
            root = ElementTree.fromstring(done.stdout)
            asked += [one.text for one in root if "trusted" in one.tag] or [None]
            self.said += done.stderr.decode()
        return asked

    def signed(self, flag):
        """A collection whose VM `database` says `flag`, signed by somebody."""
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-keyout", "key.pem", "-out", "crt.pem", "-subj", "/CN=exporter", "-days", "30"],
                       cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        plain, path = self.folder / "plain.ovf", self.folder / "signed.ovf"
        entity = ("--entity", "database")
        self.assertEqual(run("set", self.COLLECTION, *entity, "--trusted-host", flag, "-o", plain).returncode, 0)
        done = run("sign", plain, "--trust", "--key", self.folder / "key.pem", "--certificate", self.folder / "crt.pem",
                   "-o", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        return path, entity

    def alter(self, path, old, new):
        text = path.read_bytes()
        self.assertEqual(text.count(old), 1)
        path.write_bytes(text.replace(old, new))

    def test_a_signed_statement_that_was_altered_asks_for_trust(self):
        path, entity = self.signed("true")
        self.assertEqual(self.flags(path, *entity, code=0), ["true"] * 3)
        self.alter(path, b"rustedHostFlag>true</", b"rustedHostFlag>false</")
        self.assertEqual(self.flags(path, *entity, code=3), ["true"] * 3)
        self.assertEqual(self.said.count("so it is not believed to need no trust"), 3)
        self.assertIn("trust/altered-statement", self.said)

    def test_a_signed_statement_that_nobody_altered_is_taken_as_it_is(self):
        path, entity = self.signed("false")
        self.assertEqual(self.flags(path, *entity, code=0), ["false"] * 3)
        self.assertEqual(self.said, "")

    def test_a_descriptor_for_which_its_package_does_not_stand_asks_for_trust(self):
        package = self.folder / "appliance"
        package.mkdir()
        before = hashlib.sha256((self.PACKAGE / "appliance.ovf").read_bytes()).hexdigest()
        text = (self.PACKAGE / "appliance.ovf").read_bytes().replace(b"lag>true</", b"lag>false</")
        manifest = (self.PACKAGE / "appliance.mf").read_text()
        self.assertIn(before, manifest)
        for file in self.PACKAGE.iterdir():
            (package / file.name).write_bytes(file.read_bytes())
        (package / "appliance.ovf").write_bytes(text)
        self.assertEqual(self.flags(package, code=2), ["true"] * 3)
        (package / "appliance.mf").write_text(manifest.replace(before, hashlib.sha256(text).hexdigest()))
        self.assertEqual(self.flags(package, code=0), ["false"] * 3)
        (package / "appliance.ovf").write_bytes(text.replace(b"?>", b"?><!-- changed -->", 1))
        self.assertEqual(self.flags(package, code=2), ["true"] * 3)
        self.assertEqual(self.said.count("so it is not believed to need no trust"), 3)
        self.assertIn("trust/disowned-descriptor", self.said)

    def test_who_adds_a_request_is_believed(self):
        path, entity = self.signed("false")
        self.alter(path, b"rustedHostFlag>false</", b"rustedHostFlag>true</")
        done = run("resource", "vm", path, *entity)
        self.assertEqual(ElementTree.fromstring(done.stdout).findtext("trusted_host_flag"), "true")
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"trust/altered-statement", done.stderr)


class Reading(Scratch):
    def test_json_is_as_described(self):
        schema = validator("resource")
        for text in ("<vms><vm id='1'><trusted_host_flag>x</trusted_host_flag></vm><vm/></vms>", "<template/>",
                     "<clusters><cluster><name>a</name><trusted_service>true</trusted_service></cluster></clusters>",
                     "<hosts><host id='1'><address>a</address><status>up</status></host><host/></hosts>"):
            done = run("resource", "read", "-", "--format", "json", input=text.encode())
            schema.validate(json.loads(done.stdout))

    def test_names_move_no_cursor(self):
        name = "a&#x9b;31m\u202e&#x85;\u2028"
        for what in ("vm", "cluster", "host"):
            text = f"<{what} id='{name}'><name>{name}</name><name/><trusted_service>{name}</trusted_service></{what}>"
            for form in ("text", "json"):
                done = run("resource", "read", "-", "--format", form, input=text.encode())
                self.assertEqual(attacks(done.stdout.decode()) | attacks(done.stderr.decode()), set())

    def test_entities_are_not_followed(self):
        secret = self.put("secret", "the secret")
        text = f'<!DOCTYPE vm [<!ENTITY s SYSTEM "file://{secret}">]><vm><name>&s;</name></vm>'
        done = run("resource", "read", "-", input=text.encode())
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"xml/doctype", done.stderr)
        self.assertNotIn(b"the secret", done.stdout + done.stderr)


class Changing(Scratch):
    TEXT = "<vm id='1'>\r\n\t<name>a</name> <!-- of a -->\r\n\t<trusted_host_flag>1</trusted_host_flag>\r\n</vm>"

    def test_in_place_and_back_is_the_same(self):
        path = self.folder / "vm.xml"
        path.write_bytes(self.TEXT.encode())
        for flag, word in (("false", "false"), ("true", "true")):
            self.assertEqual(run("resource", "set", path, "--trusted-host", flag, "--in-place").returncode, 0)
            self.assertEqual(path.read_bytes().decode(), self.TEXT.replace("flag>1<", f"flag>{word}<"))
        self.assertEqual(sorted(self.folder.iterdir()), [path])

    def test_what_cannot_be_changed_stays(self):
        path = self.put("vms.xml", "<vms><vm/></vms>")
        done = run("resource", "set", path, "--trusted-host", "true", "--in-place")
        self.assertEqual((done.returncode, path.read_text()), (2, "<vms><vm/></vms>"))
        done = run("resource", "set", self.put("vm.xml", "<vm/>"), "--trusted-host", "true", "-o",
                   self.folder / "no" / "such.xml")
        self.assertEqual(done.returncode, 2)

    def test_a_file_that_is_not_there_is_an_error(self):
        done = run("resource", "set", self.folder / "none", "--trusted-host", "true", "-o", "-")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertEqual(run("resource", "read", self.folder / "none").returncode, 2)


class LiveEngine(Scratch):
    @classmethod
    def setUpClass(cls):
        blue = [cluster("Blue & Co", "true"), cluster("Red", "false"), cluster("Odd", "perhaps")]
        cls.engine = EngineServer(clusters=blue, hosts=[host("h1", "Blue & Co"), host("h2", "Red", "maintenance")],
                                  users={USER: PASSWORD}, token=TOKEN)
        cls.addClassCleanup(cls.engine.close)

    def asked(self):
        return self.engine.requests()

    def ask(self, name, *options, url=None, ca=None, **variables):
        named = {f"OVFKIT_ENGINE_{key.upper()}": value for key, value in variables.items()}
        done = subprocess.run([PROGRAM, "resource", "ask", "--engine", url or self.engine.url + "/ovirt-engine",
                               "--engine-ca", str(ca or self.engine.ca), "--cluster", name, *map(str, options)],
                              env={**environment(), **named}, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        self.assertIn(done.returncode, EXIT_CODES)
        for secret in (PASSWORD, TOKEN, "wr0ng"):
            self.assertNotIn(secret.encode(), done.stdout + done.stderr)
        return done

    def test_a_token_opens_it(self):
        done = self.ask("Blue & Co", "--format", "json", token=TOKEN)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        answer = json.loads(done.stdout)
        validator("resource").validate(answer)
        self.assertEqual([one["trust"] for one in answer["clusters"]], ["trusted"])
        self.assertEqual([(one["name"], one["status"]) for one in answer["hosts"]], [("h1", "up")])

    def test_a_user_with_a_password_opens_it(self):
        done = self.ask("Red", user=USER, password=PASSWORD)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertIn("untrusted: trusted_service false", done.stdout.decode())

    def test_a_file_opens_it_and_goes_before_the_environment(self):
        path = self.put("credentials", f"# mine\nuser = {USER}\npassword = {PASSWORD}\n")
        self.assertEqual(self.ask("Red", "--engine-credentials", path, token="wr0ng").returncode, 0)

    def test_a_file_that_is_open_to_others_is_refused(self):
        for mode in (0o640, 0o604, 0o620, 0o602, 0o610):
            path = self.put("credentials", f"token = {TOKEN}\n", mode)
            done = self.ask("Red", "--engine-credentials", path)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"chmod 600", done.stderr)
        link = self.folder / "link"
        link.symlink_to(path)
        self.assertIn(b"chmod 600", self.ask("Red", "--engine-credentials", link).stderr)

    def test_a_file_that_is_wrong_is_refused_without_its_words(self):
        done = self.ask("Red", "--engine-credentials", self.put("credentials", "\nwr0ng\n"))
        self.assertIn(b"line 2: there is no '='", done.stderr)

    def test_without_credentials_nothing_is_asked(self):
        before = len(self.asked())
        self.assertIn(b"OVFKIT_ENGINE_TOKEN", self.ask("Red").stderr)
        self.assertEqual(self.ask("Red", token=TOKEN, user=USER, password=PASSWORD).returncode, 2)
        self.assertEqual(self.ask("Red", user=USER).returncode, 2)
        self.assertEqual(len(self.asked()), before)

    def test_who_is_not_let_in_is_told(self):
        for variables in ({"token": "wr0ng"}, {"user": USER, "password": "wr0ng"}):
            done = self.ask("Red", **variables)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"engine/refused-credentials", done.stderr)

    def test_a_name_that_is_not_there_is_no_cluster(self):
        done = self.ask("red", token=TOKEN)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"engine/unknown-cluster", done.stderr)

    def test_an_odd_flag_is_a_finding(self):
        done = self.ask("Odd", token=TOKEN)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"/ovirt-engine/api/clusters:", done.stderr)
        self.assertIn(b"engine/unreadable-flag", done.stderr)

    def test_another_page_is_no_engine(self):
        done = self.ask("Red", url=self.engine.url + "/other", token=TOKEN)
        self.assertIn(b"engine/unreadable-answer", done.stderr)

    def test_a_server_that_is_not_believed_gets_no_secret(self):
        with EngineServer(identity="other-ca", users={USER: PASSWORD}) as other:
            done = self.ask("Red", url=other.url + "/ovirt-engine", ca=other.ca, user=USER, password=PASSWORD)
            self.assertEqual(done.returncode, 2)
            self.assertEqual(other.requests(), [])

    def test_nothing_but_the_two_lists_and_a_token_is_asked_for(self):
        self.ask("Blue & Co", user=USER, password=PASSWORD)
        asked = {(one["method"], one["path"], one["query"]) for one in self.asked()}
        self.assertLessEqual(asked, {("POST", "/ovirt-engine/sso/oauth/token", ""),
                                     ("GET", "/ovirt-engine/api/clusters", ""), ("GET", "/ovirt-engine/api/hosts", ""),
                                     ("GET", "/other/api/clusters", "")})

    def test_an_engine_without_single_sign_on_takes_the_password(self):
        with EngineServer(clusters=[cluster("Red", "false")], users={USER: PASSWORD}, sso=False) as old:
            done = self.ask("Red", url=old.url + "/ovirt-engine/api", ca=old.ca, user=USER, password=PASSWORD)
            self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_help_knows_no_option_for_a_secret(self):
        words = run("resource", "ask", "--help").stdout.decode()
        self.assertNotIn("--engine-token", words)
        self.assertNotIn("--engine-password", words)


if __name__ == "__main__":
    main()
