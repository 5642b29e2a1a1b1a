# SPDX-License-Identifier: Apache-2.0
"""Attestation from Python: the cache and its callbacks, many threads, exceptions and Ctrl-C."""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import ovfkit
from ovfkit import attest, trust

sys.path.insert(0, str(Path(os.environ["OVFKIT_SOURCE_DIR"]) / "tests/support"))
from https_server import HttpsServer  # noqa: E402

SAFE = trust.Cluster("safe", trust.ClusterTrust.TRUSTED)


def trusted(hosts):
    return [attest.HostAnswer(host, attest.Level.TRUSTED, "trusted") for host in hosts]


class Hand:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_the_first_question_is_about_all_known_hosts():
    asked = []
    cache = attest.TrustCache(lambda hosts: asked.append(hosts) or attest.Answers(trusted(hosts)), Hand(), ["a", "b"])
    assert cache.answer("a").trusted and cache.answer("b").trusted
    assert [sorted(hosts) for hosts in asked] == [["a", "b"]]
    assert cache.statistics() == attest.Statistics(requests=1, hits=1)


def test_an_answer_ends_when_the_clock_says_so():
    clock, asked = Hand(), []
    options = attest.CacheOptions(validity=timedelta(seconds=60))
    cache = attest.TrustCache(lambda hosts: asked.append(1) or trusted(hosts), clock, options=options)
    for clock.now in (0.0, 59.9, 60.1):
        assert cache.answer("a").trusted
    assert len(asked) == 2
    cache.expire()
    cache.answers(["a", "b"])
    assert len(asked) == 3
    cache.forget("b")
    cache.know(["c"])
    assert cache.answers(["c"])[0].trusted


def test_what_a_question_raises_is_raised_and_nobody_is_trusted():
    clock, broken = Hand(), [True]

    def ask(hosts):
        if broken[0]:
            raise ConnectionError("no way")
        return trusted(hosts)

    cache = attest.TrustCache(ask, clock, ["a"])
    with pytest.raises(ConnectionError, match="no way"):
        cache.answer("a")
    # The cache counts it as a question without an answer: it does not ask again at once.
    assert cache.answer("a").level is attest.Level.NO_ANSWER
    assert cache.statistics().failures == 1
    broken[0], clock.now = False, 1000.0
    assert cache.answer("a").trusted


def test_an_answer_of_a_wrong_type_is_an_error_and_no_trust():
    cache = attest.TrustCache(lambda hosts: "trusted", Hand(), ["a"])
    with pytest.raises(TypeError):
        cache.answer("a")
    assert not cache.answer("a").trusted


def test_a_clock_that_raises_is_no_secret():
    def clock():
        raise OverflowError("no time")

    with pytest.raises(OverflowError):
        attest.TrustCache(trusted, clock).answer("a")


def test_many_threads_share_one_question_and_only_the_one_that_asked_gets_the_exception():
    waiting, asked = threading.Barrier(9), []

    def ask(hosts):
        asked.append(hosts)
        while cache.statistics().waits < 7:  # the others are on their way
            time.sleep(0.001)
        raise LookupError("the server is gone")

    cache = attest.TrustCache(ask, Hand(), ["a"])
    seen = []

    def call():
        waiting.wait()
        try:
            seen.append(cache.answer("a").level)
        except LookupError as error:
            seen.append(error)

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    waiting.wait()
    for thread in threads:
        thread.join()
    assert len(asked) == 1
    assert [one for one in seen if isinstance(one, LookupError)].__len__() == 1
    assert seen.count(attest.Level.NO_ANSWER) == 7


def test_two_threads_ask_two_caches_at_once():
    # Each question waits for the other one: with the interpreter's lock held this would never end.
    both = threading.Barrier(2, timeout=30)
    caches = [attest.TrustCache(lambda hosts: both.wait() and None or trusted(hosts), Hand()) for _ in range(2)]
    answers = []
    threads = [threading.Thread(target=lambda c=cache: answers.append(c.answer("a").trusted)) for cache in caches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True, True]


