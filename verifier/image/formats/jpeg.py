"""JPEG: its markers are walked and bounded, then libjpeg-turbo decodes what a picture needs of them, strictly.

The decoder never sees what came: it gets the tables, the frame and the scans, without metadata, padding and whatever
follows the end. What phones append (video, further pictures of an MPO) is so ignored, and a file whose very last
marker is missing is whole as long as its scans are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import simplejpeg

from verifier.domain import Pixels
from verifier.errors import DamagedPhoto
from verifier.image.formats.limits import check_size
from verifier.image.formats.pixels import STRIP, Sheet, exif_orientation, upright

MAX_SCANS = 24
"""Most scans of one JPEG. Encoders write 1 to about 14; more would cost much time for few bytes."""
MAX_SEGMENTS = 1_000
"""Most marker segments. A file of `max_bytes` is full with 400 segments of full length."""
MAX_PADDING = 65_536
"""Most bytes between segments that belong to none, fill bytes included."""
RGB_BYTES, CMYK_BYTES, COEFFICIENT_BYTES = 4.0, 7.0, 2.0
"""Memory for each pixel: RGB with the halves made of it, four inks and what is made of them; and for each coefficient
of a JPEG of several scans."""
BASELINE, EXTENDED, PROGRESSIVE = 0xC0, 0xC1, 0xC2
"""The Huffman coded frames, which are all that browsers open (ITU-T T.81, table B.1)."""
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
TEM, SOI, EOI, SOS = 0x01, 0xD8, 0xD9, 0xDA
DHT, DQT, DRI, APP0, APP1, APP14 = 0xC4, 0xDB, 0xDD, 0xE0, 0xE1, 0xEE
TABLES = frozenset({DHT, DQT, DRI})
END = b"\xff\xd9"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SURPLUS = re.compile(r"(\d+) extraneous bytes before marker 0xd9")


@dataclass(slots=True)
class Structure:
    """What the markers say. `pieces` are the parts that the decoder is given, the last up to the end marker."""

    width: int = 0
    height: int = 0
    frame: int = 0
    sampling: dict[int, tuple[int, int]] = field(default_factory=dict)
    orientation: int = 0
    scans: int = 0
    exact: dict[tuple[int, int], int] = field(default_factory=dict)
    ended: bool = False
    pieces: list[bytes | memoryview] = field(default_factory=list)

    @property
    def bytes_per_pixel(self) -> float:
        """Memory for each pixel while the picture is decoded."""
        output = CMYK_BYTES if len(self.sampling) == 4 else RGB_BYTES
        if self.frame != PROGRESSIVE and self.scans == 1:
            return output
        across, down = (max(factors) for factors in zip(*self.sampling.values(), strict=True))
        samples: float = sum(h * v for h, v in self.sampling.values()) / (across * down)
        return output + COEFFICIENT_BYTES * samples

    @property
    def whole(self) -> bool:
        """Whether the scans bring every bit of every component: of a file without its end, some may be missing."""
        last = 64 if self.frame == PROGRESSIVE else 1
        return all(self.exact.get(place) == 0 for place in product(self.sampling, range(last)))


def open_jpeg(data: bytes, max_pixels: int) -> Pixels:
    """The first picture of a JPEG as H×W×3 RGB uint8, upright. Raises subclasses of BadPhoto, and ValueError."""
    found = structure(data)
    check_size(found.width, found.height, max_pixels, found.bytes_per_pixel)
    if not found.ended and not found.whole:
        raise DamagedPhoto("the end marker is missing, and scans before it")
    inks = len(found.sampling) == 4
    sheet = Sheet(found.height, found.width, 4 if inks else 3)
    adobe = any(piece[:2] == bytes([0xFF, APP14]) for piece in found.pieces)
    _decode(b"".join(found.pieces) + END, "CMYK" if inks else "RGB", sheet)
    pixels = _from_inks(sheet, inverted=adobe) if inks else sheet.pixels
    return upright(pixels, found.orientation or 1, None if inks else sheet)


def _decode(data: bytes, colours: str, sheet: Sheet) -> None:
    """Decodes strictly. Zeros that a camera wrote between the picture and its end are left out and not held against it.

    Raises ValueError for whatever else the decoder warns of.
    """
    try:
        simplejpeg.decode_jpeg(data, colours, buffer=sheet.pixels, strict=True)
    except ValueError as error:
        surplus = _SURPLUS.search(str(error))
        end = len(data) - len(END)
        start = end - int(surplus[1]) if surplus else end
        if start >= end or data[start:end].strip(b"\0"):
            raise
        simplejpeg.decode_jpeg(data[:start] + END, colours, buffer=sheet.pixels, strict=True)


def structure(data: bytes) -> Structure:
    """Walks the markers of a JPEG up to its end. Raises DamagedPhoto when they make no picture, or are too many."""
    found, view = Structure(pieces=[b"\xff\xd8"]), memoryview(data)
    position = 2
    for _ in range(MAX_SEGMENTS):
        marker = _MARKER.search(data, position)
        if marker is None or data[marker.start() + 1] == EOI:
            return _ended(found, view, position, marker)
        kind, start = data[marker.start() + 1], marker.end()
        if marker.start() - position > MAX_PADDING and not found.scans:
            raise DamagedPhoto("more padding than picture")
        end = start + int.from_bytes(data[start : start + 2], "big")
        if kind in (TEM, SOI) or end < start + 2 or end > len(data):
            raise DamagedPhoto(f"segment {kind:#x} out of place or longer than the file")
        if found.scans:
            found.pieces.append(view[position : marker.start()])
        _segment(found, kind, view[marker.start() : end])
        position = end
    raise DamagedPhoto(f"more than {MAX_SEGMENTS} segments")


def _ended(found: Structure, view: memoryview, position: int, marker: re.Match[bytes] | None) -> Structure:
    if not found.scans:
        raise DamagedPhoto("no scan")
    found.ended = marker is not None
    found.pieces.append(view[position : marker.start() if marker else len(view)])
    return found


def _segment(found: Structure, kind: int, segment: memoryview) -> None:
    """Takes in one segment: `segment` begins with its marker and its length."""
    body = bytes(segment[4:])
    if kind in FRAMES:
        _frame(found, kind, body)
    elif kind == SOS:
        segment = memoryview(_scan(found, segment, body))
    elif kind == APP1 and not found.scans and body.startswith(b"Exif\0\0"):
        found.orientation = found.orientation or exif_orientation(body)
        return
    elif not (kind in TABLES or (kind == APP0 and body.startswith(b"JFIF\0")) or _is_adobe(kind, body)):
        return
    found.pieces.append(segment)


def _is_adobe(kind: int, body: bytes) -> bool:
    return kind == APP14 and body.startswith(b"Adobe") and len(body) >= 12 and body[11] <= 2


def _frame(found: Structure, kind: int, body: bytes) -> None:
    if found.sampling or kind not in (BASELINE, EXTENDED, PROGRESSIVE) or len(body) < 6 or len(body) < 6 + 3 * body[5]:
        raise DamagedPhoto(f"frame of kind {kind:#x}")
    found.frame = kind
    found.height, found.width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    parts = [body[at : at + 3] for at in range(6, 6 + 3 * body[5], 3)]
    found.sampling = {part[0]: (part[1] >> 4, part[1] & 15) for part in parts}
    if len(parts) not in (1, 3, 4) or len(found.sampling) != len(parts) or not all(map(all, found.sampling.values())):
        raise DamagedPhoto("components")


def _scan(found: Structure, segment: memoryview, body: bytes) -> bytes:
    """Notes what a scan brings; returns its header, in a sequential JPEG with the only values that make sense there."""
    found.scans += 1
    count = body[0] if body else 0
    if found.scans > MAX_SCANS or not found.sampling or len(body) != 4 + 2 * count:
        raise DamagedPhoto(f"scan {found.scans}")
    first, last, bits = body[-3:]
    if found.frame != PROGRESSIVE:
        first, last, bits = 0, 63, 0
    for component, place in product(body[1:-3:2], range(first, min(last, 63) + 1)):
        found.exact[component, place] = bits & 15
    return bytes(segment[:-3]) + bytes([first, last, bits])


def _from_inks(sheet: Sheet, *, inverted: bool) -> Pixels:
    """CMYK as RGB without a profile, as browsers and Pillow do; Adobe's files hold the inks inverted."""
    height, width, _ = sheet.pixels.shape
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    for top in range(0, height, STRIP):
        strip = sheet.pixels[top : top + STRIP]
        paper = (strip if inverted else 255 - strip).astype(np.uint16)
        pixels[top : top + STRIP] = (paper[:, :, :3] * paper[:, :, 3:] + 127) // 255
        sheet.give_back(top + STRIP)
    return pixels
