"""The ledger as rows: one product each, with its verdict and everything in words, and the counts over all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from verifier import messages
from verifier.batch.gtin import shown
from verifier.batch.ledger import Ledger
from verifier.batch.manifest import CELLS
from verifier.domain import Finding, Outcome, VerdictKind
from verifier.domain.listing import SAMPLES
from verifier.messages import stock as words
from verifier.messages import stock_advice
from verifier.messages.interface import label
from verifier.messages.listing import say as list_say
from verifier.rules.verdict import WHY_NO_LINK

REASONS_COUNTED = 12
"""Reasons in a summary, the most frequent first."""
SUPPLIERS_COUNTED = 30
MOST_ADVICE = 4
EXPECTED = frozenset({"code.unrelated"})
"""Findings that say nothing of goods in a stock: they all carry bar codes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One product. `findings`: of photos, row and whole stock, as the ledger keeps them, the leading one first."""

    number: int
    key: str
    verdict: VerdictKind
    facts: dict[str, str]
    findings: tuple[dict[str, Any], ...]
    outcome: dict[str, Any]
    photos: tuple[tuple[str, str], ...]
    line: int | None
    grouped_by: str
    place: int
    """In the plan: known before all products are."""

    @property
    def name(self) -> str:
        """What people call the product."""
        return self.facts.get("name") or self.facts.get("sku") or self.gtin or self.key.partition(":")[2]

    @property
    def gtin(self) -> str:
        """The bar code: of the manifest, else the one that the photos show."""
        seen = self.outcome["gtins"]
        stated = self.facts.get("gtin", "")
        return shown(stated) if stated else self.facts.get("gtin_cell", "") or ", ".join(map(shown, seen))

    def reasons(self, lang: str) -> list[str]:
        """Why, in sentences; what only adds to it is in `hints`."""
        if self.verdict is VerdictKind.AGREES:
            because = self.outcome.get("because")
            return [sentence(because, lang)] if because else []
        return list(dict.fromkeys(sentence(finding, lang) for finding in self.deciding()))

    def deciding(self) -> list[dict[str, Any]]:
        """The findings that keep the product from agreeing, the most telling first."""
        telling = [finding for finding in self.findings if self._decides(finding)]
        if self.verdict is VerdictKind.CONFLICTS:
            telling = [finding for finding in telling if finding["outcome"] == "fail"]
        return telling

    def hints(self, lang: str) -> list[str]:
        """What is worth knowing besides."""
        more = (f for f in self.findings if not self._decides(f) and f["code"] not in EXPECTED)
        return list(dict.fromkeys(sentence(finding, lang) for finding in more))

    def advice(self, lang: str) -> list[str]:
        """What to do next, for goods in a stock."""
        telling = self.findings if self.verdict is VerdictKind.AGREES else self.deciding()
        own = [code for found in telling for code in _own_advice(found)]
        kept = self.outcome["advice"] if str(self.verdict) == self.outcome["verdict"] else []
        codes = list(dict.fromkeys([*own, *kept] if self.verdict is not VerdictKind.AGREES else [*kept, *own]))
        return [stock_advice.advice(code, lang) for code in codes[:MOST_ADVICE]]

    def _decides(self, finding: dict[str, Any]) -> bool:
        """Whether a finding keeps the product from agreeing, or tells why nothing leads to a licence."""
        if finding["outcome"] == "fail" or (finding["outcome"] in ("unknown", "warn") and finding["required"]):
            return True
        unlinked = self.verdict is VerdictKind.CANNOT_TELL and not self.outcome["links"]
        return unlinked and finding["code"] in WHY_NO_LINK


@dataclass(frozen=True, slots=True)
class Counts:
    """What a summary tells. `suppliers` and `days` hold verdicts by supplier and by day received.

    `reasons`: products by the code of what decides; `examples`: for every such code what it says of the first one.
    """

    verdicts: Counter[VerdictKind] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    suppliers: dict[str, Counter[VerdictKind]] = field(default_factory=dict)
    days: dict[str, Counter[VerdictKind]] = field(default_factory=dict)
    photos: int = 0


class Stock:
    """All results of a run, read from its ledger as often as they are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.source = str(ledger.noted("source", ""))
        self.day = str(ledger.noted("day", ""))
        self.list = ledger.noted("list")
        self.of_samples = SAMPLES in (ledger.noted("covers") or ())

    def of_list(self, lang: str) -> str:
        """Which list it was, for people: its day, and that it is one of samples or that there was none."""
        if not self.list:
            return words.say("sum.no_list", lang)
        told = messages.day(date.fromisoformat(self.list["date"]), lang)
        return f"{told} · {label('list.sample', lang)}" if self.of_samples else told

    def lines(self, after: int = 0) -> Iterator[Line]:
        """Every product that is judged, in the order of the plan, behind a place in it."""
        query = (
            "SELECT i.place, i.key, i.line, i.facts, i.grouped_by, o.data FROM items i "
            "JOIN outcomes o ON o.key = i.key WHERE i.done = 1 AND i.place > ? ORDER BY i.place"
        )
        first = 1 + self.ledger.count("SELECT count(*) FROM items WHERE done = 1 AND place <= ?", (after,))
        for number, (place, key, line, facts, grouped_by, data) in enumerate(self.ledger.pages(query, (after,)), first):
            outcome, found = json.loads(data), []
            leading = outcome["leading"]
            if leading is not None:
                found = [outcome["findings"][leading]]
            found += [finding for at, finding in enumerate(outcome["findings"]) if at != leading]
            notes = self.ledger.all("SELECT data FROM notes WHERE place = ? ORDER BY number", (place,))
            noted = [json.loads(note) for (note,) in notes]
            verdict = VerdictKind(outcome["verdict"])
            held = [note for note in noted if note["required"]]
            if held and verdict is VerdictKind.AGREES:
                verdict = VerdictKind.CANNOT_TELL
            photos = self.ledger.all(
                "SELECT name, coalesce(sha256, '') FROM photos WHERE place = ? ORDER BY number", (place,)
            )
            yield Line(
                number,
                str(key),
                verdict,
                json.loads(facts),
                (*found, *noted),
                outcome,
                tuple((str(name), str(sha256)) for name, sha256 in photos),
                line,
                str(grouped_by),
                place,
            )

    def counts(self, lang: str) -> Counts:
        """The figures of a summary; reasons in one language."""
        counts = Counts()
        photos = 0
        for line in self.lines():
            counts.verdicts[line.verdict] += 1
            photos += len(line.photos)
            if line.verdict is not VerdictKind.AGREES:
                for finding in line.deciding()[:1]:
                    counts.reasons[finding["code"]] += 1
                    counts.examples.setdefault(finding["code"], sentence(finding, lang))
            counts.suppliers.setdefault(line.facts.get("supplier", ""), Counter())[line.verdict] += 1
            if day := line.facts.get("received", ""):
                counts.days.setdefault(day, Counter())[line.verdict] += 1
        return replace(counts, photos=photos)

    def thumb(self, line: Line) -> bytes | None:
        """The small picture of a product's first photo that has one."""
        for _, sha256 in line.photos:
            row = self.ledger.one("SELECT data FROM thumbs WHERE sha256 = ?", (sha256,)) if sha256 else None
            if row is not None:
                return bytes(row[0])
        return None

    def unread(self) -> Iterator[tuple[str, str]]:
        """Files of the source that are no photos of any product, with the code of the reason."""
        query = "SELECT name, problem FROM entries WHERE problem != '' AND place IS NULL ORDER BY name"
        return ((str(name), str(problem)) for name, problem in self.ledger.pages(query))

    def missing(self) -> Iterator[tuple[str, str]]:
        """Photos that a manifest names and the source does not hold, with the code of that reason."""
        query = (
            "SELECT p.name FROM photos p WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.name = p.name) "
            "ORDER BY p.place, p.number"
        )
        return ((str(name), "source.missing") for (name,) in self.ledger.pages(query))

    def aside(self) -> Iterator[tuple[str, str, str]]:
        """Photos that were set aside: name, code of the reason, detail."""
        query = (
            "SELECT p.name, a.reason, a.detail FROM photos p JOIN aside a ON a.what = p.sha256 AND a.seen_by = ? "
            "ORDER BY p.place, p.number"
        )
        rows = self.ledger.pages(query, (self.ledger.noted("seen_by", ""),))
        return ((str(name), str(reason), str(detail)) for name, reason, detail in rows)


def _own_advice(finding: dict[str, Any]) -> tuple[str, ...]:
    """What to do about a finding on the manifest or the stock; those of labels bring their own advice along."""
    if finding["by"] == "cell":
        return (stock_advice.MEND_TABLE,)
    return stock_advice.ADVICE_OF[finding["code"]] if finding["by"] == "stock" else ()


def sentence(finding: dict[str, Any], lang: str) -> str:
    """One finding of the ledger in words."""
    if finding["by"] == "cell":
        before = f"{list_say(finding['field'], lang)}: " if finding["field"] else ""
        return f"{before}{list_say(finding['code'], lang)} ({finding['cell']})"
    if finding["by"] == "stock":
        params = dict(finding["params"])
        code = str(params.get("reason", ""))
        if finding["code"] not in ("stock.rows_differ", *CELLS):
            params["reason"] = words.reason(code, lang)
        return words.finding(finding["code"], lang, required=bool(finding["required"]), **params)
    found = Finding(finding["code"], Outcome(finding["outcome"]), (), finding["params"], finding["required"])
    return messages.finding(found, lang, of_row=finding["by"] == "row")


def joined(values: Sequence[str]) -> str:
    """Several values in one cell."""
    return ", ".join(values)
