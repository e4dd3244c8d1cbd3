"""One label of several in a photo: judged by its frame, and never green while something there may be its own."""

import json
from dataclasses import dataclass, replace

import numpy as np
import pytest

from tests.support.fakes import TODAY
from tests.support.shelf import LEFT, RIGHT, SIZE, Line, Shelf, label, looking, shelf, shelf_photo
from verifier.domain import Framing, VerdictKind
from verifier.domain.geometry import Quad
from verifier.errors import BadFrame
from verifier.report.plain import to_dict
from verifier.report.sights import sights_from_dict, sights_to_dict

PHOTO = shelf_photo()
WHOLE = (0, 0, *SIZE)


def judged(seen, region=LEFT, others=(RIGHT,)):
    """Report and sights of a frame."""
    return looking(seen).examine([PHOTO], today=TODAY, framings=[Framing(region, tuple(others))])


def codes(report):
    return [finding.code for finding in report.findings]


def test_two_labels_in_one_photo_are_judged_one_by_one():
    assert "labels.several_products" in codes(looking(shelf()).verify([PHOTO], today=TODAY))
    for region, other, number in ((LEFT, RIGHT, "ท7014-4/2879"), (RIGHT, LEFT, "ท7015-5/2879")):
        report, (sight,) = judged(shelf(), region, [other])
        assert report.verdict.kind is VerdictKind.AGREES, codes(report)
        assert [str(item.value) for item in report.claim.licences] == [number]
        assert sight.photo.framing == Framing(region, (other,)) and sight.challenged and not sight.stray
        assert (sight.photo.width, sight.photo.height) == SIZE
        assert "label.framed" in codes(report)


def test_places_are_of_the_whole_photo():
    mark, lines = label(660, "ท7015-5/2879")
    report, _ = judged(shelf(), RIGHT, [LEFT])
    assert report.claim.marks[0].quad == mark
    assert lines[1].quad.contains(report.claim.licences[0].quad.centre)
    plain = to_dict(report)["photos"][0]
    assert plain["framing"] == {"region": list(RIGHT), "others": [list(LEFT)]}


def test_a_photo_without_a_frame_says_so():
    assert to_dict(looking(shelf()).verify([PHOTO], today=TODAY))["photos"][0]["framing"] is None


def test_a_neighbour_that_is_not_framed_keeps_a_label_from_green():
    report, (sight,) = judged(shelf(), LEFT, [])
    assert report.verdict.kind is VerdictKind.CANNOT_TELL and "label.stray" in codes(report)
    assert {stray.quad.centre[0] > RIGHT[0] for stray in sight.stray} == {True}


REFUSAL = "ใบอนุญาตเลขที่ ท7014-4/2879 ถูกเพิกถอน"


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize(
    ("x", "y"),
    [
        (80, 480),  # under the label, in nobody's frame
        (400, 300),  # across its right edge
        (80, 388),  # across its lower edge
        (500, 320),  # across the gap between both
        (80, 330),  # in its own frame
    ],
)
def test_what_may_be_this_labels_keeps_it_from_green(x, y, hidden):
    report, (sight,) = judged(shelf(Line("มอก. 62368 เล่ม 1-2563", x, y, hidden=hidden)))
    assert report.verdict.kind is not VerdictKind.AGREES, codes(report)
    assert bool(sight.stray) == (y != 330)


def test_a_frame_round_a_line_alone_is_no_label_to_give_it_to():
    seen = shelf(Line("มอก. 62368 เล่ม 1-2563 อ้างอิง", 80, 480))
    assert judged(seen, LEFT, [RIGHT])[0].verdict.kind is VerdictKind.CANNOT_TELL
    words = shelf(Line(REFUSAL, 80, 480))
    report, (sight,) = judged(words, LEFT, [RIGHT, (16, 440, 520, 560)])
    assert report.verdict.kind is not VerdictKind.AGREES and sight.stray


def test_a_far_line_in_a_frame_without_mark_or_standard_is_nobodys():
    far = shelf(Line(REFUSAL, 80, 612))
    frame = (16, 590, 520, 640)
    report, (sight,) = judged(far, LEFT, [RIGHT, frame])
    assert report.verdict.kind is VerdictKind.CANNOT_TELL and len(sight.stray) == 1
    assert Quad.of_box(*frame).contains(sight.stray[0].quad.centre)


