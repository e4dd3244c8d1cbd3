"""Words that stand in no line: stacked, down a stair, in shapes and in codes, read by the reader that ships."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
import pytest
import segno
from PIL import Image, ImageDraw

from tests.support.printing import font, page, photo
from verifier.domain import Photo, Pixels, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.inks import inks_of
from verifier.ocr.linenet import LineNetReader
from verifier.ocr.set_apart import SetApart
from verifier.thai import letters_of


@cache
def reader() -> LineNetReader:
    return LineNetReader()


def read(
    pixels: Pixels, known: tuple[Quad, ...] = (), codes: tuple[Quad, ...] = (), letters: tuple[Quad, ...] = ()
) -> set[str]:
    found = SetApart(reader()).read(inks_of(photo(pixels)), known, codes, codes, letters)
    return {letters_of(reading.text) for reading in found}


def letters(text: str, at: tuple[int, int], step: tuple[int, int], size: int = 34) -> Pixels:
    picture = Image.new("RGB", (640, 480), (244, 244, 238))
    draw = ImageDraw.Draw(picture)
    for k, letter in enumerate(text):
        draw.text((at[0] + k * step[0], at[1] + k * step[1]), letter, (20, 20, 30), font(size, "Loma-Bold.ttf"))
    return np.asarray(picture)


@pytest.mark.parametrize("step", [(0, 52), (34, 32), (-34, 32)])
def test_letters_one_below_the_other_or_down_a_stair_are_a_word(step: tuple[int, int]) -> None:
    word = "FAKE" if step[0] >= 0 else "EVAS"
    assert letters_of(word) in read(letters(word, (320, 60), step))


@pytest.mark.parametrize(("word", "at", "step"), [("FAKE", (320, 40), (0, 112)), ("UNSAFE", (40, 200), (100, 0))])
def test_letters_far_apart_are_a_word(word: str, at: tuple[int, int], step: tuple[int, int]) -> None:
    assert letters_of(word) in read(letters(word, at, step))


def test_letters_too_far_apart_or_too_few_are_no_word() -> None:
    assert read(letters("FAK", (320, 40), (0, 112))) == set()
    assert read(letters("FAKE", (40, 200), (100, 0))) == set()
    assert read(letters("FAKE", (320, 10), (0, 150))) == set()


def test_letters_in_a_level_line_are_left_to_the_line_detector() -> None:
    assert read(letters("FAKE", (200, 200), (40, 0))) == set()
    column = {(60, 40 + 40 * k): "Input 5V 3A" for k in range(6)}
    assert not any("iiii" in word for word in read(page(column)))


def test_runs_of_letters_are_read_by_the_reader_of_latin_print_too() -> None:
    class Latin:
        def read(self, photo: Photo, lines: Sequence[Region]) -> Sequence[Reading]:
            return [Reading("EVAS", line, "latin/1", (1.0,) * 4) for line in lines]

    both = SetApart(reader(), Latin())  # type: ignore[arg-type]
    found = both.read(inks_of(photo(letters("FAKE", (320, 60), (0, 52)))), (), (), ())
    assert {letters_of(look.text) for look in found} >= {"fake", "evas"}


def test_letters_of_known_print_are_no_word() -> None:
    assert read(letters("FAKE", (320, 60), (0, 52)), known=(Quad.of_box(0, 0, 640, 480),)) == set()


def shape(kind: str, text: str, turn: float = 0.0) -> Pixels:
    picture = Image.new("RGB", (640, 480), (240, 240, 232))
    draw = ImageDraw.Draw(picture)
    ink, paper = (20, 24, 60), (240, 240, 232)
    if kind == "frame":
        draw.rectangle((220, 200, 420, 270), outline=ink, width=4)
    else:
        draw.ellipse((250, 165, 390, 305), fill=ink if kind == "disc" else None, outline=ink, width=5)
    size = 38 if kind == "frame" else 44
    draw.text((320, 235), text, paper if kind == "disc" else ink, font(size, "Loma-Bold.ttf"), anchor="mm")
    matrix = cv2.getRotationMatrix2D((320, 235), turn, 1)
    return np.asarray(cv2.warpAffine(np.asarray(picture), matrix, (640, 480), borderMode=cv2.BORDER_REPLICATE))


@pytest.mark.parametrize(("kind", "turn"), [("disc", 0), ("ring", 0), ("frame", 0), ("frame", 12), ("frame", -13)])
def test_a_word_in_a_shape_is_read(kind: str, turn: float) -> None:
    assert "ยกเลิก" in read(shape(kind, "ยกเลิก", turn))


def test_an_empty_shape_says_nothing() -> None:
    assert read(shape("disc", "")) == set() and read(shape("frame", "")) == set()


def test_a_shape_round_known_print_is_left() -> None:
    assert read(shape("frame", "ยกเลิก"), known=(Quad.of_box(250, 215, 390, 255),)) == set()


def test_a_shape_round_a_letter_that_was_read_is_left_and_letters_far_apart_are_not() -> None:
    one = (Quad.of_box(250, 215, 390, 255),)
    assert not read(shape("frame", "ยกเลิก"), letters=one)
    assert not read(shape("frame", "ยกเลิก"), letters=(Quad.of_box(100, 20, 540, 300),)), "a stroke of a large letter"
    assert "unsafe" in read(letters("UNSAFE", (40, 200), (100, 0)), letters=(Quad.of_box(36, 190, 76, 250),))


def code(text: str, size: int = 24, share: float = 0.34) -> tuple[Pixels, Quad]:
    made = segno.make("https://a.tisi.go.th/l/?n=T7014-4/2879", error="h", boost_error=False)
    grid = np.array([[255 - 255 * dark for dark in row] for row in made.matrix_iter(border=0)], np.uint8)
    large = np.kron(grid, np.ones((6, 6), np.uint8))
    ground = np.full((480, 640), 255, np.uint8)
    ground[120 : 120 + len(large), 200 : 200 + len(large)] = large
    picture = Image.fromarray(np.repeat(ground[..., None], 3, 2))
    middle = (200 + len(large) / 2, 120 + len(large) / 2)
    if text:
        draw, half = ImageDraw.Draw(picture), len(large) * share / 2
        draw.rectangle(
            (middle[0] - half, middle[1] - half / 2, middle[0] + half, middle[1] + half / 2), (255, 255, 255)
        )
        draw.text(middle, text, (200, 0, 0), font(size, "Loma-Bold.ttf"), anchor="mm")
    return np.asarray(picture), Quad.of_box(200, 120, 200 + len(large), 120 + len(large))


def test_a_word_in_the_middle_of_a_code_is_read() -> None:
    pixels, place = code("FAKE")
    assert "fake" in read(pixels, codes=(place,))


@pytest.mark.parametrize("text", ["FAKE", "ปลอม"])
def test_a_word_that_is_wider_in_the_middle_of_a_code_is_read(text: str) -> None:
    pixels, place = code(text, size=38, share=0.46)
    assert letters_of(text) in read(pixels, codes=(place,))


def test_a_code_without_a_word_says_nothing() -> None:
    pixels, place = code("")
    assert read(pixels, codes=(place,)) == set()


# ---- bounds, with a reader that says what it is told of whatever it is shown


class Says:
    """Reads one text, as surely as it is told, and keeps the pictures that it was shown."""

    def __init__(self, text: str = "FAKE", sure: float = 0.99) -> None:
        self.text, self.sure, self.shown = text, sure, list[Pixels]()

    def read(self, photo: Photo, lines: Sequence[Region]) -> Sequence[Reading]:
        (line,) = lines
        assert line.quad.bounds == (0, 0, photo.width, photo.height) and line.kind is RegionKind.LINE
        self.shown.append(photo.levels[0])
        return [Reading(self.text, line, "says/1", (self.sure,) * max(len(self.text), 1))]


def told(pixels: Pixels, says: Says, codes: tuple[Quad, ...] = (), **given: tuple[Quad, ...]) -> list[Reading]:
    return SetApart(says).read(inks_of(photo(pixels)), given.get("known", ()), given.get("signs", codes), codes)  # type: ignore[arg-type]


def highest(found: list[Reading]) -> Reading:
    """The whole word: what a letter encloses is shown to the reader too."""
    return max(found, key=lambda look: look.region.quad.height)


STAIR = letters("FAKE", (320, 60), (0, 52))


@pytest.mark.parametrize("pixels", [STAIR, 255 - STAIR], ids=["dark", "light"])
def test_a_word_is_read_in_dark_letters_and_in_light_ones_where_it_stands(pixels: Pixels) -> None:
    says = Says()
    word = highest(told(pixels, says))
    x0, y0, x1, y1 = word.region.quad.bounds
    assert (x0, y0, x1, y1) == pytest.approx((320, 68, 346, 252), abs=14) and word.region.score == 1
    assert says.shown[0].shape[1] > 1.5 * says.shown[0].shape[0]  # the letters side by side


def test_a_word_is_found_where_it_stands_in_a_large_photo() -> None:
    large = cv2.resize(STAIR, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    word = highest(told(np.asarray(large), Says()))
    assert word.region.quad.bounds == pytest.approx((960, 204, 1038, 756), abs=42)
    assert told(np.asarray(large), Says(), known=(Quad.of_box(940, 190, 1060, 780),)) == []


@pytest.mark.parametrize(
    ("text", "sure", "read"),
    [("FAKE", 0.79, False), ("FAKE", 0.81, True), ("F", 0.99, False), ("FA", 0.99, True), ("F-", 0.99, False)],
)
def test_a_word_of_two_letters_counts_where_it_is_read_surely(text: str, sure: float, read: bool) -> None:
    assert bool(told(STAIR, Says(text, sure))) is read
    assert bool(told(shape("frame", "ยกเลิก"), Says(text, sure))) is read


@pytest.mark.parametrize("over", ["known", "signs"])
def test_letters_of_print_marks_and_codes_are_no_word(over: str) -> None:
    assert told(STAIR, Says(), **{over: (Quad.of_box(300, 50, 370, 280),)}) == []
    assert told(STAIR, Says(), **{over: (Quad.of_box(20, 50, 90, 280),)})


@pytest.mark.parametrize(
    ("text", "sure", "read"),
    [("FAKE", 0.81, False), ("FAKE", 0.83, True), ("FA", 0.99, False), ("FAK", 0.99, True)],
)
def test_a_name_in_a_code_has_three_letters_that_are_read_surely(text: str, sure: float, read: bool) -> None:
    pixels, place = code("FAKE")
    found = told(pixels, Says(text, sure), codes=(place,))
    assert bool(found) is read and all(place.contains(look.region.quad.centre) for look in found)


def test_what_is_no_name_in_a_code_is_not_read() -> None:
    plain, named = Says(), Says()
    pixels, place = code("")
    told(pixels, plain, codes=(place,))
    pixels, place = code("FAKE")
    told(pixels, named, codes=(place,))
    assert not plain.shown and len(named.shown) == 4
    pixels, place = code("FAKE")
    told(pixels, blind := Says(), signs=(place,))
    assert not blind.shown  # a code that is not TISI's


@pytest.mark.parametrize("row", [0.06, 0.94])
def test_modules_at_either_edge_of_a_codes_middle_are_no_name(row: float) -> None:
    """The upper edge and the lower one of what is cut out are bare round a name."""
    pixels, place = code("FAKE")
    x0, y0, x1, y1 = place.bounds
    width, height = 0.34 * (x1 - x0), 0.17 * (y1 - y0)
    left, y = round((x0 + x1) / 2 - width / 2), round((y0 + y1) / 2 - height / 2 + row * height)
    pixels = pixels.copy()
    pixels[y - 3 : y + 3, left : left + round(width) : 8] = pixels[
        y - 3 : y + 3, left + 1 : left + round(width) : 8
    ] = 0
    pixels[y - 3 : y + 3, left + 2 : left + round(width) : 8] = pixels[
        y - 3 : y + 3, left + 3 : left + round(width) : 8
    ] = 0
    told(pixels, says := Says(), codes=(place,))
    assert not says.shown
