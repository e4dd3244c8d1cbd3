"""Lines that run over the edge of a window into another come out whole, and nothing else is joined."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from verifier.domain import Photo, Pixels, Quality, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.seams import BEYOND_PX, CUT_PX, OVERLAP_PX, ROOM_PX, Piece, beyond, joined, piece
from verifier.ocr.text_box import Box
from verifier.ocr.window import Window
from verifier.ocr.windows import WindowLineFinder

PHOTO = (1200, 600)
LEFT, RIGHT = Window((300, 300), 600, 600, 0.0, 1.0), Window((836, 300), 600, 600, 0.0, 1.0)
"""Two tiles that share the strip from x 536 to 600; the right one ends before the photo does."""


def line(x0: float, x1: float, y: float = 100, height: float = 30, slant: float = 0.0) -> Region:
    """A line from x0 to x1 whose end lies `slant` px lower than its beginning."""
    corners = ((x0, y), (x1, y + slant), (x1, y + height + slant), (x0, y + height))
    return Region(RegionKind.LINE, Quad(corners), 0.8)


def pieces(left: Region, right: Region) -> list[Piece]:
    return [piece(left, LEFT, *PHOTO), piece(right, RIGHT, *PHOTO)]


def test_two_pieces_are_one_line() -> None:
    (whole,) = joined(pieces(line(80, 598), line(538, 900)))
    assert whole.quad.bounds == (80, 100, 900, 130)


def test_three_pieces_are_one_line() -> None:
    last = Window((1372, 300), 600, 600, 0.0, 1.0)
    wide = (1700, 600)
    shown = [
        piece(line(80, 598), LEFT, *wide),
        piece(line(538, 1134), RIGHT, *wide),
        piece(line(1074, 1500), last, *wide),
    ]
    (whole,) = joined(shown)
    assert whole.quad.bounds == (80, 100, 1500, 130)


def test_a_slanting_line_keeps_its_slant() -> None:
    (whole,) = joined(pieces(line(100, 600, slant=10), line(536, 900, y=108.7, slant=7.3)))
    assert whole.quad.corners[1] == (900, pytest.approx(116))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (line(80, 560), line(538, 900)),  # the left one ends before its tile does
        (line(80, 598), line(570, 900)),  # the right one begins inside its tile
        (line(80, 598), line(538, 900, y=115)),  # half a line lower
        (line(80, 598), line(538, 900, height=50)),  # larger print
        (line(80, 598), line(538, 900, slant=60)),  # turned
        (line(80, 598), line(620, 900)),  # another column, a line's height further right
    ],
)
def test_what_is_no_line_is_not_joined(left: Region, right: Region) -> None:
    assert joined(pieces(left, right)) == []


@pytest.mark.parametrize(("end", "cut"), [(600 - CUT_PX, True), (600 - CUT_PX - 1, False), (606, True)])
def test_a_line_is_cut_by_an_edge_that_it_nearly_reaches(end: float, cut: bool) -> None:
    assert piece(line(80, end), LEFT, *PHOTO).cut_behind is cut


def test_the_photos_own_edge_cuts_nothing_that_another_tile_shows() -> None:
    last = Window((900, 300), 600, 600, 0.0, 1.0)
    assert not piece(line(700, 1198), last, *PHOTO).cut_behind
    assert not piece(line(2, 300), LEFT, *PHOTO).cut_before


def test_reach_is_of_the_detectors_pixels() -> None:
    small = Window((300, 300), 600, 600, 0.0, 0.5)
    assert piece(line(80, 600 - 2 * CUT_PX), small, *PHOTO).cut_behind


def test_a_window_that_cuts_lines_is_followed_by_one_as_high_as_they_are() -> None:
    (further,) = beyond(LEFT, [piece(line(80, 598, y=200), LEFT, *PHOTO)])
    low, high = further.centre[0] - further.width / 2, further.centre[0] + further.width / 2
    assert (low, high) == (600 - OVERLAP_PX, 600 + BEYOND_PX)
    assert further.centre[1] == 215 and further.height == 30 + 2 * ROOM_PX


def test_the_next_window_is_as_high_as_where_a_slanting_line_leaves_the_first() -> None:
    (further,) = beyond(LEFT, [piece(line(80, 598, y=200, slant=90), LEFT, *PHOTO)])
    assert further.centre[1] == 305 and further.height == 30 + 2 * ROOM_PX


def test_a_window_that_cuts_no_line_is_followed_by_none() -> None:
    assert beyond(LEFT, [piece(line(80, 500), LEFT, *PHOTO)]) == []


def test_what_a_turned_window_cuts_goes_on_along_its_own_lines() -> None:
    turned = Window((300, 300), 400, 200, 90.0, 1.0)
    cut = Region(RegionKind.LINE, Quad(((310, 150), (310, 498), (290, 498), (290, 150))), 0.8)
    (further,) = beyond(turned, [piece(cut, turned, 600, 900)])
    assert further.angle == 90.0 and further.centre[1] > 498 and abs(further.centre[0] - 300) < 1


def test_lines_that_leave_a_window_are_found_whole() -> None:
    """The finder sees a line as far as a picture shows it; one word's end lies beyond the mark's window."""

    def seen(pixels: Pixels) -> list[Box]:
        dark = np.flatnonzero((pixels[..., 0] < 128).any(0))
        rows = np.flatnonzero((pixels[..., 0] < 128).any(1))
        return [Box(Quad.of_box(dark[0], rows[0], dark[-1] + 1, rows[-1] + 1), 0.9)] if len(dark) else []

    pixels = np.full((300, 1600, 3), 255, np.uint8)
    pixels[140:160, 200:1000] = 0
    label = Photo(pixels, "", "", Quality(0.0, 0.0, 0.0, 0.0))
    boxes = Boxes(seen)
    mark = Region(RegionKind.MARK, Quad.of_box(300, 60, 380, 140), 0.9)
    (found,) = WindowLineFinder(boxes).find(label, [mark], [])
    assert found.quad.bounds == pytest.approx((200, 140, 1000, 160), abs=3)


class Boxes:
    version = "b-1"

    def __init__(self, seen: Callable[[Pixels], list[Box]]) -> None:
        self._seen = seen

    def __call__(self, pixels: Pixels) -> list[Box]:
        return self._seen(pixels)
