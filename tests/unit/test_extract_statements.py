import pytest

from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.statement_words import announcing, qualifying
from verifier.extract.statements import statements
from verifier.extract.words import Word, find
from verifier.thai import squeezed

NUMBER = "มอก. 2879-2560"


def line(text: str, row: int = 0, column: int = 0, height: float = 20) -> list[Reading]:
    """Two readers agree on a line; rows are 24 px apart, columns 600."""
    quad = Quad.of_box(column * 600, row * 24, column * 600 + 12 * len(text), row * 24 + height)
    region = Region(RegionKind.LINE, quad, 0.9)
    return [Reading(text, region, reader, (0.999,) * len(text)) for reader in ("a/1", "b/1")]


def said(*lines: list[Reading]) -> list[tuple[StatementKind, str]]:
    readings = [reading for each in lines for reading in each]
    return [(found.kind, found.value) for found in statements(readings, extract(readings))]


def kinds(*lines: list[Reading]) -> set[StatementKind]:
    return {kind for kind, _ in said(*lines)}


QUALIFIERS = [
    (rule.kind, word.written)
    for rule in qualifying()
    for word in (*rule.own_line, *rule.near, *rule.anywhere, *rule.goods)
]
NEAR = [(rule.kind, word.written) for rule in qualifying() for word in (*rule.near, *rule.anywhere)]
ANYWHERE = [(rule.kind, word.written) for rule in qualifying() for word in rule.anywhere]
ANNOUNCERS = [(rule.kind, word.written) for rule in announcing() for word in rule.words]


def test_there_are_words_of_every_kind():
    assert len({kind for kind, _ in QUALIFIERS}) == 5 and len({kind for kind, _ in ANNOUNCERS}) == 5
    assert len(QUALIFIERS) > 130 and len(ANYWHERE) > 25


@pytest.mark.parametrize(("kind", "word"), QUALIFIERS)
def test_each_word_in_a_numbers_own_line_qualifies_it(kind, word):
    assert kind in kinds(line(f"{word} {NUMBER}"))
    assert kind in kinds(line(f"{NUMBER} {word}"))


@pytest.mark.parametrize(("kind", "word"), NEAR)
def test_each_strong_word_in_the_next_line_qualifies_it(kind, word):
    assert kind in kinds(line(word, 0), line(NUMBER, 1))
    assert kind in kinds(line(NUMBER, 0), line(word, 1))


@pytest.mark.parametrize(("kind", "word"), ANYWHERE)
def test_each_denial_in_large_print_counts_wherever_it_stands(kind, word):
    assert kind in kinds(line(NUMBER), line(word, 30, height=30))
    assert kind in kinds(line(word, 30, height=30)), "without a number in the photo too"


def test_small_print_far_off_qualifies_nothing():
    assert kinds(line(NUMBER), line("VOID", 30, height=8)) == set()


def test_weak_words_in_other_lines_qualify_nothing():
    assert kinds(line("ไม่ควรทิ้งลงในกองไฟ", 0), line(NUMBER, 1), line("for indoor use only", 2)) == set()


@pytest.mark.parametrize("text", ["วันหมดอายุ 12/2570", "วันที่หมดอายุ 31/12/2570"])
def test_the_goods_own_date_is_another_thing(text):
    assert StatementKind.EXPIRED not in kinds(line(f"{text} {NUMBER}"))


def test_a_word_is_recognised_with_one_thai_letter_misread():
    assert StatementKind.COMPARED in kinds(line(f"เทียบเทา {NUMBER}"))
    assert StatementKind.DENIED in kinds(line("ไม่ไดัรับอนญาต", 0), line(NUMBER, 1))


