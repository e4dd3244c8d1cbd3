"""Second set, half b: what it says about the goods and their licence."""

from __future__ import annotations

from bench.lying_pictures import patches
from bench.lying_pictures.content import Line, Pair
from bench.lying_pictures.helping import apart, font, lined, stated
from bench.lying_pictures.making import Kind, Maker


def no_goods(maker: Maker) -> Pair:
    """A prototype, a dummy, a prop."""
    return stated(maker, (
        "สินค้าต้นแบบ|ยังไม่ได้ขึ้นทะเบียน มอก.", "DUMMY UNIT|not a working product", "อุปกรณ์ประกอบฉาก ใช้งานจริงไม่ได้",
        "PROTOTYPE - not approved for sale",
    ))  # fmt: skip


def other_market(maker: Maker) -> Pair:
    """The goods are not meant for Thailand."""
    return stated(maker, (
        "สำหรับส่งออกเท่านั้น|ห้ามจำหน่ายในประเทศไทย", "NOT FOR SALE IN THAILAND", "จำหน่ายในลาวและกัมพูชาเท่านั้น",
        "FOR EXPORT ONLY|illegal to sell in Thailand",
    ))  # fmt: skip


def only_the_gift(maker: Maker) -> Pair:
    """The mark is that of a free gift, or of the box."""
    return stated(maker, (
        "เครื่องหมาย มอก. เป็นของของแถม|ไม่ใช่ของตัวสินค้า", "TIS mark applies to free gift only", "มอก. ไม่ครอบคลุมตัวเครื่อง",
        "เครื่องหมายนี้รับรองเฉพาะกล่องกระดาษ",
    ))  # fmt: skip


def holder_gone(maker: Maker) -> Pair:
    """The licensee is no more."""
    return stated(maker, (
        "บริษัทผู้รับใบอนุญาตเลิกกิจการแล้ว|สินค้านี้ผลิตต่อโดยผู้อื่น", "Licence holder dissolved in 2021",
        "โรงงานปิดถาวร ใบอนุญาตสิ้นผล", "ผู้รับใบอนุญาตล้มละลาย|ใบอนุญาตใช้ไม่ได้แล้ว",
    ))  # fmt: skip


def stickers_for_sale(maker: Maker) -> Pair:
    """What is for sale is the label itself."""
    return stated(maker, (
        "สติ๊กเกอร์ มอก. แผ่นละ 20 บาท|ติดได้ทุกสินค้า", "TIS stickers 100 pcs|for any product", "รับพิมพ์ฉลาก มอก. ไม่ต้องมีใบอนุญาต",
        "จำหน่ายสติ๊กเกอร์ มอก. ปลีก-ส่ง",
    ))  # fmt: skip


def proof(maker: Maker) -> Pair:
    """A printer's proof or a draft, its numbers not yet final."""
    return stated(maker, (
        "ปรู๊ฟงานพิมพ์ ครั้งที่ 2|ห้ามใช้จริง", "ARTWORK PROOF|placeholder numbers", "แบบร่างฉลาก รอใส่เลขใบอนุญาตจริง",
        "DRAFT - NOT FOR PRODUCTION",
    ))  # fmt: skip


def in_chinese(maker: Maker) -> Pair:
    """A denial in Chinese or Japanese."""
    row = maker.row()
    lie, true = maker.turn((
        ("未通过泰国工业标准认证", "请远离儿童"), ("此产品无泰国标准证书", "保持干燥"),
        ("认证已过期 禁止销售", "轻拿轻放 保持清洁"), ("タイ規格の認証なし", "取扱注意"),
    ))  # fmt: skip

    def make(said: str):  # type: ignore[no-untyped-def]
        return lambda look: patches.text(said, font("DroidSansFallbackFull.ttf"), look.em * 1.1, look.ink)

    return apart(maker.label(row), make, lie, true, lie)


def made_before(maker: Maker) -> Pair:
    """The goods were made before the licence was issued, which was in March 2023."""
    row = maker.row()
    lie, true = maker.turn((
        ("ผลิตเมื่อ 05/2562", "ผลิตเมื่อ 05/2567"), ("MFG DATE 11/2019", "MFG DATE 11/2024"),
        ("วันที่ผลิต 2 ก.พ. 2564", "วันที่ผลิต 2 ก.พ. 2568"), ("Manufactured: August 2018", "Manufactured: August 2024"),
    ))  # fmt: skip
    return lined(maker.label(row), lie, true, lie)


def misspelt(maker: Maker) -> Pair:
    """A denial with slips of spelling or of spacing."""
    return stated(maker, (
        "ไม่ไดรับอนุญาติจาก ส.ม.อ.", "NOT TISI CERTIFED", "ยัง ไม่ มี ม อ ก .", "ใบอนุญาติหมดอายุเเล้ว",
    ))  # fmt: skip


def other_model(maker: Maker) -> Pair:
    """The licence is for another model than the one that is printed above."""
    form, model = maker.turn((
        ("ใบอนุญาตนี้ใช้กับรุ่น {} เท่านั้น", "รุ่น AX-2050"), ("มอก. เฉพาะรุ่น {}", "รุ่น AX-2050"),
        ("TISI licence valid for model {} only", "Model AX-2050"), ("รุ่นที่ได้รับ มอก. : {}", "Model AX-2050"),
    ))  # fmt: skip
    base = maker.label(maker.row()).plus(Line(model, "model"))
    return lined(base, form.format("KT-9"), form.format("AX-2050"), form)


KINDS = (
    Kind("no goods for sale", "a prototype, a dummy, a prop", no_goods),
    Kind("for another market", "the goods must not be sold in Thailand", other_market),
    Kind("mark of a gift", "the mark is said to be that of a gift or of the box", only_the_gift),
    Kind("holder is no more", "the licensee is said to be dissolved, bankrupt, closed", holder_gone),
    Kind("stickers for sale", "the label itself is for sale", stickers_for_sale),
    Kind("printer's proof", "a proof or draft, numbers not final", proof),
    Kind("denial in Chinese", "a denial in Chinese or Japanese", in_chinese),
    Kind("made before the licence", "a date of making years before the licence was issued", made_before),
    Kind("misspelt denial", "a denial with slips of spelling or spacing", misspelt),
    Kind("licence for another model", "the licence is said to be for another model than is printed", other_model),
)
