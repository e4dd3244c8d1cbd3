"""What holds for every claim, list and day: totality, no green by absence, no gain from evidence against a label."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cases import DAY, LOOKALIKE, OTHER_FIRM, QR, TODAY, code, firm, likeness, mark, number, statement
from tests.support.cases import row as listed_row
from tests.support.cases import standard as printed
from tests.support.judged_worlds import FAIR, FAIR_WORLDS, FIELDS, STATEMENTS, WORLDS, World
from verifier.domain import (
    Evidence,
    Finding,
    LicenceStatus,
    Outcome,
    SeenMark,
    SeenStatement,
    VerdictKind,
)
from verifier.rules import judge
from verifier.rules.book import book
from verifier.rules.marks import SEEN
from verifier.rules.statements import OF_OTHER_RULES, ROLES
from verifier.rules.verdict import AGREEMENT, conclude

WORST_TO_BEST = (VerdictKind.CONFLICTS, VerdictKind.CANNOT_TELL, VerdictKind.AGREES)
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
@given(FAIR_WORLDS)
def test_every_case_is_judged_in_the_books_own_words(world: World) -> None:
    for finding in world.findings():
        entry = book()[finding.code]
        assert (finding.outcome, finding.required) == (entry.outcome, entry.required)
        assert all(world.case().item(evidence) is not None for evidence in finding.evidence)


@NO_DEADLINE
@given(FAIR_WORLDS)
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
@given(FAIR_WORLDS)
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
@given(FAIR_WORLDS)
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
@given(FAIR_WORLDS, st.sampled_from([0, 1]))
def test_a_look_alike_code_always_conflicts(world: World, label: int) -> None:
    assert world.with_(codes=code(LOOKALIKE, label=label)).verdict() is VerdictKind.CONFLICTS


@NO_DEADLINE
@given(FAIR_WORLDS, st.sampled_from([0, 1, 2]), st.booleans())
def test_another_licence_number_never_helps(world: World, label: int, certain: bool) -> None:
    _never_better(world, world.with_(licences=number("น45454-33/7777", certain, label=label, photo=label // 2)))


@NO_DEADLINE
@given(FAIR_WORLDS, st.sampled_from(["5151-2560", "213-2560"]), st.sampled_from([0, 1, 2]), st.booleans())
def test_another_standard_number_never_helps(world: World, other: str, label: int, certain: bool) -> None:
    _never_better(world, world.with_(standards=printed(other, certain, label=label, photo=label // 2)))


@NO_DEADLINE
@given(FAIR_WORLDS, st.sampled_from([0, 1, 2]), st.booleans())
def test_a_strange_firm_never_helps(world: World, label: int, certain: bool) -> None:
    strange = "บริษัท เอ็กซ์วายแซดนำเข้า จำกัด"
    _never_better(world, world.with_(holders=firm(strange, certain, label=label, photo=label // 2, line=1)))


@NO_DEADLINE
@given(FAIR_WORLDS, st.sampled_from([0, 1, 2]))
def test_another_official_code_never_helps(world: World, label: int) -> None:
    _never_better(world, world.with_(codes=code(QR + "4444444444", label=label, photo=label // 2)))


@NO_DEADLINE
@given(FAIR_WORLDS, st.sampled_from([LicenceStatus.REVOKED, LicenceStatus.CANCELLED]), st.sampled_from([0, 1, 2]))
def test_the_number_of_a_licence_not_in_force_never_helps(world: World, state: LicenceStatus, label: int) -> None:
    bad = listed_row("ท3131-22/2879", "2879-2560", status=state, qr_id=None, holder="บริษัท ไม่เหมือนใคร จำกัด")
    listed = replace(world, rows=(*world.rows, bad))
    shown = listed.with_(licences=number("ท3131-22/2879", label=label, photo=label // 2))
    _never_better(listed, shown)
    if world.listed is not None:
        assert shown.verdict() is VerdictKind.CONFLICTS


@NO_DEADLINE
@given(FAIR_WORLDS)
def test_revoking_every_licence_never_helps(world: World) -> None:
    revoked = tuple(replace(r, status=LicenceStatus.REVOKED) for r in world.rows)
    _never_better(world, replace(world, rows=revoked))
    assert replace(world, rows=revoked).verdict() is not VerdictKind.AGREES


@NO_DEADLINE
@given(FAIR_WORLDS)
def test_taking_the_list_or_the_mark_away_never_agrees(world: World) -> None:
    assert replace(world, listed=None).verdict() is not VerdictKind.AGREES
    assert replace(world, claim=replace(world.claim, marks=())).verdict() is not VerdictKind.AGREES


@NO_DEADLINE
@given(FAIR_WORLDS, st.randoms(use_true_random=False))
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
        find(
            WORLDS,
            lambda world, kind=kind: world.verdict() is kind,
            settings=settings(max_examples=2000, deadline=None),
        )


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
@given(FAIR_WORLDS, STATEMENTS.filter(lambda said: said.kind not in ROLES | OF_OTHER_RULES))
def test_what_was_not_parsed_or_not_read_or_takes_a_number_back_keeps_from_agreeing(
    world: World, said: SeenStatement
) -> None:
    assert world.with_(statements=said).verdict() is not VerdictKind.AGREES


@NO_DEADLINE
@given(FAIR_WORLDS)
def test_nothing_agrees_unchallenged(world: World) -> None:
    assert replace(world, claim=replace(world.claim, challenged=False)).verdict() is not VerdictKind.AGREES


def agreeing(worlds: st.SearchStrategy[World]) -> float:
    """The share of worlds that agree."""
    verdicts: list[VerdictKind] = []

    @settings(deadline=None, max_examples=150, database=None, derandomize=True)
    @given(worlds)
    def count(world: World) -> None:
        verdicts.append(world.verdict())

    count()
    return verdicts.count(VerdictKind.AGREES) / len(verdicts)


def test_fair_worlds_agree() -> None:
    assert agreeing(FAIR) >= 0.95
    assert agreeing(FAIR_WORLDS) >= 0.5


CONTRADICTIONS: dict[str, Callable[[World], World]] = {
    "another licence's number": lambda world: world.with_(licences=number("น45454-33/7777")),
    "another licence's number, unsure": lambda world: world.with_(licences=number("น45454-33/7777", certain=False)),
    "another standard": lambda world: world.with_(standards=printed("5151-2560")),
    "another standard, unsure": lambda world: world.with_(standards=printed("5151-2560", certain=False)),
    "a code that leads to an unknown id": lambda world: world.with_(codes=code(QR + "4444444444")),
    "a code that names another licence": lambda world: world.with_(codes=code("ใบอนุญาต ท45454-33/7777")),
    "a code to another page of TISI's": lambda world: world.with_(codes=code("https://www.tisi.go.th/news")),
    "another maker": lambda world: world.with_(statements=statement("maker", OTHER_FIRM)),
    "a stranger as licensee": lambda world: world.with_(statements=statement("licensee", OTHER_FIRM)),
    "a mark that is unlike the mark": lambda world: world.with_(
        marks=mark(world.claim.marks[0].kind, likeness=likeness("part_missing"))
    ),
    "a mark of the other kind": lambda world: world.with_(
        marks=mark("voluntary" if world.claim.marks[0].kind == "compulsory" else "compulsory")
    ),
    "a list of another day": lambda world: replace(world, listed=TODAY - 46 * DAY),
    "a second row that is revoked": lambda world: replace(
        world, rows=(*world.rows, replace(world.rows[0], status=LicenceStatus.REVOKED, qr_id=None))
    ),
    "a second row with another holder": lambda world: replace(
        world, rows=(*world.rows, replace(world.rows[0], holder=OTHER_FIRM, qr_id=None))
    ),
    "no second look": lambda world: replace(world, claim=replace(world.claim, challenged=False)),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
@NO_DEADLINE
@given(world=FAIR)
def test_one_contradiction_keeps_a_fair_label_from_agreeing(name: str, world: World) -> None:
    assert CONTRADICTIONS[name](world).verdict() is not VerdictKind.AGREES
