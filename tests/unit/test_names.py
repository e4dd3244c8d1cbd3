import random
import time
from collections import Counter

import pytest

from verifier.names import match
from verifier.names.match import adds_word, best_match, likeness, normal, tidy, together
from verifier.names.parse import cut_off, form_alone, may_name_firm, parted, whole

FIRMS = {
    "ผู้นำเข้า : บริษัท  สีคิ้ว ก.พานิช จำกัด โทร 02-123": "บริษัท สีคิ้ว ก.พานิช จำกัด",
    "บริษัทริชเทค เพ้นท์จํากัด": "บริษัทริชเทค เพ้นท์จำกัด",
    "ผลิตและจัดจำหน่ายโดย บริษัท พี.เอส.พี. จำกัด (มหาชน) 1 ถนน": "บริษัท พี.เอส.พี. จำกัด (มหาชน)",
    "มอก. 2879-2560 บริษัท บีพี - คาสตรอล (ประเทศไทย) จำกัด": "บริษัท บีพี - คาสตรอล (ประเทศไทย) จำกัด",
    "ผู้รับใบอนุญาต หจก. สมชายการไฟฟ้า 12/3 ถนนสุขุมวิท": "หจก. สมชายการไฟฟ้า",
    "ห้างหุ้นส่วนจำกัด ก้าวหน้า": "ห้างหุ้นส่วนจำกัด ก้าวหน้า",
    "จัดจำหน่ายโดย ร้าน สมชาย โทร 02": "ร้าน สมชาย",
    "Imported by ABC Trading Co., Ltd.": "ABC Trading Co., Ltd.",
    "Imported and distributed by: ABC (Thailand) Co.,Ltd": "ABC (Thailand) Co.,Ltd",
    "Manufacturer: PSP SPECIALTIES PUBLIC COMPANY LIMITED": "PSP SPECIALTIES PUBLIC COMPANY LIMITED",
    "บริษัท สีคิ้ว ก.พานิช": "บริษัท สีคิ้ว ก.พานิช",
    "บริษัท ผลิตไฟฟ้า จำกัด (มหาชน)": "บริษัท ผลิตไฟฟ้า จำกัด (มหาชน)",
    "บริษัทผู้ผลิต: บริษัท เอบีซี จำกัด": "บริษัท เอบีซี จำกัด",
    "ผู้นำเข้า นริษัท สีคิ้ว จำกัก": "นริษัท สีคิ้ว จำกัก",
    "ผลิตโดย บ ริษัทสีคิ้ว จํา กัด": "บ ริษัทสีคิ้ว จำ กัด",
    "บรริษัท สีคิ้ว จ้ากัด": "บรริษัท สีคิ้ว จ้ากัด",
    "บริษัท สีคิ้ว จำทกัด": "บริษัท สีคิ้ว จำทกัด",
}


@pytest.mark.parametrize(("line", "name"), FIRMS.items())
def test_the_firm_of_a_line(line: str, name: str) -> None:
    assert tidy(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "",
        "มอก. 2424-2565",
        "บริษัทฯ ขอสงวนสิทธิ์",
        "บริษัท จำกัด",
        "ร้านค้าทั่วไป",
        "กำลังไฟฟ้าจำกัด 20W",
        "บรรษัทเงินทุนอุตสาหกรรม",
        "Limited edition",
        "Made in China",
        "ผู้ผลิต",
        "Imported by",
    ],
)
def test_a_line_without_a_firm(line: str) -> None:
    assert tidy(line) is None


STOPS = (
    *("เลขที่ 9", "ที่อยู่ 9", "12 หมู่", "12/3 ถนน", "ถนนสุขุมวิท", "ถ.สุขุมวิท", "ซอย 3", "ซ.3", "หมู่ 4", "ตำบลบาง", "ต.บาง"),
    *(
        "อำเภอเมือง",
        "อ.เมือง",
        "จังหวัดระยอง",
        "แขวงบาง",
        "เขตบาง",
        "โทร 02",
        "เลขประจำตัว 01",
        "Tel 02",
        "Fax 02",
        "www.x.com",
    ),
    *("http://x", "มอก. 2879", "ใบอนุญาต ท1", "TIS 2879", "| รุ่น", "; รุ่น", ", รุ่น"),
)


