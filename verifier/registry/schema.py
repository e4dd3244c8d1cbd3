"""The file format of a list: one SQLite file, its version and its columns. Readers and writers agree here.

`family` is the standard without its year, `bare` the licence number without office and without the part of its
standard, `holder_key` and `trade_mark_key` are normal forms: all four exist to be looked up by, never to be shown.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from verifier.errors import ListUnreadable
from verifier.models import Licence, LicenceStatus
from verifier.names import normal
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.thai import fold, normal_form

APPLICATION_ID = 0x4D4F4B4C
"""`MOKL` in the header of the file, so that `file` and we can tell it from other SQLite files."""
VERSION = 1
"""Raised whenever an older program would misread the file."""
PAGE_SIZE = 4096

SHOWN = (
    "number",
    "standard",
    "holder",
    "status",
    "product",
    "qr_id",
    "licence_type",
    "issued",
    "suspended_from",
    "suspended_to",
    "trade_mark",
    "factory",
)
"""The columns that make a `Licence`, in the order of its fields."""
KEYS = ("family", "bare", "holder_key", "trade_mark_key")
COLUMNS = SHOWN + KEYS

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE licence (
    id INTEGER PRIMARY KEY,
    {", ".join(f"{name} TEXT" for name in COLUMNS)}
) STRICT;
CREATE TABLE holder (
    family TEXT, standard TEXT, holder TEXT, PRIMARY KEY (family, standard, holder)
) STRICT, WITHOUT ROWID;
"""
INDICES = """
CREATE INDEX by_number ON licence (bare);
CREATE INDEX by_qr_id ON licence (qr_id) WHERE qr_id IS NOT NULL;
CREATE INDEX by_standard ON licence (family, standard, holder_key);
CREATE INDEX by_trade_mark ON licence (trade_mark_key, family) WHERE trade_mark_key IS NOT NULL;
"""

_NORMAL_FORM = re.compile(r"(?:\(([1-9][0-9]?)\))?(ท|นค|น|ส)([1-9][0-9]{0,4})-([1-9][0-9]{0,4})/([1-9][0-9]{0,4})")
Row = tuple[str | None, ...]


class ContentHash:
    """The identity of a list: its date, coverage and source, and every row in the file's order."""

    def __init__(self, day: date, covers: Iterable[str], source: str) -> None:
        self._digest = hashlib.sha256(json.dumps([VERSION, day.isoformat(), sorted(covers), source]).encode())

    def add(self, row: Row) -> None:
        """Takes in one row, the columns `COLUMNS`."""
        self._digest.update(json.dumps(row, ensure_ascii=False).encode())

    def id(self) -> str:
        """Twelve hexadecimal digits."""
        return self._digest.hexdigest()[:12]


def bare(number: LicenceNumber) -> str:
    """`(3)ท1021-49/62368(1)` → `ท1021-49/62368`: what stays when office and part are left out."""
    digits = re.match(r"\d*", number.standard)
    return f"{number.type}{number.seq}-{number.n}/{digits[0] if digits else ''}"


@lru_cache(maxsize=65536)
def plain_key(text: str) -> str:
    """A text as it is looked up: case, spaces, punctuation and the script of its digits do not count."""
    return re.sub(r"[^\w\u0e00-\u0e7f]|_", "", fold(normal_form(text)).text.casefold())


@lru_cache(maxsize=65536)
def holder_key(name: str) -> str:
    """A holder's name as it is looked up: all spellings of one name, legal form apart, have one key."""
    return normal(name) or plain_key(name)


def to_row(licence: Licence) -> Row:
    """A licence as the columns of the table hold it."""
    return (
        str(licence.number),
        str(licence.standard),
        licence.holder,
        licence.status.value,
        licence.product,
        licence.qr_id,
        licence.licence_type,
        licence.issued.isoformat() if licence.issued else None,
        licence.suspended_from.isoformat() if licence.suspended_from else None,
        licence.suspended_to.isoformat() if licence.suspended_to else None,
        licence.trade_mark,
        licence.factory,
        str(licence.standard.without_year()),
        bare(licence.number),
        holder_key(licence.holder),
        (plain_key(licence.trade_mark) or None) if licence.trade_mark else None,
    )


def from_row(row: Row) -> Licence:
    """The licence of a row that holds the columns `SHOWN`. Raises ListUnreadable when it makes none."""
    number, standard, holder, status, product, qr_id, kind, issued, start, end, trade_mark, factory = row
    try:
        return Licence(
            number=_licence(number or ""),
            standard=_standard(standard or ""),
            holder=holder or "",
            status=LicenceStatus(status or ""),
            product=product or "",
            qr_id=qr_id,
            licence_type=kind,
            issued=date.fromisoformat(issued) if issued else None,
            suspended_from=date.fromisoformat(start) if start else None,
            suspended_to=date.fromisoformat(end) if end else None,
            trade_mark=trade_mark,
            factory=factory,
        )
    except ValueError as error:
        raise ListUnreadable(f"a row of the list is damaged: {error}") from error


def licence_number(text: str) -> LicenceNumber | None:
    """`parse_licence`, by a short cut for numbers that are in normal form already."""
    match = _NORMAL_FORM.fullmatch(text)
    if match is None:
        return parse_licence(text)
    return LicenceNumber(match[2], int(match[3]), int(match[4]), match[5], int(match[1]) if match[1] else None)


def _licence(text: str) -> LicenceNumber:
    number = licence_number(text)
    if number is None:
        raise ValueError(f"{text!r} is no licence number")
    return number


@lru_cache(maxsize=8192)
def _standard(text: str) -> StandardNumber:
    number = parse_standard(text)
    if number is None:
        raise ValueError(f"{text!r} is no number of a standard")
    return number
