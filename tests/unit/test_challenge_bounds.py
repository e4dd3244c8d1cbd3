"""From where on the challenge reads a line, turns it, and tells of what it could not read: values near each bound."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.fakes import facts
from tests.unit.test_challenge import BLANK, Finder, Hidden, Reader
from verifier.challenge import CODE_MIN_SCORE, PhotoChallenger
from verifier.codes.net_places import NetCodePlaces
from verifier.domain import Code, MarkKind, Reading, Region, RegionKind, Sight
from verifier.domain.geometry import Quad
from verifier.extract import fields
from verifier.ocr import struck
from verifier.ocr.second_opinion import LetterCheck
from verifier.ocr.set_apart import SetApart


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Fields are remembered by their readings alone, and some tests exchange what decides."""
    fields._fields_of.cache_clear()
    yield
    fields._fields_of.cache_clear()


def mark(side: float = 100) -> Region:
    return Region(RegionKind.MARK, Quad.of_box(100, 100, 100 + side, 100 + side), 0.99, MarkKind.COMPULSORY)


def line(x: float, y: float, width: float = 160, height: float = 24) -> Quad:
    return Quad.of_box(x, y, x + width, y + height)


def challenged(
    *quads: Quad, skimmer: Reader | None = None, before: Sight | None = None, reader: Reader | None = None,
    places: tuple[Quad, ...] = (), score: float = 0.95,
) -> Sight:  # fmt: skip
    finder = Finder()
    finder.lines = [Region(RegionKind.LINE, quad, score) for quad in quads]
    letters = LetterCheck(Reader())
    asked = PhotoChallenger(
        finder,
        skimmer or Reader(),
        reader or Reader(),
        letters,
        lambda _photo: list(places),
        lambda _photo, _patches: [],
        Hidden(),
        Reader(),
        SetApart(Reader()),
    )
    return asked.challenge(BLANK, before or Sight((mark(),), (), (), facts(900, 600)))


UNREADABLE = "?" * 9
BESIDE = line(100, 220)


@pytest.mark.parametrize(("height", "read"), [(11.99, False), (12.0, True)])
def test_lines_are_read_from_twelve_pixels(height: float, read: bool) -> None:
    skimmer = Reader("รุ่น AX")
    challenged(line(100, 220, height=height), skimmer=skimmer)
    assert bool(skimmer.shown) is read


@pytest.mark.parametrize(("sure", "looks"), [(0.79, 2), (0.81, 1)])
def test_a_line_that_reads_badly_is_read_upside_down_too(sure: float, looks: int) -> None:
    skimmer = Reader("รุ่น AX", sure)
    challenged(BESIDE, skimmer=skimmer)
    a, b, c, d = BESIDE.corners
    mirrored = Quad((b, a, d, c))
    assert [shown.quad for shown in skimmer.shown] == [*[BESIDE, Quad((c, d, a, b))][:looks], mirrored]


@pytest.mark.parametrize(("sure", "looks"), [(0.84, 1), (0.86, 0)])
def test_what_the_first_look_read_badly_is_turned_before_anything_agrees(sure: float, looks: int) -> None:
    known = Reading("รุ่น AX", Region(RegionKind.LINE, BESIDE, 0.9), "x/1", (sure,) * 7)
    skimmer = Reader("รุ่น BX", 0.95)
    after = challenged(skimmer=skimmer, before=Sight((mark(),), (), (known,), facts(900, 600)))
    assert len(skimmer.shown) == 2 * looks and len(after.readings) == 1 + looks  # turned, and in the mirror


def test_a_line_is_turned_once_by_its_best_look_and_the_turned_one_is_kept_only_if_it_reads_better() -> None:
    looks = tuple(
        Reading("รุ่น AX", Region(RegionKind.LINE, BESIDE, 0.9), f"{k}/1", (sure,) * 7)
        for k, sure in enumerate((0.5, 0.8))
    )
    for better, more in ((0.81, 1), (0.79, 0)):
        skimmer = Reader("รุ่น BX", better)
        after = challenged(skimmer=skimmer, before=Sight((mark(),), (), looks, facts(900, 600)))
        assert len(skimmer.shown) == 2 and len(after.readings) == 2 + more
    sure_too = (*looks, Reading("รุ่น AX", looks[0].region, "3/1", (0.95,) * 7))
    skimmer = Reader("รุ่น BX", 0.99)
    challenged(skimmer=skimmer, before=Sight((mark(),), (), sure_too, facts(900, 600)))
    assert skimmer.shown == []


