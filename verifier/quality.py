"""How fit a photo is for reading, and what is wrong with it in words that help to take a better one."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from verifier.models import Pixels, Quality

SMALL_SIDE = 1024
"""All figures are measured on a copy of at most this long side, so that they compare between cameras."""
BURNT_OUT = 250
"""A pixel is burnt out when its darkest channel reaches this value."""


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """Where a photo begins to be unfit; see `Quality` for the units."""

    least_sharpness: float = 60.0
    least_brightness: float = 50.0
    most_brightness: float = 245.0
    least_contrast: float = 50.0
    most_glare: float = 0.08


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
    low, high = np.percentile(grey, (5, 95))
    return Quality(
        sharpness=round(float(cv2.Laplacian(grey, cv2.CV_64F).var()), 2),
        brightness=round(float(grey.mean()), 2),
        contrast=round(float(high - low), 2),
        glare=round(_glare(small), 4),
    )


def _glare(small: Pixels) -> float:
    """Share of burnt-out pixels, 0..1. White that reaches the border is background, not a reflection."""
    burnt = (small.min(axis=2) >= BURNT_OUT).astype(np.uint8)
    framed = cv2.copyMakeBorder(burnt, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(framed, connectivity=4)
    border = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    inside = np.setdiff1d(np.arange(1, len(stats)), border)
    return float(stats[inside, cv2.CC_STAT_AREA].sum() / burnt.size)


def perceptual_hash(small: Pixels) -> str:
    """A 64-bit DCT hash, 16 hex digits: 32×32 grey, the 8×8 lowest frequencies against their median.

    Method: Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, 3.2.1.
    Copies of one photo at other sizes or qualities differ in a few bits (Hamming distance).
    """
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    tiny = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(tiny)[:8, :8].ravel()
    bits = low > np.median(low[1:])
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


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
