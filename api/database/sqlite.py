"""Rows in one SQLite file that the processes of one machine share.

The file is readable by its owner only, and what is deleted is overwritten (`secure_delete`).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from api.database import Row
from verifier.errors import StoreProblem
from verifier.private import make_private

P = ParamSpec("P")
T = TypeVar("T")


def guarded(method: Callable[P, T]) -> Callable[P, T]:
    """Turns what SQLite raises into StoreProblem, without its text."""

    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(*args, **kwargs)
        except sqlite3.Error as error:
            raise StoreProblem(type(error).__name__) from error

    return call


def opened(
    path: Path | None, schema: str, version: int, upgrades: Mapping[int, str] | None = None
) -> sqlite3.Connection:
    """A file of this schema, made where there is none, for its owner alone; in memory without a path.

    `upgrades`: by version the statements that lead to the next one. Raises StoreProblem, also for a file of a version
    that none leads from.
    """
    try:
        if path is not None:
            make_private(path)
        database = sqlite3.connect(path or ":memory:", timeout=5, isolation_level=None, check_same_thread=False)
        database.execute("PRAGMA secure_delete = ON")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        found = _upgraded(database, upgrades or {})
        if found not in (0, version):
            raise StoreProblem(f"{path} is of version {found}, not {version}")
        database.executescript(f"{schema} PRAGMA user_version = {version};")
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(f"{path}: {type(error).__name__}") from error
    return database


def _upgraded(database: sqlite3.Connection, upgrades: Mapping[int, str]) -> int:
    """The version of a file once all upgrades from it are made; of two processes at once one makes them."""
    query = "PRAGMA user_version"
    found = int(database.execute(query).fetchone()[0])
    if found not in upgrades:
        return found
    database.execute("BEGIN IMMEDIATE")
    while (found := int(database.execute(query).fetchone()[0])) in upgrades:
        for statement in upgrades[found].split(";"):
            database.execute(statement)
        database.execute(f"{query} = {found + 1}")
    database.execute("COMMIT")
    return found


class SqliteDatabase:
    """`api.database.Database` in a file. `upgrades`: by version the statements that lead to the next one."""

    now = "((julianday('now') - 2440587.5) * 86400.0)"

    def __init__(self, path: Path, schema: str, version: int, upgrades: Mapping[int, str] | None = None) -> None:
        """Opens or makes the file. Raises StoreProblem."""
        self._lock = threading.Lock()
        self._db = opened(path, schema, version, upgrades)

    @guarded
    def do(self, statement: str, *values: Any) -> int:
        """As `Database.do`."""
        with self._lock:
            return self._db.execute(statement, values).rowcount

    @guarded
    def rows(self, query: str, *values: Any) -> Sequence[Row]:
        """As `Database.rows`."""
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def close(self) -> None:
        """As `Database.close`."""
        with self._lock:
            self._db.close()
