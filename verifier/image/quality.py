"""How fit a photo is for reading, and what is wrong with it in words that help to take a better one."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from verifier.domain import Pixels, Quality
from verifier.image.pyramid import half

SMALL_SIDE = 1024
"""All figures are measured on a copy of at most this long side, so that they compare between cameras."""
COARSE_SIDE = 640
"""A small copy with a longer side than this is halved before glare is looked for and the perceptual hash is taken."""
BURNT_OUT = 250
"""A pixel is burnt out when its darkest channel reaches this value."""
LEAST_SPOT = 0.0005
"""Burnt-out spots of a smaller share of the picture are not looked at."""
NEAR, FURTHER, FAR = 2, 6, 16
"""How far from a spot its surroundings are looked at, in steps between neighbouring pixels."""
SOFT, SOFT_SHARE, FADING, FALL = 180, 0.75, 240, 20
"""A reflection fades: near it, three quarters of the pixels are still soft; a step further half are below `FADING`, and
far off they are darker than near it by `FALL`. Chosen with the samples and the measured photos in view."""


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """Where a photo begins to be unfit; see `Quality` for the units."""

    least_sharpness: float = 60.0
    least_brightness: float = 50.0
    most_brightness: float = 245.0
    least_contrast: float = 50.0
    most_glare: float = 0.008


DEFAULT_LIMITS = QualityLimits()


def small_copy(pixels: Pixels, side: int = SMALL_SIDE) -> Pixels:
    """`pixels` (H×W×3 RGB uint8) reduced to a long side of at most `side` px; itself when small enough."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def measure_quality(small: Pixels) -> Quality:
    """The quality of a photo from its `small_copy` (H×W×3 RGB uint8)."""
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel().astype(np.int64)
    low, high = (int(np.searchsorted(counts.cumsum(), share * grey.size)) for share in (0.05, 0.95))
    deviation = cv2.meanStdDev(cv2.Laplacian(grey, cv2.CV_16S))[1]
    return Quality(
        sharpness=round(float(deviation[0, 0]) ** 2, 2),
        brightness=round(float(counts @ np.arange(256)) / grey.size, 2),
        contrast=round(float(high - low), 2),
        glare=round(_glare(small), 4),
    )


def _glare(small: Pixels) -> float:
    """Share of the picture that lies in reflections, 0..1: burnt-out spots inside it that fade into their surroundings.

    White paper is no reflection, however bright: print on it and its own edges are sharp, and so are those of drawn
    white; where only the light falls off, it falls off slowly. White that reaches the border is background.
    """
    red, green, blue = cv2.split(_coarse(small))
    darkest = np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)
    height, width = darkest.shape
    burnt = darkest >= BURNT_OUT
    labels = cv2.connectedComponents(burnt.astype(np.uint8), connectivity=4)[1]
    areas, glaring = np.bincount(labels[burnt]), 0  # OpenCV's own statistics take eight times as long as its labels
    for spot in np.flatnonzero(areas >= LEAST_SPOT * darkest.size).tolist():
        left, top, wide, high = cv2.boundingRect((labels == spot).astype(np.uint8))
        if left == 0 or top == 0 or left + wide == width or top + high == height:
            continue
        window = np.s_[max(0, top - FAR) : top + high + FAR, max(0, left - FAR) : left + wide + FAR]
        steps = cv2.distanceTransform((labels[window] != spot).astype(np.uint8), cv2.DIST_L1, 3)
        near, further, far = (darkest[window][steps == distance] for distance in (NEAR, FURTHER, FAR))
        fades = far.size and np.median(further) <= FADING and np.median(near) - np.median(far) >= FALL
        if fades and np.mean(near >= SOFT) >= SOFT_SHARE:
            glaring += int(areas[spot])
    return float(glaring / darkest.size)


def perceptual_hash(small: Pixels) -> str:
    """A 64-bit DCT hash, 16 hex digits: 32×32 grey, the 8×8 lowest frequencies against their median.

    Method: Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, 3.2.1.
    Copies of one photo at other sizes or qualities differ in a few bits (Hamming distance).
    """
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    tiny = cv2.resize(_coarse(grey), (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(tiny)[:8, :8].ravel()
    bits = low > np.median(low[1:])
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def _coarse(small: Pixels) -> Pixels:
    """The copy halved, which is exact and quick, where it is large."""
    return small if max(small.shape[:2]) // 2 * 2 <= COARSE_SIDE else half(small)


def problems(quality: Quality, limits: QualityLimits = DEFAULT_LIMITS) -> tuple[str, ...]:
    """Advice codes for what is wrong with a photo, the most serious first; empty when nothing is.

    `too_dark`, `too_bright`, `too_blurred`, `glare`, `low_contrast`.
    """
    checks = (
        ("too_dark", quality.brightness < limits.least_brightness),
        ("too_bright", quality.brightness > limits.most_brightness),
        ("too_blurred", quality.sharpness < limits.least_sharpness),
        ("glare", quality.glare > limits.most_glare),
        ("low_contrast", quality.contrast < limits.least_contrast),
    )
    return tuple(code for code, wrong in checks if wrong)
