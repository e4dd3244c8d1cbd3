"""Finds the marks: the net points, our drawing is laid over each place, what stays in doubt is looked at closely."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from verifier.detect.align import Levels, pose_of
from verifier.detect.fit import Fit, Fitter, likely
from verifier.detect.likeness import Cues
from verifier.domain import MarkKind, Photo, Pixels, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.finder.first_pass import FirstPass, scale_of, shown
from verifier.finder.net import KINDS, FinderNet, Maps, Peak, apart
from verifier.image.crop import cut_window
from verifier.image.pyramid import at_scale, halved, nearest

MARKS = range(len(KINDS))
"""The classes of the net that are marks."""
FAR = ((2, 24), (6, 32))
"""Looks from so many times further off find marks too large for the first, and those printed in dots; with the least
side, in pixels of each look, of the peaks that are taken."""
NEAR = 62
"""Larger peaks of the first look are left to those."""
FITTED = 1200
"""Long side, at least, of the level on which the drawing is laid, where the photo has as much."""
AROUND, GRID = 2.0, 64
"""So many sides of its peaks round them, to a multiple of GRID px, are all that is made grey of that level."""
THRESHOLD = 0.5
"""The score from which a place is called a mark."""
LEAST_PEAK, MOST_PEAKS = 0.15, 12
"""Peaks of the first look below this are not followed up, nor more than so many, the best first."""
DOUBTFUL, SURE = 0.05, 0.98
"""What scores between these after the first look is looked at closely. Of 401 places of 0.02 to 0.05, drawn and real, a
close look made a mark of none."""
CLOSE, SHOWN = 256, 56
"""The close look shows a mark about SHOWN pixels wide in a window of CLOSE pixels."""
UNSEEN = 0.02
"""The net's score for what it does not see at all on the close look."""
WEIGHTS = (-0.34, 2.67, -0.54, 0.97, 0.28, 1.65, 1.92, -0.39)
"""Of the features of a place (`features`); the score is the logistic of their sum (`calibrate-detector`)."""
CLEAR, CLEAR_AT, BARELY = 36, 1440, -3.0
"""Where the drawing does not lie down at all on a place of CLEAR px and more, were the photo reduced to CLEAR_AT px,
BARELY is added to the sum: drawn scenes hold fewer large round things than shops do."""
PALE = 24.0
"""Not where grey levels deviate by less than this: there the drawing lies on no relief and no faint ink either."""
ANOTHER = -12.0
"""Added where a place is seen so well that it must be something else (`another`): all else comes to 10.5 where the net
says 0.96 and the drawing lies on a diamond perfectly."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One place: what the net says, the drawing laid over it (None where it does not lie down), the score 0..1."""

    peak: Peak
    fit: Fit | None
    score: float

    @property
    def quad(self) -> Quad:
        """The drawing's quad where the drawing fits and lies where the net points, else the square round the peak."""
        if self.fit is None or self.likeness < 0.2:
            return square(self.peak)
        quad, side = self.fit.quad, self.peak.side
        near = math.dist(quad.centre, (self.peak.x, self.peak.y)) < 0.3 * side
        return quad if near and 0.6 < (quad.width + quad.height) / 2 / side < 1.6 else square(self.peak)

    @property
    def likeness(self) -> float:
        """How like the drawing the place is, 0..1."""
        return likely(self.fit.cues, KINDS[self.peak.kind]) if self.fit else 0.0


