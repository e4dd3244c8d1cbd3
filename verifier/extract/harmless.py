"""Words before and after numbers that say nothing of them, a little misread: `มาตรฐานเลขที่ มอก.` or `Licence no`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from verifier.extract.label_vocabulary import LATIN_WORD
from verifier.extract.same_words import adds, speaks_of_more
from verifier.extract.statement_words import table
from verifier.extract.word_places import look_alikes
from verifier.thai import fold_text, letters_of

HARMLESS_THAI, HARMLESS_LATIN, HARMLESS_LONG, LONG_LETTERS = 4, 5, 3, 14
"""One of the harmless phrases may have one letter misread for every this many of its own, and a Thai one of that many
letters more of them; else it is another phrase."""
MIN_WORD, WORD_LETTERS = 2, 3
"""A Latin word of so many letters and more must be one of the phrase's, one letter of every so many misread."""
HARMLESS_LONGER = 1
"""By so many letters such a phrase may be longer than it is: ไม่ in it would be more."""


def harmless(text: str) -> bool:
    """Whether the words that stand before or after a number are known to say nothing of it."""
    bare = letters_of(text)
    near = (
        word
        for word, most, parts in _phrases()
        if len(bare) <= len(word) + HARMLESS_LONGER and Levenshtein.distance(bare, word, score_cutoff=most) <= most
        if not word.isascii() or _of_its_words(text, (*parts, word))
    )
    return any(word == bare or not (speaks_of_more(text, bare, word) or adds(bare, word)) for word in near)


def _of_its_words(text: str, words: Sequence[str]) -> bool:
    """Whether each Latin word of a text is one of a phrase's, or all of it, or a piece: `us` is no `tisi`."""
    told = (word for word in LATIN_WORD.findall(fold_text(text).casefold().replace("0", "o")) if len(word) >= MIN_WORD)
    return all(any(_is_of(word, own) for own in words) for word in told)


def _is_of(word: str, own: str) -> bool:
    near = Levenshtein.distance(word, own) <= len(own) // WORD_LETTERS
    return near or own.startswith(word) or own.endswith(word)


def ends_harmlessly(text: str) -> bool:
    """Whether a text is the end of such words, as where their beginning was cut off; letters may be misread by look."""
    bare = letters_of(text)
    ends = (phrase[-len(bare) :] for phrase, _, _ in _phrases() if len(phrase) >= len(bare))
    return any(
        all(letter == read or letter in look_alikes().get(read, "") for letter, read in zip(end, bare, strict=True))
        for end in ends
    )


@cache
def _phrases() -> tuple[tuple[str, int, Sequence[str]], ...]:
    """The harmless phrases, how many letters of each may be misread, and their Latin words."""
    written = [(letters_of(phrase), LATIN_WORD.findall(phrase)) for phrase in table()["harmless"]["words"]]
    return tuple((bare, len(bare) // _letters_a_misreading(bare), words) for bare, words in written)


def _letters_a_misreading(word: str) -> int:
    if word.isascii():
        return HARMLESS_LATIN
    return HARMLESS_LONG if len(word) >= LONG_LETTERS else HARMLESS_THAI
