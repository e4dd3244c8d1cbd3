"""How many coded pictures an HEVC image item holds (ITU-T H.265, sections 7.3.1 and 7.3.6; ISO/IEC 14496-15)."""

from __future__ import annotations

from verifier.errors import DamagedPhoto

MAX_UNITS = 20_000
"""Most NAL units of one item: a picture of 35 megapixels has some thousand slices at most."""
SLICE_KINDS = range(32)
LENGTH_BYTE = 21
"""Where in `hvcC` the length of the lengths stands."""


def count_pictures(payload: bytes, configuration: bytes) -> int:
    """Coded pictures in an item's data, whose NAL units are preceded by their lengths. Raises DamagedPhoto."""
    if len(configuration) <= LENGTH_BYTE:
        raise DamagedPhoto("HEVC without its configuration")
    size, position, pictures = (configuration[LENGTH_BYTE] & 3) + 1, 0, 0
    for _ in range(MAX_UNITS):
        if position + size + 3 > len(payload):
            return pictures
        length = int.from_bytes(payload[position : position + size], "big")
        unit = payload[position + size : position + size + 3]
        begins_picture = unit[2] & 0x80
        pictures += unit[0] >> 1 & 0x3F in SLICE_KINDS and bool(begins_picture)
        position += size + length
    raise DamagedPhoto(f"more than {MAX_UNITS} units")
