"""Checked rows → a CSV file or an Excel workbook in which no cell is ever run as a formula.

The table's own columns come first, as they were; ours follow, named `mokcheck_…`. A file appears under its name only
when it is whole.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from verifier.domain import Snapshot
from verifier.errors import BadRequest, FileMissing, ListRejected
from verifier.messages import stock_advice
from verifier.messages.listing import say
from verifier.product_table.check import Checked
from verifier.registry.cells import inert

ADDED = ("line", "verdict", "result", "reasons", "codes", "licence", "licensee", "status", "advice", "list")
"""Our columns, each behind `mokcheck_`."""
XLSX_MAX_ROWS = 1_048_576
"""Rows that an Excel sheet holds, heading included."""
XLSX_MAX_CELL_CHARACTERS = 32_767
"""Characters that a cell of an Excel sheet holds."""
SUFFIXES = (".csv", ".xlsx")
Put = Callable[[Sequence[str]], None]


def heading(header: Sequence[str]) -> list[str]:
    """The first row of the result."""
    return [*header, *(f"mokcheck_{name}" for name in ADDED)]


def cells_of(row: Checked, width: int, snapshot: Snapshot | None, lang: str) -> list[str]:
    """The result's cells of one row, as wide as the heading; surplus cells are joined in the table's last."""
    own = [*row.cells, *[""] * (width - len(row.cells))]
    if len(own) > width:
        own = [*own[: width - 1], ", ".join(own[width - 1 :])]
    codes = [p.reason for p in row.problems] + [f.code for f in row.findings]
    return [
        *own,
        str(row.line),
        str(row.verdict),
        say(f"check.{row.verdict}", lang),
        "\n".join(row.reasons(lang)),
        " ".join(dict.fromkeys(codes)),
        "; ".join(number for number, _, _ in row.links),
        "; ".join(dict.fromkeys(holder for _, holder, _ in row.links)),
        "; ".join(dict.fromkeys(say(f"status.{status}", lang) for _, _, status in row.links)),
        "\n".join(stock_advice.advice(code, lang) for code in row.advice),
        f"{snapshot.date.isoformat()} {snapshot.id}" if snapshot else "",
    ]


def to_stream(out: TextIO) -> Put:
    """Writes rows as CSV to an open stream."""
    writer = csv.writer(out, lineterminator="\n")
    return lambda row: writer.writerow([inert(cell) for cell in row])


@contextmanager
def open_result(path: Path, source: Path) -> Iterator[Put]:
    """Gives a function that writes one row; at the end the whole file takes the name `path` in one step.

    Raises BadRequest for a name of no known kind or that of `source`, FileMissing when the file cannot be made, and
    ListRejected when Excel cannot hold so many rows; `path` is then as it was.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadRequest(f"{path}: the name must end in one of {', '.join(SUFFIXES)}", path=str(path))
    if path.exists() and source.exists() and path.samefile(source):
        raise BadRequest(f"{path} is the table itself", path=str(path))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror}", path=str(path)) from error
    os.close(handle)
    fresh = Path(name)
    try:
        with _csv(fresh) if suffix == ".csv" else _xlsx(fresh) as put:
            yield put
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def _csv(path: Path) -> Iterator[Put]:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        yield lambda row: writer.writerow([inert(cell) for cell in row])


@contextmanager
def _xlsx(path: Path) -> Iterator[Put]:
    try:
        import openpyxl  # noqa: PLC0415 - an extra; only workbooks need it
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    except ImportError as error:
        raise ListRejected("writing .xlsx needs the extra `xlsx`: pip install 'mokcheck[xlsx]'") from error
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("MokCheck")
    sheet.freeze_panes = "A2"
    count = 0

    def text_cell(text: str) -> Any:
        text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
        cell = WriteOnlyCell(
            sheet, value=text if len(text) <= XLSX_MAX_CELL_CHARACTERS else f"{text[: XLSX_MAX_CELL_CHARACTERS - 1]}…"
        )
        cell.data_type = "s"  # text, whatever it begins with
        return cell

    def put(row: Sequence[str]) -> None:
        nonlocal count
        count += 1
        if count > XLSX_MAX_ROWS:
            raise ListRejected(f"an Excel sheet holds {XLSX_MAX_ROWS:,} rows; write a .csv file instead", rows=count)
        sheet.append([text_cell(text) for text in row])

    yield put
    book.save(path)
