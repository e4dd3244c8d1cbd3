"""Building a list: licences → one file. The same licences, date, coverage and source give the same bytes.

A new file is built beside the old one and takes its name in one step, so that readers see the old list or the new
one and nothing in between.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from verifier.errors import ListMissing, ListShrank, ListUnreadable
from verifier.models import Licence, Snapshot
from verifier.registry.schema import (
    APPLICATION_ID,
    COLUMNS,
    INDICES,
    PAGE_SIZE,
    TABLES,
    VERSION,
    ContentHash,
    Row,
    to_row,
)
from verifier.registry.snapshot import SqliteRegistry

MOST_LOST = 0.05
"""A list that has lost more than this share of the rows of the file it replaces is refused."""


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
    ListShrank when the list would shrink by more than a twentieth, unless `allow_shrink`.
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
    content = ContentHash(day, covers, source)

    def noted() -> Iterator[Row]:
        for row in connection.execute(f"SELECT * FROM unsorted ORDER BY family, standard, holder_key, {columns}"):
            content.add(row)
            yield row

    count = connection.executemany(f"INSERT INTO licence ({columns}) VALUES ({marks})", noted()).rowcount
    connection.execute("INSERT INTO holder SELECT DISTINCT family, standard, holder FROM licence ORDER BY 1, 2, 3")
    snapshot = Snapshot(content.id(), day, covers, max(count, 0), source)
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
        raise ListShrank(detail, rows=rows, before=before)


def _to_meta(snapshot: Snapshot) -> dict[str, str]:
    return {
        "covers": json.dumps(sorted(snapshot.covers), ensure_ascii=False),
        "date": snapshot.date.isoformat(),
        "id": snapshot.id,
        "rows": str(snapshot.rows),
        "source": snapshot.source,
    }
