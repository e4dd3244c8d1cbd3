"""Finder patterns of QR codes that no decoded code explains: of a code half covered, torn, or drawn inside another.

Two patterns of one size tell of a code; one alone does where all of it is there: dark, light and dark squares whose
sides are as three, five and seven, in a light frame.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from verifier.codes.window import Greys, around
from verifier.domain import Code, Photo, Pixels, Region
from verifier.domain.geometry import Quad

MAX_MARKS = 3
"""Marks round which codes are looked for at the photo's own size, the best first."""
REACH, SEARCHED_MAX_PX = 5.0, 1_000_000
"""Patterns are looked for in so many pixels of the photo, and out to this many sides from a place's middle."""
FINDER_MODULES = 7
"""Modules along the side of a finder pattern."""
NOISE_SIDE_PX = 3
"""Noise is taken off by a median of this side."""
THRESHOLD_BLOCK_PX, THRESHOLD_STEP = 61, 8
"""Side of the surroundings whose mean a dark pixel lies below, and by how many grey levels."""
MIN_SIDE_PX = 10.0
"""A pattern of seven modules needs more than a pixel for each."""
RINGS = (49 / 25, 25 / 9)
"""Areas that the three squares of a pattern have, each as a share of the next."""
MAX_RING_ERROR = 1.7
"""Factor by which these shares may be off: blur takes from the small squares and gives to the dark ones."""
MIN_FILL, MAX_ASPECT, MAX_OFF_CENTRE = 0.75, 1.5, 0.12
"""Area of a square as a share of its upright box in its own direction, longer over shorter side, and distance of the
squares' centres in sides."""
SIDES_ALIKE = 1.35
"""Patterns of one code are of one size but for this factor."""
APART = (1.6, 9.0)
"""Distance of two patterns of one code in sides of a pattern: 14 to 63 modules."""
CODE_GROWTH = 0.05
"""A decoded code takes in this share of its side round it."""
SQUARE = ("QRCode", "QRCodeModel1", "QRCodeModel2")
"""Symbologies with three patterns at their corners; Micro QR and rMQR have one, wherever it lies in them."""
SMALL_GROWTH = 0.3
"""Room round a Micro QR or rMQR code in which its pattern may lie, in heights of it."""
WHOLE_RINGS = ((0.0, True), (1.0, True), (2.0, False), (3.0, True), (4.1, False))
"""Squares round a pattern's centre, by half their side in modules, and whether their modules are dark."""
WHOLE_POINTS, WHOLE_MIN_SHARE, WHOLE_MIN_CONTRAST = 7, 0.88, 40.0
"""Points along each side of these squares, the share of a square's points that must be as it says, and grey levels
between its dark and its light."""
WHOLE_MIN_SIDE_PX = 14.0
"""A single pattern has two pixels a module."""
OWN_CORNER = 0.3
"""A decoded code's own patterns lie within this share of its side from its corners."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A finder pattern: centre and side in photo pixels; `whole`: each of its modules is seen."""

    x: float
    y: float
    side: float
    whole: bool


def unexplained_codes(photo: Photo, codes: Sequence[Code], marks: Sequence[Region]) -> list[Quad]:
    """Squares at which finder patterns stand that are of none of the decoded codes, in photo pixels.

    They are looked for in the whole photo, reduced if it is large, and as it is round the marks and inside the codes.
    """
    greys, known = Greys(photo.levels), [code.quad for code in codes if code.symbology in SQUARE]
    small = [code.quad for code in codes if "QR" in code.symbology and code.symbology not in SQUARE]
    whole = greys.at_most(SEARCHED_MAX_PX)
    windows = [whole]
    if whole.scale < 1:
        round_marks = [mark.quad for mark in marks[:MAX_MARKS]]
        places = [(quad.centre, REACH * max(quad.width, quad.height)) for quad in round_marks]
        places += [(quad.centre, max(quad.width, quad.height) / 2) for quad in known]
        windows += [
            around(greys, centre, reach, min(1.0, math.sqrt(SEARCHED_MAX_PX) / max(2 * reach, 1.0)))
            for centre, reach in places
        ]
    found: list[Pattern] = []
    for window in windows:
        for p in patterns(window.grey):
            x, y, side = p.x / window.scale + window.left, p.y / window.scale + window.top, p.side / window.scale
            if not any(math.dist((x, y), (other.x, other.y)) < other.side / 2 for other in found):
                found.append(Pattern(x, y, side, p.whole))
    strange = [
        p
        for p in found
        if not any(_of_code(p, quad) for quad in known)
        and not any(mark.quad.contains((p.x, p.y)) for mark in marks)  # a mark's ring, far off, has its look
        and not any(quad.grown(SMALL_GROWTH).contains((p.x, p.y)) for quad in small)
    ]
    squares = _squares(strange)
    alone = [Quad.of_box(p.x - p.side, p.y - p.side, p.x + p.side, p.y + p.side) for p in strange if p.whole]
    return squares + [quad for quad in alone if not any(square.contains(quad.centre) for square in squares)]


