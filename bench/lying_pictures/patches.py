"""Patches: pieces of print as pictures with transparent ground, and the ways to put them together."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import segno
from PIL import Image, ImageChops, ImageDraw

from models.recipe.fonts import FontFile
from models.recipe.icons import icon
from models.recipe.sheet import Colour, Sheet
from verifier.detect.drawing import mark_mask
from verifier.domain import MarkKind, Pixels

Box = tuple[float, float, float, float]
Redraw = Callable[[Pixels], Pixels]
"""What becomes of a mask, H×W uint8, 255 ink: the same or another size."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of print: an RGBA picture, and where its named parts lie in it (x0, y0, x1, y1 in its pixels)."""

    picture: Image.Image
    parts: tuple[tuple[str, Box], ...] = ()

    @property
    def width(self) -> int:
        """In px."""
        return self.picture.width

    @property
    def height(self) -> int:
        """In px."""
        return self.picture.height

    def part(self, name: str) -> Box:
        """The first part of that name. Raises KeyError."""
        return dict(reversed(self.parts))[name]

    def turned(self, degrees: float) -> Patch:
        """Turned clockwise as seen; its parts are forgotten."""
        if degrees % 90 == 0:
            turn = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
            way = turn.get(int(degrees) % 360)
            return Patch(self.picture.transpose(way) if way is not None else self.picture)
        return Patch(self.picture.rotate(-degrees, Image.Resampling.BICUBIC, expand=True))


def inked(mask: Image.Image, ink: Colour) -> Image.Image:
    """A mask (mode L, 255 ink) printed in one colour on nothing."""
    picture = Image.new("RGBA", mask.size, (*ink, 0))
    picture.putalpha(mask)
    return picture


def text(words: str, font: FontFile, em: float, ink: Colour, *, part: str = "text") -> Patch:
    """One line of text, `em` px high from ascender to descender, with room for tone marks and vowels below."""
    face = font.at(round(em, 1))
    left, top, right, bottom = face.getbbox(words, language="th")
    left, top = min(left, 0), min(top, 0)
    width, height = math.ceil(right - left) + 2, math.ceil(max(bottom - top, em * 1.15)) + 2
    mask = Image.new("L", (max(1, width), height), 0)
    ImageDraw.Draw(mask).text((1 - left, 1 - top), words, font=face, fill=255, language="th")
    tight = mask.getbbox() or (0, 0, width, height)
    return Patch(inked(mask, ink), ((part, tight),))


def mark(kind: MarkKind, size: int, ink: Colour, *, weight: float = 0.0, redraw: Redraw | None = None) -> Patch:
    """A mark of full width `size` px, its mask changed by `redraw`."""
    mask = mark_mask(kind, size, weight=weight)
    return of_mask(redraw(mask) if redraw else mask, ink, "mark")


def of_mask(mask: Pixels, ink: Colour, part: str = "text") -> Patch:
    """A patch of any mask."""
    picture = Image.fromarray(np.ascontiguousarray(mask))
    return Patch(inked(picture, ink), ((part, (0, 0, picture.width, picture.height)),))


def of_grey(pixels: Pixels, part: str = "code") -> Patch:
    """A patch of a grey picture, H×W uint8, with its own white ground."""
    picture = Image.fromarray(np.ascontiguousarray(pixels, np.uint8)).convert("RGBA")
    return Patch(picture, ((part, (0, 0, picture.width, picture.height)),))


def modules(payload: str | bytes, error: str = "m") -> Pixels:
    """The modules of a QR code, 255 dark, with its quiet zone of 2; bytes go in as they are, without a declaration."""
    code = segno.make(payload, error=error, micro=False, boost_error=False, mode="byte")
    return np.array([[255 if dark else 0 for dark in row] for row in code.matrix_iter(border=2)], np.uint8)


