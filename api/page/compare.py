"""Two short texts side by side, the letters that differ marked: what was read, and what the list says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from verifier.thai import normal_form

_LETTER = re.compile(r".[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0300-\u036f]*", re.DOTALL)
"""A letter with the vowels and tones that sit on it: to mark one of them alone would tear the letter apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters; `differs` when the other text has something else there."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both texts in pieces and the number of letters that differ (0: the same but for spaces).

    `count` None: they are in two scripts, so that no letter of one stands for one of the other.
    """

    read: tuple[Piece, ...]
    listed: tuple[Piece, ...]
    count: int | None


def letters(text: str) -> list[str]:
    """The letters of a text, each with its marks above and below, after `normal_form`."""
    return _LETTER.findall(normal_form(text))


def compare(read: str, listed: str) -> Comparison:
    """`read` against `listed`, letter by letter. Spaces are shown but never count as a difference."""
    ours, theirs = letters(read), letters(listed)
    mine, other = ([i for i, letter in enumerate(row) if not letter.isspace()] for row in (ours, theirs))
    differs = set[int](), set[int]()
    count = 0
    for step in Levenshtein.opcodes([ours[i] for i in mine], [theirs[i] for i in other]):
        if step.tag != "equal":
            differs[0].update(mine[step.src_start : step.src_end])
            differs[1].update(other[step.dest_start : step.dest_end])
            count += max(step.src_end - step.src_start, step.dest_end - step.dest_start)
    return Comparison(tuple(_pieces(ours, differs[0])), tuple(_pieces(theirs, differs[1])), count)


def side_by_side(read: str, listed: str) -> Comparison:
    """Two names in two scripts: each as it is, and no letter counted."""
    return Comparison((Piece(read, differs=False),), (Piece(listed, differs=False),), None)


def _pieces(row: Sequence[str], differs: set[int]) -> Iterator[Piece]:
    start = 0
    for end in range(1, len(row) + 1):
        if end == len(row) or (end in differs) != (start in differs):
            yield Piece("".join(row[start:end]), start in differs)
            start = end
