"""Codes torn, laid over one another, with words in them, and of further symbologies; numbers changed in one digit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PIL import Image

from bench.lying_pictures import patches
from bench.lying_pictures.content import Pair, pair
from bench.lying_pictures.helping import apart, hand
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import CARRYING, ID, Kind, Maker, away
from bench.lying_pictures.more_codes import symbol
from bench.lying_pictures.patches import Patch
from verifier.domain import Pixels

MANUAL = "https://example.com/manual/pb10"


def torn_code(maker: Maker) -> Pair:
    """A second code of which a part is torn away; the twin's is whole and leads to a manual."""
    row = maker.row()
    honest, other, corner = maker.label(row, maker.one(("l", "lf", "lq"))), maker.other(row), maker.index % 3

    def torn(mask: Pixels) -> Pixels:
        side = len(mask)
        ys, xs = np.mgrid[0:side, 0:side]
        if corner == 2:
            return np.where(xs > side * (0.45 + 0.05 * np.sin(ys / side * 9)), 0, mask).astype(np.uint8)
        along = xs if corner else side - xs
        return np.where(along + ys < side * 0.8, 0, mask).astype(np.uint8)

    def code(payload: str, *, whole: bool) -> Callable[[Look], Patch]:
        return lambda look: patches.code(payload, round(max(110, look.mark)), redraw=None if whole else torn)

    one = away(code(ID + other.qr_id, whole=False), "near", 0.3, 4, slot="code")
    return pair(
        honest.plus(one), honest.plus(away(code(MANUAL, whole=True), "near", 0.3, 4, slot="code")), other.status
    )


def code_beneath(maker: Maker) -> Pair:
    """The rim of another code looks out from under a sticker with an honest one."""
    row, right = maker.row(), maker.index % 2 == 0
    honest, other = maker.label(row, maker.one(("l", "lf", "f"))), maker.other(row)

    def stuck(look: Look, *, beneath: bool) -> Patch:
        size = round(max(120, look.mark * look.code))
        top = patches.on_ground(patches.code(maker.payload(row), size), (255, 255, 255), round(size * 0.03))
        if not beneath:
            return top
        under = patches.on_ground(patches.code(ID + other.qr_id, size), (255, 255, 255), round(size * 0.03))
        off = round(size * 0.14)
        return patches.together([(under, off if right else 0, off), (top, 0 if right else off, 0)])

    one, two = (
        away(lambda look, under=under: stuck(look, beneath=under), "near", 0.3, 1.5, slot="code")  # type: ignore[misc]
        for under in (True, False)
    )
    return pair(honest.plus(one), honest.plus(two), "right" if right else "left")


def word_in_code(maker: Maker) -> Pair:
    """A word stands in the middle of the code, where makers print their sign; the twin has a disc there."""
    row, said = maker.row(), maker.turn(("FAKE", "COPY", "ปลอม"))
    honest = maker.label(row, maker.one(("l", "lf", "f")))
    payload = maker.payload(row)

    def code(look: Look, *, word: bool) -> Patch:
        grid = patches.modules(payload, "h")
        pixel = max(3, round(max(190, look.mark * 1.3) / len(grid)))
        whole = Image.fromarray(255 - np.kron(grid, np.ones((pixel, pixel), np.uint8))).convert("RGBA")
        width = round(whole.width * 0.34)
        plate = Image.new("RGBA", (width, width // 2), (255, 255, 255, 255))
        text = patches.text(said, look.display, width * 0.3, (200, 0, 0)).picture if word else None
        if text is not None:
            text = text.crop(text.getbbox())
            share = min(0.94 * width / text.width, 0.42 * width / text.height)
            text = text.resize((max(1, round(text.width * share)), max(1, round(text.height * share))))
        else:
            ys, xs = np.mgrid[0 : width // 3, 0 : width // 3]
            disc = np.hypot(xs - width / 6, ys - width / 6) < width / 7
            text = patches.of_mask(np.where(disc, 255, 0).astype(np.uint8), (200, 0, 0)).picture
        plate.alpha_composite(text, ((width - text.width) // 2, (width // 2 - text.height) // 2))
        whole.alpha_composite(plate, ((whole.width - width) // 2, (whole.height - width // 2) // 2))
        return Patch(whole)

    lie = honest.plus(away(lambda look: code(look, word=True), "near", 0.2, 1.5, slot="code"))
    return pair(lie, honest.plus(away(lambda look: code(look, word=False), "near", 0.2, 1.5, slot="code")), said, 30.0)


def further_symbology(maker: Maker) -> Pair:
    """Aztec, a DataMatrix in white on black, Code 39 or rMQR names another licence, the twin's a serial number."""
    row, kind = maker.row(), maker.turn(("Aztec", "DataMatrix", "Code39", "RMQRCode"))
    honest, other = maker.label(row), maker.other(row)
    latin = "T" + other.licence.lstrip("ทนสค")
    lie = latin if kind == "Code39" else maker.one((CARRYING + other.licence, "เลขที่ใบอนุญาต " + other.licence))
    wide = {"Code39": 4.2, "RMQRCode": 2.4, "DataMatrix": 1.6, "Aztec": 1.0}[kind]

    def code(said: str) -> Callable[[Look], Patch]:
        def make(look: Look) -> Patch:
            made = symbol(said, kind, max(110, round(look.mark * wide)))
            if kind != "DataMatrix":
                return made
            grey = np.asarray(made.picture.convert("L"), np.uint8)
            return patches.of_grey(np.asarray(255 - grey, np.uint8))

        return make

    return apart(honest, code, lie, "SN-00412-88", f"{kind}, {other.status}")


def changed_digit(maker: Maker) -> Pair:
    """A digit of the licence stands on a patch of other paper, or is written over by pen; the twin's note is beside."""
    row, how = maker.row(), maker.turn(("patch", "pen"))
    honest, digit = maker.label(row, maker.one(("lq", "lf", "l"))), maker.one("34678")

    def alter(look: Look, patch: Patch) -> Patch:
        x0, y0, x1, y1 = patch.parts[0][1]
        at = x0 + (x1 - x0) * 0.66
        if how == "pen":
            piece = patches.text(digit, hand(), look.em * 1.3, look.pen)
            return patches.together([(patch, 0, 0), (piece, at, (y0 + y1 - piece.height) / 2)])
        light = sum(look.paper) > sum(look.ink)
        text = patches.text(digit, look.body, look.em * 0.95, look.ink)
        other = patches.on_ground(text, (255, 226, 140) if light else (96, 66, 20), round(look.em * 0.06))
        return patches.together([(patch, 0, 0), (other, at, (y0 + y1 - other.height) / 2)])

    return pair(honest.line("licence", alter=alter), replace(honest), how, 28.0)


KINDS = (
    Kind("second code torn", "a second code of another licence, of which a part is gone", torn_code),
    Kind("code beneath a code", "the rim of another code looks out from under a sticker", code_beneath),
    Kind("word in a code", "a word in the middle of the code", word_in_code),
    Kind("further symbologies", "Aztec, DataMatrix, Code 39 or rMQR names another licence", further_symbology),
    Kind("digit changed", "one digit on other paper or written over", changed_digit),
)
