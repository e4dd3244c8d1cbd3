import time
from dataclasses import replace

import pytest

from verifier.numbers import (
    LicenceNumber,
    StandardNumber,
    confusable,
    confusions,
    find_community,
    find_licences,
    find_standards,
    parse_licence,
    parse_standard,
)
from verifier.numbers.context import speaks_of_other
from verifier.thai import to_thai_digits

PRINTED = {
    "มอก. 2424-2565": "2424-2565",
    "มอก.17025-2561": "17025-2561",
    "มอก. 2432 - 2555": "2432-2555",
    "มอก.เลขที่ 2432-2555": "2432-2555",
    "มอก. 62368 เล่ม 1-2563": "62368 เล่ม 1-2563",
    "มอก. 62368 เล่มที่ 1 – 2563": "62368 เล่ม 1-2563",
    "มอก. 60335 เล่ม 2(13)-2564": "60335 เล่ม 2(13)-2564",
    "มอก. 60335 เล่ม 2 (13) - 2564": "60335 เล่ม 2(13)-2564",
    "มอก. 11 เล่ม 101-2559": "11 เล่ม 101-2559",
    "มอก. 61215 เล่ม 1(1)-2561": "61215 เล่ม 1(1)-2561",
    "มอก. 1180(1)-2538": "1180(1)-2538",
    "TIS 166-2549": "166-2549",
    "TIS.1306-2566": "1306-2566",
    "TIS : 2879-2560": "2879-2560",
    "TIS No. 2879-2560": "2879-2560",
    "TIS 2432-2012": "2432-2555",
    "TIS 62368 Part 1-2563": "62368 เล่ม 1-2563",
    "มอก. ๒๔๒๔-๒๕๖๕": "2424-2565",
    "มอก.\u00a02424\u20112565": "2424-2565",
    "มอก\u200b.2424\u22122565": "2424-2565",
    "มอก.. 2879-2560": "2879-2560",
    "มอก. 2424": "2424",
}


@pytest.mark.parametrize(("printed", "normal"), PRINTED.items())
def test_every_printed_form_is_read_alone_and_in_a_line(printed: str, normal: str) -> None:
    assert str(parse_standard(printed)) == normal
    (found,) = find_standards(f"เครื่องหมายมาตรฐาน {printed} บริษัท ตัวอย่าง จำกัด")
    assert (str(found.value), found.raw, found.prefixed) == (normal, printed, True)
    (thai,) = find_standards(to_thai_digits(printed))
    assert str(thai.value) == normal


@pytest.mark.parametrize(
    "text",
    [
        "มอก. 2424-2665",  # a year that cannot be
        "มอก. 2424-2510",
        "มอก. 2424-1967",
        "มอก. 0424-2565",
        "มอก. 123456-2565",
        "มอก. 2424-256",
        "มอก. 2424-25655",
        "มอก. 2424-",
        "มอก. 2879 2560",
        "มอก. 2424-256O",
        "มอก. 2424-2565A",
        "มอก. 62368-1-2563",
        "TIS 62368-1:2563",
        "มอก. 62368 เล่ม",
        "มอก. 62368 เสม 1-2563",
        "11 lau 101-2559",
        "มอก. 1180 (3)",
        "ARTIS 2424-2012",
    ],
)
def test_what_is_broken_is_not_mended(text: str) -> None:
    assert parse_standard(text) is None
    assert find_standards(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "เลขประจำตัวผู้เสียภาษี 0105562012565",
        "เลขประจำตัวผู้เสียภาษี 0-1055-62012-56-5",
        "โทร. 0-2123-2525",
        "โทร 2123-2525",
        "02 123-2565",
        "(02) 123-2525",
        "02-123-2525",
        "Tel. +66 2123-2565",
        "วันที่ผลิต 12-2565",
        "03-2565",
        "01/04/2565",
        "01-04-2565",
        "ปี 2564-2565",
        "มอ.4",
        "มอ.9-2565",
        "นจ.0385/2567",
        "อย. 10-1-12345-1-0001",
        "โรงงานเลขที่ 3-37(1)-1/44 สป",
        "AB-2565",
        "AB2424-2565",
        "MODEL: 2424-2565",
        "Lot 2424-2565",
        "IEC 62368-1:2018",
        "IEC 62368-2561",
        "ISO 9001-2015",
        "ISO 9001-2558",
        "ISO/IEC 17025-2560",
        "มอก. ISO 9001-2559",
        "มอก.เอส 122-2561",
        "มผช.247/2552",
        "มผช. 247-2552",
        "100-240V~ 50/60Hz 0.5A",
        "20000mAh 3.7V 74Wh",
        "99/124-2565",
        "ท7195-54/1040",
        "ท1548-2553/2424",
    ],
)
def test_other_figures_are_no_standards(line: str) -> None:
    assert find_standards(line) == []


