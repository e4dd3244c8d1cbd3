"""The list in PostgreSQL, for installations with several machines: publish it once, every service follows.

Each list lies in a schema of its own, `mokcheck_<id>`, with the tables of `schema.py`; `mokcheck.current` names the one
in use. Publishing fills a new schema and points to it in one transaction: readers see the old list or the new one. The
last lists stay, so that a service that still reads one is not interrupted.
"""

from __future__ import annotations

import json
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from verifier.domain import Snapshot
from verifier.errors import ListMissing, ListProblem, ListRejected, ListUnreachable, ListUnreadable, MokCheckError
from verifier.registry.builder import refuse_shrinking
from verifier.registry.queries import INDEXED_CHARACTERS, SqlRegistry
from verifier.registry.schema import COLUMNS, HOLDING, LISTED, VERSION, WORDS, Row, read_meta, to_meta
from verifier.registry.snapshot import SqliteRegistry

T = TypeVar("T")
MAX_CONNECTIONS = 4
"""Look-ups that may run at a time in one process; further ones wait."""
CONNECT_TIMEOUT_S = 5.0
"""Longest time to wait for a connection, in seconds."""
KEPT_LISTS = 3
"""Lists that stay in the database, the current one included."""
CHECK_EVERY_S = 1.0
"""Seconds between two questions for which list is the current one."""

_HOME = """
CREATE SCHEMA IF NOT EXISTS mokcheck;
CREATE TABLE IF NOT EXISTS mokcheck.list (
    turn BIGINT GENERATED ALWAYS AS IDENTITY, id TEXT PRIMARY KEY, version INTEGER NOT NULL, meta JSONB NOT NULL
);
CREATE TABLE IF NOT EXISTS mokcheck.current (one BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (one), id TEXT NOT NULL);
"""
_TABLES = f"""
CREATE TABLE {{at}}word (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT COLLATE "C" NOT NULL, key TEXT COLLATE "C" NOT NULL
);
CREATE TABLE {{at}}licence (
    id INTEGER PRIMARY KEY,
    {", ".join(f"{n} INTEGER" if n in WORDS else f'{n} TEXT COLLATE "C"' for n in COLUMNS)}
);
CREATE TABLE {{at}}holding (standard INTEGER NOT NULL, holder INTEGER NOT NULL);
CREATE VIEW {{at}}listed AS {LISTED};
"""
_INDICES = """
ALTER TABLE {at}holding ADD PRIMARY KEY (standard, holder);
CREATE INDEX ON {at}licence (bare);
CREATE INDEX ON {at}licence (qr_id) WHERE qr_id IS NOT NULL;
CREATE INDEX ON {at}licence (standard, holder);
CREATE INDEX ON {at}licence (standard, holder_en) WHERE holder_en IS NOT NULL;
CREATE INDEX ON {at}licence (trade_mark) WHERE trade_mark IS NOT NULL;
CREATE INDEX ON {at}word USING hash (key);
CREATE INDEX ON {at}word ({start}) WHERE kind = 'holder';
ANALYZE {at}word; ANALYZE {at}licence; ANALYZE {at}holding;
"""
_START = f"substr(key, 1, {INDEXED_CHARACTERS})"
_CURRENT = "SELECT list.id, version, meta FROM mokcheck.current JOIN mokcheck.list USING (id)"


