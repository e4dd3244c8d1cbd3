"""Excel workbooks: the sheet whose headings are known, every cell of it, merged cells as people see them.

What a sheet says of its own size counts for nothing. openpyxl's own rows rest on it and lose rows and cells that come
out of order, so its parser is asked for the cells themselves.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from verifier.errors import ListRejected
from verifier.registry.tables.headings import SEARCHED_ROWS, Vocabulary, headed, score
from verifier.registry.tables.table import Numbered, Table, is_blank, text_of

LARGE_PART_BYTES, MAX_PACKED = 50_000_000, 100
"""A part of a workbook larger than this must not be packed tighter than 1 : 100; real ones are 1 : 5 to 1 : 20."""
MAX_COLUMNS = 1_024
"""Columns of a table, so that a cell at the far end of a sheet (XFD, column 16,384) costs neither time nor memory."""
CHUNK_BYTES = 1 << 20
MERGED = b"mergeCell"


@dataclass(frozen=True, slots=True)
class _Merged:
    """A range of cells that show the value of its upper left one; rows and columns count from 1."""

    top: int
    bottom: int
    left: int
    right: int


def read_workbook(path: Path, vocabulary: Vocabulary) -> Table:
    """The table in the sheet of a workbook whose first rows name most fields; of equal ones the first that is visible.

    Formulas come as text that begins with `=`. Raises ListRejected; for a damaged sheet also while rows are read.
    """
    try:
        import openpyxl  # noqa: PLC0415 - an extra; only workbooks need it
    except ImportError as error:
        raise ListRejected("reading .xlsx needs the extra `xlsx`: pip install 'mokcheck[xlsx]'") from error
    _refuse_blown_up(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except Exception as error:  # openpyxl raises errors of the zip, XML and its own layers
        raise ListRejected(f"{path.name} is not a workbook: {error}") from error
    best: tuple[tuple[int, bool], Any] | None = None
    filled: list[Any] = []
    for sheet in book.worksheets:
        first = list(islice(_rows(path.name, sheet), SEARCHED_ROWS))
        if first:
            filled.append(sheet)
            fields, _ = max(score(cells, vocabulary) for _, cells in first)
            rank = (fields, sheet.sheet_state == "visible")
            best = max(best or (rank, sheet), (rank, sheet), key=lambda ranked: ranked[0])
    if best is None:
        raise ListRejected(f"{path.name} is empty")
    table = headed(path.name, _rows(path.name, best[1]), vocabulary, pad=True)
    others = tuple(sheet.title for sheet in filled if sheet is not best[1])
    return replace(table, sheet=best[1].title, other_sheets=others)


def _rows(name: str, sheet: Any) -> Iterator[Numbered]:
    """The rows of a sheet that are not blank. Raises ListRejected, naming the line after which it cannot be read."""
    line = 0
    try:
        merged = _Filler(_merged(sheet))
        for number, cells in _parser(sheet).parse():
            if number <= line:
                raise ListRejected(f"{name}: a damaged sheet, row {number} stands behind row {line}", line=number)
            line = number
            row = merged.filled(line, _placed(name, line, cells))
            if not is_blank(row):
                yield line, row
    except ListRejected:
        raise
    except Exception as error:  # as above
        raise ListRejected(f"{name} is not a workbook: {error}, after line {line}", line=line) from error


def _parser(sheet: Any) -> Any:
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415 - see above

    book = sheet.parent
    return WorkSheetParser(
        sheet._get_source(),
        sheet._shared_strings,
        data_only=False,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


def _placed(name: str, line: int, cells: Sequence[dict[str, Any]]) -> list[str]:
    """A row's texts, each in its column. Raises ListRejected for cells too far away, of another row or stated twice."""
    row: list[str] = []
    stated: set[int] = set()
    for cell in cells:
        column, text = cell["column"], _text(cell["value"])
        if not text:
            continue
        if column > MAX_COLUMNS:
            far = f"a cell in column {column:,} of {MAX_COLUMNS:,} that a table may have"
            raise ListRejected(f"{name}, line {line}: {far}", line=line)
        if cell["row"] != line or column in stated:
            raise ListRejected(f"{name}, line {line}: a damaged sheet, column {column} is stated twice", line=line)
        stated.add(column)
        row += [""] * (column - len(row))
        row[column - 1] = text
    return row


def _text(value: object) -> str:
    """A cell's text; array formulas and the like, which are objects, are formulas too."""
    formula = getattr(value, "t", None) in ("array", "dataTable")
    return str(getattr(value, "text", None) or "=") if formula else text_of(value)


def _merged(sheet: Any) -> list[_Merged]:
    """The merged ranges of a sheet, which stand behind its rows; the sheet is parsed for them only when it has any."""
    with sheet._get_source() as source:
        before = b""
        while chunk := source.read(CHUNK_BYTES):
            if MERGED in before + chunk or b"\0" in chunk:  # NUL: UTF-16, where the word looks otherwise
                break
            before = chunk[-len(MERGED) :]
        else:
            return []
    parser = _parser(sheet)
    for _ in parser.parse():
        pass
    ranges = parser.merged_cells.mergeCell if parser.merged_cells else ()
    return [_Merged(r.min_row, r.max_row, r.min_col, min(r.max_col, MAX_COLUMNS)) for r in ranges]


class _Filler:
    """Gives the cells of merged ranges the value that they show, row by row from the top."""

    def __init__(self, ranges: Sequence[_Merged]) -> None:
        self._ahead = sorted(ranges, key=lambda r: r.top, reverse=True)
        self._open: list[tuple[_Merged, str]] = []

    def filled(self, line: int, row: list[str]) -> list[str]:
        """The row with what merged ranges show in its empty cells."""
        while self._ahead and self._ahead[-1].top <= line:
            begun = self._ahead.pop()
            value = row[begun.left - 1] if begun.top == line and begun.left <= len(row) else ""
            self._open.append((begun, value))
        self._open = [(r, value) for r, value in self._open if r.bottom >= line and value]
        for r, value in self._open:
            row += [""] * (r.right - len(row))
            for place in range(r.left - 1, r.right):
                row[place] = row[place] or value
        return row


def _refuse_blown_up(path: Path) -> None:
    """Raises ListRejected for a workbook that would fill the memory: a part of it is huge and holds hardly anything."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (OSError, zipfile.BadZipFile) as error:
        raise ListRejected(f"{path.name} is not a workbook: {error}") from error
    for part in parts:
        if part.file_size > LARGE_PART_BYTES and part.file_size > MAX_PACKED * part.compress_size:
            size = f"{part.file_size / 1e6:,.0f} MB"
            raise ListRejected(f"{path.name}: {part.filename} unpacks to {size} of next to nothing")
