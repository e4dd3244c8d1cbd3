"""Which print that nobody read keeps from agreeing."""

import pytest

from verifier.domain import MarkKind, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.overlooked import across_mark, behind_print, in_block, round_mark, unread_lines

MARK = Region(RegionKind.MARK, Quad.of_box(100, 100, 200, 200), 0.99, MarkKind.COMPULSORY)


def read(box: tuple[float, float, float, float], text: str = "?????", sure: float = 0.3, score: float = 0.9) -> Reading:
    return Reading(text, Region(RegionKind.LINE, Quad.of_box(*box), score), "x/1", (sure,) * len(text))


LINE = (100, 220, 220, 244)


def test_a_long_line_of_the_first_look_that_nobody_could_read_counts_too():
    poor = read(LINE, sure=0.48)
    assert unread_lines([], [poor], [MARK]) == [poor.region]
    better = read(LINE, sure=0.9)
    assert unread_lines([], [poor, better], [MARK]) == [], "another reader read it"


@pytest.mark.parametrize(
    "reading",
    [
        read((100, 220, 180, 244), sure=0.48), read((100, 224, 200, 244), sure=0.52), read(LINE, score=0.69),
        read((100, 220, 160, 231)),
        read((100, 420, 220, 444)), read((110, 140, 190, 156)),
    ],
)  # fmt: skip
def test_shorter_surer_smaller_and_farther_lines_do_not(reading):
    assert unread_lines([], [reading], [MARK]) == []


def test_large_print_that_was_read_poorly_counts_unless_another_box_of_it_was_read_well():
    poor = read((90, 212, 290, 250), sure=0.6)
    assert unread_lines([], [poor], [MARK]) == [poor.region]
    assert unread_lines([], [poor, read((96, 214, 280, 246), "MODEL AX", 0.9)], [MARK]) == []
    assert unread_lines([], [read((90, 212, 190, 232), sure=0.6)], [MARK]) == []


def test_pieces_of_a_bent_line_count_together():
    pieces = [read((100 + 50 * k, 230 + 4 * k, 146 + 50 * k, 252 + 4 * k), sure=0.55) for k in range(4)]
    assert len(unread_lines([], pieces, [MARK])) == 1 and unread_lines([], pieces[:3], [MARK]) == []


def test_print_in_the_mark_is_not_of_its_block():
    assert not in_block(read((120, 140, 180, 160)).region, [MARK]) and in_block(read(LINE).region, [MARK])


@pytest.mark.parametrize(
    ("box", "goes"),
    [((60, 135, 260, 165), True), ((170, 170, 380, 210), True), ((185, 120, 380, 160), False), (LINE, False),
     ((130, 140, 160, 160), False)],
)  # fmt: skip
def test_a_line_goes_across_a_mark_when_enough_of_it_lies_there(box, goes):
    assert bool(across_mark([read(box)], MARK)) == goes


@pytest.mark.parametrize(
    ("score", "sure", "goes"), [(0.65, 0.1, True), (0.64, 0.59, False), (0.55, 0.6, True), (0.54, 0.9, False)]
)
def test_it_is_surely_print_or_it_is_read(score, sure, goes):
    assert bool(across_mark([read((60, 135, 260, 165), sure=sure, score=score)], MARK)) == goes


@pytest.mark.parametrize(
    ("text", "sure", "score", "told"),
    [
        ("NOT CERTIFIED", 0.9, 0.8, True), ("NOT CE", 0.4, 0.8, True),
        ("NOT CE", 0.3, 0.8, False), ("ใบอน", 0.9, 0.4, True), ("N", 0.3, 0.5, False),
        ("มอก. 2879-2560", 0.9, 0.8, False), ("เครื่องหมายมาตรฐาน มอก.", 0.9, 0.8, False), ("", 0.0, 0.9, False),
    ],
)  # fmt: skip
def test_print_round_a_mark_counts_unless_it_is_its_number(text, sure, score, told):
    assert bool(round_mark([read(LINE, text, sure, score)])) == told


