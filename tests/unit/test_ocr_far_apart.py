"""Letters that stand far apart: which of them are words, from boxes 20 px high."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from verifier.domain import Pixels
from verifier.ocr.far_apart import far_apart

SIDE = 20.0
Box = tuple[float, float, float, float]


def row(count: int, pitch: float, *, x: float = 20, y: float = 100, down: bool = False, slope: float = 0) -> list[Box]:
    """Letters 16×20 px, so far from one to the next, level or down."""
    aside = [slope * k * pitch for k in range(count)]
    if down:
        return [(x + aside[k], y + k * pitch, 16, SIDE) for k in range(count)]
    return [(x + k * pitch, y + aside[k], 16, SIDE) for k in range(count)]


def words(boxes: Sequence[Box], grey: Pixels | None = None) -> list[list[Box]]:
    """What is found among boxes, in a picture that is white where they are not."""
    if grey is None:
        grey = np.full((1200, 1800), 255, np.uint8)
        for x, y, w, h in boxes:
            grey[int(y) : int(y + h), int(x) : int(x + w)] = 0
    return [[tuple(box) for box in word.tolist()] for word in far_apart(grey, np.array(boxes, float))]


@pytest.mark.parametrize(
    ("boxes", "told"),
    [
        (row(5, 60), True), (row(4, 60), False), (row(5, 26), True), (row(5, 25), False), (row(5, 160), True),
        (row(5, 161), False), (row(4, 60, down=True), True), (row(3, 60, down=True), False),
        (row(4, 26, down=True), True), (row(4, 25, down=True), False), (row(4, 100, down=True), True),
        (row(4, 101, down=True), False), (row(5, 60, slope=0.21), True), (row(5, 60, slope=0.22), False),
        (row(4, 60, down=True, slope=-0.21), True), (row(4, 60, down=True, slope=-0.22), False),
    ],
    ids=[
        "five level", "four level", "near", "too near", "far", "too far", "four down", "three down", "near below",
        "too near below", "far below", "too far below", "aslant", "too much aslant", "aslant down",
        "too much aslant down",
    ],
)  # fmt: skip
def test_a_word_is_so_many_letters_so_far_apart(boxes: list[Box], told: bool) -> None:
    assert [len(word) for word in words(boxes)] == ([len(boxes)] if told else [])


@pytest.mark.parametrize(("height", "told"), [(35, True), (36, False), (11.5, True), (11, False)])
@pytest.mark.parametrize("down", [False, True])
def test_letters_of_a_word_are_as_high_but_for_seven_quarters(height: float, told: bool, down: bool) -> None:
    boxes = row(5 - down, 60, down=down)
    x, y, w, h = boxes[2]
    boxes[2] = (x, y + h - height, min(w, height), height)
    assert bool(words(boxes)) is told


@pytest.mark.parametrize(("width", "told"), [(26, True), (27, False)])
def test_what_is_wider_for_its_height_is_no_letter(width: float, told: bool) -> None:
    boxes = row(5, 90)
    boxes[2] = (boxes[2][0], boxes[2][1], width, SIDE)
    assert bool(words(boxes)) is told


@pytest.mark.parametrize(("last", "told"), [(54, True), (55, False), (29.7, True), (29, False)])
def test_steps_downwards_are_even_but_for_a_third(last: float, told: bool) -> None:
    boxes = row(3, 40, down=True)
    boxes.append((20, boxes[-1][1] + last, 16, SIDE))
    assert bool(words(boxes)) is told


def test_steps_of_a_level_word_need_not_be_even() -> None:
    boxes = [(x, 100.0, 16.0, SIDE) for x in (20, 60, 210, 250, 300)]
    assert words(boxes) == [boxes]


@pytest.mark.parametrize(("gap", "off", "one"), [(6, 0, True), (7, 0, False), (2, 6, True), (2, 7, False)])
def test_pieces_so_near_and_level_are_one_letter(gap: float, off: float, one: bool) -> None:
    boxes = row(5, 80)
    x, y, w, h = boxes[2]
    boxes.append((x + w + gap, y + off, 4, h))
    assert bool(words(boxes)) is one, "else a letter stands close by another, as in a line"
    if one:
        assert words(boxes)[0][2] == (x, y, w + gap + 4, h + off)


def test_two_words_of_either_direction_are_told_each_once_and_the_longest_first() -> None:
    level = [row(count, 60, y=100 + 90 * k) for k, count in enumerate((5, 8, 6))]
    assert words([box for word in level for box in word]) == [level[1], level[2]]
    down = [row(count, 40, x=100 + 200 * k, down=True) for k, count in enumerate((4, 7, 5))]
    assert words([box for word in down for box in word]) == [down[1], down[2]]


def test_level_words_come_before_those_downwards_and_no_letter_is_two_words_of_one_direction() -> None:
    level, down = row(6, 60, y=40), row(5, 40, x=900, y=200, down=True)
    assert words(level + down) == [level, down]


@pytest.mark.parametrize(("thin", "shade", "grown"), [(11, 0, True), (13, 0, False), (11, 214, True), (11, 216, False)])
def test_a_level_letter_is_as_wide_as_its_thin_strokes(thin: int, shade: int, grown: bool) -> None:
    boxes = row(5, 80)
    grey = np.full((300, 600), 255, np.uint8)
    for x, y, w, h in boxes:
        grey[int(y) : int(y + h), int(x) : int(x + w)] = 0
    x, y, w, h = boxes[2]
    grey[int(y) + 4, int(x + w) + thin - 1] = shade
    expected = [*boxes[:2], (x, y, w + thin if grown else w, h), *boxes[3:]]
    assert words(boxes, grey) == [expected]
    grey[int(y) + 4, int(x + w) + thin - 1] = 255
    grey[int(y) + 4, int(x) - thin] = shade
    expected = [*boxes[:2], (x - thin, y, w + thin, h) if grown else boxes[2], *boxes[3:]]
    assert words(boxes, grey) == [expected]
