"""Second set, half a: marks, and signs beside them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.lying_pictures import look as looks
from bench.lying_pictures import patches
from bench.lying_pictures.content import Pair, pair
from bench.lying_pictures.helping import lined, tick
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away
from bench.lying_pictures.patches import Patch
from verifier.detect.drawing import RING_OUTER, RING_STROKE
from verifier.domain import Pixels


def made_elsewhere(maker: Maker) -> Pair:
    """A licence for goods made in Thailand, on goods made elsewhere."""
    row = maker.row(types="ท")
    lie, true = maker.turn((
        ("ผลิตในประเทศจีน", "ผลิตในประเทศไทย"), ("MADE IN CHINA", "MADE IN THAILAND"),
        ("ประเทศผู้ผลิต : เวียดนาม", "ประเทศผู้ผลิต : ไทย"), ("Country of origin: India", "Country of origin: Thailand"),
    ))  # fmt: skip
    return lined(maker.label(row), lie, true, lie)


def word_in_the_mark(maker: Maker) -> Pair:
    """A word across the middle of the mark."""
    row, said = maker.row(), maker.turn(("ปลอม", "COPY", "FAKE", "ยกเลิก"))
    honest = maker.label(row)

    def redraw(mask: Pixels) -> Pixels:
        side, out = len(mask), mask.copy()
        face = looks.fonts()[0][0]
        size = next(s for s in range(round(side * 0.4), 5, -1) if face.at(s).getlength(said) <= side * 0.62)
        picture = Image.new("L", (side, side), 0)
        middle = (side // 2, side // 2)
        ImageDraw.Draw(picture).text(middle, said, font=face.at(size), fill=255, anchor="mm", language="th")
        word = np.asarray(picture)
        out[cv2.dilate(word, np.ones((max(3, side // 12),) * 2, np.uint8)) > 0] = 0
        return np.maximum(out, word)

    return pair(replace(honest, redraw=redraw), honest, said, 34.0)


def turned_mark(maker: Maker) -> Pair:
    """The square of the mark stands on its side, not on its corner; the words beside it stand upright."""
    row, degrees = maker.row(), maker.turn((45.0, -45.0, 30.0, 60.0))
    honest = maker.label(row)

    def redraw(mask: Pixels) -> Pixels:
        side = len(mask)
        matrix = cv2.getRotationMatrix2D(((side - 1) / 2, (side - 1) / 2), degrees, 1.0)
        return np.asarray(cv2.warpAffine(mask, matrix, (side, side), flags=cv2.INTER_CUBIC), np.uint8)

    return pair(replace(honest, redraw=redraw), honest, f"{degrees:.0f} degrees")


def cornered_ring(maker: Maker) -> Pair:
    """A triangle, square, hexagon or octagon in place of the ring."""
    row, corners = maker.row(types="ทน"), maker.turn((4, 6, 3, 8))
    honest = maker.label(row)

    def redraw(mask: Pixels) -> Pixels:
        side = len(mask)
        ys, xs = (np.mgrid[0:side, 0:side] + 0.5) / side - 0.5
        bare = np.where(np.hypot(xs, ys) > 0.5 - RING_STROKE / RING_OUTER - 0.01, 0, mask).astype(np.uint8)
        stroke = round(RING_STROKE / RING_OUTER * side)
        reach = side / 2 / math.cos(math.pi / corners)
        rim = math.ceil(reach - side / 2) + stroke
        out = np.pad(bare, rim)
        angles = [math.tau * n / corners - math.pi / 2 + (math.pi / corners if corners in (4, 8) else 0)
                  for n in range(corners)]  # fmt: skip
        middle = len(out) / 2
        points = [(middle + reach * math.cos(a), middle + reach * math.sin(a)) for a in angles]
        cv2.polylines(out, [np.array(points, np.int32)], True, 255, stroke, cv2.LINE_AA)
        return out

    return pair(replace(honest, redraw=redraw), honest, f"{corners} corners")


def crossed_in_a_list(maker: Maker) -> Pair:
    """A list of what the goods have, in which มอก. has a cross and the others a tick."""
    row = maker.row()
    honest = maker.label(row)
    items = maker.turn((("CE", "RoHS", "มอก."), ("ประกัน 1 ปี", "มอก.", "ส่งฟรี"), ("FCC", "CE", "TISI")))

    def make(has: bool) -> Callable[[Look], Patch]:
        def drawn(look: Look) -> Patch:
            side = round(look.em * 0.85)
            lines = []
            for item in items:
                cross = not has and item in ("มอก.", "TISI")
                sign = tick(side, (214, 30, 40) if cross else (30, 150, 60), cross=cross)
                text = patches.text(item, look.number, look.em, (20, 20, 20))
                lines.append(patches.row([text, sign], look.em * 0.5))
            return patches.on_ground(patches.column(lines, look.em * 0.25), (250, 250, 246), round(look.em * 0.4))

        return drawn

    one, two = (away(make(has), "near", 0.3, 3, slot="list") for has in (False, True))
    return pair(honest.plus(one), honest.plus(two), ", ".join(items))


KINDS = (
    Kind("made elsewhere", "a licence for goods made in Thailand on goods made elsewhere", made_elsewhere),
    Kind("word in the mark", "FAKE or the like across the middle of the mark", word_in_the_mark),
    Kind("mark turned", "the mark stands askew beside upright words", turned_mark),
    Kind("ring with corners", "a triangle, square, hexagon or octagon in place of the ring", cornered_ring),
    Kind("cross in a list", "a list of what the goods have, with a cross at the standard", crossed_in_a_list),
)
