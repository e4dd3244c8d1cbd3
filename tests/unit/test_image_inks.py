"""The inks of a photo and what hangs together in them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Pixels
from verifier.image import inks
from verifier.image.inks import inks_of, shapes

EVERY = ((1, 10_000), (0.01, 100.0), (0.0, 1.0))
RED, INK, PAPER = (200, 20, 30), (30, 30, 30), (230, 228, 222)


def page(*boxes: tuple[int, int, int, int, tuple[int, int, int]], size: tuple[int, int] = (400, 600)) -> Pixels:
    pixels = np.full((*size, 3), PAPER, np.uint8)
    for left, top, width, height, ink in boxes:
        pixels[top : top + height, left : left + width] = ink
    return pixels


def found(pixels: Pixels, *limits: tuple[float, float]) -> set[tuple[str, tuple[int, ...]]]:
    return {(shape.ink.name, shape.box) for shape in shapes(inks_of(photo(pixels)), *(limits or EVERY))}  # type: ignore[arg-type]


def test_ink_is_told_by_its_colour() -> None:
    told = found(page((100, 100, 40, 30, INK), (300, 100, 40, 30, RED)))
    assert {("dark", (100, 100, 40, 30)), ("dark", (300, 100, 40, 30)), ("red", (300, 100, 40, 30))} <= told
    assert ("red", (100, 100, 40, 30)) not in told


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        (((30, 40), (1.0, 2.0), (0.5, 1.0)), True),
        (((31, 40), (1.0, 2.0), (0.5, 1.0)), False),
        (((30, 39), (1.0, 2.0), (0.5, 1.0)), False),
        (((30, 40), (1.4, 2.0), (0.5, 1.0)), False),
        (((30, 40), (1.0, 1.3), (0.5, 1.0)), False),
        (((30, 40), (1.0, 2.0), (0.5, 0.9)), False),
    ],
)
def test_a_shape_is_handed_on_within_its_limits(limits: tuple[tuple[float, float], ...], kept: bool) -> None:
    assert (("dark", (100, 100, 40, 30)) in found(page((100, 100, 40, 30, INK)), *limits)) is kept


def test_places_are_those_of_the_photo_however_large_it_is() -> None:
    seen = inks_of(photo(page((1000, 600, 200, 100, INK), size=(1600, 2400))))
    assert seen.scale < 0.5 and seen.grey.size <= inks.SEARCHED_MAX_PX * 1.01
    places = [seen.quad(shape.box).bounds for shape in shapes(seen, *EVERY) if shape.ink.name == "dark"]  # type: ignore[arg-type]
    assert pytest.approx((1000, 600, 1200, 700), abs=4) in places


def test_of_thousands_of_shapes_the_largest_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inks, "MAX_SHAPES", 2)
    boxes = [(20 + 50 * k, 100, 10 + k, 10 + k, INK) for k in range(8)]
    told = {box for name, box in found(page(*boxes)) if name == "dark"}
    assert told == {(20 + 50 * k, 100, 10 + k, 10 + k) for k in (6, 7)}


def grey(level: int) -> tuple[int, int, int]:
    return (level, level, level)


@pytest.mark.parametrize(
    ("ink", "name", "inked"),
    [
        (grey(182), "dark", False), (grey(181), "dark", True), (grey(218), "light", False), (grey(219), "light", True),
        ((200, 150, 150), "red", False), ((200, 149, 149), "red", True), ((200, 149, 190), "red", False),
    ],
)  # fmt: skip
def test_from_where_on_a_place_is_of_an_ink(ink: tuple[int, int, int], name: str, inked: bool) -> None:
    """More than 18 grey levels off its surroundings; more than 50 levels of red more than of green and blue."""
    pixels = np.full((400, 600, 3), 200, np.uint8)
    pixels[200:220, 300:320] = ink
    assert ((name, (300, 200, 20, 20)) in found(pixels)) is inked


@pytest.mark.parametrize(("ground", "inked"), [((200, 170, 170), True), ((200, 165, 165), False)])
def test_red_ink_is_redder_than_what_surrounds_it(ground: tuple[int, int, int], inked: bool) -> None:
    """By more than 30 levels: on red ground what is a little redder is none."""
    pixels = np.full((400, 600, 3), ground, np.uint8)
    pixels[200:220, 300:320] = (200, 137, 137)
    assert (("red", (300, 200, 20, 20)) in found(pixels)) is inked


def test_a_stroke_of_red_with_a_gap_of_a_pixel_hangs_together() -> None:
    pixels = page((300, 100, 10, 30, RED), (311, 100, 10, 30, RED))
    assert ("red", (300, 100, 21, 30)) in found(pixels)


def test_the_limits_of_a_shape_are_within_them() -> None:
    square = page((100, 100, 30, 30, INK))
    inked = (30 * 30 - 4) / (30 * 30)  # what smooths noise takes its corners
    assert ("dark", (100, 100, 30, 30)) in found(square, (30, 30), (1.0, 1.0), (inked, inked))
