"""A table of licences, as somebody keeps it, → licences, with an account of everything that did not become one.

Form is forgiven, content never: a row of which any cell cannot be understood is rejected whole, and said so with line,
column and reason. Rows are read one at a time; of each only a few numbers are kept, to notice repetitions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from verifier.domain import Licence, LicenceStatus, Snapshot
from verifier.errors import ListRejected
from verifier.numbers import LicenceNumber, StandardNumber, parse_standard
from verifier.registry.builder import build_snapshot
from verifier.registry.cells import BadCell
from verifier.registry.columns import READERS, Places, mapped, recognised, unswapped
from verifier.registry.tables import Cells, Table, read_table

SAMPLE = 200
"""Rows by which swapped columns are recognised."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was left out: line, column (a field's name; empty: the whole row), reason code, the cell as it was."""

    line: int
    column: str
    reason: str
    cell: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A row that says again, or says otherwise, what `first_line` said.

    `kind`: `duplicate` (the same in every field; left out), `contradiction` (one licence, other standard, holder or
    state; both kept) or `shared_qr` (one QR id for two licences; both kept). `value` is the licence number or QR id.
    """

    line: int
    first_line: int
    kind: str
    value: str


class _BadRow(ValueError):
    def __init__(self, column: str, reason: str, cell: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.cell = column, reason, cell


@dataclass
class Import:
    """Licences from a table: iterate once, then read the account. Made by `open_import`.

    `places`: field → column. `swapped`: pairs of fields whose headings stood over each other's values. `read`, `taken`:
    rows read and licences made of them; the others are in `rejected` or are duplicates in `repeated`. `unstated`:
    licences taken without a known state. `unclear`:
    numbers of standards that rejected rows are of, None for a row of which not even that is known.
    """

    table: Table
    places: Places
    swapped: tuple[tuple[str, str], ...] = ()
    listed_are_active: bool = False
    read: int = 0
    taken: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
    unstated: int = 0
    unclear: set[int | None] = field(default_factory=set)
    _standards: set[StandardNumber] = field(default_factory=set, repr=False)
    _first: dict[int, int] = field(default_factory=dict, repr=False)

    def __iter__(self) -> Iterator[Licence]:
        for line, cells in self.table.rows:
            self.read += 1
            try:
                licence = self._licence(cells)
            except _BadRow as bad:
                self.rejected.append(Rejected(line, bad.column, bad.reason, bad.cell))
                self.unclear |= self._numbers_of(cells)
                continue
            if self._is_new(line, licence):
                self.taken += 1
                self.unstated += licence.status is LicenceStatus.UNSTATED
                self._standards.add(_family(licence.standard))
                yield licence
        if not self.taken:
            raise ListRejected(f"none of {self.read} rows could be taken", rows=self.read)

    @property
    def columns(self) -> dict[str, str]:
        """Field → heading it is taken from."""
        return {name: self.table.header[place] for name, place in self.places.items()}

    @property
    def unread(self) -> tuple[str, ...]:
        """Headings that no field is taken from."""
        used = set(self.places.values())
        return tuple(name for place, name in enumerate(self.table.header) if place not in used and name.strip())

    def covered(self, asked: Iterable[str]) -> frozenset[str]:
        """What may be called covered of `asked` (standards in normal form, or `all`), once every row has been read.

        A rejected row may be the licence that somebody will look for, so its standard is not covered; one of unknown
        standard leaves nothing covered. `all` then shrinks to the standards that are in the list without such a row.
        """
        asked = frozenset(asked)
        if not self.unclear:
            return asked
        if None in self.unclear:
            return frozenset()
        if "all" in asked:
            asked |= {str(standard) for standard in self._standards}
        numbers = {text: parse_standard(text) for text in asked}
        return frozenset(text for text, standard in numbers.items() if standard and standard.number not in self.unclear)

    def _licence(self, cells: Cells) -> Licence:
        missing = len(self.table.header) - len(cells)
        if missing < 0:
            raise _BadRow("", "row.too_long", str(len(cells)))
        cells = [*cells, *[""] * missing] if missing else cells
        values: dict[str, Any] = {}
        name = ""
        try:
            for name, place in self.places.items():
                values[name] = READERS[name](cells[place])
        except BadCell as error:
            raise _BadRow(name, str(error), cells[self.places[name]]) from error
        if values["holder"] is None:
            raise _BadRow("holder", "cell.missing", "")
        values["number"] = values.pop("licence")
        values["standard"], title = values["standard"]
        values["product"] = values.get("product") or title
        values.setdefault("status", LicenceStatus.UNSTATED)
        if values["status"] is LicenceStatus.UNSTATED and self.listed_are_active:
            values["status"] = LicenceStatus.ACTIVE
        _check_agreement(values)
        return Licence(**values)

    def _numbers_of(self, cells: Cells) -> set[int | None]:
        """The numbers of the standards that a rejected row may be of; {None} when none of its cells tells."""
        found: set[int | None] = set()
        for name in ("standard", "licence") if len(cells) <= len(self.table.header) else ():
            place = self.places[name]
            try:
                value = READERS[name](cells[place] if place < len(cells) else "")
            except BadCell:
                continue
            standard = value[0] if name == "standard" else parse_standard(value.standard)
            found.add(standard.number if standard else None)
        return found or {None}

    def _is_new(self, line: int, licence: Licence) -> bool:
        """Notes repetitions. Of what was said only the hash is kept, with the line that said it first."""
        number, first_line = licence.number, self._first.setdefault
        first = first_line(hash(licence), line)
        if first != line:
            self.repeated.append(Repeated(line, first, "duplicate", str(number)))
            return False
        period = (licence.suspended_from, licence.suspended_to)
        says = (number, _family(licence.standard), licence.holder, licence.status, period)
        first = first_line(hash(number), line)
        if first_line(hash(says), line) != first:
            self.repeated.append(Repeated(line, first, "contradiction", str(number)))
        if licence.qr_id is not None:
            first = first_line(hash(licence.qr_id), line)
            if first_line(hash((licence.qr_id, number)), line) != first:
                self.repeated.append(Repeated(line, first, "shared_qr", licence.qr_id))
        return True


@lru_cache(maxsize=8192)
def _family(standard: StandardNumber) -> StandardNumber:
    return standard.without_year()


@lru_cache(maxsize=8192)
def _same_standard(end: str, standard: StandardNumber) -> bool:
    """Whether a licence number that ends in `end` can be of `standard`."""
    return LicenceNumber("ท", 1, 1, end).belongs_to(standard)


def _check_agreement(values: Mapping[str, Any]) -> None:
    """Raises _BadRow when a row's own cells contradict each other."""
    number, standard = values["number"], values["standard"]
    if not _same_standard(number.standard, standard):
        raise _BadRow("standard", "standard.not_of_licence", str(standard))
    if values.get("licence_type") not in (None, number.type):
        raise _BadRow("licence_type", "licence_type.not_of_licence", values["licence_type"])
    start, end = values.get("suspended_from"), values.get("suspended_to")
    if start and end and end < start:
        raise _BadRow("suspended_to", "suspension.backwards", end.isoformat())


