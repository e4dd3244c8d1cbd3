"""Lines that run over the seam between two tiles of a photo: each tile shows a piece, and the pieces are one line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.domain import Region
from verifier.domain.geometry import Point, Quad
from verifier.ocr.windows import Window

CUT_PX = 16.0
"""A piece whose end lies this near to its tile's edge, in pixels of the detector, is cut off by it: about a letter."""
EDGE_PX = 0.5
"""A tile's edge that lies this near to the photo's, in pixels of the photo, is the photo's own."""
MAX_TURN_DEG = 6.0
"""Two pieces of a line are turned against each other by at most this angle."""
MAX_OFFSET, MIN_HEIGHT_RATIO = 0.35, 0.65
"""How far the end of one may lie beside the axis of the other, in heights, and the lower over the higher of both."""
MAX_GAP = 0.5
"""How far their ends may lie apart along the line, in heights."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line as one tile shows it, in photo pixels; whether it begins and ends at an edge that cuts the print."""

    line: Region
    cut_before: bool
    cut_behind: bool


def piece(line: Region, tile: Window, width: int, height: int) -> Piece:
    """The line, in photo pixels, as a tile of a photo of that size shows it."""
    before, behind = ends(line.quad)
    return Piece(line, _at_edge(before, tile, width, height), _at_edge(behind, tile, width, height))


def joined(pieces: Sequence[Piece]) -> list[Region]:
    """The lines of which two or more tiles show a piece, each as one region of the kind of its pieces."""
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


def ends(quad: Quad) -> tuple[Point, Point]:
    """The middles of the short sides where the print of a line begins and where it ends."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.corners
    return ((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2)


def _at_edge(point: Point, tile: Window, width: int, height: int) -> bool:
    """Whether a point lies at an edge of an upright tile that is not the photo's own."""
    reach = CUT_PX / tile.scale
    sides = ((tile.width, width), (tile.height, height))
    for at, centre, (extent, end) in zip(point, tile.centre, sides, strict=True):
        low, high = centre - extent / 2, centre + extent / 2
        if (low > EDGE_PX and at - low <= reach) or (high < end - EDGE_PX and high - at <= reach):
            return True
    return False


def _goes_on(one: Piece, other: Piece) -> bool:
    """Whether a line that is cut off behind goes on in another piece: both show the strip that their tiles share."""
    line, next_ = one.line.quad, other.line.quad
    low, high = sorted((line.height, next_.height))
    turned = abs((line.angle - next_.angle + 180) % 360 - 180)
    if not other.cut_before or one is other or low < MIN_HEIGHT_RATIO * high or turned > MAX_TURN_DEG:
        return False
    before, end = ends(line)
    length = max(math.dist(before, end), 1e-6)
    along, across = (end[0] - before[0]) / length, (end[1] - before[1]) / length
    starts, stops = ((x - end[0], y - end[1]) for x, y in ends(next_))
    gap, further = starts[0] * along + starts[1] * across, stops[0] * along + stops[1] * across
    offset = abs(starts[1] * along - starts[0] * across)
    return -length < gap <= MAX_GAP * line.height and offset <= MAX_OFFSET * line.height and further > 0
