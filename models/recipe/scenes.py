"""Scenes for the detector: panels laid at any turn on anything, under any light, and where everything in them is.

Fast rather than beautiful (tens of scenes a second): masks drawn once are stamped on flat panels, a panel is warped
into the scene in one go, and light, blur, noise and JPEG come over all. Everything is RGB uint8.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.backdrops import any_colour, backdrop
from models.recipe.panels import Line, Panel, Thing, draw_panel
from models.recipe.pieces import CODE
from models.recipe.rolled import rolled
from models.recipe.shares import USUAL
from models.recipe.stock import Stock
from models.recipe.words import chance, one
from verifier.domain import Pixels

Floats = npt.NDArray[np.float32]
SIDE = 640
LEAST_MARK, LEAST_LINE = 11.0, 5.5
"""Marks and lines smaller than this (px) are to be ignored: neither there nor absent."""


@dataclass(slots=True)
class Scene:
    """Pixels SIDE×SIDE×3 RGB and everything that is to be found in it."""

    pixels: Pixels
    things: list[Thing] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def _placed(rng: np.random.Generator, width: int, height: int, size: float, squeezed: float) -> npt.NDArray[np.float64]:
    """A 3×3 matrix that lays a panel into the scene: any turn, squeeze, a little perspective."""
    turn = math.radians(float(rng.normal(0, 7)) if chance(rng, 0.55) else float(rng.uniform(-180, 180)))
    squeeze = float(rng.uniform(0.55, 1.0)) if chance(rng, squeezed) else float(rng.uniform(0.88, 1.0))
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64) * [width / 2, height / 2] * size
    axis = 0 if chance(rng, 0.6) else 1
    corners[:, axis] *= squeeze
    depth = float(rng.uniform(-0.18, 0.18)) if chance(rng, 0.5) else 0.0
    corners *= (1 + depth * np.array([-1, 1, 1, -1]) * np.sign(rng.uniform(-1, 1)))[:, None]
    rotation = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    target = corners @ rotation + SIDE / 2 + rng.uniform(-0.3, 0.3, 2) * SIDE
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, target.astype(np.float32)), np.float64)


def _through(matrix: npt.NDArray[np.float64], quad: Floats) -> Floats:
    return np.asarray(cv2.perspectiveTransform(quad[None].astype(np.float64), matrix)[0], np.float32)


def sides(quad: Floats) -> tuple[float, float]:
    """Mean width and height of a quad."""
    a, b, c, d = quad
    return (math.dist(a, b) + math.dist(d, c)) / 2, (math.dist(a, d) + math.dist(b, c)) / 2


def _hidden(quad: Floats, outline: npt.NDArray[np.float32]) -> float:
    """Share of nine points of the quad that lie inside an outline."""
    a, b, c, d = quad
    inside = 0
    for u in (0.1, 0.5, 0.9):
        for v in (0.15, 0.5, 0.85):
            x, y = (a * (1 - u) + b * u) * (1 - v) + (d * (1 - u) + c * u) * v
            inside += cv2.pointPolygonTest(outline, (float(x), float(y)), False) >= 0
    return inside / 9


def _lay(scene: Scene, panel: Panel, matrix: npt.NDArray[np.float64], most: float) -> None:
    """Lays a panel over all that lies there already."""
    height, width = panel.pixels.shape[:2]
    outline = _through(matrix, np.float32([[0, 0], [width, 0], [width, height], [0, height]]))
    cv2.warpPerspective(
        panel.pixels, matrix, (SIDE, SIDE), dst=scene.pixels, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
    )
    cover(scene, outline, most)
    scene.things += [replace(t, quad=_through(matrix, t.quad)) for t in panel.things]
    scene.lines += [Line(_through(matrix, line.quad), line.ignore) for line in panel.lines]


def cover(scene: Scene, outline: npt.NDArray[np.float32], most: float = USUAL.hidden) -> None:
    """What an outline hides is gone; a thing of which it hides more than `most` is to be ignored."""
    things, lines = scene.things, scene.lines
    scene.things, scene.lines = [], []
    for thing in things:
        share = _hidden(thing.quad, outline)
        if share < 0.7:
            scene.things.append(replace(thing, ignore=thing.ignore or share > most))
    for line in lines:
        share = _hidden(line.quad, outline)
        if share < 0.9:
            scene.lines.append(Line(line.quad, line.ignore or share > 0.05))


def _lit(rng: np.random.Generator, pixels: Pixels) -> Pixels:
    """Light that falls off, a shadow's edge, glare."""
    axis = np.linspace(-0.5, 0.5, 40, dtype=np.float32)
    turn, slope = float(rng.uniform(0, 2 * math.pi)), float(rng.uniform(0, 0.7))
    light = float(rng.uniform(0.6, 1.15)) * (1 + slope * (axis[None] * math.cos(turn) + axis[:, None] * math.sin(turn)))
    if chance(rng, 0.25):
        turn = float(rng.uniform(0, 2 * math.pi))
        edge = axis[None] * math.cos(turn) + axis[:, None] * math.sin(turn) - float(rng.uniform(-0.3, 0.3))
        light = light * (
            1 - float(rng.uniform(0.2, 0.6)) / (1 + np.exp(np.clip(-edge * float(rng.uniform(10, 120)), -30, 30)))
        )
    add = np.zeros_like(light)
    if chance(rng, 0.25):
        for _ in range(int(rng.integers(1, 4))):
            turn, cx, cy = float(rng.uniform(0, math.pi)), *rng.uniform(-0.5, 0.5, 2)
            u = (axis[None] - cx) * math.cos(turn) + (axis[:, None] - cy) * math.sin(turn)
            v = (axis[:, None] - cy) * math.cos(turn) - (axis[None] - cx) * math.sin(turn)
            add += float(rng.uniform(40, 200)) * np.exp(
                -((u / float(rng.uniform(0.05, 0.5))) ** 2) - (v / float(rng.uniform(0.02, 0.1))) ** 2
            )
    cast = np.clip(rng.normal(1, 0.06, 3), 0.8, 1.2).astype(np.float32)
    gain = cv2.resize(light.astype(np.float32), (SIDE, SIDE))[..., None] * cast
    lift = cv2.resize(add.astype(np.float32), (SIDE, SIDE))[..., None]
    return np.clip(pixels * gain + lift, 0, 255).astype(np.uint8)


