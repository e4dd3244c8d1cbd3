"""Codes of symbologies that TISI does not use, looked for before anything agrees: what they say may contradict."""

from __future__ import annotations

import math
from collections.abc import Sequence

from verifier.codes.decoder import Decoder, Look, Wanted
from verifier.codes.window import Greys, Window, around, resized
from verifier.domain import Code, Photo, Region

SEARCHED_MAX_PX = (1_600_000, 800_000)
"""The whole photo is searched in the largest copies of at most so many pixels: what one of them shows no decoder reads,
by the luck of where its modules fall on the pixels, another does."""
MARK_REACH, MARK_ENLARGEMENT, ENLARGED_MAX_PX = 3.5, 2.0, 1_200_000
"""Out to this many sides from a mark's centre codes are looked for at up to twice the photo's own size, in at most so
many pixels."""
WHOLE_MAX_PX, WHOLE_MIN_ENLARGEMENT = 3_200_000, 1.2
"""A photo is searched enlarged as well, up to so many pixels, if by so much at least: codes of two pixels a module are
read so, and not as they are."""


class RareCodes:
    """Looks for Aztec, PDF417, DataMatrix and their like with a decoder. Safe in threads."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder

    def __call__(self, photo: Photo, marks: Sequence[Region]) -> list[Code]:
        """The codes, each place once, in photo pixels. Raises EngineFailed."""
        greys = Greys(photo.levels)
        of_scale = {window.scale: window for window in map(greys.at_most, SEARCHED_MAX_PX)}  # one copy may do for both
        windows = list(of_scale.values())
        height, width = windows[0].grey.shape
        if (scale := min(MARK_ENLARGEMENT, math.sqrt(WHOLE_MAX_PX / (height * width)))) > WHOLE_MIN_ENLARGEMENT:
            windows.append(resized(windows[0], scale))
        for mark in marks:
            reach = MARK_REACH * max(mark.quad.width, mark.quad.height)
            scale = min(MARK_ENLARGEMENT, math.sqrt(ENLARGED_MAX_PX) / (2 * reach))
            windows.append(_enlarged(greys, mark, reach, scale))
        found: list[Code] = []
        for window in windows:
            look: Look = self._decoder.look(window.grey, Wanted.RARE, inverted=True)
            for code in map(window.code, look.codes):
                if not any(code.quad.contains(known.quad.centre) for known in found):
                    found.append(code)
        return [Code(c.payload, c.symbology, c.quad.clipped(photo.width, photo.height), c.decoder) for c in found]


def _enlarged(greys: Greys, mark: Region, reach: float, scale: float) -> Window:
    window = around(greys, mark.quad.centre, reach, min(scale, 1.0))
    return resized(window, scale) if scale > 1 else window
