"""Rows of dots that lead from a word of a table to its value (`น้ำหนัก ........ 12 กก.`): readers make words of them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Region
from verifier.domain.geometry import Point, Quad
from verifier.image.crop import cut_line, luma

MIN_ASPECT = 5.0
"""Lines that are fewer times as long as high hold no such row."""
HEIGHT_PX = 32
"""Height at which a line is looked at."""
DOT = 0.2
"""A dot is at most this share of the line's height wide and high."""
APART, LEVEL = 1.0, 0.12
"""Neighbours in a row stand at most so far apart, and so far above or below each other, in heights of the line."""
WIDER = 1.6
"""A gap so many times as wide as is usual in a row ends it: a comma behind it is none of its dots."""
MIN_DOTS = 8
"""Dots of a row: an ellipsis and the points of Thai abbreviations are fewer."""
EVEN, SIZES_PX, MOST = 0.35, 1.5, 0.7
"""Gaps of a row differ by at most the first share of their median, widths and heights of dots by so many pixels from
theirs, in the last share of them at least."""
MIN_REST = 0.6
"""What is left of a line beside a row is a line when it is so many heights long."""


def without_leaders(photo: Photo, lines: Sequence[Region]) -> list[Region]:
    """The lines, those with a row of dots as what stands before and behind it."""
    return [part for line in lines for part in _parts(photo, line)]


def _parts(photo: Photo, line: Region) -> list[Region]:
    quad = line.quad
    if quad.width < MIN_ASPECT * quad.height:
        return [line]
    crop = cut_line(photo, quad, HEIGHT_PX, grey=luma)
    row = longest_row(crop)
    if row is None:
        return [line]
    ends = ((0.0, row[0] / crop.shape[1]), (row[1] / crop.shape[1], 1.0))
    shares = [(low, high) for low, high in ends if (high - low) * quad.width >= MIN_REST * quad.height]
    return [Region(line.kind, _piece(quad, low, high), line.score) for low, high in shares]


def longest_row(crop: Pixels) -> tuple[int, int] | None:
    """Where the longest row of dots of a line begins and ends, in columns of its h×w grey crop; None for none."""
    most = DOT * crop.shape[0]
    dark = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    light = cv2.countNonZero(dark) > dark.size // 2
    _, _, stats, centres = cv2.connectedComponentsWithStats(255 - dark if light else dark, connectivity=8)
    widths, heights = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    tops = stats[1:, cv2.CC_STAT_TOP]
    small = (widths <= most) & (heights <= most) & (tops > 0) & (tops + heights < crop.shape[0])
    dots = np.column_stack([centres[1:][small], widths[small], heights[small]])
    rows = [row for row in _rows(dots[np.argsort(dots[:, 0])], crop.shape[0]) if len(row) >= MIN_DOTS and _alike(row)]
    if not rows:
        return None
    row = max(rows, key=len)
    beside = float(np.median(np.diff(row[:, 0]))) / 2
    return max(0, int(row[0][0] - beside)), min(crop.shape[1], int(row[-1][0] + beside) + 1)


def _rows(dots: npt.NDArray[np.float64], height: int) -> list[npt.NDArray[np.float64]]:
    """Dots from left to right (x, y, width, height), parted where the next one is far off, or further than is usual."""
    rows = [dots]
    for most in (APART * height, None):
        parted = []
        for row in rows:
            if len(row) >= MIN_DOTS:
                along, across = np.abs(np.diff(row[:, :2], axis=0)).T
                far = (along > (most or WIDER * np.median(along))) | (across > LEVEL * height)
                parted += np.split(row, np.flatnonzero(far) + 1)
        rows = parted
    return rows


def _alike(row: npt.NDArray[np.float64]) -> bool:
    """Whether most of a row stand equally far apart and are of one size, as wide as high: ends of bars are not."""
    gaps, sizes = np.diff(row[:, 0]), row[:, 2:]
    even = np.abs(gaps - np.median(gaps)) <= EVEN * np.median(gaps)
    alike = (np.abs(sizes - np.median(sizes)) <= SIZES_PX).all(1)
    return bool(even.mean() >= MOST and alike.mean() >= MOST)


def _piece(quad: Quad, low: float, high: float) -> Quad:
    """The part of a line between two shares of its length."""
    a, b, c, d = quad.corners

    def at(one: Point, other: Point, share: float) -> Point:
        return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])

    return Quad((at(a, b, low), at(a, b, high), at(d, c, high), at(d, c, low)))
