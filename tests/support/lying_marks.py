"""Marks as liars draw them, from our own drawing: white ink on black, square, from -REACH to +REACH W."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.drawing import RING_OUTER, RING_STROKE, mark_mask, outline
from verifier.domain import MarkKind, Pixels

REACH = 0.85
SIDE = 374
"""Masks are drawn SIDE px wide, 220 px a W."""
INK = 255
Plane = npt.NDArray[np.float64]
_AXIS = ((np.arange(SIDE) + 0.5) * (2 * REACH / SIDE)) - REACH
X, Y = np.meshgrid(_AXIS, _AXIS)
RADIUS, ANGLE = np.hypot(X, Y), np.arctan2(Y, X)


@dataclass(frozen=True, slots=True)
class Setting:
    """How an honest printer sets it: outer diameter and stroke of the ring in W, edges moved outwards by `weight` W."""

    kind: MarkKind = MarkKind.COMPULSORY
    ring: float = RING_OUTER
    stroke: float = RING_STROKE
    weight: float = 0.0

    @property
    def outer(self) -> float:
        return self.ring / 2

    @property
    def inner(self) -> float:
        return self.ring / 2 - self.stroke


def any_setting(rng: np.random.Generator, kind: MarkKind) -> Setting:
    """As the training draws marks: bolder, finer, the ring wider or narrower."""
    ring, stroke = float(rng.uniform(1.17, RING_OUTER + 0.05)), float(rng.uniform(0.035, RING_STROKE + 0.02))
    return Setting(kind, ring, stroke, float(rng.uniform(-0.012, 0.022)))


def inside(setting: Setting) -> Pixels:
    """The monogram alone."""
    width = round(SIDE / (2 * REACH))
    canvas, at = np.zeros((SIDE, SIDE), np.uint8), (SIDE - width) // 2
    canvas[at : at + width, at : at + width] = mark_mask(MarkKind.VOLUNTARY, width, weight=setting.weight)
    return canvas


def band(inner: float, outer: float) -> Pixels:
    """A ring between two radii in W."""
    px = 2 * REACH / SIDE
    cover = np.clip((outer - RADIUS) / px + 0.5, 0, 1) * np.clip((RADIUS - inner) / px + 0.5, 0, 1)
    return (cover * INK).astype(np.uint8)


def honest(setting: Setting) -> Pixels:
    """The mark as it should be."""
    if setting.kind is not MarkKind.COMPULSORY:
        return inside(setting)
    return np.maximum(inside(setting), band(setting.inner, setting.outer))


def _mirrored(rng: np.random.Generator, setting: Setting) -> Pixels:
    return np.ascontiguousarray(honest(setting)[:, ::-1] if rng.random() < 0.5 else honest(setting)[::-1])


def _half(rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    return ((X < 0), (X > 0), (Y < 0), (Y > 0))[int(rng.integers(4))]


def _half_filled(rng: np.random.Generator, setting: Setting) -> Pixels:
    canvas = honest(setting)
    disc = setting.kind is MarkKind.COMPULSORY and rng.random() < 0.3
    body = setting.outer > RADIUS if disc else np.abs(X) + np.abs(Y) < 0.5
    canvas[body & _half(rng)] = INK
    return canvas


def _quarter_erased(rng: np.random.Generator, setting: Setting) -> Pixels:
    canvas = honest(setting)
    sx, sy = rng.choice([-1, 1], 2)
    gone = (sx * X > 0.05) & (sy * Y > 0.05)
    if rng.random() < 0.5:
        gone &= np.abs(X) + np.abs(Y) < 0.55
    canvas[gone] = 0
    return canvas


def _crossed_out(rng: np.random.Generator, setting: Setting) -> Pixels:
    canvas, reach = honest(setting), float(rng.uniform(0.5, 0.7))
    turn, width = math.radians(float(rng.uniform(25, 65))), float(rng.uniform(0.05, 0.1))
    for angle in (turn, turn + math.pi / 2)[: 1 + int(rng.random() < 0.5)]:
        along, across = X * math.cos(angle) + Y * math.sin(angle), Y * math.cos(angle) - X * math.sin(angle)
        canvas[(np.abs(along) < reach) & (np.abs(across) < width / 2)] = INK
    return canvas


def _double_ring(rng: np.random.Generator, setting: Setting) -> Pixels:
    gap, stroke = float(rng.uniform(0.03, 0.06)), float(rng.uniform(0.02, 0.05))
    outside = setting.outer + gap + stroke < REACH - 0.02 and (rng.random() < 0.6 or setting.inner - gap - stroke < 0.5)
    low = setting.outer + gap if outside else setting.inner - gap - stroke
    return np.maximum(honest(setting), band(low, low + stroke))


def _gapped(setting: Setting, gaps: npt.NDArray[np.bool_]) -> Pixels:
    ring = band(setting.inner, setting.outer)
    ring[gaps] = 0
    return np.maximum(inside(setting), ring)


def _dashed_ring(rng: np.random.Generator, setting: Setting) -> Pixels:
    dashes, share = int(rng.integers(8, 21)), float(rng.uniform(0.5, 0.7))
    return _gapped(setting, (ANGLE * dashes / (2 * math.pi) + float(rng.random())) % 1 > share)


def _broken_ring(rng: np.random.Generator, setting: Setting) -> Pixels:
    gaps = np.zeros_like(X, bool)
    for _ in range(int(rng.integers(1, 4))):
        at, wide = float(rng.uniform(-math.pi, math.pi)), math.radians(float(rng.uniform(25, 70)))
        gaps |= np.abs((ANGLE - at + math.pi) % (2 * math.pi) - math.pi) < wide / 2
    return _gapped(setting, gaps)


def _wrong_ring(rng: np.random.Generator, setting: Setting) -> Pixels:
    way = int(rng.integers(3))
    ring = (float(rng.uniform(1.5, 1.66)), float(rng.uniform(1.0, 1.06)), setting.ring)[way]
    stroke = float(rng.uniform(0.12, 0.16)) if way == 2 else setting.stroke
    return honest(Setting(setting.kind, max(ring, 1.3) if way == 2 else ring, stroke, setting.weight))


def squashed(mask: Pixels, share: float, axis: int) -> Pixels:
    """A mask squeezed to that share along x (0) or y (1)."""
    size = [SIDE, SIDE]
    size[axis] = round(SIDE * share)
    small = np.asarray(cv2.resize(mask, (size[0], size[1]), interpolation=cv2.INTER_AREA), np.uint8)
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    canvas[top : top + size[1], left : left + size[0]] = small
    return canvas


def _squashed(rng: np.random.Generator, setting: Setting) -> Pixels:
    return squashed(honest(setting), float(rng.uniform(0.66, 0.76)), int(rng.integers(2)))


def _polygon(points: Plane) -> npt.NDArray[np.int32]:
    return np.round((points + REACH) * SIDE / (2 * REACH) - 0.5).astype(np.int32)


def _pieces_missing(rng: np.random.Generator, setting: Setting) -> Pixels:
    canvas, pieces = honest(setting), outline(MarkKind.VOLUNTARY)
    for piece in rng.permutation(len(pieces))[: int(rng.integers(1, 3))]:
        gone = np.zeros_like(canvas)
        cv2.fillPoly(gone, [_polygon(pieces[piece])], INK)
        canvas[cv2.dilate(gone, np.ones((9, 9), np.uint8)) > 0] = 0
    return np.maximum(canvas, _others(setting, canvas))


def _others(setting: Setting, canvas: Pixels) -> Pixels:
    """The ring, which the erasing of a piece must not touch."""
    return band(setting.inner, setting.outer) if setting.kind is MarkKind.COMPULSORY else np.zeros_like(canvas)


def _pieces_added(rng: np.random.Generator, setting: Setting) -> Pixels:
    canvas, way = honest(setting), int(rng.integers(3))
    if way == 0:
        canvas[float(rng.uniform(0.14, 0.2)) > RADIUS] = INK
    elif way == 1:  # the ground between the bars and one of the edges
        sx, sy = rng.choice([-1, 1], 2)
        canvas[(sx * X > 0) & (sy * Y > 0) & (np.abs(X) + np.abs(Y) < 0.45)] = INK
    else:
        turn = float(rng.uniform(0, 2 * math.pi))
        at = 0.28 * math.cos(turn), 0.28 * math.sin(turn)
        canvas[np.hypot(X - at[0], Y - at[1]) < float(rng.uniform(0.11, 0.15))] = INK
    return canvas


Lie = Callable[[np.random.Generator, Setting], Pixels]
LIES: dict[str, Lie] = {
    "mirrored": _mirrored,
    "half filled": _half_filled,
    "quarter erased": _quarter_erased,
    "crossed out": _crossed_out,
    "double ring": _double_ring,
    "dashed ring": _dashed_ring,
    "broken ring": _broken_ring,
    "wrong ring": _wrong_ring,
    "squashed": _squashed,
    "pieces missing": _pieces_missing,
    "pieces added": _pieces_added,
}
RING_LIES = frozenset({"double ring", "dashed ring", "broken ring", "wrong ring"})
