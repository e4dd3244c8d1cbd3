"""The worker: carries the batches of a folder out, one after the other, as `mokcheck batch` would.

It is a process of its own. Killed at any time, the next one goes on where the ledger stands; a batch over which workers
die again and again without getting further is given up until somebody has it resumed.
"""

from __future__ import annotations

import fcntl
import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from api.batches.addresses import read_allowed
from api.batches.batches import RESULTS, Batches
from api.batches.fetch import Fetcher
from api.batches.gather import Gathering
from api.batches.receive import source_in
from api.batches.signs import Signs
from api.batches.store import Batch
from api.batches.sweep import SWEEP_S
from api.batches.tell import tell_end
from api.logs import anonymous
from api.problems import as_data
from api.store import JobState
from verifier.batch.fetched import SUFFIX
from verifier.batch.plan import Grouping
from verifier.batch.pool import Engine, Limits
from verifier.batch.run import Tally
from verifier.batch.session import Order, Session
from verifier.batch.worker import Make
from verifier.errors import BatchGivenUp, BatchNotBegun, MokCheckError, StoreProblem, WorkerRuns

LOG = logging.getLogger("mokcheck.batches")
POLL_S = 1.0
BEAT_S = 2.0
MAX_TRIES = 4
"""Times that a worker may end over a batch without a look or a verdict more being kept than the time before: while its
engines stood ready, and as often before they did, when no photo can be to blame."""
PASSES = 503
"""Status of errors that may pass by themselves: a full disk, a database that does not answer."""
OF_THE_MACHINE = (OSError, MemoryError)
"""What may pass too: no more processes, files or memory."""
AGAIN_S = 15.0
"""Seconds before such a batch is taken up again; as many more every time."""


class Later(Exception):
    """The batch waits again, and is to be taken up after `wait_s` seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__()
        self.wait_s = wait_s


class _Stopped(Exception):
    """The worker is to end; the batch goes on with the next one."""


class _Gone(Exception):
    """The batch was deleted, or is another worker's by now."""


