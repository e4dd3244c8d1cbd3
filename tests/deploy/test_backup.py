"""Copies of files in use: whole, restored equal, and the drill that says so."""

import runpy
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.auth import Scope, make_key
from api.store import Job
from api.store_sqlite import SqliteStore
from tests.support.spot_checks import ANAN, NOW, uid, with_products, work
from verifier.cases.audit import audit
from verifier.cases.store import CaseStore
from verifier.cli import main

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "deploy" / "backup" / "backup.py"
BACKUP = runpy.run_path(str(SCRIPT))
BROKEN = BACKUP["Broken"]


@pytest.fixture(scope="module")
def list_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("list") / "list.sqlite"
    source = ["--from", str(ROOT / "samples" / "list.csv"), "--covers", "samples", "--date", "2026-11-01"]
    made = CliRunner().invoke(main, ["registry", "build", str(path), *source])
    assert made.exit_code == 0, made.output
    return path


@pytest.fixture
def store(tmp_path):
    """A store with a key, to which a thread writes pairs of jobs as fast as it can until the test ends."""
    path = tmp_path / "store.sqlite"
    kept = SqliteStore(path)
    kept.add_key(make_key(Scope.RETAILER, "ร้านค้า")[1])
    over, written = threading.Event(), []

    def write():
        mine = SqliteStore(path)
        while not over.is_set():
            number = len(written)
            with mine._change() as db:  # a pair, or none
                for side in "ab":
                    values = (f"{number}{side}", "o", "c", 0.0, 9e9, 1, None, "queued", 0, "", "x" * 2_000)
                    db.execute(f"INSERT INTO jobs VALUES ({', '.join('?' * 11)})", values)
            written.append(number)
        mine.close()

    thread = threading.Thread(target=write)
    thread.start()
    while len(written) < 20:
        time.sleep(0.01)
    yield path, written, lambda: (over.set(), thread.join())
    over.set()
    thread.join()
    kept.close()


def jobs(path):
    with sqlite3.connect(path) as database:
        return sorted(name for (name,) in database.execute("SELECT id FROM jobs"))


def test_a_store_in_use_is_copied_as_one_moment_shows_it(store, list_path, tmp_path):
    path, written, stop = store
    for _ in range(5):
        before = len(written)
        copy = BACKUP["save"](tmp_path / "copies", [path, list_path])
        found = jobs(copy / path.name)
        assert len(found) % 2 == 0 and len(found) >= 2 * before
        assert {name[:-1] + "a" for name in found} | {name[:-1] + "b" for name in found} == set(found)
    assert len(written) > before, "nothing was written meanwhile"
    stop()
    copy = BACKUP["save"](tmp_path / "copies", [path, list_path])
    back = BACKUP["restore"](copy, tmp_path / "back")
    for kept, restored in zip((list_path, path), sorted(back), strict=True):
        with sqlite3.connect(kept) as database, sqlite3.connect(restored) as other:
            assert list(database.iterdump()) == list(other.iterdump())
    opened = SqliteStore(tmp_path / "back" / path.name)
    assert [key.name for key in opened.keys()] == ["ร้านค้า"]  # noqa: SIM118
    opened.put_job(Job("new", "o", "c", 0.0, 9e9, 1))
    opened.close()


