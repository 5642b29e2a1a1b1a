# SPDX-License-Identifier: Apache-2.0
"""Which hosts can be trusted: asks an attestation server, remembers its answers as long as they count, and says on which
hosts a VM may start and which hosts may work at all.

Whatever is not clearly `Level.TRUSTED` is not trusted.
"""

from __future__ import annotations

import enum
import functools
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Callable, Sequence, Union

from . import _ovfkit
from .base import Diagnostic, Error, Text
from .net import HttpsOptions
from .trust import Cluster, Event, TrustFacts


class Level(enum.Enum):
    """What is known about a host. Only `TRUSTED` ever counts as trusted."""

    UNTRUSTED = "untrusted"  #: measured, and not what it should be
    TRUSTED = "trusted"  #: measured, and what it should be
    UNKNOWN = "unknown"  #: the server does not know the host
    TIMEOUT = "timeout"  #: the host did not answer the server in time
    PENDING = "pending"  #: the server has not finished
    UNRECOGNIZED = "unrecognized"  #: a word that is none of these
    NO_ANSWER = "no-answer"  #: the server said nothing about the host, or nothing at all


class PollPath(enum.Enum):
    """Which of the two paths a server has its PollHosts under."""

    CURRENT = "current"  #: `AttestationService/resources/PollHosts`, OpenAttestation 1.5 and newer
    LEGACY = "legacy"  #: `OpenAttestationWebServices/V1.0/PollHosts`
    EITHER = "either"  #: the current one, and after a 404 the legacy one


class Requirement(enum.Enum):
    """Where a VM may start."""

    ANY_HOST = "any-host"
    TRUSTED_HOST = "trusted-host"


class Patience(enum.Enum):
    """What a caller does when an answer has ended and somebody is already asking for the next one."""

    WAIT = "wait"  #: waits for it
    TAKE_STALE = "take-stale"  #: takes the old one, if `CacheOptions.max_stale` lets it; else waits


class NonOperationalReason(enum.Enum):
    """Why a host of a trusted cluster does not work; `number` is the engine's own."""

    UNTRUSTED = "UNTRUSTED"
    UNINITIALIZED = "UNINITIALIZED"

    @property
    def number(self) -> int:
        """12 for untrusted, 13 for uninitialized (oVirt reference 2.4)."""
        return {"UNTRUSTED": 12, "UNINITIALIZED": 13}[self.value]


@dataclass(slots=True)
class HostAnswer:
    """What a server said about one host."""

    host: str = ""  #: as it was asked for
    level: Level = Level.NO_ANSWER
    word: str = ""  #: the level in the server's own word; empty when it said none
    validated_at: str = ""  #: `vtime`, the time of the measurement as the server wrote it
    detail: str = ""  #: why there is no answer, or what was odd about it, one sentence; else empty

    @property
    def trusted(self) -> bool:
        """Whether the level is `TRUSTED`, and nothing else."""
        return self.level is Level.TRUSTED


@dataclass(slots=True)
class Answers:
    """What came of one question."""

    hosts: list[HostAnswer] = field(default_factory=list)  #: one for each host that was asked for, in that order
    error: Error | None = None  #: why nobody answered; then every host is `NO_ANSWER`


#: Asks about hosts in one request. What it raises is raised again for whoever asked, and nobody is trusted meanwhile.
Ask = Callable[[list[str]], Union[Answers, list[HostAnswer]]]
#: A point of a clock that does not go back: seconds as `time.monotonic` has them, or a `timedelta`.
Instant = Union[float, timedelta]


@dataclass(slots=True)
class Server:
    """An attestation server."""

    url: str = ""  #: `https://HOST:8443`, with a path in front of the service's own if it has one
    path: PollPath = PollPath.EITHER
    https: HttpsOptions = field(default_factory=HttpsOptions)


@dataclass(slots=True)
class LeftOut:
    """A host that a VM may not start on, and why."""

    answer: HostAnswer = field(default_factory=HostAnswer)
    reason: str = ""  #: one sentence, escaped


@dataclass(slots=True)
class HostChoice:
    """Of candidates, those on which a VM may start."""

    hosts: list[str] = field(default_factory=list)  #: in the order in which they were given
    left_out: list[LeftOut] = field(default_factory=list)  #: the others, in that order


