"""Words that only name what a line is about: a paper of another matter, a grade, a body that tests.

`สัญลักษณ์ความเร็ว V` and `น้ำหนักตามเกณฑ์มาตรฐาน` say nothing of the licence that the label shows: for that a word must deny,
limit, tell of a state, or point at the label. What does is told by itself; what points stands in `subject_words.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from verifier.extract.label_vocabulary import LATIN_WORD, Beginnings, thai_words
from verifier.extract.label_words import parting_of
from verifier.extract.parting import Parting
from verifier.extract.plain_lines import plain
from verifier.extract.word_places import written
from verifier.thai import letters_of


def names_only(text: str, told: Sequence[str]) -> bool:
    """Whether all that a line is told for are names of papers, or all are trials and bodies, and nothing points here.

    `told`: the words of the line that speak, squeezed.
    """
    latin, parting = LATIN_WORD.findall(plain(text)), parting_of(text)
    if not told or _stand_in(parting, "points") or any(word.startswith(_latin("points_latin")) for word in latin):
        return False
    if any(part.word in _turning() for part in parting.parts):
        return False
    if all(_is_of(word, "trials") for word in told):
        return not _stand_in(parting, "papers")
    return all(_is_of(word, "papers") for word in told) and not _stand_in(parting, "points_papers")


def _is_of(word: str, kind: str) -> bool:
    return word in _thai(kind).words or word.startswith(_latin(f"{kind}_latin"))


def _stand_in(parting: Parting, kind: str) -> bool:
    """Whether one of these words stands in a line, and in no longer word that is known: นี้, but not ดัชนี."""
    return any(
        not any(part.start <= word.start and word.end <= part.end and part.word != word.word for part in parting.parts)
        for word in written(parting.bare, _thai(kind))
    )


@cache
def _turning() -> frozenset[str]:
    """Words that deny, limit or tell of a time, also those that say nothing by themselves."""
    known = thai_words()
    return frozenset((*known.negates, *known.limits, *known.light))


@cache
def _thai(kind: str) -> Beginnings:
    return Beginnings.of(map(letters_of, _table()[kind]))


@cache
def _latin(kind: str) -> tuple[str, ...]:
    return tuple(_table()[kind])


@cache
def _table() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((resources.files("verifier") / "data" / "subject_words.toml").read_text("utf-8"))
