"""Things that stand on packages and are not a มอก. mark, drawn as white ink on black: size×size uint8."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np

from verifier.domain import Pixels

INK = 255


def _blank(size: int) -> Pixels:
    return np.zeros((size, size), np.uint8)


def _ring(size: int, stroke: float = 0.05, radius: float = 0.47) -> Pixels:
    canvas = _blank(size)
    cv2.circle(canvas, (size // 2, size // 2), round(radius * size), INK, round(stroke * size), cv2.LINE_AA)
    return canvas


def _line(canvas: Pixels, x0: float, y0: float, x1: float, y1: float, width: float = 0.07) -> None:
    size = canvas.shape[0]
    ends = [(round(x * size), round(y * size)) for x, y in ((x0, y0), (x1, y1))]
    cv2.line(canvas, *ends, INK, max(1, round(width * size)), cv2.LINE_AA)


def _shape(canvas: Pixels, points: list[tuple[float, float]], ink: int = INK) -> None:
    size = canvas.shape[0]
    cv2.fillPoly(canvas, [np.array([(round(x * size), round(y * size)) for x, y in points])], ink, cv2.LINE_AA)


def _text(canvas: Pixels, words: str, width: float, thick: float = 0.05) -> None:
    size = canvas.shape[0]
    (w, _), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, 1, 2)
    scale = width * size / w
    (w, h), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, scale, 2)
    at = ((size - w) // 2, (size + h) // 2)
    cv2.putText(canvas, words, at, cv2.FONT_HERSHEY_SIMPLEX, scale, INK, max(1, round(thick * size)), cv2.LINE_AA)


def plus_in_ring(size: int) -> Pixels:
    canvas = _ring(size)
    _line(canvas, 0.5, 0.2, 0.5, 0.8)
    _line(canvas, 0.2, 0.5, 0.8, 0.5)
    return canvas


def crossed_ring(size: int) -> Pixels:
    canvas = _ring(size)
    _line(canvas, 0.2, 0.2, 0.8, 0.8)
    _line(canvas, 0.2, 0.8, 0.8, 0.2)
    return canvas


def power_symbol(size: int) -> Pixels:
    canvas = _blank(size)
    middle, radius = (size // 2, size // 2), round(0.4 * size)
    cv2.ellipse(canvas, middle, (radius, radius), -90, 35, 325, INK, round(0.08 * size), cv2.LINE_AA)
    _line(canvas, 0.5, 0.05, 0.5, 0.5, 0.08)
    return canvas


def usb_icon(size: int) -> Pixels:
    canvas = _blank(size)
    _line(canvas, 0.5, 0.1, 0.5, 0.85, 0.06)
    _shape(canvas, [(0.5, 0.02), (0.58, 0.16), (0.42, 0.16)])
    cv2.circle(canvas, (size // 2, round(0.88 * size)), round(0.08 * size), INK, -1, cv2.LINE_AA)
    _line(canvas, 0.5, 0.65, 0.25, 0.45, 0.05)
    _line(canvas, 0.25, 0.45, 0.25, 0.33, 0.05)
    _line(canvas, 0.5, 0.55, 0.75, 0.4, 0.05)
    _shape(canvas, [(0.69, 0.25), (0.81, 0.25), (0.81, 0.37), (0.69, 0.37)])
    return canvas


def ce_letters(size: int) -> Pixels:
    canvas = _blank(size)
    for x in (0.28, 0.78):
        middle, radius = (round(x * size), size // 2), round(0.2 * size)
        cv2.ellipse(canvas, middle, (radius, radius), 0, 90, 270, INK, round(0.06 * size), cv2.LINE_AA)
    _line(canvas, 0.6, 0.5, 0.74, 0.5, 0.06)
    return canvas


def fcc_letters(size: int) -> Pixels:
    canvas = _blank(size)
    _line(canvas, 0.15, 0.2, 0.15, 0.8)
    _line(canvas, 0.15, 0.2, 0.5, 0.2)
    _line(canvas, 0.15, 0.5, 0.4, 0.5)
    for radius in (0.28, 0.15):
        r = round(radius * size)
        cv2.ellipse(canvas, (round(0.62 * size), size // 2), (r, r), 0, 45, 315, INK, round(0.06 * size), cv2.LINE_AA)
    return canvas


def recycling_arrows(size: int) -> Pixels:
    canvas = _blank(size)
    corners = [(0.5 + 0.36 * math.sin(a), 0.53 - 0.36 * math.cos(a)) for a in (0.0, 2.094, 4.189)]
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        _line(canvas, x0, y0, x0 + 0.7 * (x1 - x0), y0 + 0.7 * (y1 - y0), 0.1)
        tip, back = (x0 + 0.9 * (x1 - x0), y0 + 0.9 * (y1 - y0)), (x0 + 0.6 * (x1 - x0), y0 + 0.6 * (y1 - y0))
        nx, ny = (y1 - y0) * 0.2, -(x1 - x0) * 0.2
        _shape(canvas, [tip, (back[0] + nx, back[1] + ny), (back[0] - nx, back[1] - ny)])
    return canvas


def star_in_ring(size: int) -> Pixels:
    canvas = _ring(size)
    radii = (0.38, 0.15)
    _shape(
        canvas,
        [
            (0.5 + radii[k % 2] * math.sin(k * math.pi / 5), 0.5 - radii[k % 2] * math.cos(k * math.pi / 5))
            for k in range(10)
        ],
    )
    return canvas


def four_pointed_star(size: int) -> Pixels:
    canvas = _ring(size)
    radii = (0.4, 0.13)
    _shape(
        canvas,
        [
            (0.5 + radii[k % 2] * math.sin(k * math.pi / 4), 0.5 - radii[k % 2] * math.cos(k * math.pi / 4))
            for k in range(8)
        ],
    )
    return canvas


def clock(size: int) -> Pixels:
    canvas = _ring(size, 0.07)
    _line(canvas, 0.5, 0.5, 0.5, 0.2)
    _line(canvas, 0.5, 0.5, 0.7, 0.6)
    for k in range(12):
        s, c = math.sin(k * math.pi / 6), math.cos(k * math.pi / 6)
        _line(canvas, 0.5 + 0.36 * s, 0.5 - 0.36 * c, 0.5 + 0.4 * s, 0.5 - 0.4 * c, 0.03)
    return canvas


def letters_in_ring(size: int) -> Pixels:
    canvas = _ring(size)
    _text(canvas, "MK", 0.55)
    return canvas


def digit_in_ring(size: int) -> Pixels:
    canvas = _ring(size)
    _text(canvas, "5", 0.35)
    return canvas


def aeroplane(size: int) -> Pixels:
    canvas = _ring(size)
    half = [(0.5, 0.14), (0.55, 0.3), (0.55, 0.42), (0.84, 0.6), (0.84, 0.66), (0.55, 0.58), (0.54, 0.74), (0.63, 0.82)]
    _shape(canvas, [*half, (0.5, 0.8), *[(1 - x, y) for x, y in half[::-1]]])
    return canvas


def target_rings(size: int) -> Pixels:
    canvas = _ring(size)
    for radius in (0.33, 0.19):
        canvas = np.maximum(canvas, _ring(size, 0.06, radius))
    cv2.circle(canvas, (size // 2, size // 2), round(0.06 * size), INK, -1, cv2.LINE_AA)
    return canvas


def steering_wheel(size: int) -> Pixels:
    canvas = _ring(size, 0.09, 0.44)
    for angle in (90, 210, 330):
        a = math.radians(angle)
        _line(canvas, 0.5, 0.5, 0.5 + 0.42 * math.cos(a), 0.5 + 0.42 * math.sin(a), 0.09)
    cv2.circle(canvas, (size // 2, size // 2), round(0.12 * size), INK, -1, cv2.LINE_AA)
    return canvas


def four_spoked_wheel(size: int) -> Pixels:
    canvas = np.maximum(plus_in_ring(size), _ring(size, 0.05, 0.2))
    return canvas


def hazard_diamond(size: int) -> Pixels:
    canvas = _blank(size)
    _shape(canvas, [(0.5, 0.02), (0.98, 0.5), (0.5, 0.98), (0.02, 0.5)])
    _shape(canvas, [(0.5, 0.09), (0.91, 0.5), (0.5, 0.91), (0.09, 0.5)], 0)
    _line(canvas, 0.5, 0.28, 0.5, 0.55, 0.08)
    _line(canvas, 0.5, 0.66, 0.5, 0.68, 0.08)
    return canvas


def chemicals_diamond(size: int) -> Pixels:
    canvas = _blank(size)
    points = [(0.5, 0.02), (0.98, 0.5), (0.5, 0.98), (0.02, 0.5)]
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        _line(canvas, x0, y0, x1, y1, 0.05)
    _line(canvas, 0.26, 0.26, 0.74, 0.74, 0.05)
    _line(canvas, 0.26, 0.74, 0.74, 0.26, 0.05)
    return canvas


def solid_diamond_in_ring(size: int) -> Pixels:
    canvas = _ring(size)
    _shape(canvas, [(0.5, 0.14), (0.86, 0.5), (0.5, 0.86), (0.14, 0.5)])
    return canvas


def hollow_diamond_in_ring(size: int) -> Pixels:
    canvas = solid_diamond_in_ring(size)
    _shape(canvas, [(0.5, 0.24), (0.76, 0.5), (0.5, 0.76), (0.24, 0.5)], 0)
    return canvas


def solid_diamond(size: int) -> Pixels:
    canvas = _blank(size)
    _shape(canvas, [(0.5, 0.02), (0.98, 0.5), (0.5, 0.98), (0.02, 0.5)])
    return canvas


def window_square(size: int) -> Pixels:
    canvas = _blank(size)
    for x0 in (0.05, 0.53):
        for y0 in (0.05, 0.53):
            _shape(canvas, [(x0, y0), (x0 + 0.42, y0), (x0 + 0.42, y0 + 0.42), (x0, y0 + 0.42)])
    return canvas


def double_square(size: int) -> Pixels:
    canvas = _blank(size)
    for a, b in ((0.05, 0.12), (0.28, 0.35)):
        cv2.rectangle(canvas, (round(a * size),) * 2, (round((1 - a) * size),) * 2, INK, round((b - a) * size))
    return canvas


def finder_pattern(size: int) -> Pixels:
    canvas = _blank(size)
    for a, ink in ((0.0, INK), (1 / 7, 0), (2 / 7, INK)):
        _shape(canvas, [(a, a), (1 - a, a), (1 - a, 1 - a), (a, 1 - a)], ink)
    return canvas


def social_disc(size: int) -> Pixels:
    canvas = _blank(size)
    cv2.circle(canvas, (size // 2, size // 2), round(0.48 * size), INK, -1, cv2.LINE_AA)
    hole = _blank(size)
    _text(hole, "f", 0.3, 0.09)
    return np.where(hole > 127, 0, canvas).astype(np.uint8)


def four_arrows(size: int) -> Pixels:
    """Arrows in four directions, as on a pad for a cursor."""
    canvas = _ring(size)
    for turn in range(4):
        single = _blank(size)
        _line(single, 0.5, 0.46, 0.5, 0.25, 0.06)
        _shape(single, [(0.5, 0.12), (0.6, 0.27), (0.4, 0.27)])
        canvas = np.maximum(canvas, np.rot90(single, turn))
    return np.ascontiguousarray(canvas)


def speed_arrows(size: int) -> Pixels:
    """An arrow against a bar in a ring, the sign for a thin case."""
    canvas = _ring(size)
    _line(canvas, 0.5, 0.18, 0.5, 0.82, 0.05)
    for side in (-1, 1):
        _line(canvas, 0.5 + side * 0.36, 0.5, 0.5 + side * 0.14, 0.5, 0.06)
        _shape(canvas, [(0.5 + side * 0.06, 0.5), (0.5 + side * 0.18, 0.4), (0.5 + side * 0.18, 0.6)])
    return canvas


DECOYS: dict[str, Callable[[int], Pixels]] = {
    draw.__name__: draw
    for draw in (
        plus_in_ring, crossed_ring, power_symbol, usb_icon, ce_letters, fcc_letters, recycling_arrows, star_in_ring,
        four_pointed_star, clock, letters_in_ring, digit_in_ring, aeroplane, target_rings, steering_wheel,
        four_spoked_wheel, hazard_diamond, chemicals_diamond, solid_diamond_in_ring, hollow_diamond_in_ring,
        solid_diamond, window_square, double_square, finder_pattern, social_disc, four_arrows, speed_arrows,
    )
}  # fmt: skip
