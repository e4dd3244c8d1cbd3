"""`/v1/batches`: what is taken, how far it is, what comes out, and that no accident of one costs another."""

import errno
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.auth import Client, Scope, allowance
from api.batches.batches import Batches
from api.batches.gather import Gathering
from api.batches.store import BatchStore
from api.batches.worker import MAX_TRIES, Later, Worker
from api.store import JobState
from tests.support.batches import ZIP, key, send, stock, work, zipped
from tests.support.stock import EXCEL, Inline, gtin, make_stub, picture, run
from verifier import days
from verifier.batch.jobs import LookAgain
from verifier.batch.session import Session
from verifier.cli import main
from verifier.errors import LedgerProblem, StoreProblem, TooManyJobs, WorkerRuns
from verifier.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "batches"


@pytest.fixture
def settings(home):
    return Settings(batches_path=home)


@pytest.fixture
def client(serve, settings):
    """A service that takes batches; its client shows the key of a retailer."""
    client = serve(settings)
    client.headers["Authorization"] = f"Bearer {key(client)}"
    return client


def test_a_stock_is_taken_carried_out_and_fetched(client, settings, tmp_path):
    sent = send(client, zipped(stock()), name="ของเข้า", lang="en")
    assert sent.status_code == 202 and sent.json()["state"] == "queued"
    path = sent.headers["Location"]
    assert client.get(path).json() == sent.json() and client.get(path).headers["Retry-After"] == "5"
    assert client.get(f"{path}/items").json() == {"items": [], "next": None}
    assert client.get(f"{path}/results/csv").json()["code"] == "batch.unfinished"
    work(settings)
    done = client.get(path).json()
    assert done["state"] == "done" and done["expires"] and done["problem"] is None
    assert done["progress"]["photos_looked_at"] == 3 and done["progress"]["products_judged"] == 3
    assert sum(done["verdicts"].values()) == 3 and done["name"] == "ของเข้า"
    assert set(done["results"]) == {"csv", "jsonl", "html", *(["xlsx"] if EXCEL else [])}
    for kind, place in done["results"].items():
        answer = client.get(place)
        assert answer.status_code == 200 and f".{kind}" in answer.headers["Content-Disposition"]
    lines = [json.loads(line) for line in client.get(done["results"]["jsonl"]).text.splitlines()]
    items = client.get(done["items"]).json()
    assert [{**line, "item": item["item"]} for line, item in zip(lines, items["items"], strict=True)] == items["items"]
    assert client.get("/v1/batches").json()["batches"] == [done]
    assert "<title>Check of a stock: ของเข้า</title>" in client.get(done["results"]["html"]).text
    (tmp_path / "stock.zip").write_bytes(zipped(stock()))
    run(tmp_path / "stock.zip", tmp_path / "same.csv", day=days.today())
    assert client.get(done["results"]["csv"]).content == (tmp_path / "same.csv").read_bytes(), "the command's own bytes"


def test_items_come_in_pages(client, settings):
    path = send(client, zipped(stock(5))).headers["Location"]
    work(settings)
    whole = client.get(f"{path}/items").json()["items"]
    found, place = [], f"{path}/items?limit=2"
    while place:
        page = client.get(place).json()
        found, place = found + page["items"], page["next"]
    assert found == whole and len(whole) == 5
    assert client.get(f"{path}/items?limit=0").status_code == 422


def test_a_manifest_alone_is_judged_without_photos(client, settings):
    table = f"SKU,barcode,TIS Number\nA1,{gtin(1)},มอก. 2879-2560\nA2,{gtin(2)},\n".encode()
    sent = client.post("/v1/batches", content=table, headers={"Content-Type": "text/csv; charset=utf-8"})
    assert sent.status_code == 202
    work(settings)
    items = client.get(sent.headers["Location"] + "/items").json()["items"]
    assert [item["product"]["sku"] for item in items] == ["A1", "A2"]
    assert all(item["verdict"] != "agrees" for item in items)
    assert all("stock.no_photo" in {f["code"] for f in item["findings"]} for item in items)


