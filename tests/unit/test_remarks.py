"""What stands beside the cells of a list that are read: it takes a state away, and never gives one."""

import csv
import io
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from importlib import resources

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from verifier.domain import LicenceStatus
from verifier.errors import ListRejected
from verifier.numbers import LicenceNumber
from verifier.registry.cells import speaks_against, standard_and_title, without_branch
from verifier.registry.importer import import_list, open_import
from verifier.registry.remarks import beside, ends, named_in, of_licences

ACTIVE, UNSTATED = LicenceStatus.ACTIVE, LicenceStatus.UNSTATED
DAY = date(2026, 11, 25)
HEADER = ("licence", "standard", "holder", "status")
ONE = ("ท7001-1/2879", "2879-2560", "บริษัท ก้าวไกลไฟฟ้า จำกัด", "ใช้งาน")
TWO = ("ท7002-2/2879", "2879-2560", "บริษัท ดาวเรือง จำกัด", "ใช้งาน")


def built(tmp_path, content, *, name="list.csv", **options):
    """State by licence of a list that was built, and the account; `content`: rows, or what fills a workbook."""
    path = tmp_path / name
    if callable(content):
        book = openpyxl.Workbook()
        content(book.active)
        book.save(path)
    else:
        text = io.StringIO()
        csv.writer(text).writerows(content)
        path.write_text(text.getvalue(), "utf-8")
    imported = open_import(path, **options)
    import_list(imported, path, tmp_path / "out.sqlite", date=DAY, covers=["all"])
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as connection:
        listed = connection.execute("SELECT number, status FROM listed").fetchall()
    return {number: LicenceStatus(status) for number, status in listed}, imported


def reasons(imported):
    return [(bad.line, bad.reason) for bad in imported.left_out]


@pytest.mark.parametrize(
    "words",
    [
        "เพิกถอนแล้ว",
        "ถูก พักใช้ ตั้งแต่ 1/1/69",
        "ใบอนุญาตสิ้นอายุ",
        "หมดอายุ 2566",
        "เลิกประกอบกิจการ",
        "พ้นสภาพ",
        "แจ้งเลิก",
        "ระงับ",
        "ขอคืนใบอนุญาต",
        "โอนให้ บริษัท ข จำกัด",
        "revoked 2025",
        "Licence was cancelled",
        "Suspended until further notice",
        "EXPIRED",
        "~~ใช้งาน~~",
    ],
)
def test_words_that_say_that_a_licence_has_ended(tmp_path, words):
    assert ends(words)
    states, imported = built(tmp_path, [(*HEADER, "หมายเหตุ"), (*ONE, words), (*TWO, "ปกติ")])
    assert states == {ONE[0]: UNSTATED, TWO[0]: ACTIVE}
    assert reasons(imported) == [(2, "cell.unread")] and imported.left_out[0].row_kept


@pytest.mark.parametrize("words", ["", "ไม่มี", "ปกติ", "recommended", "unsuspended", "กรุงเทพฯ", "วันที่ออก", "ประวัติ"])
def test_words_that_do_not(words):
    assert not ends(words)


def test_no_title_of_a_standard_is_taken_for_the_end_of_a_licence():
    titles = (resources.files("verifier") / "data" / "standards.csv").read_text("utf-8").splitlines()
    assert len(titles) > 600
    assert [title for title in titles if ends(title)] == []


def test_no_title_of_a_standard_speaks_against_a_licence_of_it(tmp_path):
    titles = (resources.files("verifier") / "data" / "standards.csv").read_text("utf-8").splitlines()
    assert [title for title in titles if speaks_against(title)] == []
    assert speaks_against("ปราศจากใบอนุญาต")
    like = "เตาไมโครเวฟสำหรับใช้ในที่อยู่อาศัย"
    assert speaks_against(like, own_line=True) and not speaks_against(like)
    states, _ = built(tmp_path, [HEADER, (ONE[0], f"2879-2560 : {like}", *ONE[2:])])
    assert states == {ONE[0]: ACTIVE}


@pytest.mark.parametrize("field", ["holder", "product", "factory", "trade_mark", "holder_en"])
@pytest.mark.parametrize("word", ["เพิกถอน", "~~x~~"])
def test_what_is_written_into_a_name_takes_the_state_away(tmp_path, field, word):
    row = dict(zip(HEADER, ONE, strict=True)) | {field: f"บริษัท ก จำกัด ({word})"}
    states, imported = built(tmp_path, [tuple(row), tuple(row.values()), (*TWO, *[""] * (len(row) - 4))])
    assert states == {ONE[0]: UNSTATED, TWO[0]: ACTIVE}
    assert reasons(imported) == [(2, "cell.remark")]


