"""Importing tables: form is forgiven, content never."""

import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.support.lists import DAY, HEADER, licence_number, standard_number
from verifier.domain import LicenceStatus
from verifier.errors import FileMissing, ListRejected
from verifier.numbers import parse_licence
from verifier.registry.importer import Repeated, import_list, open_import, read_qr_ids
from verifier.registry.snapshot import SqliteRegistry

GOOD = "ท7195-54/1040,1040-2541,บริษัท ตัวอย่างทดสอบ จำกัด"


def taken(tmp_path, text, *, name="list.csv", encoding="utf-8", **options):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    imported = open_import(path, **options)
    return imported, list(imported)


def only(tmp_path, *cells, header="licence,standard,holder"):
    imported, licences = taken(tmp_path, f"{header}\n{','.join(cells)}\n")
    assert not imported.rejected
    return licences[0]


@pytest.mark.parametrize("heading", ["holder_en", "Company name (EN)", "ชื่อนิติบุคคลภาษาอังกฤษ", "ชื่อผู้รับใบอนุญาต (อังกฤษ)"])
def test_the_latin_name_of_a_holder_is_optional(tmp_path, heading):
    written = f"licence,standard,holder,{heading}\n{GOOD},  Sample  Test Co. Ltd.\n{GOOD.replace('-54', '-55')},-\n"
    imported, (with_name, without) = taken(tmp_path, written)
    assert with_name.holder_en == "Sample Test Co. Ltd." and without.holder_en is None
    assert imported.columns["holder_en"] == heading and not imported.unread
    assert only(tmp_path, *GOOD.split(",")).holder_en is None


# ---- form is forgiven ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("ท7195-54/1040", "ท7195-54/1040"),
        ("ท๗๑๙๕-๕๔/๑๐๔๐", "ท7195-54/1040"),
        (" ท 7195 – 54 ／ 1040 ", "ท7195-54/1040"),
        ("(๓)ท784-37/1040", "(3)ท784-37/1040"),
        ("ใบอนุญาตเลขที่ ท7195-54/1040", "ท7195-54/1040"),
        ("นค12-3/1040", "นค12-3/1040"),
    ],
)
def test_forms_of_a_licence_number(tmp_path, written, normal):
    assert str(only(tmp_path, written, "1040-2541", "a").number) == normal


@pytest.mark.parametrize(
    ("written", "normal", "product"),
    [
        ("มอก. ๑๐๔๐-๒๕๔๑", "1040-2541", ""),
        ("TIS 1040-1998", "1040-2541", ""),
        ("1040 – 2541", "1040-2541", ""),
        ("1040-2541 : น้ำมันเครื่อง", "1040-2541", "น้ำมันเครื่อง"),
    ],
)
def test_forms_of_a_standard(tmp_path, written, normal, product):
    row = only(tmp_path, "ท7195-54/1040", written, "a")
    assert (str(row.standard), row.product) == (normal, product)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("21-12-2565", date(2022, 12, 21)),
        ("21/12/2022", date(2022, 12, 21)),
        ("2022-12-21", date(2022, 12, 21)),
        ("2565-12-21T00:00:00", date(2022, 12, 21)),
        ("๒๑ ธันวาคม ๒๕๖๕", date(2022, 12, 21)),
        ("21 ธ.ค. 2565", date(2022, 12, 21)),
        ("21 ธันวาคม พ.ศ. 2565", date(2022, 12, 21)),
        ("21 Dec 2022", date(2022, 12, 21)),
        ("29-02-2567", date(2024, 2, 29)),
        ("", None),
        ("-", None),
    ],
)
def test_forms_of_a_date(tmp_path, written, day):
    assert only(tmp_path, *GOOD.split(","), written, header="licence,standard,holder,issued").issued == day


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("active", LicenceStatus.ACTIVE),
        ("ใช้งาน", LicenceStatus.ACTIVE),
        ("พักใช้", LicenceStatus.SUSPENDED),
        ("Canceled", LicenceStatus.CANCELLED),
        ("เพิกถอน", LicenceStatus.REVOKED),
        ("", LicenceStatus.UNSTATED),
        (" In  Force ", LicenceStatus.ACTIVE),
        ("ＡＣＴＩＶＥ", LicenceStatus.ACTIVE),
        ("acti\u200bve", LicenceStatus.ACTIVE),
        ("มีผล\u00a0", LicenceStatus.ACTIVE),
    ],
)
def test_words_for_a_state(tmp_path, written, status):
    assert only(tmp_path, *GOOD.split(","), written, header="licence,standard,holder,status").status is status


