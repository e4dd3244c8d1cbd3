"""Lines from the net's map of cores: connected components, with the height and the direction that their cells tell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Point, Quad
from verifier.finder.first_pass import FirstPass, scale_of
from verifier.finder.net import STRIDE, FinderNet, Maps
from verifier.fitted import fitted
from verifier.ocr.text_box import Box

Plane = npt.NDArray[np.float32]
Points = npt.NDArray[np.float64]
ENLARGED = 2
"""The map is enlarged this many times before it is cut, so that edges fall between cells."""
END_REACH = 0.25
"""How far a line reaches beyond the ends of its core, in heights of the line."""
MAX_HEIGHT_RATIO, MAX_OFFSET, MAX_GAP, MIN_COSINE = 1.5, 0.3, 0.7, 0.97
"""Pieces are of one line when their heights differ by at most the first as a factor, the middle of the one is off the
other's axis by less than the second and the gap between them is narrower than the third, both in heights, and the
cosine of the angle between them is at least the fourth."""
BOX_MARGIN = (0.4, 0.3)
"""Margin handed on with each line, before and behind, above and below, in heights: what readers are used to."""
SHORT_MAX_ASPECT, SHORT_MIN_HEIGHT = 1.5, 0.4
"""Length over height below which a piece tells no direction, and the least height of such a piece, in heights of the
line that it carries on."""
DIRECTION_MIN_ASPECT = 3.0
"""Length over height from which on a core shows the line's direction better than its cells tell it."""
MIN_RISE = 0.2
"""Length of the mean of a core's up vectors below which they tell no direction."""


class CoreLines:
    """Finds lines of print in a picture, at any turn; each box starts where the line does, with some room round it."""

    version = FinderNet.version

    def __init__(self, net: FinderNet, first_pass: FirstPass | None = None) -> None:
        """`first_pass`: where the detector's look at the whole photo is kept."""
        self._net, self._first = net, first_pass or FirstPass(net)

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


@dataclass(frozen=True, slots=True)
class _Cuts:
    """How the map of cores is cut into lines; `verifier/data/line_detector.toml` says what each number means."""

    core_levels: tuple[float, ...]
    core_max_thickness: float
    box_min_score: float
    box_min_cells: float


@cache
def _cuts() -> _Cuts:
    told = fitted("line_detector")
    return _Cuts(tuple(told["core_levels"]), told["core_max_thickness"], told["box_min_score"], told["box_min_cells"])


def _with_room(maps: Maps) -> list[Box]:
    return [Box(box.quad.grown(*BOX_MARGIN), box.score) for box in boxes(maps)]


def boxes(maps: Maps) -> list[Box]:
    """The lines of the net's maps in pixels of its picture, top to bottom, then left to right."""
    return sorted(_linked(list(_lines(maps))), key=lambda box: (box.quad.centre[1], box.quad.centre[0]))


