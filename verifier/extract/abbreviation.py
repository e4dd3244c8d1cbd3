"""The word before a standard's number, where a look shows another one than มอก.: มอค., มฮก., นอก. pass for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.domain import Reading
from verifier.extract.candidates import certainty
from verifier.thai import fold

WORD = "มอก"
TAKEN_FOR = {"บ": "ม"}
"""What readers make of a first letter without loops (Kanit, Anuphan, IBM Plex Sans Thai), and what it may be."""
MAX_GAP = 2
"""Characters that are no letters, between two letters of the word: `ม.อ.ก.`, `มอ ก.`"""
MAX_BEFORE_NUMBER = 4
"""Characters between the word and its number."""

_LETTER = re.compile("[ก-ฮ]")
_LEAD = re.compile(r"(?:เลขที่|[Nn]o)[ .:]*$")
"""What may stand between the word and its number."""


def other_word(look: Reading, digits: Sequence[str] = ()) -> tuple[str, float]:
    """What a look shows in the place of มอก before these runs of digits, and how surely, 0..1; "" where it shows none.

    Only a word that keeps a letter of มอก in its place, or begins as it does, stands for it; what else may stand before
    a number says nothing. Without `digits`: before the first figure.
    """
    folded = fold(look.text)
    number = digits and re.search(rf"(?<![0-9]){digits[0]}(?![0-9])", folded.text)
    number = number or re.search("[0-9]", folded.text)
    before = _LEAD.sub("", folded.text[: number.start()]) if number else ""
    letters = _last_letters(before)
    word = "".join(before[at] for at in letters)
    kept = sum(a == b for a, b in zip(_clear(word[-3:]), WORD, strict=False))
    if len(word) < len(WORD) or WORD in word or not (kept or word.startswith(WORD[:2])):
        return "", 0.0
    return word, certainty(look, *folded.span(letters[0], letters[-1] + 1))


def may_be_meant(word: str) -> bool:
    """Whether another word may be มอก. itself, by letters that the reader takes for one another."""
    return _clear(word[-3:]) == WORD


def _clear(letters: str) -> str:
    return TAKEN_FOR.get(letters[:1], letters[:1]) + letters[1:]


def _last_letters(before: str) -> list[int]:
    """Where the last letters of a text stand, four at most, if they end it and stand together."""
    found: list[int] = []
    for at in reversed([match.start() for match in _LETTER.finditer(before)]):
        gap = (found[0] if found else len(before)) - at - 1
        if len(found) > len(WORD) or gap > (MAX_GAP if found else MAX_BEFORE_NUMBER):
            break
        found.insert(0, at)
    return found
