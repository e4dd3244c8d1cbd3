"""Decisions as a table: CSV and an Excel workbook. No cell is ever run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from api.batches.decisions import Decision
from verifier import messages
from verifier.batch.results.rows import Line
from verifier.days import THAILAND
from verifier.errors import BadRequest
from verifier.messages.review import WORDS
from verifier.registry.cells import inert
from verifier.report.plain import LANGUAGES

COLUMNS = (
    *("item", "name", "sku", "gtin", "supplier", "key"),
    *("decided", "who", "key_id", "decision", "corrections", "note", "verdict", "reasons"),
)
Rows = Sequence[tuple[Decision, Line | None, str]]
"""Each decision with its product, unless that is there no more, and when it was made."""


def decisions_csv(rows: Rows, lang: str) -> bytes:
    """For programs, with reasons in `lang`. UTF-8 with a byte order mark, so that Excel takes it for what it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in row] for row in _cells(rows, lang))
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def decisions_xlsx(rows: Rows, lang: str) -> bytes:
    """For people: one sheet with a heading that stays and filters, in words of `lang`.

    Raises BadRequest where xlsxwriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise BadRequest("workbooks need the extra: pip install 'mokcheck[stock]'") from error
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(_say("export", lang)), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, _say(f"table.{name}", lang), bold)
    last = 0
    for last, row in enumerate(_cells(rows, lang), 1):
        for column, (name, cell) in enumerate(zip(COLUMNS, row, strict=True)):
            sheet.write_string(last, column, _told(name, cell, lang)[:32_000], wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.set_column(0, len(COLUMNS) - 1, 18)
    sheet.set_column(len(COLUMNS) - 1, len(COLUMNS) - 1, 60)
    book.close()
    return out.getvalue()


def _told(name: str, cell: str, lang: str) -> str:
    """A cell as people read it: codes in words, moments by Thailand's clock and in the years of the language."""
    if name == "decided" and cell:
        return messages.moment(datetime.fromisoformat(cell).astimezone(THAILAND), lang)
    told = {"decision": "decide", "verdict": "review"}
    return _say(f"{told[name]}.{cell}", lang) if cell and name in told else cell


def _say(key: str, lang: str) -> str:
    return WORDS[key][LANGUAGES.index(lang)]


def _cells(rows: Rows, lang: str) -> Iterator[list[str]]:
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
            "\n".join(line.reasons(lang)) if line else "",
        ]
