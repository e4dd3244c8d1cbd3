"""What changed between two lists, licence by licence."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import quote

from verifier.domain import Licence
from verifier.errors import ListUnreadable
from verifier.numbers import LicenceNumber
from verifier.registry.schema import SHOWN, bare, from_row
from verifier.registry.snapshot import SqliteRegistry

KINDS = ("status", "holder", "gone", "added", "other")
"""Kinds of change, the weightiest for a verdict first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One licence that differs: its rows `before` and `after` that are not in both lists; one of them may be empty.

    `kind`: `added`, `gone`, `status` (state or suspension), `holder`, or `other` for the rest; `fields` names what
    differs when there is one row on either side.
    """

    number: LicenceNumber
    kind: str
    before: tuple[Licence, ...]
    after: tuple[Licence, ...]
    fields: tuple[str, ...] = ()


def compare(old: Path, new: Path) -> Iterator[Change]:
    """All changes from list `old` to list `new`, ordered by kind and number. Raises ListMissing, ListUnreadable."""
    for path in (old, new):
        SqliteRegistry.open(path)
    columns = ", ".join(SHOWN)
    before: dict[LicenceNumber, list[Licence]] = defaultdict(list)
    after: dict[LicenceNumber, list[Licence]] = defaultdict(list)
    try:
        with closing(sqlite3.connect(":memory:", uri=True)) as both:
            for name, path in (("a", old), ("b", new)):
                uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
                both.execute(f"ATTACH ? AS {name}", (uri,))
            for rows, one, other in ((before, "a", "b"), (after, "b", "a")):
                query = f"SELECT {columns} FROM {one}.listed EXCEPT SELECT {columns} FROM {other}.listed"
                for row in both.execute(query):
                    licence = from_row(row)
                    rows[licence.number].append(licence)
            kept = {number for number in {*before, *after} if all(_lists(both, name, number) for name in ("a", "b"))}
    except sqlite3.Error as error:
        raise ListUnreadable(str(error)) from error
    changes = [
        _change(number, tuple(before[number]), tuple(after[number]), number in kept)
        for number in sorted({*before, *after}, key=str)
    ]
    yield from sorted(changes, key=lambda change: KINDS.index(change.kind))


def _lists(both: sqlite3.Connection, name: str, number: LicenceNumber) -> bool:
    query = f"SELECT 1 FROM {name}.licence WHERE bare = ? AND number = ?"
    return both.execute(query, (bare(number), str(number))).fetchone() is not None


def _change(number: LicenceNumber, before: tuple[Licence, ...], after: tuple[Licence, ...], kept: bool) -> Change:
    if not kept:
        return Change(number, "added" if after else "gone", before, after)
    if len(before) != 1 or len(after) != 1:
        return Change(number, "other", before, after)
    differing = tuple(f.name for f in fields(Licence) if getattr(before[0], f.name) != getattr(after[0], f.name))
    if {"status", "suspended_from", "suspended_to"} & set(differing):
        kind = "status"
    else:
        kind = "holder" if "holder" in differing else "other"
    return Change(number, kind, before, after, differing)
