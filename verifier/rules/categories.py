"""Rules on the kind of goods, when the user names it."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.domain import Finding
from verifier.rules.book import say
from verifier.rules.case import Case
from verifier.rules.rule import Rule

PARTS = frozenset({"cable", "plug", "switch", "battery", "circuit_breaker", "charger", "lamp", "led_lamp"})
"""Kinds of goods that other goods contain or come with."""


def fits(case: Case) -> Iterable[Finding]:
    """The printed standard is one for the goods named; a part's number does not speak for the whole."""
    wanted = case.catalogue.category(case.category) if case.category else None
    products = case.products()
    if wanted is None or not products:
        return
    words = {"category_th": wanted.words_th[0], "category_en": wanted.words_en[0]}
    fitting = [(i, s) for i, s in products if wanted.fits(s.value)]
    if fitting:
        yield say("category.fits", *(i for i, _ in fitting), standard=str(fitting[0][1].value), **words)
        return
    for evidence, seen in products:
        kinds = {c for facts in case.catalogue.editions(seen.value) for c in facts.categories}
        kin = any(other.fits(s) for c in kinds if (other := case.catalogue.category(c)) for s in wanted.standards)
        part = kinds & PARTS
        code = "part" if part else "other" if kinds and not kin else "unsettled"
        yield say(f"category.{code}", evidence, standard=str(seen.value), **words)


RULES: tuple[Rule, ...] = (fits,)