def test_a_cache_lets_go_of_its_callbacks():
    class Asking:
        def __call__(self, hosts):
            return trusted(hosts)

    ask = Asking()
    gone = weakref.ref(ask)
    cache = attest.TrustCache(ask)
    assert cache.answer("a").trusted
    del ask, cache
    gc.collect()
    assert gone() is None


# Hosts.

def test_hosts_are_left_out_with_the_reason():
    candidates = [*trusted(["a"]), attest.HostAnswer("b", attest.Level.UNKNOWN)]
    choice = attest.choose_hosts(candidates, attest.requirement_of(trust.TrustFacts(trusted_host=True)))
    assert choice.hosts == ["a"] and choice.left_out[0].answer.host == "b" and choice.left_out[0].reason
    assert attest.choose_hosts(candidates, attest.Requirement.ANY_HOST).hosts == ["a", "b"]


def test_a_host_is_up_only_if_it_is_attested():
    up = attest.activate_host("a", SAFE, trusted)
    assert up.up and up.reason is None
    down = attest.activate_host("a", SAFE, lambda hosts: [])
    assert not down.up and down.reason is attest.NonOperationalReason.UNTRUSTED and down.reason.number == 12
    assert down.event.id == 10000
    with pytest.raises(KeyError):
        attest.activate_host("a", SAFE, lambda hosts: {}["x"])


def test_an_engine_starts_in_stages_and_tells_of_each_host():
    asked, told = [], []
    hosts = [f"h{number}" for number in range(25)]
    states = attest.start_engine(hosts, lambda batch: asked.append(len(batch)) or trusted(batch), attest.Stages(5, 10), told.append)
    assert asked == [5, 10, 10]
    assert all(state.up for state in states) and [state.host for state in states] == hosts
    assert len(told) >= 50 and attest.unanswered(states) == []
    with pytest.raises(RuntimeError):
        attest.start_engine(hosts, lambda batch: (_ for _ in ()).throw(RuntimeError()))


def test_an_event_is_raised_once_a_minute():
    event = attest.activate_host("a", SAFE, lambda hosts: []).event
    throttle = attest.EventThrottle()
    assert [throttle.admit(event, now) for now in (0.0, 59.0, 61.0)] == [True, False, True]
    assert throttle.admit(event, timedelta(minutes=3))
    assert attest.EventThrottle().admit(event)


def test_a_trusted_cluster_needs_a_server():
    attest.check_cluster(SAFE, "https://attest.example")
    with pytest.raises(ovfkit.Error, match="CLUSTER_CANNOT_SET_TRUSTED_ATTESTATION_SERVER_NOT_CONFIGURED") as failed:
        attest.check_cluster(SAFE, "")
    assert failed.value.rule == "attest/no-server"


def test_words_and_names_are_compared_as_the_protocol_does():
    assert attest.parse_level("TRUSTED") is attest.Level.TRUSTED
    assert attest.parse_level("new") is attest.Level.UNRECOGNIZED
    assert attest.same_host("Node.Example.", "node.example") and not attest.same_host("a", "b")


# A real server.

def server_at(server, **options):
    return attest.Server(server.url, attest.PollPath.EITHER, ovfkit.net.HttpsOptions(Path(server.ca).read_text(), **options))


def test_a_server_is_asked_over_https():
    with HttpsServer({"*": {"attest": {"levels": {"a": "trusted", "b": "untrusted"}, "default": "unknown"}}}) as server:
        answers = attest.poll(server_at(server), ["a", "b", 'c"'])
        assert [answer.level.value for answer in answers.hosts] == ["trusted", "untrusted", "unknown"]
        assert answers.error is None
        assert server.requests()[0]["json"] == {"hosts": ["a", "b", 'c"']}
        cache = attest.TrustCache(attest.asking(server_at(server)), known=["a", "b"])
        assert cache.answer("a").trusted and not cache.answer("b").trusted


