"""Which lines stand next to one another, and how far off."""

from __future__ import annotations

import math

import pytest

from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.print_lines import Line, following, line_mean, offset, statement_of


def reading(text: str, quad: Quad, *sure: float) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), "a/1", sure or (0.9,) * len(text))


def line(box: tuple[float, float, float, float], *texts: str) -> Line:
    return Line(tuple(reading(text, Quad.of_box(*box)) for text in texts or ("x",)))


HERE = line((100, 100, 200, 120))


@pytest.mark.parametrize(
    ("box", "follows"),
    [
        ((210, 100, 300, 120), True), ((320, 100, 400, 120), True), ((321, 100, 400, 120), False),
        ((210, 109.9, 300, 129.9), True), ((210, 110, 300, 130), True), ((210, 90.1, 300, 110.1), True),
        ((210, 90, 300, 110), False), ((0, 100, 90, 120), False), ((100, 138, 200, 158), True),
        ((100, 138.1, 200, 158.1), False), ((100, 80, 200, 99), False), ((300, 130, 400, 150), False),
        ((210, 130, 300, 150), True),
    ],
    ids=[
        "right", "six heights right", "farther right", "a little lower", "half a line lower, near", "a little higher",
        "half a line higher", "left", "nine tenths of a height below", "farther below", "above", "right and below",
        "near to the lower right",
    ],
)  # fmt: skip
def test_a_name_may_stand_right_of_the_word_that_announces_it_or_below(
    box: tuple[float, float, float, float], follows: bool
) -> None:
    other = line(box)
    assert following(HERE, [HERE, other]) == ([other] if follows else [])


def test_what_stands_right_comes_first_and_what_is_nearer() -> None:
    right, far_right = line((210, 100, 300, 120)), line((305, 100, 400, 120))
    below, lower = line((100, 122, 200, 142)), line((100, 130, 200, 150))
    assert following(HERE, [lower, far_right, below, right]) == [right, far_right, below, lower]
    assert following(HERE, [line((210, 100, 300, 120), " ")]) == [], "nothing was read there"


def test_a_line_tells_each_text_once_the_surest_first() -> None:
    assert line((0, 0, 9, 9), "b", "a", "b", "  ").texts == ("b", "a")
    assert Line((reading("a", Quad.of_box(1, 2, 3, 4)), reading("b", Quad.of_box(5, 6, 7, 8)))).quad == Quad.of_box(
        1, 2, 3, 4
    )


@pytest.mark.parametrize("degrees", [0, 30, 90, 180, -75])
def test_where_another_line_lies_is_told_along_and_down_from_its_middle(degrees: float) -> None:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def turned(quad: Quad) -> Quad:
        return Quad.of_points([(x * c - y * s, x * s + y * c) for x, y in quad.corners])

    along, down = offset(turned(Quad.of_box(0, 0, 100, 20)), turned(Quad.of_box(130, 40, 190, 80)))
    assert (along, down) == (pytest.approx(110), pytest.approx(50))


def test_a_point_has_no_direction() -> None:
    assert offset(Quad.of_box(5, 5, 5, 5), Quad.of_box(8, 9, 8, 9)) == (0.0, 0.0)


def test_the_mean_of_a_line_and_what_a_reading_says() -> None:
    seen = reading("ab", Quad.of_box(0, 0, 9, 9), 0.5, 1.0)
    assert line_mean(seen) == 0.75 and line_mean(Reading("ab", seen.region, "a/1", ())) == 0
    said = statement_of(StatementKind.WORDS, seen, "b")
    assert (said.kind, said.text, said.words, said.value) == (StatementKind.WORDS, "ab", "b", "")
    assert (said.quad, said.confidence) == (seen.region.quad, seen.confidence)
