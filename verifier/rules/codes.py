"""Rules on codes: where each link points, and whether it leads to the licence that is printed.

Every code is settled by a finding. Only an official link can support a label; what any other code names is held against
it (`contradicted`), and one that names nothing is said to decide nothing (`targets`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.domain import Evidence, Finding, Licence, Outcome, ReachedBy, SeenCode, TargetKind
from verifier.links.hints import figures_of
from verifier.numbers import LicenceNumber, StandardNumber
from verifier.rules.book import book, say
from verifier.rules.case import SEEN, Case, Link, nearly, numbered
from verifier.rules.licences import standing
from verifier.rules.rule import Rule

LONGEST_SHOWN = 120
"""Characters of a payload that a finding tells."""


def targets(case: Case) -> Iterable[Finding]:
    """What each link points at; those that neither support nor contradict anything are told of once, together."""
    codes = list(numbered("codes", case.claim.codes))
    neutral = []
    for evidence, code in codes:
        shown = code.payload[:LONGEST_SHOWN]
        if code.target.kind is TargetKind.LOOKALIKE:
            yield say("code.lookalike", evidence, payload=shown, reason=code.target.reason)
        elif code.target.kind is TargetKind.OFFICIAL_OTHER:
            yield say("code.official_other", evidence, payload=shown)
        elif code.target.kind is TargetKind.OFFICIAL:
            yield say("code.official", evidence)
        elif _hides(case, code):
            yield say("code.hidden_target", evidence, payload=shown)
        elif _speaks_of_licences(case, evidence, code):
            yield say("code.mentions_official", evidence, payload=shown)
        else:
            neutral.append(evidence)
    if case.claim.marks and all(code.target.kind is TargetKind.OTHER for _, code in codes):
        read = [evidence for evidence, code in codes if "QR" in code.symbology]
        yield say("code.not_tisi", *read) if read else say("code.none")
        neutral = [evidence for evidence in neutral if evidence not in read]
    if neutral:
        yield say("code.unrelated", *neutral)


def _hides(case: Case, code: SeenCode) -> bool:
    """Whether nobody can tell from its letters where a code leads, and it stands for the one that is missing.

    Makers and shops use shorteners; beside a mark, where TISI's code belongs and none was read, it may play that part.
    """
    if code.target.reason != "shortener":
        return code.target.reason in ("script", "crowded")
    beside = any(mark.label == code.label and mark.score >= SEEN for mark in case.claim.marks)
    return beside and not case.official_codes()


def _speaks_of_licences(case: Case, evidence: Evidence, code: SeenCode) -> bool:
    """Whether a code that is not TISI's names its site, or is a foreign link that carries a licence's number or id."""
    if code.target.reason == "mentions_official":
        return True
    named = code.target.hints.licences or code.target.hints.unparsed or list(_rows(case, evidence))
    return bool(named) and code.target.reason != "not_a_link"


def contradicted(case: Case) -> Iterable[Finding]:
    """No code may name another licence, or another standard, than those that the label leads to and prints."""
    for evidence, code in numbered("codes", case.claim.codes):
        yield from _other_licences(case, evidence, code)
        printed = {s.value for _, s in case.products()}
        others = [named for named in code.target.hints.standards if not _among(named, printed)]
        if printed and others:
            words = {"standard": str(min(others, key=str)), "printed": min(map(str, printed))}
            yield say("code.names_other_standard", evidence, **words)


def _other_licences(case: Case, evidence: Evidence, code: SeenCode) -> Iterator[Finding]:
    own = {link.number for link in case.links()} | {n.value for _, n in case.licences()}
    rows = list(_rows(case, evidence))
    named: dict[LicenceNumber, list[Licence]] = {number: [] for number in code.target.hints.licences}
    for row in rows:
        named.setdefault(row.number, []).append(row)
    strange = (number for number in named if not any(_same(number, mine) for mine in own))
    for number in sorted(strange, key=str):
        if named[number] and all(_bad(case, row) for row in named[number]):
            arrives = code.target.reason == "decorated" and len(named) == 1
            found = "code.leads_to_bad_status" if arrives else "code.names_bad_status"
            yield say(found, evidence, licence=str(number), date=case.list_date())
        elif own:
            yield say("code.names_other", evidence, licence=str(number), printed=min(map(str, own)))
    own_figures = {figures_of(number) for number in own}
    for text in code.target.hints.unparsed:
        if own and text not in own_figures:
            yield say("code.names_other", evidence, licence=text, printed=min(map(str, own)))


def _same(one: LicenceNumber, other: LicenceNumber) -> bool:
    """Whether two writings are of one number: whoever copies it leaves the office out, or writes a part otherwise."""
    if one.office and other.office and one.office != other.office:
        return False
    return one.type == other.type and figures_of(one) == figures_of(other)


def _rows(case: Case, evidence: Evidence) -> Iterator[Licence]:
    return (match.licence for match in case.listing.named if match.evidence == evidence)


def _bad(case: Case, row: Licence) -> bool:
    return book()[standing(row, case)].outcome is Outcome.FAIL


def _among(named: StandardNumber, printed: Iterable[StandardNumber]) -> bool:
    """Whether a standard is one of those printed; named without its year, in any edition."""
    return any(named in (standard, standard.without_year()) for standard in printed)


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


RULES: tuple[Rule, ...] = (targets, contradicted, resolved, leads_to_print)
