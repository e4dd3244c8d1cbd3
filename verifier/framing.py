"""One label of a photo that shows several goods, judged by itself: its frame, and what belongs to no label for certain.

The frame is cut out at full resolution, with a margin, and looked at as a photo of its own; places are told in pixels
of the whole photo. What crosses the frame's edge counts as not read, and is a *stray*. Before anything agrees the whole
photo is looked at too, and closer what stands round the frame: all that is said there and stands in no frame, or in
another one than that of the mark it stands nearest to, is a stray as well. Frames are drawn by people, and a word
outside of them may be this label's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from verifier.domain import (
    Claim,
    Code,
    Framing,
    Item,
    Photo,
    PhotoFacts,
    Quality,
    Reading,
    Region,
    RegionKind,
    SeenCode,
    Sight,
)
from verifier.domain.geometry import Quad
from verifier.domain.sight import Box
from verifier.errors import BadFrame
from verifier.extract.claim import assemble
from verifier.extract.statement_words import qualifying
from verifier.image.pyramid import halved
from verifier.image.quality import measure_quality, perceptual_hash, small_copy

MARGIN_PX, MARGIN_SHARE = 48, 0.06
"""What is looked at round a frame, so that print which crosses its edge is seen to: pixels, or a share of its side."""
EDGE_PX = 2.0
"""Print may stick out of a frame by this much: its box is a little larger than itself."""
WIDER_SHARE, MUCH_LARGER = 0.5, 1.5
"""Before anything agrees, what stands this far round a frame is looked at closer than the whole photo can be,
in shares of its side; where the photo has no more than so many times the pixels of that, the whole is as close."""
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

    def wider(self) -> Cut | None:
        """The frame with what stands round it; None where that is about all of the photo."""
        facts = self.photo.phash, self.photo.quality
        cut = _grown(self.whole, self.framing, round(WIDER_SHARE * _long_side(self.framing)), *facts)
        larger = self.whole.width * self.whole.height > MUCH_LARGER * cut.photo.width * cut.photo.height
        return cut if larger else None

    def whole_photo(self) -> Cut:
        """All of the photo."""
        return Cut(self.whole, self.framing, self.whole, 0, 0)

    def with_marks(self, seen: Sight, marks: Sequence[Region]) -> Sight:
        """What was seen in `photo`, these marks of the whole photo first, whether they were found again or not."""
        here = tuple(_moved(mark, -self.left, -self.top) for mark in marks)
        return replace(seen, marks=(*here, *(one for one in seen.marks if not _seen(one.quad, [m.quad for m in here]))))

    def in_whole(self, seen: Sight) -> Sight:
        """What was seen in `photo`, in pixels of the whole."""
        moved: dict[str, Any] = {n: tuple(_moved(one, self.left, self.top) for one in getattr(seen, n)) for n in SEEN}
        facts = replace(seen.photo, width=self.whole.width, height=self.whole.height)
        return replace(seen, **moved, photo=facts)

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
    if misfit := framing.misfit(whole.width, whole.height):
        box, why = misfit
        raise BadFrame(why, frame=",".join(map(str, box)))
    left, top, right, bottom = framing.region
    small = small_copy(halved(np.ascontiguousarray(whole.pixels[top:bottom, left:right]))[-1])
    facts = perceptual_hash(small), measure_quality(small)
    return _grown(whole, framing, max(MARGIN_PX, round(MARGIN_SHARE * _long_side(framing))), *facts)


def _grown(whole: Photo, framing: Framing, margin: int, phash: str, quality: Quality) -> Cut:
    """The frame with a margin of so many pixels, as far as the photo goes."""
    left, top, right, bottom = framing.region
    x, y = max(0, left - margin), max(0, top - margin)
    pixels = np.ascontiguousarray(whole.pixels[y : bottom + margin, x : right + margin])
    pixels.flags.writeable = False
    return Cut(whole, framing, Photo(pixels, whole.sha256, phash, quality, halved(pixels)[1:]), x, y)


def with_surroundings(own: Sight, looks: Sequence[Sight]) -> Sight:
    """The sight of a frame after its surroundings were looked at, for the frame and for what belongs to no label.

    `looks`: what wider parts of the photo show, in pixels of the whole. What they show inside the frame, where the look
    at the frame saw nothing, is the frame's too; what the frame's print says only beside theirs is a stray.
    """
    framing = own.photo.framing
    assert framing is not None
    region = framing.region
    for look in looks:
        own = _and(own, look, lambda there: _within(there, region))
    marks = own.marks
    for look in looks:
        marks += tuple(mark for mark in look.marks if not _seen(mark.quad, [known.quad for known in marks]))
    together = own
    for look in looks:
        together = _and(together, look, lambda there: not _within(there, region))
    claims = [assemble([replace(sight, marks=marks)]) for sight in (*looks, together)]
    strays = [_place_of(item) for item in _belonging_nowhere(claims, own.photo, framing)]
    strays += [_place_of(said) for said in _said_beside(claims[-1], assemble([own]), own.photo, region)]
    return replace(own, stray=_each_once((*own.stray, *strays)))


def _and(sight: Sight, more: Sight, where: Callable[[Quad], bool]) -> Sight:
    """A sight and what of another stands at some places where the first saw nothing of the kind."""
    kept: dict[str, Any] = {}
    for name in SEEN:
        new = [one for one in getattr(more, name) if where(_clipped(_quad(one), sight.photo))]
        kept[name] = (*getattr(sight, name), *(one for one in new if not _seen(_quad(one), _alike(sight, name, one))))
    return replace(sight, **kept)


def _alike(sight: Sight, name: str, thing: Region | Reading | Code) -> list[Quad]:
    """Where a sight knows what may be the same: print may be read over a code, and leaves it to be told of."""
    if name == "unread" and isinstance(thing, Region) and thing.kind is not RegionKind.LINE:
        names: Sequence[str] = ("codes", "unread")
    else:
        names = (name,) if name in ("marks", "codes", "readings") else SEEN
    return [_quad(one) for each in names for one in getattr(sight, each)]


def _belonging_nowhere(claims: Sequence[Claim], photo: PhotoFacts, framing: Framing) -> list[Item]:
    """What is said that is neither in the frame nor, for certain, another label's.

    It is another label's when it stands in that label's frame, that frame shows a mark or a standard, as labels of
    goods do, and it stands nearer to a mark outside the frame than to one inside.
    """
    found = []
    every: list[Item] = [*(mark for one in claims for mark in one.marks), *(s for one in claims for s in one.standards)]
    labels = [box for box in framing.others if any(_within(_clipped(sign.quad, photo), box) for sign in every)]
    for claim in claims:
        signs: tuple[Item, ...] = (*claim.marks, *claim.standards)
        mine = {sign.label for sign in signs if _within(_clipped(sign.quad, photo), framing.region)}
        items: list[Item] = [item for name in SAID for item in getattr(claim, name)]
        for item in items:
            place = _clipped(item.quad, photo)
            elsewhere = item.label not in mine and any(_within(place, box) for box in labels)
            if not elsewhere and not _within(place, framing.region):
                found.append(item)
    return found


def _said_beside(together: Claim, own: Claim, photo: PhotoFacts, region: Box) -> list[Item]:
    """Words in the frame that change what a number says, and do so only beside what stands round the frame."""
    kinds = {rule.kind for rule in qualifying()}
    known = {(said.kind, said.words) for said in own.statements}
    inside = (said for said in together.statements if _within(_clipped(said.quad, photo), region))
    return [said for said in inside if said.kind in kinds and (said.kind, said.words) not in known]


def _clipped(quad: Quad, photo: PhotoFacts) -> Quad:
    return quad.clipped(photo.width, photo.height)


def _long_side(framing: Framing) -> int:
    left, top, right, bottom = framing.region
    return max(right - left, bottom - top)


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
    if isinstance(thing, Region) and thing.kind is not RegionKind.MARK:
        kind = thing.kind
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
