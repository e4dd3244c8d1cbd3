"""What lies behind a label: procedural tables and cloths."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.sheet import Colour
from verifier.domain import Pixels

Floats = npt.NDArray[np.float32]


def value_noise(size: tuple[int, int], cell: tuple[float, float], rng: np.random.Generator, octaves: int = 3) -> Floats:
    """Smooth noise, height×width, about -1..1: random grids of `cell` px and halves of it, enlarged and summed."""
    width, height = size
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        columns, rows = (max(2, round(side / c * 2**octave)) for side, c in zip(size, cell, strict=True))
        grid = rng.uniform(-1, 1, (rows, columns)).astype(np.float32)
        total += cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC) / 2**octave
    return total / 1.5


def _tinted(shade: Floats, colour: Colour, depth: float) -> Pixels:
    picture = np.asarray(colour, np.float32) * (1 + depth * shade)[..., None]
    return np.clip(picture, 0, 255).astype(np.uint8)


def wood(size: tuple[int, int], colour: Colour, rng: np.random.Generator) -> Pixels:
    """A table top with grain along x and seams between planks."""
    ring = value_noise(size, (size[0] * 0.9, 60), rng)
    grain = value_noise(size, (220, 4), rng, 2)
    seams = np.zeros((size[1], size[0]), np.float32)
    for y in range(int(rng.integers(60, 240)), size[1], 290):
        seams[y : y + 4] = -1.6
    return _tinted(0.6 * np.sin(ring * 7) + 0.6 * grain + seams, colour, 0.17)


def cloth(size: tuple[int, int], colour: Colour, rng: np.random.Generator) -> Pixels:
    """A woven cloth with soft folds."""
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    weave = np.sin(xs * 1.1) * np.sin(ys * 1.1)
    return _tinted(weave * 0.4 + value_noise(size, (500, 380), rng), colour, 0.16)


def stone(size: tuple[int, int], colour: Colour, rng: np.random.Generator) -> Pixels:
    """Terrazzo: specks on a mottled ground."""
    specks = (value_noise(size, (16, 16), rng, 2) > 0.62).astype(np.float32)
    return _tinted(value_noise(size, (240, 240), rng) * 0.6 - specks, colour, 0.13)


def plain(size: tuple[int, int], colour: Colour, rng: np.random.Generator) -> Pixels:
    """Painted metal or laminate: one colour, faintly mottled."""
    return _tinted(value_noise(size, (700, 700), rng, 2), colour, 0.06)


GROUNDS = {"wood": wood, "cloth": cloth, "stone": stone, "plain": plain}
