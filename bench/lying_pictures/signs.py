"""Signs that deny without a word, and what hides or strikes out: prohibited marks, thumbs, crosses, bars, seals."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Pair, pair
from bench.lying_pictures.helping import apart, tick
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import STRANGERS, Kind, Maker, away, words
from bench.lying_pictures.patches import Patch
from models.recipe.words import clusters
from verifier.domain import MarkKind, Pixels

RED, GREEN = (205, 20, 30), (20, 130, 60)
LEAST_EM = 28.0
"""Signs of this kind can be told from the twin's from about this type size on."""


def prohibited_mark(maker: Maker) -> Pair:
    """A sign of prohibition with a small mark in it; the twin's has a flame or a drop."""
    honest, ringed = maker.label(maker.row()), maker.index % 2 == 0
    kind = MarkKind.COMPULSORY if ringed else MarkKind.VOLUNTARY

    def sign(look: Look, *, lie: bool) -> Patch:
        side = round(max(110, look.mark * 0.9))
        inner = patches.mark(kind, round(side * 0.52), look.ink) if lie else _drop(round(side * 0.5), look.ink)
        mask, line, c = np.zeros((side, side), np.uint8), max(6, side // 11), side // 2
        cv2.circle(mask, (c, c), round(side * 0.44), 255, line, cv2.LINE_AA)
        reach = side * 0.44 * math.sqrt(0.5)
        cv2.line(
            mask, (round(c - reach), round(c - reach)), (round(c + reach), round(c + reach)), 255, line, cv2.LINE_AA
        )
        at = (side - inner.width) / 2, (side - inner.height) / 2
        return patches.together([(inner, *at), (patches.of_mask(mask, RED if maker.index % 3 else look.ink), 0, 0)])

    lie, twin = (away(lambda look, is_=is_: sign(look, lie=is_), "near", 0.3, 3, slot="sign") for is_ in (True, False))  # type: ignore[misc]
    return pair(honest.plus(lie), honest.plus(twin), "ring" if ringed else "no ring", LEAST_EM)


def _drop(side: int, ink: tuple[int, int, int]) -> Patch:
    mask = np.zeros((side, side), np.uint8)
    cv2.circle(mask, (side // 2, round(side * 0.66)), round(side * 0.3), 255, -1, cv2.LINE_AA)
    top = np.array([(side / 2, side * 0.02), (side * 0.22, side * 0.58), (side * 0.78, side * 0.58)], np.int32)
    cv2.fillPoly(mask, [top], 255, cv2.LINE_AA)
    return patches.of_mask(mask, ink)


def _thumb(side: int, ink: tuple[int, int, int], *, down: bool) -> Patch:
    """A hand with its thumb up or down: four fingers as bars, the thumb as a bent wedge."""
    mask = np.zeros((side, side), np.uint8)
    unit = side / 100
    for n in range(4):
        y = round((44 + 13 * n) * unit)
        cv2.line(mask, (round(52 * unit), y), (round((88 - 4 * n) * unit), y), 255, round(13 * unit), cv2.LINE_AA)
    cv2.rectangle(mask, (round(30 * unit), round(40 * unit)), (round(62 * unit), round(90 * unit)), 255, -1)
    thumb = np.array([(32, 46), (48, 26), (50, 6), (62, 6), (66, 24), (60, 46)]) * unit
    cv2.fillPoly(mask, [thumb.astype(np.int32)], 255, cv2.LINE_AA)
    cv2.rectangle(mask, (round(10 * unit), round(42 * unit)), (round(25 * unit), round(92 * unit)), 255, -1)
    return patches.of_mask(np.ascontiguousarray(mask[::-1]) if down else mask, ink)


def thumb_down(maker: Maker) -> Pair:
    """A thumb down behind the standard or beside the mark; the twin's is up."""
    honest, coloured = maker.label(maker.row(), maker.one(("l", "lf", "lq", "q"))), maker.index % 3 != 2

    def signed(*, down: bool) -> Alter:
        def alter(look: Look, patch: Patch) -> Patch:
            sign = _thumb(round(max(44, look.em * 1.7)), (RED if down else GREEN) if coloured else look.ink, down=down)
            return patches.row([patch, sign], look.em * 0.6)

        return alter

    lie, true = (honest.line("standard", alter=signed(down=down)) for down in (True, False))
    return pair(lie, true, "coloured" if coloured else "ink", LEAST_EM)


def ticks_and_crosses(maker: Maker) -> Pair:
    """A table says by a cross that the goods themselves have none; the twin's crosses are ticks."""
    honest = maker.label(maker.row())
    head, *rows = maker.turn((("มอก.", "สายชาร์จ", "ตัวสินค้า"), ("TIS", "Cable", "Product"), ("สมอ.", "กล่อง", "สินค้า")))
    ink = maker.turn((RED, None))

    def table(look: Look, *, lie: bool) -> Patch:
        em = max(28.0, look.em)
        side = round(em * 0.9)
        left = [patches.text(t, look.body, em, look.ink) for t in (" ", *rows)]
        signs = [tick(side, GREEN if ink else look.ink, cross=False),
                 tick(side, (RED if lie else GREEN) if ink else look.ink, cross=lie)]  # fmt: skip
        high = max(p.height for p in left)
        top = patches.text(head, look.body, em, look.ink)
        cells = [top, *(patches.together([(s, 0, (high - s.height) / 2), (_blank(high), 0, 0)]) for s in signs)]
        return patches.row([patches.column(left, em * 0.2), patches.column(cells, em * 0.2, 0.5)], em * 2, 0)

    lie, twin = (
        away(lambda look, is_=is_: table(look, lie=is_), "near", 0.3, 2, slot="table") for is_ in (True, False)
    )  # type: ignore[misc]
    return pair(honest.plus(lie), honest.plus(twin), f"{head}, {'red' if ink else 'ink'}", LEAST_EM)


def _blank(height: int) -> Patch:
    return Patch(Image.new("RGBA", (1, height), (0, 0, 0, 0)))


def covered_by_bar(maker: Maker) -> Pair:
    """A bar of ink over the holder's name; the twin has a bar over another firm's telephone, far from the mark."""
    row = maker.row()
    honest = maker.label(row, "lfq" if maker.index % 2 else "fq")

    def bar(look: Look, patch: Patch) -> Patch:
        x0, y0, x1, y1 = patch.parts[0][1]
        return _bar(patch.width, patch.height, (x0, y0 - 2, x1, y1 + 2))

    def phone(look: Look) -> Patch:
        text = patches.text("โทร. 02-555-0000", look.body, look.em * 0.8, look.ink)
        return _bar(text.width, text.height, text.parts[0][1])

    other = away(words(maker.one(STRANGERS)), "far", 2.6, 5, slot="other") if maker.index % 3 == 0 else None
    lie = honest.line("firm", alter=bar)
    twin = honest.plus(away(phone, "far", 2.6, 5, slot="other"))
    return pair(lie.plus(other) if other else lie, twin, "and another firm" if other else "alone")


def _bar(width: int, height: int, box: tuple[float, float, float, float]) -> Patch:
    mask = np.zeros((height, width), np.uint8)
    x0, y0, x1, y1 = (round(v) for v in box)
    mask[max(0, y0) : y1, max(0, x0) : x1] = 255
    return patches.of_mask(mask, (12, 12, 12))


def code_struck(maker: Maker) -> Pair:
    """A pen's strokes through the code, which can still be read; the twin's go round it or below it."""
    honest, how = maker.label(maker.row(), maker.one(("lq", "lfq", "q"))), maker.turn(("cross", "one", "two"))

    def struck(*, lie: bool) -> Alter:
        def alter(look: Look, block: Patch) -> Patch:
            x0, y0, x1, _ = block.part("code")
            side, thick = x1 - x0, max(3, round(look.em * 0.1))
            rim = round(side * 0.2)
            mask = np.zeros((round(side) + 2 * rim,) * 2, np.uint8)
            low, high = rim // 2, round(side) + rim + rim // 2
            if not lie:
                cv2.rectangle(mask, (rim - 8, rim - 8), (round(side) + rim + 8,) * 2, 255, thick, cv2.LINE_AA)
            else:
                cv2.line(mask, (low, high), (high, low), 255, thick, cv2.LINE_AA)
                if how == "cross":
                    cv2.line(mask, (low, low), (high, high), 255, thick, cv2.LINE_AA)
                if how == "two":
                    cv2.line(mask, (low, high - rim), (high - rim, low), 255, thick, cv2.LINE_AA)
            return patches.together([(block, 0, 0), (patches.of_mask(mask, _pen(look)), x0 - rim, y0 - rim)])

        return alter

    return pair(replace(honest, alter=struck(lie=True)), replace(honest, alter=struck(lie=False)), how, LEAST_EM)


def _pen(look: Look) -> tuple[int, int, int]:
    return (200, 20, 34) if look.seed % 2 else (24, 50, 170)


def seal_of_words(maker: Maker) -> Pair:
    """A seal whose words run round: they deny, or praise."""
    said = maker.turn(("IMITATION OF ANOTHER BRAND", "สินค้าเลียนแบบ ห้ามจำหน่าย", "NOT CERTIFIED BY TISI", "ไม่ได้รับอนุญาต"))
    true = maker.turn(("FRESH AND NATURAL EVERY DAY", "สินค้าคุณภาพ ประหยัดพลังงาน", "MADE WITH LOVE FOR YOU", "ใช้งานง่าย"))

    def seal(text: str) -> Callable[[Look], Patch]:
        def make(look: Look) -> Patch:
            em = max(LEAST_EM, look.em * 0.9)
            letters = [(c, patches.text(c, look.body, em, _pen(look))) for c in clusters(text)]
            advance = [look.body.at(round(em, 1)).getlength(c, language="th") * 1.06 for c, _ in letters]
            radius = max(sum(advance) * 1.12 / (2 * math.pi), em * 2.6)
            side = round(2 * (radius + em * 0.95))
            placed, angle = list[tuple[Patch, float, float]](), -90 - math.degrees(sum(advance) / radius) / 2
            for (_, piece), width in zip(letters, advance, strict=True):
                middle = angle + math.degrees(width / radius) / 2
                letter = piece.turned(middle + 90)
                x, y = (
                    side / 2 + radius * math.cos(math.radians(middle)),
                    side / 2 + radius * math.sin(math.radians(middle)),
                )
                placed.append((letter, x - letter.width / 2, y - letter.height / 2))
                angle += math.degrees(width / radius)
            rings = _rings(side, radius - em * 0.8)
            return patches.together([(patches.of_mask(rings, _pen(look)), 0, 0), *placed])

        return make

    return apart(maker.label(maker.row()), seal, said, true, said, least_em=LEAST_EM)


def _rings(side: int, inner: float) -> Pixels:
    mask, c = np.zeros((side, side), np.uint8), side // 2
    cv2.circle(mask, (c, c), c - 3, 255, max(3, side // 60), cv2.LINE_AA)
    cv2.circle(mask, (c, c), round(inner), 255, max(2, side // 90), cv2.LINE_AA)
    points: npt.NDArray[np.float64] = np.array(
        [(c + r * math.sin(a), c - r * math.cos(a)) for k in range(10)
         for a, r in [(k * math.pi / 5, inner * (0.5 if k % 2 == 0 else 0.22))]]
    )  # fmt: skip
    cv2.fillPoly(mask, [points.astype(np.int32)], 255, cv2.LINE_AA)
    return mask


def shadow_letters(maker: Maker) -> Pair:
    """Words of which only the shadow, or hatching, is printed."""
    said, how = maker.turn(("NOT CERTIFIED", "ของปลอม", "NO LICENCE", "ไม่มี มอก.")), maker.turn(("shadow", "hatched"))
    true = maker.turn(("ECONOMY", "ของขวัญ", "EVERY DAY", "ประหยัดไฟ"))

    def drawn(text: str) -> Callable[[Look], Patch]:
        def make(look: Look) -> Patch:
            em = max(56.0, look.em * 1.9)
            mask = np.asarray(patches.text(text, look.display, em, look.ink).picture.getchannel("A"), np.uint8)
            off = max(3, round(em * 0.07))
            if how == "shadow":
                wide = np.pad(mask, ((0, off), (0, off)))
                out = np.where(wide > 0, 0, np.pad(mask, ((off, 0), (off, 0)))).astype(np.uint8)
            else:
                ys, xs = np.mgrid[0 : mask.shape[0], 0 : mask.shape[1]]
                out = np.where((xs + ys) % (2 * off) < off, mask, 0).astype(np.uint8)
            return patches.of_mask(out, look.ink)

        return make

    return apart(maker.label(maker.row()), drawn, said, true, f"{how}: {said}", least_em=LEAST_EM)


KINDS = (
    Kind("prohibited mark", "a sign of prohibition with a mark in it", prohibited_mark),
    Kind("thumb down", "a thumb down behind the standard", thumb_down),
    Kind("ticks and crosses", "a table says by a cross that the goods have none", ticks_and_crosses),
    Kind("holder under a bar", "a bar of ink over the holder's name", covered_by_bar),
    Kind("code struck out", "strokes of the pen through the code", code_struck),
    Kind("seal of words", "the words round a seal deny", seal_of_words),
)
UNTOLD = (Kind("shadow letters", "words of which only shadow or hatching is printed", shadow_letters),)
"""Kinds that are not told every time."""
