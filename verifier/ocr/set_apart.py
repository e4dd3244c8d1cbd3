"""Words that stand in no line: one below the other, down a stair, in a disc, a ring or a stamp's frame, in a code.

No line detector is sure of them. Letters of one size at one distance are set side by side and read as a line; what
stands in a closed shape is cut out, upright, and read. Pictures give letters too: what is not read surely is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Quality, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_line
from verifier.image.pyramid import at_scale
from verifier.ocr.far_apart import far_apart
from verifier.ocr.overlooked import mean
from verifier.protocols import LineReader
from verifier.thai import letters_of

SEARCHED_MAX_PX = 800_000
"""Letters and shapes are looked for in a copy of at most so many pixels."""
BLOCK_PX, STEP = 51, 18
"""Side of the surroundings whose mean ink lies below, and by how many grey levels."""
LETTER_PX, LETTER_ASPECT, LETTER_FILL = (11, 110), (0.2, 1.7), (0.15, 0.9)
"""Height of letters in that copy, width over height, and the share of its box that one covers."""
MAX_LETTERS = 500
"""Letters that are looked at, the highest first."""
ALIKE, PITCH, STRAY = 1.5, (0.85, 2.4), 0.3
"""Letters of one run are as high but for this factor, so many heights apart, and off their run by less than this."""
STEEP_DEGREES = 25.0
"""A run that is less steep is a line, which the line detector finds."""
MIN_RUN, MAX_RUNS = 3, 3
"""Letters of the shortest run, and runs that are read, the longest first."""
SHAPE_PX, SHAPE_ASPECT, SOLID = 18, (0.5, 9.0), 0.8
"""Shorter side of a closed shape in that copy, longer over shorter side, and its area over that of its box."""
ROUND_SOLID = 0.87
"""A shape that fills less of its box than this is a disc or a ring, whose words stand in its middle."""
INNER_ROUND, INNER_FRAME = ((0.86, 0.5), (0.86, 0.36)), ((0.92, 0.74),)
"""Parts of a disc's and of a frame's box that are read, across and down: words are of either height."""
HALF_QUARTER = 45.0
"""Degrees: what is turned by more is upright the other way."""
SAME_SHAPE = 0.6
"""A shape in the middle of another one that is so high is its inner edge."""
STROKE_CONTRAST, STROKE_STEPS = 45, (4, 36)
"""Grey levels, and steps in a row of a shape's middle, between which it may hold a word."""
MAX_SHAPES = 4
"""Shapes that are read, the largest first."""
IN_CODE = ((0.34, 0.17), (0.34, 0.13), (0.3, 0.11), (0.44, 0.15))
"""Middle of a QR code in which a name may stand, in shares of its side."""
NAME_EDGE, NAME_CONTRAST = 2, 60
"""Row of that picture, from its upper and lower edge, in which grey levels differ by less where there is a name."""
LINE_PX = 40
"""Height at which what stands in a shape or a code is shown."""
SURE, MIN_LETTERS = 0.8, 2
"""Mean confidence and letters from which on what was read is print."""
CODE_SURE, CODE_LETTERS = 0.82, 3
"""The same in a code, whose modules look like strokes."""
EMPTY = Quality(0.0, 0.0, 0.0, 0.0)

Boxes = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SetApart:
    """Reads words that stand in no line. Safe to share between threads."""

    reader: LineReader
    latin: LineReader | None = None
    """Also reads runs of letters: what the other one has of Latin words may be a letter off."""

    def read(
        self,
        photo: Photo,
        known: Sequence[Quad],
        signs: Sequence[Quad],
        codes: Sequence[Quad],
        letters: Sequence[Quad] = (),
    ) -> list[Reading]:
        """What is surely read; `known` is print that was read, `signs` marks and codes, `codes` those of TISI.

        `letters` were read each by itself, and may be those of a word that is spread far.
        """
        area = photo.width * photo.height
        scale = min(1.0, math.sqrt(SEARCHED_MAX_PX / area))
        grey = np.asarray(cv2.cvtColor(at_scale(photo.levels, scale), cv2.COLOR_RGB2GRAY), np.uint8)
        scale = grey.shape[1] / photo.width
        taken = np.zeros(grey.shape, np.uint8)
        for quad in (*known, *signs):
            cv2.fillConvexPoly(taken, np.round(quad.array() * scale).astype(np.int32), 1)
        in_line = taken.copy()
        for quad in letters:
            cv2.fillConvexPoly(in_line, np.round(quad.array() * scale).astype(np.int32), 1)
        read: list[Reading] = []
        for ink in _inks(grey):
            runs = [(picture, place.scaled(1 / scale)) for picture, place in _runs(grey, ink, taken)]
            read += self._sure(runs, SURE, MIN_LETTERS)
            read += self._sure(runs, SURE, MIN_LETTERS, self.latin) if self.latin else []
            for quad in _shapes(grey, ink, in_line):
                read += self._in_shape(photo, quad.scaled(1 / scale), (*known, *letters))
        for code in codes:
            if not _has_a_name(cut_line(photo, _part(code, *IN_CODE[0]), LINE_PX)):
                continue
            read += self._sure(_parts(photo, code, IN_CODE), CODE_SURE, CODE_LETTERS)
        return read

    def _in_shape(self, photo: Photo, quad: Quad, known: Sequence[Quad]) -> list[Reading]:
        if any(quad.contains(place.centre) for place in known):
            return []
        round_ = quad.width < 1.35 * quad.height
        shares = INNER_ROUND if round_ else INNER_FRAME
        return list(self._sure(_parts(photo, quad, shares), SURE, MIN_LETTERS))

    def _sure(
        self, pictures: Iterable[tuple[Pixels, Quad]], sure: float, letters: int, reader: LineReader | None = None
    ) -> Iterator[Reading]:
        for picture, place in pictures:
            height, width = picture.shape[:2]
            line = Region(RegionKind.LINE, Quad.of_box(0, 0, width, height), 1.0)
            (look,) = (reader or self.reader).read(Photo(picture, "", "", EMPTY), [line])
            if mean(look) >= sure and len(letters_of(look.text)) >= letters:
                yield replace(look, region=Region(RegionKind.LINE, place, 1.0))


