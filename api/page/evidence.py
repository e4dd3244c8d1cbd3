"""What a report saw, as people compare it: for each thing a number, and what was read beside what the list has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from api.crops import MOST
from api.page.compare import Comparison, compare, side_by_side
from verifier.domain import Evidence, Licence, LicenceStatus, Outcome, Report, SeenCode, TargetKind
from verifier.domain.geometry import Quad
from verifier.links.official import official_links
from verifier.links.target import host_of, judge_target
from verifier.names.parse import in_thai
from verifier.rules.verdict import notes

GRAVITY = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN, Outcome.PASS)
NOT_LISTED = frozenset({"licence.not_listed", "licence.not_covered"})
MUCH_ALIKE = 2
"""A number that nothing was judged by is held against the licence found when no more letters than these differ."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list, or TISI's own site, has in the place of what was read. `how`: `list`, `near` or `official`.

    `status` is the licence's when it is not in force (or the list does not tell), else empty.
    """

    how: str
    comparison: Comparison
    status: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was seen. `number` is counted from 1 over all photos; `field` and `kind` choose its words.

    `outcome`: the gravest of what was found on it; None where nothing was on which an answer hangs.
    """

    number: int
    field: str
    kind: str
    text: str
    certain: bool
    outcome: Outcome | None
    photo: int
    quad: Quad
    listed: Listed | None
    unlisted: bool

    @property
    def square(self) -> bool:
        """Whether it is a mark or a code rather than a line of print."""
        return self.field in ("marks", "codes")


def items(report: Report) -> list[Item]:
    """What in the photos is about the licence, in the order in which a person compares it; at most `MOST`."""
    found: list[Item] = []
    noted = notes(report.findings)
    for field, index, thing in islice(_things(report), MOST):
        evidence = Evidence(field, index)
        about = [f for f in report.findings if evidence in f.evidence]
        outcomes = {f.outcome for f in about if f not in noted}
        is_code = isinstance(thing, SeenCode)
        listed = _listed(report, field, index)
        if not about and (field != "licences" or (listed and _apart(listed) > (False, MUCH_ALIKE))):
            listed = None  # nothing was judged by it; beside a stranger's number or name it would tell nothing
        found.append(
            Item(
                number=len(found) + 1,
                field=field,
                kind=f"target.{thing.target.kind}" if is_code else f"mark.{thing.kind}" if field == "marks" else "",
                text=_code_text(thing) if is_code else "" if field == "marks" else str(thing.value),
                certain=getattr(thing, "certain", True),
                outcome=next((o for o in GRAVITY if o in outcomes), None),
                photo=thing.photo,
                quad=thing.quad,
                listed=listed,
                unlisted=listed is None and any(f.code in NOT_LISTED for f in about),
            )
        )
    return found


def official_link(report: Report) -> str | None:
    """The one link that may be offered to be opened: an exactly official target, judged once more."""
    for code in report.claim.codes:
        payload = code.payload.strip()
        if code.target.kind is TargetKind.OFFICIAL and judge_target(payload).kind is TargetKind.OFFICIAL:
            return payload
    return None


def _things(report: Report) -> Iterator[tuple[str, int, Any]]:
    claim = report.claim
    names: list[tuple[int, Quad]] = []
    for field in ("marks", "standards", "licences", "holders", "codes"):
        for index, thing in enumerate(getattr(claim, field)):
            if field == "codes" and "QR" not in thing.symbology:
                continue  # the number of the goods at the till, not of a licence
            if field == "holders":  # several readings of one name differ in spaces as a rule
                if any(photo == thing.photo and place.contains(thing.quad.centre) for photo, place in names):
                    continue
                names.append((thing.photo, thing.quad))
            yield field, index, thing


def _listed(report: Report, field: str, index: int) -> Listed | None:
    """What to hold against one item: its own match, else what comes nearest, of the licences the label leads to too."""
    thing = getattr(report.claim, field)[index]
    if field == "codes" and thing.target.kind is TargetKind.LOOKALIKE:
        hosts = (form.host for form in official_links().forms)
        return min((Listed("official", compare(host_of(thing.payload), host)) for host in hosts), key=_apart)
    if field == "marks":
        return None
    near = next((n for n in report.listing.near if n.evidence == Evidence(field, index)), None)
    own = next((m for m in report.listing.matches if m.evidence == Evidence(field, index)), None)
    if near and own is None and field == "licences":
        return Listed("near", compare(str(thing.value), str(near.licence.number)), _status(near.licence))
    found = [own] if own else list(report.listing.matches)
    beside = [listed for match in found if (listed := _of_licence(field, thing, match.licence))]
    return min(beside, key=_apart, default=None)


def _of_licence(field: str, thing: Any, licence: Licence) -> Listed | None:
    """What was read beside what one licence of the list has in its place."""
    if field == "holders":
        named = (_names(thing.value, name) for name in licence.names)
        return min((Listed("list", one) for one in named), key=_apart)
    if field == "standards":
        return Listed("list", compare(str(thing.value), str(licence.standard)))
    if field == "licences":
        return Listed("list", compare(str(thing.value), str(licence.number)), _status(licence))
    wanted = str(licence.number) if thing.target.licence else licence.qr_id if thing.target.qr_id else None
    return Listed("list", compare(_code_text(thing), wanted), _status(licence)) if wanted else None


def _names(read: str, listed: str) -> Comparison:
    return (compare if in_thai(read) == in_thai(listed) else side_by_side)(read, listed)


def _apart(listed: Listed) -> tuple[bool, int]:
    """How far what was read is from what is listed; behind everything else where they are in two scripts."""
    count = listed.comparison.count
    return count is None, count or 0


def _status(licence: Licence) -> str:
    return "" if licence.status is LicenceStatus.ACTIVE else str(licence.status)


def _code_text(code: SeenCode) -> str:
    """What a code says of a licence; of any other link no more than the name of its site, of a text nothing."""
    if code.target.kind is TargetKind.OFFICIAL:
        return str(code.target.licence or code.target.qr_id or "")
    return host_of(code.payload)
