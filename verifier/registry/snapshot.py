"""One dated copy of the list, in a file that is only ever read. `builder` makes such files."""

from __future__ import annotations

import os
import queue
import sqlite3
import stat
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from verifier.domain import Snapshot
from verifier.errors import ListMissing, ListUnreadable
from verifier.registry.queries import MAX_NEAR_MISSES, SqlRegistry
from verifier.registry.schema import APPLICATION_ID, VERSION, Row, read_meta

__all__ = ["MAX_NEAR_MISSES", "SqliteRegistry"]

MAX_CONNECTIONS = 4
"""Look-ups that may run at a time in one process; further ones wait, for less than a millisecond as a rule."""


class SqliteRegistry(SqlRegistry):
    """The list in a file made by `build_snapshot`, opened read-only. Safe to share between threads.

    It keeps reading the file that it opened, also after another has taken its name. Every look-up raises
    ListUnreadable when the file turns out to be damaged or was written over in place.
    """

    def __init__(self, path: Path, snapshot: Snapshot, connections: Sequence[sqlite3.Connection]) -> None:
        super().__init__(snapshot)
        self.path = path
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
            connections = [_connect(path) for _ in range(MAX_CONNECTIONS)]
            found = {read_meta(dict(connection.execute("SELECT key, value FROM meta"))) for connection in connections}
            if len(found) > 1:  # the file was replaced between two connections
                return cls.open(path)
            return cls(path, found.pop(), connections)
        except FileNotFoundError as error:
            raise ListMissing(f"there is no list {path}", path=str(path)) from error
        except (OSError, sqlite3.Error, ValueError, KeyError) as error:
            raise ListUnreadable(f"{path}: {error}", path=str(path)) from error

    def is_intact(self) -> bool:
        """Whether the file holds exactly what it was built with: reads every row and compares with the id."""
        return list(self._stream("PRAGMA integrity_check")) == [("ok",)] and super().is_intact()

    def _rows(self, query: str, values: Sequence[str] = ()) -> Sequence[Row]:
        with self._borrow() as connection:
            return connection.execute(query, values).fetchall()

    def _stream(self, query: str) -> Iterator[Row]:
        with self._borrow() as connection:
            yield from connection.execute(query)

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


def _close(connections: Sequence[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _at_once(path: str, flags: int) -> int:
    """Opens without waiting for somebody to write into a pipe of that name."""
    return os.open(path, flags | os.O_NONBLOCK)


def _check_header(path: Path) -> None:
    """Raises ValueError when the file is no list of this version or not as long as its header says."""
    with open(path, "rb", opener=_at_once) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise ValueError("not a file")
        header, size = file.read(100), found.st_size

    def number(offset: int, length: int = 4) -> int:
        return int.from_bytes(header[offset : offset + length], "big")

    if not header.startswith(b"SQLite format 3\0") or number(68) != APPLICATION_ID:
        raise ValueError("not a list of licences")
    if number(60) != VERSION:
        raise ValueError(
            f"a list of version {number(60)}; this program reads version {VERSION}: build it anew from its table"
        )
    if number(16, 2) * number(28) != size:
        raise ValueError("the file is truncated")
