"""What each rule finds. `findings.TABLE` holds a case for every finding; one that nothing reaches fails a test."""

from __future__ import annotations

import pytest

from tests.support.cases import (
    DAY,
    HOLDER,
    OTHER_FIRM,
    TODAY,
    case,
    certificate,
    code,
    firm,
    mark,
    number,
    row,
    standard,
)
from tests.support.findings import FAN, LATIN, NEIGHBOUR, SUSPENDED, TABLE, WIND, A, C, N, only
from verifier.domain import LicenceStatus, Outcome, VerdictKind
from verifier.rules import judge
from verifier.rules.book import book
from verifier.rules.verdict import conclude


@pytest.mark.parametrize("name", TABLE)
def test_each_finding_is_made_and_leads_to_its_verdict(name: str) -> None:
    judged, verdict = TABLE[name]
    findings = judge(judged)
    assert name in [finding.code for finding in findings]
    assert conclude(findings).kind is verdict, [f.code for f in findings if f.outcome is not Outcome.PASS]


def test_the_table_reaches_every_finding_of_the_book() -> None:
    assert set(TABLE) == set(book())


def test_the_honest_label_agrees_without_a_word_against_it() -> None:
    findings = judge(case(category="power_bank"))
    assert {f.outcome for f in findings} == {Outcome.PASS}
    assert conclude(findings).advice[0] == "match_is_not_proof"


@pytest.mark.parametrize("link", [{"licences": [number()]}, {"codes": [code()]}, {"holders": [firm()]}])
def test_one_link_of_any_kind_suffices(link: dict[str, object]) -> None:
    assert conclude(judge(case(**only(**link)))).kind is A


@pytest.mark.parametrize(
    ("first", "last", "verdict"),
    [
        (TODAY - DAY, None, C),
        (TODAY - 30 * DAY, TODAY - DAY, A),
        (TODAY - 30 * DAY, TODAY, C),
        (TODAY, TODAY + DAY, C),
        (TODAY + DAY, None, A),
        (None, None, C),
        (None, TODAY - DAY, A),
    ],
)
def test_a_suspension_counts_from_its_first_to_its_last_day(first, last, verdict) -> None:  # type: ignore[no-untyped-def]
    judged = case(rows=[row(status=SUSPENDED, suspended_from=first, suspended_to=last)])
    assert conclude(judge(judged)).kind is verdict


@pytest.mark.parametrize(("age", "verdict"), [(0, A), (45, A), (46, N), (-1, N)])
def test_a_list_counts_from_its_day_to_the_last_day_allowed(age: int, verdict: VerdictKind) -> None:
    assert conclude(judge(case(listed=TODAY - age * DAY))).kind is verdict


def test_a_fresh_list_that_does_not_cover_the_standard_makes_no_liar() -> None:
    for covers, verdict in ((["all"], C), (["2879"], C), (["2879-2560"], C), (["2879-2558"], N), ([], N)):
        judged = case(**only(licences=[number("ท1234-56/2879")]), covers=covers)
        assert conclude(judge(judged)).kind is verdict, covers


@pytest.mark.parametrize(("text", "verdict"), [("ท1234-56/2879", N), ("ท99900-56/2879", N), ("ท99901-56/2879", C)])
def test_a_sample_list_makes_liars_of_samples_alone(text: str, verdict: VerdictKind) -> None:
    judged = case(**only(licences=[number(text)]), covers=["samples"])
    assert conclude(judge(judged)).kind is verdict


def test_an_old_list_makes_no_liar_but_a_revoked_licence_stays_revoked() -> None:
    old = TODAY - 100 * DAY
    assert conclude(judge(case(**only(licences=[number("ท1234-56/2879")]), listed=old))).kind is N
    assert conclude(judge(case(rows=[row(status=LicenceStatus.REVOKED)], listed=old))).kind is C


def test_an_inferred_scheme_never_makes_a_fail() -> None:
    judged = case(**WIND | {"marks": [mark("voluntary")]}, rows=[FAN])
    assert not [f for f in judge(judged) if f.outcome is Outcome.FAIL]


