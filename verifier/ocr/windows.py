"""Where to look for print: windows round marks and codes in their own upright frame, else the whole photo."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Code, Photo, Pixels, Region, RegionKind
from verifier.domain.geometry import Point, Quad
from verifier.image.crop import cut_window
from verifier.image.pyramid import nearest
from verifier.ocr.text_box import Box

WINDOW_WIDTH, WINDOW_HEIGHT = 10.0, 8.0
"""Size of the window round a mark or code, in sides of the mark or code."""
ANCHOR_SIDE_PX = 66
"""Side at which a mark or code is shown to the net: print under it is then about 15 px high. What is left of a window
that the photo's edge cuts is reduced only until it has no more pixels than the whole window would have."""
SQUARE_MAX_ASPECT = 1.6
"""Longer over shorter side of a code up to which it is a square one."""
MAX_ENLARGEMENT = 4.0
"""Largest scale at which the net is shown anything: its pixels for one of the photo."""
MAX_WHOLE_ENLARGEMENT = 2.0
"""Largest scale at which the net is shown the whole photo."""
WHOLE_PHOTO_MAX_SIDE_PX = 1280
"""Long side of the whole photo as the net is shown it."""
MAX_WINDOWS_PX = 700_000
"""Pixels that the net is shown of one photo, over all windows round marks and codes."""
MAX_WINDOWS = 3
"""Windows looked into: the best marks first, then the codes."""
MAX_LINES = 48
"""Lines handed on, the nearest to marks and codes first."""
FIRST_PASS_MIN_SCALE = 0.75
"""Share of the scale wanted for a window at which the first pass over the whole photo does in its place."""
MIN_ROOM, MAX_TURN_DEG, MIN_ANCHOR_SHARE = 1.5, 30, 0.5
"""A window shows another mark or code well enough when it lies inside, with this many sides of it left to every edge,
turned against the window by less than this angle, and its side is shown at more than this share of ANCHOR_SIDE_PX."""
MIN_LINE_PX = 2
"""Lines of a shorter side, in photo pixels, are none."""
SAME_LINE_MIN_SHARE = 0.5
"""Two boxes are one line when this share of the smaller lies in the other."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mark or a square code: `centre` and `side` in photo pixels, `angle` of its upright frame in degrees."""

    centre: Point
    side: float
    angle: float

    @classmethod
    def of(cls, quad: Quad) -> Anchor:
        """The anchor of a mark's or code's quad."""
        return cls(quad.centre, max(quad.width, quad.height, 1.0), quad.angle)


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


class SeenBoxes(Protocol):
    """Tells what lines were seen already when the whole photo was looked at."""

    def seen(self, photo: Photo) -> list[Box]:
        """Lines of the photo, in its pixels. Raises EngineFailed."""
        ...

    def seen_at(self, photo: Photo) -> float:
        """The scale at which the photo was looked at."""
        ...


class WindowLineFinder:
    """Lines of print round marks and codes, or of the whole photo, by any finder of boxes."""

    def __init__(self, boxes: BoxFinder, seen: SeenBoxes | None = None) -> None:
        """`seen` spares the finder the windows that an earlier look showed large enough."""
        self._detector, self._seen, self.version = boxes, seen, boxes.version

    def find(self, photo: Photo, marks: Sequence[Region], codes: Sequence[Code]) -> list[Region]:
        """LINE regions, the nearest to a mark or code first, at most `MAX_LINES`. Raises EngineFailed."""
        anchors = find_anchors(marks, codes)
        chosen = windows(anchors, photo.width, photo.height)
        seen_at = self._seen.seen_at(photo) if self._seen else 0.0
        enough = [window for window in chosen if seen_at >= FIRST_PASS_MIN_SCALE * window.scale]
        found = [
            Region(RegionKind.LINE, quad.clipped(photo.width, photo.height), box.score)
            for window in chosen
            if window not in enough
            for box in self._detector(window.cut(photo.levels))
            if inside(quad := window.to_photo(box.quad), photo.width, photo.height)
        ]
        if self._seen and enough:
            found += [
                Region(RegionKind.LINE, box.quad.clipped(photo.width, photo.height), box.score)
                for box in self._seen.seen(photo)
                if inside(box.quad, photo.width, photo.height) and any(w.holds(box.quad.centre) for w in enough)
            ]
        lines = merge(found)
        lines.sort(key=lambda line: (_remoteness(line.quad, anchors), line.quad.centre[::-1]))
        return lines[:MAX_LINES]


