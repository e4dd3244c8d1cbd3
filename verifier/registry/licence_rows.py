"""One row of a table of licences → a licence, or the reason why not.

Form is forgiven, content never. A row whose licence, standard or holder cannot be understood, or whose cells contradict
each other, is rejected whole. A licence is kept without any other cell that cannot be understood; where that cell bears
on its being in force, its state is not stated, so that no label agrees by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from verifier.domain import Licence, LicenceStatus
from verifier.errors import ListRejected
from verifier.numbers import LicenceNumber, StandardNumber, parse_standard
from verifier.registry.cells import BadCell, qr_id_cell
from verifier.registry.columns import READERS, REQUIRED, read_field
from verifier.registry.remarks import beside, ends, marked, named_in
from verifier.registry.tables import Cells, Vocabulary
from verifier.registry.tables.headings import Places, score

BEARS_ON: Mapping[LicenceStatus, tuple[str, ...]] = MappingProxyType(
    {
        LicenceStatus.ACTIVE: ("status", "issued", "suspended_from", "suspended_to"),
        LicenceStatus.SUSPENDED: ("suspended_from", "suspended_to"),
    }
)
"""Fields without which a state says nothing certain of a given day; an ended licence stays so whatever its days."""
IN_WORDS = ("holder", "holder_en", "product", "trade_mark", "factory")
"""Fields of free text, in which somebody may have written that the licence has ended."""
HEADINGS_OF_A_TABLE = 2
"""A row that cannot be taken and names this many fields is the head of another table."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be taken: line, column (a field's name; empty: the whole row), reason code, the cell as it was.

    `row_kept`: the licence is in the list all the same, without this cell.
    """

    line: int
    column: str
    reason: str
    cell: str
    row_kept: bool = False


class BadRow(ValueError):
    """A row of which no licence can be made."""

    def __init__(self, column: str, reason: str, cell: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.cell = column, reason, cell

    def rejected(self, line: int) -> Rejected:
        """The same for the account."""
        return Rejected(line, self.column, self.reason, self.cell)


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one table. `places`: field → columns. `listed_are_active`: an empty state means active."""

    header: Sequence[str]
    vocabulary: Vocabulary
    places: Places
    listed_are_active: bool = False

    @cached_property
    def unused(self) -> tuple[int, ...]:
        """Columns that no field is taken from."""
        used = {column for columns in self.places.values() for column in columns}
        return tuple(column for column in range(len(self.header)) if column not in used)

    def read(
        self, line: int, cells: Cells, *, under: str = "", day: date | None = None
    ) -> tuple[Licence, list[Rejected]]:
        """The licence of a row, and the cells without which it is kept. Raises BadRow; ListRejected at another table.

        `under`: a title or a row above that speaks of licences not in force, by which an empty state is not active.
        `day`: that of the list.
        """
        missing = len(self.header) - len(cells)
        if missing < 0:
            raise BadRow("", "row.too_long", str(len(cells)))
        cells = [*cells, *[""] * missing] if missing else cells
        values: dict[str, Any] = {}
        left_out: list[Rejected] = []
        for name, columns in self.places.items():
            try:
                values[name] = read_field(name, cells, columns)
            except BadCell as error:
                if name == "qr_id" and named_in(cells[c] for c in columns) - {values.get("licence")}:
                    raise BadRow(name, "qr_id.not_of_licence", self._cell(cells, columns)) from error
                if name not in REQUIRED:
                    left_out.append(Rejected(line, name, str(error), self._cell(cells, columns), row_kept=True))
                elif self._is_heading(cells):
                    raise BadRow("", "row.heading", "") from error
                elif score(cells, self.vocabulary)[0] >= HEADINGS_OF_A_TABLE:
                    detail = "another table begins, with other headings; put each table into a file of its own"
                    raise ListRejected(f"line {line}: {detail}", line=line) from error
                else:
                    raise BadRow(name, str(error), self._cell(cells, columns)) from error
        if values["holder"] is None:
            raise BadRow("holder", "cell.missing", "")
        values["number"] = values.pop("licence")
        values["standard"], title = values["standard"]
        values["product"] = values.get("product") or title
        values.setdefault("status", LicenceStatus.UNSTATED)
        if values["status"] is LicenceStatus.UNSTATED and self.listed_are_active:
            values["status"] = LicenceStatus.ACTIVE
            if under:
                left_out.append(Rejected(line, "status", "row.under_note", under, row_kept=True))
        _check_agreement(values)
        left_out += self._said_beside(line, cells, day)
        if left_out:
            values["status"] = _certain_state(values["status"], left_out)
        return Licence(**values), left_out

    def standards_of(self, cells: Cells) -> set[int | None]:
        """The numbers of the standards that a rejected row may be of; {None} when none of its cells tells."""
        found: set[int | None] = set()
        for name in ("standard", "licence") if len(cells) <= len(self.header) else ():
            for column in self.places[name]:
                try:
                    value = READERS[name](cells[column] if column < len(cells) else "")
                except BadCell:
                    continue
                standard = value[0] if name == "standard" else parse_standard(value.standard)
                found.add(standard.number if standard else None)
        return found or {None}

    def qr_ids_of(self, cells: Cells) -> set[str]:
        """The QR ids in a rejected row."""
        found: set[str | None] = set()
        for column in self.places.get("qr_id", ()):
            with suppress(BadCell, IndexError):
                found.add(qr_id_cell(cells[column]))
        return {qr_id for qr_id in found if qr_id is not None}

    def _said_beside(self, line: int, cells: Cells, day: date | None) -> list[Rejected]:
        """Cells that are no state and may say that the licence has ended: of free text, and under unknown headings."""
        in_words = [c for name in IN_WORDS for c in self.places.get(name, ()) if ends(cells[c]) or marked(cells[c])]
        unread = [c for c in self.unused if beside(self.header[c], cells[c], day)]
        return [
            Rejected(line, "status", reason, f"{self.header[column]}: {cells[column]}", row_kept=True)
            for reason, columns in (("cell.remark", in_words), ("cell.unread", unread))
            for column in columns
        ]

    def _cell(self, cells: Cells, columns: Sequence[int]) -> str:
        """A field's cell as it was; of several columns all filled ones, each behind its heading."""
        if len(columns) == 1:
            return cells[columns[0]]
        return "; ".join(f"{self.header[column]}: {cells[column]}" for column in columns if cells[column].strip())

    def _is_heading(self, cells: Cells) -> bool:
        """Whether a row holds headings again, as printed pages do, each in a column of its own field."""
        stated = [(name, cells[c]) for name, columns in self.places.items() for c in columns if cells[c].strip()]
        several = len({name for name, _ in stated}) > 1
        return several and all(self.vocabulary.names(text, name) for name, text in stated)


def _certain_state(status: LicenceStatus, left_out: Sequence[Rejected]) -> LicenceStatus:
    """The state of a row, unless it rests on a cell that could not be understood: then none is stated."""
    lost = {bad.column for bad in left_out}
    return LicenceStatus.UNSTATED if lost.intersection(BEARS_ON.get(status, ())) else status


@lru_cache(maxsize=8192)
def _same_standard(end: str, standard: StandardNumber) -> bool:
    """Whether a licence number that ends in `end` can be of `standard`."""
    return LicenceNumber("ท", 1, 1, end).belongs_to(standard)


def _check_agreement(values: Mapping[str, Any]) -> None:
    """Raises BadRow when a row's own cells contradict each other."""
    number, standard = values["number"], values["standard"]
    if not _same_standard(number.standard, standard):
        raise BadRow("standard", "standard.not_of_licence", str(standard))
    if values.get("licence_type") not in (None, number.type):
        raise BadRow("licence_type", "licence_type.not_of_licence", values["licence_type"])
    start, end = values.get("suspended_from"), values.get("suspended_to")
    if start and end and end < start:
        raise BadRow("suspended_to", "suspension.backwards", end.isoformat())