def test_a_standard_that_will_be_compulsory_makes_no_fail_yet() -> None:
    judged = case(**WIND | {"marks": [mark("voluntary")], "standards": [standard("7001-2569")]}, rows=[])
    assert not [f for f in judge(judged) if f.outcome is Outcome.FAIL]


def test_a_fan_may_show_two_standards_with_two_marks_and_two_licences() -> None:
    second = row("ส66-77/92", "92-2536", qr_id=None)
    judged = case(
        rows=[FAN, second],
        marks=[mark(), mark("voluntary")],
        standards=[standard("934-2558"), standard("92-2536")],
        licences=[number("ท5555-66/934"), number("ส66-77/92")],
        codes=[],
    )
    assert conclude(judge(judged)).kind is A


def test_the_triangle_is_judged_without_any_list() -> None:
    codes = {f.code for f in judge(case(marks=[mark("voluntary")], listed=None)) if f.outcome is Outcome.FAIL}
    assert codes == {"mark.wrong_kind", "licence.type_contradicts_mark"}


def test_a_listed_neighbour_is_no_matter_when_the_code_or_the_firm_confirms_the_number() -> None:
    assert conclude(judge(case(rows=[row(), NEIGHBOUR], codes=[]))).kind is A
    assert conclude(judge(case(rows=[row(), NEIGHBOUR], holders=[]))).kind is A


def test_the_holders_name_confirms_a_number_beside_a_neighbour_even_where_it_leads_to_two_licences() -> None:
    both = [row(qr_id=None), row("ท31-41/2879", qr_id=None), NEIGHBOUR]
    assert conclude(judge(case(rows=both, codes=[]))).kind is A
    assert conclude(judge(case(rows=both, codes=[], holders=[firm(OTHER_FIRM)]))).kind is N
    assert conclude(judge(case(rows=both, codes=[], holders=[]))).kind is N


def test_a_match_that_rests_on_uncertain_print_is_no_link() -> None:
    judged = case(**only(licences=[number(certain=False)]))
    assert judged.listing.matches
    assert conclude(judge(judged)).kind is N


def test_another_firm_beside_the_holder_is_no_matter() -> None:
    assert conclude(judge(case(holders=[firm(), firm(OTHER_FIRM)]))).kind is A
    assert HOLDER != OTHER_FIRM


def test_an_unlisted_number_much_like_that_of_the_firm_named_is_taken_for_a_misreading() -> None:
    two_off = [number("ท7214-9/2879")]
    assert conclude(judge(case(**only(licences=two_off)))).kind is C
    judged = judge(case(**only(licences=two_off, holders=[firm()])))
    assert "licence.near_listed" in [f.code for f in judged]
    assert conclude(judged).kind is N


def test_an_unlisted_number_that_may_be_the_firms_cut_short_accuses_nobody() -> None:
    short = [number("ท7014-4/28")]
    assert conclude(judge(case(**only(licences=short)))).kind is C
    judged = judge(case(**only(licences=short, holders=[firm()])))
    assert "licence.near_listed" in [f.code for f in judged]
    assert conclude(judged).kind is N


def test_a_name_one_letter_off_is_no_link_and_keeps_a_copied_number_from_agreeing() -> None:
    misspelt = [firm("บริษัท ตัวอยางพลังงาน จำกัด")]
    assert conclude(judge(case(**only(holders=misspelt)))).kind is N
    assert conclude(judge(case(holders=misspelt))).kind is N
    assert conclude(judge(case(holders=[*misspelt, firm()]))).kind is A


def test_a_revoked_number_read_for_certain_is_no_unclear_one() -> None:
    codes = {f.code for f in judge(case(rows=[row(status=LicenceStatus.REVOKED)]))}
    assert "licence.revoked" in codes and "licence.unclear_bad_status" not in codes


