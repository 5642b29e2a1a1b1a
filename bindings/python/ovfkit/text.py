# SPDX-License-Identifier: Apache-2.0
"""Quantities, languages, and text that is safe to show."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Sequence

from . import _ovfkit


class BaseUnit(enum.Enum):
    """What a programmatic unit counts."""

    BYTE = "byte"
    BIT = "bit"
    HERTZ = "hertz"
    COUNT = "count"
    SECOND = "second"
    PERCENT = "percent"
    REVOLUTION = "revolution"
    BIT_PER_SECOND = "bit / second"
    OTHER = "other"  #: a unit that DSP0004 allows and OVF has no use for


@dataclass(frozen=True, slots=True)
class Unit:
    """A programmatic unit: `numerator / denominator` times the base unit, in lowest terms, never zero."""

    base: BaseUnit = BaseUnit.COUNT
    numerator: int = 1
    denominator: int = 1
    conforming: bool = True  #: False: understood, but not as DSP0004 writes it


@dataclass(frozen=True, slots=True)
class ByteAmount:
    """An amount and the DSP0004 unit it is counted in."""

    amount: int = 0
    unit: str = ""


def parse_unit(text: str) -> Unit | None:
    """The unit that `text` names by DSP0004 3.0 annex D, or as real products spell it; None for a text that is no unit.

        >>> ovfkit.text.parse_unit("byte * 2^20").numerator
        1048576
    """
    return _ovfkit.parse_unit(text)


def scale(amount: int, unit: Unit) -> int:
    """`amount` of `unit` in base units. Raises `Error`: `INVALID_ARGUMENT` for no whole number, `LIMIT_EXCEEDED`."""
    return _ovfkit.scale(amount, unit)


def parse_size(text: str) -> int:
    """Bytes that a person gave, such as `4096`, `512 MiB` or `4G`; every suffix is binary.

    Raises `Error`: `INVALID_ARGUMENT`, and `LIMIT_EXCEEDED` for more than 64 bits.

        >>> ovfkit.text.parse_size("1.5GiB")
        1610612736
    """
    return _ovfkit.parse_size(text)


def canonical_byte_unit(size: int) -> ByteAmount:
    """`size` bytes in the largest of `byte`, `byte * 2^10` up to `byte * 2^40` that divides them."""
    return _ovfkit.canonical_byte_unit(size)


def human_bytes(size: int) -> str:
    """`size` bytes for people only: `4 GiB`; a rounded value says so, `~1.4 MiB`."""
    return _ovfkit.human_bytes(size)


def best_locale(wanted: str, available: Sequence[str]) -> int | None:
    """The index in `available` of what serves a reader of `wanted`, both BCP 47 tags; None when nothing does.

    The order is that of DSP0243 1.1.1, 10 with the fallback of RFC 4647, 3.4.

        >>> ovfkit.text.best_locale("de-AT", ["en", "de"])
        1
    """
    return _ovfkit.best_locale(wanted, available)


def is_language_tag(tag: str) -> bool:
    """Whether `tag` is a well-formed BCP 47 language tag."""
    return _ovfkit.is_language_tag(tag)


def canonical_tag(tag: str) -> str:
    """The spelling that equal language tags share: `en-US` for `EN_us`. Empty when `tag` is none."""
    return _ovfkit.canonical_tag(tag)


def may_be_spoken(tag: str) -> bool:
    """False when `tag` names a language or a region that does not exist. True when that is not certain."""
    return _ovfkit.may_be_spoken(tag)


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes; control characters count as none."""
    return sum(_ovfkit.display_width(ord(character)) for character in text)


def printable(text: str, max_bytes: int = 200) -> str:
    """`text` made safe for one line of a terminal or a log: control characters, bidirectional overrides and bytes that
    are not UTF-8 are escaped, and more than `max_bytes` end in `...`."""
    return _ovfkit.printable(text, max_bytes)
