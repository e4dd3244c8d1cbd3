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

from verifier.domain import TargetKind
from verifier.errors import ListRejected
from verifier.links.target import judge_target
from verifier.registry.cells import link_of_qr_id
from verifier.registry.remarks import STRUCK, ends, named_in
from verifier.registry.tables.headings import MAX_COLUMNS, SEARCHED_ROWS, Vocabulary, headed, score
from verifier.registry.tables.table import Numbered, Table, is_blank, text_of

LARGE_PART_BYTES, MAX_PACKED = 50_000_000, 100
"""A part of a workbook larger than this must not be packed tighter than 1 : 100; real ones are 1 : 5 to 1 : 20."""
STRICT = b"http://purl.oclc.org/ooxml/"
"""The namespace of ISO 29500 Strict, in which openpyxl finds no cells."""
CHUNK_BYTES = 1 << 20
BEHIND_ROWS = (b"mergeCell", b"hyperlink")
"""Elements of a sheet that stand behind its rows and say something of their cells."""


@dataclass(frozen=True, slots=True)
class _Range:
    """A range of cells, rows and columns from 1, that lead to `target`, bear a `note`, or else show one value."""

    top: int
    bottom: int
    left: int
    right: int
    target: str = ""
    note: str = ""


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
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, rich_text=True)
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
        strict = any(
            STRICT in book._archive.read(part) for part in book._archive.namelist() if part.endswith("workbook.xml")
        )
        as_what = "is a strict Open XML workbook; save it as an ordinary one (.xlsx)" if strict else "is empty"
        raise ListRejected(f"{path.name} {as_what}")
    table = headed(path.name, _rows(path.name, best[1]), vocabulary, pad=True)
    others = [sheet for sheet in filled if sheet is not best[1]]
    elsewhere = ((sheet.title, row) for sheet in others for row in _rows(path.name, sheet))
    return replace(table, sheet=best[1].title, other_sheets=tuple(s.title for s in others), elsewhere=elsewhere)


def _rows(name: str, sheet: Any) -> Iterator[Numbered]:
    """The rows of a sheet that are not blank. Raises ListRejected, naming the line after which it cannot be read."""
    line = 0
    try:
        ranges, struck = _Ranges(_behind_rows(sheet)), _struck_styles(sheet.parent)
        for number, cells in _parser(sheet).parse():
            if number <= line:
                raise ListRejected(f"{name}: a damaged sheet, row {number} stands behind row {line}", line=number)
            line = number
            row = ranges.applied(line, _placed(name, line, cells, struck))
            if not is_blank(row):
                yield line, row
    except ListRejected:
        raise
    except Exception as error:  # openpyxl's own, as when a workbook is opened
        raise ListRejected(f"{name} is not a workbook: {error}, after line {line}", line=line) from error


def _parser(sheet: Any) -> Any:
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415 - an extra

    book = sheet.parent
    return WorkSheetParser(
        sheet._get_source(),
        sheet._shared_strings,
        data_only=False,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
        rich_text=True,
    )


def _struck_styles(book: Any) -> frozenset[int]:
    """The styles of cells whose font is struck out."""
    fonts = [bool(font.strike) for font in book._fonts]
    return frozenset(index for index, style in enumerate(book._cell_styles) if fonts[style.fontId])


def _placed(name: str, line: int, cells: Sequence[dict[str, Any]], struck: frozenset[int]) -> list[str]:
    """A row's texts, each in its column. Raises ListRejected for cells too far away, of another row or stated twice."""
    row: list[str] = []
    stated: set[int] = set()
    for cell in cells:
        column, text = cell["column"], _text(cell["value"])
        if not text:
            continue
        if cell["style_id"] in struck:
            # what is struck out does not hold, and no reader of cells takes it for itself
            text = f"{STRUCK}{text}{STRUCK}"
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
    if isinstance(value, list):  # a text with letters of several kinds
        return "".join(_piece(piece) for piece in value)
    formula = getattr(value, "t", None) in ("array", "dataTable")
    return str(getattr(value, "text", None) or "=") if formula else text_of(value)


def _piece(piece: Any) -> str:
    """A piece of a text, in the signs for what is struck out where its font is."""
    struck = bool(getattr(getattr(piece, "font", None), "strike", False))
    return f"{STRUCK}{piece}{STRUCK}" if struck and str(piece).strip() else str(piece)


