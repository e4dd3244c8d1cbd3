"""Far from a number, words that deny, limit or are not known count where the line is about what a licence says."""

from __future__ import annotations

import pytest

from tests.support.label_lines import DENYING, ORDINARY
from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.label_vocabulary import latin_words, thai_words
from verifier.extract.label_words import unknown_words
from verifier.extract.statements import statements
from verifier.extract.weight import (
    BARE_LETTERS,
    FOREIGN_LETTERS,
    FOREIGN_SHARE,
    FOREIGN_WORDS,
    leads,
    of_weight,
    says_more,
)


@pytest.mark.parametrize(
    "line",
    [
        "เครื่องหมายนี้ไม่ใช่ของสินค้าที่ขาย", "ตราที่เห็นไม่ใช่ของเรา", "รุ่นนี้ยังไม่ผ่าน", "เลขที่เห็นเป็นของบริษัทอื่น",
        "ห้ามจำหน่ายในราชอาณาจักร", "กล่องแท้ ของข้างในไม่แท้", "ไม่เคยขอใบอนุญาต", "ไม่ผ่านการทดสอบ", "ไม่ผ่าน",
        "ไม่ใช่", "ห้ามขาย", "งดใช้", "ของปลอม", "สินค้าตัวอย่าง", "ยกเลิกแล้ว", "โตนี้บ่มี มอก. ดอก", "not ok", "only show",
        "the symbol above is not ours", "this item was never licensed", "the figures are our stock code and not a norm",
        "never tested", "it did not pass any test", "void", "do not sell", "label borrowed from another box",
        "nicht fuer den Verkauf bestimmt", "Esta pieza carece de permiso", "ผ่านแค่ครึ่งเดียว", "ทดสอบเฉพาะสี", "ไม่เคยส่งแล็บ",
        "ศุลกากรไม่ปล่อย", "ผลตรวจยังค้าง", "คนทำไม่ใช่เขา", "Only half tested", "permit not in our name", "Nobody signed",
        "no such labels", "Produit non homologué", "Nicht zugelassen", "Chưa kiểm định", "Barang tiruan",
        "Senza omologazione", "this may be a copy",
    ],
)  # fmt: skip
def test_a_line_about_marks_papers_makers_or_these_goods_is_of_weight(line: str) -> None:
    assert unknown_words(line) and of_weight(line)


@pytest.mark.parametrize(
    "line",
    [
        "ระบบไร้น้ำแข็งเกาะ", "ห้ามเปิดเครื่องขณะไม่มีอาหาร", "ไม่มีส่วนผสมของ BPA", "ล็อกหลอดแน่นไม่คลอน", "ห้ามใช้ส้อมแหย่",
        "ไม่ใช้เป็นท่อน้ำดื่ม", "ปิดห่อเมื่อใช้ไม่หมด", "หัวกลมไม่หลุด", "ใช้ในอาคารเท่านั้น", "ปิดสวิตช์ก่อนเปลี่ยน",
        "วัสดุ ยางบิวทิล", "คลายเมื่อยไหล่และน่อง", "Warranty does not cover misuse or accidents", "Hand tighten only",
        "Inspect carefully before each use", "Switch off before replacing", "Keep dry. Lift by bore only",
        "High voltage inside - refer servicing to qualified personnel", "Slip resistant surface",
        "Surface may be hot", "Rinse every part of the filter",
        "Test only with dry hands", "Only test on a small hidden area first", "Check the strap still fits",
        "ตรวจสอบเพียงเดือนละครั้ง", "ราคารวมภาษีแล้ว", "นำเครื่องเก่ามาแลกได้", "Nicht waschen", "Ne pas repasser",
        "Crème brûlée",
    ],
)  # fmt: skip
def test_what_goods_say_in_words_that_nobody_lists_is_of_none(line: str) -> None:
    assert not of_weight(line)


def test_most_lines_that_deny_count_far_from_a_number_too() -> None:
    """The others are of one or two words (`cable only`, `ไม่พร้อม`): they speak of a number that they stand at."""
    passed = [line for line in DENYING if not of_weight(line)]
    assert len(passed) <= 0.12 * len(DENYING)
    assert not [line for line in passed if "มอก" in line or "เครื่องหมาย" in line or "ใบอนุญาต" in line]


def test_lines_of_goods_that_are_told_stay_few() -> None:
    assert sum(bool(unknown_words(line)) and of_weight(line) for line in ORDINARY) <= 2


