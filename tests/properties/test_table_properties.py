"""Properties of reading tables: form changes nothing, and nothing that was not understood ever agrees."""

from __future__ import annotations

import csv
import io
import json
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import workbooks
from tests.support.cases import DAY, HOLDER, LOOKALIKE, OTHER_FIRM, QR, TODAY, row
from tests.support.lists import build
from verifier.cli.check import make_checker
from verifier.domain import LicenceStatus
from verifier.product_table.columns import find_columns, shop_words
from verifier.product_table.row import read_row
from verifier.registry.catalogue import Catalogue
from verifier.registry.cells import words
from verifier.registry.importer import open_import
from verifier.registry.schema import holder_key
from verifier.registry.tables import read_table
from verifier.thai import to_thai_digits

FILES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADINGS = {
    "standard": ("TIS Number", "เลข มอก.", "มอก.", "standard", "หมายเลขมาตรฐาน"),
    "licence": ("TIS License", "เลขที่ใบอนุญาต", "licence_no", "ใบอนุญาต มอก."),
    "qr": ("QR Link", "คิวอาร์โค้ด", "ลิงก์ QR", "TISI QR"),
    "holder": ("ผู้รับใบอนุญาต", "Licensee", "ผู้นำเข้า", "ชื่อผู้รับใบอนุญาต"),
    "category": ("หมวดหมู่สินค้า", "Category", "ประเภทสินค้า"),
}
OTHER_HEADINGS = ("SKU", "ราคา", "Product", "สินค้า", "")
"""Of columns that say nothing about licences."""
NOTES = ("", "A-1", "พาวเวอร์แบงก์ 10,000 mAh", "12 นิ้ว; สีดำ", "a|b", "two\nlines", '12"', "199.00")
ROWS = (
    {"standard": "2879-2560", "licence": "ท7014-4/2879", "qr": "320108935", "holder": HOLDER, "category": "power bank"},
    {"standard": "62368 เล่ม 1-2563", "licence": "", "qr": "", "holder": OTHER_FIRM, "category": "หัวชาร์จ"},
    {"standard": "166-2549", "licence": "น31-41/166", "qr": "", "holder": "", "category": "ปลั๊ก"},
    {"standard": "", "licence": "", "qr": "97568258", "holder": "Sample Trading Co., Ltd.", "category": ""},
    {"standard": "2424-2565", "licence": "ส5-5/2424", "qr": "", "holder": "บจก. ตัวอย่าง", "category": "mask"},
)
FORMS = {
    "standard": (str, to_thai_digits, "มอก. {}".format, "TIS {}".format, " {} ".format, "{} : ชื่อมาตรฐาน".format),
    "licence": (str, to_thai_digits, "ใบอนุญาตเลขที่ {}".format, lambda cell: cell.replace("-", " – ")),
    "qr": (str, to_thai_digits, f"{QR}{{}}".format, f"{QR}{{}};".format, "{0}, {0}".format),
    "holder": (str, "{} (สำนักงานใหญ่)".format, " {}\u00a0".format, lambda cell: cell.replace("ำ", "ํา")),
    "category": (str, str.upper, "\u200b{}".format),
}
"""Ways to write a cell that mean the same."""


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load()


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    rows = [
        row(holder_en="Sample Energy Co., Ltd."),
        row("ท31-41/166", "166-2549", qr_id="320108936", holder=OTHER_FIRM),
        row("ท7014-5/2879", qr_id="320108938", holder=OTHER_FIRM),
        row("ท5-5/2780", "2780-2562", qr_id="320108937", status=LicenceStatus.REVOKED),
    ]
    return str(build(tmp_path_factory.mktemp("list"), rows, date=TODAY - DAY).path)


@cache
def checker(listed, header):
    return make_checker(listed, find_columns(header), TODAY, 45)


def meaning(found):
    """What a row says, whatever it looked like."""
    claim = found.claim
    return (
        {seen.value for seen in claim.standards},
        {seen.value for seen in claim.licences},
        {code.target.qr_id or code.payload for code in claim.codes},
        {holder_key(seen.value) for seen in claim.holders},
        found.category,
        [problem.reason for problem in found.problems],
    )


