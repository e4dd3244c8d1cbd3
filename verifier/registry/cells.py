"""From a cell of somebody's table to a value: forgiving about form, never about content.

Digits, dashes, spaces, calendars and the words for a state are brought to one form. What cannot be understood beyond
doubt raises `BadCell` with the code of a reason; nothing is ever guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from verifier.days import day_of
from verifier.domain import LicenceStatus, TargetKind
from verifier.links.target import judge_target
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.registry.schema import plain_key
from verifier.thai import fold, normal_form

EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "null", "none", "nan"})
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})[ -]*([^\d\s-][^\d]*?)[ -]*(?:พ\.?ศ\.?|ค\.?ศ\.?)? *(\d{4})", re.ASCII)
_SIGNED = re.compile(r"[+-][0-9.,]*", re.ASCII)
_QR_ID = re.compile(r"(\d{6,12})(?:\.0)?", re.ASCII)


class BadCell(ValueError):
    """A cell that cannot be taken; the message is the code of the reason."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `list_words.toml`, each in the form that `plain_key` gives it."""

    columns: Mapping[str, str]
    states: Mapping[str, LicenceStatus]
    types: Mapping[str, str]
    months: Mapping[str, int]
    catalogue: Mapping[str, str]
    goods: Mapping[str, str]


@cache
def words() -> Words:
    """The words that ship with the package."""
    data = tomllib.loads((resources.files("verifier") / "data" / "list_words.toml").read_text("utf-8"))

    def by_word(table: str) -> dict[str, str]:
        return {plain_key(word): name for name, found in data[table].items() for word in (name, *found)}

    return Words(
        columns=by_word("columns"),
        states={word: LicenceStatus(name) for word, name in by_word("states").items()},
        types=by_word("types"),
        months={word: int(name) for word, name in by_word("months").items()},
        catalogue=by_word("catalogue"),
        goods=by_word("goods"),
    )


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run this text. `-`, `+66 2…` and names are no formulas."""
    return text[:1] in ("=", "@", "\t", "\r") or (text[:1] in ("+", "-") and any(c in text for c in "(|!"))


def inert(text: str) -> str:
    """A text that no spreadsheet will run when it stands in a CSV file; numbers and single dashes stay as they are."""
    runs = text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _SIGNED.fullmatch(text)
    return f"'{text}" if runs else text


@lru_cache(maxsize=65536)
def text_cell(cell: str) -> str | None:
    """A name as it stands, in one spelling of its letters; None for an empty cell. Raises BadCell for a formula."""
    if is_formula(cell):
        raise BadCell("cell.formula")
    text = normal_form(cell)
    return None if text.casefold() in EMPTY else text


def licence_cell(cell: str) -> LicenceNumber:
    """A licence number. Raises BadCell."""
    number = parse_licence(cell)
    if number is None:
        raise BadCell("cell.missing" if text_cell(cell) is None else "licence.unreadable")
    return number


@lru_cache(maxsize=8192)
def standard_cell(cell: str) -> tuple[StandardNumber, str]:
    """A standard, and the title after it when the cell has the form `1040-2541 : title`. Raises BadCell."""
    if text_cell(cell) is None:
        raise BadCell("cell.missing")
    number, _, title = normal_form(cell).partition(" : ")
    standard = parse_standard(number)
    if standard is None:
        raise BadCell("standard.unreadable")
    return standard, title.strip()


@lru_cache(maxsize=1024)
def status_cell(cell: str) -> LicenceStatus:
    """The state of a licence; UNSTATED for an empty cell. Raises BadCell for a word that is not known."""
    if text_cell(cell) is None:
        return LicenceStatus.UNSTATED
    try:
        return words().states[plain_key(cell)]
    except KeyError as error:
        raise BadCell("status.unknown") from error


@lru_cache(maxsize=1024)
def type_cell(cell: str) -> str | None:
    """The letter of a licence's type: ท, น, นค or ส; None for an empty cell. Raises BadCell for an unknown word."""
    if text_cell(cell) is None:
        return None
    try:
        return words().types[plain_key(cell)]
    except KeyError as error:
        raise BadCell("licence_type.unknown") from error


def qr_id_cell(cell: str) -> str | None:
    """The id of an official QR link, given as digits or as the link; None for an empty cell. Raises BadCell."""
    if digits := _QR_ID.fullmatch(cell):
        return digits[1]
    if text_cell(cell) is None:
        return None
    folded = fold(cell).text.strip()
    if digits := _QR_ID.fullmatch(folded):
        return digits[1]
    target = judge_target(folded)
    if target.kind is TargetKind.OFFICIAL and target.qr_id is not None:
        return target.qr_id
    raise BadCell("qr_id.unreadable")


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
