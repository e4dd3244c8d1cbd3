"""Blocks: pieces of a label that know their size, and the two ways to put them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.recipe.fonts import FontFile
from models.recipe.icons import icon
from models.recipe.sheet import Colour, Sheet
from verifier.domain import MarkKind


@dataclass(frozen=True, slots=True)
class Block:
    """A piece `width`×`height` px; `draw(sheet, x, y)` puts it with its upper left corner at (x, y)."""

    width: float
    height: float
    draw: Callable[[Sheet, float, float], object]


def line(text: str, font: FontFile, size: float, *, role: str = "text", ink: Colour | None = None) -> Block:
    """One line of text, with room for tone marks above and vowels below."""
    box = font.at(size).getbbox(text, language="th")
    left, top = min(box[0], 0), min(box[1], 0)

    def draw(sheet: Sheet, x: float, y: float) -> object:
        return sheet.line(x - left, y - top, text, font, size, role=role, ink=ink)

    return Block(box[2] - left + 1, max(box[3] - top, size * 1.2) + 1, draw)


def mark(kind: MarkKind, size: int, *, weight: float = 0.0) -> Block:
    """A mark of full width `size`."""
    return Block(size, size, lambda sheet, x, y: sheet.mark(round(x), round(y), size, kind, weight=weight))


def qr(payload: str, size: int, *, quiet: int = 2) -> Block:
    """A QR code about `size` px wide."""
    return Block(size, size, lambda sheet, x, y: sheet.qr(round(x), round(y), size, payload, quiet=quiet))


def ean(digits: str, module: int, height: int, font: FontFile) -> Block:
    """An EAN-13 bar code."""

    def draw(sheet: Sheet, x: float, y: float) -> object:
        return sheet.ean(round(x), round(y), module, height, digits, font=font)

    return Block(113 * module, height + 16.5 * module, draw)


def picture(name: str, size: int, font: FontFile) -> Block:
    """An icon by name, `size` px high."""
    mask = icon(name, font)
    width = round(mask.width * size / mask.height)
    return Block(width, size, lambda sheet, x, y: sheet.decoy(round(x), round(y), size, mask, name))


def stack(blocks: Sequence[Block], gap: float, align: float = 0.0) -> Block:
    """One below the other; `align` 0 left, 0.5 centred, 1 right."""
    width = max(b.width for b in blocks)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for b in blocks:
            b.draw(sheet, x + (width - b.width) * align, y)
            y += b.height + gap

    return Block(width, sum(b.height for b in blocks) + gap * (len(blocks) - 1), draw)


def row(blocks: Sequence[Block], gap: float, align: float = 0.5) -> Block:
    """Side by side; `align` 0 top, 0.5 middle, 1 bottom."""
    height = max(b.height for b in blocks)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for b in blocks:
            b.draw(sheet, x, y + (height - b.height) * align)
            x += b.width + gap

    return Block(sum(b.width for b in blocks) + gap * (len(blocks) - 1), height, draw)
