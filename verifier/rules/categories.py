"""Rules on the kind of goods: the one that the user names, and those that the label does."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.domain import Finding, SeenStatement, StatementKind
from verifier.numbers import StandardNumber
from verifier.rules.book import say
from verifier.rules.case import Case, numbered
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


def printed(case: Case) -> Iterable[Finding]:
    """The goods that the label names are of the kind that its standard is for, or those are named there as well.

    In another place, on another label or photo, others are told where they are named in print as large.
    """
    named = [(i, s) for i, s in numbered("statements", case.claim.statements) if s.kind is StatementKind.GOODS]
    standards = [seen.value for _, seen in case.products()]
    settled = standards and all(map(case.has_kind, standards))
    own = [s for _, s in named if any(_names_own(case, s, standard) for standard in standards)]
    for evidence, seen in named:
        if not settled or seen in own or _is_part(case, seen) or any(_goes_with(seen, other) for other in own):
            yield say("goods.named", evidence, words=seen.words)
        else:
            yield say("goods.other_kind", evidence, words=seen.words, standard=str(standards[0]))


def _goes_with(seen: SeenStatement, own: SeenStatement) -> bool:
    """Whether goods are named on the label that names its own, or elsewhere in smaller print than those."""
    beside = (seen.photo, seen.label) == (own.photo, own.label)
    return beside or (seen.photo == own.photo and seen.quad.height < own.quad.height)


def _is_part(case: Case, seen: SeenStatement) -> bool:
    """Whether goods are of a kind that others contain or come with, or of none that is known."""
    kind = case.catalogue.category(seen.value)
    return kind is None or kind.key in PARTS


def _names_own(case: Case, seen: SeenStatement, standard: StandardNumber) -> bool:
    """Whether a word names goods that may show a standard, or goods like them."""
    wanted = case.catalogue.category(seen.value)
    return (
        wanted is None or wanted.fits(standard) or any(case.of_one_kind(standard, other) for other in wanted.standards)
    )


RULES: tuple[Rule, ...] = (fits, printed)
