"""The first look at a photo: the net's answer to all of it, reduced, kept for as long as the photo is.

Marks and codes are found by it, and so are the lines of print round marks that it shows large enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from verifier.domain import Photo, Pixels
from verifier.finder.net import FinderNet, Maps
from verifier.image.pyramid import nearest, resized

SIDE = 960
"""Long side of the photo as the net first sees it; smaller photos are enlarged, at most MOST_ENLARGED times."""
MOST_ENLARGED = 1.5


class FirstLook:
    """Looks at each photo once. Safe to share between threads."""

    def __init__(self, net: FinderNet) -> None:
        self._net = net
        self._kept: WeakKeyDictionary[Photo, Maps] = WeakKeyDictionary()

    def __call__(self, photo: Photo) -> tuple[Maps, float]:
        """The net's maps of the whole photo, and their scale: pixels of the picture seen for one of the photo."""
        maps = self._kept.get(photo)
        if maps is None:
            maps = self._kept[photo] = self._net(shown(photo.levels))
        return maps, scale_of(photo.pixels)


def scale_of(pixels: Pixels) -> float:
    """The scale at which the first look shows a photo of these pixels."""
    return float(min(SIDE / max(pixels.shape[:2]), MOST_ENLARGED))


def shown(levels: Sequence[Pixels]) -> Pixels:
    """What the first look shows of a photo, given as its levels: H×W×3 RGB uint8."""
    scale = scale_of(levels[0])
    level, reduced = nearest(levels, scale)
    return resized(level, scale / reduced)
