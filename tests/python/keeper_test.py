# SPDX-License-Identifier: Apache-2.0
"""Functions of the caller's that keep the records of decisions."""

import os
from datetime import datetime, timezone
from pathlib import Path

import pytest

import ovfkit
from ovfkit import store, task, trust

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"
SAFE = trust.Cluster("safe", trust.ClusterTrust.TRUSTED)
TIME = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)
REQUIRED = trust.Policy(record=trust.Record.REQUIRED)


def test_functions_keep_records_too(tmp_path):
    kept = []
    done = task.check_import(VAULT, SAFE, REQUIRED, keepers=[kept.append], time=TIME)
    assert done.outcome is trust.Outcome.ALLOW and done.recorded.everywhere
    assert isinstance(kept[0], trust.AuditRecord) and kept[0].decision == done.decision and kept[0].time == TIME

    def vandal(record):
        record.decision.outcome = trust.Outcome.REFUSE
        record.decision.entities.clear()

    done = task.check_import(VAULT, SAFE, REQUIRED, keepers=[vandal, kept.append])
    assert done.outcome is trust.Outcome.ALLOW and done.decision.entities and kept[1].decision == done.decision


@pytest.mark.parametrize("raised", [ValueError("no room\x1b"), OSError(28, "full"), UnicodeError(), RuntimeError("\ud800"),
                                    ovfkit.Error(ovfkit.ErrorCode.NO_SPACE, "full")])
def test_what_a_function_cannot_keep_is_refused_and_the_others_know(tmp_path, raised):
    heard = []

    def failing(record):
        raise raised

    with store.Store(tmp_path / "d.db") as kept:
        done = task.check_import(VAULT, SAFE, store=kept, audit_log=tmp_path / "log", keepers=[failing, heard.append])
        assert [entry.outcome for entry in kept.history()] == [trust.Outcome.ALLOW, trust.Outcome.REFUSE]
    assert done.outcome is trust.Outcome.REFUSE and not done.recorded.everywhere
    assert [one.decision.outcome for one in heard] == [trust.Outcome.ALLOW, trust.Outcome.REFUSE]
    assert len((tmp_path / "log").read_text().splitlines()) == 2
    assert done.recorded.error.code is (raised.code if isinstance(raised, ovfkit.Error) else ovfkit.ErrorCode.IO)


def test_what_ends_a_program_while_a_record_is_kept_is_raised_when_all_know_that_it_is_not_kept(tmp_path):
    class Ends(BaseException):
        pass

    def ends(record):
        raise Ends

    heard = []
    with store.Store(tmp_path / "d.db") as kept:
        with pytest.raises(Ends):
            task.check_import(VAULT, SAFE, store=kept, keepers=[heard.append, ends])
        assert [entry.outcome for entry in kept.history()] == [trust.Outcome.ALLOW, trust.Outcome.REFUSE]
    assert [one.decision.outcome for one in heard] == [trust.Outcome.ALLOW, trust.Outcome.REFUSE]


def test_keepers_that_are_none_are_refused_before_anything_is_kept(tmp_path):
    for wrong in ("text", [None], 5):
        with pytest.raises(TypeError):
            task.check_import(VAULT, SAFE, audit_log=tmp_path / "log", keepers=wrong)
    assert not (tmp_path / "log").exists()
