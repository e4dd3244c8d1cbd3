"""Lines that bend, as along an arc or a wave, straightened: no reader of straight lines reads them.

The line of the ink is followed column by column in a cut-out that leaves room above and below, first as a parabola,
then as it goes; the columns are moved so that it is level, and the reader is shown the picture that results.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Quality, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_line
from verifier.ocr.overlooked import READ_MIN_PX, mean, surest
from verifier.protocols import LineReader

BENT_MAX_CONFIDENCE, BENT_MIN_ASPECT, MAX_BENT = 0.85, 3.0, 5
"""Lines that are read worse and are so many times as long as high may bend; the longest of them are looked at."""
STRAIGHT_SURE, STRAIGHT_MARGIN = 0.7, 0.05
"""Mean confidence with which a straightened line is read, and by how much surer than as it stands."""
LINE_PX = 40
"""Height of the line's box in the cut-out."""
ROOM, ENDS = 1.5, 0.4
"""Room above and below the box, and before and behind it, in heights of it."""
BAND = 0.7
"""Ink that far from the line that is followed belongs to it, in heights of the box."""
PARABOLAS, FOLLOWED = 4, 3
"""Rounds in which the line is followed as a parabola, and then as it goes."""
SMOOTHED = 1.2
"""What is followed is smoothed over so many heights."""
BENDS_MIN = 0.15
"""A line whose middle strays less from a straight one, in heights, is straight."""
SHOWN = 1.35
"""Height that is shown of the straightened line, in heights of the box."""
LEAST = 1e-6
"""Less ink than this is none."""
EMPTY = Quality(0.0, 0.0, 0.0, 0.0)

Curve = npt.NDArray[np.float32]


def straightened(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
    """The lines that a reader reads well once they are straightened, at the place where they bend."""
    poor = [r for r in surest(readings) if mean(r) < BENT_MAX_CONFIDENCE and r.region.quad.height >= READ_MIN_PX]
    poor = [r for r in poor if r.region.quad.width >= BENT_MIN_ASPECT * r.region.quad.height]
    found = []
    for bent in sorted(poor, key=lambda r: -r.region.quad.width)[:MAX_BENT]:
        looks = [look for picture in pictures(photo, bent.region.quad) for look in _read(reader, picture)]
        best = max(looks, key=mean, default=None)
        if best is not None and mean(best) >= max(STRAIGHT_SURE, mean(bent) + STRAIGHT_MARGIN):
            found.append(replace(best, region=bent.region))
    return found


def pictures(photo: Photo, quad: Quad) -> Iterator[Pixels]:
    """A line straightened, once as a parabola and once as it goes, if it bends at all: h×w×3 RGB uint8."""
    room = quad.grown(ENDS, ROOM)
    crop = cut_line(photo, room, round(LINE_PX * (1 + 2 * ROOM)))
    ink = _ink(crop)
    columns = np.arange(ink.shape[1], dtype=np.float32)
    curve: Curve = np.full(ink.shape[1], ink.shape[0] / 2, np.float32)
    for turn in range(PARABOLAS + FOLLOWED):
        at, weight = _followed(ink, curve)
        if weight.sum() <= 0:
            return
        if turn < PARABOLAS:
            inked = weight > 0
            curve = np.polyval(np.polyfit(columns[inked], at[inked], 2, w=np.sqrt(weight[inked])), columns).astype(
                np.float32
            )
            curve = np.clip(curve, 0, ink.shape[0] - 1)
        else:
            curve = _smooth(at, weight)
        if turn in (PARABOLAS - 1, PARABOLAS + FOLLOWED - 1) and _bends(curve, columns):
            yield _level(crop, curve)


def _read(reader: LineReader, picture: Pixels) -> Sequence[Reading]:
    height, width = picture.shape[:2]
    return reader.read(Photo(picture, "", "", EMPTY), [Region(RegionKind.LINE, Quad.of_box(0, 0, width, height), 1.0)])


def _ink(crop: Pixels) -> npt.NDArray[np.float32]:
    """How far each pixel differs from the ground round it, the ground itself taken off: h×w."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    ground = cv2.medianBlur(grey, LINE_PX * 2 + 1)
    off = cv2.absdiff(grey, ground).astype(np.float32)
    return np.asarray(np.maximum(off - 0.35 * np.percentile(off, 98), 0), np.float32)


def _followed(ink: npt.NDArray[np.float32], curve: Curve) -> tuple[Curve, Curve]:
    """The middle row of the ink near a curve, in each column, and how much of it there is."""
    low, high = float(curve.min()) - BAND * LINE_PX, float(curve.max()) + BAND * LINE_PX
    first, last = max(0, math.floor(low)), max(0, math.ceil(high) + 1)  # no other rows are near
    rows = np.arange(ink.shape[0], dtype=np.float32)[first:last, None]
    near = ink[first:last] * (np.abs(rows - curve) <= BAND * LINE_PX)
    side = LINE_PX // 2 * 2 + 1
    mass = cv2.blur(near.sum(0)[None], (side, 1))[0]
    moment = cv2.blur((near * rows).sum(0)[None], (side, 1))[0]
    return np.where(mass > 0, moment / np.maximum(mass, LEAST), curve).astype(np.float32), mass.astype(np.float32)


def _smooth(at: Curve, weight: Curve) -> Curve:
    sigma = SMOOTHED * LINE_PX / 2
    share = cv2.GaussianBlur(weight[None], (0, 0), sigma)[0]
    total = cv2.GaussianBlur((weight * at)[None], (0, 0), sigma)[0]
    return np.where(share > LEAST, total / np.maximum(share, LEAST), at).astype(np.float32)


def _bends(curve: Curve, columns: Curve) -> bool:
    straight = np.polyval(np.polyfit(columns, curve, 1), columns)
    return float(np.abs(curve - straight).max()) >= BENDS_MIN * LINE_PX


def _level(crop: Pixels, curve: Curve) -> Pixels:
    """The columns moved so that a curve is level, cut to the line's height."""
    height = round(SHOWN * LINE_PX)
    rows = np.arange(height, dtype=np.float32)[:, None] - height / 2 + curve[None]
    columns = np.repeat(np.arange(crop.shape[1], dtype=np.float32)[None], height, 0)
    return np.asarray(cv2.remap(crop, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.uint8)