def test_a_photo_that_crashes_its_worker_costs_no_other_row(client, settings):
    path = send(client, zipped(stock(5, poison={2}))).headers["Location"]
    calm = send(client, zipped(stock(5))).headers["Location"]
    work(settings, engine=None)
    struck, whole = (client.get(f"{place}/items").json()["items"] for place in (path, calm))
    assert client.get(path).json()["progress"]["photos_set_aside"] == 1
    assert "stock.photo_aside" in {finding["code"] for finding in struck[2]["findings"]}
    assert [item["verdict"] for item in whole] == ["agrees"] * 5
    assert [item["verdict"] for item in struck] == ["agrees", "agrees", "cannot_tell", "agrees", "agrees"]
    for item in (*struck, *whole):  # what only a whole stock shows counts its products
        item["findings"] = [finding for finding in item["findings"] if finding["by"] != "stock"]
        item["advice"] = None
    assert [struck[n] for n in (0, 1, 3, 4)] == [whole[n] for n in (0, 1, 3, 4)]


def test_a_killed_workers_batch_goes_on_where_it_was(client, settings, home):
    body = zipped({f"{n:03d}.png": picture(n) for n in range(80)})
    path, calm = (send(client, body).headers["Location"] for _ in range(2))
    command = [sys.executable, "-m", "tests.batch.worker_driver", str(home), "slow"]
    met = 0
    for _ in range(3):
        before = client.get(path).json()["progress"]["photos_looked_at"]
        worker = subprocess.Popen(command, cwd=ROOT)
        until = time.monotonic() + 60
        while client.get(path).json()["progress"]["photos_looked_at"] < before + 8 and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        after = client.get(path).json()
        met += after["state"] == "running" and 0 < after["progress"]["photos_looked_at"] < 80
        assert after["progress"]["photos_looked_at"] >= before, "what was seen is kept"
    assert met == 3
    subprocess.run(command, cwd=ROOT, check=True, timeout=300)
    done = [client.get(place).json() for place in (path, calm)]
    assert [one["state"] for one in done] == ["done", "done"]
    assert client.get(done[0]["results"]["csv"]).content == client.get(done[1]["results"]["csv"]).content


def test_a_batch_over_which_workers_die_as_they_look_is_given_up_and_the_next_one_is_not(client, settings):
    first, second = (send(client, zipped(stock(1))).headers["Location"] for _ in range(2))
    store = client.app.state.service.batches.store
    found = store.get(first.rpartition("/")[2])
    store.update(replace(found, tries=MAX_TRIES, looked=MAX_TRIES, state=JobState.RUNNING))
    work(settings)
    failed = client.get(first).json()
    assert failed["state"] == "failed" and failed["problem"]["code"] == "batch.given_up"
    assert client.get(second).json()["state"] == "done"


def test_a_batch_whose_workers_die_at_its_second_looks_gets_on_all_the_same(client, settings):
    class Dying(Inline):
        """Dies at its second second look."""

        def submit(self, ticket, job):
            if isinstance(job, LookAgain):
                seconds.append(ticket)
                if len(seconds) > 1:
                    raise KeyboardInterrupt
            super().submit(ticket, job)

    path, deaths = send(client, zipped(stock(2 * MAX_TRIES))).headers["Location"], 0
    while client.get(path).json()["state"] in ("queued", "running"):
        seconds = []
        try:
            work(settings, engine=Dying)
        except KeyboardInterrupt:
            deaths += 1
    assert client.get(path).json()["state"] == "done" and deaths > MAX_TRIES


def test_a_batch_whose_workers_end_before_their_first_photo_is_not_blamed_on_photos_and_goes_on(client, settings, home):
    path, calm = (send(client, zipped(stock(2))).headers["Location"] for _ in range(2))
    store, batch_id = client.app.state.service.batches.store, path.rpartition("/")[2]
    for met in range(1, MAX_TRIES + 1):
        worker = subprocess.Popen([sys.executable, "-m", "tests.batch.worker_driver", str(home), "never"], cwd=ROOT)
        until = time.monotonic() + 60
        while store.get(batch_id).tries < met and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        assert (store.get(batch_id).tries, store.get(batch_id).looked) == (met, 0)
        assert client.get(path).json()["state"] == "running", "nobody gave it up yet"
    work(settings)
    failed = client.get(path).json()
    assert failed["state"] == "failed" and failed["problem"]["code"] == "batch.not_begun"
    assert client.get(calm).json()["state"] == "done", "it holds up no other"
    resumed = client.post(f"{path}/resume")
    assert resumed.status_code == 202 and resumed.json()["state"] == "queued" and resumed.json()["problem"] is None
    work(settings)
    done = [client.get(place).json() for place in (path, calm)]
    assert done[0]["state"] == "done"
    contents = [client.get(one["results"]["csv"]).content for one in done]
    assert contents[0] == contents[1]


