# SPDX-License-Identifier: Apache-2.0
"""One request over HTTPS, answered with a whole reply or with the reason why there is none.

Whom a connection believes, how long it waits and how much it takes are arguments. The environment, a proxy of the system
and its store of certificates have no say.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Callable

from . import _ovfkit
from .base import Text


class Method(enum.Enum):
    """What is done to a resource."""

    GET = "GET"
    POST = "POST"


@dataclass(slots=True)
class HttpsOptions:
    """Whom a connection believes, how long it may take, and how much it may bring."""

    authorities: str = ""  #: PEM certificates of the authorities, or of the server itself; no others count. Required
    connect_timeout: timedelta = timedelta(seconds=5)
    timeout: timedelta = timedelta(seconds=30)  #: of one attempt, from the name lookup to the last byte
    max_reply: int = 16 << 20  #: bytes of a reply's body; more is `LIMIT_EXCEEDED`
    attempts: int = 3  #: how often a request is sent at most
    backoff: timedelta = timedelta(milliseconds=200)  #: before the second attempt; twice as long before each further one
    max_backoff: timedelta = timedelta(seconds=5)
    wait: Callable[[timedelta], object] | None = None  #: sleeps for the time given; the thread's own sleep when None
    go_on: Callable[[], bool] | None = None  #: asked about ten times a second; False ends the request as `CANCELLED`


@dataclass(slots=True)
class Request:
    """One request. Line ends in the names and values of headers are refused as `INVALID_ARGUMENT`."""

    method: Method = Method.GET
    url: str = ""  #: absolute, `https` only, without a user in it
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""  #: of a POST


@dataclass(slots=True)
class Reply:
    """What a server answered, whatever the status."""

    status: int = 0  #: as HTTP has it, such as 200
    content_type: str = ""  #: as sent; empty when there is none
    body: bytes = b""  #: any transfer coding undone
    attempts: int = 1  #: how often the server was asked


def send(request: Request, options: HttpsOptions) -> Reply:
    """Sends `request`, and again as `options` say, over TLS 1.2 or newer; chain and name of the certificate are verified.

    Redirections are not followed. Blocks without the interpreter's lock; Ctrl-C ends it. May be called from many
    threads. Raises `Error`: `INVALID_ARGUMENT` for a URL or options that make no sense, `PERMISSION` when the server
    cannot be believed, `LIMIT_EXCEEDED`, `CANCELLED`, and `IO` for whatever else keeps a whole reply away.
    """
    return _ovfkit.send(request, options)


def join_url(base: str, path: str) -> str:
    """`base` with `path` behind it and exactly one `/` between them.

    Raises `Error` (`INVALID_ARGUMENT`) when `base` is no absolute `https` URL, or has a user, a query or a fragment.
    """
    return _ovfkit.join_url(base, path)


def percent_encode(text: Text) -> str:
    """`text` with everything but unreserved characters percent-encoded (RFC 3986, 2.3)."""
    return _ovfkit.percent_encode(text)