@pytest.mark.parametrize(
    ("line_of_print", "found"),
    [("ปราษจาก", True), ("ของปราษจาก", True), ("ปราษจากของ", True), ("ของปราจากดี", True), ("ของปราศศจากดี", True),
     ("ปราษจาค", False), ("ราศจา", False), ("ปราศจา", True)],
)  # fmt: skip
def test_one_letter_misread_lost_or_doubled_anywhere_in_a_line(line_of_print, found):
    word = Word.of("ปราศจาก")
    assert (find([word], line_of_print) is word) is found
    assert find([word], line_of_print, fuzzy=False) is None
    assert find([Word.of("ราศจาก")], "ราษจาก") is not None
    assert find([Word.of("าศจาก")], "าษจาก") is None, "five letters must be as they are"


def test_a_latin_word_must_stand_as_a_word():
    assert StatementKind.DENIED not in kinds(line("Nothing but TIS 2879-2560"))
    assert StatementKind.DENIED not in kinds(line("uon. 2879-2560 NOTE"))


@pytest.mark.parametrize(
    "text",
    [
        "ม. 2879", "มก. 369", "มอ 60335",
        "มอก. 2432/2555", "มอก. 2432-55", "มอก 2432.2555", "TIS 2432:2012-A", "มอก. 2432 - 25 55", "มอก.2432_2555",
        "มอก. 24321234-2555", "ม.อ.ก. 2432—255",
    ],
)  # fmt: skip
def test_a_standard_that_is_announced_and_not_parsed_is_told(text):
    assert (StatementKind.STANDARD, "") in said(line(text))


@pytest.mark.parametrize("text", ["ม. 12", "ม. 2569", "ม100%", "ม.123/4", "ม. 2879 ต.ไร่ขิง", "ุม 604", "5 ม. 100"])
def test_what_else_is_written_with_that_letter_is_no_standard(text: str) -> None:
    assert StatementKind.STANDARD not in kinds(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "ใบอนุญาตเลขที่ T99906-906/60335", "ใบอนุญาตเลขที่ 99906-906/60335", "ใบอนุญาตเลขที่ ท099906-906/60335",
        "ใบอนุญาตเลขที่ ท99906.906.60335", "License No. (ท)99906-906/60335", "ใบอนุญาตเลขที่ ท99906-",
        "เลขที่ใบอนุญาต กข 99906", "99906-906/60335", "ก99906-906/60335", "ฑ99906-906/60335 ", "TISI Iicense 99906",
        "Hcense-No-ท47289-24174-529", "-906/60335", "เลขที่ น11584",
        "ท22246-", "ท-99906-906/60335", "icense น22246-", "ท 9 9 9 0 6 - 9 0 6 / 6 0 3 3 5",
    ],
)  # fmt: skip
def test_a_licence_that_is_announced_and_not_parsed_is_told(text):
    assert StatementKind.LICENCE in kinds(line(text))


@pytest.mark.parametrize(
    "text",
    [
        NUMBER, "TIS 2432-2012", "ใบอนุญาตเลขที่ ท7014-4/2879", "ใบอนุญาตโฆษณาเลขที่ ฆพ. 1234/2567",
        "เลขที่ใบอนุญาตโรงงาน 3-53-1/45",
        "โทร 02-123-4567", "99/12-14 ถนนสุขุมวิท", "100-240V~50/60Hz", "LOT 25068-12", "8850000000000", "MFG 12-05-2568",
        "5V/2A 9V/1.67A", "เครื่องหมายมาตรฐาน มอก.",
    ],
)  # fmt: skip
def test_what_is_parsed_or_no_number_of_ours_is_no_statement(text):
    assert not {StatementKind.STANDARD, StatementKind.LICENCE} & kinds(line(text))


def test_an_unparsed_number_beside_a_parsed_one_in_the_same_line_does_not_vanish():
    assert StatementKind.LICENCE in kinds(line("ท7014-4/2879  99906-906/60335"))


@pytest.mark.parametrize("order", [1, -1])
def test_a_line_is_told_once_as_its_surest_look_reads_it(order):
    region = line(NUMBER)[0].region
    looks = [Reading(f"มอก. 2432/255{k}", region, f"{k}/1", (sure,) * 14) for k, sure in enumerate((0.6, 0.9, 0.7))][
        ::order
    ]
    assert [said.text for said in statements(looks, extract(looks))] == ["มอก. 2432/2551"]


