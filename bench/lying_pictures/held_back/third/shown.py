"""Held back: how it is shown: covered, overwritten, patched, mirrored, stacked letters, codes over and in codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image

from bench.lying_pictures import patches
from bench.lying_pictures.content import Pair, pair
from bench.lying_pictures.helping import apart, hand
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import ID, Kind, Maker
from bench.lying_pictures.more_codes import symbol
from bench.lying_pictures.patches import Patch
from models.recipe.icons import roundel
from models.recipe.words import clusters
from verifier.domain import Pixels

SHARE = {"licence": 0.78, "standard": 0.72}
"""Where the last figures of a line begin, in shares of its width."""


def price_over_number(maker: Maker) -> Pair:
    """A price tag hides the end of the number."""
    role = maker.turn(("licence", "standard"))
    honest, said = maker.label(maker.row(), "lfq"), maker.turn(("฿99", "59.-", "฿250"))

    def alter(look: Look, patch: Patch) -> Patch:
        tag = patches.on_ground(
            patches.text(said, look.body, look.em * 0.8, (0, 0, 0)), (255, 210, 60), round(look.em * 0.35)
        )
        return patches.together([(patch, 0, 0), (tag, patch.width * SHARE[role], (patch.height - tag.height) / 2)])

    return pair(honest.line(role, alter=alter), honest, role)


def figure_overwritten(maker: Maker) -> Pair:
    """A figure of the licence is overwritten by pen, or lies on a patch of other paper."""
    honest, how = maker.label(maker.row(), maker.one(("lq", "lfq"))), maker.turn(("pen", "patch"))
    figure = maker.turn(("3", "4", "6", "7", "8"))

    def alter(look: Look, patch: Patch) -> Patch:
        x0, y0, x1, y1 = patch.parts[0][1]
        x = x0 + (x1 - x0) * 0.66
        if how == "pen":
            over = patches.text(figure, hand(), look.em * 1.15, look.pen)
        else:
            over = patches.on_ground(patches.text(figure, look.display, look.em, (0, 0, 0)), (255, 236, 170), 2)
        return patches.together([(patch, 0, 0), (over, x, (y0 + y1 - over.height) / 2)])

    return pair(honest.line("licence", alter=alter), honest, f"{how} {figure}")


def mirrored(said: str) -> Callable[[Look], Patch]:
    """Words as in a mirror."""

    def make(look: Look) -> Patch:
        drawn = patches.text(said, look.display, look.em * 1.1, look.ink).picture
        return Patch(drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if said in MIRRORED else drawn)

    return make


MIRRORED = ("สินค้าเลียนแบบ", "NOT GENUINE", "ใบอนุญาตถูกเพิกถอน")


def stacked(said: str) -> Callable[[Look], Patch]:
    """Letters one below the other."""
    return lambda look: patches.column(
        [patches.text(c, look.display, look.em, look.ink) for c in clusters(said) if c.strip()], look.em * 0.1, 0.5
    )


def in_roundel(said: str) -> Callable[[Look], Patch]:
    """A word in a disc."""

    def make(look: Look) -> Patch:
        side = max(70, round(look.em * 3.2))
        mask = roundel(said, look.display, filled=len(said) % 2 == 0).resize((side, side), Image.Resampling.LANCZOS)
        return patches.of_mask(np.asarray(mask, np.uint8), look.ink)

    return make


def _apart(
    name: str, tells: str, make: Callable[[str], Callable[[Look], Patch]], said: tuple[str, ...], true: str
) -> Kind:
    def of(maker: Maker) -> Pair:
        lie = maker.turn(said)
        return apart(maker.label(maker.row()), make, lie, true, lie, least_em=28.0)

    return Kind(name, tells, of)


def code_beneath(maker: Maker) -> Pair:
    """The rim of another code looks out from beneath the code."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("lq", "fq", "lfq"))), maker.other(row)

    def alter(look: Look, block: Patch) -> Patch:
        x0, y0, x1, y1 = block.part("code")
        below = patches.code(ID + other.qr_id, round((x1 - x0) * 1.1))
        shift = (x1 - x0) * 0.14
        mine = Patch(block.picture.crop((round(x0), round(y0), round(x1), round(y1))))
        return patches.together([(block, 0, 0), (below, x0 + shift, y0 + shift), (mine, x0, y0)])

    return pair(replace(honest, alter=alter), honest, other.status)


