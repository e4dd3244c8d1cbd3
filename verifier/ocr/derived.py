"""Print that no straight look shows: along a ring round a mark, across it in other ink, large and pale behind print.

Each is shown to the line detector in a picture that is made from the photo: the ring unrolled, all that is of neither
the ground's colour nor the mark's, all that is paler than the print and wider than its strokes. What is read there is
placed in the photo again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Quality, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_line, luma
from verifier.image.pyramid import at_scale, nearest
from verifier.ocr.skim import skim
from verifier.ocr.window import BoxFinder, Window, inside
from verifier.protocols import LineReader

RING = (0.5, 1.02)
"""Inner and outer radius of the ring that is unrolled, in sides of the mark: from the mark's own edge outwards."""
RING_SIDE_PX = 110.0
"""Side of the mark as the ring is unrolled; print of a fifth of it is 22 px high."""
RING_TURN_DEG = 480.0
"""The ring is unrolled by more than once round, so that no line is cut."""
RING_MIN_MARK_PX = 60.0
"""Round a smaller mark no print is legible."""
KNOWN_GROWTH = 0.12
"""Room round what is known already, in heights of it, that is painted over as well."""

AROUND = (3.4, 2.2)
"""Width and height of the window round a mark in which other ink is looked for, in sides of the mark."""
OTHER_INK, PAST, STRAY_LEVEL, STRAY_SHARE = 0.3, 0.3, 160, 0.0004
"""How far a colour lies off the line from ground to ink, in its lengths, that is another ink for sure; how far past
its ends colours of light and shadow go on; grey level of the layer that this share of it must reach to be looked at."""

