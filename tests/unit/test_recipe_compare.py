"""The ruler that is laid on photos and on drawn scenes: it measures what was put there."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from models.recipe.compare_photos import Print, measured, of_lines, table
from models.recipe.line_pool import path_of, write_shard
from models.recipe.lines import Line

SIDE, LEFT, TOP = 100, 50, 40
QUAD = np.array([[LEFT, TOP], [LEFT + SIDE, TOP], [LEFT + SIDE, TOP + SIDE], [LEFT, TOP + SIDE]], np.float32)


def label(ink=(20, 20, 20), paper=(230, 230, 230), gap: int = 6, high: int = 12, blur: float = 0.0):
    """A picture with two rows of bars under a mark: `high` px high, `gap` px between, 10 px under the mark."""
    picture = np.full((300, 220, 3), paper, np.uint8)
    y = TOP + SIDE + 10
    for _ in range(2):
        for x in range(LEFT, LEFT + SIDE, 6):
            picture[y : y + high, x : x + 3] = ink
        y += high + gap
    return cv2.GaussianBlur(picture, (0, 0), blur) if blur else picture


def test_heights_gaps_and_contrast_are_those_drawn():
    found = measured(label(), QUAD)
    assert found is not None
    assert found.height_px == pytest.approx(12, abs=1) and found.print_of_mark == pytest.approx(0.12, abs=0.01)
    assert found.line_gap == pytest.approx(6 / 12, abs=0.1)
    assert found.grey == pytest.approx(210, abs=5) and found.colour_gain == pytest.approx(1, abs=0.02)


def test_colours_of_one_lightness_gain_in_a_channel():
    found = measured(label(ink=(215, 30, 40), paper=(25, 60, 140)), QUAD)
    assert found is not None and found.colour_gain > 2 and found.red > 150 and found.grey < 60


def test_blur_is_told_in_pixels():
    sharp, soft = measured(label(), QUAD), measured(label(blur=1.2), QUAD)
    assert sharp is not None and soft is not None and soft.blur_px > sharp.blur_px + 0.3


@pytest.mark.parametrize(
    ("picture", "quad"),
    [(np.full((300, 220, 3), 200, np.uint8), QUAD), (label(), QUAD * 0.3), (label()[:160], QUAD)],
    ids=["no print", "a mark too small", "out of view"],
)
def test_where_no_line_is_seen_nothing_is_measured(picture, quad):
    assert measured(np.ascontiguousarray(picture), quad.astype(np.float32)) is None


def test_a_turned_mark_is_measured_in_its_own_frame():
    turned = np.ascontiguousarray(np.rot90(label(), -1))
    height = label().shape[0]
    quad = np.stack([height - QUAD[:, 1], QUAD[:, 0]], 1).astype(np.float32)
    found = measured(turned, quad)
    assert found is not None and found.height_px == pytest.approx(12, abs=1)


def test_the_table_has_a_row_a_measure():
    prints = [Print(0.1, 0.5, math.nan if n else 0.4, 9, 100, 90, 100, 110, 1.1, 1.4) for n in range(4)]
    text = table({"a": prints, "b": []})
    assert "print_of_mark | 0.10 – 0.10 – 0.10 | too few" in text and "(n 4)" in text
    assert "| line_gap | too few" in text, "three values are wanted"


def test_lines_of_a_pool_are_measured_in_pixels_of_their_photo(tmp_path):
    crop = np.full((48, 160), 220, np.uint8)
    for x in range(8, 150, 8):
        crop[12:36, x : x + 4] = 40
    soft = cv2.GaussianBlur(crop, (0, 0), 1.5)
    write_shard(path_of(tmp_path, 0), [Line(crop, "1", 12.0), Line(soft, "2", 12.0)])
    sharp, blurred = of_lines(tmp_path, every=1)
    assert sharp.grey == pytest.approx(180, abs=3) and sharp.height_px == 12
    assert sharp.blur_px == pytest.approx(0.5, abs=0.1), "one pixel of a crop that is twice as large"
    assert blurred.blur_px > 1.5 * sharp.blur_px
