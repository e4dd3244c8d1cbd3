"""Words of a list in a line of print, as readers may see them: as they are written, or a letter or two misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from verifier.thai import RECENT_TEXTS, fold_text, letters_of, normal_form, squeezed

FUZZY_MIN_LETTERS, FUZZY_LATIN_MIN_LETTERS = 6, 10
"""A word of this many letters is recognised with a letter misread, shorter ones only as they are. Latin ones must be
longer, as a letter makes `licensee` of `license n`."""
FUZZY_TWICE_MIN_LETTERS, SURE_LETTERS = 12, 2
"""A word of this many letters with two misread, if its first letters are not: they may be the ไม่ that denies."""
_THAI = re.compile("[ก-๎]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789" + "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E47))))
_BITS = {letter: 1 << place for place, letter in enumerate(_LETTERS)}
_ALL = (1 << len(_LETTERS)) - 1


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the list: as written there, without spaces, tone marks and case (`bare`), and in which script.

    `letters`: what it is written in, as `letters_in` has it. `most_misread`: letters of it that may be misread, 0 for a
    short word.
    """

    written: str
    bare: str
    thai: bool
    letters: int
    most_misread: int

    @classmethod
    def of(cls, written: str) -> Word:
        """A word as the list has it."""
        bare, thai = squeezed(written), _THAI.search(written) is not None
        long = len(bare) >= (FUZZY_MIN_LETTERS if thai else FUZZY_LATIN_MIN_LETTERS)
        most_misread = 1 + (len(bare) >= FUZZY_TWICE_MIN_LETTERS) if long else 0
        return cls(written, bare, thai, letters_in(bare), most_misread)


@dataclass(frozen=True, slots=True)
class _Print:
    """A line of print as words are looked for in it: without spaces and tone marks (`bare`), with them (`lower`).

    `absent`: all letters but those that `bare` is written in, as `letters_in` has them.
    """

    bare: str
    lower: str
    absent: int


@lru_cache(RECENT_TEXTS)
def _print(text: str) -> _Print:
    bare = squeezed(text)
    return _Print(bare, fold_text(normal_form(text)).casefold(), _ALL & ~letters_in(bare))


def letters_in(text: str) -> int:
    """The Latin and Thai letters and the figures that a text is written in, a bit for each."""
    found = 0
    for character in set(text):
        found |= _BITS.get(character, 0)
    return found


def find(words: Sequence[Word], text: str, *, fuzzy: bool = True) -> Word | None:
    """The first of the words that stands in a line of print, else the first that does misread; None when none does.

    The cheapest question comes first: what letters of a word stand nowhere in the line?
    """
    line = _print(text)
    absent = line.absent
    possible = [word for word in words if (word.letters & absent).bit_count() <= word.most_misread]
    for word in possible:
        if not word.letters & absent and _stands(word, line):
            return word
    for word in possible if fuzzy else ():
        if word.most_misread and nearly(word.bare, line.bare, word.most_misread):
            return word
    return None


def may_begin(words: Sequence[Word], text: str, most_misread: int) -> bool:
    """Whether a line may hold, so many letters misread, something that begins with one of the words."""
    line = _print(text)
    possible = (word for word in words if (word.letters & line.absent).bit_count() <= most_misread)
    return any(nearly(word.bare, line.bare, most_misread) for word in possible)


def thai_pattern(word: Word) -> str:
    """A squeezed word as it is printed, with tone marks and blanks between its letters."""
    return r"[\u0e47-\u0e4e\s]*".join(map(re.escape, word.bare))


def rest_after(word: Word, text: str) -> str:
    """What a line says after a word that stands in it; "" when the word stands there only misread or ends it."""
    found = re.search(thai_pattern(word), fold_text(normal_form(text)), re.IGNORECASE)
    return fold_text(normal_form(text))[found.end() :].lstrip(" :.-\u0e48\u0e49") if found else ""


def _stands(word: Word, line: _Print) -> bool:
    if word.thai:
        return word.bare in line.bare
    return latin(word.written).search(line.lower) is not None


def nearly(word: str, line: str, most: int) -> bool:
    """Whether a word stands in a squeezed line but for `most` letters, but for one where its first letters differ."""
    if len(line) < len(word) - most:
        return False
    least = 100 * (1 - most / len(word)) - 0.01
    if len(line) >= len(word) and fuzz.partial_ratio(word, line, score_cutoff=least) == 0:
        return False  # the cheaper question first, which holds for lines no shorter than the word
    sizes = range(len(word) - most, len(word) + most + 1)
    windows = (line[start : start + size] for size in sizes for start in range(len(line) - size + 1))
    return any(
        Levenshtein.distance(word, window, score_cutoff=most) <= (most if window.startswith(word[:SURE_LETTERS]) else 1)
        for window in windows
    )


def stands_alone(words: Sequence[Word], text: str) -> Word | None:
    """The word that a line of print is, and nothing more; None when it is none of them."""
    bare = letters_of(text)
    return next((word for word in words if bare == _letters_of_word(word.written)), None)


@cache
def _letters_of_word(written: str) -> str:
    return letters_of(written)


@cache
def latin(written: str) -> re.Pattern[str]:
    """Where Latin words stand in a line in small letters, no letter before or after them."""
    return re.compile(r"(?<![a-z])" + r"\s*".join(re.escape(part) for part in written.split()) + r"(?![a-z])")
