"""Second set, half a: numbers and codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.codes import THAI
from bench.lying_pictures.content import Pair, pair
from bench.lying_pictures.helping import apart, table
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch
from verifier.domain import Pixels


def under_headings(maker: Maker) -> Pair:
    """A table whose headings stand above: the value under "licence" is another one."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("q", "lq", "l"))), maker.other(row)
    heads, model, land = maker.turn((
        (("รุ่น", "ใบอนุญาตเลขที่", "ผลิตใน"), "AX-2050", "ไทย"),
        (("Model", "TISI Licence No.", "Colour"), "AX-2050", "White"),
    ))  # fmt: skip
    one, two = (
        away(table((heads, (model, r.licence, land))), "near", 0.3, 4, slot="table") for r in (other, row)
    )  # fmt: skip
    return pair(honest.plus(one), honest.plus(two), other.status)


SEGMENTS = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc",
    "8": "abcdefg", "9": "abcdfg", "-": "g",
}  # fmt: skip
ENDS = {
    "a": (0, 0, 1, 0), "b": (1, 0, 1, 1), "c": (1, 1, 1, 2), "d": (0, 2, 1, 2), "e": (0, 1, 0, 2), "f": (0, 0, 0, 1),
    "g": (0, 1, 1, 1),
}  # fmt: skip


def _segments(figures: str, height: int) -> Pixels:
    """Figures as a display of seven segments shows them; a slash is drawn as one."""
    unit, stroke = round(height * 0.4), max(4, height // 9)
    pitch = unit + 3 * stroke
    mask = np.zeros((2 * unit + 2 * stroke, pitch * len(figures)), np.uint8)
    for n, figure in enumerate(figures):
        left, top = n * pitch + stroke, stroke
        bars = [ENDS[s] for s in SEGMENTS[figure]] if figure in SEGMENTS else [(0, 2, 1, 0)]
        for x0, y0, x1, y1 in bars:
            gap = 0 if figure == "/" else stroke // 2
            dx, dy = (gap, 0) if y0 == y1 else (0, gap)
            start = (left + x0 * unit + dx, top + y0 * unit + dy)
            cv2.line(mask, start, (left + x1 * unit - dx, top + y1 * unit - dy), 255, stroke, cv2.LINE_AA)
    return mask


def on_a_display(maker: Maker) -> Pair:
    """The display of the goods shows another licence number."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    lead = maker.turn(("ใบอนุญาตเลขที่ ", "TISI License "))

    def make(licence: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            lit = (255, 70, 50)
            head = patches.text(lead + licence[0], look.number, look.em * 1.1, lit)
            figures = patches.of_mask(_segments(licence[1:], round(look.em * 1.2)), lit)
            return patches.on_ground(patches.row([head, figures], look.em * 0.3), (22, 18, 18), round(look.em * 0.5))

        return drawn

    return apart(honest, make, other.licence, row.licence, other.status)


def in_thai_figures(maker: Maker) -> Pair:
    """Thai figures give another number than Arabic ones: of the licence, or of the standard."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("l", "lq", "lf"))), maker.other(row)
    licence = maker.turn((True, False))
    lead = "ใบอนุญาตเลขที่ " if licence else "มอก. "

    def make(said: str) -> Callable[[Look], Patch]:
        return lambda look: patches.text(lead + said.translate(THAI), look.number, look.em, look.ink)

    lie, true = (r.licence if licence else r.standard for r in (other, row))
    return apart(honest, make, lie, true, f"{lead}{other.status}")


def mirrored_print(maker: Maker) -> Pair:
    """Another licence number or a denial in mirror writing, as through the back of a film."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    said = maker.turn((maker.licence(other), "ถูกเพิกถอนใบอนุญาต", maker.licence(other), "NOT APPROVED BY TISI"))

    def make(words: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            patch = patches.text(words, look.number, look.em * 1.2, look.ink)
            return patches.of_mask(np.asarray(patch.picture.getchannel("A"))[:, ::-1], look.ink)

        return drawn

    return apart(honest, make, said, "โปรดเก็บให้พ้นมือเด็ก", said[:24])


def words_in_the_code(maker: Maker) -> Pair:
    """The code says in words that there is no licence."""
    row = maker.row()
    honest = maker.label(row, maker.one(("l", "lf", "f")))
    said = maker.turn((
        "สินค้านี้ไม่ได้รับอนุญาตจาก สมอ.", "LICENCE REVOKED BY TISI", "ของปลอม ห้ามซื้อ", "TISI result: licence not found",
        "ใบอนุญาตหมดอายุแล้ว",
    ))  # fmt: skip
    return pair(replace(honest, payload=said), replace(honest, payload=maker.payload(row)), said)


def designed_code(maker: Maker) -> Pair:
    """A code of another licence in a designer's form: round dots, a logo in its middle."""
    row, logo = maker.row(), maker.turn((True, False))
    honest, other = maker.label(row, maker.one(("l", "lf", "f"))), maker.other(row)

    def designed(payload: str) -> Callable[[Pixels], Pixels]:
        def recode(mask: Pixels) -> Pixels:
            grid = patches.modules(payload, "h")
            pixel = max(6, round(len(mask) * 1.3 / len(grid)))
            out = np.kron(grid, np.ones((pixel, pixel), np.uint8))
            corner, side = 9 * pixel, len(out)
            for y, x in zip(*np.nonzero(grid), strict=True):
                if not (y < 9 and (x < 9 or x >= len(grid) - 9)) and not (y >= len(grid) - 9 and x < 9):
                    out[y * pixel : (y + 1) * pixel, x * pixel : (x + 1) * pixel] = 0
                    at = (int(x) * pixel + pixel // 2, int(y) * pixel + pixel // 2)
                    cv2.circle(out, at, round(pixel * 0.44), 255, -1, cv2.LINE_AA)
            if logo:
                cv2.circle(out, (side // 2, side // 2), round(corner * 0.5), 0, -1, cv2.LINE_AA)
                cv2.circle(out, (side // 2, side // 2), round(corner * 0.4), 255, round(pixel * 0.8), cv2.LINE_AA)
            return out

        return recode

    lie, true = (
        replace(honest, payload=maker.payload(r), recode=designed(maker.payload(r))) for r in (other, row)
    )  # fmt: skip
    return pair(lie, true, f"{'with' if logo else 'without'} a logo, {other.status}", 30.0)


KINDS = (
    Kind("value under its heading", "the value under the heading 'licence' is another one", under_headings),
    Kind("number on a display", "a display of seven segments shows another licence", on_a_display),
    Kind("Thai figures against Arabic", "Thai figures give another number than Arabic ones", in_thai_figures),
    Kind("mirror writing", "another licence or a denial in mirror writing", mirrored_print),
    Kind("words in the code", "the code says in words that there is no licence", words_in_the_code),
    Kind("designer's code", "another licence's code in round dots, with a logo", designed_code),
)