@pytest.mark.parametrize("line", ["2879-2560", "uon.2879-2560", "uon2879-2560", "  2879 - 2560 ", "นอก.2879-2560"])
def test_a_bare_number_is_a_candidate_that_says_so(line: str) -> None:
    (found,) = find_standards(line)
    assert str(found.value) == "2879-2560"
    assert not found.prefixed
    assert found.has_year


def test_a_bare_number_needs_a_buddhist_year() -> None:
    assert str(parse_standard("2432-2012")) == "2432-2555"
    assert find_standards("2432-2012") == []


def test_several_numbers_of_one_line_keep_their_places() -> None:
    line = "มอก. 166-2549, มอก. ๒๔๓๒-๒๕๕๕ (3)ท784-37/1040 2879-2560"
    found = find_standards(line)
    assert [(str(f.value), line[f.start : f.end] == f.raw) for f in found] == [("166-2549", True), ("2432-2555", True)]
    assert [str(f.value) for f in find_licences(line)] == ["(3)ท784-37/1040"]


def test_the_latest_year_is_the_callers() -> None:
    assert parse_standard("มอก. 1-2570", latest_year=2569) is None
    assert parse_standard("มอก. 1-2569", latest_year=2569) == StandardNumber(1, year=2569)


def test_printing() -> None:
    number = StandardNumber(60335, part=2, subpart=13, year=2564)
    assert number.printed_thai() == "มอก. 60335 เล่ม 2(13)-2564"
    assert number.printed_english() == "TIS 60335 Part 2(13)-2564"
    assert parse_standard(number.printed_english()) == number


LICENCES = {
    "(3)ท1021-49/1040": "(3)ท1021-49/1040",
    "ท7195-54/1040": "ท7195-54/1040",
    "ท7014-4/2879": "ท7014-4/2879",
    "น38259-121/2879": "น38259-121/2879",
    "ส1548-5/2424": "ส1548-5/2424",
    "นค 12-3/166": "นค12-3/166",
    "( 3 ) ท 784 - 37 / 1040": "(3)ท784-37/1040",
    "ท๗๑๙๕-๕๔/๑๐๔๐": "ท7195-54/1040",
    "ท7195–54∕1040": "ท7195-54/1040",
    "น1-2/62368(1)": "น1-2/62368(1)",
    "น1-2/62368 เล่ม 1": "น1-2/62368เล่ม1",
    "น1-2/60335เล่ม2(13)": "น1-2/60335เล่ม2(13)",
}


@pytest.mark.parametrize(("printed", "normal"), LICENCES.items())
@pytest.mark.parametrize(
    "lead", ["", "ใบอนุญาตเลขที่ ", "เลขที่ใบอนุญาต: ", "ใบอนุญาต มอก. เลขที่ ", "License No. ", "TISI License ", "ใบอนุญาต"]
)
def test_licences_are_read_alone_and_in_a_line(printed: str, normal: str, lead: str) -> None:
    assert str(parse_licence(lead + printed)) == normal
    (found,) = find_licences(f"มอก. 1040-2541 {lead}{printed} ผลิตโดย")
    assert (str(found.value), found.raw, found.suspect) == (normal, printed, False)


