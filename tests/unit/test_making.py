"""When and where goods were made: what a line says, and what a licence covers."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.cases import case, number, row, standard, statement
from verifier.extract.making import made_in, made_on, may_be_made_on
from verifier.rules.making import made

SUSPENDED = row(suspended_from=date(2026, 1, 10), suspended_to=date(2026, 3, 31))


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("ผลิตเมื่อ 15/06/2569", "2026-06-15", "2026-06-15"),
        ("MFG 06/2026", "2026-06-01", "2026-06-30"),
        ("วันที่ผลิต ๓ มี.ค. ๒๕๖๙", "2026-03-03", "2026-03-03"),
        ("Production date: 2026-08-20", "2026-08-20", "2026-08-20"),
        ("MFD: 12 JAN 2025", "2025-01-12", "2025-01-12"),
        (":ผลิตเบื่อมี.ค. 2541", "1998-03-01", "1998-03-31"),
        ("MFG. DATE: 1996-03", "1996-03-01", "1996-03-31"),
        ("วันที่ผลิต 2566/07", "2023-07-01", "2023-07-31"),
        ("MFD 2024.11", "2024-11-01", "2024-11-30"),
        ("Mfg. Date: 02.2568", "2025-02-01", "2025-02-28"),
        ("วันผลิต มกราคม 2567", "2024-01-01", "2024-01-31"),
        ("MFG 2017", "2017-01-01", "2017-12-31"),
        ("ปีที่ผลิต ๒๕๖๐", "2017-01-01", "2017-12-31"),
        ("Prod. date 20170115", "2017-01-15", "2017-01-15"),
        ("生产日期: 2017年03月", "2017-03-01", "2017-03-31"),
        ("生产日期: 2017年03月02日", "2017-03-02", "2017-03-02"),
        ("製造年月 2017年", "2017-01-01", "2017-12-31"),
        ("ผลิต 15/01/2560", "2017-01-15", "2017-01-15"),
        ("MFC 2017", "2017-01-01", "2017-12-31"),
        ("Prod., date 20170115", "2017-01-15", "2017-01-15"),
        ("P.D. 12/05/2025", "2025-05-12", "2025-05-12"),
        ("15/01/2017", "2017-01-15", "2017-01-15"),
        ("Herstellungsdatum 15.01.2017", "2017-01-15", "2017-01-15"),
    ],
)
def test_a_day_or_a_month_of_making_is_read_in_either_era(line: str, first: str, last: str) -> None:
    assert made_on(line) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("line", "may_be"),
    [
        ("ผลิต ม.ค. 60", {"2017-01-01", "2060-01-01"}), ("ผลิตม.ค. 60", {"2017-01-01", "2060-01-01"}),
        ("Mtd., 15.01.17", {"2017-01-15", "1974-01-15", "2015-01-17", "1972-01-17"}),
        ("Mfd. 15.01.17", {"2017-01-15", "1974-01-15", "2015-01-17", "1972-01-17"}),
        ("MFG 06/26", {"2026-06-01", "1983-06-01"}), ("MFG DATE: 15 JAN 17", {"2017-01-15", "1974-01-15"}),
        ("MFD 170115", {"2017-01-15", "1974-01-15", "2015-01-17", "1972-01-17"}),
        ("ผลิตโดย 15", set()), ("5.00.12", set()), ("12/17", set()), ("ผลิตในประเทศไทย", set()), ("MFG 2017", set()),
    ],
)  # fmt: skip
def test_a_year_of_two_figures_is_taken_in_every_way_to_read_it(line: str, may_be: set[str]) -> None:
    assert {str(first) for first, _ in may_be_made_on(line)} == may_be


@pytest.mark.parametrize(
    "line",
    [
        "EXP 12/2571",
        "LOT 250611-2",
        "วันเดือนปีที่ผลิต ดูที่ก้นกล่อง",
        "ผลิตเมื่อ 40/13/2569",
        "มี.ค. 2569",
        "MFG 06/26",
        "MFG 2017-44",
        "MFG AX 5V 2017",
        "ผลิต 1/1/9999",
    ],
)
def test_what_is_no_day_of_making_is_none(line: str) -> None:
    assert made_on(line) is None


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("MADE IN CHINA", "china"), ("MADEIN CH1NA", "china"), ("Country of origin: India", "india"),
        ("ผลิตในประเทศจีน", "china"), ("นำเข้าจาก : ประเทศจีน", "china"), ("Made in Thailand", "thailand"),
        ("ประเทศผู้ผลิต: ไต้หวัน", "taiwan"), ("made by hand", ""), ("China Electric Fan", ""), ("ผลิตในโรงงานไทย", ""),
        ("ผลิตใน China", ""), ("Made in จีน", ""),
        ("ผลิตสำเร็จรูปจากโรงงานในอินโดนีเซีย", "indonesia"), ("ประกอบที่เวียดนาม", "vietnam"),
    ],
)  # fmt: skip
def test_a_country_of_making_is_told(line: str, country: str) -> None:
    assert made_in(line) == country


@pytest.mark.parametrize(
    ("listed", "days", "told"),
    [
        (SUSPENDED, "2026-01-10/2026-01-10", "goods.made_out_of_force"),
        (SUSPENDED, "2026-03-31/2026-03-31", "goods.made_out_of_force"),
        (SUSPENDED, "2026-02-01/2026-02-28", "goods.made_out_of_force"),
        (SUSPENDED, "2026-01-09/2026-01-09", "goods.made"),
        (SUSPENDED, "2060-01-15/2060-01-15|2026-01-15/2026-01-15", "goods.made_out_of_force"),
        (SUSPENDED, "2026-02-01/2026-02-01|2025-02-01/2025-02-01", "goods.made"),
        (SUSPENDED, "2026-11-23/2026-11-23|2026-02-01/2026-02-01", "goods.made"),  # made today
        (SUSPENDED, "2026-11-24/2026-11-24|2026-02-01/2026-02-01", "goods.made_out_of_force"),
        (SUSPENDED, "2026-04-01/2026-04-01", "goods.made"),
        (SUSPENDED, "2026-03-01/2026-04-30", "goods.made"),
        (SUSPENDED, "2026-01-01/2026-01-31", "goods.made"),
        (row(issued=date(2020, 5, 5)), "2020-05-04/2020-05-04", "goods.made_out_of_force"),
        (row(issued=date(2020, 5, 5)), "2020-05-05/2020-05-05", "goods.made"),
        (row(issued=date(2020, 5, 5)), "2020-05-01/2020-05-31", "goods.made"),
        (row(), "nonsense", "goods.made_out_of_force"),
    ],
)
def test_goods_are_made_while_their_licence_is_in_force(listed, days, told) -> None:  # type: ignore[no-untyped-def]
    said = case(rows=[listed], statements=[statement("made_on", days)])
    assert [finding.code for finding in made(said)] == [told]


@pytest.mark.parametrize(
    ("days", "text", "told"),
    [
        ("2026-11-24/2026-11-24", "ผลิต 24/11/2569", "goods.made_later"),  # tomorrow
        ("2026-11-23/2026-11-23", "ผลิต 23/11/2569", "goods.made"),
        ("2026-11-01/2026-11-30", "MFG 11/2026", "goods.made"),
        ("2028-03-15/2028-03-15", "15/03/2571", "goods.made"),  # goods may keep until then
        ("2028-03-15/2028-03-15|2026-03-15/2026-03-15", "MFG 15/03/28", "goods.made"),
        ("2028-03-15/2028-03-15|2071-03-15/2071-03-15", "MFG 15/03/28", "goods.made_later"),
    ],
)  # fmt: skip
def test_no_goods_are_made_on_a_day_that_is_still_to_come(days: str, text: str, told: str) -> None:
    said = case(statements=[statement("made_on", days, text)])
    assert [finding.code for finding in made(said)] == [told]


@pytest.mark.parametrize(
    ("licences", "text", "told"),
    [
        (["ท31-41/2879"], "นำเข้าโดย บริษัท หนึ่งไฟฟ้า จำกัด", ["goods.imported"]),
        (["น31-41/2879"], "นำเข้าโดย บริษัท หนึ่งไฟฟ้า จำกัด", []), (["ส31-41/2879"], "Imported by One Electric", []),
        (["ท31-41/2879"], "ผลิตหรือนำเข้าโดย บริษัท หนึ่งไฟฟ้า จำกัด", []),
        (["ท31-41/2879"], "Manufactured or imported by One Electric", []),
        (["ท31-41/2879", "น32-41/2879"], "นำเข้าโดย บริษัท หนึ่งไฟฟ้า จำกัด", []), ([], "นำเข้าโดย", []),
    ],
)  # fmt: skip
def test_a_licence_to_make_covers_no_goods_that_somebody_imports(
    licences: list[str], text: str, told: list[str]
) -> None:
    rows = [row(licence) for licence in licences]
    said = case(rows=rows, licences=list(map(number, licences)), codes=[], statements=[statement("importer", "", text)])
    assert [finding.code for finding in made(said)] == told


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("2016-03-01/2016-03-31", "goods.made_out_of_force"),
        ("2016-12-31/2016-12-31|2015-12-31/2015-12-31", "goods.made_out_of_force"),
        ("2017-01-01/2017-01-01", "goods.made"),
        ("2016-01-01/2017-12-31", "goods.made"),
        ("2016-05-05/2016-05-05|2024-05-05/2024-05-05", "goods.made"),
    ],
)
def test_no_goods_are_older_than_the_standard_that_they_bear(days: str, told: str) -> None:
    said = case(rows=[row()], statements=[statement("made_on", days)])
    assert [finding.code for finding in made(said)] == [told]


@pytest.mark.parametrize(
    ("licence", "country", "told"),
    [
        ("ท31-41/2879", "china", "goods.made_elsewhere"),
        ("น31-41/2879", "thailand", "goods.made_here"),
        ("นค31-41/2879", "thailand", "goods.made_here"),
        ("ท31-41/2879", "thailand", "goods.made"),
        ("น31-41/2879", "china", "goods.made"),
    ],
)
def test_a_licence_to_make_is_for_goods_made_in_the_kingdom(licence: str, country: str, told: str) -> None:
    said = case(rows=[row(licence)], licences=[number(licence)], codes=[], statements=[statement("made_in", country)])
    assert [finding.code for finding in made(said)] == [told]


@pytest.mark.parametrize(("standards", "told"), [(("2879",), "goods.made"), (("2879", "2879-2560"), "goods.made")])
def test_a_standard_without_a_year_bounds_no_day_of_making(standards: tuple[str, ...], told: str) -> None:
    seen = statement("made_on", "2020-01-01/2020-12-31", "MFG 2020")
    judged = case(standards=[standard(text) for text in standards], statements=[seen])
    assert {finding.code for finding in made(judged)} == {told}


def test_no_goods_are_older_than_their_standard() -> None:
    for day, told in (("2017-01-01/2017-12-31", "goods.made"), ("2016-01-01/2016-12-31", "goods.made_out_of_force")):
        judged = case(standards=[standard("2879-2560")], statements=[statement("made_on", day, "MFG")])
        assert {finding.code for finding in made(judged)} == {told}


def test_a_month_and_a_year_of_two_figures_may_stand_in_either_order() -> None:
    firsts = {str(first) for first, _ in may_be_made_on("MFG 11/12")}
    assert {"2011-12-01", "2012-11-01"} <= firsts
