"""What is left to try where a QR code is known or thought to be and no decoder reads it.

1. The cut-out with its contrast levelled, for the decoders once more. 2. The grid that a decoder told, refined, its
modules told by an equaliser, drawn anew and decoded. 3. The same through finder patterns that no decoder saw. A text
comes from a decoder alone, through the code's own error correction.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verifier.codes.decoder import Decoder, Wanted, look_with
from verifier.codes.finders import spots, through
from verifier.codes.grid import QUIET_MODULES, SIZES, Grid, Picture, likeness, outline_of, probes, refined
from verifier.codes.modules import drawn, told
from verifier.codes.window import Greys, Window, levelled, upright
from verifier.domain import Code
from verifier.domain.geometry import Quad

CODE_SIDE_PX, PLACE_MARGIN = 150, 0.25
"""Side that the code is brought to, and photo left round it, in sides of it."""
LEVELLING_SIGMA_PX = 9.0
"""Sigma of the surroundings over which contrast is levelled, in the cut-out's pixels: about two modules."""
MODULE_SIZES_PX = (3.0, 3.8, 4.8, 6.0)
"""Sides of modules for which the cut-out is searched: the size of a place is known to a third or so."""
MIN_LIKENESS, OUTLINE_MIN_LIKENESS = 0.4, 0.3
"""A refined grid, and one laid through an outline that a decoder saw, that is less like a code is none."""


class GridReader:
    """Reads QR codes by their grid. Holds no state between calls; safe in threads."""

    def __init__(self, decoders: Sequence[Decoder]) -> None:
        """`decoders`: those that search, whose outlines are refined and who read the modules that were told."""
        self._decoders = decoders

    def read(
        self, greys: Greys, place: Quad, outlines: Sequence[Quad], *, search: bool, search_on_dark: bool = False
    ) -> Code | None:
        """The code at about that place, in photo pixels.

        `outlines`: what decoders took for its outline, from its own top-left, the best last; `search`: for finder
        patterns as well; `search_on_dark`: for those of a code without a quiet zone on a dark ground.
        """
        plain = upright(greys, place, CODE_SIDE_PX, PLACE_MARGIN)
        window, picture = _levelled(plain)
        look = look_with(self._decoders, window.grey, Wanted.QR)
        if look.codes:
            return window.code(look.codes[0])
        for outline in [*outlines, *map(window.place, look.illegible)][-1:]:
            closer, seen = _levelled(upright(greys, outline, CODE_SIDE_PX, PLACE_MARGIN))
            grid = _upright(seen)
            if grid.likeness > OUTLINE_MIN_LIKENESS and (code := self._decoded(seen, refined(seen, grid))):
                return closer.code(code)
        on_dark = _on_dark(plain)
        if not search and not (on_dark and search_on_dark):
            return None
        likely = through(picture, spots(picture, MODULE_SIZES_PX), 0 if on_dark else QUIET_MODULES)
        code = self._decoded(picture, likely) if likely else None
        return window.code(code) if code else None

    def _decoded(self, picture: Picture, grid: Grid) -> Code | None:
        """The first text that the grid's modules give, round by round."""
        if grid.likeness < MIN_LIKENESS:
            return None
        for bits in told(picture, grid.homography, grid.n):
            for code in look_with(self._decoders, drawn(bits), Wanted.QR, reduced=False, inverted=False).codes:
                return Code(code.payload, code.symbology, outline_of(grid), code.decoder)
        return None


def _levelled(plain: Window) -> tuple[Window, Picture]:
    """A cut-out with its contrast levelled, and as numbers about 0."""
    window = levelled(plain, LEVELLING_SIGMA_PX)
    return window, window.grey.astype(np.float32) - 128


def _on_dark(window: Window) -> bool:
    """Whether a cut-out is dark where the place in it ends: a dark code has no quiet zone there."""
    rim = round(CODE_SIDE_PX * PLACE_MARGIN / 2)
    inside = np.zeros(window.grey.shape, bool)
    inside[rim:-rim, rim:-rim] = True
    darkest, lightest = np.percentile(window.grey, (5, 95))
    return bool(np.median(window.grey[~inside]) < (darkest + lightest) / 2)


def _upright(picture: Picture) -> Grid:
    """The grid that fills the middle of the picture, with the size of code that the picture bears out."""
    rim = CODE_SIDE_PX * PLACE_MARGIN
    laid_upright = [np.array([[CODE_SIDE_PX / n, 0, rim], [0, CODE_SIDE_PX / n, rim], [0, 0, 1]]) for n in SIZES]
    options = [
        Grid(float(likeness(picture, way[None], *probes(n))[0]), n, way)
        for n, way in zip(SIZES, laid_upright, strict=True)
    ]
    return max(options, key=lambda grid: grid.likeness)
