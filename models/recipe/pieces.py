"""Pieces of print, as masks at their final size, and the groups in which they stand together on goods."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.recipe.stock import Stock
from models.recipe.strips import Strip, choose
from models.recipe.words import chance, one
from verifier.domain import Pixels

CODE = 3
"""Class number of a QR code; the marks' are their places in `stock.KINDS`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A mask to stamp: `alpha` at final size, its place, and what it is (class number, "line", "sign")."""

    alpha: Pixels
    x: int
    y: int
    what: int | str = "sign"
    box: tuple[float, float, float, float] | None = None
    turns: int = 0


def sized(alpha: Pixels, width: float, height: float) -> Pixels:
    """A mask brought to that size in px."""
    size = (max(2, round(width)), max(2, round(height)))
    how = cv2.INTER_AREA if size[1] < alpha.shape[0] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(alpha, size, interpolation=how), np.uint8)


def line_of(strip: Strip, height: float, squeeze: float = 1.0) -> Piece:
    """A strip whose box becomes `height` px high."""
    k = height / strip.height
    alpha = sized(strip.alpha, strip.alpha.shape[1] * k * squeeze, strip.alpha.shape[0] * k)
    sx, sy = alpha.shape[1] / strip.alpha.shape[1], alpha.shape[0] / strip.alpha.shape[0]
    left, top, right, bottom = strip.box
    return Piece(alpha, 0, 0, "line", (left * sx, top * sy, right * sx, bottom * sy))


def moved(piece: Piece, x: float, y: float) -> Piece:
    return Piece(piece.alpha, piece.x + round(x), piece.y + round(y), piece.what, piece.box, piece.turns)


def extent(pieces: Sequence[Piece]) -> tuple[int, int, int, int]:
    return (
        min(p.x for p in pieces), min(p.y for p in pieces),
        max(p.x + p.alpha.shape[1] for p in pieces), max(p.y + p.alpha.shape[0] for p in pieces),
    )  # fmt: skip


def turned(pieces: Sequence[Piece], turns: int) -> list[Piece]:
    """The group after `turns` quarter turns clockwise."""
    out = list(pieces)
    for _ in range(turns % 4):
        x0, y0, _, y1 = extent(out)
        turned = []
        for p in out:
            h = p.alpha.shape[0]
            box = p.box and (h - p.box[3], p.box[0], h - p.box[1], p.box[2])
            alpha = np.ascontiguousarray(np.rot90(p.alpha, -1))
            turned.append(Piece(alpha, y1 - (p.y + h) + x0, p.x - x0 + y0, p.what, box, p.turns + 1))
        out = turned
    return out


def certification(rng: np.random.Generator, stock: Stock, side: float) -> list[Piece]:
    """A mark with its number, the licensee and a code, in one of the ways they stand together."""
    kind = int(rng.choice(3, p=stock.shares.kinds))
    mark = Piece(sized(one(rng, stock.marks[kind]), side, side), 0, 0, kind)
    pieces = [mark]
    below = side * float(rng.uniform(1.02, 1.25))
    if chance(rng, 0.85):
        height = side * float(np.exp(rng.uniform(math.log(0.13), math.log(0.42))))
        number = line_of(one(rng, stock.numbers), height, float(rng.uniform(0.75, 1.1)))
        if chance(rng, 0.78):
            pieces.append(moved(number, (side - number.alpha.shape[1]) / 2, below))
            below += number.alpha.shape[0] * float(rng.uniform(0.95, 1.4))
        elif chance(rng, 0.7):
            pieces.append(moved(number, side * float(rng.uniform(1.05, 1.5)), (side - number.alpha.shape[0]) / 2))
        else:
            pieces.append(moved(number, (side - number.alpha.shape[1]) / 2, -number.alpha.shape[0] * 1.05))
        for _ in range(int(rng.choice(4, p=[0.35, 0.4, 0.15, 0.1]))):
            more = line_of(
                choose(rng, stock.lines, 18), height * float(rng.uniform(0.5, 1.0)), float(rng.uniform(0.75, 1.1))
            )
            pieces.append(moved(more, (side - more.alpha.shape[1]) / 2, below))
            below += more.alpha.shape[0] * float(rng.uniform(0.95, 1.3))
    if chance(rng, 0.6):
        size = side * float(rng.uniform(0.75, 1.3))
        found = qr_code(rng, stock, size)
        x0, y0, x1, y1 = extent(pieces)
        gap = side * float(rng.uniform(-0.02, 0.2))
        place = int(rng.choice(4, p=[0.55, 0.2, 0.15, 0.1]))
        near = (
            side
            if chance(rng, 0.5) and not any(p.y < side and p.x + p.alpha.shape[1] > side for p in pieces[1:])
            else x1
        )
        at = (
            (near + gap, 0),
            (x0 - size - gap, 0),
            ((side - size) / 2, y1 + gap),
            ((side - size) / 2, y0 - size - gap),
        )[place]
        clash = moved(found, *at)
        if not any(over(clash, p) for p in pieces):
            pieces.append(clash)
    return pieces


