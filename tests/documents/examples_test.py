#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every example of the manual pages is run as it stands there, and ends with the code that the page says.

    examples_test.py OVFKIT SHARE CHECKOUT
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tables import MAN, PROGRAM, SOURCE, environment, main, need

sys.path.insert(0, str(SOURCE / "tests/support"))
from engine_server import EngineServer, cluster, host  # noqa: E402
from https_server import HttpsServer  # noqa: E402

POLL = "POST /AttestationService/resources/PollHosts"
LEVELS = {"host-1": "trusted", "host-2": "trusted", "host-3": "untrusted"}
TOKEN = "a-token"
FIXTURES = SOURCE / "fixtures"
CLUSTERS = """[[cluster]]
name = "pool"
trusted = true
hosts = ["host-1"]

[[cluster]]
name = "lab"
trusted = false
"""
POLICY = """version = 1

[[rule]]
name = "trusted VMs into the lab"
cluster = ["lab"]
requires-trust = true
action = "warn"
acknowledged-by = ["anna", "*@security.example"]
"""


def examples(page):
    """(command, code) of each, taken from the page itself."""
    text = page.read_text().split(".SH EXAMPLES\n")[1].split(".SH ")[0]
    text = text.replace("\\-", "-").replace("\\(aq", "'").replace("\\(ti", "~").replace("\\(dq", '"').replace("\\e", "\\")
    found = []
    for shown, after in re.findall(r"^\.EX\n\$ (.*?)\n\.EE\n\.RE\n((?:\.PP\nIt ends with \d+\.\n)?)", text,
                                   flags=re.DOTALL | re.MULTILINE):
        code = re.search(r"\d+", after)
        found.append((shown, int(code[0]) if code else 0))
    return found


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.model = Path(folder.name) / "model"
        cls.model.mkdir()
        cls.attestation = HttpsServer({POLL: {"attest": {"levels": LEVELS}}})
        cls.addClassCleanup(cls.attestation.close)
        cls.engine = EngineServer(clusters=[cluster("Blue", "true")], hosts=[host("host-1", "Blue")], users={},
                                  token=TOKEN)
        cls.addClassCleanup(cls.engine.close)
        cls.prepare(cls.model)

    @classmethod
    def prepare(cls, folder):
        """What the examples find, as somebody might have it."""
        def ovfkit(*words):
            subprocess.run([PROGRAM, *words], cwd=folder, check=True, capture_output=True, timeout=60)

        shutil.copytree(FIXTURES / "packages/appliance", folder / "appliance")
        shutil.copy(FIXTURES / "dialects/ovirt/vm-4.1.ovf", folder / "web.ovf")
        shutil.copy(FIXTURES / "dialects/vmware/vm.ovf", folder / "machine.ovf")
        shutil.copy(FIXTURES / "dialects/virtualbox/machines-1.0.ovf", folder / "machines.ovf")
        for name in ("lab.toml", "lab.cases.toml"):
            shutil.copy(SOURCE / "schemas/policy" / name, folder)
        (folder / "clusters.toml").write_text(CLUSTERS)
        (folder / "policy.toml").write_text(POLICY)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
                        "-days", "30", "-subj", "/CN=signer"], cwd=folder, check=True, capture_output=True, timeout=60)
        shutil.copy(folder / "cert.pem", folder / "ca.pem")
        ovfkit("set", "web.ovf", "--trusted-cluster", "true", "-o", "vault.ovf")
        ovfkit("pack", "appliance", "-o", "web.ova")
        ovfkit("pack", "appliance", "-o", "signed.ova", "--sign-key", "key.pem", "--certificate", "cert.pem")
        ovfkit("check-import", "vault.ovf", "--cluster", "lab=trusted", "--store", "decisions.db")
        with open(folder / "vm.xml", "wb") as made:
            subprocess.run([PROGRAM, "resource", "vm", "vault.ovf", "--cluster", "pool"], cwd=folder, check=True,
                           stdout=made, timeout=60)
        shutil.copy(cls.attestation.ca, folder / "oat-ca.pem")
        shutil.copy(cls.engine.ca, folder / "engine-ca.pem")
        (folder / "engine.credentials").write_text(f"token = {TOKEN}\n")
        os.chmod(folder / "engine.credentials", 0o600)

    def run_page(self, page):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "here"
            shutil.copytree(self.model, folder)
            for command, code in examples(page):
                local = command.replace("https://oat.example:8443", self.attestation.url)
                local = local.replace("https://engine.example", self.engine.url)
                done = subprocess.run(["bash", "-o", "pipefail", "-c", local], cwd=folder, capture_output=True, timeout=120,
                                      check=False, env=environment(HOME=scratch, **self.sanitizers()))
                self.assertEqual(done.returncode, code, (page.name, command, done.stdout[-2000:], done.stderr[-2000:]))

    @staticmethod
    def sanitizers():
        return {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}

    def test_every_page_has_one(self):
        for page in MAN.glob("*.1"):
            self.assertTrue(examples(page), page.name)

    def test_every_example_ends_as_the_page_says(self):
        pages = sorted(MAN.glob("*.1"))
        self.assertGreater(len(pages), 20)
        for page in pages:
            with self.subTest(page.name):
                self.run_page(page)


if __name__ == "__main__":
    need("openssl")
    main()
