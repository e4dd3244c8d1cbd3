"""What every kind of file is read into."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Cells = Sequence[str]
Numbered = tuple[int, Cells]
"""A row with its line, counted from 1 as an editor or Excel shows it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be read once. `rows` yields rows that are not blank, each with its line.

    `passed_over`: lines above the headings that hold something, `titles`: what they hold. `sheet`: the sheet of a
    workbook that was read; `other_sheets`: those that hold something too and were not; `elsewhere`: their rows, each
    with the name of its sheet, to be read once.
    """

    header: tuple[str, ...]
    rows: Iterator[Numbered]
    passed_over: tuple[int, ...] = ()
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    elsewhere: Iterable[tuple[str, Numbered]] = ()


def is_blank(cells: Cells) -> bool:
    """Whether a row holds nothing but spaces, or the sign with which old programs end a file."""
    return not "".join(cells).strip().strip("\x1a")


def fitted(cells: Cells, width: int) -> Cells:
    """The row without the empty cells that stand beyond `width` columns; what is filled there stays."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells if end == len(cells) else cells[:end]


def text_of(value: object) -> str:
    """A value as a person would have typed it."""
    match value:
        case None:
            return ""
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