def over(a: Piece, b: Piece) -> bool:
    """Whether two masks lie over one another."""
    return (
        a.x < b.x + b.alpha.shape[1]
        and b.x < a.x + a.alpha.shape[1]
        and a.y < b.y + b.alpha.shape[0]
        and b.y < a.y + a.alpha.shape[0]
    )


def paragraph(rng: np.random.Generator, stock: Stock, height: float, width: float, most: float) -> list[Piece]:
    """Lines one below the other, at times in two columns or as pairs of name and value."""
    pieces: list[Piece] = []
    y, n = 0.0, int(rng.integers(1, max(2, min(14, int(most / (height * 1.3))) + 1)))
    align, pitch = float(one(rng, (0, 0, 0, 0.5, 1))), float(rng.uniform(1.08, 1.7))
    squeeze = float(rng.uniform(0.7, 1.15))
    columns = chance(rng, 0.15)
    for _ in range(n):
        line = line_of(
            choose(rng, stock.lines, width / height / (2.4 if columns else 1)),
            height * float(rng.uniform(0.95, 1.05)),
            squeeze,
        )
        pieces.append(moved(line, (width - line.alpha.shape[1]) * align if not columns else 0, y))
        if columns:
            other = line_of(choose(rng, stock.lines, width / height / 2.4), height, squeeze)
            pieces.append(moved(other, max(width * 0.5, line.alpha.shape[1] + height * 1.2), y))
        y += height * pitch
    return pieces


def row_of_signs(rng: np.random.Generator, stock: Stock, side: float) -> list[Piece]:
    """Decoys in a row, with captions at times."""
    pieces: list[Piece] = []
    x, gap, captions = 0.0, side * float(rng.uniform(0.1, 0.7)), chance(rng, 0.45)
    for _ in range(int(rng.integers(1, 7))):
        mask = one(rng, stock.decoys)
        alpha = sized(mask, side * mask.shape[1] / mask.shape[0], side)
        pieces.append(Piece(alpha, round(x), 0))
        if captions:
            caption = line_of(choose(rng, stock.lines, 9), side * float(rng.uniform(0.14, 0.3)))
            pieces.append(moved(caption, x + (alpha.shape[1] - caption.alpha.shape[1]) / 2, side * 1.08))
            x = max(x, pieces[-1].x + pieces[-1].alpha.shape[1] - alpha.shape[1])
        x += alpha.shape[1] + gap
    return pieces


def code(rng: np.random.Generator, stock: Stock, side: float) -> list[Piece]:
    if chance(rng, 0.4):
        bars = one(rng, stock.bars)
        piece = Piece(sized(bars, side * 1.6, side * float(rng.uniform(0.5, 1))), 0, 0)
        digits = line_of(choose(rng, stock.numbers, 14), side * 0.16)
        return [piece, moved(digits, 4, piece.alpha.shape[0] + 2)]
    return [qr_code(rng, stock, side)]


def qr_code(rng: np.random.Generator, stock: Stock, side: float) -> Piece:
    """A QR code; its box leaves the quiet zone out."""
    matrix = one(rng, stock.codes)
    how = cv2.INTER_AREA if side < len(matrix) * 1.5 else cv2.INTER_NEAREST
    alpha = np.asarray(cv2.resize(matrix, (round(side), round(side)), interpolation=how), np.uint8)
    rim = 2 / len(matrix) * side
    return Piece(alpha, 0, 0, CODE, (rim, rim, side - rim, side - rim))


def size_between(rng: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(math.log(low), math.log(high))))
