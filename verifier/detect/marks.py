"""Finds the marks: the net points, our drawing is laid over each place, what stays in doubt is looked at closely."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from verifier.detect.align import Levels, pose_of
from verifier.detect.fit import Fit, Fitter
from verifier.detect.fitted import fitted
from verifier.detect.inspection import Inspector
from verifier.detect.kinds import CLASSES, MARKS
from verifier.detect.score import SCORE, another, likely, logistic, logit, odds
from verifier.domain import MarkLikeness, Photo, Pixels, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.finder.first_pass import FirstPass, scale_of, shown
from verifier.finder.net import FinderNet, Maps, Peak, apart
from verifier.image.crop import cut_window
from verifier.image.pyramid import at_scale, halved, nearest

AROUND, GRID = 2.0, 64
"""Of the level on which the drawing is laid, only what lies within AROUND sides of its peaks, out to a multiple of
GRID px, is made grey."""


@dataclass(frozen=True, slots=True)
class Search:
    """Which places are followed up.

    Peaks of at least `min_peak_score`, at most `max_peaks`, the best first: those of the first pass whose side there is
    `below_side_px`, and those of extra passes on copies smaller than the first pass's by the `downscales`, whose side
    there is at least its `downscale_min_sides_px`: marks too large for the first pass, and those printed in dots. The
    drawing is laid on a level whose long side is at least `fitting_long_side_px`, where the photo has as much.
    """

    min_peak_score: float
    max_peaks: int
    below_side_px: float
    downscales: tuple[float, ...]
    downscale_min_sides_px: tuple[float, ...]
    fitting_long_side_px: int


@dataclass(frozen=True, slots=True)
class CloseLook:
    """What scores from `doubtful_from` to `doubtful_below` is looked at once more, alone.

    Of 401 places of 0.02 to 0.05, drawn and real, a close look made a mark of none. It shows the mark about
    `mark_side_px` wide, enlarged at most `max_enlargement` times, in a window of `window_px`. A peak further
    than `max_shift` (in `mark_side_px`) from the middle is another thing; where the net sees nothing, its score is
    taken to be `unseen_score`.
    """

    doubtful_from: float
    doubtful_below: float
    window_px: int
    mark_side_px: float
    max_enlargement: float
    max_shift: float
    unseen_score: float


@dataclass(frozen=True, slots=True)
class QuadLimits:
    """When the drawing's quad is believed and not the net's square.

    The place is like the drawing by at least `min_likeness`, the quad's centre within `max_shift` sides of the peak,
    its width from `min_size` to `max_size` sides.
    """

    min_likeness: float
    max_shift: float
    min_size: float
    max_size: float


SEARCH, CLOSE_LOOK, QUAD = fitted("search", Search), fitted("close_look", CloseLook), fitted("quad", QuadLimits)
THRESHOLD = SCORE.threshold
"""The score from which a place is called a mark."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One place: what the net says, the drawing laid over it (None where it does not lie down), the score 0..1.

    `likeness`: what a closer inspection of a mark told.
    """

    peak: Peak
    fit: Fit | None
    score: float
    likeness: MarkLikeness | None = None

    @property
    def quad(self) -> Quad:
        """The drawing's quad where the drawing fits and lies where the net points, else the square round the peak."""
        if self.fit is None or self.lies < QUAD.min_likeness:
            return self.peak.square()
        quad, side = self.fit.quad, self.peak.side
        near = math.dist(quad.centre, (self.peak.x, self.peak.y)) < QUAD.max_shift * side
        as_large = QUAD.min_size < (quad.width + quad.height) / 2 / side < QUAD.max_size
        return quad if near and as_large else self.peak.square()

    @property
    def lies(self) -> float:
        """How well the drawing lies on the place, 0..1."""
        return likely(self.fit.cues, MARKS[self.peak.kind]) if self.fit else 0.0


