"""Print whose shape makes it hard to read as a line: round the mark, split, spaced, squeezed, in a pattern of marks."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PIL import Image

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Line, Pair, pair
from bench.lying_pictures.inks import DENIALS
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch
from models.recipe.words import clusters
from verifier.domain import MarkKind


def round_the_mark(said: str) -> Alter:
    """Words along a circle round the mark, letter by letter."""

    def alter(look: Look, block: Patch) -> Patch:
        x0, y0, x1, y1 = block.part("mark")
        cx, cy, em = (x0 + x1) / 2, (y0 + y1) / 2, max(look.em * 0.8, 22.0)
        radius = (x1 - x0) / 2 + em * 0.85
        pieces = [(c, patches.text(c, look.number, em, look.ink)) for c in clusters(said)]
        advance = [look.number.at(round(em, 1)).getlength(c, language="th") * 1.08 for c, _ in pieces]
        angle = -90 - math.degrees(sum(advance) / radius) / 2
        placed: list[tuple[Patch, float, float]] = []
        for (_, piece), width in zip(pieces, advance, strict=True):
            middle = angle + math.degrees(width / radius) / 2
            letter = piece.turned(middle + 90)
            x, y = cx + radius * math.cos(math.radians(middle)), cy + radius * math.sin(math.radians(middle))
            placed.append((letter, x - letter.width / 2, y - letter.height / 2))
            angle += math.degrees(width / radius)
        return patches.together([(block, 0, 0), *placed])

    return alter


def curved(maker: Maker) -> Pair:
    row, said = maker.row(), maker.turn(DENIALS)
    honest = replace(maker.label(row, maker.one(("lq", "fq", "q", "l"))))
    return pair(replace(honest, alter=round_the_mark(said)), honest, said)


def split_by_icon(maker: Maker) -> Pair:
    """Another licence number, an icon in its middle."""
    row = maker.row()
    other, honest = maker.other(row), maker.label(row, maker.one(("q", "fq", "lq")))
    at, sign = other.licence.index("-") + maker.turn((0, 1)), maker.turn(("plane", "recycle", "house", "flash"))
    lead = maker.licence(other).replace(other.licence, "")

    def alter(look: Look, patch: Patch) -> Patch:
        em = look.em
        parts = [
            patches.text(words, look.number, em, look.ink) for words in (lead + other.licence[:at], other.licence[at:])
        ]
        icon = patches.sign(sign, round(em * 0.9), look.body, look.ink)
        return patches.row([parts[0], icon, parts[1]], em * 0.12, 0.7)

    return pair(honest.plus(Line(other.licence, "other", 1.0, alter)), honest, f"{sign}, {other.status}")


def spaced(maker: Maker) -> Pair:
    """Another licence number, its letters set wide apart."""
    row = maker.row()
    other, honest = maker.other(row), maker.label(row, maker.one(("q", "fq", "lq")))
    joint = maker.turn(("  ", " · ", "   ", " . "))
    lead = maker.licence(other).replace(other.licence, "")
    return pair(honest.plus(Line(lead + joint.join(other.licence), "other", 0.9)), honest, repr(joint))


def stretched(maker: Maker) -> Pair:
    """Another licence number, squeezed to half its width or drawn out to twice."""
    row = maker.row()
    other, honest = maker.other(row), maker.label(row, maker.one(("q", "fq", "lq")))
    share = maker.turn((0.5, 2.0, 0.42, 1.7))

    def alter(look: Look, patch: Patch) -> Patch:
        size = (max(2, round(patch.width * share)), patch.height)
        return Patch(patch.picture.resize(size, Image.Resampling.LANCZOS), (("other", (0, 0, *size)),))

    return pair(honest.plus(Line(maker.licence(other), "other", 1.1, alter)), honest, f"{share:.0%}")


def pattern_of_marks(maker: Maker) -> Pair:
    """A wallpaper of small marks, and among them one label of another licence."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("l", "lq"))), maker.other(row)
    false = maker.licence(other)
    kind = maker.turn((MarkKind.COMPULSORY, MarkKind.VOLUNTARY))
    columns, lines = 5, 3

    def wallpaper(look: Look, said: str) -> Patch:
        small = patches.mark(kind, max(40, round(look.mark * 0.45)), look.ink)
        text = patches.text(said, look.number, max(22.0, look.em * 0.8), look.ink) if said else None
        rows = [patches.row([small] * columns, small.width * 0.5) for _ in range(lines)]
        if text:
            rows.insert(2, text)
        return patches.column(rows, small.width * 0.35, 0.5)

    return pair(
        honest.plus(away(lambda look: wallpaper(look, false), "far", 0.8, 8)), honest, f"{kind.value}, {other.status}"
    )


def wavy(maker: Maker) -> Pair:
    """Another licence number along a wave."""
    row = maker.row()
    other, honest = maker.other(row), maker.label(row, maker.one(("q", "fq", "lq")))
    high = maker.turn((0.5, 0.9))

    def alter(look: Look, patch: Patch) -> Patch:
        pixels = np.asarray(patch.picture)
        reach = round(look.em * high)
        wide = np.pad(pixels, ((reach, reach), (0, 0), (0, 0)))
        shift = np.round(reach * np.sin(np.arange(wide.shape[1]) / look.em * 1.1)).astype(int)
        for x, dy in enumerate(shift):
            wide[:, x] = np.roll(wide[:, x], dy, axis=0)
        picture = Image.fromarray(wide)
        return Patch(picture, (("other", (0, 0, picture.width, picture.height)),))

    return pair(honest.plus(Line(maker.licence(other), "other", 1.0, alter)), honest, other.status)


def behind_the_mark(maker: Maker) -> Pair:
    """Another licence number in the same ink runs through the mark."""
    row = maker.row()
    other, honest = maker.other(row), maker.label(row, maker.one(("lq", "fq", "l")))

    def alter(look: Look, block: Patch) -> Patch:
        x0, y0, x1, y1 = block.part("mark")
        text = patches.text(maker_words, look.number, max(22.0, look.em * 0.8), look.pen)
        return patches.together([(block, 0, 0), (text, (x0 + x1 - text.width) / 2, (y0 + y1 - text.height) / 2)])

    maker_words = other.licence
    return pair(replace(honest, alter=alter), honest, other.status)


KINDS = (
    Kind("print round the mark", "a denial curved round the mark", curved),
    Kind("number split by an icon", "another licence number with an icon in it", split_by_icon),
    Kind("number spaced out", "another licence number, letters far apart", spaced),
    Kind("number squeezed or stretched", "another licence number at half or twice its width", stretched),
    Kind("pattern of marks", "another licence number among a wallpaper of marks", pattern_of_marks),
    Kind("number along a wave", "another licence number along a wave", wavy),
    Kind("number through the mark", "another licence number printed across the mark", behind_the_mark),
)
