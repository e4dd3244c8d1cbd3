"""Words that call goods false however they are spelled, second firms, signs that deny, scripts that nobody reads."""

from __future__ import annotations

import pytest

from tests.support.printing import page, photo
from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.false_goods import false_words
from verifier.extract.fields import extract
from verifier.extract.label_words import speaking_words, unknown_words
from verifier.extract.statements import statements
from verifier.extract.unexplained import anywhere, beside_number
from verifier.names.second import two_firms
from verifier.ocr.further_looks import unknown_scripts, widened
from verifier.ocr.linenet import LineNetReader

PLACE = Quad.of_box(40, 100, 340, 130)


def seen(text: str, sure: float = 0.97, quad: Quad = PLACE, score: float = 0.9) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, score), "r/1", (sure,) * len(text))


@pytest.mark.parametrize(
    "text",
    [
        "F4KE", "C0PY", "REPL1CA", "รุ่น COPY2", "Model FAKE01", "www.replica-bkk.com", "wwwreplica-bkk,com", "#ของปลอม",
        "shop@mirror-fake.net", "F.A.K.E", "ข.อ.ง.ป.ล.อ.ม", "กือป", "voD", "QC: FAL",
    ],
)  # fmt: skip
def test_false_goods_are_called_so_in_any_spelling(text: str) -> None:
    assert false_words(text) and unknown_words(text) and speaking_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "U.S.A.", "L.E.D", "www.example.com", "Line: @norvik", "USB2.0", "A1B2", "รุ่น KX2", "Model PB01", "ใหม่", "ดี",
        "ช้าง", "Cope", "make", "5V 3A", "100-240V", "ISO9001", "20W", "H05VV-F",
    ],
)  # fmt: skip
def test_names_ratings_and_addresses_are_not(text: str) -> None:
    assert false_words(text) == ""


@pytest.mark.parametrize("text", ["KHONG PLOM", "mai phan mok", "เรพลิก้า", "งานมิเรอร์", "รีเจ็ค"])
def test_denials_in_the_other_language_s_letters_speak(text: str) -> None:
    assert speaking_words(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("บริษัท หนึ่งไฟฟ้า จำกัด โดย บริษัท สองการค้า จำกัด", "บริษัท สองการค้า จำกัด"),
        ("บริษัท หนึ่งไฟฟ้า จำกัด (ห้างหุ้นส่วนจำกัด ตะวันออกการค้า)", "ห้างหุ้นส่วนจำกัด ตะวันออกการค้า"),
        ("ONE TRADING CO., LTD. TWO ELECTRIC CO., LTD.", "TWO ELECTRIC CO., LTD."),
        ("One Trading Limited / Two Electric Inc.", "Two Electric Inc."),
        ("One Trading Inc. Two Electric Corporation", "Two Electric Corporation"),
        ("One Trading Corp. Two Electric Ltd", "Two Electric Ltd"),
        ("One Trading Corporation Two Electric PCL", "Two Electric PCL"),
        ("One Trading PCL Two Electric Limited", "Two Electric Limited"),
        ("หจก. หนึ่งไฟฟ้า หจก. สองการค้า", "หจก. สองการค้า"),
        ("บริษัท หนึ่งไฟฟ้า จำกัด / บริษัท สองการค้า จำกัด", "บริษัท สองการค้า จำกัด"),
    ],
)
def test_the_second_firm_of_a_line_is_found(text: str, name: str) -> None:
    _, second = two_firms(text) or ("", "")
    assert second.rstrip(")") == name


def test_one_firm_is_no_second() -> None:
    assert two_firms("บริษัท หนึ่งไฟฟ้า บริษัท สองการค้า จำกัด") is None, "the first may be a part of one name"
    assert two_firms("บริษัท หนึ่งไฟฟ้า จำกัด 99/1 ถนนสุขุมวิท") is None and two_firms("5V 3A") is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("บริษัท หนึ่งไฟฟ้า จำกัด โดย บริษัท สองการค้า จำกัด", 2),
        ("ผลิตโดย บริษัท หนึ่งไฟฟ้า จำกัด จำหน่ายโดย บริษัท สองการค้า จำกัด", 0),
        ("บริษัท หนึ่งไฟฟ้า จำกัด (One Electric Co., Ltd.)", 0),
    ],
)
def test_two_firms_in_a_line_are_both_named_where_no_role_parts_them(text: str, named: int) -> None:
    said = statements([seen(text)], extract([seen(text)]))
    assert len([s for s in said if s.kind is StatementKind.NAMED]) == named


