"""The store of bundles: retention, holds and a trail that shows when it was touched."""

import multiprocessing
import sqlite3
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.bundles import JUDGED, bundle
from verifier.cli import main
from verifier.errors import BadEvidence, FileMissing, NotKept, StoreProblem
from verifier.evidence.check import check
from verifier.evidence.store import EvidenceStore

NOW = JUDGED
LATER = NOW + timedelta(days=40)
BY = {"by": "officer", "at": NOW}


@pytest.fixture
def store(tmp_path):
    return EvidenceStore(tmp_path / "store", create=True)


def kept(store, seed=0, keep_days=30, at=NOW):
    return store.keep(bundle(seed, key=None), keep_days=keep_days, by="officer", at=at)


def rows(folder: Path) -> list[bytes]:
    with sqlite3.connect(folder / "store" / "audit.sqlite") as connection:
        return [row[0] for row in connection.execute("SELECT entry FROM audit ORDER BY n")]


def rewritten(folder: Path, entries: list[bytes]) -> EvidenceStore:
    with sqlite3.connect(folder / "store" / "audit.sqlite") as connection:
        connection.execute("DELETE FROM audit")
        connection.executemany("INSERT INTO audit VALUES (?, ?)", list(enumerate(entries)))
    return EvidenceStore(folder / "store")


def test_what_is_kept_comes_back_and_who_took_it_is_written_down(store):
    name = kept(store)
    assert name == check(bundle(0, key=None)).record_sha256
    assert store.export(name, why="court", **BY) == bundle(0, key=None)
    trail = store.audit()
    assert [(entry.did, entry.by, entry.why) for entry in trail.entries] == [
        ("keep", "officer", ""),
        ("export", "officer", "court"),
    ]
    assert trail.flaws == () and trail.entries[0].until == "2026-12-23"


def test_what_is_kept_is_for_its_owner_alone(store, tmp_path):
    kept(store)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "store").rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "store", tmp_path / "store" / "bundles")}
    assert (modes, folders) == ({0o600}, {0o700})


def test_retention_deletes_what_is_over_and_proves_it(store, tmp_path):
    short, long = kept(store, 0, 30), kept(store, 1, 90)
    assert store.purge(by="cron", at=NOW + timedelta(days=30)) == []
    assert store.purge(by="cron", at=LATER) == [short]
    assert [file.stem for file in (tmp_path / "store" / "bundles").iterdir()] == [long]
    assert set(store.kept()) == {long} and store.audit().flaws == ()
    assert store.audit().entries[-1].did == "delete"
    with pytest.raises(NotKept):
        store.export(short, **BY)


def test_a_hold_keeps_beyond_the_days_until_it_is_released(store):
    name = kept(store)
    store.hold(name, why="case 7", **BY)
    assert store.purge(by="cron", at=LATER) == [] and store.kept()[name].held
    kept(store)  # taken in again: the hold stays
    assert store.kept()[name].held
    store.release(name, why="closed", **BY)
    assert store.purge(by="cron", at=LATER) == [name]


def test_taken_in_again_the_later_day_counts(store):
    name = kept(store, keep_days=90)
    assert kept(store, keep_days=5) == name
    assert str(store.kept()[name].until) == "2027-02-21"


def test_what_was_deleted_may_come_again(store):
    name = kept(store)
    store.purge(by="cron", at=LATER)
    assert kept(store, at=LATER) == name and store.audit().flaws == ()


def test_a_changed_bundle_is_not_taken_in_nor_another_envelope_of_the_same_report(store):
    with pytest.raises(BadEvidence):
        store.keep(bundle(0, key=None)[:-3], keep_days=3, **BY)
    pytest.importorskip("cryptography")
    kept(store)
    with pytest.raises(BadEvidence):
        store.keep(bundle(0), keep_days=3, **BY)
    assert len(store.audit().entries) == 1


def test_files_that_are_changed_missing_or_too_many_are_named(store, tmp_path):
    one, two = kept(store, 0), kept(store, 1)
    folder = tmp_path / "store" / "bundles"
    (folder / f"{one}.zip").write_bytes(b"x")
    (folder / f"{two}.zip").unlink()
    (folder / f"{'0' * 64}.zip").touch()
    assert {flaw.code for flaw in store.audit().flaws} == {"part.changed", "part.missing", "part.extra"}
    for name in (one, two):
        with pytest.raises(BadEvidence):
            store.export(name, **BY)


