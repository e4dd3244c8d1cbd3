"""The picture that people see of a photo: the part round its evidence, upright, with outlines and their pins.

Pictures are made of the very pixels that were judged, one photo at a time; the photo itself is not kept.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from api.crops import cut_out
from api.page import pins
from api.page.evidence import Item
from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad

PICTURE_SIDE = 960
"""Long side of a picture in pixels: two to three for each one of a phone's screen."""
QUALITY = 80
OUTSIDE_PRINT = 0.2, 0.08
"""How far an outline stands off, before and after its print, above and below it: shares of the height of its box."""
OUTSIDE_SQUARE = 0.04, 0.04
"""The same for marks and codes, whose boxes are tight but large."""
ROUND_PRINT = 0.6, 0.3
"""How much of the surroundings a cut-out shows, in the same shares: letters at its edge are seen whole."""
ROUND_SQUARE = 0.16, 0.16


@dataclass(frozen=True, slots=True)
class Crop:
    """A cut-out as a `data:` link, its size, and in it the outline round the print: left, top, width, height."""

    link: str
    width: int
    height: int
    outline: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """An item's place in a picture, the centre of its numbered pin, and its cut-out."""

    item: Item
    quad: Quad
    pin: pins.Place
    crop: Crop


@dataclass(frozen=True, slots=True)
class Picture:
    """The part of a photo round its evidence as a `data:` link, and what is outlined in it."""

    link: str
    width: int
    height: int
    outlines: tuple[Outline, ...]


def picture(photo: Photo, shown: Sequence[Item]) -> Picture:
    """The part of a photo round these items and its surroundings; all of it when there are none."""
    left, top, right, bottom = surroundings([item.quad for item in shown], photo.width, photo.height)
    factor = min(1.0, PICTURE_SIDE / max(right - left, bottom - top))
    size = max(1, round((right - left) * factor)), max(1, round((bottom - top) * factor))
    part = cv2.resize(photo.pixels[top:bottom, left:right], size, interpolation=cv2.INTER_AREA)
    quads = [item.quad.moved(-left, -top).scaled(factor) for item in shown]
    turns = quarter_turns([item.quad for item in shown if item.field != "marks"])
    pixels: Pixels = np.ascontiguousarray(np.rot90(part, turns), dtype=np.uint8)
    height, width = pixels.shape[:2]
    quads = [
        _inside(turned(quad, turns, *size).grown(*_outside(item)), width, height)
        for item, quad in zip(shown, quads, strict=True)
    ]
    outlines = tuple(
        Outline(item, quad, pin, _crop(photo, item))
        for item, quad, pin in zip(shown, quads, pins.places(pixels, quads), strict=True)
    )
    return Picture(_link(pixels), width, height, outlines)


def quarter_turns(prints: Sequence[Quad]) -> int:
    """How many quarters to turn a picture against the clock so that most of its print is read from left to right."""
    x, y = (sum(quad.width * turn(math.radians(quad.angle)) for quad in prints) for turn in (math.cos, math.sin))
    return round(math.degrees(math.atan2(y, x)) / 90) % 4


def turned(quad: Quad, turns: int, width: int, height: int) -> Quad:
    """A quad of a picture of that size after `turns` quarter turns against the clock."""
    for _ in range(turns):
        quad = Quad.of_points((y, width - x) for x, y in quad.corners)
        width, height = height, width
    return quad


def surroundings(places: Sequence[Quad], width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the part of a photo that shows these places with a margin."""
    if not places:
        return 0, 0, width, height
    bounds = np.array([place.bounds for place in places])
    low, high = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
    span = np.maximum((high - low) + 0.24 * (high - low).max(), 0.4 * max(width, height))
    span = np.maximum(span, span[::-1] * (0.75, 0.45))  # neither a tower nor a ribbon
    middle = (low + high) / 2
    left, top = np.clip(np.floor(middle - span / 2), 0, (width - 1, height - 1)).astype(int)
    right, bottom = np.clip(np.ceil(middle + span / 2), 1, (width, height)).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _crop(photo: Photo, item: Item) -> Crop:
    """What an item was read from, with some of what stands round it."""
    along, across = ROUND_SQUARE if item.square else ROUND_PRINT
    pixels = cut_out(photo, item.quad, along, across)
    height, width = pixels.shape[:2]
    box = height / (1 + 2 * across)
    off_along, off_across = _outside(item)
    left, top = round((along - off_along) * box), round((across - off_across) * box)
    return Crop(_link(pixels), width, height, (left, top, width - 2 * left, height - 2 * top))


def _outside(item: Item) -> tuple[float, float]:
    return OUTSIDE_SQUARE if item.square else OUTSIDE_PRINT


def _inside(quad: Quad, width: int, height: int) -> Quad:
    """A quad whose corners lie in a picture of that size."""
    return Quad.of_points((min(max(x, 0.0), width), min(max(y, 0.0), height)) for x, y in quad.corners)


def _link(pixels: Pixels) -> str:
    """RGB pixels as a `data:` link."""
    _, data = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), (cv2.IMWRITE_JPEG_QUALITY, QUALITY))
    return "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode()