@pytest.mark.parametrize(("name", "noted"), [("บริษัท ก จำกัด*", True), ("†บริษัท ก จำกัด", True), ("บริษัท ก*ข จำกัด", False)])
def test_a_sign_that_leads_to_a_footnote_takes_the_state_away(tmp_path, name, noted):
    states, _ = built(tmp_path, [HEADER, (*ONE[:2], name, ONE[3])])
    assert states[ONE[0]] is (UNSTATED if noted else ACTIVE)


@pytest.mark.parametrize(
    ("heading", "cell", "counts"),
    [
        ("วันที่เพิกถอน", "1/2/2568", True),
        ("is_revoked", "TRUE", True),
        ("พักใช้", "✓", True),
        ("ยกเลิกเมื่อ", "2569", True),
        ("is_revoked", "FALSE", False),
        ("พักใช้", "ไม่", False),
        ("พักใช้", "-", False),
        ("expiry date", "2020-01-01", True),
        ("วันหมดอายุ", "24/2/2570", True),
        ("วันหมดอายุ", "1/3/2570", False),
        ("วันที่ตรวจ", "1/2/2568", False),
        ("is_active", "FALSE", True),
        ("still valid", "no", True),
        ("ยังมีผล", "ไม่", True),
        ("ใช้งาน", "0", True),
        ("not revoked", "FALSE", True),
        ("ไม่ถูกเพิกถอน", "ไม่", True),
        ("is_active", "TRUE", False),
        ("ยังมีผล", "ใช่", False),
        ("recommended", "no", False),
        ("under suspension", "no", False),
        ("is_inactive", "no", False),
        ("พักใช้", "ไม่ถูกพักใช้", False),
        ("หมายเหตุ", "ไม่ยกเลิก", False),
        ("หมายเหตุ", "*", True),
        ("หมายเหตุ", "(1)", False),
    ],
)
def test_a_cell_under_a_heading_that_speaks_of_an_end(tmp_path, heading, cell, counts):
    assert beside(heading, cell, DAY) is counts
    states, _ = built(tmp_path, [(*HEADER, heading), (*ONE, cell)])
    assert states[ONE[0]] is (UNSTATED if counts else ACTIVE)


@pytest.mark.parametrize(
    ("heading", "is_one"), [("หมายเหตุ", True), ("TIS note", True), ("notebook", False), ("ชื่อ", False)]
)
def test_which_columns_of_a_shop_speak_of_licences(heading, is_one):
    assert of_licences(heading) is is_one


def test_a_row_between_others_that_says_that_what_follows_has_ended(tmp_path):
    rows = [HEADER[:3], ONE[:3], ("ใบอนุญาตที่ถูกเพิกถอน", "", ""), HEADER[:3], TWO[:3]]
    states, imported = built(tmp_path, rows, listed_are_active=True)
    assert states == {ONE[0]: ACTIVE, TWO[0]: UNSTATED}
    assert reasons(imported) == [(5, "row.under_note")] and "ถูกเพิกถอน" in imported.left_out[0].cell
    states, _ = built(tmp_path, [HEADER, ONE, ("ใบอนุญาตที่ถูกเพิกถอน", "", "", ""), TWO])
    assert states == {ONE[0]: ACTIVE, TWO[0]: ACTIVE}  # a row's own state says more


@pytest.mark.parametrize("place", ["title", "sheet", "file"])
def test_a_list_that_says_above_that_its_licences_have_ended(tmp_path, place):
    def fill(sheet):
        sheet.title = "เพิกถอน" if place == "sheet" else "1"
        for row in [("ผู้ถูกเพิกถอนใบอนุญาต",)] * (place == "title") + [HEADER[:3], ONE[:3]]:
            sheet.append(row)

    name = "ยกเลิกแล้ว.xlsx" if place == "file" else "list.xlsx"
    states, imported = built(tmp_path, fill, name=name, listed_are_active=True)
    assert states == {ONE[0]: UNSTATED} and imported.unstated == 1


