"""Another look round marks whose standard's number was not read: closer, further along a line, with another detector.

Number and firm stand in two or three lines close under a mark, 0.10 to 0.14 of its width high and 0.03 apart. In the
wide window a mark is 66 px wide: such lines are 7 to 9 px high there and run together. A line to the right of a mark
may go on beyond that window. And what one detector joins or cuts, another does not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from verifier.domain import MarkKind, Photo, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.ocr.ensemble import holds_standard, upside_down
from verifier.ocr.window import BoxFinder, Window, inside, overlap
from verifier.ocr.windows import Anchor, find_anchors, windows
from verifier.protocols import LineReader

BLOCK_WIDTH, BLOCK_HEIGHT = 2.6, 1.0
"""Size of the window under a mark, in sides of the mark; its upper edge touches the mark's lower one."""
ROUND_WIDTH, ROUND_HEIGHT = 5.0, 3.6
"""Size of the window round a mark that is shown to the other detector, in sides of the mark."""
ROUND_MIN_SIDE_PX = 40
"""A mark of a smaller side is not shown to the other detector: print beside it is less than 6 px high, which no reader
reads, and the other detector takes as long as reading ten lines."""
CLOSE_SIDE_PX = 90
"""Side at which the mark is shown, or would be."""
MAX_ENLARGEMENT = 4.0
"""Largest scale of a close look: its pixels for one of the photo."""
MAX_MARKS = 2
"""Marks that are looked at again: the best first."""
EDGE_HEIGHTS = 1.5
"""A line that ends this near to a window's edge, in heights of it, may go on beyond."""
FURTHER_HEIGHTS = 16.0
"""How far beyond its end it is followed, in heights."""
STRIP_LINE_PX = 26
"""Height at which such a line, with its margins, is shown."""
MAX_STRIPS = 3
"""Lines that are followed."""
SHORT_HEIGHTS = 1.2
"""How far beyond both ends a line is read that may be cut short, in heights."""
MAX_SHORT = 3
"""Such lines that are read again."""
MAX_LINES = 6
"""Lines that each look hands on, the nearest to a mark first."""
RIGHT_ANGLE_DEG = 90
ALIKE_HEIGHTS, ALIKE_SHARE = 0.75, 0.6
"""Boxes show the same when the lower one is at least this share of the other's height and each lies in the other by
this share of its area."""


_CUT_SHORT = re.compile(r"[0-9]{1,5}[^0-9]{1,3}2?5?[0-9]?$|(?:มอก|TIS)[^0-9]{0,4}[0-9]{1,5}(?:[^0-9]{1,8}[0-9]{1,3})?$")
"""A line that ends in a number with less than a year behind it, or soon after มอก or TIS and a number."""


class CloseLooks:
    """Looks again where a mark is certain and no standard's number is accepted. Safe to share between threads."""

    def __init__(self, boxes: BoxFinder, other_boxes: Callable[[], BoxFinder], reader: LineReader) -> None:
        """`other_boxes` gives another finder of boxes, when it is first needed."""
        self._boxes, self._other, self._reader = boxes, other_boxes, reader

    def look(self, photo: Photo, marks: Sequence[Region], readings: Sequence[Reading]) -> list[Reading]:
        """Further readings of the photo; none where a number is accepted already. Raises EngineFailed."""
        anchors = find_anchors([mark for mark in marks if mark.mark is not MarkKind.COMMUNITY], ())[:MAX_MARKS]
        more: list[Reading] = []
        for find in (self._near, self._round):
            if not anchors or holds_standard(extract([*readings, *more])):
                break
            lines = list(find(photo, anchors, [*readings, *more]))
            lines.sort(key=lambda line: min(math.dist(line.quad.centre, a.centre) / a.side for a in anchors))
            more += self._reader.read(photo, lines[:MAX_LINES]) if lines else ()
        return more

    def _near(self, photo: Photo, anchors: Sequence[Anchor], readings: Sequence[Reading]) -> Iterator[Region]:
        """Closely under each mark, along lines that a window's edge cuts, and beyond the ends of lines cut short."""
        known = [reading.region.quad for reading in readings]
        closer = [window for anchor in anchors if (window := under(anchor, photo.width, photo.height))]
        strips = further(known, windows(anchors, photo.width, photo.height), photo.width, photo.height)
        for window in (*closer, *strips[:MAX_STRIPS]):
            lines = _lines(photo, window, self._boxes)
            yield from (line for line in lines if not any(alike(line.quad, other) for other in known))
        for line in cut_short(readings):
            yield replace(line, quad=line.quad.grown(SHORT_HEIGHTS, 0.0).clipped(photo.width, photo.height))

    def _round(self, photo: Photo, anchors: Sequence[Anchor], readings: Sequence[Reading]) -> Iterator[Region]:
        """Round the best mark, by the other detector: where its boxes lie over known ones, they leave other room."""
        if anchors[0].side >= ROUND_MIN_SIDE_PX:
            yield from _lines(photo, around(anchors[0]), self._other())


