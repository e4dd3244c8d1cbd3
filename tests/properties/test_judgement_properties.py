"""What holds for every claim, list and day: totality, no green by absence, no gain from evidence against a label."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cases import (
    CARRYING,
    DAY,
    HOLDER,
    LOOKALIKE,
    OTHER_FIRM,
    QR,
    TODAY,
    catalogue,
    claim,
    code,
    firm,
    mark,
    number,
    statement,
)
from tests.support.cases import case as judged_case
from tests.support.cases import row as listed_row
from tests.support.cases import standard as printed
from verifier.domain import (
    Claim,
    Evidence,
    Finding,
    Licence,
    LicenceStatus,
    Outcome,
    SeenMark,
    SeenStatement,
    StatementKind,
    VerdictKind,
)
from verifier.rules import Case, judge
from verifier.rules.book import book
from verifier.rules.marks import SEEN
from verifier.rules.statements import ROLES
from verifier.rules.verdict import AGREEMENT, conclude

WORST_TO_BEST = (VerdictKind.CONFLICTS, VerdictKind.CANNOT_TELL, VerdictKind.AGREES)
FIELDS = ("marks", "standards", "licences", "holders", "codes")
STANDARDS = (
    *("2879-2560", "2879-2558", "62368 เล่ม 1-2563", "934-2558", "92-2536"),
    *("2424-2565", "2461-2565", "17025-2561", "9123-2560"),
)
LICENCES = (
    *("ท7014-4/2879", "ท7014-9/2879", "ท8821-57/2879", "ส7014-4/2879", "ท5555-66/934"),
    *("ส66-77/92", "ท9001-88/1040", "น31-41/62368"),
)
PAYLOADS = (
    *(QR + "320108935", QR + "888000111", QR + "1", CARRYING + "ท7014-4/2879", CARRYING + "น31-41/62368"),
    *("https://lin.ee/x", "https://www.tisi.go.th/", LOOKALIKE),
)
IN_LATIN = "Sample Energy Co., Ltd."
FIRMS = (HOLDER, OTHER_FIRM, IN_LATIN, "บริษัท ตัวอย่างพลังงานไทย จำกัด", "บริษัท ตัวอยางพลังงาน จำกัด")


@dataclass(frozen=True)
class World:
    """A claim, a list and what else a case is made of."""

    claim: Claim
    rows: tuple[Licence, ...]
    covers: tuple[str, ...]
    listed: date | None
    category: str | None

    def case(self) -> Case:
        return judged_case(self.claim, self.rows, covers=self.covers, listed=self.listed, category=self.category)

    def findings(self) -> tuple[Finding, ...]:
        return judge(self.case())

    def verdict(self) -> VerdictKind:
        return conclude(self.findings()).kind

    def with_(self, **items: Any) -> World:
        more = {field: (*getattr(self.claim, field), items[field]) for field in items}
        return replace(self, claim=replace(self.claim, **more))


def _placed(make: Callable[..., Any], *choices: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """At most three items of one sort; labels 0 and 1 lie in the first photo, 2 in the second."""
    label = st.sampled_from([0, 0, 0, 1, 2])
    item = st.builds(lambda at, *chosen: make(*chosen, label=at, photo=at // 2), label, *choices)
    return st.lists(item, max_size=3).map(tuple)


CLAIMS = st.builds(
    Claim,
    _placed(mark, st.sampled_from(["compulsory", "voluntary", "community"]), st.sampled_from([0.3, 0.6, 0.97])),
    _placed(printed, st.sampled_from(STANDARDS), st.booleans()),
    _placed(number, st.sampled_from(LICENCES), st.booleans()),
    _placed(firm, st.sampled_from(FIRMS), st.booleans()),
    _placed(code, st.sampled_from(PAYLOADS)),
    st.just(2),
    challenged=st.sampled_from([True, True, True, False]),
)
STATEMENTS = st.builds(
    statement,
    st.sampled_from(sorted(StatementKind)),
    st.sampled_from(["", "2879-2560", *FIRMS, "Shenzhen Bright Technology", "นายสมชาย ใจดี"]),
    line=st.integers(0, 9),
)
HONEST = st.builds(
    lambda extra: Claim(  # type: ignore[misc]
        *((*getattr(claim(), f), *getattr(extra, f)[:1]) for f in FIELDS), photos=2, challenged=True
    ),
    st.one_of(st.just(Claim()), CLAIMS),
)
DAYS = st.sampled_from([None, TODAY - 60 * DAY, TODAY - DAY, TODAY, TODAY + DAY])
ROWS = st.builds(
    lambda licence, edition, state, holder, qr_id, first, last, latin: listed_row(
        licence,
        edition,
        status=state,
        holder=holder,
        qr_id=qr_id,
        suspended_from=first,
        suspended_to=last,
        holder_en=latin,
    ),
    st.sampled_from(LICENCES),
    st.sampled_from(STANDARDS[:7]),
    st.sampled_from(LicenceStatus),
    st.sampled_from(FIRMS),
    st.sampled_from([None, "320108935", "888000111"]),
    DAYS,
    DAYS,
    st.sampled_from([None, IN_LATIN, "Tuayang Phalangngan Co., Ltd."]),
)
LISTS = st.one_of(
    st.just((listed_row(),)),
    st.builds(lambda more: (listed_row(), *more), st.lists(ROWS, max_size=2)),
    st.lists(ROWS, max_size=4).map(tuple),
)
WORLDS = st.builds(
    World,
    st.one_of(HONEST, CLAIMS),
    LISTS,
    st.sampled_from([("all",), ("all",), (), ("2879",), ("2879-2560", "934")]),
    st.one_of(st.just(TODAY - DAY), DAYS),
    st.sampled_from([None, None, *(c.key for c in catalogue().categories)]),
)
BENIGN = st.builds(
    lambda firms, sellers, codes: claim(
        holders=[firm(), *firms], codes=[code(), *codes], statements=[statement("licensee", HOLDER), *sellers]
    ),
    st.lists(st.builds(firm, st.just(HOLDER), line=st.integers(1, 4)), max_size=2),
    st.lists(st.builds(statement, st.just("seller"), st.sampled_from(FIRMS), line=st.integers(0, 9)), max_size=3),
    st.lists(st.builds(code, st.sampled_from(["https://lin.ee/x", QR + "320108935"])), max_size=2),
)
FAIR = st.builds(
    World,
    BENIGN,
    st.just((listed_row(),)),
    st.sampled_from([("all",), (), ("2879",)]),
    st.integers(0, 40).map(lambda days: TODAY - days * DAY),
    st.sampled_from([None, "power_bank"]),
)
FAIR_WORLDS = st.sampled_from([FAIR, FAIR, FAIR, FAIR, WORLDS]).flatmap(lambda worlds: worlds)
"""Worlds of which at least half agree."""
ANY_FINDINGS = st.lists(
    st.one_of(
        st.sampled_from(list(book().values())).map(lambda e: Finding(e.code, e.outcome, required=e.required)),
        st.builds(Finding, st.text(max_size=8), st.sampled_from(Outcome), required=st.booleans()),
    ),
    max_size=40,
)
NO_DEADLINE = settings(deadline=None, max_examples=80)


@NO_DEADLINE
@given(ANY_FINDINGS, st.lists(st.text(max_size=5)))
def test_conclude_is_total_and_agrees_only_when_all_is_well(findings: list[Finding], problems: list[str]) -> None:
    verdict = conclude(findings, problems)
    assert verdict.kind in VerdictKind
    assert (verdict.kind is VerdictKind.CONFLICTS) == any(f.outcome is Outcome.FAIL for f in findings)
    if verdict.kind is VerdictKind.AGREES:
        assert all(f.outcome is Outcome.PASS for f in findings if f.required)
        assert {f.code for f in findings if f.outcome is Outcome.PASS} >= AGREEMENT
        assert "match_is_not_proof" in verdict.advice


@NO_DEADLINE
@given(ANY_FINDINGS, st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(findings: list[Finding], chance: random.Random) -> None:
    shuffled = chance.sample(findings, len(findings))
    assert conclude(findings) == conclude(shuffled)


@NO_DEADLINE
@given(WORLDS)
def test_every_case_is_judged_in_the_books_own_words(world: World) -> None:
    for finding in world.findings():
        entry = book()[finding.code]
        assert (finding.outcome, finding.required) == (entry.outcome, entry.required)
        assert all(world.case().item(evidence) is not None for evidence in finding.evidence)


@NO_DEADLINE
@given(WORLDS)
def test_agreement_rests_on_a_listed_active_licence_of_the_printed_standard(world: World) -> None:
    if world.verdict() is VerdictKind.AGREES:
        shown = {s.value for s in world.claim.standards if s.certain}
        good = [
            r for r in world.rows if r.standard in shown and r.status in (LicenceStatus.ACTIVE, LicenceStatus.SUSPENDED)
        ]
        assert good
        assert any(m.score >= SEEN for m in world.claim.marks)
        assert world.listed is not None and world.listed <= TODAY


@NO_DEADLINE
@given(WORLDS)
def test_what_is_not_certain_makes_no_pass_and_no_fail(world: World) -> None:
    """But for a holder's name that all looks together show beyond doubt."""
    judged = world.case()
    for finding in judge(judged):
        if finding.outcome in (Outcome.PASS, Outcome.FAIL):
            for evidence in finding.evidence:
                item = judged.item(evidence)
                beyond_doubt = any(judged.names(evidence, row.names) for row in world.rows)
                assert getattr(item, "certain", True) or beyond_doubt
                assert not isinstance(item, SeenMark) or item.score >= SEEN


