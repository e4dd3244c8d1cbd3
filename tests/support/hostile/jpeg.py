"""JPEG files made to break the door."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

from tests.support.hostile.make import (
    before_scan,
    encoded,
    exif,
    jpeg_size,
    picture,
    progressive_scans,
    segment,
    smooth,
)
from verifier.errors import BadPhoto, DamagedPhoto, TooFewPixels, TooManyPixels, UnknownFormat

Kind = tuple[str, bytes, type[BadPhoto] | None]
"""Name, bytes, and the error that must be raised: None for a file that must open, BadPhoto where either is right."""
FF = b"\xff"
END = b"\xff\xd9"


def _frame(jpeg: bytes, **changes: bytes) -> bytes:
    """A JPEG whose frame header is changed: `kind` the marker, `depth`, `count`, `parts` the components."""
    at = jpeg.index(b"\xff\xc0")
    length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
    body = jpeg[at + 4 : at + 2 + length]
    depth, count, parts = (
        changes.get("depth", body[:1]),
        changes.get("count", body[5:6]),
        changes.get("parts", body[6:]),
    )
    made = segment(changes.get("kind", b"\xc0")[0], depth + body[1:5] + count + parts)
    return jpeg[:at] + made + jpeg[at + 2 + length :]


def _tiff(entries: int, first: int = 8, order: bytes = b"MM\0*") -> bytes:
    """EXIF with a directory of as many entries as it says."""
    return b"Exif\0\0" + order + struct.pack(">I", first) + struct.pack(">H", entries) + b"\x01\x00\0\1\0\0\0\1" * 3


def jpeg_kinds() -> Iterator[Kind]:
    jpeg, progressive = encoded(picture(), "JPEG", quality=90), encoded(picture(), "JPEG", progressive=True)
    damaged, many = DamagedPhoto, TooManyPixels
    scan = jpeg.index(b"\xff\xda")
    tables = jpeg.index(b"\xff\xc4")
    noise = np.random.default_rng(11)

    yield "JPEG of fill bytes", b"\xff\xd8" + FF * 24_000_000, damaged
    yield "JPEG with 20 MB of fill bytes before its scan", before_scan(jpeg, FF * 20_000_000), damaged
    yield "JPEG with 20 MB of zeros before its scan", before_scan(jpeg, bytes(20_000_000)), damaged
    yield "JPEG with 20 MB of restart markers before its scan", before_scan(jpeg, b"\xff\xd0" * 10_000_000), damaged
    yield "JPEG with 20 MB of fill bytes in its scan", jpeg[:-400] + FF * 20_000_000 + jpeg[-400:], damaged
    yield "JPEG with 20 MB of stuffed bytes in its scan", jpeg[:-400] + b"\xff\0" * 10_000_000 + jpeg[-400:], damaged
    yield "JPEG with 20 MB of zeros behind its scan", jpeg[:-2] + bytes(20_000_000) + END, None
    yield "JPEG with some fill bytes before its scan", before_scan(jpeg, FF * 500), None
    yield "JPEG with some fill bytes before its end", jpeg[:-2] + FF * 5_000 + END, None
    yield "JPEG of five million empty comments", before_scan(jpeg, segment(0xFE) * 5_000_000), damaged
    yield "JPEG of 1,500 comments", before_scan(jpeg, segment(0xFE, b"x") * 1_500), damaged
    yield "JPEG of 300 comments of full length", before_scan(jpeg, segment(0xFE, bytes(65_533)) * 300), None
    yield "JPEG of five million comments behind its scan", jpeg[:-2] + segment(0xFE) * 5_000_000 + END, damaged
    yield "JPEG of 100,000 tables", before_scan(jpeg, segment(0xDB, bytes([0]) + bytes([1] * 64)) * 100_000), damaged
    yield "JPEG of a million scans without data", jpeg[:-2] + jpeg[scan : scan + 14] * 1_000_000 + END, damaged
    for scans in (14, 200, 3_000):
        yield f"progressive JPEG of {scans} scans that bring nothing", progressive_scans(6_000, 6_000, scans), damaged
    yield "progressive JPEG of 64 megapixels", jpeg_size(progressive, 8_000, 8_000, b"\xff\xc2"), many
    yield "JPEG of 64 megapixels in three scans", jpeg_size(_three_scans(jpeg), 8_000, 8_000), many
    yield "JPEG arithmetic coded", _frame(jpeg, kind=b"\xc9"), damaged
    yield "JPEG lossless", _frame(jpeg, kind=b"\xc3"), damaged
    yield "JPEG hierarchical", _frame(jpeg, kind=b"\xc5"), damaged
    yield "JPEG of 12 bits", _frame(jpeg, depth=b"\x0c", kind=b"\xc1"), damaged
    yield "JPEG of no components", _frame(jpeg, count=b"\0", parts=b""), damaged
    yield "JPEG of two components", _frame(jpeg, count=b"\2", parts=b"\1\x11\0\2\x11\1"), damaged
    yield (
        "JPEG of five components",
        _frame(jpeg, count=b"\5", parts=b"\1\x11\0\2\x11\1\3\x11\1\4\x11\0\5\x11\0"),
        damaged,
    )
    yield "JPEG of 255 components", _frame(jpeg, count=b"\xff"), damaged
    yield "JPEG of a component twice", _frame(jpeg, parts=b"\1\x11\0\1\x11\1\3\x11\1"), damaged
    yield "JPEG without sampling", _frame(jpeg, parts=b"\1\0\0\2\x11\1\3\x11\1"), damaged
    yield "JPEG of sampling 15", _frame(jpeg, parts=b"\1\xff\0\2\x11\1\3\x11\1"), damaged
    yield "JPEG with a quantisation table that is not there", _frame(jpeg, parts=b"\1\x22\3\2\x11\3\3\x11\3"), damaged
    yield "JPEG with two frames", before_scan(jpeg, jpeg[jpeg.index(b"\xff\xc0") : tables]), damaged
    yield "JPEG with a frame behind its scan", jpeg[:-2] + jpeg[jpeg.index(b"\xff\xc0") : tables] + END, damaged
    yield "JPEG with a beginning before its scan", before_scan(jpeg, b"\xff\xd8"), damaged
    yield "JPEG with a beginning in its scan", jpeg[:-300] + b"\xff\xd8" + jpeg[-300:], damaged
    yield "JPEG with a segment of length 0", before_scan(jpeg, b"\xff\xe5\0\0"), damaged
    yield "JPEG with a segment of length 1", before_scan(jpeg, b"\xff\xe5\0\1"), damaged
    yield "JPEG with a segment longer than itself", before_scan(jpeg[: scan + 600], b"\xff\xe5\xff\xff"), damaged
    yield (
        "JPEG whose Huffman table counts 255 each",
        before_scan(jpeg, segment(0xC4, b"\0" + FF * 16 + bytes(255))),
        damaged,
    )
    yield "JPEG whose Huffman table is number 15", before_scan(jpeg, segment(0xC4, b"\x0f" + bytes(16))), damaged
    yield "JPEG whose quantisation table is cut", before_scan(jpeg, segment(0xDB, b"\0" + bytes(10))), damaged
    yield "JPEG without Huffman tables, as video has it", jpeg[:tables] + jpeg[scan:], None
    yield "JPEG of height 0", jpeg_size(jpeg, 96, 0), TooFewPixels
    yield "JPEG of width 0", jpeg_size(jpeg, 0, 64), TooFewPixels
    yield "JPEG as wide as 65,500", jpeg_size(jpeg, 65_500, 64), many
    yield "JPEG with its scan's header cut", jpeg[: scan + 4], damaged
    yield "JPEG whose scan names five components", jpeg[:scan] + segment(0xDA, bytes([5]) + bytes(13)), damaged
    yield "JPEG whose scan names a stranger", jpeg[: scan + 5] + b"\x99" + jpeg[scan + 6 :], damaged
    yield "JPEG with noise for a scan", jpeg[: scan + 14] + noise.bytes(4_000).replace(FF, b"") + END, damaged
    yield "JPEG with restart markers out of order", jpeg[:-100] + b"\xff\xd3\xff\xd1" * 20 + jpeg[-100:], damaged
    yield "JPEG with 500 restart intervals lost", _restarts(), damaged
    yield "JPEG whose directory of tags has 65,535 entries", before_scan(jpeg, segment(0xE1, _tiff(65_535))), None
    yield "JPEG whose directory of tags is far off", before_scan(jpeg, segment(0xE1, _tiff(3, 2**32 - 1))), None
    yield "JPEG whose tags are of no byte order", before_scan(jpeg, segment(0xE1, _tiff(3, 8, b"XX\0*"))), None
    yield (
        "JPEG with XMP that never ends",
        before_scan(jpeg, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b"<" * 60_000)),
        None,
    )
    yield "JPEG with an Adobe transform of 9", before_scan(jpeg, segment(0xEE, b"Adobe\0\x64\0\0\0\0\x09")), None
    yield "JPEG whose colour profile is noise", encoded(picture(), "JPEG", icc_profile=noise.bytes(3_000)), None
    yield "JPEG after sixteen byte order marks", b"\xef\xbb\xbf" * 16 + jpeg, UnknownFormat
    yield "JPEG after a byte order mark and an empty line", b"\xef\xbb\xbf\r\n" + jpeg, None
    yield "JPEG after a space", b" " + jpeg, UnknownFormat
    yield "JPEG in a JPEG's comment", before_scan(jpeg, segment(0xFE, encoded(smooth(), "JPEG", quality=20))), None
    yield "CMYK JPEG cut in half", (cmyk := encoded(picture().convert("CMYK"), "JPEG"))[: len(cmyk) // 2], damaged
    yield "CMYK JPEG of 64 megapixels", jpeg_size(cmyk, 8_000, 8_000), many
    yield (
        "JPEG turned in eight directions at once",
        b"".join([jpeg[:2], *(_turned(n) for n in range(1, 9)), jpeg[2:]]),
        None,
    )
    yield "progressive JPEG without its last scan and its end", progressive[: progressive.rindex(b"\xff\xda")], damaged
    yield "progressive JPEG without its end", progressive[:-2], None


def _turned(orientation: int) -> bytes:
    return segment(0xE1, b"Exif\0\0" + exif(orientation).tobytes().removeprefix(b"Exif\0\0"))


def _three_scans(jpeg: bytes) -> bytes:
    """A sequential JPEG whose header begins a scan of one component only, so that two more must follow."""
    at = jpeg.index(b"\xff\xda")
    head = segment(0xDA, bytes([1, 1, 0, 0, 63, 0]))
    return jpeg[:at] + head + jpeg[at + 14 : -2] + head + jpeg[at + 14 :]


def _restarts() -> bytes:
    """A JPEG with restart intervals, most of which are cut out."""
    whole = encoded(picture(640, 480), "JPEG", restart_marker_blocks=2)
    first = whole.index(b"\xff\xd0")
    return whole[:first] + whole[-600:]