@pytest.mark.parametrize(
    ("quad", "sure", "score", "told"),
    [
        (BESIDE, 0.61, 0.95, True),
        (BESIDE, 0.63, 0.95, False),
        (line(100, 220, 150, 20), 0.44, 0.95, True),
        (line(100, 220, 150, 20), 0.46, 0.95, False),
        (BESIDE, 0.1, 0.71, True),
        (BESIDE, 0.1, 0.69, False),
        (line(100, 220, 74), 0.1, 0.95, True),
        (line(100, 220, 70), 0.1, 0.95, False),
        (line(100, 349), 0.1, 0.95, True),
        (line(100, 351), 0.1, 0.95, False),
        (line(100, 220, 400, 49), 0.1, 0.95, True),
        (line(100, 220, 400, 51), 0.1, 0.95, False),
    ],
    ids=[
        "unread",
        "read",
        "small unread",
        "small read",
        "print",
        "no print",
        "a number",
        "short",
        "near",
        "far",
        "as high",
        "higher",
    ],
)
def test_print_that_could_not_be_read_is_told_within_bounds(quad: Quad, sure: float, score: float, told: bool) -> None:
    after = challenged(quad, skimmer=Reader(UNREADABLE, sure), score=score)
    assert [region.quad for region in after.unread] == ([quad] if told else [])


@pytest.mark.parametrize(("height", "told"), [(16.5, True), (15.5, False)])
def test_texture_beside_a_large_mark_is_no_print(height: float, told: bool) -> None:
    before = Sight((mark(320),), (), (), facts(900, 600))
    after = challenged(line(100, 440, height=height), skimmer=Reader(UNREADABLE, 0.1), before=before)
    assert bool(after.unread) is told


@pytest.mark.parametrize("x", [0.0, 2.0, 3.0])
@pytest.mark.parametrize("end", ["left", "right", "top", "bottom"])
def test_a_name_within_two_pixels_of_the_edge_is_cut_off(x: float, end: str) -> None:
    upright = Quad(((300, 100), (300, 300), (276, 300), (276, 100)))
    quads = {
        "left": line(x, 400), "right": line(900 - 160 - x, 400), "top": upright.moved(0, x - 100),
        "bottom": upright.moved(0, 300 - x),
    }  # fmt: skip
    after = challenged(quads[end], skimmer=Reader("บริษัท เคอรี่ เอ็กซ์เพรส (ประ"))
    assert bool(after.readings) is (x > 2)


def test_the_largest_lines_are_skimmed_and_at_most_so_many_and_a_dozen_shown_to_all_readers() -> None:
    quads = [line(100, 100, height=13 + k / 100) for k in range(250)]
    skimmer, reader = Reader("ใบอนุญาตเลขที่ ท99906-906/60335"), Reader()
    challenged(*quads, skimmer=skimmer, reader=reader)
    heights = [shown.quad.height for shown in skimmer.shown]
    assert len(heights) == 240 and heights == sorted(heights, reverse=True) and len(reader.shown) == 12


@pytest.mark.parametrize(("height", "score", "told"), [(19, 0.71, True), (17, 0.71, False), (19, 0.69, False)])
def test_print_beyond_the_most_lines_is_unread(height: float, score: float, told: bool) -> None:
    quads = [line(100, 100, height=40 + k / 100) for k in range(240)]
    last = line(100, 900, height=height)
    seen = challenged(*quads, last, skimmer=Reader("POWER"), score=score)
    assert (last in [region.quad for region in seen.unread]) is told


@pytest.mark.parametrize(
    ("side", "place", "told"),
    [
        (100, (449, 100, 549, 200), True),
        (100, (451, 100, 551, 200), False),
        (70, (180, 100, 221, 141), True),
        (70, (180, 100, 219, 139), False),
        (100, (210, 100, 261, 151), True),
        (100, (210, 100, 259, 149), False),
        (100, (210, 100, 458, 348), True),
        (100, (210, 100, 462, 352), False),
    ],
    ids=["near", "far", "legible", "too small", "half a mark", "smaller", "as large", "larger"],
)
def test_a_code_that_was_not_decoded_is_told_within_bounds(side: float, place: tuple[int, ...], told: bool) -> None:
    before = Sight((mark(side),), (), (), facts(900, 600))
    after = challenged(places=(Quad.of_box(*place),), before=before)
    assert [region.kind for region in after.unread] == ([RegionKind.CODE] if told else [])