def test_the_drill_as_operators_run_it(store, list_path):
    path, _, _ = store
    done = subprocess.run(
        [sys.executable, SCRIPT, "drill", path, list_path], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("came back as they were saved") == 2


def test_only_the_latest_copies_are_kept(list_path, tmp_path):
    made = [BACKUP["save"](tmp_path, [list_path], keep=2) for _ in range(4)]
    assert BACKUP["copies"](tmp_path) == made[2:]
    assert made[-1].stat().st_mode & 0o077 == 0 and (made[-1] / list_path.name).stat().st_mode & 0o077 == 0


def test_a_copy_that_was_changed_is_not_restored(list_path, tmp_path):
    copy = BACKUP["save"](tmp_path / "copies", [list_path])
    data = bytearray((copy / list_path.name).read_bytes())
    data[-1] ^= 1
    (copy / list_path.name).write_bytes(data)
    with pytest.raises(BROKEN):
        BACKUP["restore"](copy, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    assert BACKUP["main"](["check", str(tmp_path / "copies")]) == 1


def test_nothing_is_overwritten_unasked_and_no_journal_of_another_file_stays(list_path, tmp_path):
    copy, target = BACKUP["save"](tmp_path / "copies", [list_path]), tmp_path / "there"
    target.mkdir()
    (target / list_path.name).write_bytes(b"mine")
    (target / f"{list_path.name}-wal").write_bytes(b"of another")
    with pytest.raises(BROKEN):
        BACKUP["restore"](copy, target)
    assert (target / list_path.name).read_bytes() == b"mine"
    BACKUP["restore"](copy, target, over=True)
    assert sorted(path.name for path in target.iterdir()) == [list_path.name]


def test_a_failed_copy_leaves_nothing(list_path, tmp_path):
    with pytest.raises(BROKEN):
        BACKUP["save"](tmp_path / "copies", [list_path, tmp_path / "absent.sqlite"])
    assert list((tmp_path / "copies").iterdir()) == []


# ---- cases


@pytest.fixture
def cases(tmp_path):
    store = CaseStore(tmp_path / "cases", create=True)
    for number in (1, 2):
        with_products(store, number, count=2)
    return store


def run(*arguments):
    return subprocess.run([sys.executable, SCRIPT, *map(str, arguments)], check=False, capture_output=True, text=True)


def test_cases_are_copied_with_their_files_and_come_back_whole(cases, tmp_path):
    before = audit(cases)
    saved = run("save", tmp_path / "copies", tmp_path / "cases")
    assert saved.returncode == 0, saved.stderr
    assert run("check", tmp_path / "copies").returncode == 0
    drilled = run("drill", tmp_path / "cases")
    assert drilled.returncode == 0 and "cases/files: 8 files" in drilled.stdout, drilled
    cases.delete(uid(1), who=ANAN, at=NOW, why="after the copy")
    back = run("restore", saved.stdout.strip(), tmp_path / "back")
    assert back.returncode == 0, back.stderr
    restored = CaseStore(tmp_path / "back" / "cases")
    assert (audit(restored).head, audit(restored).flaws) == (before.head, ())
    found = restored.read(uid(1), who=ANAN, at=NOW)
    assert work(restored).originals(found.products[0])
    for path in (tmp_path / "copies").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_copies_share_the_files_that_both_have(cases, tmp_path):
    one = BACKUP["save"](tmp_path / "copies", [tmp_path / "cases"])
    with_products(cases, 3)
    other = BACKUP["save"](tmp_path / "copies", [tmp_path / "cases"])
    mine, theirs = ({path.name: path.stat().st_ino for path in copy.glob("cases/files/??/*")} for copy in (one, other))
    assert len(theirs) == len(mine) + 2 and all(theirs[name] == inode for name, inode in mine.items())


def test_a_case_that_goes_while_it_is_copied_spoils_no_copy(cases, tmp_path, monkeypatch):
    gone = []
    share = BACKUP["_share_or_copy"]

    def deleting(*arguments):
        if not gone:
            gone.append(cases.delete(uid(1), who=ANAN, at=NOW, why="meanwhile"))
        share(*arguments)

    monkeypatch.setitem(BACKUP["save"].__globals__, "_share_or_copy", deleting)
    copy = BACKUP["save"](tmp_path / "copies", [tmp_path / "cases"])
    BACKUP["restore"](copy, tmp_path / "back")
    restored = CaseStore(tmp_path / "back" / "cases")
    assert audit(restored).flaws == () and [case.id for case in restored.find(who=ANAN, at=NOW)] == [uid(2)]


def test_cases_whose_files_are_damaged_or_missing_are_told(cases, tmp_path):
    copy = BACKUP["save"](tmp_path / "copies", [tmp_path / "cases"])
    photo = next(copy.glob("cases/files/??/*"))
    photo.write_bytes(photo.read_bytes()[:-1] + b"x")
    assert run("check", tmp_path / "copies").returncode == 1
    again = BACKUP["save"](tmp_path / "copies", [tmp_path / "cases"])
    assert (again / photo.relative_to(copy)).read_bytes() != photo.read_bytes(), "a damaged copy is not shared"
    next((tmp_path / "cases" / "files").glob("??/*")).unlink()
    missing = run("save", tmp_path / "other", tmp_path / "cases")
    assert missing.returncode == 1 and "audit" in missing.stderr
    assert not list((tmp_path / "other").glob("*"))
