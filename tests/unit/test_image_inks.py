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
