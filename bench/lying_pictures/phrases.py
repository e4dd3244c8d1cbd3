"""More words that take a number back: formerly, except, footnotes, promises, two languages, owners, digits in words."""

from __future__ import annotations

from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.listed import Row
from bench.lying_pictures.making import STRANGERS, Kind, Maker
from bench.lying_pictures.words import _said

FORMER = (
    "เดิม {}", "{} (เดิม)", "เลขเดิม {}", "ก่อนหน้านี้ {}", "{} (old)", "previously {}", "แทนที่ {}", "ฉบับเก่า {}",
    "{} ใช้ถึงปี 2565",
)  # fmt: skip
FOR_A_PART = (
    "{} (สำหรับปลั๊ก)", "{} (เฉพาะสาย)", "{} (ตัวแบตเตอรี่)", "{} (ฝาครอบ)", "{} (plug)", "{} for cord only",
    "{} [หัวปลั๊ก]", "{} เฉพาะกล่อง",
)  # fmt: skip
EXCEPT = (
    "{} ยกเว้นรุ่นนี้", "{} ไม่รวมสินค้านี้", "{} ยกเว้นรุ่น AX-2050", "{} except this model", "{} (not this item)",
    "{} เฉพาะรุ่นอื่น",
)  # fmt: skip
PROMISED = (
    "จะได้รับ {} ในปี 2570", "เป้าหมาย {}", "{} coming soon", "เร็วๆ นี้ {}", "{} ?", "พัฒนาเพื่อ {}", "ออกแบบตาม {}",
    "designed for {}", "พร้อมยื่นขอ {}", "ready for {}",
)  # fmt: skip
FOOTNOTES = (
    "* ไม่ใช้กับสินค้านี้", "* เฉพาะรุ่นที่ผลิตก่อนปี 2560", "* อยู่ระหว่างขอ", "* does not apply to this item",
    "* เฉพาะแบตเตอรี่ด้านใน", "* หมดอายุแล้ว",
)  # fmt: skip


def former(maker: Maker) -> Pair:
    return _said(maker, FORMER)


def for_a_part(maker: Maker) -> Pair:
    return _said(maker, FOR_A_PART)


def exceptions(maker: Maker) -> Pair:
    return _said(maker, EXCEPT)


def promised(maker: Maker) -> Pair:
    return _said(maker, PROMISED)


def footnote(maker: Maker) -> Pair:
    """A star at the number, and small print below that takes it back."""
    row, note = maker.row(), maker.turn(FOOTNOTES)
    honest = maker.label(row)
    starred = honest.line("standard", text=honest.of("standard") + " *")
    return pair(starred.plus(Line(note, "note", 0.75)), starred.plus(Line("* ดูรายละเอียดในคู่มือ", "note", 0.75)), note)


def two_languages(maker: Maker) -> Pair:
    """Thai names the honest licence, English another."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("", "q", "f"))), maker.other(row)
    thai = maker.one(("ใบอนุญาตเลขที่ ", "เลขที่ใบอนุญาต "))
    english = maker.turn(("TISI License No. ", "License No. ", "TISI Licence: ", "Certificate No. "))
    first = Line(thai + row.licence, "licence")
    lie = honest.plus(first, Line(english + other.licence, "other"))
    return pair(lie, honest.plus(first, Line(english + row.licence, "other")), f"{english}{other.status}")


def new_owner(maker: Maker) -> Pair:
    """The holder was the licensee; now somebody else is."""
    row, stranger = maker.row(), maker.one(STRANGERS)
    honest = maker.label(row, maker.one(("l", "lq", "q")))
    was, now = maker.turn((
        ("ผู้รับใบอนุญาตเดิม ", "ปัจจุบัน "), ("เดิมชื่อผู้ผลิต ", "เปลี่ยนเป็น "),
        ("ผู้รับโอนใบอนุญาตจาก ", "โอนให้ "), ("Former licensee: ", "Now: "),
    ))  # fmt: skip
    lie = honest.plus(Line(was + row.holder, "firm", 0.9), Line(now + stranger, "other", 0.9))
    return pair(lie, honest.plus(Line("ผู้รับใบอนุญาต " + row.holder, "firm", 0.9)), was.strip())


def borrowed(maker: Maker) -> Pair:
    """A stranger makes the goods under the holder's licence, as it says itself."""
    row, stranger = maker.row(types="ท"), maker.one(STRANGERS)
    honest = maker.label(row, maker.one(("l", "lq", "q")))
    form = maker.turn((
        "ภายใต้ใบอนุญาตของ {h}", "ใช้ใบอนุญาตของ {h}", "ยืมใบอนุญาตจาก {h}", "under licence of {h}",
    ))  # fmt: skip
    lie = honest.plus(Line(f"ผลิตโดย {stranger}", "other", 0.9), Line(form.format(h=row.holder), "firm", 0.85))
    return pair(lie, honest.plus(Line(f"ผลิตโดย {row.holder}", "firm", 0.9)), form)


