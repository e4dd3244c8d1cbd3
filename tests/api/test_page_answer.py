import base64
from dataclasses import replace
from datetime import time

import cv2
import numpy as np
import pytest

from api.crops import MOST
from api.page import evidence, picture, pins
from api.page.answer import PASSED, REST, about, share_text, view
from api.page.render import say
from api.page.retake import ADVICE, ORDER, retake
from tests.support.cases import case, firm
from tests.support.fakes import (
    QR_LINK,
    TODAY,
    FakeCodeReader,
    FakeLineFinder,
    FakeLineReader,
    FakeRegistry,
    licence,
    make_verifier,
    photo_bytes,
)
from verifier import messages
from verifier.domain import Claim, Evidence, LicenceStatus, Outcome, Quality, SeenMark, VerdictKind
from verifier.domain.geometry import Quad
from verifier.image.decode import open_photo
from verifier.numbers import parse_licence, parse_standard
from verifier.rules import judge
from verifier.rules.book import book
from verifier.settings import Settings

NOW = time(14, 5)
FINE = Quality(sharpness=500, brightness=150, contrast=150, glare=0.0)
PHOTO = {"photos": ("x.jpg", photo_bytes())}
PLACE = Quad.of_box(1000, 1000, 1200, 1060)


def opened(data: bytes):
    return open_photo(data, Settings())


def report_and_photos(**changes):
    data = photo_bytes()
    return make_verifier(**changes).verify([data], today=TODAY), [opened(data)]


# ---- one thing to change -----------------------------------------------------------------------------------------


SEEN = make_verifier().verify([photo_bytes()], today=TODAY)
MARKS = tuple(replace(mark, quad=PLACE) for mark in SEEN.claim.marks)
NUMBERS = tuple(replace(number, quad=PLACE) for number in SEEN.claim.standards)


def open_report(quality=FINE, marks=MARKS, numbers=NUMBERS):
    """A verdict that is open over one good photo of 4,000 × 3,000 pixels with everything in its middle."""
    return replace(
        SEEN,
        verdict=replace(SEEN.verdict, kind=VerdictKind.CANNOT_TELL),
        claim=Claim(marks, numbers),
        photos=(replace(SEEN.photos[0], width=4000, height=3000, quality=quality),),
    )


@pytest.mark.parametrize(
    ("problem", "report"),
    [
        ("too_dark", open_report(replace(FINE, brightness=20))),
        ("too_bright", open_report(replace(FINE, brightness=250))),
        ("too_blurred", open_report(replace(FINE, sharpness=12))),
        ("glare", open_report(replace(FINE, glare=0.2))),
        ("low_contrast", open_report(replace(FINE, contrast=20))),
        ("nothing", open_report(marks=(), numbers=())),
        ("cut_off", open_report(marks=(replace(MARKS[0], quad=PLACE.moved(-998, 0)),))),
        ("too_far", open_report(numbers=(replace(NUMBERS[0], quad=PLACE.scaled(0.2)),))),
    ],
)
def test_measured_quality_names_one_thing_to_change(problem, report):
    found = retake(report)
    assert (found.problem, found.photo) == (problem, 0)
    assert problem in ORDER
    for lang in ("th", "en"):
        assert messages.advice(ADVICE[problem], lang)


def test_the_gravest_is_named_alone():
    assert retake(open_report(replace(FINE, brightness=20, sharpness=12, glare=0.3))).problem == "too_dark"


def test_a_good_photo_and_a_settled_verdict_need_no_other():
    assert retake(open_report()) is None
    for kind in (VerdictKind.AGREES, VerdictKind.CONFLICTS):
        bad = open_report(replace(FINE, sharpness=1))
        assert retake(replace(bad, verdict=replace(bad.verdict, kind=kind))) is None


def test_a_second_photo_of_a_side_without_a_label_is_not_called_empty():
    report = open_report()
    assert retake(replace(report, photos=report.photos * 2)) is None


# ---- what was seen -----------------------------------------------------------------------------------------------