PRINT_HEIGHT_PX, LAYER_MAX_SIDE_PX, SHOWN_MAX_SIDE_PX = 24.0, 1400, 640
"""Height of the label's print in the picture in which pale print is looked for, longest side of that picture, and the
longest at which it is shown to the detector."""
PALE_LEAST, PALE_DARKEST, PRINT_LEAST = 0.04, 0.35, 0.5
"""How dark pale print is, as a share of the contrast between ground and the label's print: less is the ground; from the
second on it is shown black; from the third on it is the label's own print, which is painted over."""
LIGHTER = -0.3
"""What is lighter than the ground by this share is light on it, or print in white."""
GROUND_SIDE_PX, GROUND_MEDIAN_PX = 96, 15
"""The ground is the median over about a sixth of the photo, taken at this size."""
GROUND_GAP_PX = 3
"""Where print is dense the paper between it is what the ground is: the lightest (round light print the darkest) of so
many pixels of that copy."""
PRINT_EDGE_PX = 7
"""Disc by which the label's own print is grown, in pixels of the layer: its soft edges are pale too."""
FILL_SIDES_PX, FILL_MIN_SHARE = (1, 5, 11), 0.15
"""What is painted over is taken from its surroundings of so many pixels, the first of which so much is left."""
PALE_HEIGHTS = (1.3, 8.0)
"""Pale print behind other print is at least, and at most, this many times as high."""
EMPTY = Quality(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class DerivedPrint:
    """Finds and reads the print that only derived pictures show. Safe to share between threads."""

    boxes: BoxFinder
    reader: LineReader

    def round_marks(self, photo: Photo, marks: Sequence[Region], known: Sequence[Quad]) -> list[Reading]:
        """Lines along a ring round each mark, what lies in `known` quads left out; their place is the ring's."""
        found: list[Reading] = []
        for mark in marks:
            if max(mark.quad.width, mark.quad.height) >= RING_MIN_MARK_PX:
                others = [*known, *(other.quad for other in marks if other is not mark)]
                place = mark.quad.grown(RING[1] - 0.5).clipped(photo.width, photo.height)
                found += self._read(unrolled(photo, mark.quad, others), place)
        return found

    def across(self, photo: Photo, sign: Region) -> list[Reading]:
        """Lines in another ink than that of a mark or code, in and round it."""
        window, layer = around(sign.quad), ink_round(photo, sign.quad)
        found = self._read(layer, None) if (layer < STRAY_LEVEL).mean() >= STRAY_SHARE else []
        placed = [replace(r, region=replace(r.region, quad=window.to_photo(r.region.quad))) for r in found]
        return [r for r in placed if inside(r.region.quad, photo.width, photo.height)]

    def behind(self, photo: Photo, print_: Quad) -> list[Reading]:
        """Large pale lines, by the contrast of the print in a quad, which is a line of the label."""
        layer = pale_layer(photo, print_)
        back, (least, most) = photo.width / layer.shape[1], (times * print_.height for times in PALE_HEIGHTS)
        found = self._read(layer, None)
        placed = [replace(r, region=replace(r.region, quad=r.region.quad.scaled(back))) for r in found]
        return [
            replace(r, region=replace(r.region, quad=r.region.quad.clipped(photo.width, photo.height)))
            for r in placed
            if least <= r.region.quad.height <= most
        ]

    def _read(self, picture: Pixels, place: Quad | None) -> list[Reading]:
        """What stands in a derived picture; `place` is where all of it lies in the photo, None: as in the picture."""
        shown = Photo(picture, "", "", EMPTY)
        boxes = self.boxes(picture)
        lines = [Region(RegionKind.LINE, b.quad.clipped(shown.width, shown.height), b.score) for b in boxes]
        found = skim(self.reader, shown, lines)
        return [r if place is None else replace(r, region=replace(r.region, quad=place)) for r in found]


def unrolled(photo: Photo, mark: Quad, known: Sequence[Quad]) -> Pixels:
    """The ring round a mark as a strip, its outer edge up, from below the mark clockwise: h×w×3 RGB uint8.

    What lies in `known` quads or outside the photo is painted over.
    """
    level, own = nearest(photo.levels, RING_SIDE_PX / max(mark.width, mark.height))
    inner, outer = RING
    step = 1 / ((inner + outer) / 2 * RING_SIDE_PX)
    turns = np.arange(0.0, math.radians(RING_TURN_DEG), step)[None] - math.pi
    radii = np.arange(outer, inner, -1 / RING_SIDE_PX)[:, None]
    there = cv2.getPerspectiveTransform(np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32), mark.array())
    points = np.stack([0.5 + radii * np.sin(turns), 0.5 - radii * np.cos(turns)], -1)
    at = np.asarray(cv2.perspectiveTransform(points.reshape(1, -1, 2).astype(np.float32), there), np.float32)
    at = at.reshape(points.shape)
    seen = _sampled(level, at * np.float32(own))
    painted = _painted(photo, known, at)
    seen[painted] = np.median(seen[~painted] if not painted.all() else seen.reshape(-1, 3), axis=0).astype(np.uint8)
    return seen


def _sampled(level: Pixels, at: npt.NDArray[np.float32]) -> Pixels:
    how, edge = cv2.INTER_LINEAR, cv2.BORDER_REPLICATE
    return np.asarray(cv2.remap(level, at.astype(np.float32), np.empty(0, np.float32), how, borderMode=edge), np.uint8)


