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

from verifier.detect.templates import Form, Plane, drawn, window
from verifier.models import Pixels

GAIN = 0.001
"""Alignments of which none gained this much by two steps in turn have arrived, or swing about a place."""

Pose = npt.NDArray[np.float64]
"""Affine maps from the mark's frame (unit W, origin at its centre, y down) to photo pixels, as n×2×3 arrays."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where the drawing may lie, in the pixels of the picture.

    `size`: width of the mark as printed; `angle`: degrees clockwise, 0..90; `dark`: ink darker than the ground.
    """

    form: Form
    x: float
    y: float
    size: float
    angle: float
    dark: bool
    score: float


class Levels:
    """A picture, or a piece of one, at full size and halved again and again, for sampling without aliasing."""

    def __init__(self, grey: Pixels, corner: tuple[int, int] = (0, 0)) -> None:
        """`corner`: x and y of the piece's upper left corner in the picture, whose pixels all poses are in."""
        self.planes, self._corner = [grey], np.array(corner, np.float64)[:, None]
        while min(self.planes[-1].shape) >= 32:
            self.planes.append(np.asarray(cv2.pyrDown(self.planes[-1]), np.uint8))

    def patches(self, poses: Pose, reach: float, side: int) -> Plane:
        """n×side×side samples of the squares from -reach to +reach W."""
        points = poses @ _grid(reach, side) - self._corner
        steps = (_sizes(poses) * (2 * reach / side)).tolist()
        depth = [min(max(round(math.log2(max(step, 1e-6))), 0), len(self.planes) - 1) for step in steps]
        out = np.empty((len(poses), side, side), np.float32)
        for d in set(depth):
            chosen = [k for k, deep in enumerate(depth) if deep == d]
            at = (points[chosen] / 2.0**d - 0.5).astype(np.float32)
            maps = at.reshape(len(chosen), 2, side, side)
            sampled = cv2.remap(
                self.planes[d],
                np.ascontiguousarray(maps[:, 0]).reshape(-1, side),
                np.ascontiguousarray(maps[:, 1]).reshape(-1, side),
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            )
            out[chosen] = sampled.reshape(len(chosen), side, side)
        return out


def pose_of(candidate: Candidate) -> npt.NDArray[np.float64]:
    """The candidate's place as a 2×3 map."""
    w, a = candidate.size / candidate.form.extent, math.radians(candidate.angle)
    return np.array(
        [
            [w * math.cos(a), -w * math.sin(a), candidate.x],
            [w * math.sin(a), w * math.cos(a), candidate.y],
        ]
    )


