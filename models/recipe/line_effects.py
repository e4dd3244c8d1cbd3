"""What lies under, over and across a drawn line: structure of paper, wear, glare, smear, curvature."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.words import chance

Mask = npt.NDArray[np.float32]


def grid(size: tuple[int, int], cell: float, rng: np.random.Generator) -> Mask:
    shape = (max(2, round(size[1] / cell)), max(2, round(size[0] / cell)))
    return np.asarray(cv2.resize(rng.uniform(-1, 1, shape).astype(np.float32), size, interpolation=cv2.INTER_CUBIC))


def texture(size: tuple[int, int], rng: np.random.Generator, digit: float) -> Mask:
    """Structure of paper, -1..1 about: mottled, striped or halftone."""
    kind = int(rng.integers(0, 4))
    if kind == 3:
        pitch, turn = float(rng.uniform(2, 6)), float(rng.uniform(0, math.pi))
        ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
        u = xs * math.cos(turn) + ys * math.sin(turn)
        v = ys * math.cos(turn) - xs * math.sin(turn)
        waves = np.cos(u * 2 * math.pi / pitch)
        return np.asarray(waves * np.cos(v * 2 * math.pi / pitch) if chance(rng, 0.5) else waves)
    return grid(size, digit * float(rng.choice([0.3, 1.2, 4.0])), rng)


def blotches(size: tuple[int, int], rng: np.random.Generator, level: float) -> Mask:
    return np.clip((grid(size, float(rng.uniform(6, 24)), rng) - level) * 6, 0, 1).astype(np.float32)


def streaks(size: tuple[int, int], rng: np.random.Generator) -> Mask:
    """Bright streaks of glare or creases of wrap, 0..1."""
    width, height = size
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    light = np.zeros((height, width), np.float32)
    for _ in range(int(rng.integers(1, 5))):
        turn, cx, cy = rng.uniform(0, math.pi), rng.uniform(0, width), rng.uniform(0, height)
        across = float(rng.uniform(0.04, 0.8)) * height
        v = (ys - cy) * math.cos(turn) - (xs - cx) * math.sin(turn)
        light += np.exp(-((v / across) ** 2)) * float(rng.uniform(0.3, 1))
    return np.minimum(light, 1)


def smeared(photo: Mask, length: float, angle: float) -> Mask:
    side = 2 * math.ceil(length / 2) + 1
    kernel = np.zeros((side, side), np.float32)
    half = np.array([math.cos(angle), math.sin(angle)]) * length / 2
    ends = [tuple(int(v) for v in np.round((side // 2 + s * half) * 16)) for s in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
    total = float(kernel.sum())
    return np.asarray(cv2.filter2D(photo, -1, kernel / total), np.float32) if total else photo


def arched(photo: Mask, corners: npt.NDArray[np.float64], rise: float) -> tuple[Mask, npt.NDArray[np.float64]]:
    """The photo with its middle moved up or down by `rise` px; the box stays that of the flat line."""
    height, width = photo.shape
    xs = np.arange(width, dtype=np.float32)
    lift = rise * (1 - ((xs - width / 2) / (width / 2)) ** 2)
    map_x = np.repeat(xs[None, :], height, 0)
    map_y = np.arange(height, dtype=np.float32)[:, None] + lift[None, :].astype(np.float32)
    moved = cv2.remap(photo, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32), corners
