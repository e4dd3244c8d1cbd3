"""The stock of masks that scenes are stamped with: lines of print, marks, codes, decoys, drawn once for many scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.recipe.distractors import sun
from models.recipe.fonts import FontSet
from models.recipe.hard_negatives import decoy
from models.recipe.shares import USUAL, Shares
from models.recipe.strips import Strip, bar_code, qr_codes, strips
from models.recipe.words import chance
from verifier.detect.drawing import RING_OUTER, RING_STROKE, mark_mask
from verifier.domain import MarkKind, Pixels

KINDS = (MarkKind.COMPULSORY, MarkKind.VOLUNTARY, MarkKind.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Stock:
    """Masks to stamp with, and how often what is done with them."""

    lines: Sequence[Strip]
    numbers: Sequence[Strip]
    marks: Sequence[Sequence[Pixels]]
    codes: Sequence[Pixels]
    bars: Sequence[Pixels]
    decoys: Sequence[Pixels]
    pictures: Sequence[Pixels] = ()
    shares: Shares = USUAL

    @classmethod
    def drawn(
        cls, fonts: FontSet, seed: int, size: float = 1.0, pictures: Sequence[Pixels] = (), suns: int = 0
    ) -> Stock:
        """A stock of its own for every seed; `size` 1 takes about half a minute to draw. `suns`: decoys of theirs."""
        rng = np.random.default_rng(seed)
        n = max(8, round(40 * size))
        return cls(
            lines=strips(rng, fonts, round(4500 * size)),
            numbers=strips(rng, fonts, round(900 * size), numbers=True),
            marks=[[_mark(rng, kind) for _ in range(n)] for kind in KINDS],
            codes=qr_codes(rng, round(300 * size)),
            bars=[bar_code(rng) for _ in range(n)],
            decoys=[*(decoy(rng, fonts.thai) for _ in range(round(2500 * size))), *(sun(rng) for _ in range(suns))],
            pictures=pictures,
        )


def _mark(rng: np.random.Generator, kind: MarkKind, side: int = 160) -> Pixels:
    """A mark as some printer may set it: bolder, finer, its ring wider or narrower, at times left out of a disc."""
    weight = float(rng.uniform(-0.012, 0.022))
    if kind is MarkKind.COMMUNITY:
        return mark_mask(kind, side, weight=max(weight, -0.006))
    if kind is MarkKind.VOLUNTARY:
        return mark_mask(kind, side, weight=weight)
    ring = float(rng.uniform(1.17, RING_OUTER + 0.05))
    stroke = float(rng.uniform(0.035, RING_STROKE + 0.02))
    inner = round(side / ring)
    canvas = np.zeros((side, side), np.uint8)
    at = (side - inner) // 2
    axis = (np.arange(side) + 0.5) / side * ring - ring / 2
    distance = np.hypot(*np.meshgrid(axis, axis))
    px = ring / side
    if chance(rng, 0.08):  # the monogram left out of a disc
        canvas = (np.clip((ring / 2 - distance) / px + 0.5, 0, 1) * 255).astype(np.uint8)
        canvas[at : at + inner, at : at + inner] = np.minimum(
            canvas[at : at + inner, at : at + inner], 255 - mark_mask(MarkKind.VOLUNTARY, inner, weight=weight)
        )
        return canvas
    canvas[at : at + inner, at : at + inner] = mark_mask(MarkKind.VOLUNTARY, inner, weight=weight)
    band = np.clip((ring / 2 - distance) / px + 0.5, 0, 1) * np.clip((distance - ring / 2 + stroke) / px + 0.5, 0, 1)
    return np.maximum(canvas, (band * 255).astype(np.uint8))
