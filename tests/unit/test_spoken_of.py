"""Lines beside a number that speak of it in harmless words, and lines of goods that only hold such words."""

from __future__ import annotations

import pytest

from tests.unit.test_unexplained_bounds import read
from verifier.extract.destined import destined
from verifier.extract.goods import denied_goods
from verifier.extract.label_words import speaking_words
from verifier.extract.plain_lines import plain
from verifier.extract.questions import asks
from verifier.extract.spoken_of import of_the_mark
from verifier.extract.unexplained import anywhere

OF_THE_MARK = (
    "ตราติดมากับกล่อง", "ซื้อใบมา", "ได้ใบมาฟรี", "กล่องมีตราอยู่ก่อน", "ตราของบริษัทแม่", "เลขติดแม่พิมพ์มา", "ใบหาย",
    "the number came with the box", "number from the mould", "your logo here", "insert number",
    "2018-2021", "till 2021", "from 2030", "before 2019", "Jan 2018 - Dec 2020",
    "as of 2015", "ณ ปี 2558", "มีผล 2575", "เริ่มใช้ 1 ม.ค. 2575",
    "แท้ไหม", "safe?", "Thai product: no", "canc.", "susp.", "lot exp2019", "model void1",
)  # fmt: skip
OF_GOODS = (
    "ตราช้าง", "ตราม้า", "ตราสินค้า", "ตรามาลี", "ใบพัด 3 ใบ", "ใบรับประกัน", "เลขที่ 12", "หมายเลขเครื่อง 12",
    "number of pieces 3", "model number A1", "MFG 01/2026", "ผลิต 01/2569", "LOT 2018", "© 2018-2021", "ผ้าไหม",
    "อะไหล่สึกหรอ", "Co., Ltd.", "12 pcs.", "Model No. 12", "LOT B260945", "Temp.",
)  # fmt: skip


@pytest.mark.parametrize("line", OF_THE_MARK)
def test_a_line_beside_a_number_may_speak_of_it_in_words_of_goods(line: str) -> None:
    assert of_the_mark(line) and anywhere(read(line), near=True)


@pytest.mark.parametrize("line", OF_GOODS)
def test_names_of_brands_addresses_days_and_parts_speak_of_no_mark(line: str) -> None:
    assert not of_the_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "For Laos", "for use in Cambodia", "China version", "CN version", "US voltage", "ตลาดพม่า", "ส่งลาว", "รุ่นจีน",
        "สำหรับประเทศกัมพูชา", "เวอร์ชั่นจีน", "中国使用",
    ],
)  # fmt: skip
def test_goods_for_another_country_speak(line: str) -> None:
    assert destined(line) and speaking_words(line) and anywhere(read(line))


@pytest.mark.parametrize(
    "line",
    [
        "Made in China",
        "ผลิตในประเทศจีน",
        "for us",
        "Japan technology",
        "Thai version",
        "รุ่นลาวา",
        "นำเข้าจากประเทศญี่ปุ่น",
        "中国制造",
    ],
)
def test_where_goods_are_made_is_not_where_they_go(line: str) -> None:
    assert not destined(line)


@pytest.mark.parametrize(
    "line", ["not a helmet", "Not helmet", "This is not a helmet", "ไม่ใช่หมวกกันน็อก", "not a real power bank"]
)
def test_goods_that_are_denied_speak(line: str) -> None:
    assert denied_goods(line) and speaking_words(line)


@pytest.mark.parametrize(
    "line", ["no plug", "Do not iron", "battery not included", "No smoking", "not waterproof", "helmet"]
)
def test_goods_beside_another_denial_are_not_denied(line: str) -> None:
    assert not denied_goods(line)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("safe: no", "no"), ("official no", "no"), ("real? no", "no"), ("N.A.", "none"), ("w/o plug", "without"),
        ("QC NG", "not good"), ("2nd hand", "second hand"), ("มือ 2", "มือสอง"), ("90% new", "second hand"),
        ("สภาพดี 95%", "มือสอง"), ("ตย.", "ตัวอย่าง"),
    ],
)  # fmt: skip
def test_short_forms_are_read_as_what_they_are_short_for(line: str, told: str) -> None:
    assert told in plain(line)


@pytest.mark.parametrize(
    "line", ["No. 12", "no 12", "Model no", "Serial No.", "Batch No", "Tel no", "100% new", "No เลขที่"]
)
def test_the_word_for_a_number_denies_nothing(line: str) -> None:
    assert "no" not in plain(line).split() and "second hand" not in plain(line)


@pytest.mark.parametrize(
    ("line", "asking"), [("ของแท้หรอ", True), ("แท้ ?", True), ("สงสัย? โทร 02", False), ("ใยไหม", False)]
)
def test_a_question_ends_a_line(line: str, asking: bool) -> None:
    assert asks(line) is asking


@pytest.mark.parametrize("line", ["产品不安全", "产品无", "A货"])
def test_one_east_asian_letter_that_denies_beside_known_words_speaks(line: str) -> None:
    assert speaking_words(line)


@pytest.mark.parametrize("line", ["注意安全", "充电宝", "不"])
def test_known_east_asian_words_and_single_letters_do_not(line: str) -> None:
    assert not speaking_words(line)


@pytest.mark.parametrize("word", ["cancled", "expierd", "revokde"])
def test_two_letters_of_a_speaking_word_may_have_changed_places(word: str) -> None:
    assert speaking_words(word)
