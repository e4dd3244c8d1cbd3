"""Lines from the net's map of cores: connected components, with the height and the direction that their cells tell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.net import STRIDE, FinderNet, Maps
from verifier.geometry import Quad
from verifier.models import Pixels
from verifier.read.dbnet import Box

Plane = npt.NDArray[np.float32]
ENLARGED = 2
"""The map is enlarged this many times before it is cut at INK, so that edges fall between cells."""
INK = (0.4, 0.6, 0.75)
"""Where the enlarged map is cut; at the later levels only what runs together at the earlier ones."""
THICK = 0.8
"""A core this thick, in heights of its line (it should be half), is that of several lines."""
LEAST_SCORE = 0.5
"""A component whose mean probability is lower is no line."""
LEAST_CELLS = 3.0
"""Components smaller than this, in cells, are noise."""
BEYOND = 0.25
"""A line reaches this much of its height beyond the ends of its core."""
ALIKE, OFF, GAP = 1.5, 0.3, 0.7
"""Pieces are of one line when their heights differ by at most this factor, their middles lie this near to one line, and
the gap between them is at most this wide, both in heights."""
MARGIN = (0.4, 0.3)
"""Room handed on with each line, before and behind, above and below, in heights: what readers are used to."""
SHORT, SMALL = 1.5, 0.4
"""What is not this many times as long as high may be of another direction, and as low as this share of the line."""
LONG = 3.0
"""A core this many times as long as high shows the line's direction better than its cells tell it."""


class CoreLines:
    """Finds lines of print in a picture, at any turn; each box starts where the line does, with some room round it."""

    version = FinderNet.version

    def __init__(self, net: FinderNet) -> None:
        self._net = net

    def __call__(self, pixels: Pixels) -> list[Box]:
        """Lines of an H×W×3 RGB uint8 picture, top to bottom, in its coordinates. Raises EngineFailed."""
        return [Box(box.quad.grown(*MARGIN), box.score) for box in boxes(self._net(pixels))]


def boxes(maps: Maps) -> list[Box]:
    """The lines of the net's maps in pixels of its picture, top to bottom, then left to right."""
    height, width = maps.core.shape
    fine = cv2.resize(maps.core, (width * ENLARGED, height * ENLARGED), interpolation=cv2.INTER_LINEAR)
    found = _linked(list(_lines(np.asarray(fine, np.float32), (0, 0), maps.tall, maps.rise, INK)))
    return sorted(found, key=lambda box: (box.quad.centre[1], box.quad.centre[0]))


def _lines(fine: Plane, corner: tuple[int, int], tall: Plane, rise: Plane, levels: Sequence[float]) -> Iterator[Box]:
    """Lines of a piece of the enlarged map whose upper left corner lies at `corner` of it.

    Where the cores of lines that stand close run together, the component is cut again at a higher level.
    """
    ink, higher = levels[0], levels[1:]
    count, labels, stats, _ = cv2.connectedComponentsWithStats((fine > ink).astype(np.uint8), connectivity=4)
    for k in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[k])
        if area < LEAST_CELLS * ENLARGED**2:
            continue
        mine = labels[y : y + h, x : x + w] == k
        ys, xs = np.nonzero(mine)
        weights = fine[y : y + h, x : x + w][mine]
        if float(weights.mean()) < LEAST_SCORE:
            continue
        points = np.stack([xs + x + corner[0], ys + y + corner[1]], 1).astype(np.float32) + 0.5
        rows, columns = (points[:, 1] / ENLARGED).astype(int), (points[:, 0] / ENLARGED).astype(int)
        heights = tall[rows, columns]
        quad, thick = _quad(points * (STRIDE / ENLARGED), weights, heights, rise[:, rows, columns])
        if higher and thick > THICK * quad.height:
            piece = np.where(mine, fine[y : y + h, x : x + w], np.float32(0))
            yield from _lines(piece, (corner[0] + x, corner[1] + y), tall, rise, higher)
        else:
            yield Box(quad, float(weights.mean()))


