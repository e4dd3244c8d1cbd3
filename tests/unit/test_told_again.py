"""What one reader alone makes of a line keeps no label from agreeing; what half of them see does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.printing import page, photo
from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.statements import statements
from verifier.ocr.told_again import MAX_LINES, told_again

PLAIN, MISREAD = "ผลิตภัณฑ์นี้ผ่านการทดสอบและควบคุมคุณภาพทุกขั้นตอน", "ผลิตภัณฑ์นี้ผ่านการทดสอบและควบคุมคุณภาพทุกรั้นตอน"
"""Praise of goods, and what a reader made of it: nobody knows what was tried."""
LINE = Region(RegionKind.LINE, Quad.of_box(100, 100, 700, 140), 0.9)
LABEL = photo(page({}))


def read(text: str, line: Region = LINE, sure: float = 0.95) -> Reading:
    return Reading(text, line, "r-1", (sure,) * len(text))


class Eyes:
    """Reads everywhere what it is told."""

    def __init__(self, text: str) -> None:
        self.text, self.shown = text, []

    def read(self, _photo, lines: Sequence[Region]) -> list[Reading]:
        self.shown += lines
        return [read(self.text, line, 0.9) for line in lines]


def told(*readings: Reading) -> list[str]:
    found = statements(readings, extract(readings), whole=True)
    return [statement.text for statement in found if statement.kind is StatementKind.WORDS]


@pytest.mark.parametrize(
    ("looks", "tells"),
    [
        ((MISREAD,), True),
        ((MISREAD, PLAIN, PLAIN), True),  # three looks are too few to decide by
        ((MISREAD, MISREAD, PLAIN, PLAIN), True),  # half of them
        ((MISREAD, PLAIN, PLAIN, PLAIN), False),
        ((MISREAD, MISREAD, PLAIN, PLAIN, PLAIN), False),
    ],
)
def test_words_are_told_when_at_least_half_of_four_looks_tell_them(looks: Sequence[str], tells: bool) -> None:
    surest, *others = looks
    assert bool(told(read(surest, sure=0.99), *(read(text) for text in others))) is tells


def test_a_look_at_a_part_of_the_line_has_no_vote() -> None:
    part = Region(RegionKind.LINE, Quad.of_box(100, 100, 660, 140), 0.9)
    assert told(read(MISREAD, sure=0.99), *(read("และควบคุมคุณภาพทุกขั้นตอน", part) for _ in range(4)))


def test_lines_that_are_told_are_shown_to_the_others_and_no_other_line() -> None:
    eyes, plain = Eyes(PLAIN), Region(RegionKind.LINE, LINE.quad.moved(0, 100), 0.9)
    looks = told_again((eyes, eyes), LABEL, [read(MISREAD), read(PLAIN, plain)])
    assert eyes.shown == [LINE, LINE] and [look.text for look in looks] == [PLAIN, PLAIN]


@pytest.mark.parametrize(
    "text",
    [
        "ไม่ใช่ของจริง มอก. 2879-2560",
        "ใบอนุญาตเลขที่ ท12345-67/2560 ถูกยกเลิก",
        "ของปลอมจาก บริษัท ไทยวัฒนไฟฟ้า จำกัด",
    ],
)
def test_lines_with_a_number_or_a_firm_are_not_shown_again(text: str) -> None:
    eyes = Eyes(PLAIN)
    assert told_again((eyes,), LABEL, [read(text)]) == [] and eyes.shown == []


def test_looks_that_see_a_number_are_not_handed_on() -> None:
    assert told_again((Eyes("มอก. 2879-2560"),), LABEL, [read(MISREAD)]) == []


@pytest.mark.parametrize(("lines", "shown"), [(MAX_LINES, True), (MAX_LINES + 1, False)])
def test_a_label_with_more_told_lines_stays_as_it_is(lines: int, shown: bool) -> None:
    told_lines = [read(MISREAD, Region(RegionKind.LINE, LINE.quad.moved(0, 100 * n), 0.9)) for n in range(lines)]
    assert bool(told_again((Eyes(PLAIN),), LABEL, told_lines)) is shown


@pytest.mark.parametrize(
    ("denial", "misread"),
    [
        ("มิได้ผลิตหรือนำเข้าสินค้าชิ้นนี้", "ัได้ผลิตหรือนำเข้าลินค้าชื้นนี้"),
        ("สินค้านี้ไม่ใช่ของเรา", "สินค้านี้ให้ใช้ของเรา"),
    ],
)
def test_one_look_that_shows_a_denial_of_weight_is_not_outvoted(denial: str, misread: str) -> None:
    assert told(read(misread, sure=0.99), *(read(misread) for _ in range(4)), read(denial))


def test_print_that_one_reader_alone_knows_is_not_outvoted() -> None:
    assert told(read("产品未经认证", sure=0.96), *(read("พอเพียง") for _ in range(4)))


def test_looks_that_are_not_sure_have_no_vote() -> None:
    assert told(read(MISREAD, sure=0.99), *(read(PLAIN, sure=0.84) for _ in range(4)))
    assert not told(read(MISREAD, sure=0.99), *(read(PLAIN, sure=0.86) for _ in range(4)))
