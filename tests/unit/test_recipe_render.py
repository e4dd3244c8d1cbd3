"""Labels by chance: numbers that can be parsed back, truth where the photo shows it, equal seeds equal photos."""

import io
import json

import numpy as np
import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import Image

from models.recipe import damage, words
from models.recipe.__main__ import main
from models.recipe.fonts import find_fonts
from models.recipe.layout import label
from models.recipe.render import render
from verifier.numbers import find_licences, find_standards


@pytest.fixture(scope="module")
def fonts():
    found = find_fonts()
    if not found:
        pytest.skip("no Thai-capable font on this machine")
    return found


@pytest.mark.parametrize("seed", range(200))
def test_printed_numbers_mean_what_the_truth_says(seed):
    rng = np.random.default_rng(seed)
    number = words.standard(rng)
    paper = words.licence(rng, number)
    assert str(number) in {str(found.value) for found in find_standards(words.printed_standard(rng, number))}
    assert str(paper) in {str(found.value) for found in find_licences(words.printed_licence(rng, paper))}


def test_about_a_fifth_of_the_numbers_are_in_thai_digits():
    rng = np.random.default_rng(5)
    lines = [words.printed_standard(rng, words.standard(rng)) for _ in range(1000)]
    share = sum(any(c in "๐๑๒๓๔๕๖๗๘๙" for c in line) for line in lines) / len(lines)
    assert 0.12 < share < 0.3


@pytest.mark.parametrize("seed", range(8))
def test_items_of_a_label_lie_on_it_and_apart(seed, fonts):
    content = label(np.random.default_rng(seed), fonts)
    boxes = [item.quad.bounds for item in content.sheet.items]
    assert any(item.role == "sample" for item in content.sheet.items)
    for i, (ax0, ay0, ax1, ay1) in enumerate(boxes):
        assert ax0 >= 0 and ay0 >= 0 and ax1 <= content.sheet.width and ay1 <= content.sheet.height
        for bx0, by0, bx1, by1 in boxes[:i]:
            assert min(ax1, bx1) - max(ax0, bx0) < 3 or min(ay1, by1) - max(ay0, by0) < 3


def test_the_same_seed_is_the_same_photo(fonts):
    assert render(3, 1, fonts) == render(3, 1, fonts)


def test_a_clear_code_is_where_the_truth_says(fonts):
    for index in range(40):
        data, row = render(11, index, fonts)
        found = {c.text: c.position for c in zxingcpp.read_barcodes(Image.open(io.BytesIO(data)))}
        if row.get("qr") in found:
            x0, y0, x1, y1 = row["qr_bbox"]
            corner = found[row["qr"]].top_left
            assert x0 - 12 <= corner.x <= x1 + 12 and y0 - 12 <= corner.y <= y1 + 12
            return
    pytest.fail("not one code of forty photos could be read")


@pytest.mark.parametrize("change", [damage.glare, damage.wrap])
def test_light_keeps_the_picture_s_shape(change):
    scene = np.full((80, 120, 3), 100, np.float32)
    scene[20:40, 30:60] = 20
    changed = change(scene, np.random.default_rng(2))
    assert changed.shape == scene.shape and changed.dtype == np.float32 and np.abs(changed - scene).max() > 5


def test_blurs_keep_the_light_and_lose_the_edge():
    scene = np.zeros((60, 60, 3), np.float32)
    scene[20:40, 20:40] = 200
    for blurred in (damage.defocus(scene, 3.0), damage.motion(scene, 7.0, 30.0)):
        assert blurred.sum() == pytest.approx(scene.sum(), rel=0.01)
        assert np.abs(np.diff(blurred[30, :, 0])).max() < 120


@pytest.mark.parametrize("way", [damage.relief, damage.dotted, damage.worn])
def test_finishes_change_print_and_spare_the_paper(way):
    paper = (200, 190, 180)
    sheet = np.full((120, 160, 3), paper, np.uint8)
    sheet[40:80, 40:120] = 20
    done = way(sheet, paper, np.random.default_rng(4))
    assert done.shape == sheet.shape and done.dtype == np.uint8
    assert np.abs(done[40:80, 40:120].astype(int) - 20).mean() > 1
    assert np.abs(done[:20].astype(int) - paper).mean() < 2


def test_the_verb_writes_photos_with_their_truth(tmp_path, fonts):
    result = CliRunner().invoke(main, ["render", "--n", "2", "--out", str(tmp_path), "--seed", "7"])
    assert result.exit_code == 0, result.output
    truth = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    assert [row["file"] for row in truth] == ["000000.jpg", "000001.jpg"]
    for row in truth:
        assert list(Image.open(tmp_path / row["file"]).size) == row["size"]
        assert {item["kind"] for item in row["items"]} <= {"mark", "line", "code", "decoy"}
        assert row["mark"] == any(item["kind"] == "mark" for item in row["items"])
