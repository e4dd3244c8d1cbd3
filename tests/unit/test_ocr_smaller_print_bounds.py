"""Small print in a line, told by the height of its letters: each bound from both sides, letters drawn as boxes."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Photo, Pixels, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.smaller_print import small_pieces, smaller_print

HEIGHT, WIDTH = 64, 800
LINE = Quad.of_box(0, 0, WIDTH, HEIGHT)


def crop(heights: Sequence[int], widths: int = 16, gap: int = 4, gaps: dict[int, int] | None = None) -> Pixels:
    """Letters of these heights side by side on one base line, dark on light; `gaps`: other room before some of them."""
    picture, x = np.full((HEIGHT, WIDTH), 235, np.uint8), 30
    for k, height in enumerate(heights):
        x += (gaps or {}).get(k, 0)
        picture[54 - height : 54, x : x + widths] = 20
        x += widths + gap
    return picture


def pieces(picture: Pixels) -> list[tuple[int, int]]:
    """From where to where small print stands, without the room round it, which is a quarter of its height."""
    found = []
    for quad in small_pieces(picture, LINE):
        x0, y0, x1, y1 = quad.bounds
        room = (y1 - y0) / 1.5 * 0.25
        found.append((round(x0 + room), round(x1 - room)))
    return found


LARGE = [40] * 8


def at(first: int, count: int) -> tuple[int, int]:
    return 30 + 20 * first, 30 + 20 * (first + count) - 4


def test_small_letters_before_behind_and_amid_a_line_are_pieces() -> None:
    assert pieces(crop([20] * 3 + LARGE)) == [at(0, 3)]
    assert pieces(crop(LARGE + [20] * 3)) == [at(8, 3)]
    amid = crop(LARGE[:4] + [20] * 3 + LARGE[:4], gaps={4: 10, 7: 10})
    assert [end - start for start, end in pieces(amid)] == [56]
    assert pieces(crop(LARGE)) == [] and pieces(crop([])) == []
    both = crop([20] * 3 + LARGE + [20] * 2)
    assert pieces(both) == [at(0, 3), at(11, 2)]


def test_light_letters_are_letters_too() -> None:
    assert pieces(255 - crop([20] * 3 + LARGE)) == [at(0, 3)]


@pytest.mark.parametrize(("count", "told"), [(1, False), (2, True)])
def test_two_letters_are_print(count: int, told: bool) -> None:
    assert bool(pieces(crop([20] * count + LARGE))) is told
    assert bool(pieces(crop(LARGE[:4] + [20] * count + LARGE[:4], widths=24, gaps={4: 10, 4 + count: 10}))) is told


@pytest.mark.parametrize(("height", "told"), [(24, True), (25, False)])
def test_half_of_the_letters_are_lower_than_a_share_of_the_usual_height(height: int, told: bool) -> None:
    assert bool(pieces(crop([height] * 3 + LARGE))) is told


@pytest.mark.parametrize(("third", "length"), [(37, 3), (38, 2)])
def test_all_letters_of_small_print_are_lower_than_the_lines_own(third: int, length: int) -> None:
    """Its half that is low lies before letters that are nearly the line's own."""
    found = pieces(crop([20, 20, 21, third, *LARGE]))
    assert found and found[0][0] == 30


@pytest.mark.parametrize(("height", "told"), [(26, True), (27, False)])
def test_a_word_amid_a_line_is_lower_than_two_thirds(height: int, told: bool) -> None:
    picture = crop(LARGE[:4] + [height] * 3 + LARGE[:4], gaps={4: 10, 7: 10})
    assert bool(pieces(picture)) is told


@pytest.mark.parametrize(("room", "told"), [(2, True), (1, False)])
def test_words_stand_a_share_of_their_height_apart(room: int, told: bool) -> None:
    picture = crop(LARGE[:4] + [20] * 3 + LARGE[:4], gaps={4: room, 7: room})
    assert bool(pieces(picture)) is told


def test_small_words_side_by_side_amid_a_line_are_one_piece() -> None:
    picture = crop(LARGE[:4] + [20] * 4 + LARGE[:4], gaps={4: 10, 6: 10, 8: 10})
    assert [end - start for start, end in pieces(picture)] == [86]
    parted = crop(LARGE[:3] + [20] * 2 + LARGE[:2] + [20] * 2 + LARGE[:4], gaps={3: 10, 5: 10, 7: 10, 9: 10})
    assert [end - start for start, end in pieces(parted)] == [36, 36]


@pytest.mark.parametrize(("width", "told"), [(11, True), (9, False)])
def test_a_piece_has_a_length(width: int, told: bool) -> None:
    assert bool(pieces(crop([20] * 2 + LARGE, widths=width, gap=3))) is told