def _taken(rng: np.random.Generator, scene: Scene) -> None:
    """Blur, noise, resampling, sharpening and JPEG, as sharp as the smallest mark needs to be told."""
    pixels = scene.pixels
    smallest = min(
        (min(sides(t.quad)) for t in scene.things if t.kind != CODE and min(sides(t.quad)) >= LEAST_MARK), default=40.0
    )
    blur = float(rng.uniform(0, 1)) ** 2 * min(2.6, smallest * 0.055)
    if chance(rng, 0.1) and blur > 0.5:
        n = 2 * round(blur * 1.5) + 1
        kernel = np.zeros((n, n), np.float32)
        turn = float(rng.uniform(0, math.pi))
        d = np.array([math.cos(turn), math.sin(turn)]) * (n // 2)
        a, b = (tuple(int(v) for v in np.round(n // 2 + s * d)) for s in (-1, 1))
        cv2.line(kernel, a, b, 1.0, 1)
        pixels = np.asarray(cv2.filter2D(pixels, -1, kernel / kernel.sum()), np.uint8)
    elif blur > 0.3:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), blur), np.uint8)
    if chance(rng, 0.3):
        share = float(rng.uniform(0.55, 0.95)) if smallest > 20 else float(rng.uniform(0.8, 0.95))
        small = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        pixels = np.asarray(cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC), np.uint8)
    if chance(rng, 0.6):
        sigma = float(rng.uniform(1, 9))
        grain = np.empty((SIDE, SIDE, 3 if chance(rng, 0.5) else 1), np.int8)
        cv2.setRNGSeed(int(rng.integers(2**31)))
        cv2.randn(grain, 0, sigma)
        pixels = np.clip(pixels.astype(np.int16) + grain, 0, 255).astype(np.uint8)
    if chance(rng, 0.35):
        soft = cv2.GaussianBlur(pixels, (0, 0), float(rng.uniform(0.8, 2)))
        amount = float(rng.uniform(0.3, 1.5))
        pixels = np.asarray(cv2.addWeighted(pixels, 1 + amount, soft, -amount, 0), np.uint8)
    scene.pixels = pixels