def test_workers_that_are_killed_before_and_as_they_look_are_counted_apart(client, settings):
    path = send(client, zipped(stock(2))).headers["Location"]
    store, batch_id = client.app.state.service.batches.store, path.rpartition("/")[2]
    tries = replace(store.get(batch_id), tries=MAX_TRIES + 2, looked=MAX_TRIES - 1, state=JobState.RUNNING)
    store.update(tries)
    work(settings)
    assert client.get(path).json()["state"] == "done"
    assert store.get(batch_id).looked == MAX_TRIES - 1, "of whoever ended well nothing is counted"


def test_what_has_not_failed_is_left_as_it_is_and_what_is_of_others_is_not_resumed(client, settings):
    path = send(client, zipped(stock(1))).headers["Location"]
    assert client.post(f"{path}/resume").json()["state"] == "queued"
    work(settings)
    done = client.post(f"{path}/resume")
    assert (done.status_code, done.json()["state"]) == (202, "done") and "Retry-After" not in done.headers
    other = {"Authorization": f"Bearer {key(client, name='ร้านอื่น')}"}
    assert client.post(f"{path}/resume", headers=other).status_code == 404


def test_keys_of_a_team_share_their_batches_and_tell_each_other_apart(client, settings):
    keys = [key(client, name=name, team="ร้านสมใจ") for name in ("นา", "ชัย")]
    na, chai = ({"Authorization": f"Bearer {token}"} for token in keys)
    alone = {"Authorization": f"Bearer {key(client, name='คนอื่น', team='อีกร้าน')}"}
    sent = client.post("/v1/batches", content=zipped(stock(2)), headers={**na, **ZIP})
    path = sent.headers["Location"]
    work(settings)
    assert [b["id"] for b in client.get("/v1/batches", headers=chai).json()["batches"]] == [path.rpartition("/")[2]]
    assert client.get("/v1/batches", headers=alone).json()["batches"] == []
    for place in (path, f"{path}/items", f"{path}/results/csv", f"{path}/review"):
        assert client.get(place, headers=chai).status_code == 200
        assert client.get(place, headers=alone).json()["code"] == "batch.none"
    for who in (na, chai):
        decided = client.post(f"{path}/items/1/decisions", json={"decision": "agrees"}, headers=who)
        assert decided.status_code == 201
    taken_back = f"{path}/decisions/{decided.json()['id']}"
    assert client.delete(taken_back, headers=na).status_code == 404, "each takes back what is theirs"
    found = client.get(f"{path}/decisions", headers=na).json()["decisions"]
    assert [one["who"] for one in found] == ["นา", "ชัย"]
    assert client.delete(path, headers=alone).status_code == 404
    assert client.delete(path, headers=chai).status_code == 204
    assert client.get(path, headers=na).status_code == 404


def test_what_a_team_has_open_is_counted_together(client):
    keys = [key(client, name=name, team="ร้านสมใจ") for name in ("นา", "ชัย")]
    na, chai = ({"Authorization": f"Bearer {token}", **ZIP} for token in keys)
    body = zipped({"a.txt": b"1"})
    answers = [
        client.post("/v1/batches", content=body, headers=who).status_code for who in (na, chai, na, chai, na, chai)
    ]
    assert answers == [202] * 5 + [429]
    assert send(client, body).status_code == 202, "others are not counted with it"


def test_a_batch_outlives_a_full_disk(client, settings, monkeypatch):
    path = send(client, zipped(stock(2))).headers["Location"]
    full, write = [True, True], Session.write

    def writes(self):
        if full and full.pop():
            raise LedgerProblem("no space")
        write(self)

    monkeypatch.setattr(Session, "write", writes)
    monkeypatch.setattr("api.batches.worker.AGAIN_S", 0.01)
    work(settings)
    assert client.get(path).json()["state"] == "done" and not full
    again = send(client, zipped(stock(2))).headers["Location"]
    full += [True] * (MAX_TRIES + 1)  # the first time photos were looked at, which is getting on
    work(settings)
    assert client.get(again).json()["problem"]["code"] == "stock.ledger"


