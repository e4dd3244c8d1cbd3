"""Last look: how like the drawing an aligned candidate is, cue by cue, and which mark it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verifier.detect.kinds import Mark
from verifier.detect.templates import Form, Plane, drawn, window
from verifier.domain import MarkKind

REACH, SIDE = 0.76, 48
"""Patches are SIDE×SIDE px and reach from -REACH to +REACH W."""
_WEIGHTS, _BLURS = (-0.008, 0.0, 0.008), (0.015, 0.035, 0.055)
"""Of the drawings that patches are compared with: edges moved outwards, and σ of the blur, both in W."""


@dataclass(frozen=True, slots=True)
class Cues:
    """What speaks for one candidate; correlations, -1..1, unless said otherwise.

    `whole`: the mark and the ground round it; `inner`: its inside alone, blind to a plain blot of its shape;
    `weakest_quarter`: the worst quarter of that; `ring`: the ring alone, and `ring_diameter` its width in W (0: the
    form has none); `quarter_turns`: how many quarter turns clockwise the print stands from the pose, and `turn_margin`
    by how much the correlation of that one beats the next (0..2).
    """

    whole: float
    inner: float
    weakest_quarter: float
    quarter_turns: int
    turn_margin: float
    ring: float = 0.0
    ring_diameter: float = 0.0


class Comparison:
    """A bank of m drawings seen through one window, blind to any mixture of some `plain` pictures."""

    def __init__(self, bank: Plane, weights: Plane, plain: Plane) -> None:
        self.weights = weights
        basis: list[Plane] = []
        for picture in plain:
            rest = picture.astype(np.float32)
            for b in basis:
                rest = rest - b * (b * rest * weights).sum()
            basis.append((rest / np.sqrt((rest * rest * weights).sum())).astype(np.float32))
        self.basis = np.stack(basis)
        t = bank - (bank * weights) @ self.basis.T @ self.basis
        self.bank = (t / np.sqrt((t * t) @ weights)[:, None]).astype(np.float32)

    def __call__(self, patches: Plane) -> Plane:
        """Weighted correlation of n patches (flattened) with the drawings: n×m, -1..1."""
        weighted = patches * self.weights
        along = weighted @ self.basis.T
        power = np.maximum((weighted * patches).sum(1) - (along * along).sum(1), 0)
        return np.asarray(weighted @ self.bank.T / (np.sqrt(power) + 1.0)[:, None], np.float32)


def _bank(form: Form) -> Plane:
    return np.stack([drawn(form, REACH, SIDE, b, w).ravel() for b in _BLURS for w in _WEIGHTS])


class Likeness:
    """Compares aligned patches with one mark, without a ring, in several weights and softnesses."""

    def __init__(self, inside: MarkKind) -> None:
        x, y = _grid()
        reach = np.abs(x) + np.abs(y)
        level: list[Plane] = [np.ones_like(x), x, y]
        blots: list[Plane] = [np.clip((0.5 - reach) / soft + 0.5, 0, 1) for soft in (0.05, 0.25)]
        tilt = np.stack([v.ravel() for v in level])
        blot = np.stack([v.ravel() for v in [*level, *blots, np.hypot(x, y)]])
        bank = _bank(Form(inside))
        inner = window(REACH, 0.53, SIDE).ravel()
        self._inner = Comparison(bank, inner, blot)
        self._whole = Comparison(bank, window(REACH, 0.64, SIDE).ravel(), tilt)
        self._quarters = []
        for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
            weights = np.asarray(inner * ((sx * x > 0) & (sy * y > 0)).ravel(), np.float32)
            self._quarters.append(Comparison(bank, weights / weights.sum(), blot))

    def cues(self, patches: Plane) -> tuple[list[Cues], Plane]:
        """Cues of n×SIDE×SIDE patches from -REACH to +REACH W with the ink *light*, and the patches turned upright."""
        n = len(patches)
        each = np.arange(n)
        turned = np.stack([np.rot90(patches, k, axes=(1, 2)) for k in range(4)], axis=1).reshape(4 * n, -1)
        inner = self._inner(turned).reshape(n, 4, -1)
        by_turn = inner.max(axis=2)
        turns, ranked = by_turn.argmax(axis=1), np.sort(by_turn, axis=1)
        upright = turned.reshape(n, 4, -1)[each, turns]
        look = inner[each, turns].argmax(axis=1)
        weakest = np.stack([q(upright)[each, look] for q in self._quarters]).min(axis=0)
        whole = self._whole(upright).max(axis=1)
        cues = [
            Cues(
                float(whole[i]),
                float(ranked[i, 3]),
                float(weakest[i]),
                int(turns[i]),
                float(ranked[i, 3] - ranked[i, 2]),
            )
            for i in range(n)
        ]
        return cues, upright


class RingLikeness:
    """Compares upright patches with the drawing inside rings of several widths and strokes."""

    def __init__(self, mark: Mark) -> None:
        x, y = _grid()
        tilt = np.stack([v.ravel() for v in (np.ones_like(x), x, y)])
        self._forms = []
        for outer, stroke in ((d, s) for d in mark.ring_diameters for s in mark.ring_strokes):
            bank = _bank(Form(mark.inside, outer, stroke))
            whole = window(REACH, outer / 2 + 0.05, SIDE)
            beyond = np.hypot(x, y) > outer / 2 - stroke - 0.06
            annulus = np.asarray(window(REACH, outer / 2 + 0.08, SIDE) * beyond, np.float32).ravel()
            annulus /= annulus.sum()
            self._forms.append((outer, Comparison(bank, whole.ravel(), tilt), Comparison(bank, annulus, tilt)))

    def cues(self, upright: Plane) -> list[tuple[float, float, float]]:
        """Whole, ring and the ring's diameter in W for n×(SIDE·SIDE) upright patches."""
        whole = np.stack([form(upright).max(axis=1) for _, form, _ in self._forms], axis=1)
        ring = np.stack([annulus(upright).max(axis=1) for _, _, annulus in self._forms], axis=1)
        best = whole.argmax(axis=1)
        return [(float(whole[i, b]), float(ring[i, b]), self._forms[b][0]) for i, b in enumerate(best)]


def _grid() -> tuple[Plane, Plane]:
    axis = ((np.arange(SIDE) + 0.5) * (2 * REACH / SIDE) - REACH).astype(np.float32)
    x, y = np.meshgrid(axis, axis)
    return x, y
