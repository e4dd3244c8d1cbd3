"""Looks at ink itself: bars over lines, strokes through codes, loose signs at numbers, seals, narrow columns."""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
import pytest
import segno
from PIL import Image, ImageDraw

from tests.support.printing import font, photo
from verifier.domain import MarkKind, Pixels, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.finder.net import FinderNet
from verifier.image.inks import inks_of
from verifier.ocr.columns import rows_of_columns
from verifier.ocr.covered import covered_lines
from verifier.ocr.derived import DerivedPrint
from verifier.ocr.line_detector import CoreLines
from verifier.ocr.linenet import LineNetReader
from verifier.ocr.loose_signs import loose_signs
from verifier.ocr.ppocr import PPOcrReader
from verifier.ocr.seals import of_weight_in_seals, seals
from verifier.ocr.struck_codes import struck_codes

INK, PAPER = (28, 28, 32), (240, 238, 230)
MARK = Region(RegionKind.MARK, Quad.of_box(100, 100, 260, 260), 1.0, MarkKind.COMPULSORY)


@cache
def reader() -> LineNetReader:
    return LineNetReader()


def paper(width: int = 900, height: int = 700) -> Pixels:
    return np.full((height, width, 3), PAPER, np.uint8)


def bars(*boxes: tuple[int, int, int, int], ink: tuple[int, int, int] = INK, **given: tuple[Quad, ...]) -> int:
    pixels = paper()
    for x0, y0, x1, y1 in boxes:
        pixels[y0:y1, x0:x1] = ink
    inks = inks_of(photo(pixels))
    return len(covered_lines(inks, [MARK], given.get("taken", ()), given.get("print_", ()), given.get("codes", ())))


def test_a_bar_as_high_as_print_beside_a_mark_covers_a_line() -> None:
    bar = (100, 300, 500, 336)
    assert bars(bar) == 1
    assert bars(bar, ink=(150, 150, 150)) == 1  # grey tape
    assert bars(bar, taken=(Quad.of_box(90, 290, 510, 346),)) == 0


def test_a_bar_with_a_heading_in_it_covers_nothing() -> None:
    bar, heading = (100, 300, 500, 336), Quad.of_box(110, 304, 240, 332)
    assert bars(bar, print_=(heading,)) == 0
    assert bars(bar, print_=(heading.moved(-200, 0),)) == 1  # print beside it
    assert bars(bar, print_=(Quad.of_box(110, 312, 240, 320),)) == 1  # a rest of the print below it


def test_a_strip_of_a_codes_own_patch_covers_nothing() -> None:
    strip, code = (300, 300, 480, 330), Quad.of_box(310, 332, 470, 492)
    assert bars(strip, codes=(code,)) == 0
    assert bars(strip, codes=(code.moved(0, 60),)) == 1  # over a line above the code


@pytest.mark.parametrize(
    "box",
    [
        (100, 600, 500, 636),  # far from the mark
        (100, 300, 500, 306),  # a rule
        (100, 300, 500, 400),  # a field of colour
        (100, 300, 210, 336),  # a block
        (2, 300, 898, 336),  # a band across the label
        (100, 300, 136, 500),  # an upright
    ],
)
def test_what_is_no_bar_over_a_line(box: tuple[int, int, int, int]) -> None:
    assert bars(box) == 0


def test_letters_in_a_bar_and_paper_between_lines_are_none() -> None:
    pixels = Image.fromarray(paper())
    draw = ImageDraw.Draw(pixels)
    draw.rectangle((100, 300, 560, 340), INK)
    draw.text((110, 302), "OUTPUT 5V 3A USB-C", PAPER, font(32, "Loma-Bold.ttf"))
    for y in (380, 430):
        draw.text((100, y), "READ THE MANUAL BEFORE USE", INK, font(30, "Loma-Bold.ttf"))
    assert covered_lines(inks_of(photo(np.asarray(pixels))), [MARK], ()) == []


def coded(*strokes: tuple[tuple[int, int], tuple[int, int]], ink: tuple[int, int, int] = (200, 20, 40)) -> bool:
    """Whether the code from (200, 200) to (400, 400) counts as struck out."""
    pixels = paper()
    grid = np.array([[0 if dark else 255 for dark in row] for row in segno.make("https://a.tisi.go.th/l/?n=1").matrix])
    code = cv2.resize(grid.astype(np.uint8), (200, 200), interpolation=cv2.INTER_NEAREST)
    pixels[200:400, 200:400] = code[..., None]
    for a, b in strokes:
        cv2.line(pixels, a, b, ink, 5, cv2.LINE_AA)
    return bool(struck_codes(photo(pixels), [Region(RegionKind.CODE, Quad.of_box(200, 200, 400, 400), 1.0)]))


def test_a_pens_stroke_through_a_code_is_told() -> None:
    assert not coded()
    assert coded(((180, 420), (420, 180))) and coded(((190, 300), (410, 300)), ink=(30, 60, 190))


def test_a_stroke_beside_a_code_or_a_sign_in_its_middle_is_none() -> None:
    assert not coded(((190, 420), (410, 420))) and not coded(((180, 190), (180, 410)))
    assert not coded(((280, 300), (320, 300)), ((280, 310), (320, 310)))


NUMBER = Quad.of_box(300, 300, 620, 350)


