"""Finder patterns by themselves: which two are of one code, which one is enough, and what explains them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.support.printing import photo
from verifier.codes.patterns import patterns, unexplained_codes
from verifier.domain import Code, MarkKind, Pixels, Region, RegionKind
from verifier.domain.geometry import Quad

PIXEL = 6
SIDE = 7 * PIXEL - 1


def drawn(
    *at: tuple[int, int],
    pixel: int | tuple[int, ...] = PIXEL,
    whole: bool = False,
    size: tuple[int, int] = (400, 640),
    levels: tuple[int, int] = (20, 235),
) -> Pixels:
    """Finder patterns round these places, grey; those that are not whole have print in the light frame beside them."""
    dark, light = levels
    page = np.full(size, light, np.uint8)
    pixels = pixel if isinstance(pixel, tuple) else (pixel,) * len(at)
    for (x, y), one in zip(at, pixels, strict=True):
        for half, level in ((3.5, dark), (2.5, light), (1.5, dark)):
            a = round(half * one)
            page[y - a : y + a, x - a : x + a] = level
        if not whole:
            a = round(4.1 * one)
            page[y - a : y + a, x - a - 1 : x - a + 1] = page[y - a : y + a, x + a - 1 : x + a + 1] = dark
    return page


def found(page: Pixels, codes: tuple[Code, ...] = (), marks: tuple[Quad, ...] = ()) -> list[Quad]:
    shown = photo(np.repeat(page[..., None], 3, 2))
    return unexplained_codes(shown, codes, [Region(RegionKind.MARK, quad, 0.9, MarkKind.COMPULSORY) for quad in marks])


def code(place: Quad, symbology: str = "QRCode") -> Code:
    return Code("x", symbology, place, "z")


def box(x: float, y: float, half: float) -> Quad:
    return Quad.of_box(x - half, y - half, x + half, y + half)


def test_one_whole_pattern_tells_of_a_code_and_one_that_is_not_whole_does_not() -> None:
    (quad,) = found(drawn((200, 200), whole=True))
    assert quad.bounds == pytest.approx((157, 157, 243, 243), abs=3)
    assert found(drawn((200, 200))) == []


def test_a_pattern_is_told_by_its_place_and_side() -> None:
    (one,) = patterns(drawn((200, 200), whole=True))
    assert (one.x, one.y, one.side) == pytest.approx((199.5, 199.5, SIDE), abs=1) and one.whole


@pytest.mark.parametrize(("sides", "told"), [(1.5, False), (1.75, True), (5.0, True), (8.8, True), (9.3, False)])
def test_two_patterns_of_one_code_are_so_far_apart(sides: float, told: bool) -> None:
    away = round(sides * SIDE)
    squares = found(drawn((100, 200), (100 + away, 200)))
    assert bool(squares) is told
    if told:
        (square,) = squares
        assert square.centre == pytest.approx((100 + away / 2, 200), abs=2)
        assert square.width == square.height == pytest.approx(away + SIDE, abs=4)


@pytest.mark.parametrize(("other", "told"), [(6, True), (8, True), (10, False)])
def test_two_patterns_of_one_code_are_of_one_size(other: int, told: bool) -> None:
    assert bool(found(drawn((100, 200), (260, 200), pixel=(6, other)))) is told
    assert bool(found(drawn((100, 200), (260, 200), pixel=(other, 6)))) is told


def test_three_patterns_of_one_code_are_one_square_and_those_of_two_codes_are_two() -> None:
    assert len(found(drawn((100, 100), (240, 100), (100, 240)))) == 1
    for near, far in ((60, 300), (300, 60)):  # further apart one way than the other
        assert len(found(drawn((100, near), (240, near), (100, far)))) == 1
    assert len(found(drawn((100, 60), (240, 60), (100, 340), (240, 340), size=(400, 400)))) == 2


def test_a_whole_pattern_of_a_pair_is_told_once() -> None:
    assert len(found(drawn((100, 100), (240, 100), whole=True))) == 1
    far = drawn((60, 100), (200, 100), (560, 340), whole=True)
    assert len(found(far)) == 2


@pytest.mark.parametrize(("pixel", "seen", "whole"), [(1, False, False), (2, False, False), (4, True, True)])
def test_a_pattern_has_more_than_a_pixel_a_module_and_two_where_it_is_alone(
    pixel: int, seen: bool, whole: bool
) -> None:
    page = drawn((100, 100), (100 + 20 * pixel, 100), pixel=pixel, whole=True)
    assert bool(patterns(page)) is seen and any(one.whole for one in patterns(page)) is whole


@pytest.mark.parametrize(("levels", "whole"), [((100, 145), True), ((100, 137), False)])
def test_a_pattern_alone_has_contrast(levels: tuple[int, int], whole: bool) -> None:
    (one,) = patterns(drawn((200, 200), whole=True, levels=levels))
    assert one.whole is whole


@pytest.mark.parametrize(
    ("halves", "told"),
    [
        ((3.5, 2.5, 1.5), True), ((3.5, 3.1, 1.5), True), ((3.5, 3.2, 1.0), False), ((3.5, 1.9, 1.5), True),
        ((3.5, 1.8, 1.4), False), ((3.5, 2.5, 0.9), False), ((3.5, 2.5, 1.9), True), ((3.5, 2.5, 2.2), False),
    ],
)  # fmt: skip
def test_the_three_squares_are_as_three_five_and_seven_but_for_a_factor(
    halves: tuple[float, float, float], told: bool
) -> None:
    page = np.full((400, 640), 235, np.uint8)
    for half, level in zip(halves, (20, 235, 20), strict=True):
        a = round(half * 10)
        page[200 - a : 200 + a, 200 - a : 200 + a] = level
    assert bool(patterns(page)) is told


@pytest.mark.parametrize(("off", "told"), [(2, True), (7, True), (10, False)])
def test_the_three_squares_lie_about_one_centre(off: int, told: bool) -> None:
    page = np.full((400, 640), 235, np.uint8)
    page[165:235, 165:235] = 20
    page[175:225, 175:225] = 235
    page[185:215, 185 + off : 215 + off] = 20
    assert bool(patterns(page)) is told


@pytest.mark.parametrize(("wide", "told"), [(1.0, True), (1.4, True), (1.6, False)])
def test_the_squares_are_about_as_wide_as_high(wide: float, told: bool) -> None:
    page = cv2.resize(drawn((200, 200), whole=True), None, fx=wide, fy=1, interpolation=cv2.INTER_NEAREST)
    assert bool(patterns(page)) is told


def test_triangles_are_no_finder_pattern() -> None:
    page = np.full((400, 640), 235, np.uint8)
    for half, level in ((35, 20), (25, 235), (15, 20)):
        corners = np.array([(200, 200 - 1.2 * half), (200 - half, 200 + 0.7 * half), (200 + half, 200 + 0.7 * half)])
        cv2.fillConvexPoly(page, corners.round().astype(np.int32), level)
    assert patterns(page) == []


def test_discs_are_no_finder_pattern() -> None:
    page = np.full((400, 640), 235, np.uint8)
    for radius, level in ((35, 20), (25, 235), (15, 20)):
        cv2.circle(page, (200, 200), radius, level, -1)
    assert found(page) == []


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (box(260, 260, 80), False),  # at its corner
        (box(200, 200, 80), True),  # in its middle
        (box(300, 300, 80), True),  # outside of it
        (Quad.of_box(203, 203, 363, 363), False), (Quad.of_box(212, 212, 372, 372), True),  # a little outside of it
    ],
)  # fmt: skip
def test_a_decoded_code_explains_the_patterns_at_its_corners(place: Quad, told: bool) -> None:
    page = drawn((200, 200), whole=True)
    for symbology in ("QRCode", "QRCodeModel1", "QRCodeModel2"):
        assert bool(found(page, (code(place, symbology),))) is told
    assert found(page, (code(place, "DataMatrix"),))


def test_a_code_of_another_place_explains_nothing() -> None:
    page = drawn((200, 200), whole=True)
    assert found(page, (code(box(500, 300, 60)), code(box(260, 260, 80)))) == []
    assert found(page, (code(box(500, 300, 60)),))


@pytest.mark.parametrize("symbology", ["MicroQRCode", "RMQRCode"])
@pytest.mark.parametrize(("reach", "told"), [(0, False), (12, False), (40, True)])
def test_a_small_code_explains_the_pattern_in_it_and_close_by(symbology: str, reach: int, told: bool) -> None:
    place = Quad.of_box(200 + reach, 150, 260 + reach, 210)
    assert bool(found(drawn((200, 200), whole=True), (code(place, symbology),))) is told


def test_a_pattern_in_a_mark_is_its_ring() -> None:
    page = drawn((200, 200), whole=True)
    assert found(page, marks=(box(200, 200, 60),)) == [] and found(page, marks=(box(300, 300, 60),))


def large(*at: tuple[int, int], pixel: int = 4) -> Pixels:
    return drawn(*at, pixel=pixel, whole=True, size=(3000, 4000))


def test_in_a_large_photo_small_patterns_are_seen_round_the_three_best_marks_and_in_codes() -> None:
    pair = ((600, 600), (720, 600))
    near, far = box(600, 450, 60), [box(1500, 200 + 500 * k, 30) for k in range(3)]
    assert found(large(*pair)) == [] and len(found(large(*pair), marks=(near,))) == 1
    assert found(large(*pair), marks=(box(600, 1300, 50),)) == []
    assert len(found(large(*pair), marks=(*far[:2], near))) == 1 and found(large(*pair), marks=(*far, near)) == []
    assert len(found(large(*pair), (code(box(660, 600, 200)),))) == 1
    assert len(found(large(*pair, pixel=10), marks=(near,))) == 1, "seen twice, told once"


def test_places_in_a_large_photo_are_its_own() -> None:
    for marks in ((), (box(600, 420, 80),)):
        (quad,) = found(large((600, 600), pixel=10), marks=marks)
        assert quad.bounds == pytest.approx((530, 530, 670, 670), abs=6)
