import time

import pytest

from verifier.thai import (
    LETTER_LOOK_ALIKES,
    digits_look_alike,
    fold,
    from_tis620,
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
