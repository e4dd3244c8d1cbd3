"""The client for programs that use asyncio: the same calls, each in a thread of its own while the others go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Literal

from mokcheck_client.client import RETRY_S, Client, JobFailed, Photo
from mokcheck_client.forms import Licence
from mokcheck_client.models import Job, LookUp, Report


class AsyncClient:
    """As `Client`, awaited. What it raises is the same."""

    def __init__(
        self,
        base_url: str,
        *,
        key: str | None = None,
        lang: Literal["th", "en"] = "en",
        timeout_s: float = 90.0,
        patience_s: float = 120.0,
    ) -> None:
        self._client = Client(base_url, key=key, lang=lang, timeout_s=timeout_s, patience_s=patience_s)

    async def verify(
        self,
        photos: Sequence[Photo],
        *,
        category: str | None = None,
        crops: bool = False,
        idempotency_key: str | None = None,
    ) -> Report:
        """As `Client.verify`."""
        return await asyncio.to_thread(
            self._client.verify, photos, category=category, crops=crops, idempotency_key=idempotency_key
        )

    async def submit(
        self,
        photos: Sequence[Photo],
        *,
        category: str | None = None,
        crops: bool = False,
        idempotency_key: str | None = None,
    ) -> Job:
        """As `Client.submit`."""
        return await asyncio.to_thread(
            self._client.submit, photos, category=category, crops=crops, idempotency_key=idempotency_key
        )

    async def job(self, job_id: str) -> Job:
        """As `Client.job`."""
        return await asyncio.to_thread(self._client.job, job_id)

    async def wait(self, job: Job, *, timeout_s: float = 600.0, told: Callable[[Job], None] | None = None) -> Report:
        """As `Client.wait`; no thread is held between two questions."""
        deadline = asyncio.get_running_loop().time() + timeout_s
        while not job.ended:
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"job {job.id} is still {job.state}")
            await asyncio.sleep(RETRY_S)
            job = await self.job(job.id)
            if told:
                told(job)
        if job.report is None:
            raise JobFailed.of(job.problem)
        return job.report

    async def forget(self, job: Job) -> None:
        """As `Client.forget`."""
        await asyncio.to_thread(self._client.forget, job)

    async def licences(self, number: str) -> list[Licence]:
        """As `Client.licences`."""
        return await asyncio.to_thread(self._client.licences, number)

    async def look_up(self, numbers: Sequence[str]) -> list[LookUp]:
        """As `Client.look_up`."""
        return await asyncio.to_thread(self._client.look_up, numbers)
