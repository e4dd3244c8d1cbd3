"""Where a worker among several works: what it needs is brought to its folder, what it did is put into the share.

Killed at any time, another one goes on from the ledger that was put there last. Taken for dead while it lives, it
writes under names that no row names.
"""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from api.batches.batches import RESULTS
from api.batches.receive import source_in
from api.batches.shared import LEDGER, SOURCE, SharedBatches, kept_of
from api.batches.store import Batch
from verifier.batch.fetched import SUFFIX
from verifier.batch.ledger import ledger_of
from verifier.batch.status import status_of
from verifier.errors import FileMissing, LedgerProblem, MokCheckError, NoBatch

LOG = logging.getLogger("mokcheck.batches")
TELL_S, KEEP_S = 2.0, 5.0
"""Least seconds between two words of how far a batch is, and between two copies of its ledger."""
SHARE_OF_TIME = 20.0
"""Neither takes more than one part in so many of the time."""


class Bench(SharedBatches):
    """The batches of several machines, for a worker that has one of them at a time."""

    _batch: Batch
    _count = 0

    def begin(self, batch: Batch) -> Batch:
        """As `Batches.begin`: what came, and the ledger of whoever had it before."""
        shutil.rmtree(self.home(batch.id), ignore_errors=True)
        self.source(batch)
        if LEDGER in kept_of(batch):
            self._here(batch, LEDGER, self._ledger_of(batch))
        self._batch = replace(batch, told=self._status(batch))
        self._tell_at = self._keep_at = time.monotonic() + TELL_S
        self.store.note(self._batch)
        return self._batch

    def _place_of(self, batch: Batch) -> Path:
        fetched = source_in(self.home(batch.id), SUFFIX)
        return fetched if fetched.exists() else super()._place_of(batch)

    def keep_source(self, fetched: Path) -> None:
        """As `Batches.keep_source`."""
        super().keep_source(fetched)
        self.share.put(fetched, self._batch.id, fetched.name)
        before = kept_of(self._batch)
        self._batch = replace(self._batch, kept=json.dumps({**before, SOURCE: fetched.name}))
        if self.store.note(self._batch) and before[SOURCE] != fetched.name:
            self.share.remove(self._batch.id, before[SOURCE])

    def during(self) -> None:
        """As `Batches.during`. A share that does not answer costs what it would have kept, and no batch."""
        begun = time.monotonic()
        if not self._ledger_of(self._batch).is_file():  # photos are still being fetched
            return
        if begun >= self._keep_at:
            try:
                self._keep()
            except MokCheckError as error:
                LOG.warning("not kept", extra={"fields": {"batch": self._batch.id[:8], "problem": error.code}})
            self._keep_at = _next(begun, KEEP_S)
        elif begun >= self._tell_at:
            self._batch = replace(self._batch, told=self._status(self._batch))
            self.store.note(self._batch)
            self._tell_at = _next(begun, TELL_S)

    def hand_in(self) -> None:
        """As `Batches.hand_in`."""
        home, names = self.home(self._batch.id), {}
        for suffix in RESULTS:
            file = home / f"result{suffix}"
            if file.is_file():
                names[suffix] = f"result-{self._batch.owner}{suffix}"
                self.share.put(file, self._batch.id, names[suffix])
        self._keep(names)

    def leave(self, batch: Batch) -> None:
        """As `Batches.leave`: nothing stays here."""
        self.opened.close()
        shutil.rmtree(self.home(batch.id), ignore_errors=True)
        if self.store.get(batch.id) is None:
            self.share.forget(batch.id)

    def _keep(self, names: dict[str, str] | None = None) -> None:
        """Puts the ledger as it is into the share, and says so in the row; the one before goes."""
        batch, home = self._batch, self.home(self._batch.id)
        self._count += 1
        copy, name = home / ".copy", f"{LEDGER}-{batch.owner}-{self._count}"
        copy.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(self._ledger_of(batch))) as ledger, closing(sqlite3.connect(copy)) as target:
                ledger.backup(target)
        except sqlite3.Error as error:
            raise LedgerProblem(f"{type(error).__name__}") from error
        self.share.put(copy, batch.id, name)
        before = kept_of(batch)
        kept = json.dumps({**before, LEDGER: name, **(names or {})})
        self._batch = replace(batch, kept=kept, told=self._status(batch))
        if not self.store.note(self._batch):  # it is another worker's, or deleted
            for mine in (name, *(names or {}).values()):
                self.share.remove(batch.id, mine)
            raise NoBatch
        if LEDGER in before:
            self.share.remove(batch.id, before[LEDGER])

    def _ledger_of(self, batch: Batch) -> Path:
        return ledger_of(self.results(batch.id)[0])

    def _status(self, batch: Batch) -> str:
        try:
            return json.dumps(status_of(self.results(batch.id)[0]))
        except (FileMissing, LedgerProblem):
            return batch.told


def _next(begun: float, least_s: float) -> float:
    """When to do again what was begun then and is done now."""
    now = time.monotonic()
    return now + max(least_s, (now - begun) * SHARE_OF_TIME)
