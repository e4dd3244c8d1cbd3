"""Finder patterns searched in a picture too blurred or too slanted for a decoder, and grids laid through three of them.

A spot is a finder pattern as a template correlation sees it that knows no direction but a few slants. Any three spots
may be those of a code; each three give a homography for every size of code and every slant of a coarse set, and the
modules that all codes share tell which are any good.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from verifier.codes.grid import (
    QUIET_MODULES,
    SIZES,
    Floats,
    Grid,
    Picture,
    alignment_centre,
    laid,
    likeness,
    probes,
    refined,
    sampled,
)

TEMPLATE_MODULE_PX = 2.0
"""Side of a module in the picture that the template is laid over."""
SQUEEZES = ((1.0, 0), (0.72, 0), (0.72, 45), (0.72, 90), (0.72, 135))
"""Shapes of the template: shorter side over the longer, direction in degrees."""
TEMPLATE_BLUR_MODULES = 0.5
"""Sigma of the template's blur."""
TEMPLATE_RADIUS_MODULES = 4.4
"""The template ends this far from its centre, in its quiet zone."""
MIN_CORRELATION, MAX_SPOTS = 0.35, 9
"""Least correlation of a spot with the template, and most spots of one picture, the best first."""
MIN_SPOT_DISTANCE_MODULES = 3.5
"""Two spots are no nearer than this."""
MAX_SIZE_ERROR_MODULES = 5
"""Error of the modules a side that the distances of three spots tell."""
PERSPECTIVES = np.array([(g, h) for g in np.arange(-3, 4) * 0.15 for h in np.arange(-3, 4) * 0.15])
"""Perspective terms tried: how much further off the right and the lower edge are than the others, as a share."""
MAX_SLANTED, MAX_ALIGNED = 12, 2
"""Grids laid flat that are then slanted, and slanted grids that are then aligned; the best of all is refined."""
SLANTED_MIN_LIKENESS = 0.3
"""A slanted grid less like a code than this is given up."""
ALIGNMENT_REACH_MODULES = 8
"""Distance, both ways, from where the alignment pattern should be to where it is looked for."""
ALIGNMENT_MIN_CORRELATION = 0.3
"""Least correlation of an alignment pattern with its template."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What may be a finder pattern: correlation -1..1, centre and module size in pixels."""

    score: float
    x: float
    y: float
    module: float


def spots(picture: Picture, modules: Sequence[float]) -> list[Spot]:
    """Finder patterns with modules of those sizes in px, best first; `picture` has mean 0 and level contrast."""
    found: list[Spot] = []
    for module in modules:
        factor = TEMPLATE_MODULE_PX / module
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way)
        side = int(9 * TEMPLATE_MODULE_PX)
        power = cv2.sqrBoxFilter(small, -1, (side, side)) - cv2.blur(small, (side, side)) ** 2
        scale = 1 / np.sqrt(np.maximum(power, 1) * side * side)
        shapes = [cv2.filter2D(small, -1, t, borderType=cv2.BORDER_REPLICATE) for t in _templates()]
        seen = np.max(shapes, axis=0) * scale
        top = cv2.dilate(seen, np.ones((5, 5), np.uint8))
        ys, xs = np.nonzero((seen >= top) & (seen > MIN_CORRELATION))
        found += [
            Spot(float(seen[y, x]), (x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5, module)
            for y, x in zip(ys, xs, strict=True)
        ]
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda s: -s.score):
        apart = (math.hypot(spot.x - k.x, spot.y - k.y) / max(spot.module, k.module) for k in kept)
        if all(modules > MIN_SPOT_DISTANCE_MODULES for modules in apart):
            kept.append(spot)
    return kept[:MAX_SPOTS]


@cache
def _templates() -> list[Picture]:
    """A finder pattern with its quiet zone, smeared round its centre, in each shape: mean 0, norm 1."""
    fine, wide = 8, 16
    square = np.ones((wide * fine, wide * fine), np.float32)
    for half, light in ((3.5, -1), (2.5, 1), (1.5, -1)):
        low, high = int((wide / 2 - half) * fine), int((wide / 2 + half) * fine)
        square[low:high, low:high] = light
    centre = (wide * fine - 1) / 2
    turns = [cv2.getRotationMatrix2D((centre, centre), angle, 1) for angle in range(0, 90, 6)]
    turned = [cv2.warpAffine(square, t, square.shape, borderMode=cv2.BORDER_REPLICATE) for t in turns]
    smeared = cv2.GaussianBlur(np.mean(turned, axis=0), (0, 0), TEMPLATE_BLUR_MODULES * fine)
    side = math.ceil(10 * TEMPLATE_MODULE_PX) | 1
    templates = []
    for squeeze, direction in SQUEEZES:
        turn = math.radians(direction)
        axes = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
        shape = axes @ np.diag([squeeze**0.5, squeeze**-0.5]) @ axes.T
        offsets = (
            np.stack(np.meshgrid(*[np.arange(side) - (side - 1) / 2] * 2), -1)
            @ np.linalg.inv(shape).T
            / TEMPLATE_MODULE_PX
        )
        at = sampled(np.asarray(smeared, np.float32), offsets * fine + centre)
        inside = np.hypot(offsets[..., 0], offsets[..., 1]) <= TEMPLATE_RADIUS_MODULES
        level = np.where(inside, at - at[inside].mean(), 0)
        templates.append((level / np.sqrt((level * level).sum())).astype(np.float32))
    return templates