def test_everything_read_stands_beside_what_the_list_says():
    report, _ = report_and_photos(registry=FakeRegistry((licence(),)))
    found = {item.field: item for item in evidence.items(report)}
    assert set(found) == {"marks", "standards", "licences", "holders", "codes"}
    assert [item.number for item in evidence.items(report)] == [1, 2, 3, 4, 5]
    assert found["marks"].listed is None
    for field in ("standards", "licences", "holders", "codes"):
        assert found[field].listed.how == "list"
        assert found[field].listed.comparison.count == 0


def test_a_near_miss_is_shown_as_one_with_its_letters():
    other = replace(licence().number, seq=7074)
    report, _ = report_and_photos(
        registry=FakeRegistry((licence(number=other, qr_id=None, holder="บริษัท อื่น จำกัด"),)),
        code_reader=FakeCodeReader(()),
    )
    number = next(item for item in evidence.items(report) if item.field == "licences")
    assert number.listed.how == "near"
    assert [piece.text for piece in number.listed.comparison.listed if piece.differs] == ["7"]


def test_a_licence_that_is_not_in_force_says_so_beside_its_number():
    report, _ = report_and_photos(registry=FakeRegistry((licence(status=LicenceStatus.REVOKED),)))
    number = next(item for item in evidence.items(report) if item.field == "licences")
    assert (number.listed.comparison.count, number.listed.status) == (0, "revoked")


def test_a_number_is_called_unlisted_by_a_finding_alone():
    report, _ = report_and_photos(registry=FakeRegistry((licence(),)))
    unsure = tuple(replace(number, certain=False) for number in report.claim.licences)
    unsure_report = replace(report, claim=replace(report.claim, licences=unsure), findings=())
    number = next(item for item in evidence.items(unsure_report) if item.field == "licences")
    assert not number.unlisted
    assert (number.certain, number.listed.comparison.count) == (False, 0)
    report, _ = report_and_photos(registry=FakeRegistry(()), code_reader=FakeCodeReader(()))
    number = next(item for item in evidence.items(report) if item.field == "licences")
    assert number.unlisted
    assert any(finding.code == "licence.not_listed" for finding in report.findings)


def test_what_nothing_was_judged_by_is_not_held_against_a_stranger():
    report, _ = report_and_photos(registry=FakeRegistry((licence(),)))
    other = replace(report.claim.licences[0], value=replace(licence().number, seq=99123, n=77))
    firm = replace(report.claim.holders[0], value="บริษัท ขนส่งทั่วไทย จำกัด")
    claim = replace(report.claim, licences=(other,), holders=(firm,))
    listing = replace(report.listing, matches=tuple(m for m in report.listing.matches if m.evidence == "codes/0"))
    found = {item.field: item for item in evidence.items(replace(report, claim=claim, listing=listing, findings=()))}
    assert found["licences"].listed is None
    assert found["holders"].listed is None


LATIN = "ASAKI & GANNA ELECTRONIC (THAILAND) CO., LTD"


@pytest.mark.parametrize(
    ("read", "holder_en", "count"),
    [(LATIN, LATIN, 0), (LATIN.replace("ASAKI", "ASAKY"), LATIN, 1), (LATIN, None, None)],
)
def test_a_name_in_latin_letters_is_held_against_the_latin_name_or_not_counted(read, holder_en, count):
    report, _ = report_and_photos(registry=FakeRegistry([licence(holder_en=holder_en)]))
    firm = replace(report.claim.holders[0], value=read)
    about = replace(report.findings[0], evidence=(Evidence("holders", 0),))
    report = replace(report, claim=replace(report.claim, holders=(firm,)), findings=(about,))
    comparison = next(item for item in evidence.items(report) if item.field == "holders").listed.comparison
    assert comparison.count == count
    assert "".join(piece.text for piece in comparison.listed) == (holder_en or licence().holder)
    if count is None:
        assert not any(piece.differs for piece in (*comparison.read, *comparison.listed))


