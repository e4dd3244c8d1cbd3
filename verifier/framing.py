"""One label of a photo that shows several goods, judged by itself: its frame, and what belongs to no label for certain.

The frame is cut out at full resolution, with a margin, and looked at as a photo of its own; places are told in pixels
of the whole photo. What crosses the frame's edge counts as not read, and is a *stray*. Before anything agrees the whole
photo is looked at too: all that it says and that stands in no frame, or in another one than that of the mark it stands
nearest to, is a stray as well. Frames are drawn by people, and a word outside of them may be this label's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, TypeVar

import numpy as np

from verifier.domain import Code, Framing, Item, Photo, PhotoFacts, Reading, Region, RegionKind, SeenCode, Sight
from verifier.domain.geometry import Quad
from verifier.domain.sight import Box
from verifier.errors import BadFrame
from verifier.extract.claim import assemble
from verifier.image.pyramid import halved
from verifier.image.quality import measure_quality, perceptual_hash, small_copy

MARGIN_PX, MARGIN_SHARE = 48, 0.06
"""What is looked at round a frame, so that print which crosses its edge is seen to: pixels, or a share of its side."""
EDGE_PX = 2.0
"""Print may stick out of a frame by this much: its box is a little larger than itself."""
LEAST_SIDE_PX = 48
MOST_OTHERS = 30
SEEN = ("marks", "codes", "readings", "unread", "struck", "doubted")
"""What a sight holds that has a place."""
SAID = ("marks", "standards", "licences", "holders", "codes", "certificates", "statements")
Thing = TypeVar("Thing", Region, Reading, Code)


@dataclass(frozen=True, slots=True)
class Cut:
    """The surroundings of a frame: `photo`, whose origin is at (`left`, `top`) of `whole`, in pixels."""

    whole: Photo
    framing: Framing
    photo: Photo
    left: int
    top: int

    def outward(self, seen: Sight) -> Sight:
        """What was seen in `photo`, in pixels of the whole: the frame's own, and a stray for all that crosses it."""
        own: dict[str, list[Region | Reading | Code]] = {name: [] for name in SEEN}
        strays = []
        for name in SEEN:
            for there in getattr(seen, name):
                thing = _moved(there, self.left, self.top)
                place = _quad(thing).clipped(self.whole.width, self.whole.height)
                if _within(place, self.framing.region):
                    own[name].append(thing)
                elif _touches(place, self.framing.region) and _says(thing):
                    strays.append(_place(thing))
        facts = replace(seen.photo, width=self.whole.width, height=self.whole.height, framing=self.framing)
        kept: dict[str, Any] = {name: tuple(things) for name, things in own.items()}
        return replace(seen, **kept, photo=facts, stray=_each_once((*seen.stray, *strays)))

    def inward(self, sight: Sight) -> Sight:
        """A sight of the frame in pixels of `photo`."""
        facts = replace(sight.photo, width=self.photo.width, height=self.photo.height, framing=None)
        kept: dict[str, Any] = {
            name: tuple(_moved(one, -self.left, -self.top) for one in getattr(sight, name)) for name in SEEN
        }
        return replace(sight, **kept, photo=facts)


def cut_out(whole: Photo, framing: Framing) -> Cut:
    """The frame of a photo with its margin. Raises BadFrame where a frame is none of this photo, or two overlap.

    Quality and perceptual hash are those of the frame alone, the SHA-256 that of the whole photo's file.
    """
    for box in framing.boxes:
        left, top, right, bottom = box
        if not (0 <= left < right <= whole.width and 0 <= top < bottom <= whole.height):
            raise BadFrame(f"{box} is not inside {whole.width} × {whole.height} px", frame=_told(box))
        if min(right - left, bottom - top) < LEAST_SIDE_PX:
            raise BadFrame(f"{box} has a side of less than {LEAST_SIDE_PX} px", frame=_told(box))
    for one, other in combinations(framing.boxes, 2):
        if max(one[0], other[0]) < min(one[2], other[2]) and max(one[1], other[1]) < min(one[3], other[3]):
            raise BadFrame(f"{one} and {other} overlap", frame=_told(other))
    if len(framing.others) > MOST_OTHERS:
        raise BadFrame(f"more than {MOST_OTHERS} other frames", frame=_told(framing.region))
    left, top, right, bottom = framing.region
    own = np.ascontiguousarray(whole.pixels[top:bottom, left:right])
    small = small_copy(halved(own)[-1])
    margin = max(MARGIN_PX, round(MARGIN_SHARE * max(right - left, bottom - top)))
    x, y = max(0, left - margin), max(0, top - margin)
    pixels = np.ascontiguousarray(whole.pixels[y : bottom + margin, x : right + margin])
    pixels.flags.writeable = False
    photo = Photo(pixels, whole.sha256, perceptual_hash(small), measure_quality(small), halved(pixels)[1:])
    return Cut(whole, framing, photo, x, y)


