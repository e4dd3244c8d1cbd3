import json
import sqlite3
import threading
import time
import uuid
from contextlib import contextmanager
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.auth import Scope, make_key
from api.jobs import STALE_S
from api.schemas.answers import JobOut
from api.store import Answer, Job, JobState
from api.store_open import open_store
from api.store_sqlite import SqliteStore
from tests.support.fakes import SECRET, TODAY, Crashing, FakeDetector, Hanging, make_verifier, photo_bytes
from tests.support.stores import any_store
from verifier.errors import StoreProblem
from verifier.settings import Settings

URL = "/v1/verifications"
LATER = {"prefer": "respond-async"}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.loopback)])
def store(request):
    yield from any_store(request)


@pytest.fixture
def start(store):
    clients = []

    def begin(settings=None, **changes) -> TestClient:
        settings = settings or Settings()
        app = create_app(settings, make_verifier(settings, **changes), today=lambda: TODAY, store=store)
        client = TestClient(app, raise_server_exceptions=False)
        client.__enter__()
        clients.append(client)
        return client

    yield begin
    for client in clients:
        client.__exit__(None, None, None)


def post(client, headers=None, photos=1, **data):
    files = [("photos", ("x.jpg", photo_bytes(n))) for n in range(photos)]
    return client.post(URL, files=files, headers=headers, data=data)


def once(key=None):
    return {"idempotency-key": key or str(uuid.uuid4())}


def wait_for(client, answer, *states, headers=None) -> dict:
    deadline = time.monotonic() + 300
    while True:
        got = client.get(answer.headers["location"], headers=headers)
        JobOut.model_validate_json(got.content)
        if got.json()["state"] in (states or ("done", "failed")):
            return got.json()
        assert got.headers["retry-after"] == "1"
        assert time.monotonic() < deadline, got.text
        time.sleep(0.01)


# ---- jobs


def test_a_job_is_answered_later_with_the_same_report(start):
    client = start()
    answer = post(client, LATER, photos=2, lang="en")
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "respond-async"
    JobOut.model_validate_json(answer.content)
    job = wait_for(client, answer)
    report = post(client, photos=2, lang="en").json()
    assert {**job["report"], "timings_ms": 0} == {**report, "timings_ms": 0}
    assert job["progress"] == {"photo": 2, "photos": 2, "stage": "judge"}
    assert (job["problem"], client.app.state.service.intake.held) == (None, 0)


def test_progress_tells_the_photo_and_the_stage(start):
    hanging = Hanging()
    client = start(Settings(workers=1), detector=hanging)
    answer = post(client, LATER, photos=3)
    assert hanging.entered.wait(30)
    job = wait_for(client, answer, "running")
    assert job["progress"] == {"photo": 1, "photos": 3, "stage": "detect"}
    waiting = post(client, LATER)
    assert waiting.json()["state"] == "queued"
    hanging.release.set()
    assert wait_for(client, waiting)["state"] == "done"


def test_a_job_that_fails_tells_the_problem_in_its_language_and_nothing_else(start, logged):
    client = start(detector=Crashing())
    job = wait_for(client, post(client, LATER, lang="en"))
    assert (job["state"], job["problem"]["code"], job["report"]) == ("failed", "engine.failed", None)
    assert job["problem"]["title"] == job["problem"]["words"]["en"]["title"]
    assert SECRET not in json.dumps(job) + logged.getvalue()
    answer = client.post(URL, files={"photos": b"words" * 50}, headers=LATER)
    assert wait_for(client, answer)["problem"]["code"] == "photo.unknown_format"


def test_what_cannot_be_taken_is_refused_at_once(start):
    client = start()
    assert client.post(URL, files={"lang": (None, "th")}, headers=LATER).json()["code"] == "request.no_photo"
    assert post(client, LATER, category="ช้าง").json()["code"] == "request.unknown_category"
    for unknown in ("A" * 32, "x", "A" * 200):
        assert client.get(f"/v1/jobs/{unknown}").status_code in (404, 422)


