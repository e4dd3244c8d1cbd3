"""Where ink is in a reduced picture of a photo: darker than its surroundings, lighter, and redder.

Shapes of up to the surroundings' size are whole there; larger ones show their rim.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad
from verifier.image.components import components
from verifier.image.pyramid import at_scale

SEARCHED_MAX_PX = 800_000
"""The reduced picture has at most so many pixels."""
SURROUNDINGS_PX, STEP = 141, 18
"""Side of the surroundings whose mean ink differs from, and by how many grey levels."""
RED, REDDER = 50, 30
"""How much more of red than of the other channels red ink has, and how much more so than its surroundings."""

MAX_SHAPES = 1_500
"""Shapes of one ink that are handed on, the largest first: cloth and gravel have thousands."""

Box = tuple[int, int, int, int]
"""Left, top, width and height in px of the reduced picture."""


@dataclass(frozen=True, slots=True)
class Ink:
    """One ink: its mask h×w uint8 (1 ink), and what hangs together in it (see `components`)."""

    name: str
    mask: Pixels
    labels: npt.NDArray[np.int32]
    stats: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Inks:
    """A photo reduced, in grey, h×w uint8: `plain` as it is, `grey` with its noise taken off.

    And its inks; `scale` is the size of that picture as a share of the photo's.
    """

    photo: Photo
    plain: Pixels
    grey: Pixels
    each: tuple[Ink, ...]
    scale: float

    def quad(self, box: Box) -> Quad:
        """Where a box of the reduced picture lies in the photo."""
        x, y, width, height = box
        return Quad.of_box(x, y, x + width, y + height).scaled(1 / self.scale)


@dataclass(frozen=True, slots=True)
class Shape:
    """What hangs together in an ink, by its label there, and its box."""

    ink: Ink
    label: int
    box: Box

    @property
    def mask(self) -> npt.NDArray[np.bool_]:
        """Where in its box it is."""
        x, y, width, height = self.box
        return np.asarray(self.ink.labels[y : y + height, x : x + width] == self.label)


def inks_of(photo: Photo) -> Inks:
    """The inks of a photo: `dark`, `light` and `red`."""
    scale = min(1.0, math.sqrt(SEARCHED_MAX_PX / (photo.width * photo.height)))
    small = at_scale(photo.levels, scale)
    plain = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    grey = np.asarray(cv2.medianBlur(plain, 3), np.uint8)
    off = _off(grey)
    red, green, blue = cv2.split(small)
    redness = np.asarray(cv2.medianBlur(cv2.subtract(red, cv2.max(green, blue)), 3), np.uint8)
    redder = ((redness > RED) & (_off(redness) > REDDER)).astype(np.uint8)
    masks = {
        "dark": (off < -STEP).astype(np.uint8),
        "light": (off > STEP).astype(np.uint8),
        "red": np.asarray(cv2.morphologyEx(redder, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8),
    }
    each = tuple(_ink(name, mask) for name, mask in masks.items())
    return Inks(photo, plain, grey, each, small.shape[1] / photo.width)


def _ink(name: str, mask: Pixels) -> Ink:
    found = components(mask)
    return Ink(name, mask, found.labels, found.stats)


def _off(plane: Pixels) -> npt.NDArray[np.int16]:
    surroundings = cv2.boxFilter(plane, cv2.CV_16S, (SURROUNDINGS_PX, SURROUNDINGS_PX))
    return np.asarray(plane.astype(np.int16) - surroundings, np.int16)


def shapes(
    inks: Inks, sides: tuple[int, int], aspect: tuple[float, float], fill: tuple[float, float]
) -> Iterator[Shape]:
    """What hangs together in one of the inks: both sides of its box in px of the reduced picture between `sides`.

    Width over height within `aspect`, and the share of its box that it fills within `fill`.
    """
    for ink in inks.each:
        width, height, area = (ink.stats[:, k].astype(np.float64) for k in (2, 3, 4))
        good = (np.minimum(width, height) >= sides[0]) & (np.maximum(width, height) <= sides[1])
        over, share = width / np.maximum(height, 1), area / np.maximum(width * height, 1)
        good &= (over >= aspect[0]) & (over <= aspect[1]) & (share >= fill[0]) & (share <= fill[1])
        largest = np.flatnonzero(good)
        for row in largest[np.argsort(-area[largest], kind="stable")][:MAX_SHAPES].tolist():
            x, y, w, h = ink.stats[row, :4].tolist()
            yield Shape(ink, row + 1, (x, y, w, h))