def logo_in_code(maker: Maker) -> Pair:
    """A word that denies in the middle of the code; the twin has a disc there."""
    honest = maker.label(maker.row(), maker.one(("lq", "lfq")))
    said = maker.turn(("FAKE", "COPY", "ปลอม"))

    def alter(look: Look, block: Patch, *, word: bool) -> Patch:
        x0, y0, x1, y1 = block.part("code")
        side = x1 - x0
        piece = patches.text(said, look.display, side * 0.13, (200, 0, 0))
        if not word:
            mask = np.zeros((piece.height, piece.height), np.uint8)
            cv2.circle(mask, (piece.height // 2,) * 2, round(piece.height * 0.4), 255, -1, cv2.LINE_AA)
            piece = patches.of_mask(mask, (200, 0, 0))
        piece = patches.on_ground(piece, (255, 255, 255), 2)
        return patches.together([(block, 0, 0), (piece, (x0 + x1 - piece.width) / 2, (y0 + y1 - piece.height) / 2)])

    lie = replace(honest, alter=lambda look, block: alter(look, block, word=True))
    return pair(lie, replace(honest, alter=lambda look, block: alter(look, block, word=False)), said)


def other_code(maker: Maker) -> Pair:
    """An Aztec, an inverted or a small DataMatrix, or a Code 39 of another licence; the twin's of a serial number."""
    row, kind = maker.row(), maker.turn(("Aztec", "inverted", "small", "Code39"))
    honest, other = maker.label(row), maker.other(row)
    name = {"inverted": "DataMatrix", "small": "DataMatrix"}.get(kind, kind)
    text = "T" + other.licence.lstrip("ทนสค") if kind == "Code39" else "เลขที่ใบอนุญาต " + other.licence
    width = {"Aztec": 0.9, "inverted": 0.9, "small": 0.35, "Code39": 3.0}[kind]

    def code(said: str) -> Callable[[Look], Patch]:
        def make(look: Look) -> Patch:
            drawn = symbol(said, name, round(look.mark * width))
            if kind != "inverted":
                return drawn
            pixels: Pixels = 255 - np.asarray(drawn.picture.convert("L"), np.uint8)
            return patches.of_grey(pixels)

        return make

    return apart(honest, code, text, "SN-00412-88", f"{kind}, {other.status}", least_em=30.0)


def torn_code(maker: Maker) -> Pair:
    """A second code, of another licence, half torn off."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("lq", "lfq"))), maker.other(row)

    def code(said: str) -> Callable[[Look], Patch]:
        def torn(mask: Pixels) -> Pixels:
            gone = mask.copy()
            if said.startswith(ID):
                side = len(mask)
                points = np.array(
                    [(side * 0.5, 0), (side, 0), (side, side), (side * 0.72, side), (side * 0.6, side * 0.6)]
                )
                cv2.fillPoly(gone, [points.astype(np.int32)], 0)
            return gone

        return lambda look: patches.code(said, round(look.mark * look.code), redraw=torn)

    return apart(honest, code, ID + other.qr_id, "https://example.com/manual.pdf", other.status)


KINDS = (
    Kind("price over the number", "a price tag hides the end of the number", price_over_number),
    Kind("figure overwritten", "a figure is overwritten or patched", figure_overwritten),
    _apart("mirrored denial", "a denial in mirror writing", mirrored, MIRRORED, "KEEP DRY"),
    _apart("stacked letters", "letters one below the other", stacked, ("ของปลอม", "ก๊อปเกรดเอ", "FAKE"), "ประหยัดไฟ"),
    _apart("word in a disc", "a word that denies in a disc", in_roundel, ("ปลอม", "ยกเลิก", "VOID", "ก๊อป"), "LED"),
    Kind("code beneath the code", "the rim of another code looks out", code_beneath),
    Kind("word in the code", "a word that denies in the middle of the code", logo_in_code),
    Kind("odd code of another licence", "Aztec, DataMatrix or Code 39 of another licence", other_code),
    Kind("torn second code", "a second code, half torn off", torn_code),
)
