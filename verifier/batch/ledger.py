"""The ledger beside the result: what every photo showed and what followed, kept as soon as it is known.

One SQLite file with one writer. Sights hang on the content of a photo and on what saw it, verdicts on all that they
rest on; so a run that was killed goes on, a moved folder is known again, and nothing is taken for what it is not.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from verifier.errors import FileMissing, LedgerInUse, LedgerProblem

VERSION = 1
SUFFIX = ".ledger"
COMMIT_AFTER_S = 0.5
"""A kill costs at most the looks of this time; they are done again."""
BUSY_MS = 10_000
PAGE_ROWS = 500
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE hashes (name TEXT, stamp TEXT, sha256 TEXT NOT NULL, PRIMARY KEY (name, stamp)) WITHOUT ROWID;
CREATE TABLE sights (
    sha256 TEXT, seen_by TEXT, challenged INTEGER, data BLOB NOT NULL, gtins TEXT NOT NULL, phash TEXT NOT NULL,
    PRIMARY KEY (sha256, seen_by, challenged)
) WITHOUT ROWID;
CREATE TABLE thumbs (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE aside (
    what TEXT, seen_by TEXT, stage TEXT, reason TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (what, seen_by, stage)
) WITHOUT ROWID;
CREATE TABLE working (what TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE entries (
    name TEXT PRIMARY KEY, stamp TEXT, problem TEXT, folder TEXT, stem TEXT, path_key TEXT, base_key TEXT,
    folder_key TEXT, stem_key TEXT, gtin TEXT, place INTEGER
);
CREATE TABLE items (
    place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, line INTEGER, cells TEXT, facts TEXT NOT NULL,
    gtin TEXT NOT NULL, grouped_by TEXT NOT NULL, problems TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE photos (place INTEGER, number INTEGER, name TEXT, sha256 TEXT, PRIMARY KEY (place, number)) WITHOUT ROWID;
CREATE TABLE outcomes (key TEXT PRIMARY KEY, rests_on TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE notes (place INTEGER, number INTEGER, data TEXT NOT NULL, PRIMARY KEY (place, number)) WITHOUT ROWID;
CREATE INDEX items_by_gtin ON items (gtin);
CREATE INDEX entries_in_order ON entries (folder, stem, name);
CREATE INDEX entries_by_path ON entries (path_key);
CREATE INDEX entries_by_base ON entries (base_key);
CREATE INDEX entries_by_folder ON entries (folder_key);
CREATE INDEX entries_by_stem ON entries (stem_key);
CREATE INDEX entries_by_gtin ON entries (gtin);
CREATE INDEX photos_by_content ON photos (sha256);
"""
"""`entries`, `items`, `photos`, `notes`: the plan, made anew by every run. All others are kept."""


def ledger_of(result: Path) -> Path:
    """Where the ledger of a result lies."""
    return result.with_name(f"{result.name}{SUFFIX}")