def open_import(path: Path, *, mapping: Path | None = None, listed_are_active: bool = False) -> Import:
    """The licences of a table in a CSV, XLSX or JSON Lines file.

    Columns are recognised by their headings (`verifier/data/list_words.toml`) or by `mapping`, a TOML file with
    `[columns]` and lines of `field = "heading"`. `listed_are_active`: the source is known to list only licences in
    force, so an empty state means active; without it such licences have no known state. Raises FileMissing,
    ListRejected; the latter also while iterating, and at its end when no row could be taken.
    """
    table = read_table(path)
    places = mapped(table.header, mapping) if mapping else recognised(table.header)
    sample = list(islice(table.rows, SAMPLE))
    places, swapped = unswapped(places, [cells for _, cells in sample])
    return Import(Table(table.header, chain(sample, table.rows)), places, swapped, listed_are_active)


def import_list(
    imported: Import, path: Path, out: Path, *, date: date, covers: Iterable[str] = (), allow_shrink: bool = False
) -> Snapshot:
    """Builds the list `out` from `imported`, which was opened from `path`; afterwards `imported` holds the account.

    The snapshot names its source by file name and hash, and claims to cover of `covers` what `Import.covered` allows.
    Raises ListRejected; `out` is then as it was.
    """
    with path.open("rb") as file:
        source = f"{path.name} sha256:{hashlib.file_digest(file, 'sha256').hexdigest()[:16]}"
    if imported.listed_are_active:
        source += " (lists only licences in force, as its operator states)"
    asked = tuple(covers)
    return build_snapshot(
        imported, out, date=date, covers=lambda: imported.covered(asked), source=source, allow_shrink=allow_shrink
    )
