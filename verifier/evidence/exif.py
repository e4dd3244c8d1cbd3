"""What a camera wrote into a photo: read only when somebody asks for it, kept apart from the report."""

from __future__ import annotations

import io
from typing import Any

from PIL import ExifTags, Image

_MAIN = {"Make": 0x010F, "Model": 0x0110, "Software": 0x0131, "DateTime": 0x0132}
_PICTURE = {"DateTimeOriginal": 0x9003, "OffsetTimeOriginal": 0x9011, "SubsecTimeOriginal": 0x9291}
_GPS = {"latitude": (1, 2), "longitude": (3, 4)}
_SOUTH_WEST = ("S", "W")


def read_exif(data: bytes) -> dict[str, str | float]:
    """Camera, time and place as the file states them; empty where it has none or they cannot be read.

    `latitude`, `longitude` in degrees, north and east positive. Nothing here is proven: anybody can write it.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            exif = picture.getexif()
            picture_part, gps = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
            found: dict[str, str | float] = {n: _text(exif[t]) for n, t in _MAIN.items() if t in exif}
            found |= {n: _text(picture_part[t]) for n, t in _PICTURE.items() if t in picture_part}
            for name, (side, value) in _GPS.items():
                if side in gps and value in gps:
                    degrees, minutes, seconds = (float(part) for part in gps[value])
                    place = degrees + minutes / 60 + seconds / 3600
                    found[name] = round(-place if gps[side] in _SOUTH_WEST else place, 6)
    except Exception:  # a camera's own bytes, which Pillow answers with a dozen kinds of error
        return {}
    return found


def _text(value: Any) -> str:
    """What the camera wrote, printable, at most 200 characters."""
    return "".join(c for c in str(value) if c.isprintable())[:200]
