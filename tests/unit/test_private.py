"""Databases that several connections of one process, and several processes, have open at a time."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from api.database.sqlite import opened
from api.webhooks.outbox import Outbox
from verifier.cases.store import CaseStore
from verifier.private import make_private

LOOK = (
    "import sqlite3, sys; found = sqlite3.connect(sys.argv[1]); print(found.execute('{}').fetchone()[0]); found.close()"
)


def asked_elsewhere(path: Path, query: str) -> str:
    """What another process, which opens and closes the file, is told."""
    asked = subprocess.run(
        [sys.executable, "-c", LOOK.format(query), str(path)], check=False, capture_output=True, text=True
    )
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.strip()


def a_store(path: Path) -> sqlite3.Connection:
    return opened(path, "CREATE TABLE IF NOT EXISTS kept (value INTEGER);", 1)


@pytest.mark.parametrize("also", [a_store, Outbox], ids=["store", "outbox"])
def test_a_second_connection_takes_nothing_from_the_first(tmp_path, also):
    path = tmp_path / "kept.sqlite"
    first = a_store(path) if also is a_store else Outbox(path)._db
    first.execute("CREATE TABLE IF NOT EXISTS kept (value INTEGER)")
    second = also(path)
    assert asked_elsewhere(path, "SELECT count(*) FROM kept") == "0"
    assert path.with_name("kept.sqlite-wal").exists()  # deleted by a process that thinks it is the last one
    first.execute("INSERT INTO kept VALUES (1)")
    assert asked_elsewhere(path, "SELECT count(*) FROM kept") == "1"
    second.close() if also is a_store else second._db.close()
    first.close()


def test_a_second_store_of_cases_leaves_the_locks_of_the_first(tmp_path):
    CaseStore(tmp_path, create=True)
    with sqlite3.connect(tmp_path / "cases.sqlite", isolation_level=None) as writing:
        writing.execute("BEGIN IMMEDIATE")
        CaseStore(tmp_path)
        query = "BEGIN IMMEDIATE"
        other = subprocess.run(
            [
                sys.executable,
                "-c",
                f"import sqlite3, sys; sqlite3.connect(sys.argv[1], 0).execute('{query}')",
                str(tmp_path / "cases.sqlite"),
            ],
            check=False,
            capture_output=True,
            text=True,
        )
        assert "locked" in other.stderr
        writing.execute("ROLLBACK")


def test_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "kept"
    make_private(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"kept")
    make_private(path)
    assert path.read_bytes() == b"kept"
