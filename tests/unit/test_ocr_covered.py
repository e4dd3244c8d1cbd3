"""Which bars of ink cover a line beside a mark: each bound from both sides, in pictures of one bar."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import MarkKind, Pixels, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.inks import inks_of
from verifier.ocr.covered import covered_lines

INK, PAPER = (28, 28, 32), (240, 238, 230)
Box = tuple[int, int, int, int]


def mark(side: int = 160, at: tuple[int, int] = (100, 100)) -> Region:
    x, y = at
    return Region(RegionKind.MARK, Quad.of_box(x, y, x + side, y + side), 1.0, MarkKind.COMPULSORY)


def paper(width: int = 900, height: int = 700, ground: tuple[int, int, int] = PAPER) -> Pixels:
    return np.full((height, width, 3), ground, np.uint8)


def told(pixels: Pixels, *marks: Region, taken: tuple[Quad, ...] = ()) -> list[Region]:
    return covered_lines(inks_of(photo(pixels)), marks or [mark()], taken)


def laid(*boxes: Box, ink: tuple[int, int, int] = INK, on: Pixels | None = None) -> Pixels:
    pixels = paper() if on is None else on
    for x0, y0, x1, y1 in boxes:
        pixels[y0:y1, x0:x1] = ink
    return pixels


@pytest.mark.parametrize("ink", [INK, (200, 20, 30)])
def test_a_bar_is_one_line_where_it_lies(ink: tuple[int, int, int]) -> None:
    (line,) = told(laid((100, 300, 500, 336), ink=ink))
    assert line.kind is RegionKind.LINE and line.score == 1
    assert line.quad.bounds == pytest.approx((100, 300, 500, 336), abs=1)


def test_in_a_large_photo_it_lies_where_it_does_there() -> None:
    pixels = laid((200, 600, 1000, 672), on=paper(1800, 1400))
    (line,) = told(pixels, mark(320, (200, 200)))
    assert line.quad.bounds == pytest.approx((200, 600, 1000, 672), abs=3)


@pytest.mark.parametrize(
    ("box", "covers"),
    [
        ((100, 300, 226, 330), False), ((100, 300, 231, 330), True),  # four fifths of the mark's side long
        ((50, 300, 857, 330), False), ((50, 300, 847, 330), True),  # five sides: more is a band of the design
        ((100, 300, 500, 317), False), ((100, 300, 500, 319), True),  # as high as legible print
        ((100, 300, 500, 383), False), ((100, 300, 500, 378), True),  # half a side: more is a field of colour
        ((100, 300, 258, 340), False), ((100, 300, 263, 340), True),  # four times as long as high
        ((2, 300, 402, 336), False), ((3, 300, 403, 336), True),  # cut off by the picture's left edge
        ((498, 300, 898, 336), False), ((497, 300, 897, 336), True),
        ((300, 2, 700, 38), False), ((300, 3, 700, 39), True),
    ],
)  # fmt: skip
def test_a_bar_has_the_size_of_a_line_and_is_whole(box: Box, covers: bool) -> None:
    assert bool(told(laid(box))) is covers


@pytest.mark.parametrize(("gap", "covers"), [(2, False), (3, True)])
def test_a_bar_at_the_lower_edge_may_go_on_beyond_it(gap: int, covers: bool) -> None:
    bottom = 400 - gap
    assert bool(told(laid((100, bottom - 36, 500, bottom), on=paper(height=400)))) is covers


def slanted(degrees: float, height: int, length: int = 400) -> Pixels:
    """A bar whose middle is at (450, 420), turned clockwise by so many degrees, as in a photo held askew."""
    box = cv2.boxPoints(((450, 420), (length, height), degrees))
    return np.asarray(cv2.fillPoly(paper(), [np.round(box).astype(np.int32)], INK))


@pytest.mark.parametrize("height", [20, 30])
@pytest.mark.parametrize(("degrees", "covers"), [(7, True), (18, True), (24, False), (35, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_bar_is_about_level(height: int, degrees: float, covers: bool, sign: int) -> None:
    assert bool(told(slanted(sign * degrees, height))) is covers


@pytest.mark.parametrize("degrees", [-15, -3, 3, 15])
def test_a_slanted_bar_lies_where_it_is_drawn(degrees: int) -> None:
    (line,) = told(slanted(degrees, 30))
    assert line.quad.angle == pytest.approx(degrees, abs=1) and line.quad.centre == pytest.approx((450, 420), abs=2)
    assert (line.quad.width, line.quad.height) == pytest.approx((400, 30), abs=4)


@pytest.mark.parametrize(("length", "covers"), [(81, True), (90, False)])
def test_a_bar_is_full_of_ink(length: int, covers: bool) -> None:
    """An opening in the middle of it: what shows through is what somebody printed there."""
    pixels = laid((100, 300, 500, 336))
    pixels[308:328, 300 - length // 2 : 300 + length - length // 2] = PAPER
    assert bool(told(pixels)) is covers


@pytest.mark.parametrize(("height", "covers"), [(6, True), (9, False)])
def test_thin_strokes_at_a_bar_are_no_part_of_it(height: int, covers: bool) -> None:
    """A line of the design that runs out of the bar's end: a thin one leaves it the bar that it is."""
    pixels = laid((100, 300, 400, 336), (400, 314, 560, 314 + height))
    assert bool(told(pixels)) is covers


