import asyncio
import os
import shutil
import socket
import subprocess
import time

import fakeredis
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.auth import Allowance, Client, Scope
from api.client_ip import networks, origin
from api.rates import MAX_NAMES, MemoryCounts, Rates, RedisCounts, connect
from tests.support.fakes import TODAY, make_verifier, photo_bytes
from verifier.errors import BadSettings, TooFast
from verifier.settings import Settings

ANYBODY = Client("address:192.0.2.7", Scope.ANONYMOUS, Allowance(3, 1, 1, False))
URL = "/v1/verifications"


class Clock:
    now = 1_000_020.0  # a full minute

    def __call__(self):
        return self.now


def take(rates, limit=3, client=ANYBODY, kind="verifications"):
    return asyncio.run(rates.take(client, kind, limit))


@pytest.fixture(params=["memory", "redis"])
def rates(request):
    clock = Clock()
    counts = MemoryCounts() if request.param == "memory" else RedisCounts(fakeredis.FakeAsyncRedis())
    made = Rates(counts, clock)
    made.clock = clock
    return made


def test_a_minute_is_used_up_and_comes_back(rates):
    async def run():
        left = [(await rates.take(ANYBODY, "verifications", 3)).left for _ in range(3)]
        with pytest.raises(TooFast) as refused:
            await rates.take(ANYBODY, "verifications", 3)
        wait = refused.value.params["retry_after"]
        rates.clock.now += wait
        again = await rates.take(ANYBODY, "verifications", 3)
        return left, wait, again

    left, wait, again = asyncio.run(run())
    assert left == [2, 1, 0]
    assert wait == 80  # a third of the minute after, one of the three has left the window
    assert again.left == 0


def test_a_new_clock_minute_does_not_give_everything_back_at_once(rates):
    async def run():
        rates.clock.now += 59
        for _ in range(3):
            await rates.take(ANYBODY, "verifications", 3)
        rates.clock.now += 2
        with pytest.raises(TooFast):
            await rates.take(ANYBODY, "verifications", 3)

    asyncio.run(run())


def test_kinds_and_clients_are_counted_apart(rates):
    other = Client("key:1", Scope.RETAILER, Allowance(3, 1, 1, False))

    async def run():
        for client in (ANYBODY, other):
            for kind in ("verifications", "reads"):
                assert (await rates.take(client, kind, 1)).left == 0

    asyncio.run(run())


def test_names_are_bounded():
    async def run():
        counts = MemoryCounts()
        for n in range(MAX_NAMES):
            counts._now[f"n{n}"] = 1
        counts._minute = 5
        await counts.add("late", 5, 1)
        assert await counts.add("later", 5, 1) == (0, 2)
        assert len(counts._now) == MAX_NAMES + 1
        assert await counts.add("n1", 7, 1) == (0, 1)

    asyncio.run(run())


def test_a_redis_that_does_not_answer_is_done_without():
    async def run():
        counts = RedisCounts(fakeredis.FakeAsyncRedis(connected=False))
        assert await counts.add("x", 1, 1) == (0, 1)
        assert not counts.reachable
        assert await counts.add("x", 1, 1) == (0, 2)

    asyncio.run(run())


def test_a_redis_address_that_is_none_is_told():
    with pytest.raises(BadSettings):
        connect("http://nowhere")


@pytest.mark.loopback
def test_counts_in_a_real_redis():
    if shutil.which("redis-server") is None:
        assert not os.environ.get("REDIS_REQUIRED"), "REDIS_REQUIRED is set and Redis's server is not installed"
        pytest.skip("Redis's server is not installed (scripts/system-packages.sh browser installs it)")
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        port = plug.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    async def run():
        counts = connect(f"redis://127.0.0.1:{port}/0")
        deadline = time.monotonic() + 20
        while await counts.add("warm", 1, 1) != (0, 1) or not counts.reachable:
            assert time.monotonic() < deadline
            counts._rests_until = 0.0
            counts._own = MemoryCounts()
            await asyncio.sleep(0.1)
        others = connect(f"redis://127.0.0.1:{port}/0")
        assert await counts.add("x", 7, 1) == (0, 1)
        assert await others.add("x", 7, 2) == (0, 3)
        assert await others.add("x", 8, 1) == (3, 1)
        assert 0 < await counts._redis.ttl("mokcheck:x:7") <= 120
        await counts.close()
        await others.close()

    try:
        asyncio.run(run())
    finally:
        process.terminate()
        process.wait(10)


