import math

import numpy as np
import pytest

from models.recipe.views import MAP, SIDE, targets
from verifier.codes.net_places import NetCodePlaces
from verifier.domain import Photo, Quality
from verifier.domain.geometry import Quad
from verifier.finder.first_pass import FirstPass
from verifier.finder.net import CODE, CORE, FOLD, HEAT, PLANES, RISE, SIZE, TALL, UP, Maps, paired
from verifier.ocr.line_detector import boxes


def placed(x: float, y: float, width: float, height: float, degrees: float) -> np.ndarray:
    """Corners of a rectangle round (x, y), clockwise from its top-left before it was turned."""
    a = math.radians(degrees)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (width / 2, height / 2)
    return corners @ np.array([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]]) + (x, y)


def answer(things: list[list[float]], lines: list[list[float]]) -> Maps:
    """What a perfect net would say: the maps that training asks for."""
    asked = targets(np.array(things, np.float32).reshape(-1, 10), np.array(lines, np.float32).reshape(-1, 9))
    planes = np.zeros((PLANES, MAP, MAP), np.float32)
    for plane, probability in zip((0, 1, 2, 3, CORE), (*asked[0:4], asked[8]), strict=True):
        p = np.clip(probability, 0.001, 0.999)
        planes[plane] = np.log(p / (1 - p))
    planes[SIZE], planes[UP], planes[FOLD] = asked[11], asked[12:14], asked[14:16]
    planes[TALL], planes[RISE] = asked[17], asked[18:20]
    return Maps(planes)


def thing(kind: int, quad: np.ndarray) -> list[float]:
    return [kind, *quad.ravel(), 0]


class TestPeaks:
    @pytest.mark.parametrize("kind", [0, 1, 2, CODE])
    @pytest.mark.parametrize("side", [16, 40, 110])
    def test_a_mark_comes_back_where_it_was(self, kind, side):
        (peak,) = answer([thing(kind, placed(140, 151, side, side, 12))], []).peaks(0.3)
        assert peak.kind == kind
        assert (peak.x, peak.y) == pytest.approx((140, 151), abs=3)
        assert peak.side == pytest.approx(side, rel=0.08)

    @pytest.mark.parametrize("degrees", range(-170, 180, 25))
    def test_the_turn_comes_back(self, degrees):
        (peak,) = answer([thing(0, placed(160, 160, 48, 48, degrees))], []).peaks(0.3)
        assert peak.certain_turn
        assert abs((peak.angle - degrees + 180) % 360 - 180) < 3

    def test_without_a_quarter_seen_it_stands_as_upright_as_it_can(self):
        maps = answer([thing(2, placed(160, 160, 48, 48, 100))], [])
        (peak,) = maps.peaks(0.3)
        assert not peak.certain_turn
        assert peak.angle == pytest.approx(10, abs=3)

    def test_a_code_beside_a_mark_takes_nothing_from_it(self):
        maps = answer([thing(0, placed(100, 100, 40, 40, 0)), thing(CODE, placed(112, 100, 44, 44, 0))], [])
        assert sorted(peak.kind for peak in maps.peaks(0.3)) == [0, CODE]

    def test_two_kinds_at_one_place_are_one_mark(self):
        maps = answer([thing(0, placed(100, 100, 40, 40, 0))], [])
        planes = maps.planes.copy()
        planes[1] = planes[0] - 1.0
        (peak,) = Maps(planes).peaks(0.3)
        assert peak.kind == 0

    def test_an_empty_map_holds_nothing(self):
        assert Maps(np.full((PLANES, 10, 12), -9, np.float32)).peaks(0.1) == []
        assert HEAT.stop == CORE


def overlap(quad: Quad, corners: np.ndarray) -> float:
    other = Quad.of_points(corners)
    return max(math.dist(a, b) for a, b in zip(quad.corners, other.corners, strict=True)) / other.height


class TestLines:
    @pytest.mark.parametrize("degrees", [0, 8, 30, 90, 137, 180, -60, -90])
    @pytest.mark.parametrize("height", [9, 16, 40])
    def test_a_line_comes_back_with_its_direction(self, degrees, height):
        corners = placed(160, 158, 200, height, degrees)
        (box,) = boxes(answer([], [[*corners.ravel(), 0]]))
        assert overlap(box.quad, corners) < 0.35
        assert box.score > 0.5

    def test_a_short_word_keeps_its_direction_too(self):
        corners = placed(160, 158, 30, 22, 180)
        (box,) = boxes(answer([], [[*corners.ravel(), 0]]))
        assert overlap(box.quad, corners) < 0.35

    def test_lines_set_close_and_columns_stay_apart(self):
        rows = [placed(90 + 150 * (k % 2), 100 + 13 * (k // 2), 130, 11, 0) for k in range(8)]
        assert len(boxes(answer([], [[*r.ravel(), 0] for r in rows]))) == 8

    def test_faint_cores_and_specks_are_no_lines(self):
        planes = np.full((PLANES, MAP, MAP), -9, np.float32)
        planes[CORE, 20, 20] = 5
        planes[CORE, 40:43, 10:60] = -0.3
        assert boxes(Maps(planes)) == []


def test_what_is_hardly_seen_counts_neither_way():
    hidden = thing(1, placed(160, 160, 60, 60, 0))
    hidden[-1] = 1
    asked = targets(np.array([hidden], np.float32), np.zeros((0, 9), np.float32))
    assert asked[0:4].max() == 0
    assert asked[4:8, 40, 40].max() == 0 and asked[4:8, 2, 2].min() == 1
    assert SIDE == 4 * MAP


def test_codes_are_pointed_at_in_photo_pixels_and_marks_are_not():
    maps = answer([thing(CODE, placed(140, 151, 40, 40, 12)), thing(0, placed(60, 60, 30, 30, 0))], [])
    photo = Photo(np.zeros((1920, 1920, 3), np.uint8), "", "", Quality(100, 100, 100, 0))
    look = FirstPass(lambda pixels: maps)  # type: ignore[arg-type] - a net that always sees the same
    (quad,) = NetCodePlaces(look)(photo)
    assert quad.centre == pytest.approx((280, 302), abs=4)
    assert quad.width == pytest.approx(80, rel=0.1)
    assert abs(quad.angle - 12) < 5


class TestPaired:
    def test_rows_and_columns_stand_in_pairs(self):
        picture = np.arange(0, 192, 2, np.uint8).reshape(4, 8, 3) + 2
        seen = paired(picture)
        assert seen.shape == (1, 2, 2, 4, 8)
        for y, x in ((0, 0), (1, 5), (3, 2)):
            pixel = seen[0, y // 2, y % 2, x // 2, 4 * (x % 2) :][:3]
            assert pixel.tolist() == picture[y, x].tolist()

    def test_levels_are_those_that_the_weights_know(self):
        levels = np.arange(256, dtype=np.uint8)
        seen = paired(np.repeat(levels, 6).reshape(2, 256, 3))[..., 0].ravel()
        assert seen.tolist() == [max(min(level + level % 2, 255), 1) for level in levels.tolist()]