def test_open_jobs_are_limited_by_scope_and_together(start, store):
    hanging = Hanging()
    client = start(Settings(workers=1, jobs=5), detector=hanging)
    answers = [post(client, LATER) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert (answers[2].json()["code"], answers[2].headers["retry-after"]) == ("service.too_many_jobs", "5")
    token, key = make_key(Scope.RETAILER, "x")
    store.add_key(key)
    retailer = {"authorization": f"Bearer {token}", **LATER}
    assert [post(client, retailer).status_code for _ in range(4)] == [202, 202, 202, 429]
    assert b"mokcheck_jobs_open 5.0" in client.app.state.service.metrics.read()
    hanging.release.set()
    assert wait_for(client, answers[1])["state"] == "done"
    assert post(client, LATER).status_code == 202


def test_a_job_of_a_key_is_there_for_that_key_only(start, store):
    client = start()
    tokens = [make_key(Scope.CONSUMER, "x") for _ in range(2)]
    for _, key in tokens:
        store.add_key(key)
    mine, other = ({"authorization": f"Bearer {token}"} for token, _ in tokens)
    answer = post(client, {**mine, **LATER})
    place = answer.headers["location"]
    assert wait_for(client, answer, headers=mine)["state"] == "done"
    for headers in (other, None):
        assert client.get(place, headers=headers).json()["code"] == "http.no_job"
        assert client.delete(place, headers=headers).status_code == 404
    assert client.delete(place, headers=mine).status_code == 204
    assert client.get(place, headers=mine).status_code == 404


def test_a_job_deleted_before_it_began_is_not_begun(start):
    hanging = Hanging()
    client = start(Settings(workers=1), detector=hanging)
    first, second = post(client, LATER), post(client, LATER)
    assert hanging.entered.wait(30)
    assert client.delete(second.headers["location"]).status_code == 204
    assert client.delete(first.headers["location"]).status_code == 204
    hanging.release.set()
    while client.app.state.service.jobs.open:
        time.sleep(0.01)
    assert wait_for(client, post(client, LATER))["state"] == "done"
    assert client.get(first.headers["location"]).status_code == 404
    assert b'verdicts_total{verdict="cannot_tell"} 2.0' in client.app.state.service.metrics.read()


def test_results_expire_and_leave_nothing_behind(start, store):
    client = start(Settings(result_ttl_s=1))
    answer = post(client, LATER)
    done = wait_for(client, answer)
    job = store.job(done["id"])
    assert "ท7014-4/2879" in job.outcome
    store.sweep(time.time() - 1)
    assert client.get(answer.headers["location"]).status_code == 200
    store.update_job(replace(job, expires=time.time() - 0.001))
    assert client.get(answer.headers["location"]).status_code == 404
    store.sweep(time.time())
    assert store.job(done["id"]) is None


def test_a_job_whose_process_died_is_lost_and_not_said_to_be_running(start, store):
    client = start()
    job = Job("A" * 32, "dead", "", time.time(), time.time() + 60, photos=1, lang="en", state=JobState.RUNNING)
    store.put_job(job)
    store.beat("dead", time.time() - STALE_S - 1)
    got = client.get(f"/v1/jobs/{job.id}").json()
    assert (got["state"], got["problem"]["code"]) == ("failed", "http.job_lost")
    store.beat("dead", time.time())
    assert client.get(f"/v1/jobs/{job.id}").json()["state"] == "running"


def test_a_service_that_stops_finishes_its_jobs(store, tmp_path):
    path = tmp_path / "store.sqlite"
    settings = Settings(workers=1, store_path=path)
    hanging = Hanging()
    app = create_app(settings, make_verifier(settings, detector=hanging), today=lambda: TODAY)
    with TestClient(app) as client:
        jobs = [post(client, LATER).json()["id"] for _ in range(2)]
        assert hanging.entered.wait(30)
        threading.Timer(0.3, hanging.release.set).start()
    kept = SqliteStore(path)
    assert [kept.job(job).state for job in jobs] == ["done", "done"]
    assert kept.seen(app.state.service.jobs.owner) == 0


# ---- the same request twice


class Counting(FakeDetector):
    seen = 0

    def detect(self, photo):
        type(self).seen += 1
        return super().detect(photo)


@pytest.fixture
def counting():
    Counting.seen = 0
    return Counting()


@pytest.mark.parametrize("prefer", [{}, LATER])
def test_the_same_request_is_worked_on_once(start, counting, prefer):
    client = start(detector=counting)
    headers = once() | prefer
    first, second = post(client, headers), post(client, headers)
    assert first.status_code == second.status_code == (202 if prefer else 200)
    assert (first.content, first.headers["content-type"]) == (second.content, second.headers["content-type"])
    assert ("idempotent-replayed" in first.headers, second.headers["idempotent-replayed"]) == (False, "true")
    if prefer:
        assert first.headers["location"] == second.headers["location"]
        wait_for(client, second)
    assert counting.seen == 1
    quoted = {"idempotency-key": f'"{headers["idempotency-key"]}"'}
    assert post(client, quoted | prefer).content == first.content


def test_a_key_is_for_one_request(start):
    client = start()
    headers = once()
    assert post(client, headers).status_code == 200
    for other in ({"photos": 2}, {"lang": "en"}, {"category": "power bank"}):
        answer = post(client, headers, **other)
        assert (answer.status_code, answer.json()["code"]) == (422, "http.idempotency_key_reused")
    assert post(client, headers | LATER).status_code == 422


def test_two_at_once_are_worked_on_once(start):
    hanging = Hanging()
    client = start(detector=hanging)
    headers, answers = once(), []
    first = threading.Thread(target=lambda: answers.append(post(client, headers)))
    first.start()
    assert hanging.entered.wait(30)
    second = post(client, headers)
    assert (second.status_code, second.json()["code"], second.headers["retry-after"]) == (
        409,
        "http.still_working",
        "1",
    )
    hanging.release.set()
    first.join()
    assert answers[0].content == post(client, headers).content


def test_after_an_error_the_key_is_free(start, counting):
    class Once(Counting):
        def detect(self, photo):
            super().detect(photo)
            if type(self).seen == 1:
                raise RuntimeError(SECRET)
            return self.marks

    Once.seen = 0
    client = start(detector=Once())
    headers = once()
    assert [post(client, headers).status_code for _ in range(2)] == [500, 200]


def test_keys_of_different_api_keys_do_not_meet(start, store, counting):
    client = start(detector=counting)
    headers = once()
    for _ in range(2):
        token, key = make_key(Scope.CONSUMER, "x")
        store.add_key(key)
        assert "idempotent-replayed" not in post(client, headers | {"authorization": f"Bearer {token}"}).headers
    assert "idempotent-replayed" not in post(client, headers).headers
    assert counting.seen == 3


@pytest.mark.parametrize("key", ["short", "x" * 129, "with space in the middle", "", "ก" * 20])
def test_a_key_that_is_none_is_refused(start, key):
    answer = post(start(), {"idempotency-key": key.encode()})
    assert (answer.status_code, answer.json()["code"]) == (422, "http.bad_header")


def test_the_claim_of_a_process_that_died_is_free(store):
    now = time.time()
    dead = Answer("n", "f", "dead", now + 60)
    assert store.claim(dead, now, now - 20) is None
    store.beat("dead", now)
    assert store.claim(Answer("n", "f", "mine", now + 60), now, now - 20) == dead
    store.beat("dead", now - 30)
    assert store.claim(Answer("n", "f", "mine", now + 60), now, now - 20) is None


@pytest.mark.loopback
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_store_of_several_processes_hands_out_a_name_once(tmp_path, kind, request):
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else None
    settings = Settings(store_path=None if url else tmp_path / "s", store_url=url)
    stores = [open_store(settings) for _ in range(4)]
    stores[0].beat("o", time.time())
    got, barrier = [], threading.Barrier(4)

    def claim(number):
        barrier.wait()
        got.append(stores[number].claim(Answer("n", "f", "o", time.time() + 60), time.time(), time.time() - 20))

    threads = [threading.Thread(target=claim, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got.count(None) == 1
    for store in stores:
        store.close()


def test_a_store_that_breaks_is_a_problem_and_named_by_readyz(start, store):
    client = start()
    store.close()
    answer = post(client, once())
    assert (answer.status_code, answer.json()["code"]) == (503, "service.store")
    assert client.get("/readyz").json()["not_ready"] == ["store"]
    assert post(client).status_code == 200  # who asks for nothing to be kept does not need it


# ---- a store that is full


class Filling(SqliteStore):
    """A store that takes nothing more once it is `full`; what it has can be read."""

    full = False

    @contextmanager
    def _change(self):
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")
        with super()._change() as db:
            yield db


def test_a_job_whose_answer_the_store_does_not_take_has_failed_and_does_not_run_for_ever():
    store, hanging = Filling(None), Hanging()
    app = create_app(Settings(), make_verifier(detector=hanging), today=lambda: TODAY, store=store)
    with TestClient(app) as client:
        answer = post(client, LATER)
        wait_for(client, answer, "running")
        store.full = True
        hanging.release.set()
        job = wait_for(client, answer)
        assert (job["state"], job["problem"]["code"]) == ("failed", "service.store")
        assert app.state.service.intake.held == app.state.service.jobs.open == 0
        full = client.get("/readyz")
        assert (full.status_code, full.json()["not_ready"]) == (503, ["store"])
        assert post(client, LATER).status_code == 503
        store.full = False
        name, deadline = answer.headers["location"].rpartition("/")[2], time.monotonic() + 60
        while store.job(name).state != JobState.FAILED:  # other processes see it as soon as there is room
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert client.get("/readyz").status_code == 200
        assert client.delete(answer.headers["location"]).status_code == 204
        assert client.get(answer.headers["location"]).status_code == 404


def test_a_job_that_cannot_even_begin_has_failed():
    store, hanging = Filling(None), Hanging()
    settings = Settings(workers=1)
    app = create_app(settings, make_verifier(settings, detector=hanging), today=lambda: TODAY, store=store)
    with TestClient(app) as client:
        first = post(client, LATER)
        wait_for(client, first, "running")
        second = post(client, LATER)
        store.full = True
        hanging.release.set()
        assert wait_for(client, second)["problem"]["code"] == "service.store"


def test_a_store_without_room_says_so_and_goes_on_when_there_is_room_again(tmp_path):
    store = SqliteStore(tmp_path / "store.sqlite")
    store.probe()
    store._db.execute(f"PRAGMA max_page_count = {store._db.execute('PRAGMA page_count').fetchone()[0]}")
    job = Job("a" * 32, "o", "", 1.0, 2.0, 1)
    assert store.put_job(job) is None  # what is small still goes where the probe had been
    with pytest.raises(StoreProblem):
        for n in range(80):
            store.put_job(replace(job, id=f"{n}", outcome="x" * 10_000))
    with pytest.raises(StoreProblem):
        store.probe()
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.probe()
    assert store.job("a" * 32) == job


def test_a_commit_that_fails_leaves_no_transaction_open(tmp_path, monkeypatch):
    store = SqliteStore(tmp_path / "store.sqlite")

    class Db:
        def __init__(self, db):
            self.db, self.broken = db, True

        def __getattr__(self, name):
            return getattr(self.db, name)

        def execute(self, query, *values):
            if query == "COMMIT" and self.broken:
                self.broken = False
                raise sqlite3.OperationalError("disk I/O error")
            return self.db.execute(query, *values)

    monkeypatch.setattr(store, "_db", Db(store._db))
    with pytest.raises(StoreProblem):
        store.beat("me", 1.0)
    store.beat("me", 2.0)
    assert store.seen("me") == 2.0