@st.composite
def written_tables(draw):
    """The rows, headings and titles as somebody may have written them, and the kind of file they were saved in."""
    fields = draw(st.permutations([*HEADINGS, *draw(st.lists(st.sampled_from(OTHER_HEADINGS), max_size=3))]))
    header = [draw(st.sampled_from(HEADINGS[f])) if f in HEADINGS else f for f in fields]
    rows = [
        [
            draw(st.sampled_from(FORMS[f]))(cells[f])
            if cells.get(f)
            else draw(st.sampled_from(NOTES))
            if f not in FORMS
            else ""
            for f in fields
        ]
        for cells in ROWS
    ]
    above = draw(st.sampled_from([[], [["รายการสินค้า มอก."]], [["Report", ""], ["ณ 1 พ.ย. 2569"]], [["", "ข้อมูล มอก."]]]))
    surplus = draw(st.sampled_from([[], [""], ["", " "]]))
    blank = [[], [""], [" ", ""]]
    body = [line for r in rows for line in ([*r, *surplus], *draw(st.lists(st.sampled_from(blank), max_size=1)))]
    return [*above, header, *body], draw(st.sampled_from(["csv", "csv", "xlsx", "jsonl"]))


def save(folder, lines, kind, draw):
    path = folder / f"goods.{kind}"
    if kind == "xlsx":
        rows = [workbooks.row(n, [cell.strip("\u200b") or "" for cell in cells]) for n, cells in enumerate(lines, 1)]
        return workbooks.save(path, workbooks.sheet(*rows, dimension=draw(st.sampled_from(["", "A1", "A1:B2"]))))
    if kind == "jsonl":
        at = max(range(len(lines)), key=lambda n: sum(bool(find(cell)) for cell in lines[n]))
        names = [name or f"c{n}" for n, name in enumerate(lines[at])]
        names = [name if names.index(name) == n else f"c{n}" for n, name in enumerate(names)]
        texts = [
            json.dumps(dict(zip(names, cells, strict=False)), ensure_ascii=draw(st.booleans()))
            for cells in lines[at + 1 :]
        ]
        path.write_text("\n".join(texts), encoding="utf-8")
        return path
    delimiter = draw(st.sampled_from(",;\t|"))
    out = io.StringIO()
    if draw(st.booleans()):
        out.write(f"sep={delimiter}\r\n")
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows(lines)
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def find(heading):
    return shop_words().headings.fields(heading)


@FILES
@given(written_tables(), st.data())
def test_form_changes_nothing(tmp_path, catalogue, written, data):
    """Whatever the order of columns, headings, separators, encodings, titles, blank rows and spelling of cells."""
    lines, kind = written
    table = read_table(save(tmp_path, lines, kind, data.draw), shop_words().headings)
    columns = find_columns(table.header)
    assert set(columns.places) == set(HEADINGS)
    found = [meaning(read_row(cells, columns, catalogue)) for _, cells in table.rows]
    plain = find_columns(tuple(HEADINGS))
    expected = [meaning(read_row(tuple(cells[f] for f in HEADINGS), plain, catalogue)) for cells in ROWS]
    assert [m for m in found if m != (set(), set(), set(), set(), None, [])] == expected


# ---- no lie agrees ------------------------------------------------------------------------------------------------

HONEST = {
    "TIS Number": "2879-2560",
    "TIS License": "ท7014-4/2879",
    "QR Link": f"{QR}320108935",
    "ผู้รับใบอนุญาต": HOLDER,
    "หมวดหมู่": "power bank",
}
SECOND = {
    "TIS Number": ("เลข มอก.", "TIS Number"),
    "TIS License": ("เลขที่ใบอนุญาต", "TIS License"),
    "QR Link": ("QR มอก", "QR id"),
    "ผู้รับใบอนุญาต": ("ชื่อผู้รับใบอนุญาต", "Licensee"),
    "หมวดหมู่": ("Category", "ประเภทสินค้า"),
}
LIES = {
    "TIS Number": ("166-2549", "2879-2558", "2879", "x", "2879-2560 : ยกเลิก", "=A1", "#N/A", "2879-2560?"),
    "TIS License": ("ท31-41/166", "ท7014-5/2879", "7014-4/2879", "x", "=A1", "ท7014-4/2879 (หมดอายุ)", "ท5-5/2780"),
    "QR Link": (LOOKALIKE, f"{QR}320108937", f"{QR}320108938", f"{QR}320108935#", "https://bit.ly/x", "x", "=A1"),
    "ผู้รับใบอนุญาต": (OTHER_FIRM, "Other Trading Co., Ltd.", "=A1", f"{HOLDER} {OTHER_FIRM}", "นายสมชาย ใจดี"),
    "หมวดหมู่": ("mask", "ของใช้", "=A1", "?"),
}
BETWEEN = ("; ", ", ", "\n", "|", " | ", " ;\n")


