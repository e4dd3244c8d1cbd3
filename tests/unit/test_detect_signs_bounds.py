"""Signs that deny without a word: each bound from both sides, and what shapes are held to be one of them."""

from __future__ import annotations

import math
from functools import partial

import cv2
import numpy as np
import pytest

from tests.unit.test_detect_signs import BESIDE, INK, LINE, RED, Draw, cross, prohibition, seen, thumb
from verifier.detect import signs
from verifier.detect.drawing import mark_mask
from verifier.domain import MarkKind, Pixels
from verifier.domain.geometry import Quad
from verifier.image.outlines import likeness, outline_of

Point = tuple[int, int]
Colour = tuple[int, int, int]


def stretched(width: int, height: int, stroke: int = 6) -> Draw:
    """A cross of so many pixels."""

    def draw(paper: Pixels, at: Point, ink: Colour) -> None:
        tile = np.zeros((height, width), np.uint8)
        low = stroke // 2
        cv2.line(tile, (low, low), (width - 1 - low, height - 1 - low), 1, stroke)
        cv2.line(tile, (low, height - 1 - low), (width - 1 - low, low), 1, stroke)
        x, y = at[0] - width // 2, at[1] - height // 2
        paper[y : y + height, x : x + width][tile > 0] = ink

    return draw


def line_of(height: float) -> Quad:
    """A line that was read left of `BESIDE`, so high."""
    return Quad.of_box(100, 225 - height / 2, 350, 225 + height / 2)


@pytest.mark.parametrize("ink", [INK, RED])
def test_a_sign_is_told_once_whatever_inks_it_is_of(ink: Colour) -> None:
    assert seen((cross, BESIDE, ink)) == [(460, 230)]


@pytest.mark.parametrize(
    ("width", "height", "told"),
    [(24, 40, True), (18, 40, False), (40, 24, True), (40, 19, False)],
)
def test_a_cross_is_at_most_twice_as_high_as_wide_or_as_wide_as_high(width: int, height: int, told: bool) -> None:
    assert bool(seen((stretched(width, height, 5), BESIDE, INK))) is told


@pytest.mark.parametrize(("side", "told"), [(190, True), (210, False)])
def test_a_cross_of_more_than_two_hundred_pixels_is_a_picture(side: int, told: bool) -> None:
    assert bool(seen((stretched(side, side, 24), (560, 225), INK), print_=(line_of(90),))) is told


