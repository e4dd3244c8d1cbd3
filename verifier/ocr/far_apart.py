"""Words whose letters stand so far apart that each is alone: over the whole width of a label, or down its side.

A line detector finds none of them, or each by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from verifier.domain import Pixels

ALIKE = 1.75
"""Letters of one word are as high but for this factor: Thai vowels rise above the letters."""
BROKEN_GAP, BROKEN_OFF = 0.3, 0.3
"""Pieces of one letter are so near, and their feet so level, in heights of the lower one."""
LETTER_ASPECT = 1.3
"""What is wider for its height, pieces joined, is a word of a line: no letter stands far apart in that line."""
LEVEL, DOWN = 0, 1
"""Directions of a run, as the axis along which it goes."""
PITCH = ((1.3, 8.0), (1.3, 5.0))
"""Heights of the first letter from one letter to the next, level (with gaps between words) and down."""
OFF, SLOPE = 0.35, 0.1
"""Heights off the run, and how much it may slope."""
MIN_RUN = (5, 4)
"""Letters of the shortest run, level and down."""
EVEN = 1.35
"""The widest step of a run downwards is at most so many times the narrowest."""
ROOM, INK_STEP = 0.6, 40
"""Heights beside a piece of a letter in which the rest of it may stand, and grey levels off the ground of ink: thin
strokes are no pieces of their own."""
MAX_RUNS = 2
"""Runs of either direction that are told, the longest first."""

Boxes = npt.NDArray[np.float64]


def far_apart(grey: Pixels, boxes: Boxes) -> Iterator[Boxes]:
    """The letters of each such word in the order in which they are read, as boxes (x, y, width, height), N×4 each.

    `grey` h×w uint8; `boxes` what may be letters in it, N×4.
    """
    letters = _whole(boxes)
    feet = np.stack([letters[:, 0] + letters[:, 2] / 2, letters[:, 1] + letters[:, 3]], axis=1)
    for axis in (LEVEL, DOWN):
        runs, used = [], set[int]()
        for start in np.argsort(feet[:, axis]):
            run = [] if int(start) in used else _run(int(start), feet, letters[:, 3], axis)
            run = [] if (letters[run, 2] > LETTER_ASPECT * letters[run, 3]).any() else run
            if len(run) >= MIN_RUN[axis] and (axis == LEVEL or _even(feet[run, axis])):
                runs.append(run)
                used.update(run)
        for run in sorted(runs, key=lambda run: -len(run))[:MAX_RUNS]:
            word = letters[run]
            yield np.array([_with_thin_strokes(grey, box) for box in word]) if axis == LEVEL else word


def _run(start: int, feet: Boxes, heights: npt.NDArray[np.float64], axis: int) -> list[int]:
    """The run from a letter on; none where a letter stands close by another, as in a line."""
    size, run = heights[start], [start]
    alike = (heights <= ALIKE * size) & (heights * ALIKE >= size)
    nearest_px, farthest_px = PITCH[axis][0] * size, PITCH[axis][1] * size
    while True:
        off = feet - feet[run[-1]]
        along, aside = off[:, axis], np.abs(off[:, 1 - axis])
        next_ = np.flatnonzero(alike & (along > 0) & (along <= farthest_px) & (aside <= OFF * size + SLOPE * along))
        if not len(next_):
            return run
        nearest = int(next_[np.argmin(along[next_])])
        if along[nearest] < nearest_px:
            return []
        run.append(nearest)


def _even(places: npt.NDArray[np.float64]) -> bool:
    steps = np.diff(places)
    return bool(steps.max() <= EVEN * steps.min())


def _whole(boxes: Boxes) -> Boxes:
    """Letters with their pieces joined; letters of a line become words by it."""
    joined = np.empty((0, 4))
    for x, y, w, h in boxes[np.argsort(boxes[:, 0])]:
        low = np.minimum(joined[:, 3], h)
        gap, off = x - joined[:, 0] - joined[:, 2], np.abs(joined[:, 1] + joined[:, 3] - y - h)
        same = (gap <= BROKEN_GAP * low) & (off <= BROKEN_OFF * low) & (np.maximum(joined[:, 3], h) <= ALIKE * low)
        if not same.any():
            joined = np.vstack([joined, (x, y, w, h)])
            continue
        k = int(np.flatnonzero(same)[-1])
        left, top, right, foot = joined[k, 0], joined[k, 1], joined[k, 0] + joined[k, 2], joined[k, 1] + joined[k, 3]
        top, foot = min(top, y), max(foot, y + h)
        joined[k] = (left, top, max(right, x + w) - left, foot - top)
    return joined


def _with_thin_strokes(grey: Pixels, box: npt.NDArray[np.float64]) -> tuple[float, float, float, float]:
    """A letter's box, as wide as its ink."""
    x, y, w, h = box
    left, right = max(0, int(x - ROOM * h)), int(x + w + ROOM * h)
    cell = grey[int(y) : int(y + h), left:right].astype(np.int16)
    ground = np.median(np.concatenate([cell[:, 0], cell[:, -1]]))
    ink = np.flatnonzero((np.abs(cell - ground) > INK_STEP).any(0))
    if not len(ink):
        return x, y, w, h
    first, last = min(x, left + int(ink[0])), max(x + w, left + int(ink[-1]) + 1)
    return first, y, last - first, h
