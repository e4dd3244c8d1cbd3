"""Lays our drawing over a mark that was found, as exactly as the photo allows, and tells what is left over.

Gauss-Newton steps on everything that may honestly differ: pose and perspective, blur, weight of the print, radii of the
ring, light and contrast that change across the mark. Pixels that the drawing does not explain lose their say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from verifier.detect.closeup import Closeup, Homography
from verifier.detect.overlay_start import BARE_REACH, TINY, USUAL_RING_WIDTH, ink_of, start_of
from verifier.detect.print_model import (
    BLURS,
    RADIUS,
    SIDE,
    STEP,
    WEIGHTS,
    PrintModel,
    Rendering,
    Setting,
    Values,
    X,
    Y,
    diamond,
    disc,
    ring_profile,
)
from verifier.detect.templates import Plane
from verifier.domain import Pixels
from verifier.domain.geometry import Quad

COARSE_STEPS, FINE_STEPS = 3, 4
"""Steps with the mean of the four turns, which fits all of them, and then with the attitude that fits best."""
RING_MARGIN, MONOGRAM_REACH = 0.06, 0.56
"""Pixels are looked at this far beyond a ring's outer radius, and this far out along the diamond's axes where the
monogram alone is looked at, in W."""
OUTER_RANGE, INNER_MIN, STROKE_RANGE = (0.52, 0.82), 0.45, (0.02, 0.14)
"""Radii and stroke of a ring, in W, that the steps may reach."""
LIGHT, SLOPES, AFFINE, POSE = 6, (1, 2, 4, 5), 6, 8
"""Numbers of values: of the light, and which of them are slopes; of the pose without perspective and with it."""
MAX_CHANGES = np.array([0.08] * POSE + [0.008, 0.02, 0.04, 0.04])
"""Most that a step changes each value, in W: the pose's, weight, blur, outer and inner radius."""
EXPECTED = np.array([0.03] * AFFINE + [0.04] * (POSE - AFFINE) + [0.01, 0.02, 0.03, 0.03])
"""How far each value may be off, in W: larger changes are held back, the more the noisier the picture."""
HELD_BACK = 6.0
"""How many pixels' evidence holds them back."""
MIN_NOISE, MIN_TOLERANCE, TOLERANCE = 0.05, 0.08, 2.0
"""In shares of the contrast between ink and ground: lowest noise that holds changes back; lowest error at which a pixel
has lost half its say, which is TOLERANCE times the noise otherwise."""
CONTRAST_RANGE = (0.3, 3.0)
"""Contrast at a place, in shares of that at the centre, that the light can bring about."""
MAX_MISFIT = 0.8
"""A pixel's error counts at most this much in favour of another attitude, in shares of the contrast."""
TO_SIGMA = 1.4826
"""σ of a normal distribution in its median absolute deviation."""
HALF, FIXED, MIN_CONTRAST = 0.5, 1e12, 1e-3


@dataclass(frozen=True, slots=True)
class Light:
    """Ground and contrast as planes over the mark: constant, slope along x, along y, in grey levels (a W)."""

    ground: Values
    contrast: Values

    @property
    def strength(self) -> float:
        """Contrast at the centre in grey levels, at least a little."""
        return max(float(self.contrast[0]), MIN_CONTRAST)

    def at(self, x: Plane, y: Plane) -> tuple[Plane, Plane]:
        """Ground and contrast at places in W."""
        ground, contrast = (v[0] + v[1] * x + v[2] * y for v in (self.ground, self.contrast))
        low, high = (share * self.strength for share in CONTRAST_RANGE)
        return ground.astype(np.float32), np.clip(contrast, low, high).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Attitudes:
    """How the monogram stands in its frame.

    `likeliest`: quarter turns clockwise, 4 more when mirrored. `mirror`: where the print stands between the likeliest
    attitude that is not mirrored, -1, and the likeliest that is, 1. `contrast`: how much of it these two differ in, in
    W; where the gaps that tell them apart are closed or blurred, hardly anything.
    """

    likeliest: int
    mirror: float
    contrast: float


