"""`python -m bench.reading_errors.measure`: what the readers that ship make of names and numbers.

Draws lines in fonts that training never saw, hurts them as a hand-held photo does, reads them with the readers that
ship, and keeps for every line what was printed, how high its digits were, and what came of it. Writes
`bench/reading_errors/reading.json` and, from it, `name_calibration.toml` and `name_confusions.toml` in `verifier/data`:
to be run whenever a reader is replaced (about two minutes). The names and numbers here are none of those on which
figures are quoted (another seed).
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.drawn_lines.damaged_lines import TestPress
from bench.firms import counts
from bench.reading_errors.measured import READING, fingerprint
from bench.worlds.latin import LATIN_LEADS, latin
from bench.worlds.world import LEADS, World
from models.recipe.fonts import FontFile, training_fonts
from verifier.build import build_line_reader
from verifier.domain import Photo, Quality, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import Field, extract
from verifier.protocols import LineReader

SEED, PHOTOS = 7_001, 270
DIGITS = (10, 12, 14, 16, 18, 20, 24, 28, 36)
"""Heights of a digit in the photo in pixels, the measure of print everywhere in this project; photos in turn."""
KINDS = ("holder",) * 4 + ("licence",) * 2 + ("standard",) * 2
LATIN_LINES = 3
"""Names in Latin letters beside the lines of `KINDS`, in a photo of their own with print of the same height."""
PAPER, EM, GAP = 235.0, 96, 24


def main(arguments: list[str]) -> int:
    """Writes the files when all was read; with a number, that many photos, and prints instead of writing.

    Raises FontMissing (`python -m models.recipe fetch-fonts`).
    """
    photos = int(arguments[0]) if arguments else PHOTOS
    fonts = training_fonts(test=True)  # all of them, or none: with the system's alone other lines would be measured
    world, reader, lines = World(SEED, 2_000), build_line_reader(timeout_s=120), []
    for seed, made_up in ((SEED, made_up_lines), (SEED + 1, latin_lines)):
        rng, press = random.Random(seed), TestPress(fonts, np.random.default_rng(seed))
        draw = partial(made_up, world, rng)
        for n in range(photos):
            lines += [_told(n, line) for line in read_photo(draw, rng, reader, press, n, seed=seed)]
    families = sorted({font.family for font in fonts.thai})
    head = {"readers": reader.version, "fingerprint": fingerprint(), "fonts": families, "seed": SEED}
    text = json.dumps(head, ensure_ascii=False)[:-1] + ', "lines": [\n'
    text += ",\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n]}\n"
    if arguments:
        print(text, end="")
        return 0
    READING.write_text(text, encoding="utf-8")
    print(f"{READING.name}: {len(lines)} lines in {photos} photos and {len(families)} fonts, read by {reader.version}")
    counts.write(licences=20_000, names=3_000)
    return 0


def _told(photo: int, line: Measured) -> dict[str, Any]:
    fields = [(str(f.value), f.certain, round(f.confidence, 3), *f.readers) for f in line.fields]
    return {"photo": photo, "digit": line.digit, "kind": line.kind, "printed": line.printed, "fields": fields}


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of a photo: its kind, the value printed, how high its digits are in px, and the fields read in it."""

    kind: str
    printed: str
    digit: int
    fields: tuple[Field[Any], ...]


def made_up_lines(world: World, rng: random.Random) -> list[tuple[str, str, str]]:
    """The lines of one photo: kind, text as printed, and the value in it."""
    return [(kind, *_text(kind, world, rng)) for kind in KINDS]


def latin_lines(world: World, rng: random.Random) -> list[tuple[str, str, str]]:
    """The same for names in Latin letters."""
    names = [latin(rng.choice(world.rows).holder) for _ in range(LATIN_LINES)]
    return [("latin", rng.choice(LATIN_LEADS) + name, name) for name in names]


def read_photo(
    draw: Callable[[], Sequence[tuple[str, str, str]]],
    rng: random.Random,
    reader: LineReader,
    press: TestPress,
    number: int,
    *,
    seed: int,
) -> Iterator[Measured]:
    """The lines of one photo, drawn, hurt and read; `draw` gives them: kind, text as printed, the value in it."""
    noise = np.random.default_rng(seed + number)
    digit, blur = DIGITS[number % len(DIGITS)], rng.choice((0.0, 0.4, 0.8, 1.2, 1.8))
    font = rng.choice(press.fonts.thai)
    texts = draw()
    pictures = [_draw(text, digit, font) for _, text, _ in texts]
    width = max(p.shape[1] for p in pictures) + 2 * GAP
    page = np.full((sum(p.shape[0] + GAP for p in pictures) + GAP, width), PAPER)
    regions, top = [], GAP
    for picture in pictures:
        high, wide = picture.shape
        page[top : top + high, GAP : GAP + wide] = picture
        ink = np.array([(GAP, top), (GAP + wide, top), (GAP + wide, top + high), (GAP, top + high)], np.float32)
        quad = Quad.of_points(press.boxed(ink).tolist()).clipped(page.shape[1], page.shape[0])
        regions.append(Region(RegionKind.LINE, quad, 0.9))
        top += high + GAP
    photo = _taken(page, blur, rng, noise)
    readings = reader.read(photo, regions)
    for (kind, _, value), region in zip(texts, regions, strict=True):
        own = [r for r in readings if region.quad.contains(r.region.quad.centre)]
        yield Measured(kind, value, digit, _fields(kind, own))


def _taken(page: np.ndarray, blur: float, rng: random.Random, noise: np.random.Generator) -> Photo:
    """The page through a hand-held camera: out of focus by `blur` px, pale, noisy, compressed."""
    page = cv2.GaussianBlur(page, (0, 0), blur) if blur else page
    page = PAPER - (PAPER - page) * rng.uniform(0.35, 1.0) + noise.normal(0, rng.choice((1, 4, 9)), page.shape)
    grey = np.clip(page, 0, 255).astype(np.uint8)
    _, coded = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, rng.choice((55, 75, 92))])
    pixels = cv2.cvtColor(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), cv2.COLOR_GRAY2RGB)
    pixels.setflags(write=False)
    return Photo(pixels, "0" * 64, "0" * 16, Quality(500, 128, 100, 0))


def _fields(kind: str, readings: list[Reading]) -> tuple[Field[Any], ...]:
    found = extract(readings)
    fields: dict[str, tuple[Field[Any], ...]] = {
        "holder": found.holders,
        "latin": found.holders,
        "licence": found.licences,
        "standard": found.standards,
    }
    return fields[kind]


def _text(kind: str, world: World, rng: random.Random) -> tuple[str, str]:
    """A line as printed, and the value in it."""
    row = rng.choice(world.rows)
    if kind == "holder":
        return rng.choice(LEADS) + row.holder, row.holder
    if kind == "licence":
        return rng.choice(("ใบอนุญาตเลขที่ ", "ใบอนุญาต มอก. เลขที่ ", "")) + str(row.number), str(row.number)
    return rng.choice(("มอก. ", "มอก.", "TIS ")) + str(row.standard), str(row.standard)


def _draw(text: str, digit: int, font: FontFile) -> np.ndarray:
    """Black print on light ground, cut to its ink: a grey picture whose digits are `digit` px high."""
    face = font.at(EM)
    left, top, right, bottom = face.getbbox(text)
    picture = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8), int(PAPER))
    ImageDraw.Draw(picture).text((4 - left, 4 - top), text, 25, face)
    zero = face.getbbox("0")
    scale = digit / (zero[3] - zero[1])
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return np.asarray(picture.resize(size, Image.Resampling.LANCZOS), float)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
