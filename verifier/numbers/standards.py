"""Numbers of Thai industrial standards (มอก., TIS): `2424-2565`, `62368 เล่ม 1-2563`, `60335 เล่ม 2(13)-2564`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifier.numbers.context import speaks_of_other
from verifier.numbers.patterns import RUNS_ON, STANDARD, YEAR_LOST
from verifier.numbers.years import BUDDHIST_ERA, EARLIEST_YEAR, LATEST_YEAR
from verifier.thai import fold

MONTHS = 12
"""Bare numbers up to this one before a year may be its months."""


@dataclass(frozen=True, slots=True, order=True)
class StandardNumber:
    """The number of a standard: `number`, then if given `(sub)`, `เล่ม part(subpart)` and Buddhist `year`."""

    number: int
    sub: int | None = None
    part: int | None = None
    subpart: int | None = None
    year: int | None = None

    def __str__(self) -> str:
        text = str(self.number)
        if self.sub is not None:
            text += f"({self.sub})"
        if self.part is not None:
            text += f" เล่ม {self.part}"
            if self.subpart is not None:
                text += f"({self.subpart})"
        return text if self.year is None else f"{text}-{self.year}"

    def without_year(self) -> StandardNumber:
        """The same standard in no particular edition."""
        return StandardNumber(self.number, self.sub, self.part, self.subpart)

    def printed_thai(self) -> str:
        """As Thai labels print it: `มอก. 62368 เล่ม 1-2563`."""
        return f"มอก. {self}"

    def printed_english(self) -> str:
        """As English labels print it: `TIS 62368 Part 1-2563`."""
        return f"TIS {self}".replace("เล่ม", "Part")


@dataclass(frozen=True, slots=True)
class FoundStandard:
    """A standard number in a line; `raw` is `line[start:end]`, with มอก. or TIS when `prefixed`."""

    value: StandardNumber
    start: int
    end: int
    raw: str
    prefixed: bool

    @property
    def has_year(self) -> bool:
        """Whether the edition was printed too."""
        return self.value.year is not None


def parse_standard(text: str, latest_year: int = LATEST_YEAR) -> StandardNumber | None:
    """The standard that the whole of `text` names, prefix and year optional; None when in doubt.

    Christian years become Buddhist ones; years outside 2511..`latest_year` (B.E.) are not believed.
    """
    match = STANDARD.fullmatch(fold(text).text.strip())
    return _standard(match, latest_year) if match else None


def find_standards(line: str, latest_year: int = LATEST_YEAR) -> list[FoundStandard]:
    """The standards named in a line of print, left to right.

    Without มอก. or TIS before it only `number-year` with a Buddhist year is a candidate, and only where
    nothing before it speaks of something else; callers decide what a candidate that is not `prefixed` is worth.
    A value without a year may be the legible half of a number.
    """
    folded, found = fold(line), []
    for match in STANDARD.finditer(folded.text):
        prefixed, year = match["prefix"] is not None, match["year"]
        after = folded.text[match.end() : match.end() + 12]
        if RUNS_ON.match(after) or (year is None and YEAR_LOST.match(after)):
            continue
        if not prefixed and not _bare_is_plausible(match):
            continue
        if (value := _standard(match, latest_year)) is not None:
            start, end = folded.span(*match.span())
            found.append(FoundStandard(value, start, end, line[start:end], prefixed))
    return found


def _bare_is_plausible(match: re.Match[str]) -> bool:
    if match["year"] is None or int(match["year"]) < EARLIEST_YEAR:
        return False
    month_and_year = match["part"] is None and int(match["number"]) <= MONTHS
    before = match.string[max(0, match.start() - 40) : match.start()]
    return not month_and_year and not speaks_of_other(before)


def _standard(match: re.Match[str], latest_year: int) -> StandardNumber | None:
    names = ("sub", "part", "subpart", "year")
    sub, part, subpart, year = (int(match[name]) if match[name] else None for name in names)
    if year is None and " (" in match[0]:
        return None  # what stands in brackets after a gap may be the office of a licence
    if year is not None:
        year = year if year >= EARLIEST_YEAR else year + BUDDHIST_ERA
        if not EARLIEST_YEAR <= year <= latest_year:
            return None
    return StandardNumber(int(match["number"]), sub, part, subpart, year)
