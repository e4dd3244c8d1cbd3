"""The label studio: fonts, bar codes, the camera's geometry, and samples that can be made again."""

import io
import json

import cv2
import numpy as np
import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import Image

from models.recipe.__main__ import main
from models.recipe.camera import Projection, Shot, photograph
from models.recipe.fonts import FontMissing, find_fonts, lacks, pick
from models.recipe.icons import DRAWN, ROUNDELS, icon
from models.recipe.label import SAMPLE, Print, Style, face
from models.recipe.samples import render, used_fonts
from models.recipe.scene import GROUNDS
from models.recipe.sheet import Sheet, check_digit, ean13
from models.recipe.stories import STORIES
from tests.conftest import ROOT
from verifier.domain import MarkKind
from verifier.domain.geometry import Quad

SAMPLES = ROOT / "samples"
DRAWN_WITH = "0a5298251b7a5237"
"""Fingerprint of the fonts with which the samples in the repository were drawn."""


@pytest.fixture(scope="module")
def fonts():
    found = find_fonts()
    if not found:
        pytest.skip("no Thai-capable font on this machine")
    return found


@pytest.fixture(scope="module")
def style(fonts):
    font = pick(fonts, "Loma")
    return Style(font, font, font)


def print_of(**changes):
    words = {"brand": "DEMO", "title_th": "พาวเวอร์แบงก์", "title_en": "Power bank", "details": ("ก่อนใช้",)}
    return Print(**words | changes)


def test_fonts_draw_every_needed_letter(fonts):
    assert all(not lacks(font.path) for font in fonts)
    assert len({font.family for font in fonts}) >= 10


def test_a_font_without_thai_is_known_as_such(tmp_path):
    assert "ก" in lacks(tmp_path / "absent.ttf")


def test_a_missing_family_is_an_error_and_not_another_font(fonts):
    with pytest.raises(FontMissing):
        pick(fonts, "No Such Family")


def test_marks_above_and_below_are_laid_on_their_letter(fonts):
    font = pick(fonts, "Loma").at(60)
    assert font.getlength("ที่", language="th") == pytest.approx(font.getlength("ท", language="th"), abs=1)


def test_check_digit_of_a_known_number():
    assert check_digit("400638133393") == "1"


def test_the_drawn_bar_code_can_be_read(style):
    sheet = Sheet(500, 300)
    sheet.ean(40, 40, 3, 150, "200000000101", font=style.body)
    [code] = zxingcpp.read_barcodes(np.asarray(sheet.picture))
    assert code.text == "200000000101" + check_digit("200000000101")
    assert len(ean13(code.text)) == 95


@pytest.mark.parametrize("payload", ["https://a.tisi.go.th/l/?n=ท99901-901/2879", "x"])
def test_the_drawn_qr_can_be_read_and_its_box_is_without_the_quiet_zone(payload):
    sheet = Sheet(400, 400, paper=(30, 30, 30))
    outer = sheet.qr(20, 20, 300, payload)
    [code] = zxingcpp.read_barcodes(np.asarray(sheet.picture))
    assert code.text == payload
    x0, y0, x1, _ = sheet.items[0].quad.bounds
    assert outer[0] < x0 < x1 < outer[2]
    assert (code.position.top_left.x, code.position.top_left.y) == pytest.approx((x0, y0), abs=3)


def test_a_line_that_leaves_the_sheet_is_refused(style):
    with pytest.raises(ValueError, match="leaves"):
        Sheet(100, 60).line(60, 0, "ยาวเกินไป", style.body, 40)


@pytest.mark.parametrize("name", [*DRAWN, *ROUNDELS])
def test_every_icon_has_ink_and_ground(name, style):
    mask = np.asarray(icon(name, style.body))
    assert 0.04 < (mask > 127).mean() < 0.85


@pytest.mark.parametrize("block", ["under", "beside", "above"])
def test_every_layout_says_that_it_is_a_sample_and_keeps_its_items_apart(block, style, fonts):
    font = style.body
    look = Style(font, font, font, block=block)
    words = {"standard": "มอก. 2879-2560", "licence": "ท99901-901/2879", "holder": "บริษัท ตัวอย่าง จำกัด"}
    sheet = face(print_of(mark=MarkKind.COMPULSORY, qr="https://example.com/a", icons=("plane", "led"), **words), look)
    assert sum(SAMPLE in item.text for item in sheet.items) >= 2
    assert {item.role for item in sheet.items} >= {"standard", "licence", "holder", "qr", "ean", "sample"}
    boxes = [item.quad.bounds for item in sheet.items]
    for i, (ax0, ay0, ax1, ay1) in enumerate(boxes):
        for bx0, by0, bx1, by1 in boxes[:i]:
            assert not (ax0 < bx1 and bx0 < ax1 and ay0 < by1 and by0 < ay1)


@pytest.mark.parametrize(
    "shot", [Shot(), Shot(turn=90, size=(1200, 1600)), Shot(turn=20, yaw=14, pitch=-9, bend=25, shift=(0.02, -0.03))]
)
def test_the_truth_is_where_the_camera_shows_it(shot):
    sheet = Sheet(900, 600)
    spots = [(120, 100), (700, 120), (450, 300), (150, 480), (760, 500)]
    for x, y in spots:
        sheet.draw.ellipse((x - 14, y - 14, x + 14, y + 14), fill=(255, 0, 0))
    ground = np.full((shot.size[1], shot.size[0], 3), 90, np.uint8)
    data, projection = photograph(sheet, ground, shot, np.random.default_rng(1))
    photo = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)
    red = (photo[..., 0] - photo[..., 1:].max(axis=2)) > 60
    count, _, _, centres = cv2.connectedComponentsWithStats(red.astype(np.uint8))
    assert count == len(spots) + 1
    for x, y in spots:
        expected = projection.forward(Quad.of_box(x - 1, y - 1, x + 1, y + 1)).centre
        assert min(np.hypot(*(centre - expected)) for centre in centres[1:]) < 2.0


def test_a_turned_label_has_its_first_corner_where_the_print_begins():
    projection = Projection((900, 600), Shot(turn=90, size=(1200, 1600)))
    assert projection.forward(Quad.of_box(100, 100, 300, 150)).angle == pytest.approx(90, abs=1)


@pytest.mark.parametrize("name", GROUNDS)
def test_grounds_are_pictures_of_the_asked_size(name):
    ground = GROUNDS[name]((320, 200), (150, 120, 90), np.random.default_rng(3))
    assert ground.shape == (200, 320, 3) and ground.dtype == np.uint8
    assert 1 < ground.std() < 60


def test_a_sample_is_made_again_byte_for_byte(fonts):
    if not used_fonts(fonts).startswith(DRAWN_WITH):
        pytest.skip("the fonts of this machine are not those that the samples were drawn with")
    data, row = render(STORIES[7], fonts)
    assert render(STORIES[7], fonts)[0] == data
    assert row == json.loads((SAMPLES / "truth.json").read_text("utf-8"))[7]
    kept, drawn = (
        np.asarray(Image.open(source), int) for source in (SAMPLES / row["file"], io.BytesIO(data))
    )  # other processors may round the last bit of a float otherwise, so bytes are not compared with those kept
    assert np.abs(kept - drawn).mean() < 0.1


def test_another_seed_is_another_photo_of_the_same_label(fonts):
    one, other = (render(STORIES[9], fonts, seed) for seed in (1, 2))
    assert one[0] != other[0] and one[1] == other[1]


def test_the_verb_explains_itself():
    result = CliRunner().invoke(main, ["samples", "--help"])
    assert result.exit_code == 0 and "--seed" in result.output
