"""The trail of an evidence store: deeds in a chain, each entry with the hash of the last, in SQLite."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, get_args

from verifier.days import THAILAND
from verifier.errors import StoreProblem
from verifier.evidence.canonical import decode, encode

Deed = Literal["keep", "export", "hold", "release", "delete"]
FIRST = "0" * 64
"""What the first entry has in place of the hash of one before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: who (`by`, as they say), when by this machine's clock, what, with which bundle (the report's SHA-256).

    `sha256` is the bundle file's; `until` the last day of its retention, for `keep`; `why` what was given as reason.
    """

    n: int
    at: str
    by: str
    did: Deed
    bundle: str
    sha256: str
    until: str | None
    why: str
    before: str

    def data(self) -> bytes:
        """The canonical bytes that are hashed."""
        return encode({name: getattr(self, name) for name in self.__slots__})


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle that is in the store: until which day at least, and whether a legal hold keeps it beyond."""

    bundle: str
    sha256: str
    until: date
    held: bool


@dataclass(slots=True)
class Writer:
    """The trail while it is written."""

    connection: sqlite3.Connection
    entries: list[Entry]

    def kept(self) -> dict[str, Kept]:
        """What the entries so far say is kept."""
        return kept_by(self.entries)

    def append(
        self, did: Deed, bundle: str, digest: str, *, by: str, at: datetime, until: date | None = None, why: str = ""
    ) -> None:
        """One entry more, behind the last."""
        moment, end = at.astimezone(THAILAND).isoformat(timespec="seconds"), until.isoformat() if until else None
        before = hashlib.sha256(self.entries[-1].data()).hexdigest() if self.entries else FIRST
        entry = Entry(len(self.entries), moment, by, did, bundle, digest, end, why, before)
        self.connection.execute("INSERT INTO audit VALUES (?, ?)", (entry.n, entry.data()))
        self.entries.append(entry)


def kept_by(entries: Sequence[Entry]) -> dict[str, Kept]:
    """What is kept after these deeds, by id."""
    found: dict[str, Kept] = {}
    for entry in entries:
        if entry.did == "keep":
            held = entry.bundle in found and found[entry.bundle].held
            found[entry.bundle] = Kept(entry.bundle, entry.sha256, date.fromisoformat(entry.until or ""), held)
        elif entry.did == "delete":
            found.pop(entry.bundle, None)
        elif entry.did in ("hold", "release") and entry.bundle in found:
            found[entry.bundle] = replace(found[entry.bundle], held=entry.did == "hold")
    return found


def read_entries(connection: sqlite3.Connection) -> list[Entry]:
    """All entries, first to last; the chain is not checked. Raises StoreProblem."""
    try:
        return [parse_entry(data) for data in read_rows(connection)]
    except (ValueError, TypeError, KeyError) as error:
        raise StoreProblem(f"the trail cannot be read: {error}") from error


def read_rows(connection: sqlite3.Connection) -> list[bytes]:
    """The bytes of all entries, first to last. Raises StoreProblem."""
    try:
        return [bytes(row[0]) for row in connection.execute("SELECT entry FROM audit ORDER BY n")]
    except (sqlite3.Error, TypeError) as error:
        raise StoreProblem(f"the trail cannot be read: {error}") from error


def parse_entry(data: bytes) -> Entry:
    """The entry in canonical bytes. Raises ValueError, TypeError, KeyError."""
    plain: dict[str, Any] = decode(data)
    entry = Entry(**plain)
    texts = (entry.at, entry.by, entry.bundle, entry.sha256, entry.why, entry.before)
    if not all(isinstance(text, str) for text in texts) or entry.did not in get_args(Deed):
        raise ValueError("not an entry of a trail")
    if (entry.until is None) == (entry.did == "keep"):
        raise ValueError("a day belongs to what is kept, and to nothing else")
    if entry.until is not None:
        date.fromisoformat(entry.until)
    return entry
