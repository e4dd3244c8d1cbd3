"""Whether a line goes through print: what is struck out is still read by readers, and is not claimed."""

from __future__ import annotations

import cv2
import numpy as np

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
    return any(
        crossed(np.asarray(plane, np.uint8))
        for plane in cv2.split(crop)
        if float(np.mean(cv2.absdiff(plane, grey) > COLOURED)) >= SHARE
    )


def crossed(crop: Pixels) -> bool:
    """The same of an upright crop, h×w grey uint8."""
    ink = _ink(crop)
    return _along(ink) or _across(ink)


def _along(ink: Pixels) -> bool:
    """Whether a line of ink runs along the print within the band, level or slightly rising or falling."""
    height, width = ink.shape
    low, high = (round(share * height) for share in ALONG_BAND)
    run = np.ones((1, max(3, round(ALONG_MIN_SHARE * width))), np.uint8)
    gap = min(MAX_GAP_PX, max(1, round(MAX_GAP_SHARE * _print_height(ink))))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8))
    for slope in ALONG_SLOPES:
        level = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], np.float32)
        straight = cv2.warpAffine(joined, level, (width, height), flags=cv2.INTER_NEAREST)
        rows = cv2.erode(straight[low:high], run, borderType=cv2.BORDER_CONSTANT, borderValue=0).any(axis=1)
        if rows.any() and _inked_below(np.asarray(straight, np.uint8), low + int(np.flatnonzero(rows)[-1])):
            return True
    return False


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
        if (straight > 0).mean(axis=0).max() >= ACROSS_MIN_SHARE:
            return True
    return False


def _ink(crop: Pixels) -> Pixels:
    """255 where there is ink, which is the minority, else 0."""
    ground = cv2.GaussianBlur(crop, (0, 0), GROUND_SIGMA_PX)
    even = cv2.addWeighted(crop, 0.5, 255 - ground, 0.5, 0)  # light that falls off along the line is no ink
    _, light = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(light if light.mean() < light.max() / 2 else 255 - light, np.uint8)
