"""Cases in PostgreSQL, for several machines: what `CaseStore` says, said to a server. Their files lie in one folder.

Statements are those of a file of SQLite; the few that PostgreSQL words otherwise are put into its words here. What is
deleted goes from the server's disk when it next cleans up (`VACUUM`).
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from verifier.cases import rows
from verifier.cases.files import CaseFiles
from verifier.cases.store import CaseStore
from verifier.errors import FileMissing, StoreProblem

ROOM = "mokcheck_cases"
_MAKE = f"DO $$ BEGIN IF to_regnamespace('{ROOM}') IS NULL THEN CREATE SCHEMA {ROOM}; END IF; END $$"
"""Makes the schema where there is none; `IF NOT EXISTS` asks for the right to, whether it is there or not."""
CONNECT_TIMEOUT_S = 5.0
BUSY_S = 30
"""How long one machine waits for another that writes, in seconds."""
MAX_CONNECTIONS = 4
SCHEMA = rows.SCHEMA.replace(" TEXT", ' TEXT COLLATE "C"').replace(" BLOB", " BYTEA").replace(" INTEGER", " BIGINT")
WORDS = {
    "INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?)": "INSERT INTO cases VALUES (?, ?, ?, ?) ON CONFLICT (id) DO "
    "UPDATE SET inspected = excluded.inspected, words = excluded.words, doc = excluded.doc",
    "INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?)": "INSERT INTO listed VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    "SELECT value FROM json_each(?)": "SELECT json_array_elements_text(?::json)",
    "json_extract(CAST(doc AS TEXT), '$.keep_until')": "(convert_from(doc, 'UTF8')::json ->> 'keep_until')",
    " WHERE 1": " WHERE TRUE",
    "instr(words, ?)": "strpos(words, ?) > 0",
    "LIMIT ?": "LIMIT nullif(?, -1)",
}
"""How SQLite words something, and how PostgreSQL does."""


class Speaker:
    """A connection that takes statements as one of SQLite does."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        """Runs one statement."""
        return self._connection.execute(_said(statement), list(values))

    def executemany(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for every row."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_said(statement), values)


class PostgresCaseStore(CaseStore):
    """The store of the cases in the database at `url`, and of their files in `folder`."""

    def __init__(self, url: str, folder: Path, *, create: bool = False) -> None:
        """As `CaseStore`."""
        self._path = folder
        options = {"options": f"-c search_path={ROOM}", "connect_timeout": int(CONNECT_TIMEOUT_S)}
        with _told(), psycopg.connect(url, **options) as connection:  # type: ignore[arg-type]
            found = connection.execute(f"SELECT to_regclass('{ROOM}.cases')".encode()).fetchone()
            if not create and (found is None or found[0] is None):
                raise FileMissing("the database holds no cases")
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('mokcheck.tables'))")
            connection.execute(_MAKE.encode())
            connection.execute(SCHEMA.encode())
        self.files = CaseFiles(folder)
        with _told():
            self._pool = ConnectionPool(
                url,
                min_size=1,
                max_size=MAX_CONNECTIONS,
                timeout=CONNECT_TIMEOUT_S,
                kwargs=options,
                check=ConnectionPool.check_connection,
                open=True,
            )
        weakref.finalize(self, self._pool.close)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """As `CaseStore.writing`: nobody else writes meanwhile, on whichever machine."""
        with _told(), self._pool.connection() as connection:
            connection.execute(f"SET LOCAL lock_timeout = '{BUSY_S}s'".encode())
            connection.execute("LOCK TABLE trail IN EXCLUSIVE MODE")
            yield cast("sqlite3.Connection", Speaker(connection))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """As `CaseStore.reading`."""
        with _told(), self._pool.connection() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cast("sqlite3.Connection", Speaker(connection))


def _said(statement: str) -> bytes:
    for theirs, ours in WORDS.items():
        statement = statement.replace(theirs, ours)
    return statement.replace("?", "%s").encode()


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the database in a word of ours: their texts hold values and addresses."""
    try:
        yield
    except (psycopg.Error, PoolTimeout) as error:
        raise StoreProblem(f"the database of cases: {type(error).__name__}") from error
