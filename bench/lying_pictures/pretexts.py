"""What a seller may print so that a careful reader knows and a quick one does not: states, pretexts, captions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.lying_pictures import patches
from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.helping import HARMLESS, apart, font, stated, table
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch


def _said(name: str, tells: str, said: Sequence[str], harmless: Sequence[str] = HARMLESS) -> Kind:
    return Kind(name, tells, lambda maker: stated(maker, said, harmless))


def row_for_other_models(maker: Maker) -> Pair:
    """A table says that the licence is that of other models; the twin's tells sizes."""
    honest, row = maker.row(), maker.index % 3
    label = maker.label(honest)
    false = (
        (("รุ่นอื่น", honest.licence), ("รุ่นนี้", "-")),
        (("Other models", honest.licence), ("This model", "none")),
        (("ตัวอื่นในชุด", "มี มอก."), ("ชิ้นนี้", "ไม่มี")),
    )[row]
    true = ((("รุ่น", "KX-20"), ("สี", "-")), (("Model", "KX-20"), ("Colour", "white")), (("บรรจุ", "1 ชิ้น"), ("สี", "ขาว")))[
        row
    ]
    lie, twin = (away(table(cells), "near", 0.3, 3, slot="table") for cells in (false, true))
    return pair(label.plus(lie), label.plus(twin), false[0][0])


def in_chinese(maker: Maker) -> Pair:
    """The state of the goods in Chinese; the twin's line tells how to use them."""
    said = maker.turn(("认证申请中 尚未获证", "仿制品 未经认证", "样品 不得销售", "此证书已作废"))
    true = maker.turn(("使用前请仔细阅读说明书", "请勿在潮湿环境中使用", "请放在儿童接触不到的地方"))

    def draw(text: str) -> Callable[[Look], Patch]:
        return lambda look: patches.text(text, font("DroidSansFallbackFull.ttf"), max(28.0, look.em), look.ink)

    return apart(maker.label(maker.row()), draw, said, true, said, least_em=28.0)


def caption_of_code(maker: Maker) -> Pair:
    """Words below the code say that it is another one's."""
    row = maker.row()
    honest = maker.label(row, maker.one(("lf", "l", "lf")))
    said = maker.turn(("QR ของรุ่นอื่น", "ตัวอย่าง QR", "code of the cable only", "QR ใช้ชั่วคราว"))
    true = maker.turn(("สแกนตรวจสอบ", "สแกนที่นี่", "Scan me"))

    def make(text: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            code = patches.code(maker_payload, round(max(120, look.mark * look.code)))
            return patches.column([code, patches.text(text, look.body, max(24.0, look.em * 0.8), look.ink)], 4, 0.5)

        return drawn

    maker_payload = maker.payload(row)
    return apart(honest, make, said, true, said)


def arrow_to_part(maker: Maker) -> Pair:
    """An arrow leads from the block to a part, of which alone the mark is said to be."""
    honest = maker.label(maker.row())
    said = maker.turn(("<< ของสายไฟ", "^ เฉพาะกล่อง", "<-- plug only", "<< เป็นของแถม"))
    true = maker.turn(("<< เปิดที่นี่", "^ ด้านนี้ขึ้น", "<-- press", "<< ฉีกตรงนี้"))
    return pair(honest.plus(Line(said, "other")), honest.plus(Line(true, "other")), said)


def left_blank(maker: Maker) -> Pair:
    """A field for the licence is left empty, or filled with a dash."""
    honest = maker.label(maker.row(), maker.one(("q", "fq")))
    said = maker.turn(
        ("ใบอนุญาต มอก. เลขที่ ..............", "License No. : N/A", "TISI licence: ______", "เลขที่ใบอนุญาต -")
    )
    true = maker.turn(("วันที่ซื้อ ..............", "Colour : N/A", "Date: ______", "หมายเหตุ -"))
    return pair(honest.plus(Line(said, "other", 0.9)), honest.plus(Line(true, "other", 0.9)), said)


KINDS = (
    _said(
        "seconds and returns",
        "goods that failed, came back or were used",
        ("สินค้าตกเกรด", "Factory reconditioned", "เกรด B มีตำหนิ", "สินค้าเคลมคืนจากลูกค้า", "Customer return", "ของมือสองญี่ปุ่น"),
    ),
    _said(
        "validity is past",
        "a day until which it was valid is over",
        ("ใบรับรองใช้ได้ถึง 31 ธ.ค. 2567", "Certification valid thru 12/2024", "มอก. ใช้ได้ถึงปี 2566", "อนุญาตถึง 30/06/2568"),
        ("ใช้ได้ถึง 31 ธ.ค. 2575", "Best before 12/2030", "ใช้แบตเตอรี่ได้ถึง 3 ปี"),
    ),
    _said(
        "superseded",
        "another licence has taken its place",
        ("แทนที่ด้วยใบอนุญาตฉบับใหม่แล้ว", "Superseded by a new licence", "ใบอนุญาตเดิม ก่อนเปลี่ยนโรงงาน", "เลขเก่า"),
        ("เปลี่ยนไส้กรองทุก 6 เดือน", "Replace filter every 6 months", "เปลี่ยนถ่านได้"),
    ),
    Kind("state in Chinese", "applied for, a copy, a sample, void, in Chinese", in_chinese),
    _said(
        "as good as genuine",
        "praise by which one knows a copy",
        ("งานเหมือนแท้ 1:1", "เทียบแท้ เกรดพรีเมียม", "OEM grade same as original", "Inspired by the original", "งาน hiend"),
    ),
    _said(
        "held at the factory",
        "goods that must not leave the works",
        ("QC HOLD", "รอตรวจสอบ", "ห้ามนำออกนอกโรงงาน", "พบสินค้านี้โปรดแจ้ง สคบ.", "Quarantine"),
        ("QC 12", "โปรดแจ้งร้านเมื่อพบปัญหา", "เก็บในที่แห้งและเย็น"),
    ),
    _said(
        "prop or teaching aid",
        "made to be shown, not used",
        ("ของประกอบฉาก", "PROP - film use only", "ใช้เพื่อการเรียนการสอน", "Training unit", "โมเดลจำลอง ใช้งานไม่ได้"),
        ("ใช้ในครัวเรือน", "Indoor use only", "ใช้ภายในอาคารเท่านั้น"),
    ),
    _said(
        "grey import",
        "brought in past the holder",
        ("เครื่องหิ้ว ไม่มีประกันศูนย์", "Parallel import", "หิ้วจากจีน", "เครื่องนอก ไม่ผ่านศูนย์", "Grey market"),
        ("ประกันศูนย์ 1 ปี", "1 year warranty", "รับประกัน 1 ปี"),
    ),
    _said(
        "label for sale",
        "a label that is sold without goods",
        ("ฉลากเปล่าสำหรับติดสินค้า", "Sticker sold separately", "รับพิมพ์ฉลาก มอก.", "สติกเกอร์ มอก. แผ่นละ 5 บาท"),
        ("โปรดอ่านฉลากก่อนใช้", "Accessories sold separately", "แผ่นละ 5 บาท"),
    ),
    Kind("caption of the code", "words below the code say that it is another one's", caption_of_code),
    Kind("arrow to a part", "an arrow says of what the mark is", arrow_to_part),
    Kind("field left blank", "a field for the licence is empty", left_blank),
)
UNTOLD = (Kind("row for other models", "a table says that the licence is other models'", row_for_other_models),)
"""Kinds that are not told every time."""
