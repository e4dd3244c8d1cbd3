"""Large lines of Thai that no look could read, wherever they stand: along an arc, in a stamp, in another hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.garbled import garbled_lines

ARC = "ง่าทงิกเพ๊กถอมะ"
"""What is read of `ใบอนุญาตถูกเพิกถอนแล้ว` along an arc: seven of its thirteen letters are of no word."""


def seen(text: str = ARC, sure: float = 0.75, height: float = 56, aspect: float = 4.0) -> Reading:
    quad = Quad.of_box(300, 600, 300 + aspect * height, 600 + height)
    return Reading(text, Region(RegionKind.LINE, quad, 0.6), "r-1", (sure,) * len(text))


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (seen(), True), (seen(height=55.9), False), (seen(aspect=3.95), False),
        (seen(sure=0.5), True), (seen(sure=0.49), False), (seen(sure=0.79), True), (seen(sure=0.8), False),
        (seen("ชาร์งเร็งสูงสุคเต็มที่"), False),  # words misread
        (seen("ณษณษณษณษ"), False), (seen("ณษณษณษณษณ"), True),  # eight letters, and nine
        (seen("SPARFASIHARGI"), False),  # a brand's lettering
        (seen("มอก. 2879-2560 ณษณษณษณษณ"), False),  # a number, which is told of by itself
    ],
)  # fmt: skip
def test_large_print_anywhere_of_which_no_words_come_is_unread(reading: Reading, told: bool) -> None:
    assert garbled_lines([reading]) == ([reading.region] if told else [])


def test_a_line_that_another_look_read_is_not_told() -> None:
    read = Reading("ใบอนุญาตถูกเพิกถอนแล้ว", seen().region, "r-2", (0.9,) * 22)
    assert garbled_lines([seen(), read]) == []


def test_a_line_next_to_a_number_is_told_once() -> None:
    number = Reading(
        "มอก. 2879-2560", Region(RegionKind.LINE, Quad.of_box(300, 560, 500, 590), 0.9), "r-1", (0.99,) * 14
    )
    large = seen("ณษณษณษณษณษณษ", height=60, aspect=6)
    beside = replace(large, region=replace(large.region, score=0.9))
    assert garbled_lines([number, beside]) == [beside.region]
