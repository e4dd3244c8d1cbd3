"""Names of firms over two lines are read as one, and nothing of the second line is lost by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.test_extract_statements import NUMBER, line, said
from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.statements import statements
from verifier.extract.wrapped import ends_name, unwrapped
from verifier.names.open_ends import begun, goes_on_in
from verifier.rules.statements import ROLES

LICENSEE, MAKER, IMPORTER = StatementKind.LICENSEE, StatementKind.MAKER, StatementKind.IMPORTER


def roles(*lines: list[Reading]) -> list[tuple[StatementKind, str]]:
    return [one for one in said(*lines) if one[0] in ROLES]


def names(*lines: list[Reading]) -> set[str]:
    return {field.value for field in extract([reading for each in lines for reading in each]).holders}


@pytest.mark.parametrize(
    ("first", "second", "kind", "name"),
    [
        ("ผู้รับใบอนุญาต : บริษัท สมุทรสาคร", "เคมีภัณฑ์ จำกัด", LICENSEE, "บริษัท สมุทรสาคร เคมีภัณฑ์ จำกัด"),
        ("ผู้นำเข้า : บริษัท เอเชียน", "แอร์โฟลว์ จำกัด (มหาชน)", IMPORTER, "บริษัท เอเชียน แอร์โฟลว์ จำกัด (มหาชน)"),
        ("ผลิตโดย ห้างหุ้นส่วนจำกัด", "คิดส์แฮปปี้ทอย", MAKER, "ห้างหุ้นส่วนจำกัด คิดส์แฮปปี้ทอย"),
        ("Manufactured by / ผลิตโดย บริษัท", "จักรวาล จำกัด", MAKER, "บริษัท จักรวาล จำกัด"),
        ("Imported by MUANGTHONG TRADING", "CO., LTD.", IMPORTER, "MUANGTHONG TRADING CO., LTD."),
        ("Imported by SIAM", "Company Limited", IMPORTER, "SIAM Company Limited"),
        ("ผู้นำเข้า : บริษัท กิจรุ่งเรือง", "อิเล็กทริค 1998 จำกัด", IMPORTER, "บริษัท กิจรุ่งเรือง อิเล็กทริค 1998 จำกัด"),
    ],
)
def test_a_name_goes_on_in_the_line_below(first: str, second: str, kind: StatementKind, name: str) -> None:
    lines = (line(first), line(second, row=1))
    assert roles(*lines) == [(kind, name)]
    assert names(*lines) == {name}


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        ("(Thailand) Co., Ltd.", True), ("(Public) Company Limited", True), ("(Laos) Co., Ltd.", False),
        ("Co., Ltd. Tel 02", False), ("Model Co., Ltd.", False),
    ],
)  # fmt: skip
def test_a_latin_name_goes_on_where_its_legal_form_stands_alone(second: str, joined: bool) -> None:
    told = roles(line("Imported by MUANGTHONG TRADING"), line(second, row=1))
    assert (told[0] == (IMPORTER, f"MUANGTHONG TRADING {second}")) is joined


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ผู้รับใบอนุญาต : บริษัท เอ จำกัด", "99/1 หมู่ 3 ตำบลบางพลี"),
        ("ผู้นำเข้า : บริษัท เอ", "ผู้ผลิต : บริษัท บี จำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "บริษัท บี จำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "โทร 0-2222-3333 จำนวนจำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "รุ่น X2"),
        ("ผู้นำเข้า : บริษัท เอ", "99/1 สุขุมวิท จำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "สาย 10110-2 จำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "สุขุมวิท 10110 จำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "หมู่ 3/4 จำกัด"),
        ("ผู้รับใบอนุญาต : หจก. เวลล์โฮม", "333/77 ต.ในเมือง"),
        ("Power Bank", "Model A1201"),
    ],
)
def test_what_is_no_end_of_a_name_is_not_joined(first: str, second: str) -> None:
    assert not begun(first) or not goes_on_in(first, second)
    assert not any(f" {second}" in name for name in names(line(first), line(second, row=1)))


@pytest.mark.parametrize(("row", "column"), [(3, 0), (1, 1)])
def test_a_line_elsewhere_is_no_end_of_a_name(row: int, column: int) -> None:
    lines = (line("ผู้รับใบอนุญาต : บริษัท สมุทรสาคร"), line("เคมีภัณฑ์ จำกัด", row=row, column=column))
    assert roles(*lines) == [(LICENSEE, "บริษัท สมุทรสาคร")]


def test_a_line_of_another_height_is_no_end_of_a_name() -> None:
    lines = (line("ผู้รับใบอนุญาต : บริษัท สมุทรสาคร"), line("เคมีภัณฑ์ จำกัด", row=1, height=40))
    assert roles(*lines) == [(LICENSEE, "บริษัท สมุทรสาคร")]


def test_what_follows_the_end_of_a_name_in_its_second_line_is_still_told() -> None:
    lines = (line(NUMBER, row=4), line("ผู้นำเข้า : บริษัท สมุทรสาคร"), line("เคมี จำกัด ไม่ได้รับอนุญาตให้ใช้", row=1))
    readings = [reading for each in lines for reading in each]
    told = {s.kind for s in statements(readings, extract(readings), whole=True)}
    assert told & {StatementKind.WORDS, StatementKind.DENIED, StatementKind.LICENCE}


def test_the_firm_after_a_misread_role_stands_behind_its_colon() -> None:
    lines = (line("ผู้ผิต : Hai Phong Viet Tin JSC"), line("ผลิตในประเทศเวียดนาม", row=1))
    assert (MAKER, "Hai Phong Viet Tin JSC") in roles(*lines)


@pytest.mark.parametrize("place", ["ผลิตในประเทศเวียดนาม", "Product of China", "สินค้าจากจีน"])
def test_a_country_is_no_firm(place: str) -> None:
    assert roles(line("ผู้ผลิต :"), line(place, row=1)) == [(MAKER, "")]


FIRST, REST = "ผู้รับใบอนุญาต : บริษัท สมุทรสาคร", "เคมีภัณฑ์ จำกัด"
UPPER = Quad.of_box(100, 100, 500, 120)
"""A line of 20 px whose name is cut off."""


def look(text: str, quad: Quad, reader: str = "a/1", sure: float = 0.9) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), reader, (sure,) * len(text))


def under(x: float, y: float, width: float = 200, height: float = 20) -> Quad:
    """A line that begins so far right of the upper one's beginning and below its lower edge."""
    return Quad.of_box(100 + x, 120 + y, 100 + x + width, 120 + y + height)


