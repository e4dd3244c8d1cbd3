"""Looking a claim up: exact ways only; near misses stay near misses."""

from dataclasses import replace

import pytest

from tests.support.lists import build, licence, licence_number, standard_number
from verifier.domain import (
    Claim,
    Listing,
    ReachedBy,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenStandard,
    Target,
    TargetKind,
)
from verifier.domain.geometry import Quad
from verifier.links.target import judge_target
from verifier.names.match import NameMatch
from verifier.names.transliteration import Heard
from verifier.registry import lookup
from verifier.registry.lookup import look_up

QUAD = Quad.of_box(0, 0, 10, 10)
ROW = licence("ท7195-54/1040", qr_id="320108935", holder="บริษัท น้ำมันทดสอบ จำกัด")
OTHER = licence("(3)ท784-37/1040", holder="บริษัท ไทยลู้บเบล็นดิ้ง จำกัด")
TWICE = [licence(f"ท{n}-{n}/1040", holder="บริษัท สองใบ จำกัด") for n in (5, 6)]


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    return build(tmp_path_factory.mktemp("lists"), [ROW, OTHER, *TWICE])


def number(text, certain=True):
    return SeenLicence(licence_number(text), text, 0, 0, QUAD, 0.9, certain)


def standard(text="1040-2541", certain=True):
    return SeenStandard(standard_number(text), text, 0, 0, QUAD, 0.9, certain)


def holder(text, certain=True):
    return SeenHolder(text, text, 0, 0, QUAD, 0.9 if certain else 0.4, certain)


def code(payload):
    return SeenCode(payload, "QRCode", judge_target(payload), 0, 0, QUAD)


def reached(listing):
    return [(m.licence.number, m.by, m.evidence) for m in listing.matches]


def test_without_a_list_there_is_nothing():
    assert look_up(Claim(licences=(number("ท7195-54/1040"),)), None) == Listing()


def test_by_printed_number(registry):
    listing = look_up(Claim(licences=(number("ท7195-54/1040"),)), registry)
    assert reached(listing) == [(ROW.number, ReachedBy.LICENCE, "licences/0")]
    assert listing.snapshot == registry.snapshot


def test_a_near_miss_is_shown_and_is_no_match(registry):
    listing = look_up(Claim(licences=(number("ท1-1/1040"), number("ท7196-54/1040"))), registry)
    assert not listing.matches
    assert [(m.licence, str(m.read), m.evidence) for m in listing.near] == [(ROW, "ท7196-54/1040", "licences/1")]


def test_uncertain_numbers_come_last(registry):
    claim = Claim(licences=(number("(3)ท784-37/1040", certain=False), number("ท7195-54/1040")))
    assert reached(look_up(claim, registry)) == [
        (ROW.number, ReachedBy.LICENCE, "licences/1"),
        (OTHER.number, ReachedBy.LICENCE, "licences/0"),
    ]


@pytest.mark.parametrize(
    "payload", ["https://appdb.tisi.go.th/Q/i.php?d=320108935", "https://a.tisi.go.th/l/?n=ท7195-54/1040"]
)
def test_by_official_link(registry, payload):
    assert reached(look_up(Claim(codes=(code(payload),)), registry)) == [(ROW.number, ReachedBy.QR, "codes/0")]


@pytest.mark.parametrize(
    "payload",
    [
        "https://appdb.tisi.go.th.example.com/Q/i.php?d=320108935",
        "https://appdb.tisi.go.th/Q/i.php?d=320108936",
        "https://a.tisi.go.th/l/?n=ท784-37/1040",
        "320108935",
        "https://lin.ee/320108935",
    ],
)
def test_other_codes_reach_nothing(registry, payload):
    assert not look_up(Claim(codes=(code(payload),)), registry).matches


@pytest.mark.parametrize(
    "payload",
    [
        "https://appdb.tisi.go.th/Q/i.php?d=320108935#",
        "https://a.tisi.go.th/l/?n=ท๗๑๙๕-๕๔/๑๐๔๐",
        "https://lin.ee/320108935",
        "ใบอนุญาตเลขที่ ท7195-54/1040",
    ],
)
def test_what_any_other_code_names_is_noted_and_is_no_match(registry, payload):
    listing = look_up(Claim(codes=(code("https://lin.ee/x"), code(payload))), registry)
    assert [(m.licence, m.by, m.evidence) for m in listing.named] == [(ROW, ReachedBy.QR, "codes/1")]
    assert not listing.matches


