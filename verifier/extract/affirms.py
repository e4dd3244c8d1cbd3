"""Sentences that say that goods hold to a standard, advise to look for its mark, or give another office's number.

Makers write these in words without end, so they are known by what they are made of (`data/affirming_words.toml`), not
one by one. A run of words none of which denies, limits or asks takes nothing back.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from verifier.extract.label_vocabulary import Beginnings, thai_words
from verifier.extract.parting import cheapest
from verifier.extract.word_places import Part, misread, written
from verifier.thai import RECENT_TEXTS, fold_text, letters_of, normal_form

MISREAD, MISREAD_MIN_LETTERS, LETTERS_A_MISREADING = 2, 4, 8
"""A word of so many letters may have one letter misread, which counts two half letters, and a line one for every so
many of its own."""
MIN_LETTERS = 6
"""A line of fewer letters is no sentence."""
NUMBER_LETTERS = 4
"""Letters that a number of another office may hold: `3-47(1)-1/40 สป`."""

_FIGURE = re.compile("[0-9]")
_BULLET = re.compile(r"\s*([ก-ฮ]{1,2})\s+")


@lru_cache(RECENT_TEXTS)
def affirms(text: str) -> bool:
    """Whether a line is made of words that affirm or advise, or tells a number of another office, and nothing else."""
    lower = fold_text(normal_form(text)).casefold()
    if _registers().fullmatch(lower.strip(" .:")):
        return True
    lower = _without_bullet(lower)
    bare = letters_of(_systems().sub(" iso ", lower))
    if _FIGURE.search(_systems().sub(" ", lower)) or len(bare) < MIN_LETTERS:
        return False
    words = _of_words(bare)
    return words is not None and not _denied(bare, words)


def _without_bullet(lower: str) -> str:
    """A line without the letter or two that a bullet before it is read as, unless they may be a word that denies."""
    found = _BULLET.match(lower)
    denials = map(letters_of, (*_table()["never"], *thai_words().negates))
    if found is None or any(no.startswith(letters_of(found[1])) for no in denials):
        return lower
    return lower[found.end() :]


def _of_words(bare: str) -> Sequence[Part] | None:
    """The words that a squeezed line is made of, misread ones where it needs them; None where anything is left."""
    exact = list(written(bare, _words()))
    words, left = cheapest(bare, exact, ())
    if left:
        near = misread(bare, _words(), _most_misread, range(len(bare)), others=False)
        words, left = cheapest(bare, [*exact, *(each for each in near if not _longer(each))], ())
    most = MISREAD * max(1, len(bare) // LETTERS_A_MISREADING)
    return None if left or sum(each.misread for each in words) > most else words


def _longer(word: Part) -> bool:
    """Whether more letters were read than a word has: one may be of a word that denies."""
    return word.end - word.start > len(word.word)


def _denied(bare: str, words: Sequence[Part]) -> bool:
    """Whether a word that denies, limits or tells of a time stands in a line, and in none of these words."""
    return any(not any(_in(place, each) for each in words) for place in written(bare, _denials()))


def _in(place: Part, word: Part) -> bool:
    return word.start <= place.start and place.end <= word.end and place.word in word.word


def _most_misread(word: str) -> int:
    return MISREAD if len(word) >= MISREAD_MIN_LETTERS else 0


@cache
def _denials() -> Beginnings:
    return Beginnings.of([*thai_words().negates, *thai_words().limits, *map(letters_of, _table()["never"])])


@cache
def _words() -> Beginnings:
    table = _table()
    return Beginnings.of(letters_of(word) for word in (*table["thai"], *table["latin"], *table["systems"]))


@cache
def _systems() -> re.Pattern[str]:
    """A standard or system of another body, with its number: `ISO 9001:2015`, `IEC 60335-1`, `GMP`."""
    names = "|".join(re.escape(name) for name in sorted(_table()["systems"], key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{names})(?![a-z])[ -]?(?:[0-9][0-9.:/-]*)?")


@cache
def _registers() -> re.Pattern[str]:
    """A number of another office, and what it is of: `ทะเบียนโรงงานเลขที่ 3-47(1)-1/40 สป`."""
    names = "|".join(re.escape(fold_text(normal_form(name)).casefold()) for name in _table()["registers"])
    number = rf"[0-9](?:[^0-9ก-๎a-z]*(?:[0-9]+|[ก-๎a-z.]{{1,{NUMBER_LETTERS}}}(?![ก-๎a-z]))){{1,12}}"
    return re.compile(rf"(?:{names})\s*(?:เลขที่|เลข|no|number)?[\s.:]*(?:[ก-ฮ]{{1,3}}[\s.]?)?{number}")


@cache
def _table() -> Mapping[str, Sequence[str]]:
    text = (resources.files("verifier") / "data" / "affirming_words.toml").read_text("utf-8")
    return tomllib.loads(text)
