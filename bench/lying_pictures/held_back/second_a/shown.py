"""Second set, half a: what else is in the photo or on a further one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Line, Pair, pair
from bench.lying_pictures.helping import apart, face, hand, photos
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch
from models.recipe.sheet import Colour


def other_goods(maker: Maker) -> Pair:
    """The first photo names the goods of the standard; the second shows other goods, without any mark."""
    row = maker.row()
    other, more = maker.other(row), maker.turn(("บรรจุ 1 ชิ้น", "สีขาว", "รับประกัน 1 ปี"))
    honest = maker.label(row).plus(Line(row.thing, "thing", 1.2))
    return photos(
        maker, honest, face(other.thing, other.thing_en, more), face(row.thing, row.thing_en, more), other.thing
    )


def by_hand(maker: Maker) -> Pair:
    """A note by hand on a yellow sticker."""
    row = maker.row()
    lie, true = maker.turn((
        (("เลขนี้ไม่ใช่ของเรา", "ยืมเขามาติด"), ("ลูกค้าจองแล้ว", "รับวันศุกร์")), (("มอก. ไม่จริง", "อย่าขาย"), ("ชั้น 3", "ช่อง B")),
        (("ของปลอม", "ส่งคืนร้าน"), ("ของใหม่", "ส่งร้าน 2")), (("ไม่มีใบอนุญาต", "ถามเจ้าของก่อน"), ("ลด 10%", "ถึงสิ้นเดือน")),
    ))  # fmt: skip

    def make(said: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            lines = [patches.text(t, hand(), look.em * 1.2, (20, 40, 140)) for t in said.split("|")]
            return patches.on_ground(patches.column(lines, look.em * 0.2), (255, 238, 120), round(look.em * 0.6))

        return drawn

    return apart(maker.label(row), make, "|".join(lie), "|".join(true), lie[0], turn=maker.rng.uniform(-7, 7))


def warning_post(maker: Maker) -> Pair:
    """The label stands in a post that warns of it."""
    row = maker.row()
    lie, true = maker.turn((
        ("เตือนภัย! ฉลากแบบนี้เป็นของปลอม|อย่าซื้อ", "รีวิวสินค้า ใช้ดีมาก|แนะนำเลย"),
        ("แชร์ด่วน พบสวมเลข มอก.|ตามภาพ", "ของเข้าใหม่|พร้อมส่ง"),
        ("SCAM ALERT|fake TIS label", "NEW ARRIVAL|in stock"),
        ("จับแล้ว โรงงานเถื่อนปลอมฉลาก|ภาพของกลาง", "เปิดกล่องแกะรีวิว|ภาพสินค้าจริง"),
    ))  # fmt: skip

    def make(said: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            lines = [patches.text(t, look.display, look.em * 1.3, (20, 20, 24)) for t in said.split("|")]
            return patches.on_ground(patches.column(lines, look.em * 0.2), (255, 255, 255), round(look.em * 0.5))

        return drawn

    return apart(maker.label(row), make, lie, true, lie.replace("|", " "))


def tag_of_other_goods(maker: Maker) -> Pair:
    """The shop's price tag names other goods and their standard."""
    row = maker.row()
    other, price = maker.other(row), maker.one(("฿199", "฿259", "฿1,290", "฿89"))

    def make(said: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            lines = [patches.text(t, look.body, look.em, (30, 20, 10)) for t in said.split("|")]
            lines.append(patches.text(price, look.display, look.em * 1.6, (200, 20, 30)))
            return patches.on_ground(patches.column(lines, look.em * 0.2), (255, 206, 60), round(look.em * 0.4))

        return drawn

    lie, true = (f"{r.thing}|มอก. {r.standard}" for r in (other, row))
    return apart(maker.label(row), make, lie, true, other.thing)


def taped(maker: Maker) -> Pair:
    """A striped tape above the label takes the goods out of sale."""
    row = maker.row()
    lie, true = maker.turn((
        ("ห้ามจำหน่าย", "ระวังแตก"), ("CONDEMNED", "FRAGILE"), ("กักไว้รอพิสูจน์", "วางด้านนี้ขึ้น"),
        ("WITHDRAWN FROM SALE", "HANDLE WITH CARE"),
    ))  # fmt: skip
    honest = maker.label(row)

    def tape(said: str) -> Alter:
        def alter(look: Look, block: Patch) -> Patch:
            word = patches.text(said, look.display, look.em * 1.3, (180, 16, 24))
            height, width = round(look.em * 3.2), max(block.width, word.width + round(look.em * 4))
            ys, xs = np.mgrid[0:height, 0:width]
            stripes = np.where(((xs + ys) // max(8, height // 2)) % 2 == 0, 255, 0).astype(np.uint8)
            stripes[round(height * 0.2) : round(height * 0.8)] = 0
            white = patches.of_mask(np.full_like(stripes, 255), (250, 250, 250))
            at = ((width - word.width) / 2, (height - word.height) / 2)
            band = patches.together([(white, 0, 0), (patches.of_mask(stripes, (214, 20, 30)), 0, 0), (word, *at)])
            return patches.column([band, block], look.em * 0.5)

        return alter

    return pair(replace(honest, alter=tape(lie)), replace(honest, alter=tape(true)), lie)


STATES = (
    ("สถานะ : หมดอายุ", "สถานะ : มีผลใช้บังคับ"), ("สถานะ : ยกเลิกใบอนุญาต", "สถานะ : ใช้งานอยู่"),
    ("ไม่พบข้อมูลใบอนุญาต", "พบข้อมูลใบอนุญาต 1 รายการ"), ("Status: REVOKED", "Status: ACTIVE"),
)  # fmt: skip


def on_a_screen(maker: Maker) -> Pair:
    """A telephone beside the label shows that the licence is over or is not found."""
    row = maker.row()
    lie, true = maker.turn(STATES)

    def make(said: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            black: Colour = (16, 18, 22)
            lines = [patches.text(t, look.body, look.em * 0.95, black)
                     for t in ("ตรวจสอบใบอนุญาต มอก.", row.licence, said)]  # fmt: skip
            page = patches.on_ground(patches.column(lines, look.em * 0.6), (248, 250, 255), round(look.em * 0.9))
            rim, bar = round(look.em * 0.4), round(look.em * 1.2)
            mask = np.zeros((page.height + 2 * bar, page.width + 2 * rim), np.uint8)
            cv2.rectangle(mask, (0, 0), (mask.shape[1], mask.shape[0]), 255, -1)
            return patches.together([(patches.of_mask(mask, black), 0, 0), (page, rim, bar)])

        return drawn

    one, two = (away(make(said), "near", 0.3, 4, slot="screen") for said in (lie, true))
    honest = maker.label(row)
    return pair(honest.plus(one), honest.plus(two), lie)


KINDS = (
    Kind("second photo of other goods", "a second photo shows other goods without a mark", other_goods),
    Kind("note by hand", "a note by hand on a sticker", by_hand),
    Kind("label in a warning", "the label stands in a post that warns of it", warning_post),
    Kind("price tag of other goods", "the price tag names other goods and their standard", tag_of_other_goods),
    Kind("striped tape", "a tape above the label takes the goods out of sale", taped),
    Kind("screen says so", "a telephone beside the label shows that the licence is over", on_a_screen),
)
