"""Signs that a hasty eye takes for a mark, by name and by chance: alpha masks of 128 px, 255 ink."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from models.recipe.fonts import FontFile
from models.recipe.icons import DRAWN, ROUNDELS, icon, roundel
from models.recipe.words import chance, one
from verifier.domain import Pixels

SIDE = 128
MIDDLE = SIDE // 2
_Draw = Callable[[Pixels, np.random.Generator], None]
WORDS = (
    "LED", "MK", "TM", "1", "2", "10", "100", "OK", "NEW", "5G", "AC", "DC", "ST", "CQC", "CCC", "KC", "PSE",
    "UL", "ISO", "HALAL", "3A", "PD", "QC", "A", "B", "i", "f", "R", "S", "X", "+", "%", "?", "!", "1 ปี",
    "ฟรี", "ใหม่", "แท้", "อย.", "ของแท้", "M", "C", "E", "20W", "4in1", "18", "20", "64", "PP", "PET", "0-3",
)  # fmt: skip


def point(radius: float, degrees: float) -> tuple[int, int]:
    a = math.radians(degrees)
    return round(MIDDLE + radius * math.cos(a)), round(MIDDLE + radius * math.sin(a))


def _line(c: Pixels, a: tuple[int, int], b: tuple[int, int], w: int, ink: int = 255) -> None:
    cv2.line(c, a, b, ink, w, cv2.LINE_AA)


def _poly(c: Pixels, points: Sequence[tuple[float, float]], ink: int = 255, stroke: int = 0) -> None:
    array = np.round(np.array(points)).astype(np.int32)
    if stroke:
        cv2.polylines(c, [array], True, ink, stroke, cv2.LINE_AA)
    else:
        cv2.fillPoly(c, [array], ink, cv2.LINE_AA)


def target(c: Pixels, rng: np.random.Generator) -> None:
    for r in range(54, 6, -int(rng.integers(11, 22))):
        cv2.circle(c, (MIDDLE, MIDDLE), r, 255, int(rng.integers(3, 8)), cv2.LINE_AA)


def crosshair(c: Pixels, rng: np.random.Generator) -> None:
    r, w, gap = int(rng.integers(30, 52)), int(rng.integers(3, 9)), int(rng.integers(0, 18))
    cv2.circle(c, (MIDDLE, MIDDLE), r, 255, w, cv2.LINE_AA)
    reach = r + int(rng.integers(-12, 12))
    for k in range(4):
        _line(c, point(gap, 90 * k), point(min(reach, 60), 90 * k), w)


def clock(c: Pixels, rng: np.random.Generator) -> None:
    w = int(rng.integers(4, 9))
    cv2.circle(c, (MIDDLE, MIDDLE), 54, 255, w, cv2.LINE_AA)
    for _ in range(2):
        _line(c, (MIDDLE, MIDDLE), point(float(rng.integers(22, 44)), float(rng.uniform(0, 360))), w)


def wheel(c: Pixels, rng: np.random.Generator) -> None:
    w, spokes = int(rng.integers(5, 11)), int(rng.integers(3, 9))
    cv2.circle(c, (MIDDLE, MIDDLE), 54, 255, w, cv2.LINE_AA)
    cv2.circle(c, (MIDDLE, MIDDLE), int(rng.integers(8, 20)), 255, int(one(rng, (-1, w))), cv2.LINE_AA)
    turn = float(rng.uniform(0, 90))
    for k in range(spokes):
        _line(c, point(12, turn + 360 * k / spokes), point(52, turn + 360 * k / spokes), w)


def _arrow(c: Pixels, degrees: float, start: float, end: float, w: int) -> None:
    _line(c, point(start, degrees), point(end - 8, degrees), w)
    tip = point(end, degrees)
    for side in (-1, 1):
        back = point(end - 16, degrees + side * math.degrees(math.atan2(14, max(end - 16, 6))))
        _line(c, tip, back, w)


def arrows_at_bar(c: Pixels, rng: np.random.Generator) -> None:
    """Thin, wide, high: arrows against a bar or away from it."""
    w = int(rng.integers(3, 8))
    if chance(rng, 0.7):
        cv2.circle(c, (MIDDLE, MIDDLE), 56, 255, w, cv2.LINE_AA)
    turn = float(rng.choice([0, 90]))
    _line(c, point(34, turn), point(34, turn + 180), w + 1)
    for side in (90, 270):
        if chance(rng, 0.5):
            _arrow(c, turn + side, 6, 44, w)
        else:
            x, y = point(44, turn + side)
            _line(c, (x, y), point(10, turn + side), w)
            for k in (-1, 1):
                _line(c, point(10, turn + side), point(24, turn + side + k * 35), w)


def usb(c: Pixels, rng: np.random.Generator) -> None:
    w, turn = int(rng.integers(4, 8)), float(rng.choice([0, 90, 180, 270]))
    if chance(rng, 0.7):
        cv2.circle(c, (MIDDLE, MIDDLE), 57, 255, w - 1, cv2.LINE_AA)
    _arrow(c, turn, -40, 46, w)
    _line(c, point(8, turn), point(28, turn + 50), w)
    _line(c, point(-8, turn), point(26, turn - 60), w)
    cv2.circle(c, point(28, turn + 50), 7, 255, -1, cv2.LINE_AA)
    cv2.circle(c, point(-42, turn), 8, 255, -1, cv2.LINE_AA)


def port(c: Pixels, rng: np.random.Generator) -> None:
    w = int(rng.integers(4, 8))
    cv2.circle(c, (MIDDLE, MIDDLE), 57, 255, w, cv2.LINE_AA)
    x, y = int(rng.integers(14, 36)), int(rng.integers(7, 20))
    cv2.rectangle(c, (MIDDLE - x, MIDDLE - y), (MIDDLE + x, MIDDLE + y), 255, w)
    for k in range(int(rng.integers(1, 5))):
        cv2.rectangle(c, (MIDDLE - x + 6 + 12 * k, MIDDLE - 3), (MIDDLE - x + 11 + 12 * k, MIDDLE + 3), 255, -1)


def seal(c: Pixels, rng: np.random.Generator) -> None:
    """A scalloped seal, filled or not, with something inside."""
    teeth, filled = int(rng.integers(10, 36)), chance(rng, 0.6)
    edge = [point(58 if k % 2 else 52, 180 * k / teeth) for k in range(2 * teeth)]
    _poly(c, edge, 255, 0 if filled else 4)
    ink = 0 if filled else 255
    cv2.circle(c, (MIDDLE, MIDDLE), 44, ink, 3, cv2.LINE_AA)
    star(c, rng, ink, float(rng.uniform(16, 34)))


def star(c: Pixels, rng: np.random.Generator, ink: int = 255, radius: float = 54) -> None:
    arms, deep, turn = int(rng.integers(4, 9)), float(rng.uniform(0.25, 0.7)), float(rng.uniform(0, 90))
    _poly(c, [point(radius * (deep if k % 2 else 1), turn + 180 * k / arms) for k in range(2 * arms)], ink)


def diamond(c: Pixels, rng: np.random.Generator) -> None:
    """A diamond that is not the mark's: plain, nested, crossed, split, or four small ones."""
    way, w = int(rng.integers(5)), int(rng.integers(4, 10))
    outer = [point(58, 90 * k) for k in range(4)]
    if way == 0:
        _poly(c, outer, 255, w)
        _poly(c, [point(float(rng.integers(10, 40)), 90 * k) for k in range(4)], 255, int(one(rng, (0, w))))
    elif way == 1:
        _poly(c, outer)
        _line(c, point(60, 45), point(60, 225), w, 0)
        _line(c, point(60, 135), point(60, 315), w, 0)
    elif way == 2:
        _poly(c, outer, 255, w)
        _line(c, outer[0], outer[2], w)
        _line(c, outer[1], outer[3], w)
    elif way == 3:
        _poly(c, outer)
        star(c, rng, 0, float(rng.uniform(15, 32)))
    else:
        for k in range(4):
            x, y = point(30, 90 * k)
            _poly(c, [(x - 22, y), (x, y - 22), (x + 22, y), (x, y + 22)])


