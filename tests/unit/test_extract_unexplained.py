"""Words that nobody understands where they may matter: beside numbers, of licences, in addresses, of persons."""

from dataclasses import replace

import pytest

from tests.unit.test_extract_statements import NUMBER, kinds, line, said
from tests.unit.test_unexplained_bounds import read
from verifier.domain import StatementKind
from verifier.extract.harmless import harmless
from verifier.extract.statement_words import others_office, speaks_of_licences
from verifier.extract.unexplained import address, anywhere, beside_number, of_licences, person
from verifier.thai import letters_of

WORDS, ADDRESS, NAMED = StatementKind.WORDS, StatementKind.ADDRESS, StatementKind.NAMED


@pytest.mark.parametrize(
    "text",
    [
        "มอก. 368-2562 (เิม)", "มอก. 257-2549 (old)", "มอก. 257-2549 (o", "มอก.369-2557 (plag)", "มอก. 369-2557 ?",
        "มอก. 369-2557 2",
        "ไ่ผ่าน TIS 62368 เล่ม 1-2563", "Iorne TISI License ท14917-122/2432",
        "appied tor ใบอนุญาตเลขที่ ท2305-72/685",
        "old License No. ท2305-72/685",
    ],
)  # fmt: skip
def test_few_or_misread_words_beside_a_number_are_told(text):
    assert WORDS in kinds(line(text))


@pytest.mark.parametrize("sign", ["*", "\u2020", "\u203b"])
def test_a_sign_that_refers_from_a_number_to_a_note_is_told(sign):
    assert WORDS in kinds(line(f"มอก. 2432-2555{sign}"))


@pytest.mark.parametrize(
    "text",
    [
        "มอก. 2432-2555 :", "มอก. 2432-2555 *", "ส24561-123/1306 ม่", "คุณภาพมาตรฐาน มอก. 2879-2560",
        "เลขทีไบอนญาต ท7014-4/2879",
        "License No. ท7014-4/2879",
        "TISI License ท7014-4/2879", "TIS License No. ท7014-4/2879",
    ],
)  # fmt: skip
def test_what_says_nothing_of_a_number_is_not(text):
    assert kinds(line(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "ใบอนุญาตทมดอาย", "ใบอนุญาตทมดอามุ", "ตรวงสอบใบอนญาดที่ is-check com", "NOT YET LICENSED", "รอใบอนุญาต",
        "เรื่มใช้ มอก. 1 มกราคม 2573", "ผู้วนใมอนญาต คุณวิซัย รักงาน", "LICENCE RE", "ิ ไ่ี มอก.",
        "licence of the future", "TISI only",
    ],
)  # fmt: skip
def test_a_line_that_speaks_of_licences_and_is_not_understood_is_told(text):
    assert kinds(line(text)) & {WORDS, StatementKind.LICENCE}


@pytest.mark.parametrize(
    "text",
    [
        "เครื่องหมายมาตรฐาน มอก.", "คุณกาพมาตรฐาน มอก.",
        "คุณกาพบาดะฐาบ มอก.", "ใบอนุญาตโฆษณาเลขที่ ฆพ. 1234/2567", "หมอกและควัน",
        "artisan coffee",
        "ผู้รับใบอนุญาต บริษัท หมื่นลี้ จำกัด", "www.tisi.go.th", "โปรดอ่านคู่มือก่อนใช้งาน",
        "Silicense rubber",
    ],
)  # fmt: skip
def test_other_lines_are_not(text):
    assert WORDS not in kinds(line(text))


def test_a_line_that_nobody_could_read_well_says_nothing_of_licences():
    (first, second) = line("ใบอนุญาตทมดอาย")
    poor = [type(r)(r.text, r.region, r.reader, (0.6,) * len(r.text)) for r in (first, second)]
    assert WORDS not in kinds(poor)


