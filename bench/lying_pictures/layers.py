"""What lies over, under and beside a label: strokes, pale words, labels beneath, papers, other goods, small codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Line, Pair, pair
from bench.lying_pictures.helping import apart, by_pen
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away, words
from bench.lying_pictures.more_codes import symbol
from bench.lying_pictures.patches import Patch

GOODS = (("พัดลมตั้งโต๊ะ", "fan"), ("หม้อหุงข้าว", "rice_cooker"), ("เตารีดไฟฟ้า", "iron"), ("หมวกกันน็อก", "helmet"))
"""Goods that are no part of others, and their kind."""


def stroke_through(how: str) -> Alter:
    """A line of print with a pen's stroke through it, or below it."""

    def alter(look: Look, patch: Patch) -> Patch:
        x0, y0, x1, y1 = patch.parts[0][1]
        high = {"through": 0.5, "double": 0.5, "below": 1.25}[how] * (y1 - y0)
        mask = np.zeros((patch.height + round(look.em * 0.5), patch.width + 8), np.uint8)
        for off in (-0.14, 0.14) if how == "double" else (0.0,):
            y = round(y0 + high + off * (y1 - y0))
            thick = max(2, round(look.em * 0.09))
            cv2.line(mask, (round(x0), y + 1), (round(x1) + 6, y - 1), 255, thick, cv2.LINE_AA)
        return patches.together([(patch, 0, 0), (patches.of_mask(mask, look.pen), 0, 0)])

    return alter


def holder_struck(maker: Maker) -> Pair:
    """The holder's name struck out by pen; the twin's is underlined."""
    honest = maker.label(maker.row(), maker.one(("fq", "lf", "lfq")))
    how = maker.turn(("through", "double"))
    lie, true = (honest.line("firm", alter=stroke_through(line)) for line in (how, "below"))
    return pair(lie, true, how, 28.0)


def pale_over(maker: Maker) -> Pair:
    """Pale words aslant over the beginning of the block; the twin has plain discs there."""
    honest, said = maker.label(maker.row()), maker.turn(("COPY", "สำเนา", "VOID", "ตัวอย่างปลอม"))
    share, turn = maker.rng.uniform(0.2, 0.32), maker.rng.uniform(-28, 28)

    def over(look: Look, block: Patch, *, words_: bool) -> Patch:
        size = min(block.height * 0.55, block.width * 0.28)
        if words_:
            piece = patches.text(said, look.display, size, look.ink).turned(turn)
        else:
            side = max(4, round(size))
            mask = np.zeros((side, side * 3), np.uint8)
            for n in range(3):
                cv2.circle(mask, (side // 2 + n * side, side // 2), round(side * 0.4), 255, -1, cv2.LINE_AA)
            piece = patches.of_mask(mask, look.ink)
        piece = patches.faded(piece, share)
        return patches.together([(block, 0, 0), (piece, -size * 0.3, (block.height - piece.height) / 2)])

    lie = replace(honest, alter=lambda look, block: over(look, block, words_=True))
    twin = replace(honest, alter=lambda look, block: over(look, block, words_=False))
    return pair(lie, twin, said, 28.0)


def label_beneath(maker: Maker) -> Pair:
    """A label beneath looks out below the block: of another licence or firm."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    said = maker.turn((f"ใบอนุญาตเลขที่ {other.licence}", f"ผลิตโดย {other.holder}", f"มอก. {other.standard}"))

    def beneath(text: str) -> Line:
        def alter(look: Look, patch: Patch) -> Patch:
            return patches.on_ground(
                patches.text(text, look.number, look.em, (30, 30, 30)), (226, 228, 210), round(look.em * 0.4)
            )

        return Line(text, "other", 1.0, alter)

    return pair(honest.plus(beneath(said)), honest.plus(beneath("โปรดอ่านคู่มือก่อนใช้งาน")), said[:24])


def inset_paper(maker: Maker) -> Pair:
    """A small certificate of another holder lies beside the block."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)

    def paper(*said: str) -> Callable[[Look], Patch]:
        def make(look: Look) -> Patch:
            drawn = [patches.text(line, look.body, max(24.0, look.em * 0.8), (30, 30, 30)) for line in said]
            return patches.on_ground(patches.column(drawn, look.em * 0.4), (255, 253, 240), round(look.em * 0.6))

        return make

    false = paper("ใบอนุญาตแสดงเครื่องหมายมาตรฐาน", other.holder, "เลขที่ " + other.licence)
    true = paper("วิธีใช้งาน", "โปรดอ่านคู่มือก่อนใช้งาน", "เก็บให้พ้นมือเด็ก")
    one, two = (away(make, "near", 0.3, 4, slot="paper") for make in (false, true))
    return pair(honest.plus(one), honest.plus(two), other.status)


def other_goods(maker: Maker) -> Pair:
    """The label names goods of another kind than its standard is for."""
    row = maker.row(lambda r: r.category in {"power_bank", "fan", "iron", "helmet", "hair_dryer", "extension_cord"})
    honest = maker.label(row)
    said = maker.turn([name for name, kind in GOODS if kind != row.category])
    return apart(honest, lambda text: words(text, scale=1.3), said, row.thing, f"{said} on {row.category}")


def bars_other_licence(maker: Maker) -> Pair:
    """Another licence stands under a bar code, where its figures belong."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)

    def bars(said: str) -> Callable[[Look], Patch]:
        def make(look: Look) -> Patch:
            code = symbol("4006381333931", "EAN13", round(look.em * 7))
            return patches.column([code, patches.text(said, look.body, max(24.0, look.em * 0.9), look.ink)], 4, 0.5)

        return make

    return apart(honest, bars, other.licence, "4006381333931", other.status)


def small_code(maker: Maker) -> Pair:
    """A Micro QR or PDF417 names another licence; the twin's a serial number."""
    row, kind = maker.row(), maker.turn(("MicroQRCode", "PDF417"))
    honest, other = maker.label(row), maker.other(row)
    text = "T" + other.licence.lstrip("ทนสค") if kind == "MicroQRCode" else "เลขที่ใบอนุญาต " + other.licence

    def code(said: str) -> Callable[[Look], Patch]:
        return lambda look: symbol(said, kind, max(90, round(look.mark * (0.8 if kind == "MicroQRCode" else 2.4))))

    return apart(honest, code, text, "SN-00412-88", f"{kind}, {other.status}")


def note_beside(maker: Maker) -> Pair:
    """The holder's number is crossed out and somebody else's name written beside it by pen."""
    honest = maker.label(maker.row(), maker.one(("fq", "lfq")))
    said = maker.turn(("ไม่ใช่ของร้านนี้", "ขายต่อ ไม่มีใบอนุญาต", "ยกเลิก"))
    return apart(honest, by_pen, said, "ขอบคุณ", said, least_em=28.0)


KINDS = (
    Kind("holder struck out", "a stroke of the pen through the holder's name", holder_struck),
    Kind("label beneath", "a label of another licence looks out", label_beneath),
    Kind("certificate beside the label", "a certificate of another holder", inset_paper),
    Kind("goods of another kind", "the label names goods that its standard is not for", other_goods),
    Kind("licence under a bar code", "another licence where a bar code's figures belong", bars_other_licence),
    Kind("small code of another licence", "a Micro QR or PDF417 names another licence", small_code),
)
UNTOLD = (
    Kind("pale words aslant", "pale words over the beginning of the block", pale_over),
    Kind("pen beside the name", "a note in pen beside the holder's name", note_beside),
)
"""Kinds that are not told every time."""
