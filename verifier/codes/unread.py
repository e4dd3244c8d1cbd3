"""Places of codes that were seen and not decoded: what they say is not known, and may be anything."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.codes.patterns import SQUARE, unexplained_codes
from verifier.codes.rims import has_another_rim
from verifier.codes.texture import RETAIL_BARS, Patch
from verifier.codes.window import Greys
from verifier.domain import Code, Photo, Region, RegionKind
from verifier.domain.geometry import Quad

CODE_GROWTH = 0.35
"""A place is a code that was decoded when its middle lies in that code, grown by this share of its side."""
CODE_SIDES = 2.5
"""A code that only the net sees, at most this many sides from a mark, stands beside it."""
CODE_MIN_SIDE_PX = 40.0
"""A smaller QR code shows less than 1.5 px a module (33 modules a side): nobody can read it in this photo."""
CODE_SIZE = (0.5, 2.5)
"""Side of a code that goes with a mark, in sides of the mark."""


def unread_codes(
    photo: Photo,
    codes: Sequence[Code],
    marks: Sequence[Region],
    *,
    places: Sequence[Quad],
    patches: Sequence[Patch],
    known: Sequence[Quad],
) -> list[Region]:
    """Codes of which nothing was decoded: `places` where the net sees some, `patches` that look like some.

    Finder patterns, patches and what looks out from under a decoded code count wherever they stand; what the net alone
    sees, beside a mark. `known`: quads of print that was read.
    """
    decoded = [code.quad.grown(CODE_GROWTH) for code in codes]
    seen = [
        place
        for place in (quad.clipped(photo.width, photo.height) for quad in places)
        if _goes_with_mark(place, marks)
        and not any(quad.contains(place.centre) or place.contains(quad.centre) for quad in decoded)
    ]
    squares = unexplained_codes(photo, codes, marks)
    seen += [square.clipped(photo.width, photo.height) for square in squares]
    seen = [place for place in seen if place.height >= CODE_MIN_SIDE_PX]
    taken = [*decoded, *(mark.quad for mark in marks), *known]
    seen += [
        patch.quad
        for patch in patches
        if (patch.matrix or patch.bars > RETAIL_BARS)
        and not any(quad.contains(patch.quad.centre) or patch.quad.contains(quad.centre) for quad in taken)
    ]
    greys, others = Greys(photo.levels), [*known, *(mark.quad for mark in marks)]
    qr_codes = [code.quad for code in codes if code.symbology in SQUARE]
    seen += [quad for quad in qr_codes if has_another_rim(greys, quad, [*others, *_others(codes, quad)])]
    return [Region(RegionKind.CODE, place, 1.0) for place in seen]


def _others(codes: Sequence[Code], own: Quad) -> list[Quad]:
    """The other decoded codes, with room for their quiet zones."""
    others = [code.quad for code in codes if code.quad is not own and not code.quad.contains(own.centre)]
    return [quad.grown(CODE_GROWTH) for quad in others]


def _goes_with_mark(code: Quad, marks: Sequence[Region]) -> bool:
    """Whether a code stands beside a mark, and about as large as it, as the official one does."""
    for mark in marks:
        side = max(mark.quad.width, mark.quad.height, 1.0)
        low, high = CODE_SIZE
        if low * side <= code.height <= high * side and mark.quad.distance(code) <= CODE_SIDES * side:
            return True
    return False