def warning(c: Pixels, rng: np.random.Generator) -> None:
    _poly(c, [point(58, 90 * k) for k in range(4)], 255, int(rng.integers(4, 8)))
    _line(c, (MIDDLE, 40), (MIDDLE, 72), 9)
    cv2.circle(c, (MIDDLE, 86), 5, 255, -1, cv2.LINE_AA)


def no_sign(c: Pixels, rng: np.random.Generator) -> None:
    w = int(rng.integers(6, 14))
    cv2.circle(c, (MIDDLE, MIDDLE), 52, 255, w, cv2.LINE_AA)
    pictogram(c, rng, 34)
    _line(c, point(50, 45), point(50, 225), w)


def hands(c: Pixels, rng: np.random.Generator) -> None:
    """Things round a square that are not hands: arcs, petals, arrows chasing one another."""
    n, w = int(rng.integers(3, 6)), int(rng.integers(8, 18))
    for k in range(n):
        a = 360 / n * k + float(rng.uniform(0, 20))
        cv2.ellipse(c, (MIDDLE, MIDDLE), (44, 44), a, 0, 250 / n, 255, w, cv2.LINE_AA)
        if chance(rng, 0.6):
            _poly(c, [point(44 + 16, a + 250 / n), point(44 - 16, a + 250 / n), point(44, a + 250 / n + 28)])
    if chance(rng, 0.4):
        r = int(rng.integers(8, 20))
        cv2.rectangle(c, (MIDDLE - r, MIDDLE - r), (MIDDLE + r, MIDDLE + r), 255, int(one(rng, (-1, 4))))


