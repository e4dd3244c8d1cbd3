"""Further looks at lines that were not read for sure: other scripts, other widths, bare numbers, lines that bend."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.support.printing import page, photo
from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.bent import straightened
from verifier.ocr.ensemble import upside_down
from verifier.ocr.further_looks import again, by_another_reader, unknown_scripts, widened
from verifier.ocr.garbled import garbled_lines
from verifier.ocr.linenet import LineNetReader
from verifier.ocr.overlooked import mean

PHOTO = photo(np.full((300, 900, 3), 255, np.uint8))
LINE = Quad.of_box(300, 100, 500, 124)


class Reader:
    """Reads what it is told, as surely as it is told; notes what it was shown; its other look reads `other`."""

    version = "r-1"

    def __init__(self, text: str, sure: float = 0.95, other: str = "") -> None:
        self.text, self.sure, self.shown = text, sure, []
        self.other_looks = (Reader(other, sure),) if other else ()

    def read(self, _photo, lines):
        self.shown += [line.quad for line in lines]
        return [Reading(self.text, line, self.version, (self.sure,) * len(self.text)) for line in lines]


def line(text: str, sure: float, quad: Quad = LINE) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), "r-1", (sure,) * len(text))


@pytest.mark.parametrize(
    ("text", "sure", "quad", "handed_on"),
    [
        ("製造元：偽物電子", 0.9, LINE, True),
        ("製造元：偽物電子", 0.7, LINE, False),
        ("XL 回", 0.9, LINE, False),  # texture
        ("MODEL AX", 0.9, LINE, False),
        ("NOT CERTIFIED", 0.95, LINE, True),  # letters of dots or of shadows
        ("NOT CERTIFIED", 0.88, LINE, False),
        ("製造元：偽物電子", 0.9, Quad.of_box(300, 100, 500, 117), False),  # too low to be read
        ("製造元：偽物電子", 0.9, Quad.of_box(300, 100, 330, 124), False),
    ],
)
def test_a_line_read_badly_is_given_to_the_reader_of_other_scripts(text, sure, quad, handed_on) -> None:
    found, unknown = by_another_reader(Reader(text, sure), PHOTO, [line("7ว : บ", 0.5, quad)])
    assert [r.text for r in found] == ([text] if handed_on else []) and unknown == []


class UprightReader(Reader):
    """Reads lines that run to the right, and nothing of others."""

    def read(self, photo, lines):
        looks = super().read(photo, lines)
        return [look if abs(look.region.quad.angle) < 90 else Reading("", look.region, "r-1") for look in looks]


def test_a_line_that_was_read_against_all_others_is_shown_both_ways() -> None:
    upright = line("ความจุ 10000 mAh", 0.97, LINE.moved(0, 100))
    turned = line("QzEPI4-AOMAEY", 0.6, upside_down(LINE))
    found, _ = by_another_reader(UprightReader("製造元：偽物電子"), PHOTO, [upright, turned])
    assert [r.text for r in found] == ["製造元：偽物電子"]
    assert by_another_reader(UprightReader("製造元：偽物電子"), PHOTO, [turned])[0] == []


def test_a_line_that_was_read_is_not() -> None:
    for sure, shown in ((0.85, [LINE]), (0.87, []), (0.9, [])):
        reader = Reader("製造元：偽物電子")
        found, unknown = by_another_reader(reader, PHOTO, [line("รุ่น AX", sure)])
        assert [r.region.quad for r in found] == reader.shown == shown and unknown == []


@pytest.mark.parametrize(
    ("sure", "other", "told"),
    [
        (0.78, "", True),
        (0.85, "", True),
        (0.87, "", False),  # read for sure: its words are judged
        (0.6, "", False),  # a blurred line of any script
        (0.78, "MororoawTens: OoO Apyra QMp Mocxaa", False),
        (0.78, "製造元：偽物電子", True),  # and what the other reader knows is handed on besides
    ],
)
def test_a_line_of_a_script_that_neither_reader_knows_is_told(sure, other, told) -> None:
    seen = line("MororoawTens: OoO Apyra QMp Mocxaa", sure)
    found, unknown = by_another_reader(Reader(other), PHOTO, [seen])
    assert unknown == ([seen.region] if told else [])
    assert [r.text for r in found] == ([other] if other.startswith("製") else [])


def test_a_bare_number_is_of_no_unknown_script_and_lines_are_told_apart() -> None:
    strange, plain = line("MororoawTens: OoO Apyra QMp", 0.78, LINE.moved(0, 60)), line("รุ่น AX", 0.95, LINE)
    number = line("685", 1.0, LINE.moved(0, 120))
    reader = Reader("")
    assert by_another_reader(reader, PHOTO, [number, strange, plain]) == ([], [strange.region])
    assert sorted(quad.centre for quad in reader.shown) == [strange.region.quad.centre, number.region.quad.centre]


@pytest.mark.parametrize(
    ("seen", "sure", "other", "handed_on"),
    [
        ("สินค้าถูกเรียกทีน", 0.84, "สินค้าถูกเรียกคืน", True),
        ("ไปรวมสายขาร์จและทัวขาร์จ", 0.9, "ไม่รวมสายชาร์จ", True),
        ("ประหขัดไฟ", 0.9, "ไม่รวมสายชาร์จ", False),  # nothing that may speak
        ("สินค้าถูกเรียกทีน", 0.99, "สินค้าถูกเรียกคืน", False),
        ("สินค้าถูกเรียกทีน", 0.84, "สินค้าใหม่", False),
    ],
)
def test_a_line_that_nearly_speaks_is_read_in_other_widths(seen, sure, other, handed_on) -> None:
    found = again(Reader("", other=other), PHOTO, [line(seen, sure)])
    assert [r.text for r in found] == ([other] if handed_on else [])


@pytest.mark.parametrize(
    ("seen", "other", "handed_on"),
    [
        (" 685", "TIS 685", True),
        ("T 685", "TIS 685", True),
        ("รุ่น 685", "TIS 685", False),
        ("685", "Type 685", False),
        ("685", "685", False),
    ],
)
def test_a_bare_number_is_looked_at_for_the_word_before_it(seen, other, handed_on) -> None:
    found, unknown = by_another_reader(Reader(other), PHOTO, [line(seen, 1.0)])
    assert [r.text for r in found] == ([other] if handed_on else []) and unknown == []


def test_a_bare_number_that_was_read_badly_is_read_once() -> None:
    reader = Reader("TIS 685")
    found, unknown = by_another_reader(reader, PHOTO, [line("685", 0.5)])
    assert [r.text for r in found] == ["TIS 685"] and unknown == []
    assert len(reader.shown) == 1


def bent(text: str, rise: float, waves: float = 0.5):
    """A photo of a line of print along an arc or a wave, and its box as the line detector cuts it."""
    straight = page({(40, 130): text}, (640, 300), 28)
    ys, xs = np.mgrid[0:300, 0:640].astype(np.float32)
    shift = rise * np.sin((xs - 40) / 300 * 2 * np.pi * waves)
    picture = cv2.remap(straight, xs, ys + shift.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    rows, columns = np.nonzero(picture.min(2) < 120)
    middle = float(np.median(rows))
    return photo(picture), Quad.of_box(float(columns.min()) - 4, middle - 20, float(columns.max()) + 4, middle + 20)


@pytest.mark.parametrize(("rise", "waves"), [(48.0, 0.5), (-44.0, 0.5), (22.0, 1.0)])
def test_a_line_that_bends_is_read_once_it_is_straight(rise: float, waves: float) -> None:
    picture, quad = bent("สินค้าเลียนแบบห้ามจำหน่าย", rise, waves)
    reader = LineNetReader()
    seen = reader.read(picture, [Region(RegionKind.LINE, quad, 0.9)])
    assert "เลียนแบบ" not in seen[0].text and mean(seen[0]) < 0.8
    (found,) = straightened(reader, picture, seen)
    assert "เลียนแบบ" in found.text and found.region.quad == quad


def test_a_straight_line_and_one_that_was_read_are_left() -> None:
    picture, quad = bent("สินค้าเลียนแบบห้ามจำหน่าย", 0.0)
    region = Region(RegionKind.LINE, quad, 0.9)
    reader = LineNetReader()
    assert straightened(reader, picture, [Reading("ฌฌฌฌฌฌ", region, "r-1", (0.5,) * 6)]) == []
    assert straightened(reader, picture, [Reading("ฌฌฌฌฌฌ", region, "r-1", (0.9,) * 6)]) == []


NUMBER = line("มอก. 2879-2560", 0.99, Quad.of_box(300, 60, 500, 90))
LAO = "ปำเข๊ใดย ย์ลิสีด อวิวจัม ภามถ้า"


@pytest.mark.parametrize(
    ("text", "sure", "quad", "told"),
    [
        (LAO, 0.75, Quad.of_box(300, 100, 500, 126), True),
        (LAO, 0.9, Quad.of_box(300, 100, 500, 126), False),  # read for sure: its words are judged
        (LAO, 0.4, Quad.of_box(300, 100, 500, 126), False),  # texture
        (LAO, 0.75, Quad.of_box(300, 150, 500, 176), False),  # apart from the number
        (LAO, 0.75, Quad.of_box(300, 100, 500, 122), False),  # too low
        (LAO, 0.75, Quad.of_box(300, 100, 400, 126), False),  # too short
        ("สินค้าพร้อมใช้ง", 0.75, Quad.of_box(300, 100, 500, 126), False),  # words, cut off
        ("Shar Fasi hargi", 0.75, Quad.of_box(300, 100, 500, 126), False),
    ],
)
def test_print_next_to_a_number_of_which_no_words_come_is_unread(text, sure, quad, told) -> None:
    found = garbled_lines([NUMBER, line(text, sure, quad)])
    assert [region.quad for region in found] == ([quad] if told else [])


@pytest.mark.parametrize(("other_sure", "handed_on"), [(0.86, True), (0.84, False)])
def test_a_look_much_worse_than_what_was_read_shows_no_word(other_sure: float, handed_on: bool) -> None:
    found = again(Reader("", other_sure, other="สินค้าถูกเรียกคืน"), PHOTO, [line("สินค้าถูกเรียกทีน", 0.95)])
    assert bool(found) is handed_on


# ---- the bounds, from both sides


@pytest.mark.parametrize(
    ("text", "sure", "quad", "handed_on"),
    [
        ("製造元", 0.76, LINE, True), ("製造元", 0.74, LINE, False), ("製造 AB", 0.89, LINE, False),
        ("製造元", 0.9, Quad.of_box(300, 100, 400, 118), True),
        ("製造元", 0.9, Quad.of_box(300, 100, 400, 117.9), False),
        ("製造元", 0.9, Quad.of_box(300, 100, 328, 120), True),
        ("製造元", 0.9, Quad.of_box(300, 100, 327, 120), False),
    ],
)  # fmt: skip
def test_what_another_reader_makes_of_a_line_is_handed_on_from_these_bounds_on(text, sure, quad, handed_on) -> None:
    found, _ = by_another_reader(Reader(text, sure), PHOTO, [line("7ว : บ", 0.5, quad)])
    assert [r.text for r in found] == ([text] if handed_on else [])


def test_the_eight_longest_lines_that_were_read_badly_are_shown_once_by_their_surest_reading() -> None:
    quads = [Quad.of_box(0, 40 * k, 100 + 10 * k, 40 * k + 24) for k in range(10)]
    reader = Reader("x")
    by_another_reader(reader, PHOTO, [line("7ว : บ", 0.5, quad) for quad in quads])
    assert reader.shown == quads[:1:-1]
    reader = Reader("x")
    by_another_reader(reader, PHOTO, [line("7ว", 0.5), line("7ว", 0.87)])
    assert reader.shown == []


def test_the_six_highest_bare_numbers_are_shown_and_read_surely() -> None:
    quads = [Quad.of_box(0, 60 * k, 100, 60 * k + 20 + k) for k in range(8)]
    reader = Reader("TIS 685", 0.71)
    found, _ = by_another_reader(reader, PHOTO, [line("685", 1.0, quad) for quad in quads])
    assert reader.shown == quads[:1:-1] and len(found) == 6
    assert by_another_reader(Reader("TIS 685", 0.69), PHOTO, [line("685", 1.0)])[0] == []
    low = Quad.of_box(0, 0, 100, 17.9)
    assert by_another_reader(Reader("TIS 685"), PHOTO, [line("685", 1.0, low)])[0] == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("68", True),
        ("6", False),
        ("68500", True),
        ("685000", False),
        ("TIS 68", True),
        ("TISI 68", False),
        ("68 V", False),
    ],
)
def test_a_bare_number_is_of_two_to_five_figures_behind_three_letters_at_most(text: str, is_one: bool) -> None:
    reader = Reader("")
    by_another_reader(reader, PHOTO, [line(text, 1.0)])
    assert bool(reader.shown) is is_one


STRANGE = "MororoawTens"


def strange(
    text: str = STRANGE, sure: float = 0.8, quad: Quad = LINE, score: float = 0.9, other: str = "", *more: Reading
) -> bool:
    """Whether a line is told as one of a script that nobody knows."""
    seen = Reading(text, Region(RegionKind.LINE, quad, score), "r-1", (sure,) * len(text))
    looked = Reading(other, seen.region, "r-2", (0.5,) * len(other))
    return unknown_scripts([seen], [looked], [seen, *more]) == [seen.region]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, True), ({"sure": 0.68}, False), ({"sure": 0.69}, True), ({"score": 0.72}, True), ({"score": 0.71}, False),
        ({"quad": Quad.of_box(300, 100, 390, 120)}, True), ({"quad": Quad.of_box(300, 100, 389, 120)}, False),
        ({"text": "Mororoaw"}, True), ({"text": "Mororoa"}, False), ({"text": "กขคMororoa"}, True),
        ({"text": "กขคMororo"}, False), ({"other": "abcd"}, True), ({"other": "abcde"}, False),
    ],
)  # fmt: skip
def test_a_line_is_of_a_script_that_nobody_knows_from_these_bounds_on(changes, told) -> None:
    assert strange(**changes) is told


def test_a_line_that_runs_the_other_way_or_was_read_better_is_of_no_other_script() -> None:
    def turned(degrees: float) -> Quad:
        along = np.radians(degrees)
        c, s = float(np.cos(along)), float(np.sin(along))
        return Quad.of_points([(x * c - y * s, x * s + y * c) for x, y in ((0, 0), (200, 0), (200, 24), (0, 24))])

    upright = line("Rechargeable battery pack", 0.95, Quad.of_box(0, 200, 300, 224))
    for degrees, told in ((0, True), (99, True), (101, False), (180, False), (-99, True), (-101, False)):
        assert strange(STRANGE, 0.8, turned(degrees), 0.9, "", upright) is told
    better = line("Rechargeable", 0.81, Quad.of_box(290, 95, 510, 130))
    worse = line("Rechargeable", 0.79, Quad.of_box(290, 95, 510, 130))
    assert not strange(STRANGE, 0.8, LINE, 0.9, "", better) and strange(STRANGE, 0.8, LINE, 0.9, "", worse)
    assert strange(STRANGE, 0.8, LINE, 0.9, "", line("x", 0.99, LINE)), "another look at its own box is no other box"


SQUEEZED = Quad.of_box(100, 100, 200, 140)


class Wide(Reader):
    """Notes how wide the pictures are that it is shown, and is surer of the wider one."""

    def read(self, photo_, lines):
        self.shown.append((photo_.width, photo_.height, lines[0].quad.bounds))
        sure = self.sure if len(self.shown) % 2 == 0 else self.sure - 0.2
        return [Reading(self.text, line, self.version, (sure,) * len(self.text)) for line in lines]


def test_squeezed_lines_are_read_at_twice_and_three_times_their_width() -> None:
    reader = Wide("FAKE", 0.9)
    seen = line("FVKB", 0.6, SQUEEZED)
    (found,) = widened(reader, PHOTO, [seen])
    assert (found.text, found.region, mean(found)) == ("FAKE", seen.region, pytest.approx(0.9))
    (two, height, bounds), (three, height_too, bounds_too) = reader.shown
    assert height == height_too == 40 and two * 3 == three * 2
    assert bounds == (0, 0, two, 40) and bounds_too == (0, 0, three, 40)


@pytest.mark.parametrize(
    ("quad", "before", "sure", "found"),
    [
        (SQUEEZED, 0.74, 0.95, True), (SQUEEZED, 0.76, 0.95, False), (SQUEEZED, 0.6, 0.81, True),
        (SQUEEZED, 0.6, 0.79, False), (SQUEEZED, 0.7, 0.86, True), (SQUEEZED, 0.7, 0.84, False),
        (Quad.of_box(100, 100, 200, 128), 0.6, 0.9, True), (Quad.of_box(100, 100, 200, 127.9), 0.6, 0.9, False),
        (Quad.of_box(100, 100, 140, 140), 0.6, 0.9, True), (Quad.of_box(100, 100, 139, 140), 0.6, 0.9, False),
        (Quad.of_box(100, 100, 300, 140), 0.6, 0.9, True), (Quad.of_box(100, 100, 301, 140), 0.6, 0.9, False),
    ],
)  # fmt: skip
def test_a_squeezed_line_is_high_short_and_read_surely_once_it_is_wide(quad, before, sure, found) -> None:
    assert bool(widened(Wide("FAKE", sure), PHOTO, [line("FVKB", before, quad)])) is found


def test_two_squeezed_lines_are_widened_the_highest_first_and_none_beyond_measure() -> None:
    quads = [Quad.of_box(100, 10 + 80 * k, 200, 50 + 80 * k + k) for k in range(3)]
    reader = Wide("FAKE", 0.9)
    found = widened(reader, PHOTO, [line("FVKB", 0.6, quad) for quad in quads])
    assert [r.region.quad for r in found] == [quads[2], quads[1]] and len(reader.shown) == 4


@pytest.mark.parametrize(
    ("text", "sure", "score", "quad", "told"),
    [
        (LAO, 0.5, 0.75, Quad.of_box(300, 100, 430, 126), True),
        (LAO, 0.49, 0.75, Quad.of_box(300, 100, 430, 126), False),
        (LAO, 0.84, 0.75, Quad.of_box(300, 100, 430, 126), True),
        (LAO, 0.86, 0.75, Quad.of_box(300, 100, 430, 126), False),
        (LAO, 0.6, 0.74, Quad.of_box(300, 100, 430, 126), False),
        (LAO, 0.6, 0.9, Quad.of_box(300, 100, 429, 126), False),
        (LAO, 0.6, 0.9, Quad.of_box(300, 100, 420, 124), True),
        (LAO, 0.6, 0.9, Quad.of_box(300, 100, 420, 123.9), False),
        (LAO, 0.6, 0.9, Quad.of_box(300, 120, 430, 146), True),
        (LAO, 0.6, 0.9, Quad.of_box(300, 121, 430, 147), False),
        (LAO, 0.6, 0.9, Quad.of_box(300, 4, 430, 30), True),
        (LAO, 0.6, 0.9, Quad.of_box(300, 3, 430, 29), False),
    ],
)  # fmt: skip
def test_garbled_print_is_told_next_to_a_number_from_these_bounds_on(text, sure, score, quad, told) -> None:
    seen = Reading(text, Region(RegionKind.LINE, quad, score), "r-1", (sure,) * len(text))
    assert garbled_lines([NUMBER, seen]) == ([seen.region] if told else [])


@pytest.mark.parametrize("anchor", ["มอก. 2879-2560", "ท7014-4/2879", "บริษัท หนึ่งไฟฟ้า จำกัด"])
def test_garbled_print_is_told_next_to_a_number_of_either_kind_and_to_a_firm(anchor: str) -> None:
    garbled = line(LAO, 0.75, Quad.of_box(300, 100, 500, 126))
    assert garbled_lines([line(anchor, 0.99, NUMBER.region.quad), garbled]) == [garbled.region]
    assert garbled_lines([line("รุ่น AX", 0.99, NUMBER.region.quad), garbled]) == []
