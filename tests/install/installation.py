"""What the tests of installations share: `BUILD CHECKOUT CMAKE COMPILER` of their command lines, and running things."""

import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

BUILD, CHECKOUT, CMAKE, COMPILER = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
del sys.argv[1:5]
HERE = Path(__file__).resolve().parent
FIXTURES = CHECKOUT / "fixtures"
APPLIANCE = FIXTURES / "packages/appliance"
# One that needs trust, and one that does not.
DECIDED = [FIXTURES / "dialects/ovirt" / name for name in ("vm-trust-names.ovf", "vm-trust-none.ovf")]
VERSION = re.search(r"VERSION (\d+\.\d+\.\d+)", (CHECKOUT / "CMakeLists.txt").read_text())[1]
CACHE = (BUILD / "CMakeCache.txt").read_text()

# Nothing of what stands around a test decides what it finds.
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if name not in ("DESTDIR", "PYTHONPATH", "LD_LIBRARY_PATH", "CFLAGS", "CXXFLAGS", "LDFLAGS", "CMAKE_PREFIX_PATH")
               and not name.startswith("PKG_CONFIG")} | {"LC_ALL": "C.UTF-8", "CCACHE_DISABLE": "1"}


def cached(name):
    found = re.search(rf"^{name}:[A-Z]+=(.*)$", CACHE, re.M)
    return found[1] if found else ""


def run(*words, check=True, **more):
    """What a command prints, errors among it; with `check` it has to end well."""
    words = [str(word) for word in words]
    environment = ENVIRONMENT | more.pop("environment", {})
    done = subprocess.run(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment,
                          stdin=subprocess.DEVNULL, **more)
    if check and done.returncode:
        raise AssertionError(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout if check else done


def c_compiler():
    """The compiler of C that belongs to the one of C++."""
    folder, name = os.path.split(COMPILER)
    return os.path.join(folder, name.replace("clang++", "clang").replace("g++", "gcc").replace("c++", "cc"))


def decisions():
    """What a consumer prints of DECIDED, as the command of the build tells it."""
    lines = [f"ovfkit {VERSION}\n"]
    for path in DECIDED:
        done = subprocess.run([BUILD / "bin/ovfkit", "check-import", path, "--cluster", "lab=untrusted", "--format", "json"],
                              stdout=subprocess.PIPE, check=False, env=ENVIRONMENT)
        answer = json.loads(done.stdout)
        lines.append(f"{answer['entities'][0]['name']}: {answer['outcome']}\n")
    return "".join(lines)


def files(folder):
    """The names of all files and links below a folder, relative to it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def skip(why):
    """Ends the program as ctest knows a test that was not made."""
    print(f"skipped: {why}")
    sys.exit(77)


def main():
    """Runs the tests of a program of which no part may be missing unseen: one that is skipped is all of it that is."""
    result = unittest.main(verbosity=1, exit=False).result
    if not result.wasSuccessful():
        sys.exit(1)
    for _, why in result.skipped:
        skip(why)


# Where packages_test.py leaves the packages that it made.
KEPT = BUILD / "install/packages"


def keep_packages(paths):
    """Puts packages there, if this user may write there, and nothing else."""
    try:
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir(parents=True)
        for path in paths:
            shutil.copy(path, KEPT)
    except OSError as error:
        print(f"the packages are not kept: {error}")