@pytest.mark.parametrize(
    "written",
    [
        *("active?", "acti ve", "not active", "inactive", "non-active", "(active)", "active/revoked", "active, ยกเลิก"),
        *("ไม่ใช้งาน", "ใช้งาน?", "ใช้งานไม่ได้", "valid until 2020", "ปกติ (รอเพิกถอน)", "มี ผล", "active.", "in-force"),
    ],
)
def test_a_state_is_a_whole_word_or_not_known(tmp_path, written):
    text = f'licence,standard,holder,status\n{GOOD},"{written}"\n'
    imported, (row,) = taken(tmp_path, text, listed_are_active=True)
    assert row.status is LicenceStatus.UNSTATED
    assert [(r.line, r.column, r.reason) for r in imported.left_out] == [(2, "status", "status.unknown")]


@pytest.mark.parametrize(
    "written", ["320108935", "๓๒๐๑๐๘๙๓๕", "320108935.0", "https://appdb.tisi.go.th/Q/i.php?d=320108935"]
)
def test_forms_of_a_qr_id(tmp_path, written):
    assert only(tmp_path, *GOOD.split(","), written, header="licence,standard,holder,qr_id").qr_id == "320108935"


def test_the_columns_of_the_public_page(tmp_path):
    header = "ลำดับ,เลขที่ใบอนุญาต,ประเภท,วันที่ออก,มาตรฐาน,ผู้รับใบอนุญาต"
    imported, rows = taken(tmp_path, f"{header}\n1,ท7195-54/1040,ทำ,05-12-2554,1040-2541 : น้ำมันเครื่อง,บริษัท ก จำกัด\n")
    assert rows[0].licence_type == "ท" and rows[0].issued == date(2011, 12, 5) and rows[0].product == "น้ำมันเครื่อง"
    assert rows[0].status is LicenceStatus.UNSTATED
    assert imported.unread == ("ลำดับ",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path, encoding, delimiter):
    text = "licence,standard,holder\nท๗๑๙๕-๕๔/๑๐๔๐,๑๐๔๐-๒๕๔๑,บริษัท ตัวอย่างทดสอบ จำกัด\n".replace(",", delimiter)
    _, rows = taken(tmp_path, text, encoding=encoding)
    assert (rows[0].number, rows[0].standard) == (licence_number("ท7195-54/1040"), standard_number("1040-2541"))
    assert rows[0].holder == "บริษัท ตัวอย่างทดสอบ จำกัด"


