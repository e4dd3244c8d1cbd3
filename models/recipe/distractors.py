"""More signs that a hasty eye takes for a mark, for training alone: suns, flowers, gears, lattices, roundels."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from models.recipe.hard_negatives import MIDDLE, SIDE, point
from models.recipe.words import chance, one
from verifier.domain import Pixels

_Draw = Callable[[Pixels, np.random.Generator], None]
_CENTRE = (MIDDLE, MIDDLE)


def _fill(c: Pixels, points: list[tuple[int, int]], ink: int = 255) -> None:
    cv2.fillPoly(c, [np.array(points, np.int32)], ink, cv2.LINE_AA)


def rays(c: Pixels, rng: np.random.Generator) -> None:
    """A sun: disc or ring with rays."""
    n, body, turn = int(rng.integers(6, 25)), int(rng.integers(14, 34)), float(rng.uniform(0, 90))
    start, end, wide = body + int(rng.integers(2, 9)), int(rng.integers(46, 62)), float(rng.uniform(0.25, 0.8))
    cv2.circle(c, _CENTRE, body, 255, int(one(rng, (-1, int(rng.integers(2, 9))))), cv2.LINE_AA)
    pointed, stroke = chance(rng, 0.5), int(rng.integers(2, 8))
    for k in range(n):
        a, half = turn + 360 * k / n, 180 / n * wide
        if pointed:
            _fill(c, [point(start, a - half), point(end, a), point(start, a + half)])
        else:
            cv2.line(c, point(start, a), point(end, a), 255, stroke, cv2.LINE_AA)


def flower(c: Pixels, rng: np.random.Generator) -> None:
    """Petals round a middle."""
    n, stroke = int(rng.integers(4, 10)), int(one(rng, (-1, int(rng.integers(2, 7)))))
    axes = (int(rng.integers(12, 26)), int(rng.integers(5, 14)))
    turn = float(rng.uniform(0, 90))
    for k in range(n):
        a = turn + 360 * k / n
        cv2.ellipse(c, point(60.0 - axes[0], a), axes, a, 0, 360, 255, stroke, cv2.LINE_AA)
    cv2.circle(c, _CENTRE, int(rng.integers(5, 18)), int(one(rng, (255, 255, 0))), -1, cv2.LINE_AA)


def gear(c: Pixels, rng: np.random.Generator) -> None:
    teeth, hole = int(rng.integers(6, 20)), int(rng.integers(6, 30))
    radii = (59.0, 59.0, float(rng.integers(40, 54)))
    edge = [point(radii[k % 4] if k % 4 < 2 else radii[2], 90 * k / teeth) for k in range(4 * teeth)]
    _fill(c, edge)
    cv2.circle(c, _CENTRE, hole, 0, -1, cv2.LINE_AA)
    if chance(rng, 0.5):
        cv2.circle(c, _CENTRE, max(3, hole // 2), 255, -1, cv2.LINE_AA)


def lattice(c: Pixels, rng: np.random.Generator) -> None:
    """A diamond or square crossed by white or by lines: tiles, windows, carpets, four pieces of a puzzle."""
    turn, w = float(one(rng, (0, 0, 0, 45))), int(rng.integers(3, 9))
    corners = [point(60, turn + 90 * k) for k in range(4)]
    filled = chance(rng, 0.6)
    if filled:
        _fill(c, corners)
    else:
        cv2.polylines(c, [np.array(corners, np.int32)], True, 255, w, cv2.LINE_AA)
    ink, n = 0 if filled else 255, int(rng.integers(1, 4))
    for side in (0, 1):
        a, b, d, e = (np.array(corners[(k + side) % 4], float) for k in range(4))
        for k in range(1, n + 1):
            p, q = a + (b - a) * k / (n + 1), e + (d - e) * k / (n + 1)
            cv2.line(c, (round(p[0]), round(p[1])), (round(q[0]), round(q[1])), ink, w, cv2.LINE_AA)
    if chance(rng, 0.4):
        cv2.circle(c, _CENTRE, int(rng.integers(8, 26)), 255 - ink if chance(rng, 0.5) else ink, -1, cv2.LINE_AA)


def pinwheel(c: Pixels, rng: np.random.Generator) -> None:
    n, lean = int(one(rng, (3, 4, 4, 5, 6, 8))), float(rng.uniform(20, 70))
    turn, inner = float(rng.uniform(0, 90)), float(rng.uniform(0, 18))
    for k in range(n):
        a = turn + 360 * k / n
        _fill(c, [point(inner, a), point(58, a), point(float(rng.uniform(20, 50)), a + lean)])


def roundel(c: Pixels, rng: np.random.Generator) -> None:
    """Rings, spokes and wedges about a middle, in four or more equal parts: emblems, wheels, targets, caps."""
    n, turn = int(one(rng, (4, 4, 6, 8, 12))), float(one(rng, (0, 45, 22.5)))
    for r in sorted(rng.integers(8, 60, int(rng.integers(1, 4)))):
        cv2.circle(c, _CENTRE, int(r), 255, int(rng.integers(2, 8)), cv2.LINE_AA)
    reach, half = float(rng.integers(24, 56)), 180 / n * float(rng.uniform(0.2, 0.9))
    for k in range(n):
        a = turn + 360 * k / n
        _fill(c, [point(6, a), point(reach, a - half), point(reach, a + half)])
    if chance(rng, 0.5):
        cv2.line(c, point(reach, 90), point(reach, 270), 255, int(rng.integers(3, 9)), cv2.LINE_AA)


DRAWINGS: tuple[_Draw, ...] = (rays, rays, flower, gear, lattice, lattice, pinwheel, roundel, roundel)


def sun(rng: np.random.Generator) -> Pixels:
    """One such sign, in a ring at times, at times left out of a disc: SIDE×SIDE uint8, 255 ink."""
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    one(rng, DRAWINGS)(canvas, rng)
    if chance(rng, 0.3):
        share = float(rng.uniform(0.6, 0.85))
        small = cv2.resize(canvas, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        canvas = np.zeros((SIDE, SIDE), np.uint8)
        at = (SIDE - small.shape[0]) // 2
        canvas[at : at + small.shape[0], at : at + small.shape[1]] = small
        cv2.circle(canvas, _CENTRE, 58, 255, int(rng.integers(3, 9)), cv2.LINE_AA)
    elif chance(rng, 0.2):
        disc = np.zeros((SIDE, SIDE), np.uint8)
        cv2.circle(disc, _CENTRE, 62, 255, -1, cv2.LINE_AA)
        canvas = np.minimum(disc, 255 - canvas)
    return canvas
