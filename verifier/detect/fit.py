"""Lays our drawing over what the net points at: the exact quad with turn and squeeze, and how like it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from verifier.detect.align import Aligner, Candidate, Levels, pose_of
from verifier.detect.likeness import REACH, SIDE, Cues, Likeness, RingLikeness
from verifier.detect.net import KINDS, Peak
from verifier.detect.templates import Form
from verifier.geometry import Quad
from verifier.models import MarkKind

LEAST = 0.5
"""An alignment that correlates less with the drawing than this is none."""
TURNS = (0, 15, 30, 45, 60, 75)
"""Degrees added to the turn that the net tells, to begin the alignment from."""
_RINGS = ((1.2, 0.045), (1.27, 0.058), (1.344, 0.072))
_QUARTER = np.array([[0.0, -1.0], [1.0, 0.0]])


@dataclass(frozen=True, slots=True)
class Fit:
    """A mark laid over a peak: the quad, clockwise from the printed top-left, and the cues of its likeness."""

    quad: Quad
    cues: Cues
    fit: float


class Fitter:
    """Aligns the drawings with peaks. Safe to share between threads."""

    def __init__(self) -> None:
        self._aligners = {
            MarkKind.COMPULSORY: [Aligner(Form(MarkKind.COMPULSORY, *size)) for size in _RINGS],
            MarkKind.VOLUNTARY: [Aligner(Form(MarkKind.VOLUNTARY))],
            MarkKind.COMMUNITY: [Aligner(Form(MarkKind.COMMUNITY))],
        }
        self._likeness = {
            MarkKind.VOLUNTARY: Likeness(MarkKind.VOLUNTARY),
            MarkKind.COMMUNITY: Likeness(MarkKind.COMMUNITY),
        }
        self._ring = RingLikeness()

    def __call__(self, levels: Levels, peaks: Sequence[Peak]) -> list[Fit | None]:
        """For each peak the drawing's best place, None where it does not lie down."""
        found: list[Fit | None] = [None] * len(peaks)
        for k, kind in enumerate(KINDS):
            at = [i for i, peak in enumerate(peaks) if peak.kind == k]
            if at:
                for i, fit in zip(at, self._fits(levels, kind, [peaks[i] for i in at]), strict=True):
                    found[i] = fit
        return found

    def _fits(self, levels: Levels, kind: MarkKind, peaks: Sequence[Peak]) -> list[Fit | None]:
        aligners = self._aligners[kind]
        form = aligners[0].form
        candidates = self._started(levels, aligners[len(aligners) // 2], peaks)
        tried = [a.refine(levels, [replace(c, form=a.form) for c in candidates]) for a in aligners]
        fits = np.stack([fit for _, fit in tried])
        each = np.arange(len(candidates))
        best = fits.argmax(axis=0)
        poses, fit = np.stack([poses for poses, _ in tried])[best, each], fits[best, each]
        sign = np.array([-1.0 if c.dark else 1.0 for c in candidates], np.float32)[:, None, None]
        likeness = self._likeness[MarkKind.COMMUNITY if kind is MarkKind.COMMUNITY else MarkKind.VOLUNTARY]
        cues, upright = likeness.cues(levels.patches(poses, REACH, SIDE) * sign)
        extents = [form.extent] * len(peaks)
        if kind is MarkKind.COMPULSORY:
            rings = self._ring.cues(upright)
            cues = [replace(c, whole=w, ring=r, diameter=d) for c, (w, r, d) in zip(cues, rings, strict=True)]
            extents = [c.diameter for c in cues]
        return [
            Fit(_quad(pose, cue.turns, extent, kind), cue, float(value)) if value >= LEAST else None
            for pose, cue, extent, value in zip(poses, cues, extents, fit, strict=True)
        ]

    def _started(self, levels: Levels, aligner: Aligner, peaks: Sequence[Peak]) -> list[Candidate]:
        """Where to begin: the turn, of six, and the ink with which the drawing agrees best."""
        options = [
            Candidate(aligner.form, p.x, p.y, p.side, (p.angle + turn) % 90, True, p.score)
            for p in peaks
            for turn in TURNS
        ]
        agreed = aligner.agreement(levels, np.stack([pose_of(c) for c in options])).reshape(len(peaks), -1)
        best = np.abs(agreed).argmax(axis=1)
        return [replace(options[i * len(TURNS) + int(k)], dark=bool(agreed[i, k] < 0)) for i, k in enumerate(best)]


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


def likely(cues: Cues, kind: MarkKind) -> float:
    """How like the drawing, 0..1: the weakest cue decides; without a ring more is asked of the rest."""
    if kind is MarkKind.COMPULSORY:
        return min(
            _ramp(cues.whole, 0.5, 0.9),
            _ramp(cues.inner, 0.48, 0.85),
            _ramp(cues.weakest, 0.3, 0.8),
            _ramp(cues.ring, 0.35, 0.85),
        )
    bare = min(_ramp(cues.whole, 0.78, 0.96), _ramp(cues.inner, 0.68, 0.9), _ramp(cues.weakest, 0.66, 0.88))
    if kind is MarkKind.VOLUNTARY:  # what looks the same after a quarter turn, or mirrored, is none
        return min(bare, _ramp(cues.turn, 0.0, 0.01))
    return bare


def _ramp(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)
