"""The mark itself is not the mark: mirrored, filled, erased, crossed out, ringed wrongly, squashed, of wrong kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from bench.lying_pictures.content import Pair, pair
from bench.lying_pictures.making import Kind, Maker
from bench.lying_pictures.patches import Redraw
from verifier.detect.drawing import RING_OUTER, RING_STROKE
from verifier.domain import MarkKind, Pixels

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def _redrawn(maker: Maker, variants: dict[str, Redraw], types: str = "ทนส") -> Pair:
    row, name = maker.row(types=types), maker.turn(tuple(variants))
    honest = maker.label(row)
    return pair(replace(honest, redraw=variants[name]), honest, name)


def _monogram(mask: Pixels) -> Mask:
    """Where the monogram's diamond lies, True inside."""
    side = len(mask)
    ys, xs = (np.mgrid[0:side, 0:side] + 0.5) / side - 0.5
    half = 0.5 / RING_OUTER if _ringed(mask) else 0.5
    return np.asarray(np.abs(xs) + np.abs(ys) <= half, np.bool_)


def _ringed(mask: Pixels) -> bool:
    """Whether the mask is of the mark with its ring: something is drawn near the middle of a diagonal."""
    side = len(mask)
    reach = 0.5 - RING_STROKE / RING_OUTER / 2
    at = round(side * (0.5 + reach * 0.7071))
    return bool(mask[at, at] > 127)


def mirrored(maker: Maker) -> Pair:
    return _redrawn(maker, {"left for right": lambda m: m[:, ::-1], "upside down": lambda m: m[::-1]})


def filled(maker: Maker) -> Pair:
    def part(where: Callable[[Floats, Floats], Mask]) -> Redraw:
        def redraw(mask: Pixels) -> Pixels:
            ys, xs = (np.mgrid[0 : len(mask), 0 : len(mask)] + 0.5) / len(mask) - 0.5
            return np.where(_monogram(mask) & where(xs, ys), 255, mask).astype(np.uint8)

        return redraw

    return _redrawn(maker, {
        "left half": part(lambda x, y: x < 0), "right half": part(lambda x, y: x > 0),
        "top half": part(lambda x, y: y < 0), "a quarter": part(lambda x, y: (x > 0) & (y > 0)),
        "all": part(lambda x, y: x > -1),
    })  # fmt: skip


def erased(maker: Maker) -> Pair:
    def without(sx: int, sy: int) -> Redraw:
        def redraw(mask: Pixels) -> Pixels:
            ys, xs = (np.mgrid[0 : len(mask), 0 : len(mask)] + 0.5) / len(mask) - 0.5
            return np.where(_monogram(mask) & (xs * sx > 0.04) & (ys * sy > 0.04), 0, mask).astype(np.uint8)

        return redraw

    return _redrawn(maker, {f"quarter {x:+d}{y:+d}": without(x, y) for x in (-1, 1) for y in (-1, 1)})


