"""Panels: flat sheets crowded with groups of print, and where each mark, code and line on them is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.backdrops import Colour, any_colour, gradient, mottled, shapes, striped
from models.recipe.label_print import COLOURS, Rgb
from models.recipe.mark_blocks import mark_block
from models.recipe.pieces import (
    CODE,
    Piece,
    certification,
    code,
    extent,
    line_of,
    moved,
    paragraph,
    row_of_signs,
    size_between,
    turned,
)  # fmt: skip
from models.recipe.shares import Shares
from models.recipe.stock import Stock
from models.recipe.strips import choose
from models.recipe.words import chance, one
from verifier.domain import Pixels

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Thing:
    """A mark or code: class number, quad 4×2 float32 clockwise from its printed top-left.

    `ignore`: hardly to be seen, so neither there nor absent. `contrast`: of its ink, in grey levels as it was printed;
    `way`: plain, relief or dots.
    """

    kind: int
    quad: Floats
    ignore: bool = False
    contrast: float = 255.0
    way: str = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: quad 4×2 float32 clockwise from its printed top-left."""

    quad: Floats
    ignore: bool = False


def _ground(rng: np.random.Generator, side: int, stock: Stock) -> Pixels:
    way, (plain, graded, mottles, stripes) = rng.random(), stock.shares.grounds
    if way < plain:
        ground = np.empty((side, side, 3), np.uint8)
        ground[:] = any_colour(rng)
        return ground
    if way < graded:
        return gradient(rng, side)
    if way < mottles:
        return mottled(rng, side)
    if way < stripes:
        return striped(rng, side)
    return shapes(rng, gradient(rng, side), int(rng.integers(2, 12)))


def _ink(rng: np.random.Generator, under: npt.NDArray[np.float32], contrast: float) -> npt.NDArray[np.float32]:
    """A colour that stands out from the mean of what lies under it by about `contrast` grey levels."""
    luma = float(under @ np.array([0.299, 0.587, 0.114]))
    up = 255 - luma > luma if chance(rng, 0.75) else chance(rng, 0.5)
    if (255 - luma if up else luma) < contrast:
        up = not up
    if chance(rng, 0.6):
        return np.clip(under + (contrast if up else -contrast), 0, 255).astype(np.float32)
    colour = np.asarray(any_colour(rng), np.float32)
    lift = luma + (contrast if up else -contrast) - float(colour @ np.array([0.299, 0.587, 0.114]))
    return np.clip(colour + lift, 0, 255).astype(np.float32)


def _stamp(rng: np.random.Generator, panel: Pixels, piece: Piece, ink: npt.NDArray[np.float32], way: str) -> float:
    """Prints a piece and returns its contrast in grey levels."""
    h, w = piece.alpha.shape
    x0, y0, x1, y1 = (
        max(piece.x, 0),
        max(piece.y, 0),
        min(piece.x + w, panel.shape[1]),
        min(piece.y + h, panel.shape[0]),
    )
    if x1 - x0 < 2 or y1 - y0 < 2:
        return 0.0
    alpha = piece.alpha[y0 - piece.y : y1 - piece.y, x0 - piece.x : x1 - piece.x]
    under = panel[y0:y1, x0:x1].astype(np.float32)
    if way == "relief":
        height = cv2.GaussianBlur(alpha, (0, 0), 0.7).astype(np.float32)
        turn = float(rng.uniform(0, 2 * math.pi))
        slope = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=0.25) * math.cos(turn) + cv2.Sobel(
            height, cv2.CV_32F, 0, 1, scale=0.25
        ) * math.sin(turn)
        strength = float(rng.uniform(0.25, 0.7))
        panel[y0:y1, x0:x1] = np.clip(
            under + slope[..., None] * strength - height[..., None] * float(rng.uniform(-0.05, 0.08)), 0, 255
        )
        return 60.0 * strength
    cover = alpha.astype(np.float32) / 255
    if way == "dots":
        pitch = float(rng.uniform(2.2, 4.5))
        ys, xs = (np.arange(n, dtype=np.float32) * (2 * math.pi / pitch) for n in cover.shape)
        cover = cover * np.clip((np.cos(xs)[None] + np.cos(ys)[:, None]) * 0.6 + float(rng.uniform(0.6, 1.1)), 0, 1)
    mean = under.reshape(-1, 3).mean(0)
    panel[y0:y1, x0:x1] = under + (ink - under) * cover[..., None]
    return float(abs((ink - mean) @ np.array([0.299, 0.587, 0.114])) + 0.2 * np.abs(ink - mean).max())


