"""Verifications that are answered later: `202` now, the report under `/v1/jobs/{id}` until it expires.

Photos wait in this process's memory and nowhere else. So a job lives as long as its process: when that dies, whoever
asks is told that the job is lost, never that it is still running. A process that is told to stop finishes its jobs.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from api.auth import Client
from api.limits import Form, Pool
from api.logs import anonymous
from api.store import OPEN, Job, JobState, Store
from verifier.errors import Busy, HttpNoJob, HttpStopping, MokCheckError, StoreProblem, TooManyJobs
from verifier.settings import Settings

LOG = logging.getLogger("mokcheck.jobs")
BEAT_S = 2.0
STALE_S = 20.0
SWEEP_S = 30.0
UNFINISHED_TTL_S = 86_400.0
RETRY_S = 0.1

Verify = Callable[[Form, Callable[[str], None]], dict[str, Any]]
Explain = Callable[[MokCheckError, str | None], dict[str, Any]]


@dataclass(slots=True)
class _Work:
    """A job of this process with what it works on."""

    job: Job
    client: Client
    form: Form
    let_go: Callable[[], Awaitable[None]]


class Jobs:
    """The jobs of one process. `verify` is blocking and makes a report, `explain` a problem, both as plain data."""

    def __init__(self, store: Store, pool: Pool, settings: Settings, verify: Verify, explain: Explain) -> None:
        self.owner = secrets.token_hex(8)
        self.open = 0
        self._store, self._pool, self._settings = store, pool, settings
        self._verify, self._explain = verify, explain
        self._queue: asyncio.Queue[_Work] = asyncio.Queue()
        self._of: Counter[str] = Counter()
        self._held = 0
        self._unsaved: dict[str, Job] = {}
        self._closed = False
        self._tasks: list[asyncio.Task[None]] = []

    # ---- what requests ask

    def check(self, client: Client) -> None:
        """Raises TooManyJobs or HttpStopping when `submit` would: to be asked before a body is read."""
        if self._closed:
            raise HttpStopping
        full = self.open >= self._settings.jobs or self._held >= self._settings.max_body_bytes * 4
        if full or self._of[client.name] >= client.allowance.jobs:
            raise TooManyJobs(retry_after=5, limit=client.allowance.jobs)

    async def submit(self, client: Client, form: Form, let_go: Callable[[], Awaitable[None]]) -> Job:
        """Takes a job; `let_go` is called when its photos are no longer needed. Raises as `check` does."""
        self.check(client)
        now = time.time()
        job = Job(
            id=secrets.token_urlsafe(24),
            owner=self.owner,
            client=client.key_id,
            created=now,
            expires=now + UNFINISHED_TTL_S,
            photos=len(form.photos),
            lang=form.lang,
        )
        self._count(client, form, 1)
        try:
            await asyncio.to_thread(self._store.put_job, job)
        except BaseException:
            self._count(client, form, -1)
            raise
        self._queue.put_nowait(_Work(job, client, form, let_go))
        return job

    async def find(self, job_id: str, client: Client) -> tuple[Job, bool]:
        """A job of this client, and whether it is lost. Raises HttpNoJob."""
        job = self._unsaved.get(job_id) or await asyncio.to_thread(self._store.job, job_id)
        if job is None or job.client != client.key_id or job.expires <= time.time():
            raise HttpNoJob
        lost = job.state in OPEN and not await asyncio.to_thread(self._alive, job.owner)
        return job, lost

    async def delete(self, job_id: str, client: Client) -> None:
        """Forgets a job and its result at once; work that has begun ends unheard. Raises HttpNoJob."""
        await self.find(job_id, client)
        self._unsaved.pop(job_id, None)
        await asyncio.to_thread(self._store.delete_job, job_id)

    @property
    def stale(self) -> float:
        """A process not seen since then is taken for dead."""
        return time.time() - STALE_S

    # ---- the life of the process

    async def start(self) -> None:
        """Begins to work and to tell that this process is alive."""
        await asyncio.to_thread(self._store.beat, self.owner, time.time())
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._work()) for _ in range(self._settings.workers)]
        self._tasks.append(loop.create_task(self._upkeep()))

    async def stop(self) -> None:
        """Takes no more jobs, finishes those that were taken, and says goodbye."""
        self._closed = True
        await self._queue.join()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._save_again()
        try:
            await asyncio.to_thread(self._store.sweep, time.time())
            await asyncio.to_thread(self._store.leave, self.owner)
        except StoreProblem as error:
            LOG.error("store", extra={"fields": {"accident": anonymous(error)}})

    async def _upkeep(self) -> None:
        swept = 0.0
        while True:
            try:
                await asyncio.to_thread(self._store.beat, self.owner, time.time())
                if time.monotonic() - swept >= SWEEP_S:
                    swept = time.monotonic()
                    await asyncio.to_thread(self._store.sweep, time.time())
            except StoreProblem as error:
                LOG.error("store", extra={"fields": {"accident": anonymous(error)}})
            await self._save_again()
            await asyncio.sleep(BEAT_S)

    async def _save_again(self) -> None:
        """Tells the store of the jobs that failed because it took no answer, as soon as it takes that."""
        for job in list(self._unsaved.values()):
            try:
                if job.expires > time.time():
                    await asyncio.to_thread(self._store.update_job, job)
            except StoreProblem:
                return
            self._unsaved.pop(job.id, None)

    async def _work(self) -> None:
        while True:
            work = await self._queue.get()
            try:
                await self._one(work)
            except Exception as error:
                LOG.error("job", extra={"fields": {"accident": anonymous(error)}})
            finally:
                self._count(work.client, work.form, -1)
                await work.let_go()
                self._queue.task_done()
                del work  # or its photos would stay until the next job comes

    async def _one(self, work: _Work) -> None:
        job = replace(work.job, state=JobState.RUNNING)
        try:
            if not await asyncio.to_thread(self._store.update_job, job):
                return  # deleted before it began
        except StoreProblem as error:
            self._fail(job, error)
            return

        over = False

        def watch(stage: str) -> None:
            nonlocal job
            if over:  # work that was given up goes on unheard
                return
            job = replace(job, stage=stage, photo=min(job.photo + (stage == "decode"), job.photos))
            try:
                self._store.update_job(job)
            except StoreProblem as error:
                LOG.error("store", extra={"fields": {"accident": anonymous(error)}})

        try:
            outcome, state = await self._run(lambda: self._verify(work.form, watch)), JobState.DONE
        except MokCheckError as error:
            outcome, state = self._explain(error, job.lang), JobState.FAILED
        except Exception as error:
            LOG.error("job", extra={"fields": {"accident": anonymous(error)}})
            outcome, state = self._explain(MokCheckError(), job.lang), JobState.FAILED
        over = True
        text = json.dumps(outcome, ensure_ascii=False, allow_nan=False)
        expires = time.time() + self._settings.result_ttl_s
        try:
            await asyncio.to_thread(self._store.update_job, replace(job, state=state, outcome=text, expires=expires))
        except StoreProblem as error:
            self._fail(job, error)

    def _fail(self, job: Job, error: StoreProblem) -> None:
        """Ends a job whose answer the store does not take: failed from now on, and in the store once that writes."""
        LOG.error("store", extra={"fields": {"accident": anonymous(error)}})
        outcome = json.dumps(self._explain(error, job.lang), ensure_ascii=False)
        expires = time.time() + self._settings.result_ttl_s
        self._unsaved[job.id] = replace(job, state=JobState.FAILED, outcome=outcome, expires=expires)

    async def _run(self, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The result of `work`, as soon as the pool has a place for it."""
        while True:
            try:
                return await self._pool.run(work)
            except Busy:
                await asyncio.sleep(RETRY_S)

    def _alive(self, owner: str) -> bool:
        return self._store.seen(owner) >= self.stale

    def _count(self, client: Client, form: Form, by: int) -> None:
        self.open += by
        self._held += by * form.size
        self._of[client.name] += by
        if not self._of[client.name]:
            del self._of[client.name]
