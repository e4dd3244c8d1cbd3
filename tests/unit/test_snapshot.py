"""Building a list: equal bytes for equal input, one step from the old list to the new one."""

import os
import time
from datetime import date
from pathlib import Path

import pytest

from tests.support.lists import DAY, build, licence, standard_number
from verifier.domain import LicenceStatus
from verifier.errors import ListShrank, ListUnreadable
from verifier.registry.builder import build_snapshot
from verifier.registry.live import LiveRegistry
from verifier.registry.snapshot import SqliteRegistry


def test_equal_licences_give_equal_bytes_in_any_order(tmp_path):
    rows = [licence(f"ท{n}-{n}/1040", qr_id=str(10_000_000 + n), holder=f"บริษัท {n % 7} จำกัด") for n in range(1, 200)]
    one, two = tmp_path / "one.sqlite", tmp_path / "two.sqlite"
    first = build_snapshot(rows, one, date=DAY, covers=["all"], source="x")
    second = build_snapshot(reversed(rows), two, date=DAY, covers=["all"], source="x")
    assert one.read_bytes() == two.read_bytes()
    assert first == second == SqliteRegistry.open(one).snapshot


@pytest.mark.parametrize(
    "change",
    [{"date": date(2026, 11, 2)}, {"covers": ["1040-2541"]}, {"source": "other"}],
)
def test_another_date_coverage_or_source_is_another_list(tmp_path, change):
    first = build(tmp_path, [licence()]).snapshot
    assert build(tmp_path, [licence()], **change).snapshot.id != first.id


def test_one_changed_cell_is_another_list(tmp_path):
    first = build(tmp_path, [licence()]).snapshot
    assert build(tmp_path, [licence(status=LicenceStatus.REVOKED)]).snapshot.id != first.id


def test_coverage_is_what_was_declared(tmp_path):
    snapshot = build(tmp_path, [licence()], covers=["1040-2541", "2424"]).snapshot
    number = licence().number
    assert snapshot.covers_licence(number, [standard_number("1040-2541")])
    assert not snapshot.covers_licence(number, [standard_number("1040-2560")])
    assert snapshot.covers_licence(number, [standard_number("1040-2560"), standard_number("2424-2565")])
    assert not snapshot.covers_licence(number, [])


def test_a_list_that_shrank_is_refused_and_the_old_one_stays(tmp_path):
    many = [licence(f"ท{n}-{n}/1040") for n in range(1, 101)]
    build(tmp_path, many)
    build(tmp_path, many[:95])
    before = (tmp_path / "list.sqlite").read_bytes()
    with pytest.raises(ListShrank) as refusal:
        build(tmp_path, many[:90])
    assert refusal.value.params == {"rows": 90, "before": 95}
    assert (tmp_path / "list.sqlite").read_bytes() == before
    assert build(tmp_path, many[:2], allow_shrink=True).snapshot.rows == 2


def test_an_interrupted_build_leaves_everything_as_it_was(tmp_path):
    build(tmp_path, [licence()])
    before = (tmp_path / "list.sqlite").read_bytes()

    def breaking():
        yield licence("ท1-1/1040")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, breaking())
    assert (tmp_path / "list.sqlite").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["list.sqlite"]


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_what_is_no_file_is_refused_at_once(tmp_path, kind):
    path = tmp_path / "list.sqlite"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path("/dev/zero")
    start = time.monotonic()
    with pytest.raises(ListUnreadable):
        SqliteRegistry.open(path)
    assert time.monotonic() - start < 2


def test_a_pipe_that_takes_the_place_of_a_list_in_use_is_told_and_not_waited_for(tmp_path):
    build(tmp_path, [licence()])
    live = LiveRegistry(tmp_path / "list.sqlite", check_every_s=0)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "pipe").replace(tmp_path / "list.sqlite")
    assert live.current().snapshot.rows == 1
    assert isinstance(live.problem, ListUnreadable)
