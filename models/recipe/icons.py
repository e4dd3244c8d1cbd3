"""Icons that stand beside the marks on real packages and are none of them: drawn, so that nothing is borrowed."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image, ImageDraw

from models.recipe.fonts import FontFile

SIDE = 192
_Draw = ImageDraw.ImageDraw


def _canvas(width: int = SIDE) -> tuple[Image.Image, _Draw]:
    picture = Image.new("L", (width, SIDE), 0)
    return picture, ImageDraw.Draw(picture)


def _ring(draw: _Draw, stroke: int = 10) -> None:
    draw.ellipse((4, 4, SIDE - 5, SIDE - 5), outline=255, width=stroke)


def roundel(text: str, font: FontFile, *, filled: bool = False, square: bool = False) -> Image.Image:
    """Letters inside a ring, a disc or a rounded square: LED, MK, 1 ปี, อย. and the like."""
    picture, draw = _canvas()
    if square:
        draw.rounded_rectangle((6, 26, SIDE - 7, SIDE - 27), 22, outline=255, width=10, fill=255 if filled else 0)
    else:
        draw.ellipse((4, 4, SIDE - 5, SIDE - 5), outline=255, width=10, fill=255 if filled else 0)
    size = 120.0
    while font.at(size).getlength(text, language="th") > SIDE * 0.62:
        size -= 4
    draw.text((SIDE / 2, SIDE / 2), text, font=font.at(size), fill=0 if filled else 255, anchor="mm", language="th")
    return picture


def plane() -> Image.Image:
    """A plane in a ring: may be taken on board."""
    picture, draw = _canvas()
    _ring(draw)
    body = [
        (96, 28),
        (106, 60),
        (106, 82),
        (164, 118),
        (164, 132),
        (106, 114),
        (104, 146),
        (122, 160),
        (122, 168),
        (96, 162),
    ]
    draw.polygon(body + [(SIDE - x, y) for x, y in body[::-1]], fill=255)
    return picture


def ce() -> Image.Image:
    """The letters C and E of two arcs."""
    picture, draw = _canvas(270)
    draw.arc((6, 16, 166, 176), 60, 300, fill=255, width=24)
    draw.arc((134, 16, 294, 176), 60, 300, fill=255, width=24)
    draw.rectangle((140, 86, 210, 106), fill=255)
    return picture


def fcc() -> Image.Image:
    """F with two C inside one another."""
    picture, draw = _canvas(230)
    draw.arc((50, 10, 220, 180), 50, 310, fill=255, width=18)
    draw.arc((86, 46, 184, 144), 50, 310, fill=255, width=16)
    for box in ((10, 10, 28, 182), (10, 10, 100, 28), (10, 86, 80, 104)):
        draw.rectangle(box, fill=255)
    return picture


def bin_crossed() -> Image.Image:
    """The crossed-out wheeled bin."""
    picture, draw = _canvas(160)
    draw.polygon([(34, 40), (126, 40), (116, 146), (44, 146)], outline=255, width=8)
    draw.rectangle((26, 30, 134, 42), fill=255)
    draw.ellipse((46, 140, 68, 162), fill=255)
    draw.line((14, 22, 146, 164), fill=255, width=9)
    draw.line((146, 22, 14, 164), fill=255, width=9)
    draw.rectangle((14, 174, 146, 188), fill=255)
    return picture


def recycle() -> Image.Image:
    """Three arrows chasing one another."""
    picture, draw = _canvas()
    for k in range(3):
        c, s = math.cos(math.radians(120 * k)), math.sin(math.radians(120 * k))
        arrow = [(-40, -66), (14, -66), (14, -86), (50, -52), (14, -18), (14, -40), (-24, -40)]
        draw.polygon([(96 + c * x - s * y, 102 + s * x + c * y) for x, y in arrow], fill=255)
    return picture


def house() -> Image.Image:
    """A house in a ring: for use indoors."""
    picture, draw = _canvas()
    _ring(draw, 8)
    draw.line([(44, 98), (96, 50), (148, 98)], fill=255, width=10, joint="curve")
    draw.rectangle((62, 92, 130, 144), outline=255, width=9)
    return picture


def double_square() -> Image.Image:
    """Two squares: protection class II."""
    picture, draw = _canvas()
    draw.rectangle((14, 14, 178, 178), outline=255, width=11)
    draw.rectangle((52, 52, 140, 140), outline=255, width=11)
    return picture


def flash() -> Image.Image:
    """A lightning flash in a ring: quick charging."""
    picture, draw = _canvas()
    _ring(draw)
    draw.polygon([(112, 30), (58, 106), (92, 106), (78, 164), (136, 82), (100, 82)], fill=255)
    return picture


DRAWN: dict[str, Callable[[], Image.Image]] = {
    "plane": plane, "ce": ce, "fcc": fcc, "weee": bin_crossed, "recycle": recycle, "house": house,
    "class2": double_square, "flash": flash,
}  # fmt: skip
ROUNDELS: dict[str, tuple[str, bool, bool]] = {
    "led": ("LED", False, False), "mk": ("MK", False, False), "year": ("1 ปี", True, False),
    "fda": ("อย.", False, True), "rohs": ("RoHS", True, True), "pd": ("PD 20W", True, False),
}  # fmt: skip


def icon(name: str, font: FontFile) -> Image.Image:
    """The mask (mode L, 255 ink) of an icon by its name in `DRAWN` or `ROUNDELS`. Raises KeyError."""
    if name in DRAWN:
        return DRAWN[name]()
    text, filled, square = ROUNDELS[name]
    return roundel(text, font, filled=filled, square=square)
