"""Where to begin to lay the drawing over a mark: its size, its ring and the colour of its ink, roughly."""

from __future__ import annotations

import numpy as np

from verifier.detect.closeup import Closeup, Homography
from verifier.detect.print_model import PrintModel, Setting, diamond, disc
from verifier.detect.templates import Plane

USUAL_RING_WIDTH = 1.27
"""Outer diameter of the ring that a mark's quad is taken for, in W."""
START_SIZES, START_BARE_SIZES = (0.86, 0.93, 1.0, 1.07), (0.92, 1.0, 1.08)
START_OUTERS, START_STROKES = (0.59, 0.62, 0.65, 0.685), (0.045, 0.075)
"""What the search for a start tries: sizes in those of the quad, outer radii and strokes of rings in W."""
START_FILLS = 0.1
"""How far, in shares of its radius, the ring may lie from the quad's edge at the start."""
START_REACH, BARE_REACH = 0.72, 0.62
"""Pixels are looked at out to this distance in W: of a ringed mark at the start; of a bare one along its axes."""
TINY = 1e-6


def start_of(model: PrintModel, closeup: Closeup, *, ringed: bool) -> tuple[Homography, Setting, Plane]:
    """Of some sizes and rings those that correlate best with what is seen, in the colour that does."""
    rings = [(r, r - stroke) for r in START_OUTERS for stroke in START_STROKES] if ringed else [(0.0, 0.0)]
    settings = [Setting(outer=outer, inner=inner) for outer, inner in rings]
    pictures = np.stack([model.rendering(setting, None).mark for setting in settings])
    window = disc(START_REACH) if ringed else diamond(BARE_REACH)
    window = np.asarray(window / window.sum(), np.float32)
    pictures -= (pictures @ window)[:, None]
    pictures /= np.sqrt((pictures * pictures) @ window)[:, None]
    best, found = -1.0, (closeup.start, settings[0], np.zeros(3, np.float32))
    for size in START_SIZES if ringed else START_BARE_SIZES:
        pose = closeup.start @ np.diag([size, size, 1.0])
        seen = closeup.seen(pose)
        seen = seen - window @ seen
        inks = (pictures * window) @ seen
        inks /= np.linalg.norm(inks, axis=1, keepdims=True) + TINY
        greys = inks @ seen.T
        fits = (pictures * greys) @ window / np.sqrt((greys * greys) @ window + TINY)
        for k, setting in enumerate(settings):
            fills = setting.outer * size / (USUAL_RING_WIDTH / 2) if ringed else 1.0
            if fits[k] > best and abs(fills - 1) <= START_FILLS:
                best, found = float(fits[k]), (pose, setting, inks[k])
    return found


def ink_of(seen: Plane, mark: Plane, weights: Plane) -> Plane:
    """The colour in which the mark stands out, from ground to ink: a unit vector in RGB."""
    weights = weights / weights.sum()
    ink = (weights * (mark - weights @ mark)) @ (seen - weights @ seen)
    return np.asarray(ink / (np.linalg.norm(ink) + TINY), np.float32)
