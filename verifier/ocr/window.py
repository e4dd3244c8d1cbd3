"""A turned rectangle of a photo as a net is shown it, and the lines of print that a finder of boxes sees in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Region, RegionKind
from verifier.domain.geometry import Point, Quad
from verifier.image.crop import cut_window
from verifier.image.pyramid import nearest
from verifier.ocr.text_box import Box

MIN_LINE_PX = 2
"""Lines of a shorter side, in photo pixels, are none."""
SAME_LINE_MIN_SHARE = 0.5
"""Two boxes are one line when this share of the smaller lies in the other."""


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the photo, `width`×`height` photo pixels, turned by `angle` degrees, shown at `scale`."""

    centre: Point
    width: float
    height: float
    angle: float
    scale: float

    @property
    def pixels(self) -> float:
        """How many pixels the net sees of it."""
        return self.width * self.height * self.scale**2

    def matrix(self) -> npt.NDArray[np.float64]:
        """2×3 affine matrix from photo to window coordinates."""
        cos, sin = (f(math.radians(self.angle)) * self.scale for f in (math.cos, math.sin))
        x, y = self.centre
        half_width, half_height = self.width * self.scale / 2, self.height * self.scale / 2
        return np.array([[cos, sin, half_width - cos * x - sin * y], [-sin, cos, half_height + sin * x - cos * y]])

    def cut(self, levels: Sequence[Pixels]) -> Pixels:
        """What the window shows: h×w×3 RGB uint8. `levels` is the photo, H×W×3 RGB uint8, and its halves."""
        shown = (max(1, round(self.width * self.scale)), max(1, round(self.height * self.scale)))
        how = cv2.INTER_CUBIC if self.scale > nearest(levels, self.scale)[1] else cv2.INTER_LINEAR
        return cut_window(levels, self.matrix(), shown, self.scale, how)

    def holds(self, point: Point) -> bool:
        """Whether a point of the photo lies in the window."""
        x, y = self.matrix() @ (*point, 1.0)
        return bool(0 <= x <= self.width * self.scale and 0 <= y <= self.height * self.scale)

    def to_photo(self, quad: Quad) -> Quad:
        """A quad of the window in photo coordinates."""
        matrix = self.matrix()
        turn, shift = np.linalg.inv(matrix[:, :2]), matrix[:, 2]
        return Quad.of_points((turn @ (np.asarray(corner) - shift)).tolist() for corner in quad.corners)


class BoxFinder(Protocol):
    """Finds lines of print in a picture."""

    version: str

    def __call__(self, pixels: Pixels) -> list[Box]:
        """Lines of an H×W×3 RGB uint8 picture in its coordinates. Raises EngineFailed."""
        ...


def lines_in(boxes: BoxFinder, photo: Photo, window: Window) -> list[Region]:
    """LINE regions of the photo that a finder sees in a window. Raises EngineFailed."""
    return [
        Region(RegionKind.LINE, quad.clipped(photo.width, photo.height), box.score)
        for box in boxes(window.cut(photo.levels))
        if inside(quad := window.to_photo(box.quad), photo.width, photo.height)
    ]


def inside(quad: Quad, width: int, height: int) -> bool:
    """Whether the middle of a quad lies in the photo and the quad has an extent."""
    x, y = quad.centre
    return 0 < x < width and 0 < y < height and min(quad.width, quad.height) >= MIN_LINE_PX


def merge(lines: Sequence[Region]) -> list[Region]:
    """The regions without those of lines that another region shows as well: of two windows' boxes the longer stays."""
    kept: list[tuple[Region, Point, float]] = []
    for line in sorted(lines, key=lambda r: (-r.quad.width * r.quad.height, r.quad.corners)):
        centre = line.quad.centre
        reach = max(math.dist(centre, corner) for corner in line.quad.corners)
        near = (other.quad for other, at, far in kept if math.dist(centre, at) < reach + far)
        if not any(overlap(line.quad, quad) > SAME_LINE_MIN_SHARE for quad in near):
            kept.append((line, centre, reach))
    return [line for line, _, _ in kept]


def overlap(small: Quad, large: Quad) -> float:
    """Share of `small`'s area that lies in `large`."""
    common, _ = cv2.intersectConvexConvex(small.array(), large.array())
    return common / max(small.width * small.height, 1e-6)