def turned(quad: Quad) -> Quad:
    """The same print on a label that stands on its side: reading down the photo."""
    return Quad(tuple((900 - y, x) for x, y in quad.corners))  # type: ignore[arg-type]


@pytest.mark.parametrize("turn", [lambda quad: quad, turned])
@pytest.mark.parametrize(
    ("below", "joined"),
    [
        (under(0, 17), True), (under(0, 19), False), (under(0, -9), True), (under(0, -11), False),  # how far below
        (under(29, 5), True), (under(31, 5), False), (under(-29, 5), True), (under(-31, 5), False),  # where it begins
        (under(100 + 29, 5), True), (under(100 + 31, 5), False), (under(100 - 31, 5), False),  # under its middle
        (under(0, 5, height=14), True), (under(0, 5, height=13), False),  # how high it is
        (under(0, 5, height=28), True), (under(0, 5, height=29), False),
    ],
)  # fmt: skip
def test_the_rest_of_a_name_stands_right_below_it_in_letters_of_its_size(
    below: Quad, joined: bool, turn: Callable[[Quad], Quad]
) -> None:
    upper, lower = [look(FIRST, turn(UPPER))], [look(REST, turn(below))]
    found = list(unwrapped(upper, [upper, lower]))
    assert [whole.text for whole, _ in found] == ([f"{FIRST} {REST}"] if joined else [])
    assert all(whole.region == upper[0].region and rest == (lower[0],) for whole, rest in found)


def test_the_nearest_of_two_lines_below_is_the_rest_of_a_name() -> None:
    upper = [look(FIRST, UPPER)]
    near, far = [look("ค้าไม้ จำกัด", under(0, 2))], [look(REST, under(0, 16))]
    for lines in ([upper, near, far], [far, near, upper]):
        assert [rest for _, rest in unwrapped(upper, lines)] == [tuple(near)]


def test_a_look_is_joined_with_the_same_readers_or_with_the_surest_and_with_one_alone() -> None:
    upper = [look(FIRST, UPPER, "a/1", 0.8)]
    own, surer = look(REST, under(0, 5), "a/1", 0.5), look("เคมี จำกัด", under(0, 5), "b/1", 0.9)
    poor = look("ค้า จำกัด", under(0, 5), "c/1", 0.7)
    assert [rest for _, rest in unwrapped(upper, [upper, [surer, own, poor]])] == [(own,)]
    assert [rest for _, rest in unwrapped(upper, [upper, [poor, surer]])] == [(surer,)]
    none = look("โทร 02", under(0, 5), "c/1", 0.95)
    assert [rest for _, rest in unwrapped(upper, [upper, [none, poor, surer]])] == [(surer,)]