def _behind_rows(sheet: Any) -> list[_Range]:
    """The merged ranges, links and notes of a sheet, which is parsed for the first two only when it has any."""
    from openpyxl.packaging.relationship import get_dependents, get_rels_path  # noqa: PLC0415 - an extra
    from openpyxl.utils import range_boundaries  # noqa: PLC0415
    from openpyxl.xml.functions import iterparse  # noqa: PLC0415

    archive, rels = sheet.parent._archive, get_rels_path(sheet._worksheet_path)
    parts = list(get_dependents(archive, rels)) if rels in archive.namelist() else []
    ranges = [note for part in parts if part.Type.endswith("/comments") for note in _notes(archive, part.Target)]
    if not _says_more(sheet):
        return ranges
    targets = {part.Id: part.Target for part in parts}
    with sheet._get_source() as source:
        for _, element in iterparse(source):
            kind = element.tag.rpartition("}")[2]
            attributes = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
            if kind in ("mergeCell", "hyperlink"):
                left, top, right, bottom = range_boundaries(attributes["ref"])
                target = targets.get(attributes.get("id", ""), "") if kind == "hyperlink" else ""
                if target and attributes.get("location"):
                    target = f"{target}#{attributes['location']}"
                if target or kind == "mergeCell":
                    ranges.append(_Range(top, bottom, left, min(right, MAX_COLUMNS), target))
            elif kind == "row":
                element.clear()
    return ranges


def _notes(archive: zipfile.ZipFile, part: str) -> Iterator[_Range]:
    """The notes that cells of a sheet bear and that may speak of a licence; others are nobody's concern."""
    from openpyxl.comments.comment_sheet import CommentSheet  # noqa: PLC0415 - an extra
    from openpyxl.utils import range_boundaries  # noqa: PLC0415
    from openpyxl.xml.functions import fromstring  # noqa: PLC0415

    for cell, note in CommentSheet.from_tree(fromstring(archive.read(part))).comments:
        if ends(note.text) or named_in([note.text]):
            left, top, right, bottom = range_boundaries(cell)
            yield _Range(top, bottom, left, right, note=note.text)


def _says_more(sheet: Any) -> bool:
    """Whether a sheet has elements `BEHIND_ROWS`; also where its bytes, as UTF-16, cannot tell."""
    with sheet._get_source() as source:
        before = b""
        while chunk := source.read(CHUNK_BYTES):
            if b"\0" in chunk or any(element in before + chunk for element in BEHIND_ROWS):
                return True
            before = chunk[-max(map(len, BEHIND_ROWS)) :]
    return False


class _Ranges:
    """Gives the cells of a sheet what its ranges say of them, row by row from the top."""

    def __init__(self, ranges: Sequence[_Range]) -> None:
        self._ahead = sorted(ranges, key=lambda r: r.top, reverse=True)
        self._open: list[tuple[_Range, str]] = []

    def applied(self, line: int, row: list[str]) -> list[str]:
        """The row with the value of a merged range in its empty cells, behind texts where they lead, and notes."""
        while self._ahead and self._ahead[-1].top <= line:
            begun = self._ahead.pop()
            value = row[begun.left - 1] if begun.top == line and begun.left <= len(row) else ""
            self._open.append((begun, value))
        self._open = [(r, value) for r, value in self._open if r.bottom >= line and (value or r.target or r.note)]
        for r, value in self._open:
            if not r.target:
                row += [""] * (r.right - len(row))
            for place in range(r.left - 1, min(r.right, len(row))):
                if r.note:
                    row[place] = f"{row[place]}\n{r.note}".strip()
                else:
                    row[place] = _leading(row[place], r.target) if r.target else row[place] or value
        return row


def _leading(text: str, target: str) -> str:
    """A cell's text, and on a line of its own where a click on it leads, when that is elsewhere and may matter.

    It does where the text is itself a link or an id of one, and where the link has to do with TISI.
    """
    if not text or text.strip() == target:
        return text
    shown = "://" in text or link_of_qr_id(text) is not None
    return f"{text}\n{target}" if shown or judge_target(target).kind is not TargetKind.OTHER else text


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