def test_any_print_across_the_edge_keeps_from_green_also_where_it_announces_nothing():
    """Seen in the first look, and by no other."""
    report, (sight,) = judged(shelf(Line("Input 5V 2A", 470, 40, width=90)))
    assert report.verdict.kind is VerdictKind.CANNOT_TELL and len(sight.stray) == 1
    assert not any("Input" in reading.text for reading in sight.readings)


def test_a_line_in_the_neighbours_frame_that_stands_nearer_to_this_mark_is_not_given_away():
    """Somebody drew the neighbour's frame round this label's last line."""
    seen = shelf(Line("ผู้ผลิต บริษัท หนึ่ง จำกัด", 400, 120, width=100))
    assert judged(seen, (16, 16, 390, 400), [(392, 16, 1104, 400)])[0].verdict.kind is not VerdictKind.AGREES


def test_a_number_that_the_frame_cuts_is_not_read():
    mark, (standard, number) = label(80)
    longer = replace(number, text="ใบอนุญาตเลขที่ ท7014-4/28791", width=520)
    seen = shelf(marks=(mark,), lines=(standard, longer))
    report, (sight,) = judged(seen, (16, 16, 586, 400), [])
    assert report.verdict.kind is VerdictKind.CANNOT_TELL and not report.claim.licences
    assert [stray.quad for stray in sight.stray] == [longer.quad.clipped(634, 640)]


def test_a_mark_across_the_edge_is_none():
    report, (sight,) = judged(shelf(), (16, 120, 520, 400), [RIGHT])
    assert not report.claim.marks and sight.stray and report.verdict.kind is VerdictKind.CANNOT_TELL


def test_what_only_the_whole_photo_shows_in_the_frame_is_the_labels_too():
    class Fars(type(shelf())):
        def _print(self, photo, hidden):
            found = super()._print(photo, hidden)
            return [one for one in found if photo.width == SIZE[0] or "62368" not in one[1]]

    seen = shelf(Line("มอก. 62368 เล่ม 1-2563", 80, 330, hidden=True))
    report, _ = judged(Fars(seen.marks, seen.lines))
    assert report.verdict.kind is not VerdictKind.AGREES
    assert any("62368" in str(item.value) for item in report.claim.standards)


def test_the_whole_photo_is_looked_at_only_before_something_agrees():
    revoked = shelf(Line("มอก. 62368 เล่ม 1-2563", 80, 330))
    judged(revoked)
    assert SIZE not in revoked.looks
    honest = shelf()
    judged(honest)
    assert honest.looks.count(SIZE) == 1


def test_stored_sights_are_judged_to_the_same_report():
    for seen in (shelf(), shelf(Line("มอก. 62368 เล่ม 1-2563", 400, 300))):
        report, sights = judged(seen)
        kept = sights_to_dict(sights)
        assert kept["schema"] == 2, "who does not know frames must not judge it"
        again = sights_from_dict(json.loads(json.dumps(kept)))
        assert again == sights
        timeless = {"timings_ms": {}}
        assert to_dict(looking(seen).judge(again, today=TODAY)) | timeless == to_dict(report) | timeless


def test_wherever_a_line_stands_it_makes_no_label_green():
    """A second standard anywhere in the photo: at most one of the two labels may agree, the one that it is far from."""
    places = np.random.default_rng(33)
    green = 0
    for _ in range(60):
        x, y = places.uniform(0, SIZE[0] - 200), places.uniform(0, SIZE[1] - 24)
        line = Line("มอก. 62368 เล่ม 1-2563", float(x), float(y), 200, hidden=bool(places.integers(2)))
        verdicts = {}
        for region, other in ((LEFT, RIGHT), (RIGHT, LEFT)):
            verdicts[region] = judged(shelf(line), region, [other])[0].verdict.kind
        agreeing = [region for region, kind in verdicts.items() if kind is VerdictKind.AGREES]
        assert len(agreeing) < 2, (x, y)
        for region in agreeing:
            other = RIGHT if region == LEFT else LEFT
            assert x >= other[0] - 2 and x + 200 <= other[2] + 2 and y >= other[1] - 2 and y + 24 <= other[3] + 2
        green += len(agreeing)
    assert green > 4