@pytest.mark.parametrize(("side", "told"), [(26, False), (34, True), (290 // 2, True), (310 // 2, True)])
def test_a_cross_is_about_as_high_as_the_line(side: int, told: bool) -> None:
    """Three tenths of it at least: of a line 100 px high."""
    assert bool(seen((stretched(side, side), (520, 225), INK), print_=(line_of(100),))) is told


@pytest.mark.parametrize(("height", "told"), [(51, True), (48, False)])
def test_a_cross_three_times_as_high_as_a_line_is_none_of_its_signs(height: int, told: bool) -> None:
    assert bool(seen((stretched(150, 150, 20), (460, 225), INK), print_=(line_of(height),))) is told


def test_of_several_lines_the_one_of_its_height_takes_the_sign() -> None:
    small = Quad.of_box(100, 300, 350, 308)
    assert seen((cross, BESIDE, INK), print_=(small, LINE)) and not seen((cross, BESIDE, INK), print_=(small,))


@pytest.mark.parametrize(("away", "told"), [(45, True), (60, False)])
def test_a_red_cross_over_print_counts_within_a_height_of_a_number(away: int, told: bool) -> None:
    number = Quad.of_box(100, 225 + 19 + away, 400, 225 + 19 + away + 50)
    assert bool(seen((cross, (250, 225), RED), numbers=(number,))) is told
    assert not seen((cross, (250, 225), INK), numbers=(number,))


# ---- the letter X


def beside(gap: float, height: float, down: float = 0, left: bool = False) -> Draw:
    """A cross of 38 px, and a bar in its ink so far from it, so high, so far off its middle: all in its heights."""

    def draw(paper: Pixels, at: Point, ink: Colour) -> None:
        cross(paper, at, ink)
        (x, y), side = at, 39
        first = round(x - side / 2 - gap * side) - 6 if left else round(x + side / 2 + gap * side)
        top = round(y + down * side - height * side / 2)
        paper[top : top + round(height * side), first : first + 6] = ink

    return draw


@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize(
    ("gap", "height", "down", "letter"),
    [
        (0.2, 1, 0, True), (0.72, 1, 0, True), (0.9, 1, 0, False),  # how near its neighbour stands
        (0.3, 0.7, 0, True), (0.3, 0.5, 0, False), (0.3, 1.5, 0, True), (0.3, 1.75, 0, False),  # and how high
        (0.3, 1, 0.4, True), (0.3, 1, 0.6, False), (0.3, 1, -0.4, True), (0.3, 1, -0.6, False),  # on its line
    ],
)  # fmt: skip
def test_a_cross_beside_a_letter_is_one(gap: float, height: float, down: float, letter: bool, left: bool) -> None:
    assert bool(seen((beside(gap, height, down, left), (500, 225), INK))) is not letter


# ---- thumbs


@pytest.mark.parametrize(("height", "told"), [(85, True), (92, False)])
def test_a_thumb_is_no_part_of_a_letter(height: int, told: bool) -> None:
    """One of 53 px: from six tenths of its line on."""
    assert bool(seen((thumb(True), BESIDE, INK), print_=(line_of(height),))) is told


# ---- faces: a ring of 160 px, its eyes and its mouth in px from its middle


def face(paper: Pixels, at: Point, ink: Colour, *, eyes: tuple[Point, ...] = ((-28, -24), (28, -24)), eye: int = 14,
         mouths: tuple[int, ...] = (36,), width: int = 80, drop: float = 18) -> None:  # fmt: skip
    """`drop`: how much lower the ends of the mouth are than its middle; `mouths`: how low they stand."""
    (x, y) = at
    cv2.circle(paper, at, 80, ink, 9)
    for dx, dy in eyes:
        paper[y + dy - eye // 2 : y + dy + (eye + 1) // 2, x + dx - eye // 2 : x + dx + (eye + 1) // 2] = ink
    for low in mouths:
        points = [(x - width // 2, y + low + round(drop)), (x, y + low), (x + width // 2, y + low + round(drop))]
        cv2.polylines(paper, [np.array(points)], False, ink, 5)


@pytest.mark.parametrize(
    ("drawn", "sad"),
    [
        ({}, True), ({"drop": -18}, False), ({"drop": 0}, False),
        ({"drop": 12}, True), ({"drop": 9}, False),
        ({"eyes": ((-28, -24),)}, False), ({"eyes": ((-40, -24), (0, -24), (40, -24))}, False), ({"eyes": ()}, False),
        ({"eyes": ((-28, 10), (28, 10))}, False),  # under its middle
        ({"eye": 5}, False), ({"eye": 9}, True), ({"eye": 38}, True), ({"eye": 48}, False),
        ({"mouths": ()}, False), ({"mouths": (18, 46), "width": 60, "drop": 12}, False), ({"mouths": (-40,)}, False),
        ({"width": 52, "drop": 20}, True), ({"width": 32, "drop": 20}, False),
        ({"width": 112, "drop": 14, "mouths": (28,)}, True),
    ],
)  # fmt: skip
def test_a_sad_face_has_two_eyes_and_over_a_chin_one_mouth_whose_ends_are_lower(
    drawn: dict[str, object], sad: bool
) -> None:
    assert bool(seen((partial(face, **drawn), (560, 225), INK), print_=(line_of(60),))) is sad  # type: ignore[arg-type]


# ---- signs of prohibition


def rising(inner: Pixels) -> Draw:
    def draw(paper: Pixels, at: Point, ink: Colour) -> None:
        tile = np.full((160, 160, 3), paper[at[1], at[0]], np.uint8)
        prohibition(inner[:, ::-1])(tile, (80, 80), ink)
        x, y = at
        paper[y - 80 : y + 80, x - 80 : x + 80] = tile[:, ::-1]

    return draw


@pytest.mark.parametrize("kind", [MarkKind.COMPULSORY, MarkKind.VOLUNTARY])
@pytest.mark.parametrize("side", [46, 58, 70, 84])
@pytest.mark.parametrize("draw", [prohibition, rising])
def test_a_mark_under_a_sign_of_prohibition_is_told_in_any_size_under_either_bar(
    kind: MarkKind, side: int, draw: type[prohibition] | type[rising]
) -> None:
    assert seen((draw(mark_mask(kind, side)), (700, 450), RED), print_=()) == [(700, 450)]


@pytest.mark.parametrize(("turn", "dx", "dy"), [(-7, 0, 0), (7, 0, 0), (0, 6, -6), (0, -6, 6), (6, 6, 6)])
def test_a_mark_that_is_turned_or_stands_aside_of_the_middle_is_told(turn: float, dx: int, dy: int) -> None:
    mask = np.zeros((100, 100), np.uint8)
    mask[15:85, 15:85] = mark_mask(MarkKind.COMPULSORY, 70)
    matrix = cv2.getRotationMatrix2D((50, 50), turn, 1)
    matrix[:, 2] += (dx, dy)
    laid = np.asarray(cv2.warpAffine(mask, matrix, (100, 100)), np.uint8)
    assert seen((prohibition(laid), (700, 450), RED), print_=()) == [(700, 450)]


def test_a_sign_of_prohibition_counts_from_thirty_pixels_on() -> None:
    def small(side: int) -> Draw:
        def draw(paper: Pixels, at: Point, ink: Colour) -> None:
            tile = np.full((140, 140, 3), paper[at[1], at[0]], np.uint8)
            prohibition(mark_mask(MarkKind.COMPULSORY, 70))(tile, (70, 70), ink)
            x, y, half = *at, side // 2
            paper[y - half : y + half, x - half : x + half] = cv2.resize(
                tile[4:136, 4:136], (2 * half, 2 * half), interpolation=cv2.INTER_AREA
            )

        return draw

    assert seen((small(40), (700, 450), RED), print_=()) and not seen((small(26), (700, 450), RED), print_=())
    assert seen((small(240), (700, 450), INK), print_=()), "a large one counts in any ink"


# ---- what the shapes are compared with


def bars(*degrees: float, stroke: int, reach: float = 85) -> np.ndarray:
    ys, xs = np.mgrid[0:200, 0:200] - 100.0
    mask = np.zeros((200, 200), bool)
    for turn in map(math.radians, degrees):
        along, off = xs * math.cos(turn) + ys * math.sin(turn), ys * math.cos(turn) - xs * math.sin(turn)
        mask |= (np.abs(along) <= reach) & (np.abs(off) <= stroke / 2)
    return mask


def cut(mask: np.ndarray) -> np.ndarray:
    ys, xs = np.nonzero(mask)
    return np.asarray(mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1])


@pytest.mark.parametrize("stroke", [12, 20, 30])
@pytest.mark.parametrize("turn", [-14, -7, 0, 7, 14])
def test_crosses_of_each_stroke_and_turn_are_among_those_it_is_compared_with(stroke: int, turn: int) -> None:
    each = signs._crosses() @ outline_of(cut(bars(45 + turn, 135 + turn, stroke=stroke)))
    assert len(each) == 15 and each.max() > 0.95


def test_hands_with_a_thumb_up_and_down_are_each_others_mirror_image() -> None:
    up, down = (signs._thumbs(down=flag).reshape(-1, 24, 24) for flag in (False, True))
    assert len(up) == 12 and np.allclose(up[:, ::-1], down, atol=1e-6)
    assert np.allclose(up[::2], up[1::2, :, ::-1], atol=1e-6)  # of either hand
    assert all(likeness(one.ravel(), signs._thumbs(down=True)) < 0.72 for one in up)


@pytest.mark.parametrize("cuff", [False, True])
@pytest.mark.parametrize("lean", [-10, 5, 20])
def test_a_hand_is_a_fist_with_a_thumb_a_third_as_wide_as_it_and_nearly_as_high(cuff: bool, lean: int) -> None:
    ys, xs = np.mgrid[0:200, 0:200]
    fist = (xs >= 70) & (xs <= 170) & (ys >= 90) & (ys <= 180)
    rise = np.clip((100 - ys) / 80, 0, 1)
    thumb = (ys >= 20) & (ys < 100) & (xs >= 72 + rise * (23 + lean)) & (xs <= 120 + rise * (5 + lean))
    wrist = (xs >= 25) & (xs <= 60) & (ys >= 90) & (ys <= 185) & cuff
    assert likeness(outline_of(cut(fist | thumb | wrist)), signs._thumbs(down=False)) > 0.985


@pytest.mark.parametrize("rises", [False, True])
@pytest.mark.parametrize("stroke", [14, 22])
def test_rings_with_a_bar_of_each_stroke_are_among_those_it_is_compared_with(rises: bool, stroke: int) -> None:
    ys, xs = np.mgrid[0:200, 0:200] - 100.0
    ring = np.abs(np.hypot(xs, ys) - 88) <= stroke / 2
    each = signs._barred(rising=rises) @ outline_of(cut(ring | bars(135 if rises else 45, stroke=stroke, reach=88)))
    assert len(each) == 2 and each.max() > 0.96


@pytest.mark.parametrize("rises", [False, True])
def test_both_marks_are_looked_for_in_ten_sizes_three_turns_and_nine_places(rises: bool) -> None:
    window = signs._window(rising=rises)
    assert signs._marks(rising=rises).shape == (2 * 10 * 3 * 9, np.count_nonzero(window))
    ys, xs = np.nonzero(window)
    xs, ys = (xs - 31.5) / 32, (ys - 31.5) / 32
    off = abs(xs + ys if rises else xs - ys) / math.sqrt(2)
    assert np.hypot(xs, ys).max() == pytest.approx(0.76, abs=0.02) and off.min() == pytest.approx(0.15, abs=0.02)
    assert len(xs) == pytest.approx(32**2 * (math.pi * 0.76**2 - 4 * 0.76 * 0.15), rel=0.02)  # all but the bar


@pytest.mark.parametrize(
    ("stroke", "shift", "black", "red"), [(7, 3, True, True), (5, 3, False, True), (5, 4, False, False)]
)
def test_a_red_shape_need_be_less_like_a_cross(stroke: int, shift: int, black: bool, red: bool) -> None:
    """One whose strokes do not meet in the middle: 0.80, 0.77 and 0.67 of a cross by the drawing."""

    def crooked(paper: Pixels, at: Point, ink: Colour) -> None:
        tile, low = np.zeros((40, 40), np.uint8), stroke // 2
        cv2.line(tile, (low, low), (39 - low, 39 - low), 1, stroke)
        cv2.line(tile, (low, 39 - low - shift), (39 - low - shift, low), 1, stroke)
        paper[at[1] - 20 : at[1] + 20, at[0] - 20 : at[0] + 20][tile > 0] = ink

    assert bool(seen((crooked, BESIDE, INK))) is black and bool(seen((crooked, BESIDE, RED))) is red
