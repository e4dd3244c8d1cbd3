from dataclasses import replace

import pytest

from tests.support.cases import case, claim
from tests.support.fakes import facts
from verifier.domain import Claim, Finding, Outcome, Quality, Sight, VerdictKind
from verifier.image.quality import problems
from verifier.rules import judge
from verifier.rules.book import book, say
from verifier.rules.verdict import (
    AGREEMENT,
    MOST_ADVICE,
    PHOTO_ADVICE,
    UNCHALLENGED,
    UNLINKED,
    WITHOUT_PHOTO,
    awaits_challenge,
    conclude,
    notes,
    with_challenge,
)

HONEST = judge(case())

# Written out here a second time, and not read from the book: what the tests expect must not follow what they test.
MUST_PASS = (
    *("mark.found", "mark.fits_standard", "standard.found", "standard.known", "standard.current", "link.found"),
    *("licence.active", "licence.fits_standard", "licence.type_fits_mark", "list.fresh", "challenge.done"),
)
"""What nothing agrees without."""
FAILS = (
    *("code.lookalike", "licence.revoked", "licence.cancelled", "licence.suspended", "licence.not_listed"),
    *("code.licence_not_listed", "code.leads_to_bad_status", "code.other_licence", "code.other_standard"),
    *("licence.other_standard", "licence.type_contradicts_mark", "licence.type_contradicts_standard"),
    *("mark.wrong_kind", "mark.mirrored", "holder.other_licensee", "category.other"),
)
PASSES = (
    *("link.found", "licence.active", "licence.fits_standard", "licence.listed", "holder.fits", "mark.found"),
    *("mark.fits_standard", "licence.type_fits_mark", "licence.type_fits_standard", "standard.found"),
    *("standard.known", "standard.current", "code.licence_matches", "code.official", "category.fits", "list.fresh"),
    *("firm.named", "words.names_goods", "goods.made", "goods.named", "goods.rated", "challenge.done"),
    "photos.agree",
)
OPEN_AND_NO_MATTER = (
    *("licence.unreadable", "holder.ambiguous", "code.unresolved", "code.none", "code.not_tisi", "code.unrelated"),
    *("licence.suspension_over", "licence.suspension_ahead", "standard.not_product_beside"),
    *("certificate.sme_beside", "mark.community_beside", "standard.several", "standard.similar_read"),
    *("licence.similar_read", "label.framed"),
)
"""The findings that neither pass nor fail and yet let a label agree. All others keep it from that."""
OPEN = (Outcome.UNKNOWN, Outcome.WARN)


def codes(*outcomes: Outcome) -> set[str]:
    return {entry.code for entry in book().values() if entry.outcome in outcomes}


def test_what_must_have_passed_is_what_is_written_here() -> None:
    assert set(MUST_PASS) == AGREEMENT
    assert AGREEMENT - {"challenge.done"} == UNCHALLENGED
    assert {"mark.found", "mark.fits_standard", "licence.type_fits_mark"} == UNCHALLENGED - WITHOUT_PHOTO
    assert WITHOUT_PHOTO < UNCHALLENGED


def test_what_fails_and_what_passes_is_what_is_written_here() -> None:
    assert codes(Outcome.FAIL) == set(FAILS)
    assert codes(Outcome.PASS) == set(PASSES)


def test_what_may_stay_open_beside_agreement_is_what_is_written_here() -> None:
    assert {code for code in codes(*OPEN) if not book()[code].required} == set(OPEN_AND_NO_MATTER)


def test_what_nobody_said_counts_as_not_done() -> None:
    honest = claim()
    unsaid = Claim(honest.marks, honest.standards, honest.licences, honest.holders, honest.codes)
    assert conclude(judge(case(honest))).kind is VerdictKind.AGREES
    assert conclude(judge(case(unsaid))).kind is VerdictKind.CANNOT_TELL
    assert not Claim().challenged and not Sight((), (), (), facts(10, 10)).challenged
    assert Finding("x.y", Outcome.UNKNOWN).required


def test_no_findings_tell_nothing() -> None:
    verdict = conclude([])
    assert (verdict.kind, verdict.leading, verdict.advice) == (VerdictKind.CANNOT_TELL, None, ())


