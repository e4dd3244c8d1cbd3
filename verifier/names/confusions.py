"""How often a reader takes one letter of a firm's name for another: counted, not supposed.

The counts in `data/name_confusions.toml` come from names that were drawn and read (`python -m bench names
--calibrate`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from verifier.fitted import fitted

NOTHING = ""
"""Printed: what a letter that was made up stands for; read: what became of a letter that was lost."""
PRIOR_MISREADINGS, PRIOR_LETTERS = 0.25, 12.0
"""Added to the counts of a misreading and of its letter, so that what was never seen is rare and not impossible."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Counts for one reader. `seen`: of a letter printed; `wrong`: of a letter printed and what it was read as."""

    seen: Mapping[str, int]
    wrong: Mapping[tuple[str, str], int]

    def chance(self, printed: str, read: str) -> float:
        """The share of a printed letter that is read as this other one, 0..1."""
        return (self.wrong.get((printed, read), 0) + PRIOR_MISREADINGS) / (self.seen.get(printed, 0) + PRIOR_LETTERS)


def family(reader: str) -> str:
    """The reader's name without its version."""
    return reader.partition("-")[0]


@lru_cache(maxsize=65536)
def chance(readers: tuple[str, ...], printed: str, read: str) -> float:
    """The share of a printed letter that is read as another, 0..1, in a look that several readers agree on.

    It is the mean of the readers' shares, since what misleads one tends to mislead the other. Readers that were never
    counted are taken for all others together.
    """
    tables = [letters().get(family(reader), everyone()) for reader in readers] or [everyone()]
    return math.exp(sum(math.log(table.chance(printed, read)) for table in tables) / len(tables))


@lru_cache(maxsize=4096)
def likeliest(readers: tuple[str, ...], read: str) -> float:
    """The largest share of any other letter that is read as this one."""
    return max((chance(readers, printed, read) for printed in taken_for(read)), default=0.0)


@cache
def taken_for(read: str) -> frozenset[str]:
    """The letters that any reader was seen to take for this one."""
    return frozenset(printed for printed, other in everyone().wrong if other == read and printed != NOTHING)


def measured(name: str, least: int = 20) -> bool:
    """Whether every letter of a name was counted at least `least` times."""
    return all(everyone().seen.get(letter, 0) >= least for letter in name)


@cache
def letters() -> Mapping[str, Letters]:
    """By reader, without its version."""
    counted = fitted("name_confusions")["readers"]
    return {reader: _table(told["seen"], told["read_as"]) for reader, told in counted.items()}


def _table(seen: Mapping[str, int], read_as: Mapping[str, int]) -> Letters:
    """From the file, where a space stands for nothing."""
    wrong = {(pair[0].strip(), pair[1].strip()): n for pair, n in read_as.items()}
    return Letters({letter.strip(): n for letter, n in seen.items()}, wrong)


@cache
def everyone() -> Letters:
    """All readers together."""
    return _added(list(letters().values()))


def _added(tables: Sequence[Letters]) -> Letters:
    seen: dict[str, int] = {}
    wrong: dict[tuple[str, str], int] = {}
    for table in tables:
        for letter, n in table.seen.items():
            seen[letter] = seen.get(letter, 0) + n
        for pair, n in table.wrong.items():
            wrong[pair] = wrong.get(pair, 0) + n
    return Letters(seen, wrong)