@pytest.mark.parametrize(
    ("region", "others"),
    [
        ((0, 0, 1201, 640), ()),
        ((-1, 0, 300, 300), ()),
        ((300, 0, 300, 300), ()),
        ((0, 0, 40, 300), ()),
        (LEFT, ((500, 300, 700, 500),)),
        (LEFT, (RIGHT, RIGHT)),
        (
            (0, 0, 100, 100),
            tuple(
                (100 + 50 * (n % 20), 100 + 50 * (n // 20), 150 + 50 * (n % 20), 150 + 50 * (n // 20))
                for n in range(31)
            ),
        ),
    ],
)
def test_frames_that_do_not_fit_are_refused(region, others):
    with pytest.raises(BadFrame) as refused:
        judged(shelf(), region, others)
    assert refused.value.params["frame"]


def test_a_frame_as_large_as_the_photo_is_the_photo():
    one = label(80)
    alone = shelf(marks=(one[0],), lines=one[1])
    report, _ = judged(alone, WHOLE, [])
    assert report.verdict.kind is VerdictKind.AGREES
    assert Quad.of_box(*WHOLE).contains(report.claim.marks[0].quad.centre)


@dataclass
class Blurred(Shelf):
    """A shelf of which wide pictures show too little: no small print, and of marks those further right alone."""

    widest_px: int = 900
    small: str = ""

    def detect(self, photo):
        found = super().detect(photo)
        return [mark for mark in found if photo.width <= self.widest_px or mark.quad.centre[0] > SIZE[0] / 2]

    def _print(self, photo, hidden):
        close = photo.width <= self.widest_px
        return [one for one in super()._print(photo, hidden) if close or one[1] not in self.small]


def blurred(*more, small, widest_px=900):
    plain = shelf(*more)
    return Blurred(plain.marks, plain.lines, small=small, widest_px=widest_px)


@pytest.mark.parametrize("hidden", [False, True])
def test_what_stands_round_a_frame_is_looked_at_as_closely_as_the_frame(hidden):
    """Print beyond the margin that is too small to be read in the whole photo."""
    seen = blurred(Line(REFUSAL, 80, 480, hidden=hidden), small=REFUSAL)
    report, (sight,) = judged(seen)
    assert report.verdict.kind is VerdictKind.CANNOT_TELL and sight.stray, codes(report)
    honest, _ = judged(blurred(small=REFUSAL))
    assert honest.verdict.kind is VerdictKind.AGREES, codes(honest)


def test_a_mark_that_the_whole_photo_does_not_show_still_has_its_print():
    """What stands nearer to it in the neighbour's frame is not given away."""
    line = Line("ผู้ผลิต บริษัท หนึ่ง จำกัด", 400, 120, width=100)
    seen = blurred(line, small="มอก. 2879-2560ใบอนุญาตเลขที่ ท7014-4/2879", widest_px=450)
    report, (sight,) = judged(seen, (16, 16, 390, 400), [(392, 16, 1104, 400)])
    assert report.verdict.kind is VerdictKind.CANNOT_TELL and sight.stray, codes(report)


def test_a_code_under_what_was_taken_for_print_is_the_labels():
    class Fars(Shelf):
        def decode(self, photo):
            return super().decode(photo) if photo.width == SIZE[0] else []

    plain = shelf(Line("Input 5V 2A", 380, 300, width=80, height=80))
    seen = Fars(
        plain.marks, plain.lines, codes=[("https://tisi.go.th.example/l/?n=1", Quad.of_box(380, 300, 460, 380))]
    )
    report, _ = judged(seen)
    assert report.verdict.kind is not VerdictKind.AGREES and report.claim.codes, codes(report)


@pytest.mark.parametrize(
    ("other", "fits"),
    [
        ((200, 100, 300, 200), True), ((199, 100, 300, 200), False), ((0, 100, 100, 200), True),
        ((0, 100, 101, 200), False),
        ((100, 200, 200, 300), True), ((100, 199, 200, 300), False), ((100, 0, 200, 100), True),
        ((100, 0, 200, 101), False),
        ((200, 200, 300, 300), True),
    ],
)  # fmt: skip
def test_frames_may_touch_and_not_overlap(other: tuple[int, int, int, int], fits: bool) -> None:
    assert (Framing((100, 100, 200, 200), (other,)).misfit(400, 400) is None) is fits
