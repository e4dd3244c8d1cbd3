"""Whether a line of print is made of what labels of goods say, by `data/label_words.toml`.

A closed world: what is not known to describe goods may speak of a paper, a test or an exception in words that no
grammar has, so it is told, never passed over. A name is the one thing that cannot be known: a Latin word by itself is
taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

from verifier.extract.company import GAP
from verifier.extract.destined import destined
from verifier.extract.false_goods import false_words
from verifier.extract.goods import denied_goods
from verifier.extract.label_vocabulary import (
    LATIN_WORD,
    MISREAD_LATIN,
    NAME_LETTERS,
    latin_about,
    latin_words,
    phrases_about,
    phrases_in,
    thai_words,
)
from verifier.extract.parting import Parting, part
from verifier.extract.plain_lines import CONTACT, folded, plain
from verifier.extract.prescribed import prescribed
from verifier.thai import EAST_ASIAN, RECENT_TEXTS, letters_of, squeezed

NAMES_A_LINE = 2
"""Latin words that are unknown in a line of which nothing is known to speak: a name; more are a sentence."""
SMALL_LETTERS = 5
"""Fewer small letters may be what a known word was read as."""
THAI_NAME_LETTERS = 6
"""Thai letters, vowels among them, that may be left unknown in a line: a short brand, a smudge."""
UNKNOWN_SHARE = 0.4
"""A line less of whose Thai letters is unknown is one of known words, some of them read badly."""
NEARLY_MIN_LETTERS, NEARLY_LETTERS = 4, 3
"""A piece of a line is nearly a speaking word of this many letters when it differs in one of every so many of them."""

EAST_ASIAN_LETTERS = 2
"""East Asian letters that are a word: readers see single ones in pictures."""
EAST_ASIAN_DENIALS = "不無无非未假没沒禁废廢伪偽"
"""Letters that deny beside known words: 产品不安全."""

_THAI = re.compile("[ก-ฺเ-๎]+")
_NO_READ = "\x01"
_NO = _NO_READ + "ไม่"
_THAI_OR_NO = re.compile(f"[ก-ฺเ-๎{_NO_READ}]+")
"""Thai, and what stands before a ไม่ that was read with its tone mark, which squeezed print lacks."""
_FIGURES = re.compile("[0-9]+")
_EAST_ASIAN_RUN = re.compile(f"(?:{EAST_ASIAN.pattern})+")
_TURNS_ROUND = ("un", "non", "in", "im", "dis", "mis", "de", "sub")
_LATIN = re.compile("[A-Za-z]+")
_AS_LETTERS = str.maketrans("015", "ois")
_MODEL = re.compile("[a-z]{1,4}-[0-9]{2,}[a-z]?")
"""A model's name whose figures look like letters: `wc-101`, `r-15`."""
_NEARLY_NOT = re.compile("[ไใโ][มปนบษถ]")
"""About what ไม่, which denies, is read as."""


@lru_cache(RECENT_TEXTS)
def unknown_words(text: str) -> str:
    """What a line says that is not known to describe goods; "" when all of it is, or may be a name."""
    said = _unknown_words(text)
    return "" if said and not (false_words(text) or destined(text)) and prescribed(text) else said


def _unknown_words(text: str) -> str:
    phrase = _is_phrase(plain(text))
    if said := " ".join(filter(None, (speaking_words(text), *(() if phrase else parting_of(text).hinting)))):
        return " ".join((said, *parting_of(text).unknown))
    lower, (unknown, share) = plain(text), unknown_thai(text)
    latin = () if phrase else _tokens(lower)
    thai = parting_of(text).unknown if unknown >= THAI_NAME_LETTERS and share >= UNKNOWN_SHARE else ()
    sentence = len(latin) > NAMES_A_LINE or any(_is_no_name(word, text) for word in latin)
    return " ".join([*thai, *(latin if sentence else ())])


def _is_no_name(word: str, text: str) -> bool:
    """Whether an unknown Latin word of a line that begins with a capital is in small letters, as in no name."""
    words = _LATIN.findall(text)
    return len(word) >= SMALL_LETTERS and words[0][:1].isupper() and word in words


def unknown_latin(text: str) -> tuple[str, ...]:
    """The Latin words of a line that are not known to describe goods, names among them."""
    lower = plain(text)
    unknown = () if _is_phrase(lower) else _tokens(lower)
    return () if unknown and prescribed(text) else unknown


@lru_cache(RECENT_TEXTS)
def speaking_words(text: str) -> str:
    """The words of a line that speak of papers, tests, states and exceptions; "" where none do."""
    if found := false_words(text) or destined(text) or denied_goods(text):
        return found
    lower = plain(text)
    phrase = _is_phrase(lower)
    latin = () if phrase or _denies_nothing(lower) else filter(_speaks, _tokens(lower))
    said = " ".join([*(() if phrase else parting_of(text).speaking), *latin, *_east_asian(lower)])
    return "" if said and prescribed(text) else said


def latin_of(text: str) -> list[str]:
    """The Latin words of a line in lower case, of two letters and more."""
    return [word for word in LATIN_WORD.findall(plain(text)) if len(word) > 1]


def unknown_thai(text: str) -> tuple[int, float]:
    """How many Thai letters of a line no describing word accounts for, and what share of its Thai letters they are."""
    unknown, letters = sum(map(len, parting_of(text).unknown)), sum(map(len, _THAI.findall(squeezed(plain(text)))))
    return unknown, unknown / max(letters, 1)


