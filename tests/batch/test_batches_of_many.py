"""Batches that several machines share: no worker's death costs a photo or doubles one, none undoes another's work."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from bench.servers import postgres
from tests.support.batches import key, send, stock, zipped
from tests.support.fakes import TODAY, make_verifier
from tests.support.postgres import database, mortal
from tests.support.stock import picture
from verifier import days
from verifier.settings import Settings

MARKS = pytest.importorskip("api.batches.known", reason="needs the extra `queue`").MARKS
ROOT = Path(__file__).resolve().parents[2]
PHOTOS = 120


class Shop:
    """A database, a share, services and workers with a folder each, as on machines of their own."""

    def __init__(self, url: str, root: Path) -> None:
        self.url, self.share, self.root = url, str(root / "share"), root
        self.workers: list[subprocess.Popen[bytes]] = []
        self.services: list[TestClient] = []

    def service(self) -> TestClient:
        folder = self.root / f"service{len(self.services)}"
        settings = Settings(batches_path=folder, batches_url=self.url, batches_share=self.share)
        client = TestClient(create_app(settings, make_verifier(), today=lambda: TODAY))
        client.__enter__()
        self.services.append(client)
        return client

    def worker(self, *words: str, share: str | None = None) -> subprocess.Popen[bytes]:
        folder = self.root / f"worker{len(self.workers)}"
        command = [sys.executable, "-m", "tests.batch.worker_driver", str(folder), *words]
        self.workers.append(subprocess.Popen([*command, "many", self.url, share or self.share, "patient"], cwd=ROOT))
        return self.workers[-1]

    def close(self) -> None:
        for worker in self.workers:
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        for client in self.services:
            client.__exit__(None, None, None)


@pytest.fixture
def shop(postgres_url, tmp_path):
    shop = Shop(postgres_url, tmp_path)
    yield shop
    shop.close()


@pytest.fixture
def client(shop):
    client = shop.service()
    client.headers["Authorization"] = f"Bearer {key(client)}"
    return client


def until(there, what=60.0):
    end = time.monotonic() + what
    while not (found := there()):
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)
    return found


def done(client, path):
    return client.get(path).json()["state"] in ("done", "failed")


def looked(client, path):
    return client.get(path).json()["progress"]["photos_looked_at"]


def listed(client, path):
    """The ids of the lists by which the products judged so far say that they were."""
    items = client.get(f"{path}/items").json()["items"]
    by_verdict = {"agrees": "fake", "conflicts": "other"}
    assert all(by_verdict[item["verdict"]] == item["list"]["id"] for item in items)
    return ",".join(sorted({item["list"]["id"] for item in items}))


def many_photos():
    return zipped({f"{n:03d}.png": picture(n) for n in range(PHOTOS)})


def test_a_stock_is_taken_carried_out_and_fetched_from_any_service(shop, client):
    path = send(client, zipped(stock(5)), name="ของเข้า").headers["Location"]
    assert client.get(path).json()["state"] == "queued"
    shop.worker()
    until(lambda: done(client, path))
    other = shop.service()
    other.app.state.service.store.add_key(client.app.state.service.store.keys()[0])
    other.headers["Authorization"] = client.headers["Authorization"]
    one, two = (service.get(path).json() for service in (client, other))
    assert one == two and one["state"] == "done" and one["progress"]["products_judged"] == 5
    for kind, place in one["results"].items():
        assert client.get(place).content == other.get(place).content, kind
    assert len(other.get(one["items"]).json()["items"]) == 5
    assert other.get(f"{path}/review").status_code == 200
    photo = other.get(f"{path}/items/1/pictures/0")
    assert photo.status_code == 200 and photo.headers["Content-Type"] == "image/jpeg"
    decided = other.post(f"{path}/items/1/decisions", json={"decision": "ask_supplier", "note": "ถามผู้ขาย"})
    assert decided.status_code == 201
    assert client.get(f"{path}/decisions").json() == other.get(f"{path}/decisions").json()


@pytest.mark.slow
def test_another_worker_takes_over_from_one_that_is_killed(shop, client):
    path, calm = (send(client, many_photos()).headers["Location"] for _ in range(2))
    met = 0
    for _ in range(3):
        before = looked(client, path)
        worker = shop.worker("slow")
        until(lambda before=before: looked(client, path) >= before + 8)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        met += client.get(path).json()["state"] == "running" and looked(client, path) < PHOTOS
    assert met == 3
    for _ in range(2):
        shop.worker("slow")
    until(lambda: done(client, path) and done(client, calm), 120)
    struck, whole = (client.get(place).json() for place in (path, calm))
    assert (struck["state"], whole["state"]) == ("done", "done")
    assert struck["progress"] == whole["progress"] and struck["progress"]["products_judged"] == PHOTOS
    for kind in ("csv", "jsonl"):
        assert client.get(struck["results"][kind]).content == client.get(whole["results"][kind]).content
    kept = {place.name for place in (Path(shop.share) / path.rpartition("/")[2]).iterdir()}
    assert sum(name.startswith("ledger-") for name in kept) <= 1 + met, "a copy that no row names dies with its worker"


@pytest.mark.slow
def test_a_batch_that_goes_from_one_list_to_another_is_judged_by_one_alone(shop, client):
    path = send(client, many_photos()).headers["Location"]
    first = shop.worker("slow")
    until(lambda: client.get(path).json()["progress"]["products_judged"] >= 8)
    os.kill(first.pid, signal.SIGKILL)
    shop.worker("slow", "other")
    lists = set()
    until(lambda: lists.add(listed(client, path)) or done(client, path), 120)
    assert lists <= {"", "fake", "other"}, "a page of products never holds those of two lists"
    assert {item["verdict"] for item in client.get(f"{path}/items").json()["items"]} == {"conflicts"}
    alone = send(client, many_photos()).headers["Location"]
    until(lambda: done(client, alone), 120)
    for kind in ("csv", "jsonl"):
        assert client.get(f"{path}/results/{kind}").content == client.get(f"{alone}/results/{kind}").content


@pytest.mark.slow
def test_one_that_was_taken_for_dead_changes_nothing_when_it_wakes(shop, client):
    path = send(client, many_photos()).headers["Location"]
    sleeper = shop.worker("slow")
    until(lambda: looked(client, path) >= 8)
    os.kill(sleeper.pid, signal.SIGSTOP)
    shop.worker("slow")
    until(lambda: done(client, path), 120)
    before = client.get(path).json(), client.get(f"{path}/results/csv").content
    share = sorted((Path(shop.share) / path.rpartition("/")[2]).iterdir())
    os.kill(sleeper.pid, signal.SIGCONT)
    other = send(client, zipped(stock(2))).headers["Location"]
    until(lambda: done(client, other))
    time.sleep(3)
    assert (client.get(path).json(), client.get(f"{path}/results/csv").content) == before
    assert sorted((Path(shop.share) / path.rpartition("/")[2]).iterdir()) == share
    assert sleeper.poll() != 0, "it goes on with others, or ends for whoever watches over it to start it anew"


@pytest.mark.slow
def test_two_workers_carry_two_batches_out_at_the_same_time(shop, client):
    paths = [send(client, many_photos()).headers["Location"] for _ in range(2)]
    for _ in range(2):
        shop.worker("slow")
    until(lambda: all(client.get(path).json()["state"] == "running" for path in paths))
    owners = {batch.owner for batch in client.app.state.service.batches.store.all()}
    assert len(owners) == 2
    until(lambda: all(done(client, path) for path in paths), 120)


def test_a_worker_that_is_told_to_stop_leaves_the_batch_to_another_at_once(shop, client):
    path = send(client, many_photos()).headers["Location"]
    first = shop.worker("slow")
    until(lambda: looked(client, path) >= 8)
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=30) == 0
    assert client.get(path).json()["state"] == "queued"
    shop.worker()
    until(lambda: done(client, path))
    assert client.get(path).json()["progress"]["products_judged"] == PHOTOS
    assert list((shop.root / "worker0").iterdir()) == [], "nothing stays on its machine"


def test_a_batch_is_cancelled_while_it_is_at_work_and_nothing_of_it_stays(shop, client):
    path = send(client, many_photos()).headers["Location"]
    worker = shop.worker("slow")
    until(lambda: looked(client, path) >= 8)
    assert client.delete(path).status_code == 204
    assert client.get(path).json()["code"] == "batch.none"
    next_one = send(client, zipped(stock(1))).headers["Location"]
    until(lambda: done(client, next_one))
    assert {place.name for place in Path(shop.share).iterdir()} == {MARKS, next_one.rpartition("/")[2]}
    assert worker.poll() is None


def test_a_copy_of_rows_and_share_is_restored_elsewhere_with_all_that_was_open(shop, client, postgres_server, tmp_path):
    finished, waiting = (send(client, zipped(stock(n))).headers["Location"] for n in (3, 2))
    worker = shop.worker()
    until(lambda: done(client, finished) and done(client, waiting))
    os.kill(worker.pid, signal.SIGKILL)
    waiting = send(client, zipped(stock(4))).headers["Location"]
    dump = postgres.programs() / "pg_dump"
    copy = subprocess.run([dump, "--schema=mokcheck_batches", shop.url], capture_output=True, check=True).stdout
    shutil.copytree(shop.share, tmp_path / "copy")
    with database(postgres_server) as url:
        psql = [postgres.programs() / "psql", "--quiet", "--set=ON_ERROR_STOP=1", url]
        subprocess.run(psql, input=copy, capture_output=True, check=True)
        other = Shop(url, tmp_path / "other")
        shutil.copytree(tmp_path / "copy", other.share)
        back = other.service()
        back.app.state.service.store.add_key(client.app.state.service.store.keys()[0])
        back.headers["Authorization"] = client.headers["Authorization"]
        assert back.get(finished).json() == client.get(finished).json()
        assert back.get(f"{finished}/results/csv").content == client.get(f"{finished}/results/csv").content
        other.worker()
        until(lambda: done(back, waiting))
        assert back.get(waiting).json()["progress"]["products_judged"] == 4
        other.close()


def test_a_job_that_was_lost_is_put_again(shop, client):
    path = send(client, zipped(stock(1))).headers["Location"]
    batches = client.app.state.service.batches
    with batches.rows.transaction() as connection:
        from api.batches.queue import ROOM

        assert connection.execute(f"DELETE FROM {ROOM}.procrastinate_jobs").rowcount == 1
    shop.worker()
    until(lambda: done(client, path))
    assert client.get(path).json()["day"] == days.today().isoformat()


def test_a_worker_whose_share_is_not_mounted_costs_no_batch(shop, client, tmp_path):
    paths = [send(client, zipped(stock(2))).headers["Location"] for _ in range(4)]
    empty = tmp_path / "not mounted"
    empty.mkdir()
    blind = shop.worker(share=str(empty))
    store = client.app.state.service.batches.store
    until(store.seen)
    time.sleep(3)
    before = store.seen()
    time.sleep(2)
    assert store.seen() == before, "one that takes nothing does not say that a worker is there"
    assert {client.get(path).json()["state"] for path in paths} == {"queued"}
    assert all(batch.tries == 0 for batch in client.app.state.service.batches.store.all())
    shop.worker()
    until(lambda: all(done(client, path) for path in paths), 120)
    assert {client.get(path).json()["state"] for path in paths} == {"done"}
    assert blind.poll() is None and not any(empty.iterdir())


def test_a_share_that_is_gone_for_a_while_costs_no_batch(shop, client, tmp_path):
    path = send(client, zipped(stock(2))).headers["Location"]
    share, away = Path(shop.share), tmp_path / "away"
    share.rename(away)
    share.mkdir()
    assert send(client, zipped(stock(1))).json()["code"] == "batch.share"
    shop.worker()
    until(client.app.state.service.batches.store.seen)
    time.sleep(3)
    assert client.get(path).json()["state"] == "queued" and not any(share.iterdir())
    share.rmdir()
    away.rename(share)
    until(lambda: done(client, path))
    assert client.get(path).json()["state"] == "done"


@pytest.mark.slow
def test_a_database_that_is_killed_in_the_middle_costs_nothing_and_doubles_nothing(tmp_path):
    with mortal() as server:
        shop = Shop(server.url, tmp_path)
        try:
            client = shop.service()
            client.headers["Authorization"] = f"Bearer {key(client)}"
            path, calm = (send(client, many_photos()).headers["Location"] for _ in range(2))
            for met in range(2):
                before, worker = looked(client, path), shop.worker("slow")
                until(lambda before=before: looked(client, path) >= before + 8)
                items = until(lambda met=met: client.get(f"{path}/items").json()["items"][met:])
                said = client.post(f"{path}/items/{items[0]['item']}/decisions", json={"decision": "agrees"})
                assert said.status_code == 201
                server.kill()
                assert until(lambda worker=worker: worker.poll()) > 0, "whoever watches over it starts it anew"
                assert client.get(path).json()["code"] == "service.store"
                until(lambda: starts(server))
                assert client.get(path).json()["state"] == "running" and looked(client, path) < PHOTOS
                assert len(client.get(f"{path}/decisions").json()["decisions"]) == met + 1
            for _ in range(2):
                shop.worker("slow")
            until(lambda: done(client, path) and done(client, calm), 120)
            struck, whole = (client.get(place).json() for place in (path, calm))
            assert (struck["state"], whole["state"]) == ("done", "done")
            assert struck["progress"] == whole["progress"] and struck["progress"]["products_judged"] == PHOTOS
            for kind in ("csv", "jsonl"):
                assert client.get(struck["results"][kind]).content == client.get(whole["results"][kind]).content
            assert len(client.get(f"{path}/decisions").json()["decisions"]) == 2
        finally:
            shop.close()


def starts(server) -> bool:
    """Whether a killed server is up again: its children have to be gone first."""
    try:
        server.start()
    except RuntimeError:
        return False
    return True
