"""The samples in the repository: complete, readable, honest about being samples, and consistent with their list."""

import csv
import json

import pytest
import zxingcpp
from PIL import Image

from tests.conftest import ROOT
from verifier.numbers import parse_licence, parse_standard
from verifier.registry.catalogue import Catalogue

SAMPLES = ROOT / "samples"
TRUTH = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
COLUMNS = (
    "licence standard holder product status qr_id licence_type issued suspended_from suspended_to trade_mark holder_en"
)
REAL = {
    "(3)ท784-37/1040", "(3)ท788-38/1040", "(3)ท841-41/1040", "(3)ท858-44/1040", "(3)ท861-45/1040",
    "(3)ท883-46/1040", "(3)ท1021-49/1040", "ท4080-51/1040", "ท5521-52/1040", "ท7195-54/1040",
}  # fmt: skip
"""The licences of 1040-2541, public look-up of July 2026."""


def rows():
    with (SAMPLES / "list.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sample(fragment):
    return next(row for row in TRUTH if fragment in row["file"])


@pytest.fixture(params=TRUTH, ids=[row["file"] for row in TRUTH])
def row(request):
    return request.param


def test_there_are_twelve_with_every_verdict_among_them():
    assert len(TRUTH) == len({row["file"] for row in TRUTH}) == 12
    assert {row["verdict"] for row in TRUTH} == {"agrees", "conflicts", "cannot_tell"}
    assert {row["file"] for row in TRUTH} == {path.name for path in SAMPLES.glob("*.jpg")}


def test_the_photo_is_as_the_truth_says(row):
    path = SAMPLES / row["file"]
    assert path.stat().st_size <= 400_000
    with Image.open(path) as picture:
        assert picture.format == "JPEG" and list(picture.size) == row["size"] and max(picture.size) <= 2000
        assert not picture.getexif()


def test_boxes_lie_in_the_photo_and_print_is_large_enough_to_read(row):
    width, height = row["size"]
    for key in (key for key in row if key.endswith("_bbox")):
        x0, y0, x1, y1 = row[key]
        assert 0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height
        least = 90 if key in {"mark_bbox", "qr_bbox"} else 26
        assert min(x1 - x0, y1 - y0) >= least


def test_numbers_stand_in_the_printed_lines(row):
    if "standard" in row:
        assert str(parse_standard(row["printed"])) == row["standard"]
    if "licence" in row:
        assert row["licence_printed"].endswith(row["licence"])
        assert str(parse_licence(row["licence"])) == row["licence"]


def test_codes_decode_to_the_truth(row):
    with Image.open(SAMPLES / row["file"]) as picture:
        codes = {code.text: code.format.name for code in zxingcpp.read_barcodes(picture)}
    assert codes == {row["ean"]: "EAN13"} | ({row["qr"]: "QRCode"} if "qr" in row else {})


def test_bar_codes_are_of_the_range_for_use_inside_a_shop(row):
    assert row["ean"].startswith("2")


def test_standards_and_categories_are_known(row):
    catalogue = Catalogue.load()
    assert row["category"] in {category.key for category in catalogue.categories}
    if "standard" in row:
        assert catalogue.edition(parse_standard(row["standard"])) is not None


def test_stories_are_told_in_both_languages(row):
    assert row["story"]["th"] and row["story"]["en"]
    assert bool(row["leading"]) == (row["verdict"] != "agrees")


def test_the_list_has_the_columns_of_the_contract_and_numbers_in_normal_form():
    assert list(rows()[0]) == COLUMNS.split()
    for row in rows():
        assert str(parse_licence(row["licence"])) == row["licence"]
        assert str(parse_standard(row["standard"])) == row["standard"]
    numbers = [row["licence"] for row in rows()]
    assert len(numbers) == len(set(numbers))


def test_real_licences_are_kept_without_a_status_and_made_up_ones_say_so():
    real = {row["licence"] for row in rows() if "made up" not in row["product"]}
    assert real == REAL
    for row in rows():
        if row["licence"] in REAL:
            assert not row["status"] and not row["qr_id"]
        else:
            assert row["holder"].startswith("บริษัท ตัวอย่าง") and "สมมติ" in row["product"]
            assert parse_licence(row["licence"]).seq > 99_900
            assert not row["qr_id"] or int(row["qr_id"]) > 2**32  # real ids are below


def test_the_list_tells_the_stories_that_the_photos_need():
    by_number, ids = {row["licence"]: row for row in rows()}, {row["qr_id"] for row in rows()}
    assert by_number[sample("revoked")["licence"]]["status"] == "revoked"
    assert sample("unlisted")["licence"] not in by_number
    borrowed = sample("borrowed")
    assert by_number[borrowed["licence"]]["standard"] != borrowed["standard"]
    assert sample("power-strip")["qr"].rpartition("=")[2] in ids
    helmets = [row for row in rows() if row["standard"] == sample("helmet")["standard"]]
    assert [row["holder"] for row in helmets] == [sample("helmet")["holder"]]


def test_the_manifest_names_every_photo():
    with (SAMPLES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        manifest = list(csv.DictReader(file))
    assert [(row["file"], row["category"]) for row in manifest] == [(row["file"], row["category"]) for row in TRUTH]
    assert all(row["product"] for row in manifest)


def test_the_readme_explains_every_photo():
    readme = (SAMPLES / "README.md").read_text("utf-8")
    for row in TRUTH:
        assert f"| `{row['file']}` |" in readme
        line = next(line for line in readme.splitlines() if row["file"] in line)
        assert f"`{row['verdict']}`" in line
