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


def test_broken_files_become_rows(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    good = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"
    shutil.copy(good, folder / "good.OVF")
    (folder / "empty.ova").write_bytes(b"")
    (folder / "cut.ova").write_bytes((ROOT / "fixtures/rules/manifest/crlf/good.ova").read_bytes()[:700])
    (folder / "text.ovf").write_bytes(b"\0\1\2 no xml")
    (folder / "folder.ovf").mkdir()
    (folder / "gone.ovf").symlink_to("nothing")
    (folder / "nobody.ovf").write_text('<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"/>')
    (folder / "caf\udce9\n.ovf").write_text("x")  # a name that is no UTF-8
    (folder / "twice.ovf").write_bytes(good.read_bytes().replace(b"</ovf:Envelope>", b"", 1))
    code, rows = run(folder, tmp_path / "out", "--into", "dmtf-1.x", "--cluster", "lab=untrusted", "--store", str(tmp_path / "d.db"))
    outcomes = {Path(row["file"]).name: row["outcome"] for row in rows}
    assert outcomes.pop("good.OVF") == "warn" and set(outcomes.values()) == {"error"} and len(outcomes) == 8 and code == 2
    assert all(row["reasons"] for row in rows)
    with ovfkit.store.Store(tmp_path / "d.db", must_exist=True) as kept:
        assert [entry.vm_name for entry in kept.history() if entry.vm_name] == ["Zürich vault & archive"]


def test_a_policy_that_demands_a_record_needs_the_store(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf", folder)
    (tmp_path / "policy.toml").write_text('version = 1\nrecord = "required"\n[[rule]]\naction = "allow"\n')
    words = ["--into", "ovirt", "--cluster", "lab=trusted", "--policy", str(tmp_path / "policy.toml")]
    code, (row,) = run(folder, tmp_path / "out", *words)
    assert (code, row["outcome"], row["converted"]) == (2, "refuse", "") and "demands a record" in row["reasons"]
    code, (row,) = run(folder, tmp_path / "out", *words, "--store", str(tmp_path / "d.db"))
    assert (code, row["outcome"]) == (0, "allow") and row["converted"]


def test_words_that_make_no_sense_are_told_on_one_line(tmp_path):
    (tmp_path / "bad.toml").write_text("nonsense = [")
    for words in (["--cluster", "lab"], ["--cluster", "lab=trusted", "--policy", str(tmp_path / "bad.toml")],
                  ["--cluster", "lab=trusted", "--policy", str(tmp_path / "none.toml")]):
        done = subprocess.run([sys.executable, SCRIPT, tmp_path, "--into", "ovirt", "--output", tmp_path / "out", *words],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 2 and "Traceback" not in done.stderr and "error:" in done.stderr
    assert len(SCRIPT.read_text().splitlines()) <= 60


def test_the_progress_bar_is_for_terminals(tmp_path):
    import pty
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a\x1b[2J.ovf").write_text("x")
    leader, follower = pty.openpty()
    with subprocess.Popen([sys.executable, SCRIPT, folder, "--into", "ovirt", "--cluster", "l=trusted", "--output", tmp_path / "out"],
                          stderr=follower) as program:
        os.close(follower)
        said = b""
        while b"1/1" not in said or b".ovf" not in said:
            said += os.read(leader, 1000)
        os.close(leader)
        assert program.wait(60) == 2
    assert b"[####" in said and b"\x1b[2J" not in said