def segments(c: Pixels, rng: np.random.Generator) -> None:
    """Seven-segment figures, lit."""
    x = 6
    for _ in range(int(rng.integers(1, 4))):
        lit = rng.random(7) < 0.7
        bars = [
            ((4, 34), (30, 34)), ((4, 64), (30, 64)), ((4, 94), (30, 94)), ((2, 37), (2, 61)), ((32, 37), (32, 61)),
            ((2, 67), (2, 91)), ((32, 67), (32, 91)),
        ]  # fmt: skip
        for on, (a, b) in zip(lit, bars, strict=True):
            if on:
                _line(c, (a[0] + x, a[1]), (b[0] + x, b[1]), 5)
        x += 42


def social(c: Pixels, rng: np.random.Generator) -> None:
    """A disc or a rounded square with a simple shape left out."""
    if chance(rng, 0.6):
        cv2.circle(c, (MIDDLE, MIDDLE), 57, 255, -1, cv2.LINE_AA)
    else:
        cv2.rectangle(c, (10, 10), (118, 118), 255, -1)
    pictogram(c, rng, 38, 0)


def pictogram(c: Pixels, rng: np.random.Generator, reach: float = 40, ink: int = 255) -> None:
    """A few strokes, arrows, boxes, arcs at right angles mostly: what line icons are made of."""
    w = int(rng.integers(3, 9))
    for _ in range(int(rng.integers(2, 7))):
        way = int(rng.integers(6))
        a = float(rng.choice([0, 45, 90, 135, 180, 225, 270, 315])) + (
            float(rng.uniform(-20, 20)) if chance(rng, 0.3) else 0
        )
        x, y = (MIDDLE + float(rng.uniform(-1, 1)) * reach * 0.6 for _ in range(2))
        s = float(rng.uniform(0.15, 0.6)) * reach
        if way == 0:
            _line(c, (round(x), round(y)), point(reach * float(rng.uniform(0.5, 1)), a), w, ink)
        elif way == 1:
            cv2.rectangle(
                c, (round(x - s), round(y - s * 0.7)), (round(x + s), round(y + s * 0.7)), ink, int(one(rng, (-1, w)))
            )
        elif way == 2:
            cv2.circle(c, (round(x), round(y)), round(s * 0.8), ink, int(one(rng, (-1, w, w))), cv2.LINE_AA)
        elif way == 3:
            cv2.ellipse(
                c, (round(x), round(y)), (round(s), round(s)), a, 0, float(rng.uniform(60, 260)), ink, w, cv2.LINE_AA
            )
        elif way == 4:
            _poly(
                c,
                [(x + s * math.cos(t), y + s * math.sin(t)) for t in np.radians(a + np.arange(3) * 120)],
                ink,
                int(one(rng, (0, w))),
            )
        else:
            start, end = point(-reach * 0.7, a), point(reach * 0.9, a)
            _line(c, start, end, w, ink)
            for side in (-1, 1):
                _line(c, end, point(reach * 0.6, a + side * 30), w, ink)


