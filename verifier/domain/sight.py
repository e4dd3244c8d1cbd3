"""What was seen in one photo, without its pixels: all that judging needs, and all that is worth keeping of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from verifier.domain.photo import Code, Quality, Reading, Region

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the oriented photo; right and bottom are the first that are outside."""
LEAST_SIDE_PX = 48
"""A frame with a shorter side holds no label that can be read."""
MOST_OTHERS = 30
"""Most frames of other labels in one photo."""


@dataclass(frozen=True, slots=True)
class Framing:
    """Which part of a photo the label of one product is, where it shows several: `region`, as somebody drew it.

    `others`: the frames of the other labels in the photo. No two frames overlap.
    """

    region: Box
    others: tuple[Box, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All frames, the product's own first."""
        return (self.region, *self.others)

    def misfit(self, width: int, height: int) -> tuple[Box, str] | None:
        """A frame that is none of a photo of this size in pixels, and why; None where all of them are."""
        for box in self.boxes:
            left, top, right, bottom = box
            if not (0 <= left < right <= width and 0 <= top < bottom <= height):
                return box, f"{box} is not inside {width} × {height} px"
            if min(right - left, bottom - top) < LEAST_SIDE_PX:
                return box, f"{box} has a side of less than {LEAST_SIDE_PX} px"
        for one, other in combinations(self.boxes, 2):
            if max(one[0], other[0]) < min(one[2], other[2]) and max(one[1], other[1]) < min(one[3], other[3]):
                return other, f"{one} and {other} overlap"
        return (self.region, f"more than {MOST_OTHERS} other frames") if len(self.others) > MOST_OTHERS else None


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is kept of a photo: no pixels, no metadata.

    `sha256` is the hash of the bytes as they came, `phash` a 64-bit perceptual hash (16 hex digits); sizes in pixels.
    With `framing` one label of several was looked at: hash and size are the whole photo's, `phash` and `quality` those
    of the label's frame.
    """

    sha256: str
    phash: str
    width: int
    height: int
    quality: Quality
    framing: Framing | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything the engines saw in one photo; places are in pixels of the oriented photo.

    `unread`: lines of print (`RegionKind.LINE`) and codes (`RegionKind.CODE`) that were seen and could not be read, and
    signs that deny (`RegionKind.SIGN`).
    `struck`: places of numbers through which a line goes. `doubted`: what another reader made of licence numbers whose
    letter, and standard numbers whose มอก., it does not confirm. `challenged`: whether all legible print, marks and
    codes were looked at again for what speaks against agreement; without that nothing agrees. `stray`: where something
    stands in the photo that is of no label for certain, when one label of several was looked at.
    """

    marks: tuple[Region, ...]
    codes: tuple[Code, ...]
    readings: tuple[Reading, ...]
    photo: PhotoFacts
    unread: tuple[Region, ...] = ()
    struck: tuple[Region, ...] = ()
    doubted: tuple[Reading, ...] = ()
    challenged: bool = False
    stray: tuple[Region, ...] = ()
