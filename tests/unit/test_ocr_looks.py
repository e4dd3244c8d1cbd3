"""Lines that a reader is shown twice are read once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.support.printing import photo
from verifier.domain import Photo, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.looks import once

LINE = Region(RegionKind.LINE, Quad.of_box(10, 10, 90, 30), 0.9)


class Counting:
    """Reads how many lines it was shown."""

    def __init__(self) -> None:
        self.shown: list[Region] = []

    def __call__(self, photo: Photo, line: Region) -> Reading:
        self.shown.append(line)
        return Reading(str(len(self.shown)), line, "t-1", (0.9,))


def test_a_place_is_read_once_by_each_reader_and_in_each_photo() -> None:
    seen, other, read = (*(photo(np.zeros((50, 100, 3), np.uint8)) for _ in range(2)), Counting())
    asked = [(1, seen, LINE), (1, seen, LINE), (2, seen, LINE), (1, other, LINE), (2, seen, LINE)]
    assert [once(*each, read).text for each in asked] == ["1", "1", "2", "3", "2"]
    turned = replace(LINE, quad=Quad(LINE.quad.corners[2:] + LINE.quad.corners[:2]))  # type: ignore[arg-type]
    assert once(1, seen, turned, read).text == "4"


def test_what_is_handed_on_again_is_of_the_line_that_was_asked_for() -> None:
    seen, read, surer = photo(np.zeros((50, 100, 3), np.uint8)), Counting(), replace(LINE, score=1.0)
    assert once(1, seen, LINE, read).region == LINE
    assert once(1, seen, surer, read) == Reading("1", surer, "t-1", (0.9,)) and len(read.shown) == 1
