"""Our own drawing of the three marks from measured proportions: for matching and specimens, not for print.

Unit: W, the full width (and height) of the diamond. Origin at the centre of the mark, x right, y down. A
drawing is a list of closed polygons filled by the even-odd rule. The monogram has six pieces: a vertical
double-headed arrow, a left arrow, three bands along the diamond's edges, and one piece of right arrow and
lower-right band together: its lower-right quarter alone breaks the symmetry and so tells a mirrored or turned
copy. The community mark is simplified.
"""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import MarkKind, Pixels

Polygon = npt.NDArray[np.float64]

RING_OUTER = 1.344
"""Outer diameter of the ring of the compulsory mark, in W."""
RING_STROKE = 0.072
"""Stroke of the ring, in W."""

_SHAFT = 0.048  # half thickness of the arrows' shafts
_SHIFT = 6  # binary digits after the point in fillPoly's coordinates

# Points (x, y) of an outline; (x, y, 1) is the control point of a quadratic curve between its neighbours.
_Path = list[tuple[float, ...]]

# From the top tip clockwise to the middle of the right side; mirrored for the rest.
_ARROW: _Path = [
    (0, -0.5), (0.084, -0.416), (0.054, -0.408, 1), (_SHAFT, -0.352),
]  # fmt: skip
_BAND: _Path = [
    (-0.387, -0.113), (-0.118, -0.384), (-0.083, -0.4, 1), (-0.081, -0.355), (-0.081, -0.247),
    (-0.093, -0.26, 1), (-0.109, -0.237), (-0.234, -0.112), (-0.253, -0.09, 1), (-0.236, -0.077),
    (-0.35, -0.077), (-0.392, -0.079, 1),
]  # fmt: skip
_HOOK: _Path = [
    (0.5, 0), (0.118, 0.384), (0.083, 0.4, 1), (0.079, 0.355), (0.079, 0.247),
    (0.093, 0.26, 1), (0.109, 0.237), (0.25, 0.096), (0.278, 0.052, 1), (0.232, _SHAFT),
    (0.077, _SHAFT), (0.077, -_SHAFT), (0.352, -_SHAFT), (0.408, -0.054, 1), (0.416, -0.084),
]  # fmt: skip


def _flatten(path: _Path, steps: int = 8) -> Polygon:
    """A closed path as an N×2 polygon, each curve cut into `steps` chords."""
    points: list[tuple[float, float]] = []
    for i, (x, y, *control) in enumerate(path):
        if not control:
            points.append((x, y))
            continue
        (x0, y0), (x1, y1) = path[i - 1][:2], path[(i + 1) % len(path)][:2]
        for t in (k / steps for k in range(1, steps)):
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            points.append((a * x0 + b * x + c * x1, a * y0 + b * y + c * y1))
    return np.array(points, dtype=np.float64)


def _mirrored(path: _Path, sx: int, sy: int) -> _Path:
    return [(sx * x, sy * y, *control) for x, y, *control in path]


