"""Who saw, changed, exported and deleted what: deeds in a chain, each entry with the hash of the one before.

An entry names the case and the hash of what it was after the deed; of its content it holds nothing, so that the trail
can stay when a case goes. Entries cut off at the end leave the chain whole: note its head elsewhere, and ask for it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from verifier.days import THAILAND
from verifier.evidence.archive import Flaw
from verifier.evidence.canonical import decode, encode
from verifier.evidence.trail import FIRST

Deed = Literal[
    "create",
    "change",
    "team",
    "upload",
    "judge",
    "read",
    "list",
    "export",
    "hold",
    "release",
    "close",
    "reopen",
    "delete",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: when by this machine's clock, by whom, what, with which case.

    `part`: the product, the photo or the number of cases that it was about. `sha256`: of the case's bytes after it, and
    for `delete` of its last; empty where nothing changed. `why`: the reason given.
    """

    n: int
    at: str
    by: str
    did: Deed
    case: str
    part: str
    sha256: str
    why: str
    before: str

    def data(self) -> bytes:
        """The canonical bytes that are hashed."""
        return encode({name: getattr(self, name) for name in self.__slots__})


@dataclass(frozen=True, slots=True)
class Chain:
    """A trail as it was read: what entries say, what is wrong with them, and the hash of the last."""

    entries: tuple[Entry, ...]
    flaws: tuple[Flaw, ...]
    head: str


def append(
    db: sqlite3.Connection,
    did: Deed,
    case: str,
    *,
    by: str,
    at: datetime,
    part: str = "",
    sha256: str = "",
    why: str = "",
) -> None:
    """One entry more, in the transaction that holds the deed itself."""
    last = db.execute("SELECT n, entry FROM trail ORDER BY n DESC LIMIT 1").fetchone()
    n, before = (0, FIRST) if last is None else (last[0] + 1, hashlib.sha256(last[1]).hexdigest())
    moment = at.astimezone(THAILAND).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO trail VALUES (?, ?)", (n, Entry(n, moment, by, did, case, part, sha256, why, before).data())
    )


def read_chain(rows: Iterable[bytes], head: str | None = None, case: str | None = None) -> Chain:
    """The entries of a trail, and each place where they are no chain; `head` must be in it still.

    With `case` only the entries about it are kept, from the last that made it: what a case of the same id was before,
    which was deleted, is not its team's to read.
    """
    entries: list[Entry] = []
    flaws: list[Flaw] = []
    last, noted = FIRST, head is None
    for n, data in enumerate(rows):
        before, last = last, hashlib.sha256(data).hexdigest()
        noted = noted or last == head
        try:
            entry = parse(data)
        except (ValueError, TypeError, KeyError) as error:
            flaws.append(Flaw("trail.form", f"entry {n}", f"{type(error).__name__}: {error}"))
            continue
        if case is not None and entry.case == case and entry.did == "create":
            entries.clear()
        if case in (None, entry.case):
            entries.append(entry)
        if entry.n != n or entry.before != before:
            flaws.append(Flaw("trail.broken", f"entry {n}"))
    if not noted and head is not None:
        flaws.append(Flaw("trail.head", "trail", head))
    return Chain(tuple(entries), tuple(flaws), last)


def parse(data: bytes) -> Entry:
    """The entry in canonical bytes. Raises ValueError, TypeError, KeyError."""
    entry = Entry(**decode(data))
    texts = (entry.at, entry.by, entry.case, entry.part, entry.sha256, entry.why, entry.before)
    if not all(isinstance(text, str) for text in texts) or entry.did not in get_args(Deed):
        raise ValueError("not an entry of a trail")
    return entry
