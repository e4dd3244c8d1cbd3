"""Signs that deny without a word: a cross, a thumb down or a sad face beside print, a sign of prohibition over a mark.

Each is told by its outline: ink that hangs together, its box brought to one size, correlated with drawings of our own.
A sign of prohibition over a picture says nothing (open flames, water); what it goes through is compared with the mark's
drawing where neither its ring nor its bar lies. Over nothing at all it denies what stands beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.drawing import mark_mask
from verifier.domain import MarkKind, Pixels, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.inks import Box, Inks, Shape, shapes
from verifier.image.outlines import (
    DRAWN_PX,
    RADIUS_PX,
    Vector,
    draw_bar,
    likeness,
    normal,
    outline_of,
    outlines,
    ring,
    rings,
)

SIDES_PX, LARGE_SIDES_PX, ASPECT, FILL = (10, 200), (10, 400), (0.5, 2.0), (0.1, 0.85)
"""Sides of a sign's box in px of the reduced picture, of red ones and signs of prohibition, width over height, and the
share of it that is ink."""
CROSS, THUMB, THUMB_APART, THUMB_HEIGHT = 0.77, 0.71, 0.5, 0.6
"""Correlation from which a shape is a cross, or a thumb down, by how much that is more than a thumb up, and height of a
thumb in heights of its line: of crosses 0.75 to 0.97, of thumbs 0.72 to 0.9; of parts of letters, which are lower, up
to 0.76."""
RED_CROSS = 0.7
"""Correlation from which a red shape is one: of the red shapes on 146 drawn labels none has 0.62."""
CIRCLED = 0.82
"""Correlation from which a shape is a cross in a ring that it touches: drawn 0.88 and more, the same with one bar 0.78,
letters in a ring (®) up to 0.7."""
ALIKE, NEIGHBOUR = (0.6, 1.6), 0.8
"""A letter of the same line is so many times as high as a cross, and so near to it, in heights of the cross."""
REACH_HEIGHTS, SIGN_HEIGHTS, RED_HEIGHTS = 6.0, (0.3, 3.0), (0.3, 12.0)
"""A sign is print's when it stands so near to a line, in heights of it, and is so many times as high, a red one more:
an X as large in another ink may be a brand's."""
RING, PROHIBITED, RING_PX, MARK_PX = 0.72, 0.79, 30, 64
"""Correlation from which a shape is a sign of prohibition, and what it goes through a mark: of marks 0.81 to 0.98, of
drops and flames 0.70 to 0.75. The least side of such a sign in px of the reduced picture, and the side to which it is
brought."""
INNER_RADIUS, BAR_HALF = 0.76, 0.15
"""What is seen through such a sign lies within this radius, and further than this from the middle of its bar, in
shares of the sign's radius."""
EMPTY, PICTURE = 30.0, 10
"""Grey levels by which what is seen through a sign over nothing differs, without the lightest and darkest tenths, in
percent: edges of the ring, and less than any picture."""
FACE_RING, EYE_SIDE, MOUTH_WIDTH, FROWN = 0.75, (0.04, 0.25), (0.25, 0.75), 0.04
"""Correlation with a ring, the eyes' sides, the mouth's width and how much lower its ends are, in sides of the face."""


def denying_signs(inks: Inks, print_: Sequence[Quad], numbers: Sequence[Quad], taken: Sequence[Quad]) -> list[Region]:
    """Such signs, as SIGN regions in photo pixels.

    `print_` is lines that were read, `numbers` those of them that show a number or a firm, `taken` marks and codes, in
    which no sign is sought.
    """
    found: list[Quad] = []
    for shape in shapes(inks, LARGE_SIDES_PX, ASPECT, FILL):
        place = inks.quad(shape.box)
        if any(quad.contains(place.centre) for quad in (*taken, *found)):
            continue
        large = shape.ink.name != "red" and max(shape.box[2:]) > SIDES_PX[1]
        heights = 0.0 if large else _heights(place, print_, numbers, shape.ink.name)
        ringed = heights or (0.0 if large else _high(place, numbers, shape.ink.name))
        if _prohibits(inks, shape) or _denies(shape, heights) or (ringed and _is_circled(shape)):
            found.append(place)
    return [Region(RegionKind.SIGN, place, 1.0) for place in found]


