"""What may lie behind and between labels, drawn fast: colour, light, stripes, tiles, cloth, clutter of shapes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from models.recipe.words import chance, one
from verifier.domain import Pixels

Colour = tuple[int, int, int]


def any_colour(rng: np.random.Generator) -> Colour:
    """Greys in two of five, pale tints and full colours else."""
    way = rng.random()
    if way < 0.4:
        grey = rng.uniform(0, 255) + rng.uniform(-10, 10, 3)
    elif way < 0.6:
        grey = 255 - rng.uniform(0, 60, 3)
    else:
        grey = rng.uniform(0, 255, 3)
    r, g, b = np.clip(grey, 0, 255).astype(int)
    return int(r), int(g), int(b)


def noise(rng: np.random.Generator, side: int, cells: int, channels: int = 1) -> np.ndarray:
    """Smooth noise, side×side×channels float32 in -1..1, `cells` random values across."""
    grid = rng.uniform(-1, 1, (cells + 1, cells + 1, channels)).astype(np.float32)
    picture = cv2.resize(grid, (side, side), interpolation=cv2.INTER_CUBIC)
    return np.asarray(picture.reshape(side, side, channels), np.float32)


def gradient(rng: np.random.Generator, side: int) -> Pixels:
    corners = np.array([[any_colour(rng), any_colour(rng)], [any_colour(rng), any_colour(rng)]], np.uint8)
    if chance(rng, 0.6):
        base = corners[0, 0].astype(np.float32)
        corners = np.clip(base + (corners - base) * 0.25, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(corners, (side, side), interpolation=cv2.INTER_LINEAR), np.uint8)


def mottled(rng: np.random.Generator, side: int) -> Pixels:
    """Several scales of noise on a gradient: stone, skin, cardboard, food."""
    picture = gradient(rng, side).astype(np.float32)
    coloured = 3 if chance(rng, 0.4) else 1
    for cells in rng.choice([3, 8, 20, 60, 150, 300], int(rng.integers(1, 4)), replace=False):
        depth = float(rng.uniform(6, 50))
        layer = noise(rng, side, int(cells), coloured)
        if chance(rng, 0.3):
            layer = np.where(layer > rng.uniform(-0.3, 0.3), np.float32(1), np.float32(-1))
        picture += layer * depth
    return np.clip(picture, 0, 255).astype(np.uint8)


def striped(rng: np.random.Generator, side: int) -> Pixels:
    """Stripes, planks, weave, tiles, fine halftone: one or two gratings on a mottled ground."""
    picture = (mottled if chance(rng, 0.5) else gradient)(rng, side).astype(np.float32)
    axis = np.arange(side, dtype=np.float32)
    turn = float(rng.uniform(0, math.pi))
    for k in range(int(rng.integers(1, 3))):
        pitch = float(np.exp(rng.uniform(math.log(2.5), math.log(140))))
        a = turn + k * math.pi / 2
        phase = (axis[None] * math.cos(a) + axis[:, None] * math.sin(a)) * (2 * math.pi / pitch)
        wave = np.sin(phase)
        if chance(rng, 0.5):
            wave = np.where(wave > rng.uniform(-0.95, 0.95), np.float32(1), np.float32(-1))
        tint = rng.uniform(-1, 1, 3) if chance(rng, 0.3) else np.ones(3)
        picture += wave[..., None] * (tint * rng.uniform(6, 70)).astype(np.float32)
    return np.clip(picture, 0, 255).astype(np.uint8)


def shapes(rng: np.random.Generator, picture: Pixels, n: int, *, blur: bool = True) -> Pixels:
    """Blots, bottles, discs, bars, loops on a picture: what goods look like to someone who reads only marks."""
    side = picture.shape[0]
    for _ in range(n):
        ink = any_colour(rng)
        x, y, r = (
            int(rng.integers(side)),
            int(rng.integers(side)),
            int(np.exp(rng.uniform(math.log(4), math.log(side / 3)))),
        )
        way, stroke = int(rng.integers(6)), int(one(rng, (-1, -1, int(rng.integers(1, 12)))))
        if way == 0:
            cv2.circle(picture, (x, y), r, ink, stroke, cv2.LINE_AA)
        elif way == 1:
            cv2.ellipse(picture, (x, y), (r, max(2, int(r * rng.uniform(0.2, 1)))), float(rng.uniform(0, 360)), 0,
                        float(one(rng, (360, 360, 200, 90))), ink, stroke, cv2.LINE_AA)  # fmt: skip
        elif way == 2:
            angles = np.sort(rng.uniform(0, 2 * math.pi, int(rng.integers(3, 9))))
            points = np.stack([x + r * np.cos(angles) * rng.uniform(0.4, 1, len(angles)), y + r * np.sin(angles)], 1)
            cv2.fillPoly(picture, [points.astype(np.int32)], ink, cv2.LINE_AA)
        elif way == 3:
            a, w = float(rng.uniform(0, math.pi)), int(rng.integers(1, 30))
            cv2.line(picture, (x, y), (int(x + 3 * r * math.cos(a)), int(y + 3 * r * math.sin(a))), ink, w, cv2.LINE_AA)
        elif way == 4:
            box = cv2.boxPoints(((x, y), (2.0 * r, r * float(rng.uniform(0.2, 2))), float(rng.uniform(0, 90))))
            if stroke < 0:
                cv2.fillPoly(picture, [box.astype(np.int32)], ink, cv2.LINE_AA)
            else:
                cv2.polylines(picture, [box.astype(np.int32)], True, ink, stroke, cv2.LINE_AA)
        else:
            for k in range(int(rng.integers(2, 7))):
                cv2.circle(
                    picture,
                    (x + int(rng.integers(-r, r + 1)), y + int(rng.integers(-r, r + 1))),
                    max(1, r // (k + 2)),
                    ink,
                    -1,
                    cv2.LINE_AA,
                )
    if blur and chance(rng, 0.5):
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.6, 5))), np.uint8)
    return picture


def photographed(rng: np.random.Generator, side: int, pictures: Sequence[Pixels]) -> Pixels:
    """A cut-out of a real picture, turned, mirrored, in any size and with its colours changed."""
    picture = one(rng, pictures)
    height, width = picture.shape[:2]
    cut = int(rng.integers(min(height, width) // 4, min(height, width)))
    x, y = int(rng.integers(width - cut + 1)), int(rng.integers(height - cut + 1))
    piece = cv2.resize(
        picture[y : y + cut, x : x + cut], (side, side), interpolation=cv2.INTER_AREA if cut > side else cv2.INTER_CUBIC
    )
    piece = np.rot90(piece, int(rng.integers(4)))
    if chance(rng, 0.5):
        piece = piece[:, ::-1]
    if chance(rng, 0.5):
        piece = piece[..., rng.permutation(3)]
    gain, lift = rng.uniform(0.5, 1.4, 3) if chance(rng, 0.5) else rng.uniform(0.5, 1.4), rng.uniform(-40, 50)
    return np.clip(
        piece.astype(np.float32) * np.float32(1) * np.asarray(gain, np.float32) + np.float32(lift), 0, 255
    ).astype(np.uint8)


def backdrop(rng: np.random.Generator, side: int, pictures: Sequence[Pixels]) -> Pixels:
    """side×side×3 RGB."""
    if pictures and chance(rng, 0.35):
        return np.ascontiguousarray(photographed(rng, side, pictures))
    picture = np.ascontiguousarray(one(rng, (gradient, mottled, mottled, striped))(rng, side))
    if chance(rng, 0.65):
        picture = shapes(rng, picture, int(rng.integers(2, 60)))
    return picture
