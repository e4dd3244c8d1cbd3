"""Narrow columns of two or three letters a row, which a line detector takes for one line that runs down the label.

Read so, they are noise. Their rows are parted where no ink is, and each is read as a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from verifier.domain import Photo, Pixels, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.overlooked import mean, surest
from verifier.protocols import LineReader

COLUMN_MAX_CONFIDENCE, TALL, MAX_COLUMNS = 0.8, 1.6, 3
"""Boxes that are read worse, and are so many times as high as wide in the photo, may be columns; the highest are
looked at."""
ROW_PX, ROWS, ALIKE = 14, (3, 14), 0.55
"""Height of a row, how many rows a column has, and the share of the usual row's height from which on a piece is a row:
less is a vowel or a tone mark of the row below."""
INKED, ROOM = 0.02, 0.18
"""Share of a row of pixels that is ink where there is print, and room round a row of print, in heights of it."""
SURE = 0.7
"""Mean confidence from which on a row was read."""


def rows_of_columns(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
    """The rows of narrow columns that are read well, when most rows of a column are."""
    poor = [r.region.quad for r in surest(readings) if mean(r) < COLUMN_MAX_CONFIDENCE]
    tall = [quad.bounds for quad in poor if quad.bounds[3] - quad.bounds[1] >= TALL * (quad.bounds[2] - quad.bounds[0])]
    found: list[Reading] = []
    for left, top, right, bottom in sorted(set(tall), key=lambda box: box[1] - box[3])[:MAX_COLUMNS]:
        box = (max(0, round(left)), max(0, round(top)), round(right), round(bottom))
        lines = [Region(RegionKind.LINE, place, 1.0) for place in _rows(photo.levels[0], box)]
        read = [r for r in reader.read(photo, lines) if mean(r) >= SURE] if lines else []
        found += read if 2 * len(read) > len(lines) else []
    return found


def _rows(pixels: Pixels, box: tuple[int, int, int, int]) -> Iterator[Quad]:
    """The rows of print in an upright box, where there are as many as a column has."""
    left, top, right, bottom = box
    grey = cv2.cvtColor(pixels[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    _, light = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = light if light.mean() < 0.5 else 1 - light  # noqa: PLR2004 - ink is the minority
    inked = np.concatenate([[0], (ink.mean(1) >= INKED).astype(np.int8), [0]])
    steps = np.flatnonzero(np.diff(inked)).tolist()
    pieces = list(zip(steps[::2], steps[1::2], strict=True))
    usual = float(np.median([b - a for a, b in pieces if b - a >= ROW_PX] or [0]))
    rows: list[tuple[int, int]] = []
    above: int | None = None
    for first, last in pieces:
        if last - first < max(ROW_PX, ALIKE * usual):
            above = first if above is None else above
            continue
        rows.append((first if above is None or first - above > usual else above, last))
        above = None
    if not ROWS[0] <= len(rows) <= ROWS[1]:
        return
    for first, last in rows:
        columns = np.flatnonzero(ink[first:last].any(0))
        room = ROOM * (last - first)
        yield Quad.of_box(
            left + float(columns[0]) - room, top + first - room, left + float(columns[-1]) + room, top + last + room
        ).clipped(pixels.shape[1], pixels.shape[0])