@lru_cache(RECENT_TEXTS)
def may_speak(text: str) -> bool:
    """Whether what is unknown in a line is nearly a Thai word that speaks: worth another look, and no more."""
    for piece in parting_of(text).unsure:
        if _NEARLY_NOT.search(piece):
            return True
        for said in thai_words().speaks.words:
            size = len(said)
            if NEARLY_MIN_LETTERS <= size <= len(piece) + 1:
                least = 100 * (1 - (size // NEARLY_LETTERS) / size) - 0.01
                if fuzz.partial_ratio(said, piece, score_cutoff=least) > 0:
                    return True
    return False


@lru_cache(RECENT_TEXTS)
def parting_of(text: str) -> Parting:
    """The Thai of a line, parted into words: at figures too, unless what stands round them is a phrase with them."""
    runs = ["".join(_THAI_OR_NO.findall(piece)) for piece in _FIGURES.split(squeezed(plain(text).replace("ไม่", _NO)))]
    whole = _part("".join(runs))
    if not (whole.unknown or whole.speaking or whole.hinting):
        return whole
    return _part(GAP.join(filter(None, runs)))


def _part(marked: str) -> Parting:
    """A squeezed line parted, in which a sign stands before each ไม่ that was read with its tone mark."""
    first, *others = marked.split(_NO_READ)
    places = accumulate(map(len, others[:-1]), initial=len(first)) if others else ()
    return part(marked.replace(_NO_READ, ""), frozenset(places))


@lru_cache(RECENT_TEXTS)
def _is_phrase(lower: str) -> bool:
    """Whether a line is one describing phrase with Latin words, a little misread, and speaks of nothing beyond it."""
    bare = letters_of(lower)
    for phrase, most, words in phrases_about(len(bare)):
        if Levenshtein.distance(bare, phrase, score_cutoff=most) <= most:
            latin = {word for word in LATIN_WORD.findall(lower) if _speaks(word)} | set(_speaking_phrases(lower))
            own = all(said in phrase for said in thai_words().speaks.words if said in bare)
            return bare == phrase or (own and all(_is_of(word, words) for word in latin))
    return False


def _is_of(word: str, words: frozenset[str]) -> bool:
    """Whether a speaking word is one of a phrase's, a little misread."""
    return word in words or any(Levenshtein.distance(word, own) <= len(own) // MISREAD_LATIN for own in words)


@lru_cache(RECENT_TEXTS)
def _tokens(lower: str) -> tuple[str, ...]:
    """The Latin words of a `plain` line that do not describe goods: those that speak, and those as long as a name."""
    return tuple(_words_of(lower))


def _words_of(lower: str) -> Iterator[str]:
    known, contact = latin_words(), CONTACT.search(lower) is not None
    yield from _speaking_phrases(lower)
    for phrase in phrases_in(lower):
        lower = lower.replace(phrase, " ")
    for token in LATIN_WORD.findall(lower):
        word = token.translate(_AS_LETTERS)
        if (
            any(map(str.isdigit, word))
            or _MODEL.fullmatch(token)
            or not known.describes.isdisjoint((token, word, word.removesuffix("s")))
        ):
            continue  # what has figures is a model's name or a rating
        plain = len(word) < NAME_LETTERS or all(map(_describes, filter(None, word.split("-"))))
        if _speaks(word) or not (plain or contact):
            yield word


def _denies_nothing(lower: str) -> bool:
    """Whether the Latin words of a line are light ones and such as describe goods, none of weight: no phosphate."""
    known, words = latin_words(), LATIN_WORD.findall(lower)
    others = [word for word in words if word not in known.light]
    if len(others) == len(words) or any(_speaking_phrases(lower)):
        return False
    plain = all(word in known.describes and word not in known.weighs for word in others)
    return plain and any(len(word) >= NAME_LETTERS for word in others)


def _east_asian(lower: str) -> Iterator[str]:
    """What a line says in East Asian letters that is not known to describe goods: nobody here reads the rest."""
    for run in _EAST_ASIAN_RUN.findall(lower):
        rest = run
        for word in latin_words().east_asian:
            rest = rest.replace(word, " ")
        yield from (
            each
            for each in rest.split()
            if len(each) >= EAST_ASIAN_LETTERS or (each in EAST_ASIAN_DENIALS and each != run)
        )


def _describes(word: str) -> bool:
    """Whether a Latin word describes goods, also a little misread."""
    if word in latin_words().describes:
        return True
    found = process.extractOne(word, latin_about(len(word)), scorer=Levenshtein.distance)
    return found is not None and found[1] <= len(found[0]) // MISREAD_LATIN


def _speaking_phrases(lower: str) -> Iterator[str]:
    """Speaking ones of several words, and in East Asian letters, wherever they stand, look-alikes taken for one."""
    look = folded(lower)
    return (said for said, folded_ in _several_words() if folded_ in look)


@cache
def _several_words() -> Sequence[tuple[str, str]]:
    """The speaking ones of several words, and those in East Asian letters, with look-alikes folded."""
    said = (word for word in latin_words().speaks if " " in word or EAST_ASIAN.search(word))
    return [(word, folded(word)) for word in said]


def _turned_round(word: str) -> Iterator[str]:
    """What is left of a Latin word without what turns it round: unlicensed, non-compliant, license-free."""
    yield from (word.removeprefix(no) for no in _TURNS_ROUND if word.startswith(no))
    yield from word.split("-")[1:]


def _speaks(word: str) -> bool:
    """Whether a Latin word is a speaking one or begins with one of four letters and more, one misread or misplaced."""
    known = latin_words()
    if word in known.speaks or word.startswith(known.begins):
        return True
    if any(piece.startswith(known.begins) for piece in _turned_round(word)):
        return True
    return any(
        process.extractOne(word[:length], said, scorer=OSA.distance, score_cutoff=1) is not None
        for length, said in known.misread.items()
    )
