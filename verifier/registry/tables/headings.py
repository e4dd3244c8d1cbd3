"""Which row of a table holds its headings, and which columns they put under which field.

A file often begins with titles, the owner's name or a row of groups. The row with most known headings is taken; what
stands above it is named, and a table that hides a licence or a link there is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from verifier.domain import TargetKind
from verifier.errors import FileMissing, ListRejected
from verifier.links.target import judge_target
from verifier.numbers import parse_licence, parse_standard
from verifier.registry.schema import plain_key
from verifier.registry.tables.table import Cells, Numbered, Table, fitted

SEARCHED_ROWS = 20
"""Rows, blank ones apart, among which the headings are looked for."""
SHOWN_HEADINGS, SHOWN_CHARACTERS = 20, 40
"""Headings shown when a table is refused, and characters of each."""

MAX_COLUMNS = 1_024
"""Columns of a table, so that a cell at the far end of a sheet (XFD, column 16,384) costs neither time nor memory."""
LINKS = (TargetKind.OFFICIAL, TargetKind.LOOKALIKE)

_TWICE = re.compile(r"([^()]+)\(([^()]+)\)|([^/\n]+)[/\n]([^/\n]+)")
_NUMBER_BEHIND = re.compile(r"(?<=[^0-9])[0-9]{1,2}$")

Places = Mapping[str, tuple[int, ...]]
"""Field → the columns that mean it, counted from 0, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which field a heading names.

    `words`: key of a heading (`plain_key`) → field. `stand_ins`: a field whose columns are taken for another one where
    that has no column of its own. `chosen`: field → heading, by a saved mapping; it adds to the words, and for its
    field it alone decides.
    """

    words: Mapping[str, str]
    stand_ins: Mapping[str, str]
    chosen: Mapping[str, str]

    def fields(self, heading: str) -> tuple[str, ...]:
        """The fields that a heading names: several only by a mapping, none when it is not known.

        A number behind a word (`QR Link 2`, `QR Link.1`) makes another column of its field; a word in two languages
        (`ผู้รับใบอนุญาต (Licensee)`) names its field when both do.
        """
        key = plain_key(heading)
        if not key:
            return ()
        if key not in self.words and (both := _TWICE.fullmatch(heading.strip())):
            one, other = (self.fields(part) for part in both.groups() if part)
            if one and one == other:
                return one
        mapped = tuple(field for field, chosen in self.chosen.items() if plain_key(chosen) == key)
        field = self.words.get(key) or self.words.get(_NUMBER_BEHIND.sub("", key))
        return mapped or ((field,) if field is not None and field not in self.chosen else ())

    def names(self, heading: str, field: str) -> bool:
        """Whether a heading names this field, or one that stands in for it."""
        return any(named == field or self.stand_ins.get(named) == field for named in self.fields(heading))

    def places(self, header: Sequence[str]) -> Places:
        """The columns of every field that the header names."""
        found: dict[str, list[int]] = {}
        for place, heading in enumerate(header):
            for field in self.fields(heading):
                found.setdefault(field, []).append(place)
        for stand_in, field in self.stand_ins.items():
            columns = found.pop(stand_in, None)
            if columns is not None:
                found.setdefault(field, columns)
        return {field: tuple(columns) for field, columns in found.items()}


def read_mapping(path: Path | None, fields: Sequence[str], *, more: Sequence[str] = ()) -> Mapping[str, Any]:
    """A TOML file with `[columns]` of `field = "heading"` and the tables `more`; all are empty where `path` is None.

    Raises FileMissing; ListRejected for a file that is not such a one or names an unknown field.
    """
    tables = ("columns", *more)
    if path is None:
        return {table: {} for table in tables}
    try:
        saved = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise FileMissing(f"there is no file {path}", path=str(path)) from error
    except (ValueError, OSError) as error:
        raise ListRejected(f'{path.name} must hold a table [columns] of field = "heading": {error}') from error
    if not saved.keys() <= set(tables) or not all(isinstance(table, dict) for table in saved.values()):
        raise ListRejected(f"{path.name} must hold nothing but {' and '.join(f'[{table}]' for table in tables)}")
    saved = {table: saved.get(table, {}) for table in tables}
    for field, heading in saved["columns"].items():
        if field not in fields:
            raise ListRejected(f"{path.name}: there is no field {field!r}; fields are {', '.join(fields)}")
        if not isinstance(heading, str) or not plain_key(heading):
            raise ListRejected(f"{path.name}: the heading of {field!r} must be a text")
    return saved


def check_mapping(vocabulary: Vocabulary, header: Sequence[str]) -> None:
    """Raises ListRejected when a heading that a mapping names is not in the table."""
    keys = {plain_key(heading) for heading in header}
    for heading in vocabulary.chosen.values():
        if plain_key(heading) not in keys:
            raise ListRejected(f"the table has no heading {heading!r}; {seen(header)}")


def seen(header: Sequence[str]) -> str:
    """The headings of a table that is refused, and what to do about it."""
    filled = [heading.strip() for heading in header if heading.strip()]
    shown = ", ".join(repr(heading[:SHOWN_CHARACTERS]) for heading in filled[:SHOWN_HEADINGS])
    more = f" and {len(filled) - SHOWN_HEADINGS} more" if len(filled) > SHOWN_HEADINGS else ""
    return f"its headings are {shown or 'all empty'}{more}; --mapping says which of them means what"


def score(cells: Cells, vocabulary: Vocabulary) -> tuple[int, int]:
    """How much a row looks like headings: the fields that it names, then its different texts."""
    fields = {field for cell in cells for field in vocabulary.fields(cell)}
    return len(fields), len({cell.strip() for cell in cells} - {""})


def headed(name: str, rows: Iterator[Numbered], vocabulary: Vocabulary, *, pad: bool = False) -> Table:
    """The table whose headings stand in one of the first rows; the first row where no heading is known.

    `name` is that of the file. `pad`: the columns of a grid are fixed, so the header is made as wide as the rows looked
    at. Raises ListRejected when there is no row, or when a row above the headings may be one of the table.
    """
    first = list(islice(rows, SEARCHED_ROWS))
    if not first:
        raise ListRejected(f"{name} is empty")
    scores = [score(cells, vocabulary) for _, cells in first]
    at = scores.index(max(scores)) if any(fields for fields, _ in scores) else 0
    line = first[at][0]
    for above, cells in first[:at]:
        if _is_row(cells):
            raise ListRejected(
                f"{name}: line {above} stands above the headings in line {line} and holds a number or a link; "
                "put the headings first",
                line=above,
            )
    header = list(fitted(first[at][1], 0))
    if at and first[at - 1][0] == line - 1:
        _fill_from_above(header, first[at - 1][1], vocabulary)
    if pad:
        header += [""] * (max(len(fitted(cells, 0)) for _, cells in first[at:]) - len(header))
    width = len(header)
    if width > MAX_COLUMNS:
        raise ListRejected(f"{name}, line {first[at][0]}: {width:,} columns of {MAX_COLUMNS:,} that a table may have")
    rest = ((line, fitted(cells, width)) for line, cells in chain(first[at + 1 :], rows))
    titles = tuple(" ".join(filter(None, map(str.strip, cells))) for _, cells in first[:at])
    return Table(tuple(header), rest, tuple(above for above, _ in first[:at]), titles=titles)


def _fill_from_above(header: list[str], above: Cells, vocabulary: Vocabulary) -> None:
    """Gives columns without a heading the known one right above, as cells merged over two rows are saved."""
    header += [""] * (len(above) - len(header))
    for place, heading in enumerate(above):
        if not header[place].strip() and vocabulary.fields(heading):
            header[place] = heading
    while header and not header[-1].strip():
        header.pop()


def _is_row(cells: Cells) -> bool:
    """Whether a row above the headings states something of one product, which must not be passed over."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    tells = any(parse_licence(cell) or judge_target(cell).kind in LINKS for cell in filled)
    standards = (parse_standard(cell) for cell in filled)
    return tells or (len(set(filled)) > 1 and any(s is not None and s.year is not None for s in standards))
