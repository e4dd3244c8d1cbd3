"""How many requests a client may send in a minute: a sliding window over two counters.

The requests of the last minute are estimated as those of this clock minute plus the share of the one before that is
still inside the window. Counters live in memory, or in Redis for several processes or machines together; while Redis
does not answer, each process counts for itself. A counter is forgotten two minutes after its minute began.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from api.auth import Client
from verifier.errors import BadSettings, TooFast

if TYPE_CHECKING:
    from redis.asyncio import Redis

LOG = logging.getLogger("mokcheck.rates")
WINDOW_S = 60
MAX_NAMES = 100_000
OTHERS = "others"
"""Counts newcomers together once there are too many names to remember apart."""
REDIS_TIMEOUT_S = 0.25
REDIS_REST_S = 5.0


class Counts(Protocol):
    """Counters by name and minute."""

    async def add(self, name: str, minute: int, cost: int) -> tuple[int, int]:
        """Adds `cost`; returns the sums of the minute before and of this minute."""

    def now(self) -> float:
        """Seconds by the clock that its minutes are of, which never goes back."""


class MemoryCounts:
    """Counters of this process."""

    @staticmethod
    def now() -> float:
        """Seconds since some time before the process began."""
        return time.monotonic()

    def __init__(self) -> None:
        self._minute = 0
        self._before: dict[str, int] = {}
        self._now: dict[str, int] = {}

    async def add(self, name: str, minute: int, cost: int) -> tuple[int, int]:
        """Adds `cost`; never waits."""
        if minute != self._minute:
            self._before, self._now = (self._now if minute == self._minute + 1 else {}), {}
            self._minute = minute
        if name not in self._now and len(self._now) >= MAX_NAMES:
            name = OTHERS
        self._now[name] = self._now.get(name, 0) + cost
        return self._before.get(name, 0), self._now[name]


class RedisCounts:
    """Counters in Redis; those of this process while it does not answer."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._own = MemoryCounts()
        self._rests_until = 0.0
        self._epoch = time.time() - time.monotonic()

    def now(self) -> float:
        """Seconds since 1970 as they were when the process began, so that machines agree and no later step counts."""
        return self._epoch + time.monotonic()

    @property
    def reachable(self) -> bool:
        """Whether Redis answered when it was last asked."""
        return time.monotonic() >= self._rests_until

    async def add(self, name: str, minute: int, cost: int) -> tuple[int, int]:
        """Adds `cost` in one round trip."""
        if not self.reachable:
            return await self._own.add(name, minute, cost)
        try:
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.get(f"mokcheck:{name}:{minute - 1}")
                pipe.incrby(f"mokcheck:{name}:{minute}", cost)
                pipe.expire(f"mokcheck:{name}:{minute}", 2 * WINDOW_S)
                before, now, _ = await pipe.execute()
        except Exception as error:  # whatever the driver or the network comes up with
            LOG.warning("redis does not answer", extra={"fields": {"error": type(error).__name__}})
            self._rests_until = time.monotonic() + REDIS_REST_S
            return await self._own.add(name, minute, cost)
        return int(before or 0), int(now)

    async def close(self) -> None:
        """Lets go of the connections."""
        await self._redis.aclose()


def connect(url: str) -> RedisCounts:
    """Counters behind a URL; nothing is sent before the first request. Raises BadSettings."""
    try:
        from redis.asyncio import from_url  # noqa: PLC0415 - an optional part
    except ImportError as error:
        raise BadSettings("install mokcheck[redis] to use MOKCHECK_REDIS_URL", setting="MOKCHECK_REDIS_URL") from error
    try:
        redis = from_url(url, socket_timeout=REDIS_TIMEOUT_S, socket_connect_timeout=REDIS_TIMEOUT_S)
    except ValueError as error:
        raise BadSettings("MOKCHECK_REDIS_URL is no Redis address", setting="MOKCHECK_REDIS_URL") from error
    return RedisCounts(redis)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is left of a minute after a request: `reset_s` seconds until everything is given again."""

    limit: int
    left: int
    reset_s: int

    @property
    def headers(self) -> dict[str, str]:
        """As the RateLimit headers of draft-ietf-httpapi-ratelimit-headers-10."""
        return {
            "RateLimit-Policy": f'"minute";q={self.limit};w={WINDOW_S}',
            "RateLimit": f'"minute";r={self.left};t={self.reset_s}',
        }


class Rates:
    """Takes requests out of what clients are allowed. `clock` tells seconds; the counts' own without it."""

    def __init__(self, counts: Counts, clock: Callable[[], float] | None = None) -> None:
        self.counts = counts
        self._clock = clock or counts.now

    async def take(self, client: Client, kind: str, limit: int, cost: int = 1) -> Taken:
        """Counts a request. Raises TooFast when the last minute's are more than `limit`; it counts all the same."""
        now = self._clock()
        minute, gone = int(now // WINDOW_S), now % WINDOW_S
        before, this = await self.counts.add(f"{kind}:{client.name}", minute, cost)
        # one that hammers on is not shut out for longer than one that stops: what counts is capped
        before = min(before, limit)
        used = before * (1 - gone / WINDOW_S) + this
        if used > limit:
            raise TooFast(retry_after=self._wait(before, min(this, limit + 1), limit, gone), limit=limit)
        return Taken(limit, max(0, math.floor(limit - used)), math.ceil(WINDOW_S - gone))

    @staticmethod
    def _wait(before: int, this: int, limit: int, gone: float) -> int:
        """Whole seconds until one more request would fit, when nobody asks meanwhile."""
        for seconds in range(1, 2 * WINDOW_S):
            later = gone + seconds
            if later < WINDOW_S:
                used = before * (1 - later / WINDOW_S) + this
            else:
                used = min(this, limit) * (1 - (later - WINDOW_S) / WINDOW_S)
            if used + 1 <= limit:
                return seconds
        return 2 * WINDOW_S
