"""Lays our drawing over what the net points at: the exact quad with turn and squeeze, and how like it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

import numpy as np
import numpy.typing as npt

from verifier.detect.align import ALIGNMENT, Aligner, Levels, pose_of
from verifier.detect.kinds import MARKS, Mark
from verifier.detect.likeness import REACH, SIDE, Cues, Likeness, RingLikeness
from verifier.detect.templates import Form, Plane
from verifier.domain.geometry import Quad
from verifier.finder.net import Peak

START_TURNS = (0, 15, 30, 45, 60, 75)
"""Degrees added to the turn that the net tells, to begin the alignment from."""
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
        of = [[Form(mark.inside, *ring) for ring in mark.rings or [()]] for mark in MARKS]
        self._forms = [form for forms in of for form in forms]
        numbers = iter(range(len(self._forms)))
        self._of = [list(islice(numbers, len(forms))) for forms in of]
        self._aligner = Aligner(self._forms)
        self._inside = {inside: Likeness(inside) for inside in dict.fromkeys(mark.inside for mark in MARKS)}
        self._rings = {mark: RingLikeness(mark) for mark in MARKS if mark.ringed}

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
        marks = [MARKS[peak.kind] for peak in peaks]
        cues = self._cues(levels.patches(poses[rows], REACH, SIDE) * signs, marks)
        return [
            Fit(_quad(poses[row], cue, mark), cue, float(fits[row])) if fits[row] >= ALIGNMENT.min_correlation else None
            for row, cue, mark in zip(rows, cues, marks, strict=True)
        ]

    def _pose(self, peak: Peak, form: int, angle: float) -> npt.NDArray[np.float64]:
        return pose_of(peak.x, peak.y, peak.side / self._forms[form].extent, angle)

    def _started(self, levels: Levels, peaks: Sequence[Peak]) -> list[tuple[float, bool]]:
        """Where to begin: the turn, of six, and the ink, dark or not, with which the drawing agrees best."""
        middle = [forms[len(forms) // 2] for forms in self._of]
        turns = [[(peak.angle + turn) % 90 for turn in START_TURNS] for peak in peaks]
        options = [self._pose(p, middle[p.kind], turn) for p, mine in zip(peaks, turns, strict=True) for turn in mine]
        which = np.repeat([middle[peak.kind] for peak in peaks], len(START_TURNS))
        agreed = self._aligner.agreement(levels, np.stack(options), which).reshape(len(peaks), -1)
        best = np.abs(agreed).argmax(axis=1).tolist()
        return [(turns[i][k], bool(agreed[i, k] < 0)) for i, k in enumerate(best)]

    def _cues(self, patches: Plane, marks: Sequence[Mark]) -> list[Cues]:
        """How like their mark the patches are."""
        cues: dict[int, Cues] = {}
        for inside, likeness in self._inside.items():
            if rows := [i for i, mark in enumerate(marks) if mark.inside is inside]:
                found, upright = likeness.cues(patches[rows])
                cues.update(zip(rows, found, strict=True))
                for mark, rings in self._rings.items():
                    if ringed := [k for k, i in enumerate(rows) if marks[i] is mark]:
                        for k, (whole, ring, across) in zip(ringed, rings.cues(upright[ringed]), strict=True):
                            cues[rows[k]] = replace(found[k], whole=whole, ring=ring, ring_diameter=across)
        return [cues[i] for i in range(len(marks))]


def _quad(pose: npt.NDArray[np.float64], cues: Cues, mark: Mark) -> Quad:
    """The square round the mark, in photo pixels, corners in the order of the print."""
    half = (cues.ring_diameter or 1.0) / 2
    square = np.array([[-half, half, half, -half], [-half, -half, half, half]])
    corners = pose[:, :2] @ np.linalg.matrix_power(_QUARTER, cues.quarter_turns) @ square + pose[:, 2:]
    quad = Quad.of_points(corners.T)
    if mark.quarter_alike:  # taken as standing as upright as it can
        back = round(quad.angle / 90) % 4
        quad = Quad.of_points(corners.T[(np.arange(4) - back) % 4])
    return quad