@pytest.mark.parametrize(("step", "covers"), [(18, False), (26, True)])
def test_a_bar_stands_out_from_what_surrounds_it(step: int, covers: bool) -> None:
    grey = 238 - step
    assert bool(told(laid((100, 300, 500, 336), ink=(grey, grey, grey)))) is covers


@pytest.mark.parametrize(("blocks", "covers"), [(1, True), (2, True), (4, False)])
@pytest.mark.parametrize("dark", [True, False])
def test_a_bar_among_much_of_its_own_level_is_the_ground_between_other_things(
    blocks: int, covers: bool, dark: bool
) -> None:
    """With blocks of its level on a third of the surroundings it still is a bar, on more it is not."""
    ground, ink = (PAPER, INK) if dark else (INK, PAPER)
    boxes = [(90 + 130 * k, 245, 190 + 130 * k, 294) for k in range(blocks)]
    pixels = laid((100, 300, 500, 330), *boxes, ink=ink, on=paper(ground=ground))
    assert bool(told(pixels, mark(at=(100, 40)))) is covers


def test_a_bar_where_a_line_was_read_covers_none_and_one_beside_it_does() -> None:
    pixels = laid((100, 300, 500, 336))
    assert told(pixels, taken=(Quad.of_box(90, 340, 510, 380),)) and not told(
        pixels, taken=(Quad.of_box(0, 0, 9, 9), Quad.of_box(90, 290, 510, 346))
    )


def test_a_bar_is_measured_against_each_mark() -> None:
    small, large = mark(40, (100, 240)), mark(160)
    pixels = laid((100, 300, 500, 336))
    assert not told(pixels, small) and told(pixels, small, large) and not covered_lines(inks_of(photo(pixels)), [], ())


def hatched(step: int, stroke: int) -> Pixels:
    """A bar of slanted strokes, each so many px behind the one before."""
    pixels = paper()
    for x in range(100, 500, step):
        cv2.line(pixels, (x, 345), (x + 30, 295), INK, stroke)
    pixels[:300] = pixels[341:] = PAPER
    return pixels


@pytest.mark.parametrize(
    ("step", "stroke", "covers"), [(9, 6, True), (12, 8, True), (16, 6, False), (20, 7, False), (12, 4, False)]
)
def test_strokes_side_by_side_cover_a_line_where_they_are_denser_than_print(
    step: int, stroke: int, covers: bool
) -> None:
    assert bool(told(hatched(step, stroke))) is covers


def test_a_row_of_thick_letters_x_covers_a_line_and_print_does_not() -> None:
    pixels = paper()
    for x in range(100, 500, 15):
        for slope in (1, -1):
            cv2.line(pixels, (x, 320 - 16 * slope), (x + 9, 320 + 16 * slope), INK, 6)
    assert len(told(pixels)) == 1
    text = paper()
    cv2.putText(text, "MADE BY CHAIPAT POWER", (100, 340), cv2.FONT_HERSHEY_DUPLEX, 1.1, INK, 3)
    assert told(text) == []
