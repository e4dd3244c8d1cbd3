"""Lines from the net's map of cores: connected components, with the height and the direction that their cells tell."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.net import STRIDE, FinderNet, Maps
from verifier.geometry import Quad
from verifier.models import Pixels
from verifier.read.dbnet import Box

ENLARGED = 2
"""The map is enlarged this many times before it is cut at INK, so that edges fall between cells."""
INK = 0.4
LEAST_SCORE = 0.5
"""A component whose mean probability is lower is no line."""
LEAST_CELLS = 3.0
"""Components smaller than this, in cells, are noise."""
BEYOND = 0.25
"""A line reaches this much of its height beyond the ends of its core."""
LONG = 3.0
"""A core this many times as long as high shows the line's direction better than its cells tell it."""


class CoreLines:
    """Finds lines of print in a picture, at any turn; each box starts where the line does."""

    version = FinderNet.version

    def __init__(self, net: FinderNet) -> None:
        self._net = net

    def __call__(self, pixels: Pixels) -> list[Box]:
        """Lines of an H×W×3 RGB uint8 picture, top to bottom, in its coordinates. Raises EngineFailed."""
        return boxes(self._net(pixels))


def boxes(maps: Maps) -> list[Box]:
    """The lines of the net's maps in pixels of its picture, top to bottom, then left to right."""
    core = maps.core
    height, width = core.shape
    fine = cv2.resize(core, (width * ENLARGED, height * ENLARGED), interpolation=cv2.INTER_LINEAR)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((fine > INK).astype(np.uint8), connectivity=4)
    tall, rise = maps.tall, maps.rise
    found = []
    for k in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[k])
        if area < LEAST_CELLS * ENLARGED**2:
            continue
        ys, xs = np.nonzero(labels[y : y + h, x : x + w] == k)
        weights = np.asarray(fine[y : y + h, x : x + w][ys, xs], np.float32)
        if float(weights.mean()) < LEAST_SCORE:
            continue
        rows, columns = (ys + y) // ENLARGED, (xs + x) // ENLARGED
        points = np.stack([xs + x, ys + y], 1).astype(np.float32) + 0.5
        quad = _quad(points * (STRIDE / ENLARGED), weights, tall[rows, columns], rise[:, rows, columns])
        found.append(Box(quad, float(weights.mean())))
    return sorted(found, key=lambda box: (box.quad.centre[1], box.quad.centre[0]))


def _quad(
    points: npt.NDArray[np.float32],
    weights: npt.NDArray[np.float32],
    tall: npt.NDArray[np.float32],
    rise: npt.NDArray[np.float32],
) -> Quad:
    """The line whose core has these points (n×2, pixels), heights (n) and up vectors (2×n)."""
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
    low, high = float(u.min()) - pixel - BEYOND * height, float(u.max()) + pixel + BEYOND * height
    middle = centre + down * float(np.average(v, weights=weights))
    half = down * height / 2
    start, end = middle + right * low, middle + right * high
    return Quad.of_points((start - half, end - half, end + half, start + half))
