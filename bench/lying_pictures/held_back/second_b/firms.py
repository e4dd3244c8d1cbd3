"""Second set, half b: firms."""

from __future__ import annotations

from bench.lying_pictures.content import Pair
from bench.lying_pictures.helping import lined
from bench.lying_pictures.making import STRANGERS, Kind, Maker

ABROAD = ("Dongguan Hongtai Plastic", "Ningbo Sunrise Appliance Co., Ltd.", "Shenzhen Bright Technology")


def sister(maker: Maker) -> Pair:
    """The holder's firm abroad made the goods."""
    row = maker.row(types="ท")
    stem = row.holder_en.removesuffix(" Co., Ltd.")
    lead = maker.one(("Manufactured by ", "Made by ", "Manufacturer: "))
    form = maker.turn(("{} (Vietnam) Co., Ltd.", "{} (Shenzhen) Co., Ltd.", "{} India Pvt. Ltd.", "{} Europe GmbH"))
    honest = maker.label(row, maker.one(("l", "lq", "q")))
    return lined(honest, lead + form.format(stem), lead + row.holder_en, form)


def works(maker: Maker) -> Pair:
    """The goods come from a stranger's works."""
    row = maker.row(types="ท")
    form = maker.turn(("โรงงานที่ผลิตจริง : {}", "Factory: {}", "แหล่งผลิต {}", "ผลิตที่โรงงานของ {}"))
    lie, true = form.format(maker.one(ABROAD if "F" in form else STRANGERS)), form.format(row.holder)
    return lined(maker.label(row, maker.one(("l", "lq", "q"))), lie, true, form)


def belongs(maker: Maker) -> Pair:
    """The licence is said to be a stranger's."""
    row = maker.row()
    form = maker.turn(("ใบอนุญาตนี้เป็นของ {}", "เจ้าของใบอนุญาต : {}", "TISI certificate holder: {}", "ผู้ถือใบอนุญาต {}"))
    lie, true = form.format(maker.one(STRANGERS)), form.format(row.holder)
    return lined(maker.label(row, maker.one(("l", "lq", "q"))), lie, true, form)


def disowned(maker: Maker) -> Pair:
    """The holder is said to have nothing to do with the goods."""
    row = maker.row()
    lie, true, name = maker.turn((
        ("{} ไม่ได้ผลิตสินค้านี้", "{} ตรวจสอบสินค้านี้แล้ว", row.holder), ("มิใช่สินค้าของ {}", "เป็นสินค้าของ {}", row.holder),
        ("Not a product of {}", "A product of {}", row.holder_en),
        ("{} ไม่เกี่ยวข้องกับสินค้านี้", "{} รับประกันสินค้านี้", row.holder),
    ))  # fmt: skip
    return lined(maker.label(row), lie.format(name), true.format(name), lie)


KINDS = (
    Kind("sister firm abroad", "the holder's firm abroad made the goods", sister),
    Kind("stranger's works", "the goods come from a stranger's works", works),
    Kind("licence of a stranger", "the licence is said to be a stranger's", belongs),
    Kind("holder disowns the goods", "the holder is said to have nothing to do with the goods", disowned),
)
