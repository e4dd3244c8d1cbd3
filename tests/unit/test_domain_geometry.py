import subprocess
import sys

import numpy as np
import pytest

from verifier.domain.geometry import Quad

JUDGEMENT = (
    "verifier.domain",
    "verifier.extract.claim",
    "verifier.links.target",
    "verifier.messages",
    "verifier.names.forgery",
    "verifier.names.match",
    "verifier.numbers",
    "verifier.report.plain",
    "verifier.rules",
    "verifier.rules.verdict",
)


@pytest.mark.parametrize("module", JUDGEMENT)
def test_judging_loads_no_numpy_and_no_image_library(module):
    heavy = "{'numpy', 'cv2', 'PIL', 'onnxruntime'} & set(sys.modules)"
    code = f"import sys, {module}; sys.exit(str(loaded) if (loaded := {heavy}) else 0)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr


def grown_by_arrays(quad: Quad, along: float, across: float) -> list[list[float]]:
    """`Quad.grown` as vectors say it."""
    a, b, c, d = (np.array(corner, np.float64) for corner in quad.corners)
    right = (b - a + c - d) / max(2 * quad.width, 1e-9) * quad.height * along
    down = (d - a + c - b) / max(2 * quad.height, 1e-9) * quad.height * across
    return [v.tolist() for v in (a - right - down, b + right - down, c + right + down, d - right + down)]


def test_a_quad_grows_to_the_last_bit_as_vectors_have_it():
    rng = np.random.default_rng(3)
    for points in rng.uniform(-50, 5000, (500, 4, 2)):
        quad, (along, across) = Quad.of_points(points.tolist()), rng.uniform(-0.4, 3, 2).tolist()
        assert [list(corner) for corner in quad.grown(along, across).corners] == grown_by_arrays(quad, along, across)


def test_a_quad_grows_by_shares_of_its_height_and_a_point_stays_a_point():
    assert Quad.of_box(10, 20, 110, 60).grown(0.5, 0.25) == Quad.of_box(-10, 10, 130, 70)
    assert Quad.of_box(10, 20, 110, 60).grown(0.5) == Quad.of_box(-10, 0, 130, 80)
    assert Quad.of_box(5, 5, 5, 5).grown(1.0) == Quad.of_box(5, 5, 5, 5)


def test_the_corners_as_an_array():
    array = Quad.of_box(1, 2, 3, 4).array()
    assert array.dtype == np.float32 and array.tolist() == [[1, 2], [3, 2], [3, 4], [1, 4]]


def seen_from(quad: Quad, matrix: np.ndarray) -> Quad:
    return Quad.of_points((np.array(quad.corners) @ matrix.T).tolist())


@pytest.mark.parametrize("turn", [0, 20, 45, 100, -160])
@pytest.mark.parametrize("share", [1.0, 0.9, 0.72, 0.3])
def test_the_squeeze_of_a_square_is_told_whatever_way_it_is_turned_and_squeezed(turn, share):
    rng = np.random.default_rng(turn + 200)
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    rotation, squeeze = np.array([[c, -s], [s, c]]), np.diag([1.0, share])
    for along in rng.uniform(0, np.pi, 4):
        d, e = np.cos(along), np.sin(along)
        axes = np.array([[d, -e], [e, d]])
        quad = seen_from(Quad.of_box(-30, -30, 30, 30), rotation @ axes @ squeeze @ axes.T)
        assert quad.squeeze() == pytest.approx(share)
        code = seen_from(Quad.of_box(100, -50, 190, 40), axes @ squeeze @ axes.T)
        assert seen_from(Quad.of_box(0, 0, 20, 20), axes @ squeeze @ axes.T @ rotation).squeeze(code) == pytest.approx(
            1
        )


def test_a_square_beside_a_squeezed_one_is_squeezed_against_it():
    assert Quad.of_box(0, 0, 50, 50).squeeze(Quad.of_box(0, 0, 60, 80)) == pytest.approx(0.75)
    assert Quad.of_box(0, 0, 72, 100).squeeze(Quad.of_box(0, 0, 80, 80)) == pytest.approx(0.72)


def test_what_has_no_area_is_squeezed_to_nothing():
    line, square = Quad.of_box(0, 0, 10, 0), Quad.of_box(0, 0, 10, 10)
    assert line.squeeze() == line.squeeze(square) == square.squeeze(line) == Quad.of_box(3, 3, 3, 3).squeeze() == 0


BOX = Quad.of_box(10, 20, 110, 60)


@pytest.mark.parametrize(
    ("other", "gap"),
    [
        ((110, 60, 130, 70), 0), ((50, 30, 60, 40), 0), ((113, 20, 130, 60), 3), ((0, 20, 6, 60), 4),
        ((10, 62, 110, 70), 2), ((10, 0, 110, 15), 5), ((113, 64, 130, 70), 5), ((110.5, 20, 130, 60), 0.5),
        ((10, 60.5, 110, 70), 0.5), ((-5, -10, 7, 16), 5),
    ],
)  # fmt: skip
def test_the_gap_between_two_boxes(other, gap):
    assert BOX.distance(Quad.of_box(*other)) == Quad.of_box(*other).distance(BOX) == gap


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((10, 20), True), ((110, 60), True), ((60, 40), True), ((9.9, 40), False), ((110.1, 40), False),
        ((60, 19.9), False), ((60, 60.1), False),
    ],
)  # fmt: skip
def test_a_point_is_inside_up_to_the_edge_whichever_way_the_corners_run(point, inside):
    assert BOX.contains(point) is inside
    assert Quad.of_points(BOX.corners[::-1]).contains(point) is inside
    assert Quad.of_points((*BOX.corners[2:], *BOX.corners[:2])).contains(point) is inside


def test_what_a_quad_measures():
    assert (BOX.centre, BOX.bounds, BOX.width, BOX.height, BOX.angle) == ((60, 40), (10, 20, 110, 60), 100, 40, 0)
    assert BOX.scaled(0.5) == Quad.of_box(5, 10, 55, 30) and BOX.moved(3, -4) == Quad.of_box(13, 16, 113, 56)
    assert BOX.clipped(100, 50) == Quad.of_box(10, 20, 100, 50)
    assert Quad.of_box(-5, -6, 9, 8).clipped(100, 50) == Quad.of_box(0, 0, 9, 8)
    slanted = Quad.of_points([(0, 0), (30, 40), (24, 48), (-8, 6)])
    assert slanted.width == pytest.approx((50 + np.hypot(32, 42)) / 2) and slanted.height == 10
    assert slanted.angle == pytest.approx(np.degrees(np.arctan2(82, 62))) and slanted.bounds == (-8, 0, 30, 48)
    assert Quad.of_points((*BOX.corners[2:], *BOX.corners[:2])).angle == 180
    assert Quad.of_points((*BOX.corners[1:], BOX.corners[0])).angle == 90


@pytest.mark.parametrize("count", [3, 5])
def test_a_quad_has_four_corners(count):
    with pytest.raises(ValueError, match=f"four corners, not {count}"):
        Quad.of_points([(0, 0)] * count)