@NO_DEADLINE
@given(WORLDS)
def test_leaving_out_what_is_not_certain_takes_away_no_pass_and_no_fail(world: World) -> None:
    """But for a holder's name that all looks together show beyond doubt."""
    judged = world.case()
    kept = {f: tuple(i for i in getattr(world.claim, f) if i.certain) for f in ("standards", "licences")}
    kept["holders"] = tuple(
        seen
        for k, seen in enumerate(world.claim.holders)
        if seen.certain or any(judged.names(f"holders/{k}", row.names) for row in world.rows)
    )
    without = replace(world, claim=replace(world.claim, **kept))
    settled = [{f.code for f in w.findings() if f.outcome in (Outcome.PASS, Outcome.FAIL)} for w in (world, without)]
    assert settled[0] <= settled[1]


def _never_better(before: World, after: World) -> None:
    ranks = [WORST_TO_BEST.index(w.verdict()) for w in (before, after)]
    assert ranks[1] <= ranks[0], [[(f.code, f.evidence) for f in w.findings()] for w in (before, after)]


@NO_DEADLINE
@given(WORLDS, st.sampled_from([0, 1]))
def test_a_look_alike_code_always_conflicts(world: World, label: int) -> None:
    assert world.with_(codes=code(LOOKALIKE, label=label)).verdict() is VerdictKind.CONFLICTS


