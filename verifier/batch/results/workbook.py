"""An Excel workbook that a shop assistant understands: a summary, the products with their pictures, the whole stock.

Every cell is text or a number of ours; nothing is ever run. Rows are written as they come, so that a stock of any size
takes little memory; what Excel cannot hold is told.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from verifier import messages
from verifier.batch.results.columns import COLUMNS
from verifier.batch.results.rows import REASONS_COUNTED, SUPPLIERS_COUNTED, Counts, Line, Stock, sentence
from verifier.domain import VerdictKind
from verifier.errors import BadRequest, ListRejected
from verifier.messages import stock as words

MAX_ROWS = 1_048_575
"""Rows of a sheet, heading left out."""
MAX_CELL_CHARACTERS = 32_000
MAX_PICTURES = 20_000
"""Rows with a picture; more make a file that nobody can open."""
MAX_ASIDE = 10_000
"""Files named in the sheet of what was not checked."""
PICTURE_WIDTH, PICTURE_CHARACTERS = 96, 15
"""Pixels of a picture's width at most, and the width of its column in characters."""
SUMMARY_CHARACTERS = 90
"""Width of the summary's first column in characters."""
ROW_PX, LINE_PX, MAX_ROW_PX = 76, 18, 400
"""Height of a row with a picture, of a line of text, and of a row at most."""
FILLS = {VerdictKind.AGREES: "#D7F0DB", VerdictKind.CONFLICTS: "#F8D3D0", VerdictKind.CANNOT_TELL: "#FBEFC8"}
INKS = {VerdictKind.AGREES: "#0B5C22", VerdictKind.CONFLICTS: "#8C1511", VerdictKind.CANNOT_TELL: "#6A4A00"}
"""Dark on light, by more than 7 : 1; sign and words tell the same without colour."""
FONT = "Tahoma"
"""Has Thai letters on every Windows."""
A3, A4 = 8, 9
"""Excel's numbers of these sizes of paper."""
LAST_PRINTED = "hints"
"""The last column of products that goes on paper, where more would be too small to read."""
PICTURE_BEHIND = "result"
WRAPPED = ("name", "reasons", "advice", "hints", "licensee", "photos", "supplier")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_workbook(stock: Stock, path: Path, lang: str) -> None:
    """The workbook at `path`. Raises BadRequest where the extra is not installed, ListRejected for too many rows."""
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra; only workbooks need it
    except ImportError as error:
        raise BadRequest("writing .xlsx needs the extra `stock`: pip install 'mokcheck[stock]'") from error
    options = {
        "constant_memory": True,
        "tmpdir": str(path.absolute().parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    counts = stock.counts(lang)
    if counts.verdicts.total() > MAX_ROWS:
        raise ListRejected(f"an Excel sheet holds {MAX_ROWS:,} rows; write .csv or .parquet instead")
    book = xlsxwriter.Workbook(str(path), options)
    day = date.fromisoformat(stock.day)
    book.set_properties({"title": _title(stock, lang), "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001
    sheets = _Sheets(book, stock, lang)
    sheets.summary(counts)
    sheets.products()
    sheets.whole()
    sheets.aside()
    book.close()


class _Sheets:
    """A workbook being written, one sheet after another."""

    def __init__(self, book: Any, stock: Stock, lang: str) -> None:
        self.book, self.stock, self.lang = book, stock, lang
        base = {"font_name": FONT, "font_size": 10, "valign": "top"}
        lined = {**base, "bottom": 1, "bottom_color": "#D5DCDF"}
        self.plain = book.add_format(lined)
        self.wrapped = book.add_format({**lined, "text_wrap": True})
        self.head = book.add_format(
            {
                **base,
                "bold": True,
                "bg_color": "#20343C",
                "font_color": "#FFFFFF",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self.title = book.add_format({**base, "bold": True, "font_size": 16})
        self.bold = book.add_format({**base, "bold": True})
        self.soft = book.add_format({**base, "italic": True, "font_color": "#444444", "text_wrap": True})
        look = {**lined, "bold": True, "text_wrap": True}
        self.verdicts = {
            kind: book.add_format({**look, "bg_color": FILLS[kind], "font_color": INKS[kind]}) for kind in VerdictKind
        }

    def summary(self, counts: Counts) -> None:
        """What a person wants to know first."""
        sheet, say = self._sheet("sheet.summary"), self._say
        sheet.set_column(0, 0, SUMMARY_CHARACTERS)
        sheet.set_column(1, 4, 16)
        sheet.write_string(0, 0, _clean(_title(self.stock, self.lang)), self.title)
        sheet.set_row_pixels(0, 32)
        aside = sum(1 for _ in self.stock.aside())
        unused = sum(1 for _ in self.stock.unread())
        rows: list[tuple[str, Any]] = [
            (say("sum.day"), messages.day(date.fromisoformat(self.stock.day), self.lang)),
            (say("sum.list"), self.stock.of_list(self.lang)),
            (say("sum.products"), counts.verdicts.total()),
            (say("sum.photos"), counts.photos),
            (say("sum.aside"), aside),
            (say("sum.unused"), unused),
        ]
        at = 2
        for label, value in rows:
            sheet.write_string(at, 0, label, self.plain)
            (sheet.write_number if isinstance(value, int) else sheet.write_string)(at, 1, value, self.bold)
            at += 1
        at += 1
        for kind in VerdictKind:
            sheet.write_string(at, 0, words.verdict(kind, self.lang), self.verdicts[kind])
            sheet.write_number(at, 1, counts.verdicts[kind], self.verdicts[kind])
            at += 1
        at += 1
        sheet.write_string(at, 0, say("sum.caveat"), self.soft)
        at += 2
        at = self._counted(
            sheet,
            at,
            say("sum.reasons"),
            [(counts.examples[code], count) for code, count in counts.reasons.most_common(REASONS_COUNTED)],
        )
        days = {messages.day(date.fromisoformat(day), self.lang): counts.days[day] for day in sorted(counts.days)}
        suppliers = sorted(counts.suppliers.items(), key=lambda entry: (-entry[1].total(), entry[0]))
        for title, groups in (("sum.suppliers", dict(suppliers)), ("sum.timeline", days)):
            if set(groups) - {""}:
                at = self._by_verdict(sheet, at, say(title), groups)

    def products(self) -> None:
        """One row a product, with filters and a heading that stays."""
        sheet = self._sheet("sheet.products")
        headings = [column.name for column in COLUMNS]
        behind = headings.index(PICTURE_BEHIND) + 1
        headings.insert(behind, "picture")
        widths = [column.width for column in COLUMNS]
        widths.insert(behind, PICTURE_CHARACTERS)
        for place, (name, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, self._say(f"col.{name}"), self.head)
        sheet.set_row_pixels(0, 34)
        sheet.freeze_panes(1, behind + 2)
        number = 0
        for number, line in enumerate(self.stock.lines(), 1):
            self._product(sheet, number, line, behind)
        sheet.autofilter(0, 0, max(number, 1), len(headings) - 1)
        sheet.repeat_rows(0)
        sheet.set_paper(A3)
        sheet.print_area(0, 0, number, headings.index(LAST_PRINTED))

    def whole(self) -> None:
        """What only the whole stock shows: shared pictures, licences and codes."""
        sheet = self._sheet("sheet.whole")
        self._heading(sheet, (("col.number", 6), ("col.name", 36), ("col.supplier", 24), ("what", 90)))
        at = 0
        for line in self.stock.lines():
            for finding in line.findings:
                if finding["by"] == "stock" and finding["code"] in WHOLE:
                    at += 1
                    if at > MAX_ROWS:
                        return
                    sheet.write_number(at, 0, line.number, self.plain)
                    cells = (line.name, line.facts.get("supplier", ""), sentence(finding, self.lang))
                    for place, text in enumerate(cells, 1):
                        sheet.write_string(at, place, _clean(text), self.wrapped)
        if not at:
            sheet.write_string(1, 1, self._say("nothing"), self.soft)
        sheet.autofilter(0, 0, max(at, 1), 3)

    def aside(self) -> None:
        """What was not checked, and why."""
        sheet = self._sheet("sheet.aside")
        self._heading(sheet, (("file", 60), ("reason", 60)))
        at = 0
        for at, (name, reason) in enumerate(self._not_checked(), 1):
            if at > MAX_ASIDE:
                sheet.write_string(at, 0, self._say("and_more", count="…"), self.soft)
                break
            sheet.write_string(at, 0, _clean(name), self.wrapped)
            sheet.write_string(at, 1, _clean(words.reason(reason, self.lang)), self.wrapped)
        if not at:
            sheet.write_string(1, 0, self._say("nothing"), self.soft)
        sheet.autofilter(0, 0, max(at, 1), 1)

    # ---- pieces -----------------------------------------------------------------------------------------------------

    def _product(self, sheet: Any, row: int, line: Line, behind: int) -> None:
        thumb = self.stock.thumb(line) if row <= MAX_PICTURES else None
        lines = 1
        for at, column in enumerate(COLUMNS):
            place = at + (at >= behind)
            text = _clean(column.value(line, self.lang))
            if column.name == "received" and text:
                text = messages.day(date.fromisoformat(text), self.lang)
            wraps = column.name in WRAPPED
            if wraps:
                lines = max(lines, sum(1 + _wide(part) // max(1, column.width - 2) for part in text.split("\n")))
            if column.name in ("number", "line") and text:
                sheet.write_number(row, place, int(text), self.plain)
            elif column.name == "result":
                sheet.write_string(row, place, text, self.verdicts[line.verdict])
            else:
                sheet.write_string(row, place, text, self.wrapped if wraps else self.plain)
        height = min(MAX_ROW_PX, max(ROW_PX if thumb else LINE_PX, lines * LINE_PX))
        sheet.set_row_pixels(row, height)
        if thumb:
            with Image.open(io.BytesIO(thumb)) as picture:
                scale = min(PICTURE_WIDTH / picture.width, (ROW_PX - 6) / picture.height)
            how = {"x_scale": scale, "y_scale": scale, "x_offset": 4, "y_offset": 3, "object_position": 1}
            sheet.insert_image(row, behind, "photo.jpg", {"image_data": io.BytesIO(thumb), **how})

    def _counted(self, sheet: Any, at: int, title: str, rows: list[tuple[str, int]]) -> int:
        sheet.write_string(at, 0, title, self.bold)
        for text, count in rows:
            at += 1
            sheet.write_string(at, 0, _clean(text), self.wrapped)
            sheet.write_number(at, 1, count, self.plain)
            sheet.set_row_pixels(at, LINE_PX * (1 + _wide(text) // SUMMARY_CHARACTERS))
        return at + 2

    def _by_verdict(self, sheet: Any, at: int, title: str, groups: dict[str, Any]) -> int:
        sheet.write_string(at, 0, title, self.bold)
        for place, kind in enumerate(VerdictKind, 1):
            sheet.write_string(at, place, words.verdict(kind, self.lang), self.verdicts[kind])
        for name in list(groups)[:SUPPLIERS_COUNTED]:
            at += 1
            sheet.write_string(at, 0, _clean(name) or self._say("sum.no_supplier"), self.wrapped)
            for place, kind in enumerate(VerdictKind, 1):
                sheet.write_number(at, place, groups[name][kind], self.plain)
        return at + 2

    def _not_checked(self) -> Iterator[tuple[str, str]]:
        yield from ((name, reason) for name, reason, _ in self.stock.aside())
        yield from self.stock.missing()
        yield from self.stock.unread()

    def _heading(self, sheet: Any, columns: tuple[tuple[str, int], ...]) -> None:
        for place, (key, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, self._say(key), self.head)
        sheet.freeze_panes(1, 0)

    def _sheet(self, key: str) -> Any:
        sheet = self.book.add_worksheet(self._say(key))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)  # as wide as a page, as long as it gets
        return sheet

    def _say(self, key: str, **values: object) -> str:
        return words.say(key, self.lang, **values)


WHOLE = ("stock.same_photo", "stock.like_photo", "stock.shared_licence", "stock.shared_qr")


def _title(stock: Stock, lang: str) -> str:
    return words.say("title", lang, source=stock.source)


def _wide(text: str) -> int:
    """Letters side by side: vowels and tones above and below a Thai letter take no room."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def _clean(text: str) -> str:
    """A text that a workbook can hold."""
    text = _ILLEGAL.sub("\ufffd", text)
    return text if len(text) <= MAX_CELL_CHARACTERS else f"{text[:MAX_CELL_CHARACTERS]}…"
