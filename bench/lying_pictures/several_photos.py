"""Several photos of one call, one of them honest: a bare mark, other numbers, another product on a further one."""

from __future__ import annotations

from dataclasses import replace

from bench.lying_pictures import patches
from bench.lying_pictures.content import Label, Line, Pair, Shown, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import CARRYING, ID, STRANGERS, Kind, Maker, away
from bench.lying_pictures.patches import Patch
from verifier.domain import MarkKind


def _photos(maker: Maker, honest: Label, second: Label, twin: Label, variant: str) -> Pair:
    """The honest photo and a second one, in either order."""
    first = maker.index % 4 != 3
    lie, true = (honest, second), (honest, twin)
    return Pair(
        tuple(Shown((label,)) for label in (lie if first else lie[::-1])),
        tuple(Shown((label,)) for label in (true if first else true[::-1])),
        variant,
    )


def _plain(maker: Maker, thing: str) -> Label:
    """A face of the goods without mark or numbers."""
    return Label((Line(thing, "text", 1.4), Line(maker.one(("รุ่น AX-2050", "สีขาว", "ขนาด 12 นิ้ว", "Model SX-1")))), None)


def bare_mark(maker: Maker) -> Pair:
    """On the second photo a mark of the other kind, with nothing but the name of other goods."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    twin = _plain(maker, row.thing)
    kind = MarkKind.COMPULSORY if row.type == "ส" else MarkKind.VOLUNTARY
    second = replace(_plain(maker, other.thing), mark=kind)
    return _photos(maker, honest, second, twin, f"{kind.value} mark")


def bare_mark_far_off(maker: Maker) -> Pair:
    """In the same photo, far from the label, the mark of the other kind without any number."""
    row = maker.row()
    honest = maker.label(row)
    kind = MarkKind.COMPULSORY if row.type == "ส" else MarkKind.VOLUNTARY

    def make(look: Look) -> Patch:
        return patches.mark(kind, round(look.mark * 0.9), look.ink, weight=look.weight)

    return pair(honest.plus(away(make, "far", 2, 8)), honest, f"{kind.value} mark")


def other_numbers(maker: Maker) -> Pair:
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    shows = maker.turn(("l", "lf", "q"))
    return _photos(maker, honest, maker.label(other, shows), maker.label(row, shows), f"{shows}, {other.status}")


def other_standard(maker: Maker) -> Pair:
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    return _photos(maker, honest, maker.label(other, ""), maker.label(row, ""), other.standard)


def other_code(maker: Maker) -> Pair:
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    payload = maker.turn(
        (CARRYING + other.licence, ID + other.qr_id, f"{CARRYING}{other.licence}#", f"{ID}{other.qr_id}&x=1")
    )
    base = _plain(maker, row.thing)
    return _photos(
        maker, honest, replace(base, payload=payload), replace(base, payload=maker.payload(row)), payload[:30]
    )


def other_firm(maker: Maker) -> Pair:
    row = maker.row()
    honest = maker.label(row)
    role = maker.turn(("ผู้รับใบอนุญาต ", "ผลิตโดย " if row.type == "ท" else "ผู้รับใบอนุญาต ", "Licensee: "))
    base = _plain(maker, row.thing)
    lie, twin = base.plus(Line(role + maker.one(STRANGERS))), base.plus(Line(role + row.holder))
    return _photos(maker, honest, lie, twin, role.strip())


def denial(maker: Maker) -> Pair:
    row = maker.row()
    honest, base = maker.label(row), _plain(maker, row.thing)
    said = maker.turn(("สินค้านี้ไม่ได้รับอนุญาต มอก.", "ถูกเพิกถอนใบอนุญาต", "NOT TISI CERTIFIED", "ใบอนุญาตหมดอายุแล้ว"))
    return _photos(maker, honest, base.plus(Line(said)), base.plus(Line("รับประกัน 1 ปี")), said)


KINDS = (
    Kind("bare mark on a second photo", "a second photo shows a mark and other goods", bare_mark),
    Kind("bare mark far off", "a mark of the other kind far off in the same photo", bare_mark_far_off),
    Kind("second photo, other licence", "the second photo has another licence", other_numbers),
    Kind("second photo, other standard", "the second photo has another standard alone", other_standard),
    Kind("second photo, other code", "the second photo has a code of another licence", other_code),
    Kind("second photo, other firm", "the second photo names another licensee or maker", other_firm),
    Kind("second photo denies", "the second photo says that there is no licence", denial),
)
