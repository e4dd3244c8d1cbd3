"""What kinds of lies are made with: honest labels of licences of the list, and others of the list to lie with."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bench.lying_pictures import listed, patches
from bench.lying_pictures.content import Extra, Label, Line, Pair
from bench.lying_pictures.listed import Row
from bench.lying_pictures.look import Look
from bench.lying_pictures.patches import Patch
from verifier.domain import MarkKind

T = TypeVar("T")

CARRYING, ID = "https://a.tisi.go.th/l/?n=", "https://appdb.tisi.go.th/Q/i.php?d="
ANNOUNCING = ("ใบอนุญาตเลขที่ ", "เลขที่ใบอนุญาต ", "ใบอนุญาต มอก. เลขที่ ", "License No. ", "TISI License ")
LEADS = {
    "ท": ("", "", "ผลิตโดย ", "ผู้ผลิต : ", "ผู้รับใบอนุญาต "),
    "น": ("", "นำเข้าโดย ", "ผู้นำเข้า : ", "ผู้รับใบอนุญาต "), "ส": ("", "", "ผลิตโดย ", "ผู้ผลิต : "),
}  # fmt: skip
"""Words before the holder's name, by the licence's type."""
STRANGERS = (
    "บริษัท ปลายนาเครื่องใช้ไฟฟ้า จำกัด", "บริษัท โชคช้างเผือก จำกัด", "บริษัท หมื่นลี้นำเข้า จำกัด",
    "บริษัท สามพี่น้องค้าของ จำกัด", "ห้างหุ้นส่วนจำกัด ตะวันออกการค้า",
    "บริษัท กระต่ายขาวเทรดดิ้ง (ประเทศไทย) จำกัด",
)  # fmt: skip
"""Firms that hold no licence."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of lie: `make` draws up a pair; `tells` is the lie in one line."""

    name: str
    tells: str
    make: Callable[[Maker], Pair]


@dataclass(frozen=True, slots=True)
class Maker:
    """Chance for one pair; `index` is its number within the kind, so that variants take turns."""

    rng: random.Random
    index: int
    rows: Sequence[Row] = field(default_factory=listed.rows)

    def one(self, things: Sequence[T]) -> T:
        """One of them by chance."""
        return self.rng.choice(things)

    def turn(self, things: Sequence[T]) -> T:
        """One of them in turn, so that each variant of a kind is met equally often."""
        return things[self.index % len(things)]

    def row(
        self, wanted: Callable[[Row], bool] = lambda row: True, *, types: str = "ทนส", status: str = "active"
    ) -> Row:
        """A licence of the list as wanted; neither near another number nor a rival's name, unless asked for."""
        of = [r for r in self.rows if r.type in types and r.status == status and wanted(r)]
        plain = [r for r in of if not r.rival and not r.beside]
        return self.rng.choice(plain or of)

    def other(self, row: Row, *, status: str | None = None) -> Row:
        """A licence of another standard and firm, revoked or active."""
        status = status or self.one(("revoked", "active"))
        return self.row(lambda r: r.number != row.number and r.holder != row.holder, status=status)

    def standard(self, row: Row) -> str:
        """The standard as printed."""
        if self.rng.random() < 0.2:
            return self.one(("TIS ", "TIS. ")) + row.standard.replace(" เล่ม ", self.one((" เล่ม ", " Part ")))
        return self.one(("มอก. ", "มอก. ", "มอก.")) + row.standard

    def licence(self, row: Row) -> str:
        """The licence number as printed, announced."""
        return self.one(ANNOUNCING) + row.licence

    def firm(self, row: Row) -> str:
        """The holder as printed."""
        return self.one(LEADS[row.type]) + row.holder

    def payload(self, row: Row) -> str:
        """An official link to the licence."""
        return self.one((CARRYING + row.licence, ID + row.qr_id))

    def label(self, row: Row, shows: str | None = None) -> Label:
        """An honest label. `shows`: which of licence (l), firm (f) and code (q) it has besides mark and standard."""
        shows = self.one(("lf", "lq", "fq", "lfq", "q", "l", "lfq")) if shows is None else shows
        lines = [Line(self.standard(row), "standard")]
        if "l" in shows:
            lines.append(Line(self.licence(row), "licence", self.rng.uniform(0.85, 1)))
        if "f" in shows:
            lines.append(Line(self.firm(row), "firm", self.rng.uniform(0.8, 1)))
        mark = MarkKind.VOLUNTARY if row.type == "ส" else MarkKind.COMPULSORY
        return Label(tuple(lines), mark, self.payload(row) if "q" in shows else None)


def either(name: str, tells: str, one: Kind, other: Kind) -> Kind:
    """Two kinds that take turns under one name."""

    def make(maker: Maker) -> Pair:
        return (one if maker.index % 2 == 0 else other).make(Maker(maker.rng, maker.index // 2, maker.rows))

    return Kind(name, tells, make)


def words(*lines: str, scale: float = 1.0, ink: tuple[int, int, int] | None = None) -> Callable[[Look], Patch]:
    """Draws lines of text one below the other, `scale` times as large as the block's."""

    def make(look: Look) -> Patch:
        drawn = [patches.text(line, look.number, look.em * scale, ink or look.ink) for line in lines]
        return patches.column(drawn, look.em * scale * 0.3)

    return make


def away(
    make: Callable[[Look], Patch], where: str, low: float = 3.0, high: float = 6.0, *, turn: float = 0.0, slot: str = ""
) -> Extra:
    """A piece of print apart from the block."""
    return Extra(make, where, low, high, turn, slot)
