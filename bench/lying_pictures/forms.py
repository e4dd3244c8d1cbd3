"""Print in forms of its own: embossed, punched, in lamps, in cells, in pairs of letters, all over and round the rim."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from PIL import Image

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Pair, pair
from bench.lying_pictures.helping import apart, luma
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch
from models.recipe.sheet import Colour
from models.recipe.words import clusters

Draw = Callable[[str], Callable[[Look], Patch]]
LEAST_EM = 28.0
"""Print of this kind can be told from the twin's from about this type size on."""


def _mask(said: str, look: Look, em: float) -> Image.Image:
    piece = patches.text(said, look.display, em, (0, 0, 0)).picture.getchannel("A")
    return piece.crop(piece.getbbox())


def _shade(colour: Colour, by: int) -> Colour:
    r, g, b = (int(np.clip(c + by, 0, 255)) for c in colour)
    return r, g, b


def embossed(said: str) -> Callable[[Look], Patch]:
    """Letters of the paper's own colour, lit from one side."""

    def make(look: Look) -> Patch:
        mask, off = _mask(said, look, max(40.0, look.em * 1.5)), max(1, round(look.em * 0.05))
        way = 1 if luma(look.paper) < 200 else 0
        lit, shaded = _shade(look.paper, 34 + 30 * way), _shade(look.paper, -58)
        layers = [(patches.inked(mask, ink), at) for ink, at in ((lit, 0), (shaded, 2 * off), (look.paper, off))]
        return patches.together([(Patch(p), at, at) for p, at in layers])

    return make


def punched(said: str) -> Callable[[Look], Patch]:
    """Letters of holes, through which the ground looks."""

    def make(look: Look) -> Patch:
        step = max(6, round(look.em * 0.2))
        return _dots(
            _mask(said, look, step * 13.0), step, 0.62, _shade(look.paper, -90 if luma(look.paper) > 110 else 90)
        )

    return make


def lamps(said: str) -> Callable[[Look], Patch]:
    """A display of lamps, red on black."""

    def make(look: Look) -> Patch:
        step = max(5, round(look.em * 0.16))
        lit = _dots(_mask(said, look, step * 15.0), step, 0.8, (255, 60, 40))
        return patches.on_ground(lit, (18, 14, 14), step * 2)

    return make


