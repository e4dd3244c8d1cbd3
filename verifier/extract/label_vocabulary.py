"""The words by which a line of print is known, in the forms in which lines are compared.

What decides stands in `data/label_words.toml`; the bulk of what describes goods in `data/label_words`, an entry a line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from verifier.thai import letters_of

LISTS = ("cautions", "electrical_goods", "other_goods", "round_the_goods")
"""Files of `data/label_words`."""
LATIN_WORD = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")
"""A Latin word of a line in lower case."""
NAME_LETTERS = 4
"""A Latin word of fewer letters is a unit or a smudge, if it is not one that speaks."""
MISREAD_THAI, MISREAD_LATIN, MISREAD_PHRASE, PHRASE_LETTERS = 4, 5, 3, 14
"""One letter of a describing word may be misread for every this many of its own; more in a phrase of 14 and longer."""
MISREAD_SPEAKING, SENTENCE_LETTERS = 6, 30
"""The same of one that holds a speaking word, so that another noun beside it is another sentence; of a sentence of 30
letters and more a noun is too small a part for that."""
SPEAKS_MISREAD_LETTERS = 6
"""A speaking word of this many letters is recognised with one of them misread."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words in the form in which lines are compared: squeezed Thai; Latin tokens; whole phrases, letters only."""

    thai: tuple[str, ...]
    thai_words: frozenset[str]
    thai_found: re.Pattern[str]
    latin: frozenset[str]
    latin_listed: tuple[str, ...]
    phrases: tuple[str, ...]
    speaks_thai: tuple[str, ...]
    speaks_latin: tuple[str, ...]
    speaks_beginning: tuple[str, ...]
    """Those of `speaks_latin` with which a longer word may begin."""
    speaks_misread: Mapping[int, Sequence[str]]
    """Those that may be misread, by their length."""
    false: tuple[str, ...]
    false_thai: tuple[str, ...]
    """Those that call goods false, Latin and Thai."""


def reach(length: int) -> int:
    """How many letters of a piece of that length may be misread at most, whatever word it is."""
    return max(length // 3, 1)


@cache
def thai_about(length: int) -> Sequence[str]:
    """The describing Thai words that a piece of that length may be, a letter or more of them misread."""
    return [word for word in vocabulary().thai if 0 < most_misread(word) >= abs(len(word) - length)]


@cache
def latin_about(length: int) -> Sequence[str]:
    """The same of Latin ones."""
    return [word for word in vocabulary().latin_listed if abs(len(word) - length) <= reach(length)]


@cache
def most_misread(word: str) -> int:
    """How many letters of a describing word may be misread."""
    if len(word) < SENTENCE_LETTERS and any(said in word for said in vocabulary().speaks_thai):
        return len(word) // MISREAD_SPEAKING
    if word.isascii():
        return len(word) // MISREAD_LATIN
    return len(word) // (MISREAD_PHRASE if len(word) >= PHRASE_LETTERS else MISREAD_THAI)


@cache
def written_phrases() -> tuple[str, ...]:
    """The describing phrases as they are written, the longest first."""
    return tuple(sorted(_describes().phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def vocabulary() -> Vocabulary:
    """All words, read once."""
    data, describes = _data(), _describes()
    thai = tuple(sorted({letters_of(word) for word in describes.thai}, key=lambda word: (-len(word), word)))
    latin = tuple(sorted(set(describes.latin)))
    return Vocabulary(
        thai,
        frozenset(thai),
        re.compile("|".join(map(re.escape, thai))),
        frozenset(latin),
        latin,
        tuple(letters_of(phrase) for phrase in describes.phrases),
        tuple(letters_of(word) for word in data["speaks"]["thai"]),
        speaks_latin := (*data["speaks"]["latin"], *data["speaks"]["thai_in_latin"], *data["speaks"]["east_asian"]),
        tuple(said for said in speaks_latin if len(said) >= NAME_LETTERS),
        {
            length: [said for said in speaks_latin if len(said) == length]
            for length in sorted({len(said) for said in speaks_latin if len(said) >= SPEAKS_MISREAD_LETTERS})
        },
        tuple(data["speaks"]["false"]),
        tuple(letters_of(word) for word in data["speaks"]["false_thai"]),
    )


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
    return _Describing(
        [*given["thai"], *(word for word in more if not word.isascii())],
        [*given["latin"], *(word for word in more if word.isascii() and " " not in word)],
        [*given["phrases"], *(word for word in more if word.isascii() and " " in word)],
    )


@cache
def phrases_about(length: int) -> Sequence[tuple[str, int, frozenset[str]]]:
    """The describing phrases that a line of so many letters may be: letters, how many of them may be misread, words."""
    return [
        phrase for phrase in _phrases() if len(phrase[0]) >= NAME_LETTERS and abs(len(phrase[0]) - length) <= phrase[1]
    ]


@cache
def _phrases() -> Sequence[tuple[str, int, frozenset[str]]]:
    written = [(letters_of(phrase), frozenset(LATIN_WORD.findall(phrase))) for phrase in written_phrases()]
    thai: list[tuple[str, frozenset[str]]] = [(word, frozenset()) for word in vocabulary().thai]
    return [(letters, most_misread(letters), words) for letters, words in (*written, *thai)]