def _toned(rng: np.random.Generator, under: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A colour about as light as the mean of what lies under it, and as far from it as a few tries find."""
    grey = np.array([0.299, 0.587, 0.114], np.float32)
    colours = rng.uniform(0, 255, (12, 3)).astype(np.float32)
    for _ in range(4):
        colours = np.clip(colours + ((under - colours) @ grey)[:, None], 0, 255)
    return np.asarray(colours[np.abs(colours - under).max(1).argmax()], np.float32)


def _way(rng: np.random.Generator, shares: Shares) -> str:
    return str(rng.choice(["plain", "relief", "dots"], p=shares.ways))


def _contrast(rng: np.random.Generator, shares: Shares) -> float:
    return float(rng.uniform(18, 60)) if chance(rng, shares.faint) else float(rng.uniform(60, 245))


@dataclass(slots=True)
class Panel:
    """A flat sheet and what is printed on it, in its own pixels."""

    pixels: Pixels
    things: list[Thing]
    lines: list[Line]


def draw_panel(rng: np.random.Generator, stock: Stock, size: tuple[int, int], scale: float, *, marked: bool) -> Panel:
    """A sheet of `size` (width, height) px, crowded or sparse. `scale`: multiplies all sizes."""
    width, height = size
    pixels = np.ascontiguousarray(_ground(rng, max(width, height), stock)[:height, :width])
    panel = Panel(pixels, [], [])
    taken: list[tuple[int, int, int, int]] = []
    page_turn = int(rng.choice(4, p=[0.7, 0.12, 0.06, 0.12]))
    base = _contrast(rng, stock.shares)

    def put(
        group: list[Piece], tries: int = 10, sticker: bool = False, coloured: tuple[Rgb, Rgb] | None = None
    ) -> None:
        turns = page_turn if chance(rng, 0.85) else int(rng.integers(4))
        group = turned(group, turns)
        x0, y0, x1, y1 = extent(group)
        room = round(4 + 4 * scale)
        free_x, free_y = width - (x1 - x0) - 2 * room, height - (y1 - y0) - 2 * room
        if free_x < 0 or free_y < 0:
            return
        for _ in range(tries):
            x, y = room + int(rng.integers(free_x + 1)), room + int(rng.integers(free_y + 1))
            area = (x - room, y - room, x + x1 - x0 + room, y + y1 - y0 + room)
            if not any(area[0] < t[2] and t[0] < area[2] and area[1] < t[3] and t[1] < area[3] for t in taken):
                taken.append(area)
                there = [moved(p, x - x0, y - y0) for p in group]
                _print(rng, panel, there, area, base, stock.shares, sticker=sticker, coloured=coloured)
                return

    if marked:
        for _ in range(1 if chance(rng, 0.6) else int(rng.integers(2, 5))):
            side = size_between(rng, *stock.shares.sides) * scale
            if stock.shares.blocks and chance(rng, stock.shares.blocks):
                coloured = one(rng, COLOURS)[1:] if chance(rng, stock.shares.coloured) else None
                put(mark_block(rng, stock, side), 25, chance(rng, stock.shares.sticker), coloured)
            else:
                put(certification(rng, stock, side), 25, chance(rng, stock.shares.sticker))
    crowd = int(rng.integers(3, 30))
    for _ in range(crowd):
        what = rng.random()
        if what < 0.28:
            put(row_of_signs(rng, stock, size_between(rng, 13, 80) * scale))
        elif what < 0.36:
            put(code(rng, stock, size_between(rng, 22, 120) * scale))
        elif what < 0.5:
            title = choose(rng, stock.lines, 9)
            put([line_of(title, size_between(rng, 24, 110) * scale, float(rng.uniform(0.7, 1.3)))])
        else:
            text = size_between(rng, 6.5, 26) * scale
            put(paragraph(rng, stock, text, min(width * 0.9, text * float(rng.uniform(6, 40))), height * 0.7))
    return panel


def _print(
    rng: np.random.Generator,
    panel: Panel,
    group: list[Piece],
    area: tuple[int, int, int, int],
    base: float,
    shares: Shares,
    *,
    sticker: bool,
    coloured: tuple[Rgb, Rgb] | None = None,
) -> None:
    """Prints a group at its place and notes what stands where. `coloured`: ink and ground of its field."""
    x0, y0, x1, y1 = (max(0, v) for v in area)
    if coloured:
        cv2.rectangle(panel.pixels, (x0 + 1, y0 + 1), (x1 - 2, y1 - 2), coloured[1], -1)
    elif sticker or chance(rng, 0.08):
        colour: Colour = any_colour(rng) if chance(rng, 0.35) else (int(rng.integers(215, 256)),) * 3  # type: ignore[assignment]
        cv2.rectangle(panel.pixels, (x0 + 1, y0 + 1), (x1 - 2, y1 - 2), colour, -1)
        if chance(rng, 0.4):
            edge = tuple(int(c * 0.4) for c in colour)
            cv2.rectangle(panel.pixels, (x0 + 1, y0 + 1), (x1 - 2, y1 - 2), edge, int(rng.integers(1, 3)), cv2.LINE_AA)
    behind = panel.pixels[y0:y1, x0:x1].reshape(-1, 3)[:: max(1, (x1 - x0) * (y1 - y0) // 256)].astype(np.float32)
    under, least = behind.mean(0), max(16.0, shares.drowned * float(behind.mean(1).std()))
    contrast = base if chance(rng, 0.7) else _contrast(rng, shares)
    ink, way = _ink(rng, under, contrast), _way(rng, shares)
    if coloured:
        ink = np.asarray(coloured[0], np.float32)
    elif shares.toned and chance(rng, shares.toned):
        contrast, ink = 0.0, _toned(rng, under)
    for piece in group:
        mine = ink if chance(rng, 0.9) else _ink(rng, under, _contrast(rng, shares))
        how = way if piece.what != CODE else "plain"
        if piece.what == CODE and contrast < 90:
            mine = _ink(rng, under, float(rng.uniform(90, 220)))
        if piece.what == CODE and chance(rng, 0.3):
            h, w = piece.alpha.shape
            panel.pixels[max(0, piece.y) : piece.y + h, max(0, piece.x) : piece.x + w] = 255
            mine = np.zeros(3, np.float32)
        seen = _stamp(rng, panel.pixels, piece, mine, how)
        left, top, right, bottom = piece.box or (0, 0, piece.alpha.shape[1], piece.alpha.shape[0])
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32) + np.float32(
            [piece.x, piece.y]
        )
        quad = np.roll(corners, -piece.turns, axis=0)
        if piece.what == "line":
            panel.lines.append(Line(quad, seen < 14))
        elif piece.what != "sign":
            panel.things.append(Thing(int(piece.what), quad, seen < least, seen, how))
