"""Where to look for print: windows round marks and codes in their own upright frame, else the whole photo."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from verifier.domain import Code, Photo, Region, RegionKind
from verifier.domain.geometry import Point, Quad
from verifier.ocr.leaders import without_leaders
from verifier.ocr.seams import beyond, joined, piece
from verifier.ocr.text_box import Box
from verifier.ocr.window import BoxFinder, Window, inside, lines_in, merge

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
        found = [line for window in chosen if window not in enough for line in self._lines(photo, window)]
        if self._seen and enough:
            found += [
                Region(RegionKind.LINE, box.quad.clipped(photo.width, photo.height), box.score)
                for box in self._seen.seen(photo)
                if inside(box.quad, photo.width, photo.height) and any(w.holds(box.quad.centre) for w in enough)
            ]
        lines = without_leaders(photo, merge(found))
        lines.sort(key=lambda line: (_remoteness(line.quad, anchors), line.quad.centre[::-1]))
        return lines[:MAX_LINES]

    def _lines(self, photo: Photo, window: Window) -> list[Region]:
        """The lines of a window, those that its left or right edge cuts whole."""
        pieces = [piece(line, window, photo.width, photo.height) for line in lines_in(self._detector, photo, window)]
        for further in beyond(window, pieces):
            lines = lines_in(self._detector, photo, further)
            pieces += [piece(line, further, photo.width, photo.height) for line in lines]
        whole = joined(pieces)
        return whole + [shown.line for shown in pieces if window.holds(shown.line.quad.centre)]


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


def _remoteness(quad: Quad, anchors: Sequence[Anchor]) -> float:
    """Distance to the nearest anchor in sides of it; 0 without anchors."""
    return min((math.dist(quad.centre, anchor.centre) / anchor.side for anchor in anchors), default=0.0)
