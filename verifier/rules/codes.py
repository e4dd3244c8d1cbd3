"""Rules on codes: where each link points, and whether it leads to the licence that is printed."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.domain import Finding, ReachedBy, TargetKind
from verifier.rules.book import say
from verifier.rules.case import Case, Link, nearly, numbered
from verifier.rules.rule import Rule


def targets(case: Case) -> Iterable[Finding]:
    """What each link points at. A code that has nothing to do with TISI is no finding."""
    codes = list(numbered("codes", case.claim.codes))
    for evidence, code in codes:
        if code.target.kind is TargetKind.LOOKALIKE:
            yield say("code.lookalike", evidence, payload=code.payload[:120], reason=code.target.reason)
        elif code.target.kind is TargetKind.OFFICIAL_OTHER:
            yield say("code.official_other", evidence, payload=code.payload[:120])
        elif code.target.kind is TargetKind.OFFICIAL:
            yield say("code.official", evidence)
    if case.claim.marks and all(code.target.kind is TargetKind.OTHER for _, code in codes):
        yield say("code.none")


def resolved(case: Case) -> Iterable[Finding]:
    """An official id says something only when the list knows it; several must all lead to licences that fit."""
    leads = {i for link in case.links() if ReachedBy.QR in link.by for i in link.evidence}
    fits = {i for link in case.links() if _fits(case, link) for i in link.evidence}
    official = case.official_codes()
    shared = {m.evidence: m.licence.number for m in case.listing.matches if case.shared(m)}
    for evidence, code in official:
        qr_id = code.target.qr_id
        if qr_id is None or evidence in leads or case.listing.snapshot is None:
            continue
        if evidence in shared:
            yield say("code.shared_id", evidence, qr_id=qr_id, licence=str(shared[evidence]), date=case.list_date())
            continue
        yield say("code.unresolved", evidence, qr_id=qr_id, date=case.list_date())
        for link in case.links():
            if all(row.qr_id not in (None, qr_id) for row in link.rows) and ReachedBy.QR not in link.by:
                yield say("code.other_id", evidence, qr_id=qr_id, licence=str(link.number))
    different = {(c.target.qr_id, c.target.licence) for _, c in official}
    stray = [i for i, _ in official if i not in fits]
    if len(different) > 1 and stray and case.listing.snapshot is not None:
        yield say("code.several", *(i for i, _ in official), codes=len(different))


def leads_to_print(case: Case) -> Iterable[Finding]:
    """The licence behind a code must be the printed one: number against number."""
    printed = case.licences()
    if not printed:
        return
    behind = {(i, c.label, c.target.licence) for i, c in case.official_codes() if c.target.licence is not None}
    for link in case.links():
        for evidence in link.evidence:
            item = case.item(evidence)
            if ReachedBy.QR in link.by and evidence.field == "codes" and item is not None:
                behind.add((evidence, item.label, link.number))
    for evidence, label, number in sorted(behind, key=str):
        same = [i for i, n in printed if n.value == number]
        if same:
            yield say("code.licence_matches", evidence, *same, licence=str(number))
            continue
        here = [(i, n) for i, n in printed if n.label == label]
        rivals = [n for _, n in here if n.value.standard == number.standard]
        beyond_doubt = bool(rivals) and not any(nearly(str(n.value), str(number)) for n in rivals)
        yield say(
            "code.other_licence" if beyond_doubt else "code.unsettled_licence",
            evidence,
            *(i for i, _ in here or printed),
            licence=str(number),
            printed=min(str(n.value) for _, n in here or printed),
        )


def _fits(case: Case, link: Link) -> bool:
    printed = {s.value for _, s in case.products()}
    return any(row.standard in printed for row in link.rows)


RULES: tuple[Rule, ...] = (targets, resolved, leads_to_print)