class Worker:
    """The worker of a folder of batches. `make` builds the engines of one child process, `engine` what has them."""

    def __init__(
        self,
        batches: Batches,
        make: Make,
        *,
        workers: int,
        limits: Limits | None = None,
        engine: Callable[[Make], Engine] | None = None,
    ) -> None:
        self.batches, self._make, self._engine = batches, make, engine
        self._workers, self._limits = workers, limits or Limits()
        self._fetcher = Fetcher(read_allowed(batches.settings), batches.settings.max_bytes)
        self.name = secrets.token_hex(8)
        self.stopping, settings = threading.Event(), batches.settings
        self.signs = Signs(settings.batches_path or batches.folder, settings.batch_max_bytes)
        self.lost, self.fit = False, True
        self._at_work = ""
        self._swept = 0.0

    def run(self, *, until_idle: bool = False) -> None:
        """Works alone until `stopping` is set, or until nothing waits. Raises WorkerRuns, StoreProblem."""
        with _alone(self.batches.folder / "worker.lock"), self.beating():
            self.batches.store.take_up_again()
            while not self.stopping.is_set():
                with self.signs.busy():
                    self.sweep()
                batch = self.batches.store.next()
                if batch is not None:
                    try:
                        self.carry_out(batch.id)
                    except Later as later:
                        self.stopping.wait(later.wait_s)
                elif until_idle:
                    return
                else:
                    self.stopping.wait(POLL_S)

    def carry_out(self, batch_id: str) -> None:
        """Carries one batch out, unless another worker has it; whatever happens to it costs no other.

        Raises Later, StoreProblem.
        """
        with self.signs.busy():
            batch = self.batches.store.claim(batch_id, self.name, self.batches.stale_s)
            if batch is None:
                return
            self._at_work = batch.id
            try:
                self._carry_out(batch)
            finally:
                self._at_work = ""
                self.batches.leave(batch)

    def _carry_out(self, batch: Batch) -> None:
        store, batch = self.batches.store, replace(batch, tries=batch.tries + 1)
        try:
            batch = self.batches.begin(batch)
            reached = self.batches.progress(batch).get("steps", 0)
            if reached > batch.reached:
                batch = replace(batch, reached=reached, tries=1, looked=0)
            if not store.update(batch):
                return
            LOG.info("begun", extra={"fields": {"batch": batch.id[:8], "tries": batch.tries}})
            if batch.looked >= MAX_TRIES:
                raise BatchGivenUp
            if batch.tries - batch.looked > MAX_TRIES:
                raise BatchNotBegun
            self._gather(batch)
            self.signs.give()
            engine = self._engine(self._make) if self._engine else None
            with Session(self._order(batch), self.batches.settings, self._make, engine) as session:
                session.run(self._watching(batch))
            self.signs.give()
            self.batches.hand_in()
            state, outcome = JobState.DONE, None
        except _Gone:
            return
        except _Stopped:
            store.update(replace(batch, state=JobState.QUEUED, tries=batch.tries - 1))
            raise Later(0.0) from None
        except Exception as error:
            problem = error if isinstance(error, MokCheckError) else MokCheckError()
            said = {"problem": problem.code} if problem is error else {"accident": anonymous(error)}
            if (problem.status == PASSES or isinstance(error, OF_THE_MACHINE)) and batch.tries < MAX_TRIES:
                LOG.warning("waits", extra={"fields": {"batch": batch.id[:8], **said}})
                store.update(replace(batch, state=JobState.QUEUED))
                raise Later(AGAIN_S * batch.tries) from None
            if problem is not error or store.get(batch.id) is not None:
                LOG.error("failed", extra={"fields": {"batch": batch.id[:8], **said}})
            state, outcome = JobState.FAILED, json.dumps(as_data(problem, batch.lang), ensure_ascii=False)
        expires = self.batches.now() + self.batches.settings.batch_ttl_s
        if self._has(batch):
            # Before the row says so: a kill between the two makes it twice, never not at all.
            tell_end(self.batches.settings.outbox_path, batch, state)
        store.update(replace(batch, state=state, outcome=outcome, expires=expires))
        LOG.info("ended", extra={"fields": {"batch": batch.id[:8], "state": state.value}})

    def _gather(self, batch: Batch) -> None:
        """Fetches the photos that a manifest names by address, where that was not done. Raises StoreProblem."""
        source, tell = self.batches.source(batch), self._watching(batch)
        if source.suffix == SUFFIX:
            return
        target = source_in(self.batches.home(batch.id), SUFFIX)
        gathering = Gathering(self._fetcher, self.batches.settings.batch_max_bytes, lambda: tell(Tally()))
        try:
            if gathering.gather(source, target):
                self.batches.keep_source(target)
        except OSError as error:
            raise StoreProblem(f"{target.name}: {error.strerror}") from error

    def _order(self, batch: Batch) -> Order:
        home = self.batches.home(batch.id)
        return Order(
            self.batches.source(batch),
            tuple(home / f"result{suffix}" for suffix in RESULTS),
            grouping=Grouping(batch.grouping),
            workers=self._workers,
            limits=self._limits,
            lang=batch.lang,
            label=batch.name,
        )

    def _watching(self, batch: Batch) -> Callable[[Tally], None]:
        """What a run calls all the time: it ends the run when the worker shall stop or the batch is its no more.

        It notes once that the engines stand ready, from when on a worker's end may be a photo's doing.
        """
        looked, ready = 0.0, False

        def tell(tally: Tally) -> None:
            nonlocal looked, ready
            self.signs.give()
            if self.stopping.is_set():
                raise _Stopped
            if tally.products and not ready:
                ready = True
                self.batches.store.update(replace(batch, looked=batch.looked + 1))
            if time.monotonic() - looked >= POLL_S:
                looked = time.monotonic()
                if not self._has(batch):
                    raise _Gone
                self.batches.during()

        return tell

    def _has(self, batch: Batch) -> bool:
        """Whether a batch was neither deleted nor taken over by another worker."""
        held = self.batches.store.get(batch.id)
        return held is not None and held.owner == batch.owner

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Tells from a thread, for as long as this goes on, that the worker is alive and has its batch.

        One that hangs is not said to be (`signs`): another takes its batch then.
        """
        over = threading.Event()

        def beat() -> None:
            while not over.is_set():
                try:
                    if self.signs.pass_on():
                        if self.fit:
                            self.batches.store.beat(self.batches.now())
                        self.batches.store.hold(self._at_work, self.name)
                except StoreProblem as error:
                    LOG.error("store", extra={"fields": {"accident": anonymous(error)}})
                over.wait(BEAT_S)

        thread = threading.Thread(target=beat, name="beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self.signs.end()

    def sweep(self) -> None:
        """Removes what is nobody's any more, every minute or so."""
        if not self._swept or time.monotonic() - self._swept >= SWEEP_S:
            self._swept = time.monotonic()
            self.batches.sweep()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """A lock that ends with this process, however that ends. Raises WorkerRuns."""
    with path.open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WorkerRuns(f"{path}: another worker has it") from error
        yield
