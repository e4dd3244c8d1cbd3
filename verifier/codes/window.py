"""Cut-outs of a photo at another scale, with the way back to photo pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Code, Pixels
from verifier.domain.geometry import Quad
from verifier.image.pyramid import nearest

MAX_BLUR_PX = 3
"""Widest blur (sigma) that is made at full size; a wider one is made on a smaller copy."""
LEVELLED_DEVIATION, NOISE_DEVIATION = 70.0, 2.0
"""Standard deviation, in grey levels, that `levelled` brings contrast to, and the one up to which it is noise."""


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
    """A cut-out that is turned or slanted: `back` is the 3×3 matrix from it to photo pixels."""

    back: npt.NDArray[np.float64] = field(default_factory=lambda: np.eye(3))

    def place(self, quad: Quad) -> Quad:
        """A quad of the window in photo pixels."""
        there = cv2.perspectiveTransform(quad.array()[None].astype(np.float64), self.back)[0]
        return Quad.of_points(there.tolist())


class Greys:
    """A photo and its halves in grey, made as far as they are asked for."""

    def __init__(self, levels: Sequence[Pixels]) -> None:
        """`levels`: H×W×3 RGB uint8, each half the size of the one before (see `verifier.image.pyramid`)."""
        self._levels = levels
        self._made: dict[float, Pixels] = {}

    @property
    def size(self) -> int:
        """Pixels of the photo."""
        height, width = self._levels[0].shape[:2]
        return int(height * width)

    def nearest(self, scale: float) -> Window:
        """The smallest level that shows the photo at that scale or larger."""
        level, own = nearest(self._levels, scale)
        if own not in self._made:
            self._made[own] = _grey(level)
        return Window(self._made[own], scale=own)

    def at_most(self, pixels: int) -> Window:
        """The largest level of at most `pixels`; the smallest level of all, reduced to them, where none is so small."""
        scale = 0.5 ** next((k for k, level in enumerate(self._levels) if level.size <= 3 * pixels), len(self._levels))
        level = self.nearest(scale)
        return resized(level, min(1.0, (pixels / level.grey.size) ** 0.5))

    def square(self, centre: tuple[float, float], reach: float, scale: float) -> Window:
        """The square within `reach` px of `centre`, clipped to the photo, of the level that `nearest` takes.

        Of a level that is not grey yet the square alone is made grey.
        """
        level, own = nearest(self._levels, scale)
        (height, width), (x, y), reach = level.shape[:2], (v * own for v in centre), reach * own
        left, top = min(max(0, int(x - reach)), width - 1), min(max(0, int(y - reach)), height - 1)
        right, bottom = max(left + 1, min(width, int(x + reach) + 1)), max(top + 1, min(height, int(y + reach) + 1))
        if own in self._made:
            piece = np.ascontiguousarray(self._made[own][top:bottom, left:right])
        else:
            piece = _grey(np.ascontiguousarray(level[top:bottom, left:right]))
        return Window(piece, left / own, top / own, own)


def upright(greys: Greys, quad: Quad, side: float, room: float) -> UprightWindow:
    """The quad of the photo as a square of `side` px with `room` of its side left free all round it, cubic."""
    scale, rim = side / max(quad.width, quad.height, 1.0), side * room
    piece = greys.square(quad.centre, max(quad.width, quad.height) * (1 + room), scale)
    if scale < 0.7 * piece.scale:  # reduced by area first, so that nothing aliases
        piece = resized(piece, scale / piece.scale)
    square = np.array([[rim, rim], [rim + side, rim], [rim + side, rim + side], [rim, rim + side]], np.float32)
    corners = (quad.array() - np.array([piece.left, piece.top], np.float32)) * piece.scale
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    size = (round(side + 2 * rim),) * 2
    cut = cv2.warpPerspective(piece.grey, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    out = np.array([[piece.scale, 0, -piece.left * piece.scale], [0, piece.scale, -piece.top * piece.scale], [0, 0, 1]])
    return UprightWindow(np.asarray(cut, np.uint8), 0.0, 0.0, scale, np.linalg.inv(matrix @ out))


def around(greys: Greys, centre: tuple[float, float], reach: float, scale: float) -> Window:
    """The square within `reach` px of `centre` (clipped to the photo), at `scale` window px per photo px."""
    piece = greys.square(centre, reach, scale)
    return resized(piece, scale / piece.scale)


def resized(window: Window, factor: float) -> Window:
    """The window at `factor` times its scale: cubic when it grows, by area when it shrinks."""
    if factor == 1 or window.grey.size == 0:
        return window
    height, width = window.grey.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    interpolation = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    grey = cv2.resize(window.grey, size, interpolation=interpolation).astype(np.uint8, copy=False)
    return replace(window, grey=grey, scale=window.scale * factor)


def turned(window: Window) -> UprightWindow:
    """The window a quarter turn clockwise."""
    quarter = np.array([[0, 1, 0], [-1, 0, window.grey.shape[0] - 1], [0, 0, 1]])
    out = np.array([[1 / window.scale, 0, window.left], [0, 1 / window.scale, window.top], [0, 0, 1]])
    grey = np.asarray(cv2.rotate(window.grey, cv2.ROTATE_90_CLOCKWISE), np.uint8)
    return UprightWindow(grey, 0.0, 0.0, window.scale, out @ quarter)


def sharpened(window: Window, sigma: float) -> Window:
    """The window after an unsharp mask of `sigma` px and amount 3; itself when sigma is 0."""
    if sigma == 0:
        return window
    grey, step = window.grey, max(1, int(sigma / MAX_BLUR_PX))
    width, height = grey.shape[::-1]
    if step > 1:
        grey = resized(Window(grey), 1 / step).grey
    soft = cv2.GaussianBlur(grey, (0, 0), sigma / step)
    if step > 1:
        soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    return replace(window, grey=cv2.addWeighted(window.grey, 4, soft, -3, 0).astype(np.uint8, copy=False))


def softened(window: Window, sigma: float) -> Window:
    """The window after a Gaussian blur of `sigma` px."""
    return replace(window, grey=cv2.GaussianBlur(window.grey, (0, 0), sigma).astype(np.uint8, copy=False))


def levelled(window: Window, sigma: float) -> Window:
    """The window with mean 128 and the same contrast within about `sigma` px everywhere: no print is fainter."""
    grey, side = window.grey.astype(np.float32), 2 * round(1.7 * sigma) + 1
    mean = cv2.blur(grey, (side, side))
    spread = np.sqrt(np.maximum(cv2.sqrBoxFilter(grey, -1, (side, side)) - mean * mean, NOISE_DEVIATION**2))
    return replace(window, grey=np.clip(128 + LEVELLED_DEVIATION * (grey - mean) / spread, 0, 255).astype(np.uint8))


def _grey(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
