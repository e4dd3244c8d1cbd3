import asyncio
import threading
import time

import httpx
import pytest

from api.app import create_app
from api.limits import Pool
from tests.support.fakes import TODAY, Hanging, make_verifier, photo_bytes
from verifier.errors import Busy
from verifier.settings import Settings

URL = "/v1/verifications"
HEADERS = {"content-type": "multipart/form-data; boundary=b"}


def form(data: bytes) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="photos"; filename="x"\r\n\r\n'
    return head + data + b"\r\n--b--\r\n"


def app_of(settings: Settings, **changes):
    return create_app(settings, make_verifier(settings, **changes), today=lambda: TODAY)


def client_of(app) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30)


async def post(app, body) -> httpx.Response:
    async with client_of(app) as client:
        return await client.post(URL, content=body, headers=HEADERS)


def test_a_body_without_end_is_cut_off_at_the_limit():
    sent = 0

    async def endless():
        nonlocal sent
        yield form(b"")[:70]
        while True:
            sent += 10_000
            yield b"x" * 10_000

    app = app_of(Settings(max_body_bytes=100_000))
    answer = asyncio.run(post(app, endless()))
    assert (answer.status_code, answer.json()["code"]) == (413, "http.body_too_large")
    assert sent <= 120_000
    assert app.state.service.intake.held == 0


def test_a_declared_length_over_the_limit_is_refused_before_any_byte_is_read():
    read = []

    async def call():
        messages = []

        async def receive():
            read.append(1)
            return {"type": "http.request", "body": b"", "more_body": True}

        async def send(message):
            messages.append(message)

        headers = [(b"content-type", HEADERS["content-type"].encode()), (b"content-length", b"999999999")]
        scope = {"type": "http", "method": "POST", "path": URL, "raw_path": URL.encode(), "query_string": b"",
                 "headers": headers, "http_version": "1.1", "scheme": "http", "server": ("t", 80)}  # fmt: skip
        await app_of(Settings())(scope, receive, send)
        return messages

    messages = asyncio.run(call())
    assert messages[0]["status"] == 413
    assert read == []


def test_a_form_that_breaks_off_is_not_taken_for_a_shorter_one():
    whole = form(photo_bytes())[: -len(b"--\r\n")]
    cut = whole + b'\r\nContent-Disposition: form-data; name="photos"; filename="y"\r\n\r\n' + photo_bytes(1)[:500]
    answer = asyncio.run(post(app_of(Settings()), cut))
    assert (answer.status_code, answer.json()["code"]) == (422, "http.bad_form")


