"""How labels are printed when they are hardly printed: dots, stencil, foil, pale laser, mould, colours, curved coils.

Everything is grey, as the reader sees it: colours become the grey levels that its crops have. Ink is a mask 0..1,
photos are float32 0..255.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.line_effects import Mask, grid
from models.recipe.words import chance, one

Rng = np.random.Generator
Rgb = tuple[int, int, int]

COLOURS: Final[tuple[tuple[str, Rgb, Rgb], ...]] = (
    ("white on blue", (250, 250, 250), (20, 60, 150)),
    ("white on blue", (235, 240, 250), (70, 120, 200)),
    ("red on blue", (215, 30, 40), (25, 60, 140)),
    ("red on white", (205, 25, 35), (245, 245, 245)),
    ("blue on red", (20, 50, 130), (190, 30, 40)),
    ("gold on white", (196, 160, 82), (244, 242, 238)),
    ("gold on black", (190, 155, 80), (28, 27, 26)),
    ("gold on red", (205, 170, 90), (150, 20, 30)),
    ("silver on black", (165, 168, 172), (30, 30, 34)),
    ("grey on black", (96, 98, 102), (22, 22, 26)),
    ("grey on white", (158, 160, 162), (246, 246, 246)),
    ("white on green", (248, 250, 246), (0, 110, 60)),
    ("yellow on green", (240, 215, 40), (20, 100, 50)),
    ("white on orange", (250, 250, 250), (240, 120, 40)),
    ("black on yellow", (25, 22, 20), (240, 205, 40)),
    ("white on purple", (250, 248, 255), (140, 110, 215)),
    ("red on pink", (190, 40, 60), (238, 170, 190)),
    ("blue on sky", (30, 60, 150), (120, 175, 225)),
    ("brown on card", (110, 70, 40), (190, 150, 105)),
    ("black on card", (40, 34, 28), (176, 136, 94)),
)
"""Ink and ground, RGB, met on labels: two of one lightness among them, which grey hardly tells apart."""
_GREY = np.array([0.299, 0.587, 0.114])


def grey_of(colour: npt.ArrayLike) -> float:
    """The grey level 0..255 of an RGB colour, as crops are made grey (BT.601)."""
    return float(np.asarray(colour, float) @ _GREY)


@dataclass(frozen=True, slots=True)
class Tones:
    """Grey levels of ink and ground, 0..255; `foil`: how far the ink's level wanders along the line, in levels."""

    ink: float
    ground: float
    grain: float = 0.0
    foil: float = 0.0


def tones(rng: Rng) -> Tones:
    """Levels for one line: a colour pair, pale laser on plastic, foil, or black print."""
    kind = float(rng.random())
    if kind < 0.34:
        _, ink, ground = one(rng, COLOURS)
        jitter = rng.normal(0, 14, (2, 3))
        a, b = (grey_of(np.clip(np.array(c) + j, 0, 255)) for c, j in zip((ink, ground), jitter, strict=True))
        if abs(a - b) < 14:  # nobody reads that in grey
            a += math.copysign(14, a - b)
        foil = float(rng.uniform(10, 70)) if ink[0] in (196, 190, 205) and chance(rng, 0.5) else 0.0
        return Tones(a, b, float(rng.uniform(0, 4)), foil)
    if kind < 0.54:  # pale laser on white or grey plastic, burnt darker or lighter
        ground = float(rng.uniform(50, 215))
        return Tones(ground + one(rng, (-1, -1, 1)) * float(rng.uniform(16, 48)), ground, float(rng.uniform(1, 3)))
    if kind < 0.64:  # foil
        ground = float(one(rng, (240, 225, 40, 25, 120)))
        return Tones(float(rng.uniform(120, 205)), ground, float(rng.uniform(0, 3)), float(rng.uniform(20, 80)))
    ground = float(rng.uniform(120, 250))
    tone = float(rng.uniform(10, 0.7 * ground))
    return Tones(tone, ground, float(rng.uniform(0, 6)))


def dotted(mask: Mask, cap: float, rng: Rng) -> Mask:
    """Dot matrix or ink-jet: the line as round dots, 6 to 13 to a figure's height of `cap` px, uneven, some missing."""
    pitch = cap / float(rng.uniform(6, 13))
    rows, columns = max(3, round(mask.shape[0] / pitch)), max(3, round(mask.shape[1] / pitch))
    cells = cv2.resize(mask, (columns, rows), interpolation=cv2.INTER_AREA)
    on = cells > float(rng.uniform(0.3, 0.5))
    on &= rng.random(on.shape) > float(rng.choice([0, 0.02, 0.06], p=[0.5, 0.3, 0.2]))
    out = np.zeros(mask.shape, np.float32)
    radius = pitch * float(rng.uniform(0.36, 0.62))
    wander = grid((columns, 1), 12, rng)[0] * pitch * float(rng.uniform(0, 0.5)) if columns > 24 else np.zeros(columns)
    spread = float(rng.uniform(0, 0.16)) * pitch
    for row, column in np.argwhere(on):
        dx, dy = rng.normal(0, spread, 2) if spread else (0.0, 0.0)
        centre = ((column + 0.5) * pitch + dx, (row + 0.5) * pitch + dy + wander[column])
        cv2.circle(
            out, (round(centre[0] * 16), round(centre[1] * 16)), max(8, round(radius * 16)), 1.0, -1, cv2.LINE_AA, 4
        )
    return out


