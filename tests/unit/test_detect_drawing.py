"""The drawing of the marks: sound outlines, measured proportions, the symmetry that a mirrored copy lacks."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from verifier.detect.drawing import RING_OUTER, RING_STROKE, extent, mark_mask, outline, svg
from verifier.domain import MarkKind

RING, BARE, HANDS = MarkKind.COMPULSORY, MarkKind.VOLUNTARY, MarkKind.COMMUNITY


def overlap(one, other):
    """Intersection over union of two masks."""
    a, b = one > 127, other > 127
    return (a & b).sum() / (a | b).sum()


def crossings(polygon):
    """How often an outline crosses itself."""
    edges = list(pairwise([*polygon, polygon[0]]))

    def side(a, b, p):
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

    return sum(
        side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
        for i, (a, b) in enumerate(edges)
        for c, d in edges[i + 1 :]
    )


@pytest.mark.parametrize("kind", MarkKind)
def test_outlines_are_closed_simple_and_read_only(kind):
    for polygon in outline(kind):
        assert polygon.ndim == 2 and polygon.shape[1] == 2 and len(polygon) >= 4
        assert crossings(polygon) == 0
        with pytest.raises(ValueError, match="read-only"):
            polygon[0] = 0


@pytest.mark.parametrize("kind", MarkKind)
def test_the_mark_is_as_wide_and_high_as_it_says(kind):
    points = np.concatenate(outline(kind))
    assert np.ptp(points, axis=0) == pytest.approx(extent(kind), abs=1e-3)
    assert (points.max(axis=0) + points.min(axis=0)) == pytest.approx(0, abs=1e-3)


def test_the_monogram_has_six_pieces_cut_apart():
    count, _ = cv2.connectedComponents((mark_mask(BARE, 600) > 127).astype(np.uint8))
    assert count - 1 == 6


def test_the_ring_is_clear_of_the_diamond_and_of_its_stroke():
    size = 672
    mask, per_w = mark_mask(RING, size) > 127, size / RING_OUTER
    row = np.flatnonzero(mask[size // 2])
    edges = np.flatnonzero(np.diff(row) > 1)
    assert edges[0] + 1 == pytest.approx(RING_STROKE * per_w, abs=2)
    gap = row[edges[0] + 1] - row[edges[0]]
    assert gap == pytest.approx((RING_OUTER / 2 - RING_STROKE - 0.5) * per_w, abs=3)


def test_only_the_lower_right_quarter_breaks_the_symmetry():
    mask, half = mark_mask(BARE, 512), 256
    upper_left, upper_right = mask[:half, :half], mask[:half, half:]
    lower_left, lower_right = mask[half:, :half], mask[half:, half:]
    assert overlap(upper_left, upper_right[:, ::-1]) > 0.97
    assert overlap(upper_left, lower_left[::-1]) > 0.97
    assert overlap(upper_left, lower_right[::-1, ::-1]) < 0.95
    assert overlap(mask, mask[:, ::-1]) < 0.98


@pytest.mark.shared
@pytest.mark.parametrize("kind", [RING, BARE])
def test_the_proportions_are_those_of_the_measured_mark(kind, shared_data):
    picture = cv2.imread(str(Path(shared_data) / "marks" / f"{kind.value}.png"), cv2.IMREAD_UNCHANGED)
    ink = (picture[..., 3] > 127) & (picture[..., :3].min(axis=2) < 140)
    ys, xs = np.nonzero(ink)
    crop = ink[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1].astype(np.uint8) * 255
    reference = cv2.resize(crop, (600, 600), interpolation=cv2.INTER_AREA)
    assert overlap(reference, mark_mask(kind, 600)) >= 0.93


@pytest.mark.parametrize("size", [1, 7, 24, 96, 333])
@pytest.mark.parametrize("kind", MarkKind)
def test_every_size_is_the_same_drawing(kind, size):
    mask = mark_mask(kind, size)
    assert mask.shape == (size, size) and mask.dtype == np.uint8
    small = cv2.resize(mark_mask(kind, size * 4), (size, size), interpolation=cv2.INTER_AREA)
    assert np.abs(mask.astype(int) - small).mean() < 12


@pytest.mark.parametrize("angle", [17.0, 90.0, -135.0])
@pytest.mark.parametrize("kind", MarkKind)
def test_a_turned_mark_is_the_mark_turned_clockwise(kind, angle):
    size = 320
    matrix = cv2.getRotationMatrix2D((size / 2 - 0.5, size / 2 - 0.5), -angle, 1)
    turned = cv2.warpAffine(mark_mask(kind, size), matrix, (size, size))
    assert overlap(turned, mark_mask(kind, size, angle)) > 0.95


@pytest.mark.parametrize("kind", MarkKind)
def test_weight_thickens_and_thins(kind):
    thin, plain, bold = (int(mark_mask(kind, 300, weight=w).sum()) for w in (-0.012, 0.0, 0.012))
    assert thin < plain * 0.95 and bold > plain * 1.03


def test_the_community_mark_looks_alike_from_all_four_sides_and_unlike_the_others():
    hands = mark_mask(HANDS, 300)
    assert overlap(hands, mark_mask(HANDS, 300, 90)) > 0.97
    assert overlap(hands, mark_mask(BARE, 300)) < 0.6


def test_a_mark_without_size_is_refused():
    with pytest.raises(ValueError, match="pixel"):
        mark_mask(RING, 0)


@pytest.mark.parametrize("kind", MarkKind)
def test_svg_has_one_closed_path_for_each_polygon(kind):
    assert svg(kind).count("M") == svg(kind).count("Z") == len(outline(kind))