def test_a_saved_mapping(tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\nlicence = "A"\nstandard = "B"\nholder = "C"\n', encoding="utf-8")
    _, rows = taken(tmp_path, f"C,B,A\n{','.join(reversed(GOOD.split(',')))}\n", mapping=mapping)
    assert str(rows[0].number) == "ท7195-54/1040"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[columns]\nlicence = "Z"\nstandard = "B"\nholder = "C"', "no heading 'Z'"),
        ('[columns]\nlicense = "A"', "no field 'license'"),
        ("nonsense", "columns"),
        ('[columns]\nlicence = "A"', "standard, holder"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path, text, words):
    mapping = tmp_path / "map.toml"
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(ListRejected, match=words):
        taken(tmp_path, "A,B,C\n", mapping=mapping)


def test_swapped_columns_are_recognised(tmp_path):
    lines = "".join(f"1040-2541,ท{n}-{n}/1040,บริษัท {n} จำกัด\n" for n in range(1, 30))
    imported, rows = taken(tmp_path, f"licence,standard,holder\n{lines}")
    assert imported.swapped == (("licence", "standard"),)
    assert len(rows) == 29 and not imported.rejected
    assert imported.columns["licence"] == "standard"


def test_some_wrong_rows_swap_nothing(tmp_path):
    lines = "".join(f"ท{n}-{n}/1040,1040-2541,a\n" for n in range(1, 10))
    imported, rows = taken(tmp_path, f"licence,standard,holder\n1040-2541,ท1-1/1040,a\n{lines}")
    assert not imported.swapped and len(rows) == 9 and len(imported.rejected) == 1


@pytest.mark.parametrize("above", ["ทะเบียนใบอนุญาต ณ 1 พ.ย. 2569\n", "ทะเบียนใบอนุญาต,,\n,,\n", "sep=,\n"])
def test_what_stands_above_the_headings_is_no_row(tmp_path, above):
    imported, rows = taken(tmp_path, f"{above}licence,standard,holder\n{GOOD}\n")
    assert len(rows) == 1 and not imported.rejected and imported.covered({"all"}) == {"all"}
    assert imported.table.passed_over == (() if above.startswith("sep") else (1,))


@pytest.mark.parametrize("row", ["licence,,", ",standard,", "licence,1040-2541,a"])
def test_a_row_with_one_heading_or_with_headings_elsewhere_is_no_repetition_and_costs_coverage(tmp_path, row):
    imported, rows = taken(tmp_path, f"licence,standard,holder\n{GOOD}\n{row}\n")
    assert len(rows) == 1 and imported.covered({"all"}) != {"all"}
    assert [(r.line, r.reason != "row.heading") for r in imported.rejected] == [(3, True)]


@pytest.mark.parametrize("again", ["licence,standard,holder", "เลขที่ใบอนุญาต,มอก.,บริษัท", ",standard,holder"])
def test_headings_that_come_again_cost_no_coverage_and_are_named(tmp_path, again):
    imported, rows = taken(tmp_path, f"licence,standard,holder\n{GOOD}\n{again}\nท1-1/1040,1040-2541,b\n")
    assert len(rows) == 2 and imported.covered({"all"}) == {"all"}
    assert [(r.line, r.reason) for r in imported.rejected] == [(3, "row.heading")]


def test_a_mapping_adds_to_what_is_recognised(tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\nholder = "ชื่อ ลูกค้า"\n', encoding="utf-8")
    text = f"licence,standard,holder,ชื่อลูกค้า,status\n{GOOD},ข,active\n"
    imported, (row,) = taken(tmp_path, text, mapping=mapping)
    assert (row.holder, row.status) == ("ข", LicenceStatus.ACTIVE) and imported.unread == ("holder",)


@pytest.mark.parametrize(
    ("headings", "cells", "holder", "unread"),
    [
        ("company,holder", "ก,ข", "ข", ("company",)),
        ("ผู้รับใบอนุญาต,บริษัท", "ข,ก", "ข", ("บริษัท",)),
        ("ชื่อบริษัท,ยี่ห้อ", "ข,ก", "ข", ()),
        ("ผู้ผลิต,ผู้รับใบอนุญาต", "ก,ข", "ข", ()),
        ("holder,ชื่อผู้รับใบอนุญาต", "บริษัท ข จำกัด,บจก. ข", "บริษัท ข จำกัด", ()),
        ("holder,holder", ",ข", "ข", ()),
    ],
)
def test_the_licensee_wins_over_other_roles(tmp_path, headings, cells, holder, unread):
    imported, (row,) = taken(tmp_path, f"licence,standard,{headings}\nท7195-54/1040,1040-2541,{cells}\n")
    assert row.holder == holder and imported.unread == unread


@pytest.mark.parametrize("suffix", [" (สำนักงานใหญ่)", " สำนักงานใหญ่", " (สาขาที่ 00001)", " สาขา 2", "(Head office)"])
def test_a_holder_is_the_firm_and_not_its_office(tmp_path, suffix):
    row = only(tmp_path, "ท7195-54/1040", "1040-2541", f"บริษัท ก จํากัด{suffix}")
    assert row.holder == "บริษัท ก จำกัด"


@pytest.mark.parametrize("name", ["บริษัท สาขา จำกัด", "Olive Branch", "บริษัท ก จำกัด (สาขาประเทศไทย)", "ร้าน สำนักงานใหญ่ยา"])
def test_names_that_only_look_like_an_office_stay(tmp_path, name):
    assert only(tmp_path, "ท7195-54/1040", "1040-2541", name).holder == name


# ---- content never ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"licence": ""}, "licence", "cell.missing"),
        ({"licence": "7195-54/1040"}, "licence", "licence.unreadable"),
        ({"licence": "ท7195-54"}, "licence", "licence.unreadable"),
        ({"licence": "n7195-54/1040"}, "licence", "licence.unreadable"),
        ({"licence": "ท7195-54/1040 ท1-1/1040"}, "licence", "licence.unreadable"),
        ({"standard": "-"}, "standard", "cell.missing"),
        ({"standard": "น้ำมัน"}, "standard", "standard.unreadable"),
        ({"standard": "1040-2441"}, "standard", "standard.unreadable"),
        ({"standard": "2879-2560"}, "standard", "standard.not_of_licence"),
        ({"holder": ""}, "holder", "cell.missing"),
        ({"holder": "=HYPERLINK(1)"}, "holder", "cell.formula"),
        ({"holder": "@SUM(A1)"}, "holder", "cell.formula"),
        ({"holder": "เธเธเธฃเธดเธฉเธฑเธ— เธ"}, "holder", "cell.garbled"),
        ({"holder": "?????? ????"}, "holder", "cell.garbled"),
        ({"licence": "=A1"}, "licence", "cell.formula"),
        ({"standard": "1040-2541 : ยกเลิกแล้ว"}, "standard", "standard.unreadable"),
        ({"licence_type": "น"}, "licence_type", "licence_type.not_of_licence"),
        ({"suspended_from": "2026-02-01", "suspended_to": "2026-01-01"}, "suspended_to", "suspension.backwards"),
    ],
)
def test_a_rejected_row_says_line_column_and_reason(tmp_path, cells, column, reason):
    good = dict(zip(("licence", "standard", "holder"), GOOD.split(","), strict=True))
    names = HEADER.split(",")
    rows = ({**good, "licence": "ท1-1/1040"}, {**good, **cells})
    lines = [",".join(row.get(name, "") for name in names) for row in rows]
    imported, rows = taken(tmp_path, "\n".join([HEADER, *lines]))
    assert [(r.line, r.column, r.reason) for r in imported.rejected] == [(3, column, reason)]
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("start", "end", "kept"), [("2026-02-01", "2026-02-01", True), ("2026-02-02", "2026-02-01", False)]
)
def test_a_suspension_may_be_of_one_day(tmp_path, start, end, kept):
    header = "licence,standard,holder,suspended_from,suspended_to"
    imported, rows = taken(tmp_path, f"{header}\n{GOOD},{start},{end}\nท1-1/1040,1040-2541,b,,\n")
    assert (len(rows) == 2) is kept and bool(imported.rejected) is not kept


