"""The door: the only place that opens images. What comes through is a plain upright RGB picture.

A file is taken for what its first bytes say, never for what it is called. Bytes, pixels, sides, frames and
(for JPEG) scans are counted from the headers before anything is decoded; whatever fails after that is a
`DamagedPhoto`. Decoders: libjpeg-turbo in strict mode for JPEG, Pillow for PNG, OpenCV for WebP, libheif for
HEIC where `pi_heif` is installed. Pillow's plugins are called directly, not through `Image.open`, whose limits
against decompression bombs are globals of the process.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
from collections.abc import Callable
from types import ModuleType

import cv2
import numpy as np
import simplejpeg
from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from verifier.domain import Photo, Pixels
from verifier.errors import (
    DamagedPhoto,
    EmptyFile,
    TooFewPixels,
    TooManyBytes,
    TooManyFrames,
    TooManyPixels,
    UnknownFormat,
)
from verifier.image.pyramid import halved
from verifier.image.quality import measure_quality, perceptual_hash, small_copy
from verifier.settings import Settings

MIN_SIDE = 32
"""Shortest side of a photo in pixels; no mark and no number fits in less."""
MAX_SIDE = 32_000
"""Longest side in pixels; OpenCV's remapping counts in 16 bits."""
MAX_SCANS = 24
"""Most scans of one JPEG. Encoders write 1 to about 14; more would cost much time for few bytes."""
STRIP = 512
"""Rows that are converted at a time."""
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
HEIF_SEQUENCES = frozenset({b"hevc", b"hevx", b"msf1"})
ORIENTATION_TAG = 0x0112
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_HARMLESS = ("extraneous bytes before marker", "Invalid SOS parameters", "Unknown Adobe color transform")


def open_photo(data: bytes, settings: Settings) -> Photo:
    """Opens one encoded picture: JPEG, PNG or WebP (HEIC with the optional `pi_heif`), one frame.

    The answer's `pixels` is H×W×3 RGB uint8, C-contiguous and read-only, turned upright by its EXIF
    orientation, transparency laid over white, without metadata. Raises subclasses of BadPhoto, nothing else.
    """
    if not data:
        raise EmptyFile("the file holds no bytes")
    if len(data) > settings.max_bytes:
        raise TooManyBytes(f"{len(data)} bytes", limit=settings.max_bytes)
    decode = _decoder(data)
    try:
        pixels = np.ascontiguousarray(decode(data, settings.max_pixels), dtype=np.uint8)
    except (DamagedPhoto, TooFewPixels, TooManyFrames, TooManyPixels, UnknownFormat):
        raise
    except Exception as error:  # the decoders answer malformed bytes with two dozen kinds of error
        raise DamagedPhoto(f"{type(error).__name__}: {error}") from error
    pixels.flags.writeable = False
    levels = halved(pixels)
    small = small_copy(levels[-1])
    sha256 = hashlib.sha256(data).hexdigest()
    return Photo(pixels, sha256, perceptual_hash(small), measure_quality(small), levels[1:])


def _decoder(data: bytes) -> Callable[[bytes, int], Pixels]:
    if data.startswith(b"\xff\xd8\xff"):
        return _open_jpeg
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _open_png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _open_webp
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS | HEIF_SEQUENCES:
        return _open_heif
    raise UnknownFormat("the content is not JPEG, PNG or WebP")


