"""Second set, half a: what it says about the goods and their licence."""

from __future__ import annotations

from dataclasses import replace

from bench.lying_pictures import compose, patches
from bench.lying_pictures.content import Alter, Line, Pair, pair
from bench.lying_pictures.helping import font, lined, stated, table
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch


def altered(maker: Maker) -> Pair:
    """The goods are no longer as they were licensed."""
    return stated(maker, (
        "เครื่องดัดแปลง เปลี่ยนชิ้นส่วนภายใน|โดยร้านซ่อม ไม่ใช่สภาพจากโรงงาน", "REFURBISHED|internal parts replaced by reseller",
        "สินค้ามือสอง เปลี่ยนไส้ใน|ไม่ตรงกับที่ขอ มอก. ไว้", "ประกอบใหม่จากซากเครื่องเก่า",
    ))  # fmt: skip


def recalled(maker: Maker) -> Pair:
    """The goods are called back."""
    return stated(maker, (
        "ประกาศเรียกคืนสินค้า|หยุดใช้งานทันที", "PRODUCT RECALL|Stop using immediately", "เรียกคืนเพราะเสี่ยงไฟไหม้",
        "ถอนออกจากตลาดแล้ว",
    ))  # fmt: skip


def box_used_again(maker: Maker) -> Pair:
    """The box is that of other goods."""
    return stated(maker, (
        "ใช้กล่องเก่าบรรจุ|สินค้าภายในเป็นคนละยี่ห้อ", "ของในกล่องไม่ตรงกับฉลาก", "Box reused - contents are a different product",
        "กล่องเปล่า สินค้าจริงเป็นอีกรุ่น",
    ))  # fmt: skip


def copied(maker: Maker) -> Pair:
    """Words of the market for a copy."""
    return stated(maker, ("งานก๊อปเกรด AAA", "งานมิลเลอร์ 1:1", "REPLICA - not original", "ของเลียนแบบ|ไม่ใช่ของแท้จากโรงงาน"))


def table_of_tests(maker: Maker) -> Pair:
    """A table of tests, one of them failed."""
    row, at = maker.row(), maker.index % 3
    honest = maker.label(row)
    head, tests, passed, failed = maker.turn((
        (("รายการทดสอบ", "ผล"), ("ความเป็นฉนวน", "กระแสรั่ว", "ทนความร้อน"), "ผ่าน", "ไม่ผ่าน"),
        (("Test", "Result"), ("Dielectric strength", "Leakage current", "Drop test"), "PASS", "FAIL"),
    ))  # fmt: skip
    lie = [head, *((t, failed if n == at else passed) for n, t in enumerate(tests))]
    twin = [head, *((t, passed) for t in tests)]
    one, two = (away(table(rows), "near", 0.3, 4, slot="tests") for rows in (lie, twin))
    return pair(honest.plus(one), honest.plus(two), f"{tests[at]}: {failed}")


def made_while_suspended(maker: Maker) -> Pair:
    """The goods were made while the licence was suspended, which it was from January to October 2026."""
    row = maker.row(status="suspension over")
    lie, true = maker.turn((
        ("ผลิตเมื่อ 15/06/2569", "ผลิตเมื่อ 15/06/2568"), ("MFG 06/2026", "MFG 06/2025"),
        ("วันที่ผลิต 3 มี.ค. 2569", "วันที่ผลิต 3 มี.ค. 2568"), ("Production date: 2026-08-20", "Production date: 2025-08-20"),
    ))  # fmt: skip
    return lined(maker.label(row), lie, true, lie)


def not_vouched_for(maker: Maker) -> Pair:
    """Whoever printed it does not vouch for the number."""
    return stated(maker, (
        "ผู้ขายไม่รับรองว่าเลข มอก. นี้ถูกต้อง", "TIS number not verified|Seller accepts no responsibility",
        "เลขใบอนุญาตยังไม่ได้ตรวจสอบกับ สมอ.", "อย่าเชื่อเลข มอก. บนฉลากนี้",
    ))  # fmt: skip


def other_languages(maker: Maker) -> Pair:
    """A denial in a language of the neighbours."""
    row = maker.row()
    honest = maker.label(row)
    lie, true = maker.turn((
        ("Produk ini tiada sijil TISI", "Simpan di tempat kering"),
        ("Sản phẩm chưa được TISI chứng nhận", "Bảo quản nơi khô ráo"),
        ("Belum bersertifikat TISI", "Jauhkan dari anak-anak"), ("Ohne TISI-Zulassung", "Trocken lagern"),
    ))  # fmt: skip

    def make(said: str):  # type: ignore[no-untyped-def]
        return lambda look: patches.text(said, font("DejaVuSans.ttf"), look.em, look.ink)

    one, two = (away(make(said), "near", 0.3, 4, slot="said") for said in (lie, true))
    return pair(honest.plus(one), honest.plus(two), lie)


def word_before_the_mark(maker: Maker) -> Pair:
    """A word before the mark, which is read together with it: no (mark)."""
    row, word = maker.row(), maker.turn(("ไม่มี", "NO", "ยังไม่ได้", "ไม่ผ่าน"))
    honest = maker.label(row)

    def with_word(said: str) -> Alter:
        def alter(look: Look, block: Patch) -> Patch:
            whole = compose.block(replace(look, arrangement="under"), honest)
            x0, y0, _, y1 = whole.part("mark")
            before = patches.text(said, look.display, look.em * 1.6, look.ink)
            return patches.together(
                [(whole, 0, 0), (before, x0 - before.width - look.em * 0.4, (y0 + y1 - before.height) / 2)]
            )

        return alter

    return pair(replace(honest, alter=with_word(word)), replace(honest, alter=with_word("มี")), word)


def other_form(maker: Maker) -> Pair:
    """The licence is for another form, size or colour than is printed beside it."""
    only, lie, true = maker.turn((
        ("มอก. ใช้ได้เฉพาะแบบพับได้", "แบบพับไม่ได้", "แบบพับได้"),
        ("ใบอนุญาตเฉพาะขนาดเล็ก (S)", "ขนาดใหญ่ (XL)", "ขนาดเล็ก (S)"),
        ("TIS licence covers white only", "Colour: black", "Colour: white"),
        ("ใบอนุญาตเฉพาะแบบไม่มีสาย", "แบบมีสาย", "แบบไม่มีสาย"),
    ))  # fmt: skip
    base = maker.label(maker.row()).plus(Line(only, "other", 0.9))
    return lined(base, lie, true, f"{only}: {lie}")


KINDS = (
    Kind("goods altered", "the goods are rebuilt, used, with other parts", altered),
    Kind("goods recalled", "a notice that the goods are called back", recalled),
    Kind("box used again", "the box is said to hold other goods", box_used_again),
    Kind("called a copy", "words of the market for a copy", copied),
    Kind("table of tests", "a table of tests, one of them failed", table_of_tests),
    Kind("made while suspended", "a date of making within the suspension, which is over", made_while_suspended),
    Kind("number not vouched for", "the seller does not vouch for the number", not_vouched_for),
    Kind("denial in another language", "a denial in Malay, Vietnamese, Indonesian, German", other_languages),
    Kind("word before the mark", "'no' before the mark, read together with it", word_before_the_mark),
    Kind("licence for another form", "the licence is said to be for another form, size or colour", other_form),
)
