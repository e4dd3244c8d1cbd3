"""Closed shapes in which words stand: discs, rings and frames, upright by less than an eighth turn, and their middles.

No line detector is sure of what stands in one: the middle is cut out as a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_line

SHAPE_PX, SHAPE_ASPECT, SOLID = 18, (0.5, 9.0), 0.8
"""Shorter side of a closed shape in px of the mask, longer over shorter side, and its area over that of its box."""
ROUND_SOLID = 0.87
"""A shape that fills less of its box than this is a disc or a ring, whose words stand in its middle."""
ROUND_ASPECT = 1.35
"""A shape at most this many times as wide as high is read as a disc or a ring."""
INNER_ROUND, INNER_FRAME = ((0.86, 0.5), (0.86, 0.36)), ((0.92, 0.74),)
"""Parts of a disc's and of a frame's box that are read, across and down: words are of either height."""
HALF_QUARTER = 45.0
"""Degrees: what is turned by more is upright the other way."""
SAME_SHAPE = 0.6
"""A shape in the middle of another one that is so high is its inner edge."""
STROKE_CONTRAST, STROKE_STEPS = 45, (4, 36)
"""Grey levels, and steps in a row of a shape's middle, between which it may hold a word."""
MAX_SHAPES = 4
"""Shapes that are read, the largest first."""
LINE_PX = 40
"""Height at which what stands in a shape or a code is shown."""


def closed_shapes(grey: Pixels, ink: Pixels, taken: Pixels) -> list[Quad]:
    """Discs, rings and frames of a mask in which strokes stand, upright by less than an eighth turn, largest first."""
    contours, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        _, _, w, h = cv2.boundingRect(contour)
        if min(w, h) < SHAPE_PX or max(w, h) > max(ink.shape) / 2:
            continue
        (x, y), (width, height), angle = cv2.minAreaRect(contour)
        if cv2.contourArea(cv2.convexHull(contour)) * SOLID > cv2.contourArea(contour):
            continue
        if width * height * ROUND_SOLID > cv2.contourArea(contour):  # a disc has no direction
            x, y, width, height, angle = *(np.array(cv2.boundingRect(contour)[:2]) + np.array((w, h)) / 2), w, h, 0.0
        if abs(angle) > HALF_QUARTER:
            width, height, angle = height, width, angle - math.copysign(90, angle)
        if not SHAPE_ASPECT[0] <= width / max(height, 1.0) <= SHAPE_ASPECT[1] or height < SHAPE_PX:
            continue
        if taken[min(int(y), taken.shape[0] - 1), min(int(x), taken.shape[1] - 1)]:
            continue
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        half = ((-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2))
        found.append(Quad.of_points((x + u * cos - v * sin, y + u * sin + v * cos) for u, v in half))
    kept: list[Quad] = []
    for quad in sorted(found, key=lambda quad: -quad.width * quad.height):
        alike = any(quad.height > SAME_SHAPE * other.height and other.contains(quad.centre) for other in kept)
        if len(kept) < MAX_SHAPES and not alike and _has_strokes(grey, quad):
            kept.append(quad)
    return kept


def _has_strokes(grey: Pixels, quad: Quad) -> bool:
    """Whether the middle of a shape shows as many steps from dark to light as a word has, and enough contrast."""
    x0, y0, x1, y1 = (round(v) for v in part(quad, 0.8, 0.3).bounds)
    middle = grey[max(y0, 0) : y1, max(x0, 0) : x1]
    low, high = (int(v) for v in np.percentile(middle, (6, 94)))
    if high - low < STROKE_CONTRAST:
        return False
    steps = np.abs(np.diff((middle > (low + high) / 2).astype(np.int8), axis=1)).sum(1)
    return STROKE_STEPS[0] <= float(np.median(steps)) <= STROKE_STEPS[1]


def middles(photo: Photo, shape: Quad) -> Iterator[tuple[Pixels, Quad]]:
    """What may be the words of a shape, by its kind, as pictures of a line, each with the whole shape as its place."""
    round_ = shape.width < ROUND_ASPECT * shape.height
    return parts(photo, shape, INNER_ROUND if round_ else INNER_FRAME)


def parts(photo: Photo, quad: Quad, shares: Sequence[tuple[float, float]]) -> Iterator[tuple[Pixels, Quad]]:
    """Parts of a quad as pictures of a line, each with the whole quad as its place."""
    return ((cut_line(photo, part(quad, *share), LINE_PX), quad) for share in shares)


def part(quad: Quad, across: float, down: float) -> Quad:
    """The middle of a quad, by the shares of its width and height."""
    x, y = quad.centre
    a, b, _, d = quad.corners
    u, v = (
        ((b[0] - a[0]) * across / 2, (b[1] - a[1]) * across / 2),
        ((d[0] - a[0]) * down / 2, (d[1] - a[1]) * down / 2),
    )
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return Quad.of_points((x + s * u[0] + t * v[0], y + s * u[1] + t * v[1]) for s, t in signs)
