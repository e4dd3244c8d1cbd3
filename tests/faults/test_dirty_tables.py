"""Tables as people spoil them: each row is answered by what it says, or the file is refused; never a wrong `agrees`."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import time
import zipfile
from collections import Counter
from functools import cache

import pytest

from tests.support.cases import DAY, HOLDER, QR, TODAY, row
from tests.support.lists import build
from verifier.cli.check import make_checker
from verifier.domain import LicenceStatus
from verifier.errors import ListRejected
from verifier.product_table.columns import find_columns, shop_words
from verifier.registry.importer import open_import
from verifier.registry.tables import read_table

openpyxl = pytest.importorskip("openpyxl")
OFFICIAL = f"{QR}320108935"
EVIL = OFFICIAL.replace("appdb.tisi", "appdb-tisi")
HEADER = ["SKU", "TIS Number", "TIS License", "QR Link", "ผู้รับใบอนุญาต"]
GOOD = ["A", "2879-2560", "ท7014-4/2879", OFFICIAL, HOLDER]
OTHER = "บริษัท ขายส่งทั่วไทย จำกัด"


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    rows = [row(), row("ท5-5/2780", "2780-2562", qr_id="320108937", status=LicenceStatus.REVOKED)]
    return str(build(tmp_path_factory.mktemp("list"), rows, date=TODAY - DAY).path)


@cache
def checker(listed, columns_of):
    return make_checker(listed, find_columns(columns_of), TODAY, 45)


def answers(path, listed):
    """The verdict of every row, or the words of the refusal."""
    try:
        table = read_table(path, shop_words().headings)
        check = checker(listed, table.header).check
        return [str(check(line, cells).verdict) for line, cells in table.rows]
    except ListRejected as error:
        return error.detail


def changed(**cells):
    """The good row with other cells, by letter of their column."""
    return [cells.get(letter, cell) for letter, cell in zip("ABCDE", GOOD, strict=True)]


def text(*rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def book(path, *rows, more=lambda book, sheet: None):
    workbook = openpyxl.Workbook()
    for cells in rows:
        workbook.active.append(cells)
    more(workbook, workbook.active)
    workbook.save(path)
    return path


def merged(_book, sheet):
    sheet["D2"] = EVIL
    sheet.merge_cells("D2:D4")


def hidden(_book, sheet):
    sheet.column_dimensions["F"].hidden = sheet.column_dimensions["G"].hidden = sheet.row_dimensions[3].hidden = True


def two_levels(_book, sheet):
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("C1:D1")


def clicked(_book, sheet):
    sheet["D2"].hyperlink, sheet["D2"].value = EVIL, OFFICIAL


BOOKS = {
    "a look-alike merged over three rows": (
        [HEADER, GOOD, changed(D=None), changed(D=None)],
        merged,
        ["conflicts"] * 3,
    ),
    "a formula that leads elsewhere": (
        [HEADER, changed(D=f'=HYPERLINK("{EVIL}","{OFFICIAL}")')],
        None,
        ["cannot_tell"],
    ),
    "a click that leads elsewhere": ([HEADER, GOOD], clicked, ["conflicts"]),
    "ids as numbers": ([HEADER, changed(D=320108935), changed(D=3.20108935e8)], None, ["agrees"] * 2),
    "a standard turned into a day": ([HEADER, changed(B=datetime.datetime(2560, 12, 1))], None, ["cannot_tell"]),
    "a licence by reference": ([HEADER, GOOD, changed(C="=C2")], None, ["agrees", "cannot_tell"]),
    "hidden columns and rows": (
        [[*HEADER, "QR id", "ลิงก์"], [*GOOD, "320108937"], [*GOOD, None, EVIL]],
        hidden,
        ["conflicts", "cannot_tell"],
    ),
    "two rows of headings": (
        [["SKU", None, "ใบอนุญาต", None], [None, "TIS Number", "เลขที่ใบอนุญาต", "QR Link"], ["A", "2879-2560", "", EVIL]],
        two_levels,
        ["conflicts"],
    ),
    "headings too far down": ([["note"]] * 30 + [HEADER, GOOD], None, "its headings are 'note'"),
}
TEXTS = {
    "digits and spaces": (text(HEADER, changed(B="มอก.\u00a0๒๘๗๙\u2009- ๒๕๖๐", C="ท\u00a0๗๐๑๔-๔ / ๒๘๗๙")), ["agrees"]),
    "trailing notes": (
        text(
            HEADER,
            changed(C=f"{GOOD[2]} (ต่ออายุแล้ว)"),
            changed(C=f"{GOOD[2]} *"),
            changed(B="2879-2560 (เดิม 2879-2558)"),
        ),
        ["cannot_tell"] * 3,
    ),
    "quotes over four rows": (
        text(HEADER).replace("\r\n", "\n")
        + '"12 นิ้ว,2879-2560,ท7014-4/2879,,\nB,2879-2560,ท1-1/2879,,\nC,166-2549,ท2-2/166,,\n12",2879-2560,,,\n',
        "a quotation mark is missing",
    ),
    "a web page": ("<html><table><tr><th>TIS Number</th></tr></table></html>", "its headings are '<html>"),
    "old line ends": ("\r".join(",".join(cells) for cells in (HEADER, GOOD, changed(D=EVIL))), ["agrees", "conflicts"]),
    "units below the headings": (text(HEADER, ["", "(เลข)", "(เลข)", "", ""], GOOD), ["cannot_tell", "agrees"]),
    "headings again": (text(HEADER, GOOD, HEADER, GOOD), ["agrees", "cannot_tell", "agrees"]),
    "a total": (text(HEADER, GOOD, ["รวม", "1 รายการ", "", "", ""]), ["agrees", "cannot_tell"]),
    "rows for columns": (
        text(["TIS Number", "2879-2560", "x"], ["TIS License", "ท7014-4/2879", "x"], ["QR Link", OFFICIAL, EVIL]),
        ["cannot_tell", "cannot_tell"],
    ),
    "a comma too many": (
        f"{','.join(HEADER)}\nA, สีดำ,2879-2560,ท7014-4/2879,,{HOLDER}\n{','.join(GOOD)}\n",
        ["cannot_tell", "agrees"],
    ),
    "rows cut short": (
        f"{','.join(HEADER)}\nA,2879-2560,ท7014-4/2879\nB,2879-2560\nC\n",
        ["agrees", "cannot_tell", "cannot_tell"],
    ),
    "signs of direction": (
        text(HEADER, changed(C=f"\u202e{GOOD[2]}"), changed(C="ท7014\u202e-4/2879"), changed(B="2879\u200f-2560")),
        ["cannot_tell"] * 3,
    ),
    "letters that look alike": (
        text(
            HEADER,
            changed(B="ТIS 2879-2560"),
            changed(B="2879-٢٥٦٠"),
            changed(C="T7014-4/2879"),
            changed(C="ท7O14-4/2879"),
        ),
        ["cannot_tell"] * 4,
    ),
    "a host that looks alike": (text(HEADER, changed(D=OFFICIAL.replace("tisi", "tіsi"))), ["conflicts"]),
    "numbers joined oddly": (
        text(
            HEADER,
            changed(C="ท7014-4/2879/ท5-5/2780"),
            changed(C="ท7014-4/2879+ท5-5/2780"),
            changed(B="2879-2560/2780-2562"),
            changed(B="2879-2560 (ท7014-4/2879)"),
        ),
        ["cannot_tell"] * 4,
    ),
    "other codes beside the link": (
        text(
            HEADER,
            changed(D=f"https://lin.ee/x {OFFICIAL}"),
            changed(D=f"WIFI:S:x;;{OFFICIAL}"),
            changed(D=f"{OFFICIAL} 0812345678"),
        ),
        ["cannot_tell"] * 3,
    ),
    "errors of a spreadsheet": (
        text(HEADER, changed(B="#REF!"), changed(C="#N/A"), changed(D="#VALUE!"), changed(E="#NAME?")),
        ["cannot_tell"] * 4,
    ),
    "long cells": (text(HEADER, changed(A="x" * 100_000), changed(E="ก" * 100_000)), ["agrees", "cannot_tell"]),
    "numbered columns": (
        text(["TIS Number 1", "TIS License 1", "TIS License 2"], [*GOOD[1:3], "ท1-1/2879"], [*GOOD[1:3], ""]),
        ["conflicts", "agrees"],
    ),
    "a state beside the licence": (
        text([*HEADER, "สถานะใบอนุญาต"], [*GOOD, "เพิกถอน"], [*GOOD, "ใช้งาน"]),
        ["cannot_tell", "agrees"],
    ),
    "entities of HTML": (
        text(HEADER, changed(D=OFFICIAL.replace("?", "&#63;")), changed(D=f"{OFFICIAL}&amp;x=1")),
        ["cannot_tell"] * 2,
    ),
    "all in one cell": (
        text(["มอก."], ["2879-2560 ท7014-4/2879"], ["มอก. 2879-2560 เลขที่ ท7014-4/2879"]),
        ["cannot_tell"] * 2,
    ),
    "ditto marks": (
        text(HEADER, GOOD, changed(B="〃", C='"'), changed(B="เหมือนข้างบน")),
        ["agrees", "cannot_tell", "cannot_tell"],
    ),
    "another firm beside the holder": (
        text(
            HEADER,
            changed(E=f"{HOLDER} / {OTHER}"),
            changed(E=f"{HOLDER} (ผู้จัดจำหน่าย: {OTHER})"),
            changed(E="นายสมชาย ใจดี"),
        ),
        ["cannot_tell"] * 3,
    ),
    "a separator that is not": (f"sep=;\n{text(HEADER, GOOD)}", "its headings are 'SKU,TIS Number"),
    "marks of byte order in headings": (
        "\ufeff\ufeffSKU,\ufeffTIS Number,TIS License\nA,2879-2560,ท7014-4/2879\n",
        ["agrees"],
    ),
    "blank lines": (f"\n\n,,,\n{text(HEADER)}\n{text(GOOD)},,,,\n\n", ["agrees"]),
    "UTF-8 taken for cp1252": (text(HEADER, GOOD).encode().decode("cp1252", "ignore"), ["cannot_tell"]),
}
BYTES = {
    "bytes of nothing": (text(HEADER, GOOD).encode() + b"\0\0\0\0", "a NUL byte"),
    "cut inside a letter": (text(HEADER, GOOD).encode()[:-4], "damaged, or joined"),
    "joined from two encodings": (
        text(HEADER, changed(A="พัดลม")).encode("cp874") + text(GOOD).encode(),
        "damaged, or joined",
    ),
    "Thai lost in cp1252": (
        text(["TIS Number", "TIS License", "Licensee"], [*GOOD[1:3], "é"]).encode("cp1252", "ignore"),
        ["cannot_tell"],
    ),
}


@pytest.mark.parametrize("kind", BOOKS)
def test_a_spoilt_workbook(tmp_path, listed, kind):
    rows, more, expected = BOOKS[kind]
    found = answers(book(tmp_path / "t.xlsx", *rows, more=more or (lambda book, sheet: None)), listed)
    assert expected in found if isinstance(expected, str) else found == expected


@pytest.mark.parametrize("kind", [*TEXTS, *BYTES])
def test_a_spoilt_text(tmp_path, listed, kind):
    data, expected = (TEXTS | BYTES)[kind]
    (tmp_path / "t.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    found = answers(tmp_path / "t.csv", listed)
    assert expected in found if isinstance(expected, str) else found == expected


def test_a_list_of_objects_by_the_name_of_json_lines(tmp_path, listed):
    (tmp_path / "t.jsonl").write_text(json.dumps([dict(zip(HEADER, GOOD, strict=True))], indent=1), encoding="utf-8")
    assert "line 1" in answers(tmp_path / "t.jsonl", listed)


LISTED = ["ท7014-4/2879", "2879-2560", HOLDER, "active", "320108935", "2023-03-01"]
COLUMNS = ["licence", "standard", "holder", "status", "qr_id", "issued"]


@pytest.mark.parametrize(
    ("columns", "cells", "status"),
    [
        ([*COLUMNS, "สถานะล่าสุด"], [*LISTED, "เพิกถอน"], "unstated"),
        ([*COLUMNS, "หมายเหตุ"], [*LISTED, "ยกเลิก"], "unstated"),
        (COLUMNS, [*LISTED[:3], "active (รอเพิกถอน)", *LISTED[4:]], "unstated"),
        (COLUMNS, [*LISTED[:3], "Active*", *LISTED[4:]], "unstated"),
        (COLUMNS, [*LISTED[:3], '=IF(1,"active","x")', *LISTED[4:]], "unstated"),
        (COLUMNS, [*LISTED[:5], "1/3/66"], "unstated"),
        (COLUMNS, [*LISTED[:4], "3.20E+08", LISTED[5]], "active"),
        (COLUMNS, [LISTED[0], "2879-2560 : แบตเตอรี่ (ยกเลิกแล้ว)", *LISTED[2:]], None),
        (COLUMNS, ["ท7014-4/2879 (ต่ออายุ)", *LISTED[1:]], None),
        (COLUMNS, [*LISTED[:2], "??? ?????? ???", *LISTED[3:]], None),
        ([*COLUMNS, "ชื่อผู้รับใบอนุญาต"], [*LISTED, OTHER], None),
        ([*COLUMNS, "standard"], [*LISTED, "2780-2562"], None),
    ],
)
def test_a_spoilt_row_of_a_list_is_never_in_force_and_always_named(tmp_path, columns, cells, status):
    (tmp_path / "list.csv").write_text(text(columns, cells, ["ท1-1/166", "166-2549", "ก", "active", "", ""]), "utf-8")
    imported = open_import(tmp_path / "list.csv")
    found = {str(licence.number): str(licence.status) for licence in imported}
    assert found == ({"ท1-1/166": "active"} | ({"ท7014-4/2879": status} if status else {}))
    assert [bad.line for bad in (*imported.left_out, *imported.rejected)] == [2]
    assert imported.covered({"all"}) == ({"all"} if status else {"166"})


def mutated(data, rng):
    """Bytes with a few of them changed, lost, repeated, or with signs put in that tables and XML live by."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 10)):
        place = rng.randrange(len(out) - 1)
        match rng.randrange(4):
            case 0:
                out[place] = rng.randrange(256)
            case 1:
                del out[place : place + rng.randint(1, min(30, len(out) // 2))]
            case 2:
                out[place:place] = out[: rng.randint(1, 60)]
            case _:
                out[place:place] = bytes([rng.choice(b'",;\t|\n\r\0<>&="0A/')])
    return bytes(out)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
def test_damaged_files_are_read_or_refused_and_cost_little(tmp_path, listed, suffix):
    rng, path = random.Random(20261129), tmp_path / f"t{suffix}"
    rows = [HEADER, *(changed(A=f"A-{n}") for n in range(30))]
    if suffix == ".xlsx":
        book(path, *rows, more=merged)
    elif suffix == ".csv":
        path.write_text(text(*rows), "utf-8")
    else:
        lines = (json.dumps(dict(zip(HEADER, cells, strict=True)), ensure_ascii=False) for cells in rows[1:])
        path.write_text("\n".join(lines), "utf-8")
    whole, outcomes = path.read_bytes(), Counter()
    for _ in range(120):
        if suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w") as new:
                victim = rng.choice([part for part in old.namelist() if "xl/" in part and "theme" not in part])
                for part in old.namelist():
                    new.writestr(part, mutated(old.read(part), rng) if part == victim else old.read(part))
        else:
            path.write_bytes(mutated(whole, rng))
        begun = time.process_time()
        outcomes[type(answers(path, listed))] += 1
        assert time.process_time() - begun < 5
    assert outcomes[str] > 10 and outcomes[list] > 1
