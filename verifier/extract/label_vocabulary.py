"""The words by which a line of print is known, in the forms in which lines are compared.

What decides stands in `data/label_words.toml`; the bulk of what describes goods in `data/label_words`, an entry a line.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from verifier.extract.statement_words import table
from verifier.thai import letters_of

LISTS = ("cautions", "electrical_goods", "ordinary", "other_goods", "round_the_goods")
"""Files of `data/label_words`."""
LATIN_WORD = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")
"""A Latin word of a line in lower case."""
NOT_AVAILABLE = re.compile(r"(?<![a-z0-9.])n ?[/.] ?a(?![a-z0-9])")
"""`N/A` or `N.A.` in lower case, which says that there is none."""
NAME_LETTERS = 4
"""A Latin word of fewer letters is a unit or a smudge, if it is not one that speaks."""
MISREAD_LATIN = 5
"""One letter of a describing Latin word or phrase may be misread for every this many of its own."""
SPEAKS_MISREAD_LETTERS = 6
"""A speaking Latin word of this many letters is recognised with one of them misread."""


_DENIED = (
    *(("ไม่", "does_not"), ("ไม่มี", "without"), ("ปราศจาก", "without"), ("ไร้", "without"), ("ไม่ใช้", "needs_no")),
    *(("ไม่รวม", "includes_no"), ("ไม่สามารถ", "actions"), ("ไม่สามารถ", "cannot")),
)
"""What goods do not do, have, need and allow: the word that denies, and the list of what it may deny."""

BEGINNING_LETTERS = 5
"""A word of this many letters with which a line instructs does so at the beginning of a longer one too."""


@dataclass(frozen=True, slots=True, eq=False)
class Beginnings:
    """Words of Thai, squeezed. `goes_on`: by what they begin with, the letters that follow, for parting a line."""

    words: frozenset[str]
    goes_on: Mapping[str, str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Beginnings:
        """These words."""
        given, goes_on = frozenset(words), defaultdict[str, set[str]](set)
        for word in given:
            for length, letter in enumerate(word):
                goes_on[word[:length]].add(letter)
            goes_on[word]  # which may end there
        return cls(given, {beginning: "".join(sorted(letters)) for beginning, letters in goes_on.items()})


@dataclass(frozen=True, slots=True)
class ThaiWords:
    """Squeezed Thai.

    `parted`: what a line is parted into, words that describe goods and `states`; `speaks`: see there. `wooden`:
    describing words that hold ไม้, which is ไม่ without its tone mark.
    `states`: words for states and events, of which sentences are made, `ending` those that count at
    the end of a line alone. `instructs`: words of a line that instructs,
    `instructing` those with which longer ones begin; `when_instructing`: speaking words and states that it may hold.
    `negates`: words that deny; `forbids`: those that say how goods are not handled; `governed`: what is of weight when
    it is denied, `governed_lightly` what is so without an object; `conditions`: words with which a line begins that
    says when; `papers`: what a licence is about, of weight in a line that denies or instructs; `weighs`: that and what
    else is of weight in one that denies; `light`: speaking words and states that say nothing by themselves among what
    is known and of no weight. Far from numbers: `mild` words count in a line `about` a licence, or below one that
    `leads` to it; `tried` says that goods were tested, about a licence where it is denied or `limits` stand with it.
    """

    describes: frozenset[str]
    wooden: frozenset[str]
    parted: Beginnings
    speaks: Beginnings
    states: frozenset[str]
    ending: frozenset[str]
    instructs: frozenset[str]
    instructing: tuple[str, ...]
    when_instructing: frozenset[str]
    negates: tuple[str, ...]
    forbids: frozenset[str]
    governed: tuple[str, ...]
    governed_lightly: tuple[str, ...]
    conditions: tuple[str, ...]
    papers: tuple[str, ...]
    weighs: tuple[str, ...]
    light: frozenset[str]
    mild: frozenset[str]
    about: Beginnings
    leads: Beginnings
    tried: frozenset[str]
    limits: frozenset[str]


@dataclass(frozen=True, slots=True)
class LatinWords:
    """Latin tokens in lower case, and East Asian words.

    `light`: those that say nothing among what is known, unless one of `weighs` stands with them.
    `begins`: those of `speaks` with which a longer word may begin; `misread`: those that may be misread, by their
    length; `false`: those that call goods false; `east_asian`: words of Chinese, Japanese and Korean that describe;
    `mild`, `about`, `leads`, `tried`: as in Thai.
    """

    describes: frozenset[str]
    listed: tuple[str, ...]
    speaks: tuple[str, ...]
    light: frozenset[str]
    weighs: frozenset[str]
    begins: tuple[str, ...]
    misread: Mapping[int, Sequence[str]]
    false: tuple[str, ...]
    east_asian: tuple[str, ...]
    mild: tuple[str, ...]
    about: frozenset[str]
    leads: tuple[str, ...]
    tried: tuple[str, ...]


@cache
def thai_words() -> ThaiWords:
    """The words of Thai, read once."""
    speaks, states = _data()["speaks"], _letters("states")
    describes = (frozenset(map(letters_of, _describes().thai)) | _letters("instructs")) - states
    return ThaiWords(
        describes,
        frozenset(letters_of(word) for word in _describes().thai if "ไม้" in word and "ไม่" not in word),
        Beginnings.of(describes | states),
        Beginnings.of(map(letters_of, speaks["thai"])),
        states,
        _letters("ending"),
        _letters("instructs"),
        tuple(sorted(word for word in _letters("instructs") if len(word) >= BEGINNING_LETTERS)),
        _letters("when_instructing"),
        tuple(sorted(_letters("negates"))),
        _letters("forbids"),
        tuple(sorted(_letters("governed"))),
        tuple(sorted(_letters("governed_lightly"))),
        tuple(sorted(_letters("conditions"))),
        tuple(sorted(_letters("papers"))),
        tuple(sorted(_letters("papers") | _letters("weighs"))),
        _letters("light"),
        _letters("mild"),
        Beginnings.of(_letters("papers") | _letters("about")),
        Beginnings.of(_letters("leads")),
        _letters("tried"),
        _letters("limits"),
    )


@cache
def latin_words() -> LatinWords:
    """The words of Latin and East Asian print, read once."""
    speaks = _data()["speaks"]
    said = (*speaks["latin"], *speaks["thai_in_latin"], *speaks["east_asian"])
    lengths = sorted({len(word) for word in said if len(word) >= SPEAKS_MISREAD_LETTERS})
    return LatinWords(
        frozenset(_describes().latin),
        tuple(sorted(set(_describes().latin))),
        said,
        frozenset(speaks["light_latin"]),
        frozenset(speaks["weighs_latin"]),
        tuple(word for word in said if len(word) >= NAME_LETTERS),
        {length: [word for word in said if len(word) == length] for length in lengths},
        tuple(speaks["false"]),
        tuple(sorted(_data()["describes"]["east_asian"], key=lambda word: (-len(word), word))),
        tuple(speaks["mild_latin"]),
        frozenset(speaks["about_latin"]),
        tuple(speaks["leads_latin"]),
        tuple(speaks["tried_latin"]),
    )


@cache
def latin_about(length: int) -> Sequence[str]:
    """The describing Latin words that a word of that length may be, a letter or more of it misread."""
    return [word for word in latin_words().listed if abs(len(word) - length) <= len(word) // MISREAD_LATIN]


@cache
def written_phrases() -> tuple[str, ...]:
    """The describing phrases with Latin words as they are written, the longest first."""
    return tuple(sorted(_describes().phrases, key=lambda phrase: (-len(phrase), phrase)))


def phrases_in(lower: str) -> list[str]:
    """Those of `written_phrases` that may stand in a line, also when others were taken out of it: its words do."""
    return [phrase for longest, phrase in _by_longest_words() if longest in lower]


@cache
def _by_longest_words() -> Sequence[tuple[str, str]]:
    return [(max(phrase.split(" "), key=len), phrase) for phrase in written_phrases()]


@cache
def phrases_about(length: int) -> Sequence[tuple[str, int, frozenset[str]]]:
    """The describing phrases that a line of so many letters may be: letters, how many of them may be misread, words."""
    return [phrase for phrase in _phrases() if abs(len(phrase[0]) - length) <= phrase[1]]


@cache
def _phrases() -> Sequence[tuple[str, int, frozenset[str]]]:
    written = [(letters_of(phrase), frozenset(LATIN_WORD.findall(phrase))) for phrase in written_phrases()]
    return [(letters, len(letters) // MISREAD_LATIN, words) for letters, words in written]


def _letters(name: str) -> frozenset[str]:
    return frozenset(map(letters_of, _data()["speaks"][name]))


@cache
def _data() -> Mapping[str, Any]:
    text = (resources.files("verifier") / "data" / "label_words.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


class _Describing(NamedTuple):
    """What describes goods, as it is written: Thai, Latin words, Latin phrases."""

    thai: Sequence[str]
    latin: Sequence[str]
    phrases: Sequence[str]


@cache
def _describes() -> _Describing:
    given = _data()["describes"]
    folder = resources.files("verifier") / "data" / "label_words"
    texts = [folder.joinpath(f"{name}.txt").read_text("utf-8") for name in LISTS]
    more = [line for text in texts for line in text.splitlines() if line and not line.startswith("#")]
    more += [phrase for row in table()["qualifies"].values() for phrase in row.get("excused_in", ())]
    denied = [keeps + action for keeps in given["keeps_from"] for action in given["actions"]]
    for no, words in _DENIED:
        denied += [no + word for word in given[words]]
    return _Describing(
        [*given["thai"], *denied, *(word for word in more if not word.isascii())],
        [*given["latin"], *(word for word in more if word.isascii() and " " not in word)],
        [*given["phrases"], *(word for word in more if word.isascii() and " " in word)],
    )
