"""Which cases another list changes: stored sights are judged again, without a pixel.

A licence that was in force at the inspection and is not any more, or another verdict, makes a product affected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from verifier.cases.files import CaseFiles
from verifier.cases.model import Case, Judged, Product
from verifier.errors import BadEvidence, StoreProblem
from verifier.evidence.record import read_record
from verifier.evidence.rejudge import Rejudged, rejudge
from verifier.protocols import Registry


@dataclass(frozen=True, slots=True)
class Affected:
    """A product that the list changes, its case, and what became of it.

    `unread`: what is kept of it cannot be read, so that nobody knows; it is told with `cannot_tell`.
    """

    case: Case
    product: Product
    again: Rejudged
    unread: bool = False


def affected(files: CaseFiles, cases: Sequence[Case], registry: Registry, on: date) -> Iterator[Affected]:
    """The affected products of these cases, as of the day `on`. Raises EngineProblem."""
    for case in cases:
        for product in case.products:
            if product.judged is None:
                continue
            try:
                again = rejudge(read_record(files.read(product.judged.record)), registry, on)
            except (BadEvidence, StoreProblem):  # one that is damaged keeps none of the others from its answer
                yield Affected(case, product, _unknown(product.judged, on), unread=True)
                continue
            if again.ended or again.then != again.today or again.then != again.that_day:
                yield Affected(case, product, again)


def _unknown(judged: Judged, on: date) -> Rejudged:
    """What is said of a product of which nothing can be said."""
    return Rejudged(judged.verdict, "cannot_tell", "cannot_tell", (), (), judged.day, judged.day, on)


def affected_to_plain(found: Affected) -> dict[str, Any]:
    """The same as data for JSON."""
    again = found.again
    return {
        "case": found.case.id,
        "product": found.product.id,
        "place": found.case.place.name,
        "name": found.product.name,
        "day": again.day.isoformat(),
        "as_of": again.as_of.isoformat(),
        "then": again.then,
        "that_day": again.that_day,
        "today": again.today,
        "unread": found.unread,
        "ended": [asdict(ended) for ended in again.ended],
        "changes": [
            {"cause": c.cause, "code": c.code, "before": c.before, "now": c.now, "message": dict(c.message)}
            for c in again.changes
        ],
    }
