"""Names of firms over two lines are read as one, and nothing of the second line is lost by it."""

from __future__ import annotations

import pytest

from tests.unit.test_extract_statements import NUMBER, line, said
from verifier.domain import Reading, StatementKind
from verifier.extract.fields import extract
from verifier.extract.statements import statements
from verifier.names.parse import begun, goes_on_in
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
        ("ผู้รับใบอนุญาต : หจก. เวลล์", "โฮมอิมปอร์ต", LICENSEE, "หจก. เวลล์ โฮมอิมปอร์ต"),
        ("ผลิตโดย ห้างหุ้นส่วนจำกัด หาดใหญ่รับเบอร์", "โปรดักซ์แคร์", MAKER, "ห้างหุ้นส่วนจำกัด หาดใหญ่รับเบอร์ โปรดักซ์แคร์"),
        ("Imported by MUANGTHONG TRADING", "CO., LTD.", IMPORTER, "MUANGTHONG TRADING CO., LTD."),
    ],
)
def test_a_name_goes_on_in_the_line_below(first: str, second: str, kind: StatementKind, name: str) -> None:
    lines = (line(first), line(second, row=1))
    assert roles(*lines) == [(kind, name)]
    assert names(*lines) == {name}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ผู้รับใบอนุญาต : บริษัท เอ จำกัด", "99/1 หมู่ 3 ตำบลบางพลี"),
        ("ผู้นำเข้า : บริษัท เอ", "ผู้ผลิต : บริษัท บี จำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "บริษัท บี จำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "โทร 0-2222-3333 จำนวนจำกัด"),
        ("ผู้นำเข้า : บริษัท เอ", "รุ่น X2"),
        ("ผู้รับใบอนุญาต : หจก. เวลล์โฮม", "คุณสมบัติ"),
        ("ผู้รับใบอนุญาต : หจก. เวลล์โฮม", "ข้อควรระวังเพื่อความปลอดภัย"),
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
