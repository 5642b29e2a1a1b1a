# SPDX-License-Identifier: Apache-2.0
"""Programs that end while the library is at work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"

PROGRAM = """
import sys, threading
import ovfkit
begun = threading.Barrier(4)
def daemon():
    {work}
    begun.wait()
    while True:
        {work}
for _ in range(3):
    threading.Thread(target=daemon, daemon=True).start()
begun.wait()
print("ends")
"""


@pytest.mark.parametrize("work", [
    "ovfkit.Descriptor.read(sys.argv[1]).envelope()",
    "ovfkit.task.validate_file(sys.argv[1], progress=lambda progress: None)",
    # No file objects: the interpreter ends a daemon that is in Python code below the library where it stands, and takes
    # the library's frames with it (Python 3.14 lets it wait instead). The README says so.
])
def test_a_program_ends_while_daemons_are_at_work(work):
    for _ in range(4):
        done = subprocess.run([sys.executable, "-c", PROGRAM.format(work=work), VAULT], capture_output=True, text=True,
                              check=False)
        assert (done.returncode, done.stdout) == (0, "ends\n"), done.stderr