@dataclass(slots=True)
class CacheOptions:
    """How long answers count."""

    validity: timedelta = timedelta(minutes=5)  #: after the question that brought an answer was sent
    retry_after: timedelta = timedelta(seconds=10)  #: how long nobody asks again after a question without any answer
    max_stale: timedelta = timedelta()  #: how long after its end an answer is given to who takes a stale one
    max_hosts: int = 100_000  #: when so many are known, asking for one more does not make it known


@dataclass(frozen=True, slots=True)
class Statistics:
    """What happened in a cache so far."""

    requests: int = 0  #: questions sent
    failures: int = 0  #: of these, those that brought no answer at all
    hits: int = 0  #: answers given from memory
    waits: int = 0  #: callers that waited for a question of somebody else
    stale: int = 0  #: answers given after their end


@dataclass(slots=True)
class HostState:
    """What becomes of a host."""

    host: str = ""
    up: bool = False
    reason: NonOperationalReason | None = None  #: there exactly when it is not up
    answer: HostAnswer = field(default_factory=HostAnswer)  #: what was said about it
    event: Event | None = None  #: VDS_UNTRUSTED (10000) when attestation keeps the host down


@dataclass(slots=True)
class Stages:
    """How many hosts are asked for at once when an engine starts. A size of zero counts as one."""

    first: int = 10
    second: int = 20


def parse_level(word: str) -> Level:
    """The level that a server means by `word`, in any letter case; `UNRECOGNIZED` for anything new."""
    return _ovfkit.parse_level(word)


def same_host(a: str, b: str) -> bool:
    """Whether two names are of one host: the case of ASCII letters and one dot at the end do not count (RFC 4343)."""
    return _ovfkit.same_host(a, b)


def poll_request(hosts: Sequence[str]) -> bytes:
    """The body of a PollHosts request: the names as JSON strings, whatever is in them.

    Raises `Error` (`INVALID_ARGUMENT`) for names that are empty or not UTF-8.
    """
    return _ovfkit.poll_request(hosts)


def parse_poll_reply(json: Text, hosts: Sequence[str], *, diagnostics: list[Diagnostic] | None = None) -> list[HostAnswer]:
    """What a PollHosts reply says about each of `hosts`, in that order. Never raises for what a server wrote.

    Fail-closed, host by host: what is missing is `NO_ANSWER`, what contradicts itself has the lesser level, and an entry
    that cannot be read does not stop the others. What is odd is a finding (`attest/...`) in `diagnostics`.
    """
    return _ovfkit.parse_poll_reply(json, hosts, diagnostics)


def poll(server: Server, hosts: Sequence[str]) -> Answers:
    """Asks `server` about `hosts` in one request. Never fails as a whole: whatever goes wrong is in the answers.

    Blocks without the interpreter's lock; Ctrl-C ends it, and is raised.
    """
    return _ovfkit.poll(server, hosts)


def asking(server: Server) -> Ask:
    """`poll` of that server, as `TrustCache`, `activate_host` and `start_engine` take it. Can be pickled."""
    return functools.partial(poll, server)


class TrustCache:
    """What is known about hosts, asked for all at once and as rarely as possible.

    The first question about any host asks for all known hosts in one request. When the answer about a host has ended, or
    a host is new, all are asked for again in one request. Callers that need an answer while one is on its way share it.

    May be used from many threads; nothing but the callers' threads ever runs. What `ask` raises is raised by the call
    that asked, whoever waited with it gets `NO_ANSWER`. A caller that waits for somebody else's question cannot be
    interrupted by Ctrl-C until that one has its answer.
    """

    __slots__ = ("_native",)

    def __init__(self, ask: Ask, clock: Callable[[], Instant] = time.monotonic, known: Sequence[str] = (),
                 options: CacheOptions | None = None) -> None:
        """`ask` is called by one caller at a time; `clock` says what time it is, and must not go back; `known` are the
        hosts of the first question."""
        self._native = _ovfkit.TrustCache(ask, clock, known, options or CacheOptions())

    def answer(self, host: str, patience: Patience = Patience.WAIT) -> HostAnswer:
        """What is known about `host`, asking if need be. A host that was not known is from now on."""
        return self._native.answer(host, patience)

    def answers(self, hosts: Sequence[str], patience: Patience = Patience.WAIT) -> list[HostAnswer]:
        """The same for several, with at most one request; in the order of `hosts`."""
        return self._native.answers(hosts, patience)

    def know(self, hosts: Sequence[str]) -> None:
        """Adds hosts to what the next question asks for."""
        self._native.know(hosts)

    def forget(self, host: str) -> None:
        """A host that is no longer there: it is not asked for, and what was known about it is gone."""
        self._native.forget(host)

    def expire(self) -> None:
        """Lets every answer end now, for instance after an administrator changed something."""
        self._native.expire()

    def statistics(self) -> Statistics:
        """What happened so far."""
        return self._native.statistics()