@NO_DEADLINE
@given(WORLDS, st.sampled_from([0, 1, 2]), st.booleans())
def test_another_licence_number_never_helps(world: World, label: int, certain: bool) -> None:
    _never_better(world, world.with_(licences=number("น45454-33/7777", certain, label=label, photo=label // 2)))


@NO_DEADLINE
@given(WORLDS, st.sampled_from(["5151-2560", "213-2560"]), st.sampled_from([0, 1, 2]), st.booleans())
def test_another_standard_number_never_helps(world: World, other: str, label: int, certain: bool) -> None:
    _never_better(world, world.with_(standards=printed(other, certain, label=label, photo=label // 2)))


@NO_DEADLINE
@given(WORLDS, st.sampled_from([0, 1, 2]), st.booleans())
def test_a_strange_firm_never_helps(world: World, label: int, certain: bool) -> None:
    strange = "บริษัท เอ็กซ์วายแซดนำเข้า จำกัด"
    _never_better(world, world.with_(holders=firm(strange, certain, label=label, photo=label // 2, line=1)))


@NO_DEADLINE
@given(WORLDS, st.sampled_from([0, 1, 2]))
def test_another_official_code_never_helps(world: World, label: int) -> None:
    _never_better(world, world.with_(codes=code(QR + "4444444444", label=label, photo=label // 2)))


@NO_DEADLINE
@given(WORLDS, st.sampled_from([LicenceStatus.REVOKED, LicenceStatus.CANCELLED]), st.sampled_from([0, 1, 2]))
def test_the_number_of_a_licence_not_in_force_never_helps(world: World, state: LicenceStatus, label: int) -> None:
    bad = listed_row("ท3131-22/2879", "2879-2560", status=state, qr_id=None, holder="บริษัท ไม่เหมือนใคร จำกัด")
    listed = replace(world, rows=(*world.rows, bad))
    shown = listed.with_(licences=number("ท3131-22/2879", label=label, photo=label // 2))
    _never_better(listed, shown)
    if world.listed is not None:
        assert shown.verdict() is VerdictKind.CONFLICTS


@NO_DEADLINE
@given(WORLDS)
def test_revoking_every_licence_never_helps(world: World) -> None:
    revoked = tuple(replace(r, status=LicenceStatus.REVOKED) for r in world.rows)
    _never_better(world, replace(world, rows=revoked))
    assert replace(world, rows=revoked).verdict() is not VerdictKind.AGREES


@NO_DEADLINE
@given(WORLDS)
def test_taking_the_list_or_the_mark_away_never_agrees(world: World) -> None:
    assert replace(world, listed=None).verdict() is not VerdictKind.AGREES
    assert replace(world, claim=replace(world.claim, marks=())).verdict() is not VerdictKind.AGREES


@NO_DEADLINE
@given(WORLDS, st.randoms(use_true_random=False))
def test_the_order_of_evidence_does_not_matter(world: World, chance: random.Random) -> None:
    mixed = {f: tuple(chance.sample(getattr(world.claim, f), len(getattr(world.claim, f)))) for f in FIELDS}
    rows = tuple(chance.sample(world.rows, len(world.rows)))
    one, other = world.findings(), replace(world, claim=replace(world.claim, **mixed), rows=rows).findings()
    assert sorted(f.code for f in one) == sorted(f.code for f in other)
    first, second = conclude(one), conclude(other)
    assert (first.kind, first.advice) == (second.kind, second.advice)
    assert (first.leading and first.leading.code) == (second.leading and second.leading.code)


def test_the_generator_reaches_all_three_verdicts_often() -> None:
    from hypothesis import find

    for kind in VerdictKind:
        find(WORLDS, lambda world, kind=kind: world.verdict() is kind, settings=settings(max_examples=2000))


@NO_DEADLINE
@given(FAIR_WORLDS, STATEMENTS)
def test_what_is_announced_never_makes_a_label_agree(world: World, said: SeenStatement) -> None:
    before, after = world.verdict(), world.with_(statements=said).verdict()
    assert after is not VerdictKind.AGREES or before is VerdictKind.AGREES


@NO_DEADLINE
@given(FAIR_WORLDS, STATEMENTS)
def test_every_statement_is_settled_by_a_finding(world: World, said: SeenStatement) -> None:
    told = world.with_(statements=said)
    evidence = Evidence("statements", len(told.claim.statements) - 1)
    assert any(evidence in finding.evidence for finding in told.findings())


@NO_DEADLINE
@given(FAIR_WORLDS, STATEMENTS.filter(lambda said: said.kind not in ROLES))
def test_what_was_not_parsed_or_not_read_or_takes_a_number_back_keeps_from_agreeing(
    world: World, said: SeenStatement
) -> None:
    assert world.with_(statements=said).verdict() is not VerdictKind.AGREES


@NO_DEADLINE
@given(FAIR_WORLDS)
def test_nothing_agrees_unchallenged(world: World) -> None:
    assert replace(world, claim=replace(world.claim, challenged=False)).verdict() is not VerdictKind.AGREES


def test_half_of_the_fair_worlds_agree() -> None:
    agreeing: list[bool] = []

    @settings(deadline=None, max_examples=100, database=None, derandomize=True)
    @given(FAIR_WORLDS)
    def count(world: World) -> None:
        agreeing.append(world.verdict() is VerdictKind.AGREES)

    count()
    assert sum(agreeing) >= 0.4 * len(agreeing)
