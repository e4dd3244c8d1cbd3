"""The sounds of a firm's name, in Thai or Latin letters, as far as the two scripts can be compared.

A name becomes a row of its consonants, since Thai and English writers disagree on vowels above all. Consonants that
stand for each other in the Royal Institute's rules for spelling Thai in Latin letters (1999) and English in Thai ones
(1989) are one sound; what those rules leave open, and what people do all the same, is a part of an edit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product
from typing import TypeAlias

from verifier.names.parse import SPELLED, bare

Sounds: TypeAlias = str
"""Capitals and figures: consonants and figures that count. Small letters: consonants that are silent or are often not
written. `'`: a syllable that begins with a vowel."""

_THAI_SOUNDS = {
    letter: sound
    for sound, group in {
        **{"K": "กขฃคฅฆ", "N": "งนณ", "C": "จฉชฌ", "S": "ซศษส", "T": "ดตถทธฎฏฐฑฒ", "P": "บปผพภ", "F": "ฝฟ", "M": "ม"},
        **{"R": "รฤ", "L": "ลฬ", "Y": "ยญ", "W": "ว", "H": "หฮ", "'": "อ"},
    }.items()
    for letter in group
}
_LATIN_SOUNDS = {
    **dict.fromkeys(("tch", "sch", "ch", "sh", "j"), "C"),
    **dict.fromkeys(("th", "dh", "t", "d"), "T"),
    **dict.fromkeys(("ph", "bh", "p", "b"), "P"),
    **dict.fromkeys(("kh", "ck", "k", "q"), "K"),
    **{"s": "S", "z": "S", "f": "F", "l": "L", "m": "M", "n": "N", "v": "W", "x": "KS"},
}
TONES = str.maketrans("", "", "็่้๊๋")
_BEFORE, _AFTER = "เแโใไ", "ะาำิีึืุูั"
_LEADS = "มนลวยญรง"
"""After ห these are spoken alone."""
_THAI_PIECE = re.compile(r"(?P<silent>[ก-ฮ])[ิุ]?์|(?P<rr>รร)|(?P<s>ทร(?=ัพ))|(?P<letter>[ก-ฮ])|(?P<figure>[0-9])")
_LATIN_PIECE = re.compile("tch|sch|[cspktdbg]h|ck|ng(?![aeiouy])|[a-z0-9]")
_INITIALS = re.compile(r"\b(?:[a-z]\.){1,5}[a-z]?(?![a-z])")
_TOKEN = re.compile("[a-z0-9]+|[A-Z]+")
INITIALS_MAX_LETTERS = 4
"""Letters of a word that may be initials, which Thai names spell by the letters' names."""
MAX_INITIAL_WORDS = 3
"""Words of a name that are tried as initials."""

_CLOSE: Mapping[frozenset[str], float] = {
    frozenset(pair): cost
    for pair, cost in {
        **{"RL": 0.4, "RN": 0.5, "LN": 0.5, "CS": 0.3, "CT": 0.5, "ST": 0.5, "CK": 0.6, "GK": 0.1, "GC": 0.2},
        **{"GY": 0.3, "PF": 0.3, "WF": 0.5, "WP": 0.6, "CY": 0.5, "YN": 0.5, "NM": 0.7, "KT": 0.8},
    }.items()
}
"""What it costs when one writer has the one sound and the other the other, of a whole edit."""
_WEIGHTS: Mapping[str, float] = {"'": 0.2, "W": 0.6, "Y": 0.6, "H": 0.6}
_SILENT_WEIGHT, _SILENCED_SHARE = 0.25, 0.3


def words(latin: str) -> tuple[str, ...]:
    """The words of a name in Latin letters, in lower case; letters with stops between them as one word in capitals."""
    text = _INITIALS.sub(lambda found: f" {found[0].replace('.', '').upper()} ", bare(latin)[1])
    return tuple(_TOKEN.findall(text))