@pytest.mark.parametrize(("height", "told"), [(7, True), (6, False)])
def test_dots_are_no_letters(height: int, told: bool) -> None:
    assert bool(pieces(crop([height] * 4 + LARGE))) is told


def test_what_looks_in_at_a_corner_is_no_letter() -> None:
    picture = crop(LARGE)
    for rows in (np.s_[:20], np.s_[-20:]):
        for columns in (np.s_[:20], np.s_[-20:]):
            cornered = picture.copy()
            cornered[rows, columns] = 20
            cornered[30:44, columns][:, 4:16] = 20
            assert pieces(cornered) == []


def test_letters_of_a_line_begin_where_they_grow() -> None:
    """Thai letters of the line's own size are lower than its figures."""
    assert pieces(crop([14] * 3 + [24] * 3 + LARGE)) == [at(0, 3)]
    assert pieces(crop(LARGE + [24] * 3 + [14] * 3)) == [at(11, 3)]


@pytest.mark.parametrize(("own", "length"), [(19, 3), (18, 6)])
def test_letters_that_grow_by_a_third_are_the_lines_own(own: int, length: int) -> None:
    assert pieces(crop([14] * 3 + [own] * 3 + LARGE)) == [at(0, length)]


def test_a_piece_lies_in_the_photo_where_it_lies_in_the_line() -> None:
    turned = Quad(((100, 100), (500, 400), (470, 440), (70, 140)))
    (quad,) = small_pieces(crop([20] * 3 + LARGE), turned)
    x, y = quad.centre
    across, down = 58 / WIDTH, 44 / HEIGHT
    assert (x, y) == pytest.approx((100 + across * 400 - down * 30, 100 + across * 300 + down * 40), abs=2)
    assert quad.angle == pytest.approx(turned.angle, abs=0.05) or quad.width > quad.height


class Reader:
    """Reads one text everywhere, as surely as it is told; notes where."""

    def __init__(self, text: str = "ไม่ใช่", sure: float = 0.9) -> None:
        self.text, self.sure, self.shown = text, sure, list[Quad]()

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        self.shown += [line.quad for line in lines]
        return [Reading(self.text, line, "r-1", (self.sure,) * len(self.text)) for line in lines]


def pictured(*tops: int, height: int = HEIGHT, width: int = WIDTH) -> tuple[Photo, list[Reading]]:
    """Lines that begin with small print in a photo, and how they were read."""
    page = np.full((max(tops) + 2 * HEIGHT, WIDTH + 40, 3), 235, np.uint8)
    readings = []
    for top in tops:
        page[top : top + HEIGHT, :WIDTH] = crop([20] * 3 + LARGE)[..., None]
        place = Region(RegionKind.LINE, Quad.of_box(0, top, width, top + height), 0.9)
        readings.append(Reading("มอก. 2879-2560", place, "a/1", (0.99,) * 14))
    return photo(page), readings


@pytest.mark.parametrize(
    ("text", "sure", "told"),
    [("ไม่ใช่", 0.7, True), ("ไม่ใช่", 0.69, False), ("ไม่", 0.9, True), ("ก", 0.9, False), ("มอก", 0.9, False)],
)
def test_what_is_read_small_is_print_and_more_than_the_line_says(text: str, sure: float, told: bool) -> None:
    picture, lines = pictured(0)
    assert [look.text for look in smaller_print(Reader(text, sure), picture, lines)] == [text] * told  # type: ignore[arg-type]


def test_what_another_line_says_elsewhere_is_told_again() -> None:
    picture, lines = pictured(0)
    away = Region(RegionKind.LINE, Quad.of_box(0, 100, 800, 128), 0.9)
    lines.append(Reading("ไม่ใช่", away, "a/1", (0.99,) * 6))
    assert smaller_print(Reader(), picture, lines)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("height", "width", "asked"),
    [(64, 800, True), (36, 800, True), (35, 800, False), (64, 192, True), (64, 191, False)],
)
def test_large_and_long_lines_are_looked_at(height: int, width: int, asked: bool) -> None:
    place = Quad.of_box(0, 0, width, height)
    page = np.full((200, 840, 3), 235, np.uint8)
    letters = crop([20] * 3 + LARGE[:5])[:, :192]
    page[:height, :width] = cv2.resize(letters, (width, height), interpolation=cv2.INTER_AREA)[..., None]
    reader = Reader()
    smaller_print(
        reader, photo(page), [Reading("มอก. 2879-2560", Region(RegionKind.LINE, place, 0.9), "a/1", (0.99,) * 14)]
    )  # type: ignore[arg-type]
    assert bool(reader.shown) is asked


def test_of_many_lines_the_highest_are_looked_at() -> None:
    reader = Reader()
    picture, lines = pictured(*(80 * k for k in range(25)))
    smaller_print(reader, picture, lines)  # type: ignore[arg-type]
    assert len(reader.shown) == 24
