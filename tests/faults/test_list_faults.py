"""Lists that are damaged, foreign, replaced or written over while they are read."""

import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.support.lists import build, licence
from verifier.domain import LicenceStatus
from verifier.errors import ListMissing, ListUnreadable
from verifier.registry.live import LiveRegistry
from verifier.registry.snapshot import SqliteRegistry

ROWS = [licence(f"ท{n}-{n}/1040", holder=f"บริษัท {n} จำกัด") for n in range(1, 400)]


@pytest.fixture
def path(tmp_path):
    return build(tmp_path, ROWS).path


def patched(path, offset, data):
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        lambda p: p.write_bytes(b""),
        lambda p: p.write_bytes(b"licence,standard,holder\n" * 100),
        lambda p: p.write_bytes(p.read_bytes()[:-1]),
        lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
        lambda p: p.write_bytes(p.read_bytes() + b"x"),
        lambda p: p.write_bytes(p.read_bytes()[:50]),
        lambda p: patched(p, 68, (1234).to_bytes(4, "big")),
        lambda p: patched(p, 60, (99).to_bytes(4, "big")),
        lambda p: patched(p, 4096, b"\xff" * 4096),
        lambda p: (p.unlink(), p.mkdir()),
    ],
    ids=["empty", "text", "a byte short", "half", "a byte long", "header", "foreign", "version", "page 2", "folder"],
)
def test_what_is_no_whole_list_is_not_opened(path, damage):
    damage(path)
    with pytest.raises(ListUnreadable):
        SqliteRegistry.open(path)


def test_a_missing_list(tmp_path):
    with pytest.raises(ListMissing):
        SqliteRegistry.open(tmp_path / "none.sqlite")


def test_another_sqlite_file_is_no_list(tmp_path):
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE licence (number TEXT)")
    with pytest.raises(ListUnreadable, match="not a list"):
        SqliteRegistry.open(other)


def test_the_list_cannot_be_written_through(path):
    with SqliteRegistry.open(path)._borrow() as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM licence")


def test_a_changed_cell_is_noticed_by_the_check(path):
    content = path.read_bytes()
    place = content.index(b"active")
    changed = path.with_name("changed.sqlite")
    changed.write_bytes(content[:place] + b"Active" + content[place + 6 :])
    assert SqliteRegistry.open(path).is_intact()
    assert not SqliteRegistry.open(changed).is_intact()


def test_a_damaged_row_is_an_error_and_no_licence(path):
    content = path.read_bytes().replace(b"active", b"Zctive")
    path.with_name("changed.sqlite").write_bytes(content)
    opened = SqliteRegistry.open(path.with_name("changed.sqlite"))
    with pytest.raises(ListUnreadable):
        opened.by_licence(ROWS[0].number)


def test_a_damaged_index_page_is_an_error(path):
    size = path.stat().st_size
    patched(path, 4096 * 4, b"\x00" * (size - 4096 * 4))
    opened = SqliteRegistry.open(path)
    with pytest.raises(ListUnreadable):
        for row in ROWS:
            opened.by_licence(row.number)
            opened.by_standard(row.standard)


def test_a_list_written_over_in_place_is_not_trusted(path):
    opened = SqliteRegistry.open(path)
    other = build(path.parent, [licence("ท1-1/1040")], name="other.sqlite").path
    time.sleep(0.01)
    path.write_bytes(other.read_bytes())
    with pytest.raises(ListUnreadable, match="in place"):
        opened.by_licence(ROWS[0].number)


def test_an_open_list_outlives_its_replacement(path):
    opened = SqliteRegistry.open(path)
    build(path.parent, [licence("ท900-900/1040")], allow_shrink=True)
    assert [list(opened.by_licence(row.number)) for row in ROWS[:20]] == [[row] for row in ROWS[:20]]
    assert opened.snapshot.rows == len(ROWS) and SqliteRegistry.open(path).snapshot.rows == 1


# ---- the live list ------------------------------------------------------------------------------------------------


def test_a_new_list_is_taken_up(path):
    live = LiveRegistry(path, check_every_s=0)
    before = live.current()
    assert live.current() is before
    build(path.parent, [licence("ท900-900/1040")], allow_shrink=True)
    assert live.current().snapshot.rows == 1 and before.snapshot.rows == len(ROWS)


@pytest.mark.parametrize("gone", [True, False])
def test_a_bad_successor_keeps_the_old_list_in_use(path, gone, tmp_path):
    live = LiveRegistry(path, check_every_s=0)
    kept, bad = tmp_path / "kept.sqlite", tmp_path / "bad"
    shutil.copy(path, kept)
    bad.write_bytes(b"no list")
    bad.replace(path)
    if gone:
        path.unlink()
    assert live.current().by_licence(ROWS[0].number)
    assert isinstance(live.problem, ListMissing if gone else ListUnreadable)
    kept.replace(path)
    assert live.current().snapshot.rows == len(ROWS) and live.problem is None


def test_it_looks_at_the_file_only_now_and_then(path):
    live = LiveRegistry(path, check_every_s=3600)
    build(path.parent, [licence("ท900-900/1040")], allow_shrink=True)
    assert live.current().snapshot.rows == len(ROWS)


def test_no_look_up_fails_while_the_list_is_replaced_twenty_times(tmp_path):
    rows = ROWS[:40]
    path = build(tmp_path, rows).path
    live, stop, failures, answers = LiveRegistry(path, check_every_s=0), threading.Event(), [], []

    def ask():
        while not stop.is_set():
            try:
                registry = live.current()
                row = rows[len(answers) % len(rows)]
                found = registry.by_licence(row.number)
                assert len(found) == 1 and found[0].number == row.number, found
                assert {f.status for f in registry.by_standard(row.standard)} == {found[0].status}
                answers.append(registry.snapshot.id)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    states = (LicenceStatus.REVOKED, LicenceStatus.ACTIVE)
    for turn in range(20):
        changed = [licence(str(row.number), holder=row.holder, status=states[turn % 2]) for row in rows]
        build(path.parent, changed)
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures and len(answers) > 20 and len(set(answers)) == 2


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts descriptors through /proc")
def test_replaced_lists_are_closed(path, tmp_path):
    live = LiveRegistry(path, check_every_s=0)

    def descriptors():
        return sum(1 for _ in os.scandir("/proc/self/fd"))

    before = descriptors()
    for _ in range(10):
        shutil.copy(path, tmp_path / "new")
        (tmp_path / "new").replace(path)
        assert live.current().by_licence(ROWS[0].number)
    assert descriptors() <= before
