import time

import pytest

from verifier.thai import (
    EAST_ASIAN,
    LETTER_LOOK_ALIKES,
    LOST_DIGIT,
    TYPE_LOOK_ALIKES,
    digits_look_alike,
    fold,
    fold_text,
    from_tis620,
    letters_of,
    normal_form,
    squeezed,
    to_ascii_digits,
    to_thai_digits,
)


def test_digits_go_both_ways() -> None:
    assert to_thai_digits("มอก. 0123456789") == "มอก. ๐๑๒๓๔๕๖๗๘๙"
    assert to_ascii_digits("มอก. ๐๑๒๓๔๕๖๗๘๙") == "มอก. 0123456789"


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("จ\u0e4d\u0e32กัด", "จำกัด"),  # nikhahit + sara aa
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),  # tone, nikhahit, sara aa
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("น\u0e33\u0e49", "น\u0e49\u0e33"),
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),  # tone before its vowel
        ("เล\u0e48\u0e48ม", "เล\u0e48ม"),
        ("ท\u0e35\u0e35\u0e48", "ท\u0e35\u0e48"),
        ("เเบตเตอรี่", "แบตเตอรี่"),
        ("บริษัท\u200b\u00a0 ก\ufeff", "บริษัท ก"),
    ],
)
def test_one_look_has_one_spelling(written: str, normal: str) -> None:
    assert normal_form(written) == normal
    assert normal_form(normal) == normal


def test_letters_that_stand_twice_by_right_stay() -> None:
    assert normal_form("สรรพสินค้า กก 11") == "สรรพสินค้า กก 11"


def test_fold_keeps_the_places() -> None:
    folded = fold("ก\u200b๒๔\u2013๒๕ ／")
    assert folded.text == "ก24-25 /"
    start, end = folded.span(1, 6)
    assert "ก\u200b๒๔\u2013๒๕ ／"[start:end] == "๒๔\u2013๒๕"


def test_look_alikes_are_symmetric() -> None:
    assert digits_look_alike("4", "5")
    assert digits_look_alike("7", "1")
    assert not digits_look_alike("1", "1")
    assert all(digits_look_alike(a, b) == digits_look_alike(b, a) for a in "0123456789" for b in "0123456789")


@pytest.mark.parametrize("piece", ["\u0e33\u0e48", "\u0e4d\u0e48\u0e32", "\u0e48\u0e34", "เ", " "])
def test_no_text_takes_long(piece: str) -> None:
    start = time.process_time()
    normal_form((piece * 100_000)[:100_000])
    assert time.process_time() - start < 0.5


def test_groups_of_letters_do_not_overlap() -> None:
    letters = "".join(LETTER_LOOK_ALIKES)
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("text", ["ใบอนุญาต ท7014-4/2879", "n=ท7014-4/2879", "?n=นค12(3)-4/5", "บริษัท ตัวอย่าง จำกัด"])
def test_bytes_in_tis_620_are_thai(text: str) -> None:
    assert from_tis620(text.encode("tis_620")) == text


@pytest.mark.parametrize(
    ("text", "character_set"),
    [
        *((text, "latin-1") for text in ("plain", "café", "straße", "müller", "© 2026", "5 °", "·7", "\xa0")),
        *((text, "shift_jis") for text in ("モバイル", "東京 03-1/2")),
        *((text, "euc_jp") for text in ("阿", "モバイル")),
        *((text, "gb2312") for text in ("你好", "中文 7014-4/2879")),
    ],
)
def test_bytes_in_other_character_sets_are_not(text: str, character_set: str) -> None:
    assert from_tis620(text.encode(character_set)) is None


def test_sara_am_is_joined_where_its_two_halves_stand_and_nowhere_else():
    assert normal_form("นํ้าข่าวค่า") == "น้ำข่าวค่า"


@pytest.mark.parametrize(
    "pair",
    ["17", "68", "38", "56", "06", "08", "89", "49", "35", "27", "09", "13", "19", "39", "59", "45", "37", "01", "26"],
)
def test_digits_that_readers_confuse(pair: str) -> None:
    assert digits_look_alike(*pair) and digits_look_alike(*reversed(pair))


def test_bytes_that_would_begin_with_a_vowel_over_nothing_are_no_thai() -> None:
    assert from_tis620("ใบอนุญาต ท7014-4/2879".encode("tis_620")) is not None
    assert from_tis620("ัใบอนุญาต ท7014-4/2879".encode("tis_620")) is None


def test_squeezed_print_keeps_letters_and_figures_alone() -> None:
    assert squeezed(" น้ำ ดื่ม\u200b TISI ๑๒ ") == "นำดืมtisi12"
    assert squeezed("") == ""