def patterns(grey: Pixels) -> list[Pattern]:
    """Finder patterns in an H×W uint8 picture, in its pixels: three squares, each in the next, dark, light, dark."""
    dark = cv2.adaptiveThreshold(
        cv2.medianBlur(grey, NOISE_SIDE_PX),
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        THRESHOLD_BLOCK_PX,
        THRESHOLD_STEP,
    )
    contours, tree = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return []
    children = tree[0][:, 2]
    found = []
    for k, child in enumerate(children):
        inner = children[child] if child >= 0 else -1
        if inner < 0 or len(contours[k]) < 4:  # noqa: PLR2004 - corners of a square
            continue
        squares = [_square(np.asarray(contours[n])) for n in (k, int(child), int(inner))]
        if squares[0] and all(squares) and _concentric([s for s in squares if s]):
            x, y, side, _ = squares[0]
            found.append(Pattern(x, y, side, whole=_whole(grey, np.asarray(contours[k]))))
    return found


def _whole(grey: Pixels, contour: npt.NDArray[Any]) -> bool:
    """Whether each module of a finder pattern, whose outer edge is given, is as dark or light as it should be."""
    (x, y), (width, height), angle = cv2.minAreaRect(contour)
    side = math.sqrt(width * height)
    if side < WHOLE_MIN_SIDE_PX:
        return False
    turn, module = math.radians(angle), (side + 1) / FINDER_MODULES
    levels: list[tuple[npt.NDArray[np.float32], bool]] = []
    for half, dark in WHOLE_RINGS:
        along = np.linspace(-half, half, WHOLE_POINTS)
        edge = np.full_like(along, half)
        u = np.concatenate([along, along, edge, -edge]) * module
        v = np.concatenate([edge, -edge, along, along]) * module
        at_x = x + u * math.cos(turn) - v * math.sin(turn)
        at_y = y + u * math.sin(turn) + v * math.cos(turn)
        points = np.stack([at_x, at_y], -1)[None].astype(np.float32)
        seen = cv2.remap(grey, points, np.empty(0, np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        levels.append((seen.astype(np.float32).ravel(), dark))
    low = float(np.median(np.concatenate([seen for seen, dark in levels if dark])))
    high = float(np.median(np.concatenate([seen for seen, dark in levels if not dark])))
    if abs(high - low) < WHOLE_MIN_CONTRAST:
        return False
    middle = (low + high) / 2
    return all(float(((seen < middle) == (dark == (low < high))).mean()) >= WHOLE_MIN_SHARE for seen, dark in levels)


def _square(contour: npt.NDArray[Any]) -> tuple[float, float, float, float] | None:
    """Centre, side and area of a contour that is about a square; None of any other."""
    (x, y), (width, height), _ = cv2.minAreaRect(contour)
    area = cv2.contourArea(contour)
    low, high = sorted((width, height))
    if low < 1 or high > MAX_ASPECT * low or area < MIN_FILL * low * high:
        return None
    return float(x), float(y), math.sqrt(low * high), float(area)


def _concentric(squares: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether three squares lie one in the other as those of a finder pattern do."""
    (x, y, side, _), *_ = squares
    if side < MIN_SIDE_PX:
        return False
    for (_, _, _, outer), (_, _, _, inner), ratio in zip(squares, squares[1:], RINGS, strict=False):
        if not ratio / MAX_RING_ERROR <= outer / max(inner, 1.0) <= ratio * MAX_RING_ERROR:
            return False
    return all(math.dist((x, y), other[:2]) <= MAX_OFF_CENTRE * side for other in squares[1:])


def _of_code(pattern: Pattern, code: Quad) -> bool:
    """Whether a pattern is one of a decoded code's own, at its corners; those further inside are another code's."""
    at, side = (pattern.x, pattern.y), max(code.width, code.height)
    return code.grown(CODE_GROWTH).contains(at) and min(math.dist(at, c) for c in code.corners) <= OWN_CORNER * side


def _squares(found: Sequence[Pattern]) -> list[Quad]:
    """The squares that pairs of patterns span, one for patterns that several pairs share."""
    squares: list[Quad] = []
    for one, other in itertools.combinations(found, 2):
        side = (one.side + other.side) / 2
        apart = math.dist((one.x, one.y), (other.x, other.y)) / side
        if max(one.side, other.side) > SIDES_ALIKE * min(one.side, other.side) or not APART[0] <= apart <= APART[1]:
            continue
        x, y, reach = (one.x + other.x) / 2, (one.y + other.y) / 2, (apart + 1) * side / 2
        square = Quad.of_box(x - reach, y - reach, x + reach, y + reach)
        if not any(square.contains(known.centre) or known.contains(square.centre) for known in squares):
            squares.append(square)
    return squares
