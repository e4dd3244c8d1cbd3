"""A manifest: a table that says which photos belong to which product, and what is expected of it.

Read as product tables are (titles above the headings, cp874, `;`, several sheets). Rows with the same SKU, else the
same bar code, else the same name, are one product. A product's first row counts; where another states something else of
standard, licence, link, holder or kind of goods, the product never agrees.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from verifier.batch.gtin import gtin_of
from verifier.errors import BadSource
from verifier.product_table.columns import FIELDS, STAND_INS, Columns, of_goods
from verifier.product_table.row import roles_in, strays
from verifier.registry.cells import BadCell, is_empty, words
from verifier.registry.day_cells import date_cell
from verifier.registry.schema import plain_key
from verifier.registry.tables import Cells, Table, Vocabulary, read_table
from verifier.registry.tables.headings import check_mapping, read_mapping, seen

OWN = ("file", "sku", "gtin", "name", "supplier", "received")
"""Fields of a manifest beside those of a product table."""
NAMING = ("file", "sku", "gtin")
"""At least one of these leads from a row to its photos."""
CELLS = {"stock.gtin_unreadable": "gtin_cell", "stock.received_unreadable": "received_cell"}
"""Codes of what is wrong with a row, and the fact that holds the cell as it stands."""
_SEVERAL = re.compile(r"[\n\r;|]+")
_COMMA = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class Product:
    """One row: its line and cells, the photos that it names, facts by field, and codes of what is wrong with it."""

    line: int
    cells: tuple[str, ...]
    files: tuple[str, ...]
    facts: Mapping[str, str]
    problems: tuple[str, ...]

    @property
    def key(self) -> str:
        """By what rows are of one product; a row that names none of these stands alone."""
        for field, kind in (("sku", "sku"), ("gtin", "gtin"), ("name", "product")):
            if value := self.facts.get(field):
                return f"{kind}:{value}"
        return f"line:{self.line}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest to be read once. `columns`: those that a product table has too; `own`: places of the other fields."""

    path: Path
    table: Table
    columns: Columns
    own: Mapping[str, tuple[int, ...]]

    @property
    def unused_headings(self) -> tuple[str, ...]:
        """Headings of the columns that neither a field of a product table nor one of our own is taken from."""
        own = {place for places in self.own.values() for place in places}
        unused = (place for place in self.columns.unused if place not in own and place not in self.columns.roles)
        return tuple(self.columns.header[place] for place in unused if self.columns.header[place].strip())

    def products(self) -> Iterator[Product]:
        """Every row, in order. Raises TableRejected for a table that turns out to be damaged."""
        with of_goods():
            for line, cells in self.table.rows:
                yield self._product(line, cells)

    def stated(self, cells: Cells) -> tuple[str, ...]:
        """What of a row products are judged by: its cells, what others say of a licence, what has no heading."""
        places = sorted(place for columns in self.columns.places.values() for place in columns)
        known = (cells[place].strip() if place < len(cells) else "" for place in places)
        others = (stray.cell for stray in strays(cells, self.columns, frozenset()))
        roles = (role.text for role in roles_in(cells, self.columns))
        return (*known, *others, *roles, *cells[len(self.columns.header) :])

    def _product(self, line: int, cells: Cells) -> Product:
        facts = {field: value for field in OWN if field != "file" and (value := self._value(cells, field))}
        problems = []
        if "gtin" in facts:
            gtin = gtin_of(facts["gtin"])
            if gtin is None:
                problems.append("stock.gtin_unreadable")
                facts["gtin_cell"] = facts.pop("gtin")
            else:
                facts["gtin"] = gtin
        if "received" in facts:
            try:
                day = date_cell(facts["received"])
                facts["received"] = day.isoformat() if day else ""
            except BadCell:
                problems.append("stock.received_unreadable")
                facts["received_cell"] = facts.pop("received")
        files = [file for place in self.own.get("file", ()) for file in _files(cells, place)]
        return Product(line, tuple(cells), tuple(dict.fromkeys(files)), facts, tuple(problems))

    def _value(self, cells: Cells, field: str) -> str:
        filled = (cells[place].strip() for place in self.own.get(field, ()) if place < len(cells))
        return next((text for text in filled if not is_empty(text)), "")


@cache
def stock_words() -> Mapping[str, str]:
    """Key of a heading (`plain_key`) → field, of a product table's fields and of our own."""
    data = tomllib.loads((resources.files("verifier") / "data" / "stock_words.toml").read_text("utf-8"))
    own = {plain_key(word): name for name, found in data["columns"].items() for word in (name, *found)}
    return {**words().goods, **own}


def names_photos(headings: Sequence[str]) -> bool:
    """Whether one of these headings is that of a column which names photos."""
    return any(stock_words().get(plain_key(heading)) == "file" for heading in headings)


@of_goods()
def open_manifest(path: Path, mapping: Path | None = None) -> Manifest:
    """The manifest at `path`. `mapping` as `mokcheck check` takes it, with our own fields too.

    Raises FileMissing, TableRejected; BadSource where no column leads to photos.
    """
    saved = read_mapping(mapping, (*FIELDS, *OWN), more=("categories",))
    vocabulary = Vocabulary(stock_words(), STAND_INS, saved["columns"])
    table = read_table(path, vocabulary)
    check_mapping(vocabulary, table.header)
    places = vocabulary.places(table.header)
    if not set(NAMING) & set(places):
        raise BadSource(f"{path.name}: no column names photos, SKU or bar code; {seen(table.header)}", path=str(path))
    categories = {plain_key(word): str(key) for word, key in saved["categories"].items()}
    columns = Columns(table.header, {name: places[name] for name in FIELDS if name in places}, categories)
    return Manifest(path, table, columns, {name: places[name] for name in OWN if name in places})


def _files(cells: Cells, place: int) -> Sequence[str]:
    """The names in a cell: parted by `;`, `|` or lines; by commas where every piece ends like a file."""
    text = cells[place].strip() if place < len(cells) else ""
    if is_empty(text):
        return ()
    pieces = [piece.strip() for piece in _SEVERAL.split(text) if piece.strip()]
    found: list[str] = []
    for piece in pieces:
        parts = [part for part in _COMMA.split(piece) if part]
        found += parts if len(parts) > 1 and all("." in part[-6:] for part in parts) else [piece]
    return found
