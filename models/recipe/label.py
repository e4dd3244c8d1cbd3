"""Layouts: what a package says and how it is arranged, as sheets with their truth."""

from __future__ import annotations

from dataclasses import dataclass

from models.recipe.fonts import FontFile
from models.recipe.icons import icon
from models.recipe.sheet import Colour, Sheet
from verifier.domain import MarkKind

SAMPLE = "ตัวอย่าง / SAMPLE"
NOTICE = f"{SAMPLE} · ไม่ใช่สินค้าจริง · not a real product"


@dataclass(frozen=True, slots=True)
class Print:
    """What is printed: `standard`, `licence` and `holder` as whole lines, just as they stand on the label."""

    brand: str
    title_th: str
    title_en: str
    details: tuple[str, ...]
    mark: MarkKind | None = None
    standard: str | None = None
    licence: str | None = None
    holder: str | None = None
    qr: str | None = None
    ean: str = "200000000000"
    icons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How it is printed. `block` tells where the words about the mark stand: under, beside or above it."""

    display: FontFile
    body: FontFile
    number: FontFile
    paper: Colour = (250, 250, 248)
    ink: Colour = (24, 24, 26)
    band: Colour = (24, 84, 140)
    band_ink: Colour = (255, 255, 255)
    block: str = "under"
    mark_size: int = 190
    size: tuple[int, int] = (1500, 1080)
    band_right: bool = False


def face(print_: Print, style: Style) -> Sheet:
    """One face of a package: band with brand and title, details, icons, the block of the mark, bar code, notice."""
    width, height = style.size
    sheet = Sheet(width, height, style.paper, style.ink)
    _band(sheet, print_, style)
    for n, text in enumerate(print_.details):
        sheet.line(60, 290 + n * 64, text, style.body, 38)
    _icons(sheet, print_, style, 60, height - 400)
    sheet.ean(60, height - 270, 3, 110, print_.ean, font=style.body)
    _block(sheet, print_, style, width - 800, 270)
    sheet.draw.rectangle((0, height - 74, width, height), fill=(255, 214, 0))
    sheet.line(width / 2, height - 70, NOTICE, style.body, 44, ink=(0, 0, 0), centred=True, role="sample")
    return sheet


def _band(sheet: Sheet, print_: Print, style: Style) -> None:
    sheet.draw.rectangle((0, 0, sheet.width, 230), fill=style.band)
    sheet.line(60, 34, print_.brand, style.display, 84, ink=style.band_ink)
    sheet.line(60, 150, f"{print_.title_th}  {print_.title_en}", style.display, 44, ink=style.band_ink)
    x = sheet.width - 40 - sheet.measure(SAMPLE, style.display, 46)
    sheet.line(x, 54, SAMPLE, style.display, 46, ink=style.band_ink, role="sample")


def _icons(sheet: Sheet, print_: Print, style: Style, x: float, y: float) -> None:
    for name in print_.icons:
        x = sheet.decoy(x, y, 96, icon(name, style.display), name)[2] + 30


def _words(print_: Print) -> list[tuple[str, str]]:
    """Role and text of the lines that belong to the mark, top to bottom."""
    lines = [("standard", print_.standard), ("licence", print_.licence), ("holder", print_.holder)]
    return [(role, text) for role, text in lines if text]


_SIZES = {"standard": 62.0, "licence": 50.0, "holder": 50.0}


def _column(sheet: Sheet, style: Style, x: float, y: float, words: list[tuple[str, str]]) -> float:
    for role, text in words:
        room = (sheet.width - 30 - x) / sheet.measure(text, style.number, _SIZES[role])
        size = _SIZES[role] * min(1.0, room)
        sheet.line(x, y, text, style.number, size, role=role)
        y += size * 1.75
    return y


def _block(sheet: Sheet, print_: Print, style: Style, x: float, y: float) -> None:
    """The mark with its words and its QR, with the upper left corner at (x, y)."""
    words, size = _words(print_), style.mark_size
    if style.block == "above":
        y = _column(sheet, style, x, y, words[:1]) + 10
        words = words[1:]
    if print_.mark:
        sheet.mark(x, y, size, print_.mark)
    if style.block == "beside":
        below = _column(sheet, style, x + size + 34, y + 6, words[:1])
        if print_.qr:
            below = sheet.qr(x + size + 24, below, round(size * 1.3), print_.qr, quiet=2)[3]
        _column(sheet, style, x, max(y + size, below) + 30, words[1:])
        return
    if print_.qr:
        sheet.qr(x + (size + 60 if print_.mark else 0), y - 10, round(size * 1.15), print_.qr)
    _column(sheet, style, x, y + (size + 40 if print_.mark or print_.qr else 0), words)
