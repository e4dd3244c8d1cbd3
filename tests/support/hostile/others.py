"""Files of other kinds than the door opens: each is refused by its first bytes, whatever it is called."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

from tests.support.hostile.jpeg import Kind
from tests.support.hostile.make import encoded, picture
from verifier.errors import DamagedPhoto, UnknownFormat

STARTS = {
    "JPEG XL": b"\xff\x0a",
    "JPEG XL in boxes": b"\0\0\0\x0cJXL \r\n\x87\n",
    "JPEG 2000 stream": b"\xff\x4f\xff\x51",
    "JPEG-LS": b"\xff\xd8\xff\xf7",
    "Photoshop": b"8BPS\0\1",
    "camera raw of Canon": b"\0\0\0\x18ftypcrx ",
    "camera raw of Fuji": b"FUJIFILMCCD-RAW ",
    "Windows metafile": b"\xd7\xcd\xc6\x9a",
    "FLIF": b"FLIF\x31",
    "QOI": b"qoif\0\0\0\x60\0\0\0\x40\3\0",
    "OpenEXR": b"\x76\x2f\x31\x01",
    "Radiance": b"#?RADIANCE\n",
    "DirectDraw": b"DDS \x7c\0\0\0",
    "Sun raster": b"\x59\xa6\x6a\x95",
    "SGI": b"\x01\xda\1\1",
    "PCX": b"\x0a\5\1\x08",
    "X bitmap": b"#define x_width 96\n",
    "MNG": b"\x8aMNG\r\n\x1a\n",
    "JNG": b"\x8bJNG\r\n\x1a\n",
    "Matroska": b"\x1a\x45\xdf\xa3",
    "Flash": b"CWS\x0a",
    "QuickTime": b"\0\0\0\x14ftypqt  ",
    "Microsoft Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "gzip": b"\x1f\x8b\x08",
    "bzip2": b"BZh9",
    "zstd": b"\x28\xb5\x2f\xfd",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "Rar": b"Rar!\x1a\7",
    "tar": b"photo.jpg" + bytes(91) + b"0000644\0",
    "Python pickle": b"\x80\4\x95",
    "Java class": b"\xca\xfe\xba\xbe",
    "Windows program": b"MZ\x90\0",
    "shell script": b"#!/bin/sh\nexec true\n",
    "UTF-16 text": b"\xff\xfeT\0e\0",
    "PNG of another first byte": b"\x88PNG\r\n\x1a\n",
    "PNG signature cut": b"\x89PNG\r\n",
    "RIFF of nothing": b"RIFF\0\0\0\0",
    "box file of nobody's": b"\0\0\0\x18ftypzzzz",
}


def other_kinds() -> Iterator[Kind]:
    noise = np.random.default_rng(14)
    for name, start in STARTS.items():
        error = DamagedPhoto if start.startswith(b"\xff\xd8\xff") else UnknownFormat
        yield name, start + noise.bytes(600), error
    yield "line ends and nothing", b"\r\n" * 100, UnknownFormat
    yield "byte order mark and nothing", b"\xef\xbb\xbf", UnknownFormat
    yield "GIF of 65,535 squared", b"GIF89a\xff\xff\xff\xff\0\0\0" + bytes(50), UnknownFormat
    yield (
        "bitmap of 2 billion squared",
        b"BM" + bytes(12) + struct.pack("<Iii", 40, 2**31 - 1, 2**31 - 1),
        UnknownFormat,
    )
    yield "TIFF whose directory is itself", b"II*\0\x08\0\0\0\1\0" + bytes(12) + b"\x08\0\0\0", UnknownFormat
    yield "BigTIFF", b"MM\0+\0\x08\0\0" + bytes(40), UnknownFormat
    yield "TIFF that holds a JPEG", encoded(picture(), "TIFF", compression="jpeg"), UnknownFormat
    yield "20 MB of noise", noise.bytes(20_000_000), UnknownFormat
    yield "20 MB of zeros", bytes(20_000_000), UnknownFormat
