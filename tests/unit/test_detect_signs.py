"""Signs that deny without a word: crosses, thumbs and faces beside print, signs of prohibition over a mark."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from tests.support.printing import photo
from verifier.detect.drawing import mark_mask
from verifier.detect.signs import denying_signs
from verifier.domain import MarkKind, Pixels, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.inks import inks_of

LINE = Quad.of_box(100, 200, 400, 250)
"""A line that was read, 50 px high with its margins."""
BESIDE = (460, 225)
"""The middle of a sign right of it, 60 px off."""
INK, RED = (30, 30, 34), (205, 25, 30)
Draw = Callable[[Pixels, tuple[int, int], tuple[int, int, int]], None]


def seen(
    *signs: tuple[Draw, tuple[int, int], tuple[int, int, int]], **given: tuple[Quad, ...]
) -> list[tuple[int, int]]:
    """The middles of the signs that are told, to 10 px; `given`: print_, numbers and taken, if they are not usual."""
    paper = np.full((600, 900, 3), (238, 236, 228), np.uint8)
    for draw, at, ink in signs:
        draw(paper, at, ink)
    quads = {"print_": (LINE,), "numbers": (), "taken": ()} | given
    found = denying_signs(inks_of(photo(paper)), **quads)
    assert all(sign.kind is RegionKind.SIGN for sign in found)
    return [(round(sign.quad.centre[0], -1), round(sign.quad.centre[1], -1)) for sign in found]


def cross(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int], half: int = 16) -> None:
    (x, y), stroke = at, 6
    cv2.line(paper, (x - half, y - half), (x + half, y + half), ink, stroke, cv2.LINE_AA)
    cv2.line(paper, (x - half, y + half), (x + half, y - half), ink, stroke, cv2.LINE_AA)


def tick(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int]) -> None:
    x, y = at
    cv2.polylines(paper, [np.array([(x - 16, y), (x - 4, y + 14), (x + 18, y - 16)])], False, ink, 6, cv2.LINE_AA)


def thumb(down: bool) -> Draw:
    def draw(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int]) -> None:
        hand = np.zeros((60, 60, 3), np.uint8)
        cv2.rectangle(hand, (14, 26), (54, 56), (1, 1, 1), -1)
        cv2.fillPoly(hand, [np.array([(16, 30), (24, 4), (34, 4), (34, 30)])], (1, 1, 1))
        hand = hand[::-1] if down else hand
        x, y = at
        paper[y - 30 : y + 30, x - 30 : x + 30][hand[..., 0] > 0] = ink

    return draw


def face(sad: bool) -> Draw:
    def draw(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int]) -> None:
        (x, y), first = at, 200 if sad else 20
        cv2.circle(paper, at, 40, ink, 5, cv2.LINE_AA)
        for side in (-14, 14):
            cv2.circle(paper, (x + side, y - 12), 5, ink, -1, cv2.LINE_AA)
        cv2.ellipse(paper, (x, y + (28 if sad else 4)), (18, 14), 0, first, first + 140, ink, 4, cv2.LINE_AA)

    return draw


def prohibition(inner: Pixels) -> Draw:
    """A ring with a bar from the upper left to the lower right, and `inner` in it."""

    def draw(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int]) -> None:
        (x, y), half = at, len(inner) // 2
        paper[y - half : y - half + len(inner), x - half : x - half + len(inner)][inner > 127] = INK
        cv2.circle(paper, at, 60, ink, 12, cv2.LINE_AA)
        reach = round(60 * math.sqrt(0.5))
        cv2.line(paper, (x - reach, y - reach), (x + reach, y + reach), ink, 12, cv2.LINE_AA)

    return draw


def flame() -> Pixels:
    mask = np.zeros((70, 70), np.uint8)
    cv2.fillPoly(mask, [np.array([(35, 4), (56, 40), (50, 62), (20, 62), (14, 38), (26, 30)])], 255)
    return mask


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (cross, True),
        (tick, False),
        (thumb(True), True),
        (thumb(False), False),
        (face(True), True),
        (face(False), False),
    ],
)
@pytest.mark.parametrize("ink", [INK, RED, (24, 120, 60)])
def test_a_sign_that_denies_is_told_beside_print_in_any_ink(draw: Draw, told: bool, ink: tuple[int, int, int]) -> None:
    assert bool(seen((draw, BESIDE, ink))) is told


def test_what_it_stands_far_from_is_not_denied() -> None:
    near, far = (400 + 16 + round(k * 50) for k in (5.5, 6.5))
    assert seen((cross, (near, 225), INK)) and not seen((cross, (far, 225), INK))
    assert not seen((cross, BESIDE, INK), print_=())


def test_a_cross_in_a_line_is_a_letter_of_it_unless_it_is_red_at_a_number() -> None:
    inside = (250, 225)
    assert not seen((cross, inside, INK), numbers=(LINE,))
    assert not seen((cross, inside, RED))
    assert seen((cross, inside, RED), numbers=(LINE,))


def test_a_cross_much_lower_or_higher_than_the_line_is_none_of_its_signs() -> None:
    def sized(half: int) -> Draw:
        return lambda paper, at, ink: cross(paper, at, ink, half)

    assert not seen((sized(78), (520, 225), INK)) and seen((sized(40), (480, 225), INK))


def test_a_red_cross_many_times_as_high_as_the_line_is_a_sign_and_one_of_another_ink_may_be_a_brands() -> None:
    def large(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int]) -> None:
        (x, y), half = at, 150
        cv2.line(paper, (x - half, y - half), (x + half, y + half), ink, 44, cv2.LINE_AA)
        cv2.line(paper, (x - half, y + half), (x + half, y - half), ink, 44, cv2.LINE_AA)

    assert seen((large, (650, 300), RED)) and not seen((large, (650, 300), INK))


def circled(bars: tuple[int, ...]) -> Draw:
    """A ring, and in it bars that touch it, or the letter R."""

    def draw(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int]) -> None:
        (x, y), reach = at, 17
        cv2.circle(paper, at, 24, ink, 5, cv2.LINE_AA)
        for side in bars:
            cv2.line(paper, (x - reach, y - side * reach), (x + reach, y + side * reach), ink, 5, cv2.LINE_AA)
        if not bars:
            cv2.putText(paper, "R", (x - 11, y + 12), cv2.FONT_HERSHEY_SIMPLEX, 1.1, ink, 4, cv2.LINE_AA)

    return draw


@pytest.mark.parametrize(("bars", "told"), [((1, -1), True), ((0,), False), ((), False)])
@pytest.mark.parametrize("ink", [INK, RED])
def test_a_cross_in_a_ring_that_it_touches_is_told_and_other_rings_are_not(
    bars: tuple[int, ...], told: bool, ink: tuple[int, int, int]
) -> None:
    assert bool(seen((circled(bars), BESIDE, ink))) is told
    assert bool(seen((circled(bars), (250, 225), ink), numbers=(LINE,))) is told, "it is no letter"
    assert not seen((circled(bars), (250, 225), INK))


@pytest.mark.parametrize("kind", [MarkKind.COMPULSORY, MarkKind.VOLUNTARY])
@pytest.mark.parametrize("ink", [INK, RED])
def test_a_sign_of_prohibition_over_a_mark_is_told_wherever_it_stands(
    kind: MarkKind, ink: tuple[int, int, int]
) -> None:
    sign = prohibition(mark_mask(kind, 70))
    assert seen((sign, (700, 450), ink), print_=()) == [(700, 450)]
    assert seen((sign, (700, 450), ink), print_=(), taken=(Quad.of_box(640, 390, 760, 510),)) == []


@pytest.mark.parametrize("ink", [INK, RED])
def test_a_sign_of_prohibition_over_anything_else_is_not(ink: tuple[int, int, int]) -> None:
    assert seen((prohibition(flame()), (700, 450), ink), print_=()) == []


@pytest.mark.parametrize("ink", [INK, RED])
def test_a_sign_of_prohibition_over_nothing_is_told(ink: tuple[int, int, int]) -> None:
    nothing = np.zeros((70, 70), np.uint8)
    assert seen((prohibition(nothing), (700, 450), ink), print_=()) == [(700, 450)]


def test_a_mark_without_a_bar_is_not_prohibited() -> None:
    def bare(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int]) -> None:
        mask = mark_mask(MarkKind.COMPULSORY, 110)
        paper[at[1] - 55 : at[1] + 55, at[0] - 55 : at[0] + 55][mask > 127] = ink

    assert seen((bare, (700, 450), INK), print_=()) == []


def test_an_x_among_letters_is_none_of_these_signs() -> None:
    def letters(paper: Pixels, at: tuple[int, int], ink: tuple[int, int, int]) -> None:
        cross(paper, at, ink)
        x, y = at
        cv2.rectangle(paper, (x + 26, y - 16), (x + 32, y + 16), ink, -1)

    assert not seen((letters, BESIDE, INK))
