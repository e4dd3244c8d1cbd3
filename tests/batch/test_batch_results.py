import json
import re
import zipfile
from collections import Counter

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from tests.support.fakes import FakeCodeReader, FakeRegistry, licence, make_verifier
from tests.support.stock import EXCEL, folder, gtin, make_other_list, make_unresolved, picture, run
from verifier.batch.ledger import Ledger, ledger_of
from verifier.batch.results import check_name
from verifier.batch.results.letter import letter
from verifier.batch.results.page import page
from verifier.batch.results.rows import Stock, sentence
from verifier.batch.whole import LIKE_MAX_BITS, alike
from verifier.domain.listing import SAMPLES
from verifier.errors import BadRequest, FileMissing
from verifier.messages import LANGUAGES, stock_advice
from verifier.messages import stock as words
from verifier.messages.interface import label

needs_excel = pytest.mark.skipif(not EXCEL, reason="needs the extra `stock`")
NASTY = '=HYPERLINK("http://x.example")'


@pytest.fixture
def stock(tmp_path):
    """Five products: three that agree, one whose photo is damaged, one without a photo; one name is a formula."""
    table = "photo,SKU,barcode,product,supplier,date,TIS Number\n" + "".join(
        f'{n}.png,S{n},{gtin(n)},"{name}",{supplier},2026-11-1{n},2879-2560\n'
        for n, (name, supplier) in enumerate(
            [("พัดลม", "ก"), (NASTY.replace('"', '""'), "ข"), ("ปลั๊ก", "ก"), ("เสีย", "ข"), ("ไม่มีรูป", "ก")]
        )
    )
    pictures = {f"{n}.png": picture(n) for n in range(3)}
    others = {"3.png": picture(3)[:99], "x.txt": b"x", "manifest.csv": table.encode()}
    return folder(tmp_path / "stock", {**pictures, **others})


