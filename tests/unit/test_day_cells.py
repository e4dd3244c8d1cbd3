"""Cells that hold a day, and what tables say of licences where none is taken from."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.errors import ListRejected
from verifier.numbers import parse_licence
from verifier.registry.cells import BadCell
from verifier.registry.day_cells import date_cell, first_of
from verifier.registry.doubts import Doubt, Doubts


@pytest.mark.parametrize(
    ("cell", "first"),
    [
        ("13/02/2569", "day"), ("02/13/2569", "month"), ("03/12/2569", "either"), ("12/12/2569", ""),
        ("13/13/2569", ""),
        ("12/11/2569", "either"), ("12/13/2569", "month"), ("13.2.2026", "day"), ("2-13-2026", "month"),
        ("1/2/2026 10:30", "either"), ("๑๓/๒/๒๕๖๙", "day"), ("2026-02-13", "high date"), ("2026-02-12", "low date"),
        ("2569/2/13T10:30:15.5", "high date"), ("13 ก.พ. 2569", ""), ("", ""), ("-", ""), ("13/2/26", ""),
    ],
)  # fmt: skip
def test_what_stands_first_in_a_day(cell: str, first: str) -> None:
    assert first_of(cell) == first


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("13/02/2569", "2026-02-13"), ("2026-02-13", "2026-02-13"), ("2569.2.13", "2026-02-13"),
        ("3/12/2026", "2026-12-03"),
        ("13 ก.พ. 2569", "2026-02-13"), ("13-Feb-2026", "2026-02-13"), ("1 มกราคม พ.ศ. 2569", "2026-01-01"),
        ("1 มกราคม พศ 2569", "2026-01-01"), ("1 January ค.ศ. 2026", "2026-01-01"), ("1มีนาคม2569", "2026-03-01"),
        ("1/2/2026 9:05", "2026-02-01"), ("2026-02-01 09:05:06.123456", "2026-02-01"), ("๑/๒/๒๕๖๙", "2026-02-01"),
        ("1/2/1937", "1937-02-01"), ("1/2/2100", "2100-02-01"), ("1/2/2480", "1937-02-01"), ("1/2/2643", "2100-02-01"),
        ("29/2/2567", "2024-02-29"),
    ],
)  # fmt: skip
def test_a_day_of_either_calendar_in_the_forms_that_people_write(cell: str, day: str) -> None:
    assert date_cell(cell) == date.fromisoformat(day)


@pytest.mark.parametrize("cell", ["", "-", "n/a", "  "])
def test_an_empty_cell_is_no_day(cell: str) -> None:
    assert date_cell(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "29/2/2569", "31/4/2026", "0/1/2026", "1/0/2026", "13/13/2026", "1/2/26", "1/2/1936", "1/2/2101", "1/2/2479",
        "1/2/2644", "1 Foo 2026", "1 2026", "2026", "02/2026", "1/2/2026 99", "tomorrow", "1/2/20266", "2026-02",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match=r"^date\.unreadable$"):
        date_cell(cell)


ONE, TWO = parse_licence("ท7001-1/2879"), parse_licence("ท7002-2/2879")
HEADER = ("licence", "issued", "to")


def noted(*days: str, column: int = 1) -> Doubts:
    doubts = Doubts()
    for line, day in enumerate(days, 2):
        cells = ["", "", ""]
        cells[column] = day
        doubts.note_days(line, cells, (1, 2))
    return doubts


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        (["03/12/2026", "12/13/2026"], True), (["12/13/2026"], False), (["03/12/2026"], False),
        (["03/12/2026", "13/12/2026"], False), (["03/12/2026", *["13/12/2026"] * 100, "12/13/2026"], False),
        (["03/12/2026", *["13/12/2026"] * 99, "12/13/2026"], True), ([*["2026-03-12"] * 5, "13/12/2026"], True),
        ([*["2026-03-12"] * 4, "13/12/2026"], False), ([*["2026-03-12"] * 5, "13/12/2026", "2026-03-13"], False),
        ([*["2026-03-12"] * 5, "13/12/2026", "03/12/2026"], False), (["2026-03-12"] * 9, False),
    ],
    ids=[
        "a month first, and either", "a month first alone", "either alone", "a day first", "one slip in a hundred",
        "more", "five exchanged by a spreadsheet", "four", "not all up to the twelfth", "texts up to the twelfth too",
        "dates alone",
    ],
)  # fmt: skip
def test_columns_in_which_the_month_may_stand_first_are_refused(days: list[str], refused: bool) -> None:
    for column in (1, 2):
        doubts = noted(*days, column=column)
        if not refused:
            doubts.refuse_months_first(HEADER)
            continue
        with pytest.raises(ListRejected, match=repr(HEADER[column])) as caught:
            doubts.refuse_months_first(HEADER)
        months = [line for line, day in enumerate(days, 2) if first_of(day) == "month"]
        assert caught.value.params["line"] == (months[0] if months else 0)


def test_columns_that_a_row_lacks_and_each_column_by_itself() -> None:
    doubts = Doubts()
    doubts.note_days(2, ["x"], (1, 2))
    doubts.note_days(3, ["x", "03/12/2026", "12/13/2026"], (1, 2))
    doubts.refuse_months_first(HEADER)


def test_what_a_rejected_row_says_is_of_those_it_names_or_of_those_below_it() -> None:
    doubts = Doubts()
    doubts.note_rejected(4, ["ยกเลิก", "ท7001-1/2879", "x"], ["320108936", "320108935"])
    assert doubts.found == [Doubt(ONE, 4), Doubt("320108935", 4), Doubt("320108936", 4)] and doubts.under == ""
    doubts.note_rejected(5, ["ใช้งาน", "x"], ())
    assert doubts.under == ""
    doubts.note_rejected(6, ["", "ใบอนุญาตที่ถูกเพิกถอน", "ยกเลิก"], ())
    assert doubts.under == "6: ใบอนุญาตที่ถูกเพิกถอน" and len(doubts.found) == 3


def test_a_number_without_its_letter_in_a_rejected_row_may_be_of_any_type() -> None:
    doubts = Doubts()
    doubts.note_rejected(4, ["7001-1/2879 ยกเลิก"], ())
    assert {str(doubt.about) for doubt in doubts.found} == {f"{kind}7001-1/2879" for kind in ("ท", "น", "ส", "นค")}
    lines = {hash(ONE): 2, hash(TWO): 3}
    assert list(doubts.of(lines)) == [(Doubt(ONE, 4), 2)]


def test_what_stands_above_a_table_counts_where_it_speaks_of_an_end() -> None:
    assert Doubts.above(["ทะเบียน", "ใบอนุญาตที่เพิกถอน", "ยกเลิก"]).under == "ใบอนุญาตที่เพิกถอน"
    assert Doubts.above(["ทะเบียน", "2569"]).under == "" == Doubts.above([]).under


@pytest.mark.parametrize(
    ("rows", "about"),
    [
        ([("ยกเลิก", ["ท7001-1/2879"])], [ONE]), ([("1", ["ท7001-1/2879"])], []),
        ([("1", ["ท7001-1/2879", "ยกเลิก"])], [ONE]),
        ([("1", ["รายการที่ยกเลิก"]), ("1", ["ท7001-1/2879"]), ("1", ["ท7002-2/2879"])], [ONE, TWO]),
        ([("1", ["รายการที่ยกเลิก"]), ("2", ["ท7001-1/2879"])], []), ([("ยกเลิก", ["อื่น"])], []),
        ([("1", ["ท7001-1/2879"]), ("1", ["รายการที่ยกเลิก"])], []),
    ],
    ids=["sheet's name", "a sheet that says nothing", "its row", "above it", "another sheet", "none named", "below it"],
)  # fmt: skip
def test_what_other_sheets_say_of_licences_not_in_force(rows: list[tuple[str, list[str]]], about: list[object]) -> None:
    class Elsewhere:
        elsewhere = tuple((sheet, (n, cells)) for n, (sheet, cells) in enumerate(rows))

    doubts = Doubts()
    doubts.look_elsewhere(Elsewhere())  # type: ignore[arg-type]
    assert [doubt.about for doubt in doubts.found] == about
    assert all(doubt.line == 0 and doubt.sheet for doubt in doubts.found)
