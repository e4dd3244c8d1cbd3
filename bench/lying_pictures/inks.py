"""Contradictory print in inks that people see and a reader of greys may not: colour alone, pale, reversed, dotted."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Alter, Line, Pair, pair
from bench.lying_pictures.listed import Row
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch
from models.recipe.sheet import Colour

DENIALS = ("ไม่ได้รับอนุญาต มอก.", "ใบอนุญาตถูกเพิกถอน", "NOT TISI CERTIFIED", "LICENCE REVOKED", "ใบอนุญาตหมดอายุ")
SATURATED: tuple[Colour, ...] = (
    (255, 232, 0), (120, 255, 120), (120, 240, 255), (255, 190, 220), (255, 60, 60), (0, 150, 60), (40, 60, 255),
    (200, 0, 120), (0, 0, 170), (120, 0, 20), (0, 90, 40), (150, 90, 0), (255, 150, 40), (230, 120, 255),
)  # fmt: skip


def grey(colour: Colour) -> float:
    """Luma by Rec. 601, 0..255: what is left of a colour in a grey picture."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def of_equal_grey(paper: Colour) -> Colour:
    """The saturated ink whose luma is nearest that of the paper, among those that eyes tell from it at once."""
    apart = [c for c in SATURATED if sum(abs(a - b) for a, b in zip(c, paper, strict=True)) >= 130]
    return min(apart, key=lambda c: abs(grey(c) - grey(paper)))


def _said(maker: Maker, row: Row) -> tuple[str, str]:
    """A denial, or another licence, and what it is."""
    if maker.index % 2:
        other = maker.other(row)
        return maker.licence(other), f"{other.status} licence"
    denial = maker.one(DENIALS)
    return denial, denial


def _inked(maker: Maker, print_: object) -> Pair:
    """A line in the block in a special ink; the twin lacks the line."""
    row = maker.row()
    honest = maker.label(row)
    said, variant = _said(maker, row)
    return pair(honest.plus(Line(said, "other", 1.1, print_)), honest, variant)  # type: ignore[arg-type]


def _recoloured(patch: Patch, ink: Colour) -> Patch:
    return Patch(patches.inked(patch.picture.getchannel("A"), ink), patch.parts)


def colour_only(maker: Maker) -> Pair:
    def alter(look: Look, patch: Patch) -> Patch:
        return _recoloured(patch, of_equal_grey(look.paper))

    return _inked(maker, alter)


def nearly_paper(maker: Maker) -> Pair:
    step = maker.turn((26, 34, 42))

    def alter(look: Look, patch: Patch) -> Patch:
        up = sum(look.paper) < 380
        ink = tuple(min(255, v + step) if up else max(0, v - step) for v in look.paper)
        return _recoloured(patch, (ink[0], ink[1], ink[2]))

    return _inked(maker, alter)


def reversed_out(maker: Maker) -> Pair:
    def alter(look: Look, patch: Patch) -> Patch:
        return patches.on_ground(_recoloured(patch, look.paper), look.ink, round(look.em * 0.25))

    return _inked(maker, alter)


def dotted(maker: Maker) -> Pair:
    """As an ink-jet coder prints it: in dots."""

    def alter(look: Look, patch: Patch) -> Patch:
        mask = np.asarray(patch.picture.getchannel("A"))
        pitch = max(2, round(look.em / 14))
        small = cv2.resize(
            mask, (max(1, mask.shape[1] // pitch), max(1, mask.shape[0] // pitch)), interpolation=cv2.INTER_AREA
        )
        dots = np.zeros((small.shape[0] * pitch, small.shape[1] * pitch), np.uint8)
        for y, x in zip(*np.nonzero(small > 70), strict=True):
            cv2.circle(
                dots,
                (int(x) * pitch + pitch // 2, int(y) * pitch + pitch // 2),
                max(1, round(pitch * 0.42)),
                255,
                -1,
                cv2.LINE_AA,
            )
        return patches.of_mask(dots, look.ink, "other")

    return _inked(maker, alter)


def watermark(said: str, share: float, turn: float) -> Alter:
    """Large pale words across the block, over its print, which stays legible."""

    def alter(look: Look, block: Patch) -> Patch:
        size = 10.0
        while patches.text(said, look.display, size, look.ink).width < block.width * 0.95 and size < block.height:
            size += 6
        word = patches.faded(patches.text(said, look.display, max(size, 40.0), look.ink), share).turned(turn)
        x, y = (block.width - word.width) / 2, (block.height - word.height) / 2
        return patches.together([(block, 0, 0), (word, x, y)])

    return alter


def watermarked(maker: Maker) -> Pair:
    row, said = maker.row(), maker.turn(("VOID", "ยกเลิก", "EXPIRED", "ไม่ผ่าน", "REVOKED"))
    honest = maker.label(row)
    return pair(replace(honest, alter=watermark(said, 0.3, maker.rng.uniform(-20, 10))), honest, said)


def large_pale(maker: Maker) -> Pair:
    """A denial as large as the brand, in a tint of the ink, apart from the block."""
    row, said = maker.row(), maker.turn(DENIALS)
    honest = maker.label(row)
    size = maker.rng.uniform(2.0, 3.2)

    def make(look: Look) -> Patch:
        return patches.faded(patches.text(said, look.display, look.em * size, look.ink), 0.35)

    return pair(honest.plus(away(make, "far", 0.6, 8)), honest, said)


KINDS = (
    Kind("print in colour alone", "contradictory line in a colour as bright as the paper", colour_only),
    Kind("print nearly of the paper's colour", "contradictory line 26 to 42 levels off the paper", nearly_paper),
    Kind("print reversed out", "contradictory line, light in a dark bar", reversed_out),
    Kind("print in dots", "contradictory line as an ink-jet coder prints it", dotted),
    Kind("watermark", "large pale words across the block", watermarked),
    Kind("large pale denial", "a denial as large as the brand in a tint", large_pale),
)
