"""Broken and malicious pictures, built in code: every one must end in a clean error of the door, soon."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

from tests.support.hostile.make import PNG, canvas, chunk, encoded, jpeg_size, picture, png, rows, webp, webp_chunk
from verifier import errors

__all__ = ["encoded", "hostile_files", "picture"]


def hostile_files() -> Iterator[tuple[str, bytes, type[errors.BadPhoto]]]:
    """(name, bytes, the error that must be raised)."""
    jpeg, plain = encoded(picture(), "JPEG", quality=90), encoded(picture(), "PNG")
    lossy, exact = encoded(picture(), "WEBP"), encoded(picture(), "WEBP", lossless=True)
    frames = {"save_all": True, "append_images": [picture().rotate(90)], "duration": 100}
    progressive = encoded(picture(), "JPEG", progressive=True)
    last_scan = progressive[progressive.rindex(b"\xff\xda") : -2]
    unknown, damaged = errors.UnknownFormat, errors.DamagedPhoto
    many, few, moving = errors.TooManyPixels, errors.TooFewPixels, errors.TooManyFrames

    yield "empty", b"", errors.EmptyFile
    yield "text.jpg", "มอก. 2879-2560".encode(), unknown
    yield "html.png", b"<html><img src=x onerror=alert(1)>", unknown
    yield "svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", unknown
    yield "svg entity bomb", b"<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>", unknown
    yield "pdf", b"%PDF-1.7\n%\xe2\xe3", unknown
    yield "zip", b"PK\x03\x04" + bytes(64), unknown
    yield "postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n(w) run", unknown
    yield "elf", b"\x7fELF" + bytes(64), unknown
    yield "zeros", bytes(4096), unknown
    yield "one byte", b"\xff", unknown
    yield "half a JPEG signature", b"\xff\xd8", unknown
    yield "still GIF", encoded(picture(), "GIF"), unknown
    yield "animated GIF", encoded(picture(), "GIF", **frames), unknown
    yield "bitmap", encoded(picture(), "BMP"), unknown
    yield "icon", encoded(picture(), "ICO"), unknown
    yield "targa", encoded(picture(), "TGA"), unknown
    yield "portable pixmap", encoded(picture(), "PPM"), unknown
    yield "TIFF", encoded(picture(), "TIFF"), unknown
    yield "TIFF of two pages", encoded(picture(), "TIFF", save_all=True, append_images=[picture()]), unknown
    yield "JPEG 2000 signature", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(64), unknown
    yield "MP4", b"\x00\x00\x00\x18ftypisom" + bytes(64), unknown
    yield "wave audio in RIFF", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(32), unknown
    yield "a byte before a PNG", b" " + plain, unknown

    yield "200 megapixel PNG header", png(20_000, 10_000), many
    yield "PNG of 4 billion by 4 billion", png(2**31 - 1, 2**31 - 1), many
    yield "PNG one row too long", png(64_001, 64), many
    yield "200 megapixel JPEG header", jpeg_size(jpeg, 20_000, 10_000), many
    yield "JPEG 65500 squared", jpeg_size(jpeg, 65_500, 65_500), many
    yield "WebP canvas of 16 million squared", webp(canvas(2**24, 2**24), webp_chunk(b"VP8 ", bytes(32))), many
    yield (
        "WebP lossless 16383 squared",
        webp(webp_chunk(b"VP8L", b"\x2f" + struct.pack("<I", 0x0FFFFFFF) + bytes(32))),
        many,
    )
    yield "PNG of one pixel", encoded(picture(1, 1), "PNG"), few
    yield "JPEG of 8 by 8", encoded(picture(8, 8), "JPEG"), few
    yield "WebP of 31 by 400", encoded(picture(31, 400), "WEBP"), few
    yield "PNG of no width", png(0, 64), few
    yield "animated PNG", encoded(picture(), "PNG", **frames), moving
    yield "animated WebP", encoded(picture(), "WEBP", **frames), moving
    yield "animated WebP lossless", encoded(picture(), "WEBP", lossless=True, **frames), moving
    yield "WebP that says it moves and does not", webp(canvas(96, 64, 2), webp_chunk(b"VP8 ", lossy[20:])), moving
    yield "HEIC sequence", b"\x00\x00\x00\x18ftyphevc" + bytes(64), moving

    for share in (3, 20, 50, 90, 99):
        yield f"JPEG cut at {share} %", jpeg[: len(jpeg) * share // 100], damaged
        yield f"PNG cut at {share} %", plain[: len(plain) * share // 100], damaged
        yield f"WebP cut at {share} %", lossy[: max(12, len(lossy) * share // 100)], damaged
    yield "progressive JPEG cut in half", progressive[: len(progressive) // 2], damaged
    yield "JPEG signature and nothing", b"\xff\xd8\xff", damaged
    yield "JPEG signature and noise", b"\xff\xd8\xff\xe0" + np.random.default_rng(3).bytes(5000), damaged
    yield "JPEG of a thousand scans", progressive[:-2] + last_scan * 1000 + b"\xff\xd9", damaged
    only_scan = jpeg[jpeg.rindex(b"\xff\xda") : -2]
    yield "JPEG whose only scan comes a thousand times", jpeg[:-2] + only_scan * 1000 + b"\xff\xd9", damaged
    yield "JPEG that ends before its scan", jpeg[: jpeg.index(b"\xff\xda")] + b"\xff\xd9", damaged
    yield "JPEG without tables", jpeg[:2] + jpeg[jpeg.index(b"\xff\xc0") :], damaged
    yield "JPEG twice as high as its data", jpeg_size(jpeg, 96, 128), damaged
    yield "PNG signature and nothing", PNG, damaged
    yield "PNG without data", png(96, 64), damaged
    yield "PNG with broken deflate", png(96, 64, chunk(b"IDAT", b"\x78\x9c" + b"\xff" * 500)), damaged
    yield "PNG with a broken checksum", plain.replace(plain[37:41], b"abcd", 1), damaged
    yield "PNG of an unknown colour type", png(96, 64, chunk(b"IDAT", rows()), colour=5), damaged
    yield "PNG of depth 3", png(96, 64, chunk(b"IDAT", rows()), depth=3), damaged
    yield "PNG chunk longer than the file", PNG + struct.pack(">I4sII", 2**31 - 1, b"IHDR", 96, 64) + bytes(40), damaged
    yield "WebP signature and nothing", b"RIFF\x04\x00\x00\x00WEBP", damaged
    yield "WebP without a picture", webp(canvas(96, 64)), damaged
    yield "WebP canvas larger than its picture", webp(canvas(4000, 4000), webp_chunk(b"VP8 ", lossy[20:])), damaged
    yield "WebP of noise", exact[:40] + np.random.default_rng(5).bytes(400), damaged
    yield "HEIC signature and nothing", b"\x00\x00\x00\x18ftypheic" + bytes(16), damaged
    yield "HEIC of noise", b"\x00\x00\x00\x18ftypheic" + np.random.default_rng(4).bytes(3000), damaged
