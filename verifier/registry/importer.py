"""A table of licences, as somebody keeps it, → licences, with an account of everything that did not become one.

What cannot be understood is left out and said so with line, column and reason (`licence_rows`). Rows are read one at a
time; of each only a few numbers are kept, to notice repetitions.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from verifier.domain import Licence, LicenceStatus, Snapshot
from verifier.errors import FileMissing, ListRejected
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.registry.builder import build_snapshot
from verifier.registry.columns import list_columns, list_vocabulary, unswapped
from verifier.registry.doubts import Doubts
from verifier.registry.licence_rows import BadRow, Rejected, RowReader
from verifier.registry.tables import Table, read_table

SAMPLE_ROWS = 200
"""Rows by which swapped columns are recognised."""
DAYS = ("issued", "suspended_from", "suspended_to")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A row that says again, or says otherwise, what `first_line` said.

    `kind`: `duplicate` (the same in every field; left out), `contradiction` (one licence, other standard, holder or
    state; both kept), `shared_qr` (one QR id for two licences; both kept) or `unsettled` (what could not be read, or
    was not, says something of a licence, which is kept without a state). `value` is the licence number or QR id. A
    line of 0 is on another `sheet`.
    """

    line: int
    first_line: int
    kind: str
    value: str
    sheet: str = ""


@dataclass
class Import:
    """Licences from a table: iterate once, then read the account. Made by `open_import`.

    `reader` makes a licence of a row. `swapped`: pairs of fields whose headings stood over each other's values.
    `read`, `taken`: rows read and licences made of them; the others are in `rejected` or are duplicates in
    `repeated`. `left_out`: cells without which licences were taken. `unstated`: licences taken without a known
    state. `unclear`: numbers of standards that rejected rows are of, None for a row of which not even that is
    known, each with the lines of these rows. `day`: that of the list, where it is known before rows are read.
    `qr_ids`: ids for licences whose row has none; `qr_ids_taken` counts the rows that got one.
    """

    table: Table
    reader: RowReader
    swapped: tuple[tuple[str, str], ...] = ()
    read: int = 0
    taken: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    left_out: list[Rejected] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
    unstated: int = 0
    unclear: dict[int | None, list[int]] = field(default_factory=dict)
    day: date | None = None
    qr_ids: Mapping[LicenceNumber, str] = field(default_factory=dict, repr=False)
    qr_ids_taken: int = 0
    _standards: set[StandardNumber] = field(default_factory=set, repr=False)
    _first: dict[int, int] = field(default_factory=dict, repr=False)
    _doubts: Doubts = field(default_factory=Doubts, repr=False)
    _stated: Counter[int] = field(default_factory=Counter, repr=False)

    def __iter__(self) -> Iterator[Licence]:
        day_columns = [column for name in DAYS for column in self.reader.places.get(name, ())]
        for line, cells in self.table.rows:
            self.read += 1
            self._doubts.note_days(line, cells, day_columns)
            try:
                licence, left_out = self.reader.read(line, cells, under=self._doubts.under, day=self.day)
            except BadRow as bad:
                self.rejected.append(bad.rejected(line))
                if bad.reason != "row.heading":
                    self._doubts.note_rejected(line, cells, self.reader.qr_ids_of(cells))
                    for number in self.reader.standards_of(cells):
                        self.unclear.setdefault(number, []).append(line)
                continue
            self.left_out += left_out
            if licence.qr_id is None and licence.number in self.qr_ids:
                licence = replace(licence, qr_id=self.qr_ids[licence.number])
                self.qr_ids_taken += 1
            if self._is_new(line, licence):
                self.taken += 1
                known = licence.status is not LicenceStatus.UNSTATED
                self.unstated += not known
                self._stated[hash(licence.number)] += known
                if licence.qr_id is not None:
                    self._stated[hash(licence.qr_id)] += known
                self._standards.add(_family(licence.standard))
                yield licence
        if not self.taken:
            raise ListRejected(f"none of {self.read} rows could be taken", rows=self.read)
        self._doubts.refuse_months_first(self.table.header)
        self._doubts.look_elsewhere(self.table)

    def unsettled(self) -> set[LicenceNumber | str]:
        """Licences taken, or their QR ids, of which the file says more than was read; asked once, at the end.

        Each is told in `repeated`.
        """
        found = set()
        for doubt, first in self._doubts.of(self._first):
            found.add(doubt.about)
            self.repeated.append(Repeated(doubt.line, first, "unsettled", str(doubt.about), doubt.sheet))
        self.unstated += sum(self._stated[hash(about)] for about in found)
        return found

    @property
    def columns(self) -> dict[str, str]:
        """Field → heading, or headings, that it is taken from."""
        return {name: " + ".join(self.table.header[c] for c in columns) for name, columns in self.reader.places.items()}

    @property
    def unread(self) -> tuple[str, ...]:
        """Headings that no field is taken from."""
        return tuple(self.table.header[c] for c in self.reader.unused if self.table.header[c].strip())

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

    def uncovering_lines(self) -> list[int]:
        """The lines of the rejected rows that took a standard out of the coverage, sorted."""
        return sorted(set(chain.from_iterable(self.unclear.values())))

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