@lru_cache(maxsize=4096)
def spoken(words: tuple[str, ...]) -> tuple[Sounds, ...]:
    """What the words may sound like: any short one may be initials, and those with stops are."""
    short = [i for i, word in enumerate(words) if word.islower() and len(word) <= INITIALS_MAX_LETTERS][
        :MAX_INITIAL_WORDS
    ]
    rows = []
    for chosen in product((False, True), repeat=len(short)):
        initials = {i for i, is_one in zip(short, chosen, strict=True) if is_one}
        said = (_letter_by_letter(w) if i in initials or w.isupper() else of_latin(w) for i, w in enumerate(words))
        rows.append(_merged("".join(said)))
    return tuple(dict.fromkeys(rows))


@lru_cache(maxsize=4096)
def _letter_by_letter(word: str) -> Sounds:
    return of_thai("".join(SPELLED.get(letter, letter) for letter in word.upper()).translate(TONES))


@lru_cache(maxsize=65536)
def of_latin(word: str) -> Sounds:
    """The sounds of a word in lower-case Latin letters."""
    found = []
    for piece in _LATIN_PIECE.finditer(word):
        text, before, after = piece[0], word[: piece.start()][-1:], word[piece.end() :][:1]
        opens = after in tuple("aeiouy")
        match text:
            case "a" | "e" | "i" | "o" | "u":
                found.append("" if before else "y" if text == "u" else "'")
            case "c":
                found.append("S" if after in tuple("eiy") else "K")
            case "g" | "gh":
                found.append("G" if after in tuple("eiy") else "K")
            case "r":
                found.append("R" if opens or (before and before not in "aeiouy") else "r")
            case "h" | "w" | "y":
                found.append(text.upper() if opens and (text != "h" or not before or before in "aeiouy") else text)
            case "ng":
                found.append("N")
            case _:
                found.append(_LATIN_SOUNDS.get(text, text))
    return "".join(found)


@lru_cache(maxsize=65536)
def of_thai(core: str) -> Sounds:
    """The sounds of a Thai name in normal form without tone marks."""
    found = []
    for piece in _THAI_PIECE.finditer(core):
        before, after = core[: piece.start()][-1:], core[piece.end() :][:1]
        match piece.lastgroup, piece[0]:
            case "silent", _:
                found.append(_THAI_SOUNDS[piece["silent"]].lower())
            case "rr", _:
                found.append("r")
            case "s", _:
                found.append("S")
            case "letter", letter:
                found.append(_of_letter(letter, before, after))
            case _, figure:
                found.append(figure)
    return _merged("".join(found))


def _of_letter(letter: str, before: str, after: str) -> Sounds:
    """The sound of one Thai letter between others: some are vowels where they begin no syllable."""
    opens = not before or before in _BEFORE or after in tuple(_AFTER)
    sound = _THAI_SOUNDS.get(letter, "")
    match letter:
        case "อ":
            return sound if opens or not ("ก" <= before <= "ฮ" or before in "ืิี") else ""
        case "ห":
            return "" if after in tuple(_LEADS) else sound
        case "ย" | "ว":
            return sound if opens else sound.lower()
        case "ญ":
            return sound if opens else "N"
    return sound


def _merged(sounds: Sounds) -> Sounds:
    """Doubled consonants as one."""
    return re.sub(r"([A-Z])\1+", r"\1", sounds)


@cache
def _weight(sound: str) -> float:
    return _SILENT_WEIGHT if sound.islower() else _WEIGHTS.get(sound, 1.0)


def total(sounds: Sounds) -> float:
    """What the sounds weigh together: a consonant that counts is 1."""
    return sum(map(_weight, sounds))


@cache
def _replaced(one: str, other: str) -> float:
    if one == other:
        return 0.0
    weights = _weight(one), _weight(other)
    if one.upper() == other.upper():
        return _SILENCED_SHARE * abs(weights[0] - weights[1])
    return min(sum(weights), max(weights) * _CLOSE.get(frozenset((one + other).upper()), 1.0))


def cost(one: Sounds, other: Sounds) -> float:
    """The least cost of the edits from one row of sounds to the other."""
    above = [0.0]
    for sound in other:
        above.append(above[-1] + _weight(sound))
    for sound in one:
        row = [above[0] + _weight(sound)]
        for j, its in enumerate(other):
            row.append(min(above[j] + _replaced(sound, its), above[j + 1] + _weight(sound), row[j] + _weight(its)))
        above = row
    return above[-1]
