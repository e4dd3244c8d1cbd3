"""The outbox: events to be told, and how far each has come at each endpoint, in one SQLite file.

An event is a kind, an id, a state and a link, each of a form that holds no free text: no names, addresses, numbers of
licences, readings or photos. The same event put in twice is one event. A delivery is taken for a while by whoever sends
it; one whose sender died is due again after that, so an endpoint hears of an event at least once.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from verifier.errors import BadRequest, StoreProblem
from verifier.private import make_private

VERSION = 1
BUSY_S = 5.0
TAKEN_S = 300.0
"""For how long a delivery is its sender's alone; longer than any attempt takes."""
KEPT_S = 30 * 86_400.0
"""For how long an event is kept, delivered or not."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, client TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL,
    created REAL NOT NULL, spread INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS deliveries (event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    endpoint TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, due REAL NOT NULL, said TEXT NOT NULL,
    PRIMARY KEY (event, endpoint)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (endpoint, state, due);
CREATE INDEX IF NOT EXISTS events_unspread ON events (created) WHERE spread = 0;
"""
FORMS = {
    "kind": re.compile(r"[a-z]{1,30}(\.[a-z_]{1,30}){1,3}"),
    "item": re.compile(r"[\w.~-]{1,128}", re.ASCII),
    "state": re.compile(r"[a-z_]{1,30}"),
    "link": re.compile(r"(https?://[\w.-]{1,253}(:\d{1,5})?)?(/[\w.~-]{1,128}){1,8}", re.ASCII),
}
"""What an event may hold. A link has no query, no fragment, no user and nothing escaped in it."""


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one endpoint. `due`: when it is sent next (seconds since 1970); `said`: last answer."""

    event: str
    endpoint: str
    state: DeliveryState
    attempts: int
    due: float
    said: str
    kind: str
    body: bytes
    """The exact bytes that are signed and sent, at every attempt the same."""


def enqueue(
    outbox: Path, *, kind: str, item: str, state: str, link: str, at: float, client: str = "", again: int = 0
) -> str:
    """Puts an event into the outbox; its id. The same kind, item, state and `again` are one event and change nothing.

    `again`: how many times it was begun anew on somebody's word, since it may come to the same end each time.

    `kind` says what happened (`batch.finished`), `item` the id of what it happened to, `link` where to read on: a path
    of the API or a whole URL. `at`: seconds since 1970. `client`: id of the API key it came with, which decides what
    endpoints hear of it and is not sent. Blocking and short, without a connection.

    Raises BadRequest for a value of another form, StoreProblem.
    """
    for name, value in (("kind", kind), ("item", item), ("state", state), ("link", link)):
        if not FORMS[name].fullmatch(value):
            raise BadRequest(f"an event's {name} is not of the form {FORMS[name].pattern}")
    which = "\0".join((kind, item, state, *([str(again)] if again else [])))
    event = "evt_" + hashlib.sha256(which.encode()).hexdigest()[:32]
    when = datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    data = {"id": item, "state": state, "link": link}
    body = json.dumps({"type": kind, "timestamp": when, "data": data}, separators=(",", ":")).encode("ascii")
    with Outbox(outbox) as box:
        box.put(event, client, kind, body, at)
    return event


class Outbox:
    """An open outbox. Every method raises StoreProblem when the file cannot be used."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file, readable by its owner alone. Raises StoreProblem."""
        self._path = path
        with self._told():
            make_private(path)
            self._db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
            for pragma in ("secure_delete = ON", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                self._db.execute(f"PRAGMA {pragma}")
            found = self._db.execute("PRAGMA user_version").fetchone()[0]
            if found not in (0, VERSION):
                raise StoreProblem(f"{path} is of version {found}, not {VERSION}")
            if found == 0:
                self._db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def put(self, event: str, client: str, kind: str, body: bytes, at: float) -> None:
        """Keeps an event, unless it is there."""
        with self._told():
            self._db.execute(
                "INSERT OR IGNORE INTO events (id, client, kind, body, created) VALUES (?, ?, ?, ?, ?)",
                (event, client, kind, body, at),
            )

    def unspread(self, limit: int = 500) -> Sequence[tuple[str, str, str]]:
        """Id, client and kind of events that have no deliveries yet, oldest first."""
        with self._told():
            return self._db.execute(
                "SELECT id, client, kind FROM events WHERE spread = 0 ORDER BY created, id LIMIT ?", (limit,)
            ).fetchall()

    def spread(self, event: str, endpoints: Sequence[str], now: float) -> None:
        """Makes a delivery to each endpoint, once for ever."""
        with self._change():
            if not self._db.execute("UPDATE events SET spread = 1 WHERE id = ? AND spread = 0", (event,)).rowcount:
                return
            rows = [(event, name, DeliveryState.PENDING, now) for name in endpoints]
            self._db.executemany("INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, 0, ?, '')", rows)

    def take(self, endpoint: str, now: float, due: float) -> Delivery | None:
        """The delivery to this endpoint that has been due longest, and at `due` at the latest; None where none is.

        From now on it is the caller's for `TAKEN_S` seconds, and its attempt counts.
        """
        with self._change():
            row = self._db.execute(
                "SELECT event FROM deliveries WHERE state = ? AND endpoint = ? AND due <= ? "
                "ORDER BY due, event LIMIT 1",
                (DeliveryState.PENDING, endpoint, due),
            ).fetchone()
            if row is None:
                return None
            self._db.execute(
                "UPDATE deliveries SET attempts = attempts + 1, due = ? WHERE event = ? AND endpoint = ?",
                (now + TAKEN_S, row[0], endpoint),
            )
        return next(self._deliveries("WHERE d.event = ? AND d.endpoint = ?", (row[0], endpoint)))

    def settle(self, delivery: Delivery, state: DeliveryState, due: float, said: str) -> None:
        """Writes down how an attempt went. An attempt that took so long that another began changes nothing."""
        with self._told():
            self._db.execute(
                "UPDATE deliveries SET state = ?, due = ?, said = ? WHERE event = ? AND endpoint = ? AND attempts = ?",
                (state, due, said, delivery.event, delivery.endpoint, delivery.attempts),
            )

    def deliveries(self, state: DeliveryState | None = None) -> Iterator[Delivery]:
        """All deliveries, or those in one state, the oldest event first."""
        where = "WHERE d.state = ?" if state else ""
        return self._deliveries(f"{where} ORDER BY e.created, d.event, d.endpoint", (state,) if state else ())

    def retry(self, events: Sequence[str], now: float) -> int:
        """Makes failed deliveries due now with all their attempts before them, of these events or of all; how many.

        Raises BadRequest for an event that is not there.
        """
        with self._change():
            for event in events:
                if not self._db.execute("SELECT 1 FROM events WHERE id = ?", (event,)).fetchone():
                    raise BadRequest(f"there is no event {event}")
            query = "UPDATE deliveries SET state = ?, attempts = 0, due = ? WHERE state = ?"
            values = (DeliveryState.PENDING, now, DeliveryState.FAILED)
            if not events:
                return self._db.execute(query, values).rowcount
            return sum(self._db.execute(f"{query} AND event = ?", (*values, event)).rowcount for event in events)

    def sweep(self, now: float) -> None:
        """Deletes events that are older than they are kept."""
        with self._told():
            self._db.execute("DELETE FROM events WHERE created < ?", (now - KEPT_S,))

    def _deliveries(self, more: str, values: Sequence[str]) -> Iterator[Delivery]:
        with self._told():
            rows = self._db.execute(
                "SELECT d.event, d.endpoint, d.state, d.attempts, d.due, d.said, e.kind, e.body FROM deliveries d "
                f"JOIN events e ON e.id = d.event {more}",
                values,
            )
            for event, endpoint, state, *rest in rows:
                yield Delivery(event, endpoint, DeliveryState(state), *rest)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction that holds the write lock from its beginning."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise StoreProblem(f"{self._path}: {type(error).__name__}") from error
