"""Views for training: crops of drawn scenes, zoomed, turned and coloured at random, and the maps to answer with."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.pieces import CODE
from models.recipe.pool import Drawn, read_shard
from models.recipe.scenes import LEAST_LINE, LEAST_MARK
from models.recipe.words import chance
from verifier.domain import Pixels
from verifier.finder.net import SIZE_AT, STRIDE, TALL_AT

Floats = npt.NDArray[np.float32]
SIDE = 320
MAP = SIDE // STRIDE
CORE_HIGH, CORE_SHORT = 0.5, 0.25
"""A line's core is this much of its height high and ends this much of its height before the line does."""
TARGETS = 20
"""Planes: heat 4, heat valid 4, core, core valid, centre weight, size, up 2, fold 2, inside a core, tall, rise 2."""


def view(rng: np.random.Generator, scene: Drawn) -> tuple[Pixels, Floats]:
    """SIDE×SIDE×3 RGB uint8 and TARGETS×MAP×MAP float32."""
    matrix = _frame(rng, scene)
    beyond = tuple(int(v) for v in rng.integers(0, 256, 3))
    border = cv2.BORDER_REPLICATE if chance(rng, 0.5) else cv2.BORDER_CONSTANT
    pixels = cv2.warpAffine(
        scene.pixels(), matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=beyond
    )
    things, lines = scene.things.copy(), scene.lines.copy()
    for rows, first in ((things, 1), (lines, 0)):
        corners = rows[:, first : first + 8].reshape(-1, 2)
        rows[:, first : first + 8] = (corners @ matrix[:, :2].T + matrix[:, 2]).reshape(-1, 8)
    return _coloured(rng, np.asarray(pixels, np.uint8)), targets(things, lines)


def _frame(rng: np.random.Generator, scene: Drawn) -> npt.NDArray[np.float64]:
    """2×3 matrix from scene to view: about a thing in four of five views, the kinds equally often."""
    centre = rng.uniform(150, 490, 2)
    if len(scene.things) and chance(rng, 0.8):
        marks = scene.things[scene.things[:, 0] != CODE]
        rows = marks if len(marks) and chance(rng, 0.9) else scene.things
        row = rows[int(rng.integers(len(rows)))]
        centre = row[1:9].reshape(4, 2).mean(0) + rng.uniform(-0.42, 0.42, 2) * SIDE
    zoom = 1.0
    if chance(rng, 0.8):
        zoom = (
            float(np.exp(rng.uniform(math.log(0.6), math.log(1.7))))
            if chance(rng, 0.85)
            else float(rng.uniform(1.7, 3))
        )
    turn = 90.0 * int(rng.integers(4)) if chance(rng, 0.2) else 0.0
    if chance(rng, 0.35):
        turn += float(rng.uniform(-20, 20))
    elif chance(rng, 0.2):
        turn += float(rng.uniform(-180, 180))
    c, s = math.cos(math.radians(turn)) * zoom, math.sin(math.radians(turn)) * zoom
    matrix = np.array([[c, -s, 0.0], [s, c, 0.0]])
    if chance(rng, 0.2):
        matrix[int(rng.integers(2))] *= rng.uniform(0.6, 1.0)
    matrix[:, 2] = SIDE / 2 - matrix[:, :2] @ centre
    return matrix


def _coloured(rng: np.random.Generator, pixels: Pixels) -> Pixels:
    """Other light, other inks, a worse camera."""
    if chance(rng, 0.1):
        pixels = pixels[..., rng.permutation(3)]
    if chance(rng, 0.12):
        pixels = np.repeat(cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)[..., None], 3, 2)
    if chance(rng, 0.08):
        pixels = 255 - pixels
    if chance(rng, 0.7):
        gain = rng.uniform(0.55, 1.35) * (rng.uniform(0.9, 1.1, 3) if chance(rng, 0.4) else np.ones(3))
        lift, gamma = float(rng.uniform(-25, 40)), float(rng.uniform(0.7, 1.5))
        table = np.clip((np.linspace(0, 1, 256)[:, None] ** gamma) * gain * 255 + lift, 0, 255).astype(np.uint8)
        pixels = np.asarray(cv2.LUT(np.ascontiguousarray(pixels), table[:, None]), np.uint8)
    if chance(rng, 0.15):
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), float(rng.uniform(0.4, 1.1))), np.uint8)
    if chance(rng, 0.25):
        grain = np.empty((*pixels.shape[:2], 3), np.int8)
        cv2.setRNGSeed(int(rng.integers(2**31)))
        cv2.randn(grain, (0, 0, 0), (float(rng.uniform(1, 8)),) * 3)
        pixels = np.asarray(cv2.add(pixels, grain, dtype=cv2.CV_8U), np.uint8)
    if chance(rng, 0.2):
        data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 90))])[1]
        pixels = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return np.ascontiguousarray(pixels)


