"""What one request, and all of them together, may use: bytes, parts, time, threads.

Threats held here: a body without end, or one that trickles; many bodies at once; thousands of parts; photos on the
disk; more work than threads; an engine that never comes back. Nothing is decoded here: that is done by
`verifier.image.decode`.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from fastapi import Request
from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.languages import spoken
from verifier.errors import (
    Busy,
    HttpBadForm,
    HttpBodyTooLarge,
    HttpBodyTooSlow,
    HttpEncoded,
    HttpNoAnswer,
    HttpNotMultipart,
    HttpStopping,
    TooManyPhotos,
)
from verifier.settings import Settings

T = TypeVar("T")
Items: TypeAlias = list[tuple[str, str | UploadFile]]
"""What a form holds, in its order."""
TEXT_FIELDS = frozenset({"category", "lang", "evidence"})
EVIDENCE = ("none", "crops")
MAX_TEXT_BYTES = 1_000


@dataclass(frozen=True, slots=True)
class Form:
    """What came with a request: encoded pictures and the words that may come along."""

    photos: tuple[bytes, ...]
    category: str | None
    lang: str | None
    crops: bool = False

    @property
    def size(self) -> int:
        """Bytes of the pictures."""
        return sum(map(len, self.photos))

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex of all that decides the answer."""
        seen = hashlib.sha256(repr((self.category, self.lang, self.crops)).encode())
        for photo in self.photos:
            seen.update(hashlib.sha256(photo).digest())
        return seen.hexdigest()


class _InMemory(MultiPartParser):
    """Starlette's parser, except that an upload never goes to a temporary file and a form must be whole.

    A photo is one by the name of its part: programs send it without a file name, or with one written as `filename*`.
    """

    spool_max_size = sys.maxsize
    whole = False

    def on_headers_finished(self) -> None:
        """Gives a photo without a file name an empty one."""
        disposition = self._current_part.content_disposition or b""
        _, options = parse_options_header(disposition)
        if options.get(b"name") == b"photos" and b"filename" not in options:
            self._current_part.content_disposition = b'form-data; name="photos"; filename=""'
        super().on_headers_finished()

    def on_end(self) -> None:
        """Notes that the closing boundary came."""
        self.whole = True