def _heights(place: Quad, print_: Sequence[Quad], numbers: Sequence[Quad], ink: str) -> float:
    """How high a sign is in heights of a line near it, the most where there are several; 0 for what is print itself.

    What stands in a line is a letter of it, unless it is red and the line one of `numbers`.
    """
    if any(line.contains(place.centre) for line in print_):
        print_ = [number for number in numbers if ink == "red" and number.distance(place) <= number.height]
    return _high(place, print_, ink)


def _high(place: Quad, lines: Sequence[Quad], ink: str) -> float:
    """How high a sign is in heights of a line near it, whether or not it stands in one."""
    low, high = RED_HEIGHTS if ink == "red" else SIGN_HEIGHTS
    own, most = place.height, 0.0
    for line in lines:
        ratio = own / max(height := line.height, 1.0)
        if low <= ratio <= high and ratio > most and line.distance(place) <= REACH_HEIGHTS * height:
            most = ratio
    return most


def _denies(shape: Shape, heights: float) -> bool:
    if not heights:
        return False
    outline = outline_of(shape.mask)
    if likeness(outline, _crosses()) >= (RED_CROSS if shape.ink.name == "red" else CROSS) and _alone(shape):
        return True
    down = likeness(outline, _thumbs(down=True)) if heights >= THUMB_HEIGHT else 0.0
    if down >= THUMB and down - likeness(outline, _thumbs(down=False)) >= THUMB_APART:
        return True
    return likeness(outline, rings()) >= FACE_RING and _frowns(shape)


def _is_circled(shape: Shape) -> bool:
    """Whether a shape is a cross in a ring, which is no letter of a line."""
    return likeness(outline_of(shape.mask), _circled()) >= CIRCLED and _alone(shape)


def _alone(shape: Shape) -> bool:
    """Whether nothing as high stands right beside a shape, in its ink: else it is the letter X."""
    (x, y, width, height), others = shape.box, shape.ink.stats
    alike = (others[:, 3] > ALIKE[0] * height) & (others[:, 3] < ALIKE[1] * height)
    level = np.abs(others[:, 1] + others[:, 3] / 2 - y - height / 2) < height / 2
    gap = np.maximum(others[:, 0] - x - width, x - others[:, 0] - others[:, 2])
    return not bool((alike & level & (gap >= 0) & (gap < NEIGHBOUR * height)).any())


def _frowns(ring: Shape) -> bool:
    """Whether a ring holds two eyes and, below them, a mouth whose ends point down."""
    x, y, width, height = ring.box
    mask = ring.ink.mask[y : y + height, x : x + width].copy()
    mask[ring.mask] = 0
    _, labels, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    (low, high), (least, most) = EYE_SIDE, MOUTH_WIDTH
    sizes, up = stats[1:, 2:4].max(1) / height, centres[1:, 1] < height / 2
    wide = (stats[1:, 2] >= least * width) & (stats[1:, 2] <= most * width) & ~up
    if np.count_nonzero(up & (sizes >= low) & (sizes <= high)) != 2 or np.count_nonzero(wide) != 1:  # noqa: PLR2004
        return False
    ys, xs = np.nonzero(labels == 1 + int(np.flatnonzero(wide)[0]))
    ends = (xs <= np.percentile(xs, 15)) | (xs >= np.percentile(xs, 85))
    middle = np.abs(xs - np.median(xs)) <= 0.15 * (xs.max() - xs.min())
    return float(ys[ends].mean() - ys[middle].mean()) > FROWN * height


def _prohibits(inks: Inks, shape: Shape) -> bool:
    """Whether a shape is a sign of prohibition over a mark, or over nothing: a picture says what is prohibited."""
    if min(shape.box[2:]) < RING_PX:
        return False
    outline = outline_of(shape.mask)
    alike = [likeness(outline, _barred(rising=rising)) for rising in (False, True)]
    if max(alike) < max(RING, likeness(outline, rings())):
        return False  # a ring without a bar is the mark's own
    rising = alike[1] > alike[0]
    return (
        _is_empty(inks.grey, shape.box, rising=rising)
        or _seen_through(inks.grey, shape.box, rising=rising) >= PROHIBITED
    )


