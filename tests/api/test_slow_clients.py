"""Clients that keep the service waiting: every one of them is given up, and everybody else is answered meanwhile."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bench.servers.service import Served

pytestmark = pytest.mark.loopback
SERVICE = str(Path(__file__).resolve().parents[1] / "support" / "slow_service.py")
HEAD = b"GET /livez HTTP/1.1\r\nHost: x\r\n"
POST = (
    b"POST /v1/verifications HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
)
FORM = b'--b\r\nContent-Disposition: form-data; name="photos"; filename="x"\r\n\r\n'
READS_NOTHING = "reads nothing"
SLOW = {
    "says nothing": (b"", b""),
    "half a request line": (b"GET /liv", b""),
    "half a head": (HEAD, b""),
    "a head, header by header": (HEAD, b"X-A: b\r\n"),
    "a head, byte by byte": (HEAD, b"x"),
    "asks once and stays": (HEAD + b"\r\n", b""),
    "asks once and begins again": (HEAD + b"\r\n" + HEAD, b"x"),
    "announces a body and sends none": (POST + b"5000\r\n\r\n", b""),
    "announces a body to who reads none": (HEAD + b"Content-Length: 5000\r\n\r\n", b"x"),
    "a body, byte by byte": (POST + b"5000\r\n\r\n" + FORM, b"x"),
    "a body in chunks, byte by byte": (POST[:-16] + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    READS_NOTHING: ((HEAD.replace(b"livez", b"static/icon-512.png") + b"\r\n") * 400, b""),
}
"""What each sends at once, and then again and again."""


@dataclass(slots=True)
class End:
    kind: str
    seconds: float
    heard: bytes


async def client(port: int, kind: str, every_s: float, patience_s: float) -> End:
    """Behaves like `kind` until the service hangs up."""
    first, again = SLOW[kind]
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    begun, heard = time.monotonic(), bytearray()

    async def send() -> None:
        writer.write(first)
        while True:
            await asyncio.sleep(every_s)
            writer.write(again)

    async def listen() -> None:
        while data := await reader.read(65_536):
            heard.extend(data)

    async def closed() -> None:
        """Looks without reading: a reset or a closed socket shows when something is written."""
        while not writer.transport.is_closing():
            await asyncio.sleep(0.2)
            writer.write(b"\r\n")

    sending = asyncio.create_task(send())
    try:
        if kind == READS_NOTHING:
            writer.transport.pause_reading()
        await asyncio.wait_for(closed() if kind == READS_NOTHING else listen(), patience_s)
    except ConnectionError:
        pass
    finally:
        sending.cancel()
        writer.transport.abort()
    return End(kind, time.monotonic() - begun, bytes(heard))


async def besiege(served: Served, count: int, patience_s: float) -> tuple[list[End], list[float]]:
    """Runs `count` slow clients; returns how each ended and how long `/livez` took meanwhile."""
    port, kinds = int(served.url.rpartition(":")[2]), list(SLOW)
    clients = [asyncio.create_task(client(port, kinds[n % len(kinds)], 0.2, patience_s)) for n in range(count)]
    times: list[float] = []
    async with httpx.AsyncClient() as quick:
        while not all(one.done() for one in clients):
            start = time.monotonic()
            assert (await quick.get(f"{served.url}/livez", timeout=10)).status_code == 200
            times.append(time.monotonic() - start)
            await asyncio.sleep(0.2)
    return [await one for one in clients], times


def check(ends: list[End], times: list[float], bound_s: float) -> None:
    print(Counter(end.kind for end in ends), max(end.seconds for end in ends), max(times))
    assert {end.kind: end.seconds for end in ends if end.seconds > bound_s} == {}
    assert sorted(times)[len(times) // 2] < 1
    for end in ends:
        if end.kind in ("half a request line", "half a head", "a head, header by header", "asks once and begins again"):
            head, _, body = end.heard.rpartition(b"HTTP/1.1 408")[2].partition(b"\r\n\r\n")
            assert b"application/problem+json" in head, end
            assert json.loads(body)["code"] == "http.head_too_slow"
        elif end.kind == "says nothing":
            assert end.heard == b""
        elif "body, byte" in end.kind or end.kind == "announces a body and sends none":
            assert b"HTTP/1.1 408" in end.heard, end


def test_clients_that_keep_it_waiting_are_given_up():
    environment = {"MOKCHECK_HEAD_TIMEOUT_S": "1", "MOKCHECK_UPLOAD_TIMEOUT_S": "1"}
    with Served("0", command=SERVICE, environment=environment) as served:
        ends, times = asyncio.run(besiege(served, len(SLOW), patience_s=30))
    assert len(ends) == len(SLOW)
    check(ends, times, bound_s=15)


@pytest.mark.slow
def test_fifty_slow_clients_at_the_settings_that_are_shipped():
    with Served("0", command=SERVICE) as served:
        ends, times = asyncio.run(besiege(served, 50, patience_s=120))
    assert len(ends) == 50
    check(ends, times, bound_s=110)


def test_a_client_that_reads_slowly_gets_its_whole_answer():
    async def run(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write((HEAD.replace(b"livez", b"static/icon-512.png") + b"\r\n") * 30)
        writer.write(HEAD + b"Connection: close\r\n\r\n")
        whole = b""
        while data := await reader.read(16_384):
            whole += data
            await asyncio.sleep(0.05)
        writer.close()
        return whole

    with Served("0", command=SERVICE, environment={"MOKCHECK_HEAD_TIMEOUT_S": "1"}) as served:
        whole = asyncio.run(run(int(served.url.rpartition(":")[2])))
    assert whole.count(b"HTTP/1.1 200 OK") == 31
    assert whole.endswith(b'{"alive":true}')
