"""What looks out from under a decoded QR code: modules of another code beyond its quiet zone.

A code on a sticker that covers another one leaves a rim of that one free. The rim is told from print and pictures by
its grid: the edges of its modules lie at multiples of one distance.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.codes.window import Greys, upright
from verifier.domain import Pixels
from verifier.domain.geometry import Quad

SIDE_PX, ROOM = 210.0, 0.3
"""Side at which the code is shown, and what is shown round it, in sides of it."""
MODULES = (21, 49)
"""Modules a side of the codes that are looked for: their pitch lies between these shares of the code's side."""
PITCHES = 40
"""Pitches tried."""
FIRST_PX = 4
"""The first row outside the code that is looked along: what lies nearer is the code's own edge."""
MIN_EDGES, MIN_ROWS = 10, 4
"""Edges in a row and such rows in one stretch from which on they may be a rim."""
MIN_SPAN = 0.5
"""A rim goes along this share of the code's side."""
ON_GRID = 0.5
"""Mean resultant length of the edges' phases at the best pitch."""
MIN_CONTRAST = 40.0
"""Grey levels between the dark and the light of the code."""


def has_another_rim(greys: Greys, code: Quad, known: Sequence[Quad]) -> bool:
    """Whether the rim of another code shows beyond a decoded one; what lies in `known` quads is other print."""
    window = upright(greys, code, SIDE_PX, ROOM)
    rim = round(SIDE_PX * ROOM)
    inner = window.grey[rim:-rim, rim:-rim]
    low, high = np.percentile(inner, (15, 85)).tolist()
    if high - low < MIN_CONTRAST:
        return False
    there = np.linalg.inv(window.back)
    covered = np.zeros(window.grey.shape, np.uint8)
    for quad in known:
        points = cv2.perspectiveTransform(quad.array()[None].astype(np.float64), there)[0]
        if np.abs(points).max() < 10 * SIDE_PX:
            cv2.fillConvexPoly(covered, np.round(points).astype(np.int32), 1)
    dark = (window.grey < (low + high) / 2).astype(np.uint8)
    return any(
        _side_has_rim(np.ascontiguousarray(np.rot90(dark, turn)), np.rot90(covered, turn), rim) for turn in range(4)
    )


def _side_has_rim(dark: Pixels, covered: Pixels, rim: int) -> bool:
    """Whether rows above the code, from far to near, show the modules of another one."""
    rows: list[npt.NDArray[np.int64]] = []
    stretch: list[npt.NDArray[np.int64]] = []
    for row in range(rim - FIRST_PX):
        edges = np.flatnonzero(np.diff(dark[row].astype(np.int8))) if not covered[row].all() else np.empty(0, np.int64)
        edges = edges[covered[row][edges] == 0]
        if len(edges) >= MIN_EDGES and edges[-1] - edges[0] >= MIN_SPAN * SIDE_PX:
            stretch.append(edges)
            rows = max(rows, stretch, key=len)
        else:
            stretch = []
    return len(rows) >= MIN_ROWS and _on_grid(np.concatenate(rows)) >= ON_GRID


def _on_grid(edges: npt.NDArray[np.int64]) -> float:
    """How well edges lie on a grid of one pitch, 0..1."""
    pitches = SIDE_PX / np.linspace(*MODULES, PITCHES)
    turns = np.exp(2j * np.pi * edges[None] / pitches[:, None])
    return float(np.abs(turns.mean(1)).max())