@pytest.mark.parametrize("text", ["X มอก. 2432-2555", "≠ มอก. 2432-2555", "มอก. 2432-2555 (?)", "มอก. 2432-2555 ???"])
def test_a_sign_that_denies_or_doubts_beside_the_number_is_told(text: str) -> None:
    assert beside_number(seen(text))


def test_what_stands_before_a_firm_s_name_must_be_known() -> None:
    assert anywhere(seen("ใช้ชื่อเหมือนกันกับของ บริษัท หนึ่งไฟฟ้า จำกัด"))
    assert not anywhere(seen("ผลิตโดย บริษัท หนึ่งไฟฟ้า จำกัด"))


GARBLED = "MororoawTens: OoO Apyra QMp Mocxaa"


@pytest.mark.parametrize(
    ("text", "sure", "other", "told"),
    [
        (GARBLED, 0.78, "  «", True), (GARBLED, 0.6, "  «", False), (GARBLED, 0.78, GARBLED, False),
        ("ห้ามทิ้งลงในไฟ", 0.78, "", False), ("Ab cd", 0.78, "", False),
    ],
)  # fmt: skip
def test_a_line_of_a_script_that_nobody_reads_is_told(text: str, sure: float, other: str, told: bool) -> None:
    line, upright = seen(text, sure), seen("บริษัท หนึ่งไฟฟ้า จำกัด", 0.99, PLACE.moved(0, 60))
    found = unknown_scripts([line], [seen(other, 0.9)], [line, upright])
    assert bool(found) is told


def test_a_line_read_upside_down_or_read_better_elsewhere_is_of_no_strange_script() -> None:
    (a, b, c, d) = PLACE.corners
    turned = seen(GARBLED, 0.78, Quad((c, d, a, b)))
    upright = seen("บริษัท หนึ่งไฟฟ้า จำกัด", 0.99, PLACE.moved(0, 60))
    assert unknown_scripts([turned], [seen("", 0.9, turned.region.quad)], [turned, upright]) == []
    better = seen("ชาร์จไว", 0.9, PLACE.grown(0.1))
    assert unknown_scripts([seen(GARBLED, 0.78)], [seen("", 0.9)], [seen(GARBLED, 0.78), better, upright]) == []


def test_squeezed_letters_are_read_at_twice_their_width() -> None:
    wide = page({(40, 40): "NOT GENUINE"}, (640, 360), 60, name="Loma-Bold.ttf")
    narrow = wide[:, ::3].copy()
    quad = Quad.of_box(10, 42, 160, 112)
    found = widened(LineNetReader(), photo(narrow), [seen("ftnt", 0.5, quad)])
    assert found and "enuine" in found[0].text.casefold() and found[0].region.quad == quad
    assert widened(LineNetReader(), photo(narrow), [seen("NOT GENUINE", 0.95, quad)]) == []


def test_both_firms_of_a_line_are_told_though_the_first_is_a_partnership() -> None:
    """The name of a whole line is its last one that begins with a legal form."""
    text = "ห้างหุ้นส่วนจำกัด ตะวันออกการค้า (บริษัท เพชรเกษมเทคโนโลยี จำกัด)"
    assert two_firms(text) == ("ห้างหุ้นส่วนจำกัด ตะวันออกการค้า", "บริษัท เพชรเกษมเทคโนโลยี จำกัด")
    readings = [seen(text)]
    told = statements(readings, extract(readings))
    assert {found.value for found in told if found.kind is StatementKind.NAMED} == set(two_firms(text) or ())