def test_the_honest_row_agrees(listed):
    found = checker(listed, tuple(HONEST)).check(2, tuple(HONEST.values()))
    assert (found.verdict, found.problems) == ("agrees", ())


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_second_column_that_lies_never_agrees(listed, data):
    field = data.draw(st.sampled_from(list(HONEST)))
    lie = (data.draw(st.sampled_from(SECOND[field])), data.draw(st.sampled_from(LIES[field])))
    cells = list(HONEST.items())
    if data.draw(st.booleans()):  # the honest cell may be empty beside it
        cells = [(name, "" if name == field else cell) for name, cell in cells]
    cells.insert(data.draw(st.integers(0, len(cells))), lie)
    found = checker(listed, tuple(name for name, _ in cells)).check(2, tuple(cell for _, cell in cells))
    assert found.verdict != "agrees", (cells, found)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_lie_behind_or_before_the_honest_text_of_a_cell_never_agrees(listed, data):
    field = data.draw(st.sampled_from(list(HONEST)))
    parts = data.draw(st.permutations([HONEST[field], data.draw(st.sampled_from(LIES[field]))]))
    cells = HONEST | {field: data.draw(st.sampled_from(BETWEEN)).join(parts)}
    found = checker(listed, tuple(cells)).check(2, tuple(cells.values()))
    assert found.verdict != "agrees", (cells, found)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_a_sign_or_letter_too_many_never_agrees(listed, data):
    field = data.draw(st.sampled_from(list(HONEST)))
    cell, signs = HONEST[field], "0123456789๐๙abzABZกขมทน?!*#@=&%~^"
    first, last = 0, len(cell)
    if field == "ผู้รับใบอนุญาต":  # its legal form and punctuation tell no firm from another
        signs, first, last = signs.translate(dict.fromkeys(map(ord, "@=&%"))), cell.index("ตัวอย่าง"), cell.index(" จำกัด")
    place, sign = data.draw(st.integers(first, last)), data.draw(st.sampled_from(signs))
    cells = HONEST | {field: cell[:place] + sign + cell[place:]}
    found = checker(listed, tuple(cells)).check(2, tuple(cells.values()))
    assert found.verdict != "agrees", (cells, found)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_text_in_any_cell_agrees_only_when_all_of_it_was_understood(listed, data):
    names = data.draw(st.permutations([*HONEST, *(name for names in SECOND.values() for name in names[:1])]))
    text = st.one_of(
        st.text(max_size=20), st.sampled_from([*HONEST.values(), *(lie for lies in LIES.values() for lie in lies)])
    )
    cells = [data.draw(st.one_of(st.just(HONEST.get(name, "")), text)) for name in names]
    found = checker(listed, tuple(names)).check(2, tuple(cells))
    if found.verdict == "agrees":
        claim = read_row(cells, find_columns(names), Catalogue.load()).claim
        assert not found.problems and claim.standards
        for name, cell in zip(names, cells, strict=True):
            lies = next(lies for field, lies in LIES.items() if name in (field, *SECOND[field]))
            assert cell not in lies, (name, cell)


# ---- lists --------------------------------------------------------------------------------------------------------

STATES = [word for word, status in words().states.items() if status is LicenceStatus.ACTIVE]
MUTATIONS = ("{}?", "not {}", "in{}", "{} ", "no {}", "({})", "{}/revoked", "ไม่{}", "{}ไม่ได้", "{}*", "{0}{0}", "x{}")


@FILES
@given(st.data())
def test_a_licence_is_active_only_when_every_cell_of_its_state_says_so(tmp_path, data):
    """The list may lie: a second column, a mutated word, an unreadable day; none of it makes a licence active."""
    word = st.sampled_from(STATES)
    mutated = st.builds(lambda form, w: form.format(w), st.sampled_from(MUTATIONS), word)
    other = st.sampled_from(["พักใช้", "เพิกถอน", "revoked", "x", "=A1", "", "-"])
    cells = data.draw(st.lists(st.one_of(word, mutated, other), min_size=1, max_size=3))
    issued = data.draw(st.sampled_from(["", "2022-12-21", "2565-12-21", "21-12-65", "x"]))
    names = data.draw(st.permutations(["status", "state", "สถานะใบอนุญาต"]))[: len(cells)]
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["licence", "standard", "holder", "issued", *names])
        writer.writerow(["ท7014-4/2879", "2879-2560", HOLDER, issued, *cells])
    only_in_force = data.draw(st.booleans())
    imported = open_import(path, listed_are_active=only_in_force)
    (licence,) = list(imported)
    said = [cell.strip() for cell in cells if cell.strip() not in ("", "-")]
    may = (
        all(cell in STATES for cell in said)
        and (bool(said) or only_in_force)
        and issued in ("", "2022-12-21", "2565-12-21")
    )
    assert (licence.status is LicenceStatus.ACTIVE) == may
    assert may or imported.left_out or not said or licence.status in (LicenceStatus.SUSPENDED, LicenceStatus.REVOKED)