@pytest.mark.parametrize("accident", [OSError(errno.EAGAIN, "no more processes"), MemoryError()])
def test_a_batch_outlives_a_machine_that_has_no_more_of_something(client, settings, monkeypatch, accident):
    path, times, run_ = send(client, zipped(stock(2))).headers["Location"], [True, True], Session.run

    def runs(self, *arguments):
        if times and times.pop():
            raise accident
        return run_(self, *arguments)

    monkeypatch.setattr(Session, "run", runs)
    monkeypatch.setattr("api.batches.worker.AGAIN_S", 0.01)
    work(settings)
    assert client.get(path).json()["state"] == "done" and not times
    again = send(client, zipped(stock(2))).headers["Location"]
    times += [True] * MAX_TRIES
    work(settings)
    assert client.get(again).json()["problem"]["code"] == "internal"


def test_a_slow_uploads_folder_is_not_swept_away(client, settings, home):
    batches = client.app.state.service.batches
    sent = batches.take

    def slow(client, place, source, **named):
        os.utime(place, (0, 0))
        return sent(client, place, source, **named)

    batches.take = slow
    path = send(client, zipped(stock(1))).headers["Location"]
    batches.store.remove(path.rpartition("/")[2])  # as in the moment before it is in the store
    work(settings)
    assert (home / path.rpartition("/")[2]).is_dir()


def test_a_batch_is_cancelled_while_it_is_at_work(client, settings, home):
    path = send(client, zipped({f"{n:03d}.png": picture(n) for n in range(300)})).headers["Location"]
    command = [sys.executable, "-m", "tests.batch.worker_driver", str(home), "slow"]
    worker = subprocess.Popen(command, cwd=ROOT)
    until = time.monotonic() + 60
    while not client.get(path).json()["progress"]["photos_looked_at"] and time.monotonic() < until:
        time.sleep(0.05)
    assert client.delete(path).status_code == 204
    assert client.get(path).json()["code"] == "batch.none"
    assert worker.wait(timeout=60) == 0, "nothing waits any more"
    assert [place.name for place in home.iterdir() if place.is_dir()] == []


def test_a_batch_ends_with_its_days_and_nothing_of_it_stays(serve, settings, home):
    settings = replace(settings, batch_ttl_s=1)
    client = serve(settings)
    client.headers["Authorization"] = f"Bearer {key(client)}"
    path = send(client, zipped(stock(1))).headers["Location"]
    work(settings)
    assert client.get(path).json()["state"] == "done"
    time.sleep(1.1)
    assert client.get(path).json()["code"] == "batch.none" and client.get("/v1/batches").json()["batches"] == []
    os.utime(home / path.rpartition("/")[2], (0, 0))
    work(settings)
    assert [place.name for place in home.iterdir() if place.is_dir()] == []