def test_an_official_link_is_a_match_and_not_noted(registry):
    assert not look_up(Claim(codes=(code("https://appdb.tisi.go.th/Q/i.php?d=320108935"),)), registry).named


def test_by_standard_and_holder(registry):
    claim = Claim(standards=(standard(),), holders=(holder("บริษัท น้ำมัน ทดสอบ จำกัด"),))
    assert reached(look_up(claim, registry)) == [(ROW.number, ReachedBy.HOLDER, "holders/0")]


@pytest.mark.parametrize(
    ("standards", "holders"),
    [
        ((standard("2879-2560"),), (holder(ROW.holder),)),
        ((standard(certain=False),), (holder(ROW.holder),)),
        ((standard(),), (holder(ROW.holder, certain=False),)),
        ((standard("1040-2560"),), (holder(ROW.holder),)),
        ((), (holder(ROW.holder),)),
        ((standard(),), (holder("บริษัท คนละบริษัทกัน จำกัด"),)),
        ((standard(),), (holder("ห้างหุ้นส่วนจำกัด น้ำมันทดสอบ"),)),
    ],
)
def test_a_holder_needs_its_own_standard_and_certain_readings(registry, standards, holders):
    listing = look_up(Claim(standards=standards, holders=holders), registry)
    assert not listing.matches and not listing.ambiguous_holders


def test_a_holder_of_two_licences_is_ambiguous(registry):
    listing = look_up(Claim(standards=(standard(),), holders=(holder("บริษัท สองใบ จำกัด"),)), registry)
    assert not listing.matches and listing.ambiguous_holders == ("holders/0",)
    assert not listing.likely, "whoever is named twice in the list is not told as likely as well"


def test_firms_whose_names_readers_confuse_are_ambiguous_in_one_standard_alone(tmp_path):
    rows = [licence("ท1-1/1040", holder="บริษัท ทรัพย์ดี จำกัด"), licence("ท2-2/1040", holder="บริษัท ทรัพย์ตี จำกัด")]
    claim = Claim(standards=(standard(),), holders=(holder(rows[0].holder),))
    listing = look_up(claim, build(tmp_path, rows))
    assert not listing.matches and listing.ambiguous_holders == ("holders/0",)
    apart = [rows[0], licence("ท2-2/2879", standard=standard_number("2879-2560"), holder=rows[1].holder)]
    assert reached(look_up(claim, build(tmp_path, apart)))[0][0] == rows[0].number


def test_two_rows_of_one_licence_are_not_ambiguous(tmp_path):
    rows = [licence(qr_id="111111"), licence(qr_id="222222")]
    claim = Claim(standards=(standard(),), holders=(holder(rows[0].holder),))
    listing = look_up(claim, build(tmp_path, rows))
    assert len(listing.matches) == 2 and not listing.ambiguous_holders


def test_firms_that_differ_in_legal_form_only_are_told_apart(tmp_path):
    rows = [licence("ท1-1/1040", holder="บริษัท เจริญพร จำกัด"), licence("ท2-2/1040", holder="ห้างหุ้นส่วนจำกัด เจริญพร")]
    claim = Claim(standards=(standard(),), holders=(holder(rows[0].holder),))
    assert reached(look_up(claim, build(tmp_path, rows))) == [(rows[0].number, ReachedBy.HOLDER, "holders/0")]


def test_a_name_but_for_a_mark_is_noted_for_the_firm_of_its_legal_form_alone(tmp_path):
    company, partnership = "บริษัท เจริญพรพานิช จำกัด", "ห้างหุ้นส่วนจำกัด เจริญพรพานิช"
    rows = [licence("ท1-1/1040", holder=company), licence("ท2-2/1040", holder=partnership)]
    claim = Claim(standards=(standard(),), holders=(holder("บริษัท เจริญพรพานิช่ จำกัด"),))
    assert reached(look_up(claim, build(tmp_path, rows))) == [(rows[0].number, ReachedBy.HOLDER, "holders/0")]


def test_a_licence_is_reached_with_all_its_rows(tmp_path):
    rows = [licence(qr_id="320108935"), licence(qr_id="888000111", holder="บริษัท สองใบ จำกัด")]
    by_code = look_up(Claim(codes=(code("https://appdb.tisi.go.th/Q/i.php?d=320108935"),)), build(tmp_path, rows))
    assert [(m.licence, m.by, m.evidence) for m in by_code.matches] == [(r, ReachedBy.QR, "codes/0") for r in rows]


