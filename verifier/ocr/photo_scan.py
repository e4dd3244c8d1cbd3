"""All lines of print in a photo, wherever they stand: for the second look that challenges agreement.

The photo is cut into tiles. Tiles without texture are left out; the others are shown to the line detector at one scale,
as large as the budget of pixels allows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Region
from verifier.image.pyramid import nearest
from verifier.ocr.seams import joined, piece
from verifier.ocr.window import BoxFinder, Window, lines_in, merge

Cells: TypeAlias = npt.NDArray[np.bool_]

MAX_SCAN_PIXELS = 2_400_000
"""The line detector sees at most this many pixels of one photo, over all tiles."""
TILE_SIDE_PX = 608
"""A tile as the detector sees it, in pixels; its sides are multiples of the net's step with the overlap."""
OVERLAP_PX = 64
"""Neighbouring tiles share a strip of this many detector pixels: lines shorter than it are whole in one of them, and
the pieces of others are joined (`seams`)."""
MAX_SCALE = 1.0
"""Photos are not enlarged for the scan: print of 10 px and more is found as it is."""
CLOSER_HEIGHT_PX, CLOSER_ROOM = 56.0, (1.1, 1.8)
"""Height at which one box is looked at by itself, in detector pixels, and the size of that window in those of the box:
two lines that were joined are apart then, in the middle of the heights that the detector knows."""
TEXTURE_LEVEL_SIDE_PX = 1000
"""Long side of the copy on which texture is measured, at least, where the photo has as much."""
TEXTURE_CELL_PX = 8
"""Side of a cell in which texture is measured, in pixels of that copy."""
TEXTURE_MIN_DEVIATION = 6.0
"""Grey levels by which a cell with print deviates from its own mean, at least."""
TEXTURE_MIN_SHARE = 0.004
"""A tile is shown when this share of its cells has texture: one short line does."""


class PhotoScan:
    """Finds the lines of print of a whole photo with a finder of boxes. Safe to share between threads."""

    def __init__(self, boxes: BoxFinder) -> None:
        self._boxes, self.version = boxes, boxes.version

    def find(self, photo: Photo) -> list[Region]:
        """LINE regions of the photo, each once, from top to bottom. Raises EngineFailed."""
        chosen, size = tiles(photo.levels), (photo.width, photo.height)
        pieces = [piece(line, tile, *size) for tile in chosen for line in lines_in(self._boxes, photo, tile)]
        return sorted(
            merge([*joined(pieces), *(shown.line for shown in pieces)]), key=lambda line: line.quad.centre[::-1]
        )

    def closer(self, photo: Photo, line: Region) -> list[Region]:
        """LINE regions in and close round one box, looked at by itself: it may join lines. Raises EngineFailed."""
        (along, across), quad = CLOSER_ROOM, line.quad
        window = Window(
            quad.centre, along * quad.width, across * quad.height, quad.angle, CLOSER_HEIGHT_PX / quad.height
        )
        return lines_in(self._boxes, photo, window)


def tiles(levels: Sequence[Pixels]) -> list[Window]:
    """The tiles with texture, in reading order, at the largest scale at which all together keep to the budget.

    `levels` is the photo, H×W×3 RGB uint8, and its smaller copies.
    """
    height, width = levels[0].shape[:2]
    textured = _texture(levels)
    scale = min(MAX_SCALE, math.sqrt(MAX_SCAN_PIXELS / max(1.0, float(textured.mean()) * width * height)))
    while True:
        chosen = [tile for tile in _grid(width, height, scale) if _has_texture(tile, textured, width, height)]
        seen = sum(tile.pixels for tile in chosen)
        if seen <= MAX_SCAN_PIXELS or scale <= TILE_SIDE_PX / max(width, height):
            return chosen
        scale *= max(0.7, math.sqrt(MAX_SCAN_PIXELS / seen))


def _texture(levels: Sequence[Pixels]) -> Cells:
    """Which cells of the photo deviate from their own mean: rows × columns of cells."""
    longest = max(levels[0].shape[:2])
    level, _ = nearest(levels, min(1.0, TEXTURE_LEVEL_SIDE_PX / longest))
    grey = cv2.cvtColor(level, cv2.COLOR_RGB2GRAY).astype(np.float32)
    size = (max(1, level.shape[1] // TEXTURE_CELL_PX), max(1, level.shape[0] // TEXTURE_CELL_PX))
    mean = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    square = cv2.resize(grey * grey, size, interpolation=cv2.INTER_AREA)
    return np.asarray(square - mean * mean > TEXTURE_MIN_DEVIATION**2)


def _grid(width: int, height: int, scale: float) -> list[Window]:
    """Tiles over a photo of this size in pixels, in reading order."""
    side, step = TILE_SIDE_PX / scale, (TILE_SIDE_PX - OVERLAP_PX) / scale
    columns, rows = (max(1, math.ceil((extent - OVERLAP_PX / scale) / step)) for extent in (width, height))
    across, down = min(side, width), min(side, height)
    centres = [
        (min(column * step, width - across) + across / 2, min(row * step, height - down) + down / 2)
        for row in range(rows)
        for column in range(columns)
    ]
    return [Window(centre, across, down, 0.0, scale) for centre in centres]


def _has_texture(tile: Window, textured: Cells, width: int, height: int) -> bool:
    rows, columns = textured.shape
    (x, y), half_width, half_height = tile.centre, tile.width / 2, tile.height / 2
    top, bottom = int((y - half_height) / height * rows), math.ceil((y + half_height) / height * rows)
    left, right = int((x - half_width) / width * columns), math.ceil((x + half_width) / width * columns)
    cells = textured[top:bottom, left:right]
    return bool(cells.size and cells.mean() >= TEXTURE_MIN_SHARE)