@dataclass(frozen=True, slots=True)
class Overlay:
    """The drawing as it lies. Pictures are the model's, flattened; `error` in shares of the local contrast.

    `ink`: direction in RGB from ground to ink, a unit vector; `window`: how far pixels belong to the mark, 0..1.
    """

    closeup: Closeup
    pose: Homography
    setting: Setting
    light: Light
    ink: Plane
    rendering: Rendering
    error: Plane
    window: Plane
    attitudes: Attitudes

    def error_at(self, x: Plane, y: Plane, expected: Plane) -> Plane:
        """Error at m×n places in W, against what is expected there (ink 1, ground 0), at the finest resolution."""
        ground, contrast = self.light.at(x, y)
        return np.asarray((self.closeup.seen_at(self.pose, x, y) @ self.ink - ground) / contrast - expected, np.float32)


def overlay(model: PrintModel, levels: Sequence[Pixels], quad: Quad, *, ringed: bool) -> Overlay:
    """The drawing laid over the mark in `quad`, photo pixels; `levels`: the photo, H×W×3 RGB uint8, and halves."""
    closeup = Closeup(levels, quad, USUAL_RING_WIDTH if ringed else 1.0)
    pose, setting, ink = start_of(model, closeup, ringed=ringed)
    grey, light, noise, say = closeup.seen(pose) @ ink, None, MIN_NOISE, np.ones_like(X)
    attitude: int | None = None
    for step in range(COARSE_STEPS + FINE_STEPS):
        if step == COARSE_STEPS and light is not None:
            attitude = _attitudes(model, setting, light, grey).likeliest
        rendering, seen, window = model.rendering(setting, attitude), closeup.seen(pose), _window(setting)
        if step in (0, COARSE_STEPS):
            ink = ink_of(seen, rendering.mark, window * say)
        grey = seen @ ink
        light = light or _light(grey, rendering, window, slopes=False)
        more = step >= COARSE_STEPS - 1
        light, change = _step(grey, rendering, window * say, light, noise, slopes=more, perspective=more)
        error = _error(grey, rendering, light)
        noise = TO_SIGMA * float(np.median(np.abs(error[window > HALF])))
        say = 1 / (1 + np.square(error / max(TOLERANCE * noise, MIN_TOLERANCE)))
        pose, setting = _moved(pose, setting, change)
    rendering, window, grey = model.rendering(setting, attitude), _window(setting), closeup.seen(pose) @ ink
    light = _light(grey, rendering, window * say, slopes=True)
    attitudes = _attitudes(model, setting, light, grey)
    return Overlay(closeup, pose, setting, light, ink, rendering, _error(grey, rendering, light), window, attitudes)


def _light(grey: Plane, rendering: Rendering, weights: Plane, *, slopes: bool) -> Light:
    """Ground and contrast as they explain what is seen best, with slopes or even."""
    columns = _columns(rendering)
    normal, right = _normal(columns, grey, weights)
    held = np.full(LIGHT, TINY * max(normal[0, 0], 1.0))
    if not slopes:
        held[list(SLOPES)] = FIXED
    solved = _solved(normal, held, right)
    return Light(solved[:3], solved[3:])


def _step(
    grey: Plane, rendering: Rendering, weights: Plane, light: Light, noise: float, *, slopes: bool, perspective: bool
) -> tuple[Light, Values]:
    """The light again, and how much to change pose, weight, blur and ring: one step of Gauss and Newton."""
    _, contrast = light.at(X, Y)
    columns = np.concatenate([_columns(rendering), contrast * _changes(rendering)])
    normal, right = _normal(columns, grey, weights)
    held = np.full(len(columns), TINY * max(normal[0, 0], 1.0))
    expected = EXPECTED[: len(columns) - LIGHT]
    if not slopes:
        held[list(SLOPES)] = FIXED
    held[LIGHT:] += HELD_BACK * np.square(light.strength * max(noise, MIN_NOISE) / expected)
    if not perspective:
        held[LIGHT + AFFINE : LIGHT + POSE] = FIXED
    solved = _solved(normal, held, right)
    most = MAX_CHANGES[: len(columns) - LIGHT]
    return Light(solved[:3], solved[3:LIGHT]), np.clip(solved[LIGHT:], -most, most)


