"""Whether a line goes through print: what is struck out is still read by readers, and is not claimed."""

from __future__ import annotations

import math

import cv2
import numpy as np

from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_line

CROP_HEIGHT_PX = 48
GROWTH = 0.15
"""Room above and below the line's box, in heights of it, into which a slanted stroke reaches and letters do not."""
MAX_GAP_PX = 5
"""A stroke is one line when its gaps are at most this wide; letters stand further apart."""
ALONG_MIN_SHARE = 0.6
"""A stroke along the print covers at least this share of its width."""
ALONG_BAND = (0.25, 0.75)
"""Where such a stroke lies, as a share of the crop's height: not on the line above, nor below the print."""
ACROSS_MIN_SHARE = 0.92
"""A stroke across the print reaches over at least this share of the crop's height."""
ACROSS_ANGLES_DEG = (8.0, 62.0)
"""Slope of such a stroke: a slash is steeper, and ends with the letters."""


def struck_out(photo: Photo, quad: Quad) -> bool:
    """Whether a stroke goes along or across the print in a quad, which is in photo pixels."""
    return crossed(cut_line(photo, quad, CROP_HEIGHT_PX, GROWTH, grey=True))


def crossed(crop: Pixels) -> bool:
    """The same of an upright crop, h×w grey uint8."""
    height, width = crop.shape[:2]
    ink = _ink(crop)
    shortest = round(min(ALONG_MIN_SHARE * width, ACROSS_MIN_SHARE * height))
    found = cv2.HoughLinesP(ink, 1, math.pi / 360, shortest // 2, minLineLength=shortest, maxLineGap=MAX_GAP_PX)
    for x0, y0, x1, y1 in () if found is None else found.reshape(-1, 4).tolist():
        along, down = abs(x1 - x0), abs(y1 - y0)
        low, high = (share * height for share in ALONG_BAND)
        if along >= ALONG_MIN_SHARE * width and low <= (y0 + y1) / 2 <= high:
            return True
        slope = math.degrees(math.atan2(down, along))
        if down >= ACROSS_MIN_SHARE * height and ACROSS_ANGLES_DEG[0] <= slope <= ACROSS_ANGLES_DEG[1]:
            return True
    return False


def _ink(crop: Pixels) -> Pixels:
    """255 where there is ink, which is the minority, else 0."""
    _, light = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(light if light.mean() < 127 else 255 - light, np.uint8)