def test_agreement_is_led_by_the_link_and_says_that_it_is_no_proof() -> None:
    verdict = conclude(HONEST)
    assert verdict.kind is VerdictKind.AGREES
    assert verdict.leading is not None and verdict.leading.code == "link.found"
    assert verdict.advice[0] == "match_is_not_proof"


@pytest.mark.parametrize("missing", MUST_PASS)
def test_agreement_must_be_reached_not_merely_unopposed(missing: str) -> None:
    assert conclude([f for f in HONEST if f.code != missing]).kind is VerdictKind.CANNOT_TELL


@pytest.mark.parametrize("code", FAILS)
def test_one_fail_is_a_conflict_whatever_else_passes(code: str) -> None:
    verdict = conclude([*HONEST, say(code)])
    assert verdict.kind is VerdictKind.CONFLICTS
    assert verdict.leading == say(code)


@pytest.mark.parametrize("code", sorted(codes(*OPEN)))
def test_what_is_open_keeps_from_agreeing_but_for_a_few(code: str) -> None:
    expected = VerdictKind.AGREES if code in OPEN_AND_NO_MATTER else VerdictKind.CANNOT_TELL
    assert conclude([*HONEST, say(code)]).kind is expected


def test_the_earlier_in_the_book_leads() -> None:
    findings = [say("mark.wrong_kind"), say("licence.revoked"), say("list.stale")]
    assert conclude(findings).leading == say("licence.revoked")


def test_an_official_code_that_the_list_does_not_know_leads_before_a_stray_word() -> None:
    told = [say("words.unexplained"), say("code.unresolved")]
    verdict = conclude([*(f for f in HONEST if f.code != "link.found"), *told])
    assert verdict.kind is VerdictKind.CANNOT_TELL
    assert verdict.leading == say("code.unresolved") and verdict.advice[0] == "compare_official_page"
    assert conclude([*HONEST, *told]).leading == say("words.unexplained")


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


def test_what_is_open_is_a_note_only_where_no_answer_hangs_on_it() -> None:
    unrelated, unresolved = say("code.unrelated"), say("code.unresolved", qr_id="1")
    unclear = Finding("licence.unclear", Outcome.UNKNOWN)
    assert notes([*HONEST, unrelated]) == [unrelated]
    for required in (unclear, replace(unrelated, required=True)):
        assert notes([*HONEST, required]) == [] and notes([required, unrelated]) == [unrelated]
        assert notes([required, say("licence.revoked", licence="x")]) == [], "a conflict settles no doubt"
    assert notes([unrelated]) == [], "nothing else tells why there is no answer"
    unlinked = [finding for finding in HONEST if finding.code != "link.found"]
    assert notes([*unlinked, unclear, unresolved]) == []
    assert notes([*unlinked, unresolved, say("licence.revoked", licence="x")]) == []
    assert notes([*HONEST, unresolved]) == [unresolved]


def test_what_passes_never_leads_what_cannot_tell() -> None:
    verdict = conclude([say("mark.found", kind="compulsory"), say("code.none")])
    assert (verdict.kind, verdict.leading) == (VerdictKind.CANNOT_TELL, say("code.none"))
    assert conclude([say("mark.found", kind="compulsory")]).leading is None


@pytest.mark.parametrize(
    ("passed", "others", "again"),
    [
        (UNCHALLENGED, (), True),
        (UNLINKED, ("link.none",), True),
        (UNLINKED, (), False),
        (UNLINKED, ("link.none", "challenge.done"), False),
        (UNLINKED - {"standard.found"}, ("link.none",), False),
        (UNLINKED, ("link.none", "licence.revoked"), False),
        (UNLINKED, ("link.none", "holder.unclear"), False),
        (UNLINKED, ("standard.unreadable",), False),
        (AGREEMENT, (), False),
    ],
)
def test_a_second_look_is_due_where_it_alone_or_a_link_besides_is_missing(
    passed: frozenset[str], others: tuple[str, ...], again: bool
) -> None:
    findings = tuple(map(say, (*sorted(passed), *others)))
    assert awaits_challenge(with_challenge(findings)) is again
