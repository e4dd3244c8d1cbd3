"""A closed world of what labels say: describing lines pass, whatever speaks of papers, tests and states is told."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from verifier.extract.label_words import may_speak, speaking_words, unknown_words

DESCRIBES = (
    "ความจุ : 5000 mAh", "รับประกันสินค้า 1 ปี", "โปรดอ่านคู่มือก่อนใช้งาน", "ห้ามทิ้งลงในไฟหรือในน้ำ",
    "คุณภาพมาตรฐาน มอก.", "นำเข้าจาก : ประเทศจีน", "Input 100-240V~ 50/60Hz 0.5A",
    "Do not dispose of in fire", "POWER BANK SUPER FAST CHARGE", "For indoor use only", "Model No. AX-2050",
    "Net weight 230 g", "MADE IN THAILAND", "www.norvik-shop.com", "ไม้อัด ความหนา 10 มิลลิเมตร",
    "Serial no 2568010042",
)  # fmt: skip
MISREAD = (
    "คณภาพบาตรฐาน มอก.", "พรัอมสายชาร์ง", "เสียงคี แบตอึด", "รับประกีน", "Super Fas Chargc", "PowERBANK",
    "MADEIN CH1NA",
)  # fmt: skip
NAMES = ("Nationine", "VEGER ELECTRONICS", "ไทรทอง", "hoco, Service")
SPEAK = (
    "สินค้าตกเกรด", "ล็อตนี้ไม่ผ่านการตรวจสอบ", "REJECTED LOT", "ของกลาง", "SEIZED", "ยึดไว้ตรวจสอบ",
    "ภาพจำลองฉลาก", "V0ID", "สินค้าตัวโชว์", "ห้ามจำหน่าย", "NOT FOR SALE", "OUTER BOX ONLY", "uncertified",
    "Licence lent by another",
    "DISQUALIFIED", "งานก๊อป", "กัอปเกรดเอ", "非卖品", "見本", "输出 样品",
    "สินค้าส่งคืน", "B-stock", "display model", "เถื่อน",
    "ไม่คุณภาพมาตรฐาน มอก.",
)  # fmt: skip
CROSSED = ("มอก. ×", "ม. ×", "TISI X", "CE ✗")
SENTENCES = (
    "This unit belongs somewhere", "นอนหลับทับสิทธิ์ยามเช้า", "prop builder studio",
)  # fmt: skip
"""Of which no word is known: they may say anything."""


@pytest.mark.parametrize("line", (*DESCRIBES, *MISREAD))
def test_what_goods_say_is_known_also_a_little_misread(line: str) -> None:
    assert unknown_words(line) == ""


@pytest.mark.parametrize("line", NAMES)
def test_one_unknown_word_is_taken_for_a_name(line: str) -> None:
    assert unknown_words(line) == ""


@pytest.mark.parametrize("line", SPEAK)
def test_what_speaks_of_papers_tests_and_states_is_told(line: str) -> None:
    assert speaking_words(line) != ""
    assert unknown_words(line) != ""


@pytest.mark.parametrize("line", CROSSED)
def test_a_cross_behind_a_short_word_is_told(line: str) -> None:
    assert speaking_words(line) and unknown_words(line)


@pytest.mark.parametrize("line", ("Turbo Max X", "10 x", "กว้าง 10 X 20"))
def test_an_x_in_a_name_or_a_size_is_no_cross(line: str) -> None:
    assert unknown_words(line) == ""


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_of_unknown_words_is_told(line: str) -> None:
    assert unknown_words(line) != ""


def _words(section: str, script: str) -> list[str]:
    text = (resources.files("verifier") / "data" / "label_words.toml").read_text("utf-8")
    return list(tomllib.loads(text)[section][script])


@pytest.mark.parametrize("word", [*_words("speaks", "thai"), *_words("speaks", "latin")])
def test_every_speaking_word_speaks_by_itself_and_after_others(word: str) -> None:
    assert speaking_words(word) or word in {"no"}
    assert speaking_words(f"สินค้า {word} xyz")


@pytest.mark.parametrize(
    "word", [*_words("describes", "thai"), *_words("describes", "latin"), *_words("describes", "phrases")]
)
def test_every_describing_word_is_known(word: str) -> None:
    assert unknown_words(word) == ""


def test_five_unknown_thai_letters_are_a_name_and_six_are_told() -> None:
    assert unknown_words("ฆฌฆฌฆ") == ""
    assert unknown_words("ฆฌฆฌฆฌ") == "ฆฌฆฌฆฌ"


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("สินค้านี้ถูกเรียกทีน", True), ("ไปรวมสายขาร์จและทัวขาร์จ", True), ("ใบนุญาตยกเลีท", True), ("ประหขัดไฟ", False),
        ("หม้อหุงข้าวไฟฟ้า", False), ("Model AX", False),
    ],
)  # fmt: skip
def test_what_is_nearly_a_word_that_speaks_is_worth_another_look(line: str, may: bool) -> None:
    assert may_speak(line) is may


def test_a_tone_mark_read_as_a_vowel_hides_no_word() -> None:
    assert speaking_words("กัอป") and not speaking_words("กล่อง")


@pytest.mark.parametrize("line", ["abc4x def6y ghi7z jkl9w", "https://brandx/abcdefg qwertyu zxcvbnm"])
def test_models_with_figures_and_addresses_are_no_words(line: str) -> None:
    assert unknown_words(line) == ""
    assert unknown_words("abcx defy ghiz jklw") != "" and unknown_words("brandx abcdefg qwertyu zxcvbnm") != ""


@pytest.mark.parametrize(
    "address",
    ["www.qwertyu", "http://qwertyu", "https://qwertyu", "me@qwertyu", "qwertyu.com", "qwertyu.co.th",
     "qwertyu.net", "qwertyu.org", "qwertyu.th"],
)  # fmt: skip
def test_each_sign_of_an_address_marks_one(address: str) -> None:
    assert unknown_words(f"{address} zxcvbnm mnbvcxz") == ""
    assert unknown_words("qwertyu zxcvbnm mnbvcxz") != ""


@pytest.mark.parametrize(
    "line", ["No. 12", "no 12", "model no", "serial no", "item no", "part no", "lot no", "no.", "NO:5"]
)
def test_no_for_a_number_denies_nothing(line: str) -> None:
    assert speaking_words(line) == ""
    assert speaking_words("no warranty") != "" and speaking_words("brand no abc") != ""


@pytest.mark.parametrize("denial", ["ไมรวม", "ใมรวม", "โมรวม", "ไปรวม", "ไนรวม", "ไบรวม", "ไษรวม", "ไถรวม"])
def test_what_the_word_that_denies_is_read_as_is_worth_another_look(denial: str) -> None:
    assert may_speak(f"{denial}ฆฌฆฌ")
    assert not may_speak("ไกรวมฆฌฆฌ")


@pytest.mark.parametrize("word", ["uncertified", "unlicensed", "untested", "unverified"])
def test_a_word_turned_round_speaks(word: str) -> None:
    assert speaking_words(word) == word and speaking_words("unicorn") == ""


@pytest.mark.parametrize(
    "word",
    ["non-compliant", "nonconforming", "substandard", "disclaimed", "license-free", "N/A", "n / a", "TBA", "nil"],
)
def test_a_latin_word_turned_round_or_for_none_speaks(word: str) -> None:
    assert speaking_words(word)


@pytest.mark.parametrize("word", ["non-slip", "display", "design", "in/out", "substrate"])
def test_other_words_that_begin_so_do_not(word: str) -> None:
    assert speaking_words(word) == ""


@pytest.mark.parametrize(
    ("line", "said"), [("Nicht GEPRÜFT", "gepruft"), ("Produit homologué", "homologue"), ("Giấy phép", "giay")]
)
def test_marks_over_and_under_latin_letters_change_no_word(line: str, said: str) -> None:
    assert said in speaking_words(line).split()
