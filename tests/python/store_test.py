# SPDX-License-Identifier: Apache-2.0
"""The record of decisions from Python."""

import datetime
import os
import sqlite3
import stat
import sys
import threading
from pathlib import Path

import pytest

import ovfkit
from ovfkit import store, trust

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
UTC = datetime.timezone.utc
NOON = datetime.datetime(2026, 1, 31, 12, tzinfo=UTC)
LAB = trust.Cluster("lab", trust.ClusterTrust.UNTRUSTED)


def record(time=NOON, cluster=LAB, word=None):
    evidence = trust.collect(ovfkit.Descriptor.read(ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"))
    return trust.make_audit_record(trust.decide(evidence, cluster, acknowledgement=word), file="vault.ovf", sha256="ab" * 32, time=time)


def test_a_decision_is_kept_with_everything_it_was_decided_on(tmp_path):
    path = tmp_path / "decisions.db"
    word = trust.Acknowledgement("ann", "it is a lab")
    with store.Store(path) as kept:
        number = kept.record(record(word=word))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with store.Store(path, must_exist=True) as kept:
        (entry,) = kept.history()
        assert kept.schema_version() >= 1
    assert (entry.decision, entry.time, entry.file) == (number, NOON, "vault.ovf")
    assert (entry.vm_name, entry.kind, entry.cluster) == ("Zürich vault & archive", ovfkit.EntityKind.VM, "lab")
    assert (entry.acknowledged, entry.acknowledged_by, entry.acknowledged_why) == (True, "ann", "it is a lab")
    assert entry.trust.requires_trust and entry.events == [10003] and entry.flags and entry.reasons


def test_history_is_asked_by_vm_cluster_and_time(tmp_path):
    hours = [NOON + datetime.timedelta(hours=hour) for hour in range(4)]
    with store.Store(tmp_path / "d.db") as kept:
        for hour in hours:
            kept.record(record(hour))
        kept.record(record(NOON, trust.Cluster("other")))
        assert [entry.time for entry in kept.history(cluster="lab")] == hours
        assert [entry.time for entry in kept.history(store.Query(cluster="lab", since=hours[1], until=hours[3]))] == hours[1:3]
        assert [entry.time for entry in kept.history(cluster="lab", last=1)] == hours[3:]
        assert len(kept.history(vm="Zürich vault & archive")) == 5 and kept.history(vm="x") == []
        east = datetime.timezone(datetime.timedelta(hours=9))
        assert len(kept.history(since=hours[3].astimezone(east))) == 1
        with pytest.raises(ValueError, match="Query.since: a datetime without a time zone"):
            kept.history(since=datetime.datetime(2026, 1, 1))


def test_clusters_are_remembered_over_time(tmp_path):
    with store.Store(tmp_path / "d.db") as kept:
        kept.observe(LAB, NOON)
        kept.observe(LAB, NOON + datetime.timedelta(hours=1))
        kept.observe(trust.Cluster("lab", trust.ClusterTrust.TRUSTED), NOON + datetime.timedelta(hours=2))
        first, second = kept.clusters("lab")
    assert (first.trust, first.first_seen) == (trust.ClusterTrust.UNTRUSTED, NOON)
    assert (second.trust, second.first_seen) == (trust.ClusterTrust.TRUSTED, NOON + datetime.timedelta(hours=2))


def test_a_store_that_is_closed_says_so(tmp_path):
    kept = store.Store(tmp_path / "d.db")
    kept.close()
    kept.close()
    with pytest.raises(ovfkit.Error, match="closed"):
        kept.history()
    with pytest.raises(ovfkit.Error, match="closed"):
        kept.record(record())


def test_what_is_no_store_is_an_error(tmp_path):
    with pytest.raises(ovfkit.Error) as failed:
        store.Store(tmp_path / "none.db", must_exist=True)
    assert failed.value.code is ovfkit.ErrorCode.NOT_FOUND
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("create table songs (name text)")
    database.close()
    with pytest.raises(ovfkit.Error) as failed:
        store.Store(other)
    assert failed.value.code is ovfkit.ErrorCode.UNSUPPORTED


def test_many_threads_use_one_store_in_turn(tmp_path):
    with store.Store(tmp_path / "d.db") as kept:
        one = record()
        threads = [threading.Thread(target=lambda: [kept.record(one) for _ in range(5)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        numbers = [entry.decision for entry in kept.history()]
    assert len(numbers) == len(set(numbers)) == 20


def test_other_threads_run_while_a_writer_waits(tmp_path):
    # A foreign writer holds the database until this thread, which must be able to run, lets go.
    path = tmp_path / "d.db"
    with store.Store(path) as kept:
        foreign = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        foreign.execute("begin immediate")
        done = []
        writer = threading.Thread(target=lambda: done.append(kept.record(record())))
        writer.start()
        assert not done
        foreign.execute("rollback")
        writer.join()
        foreign.close()
        assert len(done) == 1


def test_a_writer_gives_up_when_its_patience_ends(tmp_path):
    path = tmp_path / "d.db"
    with store.Store(path, patience=datetime.timedelta(milliseconds=50)) as kept:
        foreign = sqlite3.connect(path, isolation_level=None)
        foreign.execute("begin immediate")
        with pytest.raises(ovfkit.Error) as failed:
            kept.record(record())
        foreign.execute("rollback")
        foreign.close()
        assert failed.value.code is ovfkit.ErrorCode.IO and kept.history() == []


def test_the_repr_of_a_store_has_no_password():
    kept = store.Store.__new__(store.Store)
    kept.where = "postgresql://ann:s3cret@host/db"
    assert "s3cret" not in repr(kept)


def test_what_is_remembered_is_reported(tmp_path):
    import csv
    import json
    with store.Store(tmp_path / "d.db") as kept:
        kept.record(record())
        entries, periods = kept.history(), kept.clusters()
    assert "vault" in ovfkit.report.history_text(entries) and json.loads(ovfkit.report.history_json(entries))
    assert len(list(csv.DictReader(ovfkit.report.history_csv(entries).splitlines()))) == 1
    assert "lab" in ovfkit.report.clusters_text(periods) and json.loads(ovfkit.report.clusters_json(periods))
    assert "lab" in ovfkit.report.clusters_csv(periods)


def test_a_password_in_a_url_is_seen():
    assert store.is_postgresql("postgresql://h/d") and not store.is_postgresql(Path("d.db"))
    assert store.holds_password("postgresql://a:b@h/d") and not store.holds_password("postgresql://a@h/d")


def test_a_password_in_the_name_of_a_file_is_refused_and_not_said():
    store.check_place("decisions.db")
    for where in ("host=db user=x password=seKret", "mysql://x:seKret@db/rec"):
        with pytest.raises(ovfkit.Error) as failed:
            store.check_place(where)
        assert failed.value.code is ovfkit.ErrorCode.INVALID_ARGUMENT
        assert "seKret" not in str(failed.value)


# PostgreSQL.

@pytest.fixture(scope="module", name="server")
def server_of_its_own():
    sys.path.insert(0, str(ROOT / "tests/support"))
    import postgres_server
    if not postgres_server.is_installed():
        pytest.skip("PostgreSQL is not installed")
    with postgres_server.PostgresServer() as server:
        yield server


def test_postgresql_keeps_the_same_as_sqlite(server, tmp_path):
    entries = []
    for where in (server.url("postgres"), tmp_path / "d.db"):
        with store.Store(where) as kept:
            kept.record(record(word=trust.Acknowledgement("ann", "it is a lab")))
            kept.observe(trust.Cluster("x", trust.ClusterTrust.TRUSTED), NOON)
            entries.append((kept.history(), kept.clusters(), kept.schema_version()))
    assert entries[0] == entries[1] and len(entries[0][0]) == 1


def test_postgresql_wants_the_password_and_nobody_says_it(server):
    from postgres_server import PASSWORD, USER
    with store.Store(server.url("postgres", PASSWORD)) as kept:
        assert kept.schema_version() >= 1 and PASSWORD not in repr(kept)
    plain = server.url("postgres", PASSWORD).replace(f":{PASSWORD}@", "@")
    with store.Store(plain, password=PASSWORD) as kept:
        assert kept.schema_version() >= 1
    with pytest.raises(ovfkit.Error) as failed:
        store.Store(server.url("postgres", "seKret"))
    assert "seKret" not in str(failed.value) + repr(failed.value) and USER in str(failed.value)
    with pytest.raises(ovfkit.Error) as failed:
        store.Store(server.url("template1"), must_exist=True)
    assert failed.value.code is ovfkit.ErrorCode.NOT_FOUND


def test_many_threads_use_one_postgresql_store_and_one_closes_it(server):
    kept = store.Store(server.url("postgres"))
    before, raised = len(kept.history()), []

    def work():
        try:
            for _ in range(5):
                kept.record(record())
        except ovfkit.Error as error:
            raised.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not raised and len(kept.history()) == before + 20
    kept.close()
    with pytest.raises(ovfkit.Error, match="closed"):
        kept.clusters()