def _columns(rendering: Rendering) -> Plane:
    """What ground and contrast contribute to the picture: 6×n."""
    mark = rendering.mark
    return np.stack([np.ones_like(X), X, Y, mark, mark * X, mark * Y])


def _changes(rendering: Rendering) -> Plane:
    """How the picture changes with pose (8), weight, blur and, where there is a ring, its radii: 10×n or 12×n."""
    down, right = (slope.ravel() for slope in np.gradient(rendering.mark.reshape(SIDE, SIDE), STEP))
    outward = right * X + down * Y
    changes = [right, right * X, right * Y, down, down * X, down * Y, outward * X, outward * Y]
    changes += [rendering.by_weight, rendering.by_blur]
    if rendering.by_outer is not None and rendering.by_inner is not None:
        changes += [rendering.by_outer, rendering.by_inner]
    return np.stack(changes).astype(np.float32)


def _normal(columns: Plane, grey: Plane, weights: Plane) -> tuple[Values, Values]:
    weighted = columns * weights
    return (weighted @ columns.T).astype(np.float64), (weighted @ grey).astype(np.float64)


def _solved(normal: Values, held: Values, right: Values) -> Values:
    return np.asarray(np.linalg.solve(normal + np.diag(held), right), np.float64)


def _error(grey: Plane, rendering: Rendering, light: Light) -> Plane:
    ground, contrast = light.at(X, Y)
    return np.asarray((grey - ground) / contrast - rendering.mark, np.float32)


def _moved(pose: Homography, setting: Setting, change: Values) -> tuple[Homography, Setting]:
    """Pose and setting after a step; the pose by the inverse of the small warp of the mark's frame."""
    a, b, c, d, e, f, g, h = change[:POSE].tolist()
    warp = np.array([[1 + b, c, a], [e, 1 + f, d], [-g, -h, 1.0]])
    weight, blur = (float(v) for v in change[POSE : POSE + 2])
    moved = replace(
        setting,
        weight=_within(setting.weight + weight, WEIGHTS[0], WEIGHTS[-1]),
        blur=_within(setting.blur + blur, BLURS[0], BLURS[-1]),
    )
    if setting.ringed:
        outer = _within(setting.outer + float(change[-2]), *OUTER_RANGE)
        thin, thick = STROKE_RANGE
        inner = _within(setting.inner + float(change[-1]), max(INNER_MIN, outer - thick), outer - thin)
        moved = replace(moved, outer=outer, inner=inner)
    return pose @ np.linalg.inv(warp), moved


def _attitudes(model: PrintModel, setting: Setting, light: Light, grey: Plane) -> Attitudes:
    ground, contrast = light.at(X, Y)
    shown = (grey - ground) / contrast
    if setting.ringed:
        shown = shown - ring_profile(RADIUS, setting)[0]
    variants, body = model.attitudes(setting), diamond(MONOGRAM_REACH)
    misfits = np.square(np.clip(shown - variants, -MAX_MISFIT, MAX_MISFIT)) @ body
    straight, mirrored = int(misfits[:4].argmin()), 4 + int(misfits[4:].argmin())
    differ = variants[mirrored] - variants[straight]
    power = float(body @ (differ * differ))
    middle = (variants[straight] + variants[mirrored]) / 2
    mirror = 2 * float((body * (shown - middle)) @ differ) / max(power, TINY)
    return Attitudes(int(misfits.argmin()), mirror, math.sqrt(power) * STEP)


def _window(setting: Setting) -> Plane:
    """How far pixels belong to the mark, 0..1."""
    return disc(setting.outer + RING_MARGIN) if setting.ringed else diamond(BARE_REACH)


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