def _is_empty(grey: Pixels, box: Box, *, rising: bool) -> bool:
    """Whether all that lies within ring and bar is of one grey."""
    inner = _inside(grey, box)[_window(rising=rising)]
    return float(np.subtract(*np.percentile(inner, (100 - PICTURE, PICTURE)))) <= EMPTY


def _inside(grey: Pixels, box: Box) -> Pixels:
    """A sign's box, brought to one size."""
    x, y, width, height = box
    inner = cv2.resize(grey[y : y + height, x : x + width], (MARK_PX, MARK_PX), interpolation=cv2.INTER_AREA)
    return np.asarray(inner, np.uint8)


def _seen_through(grey: Pixels, box: Box, *, rising: bool) -> float:
    """How much what lies behind ring and bar is like the mark, whatever its ink: 0..1."""
    seen, drawn = _window(rising=rising), _marks(rising=rising)
    return float(np.abs(drawn @ normal(_inside(grey, box)[seen])).max())


@cache
def _window(*, rising: bool) -> npt.NDArray[np.bool_]:
    ys, xs = (np.mgrid[0:MARK_PX, 0:MARK_PX] - (MARK_PX - 1) / 2) / (MARK_PX / 2)
    off = np.abs(xs + ys if rising else xs - ys) / math.sqrt(2)
    return np.asarray((np.hypot(xs, ys) < INNER_RADIUS) & (off > BAR_HALF))


@cache
def _marks(*, rising: bool) -> Vector:
    """Both marks in sizes and places in which they stand in such a sign, as far as they are seen: mean 0, norm 1."""
    drawn, seen = [], _window(rising=rising)
    for kind in (MarkKind.COMPULSORY, MarkKind.VOLUNTARY):
        for side in range(22, 50, 3):
            mask = cv2.resize(mark_mask(kind, 96), (side, side), interpolation=cv2.INTER_AREA)
            for degrees in (-6, 0, 6):
                turn = np.asarray(cv2.getRotationMatrix2D(((side - 1) / 2, (side - 1) / 2), degrees, 1), np.float64)
                turn[:, 2] += (MARK_PX - side) / 2
                laid = cv2.warpAffine(mask.astype(np.float32), turn, (MARK_PX, MARK_PX))
                drawn += [np.roll(laid, (dy, dx), (0, 1))[seen] for dy in (-3, 0, 3) for dx in (-3, 0, 3)]
    return np.stack([normal(one) for one in drawn])


@cache
def _crosses() -> Vector:
    def masks() -> Iterator[Pixels]:
        for stroke in (12, 20, 30):
            for turn in (-14, -7, 0, 7, 14):
                mask = np.zeros((DRAWN_PX, DRAWN_PX), np.uint8)
                for degrees in (45 + turn, 135 + turn):
                    draw_bar(mask, degrees, 85, stroke)
                yield mask

    return outlines(masks())


@cache
def _circled() -> Vector:
    """Rings with a cross whose ends touch them."""

    def masks() -> Iterator[Pixels]:
        for stroke in (10, 16, 24):
            mask = ring(stroke)
            for degrees in (45, 135):
                draw_bar(mask, degrees, RADIUS_PX, stroke)
            yield mask

    return outlines(masks())


@cache
def _thumbs(*, down: bool) -> Vector:
    """Hands with a thumb, with a cuff and without, from either side."""

    def masks() -> Iterator[Pixels]:
        for cuff in (False, True):
            for lean in (-10, 5, 20):
                mask = np.zeros((DRAWN_PX, DRAWN_PX), np.uint8)
                cv2.rectangle(mask, (70, 90), (170, 180), 1, -1)
                thumb = np.array([(72, 100), (95 + lean, 20), (125 + lean, 20), (120, 100)], np.int32)
                cv2.fillConvexPoly(mask, thumb, 1)
                if cuff:
                    cv2.rectangle(mask, (25, 90), (60, 185), 1, -1)
                mask = mask[::-1] if down else mask
                yield np.ascontiguousarray(mask)
                yield np.ascontiguousarray(mask[:, ::-1])

    return outlines(masks())


@cache
def _barred(*, rising: bool) -> Vector:
    """Rings with a bar from the upper left to the lower right, or rising to the right."""

    def masks() -> Iterator[Pixels]:
        for stroke in (14, 22):
            mask = ring(stroke)
            draw_bar(mask, 135 if rising else 45, RADIUS_PX, stroke)
            yield mask

    return outlines(masks())