@pytest.mark.parametrize(
    "text",
    [
        "สแกนที่ tisi-check.com", "www.tisi.go.th.verify-th.com", "appdb-tisi.go.th/Q/i.php", "t1si.go.th",
        "wwwfisi.go.hverlfythcom",
        "appdb-isilgoh/Q/Lphp",
        "httpstiappdbisi.go.th/Q/1php2d-1062140478", "https://a.tisi.go.th/l/?n=",
        "ttpsfiappdbi-gotWQ-php2d-283553622",
    ],
)  # fmt: skip
def test_an_address_that_is_tisis_or_plays_it_is_told(text):
    assert (ADDRESS, text) in said(line(text))


@pytest.mark.parametrize(
    "text",
    ["www.tisi.go.th", "tisi.go.th", "www.fisi.go.h", "www.example.com", "Line: @sample", "TISI License ท7014-4/2879"],
)
def test_the_plain_name_of_tisis_site_and_other_addresses_are_not(text):
    assert ADDRESS not in kinds(line(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ผู้ผต : นางสาวมาสี มีทรัพย์", "นางสาวมาสี มีทรัพย์"), ("คุณวิซัย รักงาน", "คุณวิซัย รักงาน"),
        ("Mr. John Smith", "Mr. John Smith"),
    ],
)  # fmt: skip
def test_a_person_named_by_title_is_told_though_the_role_was_misread(text, name):
    assert (NAMED, name) in said(line(text))


@pytest.mark.parametrize("text", ["คุณภาพดี เยี่ยม", "คุณสมบัติ พิเศษ", "คุณกรพบาตรฐาน มอก. 2879-2560", "นายท่าน"])
def test_qualities_are_no_persons(text):
    assert NAMED not in kinds(line(text))


@pytest.mark.parametrize(
    "text", ["เลขที่ใบอนุญาต", "ใบอนญาต", "License No.", "ใบอนุญาต มอก. เลขที่ ค", "ใบอนุญาตเลขที่ ส99", "TI License"]
)
def test_a_licence_that_is_announced_and_has_no_number_is_told(text):
    assert StatementKind.LICENCE in kinds(line(text))
    assert StatementKind.LICENCE not in kinds(line(text), line("ท7014-4/2879", 1)), "the number stands below"


def test_the_first_half_of_a_licence_number_alone_is_told():
    assert StatementKind.LICENCE in kinds(line("ส28337")) and StatementKind.LICENCE not in kinds(line("AX28337"))
    assert StatementKind.LICENCE in kinds(line("7-280/te6"))
    assert StatementKind.LICENCE not in kinds(line("99/12-14")) | kinds(line("MFG 12-05-2568"))


@pytest.mark.parametrize("word", ["VOID", "ยกเลิก", "REVOKED", "หมดอายุ", "ไม่ผ่าน", "รอผล"])
def test_a_headline_of_one_word_counts_and_the_same_word_among_others_does_not(word):
    assert kinds(line(NUMBER), line(word, 30, height=30)) & {
        StatementKind.DENIED, StatementKind.EXPIRED, StatementKind.PENDING
    }  # fmt: skip
    assert kinds(line(NUMBER), line(f"{word.lower()} filling 250 g pack", 30, height=8)) == set()


def test_print_little_smaller_than_the_number_denies_anywhere():
    assert StatementKind.DENIED in kinds(line(NUMBER), line("* does not apply to this item", 30, height=16))


@pytest.mark.parametrize("text", ["ผู้นลิต ร้านสมบัติการไฟฟ้า", "ผู้ผลึต นายสมชาย ใจดี"])
def test_a_roles_word_of_six_letters_is_recognised_with_one_misread(text):
    assert StatementKind.MAKER in kinds(line(text))


def test_a_long_denial_is_recognised_with_two_letters_misread_but_not_in_its_first():
    assert StatementKind.DENIED in kinds(line("ไมใช้ภับสินค้านื้", 30, height=30))
    assert StatementKind.DENIED not in kinds(line("ผู้ได้รับใบอนุญาต บริษัท หมื่นลี้ จำกัด", height=30))


def test_a_long_latin_denial_is_recognised_with_a_letter_misread():
    assert StatementKind.DENIED in kinds(line("lnot certiied", 0, height=30))


def test_a_person_in_print_that_was_read_badly_is_nobody():
    (first, _) = line("นายสมชาย ใจดี")
    assert person(first) == "นายสมชาย ใจดี"
    assert person(replace(first, confidences=(0.69,) * len(first.text))) == ""


