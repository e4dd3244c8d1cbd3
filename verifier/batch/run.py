"""The story of a run: every photo is looked at once, every product judged when its photos are known, all of it kept.

Photos go to the engine as fast as it takes them. A photo whose worker died, hung or gave up is tried once more when
nothing else is at work; then it is set aside. Only when everything else is done are photos joined by their bar codes.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from verifier.batch.jobs import Answer, Judged, Look, LookAgain, Lost, Refused, Seen
from verifier.batch.ledger import Ledger
from verifier.batch.photos import AGAIN, LOOK, Photos
from verifier.batch.plan import items, join_by_barcode
from verifier.batch.pool import Engine
from verifier.batch.product import JUDGE, Grounds, Product
from verifier.batch.source import Source
from verifier.batch.together import not_judged
from verifier.batch.versions import judging_version, seeing_version
from verifier.domain import VerdictKind
from verifier.errors import ListUnreadable
from verifier.product_table.columns import Columns
from verifier.settings import Settings

WAIT_S = 0.25
Ticket = tuple[str, str | int]
END = object()


@dataclass
class Tally:
    """Where a run stands. Photos are done when their product has its verdict."""

    photos: int = 0
    photos_done: int = 0
    products: int = 0
    verdicts: Counter[VerdictKind] = field(default_factory=Counter)
    aside: int = 0
    looked: int = 0
    """Photos that were really looked at in this run; all others were known."""
    waiting: int = 0
    """Products that would need another look at photos that are not at hand."""


class Run:
    """One run over the plan in the ledger. Without a source nothing is looked at, and what is known is judged again."""

    def __init__(
        self,
        ledger: Ledger,
        source: Source | None,
        engine: Engine,
        *,
        settings: Settings,
        day: date,
        columns: Columns | None,
    ) -> None:
        self.ledger, self.source, self.engine = ledger, source, engine
        self.settings, self.day = settings, day
        self.photos = Photos(ledger, source, settings)
        self._grounds = Grounds(ledger, self.photos, day, columns)
        self.tally = Tally()
        self._open: dict[int, Product] = {}
        self._waiting: dict[tuple[str, str], list[int]] = {}
        self._names: dict[str, str] = {}
        self._again: deque[str] = deque()
        self._alone: deque[Ticket] = deque()
        self._tried: set[Ticket] = set()
        self._suspects: set[str] = set()

    def work(self, tell: Callable[[Tally], None] = lambda _: None) -> Tally:
        """Works until every product of the plan has a verdict. Raises EngineProblem, ListProblem, LedgerProblem.

        `tell` is called all the time, while the engines start too; what it raises ends the run.
        """
        while self.engine.versions is None:
            self.engine.wait(WAIT_S)
            tell(self.tally)  # whoever stops the run need not wait for engines
        self._settle_versions()
        self.tally.photos = self.ledger.count("SELECT count(*) FROM photos")
        self.tally.products = self.ledger.count("SELECT count(*) FROM items")
        self._suspects = {str(what) for (what,) in self.ledger.all("SELECT what FROM working")}
        bars = self.ledger.one("SELECT 1 FROM items WHERE gtin != '' LIMIT 1") is not None
        self.ledger.put("UPDATE items SET done = 0")
        if bars and self.ledger.one("SELECT 1 FROM items WHERE line IS NULL LIMIT 1"):
            self._pass(self._feed(joining=True), tell)
            join_by_barcode(self.ledger, self.photos.seen_by)
            self.tally.products = self.ledger.count("SELECT count(*) FROM items")
        self._pass(self._feed(), tell)
        self.ledger.commit()
        tell(self.tally)
        return self.tally

    def _settle_versions(self) -> None:
        assert self.engine.versions is not None
        known = self.ledger.noted("seen_by", "")
        self.photos.seen_by = seeing_version(self.engine.versions, self.settings) if self.source or not known else known
        self._grounds.judged_by = judging_version(self.engine.snapshot, self.settings)
        snapshot = self.engine.snapshot
        self.ledger.note(
            {
                "seen_by": self.photos.seen_by,
                "engines": dict(self.engine.versions),
                "list": None if snapshot is None else {"id": snapshot.id, "date": snapshot.date.isoformat()},
                "covers": None if snapshot is None else sorted(snapshot.covers),
                "finished": False,
                "day": self.day.isoformat(),
            }
        )

    # ---- the loop ---------------------------------------------------------------------------------------------------

    def _pass(self, feed: Iterator[None], tell: Callable[[Tally], None]) -> None:
        fed = False
        while True:
            while self.engine.room() > 0 and (self._again or not fed):
                if self._again:
                    self._submit(AGAIN, self._again.popleft())
                else:
                    fed = next(feed, END) is END
            if fed and not self.engine.busy() and not self._again:
                if not self._alone:
                    break
                self._submit(*self._alone.popleft())
            for ticket, answer in self.engine.wait(WAIT_S):
                self._take(ticket, answer)
            self.ledger.commit(at_once=False)
            tell(self.tally)
        self.ledger.commit()

    def _feed(self, *, joining: bool = False) -> Iterator[None]:
        """Begins one photo after another. `joining`: products without a row are looked at and not yet judged."""
        for item in items(self.ledger, undone=True):
            later = joining and (item.line is None or not item.photos)
            product = Product(item, judged=not later)
            self._open[item.place] = product
            for name in item.photos:
                yield
                self._begin(product, name)
            yield
            product.fed = True
            self._advance(product)

    def _begin(self, product: Product, name: str) -> None:
        """Takes up one photo: it is known, or looked at by somebody already, or given to be looked at."""
        sha256, data, code, reason = self.photos.content(name)
        product.seen.append((name, sha256, code, reason))
        if not sha256:
            return
        self.ledger.put("UPDATE photos SET sha256 = ? WHERE place = ? AND name = ?", (sha256, product.item.place, name))
        if not self.photos.is_known(sha256):
            self._await(product, LOOK, sha256, name, data)

    def _await(self, product: Product, stage: str, sha256: str, name: str, data: bytes | None = None) -> None:
        if sha256 in product.pending:
            return  # the same picture twice in one product
        product.pending.add(sha256)
        places = self._waiting.setdefault((stage, sha256), [])
        places.append(product.item.place)
        self._names.setdefault(sha256, name)
        if len(places) > 1:
            return
        if sha256 in self._suspects:
            self._alone.append((stage, sha256))
        elif stage == AGAIN:
            self._again.append(sha256)
        else:
            self._submit(stage, sha256, data)

    def _submit(self, stage: str, what: str | int, data: bytes | None = None) -> None:
        """Gives a job to the engine; a photo that can no longer be read has lost it."""
        if isinstance(what, int):
            self.engine.submit((stage, what), self._grounds.case(self._open[what]))
            return
        data = data or self.photos.read_again(what, self._names[what])
        sight = self.ledger.sight(what, self.photos.seen_by) if stage == AGAIN else None
        if data is None:
            for place in self._waiting[stage, what]:
                self._open[place].incomplete = True  # gone since it was listed; it may come back
            self._looked(stage, what)
            return
        self.ledger.put("INSERT OR IGNORE INTO working VALUES (?)", (what,))
        self.engine.submit((stage, what), Look(data, what) if sight is None else LookAgain(data, sight, what))

    def _take(self, ticket: Hashable, answer: Answer) -> None:
        """What an engine said of a job of ours."""
        assert isinstance(ticket, tuple)
        stage, what = ticket
        match answer:
            case Seen():
                self.photos.keep(what, answer, stage)
                self.tally.looked += 1
                self._looked(stage, what)
            case Judged():
                self._judged(self._open[what], answer)
            case Refused(reason, detail, final):
                if reason.startswith("list."):
                    raise ListUnreadable(detail)
                self._failed(stage, what, reason, detail, again=not final)
            case Lost(reason, detail):
                self._failed(stage, what, reason, detail, again=True)

    def _failed(self, stage: str, what: str | int, reason: str, detail: str, *, again: bool) -> None:
        """Once more, alone; then it is set aside."""
        if again and (stage, what) not in self._tried:
            self._tried.add((stage, what))
            self._alone.append((stage, what))
            return
        self._refuse(stage, what, reason, detail)

    def _refuse(self, stage: str, what: str | int, reason: str, detail: str) -> None:
        self.tally.aside += 1
        if isinstance(what, int):
            product = self._open[what]
            self.ledger.put_aside(product.rests_on, self.photos.seen_by, JUDGE, reason, detail)
            self._advance(product)
            return
        self.ledger.put_aside(what, self.photos.seen_by, stage, reason, detail)
        self._looked(stage, what)

    def _looked(self, stage: str, sha256: str) -> None:
        self.ledger.put("DELETE FROM working WHERE what = ?", (sha256,))
        self._names.pop(sha256, None)
        for place in self._waiting.pop((stage, sha256)):
            product = self._open[place]
            product.pending.discard(sha256)
            self._advance(product)

    # ---- one product ------------------------------------------------------------------------------------------------

    def _advance(self, product: Product) -> None:
        """Judges a product whose photos are all known, unless that was done on the same grounds before."""
        if not product.fed or product.pending:
            return
        if not product.judged:
            del self._open[product.item.place]
            return
        product.rests_on = self._grounds.of(product)
        refused = self.ledger.set_aside(product.rests_on, self.photos.seen_by, JUDGE)
        if refused:
            self._finish(product, not_judged(refused[0]), f"{product.rests_on}:aside")
            return
        row = self.ledger.one("SELECT rests_on, data FROM outcomes WHERE key = ?", (product.item.key,))
        if row is not None and row[0] == product.rests_on:
            self._finish(product, json.loads(row[1]), product.rests_on, keep=False)
            return
        if not product.asked_again and product.ahead is None and product.contents:
            product.second = all(self.photos.has_sight(sha256, AGAIN) for sha256 in product.contents)
        self.engine.submit((JUDGE, product.item.place), self._grounds.case(product))

    def _judged(self, product: Product, judged: Judged) -> None:
        """Keeps a verdict, after a second look at the photos where only that is missing.

        Where that look was taken before, it is asked first: when it agrees, so would the first look but for it, since
        what is added to a sight never makes it agree.
        """
        if product.second and not product.asked_again:
            product.second, product.ahead = False, judged.outcome
            if judged.outcome["photo_verdict"] == VerdictKind.AGREES:
                self._finish(product, judged.outcome, product.rests_on)
            else:
                self.engine.submit((JUDGE, product.item.place), self._grounds.case(product))
            return
        if judged.awaits_look and product.ahead is not None:
            self._finish(product, product.ahead, product.rests_on)
            return
        if judged.awaits_look and not product.second:
            product.second = product.asked_again = True
            for sha256, name in product.contents.items():
                if not self.photos.is_known(sha256, AGAIN) and self.photos.is_known(sha256):
                    if self.source is None:
                        self.tally.waiting += 1
                        self._finish(product, judged.outcome, f"{product.rests_on}:waiting")
                        return
                    self._await(product, AGAIN, sha256, name)
            if not product.pending:
                self.engine.submit((JUDGE, product.item.place), self._grounds.case(product))
            return
        self._finish(product, judged.outcome, product.rests_on)

    def _finish(self, product: Product, outcome: Mapping[str, Any], rests_on: str, *, keep: bool = True) -> None:
        item = product.item
        if keep:
            data = json.dumps(outcome, ensure_ascii=False)
            rests_on = f"{rests_on}:incomplete" if product.incomplete else rests_on
            self.ledger.put("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?)", (item.key, rests_on, data))
        self.ledger.put("UPDATE items SET done = 1 WHERE place = ?", (item.place,))
        self.tally.photos_done += len(item.photos)
        self.tally.verdicts[VerdictKind(outcome["verdict"])] += 1
        del self._open[item.place]
