"""Makes the sample photos: each story drawn, photographed and written down."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.recipe.camera import Projection, photograph
from models.recipe.fonts import FontFile, fingerprint, pick
from models.recipe.label import Print, Style, face
from models.recipe.scene import GROUNDS
from models.recipe.sheet import Item, Sheet
from models.recipe.stories import STORIES, Story
from verifier.domain import MarkKind

SEED = 2569


def style_of(story: Story, fonts: Sequence[FontFile]) -> Style:
    """The story's look with its fonts. Raises FontMissing."""
    look = story.look
    display, body, number = look.fonts
    return Style(
        pick(fonts, display, "Bold"), pick(fonts, body), pick(fonts, number), look.paper, look.ink, look.band,
        block=look.block, mark_size=look.mark_size,
    )  # fmt: skip


def used_fonts(fonts: Sequence[FontFile]) -> str:
    """Fingerprint of the fonts that the samples are drawn with."""
    styles = [style_of(story, fonts) for story in STORIES]
    return fingerprint({font for s in styles for font in (s.display, s.body, s.number)})


def render(story: Story, fonts: Sequence[FontFile], seed: int = SEED) -> tuple[bytes, dict[str, Any]]:
    """One sample as JPEG bytes and its row of truth; equal for equal story, fonts and seed."""
    rng = np.random.default_rng([seed, STORIES.index(story)])
    sheet = face(story.print_, style_of(story, fonts))
    ground = GROUNDS[story.look.ground](story.shot.size, story.look.ground_colour, rng)
    data, projection = photograph(sheet, ground, story.shot, rng)
    return data, truth(story, sheet, projection)


def _first(sheet: Sheet, what: str) -> Item | None:
    """The first item of that kind or role."""
    return next((item for item in sheet.items if what in {item.kind, item.role}), None)


def _box(item: Item, projection: Projection) -> list[int]:
    return [round(v) for v in projection.forward(item.quad).bounds]


def truth(story: Story, sheet: Sheet, projection: Projection) -> dict[str, Any]:
    """What the photo shows, in the form that `mokcheck evaluate` reads; boxes [x0, y0, x1, y1] in photo pixels."""
    print_: Print = story.print_
    row: dict[str, Any] = {"file": f"{story.name}.jpg", "size": list(story.shot.size), "mark": print_.mark is not None}
    mark = _first(sheet, "mark")
    if mark and print_.mark:
        row |= {"mark_bbox": _box(mark, projection), "circle": print_.mark is MarkKind.COMPULSORY}
        row["kind"] = print_.mark.value
    code = _first(sheet, "qr")
    if code:
        row |= {"qr": code.text, "qr_bbox": _box(code, projection)}
    for role in ("standard", "licence"):
        line = _first(sheet, role)
        if line:
            key = {"standard": "printed", "licence": "licence_printed"}[role]
            row |= {role: getattr(story, role), key: line.text, f"{role}_bbox": _box(line, projection)}
    if story.holder:
        row["holder"] = story.holder
    ean = _first(sheet, "ean")
    if ean:
        row["ean"] = ean.text
    row |= {"category": story.category, "verdict": story.verdict.value, "leading": story.leading}
    return row | {"story": {"th": story.th, "en": story.en}}


def write_samples(out: Path, fonts: Sequence[FontFile], seed: int = SEED) -> list[Path]:
    """Writes every photo, `truth.json` and `manifest.csv` into `out`; returns the photos' paths."""
    out.mkdir(parents=True, exist_ok=True)
    rows, paths = [], []
    for story in STORIES:
        data, row = render(story, fonts, seed)
        paths.append(out / row["file"])
        paths[-1].write_bytes(data)
        rows.append(row)
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (out / "truth.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
    with (out / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "product", "category"])
        for story, row in zip(STORIES, rows, strict=True):
            writer.writerow([row["file"], f"{story.print_.title_th} {story.print_.brand} (ตัวอย่าง)", story.category])
    return paths