class NetDetector:
    """Finds rings, bare diamonds and community marks of about 12 px and more of the reduced photo, at any turn.

    Safe to share between threads.
    """

    def __init__(self, net: FinderNet, first_pass: FirstPass | None = None) -> None:
        """`first_pass`: where others who need the same look share it."""
        self._net, self._first, self._fitter = net, first_pass or FirstPass(net), Fitter()
        self.version = net.version

    def detect(self, photo: Photo) -> tuple[Region, ...]:
        """MARK regions in photo pixels, best first, no two over one another. Raises EngineFailed."""
        return _regions(self._look(photo.levels, self._first(photo)[0]), photo.pixels, THRESHOLD)

    def candidates(self, pixels: Pixels, threshold: float) -> tuple[Region, ...]:
        """As `detect`, for H×W×3 RGB uint8 pixels and another threshold (for curves of recall)."""
        return _regions(self.look(pixels), pixels, threshold)

    def look(self, pixels: Pixels) -> list[Seen]:
        """Every place that the net points at in H×W×3 RGB uint8 pixels, in these, of whatever score."""
        levels = halved(pixels)
        return self._look(levels, self._net(shown(levels)))

    def _look(self, levels: Sequence[Pixels], maps: Maps) -> list[Seen]:
        """Every place that the first look, `maps`, points at in a photo and its halves."""
        longest, scale = max(levels[0].shape[:2]), scale_of(levels[0])
        far = [p for times, least in FAR for p in self._from_afar(levels, times, least)]
        near = [p for p in maps.peaks(LEAST_PEAK, MARKS) if p.side < NEAR]
        first = apart((*near, *far))[:MOST_PEAKS]
        if not first:
            return []
        level, reduced = nearest(levels, FITTED / longest)
        greys = _greys(level, [scaled(p, reduced / scale) for p in first])
        seen = self._judged(greys, reduced, [scaled(p, 1 / scale) for p in first], longest)
        doubtful = [k for k, s in enumerate(seen) if DOUBTFUL < s.score < SURE]
        closer = self._judged(greys, reduced, [self._closer(levels, seen[k].peak) for k in doubtful], longest)
        for k, again in zip(doubtful, closer, strict=True):
            seen[k] = again
        return seen

    def _from_afar(self, levels: Sequence[Pixels], times: float, least: float) -> list[Peak]:
        """Peaks of a look from so many `times` further off than the first, in pixels of the first."""
        maps = self._net(at_scale(levels, scale_of(levels[0]) / times))
        return [scaled(p, times) for p in maps.peaks(LEAST_PEAK, MARKS) if p.side >= least]

    def _judged(self, levels: Levels, reduced: float, peaks: Sequence[Peak], longest: int) -> list[Seen]:
        """Peaks in photo pixels with the drawing laid over them.

        `reduced`: pixels of `levels` for one of the photo, whose long side is `longest`.
        """
        judged, clear = [], CLEAR * max(1.0, longest / CLEAR_AT)
        for peak, fit in zip(peaks, self._fitter(levels, [scaled(p, reduced) for p in peaks]), strict=True):
            there = replace(fit, quad=fit.quad.scaled(1 / reduced)) if fit else None
            odds = sum(w * x for w, x in zip(WEIGHTS, features(peak, fit), strict=True))
            if fit is None:
                odds += BARELY if peak.side >= clear and contrast(levels, scaled(peak, reduced)) >= PALE else 0.0
            elif another(fit.cues, KINDS[peak.kind], peak.side * reduced):
                odds += ANOTHER
            judged.append(Seen(peak, there, _logistic(odds)))
        return judged

    def _closer(self, levels: Sequence[Pixels], peak: Peak) -> Peak:
        """The place as the close look shows it, with the mean of both looks' logits as its score."""
        scale = min(SHOWN / peak.side, 4.0)
        matrix = np.array([[scale, 0, CLOSE / 2 - scale * peak.x], [0, scale, CLOSE / 2 - scale * peak.y]])
        maps = self._net(cut_window(levels, matrix, (CLOSE, CLOSE), scale, cv2.INTER_CUBIC))
        near = [p for p in maps.peaks(UNSEEN, MARKS) if math.hypot(p.x - CLOSE / 2, p.y - CLOSE / 2) < 0.4 * SHOWN]
        if not near:
            return replace(peak, score=_logistic((logit(peak.score) + logit(UNSEEN)) / 2))
        best = near[0]
        x, y = (best.x - CLOSE / 2) / scale + peak.x, (best.y - CLOSE / 2) / scale + peak.y
        score = _logistic((logit(peak.score) + logit(best.score)) / 2)
        return replace(best, score=score, x=x, y=y, side=best.side / scale)


