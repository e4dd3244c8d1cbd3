"""Tables as people keep them (CSV, Excel workbook, JSON Lines) → a header and rows of text, each with its line."""

from __future__ import annotations

import csv
import datetime
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verifier.errors import FileMissing, ListRejected
from verifier.registry.cells import words
from verifier.registry.schema import plain_key

Cells = Sequence[str]
CHUNK = 1 << 20
LONGEST_CELL = 1 << 16
LARGE_PART, MOST_PACKED = 50_000_000, 100
"""A part of a workbook larger than so many bytes must not be packed tighter than that; real ones are 5 to 20 times."""
DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be read once. `rows` yields (line, cells); lines count from 1 as an editor or Excel shows them."""

    header: tuple[str, ...]
    rows: Iterator[tuple[int, Cells]]


def read_table(path: Path) -> Table:
    """The table in a `.csv`, `.tsv`, `.txt`, `.xlsx` or `.jsonl` file.

    Raises FileMissing, and ListRejected for a file that is not such a table; that also while rows are read.
    """
    if not path.is_file():
        raise FileMissing(f"there is no file {path}", path=str(path))
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return _csv(path)
        case ".jsonl" | ".ndjson":
            return _jsonl(path)
        case ".xlsx":
            return _xlsx(path)
        case suffix:
            raise ListRejected(
                f"{path.name}: a table must be .csv, .xlsx or .jsonl, not {suffix or 'without a suffix'}"
            )


def encoding_of(path: Path) -> str:
    """`utf-8-sig`, `utf-16` or `cp874`, by the bytes of the whole file. Raises ListRejected when it is none of them."""
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
    for encoding in ("utf-8-sig", "cp874"):
        try:
            with path.open(encoding=encoding, newline="") as text:
                while text.read(CHUNK):
                    pass
            return encoding
        except UnicodeError:
            continue
    raise ListRejected(f"{path.name} is neither UTF-8 nor cp874 (TIS-620)")


def _csv(path: Path) -> Table:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(LONGEST_CELL)
    delimiter = max(DELIMITERS, key=lambda d: (_known(first.split(d)), first.count(d)))
    rows = _csv_rows(path, encoding, delimiter)
    for _, header in rows:
        return Table(tuple(header), rows)
    raise ListRejected(f"{path.name} is empty")


def _known(header: Sequence[str]) -> int:
    return sum(plain_key(name) in words().columns or plain_key(name) in words().goods for name in header)


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if "".join(cells).strip():
                    yield line, cells
                line = reader.line_num + 1
        except (csv.Error, UnicodeError) as error:
            raise ListRejected(f"{path.name}, line {line}: {error}", line=line) from error


def _jsonl(path: Path) -> Table:
    names: dict[str, None] = {}
    for _, record in _records(path):
        names.update(dict.fromkeys(record))
    header = tuple(names)
    rows = ((line, [record.get(name, "") for name in header]) for line, record in _records(path))
    return Table(header, rows)


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding=encoding_of(path)) as file:
        for line, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                record = json.loads(text)
            except (ValueError, RecursionError) as error:
                raise ListRejected(f"{path.name}, line {line}: {error}", line=line) from error
            if not isinstance(record, dict):
                raise ListRejected(f"{path.name}, line {line}: not an object", line=line)
            yield line, {name: _text(value) for name, value in record.items()}


def _xlsx(path: Path) -> Table:
    try:
        import openpyxl  # noqa: PLC0415 - an extra; only workbooks need it
    except ImportError as error:
        raise ListRejected("reading .xlsx needs the extra `xlsx`: pip install 'mokcheck[xlsx]'") from error
    _refuse_blown_up(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False)
        sheet = book.worksheets[0]
        rows = (
            (line, [_text(value) for value in cells])
            for line, cells in enumerate(sheet.iter_rows(values_only=True), 1)
            if any(value is not None and str(value).strip() for value in cells)
        )
        header = next(rows, None)
    except Exception as error:  # openpyxl raises errors of the zip, XML and its own layers
        raise ListRejected(f"{path.name} is not a workbook: {error}") from error
    if header is None:
        raise ListRejected(f"{path.name} is empty")
    return Table(tuple(header[1]), rows)


def _refuse_blown_up(path: Path) -> None:
    """Raises ListRejected for a workbook that would fill the memory: a part of it is huge and holds hardly anything."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (OSError, zipfile.BadZipFile) as error:
        raise ListRejected(f"{path.name} is not a workbook: {error}") from error
    for part in parts:
        if part.file_size > LARGE_PART and part.file_size > MOST_PACKED * part.compress_size:
            size = f"{part.file_size / 1e6:,.0f} MB"
            raise ListRejected(f"{path.name}: {part.filename} unpacks to {size} of next to nothing")


def _text(value: object) -> str:
    """A value as a person would have typed it; formulas of a workbook come as text that begins with `=`."""
    match value:
        case None:
            return ""
        case datetime.datetime():
            return value.date().isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