def test_several_looks_at_one_name_are_one_name() -> None:
    exact, nearly = firm(certain=False), firm("บริษัท ตัวอยางพลังงาน จำกัด", certain=False)
    garbled, foreign = firm("บริษัท ตวอย่วงพลังวาบ จำกัด", certain=False), firm(OTHER_FIRM, certain=False)
    assert conclude(judge(case(holders=[garbled]))).kind is N
    assert conclude(judge(case(holders=[exact, garbled]))).kind is A
    assert conclude(judge(case(holders=[nearly, garbled]))).kind is A
    assert conclude(judge(case(holders=[garbled, garbled]))).kind is N
    assert conclude(judge(case(holders=[exact, foreign]))).kind is N
    assert conclude(judge(case(holders=[exact, firm(OTHER_FIRM, line=3)]))).kind is A
    assert conclude(judge(case(holders=[exact, firm("บริษัท ตัวอยางพลังงาน จำกัด")]))).kind is N
    assert conclude(judge(case(**only(holders=[exact, garbled])))).kind is N


def test_a_shop_that_holds_a_licence_does_not_cover_what_another_firm_makes() -> None:
    sold = firm(text=f"จัดจำหน่ายโดย {HOLDER}")
    assert conclude(judge(case(**only(holders=[sold])))).kind is A
    for text in (f"ผลิตโดย {OTHER_FIRM}", f"ผู้นำเข้า {OTHER_FIRM}", f"Manufactured by {OTHER_FIRM}"):
        assert conclude(judge(case(**only(holders=[sold, firm(OTHER_FIRM, text=text, line=1)])))).kind is N
    misread = [firm(text=f"จัดจำน่ายโดย {HOLDER}"), firm(OTHER_FIRM, text=f"ผลิตโดย {OTHER_FIRM}", certain=False, line=1)]
    assert conclude(judge(case(**only(holders=misread)))).kind is N
    both_misread = [firm(text=f"จัจำน่ายโดย {HOLDER}"), firm(OTHER_FIRM, text=f"ผู้นเข้า {OTHER_FIRM}", line=1)]
    assert conclude(judge(case(**only(holders=both_misread)))).kind is N
    assert (
        conclude(judge(case(**only(holders=[firm(), firm(OTHER_FIRM, text=f"ขายโดย {OTHER_FIRM}", line=1)])))).kind is A
    )
    alike = "บริษัท ตัวอย่างพลังงานไทย จำกัด"
    for certain in (True, False):
        makes = firm(alike, text=f"ผลิตโดย {alike}", certain=certain, line=1)
        assert conclude(judge(case(**only(holders=[sold, makes])))).kind is N
    both = firm(text=f"นำเข้าและจัดจำหน่ายโดย {HOLDER}")
    assert (
        conclude(judge(case(**only(holders=[both, firm(OTHER_FIRM, text=f"ผลิตโดย {OTHER_FIRM}", line=1)])))).kind is A
    )
    assert conclude(judge(case(holders=[sold, firm(OTHER_FIRM, text=f"ผลิตโดย {OTHER_FIRM}", line=1)]))).kind is A


def test_another_labels_mark_or_firm_is_another_product() -> None:
    assert conclude(judge(case(marks=[mark(label=1)]))).kind is N
    assert conclude(judge(case(marks=[mark(photo=1, label=1)], photos=2))).kind is A
    second = {"marks": [mark(), mark(label=1)], "standards": [standard(), standard(label=1)]}
    assert conclude(judge(case(**second))).kind is A
    assert conclude(judge(case(**second, holders=[firm(), firm(OTHER_FIRM, label=1)]))).kind is N
    assert conclude(judge(case(**second, holders=[firm(), firm(label=1)]))).kind is A

    unmarked = {**second, "marks": [mark()]}
    assert conclude(judge(case(**unmarked, holders=[firm(), firm(OTHER_FIRM, label=1)]))).kind is N
    unread = {**second, "standards": [standard(), standard("2879-2558", label=1, certain=False)]}
    assert conclude(judge(case(**unread, holders=[firm(), firm(OTHER_FIRM, label=2, certain=False)]))).kind is N


