"""What stands in a table beside the cells that are read, and may say that a licence does not hold.

Clerks write it into remarks (`เพิกถอนแล้ว 1/2/69`), under headings of their own (`วันที่ยกเลิก`, `is_revoked`), into
titles and rows between others, on sheets of their own, into a footnote that an asterisk leads to. Nothing of it is
taken for a state. A licence beside which it stands is kept without one, so that no label agrees by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache

from verifier.domain import LicenceStatus, StatementKind
from verifier.extract.statement_words import qualifying
from verifier.numbers import LicenceNumber, find_licences
from verifier.registry.cells import BadCell, is_empty, words
from verifier.registry.day_cells import date_cell
from verifier.registry.schema import plain_key
from verifier.thai import fold, normal_form, squeezed

HOLDS_FOR = timedelta(days=92)
"""How long after its own day a list is used at most; what expires later says nothing against a licence."""
STRUCK = "~~"
"""Before and behind letters that a workbook shows struck out."""
_FOOTNOTE = re.compile(r"^\s*[*†‡※]|[*†‡※]\s*$")
_FIGURES = re.compile(r"(?<![0-9])([0-9]{1,5}) ?- ?([0-9]{1,5}) ?/ ?([0-9]{1,5})(?![0-9])")
_NOT = re.compile(r" (?:not|non) |ไม่")
_TYPES = ("ท", "น", "ส", "นค")
_NOTHING_BUT_A_SIGN = re.compile(r"[*†‡※§#\u00b9\u00b2\u00b3\u2070-\u2079()\s]+")


@lru_cache(maxsize=65536)
def ends(text: str) -> bool:
    """Whether a text says, with whatever else, that a licence is not, or not always, in force."""
    if STRUCK in text:
        return True
    thai, latin = _ending()
    return thai.search(squeezed(text)) is not None or latin.search(plain(text)) is not None


def marked(text: str) -> bool:
    """Whether a text begins or ends with a sign that leads to a footnote, of which nothing is known."""
    return _FOOTNOTE.search(text) is not None


def beside(heading: str, cell: str, day: date | None = None) -> bool:
    """Whether a cell under a heading that no field is taken from may say that a licence does not hold.

    By its own words, by a sign and nothing else, or because it is filled in under a heading that speaks of an end; a
    day more than `HOLDS_FOR` after `day`, that of the list, is no end. A no counts under a heading that asks whether
    the licence is in force, or has not ended.
    """
    if is_empty(cell):
        return False
    if plain_key(cell) in _keys(words().noes):
        return _asks_whether_in_force(heading)
    if ends(cell) or _NOTHING_BUT_A_SIGN.fullmatch(cell) or plain_key(cell) in _keys(words().alone):
        return True
    return ends(heading) and not _far_off(cell, day)


@lru_cache(maxsize=1024)
def of_licences(heading: str) -> bool:
    """Whether a heading of a shop's table is one for remarks, for states, or of licences and standards."""
    thai, latin = _of_licences()
    return thai.search(squeezed(heading)) is not None or latin.search(plain(heading)) is not None


def named_in(cells: Iterable[str]) -> set[LicenceNumber]:
    """Every licence that one of the cells names, with whatever else."""
    return {found.value for cell in cells for found in find_licences(cell) if found.value is not None}


def perhaps_named_in(cells: Iterable[str]) -> set[LicenceNumber]:
    """Every licence that a cell may name whose number cannot be read, as its letter is missing or more follows."""
    named: set[LicenceNumber] = set()
    for cell in cells:
        for sequence, number, standard in _FIGURES.findall(fold(cell).text):
            named |= {LicenceNumber(kind, int(sequence), int(number), standard) for kind in _TYPES}
    return named


def plain(text: str) -> str:
    """A text as Latin words are looked for in it: small letters, each word between spaces."""
    return " " + re.sub(r"[^\w\u0e00-\u0e7f]+|_", " ", fold(normal_form(text)).text.casefold()) + " "


@lru_cache(maxsize=1024)
def _asks_whether_in_force(heading: str) -> bool:
    thai, latin = _in_force()
    asks = thai.search(squeezed(heading)) or latin.search(plain(heading))
    return asks is not None or (ends(heading) and _NOT.search(plain(heading)) is not None)


@cache
def _in_force() -> tuple[re.Pattern[str], re.Pattern[str]]:
    thai, latin = _by_script(word for word, state in words().states.items() if state is LicenceStatus.ACTIVE)
    return re.compile("|".join(thai)), re.compile("|".join(f"{word} " for word in latin))


@cache
def _of_licences() -> tuple[re.Pattern[str], re.Pattern[str]]:
    thai, latin = _by_script(words().remark_headings)
    return re.compile("|".join(thai)), re.compile("|".join(f"{word} " for word in latin))


@cache
def _ending() -> tuple[re.Pattern[str], re.Pattern[str]]:
    kinds = (kind for kind in qualifying() if kind.kind in (StatementKind.EXPIRED, StatementKind.DENIED))
    thai, latin = _by_script((*words().remarks, *(word.written for kind in kinds for word in kind.anywhere)))
    return re.compile("|".join(thai)), re.compile("|".join(latin))


def _by_script(written: Iterable[str]) -> tuple[list[str], list[str]]:
    """Thai words as `squeezed` gives them, and beginnings of Latin ones in `plain`."""
    written = tuple(written)
    thai = [re.escape(squeezed(word)) for word in written if not word.isascii()]
    return thai, [re.escape(plain(word).rstrip()) for word in written if word.isascii()]


@cache
def _keys(written: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain_key, written))


def _far_off(cell: str, day: date | None) -> bool:
    try:
        end = date_cell(cell)
    except BadCell:
        return False
    return day is not None and end is not None and end > day + HOLDS_FOR
