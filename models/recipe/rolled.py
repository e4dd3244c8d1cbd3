"""A panel on the side of a coil, pipe or bottle: squeezed and darker towards its ends, with its truth."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.panels import Line, Panel
from models.recipe.words import chance

REACH = (0.5, 1.35)
"""Half the angle that the panel takes of the cylinder, in radians: at 1.57 its ends would be seen edge-on."""


def rolled(rng: np.random.Generator, panel: Panel) -> Panel:
    """The panel seen on a cylinder whose axis is upright; rows stay straight, so that quads stay true."""
    height, width = panel.pixels.shape[:2]
    reach, half = float(rng.uniform(*REACH)), width / 2
    radius = half / reach
    seen = max(8, round(2 * radius * math.sin(reach)))

    across = (np.arange(seen, dtype=np.float32) + 0.5 - seen / 2) / radius
    angle = np.arcsin(np.clip(across, -1, 1))
    source = (angle * radius + half - 0.5).astype(np.float32)
    rows = np.arange(height, dtype=np.float32)
    pixels = cv2.remap(
        panel.pixels, np.repeat(source[None], height, 0), np.repeat(rows[:, None], seen, 1), cv2.INTER_LINEAR
    )
    turned = float(rng.uniform(-0.5, 0.5))
    shade = np.clip(np.cos(angle - turned), 0.15, 1) ** float(rng.uniform(0.3, 1.2))
    if chance(rng, 0.3):  # a glossy coil: a bright stripe along it
        shade = shade + float(rng.uniform(0.2, 0.9)) * np.exp(
            -(((angle - turned) / float(rng.uniform(0.05, 0.2))) ** 2)
        )
    lit = np.clip(pixels.astype(np.float32) * shade[None, :, None], 0, 255).astype(np.uint8)

    def through(quad: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        moved = quad.copy()
        moved[:, 0] = np.sin((quad[:, 0] - half) / radius) * radius + seen / 2
        return moved

    things = [replace(thing, quad=through(thing.quad)) for thing in panel.things]
    return Panel(lit, things, [Line(through(line.quad), line.ignore) for line in panel.lines])
