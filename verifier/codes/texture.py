"""Patches of a photo that are covered like a code: dense edges, two levels, as many steps down as across, or bars.

They are found by how they look, whatever symbology they are of: what no decoder reads is seen all the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from verifier.codes.window import Greys, UprightWindow, resized
from verifier.domain import Pixels
from verifier.domain.geometry import Quad

SEARCHED_MAX_PX = 1_600_000
"""Patches are looked for in the largest copy of at most so many pixels."""
EDGE_MIN = 60
"""Sum of the absolute differences across a pixel, both ways, from which it lies on an edge."""
DENSITY_SIDE_PX, DENSITY_MIN = 11, 0.4
"""In a patch so much of each square of that side lies on edges."""
SIZES = ((14, 0.8), (24, 0.55))
"""Shorter side of a patch in that copy from which on it covers at least this share of its box: low print covers less.
"""
MAX_JUDGED, MAX_PATCHES = 10, 5
"""Dense places that are judged, and patches handed on, the largest first."""
SHOWN_SIDE_PX, SHOWN_MAX_SIDE_PX = 200.0, 800.0
"""Shorter side at which a patch is judged, and the longest that the longer may then be."""
REDUCED_BELOW = 0.7
"""What is shown smaller than this share of its level is reduced by area first, so that nothing aliases."""
LEVELS_MIN = 0.72
"""Share of the variance that two grey levels account for; of print on pictures less."""
CONTRAST_MIN = 45.0
"""Grey levels between the dark and the light of a code."""
DARK_SHARE = (0.25, 0.75)
STEPS_MIN, STEPS_ALIKE = 7.0, 1.7
"""Steps from dark to light or back in a row of a matrix code on average; for its length as many in a column but for
this factor."""
SQUARISH, LONG, LONGEST = 1.5, 2.0, 12.0
"""How many times as long as high a square code may look aslant, and a code is that has as many times fewer steps down;
none is longer than the last."""
ROWS = 24
"""Rows and columns that are looked along."""
GRID_MODULES, GRID_FINE, GRID_SHEARS = (1.2, 3.5), 4, (-1.0, -0.5, 0.0, 0.5, 1.0)
"""Modules along a patch for each step in a row (two on average), how many numbers are tried for each, and by how many
modules the last row may be shifted against the first."""
ON_GRID, ON_GRID_BOTH, ON_GRID_LONG = 0.2, 0.75, 0.45
"""How well steps must lie on the best grid, 0..1, each way and both together: real codes that no decoder reads reach
0.81 to 1.83 together, print and pictures 0.65. In a long one each way, for rows of print lie on a grid downwards."""
EMPTY_STEPS, EMPTY_SHARE = 3, 0.2
"""Of the rows and columns of a matrix code so few may have so few steps: between lines of print there are none."""
RETAIL_BARS = 31
"""A bar code with more bars is none of the retail trade's, whose longest has 30 and a frame's edge."""
BARS_MIDDLE, BARS_SIGMA_PX = (0.3, 0.7), 4.0
"""Part of a bar code's height over which its columns are averaged, and the sigma of the unsharp mask that follows."""
BARS_ALIKE = 0.75
"""Correlation of the rows of a bar code with one another."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch in photo pixels and what it looks like: a `matrix` code, a bar code of `bars`, or neither."""

    quad: Quad
    matrix: bool
    bars: int


def patches(greys: Greys, known: Sequence[Quad]) -> list[Patch]:
    """Dense patches, those that look like codes first, then the largest; what lies in `known` quads is left out."""
    window = greys.at_most(SEARCHED_MAX_PX)
    quads = [quad.scaled(1 / window.scale) for quad in _dense(window.grey)]
    fresh = [quad for quad in quads if not any(place.contains(quad.centre) for place in known)]
    fresh = sorted(fresh, key=lambda quad: -quad.width * quad.height)[:MAX_JUDGED]
    seen = [judged(quad, upright_patch(greys, quad, _scale(quad)).grey) for quad in fresh]
    return sorted(seen, key=lambda patch: not (patch.matrix or patch.bars))[:MAX_PATCHES]


