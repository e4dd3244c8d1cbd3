"""Small print before, behind or in a line of large print, in one box: readers swallow it or make a letter of it.

`ไม่ใช่` in half the size before `มอก. 2879-2560` is told by the height of its letters, cut out and read by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Reading, Region
from verifier.domain.geometry import Point, Quad
from verifier.image.crop import cut_line, luma
from verifier.ocr.known_print import is_known
from verifier.ocr.overlooked import mean, surest
from verifier.protocols import LineReader
from verifier.thai import letters_of

LINE_PX, MIN_PX, MIN_ASPECT, MAX_LINES = 64, 36.0, 3.0, 24
"""Height at which a line is looked at; how high and how many times as long it is at least; the highest are looked at.
"""
LOWEST = 0.1
"""Ink that is lower than this share of a line's height is no letter."""
USUAL, LOWER, SMALLER = 70, 0.95, 0.62
"""Of the heights of a line's letters so many percent are lower than the usual one. Letters at an end that are all lower
than the first share of it, and half of them lower than the second, are small print."""
GAP, WORD = 0.15, 0.66
"""Words of a line stand so far apart, in usual heights; amid a line all letters of a small one are lower than that."""
MARK, GROWN = 0.3, 1.35
"""Ink lower than this share of the highest letter is a vowel or a tone mark. Where letters become so many times as
high, the line's own begin."""
MIN_SMALL, MIN_LENGTH = 2, 0.6
"""So many letters are small print, and so many usual heights they are long together."""
ROOM = 0.25
"""Room round small print, in its heights."""
SURE, MIN_LETTERS = 0.7, 2
"""Mean confidence and letters from which on what is read is print."""

Boxes = npt.NDArray[np.int32]


def smaller_print(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
    """What stands in small print before and behind large lines that were read, and was not read with them."""
    large = [r for r in surest(readings) if is_known(r) and r.region.quad.height >= MIN_PX]
    large = [r for r in large if r.region.quad.width >= MIN_ASPECT * r.region.quad.height]
    large = sorted(large, key=lambda r: -r.region.quad.height)[:MAX_LINES]
    pieces = [
        Region(line.region.kind, quad.clipped(photo.width, photo.height), 1.0)
        for line in large
        for quad in small_pieces(cut_line(photo, line.region.quad, LINE_PX, grey=luma), line.region.quad)
    ]
    looks = reader.read(photo, pieces) if pieces else ()
    return [look for look in looks if _is_print(look) and not _held(look, readings)]


def small_pieces(crop: Pixels, quad: Quad) -> Iterator[Quad]:
    """Where small print stands in a line, in the photo; `crop` is what `quad` shows of the line, h×w grey."""
    letters = _letters(crop)
    if len(letters) <= MIN_SMALL:
        return
    usual = float(np.percentile(letters[:, 3], USUAL))
    first, last = _small_run(letters, usual), _small_run(letters[::-1], usual)
    inner = letters[len(first) : len(letters) - len(last)]
    for some in (first, *_small_words(inner, usual), last):
        if len(some) < MIN_SMALL:
            continue
        left, top = some[:, 0].min(), some[:, 1].min()
        right, bottom = (some[:, 0] + some[:, 2]).max(), (some[:, 1] + some[:, 3]).max()
        room = ROOM * (bottom - top)
        if right - left >= MIN_LENGTH * usual:
            box = (left - room, top - room, right + room, bottom + room)
            yield Quad.of_points(_at(quad, crop, *corner) for corner in Quad.of_box(*box).corners)


def _small_words(letters: Boxes, usual: float) -> Iterator[Boxes]:
    """The words amid a line that hold no letter of its size, those side by side together."""
    ends = np.maximum.accumulate(letters[:, 0] + letters[:, 2])
    gaps = np.flatnonzero(letters[1:, 0] - ends[:-1] >= GAP * usual) + 1
    told: list[Boxes] = []
    for word in np.split(letters, gaps) if len(letters) else ():
        if word[:, 3].max() < WORD * usual:
            told.append(word)
        elif told:
            yield np.concatenate(told)
            told = []
    if told:
        yield np.concatenate(told)


def _small_run(letters: Boxes, usual: float) -> Boxes:
    """The letters from the first one on that are small print, none where a line begins in its own size."""
    lower = letters[:, 3] < LOWER * usual
    run = letters[: int(np.argmin(lower))]
    while len(run) >= MIN_SMALL and float(np.median(run[:, 3])) >= SMALLER * usual:
        run = run[:-1]
    run = run[: _grows(run)]
    return run[len(run) - _grows(run[::-1]) :]


def _grows(run: Boxes) -> int:
    """Where the letters of a run grow at once: Thai ones of the line's own size are lower than its figures."""
    heights = np.where(run[:, 3] >= MARK * run[:, 3].max(initial=0), run[:, 3], 0).astype(np.float64)
    steps = range(MIN_SMALL, len(run))
    by = {k: _mean(heights[k:]) / max(_mean(heights[:k]), 1.0) for k in steps if heights[:k].any()}
    most = max(by, key=lambda k: by[k], default=len(run))
    return most if by.get(most, 0.0) >= GROWN else len(run)


def _mean(heights: npt.NDArray[np.float64]) -> float:
    """The mean of those that are none of a vowel or a tone mark, which are left at 0."""
    return float(heights.sum()) / max(int(np.count_nonzero(heights)), 1)


def _letters(crop: Pixels) -> Boxes:
    """The letters of a line from left to right: left, top, width, height; what looks in at a corner is none."""
    dark = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    light = cv2.countNonZero(dark) > dark.size // 2
    _, _, stats, _ = cv2.connectedComponentsWithStats(255 - dark if light else dark, connectivity=8)
    boxes = np.asarray(stats[1:, :4], np.int32)
    before, behind = boxes[:, 0] == 0, boxes[:, 0] + boxes[:, 2] == crop.shape[1]
    above, below = boxes[:, 1] == 0, boxes[:, 1] + boxes[:, 3] == len(crop)
    beside = (before | behind) & (above | below)
    boxes = boxes[(boxes[:, 3] >= LOWEST * len(crop)) & ~beside]
    return np.asarray(boxes[np.argsort(boxes[:, 0] + boxes[:, 2] / 2)], np.int32)


def _is_print(look: Reading) -> bool:
    return mean(look) >= SURE and len(letters_of(look.text)) >= MIN_LETTERS


def _held(look: Reading, readings: Sequence[Reading]) -> bool:
    """Whether what was read small was read with the line round it."""
    own, place = letters_of(look.text), look.region.quad.centre
    return any(own in letters_of(r.text) for r in readings if r.region.quad.contains(place))


def _at(quad: Quad, crop: Pixels, x: float, y: float) -> Point:
    """Where a point of a line's crop lies in the photo."""
    across, down = x / crop.shape[1], y / crop.shape[0]
    a, b, c, d = (np.array(corner) for corner in quad.corners)
    point = (a + across * (b - a)) * (1 - down) + (d + across * (c - d)) * down
    return float(point[0]), float(point[1])