def test_a_label_whose_mark_was_missed_is_another_product_when_another_firm_made_it() -> None:
    imported = f"ผู้นำเข้า {OTHER_FIRM}"
    for certain in (True, False):
        other = firm(OTHER_FIRM, text=imported, label=1, line=1, certain=certain)
        assert conclude(judge(case(holders=[firm(), other]))).kind is N
    sold = firm(OTHER_FIRM, text=f"จัดจำหน่ายโดย {OTHER_FIRM}", label=1, line=1)
    assert conclude(judge(case(holders=[firm(), sold]))).kind is A
    block = [firm(label=1), firm(OTHER_FIRM, text=f"ผลิตโดย {OTHER_FIRM}", label=1, line=1)]
    assert conclude(judge(case(holders=block))).kind is A
    back = firm(OTHER_FIRM, text=f"ผลิตโดย {OTHER_FIRM}", label=1, photo=1, line=1)
    assert conclude(judge(case(holders=[firm(), back], photos=2))).kind is A


def test_a_shared_qr_id_neither_agrees_nor_accuses() -> None:
    stranger = row("ท9001-88/1040", "1040-2541", holder=OTHER_FIRM)
    judged = judge(case(rows=[row(), stranger]))
    assert not [f for f in judged if f.outcome is Outcome.FAIL] and conclude(judged).kind is N
    codes = {finding.code for finding in judged}
    assert "code.shared_id" in codes and "code.unresolved" not in codes


@pytest.mark.parametrize(
    "seen", [{"certificates": [certificate("community", "247/2552")]}, {"marks": [mark("community")]}]
)
def test_a_community_product_is_explained_and_not_accused(seen: dict[str, object]) -> None:
    verdict = conclude(judge(case(**{**only(marks=[], standards=[]), **seen})))
    assert verdict.leading is not None and verdict.leading.code == "mark.community"
    assert verdict.kind is N


IN_LATIN = "Sample Energy Co., Ltd."


def test_the_lists_latin_name_counts_as_the_thai_one_does() -> None:
    listed = {"rows": [row(holder_en=IN_LATIN)]}
    printed = [firm("SAMPLE ENERGY COMPANY LIMITED")]
    assert conclude(judge(case(**listed, holders=printed))).kind is A
    assert conclude(judge(case(**listed, **only(holders=printed)))).kind is A
    assert conclude(judge(case(**only(holders=printed)))).kind is N
    assert conclude(judge(case(holders=printed))).kind is N
    both = [firm(text=f"ผู้นำเข้า {HOLDER}"), firm(IN_LATIN, text=f"Imported by {IN_LATIN}", line=1)]
    assert conclude(judge(case(**listed, **only(holders=both)))).kind is A
    assert conclude(judge(case(**listed, holders=[firm("SAMPLE ENERGI CO., LTD.")]))).kind is N
    assert conclude(judge(case(**listed, holders=[firm("Unheard Of Wholesale Ltd.")]))).kind is N


def test_a_licensee_in_latin_letters_conflicts_only_where_the_list_has_another_and_it_sounds_other() -> None:
    named = [firm("Unheard Of Wholesale Ltd.", text="Licensee: Unheard Of Wholesale Ltd.")]
    assert conclude(judge(case(rows=[row(holder_en=IN_LATIN)], holders=named))).kind is C
    assert conclude(judge(case(holders=named))).kind is N
    former = [firm(LATIN, text=f"Licensee: {LATIN}")]
    assert conclude(judge(case(rows=[row(holder_en=IN_LATIN)], holders=former))).kind is N


def test_a_name_that_sounds_like_the_holders_keeps_from_agreeing() -> None:
    """Whoever copies a number can choose such a name."""
    assert {f.code for f in judge(case(holders=[firm(LATIN)]))} >= {"link.found", "holder.sounds_alike"}
    assert conclude(judge(case(holders=[firm(LATIN)]))).kind is N
    assert conclude(judge(case(holders=[firm(LATIN, certain=False)]))).kind is N
    assert conclude(judge(case(**only(holders=[firm(LATIN)])))).kind is N
    assert conclude(judge(case(holders=[firm(), firm(LATIN, line=1)]))).kind is A


