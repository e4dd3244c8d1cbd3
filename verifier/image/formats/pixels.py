"""From what decoders answer to plain upright RGB, in strips: few copies of a picture are held at a time."""

from __future__ import annotations

import mmap
import struct
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from verifier.domain import Pixels

STRIP = 64
"""Rows that are converted at a time: few enough for the processor's cache."""
BROAD_STRIP = 512
"""Rows that are turned at a time: stood on end, a strip is about as wide as a page of memory."""
ORIENTATION_TAG = 0x0112
SHORT = 3
"""The TIFF type of an orientation."""


class Sheet:
    """Room for H×W×C uint8 pixels whose rows can be given back one strip after the other.

    `by_rows`: whether it is filled from the top. Then the system may give it memory in pages of 2 MB, which saves a
    photo of 12 MP 9,000 page faults; a strip stood on end would take all of them at once.
    """

    def __init__(self, height: int, width: int, channels: int = 3, by_rows: bool = True) -> None:
        self._memory = mmap.mmap(-1, height * width * channels, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self._memory.madvise(mmap.MADV_HUGEPAGE if by_rows else mmap.MADV_NOHUGEPAGE)
        self._given_back = 0
        self._row_bytes = width * channels
        self.pixels: Pixels = np.frombuffer(self._memory, np.uint8).reshape(height, width, channels)

    def give_back(self, row: int) -> None:
        """Lets go of the memory of all rows above `row`; they read as zeros from then on."""
        end = row * self._row_bytes // mmap.PAGESIZE * mmap.PAGESIZE
        if end > self._given_back:
            self._memory.madvise(mmap.MADV_DONTNEED, self._given_back, end - self._given_back)
            self._given_back = end


def from_pillow(image: Image.Image) -> Pixels:
    """Any mode of Pillow's as H×W×3 RGB uint8, transparency over white."""
    image.load()
    width, height = image.size
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    for top in range(0, height, STRIP):
        bottom = min(height, top + STRIP)
        pixels[top:bottom] = _rgb_strip(image.crop((0, top, width, bottom)))
    return pixels


def _rgb_strip(image: Image.Image) -> Pixels:
    if image.mode.startswith("I"):  # 16-bit grey keeps its high byte; Pillow's own conversion would clip
        grey = (np.clip(np.asarray(image), 0, 65535) >> 8).astype(np.uint8)
        return np.repeat(grey[:, :, None], 3, axis=2)
    if image.has_transparency_data:
        return _over_white(np.asarray(image.convert("RGBA")))
    return np.asarray(image.convert("RGB"))


def over_white(rgba: Pixels) -> Pixels:
    """H×W×4 uint8, alpha last and not premultiplied, as H×W×3 on white paper."""
    pixels = np.empty((*rgba.shape[:2], 3), dtype=np.uint8)
    for top in range(0, len(rgba), STRIP):
        pixels[top : top + STRIP] = _over_white(rgba[top : top + STRIP])
    return pixels


def _over_white(rgba: Pixels) -> Pixels:
    if rgba[:, :, 3].min() == 255:
        return rgba[:, :, :3]
    alpha = rgba[:, :, 3:].astype(np.uint16)
    mixed = (rgba[:, :, :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return mixed.astype(np.uint8)


def swap_red_and_blue(pixels: Pixels) -> None:
    """Makes BGR of RGB and the other way round, and leaves a fourth channel, in place."""
    for top in range(0, len(pixels), STRIP):
        strip = pixels[top : top + STRIP]
        strip[:, :, :3] = strip[:, :, 2::-1].copy()


def exif_orientation(exif: bytes) -> int:
    """The orientation that an EXIF block names, 1..8; 1 when it is absent, out of range or unreadable.

    `exif` begins with its TIFF header, or with the `Exif` and two zeros before it. Only the first directory is looked
    at, for this one tag (Exif 2.32, tag 274). What an XMP packet says of orientation is ignored, as browsers do.
    """
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (directory,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, directory)
        for entry in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, directory + 2 + 12 * entry)
            if tag == ORIENTATION_TAG:
                return int(value) if kind == SHORT and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def upright(pixels: Pixels, orientation: int, sheet: Sheet | None = None) -> Pixels:
    """The picture as the camera's user saw it: the EXIF orientation undone.

    `sheet`: where the pixels lie, when they are not needed any more; it is given back while they are turned.
    """
    if orientation == 1:
        return pixels
    turns = orientation >= 5
    mirror = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}.get(orientation)
    height, width, channels = pixels.shape
    out = Sheet(*((width, height) if turns else (height, width)), channels, by_rows=not turns).pixels
    for top in range(0, height, BROAD_STRIP):
        bottom = min(height, top + BROAD_STRIP)
        strip: npt.NDArray[Any] = cv2.transpose(pixels[top:bottom]) if turns else pixels[top:bottom]
        strip = strip if mirror is None else cv2.flip(strip, mirror)
        place = slice(height - bottom, height - top) if orientation in (3, 4, 6, 7) else slice(top, bottom)
        out[(slice(None), place) if turns else place] = strip
        if sheet is not None:
            sheet.give_back(bottom)
    return out
