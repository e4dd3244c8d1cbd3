"""Loose signs at numbers, seals, strokes through codes, narrow columns: each bound from both sides, in drawn ink."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Photo, Pixels, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.inks import inks_of
from verifier.ocr.columns import rows_of_columns
from verifier.ocr.derived import RING
from verifier.ocr.loose_signs import loose_signs
from verifier.ocr.seals import of_weight_in_seals, seals
from verifier.ocr.struck_codes import stroked, struck_codes

INK, PAPER, RED = (28, 28, 32), (240, 238, 230), (200, 20, 30)
Box = tuple[int, int, int, int]


def paper(width: int = 900, height: int = 700, ground: tuple[int, int, int] = PAPER) -> Pixels:
    return np.full((height, width, 3), ground, np.uint8)


def cross(pixels: Pixels, middle: tuple[int, int], width: int, height: int, ink: tuple[int, int, int] = INK) -> Pixels:
    """A cross of so many pixels with strokes of five."""
    (x, y), dx, dy = middle, width // 2 - 3, height // 2 - 3
    cv2.line(pixels, (x - dx, y - dy), (x + dx, y + dy), ink, 5)
    cv2.line(pixels, (x - dx, y + dy), (x + dx, y - dy), ink, 5)
    return pixels


# ---- loose signs: a number from (300, 300) to (500, 350), 50 px high with its margins, its middle at y = 325

NUMBER = Quad.of_box(300, 300, 500, 350)


def number(*, dark: bool = True, scale: int = 1) -> Pixels:
    ground, ink = (PAPER, INK) if dark else (INK, PAPER)
    pixels = paper(900 * scale, 700 * scale, ground)
    for x in range(310, 490, 30):
        pixels[310 * scale : 340 * scale, x * scale : (x + 10) * scale] = ink
    return pixels


def read(quad: Quad) -> Reading:
    return Reading("a", Region(RegionKind.LINE, quad, 1.0), "linenet/1", (0.9,))


def signs(pixels: Pixels, print_: tuple[Quad, ...] = (NUMBER,), taken: tuple[Quad, ...] = ()) -> list[Region]:
    return loose_signs(inks_of(photo(pixels)), [NUMBER], [read(quad) for quad in print_], taken)


@pytest.mark.parametrize(
    ("middle", "told"),
    [
        ((500 + 60, 325), True), ((500 + 66, 325), False), ((300 - 60, 325), True), ((300 - 66, 325), False),
        ((500 + 3, 325), True), ((500 - 5, 325), False),  # from where the number ends
        ((540, 325 + 18), True), ((540, 325 + 23), False), ((540, 325 - 18), True), ((540, 325 - 23), False),
    ],
)  # fmt: skip
def test_a_sign_stands_on_the_numbers_line_and_close_to_its_end(middle: tuple[int, int], told: bool) -> None:
    """No more than one and a quarter heights behind or before it, and two fifths of one above or below its middle."""
    assert bool(signs(cross(number(), middle, 28, 28), print_=())) is told


@pytest.mark.parametrize(("height", "told"), [(16, False), (22, True), (66, True), (74, False)])
def test_a_sign_is_about_as_high_as_a_line_and_no_dot_or_frame(height: int, told: bool) -> None:
    assert bool(signs(cross(number(), (540, 325), 30, height))) is told


@pytest.mark.parametrize(
    ("ink", "dark", "told"),
    [(INK, True, True), ((252, 252, 250), True, False), (PAPER, False, True), ((0, 0, 0), False, False)],
)
def test_a_sign_is_printed_as_the_number_is(ink: tuple[int, int, int], dark: bool, told: bool) -> None:
    """Dark where the number is dark on light: what is lighter than the paper is a gleam."""
    ground = (190, 190, 186) if dark else (70, 70, 72)
    pixels = number(dark=dark)
    pixels[250:400, 505:600] = ground
    assert bool(signs(cross(pixels, (540, 325), 28, 28, ink))) is told


def test_a_sign_is_one_line_region_of_its_own_where_it_stands_in_the_photo() -> None:
    pixels = number(scale=2)
    cv2.line(pixels, (1060, 630), (1104, 674), INK, 9)
    cv2.line(pixels, (1060, 674), (1104, 630), INK, 9)
    large = Quad.of_box(600, 600, 1000, 700)
    (sign,) = loose_signs(inks_of(photo(pixels)), [large], [read(large)], ())
    assert sign.kind is RegionKind.LINE and sign.score == 1
    assert sign.quad.bounds == pytest.approx((1056, 626, 1108, 678), abs=5)


def test_a_sign_in_print_that_was_read_in_a_mark_or_in_a_code_is_none() -> None:
    pixels, over, beside = cross(number(), (540, 325), 28, 28), Quad.of_box(520, 300, 560, 350), Quad.of_box(0, 0, 9, 9)
    assert signs(pixels, print_=(NUMBER, beside), taken=(beside,))
    assert not signs(pixels, print_=(NUMBER, over)) and not signs(pixels, taken=(over,))


def test_without_numbers_nothing_is_loose_and_beside_the_second_one_it_is() -> None:
    inks = inks_of(photo(cross(number(), (540, 325), 28, 28)))
    assert loose_signs(inks, [], [], ()) == []
    assert len(loose_signs(inks, [Quad.of_box(100, 100, 300, 150), NUMBER], [], ())) == 1


# ---- seals


def ring(pixels: Pixels, middle: tuple[int, int], side: int, stroke: int = 5) -> Pixels:
    cv2.circle(pixels, middle, side // 2 - stroke // 2, RED, stroke)
    return pixels


def test_the_words_of_a_seal_end_right_within_its_ring() -> None:
    """What is unrolled round the place ends at 0.94 of the ring's radius: neither words nor ring are cut."""
    (place,) = seals(inks_of(photo(ring(paper(), (450, 350), 240))), ())
    x0, y0, x1, y1 = place.quad.bounds
    assert place.kind is RegionKind.LINE and place.score == 1
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == pytest.approx((450, 350), abs=1)
    assert (x1 - x0) * RING[1] == (y1 - y0) * RING[1] == pytest.approx(0.94 * 120, abs=2)


