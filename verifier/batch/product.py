"""A product that is being worked on, and all that its verdict rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from verifier.batch.jobs import Judge, Row
from verifier.batch.ledger import Ledger
from verifier.batch.photos import AGAIN, LOOK, Photos
from verifier.batch.plan import Item
from verifier.batch.versions import digest
from verifier.product_table.columns import Columns

JUDGE = "judge"
"""What an engine is asked for a product, beside the looks at its photos."""


@dataclass
class Product:
    """A product that is being worked on.

    `seen`: (photo, hash or nothing, code and reason of its trouble). `judged` False: its photos are only looked at.
    `fed`: all its photos were begun. `second`: it is judged by what the second look saw; `asked_again`: that look was
    taken in this run. `ahead`: what an earlier second look gave, asked before the first look's sights were.
    `incomplete`: a photo went away before it was looked at, so that its verdict is not kept for another run.
    """

    item: Item
    seen: list[tuple[str, str, str, str]] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    judged: bool = True
    fed: bool = False
    second: bool = False
    asked_again: bool = False
    ahead: Mapping[str, Any] | None = None
    incomplete: bool = False
    rests_on: str = ""

    @property
    def contents(self) -> dict[str, str]:
        """Hash → name of the photos that could be read."""
        return {sha256: name for name, sha256, _, _ in self.seen if sha256}


class Grounds:
    """Everything from which verdicts follow. `judged_by`: the digest of what judges, set when that is known."""

    def __init__(self, ledger: Ledger, photos: Photos, day: date, columns: Columns | None) -> None:
        self.ledger, self.photos, self.day, self.columns = ledger, photos, day, columns
        self.judged_by = ""

    def case(self, product: Product) -> Judge:
        """All that is known of a product. After a second look that counts, as far as there was one."""
        item, sights, troubles = product.item, [], list(product.item.troubles)
        for name, sha256, code, reason in product.seen:
            sight = self.ledger.sight(sha256, self.photos.seen_by) if sha256 else None
            if sight is None:
                aside = self.ledger.set_aside(sha256, self.photos.seen_by, LOOK)
                unknown = "stock.photo_aside" if aside else "stock.photo_missing"
                troubles.append((code or unknown, name, reason or (aside[0] if aside else "")))
                continue
            again = self.ledger.sight(sha256, self.photos.seen_by, challenged=True) if product.second else None
            if product.second and again is None:
                aside = self.ledger.set_aside(sha256, self.photos.seen_by, AGAIN)
                troubles.append(("stock.photo_not_looked_again", name, aside[0] if aside else ""))
            sights.append(again or sight)
        row = Row(item.line or 0, item.cells, self.columns) if item.cells is not None and self.columns else None
        return Judge(tuple(sights), self.day, row, item.facts, tuple(troubles))

    def of(self, product: Product) -> str:
        """The digest of all that a verdict rests on."""
        item, columns = product.item, self.columns
        places = {name: list(found) for name, found in columns.places.items()} if columns else {}
        words = dict(columns.categories) if columns else {}
        known = [self.photos.state(sha256) for _, sha256, _, _ in product.seen if sha256]
        stated = [item.cells, item.facts, item.troubles, columns.header if columns else (), places, words]
        return digest([self.photos.seen_by, self.judged_by, self.day.isoformat(), product.seen, known, stated])
