"""What a row of the manifest states and the photos do not show, on goods whose photos alone would agree."""

import json

import pytest

from tests.support.fakes import FakeRegistry, licence, make_verifier
from tests.support.stock import PixelCodes, folder, picture, run
from verifier.domain import Code
from verifier.domain.geometry import Quad
from verifier.numbers import parse_licence

LICENCE, OTHER = "ท7014-4/2879", "ท7015-5/2879"
OF_CODES = {"stock.other_licence", "stock.other_code", "stock.code_not_compared"}
ID, OTHER_ID, UNKNOWN_ID = "320108935", "320108936", "320108999"


def link(*, qr_id: str = "", number: str = "") -> str:
    return f"https://appdb.tisi.go.th/Q/i.php?d={qr_id}" if qr_id else f"https://a.tisi.go.th/l/?n={number}"


class Codes(PixelCodes):
    """Every photo shows the codes with these texts, and a bar code."""

    def __init__(self, *payloads: str) -> None:
        super().__init__()
        self.payloads = payloads

    def read(self, photo, marks):
        quad = Quad.of_box(40, 1, 60, 20)
        return [*super().read(photo, marks), *(Code(text, "QRCode", quad, self.version) for text in self.payloads)]


def judged(tmp_path, table: str, *codes: str) -> list[tuple[str, set[str]]]:
    """Verdict and findings of every row; the list knows two licences, each with its id."""
    registry = FakeRegistry(
        [licence(qr_id=ID), licence(number=parse_licence(OTHER), holder="บริษัท อื่น จำกัด", qr_id=OTHER_ID)]
    )

    def make():
        return make_verifier(code_reader=Codes(*codes), versions={"code_reader": repr(codes)}, registry=registry)

    tmp_path.mkdir(exist_ok=True)
    stock = folder(tmp_path / "stock", {f"{n}.png": picture(n) for n in range(1, 4)})
    (stock / "manifest.csv").write_text(table, "utf-8")
    run(stock, tmp_path / "r.jsonl", make)
    found = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    return [(row["verdict"], {f["code"] for f in row["findings"]}) for row in found if row["line"]]


@pytest.mark.parametrize(
    ("stated", "shown", "verdict", "code"),
    [
        (link(qr_id=OTHER_ID), [], "conflicts", "stock.other_licence"),
        (link(number=OTHER), [], "conflicts", "stock.other_licence"),
        (link(qr_id=UNKNOWN_ID), [], "cannot_tell", "stock.code_not_compared"),
        (link(qr_id=UNKNOWN_ID), [link(number=LICENCE)], "cannot_tell", "stock.code_not_compared"),
        (link(qr_id=OTHER_ID), [link(qr_id=ID)], "conflicts", "stock.other_code"),
        (link(qr_id=OTHER_ID), [link(number=LICENCE)], "conflicts", "stock.other_code"),
        (link(number=OTHER), [link(qr_id=ID)], "conflicts", "stock.other_code"),
        (f"{link(qr_id=ID)} {link(qr_id=OTHER_ID)}", [link(qr_id=ID)], "conflicts", "stock.other_code"),
        (link(qr_id=ID), [], "agrees", None),
        (link(number=LICENCE), [], "agrees", None),
        (link(qr_id=ID), [link(qr_id=ID)], "agrees", None),
        (link(qr_id=ID), [link(number=LICENCE)], "agrees", None),
        (link(number=LICENCE), [link(qr_id=ID)], "agrees", None),
    ],
)
def test_the_code_of_a_row_is_that_of_the_goods_or_leads_where_they_lead(tmp_path, stated, shown, verdict, code):
    ((found, codes),) = judged(tmp_path, f"photo,SKU,QR Link\n1.png,A,{stated}\n", *shown)
    assert found == verdict
    assert codes & OF_CODES == ({code} if code else set())


def test_the_firm_of_the_goods_is_named_as_one_with_its_latin_name_behind_it(tmp_path):
    """Two names with a comma between them read as two firms."""
    latin = "Sample Power Co., Ltd."

    def make():
        return make_verifier(registry=FakeRegistry([licence(holder_en=latin)]))

    stock = folder(tmp_path / "stock", {"1.png": picture(1)})
    (stock / "manifest.csv").write_text("photo,SKU,Licensee\n1.png,A,บริษัท อื่น จำกัด\n", "utf-8")
    run(stock, tmp_path / "r.jsonl", make)
    (row,) = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    (found,) = [finding for finding in row["findings"] if finding["code"] == "stock.other_holder"]
    assert f"by the goods it is {licence().holder} ({latin})." in found["message"]["en"]


def test_an_id_on_the_goods_that_the_list_does_not_know_contradicts_no_row(tmp_path):
    for stated, told in ((LICENCE, set()), (OTHER, {"stock.other_licence"})):
        table = f"photo,SKU,QR Link\n1.png,A,{link(number=stated)}\n"
        ((verdict, codes),) = judged(tmp_path / stated[1:5], table, link(qr_id=UNKNOWN_ID))
        assert codes & OF_CODES == told and (verdict == "conflicts") is bool(told)


def test_a_row_without_known_columns_is_looked_at_all_the_same(tmp_path):
    table = f"photo,SKU,สถานะ,Permit\n1.png,A,เพิกถอน,\n2.png,B,,{OTHER}\n3.png,C,,,{OTHER}\n"
    found = judged(tmp_path, table)
    assert [verdict for verdict, _ in found] == ["cannot_tell"] * 3
    assert ["cell.unread" in codes for _, codes in found] == [True, True, False]
    assert "row.too_long" in found[2][1]


@pytest.mark.parametrize("more", ["เพิกถอน,", f",{OTHER}", f",,{OTHER}"])
def test_what_a_second_row_of_a_product_says_under_no_known_heading_is_not_passed_over(tmp_path, more):
    ((verdict, codes),) = judged(tmp_path, f"photo,SKU,สถานะ,Permit\n1.png,A,,\n2.png,A,{more}\n")
    assert verdict == "cannot_tell" and "stock.rows_differ" in codes