def read(quad: Quad, reader: str = "linenet/1", sure: float = 0.9) -> Reading:
    return Reading("a", Region(RegionKind.LINE, quad, 1.0), reader, (sure,))


def loose(text: str, at: tuple[int, int], *, dark: bool = True, print_: tuple[Reading, ...] = ()) -> int:
    ground, ink = (PAPER, INK) if dark else (INK, PAPER)
    picture = Image.new("RGB", (900, 600), ground)
    draw = ImageDraw.Draw(picture)
    draw.text((305, 302), "2879-2560", ink, font(40, "Loma-Bold.ttf"))
    draw.text(at, text, ink, font(36, "Loma-Bold.ttf"), anchor="mm")
    return len(loose_signs(inks_of(photo(np.asarray(picture))), [NUMBER], (read(NUMBER), *print_), ()))


@pytest.mark.parametrize("dark", [True, False])
def test_a_sign_right_before_or_behind_a_number_is_told(dark: bool) -> None:
    assert loose("X", (270, 328), dark=dark) == 1 and loose("X", (660, 328), dark=dark) == 1


def test_what_stands_further_off_above_or_in_another_line_is_none() -> None:
    assert loose("X", (190, 328)) == 0 and loose("X", (270, 240)) == 0
    assert loose("X", (270, 328), print_=(read(Quad.of_box(200, 300, 292, 350)),)) == 0
    assert loose("-", (270, 328)) == 0  # a bullet


def test_a_sign_is_not_read_by_a_reader_without_thai_or_by_one_that_is_not_sure() -> None:
    wide = Quad.of_box(200, 300, 620, 350)
    assert loose("X", (270, 328), print_=(read(wide, PPOcrReader.version),)) == 1
    assert loose("X", (270, 328), print_=(read(wide, sure=0.49),)) == 1
    assert loose("X", (270, 328), print_=(read(wide, sure=0.5),)) == 0


def sealed(words: str) -> Pixels:
    """Words round a seal of 240 px in the middle of a page."""
    picture = Image.new("RGB", (900, 700), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((330, 230, 570, 470), outline=(180, 20, 40), width=5)
    draw.ellipse((382, 282, 518, 418), outline=(180, 20, 40), width=3)
    face = font(26, "Loma-Bold.ttf")
    for n, letter in enumerate(words):
        angle = 2 * math.pi * n / len(words)
        tile = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((20, 20), letter, (180, 20, 40), face, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        x, y = 450 + 95 * math.sin(angle), 350 - 95 * math.cos(angle)
        picture.paste(tile, (round(x - 20), round(y - 20)), tile)
    return np.asarray(picture)


def test_the_words_round_a_seal_are_read() -> None:
    pixels = sealed("NOT CERTIFIED * NO LICENCE * ")
    (place,) = seals(inks_of(photo(pixels)), ())
    assert place.quad.centre == pytest.approx((450, 350), abs=4)

    found = DerivedPrint(CoreLines(FinderNet()), reader()).round_marks(photo(pixels), [place], ())
    assert any("CERTIFIED" in reading.text for reading in of_weight_in_seals(found))


def test_the_ring_of_a_mark_or_round_a_code_is_no_seal() -> None:
    inks = inks_of(photo(sealed("NOT CERTIFIED * NO LICENCE * ")))
    assert seals(inks, [Quad.of_box(400, 300, 500, 400)]) == []


@pytest.mark.parametrize(
    ("text", "sure", "kept"), [("NOT CERTIFIED", 0.85, 1), ("NOT CERTIFIED", 0.75, 0), ("FRESH", 1.0, 0)]
)
def test_of_a_seal_only_what_is_of_weight_counts(text: str, sure: float, kept: int) -> None:
    reading = Reading(text, MARK, "r-1", (sure,) * len(text))
    assert len(of_weight_in_seals([reading])) == kept


def column(*rows: str) -> tuple[Pixels, Reading]:
    """Rows one below the other, and the one box in which a line detector sees them."""
    picture = Image.new("RGB", (900, 700), PAPER)
    draw = ImageDraw.Draw(picture)
    for n, row in enumerate(rows):
        draw.text((300, 100 + 52 * n), row, INK, font(40, "Loma-Bold.ttf"))
    box = Region(RegionKind.LINE, Quad.of_box(292, 96, 380, 104 + 52 * len(rows)), 0.7)
    return np.asarray(picture), Reading("2 5", box, "r-1", (0.5,) * 3)


def test_the_rows_of_a_narrow_column_are_read_one_by_one() -> None:
    pixels, seen = column("MA", "DE", "SA", "FE")
    found = rows_of_columns(reader(), photo(pixels), [seen])
    assert [reading.text for reading in found] == ["MA", "DE", "SA", "FE"]
    assert all(reading.region.quad.height < 60 for reading in found)


def test_a_column_that_was_read_or_of_two_rows_is_left() -> None:
    pixels, seen = column("MA", "DE", "SA", "FE")
    sure = Reading("UNSAFEED", seen.region, "r-1", (0.9,) * 8)
    assert rows_of_columns(reader(), photo(pixels), [sure]) == []
    pixels, seen = column("UN", "SA")
    assert rows_of_columns(reader(), photo(pixels), [seen]) == []