class Aligner:
    """Refines candidates towards one form of a mark."""

    def __init__(self, form: Form) -> None:
        self.form, self.side = form, 32
        self.reach = form.extent / 2 * 1.12
        self.window = window(self.reach, self.reach, self.side)
        self._stages = [self._stage(blur) for blur in (0.06, 0.035)]

    def _stage(self, blur: float) -> tuple[Plane, Plane]:
        """The drawing, normalised, and the 6×n matrix that turns a patch's error into a change of pose."""
        plain = drawn(self.form, self.reach, self.side, blur)
        # Which of the four quarter turns it is, is asked later.
        plain = np.mean([np.rot90(plain, k) for k in range(4)], axis=0)
        step = 2 * self.reach / self.side
        axis = (np.arange(self.side) + 0.5) * step - self.reach
        x, y = np.meshgrid(axis, axis)
        t = normalised(plain[None].astype(np.float32), self.window, floor=0)[0]
        gy, gx = np.gradient(t, step)
        steepest = np.stack([gx * x, gx * y, gx, gy * x, gy * y, gy], axis=-1).reshape(-1, 6)
        w = self.window.reshape(-1, 1)
        for level in (np.ones_like(t).reshape(-1, 1), t.reshape(-1, 1)):  # mean and contrast are set elsewhere
            steepest = steepest - level * (w * level * steepest).sum(0)
        hessian = steepest.T @ (w * steepest)
        update = np.linalg.solve(hessian, (w * steepest).T)
        return t, np.asarray(update, np.float32)

    def agreement(self, levels: Levels, poses: Pose) -> Plane:
        """How well each pose fits as it is: correlation, -1..1; negative for ink darker than the ground."""
        t = self._stages[0][0]
        normal = normalised(levels.patches(poses, self.reach, self.side), self.window)
        return np.asarray(np.einsum("nij,ij->n", normal, self.window * t), np.float32)

    def refine(self, levels: Levels, candidates: Sequence[Candidate], steps: int = 8) -> tuple[Pose, Plane]:
        """Poses of the candidates after alignment, and how well each fits: correlation, -1..1."""
        poses = np.stack([pose_of(c) for c in candidates])
        sign = np.array([-1.0 if c.dark else 1.0 for c in candidates], np.float32)[:, None, None]
        best, fit = poses.copy(), np.full(len(poses), -1.0, np.float32)
        for t, update in self._stages:
            current = best.copy()
            score, idle = np.full(len(poses), -1.0, np.float32), 0
            for _ in range(steps):
                normal = normalised(levels.patches(current, self.reach, self.side), self.window) * sign
                now = np.einsum("nij,ij->n", normal, self.window * t)
                better, idle = now > score, 0 if (now - score).max() >= GAIN else idle + 1
                score[better], best[better] = now[better], current[better]
                if idle == 2:
                    break
                error = (normal / np.maximum(now, 0.3)[:, None, None] - t).reshape(len(poses), -1)
                delta = np.clip(error @ update.T, -0.12, 0.12).reshape(-1, 2, 3)
                current = _composed(current, delta)
                current = _kept_sane(current, poses)
            fit = score
        return best, fit


@cache
def _grid(reach: float, side: int) -> npt.NDArray[np.float64]:
    """3×side² homogeneous points, row by row, of a square from -reach to +reach W."""
    axis = (np.arange(side) + 0.5) * (2 * reach / side) - reach
    x, y = np.meshgrid(axis, axis)
    return np.stack([x.ravel(), y.ravel(), np.ones(side * side)])


def _sizes(poses: Pose) -> npt.NDArray[np.float64]:
    """W in pixels of each pose: the root of its determinant."""
    return np.asarray(np.sqrt(np.abs(_determinants(poses))), np.float64)


def _determinants(poses: Pose) -> npt.NDArray[np.float64]:
    return np.asarray(poses[:, 0, 0] * poses[:, 1, 1] - poses[:, 0, 1] * poses[:, 1, 0], np.float64)


def normalised(patches: Plane, weights: Plane, floor: float = 1.0) -> Plane:
    """Patches (n×s×s) with weighted mean 0 and weighted power 1; contrast under `floor` grey levels stays small."""
    centred = patches - np.einsum("nij,ij->n", patches, weights)[:, None, None]
    power = np.einsum("nij,ij->n", centred * centred, weights)[:, None, None]
    return np.asarray(centred / (np.sqrt(power) + floor), np.float32)


def _composed(poses: Pose, delta: Plane) -> Pose:
    """Each pose after the *inverse* of a small warp (identity + delta) of the mark's frame."""
    warp = np.tile(np.eye(3), (len(poses), 1, 1))
    warp[:, :2] += delta
    inverse = np.linalg.inv(warp)
    out = poses @ inverse
    return np.asarray(out, np.float64)


def _kept_sane(poses: Pose, start: Pose) -> Pose:
    """Poses that ran away (far off, far too large or small, squeezed flat) are set back to where they began."""
    size = _sizes(start)
    squares, product = np.square(poses[:, :, :2]).sum((1, 2)), np.abs(_determinants(poses))
    wide = (np.sqrt(squares + 2 * product) + np.sqrt(np.maximum(squares - 2 * product, 0))) / 2  # singular values
    narrow = product / np.maximum(wide, 1e-9)
    shift = np.hypot(*(poses[:, :, 2] - start[:, :, 2]).T)
    off = (shift > 0.35 * size) | (wide > 1.7 * size) | (narrow < 0.45 * size) | (narrow < 0.5 * wide)
    return np.where(off[:, None, None], start, poses)