def crossed(maker: Maker) -> Pair:
    def stroke(*ends: tuple[tuple[float, float], tuple[float, float]]) -> Redraw:
        def redraw(mask: Pixels) -> Pixels:
            side = len(mask)
            wide = np.pad(mask, side // 8)
            scale = len(wide)
            for (x0, y0), (x1, y1) in ends:
                a, b = (round(x0 * scale), round(y0 * scale)), (round(x1 * scale), round(y1 * scale))
                cv2.line(wide, a, b, 255, max(2, side // 14), cv2.LINE_AA)
            return wide

        return redraw

    down, up = ((0.03, 0.03), (0.97, 0.97)), ((0.97, 0.03), (0.03, 0.97))
    return _redrawn(
        maker, {"a cross": stroke(down, up), "one stroke": stroke(down), "level": stroke(((0, 0.5), (1, 0.5)))}
    )


def _band(mask: Pixels, outer: float, stroke: float) -> Pixels:
    """A ring: `outer` its diameter and `stroke` its width, in sides of the mask."""
    side = len(mask)
    ys, xs = (np.mgrid[0:side, 0:side] + 0.5) / side - 0.5
    distance = np.hypot(xs, ys)
    edge = np.clip((outer / 2 - distance) * side + 0.5, 0, 1) * np.clip(
        (distance - outer / 2 + stroke) * side + 0.5, 0, 1
    )
    return np.asarray(edge * 255, np.uint8)


def double_ring(maker: Maker) -> Pair:
    def outside(mask: Pixels) -> Pixels:
        wide = np.pad(mask, len(mask) // 8)
        return np.maximum(wide, _band(wide, 1.0, RING_STROKE / RING_OUTER * 0.7))

    def inside(mask: Pixels) -> Pixels:
        return np.maximum(mask, _band(mask, 0.86, RING_STROKE / RING_OUTER * 0.5))

    return _redrawn(maker, {"outside": outside, "inside": inside}, "ทน")


def _gapped(gaps: list[tuple[float, float]]) -> Redraw:
    """The ring left out between angles, in degrees."""

    def redraw(mask: Pixels) -> Pixels:
        side = len(mask)
        ys, xs = (np.mgrid[0:side, 0:side] + 0.5) / side - 0.5
        angle, band = np.degrees(np.arctan2(ys, xs)) % 360, np.hypot(xs, ys) > 0.5 - RING_STROKE / RING_OUTER - 0.01
        gone = np.zeros_like(band)
        for start, end in gaps:
            gone |= (angle >= start) & (angle < end)
        return np.where(band & gone, 0, mask).astype(np.uint8)

    return redraw


def broken_ring(maker: Maker) -> Pair:
    dashes = [(a, a + 12.0) for a in np.arange(0, 360, 24.0)]
    return _redrawn(maker, {
        "dashed": _gapped(dashes), "a third missing": _gapped([(20.0, 140.0)]),
        "half missing": _gapped([(180.0, 360.0)]),
        "four gaps": _gapped([(a, a + 30.0) for a in (30.0, 120.0, 210.0, 300.0)]),
    }, "ทน")  # fmt: skip


def squashed(maker: Maker) -> Pair:
    def to(width: float, height: float) -> Redraw:
        def redraw(mask: Pixels) -> Pixels:
            size = (round(len(mask) * width), round(len(mask) * height))
            return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), np.uint8)

        return redraw

    return _redrawn(maker, {"height 72 %": to(1, 0.72), "width 72 %": to(0.72, 1), "height 62 %": to(1, 0.62)})


def wrong_kind(maker: Maker) -> Pair:
    row = maker.row()
    honest = maker.label(row)
    other = MarkKind.COMPULSORY if row.type == "ส" else MarkKind.VOLUNTARY
    return pair(replace(honest, mark=other), honest, f"{other.value} for {row.type}")


def hollow(maker: Maker) -> Pair:
    """Only the outline of the monogram, or other lettering in the ring."""

    def outline(mask: Pixels) -> Pixels:
        kernel = np.ones((max(3, len(mask) // 45),) * 2, np.uint8)
        return np.asarray(mask - cv2.erode(mask, kernel), np.uint8)

    def sheared(mask: Pixels) -> Pixels:
        matrix = np.array([[1, 0.35, -0.1 * len(mask)], [0, 1, 0]], np.float32)
        wide = np.pad(mask, len(mask) // 6)
        return np.asarray(cv2.warpAffine(wide, matrix, wide.shape[::-1]), np.uint8)

    return _redrawn(maker, {"outline": outline, "sheared": sheared})


KINDS = (
    Kind("mark mirrored", "the monogram is mirrored", mirrored),
    Kind("mark filled", "parts of the monogram are filled", filled),
    Kind("mark with a quarter erased", "a quarter of the monogram is missing", erased),
    Kind("mark crossed out", "a stroke or cross over the mark", crossed),
    Kind("mark with two rings", "a second ring", double_ring),
    Kind("mark with a broken ring", "the ring is dashed or open", broken_ring),
    Kind("mark squashed", "squashed to 72 % or less", squashed),
    Kind("mark of the wrong kind", "a ring where none is due, or none where one is", wrong_kind),
    Kind("mark redrawn", "only an outline, or sheared", hollow),
)
