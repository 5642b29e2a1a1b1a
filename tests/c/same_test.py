#!/usr/bin/env python3
"""The C ABI answers what the command line prints, byte for byte, over the fixtures."""

import contextlib
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

from common import CHECKOUT, FIXTURES, NOW, NOW_WORDS, main, ovfkit, tool

sys.path.insert(0, str(CHECKOUT / "tests/support"))
import engine_server  # noqa: E402
import https_server  # noqa: E402

TEXT, JSON, SARIF, JUNIT, HTML, CSV, MARKDOWN = range(7)
# The fixtures of rules are many and much alike; they are validated, all in one run.
FILES = sorted(path for path in FIXTURES.rglob("*")
               if path.suffix in (".ovf", ".ova", ".xml") and "rules" not in path.relative_to(FIXTURES).parts)
RULES = sorted(path for path in (FIXTURES / "rules").rglob("*") if path.suffix in (".ovf", ".ova"))
RESOURCES = sorted((FIXTURES / "rules/engine").rglob("*.txt"))
POLICIES = sorted((path.with_name(path.name.replace(".cases", "")), path)
                  for path in (CHECKOUT / "schemas/policy").glob("*.cases.toml"))
DIALECTS = sorted((FIXTURES / "dialects").rglob("*.ovf"))


