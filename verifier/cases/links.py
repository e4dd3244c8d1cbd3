"""What products of several visits share: a QR id, a licence, a link that only looks official, a label's picture.

Known of one's own store only. A group says who shares what; whether that is as it should be depends on what else
differs: one licence in ten shops is trade, one licence on the goods of two firms is not.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from verifier.batch.whole import LIKE_MAX_BITS, alike
from verifier.cases import rows
from verifier.cases.model import Place
from verifier.cases.store import CaseStore, Who
from verifier.cases.traces import Kind
from verifier.errors import StoreProblem

_Ids = list[tuple[str, str]]
"""Ids of cases and of products in them."""
_ByValue = dict[tuple[Kind, str], _Ids]


@dataclass(frozen=True, slots=True)
class Spot:
    """What is told, or counted, of a case."""

    id: str
    team: frozenset[str]
    place: Place


@dataclass(frozen=True, slots=True)
class Goods:
    """What is told, or counted, of a product; firms and licences are those that were read with certainty."""

    id: str
    name: str
    category: str | None
    firms: tuple[str, ...]
    licences: tuple[str, ...]


Where = tuple[Spot, Goods]


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that several products bear. `members`: those that the asker may read; `hidden` counts the others.

    The counts are over all of them. `contradicts`: the thing belongs to one firm and one kind of goods, and is on
    others; a link that only looks official always does.
    """

    kind: Kind
    value: str
    members: tuple[Where, ...]
    hidden: int
    cases: int
    products: int
    shops: int
    firms: int
    categories: int
    licences: int
    contradicts: bool


def links(store: CaseStore, who: Who, at: datetime, case_id: str | None = None) -> list[Shared]:
    """All that products share with others, contradictions first; of one case when it is named. Raises NoCase.

    Groups without a product that the asker may read are not told; that the cases of the others were, stands in the
    trail of each.
    """
    with store.reading() as db:  # all that is needed, at once: nobody waits while it is compared
        if case_id is not None:
            store.reach(db, case_id, who)
        by_value = _traces(db) if case_id is None else _touching(db, case_id)
        docs = rows.documents(db, {found_id for ids in by_value.values() for found_id, _ in ids})
    cases = _Cases(docs)
    found = [shared for group in _groups(by_value, cases) if (shared := _shared(*group, who, case_id))]
    seen = sorted({case.id for shared in found for case, _ in shared.members})
    with store.writing() as db:
        rows.listed(db, seen, by=who.key_id, at=at, part="links", kind="links")
    return sorted(found, key=lambda one: (not one.contradicts, -one.products, one.kind, one.value))


def _traces(db: sqlite3.Connection, condition: str = "", values: Sequence[str] = ()) -> _ByValue:
    """Who bears what, but for what one product alone bears, labels excepted; by kind, value, case and product."""
    found: dict[tuple[Kind, str], set[tuple[str, str]]] = defaultdict(set)
    rows_of = db.execute(f"SELECT id, product, kind, value FROM traces{condition}", values)
    for case_id, product_id, kind, value in rows_of:
        found[kind, value].add((case_id, product_id))
    wanted = sorted(key for key, ids in found.items() if len(ids) > 1 or key[0] == "label")
    return {key: sorted(found[key]) for key in wanted}


def _touching(db: sqlite3.Connection, case_id: str) -> _ByValue:
    """What a case bears, and labels near to its own: all that its groups are made of."""
    own = db.execute("SELECT DISTINCT kind, value FROM traces WHERE id = ?", [case_id]).fetchall()
    hashes = np.array(
        [int(value, 16) for (value,) in db.execute("SELECT DISTINCT value FROM traces WHERE kind = 'label'")], np.uint64
    )
    coming = {int(value, 16) for kind, value in own if kind == "label"}
    seen: set[int] = set()
    while coming:
        seen.add(one := coming.pop())
        near = hashes[np.bitwise_count(hashes ^ np.uint64(one)) <= LIKE_MAX_BITS]
        coming |= set(map(int, near)) - seen
    keys = [
        *((kind, value) for kind, value in own if kind != "label"),
        *(("label", f"{one:016x}") for one in sorted(seen)),
    ]
    found: _ByValue = {}
    for kind, value in keys:
        found |= _traces(db, " WHERE kind = ? AND value = ?", [kind, value])
    return dict(sorted(found.items()))


