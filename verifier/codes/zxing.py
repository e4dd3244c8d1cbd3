"""zxing-cpp behind the seam: the first and best decoder, at whatever scale it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version as package_version

import cv2
import numpy as np
import zxingcpp

from verifier.codes.decoder import Look, Wanted
from verifier.domain import Code, Photo, Pixels, Region
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed
from verifier.thai import from_tis620

_FORMATS = {"QRCode": "QRCodeModel2"}
"""zxing-cpp's names for symbologies that it names otherwise; its `QRCode` takes in Micro QR."""
NO_CHARACTER_SET = ("]Q1", "]Q3", "]Q5")
"""Symbology identifiers (ISO/IEC 18004) of QR codes without an ECI, which names a character set."""
OUTLINE_MIN_CORNER = 0.2
"""Area that the two sides at a corner of a code's outline span, at least, as a share of the square on its longest side.
"""


class ZxingReader:
    """One pass of zxing-cpp over the whole photo. Holds no state; safe in threads."""

    version = f"zxing-cpp-{package_version('zxing-cpp')}"
    searches = True

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
        """As `Decoder.look`. Raises EngineFailed."""
        binarizer = zxingcpp.Binarizer.GlobalHistogram if global_threshold else zxingcpp.Binarizer.LocalAverage
        try:
            found = zxingcpp.read_barcodes(
                grey,
                formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat[_FORMATS.get(s, s)] for s in wanted.value]),
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
                codes.append(Code(_text(code), code.format.name, quad, self.version))
            elif code.format.name == "QRCode" and _squarish(quad):
                illegible.append(quad)
        return Look(tuple(codes), tuple(illegible))


def _text(code: zxingcpp.Barcode) -> str:
    """The text of a code. Bytes of which nothing says in what character set they are may be TIS-620.

    zxing-cpp knows UTF-8 and guesses among Japanese, Chinese and Latin sets; Thai programs write TIS-620 unannounced.
    """
    if code.symbology_identifier not in NO_CHARACTER_SET or code.text.isascii():
        return code.text
    try:
        code.bytes.decode("utf-8")
    except UnicodeDecodeError:
        return from_tis620(code.bytes) or code.text
    return code.text


def _squarish(quad: Quad) -> bool:
    """Whether a code may have that outline: zxing tells of some that are hardly more than a line, or crossed."""
    sides = np.roll(quad.array(), -1, axis=0) - quad.array()
    before = np.roll(sides, 1, axis=0)
    corners = before[:, 0] * sides[:, 1] - before[:, 1] * sides[:, 0]
    return bool(corners.min() > OUTLINE_MIN_CORNER * (sides * sides).sum(1).max())
