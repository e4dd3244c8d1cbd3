"""Rows in PostgreSQL, for several machines: the only module of the service that speaks to a database server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from api.database import Row
from verifier.errors import StoreProblem

CONNECT_TIMEOUT_S = 5.0
"""Longest time to wait for a connection, in seconds."""
MAX_CONNECTIONS = 4
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('mokcheck.tables'))"
"""Processes that make tables at the same moment would trip over each other."""

Connection = psycopg.Connection[Any]
Make = Callable[[Connection], object]


def options_of(rooms: Iterable[str]) -> dict[str, Any]:
    """How to connect so that names are those of these schemas."""
    return {"options": f"-c search_path={','.join(rooms)}", "connect_timeout": int(CONNECT_TIMEOUT_S)}


class PostgresDatabase:
    """`api.database.Database` in schemas of the database at `url`."""

    now = "extract(epoch FROM clock_timestamp())::double precision"

    def __init__(self, url: str, rooms: Mapping[str, Make]) -> None:
        """`rooms`: by the name of each schema what makes its tables where there are none. Raises StoreProblem."""
        with _translated():
            with psycopg.connect(url, **options_of(rooms)) as connection:
                connection.execute(_LOCK)
                for room, make in rooms.items():
                    connection.execute(_schema(room))
                    connection.execute(f"SET LOCAL search_path = {room}".encode())
                    make(connection)
            self._pool = ConnectionPool(
                url,
                min_size=1,
                max_size=MAX_CONNECTIONS,
                timeout=CONNECT_TIMEOUT_S,
                kwargs=options_of(rooms),
                check=ConnectionPool.check_connection,
                open=True,
            )

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection on which all that is done counts together or not at all. Raises StoreProblem."""
        with _translated(), self._pool.connection() as connection:
            yield connection

    def do(self, statement: str, *values: Any) -> int:
        """As `Database.do`."""
        with self.transaction() as connection:
            return run(connection, statement, *values)

    def rows(self, query: str, *values: Any) -> Sequence[Row]:
        """As `Database.rows`."""
        with self.transaction() as connection:
            return ask(connection, query, *values)

    def close(self) -> None:
        """As `Database.close`."""
        self._pool.close()


class Speaker:
    """A connection that takes statements as a cursor of SQLite does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Iterable[Any] = ()) -> psycopg.Cursor[Any]:
        """Runs one; rows and their number are asked of the cursor."""
        return self._connection.execute(_words(statement), _plain(values))


def _schema(room: str) -> bytes:
    """Makes a schema where there is none; `IF NOT EXISTS` asks for the right to, whether it is there or not."""
    return f"DO $$ BEGIN IF to_regnamespace('{room}') IS NULL THEN CREATE SCHEMA {room}; END IF; END $$".encode()


def tables(schema: str) -> Make:
    """What makes the tables of a schema that says `IF NOT EXISTS` of each."""
    return lambda connection: connection.execute(schema.encode())


def run(connection: Connection, statement: str, *values: Any) -> int:
    """Runs a statement on a connection; the number of rows that it changed."""
    return connection.execute(_words(statement), _plain(values)).rowcount


def ask(connection: Connection, query: str, *values: Any) -> Sequence[Row]:
    """All rows of an answer, which must be few."""
    return connection.execute(_words(query), _plain(values)).fetchall()


def _plain(values: Iterable[Any]) -> list[Any]:
    """Values as SQLite takes them too: a member of an enumeration is its value and not its name."""
    return [value.value if isinstance(value, Enum) else value for value in values]


def _words(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the database in a word of ours; none of them names its address or user."""
    try:
        yield
    except (psycopg.Error, PoolTimeout) as error:
        raise StoreProblem(f"{type(error).__name__} {getattr(error, 'sqlstate', None) or ''}".strip()) from error
