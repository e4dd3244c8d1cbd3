"""What products of several visits share: a QR id, a licence, a link that only looks official, a label's picture.

Known of one's own store only. A group says who shares what; whether that is as it should be depends on what else
differs: one licence in ten shops is trade, one licence on the goods of two firms is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from verifier.batch.whole import LIKE_MAX_BITS, alike
from verifier.cases import rows
from verifier.cases.model import Case, Product
from verifier.cases.store import CaseStore, Who
from verifier.cases.traces import Kind

Where = tuple[Case, Product]
_Ids = list[tuple[str, str]]
"""Ids of cases and of products in them."""


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
        traces = db.execute("SELECT DISTINCT id, product, kind, value FROM traces ORDER BY kind, value, id, product")
        by_value: dict[tuple[Kind, str], _Ids] = defaultdict(list)
        for found_id, product_id, kind, value in traces:
            by_value[kind, value].append((found_id, product_id))
        if case_id is not None:
            by_value = _touching(by_value, case_id)
        docs = rows.documents(db)
    cases = _Cases(docs)
    found = [shared for group in _groups(by_value, cases) if (shared := _shared(*group, who, case_id))]
    seen = sorted({case.id for shared in found for case, _ in shared.members})
    with store.writing() as db:
        rows.listed(db, seen, by=who.key_id, at=at, part="links", kind="links")
    return sorted(found, key=lambda one: (not one.contradicts, -one.products, one.kind, one.value))


def _touching(by_value: Mapping[tuple[Kind, str], _Ids], case_id: str) -> dict[tuple[Kind, str], _Ids]:
    """What a case bears, and labels near to its own: all that its groups are made of."""
    own = {key for key, ids in by_value.items() if any(found == case_id for found, _ in ids)}
    hashes = np.array([int(value, 16) for kind, value in by_value if kind == "label"], np.uint64)
    coming = {int(value, 16) for kind, value in own if kind == "label"}
    seen: set[int] = set()
    while coming:
        seen.add(one := coming.pop())
        near = hashes[np.bitwise_count(hashes ^ np.uint64(one)) <= LIKE_MAX_BITS]
        coming |= set(map(int, near)) - seen
    own |= {("label", f"{one:016x}") for one in seen}
    return {key: ids for key, ids in by_value.items() if key in own}


class _Cases:
    """Cases by id, read from their documents when they are asked for."""

    def __init__(self, docs: Mapping[str, bytes]) -> None:
        self._docs, self._read = docs, dict[str, Case]()

    def where(self, ids: Iterable[tuple[str, str]]) -> list[Where]:
        """The products of these ids of cases and products."""
        found = ((self._case(case_id), product_id) for case_id, product_id in ids)
        pairs = ((case, case.product(product_id)) for case, product_id in found)
        return [(case, product) for case, product in pairs if product is not None]

    def _case(self, case_id: str) -> Case:
        if case_id not in self._read:
            self._read[case_id] = rows.parse(self._docs[case_id])
        return self._read[case_id]


def _groups(
    by_value: Mapping[tuple[Kind, str], Sequence[tuple[str, str]]], cases: _Cases
) -> Iterator[tuple[Kind, str, list[Where]]]:
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
