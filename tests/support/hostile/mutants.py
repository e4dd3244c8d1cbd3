"""Seeded mutants of small whole files: bits, bytes, lengths and pieces changed, parts cut out, doubled and swapped."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator

from PIL import Image

from tests.support.hostile.make import HEIC, avif, encoded, heif, picture, smooth

SEED = 20_261_129
Change = Callable[[random.Random, bytearray], None]
WORDS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
"""Lies about lengths, counts and sizes."""
SPLITS = {
    "jpeg": b"\xff",
    "png": b"I",
    "webp": b"V",
    "heic": b"i",
    "avif": b"i",
    "gif": b"\x2c",
    "bmp": b"\0",
    "tiff": b"\x01",
}


def wholes() -> dict[str, bytes]:
    """One or more whole files of each format by name."""
    small, grey = smooth(), smooth().convert("L")
    return {
        "jpeg": encoded(picture(), "JPEG", quality=80),
        "jpeg progressive": encoded(small, "JPEG", progressive=True),
        "jpeg grey": encoded(grey, "JPEG"),
        "jpeg cmyk": encoded(small.convert("CMYK"), "JPEG"),
        "png": encoded(small, "PNG"),
        "png palette": encoded(small.convert("P"), "PNG", transparency=3),
        "png alpha": encoded(small.convert("RGBA"), "PNG"),
        "webp": encoded(small, "WEBP"),
        "webp lossless": encoded(small, "WEBP", lossless=True),
        "webp alpha": encoded(_seen_through(), "WEBP"),
        "heic": HEIC,
        "heic grid": heif(HEIC, grid=(1, 2, 192, 64), tiles=2),
        "avif": avif(),
        "avif grid": heif(avif(), grid=(2, 1, 96, 128), tiles=2),
        "gif": encoded(small.convert("P"), "GIF"),
        "bmp": encoded(small, "BMP"),
        "tiff": encoded(small, "TIFF"),
    }


def mutants(count: int, seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of `count` mutants, as many of each whole file."""
    files = wholes()
    for n in range(count):
        form = list(files)[n % len(files)]
        chance = random.Random(f"{seed} {form} {n}")
        data = bytearray(files[form])
        names = chance.sample(sorted(CHANGES), chance.choice((1, 1, 1, 2, 3)))
        for name in names:
            if len(data) > 16:
                CHANGES[name](chance, data)
        yield f"{form} {n}: {', '.join(names)}", bytes(data)


def _seen_through() -> Image.Image:
    image = smooth().convert("RGBA")
    image.putalpha(smooth().convert("L"))
    return image


def _flip(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _flip_early(chance: random.Random, data: bytearray) -> None:
    """In the first bytes, where the structure is told."""
    for _ in range(chance.choice((1, 2, 4))):
        data[chance.randrange(4, min(len(data), 400))] ^= 1 << chance.randrange(8)


def _truncate(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(4, len(data)) :]


def _cut_out(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(4, len(data))
    del data[start : start + chance.choice((1, 2, 8, 64, 300))]


def _insert(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(4, len(data))
    data[start:start] = chance.choice((bytes, chance.randbytes))(chance.choice((1, 2, 7, 64, 1_000)))


def _lie(chance: random.Random, data: bytearray) -> None:
    """A length, count or size that is another, of 1, 2 or 4 bytes in either order."""
    width, form = chance.choice(((1, "B"), (2, ">H"), (2, "<H"), (4, ">I"), (4, "<I")))
    start = chance.randrange(4, min(len(data), 600) - 4)
    word = chance.choice(WORDS) & ((1 << 8 * width) - 1)
    data[start : start + width] = struct.pack(form, word)


def _swap(chance: random.Random, data: bytearray) -> None:
    """Two neighbouring pieces, parted where pieces of the format are likely to begin."""
    kind = SPLITS["webp" if data[8:12] == b"WEBP" else "png" if data[1:4] == b"PNG" else "jpeg"]
    cuts = [n for n in range(4, len(data)) if data[n : n + 1] == kind]
    if len(cuts) >= 3:
        first, second, third = sorted(chance.sample(cuts, 3))
        data[first:third] = data[second:third] + data[first:second]


def _double(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(4, len(data))
    piece = data[start : start + chance.choice((4, 16, 100, 800))]
    data[start:start] = piece * chance.choice((1, 1, 3, 200))


def _fill(chance: random.Random, data: bytearray) -> None:
    start, length = chance.randrange(4, len(data)), chance.choice((2, 10, 200))
    part = data[start : start + length]
    data[start : start + length] = bytes([chance.choice((0, 255))]) * len(part)


CHANGES: dict[str, Change] = {
    "bits flipped": _flip,
    "bits flipped early": _flip_early,
    "cut off": _truncate,
    "cut out": _cut_out,
    "put in": _insert,
    "a lie": _lie,
    "swapped": _swap,
    "doubled": _double,
    "filled": _fill,
}
