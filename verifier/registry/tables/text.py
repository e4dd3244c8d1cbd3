"""Separated text (CSV, TSV): which encoding, which separator, where a quotation mark is missing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from verifier.domain import TargetKind
from verifier.errors import ListRejected
from verifier.links.target import judge_target
from verifier.numbers import parse_licence, parse_standard
from verifier.registry.tables.headings import SEARCHED_ROWS, Vocabulary, headed, score
from verifier.registry.tables.table import Numbered, Table, is_blank

CHUNK_CHARACTERS = 1 << 20
"""Characters decoded at a time while the encoding is looked for."""
PROBED_BYTES = 1 << 16
"""Bytes by which UTF-16 without a byte-order mark is recognised."""
MAX_FIRST_LINE = 1 << 16
"""Characters of the first line, where `sep=;` may stand."""
SURE_LETTERS = 4
"""Thai letters in UTF-8 in one line that no text in cp874 has by chance."""
_THAI_IN_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<delimiter>[^\s\w"]|\t)"?[,;\t|\s]*', re.IGNORECASE)
"""The first line that Excel writes and reads to name the separator."""


def encoding_of(path: Path) -> str:
    """`utf-8-sig`, `utf-16`, `utf-16-le`, `utf-16-be` or `cp874`, by the bytes of the whole file.

    Raises ListRejected when it is none of them, naming the first line that is no UTF-8.
    """
    with path.open("rb") as file:
        probe = file.read(PROBED_BYTES)
    if probe.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise ListRejected(f"{path.name} is UTF-32; save it as UTF-8")
    if probe.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ListRejected(f"{path.name} is a workbook by another name; save it as .xlsx or as CSV")
    if b"\0" in probe and len(_THAI_IN_UTF8.findall(probe)) >= SURE_LETTERS:
        at = 1 + probe[: probe.index(b"\0")].count(b"\n")
        raise ListRejected(f"{path.name}, line {at}: a NUL byte, which no text has; the file is damaged", line=at)
    if probe.startswith((b"\xff\xfe", b"\xfe\xff")):
        wanted: tuple[str, ...] = ("utf-16",)
    elif b"\0" in probe:  # text has no NUL, but half of the bytes of Latin letters in UTF-16 are
        wanted = ("utf-16-be" if probe[::2].count(0) > probe[1::2].count(0) else "utf-16-le",)
    else:
        wanted = ("utf-8-sig", "cp874")
    failures: list[int] = []
    for encoding in wanted:
        if encoding == "cp874" and (line := _line_in_utf8(path)):
            mixed = f"line {line} is UTF-8 and line {failures[0]} is not; damaged, or joined from two encodings"
            raise ListRejected(f"{path.name}: {mixed}", line=failures[0])
        failure = _first_failure(path, encoding)
        if failure is None:
            return encoding
        failures.append(failure)
    kind = "neither UTF-8 nor cp874 (TIS-620)" if len(wanted) > 1 else "neither UTF-8 nor UTF-16"
    raise ListRejected(f"{path.name} is {kind}, from line {failures[0]} on", line=failures[0])


def _first_failure(path: Path, encoding: str) -> int | None:
    """The line at which the file stops being text in this encoding; None when it never does."""
    line = 1
    with path.open(encoding=encoding, newline="") as text:
        try:
            while chunk := text.read(CHUNK_CHARACTERS):
                if "\0" in chunk:
                    return line + chunk[: chunk.index("\0")].count("\n")
                line += chunk.count("\n")
        except UnicodeError:
            return line + _lines_before_failure(path, encoding, line)
    return None


def _line_in_utf8(path: Path) -> int | None:
    """The first line of a file not in UTF-8 that is Thai in UTF-8 all the same; None when there is none."""
    with path.open("rb") as file:
        for line, raw in enumerate(file, 1):
            if not raw.isascii() and len(_THAI_IN_UTF8.findall(raw)) >= SURE_LETTERS:
                try:
                    raw.decode("utf-8-sig")
                except UnicodeError:
                    continue
                return line
    return None


def _lines_before_failure(path: Path, encoding: str, line: int) -> int:
    """How many lines after `line` the first one is that cannot be decoded, or 0 where that cannot be told."""
    if encoding.startswith("utf-16"):
        return 0
    with path.open("rb") as file:
        for after, raw in enumerate(islice(file, line - 1, None)):
            try:
                raw.decode(encoding)
            except UnicodeError:
                return after
    return 0


def read_text(path: Path, vocabulary: Vocabulary) -> Table:
    """The table in a file of separated text.

    The separator is the one that a first line `sep=;` names, else the one by which most headings are known. Raises
    ListRejected; for damaged quoting also while rows are read.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        stated = _SEPARATOR_LINE.fullmatch(file.readline(MAX_FIRST_LINE).strip("\ufeff\r\n"))
    begin = 2 if stated else 1
    if stated:
        delimiter = stated["delimiter"]
    else:
        delimiter = max(DELIMITERS, key=lambda mark: _best_score(path, encoding, mark, vocabulary))
    table = headed(path.name, _rows(path, encoding, delimiter, begin), vocabulary)
    return replace(table, rows=_whole(path.name, table, delimiter))


def _best_score(path: Path, encoding: str, delimiter: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """How much the best of the first rows looks like headings when cells are parted by `delimiter`."""
    best = (0, 0)
    try:
        for _, cells in islice(_rows(path, encoding, delimiter, 1), SEARCHED_ROWS):
            best = max(best, score(cells, vocabulary))
    except ListRejected:  # quotes that do not fit this separator
        pass
    return best


def _rows(path: Path, encoding: str, delimiter: str, begin: int) -> Iterator[Numbered]:
    """The rows from line `begin` on that are not blank."""
    with path.open(encoding=encoding, newline="") as file:
        _skip(file, begin - 1)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = begin
        try:
            for cells in reader:
                if not is_blank(cells):
                    yield line, cells
                line = begin + reader.line_num
        except (csv.Error, UnicodeError) as error:
            raise ListRejected(f"{path.name}, line {line}: {error}", line=line) from error


def _skip(file: TextIO, lines: int) -> None:
    for _ in range(lines):
        file.readline()


def _whole(name: str, table: Table, delimiter: str) -> Iterator[Numbered]:
    """The rows of a table, none of which has swallowed others. Raises ListRejected at the first that has."""
    for line, cells in table.rows:
        for cell in cells:
            if ("\n" in cell or "\r" in cell) and _swallows(cell, len(table.header), delimiter):
                raise ListRejected(
                    f"{name}, line {line}: a cell holds the rows that follow; a quotation mark is missing or too many",
                    line=line,
                )
        yield line, cells


def _swallows(cell: str, columns: int, delimiter: str) -> bool:
    """Whether a cell of several lines holds rows: as many separators as they have, or more, and a number or a link.

    A quotation mark that opens in one row and closes in a later one, in the same column or further right, takes in
    `columns - 1` separators a line at least; one that closes further left leaves a row with too many cells.
    """
    lines = cell.splitlines()
    if cell.count(delimiter) < (len(lines) - 1) * (columns - 1):
        return False
    return any(_tells(piece.strip()) for line in lines for piece in line.split(delimiter) if delimiter in line)


def _tells(piece: str) -> bool:
    standard = parse_standard(piece)
    if parse_licence(piece) or (standard is not None and standard.year is not None):
        return True
    return judge_target(piece).kind in (TargetKind.OFFICIAL, TargetKind.LOOKALIKE)