@pytest.mark.parametrize(
    ("cells", "column", "reason", "state_lost"),
    [
        ({"product": "+cmd|'/C calc'!A0"}, "product", "cell.formula", False),
        ({"trade_mark": "=1+1"}, "trade_mark", "cell.formula", False),
        ({"qr_id": "3.20109E+08"}, "qr_id", "qr_id.unreadable", False),
        ({"qr_id": "https://appdb-tisi.go.th/Q/i.php?d=320108935"}, "qr_id", "qr_id.unreadable", False),
        ({"licence_type": "x"}, "licence_type", "licence_type.unknown", False),
        ({"licence_type": "ท?"}, "licence_type", "licence_type.unknown", False),
        ({"status": "maybe"}, "status", "status.unknown", True),
        ({"issued": "30-02-2565"}, "issued", "date.unreadable", True),
        ({"issued": "21-12-65"}, "issued", "date.unreadable", True),
        ({"issued": "12/21/2022"}, "issued", "date.unreadable", True),
        ({"issued": "44916"}, "issued", "date.unreadable", True),
        ({"suspended_from": "soon"}, "suspended_from", "date.unreadable", True),
        ({"suspended_to": "=TODAY()"}, "suspended_to", "cell.formula", True),
    ],
)
@pytest.mark.parametrize("listed_are_active", [False, True])
def test_a_licence_is_kept_without_a_bad_optional_cell_which_is_named(
    tmp_path, cells, column, reason, state_lost, listed_are_active
):
    good = dict(zip(("licence", "standard", "holder"), GOOD.split(","), strict=True)) | {"status": "active"}
    names = HEADER.split(",")
    lines = [",".join({**good, **more}.get(name, "") for name in names) for more in ({"licence": "ท1-1/1040"}, cells)]
    text = "\n".join([HEADER, *lines])
    imported, (_, kept) = taken(tmp_path, text, listed_are_active=listed_are_active)
    assert [(r.line, r.column, r.reason, r.row_kept) for r in imported.left_out] == [(3, column, reason, True)]
    assert kept.number == licence_number("ท7195-54/1040") and (column == "status" or not getattr(kept, column))
    assert kept.status is (LicenceStatus.UNSTATED if state_lost else LicenceStatus.ACTIVE)
    assert not imported.rejected and imported.covered({"all"}) == {"all"}


