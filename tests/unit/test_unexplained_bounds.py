"""What counts as words that nobody understands: each bound and each exception from both sides, a line a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.test_extract_statements import line
from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.statement_words import without_announcements
from verifier.extract.unexplained import address, anywhere, beside_number, of_licences, person


def shaky(text: str, word: str, sure: float) -> Reading:
    """A line read surely but for a word of it."""
    at = text.index(word)
    sures = [sure if at <= k < at + len(word) else 0.999 for k in range(len(text))]
    return replace(read(text), confidences=tuple(sures))


def read(text: str, sure: float = 0.999) -> Reading:
    look = line(text)[0]
    return Reading(text, look.region, look.reader, (sure,) * len(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # a sign alone before a number or its word, however short
        ("X มอก. 2879-2560", "X"), ("x TIS 2879-2560", "x"), ("≠ มอก. 2879-2560", "≠"), ("! ท7014-4/2879", "!"),
        ("X 2879-2560", "X"), ("• มอก. 2879-2560", ""),
        # a question mark that stands for itself
        ("มอก. 2879-2560 ?? ท7014-4/2879", "??"), ("มอก. 2879-2560 (?) ท7014-4/2879", "(?) ท7014-4/2879"),
        ('มอก. 2879-2560 "?" ท7014-4/2879', '"?"'), ("มอก. 2879-2560 : ท7014-4/2879", ""),
        ("มอก. 2879-2560 ?", "?"),
        # what refers to a note, between numbers too
        ("มอก. 2879-2560* ท7014-4/2879", "*"), ("มอก. 2879-2560 ท7014-4/2879", ""),
        # a smudge behind a number is one letter, no figure and no bracket
        ("มอก. 2879-2560 ม", ""), ("มอก. 2879-2560 มม", "มม"), ("มอก. 2879-2560 5", "5"), ("มอก. 2879-2560 (ม", "(ม"),
        ("มอก. 2879-2560 ใบอนุญาต", ""), ("มอก. 2879-2560 .", ""),
        # before a number, four letters of what was its word; one where its word was read
        ("abcd 2879-2560", ""), ("abcde ท7014-4/2879", "abcde"), ("ก มอก. 2879-2560", ""),
        ("มม มอก. 2879-2560", "มม"), ("TISI มอก. 2879-2560", ""), ("abcd 2879-2560", ""), ("old มอก. 2879-2560", "old"),
        # between two numbers
        ("มอก. 2879-2560 abcd มอก. 166-2549", "abcd"), ("มอก. 2879-2560 abcdef ท7014-4/2879", "abcdef"),
        ("มอก. 2879-2560 ใบอนุญาตเลขที่ ท7014-4/2879", ""),
        ("POWER BANK", ""),
    ],
)  # fmt: skip
def test_words_beside_a_number(text: str, words: str) -> None:
    assert beside_number(read(text)) == words


@pytest.mark.parametrize(
    "text",
    ["abcd {}", "old {}", "เคย {}", "ex {}", "รอ {}", "ขอ {}", "ยืม {}", "เท็จ {}", "มอก. 2879-2560 เก่า {}", "{} old {}"],
)
def test_a_short_word_right_before_a_licence_is_told_where_it_was_read_surely(text: str) -> None:
    shown, word = text.replace("{}", "ท7014-4/2879"), text.split()[-2 if text.endswith("}") else -1]
    assert beside_number(shaky(shown, word, 0.61))
    assert bool(beside_number(shaky(shown, word, 0.59))) is text.endswith("old")


@pytest.mark.parametrize(
    "text", ["No. {}", "ที่ {}", "ขที่ {}", "nse {}", "อก. {}", "นอก. {}", "ก {}", "มอก. 2879-2560 เลขที่ {}"]
)
def test_the_end_of_what_announces_a_licence_is_no_word(text: str) -> None:
    assert beside_number(read(text.replace("{}", "ท7014-4/2879"))) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("≈ uan. 2432-2555", "≈"), ("≠ lan. 2432-2555", "≠"), ("× dan.2432-2555", "×"), ("ี มอก. 2432-2555", "ี"),
        ("์ 2432-2555", "์"), ("uan. 2432-2555", ""), ("มอก. 2432-2555", ""),
        ("ขนาด 20 × 30", ""), ("ที่ 2432-2555", ""),
    ],
)  # fmt: skip
def test_a_sign_before_a_number_is_told_however_the_word_between_was_read(text: str, told: str) -> None:
    """A vowel or a tone mark that no letter bears is what a reader of Thai makes of a sign that it does not know."""
    assert beside_number(high(text, 24)) == told


def high(text: str, height: float, sure: float = 0.999) -> Reading:
    region = Region(RegionKind.LINE, Quad.of_box(0, 0, 300, height), 0.9)
    return replace(read(text, sure), region=region)


def test_a_vowel_that_no_letter_bears_is_dirt_before_lower_lines_and_neither_counts_in_lines_read_badly() -> None:
    assert beside_number(high("ี มอก. 2432-2555", 23.9)) == "" and beside_number(high("≈ มอก. 2432-2555", 12)) == "≈"
    assert beside_number(high("≈ uan. 2432-2555", 24, 0.69)) == "" and beside_number(high("≈ uan. 2432-2555", 24, 0.71))


@pytest.mark.parametrize("sign", ["x", "X", "×", "✗", "✘", "≠"])
def test_a_cross_behind_a_number_is_no_smudge_where_it_was_read_surely(sign: str) -> None:
    assert beside_number(shaky(f"ท7014-4/2879 {sign}", sign, 0.81)) == sign
    assert beside_number(shaky(f"มอก. 2879-2560 {sign}", sign, 0.79)) == ""


@pytest.mark.parametrize("sign", ["≠", "×", "？", "?", "x", "*", "†", "‡", "※"])
def test_a_sign_behind_a_number_whose_letter_was_misread_is_told_where_it_was_read_surely(sign: str) -> None:
    text = f"n7014-4/2879{sign}"
    bracketed = f"n7014-4/2879 ({sign})"
    assert beside_number(shaky(bracketed, sign, 0.91)) == sign and beside_number(shaky(bracketed, sign, 0.89)) == ""
    assert beside_number(shaky(text, sign, 0.91)) == sign and beside_number(shaky(text, sign, 0.89)) == ""
    assert beside_number(read("n7014-4/2879")) == ""


@pytest.mark.parametrize(("sure", "words"), [(0.71, "old"), (0.69, "")])
def test_words_that_were_read_badly_are_none(sure: float, words: str) -> None:
    assert beside_number(read("old ท7014-4/2879 old", sure)) == words
    assert of_licences(read("TISI only", sure)) == ("TISI only" if words else "")
    assert anywhere(read("approved", sure)) == ("approved" if words else "")
    assert person(read("นายมาสี มีทรัพย์", sure)) == ("นายมาสี มีทรัพย์" if words else "")


def test_a_line_without_letters_is_not_legible() -> None:
    assert beside_number(read("")) == of_licences(read("")) == anywhere(read("")) == address(read("")) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ใบอนุญาต abc", "ใบอนุญาต abc"), ("TISI only", "TISI only"), ("มอก. old", "มอก. old"),
        ("ใบอนุญาตทมดอาย", "ใบอนุญาตทมดอาย"),
        ("ใบอนุญาต ท7014-4/2879 abcdef", f"ใบอนุญาต {' ' * len('ท7014-4/2879')} abcdef"),
        ("TISI", ""), ("อ.ม ก", ""), ("ใบอนุญาต", ""),  # its word alone
        ("ใบอนุญาตโฆษณาเลขที่ ฆพ. 1234/2567", ""),  # another office's
        ("www.tisi.go.th", ""),  # the plain name of its site
        ("ผู้รับใบอนุญาต บริษัท หมื่นลี้ จำกัด", ""),  # names a firm
        ("POWER BANK only", ""),  # speaks of none
    ],
)  # fmt: skip
def test_words_in_a_line_on_licences(text: str, words: str) -> None:
    assert of_licences(read(text)) == words


NOBODYS = "qwertyuiop zxcvbnm asdfghjk"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (NOBODYS, NOBODYS), ("approved", "approved"),
        (f"บริษัท เอบีซี จำกัด {NOBODYS}", NOBODYS), ("บริษัท เอบีซี จำกัด", ""),  # behind a firm's name
        ("มอก. 2879 qwertyui zxcvbnmas", ""), ("TIS 2879 approved", "approved"),  # a number's word is none of them
        (f"ม.อ.ก. 2879 {NOBODYS}", NOBODYS), (f"T.I.S. 2879 {NOBODYS}", NOBODYS),
        ("บจก เอ qwertyui asdfghjk zxcvbnmn", ""),  # may name a firm in letters that nobody knows
    ],
)  # fmt: skip
def test_words_anywhere(text: str, words: str) -> None:
    assert anywhere(read(text)) == words


@pytest.mark.parametrize(
    ("text", "sure", "words"),
    [
        (NOBODYS, 0.86, NOBODYS), (NOBODYS, 0.84, ""), (f"{NOBODYS} approved", 0.84, "approved"),
        (f"บริษัท เอบีซี จำกัด {NOBODYS}", 0.94, NOBODYS), (f"บริษัท เอบีซี จำกัด {NOBODYS}", 0.92, ""),
        ("บริษัท เอบีซี จำกัด approved", 0.92, "approved"),
    ],
)  # fmt: skip
def test_from_where_on_words_count_that_do_not_speak(text: str, sure: float, words: str) -> None:
    assert anywhere(read(text, sure)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [(NOBODYS, ""), (f"approved {NOBODYS}", "approved"), (f"ผู้ผลิต บริษัท เอบีซี จำกัด {NOBODYS}", "")],
)
def test_of_a_line_that_announces_something_only_words_that_speak_count(text: str, words: str) -> None:
    assert anywhere(read(text), announces=True) == words


@pytest.mark.parametrize(
    ("text", "brand"),
    [("ฆฌ" * 6, True), ("ฆฌ" * 6 + "ฆ", False), ("ฆฌฆฌฆฌ ฆฌฆฌฆฌ", False)],
)
def test_one_large_word_of_a_dozen_letters_is_a_brand(text: str, brand: bool) -> None:
    assert bool(anywhere(read(text), large=True)) is not brand and anywhere(read(text))
    assert anywhere(read("approved"), large=True) == "approved"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("www.tisi.go.th", False), ("https://www.tisi.go.th", False), ("tisi.go.th", False), ("tisigoth", False),
        ("tisi.go.thก", True), ("ดูที่ tisi.go.th", True),  # the plain name and nothing more
        ("aisi.go.th", True), ("tis.go.th", True), ("visit tsi.go.th now", True), ("visit tissi.go.th now", True),
        ("visit tlsl.go.th now", True), ("visit txxx.go.th now", False),  # two letters of it misread
        ("https tlsl go th", True), ("www tlsl go th", True), ("tlsl go th x", False), ("a/tlslgoth", True),
        ("http example", False), ("appdb", True),
    ],
)  # fmt: skip
def test_an_address_in_print(text: str, told: bool) -> None:
    assert address(read(text)) == (text if told else "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("นางสาว มาสี มีทรัพย์", "นางสาว มาสี มีทรัพย์"), ("นางมาสี มีทรัพย์", "นางมาสี มีทรัพย์"),
        ("นายมาสี มีทรัพย์", "นายมาสี มีทรัพย์"), ("น.ส.มาสี มีทรัพย์", "น.ส.มาสี มีทรัพย์"), ("คุณมาสี มีทรัพย์", "คุณมาสี มีทรัพย์"),
        ("Mr. John Smith", "Mr. John Smith"), ("Mrs John Smith", "Mrs John Smith"), ("Ms. Jane Doe", "Ms. Jane Doe"),
        ("Miss Jane Doe", "Miss Jane Doe"), ("Made by Mr. John Smith in 2020", "Mr. John Smith"),
        ("คุณภาพดี มีทรัพย์", ""), ("คุณสมบัติดี มีทรัพย์", ""), ("คุณค่าทาง อาหาร", ""), ("คุณลักษณะ พิเศษ", ""),
        ("คุณประโยชน์ มาก", ""), ("คุณแม่มือ ใหม่", ""), ("คุณครูดี เด่น", ""), ("นายมา มี", ""),
        ("มอก. 2879-2560 นายมาสี มีทรัพย์", ""), ("ใบอนุญาต นายมาสี มีทรัพย์", ""), ("ท7014-4/2879 นายมาสี มีทรัพย์", ""),
    ],
)  # fmt: skip
def test_a_person_by_title_name_and_family_name(text: str, name: str) -> None:
    assert person(read(text)) == name


@pytest.mark.parametrize("end", [":", ";", "บริษัท", "ห้างหุ้นส่วน", "หจก"])
@pytest.mark.parametrize("role", ["ผู้นำเช้า", "ผู้รับใบอนญาต"])
def test_a_roles_word_a_letter_off_is_left_out_up_to_its_colon_or_the_name(role: str, end: str) -> None:
    assert without_announcements(f"{role} {end} ฆฌฆ") == f"{end} ฆฌฆ"
    assert without_announcements(f"ฆฌฆฌฆฌ {end} ฆฌฆ") == f"ฆฌฆฌฆฌ {end} ฆฌฆ"
    assert without_announcements(f"{role} ฆฌฆฌฆ") == f"{role} ฆฌฆฌฆ"
