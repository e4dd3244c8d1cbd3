"""Held back: how it is printed."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch
from models.recipe.words import clusters
from verifier.detect.drawing import RING_OUTER, RING_STROKE, mark_mask
from verifier.domain import MarkKind, Pixels


def stacked_letters(maker: Maker) -> Pair:
    """Another licence number, letter under letter."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)

    def make(look: Look) -> Patch:
        em = max(24.0, look.em * 0.85)
        letters = [patches.text(c, look.number, em, look.ink) for c in clusters(other.licence)]
        return patches.column(letters, -em * 0.25, 0.5)

    return pair(honest.plus(away(make, "near", 0.3, 4)), honest, other.status)


def hollow_letters(maker: Maker) -> Pair:
    """A contradictory line in outlined letters."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    said = maker.turn((maker.licence(other), "ไม่ได้รับอนุญาต มอก.", maker.licence(other), "NOT TISI CERTIFIED"))

    def alter(look: Look, patch: Patch) -> Patch:
        mask = np.pad(np.asarray(patch.picture.getchannel("A")), 4)
        kernel = np.ones((3, 3), np.uint8)
        outline = (
            cv2.dilate(mask, kernel) - cv2.erode(mask, kernel) if look.em > 40 else cv2.dilate(mask, kernel) - mask
        )
        return patches.of_mask(np.asarray(outline, np.uint8), look.ink, "other")

    return pair(honest.plus(Line(said, "other", 1.3, alter)), honest, said[:24], 30.0)


def code_inverted(maker: Maker) -> Pair:
    """A code of another licence, its colours inverted or itself mirrored."""
    row, how = maker.row(), maker.turn(("inverted", "mirrored", "both"))
    honest, other = maker.label(row, maker.one(("l", "lf", "f"))), maker.other(row)

    def recode(mask: Pixels) -> Pixels:
        out = mask[:, ::-1] if how != "inverted" else mask
        return np.ascontiguousarray(255 - out if how != "mirrored" else out)

    lie = replace(honest, payload=maker.payload(other), recode=recode)
    return pair(lie, replace(honest, payload=maker.payload(row)), f"{how}, {other.status}")


def overprinted(maker: Maker) -> Pair:
    """Two licence numbers printed on one another, half a letter apart."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("lf", "lq", "lfq"))), maker.other(row)

    def alter(look: Look, patch: Patch) -> Patch:
        second = patches.text(
            honest.of("licence").replace(row.licence, other.licence), look.number, look.em * 0.95, look.ink
        )
        return patches.together([(patch, 0, 0), (second, look.em * 0.22, look.em * 0.2)])

    return pair(honest.line("licence", alter=alter), honest, other.status)


def ring_too_wide(maker: Maker) -> Pair:
    """The monogram small in a wide ring, or out of its middle."""
    row, how = maker.row(types="ทน"), maker.turn(("wide", "off the middle", "thick ring"))
    honest = maker.label(row)

    def redraw(mask: Pixels) -> Pixels:
        side = len(mask)
        wide = {"wide": 1.75, "off the middle": RING_OUTER + 0.15, "thick ring": RING_OUTER + 0.25}[how]
        stroke = RING_STROKE * (2.6 if how == "thick ring" else 1.0)
        inner = round(side / wide)
        ys, xs = (np.mgrid[0:side, 0:side] + 0.5) / side - 0.5
        distance, edge = np.hypot(xs, ys) * side, side / 2
        band = np.clip(edge - distance + 0.5, 0, 1) * np.clip(distance - edge + stroke / wide * side + 0.5, 0, 1)
        out = np.asarray(band * 255, np.uint8)
        at = (side - inner) // 2
        dx = round(side * 0.07) if how == "off the middle" else 0
        piece = out[at : at + inner, at + dx : at + dx + inner]
        np.maximum(piece, mark_mask(MarkKind.VOLUNTARY, inner), out=piece)
        return out

    return pair(replace(honest, redraw=redraw), honest, how)


def embossed(maker: Maker) -> Pair:
    """Another licence number embossed without ink: only its edges are lighter and darker than the paper."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    said = maker.licence(other)

    def make(look: Look) -> Patch:
        mask = (
            np.asarray(patches.text(said, look.number, look.em * 1.3, look.ink).picture.getchannel("A")).astype(
                np.float32
            )
            / 255
        )
        slope = cv2.GaussianBlur(np.pad(mask, 4), (0, 0), 1.2)
        slope = (cv2.Sobel(slope, cv2.CV_32F, 1, 0) + cv2.Sobel(slope, cv2.CV_32F, 0, 1)) * 0.5
        light = np.clip(slope, 0, 1)
        dark = np.clip(-slope, 0, 1)
        one = patches.of_mask((light * 150).astype(np.uint8), (255, 255, 255))
        two = patches.of_mask((dark * 150).astype(np.uint8), (0, 0, 0))
        return patches.together([(one, 0, 0), (two, 0, 0)])

    return pair(honest.plus(away(make, "near", 0.3, 5)), honest, other.status, 34.0)


KINDS = (
    Kind("letters one under the other", "another licence number, letter under letter", stacked_letters),
    Kind("outlined letters", "a contradictory line in outlined letters", hollow_letters),
    Kind("code inverted or mirrored", "another licence's code, inverted or mirrored", code_inverted),
    Kind("overprinted", "two licence numbers on one another", overprinted),
    Kind("ring of other proportions", "a ring too wide, too thick or off the middle", ring_too_wide),
    Kind("embossed without ink", "another licence number in relief", embossed),
)
