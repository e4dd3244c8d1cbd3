"""How the drawn print beside marks differs from that on photos: one ruler laid on both, its readings in a table.

Under each mark a strip as wide as it is cut out in the frame of the mark. Rows where brightness changes along the row
are print: their runs are lines, whose height, gap, contrast and sharpness are measured. Photos are only measured.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.evaluate_detector import is_at, scenes
from models.recipe.line_pool import read_shard
from verifier.detect.marks import NetDetector
from verifier.domain import Pixels
from verifier.finder.net import CODE

Floats = npt.NDArray[np.float32]

LEAST_SIDE: Final = 36.0
"""Marks smaller than this, px, have print of 4 px and less under them: nothing to measure."""
BELOW: Final = (0.98, 1.9)
"""The strip looked at, from the mark's top, in sides of the mark."""
ON: Final = 0.3
"""A row is print when brightness changes in it by this share of the liveliest row's change."""
QUANTILES: Final = (0.1, 0.5, 0.9)
FEWEST: Final = 3
"""Values that a row of the table wants."""


@dataclass(frozen=True, slots=True)
class Print:
    """The first line under one mark. Contrasts in grey levels 0..255.

    `print_of_mark`: height of the body of the line, without marks above and below, in sides of the mark. `mark_gap`:
    from the mark to it, in its heights; `line_gap`: from it to the next line, or nan. `blur_px`: over how many pixels
    of the photo an edge rises. `colour_gain`: contrast of the best channel over that of the grey picture.
    """

    print_of_mark: float
    mark_gap: float
    line_gap: float
    height_px: float
    grey: float
    red: float
    green: float
    blue: float
    colour_gain: float
    blur_px: float


def measured(pixels: Pixels, quad: Floats) -> Print | None:
    """The print under the mark at `quad` (4×2, clockwise from its printed top-left); None where no line is seen.

    `pixels` is H×W×3 RGB uint8.
    """
    side = float(np.sqrt(abs(cv2.contourArea(quad))))
    if side < LEAST_SIDE:
        return None
    a, b, _, d = quad
    down = d - a
    strip = np.array([a + down * BELOW[0], b + down * BELOW[0], b + down * BELOW[1], a + down * BELOW[1]], np.float32)
    inside = (strip >= 0).all() and (strip <= np.array(pixels.shape[1::-1], np.float32)).all()
    if not inside:
        return None
    size = (round(side), round(side * (BELOW[1] - BELOW[0])))
    target = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    cut = cv2.warpPerspective(pixels, cv2.getPerspectiveTransform(strip, target), size, flags=cv2.INTER_LINEAR)
    planes = {"red": cut[..., 0], "green": cut[..., 1], "blue": cut[..., 2]}
    grey = cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY)
    runs = _lines(np.maximum.reduce([_liveliness(plane) for plane in planes.values()]))
    if not runs:
        return None
    (top, bottom), rest = runs[0], runs[1:]
    high = bottom - top
    contrasts = {name: _contrast(plane[top:bottom]) for name, plane in planes.items()}
    of_grey = _contrast(grey[top:bottom])
    steepest = _steepest(grey[top:bottom])
    return Print(
        print_of_mark=high / side,
        mark_gap=top / high,
        line_gap=(rest[0][0] - bottom) / high if rest else float("nan"),
        height_px=float(high),
        grey=of_grey,
        colour_gain=max(contrasts.values()) / max(of_grey, 1.0),
        blur_px=of_grey / max(steepest, 1.0),
        **contrasts,
    )


def _liveliness(plane: npt.NDArray[np.uint8]) -> Floats:
    """Mean change of brightness along each row."""
    return np.asarray(np.abs(np.diff(plane.astype(np.float32), axis=1)).mean(1), np.float32)


def _contrast(band: npt.NDArray[np.uint8]) -> float:
    low, high = np.percentile(band, (5, 95))
    return float(high - low)


def _steepest(band: npt.NDArray[np.uint8]) -> float:
    """The largest changes of brightness from one pixel to the next along the rows."""
    return float(np.percentile(np.abs(np.diff(band.astype(np.float32), axis=1)), 99))


def _lines(rows: Floats) -> list[tuple[int, int]]:
    """Runs of rows with print, first row and the one after the last; none where the strip is even."""
    floor = float(np.percentile(rows, 10))
    if rows.max() - floor < 3:
        return []
    edges = np.flatnonzero(np.diff(np.concatenate([[False], rows - floor > ON * (rows.max() - floor), [False]])))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [(a, b) for a, b in runs if b - a >= 3 and a > 0 and b < len(rows)]


def of_photos(detector: NetDetector, folder: Path) -> Iterator[Print]:
    """The print under the one mark that each row of `truth.json` tells, where our detector finds it."""
    for row in json.loads((folder / "truth.json").read_text("utf-8")):
        picture = cv2.imread(str(folder / row["file"])) if row.get("mark_bbox") and row.get("standard") else None
        if picture is None:
            continue
        pixels = np.ascontiguousarray(picture[..., ::-1])
        at = [r for r in detector.candidates(pixels, 0.5) if is_at(r.quad, row["mark_bbox"])]
        found = measured(pixels, at[0].quad.array()) if at else None
        if found:
            yield found


def of_scenes(folder: Path, most: int) -> Iterator[Print]:
    """The print under every mark of the first scenes of a pool that is there to be found."""
    for pixels, things, _ in scenes(folder, most):
        for thing in things[(things[:, 0] != CODE) & (things[:, 9] == 0)]:
            found = measured(pixels, thing[1:9].reshape(4, 2).astype(np.float32))
            if found:
                yield found


def of_lines(folder: Path, every: int = 5) -> Iterator[Print]:
    """Height, contrast in grey and blur of every n-th line of a reader's pool, in px of its photo."""
    for path in sorted(folder.glob("*.npz"))[:2]:
        shard = read_shard(path)
        for index in range(0, len(shard), every):
            crop, height_px = shard.line(index), float(shard.digit_heights[index])
            runs = _lines(_liveliness(crop))
            if runs:
                top, bottom = max(runs, key=lambda run: run[1] - run[0])
                enlarged = (bottom - top) / height_px
                grey, none = _contrast(crop[top:bottom]), float("nan")
                blur = grey / max(_steepest(crop[top:bottom]), 1.0) / enlarged
                yield Print(none, none, none, height_px, grey, none, none, none, none, blur)


def table(sets: Mapping[str, Iterable[Print]]) -> str:
    """A table in Markdown: for each measure the 10th, 50th and 90th percentile of each set."""
    found: dict[str, Sequence[Print]] = {name: list(prints) for name, prints in sets.items()}
    rows = ["| 10 – 50 – 90 % | " + " | ".join(f"{name} (n {len(p)})" for name, p in found.items()) + " |"]
    rows.append("|---" * (1 + len(found)) + "|")
    for field in fields(Print):
        cells = []
        for prints in found.values():
            values = np.array([getattr(p, field.name) for p in prints], float)
            values = values[np.isfinite(values)]
            cells.append(_percentiles(values) if len(values) >= FEWEST else "too few")
        rows.append(f"| {field.name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _percentiles(values: npt.NDArray[np.float64]) -> str:
    digits = 0 if np.median(values) >= 20 else 2
    return " – ".join(f"{v:.{digits}f}" for v in np.quantile(values, QUANTILES))
