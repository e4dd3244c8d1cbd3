"""A frame and what stands at its edges: what is its own, what is a stray, and how much of the photo is looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.fakes import facts
from tests.support.printing import photo
from verifier.domain import Code, Framing, MarkKind, Photo, Reading, Region, RegionKind, Sight, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.statement_words import qualifying
from verifier.framing import Cut, cut_out, with_surroundings

WHOLE = photo(np.full((800, 1000, 3), 200, np.uint8))
FRAME = (200, 300, 600, 500)


def cut(region: tuple[int, int, int, int] = FRAME, whole: Photo = WHOLE) -> Cut:
    return cut_out(whole, Framing(region))


def box(x0: float, y0: float, x1: float, y1: float) -> Quad:
    """A quad in pixels of what is cut out, by its place in the whole photo."""
    here = cut()
    return Quad.of_box(x0 - here.left, y0 - here.top, x1 - here.left, y1 - here.top)


def reading(text: str, quad: Quad) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), "r/1", (0.9,) * len(text))


def sight(*readings: Reading, **more: tuple[object, ...]) -> Sight:
    return replace(Sight((), (), readings, facts(496, 296)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "own", "stray"),
    [
        ((210, 310, 300, 330), True, False),
        # each edge: its box may stick out by two pixels
        ((198, 310, 300, 330), True, False), ((197, 310, 300, 330), False, True),
        ((500, 310, 602, 330), True, False), ((500, 310, 603, 330), False, True),
        ((210, 298, 300, 330), True, False), ((210, 297, 300, 330), False, True),
        ((210, 480, 300, 502), True, False), ((210, 480, 300, 503), False, True),
        # beside each edge: two pixels of it in the frame are none
        ((160, 310, 202, 330), False, False), ((160, 310, 203, 330), False, True),
        ((598, 310, 640, 330), False, False), ((597, 310, 640, 330), False, True),
        ((210, 270, 300, 302), False, False), ((210, 270, 300, 303), False, True),
        ((210, 498, 300, 530), False, False), ((210, 497, 300, 530), False, True),
    ],
)  # fmt: skip
def test_what_stands_in_a_frame_is_its_own_and_what_crosses_its_edge_is_a_stray(
    place: tuple[float, float, float, float], own: bool, stray: bool
) -> None:
    seen = cut().outward(sight(reading("รุ่น A1", box(*place))))
    assert [r.region.quad.bounds for r in seen.readings] == [place] * own
    assert [(r.kind, r.quad.bounds, r.score) for r in seen.stray] == [(RegionKind.LINE, place, 1.0)] * stray


def test_a_scratch_across_the_edge_is_no_stray() -> None:
    across = box(160, 310, 300, 330)
    assert not cut().outward(sight(reading("—|", across))).stray and cut().outward(sight(reading("1", across))).stray


def test_each_thing_that_crosses_is_a_stray_of_its_kind() -> None:
    across = box(160, 310, 300, 330)
    kinds = {
        "marks": (Region(RegionKind.MARK, across, 0.9, MarkKind.COMPULSORY), RegionKind.LINE),
        "codes": (Code("x", "QRCode", across, "z"), RegionKind.CODE),
        "unread": (Region(RegionKind.SIGN, across, 0.9), RegionKind.SIGN),
        "struck": (Region(RegionKind.LINE, across, 0.9), RegionKind.LINE),
        "doubted": (reading("มอค", across), RegionKind.LINE),
    }
    for name, (thing, kind) in kinds.items():
        seen = cut().outward(sight(**{name: (thing,)}))
        assert [stray.kind for stray in seen.stray] == [kind] and getattr(seen, name) == ()
        inside = box(210, 310, 300, 330)
        kept = cut().outward(sight(**{name: (moved(thing, inside),)}))
        assert len(getattr(kept, name)) == 1 and not kept.stray


def moved(thing: object, quad: Quad) -> object:
    if isinstance(thing, Reading):
        return replace(thing, region=replace(thing.region, quad=quad))
    return replace(thing, quad=quad)  # type: ignore[type-var]


def test_several_readings_of_one_place_are_one_stray() -> None:
    across, other = box(160, 310, 300, 330), box(160, 340, 300, 360)
    seen = cut().outward(sight(*(reading(text, across) for text in ("A1", "A2")), reading("B", other)))
    assert len(seen.stray) == 2
    wide = box(60, 310, 300, 330)  # its middle lies beside the other's
    assert len(cut().outward(sight(reading("A1", box(196, 310, 300, 330)), reading("A2", wide))).stray) == 2


def test_a_frame_is_told_with_the_whole_photos_size() -> None:
    seen = cut().outward(sight())
    assert (seen.photo.width, seen.photo.height, seen.photo.framing) == (1000, 800, Framing(FRAME))
    back = cut().inward(seen)
    assert (back.photo.width, back.photo.height, back.photo.framing) == (496, 296, None)


@pytest.mark.parametrize(
    ("region", "left", "top", "size"),
    [
        ((200, 300, 600, 500), 152, 252, (496, 296)),  # 48 px
        ((100, 100, 1000, 700), 46, 46, (954, 708)),  # 0.06 of its longer side, and no further than the photo goes
        ((100, 100, 700, 800), 52, 52, (696, 748)),
        ((0, 0, 300, 300), 0, 0, (348, 348)),
    ],
)  # fmt: skip
def test_a_margin_is_cut_out_with_a_frame(
    region: tuple[int, int, int, int], left: int, top: int, size: tuple[int, int]
) -> None:
    found = cut(region)
    assert (found.left, found.top, (found.photo.width, found.photo.height)) == (left, top, size)
    assert not found.photo.pixels.flags.writeable and found.photo.sha256 == WHOLE.sha256


@pytest.mark.parametrize(
    ("region", "wider"),
    [
        ((200, 300, 600, 500), (0, 100, 800, 600)),  # by half of its longer side
        ((400, 300, 600, 500), (300, 200, 400, 400)),
        ((100, 100, 700, 500), None),  # about all of the photo
    ],
)  # fmt: skip
def test_what_stands_round_a_frame_is_looked_at_where_the_photo_is_much_larger(
    region: tuple[int, int, int, int], wider: tuple[int, int, int, int] | None
) -> None:
    found = cut(region).wider()
    told = found and (found.left, found.top, found.photo.width, found.photo.height)
    assert told == wider


def test_marks_of_the_whole_photo_stand_before_those_that_were_found_again() -> None:
    def mark(x: float) -> Region:
        return Region(RegionKind.MARK, Quad.of_box(x, 350, x + 60, 410), 0.9, MarkKind.COMPULSORY)

    here = cut()
    again, other = (moved(mark(x), mark(x).quad.moved(-here.left, -here.top)) for x in (252, 400))
    seen = here.with_marks(sight(marks=(again, other)), [mark(250)])
    places = [one.quad.moved(here.left, here.top).bounds[0] for one in seen.marks]
    assert places == [250, 400]
    assert [one.quad.bounds[0] for one in here.in_whole(seen).marks] == [250, 400]
    assert (here.in_whole(seen).photo.width, here.in_whole(seen).photo.height) == (1000, 800)


def framed(*readings: Reading, **more: tuple[object, ...]) -> Sight:
    """What a look at the frame saw, in pixels of the whole photo."""
    own = replace(facts(1000, 800), framing=Framing(FRAME))
    return replace(Sight((), (), readings, own, challenged=True), **more)  # type: ignore[arg-type]


def whole(*readings: Reading, **more: tuple[object, ...]) -> Sight:
    return replace(Sight((), (), readings, facts(1000, 800)), **more)  # type: ignore[arg-type]


INSIDE, OUTSIDE = Quad.of_box(220, 320, 420, 344), Quad.of_box(220, 620, 420, 644)
NUMBER = "มอก. 2879-2560"


def test_what_the_whole_photo_shows_in_the_frame_is_the_frames_once() -> None:
    seen = with_surroundings(framed(), [whole(reading(NUMBER, INSIDE))])
    assert [r.text for r in seen.readings] == [NUMBER] and not seen.stray
    twice = with_surroundings(framed(reading("มอก", INSIDE)), [whole(reading(NUMBER, INSIDE))])
    assert [r.text for r in twice.readings] == ["มอก"]


def test_what_the_whole_photo_says_beside_the_frame_is_a_stray() -> None:
    seen = with_surroundings(framed(), [whole(reading(NUMBER, OUTSIDE))])
    assert seen.readings == () and [stray.kind for stray in seen.stray] == [RegionKind.LINE]
    code = Code("https://x.tisi.go.th", "QRCode", Quad.of_box(220, 620, 320, 720), "z")
    seen = with_surroundings(framed(), [whole(codes=(code,))])
    assert seen.codes == () and [stray.kind for stray in seen.stray] == [RegionKind.CODE]


BESIDE = next(
    each.written
    for rule in qualifying()
    for each in rule.near
    if rule.kind is StatementKind.DENIED and each not in (*rule.anywhere, *rule.alone)
)
"""A word that denies beside a number alone."""


def test_words_in_the_frame_that_say_more_beside_what_stands_round_it_are_strays() -> None:
    """A word that says nothing by itself and takes a number back that stands right below the frame."""
    word, below = Quad.of_box(220, 470, 420, 490), Quad.of_box(220, 504, 420, 528)
    surroundings = [whole(*(replace(reading(NUMBER, below), reader=f"{k}/1") for k in "ab"))]
    denied = with_surroundings(framed(reading(BESIDE, word)), surroundings)
    assert any(stray.quad.bounds == word.bounds for stray in denied.stray)
    plain = with_surroundings(framed(reading("รุ่น A1", word)), surroundings)
    assert not any(stray.quad.bounds == word.bounds for stray in plain.stray)


def test_an_unread_code_where_print_was_taken_for_read_is_told() -> None:
    place = Quad.of_box(220, 320, 300, 400)
    code = Region(RegionKind.CODE, place, 0.9)
    line = Region(RegionKind.LINE, place, 0.9)
    own = framed(reading("Input", place))
    assert with_surroundings(own, [whole(unread=(code,))]).unread == (code,)
    assert with_surroundings(own, [whole(unread=(line,))]).unread == ()
    known = framed(codes=(Code("x", "QRCode", place, "z"),))
    assert with_surroundings(known, [whole(unread=(code,))]).unread == ()
    assert with_surroundings(framed(unread=(code,)), [whole(unread=(code,))]).unread == (code,)
