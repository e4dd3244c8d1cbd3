"""Lines from the net's map of cores: connected components, with the height and the direction that their cells tell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.first import FirstLook, scale_of
from verifier.detect.net import STRIDE, FinderNet, Maps
from verifier.geometry import Point, Quad
from verifier.models import Photo, Pixels
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

    def __init__(self, net: FinderNet, first_look: FirstLook | None = None) -> None:
        """`first_look`: where the detector's look at the whole photo is kept."""
        self._net, self._first = net, first_look or FirstLook(net)

    def __call__(self, pixels: Pixels) -> list[Box]:
        """Lines of an H×W×3 RGB uint8 picture, top to bottom, in its coordinates. Raises EngineFailed."""
        return _with_room(self._net(pixels))

    def seen(self, photo: Photo) -> list[Box]:
        """Lines that the first look at the photo showed, in photo pixels. Raises EngineFailed."""
        maps, scale = self._first(photo)
        return [Box(box.quad.scaled(1 / scale), box.score) for box in _with_room(maps)]

    def seen_at(self, photo: Photo) -> float:
        """The scale of that look: its pixels for one of the photo."""
        return scale_of(photo.pixels)


def _with_room(maps: Maps) -> list[Box]:
    return [Box(box.quad.grown(*MARGIN), box.score) for box in boxes(maps)]


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A box with what is asked of it again and again."""

    box: Box
    centre: Point
    along: Point
    width: float
    height: float

    @classmethod
    def of(cls, box: Box) -> _Piece:
        a, b, c, d = box.quad.corners
        x, y = b[0] - a[0] + c[0] - d[0], b[1] - a[1] + c[1] - d[1]
        length = max(math.hypot(x, y), 1e-9)
        return cls(box, box.quad.centre, (x / length, y / length), box.quad.width, box.quad.height)

    def from_centre(self, point: Point) -> Point:
        """A point seen from the middle of the piece: along it and across it."""
        (ux, uy), x, y = self.along, point[0] - self.centre[0], point[1] - self.centre[1]
        return x * ux + y * uy, y * ux - x * uy


def _linked(boxes: list[Box]) -> list[Box]:
    """Pieces of one line put together: of one height and direction, one behind the other, hardly a letter apart."""
    rest = sorted(map(_Piece.of, boxes), key=lambda piece: -piece.width)
    linked: list[Box] = []
    while rest:
        piece = rest.pop(0)
        while (other := next((o for o in rest if _continues(piece, o)), None)) is not None:
            rest.remove(other)
            piece = _joined(piece, other)
        linked.append(piece.box)
    return linked


def _continues(line: _Piece, piece: _Piece) -> bool:
    """Whether a piece carries a line on. The direction of what is hardly longer than high is taken as the line's."""
    height = line.height
    short = piece.width < SHORT * piece.height
    if not (SMALL if short else 1 / ALIKE) < piece.height / max(height, 1e-6) < ALIKE:
        return False
    if not short and line.along[0] * piece.along[0] + line.along[1] * piece.along[1] < 0.97:
        return False
    points = [line.from_centre(corner) for corner in piece.box.quad.corners]
    gap = max(min(u for u, _ in points), -max(u for u, _ in points)) - line.width / 2
    return abs(sum(v for _, v in points) / 4) < OFF * height and -2 * OFF * height < gap < GAP * height


def _joined(one: _Piece, other: _Piece) -> _Piece:
    """The piece round both in the direction of the longer one, `one`."""
    points = [one.from_centre(corner) for corner in one.box.quad.corners + other.box.quad.corners]
    low, high = min(u for u, _ in points), max(u for u, _ in points)
    top, bottom = min(v for _, v in points), max(v for _, v in points)
    (x, y), (ux, uy) = one.centre, one.along
    corners = ((low, top), (high, top), (high, bottom), (low, bottom))
    quad = Quad.of_points((x + u * ux - v * uy, y + u * uy + v * ux) for u, v in corners)
    score = (one.box.score * one.width + other.box.score * other.width) / max(one.width + other.width, 1e-6)
    return _Piece.of(Box(quad, score))


def _quad(
    points: npt.NDArray[np.float32],
    weights: npt.NDArray[np.float32],
    tall: npt.NDArray[np.float32],
    rise: npt.NDArray[np.float32],
) -> tuple[Quad, float]:
    """The line whose core has these points (n×2, pixels), heights (n) and up vectors (2×n); how thick the core is."""
    share = weights / weights.sum()
    height, up, centre = float(share @ tall), rise @ share, share @ points
    offset = points - points.mean(0)
    spread = offset.T @ offset / max(len(points) - 1, 1)
    xx, yy, xy = float(spread[0, 0]), float(spread[1, 1]), float(spread[0, 1])
    middle, half_gap = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    turn = 0.5 * math.atan2(2 * xy, xx - yy)  # of the longer axis of what the points cover
    along = np.array([math.cos(turn), math.sin(turn)])
    length, thick = (math.sqrt(12 * max(v, 1e-6)) for v in (middle + half_gap, middle - half_gap))
    right = np.array([-up[1], up[0]], np.float64)
    norm = float(np.hypot(*right))
    if norm > 0.2:
        right /= norm
    else:  # no direction seen: along the core, rightwards or down
        right = along if float(along @ (1.0, 0.5)) > 0 else -along
    if length > LONG * max(thick, STRIDE / 2):
        right = along if float(along @ right) > 0 else -along
    down = np.array([-right[1], right[0]])
    u, v = (points - centre) @ right, np.sort((points - centre) @ down)
    pixel = STRIDE / ENLARGED / 2
    thickness = (_quantile(v, 0.95) - _quantile(v, 0.05)) / 0.9
    low, high = float(u.min()) - pixel - BEYOND * height, float(u.max()) + pixel + BEYOND * height
    half = down * height / 2
    start, end = centre + right * low, centre + right * high
    return Quad.of_points((start - half, end - half, end + half, start + half)), thickness


def _quantile(ordered: npt.NDArray[np.floating[Any]], share: float) -> float:
    """The value below which that share of ascending values lies."""
    at = share * (len(ordered) - 1)
    low = int(at)
    return float(ordered[low] + (ordered[min(low + 1, len(ordered) - 1)] - ordered[low]) * (at - low))
