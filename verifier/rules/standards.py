"""Rules on the standard: its number is read, known, a product's, and of the current edition."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.domain import Finding, MarkKind
from verifier.rules.book import say
from verifier.rules.case import SEEN, Case, nearly, numbered
from verifier.rules.rule import Rule


def found(case: Case) -> Iterable[Finding]:
    """At least one product standard must be read beyond doubt."""
    products, others = case.products(), [(i, s) for i, s in case.standards() if not case.is_product(s.value)]
    for evidence, standard in others:
        code = "standard.not_product_beside" if products else "standard.not_product"
        yield say(code, evidence, standard=str(standard.value))
    if products:
        numbers = sorted({str(s.value) for _, s in products})
        yield say("standard.found", *(i for i, _ in products), standard=", ".join(numbers))
    elif not others and case.claim.standards:
        best = max(case.claim.standards, key=lambda s: (s.confidence, str(s.value)))
        ids = (i for i, _ in numbered("standards", case.claim.standards))
        yield say("standard.unreadable", *ids, text=str(best.value))
    elif not others:
        marked = any(mark.score >= SEEN and mark.kind is not MarkKind.COMMUNITY for mark in case.claim.marks)
        yield say("standard.none_beside_mark" if marked else "standard.none")


def several(case: Case) -> Iterable[Finding]:
    """One product may show several standards (a fan: 934 and 92); people should know that each needs its licence."""
    numbers = {s.value: i for i, s in case.products()}
    if len(numbers) > 1:
        yield say("standard.several", *numbers.values(), standard=", ".join(sorted(map(str, numbers))))


def known_and_current(case: Case) -> Iterable[Finding]:
    """Each printed product standard must be an edition that the catalogue knows, and the newest."""
    for evidence, seen in case.products():
        standard, words = seen.value, {"standard": str(seen.value)}
        facts = case.catalogue.edition(standard)
        if standard.year is None:
            yield say("standard.no_year", evidence, **words)
        elif facts is None:
            editions = case.catalogue.editions(standard)
            yield say("standard.unknown_edition" if editions else "standard.unknown", evidence, **words)
        else:
            yield say("standard.known", evidence, title_th=facts.title_th, title_en=facts.title_en, **words)
            newest = case.catalogue.current(standard)
            if newest is None or newest.number == standard:
                yield say("standard.current", evidence, **words)
            else:
                yield say("standard.superseded", evidence, successor=str(newest.number), **words)


def unclear(case: Case) -> Iterable[Finding]:
    """What is not certain beside numbers that are: another reading of the same print, or another number."""
    certain = {str(s.value) for _, s in case.standards()}
    if not certain:
        return
    for evidence, seen in numbered("standards", case.claim.standards):
        text = str(seen.value)
        if seen.certain or text in certain:
            continue
        alike = any(nearly(text, other) or other.startswith(text) for other in certain)
        yield say("standard.similar_read" if alike else "standard.another_unclear", evidence, text=text)


RULES: tuple[Rule, ...] = (found, several, known_and_current, unclear)
