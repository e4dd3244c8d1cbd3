"""What only a whole stock shows: one picture for several products, one licence or code on goods of several suppliers.

Equal content is a fact. Pictures that are merely alike are a hint and never more: packages of one brand look alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from verifier.batch.ledger import Ledger

NAMED = 3
"""Other products that a note names before it only counts them."""
LIKE_MAX_BITS = 3
"""Bits of 64 in which perceptual hashes of one picture, saved anew or smaller, differ at most."""
BANDS = LIKE_MAX_BITS + 1
"""Hashes that differ in fewer bits than there are bands are equal in one band at least."""
MAX_SAME_BAND = 200
"""Pictures with one band in common that are compared with each other: blank ones may be thousands."""
SPREAD = 2
"""Suppliers, or kinds of goods, from which on a licence or code that they share is told."""


def note_whole(ledger: Ledger, seen_by: str) -> None:
    """Writes the notes on all products of the plan into the ledger, the gravest first."""
    ledger.put("DELETE FROM notes")
    for sql in (
        "DROP TABLE IF EXISTS temp.facts",
        "CREATE TEMP TABLE facts (kind TEXT, value TEXT, place INTEGER, supplier TEXT, goods TEXT)",
        "DROP TABLE IF EXISTS temp.found",
        "CREATE TEMP TABLE found (place INTEGER, rank INTEGER, data TEXT)",
    ):
        ledger.put(sql)
    query = "SELECT i.place, i.facts, o.data FROM items i JOIN outcomes o ON o.key = i.key ORDER BY i.place"
    ledger.put_all("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", _facts(ledger.pages(query)))
    ledger.put("CREATE INDEX temp.facts_by_value ON facts (kind, value)")
    for rank, notes in enumerate(
        (_same(ledger), _shared(ledger, "licence"), _shared(ledger, "qr"), _like(ledger, seen_by))
    ):
        rows = [(place, rank, json.dumps(data, ensure_ascii=False)) for place, data in notes]
        ledger.put_all("INSERT INTO found VALUES (?, ?, ?)", rows)
    ledger.put(
        "INSERT INTO notes SELECT place, row_number() OVER (PARTITION BY place ORDER BY rank, data), data FROM found"
    )
    ledger.commit()


def _note(code: str, *, required: bool, **params: Any) -> dict[str, Any]:
    outcome = "unknown" if required else "warn"
    return {"by": "stock", "code": code, "outcome": outcome, "required": required, "params": params}


def _facts(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[str, str, int, str, str]]:
    for place, facts, data in rows:
        said, outcome = json.loads(facts), json.loads(data)
        numbers = sorted({*outcome["licences"], *(link[0] for link in outcome["links"])})
        goods = outcome["category"] or ""
        for kind, values in (("licence", numbers), ("qr", outcome["qr"])):
            for value in values:
                yield kind, value, place, said.get("supplier", ""), goods


def _shared(ledger: Ledger, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """A licence or code that stands on products of several suppliers or kinds of goods."""
    groups = ledger.all(
        "SELECT value, count(DISTINCT place), count(DISTINCT nullif(supplier, '')), count(DISTINCT nullif(goods, '')) "
        "FROM facts WHERE kind = ? GROUP BY value HAVING count(DISTINCT nullif(supplier, '')) >= ? "
        "OR count(DISTINCT nullif(goods, '')) >= ? ORDER BY value",
        (kind, SPREAD, SPREAD),
    )
    for value, products, suppliers, goods in groups:
        counts = {"products": products, "suppliers": suppliers, "categories": goods}
        data = _note(f"stock.shared_{kind}", required=False, value=value, **counts)
        for (place,) in ledger.all(
            "SELECT DISTINCT place FROM facts WHERE kind = ? AND value = ? ORDER BY place", (kind, value)
        ):
            yield place, data


def _same(ledger: Ledger) -> Iterator[tuple[int, dict[str, Any]]]:
    """One picture for several products; where rows of a manifest claim it, it can speak for none of them alone."""
    doubled = ledger.all(
        "SELECT sha256 FROM photos WHERE sha256 IS NOT NULL GROUP BY sha256 HAVING count(DISTINCT place) > 1"
    )
    for (sha256,) in sorted(doubled):
        rows = ledger.all(
            "SELECT DISTINCT i.place, i.line, i.facts FROM photos p JOIN items i ON i.place = p.place "
            "WHERE p.sha256 = ? ORDER BY i.place",
            (sha256,),
        )
        claimed = sum(line is not None for _, line, _ in rows) > 1
        for place, _, _ in rows:
            others = [_called(facts) for other, _, facts in rows if other != place]
            yield place, _note("stock.same_photo", required=claimed, count=len(rows), others=_few(others))


def _like(ledger: Ledger, seen_by: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Pictures of other products that are nearly the same; one a product."""
    rows = ledger.all(
        "SELECT s.phash, p.sha256, min(p.place) FROM photos p JOIN sights s ON s.sha256 = p.sha256 "
        "WHERE s.seen_by = ? AND s.challenged = 0 GROUP BY p.sha256 ORDER BY min(p.place), p.sha256",
        (seen_by,),
    )
    hashes = np.array([int(phash, 16) for phash, _, _ in rows], np.uint64)
    told: set[int] = set()
    for one, other in alike(hashes):
        for mine, theirs in ((rows[one][2], rows[other][2]), (rows[other][2], rows[one][2])):
            if mine != theirs and mine not in told:
                told.add(mine)
                facts = ledger.one("SELECT facts FROM items WHERE place = ?", (theirs,))
                yield mine, _note("stock.like_photo", required=False, others=_called(facts[0]) if facts else "")


def alike(hashes: npt.NDArray[np.uint64]) -> Sequence[tuple[int, int]]:
    """Pairs of places whose hashes differ in 1 to `LIKE_MAX_BITS` bits or in none, sorted."""
    pairs: set[tuple[int, int]] = set()
    width = 64 // BANDS
    for band in range(BANDS):
        key = (hashes >> np.uint64(band * width)) & np.uint64((1 << width) - 1)
        order = np.argsort(key, kind="stable")  # equal ones in the order of their places
        key, start = key[order], np.searchsorted(key[order], key[order])
        some = np.flatnonzero(np.arange(len(order)) - start < MAX_SAME_BAND)
        order, key, first = order[some], key[some], np.arange(len(some))
        for step in range(1, MAX_SAME_BAND):  # each with the one that stands `step` behind it in its band
            first = first[first + step < len(order)]
            first = first[key[first] == key[first + step]]
            if not len(first):
                break
            one, other = order[first], order[first + step]
            close = np.bitwise_count(hashes[one] ^ hashes[other]) <= LIKE_MAX_BITS
            pairs.update(zip(one[close].tolist(), other[close].tolist(), strict=True))
    return sorted(pairs)


def _called(facts: str) -> str:
    said = json.loads(facts)
    return str(said.get("name") or said.get("sku") or said.get("gtin") or "?")


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
