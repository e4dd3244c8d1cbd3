"""Rows in one SQLite file that the processes of one machine share."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from api.database import Row
from api.store_sqlite import guarded, opened


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