def _painted(photo: Photo, known: Sequence[Quad], at: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Which of the places, h×w×2 photo pixels, lie in quads that are known already, or outside the photo."""
    x, y = (np.ascontiguousarray(at[..., axis]) for axis in (0, 1))
    low = np.array([x.min(), y.min()])
    width, height = (np.ceil(np.array([x.max(), y.max()]) - low).astype(int) + 2).tolist()
    mask = np.zeros((height, width), np.uint8)
    for quad in known:
        cv2.fillConvexPoly(mask, np.round(quad.grown(KNOWN_GROWTH).array() - low).astype(np.int32), 255)
    outside = (x < 0) | (y < 0) | (x >= photo.width) | (y >= photo.height)
    return np.asarray((_sampled(mask, at - low) > 0) | outside)


def around(mark: Quad) -> Window:
    """The window, in the mark's own frame, in which other ink is looked for."""
    side = max(mark.width, mark.height, 1.0)
    width, height = AROUND
    return Window(mark.centre, width * side, height * side, mark.angle, RING_SIDE_PX / side)


def ink_round(photo: Photo, sign: Quad) -> Pixels:
    """Other ink in the window round a mark or code, as `other_ink`; made once for a photo, with which it goes."""
    layer: Pixels | None = photo.computed.get((ink_round, sign))
    if layer is None:
        layer = photo.computed[ink_round, sign] = other_ink(photo, sign, around(sign))
    return layer


def other_ink(photo: Photo, mark: Quad, window: Window) -> Pixels:
    """What is of neither the ground's colour nor the mark's ink, nor between them, dark on white: h×w×3 uint8."""
    seen = cv2.GaussianBlur(window.cut(photo.levels).astype(np.float32), (0, 0), 1.0)
    own = cut_line(photo, mark, 48).astype(np.float32).reshape(-1, 3)
    grey = own.mean(1)
    low, high = np.percentile(grey, (10, 90)).tolist()
    margin = (high - low) / 4
    dark, light = np.median(own[grey <= low + margin], axis=0), np.median(own[grey >= high - margin], axis=0)
    way = light - dark
    length = max(float(np.linalg.norm(way)), 1.0)
    share = np.clip((seen - dark) @ way / length**2, -PAST, 1 + PAST)
    off = np.sqrt(sum(np.square(seen[..., k] - dark[k] - share * way[k]) for k in range(3))) / length
    layer = 255 - np.clip(off / OTHER_INK * 255, 0, 255)
    return np.asarray(cv2.merge([layer.astype(np.uint8)] * 3), np.uint8)


def pale_layer(photo: Photo, print_: Quad) -> Pixels:
    """All that is paler than the print in a quad, dark on white, with that print painted over: h×w×3 uint8."""
    crop = cut_line(photo, print_, 48, grey=luma).astype(np.float32)
    usual, (low, high) = float(np.median(crop)), np.percentile(crop, (3, 97)).tolist()
    contrast = usual - low if usual - low > high - usual else usual - high
    scale = min(1.0, PRINT_HEIGHT_PX / max(print_.height, 1.0), LAYER_MAX_SIDE_PX / max(photo.width, photo.height))
    grey = np.asarray(cv2.cvtColor(at_scale(photo.levels, scale), cv2.COLOR_RGB2GRAY), np.uint8)
    reduced = GROUND_SIDE_PX / max(grey.shape)
    small = cv2.resize(grey, None, fx=reduced, fy=reduced, interpolation=cv2.INTER_AREA)
    paper = (cv2.dilate if contrast > 0 else cv2.erode)(small, np.ones((GROUND_GAP_PX, GROUND_GAP_PX), np.uint8))
    ground = cv2.resize(cv2.medianBlur(paper, GROUND_MEDIAN_PX), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    level = (ground.astype(np.float32) - grey) / np.float32(contrast or 1.0)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (PRINT_EDGE_PX, PRINT_EDGE_PX))
    print_mask = cv2.dilate(((level > PRINT_LEAST) | (level < LIGHTER)).astype(np.uint8), disc)
    known = 1 - print_mask.astype(np.float32)
    weighted = np.clip(level, 0, PRINT_LEAST) * known
    if (less := SHOWN_MAX_SIDE_PX / max(level.shape)) < 1:
        weighted, known = (_reduced(plane, less) for plane in (weighted, known))
    filled = _filled(weighted, known)
    layer = 255 * (1 - np.clip((filled - PALE_LEAST) / (PALE_DARKEST - PALE_LEAST), 0, 1))
    return np.asarray(cv2.merge([layer.astype(np.uint8)] * 3), np.uint8)


def _reduced(plane: npt.NDArray[np.float32], scale: float) -> npt.NDArray[np.float32]:
    return np.asarray(cv2.resize(plane, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.float32)


def _filled(weighted: npt.NDArray[np.float32], known: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A level (h×w), weighted by how much of each pixel is known (0..1), with the rest taken from what is known nearby.

    0 where nothing is. By normalised convolution (Knutsson and Westin 1993).
    """
    filled, empty = np.zeros_like(weighted), np.ones(weighted.shape, bool)
    for side in FILL_SIDES_PX:
        share = cv2.blur(known, (side, side))
        near = empty & (share > FILL_MIN_SHARE)
        np.divide(cv2.blur(weighted, (side, side)), share, out=filled, where=near)
        empty &= ~near
    return filled
