# SPDX-License-Identifier: Apache-2.0
"""Requests over HTTPS from Python, against a real server."""

import os
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

import ovfkit
from ovfkit import net

sys.path.insert(0, str(Path(os.environ["OVFKIT_SOURCE_DIR"]) / "tests/support"))
from https_server import HttpsServer  # noqa: E402


def options(server, **more):
    return net.HttpsOptions(Path(server.ca).read_text(), **{"attempts": 1, **more})


def get(server, path="/x"):
    return net.Request(url=server.url + path)


def code_of(call):
    with pytest.raises(ovfkit.Error) as failed:
        call()
    return failed.value.code


def test_bytes_go_and_come_as_they_are():
    body = bytes(range(256))
    with HttpsServer({"POST /x": {"status": 201, "body_hex": body.hex(), "headers": {"Content-Type": "a/b"}}}) as server:
        reply = net.send(net.Request(net.Method.POST, server.url + "/x", [("X-Word", "é")], body), options(server))
        assert (reply.status, reply.body, reply.attempts) == (201, body, 1)
        assert reply.content_type.startswith("a/b")
        assert bytes.fromhex(server.requests()[0]["body_hex"]) == body


def test_a_body_is_bytes_and_never_text():
    with pytest.raises(TypeError, match="Request.body: expected bytes, not str"):
        net.send(net.Request(net.Method.POST, "https://localhost/", [], "text"), net.HttpsOptions())


def test_a_server_that_is_not_believed_is_a_permission():
    with HttpsServer({"*": {}}, identity="other-ca") as server:
        assert code_of(lambda: net.send(get(server), options(server))) is ovfkit.ErrorCode.PERMISSION


def test_a_reply_that_is_too_large_is_beyond_a_limit():
    with HttpsServer({"*": {"megabytes": 3}}) as server:
        assert code_of(lambda: net.send(get(server), options(server, max_reply=1000))) is ovfkit.ErrorCode.LIMIT_EXCEEDED


def test_what_makes_no_sense_is_refused():
    assert code_of(lambda: net.send(net.Request(url="http://plain"), net.HttpsOptions("x"))) is ovfkit.ErrorCode.INVALID_ARGUMENT
    assert code_of(lambda: net.join_url("ftp://x", "y")) is ovfkit.ErrorCode.INVALID_ARGUMENT
    assert net.join_url("https://h/a/", "/b") == "https://h/a/b"
    assert net.percent_encode("a b/é") == "a%20b%2F%C3%A9"


def test_a_wait_of_ones_own_is_told_how_long():
    waited = []
    with HttpsServer({"*": [{"status": 503}, {"status": 503}, {"body": "well"}]}) as server:
        how = options(server, attempts=3, backoff=timedelta(milliseconds=5), wait=waited.append)
        reply = net.send(get(server), how)
    assert (reply.status, reply.attempts) == (200, 3)
    assert waited == [timedelta(milliseconds=5), timedelta(milliseconds=10)]


def test_a_wait_that_raises_ends_the_request_with_that():
    def wait(time):
        raise BlockingIOError(time)

    with HttpsServer({"*": {"status": 503}}) as server:
        with pytest.raises(BlockingIOError):
            net.send(get(server), options(server, attempts=5, wait=wait))
        assert len(server.requests()) <= 2


def test_a_request_can_be_stopped():
    with HttpsServer({"*": {"hold": True}}) as server:
        assert code_of(lambda: net.send(get(server), options(server, go_on=lambda: False))) is ovfkit.ErrorCode.CANCELLED

        def go_on():
            raise InterruptedError

        with pytest.raises(InterruptedError):
            net.send(get(server), options(server, go_on=go_on))
        with pytest.raises(TypeError, match="go_on: expected something to call"):
            net.send(get(server), options(server, go_on=1))


def test_other_threads_run_while_a_request_waits():
    # The thread that stops the request could not run if the request kept the interpreter's lock.
    stop = threading.Event()
    with HttpsServer({"*": {"hold": True}}) as server:
        def watch():
            while not server.requests():
                pass
            stop.set()

        watcher = threading.Thread(target=watch)
        watcher.start()
        assert code_of(lambda: net.send(get(server), options(server, go_on=lambda: not stop.is_set()))) \
            is ovfkit.ErrorCode.CANCELLED
        watcher.join()


def test_two_threads_send_at_once():
    # Each request waits until the other one is there.
    with HttpsServer({"*": {"hold": True}}) as server:
        def both_came():
            return len(server.requests()) < 2

        codes = []
        threads = [threading.Thread(target=lambda: codes.append(
            code_of(lambda: net.send(get(server), options(server, go_on=both_came))))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert codes == [ovfkit.ErrorCode.CANCELLED] * 2
