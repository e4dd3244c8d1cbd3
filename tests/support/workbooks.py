"""Workbooks for tests, with sheets written letter by letter: such as no library would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def cell(place: str, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def row(number: int, texts: Sequence[str] | Mapping[str, str]) -> str:
    """A row of texts, from column A on, or by the letters of their columns, in that order."""
    by_letter = texts if isinstance(texts, Mapping) else dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", texts, strict=False))
    cells = "".join(cell(f"{letter}{number}", text) for letter, text in by_letter.items() if text)
    return f'<row r="{number}">{cells}</row>'


def sheet(*rows: str, dimension: str = "", behind: str = "") -> str:
    """The XML of a sheet. `dimension`: what it says of its own size; `behind`: what stands after its rows."""
    said = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'<worksheet xmlns="{NAMESPACE}">{said}<sheetData>{"".join(rows)}</sheetData>{behind}</worksheet>'


def merged(*ranges: str) -> str:
    """What stands behind the rows of a sheet with merged cells."""
    return f"<mergeCells>{''.join(f'<mergeCell ref={chr(34)}{r}{chr(34)}/>' for r in ranges)}</mergeCells>"


def save(path: Path, *sheets: str | bytes, names: Sequence[str] = (), hidden: Sequence[int] = ()) -> Path:
    """A workbook with these sheets, in order; those at the indices `hidden` are hidden."""
    import openpyxl

    book = openpyxl.Workbook()
    for index in range(1, len(sheets)):
        book.create_sheet(names[index] if names else f"Sheet{index}")
    if names:
        book.worksheets[0].title = names[0]
    for index in hidden:
        book.worksheets[index].sheet_state = "hidden"
    plain = io.BytesIO()
    book.save(plain)
    own = {f"xl/worksheets/sheet{index}.xml": xml for index, xml in enumerate(sheets, 1)}
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, own.get(part, old.read(part)))
    return path
