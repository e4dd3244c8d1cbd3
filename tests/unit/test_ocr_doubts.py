"""What is looked at again once lines were read: which numbers and firms, cut out how, and by which readers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.ocr.doubts import Doubts, doubtful, figures, longer, lower, mean, wider

FIRM, LATIN, GARBLED = "บริษัท หนึ่งไฟฟ้า จำกัด", "Two Trading Co., Ltd.", "บิษัท ตีสี กุป จกัด"
Place = tuple[int, int]


def line(text: str, row: int = 0, *, sure: bool = False, readers: str = "") -> list[Reading]:
    """A line 20 px high, 12 px a character, in a row of 40 px; what is sure was read so by three readers."""
    region = Region(RegionKind.LINE, Quad.of_box(0, row * 40, 12 * len(text), row * 40 + 20), 0.9)
    names = readers or ("abc" if sure else "a")
    return [Reading(text, region, f"{name}/1", (0.9999 if sure else 0.6,) * len(text)) for name in names]


def of(*lines: list[Reading], again: bool = False, alone: bool = False) -> Doubts:
    readings = [reading for each in lines for reading in each]
    return doubtful(readings, extract(readings), again=again, alone=alone)


def rows(regions: tuple[Region, ...] | list[Region]) -> list[int]:
    return [round(region.quad.centre[1] // 40) for region in regions]


KNOWN = line("มอก. 2879-2560", 5, sure=True)


@pytest.mark.parametrize(
    ("text", "beside_known", "arabic", "thai"),
    [
        ("2879-2560", False, [0], []), ("2879-2560", True, [], []), ("มอก. 166-2549", True, [0], []),
        ("มอก. 166-2549", False, [0], []), ("มอก. ๒๘๗๙-๒๕๖๐", False, [], [0]), ("ท7014-4/2879", True, [0], []),
        ("ท๗๐๑๔-๔/๒๘๗๙", False, [], [0]), ("Model 5V 3A", False, [], []),
    ],
)  # fmt: skip
def test_numbers_that_are_not_accepted_are_doubted_in_either_figures(
    text: str, beside_known: bool, arabic: list[int], thai: list[int]
) -> None:
    doubts = of(line(text), *([KNOWN] if beside_known else []))
    assert (rows(doubts.arabic), rows(doubts.thai)) == (arabic, thai)
    assert bool(doubts) is bool(arabic or thai)


@pytest.mark.parametrize("text", ["มอก. 2879-2560", "ใบอนุญาตเลขที่ ท7014-4/2879"])
def test_an_accepted_number_is_doubted_only_where_one_reader_alone_has_looked(text: str) -> None:
    assert rows(of(line(text, sure=True)).arabic) == [] and rows(of(line(text, sure=True), alone=True).arabic) == [0]


def test_six_numbers_of_either_figures_are_looked_at_and_each_place_once() -> None:
    many = [line(f"มอก. {100 + k}-2560", k) for k in range(7)]
    thai = [line("มอก. ๒๘๗๙-๒๕๖๐", 10 + k) for k in range(7)]
    doubts = of(*many, *thai)
    assert (rows(doubts.arabic), rows(doubts.thai)) == ([0, 1, 2, 3, 4, 5], [10, 11, 12, 13, 14, 15])
    assert rows(of(line("มอก. 166-2549", readers="ab")).arabic) == [0]


def test_a_number_is_cut_out_with_a_little_of_its_line() -> None:
    (cut,) = of(line("ท7014-4/2879")).arabic
    assert cut.quad.bounds == pytest.approx((-10, -1.2, 154, 21.2))


def test_firms_are_looked_at_twice_and_once_more_where_they_are_not_accepted() -> None:
    lines = [line(FIRM, 0, sure=True), line(LATIN, 1, sure=True), line(GARBLED, 2)]
    assert rows(of(*lines).firms) == [0, 1, 2] and rows(of(*lines, again=True).firms) == [2]
    assert rows(of(line(FIRM, readers="ab")).firms) == [0], "each line once"


def test_lines_that_may_name_a_firm_come_behind_those_that_do_and_are_three() -> None:
    lines = [*(line(GARBLED, k) for k in range(4)), line(FIRM, 5)]
    assert rows(of(*lines).firms) == [5, 0, 1, 2]
    many = [*(line(FIRM, k) for k in range(5)), *(line(GARBLED, 10 + k) for k in range(4))]
    assert rows(of(*many).firms) == [0, 1, 2, 3, 4, 10]


def test_two_firms_without_a_thai_letter_are_shown_to_a_reader_that_knows_none() -> None:
    lines = [line(LATIN, k) for k in range(3)]
    assert rows(of(*lines).latin) == [0, 1] and rows(of(*lines).firms) == [0, 1, 2]
    read_in_thai = [Reading("ทวอ", lines[0][0].region, "b/1", (0.5,) * 3)]
    assert rows(of(lines[0], read_in_thai).latin) == []


@dataclass(frozen=True)
class Reader:
    """What a reader declares it reads."""

    reads_thai: bool = True
    reads_thai_digits: bool = True
    minimum_height_px: float = 0.0


def test_a_reader_is_shown_the_writing_that_it_knows_from_the_height_that_it_needs() -> None:
    all_of = of(line("มอก. 166-2549", 0), line("มอก. ๒๘๗๙-๒๕๖๐", 1), line(FIRM, 2), line(LATIN, 3))

    def shown(**declared: object) -> list[list[int]]:
        seen = all_of.readable_by(Reader(**declared))  # type: ignore[arg-type]
        return [rows(seen.arabic), rows(seen.thai), rows(seen.firms)]

    assert shown() == [[0], [1], [2, 3]]
    assert shown(reads_thai=False) == [[0], [1], [3]] and shown(reads_thai_digits=False) == [[0], [], [2, 3]]
    assert shown(minimum_height_px=22.3) == [[0], [1], [2, 3]] and shown(minimum_height_px=22.5) == [[], [], []]


def test_how_doubts_are_cut_again() -> None:
    doubts = of(line("มอก. 166-2549", 0), line("มอก. ๒๘๗๙-๒๕๖๐", 1), line(FIRM, 2))
    number, thai, firm = doubts.arabic[0], doubts.thai[0], doubts.firms[0]
    assert doubts.numbers == [number, thai]
    assert doubts.loosely() == [number, thai, wider(firm)]
    assert doubts.lengthened() == [longer(number), longer(thai), lower(firm)]
    assert doubts.twice() == [number, thai, firm, wider(firm)]
    lines = [*line("มอก. 166-2549", 0), *line("มอก. ๒๘๗๙-๒๕๖๐", 1), *line(FIRM, 2), *line("x", 3)]
    assert doubts.lines(lines) == [reading.region for reading in lines[:3]]
    region = Region(RegionKind.LINE, Quad.of_box(0, 0, 100, 20), 0.9)
    assert wider(region).quad.bounds == pytest.approx((-1.2, -1.2, 101.2, 21.2))
    assert lower(region).quad.bounds == pytest.approx((0, 2, 100, 18))
    assert longer(region).quad.bounds == pytest.approx((-10, 20 * 0.06 / 1.12, 110, 20 - 20 * 0.06 / 1.12))


def test_one_more_reader_is_asked_where_two_agree_and_of_firms_not_read_badly() -> None:
    agreed, alone = line("มอก. 166-2549", 0, readers="ab"), line("มอก. 934-2558", 1)
    thai, licence = line("มอก. ๒๘๗๙-๒๕๖๐", 2, readers="ab"), line("ท7014-4/2879", 3, readers="ab")
    firms = [line(FIRM, 4), line(FIRM, 5, sure=True)]
    readings = [reading for each in (agreed, alone, thai, licence, *firms) for reading in each]
    fields = extract(readings)
    seen = doubtful(readings, fields).settleable(readings, fields)
    assert (rows(seen.arabic), rows(seen.thai), rows(seen.firms)) == ([0, 3], [2], [5])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("28792560", -10, 106), ("ABC 2879x2560", -10, 166), ("abcdef 12345", 16.2, 154), ("1234", None, None),
        ("123456789012", -10, 154), ("มอก. 2879-2560", None, None), ("ท7014-4/2879", None, None),
        ("287x256", None, None), ("287xxxxx2560", None, None),
    ],
)  # fmt: skip
def test_figures_that_may_be_a_misread_number_are_cut_out(text: str, first: float | None, last: float | None) -> None:
    cuts = [edge for cut in figures(line(text)) for edge in (cut.quad.bounds[0], cut.quad.bounds[2])]
    assert cuts == pytest.approx([] if first is None else [first, last], abs=0.1)


def test_the_mean_of_no_confidence_is_nought() -> None:
    assert mean(()) == 0 and mean((0.5, 1.0)) == 0.75
