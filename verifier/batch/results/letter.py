"""A letter to the supplier of products that could not be told, as text and as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from verifier import messages
from verifier.batch.results.rows import Line, Stock
from verifier.domain import VerdictKind
from verifier.messages.letter import asked_by, say

MOST_ASKED = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One product of a letter: what it is called, what could not be confirmed, and what to send."""

    name: str
    facts: str
    missing: tuple[str, ...]
    please: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language; `before` and `after` stand around its products."""

    subject: str
    before: tuple[str, ...]
    products: tuple[Paragraph, ...]
    after: tuple[str, ...]
    lang: str

    def text(self) -> str:
        """The letter as plain text."""
        parts = [self.subject, *self.before]
        for number, product in enumerate(self.products, 1):
            facts = f" ({product.facts})" if product.facts else ""
            lines = [f"{number}. {product.name}{facts}"]
            for key, found in (("missing", product.missing), ("please", product.please)):
                lines += [f"   {say(key, self.lang)}:", *(f"   - {one}" for one in found)] if found else []
            parts.append("\n".join(lines))
        return "\n\n".join([*parts, *self.after]) + "\n"


def letter(stock: Stock, lines: Sequence[Line], lang: str) -> Letter:
    """The letter on products of one supplier, in `th` or `en`."""
    supplier = lines[0].facts.get("supplier", "")
    day = messages.day(date.fromisoformat(stock.list["date"]), lang) if stock.list else ""
    after = [say("closing", lang), say("no_proof", lang)]
    return Letter(
        say("subject", lang),
        (say("dear", lang, supplier=supplier) if supplier else say("dear.nobody", lang), say("opening", lang)),
        tuple(_paragraph(line, lang) for line in lines),
        (*after, say("list", lang, day=day)) if day else tuple(after),
        lang,
    )


def _paragraph(line: Line, lang: str) -> Paragraph:
    facts = [line.facts.get("sku", ""), line.gtin, line.facts.get("received", "")]
    asked = dict.fromkeys(key for finding in line.deciding() for key in asked_by(finding["code"]))
    agrees = line.verdict is VerdictKind.AGREES  # nothing is missing, and a person asks all the same
    missing = () if agrees else dict.fromkeys(line.reasons(lang))
    return Paragraph(
        line.name,
        " · ".join(dict.fromkeys(fact for fact in facts if fact and fact != line.name)),
        tuple(missing),
        tuple(say(key, lang) for key in list(asked)[:MOST_ASKED] or ["send.licence" if agrees else "send.label"]),
    )