class Intake:
    """Reads bodies within bounds: `max_body_bytes` each, `budget` bytes all together, `upload_timeout_s` long."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.budget = settings.max_body_bytes * (settings.workers + settings.queue)
        self.held = 0

    @asynccontextmanager
    async def form(self, request: Request) -> AsyncIterator[Form]:
        """The form of a request; its bytes count as held until the block ends.

        Raises BadRequest and its children, and Busy when all bodies together are over the budget.
        """
        async with self._body(request, self.settings.max_photos, len(TEXT_FIELDS), _form) as form:
            yield form

    @asynccontextmanager
    async def files(self, request: Request, fields: Mapping[str, int]) -> AsyncIterator[dict[str, list[bytes]]]:
        """The files of a form by its `fields`, each with the most that it takes; held, and refused, as by `form`."""
        async with self._body(request, sum(fields.values()), 0, lambda items: _files(items, fields)) as found:
            yield found

    @asynccontextmanager
    async def _body(
        self, request: Request, max_files: int, max_fields: int, made_of: Callable[[Items], Awaitable[T]]
    ) -> AsyncIterator[T]:
        if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
            raise HttpNotMultipart
        _refuse_encoded(request)
        declared = request.headers.get("content-length", "0")
        if declared.isascii() and declared.isdigit() and int(declared) > self.settings.max_body_bytes:
            raise HttpBodyTooLarge(limit=self.settings.max_body_bytes)
        held = _Held(self)
        most = {"max_files": max_files, "max_fields": max_fields, "max_part_size": MAX_TEXT_BYTES}
        parser = _InMemory(request.headers, held.count(request.stream()), **most)
        try:
            try:
                async with asyncio.timeout(self.settings.upload_timeout_s):
                    made = await self._parse(parser, made_of)
            except TimeoutError:
                raise HttpBodyTooSlow(limit=self.settings.upload_timeout_s) from None
            yield made
        finally:
            self.held -= held.size

    async def small(self, request: Request, limit: int) -> bytes:
        """A body of at most `limit` bytes that is no form. Raises HttpBodyTooLarge, HttpBodyTooSlow, HttpEncoded."""
        _refuse_encoded(request)
        body = bytearray()
        try:
            async with asyncio.timeout(self.settings.upload_timeout_s):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > limit:
                        raise HttpBodyTooLarge(limit=limit)
        except TimeoutError:
            raise HttpBodyTooSlow(limit=self.settings.upload_timeout_s) from None
        return bytes(body)

    async def _parse(self, parser: _InMemory, made_of: Callable[[Items], Awaitable[T]]) -> T:
        try:
            data = await parser.parse()
        except MultiPartException as error:
            if error.message.startswith("Too many files") and parser.max_fields:
                raise TooManyPhotos(limit=self.settings.max_photos) from None
            raise HttpBadForm from None
        try:
            if not parser.whole:
                raise HttpBadForm
            return await made_of(data.multi_items())
        finally:
            await data.close()


def _refuse_encoded(request: Request) -> None:
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise HttpEncoded


@dataclass(slots=True)
class _Held:
    """The bytes that one request has brought."""

    intake: Intake
    size: int = 0

    async def count(self, stream: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
        async for chunk in stream:
            self.size += len(chunk)
            self.intake.held += len(chunk)
            if self.size > self.intake.settings.max_body_bytes:
                raise HttpBodyTooLarge(limit=self.intake.settings.max_body_bytes)
            if self.intake.held > self.intake.budget:
                raise Busy(retry_after=5)
            yield chunk


async def _files(items: Items, fields: Mapping[str, int]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {name: [] for name in fields}
    for name, value in items:
        if name not in fields or not isinstance(value, UploadFile):
            raise HttpBadForm(field=name[:40])
        data = await value.read()
        if data or value.filename:  # a browser sends a nameless empty file when none was chosen
            found[name].append(data)
        if len(found[name]) > fields[name]:
            raise HttpBadForm(field=name)
    return found


async def _form(items: Items) -> Form:
    photos: list[bytes] = []
    texts: dict[str, str] = {}
    for name, value in items:
        if name == "photos" and isinstance(value, UploadFile):
            data = await value.read()
            if data or value.filename:  # a browser sends a nameless empty file when none was chosen
                photos.append(data)
        elif name in TEXT_FIELDS and isinstance(value, str) and name not in texts:
            texts[name] = value.strip()
        else:
            raise HttpBadForm(field=name[:40])
    lang = spoken(texts.get("lang"))
    if texts.get("lang") and lang is None:
        raise HttpBadForm(field="lang")
    evidence = texts.get("evidence") or "none"
    if evidence not in EVIDENCE:
        raise HttpBadForm(field="evidence")
    return Form(tuple(photos), texts.get("category") or None, lang, evidence == "crops")


class Pool:
    """`workers` threads and `queue` places to wait; whoever finds neither is told to come back."""

    def __init__(self, settings: Settings) -> None:
        self.workers, self.room = settings.workers, settings.workers + settings.queue
        self.timeout_s = settings.answer_timeout_s
        self.inside = 0
        self.overdue = 0
        self.closed = False
        self._usual_s = 1.0
        self._threads = ThreadPoolExecutor(settings.workers, thread_name_prefix="verify")

    @property
    def ready(self) -> bool:
        """Whether at least one thread is not lost to work that will not end."""
        return not self.closed and self.overdue < self.workers

    def check(self) -> None:
        """Raises Busy or HttpStopping when `run` would: to be asked before a body is read."""
        if self.closed:
            raise HttpStopping
        if self.inside >= self.room:
            waiting = self._usual_s * (self.inside - self.workers + 1) / self.workers
            raise Busy(retry_after=max(1, math.ceil(waiting)))

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, done in a thread. Raises what it raises, Busy, HttpStopping, HttpNoAnswer."""
        self.check()
        self.inside += 1
        loop, start = asyncio.get_running_loop(), time.perf_counter()
        future = self._threads.submit(work)
        late = False

        def leave(_done: Future[T]) -> None:
            self.inside -= 1
            self.overdue -= late
            self._usual_s = 0.8 * self._usual_s + 0.2 * (time.perf_counter() - start)

        future.add_done_callback(lambda done: loop.call_soon_threadsafe(leave, done))
        try:
            async with asyncio.timeout(self.timeout_s):
                return await asyncio.shield(asyncio.wrap_future(future))
        except TimeoutError:
            if not future.done():
                late = not future.cancel()
                self.overdue += late
                raise HttpNoAnswer(limit=self.timeout_s) from None
            raise

    def close(self) -> None:
        """Takes no more work and waits for the work that was accepted."""
        self.closed = True
        self._threads.shutdown(wait=self.overdue == 0)
