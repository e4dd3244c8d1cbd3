"""The door: the only place that opens images. What comes through is a plain upright RGB picture.

A file is taken for what its first bytes say, never for what it is called. Each kind (`verifier.image.formats`) walks
the file's own structure before a decoder sees it: bytes, segments, pixels, sides, frames and scans are counted, what a
picture does not need is left out, and what decoding will take in memory is bounded. Whatever fails after that is a
`DamagedPhoto`. Decoders: libjpeg-turbo in strict mode for JPEG, Pillow for PNG and AVIF, OpenCV for WebP, libheif for
HEIC where `pi_heif` is installed. Pillow's plugins are called directly, not through `Image.open`, whose limits
against decompression bombs are globals of the process.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import numpy as np

from verifier.domain import Photo, Pixels
from verifier.errors import BadPhoto, DamagedPhoto, EmptyFile, TooManyBytes, UnknownFormat
from verifier.image.formats import heif, jpeg, png, webp
from verifier.image.pyramid import halved
from verifier.image.quality import measure_quality, perceptual_hash, small_copy
from verifier.settings import Settings

BEFORE = re.compile(rb"(?:\xef\xbb\xbf|\r\n|\n){0,8}")
"""What scripts and editors leave before a picture: byte order marks of UTF-8 and ends of lines."""


def open_photo(data: bytes, settings: Settings) -> Photo:
    """Opens one encoded picture: JPEG, PNG, WebP or AVIF (HEIC with the optional `pi_heif`), one frame.

    The answer's `pixels` is H×W×3 RGB uint8, C-contiguous and read-only, turned upright by its EXIF
    orientation, transparency laid over white, without metadata. Raises subclasses of BadPhoto, nothing else.
    """
    if not data:
        raise EmptyFile("the file holds no bytes")
    if len(data) > settings.max_bytes:
        raise TooManyBytes(f"{len(data)} bytes", limit=settings.max_bytes)
    try:
        pixels = np.ascontiguousarray(_decode(data, settings.max_pixels), dtype=np.uint8)
    except BadPhoto:
        raise
    except Exception as error:  # the decoders answer malformed bytes with two dozen kinds of error
        raise DamagedPhoto(f"{type(error).__name__}: {error}") from error
    pixels.flags.writeable = False
    levels = halved(pixels)
    small = small_copy(levels[-1])
    sha256 = hashlib.sha256(data).hexdigest()
    return Photo(pixels, sha256, perceptual_hash(small), measure_quality(small), levels[1:])


def _decode(data: bytes, max_pixels: int) -> Pixels:
    before = BEFORE.match(data)
    picture = data[before.end() :] if before else data
    return _decoder(picture)(picture, max_pixels)


def _decoder(data: bytes) -> Callable[[bytes, int], Pixels]:
    if data.startswith(b"\xff\xd8\xff"):
        return jpeg.open_jpeg
    if data.startswith(png.SIGNATURE):
        return png.open_png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return webp.open_webp
    if data[4:8] == b"ftyp" and data[8:12] in heif.BRANDS:
        return heif.open_heif
    raise UnknownFormat("the content is not JPEG, PNG, WebP, AVIF or HEIC")
