"""Modules of a blurred QR code told dark from light by an equaliser, as a modem tells symbols.

Blur, shake and ghosts mix each module with its neighbours, alike everywhere in the code. A linear filter that undoes
it is fitted (ridge regression) to the modules whose value is known beforehand, then again to those that it told with
confidence: training sequence and decision-directed adaptation, as in a modem's receiver (Lucky 1966).
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from verifier.codes.grid import NONE, Floats, Picture, laid, ridge, sampled, shared
from verifier.domain import Pixels

SAMPLES_PER_MODULE, FILTER_REACH_SAMPLES = 3, 3
"""Samples along a module's side, and samples that the filter sees to each side of a module's centre."""
RIDGE_SHARES = (0.03, 0.01)
"""Ridge as a share of the mean power of a sample: for the first fit, for the later ones."""
CONFIDENT_CONTRAST = 0.3
"""A module is used for the next fit when it was told with this share of a module's contrast (1: as sure as can be)."""
ROUNDS = 3
"""Fits, one after the other."""

Bits = npt.NDArray[np.uint8]


def told(picture: Picture, homography: Floats, n: int) -> Iterator[Bits]:
    """n×n modules (1 dark) as seen through `homography` (modules to pixels), round by round; the last is the best."""
    known = shared(n) >= 0
    truth = np.where(shared(n) == 1, -1.0, 1.0)
    looks = _neighbourhoods(picture, homography, n)
    use, target = known, truth
    for turn in range(ROUNDS):
        weights = ridge(looks[use.ravel()], target[use], RIDGE_SHARES[min(turn, 1)])
        values = cv2.gemm(looks, weights[:, None], 1, NONE, 0).reshape(n, n)
        target = np.where(known, truth, np.where(values < 0, -1.0, 1.0))
        use = known | (np.abs(values) > CONFIDENT_CONTRAST)
        yield (target < 0).astype(np.uint8)


def drawn(bits: Bits) -> Pixels:
    """A clean picture of the modules, with a quiet zone, 3 px a module."""
    return np.kron(np.pad((1 - bits) * 255, 4, constant_values=255), np.ones((3, 3))).astype(np.uint8)


def _neighbourhoods(picture: Picture, homography: Floats, n: int) -> Floats:
    """n²×F: the samples round each module, and a one."""
    rim = -(-FILTER_REACH_SAMPLES // SAMPLES_PER_MODULE)
    at = (np.arange(-rim * SAMPLES_PER_MODULE, (n + rim) * SAMPLES_PER_MODULE) + 0.5) / SAMPLES_PER_MODULE
    points = np.stack(np.meshgrid(at, at), -1).reshape(-1, 2)
    ((pixels,), _) = laid(homography[None], points)
    grid = sampled(picture, pixels).reshape(len(at), len(at))
    centre = (np.arange(n) + rim) * SAMPLES_PER_MODULE + SAMPLES_PER_MODULE // 2
    shifts = range(-FILTER_REACH_SAMPLES, FILTER_REACH_SAMPLES + 1)
    seen = [grid[np.ix_(centre + y, centre + x)].ravel() for y in shifts for x in shifts]
    return np.stack([*seen, np.full(n * n, np.abs(grid).mean())], 1)
