"""The block of a mark as labels print it: number, firm and code close about it, and neighbours that tempt.

All measures are shares of the mark's side (the ring's diameter where it has one). Each line has its own truth, however
close the next one stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from models.recipe.pieces import Piece, extent, line_of, moved, over, qr_code, sized
from models.recipe.stock import Stock
from models.recipe.strips import Strip, choose
from models.recipe.words import chance, one

Rng = np.random.Generator
Pieces = list[Piece]

PRINT: Final = (0.095, 0.145)
"""Height of the small lines under a ring."""
LARGE_PRINT: Final = (0.2, 0.42)
"""Height of the number where it stands large under the mark."""
GAP: Final = (0.015, 0.06)
"""Between the mark and its number, and between lines."""


def mark_block(rng: Rng, stock: Stock, side: float) -> Pieces:
    """A block in one of the layouts, its mark `side` px wide; every piece at its final size."""
    kind = int(rng.choice(3, p=stock.shares.kinds))
    mark = Piece(sized(one(rng, stock.marks[kind]), side, side), 0, 0, kind)
    pieces = one(rng, LAYOUTS)(rng, stock, mark, side)
    if chance(rng, 0.3):
        pieces += _tempting(rng, stock, pieces, side)
    return pieces


def _line(rng: Rng, strip: Strip, height: float) -> Piece:
    return line_of(strip, height, float(rng.uniform(0.78, 1.08)))


def _number(rng: Rng, stock: Stock, height: float) -> Piece:
    return _line(rng, one(rng, stock.numbers), height)


def _under(rng: Rng, pieces: Pieces, line: Piece, side: float, gap: float, align: float = 0.5) -> None:
    """Puts a line under all that is there, its *print* `gap` px from the print above."""
    box = line.box or (0, 0, line.alpha.shape[1], line.alpha.shape[0])
    floor = max(p.y + (p.box[3] if p.box else p.alpha.shape[0]) for p in pieces)
    pieces.append(moved(line, (side - line.alpha.shape[1]) * align, floor + gap - box[1]))


def _small_lines(rng: Rng, stock: Stock, mark: Piece, side: float) -> Pieces:
    """Two or three small lines close under the ring, one for the number, the others for the firm."""
    pieces, height = [mark], side * float(rng.uniform(*PRINT))
    gap = side * float(rng.uniform(*GAP))
    _under(rng, pieces, _number(rng, stock, height), side, gap)
    for _ in range(int(rng.choice(3, p=[0.15, 0.65, 0.2]))):
        more = _line(rng, choose(rng, stock.lines, 14), height * float(rng.uniform(0.8, 1.05)))
        _under(rng, pieces, more, side, side * float(rng.uniform(*GAP)))
    return pieces


def _large_number(rng: Rng, stock: Stock, mark: Piece, side: float) -> Pieces:
    """A number as wide as the mark and wider, the firm under it."""
    pieces, height = [mark], side * float(rng.uniform(*LARGE_PRINT))
    _under(rng, pieces, _number(rng, stock, height), side, side * float(rng.uniform(0.03, 0.2)))
    if chance(rng, 0.8):
        more = _line(rng, choose(rng, stock.lines, 16), height * float(rng.uniform(0.45, 1.0)))
        _under(rng, pieces, more, side, height * float(rng.uniform(0.08, 0.4)))
    return pieces


def _with_code(rng: Rng, stock: Stock, mark: Piece, side: float) -> Pieces:
    """Mark and code side by side, the lines under both, centred or from the left."""
    code = qr_code(rng, stock, side * float(rng.uniform(0.85, 1.15)))
    gap = side * float(rng.uniform(0.05, 0.35))
    right = chance(rng, 0.8)
    pieces = [mark, moved(code, side + gap if right else -code.alpha.shape[1] - gap, 0)]
    wide = side + gap + code.alpha.shape[1]
    height = side * float(rng.uniform(0.11, 0.26))
    align = float(one(rng, (0.0, 0.5, 0.5)))
    left = 0.0 if right else -wide + side
    for k in range(int(rng.choice([1, 2, 3], p=[0.25, 0.45, 0.3]))):
        source = one(rng, stock.numbers) if k == 0 else choose(rng, stock.lines, 18)
        line = _line(rng, source, height * (1.0 if k == 0 else float(rng.uniform(0.55, 0.9))))
        _under(rng, pieces, line, wide, side * float(rng.uniform(0.02, 0.09)), align)
        pieces[-1] = moved(pieces[-1], left, 0)
    return pieces


def _beside(rng: Rng, stock: Stock, mark: Piece, side: float) -> Pieces:
    """The number right of the mark, near or far along the row, at times with the firm under it."""
    height = side * float(rng.uniform(0.16, 0.5))
    number = _number(rng, stock, height)
    x = side * (1 + float(rng.uniform(0.06, 0.5) if chance(rng, 0.75) else rng.uniform(1.0, 4.0)))
    y = (side - number.alpha.shape[0]) * float(rng.uniform(0.3, 0.7))
    pieces = [mark, moved(number, x, y)]
    if chance(rng, 0.5):
        more = _line(rng, choose(rng, stock.lines, 14), height * float(rng.uniform(0.5, 1)))
        pieces.append(moved(more, x, y + number.alpha.shape[0] * float(rng.uniform(1.0, 1.2))))
    return pieces


def _above(rng: Rng, stock: Stock, mark: Piece, side: float) -> Pieces:
    """A line over the ring and small ones under it."""
    pieces = _small_lines(rng, stock, mark, side)
    above = _line(rng, choose(rng, stock.lines, 9), side * float(rng.uniform(0.09, 0.2)))
    box = above.box or (0, 0, above.alpha.shape[1], above.alpha.shape[0])
    return [*pieces, moved(above, (side - above.alpha.shape[1]) / 2, -side * float(rng.uniform(0.02, 0.1)) - box[3])]


def _rating_plate(rng: Rng, stock: Stock, mark: Piece, side: float) -> Pieces:
    """A plate: small print in rows left and right of the mark, its number and firm under it."""
    pieces = _small_lines(rng, stock, mark, side)
    height = side * float(rng.uniform(0.1, 0.22))
    left, _, right, bottom = extent(pieces)
    for sign in (-1, 1) if chance(rng, 0.6) else (one(rng, (-1, 1)),):
        y = 0.0
        while y < bottom - height:
            line = _line(rng, choose(rng, stock.lines, 11), height * float(rng.uniform(0.95, 1.05)))
            x = right + side * 0.15 if sign > 0 else left - side * 0.15 - line.alpha.shape[1]
            pieces.append(moved(line, x, y))
            y += height * float(rng.uniform(1.15, 1.5))
    return pieces


def _tempting(rng: Rng, stock: Stock, pieces: Pieces, side: float) -> Pieces:
    """Print of another height and type in the number's own row: digits of a bar code, a date, a model."""
    numbers = [p for p in pieces if p.what == "line"]
    if not numbers:
        return []
    row = numbers[0]
    height = row.alpha.shape[0] * float(rng.uniform(0.7, 1.7))
    line = line_of(choose(rng, stock.lines, 9), height, float(rng.uniform(0.8, 1.2)))
    gap = row.alpha.shape[0] * float(rng.uniform(0.35, 1.5))
    before = chance(rng, 0.7)
    x = min(row.x, 0) - gap - line.alpha.shape[1] if before else max(row.x + row.alpha.shape[1], side) + gap
    found = moved(line, x, row.y + (row.alpha.shape[0] - line.alpha.shape[0]) * float(rng.uniform(0.2, 0.8)))
    return [] if any(over(found, p) for p in pieces) else [found]


Layout = Callable[[Rng, Stock, Piece, float], Pieces]
LAYOUTS: Final[tuple[Layout, ...]] = (
    *(_small_lines, _small_lines, _small_lines, _large_number, _large_number),
    *(_with_code, _with_code, _beside, _above, _rating_plate),
)
"""Layouts, each as often as it is named."""