def requirement_of(facts: TrustFacts) -> Requirement:
    """`TRUSTED_HOST` when either fact asks for trust."""
    return _ovfkit.requirement_of(facts)


def choose_hosts(candidates: Sequence[HostAnswer], requirement: Requirement) -> HostChoice:
    """Which of the hosts in `candidates` a VM with that requirement may start on, and why not on the others."""
    return _ovfkit.choose_hosts(candidates, requirement)


def activate_host(host: str, cluster: Cluster, ask: Ask) -> HostState:
    """What becomes of `host`, which comes up in `cluster`.

    In a cluster that is not trusted it is up and nobody is asked. In one that is, or of which nothing is known, it is up
    only if `ask` says that it is trusted. What `ask` raises is raised.
    """
    return _ovfkit.activate_host(host, cluster, ask)


def start_engine(hosts: Sequence[str], ask: Ask, stages: Stages | None = None,
                 on_state: Callable[[HostState], object] | None = None) -> list[HostState]:
    """Attests the hosts of trusted clusters when an engine starts: the first stage, then the rest batch by batch.

    `on_state` is told about each change of a host. Whatever happens to one batch, the others go on; what `ask` or
    `on_state` raises ends the questions and is raised. Answers the last state of each host in the order of `hosts`.
    """
    return _ovfkit.start_engine(hosts, ask, stages or Stages(), on_state)


def unanswered(states: Sequence[HostState]) -> list[str]:
    """The hosts of which nothing was said, for another `start_engine`."""
    return _ovfkit.unanswered(states)


class EventThrottle:
    """Lets each kind of event of each host through at most once in a period. For one thread at a time."""

    __slots__ = ("_native",)

    def __init__(self, period: timedelta = timedelta(minutes=1)) -> None:
        """`period` is that of the engine for VDS_UNTRUSTED."""
        self._native = _ovfkit.EventThrottle(period)

    def admit(self, event: Event, now: Instant | None = None) -> bool:
        """True when the event is to be raised; it counts then. `now` is what `time.monotonic` says when None."""
        return self._native.admit(event, time.monotonic() if now is None else now)


def measured_within(answers: Answers, max_age: timedelta, now: datetime | None = None) -> Answers:
    """`answers` without the trust in hosts that were measured longer than `max_age` before `now` (None: the present).

    A server answers with the last measurement that it has, and `poll` takes one of any age. A host stays `TRUSTED` when its
    `validated_at` can be read and is no further from `now` than that, before it or behind it; else it becomes `TIMEOUT`, and
    `detail` says why. Parts of a second do not count. Other answers stay as they are.
    Raises `ValueError` for a negative `max_age`, and for a time without a zone.
    """
    return _ovfkit.measured_within(answers, now or datetime.now(timezone.utc), max_age)


def attested_cluster(claimed: Cluster, hosts: Answers, source: str = "", *, without_hosts: str = "has no hosts",
                     diagnostics: list[Diagnostic] | None = None) -> Cluster:
    """What a cluster is worth that calls itself trusted, when its hosts were asked about.

    It stays trusted when one of its hosts is. When none is, it becomes untrusted, and when nobody answered, unknown, with
    a finding about `source`. `without_hosts` is what that says of the cluster when `hosts` is about none: it may have some
    that nobody was to be asked about. A cluster that does not call itself trusted is answered as it is.
    """
    return _ovfkit.attested_cluster(claimed, hosts, source, without_hosts, diagnostics)


def check_cluster(cluster: Cluster, attestation_server: str) -> None:
    """Whether a cluster may be made or called trusted: not without an attestation server (oVirt reference 2.3).

    Raises `Error` (`INVALID_ARGUMENT`, rule `attest/no-server`) with the engine's own code in the message.
    """
    _ovfkit.check_cluster(cluster, attestation_server)
