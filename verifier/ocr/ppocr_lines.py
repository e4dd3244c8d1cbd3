"""Lines by PP-OCRv6_det_small (PaddlePaddle, Apache-2.0), a net after DB (Liao et al. 2020): for a second look.

It takes six times as long as our own net for the same pixels, and errs elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Pixels
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed
from verifier.inference import ModelFile, load
from verifier.ocr.text_box import Box

MODEL = ModelFile(
    "rapidocr",
    "models/PP-OCRv6_det_small.onnx",
    "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
)
CORE_MIN_PROBABILITY = 0.3
"""Pixels of the probability map above this belong to a line's core."""
BOX_MIN_SCORE = 0.5
"""A core whose mean probability is lower is no line."""
UNCLIP = 1.6
"""The net draws shrunken cores; area × this / perimeter is how far a line reaches beyond its core (DB, section 3.5)."""
BOX_MIN_SIDE_PX = 3
"""Cores thinner than this, in pixels of the map, are noise."""
ON_END_MIN_ASPECT = 1.5
"""Height over width from which on a box stands on end."""
STEP = 32
"""The net takes pictures whose sides are multiples of this."""


class TextDetector:
    """Finds lines of print of any script in a picture whose print is about 10 to 60 px high."""

    version = "pp-ocrv6-det-small"

    def __init__(self) -> None:
        """Loads the model. Raises EngineMissing, ModelMismatch."""
        self._session = load(MODEL)

    def __call__(self, pixels: Pixels) -> list[Box]:
        """Lines of an H×W×3 RGB uint8 picture, top to bottom, in its coordinates. Raises EngineFailed."""
        height, width = (-(-n // STEP) * STEP for n in pixels.shape[:2])
        padded = cv2.copyMakeBorder(
            pixels, 0, height - pixels.shape[0], 0, width - pixels.shape[1], cv2.BORDER_REPLICATE
        )
        planes = padded[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
        try:
            (output,) = self._session.run(None, {"x": planes[None]})
        except Exception as error:  # onnxruntime raises plain RuntimeErrors of many kinds
            raise EngineFailed(f"{self.version}: {error}", engine=self.version) from error
        return boxes(output[0, 0, : pixels.shape[0], : pixels.shape[1]])


def boxes(probability: npt.NDArray[np.float32]) -> list[Box]:
    """The lines of a probability map (H×W float32, 0..1), top to bottom, then left to right.

    Growing a rectangle by the distance of DB's polygon offset gives the same rectangle as offsetting its polygon with
    round joins and boxing the result again, so no polygon library is needed.
    """
    core = cv2.dilate((probability > CORE_MIN_PROBABILITY).astype(np.uint8), np.ones((2, 2), np.uint8))
    found = []
    for contour in cv2.findContours(core, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]:
        centre, (width, height), angle = cv2.minAreaRect(contour)
        if min(width, height) < BOX_MIN_SIDE_PX:
            continue
        score = _mean_inside(probability, np.asarray(cv2.boxPoints((centre, (width, height), angle)), np.float32))
        if score < BOX_MIN_SCORE:
            continue
        reach = width * height * UNCLIP / (2 * (width + height))
        found.append(Box(upright(centre, width + 2 * reach, height + 2 * reach, angle), score))
    return sorted(found, key=lambda box: (box.quad.centre[1], box.quad.centre[0]))


def upright(centre: Sequence[float], width: float, height: float, angle: float) -> Quad:
    """A rectangle (`angle` in degrees, clockwise) as the quad of a line.

    Reading goes along the side nearest to the x axis, rightwards; along the longer one, downwards, where the box stands
    on end (more than ON_END_MIN_ASPECT times as high as wide).
    """
    angle = (angle + 45) % 180 - 45
    if height > ON_END_MIN_ASPECT * width:
        width, height, angle = height, width, angle + 90
    along = np.array([math.cos(math.radians(angle)), math.sin(math.radians(angle))]) * width / 2
    down = np.array([-math.sin(math.radians(angle)), math.cos(math.radians(angle))]) * height / 2
    middle = np.asarray(centre)
    return Quad.of_points((middle - along - down, middle + along - down, middle + along + down, middle - along + down))


def _mean_inside(probability: npt.NDArray[np.float32], corners: npt.NDArray[np.float32]) -> float:
    left, top = np.maximum(np.floor(corners.min(0)).astype(int), 0)
    right, bottom = np.ceil(corners.max(0)).astype(int) + 1
    patch = probability[top:bottom, left:right]
    mask = np.zeros(patch.shape, np.uint8)
    cv2.fillPoly(mask, [np.round(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(patch, mask)[0])
