"""What a row of a product table states: every cell of every column counts, and what is not understood is a problem."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.cases import CARRYING, DAY, HOLDER, LOOKALIKE, OTHER_FIRM, QR, TODAY, row
from tests.support.lists import build
from verifier.cli.check import make_checker
from verifier.domain import LicenceStatus
from verifier.product_table.columns import find_columns, shop_words
from verifier.product_table.row import read_row
from verifier.registry.catalogue import Catalogue

GOOD = {"TIS Number": "2879-2560", "TIS License": "ท7014-4/2879"}
LINK = f"{QR}320108935"
LISTED = [
    row(holder_en="Sample Energy Co., Ltd."),
    row("ท31-41/166", "166-2549", qr_id="320108936", holder=OTHER_FIRM),
    row("ท5-5/2780", "2780-2562", qr_id="320108937", status=LicenceStatus.REVOKED),
]


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    path = str(build(tmp_path_factory.mktemp("list"), LISTED, date=TODAY - DAY).path)

    @cache
    def checker(header):
        return make_checker(path, find_columns(header), TODAY, 45)

    return lambda **cells: checker(tuple(cells)).check(2, tuple(cells.values()))


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load()


def verdict(found):
    return found.verdict, [p.reason for p in found.problems]


# ---- who makes or imports the goods, beside the licensee ----------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "kind", "reasons"),
    [
        ({"ผู้รับใบอนุญาต": HOLDER, "ผู้นำเข้า": OTHER_FIRM}, "cannot_tell", ["cell.role_differs"]),
        ({"ผู้รับใบอนุญาต": "", "Importer": OTHER_FIRM}, "cannot_tell", ["cell.role_differs"]),
        ({"ผู้รับใบอนุญาต": HOLDER, "ผู้ผลิต": OTHER_FIRM}, "cannot_tell", ["cell.role_differs"]),
        ({"ผู้รับใบอนุญาต": HOLDER, "ผู้ผลิต/ผู้นำเข้า 2": OTHER_FIRM}, "cannot_tell", ["cell.role_differs"]),
        ({"Licensee": HOLDER, "Importer (ผู้นำเข้า)": f"{HOLDER}\n{OTHER_FIRM}"}, "cannot_tell", ["cell.role_differs"]),
        ({"ผู้รับใบอนุญาต": HOLDER, "ผู้นำเข้า": HOLDER, "ผู้ผลิต": HOLDER}, "agrees", []),
        ({"ผู้รับใบอนุญาต": HOLDER, "ผู้นำเข้า": "-"}, "agrees", []),
        ({"ผู้ผลิต": "Shenzhen Example Co., Ltd.", "ผู้รับใบอนุญาต": HOLDER}, "agrees", []),
        ({"ผู้นำเข้า": HOLDER}, "agrees", []),
    ],
)
def test_another_maker_or_importer_keeps_a_row_from_agreeing(check, more, kind, reasons):
    assert verdict(check(**GOOD, **more)) == (kind, reasons)


def test_a_maker_abroad_may_stand_beside_an_importers_licence(tmp_path):
    path = str(build(tmp_path, [row("น7014-4/2879", holder=HOLDER)], date=TODAY - DAY).path)
    own = {"TIS Number": "2879-2560", "TIS License": "น7014-4/2879", "Licensee": HOLDER}
    for heading, kind in (("Maker", "agrees"), ("Importer", "cannot_tell")):
        cells = own | {heading: "Shenzhen Sample Technology Co., Ltd."}
        found = make_checker(path, find_columns(tuple(cells)), TODAY, 45).check(2, tuple(cells.values()))
        assert found.verdict == kind, heading


def test_columns_that_name_roles_are_not_told_as_unused():
    columns = find_columns(("TIS Number", "Licensee", "Importer", "Colour"))
    assert columns.unused_headings == ("Colour",)


# ---- several columns of one field ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "kind", "reasons"),
    [
        ({"QR Link": "", "QR มอก": LOOKALIKE}, "conflicts", []),
        ({"QR Link": LINK, "QR มอก": LOOKALIKE}, "conflicts", ["cell.disagree"]),
        ({"QR มอก": LOOKALIKE, "QR Link": LINK}, "conflicts", ["cell.disagree"]),
        ({"QR Link": LINK, "QR id": "320108935"}, "agrees", []),
        ({"QR Link": LINK, "QR id": "320108936"}, None, ["cell.disagree"]),
        ({"QR Link": LINK, "QR id": "-"}, "agrees", []),
        ({"QR Link": LINK, "TISI link": "https://shop.example/1"}, "cannot_tell", ["cell.disagree", "qr.not_official"]),
        ({"เลข มอก.": "มอก. ๒๘๗๙-๒๕๖๐"}, "agrees", []),
        ({"เลข มอก.": ""}, "agrees", []),
        ({"เลข มอก.": "2879"}, "cannot_tell", ["cell.disagree"]),
        ({"เลข มอก.": "166-2549"}, None, ["cell.disagree"]),
        ({"เลข มอก.": "x"}, "cannot_tell", ["standard.unreadable", "cell.disagree"]),
        ({"เลขที่ใบอนุญาต": "ท7014-4/2879"}, "agrees", []),
        ({"เลขที่ใบอนุญาต": "ท7014-5/2879"}, None, ["cell.disagree"]),
        ({"หมวดหมู่": "power bank", "Category": "พาวเวอร์แบงก์"}, "agrees", []),
        ({"หมวดหมู่": "power bank", "Category": "mask"}, None, ["cell.disagree"]),
        ({"ผู้ผลิต": HOLDER, "ผู้รับใบอนุญาต": OTHER_FIRM}, "cannot_tell", []),
        ({"ผู้ผลิต": OTHER_FIRM, "ผู้นำเข้า": HOLDER}, "cannot_tell", ["cell.disagree"]),
        ({"ผู้ผลิต": "", "ผู้นำเข้า": HOLDER}, "agrees", []),
        ({"ผู้รับใบอนุญาต": HOLDER, "Licensee": "Sample Energy Co., Ltd."}, "agrees", []),
        ({"ผู้รับใบอนุญาต": HOLDER, "Licensee": "Another Energy Co., Ltd."}, "cannot_tell", ["cell.disagree"]),
        ({"ผู้รับใบอนุญาต": HOLDER, "ชื่อผู้รับใบอนุญาต": "บจก.ตัวอย่างพลังงาน"}, "agrees", []),
    ],
)
def test_all_columns_of_a_field_are_read_and_must_agree(check, more, kind, reasons):
    found = check(**GOOD, **more)
    assert verdict(found) == (kind or found.verdict, reasons)
    assert found.verdict != "agrees" or not reasons
    for problem in found.problems:
        if problem.reason == "cell.disagree" and problem.field != "holder":
            headings = [h for h in (*GOOD, *more) if f"{h}: " in problem.cell]
            assert len(headings) == 2, problem.cell


@pytest.mark.parametrize("heading", ["QR Link 2", "QR Link.1", "QR Link_2", "QR Link (2)", "คิวอาร์ 10", "QR Link ๒"])
def test_a_number_behind_a_heading_makes_another_column_of_its_field(check, heading):
    assert check(**GOOD, **{"QR Link": "", heading: LOOKALIKE}).verdict == "conflicts"


@pytest.mark.parametrize(
    ("heading", "cell", "unread"),
    [
        ("ลิงก์ใหม่", LOOKALIKE, True),
        ("url", f"{QR}320108937", True),
        ("url", LINK, False),
        ("url", "https://shop.example/p/1", False),
        ("เลขที่เดิม", "ท31-41/166", True),
        ("เลขที่เดิม", "ท7014-4/2879", False),
        ("สถานะใบอนุญาต", "เพิกถอน", True),
        ("Status", "Suspended", True),
        ("Status", "active", False),
        ("Order", "ยกเลิก", False),
        ("", LOOKALIKE, True),
        ("อื่น ๆ", "มอก. 166-2549", True),
        ("อื่น ๆ", "TIS 2879-2017", False),
        ("รุ่น", "166-2549", False),
        ("หมายเหตุ", "พาวเวอร์แบงก์ 10/20 ท.", False),
        ("หมายเหตุ", "เพิกถอนแล้วเมื่อ 1/2/69", True),
        ("หมายเหตุ", "ดู ท31-41/166 แทน", True),
        ("รายละเอียด", "ดู ท31-41/166 แทน", True),
        ("รายละเอียด", "ดู ท7014-4/2879", False),
        ("รายละเอียด", "สินค้ารุ่นเก่า ยกเลิกแล้ว", False),
        ("Remark", "fake", True),
        ("Remarks", "ปลอม", True),
        ("Notebook", "expired", False),
        ("เพิกถอนใบอนุญาตเมื่อ", "1/2/69", True),
        ("เพิกถอนใบอนุญาตเมื่อ", "-", False),
        ("วันหมดอายุ", "1/2/2570", False),
        ("หมายเหตุ", "*", True),
        ("หมายเหตุ", "ส่งฟรี", False),
    ],
)
def test_what_stands_under_an_unknown_heading_is_not_passed_over(check, heading, cell, unread):
    found = check(**GOOD, **{"QR Link": LINK, heading: cell})
    assert verdict(found) == (("cannot_tell", ["cell.unread"]) if unread else ("agrees", []))
    assert not unread or f"{heading}: {cell}" in found.reasons("en")[0]


def test_one_heading_twice_is_two_columns(check, catalogue):
    columns = find_columns(("TIS Number", "QR", "QR"))
    found = read_row(("2879-2560", "", LOOKALIKE), columns, catalogue)
    assert columns.places["qr"] == (1, 2) and [code.payload for code in found.claim.codes] == [LOOKALIKE]


# ---- links --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "between", [";", ",", " ", "\n", "|", "\t", " ; ", "\r\n", "\u00a0", "\u200b", "\ufeff", '" "', "><", ";;,"]
)
@pytest.mark.parametrize("good_first", [True, False])
def test_all_links_of_a_cell_are_judged_whatever_stands_between_them(check, between, good_first):
    links = (LINK, LOOKALIKE) if good_first else (LOOKALIKE, LINK)
    assert check(**GOOD, **{"QR Link": between.join(links)}).verdict == "conflicts"


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (LINK, "agrees"),
        (f" {LINK} ", "agrees"),
        (f"{LINK};", "agrees"),
        (f"<{LINK}>", "agrees"),
        (f'"{LINK}"', "agrees"),
        (f"{LINK}, {LINK}", "agrees"),
        (f"{LINK}\n320108935", "agrees"),
        ("๓๒๐๑๐๘๙๓๕", "agrees"),
        ("320108935.0", "agrees"),
        (f"{CARRYING}ท7014-4/2879", "agrees"),
        (f"{QR}320108937", "conflicts"),
        (f"{QR}320108937;", "conflicts"),
        (f"\ufeff{QR}320108937", "conflicts"),
        (f"<{QR}320108937>", "conflicts"),
        (f"{LINK}#", None),
        (f"{LINK}&utm=x", None),
        (f"{LINK}.", None),
        (LINK.removeprefix("https://"), None),
        (f"ดูที่ {LINK}", None),
        (f"{LINK} (เก่า)", None),
        (LINK + LINK, None),
        (LINK.replace(".tisi", "\u200b.tisi"), None),
        ("https://bit.ly/abc", None),
        ("320108935x", None),
        ("3.20109E+08", None),
        (f'=HYPERLINK("{LOOKALIKE}","{LINK}")', None),
        ("เปิดดู", None),
    ],
)
def test_a_link_counts_when_it_is_official_to_the_letter(check, cell, kind):
    found = check(**GOOD, **{"QR Link": cell})
    assert found.verdict == kind if kind else (found.verdict != "agrees" and found.problems)


# ---- standards and licences ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "2879-2560 : ชื่อมาตรฐาน",
        "2879-2560: แบตเตอรี่สำรองไฟฟ้า, แบบพกพา",
        "มอก. ๒๘๗๙-๒๕๖๐ ： ชื่อ",
        "TIS 2879-2017 : Portable power banks",
        "2879-2560 แบตเตอรี่สำรองไฟฟ้าสำหรับการใช้งานแบบพกพา - คุณลักษณะที่ต้องการด้านความปลอดภัย",
        "2879-2560 : แบตเตอรี่สำรองไฟฟ้าสำหรับการใช้งานแบบพกพา - คุณลักษณะที่ต้องการด้านความปลอดภัย",
        "2879\u00a0- 2560",
        "２８７９－２５６０",
        "2879\u200b-2560",
        "2879-2560\n2879-2560",
    ],
)
def test_forms_of_a_standard(check, cell):
    assert verdict(check(**GOOD | {"TIS Number": cell})) == ("agrees", [])


def test_a_title_of_the_catalogue_is_one_whatever_stands_in_it(catalogue):
    columns = find_columns(("TIS Number",))
    standards = [facts for facts in catalogue if facts.number.year]
    assert len(standards) >= 700
    for facts in standards:
        for cell in (f"{facts.number} : {facts.title_th}", f"{facts.number} {facts.title_en}"):
            found = read_row((cell,), columns, catalogue)
            assert [s.value for s in found.claim.standards] == [facts.number] and not found.problems, cell


@pytest.mark.parametrize(
    "cell",
    [
        *("2879-2560 : ยกเลิก", "2879-2560 : ไม่ได้มาตรฐาน", "2879-2560 : ไม่ผ่าน", "2879-2560 : not certified"),
        *("2879-2560 : เทียบเท่า", "2879-2560 : รออนุมัติ", "2879-2560 : 166-2549", "2879-2560 : ท1-1/2879"),
        *("2879-2560 : มอก. 166", "2879-2560 ยกเลิก", "2879-2560 (รอผล)", "2879-2560?", "≠ 2879-2560", "2879-2560 x2"),
        *("2879-2560/1", "2879-2560-01", "2879.256", "2560-12-01", "02879-2560", "2879 - 60", "มอก 2879-2560 ปลอม"),
        *("2879-2560, -", "2879-2560 : x; ไม่มี", "2879-2560 : \ufffd\ufffd"),
    ],
)
def test_what_stands_beside_a_standard_is_not_passed_over(check, cell):
    found = check(**GOOD | {"TIS Number": cell})
    assert found.verdict == "cannot_tell" and "standard.unreadable" in [p.reason for p in found.problems]


@pytest.mark.parametrize(
    "cell", ["ท7014-4/2879", "ท\u00a07014-4/2879", "ท 7014 – 4／2879", "ใบอนุญาตเลขที่ ท7014-4/2879", "ท๗๐๑๔-๔/๒๘๗๙"]
)
def test_forms_of_a_licence(check, cell):
    assert verdict(check(**GOOD | {"TIS License": cell})) == ("agrees", [])


@pytest.mark.parametrize(
    "cell",
    [
        *("ท7014-4/2879 (หมดอายุ)", "ท7014-4/2879 ยกเลิก", "ไม่ใช่ ท7014-4/2879", "ท7014-4/2879?", "~ท7014-4/2879"),
        *("ท7014-4", "7014-4/2879", "T7014-4/2879", "ท7014-4/2879 / ท31-41/166", "ท7014-4/2879, ?", "=ท7014-4/2879"),
        *("ท07014-4/2879", "ท7014-4/2879-2560", "#N/A", "ดูแนบ"),
    ],
)
def test_what_stands_beside_a_licence_is_not_passed_over(check, cell):
    found = check(**GOOD | {"TIS License": cell})
    assert found.verdict == "cannot_tell" and found.problems


# ---- firms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        f"{HOLDER} (สำนักงานใหญ่)",
        f"{HOLDER} สำนักงานใหญ่",
        f"{HOLDER}(สนญ.)",
        f"{HOLDER} (สาขาที่ 00001)",
        f"{HOLDER} สาขา ๐๐๐๐๒",
        "บจก. ตัวอย่างพลังงาน (สำนักงานใหญ่)",
        "บจก. ตัวอย่างพลังงาน สำนักงานใหญ่",
        "Sample Energy Co., Ltd. (Head Office)",
        "Sample Energy Co., Ltd. Branch No. 2",
        f"ผู้รับใบอนุญาต: {HOLDER}",
        f"นำเข้าโดย {HOLDER}",
        "บริษัท ตัวอย่างพลังงาน จํากัด",
        "บริษัท\u200bตัวอย่างพลังงาน จำกัด",
        f"{HOLDER}\nSample Energy Co., Ltd.",
    ],
)
def test_forms_of_the_holder(check, cell):
    assert verdict(check(**GOOD, **{"ผู้รับใบอนุญาต": cell})) == ("agrees", [])


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (f"{HOLDER}\n{OTHER_FIRM}", "cell.disagree"),
        (f"{OTHER_FIRM}; {HOLDER}", "cell.disagree"),
        (f"{HOLDER} และ {OTHER_FIRM}", "cell.more"),
        (f"{HOLDER} {OTHER_FIRM}", "cell.more"),
        (f"{HOLDER} ไม่ใช่ผู้รับใบอนุญาต", "cell.more"),
        (f"ไม่ใช่ {HOLDER}", "cell.more"),
        (f"จัดจำหน่ายโดย {HOLDER}", "cell.more"),
        (f"{HOLDER} (เดิมชื่อ {OTHER_FIRM})", "cell.more"),
        (f"{HOLDER} {'ก' * 400} {OTHER_FIRM}", "cell.more"),
        ("Sample Energy Co., Ltd. for Other Trading Co., Ltd.", "cell.more"),
        ("เธเธเธฃเธดเธฉเธฑเธ— เธ", "cell.garbled"),
        ("?????? ?????????? ?????", "cell.garbled"),
        ("=A1", "cell.formula"),
        (f"{HOLDER} *", "cell.more"),
        (f"{HOLDER}?", "cell.more"),
        ("ตัวอย่างพลังงาน?", "cell.more"),
    ],
)
def test_what_stands_beside_the_holder_is_not_passed_over(check, cell, reason):
    found = check(**GOOD, **{"ผู้รับใบอนุญาต": cell})
    assert found.verdict == "cannot_tell" and reason in [p.reason for p in found.problems]


# ---- kinds of goods -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "power bank",
        "ｐｏｗｅｒ　ｂａｎｋ",
        "Power\u00a0Bank",
        "เเบตสำรอง",
        "เเบตสํารอง",
        "พาวเวอร์\u200bแบงก์",
        "power\nbank",
    ],
)
def test_ways_to_write_one_kind_of_goods(catalogue, word):
    found = read_row(("2879-2560", word), find_columns(("TIS Number", "Category")), catalogue)
    assert (found.category, found.problems) == ("power_bank", ())


def test_a_mapping_adds_to_what_is_recognised_and_decides_for_its_field(tmp_path, catalogue):
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\nholder = "ผู้แทน"\nlicence = "ใบ อนุญาต ลูกค้า"\n', encoding="utf-8")
    header = ("มอก.", "ผู้รับใบอนุญาต", "ผู้แทน", "ใบอนุญาตลูกค้า", "ใบอนุญาต", "QR")
    columns = find_columns(header, shop_words(mapping))
    assert columns.places == {"standard": (0,), "licence": (3,), "qr": (5,), "holder": (2,)}
    assert columns.unused_headings == ("ผู้รับใบอนุญาต", "ใบอนุญาต")
    found = read_row(("2879-2560", OTHER_FIRM, HOLDER, "ท7014-4/2879", "", LINK), columns, catalogue)
    assert [h.value for h in found.claim.holders] == [HOLDER] and not found.problems
