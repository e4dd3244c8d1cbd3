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

from verifier.extract.label_vocabulary import Beginnings, latin_words, thai_words
from verifier.extract.parting import cheapest
from verifier.extract.questions import asks
from verifier.extract.same_words import denies_in_dialect, turning_words
from verifier.extract.word_places import Part, misread, written
from verifier.thai import RECENT_TEXTS, fold_text, letters_of, normal_form

MISREAD, MISREAD_MIN_LETTERS, LETTERS_A_MISREADING = 2, 4, 8
"""A word of so many letters may have one letter misread, which counts two half letters, and a line one for every so
many of its own."""
MIN_LETTERS = 6
"""A line of fewer letters is no sentence."""
NUMBER_LETTERS, NUMBER_WORDS = 3, 2
"""So many letters side by side, and so often, a number of another office may hold: `3-47(1)-1/40 สป`."""

_FIGURE, _LETTERS, _ASKING = re.compile("[0-9]"), re.compile("[ก-๎a-z]+"), re.compile("[?？]")
_BULLET = re.compile(r"\s*([ก-ฮ]{1,2})\s+")


@lru_cache(RECENT_TEXTS)
def affirms(text: str) -> bool:
    """Whether a line is made of words that affirm or advise, or tells a number of another office, and nothing else."""
    number, words = _number(text), _words_of(text)
    if asks(text):
        return False
    if number:
        return not _says_more(number)
    return words is not None and not _turned(words)


@lru_cache(RECENT_TEXTS)
def affirms_nothing(text: str) -> bool:
    """Whether a line is made of what affirms and does not: it asks, names nobody who may attest, or says more."""
    number, words = _number(text), _words_of(_ASKING.sub(" ", text))
    if number:
        return _says_more(number)
    return words is not None and (asks(text) or _turned(words))


def _number(text: str) -> str:
    """The number of another office that a line tells; "" where it tells none."""
    found = _registers().fullmatch(fold_text(normal_form(text)).casefold().strip(" .:"))
    return found[1] if found else ""


@lru_cache(RECENT_TEXTS)
def _words_of(text: str) -> tuple[str, ...] | None:
    """The words of a line that is made of affirming ones and denies nothing; None for any other."""
    lower = _without_bullet(fold_text(normal_form(text)).casefold())
    bare = letters_of(_systems().sub(" iso ", lower))
    if _FIGURE.search(_systems().sub(" ", lower)) or len(bare) < MIN_LETTERS:
        return None
    words = _of_words(bare)
    denied = words is not None and (denies_in_dialect(text) or _denied(bare, words))
    return None if words is None or denied else tuple(each.word for each in words)


def _turned(words: Sequence[str]) -> bool:
    """Whether affirming words stand so that they affirm nothing."""
    return _by_anybody(words) or _warns_of_these(words) or _still_to_do(words)


def _still_to_do(words: Sequence[str]) -> bool:
    """Whether something must be done before the goods are sold: they were not asked whether it was."""
    obliges, trades = (tuple(map(letters_of, _table()[name])) for name in ("obliges", "trades"))
    return any(word.startswith(obliges) for word in words) and any(word in trades for word in words)


def _says_more(number: str) -> bool:
    """Whether a number of another office has words in it, or behind it: `12 ปลอม`, `1 this is a copy`."""
    told = _LETTERS.findall(number)
    known, latin = thai_words(), latin_words()
    words = {*known.states, *known.speaks.words, *turning_words(), *latin.speaks, *latin.light}
    return len(told) > NUMBER_WORDS or any(letters_of(each) in words for each in told)


def _by_anybody(words: Sequence[str]) -> bool:
    """Whether anything but an office, a laboratory or a standard is said to attest: `certified by the product`."""
    links, attests, gives = (tuple(map(letters_of, _table()[name])) for name in ("links", "attests", "gives"))
    gives += tuple(map(letters_of, _table()["systems"]))
    for at, word in enumerate(words):
        link = next((each for each in links if word.endswith(each)), "")
        attested = word.removesuffix(link) or (words[at - 1] if at else "")
        if not link or not any(each in attested for each in attests):
            continue
        after = next((each for each in words[at + 1 :] if each not in map(letters_of, _table()["particles"])), "")
        if after and not after.startswith(gives):
            return True
    return False


def _warns_of_these(words: Sequence[str]) -> bool:
    """Whether a warning of imitations stands beside anything but advice: `ระวังของปลอมเช่นสินค้านี้`."""
    warns, advises = (tuple(map(letters_of, _table()[name])) for name in ("warns", "advises"))
    places = [at for at, word in enumerate(words) if word in warns]
    return any(
        (at and not any(word.startswith(advises) for word in words[:at]))
        or not all(word.startswith(advises) for word in words[at + 1 : at + 2])
        for at in places
    )


def _without_bullet(lower: str) -> str:
    """A line without the letter or two that a bullet before it is read as, unless they may be a word that denies."""
    found = _BULLET.match(lower)
    denials = (*turning_words(), *map(letters_of, thai_words().negates))
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
    return Beginnings.of([*thai_words().negates, *thai_words().limits, *turning_words()])


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
    letters = rf"(?:[ก-ฮ]{{1,{NUMBER_LETTERS}}}|[a-z]{{1,{NUMBER_LETTERS}}})(?![ก-๎a-z])"
    number = rf"[0-9](?:[^0-9ก-๎a-z]*(?:[0-9]+|{letters})){{1,12}}"
    return re.compile(rf"(?:{names})\s*(?:เลขที่|เลข|no|number)?[\s.:]*(?:[ก-ฮ]{{1,3}}[\s.]?)?({number})")


@cache
def _table() -> Mapping[str, Sequence[str]]:
    text = (resources.files("verifier") / "data" / "affirming_words.toml").read_text("utf-8")
    return tomllib.loads(text)
