"""Photos without end: a label by chance, before a camera by chance, with the truth of every region and line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from models.recipe import damage
from models.recipe.camera import Floats, Projection, Shot, photograph
from models.recipe.fonts import FontFile
from models.recipe.layout import Content, label
from models.recipe.scene import GROUNDS
from models.recipe.words import chance, one
from verifier.domain import MarkKind

Change = Callable[[Floats], Floats]


def random_shot(rng: np.random.Generator) -> Shot:
    """Any turn now and then, mostly held upright; from the whole package far away to the label filling the picture."""
    long, short = int(rng.integers(960, 2001)), float(rng.uniform(0.66, 0.8))
    size = (long, round(long * short)) if chance(rng, 0.6) else (round(long * short), long)
    turn = float(rng.uniform(-180, 180)) if chance(rng, 0.2) else float(rng.normal(0, 6))
    return Shot(
        size,
        fill=float(rng.uniform(0.3, 0.97)),
        turn=turn + (float(one(rng, (90, 180, 270))) if chance(rng, 0.12) else 0.0),
        yaw=float(rng.normal(0, 12)),
        pitch=float(rng.normal(0, 12)),
        bend=float(rng.uniform(5, 60)) if chance(rng, 0.3) else 0.0,
        light=(float(rng.uniform(0, 360)), float(rng.uniform(0, 0.8))),
        shadow=float(rng.uniform(0, 0.5)),
        blur=float(rng.uniform(0.3, 1.4)),
        noise=float(rng.uniform(0.5, 9)) if chance(rng, 0.4) else float(rng.uniform(0.5, 3)),
        exposure=float(rng.uniform(0.35, 1.15)),
        quality=int(rng.integers(55, 95)),
    )


def _optics(rng: np.random.Generator) -> list[Change]:
    changes: list[Change] = []
    if chance(rng, 0.18):
        changes.append(partial(damage.wrap, rng=rng))
    if chance(rng, 0.25):
        changes.append(partial(damage.glare, rng=rng))
    if chance(rng, 0.15):
        changes.append(partial(damage.defocus, radius=float(rng.uniform(1, 3.5))))
    if chance(rng, 0.15):
        changes.append(partial(damage.motion, length=float(rng.uniform(2, 9)), angle=float(rng.uniform(0, 180))))
    return changes


def render(seed: int, index: int, fonts: Sequence[FontFile]) -> tuple[bytes, dict[str, Any]]:
    """Photo number `index` of that seed as JPEG bytes with its truth; independent of the others."""
    rng = np.random.default_rng([seed, index])
    content, shot = label(rng, fonts), random_shot(rng)
    sheet = content.sheet
    flat = sheet.picture
    printed, name = damage.finish(np.asarray(flat), sheet.paper, rng)
    sheet.picture = Image.fromarray(printed)
    for item in sheet.items:  # codes are printed plainly even where all else is moulded
        if item.kind == "code" and name == "relief":
            x0, y0, x1, y1 = (round(v) for v in item.quad.grown(0.06).bounds)
            sheet.picture.paste(flat.crop((x0, y0, x1, y1)), (x0, y0))
    colour = (int(rng.integers(40, 220)), int(rng.integers(40, 220)), int(rng.integers(40, 220)))
    ground = GROUNDS[one(rng, sorted(GROUNDS))](shot.size, colour, rng)
    optics = _optics(rng)
    processing = [partial(damage.sharpen, amount=float(rng.uniform(0.5, 2)))] if chance(rng, 0.3) else []
    data, projection = photograph(sheet, ground, shot, rng, optics=optics, processing=processing)
    if chance(rng, 0.3):
        data = damage.sent_on(data, rng)
    return data, truth(f"{index:06d}.jpg", content, shot, projection, name)


def truth(file: str, content: Content, shot: Shot, projection: Projection, name: str) -> dict[str, Any]:
    """The row that `mokcheck evaluate` reads, and `items`: every mark, line, code and decoy with its quad."""
    items = []
    for item in content.sheet.items:
        quad = [[round(x, 1), round(y, 1)] for x, y in projection.forward(item.quad).corners]
        items.append({"kind": item.kind, "role": item.role, "text": item.text, "quad": quad})
    row: dict[str, Any] = {"file": file, "size": list(shot.size), "mark": content.kind is not None, "finish": name}
    for item, entry in zip(content.sheet.items, items, strict=True):
        xs, ys = zip(*entry["quad"], strict=True)
        box = [round(v) for v in (min(xs), min(ys), max(xs), max(ys))]
        match item.kind, item.role:
            case "mark", _:
                row |= {"mark_bbox": box, "kind": item.text, "circle": item.text == MarkKind.COMPULSORY.value}
            case "code", "qr":
                row |= {"qr": item.text, "qr_bbox": box}
            case "line", "standard":
                row |= {"standard": str(content.standard), "printed": item.text}
            case "line", "licence":
                row |= {"licence": str(content.licence), "licence_printed": item.text}
            case "line", "holder":
                row["holder"] = item.text
    return row | {"items": items}


def write_photos(out: Path, n: int, fonts: Sequence[FontFile], seed: int) -> Iterator[Path]:
    """Writes `n` photos into `out`, yielding each path, and `truth.json` after the last."""
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for index in range(n):
        data, row = render(seed, index, fonts)
        path = out / row["file"]
        path.write_bytes(data)
        rows.append(json.dumps(row, ensure_ascii=False))
        yield path
    (out / "truth.json").write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")
