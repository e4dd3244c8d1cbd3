"""The look-ups of a list, as SQL over the tables of `schema`: the same for every store, so answers are the same."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence

from verifier.domain import Licence, LicenceStatus, NearMiss, Snapshot
from verifier.errors import ListUnreadable
from verifier.numbers import LicenceNumber, StandardNumber, confusions
from verifier.registry.holder_index import MAX_COMPARED_HOLDERS, HolderIndex, HolderIndices, Named
from verifier.registry.schema import SHOWN, WORDS, Row, bare, content_id, from_row, holder_key, plain_key, word_key

MAX_NEAR_MISSES = 10
"""Near misses shown for one number."""
MAX_FOUND_FIRMS = 50
"""Licences shown of firms whose name begins as somebody typed it."""
MAX_LIKE_CANDIDATES = 1_000
"""Names that begin alike and are compared one by one, where a standard has very many holders."""
INDEXED_CHARACTERS = 64
"""Characters that such names have in common at most, so that an index can hold them."""


class SqlRegistry(ABC):
    """A list in a store that knows SQL. Stores say where its tables are (`at`, before their names) and fetch rows."""

    at: str = ""
    start: str = "key"
    """The first `INDEXED_CHARACTERS` characters of a word's key, or more, as the store has an index of them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot, self._indices = snapshot, HolderIndices()

    @abstractmethod
    def _rows(self, query: str, values: Sequence[str] = ()) -> Sequence[Row]:
        """All rows of a query with `?` for values. Raises ListProblem."""

    @abstractmethod
    def _stream(self, query: str) -> Iterator[Row]:
        """The rows of a query without values, one by one, as they may be too many to hold. Raises ListProblem."""

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
        return self._select(*self._of("standard_id", standard))

    def holders(self, standard: StandardNumber) -> Sequence[str]:
        """All names of the holders of licences of this standard (edition as in `by_standard`), sorted."""
        where, *values = self._of("standard", standard)
        held = f"SELECT holder FROM {self.at}holding WHERE {where}"
        query = f"SELECT text FROM {self.at}word WHERE id IN ({held}) ORDER BY text"
        return [str(row[0]) for row in self._rows(query, values)]

    def holders_like(self, standard: StandardNumber, holder: str) -> Sequence[str]:
        """Those of `holders` whose names look much like this one (`holder_index.MAX_EDITS`), sorted. Never a match.

        Of a standard with more than `holder_index.MAX_COMPARED_HOLDERS` holders, only names are searched that look the
        same in their first half, and of those no more than `MAX_LIKE_CANDIDATES`.
        """
        where, *values = self._of("standard", standard)
        look = word_key("holder", holder)

        def everyone() -> Sequence[Named]:
            held = f"SELECT holder FROM {self.at}holding WHERE {where} LIMIT {MAX_COMPARED_HOLDERS + 1}"
            return self._named(f"SELECT key, text FROM {self.at}word WHERE id IN ({held})", *values)

        if (index := self._indices.of(str(standard), everyone)) is None:
            start = look[: min(len(look) // 2, INDEXED_CHARACTERS)]
            alike = f"SELECT * FROM {self.at}word WHERE kind = 'holder' AND {self.start} >= ? AND {self.start} < ?"
            own = f"SELECT 1 FROM {self.at}holding WHERE holder = alike.id AND {where}"
            query = f"SELECT key, text FROM ({alike} LIMIT {MAX_LIKE_CANDIDATES}) AS alike WHERE EXISTS ({own})"
            index = HolderIndex(self._named(query, start, f"{start}\U0010ffff", *values))
        return index.like(look)

    def _named(self, query: str, *values: str) -> Sequence[Named]:
        return [(str(look), str(name)) for look, name in self._rows(query, values)]

    def by_holder(self, standard: StandardNumber, holder: str) -> Sequence[Licence]:
        """Licences of this standard (edition as in `by_standard`) of whose holder a name has the same normal form."""
        key = holder_key(holder)
        return [row for row in self._of_holders_like(standard, holder) if key in map(holder_key, row.names)]

    def rivals(self, standard: StandardNumber, holder: str) -> Sequence[str]:
        """Names of other holders of this standard, sorted, that readers confuse with this one. Never a match."""
        return rival_names(self._of_holders_like(standard, holder), holder)

    def _of_holders_like(self, standard: StandardNumber, holder: str) -> Sequence[Licence]:
        """Licences of this standard of whose holder a name looks the same."""
        where, *values = self._of("standard", standard)
        key, columns = word_key("holder", holder), [name for name, kind in WORDS.items() if kind == "holder"]
        named = [
            f"SELECT id FROM {self.at}licence WHERE {where} AND {name} IN ({self._with_key('holder')})"
            for name in columns
        ]
        return self._select(f"id IN ({' UNION '.join(named)})", *(len(columns) * (*values, key)))

    def by_holder_start(self, text: str) -> Sequence[Licence]:
        """At most `MAX_FOUND_FIRMS` licences of whose holder a name begins like this one, legal form apart."""
        if not (start := word_key("holder", text)[:INDEXED_CHARACTERS]):
            return ()
        alike = f"SELECT id FROM {self.at}word WHERE kind = 'holder' AND {self.start} >= ? AND {self.start} < ?"
        columns = [name for name, kind in WORDS.items() if kind == "holder"]
        named = " OR ".join(f"{name} IN ({alike} LIMIT {MAX_LIKE_CANDIDATES})" for name in columns)
        where = f"id IN (SELECT id FROM {self.at}licence WHERE {named} ORDER BY id LIMIT {MAX_FOUND_FIRMS})"
        return self._select(where, *(len(columns) * (start, f"{start}\U0010ffff")))

    def by_trade_mark(self, trade_mark: str) -> Sequence[Licence]:
        """Licences with this trade mark; case, spaces and punctuation do not count."""
        key = plain_key(trade_mark)
        return self._select(f"trade_mark_id IN ({self._with_key('trade_mark')})", key) if key else ()

    def neighbours(self, number: LicenceNumber) -> Sequence[NearMiss]:
        """Licences whose number looks like `number`, at most ten; never `number` itself.

        `distance` 0: the same but for the office or the way the standard's part is written; 1: one confusion.
        """
        alike = {bare(other) for other in confusions(number)}
        names = sorted({bare(number)} | alike)
        where = f"bare IN ({', '.join('?' * len(names))})"
        found = [licence for licence in self._select(where, *names) if licence.number != number]
        near = [NearMiss(licence, number, int(bare(licence.number) != bare(number))) for licence in found]
        return sorted(near, key=lambda miss: (miss.distance, str(miss.licence.number)))[:MAX_NEAR_MISSES]

    def counts(self) -> dict[LicenceStatus, int]:
        """Licences of each state, the most frequent first; a licence counts once, whatever rows it has."""
        query = f"SELECT status, count(DISTINCT number) FROM {self.at}licence GROUP BY 1 ORDER BY 2 DESC, 1"
        try:
            return {LicenceStatus(str(status)): int(count or 0) for status, count in self._rows(query)}
        except ValueError as error:
            raise ListUnreadable(str(error)) from error

    def is_intact(self) -> bool:
        """Whether the list holds exactly what it was built with: reads every row and compares with the id."""
        about = self._snapshot
        return content_id(self.table, about.date, about.covers, about.source) == about.id

    def table(self, name: str, columns: Iterable[str]) -> Iterator[Row]:
        """These columns of one of the tables, in order of its `id`."""
        return self._stream(f"SELECT {', '.join(columns)} FROM {self.at}{name} ORDER BY id")

    def __iter__(self) -> Iterator[Licence]:
        """Every licence of the list, sorted by standard, holder and number."""
        return (from_row(row) for row in self.table("listed", SHOWN))

    def _select(self, where: str, *values: str) -> Sequence[Licence]:
        query = f"SELECT {', '.join(SHOWN)} FROM {self.at}listed WHERE {where} ORDER BY id"
        return [from_row(row) for row in self._rows(query, values)]

    def _of(self, column: str, standard: StandardNumber) -> tuple[str, ...]:
        """The condition that `column` is the id of `standard`, in any edition when it has no year; and its values."""
        field = "key" if standard.year is None else "text"
        words = f"SELECT id FROM {self.at}word WHERE kind = 'standard' AND key = ? AND {field} = ?"
        return f"{column} IN ({words})", str(standard.without_year()), str(standard)

    def _with_key(self, kind: str) -> str:
        """The query for the ids of words of this kind with a key that is its only value."""
        return f"SELECT id FROM {self.at}word WHERE kind = '{kind}' AND key = ?"


def rival_names(rows: Iterable[Licence], holder: str) -> list[str]:
    """The names, sorted, that readers confuse with this one, of those holders among `rows` that do not bear it."""
    key, look = holder_key(holder), word_key("holder", holder)
    others = (row.names for row in rows if key not in map(holder_key, row.names))
    return sorted({name for names in others for name in names if word_key("holder", name) == look})