def later(maker: Maker) -> Pair:
    """The licence is said to begin in years to come."""
    row = maker.row()
    honest = maker.label(row)
    said = maker.turn(
        ("ใบอนุญาตมีผล 1 ม.ค. 2572", "เริ่มใช้ มอก. 1 มกราคม 2573", "licence valid from 1 Jan 2030", "ออกใบอนุญาต 05/05/2575")
    )
    past = maker.turn(
        ("ใบอนุญาตมีผล 1 ม.ค. 2566", "เริ่มใช้ มอก. 1 มกราคม 2566", "licence valid from 1 Jan 2023", "ออกใบอนุญาต 05/05/2566")
    )
    return pair(honest.plus(Line(said, "other", 0.85)), honest.plus(Line(past, "other", 0.85)), said)


NAMES = dict(zip("0123456789", ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"), strict=True))


def in_words(maker: Maker) -> Pair:
    """Another licence number, its digits written out."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("q", "fq", "lq"))), maker.other(row)
    head = maker.turn((4, 6, 3))
    said = "".join(NAMES.get(c, c) for c in other.licence[:head]) + other.licence[head:]
    return pair(honest.plus(Line("ใบอนุญาตเลขที่ " + said, "other", 0.85)), honest, other.status)


SWAPS = {
    "letters": str.maketrans("015", "OlS"), "Cyrillic": str.maketrans("036", "ОЗб"),
    "Thai digits": str.maketrans("0246", "๐๒๔๖"), "Thai letters": str.maketrans("0194", "oไ๙๔"),
    "dashes": str.maketrans("-/", "–⁄"), "full stops": str.maketrans("-/", "._"),
}  # fmt: skip


def homoglyphs(maker: Maker) -> Pair:
    """Another licence number, some of whose characters are other ones that look like them."""
    row, name = maker.row(), maker.turn(tuple(SWAPS))
    honest = maker.label(row, maker.one(("q", "fq", "lq")))
    other: Row = maker.other(row)
    return pair(
        honest.plus(Line(maker.licence(other).replace(other.licence, other.licence.translate(SWAPS[name])), "other")),
        honest,
        name,
    )


KINDS = (
    Kind("formerly", "the number is a former one", former),
    Kind("for a part, in brackets", "brackets after the number name a part", for_a_part),
    Kind("exception", "the number does not hold for this model", exceptions),
    Kind("promise", "the number is a plan, a design or a question", promised),
    Kind("footnote", "a star at the number, small print takes it back", footnote),
    Kind("two languages", "English names another licence than Thai", two_languages),
    Kind("licensee changed", "the holder was the licensee, somebody else is now", new_owner),
    Kind("borrowed licence", "a stranger makes the goods under the holder's licence", borrowed),
    Kind("licence of the future", "the licence begins in years to come", later),
    Kind("number in words", "another licence number, digits written out", in_words),
    Kind("number in look-alike characters", "another licence number in Latin, Cyrillic, Thai characters", homoglyphs),
)
