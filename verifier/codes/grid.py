"""The grid of a QR code laid over a picture: where its modules lie, told by those that every code of its size shares.

Finder, timing and alignment patterns (ISO/IEC 18004) make a quarter of the modules of a small code. A homography from
modules to pixels is judged by how those modules correlate with the picture, and refined by Gauss-Newton steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain.geometry import Quad

SIZES = (25, 29, 33, 37, 41)
"""Modules along a side of versions 2 to 6, which have one alignment pattern; a TISI link needs 25 to 37."""
QUIET_MODULES = 1
"""Width of the quiet zone that counts as known light, where a code has one."""
BLURS_MODULES = (1.0, 0.5)
"""Sigma of the blur that the shared modules are expected with: far off, and where the grid nearly fits."""
NEWTON_STEPS = 3
"""Gauss-Newton steps for each blur."""
MIN_DIVISOR = 0.1
"""A grid with a point whose divisor is smaller reaches the horizon, or beyond it: it is no code."""
_TINY = 1e-6
NONE = np.empty((0, 0))
"""No matrix to add to a product, for OpenCV."""

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of n modules a side, its likeness -1..1 to a code of that size, the homography from modules to pixels."""

    likeness: float
    n: int
    homography: Floats


def alignment_centre(n: int) -> float:
    """Where both coordinates of the alignment pattern's centre lie, in modules, in a code of n modules."""
    return n - 6.5


@cache
def shared(n: int) -> npt.NDArray[np.int8]:
    """n×n: 1 where every code of n modules is dark, 0 where light, -1 where its content decides."""
    grid = np.full((n, n), -1, np.int8)
    grid[:8, :8], grid[:8, n - 8 :], grid[n - 8 :, :8] = 0, 0, 0
    for y, x in ((0, 0), (0, n - 7), (n - 7, 0)):
        grid[y : y + 7, x : x + 7] = _rings(7)
    along = np.arange(8, n - 8)
    grid[6, along] = grid[along, 6] = (along + 1) % 2
    grid[n - 8, 8] = 1
    grid[n - 9 : n - 4, n - 9 : n - 4] = _rings(5)
    return grid


def _rings(side: int) -> npt.NDArray[np.int8]:
    """Squares one in another, dark outside: a finder pattern (7) or an alignment pattern (5)."""
    grid = np.ones((side, side), np.int8)
    grid[1:-1, 1:-1] = 0
    grid[2:-2, 2:-2] = 1
    return grid


@cache
def probes(
    n: int, fine: int = 1, aligned: bool = True, blur: float = BLURS_MODULES[-1], quiet: int = QUIET_MODULES
) -> tuple[Floats, Floats]:
    """Points of the shared modules (P×2, in modules) and the brightness expected there (P, -1 dark to 1 light).

    `fine`: points along a module's side; `aligned`: with the alignment pattern; `blur` in modules; `quiet`: modules of
    the quiet zone that are known to be light.
    """
    grid = shared(n)
    if not aligned:
        grid = grid.copy()
        grid[n - 9 : n - 4, n - 9 : n - 4] = -1
    grid = np.pad(grid, quiet, constant_values=0)
    known = np.kron(grid >= 0, np.ones((fine, fine))).astype(np.float32)
    light = np.kron(np.where(grid >= 0, 1 - 2 * grid, 0), np.ones((fine, fine))).astype(np.float32)
    weight = np.maximum(cv2.GaussianBlur(known, (0, 0), blur * fine), 1e-3)
    expected = cv2.GaussianBlur(light, (0, 0), blur * fine) / weight
    ys, xs = np.nonzero(known)
    points = np.stack([xs + 0.5, ys + 0.5], 1) / fine - quiet
    return points, expected[ys, xs].astype(np.float64)


def laid(homographies: Floats, points: Floats) -> tuple[Floats, Floats]:
    """K×P×2 pixels of P points under K homographies (K×3×3), and the K×P divisors."""
    across, down, still = (homographies[:, None, :, k] for k in range(3))
    there = across * points[:, :1] + down * points[:, 1:] + still
    divisor = np.where(np.abs(there[..., 2]) < _TINY, _TINY, there[..., 2])
    return there[..., :2] / divisor[..., None], divisor


