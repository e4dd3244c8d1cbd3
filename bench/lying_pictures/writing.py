"""Ways of writing: other scripts, letters apart, along an arc or a wave, hollow, pale, and by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.lying_pictures import patches
from bench.lying_pictures.content import Pair
from bench.lying_pictures.helping import HARMLESS, apart, by_pen, font, lined
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker
from bench.lying_pictures.patches import Patch
from models.recipe.words import clusters

Draw = Callable[[str], Callable[[Look], Patch]]
DENIALS = ("สินค้าเลียนแบบห้ามจำหน่าย", "ไม่ผ่านการรับรองมาตรฐาน", "ใบอนุญาตถูกเพิกถอนแล้ว")
PRAISE = ("เก็บในที่แห้งและเย็น", "โปรดอ่านคู่มือก่อนใช้งาน", "ประหยัดพลังงาน")
LEAST_EM = 28.0
"""Writing of this kind can be told from the twin's from about this type size on."""


def arc(said: str) -> Callable[[Look], Patch]:
    """Words along an arc, letter by letter."""

    def make(look: Look) -> Patch:
        em = max(LEAST_EM, look.em)
        letters = [(c, patches.text(c, look.body, em, look.ink)) for c in clusters(said)]
        advance = [look.body.at(round(em, 1)).getlength(c, language="th") for c, _ in letters]
        radius, angle = em * 9, -90 - math.degrees(sum(advance) / (em * 9)) / 2
        placed: list[tuple[Patch, float, float]] = []
        for (_, piece), width in zip(letters, advance, strict=True):
            middle = angle + math.degrees(width / radius) / 2
            letter = piece.turned(middle + 90)
            x, y = radius * math.cos(math.radians(middle)), radius * math.sin(math.radians(middle))
            placed.append((letter, x - letter.width / 2, y - letter.height / 2))
            angle += math.degrees(width / radius)
        return patches.together(placed)

    return make


def wave(said: str) -> Callable[[Look], Patch]:
    """Words along a wave."""

    def make(look: Look) -> Patch:
        em = max(LEAST_EM, look.em)
        picture = np.pad(np.asarray(patches.text(said, look.body, em, look.ink).picture), ((40, 40), (4, 4), (0, 0)))
        ys, xs = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(np.float32)
        period = picture.shape[1] / 1.6
        ys += np.float32(0.45 * em) * np.sin(xs * np.float32(2 * np.pi / period))
        bent = cv2.remap(picture, xs, ys, cv2.INTER_LINEAR)
        return Patch(Image.fromarray(bent).crop(Image.fromarray(bent).getbbox()))

    return make


def hollow(said: str) -> Callable[[Look], Patch]:
    """Letters of which only the outlines are printed."""

    def make(look: Look) -> Patch:
        em, rim = max(36.0, look.em * 1.3), max(1, round(look.em * 0.05))
        face = look.display.at(round(em, 1))
        left, top, right, bottom = face.getbbox(said, language="th", stroke_width=rim)
        picture = Image.new("RGBA", (math.ceil(right - left) + 4, math.ceil(bottom - top) + 4), (0, 0, 0, 0))
        at = (2 - left, 2 - top)
        ImageDraw.Draw(picture).text(at, said, look.paper, face, language="th", stroke_width=rim, stroke_fill=look.ink)
        return Patch(picture)

    return make


def letters_apart(said: str) -> Callable[[Look], Patch]:
    """Letters set apart."""

    def make(look: Look) -> Patch:
        drawn = [patches.text(c, look.body, look.em, look.ink) for c in clusters(said) if c.strip()]
        return patches.row(drawn, look.em * 0.4, 1.0)

    return make


def in_font(file: str) -> Draw:
    """In the font of that file."""
    return lambda said: lambda look: patches.text(said, font(file), max(26.0, look.em), look.ink)


def _kind(
    name: str, tells: str, draw: Draw, said: Sequence[str], harmless: Sequence[str], *, types: str = "ทนส"
) -> Kind:
    def make(maker: Maker) -> Pair:
        row, lie, true = maker.row(types=types), maker.turn(tuple(said)), maker.turn(tuple(harmless))
        return apart(maker.label(row), draw, lie, true, lie, least_em=LEAST_EM)

    return Kind(name, tells, make)


def mixed_digits(maker: Maker) -> Pair:
    """Another licence in Thai and Arabic figures mixed."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("q", "fq", "lq"))), maker.other(row)
    mixed = "".join(chr(0xE50 + int(c)) if c.isdigit() and maker.rng.random() < 0.5 else c for c in other.licence)
    return lined(honest, f"เลขที่ใบอนุญาต {mixed}", maker.one(HARMLESS), other.status)


KINDS = (
    _kind("words along an arc", "a denial along an arc", arc, DENIALS, PRAISE),
    _kind("words letter by letter", "a denial, its letters apart", letters_apart,
          ("ไม่ได้รับอนุญาต", "ใบอนุญาตถูกยกเลิก", "สินค้าเลียนแบบ"), ("ประหยัดพลังงาน", "บรรจุ 1 ชิ้น")),
    _kind("another maker in Chinese or Japanese", "a maker abroad beside a licence to make in the kingdom",
          in_font("DroidSansFallbackFull.ttf"),
          ("生产商：深圳市伪牌电子有限公司", "製造元：偽物電子株式会社", "制造商：广州第七电器厂", "非卖品 仅供展示"),
          ("使用前请仔细阅读说明书", "ご使用前に説明書をお読みください", "请勿在潮湿环境中使用"), types="ทส"),
    Kind("licence in mixed figures", "another licence in Thai and Arabic figures", mixed_digits),
)  # fmt: skip

UNTOLD = (
    _kind("words along a wave", "a denial along a wave", wave, DENIALS, PRAISE),
    _kind("hollow letters", "outlines of letters", hollow, ("สินค้าเลียนแบบ", "NOT GENUINE", "ไม่มี มอก."),
          ("ประหยัดพลังงาน", "NEW")),
    _kind("note in pen", "a note in pen", by_pen,
          ("ของปลอม ห้ามขาย", "ไม่ใช่ของแท้", "งานก๊อป"), ("สีขาว 2 ชิ้น", "ขอบคุณ")),
    _kind("full-width letters", "a denial in full-width Latin", in_font("DroidSansFallbackFull.ttf"),
          ("ＴＩＳＩ　ＮＯＴ　ＡＰＰＲＯＶＥＤ", "ＣＯＰＹ　ＰＲＯＤＵＣＴ"),
          ("ＦＡＳＴ　ＣＨＡＲＧＩＮＧ", "ＫＥＥＰ　ＤＲＹ")),
)  # fmt: skip
"""Kinds that are not told every time: no reader reads them for sure."""
