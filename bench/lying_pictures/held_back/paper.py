"""Held back: what it is printed on."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from PIL import Image

from bench.lying_pictures import compose, patches
from bench.lying_pictures.content import Label, Line, Pair, Shown, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import STRANGERS, Kind, Maker, away
from bench.lying_pictures.patches import Patch


def poster(maker: Maker) -> Pair:
    """A poster that shows what a genuine label looks like."""
    row = maker.row()
    honest = maker.label(row, maker.one(("l", "lf", "lq")))
    said = maker.turn((
        "วิธีดูของแท้ ฉลากต้องมีข้อความดังนี้", "ภาพจำลองฉลากเพื่อการศึกษา", "EXAMPLE OF A GENUINE LABEL",
        "ภาพประกอบการโฆษณาเท่านั้น",
    ))  # fmt: skip
    head = Line(said, "text", 1.25)
    return pair(
        replace(honest, lines=(head, *honest.lines)),
        replace(honest, lines=(Line(row.thing, "text", 1.25), *honest.lines)),
        said,
    )


def columns_of_roles(maker: Maker) -> Pair:
    """A table of roles and firms, in which the licensee is a stranger."""
    row = maker.row()
    honest, stranger = maker.label(row, maker.one(("l", "lq", "q"))), maker.one(STRANGERS)
    roles = ("ผู้จำหน่าย", "ผู้รับใบอนุญาต", "ประเทศ")

    def table(name: str):  # type: ignore[no-untyped-def]
        def make(look: Look) -> Patch:
            em = max(24.0, look.em * 0.85)
            left = patches.column([patches.text(t, look.body, em, look.ink) for t in roles], em * 0.3)
            right = patches.column(
                [patches.text(t, look.number, em, look.ink) for t in (row.holder, name, "ไทย")], em * 0.3
            )
            return patches.row([left, right], em * 3, 0)

        return make

    lie = honest.plus(away(table(stranger), "near", 0.3, 4, slot="roles"))
    return pair(lie, honest.plus(away(table(row.holder), "near", 0.3, 4, slot="roles")), stranger)


def cut_in_two(maker: Maker) -> Pair:
    """The mark is cut through its middle, and its halves stand apart from each other."""
    row, way = maker.row(), maker.turn(("level", "upright"))
    honest = maker.label(row)

    def redraw(mask: np.ndarray) -> np.ndarray:
        side = len(mask)
        gap, slip = max(3, side // 8), max(2, side // 9)
        turned = mask if way == "level" else mask.T
        out = np.zeros((side + gap, side + slip), np.uint8)
        out[: side // 2, :side] = turned[: side // 2]
        out[side // 2 + gap :, slip:] = turned[side // 2 :]
        return np.ascontiguousarray(out if way == "level" else out.T)

    return pair(replace(honest, redraw=redraw), honest, way)


def punched(maker: Maker) -> Pair:
    """Holes punched through the number, as through an invalid paper."""
    row, role = maker.row(), maker.turn(("licence", "standard"))
    honest = maker.label(row, maker.one(("lf", "lq", "l")))

    def alter(look: Look, patch: Patch) -> Patch:
        x0, y0, x1, y1 = patch.parts[0][1]
        radius, rng = look.em * 0.36, look.rng(6)
        pixels = np.asarray(patch.picture).copy()
        for share in (0.62, 0.78, 0.92):
            x, y = x0 + (x1 - x0) * (share + rng.uniform(-0.02, 0.02)), (y0 + y1) / 2
            cv2.circle(pixels, (round(x), round(y)), round(radius), (40, 38, 36, 255), -1, cv2.LINE_AA)
        return Patch(Image.fromarray(pixels), patch.parts)

    return pair(honest.line(role, alter=alter), honest, role)


def label_below(maker: Maker) -> Pair:
    """Another label sticks out from under the honest one, with its own licence."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    false = replace(maker.label(other, "lf"), payload=None)

    def alter(look: Look, block: Patch) -> Patch:
        under = patches.on_ground(
            compose.block(replace(look, ink=(30, 30, 30), arrangement="under"), false),
            (250, 248, 240),
            round(look.em * 0.5),
        )
        upper = patches.on_ground(block, look.paper, round(look.em * 0.4))
        return patches.together([(under, 0, upper.height - under.height * 0.35), (upper, 0, 0)])

    return pair(replace(honest, alter=alter), honest, other.status)


def second_photo_upside_down(maker: Maker) -> Pair:
    """A second photo, upside down, of another product's label."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)

    def turned(label: Label) -> Label:
        return replace(label, alter=lambda look, block: block.turned(180))

    shows = maker.one(("l", "lf"))
    return Pair(
        (Shown((honest,)), Shown((turned(maker.label(other, shows)),))),
        (Shown((honest,)), Shown((turned(maker.label(row, shows)),))),
        other.status,
    )


KINDS = (
    Kind("poster", "the label is shown on a poster about labels", poster),
    Kind("roles in columns", "a stranger is the licensee in a table of roles", columns_of_roles),
    Kind("mark cut in two", "the halves of the mark stand apart", cut_in_two),
    Kind("number punched", "holes through the number", punched),
    Kind("label under the label", "another label sticks out from under the honest one", label_below),
    Kind("second photo upside down", "another product's label, upside down", second_photo_upside_down),
)