def find_anchors(marks: Sequence[Region], codes: Sequence[Code]) -> list[Anchor]:
    """Marks, best first, then square codes. A bar code says nothing about where the label is, so it is none."""
    square = [code.quad for code in codes if _is_square(code.quad)]
    return [Anchor.of(quad) for quad in (*(mark.quad for mark in marks), *square)]


def _is_square(quad: Quad) -> bool:
    return quad.width < SQUARE_MAX_ASPECT * quad.height < SQUARE_MAX_ASPECT**2 * quad.width


def windows(anchors: Sequence[Anchor], width: int, height: int) -> list[Window]:
    """Where to look in a photo of that size, `MAX_WINDOWS_PX` in all; the whole photo where there are no anchors."""
    chosen: list[Window] = []
    for anchor in anchors:
        if len(chosen) < MAX_WINDOWS and not any(_covers(window, anchor) for window in chosen):
            chosen.append(_around(anchor, width, height))
    if not chosen:
        return [
            Window(
                (width / 2, height / 2),
                width,
                height,
                0.0,
                min(MAX_WHOLE_ENLARGEMENT, WHOLE_PHOTO_MAX_SIDE_PX / max(width, height)),
            )
        ]
    excess = math.sqrt(sum(window.pixels for window in chosen) / MAX_WINDOWS_PX)
    return [Window(w.centre, w.width, w.height, w.angle, w.scale / max(1.0, excess)) for w in chosen]


def _around(anchor: Anchor, width: int, height: int) -> Window:
    """The window round an anchor, cut down to what the photo holds in the anchor's frame."""
    frame = Window(anchor.centre, WINDOW_WIDTH * anchor.side, WINDOW_HEIGHT * anchor.side, anchor.angle, 1.0)
    matrix = frame.matrix()
    photo = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]]) @ matrix.T
    low, high = np.maximum(photo.min(0), 0), np.minimum(photo.max(0), (frame.width, frame.height))
    quad = frame.to_photo(Quad.of_box(*low, *np.maximum(high, low + 8)))
    sharp = min(1.0, math.sqrt(WINDOW_WIDTH * WINDOW_HEIGHT * ANCHOR_SIDE_PX**2 / (quad.width * quad.height)))
    scale = min(MAX_ENLARGEMENT, max(ANCHOR_SIDE_PX / anchor.side, sharp))
    return Window(quad.centre, quad.width, quad.height, anchor.angle, scale)


def _covers(window: Window, anchor: Anchor) -> bool:
    """Whether a window shows an anchor well enough: inside with room around it, upright and not too small."""
    x, y = window.matrix() @ (*anchor.centre, 1.0)
    room = MIN_ROOM * anchor.side * window.scale
    turned = abs((anchor.angle - window.angle + 180) % 360 - 180)
    within = room <= x <= window.width * window.scale - room and room <= y <= window.height * window.scale - room
    return within and turned < MAX_TURN_DEG and anchor.side * window.scale > MIN_ANCHOR_SHARE * ANCHOR_SIDE_PX


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


def _remoteness(quad: Quad, anchors: Sequence[Anchor]) -> float:
    """Distance to the nearest anchor in sides of it; 0 without anchors."""
    return min((math.dist(quad.centre, anchor.centre) / anchor.side for anchor in anchors), default=0.0)