def test_a_joined_look_is_as_sure_as_its_letters_and_of_the_blank_between_as_the_less_sure_line() -> None:
    upper, lower = [look(FIRST, UPPER, sure=0.8)], [look(REST, under(0, 5), sure=0.6)]
    ((whole, _),) = unwrapped(upper, [upper, lower])
    assert whole.confidences == (*(0.8,) * len(FIRST), 0.6, *(0.6,) * len(REST)) and whole.reader == "a/1"


@pytest.mark.parametrize(
    ("rest", "ends"),
    [("เคมีภัณฑ์ จำกัด", True), ("เคมีภัณฑ์ จำกัด.", True), ("เคมีภัณฑ์ จำกัด ไม่ได้รับอนุญาต", False), ("เคมีภัณฑ์ จำกัด โทร 02", False)],
)
def test_a_line_that_says_more_than_the_end_of_a_name_is_not_used_up_by_it(rest: str, ends: bool) -> None:
    upper, lower = [look(FIRST, UPPER)], [look(rest, under(0, 5))]
    ((whole, tail),) = unwrapped(upper, [upper, lower])
    assert ends_name(whole, tail) is ends


def test_a_partnerships_name_is_taken_as_it_stands_and_with_the_next_line() -> None:
    lines = (line("ผู้รับใบอนุญาต : หจก. เวลล์"), line("โฮมอิมปอร์ต", row=1))
    assert names(*lines) == {"หจก. เวลล์", "หจก. เวลล์ โฮมอิมปอร์ต"}
    assert roles(*lines) == [(LICENSEE, "หจก. เวลล์")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ขนส่งและคลังสินค้าโดย บริษัท วังน้อยโลจิสติกส์ จำกัด", set()),
        ("ออกแบบฉลากโดย บริษัท ลายเส้น จำกัด", set()),
        ("ขนส่งโดย บริษัท เอก จำกัด ผลิตโดย บริษัท โท จำกัด", {"บริษัท เอก จำกัด"}),
        ("จัดจำหน่ายโดย บริษัท เอก จำกัด", {"บริษัท เอก จำกัด"}),
    ],
)
def test_a_firm_that_carries_or_wraps_goods_is_nobody(text: str, named: set[str]) -> None:
    assert names(line(text)) == named


@pytest.mark.parametrize("text", ["ผลิตโดยเครื่องอัตโนมัติ", "ผลิตโดยเครื่องจักรที่ทันสมัย"])
def test_a_machine_is_no_maker(text: str) -> None:
    assert roles(line(text)) == []


@pytest.mark.parametrize("announced", ["ผลิตและจัดจำหน่ายโดย", "ผู้ผลิต :"])
def test_a_name_that_goes_on_may_stand_below_the_word_that_announces_it(announced: str) -> None:
    lines = (line(announced), line("บริษัท บางปู", row=1), line("ซีเมนต์ จำกัด", row=2))
    assert roles(*lines) == [(MAKER, "บริษัท บางปู ซีเมนต์ จำกัด")]


NAME = ("ผลิตโดย บริษัท ฟ้าใส", "โฮมแอพพลายแอนซ์ 1998", "จำกัด")


def test_a_companys_name_may_go_on_over_three_lines() -> None:
    lines = tuple(line(text, row=row) for row, text in enumerate(NAME))
    assert roles(*lines) == [(MAKER, "บริษัท ฟ้าใส โฮมแอพพลายแอนซ์ 1998 จำกัด")]
    assert names(*lines) == {"บริษัท ฟ้าใส โฮมแอพพลายแอนซ์ 1998 จำกัด"}
    first, *rest = (
        [look(text, Quad.of_box(100, 100 + 24 * row, 400, 120 + 24 * row))] for row, text in enumerate(NAME)
    )
    ((whole, tail),) = unwrapped(first, [first, *rest])
    assert tail == tuple(each[0] for each in rest) and ends_name(whole, tail)


@pytest.mark.parametrize(
    "between",
    ["99/1 หมู่ 3", "บริษัท โท", "นำเข้าโดย เอก", "โทร : 02", "1998", "เ"],
)
def test_what_is_no_piece_of_a_name_stands_between_its_ends_in_vain(between: str) -> None:
    lines = (line(NAME[0]), line(between, row=1), line("จำกัด", row=2))
    assert not any(" จำกัด" in name and "ฟ้าใส" in name for name in names(*lines))


def test_a_name_over_three_lines_needs_its_end() -> None:
    assert names(line(NAME[0]), line(NAME[1], row=1)) == {"บริษัท ฟ้าใส"}
    assert names(line(NAME[0]), line(NAME[1], row=1), line(NAME[2], row=4)) == {"บริษัท ฟ้าใส"}
