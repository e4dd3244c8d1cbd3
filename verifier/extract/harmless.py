"""Words before and after numbers that say nothing of them, a little misread: `มาตรฐานเลขที่ มอก.` or `Licence no`."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import Levenshtein

from verifier.extract.same_words import adds, speaks_of_more
from verifier.extract.statement_words import table
from verifier.extract.word_places import look_alikes
from verifier.thai import letters_of

HARMLESS_THAI, HARMLESS_LATIN, HARMLESS_LONG, LONG_LETTERS = 4, 5, 3, 14
"""One of the harmless phrases may have one letter misread for every this many of its own, and a Thai one of that many
letters more of them; else it is another phrase."""
HARMLESS_LONGER = 1
"""By so many letters such a phrase may be longer than it is: ไม่ in it would be more."""


def harmless(text: str) -> bool:
    """Whether the words that stand before or after a number are known to say nothing of it."""
    bare = letters_of(text)
    near = (
        word
        for word, most in _phrases()
        if len(bare) <= len(word) + HARMLESS_LONGER and Levenshtein.distance(bare, word, score_cutoff=most) <= most
    )
    return any(word == bare or not (speaks_of_more(text, bare, word) or adds(bare, word)) for word in near)


def ends_harmlessly(text: str) -> bool:
    """Whether a text is the end of such words, as where their beginning was cut off; letters may be misread by look."""
    bare = letters_of(text)
    ends = (phrase[-len(bare) :] for phrase, _ in _phrases() if len(phrase) >= len(bare))
    return any(
        all(letter == read or letter in look_alikes().get(read, "") for letter, read in zip(end, bare, strict=True))
        for end in ends
    )


@cache
def _phrases() -> tuple[tuple[str, int], ...]:
    """The harmless phrases, and how many letters of each may be misread."""
    words = [letters_of(word) for word in table()["harmless"]["words"]]
    return tuple((word, len(word) // _letters_a_misreading(word)) for word in words)


def _letters_a_misreading(word: str) -> int:
    if word.isascii():
        return HARMLESS_LATIN
    return HARMLESS_LONG if len(word) >= LONG_LETTERS else HARMLESS_THAI
