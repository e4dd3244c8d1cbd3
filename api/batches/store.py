"""Which batches there are and where each stands: one SQLite file beside their folders, shared by service and worker."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from api.store import OPEN, JobState
from api.store_sqlite import guarded, opened

VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS batches (id TEXT PRIMARY KEY, client TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    bytes INTEGER NOT NULL, lang TEXT NOT NULL, grouping TEXT NOT NULL, created REAL NOT NULL, expires REAL NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL, reached INTEGER NOT NULL, outcome TEXT);
CREATE TABLE IF NOT EXISTS workers (id INTEGER PRIMARY KEY CHECK (id = 1), seen REAL NOT NULL);
CREATE INDEX IF NOT EXISTS batches_in_order ON batches (state, created);
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch. `client` is the id of the API key it came with; `kind` the suffix of what came (`.zip`, `.csv` …).

    `tries` counts the times that a worker took it up without getting beyond `reached` photos; `outcome` is the JSON of
    the problem when it failed.
    """

    id: str
    client: str
    name: str
    kind: str
    bytes: int
    lang: str
    grouping: str
    created: float
    expires: float
    state: JobState = JobState.QUEUED
    tries: int = 0
    reached: int = 0
    outcome: str | None = None

    @property
    def open(self) -> bool:
        """Whether it waits or is at work."""
        return self.state in OPEN


COLUMNS = tuple(field.name for field in fields(Batch))


class BatchStore:
    """The batches of one folder. Every call is blocking, short and safe from any thread. Raises StoreProblem."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file."""
        self._lock = threading.Lock()
        self._db = opened(path, SCHEMA, VERSION)

    @guarded
    def add(self, batch: Batch) -> None:
        """Keeps a new batch."""
        self._do(f"INSERT INTO batches VALUES ({', '.join('?' for _ in COLUMNS)})", *astuple(batch))

    @guarded
    def get(self, batch_id: str) -> Batch | None:
        """The batch of this id."""
        found = self._batches("WHERE id = ?", batch_id)
        return found[0] if found else None

    @guarded
    def of(self, client: str) -> Sequence[Batch]:
        """The batches of a key, the newest first."""
        return self._batches("WHERE client = ? ORDER BY created DESC, id", client)

    @guarded
    def all(self) -> Sequence[Batch]:
        """All batches, the oldest first."""
        return self._batches("ORDER BY created, id")

    @guarded
    def update(self, batch: Batch) -> bool:
        """Replaces a batch; False, and nothing kept, when it was deleted meanwhile."""
        changes = ", ".join(f"{name} = ?" for name in COLUMNS)
        return self._do(f"UPDATE batches SET {changes} WHERE id = ?", *astuple(batch), batch.id) > 0

    @guarded
    def remove(self, batch_id: str) -> bool:
        """Forgets a batch; False when there is none."""
        return self._do("DELETE FROM batches WHERE id = ?", batch_id) > 0

    @guarded
    def next(self) -> Batch | None:
        """The batch that has waited longest."""
        found = self._batches("WHERE state = ? ORDER BY created, id LIMIT 1", JobState.QUEUED.value)
        return found[0] if found else None

    @guarded
    def take_up_again(self) -> None:
        """Puts those that a worker had, which is gone, back to the others: to be asked under the worker's lock."""
        self._do("UPDATE batches SET state = ? WHERE state = ?", JobState.QUEUED.value, JobState.RUNNING.value)

    @guarded
    def beat(self, now: float) -> None:
        """Notes that the worker is alive."""
        self._do("INSERT OR REPLACE INTO workers VALUES (1, ?)", now)

    @guarded
    def seen(self) -> float:
        """When the worker was last known to be alive; 0 for never."""
        with self._lock:
            row = self._db.execute("SELECT seen FROM workers").fetchone()
        return float(row[0]) if row else 0.0

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._db.close()

    def _do(self, statement: str, *values: Any) -> int:
        with self._lock:
            return self._db.execute(statement, values).rowcount

    def _batches(self, where: str, *values: Any) -> list[Batch]:
        with self._lock:
            rows: list[tuple[Any, ...]] = self._db.execute(
                f"SELECT {', '.join(COLUMNS)} FROM batches {where}", values
            ).fetchall()
        found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        return [Batch(**values | {"state": JobState(values["state"])}) for values in found]
