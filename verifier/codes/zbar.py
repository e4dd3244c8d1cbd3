"""zbar behind the seam: a second opinion on small pictures. Its time grows fast, so it never sees a large one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version as package_version
from typing import Any

import cv2
import numpy as np

from verifier.codes.decoder import Look, Wanted
from verifier.domain import Code, Photo, Pixels, Region
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed, EngineMissing

MAX_PIXELS = 1_100_000
"""Larger pictures are reduced to this many pixels first: zbar needs about 0.7 s for twelve million."""
MIN_CORNERS = 3
"""Corners of an outline that enclose an area; zbar tells of some that are a line or a point."""
QUAD_CORNERS = 4
_SYMBOLOGIES = {
    "QRCODE": "QRCode",
    "EAN13": "EAN13",
    "EAN8": "EAN8",
    "UPCE": "UPCE",
    "CODE128": "Code128",
}
"""zbar's names for the symbologies asked for, and those that the product uses. All carry a checksum. UPC-A comes as
the EAN-13 it is, with a leading zero."""


class ZbarReader:
    """zbar through pyzbar. Every call has a scanner of its own; safe in threads. Raises EngineMissing when absent."""

    searches = False

    def __init__(self) -> None:
        try:
            from pyzbar import pyzbar  # noqa: PLC0415 - loads the system's libzbar
        except ImportError as error:
            raise EngineMissing("libzbar0 is not installed", engine="zbar") from error
        self._zbar = pyzbar
        self.version = f"pyzbar-{package_version('pyzbar')}"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        """All codes legible at about one million pixels."""
        return self.look(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)).codes

    def look(self, grey: Pixels, wanted: Wanted = Wanted.ALL, **how: bool) -> Look:
        """As `Decoder.look`; zbar has one way to look, whatever `how` says. Raises EngineFailed."""
        symbols = [self._zbar.ZBarSymbol[name] for name, ours in _SYMBOLOGIES.items() if ours in wanted.value]
        scale = min(1.0, (MAX_PIXELS / grey.size) ** 0.5)
        if scale < 1:
            grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
        try:
            found = self._zbar.decode(grey, symbols=symbols)
        except Exception as error:  # pyzbar raises bare Exceptions of its own
            raise EngineFailed(f"zbar: {error}") from error
        # zbar guesses the character set of what is not ASCII, at times wrongly: such a text is none.
        known = [symbol for symbol in found if symbol.data and symbol.data.isascii()]
        return Look(tuple(self._code(symbol, scale) for symbol in known if len(symbol.polygon) >= MIN_CORNERS))

    def _code(self, symbol: Any, scale: float) -> Code:
        points = np.array([(p.x, p.y) for p in symbol.polygon], dtype=np.float32)
        corners = points if len(points) == QUAD_CORNERS else cv2.boxPoints(cv2.minAreaRect(points))
        quad = _from_top_left(np.asarray(corners, dtype=np.float64), symbol.orientation)
        return Code(symbol.data.decode("ascii"), _SYMBOLOGIES[symbol.type], quad.scaled(1 / scale), self.version)


def _from_top_left(corners: np.ndarray[Any, np.dtype[np.float64]], orientation: str | None) -> Quad:
    """Orders 4×2 corners clockwise from the one where the code begins; zbar tells the direction to a quarter turn."""
    centre = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    clockwise = corners[np.argsort(angles)]
    towards = {"UP": (-1, -1), "RIGHT": (1, -1), "DOWN": (1, 1), "LEFT": (-1, 1)}.get(orientation or "UP", (-1, -1))
    first = int(np.argmax((clockwise - centre) @ np.array(towards)))
    return Quad.of_points(np.roll(clockwise, -first, axis=0).tolist())
