"""HEIC and AVIF files made to break the door."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
from PIL import Image

from tests.support.hostile.jpeg import Kind
from tests.support.hostile.make import HEIC, avif, box, coded_item, encoded, full_box, heif, picture, smooth
from verifier.errors import BadPhoto, DamagedPhoto, TooFewPixels, TooManyFrames, TooManyPixels, UnknownFormat

EITHER = BadPhoto
"""A photo, or any clean error."""
FRAME_UNIT = 6


def box_kinds() -> Iterator[Kind]:
    """Those of HEIC need `pi_heif`; their names begin with HEIC."""
    for name, whole in (("HEIC", HEIC), ("AVIF", avif())):
        yield from _both(name, whole)
    yield from _only_avif()
    yield from _only_heic()


def _both(name: str, whole: bytes) -> Iterator[Kind]:
    damaged, many = DamagedPhoto, TooManyPixels
    _, _, body = coded_item(whole)
    head = whole.index(b"meta") - 4

    yield f"{name}", whole, None
    yield f"{name} built anew", heif(whole), None
    yield f"{name} of two tiles", heif(whole, grid=(1, 2, 192, 64), tiles=2), None
    yield f"{name} after a byte order mark", b"\xef\xbb\xbf" + whole, None
    for share in (5, 30, 60, 95):
        yield f"{name} cut at {share} %", whole[: len(whole) * share // 100], damaged
    yield f"{name} without a coded byte", heif(whole, payload=b""), damaged
    yield f"{name} of noise", heif(whole, payload=np.random.default_rng(8).bytes(300)), damaged
    yield f"{name} that says 20,000 by 10,000", heif(whole, size=(20_000, 10_000)), EITHER
    yield f"{name} that says 4 billion squared", heif(whole, size=(2**32 - 1, 2**32 - 1)), EITHER
    yield f"{name} that says 48 by 32", heif(whole, size=(48, 32)), damaged
    yield (
        f"{name} of 200 by 200 tiles of itself",
        heif(whole, grid=(200, 200, 19_200, 12_800), refers=[1] * 40_000),
        many,
    )
    yield f"{name} of 300 tiles that show one", heif(whole, grid=(15, 20, 96, 64), tiles=300), EITHER
    yield f"{name} of tiles that are not there", heif(whole, grid=(1, 2, 192, 64), refers=[7, 8]), UnknownFormat
    yield f"{name} of a grid of its grid", heif(whole, grid=(1, 2, 192, 64), refers=[2, 2]), damaged
    yield f"{name} of no grid", heif(whole, grid=(1, 1, 65_535, 65_535)), many
    yield f"{name} with an item of nobody's", heif(whole, kind=b"zzzz", brand=whole[8:12]), UnknownFormat
    yield f"{name} with an item that is a link", heif(whole, kind=b"uri ", brand=whole[8:12]), UnknownFormat
    yield f"{name} without its meta box", whole[:head] + box(b"mdat", body), damaged
    yield f"{name} with an empty meta box", whole[:head] + full_box(b"meta") + box(b"mdat", body), damaged
    yield f"{name} of 3 million empty boxes", whole[:head] + box(b"free") * 3_000_000 + whole[head:], damaged
    yield f"{name} with a box of length 4", whole[:head] + b"\0\0\0\4free" + whole[head:], damaged
    yield f"{name} with a box of 2^63 bytes", whole[:head] + b"\0\0\0\1free\x7f" + b"\xff" * 7 + whole[head:], damaged
    yield f"{name} with a box to the end first", whole[:head] + b"\0\0\0\0free" + whole[head:], damaged
    yield f"{name} with boxes in boxes 5,000 deep", whole[:head] + _nested(5_000), damaged
    yield f"{name} with 65,535 places", _places(whole, 65_535), damaged
    yield f"{name} whose place is past its end", whole.replace(_place(whole), b"\x7f\xff\xff\xff"), damaged
    yield f"{name} with two metas", whole[:head] + whole[head : whole.index(b"mdat") - 4] * 2 + whole[head:], EITHER
    yield (
        f"{name} with a brand of 4 kB",
        struct.pack(">I", 4_104) + b"ftyp" + whole[8:12] + bytes(4) + b"mif1" * 1_022 + _moved(whole),
        EITHER,
    )
    yield f"{name} of no pixels", heif(whole, size=(0, 64)), EITHER
    yield f"{name} turned by irot 3", heif(whole, turned=box(b"irot", b"\3")), None
    yield f"{name} mirrored", heif(whole, turned=box(b"imir", b"\1")), None
    yield f"{name} with an empty irot", heif(whole, turned=box(b"irot")), EITHER
    yield f"{name} with noise behind it", whole + np.random.default_rng(9).bytes(7), None


def _only_avif() -> Iterator[Kind]:
    whole = avif()
    _, _, body = coded_item(whole)
    frame = body[body.index(bytes([FRAME_UNIT << 3 | 2])) :]
    large = coded_item(avif(Image.new("RGB", (8_000, 8_000), (200, 10, 10)), quality=20))[2]
    yield "AVIF of 64 megapixels", avif(Image.new("RGB", (8_000, 8_000)), quality=20), TooManyPixels
    yield "AVIF of 13 megapixels", avif(Image.new("RGB", (3_600, 3_600), (9, 90, 9)), quality=20), None
    yield "AVIF of 64 megapixels that says 96 by 64", heif(whole, payload=large), DamagedPhoto
    yield "AVIF of 64 megapixels that says 640 by 480", heif(whole, payload=large, size=(640, 480)), DamagedPhoto
    yield "AVIF with 3,000 frames behind the first", heif(whole, payload=body + frame * 3_000), TooManyPixels
    yield "AVIF with 100,000 padding units", heif(whole, payload=body + b"\x7a\0" * 100_000), DamagedPhoto
    yield "AVIF with some padding", heif(whole, payload=body + b"\x7a\0" * 5), None
    yield "AVIF of a unit without end", heif(whole, payload=body + b"\x0a" + b"\xff" * 20), DamagedPhoto
    yield "AVIF of a sequence header alone", heif(whole, payload=body[: body.index(frame)]), DamagedPhoto
    yield "AVIF sequence", b"\0\0\0\x18ftypavis" + whole[12:], TooManyFrames
    yield "animated AVIF", encoded(smooth(), "AVIF", save_all=True, append_images=[smooth().rotate(90)]), TooManyFrames
    yield "AVIF seen through", avif(Image.new("RGBA", (96, 64), (0, 90, 0, 128))), None
    yield "AVIF in grey", avif(Image.new("L", (96, 64), 90)), None
    yield "AVIF under the brand mif1", heif(whole, brand=b"avif").replace(b"ftypavif", b"ftypmif1", 1), None
    yield "AVIF of 31 by 64", avif(picture(31, 64)), TooFewPixels


def _only_heic() -> Iterator[Kind]:
    _, _, body = coded_item(HEIC)
    yield "HEIC with 3,000 pictures behind the first", heif(HEIC, payload=body * 10_000), TooManyPixels
    yield "HEIC with a million empty units", heif(HEIC, payload=body + b"\0\0\0\0" * 1_000_000), DamagedPhoto


def _nested(depth: int) -> bytes:
    data = b""
    for _ in range(depth):
        data = box(b"iprp", data)
    return full_box(b"meta", data)


def _place(whole: bytes) -> bytes:
    """The four bytes that say where the coded data lie."""
    return struct.pack(">I", whole.index(b"mdat") + 4)


def _places(whole: bytes, count: int) -> bytes:
    """The same with a table of locations that says it has more entries than it has bytes."""
    at = whole.index(b"iloc") + 10
    return whole[:at] + struct.pack(">H", count) + whole[at + 2 :]


def _moved(whole: bytes) -> bytes:
    """What follows `ftyp`, whose places are then wrong."""
    return whole[int.from_bytes(whole[:4], "big") :]