def _turned(polygon: Polygon, degrees: float) -> Polygon:
    """Turned clockwise as seen (y down)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.asarray(polygon @ np.array([[c, s], [-s, c]]), np.float64)


def _disc(radius: float, steps: int = 256) -> Polygon:
    angles = np.arange(steps) * (2 * math.pi / steps)
    return radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _monogram() -> list[Polygon]:
    right = _ARROW + _mirrored(_ARROW, 1, -1)[::-1]
    vertical = right + _mirrored(right, -1, 1)[::-1][1:-1]
    lower: _Path = [(y, x, *control) for x, y, *control in _ARROW[1:]]
    left = [(-0.081, -_SHAFT), (-0.081, _SHAFT), *lower[::-1], (-0.5, 0.0), *_mirrored(lower, 1, -1)]
    bands = [_BAND, _mirrored(_BAND, -1, 1), _mirrored(_BAND, 1, -1)]
    return [_flatten(path) for path in (vertical, left, *bands, _HOOK)]


def _bar(x0: float, y0: float, x1: float, y1: float, width: float) -> Polygon:
    """A straight bar with a round far end, from (x0, y0) to (x1, y1)."""
    along = np.array([x1 - x0, y1 - y0]) / math.hypot(x1 - x0, y1 - y0)
    across = np.array([-along[1], along[0]]) * width / 2
    start, end = np.array([x0, y0]), np.array([x1, y1])
    cap = [end + across * math.cos(a) + along * (width / 2) * math.sin(a) for a in np.linspace(0, math.pi, 9)]
    return np.array([start + across, *cap, start - across], dtype=np.float64)


def _four_hands() -> list[Polygon]:
    """The community mark, simplified: four arms gripping one another round a disc, in a solid square."""
    half = 0.5 / math.sqrt(2)
    arm: _Path = [
        (-0.16, -0.32), (-0.01, -0.32), (0.05, -0.315, 1), (0.09, -0.285), (0.16, -0.285), (0.16, -0.17),
        (0.09, -0.17), (0.02, -0.17, 1), (-0.03, -0.13), (-0.1, -0.13), (-0.16, -0.16),
    ]  # fmt: skip
    fingers = [_bar(-0.17, y, -0.29, y, 0.014) for y in (-0.31, -0.275, -0.24, -0.205)]
    quarter = [_flatten(arm), *fingers]
    square = np.array([(-half, -half), (half, -half), (half, half), (-half, half)])
    hands = [_turned(polygon, 90.0 * k) for k in range(4) for polygon in quarter]
    upright = [square, *hands, _disc(0.14, 96), square * 0.165]
    return [_turned(polygon, 45.0) for polygon in upright]


@cache
def _outline(kind: MarkKind) -> tuple[Polygon, ...]:
    if kind is MarkKind.COMMUNITY:
        polygons = _four_hands()
    else:
        polygons = _monogram()
        if kind is MarkKind.COMPULSORY:
            polygons += [_disc(RING_OUTER / 2), _disc(RING_OUTER / 2 - RING_STROKE)]
    for polygon in polygons:
        polygon.setflags(write=False)
    return tuple(polygons)


def outline(kind: MarkKind) -> list[Polygon]:
    """The mark as closed N×2 float64 polygons in W, to be filled by the even-odd rule; read-only arrays."""
    return list(_outline(kind))


def extent(kind: MarkKind) -> float:
    """Full width of the mark in W: the ring's diameter for the compulsory mark, 1 for the others."""
    return RING_OUTER if kind is MarkKind.COMPULSORY else 1.0


def mark_mask(kind: MarkKind, size: int, angle: float = 0.0, *, weight: float = 0.0) -> Pixels:
    """The mark filling a square picture: `size`×`size` uint8, 255 ink, 0 ground, antialiased.

    `angle`: degrees clockwise as seen. `weight`: every edge moved outwards by so many W (negative: thinner).
    Raises ValueError for a size under 1.
    """
    if size < 1:
        raise ValueError(f"a mark needs at least one pixel, not {size}")
    oversample = max(4, math.ceil(256 / size))
    side = size * oversample
    scale = side / (extent(kind) + 2 * max(weight, 0.0))
    corners = (_turned(polygon, angle) * scale + side / 2 - 0.5 for polygon in _outline(kind))
    canvas = np.zeros((side, side), np.uint8)
    cv2.fillPoly(canvas, [np.round(c * (1 << _SHIFT)).astype(np.int32) for c in corners], 255, shift=_SHIFT)
    radius = round(abs(weight) * scale)
    if radius:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
        change = cv2.dilate if weight > 0 else cv2.erode
        canvas = np.asarray(change(canvas, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0), np.uint8)
    return np.asarray(cv2.resize(canvas, (size, size), interpolation=cv2.INTER_AREA), np.uint8)


def svg(kind: MarkKind) -> str:
    """The outline as SVG path data in W, for on-screen help; fill it with `fill-rule="evenodd"`."""
    return " ".join("M" + "L".join(f"{x:.4f},{y:.4f}" for x, y in polygon) + "Z" for polygon in _outline(kind))
