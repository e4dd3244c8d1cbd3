"""zxing-cpp behind the seam: the first and best decoder, at whatever scale it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import version as package_version

import cv2
import numpy as np
import zxingcpp

from verifier.domain import Code, Photo, Pixels, Region
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed

_QR = ("QRCodeModel2",)
_BARS = ("EAN13", "EAN8", "UPCA", "UPCE", "Code128", "DataBarOmni")
_MATRIX = ("DataMatrix",)


class Wanted(Enum):
    """Which symbologies to look for, by zxing's names.

    Never wanted: Code 39, Codabar and ITF, which have no checksum, and Micro QR (part of zxing's `QRCode`), whose is so
    short that noise reads as a number.
    """

    ALL = _QR + _BARS + _MATRIX
    RETAIL = _QR + _BARS
    QR = _QR
    BARS = _BARS
    MATRIX = _MATRIX


LEAST_CORNER = 0.2
"""An outline is none of a code when the sides at a corner span less than this share of a square on the longest."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a picture gave: codes, and the quads of QR codes that are there but could not be read."""

    codes: tuple[Code, ...]
    illegible: tuple[Quad, ...]


class ZxingReader:
    """One pass of zxing-cpp over the whole photo. Holds no state; safe in threads."""

    version = f"zxing-cpp-{package_version('zxing-cpp')}"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        """All codes legible at the photo's own scale."""
        return self.look(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)).codes

    def look(
        self,
        grey: Pixels,
        wanted: Wanted = Wanted.ALL,
        *,
        reduced: bool = True,
        inverted: bool = True,
        columns: bool = True,
        global_threshold: bool = False,
    ) -> Look:
        """One look at an H×W uint8 grey picture; quads in its pixels, clockwise from the code's own top-left.

        `reduced` and `inverted` also try such copies; `columns`: bar codes also down the picture, not only along it.
        `global_threshold` takes one black point for the whole picture instead of local ones, which suits a small
        cut-out. Raises EngineFailed.
        """
        binarizer = zxingcpp.Binarizer.GlobalHistogram if global_threshold else zxingcpp.Binarizer.LocalAverage
        try:
            found = zxingcpp.read_barcodes(
                grey,
                formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat[name] for name in wanted.value]),
                text_mode=zxingcpp.TextMode.Plain,
                binarizer=binarizer,
                try_rotate=columns,
                try_downscale=reduced,
                try_invert=inverted,
                return_errors=True,
            )
            return self._sort(found)
        except (RuntimeError, ValueError, TypeError, UnicodeError) as error:
            raise EngineFailed(f"zxing-cpp: {error}") from error

    def _sort(self, found: Iterable[zxingcpp.Barcode]) -> Look:
        codes, illegible = [], []
        for code in found:
            place = code.position
            corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
            quad = Quad.of_points((corner.x, corner.y) for corner in corners)
            if code.valid and code.text:
                codes.append(Code(code.text, code.format.name, quad, self.version))
            elif code.format.name == "QRCode" and _squarish(quad):
                illegible.append(quad)
        return Look(tuple(codes), tuple(illegible))


def _squarish(quad: Quad) -> bool:
    """Whether a code may have that outline: zxing tells of some that are hardly more than a line, or crossed."""
    sides = np.roll(quad.array(), -1, axis=0) - quad.array()
    before = np.roll(sides, 1, axis=0)
    corners = before[:, 0] * sides[:, 1] - before[:, 1] * sides[:, 0]
    return bool(corners.min() > LEAST_CORNER * (sides * sides).sum(1).max())
