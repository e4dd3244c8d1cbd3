"""A mark cut out of its photo at the finest resolution, in a frame near its own, to be sampled at any pose."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.print_model import SIDE, X, Y
from verifier.detect.templates import Plane
from verifier.domain import Pixels
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_window

CLOSEUP_SIDE_PX, CLOSEUP_REACH = 128, 1.0
"""The cut-out is this wide and reaches from -CLOSEUP_REACH to +CLOSEUP_REACH W."""
MAX_ENLARGEMENT = 8.0
Homography = npt.NDArray[np.float64]
"""3×3 map from the mark's frame (unit W, origin at its centre, y down) to pixels of the cut-out."""
_GRID = np.stack([X, Y, np.ones_like(X)]).astype(np.float64)


class Closeup:
    """The cut-out: fine, and reduced to half for sampling at the model's resolution."""

    def __init__(self, levels: Sequence[Pixels], quad: Quad, width: float) -> None:
        """`quad`: about the mark, in photo pixels, `width` W wide. `levels`: the photo, H×W×3 RGB uint8, and halves."""
        a, b, c, d = np.array(quad.corners, np.float64)
        along, down = (b - a + c - d) / (2 * width), (d - a + c - b) / (2 * width)
        self._to_photo, self._centre = np.stack([along, down], axis=1), (a + b + c + d) / 4
        pixels_per_w = CLOSEUP_SIDE_PX / (2 * CLOSEUP_REACH)
        turn = pixels_per_w * np.linalg.inv(self._to_photo)
        matrix = np.column_stack([turn, CLOSEUP_SIDE_PX / 2 - turn @ self._centre])
        scale = min(pixels_per_w / max(min(math.hypot(*along), math.hypot(*down)), 1e-6), MAX_ENLARGEMENT)
        how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR
        side = CLOSEUP_SIDE_PX
        self.fine = cut_window(levels, matrix, (side, side), scale, how)
        self._coarse = np.asarray(
            cv2.resize(self.fine, (side // 2, side // 2), interpolation=cv2.INTER_AREA), np.float32
        )
        self.start: Homography = np.array(
            [[pixels_per_w, 0, side / 2], [0, pixels_per_w, side / 2], [0, 0, 1]], np.float64
        )

    def seen(self, pose: Homography) -> Plane:
        """The model's square at that pose: n×3 RGB, n the pixels of the model."""
        x, y = _through(pose, _GRID)
        shape = (SIDE, SIDE)
        return _sampled(self._coarse, x.reshape(shape) / 2, y.reshape(shape) / 2).reshape(-1, 3)

    def seen_at(self, pose: Homography, x: Plane, y: Plane) -> Plane:
        """Any points of the mark's frame, m×n arrays in W, at the finest resolution: m×n×3 RGB."""
        u, v = _through(pose, np.stack([x.ravel(), y.ravel(), np.ones(x.size)]).astype(np.float64))
        return _sampled(self.fine, u.reshape(x.shape), v.reshape(x.shape))

    def frame(self, pose: Homography) -> Quad:
        """The square round the monogram, W wide, in photo pixels, as the pose has it at the mark's centre."""
        x, y, scale = pose[:, 2]
        centre = np.array([x, y]) / scale
        turn = (pose[:2, :2] - np.outer(centre, pose[2, :2])) / scale
        pixels_per_w = CLOSEUP_SIDE_PX / (2 * CLOSEUP_REACH)
        to_photo = self._to_photo / pixels_per_w
        square = np.array([[-0.5, 0.5, 0.5, -0.5], [-0.5, -0.5, 0.5, 0.5]])
        middle = self._centre + to_photo @ (centre - CLOSEUP_SIDE_PX / 2)
        return Quad.of_points((to_photo @ turn @ square + middle[:, None]).T)


def _sampled(pixels: Pixels | Plane, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> Plane:
    """Pixels at m×n places, whose origin is the outer corner of the first pixel: m×n×3."""
    across, down = (x - 0.5).astype(np.float32), (y - 0.5).astype(np.float32)
    sampled = cv2.remap(pixels, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(sampled, np.float32)


def _through(pose: Homography, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    mapped = pose @ points
    return np.asarray(mapped[:2] / mapped[2], np.float64)