def targets(things: Floats, lines: Floats, side: int = SIDE) -> Floats:
    """The maps for things n×10 and lines n×9 (see `pool`) given in pixels of a square view."""
    size = side // STRIDE
    out = np.zeros((TARGETS, size, size), np.float32)
    out[4:8], out[9] = 1.0, 1.0
    _draw_things(out, things, size)
    _draw_lines(out, lines, side)
    return out


def _draw_things(out: Floats, things: Floats, size: int) -> None:
    best = np.zeros((size, size), np.float32)
    ys, xs = np.mgrid[0:size, 0:size].astype(np.float32)
    for row in things:
        kind, quad, ignore = int(row[0]), row[1:9].reshape(4, 2), bool(row[9])
        x, y = quad.mean(0) / STRIDE - 0.5
        width, height = _sides(quad)
        side = math.sqrt(width * height)
        reach = side / STRIDE / 2
        if not (-reach < x < size + reach and -reach < y < size + reach):
            continue
        small = min(width, height) < LEAST_MARK * (1.0 if kind != CODE else 1.3)
        if ignore or small or side > 230 or not (0 <= x < size - 1 and 0 <= y < size - 1):
            x0, x1 = max(0, int(x - reach)), max(0, int(x + reach) + 2)
            y0, y1 = max(0, int(y - reach)), max(0, int(y + reach) + 2)
            out[4:8, y0:y1, x0:x1] = 0
            continue
        sigma = min(max(0.13 * side / STRIDE, 0.75), 3.0)
        cx, cy = round(float(x)), round(float(y))
        bell = np.exp(-((xs - cx) ** 2 + (ys - cy) ** 2) / (2 * sigma * sigma))
        np.maximum(out[kind], bell, out=out[kind])
        mine = (bell > 0.35) & (bell > best)
        best[mine] = bell[mine]
        a, b, c, d = quad
        up = (a + b - c - d) / max(float(np.linalg.norm(a + b - c - d)), 1e-6)
        angle = 4 * math.atan2(float(up[1]), float(up[0]))
        out[10][mine] = bell[mine]
        out[11][mine] = math.log2(side) - SIZE_AT
        for plane, value in zip(out[12:16], (*up, math.cos(angle), math.sin(angle)), strict=True):
            plane[mine] = value
        if kind == 2:  # a community mark looks the same after a quarter turn
            out[12:14][:, mine] = 0


def _draw_lines(out: Floats, lines: Floats, side: int) -> None:
    core = np.zeros((side, side), np.uint8)
    hidden = np.zeros((side, side), np.uint8)
    size = side // STRIDE
    for row in lines:
        quad, ignore = row[:8].reshape(4, 2), bool(row[8])
        if quad[:, 0].max() < 0 or quad[:, 1].max() < 0 or quad[:, 0].min() > side or quad[:, 1].min() > side:
            continue
        width, height = _sides(quad)
        if ignore or height < LEAST_LINE or height > 150:
            cv2.fillPoly(hidden, [np.round(quad * 4).astype(np.int32)], 1, shift=2)
            continue
        a, b, c, d = quad
        short = min(CORE_SHORT * height / max(width, 1e-6), 0.25)
        low, high = 0.5 - CORE_HIGH / 2, 0.5 + CORE_HIGH / 2
        ends = [(a + (d - a) * v, b + (c - b) * v) for v in (low, high)]
        inner = np.array(
            [
                p + (q - p) * u
                for (p, q), us in zip(ends, ((short, 1 - short), (1 - short, short)), strict=True)
                for u in us
            ]
        )
        cv2.fillPoly(core, [np.round(inner * 16).astype(np.int32)], 255, shift=4)
        cells = np.zeros((size, size), np.uint8)
        cv2.fillPoly(cells, [np.round((inner / STRIDE - 0.5) * 16).astype(np.int32)], 1, shift=4)
        mine = cells > 0
        up = (a + b - c - d) / max(float(np.linalg.norm(a + b - c - d)), 1e-6)
        out[16][mine] = 1
        out[17][mine] = math.log2(height) - TALL_AT
        out[18][mine], out[19][mine] = up
    out[8] = cv2.resize(core, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    out[9] = 1 - cv2.resize(hidden * 255, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255 > 0.99


def _sides(quad: Floats) -> tuple[float, float]:
    a, b, c, d = quad
    return (math.dist(a, b) + math.dist(d, c)) / 2, (math.dist(a, d) + math.dist(b, c)) / 2


def views(folders: Sequence[Path], seed: int) -> Iterator[tuple[Pixels, Floats]]:
    """Views without end from the shards in `folders`; shards that appear meanwhile are taken in."""
    rng = np.random.default_rng(seed)
    while True:
        shards = sorted(p for folder in folders for p in folder.glob("shard-????.npz"))
        if not shards:
            raise FileNotFoundError(f"no scenes in {', '.join(map(str, folders))}: run render-scenes first")
        for _ in range(400):
            scenes = read_shard(shards[int(rng.integers(len(shards)))])
            yield view(rng, scenes[int(rng.integers(len(scenes)))])
