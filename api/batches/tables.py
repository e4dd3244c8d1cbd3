"""Decisions as a table: CSV and an Excel workbook. No cell is ever run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from api.batches.decisions import Decision
from verifier.batch.results.rows import Line
from verifier.errors import BadRequest
from verifier.registry.cells import inert

HEADINGS = ("decided", "who", "key_id", "decision", "corrections", "note", "verdict", "reasons")
OF_PRODUCT = ("item", "name", "sku", "gtin", "supplier", "key")
Rows = Sequence[tuple[Decision, Line | None, str]]
"""Each decision with its product, unless that is there no more, and when it was made."""


def decisions_csv(rows: Rows) -> bytes:
    """UTF-8 with a byte order mark, so that Excel takes it for what it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([inert(cell) for cell in row] for row in _cells(rows))
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def decisions_xlsx(rows: Rows) -> bytes:
    """One sheet with a heading that stays and filters. Raises BadRequest where xlsxwriter is not installed."""
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise BadRequest("workbooks need the extra: pip install 'mokcheck[stock]'") from error
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet("decisions"), book.add_format({"bold": True})
    last = 0
    for number, row in enumerate(_cells(rows)):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell[:32_000], bold if number == 0 else None)
        last = number
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(HEADINGS) + len(OF_PRODUCT) - 1)
    sheet.set_column(0, len(HEADINGS) + len(OF_PRODUCT) - 1, 18)
    book.close()
    return out.getvalue()


def _cells(rows: Rows) -> Iterator[list[str]]:
    yield [*OF_PRODUCT, *HEADINGS]
    for decision, line, at in rows:
        facts = line.facts if line else {}
        corrections = "; ".join(f"{place}: {text}" for place, text in json.loads(decision.corrections).items())
        yield [
            str(decision.item),
            line.name if line else "",
            facts.get("sku", ""),
            line.gtin if line else "",
            facts.get("supplier", ""),
            decision.key,
            at,
            decision.who,
            decision.who_id,
            decision.decision.value if decision.decision else "",
            corrections,
            decision.note,
            decision.verdict,
            " ".join(line.reasons("th")) if line else "",
        ]