def test_a_worse_reading_of_a_parsed_number_is_explained_by_it():
    good = line(NUMBER)
    bad = [Reading("มอก. 2879/256O", good[0].region, "c/1", (0.5,) * 14)]
    assert kinds(good, bad) == set()


@pytest.mark.parametrize(
    ("text", "told"), [("a1193-9/1062", False), ("a13-9/1062", True), ("a22593-8/1062", True), ("11593-9/1062", False)]
)
def test_a_licence_read_with_figures_lost_is_the_one_that_stands_there(text, told):
    good = line("เลขที่ใบอนุญาต ส11593-9/1062")
    again = [Reading(text, good[0].region, "c/1", (0.9,) * len(text))]
    assert (StatementKind.LICENCE in kinds(good, again)) is told
    assert StatementKind.LICENCE in kinds(good, line("a1193-9/1062", 2))


@pytest.mark.parametrize(("sure", "told"), [(0.69, False), (0.71, True)])
def test_a_look_that_reads_badly_shows_no_words(sure, told):
    good, text = line(NUMBER), f"ของเล่นชิ้นนี้ {NUMBER}"
    poor = [Reading(text, good[0].region, "c/1", (sure,) * len(text))]
    assert (StatementKind.WORDS in kinds(good, poor)) is told


def test_the_same_number_cut_off_by_the_photos_edge_is_explained():
    assert kinds(line(NUMBER), line("มอก.2879-25", 20, 1)) == set()


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("ผู้ผลิต : บริษัท หมื่นลี้ จำกัด", "maker", "บริษัท หมื่นลี้ จำกัด"),
        ("ผลิตโดย นายสมชาย ใจดี", "maker", "นายสมชาย ใจดี"),
        ("Manufactured by Shenzhen Bright Technology", "maker", "Shenzhen Bright Technology"),
        ("นำเข้าโดย บริษัท หมื่นลี้ จำกัด", "importer", "บริษัท หมื่นลี้ จำกัด"),
        ("ผู้รับใบอนุญาต บริษัท หมื่นลี้ จำกัด", "licensee", "บริษัท หมื่นลี้ จำกัด"),
        ("จัดจำหน่ายโดย ร้านขายดี", "seller", "ร้านขายดี"),
    ],
)
def test_a_firm_or_person_is_named_in_a_role(text, role, name):
    assert (StatementKind(role), name) in said(line(text))


@pytest.mark.parametrize(("kind", "word"), [(k, w) for k, w in ANNOUNCERS if k is not StatementKind.LICENCE])
def test_each_word_of_a_role_names_it(kind, word):
    found = said(line(f"{word} บริษัท หมื่นลี้การค้า จำกัด"))
    assert {value for _, value in found} == {"บริษัท หมื่นลี้การค้า จำกัด"}
    assert kind in {named for named, _ in found}


@pytest.mark.parametrize(("kind", "word"), [(k, w) for k, w in ANNOUNCERS if k is StatementKind.LICENCE])
def test_each_word_for_a_licence_announces_it(kind, word):
    assert kind in kinds(line(f"{word} 99906-906"))


@pytest.mark.parametrize(
    "text", ["Made in Thailand", "ผลิตในประเทศไทย", "วันที่ผลิต 12/2568", "ผลิตภัณฑ์คุณภาพ", "ผู้ผลิต 12/2568"]
)
def test_places_and_dates_are_no_roles(text):
    assert said(line(text)) == []


@pytest.mark.parametrize("text", ["ประเทศผู้ผลิต : จีน", "ประเทศผู้ผลิต : จืน", "ประเทศผู้ผลิต: สาธารณรัฐประชาชนจืน"])
def test_a_country_is_no_maker_however_it_was_misread(text):
    assert not kinds(line(text)) & {StatementKind.MAKER}