class NetDetector:
    """Finds rings, bare diamonds and community marks of about 12 px and more of the reduced photo, at any turn.

    Safe to share between threads.
    """

    def __init__(self, net: FinderNet, first_pass: FirstPass | None = None) -> None:
        """`first_pass`: where others who need the same look share it."""
        self._net, self._first, self._fitter = net, first_pass or FirstPass(net), Fitter()
        self._inspect = Inspector()
        self.version = net.version

    def detect(self, photo: Photo) -> tuple[Region, ...]:
        """MARK regions in photo pixels, best first, no two over one another, inspected. Raises EngineFailed."""
        seen = [s for s in self._look(photo.levels, self._first(photo)[0]) if s.score >= THRESHOLD]
        return _regions([replace(s, likeness=self._likeness(photo, s)) for s in seen], photo.pixels, THRESHOLD)

    def _likeness(self, photo: Photo, seen: Seen) -> MarkLikeness | None:
        return self._inspect(photo.levels, seen.quad, MARKS[seen.peak.kind])

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
        minima = zip(SEARCH.downscales, SEARCH.downscale_min_sides_px, strict=True)
        far = [p for downscale, min_side_px in minima for p in self._from_afar(levels, downscale, min_side_px)]
        near = [p for p in maps.peaks(SEARCH.min_peak_score, CLASSES) if p.side < SEARCH.below_side_px]
        first = apart((*near, *far))[: SEARCH.max_peaks]
        if not first:
            return []
        level, reduced = nearest(levels, SEARCH.fitting_long_side_px / longest)
        greys = _greys(level, [p.scaled(reduced / scale) for p in first])
        seen = self._judged(greys, reduced, [p.scaled(1 / scale) for p in first], longest)
        doubtful = [k for k, s in enumerate(seen) if CLOSE_LOOK.doubtful_from < s.score < CLOSE_LOOK.doubtful_below]
        closer = self._judged(greys, reduced, [self._closer(levels, seen[k].peak) for k in doubtful], longest)
        for k, again in zip(doubtful, closer, strict=True):
            seen[k] = again
        return seen

    def _from_afar(self, levels: Sequence[Pixels], downscale: float, min_side_px: float) -> list[Peak]:
        """Peaks of a pass over a copy smaller than the first pass's by `downscale`, in pixels of the first."""
        maps = self._net(at_scale(levels, scale_of(levels[0]) / downscale))
        return [p.scaled(downscale) for p in maps.peaks(SEARCH.min_peak_score, CLASSES) if p.side >= min_side_px]

    def _judged(self, levels: Levels, reduced: float, peaks: Sequence[Peak], longest: int) -> list[Seen]:
        """Peaks in photo pixels with the drawing laid over them.

        `reduced`: pixels of `levels` for one of the photo, whose long side is `longest`.
        """
        judged, clear_px = [], SCORE.no_fit_min_side_px * max(1.0, longest / SCORE.no_fit_at_long_side_px)
        for peak, fit in zip(peaks, self._fitter(levels, [p.scaled(reduced) for p in peaks]), strict=True):
            there = replace(fit, quad=fit.quad.scaled(1 / reduced)) if fit else None
            logit_of_score = odds(peak, fit)
            if fit is None:
                clear = peak.side >= clear_px and contrast(levels, peak.scaled(reduced)) >= SCORE.no_fit_min_contrast
                logit_of_score += SCORE.no_fit_logit if clear else 0.0
            elif another(fit.cues, MARKS[peak.kind], peak.side * reduced):
                logit_of_score += SCORE.another_logit
            judged.append(Seen(peak, there, logistic(logit_of_score)))
        return judged

    def _closer(self, levels: Sequence[Pixels], peak: Peak) -> Peak:
        """The place as the close look shows it, with the mean of both looks' logits as its score."""
        scale = min(CLOSE_LOOK.mark_side_px / peak.side, CLOSE_LOOK.max_enlargement)
        side, middle = CLOSE_LOOK.window_px, CLOSE_LOOK.window_px / 2
        matrix = np.array([[scale, 0, middle - scale * peak.x], [0, scale, middle - scale * peak.y]])
        maps = self._net(cut_window(levels, matrix, (side, side), scale, cv2.INTER_CUBIC))
        within = CLOSE_LOOK.max_shift * CLOSE_LOOK.mark_side_px
        near = (
            p for p in maps.peaks(CLOSE_LOOK.unseen_score, CLASSES) if math.hypot(p.x - middle, p.y - middle) < within
        )
        if (best := next(near, None)) is None:
            return replace(peak, score=logistic((logit(peak.score) + logit(CLOSE_LOOK.unseen_score)) / 2))
        x, y = (best.x - middle) / scale + peak.x, (best.y - middle) / scale + peak.y
        score = logistic((logit(peak.score) + logit(best.score)) / 2)
        return replace(best, score=score, x=x, y=y, side=best.side / scale)


def _regions(seen: Sequence[Seen], pixels: Pixels, threshold: float) -> tuple[Region, ...]:
    """What scores `threshold` and more, best first."""
    height, width = pixels.shape[:2]
    regions = [
        Region(RegionKind.MARK, s.quad.clipped(width, height), round(s.score, 4), MARKS[s.peak.kind].kind, s.likeness)
        for s in seen
        if s.score >= threshold
    ]
    return tuple(sorted(regions, key=lambda r: (-r.score, r.quad.corners)))


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
