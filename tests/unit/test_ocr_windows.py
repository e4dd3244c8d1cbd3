import math

import numpy as np
import pytest

from tests.support.printing import page, photo
from verifier.domain import Code, MarkKind, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.finder.net import FinderNet
from verifier.ocr import windows as lines
from verifier.ocr.line_detector import CoreLines
from verifier.ocr.window import Window, merge
from verifier.ocr.windows import Anchor, WindowLineFinder, find_anchors, windows


def mark(quad: Quad) -> Region:
    return Region(RegionKind.MARK, quad, 0.9, MarkKind.COMPULSORY)


def turned(x: float, y: float, side: float, degrees: float) -> Quad:
    """A square round (x, y), turned clockwise."""
    a = math.radians(degrees)
    return Quad.of_points(
        (x + (dx * math.cos(a) - dy * math.sin(a)) * side / 2, y + (dx * math.sin(a) + dy * math.cos(a)) * side / 2)
        for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    )


class TestWindows:
    def test_whole_photo_without_marks_and_codes(self):
        (window,) = windows([], 4000, 3000)
        assert (window.width, window.height) == (4000, 3000)
        assert window.scale == pytest.approx(lines.WHOLE_PHOTO_MAX_SIDE_PX / 4000)

    def test_small_marks_are_enlarged_large_ones_reduced(self):
        (small,) = windows([Anchor((400, 300), 20, 0)], 800, 600)
        (large,) = windows([Anchor((2000, 1500), 500, 0)], 4000, 3000)
        assert small.scale > 2.5 and large.scale < 0.3

    def test_one_window_for_marks_side_by_side(self):
        assert len(windows([Anchor((400, 300), 50, 0), Anchor((470, 300), 45, 3)], 800, 600)) == 1

    def test_a_turned_code_far_off_gets_its_own(self):
        assert len(windows([Anchor((100, 100), 30, 0), Anchor((1500, 1500), 40, 90)], 1600, 1600)) == 2

    @pytest.mark.parametrize("size", [(960, 960), (4032, 3024), (8000, 8000)])
    def test_the_net_never_sees_more_than_its_share(self, size):
        rng = np.random.default_rng(1)
        anchors = [
            Anchor((rng.uniform(0, size[0]), rng.uniform(0, size[1])), rng.uniform(5, 900), rng.uniform(-180, 180))
            for _ in range(30)
        ]
        chosen = windows(anchors, *size)
        assert len(chosen) <= lines.MAX_WINDOWS
        assert sum(window.pixels for window in chosen) <= lines.MAX_WINDOWS_PX * 1.001

    def test_there_and_back(self):
        window = Window((300, 200), 400, 260, 35, 1.7)
        quad = Quad.of_box(10, 20, 200, 60)
        there = window.to_photo(quad)
        back = (window.matrix() @ np.column_stack([there.array(), np.ones(4)]).T).T
        assert back == pytest.approx(quad.array(), abs=1e-3)

    def test_bar_codes_tell_nothing_of_the_label(self):
        wide = Code("8850000000000", "EAN13", Quad.of_box(0, 0, 200, 60), "t")
        square = Code("x", "QRCode", Quad.of_box(0, 0, 60, 60), "t")
        assert [a.side for a in find_anchors([], [wide, square])] == [60]

    def test_the_same_line_twice_is_one(self):
        regions = [
            Region(RegionKind.LINE, Quad.of_box(*box), 0.9)
            for box in ((0, 0, 100, 20), (2, 1, 99, 21), (0, 40, 100, 60))
        ]
        assert len(merge(regions)) == 2


@pytest.fixture(scope="module")
def finder() -> WindowLineFinder:
    return WindowLineFinder(CoreLines(FinderNet()))


PRINT = {(250, 180): "TIS 2879-2560", (250, 230): "TEST ELECTRONICS CO., LTD."}


class TestFinder:
    def test_finds_drawn_lines_in_the_whole_photo(self, finder):
        found = finder.find(photo(page(PRINT)), [], [])
        assert len(found) == 2
        assert all(region.kind is RegionKind.LINE and 0 < region.score <= 1 for region in found)
        assert any(region.quad.contains((320, 196)) for region in found)

    def test_nearest_to_the_mark_first(self, finder):
        pixels = page({(250, 40): "FAR AWAY 12345", **PRINT})
        found = finder.find(photo(pixels), [mark(Quad.of_box(280, 120, 330, 170))], [])
        distances = [math.dist(region.quad.centre, (305, 145)) for region in found]
        assert len(found) >= 2 and distances == sorted(distances)

    @pytest.mark.parametrize("degrees", [90, 180, 270])
    def test_a_label_on_its_side_is_read_along_the_mark(self, finder, degrees):
        pixels = np.rot90(page(PRINT, size=(640, 640)), -degrees // 90)
        x, y = 305 - 320, 145 - 320
        a = math.radians(degrees)
        centre = (320 + x * math.cos(a) - y * math.sin(a), 320 + x * math.sin(a) + y * math.cos(a))
        found = finder.find(photo(pixels), [mark(turned(*centre, 50, degrees))], [])
        printed = [region for region in found if region.score > 0.6]  # what is hardly one may come besides
        assert len(printed) == 2
        for region in printed:
            assert abs((region.quad.angle - degrees + 180) % 360 - 180) < 5

    def test_quads_lie_in_the_photo(self, finder):
        pixels = page({(-20, 5): "CUT OFF AT THE LEFT", (500, 330): "AND AT THE RIGHT"})
        for region in finder.find(photo(pixels), [], []):
            x0, y0, x1, y1 = region.quad.bounds
            assert x0 >= 0 and y0 >= 0 and x1 <= 640 and y1 <= 360

    def test_a_blank_photo_has_no_lines(self, finder):
        assert finder.find(photo(np.full((200, 300, 3), 200, np.uint8)), [], []) == []

    def test_a_tiny_photo_is_no_accident(self, finder):
        finder.find(photo(np.zeros((17, 33, 3), np.uint8)), [mark(Quad.of_box(0, 0, 9, 9))], [])
