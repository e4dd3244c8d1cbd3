"""Honest letters whose sense takes them back: signs, questions, shares, notes, and firms beside the holder's name."""

from __future__ import annotations

from bench.lying_pictures import patches
from bench.lying_pictures.content import Pair, pair
from bench.lying_pictures.helping import HARMLESS, font, lined, stated
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import STRANGERS, Kind, Maker, either
from bench.lying_pictures.patches import Patch


def sign_before(maker: Maker) -> Pair:
    """A sign that denies or compares stands before the number of the standard."""
    row, sign = maker.row(), maker.turn(("≠ ", "≈ ", "✗ ", "≤ ", "~ "))
    honest = maker.label(row, maker.one(("lf", "lq", "l", "q")))
    standard = honest.of("standard")

    def alter(look: Look, patch: Patch) -> Patch:
        return patches.row([patches.text(sign, font("DejaVuSans.ttf"), look.em, look.ink), patch], look.em * 0.1, 1.0)

    return pair(honest.line("standard", text=standard, alter=alter), honest, sign.strip())


def doubted(maker: Maker) -> Pair:
    """The number is doubted by question marks or in words."""
    row = maker.row()
    honest = maker.label(row, maker.one(("lf", "lq", "l", "q")))
    said = honest.of("standard")
    lie = maker.turn((f"{said} (?)", f"{said} จริงหรือ", f"{said}???"))
    return pair(honest.line("standard", text=lie), honest, lie)


def round_holder(maker: Maker) -> Pair:
    """The holder is named as another than who made the goods."""
    row = maker.row()
    honest = maker.label(row, maker.one(("lf", "lfq")))
    said = maker.turn((
        "ทำตามแบบของ {}", "ใช้แทนของ {}", "{} (เลิกกิจการแล้ว)", "ไม่เกี่ยวข้องกับ {}", "แบบเดียวกับของ {}", "คู่แข่งของ {}",
    )).format(row.holder)  # fmt: skip
    return pair(honest.line("firm", text=said), honest, said.replace(row.holder, "…"))


def two_firms(maker: Maker) -> Pair:
    """Another firm in the line of the holder."""
    row = maker.row(types="ทส")
    honest, stranger = maker.label(row, maker.one(("lf", "lfq", "fq"))), maker.one(STRANGERS)
    said = maker.turn((f"{row.holder} โดย {stranger}", f"{row.holder} / {stranger}", f"{stranger} ({row.holder})"))
    return pair(honest.line("firm", text=said), honest.line("firm", text=row.holder), said[-24:])


def share_of_goods(maker: Maker) -> Pair:
    """Only a share of the goods is what the number says."""
    return stated(
        maker,
        ("1 ใน 10 ชิ้นมี มอก.", "มอก. 50% ของล็อต", "มี มอก. บางกล่อง", "TIS on some boxes", "สุ่มกล่องที่มี มอก."),
        HARMLESS,
    )


def note_by_figure(maker: Maker) -> Pair:
    """A raised figure behind the number refers to a note."""
    row = maker.row()
    honest, standard = maker.label(row, maker.one(("lq", "lf", "q"))), maker.standard(row)
    note = maker.turn(("ของผู้ผลิตรายก่อน", "สินค้ารุ่นก่อนหน้า", "excluding this item", "เฉพาะสีขาว"))
    made = lined(honest, f"1) {note}", f"1) {maker.one(HARMLESS)}", note, 0.9)
    (shown,) = made.lie
    lie = shown.labels[0].line("standard", text=standard + " 1)")
    return Pair((type(shown)((lie,)),), made.twin, note)


def made_before(maker: Maker) -> Pair:
    """The goods were made before the licence was given, in the many ways in which days are printed."""
    row = maker.row()
    form = maker.turn((
        "MFG {y}", "ผลิต ม.ค. {b:02}", "Prod. date {y}0115", "ปีที่ผลิต {be}", "Mfd. 15.01.{s:02}",
        "MFG DATE: 15 JAN {s:02}", "ผลิต 15/01/{b:02}",
    ))  # fmt: skip

    def told(year: int) -> str:
        return form.format(y=year, s=year % 100, be=year + 543, b=(year + 543) % 100)

    honest = maker.label(row)
    return lined(honest, told(2017), told(2025), form)


KINDS = (
    Kind("made before its licence", "a day of making before the licence was given", made_before),
    either(
        "number doubted", "a sign that denies before the number, or one of doubt behind it",
        Kind("sign", "", sign_before), Kind("doubt", "", doubted),
    ),
    Kind("words round the holder", "the holder named as somebody else", round_holder),
    Kind("two firms in a line", "another firm in the holder's line", two_firms),
    Kind("share of the goods", "a part of the goods alone is certified", share_of_goods),
    Kind("note by a figure", "a raised figure leads to a note that limits the number", note_by_figure),
)  # fmt: skip
