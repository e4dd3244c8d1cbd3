"""TISI's monthly table of licences per standard → the catalogue's `standards.csv`.

Standards that the new table no longer names have no licence any more; they are kept, with counts of nought, since their
numbers are still met in print.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from verifier.errors import ListRejected
from verifier.numbers import parse_standard
from verifier.registry.catalogue import FILES, SCHEMES, Catalogue
from verifier.registry.cells import words
from verifier.registry.tables import Cells, Table, Vocabulary, read_table
from verifier.registry.tables.headings import Places, seen
from verifier.thai import fold, normal_form

HEADER = ("standard", "title_th", "title_en", "type", "make", "import", "display")
COUNTS = ("make", "import", "display")
COMPULSORY, VOLUNTARY = SCHEMES

Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class Update:
    """The new table and what changed in it: standards (normal form) that are new, gone, or of another type now."""

    standards: tuple[Line, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    other_type: tuple[str, ...]


def read_update(path: Path, before: str) -> Update:
    """The update that the file `path` brings to the table `before` (the text of `standards.csv`).

    Column names as in `list_words.toml`. A missing type follows from the counts: display licences only are voluntary.
    Raises FileMissing; ListRejected for a file without the columns, or with a row that cannot be understood.
    """
    old = {line["standard"]: line for line in csv.DictReader(io.StringIO(before))}
    table = read_table(path, Vocabulary(words().catalogue, {}, {}))
    places = _places(table)
    new: dict[str, Line] = {}
    for number, cells in table.rows:
        line = _line(number, cells, places, old)
        if line["standard"] in new:
            raise ListRejected(f"line {number}: {line['standard']} stands there twice", line=number)
        new[line["standard"]] = line
    if not new:
        raise ListRejected(f"{path.name} names no standard")
    gone = [name for name in old if name not in new]
    kept = [old[name] | dict.fromkeys(COUNTS, "0") for name in gone]
    return Update(
        standards=(*new.values(), *kept),
        added=tuple(name for name in new if name not in old),
        gone=tuple(name for name in gone if any(old[name][count] != "0" for count in COUNTS)),
        other_type=tuple(name for name in new if name in old and new[name]["type"] != old[name]["type"]),
    )


def write_update(update: Update, folder: Path, *, file: str, day: date) -> Catalogue:
    """Writes `standards.csv` and `standards_source.toml` into `folder`, which holds the catalogue's files.

    `day` is the day of the data in `file`. Returns the new catalogue; nothing is written when it cannot be read.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(update.standards)
    old = {name: (folder / name).read_text("utf-8") for name in FILES}
    plain_name = "".join(c if c.isprintable() and c not in '"\\' else "_" for c in file)
    changed = {"file": f'file = "{plain_name}"', "date": f"date = {day.isoformat()}"}
    source = [changed.get(line.split(" = ")[0], line) for line in old["standards_source.toml"].splitlines()]
    new = {"standards.csv": out.getvalue(), "standards_source.toml": "\n".join(source) + "\n"}
    known = Catalogue.parse(*(old | new).values())
    for name, text in new.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return known


def _places(table: Table) -> Places:
    places = Vocabulary(words().catalogue, {}, {}).places(table.header)
    missing = [name for name in ("standard", "title_th", *COUNTS) if name not in places]
    if missing:
        detail = f"the table has no column for: {', '.join(missing)}; {seen(table.header)}"
        raise ListRejected(detail, columns=", ".join(missing))
    return places


def _line(number: int, cells: Cells, places: Places, old: Mapping[str, Line]) -> Line:
    def cell(name: str) -> str:
        texts = [normal_form(cells[place]) for place in places.get(name, ()) if place < len(cells)]
        if len(said := set(filter(None, texts))) > 1:
            raise ListRejected(f"line {number}: several columns say different things of {name}: {texts}", line=number)
        return "".join(said)

    standard = parse_standard(cell("standard"))
    if standard is None or standard.year is None:
        raise ListRejected(f"line {number}: {cell('standard')!r} is no standard's number with a year", line=number)
    counts = {name: _count(number, fold(cell(name)).text) for name in COUNTS}
    known = old.get(str(standard), {})
    stated = cell("type").removeprefix("มาตรฐาน")
    if stated not in ("", *SCHEMES):
        raise ListRejected(f"line {number}: {stated!r} is neither {COMPULSORY} nor {VOLUNTARY}", line=number)
    inferred = COMPULSORY if counts["make"] or counts["import"] else VOLUNTARY
    return {
        "standard": str(standard),
        "title_th": cell("title_th") or known.get("title_th", ""),
        "title_en": cell("title_en") or known.get("title_en", ""),
        "type": stated or inferred,
        **{name: str(count) for name, count in counts.items()},
    }


def _count(number: int, text: str) -> int:
    digits = text.replace(",", "")
    if digits in ("", "-"):
        return 0
    if not (digits.isascii() and digits.isdigit()):
        raise ListRejected(f"line {number}: {text!r} is no number of licences", line=number)
    return int(digits)
