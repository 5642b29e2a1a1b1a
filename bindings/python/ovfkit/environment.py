# SPDX-License-Identifier: Apache-2.0
"""OVF environments: what a guest is told about its properties and its siblings (DSP8027; DSP0243 1.1.1, 11)."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import _ovfkit
from ._sources import Source, opened, read_all
from .base import Diagnostic, Limits
from .element import Element


@dataclass(slots=True)
class EnvironmentProperty(Element):
    """`Property`: a key and the value that the deployer chose (DSP0243 1.1.1, 11.1)."""

    key: str | None = None
    value: str | None = None


@dataclass(slots=True)
class EnvironmentPropertySection(Element):
    """`PropertySection`."""

    properties: list[EnvironmentProperty] = field(default_factory=list)


@dataclass(slots=True)
class PlatformSection(Element):
    """`PlatformSection`: what the guest runs on."""

    kind: str | None = None
    version: str | None = None
    vendor: str | None = None
    locale: str | None = None
    time_zone: int | None = None  #: minutes from UTC


@dataclass(slots=True)
class EnvironmentEntity(Element):
    """`Entity`: a sibling in the same collection, with the properties that it sees."""

    id: str | None = None
    properties: EnvironmentPropertySection | None = None


@dataclass(slots=True)
class Environment(Element):
    """The OVF environment document that a guest reads."""

    id: str | None = None
    platform: PlatformSection | None = None
    properties: EnvironmentPropertySection | None = None
    entities: list[EnvironmentEntity] = field(default_factory=list)


def read(source: Source, name: str | None = None, *, limits: Limits | None = None,
         diagnostics: list[Diagnostic] | None = None) -> Environment:
    """The document at a path, in bytes, or in an open binary file or pipe; both spellings of the time zone are read.

    Raises `Error`: `MALFORMED`, `NOT_A_DESCRIPTOR` when the root element is not Environment, `LIMIT_EXCEEDED`, and
    `NOT_FOUND`, `PERMISSION` or `IO` for a path that cannot be read.
    """
    most = limits or Limits()
    with opened(source, name, "environment") as (file, called):
        return _ovfkit.parse_environment(read_all(file, most.max_bytes, called), called, most, diagnostics)


def write(environment: Environment) -> bytes:
    """A fresh document in UTF-8; reading it gives `environment` again, save for places.

    Raises `Error` (`INVALID_ARGUMENT`) for characters that XML cannot express.
    """
    return _ovfkit.write_environment(environment)