@pytest.mark.parametrize(
    "text",
    ["มอก.", "ม.อ.ก.", "ม อ ก", "ไม่มอก", "มีมอก.", "ไม่มีมอก.", "รับมอก.", "TIS", "TISI", "tisi.", "license", "LICENCED",
     "licencing", "อนุญาต", "อนญาต", "ใบอนุญาต", "ไบอนญาต"],
)  # fmt: skip
def test_each_word_for_a_standard_or_a_licence_speaks_of_one(text):
    assert speaks_of_licences(f"x {text} y")


@pytest.mark.parametrize("text", ["หมอก", "มอกข", "artis", "Silicense", "อนุบาล", "licens", "ใบเสร็จ", ""])
def test_other_words_do_not(text):
    assert speaks_of_licences(text) is (text == "licens")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("license number", True), ("lisense nunber", True), ("lisense nunbor", False),
        ("เลขที่มาตรฐาน", True), ("เลขทืมากรฐาบ", True), ("เลขทืมากรถาบ", False),
        ("มาตรฐาน", True), ("มากรฐาน", True), ("มากรฐาบ", False),
        ("license", True), ("lisense", True), ("lisenso", False), ("tisi", True), ("tixi", False),
    ],
)  # fmt: skip
def test_a_harmless_phrase_may_have_few_letters_misread(text, known):
    assert harmless(text) is known


def test_a_long_thai_phrase_may_have_every_third_letter_misread():
    phrase = letters_of("มาตรฐานผลิตภัณฑ์อุตสาหกรรม")
    letters = list(phrase)
    places = range(0, 3 * (len(phrase) // 3), 3)
    for place in places:
        letters[place] = "ฬ"
    assert harmless("".join(letters))
    letters[1] = "ฬ"
    assert not harmless("".join(letters))


@pytest.mark.parametrize("word", ["โฆษณา", "โรงงาน", "อาหาร", "เครื่องสำอาง", "nbtc", "fcc"])
def test_another_offices_licence_is_told_from_tisis(word):
    assert others_office(f"ใบอนุญาต{word}") and not others_office("ใบอนุญาตเลขที่")


@pytest.mark.parametrize(
    ("text", "sure", "options", "told"),
    [
        ("ฆฌฆฌฆฌฆฌ", 0.9, {}, True), ("ฆฌฆฌฆฌฆฌ", 0.84, {}, False), ("ฆฌฆฌฆฌฆฌ", 0.9, {"announces": True}, False),
        ("ฆฌฆฌฆฌฆฌ", 0.9, {"large": True}, False), ("ฆฌฆฌ ฆฌฆฌฆฌ", 0.9, {"large": True}, True),
        ("ฆฌ" * 6, 0.9, {"large": True}, False), ("ฆฌ" * 6 + "ฆ", 0.9, {"large": True}, True),
        ("ยกเลิก", 0.84, {}, True), ("ยกเลิก", 0.71, {}, True), ("ยกเลิก", 0.69, {}, False),
        ("ยกเลิก", 0.9, {"announces": True}, True), ("ยกเลิก", 0.9, {"large": True}, True),
        ("มอก. 2879-2560", 0.9, {}, False), ("มาตรฐาน มอก.", 0.9, {}, False),
    ],
)  # fmt: skip
def test_unknown_words_near_a_number_are_told_within_bounds(text, sure, options, told):
    (first, _) = line(text)
    assert (anywhere(replace(first, confidences=(sure,) * len(text)), near=True, **options) != "") is told


def look(text, sure=0.999):
    return replace(line(text)[0], confidences=(sure,) * len(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("POWER BANK", ""), ("มอก. 2879-2560", ""), ("ไม่ผ่าน มอก. 2879-2560", "ไม่ผ่าน"),
        ("abcd มอก. 2879-2560", "abcd"),
        ("a มอก. 2879-2560", ""), ("ab มอก. 2879-2560", "ab"), ("abcd 2879-2560", ""), ("abcde 2879-2560", "abcde"),
        ("มอก. 2879-2560 ม", ""), ("มอก. 2879-2560 x", "x"),
        ("มอก. 2879-2560 xy", "xy"), ("มอก. 2879-2560 (x", "(x"), ("มอก. 2879-2560 5", "5"),
        ("มอก. 2879-2560 ?", "?"), ("มอก. 2879-2560 -", ""), ("มอก. 2879-2560*", "*"),
        ("มอก. 2879-2560 abcd มอก. 166-2549", "abcd"), ("มอก. 2879-2560 abcdefgh มอก. 166-2549", "abcdefgh มอก."),
        ("มอก. 2879-2560* ท7014-4/2879", "*"),
    ],
)  # fmt: skip
def test_which_words_beside_a_number_are_told(text, told):
    shown = beside_number(look(text))
    assert shown == told or (told and told.split()[0] in shown)
    assert beside_number(look(text, 0.69)) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("licence of the future", True), ("licence", False), ("licence abcd", True), ("future", False),
        ("ใบอนุญาตโฆษณา ฆพ. 1/2567", False), ("www.tisi.go.th", False), ("มอก. 2879-2560", False),
        ("ผู้รับใบอนุญาต บริษัท หมื่นลี้ จำกัด", False),
    ],
)  # fmt: skip
def test_which_lines_on_licences_are_told(text, told):
    assert (of_licences(look(text)) != "") is told
    assert of_licences(look(text, 0.69)) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("www.tisi.go.th", False), ("https://www.tisi.go.th", False), ("http tisi.go.th", False),
        ("tisi.go.th/x", True),
        ("www.tisi.go.th x", True), ("appdb", True), ("txsx.gx.th", False), ("tisi.com", True), ("wwwtisi", True),
        ("tiss.go.tn/a", True), ("tabc.xy.zz/a", False), ("www.txsi.go.th", True),
        ("www.txsl.go.th/ab", True),
    ],
)  # fmt: skip
def test_which_addresses_are_told(text, told):
    assert (address(look(text)) == text) is told and address(look(text)) in ("", text)


