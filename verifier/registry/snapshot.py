"""One dated copy of the list: built once, then only read. The same licences, date and coverage give the same file.

A snapshot never changes. A new one is built beside the old and takes its name in one step, so that readers see the
old list or the new one and nothing in between.
"""

from __future__ import annotations

import hashlib
import json
import os
import queue
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

from verifier.errors import ListMissing, ListRejected, ListUnreadable
from verifier.models import Licence, NearMiss, Snapshot
from verifier.numbers import LicenceNumber, StandardNumber, confusions
from verifier.registry.schema import (
    APPLICATION_ID,
    COLUMNS,
    INDICES,
    PAGE_SIZE,
    SHOWN,
    TABLES,
    VERSION,
    Row,
    bare,
    from_row,
    holder_key,
    plain_key,
    to_row,
)

MOST_LOST = 0.05
"""A list that has lost more than this share of the rows of the file it replaces is refused."""
CONNECTIONS = 4
"""Look-ups that may run at a time in one process; further ones wait, for less than a millisecond as a rule."""
MOST_NEAR = 10
"""Near misses shown for one number."""


def build_snapshot(
    licences: Iterable[Licence],
    out: Path,
    *,
    date: date,
    covers: Iterable[str] | Callable[[], Iterable[str]] = (),
    source: str = "",
    allow_shrink: bool = False,
) -> Snapshot:
    """Writes `licences` to the file `out`, which is replaced in one step or, on any error, left as it was.

    `date` is the day of the source; `covers` names the standards of which *every* licence is in the list (normal
    form, with or without year) or is `["all"]`; a function is asked once all licences have been read. Rows are
    sorted: equal input gives equal bytes (with one version of SQLite) and, with any, an equal `Snapshot.id`. Raises
    ListRejected when the list would shrink by more than a twentieth, unless `allow_shrink`.
    """
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".new", dir=out.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            snapshot = _write(connection, map(to_row, licences), date, covers, source)
        if not allow_shrink:
            _refuse_shrinking(out, snapshot.rows)
        fresh.chmod(0o644)
        with fresh.open("rb") as written:
            os.fsync(written.fileno())
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    return snapshot


def _write(
    connection: sqlite3.Connection,
    rows: Iterator[Row],
    day: date,
    asked: Iterable[str] | Callable[[], Iterable[str]],
    source: str,
) -> Snapshot:
    columns, marks = ", ".join(COLUMNS), ", ".join("?" * len(COLUMNS))
    connection.executescript(
        f"PRAGMA page_size={PAGE_SIZE}; PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION};"
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
        f"CREATE TEMP TABLE unsorted ({columns}); {TABLES}"
    )
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO unsorted VALUES ({marks})", rows)
    covers = frozenset(asked() if callable(asked) else asked)
    digest = hashlib.sha256(json.dumps([day.isoformat(), sorted(covers), source]).encode())

    def noted() -> Iterator[Row]:
        for row in connection.execute(f"SELECT * FROM unsorted ORDER BY family, standard, holder_key, {columns}"):
            digest.update(json.dumps(row, ensure_ascii=False).encode())
            yield row

    count = connection.executemany(f"INSERT INTO licence ({columns}) VALUES ({marks})", noted()).rowcount
    connection.execute("INSERT INTO holder SELECT DISTINCT family, standard, holder FROM licence ORDER BY 1, 2, 3")
    snapshot = Snapshot(digest.hexdigest()[:12], day, covers, max(count, 0), source)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", _to_meta(snapshot).items())
    connection.execute("COMMIT")
    connection.executescript(INDICES)
    return snapshot


def _refuse_shrinking(old: Path, rows: int) -> None:
    try:
        before = SqliteRegistry.open(old).snapshot.rows
    except (ListMissing, ListUnreadable):
        return
    if rows < before * (1 - MOST_LOST):
        detail = f"the new list has {rows} licences, the one it would replace {before}"
        raise ListRejected(detail, rows=rows, before=before)


def _to_meta(snapshot: Snapshot) -> dict[str, str]:
    return {
        "covers": json.dumps(sorted(snapshot.covers), ensure_ascii=False),
        "date": snapshot.date.isoformat(),
        "id": snapshot.id,
        "rows": str(snapshot.rows),
        "source": snapshot.source,
    }


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
        return self._select(*_of(standard))

    def holders(self, standard: StandardNumber) -> Sequence[str]:
        """The names of all holders of a licence of this standard (edition as in `by_standard`), sorted."""
        where, *values = _of(standard)
        return [
            str(row[0]) for row in self._rows(f"SELECT DISTINCT holder FROM holder WHERE {where} ORDER BY 1", values)
        ]

    def by_holder(self, standard: StandardNumber, holder: str) -> Sequence[Licence]:
        """Licences of this standard (edition as in `by_standard`) whose holder's name has the same normal form."""
        where, *values = _of(standard)
        return self._select(f"{where} AND holder_key = ?", *values, holder_key(holder))

    def by_trade_mark(self, trade_mark: str) -> Sequence[Licence]:
        """Licences with this trade mark; case, spaces and punctuation do not count."""
        return self._select("trade_mark_key = ?", plain_key(trade_mark))

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

    def __iter__(self) -> Iterator[Licence]:
        """Every licence of the list, sorted by standard, holder and number."""
        with self._borrow() as connection:
            for row in connection.execute(f"SELECT {', '.join(SHOWN)} FROM licence ORDER BY id"):
                yield from_row(row)

    def _select(self, where: str, *values: str) -> Sequence[Licence]:
        query = f"SELECT {', '.join(SHOWN)} FROM licence WHERE {where} ORDER BY id"
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


def _of(standard: StandardNumber) -> tuple[str, ...]:
    """The condition that rows are of `standard`, and its values."""
    if standard.year is None:
        return "family = ?", str(standard)
    return "family = ? AND standard = ?", str(standard.without_year()), str(standard)


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
