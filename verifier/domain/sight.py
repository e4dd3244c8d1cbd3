"""What was seen in one photo, without its pixels: all that judging needs, and all that is worth keeping of it."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.domain.photo import Code, Quality, Reading, Region


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is kept of a photo: no pixels, no metadata.

    `sha256` is the hash of the bytes as they came, `phash` a 64-bit perceptual hash (16 hex digits); sizes in pixels.
    """

    sha256: str
    phash: str
    width: int
    height: int
    quality: Quality


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything the engines saw in one photo; places are in pixels of the oriented photo.

    `unread`: lines of print (`RegionKind.LINE`) and codes (`RegionKind.CODE`) that were seen and could not be read.
    `struck`: places of numbers through which a line goes. `doubted`: what another reader made of
    licence numbers whose letter it does not confirm. `challenged`: whether all legible print, marks and codes were
    looked at again for what speaks against agreement; without that nothing agrees.
    """

    marks: tuple[Region, ...]
    codes: tuple[Code, ...]
    readings: tuple[Reading, ...]
    photo: PhotoFacts
    unread: tuple[Region, ...] = ()
    struck: tuple[Region, ...] = ()
    doubted: tuple[Reading, ...] = ()
    challenged: bool = False
