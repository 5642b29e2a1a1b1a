# SPDX-License-Identifier: Apache-2.0
"""Whether a descriptor or a package is right: against the schemas, and against rules that no schema can express.

Findings are one-sided: what is reported is a violation of the rule that it names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable, Sequence, Union

from . import _ovfkit
from ._sources import Readable, Source, opened, read_all, read_any
from .base import Diagnostic, Limits, Location, Severity, Text
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


def check(subject: Readable, profile: Union[Profile, str] = Profile()) -> list[Diagnostic]:
    """Checks a descriptor, or a package with its descriptor; what reading it had to say is among the findings.

    `subject` is a `Descriptor`, a `Package`, or what can be read as one. Answers the findings that the profile lets
    through, with its severities, sorted by place. Digests are not compared: see `ovfkit.task.validate_file`. Raises `Error`:
    `NOT_FOUND` for a profile's name, `MALFORMED` for its text, and as reading does.
    """
    native = native_profile(profile)
    read = read_any(subject)
    if isinstance(read, Descriptor):
        return _ovfkit.check_descriptor(read._native, read.diagnostics, native)
    findings = _ovfkit.check_descriptor(read._native.descriptor(), read.diagnostics, native)
    return findings + _ovfkit.check_package(read._native, [], native)


def check_environment(source: Source, name: str | None = None, *,
                      profile: Union[Profile, str] = Profile()) -> list[Diagnostic]:
    """Checks an OVF environment document, the `ovf-env.xml` of a guest: its schema, and what no schema can express
    (DSP8027; DSP0243 1.1.1, 11.1). Findings as those of `check`. Raises `Error` as `ovfkit.environment.read` does.
    """
    with opened(source, name, "environment") as (file, called):
        return _ovfkit.check_environment(read_all(file, Limits().max_bytes, called), called, native_profile(profile))


def native_profile(profile: Union[Profile, str]) -> _ovfkit.Profile:
    """The profile as the compiled module has it; for this package."""
    one = Profile(profile) if isinstance(profile, str) else profile
    return _ovfkit.Profile(one.name, None) if one.text is None else _ovfkit.Profile(one.text, one.name)


def judge(finding: Diagnostic, profile: Union[Profile, str]) -> Diagnostic | None:
    """The finding with the severity that it has under the profile; None when it is left out. Raises `Error` as `check`."""
    return native_profile(profile).judge(finding)


def severity(slug: str, own: Severity, profile: Union[Profile, str]) -> Severity | None:
    """The severity that findings of a rule have under the profile, `own` being the rule's; None when they are left out.

    What `is_about_integrity` has at least its own. Raises `Error` as `check`.
    """
    return native_profile(profile).severity(slug, own)


def is_about_integrity(slug: str) -> bool:
    """Whether findings of a rule say that a file cannot be read or is not what somebody vouched for.

    No profile makes them lesser, and no baseline takes them.
    """
    return _ovfkit.is_about_integrity(slug)


def glob_matches(pattern: str, text: str) -> bool:
    """Whether `pattern`, in which `*` stands for any text and `?` for one byte, matches all of `text`.

        >>> ovfkit.validate.glob_matches("trust/*", "trust/altered-statement")
        True
    """
    return _ovfkit.glob_matches(pattern, text)


class Baseline:
    """Findings that were accepted once and are not to be reported again, as `ovfkit validate --baseline` reads them.

    A file of text with one finding a line: file, rule, path of the element and message, separated by tabs.
    """

    __slots__ = ("_native",)

    def __init__(self, text: Text = "", name: str = "baseline") -> None:
        """Reads what `line` wrote. Raises `Error` (`MALFORMED`), with the place, at the first line without four parts."""
        self._native = _ovfkit.Baseline(text, name)

    def take(self, file: str, finding: Diagnostic) -> bool:
        """Whether the finding about `file` was accepted. A line accepts one finding: a second one of its kind is new.

        What `is_about_integrity` cannot be accepted.
        """
        return self._native.take(file, finding)

    @staticmethod
    def line(file: str, finding: Diagnostic) -> str:
        """The line of a finding, with its end."""
        return _ovfkit.Baseline.line(file, finding)

    @staticmethod
    def of(files: Iterable[ValidatedFile]) -> str:
        """The text of a baseline that accepts what can be accepted of these files."""
        return _ovfkit.baseline_of([(file.name, file.readable, file.findings) for file in files])

    def leave_out(self, files: Iterable[ValidatedFile]) -> None:
        """Takes what was accepted out of the findings of the files, and counts it as suppressed."""
        for file in files:
            rest = [finding for finding in file.findings if not (file.readable and self.take(file.name, finding))]
            file.suppressed += len(file.findings) - len(rest)
            file.findings = rest


@dataclass(slots=True)
class ValidatedFile:
    """A file that was validated."""

    name: str = ""  #: as it was given: a path, or what the source was called
    readable: bool = True  #: False: it is nothing that could be looked into
    findings: list[Diagnostic] = field(default_factory=list)  #: sorted by place
    suppressed: int = 0  #: how many were left out because a profile, a suppression or a baseline says so
    descriptor: Descriptor | None = None  #: for excerpts; None when there is none
    package: Package | None = None  #: that the descriptor came in; None for one by itself

    @property
    def worst(self) -> Severity | None:
        """The greatest severity of the findings; None when there are none."""
        return max((finding.severity for finding in self.findings), default=None)


def fixable() -> list[str]:
    """The slugs of the rules whose violations can be mended, sorted: what has one right answer."""
    return _ovfkit.fixable()


def fix(source: Readable, *, rules: Sequence[str] | None = None, package: Package | None = None,
        verified: Sequence[str] = ()) -> tuple[bytes, list[Mended]]:
    """The bytes of a descriptor that was mended, and what was; the same bytes when there was nothing to do.

    `rules` are those whose violations are mended (None: all that can be). `package` is the one the descriptor came in,
    for the sizes of its files, and `verified` names those that are known to be what they should be. To mend a file where
    it lies, see `ovfkit.task.mend_file`. Raises `Error`.
    """
    read = read_any(source)
    if isinstance(read, Package) and package is None:
        package = read
    descriptor = read if isinstance(read, Descriptor) else read.descriptor
    return _ovfkit.fix(descriptor._native, rules, package._native if package else None, verified)
