"""The batches of several machines: rows and queue in PostgreSQL, files in a share that all of them reach.

What is in the share is never changed; the row names what counts, and a worker names it there as long as it has the
batch. A service fetches what it is asked for into a folder of its own, once.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

from api.auth import Client
from api.batches.batches import NOTHING, RESULTS, Batches
from api.batches.decisions import SCHEMA
from api.batches.known import SCHEMA as SHARES
from api.batches.known import known
from api.batches.queue import ROOM, WAITING, Queue, make_tables
from api.batches.receive import source_in
from api.batches.share import Share, open_share
from api.batches.store import ADD, LATER, NAME, RESUME, Batch
from api.batches.sweep import LEFT_OVER_S, forget_expired, remove_left_over
from api.database.postgres import PostgresDatabase, ask, run, tables
from api.store import JobState
from verifier.batch.ledger import Ledger
from verifier.errors import BatchUnfinished, FileMissing, NoBatch, TooManyJobs
from verifier.settings import Settings

SOURCE, LEDGER = "source", "ledger"
"""What is kept of a batch beside its results, which are called by their suffixes."""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('mokcheck.batches'))"
CLOCK_S = 60.0
"""Seconds between two questions for what time it is."""


class SharedBatches(Batches):
    """The batches in a database and a share; `folder` is this process's own.

    Raises as `Batches` does, BadSettings, ShareLost, ObjectsUnreachable.
    """

    sweeps = True
    _ahead_s = _ask_clock_at = 0.0

    def __init__(self, folder: Path, settings: Settings, share: Share | None = None) -> None:
        assert settings.batches_url is not None and settings.batches_share is not None
        self.queue, self._settling = Queue(), threading.Lock()
        super().__init__(folder, settings)
        self.share = known(share or open_share(settings.batches_share), self.rows, folder)

    def _open(self) -> PostgresDatabase:
        assert self.settings.batches_url is not None
        rooms = {"mokcheck_batches": tables(SCHEMA + LATER + SHARES), ROOM: make_tables}
        self.rows = PostgresDatabase(self.settings.batches_url, rooms)
        return self.rows

    def now(self) -> float:
        """As `Batches.now`: by the clock of the database, which is asked for every minute; those of machines differ."""
        since_start = time.monotonic()
        if since_start >= self._ask_clock_at:
            self._ahead_s, self._ask_clock_at = self.store.now() - since_start, since_start + CLOCK_S
        return since_start + self._ahead_s

    # ---- coming in, and going

    def _settle(self, place: Path, batch: Batch, client: Client) -> None:
        source = source_in(place, batch.kind)
        self.share.put(source, batch.id, source.name)
        batch = replace(batch, kept=json.dumps({SOURCE: source.name}))
        try:
            with self._settling, self.rows.transaction() as connection:  # all may not wait on all connections
                ask(connection, ONE_AT_A_TIME)
                self.check(client)  # while it was put into the share others may have come to other machines
                run(connection, ADD, *astuple(batch))
                self.queue.put(batch.id, connection)
        except TooManyJobs:
            self.share.forget(batch.id)
            raise

    def _resume(self, batch: Batch, expires: float) -> None:
        with self.rows.transaction() as connection:
            if run(connection, RESUME, JobState.QUEUED, expires, batch.id, JobState.FAILED):
                self.queue.put(batch.id, connection)

    def forget(self, batch_id: str) -> None:
        """As `Batches.forget`; nothing stays in the share either."""
        super().forget(batch_id)
        self.share.forget(batch_id)

    def sweep(self) -> None:
        """As `Batches.sweep`, and what the share has of no batch. What others keep beside it is theirs and stays."""
        kept = forget_expired(self)
        remove_left_over(self.folder, kept)
        for batch_id, age_s in list(self.share.batches()):
            if NAME.fullmatch(batch_id) and batch_id not in kept and age_s > LEFT_OVER_S:
                self.share.forget(batch_id)

    def put_again(self) -> None:
        """Puts jobs for batches that are open, have none that waits, and no worker that was heard of."""
        rows, now = self.rows, self.rows.now
        forsaken = (
            f"SELECT id FROM batches WHERE state IN ('queued', 'running') AND seen < {now} - ? "
            f"AND created < {now} - ? AND NOT EXISTS ({WAITING}) FOR UPDATE SKIP LOCKED"
        )
        with rows.transaction() as connection:
            for (batch_id,) in ask(connection, forsaken, self.stale_s, self.stale_s):
                self.queue.put(batch_id, connection)

    # ---- asked for

    def source(self, batch: Batch) -> Path:
        """As `Batches.source`, fetched where it is not here."""
        return self._here(batch, SOURCE, self._place_of(batch))

    def _place_of(self, batch: Batch) -> Path:
        return source_in(self.home(batch.id), Path(kept_of(batch)[SOURCE]).suffix)

    def progress(self, batch: Batch) -> dict[str, Any]:
        """As `Batches.progress`: what its worker told last."""
        nothing = {**NOTHING, "finished": False, "day": "", "list": None, "verdicts": {}}
        return json.loads(batch.told) if batch.told else nothing

    def written(self, batch: Batch) -> list[str]:
        """As `Batches.written`."""
        return [suffix for suffix in RESULTS if suffix in kept_of(batch)]

    def result(self, batch: Batch, suffix: str) -> Path:
        """As `Batches.result`, fetched where it is not here."""
        if batch.open:
            raise BatchUnfinished
        if suffix not in self.written(batch):
            raise NoBatch
        return self._here(batch, suffix)

    def _look_into(self, batch: Batch) -> Ledger:
        if LEDGER not in kept_of(batch):
            raise FileMissing("no ledger yet")
        return Ledger.look_into(self._here(batch, LEDGER))

    def _here(self, batch: Batch, part: str, file: Path | None = None) -> Path:
        """What is kept of a batch, fetched where it is not here. Raises NoBatch, FileMissing, BatchUnfinished."""
        name = kept_of(batch)[part]
        place = file or self.home(batch.id) / name
        if place.exists():
            return place
        try:
            self.share.get(batch.id, name, place)
        except FileMissing as error:
            now = self.store.get(batch.id)
            if now is None:
                raise NoBatch from error
            if now.kept == batch.kept:
                raise
            later = self._place_of(now) if part == SOURCE else file
            return self._here(now, part, later)  # its worker keeps a later one by now
        for other in self.home(batch.id).glob(f"{part}-*"):
            if not other.name.startswith(name):
                other.unlink(missing_ok=True)
        return place


def kept_of(batch: Batch) -> dict[str, str]:
    """Names in the share of what is kept of a batch, by part."""
    kept: dict[str, str] = json.loads(batch.kept or "{}")
    return kept
