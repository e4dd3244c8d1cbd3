"""From where on a line goes through print, on crops of strokes 48 px high: the bounds from both sides."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Pixels
from verifier.domain.geometry import Quad
from verifier.image.strike import GROUND_SIGMA_PX, _ground, _runs, crossed, struck_out

PAPER, INK, WIDTH = 235, 25, 300


def print_of(top: int = 14, bottom: int = 34, pitch: int = 12, thick: int = 4) -> Pixels:
    """Upright strokes, which are no line by themselves."""
    made = np.full((48, WIDTH), PAPER, np.uint8)
    for x in range(20, WIDTH - 20, pitch):
        made[top:bottom, x : x + thick] = INK
    return made


def along(share: float = 0.8, y: int = 24, slope: float = 0.0, thick: int = 2) -> Pixels:
    """The print with a line through it over a share of its width."""
    made, length = print_of(), int(share * WIDTH)
    for x in range((WIDTH - length) // 2, (WIDTH + length) // 2):
        row = round(y + slope * (x - WIDTH / 2))
        made[row : row + thick, x] = INK
    return made


def across(run: float, rows: int = 48) -> Pixels:
    """The print with a line from its foot up, aslant by so many pixels a row."""
    made = print_of(pitch=30)
    for y in range(48 - rows, 48):
        x = int(150 + run * (y - 24))
        made[y, max(0, x) : x + 3] = INK
    return made


def gapped(gap: int, top: int, bottom: int) -> Pixels:
    """Wide print with a line through it that is interrupted between the letters."""
    made = print_of(top, bottom, 40, 12)
    made[24:26, 20:280] = INK
    for x in range(40, 280, 40):
        made[24:26, x : x + gap] = PAPER
    return made


def underlined(share: float) -> Pixels:
    """Print above a line, and below it print over a share of the width."""
    made = print_of(14, 24)
    made[24:26, 20:280] = INK
    made[29:34, 20 : 20 + int(share * WIDTH)] = INK
    return made


def test_strokes_of_letters_alone_are_no_line() -> None:
    assert not crossed(print_of()) and not crossed(255 - print_of())


@pytest.mark.parametrize(
    ("crop", "told"),
    [
        (along(0.58), True), (along(0.57), False), (along(y=11), True), (along(y=10), False), (along(y=29), True),
        (along(y=30), False), (along(slope=0.09, thick=3), True), (along(slope=-0.09, thick=3), True),
        (along(slope=0.16, thick=3), False), (along(slope=-0.16, thick=3), False),
    ],
    ids=[
        "three fifths long", "shorter", "a quarter down", "higher", "with print below", "as an underline", "falling",
        "rising", "falling more", "rising more",
    ],
)  # fmt: skip
def test_a_line_along_print_is_told_from_these_bounds_on(crop: Pixels, told: bool) -> None:
    assert crossed(crop) is crossed(255 - crop) is told


@pytest.mark.parametrize(("top", "bottom", "widest"), [(4, 44, 5), (10, 38, 4), (14, 34, 3), (16, 32, 2), (22, 32, 1)])
def test_gaps_in_a_line_are_forgiven_by_the_height_of_the_print(top: int, bottom: int, widest: int) -> None:
    assert crossed(gapped(widest, top, bottom)) and not crossed(gapped(widest + 1, top, bottom))


@pytest.mark.parametrize(("share", "told"), [(0.2, True), (0.19, False), (0.0, False)])
def test_a_line_under_print_is_one_through_it_only_where_print_goes_on_below(share: float, told: bool) -> None:
    assert crossed(underlined(share)) is told


@pytest.mark.parametrize(
    ("crop", "told"),
    [
        (across(0.5), True), (across(0.4), False), (across(-0.6), True), (across(-0.4), False), (across(6.45), True),
        (across(7.5), False), (across(1.0, 46), True), (across(1.0, 45), False),
    ],
    ids=[
        "hardly aslant", "a slash", "to the other side", "a slash to it", "nearly level", "more level",
        "nearly from edge to edge", "ending with the letters",
    ],
)  # fmt: skip
def test_a_line_across_print_is_told_from_these_bounds_on(crop: Pixels, told: bool) -> None:
    assert crossed(crop) is told


def test_light_that_falls_off_along_print_is_no_ink() -> None:
    light = np.linspace(1, 0.5, WIDTH)[None]
    assert not crossed((print_of() * light).astype(np.uint8)) and crossed((along() * light).astype(np.uint8))


GREEN, RED, WHITE = (16, 100, 70), (180, 28, 40), (250, 250, 250)
"""The red is as light as the green."""


def coloured(height: int, *, stroke: bool = True, of: tuple[int, int, int] = RED) -> bool:
    """Whether a stroke is told in white print on green whose line is so high."""
    scale = height / 48
    pixels = np.full((round(48 * scale), round(WIDTH * scale), 3), GREEN, np.uint8)
    for x in range(20, WIDTH - 20, 12):
        pixels[round(14 * scale) : round(34 * scale), round(x * scale) : round((x + 4) * scale)] = WHITE
    if stroke:
        pixels[round(23 * scale) : round(26 * scale), round(20 * scale) : round((WIDTH - 20) * scale)] = of
    return struck_out(photo(pixels), Quad.of_box(0, 0, pixels.shape[1], pixels.shape[0]))


def test_a_stroke_as_light_as_its_ground_shows_in_its_colour() -> None:
    assert coloured(48) and coloured(96) and not coloured(48, stroke=False) and not coloured(48, of=GREEN)


def test_the_edge_of_a_label_in_its_colour_is_no_stroke_across_print() -> None:
    pixels = np.full((48, WIDTH, 3), (250, 240, 225), np.uint8)
    for x in range(20, WIDTH - 60, 12):
        pixels[14:34, x : x + 4] = (90, 90, 90)
    pixels[:, 265:] = (236, 236, 0)
    assert crossed(np.ascontiguousarray(pixels[:, :, 2])) and not struck_out(
        photo(pixels), Quad.of_box(0, 0, WIDTH, 48)
    )


def test_of_print_less_high_the_colours_are_smeared_and_show_no_stroke() -> None:
    assert coloured(36) and not coloured(35)


@pytest.mark.parametrize("size", [(48, 8), (48, 61), (48, 700), (30, 200), (1, 1)])
def test_the_ground_is_that_of_a_gaussian_blur_to_the_last_bit(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(size[1]).integers(0, 256, size).astype(np.uint8)
    for crop in (noise, np.asarray(cv2.blur(noise, (9, 5)), np.uint8), np.full(size, 255, np.uint8)):
        assert np.array_equal(_ground(crop), cv2.GaussianBlur(crop, (0, 0), GROUND_SIGMA_PX))


def test_rows_with_a_run_are_those_that_an_erosion_leaves() -> None:
    ink = (np.random.default_rng(1).random((24, 200)) < 0.9).astype(np.uint8) * 255
    ink[3, 20:80], ink[7, :], ink[9, 140:] = 255, 255, 255
    for least in (3, 40, 60, 61, 200):
        left = cv2.erode(ink, np.ones((1, least), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
        assert np.array_equal(_runs(ink, least), left.any(axis=1))
