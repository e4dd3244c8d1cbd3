"""Rules on the scope of the standard: the voltages that the goods are rated for are among those of its title."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.domain import Finding, SeenStatement, StatementKind
from verifier.numbers.voltages import Bounds, Rating, bounds_in
from verifier.rules.book import say
from verifier.rules.case import Case, numbered
from verifier.rules.rule import Rule

SURE = 0.8
"""A rating whose figures were read less surely than this decides nothing."""


def rated(case: Case) -> Iterable[Finding]:
    """Some voltage of the label is in the scope of its only standard, or all that were read surely lie outside."""
    told = [(i, s) for i, s in numbered("statements", case.claim.statements) if s.kind is StatementKind.VOLTAGE]
    standards = {str(seen.value): seen.value for _, seen in case.products()}
    if not told:
        return
    for name, standard in standards.items() if len(standards) == 1 else ():
        facts = case.catalogue.edition(standard)
        bounds = facts and (bounds_in(facts.title_th) or bounds_in(facts.title_en))
        sure = [(i, s) for i, s in told if s.confidence >= SURE]
        if bounds and sure and all(_outside(seen, bounds) for _, seen in told):
            text = ", ".join(dict.fromkeys(seen.words for _, seen in sure))
            yield say("goods.out_of_scope", *(i for i, _ in sure), text=text, standard=name)
            return
    yield say("goods.rated", *(i for i, _ in told), text=", ".join(dict.fromkeys(seen.words for _, seen in told)))


def _outside(seen: SeenStatement, bounds: Bounds) -> bool:
    rating = Rating.parse(seen.value)
    return rating is not None and bounds.exclude(rating)


RULES: tuple[Rule, ...] = (rated,)
