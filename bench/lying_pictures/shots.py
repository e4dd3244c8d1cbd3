"""Hand-held photographs of sheets: a little turned and tilted, a little soft, at about the sheet's own scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from bench.lying_pictures import camera, compose
from bench.lying_pictures.content import Shown
from bench.lying_pictures.look import Look
from models.recipe.camera import Shot
from models.recipe.scene import GROUNDS
from models.recipe.sheet import Colour, Sheet
from models.recipe.words import one
from verifier.domain import Pixels

SHORTEST, LONGEST = 1200, 4000
"""Bounds of a photo's long side in px."""
OVER = 1.3
"""How far the table under several labels goes on beyond the photo: its width in widths of the photo."""
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
    pieces = [_turned(s, float(rng.uniform(-3, 3))) for s in sheets] if len(sheets) > 1 else []
    frame, size = _framed(_extent(pieces, shown.stacked) if pieces else (sheets[0].width, sheets[0].height), rng)
    background = camera.ground(ground, size, colour, rng)
    if pieces:
        flat, fill = _together(pieces, shown.stacked, background, frame), OVER
    else:
        flat, fill = sheets[0], max(sheets[0].width / frame[0], sheets[0].height / frame[1])
    shot = Shot(
        size, fill, turn=float(rng.uniform(-4, 4)), yaw=float(rng.uniform(-9, 9)), pitch=float(rng.uniform(-9, 9)),
        bend=float(rng.choice([0.0, 0.0, rng.uniform(4, 16)])),
        light=(float(rng.uniform(0, 360)), float(rng.uniform(0.05, 0.3))), shadow=float(rng.uniform(0, 0.2)),
        blur=float(rng.uniform(0.35, 0.8)), noise=float(rng.uniform(1, 3)), exposure=float(rng.uniform(0.9, 1.04)),
        quality=int(rng.integers(80, 93)),
    )  # fmt: skip
    return camera.photograph(flat, background, shot, rng)


def _framed(extent: tuple[int, int], rng: np.random.Generator) -> tuple[tuple[int, int], tuple[int, int]]:
    """The frame round print of that extent in px of the sheet, and the photo's size in px, the same but for bounds."""
    slack = 1 / float(rng.uniform(0.86, 0.95))
    frames = []
    for w, h in SHAPES:
        unit = max(extent[0] * slack / w, extent[1] * slack / h, SHORTEST / max(w, h))
        frames.append((round(unit * w), round(unit * h)))
    frame = min(frames, key=lambda s: s[0] * s[1])
    share = min(1.0, LONGEST / max(frame))
    return frame, (round(frame[0] * share), round(frame[1] * share))


def _turned(sheet: Sheet, degrees: float) -> Image.Image:
    return sheet.picture.convert("RGBA").rotate(degrees, Image.Resampling.BICUBIC, expand=True)


def _gap(pieces: Sequence[Image.Image]) -> int:
    return round(0.06 * max(p.width for p in pieces))


def _extent(pieces: Sequence[Image.Image], stacked: bool) -> tuple[int, int]:
    between = _gap(pieces) * (len(pieces) - 1)
    if stacked:
        return max(p.width for p in pieces), sum(p.height for p in pieces) + between
    return sum(p.width for p in pieces) + between, max(p.height for p in pieces)


def _together(pieces: Sequence[Image.Image], stacked: bool, table: Pixels, frame: tuple[int, int]) -> Sheet:
    """Several labels on one table, which goes on beyond the photo: side by side or one above the other."""
    flat = Sheet(round(frame[0] * OVER), round(frame[1] * OVER))
    flat.picture = Image.fromarray(table).resize((flat.width, flat.height), Image.Resampling.BICUBIC)
    size = _extent(pieces, stacked)
    left, top = (flat.width - size[0]) // 2, (flat.height - size[1]) // 2
    for piece in pieces:
        x, y = left, top
        if stacked:
            x, top = x + (size[0] - piece.width) // 2, top + piece.height + _gap(pieces)
        else:
            y, left = y + (size[1] - piece.height) // 2, left + piece.width + _gap(pieces)
        shade = piece.getchannel("A").point([alpha // 2 for alpha in range(256)]).filter(ImageFilter.GaussianBlur(10))
        flat.picture.paste((0, 0, 0), (x + 9, y + 12), shade)
        flat.picture.paste(piece, (x, y), piece)
    return flat
