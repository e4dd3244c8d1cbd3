"""Small print in the box of a large line, before it and behind it: found by its letters' height and read by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.support.printing import font, photo
from verifier.domain import Photo, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.smaller_print import smaller_print

LINE = "มอก. 2879-2560"
Ink = tuple[int, int, int]
INK, PAPER = (20, 20, 30), (240, 238, 230)


@dataclass
class Eyes:
    """Reads the same everywhere."""

    text: str = "ไม่ใช่"
    sure: float = 0.9
    shown: list[Quad] = field(default_factory=list)

    def read(self, _photo: Photo, lines: list[Region]) -> list[Reading]:
        self.shown += [line.quad for line in lines]
        return [Reading(self.text, line, "a/1", (self.sure,) * len(self.text)) for line in lines]


def printed(
    before: str = "",
    behind: str = "",
    amid: str = "",
    small: int = 20,
    large: int = 44,
    ink: Ink = INK,
    paper: Ink = PAPER,
):
    """A line with small print on its base line, the line as it was read, and the box of each small piece."""
    picture = Image.new("RGB", (900, 160), paper)
    draw, boxes, x = ImageDraw.Draw(picture), [], 60
    word, number = LINE.split()
    whole = ((word, large), (amid, small), (number, large)) if amid else ((LINE, large),)
    for text, size in ((before, small), *whole, (behind, small)):
        if text:
            box = draw.textbbox((x, 100), text, font=font(size), anchor="ls")
            draw.text((x, 100), text, font=font(size), fill=ink, anchor="ls")
            boxes += [box] if size == small else []
            x = box[2] + 8
    read = Reading(LINE, Region(RegionKind.LINE, Quad.of_box(52, 50, x + 4, 118), 0.9), "a/1", (0.99,) * len(LINE))
    return photo(np.asarray(picture)), read, boxes


@pytest.mark.parametrize(("ink", "paper"), [(INK, PAPER), (PAPER, INK)])
@pytest.mark.parametrize("words", ["ไม่ใช่", "not licensed", "ของปลอม"])
@pytest.mark.parametrize("side", ["before", "amid", "behind"])
def test_small_print_in_a_lines_box_is_read_by_itself(words: str, side: str, ink: Ink, paper: Ink) -> None:
    picture, line, ((x0, y0, x1, y1),) = printed(**{side: words}, ink=ink, paper=paper)
    eyes = Eyes(words)
    places = [look.region.quad.bounds for look in smaller_print(eyes, picture, [line])]
    assert any(
        abs(left - x0) < 12 and abs(right - x1) < 60 and top < y0 + 6 and bottom > y1 - 6
        for left, top, right, bottom in places
    )


def test_a_line_of_one_size_has_none() -> None:
    eyes = Eyes()
    picture, line, _ = printed()
    assert smaller_print(eyes, picture, [line]) == [] and eyes.shown == []
    picture, line, _ = printed(behind="(ดำ)", small=44)
    assert smaller_print(eyes, picture, [line]) == [] and eyes.shown == []


@pytest.mark.parametrize(
    ("text", "sure", "kept"), [("ไม่ใช่", 0.71, 1), ("ไม่ใช่", 0.69, 0), ("ก", 0.9, 0), ("2879", 0.9, 0)]
)
def test_what_is_read_badly_or_no_word_is_left(text: str, sure: float, kept: int) -> None:
    picture, line, _ = printed(before="ไม่ใช่")
    assert len(smaller_print(Eyes(text, sure), picture, [line])) == kept


def test_what_was_read_with_the_line_is_not_told_again() -> None:
    picture, line, _ = printed(behind="not licensed")
    whole = Reading(f"{LINE} not licensed", line.region, "b/1", (0.8,) * (len(LINE) + 13))
    assert smaller_print(Eyes("not licensed"), picture, [line, whole]) == []


def test_low_lines_and_lines_that_were_read_badly_are_not_looked_at() -> None:
    eyes = Eyes()
    picture, line, _ = printed(before="ไม่ใช่")
    poor = Reading(LINE, line.region, "a/1", (0.7,) * len(LINE))
    assert smaller_print(eyes, picture, [poor]) == [] and eyes.shown == []
    picture, line, _ = printed(before="ไม่ใช่", small=10, large=20)
    low = Reading(LINE, Region(RegionKind.LINE, Quad.of_box(52, 76, 400, 111), 0.9), "a/1", line.confidences)
    assert smaller_print(eyes, picture, [low]) == [] and eyes.shown == []