def test_of_several_licences_each_number_stands_beside_its_own():
    """Two goods in one picture: the standard of the one is not held against the licence of the other."""
    other = licence(number=parse_licence("น99912-912/62368"), standard=parse_standard("62368 เล่ม 1-2563"), qr_id=None)
    lines = ("มอก. 2879-2560", "ใบอนุญาตเลขที่ ท7014-4/2879", "มอก. 62368 เล่ม 1-2563", "ใบอนุญาตเลขที่ น99912-912/62368")
    report, _ = report_and_photos(
        line_finder=FakeLineFinder(count=len(lines)),
        line_reader=FakeLineReader(texts=lines),
        registry=FakeRegistry([licence(), other]),
    )
    beside = {item.text: item.listed.comparison.count for item in evidence.items(report) if item.field == "standards"}
    assert beside == {"2879-2560": 0, "62368 เล่ม 1-2563": 0}


def test_a_look_alike_is_held_against_the_site_it_imitates():
    payload = "https://appdb.tlsi.go.th/Q/i.php?d=320108935"
    report, _ = report_and_photos(registry=FakeRegistry((licence(),)), code_reader=FakeCodeReader((payload,)))
    code = next(item for item in evidence.items(report) if item.field == "codes")
    assert code.listed.how == "official"
    assert "".join(piece.text for piece in code.listed.comparison.read) == "appdb.tlsi.go.th"
    assert [piece.text for piece in code.listed.comparison.read if piece.differs] == ["l"]


def test_the_picture_shows_all_evidence_of_its_photo_inside():
    report, photos = report_and_photos(registry=FakeRegistry((licence(),)))
    shown = evidence.items(report)
    drawn = picture.picture(photos[0], shown)
    data = np.frombuffer(base64.b64decode(drawn.link.partition(",")[2]), np.uint8)
    assert cv2.imdecode(data, cv2.IMREAD_COLOR).shape[:2] == (drawn.height, drawn.width)
    assert len(drawn.outlines) == len(shown)
    for outline in drawn.outlines:
        crop = outline.crop
        assert crop.link.startswith("data:image/jpeg;base64,")
        x, y, wide, high = crop.outline
        assert 0 < x < x + wide < crop.width and 0 < y < y + high < crop.height
        left, top, right, bottom = outline.quad.bounds
        assert left >= 0 and top >= 0 and right <= drawn.width and bottom <= drawn.height


def test_outlines_stand_off_the_print_and_stay_in_the_picture():
    edge = Quad.of_box(0, 0, 200, 50)
    report, photos = report_and_photos(registry=FakeRegistry((licence(),)))
    number = next(item for item in evidence.items(report) if item.field == "standards")
    for quad in (edge, Quad.of_box(150, 150, 350, 200)):
        (outline,) = picture.picture(photos[0], [replace(number, quad=quad)]).outlines
        assert outline.quad.bounds[0] >= 0 and outline.quad.bounds[1] >= 0
        wide, high = outline.crop.outline[2:]
        print_height = quad.height * outline.crop.height / (quad.height * (1 + 2 * picture.ROUND_PRINT[1]))
        assert wide > quad.width * print_height / quad.height and high > print_height


def test_what_passed_is_named_once_and_nothing_is_left_out():
    passing = [code for code, entry in book().items() if entry.outcome is Outcome.PASS]
    assert len(passing) > 15
    named = about(passing)
    assert named == [*dict.fromkeys(PASSED.values()), REST]
    assert about(["list.fresh", "challenge.done"]) == [REST]
    assert about(["code.official", "mark.found", "mark.fits_standard"]) == ["marks", "codes"]
    for key in named:
        assert say(key, "th") != say(key, "en")


@pytest.mark.parametrize("turns", range(4))
def test_a_photo_taken_sideways_is_shown_upright(turns):
    upright = Quad.of_box(100, 50, 300, 80)
    seen = picture.turned(upright, (4 - turns) % 4, 400, 300)
    assert picture.quarter_turns([seen]) == turns
    size = (400, 300) if turns % 2 == 0 else (300, 400)
    assert np.allclose(picture.turned(seen, turns, *size).array(), upright.array())


def test_without_print_a_photo_is_not_turned():
    assert picture.quarter_turns([]) == 0