def test_each_way_to_touch_the_trail_is_found(store, tmp_path):
    name = kept(store)
    store.hold(name, why="case", **BY)
    store.release(name, why="closed", **BY)
    entries, head = rows(tmp_path), store.audit().head
    forged = replace(store.audit().entries[1], by="nobody").data()
    for touched in (
        [entries[0], forged, entries[2]],
        [entries[0], entries[2]],
        entries[1:],
        [entries[1], entries[0], entries[2]],
        [*entries[:2], entries[1], entries[2]],
        [entries[0], entries[1].replace(b"case", b"cas3"), entries[2]],
        [entries[0], b"{}", entries[2]],
        [entries[0], entries[1] + b" ", entries[2]],
    ):
        assert rewritten(tmp_path, touched).audit().flaws, touched
    cut = rewritten(tmp_path, entries[:2])
    assert cut.audit().flaws == ()  # which is why the head is noted elsewhere
    assert [flaw.code for flaw in cut.audit(head).flaws] == ["trail.head"]
    assert rewritten(tmp_path, entries).audit(head).flaws == ()


def test_a_purge_that_was_cut_off_ends_with_the_next(store, tmp_path, monkeypatch):
    name = kept(store)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _killed)
        with pytest.raises(KeyboardInterrupt):
            store.purge(by="cron", at=LATER)
    assert [flaw.code for flaw in store.audit().flaws] == ["part.extra"]
    store.purge(by="cron", at=LATER)
    assert store.audit().flaws == () and not (tmp_path / "store" / "bundles" / f"{name}.zip").exists()


def test_a_keep_that_was_cut_off_is_not_believed(store, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("verifier.evidence.store.Writer.append", _killed)
        with pytest.raises(KeyboardInterrupt):
            kept(store)
    assert store.kept() == {} and [flaw.code for flaw in store.audit().flaws] == ["part.extra"]
    kept(store)
    assert store.audit().flaws == ()


def _killed(*_, **__):
    raise KeyboardInterrupt


def _exports(folder, name, count):
    for _ in range(count):
        EvidenceStore(folder).export(name, **BY)


def test_several_processes_write_one_chain(store, tmp_path):
    name = kept(store)
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=_exports, args=(tmp_path / "store", name, 10)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    trail = store.audit()
    assert len(trail.entries) == 31 and trail.flaws == ()


def test_a_folder_that_is_no_store_is_told(tmp_path):
    with pytest.raises(FileMissing):
        EvidenceStore(tmp_path)
    (tmp_path / "audit.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreProblem):
        EvidenceStore(tmp_path)


def test_the_commands_keep_list_hold_export_purge_and_audit(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.zip").write_bytes(bundle(0, key=None))

    def run(*arguments):
        return CliRunner().invoke(main, ("report", "store", *arguments, "--store", "s"))

    assert run("list").exit_code == 66
    result = run("keep", "a.zip", "--by", "me", "--days", "3")
    name = result.stdout.split()[0]
    assert result.exit_code == 0 and name in run("list").stdout
    assert run("hold", name, "--by", "me", "--why", "case", "--lang", "en").exit_code == 0
    assert "held" in run("list", "--lang", "en").stdout
    assert run("export", name, "--out", "b.zip", "--by", "me").exit_code == 0
    assert Path("b.zip").read_bytes() == Path("a.zip").read_bytes()
    assert run("export", name, "--out", "b.zip", "--by", "me").exit_code == 64
    assert run("release", name, "--by", "me", "--why", "over").exit_code == 0
    assert run("purge", "--by", "cron").stdout == ""
    assert run("export", "0" * 64, "--out", "c.zip", "--by", "me").exit_code == 65
    audit = run("audit", "--lang", "en")
    head = audit.stdout.split()[-1]
    assert audit.exit_code == 0 and run("audit", "--head", head).exit_code == 0
    assert run("audit", "--head", "0" * 64).exit_code == 10
    Path("s", "bundles", f"{name}.zip").write_bytes(b"x")
    assert run("audit").exit_code == 10
