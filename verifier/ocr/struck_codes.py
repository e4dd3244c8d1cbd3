"""Which codes a pen's stroke goes through: decoders correct it away, and who drew it meant it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from verifier.domain import Photo, Pixels, Region, RegionKind
from verifier.ocr.derived import RING_SIDE_PX, STRAY_LEVEL, ink_round

STROKE_LENGTH, STROKE_INK, STROKE_GAP_PX, STROKE_REACH, STROKE_STEPS = 0.6, 0.7, 6, 0.42, 33
"""A stroke through a code runs so far, in sides of it, within so much of it from its middle either way; so much of its
length is ink of its own at least, with gaps of so many pixels of the layer; steps in which its way is looked at."""


def struck_codes(photo: Photo, codes: Sequence[Region]) -> list[Region]:
    """Those of the codes through which a straight stroke in another ink goes, as LINE regions."""
    found = (code for code in codes if stroked(ink_round(photo, code.quad)))
    return [Region(RegionKind.LINE, code.quad, code.score) for code in found]


def stroked(layer: Pixels) -> bool:
    """Whether a straight stroke goes through the middle of what a layer of other ink, h×w×3 uint8, was made round."""
    ink = (layer[..., 0] < STRAY_LEVEL).astype(np.uint8)
    least = STROKE_LENGTH * RING_SIDE_PX
    lines = cv2.HoughLinesP(ink, 1, np.pi / 180, round(least * STROKE_INK), None, least, STROKE_GAP_PX)
    height, width = ink.shape
    half = RING_SIDE_PX * STROKE_REACH
    for x0, y0, x1, y1 in lines.reshape(-1, 4) if lines is not None else ():
        along = np.linspace((x0, y0), (x1, y1), STROKE_STEPS) - ((width - 1) / 2, (height - 1) / 2)
        inside = float((np.abs(along) <= half).all(1).mean()) * math.dist((x0, y0), (x1, y1))
        if inside >= least:
            return True
    return False
