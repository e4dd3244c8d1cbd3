"""A picture halved again and again: who needs it smaller takes the nearest level instead of all its pixels.

Halving by area is exact and costs a tenth of any other reduction of the same picture. Coordinates of a level are those
of the picture divided by a power of two; an odd last row or column is left out. The drawing of the marks alone is laid
on a pyramid of another kind (`verifier.detect.align.Levels`): halved after a Gaussian blur, in grey, of the marks'
surroundings only. Sampling between its pixels at any turn does not alias, and the detector's figures were fitted on it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

MIN_LONG_SIDE_PX = 960
"""No level has a shorter long side than this, but for a picture that is smaller itself."""
AREA_BELOW = 0.8
"""A reduction to this share of the size or more is interpolated, too little to alias; a further one is by area."""


def halved(pixels: Pixels) -> tuple[Pixels, ...]:
    """`pixels` (H×W×3 uint8) and its halves, each half the size of the one before, down to MIN_LONG_SIDE_PX."""
    levels = [pixels]
    while max(levels[-1].shape[:2]) // 2 >= MIN_LONG_SIDE_PX and min(levels[-1].shape[:2]) // 2 >= 1:
        levels.append(half(levels[-1]))
    for level in levels[1:]:
        level.setflags(write=False)
    return tuple(levels)


def half(pixels: Pixels) -> Pixels:
    """The picture at half its size."""
    height, width = (n // 2 for n in pixels.shape[:2])
    even = pixels[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def nearest(levels: Sequence[Pixels], scale: float) -> tuple[Pixels, float]:
    """The smallest level that shows the picture at `scale` or larger, and its own scale: 1, a half, a quarter."""
    k = 0
    while k + 1 < len(levels) and 0.5 ** (k + 1) >= scale:
        k += 1
    return levels[k], 0.5**k


def at_scale(levels: Sequence[Pixels], scale: float) -> Pixels:
    """The picture at that scale, from the nearest level, which is halved further where that reaches no further down."""
    level, reduced = nearest(levels, scale)
    while reduced / 2 >= scale:
        level, reduced = half(level), reduced / 2
    return resized(level, scale / reduced)


def resized(pixels: Pixels, scale: float) -> Pixels:
    """The picture at that scale; as it is when that is one."""
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    if size == (pixels.shape[1], pixels.shape[0]):
        return pixels
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR if scale >= AREA_BELOW else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)