def code(payload: str | bytes, size: int, *, redraw: Redraw | None = None, part: str = "code") -> Patch:
    """A QR code about `size` px wide, black on white, its mask changed by `redraw`."""
    grid = modules(payload)
    pixel = max(1, round(size / len(grid)))
    mask = np.kron(grid, np.ones((pixel, pixel), np.uint8))
    mask = redraw(mask) if redraw else mask
    picture = Image.fromarray(255 - mask).convert("RGBA")
    rim = 2 * pixel
    return Patch(picture, ((part, (rim, rim, picture.width - rim, picture.height - rim)),))


def ean(digits: str, module: int, height: int, font: FontFile) -> Patch:
    """An EAN-13 bar code."""
    sheet = Sheet(114 * module, height + 18 * module, (255, 255, 255), (0, 0, 0))
    sheet.ean(0, 0, module, height, digits, font=font)
    return Patch(sheet.picture.convert("RGBA"), (("ean", (0, 0, sheet.width, sheet.height)),))


def sign(name: str, height: int, font: FontFile, ink: Colour) -> Patch:
    """An icon that is none of the marks, by its name in the recipe."""
    mask = icon(name, font)
    width = round(mask.width * height / mask.height)
    return Patch(inked(mask.resize((width, height), Image.Resampling.LANCZOS), ink))


def column(patches: Sequence[Patch], gap: float, align: float = 0.0) -> Patch:
    """One below the other; `align` 0 left, 0.5 centred, 1 right."""
    width = max(p.width for p in patches)
    y, placed = 0.0, []
    for p in patches:
        placed.append((p, (width - p.width) * align, y))
        y += p.height + gap
    return together(placed)


def row(patches: Sequence[Patch], gap: float, align: float = 0.5) -> Patch:
    """Side by side; `align` 0 top, 0.5 middle, 1 bottom."""
    height = max(p.height for p in patches)
    x, placed = 0.0, []
    for p in patches:
        placed.append((p, x, (height - p.height) * align))
        x += p.width + gap
    return together(placed)


def together(placed: Sequence[tuple[Patch, float, float]]) -> Patch:
    """Patches at their upper left corners, the later ones on top; parts keep their names."""
    at = [(p, round(x), round(y)) for p, x, y in placed]
    left, top = min(x for _, x, _ in at), min(y for _, _, y in at)
    width, height = max(x + p.width for p, x, _ in at) - left, max(y + p.height for p, _, y in at) - top
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    parts: list[tuple[str, Box]] = []
    for p, x, y in at:
        lay(picture, p.picture, x - left, y - top)
        dx, dy = x - left, y - top
        parts += [(name, (a + dx, b + dy, c + dx, d + dy)) for name, (a, b, c, d) in p.parts]
    return Patch(picture, tuple(parts))


def lay(ground: Image.Image, patch: Image.Image, x: int, y: int) -> None:
    """Puts an RGBA picture on an RGB or RGBA one, in place; what would stand over the edge is cut off."""
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + patch.width, ground.width), min(y + patch.height, ground.height)
    if x1 <= x0 or y1 <= y0:
        return
    piece = patch.crop((x0 - x, y0 - y, x1 - x, y1 - y))
    if ground.mode == "RGBA":
        ground.alpha_composite(piece, (x0, y0))
    else:
        ground.paste(piece, (x0, y0), piece)


def faded(patch: Patch, share: float) -> Patch:
    """The same with its ink only `share` opaque."""
    alpha = patch.picture.getchannel("A")
    picture = patch.picture.copy()
    picture.putalpha(ImageChops.multiply(alpha, Image.new("L", alpha.size, round(255 * share))))
    return Patch(picture, patch.parts)


def on_ground(patch: Patch, ground: Colour, rim: int) -> Patch:
    """The same on a patch of paper of its own, `rim` px wider on each side."""
    picture = Image.new("RGBA", (patch.width + 2 * rim, patch.height + 2 * rim), (*ground, 255))
    picture.alpha_composite(patch.picture, (rim, rim))
    parts = [(name, (a + rim, b + rim, c + rim, d + rim)) for name, (a, b, c, d) in patch.parts]
    return Patch(picture, tuple(parts))
