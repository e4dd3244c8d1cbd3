"""Second set, half b: what else is in the photo or on a further one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Line, Pair, pair
from bench.lying_pictures.helping import apart, face, hand, photos
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker
from bench.lying_pictures.patches import Patch


def other_model(maker: Maker) -> Pair:
    """The second photo shows another model of the goods."""
    row = maker.row()
    first, second = maker.turn((("Model AX-2050", "Model KT-9"), ("รุ่น AX-2050", "รุ่น BX-30"), ("AX-2050", "MD-77")))
    honest = maker.label(row).plus(Line(first, "model", 1.1))
    return photos(maker, honest, face(row.thing, second), face(row.thing, first), second)


def letter(maker: Maker) -> Pair:
    """The second photo shows a letter by which the licence is withdrawn."""
    row = maker.row()
    about, end = maker.turn((
        ("เรื่อง แจ้งเพิกถอนใบอนุญาต", "มีผลตั้งแต่วันที่ 15 พ.ย. 2569"), ("เรื่อง คำสั่งพักใช้ใบอนุญาต", "จนกว่าจะแก้ไขแล้วเสร็จ"),
        ("Notice of licence withdrawal", "with immediate effect"), ("เรื่อง ขอคืนใบอนุญาต เลิกผลิต", "ตั้งแต่ปี 2568"),
    ))  # fmt: skip
    shared = (f"ถึง {row.holder}", f"ใบอนุญาตเลขที่ {row.licence}")
    lie = face(about, *shared, end)
    return photos(maker, maker.label(row), lie, face("เรื่อง ผลการตรวจติดตาม", *shared, "เป็นไปตามมาตรฐาน"), about)


def ringed_by_pen(maker: Maker) -> Pair:
    """A ring by pen round the number, and beside it that it is wrong."""
    row = maker.row()
    role = maker.turn(("standard", "licence"))
    honest = maker.label(row, maker.one(("l", "lf", "lq")))
    lie, true = maker.turn((("ปลอม!", "ตรวจแล้ว"), ("ผิด", "ถูก"), ("WRONG", "OK"), ("เลขมั่ว", "เลขถูก")))

    def ringed(said: str) -> Alter:
        def alter(look: Look, block: Patch) -> Patch:
            x0, y0, x1, y1 = block.part(role)
            pad, stroke = round(look.em * 0.5), max(3, round(look.em * 0.11))
            mask = np.zeros((round(y1 - y0) + 3 * pad, round(x1 - x0) + 4 * pad), np.uint8)
            middle = (mask.shape[1] // 2, mask.shape[0] // 2)
            cv2.ellipse(mask, middle, (middle[0] - stroke, middle[1] - stroke), 0, 15, 365, 255, stroke, cv2.LINE_AA)
            note = patches.text(said, hand(), look.em * 1.6, look.pen).turned(-6)
            ring = (patches.of_mask(mask, look.pen), x0 - 2 * pad, y0 - 1.5 * pad)
            return patches.together([(block, 0, 0), ring, (note, block.width + 2 * pad, y0 - pad)])

        return alter

    return pair(replace(honest, alter=ringed(lie)), replace(honest, alter=ringed(true)), f"{role}: {lie}")


def named_otherwise(maker: Maker) -> Pair:
    """The label names other goods than those of the standard."""
    row = maker.row()
    other, form = maker.other(row), maker.turn(("สินค้า : {}", "{}", "Product: {}", "ชื่อผลิตภัณฑ์ {}"))
    english = form.startswith("P")
    lie, true = (form.format(r.thing_en if english else r.thing) for r in (other, row))
    base = maker.label(row)
    one, two = (replace(base, lines=(Line(said, "thing", 1.25), *base.lines)) for said in (lie, true))
    return pair(one, two, f"{lie} on {row.standard}")


def round_stamp(maker: Maker) -> Pair:
    """A round stamp beside the block that the goods were rejected."""
    row = maker.row()
    lie, true = maker.turn((("คัดทิ้ง", "ตรวจแล้ว"), ("DEFECT", "QC PASS"), ("ของเสีย", "ของใหม่"), ("ไม่รับรอง", "รับประกัน")))

    def make(said: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            word = patches.text(said, look.display, look.em * 1.6, look.pen)
            side = round(word.width * 1.35)
            mask, stroke = np.zeros((side, side), np.uint8), max(3, round(look.em * 0.12))
            for share in (0.48, 0.42):
                cv2.circle(mask, (side // 2, side // 2), round(side * share), 255, stroke, cv2.LINE_AA)
            at = ((side - word.width) / 2, (side - word.height) / 2)
            return patches.together([(patches.of_mask(mask, look.pen), 0, 0), (word, *at)])

        return drawn

    return apart(maker.label(row), make, lie, true, lie, turn=maker.rng.uniform(-15, 15))


def tamper_film(maker: Maker) -> Pair:
    """The film of a label that was peeled off and put on again: rows of VOID between and over its print."""
    row, said = maker.row(), maker.turn(("VOID", "OPENED", "VOID", "ลอกแล้ว"))
    honest = maker.label(row)

    def alter(look: Look, block: Patch) -> Patch:
        word = patches.text(said, look.display, look.em * 0.9, look.ink)
        step_x, step_y = word.width + look.em * 0.7, look.em * 1.7
        placed = [(block, 0.0, 0.0)]
        for line in range(max(2, int(block.height // step_y))):
            shift = (line % 2) * step_x / 2
            for n in range(max(2, int((block.width - shift) // step_x))):
                placed.append((patches.faded(word, 0.4), shift + n * step_x, line * step_y))
        return patches.together(placed)

    return pair(replace(honest, alter=alter), honest, said)


KINDS = (
    Kind("second photo of another model", "a second photo shows another model of the goods", other_model),
    Kind("letter of withdrawal", "a second photo shows a letter that withdraws the licence", letter),
    Kind("ringed by pen", "a ring by pen round the number, and that it is wrong", ringed_by_pen),
    Kind("goods named otherwise", "the label names other goods than those of the standard", named_otherwise),
    Kind("round stamp", "a round stamp that the goods were rejected", round_stamp),
    Kind("film of a peeled label", "rows of VOID, as a peeled label shows them", tamper_film),
)
