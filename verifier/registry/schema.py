"""The file format of a list: one SQLite file, its version, tables and columns. Writer and readers agree here.

Texts that many licences share (standards, holders, products …) are kept once, in `word`. The keys there, and `bare`
of a licence (its number without office and without the part of its standard), exist to be looked up by, never to be
shown.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from verifier.domain import Licence, LicenceStatus, Snapshot
from verifier.errors import ListUnreadable
from verifier.names.match import looks, normal
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.thai import fold, normal_form

APPLICATION_ID = 0x4D4F4B4C
"""`MOKL` in the header of the file, so that `file` and we can tell it from other SQLite files."""
VERSION = 3
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
    "holder_en",
)
"""The columns of view `listed` that make a `Licence`, in the order of its fields."""
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "standard": "standard",
        "holder": "holder",
        "product": "product",
        "trade_mark": "trade_mark",
        "factory": "factory",
        "holder_en": "holder",
    }
)
"""Those of them that stand in `word`, each with the kind of its words: a holder's names in either script are of one
kind. A standard's key is the standard without its year, a holder's what its name looks like (`names.looks`)."""
COLUMNS = (*SHOWN, "bare")
"""The columns of table `licence`, where `WORDS` are ids of `word`."""
HOLDING = (
    "SELECT standard, holder FROM {at}licence UNION "
    "SELECT standard, holder_en FROM {at}licence WHERE holder_en IS NOT NULL"
)
"""What table `holding` holds: of every standard the names that its holders have, by which they are found."""

LISTED = f"""
SELECT licence.id, bare, {", ".join(f"licence.{name} AS {name}_id" for name in WORDS)},
    {", ".join(f"the_{name}.text AS {name}" if name in WORDS else name for name in SHOWN)}
FROM {{at}}licence AS licence
{" ".join(f"LEFT JOIN {{at}}word AS the_{name} ON the_{name}.id = licence.{name}" for name in WORDS)}
"""
"""The view `listed`, where `{at}` is what stands before names of tables."""
TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE word (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, key TEXT NOT NULL) STRICT;
CREATE TABLE licence (
    id INTEGER PRIMARY KEY,
    {", ".join(f"{name} {'INTEGER' if name in WORDS else 'TEXT'}" for name in COLUMNS)}
) STRICT;
CREATE TABLE holding (standard INTEGER, holder INTEGER, PRIMARY KEY (standard, holder)) STRICT, WITHOUT ROWID;
CREATE VIEW listed AS {LISTED.format(at="")};
"""
INDICES = """
CREATE INDEX by_number ON licence (bare);
CREATE INDEX by_qr_id ON licence (qr_id) WHERE qr_id IS NOT NULL;
CREATE INDEX by_standard ON licence (standard, holder);
CREATE INDEX by_holder_en ON licence (standard, holder_en) WHERE holder_en IS NOT NULL;
CREATE INDEX by_trade_mark ON licence (trade_mark) WHERE trade_mark IS NOT NULL;
CREATE INDEX by_key ON word (kind, key);
"""

Row = tuple[str | int | None, ...]


Table = Callable[[str, Iterable[str]], Iterator[Row]]
"""Asked for a table and columns, gives the columns of every row, in order of `id`."""


def content_id(table: Table, day: date, covers: Iterable[str], source: str) -> str:
    """The identity of a list, twelve hexadecimal digits: of its date, coverage and source, and of every row."""
    digest = hashlib.sha256(json.dumps([VERSION, day.isoformat(), sorted(covers), source]).encode())
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for name, columns in (("word", ("kind", "text", "key")), ("licence", COLUMNS)):
        rows = table(name, columns)
        while some := list(islice(rows, 1000)):
            digest.update(encode(some).encode())
    return digest.hexdigest()[:12]


def to_meta(snapshot: Snapshot) -> dict[str, str]:
    """What a list says of itself, in texts."""
    return {
        "covers": json.dumps(sorted(snapshot.covers), ensure_ascii=False),
        "date": snapshot.date.isoformat(),
        "id": snapshot.id,
        "rows": str(snapshot.rows),
        "source": snapshot.source,
    }


def read_meta(meta: Mapping[str, str]) -> Snapshot:
    """The reverse of `to_meta`. Raises KeyError, ValueError."""
    return Snapshot(
        id=meta["id"],
        date=date.fromisoformat(meta["date"]),
        covers=frozenset(json.loads(meta["covers"])),
        rows=int(meta["rows"]),
        source=meta["source"],
    )


def word_key(kind: str, text: str) -> str:
    """What a word of this kind is looked up by."""
    if kind == "standard":
        return str(_standard(text).without_year())
    return looks(text) or plain_key(text) if kind == "holder" else plain_key(text)


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
        licence.holder_en,
    )


@lru_cache(maxsize=8192)
def _standard_text(standard: StandardNumber) -> str:
    return str(standard)


def from_row(row: Row) -> Licence:
    """The licence of a row that holds the columns `SHOWN`. Raises ListUnreadable when it makes none."""
    texts = [None if value is None else str(value) for value in row]
    number, standard, holder, status, product, qr_id, kind, issued, start, end, trade_mark, factory, latin = texts
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
            holder_en=latin,
        )
    except ValueError as error:
        raise ListUnreadable(f"a row of the list is damaged: {error}") from error


def _licence(text: str) -> LicenceNumber:
    number = parse_licence(text)
    if number is None:
        raise ValueError(f"{text!r} is no licence number")
    return number


@lru_cache(maxsize=8192)
def _standard(text: str) -> StandardNumber:
    number = parse_standard(text)
    if number is None:
        raise ValueError(f"{text!r} is no number of a standard")
    return number