def stencilled(mask: Mask, cap: float, rng: Rng) -> Mask:
    """Sprayed through a stencil: bridges across the letters, soft edges, overspray."""
    out = mask.copy()
    bridge = max(2, round(cap * float(rng.uniform(0.05, 0.1))))
    x = float(rng.uniform(0, cap * 0.5))
    while x < mask.shape[1]:
        out[:, round(x) : round(x) + bridge] *= float(rng.uniform(0, 0.25))
        x += cap * float(rng.uniform(0.45, 0.8))
    out = np.asarray(cv2.GaussianBlur(out, (0, 0), cap * float(rng.uniform(0.02, 0.06))), np.float32)
    spray = np.asarray(cv2.GaussianBlur(out, (0, 0), cap * 0.25), np.float32)
    return np.clip(out + spray * float(rng.uniform(0, 0.35)), 0, 1).astype(np.float32)


def moulded(ground: Mask, ink: Mask, digit: float, rng: Rng) -> Mask:
    """Letters raised from or sunk into the ground without ink: only their slopes take another light."""
    edge = max(0.35, digit * float(rng.uniform(0.02, 0.06)))
    soft = np.asarray(cv2.GaussianBlur(ink, (0, 0), edge), np.float32)
    light = float(rng.uniform(0, 2 * math.pi))
    slope = cv2.Sobel(soft, cv2.CV_32F, 1, 0) * math.cos(light) + cv2.Sobel(soft, cv2.CV_32F, 0, 1) * math.sin(light)
    return np.asarray(ground + slope * float(rng.uniform(30, 110)) + soft * float(rng.uniform(-8, 8)), np.float32)


def concrete(size: tuple[int, int], digit: float, rng: Rng) -> Mask:
    """Deviations of a rough ground from its level, in levels: pores, smears, grain at several scales."""
    rough = grid(size, max(1.2, digit * 0.12), rng) * float(rng.uniform(4, 16))
    rough = rough + grid(size, digit * 0.8, rng) * float(rng.uniform(4, 18))
    pores = rng.random((size[1], size[0]), dtype=np.float32) > 0.995
    pits = cv2.GaussianBlur(pores.astype(np.float32), (0, 0), max(0.6, digit * 0.05))
    return np.asarray(rough - pits / max(float(pits.max()), 1e-3) * float(rng.uniform(0, 40)), np.float32)


def foiled(ink: Mask, level: float, wander: float, digit: float, rng: Rng) -> Mask:
    """Grey levels of metal foil where there is ink: bright and dark along the line as it mirrors its surroundings."""
    height, width = ink.shape
    xs, ys = np.arange(width, dtype=np.float32)[None, :], np.arange(height, dtype=np.float32)[:, None]
    wave = np.sin(
        (xs + ys * float(rng.uniform(-1, 1))) * 2 * math.pi / (digit * float(rng.uniform(3, 18))) + rng.uniform(0, 6)
    )
    return np.clip(level + wander * wave + grid((width, height), max(1.0, digit * 0.15), rng) * wander * 0.25, 0, 255)


def on_a_cylinder(photo: Mask, corners: npt.NDArray[np.float64], rng: Rng) -> Mask:
    """The photo as the side of a coil or bottle: its ends come closer together and bend, and turn away from the light.

    The line's ends stay where they are, so that its box does too; within it, letters are squeezed towards the ends.
    """
    height, width = photo.shape
    left, right = float(corners[:, 0].min()), float(corners[:, 0].max())
    middle, half = (left + right) / 2, max((right - left) / 2, 1.0)
    reach = float(rng.uniform(0.5, 1.25))  # radians from the middle to the end of the line
    u = (np.arange(width, dtype=np.float32) - middle) / half
    inside = np.clip(u * math.sin(reach), -0.999, 0.999)
    source = np.where(np.abs(u) <= 1, np.arcsin(inside) / reach, u)
    map_x = np.repeat((source * half + middle)[None, :].astype(np.float32), height, 0)
    sag = float(rng.normal(0, 0.25)) * (float(corners[:, 1].max()) - float(corners[:, 1].min()))
    bend = sag * (1 - np.sqrt(np.clip(1 - (np.clip(u, -1, 1) * math.sin(reach)) ** 2, 0, 1)))
    map_y = np.arange(height, dtype=np.float32)[:, None] + (bend - bend.mean())[None, :].astype(np.float32)
    bent = cv2.remap(photo, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    light = np.cos(np.clip(u, -1, 1) * reach + float(rng.uniform(-0.4, 0.4)))
    shade = np.clip(light, 0.01, 1) ** float(rng.uniform(0.2, 1.0))
    return np.asarray(bent * np.clip(shade, 0.25, 1)[None, :], np.float32)