def test_the_claim_is_as_it_was(registry):
    claim = Claim(licences=(number("ท7196-54/1040"),), standards=(standard(),), holders=(holder(ROW.holder),))
    copy = Claim(claim.marks, claim.standards, claim.licences, claim.holders, claim.codes, claim.photos)
    look_up(claim, registry)
    assert claim == copy


@pytest.mark.parametrize(
    ("changes", "likely"),
    [
        ({}, [(ROW, "holders/1")]),
        ({"licences": (number("ท7195-54/1040"),)}, []),
        ({"standards": (standard(certain=False),)}, []),
        ({"holders": (holder("บริษัท นำมันทดสอบ จำกัด", False), holder("บริษัท อื่นทั้งหมด จำกัด"))}, []),
        ({"holders": (holder("บริษัท นวมึนทบสอด จำกัด", False),)}, []),
    ],
)
def test_a_name_not_read_for_certain_is_matched_for_explanation_alone(registry, changes, likely):
    looks = (holder("บริษัท นำมันกดสอบ จำกัด", False), holder("บริษัท น้ำมันทดสอบ จำกัด", False))
    listing = look_up(replace(Claim(standards=(standard(),), holders=looks), **changes), registry)
    assert [(found.licence, found.evidence) for found in listing.likely] == likely
    assert all(found.probability >= 0.95 for found in listing.likely)
    assert bool(listing.matches) is ("licences" in changes)


LATIN = "PRONTO TECHNOLOGY CO., LTD."
PRONTO = licence("ท1-1/1040", holder="บริษัท พรอนโต้ เทคโนโลยี จำกัด", holder_en=LATIN)
ALONE = Claim(standards=(standard(),), holders=(holder("Pronto Technology Company Limited"),))


def test_a_latin_name_of_the_list_leads_to_the_licence_as_the_thai_one_does(tmp_path):
    assert reached(look_up(ALONE, build(tmp_path, [PRONTO, OTHER]))) == [(PRONTO.number, ReachedBy.HOLDER, "holders/0")]
    unsure = replace(ALONE, holders=(holder(LATIN, certain=False),))
    assert not look_up(unsure, build(tmp_path, [PRONTO, OTHER])).matches


def test_a_latin_name_before_which_a_word_may_be_missing_is_likely_and_leads_nowhere(tmp_path):
    alone = replace(ALONE, holders=(replace(ALONE.holders[0], readers=("a/1",)),))
    listing = look_up(alone, build(tmp_path, [PRONTO, OTHER]))
    assert not listing.matches and [found.licence for found in listing.likely] == [PRONTO]
    another = replace(alone, holders=(*alone.holders, replace(holder("BRONTO TECHNOLOGY CO., LTD."), readers=("a/1",))))
    assert not look_up(another, build(tmp_path, [PRONTO, OTHER])).likely, "another name was accepted there"


@pytest.mark.parametrize(
    "second",
    [
        {"holder": PRONTO.holder, "holder_en": None},
        {"holder": "บริษัท พรอนโต้ เทคโนโลยี จำกัด (มหาชน)", "holder_en": LATIN},
        {"holder": "บริษัท โพรนโท เทคโนโลยี จำกัด", "holder_en": LATIN},
        {"holder": "บริษัท โพรนโท เทคโนโลยี จำกัด", "holder_en": "PR0NTO TECHNOLOGY CO., LTD."},
    ],
    ids=["the firm's other licence", "its later name", "another firm of that name", "a name that readers confuse"],
)
def test_a_latin_name_that_may_be_of_two_licences_is_ambiguous(tmp_path, second):
    listing = look_up(ALONE, build(tmp_path, [PRONTO, licence("ท2-2/1040", **second)]))
    assert not listing.matches and listing.ambiguous_holders == ("holders/0",)


def test_a_latin_name_that_the_list_lacks_is_heard_and_leads_nowhere(tmp_path):
    silent = replace(PRONTO, holder_en=None)
    listing = look_up(ALONE, build(tmp_path, [silent, OTHER]))
    assert not listing.matches and not listing.ambiguous_holders
    assert [(found.holders, found.evidence) for found in listing.sounding] == [((PRONTO.holder,), "holders/0")]
    assert listing.sounding[0].probability > 0.9
    two = licence("ท2-2/1040", holder="บริษัท โพรนโท เทคโนโลยี จำกัด")
    assert len(look_up(ALONE, build(tmp_path, [silent, two])).sounding[0].holders) == 2


