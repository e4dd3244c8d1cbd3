"""When and where the goods were made, as a line of print says: a day or a month, a country.

A licence covers what was made while it was in force, and one to make (ท) covers what was made in the kingdom (the Act,
ม.16, 20).
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from verifier.days import day_of
from verifier.extract.words import Word, find, may_begin, rest_after, thai_pattern
from verifier.numbers.years import BUDDHIST_ERA
from verifier.thai import RECENT_TEXTS, fold_text, normal_form

_FOUR = r"(2[0-9]{3}|19[0-9]{2})"
_DAY_MONTH_YEAR = re.compile(rf"(?<![0-9])([0-3]?[0-9]) ?[-/. ] ?([01]?[0-9]) ?[-/. ] ?{_FOUR}(?![0-9])")
_YEAR_MONTH_DAY = re.compile(rf"(?<![0-9]){_FOUR} ?[-/. ] ?([01]?[0-9]) ?[-/. ] ?([0-3]?[0-9])(?![0-9])")
_MONTH_YEAR = re.compile(rf"(?<![0-9/.-])([01]?[0-9]) ?[-/.] ?{_FOUR}(?![0-9])")
_YEAR_MONTH = re.compile(rf"(?<![0-9/.-]){_FOUR} ?[-/.] ?([01]?[0-9])(?![0-9]| ?[-/.] ?[0-9])")
_YEAR_ALONE = re.compile(rf"^[^0-9]*{_FOUR}[^0-9]*$")
_NAMED_MONTH = re.compile(
    rf"(?:(?<![0-9])([0-3]?[0-9])[ .,-]{{0,3}})?([a-z]{{3,9}}|[ก-๎.]{{3,12}}?)[ .,-]{{0,3}}{_FOUR}(?![0-9])"
)


_TWO = r"([0-9]{2})"
_SHORT_DAY = re.compile(rf"(?<![0-9])([0-3]?[0-9]) ?[-/. ] ?([01]?[0-9]) ?[-/. ] ?{_TWO}(?![0-9])")
_SHORT_YEAR_FIRST = re.compile(rf"(?<![0-9]){_TWO} ?[-/. ] ?([01]?[0-9]) ?[-/. ] ?([0-3]?[0-9])(?![0-9])")
_SHORT_MONTH = re.compile(rf"(?<![0-9/.-])([0-9]{{1,2}}) ?[-/.] ?{_TWO}(?![0-9/.-])")
_SHORT_NAMED = re.compile(
    rf"(?:(?<![0-9])([0-3]?[0-9])[ .,-]{{0,3}})?([a-z]{{3,9}}|[ก-๎.]{{3,12}}?)[ .,'’-]{{0,3}}{_TWO}(?![0-9])"
)
_SHORT_RUN = re.compile(rf"(?<![0-9]){_TWO}([01][0-9])([0-3][0-9])(?![0-9])")
_LONG_RUN = re.compile(rf"(?<![0-9]){_FOUR}([01][0-9])([0-3][0-9])(?![0-9])")
_EAST_ASIAN_DAY = re.compile(rf"{_FOUR} ?[年년] ?(?:([01]?[0-9]) ?[月월])?(?: ?([0-3]?[0-9]) ?[日일])?")
_ONLY_A_DAY = re.compile(
    rf"\W*(?:[0-3]?[0-9] ?[-/.] ?[01]?[0-9] ?[-/.] ?{_FOUR}|{_FOUR} ?[-/.] ?[01]?[0-9] ?[-/.] ?[0-3]?[0-9])\W*"
)
"""A line that is a day and nothing else: goods bear that of their making, or one that is still to come."""
_A_DAY_NEXT = re.compile(
    r"[\s:]*(?:[0-9]{1,4}[-/. ]|[0-9]{6,8}|(?:19|2[0-9])[0-9]{2}|"
    r"[0-3]?[0-9]? ?(?:[ก-ฮ]\.? ?[ก-ฮ]\.|[a-z]{3,9})[ .'-]{0,3}[0-9]{2})"
)
"""What follows a short word of making where it tells a day."""
_STOPS = re.compile(r"(?<=[A-Za-z]{2})[.,]*,(?= )")
"""A comma for which a full stop behind an abbreviation is misread: `Prod., date`."""
CENTURIES = (2000, 2500 - BUDDHIST_ERA)
"""What two figures of a year may stand for: a year of either era."""


@lru_cache(RECENT_TEXTS)
def made_on(text: str) -> tuple[date, date] | None:
    """The first and the last day on which goods may have been made, as a line says; None where it does not.

    A year of two figures tells no era: `may_be_made_on`.
    """
    line = _told(text)
    try:
        return _days(line) if line else None
    except ValueError:  # a day that does not exist was misread
        return None


@lru_cache(RECENT_TEXTS)
def may_be_made_on(text: str) -> tuple[tuple[date, date], ...]:
    """The days on which goods may have been made as a line with a year of two figures says, in every way to read it."""
    line, found = _told(text), []
    if not line:
        return ()
    for year, month, day in _short(line):
        for century in CENTURIES:
            try:
                found.append(_month(century + year, month) if day is None else _only(date(century + year, month, day)))
            except ValueError:  # a day that does not exist: the figures stand in another order
                continue
    return tuple(dict.fromkeys(found))


def _told(text: str) -> str:
    """A line that tells when goods were made, folded; "" for one that does not."""
    line, text = fold_text(normal_form(text)).casefold(), _STOPS.sub("", text)
    if word := find(_words("made_on"), text, fuzzy=False):
        return _apart(word, line)
    if _ONLY_A_DAY.fullmatch(line):
        return line
    before = find(_words("before_a_day"), text, fuzzy=False)
    return _apart(before, line) if before and _A_DAY_NEXT.match(rest_after(before, text).casefold()) else ""


def _apart(word: Word, line: str) -> str:
    """A line with a blank behind the word that says what day it tells: `ผลิตม.ค. 60`."""
    return re.sub(thai_pattern(word), r"\g<0> ", line, count=1) if word.thai else line


def _short(line: str) -> Iterator[tuple[int, int, int | None]]:
    """Year of two figures, month and day (None for none) of a line, in every order in which its figures may stand."""
    if found := _SHORT_DAY.search(line):
        yield int(found[3]), int(found[2]), int(found[1])
        yield int(found[3]), int(found[1]), int(found[2])
    if found := _SHORT_YEAR_FIRST.search(line):
        yield int(found[1]), int(found[2]), int(found[3])
    if found := _SHORT_RUN.search(line):
        yield int(found[1]), int(found[2]), int(found[3])
        yield int(found[3]), int(found[2]), int(found[1])
    for found in _SHORT_NAMED.finditer(line):
        if month := _months().get(found[2].replace(".", "")):
            yield int(found[3]), month, int(found[1]) if found[1] else None
    if found := _SHORT_MONTH.search(line):
        yield int(found[2]), int(found[1]), None
        yield int(found[1]), int(found[2]), None


def _days(line: str) -> tuple[date, date] | None:
    """The day or the month in a line. Raises ValueError for one that does not exist."""
    if found := _EAST_ASIAN_DAY.search(line):
        return _east_asian(found)
    if found := _LONG_RUN.search(line) or _YEAR_MONTH_DAY.search(line):
        return _only(day_of(int(found[1]), int(found[2]), int(found[3])))
    if found := _DAY_MONTH_YEAR.search(line):
        return _only(day_of(int(found[3]), int(found[2]), int(found[1])))
    for found in _NAMED_MONTH.finditer(line):
        if month := _months().get(found[2].replace(".", "")):
            return _only(day_of(int(found[3]), month, int(found[1]))) if found[1] else _month(int(found[3]), month)
    return _month_or_year(line)


def _month_or_year(line: str) -> tuple[date, date] | None:
    """A month written in figures, or a year by itself. Raises ValueError for a month that does not exist."""
    if found := _MONTH_YEAR.search(line):
        return _month(int(found[2]), int(found[1]))
    if found := _YEAR_MONTH.search(line):
        return _month(int(found[1]), int(found[2]))
    found = _YEAR_ALONE.search(line)
    return _year(int(found[1])) if found else None


def _east_asian(found: re.Match[str]) -> tuple[date, date]:
    """A year, or a month or a day of it. Raises ValueError for one that does not exist."""
    if found[2] is None:
        return _year(int(found[1]))
    if found[3] is None:
        return _month(int(found[1]), int(found[2]))
    return _only(day_of(int(found[1]), int(found[2]), int(found[3])))


def _year(year: int) -> tuple[date, date]:
    return day_of(year, 1, 1), day_of(year, 12, 31)


@lru_cache(RECENT_TEXTS)
def made_in(text: str) -> str:
    """The country in which a line says that the goods were made, in English; "" where it does not.

    Imported goods were made abroad.
    """
    words, most_misread = _countries()
    found = find(words, text) if may_begin(_words("made_in"), text, most_misread) else None
    return _named()[found.written] if found else ""


@cache
def countries_abroad() -> tuple[str, ...]:
    """The names of other countries than Thailand, the longest first."""
    named = (name for country, names in _data()["countries"].items() if country != "thailand" for name in names)
    return tuple(sorted(named, key=lambda name: (-len(name), name)))


def _only(day: date) -> tuple[date, date]:
    return day, day


def _month(year: int, month: int) -> tuple[date, date]:
    first = day_of(year, month, 1)
    return first, first.replace(day=monthrange(first.year, month)[1])


@cache
def _named() -> Mapping[str, str]:
    """Every way in which the list can say where goods were made → the country."""
    data = _data()
    return {
        f"{lead} {name}" if name.isascii() else lead + name: country
        for country, names in data["countries"].items()
        for name in names
        for lead in data["made_in"]["words"]
        if lead.isascii() == name.isascii()
    }


@cache
def _countries() -> tuple[Sequence[Word], int]:
    """All of `_named`, the longest first, and how many letters of the longest may be misread."""
    words = sorted(map(Word.of, _named()), key=lambda word: (-len(word.bare), word.bare))
    return words, max(word.most_misread for word in words)


@cache
def _words(section: str) -> tuple[Word, ...]:
    return tuple(map(Word.of, _data()[section]["words"]))


@cache
def _months() -> Mapping[str, int]:
    return {name.replace(".", ""): int(number) for number, names in _data()["months"].items() for name in names}


@cache
def _data() -> Mapping[str, Any]:
    text = (resources.files("verifier") / "data" / "making_words.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