@pytest.mark.parametrize(
    "rejected",
    [
        (ONE[0], "", ONE[2], "เพิกถอน"),
        (f"{ONE[0]} (เพิกถอน)", *ONE[1:3], "เพิกถอน"),
        (*ONE[:2], "", "เพิกถอน"),
        (*ONE, "เพิกถอน"),
        (f"{ONE[0]}\n{TWO[0][:-1]}8", *ONE[1:]),
        (ONE[0][1:], *ONE[1:3], "เพิกถอน"),
        (f"T{ONE[0][1:]}", *ONE[1:3], "เพิกถอน"),
        (f"{ONE[0]}-2560", *ONE[1:3], "เพิกถอน"),
    ],
)
@pytest.mark.parametrize("before", [False, True])
def test_a_rejected_row_takes_the_state_of_the_licence_that_it_names(tmp_path, rejected, before):
    rows = [rejected, ONE, TWO] if before else [ONE, TWO, rejected]
    states, imported = built(tmp_path, [HEADER, *rows])
    assert states == {ONE[0]: UNSTATED, TWO[0]: ACTIVE} and imported.unstated == 1
    told = [(r.kind, r.value) for r in imported.repeated]
    assert told == [("unsettled", ONE[0])]


def test_a_rejected_row_takes_the_state_of_the_licence_with_its_qr_id(tmp_path):
    header, one, two = (*HEADER, "qr_id"), (*ONE, "9990000001"), (*TWO, "9990000002")
    states, imported = built(tmp_path, [header, one, two, ("", *ONE[1:3], "เพิกถอน", "9990000001")])
    assert states == {ONE[0]: UNSTATED, TWO[0]: ACTIVE} and imported.unstated == 1
    assert [(r.kind, r.first_line, r.value) for r in imported.repeated] == [("unsettled", 2, "9990000001")]


def test_a_qr_link_that_names_another_licence_speaks_against_its_row(tmp_path):
    link = "https://a.tisi.go.th/l/?n="
    states, imported = built(tmp_path, [(*HEADER, "qr"), (*ONE, link + TWO[0]), (*TWO, link + TWO[0])])
    assert states == {TWO[0]: UNSTATED}  # the rejected row names it too
    assert [(bad.line, bad.reason) for bad in imported.rejected] == [(2, "qr_id.not_of_licence")]


def test_an_ended_licence_stays_so_whatever_a_rejected_row_says(tmp_path):
    states, _ = built(tmp_path, [HEADER, (*ONE[:3], "เพิกถอน"), (ONE[0], "", ONE[2], "ใช้งาน")])
    assert states == {ONE[0]: LicenceStatus.REVOKED}


@pytest.mark.parametrize(
    ("title", "row", "doubted"),
    [("2", (*ONE[:3], "เพิกถอน"), True), ("เพิกถอน", ONE, True), ("2", ONE, False), ("พักใช้", (*TWO[:3], ""), False)],
)
def test_a_sheet_that_was_not_read_takes_the_state_of_a_licence_that_it_ends(tmp_path, title, row, doubted):
    def fill(sheet):
        sheet.append(HEADER)
        sheet.append(ONE)
        other = sheet.parent.create_sheet(title)
        other.append(HEADER)
        other.append(row)

    states, imported = built(tmp_path, fill, name="list.xlsx")
    assert states == {ONE[0]: UNSTATED if doubted else ACTIVE}
    assert [(r.sheet, r.value) for r in imported.repeated] == [(title, ONE[0])] * doubted


def test_the_head_of_another_table_ends_the_file(tmp_path):
    rows = [("licence", "standard", "ผู้รับใบอนุญาต", "ผู้นำเข้า"), (*ONE[:3], "x")]
    other = [("licence", "standard", "ผู้นำเข้า", "ผู้รับใบอนุญาต"), (*TWO[:2], "บริษัท อื่น จำกัด", TWO[2])]
    with pytest.raises(ListRejected, match="line 3: another table"):
        built(tmp_path, [*rows, *other])