def test_whom_batches_are_for(client, serve, settings):
    body, path = zipped(stock(1)), send(client, zipped(stock(1))).headers["Location"]
    for scope in (Scope.CONSUMER, Scope.INSPECTOR):
        headers = {"Authorization": f"Bearer {key(client, scope)}", **ZIP}
        for answer in (client.post("/v1/batches", content=body, headers=headers), client.get(path, headers=headers)):
            assert (answer.status_code, answer.json()["code"]) == (403, "auth.not_allowed")
    other = {"Authorization": f"Bearer {key(client, name='ร้านอื่น')}"}
    for place in (path, f"{path}/items", f"{path}/results/csv"):
        assert client.get(place, headers=other).json()["code"] == "batch.none"
    assert client.delete(path, headers=other).status_code == 404 and client.get(path).status_code == 200
    del client.headers["Authorization"]
    assert client.get(path).status_code == 403
    off = serve()
    answer = off.get("/v1/batches", headers={"Authorization": f"Bearer {key(off)}"})
    assert (answer.status_code, answer.json()["code"]) == (503, "batch.off")


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"no archive", "application/zip", 422, "stock.source"),
        (zipped(stock(1))[:-30], "application/zip", 422, "stock.source"),
        (b"a,b\n1,2\n", "text/csv", 422, "stock.source"),
        (b"", "text/csv", 422, None),
        (b"x", "image/jpeg", 415, "batch.not_a_stock"),
    ],
)
def test_what_is_no_stock_is_refused_at_the_door_and_leaves_nothing(client, home, body, kind, status, code):
    answer = client.post("/v1/batches", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status and (code is None or answer.json()["code"] == code)
    assert [place.name for place in home.iterdir() if place.is_dir()] == []


def test_bodies_and_batches_are_bounded(serve, settings, home):
    client = serve(replace(settings, batch_max_bytes=20_000, batches=2))
    client.headers["Authorization"] = f"Bearer {key(client)}"
    large = os.urandom(30_000)
    assert send(client, large).status_code == 413
    assert client.post("/v1/batches", content=iter([large[:15_000], large[15_000:]]), headers=ZIP).status_code == 413
    assert [place.name for place in home.iterdir() if place.is_dir()] == []
    small = zipped({"a.txt": b"1"})
    answers = [send(client, small).status_code for _ in range(3)]
    assert answers == [202, 202, 429]


def test_bodies_that_come_at_the_same_time_count_too(client, settings):
    retailer = Client("k", Scope.RETAILER, allowance(Scope.RETAILER, settings), "k")
    batches = client.app.state.service.batches
    with ExitStack() as coming:
        for _ in range(retailer.allowance.batches):
            coming.enter_context(batches.coming(retailer))
            batches.check(retailer)
        with batches.coming(retailer), pytest.raises(TooManyJobs):
            batches.check(retailer)
    with batches.coming(retailer):
        batches.check(retailer)


def test_a_batch_can_be_deleted_when_it_has_filled_the_disk(client, home, monkeypatch):
    path = send(client, zipped(stock(1))).headers["Location"]
    batches = client.app.state.service.batches
    remove = batches.store.remove

    def while_there_is_room(batch_id):
        if batches.home(batch_id).exists():
            raise StoreProblem("OperationalError")
        return remove(batch_id)

    monkeypatch.setattr(batches.store, "remove", while_there_is_room)
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert [place.name for place in home.iterdir() if place.is_dir()] == []


def test_a_name_holds_no_control_characters(client):
    for name in ("a\nb", "a\x00b", "\x1b[2J"):
        assert send(client, zipped(stock(1)), name=name).status_code == 422


def test_a_full_disk_is_told_and_leaves_nothing(client, home, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.batches.batches._look_at", full)
    answer = send(client, zipped(stock(1)))
    assert (answer.status_code, answer.json()["code"]) == (503, "service.store")
    assert [place.name for place in home.iterdir() if place.is_dir()] == []
    assert client.get("/v1/batches").json() == {"batches": []}


def test_the_same_key_twice_makes_one_batch(client):
    headers = {**ZIP, "Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}
    body = zipped(stock(1))
    answers = [client.post("/v1/batches", content=body, headers=headers) for _ in range(2)]
    assert answers[0].json()["id"] == answers[1].json()["id"] and answers[1].headers["Idempotent-Replayed"] == "true"
    assert len(client.get("/v1/batches").json()["batches"]) == 1
    assert client.post("/v1/batches", content=zipped(stock(2)), headers=headers).status_code == 422


def test_hostile_archives_end_as_rows_and_not_as_accidents(client, settings):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../outside.png", picture(1))
        archive.writestr("/etc/passwd.png", picture(2))
        archive.writestr("bomb.png", bytes(30_000_000))
        archive.writestr("inner.zip", zipped(stock(1)))
        link = zipfile.ZipInfo("link.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.png", picture(3))
    path = send(client, out.getvalue()).headers["Location"]
    work(settings)
    done = client.get(path).json()
    assert done["state"] == "done" and done["progress"]["photos_looked_at"] == 1
    assert all(item["verdict"] != "agrees" for item in client.get(done["items"]).json()["items"][:-1])


def test_the_privacy_notice_tells_that_stocks_are_kept_and_for_how_long(client, serve):
    notice = client.get("/privacy").text
    assert "7 days after the stock is done" in notice and "ครบ 7 วัน" in notice.replace('<span class="n">', "").replace(
        "</span>", ""
    )
    assert "days after the stock is done" not in serve().get("/privacy").text
    assert "ไม่เก็บไว้" not in client.get("/review").text, "of a stock that would not be true"


def test_one_worker_at_a_time_and_readiness_tells_of_it(client, settings):
    assert client.get("/readyz").json()["parts"]["batches"]["detail"] == "no worker has been seen"
    first = Worker(Batches(settings.batches_path, settings), make_stub, workers=1)
    thread = threading.Thread(target=first.run)
    thread.start()
    until = time.monotonic() + 20
    while not first.batches.store.seen() and time.monotonic() < until:
        time.sleep(0.02)
    with pytest.raises(WorkerRuns):
        work(settings)
    assert "seen" in client.get("/readyz").json()["parts"]["batches"]["detail"]
    first.stopping.set()
    thread.join(20)
    assert not thread.is_alive()


def test_the_end_of_a_batch_goes_into_the_outbox_of_webhooks(home, serve, tmp_path):
    outbox = tmp_path / "outbox.sqlite"
    settings = Settings(batches_path=home, outbox_path=outbox)
    client = serve(settings)
    client.headers["Authorization"] = f"Bearer {key(client)}"
    path = send(client, zipped(stock(1))).headers["Location"]
    work(settings)
    (body,) = (body for (body,) in sqlite3.connect(outbox).execute("SELECT body FROM events"))
    event = json.loads(body)
    assert event["type"] == "batch.finished"
    assert event["data"] == {"id": path.rpartition("/")[2], "state": "done", "link": path}


def test_the_end_of_a_batch_is_told_though_its_worker_is_killed_in_that_moment(home, serve, tmp_path, monkeypatch):
    outbox = tmp_path / "outbox.sqlite"
    settings = Settings(batches_path=home, outbox_path=outbox)
    client = serve(settings)
    client.headers["Authorization"] = f"Bearer {key(client)}"
    path = send(client, zipped(stock(1))).headers["Location"]
    update = BatchStore.update

    def killed(self, batch):
        changed = update(self, batch)
        if batch.state is JobState.DONE:
            raise KeyboardInterrupt
        return changed

    with monkeypatch.context() as patched:
        patched.setattr(BatchStore, "update", killed)
        with pytest.raises(KeyboardInterrupt):
            work(settings)
    work(settings)
    assert client.get(path).json()["state"] == "done"
    told = [json.loads(body)["data"]["state"] for (body,) in sqlite3.connect(outbox).execute("SELECT body FROM events")]
    assert told == ["done"]


def test_a_batch_that_fails_again_after_it_was_resumed_is_told_again(home, serve, tmp_path, monkeypatch):
    outbox = tmp_path / "outbox.sqlite"
    settings = Settings(batches_path=home, outbox_path=outbox)
    client = serve(settings)
    client.headers["Authorization"] = f"Bearer {key(client)}"
    path = send(client, zipped(stock(1))).headers["Location"]
    with monkeypatch.context() as broken:
        broken.setattr("api.batches.worker.Session", lambda *_: 1 / 0)
        for _ in range(2):
            work(settings)
            assert client.get(path).json()["state"] == "failed"
            client.post(f"{path}/resume")
    work(settings)
    rows = sqlite3.connect(outbox).execute("SELECT id, body FROM events ORDER BY rowid").fetchall()
    assert [json.loads(body)["data"]["state"] for _, body in rows] == ["failed", "failed", "done"]
    assert len({event for event, _ in rows}) == 3


def test_a_batch_whose_workers_are_killed_as_they_fetch_its_photos_ends_with_that_reason(client, settings, monkeypatch):
    """Not for ever: what was fetched is fetched anew each time, so that it gets no further."""
    path, calm = (send(client, zipped(stock(1))).headers["Location"] for _ in range(2))
    first, deaths, gather = path.rpartition("/")[2], 0, Gathering.gather

    def killed(self, came, target):
        if came.parent.name == first:
            raise KeyboardInterrupt
        return gather(self, came, target)

    with monkeypatch.context() as dying:
        dying.setattr(Gathering, "gather", killed)
        while client.get(path).json()["state"] in ("queued", "running"):
            try:
                work(settings)
            except KeyboardInterrupt:
                deaths += 1
    failed = client.get(path).json()
    assert (failed["state"], failed["problem"]["code"], deaths) == ("failed", "batch.not_begun", MAX_TRIES)
    client.post(f"{path}/resume")
    work(settings)
    assert [client.get(place).json()["state"] for place in (path, calm)] == ["done", "done"]


def test_a_worker_that_hangs_is_not_said_to_live_and_loses_its_batch(client, settings, monkeypatch):
    """As one does whose folder lies on a server that is gone: the thread that tells it lives would go on for ever."""
    monkeypatch.setattr("api.batches.signs.SILENT_S", 0.3)
    monkeypatch.setattr("api.batches.signs.SLOWEST_BYTES_S", 1e12)
    monkeypatch.setattr("api.batches.worker.BEAT_S", 0.05)
    path = send(client, zipped(stock(1))).headers["Location"]
    store, batch_id = client.app.state.service.batches.store, path.rpartition("/")[2]
    batches, hangs, may_go_on = Batches(settings.batches_path, settings), threading.Event(), threading.Event()

    def hanging(batch):
        hangs.set()
        may_go_on.wait(30)
        return batch

    monkeypatch.setattr(batches, "begin", hanging)
    worker = Worker(batches, make_stub, workers=1)
    thread = threading.Thread(target=lambda: worker.run(until_idle=True))
    thread.start()
    assert hangs.wait(10)
    time.sleep(0.6)
    silent, age = store.get(batch_id).seen, (settings.batches_path / "worker.alive").stat().st_mtime
    time.sleep(0.3)
    assert store.get(batch_id).seen == silent and (settings.batches_path / "worker.alive").stat().st_mtime == age
    assert store.claim(batch_id, "another", 0.2) is not None, "another worker may take it"
    may_go_on.set()
    thread.join(20)
    assert store.get(batch_id).owner == "another" and store.get(batch_id).state is JobState.RUNNING


def test_batches_of_a_revoked_key_go_on_for_its_team_and_are_dropped_where_the_operator_says_so(
    serve, tmp_path, monkeypatch
):
    """Work that a shop handed in is not thrown away with a key that was lost; that of a stranger's key is."""
    store = tmp_path / "store.sqlite"
    monkeypatch.setenv("MOKCHECK_STORE_PATH", str(store))
    monkeypatch.setenv("MOKCHECK_BATCHES_PATH", str(tmp_path / "batches"))

    def keys(*arguments):
        return CliRunner().invoke(main, ["keys", *arguments, "--lang", "en"])

    created = ("create", "--scope", "retailer", "--team", "shop", "--name")
    lost, own = (keys(*created, name).output.strip() for name in ("lost", "own"))
    settings = Settings(batches_path=tmp_path / "batches", store_path=store)
    client = serve(settings)
    shown = [{"Authorization": f"Bearer {token}"} for token in (lost, own)]
    client.headers.update(shown[0])
    path, other = (send(client, zipped(stock(1))).headers["Location"] for _ in range(2))
    lost_id = lost.split("_")[1]
    assert keys("revoke", lost_id).exit_code == 0
    assert client.get(path).status_code == 401, "the key itself reads nothing any more"
    client.headers.update(shown[1])
    assert client.get(path).json()["state"] == "queued"
    work(settings)
    assert client.get(path).json()["state"] == "done", "its team has it as before"
    kept = send(client, zipped(stock(1))).headers["Location"]
    dropped = keys("revoke", lost_id, "--drop-batches")
    assert dropped.exit_code == 0 and "Deleted 2 batches" in dropped.stderr
    assert [client.get(place).status_code for place in (path, other, kept)] == [404, 404, 200]
    assert not (tmp_path / "batches" / path.rpartition("/")[2]).exists()
    assert keys("revoke", "nobody", "--drop-batches").exit_code == 65


def test_an_outbox_that_cannot_be_used_costs_no_batch(home, serve, tmp_path):
    settings = Settings(batches_path=home, outbox_path=tmp_path / "missing" / "outbox.sqlite")
    client = serve(settings)
    client.headers["Authorization"] = f"Bearer {key(client)}"
    path = send(client, zipped(stock(1))).headers["Location"]
    work(settings)
    assert client.get(path).json()["state"] == "done"


def test_a_worker_that_is_told_to_stop_leaves_the_batch_to_the_next(client, settings):
    path = send(client, zipped(stock(3))).headers["Location"]
    worker = Worker(Batches(settings.batches_path, settings), make_stub, workers=1)
    batch = worker.batches.store.next()
    worker.stopping.set()
    with pytest.raises(Later):
        worker.carry_out(batch.id)
    assert client.get(path).json()["state"] == "queued" and worker.batches.store.get(batch.id).tries == 0
    work(settings)
    assert client.get(path).json()["state"] == "done"


def test_other_numbers_are_told_while_the_rows_of_batches_cannot_be_read(client, monkeypatch):
    def gone(*_):
        raise StoreProblem

    monkeypatch.setattr(BatchStore, "all", gone)
    assert b"mokcheck_pool_running" in client.app.state.service.metrics.read()
