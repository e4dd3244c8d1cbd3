"""Rules on the making of the goods: while the licence was in force, and where it is one to make or to import."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from verifier.domain import Evidence, Finding, Licence, SeenStatement, StatementKind
from verifier.numbers.years import BUDDHIST_ERA
from verifier.rules.book import say
from verifier.rules.case import Case, numbered
from verifier.rules.rule import Rule

MAKING_TYPE = "ท"
"""The letter of licences to make in the kingdom."""
IMPORT_TYPES = ("น", "นค")
"""The letters of licences to import."""
HOME = "thailand"
"""The kingdom, as a statement names the country of making."""
_WORD = re.compile("[A-Za-zก-ฮ]")
"""A day by itself may be that until which goods keep; words tell that it is one of making."""
_ALSO_MADE = re.compile("ผลิต|manufactur|produc|made", re.IGNORECASE)
"""Who makes or imports, as a label says that names one firm for both."""


def made(case: Case) -> Iterable[Finding]:
    """What the label says of the making of the goods, held against every licence that it leads to."""
    for evidence, seen in numbered("statements", case.claim.statements):
        if seen.kind is StatementKind.MADE_ON:
            yield _on(case, evidence, seen)
        elif seen.kind is StatementKind.MADE_IN:
            yield _in(case, evidence, seen)
        elif seen.kind is StatementKind.IMPORTER and not _ALSO_MADE.search(seen.text):
            yield from _imported(case, evidence, seen)


def _on(case: Case, evidence: Evidence, seen: SeenStatement) -> Finding:
    """A day with a year of two figures is taken in every way that is not still to come: one that fits is enough."""
    either = [_days(value) for value in seen.value.split("|")]
    told = [days for days in either if days is not None]
    past = [days for days in told if days[0] <= case.today] or told
    if told and past[0][0] > case.today and _WORD.search(seen.text):
        return say("goods.made_later", evidence, text=seen.text)
    year = max((standard.value.year or 0 for _, standard in case.products()), default=0)
    past = [days for days in past if days[1].year + BUDDHIST_ERA >= year]  # no licence is older than its standard
    for link in case.links():
        if not any(all(_covers(row, *days) for row in link.rows) for days in past):
            return say("goods.made_out_of_force", evidence, text=seen.text, licence=str(link.number))
    return say("goods.made", evidence, text=seen.text)


def _days(value: str) -> tuple[date, date] | None:
    """The first and the last day that a statement tells; None for a value that tells none."""
    try:
        first, last = map(date.fromisoformat, value.split("/"))
    except ValueError:
        return None
    return first, last


def _covers(row: Licence, first: date, last: date) -> bool:
    """Whether a licence may have been in force on some of the days from `first` to `last`."""
    if row.issued is not None and last < row.issued:
        return False
    if row.suspended_from is None or row.suspended_to is None:
        return True
    return first < row.suspended_from or last > row.suspended_to


def _in(case: Case, evidence: Evidence, seen: SeenStatement) -> Finding:
    types, code = (IMPORT_TYPES, "goods.made_here") if seen.value == HOME else ((MAKING_TYPE,), "goods.made_elsewhere")
    link = next((link for link in case.links() if link.number.type in types), None)
    if link is not None:
        return say(code, evidence, text=seen.text, licence=str(link.number))
    return say("goods.made", evidence, text=seen.text)


def _imported(case: Case, evidence: Evidence, seen: SeenStatement) -> Iterable[Finding]:
    """Whoever imports goods needs a licence to import: one to make in the kingdom covers none of them."""
    numbers = [link.number for link in case.links()]
    if numbers and all(number.type == MAKING_TYPE for number in numbers):
        yield say("goods.imported", evidence, text=seen.text, licence=str(numbers[0]))


RULES: tuple[Rule, ...] = (made,)
