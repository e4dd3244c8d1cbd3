"""HEIC and AVIF: the boxes are walked and what they cost is bounded, then libheif or Pillow (libavif) decodes."""

from __future__ import annotations

import io
from types import ModuleType

import numpy as np
from PIL.AvifImagePlugin import AvifImageFile

from verifier.domain import Pixels
from verifier.errors import DamagedPhoto, TooManyFrames, UnknownFormat
from verifier.image.formats.boxes import cost, read_brands
from verifier.image.formats.limits import check_size
from verifier.image.formats.pixels import exif_orientation, from_pillow, over_white, upright

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
HEIC_SEQUENCES = frozenset({b"hevc", b"hevx", b"msf1"})
AVIF, AVIF_SEQUENCE = b"avif", b"avis"
BRANDS = HEIC_BRANDS | HEIC_SEQUENCES | {AVIF, AVIF_SEQUENCE}
HEIC_BYTES_PER_PIXEL = 8.0
"""Measured: 5.2 for 8-bit 4:2:0; what is above bounds the time, 1.2 s of CPU for 24 megapixels."""
DEEP_BYTES_PER_PIXEL = 14.0
"""With transparency or more than 8 bits."""
AVIF_BYTES_PER_PIXEL = 20.0
"""With 10 bits, transparency and full colour; 12 for most. Pillow holds what libavif answers twice."""


def open_heif(data: bytes, max_pixels: int) -> Pixels:
    """A still HEIC or AVIF as H×W×3 RGB uint8, upright, transparency over white.

    EXIF orientation is ignored, as the formats ask: the boxes `irot` and `imir` say how a picture is turned. Raises
    BadPhoto's children and whatever the decoders come up with.
    """
    major, brands = read_brands(data)
    if major in HEIC_SEQUENCES | {AVIF_SEQUENCE}:
        raise TooManyFrames("an image sequence")
    if AVIF in brands and not brands & HEIC_BRANDS - {b"mif1"}:
        return _open_avif(data, max_pixels)
    return _open_heic(data, max_pixels)


def pi_heif() -> ModuleType | None:
    """The optional decoder of HEIC, looked for when the first one comes."""
    try:
        import pi_heif as library  # noqa: PLC0415
    except ImportError:
        return None
    return library  # type: ignore[no-any-return]


def _open_heic(data: bytes, max_pixels: int) -> Pixels:
    library = pi_heif()
    if library is None:
        raise UnknownFormat("HEIC needs the extra mokcheck[heic]; send a JPEG instead", format="HEIC")
    said = cost(data)
    check_size(said.width, said.height, max_pixels, HEIC_BYTES_PER_PIXEL, said.coded)
    heif = library.open_heif(data, convert_hdr_to_8bit=True)
    width, height = heif.size
    deep = heif.has_alpha or heif.info.get("bit_depth", 8) > 8
    check_size(width, height, max_pixels, DEEP_BYTES_PER_PIXEL if deep else HEIC_BYTES_PER_PIXEL)
    if len(heif) > 1:
        raise TooManyFrames(f"{len(heif)} pictures")
    pixels = np.asarray(heif)[:height, :width]  # libheif has turned it upright already
    if pixels.dtype != np.uint8 or pixels.ndim != 3:
        return from_pillow(heif.to_pillow())
    return over_white(pixels) if pixels.shape[2] == 4 else pixels.copy()  # the memory is libheif's


def _open_avif(data: bytes, max_pixels: int) -> Pixels:
    said = cost(data)
    check_size(said.width, said.height, max_pixels, AVIF_BYTES_PER_PIXEL, said.coded)
    image = AvifImageFile(io.BytesIO(data))
    if image.size != (said.width, said.height):
        raise DamagedPhoto("two sizes")
    if image.n_frames > 1:
        raise TooManyFrames(f"{image.n_frames} frames")
    pixels, exif = from_pillow(image), image.info.get("exif", b"")  # Pillow puts `irot` and `imir` into it
    image.close()
    return upright(pixels, exif_orientation(exif))
