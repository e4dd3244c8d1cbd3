"""WebP files made to break the door."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
from PIL import Image

from tests.support.hostile.jpeg import Kind
from tests.support.hostile.make import canvas, encoded, exif, picture, webp, webp_chunk
from verifier.errors import DamagedPhoto, TooFewPixels, TooManyFrames, TooManyPixels, UnknownFormat

MAX_SIDE = 16_383


def webp_kinds() -> Iterator[Kind]:
    damaged, many, moving = DamagedPhoto, TooManyPixels, TooManyFrames
    lossy, exact = encoded(picture(), "WEBP"), encoded(picture(), "WEBP", lossless=True)
    frame, lossless = lossy[12:], exact[12:]
    seen_through = Image.fromarray(np.random.default_rng(2).integers(0, 255, (64, 96, 4), dtype=np.uint8), "RGBA")
    alpha = encoded(seen_through, "WEBP", exif=exif(6))
    noise = np.random.default_rng(13)

    yield (
        "WebP of 64 megapixels in 170 kB",
        encoded(Image.new("RGB", (8_000, 8_000), (200, 10, 10)), "WEBP", method=0),
        many,
    )
    yield (
        "WebP of 34 megapixels in 90 kB",
        encoded(Image.new("RGB", (5_800, 5_800), (200, 10, 10)), "WEBP", method=0),
        None,
    )
    yield "WebP lossless of 34 megapixels", _large(), None
    yield "WebP lossless of 34 megapixels, cut", _large()[: -len(_large()) // 4], damaged
    yield (
        "WebP of 34 megapixels seen through",
        encoded(Image.new("RGBA", (5_800, 5_800), (200, 10, 10, 128)), "WEBP", method=0),
        None,
    )
    yield "WebP of a million empty chunks", webp(canvas(96, 64), webp_chunk(b"ICCP", b"") * 1_000_000, frame), damaged
    yield (
        "WebP of 1,500 chunks behind its picture",
        webp(canvas(96, 64), frame, webp_chunk(b"zzzz", b"") * 1_500),
        damaged,
    )
    yield "WebP of 900 chunks behind its picture", webp(canvas(96, 64), frame, webp_chunk(b"zzzz", b"") * 900), None
    yield "WebP whose picture is larger than its canvas", webp(canvas(48, 32), frame), damaged
    yield "WebP whose picture is of 268 megapixels", _sized(frame, MAX_SIDE, MAX_SIDE), many
    yield "WebP whose picture says it is twice as high", _sized(frame, 96, 128), damaged
    yield "WebP whose picture is of 0 by 0", _sized(frame, 0, 0), TooFewPixels
    yield (
        "WebP lossless that says it is twice as high",
        webp(lossless[:9] + struct.pack("<I", 95 | 127 << 14) + lossless[13:]),
        damaged,
    )
    yield (
        "WebP lossless of version 7",
        webp(lossless[:9] + struct.pack("<I", 95 | 63 << 14 | 7 << 29) + lossless[13:]),
        damaged,
    )
    yield "WebP that is no key frame", webp(frame[:8] + bytes([frame[8] | 1]) + frame[9:]), damaged
    yield "WebP that shows no frame", webp(frame[:8] + bytes([frame[8] & ~0x10]) + frame[9:]), damaged
    yield "WebP with a partition longer than itself", webp(frame[:9] + b"\xff\xff" + frame[11:]), damaged
    yield "WebP with noise for a picture", webp(webp_chunk(b"VP8 ", frame[8:18] + noise.bytes(4_000))), damaged
    yield "WebP lossless of noise", webp(webp_chunk(b"VP8L", lossless[8:13] + noise.bytes(4_000))), damaged
    yield "WebP of two pictures", webp(canvas(96, 64), frame, _sized(frame, 96, 32)[12:]), None
    yield "WebP in the other order", webp(frame, canvas(96, 64)), None
    yield "WebP that says it is 4 GB long", lossy[:4] + b"\xff\xff\xff\xff" + lossy[8:], None
    yield "WebP that says it is 8 bytes long", lossy[:4] + b"\x08\0\0\0" + lossy[8:], None
    yield "WebP chunk of 4 GB", webp(canvas(96, 64), b"ICCP\xff\xff\xff\xff", frame), damaged
    yield "WebP picture of 4 GB", lossy[:16] + b"\xff\xff\xff\xff" + lossy[20:], damaged
    yield "WebP with a cut chunk behind its picture", webp(canvas(96, 64), frame, b"XMP \xff\xff\0\0abc"), None
    yield "WebP with a canvas of 3 bytes", webp(webp_chunk(b"VP8X", bytes(3)), frame), None
    yield "WebP with transparency of noise", _alpha(alpha, noise.bytes(500)), damaged
    yield "WebP with no transparency where it is said", webp(canvas(96, 64, 0x10), frame), None
    yield "WebP with transparency of an unknown method", _alpha(alpha, b"\x03" + bytes(6_144)), damaged
    yield "WebP seen through and turned", alpha, None
    yield "WebP of no frames that moves", webp(canvas(96, 64, 2)), moving
    yield "WebP with a frame of an animation", webp(canvas(96, 64), webp_chunk(b"ANMF", bytes(16) + frame)), moving
    yield (
        "WebP with 20 MB of tags",
        webp(canvas(96, 64, 8), frame, webp_chunk(b"EXIF", b"II*\0\x08\0\0\0\xff\xff" + bytes(20_000_000))),
        None,
    )
    yield "WebP with tags of 3 bytes", webp(canvas(96, 64, 8), frame, webp_chunk(b"EXIF", b"II*")), None
    yield "WebP in RIFX", b"RIFX" + lossy[4:], UnknownFormat
    yield "WebP after an empty line", b"\r\n" + lossy, None
    yield "WebP with a chunk of odd length unpadded", webp(canvas(96, 64), b"ICCP\x03\0\0\0abc", frame), damaged


def _large() -> bytes:
    return encoded(Image.new("RGB", (5_800, 5_800), (200, 10, 10)), "WEBP", lossless=True, method=0, quality=0)


def _sized(frame: bytes, width: int, height: int) -> bytes:
    """A lossy picture that says another size of itself."""
    return webp(frame[:14] + struct.pack("<HH", width, height) + frame[18:])


def _alpha(whole: bytes, body: bytes) -> bytes:
    """A picture seen through whose transparency is replaced."""
    at = whole.index(b"ALPH")
    length = int.from_bytes(whole[at + 4 : at + 8], "little")
    return webp(whole[12:at], webp_chunk(b"ALPH", body), whole[at + 8 + length + length % 2 :])
