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
