"""What many kinds are drawn with: a statement on the goods, hand and other scripts, pen signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import ImageFont

from bench.lying_pictures import patches
from bench.lying_pictures.content import Label, Line, Pair, Shown, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away, words
from bench.lying_pictures.patches import Patch
from models.recipe.fonts import FOLDERS, FontFile, FontMissing
from models.recipe.sheet import Colour

Families = dict[str, tuple[Kind, ...]]
HARMLESS = (
    "โปรดเก็บให้พ้นมือเด็ก", "ใช้ภายในอาคารเท่านั้น", "รับประกัน 1 ปี", "เก็บในที่แห้งและเย็น", "Keep dry",
    "โปรดอ่านคู่มือก่อนใช้งาน", "บรรจุ 1 ชิ้น", "Handle with care",
)  # fmt: skip
"""What twins say where lies say something about their licence."""


def stated(maker: Maker, said: Sequence[str], harmless: Sequence[str] = HARMLESS, shows: str | None = None) -> Pair:
    """One of `said` on the goods, "|" between its lines: as a line of the block, or printed apart from it."""
    row = maker.row()
    honest, lie = maker.label(row, shows), maker.turn(tuple(said))
    true = maker.turn(tuple(harmless))
    scale = maker.rng.uniform(0.95, 1.6)
    if "|" not in lie and maker.rng.random() < 0.35:
        return pair(honest.plus(Line(lie, "other")), honest.plus(Line(true, "other")), lie)
    one, two = (away(words(*t.split("|"), scale=scale), "near", 0.3, 4, slot="said") for t in (lie, true))
    return pair(honest.plus(one), honest.plus(two), lie.replace("|", " "))


def lined(honest: Label, lie: str, true: str, variant: str, scale: float = 0.9) -> Pair:
    """A further line of the block, and what it says in the twin."""
    return pair(honest.plus(Line(lie, "other", scale)), honest.plus(Line(true, "other", scale)), variant)


def apart(
    honest: Label, make: Callable[[str], Callable[[Look], Patch]], lie: str, true: str, variant: str = "",
    *, turn: float = 0.0, least_em: float = 24.0,
) -> Pair:  # fmt: skip
    """A piece of print near the block, drawn by `make` with the words of the lie or of the twin."""
    one, two = (away(make(said), "near", 0.3, 4, turn=turn, slot="apart") for said in (lie, true))
    return pair(honest.plus(one), honest.plus(two), variant, least_em)


def photos(maker: Maker, honest: Label, second: Label, twin: Label, variant: str) -> Pair:
    """The honest photo and a further one, in either order."""
    way = slice(None, None, -1 if maker.index % 4 == 3 else 1)
    lie, true = ((Shown((honest,)), Shown((label,))) for label in (second, twin))
    return Pair(lie[way], true[way], variant)


def face(*said: str) -> Label:
    """A face of the goods, or a paper, without a mark: the first line large."""
    return Label(tuple(Line(text, "text", 1.0 if n else 1.4) for n, text in enumerate(said)), None)


@cache
def font(name: str) -> FontFile:
    """The font in the file of that name. Raises FontMissing."""
    for folder in FOLDERS:
        for path in sorted(Path(folder).rglob(name)):
            family, style = ImageFont.truetype(str(path), 12).getname()
            return FontFile(family or path.stem, style or "Regular", path)
    raise FontMissing(f"no font file {name}: install fonts-thai-tlwg and fonts-droid-fallback")


def hand() -> FontFile:
    """Thai letters as if written by hand."""
    return font("Purisa-Bold.ttf")


def luma(colour: Colour) -> float:
    """By Rec. 601, 0..255."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def tick(side: int, ink: Colour, *, cross: bool) -> Patch:
    """A tick or a cross as drawn by pen, `side` px wide."""
    mask, stroke = np.zeros((side, side), np.uint8), max(3, side // 7)
    low, high = round(side * 0.15), round(side * 0.85)
    if cross:
        cv2.line(mask, (low, low), (high, high), 255, stroke, cv2.LINE_AA)
        cv2.line(mask, (low, high), (high, low), 255, stroke, cv2.LINE_AA)
    else:
        points = np.array([(low, side * 0.5), (side * 0.4, high), (high, low)], np.int32)
        cv2.polylines(mask, [points], False, 255, stroke, cv2.LINE_AA)
    return patches.of_mask(mask, ink)


def table(rows: Sequence[Sequence[str]]) -> Callable[[Look], Patch]:
    """A table, column by column."""

    def make(look: Look) -> Patch:
        em = max(24.0, look.em * 0.85)
        columns = [patches.column([patches.text(t, look.number, em, look.ink) for t in c], em * 0.3)
                   for c in zip(*rows, strict=True)]  # fmt: skip
        return patches.row(columns, em * 1.4, 0)

    return make


def by_pen(said: str) -> Callable[[Look], Patch]:
    """In pen, by hand."""
    return lambda look: patches.text(said, hand(), max(30.0, look.em * 1.2), look.pen)
