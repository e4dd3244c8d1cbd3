import cv2
import numpy as np
import pytest

from tests.support.printing import page
from verifier.domain.geometry import Quad
from verifier.image.crop import MAX_WIDTH_PX, clean, clearest, cut, luma

BOX = Quad.of_box(40, 40, 300, 80)


def test_a_crop_has_the_asked_height_and_the_lines_shape():
    crop = cut(page({(50, 44): "TIS 2879-2560"}), BOX, 48)
    assert crop.shape == (48, 312, 3) and crop.dtype == np.uint8


def test_growth_shows_more_on_every_side():
    pixels = np.zeros((120, 340, 3), np.uint8)
    pixels[40:80, 40:300] = 255
    tight, wide = cut(pixels, BOX, 48), cut(pixels, BOX, 48, 0.2)
    assert tight.min() > 100 and wide[0].max() < 50 and wide[:, 0].max() < 50


def test_a_parallelogram_is_straightened_as_any_other_quad():
    picture = cv2.GaussianBlur(np.random.default_rng(5).integers(0, 255, (120, 320, 3)).astype(np.uint8), (0, 0), 2)
    a, b, c, d = (30.0, 30.0), (260.0, 40.0), (257.0, 75.0), (27.0, 65.0)
    even, odd = cut(picture, Quad((a, b, c, d)), 48), cut(picture, Quad((a, b, (c[0] + 0.1, c[1]), d)), 48)
    assert even.shape == odd.shape and np.abs(even.astype(int) - odd).max() <= 8


def test_a_grey_crop_is_the_crop_made_grey():
    picture = np.random.default_rng(3).integers(0, 255, (90, 300, 3)).astype(np.uint8)
    picture = cv2.GaussianBlur(picture, (0, 0), 2)
    quad = Quad(((20, 20), (240, 30), (238, 60), (18, 50)))
    whole, grey = cut(picture, quad, 48, 0.1, 1.5), cut(picture, quad, 48, 0.1, 1.5, grey=luma)
    assert grey.shape == whole.shape[:2]
    assert np.abs(cv2.cvtColor(whole, cv2.COLOR_RGB2GRAY).astype(int) - grey).max() <= 3


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_turned_print_comes_out_like_upright_print(quarter):
    pixels = page({(50, 44): "TIS 2879-2560"}, size=(400, 400))
    upright = cut(pixels, BOX, 48).astype(int)
    corners = BOX.array()
    for _ in range(quarter):  # one quarter clockwise: (x, y) -> (400 - y, x)
        corners = np.column_stack([400 - corners[:, 1], corners[:, 0]])
    turned = cut(np.rot90(pixels, -quarter), Quad.of_points(corners.tolist()), 48).astype(int)
    assert np.abs(upright - turned).mean() < 3


def test_print_larger_than_the_crop_is_averaged_not_sampled():
    checks = np.indices((400, 2600)).sum(0) % 2 * 255
    crop = cut(np.repeat(checks[:, :, None], 3, 2).astype(np.uint8), Quad.of_box(0, 0, 2600, 400), 48)
    assert 100 < crop.mean() < 155 and crop.std() < 25


@pytest.mark.parametrize(("ink", "ground"), [((20, 20, 20), (230, 230, 230)), ((250, 250, 250), (30, 60, 120))])
def test_cleaned_print_is_dark_on_white(ink, ground):
    cleaned = clean(cut(page({(50, 44): "TIS 2879-2560"}, ink=ink, ground=ground), BOX, 48))
    assert cleaned.dtype == np.uint8 and cleaned.shape == (64, 328)
    assert np.median(cleaned) > 240 and cleaned.min() < 30


def test_a_shadow_across_the_line_goes():
    pixels = page({(50, 44): "TIS 2879-2560"}).astype(float)
    shadow = np.linspace(1.0, 0.35, pixels.shape[1])[None, :, None]
    even, shaded = (clean(cut(p.astype(np.uint8), BOX, 48)).astype(int) for p in (pixels, pixels * shadow))
    assert np.abs(even - shaded).mean() < 12
    plain = cut((pixels * shadow).astype(np.uint8), BOX, 48).astype(int)
    assert np.abs(cut(pixels.astype(np.uint8), BOX, 48).astype(int) - plain).mean() > 30


@pytest.mark.parametrize(
    "quad",
    [
        Quad.of_box(-500, -500, -400, -480),
        Quad.of_box(5000, 5000, 5100, 5020),
        Quad.of_box(10, 10, 10, 10),
        Quad.of_box(0, 0, 640, 0.5),
        Quad.of_box(0, 100, 640, 101),
        Quad.of_points([(0, 0), (1, 1), (0, 0), (1, 1)]),
    ],
)
def test_odd_quads_give_a_picture_all_the_same(quad):
    crop = cut(page({}), quad, 48)
    assert crop.shape[0] == 48 and 8 <= crop.shape[1] <= MAX_WIDTH_PX and crop.shape[2] == 3
    assert clean(crop).shape[0] == 64


@pytest.mark.parametrize(("high", "beyond"), [(40, True), (59, True), (60, False), (90, False), (300, False)])
def test_print_that_is_not_enlarged_gets_no_rims(high, beyond):
    """Cubic interpolation, which small print needs, goes beyond the levels on both sides of an edge."""
    picture = np.full((400, 900, 3), 60, np.uint8)
    picture[:, 450:] = 200
    crop = cut(picture, Quad.of_box(400.3, 20.3, 500.3, 20.3 + high), 48, grey=luma)
    assert bool(crop.max() > 200 or crop.min() < 60) is beyond


def test_print_is_shown_in_the_channel_where_it_is_clearest() -> None:
    gold = np.full((40, 90, 3), (250, 248, 240), np.uint8)
    gold[10:30, 10:80] = (250, 235, 120)
    assert (clearest(gold) == gold[:, :, 2]).all()
    black = np.full((40, 90, 3), 250, np.uint8)
    black[10:30, 10:80] = (30, 10, 20)
    assert (clearest(black) == luma(black)).all()
