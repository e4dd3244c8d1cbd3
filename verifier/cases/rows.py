"""Cases as rows of SQLite: one document a case, beside it what is looked for."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from verifier import days
from verifier.cases.model import Case, case_from_plain, to_plain
from verifier.cases.trail import Deed, append
from verifier.errors import StoreProblem
from verifier.evidence.canonical import decode, encode

SCHEMA = """
CREATE TABLE IF NOT EXISTS cases (id TEXT PRIMARY KEY, inspected TEXT NOT NULL, words TEXT NOT NULL, doc BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS members (id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (id, key));
CREATE TABLE IF NOT EXISTS blobs (id TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (sha256, id));
CREATE TABLE IF NOT EXISTS traces (id TEXT NOT NULL, product TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS traces_of ON traces (kind, value);
CREATE TABLE IF NOT EXISTS listed (
    id TEXT NOT NULL, key TEXT NOT NULL, day TEXT NOT NULL, part TEXT NOT NULL, PRIMARY KEY (id, key, day, part)
);
CREATE TABLE IF NOT EXISTS trail (n INTEGER PRIMARY KEY, entry BLOB NOT NULL);
"""

_MOST_ASKED = 500
"""Values of one statement; SQLite takes 999 at least."""
_LISTS = (("members", "key"), ("blobs", "sha256"))


def get(db: sqlite3.Connection, case_id: str) -> Case | None:
    """The case of this id."""
    row = db.execute("SELECT doc FROM cases WHERE id = ?", (case_id,)).fetchone()
    return None if row is None else parse(row[0])


def put(db: sqlite3.Connection, case: Case, did: Deed, *, by: str, at: datetime, part: str = "", why: str = "") -> None:
    """Keeps a case as it is now, and the deed that made it so."""
    data = encode(to_plain(case))
    moment = to_plain(case.inspected)
    db.execute("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?)", (case.id, moment, case.words, data))
    for table, values in (("members", set(case.team)), ("blobs", case.blobs)):
        db.execute(f"DELETE FROM {table} WHERE id = ?", (case.id,))
        db.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(case.id, value) for value in sorted(values)])
    judged = json.dumps(sorted(product.id for product in case.products if product.judged))
    gone = "DELETE FROM traces WHERE id = ? AND product NOT IN (SELECT value FROM json_each(?))"
    db.execute(gone, (case.id, judged))
    append(db, did, case.id, by=by, at=at, part=part, sha256=hashlib.sha256(data).hexdigest(), why=why)


def remove(db: sqlite3.Connection, case: Case, *, by: str, at: datetime, why: str) -> None:
    """Deletes a case; the hash of what it was stays in the trail."""
    digest = hashlib.sha256(encode(to_plain(case))).hexdigest()
    for table in ("cases", "members", "blobs", "traces", "listed"):
        db.execute(f"DELETE FROM {table} WHERE id = ?", (case.id,))
    append(db, "delete", case.id, by=by, at=at, sha256=digest, why=why)


def search(
    db: sqlite3.Connection,
    member: str | None,
    *,
    text: str = "",
    since: str = "",
    until: str = "",
    after: str = "",
    limit: int | None = None,
) -> list[Case]:
    """Cases of this member (None: all), the latest visit first, the rest as in `CaseStore.find`."""
    query, values = "SELECT doc FROM cases WHERE 1", []
    if member is not None:
        query, values = query + " AND id IN (SELECT id FROM members WHERE key = ?)", [member]
    for word in text.casefold().split():
        query, values = query + " AND instr(words, ?)", [*values, word]
    for sign, day in ((">=", since), ("<=", until)):
        if day:
            query, values = f"{query} AND substr(inspected, 1, 10) {sign} ?", [*values, day]
    if after:  # a case that is not this member's tells nothing, not even when it was
        mine = "" if member is None else " AND id IN (SELECT id FROM members WHERE key = ?)"
        place = f"(inspected, id) < (SELECT inspected, id FROM cases WHERE id = ?{mine})"
        query, values = f"{query} AND {place}", [*values, after, *([] if member is None else [member])]
    rows = db.execute(f"{query} ORDER BY inspected DESC, id DESC LIMIT ?", [*values, -1 if limit is None else limit])
    return [parse(row[0]) for row in rows.fetchall()]


def documents(db: sqlite3.Connection, case_ids: Iterable[str]) -> dict[str, bytes]:
    """The documents of these cases, by id, as they are kept."""
    found: dict[str, bytes] = {}
    left = sorted(case_ids)
    while left:
        some, left = left[:_MOST_ASKED], left[_MOST_ASKED:]
        places = ", ".join("?" * len(some))
        held = db.execute(f"SELECT id, doc FROM cases WHERE id IN ({places})", some)
        found |= {row[0]: bytes(row[1]) for row in held}
    return found


def over(db: sqlite3.Connection, day: date) -> list[Case]:
    """Cases whose retention ended before this day and that are not held."""
    said = "json_extract(CAST(doc AS TEXT), '$.keep_until')"
    rows = db.execute(f"SELECT doc FROM cases WHERE {said} < ? ORDER BY id", (day.isoformat(),))
    return [case for case in (parse(row[0]) for row in rows.fetchall()) if case.keep_until < day and not case.held]


def listed(db: sqlite3.Connection, case_ids: Iterable[str], *, by: str, at: datetime, part: str, kind: str) -> None:
    """Notes that these cases were listed (`kind`), once a day for each who lists: phones ask again and again."""
    day = days.today(at).isoformat()
    for case_id in case_ids:
        if db.execute("INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?)", (case_id, by, day, kind)).rowcount:
            append(db, "list", case_id, by=by, at=at, part=part)


def entries(db: sqlite3.Connection) -> Iterator[bytes]:
    """The bytes of all entries of the trail, first to last."""
    return (bytes(row[0]) for row in db.execute("SELECT entry FROM trail ORDER BY n"))


def beside(db: sqlite3.Connection, case_id: str) -> tuple[object, ...]:
    """What stands beside the document of a case, to be compared with `beside_of`."""
    row = db.execute("SELECT inspected, words FROM cases WHERE id = ?", (case_id,)).fetchone()
    lists = (f"SELECT {name} FROM {table} WHERE id = ? ORDER BY 1" for table, name in _LISTS)
    return (*row, *([found[0] for found in db.execute(query, (case_id,))] for query in lists))


def beside_of(case: Case) -> tuple[object, ...]:
    """What must stand beside the document of a case."""
    return to_plain(case.inspected), case.words, sorted(set(case.team)), sorted(case.blobs)


def parse(data: bytes) -> Case:
    """The case in a document. Raises StoreProblem."""
    try:
        return case_from_plain(decode(bytes(data)))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreProblem(f"a case cannot be read: {type(error).__name__}") from error
