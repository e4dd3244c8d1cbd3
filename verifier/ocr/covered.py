"""Which lines beside a mark are covered by a bar of ink: somebody took back what stands below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Pixels, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.inks import Inks
from verifier.ocr.overlooked import READ_MIN_PX, in_block
from verifier.ocr.seams import ends

STROKE_PX = (25, 7)
"""Width and height in px of the reduced picture of what is solid: strokes of letters that touch a bar are not."""
LONG, FULL = 4.0, 0.88
"""How many times as long as high a bar is at least, and the share of the narrowest box round it that is ink: letters in
a bar, and its round ends, leave less."""
GAPS_PX, DENSE = 7, 0.65
"""Gaps between strokes side by side, as of a hatching or a row of X, in px of the reduced picture, and the share of
such a bar that is ink: of lines of print at most 0.57."""
RIM, RIM_FULL = 0.12, 0.9
"""Width of a bar's rim, in heights of it, and the share of the rim that is ink where letters are left out of a bar."""
SIDES = (0.8, 5.0)
"""Length of a bar, in sides of the mark: longer ones are bands of a label's design."""
ROOM, APART = 2, 22
"""How many heights round a bar its surroundings are, and by how many grey levels they differ from it."""
HIGHEST = 0.5
"""Height of a bar in sides of the mark, at most: it covers a line with its margins."""
STEEPEST = 0.4
"""Height over width of a bar's upright box: lines of print are about level."""
HEADING = 0.4
"""Print in a heading's bar is at least so many times as high as the bar."""
MARGIN = 0.25
"""The light margin of a code is at most this share of its height: print beside a code begins beyond it."""
EDGE_PX = 3
"""What ends this near to the picture's edge may be part of something larger."""


def covered_lines(
    inks: Inks, marks: Sequence[Region], taken: Sequence[Quad], print_: Sequence[Quad] = (), codes: Sequence[Quad] = ()
) -> list[Region]:
    """Bars as high as print in a mark's own block, as LINE regions in photo pixels; none in `taken` quads.

    A bar in which print stands (`print_`) is a heading's, one right beside a code (`codes`) the edge of its patch.
    """
    found: list[Region] = []
    for ink in inks.each:
        for bar in (*_bars(ink.mask), *_hatched(ink.mask)) if ink.name != "red" else ():
            line = Region(RegionKind.LINE, bar.scaled(1 / inks.scale), 1.0)
            own = not any(quad.contains(line.quad.centre) for quad in taken)
            own = own and not _is_heading(line.quad, print_) and not any(_is_margin(line.quad, code) for code in codes)
            own = own and not any(other.quad.contains(line.quad.centre) for other in found)
            if own and _long(line.quad, marks) and in_block(line, marks, HIGHEST) and _stands_out(inks.grey, bar):
                found.append(line)
    return found


def _is_heading(bar: Quad, print_: Sequence[Quad]) -> bool:
    """Whether a line of print stands in a bar."""
    return any(bar.contains(line.centre) and line.height >= HEADING * bar.height for line in print_)


def _is_margin(bar: Quad, code: Quad) -> bool:
    """Whether a bar is a strip of the light patch that a code is printed on: it lies in the code's own margin."""
    patch = code.grown(MARGIN)
    return all(patch.contains(point) for point in ends(bar))


def _long(bar: Quad, marks: Sequence[Region]) -> bool:
    low, high = SIDES
    sides = [max(mark.quad.width, mark.quad.height) for mark in marks]
    return bar.height >= READ_MIN_PX and any(low * side <= bar.width <= high * side for side in sides)


def _stands_out(grey: Pixels, bar: Quad) -> bool:
    """Whether a bar is of another level than most that surrounds it: between dark lines the paper looks like one."""
    x0, y0, x1, y1 = (round(v) for v in bar.grown(ROOM).bounds)
    left, top = max(0, x0), max(0, y0)
    around = grey[top:y1, left:x1]
    inside = np.zeros(around.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.round(bar.moved(-left, -top).array()).astype(np.int32), 1)
    level, usual = float(np.median(around[inside > 0])), np.percentile(around, (35, 65))
    return bool((np.abs(usual - level) >= APART).all())


def _bars(mask: Pixels) -> list[Quad]:
    width, height = STROKE_PX
    solid = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), np.uint8)
    outlines, tree = cv2.findContours(solid, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for k, outline in enumerate(outlines):
        left, top, w, h = cv2.boundingRect(outline)
        edge = min(left, top, mask.shape[1] - left - w, mask.shape[0] - top - h) < EDGE_PX
        hole = tree[0][k][3] >= 0
        if hole or edge or w < LONG * height or h > STEEPEST * w or not _may_be_bar(outline):
            continue
        labels = cv2.connectedComponents(solid[top : top + h, left : left + w], connectivity=8)[1]
        x, y = outline[0, 0] - (left, top)
        ys, xs = np.nonzero(labels == labels[y, x])
        middle, sides, turn = cv2.minAreaRect(np.stack([xs + left, ys + top], 1).astype(np.float32))
        long, high = max(sides) + 1, min(sides) + 1
        if long >= LONG * high and len(xs) >= FULL * long * high:
            found.append((top, left, _laid(middle, long, high, turn if sides[0] > sides[1] else turn + 90)))
    return [quad for _, _, quad in sorted(found, key=lambda each: each[:2])]


def _hatched(mask: Pixels) -> list[Quad]:
    """Bars of strokes side by side, much denser than print; a bar with letters left out of it has a whole rim."""
    closed = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((GAPS_PX, GAPS_PX), np.uint8)), np.uint8)
    dense = (bar for bar in _bars(closed) if _ink_in(mask, bar) >= DENSE)
    return [bar for bar in dense if _ink_in(mask, bar, rim=True) < RIM_FULL]


def _ink_in(mask: Pixels, bar: Quad, *, rim: bool = False) -> float:
    """The share of a bar, or of its rim alone, that is ink."""
    x0, y0, x1, y1 = (max(0, round(v)) for v in bar.bounds)
    seen = mask[y0 : y1 + 1, x0 : x1 + 1]
    inside = np.zeros(seen.shape, np.uint8)
    for shape, filled in ((bar, 1), (bar.grown(-RIM), 0)) if rim else ((bar, 1),):
        cv2.fillConvexPoly(inside, np.round(shape.moved(-x0, -y0).array()).astype(np.int32), filled)
    return float(cv2.mean(seen, inside)[0])


def _may_be_bar(outline: npt.NDArray[Any]) -> bool:
    """Whether an outline is about as long and full as a bar's: told sooner than of all its pixels.

    By Pick's theorem it holds at most as many as its area, half its length and one.
    """
    sides = cv2.minAreaRect(outline)[1]
    most = cv2.contourArea(outline) + cv2.arcLength(outline, closed=True) / 2 + 1
    return max(sides) + 2 >= LONG * min(sides) and most >= FULL * max(sides) * min(sides)


def _laid(middle: Sequence[float], long: float, high: float, degrees: float) -> Quad:
    """A bar round a place, turned clockwise, its beginning left of its end."""
    turn = math.radians((degrees + 90) % 180 - 90)
    along = np.array([math.cos(turn), math.sin(turn)]) * long / 2
    down = np.array([-math.sin(turn), math.cos(turn)]) * high / 2
    return Quad.of_points(np.array(middle) + step for step in (-along - down, along - down, along + down, down - along))
