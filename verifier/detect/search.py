"""First look: where in the photo something of a mark's shape could be, at any size and any angle at once.

A mark is nearly the same after a quarter turn, so of its drawing only the angular harmonics 0 and 4 count at a
distance (circular harmonic filters: Hsu & Arsenault 1982; steerable: Freeman & Adelson 1991). Three small
correlations then give, at each pixel of a pyramid level, the best match over *all* angles, the angle itself
modulo a quarter turn, and the polarity.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.templates import Form, Plane, drawn, window

_STEP = 1.19  # between the sizes of two levels
_NOISE = 2.0  # grey levels (0..255) added to the local contrast, so that flat ground gives no matches


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place worth a second look, in the pixels of the picture that was searched.

    `size`: width of the mark as printed; `angle`: degrees clockwise, 0..90; `dark`: ink darker than the ground.
    """

    form: Form
    x: float
    y: float
    size: float
    angle: float
    dark: bool
    score: float


class Shape:
    """The filters of one kind of mark at one template size."""

    def __init__(self, form: Form, size: int) -> None:
        self.form, self.size = form, size
        reach = size / 2 * 1.12
        half = math.ceil(reach)
        self.side = 2 * half + 1
        unit = form.extent / size
        mask = drawn(form, self.side / 2 * unit, self.side, 0.5 * unit, weight=0.01)
        self.disc = window(self.side / 2, reach, self.side)
        flat, turning = _harmonics(mask)
        flat = flat * self.disc
        flat -= self.disc * flat.sum()
        real, imag = turning.real * self.disc, turning.imag * self.disc
        real, imag = real - self.disc * real.sum(), imag - self.disc * imag.sum()
        level = np.divide(flat, self.disc, out=np.zeros_like(flat), where=self.disc > 0)
        wave = np.divide(real, self.disc, out=np.zeros_like(real), where=self.disc > 0)
        norm = math.sqrt(float((self.disc * (level + 2 * wave) ** 2).sum()))
        self.flat, self.real, self.imag = ((part / norm).astype(np.float32) for part in (flat, 2 * real, 2 * imag))

    def match(self, grey: Plane) -> tuple[Plane, Plane, Plane, Plane]:
        """Score (0..1), flat part and the two turning parts for each position of the template's top-left corner."""
        mean, power, flat, real, imag = (
            np.asarray(cv2.matchTemplate(plane, kernel, cv2.TM_CCORR), np.float32)
            for plane, kernel in (
                (grey, self.disc),
                (cv2.multiply(grey, grey), self.disc),
                (grey, self.flat),
                (grey, self.real),
                (grey, self.imag),
            )
        )
        spread = np.sqrt(np.maximum(cv2.subtract(power, cv2.multiply(mean, mean)), 0)) + _NOISE
        score = cv2.divide(cv2.add(np.abs(flat), cv2.magnitude(real, imag)), spread)
        return np.asarray(score, np.float32), flat, real, imag


def _harmonics(mask: Plane) -> tuple[Plane, npt.NDArray[np.complex64]]:
    """Parts of angular order 0 and 4 of a square picture, drawn out again as pictures of the same shape."""
    half = mask.shape[0] // 2
    radii = np.arange(0, half * 1.5, 0.25, dtype=np.float32)
    angles = np.arange(128, dtype=np.float32) * (2 * math.pi / 128)
    r, a = np.meshgrid(radii, angles, indexing="ij")
    polar = cv2.remap(mask, half + r * np.cos(a), half + r * np.sin(a), cv2.INTER_LINEAR)
    order0 = polar.mean(axis=1)
    order4 = (polar * np.exp(-4j * a)).mean(axis=1)
    axis = np.arange(-half, half + 1, dtype=np.float32)
    x, y = np.meshgrid(axis, axis)
    distance, theta = np.hypot(x, y), np.arctan2(y, x)
    flat = np.interp(distance, radii, order0)
    turning = (np.interp(distance, radii, order4.real) + 1j * np.interp(distance, radii, order4.imag)) * np.exp(
        4j * theta
    )
    return flat.astype(np.float32), turning.astype(np.complex64)


def pyramid(grey: Plane, scale: float, smallest: int) -> Iterator[tuple[Plane, float]]:
    """Ever smaller copies of a picture with their scales, from `scale` down until the short side is `smallest` px."""
    height, width = grey.shape
    source = grey
    while min(height, width) * scale >= smallest:
        size = (round(width * scale), round(height * scale))
        while size[0] * 2 <= source.shape[1] and size[1] * 2 <= source.shape[0]:
            source = np.asarray(cv2.resize(source, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        yield np.asarray(cv2.resize(source, size, interpolation=how), np.float32), scale
        scale /= _STEP


def search(grey: Plane, shape: Shape, scale: float, threshold: float, limit: int) -> list[Candidate]:
    """The best places for one kind of mark, from `shape.size / scale` px wide up to the whole picture, best first.

    `grey` is H×W float32, 0..255. `scale` is that of the finest level. At most `limit` candidates, over all
    sizes, of a score of at least `threshold`, no two of which lie over one another.
    """
    found: list[Candidate] = []
    around = np.ones((3, 3), np.uint8)
    margin = shape.side // 3
    for plain, s in pyramid(grey, scale, shape.side // 2):
        level = cv2.copyMakeBorder(plain, margin, margin, margin, margin, cv2.BORDER_REPLICATE)
        score, flat, real, imag = shape.match(np.asarray(level, np.float32))
        peak = cv2.compare(score, np.maximum(cv2.dilate(score, around), np.float32(threshold)), cv2.CMP_GE)
        ys, xs = np.nonzero(peak)
        dark = flat[ys, xs] < 0
        turn = np.arctan2(imag[ys, xs], real[ys, xs]) + np.where(dark, math.pi, 0)
        angle = np.degrees(turn / 4) % 90
        offset = shape.side / 2 - margin
        rows = zip(xs, ys, angle, dark, score[ys, xs], strict=True)
        found += [
            Candidate(shape.form, (x + offset) / s, (y + offset) / s, shape.size / s, float(a), bool(d), float(f))
            for x, y, a, d, f in rows
        ]
    found.sort(key=lambda c: -c.score)
    return _thinned(found, limit)


def _thinned(found: list[Candidate], limit: int) -> list[Candidate]:
    kept: list[Candidate] = []
    for one in found:
        if not any(
            math.hypot(one.x - k.x, one.y - k.y) < 0.3 * k.size and 0.66 < one.size / k.size < 1.5 for k in kept
        ):
            kept.append(one)
            if len(kept) == limit:
                break
    return kept
