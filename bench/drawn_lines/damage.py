"""How much was done to a drawn line of print: what the press noted while it drew, and where everyday print ends.

The limits say what a person who holds a telephone over a label gets without bad luck. They were set from the drawing
alone, before any reader had been asked, and are the same for all readers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEAST_CONTRAST = 60.0
"""Grey levels between ink and paper, of 255."""
MOST_BLUR = 0.1
"""Standard deviation of all blur in heights of a digit: less than the width of its strokes."""
LEAST_KEPT = 0.9
"""Share of the ink that wear, dots and outlines leave."""
MOST_SHAVED, MOST_LOOSE = 0.04, 0.5
"""What a box may cut off, above and below together, and what it may leave free, in heights of the line."""
MOST_NOISE = 0.15
"""Standard deviation of grain, moiré, relief and structure of the paper, as a share of the contrast."""
LEAST_QUALITY = 40
"""Of the compression (WebP), of 100."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done to one line; the units are those of the limits above."""

    contrast: float
    blur: float
    kept: float
    shaved: float
    loose: float
    noise: float
    quality: int

    @property
    def reasons(self) -> tuple[str, ...]:
        """What goes beyond everyday print."""
        found = {
            "faint": self.contrast < LEAST_CONTRAST,
            "blurred": self.blur > MOST_BLUR,
            "worn": self.kept < LEAST_KEPT,
            "shaved": self.shaved > MOST_SHAVED,
            "loose": self.loose > MOST_LOOSE,
            "noisy": self.noise > MOST_NOISE,
            "pressed": self.quality < LEAST_QUALITY,
        }
        return tuple(name for name, holds in found.items() if holds)

    @property
    def heavy(self) -> bool:
        return bool(self.reasons)


def contrast_of(
    picture: npt.NDArray[np.float32], ink: npt.NDArray[np.float32]
) -> tuple[float, npt.NDArray[np.float32]]:
    """Grey levels that full ink differs from paper by (least squares), and all that is neither ink nor paper (h×w)."""
    away = ink - ink.mean()
    slope = float((away * picture).mean() / max(float((away * away).mean()), 1e-6))
    return abs(slope), (picture - picture.mean() - slope * away).astype(np.float32)


def misfit(box: npt.NDArray[np.float32], ink: npt.NDArray[np.float32]) -> tuple[float, float]:
    """What a box (4×2, clockwise from top-left) cuts off a line's ink (likewise), and what it leaves free at most.

    Both in heights of the line, measured across it; the first adds above and below, the second is the larger of them.
    """
    down = ink[3] - ink[0]
    height = float(np.linalg.norm(down))
    unit = down / max(height, 1e-6)
    above = float(((ink[0] + ink[1] - box[0] - box[1]) / 2) @ unit) / max(height, 1e-6)
    below = float(((box[2] + box[3] - ink[2] - ink[3]) / 2) @ unit) / max(height, 1e-6)
    return max(0.0, -above) + max(0.0, -below), max(above, below)
