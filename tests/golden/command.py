"""What the tests of the command line share."""

import json
import os
import subprocess
import sys
import unicodedata
import unittest
from pathlib import Path

import jsonschema

PROGRAM = str(Path(sys.argv[1]).resolve())
CHECKOUT = Path(sys.argv[2]).resolve()
FIXTURES = CHECKOUT / "fixtures"
SANITIZED = "ASAN_OPTIONS" in os.environ
EXIT_CODES = {0, 2, 3, 4, 64}


def environment():
    """Nothing of the caller's, so that a terminal or a language cannot change what is printed."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}


def run(*arguments, **options):
    """The finished process; its exit code is one of ours."""
    options.setdefault("stdin", subprocess.DEVNULL if "input" not in options else None)
    options.setdefault("stdout", subprocess.PIPE)
    done = subprocess.run([PROGRAM, *map(str_or_bytes, arguments)], env=environment(), stderr=subprocess.PIPE,
                          timeout=120, **{k: v for k, v in options.items() if v is not None})
    assert done.returncode in EXIT_CODES, (arguments, done.returncode, done.stderr)
    return done


def str_or_bytes(argument):
    return argument if isinstance(argument, bytes) else str(argument)


def descriptors(folder=""):
    """Those below a folder of fixtures; of all folders but that of the rules, which are many and much alike.

    Under a sanitizer every third, because starting the program is what takes the time: what it does with each file is seen
    by the tests of the library as well.
    """
    found = sorted((FIXTURES / folder).rglob("*.ovf"))
    if not folder:
        found = [path for path in found if FIXTURES / "rules" not in path.parents]
    assert found, f"no descriptors in {folder}"
    return found[::3] if SANITIZED else found


def attacks(text):
    """Characters that a terminal would act on, but for the line feeds that we write."""
    return {character for character in text
            if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")}


def validator(name):
    schema = json.loads((CHECKOUT / "schemas" / f"{name}.schema.json").read_text())
    return jsonschema.Draft202012Validator(schema)


def main():
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=1)
