"""Which lines of the second look were read by the first: those of which next to nothing is left over."""

from __future__ import annotations

import pytest

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.known_print import was_seen

LINE = Quad.of_box(0, 0, 400, 20)


def read(quad: Quad, confidence: float = 0.9) -> Reading:
    return Reading("abc", Region(RegionKind.LINE, quad, 0.9), "a/1", (confidence,) * 3)


@pytest.mark.parametrize(
    ("known", "seen"),
    [
        ([(0, 0, 400, 20)], True), ([(2, 1, 396, 19)], True), ([(0, 0, 362, 20)], True), ([(0, 0, 345, 20)], False),
        ([(0, 0, 250, 20)], False), ([(0, 0, 230, 20), (232, 0, 400, 20)], True), ([(0, 0, 150, 20)], False),
        ([(0, 30, 400, 50)], False), ([(0, -60, 400, 80)], False), ([(-50, -5, 500, 25)], True), ([], False),
    ],
)  # fmt: skip
def test_a_line_was_read_when_no_more_than_two_heights_of_it_are_left(
    known: list[tuple[int, int, int, int]], seen: bool
) -> None:
    assert was_seen(LINE, [read(Quad.of_box(*box)) for box in known]) is seen


def test_turned_lines_too() -> None:
    upright = Quad(((0, 400), (0, 0), (20, 0), (20, 400)))
    half = Quad(((0, 400), (0, 150), (20, 150), (20, 400)))
    assert was_seen(upright, [read(upright)]) and not was_seen(upright, [read(half)])


def test_signs_that_were_taken_for_letters_are_not_looked_at_again() -> None:
    half = Quad.of_box(0, 0, 250, 20)
    assert was_seen(LINE, [read(half, 0.5)]) and not was_seen(LINE, [read(half, 0.5), read(half)])


def test_what_was_read_badly_elsewhere_shows_nothing_of_a_line() -> None:
    beside = Quad.of_box(0, 30, 400, 50)
    for sure in (0.5, 0.9):
        assert not was_seen(LINE, [read(beside, sure)])
    assert was_seen(LINE, [read(beside, 0.9), read(Quad.of_box(100, 0, 300, 20), 0.5)])


@pytest.mark.parametrize(("height", "seen"), [(39, True), (41, False)])
def test_a_box_of_twice_its_height_shows_nothing_of_a_line(height: int, seen: bool) -> None:
    assert was_seen(LINE, [read(Quad.of_box(0, 10 - height / 2, 400, 10 + height / 2))]) is seen