def _regions(seen: Sequence[Seen], pixels: Pixels, threshold: float) -> tuple[Region, ...]:
    """What scores `threshold` and more, best first."""
    height, width = pixels.shape[:2]
    regions = [
        Region(RegionKind.MARK, s.quad.clipped(width, height), round(s.score, 4), KINDS[s.peak.kind])
        for s in seen
        if s.score >= threshold
    ]
    return tuple(sorted(regions, key=lambda r: (-r.score, r.quad.corners)))


def another(cues: Cues, kind: MarkKind, side: float) -> bool:
    """Whether a place can be seen too well to be this mark.

    A clear ring round something else, such as a wheel; or a bare diamond, `side` px wide on the copy, that looks the
    same after a quarter turn or mirrored.
    """
    if kind is MarkKind.COMPULSORY:
        return cues.ring >= 0.85 and cues.inner < 0.6
    return kind is MarkKind.VOLUNTARY and side >= 90 and cues.whole >= 0.95 and cues.turn < 0.002


def features(peak: Peak, fit: Fit | None) -> tuple[float, ...]:
    """What the score rests on.

    A constant, the net's logit, whether the drawing lies down at all and how well it does: whole, inside, in its worst
    quarter, and as a ring; whether the net says it is a ring.
    """
    ring = float(KINDS[peak.kind] is MarkKind.COMPULSORY)
    if fit is None:
        return (1.0, logit(peak.score), 0.0, 0.0, 0.0, 0.0, 0.0, ring)
    cues = fit.cues
    return (1.0, logit(peak.score), 1.0, cues.whole, cues.inner, cues.weakest, ring * cues.ring, ring)


def ink_grey(pixels: Pixels) -> Pixels:
    """H×W uint8: the mean of luma and the smallest channel, in which coloured inks stand out from pale ground."""
    luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.addWeighted(luma, 0.5, cv2.min(cv2.min(red, green), blue), 0.5, 0), np.uint8)


def _greys(pixels: Pixels, peaks: Sequence[Peak]) -> Levels:
    """What is needed of a picture to lay the drawing over these peaks of it; the corner keeps to the grid of halves."""
    reach = [(p.x, p.y, AROUND * p.side) for p in peaks]
    left, top = (
        int(max(0.0, v) // GRID) * GRID for v in (min(x - r for x, _, r in reach), min(y - r for _, y, r in reach))
    )
    right, bottom = int(max(x + r for x, _, r in reach)) + 1, int(max(y + r for _, y, r in reach)) + 1
    return Levels(ink_grey(pixels[top:bottom, left:right]), (left, top))


def contrast(levels: Levels, peak: Peak) -> float:
    """How far grey levels deviate in a peak's square; both in the same pixels."""
    return float(levels.patches(pose_of(peak.x, peak.y, peak.side, 0.0)[None], 0.55, 32).std())


def scaled(peak: Peak, factor: float) -> Peak:
    """The peak in another picture's pixels."""
    return replace(peak, x=peak.x * factor, y=peak.y * factor, side=peak.side * factor)


def square(peak: Peak) -> Quad:
    """The square round a peak, corners in the order of the print."""
    a = math.radians(peak.angle)
    along = np.array([math.cos(a), math.sin(a)]) * peak.side / 2
    down = np.array([-along[1], along[0]])
    middle = np.array([peak.x, peak.y])
    return Quad.of_points((middle - along - down, middle + along - down, middle + along + down, middle - along + down))


def logit(p: float) -> float:
    """Natural log of the odds, of a probability kept within 0.0001 of 0 and 1."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
