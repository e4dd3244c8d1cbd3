"""PNG files made to break the door."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from PIL import Image

from tests.support.hostile.jpeg import Kind
from tests.support.hostile.make import PNG, chunk, encoded, picture, png, rows
from verifier.errors import BadPhoto, DamagedPhoto, TooFewPixels, TooManyFrames, TooManyPixels, UnknownFormat


def png_kinds() -> Iterator[Kind]:
    damaged, many, few = DamagedPhoto, TooManyPixels, TooFewPixels
    plain = encoded(picture(), "PNG")
    data = chunk(b"IDAT", rows())
    behind = plain[33:-12]
    noise = np.random.default_rng(12)

    yield "PNG of two million empty chunks", png(96, 64, chunk(b"teXt") * 2_000_000, data), damaged
    yield "PNG of 99,000 empty chunks", png(96, 64, chunk(b"teXt") * 99_000, data), None
    yield (
        "PNG of 90,000 pieces of data",
        png(96, 64, *(chunk(b"IDAT", rows()[i : i + 1]) for i in range(len(rows()))), chunk(b"IDAT") * 90_000),
        None,
    )
    for kind in (b"zTXt", b"iCCP"):
        bomb = chunk(kind, b"a\0\0" + zlib.compress(bytes(50_000_000)))
        yield f"PNG with a bomb in {kind.decode()}", png(96, 64, bomb, data), None
    yield "PNG whose data are deflated 20 GB", png(96, 64, chunk(b"IDAT", rows()[:-4] + _zeros(20_000_000))), BadPhoto
    yield (
        "PNG that begins 20 GB of zeros at 96 by 64",
        png(96, 64, chunk(b"IDAT", b"\x78\x9c" + _zeros(20_000_000))),
        None,
    )
    yield "PNG of 64 megapixels", png(8_000, 8_000, chunk(b"IDAT", b"\x78\x9c" + _zeros(60_000))), many
    yield "PNG of 34 megapixels cut at the end", png(5_800, 5_800, chunk(b"IDAT", rows(5_800, 5_799))), damaged
    yield "PNG of 34 megapixels", png(5_800, 5_800, chunk(b"IDAT", rows(5_800, 5_800))), None
    yield "PNG of 34 megapixels, interlaced", _interlaced(5_800), None
    yield (
        "PNG of 34 megapixels of 16 bits",
        png(5_800, 5_800, chunk(b"IDAT", rows(5_800, 5_800, 8)), depth=16, colour=6),
        None,
    )
    yield "PNG with filters by Paeth", png(96, 64, chunk(b"IDAT", rows(kind=4))), None
    yield "PNG with an unknown filter", png(96, 64, chunk(b"IDAT", rows(kind=77))), damaged
    yield "PNG of compression method 1", png(96, 64, data, last=(1, 0, 0)), BadPhoto
    yield "PNG of filter method 1", png(96, 64, data, last=(0, 1, 0)), damaged
    yield "PNG of interlace method 9", png(96, 64, data, last=(0, 0, 9)), damaged
    yield "PNG with a second header", png(96, 64, plain[8:33], data), damaged
    yield "PNG with a second, larger header", png(96, 64, png(8_000, 8_000)[8:33], data), damaged
    yield "PNG without its end", plain[:-12], None
    yield "PNG without its last 3 bytes", plain[:-3], None
    yield "PNG with bytes behind its end", plain + noise.bytes(500), None
    yield "PNG that ends at once", PNG + plain[8:33] + chunk(b"IEND"), damaged
    yield "PNG in colours without a palette", png(96, 64, chunk(b"IDAT", rows(channels=1)), colour=3), damaged
    yield (
        "PNG with a palette of 300",
        png(96, 64, chunk(b"PLTE", bytes(900)), chunk(b"IDAT", rows(channels=1)), colour=3),
        damaged,
    )
    yield (
        "PNG with a palette of 2 bytes",
        png(96, 64, chunk(b"PLTE", bytes(2)), chunk(b"IDAT", rows(channels=1)), colour=3),
        None,
    )
    yield (
        "PNG with a colour past its palette",
        png(96, 64, chunk(b"PLTE", bytes(6)), chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * 96) * 64)), colour=3),
        None,
    )
    yield "PNG with 5,000 transparencies", png(96, 64, chunk(b"tRNS", bytes(5_000)), data), None
    yield "PNG with a transparency of 1 byte", png(96, 64, chunk(b"tRNS", b"\0"), data), damaged
    yield "PNG of Apple's own kind", PNG + chunk(b"CgBI", bytes(4)) + plain[8:], damaged
    yield "PNG with a critical chunk of nobody's", png(96, 64, chunk(b"XYZW", b"??"), data), damaged
    yield "PNG with an ancillary chunk of nobody's", png(96, 64, chunk(b"xyzw", b"??"), data), None
    yield "PNG with a chunk of no letters", png(96, 64, chunk(b"\0\1\2\3", b"??"), data), None
    yield "PNG whose header's checksum is wrong", plain[:29] + b"\0\0\0\0" + plain[33:], damaged
    yield "PNG whose data's checksum is wrong", plain[:-16] + b"\0\0\0\0" + plain[-12:], damaged
    yield "PNG whose text's checksum is wrong", plain[:33] + chunk(b"tEXt", b"a\0b")[:-4] + bytes(4) + plain[33:], None
    yield "PNG whose profile is no profile", plain[:33] + chunk(b"iCCP", b"a\0\0" + noise.bytes(400)) + plain[33:], None
    yield "PNG whose profile has no name", plain[:33] + chunk(b"iCCP") + plain[33:], None
    yield "PNG whose density is short", plain[:33] + chunk(b"pHYs", b"\0") + plain[33:], None
    yield "PNG with gamma 0", plain[:33] + chunk(b"gAMA", bytes(4)) + plain[33:], None
    yield (
        "PNG with 20 MB of tags",
        plain[:33]
        + chunk(b"eXIf", b"MM\0*" + struct.pack(">IH", 8, 65_535) + b"\1\1\0\1\xff\xff\xff\xff\0\0\0\x08" * 1_600_000)
        + plain[33:],
        None,
    )
    yield "PNG with empty tags", plain[:33] + chunk(b"eXIf") + plain[33:], None
    yield (
        "PNG with an orientation written as text",
        plain[:33] + chunk(b"tEXt", b'XML:com.adobe.xmp\0tiff:Orientation="6"') + plain[33:],
        None,
    )
    yield (
        "PNG that says it has 4 billion frames",
        plain[:33] + chunk(b"acTL", struct.pack(">II", 2**32 - 1, 0)) + plain[33:],
        TooManyFrames,
    )
    yield "PNG that says it has one frame", plain[:33] + chunk(b"acTL", struct.pack(">II", 1, 0)) + plain[33:], None
    yield "PNG whose count of frames is short", plain[:33] + chunk(b"acTL", b"\0") + plain[33:], None
    yield "PNG of 32,000 by 32", png(32_000, 32, chunk(b"IDAT", rows(32_000, 32))), few
    yield "PNG of 32 by 1,600", png(32, 1_600, chunk(b"IDAT", rows(32, 1_600))), None
    yield "PNG of 31 by 32,000", png(31, 32_000, chunk(b"IDAT", rows(31, 32_000))), few
    yield "PNG with its data before its header", PNG + behind + plain[8:33] + plain[-12:], damaged
    yield "PNG in lines of another system", plain.replace(b"\r\n", b"\n"), UnknownFormat
    yield "PNG after a byte order mark", b"\xef\xbb\xbf" + plain, None
    yield (
        "PNG whose second half is another's",
        plain[: len(plain) // 2] + encoded(Image.new("RGB", (96, 64)), "PNG")[-200:],
        damaged,
    )


def _zeros(count: int) -> bytes:
    """A deflate stream without end of about a thousand zeros for each of its bytes."""
    squeeze = zlib.compressobj(9, wbits=-15)
    block = squeeze.compress(bytes(1_000_000)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return (block * (count // len(block) + 1))[:count]


def _interlaced(side: int) -> bytes:
    """A black picture in seven passes, which Pillow does not write."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    squeeze = zlib.compressobj(1)
    parts = []
    for left, top, across, down in passes:
        wide, high = -(-(side - left) // across), -(-(side - top) // down)
        parts += [squeeze.compress(bytes(1 + wide * 3) * 64) for _ in range(high // 64)]
        parts.append(squeeze.compress(bytes(1 + wide * 3) * (high % 64)))
    return png(side, side, chunk(b"IDAT", b"".join(parts) + squeeze.flush()), last=(0, 0, 1))