def compressed(rng: np.random.Generator, pixels: Pixels) -> bytes:
    """The scene as JPEG bytes, pressed once or twice."""
    for _ in range(1 + chance(rng, 0.3)):
        quality = int(rng.integers(32, 96))
        data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        pixels = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1]
    return bytes(data)


def draw_scene(rng: np.random.Generator, stock: Stock, *, marked: bool | None = None) -> Scene:
    """One scene; the same for the same state of `rng` and the same stock. `marked`: with marks; None: mostly."""
    shares, scene = stock.shares, Scene(backdrop(rng, SIDE, stock.pictures))
    bare = chance(rng, 0.1) if marked is None else not marked
    for k in range(int(rng.choice(4, p=[0.05, 0.4, 0.35, 0.2]))):
        size = float(rng.uniform(0.75, 1.0))
        scale = 1 / size * float(one(rng, (1.0, 1.0, 0.6, 1.5)))
        width, height = (round(v) for v in rng.uniform(260, 860, 2) / size)
        panel = draw_panel(rng, stock, (width, height), scale, marked=not bare and (k == 0 or chance(rng, 0.7)))
        if shares.rolled and chance(rng, shares.rolled):
            panel = rolled(rng, panel)
            height, width = panel.pixels.shape[:2]
        _lay(scene, panel, _placed(rng, width, height, size, shares.squeezed), shares.hidden)
    for _ in range(int(rng.choice(3, p=[0.75, 0.17, 0.08]))):  # a finger, a strap, a corner of something else
        _blot(rng, scene, rng.uniform(0, SIDE, 2), float(rng.uniform(20, 130)), shares.hidden)
    if shares.covered and chance(rng, shares.covered):
        _cover_edge(rng, scene, shares.hidden)
    scene.pixels = _lit(rng, scene.pixels)
    _taken(rng, scene)
    scene.things = [
        replace(t, ignore=t.ignore or min(sides(t.quad)) < LEAST_MARK) for t in scene.things if _in_view(t.quad) > 0
    ]
    scene.lines = [
        Line(line.quad, line.ignore or min(sides(line.quad)) < LEAST_LINE)
        for line in scene.lines
        if _in_view(line.quad) > 0
    ]
    return scene


def _in_view(quad: Floats) -> float:
    """Share of the quad's bounding box that lies in the scene."""
    low, high = quad.min(0), quad.max(0)
    shown = np.clip(np.minimum(high, SIDE) - np.maximum(low, 0), 0, None)
    return float(shown.prod() / max(float((high - low).prod()), 1e-6))


def _cover_edge(rng: np.random.Generator, scene: Scene, most: float) -> None:
    """Something lies over a corner or an edge of a mark."""
    marks = [t.quad for t in scene.things if t.kind != CODE and min(sides(t.quad)) >= LEAST_MARK]
    if marks:
        quad = one(rng, marks)
        corner = quad[int(rng.integers(4))] * (1.0 if chance(rng, 0.7) else 0.6)
        if chance(rng, 0.4):
            corner = quad[[0, 1]].mean(0) if chance(rng, 0.5) else quad[[2, 3]].mean(0)
        radius = float(rng.uniform(0.3, 0.9)) * min(sides(quad))
        outward = (corner - quad.mean(0)) / max(float(np.linalg.norm(corner - quad.mean(0))), 1e-6)
        _blot(rng, scene, corner + outward * radius * float(rng.uniform(0.5, 0.9)), radius, most)


def _blot(rng: np.random.Generator, scene: Scene, centre: npt.NDArray[np.floating], radius: float, most: float) -> None:
    angles = np.sort(rng.uniform(0, 2 * math.pi, 14))
    stretch = rng.uniform(0.4, 1.6, 2)
    outline = np.stack([np.cos(angles), np.sin(angles)], 1) * rng.uniform(0.8, 1.1, (14, 1)) * radius * stretch + centre
    cv2.fillPoly(scene.pixels, [outline.astype(np.int32)], any_colour(rng), cv2.LINE_AA)
    cover(scene, outline.astype(np.float32), most)
