"""Codes beside the usual one: other symbologies, unreadable ones, neighbours, and links that are printed in letters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import zxingcpp

from bench.lying_pictures import patches
from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import CARRYING, ID, Kind, Maker, away
from bench.lying_pictures.patches import Patch
from verifier.domain import Pixels


def symbol(payload: str, kind: str, width: int) -> Patch:
    """A code of another symbology by its name in zxing, about `width` px wide."""
    made = zxingcpp.create_barcode(payload, getattr(zxingcpp.BarcodeFormat, kind))
    grid = np.pad(np.array(made.to_image(scale=1)), 1 if kind != "Code128" else 6, constant_values=255)
    pixel = max(2, round(width / grid.shape[1]))
    return patches.of_grey(np.kron(grid, np.ones((pixel, pixel), np.uint8)))


def other_symbology(maker: Maker) -> Pair:
    row, kind = maker.row(), maker.turn(("DataMatrix", "Aztec", "PDF417", "Code128"))
    honest, other = maker.label(row), maker.other(row)
    text = other.licence if kind != "Code128" else "TISI " + "T" + other.licence[1:]
    payload = maker.one((text, CARRYING + other.licence)) if kind != "Code128" else text

    def make(look: Look) -> Patch:
        return symbol(payload, kind, round(look.mark * (2.2 if kind in ("PDF417", "Code128") else 1.0)))

    return pair(honest.plus(away(make, "near", 0.3, 4)), honest, f"{kind}, {other.status}")


def covered(maker: Maker) -> Pair:
    """The code beside the mark cannot be read: a corner torn off, half covered, scribbled over."""
    row, how = maker.row(), maker.turn(("half", "corner", "band"))
    honest, other = maker.label(row, maker.one(("l", "lf", "f"))), maker.other(row)

    def recode(mask: Pixels) -> Pixels:
        side, gone = len(mask), mask.copy()
        if how == "half":
            gone[:, side // 2 :] = 0
        elif how == "corner":
            gone[: side // 2, : side // 2] = 0
        else:
            gone[round(side * 0.3) : round(side * 0.7)] = 255
        return gone

    lie = replace(honest, payload=maker.payload(other), recode=recode)
    return pair(lie, replace(honest, payload=maker.payload(row)), f"{how} covered")


def neighbours(maker: Maker) -> Pair:
    """Two codes side by side in the block, one honest and one of another licence."""
    row, first = maker.row(), maker.index % 2 == 0
    honest, other = maker.label(row, maker.one(("l", "lf", "f"))), maker.other(row)
    false = maker.payload(other)

    def alter(look: Look, block: Patch) -> Patch:
        extra = patches.code(false, round(look.mark * look.code))
        pieces = [block, extra] if first else [extra, block]
        return patches.row(pieces, look.em * 0.7, 0)

    honest = replace(honest, payload=maker.payload(row))
    return pair(replace(honest, alter=alter), honest, f"{'after' if first else 'before'} the block, {other.status}")


def printed_link(maker: Maker) -> Pair:
    """TISI's link to another licence, printed in letters."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    said = maker.turn(
        (
            CARRYING + other.licence,
            ID + other.qr_id,
            "a.tisi.go.th/l/?n=" + other.licence,
            "ตรวจสอบ a.tisi.go.th n=" + other.licence,
        )
    )
    return pair(honest.plus(Line(said, "other", 0.8)), honest, f"{said[:24]}, {other.status}")


def printed_stranger(maker: Maker) -> Pair:
    """A stranger's address that plays TISI, printed as the place to check the licence."""
    row = maker.row()
    honest = maker.label(row)
    said = maker.turn((
        "ตรวจสอบใบอนุญาตที่ tisi-check.com", "www.tisi.go.th.verify-th.com", "appdb-tisi.go.th/Q/i.php",
        "สแกนที่ มอก.com", "t1si.go.th",
    ))  # fmt: skip
    return pair(honest.plus(Line(said, "other", 0.85)), honest.plus(Line("www.tisi.go.th", "other", 0.85)), said)


def long_code(maker: Maker) -> Pair:
    """The code holds pages of text, in which another licence is named at the end."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("l", "lf", "f"))), maker.other(row)
    filler = maker.turn(("คู่มือการใช้งาน " * 6, "warranty terms " * 12, "https://www.example.com/a?b=" + "x" * 60 + " "))
    lie = replace(honest, payload=f"{filler}TISI {other.licence}")
    return pair(lie, replace(honest, payload=maker.payload(row)), other.status, 38.0)


KINDS = (
    Kind("code of another symbology", "DataMatrix, Aztec, PDF417 or Code 128 names another licence", other_symbology),
    Kind("code that cannot be read", "the code beside the mark is covered", covered),
    Kind("two codes side by side", "one code is honest, its neighbour of another licence", neighbours),
    Kind("link printed in letters", "TISI's link to another licence in letters", printed_link),
    Kind("false address printed", "a stranger's address as the place to check", printed_stranger),
    Kind("code with pages of text", "another licence at the end of a long text", long_code),
)
