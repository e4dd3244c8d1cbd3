"""Cut-outs of a photo at another scale, with the way back to photo pixels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from verifier.geometry import Quad
from verifier.models import Code, Pixels


@dataclass(frozen=True, slots=True)
class Window:
    """A cut-out: `grey` is H×W uint8, `left` and `top` its corner in photo pixels, `scale` its px per photo px."""

    grey: Pixels
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0

    def place(self, quad: Quad) -> Quad:
        """A quad of the window in photo pixels."""
        return quad.scaled(1 / self.scale).moved(self.left, self.top)

    def code(self, code: Code) -> Code:
        """A code of the window in photo pixels."""
        return replace(code, quad=self.place(code.quad))


@dataclass(frozen=True, slots=True)
class UprightWindow(Window):
    """A cut-out seen from straight above its own top edge: `back` is the 3×3 matrix from it to photo pixels."""

    back: npt.NDArray[np.float64] = field(default_factory=lambda: np.eye(3))

    def place(self, quad: Quad) -> Quad:
        """A quad of the window in photo pixels."""
        there = cv2.perspectiveTransform(quad.array()[None].astype(np.float64), self.back)[0]
        return Quad.of_points(there.tolist())


def upright(grey: Pixels, quad: Quad, side: float, room: float) -> UprightWindow:
    """The quad of the photo as a square of `side` px with `room` of its side left free all round it, cubic."""
    scale, rim = side / max(quad.width, quad.height, 1.0), side * room
    piece = Window(grey)
    if scale < 0.7:  # reduced by area first, so that nothing aliases
        piece = around(grey, quad.centre, max(quad.width, quad.height) * (1 + room), scale)
    square = np.array([[rim, rim], [rim + side, rim], [rim + side, rim + side], [rim, rim + side]], np.float32)
    corners = (quad.array() - np.array([piece.left, piece.top], np.float32)) * piece.scale
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    size = (round(side + 2 * rim),) * 2
    cut = cv2.warpPerspective(piece.grey, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    out = np.array([[piece.scale, 0, -piece.left * piece.scale], [0, piece.scale, -piece.top * piece.scale], [0, 0, 1]])
    return UprightWindow(np.asarray(cut, np.uint8), 0.0, 0.0, scale, np.linalg.inv(matrix @ out))


def around(grey: Pixels, centre: tuple[float, float], reach: float, scale: float) -> Window:
    """The square within `reach` px of `centre` (clipped to the photo), at `scale` window px per photo px."""
    height, width = grey.shape
    left, top = max(0, int(centre[0] - reach)), max(0, int(centre[1] - reach))
    right, bottom = min(width, int(centre[0] + reach) + 1), min(height, int(centre[1] + reach) + 1)
    return resized(Window(np.ascontiguousarray(grey[top:bottom, left:right]), left, top), scale)


def resized(window: Window, factor: float) -> Window:
    """The window at `factor` times its scale: cubic when it grows, by area when it shrinks."""
    if factor == 1 or window.grey.size == 0:
        return window
    height, width = window.grey.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    interpolation = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    grey = cv2.resize(window.grey, size, interpolation=interpolation).astype(np.uint8, copy=False)
    return replace(window, grey=grey, scale=window.scale * factor)


def sharpened(window: Window, sigma: float) -> Window:
    """The window after an unsharp mask of `sigma` px and amount 3; itself when sigma is 0."""
    if sigma == 0:
        return window
    soft = cv2.GaussianBlur(window.grey, (0, 0), sigma)
    return replace(window, grey=cv2.addWeighted(window.grey, 4, soft, -3, 0).astype(np.uint8, copy=False))
