"""The batches of a service: taking them in within bounds, finding them again, and what is known of each."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from api.auth import Client
from api.batches.decisions import SCHEMA, Decisions
from api.batches.opened import Opened
from api.batches.receive import source_in
from api.batches.store import UPGRADES, VERSION, Batch, BatchStore
from api.batches.sweep import UNDER_WAY, forget_expired, remove_left_over
from api.database import Database
from api.database.sqlite import SqliteDatabase
from api.store import JobState
from verifier.batch.archive import Archive
from verifier.batch.fetched import SUFFIX
from verifier.batch.ledger import Ledger, ledger_of
from verifier.batch.manifest import open_manifest
from verifier.batch.status import status_of
from verifier.errors import (
    BatchUnfinished,
    FileMissing,
    LedgerProblem,
    NoBatch,
    StoreProblem,
    TooManyJobs,
)
from verifier.settings import Settings

RESULTS = (".csv", ".jsonl", *((".xlsx",) if find_spec("xlsxwriter") else ()), ".html")
"""Results that are written, the ledger beside the first."""
UNFINISHED_TTL_S = 30 * 86_400.0
NOTHING: dict[str, Any] = {
    "photos": 0,
    "photos_looked_at": 0,
    "photos_set_aside": 0,
    "photos_missing": 0,
    "products": 0,
    "products_judged": 0,
}


class Batches:
    """The batches in one folder. Raises StoreProblem, also when the folder cannot be used.

    `sweeps`: whether a service has to sweep too, since no worker reaches its folder. `stale_s`: seconds after which a
    worker that was not heard of has lost its batch; it says every two that it is there.
    """

    sweeps, stale_s = False, 30.0

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Makes the folder where there is none."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreProblem(f"{folder}: {error.strerror}") from error
        self.folder, self.settings = folder, settings
        self._database = self._open()
        self.store, self.decisions = BatchStore(self._database), Decisions(self._database, self.now)
        self.opened = Opened()
        self._coming: Counter[str] = Counter()

    def _open(self) -> Database:
        return SqliteDatabase(self.folder / "batches.sqlite", SCHEMA, VERSION, UPGRADES)

    def close(self) -> None:
        """Lets go of all files."""
        self.opened.close()
        self._database.close()

    def now(self) -> float:
        """Seconds since 1970 by the one clock that all who share the rows have in common: a machine's own."""
        return time.time()

    # ---- coming in

    def check(self, client: Client) -> None:
        """Raises TooManyJobs where what is coming would be too much: to be asked before a body is read, and after."""
        kept = [batch for batch in self.store.all() if not self.expired(batch)]
        mine = sum(batch.open and _is_of(client, batch) for batch in kept) + self._coming[client.owner]
        if mine > client.allowance.batches or len(kept) + self._coming.total() > self.settings.batches:
            raise TooManyJobs(retry_after=60, limit=client.allowance.batches)

    @contextmanager
    def coming(self, client: Client) -> Iterator[Path]:
        """A folder for what comes, which counts from now on; it is gone afterwards unless `take` made a batch of it."""
        place = self.folder / f"{UNDER_WAY}{secrets.token_hex(8)}"
        self._coming[client.owner] += 1
        try:
            place.mkdir(mode=0o700)
            yield place
        except OSError as error:
            raise StoreProblem(f"{place}: {error.strerror}") from error
        finally:
            self._coming[client.owner] -= 1
            shutil.rmtree(place, ignore_errors=True)

    def take(self, client: Client, place: Path, source: Path, *, name: str, lang: str, grouping: str) -> Batch:
        """Makes a batch of what came into `place`. Raises BadSource, ListRejected, TooManyJobs, StoreProblem."""
        _look_at(source)
        self.check(client)
        now = self.now()
        batch = Batch(
            secrets.token_urlsafe(24),
            client.key_id,
            name,
            source.suffix,
            source.stat().st_size,
            lang,
            grouping,
            now,
            now + UNFINISHED_TTL_S,
            team=client.team,
        )
        self._settle(place, batch, client)
        return batch

    def _settle(self, place: Path, batch: Batch, client: Client) -> None:
        """Keeps a batch of a client and what came of it."""
        os.utime(place)  # a slow upload's folder is old, and an old one without a batch is swept away
        place.rename(self.home(batch.id))
        self.store.add(batch)

    # ---- asked for

    def home(self, batch_id: str) -> Path:
        """The folder of a batch."""
        return self.folder / batch_id

    def source(self, batch: Batch) -> Path:
        """What came."""
        return self._place_of(batch)

    def _place_of(self, batch: Batch) -> Path:
        fetched = source_in(self.home(batch.id), SUFFIX)
        return fetched if fetched.exists() else source_in(self.home(batch.id), batch.kind)

    def results(self, batch_id: str) -> list[Path]:
        """Where its results are, or will be."""
        return [self.home(batch_id) / f"result{suffix}" for suffix in RESULTS]

    def find(self, batch_id: str, client: Client) -> Batch:
        """A batch of this client or of its team. Raises NoBatch."""
        batch = self.store.get(batch_id)
        if batch is None or not _is_of(client, batch) or self.expired(batch):
            raise NoBatch
        return batch

    def expired(self, batch: Batch) -> bool:
        """Whether a batch is there no more, though nobody has swept it away yet."""
        return batch.expires <= self.now()

    def resume(self, batch_id: str, client: Client) -> Batch:
        """Has a batch that failed taken up again where its ledger stands; any other is left as it is.

        Raises NoBatch, TooManyJobs.
        """
        batch = self.find(batch_id, client)
        if batch.state is JobState.FAILED:
            self.check(client)
            self._resume(batch, self.now() + UNFINISHED_TTL_S)
        return self.find(batch_id, client)

    def _resume(self, batch: Batch, expires: float) -> None:
        self.store.resume(batch.id, expires)

    def delete(self, batch_id: str, client: Client) -> None:
        """Forgets a batch with all that belongs to it; its worker stops within a second or two. Raises NoBatch."""
        self.drop(self.find(batch_id, client))

    def drop(self, batch: Batch) -> None:
        """As `delete`, whoever asks."""
        home = self.home(batch.id)
        try:
            self.forget(batch.id)
        except StoreProblem:  # a full disk: its photos make room
            shutil.rmtree(home, ignore_errors=True)
            self.forget(batch.id)
        self.opened.close(self._place_of(batch))
        shutil.rmtree(home, ignore_errors=True)

    def forget(self, batch_id: str) -> None:
        """Forgets what is known of a batch, but for its folder; no decision outlives it, whatever happens."""
        self.decisions.forget(batch_id)
        self.store.remove(batch_id)

    def sweep(self) -> None:
        """Removes batches that have expired, and folders that no batch has."""
        kept = forget_expired(self)
        remove_left_over(self.folder, kept)

    def progress(self, batch: Batch) -> dict[str, Any]:
        """As `verifier.batch.status.status_of`; nothing where no work has begun."""
        try:
            return status_of(self.results(batch.id)[0])
        except (FileMissing, LedgerProblem):  # not there yet, or being made
            return {**NOTHING, "finished": False, "day": "", "list": None, "verdicts": {}}

    @contextmanager
    def ledger(self, batch: Batch) -> Iterator[Ledger]:
        """Its ledger, to read. Raises BatchUnfinished where no work has begun."""
        try:
            ledger = self._look_into(batch)
        except (FileMissing, LedgerProblem) as error:
            raise BatchUnfinished from error
        try:
            yield ledger
        finally:
            ledger.close()

    def _look_into(self, batch: Batch) -> Ledger:
        return Ledger.look_into(ledger_of(self.results(batch.id)[0]))

    def written(self, batch: Batch) -> list[str]:
        """Suffixes of the results that there are."""
        return [suffix for suffix in RESULTS if (self.home(batch.id) / f"result{suffix}").is_file()]

    def result(self, batch: Batch, suffix: str) -> Path:
        """The file of a result. Raises BatchUnfinished, NoBatch for a kind that is not written."""
        if batch.open:
            raise BatchUnfinished
        path = self.home(batch.id) / f"result{suffix}"
        if suffix not in RESULTS or not path.is_file():
            raise NoBatch
        return path

    # ---- at work; one machine has everything where it is needed

    def begin(self, batch: Batch) -> Batch:
        """Brings what is kept of a batch to where its worker works; the batch as it then is."""
        return batch

    def keep_source(self, fetched: Path) -> None:
        """Lets what was fetched, and all photos that came, stand for what came, from now on."""
        source_in(fetched.parent, ".zip").unlink(missing_ok=True)

    def during(self) -> None:
        """Lets others know how far the batch at work is, and keeps what was done; called all the time."""

    def hand_in(self) -> None:
        """Keeps what came of it."""

    def leave(self, batch: Batch) -> None:
        """Removes what its worker needs no more. Where the batch was deleted that is all of it."""
        if self.store.get(batch.id) is None:
            shutil.rmtree(self.home(batch.id), ignore_errors=True)


def _is_of(client: Client, batch: Batch) -> bool:
    """Whether a batch came with the client's key, or with one of the same team."""
    return batch.client == client.key_id or (client.team != "" and batch.team == client.team)


def _look_at(source: Path) -> None:
    """Raises BadSource or ListRejected for what no worker could take."""
    if source.suffix == ".zip":
        Archive(source).close()
    else:
        open_manifest(source)
