"""How well the exported detector finds marks, codes and lines: on drawn scenes with held-out fonts, and on real photos.

Real photos are judged by the rules that stand beside them: a mark is found when a box's centre lies in the true box
grown by a quarter and its side is 0.6 to 1.6 of it. On drawn scenes a mark is found when the centre lies within a
quarter of its side and the side is within the same bounds; a line when the boxes share at least half of what they cover
together.
"""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.pool import read_shard
from verifier.detect.kinds import MARKS
from verifier.detect.marks import NetDetector, Seen
from verifier.detect.score import FEATURES, features
from verifier.domain import MarkKind, Pixels
from verifier.domain.geometry import Quad
from verifier.evaluation.evaluate import BANDS, GROWN, SIDES, Share
from verifier.finder.net import CODE, FinderNet, Peak
from verifier.inference import ModelFile
from verifier.ocr.text_box import Box

Floats = npt.NDArray[np.float32]
SAME_LINE = 0.5
WHOLE = 0.97
"""A line is whole when a box grown as the readers grow it holds this share of it."""
GROWTH = 0.12
LINE_BANDS = (("8-11 px", 8, 12), ("12-15 px", 12, 16), ("16-23 px", 16, 24), ("24 px and more", 24, math.inf))


@dataclass(slots=True)
class Tally:
    """Hits and how many there were, by name."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, hit: bool) -> None:
        pair = self.counts.setdefault(name, [0, 0])
        pair[0] += hit
        pair[1] += 1

    def table(self) -> dict[str, str]:
        """`hits/n (low-high %)` with Wilson's 95 % interval."""
        rows = {}
        for name, (hits, n) in sorted(self.counts.items()):
            low, high = Share(hits, n).interval
            rows[name] = f"{hits}/{n} ({100 * low:.1f}-{100 * high:.1f} %)"
        return rows


@dataclass(frozen=True, slots=True)
class AnyModel(ModelFile):
    """A model file wherever it lies; its hash is taken as it is."""

    @classmethod
    def at(cls, path: Path) -> AnyModel:
        return cls("", str(path), hashlib.sha256(path.read_bytes()).hexdigest())

    def locate(self) -> Path:
        return Path(self.path)


def share_of_union(a: Quad, b: Quad) -> float:
    """Area common to two quads over the area they cover together."""
    common, _ = cv2.intersectConvexConvex(a.array(), b.array())
    both = cv2.contourArea(a.array()) + cv2.contourArea(b.array()) - common
    return float(common / max(both, 1e-6))


def held(a: Quad, b: Quad) -> float:
    """Share of `a` that lies in `b`."""
    common, _ = cv2.intersectConvexConvex(a.array(), b.array())
    return float(common / max(cv2.contourArea(a.array()), 1e-6))


def scenes(folder: Path, most: int) -> Iterator[tuple[Pixels, Floats, Floats]]:
    """Pixels, things and lines of the first scenes of a pool."""
    left = most
    for path in sorted(folder.glob("shard-????.npz")):
        for scene in read_shard(path)[:left]:
            yield scene.pixels(), scene.things, scene.lines
            left -= 1
        if left <= 0:
            return


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one mark that is there (`kind`, `side`, its `quad`), or of one place where none is (kind None)."""

    seen: Seen | None
    kind: MarkKind | None
    side: float = 0.0
    quad: Floats | None = None


def judged(detector: NetDetector, pool: Iterable[tuple[Pixels, Floats, Floats]]) -> Iterator[Judged]:
    """Every mark wholly in view with the best place that lies on it, and every place that lies on none."""
    for pixels, things, _ in pool:
        free = detector.look(pixels)
        for row in things[things[:, 0] != CODE]:
            quad = row[1:9].reshape(4, 2)
            near = [s for s in free if _off(s.peak, quad) < 0.5]
            free = [s for s in free if s not in near]
            if row[9] or quad.min() < 0 or quad.max() > max(pixels.shape):
                continue
            side = _side(quad)
            at = [s for s in near if _off(s.peak, quad) < 0.25 and SIDES[0] <= s.peak.side / side <= SIDES[1]]
            yield Judged(max(at, key=lambda s: s.score, default=None), MARKS[int(row[0])].kind, side, quad)
        yield from (Judged(s, None) for s in free)


def marks_on_scenes(
    detector: NetDetector, pool: Iterable[tuple[Pixels, Floats, Floats]], threshold: float
) -> dict[str, object]:
    """Found by kind and size, kind right, turn right, false ones, and what share of each score's places is true."""
    tally, false = Tally(), []
    for j in judged(detector, pool):
        if j.seen is not None:
            tally.add(f"true of score {math.floor(j.seen.score * 10) / 10:.1f}", j.kind is not None)
        if j.kind is None or j.quad is None:
            false += [round(j.seen.score, 3)] if j.seen else []
            continue
        found = j.seen is not None and j.seen.score >= threshold
        tally.add(f"{j.kind} {next(name for name, low, high in BANDS if low <= j.side < high)}", found)
        if found and j.seen:
            tally.add(f"kind right, {j.kind}", MARKS[j.seen.peak.kind].kind == j.kind)
            if j.kind is not MarkKind.COMMUNITY and j.side >= 24:
                tally.add("turn within 10 degrees, 24 px and more", _turn_error(j.quad, j.seen.quad) < 10)
    false.sort(reverse=True)
    return {"found": tally.table(), "false": sum(s >= threshold for s in false), "highest false": false[:20]}