@pytest.mark.parametrize("role", ["ผู้ผิต", "ผู้ผิด"])
def test_a_maker_is_one_whose_role_was_misread(role):
    assert said(line(f"{role} : Foshan Keda Houseware Co., Ltd.")) == [
        (StatementKind.MAKER, "Foshan Keda Houseware Co., Ltd.")
    ]


@pytest.mark.parametrize(
    ("text", "expired"),
    [
        ("เทน้ำทิ้งและผึ่งให้แห้งเมื่อเลิกใช้", False),
        ("ถอดปลั๊กทุกครั้งหลังเลิกใช้", False),
        ("เลิกใช้เครื่องหมายนี้", True),
        ("เครื่องหมายนี้เลิกใช้", True),
    ],
)
def test_an_appliance_is_put_away_when_its_use_is_over_a_mark_ends(text, expired):
    assert (StatementKind.EXPIRED in kinds(line(NUMBER), line(text, 1))) is expired


def test_a_name_may_stand_below_or_right_of_its_role():
    firm = "บริษัท หมื่นลี้ จำกัด"
    assert (StatementKind.MAKER, firm) in said(line("ผู้ผลิต :", 0), line(firm, 1))
    right = [
        Reading(r.text, Region(RegionKind.LINE, r.region.quad.moved(150, 0), 0.9), r.reader, r.confidences)
        for r in line(firm)
    ]
    assert (StatementKind.MAKER, firm) in said(line("ผู้ผลิต :"), right)


def test_no_word_hides_within_another_by_its_squeezed_form():
    assert squeezed("License No.") == "licenseno." and find(announcing()[0].words, "ผู้ รับ ใบอนุญาต") is not None


@pytest.mark.parametrize(
    "text", ["มอก. 2879-2560 (มดอาย 31/12/2566)", "นมตเตอรี่กายใน มอก. 2879-2560", "ของแท้ต้องไม่ มอก. 2879-2560"]
)
def test_words_that_nobody_understands_beside_a_number_are_told(text):
    assert StatementKind.WORDS in kinds(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "ใบอนุญาตเลขที่ ท7014-4/2879",
        "License No. ท7014-4/2879",
        "ได้รับมาตรฐาน มอก. 2879-2560",
        "เลขทีใบอนญาต ท7014-4/2879",
        "TIS 2879-2560",
    ],
)
def test_words_that_say_nothing_of_a_number_are_not(text):
    assert kinds(line(text)) == set()


@pytest.mark.parametrize(
    "rest",
    [
        "12/2568", "in Thailand", "at the plant", "on 2026", "the best", "ในประเทศไทย", "ที่ระยอง", "เมื่อวาน", "จากจีน",
        "ตามสั่ง", "วันที่ 1", "ประเทศไทย", "date 2026", "Thailand", "China", "ไทย", "จีน",
        "中国制造", "中國", "日本", "日本国",
    ],
)  # fmt: skip
def test_each_place_or_date_after_a_roles_word_names_nobody(rest):
    firm = line("บริษัท หมื่นลี้ จำกัด", 1)
    assert StatementKind.MAKER not in kinds(line(f"ผลิตโดย {rest}"), firm)


@pytest.mark.parametrize(
    "text", ["มอก 24321234", "ม.อ.ก. 24321", "ม อ ก 24321", "TIS 24321", "T.I.S 24321", "tis no 24321"]
)
def test_each_way_to_write_the_word_for_a_standard_announces_it(text):
    assert StatementKind.STANDARD in kinds(line(f"{text}-"))


@pytest.mark.parametrize("text", ["สมอก 2432", "artis 2432-", "thistis 24"])
def test_a_word_that_only_ends_so_does_not(text):
    assert StatementKind.STANDARD not in kinds(line(text))


