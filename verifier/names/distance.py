"""How far two texts are apart. The only module of the judgement that knows RapidFuzz; all it needs is counting edits.

An edit is one character inserted, dropped or replaced (Levenshtein, 1966). Characters are code points: a Thai vowel or
tone mark above a consonant is one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein


class Edit(NamedTuple):
    """One edit on the way from one text to another: `at` a place of the one, with what stands at `to` in the other."""

    kind: Literal["replace", "insert", "delete"]
    at: int
    to: int


def distance(one: str, other: str) -> int:
    """The fewest edits that make the other text of the one."""
    return Levenshtein.distance(one, other)


def transposed_distance(one: str, other: str) -> int:
    """As `distance`, but two neighbours that changed places are one edit (optimal string alignment)."""
    return OSA.distance(one, other)


def edits(one: str, other: str) -> list[Edit]:
    """The fewest edits that make the other text of the one, in the order of their places."""
    return [Edit(*edit) for edit in Levenshtein.editops(one, other).as_list()]


def most_alike(text: str, others: Sequence[str], limit: int) -> Iterable[int]:
    """Places of the `limit` others most like the text, the likest first: by edits over the longer length."""
    found = process.extract(text, others, scorer=Levenshtein.normalized_similarity, limit=limit)
    return [place for _, _, place in found]
