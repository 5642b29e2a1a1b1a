# SPDX-License-Identifier: Apache-2.0
"""A record of decisions in a database: SQLite in a file, or PostgreSQL.

A decision is in it whole or not at all; what a function answers is on disk by then.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from types import TracebackType
from typing import Union

from . import _ovfkit
from .base import EntityKind
from .trust import AuditRecord, Cluster, ClusterTrust, Outcome, TrustFacts

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(slots=True)
class HistoryEntry:
    """One decision about one entity, as the record keeps it."""

    decision: int = 0  #: number of the decision; entities that were decided together share it
    time: datetime = _EPOCH  #: whole seconds, in UTC
    file: str = ""  #: as the caller named it
    sha256: str = ""  #: of its bytes
    cluster: str = ""
    cluster_trust: ClusterTrust = ClusterTrust.UNKNOWN  #: at that time
    cluster_source: str = ""  #: where that was learnt; empty: not kept
    policy_file: str = ""  #: that was asked, as the caller named it; empty without one
    policy_sha256: str = ""  #: of its bytes; empty without one, or not kept
    without_entities: bool = False  #: the package has none; what is said is then said of the decision
    vm_id: str = ""  #: as the file has it
    vm_name: str = ""  #: as the file has it
    kind: EntityKind = EntityKind.VM
    outcome: Outcome = Outcome.REFUSE  #: of the entity
    decision_outcome: Outcome = Outcome.REFUSE  #: of the import as a whole
    acknowledged: bool = False
    acknowledged_by: str = ""  #: empty without one
    acknowledged_why: str = ""
    trust: TrustFacts = field(default_factory=TrustFacts)  #: as the file says
    trust_after: TrustFacts = field(default_factory=TrustFacts)  #: after the import
    decided_by: str = ""  #: the rule of the policy file with its place; empty when there was none
    reasons: list[str] = field(default_factory=list)  #: sentences, in the order of the decision
    flags: list[str] = field(default_factory=list)  #: each flag seen, such as `TrustedService=true (entity)`
    events: list[int] = field(default_factory=list)  #: numbers of audit events


@dataclass(slots=True)
class ClusterPeriod:
    """From when on a cluster was seen to be what it is."""

    cluster: str = ""
    trust: ClusterTrust = ClusterTrust.UNKNOWN
    first_seen: datetime = _EPOCH  #: whole seconds, in UTC
    last_seen: datetime = _EPOCH


@dataclass(slots=True)
class Query:
    """Which entries are wanted: those that fit everything that is given."""

    vm: str = ""  #: id or name, letter by letter; empty: all
    cluster: str = ""  #: name, letter by letter; empty: all
    since: datetime | None = None  #: entries of that time and later
    until: datetime | None = None  #: entries before that time
    last: int | None = None  #: those of at most so many decisions, the newest ones


class Store:
    """A record of decisions; a context manager that closes it.

    May be used from several threads, which take turns. Several stores, in one process or many, may have the same
    database. After `close` everything raises `Error` (`INVALID_ARGUMENT`).

    Other threads run while a call waits for another writer or for a server. Ctrl-C does not end that: it is seen when the
    call returns, after `patience` at the latest, so that nobody has to ask what became of a decision that was half kept.
    """

    __slots__ = ("_native", "where")

    def __init__(self, where: Union[str, os.PathLike[str]], *, patience: timedelta = timedelta(seconds=10),
                 must_exist: bool = False, password: str = "") -> None:
        """Opens the store at `where`: a URL `postgresql://...`, else the path of a SQLite file, which is made with mode
        0600 when it is not there. Tables of an older version are brought up to date.

        `patience` is how long a writer waits for another one, or for a server to answer; `password` takes the place of one
        in the URL. With `must_exist` nothing is made: `NOT_FOUND` instead. A URL has to name host, user and database;
        what it leaves out is port 5432 and `sslmode=verify-full`.
        Raises `Error`: `UNSUPPORTED` for tables of a newer version and for a file that is another database,
        `PERMISSION`, `NOT_FOUND`, `NO_SPACE`, `IO`. Messages never hold the password of a URL.
        """
        self._native = _ovfkit.Store(where, patience, must_exist, password)
        self.where = where

    def close(self) -> None:
        """Lets go of the database. Closing twice does nothing."""
        self._native.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def record(self, record: AuditRecord) -> int:
        """Keeps the decision, and what the cluster was, in one transaction; answers the number of the decision.

        Whatever fails, nothing of it is kept; then raises `Error` (`IO`, `NO_SPACE`, ...).
        """
        return self._native.record(record)

    def observe(self, cluster: Cluster, time: datetime) -> None:
        """Keeps that a cluster was what it is at a time, which needs a time zone, without a decision.

        Raises `Error` as `record`, and `ValueError` for a time without a zone.
        """
        self._native.observe(cluster, time)

    def history(self, query: Query | None = None, *, vm: str = "", cluster: str = "", since: datetime | None = None,
                until: datetime | None = None, last: int | None = None) -> list[HistoryEntry]:
        """Entries that fit, oldest first: those of `query`, or those that the keywords describe (see `Query`).

        Raises `Error` (`IO`, ...), and `ValueError` for a time without a zone.
        """
        return self._native.history(query if query is not None else Query(vm, cluster, since, until, last))

    def clusters(self, name: str = "") -> list[ClusterPeriod]:
        """Periods of the cluster of that name, or of all for an empty one, oldest first; in the order of the names.

        Raises `Error` (`IO`, ...).
        """
        return self._native.clusters(name)

    def schema_version(self) -> int:
        """The version of the tables; 0 when somebody has removed them meanwhile. Raises `Error` (`IO`, ...)."""
        return self._native.schema_version()

    def __repr__(self) -> str:
        # A URL may have a password in it.
        where = os.fspath(self.where)
        return f"Store({where!r})" if "://" not in where else f"Store('{where.split('://')[0]}://...')"


def is_postgresql(where: Union[str, os.PathLike[str]]) -> bool:
    """Whether `Store` takes `where` for the URL of a PostgreSQL database, and not for a path."""
    return _ovfkit.is_postgresql(where)


def holds_password(where: Union[str, os.PathLike[str]]) -> bool:
    """Whether `where` is such a URL and holds a password, wherever in it."""
    return _ovfkit.holds_password(where)


def check_place(where: Union[str, os.PathLike[str]]) -> None:
    """Raises `Error` (`INVALID_ARGUMENT`) for what is neither a URL nor a path but was meant for a database.

    Such as another URL, libpq's `host=... user=...`, and whatever has `password=` in it; `./` in front makes a path of
    everything. The message never holds the text.
    """
    _ovfkit.check_place(where)
