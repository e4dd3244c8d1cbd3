"""What is done to honest print with paper, pen and stamp, and what is drawn beside it: strips, overprints, signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Line, Pair, pair
from bench.lying_pictures.helping import apart, tick
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import ID, Kind, Maker, away
from bench.lying_pictures.patches import Patch
from verifier.domain import MarkKind

RED, GREEN = (205, 20, 30), (20, 130, 60)


def strip_over_number(maker: Maker) -> Pair:
    """The listed number on a strip of paper over another one, whose rim looks out; the twin's strip hides nothing."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("l", "lf"))), maker.other(row)

    def pasted(beneath: str | None) -> Alter:
        def alter(look: Look, patch: Patch) -> Patch:
            strip = patches.on_ground(
                patches.text(row.licence, look.body, look.em * 0.85, (30, 30, 30)), (250, 250, 246), 2
            )
            under = patches.text(beneath or "", look.number, look.em * 1.35, look.ink)
            placed = [(under, 0, 0)] if beneath else []
            return patches.together([*placed, (strip, look.em * 0.5, under.height * 0.2 if beneath else 0)])

        return alter

    old = f"ใบอนุญาตเลขที่ {other.licence}"
    return pair(honest.line("licence", alter=pasted(old)), honest.line("licence", alter=pasted(None)), other.status)


def picture_of_package(maker: Maker) -> Pair:
    """A picture of another package with its mark and number; the twin's shows a package without any."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)

    def package(look: Look, *, numbers: bool) -> Patch:
        em = max(24.0, look.em * 0.75)
        ink, ground = (40, 30, 60), (214, 220, 236)
        said = (f"มอก. {other.standard}", other.licence) if numbers else ("NEW", "KX-20")
        rows = [patches.text(line, look.number, em, ink) for line in said]
        sign = [patches.mark(MarkKind.COMPULSORY, round(em * 2.4), ink)] if numbers else []
        front = patches.on_ground(patches.column([*sign, *rows], em * 0.3, 0.5), ground, round(em * 0.8)).picture
        depth = round(em * 1.2)
        ys = np.arange(front.height + depth)[:, None] * np.ones((1, depth))
        side = np.where((ys > depth - np.arange(depth)) & (ys < front.height + depth - np.arange(depth)), 255, 0)
        return patches.together(
            [(Patch(front), 0, depth), (patches.of_mask(side.astype(np.uint8), (150, 156, 176)), front.width, 0)]
        )

    lie, twin = (
        away(lambda look, n=n: package(look, numbers=n), "near", 0.3, 4, slot="package") for n in (True, False)
    )
    return pair(honest.plus(lie), honest.plus(twin), other.status)


def code_in_margin(maker: Maker) -> Pair:
    """A small code of another licence stands close to the honest one; the twin's is a serial number."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("l", "lf", "f"))), maker.other(row)

    def codes(payload: str) -> Callable[[Look], Patch]:
        def make(look: Look) -> Patch:
            large = patches.code(maker_payload, round(max(150, look.mark * 1.2)))
            small = patches.code(payload, round(large.width * 0.5))
            return patches.together([(large, 0, 0), (small, large.width - 2, large.height - small.height)])

        return make

    maker_payload = maker.payload(row)
    return apart(honest, codes, ID + other.qr_id, "SN-00412-88", other.status)


def cut_at_edge(maker: Maker) -> Pair:
    """Another licence whose last figures are beyond a fold; the twin's cut line tells of something else."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("q", "fq"))), maker.other(row)
    share = maker.turn((0.9, 0.8, 0.72))

    def cut(look: Look, patch: Patch) -> Patch:
        x0, _, x1, _ = patch.parts[0][1]
        return Patch(patch.picture.crop((0, 0, round(x0 + (x1 - x0) * share), patch.height)))

    lie, true = Line(maker.licence(other), "other", 1.0, cut), Line("โปรดอ่านคู่มือก่อนใช้งานทุกครั้ง", "other", 1.0, cut)
    return pair(honest.plus(lie), honest.plus(true), f"{share:.0%}")


def over_the_width(maker: Maker) -> Pair:
    """Another licence number, its halves far apart in one line."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("q", "fq"))), maker.other(row)
    head, _, tail = other.licence.partition("-")

    def wide(left: str, right: str) -> Line:
        def alter(look: Look, patch: Patch) -> Patch:
            halves = [patches.text(t, look.number, look.em, look.ink) for t in (left, right)]
            return patches.row(halves, look.em * 7, 0.5)

        return Line(left + right, "other", 1.0, alter)

    return pair(honest.plus(wide(f"เลขที่ {head}", f"-{tail}")), honest.plus(wide("สีขาว", "1 ชิ้น")), other.status)


