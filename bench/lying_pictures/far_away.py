"""What contradicts the label stands far from its mark: below, beside, in a corner, turned, tiny, or very large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bench.lying_pictures import compose, patches
from bench.lying_pictures.content import Label, Pair, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import STRANGERS, Kind, Maker, away, words
from bench.lying_pictures.patches import Patch

HEADLINES = (
    "สินค้านี้ไม่ได้รับอนุญาต", "ไม่ได้รับอนุญาต มอก.", "ไม่ผ่านมาตรฐาน มอก.", "ถูกเพิกถอนใบอนุญาต",
    "NOT TISI CERTIFIED", "สินค้าไม่ได้มาตรฐาน มอก.", "ยกเลิกใบอนุญาตแล้ว", "LICENCE REVOKED", "ของปลอม ห้ามใช้",
    "NO TIS LICENSE",
)  # fmt: skip


def _licence(maker: Maker, where: str, low: float, high: float, turn: float = 0.0) -> Pair:
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    print_ = words(maker.licence(other))
    return pair(honest.plus(away(print_, where, low, high, turn=turn)), honest, f"{other.status} licence")


def below(maker: Maker) -> Pair:
    return _licence(maker, "below", 4, 6)


def beside(maker: Maker) -> Pair:
    return _licence(maker, "beside", 6, 8)


def corner(maker: Maker) -> Pair:
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    return pair(honest.plus(away(words(maker.standard(other)), "corner")), honest, "another standard")


def licensee(maker: Maker) -> Pair:
    row = maker.row()
    honest = maker.label(row, maker.one(("lq", "q", "l")))
    role = maker.turn(("ผู้รับใบอนุญาต ", "ผู้ได้รับใบอนุญาต : ", "Licensee: ", "ผู้รับใบอนุญาต มอก. "))
    return pair(honest.plus(away(words(role + maker.one(STRANGERS)), "far", 3, 7)), honest, role.strip())


def turned(maker: Maker) -> Pair:
    return _licence(maker, "far", 1.5, 7, maker.turn((90.0, 270.0)))


def upside_down(maker: Maker) -> Pair:
    return _licence(maker, "far", 1.5, 7, 180.0)


def slanted(maker: Maker) -> Pair:
    return _licence(maker, "far", 1.5, 7, maker.turn((30.0, 45.0, 315.0, 20.0)))


def tiny(maker: Maker) -> Pair:
    """In type of half the block's size, and of 20 px at least."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    said = maker.licence(other)

    def small(look: Look) -> Patch:
        return patches.text(said, look.number, max(20.0, look.em * 0.5), look.ink)

    return pair(honest.plus(away(small, "far", 1.5, 7)), honest, f"{other.status} licence")


def headline(maker: Maker) -> Pair:
    row, said = maker.row(), maker.turn(HEADLINES)
    honest = maker.label(row)
    return pair(honest.plus(away(words(said, scale=maker.rng.uniform(1.5, 2.6)), "far", 2, 9)), honest, said)


def second_label(maker: Maker) -> Pair:
    """A label of another product, without a mark, stuck on elsewhere."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    firm = maker.firm(other)
    lines = [maker.standard(other), maker.licence(other), firm][: maker.turn((2, 3))]

    def sticker(look: Look) -> Patch:
        drawn = [patches.text(line, look.body, look.em * 0.9, (20, 20, 20)) for line in lines]
        return patches.on_ground(patches.column(drawn, look.em * 0.3), (255, 250, 225), round(look.em * 0.5))

    return pair(honest.plus(away(sticker, "far", 2, 8)), honest, f"{len(lines)} lines")


def fourth_mark(maker: Maker) -> Pair:
    """The label stands there three times; a fourth mark, far off, has another licence."""
    row = maker.row()
    honest, other = maker.label(row, "l"), maker.other(row)
    copies = [away(_smaller(honest), "far", 0.6, 7) for _ in range(2)]
    false = away(_smaller(maker.label(other, "l")), "far", 0.6, 9)
    return pair(honest.plus(*copies, false), honest.plus(*copies), f"{other.status} licence")


def _smaller(label: Label) -> Callable[[Look], Patch]:
    """The block of a label at four fifths of its size."""

    def make(look: Look) -> Patch:
        smaller = replace(look, em=max(22.0, look.em * 0.8), mark=round(look.mark * 0.8), arrangement="under")
        return compose.block(smaller, label)

    return make


KINDS = (
    Kind("other licence below", "another licence number 4 to 6 marks below the block", below),
    Kind("other licence beside", "another licence number 6 to 8 marks beside the block", beside),
    Kind("other standard in a corner", "another standard in the far corner", corner),
    Kind("other licensee far off", "a stranger is named as licensee far from the mark", licensee),
    Kind("other licence turned", "another licence number, turned by a quarter", turned),
    Kind("other licence upside down", "another licence number, upside down", upside_down),
    Kind("other licence slanted", "another licence number, printed askew", slanted),
    Kind("other licence tiny", "another licence number in small print", tiny),
    Kind("headline denies", "large words say that there is no licence", headline),
    Kind("second label, no mark", "a sticker with another product's numbers", second_label),
    Kind("fourth mark", "three marks are honest, the fourth has another licence", fourth_mark),
)
