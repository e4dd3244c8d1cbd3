"""A stroke right across a mark: ink along a straight line from beyond one side of it to beyond the other."""

from __future__ import annotations

import numpy as np

from verifier.detect.overlay import Overlay

DIRECTIONS, OFFSETS = np.radians(np.arange(0, 180, 2.5)), np.arange(-0.16, 0.161, 0.02)
"""Directions that strokes are looked for in, and how far they pass by the centre, in W."""
BEYOND, BARE_EDGE = 0.09, 0.5
"""A stroke goes on beyond the mark's edge by this, in W; where the edge of a bare diamond is."""
STEPS = 97
LEVEL, MAX_GAPS = 0.5, 0.06
"""Ink reaches this level all along the stroke, but for this share of it. Of real marks none comes above 0.05 there."""


def crossed_out(laid: Overlay) -> bool:
    """Whether a stroke goes right across the mark."""
    reach = (laid.setting.outer if laid.setting.ringed else BARE_EDGE) + BEYOND
    along = np.linspace(-reach, reach, STEPS)[None, None]
    turn, off = DIRECTIONS[:, None, None], OFFSETS[None, :, None]
    x, y = (along * np.cos(turn) - off * np.sin(turn)), (along * np.sin(turn) + off * np.cos(turn))
    flat = (len(DIRECTIONS) * len(OFFSETS), STEPS)
    places = [plane.reshape(flat).astype(np.float32) for plane in (x, y)]
    level = laid.error_at(places[0], places[1], np.zeros(flat, np.float32))
    return bool((np.quantile(level, MAX_GAPS, axis=1) >= LEVEL).any())
