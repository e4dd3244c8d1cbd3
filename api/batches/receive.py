"""What is sent as a batch is written to disk as it comes, within bounds of size and time."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from fastapi import Request

from verifier.batch.fetched import SUFFIX
from verifier.errors import HttpBodyTooLarge, HttpBodyTooSlow, HttpEncoded, NotAStock
from verifier.settings import Settings

KINDS = {
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
}
"""What a body may be, by its `Content-Type`: an archive of photos, or a manifest without them."""
UPLOAD_S = 3600.0
"""Longest time the body of a batch may take to arrive, in seconds."""
CHUNK_BYTES = 1_000_000


async def receive(request: Request, place: Path, settings: Settings) -> tuple[Path, str]:
    """Writes the body of a request to a file in `place`; the file, and the SHA-256 of the body in hex.

    Raises NotAStock, HttpEncoded, HttpBodyTooLarge, HttpBodyTooSlow; OSError when the disk is full.
    """
    kind = KINDS.get(request.headers.get("content-type", "").partition(";")[0].strip().lower())
    if kind is None:
        raise NotAStock
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise HttpEncoded
    limit, idle_s = settings.batch_max_bytes, settings.upload_timeout_s
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise HttpBodyTooLarge(limit=limit)
    path = source_in(place, kind)
    path.parent.mkdir(exist_ok=True)
    digest, size, held = hashlib.sha256(), 0, bytearray()
    stream = request.stream()
    try:
        with path.open("wb") as file:
            async with asyncio.timeout(UPLOAD_S):
                while chunk := await asyncio.wait_for(anext(stream, b""), idle_s):
                    size += len(chunk)
                    if size > limit:
                        raise HttpBodyTooLarge(limit=limit)
                    digest.update(chunk)
                    held += chunk
                    if len(held) >= CHUNK_BYTES:
                        await asyncio.to_thread(file.write, bytes(held))
                        held.clear()
            await asyncio.to_thread(file.write, bytes(held))
    except TimeoutError:
        raise HttpBodyTooSlow(limit=idle_s) from None
    return path, digest.hexdigest()


def source_in(home: Path, kind: str) -> Path:
    """Where what came lies in the folder of a batch: a manifest in a folder of its own, where no photos are."""
    return home / f"stock{kind}" if kind in (".zip", SUFFIX) else home / "given" / f"manifest{kind}"
