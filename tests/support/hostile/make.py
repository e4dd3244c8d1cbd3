"""What broken files are made of: small whole pictures, and the pieces of their formats."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Sequence

import numpy as np
from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"
WIDTH, HEIGHT = 96, 64
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9j"
    "AAAAAERAAAEAAQAAAAABegABAAAAAAAAAIkAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA1mlw"
    "cnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AA"
    "AAMAkAAAAwAAAwAeoDCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAA"
    "AABgAAAAQAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAAJFtZGF0AAAAhSgBr1jyFd3CvJbvGnL/qd25Qv/W91ne"
    "Nzi1ipY4KNTV3Ms+uiZjjdvy9OvvPP1xBp3l8ZfTork0+tlejHPAHemq/fE3FZZ8NrtTQ6E8L8A/1twBRlV/Uin9wP+b5MC8dHF27oCmTbW/"
    "qkaS60g94QV0FpY0iye6x4G9G5d9VdI1oso68iw="
)
"""`smooth()` as HEIC, made with pillow-heif 1.8.1 (x265, quality 40): the tests have no encoder of HEIC."""


def picture(width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """A picture with edges and noise, the same every time."""
    noise = np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)
    noise[8 : height // 2, 8 : width // 2] = (200, 30, 30)
    return Image.fromarray(noise)


def smooth() -> Image.Image:
    """A picture of slow colours with a red box, which every format holds in a few hundred bytes."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    pixels = np.stack([x * 2, y * 3, x + y], -1).astype(np.uint8)
    pixels[8:32, 8:48] = (200, 30, 30)
    return Image.fromarray(pixels)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


# ---- JPEG


def segment(marker: int, body: bytes = b"") -> bytes:
    """A JPEG marker with its length."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def before_scan(jpeg: bytes, *parts: bytes) -> bytes:
    """A JPEG with something more before its first scan."""
    at = jpeg.index(b"\xff\xda")
    return jpeg[:at] + b"".join(parts) + jpeg[at:]


def jpeg_size(data: bytes, width: int, height: int, frame: bytes = b"\xff\xc0") -> bytes:
    """A JPEG whose frame says another size."""
    at = data.index(frame) + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def progressive_scans(width: int, height: int, scans: int) -> bytes:
    """A progressive JPEG of that size whose scans hold next to nothing: a decoder visits all blocks for each."""
    whole = encoded(Image.new("L", (64, 64), 90), "JPEG", progressive=True)
    first, last = whole.index(b"\xff\xda"), whole.rindex(b"\xff\xda")
    return jpeg_size(whole[:first], width, height, b"\xff\xc2") + whole[first:-2] + whole[last:-2] * scans + b"\xff\xd9"


# ---- PNG


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2, last: Sequence[int] = (0, 0, 0)
) -> bytes:
    """A PNG of the given chunks; `last`: compression, filter and interlace method."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, *last)
    return PNG + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND")


def rows(width: int = WIDTH, height: int = HEIGHT, channels: int = 3, kind: int = 0) -> bytes:
    """Black rows of image data, each with its filter's number, deflated."""
    return zlib.compress((bytes([kind]) + bytes(width * channels)) * height, 1)


# ---- WebP


def webp(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def canvas(width: int, height: int, flags: int = 0) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sides)


# ---- HEIC and AVIF


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def full_box(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, bytes([version]) + flags.to_bytes(3, "big"), *parts)


def cut_box(data: bytes, kind: bytes) -> bytes:
    """The body of the first box of this kind, found by its name."""
    at = data.index(kind)
    return data[at + 4 : at - 4 + int.from_bytes(data[at - 4 : at], "big")]


def avif(image: Image.Image | None = None, **options: object) -> bytes:
    return encoded(image or smooth(), "AVIF", **{"speed": 10, "quality": 50} | options)


def coded_item(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Kind, configuration box and payload of a file with one coded item."""
    kind, name = (b"hvc1", b"hvcC") if b"hvcC" in data else (b"av01", b"av1C")
    return kind, box(name, cut_box(data, name)), cut_box(data, b"mdat")


def heif(
    source: bytes,
    *,
    payload: bytes | None = None,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    grid: tuple[int, int, int, int] | None = None,
    tiles: int = 1,
    refers: Sequence[int] | None = None,
    brand: bytes | None = None,
    kind: bytes | None = None,
    turned: bytes = b"",
) -> bytes:
    """A file of one coded item of `source`, changed: another payload or said size, or a grid of it.

    `grid`: rows, columns, width and height shown; `tiles`: coded items; `refers`: items of the grid (1, 2, …).
    `turned`: a further property of the primary item, such as `irot`.
    """
    coded, configuration, body = coded_item(source)
    body, coded = body if payload is None else payload, kind or coded
    brand = brand or (b"heic" if coded == b"hvc1" else b"avif")
    names = [coded] * tiles + ([b"grid"] if grid else [])
    primary = len(names)
    infes = b"".join(
        full_box(b"infe", struct.pack(">HH4sx", n, 0, k), version=2, flags=int(n < primary))  # tiles are hidden
        for n, k in enumerate(names, 1)
    )
    shown = grid[2:] if grid else size
    properties = box(
        b"ipco",
        configuration,
        full_box(b"ispe", struct.pack(">II", *size)),
        full_box(b"ispe", struct.pack(">II", *shown)),
        full_box(b"pixi", bytes([3, 8, 8, 8])),
        turned,
    )
    marks = {n: [0x81, 2, 4] for n in range(1, tiles + 1)}
    if grid:
        marks[primary] = [3, 4]
    if turned:
        marks[primary].append(0x85)
    entries = b"".join(struct.pack(">HB", n, len(m)) + bytes(m) for n, m in marks.items())
    ipma = full_box(b"ipma", struct.pack(">I", len(marks)), entries)
    parts = [full_box(b"hdlr", bytes(4) + b"pict" + bytes(13)), full_box(b"pitm", struct.pack(">H", primary))]
    parts += [full_box(b"iinf", struct.pack(">H", len(names)), infes), box(b"iprp", properties, ipma)]
    inside = b""
    if grid:
        down, across, *sides = grid
        inside = struct.pack(">BBBBHH", 0, 0, down - 1, across - 1, *sides)
        listed = list(refers or range(1, tiles + 1))
        relation = struct.pack(f">HH{len(listed)}H", primary, len(listed), *listed)
        parts += [full_box(b"iref", box(b"dimg", relation)), box(b"idat", inside)]
    head = box(b"ftyp", brand, bytes(4), b"mif1", brand)

    def locations(offset: int) -> bytes:
        places = b""
        for n, name in enumerate(names, 1):
            stored = (1, 0, len(inside)) if name == b"grid" else (0, offset, len(body))
            places += struct.pack(">HHHHII", n, stored[0], 0, 1, *stored[1:])
        return full_box(b"iloc", bytes([0x44, 0]), struct.pack(">H", len(names)), places, version=1)

    meta = full_box(b"meta", *parts, locations(0))
    meta = full_box(b"meta", *parts, locations(len(head) + len(meta) + 8))
    return head + meta + box(b"mdat", body)
