"""Cells that hold a day, of either calendar and in the forms that people write."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from verifier.days import day_of
from verifier.registry.cells import BadCell, text_cell, words
from verifier.registry.schema import plain_key
from verifier.thai import fold, normal_form

MONTHS = 12
_AT_A_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_AT_A_TIME}", re.ASCII)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_AT_A_TIME}", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})[ -]*([^\d\s-][^\d]*?)[ -]*(?:พ\.?ศ\.?|ค\.?ศ\.?)? *(\d{4})", re.ASCII)


@lru_cache(maxsize=65536)
def first_of(cell: str) -> str:
    """What stands first in a day in figures with its year last: `day`, `month` or `either`; empty for anything else.

    With its year first it is a `low date`, up to the twelfth of a month, or a `high date`.
    """
    text = fold(normal_form(cell)).text
    if dated := _YEAR_FIRST.fullmatch(text):
        return "low date" if int(dated[3]) <= MONTHS else "high date"
    match = _DAY_FIRST.fullmatch(text)
    if match is None or match[1] == match[2]:
        return ""
    first, second = int(match[1]), int(match[2])
    return "either" if max(first, second) <= MONTHS else "day" if first > MONTHS else "month"


@lru_cache(maxsize=65536)
def date_cell(cell: str) -> date | None:
    """A day of either calendar, day first or year first or with the month in words; None for an empty cell.

    A year from 2480 is Buddhist, one from 1937 to 2100 Christian. Raises BadCell for anything else, two-digit years
    and days that do not exist included.
    """
    if text_cell(cell) is None:
        return None
    text = fold(normal_form(cell)).text
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _DAY_FIRST.fullmatch(text):
        year, month, day = int(match[3]), int(match[2]), int(match[1])
    elif match := _IN_WORDS.fullmatch(text):
        year, month, day = int(match[3]), words().months.get(plain_key(match[2]), 0), int(match[1])
    else:
        raise BadCell("date.unreadable")
    try:
        return day_of(year, month, day)
    except ValueError as error:
        raise BadCell("date.unreadable") from error
