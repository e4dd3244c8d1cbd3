"""Another look round marks: where it looks, when it looks, and what it hands on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from verifier.domain import MarkKind, Photo, Pixels, Quality, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.close_looks import MAX_LINES, CloseLooks, alike, around, cut_short, further, under
from verifier.ocr.text_box import Box
from verifier.ocr.window import Window
from verifier.ocr.windows import Anchor
from verifier.protocols import ReadingCost

MARK = Region(RegionKind.MARK, Quad.of_box(200, 100, 260, 160), 0.9, MarkKind.COMPULSORY)
ANCHOR = Anchor((230.0, 130.0), 60.0, 0.0)


def photo() -> Photo:
    pixels = np.full((400, 600, 3), 200, np.uint8)
    pixels.setflags(write=False)
    return Photo(pixels, "0" * 64, "0" * 16, Quality(100.0, 128.0, 128.0, 0.0))


def reading(text: str, sure: float = 0.9995, reader: str = "ours-1", quad: Quad | None = None) -> Reading:
    region = Region(RegionKind.LINE, quad or Quad.of_box(200, 165, 300, 178), 1.0)
    return Reading(text, region, reader, (sure,) * len(text))


class Boxes:
    """A finder of boxes that answers with the same boxes and notes the sizes of what it was shown."""

    version = "boxes-1"

    def __init__(self, *boxes: Quad) -> None:
        self.boxes, self.shown = boxes, list[tuple[int, int]]()

    def __call__(self, pixels: Pixels) -> list[Box]:
        self.shown.append((pixels.shape[1], pixels.shape[0]))
        return [Box(quad, 0.9) for quad in self.boxes]


class Reader:
    """A reader that reads every line as one text and notes which lines."""

    version = "ours-1"
    reads_thai = reads_thai_digits = True
    minimum_height_px = 0.0
    cost = ReadingCost.EVERY_LINE
    other_looks = ()

    def __init__(self, text: str) -> None:
        self.text, self.lines = text, list[Region]()

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        self.lines += lines
        return [reading(self.text, quad=line.quad) for line in lines]


def test_nothing_is_looked_at_again_where_a_number_is_accepted_or_no_mark_stands() -> None:
    reader = Reader("มอก. 2879-2560")
    looks = CloseLooks(
        Boxes(Quad.of_box(10, 10, 100, 24)), lambda: pytest.fail("the other detector is not needed"), reader
    )
    assert looks.look(photo(), [MARK], [reading("มอก. 2879-2560")]) == []
    assert looks.look(photo(), [], []) == []
    community = Region(RegionKind.MARK, MARK.quad, 0.9, MarkKind.COMMUNITY)
    assert looks.look(photo(), [community], []) == [] and reader.lines == []


def test_the_other_detector_is_asked_where_the_close_look_did_not_do() -> None:
    near, other = Boxes(Quad.of_box(10, 10, 100, 24)), Boxes(Quad.of_box(250, 260, 400, 280))
    found = CloseLooks(near, lambda: other, Reader("มอก. 2879-2560")).look(photo(), [MARK], [])
    assert len(found) == 1 and other.shown == [] and near.shown == [(234, 90)]
    CloseLooks(near, lambda: other, Reader("ผลิตในประเทศไทย")).look(photo(), [MARK], [])
    assert other.shown == [(450, 324)]


def test_a_mark_too_small_for_print_to_be_read_beside_it_is_not_shown_to_the_other_detector() -> None:
    small = Region(RegionKind.MARK, Quad.of_box(200, 100, 239, 139), 0.9, MarkKind.COMPULSORY)
    near = Boxes(Quad.of_box(10, 10, 100, 24))
    asked = CloseLooks(near, lambda: pytest.fail("the other detector is not needed"), Reader("ผลิตในประเทศไทย"))
    assert len(asked.look(photo(), [small], [])) == 1


def test_what_is_known_is_not_read_again_by_the_same_detector() -> None:
    quad = under(ANCHOR, 600, 400).to_photo(Quad.of_box(10, 10, 100, 24))
    reader = Reader("")
    CloseLooks(Boxes(Quad.of_box(10, 10, 100, 24)), Boxes, reader).look(photo(), [MARK], [reading("", quad=quad)])
    assert reader.lines == []


def test_lines_are_read_in_the_direction_of_the_mark_and_no_more_than_so_many() -> None:
    a, b, c, d = Quad.of_box(10, 10, 100, 24).corners
    reader = Reader("")
    boxes = [Quad.of_box(5, 3 * k, 25 + 10 * k, 3 * k + 8) for k in range(MAX_LINES + 6)]
    CloseLooks(Boxes(Quad((c, d, a, b)), *boxes), Boxes, reader).look(photo(), [MARK], [])
    assert len(reader.lines) == MAX_LINES and all(abs(line.quad.angle) < 90 for line in reader.lines)


def test_the_window_under_a_mark_starts_at_its_foot_whatever_its_turn() -> None:
    upright = under(ANCHOR, 600, 400)
    assert upright.centre == (230.0, 190.0) and (upright.width, upright.height) == (156.0, 60.0)
    turned = under(Anchor((230.0, 130.0), 60.0, 90.0), 600, 400)
    assert turned.centre == pytest.approx((170.0, 130.0)) and turned.angle == 90.0
    assert under(Anchor((230.0, 390.0), 60.0, 0.0), 600, 400) is None
    assert around(ANCHOR).centre == ANCHOR.centre


def test_a_line_that_a_windows_edge_cuts_is_followed() -> None:
    seen = [Window((200, 100), 300, 200, 0.0, 1.0)]  # its right edge lies at x = 350
    (strip,) = further([Quad.of_box(250, 90, 345, 104), Quad.of_box(100, 90, 200, 104)], seen, 600, 400)
    assert strip.holds((400, 97)) and strip.holds((260, 97)) and not strip.holds((400, 130))
    assert further([Quad.of_box(250, 90, 345, 104)], seen, 355, 400) == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("TIS 11 Part 3-255", True),
        ("มอก. 2336-25", True),
        ("มอก.2879", True),
        ("มอก. 2336-2552", False),
        ("ผลิตในประเทศไทย", False),
        ("S/N 12345678", False),
    ],
)
def test_a_number_cut_short_is_known_by_its_end(text: str, short: bool) -> None:
    assert bool(cut_short([reading(text)])) == short


def test_boxes_are_alike_when_each_lies_in_the_other() -> None:
    line = Quad.of_box(0, 0, 100, 10)
    assert alike(line, Quad.of_box(2, 0, 98, 10)) and not alike(line, Quad.of_box(0, 0, 100, 20))
    assert not alike(line, Quad.of_box(60, 0, 160, 10)) and not alike(line, Quad.of_box(500, 0, 600, 10))
