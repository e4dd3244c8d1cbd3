"""`mokcheck check`: product tables without photos. Every row comes back, and none that was not understood agrees."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import workbooks
from tests.support.cases import CARRYING, DAY, HOLDER, LOOKALIKE, OTHER_FIRM, QR, TODAY, row
from tests.support.lists import build
from verifier.cli import main
from verifier.cli.check import make_checker
from verifier.domain import LicenceStatus
from verifier.errors import ListRejected
from verifier.product_table.check import CHUNK_ROWS, check_rows
from verifier.product_table.columns import find_columns, shop_words
from verifier.product_table.row import read_row
from verifier.product_table.write import ADDED
from verifier.registry.catalogue import Catalogue

HEADER = ("SKU", "TIS Number", "TIS License", "QR Link", "ผู้รับใบอนุญาต", "หมวดหมู่สินค้า")
ROWS = [
    row(holder_en="Sample Energy Co., Ltd."),
    row("ท31-41/166", "166-2549", qr_id=None, holder=OTHER_FIRM),
    row("ท5-5/2780", "2780-2562", qr_id=None, status=LicenceStatus.REVOKED),
]


@pytest.fixture(scope="module")
def listed(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("list"), ROWS, date=TODAY - DAY).path


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@cache
def checker(listed, day):
    return make_checker(str(listed) if listed else None, find_columns(HEADER), day, 45)


def judged(listed, *cells, day=TODAY):
    return checker(listed, day).check(2, ("A-1", *cells))


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def table(tmp_path, *lines, header=HEADER, name="goods.csv", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out).writerows([header, *lines])
    path = tmp_path / name
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def result(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ---- verdicts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "verdict", "code"),
    [
        (("2879-2560", "ท7014-4/2879", QR + "320108935", HOLDER, "power bank"), "agrees", None),
        (("มอก. ๒๘๗๙-๒๕๖๐", "ท๗๐๑๔–๔／๒๘๗๙", "", "", ""), "agrees", None),
        (("TIS 2879-2017", "", "320108935", "", "พาวเวอร์แบงก์"), "agrees", None),
        (("2879-2560", "", "", "บจก.ตัวอย่างพลังงาน", ""), "agrees", None),
        (("2879-2560", "", "", "SAMPLE ENERGY COMPANY LIMITED", ""), "agrees", None),
        (("2879-2560", "", CARRYING + "ท7014-4/2879", "", ""), "agrees", None),
        (("2879-2560, 166-2549", "ท7014-4/2879; ท31-41/166", "", "", ""), "agrees", None),
        (("2879-2560", "ท7014-4/2879", LOOKALIKE, "", ""), "conflicts", "code.lookalike"),
        (("2879-2560", "ท1234-56/2879", "", "", ""), "conflicts", "licence.not_listed"),
        (("2780-2562", "ท5-5/2780", "", "", ""), "conflicts", "licence.revoked"),
        (("2879-2560", "ท31-41/166", "", "", ""), "conflicts", "licence.other_standard"),
        (("2879-2560", "ท7014-4/2879", "", "", "mask"), "conflicts", "category.other"),
        (("166-2549", "ท31-41/166", "", "", "fan"), "cannot_tell", "category.part"),
        (("2879-2560", "ท7014-4/2879", "", OTHER_FIRM, ""), "cannot_tell", "holder.differs"),
        (("2879-2560", "ท7014-4/2879", "", "Sample Trading Co., Ltd.", ""), "cannot_tell", "holder.differs"),
        (("2879-2560", "ท7014-4/2879", "", "Sample Emergy Co., Ltd.", ""), "cannot_tell", "holder.nearly"),
        (("2879-2560", "ท7074-4/2879", "", "", ""), "cannot_tell", "licence.near_listed"),
        (("2879", "ท7014-4/2879", "", "", ""), "cannot_tell", "standard.no_year"),
        (("2879-2560", "", "", "", ""), "cannot_tell", "link.none"),
        (("", "ท7014-4/2879", "", "", ""), "cannot_tell", "standard.none"),
        (("-", "n/a", "", "-", ""), "cannot_tell", "standard.none"),
        # ---- cells that are not understood never agree, whatever else does
        (("2879-2560", "7014-4/2879", "320108935", "", ""), "cannot_tell", "licence.unreadable"),
        (("2879-2560 ปี 2560", "ท7014-4/2879", "", "", ""), "cannot_tell", "standard.unreadable"),
        (("2879-2560", "ท7014-4/2879", "https://shop.example/p/1", "", ""), "cannot_tell", "qr.not_official"),
        (("2879-2560", "ท7014-4/2879", "3.20109E+08", "", ""), "cannot_tell", "qr.not_official"),
        (("2879-2560", "ท7014-4/2879", "", "", "ของใช้ในบ้าน"), "cannot_tell", "category.unknown"),
        (("2879-2560", "=A1", "320108935", "", ""), "cannot_tell", "cell.formula"),
        (("2879-2560", "ท7014-4/2879", "", "", "", "one too many"), "cannot_tell", "row.too_long"),
    ],
)
def test_a_row_gets_its_verdict_and_the_reason(listed, cells, verdict, code):
    found = judged(listed, *cells)
    codes = [p.reason for p in found.problems] + [f.code for f in found.findings if f.required]
    assert found.verdict == verdict, codes
    assert codes[:1] == ([code] if code else []), codes
    assert (not code) or found.reasons("th")[0] != found.reasons("en")[0]
    assert not [text for text in found.reasons("th") if "ฉลาก" in text or "ในรูป" in text]
    assert not [text for text in found.reasons("en") if "label" in text or "photo" in text or "print" in text]


def test_no_photo_or_label_is_spoken_of_where_there_was_none(tmp_path, listed):
    out = tmp_path / "result.csv"
    lines = [line[:6] for line in LINES] + [("A-6", "", "ท7014-4/2879", "", "", ""), ("A-7", "2879-2560")]
    assert run(table(tmp_path, *lines), "--list", listed, "--out", out, "--on", TODAY).exit_code == 0
    rows = result(out)
    assert {row["mokcheck_verdict"] for row in rows} == {"agrees", "conflicts", "cannot_tell"}
    assert not [row for row in rows if "ฉลาก" in row["mokcheck_result"] or "ในรูป" in row["mokcheck_reasons"]]
    assert not [row for row in rows if "ช่องค้นหา" in row["mokcheck_advice"] or "ผู้ดูแลระบบ" in row["mokcheck_advice"]]


@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        (("2879-2560", "7014-4/2879", "320108935", "", ""), "mend_table", "mend_table"),
        (("ไม่ทราบ", "", "", "", ""), "mend_table", "type_number_in"),
        (("2879-2560", "ท1234-56/2879", "3.20109E+08", "", ""), "check_official_page", "mend_table"),
    ],
)
def test_a_cell_that_is_not_understood_is_to_be_mended(listed, cells, first, last):
    advice = judged(listed, *cells).advice
    assert (advice[0], advice[-1]) == (first, last), advice


def test_a_licence_without_its_letter_is_told_what_is_missing(listed):
    (reason,) = judged(listed, "2879-2560", "7014-4/2879", "320108935", "", "").reasons("th")
    assert "ท7195-54/1040" in reason and "(7014-4/2879)" in reason


def test_without_a_list_nothing_agrees(listed):
    assert judged(None, "2879-2560", "ท7014-4/2879", "", "", "").verdict == "cannot_tell"


def test_an_old_list_agrees_with_nothing(listed):
    day = date(2027, 6, 1)
    assert judged(listed, "2879-2560", "ท7014-4/2879", "", "", "", day=day).verdict == "cannot_tell"


def test_advice_is_not_about_photos(listed):
    for cells in (("2879", "", "", "", ""), ("2879-2560", "ท7074-4/2879", "", "", "")):
        assert not {"move_closer", "hold_still", "other_side"} & set(judged(listed, *cells).advice)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("", "2879-2560", "166-2549", "ท7014-4/2879", "ท31-41/166", "320108935", HOLDER, OTHER_FIRM, LOOKALIKE),
            "mask",
        ]
    ),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(CELLS, max_size=7))
def test_any_row_is_judged_and_what_is_not_understood_never_agrees(listed, catalogue, cells):
    found = judged(listed, *cells)
    stated = read_row(("A-1", *cells), find_columns(HEADER), catalogue)
    assert [problem for problem in found.problems if problem in stated.problems] == list(stated.problems)
    if found.verdict == "agrees":
        assert not found.problems and found.links and stated.claim.standards
        assert all(status == "active" for _, _, status in found.links)


# ---- columns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        ("TIS Number", "TIS License", "QR Link", "Licensee", "Category"),
        ("tis_number", "tis_licence", "qr_link", "holder", "category"),
        ("เลข มอก.", "เลขที่ใบอนุญาต มอก.", "ลิงก์ QR", "ชื่อผู้รับใบอนุญาต", "ประเภทสินค้า"),
        ("มอก.", "ใบอนุญาตเลขที่", "คิวอาร์โค้ด", "ผู้นำเข้า", "หมวดหมู่"),
    ],
)
def test_headings_of_shops_are_understood(header):
    assert find_columns(header).places == {
        name: (n,) for n, name in enumerate(("standard", "licence", "qr", "holder", "category"))
    }


def test_a_table_that_says_nothing_about_licences_is_refused():
    with pytest.raises(ListRejected, match="standard, licence, qr"):
        find_columns(("SKU", "Price", "Category"))


def test_a_saved_mapping_names_columns_and_kinds_of_goods(tmp_path, listed, catalogue):
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[columns]\nstandard = "Norm"\nlicence = "No."\ncategory = "Group"\n'
        '[categories]\n"Mobile accessories" = "power bank"\n"Misc" = ""\n',
        encoding="utf-8",
    )
    columns = find_columns(("No.", "Norm", "Group"), shop_words(mapping))
    assert read_row(("", "", "mobile  ACCESSORIES"), columns, catalogue).category == "power_bank"
    assert read_row(("", "", "Misc"), columns, catalogue).problems == ()
    for bad, words in (
        ('[columns]\nnorm = "Norm"', "no field"),
        ('[columns]\nstandard = "X"', "no heading"),
        ("x", "map.toml"),
        ("[colums]", "nothing but"),
        ("columns = 3", "nothing but"),
        ('[columns]\nstandard = ["Norm"]', "must be a text"),
        ('[columns]\nstandard = "?"', "must be a text"),
        ('[columns]\nstandard = "Norm"\n[categories]\n"Misc" = 3', "must be a text"),
    ):
        mapping.write_text(bad, encoding="utf-8")
        with pytest.raises(ListRejected, match=words):
            find_columns(("Norm",), shop_words(mapping))


# ---- whole tables -------------------------------------------------------------------------------------------------

LINES = [
    ("A-1", "2879-2560", "ท7014-4/2879", "", "", ""),
    ("A-2", "2879-2560", "ท1234-56/2879", "", "", ""),
    ("=cmd|'/C calc'!A0", "2879-2560", "-", "@SUM(A1)", "-12.5", "+66 2 123 4567(1)"),
    ("A-4",),
    ("A-5", "2879-2560", "ท7014-4/2879", "", "", "", "extra"),
]


def test_every_row_comes_back_in_order_with_its_line(tmp_path, listed):
    out = tmp_path / "result.csv"
    done = run(table(tmp_path, *LINES), "--list", listed, "--out", out, "--on", TODAY, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "5 rows: 1 agree, 1 conflict, 3 cannot be told" in done.stderr
    rows = result(out)
    assert [r["mokcheck_line"] for r in rows] == ["2", "3", "4", "5", "6"]
    assert [r["mokcheck_verdict"] for r in rows] == ["agrees", "conflicts", *["cannot_tell"] * 3]
    assert [name for name in rows[0] if name.startswith("mokcheck_")] == [f"mokcheck_{name}" for name in ADDED]
    assert rows[0]["mokcheck_licence"] == "ท7014-4/2879" and rows[0]["mokcheck_licensee"] == HOLDER
    assert "row.too_long" in rows[4]["mokcheck_codes"] and ", extra" in rows[4][HEADER[-1]]


def test_no_cell_of_the_result_is_run(tmp_path, listed):
    out = tmp_path / "result.csv"
    assert run(table(tmp_path, *LINES), "--list", listed, "--out", out).exit_code == 0
    cells = result(out)[2]
    assert cells["SKU"].startswith("'=") and cells["QR Link"] == "'@SUM(A1)" and cells[HEADER[-1]].startswith("'+")
    assert cells["TIS License"] == "-" and cells["ผู้รับใบอนุญาต"] == "-12.5"


def test_a_workbook_in_and_out(tmp_path, listed):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in (HEADER, *LINES):
        book.active.append(list(cells))
    book.save(tmp_path / "goods.xlsx")
    out = tmp_path / "result.xlsx"
    assert run(tmp_path / "goods.xlsx", "--list", listed, "--out", out, "--on", TODAY).exit_code == 0
    sheet = openpyxl.load_workbook(out).active
    rows = list(sheet.iter_rows())
    assert len(rows) == 1 + len(LINES)
    assert not any(cell.data_type == "f" for cells in rows for cell in cells)
    verdict = [cell.value for cell in rows[0]].index("mokcheck_verdict")
    assert rows[3][0].value == "=cmd|'/C calc'!A0" and rows[1][verdict].value == "agrees"


def test_what_is_passed_over_in_a_table_is_said(tmp_path, listed):
    book = workbooks.save(
        tmp_path / "goods.xlsx",
        workbooks.sheet(workbooks.row(1, ["Report"])),
        workbooks.sheet(workbooks.row(1, ["สินค้า"]), workbooks.row(2, HEADER), workbooks.row(3, LINES[0])),
        names=("Cover", "Goods"),
    )
    done = run(book, "--list", listed, "--out", tmp_path / "out.csv", "--on", TODAY, "--lang", "en")
    assert done.exit_code == 0 and "Columns not checked: SKU" in done.stderr
    assert "Passed over above the headings: lines 1" in done.stderr
    assert "Read the sheet Goods alone; not read: Cover" in done.stderr
    assert [(r["mokcheck_line"], r["mokcheck_verdict"]) for r in result(tmp_path / "out.csv")] == [("3", "agrees")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("goods.csv", "Artikel,Norm\n1,2\n", "its headings are 'Artikel', 'Norm'; --mapping"),
        ("goods.jsonl", '{"TIS Number": "\\ud800"}\n', "half of a surrogate pair"),
        ("goods.xlsx", "PK", "not a workbook"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_words_and_leaves_nothing(tmp_path, listed, name, data, words):
    (tmp_path / name).write_text(data, encoding="utf-8")
    done = run(tmp_path / name, "--list", listed, "--out", tmp_path / "out.csv")
    assert done.exit_code == 65 and words in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_damaged_cell_far_down_a_sheet_is_refused_with_words(tmp_path, listed):
    pytest.importorskip("openpyxl")
    rows = [workbooks.row(1, HEADER), *(workbooks.row(n, LINES[0]) for n in range(2, 300))]
    broken = workbooks.row(300, {"A": "A-1"}).replace("A300", "ZZZZZZZ2")
    path = workbooks.save(tmp_path / "goods.xlsx", workbooks.sheet(*rows, broken))
    done = run(path, "--list", listed, "--out", tmp_path / "out.csv")
    assert done.exit_code == 65 and "after line 299" in done.stderr and not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874"])
def test_encodings_of_spreadsheets(tmp_path, listed, encoding):
    out = tmp_path / "result.csv"
    path = table(tmp_path, ("A-1", "๒๘๗๙-๒๕๖๐", "", "", HOLDER, "พาวเวอร์แบงก์"), encoding=encoding)
    assert run(path, "--list", listed, "--out", out, "--on", TODAY).exit_code == 0
    assert [r["mokcheck_verdict"] for r in result(out)] == ["agrees"]


def test_standard_output_is_csv_alone(tmp_path, listed):
    done = run(table(tmp_path, *LINES), "--list", listed)
    assert done.exit_code == 0 and len(list(csv.reader(io.StringIO(done.stdout)))) == 6


@pytest.mark.parametrize(
    ("name", "code"), [("result.pdf", 64), ("goods.csv", 64), ("none/result.csv", 66), ("result", 64)]
)
def test_a_result_that_cannot_be_written_is_refused_and_the_table_stays(tmp_path, listed, name, code):
    path = table(tmp_path, *LINES)
    before = path.read_bytes()
    assert run(path, "--list", listed, "--out", tmp_path / name).exit_code == code
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["goods.csv"]


def test_a_table_damaged_half_way_leaves_no_half_result(tmp_path, listed):
    path = table(tmp_path, *LINES)
    path.write_bytes(path.read_bytes() + b'"broken"x,1\n')
    assert run(path, "--list", listed, "--out", tmp_path / "result.csv").exit_code == 65
    assert [p.name for p in tmp_path.iterdir()] == ["goods.csv"]


def test_several_workers_give_the_same_rows_in_the_same_order(listed):
    rows = [(n, (f"A-{n}", "2879-2560", f"ท{7000 + n % 40}-4/2879", "", "", "")) for n in range(CHUNK_ROWS + 7)]
    make = partial(make_checker, str(listed), find_columns(HEADER), TODAY, 45)
    assert list(check_rows(iter(rows), make, workers=2)) == list(check_rows(iter(rows), make, workers=1))


def test_the_sample_table_shows_every_verdict(tmp_path, listed):
    samples = Path(__file__).resolve().parents[2] / "samples"
    path = tmp_path / "list.sqlite"
    built = CliRunner().invoke(
        main,
        ["registry", "build", str(path), "--from", str(samples / "list.csv"), "--covers", "all", "--date", str(TODAY)],
    )
    assert built.exit_code == 0, built.output
    out = tmp_path / "result.csv"
    assert run(samples / "products.csv", "--list", path, "--out", out, "--on", TODAY).exit_code == 0
    assert [r["mokcheck_verdict"] for r in result(out)] == [
        *(["agrees"] * 3),
        *(["conflicts"] * 4),
        "cannot_tell",
        "conflicts",
        *(["cannot_tell"] * 3),
    ]


@pytest.mark.parametrize(
    "content", ["", "SKU,Price\n1,2\n", 'SKU,TIS Number\n1,"2879-2560\n2,x\n'], ids=["empty", "headings", "quotes"]
)
def test_a_table_that_cannot_be_read_is_not_called_a_list_of_licences(content, tmp_path):
    table = tmp_path / "goods.csv"
    table.write_text(content, encoding="utf-8")
    said = CliRunner().invoke(main, ["check", str(table)])
    assert said.exit_code == 65 and "table.rejected" in said.stderr
    assert "ทะเบียน" not in said.stderr and "This list" not in said.stderr
    said = CliRunner().invoke(main, ["batch", str(table), "--out", str(tmp_path / "stock.csv")])
    assert "list.rejected" not in said.stderr