@pytest.mark.parametrize(
    ("headings", "cells", "column", "kept"),
    [
        ("status,สถานะใบอนุญาต", "active,เพิกถอน", "status", True),
        ("status,สถานะ", "active,ใช้งาน", "", True),
        ("status,สถานะ", ",active", "", True),
        ("status,status", "active,?", "status", True),
        ("qr_id,qr link", "320108935,320108936", "qr_id", True),
        ("qr_id,qr link", "320108935,https://appdb.tisi.go.th/Q/i.php?d=320108935", "", True),
        ("licence number,product", "ท7195-55/1040,x", "licence", False),
        ("มอก.,product", "2879-2560,x", "standard", False),
        ("มอก.,product", "1040-2541 : ชื่อ,", "", True),
        ("ผู้รับใบอนุญาต,product", "บริษัท อื่น จำกัด,x", "holder", False),
        ("issued,วันที่ออก", "21-12-2565,2022-12-21", "", True),
        ("issued,วันที่ออก", "21-12-2565,2022-12-22", "issued", True),
    ],
)
def test_several_columns_of_one_field_must_agree_and_both_are_named(tmp_path, headings, cells, column, kept):
    text = f"licence,standard,holder,{headings}\n{GOOD},{cells}\nท1-1/2879,2879-2560,a,,\n"
    imported, rows = taken(tmp_path, text, listed_are_active=True)
    assert len(rows) == 1 + kept and len(imported.rejected) == 1 - kept
    remarks = [*imported.left_out, *imported.rejected]
    assert [(r.line, r.column) for r in remarks] == ([(2, column)] if column else [])
    if remarks and "?" not in cells:
        assert remarks[0].reason == "cell.disagree" and remarks[0].cell.count(": ") == 2
    if column in ("status", "issued"):
        assert rows[0].status is LicenceStatus.UNSTATED
    assert imported.uncovering_lines() == ([] if kept else [2])


@pytest.mark.parametrize(
    ("cell", "ended"), [("เพิกถอน", True), (" Revoked ", True), ("พักใช้", True), ("ใช้งาน", False), ("revoked?", True)]
)
def test_a_word_for_an_ended_state_under_an_unknown_heading_takes_the_state_away(tmp_path, cell, ended):
    text = f"licence,standard,holder,status,ล่าสุด\n{GOOD},active,{cell}\n"
    imported, (row,) = taken(tmp_path, text)
    assert row.status is (LicenceStatus.UNSTATED if ended else LicenceStatus.ACTIVE)
    assert [(r.column, r.reason) for r in imported.left_out] == ([("status", "cell.unread")] if ended else [])


@pytest.mark.parametrize(
    ("status", "more", "kept"),
    [
        ("revoked", {"issued": "soon"}, LicenceStatus.REVOKED),
        ("ยกเลิก", {"suspended_to": "soon"}, LicenceStatus.CANCELLED),
        ("revoked", {"note": "พักใช้"}, LicenceStatus.REVOKED),
        ("suspended", {"issued": "soon"}, LicenceStatus.SUSPENDED),
        ("suspended", {"note": "เพิกถอน"}, LicenceStatus.SUSPENDED),
        ("suspended", {"suspended_to": "ไม่มีกำหนด"}, LicenceStatus.UNSTATED),
        ("active", {"note": "พักใช้"}, LicenceStatus.UNSTATED),
        ("", {"note": "พักใช้"}, LicenceStatus.UNSTATED),
    ],
)
def test_a_state_stays_unless_it_rests_on_what_was_lost(tmp_path, status, more, kept):
    cells = {"status": status, **more}
    text = f"licence,standard,holder,{','.join(cells)}\n{GOOD},{','.join(cells.values())}\n"
    imported, (row,) = taken(tmp_path, text, listed_are_active=True)
    assert row.status is kept and len(imported.left_out) == 1


