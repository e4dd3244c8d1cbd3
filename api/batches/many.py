"""A worker among several: takes the batches that the queue hands it, and hands out again what others lost."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import procrastinate
from procrastinate import exceptions
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from api.batches.batches import Batches
from api.batches.bench import Bench
from api.batches.queue import BATCH, QUEUE, working_app
from api.batches.shared import SharedBatches
from api.batches.worker import Later, Worker
from api.logs import anonymous
from verifier.errors import MokCheckError, StoreProblem
from verifier.settings import Settings

RESCUE = "rescue"
RESCUE_EVERY_S = 10
HEARTBEAT_S = 5.0
POLL_S = 0.2
WAIT_S = 5.0
"""Seconds after which a batch is offered again that a worker was not fit to take."""
REST_S, LONGEST_REST_S = 60.0, 600.0
"""How long a worker rests after one accident that may pass, and at most after several on end."""
LOST_S = 5.0
"""Longest wait for the end of a job that a lost database keeps from being noted; closing its connections ends it."""
BENCH = "worker-"
"""How the folders of workers begin."""
LOG = logging.getLogger("mokcheck.batches")


def work_among_many(settings: Settings, hire: Callable[[Batches], Worker], *, until_idle: bool = False) -> None:
    """Works until the worker that `hire` gives is stopping, or until nothing waits.

    Raises StoreProblem when the database is lost, BadSettings, ObjectsUnreachable.
    """
    assert settings.batches_path is not None and settings.batches_url is not None
    with own_folder(settings.batches_path) as folder, closing(Bench(folder, settings)) as batches:
        worker, app = hire(batches), working_app(settings.batches_url)
        _register(app, worker, batches)
        try:
            with worker.beating():
                asyncio.run(_work(app, worker, until_idle=until_idle))
        except exceptions.ConnectorException as error:
            raise StoreProblem("the queue of batches") from error


async def _work(app: procrastinate.App, worker: Worker, *, until_idle: bool) -> None:
    asyncio.get_running_loop().set_exception_handler(_told)
    async with app.open_async():
        work = asyncio.create_task(
            app.run_worker_async(
                queues=[QUEUE],
                wait=not until_idle,
                update_heartbeat_interval=HEARTBEAT_S,
                stalled_worker_timeout=worker.batches.stale_s,
                delete_jobs="always",
                install_signal_handlers=False,
            )
        )
        while not worker.stopping.is_set() and not work.done():
            await asyncio.wait([work], timeout=POLL_S)
        if not work.done():
            work.cancel()  # it lets the job end first, which does so at once since the worker is stopping
            await asyncio.wait([work], timeout=LOST_S if worker.lost else None)
        else:
            work.result()
        if worker.lost or not (until_idle or worker.stopping.is_set()):
            raise StoreProblem("the queue of batches")


def _told(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Logs what nobody waited for: a job that could not be ended, since others have it by now."""
    error = context.get("exception")
    LOG.warning("queue", extra={"fields": {"accident": anonymous(error) if error else ""}})


def _register(app: procrastinate.App, worker: Worker, batches: SharedBatches) -> None:
    health = Health(worker, batches)

    @app.task(name=BATCH, queue=QUEUE, retry=_Again())
    def carry_out(batch: str) -> None:
        try:
            with worker.signs.busy():
                health.ask()
            with health.minded():
                worker.carry_out(batch)
        except StoreProblem:  # whoever cannot reach its rows ends; the next one begins anew
            worker.lost = True
            worker.stopping.set()
            raise

    # Without a lock, which would outlive the worker that holds it. One at most waits in the queue.
    @app.periodic(cron=f"* * * * * */{RESCUE_EVERY_S}")
    @app.task(name=RESCUE, queue=QUEUE, queueing_lock=RESCUE, priority=1, pass_context=True)
    async def rescue(context: procrastinate.JobContext, timestamp: int) -> None:
        try:
            await _rescue(context.app, batches)
            await asyncio.to_thread(worker.sweep)
        except Exception as error:
            LOG.error("not rescued", extra={"fields": {"accident": anonymous(error)}})


async def _rescue(app: procrastinate.App, batches: SharedBatches) -> None:
    """Hands out again what workers had that were not heard of, and what no job is left of."""
    manager = app.job_manager
    stalled = await manager.get_stalled_jobs(queue=QUEUE, task_name=BATCH, seconds_since_heartbeat=batches.stale_s)
    for job in stalled:
        try:
            await manager.retry_job(job)
        except exceptions.ConnectorException:  # another worker was there first, or a job waits already
            continue
        LOG.warning("rescued", extra={"fields": {"batch": str(job.task_kwargs["batch"])[:8]}})
    await asyncio.to_thread(batches.put_again)


class Health:
    """Whether a worker is fit to take a batch: what only it suffers from is no reason for batches to fail.

    It rests after an accident that may pass (a full disk, no engine), longer every time, so that others come first.
    Until it is fit again it does not say that it is there: where no other does, an alert tells.
    """

    def __init__(self, worker: Worker, batches: SharedBatches) -> None:
        self._worker, self._batches = worker, batches
        self._accidents, self._rest_until = 0, 0.0

    def ask(self) -> None:
        """Raises Later while it rests, or cannot keep a file in the share or in its own folder."""
        if time.monotonic() < self._rest_until:
            raise Later(WAIT_S)
        try:
            self._batches.share.probe()
        except MokCheckError as error:
            LOG.error("not fit", extra={"fields": {"problem": error.code}})
            self._rest(WAIT_S)
            raise Later(WAIT_S) from None
        self._worker.fit = True

    @contextmanager
    def minded(self) -> Iterator[None]:
        """Minds how a batch ends here."""
        try:
            yield
        except Later as later:
            if later.wait_s:
                self._accidents += 1
                self._rest(min(LONGEST_REST_S, REST_S * self._accidents))
            raise
        self._accidents = 0

    def _rest(self, seconds: float) -> None:
        self._worker.fit, self._rest_until = False, time.monotonic() + seconds


class _Again(BaseRetryStrategy):
    """When a job that did not end is handed out again."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """As Procrastinate asks."""
        if isinstance(exception, Later):
            return RetryDecision(retry_in={"seconds": int(exception.wait_s)})
        return RetryDecision() if isinstance(exception, StoreProblem) else None


@contextmanager
def own_folder(root: Path) -> Iterator[Path]:
    """A folder of this worker's own, gone afterwards; those of workers that are dead go now."""
    name = secrets.token_hex(8)
    coming, place = root / f".{name}", root / f"{BENCH}{name}"
    coming.mkdir(parents=True, mode=0o700)
    with (coming / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        coming.rename(place)  # only now it is called so: nobody sees it without its lock
        for other in root.glob(f"{BENCH}*"):
            if other != place and _is_dead(other):
                shutil.rmtree(other, ignore_errors=True)
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _is_dead(place: Path) -> bool:
    """Whether nobody holds the lock of a worker's folder."""
    try:
        with (place / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except OSError:
        return False