class PostgresRegistry(SqlRegistry):
    """One list of the database, as `SqliteRegistry` is one file. Safe to share between threads.

    Look-ups raise ListUnreachable when the database does not answer, ListUnreadable when the list is gone from it.
    """

    start = _START

    def __init__(self, pool: ConnectionPool, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self._pool = pool
        self.at = f"{_schema(snapshot.id)}."

    @classmethod
    def open(cls, url: str) -> PostgresRegistry:
        """The list that the database calls current. Raises ListUnreachable, ListMissing, ListUnreadable."""
        pool = _pool(url)
        try:
            registry = cls(pool, _current(pool))
        except BaseException:
            pool.close()
            raise
        weakref.finalize(registry, pool.close)
        return registry

    def _rows(self, query: str, values: Sequence[str] = ()) -> Sequence[Row]:
        def ask(connection: psycopg.Connection[Any]) -> Sequence[Row]:
            return connection.execute(query.replace("?", "%s").encode(), values).fetchall()

        return _ask(self._pool, ask)

    def _stream(self, query: str) -> Iterator[Row]:
        with (
            _translated(),
            self._pool.connection() as connection,
            connection.transaction(),
            connection.cursor(name="list") as cursor,
        ):
            cursor.itersize = 10_000
            yield from cursor.execute(query.encode())


class LivePostgres:
    """The list that a running service uses: follows the database's current one. See `live.LiveRegistry`."""

    def __init__(self, url: str, *, check_every_s: float = CHECK_EVERY_S) -> None:
        """Opens the current list. Raises ListUnreachable, ListMissing, ListUnreadable."""
        self.problem: MokCheckError | None = None
        self._pool = _pool(url)
        self._check_every_s = check_every_s
        self._lock = threading.Lock()
        try:
            self._registry = PostgresRegistry(self._pool, _current(self._pool))
        except BaseException:
            self._pool.close()
            raise
        weakref.finalize(self, self._pool.close)
        self._checked = time.monotonic()

    def current(self) -> PostgresRegistry:
        """The newest list that could be opened; asks at most once in `check_every_s`. Never raises."""
        if time.monotonic() - self._checked >= self._check_every_s and self._lock.acquire(blocking=False):
            try:
                self._checked = time.monotonic()
                snapshot = _current(self._pool)
                if snapshot != self._registry.snapshot:
                    self._registry = PostgresRegistry(self._pool, snapshot)
                self.problem = None
            except ListProblem as error:
                self.problem = error
            finally:
                self._lock.release()
        return self._registry


def publish(source: SqliteRegistry, url: str, *, allow_shrink: bool = False) -> Snapshot:
    """Makes the list in a file the current one of the database; a list that is there already is only pointed to.

    Raises ListUnreachable, ListUnreadable; ListShrank as `build_snapshot` does; ListRejected when the database refuses
    a text. The database is then as it was.
    """
    snapshot = source.snapshot
    with _translated(), psycopg.connect(url, connect_timeout=int(CONNECT_TIMEOUT_S)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('mokcheck.publish'))")
        connection.execute(_HOME)
        before = connection.execute(_CURRENT).fetchone()
        if before is not None and not allow_shrink:
            refuse_shrinking(read_meta(before[2]).rows, snapshot.rows)
        known = connection.execute("SELECT 1 FROM mokcheck.list WHERE id = %s", (snapshot.id,)).fetchone()
        if known is None:
            _fill(connection, source)
        connection.execute(
            "INSERT INTO mokcheck.current (id) VALUES (%s) ON CONFLICT (one) DO UPDATE SET id = excluded.id",
            (snapshot.id,),
        )
        old = "SELECT id FROM mokcheck.list WHERE id <> %s ORDER BY turn DESC OFFSET %s"
        for (name,) in connection.execute(old, (snapshot.id, KEPT_LISTS - 1)).fetchall():
            connection.execute(f"DROP SCHEMA {_schema(name)} CASCADE".encode())
            connection.execute("DELETE FROM mokcheck.list WHERE id = %s", (name,))
    return snapshot


def _fill(connection: psycopg.Connection[Any], source: SqliteRegistry) -> None:
    at = f"{_schema(source.snapshot.id)}."
    connection.execute(f"CREATE SCHEMA {at[:-1]}; {_TABLES.format(at=at)}".encode())
    columns = {"word": ("id", "kind", "text", "key"), "licence": ("id", *COLUMNS)}
    with connection.cursor() as cursor:
        for name, wanted in columns.items():
            with cursor.copy(f"COPY {at}{name} ({', '.join(wanted)}) FROM STDIN".encode()) as copy:
                for row in source.table(name, wanted):
                    copy.write_row(row)
    indices = _INDICES.format(at=at, start=_START)
    connection.execute(f"INSERT INTO {at}holding {HOLDING.format(at=at)}; {indices}".encode())
    meta = json.dumps(to_meta(source.snapshot), ensure_ascii=False)
    connection.execute(
        "INSERT INTO mokcheck.list (id, version, meta) VALUES (%s, %s, %s)", (source.snapshot.id, VERSION, meta)
    )


def _schema(list_id: str) -> str:
    if not (list_id.isascii() and list_id.isalnum()):
        raise ListUnreadable(f"{list_id!r} is no list's id")
    return f"mokcheck_{list_id}"


def _pool(url: str) -> ConnectionPool:
    try:
        return ConnectionPool(
            url,
            min_size=1,
            max_size=MAX_CONNECTIONS,
            timeout=CONNECT_TIMEOUT_S,
            kwargs={"autocommit": True, "connect_timeout": int(CONNECT_TIMEOUT_S)},
            configure=_read_only,
            check=ConnectionPool.check_connection,
            open=True,
        )
    except psycopg.Error as error:
        raise ListUnreachable(_words(error)) from error


def _read_only(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET default_transaction_read_only = on")


def _current(pool: ConnectionPool) -> Snapshot:
    def ask(connection: psycopg.Connection[Any]) -> Snapshot:
        there = connection.execute("SELECT to_regclass('mokcheck.current')").fetchone()
        row = connection.execute(_CURRENT).fetchone() if there and there[0] else None
        if row is None:
            raise ListMissing("no list was published to this database")
        if row[1] != VERSION:
            raise ListUnreadable(f"a list of version {row[1]}; this program reads version {VERSION}: publish it anew")
        return read_meta(row[2])

    return _ask(pool, ask)


def _ask(pool: ConnectionPool, question: Callable[[psycopg.Connection[Any]], T]) -> T:
    with _translated(), pool.connection() as connection:
        return question(connection)


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the database in our words; none of them names its address or user."""
    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName, KeyError, ValueError) as error:
        raise ListUnreadable(_words(error)) from error
    except psycopg.errors.DataError as error:
        raise ListRejected(_words(error)) from error
    except (psycopg.Error, PoolTimeout) as error:
        raise ListUnreachable(_words(error)) from error


def _words(error: Exception) -> str:
    state = getattr(error, "sqlstate", None)
    return f"{type(error).__name__} {state}" if state else type(error).__name__