def with_surroundings(own: Sight, whole: Sight) -> Sight:
    """The sight of a frame after the whole photo was looked at, for the frame and for what belongs to no label.

    What the whole photo shows inside the frame, where the look at the frame saw nothing, is the frame's too.
    """
    framing = own.photo.framing
    assert framing is not None
    known = [_quad(thing) for name in SEEN for thing in getattr(own, name)]
    more = {
        name: tuple(
            thing
            for thing in getattr(whole, name)
            if _within(_quad(thing), framing.region) and not _seen(_quad(thing), known)
        )
        for name in SEEN
    }
    strays = (*own.stray, *(_place_of(item) for item in _belonging_nowhere(whole, framing)))
    kept: dict[str, Any] = {name: (*getattr(own, name), *more[name]) for name in SEEN}
    return replace(own, **kept, stray=_each_once(strays))


def _belonging_nowhere(whole: Sight, framing: Framing) -> list[Item]:
    """What the whole photo says that is neither in the frame nor, for certain, another label's.

    It is another label's when it stands in that label's frame, that frame shows a mark or a standard, as labels of
    goods do, and it stands nearer to a mark outside the frame than to one inside.
    """
    claim = assemble([whole])
    items: list[Item] = [item for name in SAID for item in getattr(claim, name)]
    signs: tuple[Item, ...] = (*claim.marks, *claim.standards)
    mine = {sign.label for sign in signs if _within(_clipped(sign, whole.photo), framing.region)}
    labels = [box for box in framing.others if any(_within(_clipped(sign, whole.photo), box) for sign in signs)]
    found = []
    for item in items:
        place = _clipped(item, whole.photo)
        elsewhere = item.label not in mine and any(_within(place, box) for box in labels)
        if not elsewhere and not _within(place, framing.region):
            found.append(item)
    return found


def _clipped(item: Item, photo: PhotoFacts) -> Quad:
    return item.quad.clipped(photo.width, photo.height)


def _within(quad: Quad, box: Box) -> bool:
    """Whether all of a quad stands in a box, but for EDGE_PX."""
    left, top, right, bottom = quad.bounds
    x0, y0, x1, y1 = box
    return left >= x0 - EDGE_PX and top >= y0 - EDGE_PX and right <= x1 + EDGE_PX and bottom <= y1 + EDGE_PX


def _touches(quad: Quad, box: Box) -> bool:
    """Whether some of a quad stands in a box, more than EDGE_PX of it."""
    left, top, right, bottom = quad.bounds
    x0, y0, x1, y1 = box
    return left < x1 - EDGE_PX and right > x0 + EDGE_PX and top < y1 - EDGE_PX and bottom > y0 + EDGE_PX


def _seen(quad: Quad, known: Sequence[Quad]) -> bool:
    return any(other.contains(quad.centre) or quad.contains(other.centre) for other in known)


def _says(thing: Region | Reading | Code) -> bool:
    """Whether it is more than a scratch that a reader took for print."""
    return not isinstance(thing, Reading) or any(letter.isalnum() for letter in thing.text)


def _moved(thing: Thing, dx: float, dy: float) -> Thing:
    if isinstance(thing, Reading):
        return replace(thing, region=_moved(thing.region, dx, dy))
    if isinstance(thing, Code):
        return replace(thing, quad=thing.quad.moved(dx, dy))
    likeness = thing.likeness and replace(thing.likeness, frame=thing.likeness.frame.moved(dx, dy))
    return replace(thing, quad=thing.quad.moved(dx, dy), likeness=likeness)


def _quad(thing: Region | Reading | Code) -> Quad:
    return thing.region.quad if isinstance(thing, Reading) else thing.quad


def _place(thing: Region | Reading | Code) -> Region:
    kind = RegionKind.CODE if isinstance(thing, Code) else RegionKind.LINE
    if isinstance(thing, Region) and thing.kind is RegionKind.CODE:
        kind = RegionKind.CODE
    return Region(kind, _quad(thing), 1.0)


def _place_of(item: Item) -> Region:
    return Region(RegionKind.CODE if isinstance(item, SeenCode) else RegionKind.LINE, item.quad, 1.0)


def _each_once(strays: Iterable[Region]) -> tuple[Region, ...]:
    """One stray for each place: several readers read the same line."""
    found: list[Region] = []
    for stray in strays:
        if not any(stray.quad.contains(one.quad.centre) and one.quad.contains(stray.quad.centre) for one in found):
            found.append(stray)
    return tuple(found)


def _told(box: Box) -> str:
    return ",".join(map(str, box))