def read_qr_ids(path: Path) -> dict[LicenceNumber, str]:
    """Licence → QR id from the `qr_ids.csv` that `resolve-qr` keeps; a licence with two ids keeps none.

    Raises FileMissing, ListRejected.
    """
    found: dict[LicenceNumber, set[str]] = defaultdict(set)
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                number, qr_id = parse_licence(row["licence"]), row["qr_id"]
                if number is None or not (qr_id.isascii() and qr_id.isdigit()):
                    raise ListRejected(f"{path}: {row['licence']!r}, {qr_id!r}: no licence with its QR id", rows=0)
                found[number].add(qr_id)
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror}", path=str(path)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise ListRejected(f"{path}: not the qr_ids.csv of resolve-qr", rows=0) from error
    return {number: qr_ids.pop() for number, qr_ids in found.items() if len(qr_ids) == 1}


def open_import(
    path: Path,
    *,
    mapping: Path | None = None,
    listed_are_active: bool = False,
    qr_ids: Mapping[LicenceNumber, str] | None = None,
) -> Import:
    """The licences of a table in a CSV, XLSX or JSON Lines file.

    Columns are recognised by their headings (`verifier/data/list_words.toml`) or by `mapping`, a TOML file with
    `[columns]` and lines of `field = "heading"`, which adds to them. `listed_are_active`: the source is known to list
    only licences in force, so an empty state means active; without it such licences have no known state. `qr_ids`: as
    in `Import`. Raises
    FileMissing, ListRejected; the latter also while iterating, and at its end when no row could be taken.
    """
    vocabulary = list_vocabulary(mapping)
    table = read_table(path, vocabulary)
    places = list_columns(table.header, vocabulary)
    sample = list(islice(table.rows, SAMPLE_ROWS))
    places, swapped = unswapped(places, [cells for _, cells in sample])
    table = replace(table, rows=chain(sample, table.rows))
    reader = RowReader(table.header, vocabulary, places, listed_are_active)
    doubts = Doubts.above((path.stem, table.sheet, *table.titles))
    return Import(table, reader, swapped, qr_ids=qr_ids or {}, _doubts=doubts)


def import_list(
    imported: Import, path: Path, out: Path, *, date: date, covers: Iterable[str] = (), allow_shrink: bool = False
) -> Snapshot:
    """Builds the list `out` from `imported`, which was opened from `path`; afterwards `imported` holds the account.

    The snapshot names its source by file name and hash, and claims to cover of `covers` what `Import.covered` allows.
    Raises ListRejected; `out` is then as it was.
    """
    with path.open("rb") as file:
        source = f"{path.name} sha256:{hashlib.file_digest(file, 'sha256').hexdigest()[:16]}"
    if imported.reader.listed_are_active:
        source += " (lists only licences in force, as its operator states)"
    asked, imported.day = tuple(covers), date
    return build_snapshot(
        imported,
        out,
        date=date,
        covers=lambda: imported.covered(asked),
        unsettled=imported.unsettled,
        source=source,
        allow_shrink=allow_shrink,
    )
