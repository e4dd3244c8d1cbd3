"""What a table says of licences where no licence is taken from: in rows that are rejected, titles, and other sheets.

Such words are never taken for a state. They take away the state of the licence that they may be said of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from verifier.errors import ListRejected
from verifier.numbers import LicenceNumber
from verifier.registry.day_cells import first_of
from verifier.registry.remarks import ends, named_in, perhaps_named_in
from verifier.registry.tables import Cells, Table

MAX_MONTH_FIRST = 0.01
"""Cells in which the month stands first are slips of the pen up to this share of those in which the day does."""


MIN_EXCHANGED = 5
"""Dates, all of them up to the twelfth, beside days after it in texts: by chance one column in two hundred."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A licence, or one with a QR id, of which something was said in `line`, or on another `sheet` (line 0)."""

    about: LicenceNumber | str
    line: int
    sheet: str = ""


@dataclass
class Doubts:
    """Gathered while the rows of a table are read. `under`: words, above the next row, on licences not in force."""

    under: str = ""
    found: list[Doubt] = field(default_factory=list)
    _firsts: dict[int, Counter[str]] = field(default_factory=dict)
    _month_lines: dict[int, int] = field(default_factory=dict)

    @classmethod
    def above(cls, texts: Iterable[str]) -> Doubts:
        """By the name of the file, its titles and the like."""
        return cls(next(filter(ends, texts), ""))

    def note_days(self, line: int, cells: Cells, columns: Sequence[int]) -> None:
        """Counts for each column of days what stands first in them, and keeps the first line where it is the month."""
        for column in columns:
            if column < len(cells) and (first := first_of(cells[column])):
                self._firsts.setdefault(column, Counter())[first] += 1
                if first == "month":
                    self._month_lines.setdefault(column, line)

    def note_rejected(self, line: int, cells: Cells, qr_ids: Iterable[str]) -> None:
        """What a row says that no licence could be made of: of licences that it names, else of those below it."""
        named = named_in(cells) or perhaps_named_in(cells)
        self.found += [Doubt(number, line) for number in sorted(named, key=str)]
        self.found += [Doubt(qr_id, line) for qr_id in sorted(qr_ids)]
        if not named and (words := next(filter(ends, cells), "")):
            self.under = f"{line}: {words}"

    def refuse_months_first(self, header: Sequence[str]) -> None:
        """Raises ListRejected where months stand first in a column that has days of which that cannot be told.

        Also where a spreadsheet has made dates of all days up to the twelfth, month first, and left the others texts.
        """
        for column, counts in self._firsts.items():
            if counts["either"] and counts["month"] > MAX_MONTH_FIRST * counts["day"]:
                line, heading = self._month_lines[column], header[column]
                detail = "the month stands before the day, so that 03/12/2026 may be either; save days as YYYY-MM-DD"
                raise ListRejected(f"line {line}, column {heading!r}: {detail}", line=line)
            if counts["low date"] >= MIN_EXCHANGED and counts["day"] and not counts["high date"] + counts["either"]:
                detail = "a spreadsheet took the first twelve days of months for months; enter days as YYYY-MM-DD"
                raise ListRejected(f"column {header[column]!r}: {detail}", line=0)

    def look_elsewhere(self, table: Table) -> None:
        """What sheets that were not read say of licences not in force, by their own rows, what is above, or a name."""
        above: set[str] = set()
        for sheet, (_, cells) in table.elsewhere:
            named, ended = named_in(cells), any(map(ends, cells))
            if ended and not named:
                above.add(sheet)
            elif named and (ended or sheet in above or ends(sheet)):
                self.found += [Doubt(number, 0, sheet) for number in sorted(named, key=str)]

    def of(self, lines: dict[int, int]) -> Iterator[tuple[Doubt, int]]:
        """The doubts about licences taken, each with the line of its licence; `lines`: by the hash of number or id."""
        return ((doubt, lines[hash(doubt.about)]) for doubt in self.found if hash(doubt.about) in lines)
