"""Which batches there are, where each stands, and which worker has it: shared by services and workers.

A worker writes what it holds by its name in the row alone, so that one which was taken for dead changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from api.database import Database
from api.store import OPEN, JobState

NAME = re.compile(r"[A-Za-z0-9_-]{32}")
"""How batches are called, and their folders: what is called otherwise where they lie is somebody else's."""
VERSION = 4
SCHEMA = """
CREATE TABLE IF NOT EXISTS batches (id TEXT PRIMARY KEY, client TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    bytes BIGINT NOT NULL, lang TEXT NOT NULL, grouping TEXT NOT NULL, created DOUBLE PRECISION NOT NULL,
    expires DOUBLE PRECISION NOT NULL, state TEXT NOT NULL, tries BIGINT NOT NULL, reached BIGINT NOT NULL,
    outcome TEXT, owner TEXT NOT NULL DEFAULT '', seen DOUBLE PRECISION NOT NULL DEFAULT 0,
    kept TEXT NOT NULL DEFAULT '', told TEXT NOT NULL DEFAULT '', team TEXT NOT NULL DEFAULT '',
    looked BIGINT NOT NULL DEFAULT 0, resumed BIGINT NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS workers (id BIGINT PRIMARY KEY CHECK (id = 1), seen DOUBLE PRECISION NOT NULL);
CREATE INDEX IF NOT EXISTS batches_in_order ON batches (state, created);
"""
UPGRADES = {
    1: "ALTER TABLE batches ADD COLUMN owner TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE batches ADD COLUMN seen DOUBLE PRECISION NOT NULL DEFAULT 0;"
    "ALTER TABLE batches ADD COLUMN kept TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE batches ADD COLUMN told TEXT NOT NULL DEFAULT ''",
    2: "ALTER TABLE batches ADD COLUMN team TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE batches ADD COLUMN looked BIGINT NOT NULL DEFAULT 0",
    3: "ALTER TABLE batches ADD COLUMN resumed BIGINT NOT NULL DEFAULT 0",
}
"""What leads a SQLite file of each version to the next."""
LATER = ";".join((UPGRADES[2], UPGRADES[3], "")).replace("ADD COLUMN", "ADD COLUMN IF NOT EXISTS")
"""What a server's tables lack that an earlier version made; they tell no version."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch. `client` is the id of the API key it came with, `team` what that key is of, or empty.

    `kind` is the suffix of what came (`.zip`, `.csv` …). `tries` counts the times that a worker took it up without
    getting beyond `reached` steps (`status_of`), `looked` those of them in which its engines stood ready to look;
    `outcome` is the JSON of the problem when it failed. `owner` is the name of the worker that has it, `seen` when that
    was last heard of (by the clock of the database). Where several machines share: `kept` is JSON of what lies in the
    share, by its part; `told` JSON of how far it is, as `verifier.batch.status.status_of`. `resumed` counts the times
    that somebody had it resumed after it failed.
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
    owner: str = ""
    seen: float = 0.0
    kept: str = ""
    told: str = ""
    team: str = ""
    looked: int = 0
    resumed: int = 0

    @property
    def open(self) -> bool:
        """Whether it waits or is at work."""
        return self.state in OPEN


COLUMNS = tuple(field.name for field in fields(Batch))
ADD = f"INSERT INTO batches ({', '.join(COLUMNS)}) VALUES ({', '.join('?' for _ in COLUMNS)})"
RESUME = (
    "UPDATE batches SET state = ?, expires = ?, tries = 0, looked = 0, outcome = NULL, owner = '', "
    "resumed = resumed + 1 "
    "WHERE id = ? AND state = ?"
)
FREE = f"(state = '{JobState.QUEUED}' OR (state = '{JobState.RUNNING}' AND seen < {{now}} - ?))"
"""Whether a worker may take a batch: it waits, or whoever has it was not heard of for so many seconds."""


class BatchStore:
    """The batches in a database. Every call is blocking, short and safe from any thread. Raises StoreProblem."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, batch: Batch) -> None:
        """Keeps a new batch."""
        self._db.do(ADD, *astuple(batch))

    def get(self, batch_id: str) -> Batch | None:
        """The batch of this id."""
        found = self._batches("WHERE id = ?", batch_id)
        return found[0] if found else None

    def of(self, client: str, team: str = "") -> Sequence[Batch]:
        """The batches of a key and of its team, the newest first."""
        mine = "WHERE client = ? OR (team = ? AND team <> '') ORDER BY created DESC, id"
        return self._batches(mine, client, team)

    def all(self) -> Sequence[Batch]:
        """All batches, the oldest first."""
        return self._batches("ORDER BY created, id")

    def remove(self, batch_id: str) -> bool:
        """Forgets a batch; False when there is none."""
        return self._db.do("DELETE FROM batches WHERE id = ?", batch_id) > 0

    # ---- workers

    def next(self) -> Batch | None:
        """The batch that has waited longest."""
        found = self._batches("WHERE state = ? ORDER BY created, id LIMIT 1", JobState.QUEUED.value)
        return found[0] if found else None

    def take_up_again(self) -> None:
        """Puts those that a worker had, which is gone, back to the others: to be asked under the worker's lock."""
        self._db.do("UPDATE batches SET state = ? WHERE state = ?", JobState.QUEUED.value, JobState.RUNNING.value)

    def claim(self, batch_id: str, owner: str, stale_s: float) -> Batch | None:
        """Gives a batch to a worker, alone; None when it is another's, done or deleted.

        It is free when it waits, or when its worker was not heard of for `stale_s` seconds.
        """
        free = FREE.format(now=self._db.now)
        statement = f"UPDATE batches SET owner = ?, state = ?, seen = {self._db.now} WHERE id = ? AND {free}"
        taken = self._db.do(statement, owner, JobState.RUNNING.value, batch_id, stale_s)
        return self.get(batch_id) if taken else None

    def hold(self, batch_id: str, owner: str) -> None:
        """Notes that the worker which has a batch is alive."""
        self._db.do(f"UPDATE batches SET seen = {self._db.now} WHERE id = ? AND owner = ?", batch_id, owner)

    def update(self, batch: Batch) -> bool:
        """Notes where a batch stands; False, and nothing noted, when it was deleted or is another worker's by now."""
        names = ("state", "tries", "reached", "outcome", "expires", "looked")
        return self._change(batch, {name: getattr(batch, name) for name in names})

    def note(self, batch: Batch) -> bool:
        """Notes how far it is and what is kept of it, as `update` does."""
        return self._change(batch, {"kept": batch.kept, "told": batch.told})

    def now(self) -> float:
        """Seconds since 1970 by the clock of whoever keeps the rows."""
        return float(self._db.rows(f"SELECT {self._db.now}")[0][0])

    def resume(self, batch_id: str, expires: float) -> bool:
        """Lets a batch that failed wait again, with all tries before it; False when there is none that failed."""
        return self._db.do(RESUME, JobState.QUEUED.value, expires, batch_id, JobState.FAILED.value) > 0

    def beat(self, now: float) -> None:
        """Notes that a worker is alive."""
        self._db.do("INSERT INTO workers VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET seen = excluded.seen", now)

    def seen(self) -> float:
        """When a worker was last known to be alive; 0 for never."""
        found = self._db.rows("SELECT seen FROM workers")
        return float(found[0][0]) if found else 0.0

    def _change(self, batch: Batch, changes: dict[str, Any]) -> bool:
        words = ", ".join(f"{name} = ?" for name in changes)
        statement = f"UPDATE batches SET {words} WHERE id = ? AND owner = ?"
        return self._db.do(statement, *changes.values(), batch.id, batch.owner) > 0

    def _batches(self, where: str, *values: Any) -> list[Batch]:
        rows = self._db.rows(f"SELECT {', '.join(COLUMNS)} FROM batches {where}", *values)
        found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        return [Batch(**values | {"state": JobState(values["state"])}) for values in found]
