"""Where the numbered pin of an outline stands: beside what it numbers, on calm ground, off everything else outlined."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from verifier.domain import Pixels
from verifier.domain.geometry import Quad

RADIUS = 15.0
"""Of a pin with its rim, in units of which a phone's screen is about 330 wide."""
OVER_EVIDENCE, OVER_PIN, LATER = 60.0, 120.0, 4.0
"""What it costs to lie on evidence or on another pin, and to be of a place less usual, in greys of print covered."""

Place = tuple[float, float]


def unit(width: int, height: int) -> float:
    """How many pixels of a picture one unit is, when it is shown as wide as a phone or as high as fits."""
    return max(width, height * 1.4) / 330


def places(pixels: Pixels, quads: Sequence[Quad]) -> list[Place]:
    """The centre of a pin for each quad, in `pixels` (h×w×3 RGB uint8); all of the pin lies inside."""
    height, width = pixels.shape[:2]
    radius = RADIUS * unit(width, height)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = grey - cv2.GaussianBlur(grey, (0, 0), radius / 3)
    found: list[Place] = []
    for quad in quads:
        inside = [
            (min(max(x, radius), width - radius), min(max(y, radius), height - radius))
            for x, y in _beside(quad, radius)
        ]
        around = fine.copy()  # how far a pin may lie on what it numbers is `_overlap`'s business
        cv2.fillConvexPoly(around, np.round(quad.array()).astype(np.int32), 0)
        cost = [
            _covered(around, at, radius) + _overlap(at, radius, quad, quads, found) + LATER * n
            for n, at in enumerate(inside)
        ]
        found.append(inside[int(np.argmin(cost))])
    return found


def _beside(quad: Quad, radius: float) -> Iterator[Place]:
    """Before the print, after it, above and below its beginning and its end."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.corners
    along = radius / max(math.dist((ax, ay), (bx, by)), 1.0)
    across = radius / max(math.dist((ax, ay), (dx, dy)), 1.0)
    ux, uy, vx, vy = along * (bx - ax), along * (by - ay), across * (dx - ax), across * (dy - ay)
    yield (ax + dx) / 2 - ux, (ay + dy) / 2 - uy
    yield (bx + cx) / 2 + ux, (by + cy) / 2 + uy
    yield ax - vx + ux, ay - vy + uy
    yield dx + vx + ux, dy + vy + uy
    yield bx - vx - ux, by - vy - uy
    yield cx + vx - ux, cy + vy - uy


def _covered(fine: np.ndarray, at: Place, radius: float) -> float:
    """How much print a pin hides: the spread of the fine greys under it; the edge of a label or a shadow is coarse."""
    x, y, r = (round(value) for value in (*at, radius))
    return 2 * float(fine[max(0, y - r) : y + r, max(0, x - r) : x + r].std())


def _overlap(at: Place, radius: float, own: Quad, quads: Sequence[Quad], pins: Sequence[Place]) -> float:
    # It keeps further from what it does not number, so that nobody takes it for the other's.
    depths = (cv2.pointPolygonTest(quad.array(), at, True) + radius * (0.8 if quad is own else 1.3) for quad in quads)
    over = sum(min(depth, radius) / radius for depth in depths if depth > 0)
    touching = sum(1 for pin in pins if math.dist(pin, at) < 2 * radius)
    return OVER_EVIDENCE * over + OVER_PIN * touching