@pytest.mark.parametrize("behind", STOPS)
@pytest.mark.parametrize("name", ["หจก. สมชายการไฟฟ้า", "ร้าน สมชาย"])
def test_a_name_without_an_end_of_its_own_ends_where_an_address_or_a_number_begins(name: str, behind: str) -> None:
    assert tidy(f"{name} {behind}") == name


@pytest.mark.parametrize(
    "name",
    [
        "บริษัท ตีสีกา จำกัด", "บริษัท ตีสีกา จำกัด (มหาชน)", "บรษัท ตีสีกา จำกัด", "บริษท ตีสีกา จำกัด", "กริษัท ตีสีกา จำกัด",
        "บกิษัท ตีสีกา จำกัด", "บริกัท ตีสีกา จำกัด", "บริษัก ตีสีกา จำกัด", "บ ริ ษัท ตีสีกา จำกัด", "บริษัท ตีสีกา กำกัด", "บริษัท ตีสีกา จำมัด",
        "บริษัท ตีสีกา จำกัก", "บริษัท ตีสีกา จำกกัด", "บจก. ตีสีกา", "บจก ตีสีกา", "บมจ. ตีสีกา", "หจก. ตีสีกา", "หสน. ตีสีกา",
        "ห้างหุ้นส่วนจำกัด ตีสีกา", "ห้างหุ้นส่วนสามัญ ตีสีกา", "ห้างหุ้นส่วนสามัญนิติบุคคล ตีสีกา", "ร้าน ตีสีกา",
        "TISICA CO., LTD.", "TISICA COMPANY LIMITED", "TISICA PUBLIC COMPANY LIMITED", "TISICA LIMITED PARTNERSHIP",
        "TISICA PART., LTD.", "TISICA LIMITED", "TISICA LTD.", "TISICA PCL", "TISICA INC.", "TISICA CORP.",
        "TISICA CORPORATION", "TISICA (THAILAND) CO., LTD.",
    ],
)  # fmt: skip
def test_each_legal_form_is_found_and_set_aside(name: str) -> None:
    assert tidy(f"ผลิตโดย {name}") == name or tidy(f"Made by {name}") == name
    assert normal(name).startswith(("ตีสีกา", "tisica"))


@pytest.mark.parametrize(
    "lead",
    [
        "ผู้ผลิต", "ผลิตโดย", "ผู้นำเข้า", "นำเข้าโดย", "ผู้จัดจำหน่าย", "จัดจำหน่ายโดย", "จำหน่ายโดย", "ผู้แทนจำหน่าย", "ผู้รับใบอนุญาต",
        "ผู้ได้รับใบอนุญาต", "Manufactured by", "Made by", "Made for", "Imported by", "Distributed by", "Produced by",
        "Sold by", "Licensed by", "Licenced by", "Manufacturer", "Importer", "Distributor", "Producer", "Licensee",
        "Licencee",
    ],
)  # fmt: skip
def test_each_word_that_leads_to_a_name_is_left_out(lead: str) -> None:
    assert tidy(f"{lead} : TISICA CO., LTD.") == "TISICA CO., LTD."
    assert tidy(f"{lead} ร้าน ตีสีกา") == "ร้าน ตีสีกา"


@pytest.mark.parametrize(
    "line",
    [
        *("ร้านค้า สมชาย", "ร้านอาหาร สมชาย", "ร้านจำหน่าย สมชาย", "บริษัท", "จำกัด", "บริษัทฯ ขอสงวนสิทธิ์ทุกประการ"),
        "ของแท้ต้องมีชื่อบริษัทบนฉลาก",
    ],
)
def test_a_kind_of_shop_or_a_form_alone_is_no_name(line: str) -> None:
    assert tidy(line) is None


