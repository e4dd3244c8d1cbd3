"""Sentences that affirm are known by what they are made of, and none that denies, limits or asks is one of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from itertools import pairwise

import pytest

from tests.support.words_that_affirm import LATIN, THAI
from tests.support.words_that_decide import AFFIRMING_BY_COMPOUND_ALONE
from tests.unit.test_unexplained_bounds import read
from verifier.extract.affirms import affirms, affirms_nothing
from verifier.extract.label_vocabulary import thai_words
from verifier.extract.unexplained import anywhere, beside_number, of_licences
from verifier.thai import letters_of

AFFIRMING = (
    "สินค้านี้ผ่านการตรวจสอบคุณภาพแล้ว QC PASSED", "ได้รับการรับรองมาตรฐาน ISO 9001:2015",
    "ตามมาตรฐาน IEC 60335-1", "ผลิตจากโรงงานที่ได้มาตรฐาน ISO 9001, ISO 14001, GMP",
    "ผ่านการทดสอบจากสถาบันไฟฟ้าและอิเล็กทรอนิกส์", "โปรดสังเกตเครื่องหมาย มอก. ก่อนซื้อทุกครั้ง",
    "เลือกซื้อสินค้าที่มีเครื่องหมาย มอก. ทุกครั้ง", "มั่นใจคุณภาพมาตรฐาน มอก.",
    "สินค้านี้ได้รับอนุญาตให้แสดงเครื่องหมายมาตรฐานจาก สมอ. ถูกต้องตามกฎหมาย",
    "ผลิตตามมาตรฐานผลิตภัณฑ์อุตสาหกรรม", "ตรวจสอบใบอนุญาตได้ด้วยการสแกนคิวอาร์โค้ดข้างตรา",
    "This product is certified to TIS by TISI", "Look for the TIS mark before buying",
    "Certified by Thai Industrial Standards Institute",
    # the same, a letter misread for one that it looks like
    "ได้รับอนุญาดให้แสดงเครื่องหมายมาตรฐาน",
    # numbers of other offices
    "ทะเบียนโรงงานเลขที่ 3-47(1)-1/40 สป", "ใบอนุญาตประกอบกิจการโรงงานเลขที่ 10120000125549",
    "ทะเบียนโรงงานเลขที่ จ3-47(1)-1/40 สป", "patent 12345", "ใบรับจดแจ้ง 10-1-6500012345",
    "รับรองโดยสำนักงานมาตรฐานผลิตภัณฑ์อุตสาหกรรม", "certified by the thai industrial standards institute",
    "ผ่านการรับรองจาก TUV", "ผลิตจากวัตถุดิบคุณภาพ", "ผ่านการตรวจสอบคุณภาพก่อนส่งมอบ", "ระวังของปลอม",
    "ก่อนซื้อโปรดสังเกตเครื่องหมาย มอก. ระวังของเลียนแบบ", "ระวังของปลอม โปรดสังเกตเครื่องหมาย มอก.",
    "ทะเบียนวัตถุอันตรายเลขที่ 123/2562", "เลขประจำตัวผู้เสียภาษี 0105555555555",
)  # fmt: skip
DENYING = (
    "สินค้านี้ไม่ผ่านการตรวจสอบคุณภาพ", "ไม่ได้รับการรับรองมาตรฐาน", "ยังไม่ผ่านมาตรฐาน มอก.",
    "มิได้รับอนุญาตให้แสดงเครื่องหมายมาตรฐาน", "ผ่านการรับรองบางส่วน", "ผ่านมาตรฐานเฉพาะสาย",
    "ไร้มาตรฐาน", "ต่ำกว่ามาตรฐาน", "เคยได้รับอนุญาต", "รอการรับรองมาตรฐาน", "ขอรับการรับรองมาตรฐาน",
    "กำลังขอใบอนุญาต", "จะได้รับใบอนุญาต", "เพื่อขอรับใบอนุญาต", "ควรได้รับการรับรอง", "สินค้าทดสอบ",
    "สินค้าแสดง", "สินค้าตัวอย่าง", "เทียบเท่ามาตรฐาน มอก.", "ใกล้เคียงมาตรฐาน มอก.", "มอก. ปลอม",
    "ได้มาตรฐาน มอก. หรือไม่", "แสดงเครื่องหมายโดยไม่ได้รับอนุญาต", "ผ่านการทดสอบในปี 2530",
    "มาตรฐาน มอก. 166", "not certified by tisi", "to be certified", "certified to be fake",
    "was licensed by tisi", "no tis mark", "ใบอนุญาต", "ทะเบียนโรงงานเลขที่ปลอม",
    # words in what looks like a number of another office
    "patent 1 this is a fake copy", "tax id 0105 not tis", "ทะเบียนโรงงาน 3 ปลอม", "ทะเบียนการค้า 12 เก่า หมด",
    "nbtc id 1 no tis", "สิทธิบัตร 1 ขอ รอ ยืม",
    # questions, and the answer no
    "ได้มาตรฐาน?", "certified?", "มาตรฐาน มอก. ?", "ผ่านการทดสอบมั้ย", "TIS: no",
    # nobody who may attest
    "รับรองโดยผู้บริโภค", "ได้รับอนุญาตจากโรงงานที่ได้รับใบอนุญาต", "ผ่านการทดสอบโดยผู้บริโภค", "certified by the product",
    "licensed by the qr code", "approved by goods", "เครื่องหมายมาตรฐานของโรงงานที่ผลิต", "certified by quality",
    # a warning of imitations that is of these goods, what is still to be done
    "ระวังของปลอม ผลิตภัณฑ์นี้", "สินค้านี้ ระวังของปลอม", "ต้องเป็นไปตามมาตรฐาน มอก. ก่อนจำหน่าย",
    "ทะเบียนโรงงานเลขที่ 3-47 ยกเลิก", "ทะเบียนโรงงานเลขที่ 3-47(1)-1/40 ถูกเพิกถอน",
)  # fmt: skip


def table() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((resources.files("verifier") / "data" / "affirming_words.toml").read_text("utf-8"))


@pytest.mark.parametrize("text", AFFIRMING)
def test_what_affirms_says_nothing_against(text: str) -> None:
    assert affirms(text)
    assert anywhere(read(text)) == of_licences(read(text)) == anywhere(read(text), near=True) == ""


@pytest.mark.parametrize("text", DENYING)
def test_what_denies_limits_asks_or_dates_does_not_affirm(text: str) -> None:
    assert not affirms(text)


@pytest.mark.parametrize("words", ["ได้รับการรับรองมาตรฐาน", "ผ่านการทดสอบตามมาตรฐาน"])
def test_what_affirms_may_stand_before_a_number(words: str) -> None:
    assert beside_number(read(f"{words} มอก. 2879-2560")) == ""
    assert beside_number(read(f"ไม่{words} มอก. 2879-2560")) != ""


@pytest.mark.parametrize("word", table()["thai"])
def test_no_affirming_word_denies_limits_or_tells_a_state(word: str) -> None:
    known, bare = thai_words(), letters_of(word)
    warnings = ("ระวังของเลียนแบบ", "ระวังของลอกเลียนแบบ", "ระวังของปลอม")
    by_chance = ("อย่าง", "รับรอง", "ร้อย", "ของ", "ข้อ", "ทรอน", "ภูมิ")
    for holds_one_by_chance in map(letters_of, (*warnings, *by_chance)):
        bare = bare.replace(holds_one_by_chance, "")
    denials = (*known.negates, *known.limits, *map(letters_of, table()["never"]))
    assert not any(no in bare for no in denials)


def test_words_that_deny_by_themselves_stand_in_compounds_alone() -> None:
    words = set(map(letters_of, table()["thai"]))
    assert words.isdisjoint(map(letters_of, AFFIRMING_BY_COMPOUND_ALONE))


@pytest.mark.parametrize("pair", list(pairwise(table()["thai"])))
def test_a_denial_between_two_affirming_words_is_none_of_theirs(pair: tuple[str, str]) -> None:
    for no in ("ไม่", "มิ", "ไร้", "ห้าม", "เคย", "รอ", "ปลอม", "เฉพาะ"):
        assert not affirms(f"{pair[0]}{no}{pair[1]}")


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("บ สังเกตเครื่องหมาย มอก. ก่อนซื้อทุกครั้ง", True), ("บร ได้รับอนุญาตให้แสดงเครื่องหมายมาตรฐาน", True),
        ("มิ ได้รับอนุญาตให้แสดงเครื่องหมายมาตรฐาน", False), ("ไม ได้รับอนุญาตให้แสดงเครื่องหมายมาตรฐาน", False),
        ("ขอ ได้รับอนุญาตให้แสดงเครื่องหมายมาตรฐาน", False),
    ],
)  # fmt: skip
def test_a_bullet_that_was_read_as_a_letter_or_two_is_no_word_unless_it_may_deny(line: str, known: bool) -> None:
    assert affirms(line) is known


@pytest.mark.parametrize(
    "line",
    [
        "ได้มาตรฐาน?", "certified by our products", "รับรองโดยผู้บริโภค", "tax id 1 not tis",
        "ต้องเป็นไปตามกฎหมายก่อนจำหน่าย", "ระวังของปลอม ผลิตภัณฑ์นี้",
    ],
)  # fmt: skip
def test_affirming_words_that_affirm_nothing_are_told_wherever_they_stand(line: str) -> None:
    assert affirms_nothing(line) and not affirms(line)
    assert anywhere(read(line)) and beside_number(read(f"มอก. 2879-2560 {line}"))


def test_what_affirms_or_denies_by_itself_is_not_told_as_affirming_nothing() -> None:
    assert not any(map(affirms_nothing, (*AFFIRMING, "ไม่ผ่านมาตรฐาน มอก.", "ปลั๊กพ่วง 3 เมตร", "?", "")))


SYSTEMS = (
    *("ISO", "IEC", "ISO/IEC", "EN", "EN ISO", "BS", "BS EN", "DIN", "DIN EN", "DIN VDE", "VDE", "UL", "JIS"),
    *("ASTM", "ANSI", "AS/NZS", "AS", "GB", "GB/T", "API", "ASME", "CSA", "ECE", "ECE R", "UN ECE", "DOT"),
    *("SNELL", "IATF", "CISPR", "ROHS", "REACH", "GMP", "HACCP", "GHP", "FSSC", "HALAL", "CE", "CB", "TUV"),
    *("KEMA", "SGS", "INTERTEK", "BIS", "SNI", "SIRIM", "EUROFINS", "OEKO-TEX", "FSC", "OHSAS", "TLS"),
)
REGISTERS = (
    *("ทะเบียนโรงงาน", "เลขทะเบียนโรงงาน", "โรงงานเลขที่", "ใบอนุญาตประกอบกิจการโรงงาน", "ใบอนุญาตโรงงาน"),
    *("ใบ รง.4", "รง.4", "ทะเบียนวัตถุอันตราย", "เลขทะเบียนวัตถุอันตราย", "ทะเบียนการค้า", "ทะเบียนพาณิชย์"),
    *("เลขทะเบียนการค้า", "เลขทะเบียนพาณิชย์", "ทะเบียนนิติบุคคล", "เลขทะเบียนนิติบุคคล"),
    *("เลขประจำตัวผู้เสียภาษี", "เลขประจำตัวผู้เสียภาษีอากร", "เครื่องหมายการค้าจดทะเบียน"),
    *("ทะเบียนเครื่องหมายการค้า", "สิทธิบัตร", "สิทธิบัตรการออกแบบ", "อนุสิทธิบัตร", "เลขสารบบอาหาร"),
    *("เลขที่ใบรับจดแจ้ง", "ใบรับจดแจ้ง", "เลขที่จดแจ้ง", "เลขที่รับแจ้ง", "ใบรับแจ้ง", "ทะเบียนยา"),
    *("ทะเบียนปุ๋ย", "ทะเบียนอาหารสัตว์", "ใบอนุญาตโฆษณา", "ฆพ.", "ฆอ."),
    *("ใบจดทะเบียนสถานประกอบการนำเข้าเครื่องมือแพทย์", "ทะเบียนตำรับยา", "กสทช.", "nbtc id", "factory license"),
    *("factory licence", "factory registration", "tax id", "trade registration", "patent", "fda reg"),
)
NEVER = (
    *("มิ", "ไร้", "เคย", "รอ", "ขอ", "จะ", "ยัง", "ปลอม", "เลียน", "เทียบ", "กำลัง", "อ้าง", "งด", "ตก", "ของเก๊", "ย้อม"),
    *("เทียม", "พ้น", "ฝาก", "ต่ำ", "กึ่ง", "ฝัน", "เกือบ", "อยาก"),
)


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_of_another_body_may_have_its_number(system: str) -> None:
    assert affirms(f"ได้รับการรับรองมาตรฐาน {system} 9001-1") and affirms(f"มาตรฐาน {system}")
    assert not affirms(f"มาตรฐาน x{system} 9001") and not affirms(f"ไม่ได้มาตรฐาน {system} 9001")


@pytest.mark.parametrize("register", REGISTERS)
def test_each_register_of_another_office_has_a_number(register: str) -> None:
    assert (
        affirms(f"{register} 3-47(1)-1/40 สป") and affirms(f"{register} no. 105/2562") and affirms(f"{register} กข 3-1")
    )
    assert not affirms(f"{register} ไม่มี 3-1") and not affirms(f"ไม่มี{register} 3-1") and not affirms(f"{register} 3")


@pytest.mark.parametrize("word", NEVER)
def test_each_short_word_that_denies_makes_another_sentence(word: str) -> None:
    assert not affirms(f"{word}ได้รับการรับรองมาตรฐาน") and not affirms(f"สินค้า{word}ได้มาตรฐานสากล")
    assert not affirms(f"มาตรฐานสากล{word}") and not affirms(f"{word[:2]} มาตรฐานสากล")


@pytest.mark.parametrize("word", [*THAI, *LATIN])
def test_each_word_of_the_list_may_stand_in_a_sentence_that_affirms(word: str) -> None:
    """What attests needs one who does, and a warning stands beside advice alone."""
    sentences = (f"คุณภาพ {word} คุณภาพ", f"คุณภาพ {word} สมอ.", f"quality {word} tisi", f"โปรดสังเกต {word}")
    assert any(map(affirms, sentences))


def test_these_are_all() -> None:
    assert {*THAI} == {*table()["thai"]} and {*LATIN} == {*table()["latin"]}
    assert {*map(str.lower, SYSTEMS)} == {*table()["systems"]}
    assert {*REGISTERS} == {*table()["registers"]} and {*NEVER} == {*table()["never"]}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        # numbers of other offices: letters before them and in them, and how many parts they have
        ("ทะเบียนโรงงาน เลข 3-1", True), ("ทะเบียนโรงงาน number. 3-1", True), ("ทะเบียนโรงงาน กขค 3-1", True),
        ("ทะเบียนโรงงาน กขคง 3-1", False), ("ทะเบียนโรงงาน 3-1 กขค", True), ("ทะเบียนโรงงาน 3-1 กขคง", False),
        ("ทะเบียนโรงงาน " + "-".join("1" * 13), True), ("ทะเบียนโรงงาน " + "-".join("1" * 14), False),
        (" ทะเบียนโรงงาน 3-1 . ", True),
        # as many letters as a sentence has
        ("สากล", False), ("มีคุณภาพ", True), ("โดยมี", False), ("iso 9001", False), ("gmp haccp", True),
        # a system's number is one of its own, and any other figure tells something
        ("มาตรฐาน iso-9001:2015", True), ("มาตรฐาน iso 9001 9", False), ("มาตรฐาน isox", False), ("สินค้านี้ 5", False),
        # letters misread
        ("มาตรฐานสากส", True), ("มาตรฐานสากลล", False), ("มาตรฐานสาสล", False), ("มาตฐานสากล", False),
        ("มาตรฐานสาล", False),
        # what a bullet is read as
        ("บ มาตรฐานสากล", True), ("  บ มาตรฐานสากล", True), ("บขค มาตรฐานสากล", False), ("มาตรฐานสากล บ", False),
        ("ไ มาตรฐานสากล", False), ("ร มาตรฐานสากล", False), ("จ มาตรฐานสากล", False), ("ย มาตรฐานสากล", False),
    ],
)  # fmt: skip
def test_what_a_sentence_that_affirms_is_made_of(text: str, known: bool) -> None:
    assert affirms(text) is known
