"""`python -m bench eyes --pictures[=FOLDER]`: the pictures of what the eyes see, from the benchmark's own sets.

Everything shown is drawn by our own renderer. Failures are taken as they come: the first ones of each set, none chosen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.tables import codes, marks
from bench.tables.reading import Read, read_classes
from models.recipe.fonts import find_fonts, pick
from verifier.build import build_verifier
from verifier.detect.marks import THRESHOLD, NetDetector
from verifier.domain import Pixels
from verifier.domain.geometry import Quad
from verifier.finder.net import CODE, FinderNet
from verifier.image.crop import cut
from verifier.ocr.line_detector import boxes

INK, GOOD, DOUBT, BAD, PAPER = (20, 20, 20), (0, 120, 60), (180, 110, 0), (190, 20, 20), (255, 255, 255)
WIDE, TILE, GAP = 960, 148, 12
Colour = tuple[int, int, int]


def write(folder: Path, part: float = 1.0) -> Iterable[Path]:
    """Draws all pictures into `folder`, yielding each path. `part`: of that share of the drawings."""
    net = FinderNet()
    pictures = {
        "eyes-scene": lambda: _scene(net),
        "eyes-marks": lambda: _marks(NetDetector(net), math.ceil(160 * part)),
        "eyes-lines": lambda: _lines(math.ceil(10 * part)),
        "eyes-codes": lambda: _codes(math.ceil(15 * part)),
    }
    for name, draw in pictures.items():
        path = folder / f"{name}.jpg"
        draw().save(path, "JPEG", quality=80, optimize=True)
        yield path


# ---- what the net sees in a scene ------------------------------------------------------------------------------------


def _scene(net: FinderNet) -> Image.Image:
    """Two scenes: lines in blue, codes in amber, marks in green with their score, marks not found in red."""
    detector, shown = NetDetector(net), []
    for scene in list(marks.draw(2, marked=True, seed=marks.SEED + 1)):
        picture = Image.fromarray(scene.pixels)
        draw = ImageDraw.Draw(picture)
        for box in boxes(net(scene.pixels)):
            _outline(draw, box.quad, (40, 90, 220), 1)
        for peak in net(scene.pixels).peaks(0.4):
            if peak.kind == CODE:
                reach = peak.side / 2
                _outline(draw, Quad.of_box(peak.x - reach, peak.y - reach, peak.x + reach, peak.y + reach), DOUBT, 2)
        there, false = marks.sought(detector, scene)
        for mark in there:
            if mark.found and mark.seen.seen:
                _outline(draw, mark.seen.seen.quad, GOOD, 3)
                _say(draw, mark.seen.seen.quad.bounds[:2], f"{mark.seen.seen.score:.2f}", GOOD)
            else:
                _outline(draw, Quad.of_points(mark.thing.quad.tolist()), BAD, 3)
        for wrong in false:
            if wrong.seen and wrong.seen.score >= THRESHOLD:
                _outline(draw, wrong.seen.quad, BAD, 5)
        shown.append(np.asarray(picture.resize((WIDE // 2 - GAP, WIDE // 2 - GAP))))
    return _sheet([("", [(Image.fromarray(p), "", INK) for p in shown])], WIDE // 2 - GAP)


def _outline(draw: ImageDraw.ImageDraw, quad: Quad, colour: Colour, width: int) -> None:
    draw.line([*quad.corners, quad.corners[0]], fill=colour, width=width)


# ---- marks -----------------------------------------------------------------------------------------------------------


def _marks(detector: NetDetector, count: int) -> Image.Image:
    """The first marks of each kind that were found, and the first that were missed, of 24 px and more."""
    seen = [
        m for s in marks.draw(count, marked=True) for m in marks.sought(detector, s)[0] if m.seen.side >= marks.LEAST
    ]
    found = [m for m in seen if m.found]
    ailing = [m for m in found if any(ails(m.thing) for ails in marks.AILMENTS.values())]
    rows = [
        ("found", _tiles(found[:6], GOOD)),
        ("found: faint, squeezed, relief or dots", _tiles(ailing[:6], GOOD)),
        ("missed", _tiles([m for m in seen if not m.found][:12], BAD)),
    ]
    return _sheet(rows, TILE)


def _tiles(sought: Sequence[marks.Sought], colour: Colour) -> list[tuple[Image.Image, str, Colour]]:
    tiles = []
    for m in sought:
        ails = [name for name, is_so in marks.AILMENTS.items() if is_so(m.thing)]
        score = f" {m.seen.seen.score:.2f}" if m.seen.seen else ""
        said = f"{marks.WORDS[m.kind]} {m.seen.side:.0f} px{score}\n{', '.join(ails)}"
        tiles.append((_round(m.scene.pixels, m.thing.quad.mean(0), 1.5 * m.seen.side), said, colour))
    return tiles


def _round(pixels: Pixels, centre: Sequence[float], reach: float) -> Image.Image:
    """The square within `reach` px of a point, as a tile."""
    matrix = np.array([[1, 0, reach - centre[0]], [0, 1, reach - centre[1]]]) * (TILE / (2 * reach))
    cut_out = cv2.warpAffine(pixels, matrix, (TILE, TILE), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT)
    return Image.fromarray(np.asarray(cut_out, np.uint8))


# ---- lines -----------------------------------------------------------------------------------------------------------


def _lines(count: int) -> Image.Image:
    """Crops as the readers get them: accepted and right, not accepted, accepted and wrong; everyday and heavy."""
    reads = [read for _, part in read_classes(count) for read in part]
    everyday = [r for r in reads if not r.specimen.damage.heavy]
    rows = [
        ("everyday print, accepted and right", [r for r in everyday if r.right][:3]),
        ("everyday print, read and not accepted", [r for r in everyday if not r.said][:5]),
        ("heavy damage, accepted and right", [r for r in reads if r.specimen.damage.heavy and r.right][:3]),
        ("heavy damage, not accepted", [r for r in reads if r.specimen.damage.heavy and not r.said][:4]),
        ("accepted and wrong: what must not be", [r for r in reads if r.wrong][:4]),
    ]
    strips: list[tuple[str, list[tuple[Image.Image, str, Colour]]]] = []
    for title, part in rows:
        strips.append((f"{title}{'' if part else ': none of these'}", []))
        strips += [("", [_strip(r)]) for r in part]
    return _sheet(strips, 48)


def _strip(read: Read) -> tuple[Image.Image, str, Colour]:
    s = read.specimen
    crop = cut(s.photo.pixels, s.line.quad.grown(0.12), 48)
    picture = Image.fromarray(crop if crop.ndim == 3 else np.repeat(crop[:, :, None], 3, 2))
    picture.thumbnail((560, 48))
    said = ", ".join(f"{value} {confidence:.2f}" for value, confidence in read.said) or "-"
    why = ", ".join(s.damage.reasons)
    colour = BAD if read.wrong else GOOD if read.right else DOUBT
    return picture, f"{s.digit_height:.0f} px  {read.truth}\n-> {said}   {why}", colour


# ---- codes -----------------------------------------------------------------------------------------------------------


def _codes(count: int) -> Image.Image:
    """The first codes that the cascade reads and zxing-cpp at 1x, 2x and 3x does not, and those that it does not."""
    ways = codes.ways(build_verifier().code_reader)
    rescued, lost = [], []
    for band in range(len(codes.BANDS)):
        for _, made in codes.specimens(band, count):
            for coded in made:
                if coded.payload not in ways["cascade"](coded.photo):
                    lost.append(coded)
                elif coded.payload not in ways["zxing-cpp 1x 2x 3x"](coded.photo):
                    rescued.append(coded)
    rows = [("read by the rescue steps alone", rescued[:6]), ("not read", lost[:12])]
    return _sheet(
        [(f"{title}{'' if part else ': none of these'}", [_code(c) for c in part]) for title, part in rows], TILE
    )


def _code(coded: codes.Coded) -> tuple[Image.Image, str, Colour]:
    tile = Image.fromarray(coded.photo.pixels).resize((TILE, TILE), Image.Resampling.BICUBIC)
    return tile, f"module {coded.module:.1f} px\n{coded.hurt}", INK


# ---- sheets ----------------------------------------------------------------------------------------------------------


def _say(draw: ImageDraw.ImageDraw, at: Sequence[float], text: str, colour: Colour) -> None:
    draw.multiline_text((at[0], at[1] - 16), text, fill=colour, font=pick(find_fonts(), "Loma").at(13))


def _sheet(rows: Sequence[tuple[str, Sequence[tuple[Image.Image, str, Colour]]]], height: int) -> Image.Image:
    """Rows of tiles with captions under them, or beside them where the tile is a line; titles above."""
    font, bold = pick(find_fonts(), "Loma").at(13), pick(find_fonts(), "Loma", "Bold").at(15)
    sheet = Image.new("RGB", (WIDE, 8000), PAPER)
    draw, y = ImageDraw.Draw(sheet), GAP
    for title, tiles in rows:
        if title:
            draw.text((GAP, y), title, fill=INK, font=bold)
            y += 24
        x, step = GAP, 0
        for tile, said, colour in tiles:
            beside = height < TILE
            if x + tile.width > WIDE:
                x, y = GAP, y + step
            sheet.paste(tile, (x, y))
            draw.multiline_text(
                (x + tile.width + GAP, y + 4) if beside else (x, y + tile.height + 2), said, fill=colour, font=font
            )
            step = tile.height + (GAP if beside or not said else 42)
            x += tile.width + GAP
        y += step
    return sheet.crop((0, 0, WIDE, y + GAP))
