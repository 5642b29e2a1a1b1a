"""What the tests of the C ABI share: the programs, and a package with somebody who signs it.

    <name>_test.py CHECKOUT OVFKIT PROGRAMS LIBRARY [TEST...]
"""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

CHECKOUT, COMMAND, PROGRAMS, LIBRARY = (Path(argument).resolve() for argument in sys.argv[1:5])
FIXTURES = CHECKOUT / "fixtures"
HEADERS = CHECKOUT / "include/ovfkit/c"
NOW = 2208988800  # in force then are the certificates that are made here, whenever that is
NOW_WORDS = "2040-01-01T00:00:00Z"


def environment():
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}


def run(*arguments, variables=None, **options):
    return subprocess.run([str(one) for one in arguments], env={**environment(), **(variables or {})}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, **options)


def ovfkit(*arguments, **options):
    return run(COMMAND, *arguments, **options)


def tool(*arguments):
    return run(PROGRAMS / "ovfkit_c_tool", *arguments)


def make_source(folder):
    """A package in a folder of its own that may be changed."""
    source = Path(folder, "source")
    shutil.copytree(FIXTURES / "packages/appliance", source)
    return source


def make_key(folder):
    """A key and its certificate, in force at NOW."""
    key, certificate = Path(folder, "key.pem"), Path(folder, "certificate.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
                    "-days", "36500", "-subj", "/CN=signer"], check=True, capture_output=True)
    return key, certificate


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[5:]])