def test_struck_letters_and_notes_of_a_workbook_are_seen(tmp_path):
    struck = InlineFont(strike=True)

    def fill(sheet):
        for row in (HEADER, ONE, TWO, ("ท7003-3/2879", *ONE[1:]), ("ท7004-4/2879", *ONE[1:])):
            sheet.append(row)
        sheet["D2"] = CellRichText(TextBlock(struck, "ใช้งาน"))
        sheet["C3"] = CellRichText(TextBlock(struck, "บริษัท เก่า จำกัด"), " บริษัท ใหม่ จำกัด")
        sheet["D4"].comment = Comment("เพิกถอนแล้ว 1/2/69", "x")
        sheet["D5"].comment = Comment("ตรวจแล้ว สมชาย", "x")

    states, imported = built(tmp_path, fill, name="list.xlsx")
    assert [states[f"ท700{n}-{n}/2879"] for n in range(1, 5)] == [UNSTATED, UNSTATED, UNSTATED, ACTIVE]
    assert reasons(imported) == [(2, "status.unknown"), (3, "cell.remark"), (4, "status.unknown")]


def test_days_of_a_column_with_the_month_first_are_not_read_the_other_way_round(tmp_path):
    header = (*HEADER, "suspended_from", "suspended_to")
    sure, either = (*ONE[:3], "พักใช้", "09/13/2026", ""), (*TWO[:3], "พักใช้", "01/02/2026", "12/03/2026")
    with pytest.raises(ListRejected, match="line 2, column 'suspended_from': the month stands before"):
        built(tmp_path, [header, sure, either])
    assert not (tmp_path / "out.sqlite").exists()
    built(tmp_path, [header, sure])  # nothing else stands in that column
    many = [(f"ท{n}-1/2879", *TWO[1:3], "พักใช้", "25/02/2026", "") for n in range(1, 102)]
    assert built(tmp_path, [header, sure, either, *many])[1].taken == 103  # a slip of the pen


@pytest.mark.parametrize(
    ("days", "refused"), [((1, 2, 3, 7, 12), True), ((1, 2, 3, 7, 13), False), ((1, 2, 3, 7), False)]
)
def test_days_that_a_spreadsheet_has_exchanged_for_months_are_refused(tmp_path, days, refused):
    def fill(sheet):
        sheet.append((*HEADER, "suspended_from"))
        for number, day in enumerate(days, 1):
            sheet.append((f"ท{number}-1/2879", *ONE[1:3], "พักใช้", date(2026, 3, day)))
        sheet.append((*TWO[:3], "พักใช้", "25/02/2026"))

    if refused:
        with pytest.raises(ListRejected, match="twelve days of months for months"):
            built(tmp_path, fill, name="list.xlsx")
    else:
        assert len(built(tmp_path, fill, name="list.xlsx")[0]) == len(days) + 1


def test_a_nul_in_utf_8_is_not_taken_for_utf_16(tmp_path):
    (tmp_path / "list.csv").write_text(f"licence,standard,holder\n{ONE[0]},{ONE[1]},\0{ONE[2]}\n", "utf-8")
    with pytest.raises(ListRejected, match="line 2: a NUL byte"):
        open_import(tmp_path / "list.csv")


def test_a_strict_workbook_is_called_that_and_not_empty(tmp_path):
    openpyxl.Workbook().save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "list.xlsx", "w") as strict:
        for part in plain.namelist():
            data = plain.read(part)
            name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            strict.writestr(part, data.replace(name, b"http://purl.oclc.org/ooxml/spreadsheetml/main"))
    with pytest.raises(ListRejected, match="strict Open XML"):
        open_import(tmp_path / "list.xlsx")


def test_the_sign_with_which_old_programs_end_a_file_is_no_row(tmp_path):
    _, imported = built(tmp_path, [HEADER, ONE, ("\x1a",)])
    assert not imported.rejected and imported.covered(["all"]) == {"all"}


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#name?"])
def test_an_error_of_a_spreadsheet_is_no_value(tmp_path, error):
    states, imported = built(tmp_path, [HEADER, (*ONE[:2], error, ONE[3]), (*TWO[:3], error)], listed_are_active=True)
    assert states == {TWO[0]: UNSTATED}
    assert [bad.reason for bad in (*imported.rejected, *imported.left_out)] == ["cell.formula", "cell.formula"]


@pytest.mark.parametrize("name", ["1", "เพิกถอน", "ท7001-1/2879"])
def test_what_is_no_name_is_no_holder(tmp_path, name):
    _, imported = built(tmp_path, [HEADER, (*ONE[:2], name, ONE[3]), TWO])
    assert [bad.reason for bad in imported.rejected] == ["holder.unreadable"]


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("ผู้รับใบอนุญาต (Licensee)", True),
        ("Holder / ผู้รับใบอนุญาต", True),
        ("ผู้รับใบอนุญาต (เดิม)", False),
        ("Holder/Brand", False),
    ],
)
def test_a_heading_in_two_languages_is_known_when_both_are(tmp_path, heading, known):
    header = ("เลขที่ใบอนุญาต (Licence No.)", "standard", heading, "สถานภาพ")
    if known:
        assert built(tmp_path, [header, ONE])[0] == {ONE[0]: ACTIVE}
    else:
        with pytest.raises(ListRejected, match="no column for: holder"):
            built(tmp_path, [header, ONE])


