"""Marks on drawn scenes of fonts, pictures and layouts that training never saw: found by kind and by what ails them.

A mark is found when a place of the shipped threshold lies on it (`models/recipe/evaluate_detector.py` says when). Marks
that are covered or out of view are not counted; scenes without any mark give the false ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from bench.drawn_lines.damaged_lines import test_fonts
from bench.tables.markdown import share, table
from models.recipe.evaluate_detector import Judged, judged
from models.recipe.fetch_fonts import FetchFailed
from models.recipe.panels import Thing
from models.recipe.pictures import pictures
from models.recipe.scenes import compressed, draw_scene, sides
from models.recipe.stock import Stock
from verifier.detect.kinds import MARKS
from verifier.detect.marks import THRESHOLD, NetDetector
from verifier.domain import MarkKind, Pixels

SEED = 20261126
LEAST = 24.0
"""Side in px under which marks are counted in a row of their own."""
FAINT = 60.0
"""Grey levels of contrast under which a mark counts as faint."""
SQUEEZED = 0.75
"""Shorter over longer side under which a mark counts as squeezed."""
GOAL = 0.95
WORDS = {MarkKind.COMPULSORY: "ring", MarkKind.VOLUNTARY: "bare", MarkKind.COMMUNITY: "community"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One scene, H×W×3 RGB uint8, and the marks and codes in it."""

    pixels: Pixels
    things: Sequence[Thing]


@dataclass(frozen=True, slots=True)
class Sought:
    """A mark that is there, and what the detector made of it."""

    scene: Drawn
    thing: Thing
    seen: Judged

    @property
    def found(self) -> bool:
        return self.seen.seen is not None and self.seen.seen.score >= THRESHOLD

    @property
    def kind(self) -> MarkKind:
        return MARKS[self.thing.kind].kind


def draw(count: int, seed: int = SEED, *, marked: bool, stock: float = 0.3) -> Iterator[Drawn]:
    """`count` scenes with or without marks, of test fonts and pictures; `stock`: how many masks are drawn for them."""
    try:
        behind = pictures(test=True)
    except FetchFailed:  # no net: drawn backgrounds alone
        behind = ()
    masks = Stock.drawn(test_fonts(), seed, stock, behind)
    for k in range(count):
        rng = np.random.default_rng([seed, marked, k])
        scene = draw_scene(rng, masks, marked=marked)
        data = np.frombuffer(compressed(rng, scene.pixels), np.uint8)
        picture = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
        yield Drawn(np.ascontiguousarray(picture[..., ::-1]), tuple(scene.things))


def sought(detector: NetDetector, scene: Drawn) -> tuple[list[Sought], list[Judged]]:
    """The marks of a scene that count, with what became of them, and the false places of any score."""
    there, false = [], []
    by_place = {t.quad.astype(np.float32).tobytes(): t for t in scene.things}
    for j in judged(detector, [(scene.pixels, _rows(scene.things), np.zeros((0, 9), np.float32))]):
        if j.quad is None:
            false.append(j)
        else:
            there.append(Sought(scene, by_place[np.ascontiguousarray(j.quad, np.float32).tobytes()], j))
    return there, false


def _rows(things: Sequence[Thing]) -> npt.NDArray[np.float32]:
    return np.array([[t.kind, *t.quad.ravel(), t.ignore] for t in things], np.float32).reshape(-1, 10)


AILMENTS: dict[str, Callable[[Thing], bool]] = {
    "faint ink": lambda t: t.contrast < FAINT and t.way != "relief",
    "relief without ink": lambda t: t.way == "relief",
    "squeezed": lambda t: squeeze(t) < SQUEEZED,
    "dot print": lambda t: t.way == "dots",
}


def squeeze(thing: Thing) -> float:
    """Shorter over longer side as it stands in the scene."""
    width, height = sides(thing.quad)
    return min(width, height) / max(width, height)


def marks_table(detector: NetDetector, marked: int, bare: int) -> str:
    """The table, from `marked` scenes with marks and `bare` without."""
    marks: list[Sought] = []
    beside = 0
    for scene in draw(marked, marked=True):
        there, false = sought(detector, scene)
        marks += there
        beside += sum(j.seen is not None and j.seen.score >= THRESHOLD for j in false)
    scores = [
        j.seen.score for scene in draw(bare, marked=False) for j in sought(detector, scene)[1] if j.seen is not None
    ]
    false = sum(score >= THRESHOLD for score in scores)
    large = [m for m in marks if m.seen.side >= LEAST]
    rows: list[tuple[str, list[Sought]]] = [(f"all, {LEAST:.0f} px and more", large)]
    rows += [("clear: none of the below", [m for m in large if not any(ails(m.thing) for ails in AILMENTS.values())])]
    rows += [(name, [m for m in large if ails(m.thing)]) for name, ails in AILMENTS.items()]
    bands = (("24-31 px", 24, 32), ("32-47 px", 32, 48), ("48 px and more", 48, math.inf))
    rows += [(name, [m for m in large if low <= m.seen.side < high]) for name, low, high in bands]
    rows += [(f"under {LEAST:.0f} px", [m for m in marks if m.seen.side < LEAST])]
    said = table(
        ("marks", *(word for word in WORDS.values()), "any kind", "n", "kind right %"),
        [
            (
                name,
                *(_found([m for m in part if m.kind is kind]) for kind in WORDS),
                _found(part),
                "/".join(str(sum(m.kind is kind for m in part)) for kind in WORDS),
                _kind_right(part),
            )
            for name, part in rows
        ],
    )
    per_100 = f"{100 * false / bare:.1f}" if bare else "-"
    top = ", ".join(f"{s:.2f}" for s in sorted(scores, reverse=True)[:5]) or "none"
    return (
        f"Found % of marks drawn on {marked} scenes (seed {SEED}; goal {100 * GOAL:.0f} % a kind; n by kind):\n\n"
        f"{said}\n\n"
        f"False marks: {false} on {bare} scenes without one ({per_100} per 100), {beside} beside the marks of the "
        f"others;\nhighest scores without a mark: {top}."
    )


def _found(part: Sequence[Sought]) -> str:
    return share(sum(m.found for m in part), len(part))


def _kind_right(part: Sequence[Sought]) -> str:
    hits = [m.seen.seen.peak.kind == m.thing.kind for m in part if m.found and m.seen.seen]
    return share(sum(hits), len(hits))
