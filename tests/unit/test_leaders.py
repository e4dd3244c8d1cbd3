"""Rows of dots between a word and its value are no print, and nothing beside them is lost."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.support.printing import font, photo
from verifier.domain import Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.leaders import HEIGHT_PX, MIN_DOTS, longest_row, without_leaders

LINE = Region(RegionKind.LINE, Quad.of_box(100, 100, 900, 140), 0.8)


def parts(text: str, *, dots: tuple[int, int, int] = (0, 0, 1), dot: int = 4, dark: bool = True) -> list[Quad]:
    """What is left of a line that prints a text, and dots from the first x to the second in steps of the third."""
    ground, ink = ("white", "black") if dark else ("black", "white")
    picture = Image.new("RGB", (1000, 240), ground)
    draw = ImageDraw.Draw(picture)
    draw.text((104, 101), text, ink, font(30, "Loma.ttf"))
    for x in range(*dots):
        draw.ellipse((x, 128, x + dot, 128 + dot), ink)
    return [part.quad for part in without_leaders(photo(np.asarray(picture)), [LINE])]


@pytest.mark.parametrize("dark", [True, False])
def test_a_row_of_dots_parts_a_line(dark: bool) -> None:
    first, second = parts("น้ำหนัก" + " " * 80 + "12 กก.", dots=(230, 640, 12), dark=dark)
    assert first.bounds[0] == 100 and 215 <= first.bounds[2] <= 232
    assert 630 <= second.bounds[0] <= 655 and second.bounds[2] == 900


@pytest.mark.parametrize(
    ("text", "dots", "dot"),
    [
        ("ผลิตภัณฑ์อุตสาหกรรม มอก. 2879-2560", (0, 0, 1), 4),  # no dots
        ("มี...", (300, 300 + 12 * (MIN_DOTS - 1), 12), 4),  # too few
        ("น้ำหนัก", (230, 640, 12), 10),  # rounds as high as a third of a letter: a pattern
        ("น้ำหนัก", (230, 880, 60), 4),  # far from each other
    ],
)
def test_what_is_no_leader_parts_nothing(text: str, dots: tuple[int, int, int], dot: int) -> None:
    assert parts(text, dots=dots, dot=dot) == [LINE.quad]


def test_a_line_of_nothing_but_dots_is_none() -> None:
    assert parts("", dots=(104, 890, 12)) == []


def test_a_short_line_is_left_as_it_is() -> None:
    short = Region(RegionKind.LINE, Quad.of_box(100, 100, 250, 140), 0.8)
    assert without_leaders(photo(np.full((240, 1000, 3), 255, np.uint8)), [short]) == [short]


def test_the_ends_of_bars_over_figures_are_no_dots() -> None:
    crop = np.full((32, 200), 255, np.uint8)
    crop[:4, 4:196:8] = 0
    assert longest_row(crop) is None


def test_a_comma_behind_a_row_is_no_dot_of_it() -> None:
    crop = np.full((32, 300), 255, np.uint8)
    for x in range(10, 160, 10):
        crop[24:27, x : x + 3] = 0
    crop[24:27, 175:178] = 0
    row = longest_row(crop)
    assert row is not None and row[0] <= 10 and 154 <= row[1] <= 160


def crop_of(*dots: tuple[int, int]) -> np.ndarray:
    """A line with dots at these columns, so many pixels wide."""
    crop = np.full((32, 400), 255, np.uint8)
    for x, size in dots:
        crop[24 : 24 + size, x : x + size] = 0
    return crop


def test_dots_that_stand_unevenly_lead_nowhere() -> None:
    assert longest_row(crop_of(*((x, 3) for x in range(10, 310, 20)))) is not None
    assert longest_row(crop_of(*((10 + 20 * k + (8 if k % 2 else 0), 3) for k in range(15)))) is None


def test_dots_of_many_sizes_lead_nowhere() -> None:
    assert longest_row(crop_of(*((10 + 20 * k, 2 + 4 * (k % 2)) for k in range(15)))) is None


def test_a_row_ends_where_a_gap_is_wide_and_its_rest_may_be_too_short() -> None:
    first, second = range(10, 60, 10), range(80, 130, 10)
    assert len(first) < MIN_DOTS <= len(first) + len(second)
    assert longest_row(crop_of(*((x, 3) for x in (*first, *second)))) is None


def test_lines_are_looked_at_small() -> None:
    assert HEIGHT_PX == 32