@pytest.mark.parametrize(
    "text",
    [
        "(03)ท784-37/1040",
        "(S)ท784-37/1040",
        "3)ท784-37/1040",
        "ท0784-37/1040",
        "ท784-037/1040",
        "ท784-37/01040",
        "ท784-37/1040-2541",
        "ท784-37/104O",
        "ท123456-37/1040",
        "อท784-37/1040",
        "2ท784-37/1040",
        "นจ.0385/2567",
        "มอ.4",
        "3-37(1)-1/44",
        "น42(1)-1/2537",
        "ข3-71-3/46กท",
        "7195-54/1040",
        "01-04/2565",
    ],
)
def test_what_is_no_licence_number_is_none(text: str) -> None:
    assert parse_licence(text) is None
    assert find_licences(text) == []


@pytest.mark.parametrize("text", ["n7195-54/1040", "N7195-54/1040", "ก7195-54/1040", "u38259-121/2879", "uค12-3/166"])
def test_an_unreadable_letter_is_told_and_not_guessed(text: str) -> None:
    (found,) = find_licences(f"เลขที่ {text}")
    assert (found.value, found.raw, found.suspect) == (None, text, True)
    assert parse_licence(text) is None


@pytest.mark.parametrize("letters", ["uค", "uด", "บศ", "นA"])
def test_two_letters_are_perhaps_a_type_when_both_are_like_the_two_of_one(letters: str) -> None:
    assert [found.raw for found in find_licences(f"{letters}12-3/166")] == [f"{letters}12-3/166"]


@pytest.mark.parametrize("letters", ["xค", "xด", "นx", "uฟ"])
def test_two_letters_of_which_one_is_like_none_are_no_type(letters: str) -> None:
    assert find_licences(f"{letters}12-3/166") == []


def test_a_missing_letter_is_told_only_where_a_licence_was_announced() -> None:
    (found,) = find_licences("ใบอนุญาตเลขที่ 7195-54/1040")
    assert (found.value, found.raw, found.suspect) == (None, "7195-54/1040", True)
    assert find_licences("ขนาด 7195-54/1040") == []


def test_a_licence_belongs_to_its_standard_in_any_edition() -> None:
    licence = LicenceNumber("ท", 1, 2, "1040")
    assert licence.belongs_to(StandardNumber(1040, year=2541))
    assert licence.belongs_to(StandardNumber(1040))
    assert not licence.belongs_to(StandardNumber(1041, year=2541))


@pytest.mark.parametrize("standard", ["62368", "62368(1)", "62368เล่ม1"])
def test_a_part_may_be_written_three_ways(standard: str) -> None:
    licence = LicenceNumber("น", 1, 2, standard)
    assert licence.belongs_to(StandardNumber(62368, part=1, year=2563))
    assert licence.belongs_to(StandardNumber(62368, part=2)) == (standard == "62368")


@pytest.mark.parametrize(("written", "fits"), [("1180", True), ("1180(1)", True), ("1180(2)", False)])
def test_a_standard_of_several_in_brackets_is_that_one(written: str, fits: bool) -> None:
    assert LicenceNumber("ท", 1, 2, written).belongs_to(StandardNumber(1180, sub=1, year=2538)) is fits


@pytest.mark.parametrize("behind", ["1", "A", "/1", " - 12", "  -  2", "(1", ".5", ":3", ",7"])
def test_a_number_that_runs_on_is_a_piece_of_another(behind: str) -> None:
    assert find_standards(f"มอก. 2879-2560{behind}") == []
    assert find_licences(f"ท7195-54/10400{behind}") == []
    assert find_community(f"มผช.247/2552{behind}") == []


@pytest.mark.parametrize(
    "lead",
    [
        "ใบอนุญาต", "ใบอนุญาตเลขที่", "เลขที่ใบอนุญาต", "หมายเลขใบอนุญาต", "ใบอนุญาตแสดงเครื่องหมายมาตรฐานเลขที่", "ใบอนุญาตทำ",
        "ใบอนุญาตนำเข้า", "ใบอนุญาต มอก.", "ใบอนุญาต มอก. เลขที่", "สมอ.", "มาตรฐาน", "TIS License No.",
        "TISI Licence Number:", "License", "Licence", "No.", "TIS", "TISI", "Number",
    ],
)  # fmt: skip
def test_each_word_announces_a_licence_and_nothing_else_may_stand_there(lead: str) -> None:
    number = LicenceNumber("ท", 7195, 54, "1040")
    assert parse_licence(f"{lead} ท7195-54/1040") == parse_licence(f"{lead}ท7195-54/1040") == number
    assert parse_licence(f"{lead} รุ่น ท7195-54/1040") is None


