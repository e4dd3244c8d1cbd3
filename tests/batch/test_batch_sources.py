import contextlib
import inspect
import io
import os
import random
import stat
import struct
import sys
import time
import unicodedata
import zipfile

import pytest

from tests.support.stock import archive, folder, gtin, picture
from verifier.batch.archive import Archive
from verifier.batch.gtin import gtin_of, gtins_in, shown
from verifier.batch.ledger import Ledger
from verifier.batch.manifest import open_manifest
from verifier.batch.plan import Grouping, items, make_plan, stem_of
from verifier.batch.source import Folder, open_source
from verifier.domain import Code
from verifier.domain.geometry import Quad
from verifier.errors import BadSource, FileMissing, ListRejected

LIMIT = 1_000_000


def problems(source):
    return {entry.name: entry.problem for entry in source.entries()}


def planned(tmp_path, source, manifest=None, grouping=Grouping.AUTO):
    ledger = Ledger.open(tmp_path / "plan.ledger")
    make_plan(ledger, source, manifest, grouping, max_photos=6)
    found = list(items(ledger))
    ledger.close()
    return found


# ---- archives -------------------------------------------------------------------------------------------------------


def written(path, entries):
    """A .zip of (name or ZipInfo, data) as they are given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in entries:
            out.writestr(name, data)
    return path


def linked(name):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_every_bad_entry_of_an_archive_is_told_and_costs_no_other(tmp_path):
    entries = [
        ("good.png", picture(1)),
        ("../out.png", picture(2)),
        ("/abs.png", picture(3)),
        ("C:\\abs.png", picture(3)),
        ("a/..\\..\\b.png", picture(3)),
        (linked("link.png"), b"/etc/passwd"),
        ("inner.zip", b"PK"),
        ("bomb.png", b"\0" * 5_000_000),
        ("notes.txt", b"x"),
        ("__MACOSX/._good.png", b"x"),
        ("Thumbs.db", b"x"),
    ]
    source = Archive(written(tmp_path / "stock.zip", entries))
    assert problems(source) == {
        "good.png": "",
        "../out.png": "source.outside",
        "/abs.png": "source.outside",
        "C:\\abs.png": "source.outside",
        "a/..\\..\\b.png": "source.outside",
        "link.png": "source.link",
        "inner.zip": "source.nested",
        "bomb.png": "source.blown_up",
        "notes.txt": "source.no_picture",
    }
    assert source.read("good.png", LIMIT) == picture(1)
    for name in ("../out.png", "link.png", "bomb.png", "none.png"):
        with pytest.raises(FileMissing):
            source.read(name, LIMIT)
    assert [item.photos for item in planned(tmp_path, source)] == [("good.png",)]


def test_names_in_cp874_utf_8_and_of_300_thai_letters_are_read(tmp_path):
    thai, long = "พัดลม.png", "ก" * 300 + ".png"
    path = written(tmp_path / "stock.zip", [("XXXXXXXXX", picture(1)), ("y" * 13, picture(2)), (long, picture(3))])
    data = path.read_bytes()
    data = data.replace(b"XXXXXXXXX", thai.encode("cp874")).replace(b"y" * 13, "ปลก.png".encode())
    path.write_bytes(data)
    names = [entry.name for entry in Archive(path).entries()]
    assert names == [thai, "ปลก.png", long]
    assert Archive(path).read(long, LIMIT) == picture(3)


def test_of_two_entries_of_one_name_neither_is_taken(tmp_path):
    entries = [("a.png", picture(1)), ("a.png", picture(2)), ("b.png", picture(3))]
    tables = [("manifest.csv", b"photo,SKU\na.png,A\nb.png,B\n"), ("manifest.csv", b"photo,SKU\n")]
    with pytest.warns(UserWarning, match="Duplicate"):
        source = Archive(written(tmp_path / "stock.zip", [*entries, *tables]))
    assert problems(source) == dict.fromkeys(("a.png", "manifest.csv"), "source.doubled") | {"b.png": ""}
    for name in ("a.png", "manifest.csv"):  # the program at the other end may have unpacked the second one
        with pytest.raises(FileMissing):
            source.read(name, LIMIT)


def test_an_encrypted_entry_is_told(tmp_path):
    path = written(tmp_path / "stock.zip", [("a.png", picture(1))])
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[at + 8] |= 1
    path.write_bytes(data)
    assert problems(Archive(path)) == {"a.png": "source.encrypted"}


def test_a_damaged_entry_cannot_be_read_and_the_next_can(tmp_path):
    path = tmp_path / "stock.zip"
    archive(path, {"a.png": picture(1), "b.png": picture(2)})
    data = path.read_bytes()
    path.write_bytes(data.replace(picture(1)[40:60], b"?" * 20))
    source = Archive(path)
    with pytest.raises(FileMissing):
        source.read("a.png", LIMIT)
    assert source.read("b.png", LIMIT) == picture(2)
    assert len(source.read("b.png", 10)) == 11


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_bytes_turned_anywhere_in_an_archive_cost_what_they_are_of_and_no_more(tmp_path, method):
    path, chance = tmp_path / "stock.zip", random.Random(method)
    with zipfile.ZipFile(path, "w", method) as out:
        for n in range(3):
            out.writestr(f"รูป{n}.png", bytes(chance.choices(b"abcd", k=2_000)))
    whole = path.read_bytes()
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 8))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        with contextlib.suppress(BadSource):
            source = Archive(path)
            for entry in list(source.entries()):
                with contextlib.suppress(FileMissing):
                    source.read(entry.name, LIMIT)
            source.close()


@pytest.mark.parametrize("zip64", [False, True], ids=["zip", "zip64"])
def test_a_directory_of_more_entries_than_there_may_be_is_not_loaded(tmp_path, monkeypatch, zip64):
    header = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *([20] * 2), *([0] * 4), *([0] * 3), 1, *([0] * 4), 0, 0) + b"a"
    directory = header * 300_000
    told = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 9, len(directory), 0)
    told += struct.pack("<4sIQI", b"PK\x06\x07", 0, len(directory), 1)
    length = 0 if zip64 else len(directory)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, length, 0, 0)
    (tmp_path / "many.zip").write_bytes(directory + (told if zip64 else b"") + end)
    monkeypatch.setattr("verifier.batch.archive.zipfile.ZipFile", None)  # it would take a minute and 2 GB for millions
    with pytest.raises(BadSource, match="250,000 entries"):
        Archive(tmp_path / "many.zip")


def test_traps_and_what_is_no_archive_are_refused_whole(tmp_path):
    (tmp_path / "no.zip").write_bytes(b"no archive at all")
    path = archive(tmp_path / "huge.zip", {"a.png": picture(1)})
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 400_000_000)
    path.write_bytes(data)
    shared = io.BytesIO()
    with zipfile.ZipFile(shared, "w") as out:
        out.writestr("a.png", picture(1))
        info = out.infolist()[0]
        for n in range(40):
            other = zipfile.ZipInfo(f"{n}.png")
            for field in ("CRC", "compress_size", "file_size", "header_offset"):
                setattr(other, field, getattr(info, field))
            out.filelist.append(other)
            out.NameToInfo[other.filename] = other
    (tmp_path / "shared.zip").write_bytes(shared.getvalue())
    for name in ("no", "huge", "shared"):
        with pytest.raises(BadSource):
            Archive(tmp_path / f"{name}.zip")
    with pytest.raises(BadSource):
        open_source(folder(tmp_path / "x", {"a.rar": b"x"}) / "a.rar")
    with pytest.raises(FileMissing):
        open_source(tmp_path / "none")


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_planned_and_more_than_the_limit_refused(tmp_path, monkeypatch):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as out:
        for n in range(100_000):
            out.writestr(f"d{n // 1000:03d}/{n:06d}.png", b"")
    start = time.process_time()
    assert len(planned(tmp_path, Archive(path))) == 100_000
    assert time.process_time() - start < 60
    monkeypatch.setattr("verifier.batch.archive.MAX_ENTRIES", 99_999)
    with pytest.raises(BadSource, match="99,999"):
        Archive(path)


# ---- folders --------------------------------------------------------------------------------------------------------


def test_folders_in_folders_cost_no_depth_of_calls(tmp_path):
    deepest = tmp_path.joinpath(*(["d"] * 300))
    deepest.mkdir(parents=True)
    (deepest / "a.png").write_bytes(picture(1))
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 150)
    try:
        found = [entry.name for entry in Folder(tmp_path).entries()]
    finally:
        sys.setrecursionlimit(usual)
    assert found == ["d/" * 300 + "a.png"]


def test_files_come_before_the_folders_beside_them_and_folders_whole(tmp_path):
    root = folder(tmp_path, {"a/b/1.png": b"", "a/2.png": b"", "c/3.png": b"", "4.png": b""})
    names = [entry.name for entry in Folder(root).entries()]
    assert names[0] == "4.png" and names.index("a/2.png") + 1 == names.index("a/b/1.png")


def test_what_is_no_plain_picture_in_a_folder_is_told_and_never_opened(tmp_path):
    root = folder(tmp_path / "stock", {"good.jpg": picture(1), "deep/er/x.PNG": picture(2), "readme.md": b"x"})
    (root / "link.png").symlink_to("/etc/passwd")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.png")
    (root / os.fsdecode(b"\xff\xfe.png")).touch()
    assert problems(Folder(root)) == {
        "good.jpg": "",
        "deep/er/x.PNG": "",
        "readme.md": "source.no_picture",
        "link.png": "source.link",
        "loop": "source.link",
        "pipe.png": "source.no_file",
        "\\udcff\\udcfe.png": "source.name",
    }
    for name in ("pipe.png", "link.png", "none.png"):
        with pytest.raises(FileMissing):
            Folder(root).read(name, LIMIT)


# ---- grouping -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("A-001_2.jpg", "A-001"),
        ("A-001 (12).jpg", "A-001"),
        ("A-001-front.jpg", "A-001"),
        ("ปลั๊ก หน้า.jpg", "ปลั๊ก"),
        ("x/y/A-001.jpg", "A-001"),
        ("IMG_0001.jpg", "IMG_0001"),
        ("20261129_101500.jpg", "20261129_101500"),
        ("box.jpg", "box"),
        ("2.jpg", "2"),
    ],
)
def test_a_short_number_or_a_side_sets_photos_of_one_product_apart(name, stem):
    assert stem_of(name) == stem


def test_photos_are_grouped_by_folder_where_few_stand_in_one_else_by_name(tmp_path):
    names = ["a/1.png", "a/2.png", "b/only.png", "lot/x_1.png", "lot/x_2.png", *(f"lot/{n}00.png" for n in range(1, 7))]
    source = Folder(folder(tmp_path / "stock", {name: picture(1) for name in [*names, "root_1.png", "root_2.png"]}))
    found = {item.key: len(item.photos) for item in planned(tmp_path, source)}
    singles = {f"photo:lot/{n}00.png": 1 for n in range(1, 7)}
    assert found == {"name:root": 2, "folder:a": 2, "folder:b": 1, "name:lot/x": 2, **singles}
    assert len(planned(tmp_path, source, grouping=Grouping.PHOTO)) == len(names) + 2
    assert len(planned(tmp_path, source, grouping=Grouping.FOLDER)) == 3 + 1


def test_more_photos_than_one_product_may_have_stay_apart(tmp_path):
    source = Folder(folder(tmp_path / "stock", {f"A_{n}.png": picture(n) for n in range(8)}))
    assert [len(item.photos) for item in planned(tmp_path, source)] == [1] * 8


# ---- manifests ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_manifest_is_read_however_it_was_saved(tmp_path, encoding, separator, newline):
    rows = [["รายการรับสินค้า"], ["รูป", "รหัสสินค้า", "สินค้า"], ["1.png|2.png", "A-1", "พัดลม"], ["3.png", "A-2", "ปลั๊ก"]]
    text = newline.join(separator.join(row) for row in rows)
    (tmp_path / "m.csv").write_bytes(text.encode(encoding))
    first, second = open_manifest(tmp_path / "m.csv").products()
    assert (first.key, first.files, first.facts["name"]) == ("sku:A-1", ("1.png", "2.png"), "พัดลม")
    assert second.line == 4


def test_a_manifest_in_excel_is_read(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["photo", "SKU", "barcode", "date"], ["1.png, 2.png", "A", int(gtin(5)), "29/11/2569"]):
        book.active.append(row)
    book.save(tmp_path / "m.xlsx")
    (product,) = open_manifest(tmp_path / "m.xlsx").products()
    assert product.files == ("1.png", "2.png") and product.facts["gtin"] == "0" + gtin(5)
    assert product.facts["received"] == "2026-11-29"


def test_a_manifest_without_a_way_to_photos_is_refused(tmp_path):
    (tmp_path / "m.csv").write_text("product,supplier\nx,y\n", "utf-8")
    with pytest.raises(BadSource):
        open_manifest(tmp_path / "m.csv")
    (tmp_path / "m.csv").write_text('photo,SKU\n"1.png,A\n', "utf-8")
    with pytest.raises(ListRejected):
        list(open_manifest(tmp_path / "m.csv").products())


def test_rows_of_one_sku_are_one_product_and_must_say_the_same(tmp_path):
    source = Folder(folder(tmp_path / "stock", {f"{n}.png": picture(n) for n in range(4)}))
    table = "photo,SKU,TIS Number\n0.png,A,2879-2560\n1.png,A,2879-2560\n2.png,B,2879-2560\n3.png,B,2432-2555\n"
    (tmp_path / "m.csv").write_text(table, "utf-8")
    first, second = planned(tmp_path, source, open_manifest(tmp_path / "m.csv"))
    assert first.photos == ("0.png", "1.png") and first.troubles == ()
    assert second.troubles == (("stock.rows_differ", "", "5"),)


def test_names_of_photos_are_found_whatever_case_slash_and_form_of_letters(tmp_path):
    name = "รูป/น้ำ é.PNG"
    source = Folder(folder(tmp_path / "stock", {unicodedata.normalize("NFD", name): picture(1), "d/x.png": picture(2)}))
    table = f"photo,SKU\n.\\{name.lower().replace('/', chr(92))},A\nX.PNG,B\n"
    (tmp_path / "m.csv").write_text(table, "utf-8")
    found = planned(tmp_path, source, open_manifest(tmp_path / "m.csv"))
    assert [len(item.photos) for item in found] == [1, 1] and found[1].photos == ("d/x.png",)


# ---- bar codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4006381333931", "04006381333931"),
        ("400638 1333931", "04006381333931"),
        ("๔๐๐๖๓๘๑๓๓๓๙๓๑", "04006381333931"),
        ("036000291452", "00036000291452"),
        ("36000291452", "00036000291452"),  # a spreadsheet dropped the zero
        ("4006381333931.0", "04006381333931"),
        ("4006381333932", None),
        ("8.85E+12", None),
        ("00000000", None),
        ("123", None),
        ("", None),
    ],
)
def test_a_gtin_is_what_its_check_digit_says(text, found):
    assert gtin_of(text) == found


def test_only_bar_codes_of_goods_carry_one():
    quad = Quad.of_box(0, 0, 9, 9)
    codes = [Code("4006381333931", kind, quad, "x") for kind in ("QRCode", "Code128", "EAN13")]
    assert gtins_in(codes) == ("04006381333931",) and gtins_in(codes[:2]) == ()
    assert shown("04006381333931") == "4006381333931" and shown("14006381333938") == "14006381333938"
