"""The reading room when an engine crashes, lies or hangs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from tests.support.fakes import Crashing, Lying
from tests.support.printing import line, page, photo
from verifier.build import build_line_reader
from verifier.domain import Photo, Reading, Region
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed
from verifier.extract.fields import extract
from verifier.ocr.doubts import MAX_DOUBTS
from verifier.ocr.ensemble import MAX_FIGURE_CUTS, MAX_TURNED_LINES, ReaderEnsemble
from verifier.protocols import LineReader, ReadingCost

PHOTO = photo(page({}))
LINES = [line(10, 10 + 30 * n, 200, 30 + 30 * n) for n in range(8)]


@dataclass
class Saying:
    """Reads the same text in every line, and keeps count."""

    text: str
    version: str = "saying/1"
    confidence: float = 0.5
    asked: list[int] = field(default_factory=list)
    reads_thai: bool = True
    reads_thai_digits: bool = True
    minimum_height_px: float = 0.0
    cost: ReadingCost = ReadingCost.EVERY_LINE
    other_looks: Sequence[LineReader] = ()

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        self.asked.append(len(lines))
        return [Reading(self.text, region, self.version, (self.confidence,) * len(self.text)) for region in lines]


def ensemble(*readers: Saying | Crashing | Lying) -> ReaderEnsemble:
    """Three readers that declare what those that ship do: one of every line, one of figures, one of last resort."""
    everything = {"reads_thai": True, "reads_thai_digits": True, "minimum_height_px": 0.0, "other_looks": ()}
    declared = (
        everything | {"cost": ReadingCost.EVERY_LINE},
        everything | {"cost": ReadingCost.CUT_OUTS, "reads_thai": False, "reads_thai_digits": False},
        everything | {"cost": ReadingCost.LAST_RESORT, "reads_thai_digits": False, "minimum_height_px": 10.0},
    )
    for reader, traits in zip(readers, declared, strict=True):
        vars(reader).update(traits)
    return ReaderEnsemble(readers)


@pytest.mark.parametrize("place", range(3))
def test_a_crash_is_not_hidden(place):
    readers = [Saying("TIS 2879-2560", f"{n}/1") for n in range(3)]  # too unsure to be believed without the third
    with pytest.raises(RuntimeError):
        ensemble(*[Crashing() if n == place else reader for n, reader in enumerate(readers)]).read(PHOTO, LINES)


def test_a_failing_reader_fails_the_ensemble():
    class Failing(Saying):
        def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
            raise EngineFailed("gave up")

    with pytest.raises(EngineFailed, match="gave up"):
        ensemble(Saying("TIS 2879-2560"), Failing(""), Saying("")).read(PHOTO, LINES)


def test_a_reader_that_lies_alone_is_not_believed():
    readers = ensemble(Saying("TIS 2879-2560", "a/1", 0.9), Saying("บริษัท", "b/1"), Saying("?", "c/1"))
    assert not any(f.certain for f in extract(readers.read(PHOTO, LINES)).standards)


def test_a_reader_that_answers_nothing():
    assert ensemble(Lying([]), Lying([]), Lying([])).read(PHOTO, LINES) == []


def test_no_lines_ask_nobody():
    first, second, third = Saying("x"), Saying("x"), Saying("x")
    assert ensemble(first, second, third).read(PHOTO, []) == [] and second.asked == third.asked == []


def test_readers_that_agree_spare_the_next():
    first, second, third = (Saying("TIS 2879-2560", f"{n}/1", 0.99) for n in range(3))
    ensemble(first, second, third).read(PHOTO, LINES[:2])
    assert first.asked == second.asked == [2] and third.asked == []


def test_a_known_standard_spares_the_second_lines_that_only_hold_figures():
    class Mixed(Saying):
        def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
            texts = [self.text if n == 0 else "37 Wh 10000 mAh" for n in range(len(lines))]
            self.asked.append(len(lines))
            return [
                Reading(text, region, self.version, (self.confidence,) * len(text))
                for text, region in zip(texts, lines, strict=True)
            ]

    for number, asked in (("TIS 2879-2560", [1]), ("TIS 2679-2560", [1, 3])):
        first, second = Mixed("TIS 2879-2560", "a/1", 0.9), Mixed(number, "b/1", 0.9)
        ensemble(first, second, Saying("", "c/1")).read(PHOTO, LINES[:4])
        assert second.asked[: len(asked)] == asked


def test_thai_digits_are_the_first_readers_alone():
    first, second, third = Saying("มอก. ๒๘๗๙-๒๕๖๐", "a/1", 0.6), Saying("6464-6565", "b/1"), Saying("๐๑๐๑", "c/1")
    ensemble(first, second, third).read(PHOTO, LINES[:1])
    assert first.asked == [1, 1] and second.asked == third.asked == []


@pytest.mark.parametrize(("second", "asked"), [("TIS 2879-2560", [1]), ("TIS 2679-2560", [])])
def test_the_third_is_asked_when_two_agree_and_are_unsure_as_against_a_contradiction_it_counts_for_nothing(
    second, asked
):
    third = Saying("TIS 2879-2560", "c/1", 0.8)
    readings = ensemble(Saying("TIS 2879-2560", "a/1", 0.6), Saying(second, "b/1", 0.6), third).read(PHOTO, LINES[:1])
    assert third.asked == asked
    assert not any(f.certain for f in extract(readings).standards) or asked


@pytest.mark.parametrize("text", ["TIS 2879-2560", "บริษัท ก ข ค จำกัด"])
@pytest.mark.parametrize(("confidence", "height"), [(0.6, 20), (0.92, 8)])
def test_the_third_is_not_started_for_what_it_cannot_read(text, confidence, height):
    first, third = Saying(text, "a/1", confidence), Saying("", "c/1")
    ensemble(first, Saying(text if height < 10 else "?", "b/1", confidence), third).read(
        PHOTO, [line(10, 10, 200, 10 + height)]
    )
    assert third.asked == []


@pytest.mark.parametrize("number", ["มอก. 2879-2560", "MODEL 2879 2560"])
def test_the_second_is_shown_the_figures_of_a_long_line_alone(number):
    """Its time goes by the width of what it reads."""
    widths: list[float] = []

    class Measuring(Saying):
        def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
            widths.extend(region.quad.width for region in lines)
            return super().read(photo, lines)

    words = "ผลิตโดยโรงงานแห่งหนึ่งในประเทศไทยและจำหน่ายทั่วไป " * 3
    first = Saying(words + number + words, "a/1", 0.9)
    ensemble(first, Measuring("", "b/1"), Saying("", "c/1")).read(PHOTO, [line(10, 10, 2000, 30)])
    assert widths and max(widths) < 400


def test_the_second_is_asked_however_sure_the_first_is():
    first, second = Saying("มอก. 2879-2560", "a/1", 0.9999), Saying("มอก. 2679-2560", "b/1", 0.9)
    readings = ensemble(first, second, Saying("", "c/1")).read(PHOTO, LINES[:1])
    assert not any(f.certain for f in extract(readings).standards)


@pytest.mark.parametrize("text", ["TIS 2879-2560", "n7195-54/1040", "บริษัท ก ข ค จำกัด", "?", ""])
def test_work_is_bounded_whatever_is_read(text):
    first, second, third = (Saying(text, f"{n}/1") for n in range(3))
    many = [line(10, 10 + 30 * n, 200, 30 + 30 * n) for n in range(60)]
    ensemble(first, second, third).read(PHOTO, many)
    assert sum(first.asked) <= 60 + MAX_TURNED_LINES + 3 * MAX_DOUBTS
    assert sum(second.asked) <= MAX_FIGURE_CUTS + 2 * MAX_DOUBTS
    assert sum(third.asked) <= 3 * MAX_DOUBTS


def test_lines_outside_the_photo_are_no_accident():
    outside = [
        Region(LINES[0].kind, quad, 0.5)
        for quad in (Quad.of_box(-900, -900, -800, -880), Quad.of_box(9e4, 0, 9.1e4, 50))
    ]
    readers = build_line_reader()
    readings = readers.read(PHOTO, outside)
    assert {reading.text for reading in readings} <= {"", *(r.text for r in readings if r.confidence < 0.9)}
    assert extract(readings).standards == ()


def test_a_reader_is_asked_for_what_it_declares():
    """Whatever its place in the list: a fourth one that knows ๐-๙ is shown them, and nothing lower than it can read."""
    own = Saying("มอก. ๒๘๗๙-๒๕๖๐", "a/1", 0.6)
    digits = Saying("๒๘๗๙-๒๕๖๐", "b/1", cost=ReadingCost.CUT_OUTS)
    latin = Saying("2879-2560", "c/1", cost=ReadingCost.CUT_OUTS, reads_thai_digits=False)
    large = Saying("๒๘๗๙-๒๕๖๐", "d/1", cost=ReadingCost.CUT_OUTS, minimum_height_px=40.0)
    last = Saying("๒๘๗๙-๒๕๖๐", "e/1", cost=ReadingCost.LAST_RESORT)
    readings = ReaderEnsemble([last, large, latin, digits, own]).read(PHOTO, LINES[:1])
    assert latin.asked == large.asked == []
    assert own.asked[0] == 1 and digits.asked[0] == 1 and last.asked == [1]
    assert {reading.reader for reading in readings} == {"a/1", "b/1", "e/1"}


def test_other_looks_are_taken_at_what_is_still_in_doubt():
    again = Saying("TIS 2879-2560", "a/1", 0.6)
    own = Saying("TIS 2879-2560", "a/1", 0.6, other_looks=(again, again))
    ReaderEnsemble([own]).read(PHOTO, LINES[:2])
    assert again.asked == [2, 2]


def test_together_they_can_do_what_any_of_them_can():
    readers = ensemble(Saying("", "a/1"), Saying("", "b/1"), Saying("", "c/1"))
    assert (readers.version, readers.reads_thai, readers.reads_thai_digits) == ("a/1+b/1+c/1", True, True)
    assert (readers.minimum_height_px, readers.cost) == (0.0, ReadingCost.LAST_RESORT)


def test_every_reading_is_handed_on_unaltered():
    said = Saying("uon.2879-2560", "a/1", 0.6), Saying("มอก.2879-2560", "b/1", 0.3), Saying("2819", "c/1", 0.3)
    readings = ensemble(*said).read(PHOTO, LINES[:1])
    assert {(r.reader, r.text) for r in readings} == {(s.version, s.text) for s in said}
    assert not any(f.certain for f in extract(readings).standards)


def test_eight_threads_read_alike():
    picture = photo(page({(40, 40): "TIS 2879-2560", (40, 100): "ใบอนุญาตเลขที่ ท99901-901/2879"}))
    regions = [line(35, 38, 270, 76), line(35, 94, 470, 140)]
    readers = build_line_reader()
    alone = readers.read(picture, regions)
    with ThreadPoolExecutor(8) as threads:
        assert all(readings == alone for readings in threads.map(lambda _: readers.read(picture, regions), range(16)))
    assert [str(f.value) for f in extract(alone).standards if f.certain] == ["2879-2560"]
    assert [str(f.value) for f in extract(alone).licences if f.certain] == ["ท99901-901/2879"]
