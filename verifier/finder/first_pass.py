"""The first pass over a photo: the net's answer to all of it, reduced.

Marks and codes are found by it, and so are the lines of print round marks that it shows large enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.domain import Photo, Pixels
from verifier.finder.net import FinderNet, Maps
from verifier.image.pyramid import at_scale

LONG_SIDE_PX = 960
"""Long side of the photo as the first pass shows it; smaller photos are enlarged, at most MAX_ENLARGEMENT times."""
MAX_ENLARGEMENT = 1.5


class FirstPass:
    """Runs the net over each photo once; the photo carries the maps to whoever asks next. Safe in threads."""

    def __init__(self, net: FinderNet) -> None:
        self._net = net

    def __call__(self, photo: Photo) -> tuple[Maps, float]:
        """The net's maps of the whole photo, and their scale: pixels of the picture seen for one of the photo."""
        maps: Maps | None = photo.computed.get(self)
        if maps is None:
            maps = photo.computed[self] = self._net(shown(photo.levels))
        return maps, scale_of(photo.pixels)


def scale_of(pixels: Pixels) -> float:
    """The scale at which the first pass shows a photo of these pixels."""
    return float(min(LONG_SIDE_PX / max(pixels.shape[:2]), MAX_ENLARGEMENT))


def shown(levels: Sequence[Pixels]) -> Pixels:
    """What the first pass shows of a photo, given as its levels: H×W×3 RGB uint8."""
    return at_scale(levels, scale_of(levels[0]))
