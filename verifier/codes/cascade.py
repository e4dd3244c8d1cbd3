"""All codes of a photo, from the cheapest look to the dearest, each place reported once.

1. zxing on the photo as it is. 2. zxing on enlarged copies: of the whole photo while it is small, else of the
neighbourhoods of the marks (a QR about as tall as the ring stands beside it). 3. Sharpened copies of those
neighbourhoods that still have no QR. 4. zbar there. Figures: docs/explanation/codes.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from verifier.codes.zbar import ZbarReader
from verifier.codes.zxing import ZxingReader
from verifier.errors import EngineMissing
from verifier.geometry import Quad
from verifier.models import Code, Photo, Pixels, Region

SMALL_PIXELS = 1_300_000
"""A photo up to this size is enlarged whole."""
REACH = 3.0
"""How far from a mark's centre its code is looked for, in mark heights."""
MOST_WINDOWS = 4
WINDOW_SIDE = 700
"""Neighbourhoods are reduced to this side in pixels before they are enlarged."""


@dataclass(frozen=True, slots=True)
class Window:
    """A cut-out of the photo: left and top in photo pixels, `scale` from photo to cut-out."""

    left: int
    top: int
    scale: float
    grey: Pixels

    def back(self, code: Code, factor: float) -> Code:
        """A code found in the window enlarged by `factor`, in photo pixels."""
        quad = code.quad.scaled(1 / (self.scale * factor)).moved(self.left, self.top)
        return Code(code.payload, code.symbology, quad, code.decoder)


class CodeCascade:
    """zxing-cpp with rescue steps, then zbar where it is installed. Holds no state between calls; safe in threads."""

    def __init__(self, zxing: ZxingReader | None = None, zbar: ZbarReader | None = None) -> None:
        self._zxing = zxing or ZxingReader()
        self._zbar = zbar or _zbar_if_installed()
        engines = [self._zxing.version, *([self._zbar.version] if self._zbar else [])]
        self.version = f"cascade-1({', '.join(engines)})"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        """All codes, one for each place, in reading order. Raises EngineFailed."""
        grey = cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
        small = grey.size <= SMALL_PIXELS
        codes: list[Code] = []
        keep(codes, self._zxing.decode(grey, thorough=True))
        if small:
            whole = Window(0, 0, 1.0, grey)
            for factor in (3, 5):
                keep(codes, self._enlarged(whole, factor))
        for mark in marks[:MOST_WINDOWS]:
            window = _neighbourhood(grey, mark)
            for found in self._rescue(window, enlarge=not small):
                if _has_code(codes, mark):
                    break
                keep(codes, found)
        height, width = grey.shape
        clipped = [Code(c.payload, c.symbology, c.quad.clipped(width, height), c.decoder) for c in codes]
        return tuple(sorted(clipped, key=lambda code: (code.quad.bounds[1], code.quad.bounds[0])))

    def _rescue(self, window: Window, *, enlarge: bool) -> Iterator[list[Code]]:
        if enlarge:
            for factor in (1, 3, 5):
                yield self._enlarged(window, factor)
        yield self._enlarged(window, 4, sharpen=6)
        yield self._enlarged(window, 3, sharpen=4)
        if self._zbar:
            yield [window.back(code, 2) for code in self._zbar.decode(_enlarge(window.grey, 2, sharpen=4))]

    def _enlarged(self, window: Window, factor: float, sharpen: float = 0) -> list[Code]:
        picture = _enlarge(window.grey, factor, sharpen)
        return [window.back(code, factor) for code in self._zxing.decode(picture)]


def _zbar_if_installed() -> ZbarReader | None:
    try:
        return ZbarReader()
    except EngineMissing:
        return None


def _enlarge(grey: Pixels, factor: float, sharpen: float = 0) -> Pixels:
    """Cubic enlargement, then an unsharp mask of radius `sharpen` px and amount 3 (0 for none)."""
    if factor != 1:
        grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    if sharpen:
        grey = cv2.addWeighted(grey, 4, cv2.GaussianBlur(grey, (0, 0), sharpen), -3, 0).astype(np.uint8)
    return grey


def _neighbourhood(grey: Pixels, mark: Region) -> Window:
    (x, y), reach = mark.quad.centre, REACH * max(mark.quad.width, mark.quad.height)
    height, width = grey.shape
    left, top = max(0, int(x - reach)), max(0, int(y - reach))
    cut = grey[top : min(height, int(y + reach) + 1), left : min(width, int(x + reach) + 1)]
    scale = min(1.0, WINDOW_SIDE / max(cut.shape))
    if scale < 1:
        cut = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return Window(left, top, scale, np.ascontiguousarray(cut))


def _has_code(codes: Sequence[Code], mark: Region) -> bool:
    """Whether a QR code stands beside the mark."""
    reach = REACH * max(mark.quad.width, mark.quad.height)
    return any(code.symbology == "QRCode" and code.quad.distance(mark.quad) <= reach for code in codes)


def keep(codes: list[Code], found: Sequence[Code]) -> None:
    """Adds what was found to `codes`, but only where no code stands yet."""
    codes.extend(code for code in found if not any(_same_place(code.quad, known.quad) for known in codes))


def _same_place(a: Quad, b: Quad) -> bool:
    return a.contains(b.centre) or b.contains(a.centre)
