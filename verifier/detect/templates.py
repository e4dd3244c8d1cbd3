"""The drawing as small soft pictures to compare photos with, in the forms in which printers set it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.drawing import mark_mask
from verifier.domain import MarkKind, Pixels

Plane = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to print a mark: the drawing of a kind that has no ring, `inside`, and the ring round it.

    `ring` and `stroke`: outer diameter and stroke of the ring in W, 0 without a ring.
    """

    inside: MarkKind
    ring: float = 0.0
    stroke: float = 0.0

    @property
    def extent(self) -> float:
        """Full width in W."""
        return self.ring or 1.0


FINE = 8
"""Drawings are blurred at this many times their resolution."""


def drawn(form: Form, reach: float, side: int, blur: float, weight: float = 0.0) -> Plane:
    """The mark in a square from -reach to +reach W: side×side float32, ink 1, ground 0, softened by `blur` (σ in W).

    `weight`: every edge moved outwards by so many W (negative: thinner).
    """
    return softened(canvas(form, reach, side * FINE, weight), reach, side, blur)


def canvas(form: Form, reach: float, pixels: int, weight: float = 0.0) -> Pixels:
    """The mark in a square from -reach to +reach W, sharp: pixels×pixels uint8, 255 ink."""
    scale = pixels / (2 * reach)
    width = round((1 + 2 * max(weight, 0)) * scale)
    width -= (pixels - width) % 2
    pad = (pixels - width) // 2
    canvas = np.zeros((pixels, pixels), np.uint8)
    mark = mark_mask(form.inside, width, weight=weight)
    if pad >= 0:
        canvas[pad : pad + width, pad : pad + width] = mark
    else:
        canvas[:] = mark[-pad : pixels - pad, -pad : pixels - pad]
    if form.ring:
        axis = (np.arange(pixels) + 0.5) / scale - reach
        distance = np.hypot(*np.meshgrid(axis, axis))
        outer, inner = form.ring / 2 + weight, form.ring / 2 - form.stroke - weight
        canvas[(distance < outer) & (distance > inner)] = 255
    return canvas


def softened(canvas: Pixels, reach: float, side: int, blur: float) -> Plane:
    """A canvas blurred by `blur` (σ in W) and reduced to side×side float32, 0..1."""
    soft = cv2.GaussianBlur(canvas, (0, 0), blur * canvas.shape[0] / (2 * reach)) if blur else canvas
    small = cv2.resize(soft.astype(np.float32), (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(small / 255, np.float32)


def window(reach: float, radius: float, side: int) -> Plane:
    """A disc of `radius` in a square from -reach to +reach, as weights: side×side float32 of sum 1."""
    step = 2 * reach / side
    axis = (np.arange(side) + 0.5) * step - reach
    disc = np.clip((radius - np.hypot(*np.meshgrid(axis, axis))) / step + 0.5, 0, 1)
    return np.asarray(disc / disc.sum(), np.float32)