def _check_size(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels or max(width, height) > MAX_SIDE:
        raise TooManyPixels(f"{width}×{height} pixels", width=width, height=height, limit=max_pixels)
    if min(width, height) < MIN_SIDE:
        raise TooFewPixels(f"{width}×{height} pixels", width=width, height=height, limit=MIN_SIDE)


# ---- JPEG -------------------------------------------------------------------------------------------------


def _open_jpeg(data: bytes, max_pixels: int) -> Pixels:
    """The first picture of a JPEG; what phones append (video, further pictures of an MPO) is ignored."""
    image = JpegImageFile(io.BytesIO(data))
    _check_size(*image.size, max_pixels)
    scans = _count_scans(data, 0 if image.info.get("progressive") else image.layers)
    if scans > MAX_SCANS:
        raise DamagedPhoto(f"{scans} scans")
    orientation = _orientation(image)
    if image.mode != "CMYK":
        try:
            return _upright(simplejpeg.decode_jpeg(data, "RGB", strict=True), orientation)
        except ValueError as error:
            if not any(words in str(error) for words in _HARMLESS):
                raise DamagedPhoto(str(error)) from error
    return _upright(_rgb(image), orientation)


def _count_scans(data: bytes, whole: int) -> int:
    """How many scans the first picture has, walking from marker to marker; stops above MAX_SCANS.

    `whole`: of how many components a first scan is the last that decoders look at, 0 for none.
    """
    position, scans = 2, 0
    while scans <= MAX_SCANS and (found := _MARKER.search(data, position)):
        marker, position = data[found.start() + 1], found.end()
        if marker == 0xD9:
            break
        if marker in (0x01, 0xD8):
            continue
        scans += marker == 0xDA
        if marker == 0xDA and scans == 1 and data[position + 2 : position + 3] == bytes([whole]):
            break
        position += int.from_bytes(data[position : position + 2], "big")
    return scans


# ---- PNG and WebP -----------------------------------------------------------------------------------------


def _open_png(data: bytes, max_pixels: int) -> Pixels:
    if data[12:16] != b"IHDR" or len(data) < 33:
        raise DamagedPhoto("no header")
    width, height = struct.unpack(">II", data[16:24])
    _check_size(width, height, max_pixels)
    image = PngImageFile(io.BytesIO(data))
    if getattr(image, "n_frames", 1) > 1:
        raise TooManyFrames(f"{image.n_frames} frames")
    pixels = _rgb(image)
    return _upright(pixels, _orientation(image))


def _open_webp(data: bytes, max_pixels: int) -> Pixels:
    width, height, animated = _webp_header(data)
    _check_size(width, height, max_pixels)
    if animated:
        raise TooManyFrames("an animation")
    image = WebPImageFile(io.BytesIO(data))
    _check_size(*image.size, max_pixels)
    if getattr(image, "n_frames", 1) > 1:
        raise TooManyFrames(f"{image.n_frames} frames")
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)  # Pillow holds four copies at a time
    if decoded is None or decoded.ndim != 3:
        raise DamagedPhoto("the picture data ends early or is broken")
    order = cv2.COLOR_BGRA2RGBA if decoded.shape[2] == 4 else cv2.COLOR_BGR2RGB
    pixels = cv2.cvtColor(decoded, order, dst=decoded).astype(np.uint8, copy=False)
    if pixels.shape[2] == 4:
        pixels = np.concatenate([_over_white(pixels[top : top + STRIP]) for top in range(0, height, STRIP)])
    return _upright(pixels, _orientation(image))


def _webp_header(data: bytes) -> tuple[int, int, bool]:
    """Width, height and whether it moves, by the WebP container specification (RFC 9649, section 2)."""
    kind, body = data[12:16], data[20:30]
    if len(body) == 10:
        if kind == b"VP8X":
            width, height = (1 + int.from_bytes(body[i : i + 3], "little") for i in (4, 7))
            return width, height, bool(body[0] & 2)
        if kind == b"VP8L" and body[0] == 0x2F:
            bits = int.from_bytes(body[1:5], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), False
        if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
            width, height = struct.unpack("<HH", body[6:10])
            return width & 0x3FFF, height & 0x3FFF, False
    raise DamagedPhoto("no WebP header")


# ---- HEIC -------------------------------------------------------------------------------------------------


def _pi_heif() -> ModuleType | None:
    """The optional decoder, looked for when the first HEIC comes."""
    try:
        import pi_heif  # noqa: PLC0415
    except ImportError:
        return None
    return pi_heif  # type: ignore[no-any-return]


def _open_heif(data: bytes, max_pixels: int) -> Pixels:
    library = _pi_heif()
    if library is None:
        raise UnknownFormat("HEIC needs the extra mokcheck[heic]; send a JPEG instead", format="HEIC")
    if data[8:12] in HEIF_SEQUENCES:
        raise TooManyFrames("an image sequence")
    heif = library.open_heif(data, convert_hdr_to_8bit=True)
    width, height = heif.size
    _check_size(width, height, max_pixels)
    if len(heif) > 1:
        raise TooManyFrames(f"{len(heif)} pictures")
    return _rgb(heif.to_pillow())  # libheif has turned it upright already


# ---- colours and orientation ------------------------------------------------------------------------------


def _rgb(image: Image.Image) -> Pixels:
    """Any mode of Pillow's as H×W×3 RGB uint8, transparency over white. In strips, to hold few copies at a time."""
    if isinstance(image, ImageFile.ImageFile):
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


def _over_white(rgba: Pixels) -> Pixels:
    """H×W×4 uint8, alpha last and not premultiplied, as H×W×3 on white paper."""
    alpha = rgba[:, :, 3:].astype(np.uint16)
    mixed = (rgba[:, :, :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return mixed.astype(np.uint8)


def _orientation(image: Image.Image) -> int:
    """EXIF orientation 1..8; 1 when it is absent, out of range or unreadable."""
    try:
        value = image.getexif().get(ORIENTATION_TAG, 1)
    except Exception:  # broken metadata is dropped like all metadata
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _upright(pixels: Pixels, orientation: int) -> Pixels:
    """The picture as the camera's user saw it: the EXIF orientation undone (Exif 2.32, tag 274)."""
    if orientation in (5, 6, 7, 8):
        pixels = cv2.transpose(pixels).astype(np.uint8, copy=False)
    flip = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}.get(orientation)
    return pixels if flip is None else cv2.flip(pixels, flip).astype(np.uint8, copy=False)