@pytest.mark.parametrize(
    ("holder", "latin", "expected"),
    [("บริษัท ตัวอย่างอื่น จำกัด", None, N), (HOLDER, None, A), ("บริษัท ตัวอย่างอื่น จำกัด", "Tuayang Co., Ltd.", A)],
)
def test_licences_on_one_product_have_one_holder(holder: str, latin: str | None, expected: VerdictKind) -> None:
    rows = [row(holder_en=latin), row("ท7015-4/934", "934-2558", holder=holder, holder_en=latin, qr_id=None)]
    standards, numbers = [standard(), standard("934-2558")], [number(), number("ท7015-4/934")]
    findings = judge(case(rows=rows, standards=standards, licences=numbers, holders=[]))
    assert conclude(findings).kind is expected, [f.code for f in findings if f.outcome is not Outcome.PASS]
    assert ("labels.several_products" in [f.code for f in findings]) is (expected is N)


@pytest.mark.parametrize(
    "seen", [{"marks": [mark("community")]}, {"marks": [], "certificates": [certificate("sme", "12/2552")]}]
)
def test_a_mark_of_another_kind_is_not_told_of_as_one_not_recognised(seen: dict[str, object]) -> None:
    codes = {finding.code for finding in judge(case(**{**only(standards=[]), **seen}))}
    assert codes & {"mark.community", "certificate.sme"}
    assert not codes & {"mark.unsure", "mark.none", "mark.missing_beside_number"}


def codes_of(**changes: object) -> set[str]:
    return {finding.code for finding in judge(case(**changes))}  # type: ignore[arg-type]


def test_photos_agree_where_two_show_a_standard() -> None:
    assert "photos.agree" in codes_of(photos=2, standards=[standard(), standard(photo=1, label=1)])
    assert "photos.agree" not in codes_of(photos=2)
    assert "photos.agree" not in codes_of(standards=[standard(), standard()])
    assert "photos.agree" not in codes_of(photos=2, standards=[standard(), standard("166-2549", photo=1, label=1)])


def test_certificates_of_either_kind_are_told_apart() -> None:
    community, small = certificate("community", "247/2552"), certificate("sme")
    bare = only(marks=[], standards=[])
    assert codes_of(**bare, certificates=[community]) & {"mark.community", "certificate.sme"} == {"mark.community"}
    assert codes_of(**bare, certificates=[small]) & {"mark.community", "certificate.sme"} == {"certificate.sme"}
    assert codes_of(certificates=[community]) & {"mark.community_beside", "certificate.sme_beside"} == {
        "mark.community_beside"
    }
    assert codes_of(certificates=[small]) & {"mark.community_beside", "certificate.sme_beside"} == {
        "certificate.sme_beside"
    }


@pytest.mark.parametrize("lost", [LicenceStatus.REVOKED, LicenceStatus.CANCELLED])
def test_a_licence_that_another_firm_on_the_label_has_lost_accuses_nobody(lost: LicenceStatus) -> None:
    rows = [row(), row("ท8821-57/2879", holder=OTHER_FIRM, status=lost, qr_id=None)]
    both = [firm(), firm(OTHER_FIRM, line=1)]
    for led in ({}, {"licences": []}, {"codes": []}):
        judged = judge(case(rows=rows, holders=both, **led))
        assert "licence.named_bad_status" in [f.code for f in judged]
        assert conclude(judged).kind is N
    assert conclude(judge(case(rows=rows[1:], **only(holders=both[1:])))).kind is C
    assert conclude(judge(case(rows=rows, **only(licences=[number("ท8821-57/2879")])))).kind is C


def test_a_firm_whose_name_speaks_of_making_is_not_said_to_make_what_it_sells() -> None:
    seller = "บริษัท ผลิตภัณฑ์สยาม จำกัด"
    maker, sells = firm(OTHER_FIRM, text=f"ผู้ผลิต : {OTHER_FIRM}"), firm(seller, text=f"จัดจำหน่ายโดย {seller}", line=1)
    judged = judge(case(rows=[row(holder=seller)], **only(holders=[maker, sells])))
    assert conclude(judged).kind is N
    own = firm(seller, text=f"ผลิตโดย {seller}")
    assert conclude(judge(case(rows=[row(holder=seller)], **only(holders=[own])))).kind is A
