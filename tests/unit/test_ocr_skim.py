"""Lines read again with what their boxes may have cut off."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.skim import lengthened

PHOTO = photo(np.full((300, 900, 3), 255, np.uint8))
LINE = Quad.of_box(300, 100, 500, 124)


class Longer:
    """Reads what it is told, as surely as it is told; notes what it was shown."""

    version = "r-1"

    def __init__(self, text: str, sure: float = 0.95) -> None:
        self.text, self.sure, self.shown = text, sure, []

    def read(self, _photo, lines):
        self.shown += [line.quad for line in lines]
        return [Reading(self.text, line, self.version, (self.sure,) * len(self.text)) for line in lines]


def line(text: str, quad: Quad = LINE) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), "r-1", (0.95,) * len(text))


PASSED, FAILED = "ผ่านมาตรฐาน มอก.", "ไม่ผ่านมาตรฐาน มอก."


def test_a_line_that_says_something_of_standards_is_read_with_what_stands_before_and_behind_it() -> None:
    reader = Longer(FAILED)
    (found,) = lengthened(reader, PHOTO, [line(PASSED)], [LINE])
    assert found.text == FAILED and reader.shown == [Quad.of_box(252, 100, 548, 124)]


@pytest.mark.parametrize(
    ("now", "sure", "told"),
    [(FAILED, 0.91, True), (FAILED, 0.89, False), (PASSED, 0.95, False), ("ไม่ฝ่านมาตรฐาน มอก.", 0.95, False)],
)
def test_it_tells_when_it_surely_shows_the_same_and_more(now: str, sure: float, told: bool) -> None:
    assert bool(lengthened(Longer(now, sure), PHOTO, [line(PASSED)], [])) is told


def test_it_does_not_reach_into_other_print_or_signs_nor_out_of_the_photo() -> None:
    before, behind = Quad.of_box(200, 90, 260, 130), Quad.of_box(540, 90, 600, 130)
    reader = Longer(FAILED)
    lengthened(reader, PHOTO, [line(PASSED)], [before])
    lengthened(reader, PHOTO, [line(PASSED)], [behind])
    assert reader.shown == [Quad.of_box(300, 100, 548, 124), Quad.of_box(252, 100, 500, 124)]
    assert lengthened(reader, PHOTO, [line(PASSED)], [before, behind]) == [] and len(reader.shown) == 2
    lengthened(reader, PHOTO, [line(PASSED, Quad.of_box(10, 100, 210, 124))], [])
    assert reader.shown[2] == Quad.of_box(0, 100, 258, 124)


@pytest.mark.parametrize(
    "reading",
    [line("Made in Thailand"), line(PASSED, Quad.of_box(300, 100, 500, 117.5)), line("มอก. 2879-2560")],
    ids=["goods", "low", "number"],
)
def test_other_lines_and_low_ones_are_left(reading: Reading) -> None:
    reader = Longer(FAILED)
    assert lengthened(reader, PHOTO, [reading], []) == [] and reader.shown == []