class _Cases:
    """What is told of cases, out of their documents, when it is asked for."""

    def __init__(self, docs: Mapping[str, bytes]) -> None:
        self._docs, self._read = docs, dict[str, tuple[Spot, dict[str, Goods]]]()

    def where(self, ids: Iterable[tuple[str, str]]) -> list[Where]:
        """The products of these ids of cases and products."""
        found = ((self._case(case_id), product_id) for case_id, product_id in ids)
        return [(spot, goods[product_id]) for (spot, goods), product_id in found if product_id in goods]

    def _case(self, case_id: str) -> tuple[Spot, dict[str, Goods]]:
        if case_id not in self._read:
            self._read[case_id] = _told(self._docs[case_id])
        return self._read[case_id]


def _told(doc: bytes) -> tuple[Spot, dict[str, Goods]]:
    """A case and its products by id. Nothing else of a document is made: of ten thousand that takes ten seconds."""
    try:
        plain = json.loads(doc)
        spot = Spot(plain["id"], frozenset(plain["team"]), Place(**plain["place"]))
        judged = [(one, one["judged"] or {"holders": (), "licences": ()}) for one in plain["products"]]
        goods = [
            Goods(one["id"], one["name"], one["category"], tuple(ours["holders"]), tuple(ours["licences"]))
            for one, ours in judged
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise StoreProblem(f"a case cannot be read: {type(error).__name__}") from error
    return spot, {one.id: one for one in goods}


def _groups(by_value: _ByValue, cases: _Cases) -> Iterator[tuple[Kind, str, list[Where]]]:
    """What more than one product bears, and where."""
    labels = sorted(value for kind, value in by_value if kind == "label")
    for together in _near(labels):
        alike_ones = list(dict.fromkeys(where for value in together for where in by_value["label", value]))
        if len(alike_ones) > 1:
            yield "label", together[0], cases.where(alike_ones)
    for (kind, value), ids in by_value.items():
        if kind != "label" and len(ids) > 1:
            yield kind, value, cases.where(ids)


def _near(hashes: Sequence[str]) -> list[list[str]]:
    """Perceptual hashes in groups, each near to another of its group."""
    of = list(range(len(hashes)))

    def root(n: int) -> int:
        while of[n] != n:
            n = of[n]
        return n

    for one, other in alike(np.array([int(value, 16) for value in hashes], np.uint64)):
        first, second = sorted((root(one), root(other)))
        of[second] = first
    groups: dict[int, list[str]] = defaultdict(list)
    for n, value in enumerate(hashes):
        groups[root(n)].append(value)
    return list(groups.values())


def _shared(kind: Kind, value: str, where: Sequence[Where], who: Who, case_id: str | None) -> Shared | None:
    if len(where) < 2:  # noqa: PLR2004 - a thing that one product has is not shared
        return None
    members = tuple((case, product) for case, product in where if who.operator or who.key_id in case.team)
    wanted = any(case_id in (None, case.id) for case, _ in members)
    if not wanted:
        return None
    firms = _different(firm for _, goods in where for firm in goods.firms)
    categories = _different(goods.category for _, goods in where if goods.category)
    licences = _different(licence for _, goods in where for licence in goods.licences)
    others = licences > 1 if kind == "label" else categories > 1
    return Shared(
        kind=kind,
        value=value,
        members=members,
        hidden=len(where) - len(members),
        cases=_different(case.id for case, _ in where),
        products=len(where),
        shops=_different((case.place.name.casefold(), case.place.address.casefold()) for case, _ in where),
        firms=firms,
        categories=categories,
        licences=licences,
        contradicts=kind == "lookalike" or firms > 1 or others,
    )


def _different(values: Any) -> int:
    return len(set(values))


def shared_to_plain(shared: Shared) -> dict[str, Any]:
    """The same as data for JSON."""
    counts = ("cases", "products", "shops", "firms", "categories", "licences", "hidden")
    return {
        "kind": shared.kind,
        "value": shared.value,
        "contradicts": shared.contradicts,
        **{name: getattr(shared, name) for name in counts},
        "members": [
            {"case": case.id, "product": product.id, "place": case.place.name, "name": product.name}
            for case, product in shared.members
        ],
    }