def test_what_only_describes_is_joined_from_all_its_columns(tmp_path):
    text = f"licence,standard,holder,product,title,brand,ยี่ห้อ\n{GOOD},น้ำมัน,เครื่อง,X,X\n"
    imported, (row,) = taken(tmp_path, text)
    assert (row.product, row.trade_mark) == ("น้ำมัน, เครื่อง", "X") and not imported.unread


def test_a_row_with_too_many_cells_is_rejected(tmp_path):
    imported, _ = taken(tmp_path, f"licence,standard,holder\n{GOOD}\nท1-1/1040,1040-2541,Firm Co., Ltd.\n")
    assert [(r.line, r.reason) for r in imported.rejected] == [(3, "row.too_long")]


def test_lines_are_counted_as_an_editor_shows_them(tmp_path):
    text = f'licence,standard,holder,product\n{GOOD},"one\ntwo"\n\nbad,1040-2541,a,\n'
    imported, rows = taken(tmp_path, text)
    assert len(rows) == 1 and [r.line for r in imported.rejected] == [5]


def test_duplicates_are_left_out_and_contradictions_kept(tmp_path):
    text = (
        f"licence,standard,holder,status,qr_id\n{GOOD},active,111111\n{GOOD},active,111111\n{GOOD},active,222222\n"
        f"{GOOD},ยกเลิก,\nท1-1/1040,1040-2541,b,active,111111\n"
    )
    imported, rows = taken(tmp_path, text)
    assert len(rows) == 4 and imported.taken == 4 and imported.read == 5
    assert imported.repeated == [
        Repeated(3, 2, "duplicate", "ท7195-54/1040"),
        Repeated(5, 2, "contradiction", "ท7195-54/1040"),
        Repeated(6, 2, "shared_qr", "111111"),
    ]


def test_an_unstated_state_is_active_only_when_the_operator_says_so(tmp_path):
    text = f"licence,standard,holder,status\n{GOOD},\nท1-1/1040,1040-2541,a,ยกเลิก\n"
    imported, rows = taken(tmp_path, text)
    assert [r.status for r in rows] == [LicenceStatus.UNSTATED, LicenceStatus.CANCELLED] and imported.unstated == 1
    imported, rows = taken(tmp_path, text, listed_are_active=True)
    assert [r.status for r in rows] == [LicenceStatus.ACTIVE, LicenceStatus.CANCELLED] and imported.unstated == 0


# ---- coverage -----------------------------------------------------------------------------------------------------

TWO = "licence,standard,holder\nท1-1/1040,1040-2541,a\nท1-1/2879,2879-2560,a\n"


@pytest.mark.parametrize(
    ("bad", "asked", "covered"),
    [
        ("", {"all"}, {"all"}),
        ("", {"1040-2541"}, {"1040-2541"}),
        ("x,1040-2541,a\n", {"1040-2541", "2879-2560"}, {"2879-2560"}),
        ("x,1040-2560,a\n", {"1040-2541", "1040"}, set()),
        ("x,1040-2541,a\n", {"all"}, {"2879"}),
        ("ท9-9/1040,?,a\n", {"all"}, {"2879"}),
        ("x,?,a\n", {"all", "2879-2560"}, set()),
        ("ท9-9/1040,2879-2560,a\n", {"1040-2541", "2879-2560"}, set()),
        ("ท9-9/1040,1040-2541,a,b\n", {"2879-2560"}, set()),
    ],
)
def test_a_rejected_row_takes_its_standard_out_of_the_coverage(tmp_path, bad, asked, covered):
    imported, _ = taken(tmp_path, TWO + bad)
    assert imported.covered(asked) == covered


# ---- whole files --------------------------------------------------------------------------------------------------


def test_json_lines(tmp_path):
    first = dict(zip(("licence", "standard", "holder"), GOOD.split(","), strict=True))
    second = {"licence": "ท1-1/1040", "standard": "1040-2541", "holder": "b", "qr_id": 320108935}
    records = [first, second]
    text = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    imported, rows = taken(tmp_path, text, name="list.jsonl")
    assert not imported.rejected and [r.qr_id for r in rows] == [None, "320108935"]


