"""Held back: what it says."""

from __future__ import annotations

from dataclasses import replace

from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.making import STRANGERS, Kind, Maker, away, words


def seconds(maker: Maker) -> Pair:
    """Goods that are sold as not up to standard."""
    row = maker.row()
    honest = maker.label(row)
    said = maker.turn((
        "สินค้าตกเกรด ไม่ได้มาตรฐาน", "สินค้าเกรด B ไม่ผ่าน QC", "ล็อตนี้ไม่ผ่านการตรวจสอบ", "REJECTED LOT",
        "ห้ามใช้เครื่องหมายกับล็อตนี้", "สินค้าลอกเลียนแบบ",
    ))  # fmt: skip
    return pair(honest.plus(away(words(said, scale=maker.rng.uniform(1, 1.8)), "near", 0.3, 5)), honest, said)


def test_report(maker: Maker) -> Pair:
    """A result of testing that says no."""
    row = maker.row()
    honest = maker.label(row)
    form = maker.turn(("ผลทดสอบตาม {}: ไม่ผ่าน", "Test to {}: FAIL", "{} ผลการทดสอบ ตก", "{} result: negative", "{} ✗"))
    role = honest.of("standard")
    return pair(honest.line("standard", text=form.format(role)), honest, form)


def stranger_link(maker: Maker) -> Pair:
    """Links that are none of TISI's and not quite nobody's."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("l", "lf", "f"))), maker.other(row)
    payload = maker.turn((
        f"https://203.0.113.7/Q/i.php?d={other.qr_id}", "mailto:verify@tisi.go.th?subject=" + other.licence,
        f"https://appdb.tisi.go.th@203.0.113.7/{other.qr_id}", f"data:text/html,<h1>TISI {other.licence}</h1>",
        f"https://tisi-go-th.web.app/q/{other.qr_id}", f"sms:1234?body={other.licence}",
        f"https://sites.google.com/view/tisi-{other.qr_id}",
    ))  # fmt: skip
    return pair(replace(honest, payload=payload), replace(honest, payload=maker.payload(row)), payload[:28])


def short_date(maker: Maker) -> Pair:
    """The licence ended on a day whose year is written with two digits."""
    row = maker.row()
    honest = maker.label(row)
    over, held = maker.turn((
        ("ใบอนุญาตสิ้นสุด 30/06/68", "ใบอนุญาตสิ้นสุด 30/06/75"), ("ใช้ได้ถึง 31 ธ.ค. 67", "ใช้ได้ถึง 31 ธ.ค. 74"),
        ("Valid thru 06/24", "Valid thru 06/31"), ("สิ้นอายุ 15-03-2567", "สิ้นอายุ 15-03-2574"),
    ))  # fmt: skip
    return pair(honest.plus(Line(over, "other", 0.85)), honest.plus(Line(held, "other", 0.85)), over)


def two_licensees(maker: Maker) -> Pair:
    """The holder and a stranger are named together as licensees."""
    row, stranger = maker.row(), maker.one(STRANGERS)
    honest = maker.label(row, maker.one(("l", "lq", "q")))
    joint = maker.turn((" และ ", " / ", " & "))
    one = Line("ผู้รับใบอนุญาต " + row.holder, "firm", 0.8)
    first = maker.index % 2 == 0
    names = f"{row.holder}{joint}{stranger}" if first else f"{stranger}{joint}{row.holder}"
    return pair(honest.plus(replace(one, text="ผู้รับใบอนุญาต " + names)), honest.plus(one), names[:30])


def inspector_note(maker: Maker) -> Pair:
    """A note of an inspector that the goods are held."""
    row = maker.row()
    honest = maker.label(row)
    lines = maker.turn((
        ("อายัดโดยพนักงานเจ้าหน้าที่", "สมอ."), ("ของกลาง", "ห้ามเคลื่อนย้าย"), ("SEIZED", "under the TIS Act"),
        ("ยึดไว้ตรวจสอบ", "ห้ามจำหน่าย"),
    ))  # fmt: skip
    return pair(honest.plus(away(words(*lines, scale=1.3), "near", 0.3, 6)), honest, lines[0])


KINDS = (
    Kind("sold as seconds", "the goods are sold as not up to standard", seconds),
    Kind("test failed", "a result of testing that says no", test_report),
    Kind("code of another stranger", "an address, mail, message or page that plays TISI", stranger_link),
    Kind("date with a short year", "the licence ended, the year in two digits", short_date),
    Kind("two licensees", "holder and stranger together", two_licensees),
    Kind("goods held by an inspector", "a note that the goods are seized", inspector_note),
)
