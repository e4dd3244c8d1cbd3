"""Hand-held photographs of sheets: a little turned and tilted, a little soft, at about the sheet's own scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from bench.lying_pictures import compose
from bench.lying_pictures.content import Shown
from bench.lying_pictures.look import Look
from models.recipe.camera import Shot, photograph
from models.recipe.scene import GROUNDS
from models.recipe.sheet import Colour, Sheet
from models.recipe.words import one

SHORTEST, LONGEST = 1200, 4000
"""Bounds of a photo's long side in px."""
SHAPES = ((4, 3), (3, 4), (16, 9), (1, 1))
TABLES: tuple[Colour, ...] = ((150, 108, 70), (178, 170, 158), (98, 112, 124), (200, 196, 190), (70, 74, 80))


def photo(looks: Sequence[Look], shown: Shown, twin: Shown, seed: Sequence[int]) -> bytes:
    """One photo as JPEG bytes; `twin` is what the same photo shows in the other of the pair, `looks` one a label."""
    rng = np.random.default_rng(list(seed))
    ground, colour = one(rng, tuple(GROUNDS)), one(rng, TABLES)
    others = [*twin.labels, *[None] * len(shown.labels)]
    sheets = [
        compose.sheet(look, label, other)
        for look, label, other in zip(looks, shown.labels, others[: len(shown.labels)], strict=False)
    ]
    flat = sheets[0] if len(sheets) == 1 else _together(sheets, shown.stacked, colour, rng)
    size, fill = _framed(flat, rng)
    shot = Shot(
        size, fill, turn=float(rng.uniform(-4, 4)), yaw=float(rng.uniform(-9, 9)), pitch=float(rng.uniform(-9, 9)),
        bend=float(rng.choice([0.0, 0.0, rng.uniform(4, 16)])), light=(float(rng.uniform(0, 360)), float(rng.uniform(0.05, 0.3))),
        shadow=float(rng.uniform(0, 0.2)), blur=float(rng.uniform(0.4, 0.9)), noise=float(rng.uniform(1, 3)),
        exposure=float(rng.uniform(0.9, 1.04)), quality=int(rng.integers(80, 93)),
    )  # fmt: skip
    background = GROUNDS[ground](size, colour, rng)
    return photograph(flat, background, shot, rng)[0]


def _framed(flat: Sheet, rng: np.random.Generator) -> tuple[tuple[int, int], float]:
    """Size of the photo and share of it that the sheet takes, so that a pixel of the sheet is about one of the photo."""
    slack = 1 / float(rng.uniform(0.86, 0.95))
    sizes = []
    for w, h in SHAPES:
        unit = max(flat.width * slack / w, flat.height * slack / h)
        unit = max(unit, SHORTEST / max(w, h))
        sizes.append((round(unit * w), round(unit * h)))
    size = min(sizes, key=lambda s: s[0] * s[1])
    fill = max(flat.width / size[0], flat.height / size[1])
    share = min(1.0, LONGEST / max(size))
    return (round(size[0] * share), round(size[1] * share)), fill


def _together(sheets: Sequence[Sheet], stacked: bool, table: Colour, rng: np.random.Generator) -> Sheet:
    """Several labels on one table, side by side or one above the other, each a little turned."""
    gap = round(0.06 * max(s.width for s in sheets))
    turned = [
        s.picture.convert("RGBA").rotate(float(rng.uniform(-3, 3)), Image.Resampling.BICUBIC, expand=True)
        for s in sheets
    ]
    if stacked:
        size = (max(p.width for p in turned), sum(p.height for p in turned) + gap * (len(turned) - 1))
    else:
        size = (sum(p.width for p in turned) + gap * (len(turned) - 1), max(p.height for p in turned))
    flat = Sheet(*size, table)
    at = 0
    for picture in turned:
        flat.picture.paste(picture, (0, at) if stacked else (at, (size[1] - picture.height) // 2), picture)
        at += (picture.height if stacked else picture.width) + gap
    return flat
