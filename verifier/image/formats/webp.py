"""WebP: its chunks are walked and bounded, then OpenCV (libwebp) decodes the one picture without its metadata."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import cv2
import numpy as np

from verifier.domain import Pixels
from verifier.errors import DamagedPhoto, TooManyFrames
from verifier.image.formats.limits import check_size
from verifier.image.formats.pixels import exif_orientation, over_white, swap_red_and_blue, upright

BYTES_PER_PIXEL = 8.0
"""Memory: up to 4 inside libwebp and 4 of its answer (lossless, or with transparency)."""
MAX_CHUNKS = 1_000
"""Most chunks of a still picture; encoders write at most 6 kinds, each once."""
PICTURE = (b"VP8 ", b"VP8L")
MOVES, TRANSPARENT = 0x02, 0x10
"""Flags of the VP8X chunk (RFC 9649, section 2.7.1)."""


@dataclass(slots=True)
class Structure:
    """What the chunks say: the size of the canvas, and the chunks that the decoder is given."""

    canvas: tuple[int, int] | None = None
    size: tuple[int, int] | None = None
    moves: bool = False
    exif: bytes = b""
    alpha: bytes = b""
    picture: bytes = b""

    @property
    def file(self) -> bytes:
        """A WebP file of the picture alone."""
        body = b"WEBP" + self.picture
        if self.alpha and self.size:
            sides = (struct.pack("<I", side - 1)[:3] for side in self.size)
            extended = _chunk(b"VP8X", bytes([TRANSPARENT, 0, 0, 0]) + b"".join(sides))
            body = b"WEBP" + extended + self.alpha + self.picture
        return b"RIFF" + struct.pack("<I", len(body)) + body


def open_webp(data: bytes, max_pixels: int) -> Pixels:
    """A still WebP as H×W×3 RGB uint8, upright, transparency over white. Raises subclasses of BadPhoto."""
    found = structure(data)
    for width, height in filter(None, (found.canvas, found.size)):
        check_size(width, height, max_pixels, BYTES_PER_PIXEL)
    if found.moves:
        raise TooManyFrames("an animation")
    if not found.size or found.canvas not in (None, found.size):
        raise DamagedPhoto("no picture of the size of the canvas")
    return upright(_decoded(found), exif_orientation(found.exif))


def _decoded(found: Structure) -> Pixels:
    decoded = cv2.imdecode(np.frombuffer(found.file, np.uint8), cv2.IMREAD_UNCHANGED)
    if decoded is None or decoded.ndim != 3 or decoded.shape[1::-1] != found.size:
        raise DamagedPhoto("the picture data ends early or is broken")
    pixels = decoded.astype(np.uint8, copy=False)
    swap_red_and_blue(pixels)
    return over_white(pixels) if pixels.shape[2] == 4 else pixels


def structure(data: bytes) -> Structure:
    """Walks the chunks by the container specification (RFC 9649, section 2). Raises DamagedPhoto.

    What a chunk's data say of the picture's size is read from the picture itself, not from the canvas alone.
    """
    found, position = Structure(), 12
    for _ in range(MAX_CHUNKS):
        if position + 8 > len(data) or (found.picture and found.canvas is None):
            return found
        kind, length = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        start, end = position + 8, position + 8 + length
        if kind == b"VP8X" and length >= 10:
            found.canvas = _sides(data[start + 4 : start + 10])
            found.moves = bool(data[start] & MOVES)
        elif kind in PICTURE and not found.picture:
            found.size = (_lossless if kind == b"VP8L" else _lossy)(data[start : start + 10])
            found.picture = _chunk(kind, data[start:end])
        elif kind == b"ALPH" and not found.alpha and not found.picture:
            found.alpha = _chunk(kind, data[start:end])
        elif kind in (b"ANIM", b"ANMF"):
            found.moves = True
        elif kind == b"EXIF":
            found.exif = found.exif or data[start:end]
        if end > len(data) and not (found.picture and kind not in PICTURE):
            raise DamagedPhoto("a chunk is longer than the file")
        position = end + length % 2
    raise DamagedPhoto(f"more than {MAX_CHUNKS} chunks")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _sides(body: bytes) -> tuple[int, int]:
    return 1 + int.from_bytes(body[:3], "little"), 1 + int.from_bytes(body[3:], "little")


def _lossy(body: bytes) -> tuple[int, int] | None:
    """The size in a VP8 key frame's header (RFC 6386, section 9.1)."""
    if body[3:6] != b"\x9d\x01\x2a" or len(body) < 10:
        return None
    width, height = struct.unpack("<HH", body[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int] | None:
    """The size in a VP8L header (RFC 9649, section 3.4)."""
    if body[:1] != b"\x2f" or len(body) < 5:
        return None
    bits = int.from_bytes(body[1:5], "little")
    return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