@pytest.mark.parametrize("figures", ["", "99", "999", "9 9 9"])
def test_a_licence_that_is_announced_and_has_no_whole_number_is_told(figures):
    assert StatementKind.LICENCE in kinds(line(f"ใบอนุญาตเลขที่ {figures}"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("999-9/999", True), ("99-9/999", True), ("999-9/9", False), ("999-9/99", True), ("at 99-9/999 x", False),
        ("999999-9/999", True), ("9999999-9/999", False),
        ("999-999999/999", True), ("999-9999999/999", False), ("999.9.999", True), ("999–9|999", True),
        ("999-9\\999", True), ("(3) T999-9/999", True), ("(123)999-9/999", True),
        ("ABC 999-9/999", True), ("999-9/9999999", False),
        ("999 - 9 / 999", True), ("999   -9/999", False),
    ],
)  # fmt: skip
def test_what_has_about_the_form_of_a_licence_number(text, told):
    assert (StatementKind.LICENCE in kinds(line(text))) is told


@pytest.mark.parametrize(
    ("text", "told"), [("ท999-", True), ("นค 999 - 12", True), ("ก999-", False), ("ท99-", False), ("ท999", False),
     ("ท999-9-999", True), ("น999 9 999", True), ("ส999.9.999", True), ("นค999-9-999", True), ("ก999-9-999", False),
     ("นค99999", True), ("ส9999", True), ("น9999 x", False),
     ("X9-9/99", True), ("1-1/1", False), ("x 12-34/567A", True)],
)  # fmt: skip
def test_the_first_half_of_a_licence_number(text, told):
    assert (StatementKind.LICENCE in kinds(line(text))) is told


@pytest.mark.parametrize(("gap", "near"), [(17, True), (19, False)])
def test_a_line_is_next_to_another_within_nine_tenths_of_its_height(gap, near):
    number = line(NUMBER)
    below = [
        Reading(r.text, Region(RegionKind.LINE, r.region.quad.moved(0, 20 + gap), 0.9), r.reader, r.confidences)
        for r in line("เทียบเท่า")
    ]
    assert (StatementKind.COMPARED in kinds(number, below)) is near


@pytest.mark.parametrize(("gap", "near"), [(115, True), (125, False)])
def test_a_name_stands_within_six_heights_right_of_its_role(gap, near):
    role, firm = line("ผู้ผลิต :"), "บริษัท หมื่นลี้ จำกัด"
    width = role[0].region.quad.width
    right = [
        Reading(r.text, Region(RegionKind.LINE, r.region.quad.moved(width + gap, 0), 0.9), r.reader, r.confidences)
        for r in line(firm)
    ]
    assert ((StatementKind.MAKER, firm) in said(role, right)) is near
    left = [
        Reading(r.text, Region(RegionKind.LINE, r.region.quad.moved(-width - 150, 0), 0.9), r.reader, r.confidences)
        for r in line(firm)
    ]
    assert (StatementKind.MAKER, firm) not in said(role, left)


@pytest.mark.parametrize(
    ("read", "told"), [("2879/25", False), ("2879/2566", False), ("2979/2566", False), ("2979/3566", True)]
)
def test_a_number_two_figures_off_in_the_same_place_is_the_parsed_one_misread(read, told):
    good = line(NUMBER)
    text = f"มอก. {read}"
    bad = [Reading(text, good[0].region, "c/1", (0.5,) * len(text))]
    assert (StatementKind.STANDARD in kinds(good, bad)) is told


@pytest.mark.parametrize(("cut", "told"), [("มอก. 2879-", True), ("มอก. 2879-2", False), ("มอก. 2979-25", True)])
def test_five_figures_of_a_number_elsewhere_are_that_number_cut_off(cut, told):
    assert (StatementKind.STANDARD in kinds(line(NUMBER), line(cut, 20, 1))) is told


@pytest.mark.parametrize(("gap", "told"), [(9, False), (11, True)])
def test_a_worse_number_within_half_a_height_is_the_parsed_one(gap, told):
    text = "มอก. 2879/2561"
    beside = [
        Reading(text, Region(RegionKind.LINE, line(NUMBER)[0].region.quad.moved(0, 20 + gap), 0.9), "c/1", (0.5,) * 14)
    ]
    assert (StatementKind.STANDARD in kinds(line(NUMBER), beside)) is told


