"""A photo of a shelf with several labels, whose pixels tell where they are, and engines that see what is cut out of it.

A line at the edge of a picture is read as far as it goes, as a real reader does.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PIL import Image

from tests.support.fakes import FakeRegistry, licence, make_verifier
from verifier.domain import Code, MarkKind, Photo, Reading, Region, RegionKind, Sight
from verifier.domain.geometry import Quad
from verifier.numbers import parse_licence
from verifier.pipeline import Verifier

STEP_PX = 8
SIZE = (1200, 640)
LEFT, RIGHT = (16, 16, 520, 400), (600, 16, 1104, 400)
"""Frames round the two labels of `shelf`."""
READERS = ("fake-a/1", "fake-b/1")
SECOND = "ท7015-5/2879"


def shelf_photo() -> bytes:
    """The PNG: red and green of a pixel are its place in steps of STEP_PX."""
    width, height = SIZE
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[..., 0] = np.arange(width) // STEP_PX
    pixels[..., 1] = (np.arange(height) // STEP_PX)[:, None]
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True)
class Line:
    """A line of print, from left to right. `hidden`: only a challenge finds it."""

    text: str
    x: float
    y: float
    width: float = 300
    height: float = 24
    hidden: bool = False

    @property
    def quad(self) -> Quad:
        return Quad.of_box(self.x, self.y, self.x + self.width, self.y + self.height)


@dataclass
class Shelf:
    """What stands on the shelf. Every engine's seam is met by one of its methods."""

    marks: Sequence[Quad] = ()
    lines: Sequence[Line] = ()
    codes: Sequence[tuple[str, Quad]] = ()
    version: str = "shelf"
    looks: list[tuple[int, int]] = field(default_factory=list)

    def detect(self, photo: Photo) -> Sequence[Region]:
        self.looks.append((photo.width, photo.height))
        found = (_shown(quad, photo) for quad in self.marks)
        return [Region(RegionKind.MARK, quad, 0.97, MarkKind.COMPULSORY) for quad in found if quad]

    def find(self, photo: Photo, marks: Sequence[Region], codes: Sequence[Code]) -> Sequence[Region]:
        return [region for region, _ in self._print(photo, hidden=False)]

    def read(self, photo: Photo, lines: Sequence[Region]) -> Sequence[Any]:
        texts = {region.quad: text for region, text in (*self._print(photo, False), *self._print(photo, True))}
        return [_reading(texts[line.quad], line, reader) for line in lines for reader in READERS]

    def challenge(self, photo: Photo, sight: Sight) -> Sight:
        more = [_reading(text, region, reader) for region, text in self._print(photo, True) for reader in READERS]
        return replace(sight, readings=(*sight.readings, *more), challenged=True)

    def decode(self, photo: Photo) -> Sequence[Code]:
        found = ((payload, quad, _shown(quad, photo)) for payload, quad in self.codes)
        return [Code(p, "QRCode", shown, "fake") for p, quad, shown in found if shown and _same_size(shown, quad)]

    def _print(self, photo: Photo, hidden: bool) -> list[tuple[Region, str]]:
        found = []
        for line in self.lines:
            shown = _shown(line.quad, photo)
            if shown is None or line.hidden != hidden:
                continue
            x0, _ = _origin(photo)
            begin = max(0.0, (x0 - line.x) / line.width)
            end = begin + shown.width / line.width
            text = line.text[round(begin * len(line.text)) : round(end * len(line.text))].strip()
            if text:
                found.append((Region(RegionKind.LINE, shown, 0.9), text))
        return found


@dataclass
class _Codes:
    shelf: Shelf
    version: str = "shelf"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        return self.shelf.decode(photo)


def label(x: float, number: str = "ท7014-4/2879") -> tuple[Quad, tuple[Line, ...]]:
    """The mark and the lines of an honest label whose left side is at `x`."""
    lines = (Line("มอก. 2879-2560", x, 210), Line(f"ใบอนุญาตเลขที่ {number}", x, 250))
    return Quad.of_box(x + 40, 80, x + 140, 180), lines


def shelf(*more: Line, **changes: Any) -> Shelf:
    """Two honest labels side by side, of two licences, and what else stands there."""
    (one, lines), (other, others) = label(80), label(660, SECOND)
    return Shelf(**{"marks": (one, other), "lines": (*lines, *others, *more)} | changes)


def looking(at: Shelf) -> Verifier:
    """A verifier that sees this shelf, with a list that holds both licences."""
    second = parse_licence(SECOND)
    assert second is not None
    return make_verifier(
        detector=at,
        code_reader=_Codes(at),
        line_finder=at,
        line_reader=at,
        challenger=at,
        registry=FakeRegistry([licence(), licence(number=second, qr_id=None, holder="บริษัท อื่นใด จำกัด")]),
    )


def _origin(photo: Photo) -> tuple[int, int]:
    red, green, _ = photo.pixels[0, 0].tolist()
    return red * STEP_PX, green * STEP_PX


def _shown(quad: Quad, photo: Photo) -> Quad | None:
    """What a picture shows of a place, in its own pixels."""
    x, y = _origin(photo)
    left, top, right, bottom = quad.moved(-x, -y).bounds
    if right <= 0 or bottom <= 0 or left >= photo.width or top >= photo.height:
        return None
    return Quad.of_box(max(left, 0), max(top, 0), min(right, photo.width), min(bottom, photo.height))


def _same_size(one: Quad, other: Quad) -> bool:
    return (round(one.width), round(one.height)) == (round(other.width), round(other.height))


def _reading(text: str, line: Region, reader: str) -> Reading:
    return Reading(text, line, reader, (0.999,) * len(text))
