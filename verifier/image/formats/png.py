"""PNG: its chunks are walked and bounded, then Pillow decodes what a picture needs of them.

Chunks that a picture does not need (texts, colour profiles, checksums of those) are passed over unread, as browsers
pass over the ones that they cannot use; nothing in them is ever inflated.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, field

from PIL.PngImagePlugin import PngImageFile

from verifier.domain import Pixels
from verifier.errors import DamagedPhoto, TooManyFrames
from verifier.image.formats.limits import check_size
from verifier.image.formats.pixels import exif_orientation, from_pillow, upright

SIGNATURE = b"\x89PNG\r\n\x1a\n"
END = b"\0\0\0\0IEND\xae\x42\x60\x82"
BYTES_PER_PIXEL = 8.0
"""Memory: 4 of Pillow's picture, 3 of ours, and the halves of ours."""
MAX_CHUNKS = 100_000
"""Most chunks. Encoders write image data in chunks of 8,192 bytes and more: a file of `max_bytes` has 3,000."""
CRITICAL = (b"IHDR", b"PLTE", b"IDAT")
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by colour type (section 11.2.1)."""
IN_PALETTE = 3
"""The colour type whose pixels are numbers of a palette."""
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced picture: first column and row, and steps to the next ones (section 8.1)."""
INFLATED_AT_A_TIME = 1 << 20


@dataclass(slots=True)
class Structure:
    """What the chunks say. `pieces` are those that the decoder is given.

    `met`: their kinds. `frames` of an animation; `other_frame`: one of them has data of its own, besides IDAT.
    """

    width: int
    height: int
    in_palette: bool
    frames: int = 0
    other_frame: bool = False
    exif: bytes = b""
    pieces: list[bytes | memoryview] = field(default_factory=lambda: [SIGNATURE])
    met: set[bytes] = field(default_factory=set)

    @property
    def takes_transparency(self) -> bool:
        """Whether browsers heed a tRNS chunk here: the first, before the picture and behind its palette."""
        return not self.met & {b"tRNS", b"IDAT"} and (b"PLTE" in self.met or not self.in_palette)


def open_png(data: bytes, max_pixels: int) -> Pixels:
    """A PNG as H×W×3 RGB uint8, upright, transparency over white. Raises BadPhoto's children and what Pillow raises."""
    if data[12:16] != b"IHDR" or len(data) < 33:
        raise DamagedPhoto("no header")
    width, height = struct.unpack(">II", data[16:24])
    found = Structure(width, height, in_palette=data[25] == IN_PALETTE)
    check_size(found.width, found.height, max_pixels, BYTES_PER_PIXEL)
    _walk(found, data)
    if found.frames > 1 or (found.frames and found.other_frame):  # browsers show the frames, not the picture in IDAT
        raise TooManyFrames(f"{found.frames} frames")
    depth, colour, interlaced = data[24], data[25], data[28] == 1
    if found.in_palette and b"PLTE" not in found.met:
        raise DamagedPhoto("no palette")
    wanted = _data_bytes(found.width, found.height, depth * CHANNELS.get(colour, 0), interlaced=interlaced)
    if not _inflates_to(found.pieces, wanted):
        raise DamagedPhoto("rows are missing")
    image = PngImageFile(io.BytesIO(b"".join(found.pieces) + END))
    pixels = from_pillow(image)
    image.close()
    return upright(pixels, exif_orientation(found.exif))


def _walk(found: Structure, data: bytes) -> None:
    """Walks the chunks of a PNG up to its end. Raises DamagedPhoto when they run past the file or are too many.

    Kept are the critical chunks (PNG specification, third edition, section 5.4: the first letter is a capital), whose
    checksums must be right, and transparency; a file may lack its IEND, which says nothing that the data do not.
    """
    view = memoryview(data)
    position = len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if position >= len(data):
            return
        length = int.from_bytes(data[position : position + 4], "big")
        kind, end = data[position + 4 : position + 8], position + 12 + length
        if kind == b"IEND":
            return
        if end > len(data):
            raise DamagedPhoto("a chunk is longer than the file")
        if kind == b"acTL" and length >= 4:
            found.frames = max(found.frames, int.from_bytes(data[position + 8 : position + 12], "big"))
        elif kind == b"fdAT":
            found.other_frame = True
        elif kind == b"eXIf":
            found.exif = found.exif or data[position + 8 : end - 4]
        elif kind[:1].isupper():
            _check_critical(kind, view[position + 4 : end])
            if kind in found.met and kind != b"IDAT":
                raise DamagedPhoto(f"a second chunk {kind!r}")
        if kind in CRITICAL or (kind == b"tRNS" and found.takes_transparency):
            found.pieces.append(view[position:end])
            found.met.add(kind)
        position = end
    raise DamagedPhoto(f"more than {MAX_CHUNKS} chunks")


def _data_bytes(width: int, height: int, bits_per_pixel: int, *, interlaced: bool) -> int:
    """Bytes of all rows, each with the number of its filter."""
    total = 0
    for left, top, across, down in PASSES if interlaced else ((0, 0, 1, 1),):
        wide, high = -(-(width - left) // across), -(-(height - top) // down)
        total += high * (1 + -(-wide * bits_per_pixel // 8)) if wide > 0 < high else 0
    return total


def _inflates_to(pieces: list[bytes | memoryview], wanted: int) -> bool:
    """Whether the image data are all there: Pillow shows black in place of rows that are missing, and says nothing."""
    inflate, count = zlib.decompressobj(), 0
    for piece in pieces:
        rest: bytes | memoryview = piece[8:-4] if piece[4:8] == b"IDAT" else b""
        while count < wanted and not inflate.eof and (rest or inflate.unconsumed_tail):
            count += len(inflate.decompress(rest, INFLATED_AT_A_TIME))
            rest = inflate.unconsumed_tail
    return count >= wanted or count + len(inflate.flush()) >= wanted


def _check_critical(kind: bytes, chunk: memoryview) -> None:
    """`chunk`: kind, body and checksum."""
    if kind not in CRITICAL or zlib.crc32(chunk[:-4]) != int.from_bytes(chunk[-4:], "big"):
        raise DamagedPhoto(f"chunk {kind!r} is unknown or its checksum wrong")