def _dots(mask: Image.Image, step: int, share: float, ink: Colour) -> Patch:
    """A mask as dots on a grid of `step` px."""
    small = np.asarray(mask.resize((max(1, mask.width // step), max(1, mask.height // step)), Image.Resampling.BOX))
    out = np.zeros((small.shape[0] * step, small.shape[1] * step), np.uint8)
    for y, x in zip(*np.nonzero(small > 110), strict=True):
        cv2.circle(
            out,
            (int(x) * step + step // 2, int(y) * step + step // 2),
            max(1, round(step * share / 2)),
            255,
            -1,
            cv2.LINE_AA,
        )
    return patches.of_mask(out, ink)


def hologram(said: str) -> Callable[[Look], Patch]:
    """A seal of foil, the word again and again on the colours of the rainbow."""

    def make(look: Look) -> Patch:
        em = max(26.0, look.em * 0.8)
        line = patches.row([patches.text(said, look.display, em, (90, 90, 96)) for _ in range(3)], em * 0.5)
        words = patches.column([line] * 4, em * 0.1).picture
        hue = np.add.outer(np.arange(words.height), np.arange(words.width)) % 180
        foil = np.stack([hue, np.full_like(hue, 70), np.full_like(hue, 225)], -1).astype(np.uint8)
        ground = Image.fromarray(cv2.cvtColor(foil, cv2.COLOR_HSV2RGB)).convert("RGBA")
        ground.alpha_composite(words)
        return Patch(ground)

    return make


def in_cells(said: str) -> Callable[[Look], Patch]:
    """Each letter in a cell of its own, as in a crossword."""

    def make(look: Look) -> Patch:
        em, cells = max(LEAST_EM, look.em), []
        for letter in clusters(said):
            side = round(em * 1.5)
            mask = np.zeros((side, side), np.uint8)
            cv2.rectangle(mask, (0, 0), (side - 1, side - 1), 255, max(2, side // 20))
            text = patches.text(letter, look.display, em, look.ink).picture
            text = text.crop(text.getbbox())
            at = ((side - text.width) / 2, (side - text.height) / 2)
            cells.append(patches.together([(patches.of_mask(mask, look.ink), 0, 0), (Patch(text), *at)]))
        return patches.row(cells, 0)

    return make


def in_pairs(said: str) -> Callable[[Look], Patch]:
    """Two letters a row."""

    def make(look: Look) -> Patch:
        em, letters = max(LEAST_EM, look.em), [c for c in clusters(said) if c.strip()]
        rows = ["".join(letters[n : n + 2]) for n in range(0, len(letters), 2)]
        return patches.column([patches.text(r, look.display, em, look.ink) for r in rows], 2, 0.0)

    return make


def _kind(name: str, tells: str, draw: Draw, said: Sequence[str], harmless: Sequence[str]) -> Kind:
    def make(maker: Maker) -> Pair:
        lie, true = maker.turn(tuple(said)), maker.turn(tuple(harmless))
        return apart(maker.label(maker.row()), draw, lie, true, lie, least_em=LEAST_EM)

    return Kind(name, tells, make)


def all_over(maker: Maker) -> Pair:
    """Pale words again and again aslant over all of the block; the twin has strokes there."""
    honest, said = (
        maker.label(maker.row(), maker.one(("lq", "lf", "l"))),
        maker.turn(("ภาพตัวอย่าง", "SPECIMEN", "ห้ามใช้จริง")),
    )

    def cover(words: str | None) -> Alter:
        def alter(look: Look, block: Patch) -> Patch:
            em = max(30.0, look.em)
            piece = patches.text(words, look.body, em, look.ink) if words else None
            if piece is None:
                piece = patches.of_mask(np.full((max(3, round(em * 0.1)), round(em * 4)), 255, np.uint8), look.ink)
            line = patches.row([piece] * 3, em * 2)
            sheet = patches.faded(patches.column([line] * 4, em * (2.2 if words else 3.2)).turned(-24), 0.24)
            at = ((block.width - sheet.width) / 2, (block.height - sheet.height) / 2)
            cut = Image.new("RGBA", block.picture.size, (0, 0, 0, 0))
            patches.lay(cut, sheet.picture, round(at[0]), round(at[1]))
            return patches.together([(block, 0, 0), (Patch(cut), 0, 0)])

        return alter

    lie, true = (type(honest)(honest.lines, honest.mark, honest.payload, alter=cover(w)) for w in (said, None))
    return pair(lie, true, said, 30.0)


def round_the_rim(maker: Maker) -> Pair:
    """Small words run round a frame, again and again."""
    said = maker.turn(("ของเลียนแบบ ", "NOT APPROVED ", "ห้ามจำหน่าย ", "COPY "))
    true = maker.turn(("ประหยัดไฟ ", "KEEP DRY ", "ของดีมีคุณภาพ ", "ECO "))

    def make(text: str) -> Callable[[Look], Patch]:
        def frame(look: Look) -> Patch:
            em = max(24.0, look.em * 0.75)
            side = patches.text((text * 6).strip(), look.body, em, look.ink)
            wide = Patch(side.picture.crop((0, 0, min(side.width, round(look.mark * 3.2)), side.height)))
            size = wide.width
            sides = ((0, 0, 0), (90, size - em, 0), (180, 0, size - em), (270, 0, 0))
            return patches.together([(wide.turned(turn) if turn else wide, x, y) for turn, x, y in sides])

        return frame

    lie, twin = (away(make(text), "near", 0.3, 3, slot="rim") for text in (said, true))
    honest = maker.label(maker.row())
    return pair(honest.plus(lie), honest.plus(twin), said)


KINDS = (
    _kind(
        "embossed words",
        "a denial pressed into the paper",
        embossed,
        ("ของปลอม", "NOT GENUINE", "ไม่ได้รับอนุญาต", "VOID"),
        ("ของขวัญ", "PREMIUM", "ประหยัดพลังงาน", "LOVE"),
    ),
    _kind(
        "display of lamps",
        "a display of lamps says no",
        lamps,
        ("NO TISI", "FAIL", "ไม่ผ่าน"),
        ("12:30", "ON 25C", "เปิด"),
    ),
    _kind(
        "words in foil",
        "a seal of foil says that it is void",
        hologram,
        ("VOID", "COPY", "ปลอม"),
        ("LOVE", "STAR", "ของดี"),
    ),
    Kind("pale words all over", "pale words again and again over the block", all_over),
    Kind("words round a rim", "a denial again and again round a frame", round_the_rim),
)
UNTOLD = (
    _kind(
        "letters in cells",
        "each letter in a cell",
        in_cells,
        ("FAKE", "ของปลอม", "VOID", "ก๊อปเกรดเอ"),
        ("SAVE", "ของขวัญ", "BEST", "ประหยัดไฟ"),
    ),
    _kind(
        "punched words",
        "a denial of punched holes",
        punched,
        ("VOID", "CANCELLED", "ปลอม"),
        ("LOVE", "BEST ONE", "ใหม่"),
    ),
    _kind(
        "letters in pairs",
        "two letters a row",
        in_pairs,
        ("ไม่ได้รับอนุญาต", "COUNTERFEIT", "สินค้าเลียนแบบ"),
        ("ประหยัดพลังงาน", "EVERYDAYUSE", "ของใช้ในบ้าน"),
    ),
)
"""Kinds that are not told every time."""
