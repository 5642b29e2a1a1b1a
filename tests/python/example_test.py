# SPDX-License-Identifier: Apache-2.0
"""The worked example is run on the fixtures, as it stands."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import ovfkit

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
SCRIPT = ROOT / "bindings/python/examples/migrate.py"


def run(folder, output, *words):
    done = subprocess.run([sys.executable, SCRIPT, folder, "--output", output, *words], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    with (output / "REPORT.csv").open(newline="", encoding="utf-8") as file:
        return done.returncode, list(csv.DictReader(file))


def test_a_folder_of_vmware_and_ovirt_appliances_is_migrated(tmp_path):
    folder = tmp_path / "in"
    for name in ("vmware", "ovirt"):
        shutil.copytree(ROOT / "fixtures/dialects" / name, folder / name)
    (folder / "broken.ovf").write_text("<Envelope")
    code, rows = run(folder, tmp_path / "out", "--into", "dmtf-1.x", "--cluster", "lab=untrusted")
    assert code == 2  # one cannot be read
    assert {row["outcome"] for row in rows} >= {"allow", "warn", "error"}
    (vault,) = [row for row in rows if row["file"].endswith("vm-4.5.ovf")]
    assert (vault["name"], vault["requires trust"], vault["outcome"]) == ("Zürich vault & archive", "True", "warn")
    made = ovfkit.Descriptor.read(tmp_path / "out" / vault["converted"])
    assert made.dialect.grammar is ovfkit.Grammar.OVF_1 and ovfkit.trust.collect(made).entities[0].requires_trust


def test_a_policy_refuses_and_nothing_is_converted(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf", folder)
    (tmp_path / "policy.toml").write_text('version = 1\n[[rule]]\nname = "no vaults"\nvm = ["*vault*"]\naction = "refuse"\n')
    code, (row,) = run(folder, tmp_path / "out", "--into", "dmtf-2.x", "--cluster", "lab=trusted", "--policy",
                       str(tmp_path / "policy.toml"))
    assert (code, row["outcome"], row["converted"]) == (2, "refuse", "")
    assert list((tmp_path / "out").glob("*.ovf")) == []