def test_a_table_of_too_many_columns_is_refused(tmp_path):
    with pytest.raises(ListRejected, match="1,025 columns"):
        built(tmp_path, [(*HEADER, *map(str, range(1_021))), ONE])


@pytest.mark.parametrize(
    "branch",
    [
        "(สำนักงานใหญ่)", "[สำนักงานใหญ่]", "สำนักงานใหญ่", "- สำนักงานใหญ่", "/สำนักงานใหญ่", ", สำนักงานใหญ่",
        "(สนญ.)", "(สนญ)", "สนญ.", "(สาขา 1)", "(สาขาที่ 00001)", "(สาขาที่ ๐๐๐๐๑)", "(สาขาเลขที่ 12)", "สาขาที่ 2",
        "(Head Office)", "head  office", "(branch no. 3)", "(Branch 12)", "Branch",
    ],
)  # fmt: skip
def test_which_office_of_a_firm_it_is_does_not_belong_to_its_name(branch):
    assert without_branch(f"บริษัท ก้าวไกลไฟฟ้า จำกัด {branch}") == "บริษัท ก้าวไกลไฟฟ้า จำกัด"
    assert without_branch(f"บริษัท ก้าวไกลไฟฟ้า จำกัด (มหาชน) {branch}") == "บริษัท ก้าวไกลไฟฟ้า จำกัด (มหาชน)"
    for form in ("Ltd.", "Ltd", "Limited"):
        assert without_branch(f"Kaoklai Electric Co., {form} {branch}") == f"Kaoklai Electric Co., {form}"


@pytest.mark.parametrize(
    ("name", "firm"),
    [
        ("ห้างหุ้นส่วนจำกัด ตะวันออก สำนักงานใหญ่", "ห้างหุ้นส่วนจำกัด ตะวันออก"), ("ร้านตะวันออก สาขาที่ 12", "ร้านตะวันออก"),
        ("ร้านตะวันออก (สาขา)", "ร้านตะวันออก"), ("ร้านตะวันออก สาขา", "ร้านตะวันออก สาขา"), ("ร้าน สนญ.", "ร้าน สนญ."),
        ("Branch Electric Co., Ltd.", "Branch Electric Co., Ltd."), ("ร้านตะวันออก (ใหญ่)", "ร้านตะวันออก (ใหญ่)"),
        ("บริษัท สำนักงานใหญ่ จำกัด", "บริษัท สำนักงานใหญ่ จำกัด"), ("ร้านตะวันออก head office", "ร้านตะวันออก head office"),
    ],
)  # fmt: skip
def test_what_looks_like_an_office_in_other_places_belongs_to_the_name(name, firm):
    assert without_branch(name) == firm


def test_licences_that_a_cell_names_are_those_that_can_be_read():
    """A letter that no licence has names none: whose number it is nobody knows."""
    assert named_in(["ก7014-4/2879", "ดู ท7002-2/2879, น7003-3/2879"]) == {
        LicenceNumber("ท", 7002, 2, "2879"),
        LicenceNumber("น", 7003, 3, "2879"),
    }
    assert named_in(["ก7014-4/2879"]) == named_in([]) == set()


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("มอก. 1040-2541 : แบตเตอรี่", ("มอก. 1040-2541", "แบตเตอรี่")),
        ("มอก. 1040-2541: แบตเตอรี่", ("มอก. 1040-2541", "แบตเตอรี่")),
        ("มอก. 1040-2541 :แบตเตอรี่", ("มอก. 1040-2541", "แบตเตอรี่")), ("มอก. 1040-2541:", ("มอก. 1040-2541", "")),
        ("มอก. 1040:2541", ("มอก. 1040:2541", "")), ("แบตเตอรี่", ("แบตเตอรี่", "")),
    ],
)  # fmt: skip
def test_a_colon_beside_a_space_or_at_the_end_parts_a_standard_from_its_title(
    cell: str, parts: tuple[str, str]
) -> None:
    assert standard_and_title(cell) == parts
