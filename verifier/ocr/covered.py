"""Which lines beside a mark are covered by a bar of ink: somebody took back what stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from verifier.domain import Pixels, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.inks import Inks
from verifier.ocr.overlooked import READ_MIN_PX, in_block

STROKE_PX = (25, 7)
"""Width and height in px of the reduced picture of what is solid: strokes of letters that touch a bar are not."""
LONG, FULL = 4.0, 0.88
"""How many times as long as high a bar is at least, and the share of the narrowest box round it that is ink: letters in
a bar, and its round ends, leave less."""
SIDES = (0.8, 5.0)
"""Length of a bar, in sides of the mark: longer ones are bands of a label's design."""
ROOM, APART = 2, 45
"""How many heights round a bar its surroundings are, and by how many grey levels they differ from it."""
HIGHEST = 0.5
"""Height of a bar in sides of the mark, at most: it covers a line with its margins."""
STEEPEST = 0.4
"""Height over width of a bar's upright box: lines of print are about level."""
EDGE_PX = 3
"""What ends this near to the picture's edge may be part of something larger."""


def covered_lines(inks: Inks, marks: Sequence[Region], taken: Sequence[Quad]) -> list[Region]:
    """Bars as high as print in a mark's own block, as LINE regions in photo pixels; none in `taken` quads."""
    found = []
    for ink in inks.each:
        for bar in _bars(ink.mask) if ink.name != "red" else ():
            line = Region(RegionKind.LINE, bar.scaled(1 / inks.scale), 1.0)
            own = not any(quad.contains(line.quad.centre) for quad in taken)
            if own and _long(line.quad, marks) and in_block(line, marks, HIGHEST) and _stands_out(inks.grey, bar):
                found.append(line)
    return found


def _long(bar: Quad, marks: Sequence[Region]) -> bool:
    low, high = SIDES
    sides = [max(mark.quad.width, mark.quad.height) for mark in marks]
    return bar.height >= READ_MIN_PX and any(low * side <= bar.width <= high * side for side in sides)


def _stands_out(grey: Pixels, bar: Quad) -> bool:
    """Whether a bar is of another level than most that surrounds it: between dark lines the paper looks like one."""
    x0, y0, x1, y1 = (round(v) for v in bar.bounds)
    room = ROOM * (y1 - y0)
    around = grey[max(0, y0 - room) : y1 + room, max(0, x0 - room) : x1 + room]
    level, usual = float(np.median(grey[y0:y1, x0:x1])), np.percentile(around, (35, 65))
    return bool((np.abs(usual - level) >= APART).all())


def _bars(mask: Pixels) -> Iterator[Quad]:
    width, height = STROKE_PX
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    for k, (left, top, w, h, area) in enumerate(stats.tolist()):
        edge = min(left, top, mask.shape[1] - left - w, mask.shape[0] - top - h) < EDGE_PX
        if k == 0 or edge or w < LONG * height or h > STEEPEST * w:
            continue
        ys, xs = np.nonzero(labels[top : top + h, left : left + w] == k)
        (x, y), sides, _ = cv2.minAreaRect(np.stack([xs + left, ys + top], 1).astype(np.float32))
        long, high = max(sides) + 1, min(sides) + 1
        if long >= LONG * high and area >= FULL * long * high:
            yield Quad.of_box(-long / 2, -high / 2, long / 2, high / 2).moved(x, y)