def test_a_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["licence", "standard", "holder", "issued", "qr_id"])
    book.active.append([*GOOD.split(","), datetime(2022, 12, 21), 320108935])
    book.active.append(["ท1-1/1040", "1040-2541", '=HYPERLINK("http://evil.example","x")', None, None])
    book.save(tmp_path / "list.xlsx")
    imported = open_import(tmp_path / "list.xlsx")
    rows = list(imported)
    assert [(r.issued, r.qr_id) for r in rows] == [(date(2022, 12, 21), "320108935")]
    assert [(r.line, r.column, r.reason) for r in imported.rejected] == [(3, "holder", "cell.formula")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("list.csv", b"", "empty"),
        ("list.csv", b"a,b,c\n1,2,3\n", "licence, standard, holder"),
        ("list.csv", b"licence,standard,holder\n", "none of 0 rows"),
        ("list.csv", b"licence,standard,holder\nx,y,z\n", "none of 1 rows"),
        ("list.csv", b'licence,standard,holder\n"a"b,c,d\n', "line 2"),
        ("list.csv", b"\x80\xff\xfc\xfd,b\n", "neither UTF-8 nor cp874"),
        ("list.jsonl", b"[1]\n", "not an object"),
        ("list.jsonl", b"{\n", "line 1"),
        ("list.jsonl", b'{"licence":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "line 1"),
        ("list.xlsx", b"PK no workbook", "not a workbook"),
        ("list.pdf", b"%PDF", "must be"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, name, data, words):
    if name.endswith("xlsx"):
        pytest.importorskip("openpyxl")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ListRejected, match=words):
        list(open_import(tmp_path / name))


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(tmp_path):
    pytest.importorskip("openpyxl")
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet>" + b"A" * 60_000_000)
    with pytest.raises(ListRejected, match=r"sheet1\.xml unpacks to 60 MB"):
        open_import(tmp_path / "list.xlsx")


def test_a_missing_file(tmp_path):
    with pytest.raises(FileMissing):
        open_import(tmp_path / "none.csv")


def test_a_list_names_its_source_and_its_narrowed_coverage(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(TWO + "x,1040-2541,a\n", encoding="utf-8")
    imported = open_import(path, listed_are_active=True)
    snapshot = import_list(imported, path, tmp_path / "out.sqlite", date=DAY, covers=["1040", "2879"])
    assert snapshot.covers == {"2879"} and snapshot.rows == 2 and snapshot.date == DAY
    assert snapshot.source.startswith("list.csv sha256:") and "only licences in force" in snapshot.source
    assert SqliteRegistry.open(tmp_path / "out.sqlite").snapshot == snapshot


def test_the_sample_list_is_taken_whole():
    imported = open_import(Path(__file__).resolve().parents[2] / "samples" / "list.csv")
    assert len(list(imported)) == imported.read >= 20
    assert not imported.rejected and not imported.repeated and not imported.swapped and not imported.unread


def test_a_list_that_would_lose_licences_is_refused_unless_that_is_allowed(tmp_path):
    def imported(count, **options):
        rows = "".join(f"ท{n}-1/1040,1040-2541,b\n" for n in range(1, count + 1))
        path = tmp_path / "list.csv"
        path.write_text(f"licence,standard,holder\n{rows}", "utf-8")
        return import_list(open_import(path), path, tmp_path / "out.sqlite", date=date(2026, 11, 25), **options)

    assert imported(40).rows == 40
    with pytest.raises(ListRejected):
        imported(20)
    assert imported(20, allow_shrink=True).rows == 20


def test_ids_that_were_resolved_are_those_of_licences_with_one(tmp_path):
    rows = ["320108935,ท1-1/2879", "111111111,ท2-2/2879", "222222222,ท2-2/2879", "320108935,ท1-1/2879"]
    (tmp_path / "ids.csv").write_text("\n".join(["qr_id,licence", *rows]), encoding="utf-8")
    assert read_qr_ids(tmp_path / "ids.csv") == {parse_licence("ท1-1/2879"): "320108935"}


@pytest.mark.parametrize("row", ["320108935,ก1-1/2879", "32O108935,ท1-1/2879", "๓๒๐,ท1-1/2879", ",ท1-1/2879", "1"])
def test_a_row_that_is_no_licence_with_its_id_is_refused(tmp_path, row):
    (tmp_path / "ids.csv").write_text(f"qr_id,licence\n{row}\n", encoding="utf-8")
    with pytest.raises(ListRejected):
        read_qr_ids(tmp_path / "ids.csv")
