"""Whether a line goes through print: what is struck out is still read by readers, and is not claimed."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_line, luma

CROP_HEIGHT_PX = 48
GROWTH = 0.15
"""Room above and below the line's box, in heights of it, into which a slanted stroke reaches and letters do not."""
COLOURED, SHARE, COLOURED_MIN_PX = 24, 0.02, 36.0
"""A channel shows what luma does not where this share of the crop differs by more levels from it, in print from this
height on: JPEG smears the colours of smaller."""
GROUND_SIGMA_PX = 24
"""The ground's own light is the mean over about this distance, half the crop's height."""
MAX_GAP_SHARE, MAX_GAP_PX = 0.14, 5
"""A stroke along the print is one line when its gaps are at most this wide, as a share of the print's height (which may
fill but a part of the crop), and in pixels; letters stand further apart."""
ROW_MIN_INK = 0.05
"""Rows of the crop with at least this share of ink belong to the print."""
ALONG_MIN_SHARE = 0.6
"""A stroke along the print covers at least this share of its width."""
ALONG_BAND = (0.25, 0.75)
"""Where such a stroke lies, as a share of the crop's height: not on the line above, nor below the print."""
UNDER_GAP_PX, UNDER_PX, UNDER_MIN_SHARE = 3, 6, 0.2
"""So many rows below such a stroke this share of the columns has ink, in the next so many: letters go on there."""
ALONG_SLOPES = tuple(step / 100 for step in range(-12, 13, 2))
"""Slopes of such a stroke: rise over run."""
ACROSS_MIN_SHARE = 0.95
"""A stroke across the print covers at least this share of the crop's rows, from its upper to its lower edge."""
ACROSS_SLOPES = tuple(sign * 0.55 * 1.08**step for sign in (-1, 1) for step in range(34))
"""Slopes of such a stroke: run over rise, 0.55 to 7. A slash is steeper, and ends with the letters."""


def struck_out(photo: Photo, quad: Quad) -> bool:
    """Whether a stroke goes along or across the print in a quad, which is in photo pixels.

    A stroke in another colour may be as light as its ground, red on green say: then one channel alone shows it.
    """
    crop = cut_line(photo, quad, CROP_HEIGHT_PX, GROWTH)
    grey = luma(crop)
    return crossed(grey) or (quad.height >= COLOURED_MIN_PX and _crossed_in_colour(crop, grey))


def _crossed_in_colour(crop: Pixels, grey: Pixels) -> bool:
    """Whether a stroke runs along the print in one channel; across it the edge of a label may run, in its colour."""
    planes = (np.asarray(plane, np.uint8) for plane in cv2.split(crop))
    return any(_along(_ink(p)) for p in planes if float(np.mean(cv2.absdiff(p, grey) > COLOURED)) >= SHARE)


def crossed(crop: Pixels) -> bool:
    """The same of an upright crop, h×w grey uint8."""
    ink = _ink(crop)
    return _along(ink) or _across(ink)


def _along(ink: Pixels) -> bool:
    """Whether a line of ink runs along the print within the band, level or slightly rising or falling."""
    height, width = ink.shape
    low, high = (round(share * height) for share in ALONG_BAND)
    least = max(3, round(ALONG_MIN_SHARE * width))
    gap = min(MAX_GAP_PX, max(1, round(MAX_GAP_SHARE * _print_height(ink))))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8))
    for slope in ALONG_SLOPES:
        level = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], np.float32)
        straight = cv2.warpAffine(joined, level, (width, height), flags=cv2.INTER_NEAREST)
        rows = _runs(np.asarray(straight[low:high], np.uint8), least)
        if rows.any() and _inked_below(np.asarray(straight, np.uint8), low + int(np.flatnonzero(rows)[-1])):
            return True
    return False


def _runs(ink: Pixels, least: int) -> npt.NDArray[np.bool_]:
    """Which rows hold a run of ink of at least so many pixels."""
    whole = cv2.integral(ink)
    sums = whole[:, least:] - whole[:, :-least]  # of all stretches of that length, row on row
    return np.asarray((np.diff(sums, axis=0) == 255 * least).any(axis=1))


def _inked_below(ink: Pixels, row: int) -> bool:
    """Whether print goes on below a stroke that ends at a row: else the print is underlined."""
    below = ink[row + UNDER_GAP_PX : row + UNDER_GAP_PX + UNDER_PX]
    return bool(below.size) and float((below > 0).any(axis=0).mean()) >= UNDER_MIN_SHARE


def _print_height(ink: Pixels) -> int:
    """Rows of the print that lies across the crop's middle, as far as they hang together; all rows where none does."""
    inked = (ink > 0).mean(axis=1) >= ROW_MIN_INK
    middle = len(inked) // 2
    if not inked[middle]:
        return len(inked)
    above, below = np.flatnonzero(~inked[:middle]), np.flatnonzero(~inked[middle:])
    top = above[-1] + 1 if above.size else 0
    return int((middle + below[0] if below.size else len(inked)) - top)


def _across(ink: Pixels) -> bool:
    """Whether a line of ink runs from the crop's upper to its lower edge, aslant."""
    height, width = ink.shape
    if ink.any(axis=1).mean() < ACROSS_MIN_SHARE:
        return False  # too many rows have no ink at all, wherever a line may run
    for slope in ACROSS_SLOPES:
        upright = np.array([[1, -slope, slope * height / 2], [0, 1, 0]], np.float32)
        straight = cv2.warpAffine(ink, upright, (width, height), flags=cv2.INTER_NEAREST)
        if float(cv2.reduce(straight, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).max()) / 255 / height >= ACROSS_MIN_SHARE:
            return True
    return False


def _ink(crop: Pixels) -> Pixels:
    """255 where there is ink, which is the minority, else 0."""
    ground = _ground(crop)
    even = cv2.addWeighted(crop, 0.5, 255 - ground, 0.5, 0)  # light that falls off along the line is no ink
    _, light = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(light if light.mean() < light.max() / 2 else 255 - light, np.uint8)


def _ground(crop: Pixels) -> Pixels:
    """`cv2.GaussianBlur(crop, (0, 0), GROUND_SIGMA_PX)` to the last bit, in a tenth of the time: crops are low.

    All weights are whole, and no sum is larger than a float32 holds exactly.
    """
    weights = _weights()
    columns = _columns(crop.shape[0]) @ crop.astype(np.float32)
    level = cv2.sepFilter2D(columns, cv2.CV_32F, weights, np.ones(1, np.float32))
    return np.asarray((level + np.float32(1 << 15)) / np.float32(1 << 16), np.float32).astype(np.uint8)


@cache
def _weights() -> npt.NDArray[np.float32]:
    """The weights of the blur in 256ths: what is lost where one is rounded goes to the next, the rest to the middle."""
    size = 6 * GROUND_SIGMA_PX + 1
    half, over = list[float](), 0.0
    for share in cv2.getGaussianKernel(size, GROUND_SIGMA_PX, cv2.CV_64F)[: size // 2, 0].tolist():
        half.append(round(256 * share + over))
        over += 256 * share - half[-1]
    return np.array([*half, 256 - 2 * sum(half), *reversed(half)], np.float32)


@cache
def _columns(height: int) -> npt.NDArray[np.float32]:
    """What each row of a picture of this height takes of the others: height×height."""
    taken, weights = np.zeros((height, height), np.float32), _weights()
    for row in range(height):
        for step, weight in enumerate(weights.tolist(), row - len(weights) // 2):
            taken[row, cv2.borderInterpolate(step, height, cv2.BORDER_REFLECT_101)] += weight
    return taken