@pytest.mark.parametrize(
    "lead", ["ใบอนุญาตเลขที่", "ใบอนุญาตทำ", "ใบอนุญาตนำเข้า", "ใบอนุญาต มอก.", "สมอ.", "License No.", "Number:"]
)
def test_a_licence_that_is_announced_without_its_letter_is_suspect(lead: str) -> None:
    (suspect,) = find_licences(f"{lead} 7195-54/1040")
    assert suspect.suspect and suspect.value is None


@pytest.mark.parametrize(
    "prefix", ["มอก.", "มอก", "ม.อ.ก.", "TIS", "T.I.S.", "tis", "มอก. เลขที่", "TIS No.", "TIS No", "มอก.:"]
)
@pytest.mark.parametrize(
    ("form", "value"),
    [("2879-2560", "2879-2560"), ("62368 เล่ม 1-2563", "62368 เล่ม 1-2563"), ("62368 เลม 1-2563", "62368 เล่ม 1-2563"),
     ("62368 เล่มที่ 1-2563", "62368 เล่ม 1-2563"), ("62368 Part 1-2563", "62368 เล่ม 1-2563"),
     ("61215 เล่ม 1(2)-2561", "61215 เล่ม 1(2)-2561"), ("1180(1)-2538", "1180(1)-2538")],
)  # fmt: skip
def test_each_prefix_and_form_of_a_standard_is_read(prefix: str, form: str, value: str) -> None:
    (found,) = find_standards(f"{prefix} {form}")
    assert (str(found.value), found.prefixed, found.has_year) == (value, True, True)
    assert str(parse_standard(form)) == value


@pytest.mark.parametrize("behind", [" -", " (", "-25", " เล่ม", " เลม", " part", "  -", " 25"])
def test_a_number_whose_year_was_lost_is_left_out_where_signs_of_it_stand(behind: str) -> None:
    assert find_standards(f"มอก. 2879{behind}") == []


def test_community_numbers_have_their_own_finder() -> None:
    line = "มผช. ๒๔๗/๒๕๕๒ สบู่สมุนไพร"
    (found,) = find_community(line)
    assert (str(found.value), found.raw) == ("247/2552", "มผช. ๒๔๗/๒๕๕๒")
    assert find_community("มผช.247/2652") == []
    assert find_community("มอก. 247-2552") == []


def test_a_month_and_a_year_are_no_standard_unless_it_is_announced() -> None:
    assert find_standards("12-2560") == [] == find_standards("1-2568")
    assert [str(found.value) for found in find_standards("13-2560")] == ["13-2560"]
    assert [str(found.value) for found in find_standards("มอก. 12-2560")] == ["12-2560"]
    assert [str(found.value) for found in find_standards("12 เล่ม 1-2560")] == ["12 เล่ม 1-2560"]


def test_full_width_letters_and_figures_are_read_as_any() -> None:
    (found,) = find_standards("ＴＩＳ　２８７９－２５６０")
    assert str(found.value) == "2879-2560"
    assert parse_licence("ท７１９５－５４／１０４０") == LicenceNumber("ท", 7195, 54, "1040")
    assert parse_licence("（３）ท７１９５－５４／１０４０") == LicenceNumber("ท", 7195, 54, "1040", 3)


OF_SOMETHING_ELSE = (
    "iso iec en cispr itu ieee ansi astm din bs jis ks gb ul csa as nzs aci api aoac codex iatf ohsas haccp gmp มผช "
    "มกษ มตช มกอช มอช เอส s โทร โทรศัพท์ โทรสาร แฟกซ์ มือถือ สายด่วน tel fax phone call mobile hotline รุ่น แบบ รหัส ซีเรียล "
    "หมายเลขเครื่อง ล็อต ครั้งที่ผลิต ทะเบียน อย นจ บ้านเลขที่ ไปรษณีย์ model type lot batch serial sn no ref code part pn sku "
    "item art fda วันที่ ผลิต หมดอายุ ควรบริโภคก่อน ปี พศ คศ date mfg mfd exp expiry bbe since year ©"
)


