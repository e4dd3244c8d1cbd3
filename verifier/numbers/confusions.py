"""Numbers that readers take for one another: for near misses and doubts, never for a match."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from verifier.numbers.licences import LicenceNumber, parse_licence
from verifier.numbers.standards import StandardNumber, parse_standard
from verifier.thai import LOST_DIGIT, digits_look_alike

N = TypeVar("N", StandardNumber, LicenceNumber)

_TYPE_SWAPS = {"ท": ("น",), "น": ("ท", "ส", "นค"), "ส": ("น",), "นค": ("น",)}


def confusions(number: N) -> frozenset[N]:
    """All numbers that one confused or lost digit, or the confused letter of a licence's type, makes of `number`.

    Lost are ones (`thai.LOST_DIGIT`); a number with one more is a confusion too, so that the relation is symmetric.
    """
    text = str(number)
    swapped = [
        text[:i] + other + text[i + 1 :]
        for i, char in enumerate(text)
        for other in "0123456789"
        if digits_look_alike(char, other)
    ]
    swapped += [text[:i] + text[i + 1 :] for i, char in enumerate(text) if char == LOST_DIGIT]
    swapped += [text[:i] + LOST_DIGIT + text[i:] for i in range(len(text) + 1)]
    if isinstance(number, LicenceNumber):
        others = [replace(number, type=kind) for kind in _TYPE_SWAPS[number.type]]
        return frozenset(others + [n for t in swapped if (n := parse_licence(t)) is not None])
    return frozenset(n for t in swapped if (n := parse_standard(t)) is not None)


def confusable(a: N, b: N) -> bool:
    """Whether `a` and `b` differ by exactly one confusion; symmetric, and false for equal numbers."""
    return b in confusions(a)