def test_a_server_that_fails_is_no_exception_but_no_trust():
    with HttpsServer({"*": {"status": 500}}) as server:
        answers = attest.poll(server_at(server, attempts=1), ["a"])
        assert answers.error is not None and not answers.hosts[0].trusted
        assert isinstance(answers.error, ovfkit.Error)


def test_a_reply_is_read_host_by_host():
    found = ovfkit.Diagnostics()
    reply = json.dumps({"hosts": [{"host_name": "a", "trust_lvl": "trusted"}, {"host_name": "b"}]})
    a, b, c = attest.parse_poll_reply(reply, ["a", "b", "c"], diagnostics=found)
    assert (a.level, b.trusted, c.level) == (attest.Level.TRUSTED, False, attest.Level.NO_ANSWER)
    assert found and all(finding.rule.startswith("attest/") for finding in found)
    assert json.loads(attest.poll_request(["a"])) == {"hosts": ["a"]}
    with pytest.raises(ovfkit.Error):
        attest.poll_request([""])


INTERRUPTED = """
import sys, threading, time, signal, os
import ovfkit
from ovfkit import attest, net
options = net.HttpsOptions(open(sys.argv[2]).read(), attempts=1, timeout=__import__("datetime").timedelta(seconds=50))
print("ready", flush=True)
try:
    {call}
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("call", [
    "net.send(net.Request(url=sys.argv[1]), options)",
    "attest.poll(attest.Server(sys.argv[1], https=options), ['a'])",
    "attest.TrustCache(attest.asking(attest.Server(sys.argv[1], https=options))).answer('a')",
])
def test_ctrl_c_ends_a_question(call):
    with HttpsServer({"*": {"hold": True}}) as server:
        program = subprocess.Popen([sys.executable, "-c", INTERRUPTED.format(call=call), server.url, str(server.ca)],
                                   stdout=subprocess.PIPE, text=True)
        try:
            assert program.stdout.readline() == "ready\n"
            while not server.requests():
                assert program.poll() is None
                time.sleep(0.01)
            program.send_signal(signal.SIGINT)
            assert program.communicate(timeout=40)[0] == "interrupted\n"
        finally:
            program.kill()
            program.wait()


def test_a_host_that_was_measured_long_ago_is_not_trusted_on_demand():
    old = attest.HostAnswer("old", attest.Level.TRUSTED, "trusted", "2026-01-31T11:00:00Z")
    new = attest.HostAnswer("new", attest.Level.TRUSTED, "trusted", "2026-01-31T12:59:00+01:00")
    mute = attest.HostAnswer("mute", attest.Level.TRUSTED, "trusted", "")
    noon = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)
    within = attest.measured_within(attest.Answers([old, new, mute]), timedelta(minutes=30), noon)
    assert [one.level for one in within.hosts] == [attest.Level.TIMEOUT, attest.Level.TRUSTED, attest.Level.TIMEOUT]
    assert old.level is attest.Level.TRUSTED and within.hosts[0].detail
    assert attest.measured_within(attest.Answers([new]), timedelta(days=1)).hosts[0].level is attest.Level.TIMEOUT
    for wrong in ((timedelta(seconds=-1), noon), (timedelta(days=100_000), noon), (timedelta(1), datetime(2026, 1, 31))):
        with pytest.raises(ValueError):
            attest.measured_within(attest.Answers([old]), *wrong)


def test_a_cluster_without_hosts_is_described_by_who_knows_why():
    found = []
    cluster = trust.Cluster("safe", trust.ClusterTrust.TRUSTED)
    attested = attest.attested_cluster(cluster, attest.Answers(), without_hosts="has no hosts that are up", diagnostics=found)
    assert attested.trust is not trust.ClusterTrust.TRUSTED and "has no hosts that are up" in found[0].message