@pytest.mark.parametrize("word", OF_SOMETHING_ELSE.split())
def test_a_bare_number_behind_a_word_of_something_else_is_no_standard(word: str) -> None:
    assert find_standards(f"{word} 2879-2560") == [] == find_standards(f"{word.upper()}: 2879-2560")


@pytest.mark.parametrize("words", ["pilot ", "brands ", "คุณภาพดี ", "สบู่ ", "ตัวอย่าง ", "AB ", "uon ", "von"])
def test_other_words_before_a_bare_number_say_nothing(words: str) -> None:
    assert [str(found.value) for found in find_standards(f"{words}2879-2560")] == ["2879-2560"]


def test_thai_words_end_in_what_they_are_about_and_latin_ones_do_not() -> None:
    assert find_standards("เลขทะเบียน 2879-2560") == [] and find_standards("เบอร์โทร 2879-2560") == []
    assert find_standards("AB2879-2560") == [] == find_standards("12/2879-2560")


def test_confusions_are_one_step_away() -> None:
    number = StandardNumber(2424, year=2565)
    assert StandardNumber(2425, year=2565) in confusions(number)  # ๔ and ๕
    assert StandardNumber(2424, year=2585) not in confusions(number)  # no such year
    assert number not in confusions(number)
    licence = LicenceNumber("ท", 7195, 54, "1040")
    assert confusable(licence, LicenceNumber("ท", 1195, 54, "1040"))
    assert confusable(licence, LicenceNumber("น", 7195, 54, "1040"))
    assert not confusable(licence, LicenceNumber("น", 1195, 54, "1040"))
    assert not confusable(licence, LicenceNumber("ท", 7295, 54, "1040"))


@pytest.mark.parametrize(
    "piece",
    ["1", "1-", "มอก", "มอก. ", "(3)", "ท1-1/", "TIS ", "ใบอนุญาต", "2424-2565 ", " ", "เล่ม 1(", "เลขที่ ", "มอก. 2424 ("],
)
def test_no_line_takes_long(piece: str) -> None:
    line = (piece * 100_000)[:100_000]
    for read in (find_standards, find_licences, find_community, parse_standard, parse_licence):
        start = time.process_time()
        read(line)
        assert time.process_time() - start < 0.5  # 0.03 to 0.1 s when nothing else runs


@pytest.mark.parametrize("line", ["มผช.247/2552", "TCPS 247/2552", "TCPS. เลขที่ 247/2552", "x TCPS:247/2552"])
def test_either_name_announces_a_community_standard(line: str) -> None:
    assert [str(found.value) for found in find_community(line)] == ["247/2552"]
    assert find_community("ATCPS 247/2552") == []


@pytest.mark.parametrize("word", ["อย", "นจ", "ปี", "พศ", "คศ", "รุ่น", "แบบ", "ล็อต", "ผลิต", "โทร", "มผช"])
def test_thai_words_of_something_else_count_at_the_end_of_a_longer_one(word: str) -> None:
    assert speaks_of_other(f"เลข{word} ") and not speaks_of_other(f"{word}เลข ")


@pytest.mark.parametrize("word", ["iso", "s", "ref", "model", "no"])
def test_latin_words_of_something_else_count_whole_alone(word: str) -> None:
    assert speaks_of_other(f"{word} ") and not speaks_of_other(f"xq{word} ")


@pytest.mark.parametrize(("kind", "others"), [("ท", {"น"}), ("น", {"ท", "ส", "นค"}), ("ส", {"น"}), ("นค", {"น"})])
def test_types_that_readers_confuse_make_a_neighbour(kind: str, others: set[str]) -> None:
    number = LicenceNumber(kind, 7014, 4, "2879")
    same = {found.type for found in confusions(number) if found == replace(number, type=found.type)}
    assert same == others and all(confusable(replace(number, type=other), number) for other in others)
