"""The words by which a line of print is known (`data/label_words.toml`), in the forms in which lines are compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from verifier.thai import letters_of

NAME_LETTERS = 4
"""A Latin word of fewer letters is a unit or a smudge, if it is not one that speaks."""
MISREAD_THAI, MISREAD_LATIN, MISREAD_PHRASE, PHRASE_LETTERS = 4, 5, 3, 14
"""One letter of a describing word may be misread for every this many of its own; more in a phrase of 14 and longer."""
SPEAKS_MISREAD_LETTERS = 6
"""A speaking word of this many letters is recognised with one of them misread."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words in the form in which lines are compared: squeezed Thai; Latin tokens; whole phrases, letters only."""

    thai: tuple[str, ...]
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
    """The describing Thai words that a piece of that length may be."""
    return [word for word in vocabulary().thai if abs(len(word) - length) <= reach(length)]


@cache
def latin_about(length: int) -> Sequence[str]:
    """The same of Latin ones."""
    return [word for word in vocabulary().latin_listed if abs(len(word) - length) <= reach(length)]


def most_misread(word: str) -> int:
    """How many letters of a describing word may be misread."""
    if word.isascii():
        return len(word) // MISREAD_LATIN
    return len(word) // (MISREAD_PHRASE if len(word) >= PHRASE_LETTERS else MISREAD_THAI)


@cache
def written_phrases() -> tuple[str, ...]:
    """The describing phrases as they are written, the longest first."""
    return tuple(sorted(_data()["describes"]["phrases"], key=lambda phrase: (-len(phrase), phrase)))


@cache
def vocabulary() -> Vocabulary:
    """All words, read once."""
    data = _data()
    thai = tuple(sorted({letters_of(word) for word in data["describes"]["thai"]}, key=lambda word: (-len(word), word)))
    latin = tuple(sorted(set(data["describes"]["latin"])))
    return Vocabulary(
        thai,
        re.compile("|".join(map(re.escape, thai))),
        frozenset(latin),
        latin,
        tuple(letters_of(phrase) for phrase in data["describes"]["phrases"]),
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


@cache
def phrases_about(length: int) -> Sequence[tuple[str, int]]:
    """The describing phrases that a line of so many letters may be, and how many letters of each may be misread."""
    known = vocabulary()
    phrases = [(phrase, most_misread(phrase)) for phrase in (*known.phrases, *known.thai)]
    return [(p, most) for p, most in phrases if len(p) >= NAME_LETTERS and abs(len(p) - length) <= most]