@pytest.mark.parametrize(("side", "told"), [(56, False), (64, True), (410, True), (430, False)])
def test_a_seal_is_large_enough_for_words_and_no_more_than_a_labels_frame(side: int, told: bool) -> None:
    assert bool(seals(inks_of(photo(ring(paper(), (450, 350), side, 3))), ())) is told


@pytest.mark.parametrize(
    ("width", "height", "told"), [(200, 200, True), (200, 170, True), (200, 150, False), (150, 200, False)]
)
def test_a_seal_is_round(width: int, height: int, told: bool) -> None:
    pixels = cv2.ellipse(paper(), (450, 350), (width // 2, height // 2), 0, 0, 360, RED, 5)
    assert bool(seals(inks_of(photo(np.asarray(pixels))), ())) is told


def test_a_square_and_a_disc_are_no_seals() -> None:
    square = cv2.rectangle(paper(), (350, 250), (550, 450), RED, 5)
    disc = cv2.circle(paper(), (450, 350), 60, RED, -1)
    assert [seals(inks_of(photo(np.asarray(pixels))), ()) for pixels in (square, disc)] == [[], []]


def test_a_seal_round_a_mark_or_code_is_its_own_ring_and_one_beside_it_is_not() -> None:
    inks = inks_of(photo(ring(paper(), (450, 350), 240)))
    beside, within = Quad.of_box(50, 50, 150, 150), Quad.of_box(400, 300, 500, 400)
    assert seals(inks, [beside]) and not seals(inks, [beside, within])


def test_the_three_largest_seals_are_read_the_outer_ring_of_each() -> None:
    pixels = paper()
    for k, side in enumerate((100, 160, 130, 190)):
        ring(ring(pixels, (120 + 220 * k, 350), side), (120 + 220 * k, 350), side - 30)
    found = [place.quad.centre[0] for place in seals(inks_of(photo(pixels)), ())]
    assert found == pytest.approx([780, 340, 560], abs=2)


@pytest.mark.parametrize(("sure", "kept"), [(0.79, False), (0.8, True)])
def test_what_runs_round_a_seal_counts_from_four_fifths_on(sure: float, kept: bool) -> None:
    quad = Quad.of_box(0, 0, 300, 30)
    words = [Reading("NOT CERTIFIED", Region(RegionKind.LINE, quad, 1.0), "r-1", (sure,) * 13)]
    assert of_weight_in_seals(words) == (words if kept else [])


# ---- strokes through codes: a layer of other ink, the code's side 110 px, the code in its middle


def layer(*strokes: tuple[tuple[float, float], tuple[float, float]], level: int = 40) -> Pixels:
    """Strokes from and to places in px from the layer's middle."""
    pixels = np.full((180, 240, 3), 255, np.uint8)
    for a, b in strokes:
        ends = [(round(x + 120), round(y + 90)) for x, y in (a, b)]
        cv2.line(pixels, ends[0], ends[1], (level, level, level), 3)
    return pixels


def level(length: float, y: float = 0, x: float = 0) -> tuple[tuple[float, float], tuple[float, float]]:
    return (x - length / 2, y), (x + length / 2, y)


@pytest.mark.parametrize(
    ("stroke", "struck"),
    [
        (level(72), True), (level(60), False),  # six tenths of the code's side
        (level(90, 44), True), (level(90, 50), False), (level(90, -44), True), (level(90, -50), False),
        (level(90, 0, 24), True), (level(90, 0, 34), False),  # as much of it over the code
        (((-35, -35), (35, 35)), True), (((-20, -20), (20, 20)), False),
        (((44, -40), (44, 40)), True), (((50, -40), (50, 40)), False),
    ],
)  # fmt: skip
def test_a_stroke_runs_over_the_codes_modules(
    stroke: tuple[tuple[float, float], tuple[float, float]], struck: bool
) -> None:
    assert stroked(layer(stroke)) is struck


@pytest.mark.parametrize(("grey", "struck"), [(155, True), (165, False)])
def test_a_stroke_is_of_ink(grey: int, struck: bool) -> None:
    assert stroked(layer(level(100), level=grey)) is struck


@pytest.mark.parametrize(("dash", "gap", "struck"), [(20, 5, True), (20, 9, False), (4, 6, False)])
def test_a_stroke_may_have_small_gaps(dash: int, gap: int, struck: bool) -> None:
    """Modules of the code's own ink cut a stroke in pieces; dots in a row are none."""
    pixels = layer(level(100))
    for x in range(70 + dash, 170, dash + gap):
        pixels[:, x : x + gap] = 255
    assert stroked(pixels) is struck


def test_a_code_that_is_struck_is_a_line_region_in_its_place() -> None:
    pixels, place = paper(), Quad.of_box(200, 200, 400, 400)
    pixels[200:400, 200:400] = np.kron(np.indices((20, 20)).sum(0) % 2 * 255, np.ones((10, 10)))[..., None]
    other = place.moved(420, 0)
    pixels[200:400, 620:820] = pixels[200:400, 200:400]
    cv2.line(pixels, (190, 190), (410, 410), RED, 6)
    codes = [Region(RegionKind.CODE, other, 0.9), Region(RegionKind.CODE, place, 0.9)]
    assert struck_codes(photo(pixels), codes) == [Region(RegionKind.LINE, place, 0.9)]


# ---- narrow columns


class Rows:
    """Reads each row for as sure as it is told, in turn, and notes where they are."""

    def __init__(self, *sure: float) -> None:
        self.sure, self.shown = sure or (0.9,), list[tuple[float, float, float, float]]()

    def read(self, _photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        first = len(self.shown)
        self.shown += [line.quad.bounds for line in lines]
        sures = [self.sure[(first + k) % len(self.sure)] for k in range(len(lines))]
        return [Reading("MA", line, "r-1", (sure,) * 2) for line, sure in zip(lines, sures, strict=True)]


def box(quad: Quad, sure: float = 0.5) -> Reading:
    return Reading("2 5", Region(RegionKind.LINE, quad, 0.7), "r-1", (sure,) * 3)


def column(*rows: int, gap: int = 12, ground: tuple[int, int, int] = PAPER, x: int = 300, y: int = 60) -> Pixels:
    """Two letters a row, of so many pixels' height each, one below the other."""
    pixels, ink = paper(ground=ground), INK if ground == PAPER else PAPER
    for height in rows:
        pixels[y : y + height, x : x + 16] = pixels[y : y + height, x + 24 : x + 40] = ink
        y += height + gap
    return pixels


AROUND = Quad.of_box(290, 50, 350, 690)


def rows(pixels: Pixels, quad: Quad = AROUND, *sure: float) -> tuple[list[Reading], Rows]:
    reader = Rows(*sure)
    return rows_of_columns(reader, photo(pixels), [box(quad)]), reader


@pytest.mark.parametrize("ground", [PAPER, INK])
def test_each_row_is_read_with_a_little_room_round_it(ground: tuple[int, int, int]) -> None:
    found, reader = rows(column(30, 30, 30, ground=ground))
    assert reader.shown == [
        pytest.approx((300 - 5.4, top - 5.4, 339 + 5.4, top + 30 + 5.4), abs=0.1) for top in (60, 102, 144)
    ]
    assert [(reading.text, reading.region.kind, reading.region.score) for reading in found] == [
        ("MA", RegionKind.LINE, 1)
    ] * 3


@pytest.mark.parametrize(("count", "read"), [(2, False), (3, True), (14, True), (15, False)])
def test_a_column_has_three_to_fourteen_rows(count: int, read: bool) -> None:
    assert bool(rows(column(*[30] * count))[0]) is read


@pytest.mark.parametrize(("height", "read"), [(13, False), (14, True)])
def test_a_row_is_legible(height: int, read: bool) -> None:
    assert bool(rows(column(*[height] * 4))[0]) is read


@pytest.mark.parametrize(("sign", "count"), [(20, 3), (23, 4)])
def test_a_piece_much_lower_than_a_row_is_a_vowel_above_the_next(sign: int, count: int) -> None:
    """Such a piece right above a row is read with it; one that stands far above it is not."""
    pixels = column(40, 40, sign, 40, gap=8)
    found, reader = rows(pixels)
    assert len(found) == count
    if count == 3:  # the vowel begins 8 px under the second row
        assert reader.shown[2][1] == pytest.approx(60 + 96 - 0.18 * (40 + 8 + sign), abs=0.1)
    _, far = rows(column(40, 40, 10, 40, gap=32))
    assert far.shown[2][1] == pytest.approx(60 + 2 * 72 + 42 - 0.18 * 40, abs=0.1)


def test_a_vowel_of_two_pieces_belongs_to_the_row_below_with_both() -> None:
    _, reader = rows(column(40, 40, 8, 8, 40, gap=6))
    assert reader.shown[2][1] == pytest.approx(60 + 92 - 0.18 * (16 + 12 + 40), abs=0.1)


def test_a_speck_between_rows_parts_no_more_than_the_paper_does() -> None:
    pixels = column(30, 30, 30)
    pixels[90:102, 320] = INK  # one pixel of sixty a row: 1.7 in a hundred
    assert len(rows(pixels)[0]) == 3
    pixels[90:102, 320:323] = INK
    assert rows(pixels)[0] == []


@pytest.mark.parametrize(("sure", "read"), [(0.79, True), (0.81, False)])
def test_a_box_that_was_read_is_no_column(sure: float, read: bool) -> None:
    assert bool(rows_of_columns(Rows(), photo(column(30, 30, 30)), [box(AROUND, sure)])) is read


@pytest.mark.parametrize(("bottom", "read"), [(60 + 94, False), (60 + 98, True)])
def test_a_column_is_higher_than_wide(bottom: int, read: bool) -> None:
    """From 1.6 times on; a box of 60 px with three rows of 24 px."""
    quad = Quad.of_box(290, 60, 350, bottom)
    assert bool(rows(column(24, 24, 24), quad)[0]) is read


def test_the_three_highest_columns_are_looked_at() -> None:
    pixels = paper()
    quads = [Quad.of_box(90 + 200 * k, 50, 150 + 200 * k, 330 + (20, 60, 0, 40)[k]) for k in range(4)]
    for k in range(4):
        pixels = np.minimum(pixels, column(30, 30, 30, x=100 + 200 * k))
    reader = Rows()
    rows_of_columns(reader, photo(pixels), [box(quad) for quad in (*quads, *quads)])
    assert [round(left, -2) for left, *_ in reader.shown] == [300] * 3 + [700] * 3 + [100] * 3


@pytest.mark.parametrize(
    ("sure", "kept"),
    [((0.69, 0.71, 0.71, 0.71), 3), ((0.7, 0.7, 0.7, 0.7), 4), ((0.9, 0.9, 0.6, 0.6), 0), ((0.9, 0.9, 0.9, 0.6), 3)],
)
def test_the_rows_of_a_column_count_where_most_of_them_read_well(sure: tuple[float, ...], kept: int) -> None:
    assert len(rows(column(30, 30, 30, 30), AROUND, *sure)[0]) == kept


def test_a_box_that_begins_outside_of_the_photo_is_read_from_its_edge_on() -> None:
    pixels = column(30, 30, 30, x=2, y=1)
    found, reader = rows(pixels, Quad.of_box(-6, -6, 54, 200))
    assert len(found) == 3 and reader.shown[0][:2] == (0, 0)