# ---- addresses


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("192.0.2.1", None, None, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", None, "192.0.2.1"),  # said by somebody who is not trusted
        ("10.0.0.1", "203.0.113.9", "10.0.0.0/8", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", "10.0.0.0/8", "203.0.113.9"),  # the left one was made up
        ("10.0.0.1", "203.0.113.9, 10.0.0.2", "10.0.0.0/8", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9:4711", "10.0.0.0/8", "203.0.113.9"),
        ("10.0.0.1", "[2001:db8::1]:80", "10.0.0.0/8", "2001:db8::/64"),
        ("10.0.0.1", "203.0.113.9, rubbish", "10.0.0.0/8", "10.0.0.1"),
        ("::ffff:192.0.2.1", None, None, "192.0.2.1"),
        ("2001:db8:1:2:3::4", None, None, "2001:db8:1:2::/64"),
        ("testclient", "203.0.113.9", "10.0.0.0/8", "None"),
    ],
)
def test_whose_request_it_is(peer, forwarded, trusted, client):
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert origin(peer, headers, networks(trusted, "x")).counted_as == client


def test_networks_that_are_none_are_told():
    with pytest.raises(BadSettings):
        create_app(Settings(trusted_proxies="10.0.0.0/99"), make_verifier())


# ---- over HTTP


def service(peer="192.0.2.1", **settings) -> TestClient:
    made = Settings(**settings)
    return TestClient(create_app(made, make_verifier(made), today=lambda: TODAY), client=(peer, 1))


def post(client, **headers):
    return client.post(URL, files={"photos": ("x.jpg", photo_bytes())}, headers=headers)


def test_the_request_too_many_is_told_when_to_come_back():
    with service(rate_anonymous=2) as client:
        answers = [post(client) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[0].headers["ratelimit-policy"] == '"minute";q=2;w=60'
        assert answers[0].headers["ratelimit"].startswith('"minute";r=1;t=')
        assert answers[2].json()["code"] == "service.too_fast"
        assert int(answers[2].headers["retry-after"]) >= 1
        # look-ups are counted apart, and so is the form of the page counted with the API
        assert client.get("/v1/licences/ท7014-4/2879").status_code == 200
        assert client.post("/", files={"photos": ("x.jpg", photo_bytes())}).status_code == 429
        assert client.get("/").status_code == 200


def test_a_header_that_anybody_can_write_makes_nobody_somebody_else():
    with service(rate_anonymous=1) as client:
        assert post(client, **{"x-forwarded-for": "198.51.100.1"}).status_code == 200
        assert post(client, **{"x-forwarded-for": "198.51.100.2"}).status_code == 429
    with service(rate_anonymous=1, trusted_proxies="192.0.2.0/24") as client:
        assert post(client, **{"x-forwarded-for": "198.51.100.1"}).status_code == 200
        assert post(client, **{"x-forwarded-for": "198.51.100.2"}).status_code == 200
        assert post(client, **{"x-forwarded-for": "198.51.100.2"}).status_code == 429


def test_reads_have_a_limit_of_their_own():
    with service(rate_anonymous=1) as client:
        answers = {client.get("/v1/licences/x").status_code for _ in range(11)}
        assert answers == {422, 429}


def test_setting_the_clock_gives_nobody_a_new_minute(monkeypatch):
    rates = Rates(MemoryCounts())
    day = [0.0]
    monkeypatch.setattr("api.rates.time.time", lambda: day[0])

    async def run():
        for _ in range(3):
            await rates.take(ANYBODY, "verifications", 3)
        for day[0] in (-86_400.0, 86_400.0, 1e9):
            with pytest.raises(TooFast):
                await rates.take(ANYBODY, "verifications", 3)

    asyncio.run(run())


def test_minutes_in_redis_are_of_the_day_and_do_not_jump_with_the_clock(monkeypatch):
    counts = RedisCounts(fakeredis.FakeAsyncRedis())
    before = counts.now()
    assert abs(before - time.time()) < 5
    monkeypatch.setattr("api.rates.time.time", lambda: 0.0)
    assert 0 <= counts.now() - before < 60
