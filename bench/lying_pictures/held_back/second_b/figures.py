"""Second set, half b: numbers and codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image

from bench.lying_pictures import compose, patches
from bench.lying_pictures.content import Label, Line, Pair, pair
from bench.lying_pictures.helping import apart, lined, luma
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch
from models.recipe.sheet import Colour
from models.recipe.words import clusters


def in_boxes(maker: Maker) -> Pair:
    """Another licence number, each character in a box of its own, as on a form."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    lead = maker.turn(("ใบอนุญาตเลขที่", "TISI Licence No."))

    def make(licence: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            boxes = []
            for letter in licence:
                glyph = patches.text(letter, look.number, look.em, look.ink)
                mask = np.zeros((round(look.em * 1.6), round(look.em * 1.15)), np.uint8)
                cv2.rectangle(mask, (1, 1), (mask.shape[1] - 2, mask.shape[0] - 2), 255, max(2, round(look.em / 16)))
                at = ((mask.shape[1] - glyph.width) / 2, (mask.shape[0] - glyph.height) / 2)
                boxes.append(patches.together([(patches.of_mask(mask, look.ink), 0, 0), (glyph, *at)]))
            head = patches.text(lead, look.number, look.em, look.ink)
            return patches.column([head, patches.row(boxes, 0)], look.em * 0.25)

        return drawn

    return apart(honest, make, other.licence, row.licence, other.status)


EDITIONS = {"2879": "2550", "2432": "2547", "934": "2533", "366": "2538", "2424": "2562", "369": "2539", "166": "2547"}
"""Years of the list's standards that are not those of the list."""


def two_editions(maker: Maker) -> Pair:
    """A second line gives the same standard another year, in words of its own."""
    row = maker.row(lambda r: r.number in EDITIONS)
    honest, year = maker.label(row), row.standard.rpartition("-")[2]
    form = maker.turn((
        "ตาม มอก. {n} ฉบับปี พ.ศ. {y}", "TIS {n} : B.E. {y}", "มาตรฐานเลขที่ {n} พุทธศักราช {y}", "ทดสอบตาม มอก. {n} ปี {y}",
    ))  # fmt: skip
    lie, true = (form.format(n=row.number, y=y) for y in (EDITIONS[row.number], year))
    return lined(honest, lie, true, lie)


COLOURS: tuple[Colour, ...] = (
    (210, 20, 40), (20, 60, 200), (10, 120, 50), (130, 20, 150), (255, 160, 0), (255, 240, 90), (130, 220, 255),
    (255, 150, 200),
)  # fmt: skip


def in_many_colours(maker: Maker) -> Pair:
    """Another licence number or a denial, each letter in a colour of its own."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    said = maker.turn((maker.licence(other), "ไม่ได้รับอนุญาต มอก.", maker.licence(other), "LICENCE CANCELLED"))

    def make(words: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            inks = [c for c in COLOURS if abs(luma(c) - luma(look.paper)) > 70]
            letters, x = [], 0.0
            for n, letter in enumerate(clusters(words)):
                letters.append((patches.text(letter, look.number, look.em * 1.3, inks[n % len(inks)]), x, 0.0))
                x += look.number.at(round(look.em * 1.3, 1)).getlength(letter, language="th")
            return patches.together(letters)

        return drawn

    return apart(honest, make, said, "โปรดเก็บให้พ้นมือเด็ก", said[:24])


def remains(maker: Maker) -> Pair:
    """The left part of another label is still there, the rest of it is torn off."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    false = Label((Line("มอก. " + other.standard), Line("ใบอนุญาตเลขที่ " + other.licence), Line(other.holder)), None)
    true = Label((Line("โปรดเก็บให้พ้นมือเด็ก"), Line("ห้ามทิ้งลงในไฟหรือในน้ำ"), Line("ฝ่ายบริการลูกค้า โทร 02-000-0000")), None)

    def torn(label: Label) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            rim = round(look.em * 0.5)
            paper = patches.on_ground(compose.block(_on_white(look), label), (252, 251, 244), rim)
            width, rng = round(paper.width * 0.72), look.rng(7)
            pixels = np.asarray(paper.picture).copy()
            edge = width + np.cumsum(rng.uniform(-2.2, 2.2, paper.height)).astype(int)
            for y, x in enumerate(edge):
                pixels[y, max(0, x) :, 3] = 0
            return patches.together([(Patch(Image.fromarray(pixels[:, : width + 3 * rim])), 0, 0)])

        return drawn

    one, two = (away(torn(label), "near", 0.3, 4, slot="torn") for label in (false, true))
    return pair(honest.plus(one), honest.plus(two), other.status)


def _on_white(look: Look) -> Look:
    return replace(look, ink=(26, 26, 28), arrangement="under", em=look.em * 0.9)


def tiny_code(maker: Maker) -> Pair:
    """A very small second code, of another licence."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    false, true = maker.payload(other), maker.payload(row)

    def make(payload: str) -> Callable[[Look], Patch]:
        return lambda look: patches.code(payload, 33 * (3 if look.em < 44 else 4))

    return apart(honest, make, false, true, other.status, least_em=36.0)


TINTS: tuple[tuple[Colour, Colour], ...] = (
    ((150, 16, 30), (255, 224, 90)), ((20, 40, 150), (255, 170, 90)), ((0, 90, 50), (255, 190, 210)),
    ((90, 20, 110), (150, 230, 220)),
)  # fmt: skip


def coloured_code(maker: Maker) -> Pair:
    """A second code of another licence, printed in one colour on another."""
    row, (ink, ground) = maker.row(), maker.turn(TINTS)
    honest, other = maker.label(row), maker.other(row)

    def make(payload: str) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            grid = patches.modules(payload)
            pixel = max(3, round(look.mark * look.code / len(grid)))
            mask = np.kron(grid, np.ones((pixel, pixel), np.uint8))
            return patches.on_ground(patches.of_mask(mask, ink), ground, 2 * pixel)

        return drawn

    return apart(honest, make, maker.payload(other), maker.payload(row), other.status)


def disowned_code(maker: Maker) -> Pair:
    """The words beside the code say that it is not that of the goods."""
    row = maker.row()
    honest = maker.label(row, maker.one(("q", "lq", "fq")))
    lie = maker.turn((
        "QR นี้เป็นของสินค้ารุ่นอื่น", "QR code belongs to another product", "ยืม QR ของบริษัทอื่นมาใช้ชั่วคราว",
        "QR ไม่ใช่ของสินค้านี้ ห้ามสแกน",
    ))  # fmt: skip
    return lined(honest, lie, maker.turn(("สแกน QR เพื่อดูใบอนุญาต", "Scan for the licence")), lie)


KINDS = (
    Kind("number in boxes", "another licence number, each character in a box", in_boxes),
    Kind("two editions", "the same standard with another year in a second line", two_editions),
    Kind("letters in many colours", "another licence or a denial, each letter in another colour", in_many_colours),
    Kind("remains of a label", "the left part of another label, the rest torn off", remains),
    Kind("tiny code", "a very small second code of another licence", tiny_code),
    Kind("coloured code", "a second code of another licence, colour on colour", coloured_code),
    Kind("code disowned", "words beside the code say that it is of other goods", disowned_code),
)