BOMBS = {
    "header value": (b'--b\r\nContent-Disposition: form-data; name="photos"; x="', b"x" * 65_536),
    "header name": (b"--b\r\n", b"x" * 65_536),
    "headers": (b"--b\r\n", b"a: b\r\n" * 10_922),
    "preamble": (b"", b"\r\n" * 32_768),
    "near boundaries": (form(b"")[:70], b"\r\n--" * 16_384),
    "parts": (b"", b'--b\r\nContent-Disposition: form-data; name="photos"; filename=""\r\n\r\n\r\n' * 900),
    "fields": (b"", b'--b\r\nContent-Disposition: form-data; name="lang"\r\n\r\nth\r\n' * 900),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_form_made_to_keep_the_parser_busy_does_not_stop_the_service(name):
    start, again = BOMBS[name]
    longest = 0.0

    async def body():
        yield start
        for _ in range(300):
            yield again

    async def run():
        async def watch():
            nonlocal longest
            while True:
                before = time.perf_counter()
                await asyncio.sleep(0)
                longest = max(longest, time.perf_counter() - before)

        watching = asyncio.create_task(watch())
        answer = await post(app_of(Settings()), body())
        watching.cancel()
        return answer

    answer = asyncio.run(run())
    assert answer.status_code == 422
    assert longest < 1


def test_a_body_that_trickles_is_given_up():
    async def trickle():
        yield form(b"")[:70]
        for _ in range(100):
            await asyncio.sleep(0.05)
            yield b"x"

    app = app_of(Settings(upload_timeout_s=0.2))
    answer = asyncio.run(post(app, trickle()))
    assert (answer.status_code, answer.json()["code"]) == (408, "http.body_too_slow")
    assert app.state.service.intake.held == 0


def test_all_bodies_together_have_a_budget():
    async def run():
        app = app_of(Settings(max_body_bytes=50_000, workers=1, queue=0, upload_timeout_s=5))
        gate = asyncio.Event()

        async def slow():
            yield form(b"")[:70] + b"x" * 40_000
            await gate.wait()
            yield b"\r\n--b--\r\n"

        first = asyncio.create_task(post(app, slow()))
        await asyncio.sleep(0.1)
        second = await post(app, form(b"x" * 40_000))
        gate.set()
        await first
        return app, second

    app, second = asyncio.run(run())
    assert (second.status_code, second.json()["code"]) == (429, "service.busy")
    assert app.state.service.intake.held == 0


def test_photos_stay_in_memory(monkeypatch):
    import tempfile

    def never(*_args, **_more):
        raise AssertionError("a photo went to the disk")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", never)
    data = photo_bytes(size=(2000, 1500), form="PNG") + b"\0" * 3_000_000
    assert asyncio.run(post(app_of(Settings()), form(data))).status_code == 200


def test_the_queue_is_bounded_and_the_next_is_told_when_to_come_back():
    hanging = Hanging()

    async def run():
        app = app_of(Settings(workers=1, queue=1), detector=hanging)
        waiting = [asyncio.create_task(post(app, form(photo_bytes()))) for _ in range(2)]
        while app.state.service.pool.inside < 2:
            await asyncio.sleep(0.01)
        refused = await post(app, form(photo_bytes()))
        async with client_of(app) as client:
            alive = await client.get("/livez")
        hanging.release.set()
        return refused, alive, [await task for task in waiting]

    refused, alive, accepted = asyncio.run(run())
    assert (refused.status_code, refused.json()["code"]) == (429, "service.busy")
    assert int(refused.headers["retry-after"]) >= 1
    assert alive.status_code == 200
    assert [answer.status_code for answer in accepted] == [200, 200]


def test_work_that_does_not_end_is_answered_and_makes_the_service_unready():
    hanging = Hanging()

    async def run():
        app = app_of(Settings(workers=1, queue=1, answer_timeout_s=0.2), detector=hanging)
        async with client_of(app) as client:
            late = await client.post(URL, content=form(photo_bytes()), headers=HEADERS)
            unready = await client.get("/readyz")
            hanging.release.set()
            while app.state.service.pool.inside:
                await asyncio.sleep(0.01)
            ready = await client.get("/readyz")
        return late, unready, ready

    late, unready, ready = asyncio.run(run())
    assert (late.status_code, late.json()["code"]) == (503, "http.no_answer")
    assert unready.status_code == 503
    assert unready.json()["not_ready"] == ["workers"]
    assert ready.status_code == 200


def test_work_that_waits_too_long_is_never_begun():
    begun = []
    release = threading.Event()

    async def run():
        pool = Pool(Settings(workers=1, queue=2, answer_timeout_s=0.2))
        first = asyncio.create_task(pool.run(lambda: release.wait(10)))
        await asyncio.sleep(0.05)
        with pytest.raises(Exception, match=r"http\.no_answer"):
            await pool.run(lambda: begun.append(1))
        release.set()
        with pytest.raises(Exception, match=r"http\.no_answer"):
            await first
        await asyncio.sleep(0.1)
        assert (pool.inside, pool.overdue) == (0, 0)
        pool.close()
        with pytest.raises(Exception, match=r"http\.stopping"):
            await pool.run(lambda: None)

    asyncio.run(run())
    assert begun == []


def test_a_pool_tells_longer_waits_when_work_takes_longer():
    async def run():
        pool = Pool(Settings(workers=1, queue=0))
        pool._usual_s = 7.0
        pool.inside = 1
        with pytest.raises(Busy) as busy:
            pool.check()
        return busy.value.params["retry_after"]

    assert asyncio.run(run()) == 7