def test_pins_hide_neither_evidence_nor_print_nor_each_other():
    page = np.full((400, 600, 3), 240, np.uint8)
    cv2.putText(page, "TIS No.", (40, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 3)
    number, mark = Quad.of_box(200, 85, 400, 130), Quad.of_box(40, 200, 140, 300)
    first, second = pins.places(page, [number, mark])
    radius = pins.RADIUS * pins.unit(600, 400)
    assert first[0] > 400 and abs(first[1] - 107) < 2  # before the number stands print, so its pin stands after it
    for x, y in (first, second):
        assert radius <= x <= 600 - radius and radius <= y <= 400 - radius
        for quad in (number, mark):
            assert cv2.pointPolygonTest(quad.array(), (x, y), True) <= -0.8 * radius
    assert np.hypot(first[0] - second[0], first[1] - second[1]) >= 2 * radius


def test_a_pin_at_the_edge_of_the_picture_lies_on_its_own_mark_rather_than_on_print():
    page = np.full((400, 600, 3), 240, np.uint8)
    page[:45] = (20, 60, 120)
    cv2.putText(page, "POWER BANK", (5, 38), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (255, 255, 255), 3)
    cv2.circle(page, (90, 105), 48, (0, 0, 0), 6)
    cv2.putText(page, "TIS 2879-2560", (20, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0, 0, 0), 4)
    mark, code = Quad.of_box(38, 53, 142, 157), Quad.of_box(170, 55, 270, 155)
    (x, y), _ = pins.places(page, [mark, code])
    assert x < 38 and abs(y - 105) < 2


@pytest.mark.parametrize("box", [(0, 0, 5, 5), (995, 745, 1000, 750), (0, 0, 1000, 750)])
def test_a_pin_lies_in_the_picture(box):
    ((x, y),) = pins.places(np.zeros((750, 1000, 3), np.uint8), [Quad.of_box(*box)])
    radius = pins.RADIUS * pins.unit(1000, 750)
    assert radius <= x <= 1000 - radius and radius <= y <= 750 - radius


@pytest.mark.parametrize("box", [(0, 0, 5, 5), (3990, 2990, 4000, 3000), (0, 0, 4000, 3000), (10, 1500, 3990, 1510)])
def test_the_surroundings_of_any_place_lie_in_the_photo_and_hold_it(box):
    left, top, right, bottom = picture.surroundings([Quad.of_box(*box)], 4000, 3000)
    assert 0 <= left <= box[0] and 0 <= top <= box[1] and box[2] <= right <= 4000 and box[3] <= bottom <= 3000


def test_photo_with_the_leading_evidence_comes_first():
    report, photos = report_and_photos(registry=FakeRegistry((licence(),)))
    second = replace(report.claim.marks[0], photo=1)
    claim = replace(report.claim, marks=(second,), photos=2)
    leading = replace(report.findings[0], evidence=(Evidence("marks", 0),))
    two = replace(
        report,
        claim=claim,
        photos=report.photos * 2,
        verdict=replace(report.verdict, leading=leading),
        findings=(leading,),
    )
    assert [picture["number"] for picture in view(two, lambda _: photos[0], TODAY, NOW)["pictures"]] == [2, 1]


# ---- what helps comes first --------------------------------------------------------------------------------------


def test_an_official_code_that_the_list_does_not_know_leads_and_opens_the_page_behind_it(serve):
    """As on most real goods: standard read, TISI's own QR code read, and nothing else leads to a licence."""
    unknown = FakeRegistry([licence(qr_id="111111111")])
    client = serve(registry=unknown, line_reader=FakeLineReader(("มอก. 2879-2560",)))
    report = client.post("/v1/verifications", files=PHOTO).json()
    assert report["verdict"] == "cannot_tell"
    assert report["findings"][report["leading"]]["code"] == "code.unresolved"
    assert report["advice"][0] == "compare_official_page"
    html = client.post("/?lang=en", files=PHOTO).text
    first = html[html.index('<section class="first">') : html.index("</section>")]
    assert first.index('class="verdict') < first.index(f'href="{QR_LINK}"') < first.index('class="photo"')
    assert html.count(f'href="{QR_LINK}"') == 1
    assert "retake" not in first


def test_a_doubted_name_is_never_shown_beside_the_very_same_name():
    looks = [firm("บริษัท ตัวอย่างพลังงาน จำกัด", certain=False), firm("บริษัท ตัวอยางพลงงาน จำกัด", certain=False)]
    looks = [replace(look, confidence=c) for look, c in zip(looks, (0.1, 0.6), strict=True)]
    said = [f for f in judge(case(holders=looks)) if f.code == "holder.unclear"]
    assert all(finding.params["text"] != finding.params["holder"] for finding in said)


EAN_AND_CHAT = FakeCodeReader((QR_LINK, "https://lin.ee/abc"))


def test_a_code_that_has_nothing_to_do_with_the_licence_is_told_and_not_doubted(serve):
    client = serve(registry=FakeRegistry((licence(),)), code_reader=EAN_AND_CHAT)
    report = client.post("/v1/verifications", files=PHOTO).json()
    assert (report["verdict"], [f["required"] for f in report["findings"] if f["code"] == "code.unrelated"]) == (
        "agrees",
        [False],
    )
    html = client.post("/?lang=th", files=PHOTO).text
    (told,) = [part for part in html.split("<li")[1:] if "ซึ่งไม่เกี่ยวกับ" in part]
    assert told.startswith(' class="note"') and "#sign-note" in told and "ข้อสังเกต" in told
    assert "#sign-unknown" not in html and "บอกไม่ได้" not in html


def test_a_code_beside_an_open_verdict_stays_a_doubt_where_the_verdict_hangs_on_it():
    report, photos = report_and_photos(registry=FakeRegistry((licence(),)), code_reader=EAN_AND_CHAT)
    doubted = tuple(replace(f, required=f.required or f.code == "code.unrelated") for f in report.findings)
    for findings, shown, outcome in ((report.findings, "note", None), (doubted, "unknown", Outcome.UNKNOWN)):
        one = replace(report, findings=findings)
        told = view(one, lambda _: photos[0], TODAY, NOW)["findings"]
        assert [f["shown"] for f in told if f["code"] == "code.unrelated"] == [shown]
        assert [item.outcome for item in evidence.items(one) if item.kind == "target.other"] == [outcome]


# ---- what is passed on -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_shared_text_holds_verdict_reason_list_and_caveat_and_no_link(lang):
    payload = "https://appdb.tlsi.go.th/Q/i.php?d=320108935"
    report, _ = report_and_photos(registry=FakeRegistry((licence(),)), code_reader=FakeCodeReader((payload,)))
    text = share_text(report, lang, TODAY)
    assert text.startswith("QR นี้ไม่ใช่ของ สมอ." if lang == "th" else "This QR code is not TISI's.")
    assert ("ยังไม่ได้ชี้ว่าผู้ขายทำผิด" if lang == "th" else "does not say that the seller did wrong") in text
    assert "2879-2560" in text
    assert ("1 พ.ย. 2569" if lang == "th" else "1 Nov 2026") in text
    assert say("checked", lang, date=messages.day(TODAY, lang)) in text.splitlines()
    assert ("ไม่ได้พิสูจน์" if lang == "th" else "does not prove") in text
    assert "://" not in text
    assert not any(name in text for name in ("tisi.go.th", "tlsi.go.th", "www."))


def test_texts_read_from_a_photo_cannot_bring_a_link_into_the_shared_text():
    report, _ = report_and_photos(
        line_reader=FakeLineReader(("มอก. 2879-2560", "บริษัท evil.example.com http://evil.example/x จำกัด"))
    )
    text = share_text(report, "th", TODAY)
    assert "evil.example" not in text
    assert "://" not in text


def test_marks_alone_are_items_without_text():
    report, _ = report_and_photos()
    assert isinstance(report.claim.marks[0], SeenMark)
    assert next(item for item in evidence.items(report) if item.field == "marks").text == ""


def test_a_photo_full_of_codes_makes_no_answer_without_end():
    report, _ = report_and_photos()
    claim = replace(report.claim, codes=report.claim.codes * 200)
    assert len(evidence.items(replace(report, claim=claim))) == MOST


def test_photos_are_opened_one_at_a_time():
    report, photos = report_and_photos()
    held = []

    def opened(index):
        held.append(index)
        return photos[0]

    view(replace(report, photos=report.photos * 3), opened, TODAY, NOW)
    assert held == [0, 1, 2]
