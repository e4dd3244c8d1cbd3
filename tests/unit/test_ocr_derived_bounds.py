"""Pictures made from a photo, place by place: where a ring's parts stand, what is other ink and what pale print."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import MarkKind, Photo, Pixels, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.derived import DerivedPrint, around, ink_round, other_ink, pale_layer, unrolled

PAPER, INK = (240, 240, 240), (20, 20, 20)
Colour = tuple[int, int, int]


def blank(width: int = 800, height: int = 600, paper: Colour = PAPER) -> Pixels:
    return np.full((height, width, 3), paper, np.uint8)


def square(side: float, x: float = 400, y: float = 300) -> Quad:
    return Quad.of_box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def mark(side: float, x: float = 400, y: float = 300) -> Region:
    return Region(RegionKind.MARK, square(side, x, y), 0.9, MarkKind.COMPULSORY)


class Boxes:
    """Sees lines where it is told, and keeps the pictures that it was shown."""

    def __init__(self, *quads: Quad) -> None:
        self.quads, self.shown = quads, list[Pixels]()

    def __call__(self, picture: Pixels) -> list[Region]:
        self.shown.append(picture)
        return [Region(RegionKind.LINE, quad, 0.9) for quad in self.quads]


class Reader:
    """Reads one text everywhere, surely."""

    version = "r-1"
    reads_thai = reads_thai_digits = True
    minimum_height_px = 0.0
    other_looks = ()

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        return [Reading("FAKE", line, "r-1", (0.99,) * 4) for line in lines]


def finder(*quads: Quad) -> tuple[DerivedPrint, Boxes]:
    boxes = Boxes(*quads)
    return DerivedPrint(boxes, Reader()), boxes  # type: ignore[arg-type]


@pytest.mark.parametrize(("side", "read"), [(60, True), (59, False)])
def test_print_round_a_mark_is_legible_from_its_sixtieth_pixel_on(side: int, read: bool) -> None:
    hidden, boxes = finder(Quad.of_box(10, 10, 200, 40))
    found = hidden.round_marks(photo(blank()), [mark(side)], [])
    assert bool(found) is bool(boxes.shown) is read
    if read:
        assert found[0].region.quad.bounds == pytest.approx((338.8, 238.8, 461.2, 361.2), abs=0.1)


def test_the_place_of_a_ring_ends_with_the_photo() -> None:
    hidden, _ = finder(Quad.of_box(10, 10, 200, 40))
    (found,) = hidden.round_marks(photo(blank()), [mark(100, 30, 570)], [])
    assert found.region.quad.bounds == pytest.approx((0, 468, 132, 600), abs=0.1)


def test_other_marks_and_what_is_known_are_painted_over_in_a_ring_and_the_mark_itself_is_none_of_them() -> None:
    page = blank()
    page[200:240, 380:420] = INK  # above the mark
    for marks, known, painted in (
        ([mark(100)], [], False),
        ([mark(100), mark(50, 400, 220)], [], True),
        ([mark(100)], [square(50, 400, 220)], True),
    ):
        hidden, boxes = finder()
        hidden.round_marks(photo(page), marks, known)
        assert bool(boxes.shown[0].min() > 200) is painted


@pytest.mark.parametrize(
    ("dx", "dy", "turn"), [(0, 1, 0), (-1, 0, 90), (0, -1, 180), (1, 0, 270), (0, 1, 360), (-1, 0, 450)]
)
def test_a_ring_is_unrolled_from_below_the_mark_clockwise_more_than_once_round(dx: int, dy: int, turn: int) -> None:
    page, side = blank(), 110
    x, y = round(400 + dx * 0.76 * side), round(300 + dy * 0.76 * side)
    page[y - 3 : y + 4, x - 3 : x + 4] = INK
    strip = unrolled(photo(page), square(side), [])
    assert strip.shape[0] == 58 and strip.shape[1] == pytest.approx(math.radians(480) * 0.76 * 110, abs=2)
    column = min(strip.shape[1] - 1, round(math.radians(turn) * 0.76 * 110))
    near = strip[:, max(0, column - 6) : column + 7]
    rows = np.flatnonzero((near.min(2) < 120).any(1))
    assert len(rows) and rows.mean() == pytest.approx(28.5, abs=2)


@pytest.mark.parametrize(("share", "row"), [(1.0, 2), (0.55, 52)])
def test_the_outer_edge_of_a_ring_is_up(share: float, row: int) -> None:
    page = blank()
    y = round(300 - share * 110)
    page[y - 2 : y + 3, 395:406] = INK
    strip = unrolled(photo(page), square(110), [])
    rows = np.flatnonzero((strip.min(2) < 120).any(1))
    assert rows.mean() == pytest.approx(row, abs=2)


def test_a_large_mark_is_unrolled_at_the_same_size() -> None:
    page = blank(1600, 1200)
    page[560:640, 440:470] = INK
    strips = [unrolled(photo(page), square(330, 800, 600), []), unrolled(photo(blank()), square(110), [])]
    assert strips[0].shape == strips[1].shape and strips[0].min() < 120


@pytest.mark.parametrize(("room", "painted"), [(0, True), (3, True), (12, False)])
def test_a_little_round_what_is_known_is_painted_over_too(room: int, painted: bool) -> None:
    page = blank()
    page[200:240, 380:420] = INK
    known = Quad.of_box(380 + room, 200 + room, 420 - room, 240 - room)
    assert bool(unrolled(photo(page), square(110), [known]).min() > 200) is painted


def test_what_lies_outside_the_photo_is_of_the_rings_colour() -> None:
    strip = unrolled(photo(blank()), square(110, 20, 20), [])
    assert (strip == 240).all()
    everything = unrolled(photo(blank()), square(110), [Quad.of_box(0, 0, 800, 600)])
    assert (everything == 240).all()


# ---- other ink


def signed(colour: Colour, ink: Colour = INK, paper: Colour = PAPER, size: int = 30) -> Photo:
    """A mark of 100 px that is half ink and half paper, and a patch of a colour beside it."""
    page = blank(paper=paper)
    page[250:350, 350:400] = ink
    page[300 - size // 2 : 300 + size // 2, 480 : 480 + size] = colour
    return photo(page)


def layer(colour: Colour, **given: Colour) -> int:
    """How dark the patch is in the layer of other ink."""
    shown = signed(colour, **given)
    window = around(square(100))
    found = other_ink(shown, square(100), window)
    x, y = (495 - 400 + 170) * 1.1, 110 * 1.1
    return int(found[round(y), round(x), 0])


def test_the_window_round_a_mark_is_so_wide_and_high() -> None:
    window = around(square(100))
    assert (window.width, window.height) == pytest.approx((340, 220))
    assert other_ink(signed(PAPER), square(100), window).shape == (242, 374, 3)


@pytest.mark.parametrize(
    ("colour", "low", "high"),
    [
        (PAPER, 250, 255), (INK, 250, 255), ((130, 130, 130), 250, 255),  # the ground, the ink and between them
        ((200, 20, 34), 0, 10), ((20, 60, 200), 0, 10), ((20, 160, 60), 0, 40),  # other inks for sure
        ((130, 130, 165), 190, 230), ((160, 120, 120), 180, 230),  # a little off
        ((255, 255, 255), 250, 255), ((0, 0, 0), 250, 255),  # light and shadow
    ],
)  # fmt: skip
def test_other_ink_is_what_lies_off_the_line_from_ground_to_ink(colour: Colour, low: int, high: int) -> None:
    assert low <= layer(colour) <= high


def test_light_far_past_the_ground_is_another_ink() -> None:
    grey, dark = (120, 120, 120), (90, 90, 90)
    assert layer((255, 255, 255), ink=dark, paper=grey) < 10 and layer((126, 126, 126), ink=dark, paper=grey) > 240


@pytest.mark.parametrize(("size", "looked_at"), [(2, False), (12, True)])
def test_a_layer_with_hardly_any_other_ink_is_not_looked_at(size: int, looked_at: bool) -> None:
    hidden, boxes = finder(Quad.of_box(200, 90, 300, 130))
    sign = mark(100)
    found = hidden.across(signed((200, 20, 34), size=size), sign)
    assert bool(boxes.shown) is bool(found) is looked_at
    if found:
        assert found[0].region.quad.centre == pytest.approx((400 - 170 + 250 / 1.1, 300 - 110 + 110 / 1.1), abs=1)


def test_what_lies_outside_the_photo_is_not_told() -> None:
    hidden, _ = finder(Quad.of_box(10, 90, 60, 130), Quad.of_box(200, 90, 300, 130))
    page = np.ascontiguousarray(signed((200, 20, 34)).pixels[:, 340:])
    found = hidden.across(photo(page), mark(100, 60))
    assert [r.region.quad.centre[0] > 0 for r in found] == [True]


def test_the_layer_of_a_sign_is_made_once() -> None:
    shown = signed((200, 20, 34))
    assert ink_round(shown, square(100)) is ink_round(shown, square(100))
    assert ink_round(shown, square(100)) is not ink_round(shown, square(80))


# ---- pale print

NUMBER = Quad.of_box(100, 196, 330, 220)


def paled(share: float, paper: int = 240, ink: int = 20, size: tuple[int, int] = (60, 160)) -> Photo:
    """A line of strokes, and a patch that is so much darker than the paper, in shares of the contrast between both."""
    page = blank(paper=(paper,) * 3)
    for x in range(104, 326, 8):
        page[198:218, x : x + 2] = ink
    page[360 : 360 + size[0], 400 : 400 + size[1]] = round(paper + share * (ink - paper))
    return photo(page)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        (0.0, 255, 255), (0.03, 255, 255), (0.06, 225, 245), (0.2, 110, 145), (0.34, 0, 45), (0.45, 0, 0),
        (0.7, 240, 255),  # the label's own print is painted over
        (-0.06, 255, 255),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("paper", "ink"), [(240, 20), (40, 230)])
def test_pale_print_is_darker_than_the_ground_and_paler_than_the_print(
    share: float, low: int, high: int, paper: int, ink: int
) -> None:
    found = pale_layer(paled(share, paper, ink), NUMBER)
    back = found.shape[1] / 800
    patch = found[round(390 * back), round(480 * back), 0]
    assert low <= patch <= high and found.dtype == np.uint8


def test_the_labels_own_print_is_painted_over() -> None:
    assert pale_layer(paled(0.0), NUMBER).min() > 240


@pytest.mark.parametrize(
    ("size", "height", "wide"),
    [((800, 600), 24, 640), ((800, 600), 48, 400), ((500, 400), 24, 500), ((3000, 2000), 24, 640)],
)
def test_the_layer_is_shown_no_larger_than_it_need_be(size: tuple[int, int], height: int, wide: int) -> None:
    shown = photo(blank(*size))
    assert pale_layer(shown, Quad.of_box(100, 196, 330, 196 + height)).shape[1] == pytest.approx(wide, abs=1)


@pytest.mark.parametrize(("height", "told"), [(31, False), (32, True), (191, True), (194, False)])
def test_pale_print_is_so_many_times_as_high_as_the_print(height: int, told: bool) -> None:
    times = 640 / 800
    hidden, _ = finder(Quad.of_box(100 * times, 200 * times, 700 * times, (200 + height) * times))
    found = hidden.behind(paled(0.2), NUMBER)
    assert bool(found) is told
    if found:
        assert found[0].region.quad.bounds == pytest.approx((100, 200, 700, 200 + height), abs=0.5)
