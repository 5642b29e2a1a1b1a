# SPDX-License-Identifier: Apache-2.0
"""Whether a descriptor or a package is right: against the schemas, and against rules that no schema can express.

Findings are one-sided: what is reported is a violation of the rule that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence, Union

from . import _ovfkit
from .base import Diagnostic, Location, Text
from .descriptor import Descriptor
from .package import Package


@dataclass(frozen=True, slots=True)
class ProfileText:
    """A profile that comes with the library."""

    name: str = ""
    purpose: str = ""  #: one sentence
    text: str = ""  #: as a profile file has it


@dataclass(frozen=True, slots=True)
class Mended:
    """Something that was mended, and where it stood before."""

    rule: str = ""  #: slug of the rule that it broke
    what: str = ""
    where: Location = Location()


@dataclass(frozen=True, slots=True)
class Profile:
    """Which findings count, and how much: a profile of the library by its name, or the text of a profile file."""

    name: str = "interop"
    text: str | None = None  #: None: the library's own of that name


def profiles() -> list[ProfileText]:
    """The profiles that come with the library: the standard to the letter, `interop`, and one for each importer."""
    return _ovfkit.profiles()


def check(subject: Union[Descriptor, Package], profile: Union[Profile, str] = Profile()) -> list[Diagnostic]:
    """Checks a descriptor, or a package with its descriptor; what reading it had to say is among the findings.

    The findings that the profile lets through, with its severities, sorted by place. Digests are not compared: see
    `Package.verify`. Raises `Error`: `NOT_FOUND` for a profile's name, `MALFORMED` for its text.
    """
    one = Profile(profile) if isinstance(profile, str) else profile
    text: Text = one.name if one.text is None else one.text
    name = None if one.text is None else one.name
    if isinstance(subject, Descriptor):
        return _ovfkit.check_descriptor(subject._native, subject.diagnostics, text, name)
    findings = _ovfkit.check_descriptor(subject._native.descriptor(), subject.diagnostics, text, name)
    return findings + _ovfkit.check_package(subject._native, [], text, name)


def fixable() -> list[str]:
    """The slugs of the rules whose violations can be mended, sorted: what has one right answer."""
    return _ovfkit.fixable()


def fix(source: Descriptor, *, rules: Sequence[str] | None = None, package: Package | None = None,
        verified: Sequence[str] = ()) -> tuple[bytes, list[Mended]]:
    """The bytes of a descriptor that was mended, and what was; the same bytes when there was nothing to do.

    `rules` are those whose violations are mended (None: all that can be). `package` is the one the descriptor came in,
    for the sizes of its files, and `verified` names those that are known to be what they should be. Raises `Error`.
    """
    return _ovfkit.fix(source._native, rules, package._native if package else None, verified)
