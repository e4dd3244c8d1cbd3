"""Pictures made from a photo, in which print shows that no straight look shows."""

import math

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.support.printing import font, page, photo
from verifier.detect.drawing import mark_mask
from verifier.domain import MarkKind, Photo, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.finder.net import FinderNet
from verifier.ocr.derived import DerivedPrint, around, other_ink, pale_layer, unrolled
from verifier.ocr.line_detector import CoreLines
from verifier.ocr.linenet import LineNetReader
from verifier.ocr.overlooked import across_mark, behind_print, round_mark

SIDE, AT = 160, (320, 240)
MARK = Region(
    RegionKind.MARK,
    Quad.of_box(AT[0] - SIDE / 2, AT[1] - SIDE / 2, AT[0] + SIDE / 2, AT[1] + SIDE / 2),
    0.99,
    MarkKind.COMPULSORY,
)
PAPER, INK = (240, 238, 230), (24, 26, 34)


@pytest.fixture(scope="module")
def finder() -> DerivedPrint:
    return DerivedPrint(CoreLines(FinderNet()), LineNetReader())


def label(lines: dict[tuple[int, int], str] | None = None) -> Image.Image:
    """A page with the mark in its middle."""
    picture = Image.fromarray(page(lines or {}, (640, 480), 26, INK, PAPER))
    picture.paste(INK, MARK_BOX, Image.fromarray(mark_mask(MarkKind.COMPULSORY, SIDE)))
    return picture


MARK_BOX = (AT[0] - SIDE // 2, AT[1] - SIDE // 2)


def taken(picture: Image.Image) -> Photo:
    return photo(cv2.GaussianBlur(np.asarray(picture), (0, 0), 0.7))


def along_a_ring(text: str, radius: float = SIDE / 2 + 22, height: int = 26) -> Image.Image:
    """The label with a text round its mark, letter by letter."""
    picture, type_ = label(), font(height, "Loma.ttf")
    angle = -90 - math.degrees(sum(type_.getlength(c) * 1.1 for c in text) / radius) / 2
    for letter in text:
        wide = math.degrees(type_.getlength(letter) * 1.1 / radius)
        tile = Image.new("L", (60, 60))
        ImageDraw.Draw(tile).text((30, 30), letter, 255, type_, anchor="mm")
        turned, middle = tile.rotate(-(angle + wide / 2 + 90), Image.Resampling.BICUBIC), math.radians(angle + wide / 2)
        x, y = AT[0] + radius * math.cos(middle), AT[1] + radius * math.sin(middle)
        picture.paste(INK, (round(x - 30), round(y - 30)), turned)
        angle += wide
    return picture


@pytest.mark.parametrize("text", ["NOT CERTIFIED", "LICENCE REVOKED"])
def test_print_round_a_mark_is_read_from_the_unrolled_ring(finder, text):
    found = round_mark(finder.round_marks(taken(along_a_ring(text)), [MARK], []))
    assert any(word in reading.text.upper() for reading in found for word in text.split())
    assert all(reading.region.quad.contains(AT) for reading in found)


def test_round_a_mark_with_its_number_below_there_is_none(finder):
    below = {(230, 330): "มอก. 2879-2560"}
    known = [Quad.of_box(220, 322, 430, 372)]
    assert round_mark(finder.round_marks(taken(label(below)), [MARK], known)) == []


def test_what_is_known_is_painted_over_in_the_ring():
    picture = taken(label({(230, 325): "มอก. 2879-2560"}))
    strip = unrolled(picture, MARK.quad, [Quad.of_box(220, 315, 430, 372)])
    assert strip.std() < unrolled(picture, MARK.quad, []).std()


@pytest.mark.parametrize("ink", [(200, 20, 34), (24, 50, 170), (20, 120, 60)])
def test_print_across_a_mark_in_another_ink_is_read(finder, ink):
    picture = label()
    ImageDraw.Draw(picture).text(AT, "ท13301-215/2780", ink, font(30), anchor="mm")
    found = across_mark(finder.across(taken(picture), MARK), MARK)
    assert any("3301-215" in reading.text for reading in found)


@pytest.mark.parametrize("colour", [(24, 26, 34), (180, 24, 30), (20, 110, 60)])
def test_across_a_mark_of_one_ink_there_is_none(finder, colour):
    picture = Image.new("RGB", (640, 480), PAPER)
    picture.paste(colour, MARK_BOX, Image.fromarray(mark_mask(MarkKind.COMPULSORY, SIDE)))
    ImageDraw.Draw(picture).text((230, 345), "มอก. 2879-2560", (200, 20, 34), font(26))
    assert across_mark(finder.across(taken(picture), MARK), MARK) == []


def test_the_layer_of_other_ink_holds_neither_mark_nor_paper():
    assert other_ink(taken(label()), MARK.quad, around(MARK.quad)).min() > 160


NUMBER = Quad.of_box(96, 196, 330, 240)


def watermarked(word: str = "VOID", share: float = 0.3, paper=PAPER, ink=INK) -> Photo:
    """Two lines of print over a large pale word."""
    picture = Image.new("RGB", (640, 480), paper)
    pale = tuple(round(p + share * (i - p)) for p, i in zip(paper, ink, strict=True))
    draw = ImageDraw.Draw(picture)
    if word:
        draw.text((320, 240), word, pale, font(170), anchor="mm")
    draw.text((100, 200), "มอก. 2879-2560", ink, font(32))
    draw.text((100, 250), "ใบอนุญาตเลขที่ ท7014-4/2879", ink, font(32))
    return taken(picture)


@pytest.mark.parametrize(("paper", "ink"), [(PAPER, INK), ((18, 52, 96), (244, 244, 240))])
def test_a_watermark_behind_print_is_read(finder, paper, ink):
    found = behind_print(finder.behind(watermarked(paper=paper, ink=ink), NUMBER), [NUMBER])
    (word,) = (reading.text.upper() for reading in found)  # the I lies in the figures of the print over it
    assert word in {"VOID", "VO1D", "VOD"}


@pytest.mark.parametrize("turn", [25, 160])
def test_a_watermark_that_covers_the_end_of_a_line_and_stands_aslant_is_read(finder, turn):
    picture = Image.new("RGB", (640, 480), PAPER)
    word = Image.new("L", (400, 160))
    ImageDraw.Draw(word).text((200, 80), "COPY", 64, font(120), anchor="mm")
    picture.paste((190, 30, 30), (30, 60), word.rotate(turn, Image.Resampling.BICUBIC, expand=True))
    draw = ImageDraw.Draw(picture)
    draw.text((300, 200), "มอก. 2879-2560", INK, font(32))
    draw.text((300, 250), "เลขที่ ท7014-4/2879", INK, font(32))
    numbers = [Quad.of_box(296, 196, 530, 240), Quad.of_box(296, 246, 560, 290)]
    assert behind_print(finder.behind(taken(picture), numbers[0]), numbers)


@pytest.mark.parametrize(("paper", "ink"), [(PAPER, INK), ((18, 52, 96), (244, 244, 240))])
def test_behind_plain_print_there_is_none(finder, paper, ink):
    picture = watermarked("", paper=paper, ink=ink)
    assert behind_print(finder.behind(picture, NUMBER), [NUMBER]) == [] and pale_layer(picture, NUMBER).min() > 100
