from dataclasses import replace

import pytest

from tests.support.cases import case
from verifier.domain import Finding, Outcome, Quality, VerdictKind
from verifier.image.quality import problems
from verifier.rules import judge
from verifier.rules.book import book, say
from verifier.rules.verdict import AGREEMENT, MOST_ADVICE, PHOTO_ADVICE, conclude

HONEST = judge(case())


def test_no_findings_tell_nothing() -> None:
    verdict = conclude([])
    assert (verdict.kind, verdict.leading, verdict.advice) == (VerdictKind.CANNOT_TELL, None, ())


def test_agreement_is_led_by_the_link_and_says_that_it_is_no_proof() -> None:
    verdict = conclude(HONEST)
    assert verdict.kind is VerdictKind.AGREES
    assert verdict.leading is not None and verdict.leading.code == "link.found"
    assert verdict.advice[0] == "match_is_not_proof"


@pytest.mark.parametrize("missing", sorted(AGREEMENT))
def test_agreement_must_be_reached_not_merely_unopposed(missing: str) -> None:
    assert conclude([f for f in HONEST if f.code != missing]).kind is VerdictKind.CANNOT_TELL


@pytest.mark.parametrize("code", [e.code for e in book().values() if e.outcome is Outcome.FAIL])
def test_one_fail_is_a_conflict_whatever_else_passes(code: str) -> None:
    verdict = conclude([*HONEST, say(code)])
    assert verdict.kind is VerdictKind.CONFLICTS
    assert verdict.leading == say(code)


@pytest.mark.parametrize("code", [e.code for e in book().values() if e.outcome in (Outcome.UNKNOWN, Outcome.WARN)])
def test_what_is_required_and_open_keeps_from_agreeing(code: str) -> None:
    expected = VerdictKind.CANNOT_TELL if book()[code].required else VerdictKind.AGREES
    assert conclude([*HONEST, say(code)]).kind is expected


def test_the_earlier_in_the_book_leads() -> None:
    findings = [say("mark.wrong_kind"), say("licence.revoked"), say("list.stale")]
    assert conclude(findings).leading == say("licence.revoked")


def test_a_superseded_edition_leads_before_the_missing_link() -> None:
    verdict = conclude([say("link.none"), say("standard.superseded")])
    assert verdict.leading is not None and verdict.leading.code == "standard.superseded"


def test_a_finding_from_elsewhere_counts_by_its_outcome() -> None:
    foreign = Finding("acme.extra", Outcome.FAIL)
    assert conclude([*HONEST, foreign]).kind is VerdictKind.CONFLICTS
    assert conclude([*HONEST, replace(foreign, outcome=Outcome.UNKNOWN)]).kind is VerdictKind.CANNOT_TELL


def test_a_poor_photo_is_named_first_where_a_better_one_would_help() -> None:
    unreadable, stale = say("standard.unreadable"), say("list.stale")
    assert conclude([unreadable], ["too_dark"]).advice[0] == "more_light"
    assert conclude([stale], ["too_dark"]).advice == book()["list.stale"].advice
    assert conclude(HONEST, ["too_dark"]).kind is VerdictKind.AGREES


def test_every_problem_that_a_photo_can_have_has_its_advice() -> None:
    dark = problems(Quality(sharpness=0, brightness=0, contrast=0, glare=1))
    bright = problems(Quality(sharpness=0, brightness=255, contrast=0, glare=1))
    assert {*dark, *bright} == set(PHOTO_ADVICE)


def test_advice_is_short_and_says_nothing_twice() -> None:
    advice = conclude([say(e.code) for e in book().values() if e.outcome is Outcome.UNKNOWN]).advice
    assert len(advice) == len(set(advice)) == MOST_ADVICE
