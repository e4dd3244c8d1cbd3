"""Rules on the licence: listed, in force, of the printed standard, of the type that goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from verifier.domain import Evidence, Finding, Licence, LicenceStatus, Outcome, Param, ReachedBy, SeenStandard
from verifier.names.distance import distance
from verifier.numbers import LicenceNumber, StandardNumber, parse_standard
from verifier.rules.book import book, say
from verifier.rules.case import Case, Link, Number, nearly, numbered
from verifier.rules.rule import Rule

SCHEME_OF_TYPE = MappingProxyType({"ท": "compulsory", "น": "compulsory", "นค": "compulsory", "ส": "voluntary"})
"""Make, import and one-off import licences are for compulsory standards, display licences for voluntary ones."""

PLAIN_STANDING = MappingProxyType(
    {
        LicenceStatus.REVOKED: "licence.revoked",
        LicenceStatus.CANCELLED: "licence.cancelled",
        LicenceStatus.UNSTATED: "licence.status_unstated",
    }
)
"""What a status says whatever the dates beside it."""


def standing(row: Licence, case: Case) -> str:
    """The code for what one row of the list says of its licence today; days of a suspension are inclusive."""
    if row.status is LicenceStatus.ACTIVE and row.issued is not None and row.issued > case.today:
        return "licence.issued_later"
    begun = row.suspended_from is None or row.suspended_from <= case.today
    over = row.suspended_to is not None and row.suspended_to < case.today
    today = begun and not over
    if row.status is LicenceStatus.SUSPENDED and today:
        return "licence.suspended" if row.suspended_to or case.fresh() else "licence.suspension_open"
    if row.status is LicenceStatus.ACTIVE and today and (row.suspended_from or row.suspended_to):
        return "licence.status_contradicts"
    return PLAIN_STANDING.get(row.status, "licence.active")


def settled_rows(link: Link, case: Case) -> bool:
    """Whether the rows of one licence agree: same standard and holder, and all in force or all not."""
    outcomes = {book()[standing(row, case)].outcome for row in link.rows}
    return len(outcomes) == 1 and len({(row.standard, row.holder) for row in link.rows}) == 1


def in_force(case: Case) -> Iterable[Finding]:
    """Every licence that the label reaches must be in force today."""
    links = case.links()
    for link in links:
        codes = {standing(row, case): row for row in link.rows}
        outcomes = {book()[code].outcome for code in codes}
        if len(outcomes) > 1:
            continue  # rows that contradict each other: `list.contradicts` says so
        code = min(codes, key=lambda code: book()[code].rank)
        row = codes[code]
        about = _about(row, case)
        if book()[code].outcome is Outcome.FAIL and _of_another_firm(link, links):
            code = "licence.named_bad_status"
        yield say(code, *link.evidence, **about)
        if code == "licence.active" and row.suspended_to and row.suspended_to < case.today:
            yield say("licence.suspension_over", *link.evidence, **about)
        if code == "licence.active" and row.suspended_from and row.suspended_from > case.today:
            yield say("licence.suspension_ahead", *link.evidence, **about)


def _of_another_firm(link: Link, links: Iterable[Link]) -> bool:
    """Whether a name alone leads to a licence, and the label's number or code to another of the same standard.

    A shop, a carrier or a maker for others may have lost a licence of its own, under which these goods were not made.
    """
    own = {row.standard for row in link.rows}
    others = (other for other in links if other.by != {ReachedBy.HOLDER})
    return link.by == {ReachedBy.HOLDER} and any(row.standard in own for other in others for row in other.rows)


def unclear_but_bad(case: Case) -> Iterable[Finding]:
    """A number that was not read for certain, and is that of a licence not in force, must not be passed over."""
    uncertain = {i for i, n in numbered("licences", case.claim.licences) if not n.certain}
    for match in case.listing.matches:
        if match.evidence in uncertain and book()[standing(match.licence, case)].outcome is Outcome.FAIL:
            yield say("licence.unclear_bad_status", match.evidence, **_about(match.licence, case))


def listed(case: Case) -> Iterable[Finding]:
    """Every licence number that the label shows for certain must be in the list."""
    if case.listing.snapshot is None:
        return
    for number in case.numbers():
        words: dict[str, Param] = {"licence": str(number.value), "date": case.list_date()}
        if case.rows(number.value):
            yield say("licence.listed", number.id, **words)
        elif case.suspect(number):
            yield say("licence.near_listed", number.id, near=_nearest(case, number), **words)
        else:
            verdict = "not_listed" if case.covered(number.value, _standards_of(number, case)) else "not_covered"
            yield say(f"code.licence_{verdict}" if number.by_code else f"licence.{verdict}", number.id, **words)


def _nearest(case: Case, number: Number) -> str:
    """The listed number that a suspect one is most like."""
    near = [n.licence.number for n in case.listing.near if n.evidence == number.id]
    others = near or [m.licence.number for m in case.listing.matches]
    return min((str(other) for other in others), key=lambda text: (distance(text, str(number.value)), text))


def _standards_of(number: Number, case: Case) -> list[StandardNumber]:
    """The standards that a licence number can be of: printed ones it belongs to, else its own number in any edition."""
    printed = [s.value for _, s in case.standards() if number.value.belongs_to(s.value)]
    own = parse_standard(number.value.standard)
    return printed or ([own] if own else [])


def fits_standard(case: Case) -> Iterable[Finding]:
    """Every licence reached must be of a printed standard, in the printed edition."""
    printed = {s.value: i for i, s in case.products()}
    judged_by_number = {number.id for number in case.numbers() if not _belongs(case, number)}
    for link in case.links():
        standard, *others = dict.fromkeys(row.standard for row in link.rows)
        if others:
            continue  # rows that contradict each other: `list.contradicts` says so
        words: dict[str, Param] = {"licence": str(link.number), "standard": str(standard)}
        same_number = sorted((s for s in printed if s.number == standard.number), key=str)
        if standard in printed:
            yield say("licence.fits_standard", *link.evidence, printed[standard], **words)
        elif same_number:
            other = same_number[0]
            yield say("licence.other_edition", *link.evidence, printed[other], printed=str(other), **words)
        elif printed:
            for evidence in link.evidence:
                if evidence not in judged_by_number:
                    yield _other_standard(case, evidence, standard, link.number)


def number_fits_standard(case: Case) -> Iterable[Finding]:
    """A licence number ends in the number of its standard: it must be one that its label shows. Needs no list."""
    for number in case.numbers():
        own = parse_standard(number.value.standard)
        if own and case.products() and not _belongs(case, number):
            yield _other_standard(case, number.id, own, number.value, case.suspect(number))


def _belongs(case: Case, number: Number) -> bool:
    """Whether a licence number is of a standard printed around it."""
    return any(number.value.belongs_to(s.value) for _, s in _around(case, number.id))


def _around(case: Case, evidence: Evidence) -> list[tuple[Evidence, SeenStandard]]:
    """Printed product standards on the label of an item; those of all labels when its own shows none."""
    item, products = case.item(evidence), case.products()
    return [(i, s) for i, s in products if item and s.label == item.label] or products


def _other_standard(
    case: Case, evidence: Evidence, own: StandardNumber, licence: LicenceNumber, doubtful: bool = False
) -> Finding:
    """What to say of a licence of standard `own` on a label that shows others: a fail only beyond doubt.

    Doubt: the licence's number may be misread, its standard is unknown or may stand on the same goods as a printed
    one, or was seen without being read for certain, or only labels apart from it show a standard.
    """
    item, around = case.item(evidence), _around(case, evidence)
    here = item is not None and any(s.label == item.label and case.heard_of(s.value) for _, s in around)
    alike = any(case.related(own, s.value) for _, s in around)
    seen = any(licence.belongs_to(s.value) for s in case.claim.standards if not s.certain)
    beyond_doubt = here and case.heard_of(own) and not (alike or seen or doubtful)
    code = "code.other_standard" if evidence.field == "codes" else "licence.other_standard"
    return say(
        code if beyond_doubt else "licence.unsettled_standard",
        evidence,
        *(i for i, _ in around),
        licence=str(licence),
        standard=str(own),
        printed=min(str(s.value) for _, s in around),
    )


def type_fits_standard(case: Case) -> Iterable[Finding]:
    """ท, น and นค go with compulsory standards, ส with voluntary ones. Needs no list."""
    for number in case.numbers():
        for evidence, standard in case.products():
            facts = case.catalogue.edition(standard.value)
            if facts is None or not number.value.belongs_to(standard.value):
                continue
            fits = SCHEME_OF_TYPE[number.value.type] == facts.scheme
            settled = not (facts.inferred or facts.in_transition or case.suspect(number))
            settled = settled and not (facts.since and facts.since > case.today)
            same_label = standard.label == number.label
            code = "fits" if fits else "contradicts" if settled and same_label else "unsettled"
            yield say(
                "licence.type_unsettled" if code == "unsettled" else f"licence.type_{code}_standard",
                number.id,
                evidence,
                licence=str(number.value),
                type=number.value.type,
                standard=str(standard.value),
                scheme=facts.scheme,
            )


def unreadable(case: Case) -> Iterable[Finding]:
    """Numbers that were seen and not read beyond doubt: explained, and held against `agrees` when they are far off."""
    certain = {str(n.value) for n in case.numbers()} | {str(link.number) for link in case.links()}
    for evidence, seen in numbered("licences", case.claim.licences):
        text = str(seen.value)
        if not certain:
            yield say("licence.unreadable", evidence, text=text)
        elif text not in certain:
            alike = any(nearly(text, other) for other in certain)
            yield say("licence.similar_read" if alike else "licence.another_unclear", evidence, text=text)


def _about(row: Licence, case: Case) -> dict[str, Param]:
    """What the messages tell of a row."""
    day = {"from": row.suspended_from, "until": row.suspended_to, "issued": row.issued}
    return {
        "licence": str(row.number),
        "standard": str(row.standard),
        "holder": row.holder,
        "date": case.list_date(),
        **{name: value.isoformat() for name, value in day.items() if value},
    }


RULES: tuple[Rule, ...] = (
    listed,
    in_force,
    unclear_but_bad,
    fits_standard,
    number_fits_standard,
    type_fits_standard,
    unreadable,
)
