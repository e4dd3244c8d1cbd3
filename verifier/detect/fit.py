"""Lays our drawing over what the net points at: the exact quad with turn and squeeze, and how like it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import numpy.typing as npt

from verifier.detect.align import Aligner, Levels, pose_of
from verifier.detect.likeness import REACH, SIDE, Cues, Likeness, RingLikeness
from verifier.detect.templates import Form, Plane
from verifier.domain import MarkKind
from verifier.domain.geometry import Quad
from verifier.finder.net import KINDS, Peak

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
    """Aligns the drawings with peaks, all of them together. Safe to share between threads."""

    def __init__(self) -> None:
        rings = [Form(MarkKind.COMPULSORY, *size) for size in _RINGS]
        self._forms = [*rings, Form(MarkKind.VOLUNTARY), Form(MarkKind.COMMUNITY)]
        self._of = [[n for n, form in enumerate(self._forms) if form.kind is kind] for kind in KINDS]
        self._aligner = Aligner(self._forms)
        self._bare, self._community = Likeness(MarkKind.VOLUNTARY), Likeness(MarkKind.COMMUNITY)
        self._ring = RingLikeness()

    def __call__(self, levels: Levels, peaks: Sequence[Peak]) -> list[Fit | None]:
        """For each peak the drawing's best place, None where it does not lie down."""
        if not peaks:
            return []
        starts = self._started(levels, peaks)
        tried = [(i, form) for i, peak in enumerate(peaks) for form in self._of[peak.kind]]
        poses, fits = self._aligner.refine(
            levels,
            np.stack([self._pose(peaks[i], form, starts[i][0]) for i, form in tried]),
            np.array([form for _, form in tried]),
            dark=np.array([starts[i][1] for i, _ in tried]),
        )
        best = {
            i: max(rows, key=lambda row: fits[row]) for i, rows in groupby(range(len(tried)), lambda r: tried[r][0])
        }
        rows = [best[i] for i in range(len(peaks))]
        signs = np.array([-1.0 if dark else 1.0 for _, dark in starts], np.float32)[:, None, None]
        cues = self._cues(levels.patches(poses[rows], REACH, SIDE) * signs, [KINDS[peak.kind] for peak in peaks])
        return [
            Fit(_quad(poses[row], cue.turns, cue.diameter or 1.0, KINDS[peak.kind]), cue, float(fits[row]))
            if fits[row] >= LEAST
            else None
            for row, cue, peak in zip(rows, cues, peaks, strict=True)
        ]

    def _pose(self, peak: Peak, form: int, angle: float) -> npt.NDArray[np.float64]:
        return pose_of(peak.x, peak.y, peak.side / self._forms[form].extent, angle)

    def _started(self, levels: Levels, peaks: Sequence[Peak]) -> list[tuple[float, bool]]:
        """Where to begin: the turn, of six, and the ink, dark or not, with which the drawing agrees best."""
        middle = [forms[len(forms) // 2] for forms in self._of]
        turns = [[(peak.angle + turn) % 90 for turn in TURNS] for peak in peaks]
        options = [self._pose(p, middle[p.kind], turn) for p, mine in zip(peaks, turns, strict=True) for turn in mine]
        which = np.repeat([middle[peak.kind] for peak in peaks], len(TURNS))
        agreed = self._aligner.agreement(levels, np.stack(options), which).reshape(len(peaks), -1)
        best = np.abs(agreed).argmax(axis=1).tolist()
        return [(turns[i][k], bool(agreed[i, k] < 0)) for i, k in enumerate(best)]

    def _cues(self, patches: Plane, kinds: Sequence[MarkKind]) -> list[Cues]:
        """How like their kind's mark the patches are."""
        cues: dict[int, Cues] = {}
        community = [i for i, kind in enumerate(kinds) if kind is MarkKind.COMMUNITY]
        bare = [i for i, kind in enumerate(kinds) if kind is not MarkKind.COMMUNITY]
        if community:
            cues.update(zip(community, self._community.cues(patches[community])[0], strict=True))
        if bare:
            found, upright = self._bare.cues(patches[bare])
            cues.update(zip(bare, found, strict=True))
            ringed = [k for k, i in enumerate(bare) if kinds[i] is MarkKind.COMPULSORY]
            for k, (whole, ring, across) in zip(
                ringed, self._ring.cues(upright[ringed]) if ringed else (), strict=True
            ):
                cues[bare[k]] = replace(found[k], whole=whole, ring=ring, diameter=across)
        return [cues[i] for i in range(len(kinds))]


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