def through(picture: Picture, found: list[Spot], quiet: int = QUIET_MODULES) -> Grid | None:
    """The likeliest grid through three of the spots, if any is likely; `quiet`: modules of its quiet zone."""
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), np.float32)
    corners, sizes = _threes(found)
    flat: list[tuple[float, int, Floats]] = []
    for n in SIZES:
        points, expected = probes(n, 1, aligned=False, quiet=quiet)
        some = corners[np.abs(sizes - n) < MAX_SIZE_ERROR_MODULES]
        if not len(some):
            continue
        told = likeness(soft, _through(some, n, np.zeros((len(some), 2))), points[::2], expected[::2])
        flat += [(float(c), n, three) for c, three in zip(told, some, strict=True)]
    slanted = []
    for _, n, three in sorted(flat, key=lambda f: -f[0])[:MAX_SLANTED]:
        homographies = _through(three[None], n, PERSPECTIVES)
        told = likeness(soft, homographies, *probes(n, 1, aligned=False, quiet=quiet))
        slanted.append(Grid(float(told.max()), n, homographies[int(told.argmax())]))
    hopeful = sorted((g for g in slanted if g.likeness > SLANTED_MIN_LIKENESS), key=lambda g: -g.likeness)
    aligned = [_aligned(picture, soft, grid, quiet) for grid in hopeful[:MAX_ALIGNED]]
    return refined(picture, max(aligned, key=lambda g: g.likeness), quiet) if aligned else None


def _threes(found: list[Spot]) -> tuple[Floats, Floats]:
    """Three spots as top-left, top-right and bottom-left (T×3×2 px), and the modules a side (T) that these tell."""
    orders = [o for three in itertools.combinations(range(len(found)), 3) for o in itertools.permutations(three)]
    if not orders:
        return np.empty((0, 3, 2)), np.empty(0)
    at = np.array([(s.x, s.y) for s in found])[orders]
    modules = np.array([s.module for s in found])[orders]
    u, v = at[:, 1] - at[:, 0], at[:, 2] - at[:, 0]
    along, across = np.hypot(*u.T), np.hypot(*v.T)
    good = modules.max(1) < 1.8 * modules.min(1)
    good &= u[:, 0] * v[:, 1] > u[:, 1] * v[:, 0]
    good &= np.abs((u * v).sum(1)) < 0.6 * along * across
    good &= np.maximum(along, across) < 2 * np.minimum(along, across)
    return at[good], (np.sqrt(along * across) / np.cbrt(modules.prod(1)) + 7)[good]


def _through(corners: Floats, n: int, leans: Floats) -> Floats:
    """K×3×3: homographies that lean so (K×2) from finder patterns of a code of n modules to `corners` (K×3×2)."""
    centres = np.array([[3.5, 3.5], [n - 3.5, 3.5], [3.5, n - 3.5]])
    middle = 1 - leans.sum(1, keepdims=True) / 2
    weights = leans @ (centres.T / n) + middle
    rows = (corners * weights[..., None]).transpose(0, 2, 1) @ np.linalg.inv(np.c_[centres, np.ones(3)].T)
    return np.concatenate([rows, np.c_[leans / n, middle][:, None, :]], 1)


def _aligned(picture: Picture, soft: Picture, grid: Grid, quiet: int) -> Grid:
    """The grid with its fourth point where an alignment pattern is seen, if that makes it likelier."""
    n, fine = grid.n, 3
    centre = alignment_centre(n)
    at = (np.arange((2 * ALIGNMENT_REACH_MODULES + 5) * fine) + 0.5) / fine - (ALIGNMENT_REACH_MODULES + 2.5) + centre
    ((pixels,), _) = laid(grid.homography[None], np.stack(np.meshgrid(at, at), -1).reshape(-1, 2))
    patch = sampled(picture, pixels).reshape(len(at), len(at)).astype(np.float32)
    rings = np.full((5, 5), -1, np.float32)
    rings[1:-1, 1:-1] = 1
    rings[2, 2] = -1
    template = cv2.GaussianBlur(np.kron(rings, np.ones((fine, fine), np.float32)), (0, 0), 0.5 * fine)
    seen = cv2.matchTemplate(patch, template, cv2.TM_CCOEFF_NORMED)
    top = cv2.dilate(seen, np.ones((5, 5), np.uint8))
    ys, xs = np.nonzero((seen >= top) & (seen > ALIGNMENT_MIN_CORRELATION))
    best = np.argsort(-seen[ys, xs])[:5]
    fixed = np.array([[3.5, 3.5], [n - 3.5, 3.5], [3.5, n - 3.5], [centre, centre]])
    options = [grid.homography]
    for x, y in zip(xs[best], ys[best], strict=True):
        moved = fixed.copy()
        moved[3] += (x / fine - ALIGNMENT_REACH_MODULES, y / fine - ALIGNMENT_REACH_MODULES)
        ((there,), _) = laid(grid.homography[None], moved)
        slant = cv2.getPerspectiveTransform(fixed.astype(np.float32), there.astype(np.float32))
        options.append(np.asarray(slant, np.float64))
    told = likeness(soft, np.stack(options), *probes(n, quiet=quiet))
    return Grid(float(told.max()), n, options[int(told.argmax())])
