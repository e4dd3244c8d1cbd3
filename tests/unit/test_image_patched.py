"""Numbers of which a part was changed: on other paper, or in other ink."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.support.printing import font, photo
from verifier.domain import Pixels, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.patched import in_other_ink, on_other_paper, patched
from verifier.ocr.struck import struck_numbers

INK, PAPER = (24, 24, 30), (246, 244, 236)
TEXT = "ใบอนุญาตเลขที่ ท99531-531/2879"
BOX = (40, 96, 460, 144)


def number(
    ink: tuple[int, int, int] = INK, paper: tuple[int, int, int] = PAPER
) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (500, 240), paper)
    draw = ImageDraw.Draw(picture)
    draw.text((46, 98), TEXT, ink, font(30))
    return picture, draw


def crop(picture: Image.Image) -> Pixels:
    return np.asarray(picture.crop(BOX))


def test_a_number_as_it_was_printed_is_whole() -> None:
    for ink, paper in ((INK, PAPER), ((244, 244, 240), (120, 30, 40)), ((24, 50, 170), (246, 214, 60))):
        picture, _ = number(ink, paper)
        assert not on_other_paper(crop(picture)) and not in_other_ink(crop(picture))


@pytest.mark.parametrize("paper", [(255, 232, 160), (214, 226, 250), (222, 222, 218)])
def test_a_digit_on_other_paper_is_told(paper: tuple[int, int, int]) -> None:
    picture, draw = number()
    draw.rectangle((300, 92, 330, 148), fill=paper)
    draw.text((306, 98), "8", INK, font(30, "Norasi.ttf"))
    assert on_other_paper(crop(picture))


@pytest.mark.parametrize("pen", [(20, 40, 180), (190, 20, 40), (20, 120, 60)])
def test_a_digit_written_over_in_other_ink_is_told(pen: tuple[int, int, int]) -> None:
    picture, draw = number()
    draw.text((300, 92), "4", pen, font(38, "Loma-Bold.ttf"))
    assert in_other_ink(crop(picture))


def test_light_that_falls_off_and_a_sticker_for_the_whole_number_are_no_change() -> None:
    picture, _ = number()
    falling = np.linspace(1, 0.6, 500)[None, :, None]
    shaded = Image.fromarray((np.asarray(picture) * falling).astype(np.uint8))
    assert not on_other_paper(crop(shaded)) and not in_other_ink(crop(shaded))
    whole, draw = number()
    draw.rectangle((30, 90, 470, 150), fill=(255, 240, 190))
    draw.text((46, 98), TEXT, INK, font(30))
    assert not on_other_paper(crop(whole))


def test_a_frame_of_other_ink_round_a_number_is_no_change() -> None:
    picture, draw = number()
    draw.rectangle((43, 98, 457, 142), outline=(200, 20, 30), width=3)
    assert not in_other_ink(crop(picture))


def test_low_print_is_not_judged() -> None:
    picture, draw = number()
    draw.rectangle((300, 92, 330, 148), fill=(255, 232, 160))
    small = photo(np.asarray(picture.resize((170, 82))))
    assert not patched(small, Quad.of_box(13.6, 34, 156, 49))


@pytest.mark.parametrize("changed", [True, False])
def test_a_changed_number_counts_as_struck_out(changed: bool) -> None:
    picture, draw = number()
    if changed:
        draw.rectangle((300, 92, 330, 148), fill=(255, 232, 160))
        draw.text((306, 98), "8", INK, font(30, "Norasi.ttf"))
    place = Region(RegionKind.LINE, Quad.of_box(*BOX), 0.9)
    seen = [Reading(TEXT, place, name, (0.999,) * len(TEXT)) for name in ("a/1", "b/1", "c/1")]
    assert bool(struck_numbers(photo(np.asarray(picture)), seen, ())) is changed


# ---- the bounds, on crops of a plain ground, 48 px high


def ground(first: int, width: int, step: int, length: int = 500, base: int = 200, strokes: int | None = None) -> Pixels:
    """A crop with a stretch that is lighter by `step` grey levels; `strokes`: the grey of strokes every 7 px."""
    made = np.full((48, length, 3), base, np.int16)
    if strokes is not None:
        made[10:30, ::7] = strokes
    made[:, first : first + width] += step
    return made.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("crop", "told"),
    [
        (ground(200, 30, 14), True), (ground(200, 30, 13), False), (ground(200, 30, -14), True),
        (ground(200, 30, -13), False), (ground(200, 17, 20), True), (ground(200, 16, 20), False),
        (ground(200, 203, 20, 700), True), (ground(200, 260, 20, 700), False), (ground(8, 30, 20), True),
        (ground(7, 30, 20), False), (ground(462, 30, 20), True), (ground(463, 30, 20), False),
        (ground(150, 150, 20, 451), True), (ground(100, 150, 20, 330), False),
        (ground(200, 30, 14, base=40, strokes=220), True), (ground(200, 30, 13, base=40, strokes=220), False),
        (ground(200, 30, -14, base=220, strokes=30), True), (ground(200, 30, -13, base=220, strokes=30), False),
    ],
    ids=[
        "lighter", "hardly lighter", "darker", "hardly darker", "a third of the height wide", "narrower", "wide",
        "too wide", "away from the left end", "at it", "away from the right end", "at it too", "less than the rest",
        "most of the line", "on dark paper", "hardly on dark paper", "on light paper", "hardly on light paper",
    ],
)  # fmt: skip
def test_other_paper_is_told_from_these_bounds_on(crop: Pixels, told: bool) -> None:
    assert on_other_paper(crop) is told


@pytest.mark.parametrize("channel", [0, 1, 2])
def test_one_channel_suffices_for_other_paper(channel: int) -> None:
    crop = ground(200, 30, 0)
    crop[:, 200:230, channel] = 180
    assert on_other_paper(crop)


@pytest.mark.parametrize(("waves", "least"), [(0, 14), (2, 15), (4, 17), (6, 26), (8, 35)])
def test_a_restless_ground_asks_for_a_larger_step(waves: int, least: int) -> None:
    along = waves * np.sin(np.arange(500) * 2 * np.pi / 50)
    for step, told in ((least, True), (least - 1, False)):
        made = np.full((48, 500, 3), 200.0) + along[None, :, None]
        made[:, 200:230] -= step
        assert on_other_paper(made.clip(0, 255).astype(np.uint8)) is told


@pytest.mark.parametrize(("ramp", "told"), [(30, True), (60, False)])
@pytest.mark.parametrize("both", [True, False])
def test_a_ground_that_changes_slowly_at_one_end_is_in_shadow(ramp: int, told: bool, both: bool) -> None:
    along = np.zeros(500)
    along[200:260], along[260 : 260 + ramp] = -30, np.linspace(-30, 0, ramp, endpoint=False)
    if both:
        along[200 - ramp : 200] = np.linspace(0, -30, ramp, endpoint=False)
    crop = np.full((48, 500, 3), 200.0) + along[None, :, None]
    assert on_other_paper(crop.astype(np.uint8)) is told


def inked(width: int, height: int, colour: tuple[int, int, int], pen: tuple[int, int, int] = (20, 20, 20)) -> Pixels:
    """A crop of light paper with strokes of one ink and one bar of another colour, in the middle of the height."""
    made = np.full((48, 400, 3), 240, np.uint8)
    for x in range(20, 380, 16):
        made[12:36, x : x + 5] = pen
    made[(48 - height) // 2 : (48 - height) // 2 + height, 200 : 200 + width] = colour
    return made


RED = (200, 20, 30)


@pytest.mark.parametrize(
    ("crop", "told"),
    [
        (inked(0, 0, RED), False), (inked(10, 30, RED), True), (inked(9, 30, RED), False), (inked(120, 18, RED), True),
        (inked(121, 18, RED), False), (inked(20, 17, RED), True), (inked(20, 16, RED), False),
        (inked(20, 24, (106, 20, 20)), True), (inked(20, 24, (104, 20, 20)), False),
        (inked(20, 24, (120, 120, 240)), True), (inked(20, 24, (122, 122, 240)), False),
        (inked(20, 24, (184, 184, 240), (184, 184, 184)), True),
        (inked(20, 24, (206, 206, 240), (206, 206, 206)), False),
    ],
    ids=[
        "one ink", "a fifth of the height wide", "narrower", "two and a half heights wide", "wider",
        "a third of the height high", "lower", "of another hue", "nearly of one", "strong", "pale", "on pale print",
        "on paler print",
    ],
)  # fmt: skip
def test_other_ink_is_told_from_these_bounds_on(crop: Pixels, told: bool) -> None:
    assert in_other_ink(crop) is told
