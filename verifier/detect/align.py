"""Lays the drawing exactly over each candidate, with turn, size, squeeze and shift.

All candidates of a photo are refined together by Gauss-Newton steps in the inverse compositional form (Baker &
Matthews 2004) on patches normalised for mean and contrast.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.fitted import fitted
from verifier.detect.templates import Form, Plane, drawn, window
from verifier.domain import Pixels

SIDE, ROOM = 32, 1.12
"""Patches are SIDE×SIDE px and reach ROOM times as far as the drawing."""
MIN_LEVEL_SIDE_PX = 32
"""A level of the pyramid with a shorter side is not halved."""

Pose = npt.NDArray[np.float64]
"""Affine maps from the mark's frame (unit W, origin at its centre, y down) to photo pixels, as n×2×3 arrays."""
Index = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the drawing is aligned.

    `blurs`: σ, in W, of the drawings of each stage. At most `max_steps` a stage; an alignment that gained less than
    `min_gain` (correlation) in `patience` steps in turn has arrived, or swings about a place. The patch's error is
    scaled by its correlation, at least `min_slope`; no parameter changes by more than `max_step` (W) at a step. What
    correlates less than `min_correlation` in the end is no alignment. A pose whose centre is further than `max_shift`
    from where it began, or which is more than `max_size` or less than `min_size` as wide (all in sides of the start),
    or less than `max_squeeze` as narrow as wide, ran away.
    """

    blurs: tuple[float, ...]
    max_steps: int
    min_gain: float
    patience: int
    min_slope: float
    max_step: float
    min_correlation: float
    max_shift: float
    max_size: float
    min_size: float
    max_squeeze: float


ALIGNMENT = fitted("alignment", Alignment)


class Levels:
    """A picture, or a piece of one, at full size and halved again and again, for sampling without aliasing."""

    def __init__(self, grey: Pixels, corner: tuple[int, int] = (0, 0)) -> None:
        """`corner`: x and y of the piece's upper left corner in the picture, whose pixels all poses are in."""
        self.planes, self._corner = [grey], np.array(corner, np.float64)
        while min(self.planes[-1].shape) >= MIN_LEVEL_SIDE_PX:
            self.planes.append(np.asarray(cv2.pyrDown(self.planes[-1]), np.uint8))

    def patches(self, poses: Pose, reach: float | npt.NDArray[np.float64], side: int) -> Plane:
        """n×side×side samples of the squares from -reach to +reach W; `reach` may be one for each pose."""
        reach = np.broadcast_to(reach, len(poses))
        steps = (_sizes(poses) * reach * (2 / side)).tolist()
        depth = np.array([min(max(round(math.log2(max(s, 1e-6))), 0), len(self.planes) - 1) for s in steps])
        maps = poses / 2.0 ** depth[:, None, None]
        maps[:, :, :2] *= reach[:, None, None]
        maps[:, :, 2] -= self._corner / 2.0 ** depth[:, None] + 0.5
        at = (maps.reshape(-1, 3) @ _grid(side)).astype(np.float32).reshape(len(poses), 2, side, side)
        out = np.empty((len(poses), side, side), np.float32)
        for d in set(depth.tolist()):
            chosen = np.flatnonzero(depth == d)
            x, y = (np.ascontiguousarray(at[chosen, axis]).reshape(-1, side) for axis in (0, 1))
            sampled = cv2.remap(self.planes[d], x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            out[chosen] = sampled.reshape(len(chosen), side, side)
        return out


def pose_of(x: float, y: float, width: float, angle: float) -> npt.NDArray[np.float64]:
    """2×3 map of a mark whose W is `width` px, its centre at (x, y), turned by `angle` degrees clockwise."""
    cos, sin = width * math.cos(math.radians(angle)), width * math.sin(math.radians(angle))
    return np.array([[cos, -sin, x], [sin, cos, y]])


class Aligner:
    """Refines poses towards forms of the marks; `which` tells everywhere the number of each pose's form."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._reach = np.array([form.extent / 2 * ROOM for form in forms])
        self._window = window(1.0, 1.0, SIDE)
        self._stages = [self._stage(forms, blur) for blur in ALIGNMENT.blurs]

    def _stage(self, forms: Sequence[Form], blur: float) -> tuple[Plane, Plane]:
        """The drawings, normalised, and the 6×SIDE² matrices that turn a patch's error into a change of pose."""
        drawings, updates = [], []
        for form, reach in zip(forms, self._reach, strict=True):
            plain = drawn(form, reach, SIDE, blur)
            # Which of the four quarter turns it is, is asked later.
            plain = np.mean([np.rot90(plain, k) for k in range(4)], axis=0)
            step = 2 * reach / SIDE
            axis = (np.arange(SIDE) + 0.5) * step - reach
            x, y = np.meshgrid(axis, axis)
            t = normalised(plain[None].astype(np.float32), self._window, floor=0)[0]
            gy, gx = np.gradient(t, step)
            steepest = np.stack([gx * x, gx * y, gx, gy * x, gy * y, gy], axis=-1).reshape(-1, 6)
            w = self._window.reshape(-1, 1)
            for level in (np.ones_like(t).reshape(-1, 1), t.reshape(-1, 1)):  # mean and contrast are set elsewhere
                steepest = steepest - level * (w * level * steepest).sum(0)
            hessian = steepest.T @ (w * steepest)
            drawings.append(t)
            updates.append(np.linalg.solve(hessian, (w * steepest).T))
        return np.stack(drawings), np.stack(updates).astype(np.float32)

    def _seen(self, levels: Levels, poses: Pose, which: Index) -> Plane:
        return normalised(levels.patches(poses, self._reach[which], SIDE), self._window)

    def agreement(self, levels: Levels, poses: Pose, which: Index) -> Plane:
        """How well each pose fits as it is: correlation, -1..1; negative for ink darker than the ground."""
        drawings = self._window * self._stages[0][0][which]
        return np.asarray(np.einsum("nij,nij->n", self._seen(levels, poses, which), drawings), np.float32)

    def refine(self, levels: Levels, poses: Pose, which: Index, *, dark: npt.NDArray[np.bool_]) -> tuple[Pose, Plane]:
        """The poses after alignment and how well each fits: correlation, -1..1; `dark`: ink darker than the ground."""
        sign = np.where(dark, np.float32(-1), np.float32(1))[:, None, None]
        best, fit = poses.copy(), np.full(len(poses), -1.0, np.float32)
        for drawings, updates in self._stages:
            fit[:] = -1.0
            on, current, idle = np.arange(len(poses)), best.copy(), np.zeros(len(poses), int)
            t, update = drawings[which], updates[which]
            windowed = self._window * t
            for _ in range(ALIGNMENT.max_steps):
                normal = self._seen(levels, current, which[on]) * sign[on]
                now = np.einsum("nij,nij->n", normal, windowed)
                gained = now - fit[on]
                better = gained > 0
                fit[on[better]], best[on[better]] = now[better], current[better]
                idle = np.where(gained >= ALIGNMENT.min_gain, 0, idle + 1)
                going = idle < ALIGNMENT.patience
                if not going.any():
                    break
                if not going.all():
                    on, normal, now, idle = on[going], normal[going], now[going], idle[going]
                    current, t, update, windowed = current[going], t[going], update[going], windowed[going]
                slope = np.maximum(now, ALIGNMENT.min_slope)[:, None, None]
                error = (normal / slope - t).reshape(len(on), -1, 1)
                delta = np.clip((update @ error)[:, :, 0], -ALIGNMENT.max_step, ALIGNMENT.max_step)
                current = _kept_sane(_composed(current, delta), poses[on])
        return best, fit


@cache
def _grid(side: int) -> npt.NDArray[np.float64]:
    """3×side² homogeneous points, row by row, of a square from -1 to +1."""
    axis = (np.arange(side) + 0.5) * (2 / side) - 1
    x, y = np.meshgrid(axis, axis)
    return np.stack([x.ravel(), y.ravel(), np.ones(side * side)])


def _sizes(poses: Pose) -> npt.NDArray[np.float64]:
    """W in pixels of each pose: the root of its determinant."""
    return np.asarray(np.sqrt(np.abs(_determinants(poses))), np.float64)


def _determinants(poses: Pose) -> npt.NDArray[np.float64]:
    return np.asarray(poses[:, 0, 0] * poses[:, 1, 1] - poses[:, 0, 1] * poses[:, 1, 0], np.float64)


def normalised(patches: Plane, weights: Plane, floor: float = 1.0) -> Plane:
    """Patches (n×s×s) with weighted mean 0 and weighted power 1; contrast under `floor` grey levels stays small."""
    flat, w = patches.reshape(len(patches), -1), weights.ravel()
    centred = flat - (flat @ w)[:, None]
    power = (centred * centred) @ w
    return np.asarray((centred / (np.sqrt(power) + floor)[:, None]).reshape(patches.shape), np.float32)


def _composed(poses: Pose, delta: Plane) -> Pose:
    """Each pose after the *inverse* of a small warp of the mark's frame: identity and `delta`, n×6, row by row."""
    a, b, c, d, e, f = delta.T.astype(np.float64)
    a, e = a + 1, e + 1
    inverse = np.array([[e, -b, b * f - c * e], [-d, a, c * d - a * f]]) / (a * e - b * d)
    out = poses[:, :, :2] @ inverse.transpose(2, 0, 1)
    out[:, :, 2] += poses[:, :, 2]
    return np.asarray(out, np.float64)


def _kept_sane(poses: Pose, start: Pose) -> Pose:
    """Poses that ran away (far off, far too large or small, squeezed flat) are set back to where they began."""
    size = _sizes(start)
    squares, product = np.square(poses[:, :, :2]).sum((1, 2)), np.abs(_determinants(poses))
    wide = (np.sqrt(squares + 2 * product) + np.sqrt(np.maximum(squares - 2 * product, 0))) / 2  # singular values
    narrow = product / np.maximum(wide, 1e-9)
    shift = np.hypot(*(poses[:, :, 2] - start[:, :, 2]).T)
    a = ALIGNMENT
    off = (shift > a.max_shift * size) | (wide > a.max_size * size)
    off |= (narrow < a.min_size * size) | (narrow < a.max_squeeze * wide)
    return np.where(off[:, None, None], start, poses)
