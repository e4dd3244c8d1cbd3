"""Rules on the list itself: there is one, it is recent, and it does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.domain import Finding
from verifier.rules.book import say
from verifier.rules.case import Case
from verifier.rules.licences import settled_rows
from verifier.rules.rule import Rule


def dated(case: Case) -> Iterable[Finding]:
    """A list of today, or at most as old as the operator allows."""
    snapshot = case.listing.snapshot
    if snapshot is None:
        yield say("list.none")
        return
    age = (case.today - snapshot.date).days
    code = "list.future" if age < 0 else "list.stale" if age > case.list_max_age_days else "list.fresh"
    yield say(code, date=case.list_date(), days=age, limit=case.list_max_age_days)


def consistent(case: Case) -> Iterable[Finding]:
    """No two rows of one licence that differ in what matters."""
    for link in case.links():
        if not settled_rows(link, case):
            yield say("list.contradicts", *link.evidence, licence=str(link.number), rows=len(link.rows))


RULES: tuple[Rule, ...] = (dated, consistent)