def _lines(maps: Maps) -> Iterator[Box]:
    """A box for each core. Where those of lines that stand close run together, they are cut again at a higher level."""
    core, tall, rise = maps.core, maps.tall, maps.rise
    size = (core.shape[1] * ENLARGED, core.shape[0] * ENLARGED)
    left = np.asarray(cv2.resize(core, size, interpolation=cv2.INTER_LINEAR), np.float32)
    flat = left.ravel()  # a view of `left`, row by row
    cuts = _cuts()
    for level in cuts.core_levels:
        inked = left > level
        labels = cv2.connectedComponents(inked.astype(np.uint8), connectivity=4, ltype=cv2.CV_16U)[1].ravel()
        cells = np.flatnonzero(inked)
        cells = cells[np.argsort(labels[cells], kind="stable")]  # core by core
        counts = np.bincount(labels[cells])[1:]
        weights = flat[cells]
        scores = np.add.reduceat(weights, np.cumsum(counts) - counts, dtype=np.float64) / counts
        good = (counts >= cuts.box_min_cells * ENLARGED**2) & (scores >= cuts.box_min_score)
        if not good.any():
            return
        chosen = np.repeat(good, counts)
        ys, xs = np.divmod(cells[chosen], size[0])
        at = ys // ENLARGED, xs // ENLARGED
        points = (np.stack([xs, ys]) + 0.5) * (STRIDE / ENLARGED)
        quads = _quads(points, weights[chosen], tall[at], rise[:, *at], counts[good])
        last, thickest = level == cuts.core_levels[-1], cuts.core_max_thickness
        single = np.array([last or thick <= thickest * quad.height for quad, thick in quads])
        yield from (Box(quad, s) for (quad, _), s, one in zip(quads, scores[good].tolist(), single, strict=True) if one)
        good[good] = ~single
        flat[cells[~np.repeat(good, counts)]] = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A box with its centre, unit vector and size, which every comparison needs."""

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
    if abs(line.from_centre(piece.centre)[1]) >= MAX_OFFSET * height:
        return False
    short = piece.width < SHORT_MAX_ASPECT * piece.height
    if not (SHORT_MIN_HEIGHT if short else 1 / MAX_HEIGHT_RATIO) < piece.height / max(height, 1e-6) < MAX_HEIGHT_RATIO:
        return False
    if not short and line.along[0] * piece.along[0] + line.along[1] * piece.along[1] < MIN_COSINE:
        return False
    ends = [line.from_centre(corner)[0] for corner in piece.box.quad.corners]
    return -2 * MAX_OFFSET * height < max(min(ends), -max(ends)) - line.width / 2 < MAX_GAP * height


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


def _quads(
    points: Points, weights: Plane, tall: Plane, rise: Plane, counts: npt.NDArray[np.integer[Any]]
) -> list[tuple[Quad, float]]:
    """The lines whose cores have these points and how thick the cores are.

    `points` (2×n, pixels), `weights` (n), heights (n) and up vectors (2×n), core by core, `counts` of each.
    """
    starts = np.cumsum(counts) - counts
    x, y = points
    told = np.stack([weights, weights * tall, *(weights * rise), weights * x, weights * y, x, y, x * x, y * y, x * y])
    frames = _frames(np.add.reduceat(told, starts, axis=1, dtype=np.float64), counts)
    cx, cy, ux, uy, _ = np.repeat(frames, counts, axis=1)
    u, v = (x - cx) * ux + (y - cy) * uy, (y - cy) * ux - (x - cx) * uy
    shift = np.arange(len(counts)) * (4 * float(np.abs(v).max()) + 1)  # so far apart, one sort sorts each by itself
    across = np.sort(v + np.repeat(shift, counts))
    at = starts + np.array([[0.05], [0.95]]) * (counts - 1)
    low = at.astype(int)
    high = np.minimum(low + 1, starts + counts - 1)
    bottom, top = across[low] + (across[high] - across[low]) * (at - low) - shift
    beyond = STRIDE / ENLARGED / 2 + END_REACH * frames[4]
    ends = np.minimum.reduceat(u, starts) - beyond, np.maximum.reduceat(u, starts) + beyond
    found = []
    for cx, cy, ux, uy, height, begin, end, thick in zip(*frames.tolist(), *ends, (top - bottom) / 0.9, strict=True):
        corners = ((begin, -height / 2), (end, -height / 2), (end, height / 2), (begin, height / 2))
        found.append((Quad.of_points((cx + a * ux - d * uy, cy + a * uy + d * ux) for a, d in corners), float(thick)))
    return found


def _frames(sums: Points, counts: npt.NDArray[np.integer[Any]]) -> Points:
    """Of m cores, from their sums: centre (x, y), the unit vector (x, y) along the line, the line's height; 5×m."""
    weight, tall, up_x, up_y, wx, wy, x, y, xx, yy, xy = sums
    x, y, n = x / counts, y / counts, np.maximum(counts - 1, 1)
    xx, yy, xy = (xx - counts * x * x) / n, (yy - counts * y * y) / n, (xy - counts * x * y) / n
    turn = 0.5 * np.arctan2(2 * xy, xx - yy)  # of the longer axis of what the points cover
    along = np.stack([np.cos(turn), np.sin(turn)])
    spread = (xx + yy) / 2 + np.hypot((xx - yy) / 2, xy) * [[1], [-1]]
    length, thick = np.sqrt(12 * np.maximum(spread, 1e-6))
    right = np.stack([-up_y, up_x]) / weight
    norm = np.hypot(*right)
    seen = norm > MIN_RISE  # else: along the core, rightwards or down
    right = np.where(seen, right / np.maximum(norm, 1e-9), [[1.0], [0.5]])
    ahead = along * np.where((along * right).sum(0) > 0, 1.0, -1.0)
    right = np.where(seen & (length <= DIRECTION_MIN_ASPECT * np.maximum(thick, STRIDE / 2)), right, ahead)
    return np.stack([wx / weight, wy / weight, *right, tall / weight])
