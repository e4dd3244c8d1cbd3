"""Letters that stand in no level line: one below the other, or down a stair, set side by side as a line.

No line detector is sure of them. Letters of one size at one distance, with no neighbour beside them, are a run.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Pixels
from verifier.domain.geometry import Quad
from verifier.image.components import components
from verifier.ocr.far_apart import far_apart

LETTER_PX, LETTER_ASPECT, LETTER_FILL = (11, 110), (0.2, 1.7), (0.15, 0.9)
"""Height of letters in px of the mask, width over height, and the share of its box that one covers."""
MAX_LETTERS = 500
"""Letters that are looked at, the highest first."""
ALIKE, PITCH, STRAY = 1.5, (0.85, 2.4), 0.3
"""Letters of one run are as high but for this factor, so many heights apart, and off their run by less than this."""
STEEP_DEGREES = 25.0
"""A run that is less steep is a line, which the line detector finds."""
MIN_RUN, MAX_RUNS = 3, 3
"""Letters of the shortest run, and runs that are read, the longest first."""

Boxes = npt.NDArray[np.float64]


def letter_runs(grey: Pixels, ink: Pixels, taken: Pixels) -> list[tuple[Pixels, Quad]]:
    """Runs of letters that are no level lines: each as a picture of a line, and where it stands."""
    boxes = _letters(ink, taken)
    runs: list[list[int]] = []
    used: set[int] = set()
    if len(boxes) < MIN_RUN:
        return []
    centres, heights = boxes[:, :2] + boxes[:, 2:] / 2, boxes[:, 3]
    for start in np.argsort(centres[:, 1]):
        if int(start) in used:
            continue
        run = _longest(int(start), centres, heights)
        if len(run) >= MIN_RUN:
            runs.append(run)
            used.update(run)
    runs = sorted(runs, key=lambda run: -len(run))[:MAX_RUNS]
    words = (*(boxes[run] for run in runs), *far_apart(grey, boxes))
    return [(_side_by_side(grey, word), _round(word)) for word in words]


def _letters(ink: Pixels, taken: Pixels) -> Boxes:
    """Boxes (x, y, width, height) of what may be letters in a mask, N×4."""
    _, stats, centres = components(ink)
    width, height, area = (stats[:, k].astype(np.float64) for k in (2, 3, 4))
    low, high = LETTER_PX
    good = (height >= low) & (height <= high)
    aspect, fill = width / np.maximum(height, 1), area / np.maximum(width * height, 1)
    good &= (aspect >= LETTER_ASPECT[0]) & (aspect <= LETTER_ASPECT[1])
    good &= (fill >= LETTER_FILL[0]) & (fill <= LETTER_FILL[1])
    at = centres.round().astype(int)
    good &= taken[at[:, 1].clip(0, taken.shape[0] - 1), at[:, 0].clip(0, taken.shape[1] - 1)] == 0
    boxes = stats[good, :4].astype(np.float64)
    return boxes[np.argsort(-boxes[:, 3])][:MAX_LETTERS]


def _longest(start: int, centres: Boxes, heights: npt.NDArray[np.float64]) -> list[int]:
    """The longest run downwards from a letter: letters alike in size, one step apart, none of them with a neighbour."""
    size = heights[start]
    alike = (heights < ALIKE * size) & (heights * ALIKE > size)
    off = centres - centres[start]
    away = np.hypot(off[:, 0], off[:, 1])
    steep = np.abs(np.degrees(np.arctan2(off[:, 1], off[:, 0])) - 90) <= 90 - STEEP_DEGREES
    firsts = np.flatnonzero(alike & steep & (off[:, 1] > 0) & (away >= PITCH[0] * size) & (away <= PITCH[1] * size))
    best: list[int] = [start]
    for second in firsts:
        step, run = off[second], [start, int(second)]
        while True:
            wanted = centres[run[-1]] + step
            apart = np.hypot(*(centres - wanted).T)
            apart[~alike] = np.inf
            nearest = int(np.argmin(apart))
            if apart[nearest] > STRAY * np.hypot(*step) or nearest in run:
                break
            run.append(nearest)
        if len(run) > len(best):
            best = run
    beside = [_has_neighbour(k, best, centres, heights, alike) for k in best]
    return best if sum(beside) * 3 <= len(best) else []


def _has_neighbour(
    k: int, run: Sequence[int], centres: Boxes, heights: npt.NDArray[np.float64], alike: npt.NDArray[np.bool_]
) -> bool:
    """Whether a letter stands in a level line: another one as high right beside it."""
    dx, dy = np.abs(centres - centres[k]).T
    near = alike & (dy < 0.4 * heights[k]) & (dx < 1.3 * heights[k])
    near[list(run)] = False
    return bool(near.any())


def _side_by_side(grey: Pixels, boxes: Boxes) -> Pixels:
    """Letters, each with what stands above it, as one line: h×w×3 uint8."""
    height = float(np.median(boxes[:, 3]))
    steps = np.diff(boxes[:, 1] + boxes[:, 3])
    step = float(np.median(steps)) if len(steps) else height
    room = 0.75 * height if abs(step) < height / 2 else min(0.75 * height, max(0.0, step - height))
    cells = []
    for x, y, w, h in boxes:
        top, bottom = int(max(0, y + h - height - room)), int(min(grey.shape[0], y + h + 0.12 * height))
        left, right = int(max(0, x - 0.12 * height)), int(min(grey.shape[1], x + w + 0.12 * height))
        cells.append(grey[top:bottom, left:right])
    tall = max(cell.shape[0] for cell in cells)
    ground = int(np.median(np.concatenate([cell[:, 0] for cell in cells])))
    padded = [
        cv2.copyMakeBorder(cell, tall - cell.shape[0], 0, 0, 0, cv2.BORDER_CONSTANT, value=ground) for cell in cells
    ]
    rim = max(2, round(0.15 * tall))
    line = cv2.copyMakeBorder(cv2.hconcat(padded), rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=ground)
    return np.asarray(cv2.cvtColor(line, cv2.COLOR_GRAY2RGB), np.uint8)


def _round(boxes: Boxes) -> Quad:
    (x0, y0), (x1, y1) = boxes[:, :2].min(0), (boxes[:, :2] + boxes[:, 2:]).max(0)
    return Quad.of_box(float(x0), float(y0), float(x1), float(y1))
