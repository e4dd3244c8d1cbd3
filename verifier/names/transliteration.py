"""Which Thai name a name in Latin letters may be, by how alike the two sound: to explain, never to link.

Words that tell no firm from another, or are translated (`data/name_transliteration.toml`), are taken out of both names
where both have them; the rest is compared by its sounds. Names that sound alike may be two firms': whoever counterfeits
can choose such a name, so this decides nothing.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TypeAlias

from verifier.names.distance import most_alike
from verifier.names.parse import in_thai, normal
from verifier.names.phonetics import TONES, Sounds, cost, of_latin, of_thai, spoken, total, words

COMMON_WORD_WEIGHT = 0.6
"""Weight of a common word that both names have; that of a consonant is 1."""
SOUNDS_ALIKE = 0.7
"""Score (`alike`) from which on two names sound alike."""
MIN_LEAD = 0.1
"""Score by which the next firm must sound less alike, or it may be meant as well."""
MAX_COMPARED = 50
"""Firms that are compared with care: those whose sounds, common words and all, are nearest."""
_INTERCEPT, _SCORE_WEIGHT, _LEAD_WEIGHT, _MAX_LEAD = -2.86, 5.39, 5.42, 0.4
"""Logistic regression on the nearest firm's score and its lead, which counts up to _MAX_LEAD: fitted to every second of
the pairs in `tests/support/firms_in_two_scripts.csv`, each among 5 to 40 others; its unit test holds it to the rest."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The firms that a name in Latin letters may be, the nearest first; of each its names in the list.

    `probability`: that the nearest firm of all, whether it sounds alike or not, is the one printed, given that the
    printed one is among the holders.
    """

    firms: tuple[tuple[str, ...], ...] = ()
    probability: float = 0.0

    @property
    def ambiguous(self) -> bool:
        """Whether more than one firm may be meant."""
        return len(self.firms) > 1


def best_heard(latin: str, holders: Sequence[str]) -> Heard:
    """Which of the holders with Thai names a name in Latin letters may be."""
    thai = [holder for holder in holders if in_thai(holder)]
    row = of_latin("".join(words(latin)).lower())
    rows = [of_thai(_core(holder)) for holder in thai]
    near = [thai[place] for place in most_alike(row, rows, limit=MAX_COMPARED)]
    names: dict[str, list[str]] = defaultdict(list)
    for holder in near:
        names[normal(holder)].append(holder)
    scores = sorted(((alike(latin, spellings[0]), firm) for firm, spellings in names.items()), reverse=True)
    if not scores:
        return Heard()
    (best, _), lead = scores[0], scores[0][0] - (scores[1][0] if len(scores) > 1 else 0.0)
    odds = _INTERCEPT + _SCORE_WEIGHT * best + _LEAD_WEIGHT * min(lead, _MAX_LEAD)
    firms = tuple(tuple(names[firm]) for score, firm in scores if score >= max(SOUNDS_ALIKE, best - MIN_LEAD))
    return Heard(firms, 1 / (1 + math.exp(-odds)))


def alike(latin: str, thai: str) -> float:
    """How alike a name in Latin letters and a Thai one sound, 0..1; 0 when the figures in them differ.

    One minus the cost of the edits from the one to the other, over the longer of them.
    """
    if _figures(latin) != _figures(thai):
        return 0.0
    core, rest, common = _without_common(_core(thai), words(latin))
    heard = of_thai(core)
    return max(_score(said, heard, common) for said in spoken(rest))


def _score(one: Sounds, other: Sounds, common: int) -> float:
    whole = max(total(one), total(other)) + COMMON_WORD_WEIGHT * common
    return max(0.0, 1 - cost(one, other) / whole) if whole else 0.0


def _figures(name: str) -> str:
    return re.sub("[^0-9]", "", normal(name))


def _core(thai: str) -> str:
    return normal(thai).translate(TONES)


CommonWord: TypeAlias = tuple[re.Pattern[str] | None, frozenset[str]]
"""How it is written in Thai (None: not at all) and in Latin letters."""


@cache
def _common() -> tuple[CommonWord, ...]:
    data = tomllib.loads((resources.files("verifier") / "data" / "name_transliteration.toml").read_text("utf-8"))
    return tuple((re.compile(thai) if thai else None, frozenset(latin)) for thai, latin in data["words"].values())


def _without_common(core: str, latin: tuple[str, ...]) -> tuple[str, tuple[str, ...], int]:
    """Both names without the common words that both have, and how many those are."""
    rest, common = list(latin), 0
    for thai, english in _common_in(latin):
        found = thai.search(core) if thai else None
        place = next((i for i, word in enumerate(rest) if word in english), None)
        if place is None:
            continue
        if found:
            core, common = f"{core[: found.start()]} {core[found.end() :]}", common + 1
        if found or thai is None:
            del rest[place]
    return core, tuple(rest), common


@lru_cache(maxsize=1024)
def _common_in(latin: tuple[str, ...]) -> tuple[CommonWord, ...]:
    """The common words that a name in Latin letters has."""
    return tuple(word for word in _common() if not word[1].isdisjoint(latin))