class Ledger:
    """An open ledger. Every method raises LedgerProblem when the file cannot be read or written."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: IO[bytes] | None) -> None:
        self.path = path
        self._db = connection
        self._lock = lock
        self._committed = time.monotonic()

    @classmethod
    def open(cls, path: Path) -> Ledger:
        """The ledger at `path` to work on, made where there is none. Raises LedgerInUse, LedgerProblem."""
        lock = _locked(path)
        with _told(path):
            connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                connection.executescript(f"BEGIN;{SCHEMA}PRAGMA user_version={VERSION};COMMIT;")
            elif found != VERSION:
                raise LedgerProblem(f"{path}: a ledger of version {found}, not {VERSION}", path=str(path))
            connection.execute("BEGIN")
        return cls(path, connection, lock)

    @classmethod
    def look_into(cls, path: Path) -> Ledger:
        """The ledger at `path` to read, while a run may work on it. Raises FileMissing, LedgerProblem."""
        if not path.is_file():
            raise FileMissing(f"there is no ledger {path}", path=str(path))
        with _told(path):
            there = f"{path.absolute().as_uri()}?mode=rw"  # never makes one where another removes it just now
            connection = sqlite3.connect(there, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
            connection.execute("PRAGMA query_only=1")
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                raise LedgerProblem(f"{path} is no ledger of version {VERSION}", path=str(path))
        return cls(path, connection, None)

    def close(self) -> None:
        """Commits and closes."""
        with _told(self.path):
            if self._db.in_transaction:
                self._db.execute("COMMIT")
            self._db.close()
        if self._lock:
            self._lock.close()

    def abandon(self) -> None:
        """Closes without writing anything more, as a kill would."""
        self._db.close()
        if self._lock:
            self._lock.close()

    def commit(self, *, at_once: bool = True) -> None:
        """Makes lasting what was written; unless `at_once`, not more often than every half second."""
        if at_once or time.monotonic() - self._committed > COMMIT_AFTER_S:
            with _told(self.path):
                self._db.execute("COMMIT")
                self._db.execute("BEGIN")
            self._committed = time.monotonic()

    def put(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Runs one statement; the number of rows that it changed."""
        with _told(self.path):
            return self._db.execute(statement, values).rowcount

    def put_all(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for every row."""
        with _told(self.path):
            self._db.executemany(statement, rows)

    def one(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of an answer; None when there is none."""
        with _told(self.path):
            row: tuple[Any, ...] | None = self._db.execute(query, values).fetchone()
            return row

    def count(self, query: str, values: Sequence[Any] = ()) -> int:
        """The first number of an answer."""
        row = self.one(query, values)
        return int(row[0] or 0) if row else 0

    def all(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer, which must be few."""
        with _told(self.path):
            return self._db.execute(query, values).fetchall()

    def pages(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """All rows of an answer, read as they are asked for; nothing may be written to its tables meanwhile."""
        with _told(self.path):
            cursor = self._db.execute(query, values)
        while rows := self._page(cursor):
            yield from rows

    def _page(self, cursor: sqlite3.Cursor) -> list[tuple[Any, ...]]:
        with _told(self.path):
            return cursor.fetchmany(PAGE_ROWS)

    # ---- small facts ----------------------------------------------------------------------------------------------

    def note(self, facts: Mapping[str, Any]) -> None:
        """Keeps facts about the run, by name."""
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in facts.items()]
        self.put_all("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

    def noted(self, key: str, default: Any = None) -> Any:
        """What was noted under `key`."""
        row = self.one("SELECT value FROM meta WHERE key = ?", (key,))
        return default if row is None else json.loads(row[0])

    # ---- photos ---------------------------------------------------------------------------------------------------

    def sight(self, sha256: str, seen_by: str, *, challenged: bool = False) -> bytes | None:
        """What was seen in a photo, packed; None where it was not looked at so."""
        row = self.one(
            "SELECT data FROM sights WHERE sha256 = ? AND seen_by = ? AND challenged = ?", (sha256, seen_by, challenged)
        )
        return None if row is None else bytes(row[0])

    def set_aside(self, what: str, seen_by: str, stage: str) -> tuple[str, str] | None:
        """Reason and detail of what was set aside; None where it was not."""
        row = self.one(
            "SELECT reason, detail FROM aside WHERE what = ? AND seen_by = ? AND stage = ?", (what, seen_by, stage)
        )
        return None if row is None else (str(row[0]), str(row[1]))

    def put_aside(self, what: str, seen_by: str, stage: str, reason: str, detail: str) -> None:
        """Sets a photo, or a product that cannot be judged, aside for good."""
        self.put("INSERT OR REPLACE INTO aside VALUES (?, ?, ?, ?, ?)", (what, seen_by, stage, reason, detail))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors of SQLite as our own; whatever was committed before is safe."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise LedgerProblem(f"{path}: {error}", path=str(path)) from error


def _locked(path: Path) -> IO[bytes]:
    """A lock that ends with this process, however that ends. Raises LedgerInUse, LedgerProblem."""
    with _told(path):
        lock = open(path.with_name(f"{path.name}.lock"), "ab")  # noqa: SIM115, PTH123 - closed with the ledger
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise LedgerInUse(f"{path}: another run works on it") from error
    except OSError:  # a share without locks
        pass
    return lock
