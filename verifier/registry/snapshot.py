"""One dated copy of the list, in a file that is only ever read. `builder` makes such files."""

from __future__ import annotations

import json
import os
import queue
import sqlite3
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

from verifier.errors import ListMissing, ListUnreadable
from verifier.models import Licence, LicenceStatus, NearMiss, Snapshot
from verifier.numbers import LicenceNumber, StandardNumber, confusions
from verifier.registry.schema import (
    APPLICATION_ID,
    SHOWN,
    VERSION,
    Row,
    bare,
    content_id,
    from_row,
    holder_key,
    plain_key,
)

CONNECTIONS = 4
"""Look-ups that may run at a time in one process; further ones wait, for less than a millisecond as a rule."""
MOST_NEAR = 10
"""Near misses shown for one number."""


class SqliteRegistry:
    """The list in a file made by `build_snapshot`, opened read-only. Safe to share between threads.

    It keeps reading the file that it opened, also after another has taken its name. Every look-up raises
    ListUnreadable when the file turns out to be damaged or was written over in place.
    """

    def __init__(self, path: Path, snapshot: Snapshot, connections: Sequence[sqlite3.Connection]) -> None:
        self.path = path
        self._snapshot = snapshot
        self._stamp = path.stat()
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        for connection in connections:
            self._idle.put(connection)
        weakref.finalize(self, _close, connections)  # sooner than the garbage collector would

    @classmethod
    def open(cls, path: Path) -> SqliteRegistry:
        """The list in file `path`. Raises ListMissing, ListUnreadable (no list, another version, truncated)."""
        try:
            _check_header(path)
            connections = [_connect(path) for _ in range(CONNECTIONS)]
            found = {_read_meta(connection) for connection in connections}
            if len(found) > 1:  # the file was replaced between two connections
                return cls.open(path)
            return cls(path, found.pop(), connections)
        except FileNotFoundError as error:
            raise ListMissing(f"there is no list {path}", path=str(path)) from error
        except (OSError, sqlite3.Error, ValueError, KeyError) as error:
            raise ListUnreadable(f"{path}: {error}", path=str(path)) from error

    @property
    def snapshot(self) -> Snapshot:
        """Which list this is."""
        return self._snapshot

    def by_licence(self, number: LicenceNumber) -> Sequence[Licence]:
        """Licences with exactly this number."""
        return self._select("bare = ? AND number = ?", bare(number), str(number))

    def by_qr_id(self, qr_id: str) -> Sequence[Licence]:
        """Licences to which the list ties this id of an official QR link."""
        return self._select("qr_id = ?", qr_id)

    def by_standard(self, standard: StandardNumber) -> Sequence[Licence]:
        """All licences of this edition, or of every edition when `standard` has no year. May be thousands."""
        return self._select(*_of("standard_id", standard))

    def holders(self, standard: StandardNumber) -> Sequence[str]:
        """The names of all holders of a licence of this standard (edition as in `by_standard`), sorted."""
        where, *values = _of("standard", standard)
        query = f"SELECT text FROM word WHERE id IN (SELECT holder FROM holding WHERE {where}) ORDER BY text"
        return [str(row[0]) for row in self._rows(query, values)]

    def by_holder(self, standard: StandardNumber, holder: str) -> Sequence[Licence]:
        """Licences of this standard (edition as in `by_standard`) whose holder's name has the same normal form."""
        where, *values = _of("standard_id", standard)
        return self._select(f"{where} AND {_with_key('holder')}", *values, holder_key(holder))

    def by_trade_mark(self, trade_mark: str) -> Sequence[Licence]:
        """Licences with this trade mark; case, spaces and punctuation do not count."""
        key = plain_key(trade_mark)
        return self._select(_with_key("trade_mark"), key) if key else ()

    def neighbours(self, number: LicenceNumber) -> Sequence[NearMiss]:
        """Licences whose number looks like `number`, at most ten; never `number` itself.

        `distance` 0: the same but for the office or the way the standard's part is written; 1: one confusion.
        """
        alike = {bare(other) for other in confusions(number)}
        names = sorted({bare(number)} | alike)
        where = f"bare IN ({', '.join('?' * len(names))})"
        found = [licence for licence in self._select(where, *names) if licence.number != number]
        near = [NearMiss(licence, number, int(bare(licence.number) != bare(number)), "") for licence in found]
        return sorted(near, key=lambda miss: (miss.distance, str(miss.licence.number)))[:MOST_NEAR]

    def counts(self) -> dict[LicenceStatus, int]:
        """Rows of each state, the most frequent first."""
        rows = self._rows("SELECT status, count(*) FROM licence GROUP BY 1 ORDER BY 2 DESC, 1", ())
        try:
            return {LicenceStatus(str(status)): int(count or 0) for status, count in rows}
        except ValueError as error:
            raise ListUnreadable(f"{self.path}: {error}", path=str(self.path)) from error

    def is_intact(self) -> bool:
        """Whether the file holds exactly what it was built with: reads every row and compares with the id."""
        about = self._snapshot
        with self._borrow() as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return sound and content_id(connection, about.date, about.covers, about.source) == about.id

    def __iter__(self) -> Iterator[Licence]:
        """Every licence of the list, sorted by standard, holder and number."""
        with self._borrow() as connection:
            for row in connection.execute(f"SELECT {', '.join(SHOWN)} FROM listed ORDER BY id"):
                yield from_row(row)

    def _select(self, where: str, *values: str) -> Sequence[Licence]:
        query = f"SELECT {', '.join(SHOWN)} FROM listed WHERE {where} ORDER BY id"
        return [from_row(row) for row in self._rows(query, values)]

    def _rows(self, query: str, values: Sequence[str]) -> list[Row]:
        with self._borrow() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _borrow(self) -> Iterator[sqlite3.Connection]:
        self._refuse_overwritten()
        connection = self._idle.get()
        try:
            yield connection
        except sqlite3.Error as error:
            raise ListUnreadable(f"{self.path}: {error}", path=str(self.path)) from error
        finally:
            self._idle.put(connection)

    def _refuse_overwritten(self) -> None:
        """A file with another inode has taken the name, which is well; the same inode with other bytes is not."""
        try:
            now = self.path.stat()
        except OSError:
            return
        same_file = (now.st_dev, now.st_ino) == (self._stamp.st_dev, self._stamp.st_ino)
        if same_file and (now.st_size, now.st_mtime_ns) != (self._stamp.st_size, self._stamp.st_mtime_ns):
            raise ListUnreadable(f"{self.path} was written over in place", path=str(self.path))