@pytest.mark.parametrize("title", ["นางสาว", "นาง", "นาย", "น.ส.", "คุณ", "Mr ", "Mr. ", "Mrs. ", "Ms ", "Miss "])
def test_each_title_names_a_person(title):
    name = f"{title}{'John Smith' if title[0] == 'M' else 'สมศรี ใจดี'}"
    assert person(look(name)) == name and person(look(f"x {name}")) == name
    assert person(look(f"{name} มอก. 2879-2560")) == "" and person(look(f"{name} ใบอนุญาต")) == ""


@pytest.mark.parametrize("word", ["คุณภาพ", "คุณสมบัติ", "คุณค่า", "คุณลักษณะ", "คุณประโยชน์", "คุณแม่", "คุณครู"])
def test_each_word_that_only_begins_like_a_title_names_nobody(word):
    assert person(look(f"{word}ดี เยี่ยม")) == ""


@pytest.mark.parametrize(
    "text",
    ["ไร้มาตรฐาน มอก.", "ผิดมาตรฐาน มอก.", "นอกมาตรฐาน มอก.", "ตกมาตรฐาน มอก.", "ลอกมาตรฐาน มอก.", "สินค้าตกมาตรฐาน",
     "TIS n/a", "TIS no void"],
)  # fmt: skip
def test_a_phrase_with_a_word_more_or_another_is_not_the_harmless_one(text):
    assert not harmless(text)


@pytest.mark.parametrize(
    "text",
    [
        "รอมาตรฐาน มอก.", "ขอมาตรฐาน มอก.", "งดมาตรฐาน มอก.", "มาตรฐานเทียม", "กึ่งมาตรฐาน มอก.", "พ้นมาตรฐาน มอก.",
        "มาตรฐาน รอมอก.", "บ่มาตรฐาน มอก.", "certified by us", "บ่ได้มาตรฐาน มอก.", "บ่ตาม มอก.",
    ],
)  # fmt: skip
def test_a_short_word_that_turns_a_harmless_phrase_round_is_no_misreading(text: str) -> None:
    assert not harmless(text) and beside_number(read(f"{text} 2879-2560"))
