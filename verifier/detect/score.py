"""The score of a place: a logistic regression on what the net says and on how the drawing lies there."""

from __future__ import annotations

import math
from dataclasses import dataclass

from verifier.detect.fit import Fit
from verifier.detect.fitted import fitted, table
from verifier.detect.kinds import MARKS, Mark
from verifier.detect.likeness import Cues
from verifier.finder.net import Peak

FEATURES = ("constant", "net_logit", "lies", "whole", "inner", "weakest_quarter", "ring", "is_ringed")
"""What the score rests on.

A constant, the net's logit, whether the drawing lies down at all and how well it does: whole, inside, in its worst
quarter, and as a ring; whether the net says it is a ring.
"""


@dataclass(frozen=True, slots=True)
class Score:
    """`threshold`: the score from which a place is called a mark. `weights` of FEATURES, by `calibrate-detector`.

    `no_fit_logit` is added where the drawing does not lie down at all on a place of `no_fit_min_side_px` and more, were
    the photo reduced to `no_fit_at_long_side_px`: drawn scenes hold fewer large round things than shops do. Not where
    grey levels deviate by less than `no_fit_min_contrast`: the drawing lies on no relief and no faint ink either.
    `another_logit` is added where a place is seen so well that it must be something else (`another`): all else comes to
    10.5 where the net says 0.96 and the drawing lies on a diamond perfectly.
    """

    threshold: float
    weights: dict[str, float]
    no_fit_logit: float
    no_fit_min_side_px: float
    no_fit_at_long_side_px: float
    no_fit_min_contrast: float
    another_logit: float
    another_min_ring: float
    another_max_inner: float
    another_min_side_px: float
    another_min_whole: float
    another_max_turn_margin: float


SCORE = fitted("score", Score)
_WEIGHTS = tuple(SCORE.weights[name] for name in FEATURES)
_RAMPS = {mark.kind: table("likely")[mark.kind] for mark in MARKS}


def odds(peak: Peak, fit: Fit | None) -> float:
    """Logit of the score as the regression has it."""
    return sum(w * x for w, x in zip(_WEIGHTS, features(peak, fit), strict=True))


def features(peak: Peak, fit: Fit | None) -> tuple[float, ...]:
    """The values of FEATURES."""
    ringed = float(MARKS[peak.kind].ringed)
    if fit is None:
        return (1.0, logit(peak.score), 0.0, 0.0, 0.0, 0.0, 0.0, ringed)
    cues = fit.cues
    return (1.0, logit(peak.score), 1.0, cues.whole, cues.inner, cues.weakest_quarter, ringed * cues.ring, ringed)


def another(cues: Cues, mark: Mark, side_px: float) -> bool:
    """Whether a place can be seen too well to be this mark.

    A clear ring round something else, such as a wheel; or a bare diamond, `side_px` wide where the drawing was laid on
    it, that looks the same after a quarter turn or mirrored.
    """
    if mark.ringed:
        return cues.ring >= SCORE.another_min_ring and cues.inner < SCORE.another_max_inner
    alike = cues.turn_margin < SCORE.another_max_turn_margin and not mark.quarter_alike
    return alike and side_px >= SCORE.another_min_side_px and cues.whole >= SCORE.another_min_whole


def likely(cues: Cues, mark: Mark) -> float:
    """How like the drawing, 0..1: the weakest cue decides; without a ring more is asked of the rest.

    A bare mark that looks the same after a quarter turn, or mirrored, is none.
    """
    return min(_ramp(getattr(cues, cue), *ends) for cue, ends in _RAMPS[mark.kind].items())


def _ramp(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)


def logit(p: float) -> float:
    """Natural log of the odds, of a probability kept within 0.0001 of 0 and 1."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def logistic(x: float) -> float:
    """The probability of which x is the natural log of the odds."""
    return 1 / (1 + math.exp(-x))