def sampled(picture: Picture, pixels: Floats) -> Floats:
    """The picture's value at …×2 pixels (x, y; pixel centres at whole numbers), bilinear, edges repeated."""
    rows = np.ascontiguousarray(pixels.reshape(-1, *pixels.shape[-2:]), np.float32)
    seen = cv2.remap(picture, rows, np.empty(0, np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return seen.astype(np.float64).reshape(pixels.shape[:-1])


def likeness(picture: Picture, homographies: Floats, points: Floats, expected: Floats) -> Floats:
    """K correlations, -1..1, of the picture under K homographies with what is expected at the points."""
    pixels, divisor = laid(homographies, points)
    seen = sampled(picture, pixels)
    seen -= seen.mean(1, keepdims=True)
    wanted = expected - expected.mean()
    told = (seen * wanted).sum(1) / np.sqrt((seen * seen).sum(1) * (wanted * wanted).sum() + 1e-9)
    return np.where((divisor > MIN_DIVISOR).all(1), told, -1.0)


def outline_of(grid: Grid) -> Quad:
    """The outline of the code in pixels of the picture, from its own top-left."""
    n = grid.n
    ((corners,), _) = laid(grid.homography[None], np.array([[0, 0], [n, 0], [n, n], [0, n]], np.float64))
    return Quad.of_points(corners.tolist())


def refined(picture: Picture, grid: Grid, quiet: int = QUIET_MODULES) -> Grid:
    """The grid fitted to the picture from at most a module or two away; `picture` has mean 0 and level contrast.

    `quiet`: modules of quiet zone round the code.
    """
    n = grid.n
    from_unit = np.array([[n / 2, 0, n / 2], [0, n / 2, n / 2], [0, 0, 1]])
    slopes = [
        np.asarray(cv2.Sobel(picture, cv2.CV_32F, *way, ksize=3, scale=1 / 8), np.float32) for way in ((1, 0), (0, 1))
    ]
    best = grid
    for blur in BLURS_MODULES:
        points, expected = probes(n, 2, blur=blur, quiet=quiet)
        now, best = best.homography @ from_unit, Grid(-1.0, n, best.homography)
        for _ in range(NEWTON_STEPS + 1):
            homography = now @ np.linalg.inv(from_unit)
            told = float(likeness(picture, homography[None], points, expected)[0])
            if told > best.likeness:
                best = Grid(told, n, homography)
            now = _nudged(picture, slopes, now / now[2, 2], points * 2 / n - 1, expected)
    return best


def _nudged(image: Picture, slopes: list[Picture], homography: Floats, points: Floats, expected: Floats) -> Floats:
    """One Gauss-Newton step: what is seen is an offset and a gain times what is expected, and a shift of the grid."""
    (xy,), (w,) = laid(homography[None], points)
    dx, dy = (sampled(slope, xy) / w for slope in slopes)
    u, v = points.T
    lean = -(dx * xy[:, 0] + dy * xy[:, 1])
    columns = (dx * u, dx * v, dx, dy * u, dy * v, dy, lean * u, lean * v, np.ones(len(u)), -expected)
    matrix = np.stack(columns, 1)
    scale = np.sqrt((matrix * matrix).sum(0)) + 1e-9
    step = ridge(matrix / scale, -sampled(image, xy), 1e-3) / scale
    return np.asarray(homography + np.append(step[:8], 0).reshape(3, 3), np.float64)


def ridge(matrix: Floats, wanted: Floats, share: float) -> Floats:
    """The F weights that bring N×F samples nearest to N wanted values, held back by `share` of the mean power.

    By OpenCV: NumPy's products would spread over all cores, which other photos need.
    """
    power = cv2.mulTransposed(matrix, True)
    power += share * np.trace(power) / len(power) * np.eye(len(power))
    aim = cv2.gemm(matrix, wanted[:, None], 1, NONE, 0, flags=cv2.GEMM_1_T)
    return np.asarray(cv2.solve(power, aim, flags=cv2.DECOMP_CHOLESKY)[1], np.float64)[:, 0]