@pytest.mark.parametrize(
    "rest",
    [
        *("ประกันภัย", "ในเครือ", "ขนส่ง", "คู่ค้า", "แม่", "ผู้", "ขอสงวน", "ขออภัย", "ขอขอบคุณ", "ขอแจ้ง", "ยอสงวน", "บนฉลาก"),
        *("บนกล่อง", "ดังกล่าว", "ข้างต้น", "ตามที่", "จะไม่", "ไม่รับ"),
    ],
)
def test_a_company_of_which_a_sentence_speaks_has_no_name_unless_all_of_one_stands_there(rest: str) -> None:
    assert tidy(f"บริษัท {rest}อื่น ๆ") is None and tidy("บริษัท อื่น ๆ") == "บริษัท อื่น ๆ"
    assert tidy(f"บริษัท{rest}ทั่วไทย จำกัด") == f"บริษัท{rest}ทั่วไทย จำกัด"


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("บริษัท", True), ("บริษัท :", True), ("ห้างหุ้นส่วนจำกัด", True), ("ห้างหุ้นส่วนสามัญ.", True), ("หจก.", True),
        ("บจก.", True), ("บริษัท ก", False), ("ของบริษัท", False), ("ห้างร้าน", False), ("", False),
    ],
)  # fmt: skip
def test_a_legal_form_without_a_name(text: str, alone: bool) -> None:
    assert form_alone(text) is alone


SPELLED = "เอ บี ซี ดี อี เอฟ จี เอช ไอ เจ เค แอล เอ็ม เอ็น โอ พี คิว อาร์ เอส ที ยู วี ดับบลิว เอ็กซ์ วาย แซด"