def test_a_firm_whose_latin_name_the_list_has_is_not_heard_in_another(tmp_path):
    other = replace(PRONTO, holder_en="PRONTA TECNOLOGIES CO., LTD.")
    assert not look_up(ALONE, build(tmp_path, [other, OTHER])).sounding
    assert not look_up(ALONE, build(tmp_path, [PRONTO, OTHER])).sounding


def test_a_row_that_was_reached_stands_before_the_other_rows_of_its_licence(tmp_path):
    first, second = (replace(ROW, qr_id=qr_id, holder=f"บริษัท {name} จำกัด") for qr_id, name in (
        ("97568258", "ก่อนหน้า"), ("320108935", "ตามมา")
    ))  # fmt: skip
    listing = look_up(
        Claim(codes=(code("https://appdb.tisi.go.th/Q/i.php?d=320108935"),)), build(tmp_path, [first, second])
    )
    assert [match.licence.holder for match in listing.matches] == [second.holder, first.holder]


def test_a_standard_that_was_not_accepted_leads_no_name_anywhere(registry):
    names = [ROW.holder, TWICE[0].holder, "บริษัท น้ำมันทดสอน จำกัด", "Nam Man Thotsop Co., Ltd."]
    for name in names:
        sure = look_up(Claim(standards=(standard(),), holders=(holder(name, name in names[:2]),)), registry)
        unsure = look_up(
            Claim(standards=(standard(certain=False),), holders=(holder(name, name in names[:2]),)), registry
        )
        assert sure.matches or sure.ambiguous_holders or sure.likely or sure.sounding, name
        assert not (unsure.matches or unsure.ambiguous_holders or unsure.likely or unsure.sounding), name


@pytest.mark.parametrize(("probability", "told"), [(0.949, False), (0.95, True)])
def test_a_firm_is_told_as_likely_from_ninety_five_in_a_hundred(registry, monkeypatch, probability, told):
    match = NameMatch(0, 0.9, 0.0, ambiguous=False, group=(0,), probability=probability)
    monkeypatch.setattr(lookup, "best_match", lambda _read, _holders: match)
    claim = Claim(standards=(standard(),), holders=(holder("บริษัท น้ำมันทดสอน จำกัด", certain=False),))
    assert bool(look_up(claim, registry).likely) is told


def test_what_a_foreign_link_is_said_to_carry_reaches_nothing(registry):
    target = Target(TargetKind.OTHER, qr_id=ROW.qr_id, licence=ROW.number)
    claim = Claim(codes=(SeenCode("https://example.com", "QRCode", target, 0, 0, QUAD),))
    assert not look_up(claim, registry).matches


def test_only_latin_names_that_the_list_lacks_are_compared_by_sound(tmp_path, monkeypatch):
    monkeypatch.setattr(lookup, "best_heard", lambda _name, _holders: Heard(((OTHER.holder,),), 0.9))
    listed = build(tmp_path, [replace(ROW, holder_en="Test Oil Co., Ltd."), OTHER])

    def sounding(name):
        return look_up(Claim(standards=(standard(),), holders=(holder(name),)), listed).sounding

    assert sounding("Thai Lube Blending Co., Ltd.")
    assert not sounding("Test Oil Co., Ltd.") and not sounding("บริษัท ไทยลูบ จำกัด")


def test_a_standard_of_too_many_holders_is_not_compared_by_sound(tmp_path, monkeypatch):
    monkeypatch.setattr(lookup, "best_heard", lambda _name, _holders: Heard(((OTHER.holder,),), 0.9))
    listed = build(tmp_path, [ROW, OTHER])
    claim = Claim(standards=(standard(),), holders=(holder("Thai Lube Blending Co., Ltd."),))
    for most, told in ((2, True), (1, False)):
        monkeypatch.setattr(lookup, "HEARD", most)
        assert bool(look_up(claim, listed).sounding) is told


@pytest.mark.parametrize("letter", ["ท", "น", "ส", "นค"])
def test_a_number_typed_without_its_letter_is_found_with_each(tmp_path, letter):
    row = licence(f"{letter}71-2/1040")
    assert lookup.without_letter("71-2/1040", build(tmp_path, [row])) == [row]