def calibrated(detector: NetDetector, pool: Iterable[tuple[Pixels, Floats, Floats]], steps: int = 40) -> str:
    """`weights` in `verifier/weights/detector.toml` by logistic regression (Newton's method, ridge of 0.3)."""
    rows = [(features(j.seen.peak, j.seen.fit), j.kind is not None) for j in judged(detector, pool) if j.seen]
    x, y = np.array([row[0] for row in rows]), np.array([row[1] for row in rows], np.float64)
    w, ridge = np.zeros(x.shape[1]), 0.3 * np.eye(x.shape[1])
    ridge[0, 0] = 0.001
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ w)
    return "weights = { " + ", ".join(f"{name} = {v:.2f}" for name, v in zip(FEATURES, w, strict=True)) + " }"


def _off(peak: Peak, quad: Floats) -> float:
    """Distance of a peak from the middle of a quad, in sides of it."""
    x, y = quad.mean(0)
    return math.hypot(peak.x - x, peak.y - y) / _side(quad)


def _side(quad: Floats) -> float:
    return math.sqrt(abs(cv2.contourArea(quad)))


def _turn_error(quad: Floats, found: Quad) -> float:
    return abs((found.angle - Quad.of_points(quad).angle + 180) % 360 - 180)


def lines_on_scenes(
    find: Callable[[Pixels], Sequence[Box]], pool: Iterable[tuple[Pixels, Floats, Floats]]
) -> dict[str, object]:
    """Lines found (half of what both cover) and whole (all print in the box as readers grow it); boxes on print."""
    tally, ms = Tally(), []
    for pixels, _, lines in pool:
        start = time.perf_counter()
        boxes = [box.quad for box in find(pixels)]
        ms.append((time.perf_counter() - start) * 1000)
        truth = [(Quad.of_points(row[:8].reshape(4, 2)), bool(row[8])) for row in lines]
        height, width = pixels.shape[:2]
        for quad, ignore in truth:
            x0, y0, x1, y1 = quad.bounds
            if ignore or quad.height < 8 or x0 < 0 or y0 < 0 or x1 > width or y1 > height:
                continue
            band = next(name for name, low, high in LINE_BANDS if low <= quad.height < high)
            tally.add(f"found {band}", any(share_of_union(quad, box) >= SAME_LINE for box in boxes))
            tally.add(
                f"whole {band}",
                any(held(quad, box.grown(GROWTH)) >= WHOLE and share_of_union(quad, box) >= 0.4 for box in boxes),
            )
        for box in boxes:
            if min(box.width, box.height) >= 6:
                tally.add("boxes on print", any(held(box, quad.grown(0.3)) > 0.5 for quad, _ in truth))
    return {"lines": tally.table(), "ms": round(float(np.median(ms)), 1)}


def on_photos(detector: NetDetector, folder: Path, threshold: float) -> dict[str, object]:
    """Found by size, kind right, and every other detection with its score and place."""
    tally, other, n, missed = Tally(), {}, 0, []
    for row in json.loads((folder / "truth.json").read_text("utf-8")):
        picture = cv2.imread(str(folder / row["file"]))
        if picture is None:
            continue
        n += 1
        regions = detector.candidates(np.ascontiguousarray(picture[..., ::-1]), threshold)
        rest = list(regions)
        if row.get("mark_bbox"):
            left, top, right, bottom = row["mark_bbox"]
            at = [r for r in regions if is_at(r.quad, row["mark_bbox"])]
            size = (right - left + bottom - top) / 2
            tally.add(next(name for name, low, high in BANDS if low <= size < high), bool(at))
            if at and row.get("circle") is not None:
                tally.add("kind right", (at[0].mark is MarkKind.COMPULSORY) == row["circle"])
            if not at:
                missed.append(row["file"])
            rest = [r for r in regions if r not in at]
        if rest:
            other[row["file"]] = [[round(r.score, 3), str(r.mark), *(round(v) for v in r.quad.bounds)] for r in rest]
    return {
        "photos": n,
        "found": tally.table(),
        "missed": missed,
        "others": sum(map(len, other.values())),
        "other": other,
    }


def is_at(quad: Quad, box: Sequence[float]) -> bool:
    """Whether a mark's quad is that of the true box (left, top, right, bottom), by the rules of the photos."""
    left, top, right, bottom = box
    x, y = quad.centre
    x0, y0, x1, y1 = quad.bounds
    near = (
        abs(x - (left + right) / 2) <= GROWN * (right - left) / 2
        and abs(y - (top + bottom) / 2) <= GROWN * (bottom - top) / 2
    )
    return near and SIDES[0] <= (x1 - x0 + y1 - y0) / (right - left + bottom - top) <= SIDES[1]


def codes_on_scenes(
    net: FinderNet, pool: Iterable[tuple[Pixels, Floats, Floats]], threshold: float
) -> dict[str, object]:
    """QR codes of 24 px and more found, and false ones."""
    tally, false = Tally(), 0
    for pixels, things, _ in pool:
        peaks = [p for p in net(pixels).peaks(threshold) if p.kind == CODE]
        for row in things[things[:, 0] == CODE]:
            quad = row[1:9].reshape(4, 2)
            side = _side(quad)
            at = [p for p in peaks if _off(p, quad) < 0.4]
            peaks = [p for p in peaks if p not in at]
            if not row[9] and side >= 24:
                tally.add("QR 24 px and more", bool(at))
        false += len(peaks)
    return {"found": tally.table(), "false": false}
