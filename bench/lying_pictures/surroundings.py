"""What else stands on goods, all of it honest: brand, details, warnings, makers of other things, icons, bar codes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.look import Look
from bench.lying_pictures.patches import Patch
from models.recipe.icons import DRAWN, ROUNDELS
from models.recipe.words import chance, one

DETAILS = (
    "โปรดอ่านคู่มือก่อนใช้งาน", "ห้ามทิ้งลงในไฟหรือในน้ำ", "เก็บให้พ้นมือเด็ก", "ใช้ภายในอาคารเท่านั้น",
    "ห้ามถอดหรือดัดแปลง", "ควรเก็บในที่แห้งและเย็น", "ขนาดบรรจุ 1 ชิ้น", "รับประกัน 1 ปี", "กำลังไฟฟ้า 2300 วัตต์",
    "แรงดันไฟฟ้า 220 โวลต์ 50 เฮิรตซ์", "ความจุ 10,000 มิลลิแอมป์ชั่วโมง", "ฝ่ายบริการลูกค้า โทร 02-000-0000",
    "วันเดือนปีที่ผลิต ดูที่ก้นกล่อง", "ราคา ระบุ ณ จุดจำหน่าย", "Input 100-240V~ 50/60Hz 0.5A",
    "Output 5V 3A, 9V 2.22A", "Model AX-2050", "Li-polymer 37Wh", "220V~ 50Hz 1200W", "IPX4", "LOT 250611-2",
    "EXP 12/2571", "S/N 2568010042", "Do not dispose of in fire", "Keep dry", "Net weight 230 g",
    "For indoor use only", "Max load 3680W", "ISO 9001:2015", "www.norvik-shop.com", "Line: @norvik",
    "Made in Thailand", "เลขประจำตัวผู้เสียภาษี 0105500000001", "จัดจำหน่ายโดย ร้านมานีขายดี",
)  # fmt: skip
"""Lines that announce nothing about a licence, some of them with numbers that look a little like one."""
BRANDS = ("Velto", "KASUMI", "Norvik", "ไทรทอง", "ORBITA ONE", "พลูโต", "Dexin", "มานะไทยยนต์", "ZENTA")
"""Made-up names that say nothing else."""
SHOP = ("https://www.example.com/shop/20441", "https://example.com/manual.pdf", "WIFI:S:sample;T:WPA;P:sample123;;")


def brand(rng: np.random.Generator, look: Look) -> Patch:
    """The brand in large letters."""
    return patches.text(one(rng, BRANDS), look.display, look.em * float(rng.uniform(1.4, 2.6)), look.ink)


def paragraph(rng: np.random.Generator, look: Look) -> Patch:
    """Two to six lines of details."""
    em = look.em * float(rng.uniform(0.6, 0.95))
    lines = [patches.text(one(rng, DETAILS), look.body, em, look.ink) for _ in range(int(rng.integers(2, 7)))]
    return patches.column(lines, em * 0.15)


def signs(rng: np.random.Generator, look: Look) -> Patch:
    """A row of icons."""
    names = rng.permutation([*DRAWN, *ROUNDELS])[: int(rng.integers(2, 5))]
    side = round(look.em * float(rng.uniform(1.6, 2.6)))
    return patches.row([patches.sign(str(name), side, look.body, look.ink) for name in names], side * 0.3)


def bars(rng: np.random.Generator, look: Look) -> Patch:
    """A bar code of the shop."""
    digits = "2" + "".join(map(str, rng.integers(0, 10, 11)))
    return patches.ean(digits, 2 if look.em < 40 else 3, round(look.em * 2.2), look.body)


def shop_code(rng: np.random.Generator, look: Look) -> Patch:
    """A QR code that has nothing to do with licences."""
    return patches.code(one(rng, SHOP), round(look.mark * look.code * 0.8))


def pieces(rng: np.random.Generator, look: Look) -> Iterator[Patch]:
    """What goes round the block, the most telling first; for a sticker nothing or a brand."""
    if look.style == "sticker":
        if chance(rng, 0.4):
            yield brand(rng, look)
        return
    yield brand(rng, look)
    yield paragraph(rng, look)
    for _ in range(12):
        make = one(rng, (paragraph, paragraph, paragraph, signs, bars))
        yield make(rng, look)
    if chance(rng, 0.15):
        yield shop_code(rng, look)