def upright_patch(greys: Greys, quad: Quad, scale: float, room: float = 0.0) -> UprightWindow:
    """A patch of the photo upright, at `scale` px for one of the photo, with `room` of its shorter side round it."""
    width, height = quad.width * scale, quad.height * scale
    rim = room * min(width, height)
    piece = greys.square(quad.centre, max(quad.width, quad.height) * (0.75 + room), scale)
    if scale < REDUCED_BELOW * piece.scale:
        piece = resized(piece, scale / piece.scale)
    box = Quad.of_box(rim, rim, rim + width, rim + height).array()
    corners = (quad.array() - np.array([piece.left, piece.top], np.float32)) * piece.scale
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), box)
    size = (max(1, round(width + 2 * rim)), max(1, round(height + 2 * rim)))
    cut = cv2.warpPerspective(piece.grey, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    out = np.array([[piece.scale, 0, -piece.left * piece.scale], [0, piece.scale, -piece.top * piece.scale], [0, 0, 1]])
    return UprightWindow(np.asarray(cut, np.uint8), 0.0, 0.0, scale, np.linalg.inv(matrix @ out))


def along_bars(window: UprightWindow, *, sharpened: bool = False) -> UprightWindow:
    """A bar code's cut-out with each column at its mean over the middle of the code: noise along the bars is gone."""
    grey = window.grey if window.grey.shape[1] >= window.grey.shape[0] else np.ascontiguousarray(window.grey.T)
    low, high = (round(share * grey.shape[0]) for share in BARS_MIDDLE)
    line = grey[low : max(high, low + 1)].mean(0, keepdims=True).astype(np.float32)
    if sharpened:
        line = np.clip(2.5 * line - 1.5 * cv2.GaussianBlur(line, (0, 0), BARS_SIGMA_PX), 0, 255)
    rows = np.repeat(line.astype(np.uint8), grey.shape[0], 0)
    return replace(window, grey=rows if window.grey.shape == rows.shape else np.ascontiguousarray(rows.T))


def judged(quad: Quad, grey: Pixels) -> Patch:
    """What the H×W uint8 picture of a patch looks like."""
    soft = cv2.GaussianBlur(grey, (0, 0), 1.0)
    mask = np.asarray(cv2.threshold(soft, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1], np.uint8)
    dark, values = mask.astype(bool), soft.astype(np.float32)
    share = float(dark.mean())
    if not DARK_SHARE[0] <= share <= DARK_SHARE[1]:
        return Patch(quad, matrix=False, bars=0)
    low, high = float(values[dark].mean()), float(values[~dark].mean())
    between = share * (1 - share) * (high - low) ** 2
    if high - low < CONTRAST_MIN or between < LEVELS_MIN * float(values.var()):
        return Patch(quad, matrix=False, bars=0)
    across, down = _steps(mask), _steps(np.ascontiguousarray(mask.T))
    mean_across, mean_down = float(across.mean()), float(down.mean())
    bars = max(_bars(mask, mean_down), _bars(np.ascontiguousarray(mask.T), mean_across))
    few, many = sorted((mean_across, mean_down))
    alike = mean_across * quad.height / max(mean_down * quad.width, 1.0)
    long = max(quad.width, quad.height) / max(min(quad.width, quad.height), 1.0)
    empty = float((np.concatenate([across, down]) < EMPTY_STEPS).mean())
    matrix = 1 / STEPS_ALIKE <= alike <= STEPS_ALIKE and long <= LONGEST and empty <= EMPTY_SHARE
    matrix = matrix and many >= STEPS_MIN and few >= STEPS_MIN / min(long, LONG)
    if matrix:
        ways = _on_grid(mask), _on_grid(np.ascontiguousarray(mask.T))
        matrix = min(ways) >= (ON_GRID if long < SQUARISH else ON_GRID_LONG) and sum(ways) >= ON_GRID_BOTH
    return Patch(quad, matrix=matrix, bars=bars)


def _scale(quad: Quad) -> float:
    short, long = sorted((max(quad.width, 1.0), max(quad.height, 1.0)))
    return min(SHOWN_SIDE_PX / short, SHOWN_MAX_SIDE_PX / long)


def _dense(grey: Pixels) -> list[Quad]:
    """Compact places full of edges, as quads in the picture's pixels."""
    dx, dy = (cv2.Sobel(grey, cv2.CV_16S, *way, ksize=1) for way in ((1, 0), (0, 1)))
    edges = ((np.abs(dx) + np.abs(dy)) > EDGE_MIN).astype(np.uint8)
    density = cv2.boxFilter(edges, cv2.CV_32F, (DENSITY_SIDE_PX, DENSITY_SIDE_PX))
    dense = (density > DENSITY_MIN).astype(np.uint8)
    contours, _ = cv2.findContours(dense, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        if min(width, height) < SIZES[0][0]:
            continue
        _, (w, h), _ = box = cv2.minAreaRect(contour)
        share = cv2.contourArea(contour) / max(w * h, 1.0)
        if any(min(w, h) >= side and share >= least for side, least in SIZES):
            found.append(_clockwise(np.asarray(cv2.boxPoints(box))))
    return found


def _clockwise(points: npt.NDArray[np.float32]) -> Quad:
    """The corners clockwise from the one nearest to the picture's upper left."""
    first = int(np.argmin(points.sum(1)))
    return Quad.of_points(np.roll(points, -first, axis=0).tolist())


def _rows(mask: Pixels) -> npt.NDArray[np.int8]:
    """`ROWS` rows of a mask, its rim left out."""
    height = mask.shape[0]
    return np.asarray(mask[np.linspace(0.08 * height, 0.92 * height, ROWS).astype(int)], np.int8)


def _steps(mask: Pixels) -> npt.NDArray[np.int64]:
    """Steps in each of `ROWS` rows."""
    return np.asarray(np.abs(np.diff(_rows(mask), axis=1)).sum(1), np.int64)


def _on_grid(mask: Pixels) -> float:
    """How well the steps along the rows lie on a grid: mean resultant length of their phases at the best pitch."""
    row, step = np.nonzero(np.diff(_rows(mask), axis=1))
    if not len(step):
        return 0.0
    width, modules = mask.shape[1], 2 * len(step) / ROWS
    low, high = (round(share * len(step) / ROWS * GRID_FINE) for share in GRID_MODULES)
    best = 0.0
    for shear in GRID_SHEARS:
        at = step + shear * width / modules * (row / ROWS - 0.5)
        counted = np.bincount(np.round(at).astype(int).clip(0, width - 1), minlength=width)
        power = np.abs(np.fft.rfft(counted, GRID_FINE * width))[low : high + 1]
        best = max(best, float(power.max(initial=0.0)))
    return best / len(step)


def _bars(mask: Pixels, mean_down: float) -> int:
    """How many bars stand side by side in a mask if its rows are alike; 0 where they are not."""
    if mean_down > STEPS_MIN / 2:
        return 0
    height = mask.shape[0]
    rows = mask[np.linspace(0.25 * height, 0.75 * height, 7).astype(int)].astype(np.float32)
    middle = rows[3] - rows[3].mean()
    norm = math.sqrt(float((middle * middle).sum()))
    alike = [
        float((row - row.mean()) @ middle) / max(norm * math.sqrt(float(((row - row.mean()) ** 2).sum())), 1e-6)
        for row in rows
    ]
    if min(alike) < BARS_ALIKE:
        return 0
    return int(np.median(np.abs(np.diff(rows, axis=1)).sum(1)) // 2)
