"""A stroke right across a mark: ink along a straight line from beyond one side of it to beyond the other."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from verifier.detect.overlay import Overlay
from verifier.detect.templates import Plane

_TURNS, _OFFSETS = np.meshgrid(np.radians(np.arange(0, 180, 2.5)), np.arange(-0.16, 0.161, 0.02), indexing="ij")
TURNS, OFFSETS = _TURNS.reshape(-1, 1), _OFFSETS.reshape(-1, 1)
"""Strokes that are looked for: their directions in radians, each with how far they pass by the centre, in W."""
BEYOND, BARE_EDGE = 0.09, 0.5
"""A stroke goes on beyond the mark's edge by this, in W; where the edge of a bare diamond is."""
STEPS, FIRST_STEPS = 97, 4
"""Places along a stroke. Every fourth is looked at first: hardly a stroke is left that needs all."""
LEVEL, MAX_GAPS = 0.5, 0.06
"""Ink reaches this level all along the stroke, but for this share of it. Of real marks none comes above 0.05 there."""
TOO_MANY_GAPS = math.floor(MAX_GAPS * (STEPS - 1)) + 2
"""With gaps in this many places the quantile MAX_GAPS of all lies between two of them."""


def crossed_out(laid: Overlay) -> bool:
    """Whether a stroke goes right across the mark."""
    reach = (laid.setting.outer if laid.setting.ringed else BARE_EDGE) + BEYOND
    along = np.linspace(-reach, reach, STEPS)
    first = _levels(laid, TURNS, OFFSETS, along[::FIRST_STEPS])
    left = np.count_nonzero(first < LEVEL, axis=1) < TOO_MANY_GAPS
    if not left.any():
        return False
    levels = _levels(laid, TURNS[left], OFFSETS[left], along)
    return bool((np.quantile(levels, MAX_GAPS, axis=1) >= LEVEL).any())


def _levels(laid: Overlay, turns: Plane, offsets: Plane, along: npt.NDArray[np.float64]) -> Plane:
    """Ink, in shares of the contrast, at n places `along` each of m strokes (m×1): m×n."""
    x, y = along * np.cos(turns) - offsets * np.sin(turns), along * np.sin(turns) + offsets * np.cos(turns)
    return laid.error_at(x.astype(np.float32), y.astype(np.float32), np.zeros_like(x, np.float32))