@pytest.mark.parametrize("part", ["cover", "แบตเตอรี่", "แบดเตอรี่", "อะแดปเดอร์"])
def test_the_name_of_a_part_beside_a_number_counts_misread_too(part):
    assert StatementKind.PART in kinds(line(f"มอก. 2432-2555 {part}"))


def once(text: str, sure: float) -> list[Reading]:
    return [Reading(text, line(text)[0].region, "a/1", (sure,) * len(text))]


def test_words_beside_a_number_that_was_not_accepted_are_told_of_no_number():
    text = f"ของเล่นชิ้นนี้ {NUMBER}"
    assert said(line(text)) == [(StatementKind.WORDS, "2879-2560")]
    assert said(once(text, 0.75)) == [(StatementKind.WORDS, "")]
    licence = "ของเล่นชิ้นนี้ ท7014-4/2879"
    assert said(line(licence)) == [(StatementKind.WORDS, "ท7014-4/2879")]
    assert said(once(licence, 0.75)) == []


def whole(*lines: list[Reading]) -> list[tuple[StatementKind, str]]:
    readings = [reading for each in lines for reading in each]
    return [(found.kind, found.words) for found in statements(readings, extract(readings), whole=True)]


STRANGE = "ฆฌฆฌฆฌฆฌ"
"""Letters that make no word."""


def test_what_no_line_of_goods_says_is_told_anywhere_once():
    assert [kind for kind, _ in whole(line(NUMBER), line(STRANGE, 1))] == [StatementKind.WORDS]
    assert kinds(line(NUMBER), line(STRANGE, 1)) == set()
    assert [kind for kind, _ in whole(line(f"{STRANGE} มอก. 2432/2555"))] == [StatementKind.STANDARD]
    assert [kind for kind, _ in whole(line(f"{NUMBER} {STRANGE}"))] == [StatementKind.WORDS]


def test_of_a_line_that_names_a_firm_only_what_speaks_is_told_beside_the_firm():
    firm = "ผู้ผลิต บริษัท หมื่นลี้ จำกัด"
    assert [kind for kind, _ in whole(line(firm))] == [StatementKind.MAKER]
    both = [kind for kind, _ in whole(line(f"{firm} ของกลาง"))]
    assert both == [StatementKind.MAKER, StatementKind.WORDS]
    assert [kind for kind, _ in whole(line(f"{firm} {STRANGE}"))] == [StatementKind.MAKER]


@pytest.mark.parametrize(("height", "told"), [(27.9, True), (28.1, False)])
def test_one_word_in_print_much_higher_than_the_number_is_a_brand(height, told):
    shown = [kind for kind, _ in whole(line(NUMBER), line(STRANGE, 1, height=height))]
    assert (StatementKind.WORDS in shown) is told


@pytest.mark.parametrize(("row", "told"), [(1.66, True), (1.68, False)])
def test_a_word_that_nobody_knows_counts_within_a_height_of_the_number(row, told):
    shown = [kind for kind, _ in whole(line(NUMBER), line(STRANGE, row))]
    assert (StatementKind.WORDS in shown) is told


def test_a_worse_look_is_asked_only_where_the_best_may_speak_and_only_for_thai():
    region = line(STRANGE)[0].region

    def looks(best: str, worse: str) -> list[tuple[StatementKind, str]]:
        both = [Reading(t, region, r, (s,) * len(t)) for t, r, s in ((best, "a/1", 0.95), (worse, "b/1", 0.9))]
        return whole(both, line(NUMBER, 1))

    included = "ไม่รวมสายชาร์จและตัวชาร์จ"
    assert [kind for kind, _ in looks("ไปรวมสายขาร์จและทัวขาร์จ", included)] == [StatementKind.WORDS]
    assert looks("ไปรวมสายขาร์จและทัวขาร์จ", "not included") == []
    assert looks("ประหยัดไฟ", included) == []
    assert [kind for kind, _ in looks("impne", "อันนี้ไม่ใช่")] == [StatementKind.WORDS], "no word that is known"


