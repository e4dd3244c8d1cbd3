"""Words round the number take it back: negation, comparison, application, expiry, part; stamps and pen strokes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Line, Pair, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker
from bench.lying_pictures.patches import Patch

NEGATIONS = (
    "ไม่ได้รับการรับรอง {}", "ยังไม่ได้รับอนุญาต {}", "ไม่ผ่าน {}", "มิใช่สินค้าตาม {}", "ไม่เป็นไปตาม {}",
    "{} ไม่ผ่านการทดสอบ", "NOT certified {}", "Not approved to {}", "without {} licence", "does not comply with {}",
    "ไม่มี {}", "ห้ามอ้างว่าได้รับ {}",
)  # fmt: skip
COMPARISONS = (
    "เทียบเท่า {}", "คุณภาพเทียบเท่า {}", "อ้างอิง {}", "ตามแนวทาง {}", "ใกล้เคียง {}", "equivalent to {}",
    "based on {}", "ดีกว่า {}", "อิงตาม {}", "similar to {}",
)  # fmt: skip
APPLICATIONS = (
    "รอการอนุมัติ {}", "อยู่ระหว่างยื่นขอ {}", "ยื่นขอ {} แล้ว", "กำลังขอ {}", "pending {}", "applied for {}",
    "อยู่ระหว่างทดสอบ {}", "application for {} filed", "{} (รอผล)",
)  # fmt: skip
EXPIRIES = (
    "{} หมดอายุแล้ว", "{} (หมดอายุ 31/12/2566)", "{} ถูกเพิกถอน", "{} ยกเลิกแล้ว", "{} expired", "former {}",
    "{} valid until 31/12/2023", "{} สิ้นสุด 1 ม.ค. 2567", "เคยได้รับ {}",
)  # fmt: skip
PARTS = (
    "แบตเตอรี่ภายใน {}", "แบตเตอรี่ที่ใช้ร่วม {}", "ปลั๊กที่ใช้ {}", "สายไฟ {}", "ใช้กับสินค้า {}",
    "อะแดปเตอร์ที่แนบมา {}", "for use with {}", "plug only: {}", "เฉพาะสายไฟ {}", "inner battery: {}",
    "บรรจุภัณฑ์ {}",
)  # fmt: skip


def _said(maker: Maker, forms: tuple[str, ...]) -> Pair:
    """The standard, or the licence where there is one, in words that take it back."""
    row, form = maker.row(), maker.turn(forms)
    honest = maker.label(row)
    role = "licence" if honest.of("licence") and maker.index % 3 == 2 else "standard"
    return pair(honest.line(role, text=form.format(honest.of(role))), honest, form)


def negation(maker: Maker) -> Pair:
    return _said(maker, NEGATIONS)


def comparison(maker: Maker) -> Pair:
    return _said(maker, COMPARISONS)


def application(maker: Maker) -> Pair:
    return _said(maker, APPLICATIONS)


def expiry(maker: Maker) -> Pair:
    return _said(maker, EXPIRIES)


def part(maker: Maker) -> Pair:
    return _said(maker, PARTS)


def line_above(maker: Maker) -> Pair:
    """The words that take it back stand on a line of their own, above or below the number."""
    row = maker.row()
    honest = maker.label(row)
    said = maker.turn((
        "สินค้านี้ยังไม่ได้รับอนุญาตตาม", "อยู่ระหว่างยื่นคำขอ", "NOT YET LICENSED", "หมายเลขนี้ถูกยกเลิกแล้ว",
        "เฉพาะแบตเตอรี่ภายใน", "ผลิตเทียบเท่ามาตรฐาน", "ใช้สำหรับตัวอย่างทดสอบเท่านั้น", "รอใบอนุญาต",
    ))  # fmt: skip
    first = maker.index % 2 == 0
    lines = (Line(said), *honest.lines) if first else (*honest.lines, Line(said))
    return pair(replace(honest, lines=lines), honest, f"{'above' if first else 'below'}: {said}")


STAMPS = ("VOID", "ยกเลิก", "CANCELLED", "ไม่ผ่าน", "REJECTED", "หมดอายุ")


def stamped(said: str, size: float, turn: float) -> Alter:
    """Puts a framed rubber stamp across the block."""

    def alter(look: Look, block: Patch) -> Patch:
        word = patches.text(said, look.display, max(look.em * size, 40.0), look.pen)
        rim = round(look.em * 0.4)
        mask = np.zeros((word.height + 2 * rim, word.width + 2 * rim), np.uint8)
        cv2.rectangle(mask, (4, 4), (mask.shape[1] - 5, mask.shape[0] - 5), 255, max(3, round(look.em * 0.12)))
        stamp = patches.together([(patches.of_mask(mask, look.pen), 0, 0), (word, rim, rim)]).turned(turn)
        x, y = (block.width - stamp.width) / 2, (block.height - stamp.height) / 2
        return patches.together([(block, 0, 0), (patches.faded(stamp, 0.9), max(x, 0), max(y, 0))])

    return alter


def stamp(maker: Maker) -> Pair:
    row, said = maker.row(), maker.turn(STAMPS)
    honest = maker.label(row)
    return pair(replace(honest, alter=stamped(said, 1.9, maker.rng.uniform(-28, -8))), honest, said)


def crossed_block(maker: Maker) -> Pair:
    """The whole block is crossed out with a pen."""
    row = maker.row()
    honest = maker.label(row)
    both = maker.turn((True, False))

    def alter(look: Look, block: Patch) -> Patch:
        mask = np.zeros((block.height, block.width), np.uint8)
        stroke = max(4, round(look.em * 0.22))
        cv2.line(mask, (4, 4), (block.width - 5, block.height - 5), 255, stroke, cv2.LINE_AA)
        if both:
            cv2.line(mask, (block.width - 5, 4), (4, block.height - 5), 255, stroke, cv2.LINE_AA)
        return patches.together([(block, 0, 0), (patches.of_mask(mask, look.pen), 0, 0)])

    return pair(replace(honest, alter=alter), honest, "two strokes" if both else "one stroke")


KINDS = (
    Kind("negation", "the number stands in a negation", negation),
    Kind("comparison", "the number is only compared with", comparison),
    Kind("application", "the licence is only applied for", application),
    Kind("expiry", "the number is said to be over", expiry),
    Kind("part", "the number is that of a part", part),
    Kind("a line takes it back", "a line above or below the number takes it back", line_above),
    Kind("stamp", "a stamp across the block: VOID and the like", stamp),
    Kind("block crossed out", "the block is crossed out with a pen", crossed_block),
)
