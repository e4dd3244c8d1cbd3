"""Shapes told by their outline: a mask brought to one size and correlated with drawings brought to the same."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Pixels

OUTLINE_PX = 24
"""Side to which a shape's box is brought."""
DRAWN_PX = 200
"""Side of the squares in which shapes are drawn."""
RADIUS_PX = 88
"""Radius of the rings that are drawn, to the middle of their stroke."""
SMALLEST = 1e-6
"""A vector's length is never held to be less."""

Mask = npt.NDArray[np.bool_]
Vector = npt.NDArray[np.float32]
"""A picture as a row of numbers of mean 0 and norm 1; several are rows of a matrix."""


def outline_of(mask: Mask) -> Vector:
    """A mask, cut out to its box, brought to one size."""
    size = (OUTLINE_PX, OUTLINE_PX)
    return normal(cv2.resize(mask.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA))


def normal(picture: npt.NDArray[np.generic]) -> Vector:
    """A picture as a row of numbers of mean 0 and norm 1."""
    values = np.asarray(picture, np.float32).ravel()
    values = values - values.mean()
    return np.asarray(values / max(float(np.linalg.norm(values)), SMALLEST), np.float32)


def likeness(shape: Vector, drawn: Vector) -> float:
    """The highest correlation of a shape with one of the drawings, -1..1."""
    return float((drawn @ shape).max())


def outlines(masks: Iterable[Pixels]) -> Vector:
    """The outlines of drawings, each cut out to its box: one a row."""
    rows = []
    for mask in masks:
        ys, xs = np.nonzero(mask)
        rows.append(outline_of(mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] > 0))
    return np.stack(rows)


@cache
def rings() -> Vector:
    """Rings of a thin, a middling and a thick stroke."""
    return outlines(ring(stroke) for stroke in (8, 14, 22))


def ring(stroke: int) -> Pixels:
    """The mask of a ring in the middle of its square."""
    mask, middle = np.zeros((DRAWN_PX, DRAWN_PX), np.uint8), DRAWN_PX // 2
    cv2.circle(mask, (middle, middle), RADIUS_PX, 1, stroke)
    return mask


def draw_bar(mask: Pixels, degrees: float, reach: float, stroke: int) -> None:
    """A bar through the middle of a square, in place: `degrees` clockwise from level, `reach` px either way."""
    middle, turn = DRAWN_PX // 2, math.radians(degrees)
    across, down = math.cos(turn) * reach, math.sin(turn) * reach
    first, last = ((round(middle + sign * across), round(middle + sign * down)) for sign in (-1, 1))
    cv2.line(mask, first, last, 1, stroke)