def test_when_and_where_goods_were_made_is_told_by_the_first_look_that_tells():
    found = whole(line("ผลิตเมื่อ 15/06/2569"), line("MADE IN CHINA", 20))
    assert [kind for kind, _ in found] == [StatementKind.MADE_ON, StatementKind.MADE_IN]
    readings = [*line("ผลิตเมื่อ 15/06/2569"), *line("MADE IN CHINA", 20)]
    values = [s.value for s in statements(readings, extract(readings), whole=True)]
    assert values == ["2026-06-15/2026-06-15", "china"]
    assert kinds(line("ผลิตเมื่อ 15/06/2569"), line("MADE IN CHINA", 20)) == set()


@pytest.mark.parametrize(
    ("name", "named"), [("สมย", True), ("สม", False), ("AB", False), ("ABC", True), ("你好吗", True)]
)
def test_a_name_has_three_letters(name, named):
    assert ((StatementKind.MAKER, name) in said(line(f"ผลิตโดย {name}"))) is named


def test_the_next_line_names_the_firm_unless_it_announces_something_itself():
    assert (StatementKind.MAKER, "สมชาย การค้า") in said(line("ผู้ผลิต :", 0), line("สมชาย การค้า", 1))
    for other in ("ผู้นำเข้า :", "TIS 2432-2012", "มอก. 24321234-2555"):
        assert not {value for kind, value in said(line("ผู้ผลิต :", 0), line(other, 1)) if kind is StatementKind.MAKER} - {
            ""
        }


def test_a_role_whose_name_is_nowhere_is_told_without_one():
    assert (StatementKind.MAKER, "") in said(line("ผู้ผลิต :"))
    assert said(line("ผู้ผลิต : 12/2568")) == []


@pytest.mark.parametrize(("height", "far"), [(13.9, False), (14.1, True)])
def test_print_from_seven_tenths_of_the_lowest_number_on_is_large(height, far):
    numbers = (line(NUMBER), line("TIS 166-2549", 10, height=40))
    assert (StatementKind.DENIED in kinds(*numbers, line("VOID", 30, height=height))) is far
    assert (StatementKind.EXPIRED in kinds(*numbers, line("ยกเลิก", 30, height=height))) is far


def test_a_qualified_number_is_named_its_own_before_one_beside_it():
    other = "TIS 166-2549"
    found = dict(said(line(f"เทียบเท่า {NUMBER}"), line(other, 1)))
    assert found[StatementKind.COMPARED] == "2879-2560"
    assert (StatementKind.COMPARED, "166-2549") in said(line("เทียบเท่า", 0), line(other, 1))
    assert (StatementKind.DENIED, "") in said(line(NUMBER), line("VOID", 30, height=30))


def test_an_unparsed_licence_of_several_looks_is_told_once():
    region = line(NUMBER)[0].region
    looks = [Reading(f"99906-906/6033{k}", region, f"{k}/1", (0.9,) * 15) for k in range(3)]
    assert [found.kind for found in statements(looks, extract(looks))] == [StatementKind.LICENCE]


def test_a_misread_word_is_no_other_offices():
    assert StatementKind.LICENCE not in kinds(line("ใบอนุญาตโฆษณา 99906-906"))
    for misread in ("โฆษฌา", "เครื่องสำฮาง", "เครื่องมือแพทบ์"):
        assert StatementKind.LICENCE in kinds(line(f"ใบอนุญาต{misread} 99906-906"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Compatible with บริษัท แสงหิ่งห้อย ไลท์ติ้ง จำกัด", True),
        ("ใช้ร่วมกับเครื่องของ บริษัท แสงหิ่งห้อย ไลท์ติ้ง จำกัด", True),
        ("ใบอนุญาตของ บริษัท แสงหิ่งห้อย ไลท์ติ้ง จำกัด", False),
        ("บริษัท แสงหิ่งห้อย ไลท์ติ้ง จำกัด", False),
        ("Compatible with Android and iOS", False),
    ],
)
def test_a_firm_whose_goods_these_go_with_is_told_as_such(text: str, told: bool) -> None:
    assert (StatementKind.WORDS in kinds(line(text))) == told


