"""The plan: which products there are, and which photos show which of them.

A manifest decides where there is one: by the photos that a row names, else by folders or files that are called like its
SKU or bar code. All other photos are grouped: a folder with few photos is a product, elsewhere photos are one product
when their names differ in nothing but a short number or the side that they show. Every run plans anew, in the ledger
and not in memory.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, islice
from pathlib import PurePosixPath
from typing import Any

from verifier.batch.gtin import gtin_of
from verifier.batch.ledger import Ledger
from verifier.batch.manifest import CELLS, Manifest, Product
from verifier.batch.source import Entry, Source

CHUNK_ROWS = 1_000
_SIDES = "front|back|side|left|right|top|bottom|label|box|qr|หน้า|หลัง|ข้าง|ซ้าย|ขวา|บน|ล่าง|ฉลาก|กล่อง"
_BEHIND = re.compile(rf"(?<=.)(?:[ _.-]+(?:[0-9]|{_SIDES})|[ _.-]*\([0-9]{{1,2}}\))$", re.IGNORECASE)
"""What sets photos of one product apart at the end of their names; longer numbers are the product's own."""


class Grouping(StrEnum):
    """How photos without a manifest become products."""

    AUTO = "auto"
    FOLDER = "folder"
    NAME = "name"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Item:
    """One product of the plan; its photos by name, in order."""

    place: int
    key: str
    line: int | None
    cells: tuple[str, ...] | None
    facts: dict[str, str]
    grouped_by: str
    troubles: tuple[tuple[str, str, str], ...]
    photos: tuple[str, ...]


def make_plan(
    ledger: Ledger,
    source: Source,
    manifest: Manifest | None,
    grouping: Grouping,
    *,
    max_photos: int,
    own: Container[str] = (),
) -> None:
    """Writes the plan into the ledger. `own`: names in the source of the manifest and of results, which are no photos.

    Raises BadSource, FileMissing, ListRejected, LedgerProblem; the ledger then holds no plan.
    """
    for table in ("entries", "items", "photos", "notes"):
        ledger.put(f"DELETE FROM {table}")
    names = (entry for entry in source.entries() if entry.name not in own)
    ledger.put_all("INSERT OR IGNORE INTO entries VALUES (?,?,?,?,?,?,?,?,?,?,NULL)", map(_row, names))
    if manifest is not None:
        _by_manifest(ledger, manifest)
    _by_grouping(ledger, grouping, max_photos)
    ledger.commit()


def items(ledger: Ledger, *, undone: bool = False) -> Iterator[Item]:
    """The products in order, read a page at a time so that the ledger may be written meanwhile.

    `undone`: only those that have no verdict in this plan when their page is read.
    """
    after, only = 0, "AND done = 0 " if undone else ""
    query = "SELECT place, key, line, cells, facts, grouped_by, problems FROM items WHERE place > ? "
    while rows := ledger.all(f"{query}{only}ORDER BY place LIMIT ?", (after, CHUNK_ROWS)):
        for place, key, line, cells, facts, grouped_by, problems in rows:
            photos = ledger.all("SELECT name FROM photos WHERE place = ? ORDER BY number", (place,))
            yield Item(
                place,
                key,
                line,
                tuple(json.loads(cells)) if cells else None,
                json.loads(facts),
                grouped_by,
                tuple((code, photo, reason) for code, photo, reason in json.loads(problems)),
                tuple(name for (name,) in photos),
            )
        after = rows[-1][0]


def join_by_barcode(ledger: Ledger, seen_by: str) -> int:
    """Gives photos that no row names to the one row whose bar code they show and that has none; how many products so.

    A bar code that several rows have, or a group of photos that shows several, leads nowhere.
    """
    rows = ledger.all(
        "SELECT gtin, min(place) FROM items WHERE gtin != '' AND line IS NOT NULL GROUP BY gtin HAVING count(*) = 1"
    )
    wanting = {
        gtin: place for gtin, place in rows if not ledger.one("SELECT 1 FROM photos WHERE place = ? LIMIT 1", (place,))
    }
    joined = set()
    for (place,) in ledger.all("SELECT place FROM items WHERE line IS NULL ORDER BY place") if wanting else ():
        shown = {
            gtin
            for (gtins,) in ledger.all(
                "SELECT s.gtins FROM photos p JOIN sights s ON s.sha256 = p.sha256 AND s.seen_by = ? "
                "AND s.challenged = 0 WHERE p.place = ?",
                (seen_by, place),
            )
            for gtin in json.loads(gtins)
        }
        target = wanting.get(next(iter(shown))) if len(shown) == 1 else None
        if target is None:
            continue
        number = ledger.count("SELECT max(number) FROM photos WHERE place = ?", (target,))
        ledger.put("UPDATE photos SET place = ?, number = number + ? WHERE place = ?", (target, number, place))
        ledger.put("DELETE FROM items WHERE place = ?", (place,))
        ledger.put("UPDATE items SET grouped_by = 'barcode' WHERE place = ?", (target,))
        joined.add(target)
    return len(joined)


