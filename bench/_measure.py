"""`python -m bench._measure [PHOTOS] > bench/reading.json`: what the real readers make of printed names and numbers.

Draws lines of print in Thai fonts, hurts them as a hand-held photo does, reads them with the panel that ships, and
keeps for every line what was printed, how large and how well, and what came of it. `_reading.py` makes its error model
of that; the names and numbers here are none of those on which figures are quoted (another seed). Takes minutes.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench._world import LEADS, World
from verifier.geometry import Quad
from verifier.models import Photo, Quality, Reading, Region, RegionKind
from verifier.read.fields import extract
from verifier.read.panel import ReaderPanel

SEED, PHOTOS, WIDTH = 7_001, 64, 1100
FONTS = Path("/usr/share/fonts/truetype/tlwg")
FACES = ("Loma", "Garuda", "Kinnari", "Norasi", "Sawasdee", "Umpush", "Waree", "Laksaman", "TlwgTypo", "Loma-Bold")
SIZES = (14, 18, 24, 32)
"""Heights of print: from the top of the tallest mark to the foot of the lowest, in pixels, at least."""
KINDS = ("holder",) * 4 + ("licence",) * 2 + ("standard",) * 2


def main(arguments: list[str]) -> int:
    """Writes one JSON object to standard output."""
    photos = int(arguments[0]) if arguments else PHOTOS
    world, rng, panel = World(SEED, 2_000), random.Random(SEED), ReaderPanel.default(timeout_s=120)
    lines = [line for n in range(photos) for line in _photo(world, rng, panel, n)]
    head = f'{{"readers": {json.dumps(panel.version)}, "seed": {SEED}, "lines": [\n'
    print(head + ",\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n]}")
    return 0


def _photo(world: World, rng: random.Random, panel: ReaderPanel, number: int) -> Iterator[dict[str, Any]]:
    """What came of eight lines in one photo."""
    noise = np.random.default_rng(SEED + number)
    size, blur = rng.choice(SIZES), rng.choice((0.0, 0.4, 0.8, 1.2, 1.8))
    texts = [(kind, *_text(kind, world, rng)) for kind in KINDS]
    pictures = [_draw(text, size, rng) for _, text, _ in texts]
    page = np.full((sum(p.shape[0] + 24 for p in pictures), max(WIDTH, *(p.shape[1] + 40 for p in pictures))), 235.0)
    regions, top = [], 12
    for picture in pictures:
        height, width = picture.shape
        page[top : top + height, 20 : 20 + width] = picture
        regions.append(Region(RegionKind.LINE, Quad.of_box(20, top, 20 + width, top + height), 0.9))
        top += height + 24
    page = cv2.GaussianBlur(page, (0, 0), blur) if blur else page
    ink = rng.uniform(0.35, 1.0)
    page = 235 - (235 - page) * ink + noise.normal(0, rng.choice((1, 4, 9)), page.shape)
    grey = np.clip(page, 0, 255).astype(np.uint8)
    _, coded = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, rng.choice((55, 75, 92))])
    pixels = cv2.cvtColor(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), cv2.COLOR_GRAY2RGB)
    pixels.setflags(write=False)
    photo = Photo(pixels, "0" * 64, "0" * 16, Quality(500, 128, 100, 0))
    readings = panel.read(photo, regions)
    for (kind, _, value), region in zip(texts, regions, strict=True):
        own = [r for r in readings if region.quad.contains(r.region.quad.centre)]
        yield {
            "kind": kind,
            "printed": value,
            "size": size,
            "blur": blur,
            "fields": _fields(kind, own),
        }


def _fields(kind: str, readings: list[Reading]) -> list[tuple[str, bool]]:
    """(value, certain) of every field of this kind."""
    found = extract(readings)
    fields = {"holder": found.holders, "licence": found.licences, "standard": found.standards}[kind]
    return [(str(field.value), field.certain) for field in fields]


def _text(kind: str, world: World, rng: random.Random) -> tuple[str, str]:
    """A line as printed, and the value in it."""
    row = rng.choice(world.rows)
    if kind == "holder":
        return rng.choice(LEADS) + row.holder, row.holder
    if kind == "licence":
        return rng.choice(("ใบอนุญาตเลขที่ ", "ใบอนุญาต มอก. เลขที่ ", "")) + str(row.number), str(row.number)
    return rng.choice(("มอก. ", "มอก.", "TIS ")) + str(row.standard), str(row.standard)


def _draw(text: str, size: int, rng: random.Random) -> np.ndarray:
    """Black print on light ground, cut to its ink: a grey picture `size` pixels high or a little more."""
    face = ImageFont.truetype(str(FONTS / f"{rng.choice(FACES)}.ttf"), 96)
    left, top, right, bottom = face.getbbox(text)
    picture = Image.new("L", (int(right - left) + 24, int(bottom - top) + 24), 235)
    ImageDraw.Draw(picture).text((12 - left, 12 - top), text, 25, face)
    scale = (size + 4) / picture.height
    return np.asarray(picture.resize((max(1, round(picture.width * scale)), size + 4), Image.Resampling.LANCZOS), float)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