def _of(column: str, standard: StandardNumber) -> tuple[str, ...]:
    """The condition that `column` is the id of `standard`, in any edition when it has no year; and its value."""
    field = "key" if standard.year is None else "text"
    return f"{column} IN (SELECT id FROM word WHERE kind = 'standard' AND key = ? AND {field} = ?)", *(
        str(standard.without_year()),
        str(standard),
    )


def _with_key(kind: str) -> str:
    """The condition that the word of this kind has the key that is the query's last value."""
    return f"{kind}_id IN (SELECT id FROM word WHERE kind = '{kind}' AND key = ?)"


def _close(connections: Sequence[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _check_header(path: Path) -> None:
    """Raises ValueError when the file is no list of this version or not as long as its header says."""
    with path.open("rb") as file:
        header, size = file.read(100), os.fstat(file.fileno()).st_size

    def number(offset: int, length: int = 4) -> int:
        return int.from_bytes(header[offset : offset + length], "big")

    if not header.startswith(b"SQLite format 3\0") or number(68) != APPLICATION_ID:
        raise ValueError("not a list of licences")
    if number(60) != VERSION:
        raise ValueError(f"a list of version {number(60)}; this program reads version {VERSION}")
    if number(16, 2) * number(28) != size:
        raise ValueError("the file is truncated")


def _read_meta(connection: sqlite3.Connection) -> Snapshot:
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    return Snapshot(
        id=meta["id"],
        date=date.fromisoformat(meta["date"]),
        covers=frozenset(json.loads(meta["covers"])),
        rows=int(meta["rows"]),
        source=meta["source"],
    )
