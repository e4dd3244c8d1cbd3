"""Photos turned, sheared, resized, encoded again and laid on a larger page: what must not change an answer."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from verifier.domain import Pixels

ANGLES_DEG = (-90, -45, -30, -15, -7, -3, 3, 7, 15, 30, 45, 90, 180)
SHEARS_DEG = (-8, 8)
SCALES = (0.6, 0.8, 1.25, 1.6)
JPEG_QUALITIES = (30, 50, 70, 95)
WEBP_QUALITY = 60
QUALITY = 92
"""JPEG quality of photos that are changed otherwise."""
PAGE = 1.6
"""Sides of the page that a photo is laid on, in sides of the photo."""
CHAT_LONG_SIDE_PX, CHAT_QUALITY = 1280, 60
"""What chat programs make of a photo."""
GROUND = (176, 180, 184)
"""Colour, BGR, of what a turned or sheared photo does not cover."""


@dataclass(frozen=True, slots=True)
class Transformation:
    """One way to change a photo; `make` takes H×W×3 BGR uint8 and gives an encoded picture. `family`: a row's name."""

    family: str
    name: str
    make: Callable[[Pixels], bytes]


def transformations() -> list[Transformation]:
    """All of them, family by family."""
    found = [Transformation("turned", f"by {a}°", lambda p, a=a: _jpeg(turned(p, a))) for a in ANGLES_DEG]
    for degrees in SHEARS_DEG:
        for name, across in (("along", False), ("across", True)):
            made = lambda p, d=degrees, x=across: _jpeg(sheared(p, d, across=x))  # noqa: E731
            found.append(Transformation("sheared", f"by {degrees}° {name}", made))
    found += [Transformation("resized", f"to {s}", lambda p, s=s: _jpeg(_resized(p, s))) for s in SCALES]
    found += [Transformation("encoded again", f"JPEG {q}", lambda p, q=q: _jpeg(p, q)) for q in JPEG_QUALITIES]
    found.append(Transformation("encoded again", f"WebP {WEBP_QUALITY}", _webp))
    found.append(Transformation("encoded again", "as by a chat program", _chatted))
    found.append(Transformation("on a page", f"{PAGE} times as large", lambda p: _jpeg(_on_page(p))))
    return found


def turned(pixels: Pixels, degrees: float) -> Pixels:
    """The whole picture turned anticlockwise, on ground that holds all of it."""
    a = math.radians(degrees)
    cos, sin = math.cos(a), math.sin(a)
    return _mapped(pixels, np.array([[cos, sin], [-sin, cos]]))


def sheared(pixels: Pixels, degrees: float, *, across: bool = False) -> Pixels:
    """The whole picture sheared along its rows, or along its columns, on ground that holds all of it."""
    slope = math.tan(math.radians(degrees))
    return _mapped(pixels, np.array([[1, 0], [slope, 1]]) if across else np.array([[1, slope], [0, 1]]))


def _mapped(pixels: Pixels, turn: np.typing.NDArray[np.float64]) -> Pixels:
    height, width = pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ turn.T
    low, high = corners.min(0), corners.max(0)
    size = tuple(math.ceil(v - 1e-6) for v in high - low)
    matrix = np.column_stack([turn, -low])
    made = cv2.warpAffine(pixels, matrix, (size[0], size[1]), flags=cv2.INTER_CUBIC, borderValue=GROUND)
    return np.asarray(made, np.uint8)


def _resized(pixels: Pixels, scale: float) -> Pixels:
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how), np.uint8)


def _on_page(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    page = np.full((round(PAGE * height), round(PAGE * width), 3), GROUND, np.uint8)
    top, left = (page.shape[0] - height) // 3, (page.shape[1] - width) // 2
    page[top : top + height, left : left + width] = pixels
    return page


def _chatted(pixels: Pixels) -> bytes:
    return _jpeg(_resized(pixels, min(1.0, CHAT_LONG_SIDE_PX / max(pixels.shape[:2]))), CHAT_QUALITY)


def _jpeg(pixels: Pixels, quality: int = QUALITY) -> bytes:
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def _webp(pixels: Pixels) -> bytes:
    return cv2.imencode(".webp", pixels, [cv2.IMWRITE_WEBP_QUALITY, WEBP_QUALITY])[1].tobytes()
