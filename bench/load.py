"""The service under four times the load it can bear, on loopback: `python -m bench load [--quick]`.

An idle service answers one client after the other; then as many clients at once as it has workers, which gives its
capacity; then requests arrive four times as fast, whether earlier ones were answered or not, for 60 s (quick: 8 s).
Held: no 5xx and no lost connection; whatever is not accepted is 429 with Retry-After; the 95th percentile of accepted
answers is at most three times the idle median; resident memory afterwards is within 5 % of a warm start.
"""

from __future__ import annotations

import asyncio
import io
import os
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np
from PIL import Image

from api.cpu import fitted
from bench.servers.service import MOKCHECK, Served
from verifier.settings import Settings

OVERLOAD = 4
MOST_AT_ONCE = 400


@dataclass
class Load:
    """What came of one run; times in seconds. `others`: the share of all processor time that other programs took."""

    idle: list[float] = field(default_factory=list)
    accepted: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    capacity: float = 0.0
    offered: float = 0.0
    without_retry_after: int = 0
    others: float = 0.0
    warm_mb: float = 0.0
    after_mb: float = 0.0

    @property
    def ratio(self) -> float:
        """95th percentile of the accepted answers over the idle median."""
        return float(np.percentile(self.accepted, 95)) / statistics.median(self.idle)

    @property
    def growth(self) -> float:
        """Memory after the load over that before it, minus one."""
        return self.after_mb / self.warm_mb - 1

    @property
    def failures(self) -> list[str]:
        """What did not hold."""
        found = []
        if odd := {status: n for status, n in self.statuses.items() if status not in ("200", "429")}:
            found.append(f"answers other than 200 and 429: {odd}")
        if self.without_retry_after:
            found.append(f"{self.without_retry_after} refusals without Retry-After")
        if not self.refused:
            found.append("nothing was refused: this was no overload")
        if self.ratio > 3:
            found.append(f"accepted p95 is {self.ratio:.2f} times the idle median")
        if self.growth > 0.05:
            found.append(f"memory grew by {self.growth:.1%}")
        return found

    def print(self) -> None:
        """The figures in a few lines."""
        p50, p95 = np.percentile(self.accepted, (50, 95))
        print(f"idle          median {statistics.median(self.idle):.3f} s (n = {len(self.idle)})")
        print(f"capacity      {self.capacity:.2f} a second; offered {self.offered:.2f} a second")
        print(f"answers       {dict(self.statuses)}; refusals without Retry-After: {self.without_retry_after}")
        print(f"accepted      p50 {p50:.3f} s, p95 {p95:.3f} s = {self.ratio:.2f} × idle (n = {len(self.accepted)})")
        if self.refused:
            print(f"refused       p95 {np.percentile(self.refused, 95):.3f} s (n = {len(self.refused)})")
        print(f"processors    other programs took {self.others:.0%} of them during the overload")
        print(f"memory        warm {self.warm_mb:.0f} MB, afterwards {self.after_mb:.0f} MB ({self.growth:+.1%})")
        for failure in self.failures:
            print(f"NOT HELD      {failure}")


async def overload(served: Served, photo: bytes, *, seconds: float, workers: int, idle_n: int) -> Load:
    """Runs the three phases against a service with `workers` workers in all."""
    load = Load()
    limits = httpx.Limits(max_connections=MOST_AT_ONCE, max_keepalive_connections=MOST_AT_ONCE)
    async with httpx.AsyncClient(base_url=served.url, timeout=300, limits=limits) as client:

        async def post() -> tuple[httpx.Response, float]:
            start = time.perf_counter()
            answer = await client.post("/v1/verifications", files={"photos": ("p.jpg", photo)})
            return answer, time.perf_counter() - start

        for _ in range(3):  # everything loaded, every thread warm
            await asyncio.gather(*(post() for _ in range(4 * workers)))
        for _ in range(idle_n):
            answer, took = await post()
            assert answer.status_code == 200, answer.text
            load.idle.append(took)
        load.capacity = await _capacity(post, workers, idle_n)
        load.offered = OVERLOAD * load.capacity
        await asyncio.sleep(1)
        load.warm_mb = served.resident_mb()

        async def one() -> None:
            try:
                answer, took = await post()
            except httpx.HTTPError as error:
                load.statuses[type(error).__name__] += 1
                return
            load.statuses[str(answer.status_code)] += 1
            (load.accepted if answer.status_code == 200 else load.refused).append(took)
            load.without_retry_after += answer.status_code == 429 and int(answer.headers.get("retry-after", 0)) < 1

        machine, ours = _machine_s(), served.processor_s() + time.process_time()
        begun, tasks = time.perf_counter(), []
        while (now := time.perf_counter() - begun) < seconds:
            due = int(now * load.offered) + 1
            tasks += [asyncio.create_task(one()) for _ in range(due - len(tasks))]
            await asyncio.sleep(min(0.05, 1 / load.offered))
        await asyncio.gather(*tasks)
        busy, everything = (after - before for after, before in zip(_machine_s(), machine, strict=True))
        load.others = max(0.0, busy - (served.processor_s() + time.process_time() - ours)) / everything
        await asyncio.sleep(3)
        load.after_mb = served.resident_mb()
    return load


def _photo(path: Path) -> bytes:
    """A sample as a small JPEG, 900 px long: the load is in requests, not in pixels."""
    with Image.open(path) as picture:
        picture.thumbnail((900, 900))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=92)
    return out.getvalue()


def _machine_s() -> tuple[float, float]:
    """Processor time that all programs together have taken, and all that there was, in seconds."""
    user, nice, system, idle, wait, irq, softirq, steal, *_ = map(int, Path("/proc/stat").read_text().split()[1:11])
    busy = user + nice + system + irq + softirq + steal
    ticks = os.sysconf("SC_CLK_TCK")
    return busy / ticks, (busy + idle + wait) / ticks


async def _capacity(post, workers: int, rounds: int) -> float:
    """Answers a second with as many clients as workers."""

    async def client() -> None:
        for _ in range(rounds):
            await post()

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(workers)))
    return workers * rounds / (time.perf_counter() - start)


def main(options: list[str]) -> int:
    """0 when everything held."""
    quick = "--quick" in options
    photo = _photo(Path("samples/07-charger-lookalike.jpg"))
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/list.sqlite"
        build = [MOKCHECK, "registry", "build", path, "--from", "samples/list.csv", "--covers", "all"]
        subprocess.run(build, check=True, capture_output=True)
        patient = {f"MOKCHECK_{name}_TIMEOUT_S": "280" for name in ("ANSWER", "READER")}  # other work may slow us down
        environment = {"MOKCHECK_RATE_ANONYMOUS": "1000000", **patient}
        workers = fitted(Settings()).workers
        with Served("--list", path, "--processes", "1", environment=environment) as served:
            load = asyncio.run(
                overload(served, photo, seconds=8 if quick else 60, workers=workers, idle_n=5 if quick else 20)
            )
    load.print()
    return 1 if load.failures else 0