def sticker_upside_down(maker: Maker) -> Pair:
    """A sticker with another importer, upside down, at the block's end."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("l", "lq", "q"))), maker.other(row)
    said = maker.turn((f"ผู้นำเข้า {other.holder}", f"ผลิตโดย {other.holder}", f"มอก. {other.standard}"))

    def sticker(text: str) -> Callable[[Look], Patch]:
        return lambda look: patches.on_ground(
            patches.text(text, look.body, max(26.0, look.em * 0.9), (20, 20, 20)), (255, 240, 150), round(look.em * 0.3)
        ).turned(180)

    return apart(honest, sticker, said, "โปรดอ่านคู่มือก่อนใช้งาน", said[:20])


def cross_beside(maker: Maker) -> Pair:
    """A cross stands before the standard or the licence; the twin has a tick there."""
    honest = maker.label(maker.row(), maker.one(("l", "lf", "lq")))
    role, coloured = maker.turn(("standard", "licence")), maker.index % 3 != 2

    def signed(*, cross: bool) -> Alter:
        def alter(look: Look, patch: Patch) -> Patch:
            ink = (RED if cross else GREEN) if coloured else look.ink
            sign = tick(round(look.em * 1.2), ink, cross=cross)
            return patches.row([patch, sign] if maker.index % 2 else [sign, patch], look.em * 0.4)

        return alter

    return pair(honest.line(role, alter=signed(cross=True)), honest.line(role, alter=signed(cross=False)), role)


def double_print(maker: Maker) -> Pair:
    """Another number printed over the licence, a little off; the twin's line has a shadow of its own figures."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("lq", "lf"))), maker.other(row)

    def over(text: str) -> Alter:
        def alter(look: Look, patch: Patch) -> Patch:
            _, y0, x1, _ = patch.parts[0][1]
            piece = patches.faded(
                patches.text(text, look.number, look.em, look.ink), 0.75 if text == other.licence else 0.3
            )
            own = text == row.licence
            at = (
                x1 - piece.width + (2 if own else look.em * 0.2),
                y0 - (0 if own else look.em * 0.25) - (piece.parts[0][1][1] - 2),
            )
            return patches.together([(patch, 0, 0), (piece, *at)])

        return alter

    return pair(
        honest.line("licence", alter=over(other.licence)),
        honest.line("licence", alter=over(row.licence)),
        other.status,
        28.0,
    )


def overtyped(maker: Maker) -> Pair:
    """The number is typed over with x or strokes; the twin's is underlined with dashes."""
    honest, sign = maker.label(maker.row(), maker.one(("l", "lq", "lf"))), maker.turn(("x", "/", "#"))

    def typed(letter: str, *, below: bool) -> Alter:
        def alter(look: Look, patch: Patch) -> Patch:
            x0, y0, x1, y1 = patch.parts[0][1]
            em, count = look.em * 0.9, 12
            row_ = patches.text(letter * count, look.number, em, look.ink)
            row_ = Patch(row_.picture.crop(row_.picture.getbbox()))
            wide = Patch(row_.picture.resize((round((x1 - x0) * 0.55), row_.height)))
            y = y1 + em * 0.15 if below else (y0 + y1 - wide.height) / 2
            return patches.together([(patch, 0, 0), (wide, x0 + (x1 - x0) * 0.44, y)])

        return alter

    lie, twin = (
        honest.line("licence", alter=typed(sign, below=False)),
        honest.line("licence", alter=typed("-", below=True)),
    )
    return pair(lie, twin, sign, 28.0)


def sad_face(maker: Maker) -> Pair:
    """A sad face close to the mark; the twin's smiles."""
    honest = maker.label(maker.row())

    def faced(*, sad: bool) -> Alter:
        def alter(look: Look, block: Patch) -> Patch:
            side = round(look.mark * 0.7)
            mask = np.zeros((side, side), np.uint8)
            c, line = side // 2, max(3, side // 16)
            cv2.circle(mask, (c, c), round(side * 0.44), 255, line, cv2.LINE_AA)
            for x in (0.34, 0.66):
                cv2.circle(mask, (round(side * x), round(side * 0.38)), line, 255, -1, cv2.LINE_AA)
            centre, first = (c, round(side * (0.82 if sad else 0.5))), 200 if sad else 20
            cv2.ellipse(
                mask, centre, (round(side * 0.22), round(side * 0.2)), 0, first, first + 140, 255, line, cv2.LINE_AA
            )
            face = patches.of_mask(mask, RED if sad else GREEN)
            _, y0, _, _ = block.part("mark")
            return patches.together([(block, 0, 0), (face, -side - look.em * 0.5, y0)])

        return alter

    return pair(replace(honest, alter=faced(sad=True)), replace(honest, alter=faced(sad=False)), "beside the mark")


KINDS = (
    Kind("strip over the number", "the listed number on a strip over another one", strip_over_number),
    Kind("picture of a package", "a picture of another package with its number", picture_of_package),
    Kind("code in a code's margin", "a small code of another licence beside the honest one", code_in_margin),
    Kind("number cut at a fold", "another licence whose end is not in sight", cut_at_edge),
    Kind("number over the width", "another licence, its halves far apart", over_the_width),
    Kind("sticker upside down", "a sticker of another firm, upside down", sticker_upside_down),
    Kind("cross beside a number", "a cross before or behind the number", cross_beside),
    Kind("double print", "another number printed over the licence", double_print),
    Kind("number typed over", "the number typed over with x or strokes", overtyped),
)
UNTOLD = (Kind("sad face beside the mark", "a face that does not like it", sad_face),)
"""Kinds that are not told every time."""
