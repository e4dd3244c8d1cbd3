"""Closed shapes and runs of letters in a mask: each bound from both sides, with shapes and letters drawn as boxes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Pixels
from verifier.domain.geometry import Quad
from verifier.ocr.closed_shapes import closed_shapes, middles, part
from verifier.ocr.letter_runs import letter_runs

HEIGHT, WIDTH = 600, 800
Box = tuple[float, float, float, float]


def stripes(low: int = 20, high: int = 230, bar: int = 6) -> Pixels:
    """A picture of upright bars: steps from dark to light wherever one looks."""
    row = np.where(np.arange(WIDTH) // bar % 2, high, low).astype(np.uint8)
    return np.repeat(row[None], HEIGHT, 0)


def mask(*boxes: tuple[int, int, int, int]) -> Pixels:
    """Filled boxes, by left, top, width and height."""
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    for x, y, w, h in boxes:
        ink[y : y + h, x : x + w] = 1
    return ink


def turned(width: float, height: float, angle: float) -> Pixels:
    corners = cv2.boxPoints(((400, 300), (width, height), angle)).round().astype(np.int32)
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.fillConvexPoly(ink, corners, 1)
    return ink


def shapes(ink: Pixels, grey: Pixels | None = None, taken: Pixels | None = None) -> list[Quad]:
    return closed_shapes(stripes() if grey is None else grey, ink, np.zeros_like(ink) if taken is None else taken)


@pytest.mark.parametrize(
    ("width", "height", "found"),
    [
        (100, 19, True), (100, 18, False),  # as high as a word in it can be read
        (60, 40, True), (19, 30, True), (17, 30, False),
        (52, 100, True), (48, 100, False), (350, 40, True), (370, 40, False),  # neither a stroke nor a rule
        (400, 60, True), (402, 60, False), (200, 399, True), (210, 402, False),  # no more than half of the photo
    ],
)  # fmt: skip
def test_a_shape_is_of_such_size(width: int, height: int, found: bool) -> None:
    assert bool(shapes(mask((100, 60, width, height)), stripes(bar=max(2, width // 20)))) is found


def test_a_shape_is_told_by_its_place() -> None:
    (quad,) = shapes(mask((100, 60, 120, 40)))
    assert quad.bounds == pytest.approx((100, 60, 219, 99), abs=1)


def test_what_has_bays_is_no_shape() -> None:
    assert shapes(mask((100, 60, 120, 80), (220, 60, 40, 80)))
    assert not shapes(mask((100, 60, 60, 80), (160, 120, 60, 20)))


def test_a_disc_has_no_direction() -> None:
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.ellipse(ink, ((400, 300), (140, 100), 0), 1, -1)
    (quad,) = shapes(ink)
    assert quad.bounds == pytest.approx((330, 250, 470, 350), abs=2)
    assert quad.width == pytest.approx(140, abs=2) and quad.corners[0][1] == pytest.approx(quad.corners[1][1])


@pytest.mark.parametrize(
    ("angle", "width", "height"), [(20, 120, 80), (-20, 120, 80), (40, 120, 80), (50, 80, 120), (70, 80, 120)]
)
def test_a_turned_frame_stands_as_it_is_least_turned(angle: float, width: float, height: float) -> None:
    (quad,) = shapes(turned(120, 80, angle))
    assert (quad.width, quad.height) == (pytest.approx(width, abs=2), pytest.approx(height, abs=2))
    assert quad.centre == pytest.approx((400, 300), abs=1)
    turn = np.degrees(np.arctan2(quad.corners[1][1] - quad.corners[0][1], quad.corners[1][0] - quad.corners[0][0]))
    assert turn == pytest.approx(angle if angle < 45 else angle - 90, abs=1)


def test_a_shape_whose_middle_is_taken_is_left() -> None:
    ink = mask((100, 60, 120, 40))
    assert not shapes(ink, taken=mask((155, 75, 10, 10))) and shapes(ink, taken=mask((100, 60, 40, 40)))


def test_the_four_largest_shapes_are_read_the_largest_first() -> None:
    boxes = [(20 + 150 * k, 60, 60 + 10 * k, 30 + 5 * k) for k in range(5)]
    found = shapes(mask(*boxes))
    assert [round(quad.height) for quad in found] == [49, 44, 39, 34]


@pytest.mark.parametrize(("inner", "kept"), [(70, 1), (50, 2)])
def test_a_shape_in_another_is_its_inner_edge_if_it_is_nearly_as_high(inner: int, kept: int) -> None:
    ink = mask((100, 100, 200, 100))
    x, y = 200 - inner, 150 - inner // 2
    ink[y : y + inner, x : x + 2 * inner] = 0
    assert len(shapes(ink)) == kept
    beside = mask((100, 100, 200, 100), (350, 100, 2 * inner, inner))
    assert len(shapes(beside)) == 2


@pytest.mark.parametrize(
    ("grey", "found"),
    [
        (stripes(100, 146), True), (stripes(100, 144), False),  # contrast
        (stripes(bar=3), True), (stripes(bar=2), False), (stripes(bar=22), True), (stripes(bar=40), False),  # strokes
        (stripes().T.copy()[:HEIGHT, :HEIGHT], False),  # bars that lie
    ],
)  # fmt: skip
def test_a_word_has_so_many_strokes_of_such_contrast(grey: Pixels, found: bool) -> None:
    ink = mask((100, 60, 126, 60))[: grey.shape[0], : grey.shape[1]]
    assert bool(shapes(ink, grey)) is found


@pytest.mark.parametrize(("width", "height", "parts"), [(100, 100, 2), (134, 100, 2), (136, 100, 1), (300, 100, 1)])
def test_a_round_shape_is_read_at_two_heights_and_a_frame_at_one(width: int, height: int, parts: int) -> None:
    shape = Quad.of_box(100, 100, 100 + width, 100 + height)
    found = list(middles(photo(np.repeat(stripes()[..., None], 3, 2)), shape))
    assert len(found) == parts and all(place == shape and picture.shape[0] == 40 for picture, place in found)
    across = [picture.shape[1] / 40 for picture, _ in found]
    shares = [(0.86, 0.5), (0.86, 0.36)] if parts == 2 else [(0.92, 0.74)]
    assert across == pytest.approx([width * a / (height * d) for a, d in shares], rel=0.05)


def test_a_part_is_the_middle_of_a_quad_turned_as_it_is() -> None:
    assert part(Quad.of_box(0, 0, 100, 40), 0.5, 0.25).bounds == (25, 15, 75, 25)
    turned_ = Quad(((0, 0), (80, 60), (50, 100), (-30, 40)))
    assert part(turned_, 0.5, 0.5).corners == pytest.approx(np.array([(12.5, 25), (52.5, 55), (37.5, 75), (-2.5, 45)]))


# ---- letters


def letters(*boxes: tuple[int, int, int, int], stroke: int = 4) -> Pixels:
    """Boxes drawn in outline, as letters: left, top, width, height."""
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    for x, y, w, h in boxes:
        ink[y : y + h, x : x + w] = 1
        ink[y + stroke : y + h - stroke, x + stroke : x + w - stroke] = 0
    return ink


def runs(ink: Pixels, taken: Pixels | None = None) -> list[Box]:
    grey = np.where(ink, 20, 235).astype(np.uint8)
    found = letter_runs(grey, ink, np.zeros_like(ink) if taken is None else taken)
    assert all(picture.dtype == np.uint8 and picture.shape[2] == 3 for picture, _ in found)
    return [quad.bounds for _, quad in found]


def column(count: int = 3, step: tuple[int, int] = (0, 48), size: tuple[int, int] = (24, 32), x: int = 300) -> Pixels:
    return letters(*((x + k * step[0], 40 + k * step[1], *size) for k in range(count)))


def test_three_letters_one_below_the_other_are_a_run_and_two_are_none() -> None:
    assert runs(column()) == [(300, 40, 324, 168)] and runs(column(2)) == []


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ((9, 11), True), ((9, 10), False), ((60, 110), True), ((60, 111), False),  # height
        ((50, 30), True), ((53, 30), False), ((9, 44), True), ((8, 44), False),  # width over height
    ],
)  # fmt: skip
def test_a_letter_is_of_such_size(size: tuple[int, int], found: bool) -> None:
    stroke = 2 if min(size) < 20 else 4
    boxes = [(300, 40 + k * round(1.4 * size[1]), *size) for k in range(3)]
    assert bool(runs(letters(*boxes, stroke=stroke))) is found


def test_a_letter_is_no_full_box_and_no_thin_frame() -> None:
    boxes = [(300, 40 + 48 * k, 30, 32) for k in range(3)]
    assert runs(letters(*boxes)) and not runs(mask(*boxes))
    assert not runs(letters(*((300, 40 + 130 * k, 100, 100) for k in range(3)), stroke=3))
    assert runs(letters(*((300, 40 + 130 * k, 100, 100) for k in range(3)), stroke=5))


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ((0, 35), True), ((0, 76), True), ((0, 78), False),  # distance in heights
        ((34, 20), True), ((40, 16), False), ((-34, 20), True), ((-40, 16), False),  # as steep as no line is
    ],
)  # fmt: skip
def test_letters_of_a_run_are_so_far_apart_and_so_steep(step: tuple[int, int], found: bool) -> None:
    assert bool(runs(column(step=step, size=(20, 32), x=400))) is found


@pytest.mark.parametrize(("second", "found"), [(46, True), (50, False), (22, True), (20, False)])
def test_letters_of_a_run_are_of_one_size(second: int, found: bool) -> None:
    middle = 40 + 50 + 16 - second // 2
    boxes = [(300, 40, 24, 32), (300, middle, 24, second), (300, 140, 24, 32)]
    assert bool(runs(letters(*boxes))) is found


@pytest.mark.parametrize(("off", "found"), [(14, True), (17, False), (-14, True), (-17, False)])
def test_letters_of_a_run_stray_by_less_than_a_third_of_a_step(off: int, found: bool) -> None:
    boxes = [(300, 40, 24, 32), (300, 90, 24, 32), (300 + off, 140, 24, 32)]
    assert bool(runs(letters(*boxes))) is found


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ([], True),
        ([0], True),
        ([0, 1], False),
        ([0, 1, 2], False),  # letters of which a third have a neighbour
    ],
)
def test_a_run_with_neighbours_is_made_of_lines(beside: list[int], found: bool) -> None:
    boxes = [(300, 40 + 50 * k, 24, 32) for k in range(3)]
    ink = letters(*boxes, *((334, 40 + 50 * k, 24, 32) for k in beside))
    assert bool([run for run in runs(ink) if run[2] - run[0] < 30]) is found


@pytest.mark.parametrize(("dx", "dy", "found"), [(40, 0, False), (43, 0, True), (34, 12, False), (34, 14, True)])
def test_a_neighbour_stands_close_and_level(dx: int, dy: int, found: bool) -> None:
    boxes = [(300, 40 + 50 * k, 24, 32) for k in range(3)]
    ink = letters(*boxes, *((300 + dx, 40 + dy + 50 * k, 24, 32) for k in range(2)))
    assert bool([run for run in runs(ink) if run[2] - run[0] < 30]) is found


def test_the_three_longest_runs_are_read() -> None:
    columns = [(60 + 180 * k, 3 + k) for k in range(4)]
    boxes = [(x, 30 + 70 * row, 24, 32) for x, count in columns for row in range(count)]
    found = {run[0] for run in runs(letters(*boxes))}
    assert found == {240, 420, 600}


def test_letters_that_are_taken_are_no_run() -> None:
    ink = column()
    assert not runs(ink, taken=mask((300, 88, 24, 32))) and runs(ink, taken=mask((340, 88, 24, 32)))


def test_letters_of_a_run_are_shown_side_by_side_with_room_for_marks_above_them() -> None:
    ink = column(step=(0, 60))
    grey = np.where(ink, 20, 235).astype(np.uint8)
    ((picture, _),) = letter_runs(grey, ink, np.zeros_like(ink))
    dark = picture[..., 0] < 100
    assert cv2.connectedComponents(dark.astype(np.uint8))[0] - 1 == 3
    rows, columns = np.nonzero(dark)
    assert rows.max() - rows.min() == 31 and columns.max() - columns.min() > 3 * 24
    assert rows.min() > 24 and (picture[:, 0] == 235).all()