@pytest.mark.parametrize(("name", "told"), [("Manufactura Co., Ltd.", True), ("Manufacturer", False)])
def test_a_firm_whose_name_is_only_like_a_word_that_announces_is_the_name_in_the_next_line(name, told):
    found = [value for kind, value in said(line("Importer:", 0), line(name, 1)) if kind is StatementKind.IMPORTER]
    assert found == [name if told else ""]


def test_both_firms_of_a_line_are_told_though_one_is_called_like_a_word_for_a_role():
    text = "One Trading Co., Ltd. / Manufactura Co., Ltd."
    named = {value for kind, value in said(line(text)) if kind is StatementKind.NAMED}
    assert named == {"One Trading Co., Ltd.", "Manufactura Co., Ltd."}
    assert StatementKind.NAMED not in kinds(line(f"Manufacturer: {text}"))


WHOLE = "ผู้ผลิต : บริษัท สมุทรสาคร เคมีภัณฑ์ จำกัด"


@pytest.mark.parametrize(
    ("text", "width", "down", "told"),
    [
        ("ผู้ผลิต : บริษัท สมุทรสาค", 250, 9, False), ("ผู้ผลิต : บริษัท สมุทรสาคฟ", 250, 9, False),  # its last letter spoilt
        ("ผู้ผลิต : บริษัท สมุทรสาค", 362, 9, False), ("ผู้ผลิต : บริษัท สมุทรสาค", 366, 9, True),  # a tenth longer shows more
        ("ผู้ผลิต : บริษัท สมุทรสาค", 250, 12, True), ("ผู้ผลิต : บริษัท สมุทรสาค", 250, 100, True),  # beside it
        ("ผู้ผลิต : บริษัท นครสวรรค", 250, 9, True), ("ผู้ผลิต : บริษัท สมุทรสาคร จำกัด", 250, 9, True),  # another
        ("ผู้นำเข้า : บริษัท สมุทรสาค", 250, 9, True),  # another role
    ],
)  # fmt: skip
def test_a_name_that_a_box_cut_off_is_told_unless_a_longer_box_shows_all_of_it(text, width, down, told):
    def at(words, y, length):
        region = Region(RegionKind.LINE, Quad.of_box(100, y, 100 + length, y + 20), 0.9)
        return [Reading(words, region, reader, (0.999,) * len(words)) for reader in ("a/1", "b/1")]

    names = said(at(WHOLE, 0, 400), at(text, down, width))
    assert len(names) == 1 + told and names[0][1] == "บริษัท สมุทรสาคร เคมีภัณฑ์ จำกัด"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ใบอนุญาตประกอบกิจการโรงงานเลขที่ 3-55616-1/129", False),
        ("ใบอนุญาตประกอบกิจการโรงงานเลขที่ ก55616-1/129", True),
        ("ใบอนุญาตเลขที่ 3-55616-1/129", True),
    ],
)
def test_a_factorys_licence_has_no_letter_of_tisis_types(text, told):
    assert (StatementKind.LICENCE in kinds(line(text))) is told


@pytest.mark.parametrize(
    ("latin", "own", "told"),
    [
        ("ueaen. 2879-2560", NUMBER, False), ("not. 2879-2560", "ไม่ใช่ มอก. 2879-2560", True),
        ("ueaenabcdef. 2879-2560", NUMBER, True), ("ueaen. 2879-2560 old", NUMBER, True),
    ],
)  # fmt: skip
def test_a_latin_word_that_a_reader_makes_of_the_thai_one_before_a_number_is_none(latin, own, told):
    first = line(own)
    again = [Reading(latin, first[0].region, "pp/1", (0.9,) * len(latin))]
    assert (StatementKind.WORDS in kinds(first, again)) is told


def test_the_number_of_a_licence_behind_the_word_for_a_licensee_is_nobodys_name():
    said = kinds(line("Licensee No. น25734-31/2879", 2))
    assert StatementKind.LICENSEE not in said