def test_words_of_a_licence_are_about_one_and_no_mild_word_is() -> None:
    known, latin = thai_words(), latin_words()
    assert known.mild & known.about.words == set() and set(latin.mild) & latin.about == set()
    assert known.mild & known.leads.words == set() and known.limits & set(known.negates) == set()
    assert {"ปลอม", "เครืองหมาย", "มอก", "อนุญาต", "รับรอง", "ยกเลิก", "ตัวอยาง"} & known.mild == set()
    assert {"fake", "void", "licen", "certif", "approv", "sample", "recall"} & set(latin.mild) == set()
    assert {"เครืองหมาย", "ตรา", "บริษัท", "รุน", "นี", "ขาย", "สินคา"} <= known.about.words


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("เครื่องหมายด้านบน", True), ("ตราที่ฝา", True), ("โรงงานที่เห็นชื่อ", True), ("The company on the box", True),
        ("This logo", True), ("ปลั๊กพ่วง 3 ช่อง", False), ("ไม่อันตรายต่อผิวหนัง", False), ("Trading company", False),
        ("Model TL10P", False), ("รุ่น TL10P", False), ("ผลิตโดย บริษัท ดีจริง จำกัด", False), ("Market", False),
    ],
)  # fmt: skip
def test_what_names_a_mark_or_who_gives_it_leads_to_the_line_below(line: str, is_one: bool) -> None:
    assert leads(line) is is_one


def test_mild_words_say_more_and_names_of_goods_do_not() -> None:
    assert says_more("ใช้กับสายเท่านั้น") and says_more("is no longer ours") and says_more("มาจากที่อื่น")
    assert not says_more("สายไฟยาว 5 เมตร") and not says_more("Alvoran")


def test_a_word_in_a_longer_one_that_is_known_is_about_nothing() -> None:
    assert not of_weight("ไม่อันตรายต่อผิวหนังเด็กอ่อน")  # ตรา stands in อันตราย
    assert of_weight("ตรานี้ไม่เกี่ยวกับเรา")


@pytest.mark.parametrize(("words", "foreign"), [("greplo alvoran", False), ("greplo alvoran teskim", True)])
def test_three_unknown_words_and_hardly_another_are_a_language_that_nobody_reads(words: str, foreign: bool) -> None:
    assert len(words.split()) >= FOREIGN_WORDS or not foreign
    assert of_weight(words) is foreign
    assert not of_weight(f"{words} power bank cable battery charger")


def test_bounds() -> None:
    assert (FOREIGN_WORDS, FOREIGN_SHARE, FOREIGN_LETTERS, BARE_LETTERS) == (3, 0.6, 12, 8)
    assert of_weight("ฆฌ" * 6) and not of_weight("ฆฌ" * 5 + "ฆ")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("สินค้านี้ได้รับใบอนุญาตจาก สมอ. เรียบร้อยแล้ว", False),
        ("สินค้านี้ไม่ได้รับใบอนุญาตจาก สมอ.", True),
        ("สินค้านี้ยังไม่ได้รับใบอนุญาตจาก สมอ.", True),
        ("สินค้านี้เคยได้รับใบอนุญาตจาก สมอ.", True),
        ("สแกนคิวอาร์โค้ดเพื่อดูใบอนุญาตที่เว็บไซต์ สมอ.", False),
        ("สแกนคิวอาร์โค้ดเพื่อดูใบอนุญาตของบริษัทอื่น", True),
        ("Certified by TISI, Ministry of Industry", False),
        ("Not certified by TISI, Ministry of Industry", True),
        ("Uncertified by TISI, Ministry of Industry", True),
        ("Do not accept goods without the TIS mark", False),
        ("Do not accept goods with this TIS mark", True),
    ],
)
def test_a_sentence_that_says_there_is_a_licence_is_known_and_no_other(line: str, told: bool) -> None:
    region = Region(RegionKind.LINE, Quad.of_box(0, 0, 900, 30), 0.9)
    reading = Reading(line, region, "r-1", (0.97,) * len(line))
    found = statements([reading], extract([reading]), whole=True)
    assert bool([said for said in found if said.kind is not StatementKind.GOODS]) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("^ เฉพาะกล่อง", True), ("A เฉพาะกล่อง", True), ("เฉพาะกล่อง v", True), ("v plug only", True),
        ("AB เฉพาะกล่อง", False),
        ("<-- plug only", True), ("เฉพาะสาย", True), ("เฉพาะกล่องเท่านั้น", True),
        ("เฉพาะสายไฟเท่านั้น", True), ("only plug", True),
        ("เฉพาะบริเวณที่มีอากาศถ่ายเทสะดวก", False), ("for indoor dry locations only", False),
    ],
)  # fmt: skip
def test_a_line_that_limits_and_says_next_to_nothing_else_is_of_weight(text: str, told: bool) -> None:
    assert of_weight(text) is told


@pytest.mark.parametrize(
    "text",
    [
        "Parallel import", "หิ้วจากจีน", "<< เป็นของแถม", "ไม่ใช่ของศูนย์นะคะ", "Images may be subject to copyright",
        "Inspired by the original", "พบสินค้านี้โปรดแจ้ง สคบ.", "Customer return",
    ],
)  # fmt: skip
def test_goods_past_the_licensee_given_away_or_returned_are_of_weight(text: str) -> None:
    assert of_weight(text)
