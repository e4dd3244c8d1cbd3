"""Drawn print for the tests of reading: lines and little labels in fonts of the system."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from verifier.domain import Photo, Pixels, Quality, Region, RegionKind
from verifier.domain.geometry import Quad

FONTS = Path("/usr/share/fonts/truetype/tlwg")
QUALITY = Quality(500, 128, 100, 0)


def font(size: int, name: str = "Loma.ttf") -> ImageFont.FreeTypeFont:
    """A Thai font; the test is skipped where fonts-thai-tlwg is not installed."""
    if not (FONTS / name).is_file():
        pytest.skip("fonts-thai-tlwg is not installed")
    return ImageFont.truetype(str(FONTS / name), size)


def page(
    lines: dict[tuple[int, int], str],
    size: tuple[int, int] = (640, 360),
    height: int = 28,
    ink: tuple[int, int, int] = (20, 20, 30),
    ground: tuple[int, int, int] = (240, 238, 230),
    name: str = "Loma.ttf",
) -> Pixels:
    """A picture with text at the given (x, y) of its top-left corner: H×W×3 RGB uint8."""
    picture = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(picture)
    for at, text in lines.items():
        draw.text(at, text, ink, font(height, name))
    return np.asarray(picture)


def photo(pixels: Pixels) -> Photo:
    """A photo of these pixels."""
    return Photo(np.ascontiguousarray(pixels), "0" * 64, "0" * 16, QUALITY)


def line(*box: float) -> Region:
    """A line region from left, top, right and bottom."""
    return Region(RegionKind.LINE, Quad.of_box(*box), 0.9)
