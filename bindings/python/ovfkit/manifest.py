# SPDX-License-Identifier: Apache-2.0
"""Manifests: the digests of a package's files, line by line (DSP0243 1.1.1, 5.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import _ovfkit
from .base import Diagnostic, DigestAlgorithm, Span, Text


@dataclass(slots=True)
class Entry:
    """One line of a manifest: the digest of one file."""

    name: str = ""  #: of the file, as it stands there
    algorithm: str = ""  #: as it stands there: `SHA256`, `SHA1`, or what nobody knows
    digest: str = ""  #: lower-case hex
    at: Span = field(default=Span(), compare=False)  #: of the line, without its end

    @property
    def known_algorithm(self) -> DigestAlgorithm | None:
        """The digest that `algorithm` names; None when nobody here can compute it."""
        return next((one for one in DigestAlgorithm if one.value == self.algorithm), None)


@dataclass(slots=True)
class Manifest:
    """The entries of a manifest, in the order of the lines."""

    entries: list[Entry] = field(default_factory=list)
    unreadable_lines: int = 0  #: how many lines were no entry; what they were meant to protect is unknown


def parse(data: Text, name: str = "manifest", *, diagnostics: list[Diagnostic] | None = None) -> Manifest:
    """Reads the manifest in `data`, in every spelling that tools write; what some importer refuses is a finding.

    Raises `Error` (`LIMIT_EXCEEDED`).
    """
    return _ovfkit.parse_manifest(data, name, diagnostics)


def write(manifest: Manifest) -> bytes:
    """The one spelling that every importer reads: `SHA256(name)= digest` and a line feed.

    Raises `Error` (`INVALID_ARGUMENT`) for what `parse` could not read back, and for unreadable lines.
    """
    return _ovfkit.write_manifest(manifest)
