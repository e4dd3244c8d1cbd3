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