@pytest.mark.parametrize(
    ("box", "sure", "score", "told"),
    [((60, 180, 400, 300), 0.4, 0.8, True), ((60, 180, 400, 300), 0.3, 0.8, False),
     ((60, 180, 400, 300), 0.7, 0.66, True), ((60, 180, 400, 300), 0.7, 0.64, False),
     ((60, 212, 200, 251), 0.7, 0.8, True), ((60, 213, 200, 250), 0.7, 0.8, False),
     ((60, 280, 400, 400), 0.7, 0.8, False), ((60, 180, 200, 300), 0.7, 0.8, False)],
)  # fmt: skip
def test_pale_print_counts_where_it_lies_over_other_print_and_is_read(box, sure, score, told):
    assert bool(behind_print([read(box, "VOID", sure, score)], [Quad.of_box(*LINE)])) == told


@pytest.mark.parametrize(
    ("height", "sure", "counts"),
    [(75, 0.9, False), (76, 0.9, True), (20, 0.9, False), (19, 0.9, True), (38, 0.81, False), (38, 0.79, True)],
)
def test_another_box_of_it_is_more_than_half_and_less_than_twice_as_high_and_was_read_well(height, sure, counts):
    poor = read((90, 212, 290, 250), sure=0.6)
    other = read((96, 231 - height / 2, 280, 231 + height / 2), "MODEL AX", sure)
    assert (poor.region in unread_lines([], [poor, other], [MARK])) == counts


OVER_PART = (60, 200, 150, 260)
"""Runs over a part of `LINE` and not over its middle."""


@pytest.mark.parametrize(
    ("text", "sure", "score", "told"),
    [
        ("VOID", 0.75, 0.55, True), ("VOI", 0.9, 0.9, False), ("VO 12", 0.9, 0.9, False), ("VOID", 0.74, 0.9, False),
        ("VOID", 0.9, 0.54, False),
    ],
)  # fmt: skip
def test_pale_print_over_a_part_of_other_print_counts_from_four_letters_read_well(text, sure, score, told):
    assert bool(behind_print([read(OVER_PART, text, sure, score)], [Quad.of_box(*LINE)])) == told
    assert not behind_print([read((60, 200, 135, 260), "VOID", 0.9)], [Quad.of_box(*LINE)]), "less than 1.5 heights"


@pytest.mark.parametrize(
    ("text", "sure", "score", "told"),
    [
        ("AB", 0.35, 0.62, True), ("AB", 0.34, 0.62, False), ("AB", 0.35, 0.61, False), ("ABCD", 0.6, 0.1, True),
        ("ABC", 0.9, 0.1, False), ("ABCD", 0.59, 0.1, False), ("1234", 0.9, 0.9, False),
    ],
)  # fmt: skip
def test_print_round_a_mark_is_told_by_its_score_or_by_four_letters(text, sure, score, told):
    assert bool(round_mark([read(LINE, text, sure, score)])) == told
    assert round_mark([read(LINE, "ABCD", 0.9)] * 2) == [read(LINE, "ABCD", 0.9)], "each once"


@pytest.mark.parametrize(
    ("box", "stands"),
    [
        ((100, 205, 160, 210), True), ((100, 205, 160, 209), False), ((100, 205, 160, 240), True),
        ((100, 205, 160, 241), False), ((100, 350, 160, 370), True), ((100, 351, 160, 371), False),
        ((100, 30, 160, 50), True), ((130, 130, 170, 150), False),
    ],
)  # fmt: skip
def test_the_block_is_print_from_five_to_thirty_five_hundredths_of_a_mark_within_one_and_a_half(box, stands):
    assert in_block(read(box).region, [MARK]) is stands


@pytest.mark.parametrize(
    ("reading", "counts"),
    [
        (read((100, 220, 172, 244), sure=0.44), True), (read((100, 220, 171, 244), sure=0.44), False),
        (read((100, 220, 172, 244), sure=0.46), False), (read((100, 420, 172, 444), sure=0.44), False),
        (read((100, 220, 172, 244), sure=0.44, score=0.7), True),
        (read((100, 220, 172, 244), sure=0.44, score=0.69), False),
        (read((100, 220, 160, 232), sure=0.44), True),
    ],
)  # fmt: skip
def test_of_fresh_lines_those_count_that_are_three_times_as_long_as_high_and_read_worse(reading, counts):
    assert bool(unread_lines([reading], [], [MARK])) is counts