def name_key(name: str) -> str:
    """A name as it is compared: one form of its letters, without case, `/` between folders."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/")).casefold()
    return text.removeprefix("./").strip("/ ")


def stem_of(name: str) -> str:
    """The name of a photo without what sets it apart from others of its product: `A-001_2.jpg` → `A-001`."""
    return _BEHIND.sub("", PurePosixPath(name.replace("\\", "/")).stem)


def _row(entry: Entry) -> tuple[Any, ...]:
    path = PurePosixPath(entry.name.replace("\\", "/"))
    folder = str(path.parent) if path.parent.name else ""
    stem = stem_of(entry.name)
    keys = (name_key(entry.name), name_key(path.name), name_key(path.parent.name), name_key(stem))
    gtin = gtin_of(stem) or gtin_of(path.parent.name) or ""
    return (entry.name, entry.stamp, entry.problem, folder, stem, *keys, gtin)


# ---- by a manifest --------------------------------------------------------------------------------------------------


def _by_manifest(ledger: Ledger, manifest: Manifest) -> None:
    for number, product in enumerate(manifest.products(), 1):
        place = number
        before = ledger.one("SELECT place, cells, gtin, problems FROM items WHERE key = ?", (product.key,))
        if before is None:
            _put(ledger, place, product)
        else:
            first, cells, gtin, problems = before
            place = first
            same = manifest.stated(json.loads(cells)) == manifest.stated(product.cells)
            if not same or gtin != product.facts.get("gtin", ""):
                more = [*json.loads(problems), ("stock.rows_differ", "", str(product.line))]
                ledger.put("UPDATE items SET problems = ? WHERE place = ?", (json.dumps(more), first))
        for file in product.files:
            _give(ledger, place, _find(ledger, file) or file)
    _by_sku_and_gtin(ledger)


def _put(ledger: Ledger, place: int, product: Product) -> None:
    facts, gtin = json.dumps(product.facts, ensure_ascii=False), product.facts.get("gtin", "")
    problems = json.dumps([(code, "", product.facts[CELLS[code]]) for code in product.problems])
    cells = json.dumps(product.cells, ensure_ascii=False)
    ledger.put(
        "INSERT INTO items VALUES (?,?,?,?,?,?,?,?,0)",
        (place, product.key, product.line, cells, facts, gtin, "manifest", problems),
    )


def _find(ledger: Ledger, file: str) -> str | None:
    """The photo that a cell names: by its path from the root, else by a file name that there is once."""
    key = name_key(file)
    found = ledger.all("SELECT name FROM entries WHERE path_key = ? LIMIT 2", (key,))
    if not found:
        found = ledger.all("SELECT name FROM entries WHERE base_key = ? LIMIT 2", (key.rpartition("/")[2],))
    return str(found[0][0]) if len(found) == 1 else None


def _by_sku_and_gtin(ledger: Ledger) -> None:
    """Photos for the rows that name none: those in a folder, or with a name, that is the row's SKU or bar code."""
    rows = ledger.all("SELECT place, facts, gtin FROM items WHERE place NOT IN (SELECT place FROM photos)")
    for place, facts, gtin in rows:
        sku = name_key(json.loads(facts).get("sku", ""))
        found = _fitting(ledger, "folder_key = ?1 OR stem_key = ?1", sku) if sku else []
        how = "sku"
        if not found and gtin:
            found, how = _fitting(ledger, "gtin = ?1", gtin), "gtin"
        for name in found:
            _give(ledger, place, name)
        if found:
            ledger.put("UPDATE items SET grouped_by = ? WHERE place = ?", (how, place))


def _fitting(ledger: Ledger, where: str, value: str) -> list[str]:
    query = f"SELECT name FROM entries WHERE ({where}) AND problem = '' AND place IS NULL ORDER BY name"
    return [str(name) for (name,) in ledger.all(query, (value,))]


def _give(ledger: Ledger, place: int, name: str) -> None:
    if ledger.one("SELECT 1 FROM photos WHERE place = ? AND name = ?", (place, name)):
        return
    number = ledger.count("SELECT max(number) FROM photos WHERE place = ?", (place,)) + 1
    ledger.put("INSERT INTO photos VALUES (?, ?, ?, NULL)", (place, number, name))
    ledger.put("UPDATE entries SET place = ? WHERE name = ?", (place, name))


# ---- without one ----------------------------------------------------------------------------------------------------


def _by_grouping(ledger: Ledger, grouping: Grouping, max_photos: int) -> None:
    place = ledger.count("SELECT max(place) FROM items")
    rows = ledger.pages(
        "SELECT folder, stem, name FROM entries WHERE problem = '' AND place IS NULL ORDER BY folder, stem, name"
    )
    groups = _groups(rows, ledger, grouping, max_photos)
    while some := list(islice(groups, CHUNK_ROWS)):
        made: list[tuple[Any, ...]] = []
        photos: list[tuple[int, int, str]] = []
        for key, name, how, names in some:
            place += 1
            facts = json.dumps({"name": name}, ensure_ascii=False)
            made.append((place, key, None, None, facts, "", how, "[]"))
            photos += [(place, number, photo) for number, photo in enumerate(names, 1)]
        ledger.put_all("INSERT INTO items VALUES (?,?,?,?,?,?,?,?,0)", made)
        ledger.put_all("INSERT INTO photos VALUES (?, ?, ?, NULL)", photos)


def _groups(
    rows: Iterable[tuple[Any, ...]], ledger: Ledger, grouping: Grouping, max_photos: int
) -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """Key, name, way and photos of every product. Groups of more than `max_photos` fall apart into single photos."""
    for folder, own in groupby(rows, key=lambda row: str(row[0])):
        many = ledger.count(
            "SELECT count(*) FROM entries WHERE folder = ? AND problem = '' AND place IS NULL", (folder,)
        )
        whole = grouping is Grouping.FOLDER or (grouping is Grouping.AUTO and folder and many <= max_photos)
        if whole and folder:
            yield f"folder:{folder}", folder, "folder", [str(name) for _, _, name in own]
            continue
        for stem, photos in groupby(own, key=lambda row: str(row[1])):
            names = [str(name) for _, _, name in photos]
            before = f"{folder}/" if folder else ""
            if grouping is Grouping.PHOTO or not 1 < len(names) <= max_photos:
                for name in names:
                    yield f"photo:{name}", name, "photo", [name]
            else:
                yield f"name:{before}{stem}", f"{before}{stem}", "name", names
