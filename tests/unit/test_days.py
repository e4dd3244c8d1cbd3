"""Days are Thailand's, wherever the machine stands, and a Buddhist year is never a Christian one."""

from __future__ import annotations

import csv
import os
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.app import create_app
from tests.support.cases import HOLDER, row
from tests.support.fakes import make_verifier, photo_bytes
from tests.support.lists import build
from verifier import days
from verifier.cli import main
from verifier.domain import LicenceStatus
from verifier.registry.snapshot import SqliteRegistry

EVENING = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)
"""Still the 29th in Greenwich, one o'clock on the 30th in Bangkok."""
TABLE = f"licence,standard,holder\nท1-1/2879,2879-2560,{HOLDER}\n"


def stop_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    monkeypatch.setattr(days, "datetime", Clock)


@pytest.fixture
def evening(monkeypatch):
    stop_clock(monkeypatch, EVENING)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (EVENING, date(2026, 11, 30)),
        (datetime(2026, 11, 29, 16, 59, 59, tzinfo=UTC), date(2026, 11, 29)),
        (datetime(2026, 11, 29, 17, 0, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 11, 30, 0, 0, tzinfo=days.THAILAND), date(2026, 11, 30)),
    ],
)
def test_the_day_is_that_of_bangkok(moment, day):
    assert days.today(moment) == day


@pytest.mark.parametrize("zone", ["UTC", "UTC-14", "UTC+11", "America/Los_Angeles"])
def test_the_zone_of_the_machine_makes_no_difference(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert days.day_of_timestamp(EVENING.timestamp()) == date(2026, 11, 30)
        assert days.today() == datetime.now(days.THAILAND).date()
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-29", date(2026, 11, 29)),
        ("2569-11-29", date(2026, 11, 29)),
        ("2567-02-29", date(2024, 2, 29)),
        ("2480-01-01", date(1937, 1, 1)),
        ("2100-12-31", date(2100, 12, 31)),
        ("2643-12-31", date(2100, 12, 31)),
    ],
)
def test_a_day_of_either_era(text, day):
    assert days.parse_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "tomorrow", "2026-11-31", "2569-02-29", "29-11-2026", "2026-1-2", "26-11-29", "๒๕๖๙-๑๑-๒๙"),
        *("2101-01-01", "2479-12-31", "2644-01-01", "1936-12-31", "2026-11-29T00:00"),
    ],
)
def test_what_is_no_day_of_either_era(text):
    with pytest.raises(ValueError, match=r"form YYYY-MM-DD|neither of|day is out of range"):
        days.parse_day(text)


def test_today_in_words(evening):
    assert days.parse_day("today") == date(2026, 11, 30)


# ---- wherever a day decides ---------------------------------------------------------------------------------------


def suspended(tmp_path: Path, start: date) -> Path:
    kept = row(status=LicenceStatus.SUSPENDED, suspended_from=start, suspended_to=date(2027, 12, 31))
    return build(tmp_path, [kept], date=date(2026, 11, 29)).path


@pytest.mark.parametrize(("start", "verdict"), [(date(2026, 11, 30), "conflicts"), (date(2026, 12, 1), "agrees")])
def test_a_licence_suspended_since_today_is_so_from_midnight_in_bangkok(tmp_path, evening, start, verdict):
    table, out = tmp_path / "goods.csv", tmp_path / "result.csv"
    table.write_text("TIS Number,TIS License\n2879-2560,ท7014-4/2879\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(table), "--list", str(suspended(tmp_path, start)), "--out", str(out)])
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [line["mokcheck_verdict"] for line in csv.DictReader(file)] == [verdict]


def test_a_photo_is_judged_by_the_day_in_bangkok(evening, monkeypatch):
    seen = []
    monkeypatch.setattr("verifier.pipeline.judge", lambda case, rules: seen.append(case.today) or ())
    make_verifier().verify([photo_bytes()])
    assert seen == [date(2026, 11, 30)]


def test_the_service_judges_by_the_day_in_bangkok(evening):
    assert create_app(verifier=make_verifier()).state.service.today() == date(2026, 11, 30)


def test_a_list_is_dated_by_the_day_in_bangkok_on_which_its_file_changed(tmp_path, evening):
    table, out = tmp_path / "list.csv", tmp_path / "list.sqlite"
    table.write_text(TABLE, encoding="utf-8")
    os.utime(table, (EVENING.timestamp(), EVENING.timestamp()))
    done = CliRunner().invoke(main, ["registry", "build", str(out), "--from", str(table), "--lang", "en"])
    assert done.exit_code == 0 and "(today)" in done.output
    assert SqliteRegistry.open(out).snapshot.date == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("stated", "day", "ahead"),
    [
        ("2569-11-30", date(2026, 11, 30), False),
        ("today", date(2026, 11, 30), False),
        ("2026-12-01", date(2026, 12, 1), True),
    ],
)
def test_the_day_of_a_list_on_the_command_line(tmp_path, evening, stated, day, ahead):
    table, out = tmp_path / "list.csv", tmp_path / "list.sqlite"
    table.write_text(TABLE, encoding="utf-8")
    command = ["registry", "build", str(out), "--from", str(table), "--date", stated, "--lang", "en"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0 and SqliteRegistry.open(out).snapshot.date == day
    assert ("is yet to come" in done.output) == ahead


@pytest.mark.parametrize(
    "command",
    [
        ["check", "goods.csv", "--on"],
        ["verify", "label.jpg", "--on"],
        ["evaluate", "folder", "--on"],
        ["registry", "build", "out.sqlite", "--from", "list.csv", "--date"],
        ["registry", "catalogue", "update", __file__, "--date"],
    ],
)
def test_a_day_that_is_none_is_refused_with_words(command):
    done = CliRunner().invoke(main, [*command, "2700-01-01"])
    assert done.exit_code == 64 and "neither of the Buddhist nor of the Christian era" in done.output
