"""Held back: what is said, in words, dates and other scripts."""

from __future__ import annotations

from collections.abc import Callable

from bench.lying_pictures import patches
from bench.lying_pictures.content import Pair, pair
from bench.lying_pictures.helping import HARMLESS, apart, font, lined, stated
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away, words
from bench.lying_pictures.patches import Patch

FIGURES = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")


def made_before(maker: Maker) -> Pair:
    """Made years before the licence was issued."""
    honest = maker.label(maker.row())
    old, new = maker.turn((
        ("MFG 2011", "MFG 2026"), ("ผลิต ม.ค. 54", "ผลิต ม.ค. 69"), ("Prod. date 20110115", "Prod. date 20260115"),
        ("生产日期: 2011年03月", "生产日期: 2026年03月"), ("ปีที่ผลิต ๒๕๕๔", "ปีที่ผลิต ๒๕๖๙"),
        ("Mfd. 15.01.11", "Mfd. 15.01.26"),
    ))  # fmt: skip
    if "生" in old:
        return apart(honest, in_script("DroidSansFallbackFull.ttf"), old, new, old, least_em=28.0)
    return lined(honest, old, new, old)


def in_script(file: str) -> Callable[[str], Callable[[Look], Patch]]:
    """Words in the font of that file."""
    return lambda said: lambda look: patches.text(said, font(file), max(26.0, look.em), look.ink)


def other_script_maker(maker: Maker) -> Pair:
    """A maker abroad in Chinese, Russian, Vietnamese or German beside a licence to make in the kingdom."""
    honest = maker.label(maker.row(types="ทส"))
    file, lie, true = maker.turn((
        ("DroidSansFallbackFull.ttf", "委托方：东莞市力达实业公司", "本品不可食用，请远离儿童"),
        ("DejaVuSans.ttf", "Изготовитель: ООО «Другая фирма», Москва", "Перед использованием прочитайте инструкцию"),
        ("DejaVuSans.ttf", "Sản xuất bởi: Công ty TNHH Hàng Giả, Hà Nội", "Đọc kỹ hướng dẫn trước khi sử dụng"),
        ("DejaVuSans.ttf", "Hergestellt von: Falsch Elektronik GmbH", "Vor Gebrauch Anleitung lesen"),
    ))  # fmt: skip
    return apart(honest, in_script(file), lie, true, lie, least_em=28.0)


def in_words(maker: Maker) -> Pair:
    """Another licence, its figures in words."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("q", "fq", "lq"))), maker.other(row)
    figures = " ".join(FIGURES[int(c)] for c in other.licence.partition("-")[0] if c.isdigit())
    return lined(honest, f"เลขที่ใบอนุญาต {figures}", maker.one(HARMLESS), other.status)


def tiny(maker: Maker) -> Pair:
    """A disclaimer in the smallest print."""
    honest = maker.label(maker.row())
    said = maker.turn((
        "บริษัทไม่ใช่ผู้รับใบอนุญาตตามเลขข้างต้น", "เครื่องหมายใช้เพื่อประกอบการตกแต่งเท่านั้น",
        "Mark shown for illustration purposes only",
        "ผู้ขายไม่รับรองความถูกต้องของเครื่องหมาย",
    ))  # fmt: skip
    one, two = (
        away(
            lambda look, t=t: patches.text(t, look.body, max(18.0, look.em * 0.5), look.ink),
            "near",
            0.3,
            5,
            slot="tiny",
        )
        for t in (said, maker.one(HARMLESS))
    )
    return pair(honest.plus(one), honest.plus(two), said)


def failed(maker: Maker) -> Pair:
    """A tester's stamp."""
    honest = maker.label(maker.row())
    said = maker.turn(("ผลทดสอบ: ไม่ผ่าน", "QC: FAIL", "ตก", "REJECTED"))
    one, two = (
        away(words(t, scale=1.3, ink=(190, 20, 30)), "near", 0.3, 4, turn=12, slot="stamp") for t in (said, "QC: 12")
    )
    return pair(honest.plus(one), honest.plus(two), said)


def _stated(name: str, tells: str, said: tuple[str, ...], harmless: tuple[str, ...] = HARMLESS) -> Kind:
    return Kind(name, tells, lambda maker: stated(maker, said, harmless))


KINDS = (
    Kind("made years before", "made years before the licence was issued", made_before),
    Kind("another maker in a foreign script", "a maker abroad, a licence to make in the kingdom", other_script_maker),
    Kind("licence in words", "another licence, its figures in words", in_words),
    Kind("smallest print", "a disclaimer in the smallest print", tiny),
    Kind("stamp of a tester", "a stamp that says no", failed),
    _stated(
        "mark of another thing", "the mark was taken from elsewhere",
        ("ใช้เครื่องหมาย มอก. จากสินค้ารุ่นเก่า", "โอนใบอนุญาตให้ผู้อื่นแล้ว", "เครื่องหมายคัดลอกจากอินเทอร์เน็ต",
         "Mark borrowed from another item"),
    ),
    _stated(
        "used goods", "second-hand or changed goods",
        ("สินค้ามือสอง เปลี่ยนไส้ใน", "Refurbished, cells replaced", "ประกอบใหม่จากอะไหล่เก่า",
         "ดัดแปลงจากสินค้าเดิม"),
    ),
    _stated(
        "artwork before print", "a proof of the label",
        ("ARTWORK PROOF v3", "แบบร่างฉลาก รออนุมัติ", "DRAFT 2", "ไฟล์งานก่อนพิมพ์"),
    ),
    _stated("one of two pictures", "the picture of the false one", ("ของปลอม ✗", "FAKE ✗", "ของเลียนแบบ ✗"),
            ("ด้านหลัง", "BACK")),
)  # fmt: skip