@needs_excel
def test_a_workbook_tells_by_sign_colour_and_words_and_runs_nothing(tmp_path, stock):
    run(stock, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == [words.say(f"sheet.{name}", "en") for name in ("summary", "products", "whole", "aside")]
    sheet = book["Products"]
    assert sheet.freeze_panes == "E2" and sheet.auto_filter.ref == "A1:S6"
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [row["Result"] for row in rows] == ["✓ Agrees"] * 3 + ["? Cannot tell"] * 2
    fills = [sheet.cell(row, 2).fill.fgColor.rgb for row in range(2, 7)]
    assert Counter(fills) == {fills[0]: 3, fills[4]: 2} and fills[0] != fills[4]
    assert rows[1]["Product"] == NASTY and sheet.cell(3, 4).data_type == "s"
    assert "damaged" in rows[3]["Why"] and "no photo" in rows[4]["Why"]
    assert all(row["What to do next"] for row in rows)
    assert len(sheet._images) == 3
    said = "\n".join(str(cell.value) for name in book.sheetnames for row in book[name] for cell in row)
    assert "your photo" not in said.lower() and "x.txt" in said
    with zipfile.ZipFile(tmp_path / "r.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


@needs_excel
def test_a_workbook_prints_what_can_be_read_and_says_where_there_is_nothing(tmp_path):
    run(folder(tmp_path / "stock", {"1.png": picture(1)}), tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    _, products, whole, aside = book.worksheets
    headings = [cell.value for cell in products[1]]
    last = products.print_area.split(":")[1].split("$")[1]
    assert headings[column_index_from_string(last) - 1] == "Also noticed" and products.page_setup.paperSize == 8
    assert [whole["B2"].value, aside["A2"].value] == ["Nothing.", "Nothing."]


@needs_excel
def test_a_workbook_names_the_photos_that_the_table_names_and_nobody_has(tmp_path):
    stock = folder(tmp_path / "stock", {"1.png": picture(1), "manifest.csv": b"SKU,Photo\nA,1.png\nB,gone.jpg\n"})
    run(stock, tmp_path / "r.xlsx")
    aside = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[3]
    assert [(row[0].value, row[1].value) for row in aside.iter_rows(min_row=2)] == [
        ("gone.jpg", words.reason("source.missing", "en"))
    ]


@needs_excel
def test_pictures_stand_in_their_rows_however_many_there_are(tmp_path, monkeypatch):
    stock = folder(tmp_path / "stock", {f"{n:04d}.png": picture(n) for n in range(3)})
    run(stock, tmp_path / "r.xlsx")
    ledger = Ledger.open(ledger_of(tmp_path / "r.xlsx"))
    (outcome,) = ledger.one("SELECT data FROM outcomes")
    (sha256,) = ledger.one("SELECT sha256 FROM photos")
    for place in range(10, 2610):  # as if there were 2,600 products more
        ledger.put("INSERT INTO items VALUES (?,?,NULL,NULL,'{}','','photo','[]',1)", (place, f"more:{place}"))
        ledger.put("INSERT INTO photos VALUES (?, 1, 'x.png', ?)", (place, sha256))
        ledger.put("INSERT INTO outcomes VALUES (?, '', ?)", (f"more:{place}", outcome))
    from verifier.batch.results.workbook import write_workbook

    write_workbook(Stock(ledger), tmp_path / "many.xlsx", "en")
    ledger.close()
    with zipfile.ZipFile(tmp_path / "many.xlsx") as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    rows = [int(row) for row in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", drawing)]
    assert rows == list(range(1, 2604))


def test_the_summary_opens_from_disk_and_asks_for_nothing(tmp_path, stock):
    run(stock, tmp_path / "r.csv")
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "<script" not in text and not re.search(r'(?:src|href)="(?!#)', text) and "default-src 'none'" in text
    assert text.count("<svg") == 1 + 3  # patterns; all, by supplier, by day
    assert ">3<" in text and "Agrees" in text
    ledger = Ledger.look_into(ledger_of(tmp_path / "r.csv"))
    assert "ผลตรวจสต๊อก" in page(Stock(ledger), "th")


def test_a_code_that_the_list_does_not_know_is_the_reason_where_nothing_else_leads_to_a_licence(tmp_path):
    run(folder(tmp_path / "stock", {f"{n}.png": picture(n) for n in range(3)}), tmp_path / "r.csv", make_unresolved)
    ledger = Ledger.look_into(ledger_of(tmp_path / "r.csv"))
    stock = Stock(ledger)
    lines = list(stock.lines())
    assert [str(line.verdict) for line in lines] == ["cannot_tell"] * 3
    for line in lines:
        (reason,) = line.reasons("en")
        assert "not known" in reason and "320108935" in reason and line.hints("en") == []
        assert [finding["code"] for finding in line.deciding()] == ["code.unresolved"]
    assert stock.counts("en").reasons == {"code.unresolved": 3}
    text = letter(stock, lines, "en").text()
    assert "TIS licence for this model" in text and "readable photo of the QR code" not in text


def test_a_code_that_the_list_does_not_know_is_a_hint_where_something_else_leads_to_a_licence(tmp_path):
    def make():
        return make_verifier(code_reader=FakeCodeReader(), registry=FakeRegistry([licence(qr_id=None)]))

    run(folder(tmp_path / "stock", {"1.png": picture(1)}), tmp_path / "r.csv", make)
    (line,) = Stock(Ledger.look_into(ledger_of(tmp_path / "r.csv"))).lines()
    assert any("320108935" in hint for hint in line.hints("en"))
    assert not any("320108935" in reason for reason in line.reasons("en"))


def test_json_lines_hold_both_languages_and_parquet_the_equal_verdicts(tmp_path, stock):
    parquet = pytest.importorskip("pyarrow.parquet")
    run(stock, [tmp_path / "r.jsonl", tmp_path / "r.parquet"])
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    table = parquet.read_table(tmp_path / "r.parquet").to_pylist()
    assert [row["verdict"] for row in table] == [line["verdict"] for line in lines]
    assert table[0]["seen_gtins"] == [f"0{gtin(0)}"] and table[0]["number"] == 1
    for line in lines:
        assert all(finding["message"]["th"] != finding["message"]["en"] for finding in line["findings"])


def test_a_result_of_an_unknown_kind_is_refused_before_any_work(tmp_path):
    with pytest.raises(BadRequest):
        check_name(tmp_path / "r.pdf", None)
    with pytest.raises(FileMissing):
        check_name(tmp_path / "none" / "r.csv", None)
    (tmp_path / "m.csv").touch()
    with pytest.raises(BadRequest):
        check_name(tmp_path / "m.csv", tmp_path / "m.csv")


@needs_excel
def test_a_failed_write_leaves_the_result_before_it(tmp_path, stock, monkeypatch):
    out = tmp_path / "r.xlsx"
    run(stock, out)
    before = out.read_bytes()

    def break_off(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("verifier.batch.results.workbook._Sheets.whole", break_off)
    with pytest.raises(Exception, match="No space left"):
        run(stock, out, make_other_list)
    assert out.read_bytes() == before and not list(tmp_path.glob(".*.new"))


def test_advice_speaks_of_goods_for_all_that_findings_advise():
    assert set(LANGUAGES["en"].ADVICE) <= set(stock_advice.ADVICE)
    assert {code for codes in stock_advice.ADVICE_OF.values() for code in codes} <= set(stock_advice.ADVICE)
    for table in (words.WORDS, stock_advice.ADVICE):
        for key, (thai, english) in table.items():
            assert thai and english, key
            assert sorted(re.findall(r"{(\w+)}", thai)) == sorted(re.findall(r"{(\w+)}", english)), key
            assert "your photo" not in english and "รูปของคุณ" not in thai, key


def test_every_finding_on_a_stock_has_words_and_advice():
    codes = {key for key in words.WORDS if key.startswith("stock.")} - {"stock.crash", "stock.time", "stock.memory"}
    assert codes == set(stock_advice.ADVICE_OF)
    for code in codes:
        texts, counts = ("photo", "row", "reason", "value", "others"), ("count", "products", "suppliers", "categories")
        params = {**dict.fromkeys(texts, "x"), **dict.fromkeys(counts, 2)}
        for lang, required in (("th", True), ("en", True), ("th", False), ("en", False)):
            found = {"by": "stock", "code": code, "outcome": "unknown", "params": params, "required": required}
            assert "{" not in sentence(found, lang)


def test_alike_hashes_are_found_up_to_their_bits_and_no_further():
    random = np.random.default_rng(1)
    hashes = random.integers(0, 2**63, 500, dtype=np.uint64)
    flips = ((0,), (0, 20), (0, 20, 40), (0, 20, 40, 60))
    near = [hashes[0] ^ np.uint64(sum(1 << bit for bit in bits)) for bits in flips]
    pairs = alike(np.array([*hashes, *near], np.uint64))
    assert LIKE_MAX_BITS == 3
    assert {(0, 500), (0, 501), (0, 502)} <= set(pairs) and (0, 503) not in pairs
    assert all(a == 0 or a >= 500 for a, _ in pairs)
    assert alike(np.array([], np.uint64)) == []


def test_a_summary_says_when_the_list_is_one_of_samples(tmp_path, stock):
    run(stock, tmp_path / "r.csv")
    ledger = Ledger.open(ledger_of(tmp_path / "r.csv"))
    said = label("list.sample", "en")
    assert said not in page(Stock(ledger), "en")
    ledger.note({"covers": [SAMPLES]})
    assert said in page(Stock(ledger), "en").replace("&#x27;", "'")
    ledger.close()