@pytest.mark.parametrize(("away", "told"), [(33, False), (37, True)])
def test_a_place_is_a_code_that_was_decoded_up_to_a_third_of_its_side_away(away: float, told: bool) -> None:
    code = Code("x", "QRCode", Quad.of_box(300, 100, 400, 200), "t")
    place = Quad.of_box(400 + away - 30, 120, 400 + away + 30, 180)
    before = Sight((mark(),), (code,), (), facts(900, 600))
    assert bool(challenged(places=(place,), before=before).unread) is told


FAR_OFF = line(600, 540)


@pytest.mark.parametrize(
    ("text", "sure", "place", "told"),
    [("มอก. 2879-2560", 0.51, FAR_OFF, True), ("มอก. 2879-2560", 0.49, FAR_OFF, False),
     ("ท7014-4/2879", 0.51, FAR_OFF, True), ("ท7014-4/2879", 0.49, FAR_OFF, False), ("รุ่น AX", 0.99, BESIDE, False),
     ("Han.934-2558", 0.1, BESIDE, True), ("6-118/1306", 0.99, FAR_OFF, False), ("6-118/1306", 0.1, BESIDE, True),
     ("Li 6-118", 0.99, BESIDE, False), ("6-118/1306", 0.99, line(100, 220, 160, 17.5), False)],
)  # fmt: skip
def test_a_number_or_beside_a_mark_what_is_left_of_one_is_told_when_a_line_goes_through_it(
    text: str, sure: float, place: Quad, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Reading(text, Region(RegionKind.LINE, place, 0.9), "x/1", (sure,) * len(text))
    before = Sight((mark(),), (), (known,), facts(900, 600))
    monkeypatch.setattr(struck, "struck_out", lambda photo, quad: True)
    monkeypatch.setattr(fields, "belief", lambda kind, evidence: evidence.best)
    assert len(challenged(before=before).struck) == told
    monkeypatch.setattr(struck, "struck_out", lambda photo, quad: False)
    assert challenged(before=before).struck == ()


def test_an_accepted_number_is_told_however_sure_its_look_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(struck, "struck_out", lambda photo, quad: True)
    monkeypatch.setattr(fields, "belief", lambda kind, evidence: 0.3)
    monkeypatch.setattr(fields, "accepted_from", lambda kind: 0.2)
    for text in ("มอก. 2879-2560", "ท7014-4/2879"):
        looks = tuple(
            Reading(text, Region(RegionKind.LINE, BESIDE, 0.9), reader, (0.9,) * len(text)) for reader in ("a/1", "b/1")
        )
        assert len(challenged(before=Sight((mark(),), (), looks, facts(900, 600))).struck) == 1


def test_a_line_in_the_place_of_one_that_was_read_is_not_read_again() -> None:
    known = Reading("รุ่น AX", Region(RegionKind.LINE, BESIDE, 0.9), "x/1", (0.95,) * 7)
    before = Sight((mark(),), (), (known,), facts(900, 600))
    again = (line(110, 222, 100, 20), line(110, 226, 100, 12.5), line(60, 180, 300, 100))
    others = (line(110, 260), line(300, 220))
    for quad, read in (*((quad, False) for quad in again), *((quad, True) for quad in others)):
        skimmer = Reader("รุ่น BX", 0.95)
        challenged(quad, skimmer=skimmer, before=before)
        assert bool(skimmer.shown) is read, quad


def test_small_print_within_a_large_line_that_was_read_is_read_too() -> None:
    known = Reading("รุ่น AX", Region(RegionKind.LINE, line(100, 220, 400, 60), 0.9), "x/1", (0.95,) * 7)
    before = Sight((mark(),), (), (known,), facts(900, 600))
    for height, read in ((20, True), (29, True), (31, False)):
        skimmer = Reader("รุ่น BX", 0.95)
        challenged(line(150, 240, 100, height), skimmer=skimmer, before=before)
        assert bool(skimmer.shown) is read


class Parting(Finder):
    """A finder whose closer look shows two lines in one box."""

    def closer(self, _photo, asked):
        self.asked = [*getattr(self, "asked", []), asked.quad]
        return [
            Region(RegionKind.LINE, asked.quad.moved(0, 3), 0.9),
            Region(RegionKind.LINE, line(0, 0, 90, 11.5), 0.9),
        ]


def parting_challenger(finder: Parting, skimmer: Reader) -> PhotoChallenger:
    """One that finds nothing but what these two show it."""
    return PhotoChallenger(
        finder,
        skimmer,
        Reader(),
        LetterCheck(Reader()),
        lambda _photo: [],
        lambda _photo, _patches: [],
        Hidden(),
        Reader(),
        SetApart(Reader()),
    )


@pytest.mark.parametrize(
    ("quad", "sure", "closer"),
    [(line(100, 220, 200, 24), 0.79, True), (line(100, 220, 200, 24), 0.81, False),
     (line(100, 220, 90, 24), 0.5, False), (line(100, 220, 160, 17.5), 0.5, False),
     (line(100, 220, 160, 18.0), 0.5, True)],
)  # fmt: skip
def test_a_long_line_read_badly_is_looked_at_closer_for_what_it_joins(quad: Quad, sure: float, closer: bool) -> None:
    finder = Parting()
    known = Reading("พลูโต ยฌบอมญาดบก", Region(RegionKind.LINE, quad, 0.9), "x/1", (sure,) * 16)
    skimmer = Reader("ไม่ได้รับอนุญาต", 0.9)
    challenger = parting_challenger(finder, skimmer)
    after = challenger.challenge(BLANK, Sight((mark(),), (), (known,), facts(900, 600)))
    assert bool(getattr(finder, "asked", [])) is closer
    assert (quad.moved(0, 3) in [reading.region.quad for reading in after.readings]) is closer
    assert line(0, 0, 90, 11.5) not in [region.quad for region in skimmer.shown]


def test_no_more_than_four_lines_are_looked_at_closer_the_longest_first() -> None:
    finder = Parting()
    places = [line(100, 40 * k, 130 + 10 * k, 24) for k in range(6)]
    before = tuple(Reading("ฌฌฌฌ", Region(RegionKind.LINE, quad, 0.9), "x/1", (0.5,) * 4) for quad in places)
    challenger = parting_challenger(finder, Reader())
    challenger.challenge(BLANK, Sight((mark(),), (), before, facts(900, 600)))
    assert finder.asked == places[:1:-1]


class Ring(Hidden):
    """Notes where print is known already when it is asked for print round marks."""

    def round_marks(self, _photo, _marks, known):
        self.known = list(known)
        return ()


@pytest.mark.parametrize(
    ("symbology", "box"), [("EAN13", (460, 238, 540, 272)), ("QRCode", (500, 240, 560, 250)), ("MicroQRCode", None)]
)
def test_the_bars_round_a_rows_of_a_bar_code_are_known_and_nothing_round_a_qr_code(symbology, box) -> None:
    place = Quad.of_box(463, 250, 537, 260) if symbology == "EAN13" else Quad.of_box(500, 240, 560, 250)
    hidden = Ring()
    before = Sight((mark(),), (Code("8850001", symbology, place, ("x/1",)),), (), facts(900, 600))
    finder = Finder()
    asked = PhotoChallenger(
        finder,
        Reader(),
        Reader(),
        LetterCheck(Reader()),
        lambda _p: [],
        lambda _p, _m: [],
        hidden,
        Reader(),
        SetApart(Reader()),
    )
    asked.challenge(BLANK, before)
    assert hidden.known == [Quad.of_box(*box) if box else place]


@pytest.mark.parametrize(("score", "told"), [(0.34, False), (0.36, True)])
def test_a_place_of_a_code_is_one_from_thirty_five_in_a_hundred(score: float, told: bool) -> None:
    class Net:
        """Sees one code, as surely as it is told."""

        def peaks(self, least: float, _kinds: object) -> list[Net]:
            return [self] if score >= least else []

        def scaled(self, _factor: float) -> Net:
            return self

        def square(self) -> Quad:
            return BESIDE

    places = NetCodePlaces(lambda _photo: (Net(), 1.0), CODE_MIN_SCORE)  # type: ignore[arg-type, return-value]
    assert list(places(BLANK)) == ([BESIDE] if told else [])
