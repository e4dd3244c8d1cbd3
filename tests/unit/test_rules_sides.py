"""Both sides of the conditions in the rules: what one item, one date or one letter more or less changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.cases import (
    CARRYING,
    DAY,
    HOLDER,
    OTHER_FIRM,
    QR,
    TODAY,
    case,
    code,
    firm,
    likeness,
    mark,
    number,
    row,
    standard,
    statement,
    std,
)
from tests.support.findings import only
from verifier.domain import Evidence, Finding, LicenceStatus, MarkKind, Match, ReachedBy
from verifier.domain.geometry import Quad
from verifier.registry.catalogue import Catalogue
from verifier.rules import Case, judge, statements
from verifier.rules.categories import PARTS
from verifier.rules.licences import standing
from verifier.rules.links import confirmed
from verifier.rules.named_as import has_role

ACTIVE, SUSPENDED = LicenceStatus.ACTIVE, LicenceStatus.SUSPENDED


def found(judged: Case) -> dict[str, Finding]:
    return {finding.code: finding for finding in judge(judged)}


def codes(**changes: object) -> set[str]:
    return set(found(case(**changes)))  # type: ignore[arg-type]


# ---- marks


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ({"standards": [standard()]}, "mark.missing_beside_number"),
        ({"licences": [number()]}, "mark.missing_beside_number"),
        ({"codes": [code()]}, "mark.missing_beside_number"), ({}, "mark.none"),
        ({"codes": [code("https://lin.ee/x")]}, "mark.none"),
        ({"standards": [standard(certain=False)]}, "mark.missing_beside_number"),
        ({"marks": [mark(score=0.49)]}, "mark.unsure"), ({"marks": [mark(score=0.5)]}, "mark.found"),
    ],
)  # fmt: skip
def test_a_mark_is_missed_beside_any_number_and_official_code(shown: dict[str, object], told: str) -> None:
    marks = {"mark.missing_beside_number", "mark.none", "mark.unsure", "mark.found"}
    assert codes(**only(**{"marks": [], "standards": [], **shown})) & marks == {told}


def test_a_mark_of_the_wrong_kind_is_explained_by_a_related_standard_that_wants_it() -> None:
    fan = {"licences": [], "codes": [], "holders": [], "marks": [mark("voluntary")], "rows": []}
    assert "mark.wrong_kind" in codes(**fan, standards=[standard("2879-2560")])
    assert "mark.wrong_kind" in codes(**fan, standards=[standard("2879-2560"), standard("213-2560")])
    related = {"mark.wrong_kind", "mark.kind_unsettled"} & codes(
        **fan, standards=[standard("934-2558"), standard("92-2536")]
    )
    assert related == {"mark.kind_unsettled"}
    apart = codes(**fan, standards=[standard("2879-2560"), standard("213-2560", label=1)])
    assert "mark.wrong_kind" in apart


@pytest.mark.parametrize(("score", "label", "told"), [(0.8, 0, True), (0.79, 0, False), (0.8, 1, False)])
def test_only_a_sure_mark_on_the_same_label_carries_a_fail(score: float, label: int, told: bool) -> None:
    marked = {"marks": [mark("voluntary", score=score, label=label)]}
    assert ("mark.wrong_kind" in codes(**marked)) is told
    assert ("licence.type_contradicts_mark" in codes(**marked)) is told


def test_a_mark_on_another_label_of_the_photo_stands_apart_and_on_another_photo_does_not() -> None:
    assert "mark.apart" in codes(marks=[mark(label=1)])
    assert "mark.apart" not in codes(marks=[mark(label=1, photo=1)], photos=2)
    assert "mark.apart" not in codes(marks=[mark(label=1), mark()])


@pytest.mark.parametrize(
    ("likeness_", "side", "told"),
    [
        (likeness(clear=False), 64, True), (likeness(clear=False), 63, False), (likeness("part_missing"), 10, True),
        (likeness(), 10, False), (None, 100, False), (likeness(width=0.78), 10, False),
        (likeness(width=0.77), 10, True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tall", [False, True])
def test_a_mark_that_cannot_be_compared_is_unlike_from_64_pixels(
    likeness_: object, side: int, told: bool, tall: bool
) -> None:
    quad = Quad.of_box(0, 0, side / 2 if tall else side, side if tall else side / 2)
    marked = replace(mark(likeness=likeness_), quad=quad)  # type: ignore[arg-type]
    assert ("mark.unlike" in codes(marks=[marked], standards=[standard(label=1)], codes=[])) is told


@pytest.mark.parametrize(("narrow", "told"), [(0.81, False), (0.79, True)])
def test_a_mark_is_squashed_by_the_qr_code_of_its_label(narrow: float, told: bool) -> None:
    marked = mark(likeness=likeness(width=narrow))
    assert ("mark.unlike" in codes(marks=[marked])) is told
    assert "mark.unlike" not in codes(marks=[marked], codes=[code(label=1)])
    assert "mark.unlike" not in codes(marks=[marked], codes=[replace(code(), symbology="DataMatrix")])
    as_squeezed = replace(code(), quad=Quad.of_box(0, 0, 10 * narrow, 10))
    assert "mark.unlike" not in codes(marks=[marked], codes=[as_squeezed])


def test_a_mirror_image_fails_where_print_reads_forwards_in_its_photo() -> None:
    mirrored = mark(likeness=likeness(mirrored=True))
    assert "mark.mirrored" in codes(marks=[mirrored])
    for shown in ({"licences": []}, {"standards": []}):
        assert "mark.mirrored" in codes(marks=[mirrored], **shown)
    unread = codes(**only(marks=[mirrored], standards=[standard(certain=False)]))
    assert "mark.unlike" in unread and "mark.mirrored" not in unread
    elsewhere = codes(**only(marks=[mirrored], standards=[standard(photo=1)], photos=2))
    assert "mark.unlike" in elsewhere and "mark.mirrored" not in elsewhere


# ---- licences


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"issued": TODAY}, "licence.active"), ({"issued": TODAY + DAY}, "licence.issued_later"),
        ({"issued": TODAY + DAY, "status": LicenceStatus.REVOKED}, "licence.revoked"),
        ({"suspended_from": TODAY}, "licence.status_contradicts"), ({"suspended_from": TODAY + DAY}, "licence.active"),
        ({"suspended_to": TODAY}, "licence.status_contradicts"), ({"suspended_to": TODAY - DAY}, "licence.active"),
        ({"status": SUSPENDED}, "licence.suspended"),
        ({"status": SUSPENDED, "suspended_to": TODAY}, "licence.suspended"),
        ({"status": SUSPENDED, "suspended_to": TODAY - DAY}, "licence.active"),
        ({"status": SUSPENDED, "suspended_from": TODAY + DAY}, "licence.active"),
        ({"status": LicenceStatus.CANCELLED}, "licence.cancelled"),
        ({"status": LicenceStatus.UNSTATED}, "licence.status_unstated"),
    ],
)  # fmt: skip
def test_what_a_row_says_of_a_licence_today(changes: dict[str, object], told: str) -> None:
    assert standing(row(**changes), case()) == told


def test_an_old_lists_suspension_without_an_end_is_open() -> None:
    old = case(listed=TODAY - 46 * DAY)
    assert standing(row(status=SUSPENDED), old) == "licence.suspension_open"
    assert standing(row(status=SUSPENDED, suspended_to=TODAY), old) == "licence.suspended"


@pytest.mark.parametrize(
    ("changes", "over", "ahead"),
    [
        ({"suspended_to": TODAY - DAY}, True, False), ({"suspended_from": TODAY + DAY}, False, True),
        ({}, False, False),
        ({"suspended_from": TODAY - 9 * DAY, "suspended_to": TODAY - DAY}, True, False),
        ({"status": LicenceStatus.REVOKED, "suspended_to": TODAY - DAY}, False, False),
    ],
)  # fmt: skip
def test_a_suspension_that_is_over_or_ahead_is_told_of_a_licence_in_force(
    changes: dict[str, object], over: bool, ahead: bool
) -> None:
    told = codes(rows=[row(**changes)])
    assert ("licence.suspension_over" in told, "licence.suspension_ahead" in told) == (over, ahead)


def test_an_unlisted_number_is_of_the_printed_standard_or_of_its_own() -> None:
    missing = {"licences": [number("ท1234-56/2879")], "covers": ["2879-2560"], "rows": []}
    assert "licence.not_listed" in codes(**only(**missing))
    assert "licence.not_listed" in codes(**only(**{**missing, "covers": ["2879"]}, standards=[]))
    assert "licence.not_covered" in codes(**only(**missing, standards=[standard("2879-2558")]))
    assert "licence.not_covered" in codes(**only(**{**missing, "covers": ["166-2549"]}, standards=[]))


def test_rows_that_contradict_each_other_say_nothing_else() -> None:
    two = [row(), row(standard="166-2549")]
    told = codes(rows=two)
    assert "list.contradicts" in told and not told & {"licence.fits_standard", "licence.other_edition"}
    told = codes(rows=[row(), row(holder=OTHER_FIRM)])
    assert "list.contradicts" in told and "licence.active" in told
    told = codes(rows=[row(), row(status=LicenceStatus.REVOKED)])
    assert "list.contradicts" in told and not told & {"licence.active", "licence.revoked"}


def test_a_licence_of_another_standard_is_a_fail_only_beyond_doubt() -> None:
    oil = row("ท9001-88/1040", "1040-2541", qr_id="777000111")
    other, open_ = "licence.other_standard", "licence.unsettled_standard"

    def told(*standards: object, **changes: object) -> set[str]:
        shown = only(licences=[number("ท9001-88/1040")], standards=list(standards), rows=[oil], **changes)
        return codes(**shown) & {other, open_, "licence.other_edition"}

    assert told(standard()) == {other}
    assert told(standard(), standard("1040-2541", certain=False)) == {open_}
    assert told(standard("9123-2560")) == {open_}, "an unknown standard"
    assert told(standard(label=1)) == {open_}, "another label's"
    assert told(standard("1040-2560")) == {"licence.other_edition"}
    assert told(standard("1240-2541")) == {open_}, "a misread figure"
    by_code = only(codes=[code(f"{QR}777000111")], rows=[oil])
    assert "code.other_standard" in codes(**by_code)


def test_a_number_not_read_for_certain_is_a_reading_of_the_certain_one_or_another() -> None:
    for text, told in (
        ("ท7014-4/2879", None),
        ("ท7074-4/2879", "licence.similar_read"),
        ("ท9999-99/166", "licence.another_unclear"),
    ):
        seen = {"licence.similar_read", "licence.another_unclear", "licence.unreadable"} & codes(
            licences=[number(), number(text, certain=False)]
        )
        assert seen == ({told} if told else set())
    alone = codes(**only(licences=[number(certain=False)]))
    assert "licence.unreadable" in alone


@pytest.mark.parametrize(
    ("text", "told"),
    [("2879-2560", None), ("2879-2561", "standard.similar_read"), ("287", "standard.similar_read"),
     ("166-2549", "standard.another_unclear")],
)  # fmt: skip
def test_a_standard_not_read_for_certain_is_a_reading_of_the_certain_one_or_another(
    text: str, told: str | None
) -> None:
    seen = {"standard.similar_read", "standard.another_unclear"} & codes(
        standards=[standard(), standard(text, certain=False)]
    )
    assert seen == ({told} if told else set())
    assert not {"standard.similar_read", "standard.another_unclear"} & codes(standards=[standard(text, certain=False)])


def test_the_surest_of_the_unread_standards_is_told() -> None:
    sure = replace(standard("166-2549", certain=False), confidence=0.5)
    finding = found(case(standards=[standard(certain=False), sure]))["standard.unreadable"]
    assert finding.params["text"] == "166-2549" and finding.evidence == ("standards/0", "standards/1")


@pytest.mark.parametrize(
    ("marks", "told"),
    [([mark()], "standard.none_beside_mark"), ([mark(score=0.49)], "standard.none"),
     ([mark("community")], "standard.none"), ([], "standard.none")],
)  # fmt: skip
def test_a_standard_is_missed_beside_a_mark(marks: list[object], told: str) -> None:
    assert {"standard.none", "standard.none_beside_mark"} & codes(standards=[], marks=marks) == {told}


# ---- firms


def test_a_name_shown_beyond_doubt_fits_by_the_looks_that_show_it() -> None:
    exact, garbled = firm(certain=False), firm("บริษัท ตวอย่วงพลังวาบ จำกัด", certain=False)
    exact = replace(exact, confidence=0.95)
    assert found(case(holders=[garbled, exact]))["holder.fits"].evidence == ("holders/1",)
    assert found(case(holders=[firm(), exact]))["holder.fits"].evidence == ("holders/0",)


def test_a_holder_who_sells_and_is_named_again_unclearly_is_not_beside_another_maker() -> None:
    sold, again = firm(text=f"จำหน่ายโดย {HOLDER}"), firm("บริษัท ตัวอย่างพลังงาม จำกัด", certain=False, line=1)
    by_name = {"licences": [], "codes": []}
    assert "holder.only_seller" not in codes(**by_name, holders=[sold, again])
    assert "holder.only_seller" in codes(**by_name, holders=[sold, firm(OTHER_FIRM, line=1)])


def test_licences_of_two_firms_by_number_and_by_code_are_two_products() -> None:
    rows = [row(qr_id=None), row("ท31-41/166", "166-2549", holder=OTHER_FIRM, qr_id="777000222")]
    shown = {"standards": [standard(), standard("166-2549")], "holders": [], "rows": rows}
    for other in ({"codes": [code(f"{QR}777000222")]}, {"codes": [], "licences": [number(), number("ท31-41/166")]}):
        assert "labels.several_products" in codes(**shown, **other)
    assert "labels.several_products" not in codes(**shown, codes=[])
    by_name = {"codes": [], "licences": [number()], "holders": [firm(OTHER_FIRM)]}
    assert "labels.several_products" not in codes(**{**shown, **by_name})


@pytest.mark.parametrize(("alike", "told"), [(0.85, "firm.named"), (0.849, "holder.role_differs")])
def test_a_firm_in_a_role_may_be_the_holder_from_085_on(
    alike: float, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "likeness", lambda one, other: alike)
    for kind in ("licensee", "maker", "importer", "named"):
        assert told in codes(statements=[statement(kind, OTHER_FIRM)])


@pytest.mark.parametrize(("alike", "told"), [(0.85, "firm.named"), (0.849, "holder.role_differs")])
def test_a_maker_may_be_the_factory_that_the_list_tells(
    alike: float, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    factory = "โรงงานแปดริ้ว"
    monkeypatch.setattr(statements, "likeness", lambda one, other: alike if other == factory else 0.0)
    shown = {"rows": [row(factory=factory)], "holders": []}
    assert told in codes(**shown, statements=[statement("maker", "โรงงานอื่น")])
    assert "holder.role_differs" in codes(**shown, statements=[statement("importer", "โรงงานอื่น")])
    assert "holder.role_differs" in codes(rows=[row()], holders=[], statements=[statement("maker", "โรงงานอื่น")])


@pytest.mark.parametrize(
    ("kind", "licence", "name", "told"),
    [
        ("seller", "ท7014-4/2879", OTHER_FIRM, "firm.named"), ("maker", "น7014-4/2879", "Abc", "firm.named"),
        ("maker", "นค7014-4/2879", "Abc", "firm.named"), ("maker", "ท7014-4/2879", "Abc", "holder.role_differs"),
        ("maker", "ส7014-4/2879", "Abc", "holder.role_differs"), ("maker", "น7014-4/2879", "Ab", "holder.role_differs"),
        ("maker", "น7014-4/2879", "深圳市", "firm.named"), ("maker", "น7014-4/2879", "深圳", "holder.role_differs"),
        ("maker", "น7014-4/2879", OTHER_FIRM, "holder.role_differs"),
        ("importer", "น7014-4/2879", "Abc", "holder.role_differs"),
        ("licensee", "น7014-4/2879", "Abc", "holder.role_differs"), ("maker", "น7014-4/2879", HOLDER, "firm.named"),
    ],
)  # fmt: skip
def test_who_may_be_named_in_which_role_beside_which_licence(kind: str, licence: str, name: str, told: str) -> None:
    shown = {"rows": [row(licence)], "licences": [number(licence)], "codes": [], "holders": []}
    assert {"firm.named", "holder.role_differs"} & codes(**shown, statements=[statement(kind, name)]) == {told}


# ---- codes and links


def test_numbers_in_print_and_in_codes_lead_to_links_of_their_own() -> None:
    both = case()
    assert [(str(link.number), len(link.evidence), len(link.by)) for link in both.links()] == [("ท7014-4/2879", 3, 3)]
    assert case(listed=None).links() == [] == case(listed=None).unresolved_codes()
    wrong = case(**only(codes=[code(f"{CARRYING}ท9999-99/2879")]))  # type: ignore[arg-type]
    assert wrong.links() == []


def test_a_standard_is_related_by_its_number_a_misread_figure_or_its_goods() -> None:
    judged = case()
    for one, other, related in (
        ("2879-2560", "2879-2558", True), ("934-2558", "92-2536", True), ("934-2558", "166-2549", False),
        ("2879-2560", "2979-2560", True), ("2879-2560", "2989-2560", False), ("2780-2562", "1955-2551", True),
    ):  # fmt: skip
        assert judged.related(std(one), std(other)) is related


@pytest.mark.parametrize("kind", list(MarkKind))
def test_the_kind_of_a_mark_that_was_found_is_told(kind: MarkKind) -> None:
    finding = found(case(marks=[mark(kind.value)])).get("mark.found")
    assert (finding is None) is (kind is MarkKind.COMMUNITY)
    assert finding is None or finding.params["kind"] == kind.value


def test_labels_of_one_photo_with_other_numbers_of_one_sort_are_several_products() -> None:
    second = {"marks": [mark(), mark(label=1)], "holders": []}
    for changes in (
        {"standards": [standard(), standard("2424-2565", label=1)], "licences": [], "codes": []},
        {"licences": [number(), number("ท31-41/2879", label=1)], "codes": []},
        {"licences": [], "codes": [code(), code(f"{QR}777000111", label=1)]},
    ):
        assert "labels.several_products" in codes(**second, **changes)
    same = {"licences": [number(), number(label=1)], "codes": [code(), code(label=1)]}
    assert "labels.several_products" not in codes(**second, **same)


def test_an_id_of_one_licence_that_is_not_reached_is_no_shared_one() -> None:
    other = row("ท31-41/2879", qr_id="777000111", status=LicenceStatus.ACTIVE)
    told = codes(rows=[row(qr_id=None), other], codes=[code(f"{QR}777000111")])
    assert not told & {"code.shared_id", "code.unresolved"}
    shared = codes(rows=[row(qr_id="777000111"), other], licences=[], codes=[code(f"{QR}777000111")])
    assert "code.shared_id" in shared and "code.unresolved" not in shared
    unknown = codes(rows=[row()], codes=[code(f"{QR}777000222")])
    assert "code.unresolved" in unknown and "code.shared_id" not in unknown


def test_a_neighbour_is_told_of_the_number_that_it_is_the_neighbour_of() -> None:
    printed = [number("ท7014-4/2879"), number("ท31-41/2879")]
    judged = case(
        rows=[row(), row("ท7074-4/2879", qr_id=None), row("ท31-41/2879", qr_id=None)],
        licences=printed, codes=[], holders=[],
    )  # fmt: skip
    told = [f for f in confirmed(judged) if f.code == "link.neighbour_listed"]
    assert [(f.params["licence"], f.params["near"]) for f in told] == [("ท7014-4/2879", "ท7074-4/2879")]


def test_a_code_that_leads_to_nothing_tells_why_nothing_else_is_said_of_it() -> None:
    only_a_code = codes(rows=[row()], licences=[], holders=[], codes=[code(f"{QR}777000222")])
    assert "code.unresolved" in only_a_code and "link.none" not in only_a_code
    assert "link.none" in codes(rows=[row()], licences=[], holders=[], codes=[])


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("จำหน่าย", True), ("ขายโดย", True), ("Distributed by", True), ("Sold by", True), ("Dealer", True),
        ("ผลิตโดย", True),
        ("นำเข้า", True), ("ผู้ทำ", True), ("Made by", True), ("Manufacturer", True), ("Producer", True),
        ("Importer", True),
        ("Licensee", True), ("ผู้รับอนุญาต", True), ("resold by", False), ("โอนให้", False), ("", False),
    ],
)  # fmt: skip
def test_each_word_gives_a_firm_a_role(words: str, role: bool) -> None:
    assert has_role(firm("Abcdef Co., Ltd.", text=f"{words} Abcdef Co., Ltd.")) is role


def test_a_standard_of_the_same_goods_explains_another_kind_of_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = {"licences": [], "codes": [], "holders": [], "rows": [], "marks": [mark("voluntary")]}
    both = [standard("2879-2560"), standard("213-2560")]
    monkeypatch.setattr(Case, "related", lambda self, one, other: True)
    assert "mark.kind_unsettled" in codes(**shown, standards=both)
    assert "mark.wrong_kind" in codes(**shown, standards=[both[0], replace(both[1], label=1)])
    assert "mark.wrong_kind" in codes(**shown, standards=[both[0], standard("9123-2560")])
    assert "mark.kind_unsettled" in codes(**shown, standards=[both[0], standard("2461-2565")])


def test_an_id_for_which_a_list_names_a_row_of_another_id_is_not_resolved() -> None:
    honest = case(**only(codes=[code()]))  # type: ignore[arg-type]
    lie = Match(row(qr_id="999000999"), ReachedBy.QR, Evidence("codes", 0))
    told = found(replace(honest, listing=replace(honest.listing, matches=(lie,))))
    assert "code.unresolved" in told and "code.shared_id" not in told and "link.found" not in told


@pytest.mark.parametrize(("qr_id", "other"), [("320108935", False), ("999000999", True), (None, False)])
def test_a_row_that_has_the_codes_own_id_speaks_of_no_other(qr_id: str | None, other: bool) -> None:
    """Even where the list, asked for the id, did not say so."""
    honest = case(rows=[row(qr_id=qr_id)])
    unasked = tuple(match for match in honest.listing.matches if match.by is not ReachedBy.QR)
    told = found(replace(honest, listing=replace(honest.listing, matches=unasked)))
    assert "code.unresolved" in told and ("code.other_id" in told) is other


# ---- a seller that holds a licence of its own


SHOPS_OWN = row("ท8001-1/2879", holder=OTHER_FIRM, qr_id=None, status=LicenceStatus.REVOKED)


@pytest.mark.parametrize("said", ["จัดจำหน่ายโดย", "จัดจําหน่ายโดย", "Distributed by"])
def test_a_sellers_own_licence_is_not_this_labels(said: str) -> None:
    shop = firm(OTHER_FIRM, text=f"{said} {OTHER_FIRM}", line=2)
    told = found(case(replace(case().claim, holders=(firm(text=f"ผู้รับใบอนุญาต {HOLDER}"), shop)), [row(), SHOPS_OWN]))
    assert "link.ambiguous" not in told and "licence.revoked" not in told and "link.found" in told


@pytest.mark.parametrize("said", ["", "ผลิตและจัดจำหน่ายโดย ", "นำเข้าโดย "])
def test_a_firm_that_may_be_more_than_a_seller_still_leads_to_its_licence(said: str) -> None:
    other = firm(OTHER_FIRM, text=f"{said}{OTHER_FIRM}", line=2)
    told = found(case(replace(case().claim, holders=(firm(), other)), [row(), SHOPS_OWN]))
    assert "link.ambiguous" in told


def test_a_seller_alone_still_leads_to_its_licence() -> None:
    shop = firm(OTHER_FIRM, text=f"จำหน่ายโดย {OTHER_FIRM}")
    told = found(case(replace(case().claim, holders=(shop,), licences=(), codes=()), [row(), SHOPS_OWN]))
    assert "licence.revoked" in told


# ---- rows of one licence that contradict each other, and standards that a licence is not of


def test_rows_that_contradict_each_other_say_neither_that_a_licence_holds_nor_that_it_does_not() -> None:
    told = codes(rows=[row(), row(status=LicenceStatus.REVOKED)])
    assert "list.contradicts" in told and not told & {"licence.active", "licence.revoked"}
    told = codes(rows=[row(), row(standard="62368 เล่ม 1-2563")])
    assert "list.contradicts" in told and not told & {"licence.fits_standard", "licence.other_standard"}


def test_a_licence_s_type_is_held_against_its_own_standard_alone() -> None:
    told = codes(standards=[standard(), standard("2424-2565")])
    assert "licence.type_fits_standard" in told
    assert not told & {"licence.type_contradicts_standard", "licence.type_unsettled"}
    assert not {code for code in codes(standards=[standard("2424-2565")]) if code.startswith("licence.type_")} - {
        "licence.type_fits_mark"
    }


def test_a_name_that_nearly_leads_to_a_licence_is_told_where_it_was_read_for_certain() -> None:
    near = "บริษัท ตัวอยางพลังงาน จำกัด"
    by_name = Match(row(), ReachedBy.HOLDER, Evidence("holders", 0))
    for certain in (True, False):
        judged = case(**only(holders=[firm(near, certain)]))  # type: ignore[arg-type]
        judged = replace(judged, listing=replace(judged.listing, matches=(by_name,), likely=()))
        assert ("link.name_nearly" in found(judged)) is certain


WORDS_OF_PARTS = (
    *("cable", "plug", "light switch", "rechargeable battery"),
    *("circuit breaker", "charger", "light bulb", "LED bulb"),
)
PARTS_OF_OTHERS = ("cable", "plug", "switch", "battery", "circuit_breaker", "charger", "lamp", "led_lamp")


@pytest.mark.parametrize("key", PARTS_OF_OTHERS)
def test_what_other_goods_contain_may_be_named_beside_them(key: str) -> None:
    assert set(PARTS_OF_OTHERS) == PARTS
    shipped = Catalogue.load()
    part = next(found for word in WORDS_OF_PARTS if (found := shipped.category(word)) and found.key == key)
    named = statement("goods", part.words_en[0], words=part.words_en[0])
    told = {finding.code for finding in judge(replace(case(statements=[named]), catalogue=shipped))}
    assert "goods.named" in told and "goods.other_kind" not in told
    other = statement("goods", "fan", words="fan")
    assert "goods.other_kind" in {f.code for f in judge(replace(case(statements=[other]), catalogue=shipped))}


def test_a_licence_that_the_list_has_under_another_standard_than_its_number_says_is_told_by_each_way_to_it() -> None:
    told = found(case(rows=[row(standard="166-2549")]))
    others = [finding for code, finding in told.items() if code.startswith("licence.other_standard")]
    assert others and {evidence for finding in others for evidence in finding.evidence} & {"licences/0", "codes/0"}
    by_number = found(case(rows=[row(standard="166-2549")], codes=[]))
    assert any(code.startswith("licence.other_standard") for code in by_number)


def test_the_photo_of_which_one_label_was_judged_is_counted_from_one() -> None:
    told = [finding.params["photo"] for finding in judge(case(framed=[0, 2])) if finding.code == "label.framed"]
    assert told == [1, 3]


@pytest.mark.parametrize(
    ("word", "text", "told"),
    [
        ("power_bank", "2879-2560", "goods.named"),
        ("fan", "2879-2560", "goods.other_kind"),
        ("fan", "934-2558", "goods.named"),
    ],
)
def test_goods_that_the_label_names_are_of_its_standard_s_kind(word: str, text: str, told: str) -> None:
    named = statement("goods", word, words=word)
    both = {"goods.named", "goods.other_kind"}
    assert codes(standards=[standard(text)], rows=[], licences=[], codes=[], statements=[named]) & both == {told}


WIDE, NARROW = Quad.of_box(0, 0, 400, 20), Quad.of_box(0, 0, 120, 20)


@pytest.mark.parametrize(
    ("quads", "photos", "places"),
    [
        ((WIDE, WIDE), (0, 0), [[0, 1]]), ((WIDE, NARROW), (0, 0), [[0, 1]]), ((NARROW, WIDE), (0, 0), [[0, 1]]),
        ((WIDE, WIDE), (0, 1), [[0], [1]]), ((WIDE, WIDE.moved(0, 30)), (0, 0), [[0], [1]]),
        ((NARROW, NARROW.moved(130, 0), WIDE), (0, 0, 0), [[0, 2], [1]]),  # what it was first found with
    ],
)  # fmt: skip
def test_looks_at_one_name_stand_within_one_another(
    quads: tuple[Quad, ...], photos: tuple[int, ...], places: list[list[int]]
) -> None:
    """Whichever of them is the longer: a box may have cut a name off."""
    names = [replace(firm(), quad=quad, photo=photo) for quad, photo in zip(quads, photos, strict=True)]
    assert case(holders=names, photos=2).claim.names_by_place() == places
