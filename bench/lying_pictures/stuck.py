"""Stickers, tables, forms and corrections: what the paper itself does to the number."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch

DIGITS = {"licence": 0.55, "standard": 0.5}
"""Where the last figures of a line begin, in shares of its width."""


def pasted_over(maker: Maker) -> Pair:
    """A strip of other paper with other figures covers the end of the number: the licence or the standard."""
    row, role = maker.row(), maker.turn(("licence", "standard"))
    honest, other = maker.label(row, maker.one(("lq", "lf", "l"))), maker.other(row)
    tail = f"{other.licence.partition('-')[2]}" if role == "licence" else other.standard.rpartition(" ")[2]

    def alter(look: Look, patch: Patch) -> Patch:
        x0, y0, x1, y1 = patch.parts[0][1]
        text = patches.text(tail, look.body, look.em * 0.9, (30, 30, 30))
        strip = patches.on_ground(text, (244, 240, 226), round(look.em * 0.12)).turned(look.rng(5).uniform(-2, 2))
        return patches.together([(patch, 0, 0), (strip, x0 + (x1 - x0) * DIGITS[role], (y0 + y1 - strip.height) / 2)])

    return pair(honest.line(role, alter=alter), honest, f"{role}: {tail}")


def price_tag(maker: Maker) -> Pair:
    """A price tag covers half of the licence number; the code leads elsewhere or is not there."""
    row = maker.row()
    honest = maker.label(row, maker.one(("lf", "lq")))

    def alter(look: Look, patch: Patch) -> Patch:
        x0, y0, x1, y1 = patch.parts[0][1]
        tag = patches.on_ground(
            patches.text("฿199", look.display, look.em * 1.1, (20, 20, 20)), (255, 140, 40), round(look.em * 0.3)
        )
        return patches.together([(patch, 0, 0), (tag, x0 + (x1 - x0) * 0.62, (y0 + y1 - tag.height) / 2)])

    return pair(honest.line("licence", alter=alter), honest, "half of the licence covered")


def table_of_models(maker: Maker) -> Pair:
    """A table of models with their licences, of which one is the label's and the others are not."""
    row = maker.row()
    honest, others = maker.label(row, maker.one(("lq", "q", "l"))), [maker.other(row) for _ in range(3)]
    models = maker.rng.sample(["AX-100", "AX-205", "BX-30", "SX-1", "KT-9", "MD-77"], 4)

    def make(look: Look, licences: list[str]) -> Patch:
        em = max(24.0, look.em * 0.85)
        left = [patches.text(t, look.body, em, look.ink) for t in ("รุ่น", *models)]
        right = [patches.text(t, look.number, em, look.ink) for t in ("ใบอนุญาตเลขที่", *licences)]
        return patches.row([patches.column(left, em * 0.3), patches.column(right, em * 0.3)], em * 1.5, 0)

    true, false = [row.licence] * 4, [row.licence, *(o.licence for o in others)]
    lie = honest.plus(away(lambda look: make(look, false), "near", 0.3, 3, slot="table"))
    twin = honest.plus(away(lambda look: make(look, true), "near", 0.3, 3, slot="table"))
    return pair(lie, twin, "three other licences")


def code_in_code(maker: Maker) -> Pair:
    """A large code of another licence with a small honest one in its middle, or the other way round."""
    row = maker.row()
    other, outer = maker.other(row), maker.index % 2 == 0
    honest = maker.label(row, maker.one(("l", "lf", "f")))
    big, little = (maker.payload(other), maker.payload(row)) if outer else (maker.payload(row), maker.payload(other))

    def recode(mask: np.ndarray) -> np.ndarray:
        grid = patches.modules(big, "h")
        pixel = max(2, round(len(mask) * 2.2 / len(grid)))
        large = np.kron(grid, np.ones((pixel, pixel), np.uint8))
        inner = patches.modules(little, "l")
        small = np.kron(inner, np.ones((3, 3), np.uint8))
        if len(small) > len(large) * 0.4:
            side = round(len(large) * 0.4)
            small = np.asarray(cv2.resize(small, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
        at = (len(large) - len(small)) // 2
        large[at : at + len(small), at : at + len(small)] = small
        return large

    lie = replace(honest, payload=maker.payload(row), recode=recode)
    return pair(lie, replace(honest, payload=maker.payload(row)), "outer one lies" if outer else "inner one lies", 34.0)


def boxes(maker: Maker) -> Pair:
    """A form with boxes to be ticked, and the tick is beside "none"."""
    row = maker.row()
    honest = maker.label(row)
    said = maker.turn(("ไม่มี มอก.", "ไม่ผ่าน", "ยังไม่ได้รับอนุญาต", "not certified"))

    def box(ticked: bool):  # type: ignore[no-untyped-def]
        def alter(look: Look, patch: Patch) -> Patch:
            side = round(look.em * 0.8)
            mask = np.zeros((side, side), np.uint8)
            cv2.rectangle(mask, (1, 1), (side - 2, side - 2), 255, max(2, side // 12))
            if ticked:
                points = np.array([(side * 0.2, side * 0.5), (side * 0.42, side * 0.75), (side * 0.85, side * 0.15)])
                cv2.polylines(mask, [points.astype(np.int32)], False, 255, max(3, side // 7), cv2.LINE_AA)
            return patches.row([patches.of_mask(mask, look.ink), patch], look.em * 0.3)

        return alter

    lie = honest.line("standard", alter=box(False)).plus(Line(said, "other", 1.0, box(True)))
    twin = honest.line("standard", alter=box(True)).plus(Line(said, "other", 1.0, box(False)))
    return pair(lie, twin, said)


def corrected(maker: Maker) -> Pair:
    """The number is struck out by pen and another written above it."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("lf", "lq", "l"))), maker.other(row)

    def alter(look: Look, patch: Patch) -> Patch:
        x0, y0, x1, y1 = patch.parts[0][1]
        written = patches.text(other.licence, look.display, look.em * 0.9, look.pen).turned(-2.5)
        mask = np.zeros((patch.height, patch.width), np.uint8)
        cv2.line(
            mask,
            (round(x0 + (x1 - x0) * 0.45), round(y1 * 0.7)),
            (round(x1), round(y1 * 0.55)),
            255,
            max(3, round(look.em * 0.1)),
            cv2.LINE_AA,
        )
        stroke = patches.of_mask(mask, look.pen, "stroke")
        return patches.together([(patch, 0, 0), (stroke, 0, 0), (written, x0 + (x1 - x0) * 0.4, y0 - written.height)])

    return pair(honest.line("licence", alter=alter), honest, other.status)


KINDS = (
    Kind("pasted over", "a strip with other figures covers the end of a number", pasted_over),
    Kind("price tag over the number", "a price tag covers half of the licence number", price_tag),
    Kind("table of models", "models with several licences, only one of them the label's", table_of_models),
    Kind("code in a code", "a code inside another code, one of them of another licence", code_in_code),
    Kind("form with boxes", "the box beside 'none' is ticked", boxes),
    Kind("corrected by pen", "the number is struck out and another written above", corrected),
)
