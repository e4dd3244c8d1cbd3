"""Whether a part of a line of print was changed: it stands on other paper, or is written over in another ink.

A number is printed in one ink on one ground. Light and shadow change the ground slowly along it; a patch of other paper
does so at once, at both its ends. Ink of another colour lies off the line from the ground's colour to the ink's.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_line

CROP_HEIGHT_PX = 48
MIN_HEIGHT_PX = 18.0
"""Lower print shows no colours of its own: those of JPEG blocks and of soft edges reach as far."""
GROUND_PERCENTILE = 82
"""Of each column the ground is what so many of a hundred pixels are darker than (lighter on dark paper)."""
SMOOTH_PX = 5
"""The ground is smoothed over so many columns."""
STEP, STEP_OVER_NOISE = 13.0, 3.5
"""Grey levels of a channel by which the ground of a patch differs from that of the line, and how many times as much as
the ground of the rest strays."""
PATCH_WIDTH = (0.3, 5.0)
"""Width of a patch in heights of the crop: wider ones are the paper of the number."""
REST_SHARE = 0.4
"""A patch leaves so much of the line as it was on either side together."""
EDGE_PX = 8
"""The ground changes within so many columns at either end of a patch."""
OTHER_SIZE = (0.2, 0.35, 2.5)
"""Such a stroke is at least so wide and so high, and at most so wide, in heights of the crop: a frame round the line is
wider, and its ends are narrower."""
OTHER_STRENGTH = 0.45
"""Ink differs from the ground by so many times the length at least: what is paler is a halo of the picture's format."""
JOINED_PX = 5
"""Pieces of a stroke so near to each other are one."""
OTHER_INK, OTHER_SHARE, OTHER_MIN_PX = 0.18, 0.0035, 40
"""How far a colour lies off the line from ground to ink, in its lengths; share of the crop that is so at least, and
pixels that hang together."""
GROUND_SIDE_PX, INK_PERCENTILE = 41, 90
"""The ground is the median over so many pixels; the ink is what is further from it than so many of a hundred."""
CONTRAST_MIN = 70.0
"""Distance between the colours of ground and ink from which on they are told."""


def patched(photo: Photo, quad: Quad) -> bool:
    """Whether a part of the print in a quad, which is in photo pixels, stands on other paper or in another ink."""
    if quad.height < MIN_HEIGHT_PX:
        return False
    crop = cut_line(photo, quad, CROP_HEIGHT_PX)
    return on_other_paper(crop) or in_other_ink(crop)


def on_other_paper(crop: Pixels) -> bool:
    """The first of the two, of an upright crop, h×w×3 RGB uint8."""
    values = crop.astype(np.float32)
    grey = values.mean(2)
    dark_paper = float(np.median(grey)) < (float(grey.min()) + float(grey.max())) / 2
    at = 100 - GROUND_PERCENTILE if dark_paper else GROUND_PERCENTILE
    ground = cv2.blur(np.percentile(values, at, axis=0).astype(np.float32)[None], (SMOOTH_PX, 1))[0]
    return any(_has_step(ground[:, channel]) for channel in range(3))


def _has_step(ground: npt.NDArray[np.float32]) -> bool:
    """Whether a stretch of the ground lies apart from all the rest, with an end on either side."""
    columns = np.arange(len(ground), dtype=np.float32)
    usual = np.polyval(np.polyfit(columns, ground, 1), columns)
    for _ in range(2):  # fitted again to what is not apart
        near = np.abs(ground - usual) < max(STEP / 2, float(np.median(np.abs(ground - usual))) * 2)
        if near.sum() < REST_SHARE * len(ground):
            return False
        usual = np.polyval(np.polyfit(columns[near], ground[near], 1), columns)
    off = ground - usual
    noise = float(np.percentile(np.abs(off[near]), 90))
    least = max(STEP, STEP_OVER_NOISE * noise)
    for sign in (-1, 1):
        apart = np.flatnonzero(np.diff(np.concatenate([[0], (sign * off > least).astype(np.int8), [0]])))
        for first, last in zip(apart[::2], apart[1::2], strict=True):
            low, high = (share * CROP_HEIGHT_PX for share in PATCH_WIDTH)
            inside = first > EDGE_PX and last < len(ground) - EDGE_PX
            if inside and low <= last - first <= high and _sudden(sign * off, int(first), int(last), least):
                return True
    return False


def _sudden(off: npt.NDArray[np.float32], first: int, last: int, least: float) -> bool:
    """Whether the ground is as usual again shortly before and behind a stretch."""
    before, behind = off[max(0, first - EDGE_PX)], off[min(len(off) - 1, last + EDGE_PX - 1)]
    return max(abs(float(before)), abs(float(behind))) < least / 2


def in_other_ink(crop: Pixels) -> bool:
    """The second of the two, of an upright crop, h×w×3 RGB uint8."""
    soft = cv2.GaussianBlur(crop, (0, 0), 0.8)
    away = soft.astype(np.float32) - cv2.medianBlur(soft, GROUND_SIDE_PX).astype(np.float32)
    far = np.linalg.norm(away, axis=2)
    if (least := float(np.percentile(far, INK_PERCENTILE))) < CONTRAST_MIN:
        return False
    ink = np.median(away[far >= least], axis=0)
    length = max(float(np.linalg.norm(ink)), 1.0)
    off = np.linalg.norm(away - (away @ ink / length**2)[..., None] * ink, axis=2) / length
    other = ((off > OTHER_INK) & (far > OTHER_STRENGTH * length)).astype(np.uint8)
    other = cv2.morphologyEx(other, cv2.MORPH_CLOSE, np.ones((JOINED_PX, JOINED_PX), np.uint8))
    if float(other.mean()) < OTHER_SHARE:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(other, connectivity=8)
    large = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= OTHER_MIN_PX]
    wide, low, high = (share * CROP_HEIGHT_PX for share in OTHER_SIZE)
    width, height = large[:, cv2.CC_STAT_WIDTH], large[:, cv2.CC_STAT_HEIGHT]
    return bool(((height >= low) & (width >= wide) & (width <= high)).any())