@pytest.mark.parametrize(("letter", "spelled"), list(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", SPELLED.split(), strict=True)))
def test_latin_initials_of_a_thai_name_are_its_thai_ones(letter: str, spelled: str) -> None:
    assert normal(f"บริษัท {letter}.{letter}. กลการ จำกัด") == normal(f"บริษัท {spelled}.{spelled}. กลการ จำกัด")
    assert normal(f"บริษัท {letter}B กลการ จำกัด") == normal(f"บริษัท {spelled}บี กลการ จำกัด")


@pytest.mark.parametrize(
    ("read", "agree"),
    [
        ("ตัวอย่างเคพีเอส", True), ("ัวอย่างเคพีเอส", True), ("ตตัวอย่างเคพีเอส", True), ("ตัวอย่างเตพีเอส", False),
        ("ตัวอย่างไคพีเอส", False), ("ัวอย่างไคพีเอส", False), ("ตตัวอย่างเคพีเอม", False), ("ตัวอย่างเค่พีเอส", True),
    ],
)  # fmt: skip
def test_every_initial_of_a_holder_is_read_as_it_is_whatever_stands_before_it(read: str, agree: bool) -> None:
    assert match._initials_agree(read, "บริษัท ตัวอย่าง เค.พี.เอส. จำกัด") is agree


def test_roman_numbers_and_legal_forms_are_no_initials() -> None:
    for word in ("II", "III", "IV", "VI", "CO", "LTD", "PCL", "INC", "CORP", "PART"):
        assert word.lower() in normal(f"บริษัท {word} กลการ จำกัด")


def test_normal_forms_keep_what_tells_firms_apart() -> None:
    assert normal("บริษัท พี.เอส.พี. จำกัด") == normal("บริษัท พีเอสพี จํากัด (มหาชน)") == normal("บมจ. พี เอส พี")
    assert normal("บริษัท เชฟรอน จำกัด") != normal("บริษัท เชฟรอน (ไทย) จำกัด")
    assert normal("บริษัท PSP จำกัด") == normal("บริษัท P.S.P. CO., LTD.") == normal("บริษัท พี.เอส.พี. จำกัด") == "พีเอสพี"
    assert normal("บริษัท LED ไลท์ จำกัด") == normal("บริษัท แอลอีดี ไลท์ จำกัด") != normal("บริษัท LEDS ไลท์ จำกัด")
    assert normal("บริษัท A&B จำกัด") == "ab" and normal("PSP Trading Co., Ltd.") == "psptrading"
    assert normal("ABC Trading Co., Ltd.") == normal("abc trading company limited") == "abctrading"
    assert normal("บริษัท ก้าวหน้า ๒๕๕๐ จำกัด") == normal("บริษัท ก้าวหน้า (2550) จำกัด")


def test_likeness_knows_what_readers_confuse() -> None:
    name = "บริษัท ท้องถิ่นพัฒนา จำกัด"
    assert likeness(name, name) == 1.0
    assert likeness(name, "บริษัท ทองถินพัฒนา จำกัด") > likeness(name, "บริษัท ของกินพัฒนา จำกัด")
    assert likeness("บริษัท ก้าวหน้า 2550 จำกัด", "บริษัท ก้าวหน้า 2560 จำกัด") == 0.0
    assert likeness("บริษัท ก้าวหน้า จำกัด", "หจก. ก้าวหน้า") == 0.0
    assert likeness("", "") == 0.0


def test_two_licences_of_one_firm_are_one_firm() -> None:
    holders = ["บริษัท พี.เอส.พี. จำกัด", "บริษัท เชลล์แห่งประเทศไทย จำกัด", "บริษัท พี.เอส.พี. จำกัด (มหาชน)"]
    match = best_match("บริษัท พี เอส พี จำกัด", holders)
    assert (match.index, match.group, match.ambiguous) == (0, (0, 2), False)


def test_it_abstains_between_firms_and_from_strangers() -> None:
    holders = ["บริษัท ไทยรุ่งเรืองการไฟฟ้า จำกัด", "บริษัท ไทยรุ่งเรืองการไฟฟ้า 2 จำกัด", "บริษัท ไทยรุ้งเรืองการไฟฟ้า จำกัด"]
    exact = best_match(holders[1], holders)
    assert exact.index == 1
    between = best_match("บริษัท ไทยรุงเรืองการไฟฟ้า จำกัด", holders)
    assert (between.index, between.ambiguous) == (None, True)
    stranger = best_match("บริษัท สยามวัสดุ จำกัด", holders)
    assert (stranger.index, stranger.ambiguous) == (None, False)
    assert best_match("บริษัท ไทย จำกัด", []).index is None


def test_a_name_that_was_cut_off_is_nobodys() -> None:
    assert best_match("บริษัท ไทยสตีล", ["บริษัท ไทยสตีล จำกัด"]).index is None
    assert best_match("บริษัท ไทยสตีล จำกัด", ["บริษัท ไทยสตีล จำกัด"]).index == 0


def test_a_garbled_legal_form_is_the_legal_form() -> None:
    for garbled in ("บ ริษัท สีคิ้ว จำกัด", "บรริษัท สีคิ้ว จ้ากัด", "บริษัท สีคิ้วจำภัด", "บริษัท สีคิ้ว จำทกัด", "บริษัท สีคิ้ว จำ กัด"):
        assert normal(garbled) == "สีคิ้ว"
        assert whole(garbled) and not cut_off(garbled)
    assert not whole("บริษัท สีคิ้ว") and cut_off("บริษัท สีคิ้ว")
    assert normal("บริษัท จำกัดสิ้น จำกัด") == "จำกัดสิ้น"


def test_a_garbled_line_that_may_name_a_company_is_known() -> None:
    for line in ("บริรษัท ทรัพยัเอเซียมาสเตอร์ กรุ๊ป จำกัด", "ษัท วุ้งธือขกโงยญาณ์ แนด จำกัด", "บิษัท ตีสี กุป จกัด", "ยริปท ซัพพลายชัย จำกัด"):
        assert tidy(line) is None and may_name_firm(line)
    assert may_name_firm("บรกษท มานี") and not may_name_firm("บรกมษท มานี")
    for line in ("มอก. 2879-2560", "บรรจุ 50 ชิ้น ต่อกล่อง ใช้ครั้งเดียว", "ผลิตในประเทศจีน", "Power Bank 20000mAh", "จำกัด", ""):
        assert not may_name_firm(line)


@pytest.mark.parametrize("end", ["จกด", "จมด", "กด", "จด", "จก", "จกกด", "จกมด"])
def test_a_line_that_ends_nearly_as_a_company_does_may_name_one(end: str) -> None:
    assert may_name_firm(f"ตตตตตตต {end}") and not may_name_firm(f"{end} ตตตตตตต")


def test_of_several_looks_the_best_counts_for_each_firm() -> None:
    holders = ["บริษัท ไทยรุ่งเรืองการไฟฟ้า จำกัด", "บริษัท สยามวัสดุ จำกัด", "บริษัท สยามวัสดีภัณฑ์ จำกัด"]
    garbled, cut = "บริษัท ไทบรงเริองกวรไพพา จำกัด", "บริษัท ไทยรุ่งเรือง"
    assert best_match(garbled, holders).index is None
    assert best_match([garbled, cut, holders[0]], holders).index == 0
    assert best_match([garbled, cut], holders).index is None
    assert best_match([holders[1], holders[2]], holders).index is None
    assert best_match([], holders).index is None


def test_short_names_are_matched_to_the_letter() -> None:
    assert best_match("บริษัท เอบีซี จำกัด", ["บริษัท เอบีชี จำกัด"]).index is None


# ---- made-up firms, disturbed as readers disturb them ---------------------------------------------------------------


def test_an_initial_is_never_forgiven_and_another_letter_of_a_long_name_is() -> None:
    holder = "บริษัท เอ.บี.ซี. อุตสาหกรรมไฟฟ้าแห่งประเทศไทย จำกัด"
    assert best_match(holder.replace("ซี.", "ดี."), [holder]).index is None
    assert best_match(holder.replace("ซี.", "ชี."), [holder]).index is None
    assert best_match(holder.replace("แห่ง", "แห่ฬ"), [holder]).index == 0
    latin = "A.B.C. INTERNATIONAL ELECTRIC POWER (THAILAND) CO., LTD."
    assert best_match(latin.replace("C.", "G.", 1), [latin]).index is None
    assert best_match(latin.replace("ELECTRIC", "ELECTRXC"), [latin]).index == 0


@pytest.mark.parametrize("spelled", [*SPELLED.split(), "ดับเบิ้ลยู"])
def test_each_letter_that_is_spelled_is_an_initial(spelled: str) -> None:
    rest = "อุตสาหกรรมไฟฟ้าแห่งประเทศไทย จำกัด"
    misread = spelled.replace(next(c for c in spelled if "ก" <= c <= "ฮ"), "ฬ", 1)
    assert best_match(f"บริษัท ก.{misread}. {rest}", [f"บริษัท ก.{spelled}. {rest}"]).index is None
    assert best_match(f"บริษัท ก.{spelled}. {rest.replace('แห่ง', 'แฬ่ง')}", [f"บริษัท ก.{spelled}. {rest}"]).index == 0


def test_a_name_read_to_the_letter_is_clear_of_firms_one_letter_away() -> None:
    own, near = "บริษัท ตัวอย่างพลังงาน จำกัด", "บริษัท ตัวอย่างพลังงาย จำกัด"
    assert best_match(own, [near, own]).index == 1 and not best_match(own, [near, own]).ambiguous
    twice = best_match(own, [near, own, "บจก. ตัวอย่างพลังงาน"])
    assert twice.index == 1 and twice.group == (1, 2)


def test_a_firm_of_another_legal_form_is_another_and_one_without_a_form_may_be_any() -> None:
    company, partnership = "บริษัท ตัวอย่างพลังงาน จำกัด", "ห้างหุ้นส่วนจำกัด ตัวอย่างพลังงาน"
    assert best_match(partnership, [company]).index is None and best_match(company, [partnership]).index is None
    assert best_match(company, [partnership, company]).index == 1
    assert likeness(company, partnership) == 0 and likeness(company, "ตัวอย่างพลังงาน") == 1
    assert best_match("ตัวอย่างพลังงาน", [company]).index == 0 and best_match(company, ["ตัวอย่างพลังงาน"]).index == 0
    assert best_match("จำกัด", [company]) == best_match("", [company]) == best_match(company, [])


def _words(text: str) -> list[str]:
    return text.split()


STEMS = _words(
    "ไทย สยาม กรุงเทพ เอเชีย ยูเนี่ยน รุ่งเรือง เจริญ พัฒนา มั่นคง ก้าวหน้า ทวีทรัพย์ ศรีสุข วัฒนา ไพศาล นิยม โชคชัย สหมิตร บูรพา "
    "แปซิฟิค โกลบอล สตาร์ ซัน มูน พาวเวอร์ เทค สมาร์ท ดิจิตอล ไฮเทค เมโทร โปร แม็กซ์ ยูไนเต็ด เนชั่นแนล อีสเทิร์น เวสเทิร์น "
    "แสงทอง ทองดี เพชรเกษม ลาดพร้าว บางนา ธนบุรี ล้านนา อีสาน ทักษิณ นครชัย พงษ์ศิริ ประเสริฐ สุวรรณ กิตติ ธนา วรกิจ ชัยวัฒน์"
)
TRADES = _words(
    "การไฟฟ้า อิเล็คทริค อิเล็กทรอนิกส์ อุตสาหกรรม อินดัสตรี อินดัสเตรียล เทรดดิ้ง พลาสติก สตีล เคมีคอล เซรามิค แบตเตอรี่ ไลท์ติ้ง เคเบิ้ล "
    "มอเตอร์ ปิโตรเลียม ลูบริแคนท์ เมดิคอล คอนกรีต เพ้นท์ เอ็นจิเนียริ่ง ซัพพลาย โปรดักส์ อิมปอร์ต เอ็นเตอร์ไพรส์ คอร์ปอเรชั่น กรุ๊ป เทคโนโลยี"
)
TAILS = (
    "",
    "",
    "",
    "",
    " (ประเทศไทย)",
    " (ไทยแลนด์)",
    " (2005)",
    " (1999)",
    " อินเตอร์เนชั่นแนล",
    " แมนูแฟคเจอริ่ง",
    " กรุ๊ป",
    " เซ็นเตอร์",
)
INITIALS = _words("เอ บี ซี ดี อี เอฟ จี เอช ไอ เจ เค แอล เอ็ม เอ็น โอ พี คิว อาร์ เอส ที ยู วี")
LOOK_ALIKE = {
    **{"ท": "กห", "ก": "ทภถ", "ห": "ทก", "ถ": "ภก", "ภ": "ถก", "น": "บม", "บ": "นษ", "ม": "นบ", "ส": "ลศ", "ล": "ส"},
    **{"ค": "ดต", "ด": "ค", "ต": "ค", "ข": "ช", "ช": "ซข", "ซ": "ช", "พ": "ผฟ", "ผ": "พ", "ฟ": "ฝพ", "อ": "ฮ"},
    **{"ิ": "ี", "ี": "ิ", "ึ": "ื", "ื": "ึ", "แ": "เ", "ไ": "ใ"},
}
TONES = "่้๊๋์็"
CONSONANTS = "กขคงจชซดตทนบปผพฟมยรลวสหอ"


def made_up(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.25:
        head = ".".join(rng.sample(INITIALS, rng.choice((2, 3)))) + ". " + rng.choice(TRADES)
    elif kind < 0.6:
        head = rng.choice(STEMS) + rng.choice(STEMS) + rng.choice(TRADES)
    else:
        head = f"{rng.choice(STEMS)} {rng.choice(STEMS)} {rng.choice(TRADES)}"
    return head + rng.choice(TAILS)


def sister(name: str, rng: random.Random) -> str:
    """A firm that is another one, and is called nearly the same."""
    words = name.split(" ")
    kind = rng.randrange(5)
    if kind == 0:
        return name + rng.choice(("2", " 1", " กรุ๊ป", " (ประเทศไทย)", " เทรดดิ้ง"))
    if kind == 1:
        words[0] = rng.choice(STEMS) + words[0]
    elif kind == 2:
        words[-1] = rng.choice(TRADES)
    elif kind == 3 and "." in words[0]:
        letters = words[0].split(".")
        letters[rng.randrange(len(letters) - 1)] = rng.choice(INITIALS)
        words[0] = ".".join(letters)
    else:
        words[0] = words[0].replace(next((s for s in STEMS if words[0].startswith(s)), "ไทย"), rng.choice(STEMS), 1)
    return " ".join(words)


def disturbed(name: str, rate: float, rng: random.Random) -> str:
    """`name` as a reader may see it: each character goes wrong with probability `rate`."""
    out = []
    for char in name:
        if rng.random() >= rate:
            out.append(char)
        elif char in TONES or char in " .":
            out.append(rng.choice(("", "", " ", ".")) if char in " ." else "")
        else:
            kind = rng.random()
            if kind < 0.6:
                out.append(rng.choice(LOOK_ALIKE.get(char, char)))
            elif kind < 0.75:
                out.append(rng.choice(CONSONANTS) if char in CONSONANTS else char)
            elif kind < 0.85:
                out.append(char + " ")
            elif kind < 0.93:
                out.append("")
            else:
                out.append(char + rng.choice(TONES))
    return "".join(out)


def tally(seed: int, lists: int, size: int, rate: float) -> Counter[str]:
    """Right, wrong and abstained over `lists` lists: every listed firm is read once, and one unlisted sister of it."""
    rng, result = random.Random(seed), Counter[str]()
    for _ in range(lists):
        firms = list({normal(f"บริษัท {n} จำกัด"): n for n in (made_up(rng) for _ in range(size))}.values())
        firms += [sister(rng.choice(firms), rng) for _ in range(size // 4)]
        holders = [f"บริษัท {n} จำกัด" for n in firms]
        known = {normal(h) for h in holders}
        for truth in holders:
            stranger = f"บริษัท {sister(truth[7:-6], rng)} จำกัด"
            for read, expected in ((truth, normal(truth)), (stranger, normal(stranger))):
                match = best_match(disturbed(read, rate, rng), holders)
                if match.index is None:
                    result["abstained" if expected in known else "rightly abstained"] += 1
                else:
                    result["right" if normal(holders[match.index]) == expected else "wrong"] += 1
    return result


@pytest.mark.parametrize(("rate", "floor"), [(0.01, 0.94), (0.03, 0.85)])
def test_disturbed_names_are_matched_or_let_go(rate: float, floor: float) -> None:
    """Seeds 11 and up report; the constants of `names` were chosen on seeds 1 and 2."""
    result = tally(seed=11, lists=5, size=100, rate=rate)
    assert result.total() > 1200
    assert result["wrong"] <= 0.002 * result.total(), result
    assert result["right"] >= floor * (result["right"] + result["abstained"]), result


@pytest.mark.slow
@pytest.mark.parametrize(("rate", "floor"), [(0.01, 0.95), (0.03, 0.87), (0.06, 0.75), (0.12, 0.5)])
def test_many_disturbed_names_are_matched_or_let_go(rate: float, floor: float) -> None:
    result = tally(seed=12, lists=20, size=100, rate=rate)
    assert result["wrong"] <= 0.002 * result.total(), result
    assert result["right"] >= floor * (result["right"] + result["abstained"]), result


def test_a_long_list_takes_no_time_and_a_long_line_neither() -> None:
    rng = random.Random(3)
    holders = [f"บริษัท {made_up(rng)} จำกัด" for _ in range(5000)]
    start = time.process_time()
    best_match(disturbed(holders[7], 0.03, rng), holders)
    for line in ("a" * 100_000, "บริษัท " * 20_000, "ผลิต" * 20_000):
        tidy(line)
    assert time.process_time() - start < 2  # 0.3 s when nothing else runs


def test_each_word_for_a_partnership_tells_it_from_a_company() -> None:
    for name in (
        "ABC Limited Partnership",
        "ABC Part., Ltd.",
        "ABC Part. Ltd",
        "หจก. กขค",
        "หสน. กขค",
        "ห้างหุ้นส่วนจำกัด กขค",
    ):
        assert parted(name)[0] == "partnership", name
    for name in ("ABC Co., Ltd.", "ABC Limited", "บริษัท กขค จำกัด", "บจก. กขค", "บมจ. กขค"):
        assert parted(name)[0] == "company", name
    assert parted("ร้านกขค")[0] == "shop" and parted("กขค")[0] == ""


def test_a_short_name_read_to_the_letter_is_matched() -> None:
    assert best_match("บริษัท กขคงจ จำกัด", ["บริษัท กขคงจ จำกัด", "บริษัท กขคงฉ จำกัด"]).index == 0


@pytest.mark.parametrize(
    ("name", "is_whole"),
    [
        ("บริษัท หนึ่งไฟฟ้า จำกัด", True), ("บริษัท หนึ่งไฟฟ้า จำกัด (มหาชน)", True), ("บริษัท หนึ่งไฟฟ้า จำกด", True),
        ("บริษัท หนึ่งไฟฟ้า", False), ("หจก. หนึ่งไฟฟ้า", True), ("ห้างหุ้นส่วนจำกัด หนึ่งไฟฟ้า", True), ("ห้างหุ้นส่วนสามัญ หนึ่ง", True),
        ("One Co., Ltd.", True), ("One Co., Ltd", True), ("One Limited", True), ("One Inc.", True), ("ONE INC", True),
        ("One Corp.", True), ("One Corporation", True), ("One PCL", True), ("One Company", False),
        ("One Ltd. Two", False),
        ("หนึ่งไฟฟ้า หจก", False), ("ร้านหนึ่ง", False),
    ],
)  # fmt: skip
def test_a_name_is_whole_with_its_legal_form_at_the_end_or_a_partnership_s_before_it(name: str, is_whole: bool) -> None:
    assert whole(name) is is_whole


def test_looks_of_which_one_is_nothing_like_a_name_show_it_together_not_at_all() -> None:
    holder = "บริษัท น้ำมันทดสอบ จำกัด"
    assert together([holder, "บริษัท น้ำมนทดสอบ จำกัด"], holder) == 1
    assert together([holder, "ห้างหุ้นส่วนจำกัด น้ำมันทดสอบ"], holder) == 0
    assert together([holder, "ร้านน้ำมันทดสอบ"], holder) == 0
    assert together([], holder) == together([holder], "") == 0


@pytest.mark.parametrize(
    ("read", "added"),
    [("บริษัท นิว เกษตรสมบูรณ์ค้าส่ง จำกัด", True), ("บริษัท เกษตรสมบูรณ์ค้าส่งงง จำกัด", False), ("บริษัท เกษตสมบูณค้าสง จำกัด", False),
     ("บริษัท เกษตรสมบูรณ์ค้าส่งไทย จำกัด", True), ("บริษัท เกษตรสมบูรณ์ค้าส่ง จำกัด", False)],
)  # fmt: skip
def test_a_word_more_is_three_letters_side_by_side(read, added):
    assert adds_word(read, "บริษัท เกษตรสมบูรณ์ค้าส่ง จำกัด") is added


@pytest.mark.parametrize(
    "line", ["¹IMPORTED COLTD", "²Imported by Acme Co., Ltd.", "²Imported by made by Acme Co., Ltd."]
)
def test_a_name_within_a_line_begins_behind_the_words_that_lead_to_it(line: str) -> None:
    name = tidy(line)
    assert name in (None, "Acme Co., Ltd.") and (name is None or tidy(name) == name)


@pytest.mark.parametrize("form", ["Ltd., Part.", "Ltd. Part.", "LTD.,PART.", "Ltd., Part"])
def test_a_partnership_in_latin_letters_ends_in_either_order(form: str) -> None:
    name = f"Kitcharoen Lighter {form}"
    assert tidy(name) == name
    assert parted(name) == ("partnership", "kitcharoenlighter")
