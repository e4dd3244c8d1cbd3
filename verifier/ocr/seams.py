"""Lines that run over the edge of a window of the photo into another: each shows a piece, and both are one line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from verifier.domain import Region
from verifier.domain.geometry import Point, Quad
from verifier.ocr.window import Window

CUT_PX = 16.0
"""A piece whose end lies this near to its window's edge, in pixels of the detector, is cut by it: about a letter."""
OVERLAP_PX, BEYOND_PX, ROOM_PX = 64.0, 400.0, 24.0
"""A window in which cut lines go on shows so much of what the first one showed, so much beyond it, and so much above
and below the lines, in pixels of the detector."""
EDGE_PX = 2.0
"""A window's edge beyond which the photo has no more than this, in its pixels, is the photo's own."""
MAX_TURN_DEG = 6.0
"""Two pieces of a line are turned against each other by at most this angle."""
MAX_OFFSET, MIN_HEIGHT_RATIO = 0.35, 0.65
"""How far the end of one may lie beside the axis of the other, in heights, and the lower over the higher of both."""
MAX_GAP = 0.5
"""How far their ends may lie apart along the line, in heights."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line as one window shows it, in photo pixels; whether it begins and ends at an edge that cuts the print."""

    line: Region
    cut_before: bool
    cut_behind: bool


def piece(line: Region, window: Window, width: int, height: int) -> Piece:
    """The line, in photo pixels, as a window of a photo of that size shows it."""
    before, behind = ends(line.quad)
    return Piece(line, _at_edge(before, window, width, height), _at_edge(behind, window, width, height))


def joined(pieces: Sequence[Piece]) -> list[Region]:
    """The lines of which two or more windows show a piece, each as one region of the kind of its pieces."""
    behind = {
        index: next((i for i, other in enumerate(pieces) if _goes_on(one, other)), None)
        for index, one in enumerate(pieces)
        if one.cut_behind
    }
    followers = set(behind.values())
    found = []
    for index, first in enumerate(pieces):
        chain, at = [first.line], behind.get(index)
        while index not in followers and at is not None and len(chain) <= len(pieces):
            chain.append(pieces[at].line)
            at = behind.get(at)
        if len(chain) > 1:
            (a, _, _, d), (_, b, c, _) = chain[0].quad.corners, chain[-1].quad.corners
            found.append(Region(first.line.kind, Quad((a, b, c, d)), min(line.score for line in chain)))
    return found


def beyond(window: Window, pieces: Sequence[Piece]) -> list[Window]:
    """The windows in which the lines go on that a window's left and right edges cut, as high as these lines."""
    found = []
    for right in (False, True):
        cut = [each.line.quad for each in pieces if (each.cut_behind if right else each.cut_before)]
        at = [window.matrix() @ (*corner, 1.0) for quad in cut for corner in quad.corners]
        end = window.width * window.scale if right else 0.0
        near = [y for x, y in at if abs(x - end) <= CUT_PX]
        if not near:
            continue
        room = ROOM_PX
        top, bottom = min(near) - room, max(near) + room
        start, stop = (end - OVERLAP_PX, end + BEYOND_PX) if right else (end - BEYOND_PX, end + OVERLAP_PX)
        x, y = window.to_photo(Quad.of_box(start, top, stop, bottom)).centre
        size = ((stop - start) / window.scale, (bottom - top) / window.scale)
        found.append(Window((x, y), *size, window.angle, window.scale))
    return found


def ends(quad: Quad) -> tuple[Point, Point]:
    """The middles of the short sides where the print of a line begins and where it ends."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.corners
    return ((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2)


def _at_edge(point: Point, window: Window, width: int, height: int) -> bool:
    """Whether a point lies at an edge of a window that is not the photo's own."""
    matrix = window.matrix()
    at = matrix @ (*point, 1.0)
    for axis, extent in enumerate((window.width, window.height)):
        for edge, outward in ((0.0, -1.0), (extent * window.scale, 1.0)):
            if outward * (edge - at[axis]) <= CUT_PX:
                beyond = at.copy()
                beyond[axis] = edge + outward * EDGE_PX * window.scale
                x, y = np.linalg.solve(matrix[:, :2], beyond - matrix[:, 2])
                if 0 <= x <= width and 0 <= y <= height:
                    return True
    return False


def _goes_on(one: Piece, other: Piece) -> bool:
    """Whether a line that is cut off behind goes on in another piece: both show the strip that their windows share."""
    if not other.cut_before or one is other:
        return False
    line, next_ = one.line.quad, other.line.quad
    low, high = sorted((line.height, next_.height))
    turned = abs((line.angle - next_.angle + 180) % 360 - 180)
    if low < MIN_HEIGHT_RATIO * high or turned > MAX_TURN_DEG:
        return False
    before, end = ends(line)
    length = max(math.dist(before, end), 1e-6)
    along, across = (end[0] - before[0]) / length, (end[1] - before[1]) / length
    starts, stops = ((x - end[0], y - end[1]) for x, y in ends(next_))
    gap, further = starts[0] * along + starts[1] * across, stops[0] * along + stops[1] * across
    offset = abs(starts[1] * along - starts[0] * across)
    return -length < gap <= MAX_GAP * line.height and offset <= MAX_OFFSET * line.height and further > 0
