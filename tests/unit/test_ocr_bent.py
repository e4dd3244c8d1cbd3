"""Which lines are straightened, how much they must bend, and when what is read then counts."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Photo, Pixels, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.bent import pictures, straightened

BOX = Quad.of_box(60, 130, 560, 170)


def arc(rise: float = 30, ink: tuple[int, int, int] = (20, 20, 30), paper: int = 240, box: Quad = BOX) -> Photo:
    """Strokes that stand along an arc, as letters do, which strays from the middle of a box by half of a rise."""
    page: Pixels = np.full((400, 720, 3), paper, np.uint8)
    x0, _, x1, _ = box.bounds
    y = box.centre[1]
    for x in np.arange(x0 + 6, x1 - 6, 12):
        middle = y + rise * (0.5 - np.sin((x - x0) / (x1 - x0) * np.pi))
        cv2.line(page, (round(x), round(middle - 8)), (round(x), round(middle + 8)), ink, 3)
    return photo(page)


class Reader:
    """Reads one text, as surely as it is told, the second picture a little more so; keeps what it was shown."""

    def __init__(self, sure: float = 0.9) -> None:
        self.sure, self.shown = sure, list[Pixels]()

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        (line,) = lines
        assert line.quad.bounds == (0, 0, photo.width, photo.height)
        self.shown.append(photo.pixels)
        sure = self.sure if len(self.shown) % 2 else self.sure - 0.01
        return [Reading("ของปลอม", line, "r-1", (sure,) * 7)]


def seen(sure: float = 0.5, box: Quad = BOX) -> Reading:
    return Reading("ฌฌฌฌฌฌ", Region(RegionKind.LINE, box, 0.9), "r-1", (sure,) * 6)


def rows(picture: Pixels) -> tuple[float, float]:
    """The highest and lowest middle of the ink in the columns of a picture, off its own middle."""
    dark = picture[..., 1] < 120
    inked = np.flatnonzero(dark.any(0))
    middles = np.array([np.flatnonzero(dark[:, x]).mean() for x in inked]) - (len(picture) - 1) / 2
    return float(middles.min()), float(middles.max())


@pytest.mark.parametrize("rise", [30, -30, 50])
def test_a_line_along_an_arc_is_level_once_it_is_straightened(rise: float) -> None:
    found = list(pictures(arc(rise), BOX))
    assert len(found) == 2 and {picture.shape[0] for picture in found} == {54}
    for picture in found:
        low, high = rows(picture)
        assert low > -8 and high < 8
        assert picture.shape[2] == 3 and picture.dtype == np.uint8


def test_light_print_on_dark_is_straightened_too() -> None:
    assert len(list(pictures(arc(30, ink=(250, 250, 250), paper=30), BOX))) == 2


@pytest.mark.parametrize(("rise", "bends"), [(5, False), (16, True), (-5, False), (-16, True)])
def test_a_line_that_hardly_bends_is_straight(rise: float, bends: bool) -> None:
    assert bool(list(pictures(arc(rise), BOX))) is bends


def test_where_there_is_no_ink_nothing_bends() -> None:
    assert list(pictures(photo(np.full((400, 720, 3), 240, np.uint8)), BOX)) == []


@pytest.mark.parametrize(
    ("before", "sure", "found"),
    [
        (0.5, 0.71, True), (0.5, 0.69, False),  # read surely
        (0.8, 0.86, True), (0.8, 0.84, False),  # and more so than as it stands
        (0.84, 0.95, True), (0.86, 0.95, False),  # of lines that were read badly
    ],
)  # fmt: skip
def test_what_is_read_of_a_straightened_line_counts_if_it_is_surer(before: float, sure: float, found: bool) -> None:
    looks = straightened(Reader(sure), arc(), [seen(before)])  # type: ignore[arg-type]
    assert [(look.text, look.region, look.confidences[0]) for look in looks] == [
        ("ของปลอม", seen().region, sure)
    ] * found


def test_the_surest_look_at_a_line_tells_whether_it_was_read() -> None:
    assert straightened(Reader(), arc(), [seen(0.5), seen(0.9)]) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("width", "height", "looked_at"),
    [(500, 40, True), (122, 40, True), (118, 40, False), (90, 18, True), (90, 17, False)],
)
def test_long_lines_of_legible_height_are_looked_at(width: int, height: int, looked_at: bool) -> None:
    box = Quad.of_box(60, 200 - height / 2, 60 + width, 200 + height / 2)
    reader = Reader()
    straightened(reader, arc(0.75 * height, box=box), [seen(box=box)])  # type: ignore[arg-type]
    assert bool(reader.shown) is looked_at


def test_the_five_longest_lines_are_looked_at() -> None:
    page: Pixels = np.full((1400, 720, 3), 240, np.uint8)
    boxes = [Quad.of_box(60, 130 + 200 * k, 360 + 40 * k, 170 + 200 * k) for k in range(6)]
    for box in boxes:
        top = int(box.bounds[1]) - 130
        page[top + 60 : top + 240] = arc(box=Quad.of_box(60, 130, box.bounds[2], 170)).pixels[60:240]
    found = straightened(Reader(), photo(page), [seen(box=box) for box in boxes])  # type: ignore[arg-type]
    assert [look.region.quad for look in found] == boxes[:0:-1]