def cut_short(readings: Sequence[Reading]) -> list[Region]:
    """Lines that begin or end amid what looks like a number of a standard: their boxes may have stopped early."""
    found: dict[Quad, Region] = {}
    for reading in readings:
        if _CUT_SHORT.search(reading.text) and not any(holds(quad, reading.region.quad) for quad in found):
            found[reading.region.quad] = reading.region
    return list(found.values())[:MAX_SHORT]


def holds(quad: Quad, other: Quad) -> bool:
    """Whether the middle of one quad lies in another."""
    return quad.contains(other.centre)


def _lines(photo: Photo, window: Window, boxes: BoxFinder) -> Iterator[Region]:
    """The lines that a window shows, read in the direction of the mark that it is upright with."""
    for box in boxes(window.cut(photo.levels)):
        upright = upside_down(box.quad) if abs(box.quad.angle) > RIGHT_ANGLE_DEG else box.quad
        if inside(quad := window.to_photo(upright), photo.width, photo.height):
            yield Region(RegionKind.LINE, quad.clipped(photo.width, photo.height), box.score)


def under(mark: Anchor, width: int, height: int) -> Window | None:
    """The window under a mark in a photo of that size; None where the photo ends above its middle."""
    a, off = math.radians(mark.angle), (1 + BLOCK_HEIGHT) / 2 * mark.side
    x, y = mark.centre[0] - math.sin(a) * off, mark.centre[1] + math.cos(a) * off
    if not (0 <= x < width and 0 <= y < height):
        return None
    return Window((x, y), BLOCK_WIDTH * mark.side, BLOCK_HEIGHT * mark.side, mark.angle, _scale(mark))


def around(mark: Anchor) -> Window:
    """The window round a mark; beyond the photo its edge is repeated."""
    return Window(mark.centre, ROUND_WIDTH * mark.side, ROUND_HEIGHT * mark.side, mark.angle, _scale(mark))


def _scale(mark: Anchor) -> float:
    return min(MAX_ENLARGEMENT, CLOSE_SIDE_PX / mark.side)


def further(lines: Sequence[Quad], seen: Sequence[Window], width: int, height: int) -> list[Window]:
    """Strips along lines that end at the edge of a window where the photo goes on; the highest lines first."""
    found: dict[Quad, Window] = {}
    for quad in sorted(lines, key=lambda line: -line.height):
        _, b, c, _ = quad.corners
        end = ((b[0] + c[0]) / 2, (b[1] + c[1]) / 2)
        along = math.radians(quad.angle)
        step = (math.cos(along) * quad.height, math.sin(along) * quad.height)
        ahead, behind = ((end[0] + k * step[0], end[1] + k * step[1]) for k in (EDGE_HEIGHTS, -EDGE_HEIGHTS))
        if not (0 <= ahead[0] < width and 0 <= ahead[1] < height) or any(alike(quad, other) for other in found):
            continue
        if any(w.holds(behind) for w in seen) and not any(w.holds(ahead) for w in seen):
            length = quad.width + FURTHER_HEIGHTS * quad.height
            x, y = quad.centre
            middle = (x + step[0] * FURTHER_HEIGHTS / 2, y + step[1] * FURTHER_HEIGHTS / 2)
            scale = min(MAX_ENLARGEMENT, STRIP_LINE_PX / quad.height)
            found[quad] = Window(middle, length, 2 * quad.height, quad.angle, scale)
    return list(found.values())


def alike(one: Quad, other: Quad) -> bool:
    """Whether two boxes show the same print, as high."""
    low, high = sorted((one.height, other.height))
    if low < ALIKE_HEIGHTS * high or math.dist(one.centre, other.centre) > one.width + other.width:
        return False
    return overlap(one, other) > ALIKE_SHARE and overlap(other, one) > ALIKE_SHARE
