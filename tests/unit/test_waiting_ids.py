"""Official ids that a list does not know are counted where an operator wants it, and nothing else of anybody's is."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.postgres import database, server
from verifier.cli.registry import registry
from verifier.errors import BadSettings, StoreProblem
from verifier.registry import waiting
from verifier.registry.waiting import SqliteWaiting, WaitingId, WaitingIds, open_waiting

DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.loopback)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "waiting.sqlite")
        return
    with database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture
def store(place: str) -> WaitingIds:
    return open_waiting(place)


def test_an_id_is_a_counter_with_its_first_and_last_day(store: WaitingIds) -> None:
    assert store.all() == []
    for day in (DAY, DAY, DAY + timedelta(days=3)):
        store.count(["320108935"], day)
    store.count({"97568258"}, DAY)
    seen = WaitingId("320108935", DAY, DAY + timedelta(days=3), 3)
    assert store.all() == [seen, WaitingId("97568258", DAY, DAY, 1)]
    store.forget("320108935")
    assert [one.qr_id for one in store.all()] == ["97568258"]


def test_an_id_that_was_asked_in_vain_rests_for_a_week(store: WaitingIds) -> None:
    store.count(["97568258"], DAY)
    assert store.all()[0].is_due(DAY)
    store.asked("97568258", DAY)
    store.count(["97568258"], DAY)
    (kept,) = store.all()
    assert (kept.asked, kept.count) == (DAY, 2)
    assert not kept.is_due(DAY + timedelta(days=6)) and kept.is_due(DAY + timedelta(days=7))


def test_many_count_at_once_and_nothing_is_lost(place: str) -> None:
    def count() -> None:
        mine = open_waiting(place)
        for _ in range(10):
            mine.count(["1234567", "7654321"], DAY)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.qr_id: one.count for one in open_waiting(place).all()} == {"1234567": 40, "7654321": 40}


def test_invented_ids_cannot_fill_the_store(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MAX_IDS", 3)
    if place.startswith("postgres"):
        from verifier.registry import waiting_postgres

        monkeypatch.setattr(waiting_postgres, "MAX_IDS", 3)
    store = open_waiting(place)
    for n in range(6):
        store.count([f"100000{n}"], DAY)
    store.count(["1000001"], DAY)
    assert [(one.qr_id, one.count) for one in store.all()] == [("1000001", 2), ("1000000", 1), ("1000002", 1)]


def test_nothing_but_counters_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "waiting.sqlite"
    SqliteWaiting(path).count(["320108935"], DAY)
    with sqlite3.connect(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
        assert tables == [("waiting",)]
        row = connection.execute("SELECT * FROM waiting").fetchone()
    assert row == ("320108935", "2026-11-01", "2026-11-01", 1, None)


def test_a_file_that_is_none_is_a_problem_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"words" * 500)
    for path in (tmp_path / "x", tmp_path / "no" / "such"):
        with pytest.raises(StoreProblem):
            SqliteWaiting(path).count(["1234567"], DAY)


def test_the_command_shows_what_waits(tmp_path: Path) -> None:
    path = tmp_path / "waiting.sqlite"
    store = SqliteWaiting(path)
    store.count(["320108935"], DAY)
    store.asked("320108935", DAY)
    shown = CliRunner().invoke(registry, ["waiting", str(path), "--lang", "en"])
    assert shown.exit_code == 0
    assert all(words in shown.stdout for words in ("wait for their licence: 1", "320108935", "1 Nov 2026"))
    by_setting = CliRunner().invoke(registry, ["waiting"], env={"MOKCHECK_WAITING_IDS": str(path)})
    assert "320108935" in by_setting.stdout
    assert isinstance(CliRunner().invoke(registry, ["waiting"]).exception, BadSettings)
    assert CliRunner().invoke(registry, ["waiting", str(tmp_path / "none")]).exception is not None
    assert not (tmp_path / "none").exists()
