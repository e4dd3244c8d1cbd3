"""Finds the marks without any training: search, align, compare with our own drawing."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.align import Aligner, Levels, Pose
from verifier.detect.likeness import REACH, SIDE, Cues, Likeness, RingLikeness
from verifier.detect.search import Candidate, Shape, search
from verifier.detect.templates import Form
from verifier.geometry import Quad
from verifier.models import MarkKind, Photo, Pixels, Region, RegionKind

THRESHOLD = 0.35
"""The score from which a candidate is called a mark."""

_SEARCH_SIDE = 1440  # the search works on a copy of at most this many pixels on the long side
_MIN_SIDE = 24  # photos smaller than this hold no mark that could be told
_FIT = 0.55  # alignments below this are not looked at any further
_QUARTER = np.array([[0.0, -1.0], [1.0, 0.0]])


class ClassicalDetector:
    """Three looks at a photo, each more exact and at fewer places than the one before. Safe to share between threads.

    Found are marks from about 18 px (with a ring) or 36 px (bare, community) of a copy of the photo of at most
    1,440 px, at any angle, dark on light or light on dark, tilted up to a squeeze of about one half.
    """

    version = "classical-1"

    def __init__(self) -> None:
        ring, bare = Form(MarkKind.COMPULSORY, 1.27, 0.06), Form(MarkKind.VOLUNTARY)
        hands = Form(MarkKind.COMMUNITY)
        rings = [Form(MarkKind.COMPULSORY, *size) for size in ((1.2, 0.045), (1.27, 0.058), (1.344, 0.072))]
        # What to look for: filters, finest scale, threshold, most candidates, forms to align with.
        self._looks = [
            (Shape(ring, 18), 1.0, 0.44, 60, [Aligner(form) for form in rings]),
            (Shape(bare, 18), 0.5, 0.5, 30, [Aligner(bare)]),
            (Shape(hands, 20), 0.5, 0.5, 20, [Aligner(hands)]),
        ]
        self._monogram, self._hands = Likeness(MarkKind.VOLUNTARY), Likeness(MarkKind.COMMUNITY)
        self._ring = RingLikeness()

    def detect(self, photo: Photo) -> tuple[Region, ...]:
        """MARK regions in photo pixels, best first, no two over one another."""
        return self.candidates(photo.pixels, THRESHOLD)

    def candidates(self, pixels: Pixels, threshold: float) -> tuple[Region, ...]:
        """As `detect`, for H×W×3 RGB uint8 pixels and another threshold (for curves of recall)."""
        if min(pixels.shape[:2]) < _MIN_SIDE:
            return ()
        grey = ink_grey(pixels)
        reduce = min(1.0, _SEARCH_SIDE / max(grey.shape))
        small = cv2.resize(grey, None, fx=reduce, fy=reduce, interpolation=cv2.INTER_AREA)
        levels, plane = Levels(grey), np.asarray(small, np.float32)
        regions: list[Region] = []
        for shape, scale, least, most, aligners in self._looks:
            found = search(plane, shape, scale, least, most)
            placed = [replace(c, x=c.x / reduce, y=c.y / reduce, size=c.size / reduce) for c in found]
            regions += self._judged(levels, placed, aligners, threshold)
        height, width = grey.shape
        return tuple(replace(r, quad=r.quad.clipped(width, height)) for r in _apart(regions))

    def _judged(
        self, levels: Levels, candidates: list[Candidate], aligners: list[Aligner], threshold: float
    ) -> list[Region]:
        if not candidates:
            return []
        poses, fit = _best_fit(levels, candidates, aligners)
        keep = np.flatnonzero(fit >= _FIT)
        if not len(keep):
            return []
        poses, fit = poses[keep], fit[keep]
        dark = np.array([-1.0 if candidates[i].dark else 1.0 for i in keep], np.float32)
        patches = levels.patches(poses, REACH, SIDE) * dark[:, None, None]
        kind = aligners[0].form.kind
        cues, upright = (self._hands if kind is MarkKind.COMMUNITY else self._monogram).cues(patches)
        if kind is not MarkKind.COMMUNITY:
            rings = self._ring.cues(upright)
        regions = []
        for i, cue in enumerate(cues):
            if kind is MarkKind.COMMUNITY:
                options = [(MarkKind.COMMUNITY, 1.0, _bare_score(cue))]
            else:
                whole, ring, diameter = rings[i]
                ringed = replace(cue, whole=whole, ring=ring, diameter=diameter)
                options = [
                    (MarkKind.COMPULSORY, diameter, _ring_score(ringed)),
                    (MarkKind.VOLUNTARY, 1.0, _lone_score(cue) if ring < 0.5 else 0.0),
                ]
            best = max(options, key=lambda o: o[2])
            if best[2] >= threshold:
                quad = _quad(poses[i], cue.turns, best[1], best[0])
                regions.append(Region(RegionKind.MARK, quad, round(best[2], 4), best[0]))
        return regions


def ink_grey(pixels: Pixels) -> Pixels:
    """H×W uint8: the mean of luma and the smallest channel, in which coloured inks stand out from pale ground."""
    luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.addWeighted(luma, 0.5, cv2.min(cv2.min(red, green), blue), 0.5, 0), np.uint8)


def _best_fit(
    levels: Levels, candidates: list[Candidate], aligners: list[Aligner]
) -> tuple[Pose, npt.NDArray[np.float32]]:
    tried = [aligner.refine(levels, candidates) for aligner in aligners]
    fits = np.stack([fit for _, fit in tried])
    best = fits.argmax(axis=0)
    each = np.arange(len(candidates))
    return np.stack([poses for poses, _ in tried])[best, each], fits[best, each]


def _ramp(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _ring_score(cue: Cues) -> float:
    """The weakest cue decides."""
    return min(
        _ramp(cue.whole, 0.5, 0.9),
        _ramp(cue.inner, 0.48, 0.85),
        _ramp(cue.weakest, 0.3, 0.8),
        _ramp(cue.ring, 0.35, 0.85),
    )


def _bare_score(cue: Cues) -> float:
    """As for the ring, but without it more is asked of the rest. Bare monogram and community mark."""
    return min(_ramp(cue.whole, 0.78, 0.96), _ramp(cue.inner, 0.68, 0.9), _ramp(cue.weakest, 0.66, 0.88))


def _lone_score(cue: Cues) -> float:
    """The monogram by itself: what looks the same after a quarter turn (a wheel with four spokes) is none."""
    return min(_bare_score(cue), _ramp(cue.turn, 0.0, 0.01))


def _quad(pose: npt.NDArray[np.float64], turns: int, extent: float, kind: MarkKind) -> Quad:
    """The square round the mark, in photo pixels, corners in the order of the print."""
    half = extent / 2
    square = np.array([[-half, half, half, -half], [-half, -half, half, half]])
    corners = pose[:, :2] @ np.linalg.matrix_power(_QUARTER, turns) @ square + pose[:, 2:]
    quad = Quad.of_points(corners.T)
    if kind is MarkKind.COMMUNITY:  # the same after a quarter turn: taken as standing as upright as it can
        back = round(quad.angle / 90) % 4
        quad = Quad.of_points(corners.T[(np.arange(4) - back) % 4])
    return quad


def _apart(regions: list[Region]) -> list[Region]:
    """Best first, without those that lie over a better one."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda r: (-r.score, r.quad.corners)):
        x, y = region.quad.centre
        if not any(math.dist((x, y), k.quad.centre) < 0.5 * max(k.quad.width, region.quad.width) for k in kept):
            kept.append(region)
    return kept
