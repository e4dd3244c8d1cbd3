"""Building a list: licences → one file. The same licences, date, coverage and source give the same bytes.

A new file is built beside the old one and takes its name in one step, so that readers see the old list or the new
one and nothing in between.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from verifier.domain import Licence, LicenceStatus, Snapshot
from verifier.errors import ListMissing, ListShrank, ListUnreadable
from verifier.numbers import LicenceNumber
from verifier.registry.schema import (
    APPLICATION_ID,
    COLUMNS,
    HOLDING,
    INDICES,
    PAGE_SIZE,
    SHOWN,
    TABLES,
    VERSION,
    WORDS,
    Row,
    bare,
    content_id,
    to_meta,
    to_row,
    word_key,
)
from verifier.registry.snapshot import SqliteRegistry

UNSETTLE = (
    f"UPDATE unsorted SET status = '{LicenceStatus.UNSTATED}' WHERE "
    "(number IN (SELECT about FROM doubted) OR qr_id IN (SELECT about FROM doubted)) AND "
    f"(status = '{LicenceStatus.ACTIVE}' OR status = '{LicenceStatus.SUSPENDED}' AND suspended_to IS NOT NULL)"
)
"""States that let a label agree, a suspension's after its end."""
MAX_LOST_SHARE = 0.05
"""A list that has lost more than this share of the rows of the file it replaces is refused."""


def build_snapshot(
    licences: Iterable[Licence],
    out: Path,
    *,
    date: date,
    covers: Iterable[str] | Callable[[], Iterable[str]] = (),
    unsettled: Callable[[], Iterable[LicenceNumber | str]] = tuple,
    source: str = "",
    allow_shrink: bool = False,
) -> Snapshot:
    """Writes `licences` to the file `out`, which is replaced in one step or, on any error, left as it was.

    `date` is the day of the source; `covers` names the standards of which *every* licence is in the list (normal
    form, with or without year) or is `["all"]`; a function is asked once all licences have been read. So is
    `unsettled`, for licences, by number or QR id, of which no state that lets a label agree may be kept. Rows are
    sorted: equal input gives equal bytes (with one version of SQLite) and, with any, an equal `Snapshot.id`. Raises
    ListShrank when the list would shrink by more than a twentieth, unless `allow_shrink`.
    """
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".new", dir=out.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            snapshot = _write(connection, licences, date, covers, source, unsettled=unsettled)
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
    licences: Iterable[Licence],
    day: date,
    asked: Iterable[str] | Callable[[], Iterable[str]],
    source: str,
    *,
    unsettled: Callable[[], Iterable[LicenceNumber | str]],
) -> Snapshot:
    connection.executescript(
        f"PRAGMA page_size={PAGE_SIZE}; PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION};"
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-131072;"
        f"CREATE TEMP TABLE unsorted ({', '.join(COLUMNS)});"
        "CREATE TEMP TABLE doubted (about TEXT PRIMARY KEY) WITHOUT ROWID;"
        f"CREATE TEMP TABLE place (seen INTEGER PRIMARY KEY, id INTEGER); {TABLES}"
    )
    connection.execute("BEGIN")
    words: dict[tuple[str, str], int] = {}
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(f"INSERT INTO unsorted VALUES ({marks})", _numbered(licences, words))
    connection.executemany("INSERT OR IGNORE INTO doubted VALUES (?)", ((str(about),) for about in unsettled()))
    connection.execute(UNSETTLE)
    _sort(connection, words)
    covers = frozenset(asked() if callable(asked) else asked)
    (rows,) = connection.execute("SELECT count(*) FROM licence").fetchone()

    def table(name: str, columns: Iterable[str]) -> Iterator[Row]:
        return connection.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY id")

    snapshot = Snapshot(content_id(table, day, covers, source), day, covers, rows, source)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", to_meta(snapshot).items())
    connection.execute("COMMIT")
    connection.executescript(INDICES)
    return snapshot


def _numbered(licences: Iterable[Licence], words: dict[tuple[str, str], int]) -> Iterator[tuple[str | int | None, ...]]:
    """The rows of table `licence`, with words numbered as they are first met; `words` is filled on the way."""
    places = [(SHOWN.index(name), kind) for name, kind in WORDS.items()]
    for licence in licences:
        row: list[str | int | None] = [*to_row(licence), bare(licence.number)]
        for place, kind in places:
            text = row[place]
            if text is not None:
                row[place] = words.setdefault((kind, str(text)), len(words))
        yield tuple(row)


def _sort(connection: sqlite3.Connection, words: dict[tuple[str, str], int]) -> None:
    """Fills the tables in an order that depends on nothing but the rows."""
    ordered = sorted(words)
    connection.executemany("INSERT INTO word (kind, text, key) VALUES (?, ?, ?)", ((*w, word_key(*w)) for w in ordered))
    connection.executemany("INSERT INTO place VALUES (?, ?)", ((words[w], i) for i, w in enumerate(ordered, 1)))
    final = [f"(SELECT id FROM place WHERE seen = {name})" if name in WORDS else name for name in COLUMNS]
    order = ["standard", "holder", *COLUMNS]
    connection.execute(
        f"INSERT INTO licence ({', '.join(COLUMNS)}) SELECT {', '.join(final)} FROM unsorted "
        f"ORDER BY {', '.join(str(COLUMNS.index(name) + 1) for name in order)}"
    )
    connection.execute(f"INSERT INTO holding {HOLDING.format(at='')} ORDER BY 1, 2")


def _refuse_shrinking(old: Path, rows: int) -> None:
    try:
        refuse_shrinking(SqliteRegistry.open(old).snapshot.rows, rows)
    except (ListMissing, ListUnreadable):
        return


def refuse_shrinking(before: int, rows: int) -> None:
    """Raises ListShrank when a list of `rows` licences has lost too many to replace one of `before`."""
    if rows < before * (1 - MAX_LOST_SHARE):
        detail = f"the new list has {rows} licences, the one it would replace {before}"
        raise ListShrank(detail, rows=rows, before=before)