class Same(unittest.TestCase):
    maxDiff = 4000

    def assert_same(self, from_tool, arguments, files=FILES):
        """The reports of the tool are those that the command prints for each file."""
        reports = from_tool.stdout.split(b"\0")
        self.assertEqual(len(reports), len(files) + 1)
        seen = 0
        for path, report in zip(files, reports):
            with self.subTest(path=str(path.relative_to(FIXTURES))):
                self.assertEqual(report.decode(), ovfkit(*arguments(path)).stdout.decode())
                seen += bool(report)
        self.assertGreater(seen, 30)

    def test_inspect(self):
        self.assert_same(tool("inspect", JSON, *FILES), lambda path: ["inspect", path, "--format", "json"])

    def test_inspect_as_text(self):
        self.assert_same(tool("inspect", TEXT, *DIALECTS), lambda path: ["inspect", path], DIALECTS)

    def test_check_import(self):
        untrusted = tool("import", JSON, "lab", 1, 2, *FILES)
        self.assert_same(untrusted, lambda path: ["check-import", path, "--cluster", "lab=untrusted", "--policy", "refuse",
                                                  "--format", "json", "--time", NOW_WORDS])

    def test_verify(self):
        self.assert_same(tool("verify", JSON, NOW, *FILES),
                         lambda path: ["verify", path, "--format", "json", "--time", NOW_WORDS])

    def test_validate(self):
        for number, word in ((TEXT, "text"), (JSON, "json"), (SARIF, "sarif"), (JUNIT, "junit"), (HTML, "html")):
            with self.subTest(format=word):
                files = FILES + (RULES if number == JSON else RULES[:50])
                told = tool("validate", number, NOW, *files)
                self.assertEqual(told.returncode, 0, told.stderr)
                self.assertEqual(told.stdout.decode(), ovfkit("validate", *files, "--format", word, "--time", NOW_WORDS,
                                                              "--jobs", "1").stdout.decode())

    def test_attest(self):
        levels = {"good": "trusted", "bad": "untrusted", "odd": "sideways"}
        for name, reply in {"answer": {"attest": {"levels": levels, "default": None}}, "failure": {"status": 500},
                            "no answer": {"close": True}}.items():
            with self.subTest(name), https_server.HttpsServer({"*": reply}) as server:
                for number, word in ((TEXT, "text"), (JSON, "json")):
                    told = ovfkit("attest", "good", "bad", "odd", "absent", "--server", server.url, "--server-ca", server.ca,
                                  "--attempts", "1", "--format", word).stdout.decode()
                    self.assertNotEqual(told, "")
                    self.assertEqual(tool("attest", number, server.url, server.ca, "good", "bad", "odd",
                                          "absent").stdout.decode(), told)

    def test_ask(self):
        clusters = [engine_server.cluster("Blue", "true"), engine_server.cluster("Odd", "perhaps")]
        with contextlib.closing(engine_server.EngineServer(clusters=clusters, hosts=[engine_server.host("h1", "Blue")],
                                                           token="t0ken")) as engine:
            url = engine.url + "/ovirt-engine"
            for name in ("Blue", "Odd", "none"):
                for number, word in ((TEXT, "text"), (JSON, "json")):
                    with self.subTest(name, format=word):
                        told = ovfkit("resource", "ask", "--engine", url, "--engine-ca", engine.ca, "--cluster", name,
                                      "--format", word, variables={"OVFKIT_ENGINE_TOKEN": "t0ken"})
                        done = tool("ask", number, url, engine.ca, "t0ken", name)
                        self.assertEqual(done.stdout.decode(), told.stdout.decode())
                        self.assertEqual(bool(done.stdout), name != "none")

    def test_resources(self):
        for number, word in ((TEXT, "text"), (JSON, "json")):
            reports = tool("resource", number, *RESOURCES).stdout.decode().split("\0")
            self.assertEqual(len(reports), len(RESOURCES) + 1)
            self.assertGreater(sum(map(bool, reports)), 3)
            for path, report in zip(RESOURCES, reports):
                with self.subTest(path=path.name, format=word):
                    self.assertEqual(report, ovfkit("resource", "read", path, "--format", word).stdout.decode())

    def test_requested_resources(self):
        seen = 0
        for path in DIALECTS[:20]:
            vm = ovfkit("resource", "vm", path, "--cluster", "lab").stdout.decode()
            cluster = ovfkit("resource", "cluster", path, "--name", "lab", "--spelling", "draft").stdout.decode()
            if vm and cluster:
                seen += 1
                self.assertEqual(tool("requested", 0, "lab", path).stdout.decode(), vm + cluster)
        self.assertGreater(seen, 5)

    def test_policies(self):
        for path, _ in POLICIES:
            for digits, words in (("000", []), ("200", ["--trusted-host", "true"]),
                                  ("013", ["--trusted-cluster", "false", "--signature", "accepted"])):
                signature = [] if "--signature" in words else ["--signature", "absent"]
                for number, word in ((TEXT, "text"), (JSON, "json")):
                    with self.subTest(path.name, digits=digits, format=word):
                        told = ovfkit("policy", "explain", path, "--vm", "web", "--cluster", "lab=untrusted", *words, *signature,
                                      "--format", word).stdout.decode()
                        self.assertEqual(tool("explain", number, path, digits).stdout.decode(), told)

    def test_policy_tests(self):
        seen = 0
        for policy, cases in POLICIES:
            for number, word in ((TEXT, "text"), (JSON, "json"), (JUNIT, "junit")):
                told = ovfkit("policy", "test", policy, cases, "--format", word).stdout.decode()
                self.assertEqual(tool("test", number, policy, cases).stdout.decode(), told)
                seen += bool(told)
        self.assertGreater(seen, 2)

    def test_rules(self):
        for number, word in ((TEXT, "text"), (JSON, "json"), (MARKDOWN, "md")):
            self.assertEqual(tool("rules", number).stdout.decode(), ovfkit("rules", "--format", word).stdout.decode())

    def test_convert(self):
        seen = 0
        with tempfile.TemporaryDirectory() as folder:
            out, expected = Path(folder, "out.ovf"), Path(folder, "expected.ovf")
            for path in DIALECTS:
                for number, word in enumerate(("ovf-1.1", "ovf-2.0", "ovirt", "ovirt-ova")):
                    told = ovfkit("convert", path, out, "--to", word, "--format", "json", "--time", NOW_WORDS)
                    if out.is_dir():  # several documents
                        shutil.rmtree(out)
                    if not out.exists():
                        continue
                    out.rename(expected)
                    with self.subTest(path=path.name, to=word):
                        self.assertEqual(tool("convert", JSON, number, NOW, path, out).stdout.decode(),
                                         told.stdout.decode())
                        self.assertEqual(out.read_bytes(), expected.read_bytes())
                    out.unlink()
                    seen += 1
        self.assertGreater(seen, 20)


if __name__ == "__main__":
    main()