def _inks(grey: Pixels) -> Iterator[Pixels]:
    """Masks of what is darker than its surroundings, and of what is lighter."""
    grey = np.asarray(cv2.medianBlur(grey, 3), np.uint8)  # noise makes thousands of letters
    ground = cv2.boxFilter(grey, cv2.CV_16S, (BLOCK_PX, BLOCK_PX))
    off = grey.astype(np.int16) - ground
    yield (off < -STEP).astype(np.uint8)
    yield (off > STEP).astype(np.uint8)


def _runs(grey: Pixels, ink: Pixels, taken: Pixels) -> list[tuple[Pixels, Quad]]:
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
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats, centres = stats[1:], centres[1:]
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


def _shapes(grey: Pixels, ink: Pixels, taken: Pixels) -> list[Quad]:
    """Discs, rings and frames of a mask in which strokes stand, upright by less than an eighth turn, largest first."""
    contours, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        _, _, w, h = cv2.boundingRect(contour)
        if min(w, h) < SHAPE_PX or max(w, h) > max(ink.shape) / 2:
            continue
        (x, y), (width, height), angle = cv2.minAreaRect(contour)
        if cv2.contourArea(cv2.convexHull(contour)) * SOLID > cv2.contourArea(contour):
            continue
        if width * height * ROUND_SOLID > cv2.contourArea(contour):  # a disc has no direction
            x, y, width, height, angle = *(np.array(cv2.boundingRect(contour)[:2]) + np.array((w, h)) / 2), w, h, 0.0
        if abs(angle) > HALF_QUARTER:
            width, height, angle = height, width, angle - math.copysign(90, angle)
        if not SHAPE_ASPECT[0] <= width / max(height, 1.0) <= SHAPE_ASPECT[1] or height < SHAPE_PX:
            continue
        if taken[min(int(y), taken.shape[0] - 1), min(int(x), taken.shape[1] - 1)]:
            continue
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        half = ((-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2))
        found.append(Quad.of_points((x + u * cos - v * sin, y + u * sin + v * cos) for u, v in half))
    kept: list[Quad] = []
    for quad in sorted(found, key=lambda quad: -quad.width * quad.height):
        alike = any(quad.height > SAME_SHAPE * other.height and other.contains(quad.centre) for other in kept)
        if len(kept) < MAX_SHAPES and not alike and _has_strokes(grey, quad):
            kept.append(quad)
    return kept


def _has_strokes(grey: Pixels, quad: Quad) -> bool:
    """Whether the middle of a shape shows as many steps from dark to light as a word has, and enough contrast."""
    x0, y0, x1, y1 = (round(v) for v in _part(quad, 0.8, 0.3).bounds)
    middle = grey[max(y0, 0) : y1, max(x0, 0) : x1]
    if middle.size == 0:
        return False
    low, high = (int(v) for v in np.percentile(middle, (6, 94)))
    if high - low < STROKE_CONTRAST:
        return False
    steps = np.abs(np.diff((middle > (low + high) / 2).astype(np.int8), axis=1)).sum(1)
    return STROKE_STEPS[0] <= float(np.median(steps)) <= STROKE_STEPS[1]


def _has_a_name(picture: Pixels) -> bool:
    """Whether the upper and the lower edge of a code's middle are bare of modules, as round a name."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.int16)
    edges = np.concatenate([grey[NAME_EDGE], grey[-NAME_EDGE - 1]])
    return int(np.percentile(edges, 90) - np.percentile(edges, 10)) < NAME_CONTRAST


def _parts(photo: Photo, quad: Quad, shares: Sequence[tuple[float, float]]) -> Iterator[tuple[Pixels, Quad]]:
    """Parts of a quad as pictures of a line, each with the whole quad as its place."""
    return ((cut_line(photo, _part(quad, *share), LINE_PX), quad) for share in shares)


def _part(quad: Quad, across: float, down: float) -> Quad:
    """The middle of a quad, by the shares of its width and height."""
    x, y = quad.centre
    a, b, _, d = quad.corners
    u, v = (
        ((b[0] - a[0]) * across / 2, (b[1] - a[1]) * across / 2),
        ((d[0] - a[0]) * down / 2, (d[1] - a[1]) * down / 2),
    )
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return Quad.of_points((x + s * u[0] + t * v[0], y + s * u[1] + t * v[1]) for s, t in signs)
