"""The store in one SQLite file that several processes share; in memory when there is no file.

What is deleted leaves the write-ahead log with the next sweep.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from api.database.sqlite import guarded, opened
from api.store import Answer, Job, JobState, Key

VERSION = 2
DAY_S = 86_400
PROBE_BYTES = 262_144
"""More than a report of six photos full of print."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, digest TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL,
    created REAL NOT NULL, revoked REAL, team TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS jobs (id TEXT PRIMARY KEY, owner TEXT NOT NULL, client TEXT NOT NULL, created REAL NOT NULL,
    expires REAL NOT NULL, photos INTEGER NOT NULL, lang TEXT, state TEXT NOT NULL, photo INTEGER NOT NULL,
    stage TEXT NOT NULL, outcome TEXT);
CREATE TABLE IF NOT EXISTS answers (name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, owner TEXT NOT NULL,
    expires REAL NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS processes (owner TEXT PRIMARY KEY, seen REAL NOT NULL);
"""
UPGRADES = {1: "ALTER TABLE keys ADD COLUMN team TEXT NOT NULL DEFAULT ''"}
"""What leads a file of each version to the next."""


class SqliteStore:
    """`api.store.Store` in SQLite. `path` None keeps everything in memory, for one process."""

    probe_bytes = PROBE_BYTES

    def __init__(self, path: Path | None) -> None:
        """Opens or makes the file. Raises StoreProblem."""
        self._lock = threading.Lock()
        self._db = opened(path, SCHEMA, VERSION, UPGRADES)

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction that holds the write lock from its beginning."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # SQLite may have ended it already, when the disk is full
                    self._db.execute("ROLLBACK")
                raise

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    # ---- keys

    @guarded
    def add_key(self, key: Key) -> None:
        """Keeps a new key."""
        with self._change() as db:
            db.execute(f"INSERT INTO keys VALUES ({_marks(Key)})", astuple(key))

    @guarded
    def key(self, key_id: str) -> Key | None:
        """The key of this id, revoked or not."""
        rows = self._rows(f"SELECT {_columns(Key)} FROM keys WHERE id = ?", key_id)
        return Key(*rows[0]) if rows else None

    @guarded
    def keys(self) -> Sequence[Key]:
        """All keys, oldest first."""
        return [Key(*row) for row in self._rows(f"SELECT {_columns(Key)} FROM keys ORDER BY created, id")]

    @guarded
    def revoke_key(self, key_id: str, at: float) -> bool:
        """Ends a key; False when there is none that was not ended already."""
        with self._change() as db:
            done = db.execute("UPDATE keys SET revoked = ? WHERE id = ? AND revoked IS NULL", (at, key_id))
            return done.rowcount > 0

    # ---- jobs

    @guarded
    def put_job(self, job: Job) -> None:
        """Keeps a new job."""
        with self._change() as db:
            db.execute(f"INSERT INTO jobs VALUES ({_marks(Job)})", astuple(job))

    @guarded
    def update_job(self, job: Job) -> bool:
        """Replaces a job; False, and nothing kept, when it was deleted meanwhile."""
        columns = ", ".join(f"{field.name} = ?" for field in fields(Job))
        with self._change() as db:
            return db.execute(f"UPDATE jobs SET {columns} WHERE id = ?", (*astuple(job), job.id)).rowcount > 0

    @guarded
    def job(self, job_id: str) -> Job | None:
        """The job of this id."""
        rows = self._rows(f"SELECT {_columns(Job)} FROM jobs WHERE id = ?", job_id)
        if not rows:
            return None
        values = dict(zip((field.name for field in fields(Job)), rows[0], strict=True))
        return Job(**values | {"state": JobState(values["state"])})

    @guarded
    def delete_job(self, job_id: str) -> bool:
        """Forgets a job and its outcome; False when there is none."""
        with self._change() as db:
            return db.execute("DELETE FROM jobs WHERE id = ?", (job_id,)).rowcount > 0

    # ---- answers

    @guarded
    def claim(self, answer: Answer, now: float, stale: float) -> Answer | None:
        """Keeps `answer` and returns None; when its name is taken, returns the answer that has it."""
        with self._change() as db:
            db.execute(
                "DELETE FROM answers WHERE name = ? AND (expires <= ? OR (status = 0 AND owner NOT IN "
                "(SELECT owner FROM processes WHERE seen >= ?)))",
                (answer.name, now, stale),
            )
            row = db.execute("SELECT * FROM answers WHERE name = ?", (answer.name,)).fetchone()
            if row is None:
                db.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", _row(answer))
                return None
        name, fingerprint, owner, expires, status, headers, body = row
        return Answer(name, fingerprint, owner, expires, status, json.loads(headers), body)

    @guarded
    def finish(self, answer: Answer) -> None:
        """Replaces a claimed answer by the finished one."""
        with self._change() as db:
            db.execute("DELETE FROM answers WHERE name = ?", (answer.name,))
            db.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", _row(answer))

    @guarded
    def release(self, name: str) -> None:
        """Forgets an answer, so that the request may be tried again."""
        with self._change() as db:
            db.execute("DELETE FROM answers WHERE name = ?", (name,))

    # ---- upkeep

    @guarded
    def probe(self) -> None:
        """Writes as much as a long report and deletes it again. Raises StoreProblem when there is no room."""
        name = f"probe {secrets.token_hex(8)}"
        self.finish(Answer(name, "", "", 0.0, body=bytes(self.probe_bytes)))
        self.release(name)

    @guarded
    def beat(self, owner: str, now: float) -> None:
        """Notes that a process is alive."""
        with self._change() as db:
            words = "INSERT INTO processes VALUES (?, ?) ON CONFLICT (owner) DO UPDATE SET seen = excluded.seen"
            db.execute(words, (owner, now))

    @guarded
    def seen(self, owner: str) -> float:
        """When a process was last known to be alive; 0 for never, or after it left."""
        rows = self._rows("SELECT seen FROM processes WHERE owner = ?", owner)
        return float(rows[0][0]) if rows else 0.0

    @guarded
    def leave(self, owner: str) -> None:
        """Notes that a process has ended."""
        with self._change() as db:
            db.execute("DELETE FROM processes WHERE owner = ?", (owner,))

    @guarded
    def sweep(self, now: float) -> None:
        """Forgets jobs and answers that have expired, and processes not seen for a day."""
        with self._change() as db:
            gone = sum(db.execute(f"DELETE FROM {t} WHERE expires <= ?", (now,)).rowcount for t in ("jobs", "answers"))
            db.execute("DELETE FROM processes WHERE seen <= ?", (now - DAY_S,))
        if gone:
            self._forget_log()

    def _forget_log(self) -> None:
        """Lets what was deleted leave the write-ahead log too."""
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._db.close()


def _columns(kind: type) -> str:
    return ", ".join(field.name for field in fields(kind))


def _marks(kind: type) -> str:
    return ", ".join("?" for _ in fields(kind))


def _row(answer: Answer) -> tuple[str, str, str, float, int, str, bytes]:
    headers = json.dumps(answer.headers)
    return (answer.name, answer.fingerprint, answer.owner, answer.expires, answer.status, headers, answer.body)
