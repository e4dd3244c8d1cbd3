"""A polite client for public pages: slow, patient, bounded, and never anywhere but where it was sent.

The only module besides a server database's that opens connections. Nothing on the request path imports it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx

from verifier.errors import SourceUnreachable, UnexpectedPage

USER_AGENT = "MokCheck-registry-sync/0.1 (licence list for offline label checks; one request at a time)"
RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})
"""HTTP statuses after which a page is asked for again."""


class PoliteClient:
    """Fetches one page at a time.

    `interval_s` lies between the starts of two requests; a page may take `timeout_s` from the first byte asked to the
    last one answered, however slowly its head or its body drips; a page larger than `max_bytes` is refused; redirects
    are not followed; certificates are always verified; a failure is tried `tries` times with growing pauses. `sleep`
    and `now` (seconds) are for tests. Not to be used inside a running event loop.
    """

    def __init__(
        self,
        *,
        interval_s: float = 2.0,
        timeout_s: float = 30.0,
        max_bytes: int = 20_000_000,
        tries: int = 3,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._interval, self._timeout, self._max_bytes, self._tries = interval_s, timeout_s, max_bytes, tries
        self._sleep, self._now = sleep, now
        self._last: float | None = None
        self._loop = asyncio.Runner()  # httpx bounds each read alone; a whole answer is bounded by cancelling it
        self._http = httpx.AsyncClient(
            headers={"User-Agent": USER_AGENT}, follow_redirects=False, timeout=timeout_s, trust_env=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._loop.run(self._http.aclose())
        finally:
            self._loop.close()

    def get(self, url: str) -> tuple[bytes, str | None]:
        """The page's bytes and the charset its server names.

        Raises SourceUnreachable after the last try, UnexpectedPage for a redirect, another status or an oversized page.
        """
        for attempt in range(1, self._tries + 1):
            self._wait(attempt)
            try:
                return self._loop.run(self._get_once(url))
            except (httpx.TransportError, _TryAgainError) as error:
                if attempt == self._tries:
                    raise SourceUnreachable(f"{url}: {error}", url=url) from error
        raise AssertionError("unreachable")

    def _wait(self, attempt: int) -> None:
        pause = self._interval * 4 ** (attempt - 1)
        if self._last is not None and (left := self._last + pause - self._now()) > 0:
            self._sleep(left)
        self._last = self._now()

    async def _get_once(self, url: str) -> tuple[bytes, str | None]:
        try:
            async with asyncio.timeout(self._timeout), self._http.stream("GET", url) as answer:
                if answer.status_code in RETRIED_STATUSES:
                    raise _TryAgainError(f"status {answer.status_code}")
                if answer.status_code != httpx.codes.OK:
                    raise UnexpectedPage(f"{url} answered {answer.status_code}, not 200", url=url)
                data = bytearray()
                async for part in answer.aiter_bytes():
                    data += part
                    if len(data) > self._max_bytes:
                        raise UnexpectedPage(f"{url} is larger than {self._max_bytes} bytes", url=url)
                return bytes(data), answer.charset_encoding
        except TimeoutError as error:
            raise _TryAgainError(f"not complete after {self._timeout:g} s") from error


class _TryAgainError(Exception):
    """A passing fault of the server."""
