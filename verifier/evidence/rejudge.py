"""Judging stored sights again: what another list, another day or other rules make of them, and which of them it was.

No pixels are needed. Four answers are compared, each a step from the one before: what the record says; what these rules
say of it with the list of that time; what the new list says, as of the day of the inspection; what it says today. A
list of a later day knows nothing of that of the inspection: it is asked as of the first day that it knows, its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from verifier import days
from verifier.domain import Claim, LicenceStatus, Listing, Report
from verifier.errors import BadEvidence, MokCheckError
from verifier.evidence.record import Record
from verifier.evidence.versions import rules_version
from verifier.pipeline import Judge
from verifier.protocols import Registry
from verifier.registry.catalogue import Catalogue
from verifier.report.plain import to_dict
from verifier.rules import ALL_RULES
from verifier.settings import Settings

Cause = Literal["rules", "list", "day"]
ENDED = (LicenceStatus.REVOKED, LicenceStatus.CANCELLED, LicenceStatus.SUSPENDED)


MOST_READINGS, MOST_LETTERS = 1_000, 12_000
"""Readings of all photos together, and letters in them, with which a stranger's record is judged again: what that takes
grows with their square. A label with one photo has some 20 and 400; 20,000 letters of licence numbers took 90 s."""


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that came (`now` is its outcome) or went (`now` is None), and what made it."""

    cause: Cause
    code: str
    before: str | None
    now: str | None
    message: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ended:
    """A licence that the inspection reached, in force then, and no longer by the new list."""

    licence: str
    holder: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Rejudged:
    """The verdicts then, with the new list as of that day (`day`), and with it as of `on`; what changed.

    `as_of`: the day that `that_day` is of: that of the inspection, or the list's own where that is later.
    """

    then: str
    that_day: str
    today: str
    changes: tuple[Change, ...]
    ended: tuple[Ended, ...]
    day: date
    as_of: date
    on: date


def follows(record: Record) -> bool | None:
    """Whether the report follows from its own sights and list; None by other rules, or where it is not `bounded`."""
    if record.versions.get("rules") != rules_version() or not bounded(record):
        return None
    try:
        return bool(_plain(_again(record, None, record.day, record.listing)) == record.report)
    except BadEvidence:
        return False


def bounded(record: Record) -> bool:
    """Whether a record holds no more print than can be judged again in some seconds, whoever wrote it."""
    texts = [reading.text for sight in record.sights for reading in (*sight.readings, *sight.doubted)]
    return len(texts) <= MOST_READINGS and sum(map(len, texts)) <= MOST_LETTERS


def rejudge(record: Record, registry: Registry, on: date) -> Rejudged:
    """The record judged again against another list. Raises EngineProblem where that cannot be asked."""
    first = _again(record, None, record.day, record.listing)
    rules, now = _plain(first), _again(record, registry, on, claim=first.claim)
    snapshot = now.listing.snapshot
    as_of = max(record.day, days.as_of(record.day, None if snapshot is None else snapshot.date, on))
    today = _plain(now)
    same_day = today if on == as_of else _plain(_again(record, registry, as_of, claim=first.claim))
    steps: list[tuple[Cause, Mapping[str, Any], Mapping[str, Any]]] = [
        ("rules", record.report, rules),
        ("list", rules, same_day),
        ("day", same_day, today),
    ]
    changes = [change for cause, before, now in steps for change in _changes(cause, before, now)]
    return Rejudged(
        then=record.report["verdict"],
        that_day=same_day["verdict"],
        today=today["verdict"],
        changes=tuple(changes),
        ended=tuple(_ended(record, registry)),
        day=record.day,
        as_of=as_of,
        on=on,
    )


def _again(
    record: Record, registry: Registry | None, day: date, listing: Listing | None = None, claim: Claim | None = None
) -> Report:
    settings = Settings(list_max_age_days=record.list_max_age_days)
    own = {name: v for name, v in record.versions.items() if name in record.report["versions"]}
    judge = Judge(registry, catalogue(), ALL_RULES, settings, own)
    try:
        return judge.judge(record.sights, category=record.category, today=day, listing=listing, claim=claim)
    except MokCheckError:
        raise
    except Exception as error:  # sights or a listing that nobody saw: judging answers them with a dozen kinds of error
        raise BadEvidence(f"cannot be judged: {type(error).__name__}: {error}") from error


def _plain(report: Report) -> dict[str, Any]:
    return to_dict(report) | {"timings_ms": {}}


def _changes(cause: Cause, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """Findings that came or went, by code and outcome; what only moved to other words is no change."""
    old = {(f["code"], f["outcome"]): f for f in before["findings"]}
    new = {(f["code"], f["outcome"]): f for f in now["findings"]}
    gone = [Change(cause, f["code"], f["outcome"], None, f["message"]) for key, f in old.items() if key not in new]
    came = [Change(cause, f["code"], None, f["outcome"], f["message"]) for key, f in new.items() if key not in old]
    return gone + came


def _ended(record: Record, registry: Registry) -> list[Ended]:
    reached = {match.licence.number: match.licence for match in record.listing.matches}
    return [
        Ended(str(number), row.holder, str(row.status), str(now.status))
        for number, row in reached.items()
        if row.status not in ENDED
        for now in registry.by_licence(number)
        if now.status in ENDED
    ]


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships, loaded once."""
    return Catalogue.load()
