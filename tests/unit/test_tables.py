"""Reading tables: whatever stands in a file is read or refused with words; nothing in it is lost silently."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.support import workbooks
from verifier.errors import ListRejected
from verifier.product_table.columns import find_columns, shop_words
from verifier.registry.columns import list_columns, list_vocabulary
from verifier.registry.tables import Table, read_table
from verifier.registry.tables.headings import SEARCHED_ROWS
from verifier.registry.tables.workbook import MAX_COLUMNS

HEADER = ("SKU", "TIS Number", "TIS License", "QR Link")
ROWS = [("A-1", "2879-2560", "ท7014-4/2879", "320108935"), ("A-2", "166-2549", "ท31-41/166", "")]
openpyxl = pytest.importorskip("openpyxl")


def csv_text(*rows, delimiter=","):
    return "".join(delimiter.join(cells) + "\r\n" for cells in rows)


def read(path: Path) -> Table:
    return read_table(path, shop_words().headings)


def written(tmp_path, text, encoding="utf-8", name="table.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def content(table: Table):
    return [tuple(cells) for _, cells in table.rows]


def refusal(path: Path, work=lambda table: list(table.rows)) -> str:
    with pytest.raises(ListRejected) as caught:
        work(read(path))
    return caught.value.detail


# ---- where the headings are ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "passed_over"),
    [
        ([], ()),
        ([("รายการสินค้า มอก. ประจำเดือน",), ("บริษัท ตัวอย่างค้าปลีก จำกัด",)], (1, 2)),
        ([("รายการสินค้า", "", "", ""), ("", "", "", "")], (1,)),
        ([("", "ข้อมูล มอก.", "", "")], (1,)),
        ([("มอก.",)], (1,)),
        ([("มาตรฐาน มอก. 2879-2560",)], (1,)),
        ([("ที่มา: https://www.tisi.go.th/",)], (1,)),
        ([("x",)] * (SEARCHED_ROWS - 1), tuple(range(1, SEARCHED_ROWS))),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_titles_and_groups_above_the_headings_are_passed_over_and_named(tmp_path, kind, above, passed_over):
    rows = [*above, HEADER, *ROWS]
    if kind == "csv":
        table = read(written(tmp_path, csv_text(*rows)))
    else:
        numbered = [workbooks.row(n, cells) for n, cells in enumerate(rows, 1)]
        table = read(workbooks.save(tmp_path / "t.xlsx", workbooks.sheet(*numbered)))
    lines = list(table.rows)
    assert table.header == HEADER and table.passed_over == passed_over
    assert [line for line, _ in lines] == [len(above) + 2, len(above) + 3]
    assert [(*cells, *[""] * (4 - len(cells))) for _, cells in lines] == ROWS


@pytest.mark.parametrize(
    "above",
    [
        ("A-0", "2879-2560", "ท7014-4/2879", ""),
        ("ท7014-4/2879",),
        ("https://appdb.tisi.go.th/Q/i.php?d=320108935",),
        ("https://appdb-tisi.go.th/Q/i.php?d=320108935",),
        ("พาวเวอร์แบงก์", "2879-2560"),
    ],
)
def test_a_row_above_the_headings_that_says_something_is_not_passed_over(tmp_path, above):
    assert "line 1 stands above the headings in line 2" in refusal(written(tmp_path, csv_text(above, HEADER, *ROWS)))


def test_headings_beyond_the_rows_searched_are_not_found_and_what_was_seen_is_said(tmp_path):
    path = written(tmp_path, csv_text(*[("x", "y")] * SEARCHED_ROWS, HEADER, *ROWS))
    with pytest.raises(ListRejected) as caught:
        find_columns(read(path).header)
    assert "its headings are 'x', 'y'; --mapping says" in caught.value.detail


def test_headings_over_two_rows_count_both(tmp_path):
    rows = [("SKU", "มอก.", "ข้อมูลใบอนุญาต", ""), ("", "", "เลขที่ใบอนุญาต", "ลิงก์ QR"), *ROWS]
    table = read(written(tmp_path, csv_text(*rows)))
    assert table.header == ("", "มอก.", "เลขที่ใบอนุญาต", "ลิงก์ QR") and content(table) == ROWS
    assert set(find_columns(table.header).places) == {"standard", "licence", "qr"}


def test_empty_cells_beyond_the_headings_do_not_count_and_filled_ones_do(tmp_path):
    table = read(written(tmp_path, csv_text(HEADER, (*ROWS[0], "", " "), (*ROWS[1], "", "note"))))
    assert content(table) == [ROWS[0], (*ROWS[1], "", "note")]


def test_the_refusal_shows_long_headings_cut_and_many_counted():
    header = ["H" * 100, "", *(f"h{n}" for n in range(40))]
    for find in (find_columns, lambda found: list_columns(found, list_vocabulary())):
        with pytest.raises(ListRejected) as caught:
            find(header)
        assert f"'{'H' * 40}', 'h0'" in caught.value.detail and "and 21 more" in caught.value.detail
        assert "--mapping" in caught.value.detail and len(caught.value.detail) < 500


@pytest.mark.parametrize(
    "heading",
    [
        "ผู้รับใบอนุญาต",
        "ผู้ร\u200bับใบอนุญาต",
        "ชื่อผู้รับใบอนุญาต ",
        "ผู้รับ ใบอนุญาต",
        "Ｌｉｃｅｎｓｅｅ",
        "LICENSEE",
        "\ufeffLicensee:",
    ],
)
def test_ways_to_write_one_heading(heading):
    assert find_columns(("มอก.", heading)).places["holder"] == (1,)


def test_a_decomposed_heading_is_the_same():
    assert find_columns(("มอก.", "ผู้นําเข้า")).places["holder"] == (1,)  # นํ + า
    assert find_columns(("มอก.", "เเบรนด์", "ผู้รับใบอนุญาต")).places["holder"] == (2,)


# ---- separated text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874"])
@pytest.mark.parametrize("title", [False, True])
def test_encodings_and_separators(tmp_path, delimiter, encoding, title):
    above = [("รายการสินค้า, มอก.; ปี 2569",)] if title else []
    table = read(written(tmp_path, csv_text(*above, HEADER, *ROWS, delimiter=delimiter), encoding))
    assert (table.header, content(table)) == (HEADER, ROWS)


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;", "sep=\t", "sep=|", "sep=^"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_first_line_may_name_the_separator(tmp_path, first, encoding):
    delimiter = first.lstrip('"')[4]
    table = read(written(tmp_path, f"{first}\r\n" + csv_text(HEADER, *ROWS, delimiter=delimiter), encoding))
    lines = list(table.rows)
    assert table.header == HEADER and [tuple(cells) for _, cells in lines] == ROWS
    assert [line for line, _ in lines] == [3, 4] and table.passed_over == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("ก".encode("utf-32"), "UTF-32"),
        (b"PK\x03\x04 a workbook", "workbook by another name"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "workbook by another name"),
        (csv_text(HEADER, *ROWS).encode() + "A-3,x,ก\x81\xff".encode("latin-1", "ignore"), "from line 4 on"),
        (csv_text(HEADER).encode() + b"a,\x00b,c,d\n", "UTF-16"),
        (b"\xff\xfea", "neither UTF-8 nor UTF-16"),
        (b"", "is empty"),
        (b"\n \n\t\n", "is empty"),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path, data, words):
    assert words in refusal(written(tmp_path, data))


@pytest.mark.parametrize("first", ["utf-8", "utf-8-sig"])
def test_rows_of_two_encodings_are_refused(tmp_path, first):
    rows = ("A-1,2879-2560,ท7014-4/2879,พาวเวอร์แบงก์\n", "A-2,2879-2560,ท1-1/2879,หัวชาร์จ\n")
    data = (",".join(HEADER) + "\n" + rows[0]).encode(first) + rows[1].encode("cp874")
    assert "line 2 is UTF-8 and line 3 is not" in refusal(written(tmp_path, data))


SWALLOWED = 'A-1,2879-2560,"12 นิ้ว,ท7014-4/2879\nA-2,166-2549,12",ท31-41/166\n'
SWALLOWED_MANY = 'A-1,"12 นิ้ว,2879-2560,ท7014-4/2879\nA-2,x,166-2549,ท31-41/166\nA-3,y,166-2549,ท31-41/166\nA-4,12",,\n'


@pytest.mark.parametrize("rows", [SWALLOWED, SWALLOWED_MANY])
def test_a_quotation_mark_that_swallows_rows_is_noticed(tmp_path, rows):
    header = "SKU,TIS Number,Name,TIS License\n" if rows is SWALLOWED else "SKU,Name,TIS Number,TIS License\n"
    assert "line 2: a cell holds the rows that follow" in refusal(written(tmp_path, header + rows))


@pytest.mark.parametrize(
    "rows", ['A-1,"a"b,c\n', 'A-1,"2879-2560,ท1-1/1,\nA-2,x,y,z\n', "A-1," + "x" * 200_000 + ",,\n"]
)
def test_quoting_that_cannot_be_right_is_refused_with_its_line(tmp_path, rows):
    assert "table.csv, line 2" in refusal(written(tmp_path, ",".join(HEADER) + "\n" + rows))


@pytest.mark.parametrize(
    "cell", ["one\ntwo", "พาวเวอร์แบงก์, สีดำ\nของแถม: สาย", "2879-2560\n166-2549", "มอก. 2879-2560, ท7014-4/2879"]
)
def test_a_cell_of_several_lines_is_a_cell(tmp_path, cell):
    text = csv_text(HEADER, (f'"{cell}"', *ROWS[0][1:]))
    assert content(read(written(tmp_path, text))) == [(cell.replace("\r\n", "\n"), *ROWS[0][1:])]


def test_tabs_in_a_file_named_csv(tmp_path):
    assert content(read(written(tmp_path, csv_text(HEADER, *ROWS, delimiter="\t")))) == ROWS


@pytest.mark.parametrize("name", ["page.xls", "page.ods", "page.json", "page", "page.html"])
def test_other_kinds_of_file_are_refused_with_what_to_do(tmp_path, name):
    assert "save it as one of these" in refusal(written(tmp_path, "<table></table>", name=name))


def test_a_web_page_by_the_name_of_a_table_is_refused(tmp_path):
    page = "<html><table><tr><th>TIS Number</th><th>TIS License</th></tr></table></html>"
    with pytest.raises(ListRejected, match="its headings are '<html>"):
        find_columns(read(written(tmp_path, page)).header)
    assert "not a workbook" in refusal(written(tmp_path, page, name="page.xlsx"))


# ---- JSON Lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (r'{"TIS Number": "2879-2560", "note": "\ud83d"}', "surrogate"),
        (r'{"TIS Number\udc00": "2879-2560"}', "surrogate"),
        (r'{"TIS Number": ["\ud800", 1]}', "surrogate"),
        ('{"TIS Number": "2879-2560", "TIS Number": "166-2549"}', "'TIS Number' is named twice"),
        ("[1]", "not an object"),
        ('"a"', "not an object"),
        ("null", "not an object"),
        ("{", "line 2"),
    ],
)
def test_a_line_that_is_no_clean_object_is_refused_with_its_number(tmp_path, line, words):
    detail = refusal(written(tmp_path, '{"TIS Number": "166-2549"}\n' + line, name="t.jsonl"))
    assert "line 2" in detail and words in detail


def test_values_are_texts_as_a_person_would_type_them(tmp_path):
    record = {"a": 320108935, "b": 1.0, "c": None, "d": ["2879-2560", 166], "e": {"x": 1}, "f": 1.5, "g": "😀"}
    path = written(tmp_path, json.dumps(record), name="t.jsonl")
    assert content(read(path)) == [("320108935", "1", "", "2879-2560\n166", '{"x": 1}', "1.5", "😀")]


# ---- workbooks ----------------------------------------------------------------------------------------------------

SHEET = (workbooks.row(1, HEADER), workbooks.row(2, ROWS[0]), workbooks.row(3, ROWS[1]))


@pytest.mark.parametrize("dimension", ["", "A1", "A1:B2", "A1:D13", "A1:XFD1048576", "C2:D3"])
def test_what_a_sheet_says_of_its_size_counts_for_nothing(tmp_path, dimension):
    table = read(workbooks.save(tmp_path / "t.xlsx", workbooks.sheet(*SHEET, dimension=dimension)))
    assert table.header == HEADER and content(table) == [ROWS[0], ROWS[1][:3]]


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ((workbooks.row(1_048_576, {"A": "A-9"}),), (1_048_576, ("A-9",))),
        ((workbooks.row(9, {"A": "A-9"}), workbooks.row(500_000, {"B": "x"})), (500_000, ("", "x"))),
        (('<row r="9"><c r="A9" t="inlineStr"><is><t>A-9</t></is></c><c r="XFD9" s="0"/></row>',), (9, ("A-9",))),
    ],
)
def test_a_row_far_below_costs_no_time_and_empty_cells_far_off_do_not_count(tmp_path, rows, last):
    path = workbooks.save(tmp_path / "t.xlsx", workbooks.sheet(*SHEET, *rows, dimension="A1:XFD1048576"))
    begun = time.process_time()
    lines = [(line, tuple(cells)) for line, cells in read(path).rows]
    assert lines[-1] == last and lines[0] == (2, ROWS[0])
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (workbooks.row(9, {"XFD": "far"}), "line 9: a cell in column 16,384"),
        (workbooks.row(1_048_576, {"XFD": "far"}), "line 1048576: a cell in column 16,384"),
        (workbooks.row(9, {"A": "A-9", "ZZ": "ok", "AMK": "far"}), f"column {MAX_COLUMNS + 1:,}"),
        (workbooks.row(2, {"A": "A-9"}), "row 2 stands behind row 3"),
        (f'<row r="9">{workbooks.cell("A9", "x")}{workbooks.cell("A9", "y")}</row>', "column 1 is stated twice"),
        (f'<row r="9">{workbooks.cell("A8", "x")}</row>', "line 9"),
        (f'<row r="9">{workbooks.cell("ZZZZZZZ2", "x")}</row>', "not a workbook"),
        (f'<row r="9">{workbooks.cell("A0", "x")}</row>', "line 9"),
        ('<row r="x"/>', "not a workbook"),
        ('<row r="9"><c r="A9" t="s"><v>7</v></c></row>', "not a workbook"),
        ('<row r="9"><c r="A9"><v>1x</v></c></row>', "not a workbook"),
        ("<row", "not a workbook"),
    ],
)
def test_cells_that_cannot_be_placed_are_refused_and_not_lost(tmp_path, row, words):
    assert words in refusal(workbooks.save(tmp_path / "t.xlsx", workbooks.sheet(*SHEET, row)))


def test_cells_out_of_order_are_all_read(tmp_path):
    backwards = dict(reversed(list(zip("ABCD", ROWS[0], strict=True))))
    path = workbooks.save(tmp_path / "t.xlsx", workbooks.sheet(SHEET[0], workbooks.row(2, backwards)))
    assert content(read(path)) == [ROWS[0]]


def test_cells_without_a_place_stand_side_by_side(tmp_path):
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ROWS[0])
    path = workbooks.save(tmp_path / "t.xlsx", workbooks.sheet(SHEET[0], f"<row>{cells}</row>"))
    assert [(line, tuple(cells)) for line, cells in read(path).rows] == [(2, ROWS[0])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_merged_cells_show_one_value_in_all_of_them(tmp_path, encoding):
    rows = [
        workbooks.row(1, {"A": "รายการ"}),
        workbooks.row(2, {"A": "TIS Number", "B": "TIS License", "C": "QR Link"}),
        workbooks.row(3, {"A": "2879-2560", "B": "ท7014-4/2879", "C": "first", "D": "second"}),
        workbooks.row(4, {"B": "ท31-41/166"}),
        workbooks.row(5, {"B": "ท5-5/2780"}),
        workbooks.row(6, {"B": "ท6-6/2780"}),
    ]
    xml = workbooks.sheet(*rows, behind=workbooks.merged("A1:D1", "C2:D2", "A3:A5", "C3:C4", "Z9:XFD1048576"))
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding)
    table = read(workbooks.save(tmp_path / "t.xlsx", declared))
    assert table.header == ("TIS Number", "TIS License", "QR Link", "QR Link") and table.passed_over == (1,)
    assert content(table) == [
        ("2879-2560", "ท7014-4/2879", "first", "second"),
        ("2879-2560", "ท31-41/166", "first"),
        ("2879-2560", "ท5-5/2780"),
        ("", "ท6-6/2780"),
    ]


def test_what_is_struck_out_is_seen_to_be(tmp_path):
    book = openpyxl.Workbook()
    for cells in (HEADER, ROWS[0]):
        book.active.append(cells)
    book.active["C2"].font = openpyxl.styles.Font(strike=True)
    book.active["D2"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "t.xlsx")
    assert content(read(tmp_path / "t.xlsx")) == [("A-1", "2879-2560", "~~ท7014-4/2879~~", "320108935")]


def test_where_a_click_leads_stands_behind_what_a_cell_shows(tmp_path):
    book = openpyxl.Workbook()
    official, evil = "https://appdb.tisi.go.th/Q/i.php?d=320108935", "https://appdb-tisi.go.th/Q/i.php?d=320108935"
    shown = [official, official, "320108935", "พาวเวอร์แบงก์", "ดูใบอนุญาต", "320108935", "ติดต่อ", official]
    leads = [official, evil, "https://bit.ly/x", "https://shop.example/1", evil, official, "mailto:a@b.example", None]
    book.active.append(["QR Link"])
    for line, (text, target) in enumerate(zip(shown, leads, strict=True), 2):
        book.active.cell(line, 1, text).hyperlink = target
    book.active["A9"].hyperlink = openpyxl.worksheet.hyperlink.Hyperlink(ref="A9", location="Sheet!A1")
    book.active["A9"].value = official
    book.save(tmp_path / "t.xlsx")
    assert [cells for (cells,) in content(read(tmp_path / "t.xlsx"))] == [
        official,
        f"{official}\n{evil}",
        "320108935\nhttps://bit.ly/x",
        "พาวเวอร์แบงก์",
        f"ดูใบอนุญาต\n{evil}",
        f"320108935\n{official}",
        "ติดต่อ",
        official,
    ]


def test_the_sheet_with_the_headings_is_read_and_the_others_are_named(tmp_path):
    cover, empty = workbooks.sheet(workbooks.row(1, ["รายงานประจำเดือน"])), workbooks.sheet()
    names = ("Cover", "Goods", "Empty", "Old")
    path = workbooks.save(
        tmp_path / "t.xlsx", cover, workbooks.sheet(*SHEET), empty, workbooks.sheet(*SHEET), names=names
    )
    table = read(path)
    assert (table.header, table.sheet, table.other_sheets) == (HEADER, "Goods", ("Cover", "Old"))
    hidden = read(workbooks.save(path, workbooks.sheet(*SHEET), workbooks.sheet(*SHEET), names=("a", "b"), hidden=[0]))
    assert (hidden.sheet, hidden.other_sheets) == ("b", ("a",))


def test_notes_beside_a_grid_do_not_shift_its_columns(tmp_path):
    path = workbooks.save(tmp_path / "t.xlsx", workbooks.sheet(*SHEET, workbooks.row(4, {"A": "A-3", "G": "note"})))
    table = read(path)
    assert table.header == (*HEADER, "", "", "") and content(table)[-1] == ("A-3", "", "", "", "", "", "note")


def test_formulas_of_every_kind_come_as_formulas(tmp_path):
    cells = (
        '<c r="A2"><f>HYPERLINK("https://x.example","y")</f><v>1</v></c>'
        '<c r="B2"><f t="array" ref="B2">SUM(A1:A2)</f><v>1</v></c>'
        '<c r="C2"><f t="dataTable" ref="C2" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>1</v></c>'
        '<c r="D2" t="e"><v>#N/A</v></c>'
    )
    path = workbooks.save(tmp_path / "t.xlsx", workbooks.sheet(SHEET[0], f'<row r="2">{cells}</row>'))
    assert content(read(path)) == [('=HYPERLINK("https://x.example","y")', "=SUM(A1:A2)", "=", "#N/A")]


def test_a_workbook_of_no_rows_is_refused(tmp_path):
    assert "is empty" in refusal(workbooks.save(tmp_path / "t.xlsx", workbooks.sheet()))
