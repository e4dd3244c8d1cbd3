"""zxing-cpp behind the seam: the first and best decoder, at whatever scale it is given."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version as package_version

import cv2
import numpy as np
import zxingcpp

from verifier.errors import EngineFailed
from verifier.geometry import Quad
from verifier.models import Code, Photo, Pixels, Region

_KINDS = zxingcpp.BarcodeFormat
FORMATS = zxingcpp.BarcodeFormats(
    [
        *(_KINDS.QRCode, _KINDS.DataMatrix, _KINDS.EAN13, _KINDS.EAN8, _KINDS.UPCA, _KINDS.UPCE),
        *(_KINDS.Code128, _KINDS.ITF14, _KINDS.DataBarOmni),
    ]
)
"""Symbologies that prove themselves by a checksum. Code 39, Codabar and plain ITF do not, and print looks like them."""


class ZxingReader:
    """One pass of zxing-cpp over the whole photo. Holds no state; safe in threads."""

    version = f"zxing-cpp-{package_version('zxing-cpp')}"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        """All codes legible at the photo's own scale."""
        return self.decode(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False))

    def decode(self, grey: Pixels, *, thorough: bool = True) -> list[Code]:
        """All codes of an H×W uint8 grey picture, quads in its pixels, clockwise from the code's own top-left.

        `thorough` also looks at reduced and inverted copies. Raises EngineFailed.
        """
        try:
            found = zxingcpp.read_barcodes(
                grey,
                formats=FORMATS,
                text_mode=zxingcpp.TextMode.Plain,
                try_downscale=thorough,
                try_invert=thorough,
            )
            return [self._code(code) for code in found if code.valid and code.text]
        except (RuntimeError, ValueError, TypeError, UnicodeError) as error:
            raise EngineFailed(f"zxing-cpp: {error}") from error

    def _code(self, code: zxingcpp.Barcode) -> Code:
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        quad = Quad.of_points((corner.x, corner.y) for corner in corners)
        return Code(code.text, code.format.name, quad, self.version)
