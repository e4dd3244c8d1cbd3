"""The counters of unknown QR ids in PostgreSQL, for services on several machines: `mokcheck.waiting`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg

from verifier.errors import StoreProblem
from verifier.registry.waiting import ALL, COUNT, MAX_IDS, WaitingId, waiting_id

CONNECT_TIMEOUT_S = 5
_TABLE = """
DO $$ BEGIN IF to_regnamespace('mokcheck') IS NULL THEN CREATE SCHEMA mokcheck; END IF; END $$;
CREATE TABLE IF NOT EXISTS mokcheck.waiting (
    qr_id TEXT COLLATE "C" PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL, count BIGINT NOT NULL, asked TEXT
);
"""
_LOCK = "SELECT pg_advisory_xact_lock(7369757469)"
"""Two connections that make the table at the same moment would trip over each other."""


class PostgresWaiting:
    """The counters at `url`; a connection a call, since calls are few."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._made = False

    def count(self, qr_ids: Iterable[str], day: date) -> None:
        """As `WaitingIds.count`."""
        words = COUNT.format(at="mokcheck.", id="%(id)s::text", day="%(day)s::text", most=MAX_IDS).encode()
        with self._open() as connection, connection.cursor() as cursor:
            cursor.executemany(words, [{"id": qr_id, "day": day.isoformat()} for qr_id in sorted(qr_ids)])

    def all(self) -> Sequence[WaitingId]:
        """As `WaitingIds.all`."""
        with self._open() as connection:
            return [waiting_id(*row) for row in connection.execute(ALL.format(at="mokcheck.").encode())]

    def asked(self, qr_id: str, day: date) -> None:
        """As `WaitingIds.asked`."""
        with self._open() as connection:
            words = "UPDATE mokcheck.waiting SET asked = %s WHERE qr_id = %s"
            connection.execute(words, (day.isoformat(), qr_id))

    def forget(self, qr_id: str) -> None:
        """As `WaitingIds.forget`."""
        with self._open() as connection:
            connection.execute("DELETE FROM mokcheck.waiting WHERE qr_id = %s", (qr_id,))

    @contextmanager
    def _open(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with psycopg.connect(self.url, connect_timeout=CONNECT_TIMEOUT_S) as connection:
                if not self._made:
                    connection.execute(_LOCK)
                    connection.execute(_TABLE)
                yield connection
            self._made = True
        except psycopg.Error as error:
            raise StoreProblem(f"the database of waiting ids: {type(error).__name__}") from error
