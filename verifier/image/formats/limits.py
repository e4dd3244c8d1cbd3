"""How large a picture may be: its sides, its pixels, and the memory that its kind of file takes for each pixel.

A picture that the settings would admit may still be too much for its kind: libjpeg holds all coefficients of a
progressive JPEG, Pillow holds a picture a second time. What one photo takes is bounded by refusing it, never by
opening it smaller than it is: places in a report are pixels of the photo that came.
"""

from __future__ import annotations

from verifier.errors import TooFewPixels, TooManyPixels

MIN_SIDE = 32
"""Shortest side of a photo in pixels; no mark and no number fits in less."""
MAX_SIDE = 32_000
"""Longest side in pixels; OpenCV's remapping counts in 16 bits."""
MAX_RATIO = 50
"""Longest side for each pixel of the shortest: the detector looks at copies of 960 px, which must have some height."""
DECODING_BYTES = 280_000_000
"""Most memory that one picture may take while it is decoded, beside the file itself and the interpreter (80 MB)."""


def check_size(width: int, height: int, max_pixels: int, bytes_per_pixel: float, coded: int = 0) -> None:
    """Raises TooManyPixels and TooFewPixels. `bytes_per_pixel`: of decoding, measured at its peak.

    `coded`: pixels that the file has a decoder work on, where they are not width × height.
    """
    limit = min(max_pixels, int(DECODING_BYTES / bytes_per_pixel))
    if max(width * height, coded) > limit or max(width, height) > MAX_SIDE:
        raise TooManyPixels(f"{width}×{height} pixels", width=width, height=height, limit=limit)
    if min(width, height) < MIN_SIDE or max(width, height) > MAX_RATIO * min(width, height):
        raise TooFewPixels(f"{width}×{height} pixels", width=width, height=height, limit=MIN_SIDE)
