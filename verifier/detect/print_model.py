"""What our drawing looks like when a printer has set it and a camera has blurred it, with its derivatives.

All pictures are SIDE×SIDE float32 over the square from -REACH to +REACH W round the mark's centre, flattened row by
row: ink 1, ground 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verifier.detect.templates import FINE, Form, Plane, canvas, softened
from verifier.domain import MarkKind

SIDE, REACH = 48, 0.86
STEP = 2 * REACH / SIDE
"""W from pixel to pixel."""
BLURS = (0.012, 0.02, 0.03, 0.045, 0.065, 0.09)
"""σ, in W, of the blurs that the monogram is drawn with; between them it is interpolated."""
WEIGHTS = (-0.014, -0.004, 0.006, 0.016, 0.026)
"""Outward moves of all edges, in W, likewise."""
SLOPE = 1.702
"""The logistic of SLOPE times x is nearly the normal distribution of x."""
_AXIS = ((np.arange(SIDE) + 0.5) * STEP - REACH).astype(np.float32)
X, Y = (plane.ravel() for plane in np.meshgrid(_AXIS, _AXIS))
"""Of each pixel, in W."""
RADIUS, DIAMOND = np.hypot(X, Y), np.abs(X) + np.abs(Y)
"""Distance from the centre, and half the width of the diamond through the pixel, in W."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a mark was printed and seen: σ of the blur, outward move of the edges, radii of the ring (0: none), in W."""

    blur: float = 0.045
    weight: float = 0.004
    outer: float = 0.0
    inner: float = 0.0

    @property
    def ringed(self) -> bool:
        """Whether there is a ring."""
        return self.outer > 0


@dataclass(frozen=True, slots=True)
class Rendering:
    """A picture of the mark and how it changes with each value of its setting."""

    mark: Plane
    monogram: Plane
    by_blur: Plane
    by_weight: Plane
    by_outer: Plane | None = None
    by_inner: Plane | None = None


class PrintModel:
    """The monogram in all its weights, blurs and eight attitudes, and rings. Safe to share between threads."""

    def __init__(self) -> None:
        sharp = [canvas(Form(MarkKind.VOLUNTARY), REACH, SIDE * FINE, weight) for weight in WEIGHTS]
        upright = np.stack([[softened(picture, REACH, SIDE, blur) for picture in sharp] for blur in BLURS])
        banks = [np.rot90(flat, k, (2, 3)) for flat in (upright, upright[..., ::-1]) for k in range(4)]
        banks.append(np.mean(banks[:4], axis=0))
        self._banks = np.stack(banks).reshape(len(banks), *upright.shape[:2], -1)

    def rendering(self, setting: Setting, attitude: int | None) -> Rendering:
        """The picture in one of the attitudes; None: the mean of the four that are not mirrored."""
        (i, u, wide), (j, v, heavy) = _between(BLURS, setting.blur), _between(WEIGHTS, setting.weight)
        bank = self._banks[-1 if attitude is None else attitude]
        (sharp, sharp_bold), (soft, soft_bold) = bank[i : i + 2, j : j + 2]
        softer, softer_bold = soft - sharp, soft_bold - sharp_bold
        thin, bolder = sharp + u * softer, (sharp_bold - sharp) + u * (softer_bold - softer)
        monogram, by_weight = thin + v * bolder, bolder / heavy
        by_blur = (softer + v * (softer_bold - softer)) / wide
        if not setting.ringed:
            return Rendering(monogram, monogram, by_blur, by_weight)
        ring, by_outer, by_inner, ring_by_blur = ring_profile(RADIUS, setting)
        return Rendering(monogram + ring, monogram, by_blur + ring_by_blur, by_weight, by_outer, by_inner)

    def attitudes(self, setting: Setting) -> Plane:
        """The monogram in its eight attitudes, 8×n: four turns by quarters, then the same of its mirror image."""
        (i, u, _), (j, v, _) = _between(BLURS, setting.blur), _between(WEIGHTS, setting.weight)
        shares = np.array([[(1 - u) * (1 - v), (1 - u) * v], [u * (1 - v), u * v]], np.float32)
        return np.asarray(np.einsum("abcn,bc->an", self._banks[:8, i : i + 2, j : j + 2], shares), np.float32)


def ring_profile(radius: Plane, setting: Setting) -> tuple[Plane, Plane, Plane, Plane]:
    """The ring at these distances from the centre, and how it changes with outer and inner radius and with blur."""
    blur = np.float32(max(setting.blur, BLURS[0]))
    out, within = ((np.float32(edge) - radius) / blur for edge in (setting.outer, setting.inner))
    outer, inner = (1 / (1 + np.exp(np.clip(-SLOPE * z, -30, 30))) for z in (out, within))
    by_outer, by_inner = (SLOPE / blur * edge * (1 - edge) for edge in (outer, inner))
    return outer - inner, by_outer, -by_inner, within * by_inner - out * by_outer


def disc(radius: float) -> Plane:
    """Weights, 0..1, of what lies within a circle of that radius."""
    return np.clip((radius - RADIUS) / np.float32(STEP) + np.float32(0.5), 0, 1).astype(np.float32)


def diamond(reach: float) -> Plane:
    """Weights, 0..1, of what lies within a square on its corner that reaches that far."""
    return np.clip((reach - DIAMOND) / np.float32(STEP) + np.float32(0.5), 0, 1).astype(np.float32)


def _between(values: tuple[float, ...], value: float) -> tuple[int, np.float32, np.float32]:
    """The interval that holds a value: its number, where in it the value lies, 0..1, and how wide it is."""
    k = min(max(int(np.searchsorted(values, value)) - 1, 0), len(values) - 2)
    wide = values[k + 1] - values[k]
    return k, np.float32(min(max((value - values[k]) / wide, 0.0), 1.0)), np.float32(wide)


Values = npt.NDArray[np.float64]
