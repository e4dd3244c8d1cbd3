"""What people decided on products of a batch: evidence of a person, with who and when, beside the result.

No decision changes a reading, a verdict or a list. A later one on the same product does not replace an earlier one; the
latest is what counts, and all are exported.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import Any

from api.batches.store import SCHEMA as BATCHES
from api.database import Database
from verifier.errors import NoBatch, TooLate

UNDO_S = 5.0
"""For how long a decision can be taken back without a trace, as the page says."""
WAY_S = 5.0
"""What the request to do so may take on its way besides."""
SCHEMA = f"""{BATCHES}
CREATE TABLE IF NOT EXISTS decisions (id TEXT PRIMARY KEY, batch TEXT NOT NULL, item BIGINT NOT NULL,
    key TEXT NOT NULL, decision TEXT, corrections TEXT NOT NULL, note TEXT NOT NULL, verdict TEXT NOT NULL,
    who TEXT NOT NULL, who_id TEXT NOT NULL, at DOUBLE PRECISION NOT NULL);
CREATE INDEX IF NOT EXISTS decisions_in_order ON decisions (batch, at);
"""


class Choice(StrEnum):
    """What a person may decide."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    ASK_SUPPLIER = "ask_supplier"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on the product `key` (`item` in the plan), or a correction without one.

    `corrections` is JSON: what a person reads instead, by the reading's place (`licences/0`). `verdict` is the
    machine's at that time. `who` is the name of the API key, `who_id` its id.
    """

    id: str
    batch: str
    item: int
    key: str
    decision: Choice | None
    corrections: str
    note: str
    verdict: str
    who: str
    who_id: str
    at: float


COLUMNS = tuple(field.name for field in fields(Decision))


class Decisions:
    """The decisions on batches in a database. Every call is blocking and short. Raises StoreProblem."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        """`database` is that of the batches, `now` the clock by which decisions are made (`Batches.now`)."""
        self._db, self._now = database, now

    def add(self, decision: Decision) -> None:
        """Keeps a decision. Raises NoBatch when its batch was forgotten meanwhile."""
        marks = ", ".join("?" for _ in COLUMNS)
        there = "WHERE EXISTS (SELECT 1 FROM batches WHERE id = ?)"
        if not self._db.do(f"INSERT INTO decisions SELECT {marks} {there}", *astuple(decision), decision.batch):
            raise NoBatch

    def take_back(self, batch: str, decision_id: str, who_id: str) -> None:
        """Forgets a decision of the same person's that is seconds old. Raises NoBatch, TooLate."""
        mine = "id = ? AND batch = ? AND who_id = ?"
        found = self._db.rows(f"SELECT at FROM decisions WHERE {mine}", decision_id, batch, who_id)
        if not found:
            raise NoBatch
        if self._now() - found[0][0] > UNDO_S + WAY_S:
            raise TooLate
        self._db.do(f"DELETE FROM decisions WHERE {mine}", decision_id, batch, who_id)

    def of(self, batch: str) -> Sequence[Decision]:
        """All decisions on a batch, the oldest first."""
        rows = self._db.rows(f"SELECT {', '.join(COLUMNS)} FROM decisions WHERE batch = ? ORDER BY at, id", batch)
        found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        return [Decision(**values | {"decision": _choice(values["decision"])}) for values in found]

    def latest(self, batch: str) -> dict[str, Decision]:
        """By the product's key the latest decision that is one."""
        return {found.key: found for found in self.of(batch) if found.decision is not None}

    def forget(self, batch: str) -> None:
        """Forgets all decisions on a batch."""
        self._db.do("DELETE FROM decisions WHERE batch = ?", batch)

    def sweep(self) -> None:
        """Forgets those whose batch was forgotten in the very moment in which they were made."""
        self._db.do("DELETE FROM decisions WHERE batch NOT IN (SELECT id FROM batches)")


def plain(decision: Decision) -> dict[str, Any]:
    """A decision as JSON-safe data; `at` is told by whoever shows it."""
    return {
        "id": decision.id,
        "item": decision.item,
        "key": decision.key,
        "decision": decision.decision.value if decision.decision else None,
        "corrections": json.loads(decision.corrections),
        "note": decision.note,
        "verdict": decision.verdict,
        "who": decision.who,
        "who_id": decision.who_id,
    }


def _choice(value: str | None) -> Choice | None:
    return None if value is None else Choice(value)
