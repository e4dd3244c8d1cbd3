"""Codes of symbologies that TISI does not use, looked for before anything agrees: what they say may contradict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.codes.decoder import Decoder, Look, Wanted
from verifier.codes.texture import Patch, along_bars, upright_patch
from verifier.codes.window import Greys, Window
from verifier.domain import Code, Photo

SEARCHED_MAX_PX = (800_000,)
"""The whole photo is searched in the largest copies of at most so many pixels: what one of them shows no decoder reads,
by the luck of where its modules fall on the pixels, another does."""
PATCH_ENLARGEMENTS, PATCH_MAX_PX, PATCH_ROOM = (2.0, 3.0, 4.0), 700_000, 0.3
"""Patches that look like codes are shown upright, so many times as large as in the photo while they have no more
pixels, with this share of their side round them: modules and bars of little more than a pixel are read so."""


BARS_ROOMS = (0.6, 1.0)
"""The same of bar codes, which need a wide quiet zone."""


class RareCodes:
    """Looks for Aztec, PDF417, DataMatrix and their like with a decoder. Safe in threads."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder

    def __call__(self, photo: Photo, patches: Sequence[Patch] = ()) -> list[Code]:
        """The codes, each place once, in photo pixels; `patches` are looked at closely. Raises EngineFailed."""
        greys = Greys(photo.levels)
        windows = [greys.at_most(pixels) for pixels in SEARCHED_MAX_PX]
        found: list[Code] = []
        for window in windows:
            self._look(window, found)
        for patch in patches:
            for window in _closer(greys, patch):
                if any(patch.quad.contains(code.quad.centre) for code in found):
                    break
                self._look(window, found)
        return [Code(c.payload, c.symbology, c.quad.clipped(photo.width, photo.height), c.decoder) for c in found]

    def _look(self, window: Window, found: list[Code]) -> None:
        look: Look = self._decoder.look(window.grey, Wanted.RARE, inverted=True)
        for code in map(window.code, look.codes):
            if not any(code.quad.contains(known.quad.centre) for known in found):
                found.append(code)


def _closer(greys: Greys, patch: Patch) -> Iterator[Window]:
    """A patch upright, larger and larger."""
    area = patch.quad.width * patch.quad.height
    for scale in PATCH_ENLARGEMENTS:
        if area * scale * scale <= PATCH_MAX_PX:
            for room in BARS_ROOMS if patch.bars else (PATCH_ROOM,):
                window = upright_patch(greys, patch.quad, scale, room)
                yield window
                if patch.bars:
                    yield along_bars(window)
                    yield along_bars(window, sharpened=True)
