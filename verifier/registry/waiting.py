"""Ids of official QR codes that the list did not know: counters, so that their licences can be looked up later.

Of each id there is when it was first and last seen and how often; no photo, address, name or time of day. They are kept
only where an operator names a place for them: the path of a SQLite file that processes share, or the URL of a database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from verifier.errors import BadSettings, StoreProblem
from verifier.settings import is_url

if TYPE_CHECKING:
    from types import ModuleType

MAX_IDS = 100_000
"""Ids that are kept. When there are more, codes that nobody looked up before are not counted any more."""
ASK_AGAIN_AFTER = timedelta(days=7)
"""An id whose page named no licence is not asked for again before."""
LOCKED_S = 5.0

_TABLE = """
CREATE TABLE IF NOT EXISTS waiting (
    qr_id TEXT PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL, count INTEGER NOT NULL, asked TEXT
) STRICT, WITHOUT ROWID
"""
COUNT = """
INSERT INTO {at}waiting (qr_id, first, last, count)
SELECT {id}, {day}, {day}, 1
WHERE EXISTS (SELECT 1 FROM {at}waiting WHERE qr_id = {id}) OR (SELECT count(*) FROM {at}waiting) < {most}
ON CONFLICT (qr_id) DO UPDATE SET last = excluded.last, count = {at}waiting.count + 1
"""
"""Counts an id once more; SQL of both stores, with their names and places of values filled in."""
ALL = "SELECT qr_id, first, last, count, asked FROM {at}waiting ORDER BY count DESC, qr_id"


@dataclass(frozen=True, slots=True)
class WaitingId:
    """An id that waits for its licence. `asked`: the day on which its page named none, None when it was not asked."""

    qr_id: str
    first: date
    last: date
    count: int
    asked: date | None = None

    def is_due(self, today: date) -> bool:
        """Whether its page should be asked for (again)."""
        return self.asked is None or today - self.asked >= ASK_AGAIN_AFTER


class WaitingIds(Protocol):
    """Keeps the counters; safe from any thread and process. Every call raises StoreProblem when it cannot."""

    def count(self, qr_ids: Iterable[str], day: date) -> None:
        """Counts each of these ids once, as seen on `day`."""

    def all(self) -> Sequence[WaitingId]:
        """Those that wait, the most frequent first."""

    def asked(self, qr_id: str, day: date) -> None:
        """Notes that the page behind an id named no licence."""

    def forget(self, qr_id: str) -> None:
        """Drops an id whose licence is known."""


class SqliteWaiting:
    """The counters in a SQLite file, which is made when there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def count(self, qr_ids: Iterable[str], day: date) -> None:
        """As `WaitingIds.count`."""
        words = COUNT.format(at="", id=":id", day=":day", most=MAX_IDS)
        with self._open() as connection:
            connection.executemany(words, [{"id": qr_id, "day": day.isoformat()} for qr_id in qr_ids])

    def all(self) -> Sequence[WaitingId]:
        """As `WaitingIds.all`."""
        with self._open() as connection:
            return [waiting_id(*row) for row in connection.execute(ALL.format(at=""))]

    def asked(self, qr_id: str, day: date) -> None:
        """As `WaitingIds.asked`."""
        with self._open() as connection:
            connection.execute("UPDATE waiting SET asked = ? WHERE qr_id = ?", (day.isoformat(), qr_id))

    def forget(self, qr_id: str) -> None:
        """As `WaitingIds.forget`."""
        with self._open() as connection:
            connection.execute("DELETE FROM waiting WHERE qr_id = ?", (qr_id,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=LOCKED_S)) as connection, connection:
                connection.execute(_TABLE)
                yield connection
        except sqlite3.Error as error:
            raise StoreProblem(f"{self.path}: {error}") from error


def waiting_id(qr_id: str, first: str, last: str, count: int, asked: str | None) -> WaitingId:
    """A counter from a row of `ALL`."""
    days: Callable[[str], date] = date.fromisoformat
    return WaitingId(qr_id, days(first), days(last), count, days(asked) if asked else None)


def open_waiting(location: str) -> WaitingIds:
    """The counters at a path or URL. Raises BadSettings when the extra for databases is missing."""
    if not is_url(location):
        return SqliteWaiting(Path(location))
    store: WaitingIds = _postgres().PostgresWaiting(location)
    return store


def _postgres() -> ModuleType:
    try:
        from verifier.registry import waiting_postgres  # noqa: PLC0415 - an extra; only URLs need it
    except ImportError as error:
        raise BadSettings("ids in PostgreSQL need the extra: pip install 'mokcheck[postgres]'") from error
    return waiting_postgres
