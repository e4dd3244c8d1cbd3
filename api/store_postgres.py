"""The store in PostgreSQL, for several machines: what `SqliteStore` says, said to a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import api.store_sqlite as sqlite_store
from api.database.postgres import PostgresDatabase, Speaker, ask, tables

ROOM = "mokcheck_store"
SCHEMA = (
    sqlite_store.SCHEMA.replace(" REAL", " DOUBLE PRECISION").replace(" INTEGER", " BIGINT").replace(" BLOB", " BYTEA")
)
LATER = f"{sqlite_store.UPGRADES[1].replace('ADD COLUMN', 'ADD COLUMN IF NOT EXISTS')};"
"""What tables lack that an earlier version made."""
PROBE_BYTES = 1_000
"""Whether a server has room is for its own watch to say; a probe asks whether it takes anything."""


class PostgresStore(sqlite_store.SqliteStore):
    """`api.store.Store` in the database at `url`, in a schema of its own."""

    probe_bytes = PROBE_BYTES

    def __init__(self, url: str) -> None:
        """Makes the tables where there are none. Raises StoreProblem."""
        self._database = PostgresDatabase(url, {ROOM: tables(SCHEMA + LATER)})

    @contextmanager
    def _change(self) -> Iterator[Any]:
        """One transaction, and no other one that changes anything meanwhile, as in a file."""
        with self._database.transaction() as connection:
            ask(connection, "SELECT pg_advisory_xact_lock(hashtext(?))", ROOM)
            yield Speaker(connection)

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        found: Sequence[Sequence[Any]] = self._database.rows(query, *values)
        return [tuple(row) for row in found]

    def _forget_log(self) -> None:
        """What was deleted goes when the server next cleans up."""

    def close(self) -> None:
        """Lets go of all connections."""
        self._database.close()