@pytest.mark.parametrize(
    ("characters", "folded"),
    [
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\u2043\u30fc", "-"),
        ("\u2044\u2215\uff0f", "/"),
        ("\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        ("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""), ("\uff21", "A"), ("\uff5e", "~"),
        ("\uff01", "!"), ("\u0e50", "0"),
        ("\u0e59", "9"), ("\uff10", "0"), ("\u0e01", "\u0e01"), ("A", "A"), ("\uff5f", "\uff5f"),
    ],
)  # fmt: skip
def test_each_dash_slash_space_and_wide_character_is_folded(characters: str, folded: str) -> None:
    for character in characters:
        assert fold_text(f"a{character}b") == fold(f"a{character}b").text == f"a{folded}b"
        if folded in (" ", ""):
            assert normal_form(f"a{character}b") == f"a{folded}b"


def test_places_in_a_folded_text_are_those_of_the_original() -> None:
    folded = fold("\u200bก\u200b ข\ufeff")
    assert (folded.text, folded.offsets) == ("ก ข", (1, 3, 4, 6))
    assert folded.span(0, 1) == (1, 2) and folded.span(0, 3) == (1, 5)


def test_letters_that_readers_confuse_are_those_written_here() -> None:
    assert TYPE_LOOK_ALIKES == {"ท": "กหฑถภพnNhHmM", "น": "บษมuUvV", "ส": "ลศคaAsS", "ค": "ดตศaA"}
    assert set(LETTER_LOOK_ALIKES) == {
        "กถภทหฑ", "นบษม", "สลศ", "คดตฅ", "ขชซฃ", "ผพฝฟฬ", "ฎฏฐ", "อฮ", "าๅำ", "เแ", "ใไโ", "0oO", "1lIi", "5sS", "8bB",
    }  # fmt: skip
    assert LOST_DIGIT == "1"


@pytest.mark.parametrize("pair", ["12", "14", "15", "16", "18", "25", "28", "57", "58", "67", "78", "79", "02", "04"])
def test_digits_that_nobody_confuses(pair: str) -> None:
    assert not digits_look_alike(*pair) and not digits_look_alike(*reversed(pair))


@pytest.mark.parametrize(
    ("character", "east"),
    [("\u3040", True), ("\u30ff", True), ("\u3400", True), ("\u4dbf", True),
    ("中", True), ("\u9fff", True), ("가", True),
     ("\ud7a3", True), ("ก", False), ("A", False), ("\u303f", False), ("\u3100", False),
     ("\ua000", False), ("\ud7a4", False)],
)  # fmt: skip
def test_letters_of_chinese_japanese_and_korean_print(character: str, east: bool) -> None:
    assert (EAST_ASIAN.search(character) is not None) is east


@pytest.mark.parametrize(
    ("text", "thai"),
    [
        ("ท12-3/2879", True), ("กข 12(3)-4/5", True), ("ท12-3", False), ("ภาษา", False),
        ("ภาษาไ", True), ("ภาษาไท", False),
        ("ภาษาไทย", True), ("กขค", True), ("กข", False), ("กขคง", False), ("กขค A", True),
        ("Aก กขค", False), ("กA กขค", False),
        ("Aกข กขค", True), ("กขค \u0e31", False), ("\u0e31กขค", False), ("กขค1\u0e48", False),
    ],
)  # fmt: skip
def test_what_bytes_can_hardly_be_anything_but_thai(text: str, thai: bool) -> None:
    assert (from_tis620(text.encode("tis_620")) == text) is thai


def test_letters_are_those_of_either_script_without_marks_and_figures() -> None:
    assert letters_of("ใบ อนุญาต! No. 12") == "ใบอนุญาตno"
    assert letters_of("ABC-12 ฺ") == "abcฺ"


@pytest.mark.parametrize("control", [0x80, 0x85, 0x9F])
def test_bytes_with_a_control_character_are_no_thai(control: int) -> None:
    whole = "ภาษาไทย".encode("tis_620")
    assert from_tis620(whole) == "ภาษาไทย"
    assert from_tis620(bytes([control]) + whole) is None and from_tis620(whole + b" " + bytes([control])) is None


@pytest.mark.parametrize(
    ("written", "one_spelling"),
    [
        ("ก\u0e4d\u0e32", "ก\u0e33"), ("ก\u0e48\u0e4d\u0e32", "ก\u0e48\u0e33"),
        ("ก\u0e4d\u0e48\u0e32", "ก\u0e48\u0e33"),
        ("ก\u0e4d", "ก\u0e4d"), ("ก\u0e4d\u0e48", "ก\u0e48\u0e4d"), ("ก\u0e32\u0e4d", "ก\u0e32\u0e4d"),
        ("ก\u0e48\u0e32", "ก\u0e48\u0e32"),
    ],
)  # fmt: skip
def test_nikhahit_becomes_sara_am_before_sara_aa_alone(written: str, one_spelling: str) -> None:
    assert normal_form(written) == one_spelling
