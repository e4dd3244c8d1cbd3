"""Machines that share batches go by the clock of the database, whatever their own ones say."""

import time
from contextlib import closing, contextmanager

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.batches.worker import Worker
from tests.support.batches import key, send, stock, zipped
from tests.support.fakes import TODAY, make_verifier
from tests.support.stock import Inline, make_stub
from verifier.settings import Settings

bench = pytest.importorskip("api.batches.bench", reason="needs the extra `queue`")
HOUR_S = 3600.0
TTL_S = 600
"""How long a batch is kept once it is done: less than the clocks differ."""


class Shop:
    """Two services, the second of which may be told another time, and workers with whatever clock."""

    def __init__(self, url, root, monkeypatch):
        self.monkeypatch, self.root, self.clients = monkeypatch, root, []
        self.settings = Settings(
            batches_path=root, batches_url=url, batches_share=str(root / "share"), store_url=url, batch_ttl_s=TTL_S
        )

    def service(self):
        client = TestClient(create_app(self.settings, make_verifier(), today=lambda: TODAY))
        client.__enter__()
        self.clients.append(client)
        if len(self.clients) == 1:
            self.token = key(client)
        client.headers["Authorization"] = f"Bearer {self.token}"
        return client

    def work(self, path, ahead_s):
        with self.clock(ahead_s), closing(bench.Bench(self.root / f"worker{ahead_s}", self.settings)) as batches:
            worker = Worker(batches, make_stub, workers=1, engine=Inline)
            with worker.beating():
                worker.carry_out(path.rpartition("/")[2])

    @contextmanager
    def clock(self, ahead_s):
        """Whatever happens meanwhile happens on a machine whose clock is ahead by so much."""
        real = time.time
        with self.monkeypatch.context() as patched:
            patched.setattr(time, "time", lambda: real() + ahead_s)
            yield


@pytest.fixture
def shop(postgres_url, tmp_path, monkeypatch):
    shop = Shop(postgres_url, tmp_path, monkeypatch)
    yield shop
    for client in shop.clients:
        client.__exit__(None, None, None)


@pytest.mark.parametrize("ahead_s", [-HOUR_S, HOUR_S])
def test_a_batch_is_there_for_its_days_whichever_clock_its_worker_has(shop, ahead_s):
    client = shop.service()
    with shop.clock(ahead_s):
        path = send(client, zipped(stock(1))).headers["Location"]
    shop.work(path, ahead_s)
    for clock in (0.0, ahead_s):
        with shop.clock(clock):
            assert client.get(path).json()["state"] == "done"
            assert client.get(f"{path}/results/csv").status_code == 200
            batches = client.app.state.service.batches
            batches.sweep()
            told = client.get("/readyz").json()["parts"]["batches"]["detail"]
            assert int(told.removeprefix("their worker was seen ").removesuffix(" s ago")) < 30
    assert abs(batches.store.all()[0].expires - time.time() - TTL_S) < 30


@pytest.mark.parametrize("ahead_s", [-HOUR_S, HOUR_S])
def test_the_later_decision_counts_and_is_taken_back_on_whichever_machine(shop, ahead_s):
    one, other = shop.service(), shop.service()
    path = send(one, zipped(stock(1))).headers["Location"]
    shop.work(path, 0.0)

    def decide(client, clock, decision):
        with shop.clock(clock):
            return client.post(f"{path}/items/1/decisions", json={"decision": decision}).json()["id"]

    for clocks in ((ahead_s, 0.0), (0.0, ahead_s)):
        decide(one, clocks[0], "agrees")
        last = decide(other, clocks[1], "conflicts")
        made = one.get(f"{path}/decisions").json()["decisions"]
        assert made[-1]["id"] == last
        with shop.clock(clocks[0]):
            assert one.delete(f"{path}/decisions/{last}").status_code == 204
