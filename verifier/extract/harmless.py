"""Words before and after numbers that say nothing of them, a little misread: `มาตรฐานเลขที่ มอก.` or `Licence no`."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from verifier.extract.label_vocabulary import LATIN_WORD, NOT_AVAILABLE, latin_words, thai_words
from verifier.extract.statement_words import table
from verifier.extract.word_places import look_alikes
from verifier.thai import fold_text, letters_of, normal_form

HARMLESS_THAI, HARMLESS_LATIN, HARMLESS_LONG, LONG_LETTERS = 4, 5, 3, 14
"""One of the harmless phrases may have one letter misread for every this many of its own, and a Thai one of that many
letters more of them; else it is another phrase."""
HARMLESS_LONGER = 1
"""By so many letters such a phrase may be longer than it is: ไม่ in it would be more."""


def harmless(text: str) -> bool:
    """Whether the words that stand before or after a number are known to say nothing of it."""
    return _is_one_of(text, "harmless")


def claims_licence(text: str) -> bool:
    """Whether a line says that there is a licence, or where to look it up, and nothing else."""
    return _is_one_of(text, "claims")


def ends_harmlessly(text: str) -> bool:
    """Whether a text is the end of such words, as where their beginning was cut off; letters may be misread by look."""
    bare = letters_of(text)
    ends = (phrase[-len(bare) :] for phrase, _ in _phrases("harmless") if len(phrase) >= len(bare))
    return any(
        all(letter == read or letter in look_alikes().get(read, "") for letter, read in zip(end, bare, strict=True))
        for end in ends
    )


def _is_one_of(text: str, section: str) -> bool:
    bare = letters_of(text)
    near = (
        word
        for word, most in _phrases(section)
        if len(bare) <= len(word) + HARMLESS_LONGER and Levenshtein.distance(bare, word, score_cutoff=most) <= most
    )
    return any(word == bare or not (_speaks(text, bare, word) or _adds(bare, word)) for word in near)


def _speaks(text: str, bare: str, phrase: str) -> bool:
    """Whether a text holds a word that speaks of more than the phrase does: ไร้มาตรฐาน for ได้มาตรฐาน."""
    known = thai_words()
    if any(said in bare and said not in phrase for said in (*known.speaks.words, *known.states)):
        return True
    lower = fold_text(normal_form(text)).casefold()
    words = (word for word in LATIN_WORD.findall(lower) if word not in phrase)
    return NOT_AVAILABLE.search(lower) is not None or any(word in latin_words().speaks for word in words)


def _adds(bare: str, phrase: str) -> bool:
    """Whether two letters side by side are of no letter of the phrase: a word, where single ones are misread."""
    made_up = [
        edit.dest_pos
        for edit in Levenshtein.editops(phrase, bare)
        if edit.tag == "insert"
        or (edit.tag == "replace" and phrase[edit.src_pos] not in look_alikes().get(bare[edit.dest_pos], ""))
    ]
    return any(other - one == 1 for one, other in pairwise(made_up))


@cache
def _phrases(section: str) -> tuple[tuple[str, int], ...]:
    """The phrases of a section of the table, and how many letters of each may be misread."""
    words = [letters_of(word) for word in table()[section]["words"]]
    return tuple((word, len(word) // _letters_a_misreading(word)) for word in words)


def _letters_a_misreading(word: str) -> int:
    if word.isascii():
        return HARMLESS_LATIN
    return HARMLESS_LONG if len(word) >= LONG_LETTERS else HARMLESS_THAI
