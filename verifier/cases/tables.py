"""Sheets of cases: what products share as CSV, a month as a workbook. No cell is ever run by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from verifier import messages
from verifier.cases.links import Shared
from verifier.cases.summary import NUMBERS, Figures, Summary, first_day, row_name
from verifier.errors import EngineMissing
from verifier.messages.cases import say
from verifier.registry.cells import inert

COUNTS = ("cases", "products", "shops", "firms", "categories", "licences", "hidden")
LINK_COLUMNS = ("kind", "value", "contradicts", *COUNTS, "case", "product", "place", "address", "name")
MOST_BARS = 30
"""Rows of a table that its plot shows."""


def links_csv(found: Sequence[Shared]) -> bytes:
    """A row for each product that the asker may read; UTF-8 with a byte order mark, as Excel wants it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(LINK_COLUMNS)
    for shared in found:
        own = [shared.kind, shared.value, "yes" if shared.contradicts else "no"]
        own += [str(getattr(shared, name)) for name in COUNTS]
        for case, product in shared.members:
            row = [*own, case.id, product.id, case.place.name, case.place.address, product.name]
            writer.writerow([inert(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def summary_xlsx(summary: Summary, lang: str) -> bytes:
    """A workbook with a sheet for the month and one with a plot for each table. Raises EngineMissing."""
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra; only workbooks need it
    except ImportError as error:
        raise EngineMissing("workbooks need the extra: pip install 'mokcheck[xlsx]'", engine="openpyxl") from error
    book = Workbook()
    sheet = book.active
    sheet.title = say("summary.total", lang)
    _row(sheet, [say("summary.title", lang, month=messages.month(first_day(summary.month), lang))])
    for name in NUMBERS:
        _row(sheet, [say(f"count.{name}", lang), getattr(summary.total, name)])
    _row(sheet, [say("summary.note", lang)])
    sheet.column_dimensions["A"].width = 32
    for name, rows in summary.tables.items():
        _table(book, name, rows, summary.total, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(book: Any, name: str, rows: Sequence[tuple[str, Figures]], total: Figures, lang: str) -> None:
    from openpyxl.chart import BarChart, Reference  # noqa: PLC0415 - an extra

    sheet = book.create_sheet(say(f"summary.{name}", lang))
    _row(sheet, [say(f"summary.{name}", lang), *(say(f"count.{number}", lang) for number in NUMBERS)])
    for row, figures in rows:
        _row(sheet, [row_name(name, row, lang), *(getattr(figures, number) for number in NUMBERS)])
    _row(sheet, [say("summary.total", lang), *(getattr(total, number) for number in NUMBERS)])
    sheet.freeze_panes, sheet.column_dimensions["A"].width = "B2", 40
    if not rows:
        return
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    last, first = 1 + min(len(rows), MOST_BARS), 2 + NUMBERS.index("agrees")
    chart.add_data(Reference(sheet, min_col=first, max_col=first + 3, min_row=1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    chart.title, chart.height = say("count.products", lang), 6 + 0.6 * (last - 1)
    sheet.add_chart(chart, f"A{len(rows) + 5}")


def _row(sheet: Any, cells: Sequence[str | int]) -> None:
    """A row whose texts stay texts, whatever they begin with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - an extra

    sheet.append([ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell) if isinstance(cell, str) else cell for cell in cells])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"
