"""Two products in one photo, of which one is licensed: side by side, one above the other, one lending the other."""

from __future__ import annotations

from dataclasses import replace

from bench.lying_pictures.content import Label, Line, Pair, Shown
from bench.lying_pictures.making import Kind, Maker


def _two(maker: Maker, one: Label, other: Label, thing: str, variant: str, *, stacked: bool = False) -> Pair:
    """`one` is licensed, `other` the product beside it; in the twin that is `thing`, shown without mark and numbers."""
    left, twin = maker.index % 2 == 0, _goods(maker, thing)
    lie = (one, other) if left else (other, one)
    true = (one, twin) if left else (twin, one)
    return Pair((Shown(lie, stacked),), (Shown(true, stacked),), variant)


def _goods(maker: Maker, thing: str) -> Label:
    """The other product in the twin: plainly the same goods, its mark and numbers on the side that is not seen."""
    return Label((Line(thing, "text", 1.4), Line(maker.one(("รุ่น AX-2050", "สีขาว", "ขนาด 12 นิ้ว")))), None)


def side_by_side(maker: Maker) -> Pair:
    row = maker.row()
    other = maker.other(row)
    shows = maker.one(("l", "lf", "f", "q"))
    return _two(maker, maker.label(row), maker.label(other, shows), row.thing, other.status)


def stacked(maker: Maker) -> Pair:
    row = maker.row()
    other = maker.other(row)
    shows = maker.one(("l", "lf", "f", "q"))
    return _two(maker, maker.label(row), maker.label(other, shows), row.thing, other.status, stacked=True)


def standard_only(maker: Maker) -> Pair:
    """The other product shows its mark and standard and nothing that leads anywhere."""
    row = maker.row()
    other = maker.other(row)
    return _two(maker, maker.label(row), maker.label(other, ""), row.thing, other.standard)


def mark_on_one(maker: Maker) -> Pair:
    """One product has the mark and a standard, the other one the licence and its firm, which is of another standard."""
    row = maker.row()
    other = maker.other(row, status="active")
    one, borrowed = maker.label(row, "lf"), maker.label(other, maker.one(("l", "lf")))
    return _two(maker, one, replace(borrowed, mark=None), row.thing, other.standard)


def same_firm(maker: Maker) -> Pair:
    """Beside the licensed product another one of the firm, of a standard for which it holds no licence."""
    row = maker.row()
    other = maker.other(row)
    label = Label((Line(maker.standard(other), "standard"), Line(row.holder, "firm", 0.9)), maker.label(other, "").mark)
    return _two(maker, maker.label(row), label, row.thing, other.standard)


KINDS = (
    Kind("two products side by side", "another product with its own numbers beside the honest one", side_by_side),
    Kind("two products, one above", "the same, one above the other", stacked),
    Kind("two products, one unlinked", "the other product shows mark and standard alone", standard_only),
    Kind("two products, split label", "the other product has the licence, and no mark", mark_on_one),
    Kind("two products of one firm", "the firm's other product has no licence", same_firm),
)
