"""The file format of a list: one SQLite file, its version, tables and columns. Writer and readers agree here.

Texts that many licences share (standards, holders, products …) are kept once, in `word`. The keys there, and `bare`
of a licence (its number without office and without the part of its standard), exist to be looked up by, never to be
shown.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
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
"""The columns of view `listed` that make a `Licence`, in the order of its fields."""
WORDS = ("standard", "holder", "product", "trade_mark", "factory")
"""Those of them that stand in `word`; the key of a standard is the standard without its year."""
COLUMNS = (*SHOWN, "bare")
"""The columns of table `licence`, where `WORDS` are ids of `word`."""

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE word (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, key TEXT NOT NULL) STRICT;
CREATE TABLE licence (
    id INTEGER PRIMARY KEY,
    {", ".join(f"{name} {'INTEGER' if name in WORDS else 'TEXT'}" for name in COLUMNS)}
) STRICT;
CREATE TABLE holding (standard INTEGER, holder INTEGER, PRIMARY KEY (standard, holder)) STRICT, WITHOUT ROWID;
CREATE VIEW listed AS SELECT
    licence.id, bare, {", ".join(f"licence.{name} AS {name}_id" for name in WORDS)},
    {", ".join(f"the_{name}.text AS {name}" if name in WORDS else name for name in SHOWN)}
FROM licence {" ".join(f"LEFT JOIN word AS the_{name} ON the_{name}.id = licence.{name}" for name in WORDS)};
"""
INDICES = """
CREATE INDEX by_number ON licence (bare);
CREATE INDEX by_qr_id ON licence (qr_id) WHERE qr_id IS NOT NULL;
CREATE INDEX by_standard ON licence (standard, holder);
CREATE INDEX by_trade_mark ON licence (trade_mark) WHERE trade_mark IS NOT NULL;
CREATE INDEX by_key ON word (kind, key);
"""

_NORMAL_FORM = re.compile(
    r"(?:\(([1-9][0-9]?)\))?(ท|นค|น|ส)([1-9][0-9]{0,4})-([1-9][0-9]{0,4})/"
    r"([1-9][0-9]{0,4}(?:\([1-9][0-9]{0,2}\)|เล่ม[1-9][0-9]{0,2}(?:\([1-9][0-9]{0,2}\))?)?)"
)
Row = tuple[str | None, ...]


def content_id(connection: sqlite3.Connection, day: date, covers: Iterable[str], source: str) -> str:
    """The identity of a list, twelve hexadecimal digits: of its date, coverage and source, and of every row."""
    digest = hashlib.sha256(json.dumps([VERSION, day.isoformat(), sorted(covers), source]).encode())
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for table, columns in (("word", ("kind", "text", "key")), ("licence", COLUMNS)):
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")
        while some := rows.fetchmany(1000):
            digest.update(encode(some).encode())
    return digest.hexdigest()[:12]


def word_key(kind: str, text: str) -> str:
    """What a word of this kind is looked up by."""
    if kind == "standard":
        return str(_standard(text).without_year())
    return holder_key(text) if kind == "holder" else plain_key(text)


def bare(number: LicenceNumber) -> str:
    """`(3)ท1021-49/62368(1)` → `ท1021-49/62368`: what stays when office and part are left out."""
    return f"{number.type}{number.seq}-{number.n}/{_leading_digits(number.standard)}"


@lru_cache(maxsize=8192)
def _leading_digits(text: str) -> str:
    digits = re.match(r"[0-9]*", text)
    return digits[0] if digits else ""


@lru_cache(maxsize=65536)
def plain_key(text: str) -> str:
    """A text as it is looked up: case, spaces, punctuation and the script of its digits do not count."""
    return re.sub(r"[^\w\u0e00-\u0e7f]|_", "", fold(normal_form(text)).text.casefold())


@lru_cache(maxsize=65536)
def holder_key(name: str) -> str:
    """A holder's name as it is looked up: all spellings of one name, legal form apart, have one key."""
    return normal(name) or plain_key(name)


def to_row(licence: Licence) -> Row:
    """A licence as the columns `SHOWN`, in texts."""
    return (
        str(licence.number),
        _standard_text(licence.standard),
        licence.holder,
        licence.status.value,
        licence.product or None,
        licence.qr_id,
        licence.licence_type,
        licence.issued.isoformat() if licence.issued else None,
        licence.suspended_from.isoformat() if licence.suspended_from else None,
        licence.suspended_to.isoformat() if licence.suspended_to else None,
        licence.trade_mark,
        licence.factory,
    )


@lru_cache(maxsize=8192)
def _standard_text(standard: StandardNumber) -> str:
    return str(standard)


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