def _linked(boxes: list[Box]) -> list[Box]:
    """Pieces of one line put together: of one height and direction, one behind the other, hardly a letter apart."""
    rest = sorted(boxes, key=lambda box: -box.quad.width)
    linked: list[Box] = []
    while rest:
        box = rest.pop(0)
        while (other := next((o for o in rest if _continues(box.quad, o.quad)), None)) is not None:
            rest.remove(other)
            box = _joined(box, other)
        linked.append(box)
    return linked


def _along(quad: Quad) -> npt.NDArray[np.float64]:
    a, b, c, d = (np.asarray(p) for p in quad.corners)
    along = b - a + c - d
    return np.asarray(along / max(float(np.hypot(*along)), 1e-9))


def _continues(line: Quad, piece: Quad) -> bool:
    """Whether a piece carries a line on. The direction of what is hardly longer than high is taken as the line's."""
    height, along = line.height, _along(line)
    short = piece.width < SHORT * piece.height
    if not (SMALL if short else 1 / ALIKE) < piece.height / max(height, 1e-6) < ALIKE:
        return False
    if not short and float(along @ _along(piece)) < 0.97:
        return False
    points = np.array(piece.corners) - line.centre
    u, v = points @ along, points @ (-along[1], along[0])
    gap = max(float(u.min()), -float(u.max())) - line.width / 2
    return abs(float(v.mean())) < OFF * height and -2 * OFF * height < gap < GAP * height


def _joined(one: Box, other: Box) -> Box:
    """The box round both in the direction of the longer one, `one`."""
    along = _along(one.quad)
    down = np.array([-along[1], along[0]])
    points = np.array(one.quad.corners + other.quad.corners)
    u, v = points @ along, points @ down
    low, high, top, bottom = u.min(), u.max(), v.min(), v.max()
    corners = ((low, top), (high, top), (high, bottom), (low, bottom))
    weights = one.quad.width, other.quad.width
    score = (one.score * weights[0] + other.score * weights[1]) / max(sum(weights), 1e-6)
    return Box(Quad.of_points(along * x + down * y for x, y in corners), score)


def _quad(
    points: npt.NDArray[np.float32],
    weights: npt.NDArray[np.float32],
    tall: npt.NDArray[np.float32],
    rise: npt.NDArray[np.float32],
) -> tuple[Quad, float]:
    """The line whose core has these points (n×2, pixels), heights (n) and up vectors (2×n); how thick the core is."""
    height = float(np.average(tall, weights=weights))
    up = np.average(rise, axis=1, weights=weights)
    centre = np.average(points, axis=0, weights=weights)
    spread = np.linalg.eigh(np.cov((points - centre).T) + np.eye(2) * 1e-6)
    along = spread[1][:, 1]
    length, thick = (math.sqrt(12 * max(v, 1e-6)) for v in (spread[0][1], spread[0][0]))
    right = np.array([-up[1], up[0]])
    norm = float(np.hypot(*right))
    if norm > 0.2:
        right /= norm
    else:  # no direction seen: along the core, rightwards or down
        right = along if float(along @ (1.0, 0.5)) > 0 else -along
    if length > LONG * max(thick, STRIDE / 2):
        right = along if float(along @ right) > 0 else -along
    down = np.array([-right[1], right[0]])
    u, v = (points - centre) @ right, (points - centre) @ down
    pixel = STRIDE / ENLARGED / 2
    thickness = float(np.quantile(v, 0.95) - np.quantile(v, 0.05)) / 0.9
    low, high = float(u.min()) - pixel - BEYOND * height, float(u.max()) + pixel + BEYOND * height
    middle = centre + down * float(np.average(v, weights=weights))
    half = down * height / 2
    start, end = middle + right * low, middle + right * high
    return Quad.of_points((start - half, end - half, end + half, start + half)), thickness