def ringed(c: Pixels, rng: np.random.Generator) -> None:
    """A pictogram in a ring, the commonest sign beside the mark."""
    w = int(rng.integers(2, 9))
    cv2.circle(c, (MIDDLE, MIDDLE), 60 - w, 255, w, cv2.LINE_AA)
    pictogram(c, rng, float(rng.uniform(30, 44)))


def broken_ring(c: Pixels, rng: np.random.Generator) -> None:
    """A ring with four blots at its corners, a plus, or a square: the mark's coarse build without its monogram."""
    w = int(rng.integers(3, 8))
    if chance(rng, 0.7):
        cv2.circle(c, (MIDDLE, MIDDLE), 57, 255, w, cv2.LINE_AA)
    way, r = int(rng.integers(4)), int(rng.integers(8, 15))
    if way == 0:
        for k in range(4):
            cv2.circle(c, point(26, 90 * k + 45), r, 255, -1, cv2.LINE_AA)
    elif way == 1:
        _line(c, point(38, 0), point(38, 180), r)
        _line(c, point(38, 90), point(38, 270), r)
    elif way == 2:
        _poly(c, [point(40, 90 * k + 45) for k in range(4)], 255, w)
        _line(c, point(28, 0), point(28, 180), w)
    else:
        _poly(c, [point(44, 90 * k) for k in range(4)], 255, w + 2)
        cv2.circle(c, (MIDDLE, MIDDLE), r, 255, -1, cv2.LINE_AA)


DRAWINGS: tuple[_Draw, ...] = (
    target, crosshair, clock, wheel, arrows_at_bar, arrows_at_bar, usb, usb, port, port, seal, seal, diamond, diamond,
    warning, no_sign, hands, hands, segments, social, social, broken_ring, broken_ring, ringed, ringed, ringed, ringed,
)  # fmt: skip


def _star(c: Pixels, rng: np.random.Generator) -> None:
    star(c, rng)


def decoy(rng: np.random.Generator, fonts: Sequence[FontFile]) -> Pixels:
    """One decoy: SIDE px high, about as wide, uint8."""
    if chance(rng, 0.45):
        name = one(rng, (*DRAWN, *ROUNDELS))
        if chance(rng, 0.5):
            mask = icon(name, one(rng, fonts))
        else:
            mask = roundel(one(rng, WORDS), one(rng, fonts), filled=chance(rng, 0.4), square=chance(rng, 0.3))
        picture = np.asarray(mask, np.uint8)
        width = round(picture.shape[1] * SIDE / picture.shape[0])
        return np.asarray(cv2.resize(picture, (width, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    one(rng, (*DRAWINGS, _star))(canvas, rng)
    if chance(rng, 0.12):
        canvas = np.asarray(255 - canvas, np.uint8)
    return canvas
