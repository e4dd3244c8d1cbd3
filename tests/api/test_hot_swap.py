"""`GET /v1/licences/{number}` while the list is replaced twenty times: no request fails, every answer is whole."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from test_process import MOKCHECK, Served

import api.app
from api.app import create_app
from bench.worlds import made_up_list
from tests.support.fakes import TODAY, make_verifier
from tests.support.lists import build, licence
from verifier.domain import LicenceStatus
from verifier.registry.live import LiveRegistry
from verifier.settings import Settings

SWAPS = 20
UNCOUNTED = 10_000_000
"""A rate that nobody reaches: on a slow machine the threads ask more than the usual 600 times while lists are built."""
Get = Callable[[str], tuple[int, dict]]


def replaced_under_load(get: Get, numbers: list[str], swap: Callable[[int], None], threads: int = 3) -> list[str]:
    """Asks for the numbers all the time while `swap` is called; the ids of the lists that answered."""
    stop, failures, seen = threading.Event(), [], []

    def ask(turn: int) -> None:
        while not stop.is_set():
            number = numbers[turn % len(numbers)]
            turn += 1
            try:
                status, body = get(number)
                assert status == 200 and {row["licence"] for row in body["licences"]} == {number}, (status, body)
                seen.append(body["snapshot"]["id"])
            except Exception as error:
                failures.append(error)

    asking = [threading.Thread(target=ask, args=(n,)) for n in range(threads)]
    for thread in asking:
        thread.start()
    for turn in range(SWAPS):
        before = len(seen)
        swap(turn)
        deadline = time.monotonic() + 20
        while len(seen) < before + 3 and not failures and time.monotonic() < deadline:
            time.sleep(0.01)
    stop.set()
    for thread in asking:
        thread.join()
    assert not failures, failures[:3]
    assert len(seen) >= SWAPS * 3
    return seen


def test_no_request_fails_while_the_list_is_replaced(tmp_path, monkeypatch):
    numbers = [f"ท{n}-{n}/1040" for n in range(1, 60)]
    states = (LicenceStatus.ACTIVE, LicenceStatus.REVOKED)
    monkeypatch.setattr(api.app, "build_verifier", make_verifier)

    def swap(turn: int) -> Path:
        return build(tmp_path, [licence(number, status=states[turn % 2]) for number in numbers]).path

    app = api.app.create_app(Settings(list_path=swap(1), rate_anonymous=UNCOUNTED), today=lambda: date(2026, 11, 2))
    app.state.service.live._check_every_s = 0
    with TestClient(app) as client:

        def get(number: str) -> tuple[int, dict]:
            answer = client.get(f"/v1/licences/{number}")
            return answer.status_code, answer.json()

        assert len(set(replaced_under_load(get, numbers, swap))) == 2


def test_no_request_fails_while_the_database_goes_over_to_another_list(tmp_path, monkeypatch, postgres_url):
    postgres = pytest.importorskip("verifier.registry.postgres")
    numbers = [f"ท{n}-{n}/1040" for n in range(1, 60)]
    monkeypatch.setattr(api.app, "build_verifier", make_verifier)
    files = [
        build(tmp_path, [licence(n, status=status) for n in numbers], name=f"{status}.sqlite")
        for status in (LicenceStatus.ACTIVE, LicenceStatus.REVOKED)
    ]
    postgres.publish(files[1], postgres_url)
    app = api.app.create_app(Settings(list_url=postgres_url, rate_anonymous=UNCOUNTED), today=lambda: date(2026, 11, 2))
    app.state.service.live._check_every_s = 0
    with TestClient(app) as client:

        def get(number: str) -> tuple[int, dict]:
            answer = client.get(f"/v1/licences/{number}")
            return answer.status_code, answer.json()

        seen = replaced_under_load(get, numbers, lambda turn: postgres.publish(files[turn % 2], postgres_url))
    assert len(set(seen)) == 2


@pytest.mark.slow
@pytest.mark.loopback
def test_no_request_fails_while_a_list_of_a_million_is_replaced(tmp_path):
    table, first, second, live = (tmp_path / name for name in ("list.csv", "a.sqlite", "b.sqlite", "list.sqlite"))
    made_up_list.write(table, 1_000_000)
    numbers = [row[0] for row in made_up_list.rows(1_000_000)][::997]
    for path, day in ((first, "2026-11-01"), (second, "2026-11-02")):
        command = [MOKCHECK, "registry", "build", str(path), "--from", str(table), "--covers", "all", "--date", day]
        subprocess.run(command, check=True, capture_output=True)
    table.unlink()
    shutil.copy(first, live)
    rate = {"MOKCHECK_RATE_ANONYMOUS": str(UNCOUNTED)}
    served = Served("--list", str(live), "--processes", "1", environment=rate)
    try:
        with httpx.Client(base_url=served.url, timeout=60) as client:

            def get(number: str) -> tuple[int, dict]:
                answer = client.get(f"/v1/licences/{number}")
                return answer.status_code, answer.json()

            def swap(turn: int) -> None:
                fresh = tmp_path / "fresh.sqlite"
                shutil.copy((second, first)[turn % 2], fresh)
                fresh.replace(live)
                time.sleep(1.2)  # the service looks at the file once a second

            seen = replaced_under_load(get, numbers, swap)
    finally:
        served.process.kill()
        served.process.wait()
    print(f"{len(seen):,} requests answered while the list was replaced {SWAPS} times, none failed")
    assert len(set(seen)) == 2


@pytest.mark.parametrize("damage", ["zeros", "half", "text"])
def test_a_list_that_is_written_over_in_place_makes_the_service_unready(tmp_path, damage):
    path = tmp_path / "list.sqlite"
    build(tmp_path, [licence()])
    live = LiveRegistry(path, check_every_s=0)
    app = create_app(Settings(), make_verifier(), today=lambda: TODAY)
    object.__setattr__(app.state.service, "live", live)
    with TestClient(app) as client:
        assert client.get("/readyz").status_code == 200
        whole = path.read_bytes()
        path.write_bytes({"zeros": bytes(len(whole)), "half": whole[: len(whole) // 2], "text": b"no list"}[damage])
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["not_ready"]) == (503, ["list"])
        assert client.get("/version").status_code in (200, 503)
