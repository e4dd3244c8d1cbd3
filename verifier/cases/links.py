"""What products of several visits share: a QR id, a licence, a link that only looks official, a label's picture.

Known of one's own store only. A group says who shares what; whether that is as it should be depends on what else
differs: one licence in ten shops is trade, one licence on the goods of two firms is not.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from verifier.batch.whole import alike
from verifier.cases import rows
from verifier.cases.model import Case, Product
from verifier.cases.store import CaseStore, Who
from verifier.cases.traces import Kind
from verifier.cases.trail import append

Where = tuple[Case, Product]


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
    with store.writing() as db:
        if case_id is not None:
            store.reach(db, case_id, who)
        cases = {case.id: case for case in rows.search(db, None)}
        found = [shared for group in _groups(db, cases) if (shared := _shared(*group, who, case_id))]
        seen = {case.id for shared in found for case, _ in shared.members}
        for seen_id in sorted(seen):
            append(db, "list", seen_id, by=who.key_id, at=at, part="links")
    return sorted(found, key=lambda one: (not one.contradicts, -one.products, one.kind, one.value))


def _groups(db: sqlite3.Connection, cases: dict[str, Case]) -> Iterator[tuple[Kind, str, list[Where]]]:
    by_value: dict[tuple[Kind, str], list[Where]] = defaultdict(list)
    for case_id, product_id, kind, value in db.execute(
        "SELECT DISTINCT id, product, kind, value FROM traces ORDER BY kind, value, id, product"
    ):
        product = cases[case_id].product(product_id)
        if product is not None:
            by_value[kind, value].append((cases[case_id], product))
    labels = sorted(value for kind, value in by_value if kind == "label")
    for together in _near(labels):
        members = {(case.id, product.id): (case, product) for v in together for case, product in by_value["label", v]}
        yield "label", together[0], list(members.values())
    for (kind, value), where in by_value.items():
        if kind != "label":
            yield kind, value, where


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
    judged = [product.judged for _, product in where if product.judged]
    firms = _different(holder for one in judged for holder in one.holders)
    categories = _different(product.category for _, product in where if product.category)
    licences = _different(licence for one in judged for licence in one.licences)
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
