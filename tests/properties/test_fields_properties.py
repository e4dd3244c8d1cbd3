"""What holds of every set of readings, however mad."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import Fields, extract
from verifier.ocr.doubts import doubtful

WORDS = st.sampled_from(
    [
        "มอก.",
        "TIS ",
        "uon",
        "2879",
        "2560",
        "-",
        "/",
        " ",
        "(3)",
        "ท",
        "น",
        "n",
        "เล่ม ",
        "1",
        "62368",
        "บริษัท ",
        "จำกัด",
        "๒๕๖๐",
        ".",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=9).map("".join), st.text(max_size=30))
COORDINATES = st.floats(-100, 3000, allow_nan=False)


@st.composite
def quads(draw: st.DrawFn) -> Quad:
    if draw(st.booleans()):
        x, y = draw(st.integers(0, 2)) * 300, draw(st.integers(0, 2)) * 40
        return Quad.of_box(x, y, x + 200, y + 20)
    return Quad.of_points([(draw(COORDINATES), draw(COORDINATES)) for _ in range(4)])


@st.composite
def readings(draw: st.DrawFn, readers: tuple[str, ...] = ("a/1", "b/1"), most: float = 1.0) -> Reading:
    text = draw(TEXTS)
    confidences = draw(
        st.one_of(st.just(()), st.lists(st.floats(0, most), min_size=len(text), max_size=len(text)).map(tuple))
    )
    return Reading(text, Region(RegionKind.LINE, draw(quads()), 0.9), draw(st.sampled_from(readers)), confidences)


def accepted(fields: Fields) -> list[tuple[str, ...]]:
    return [f.readers for f in (*fields.standards, *fields.licences) if f.certain]


@given(st.lists(readings(), max_size=8))
@settings(max_examples=300, deadline=None)
def test_extract_never_raises_and_tells_its_sources(found):
    fields = extract(found)
    texts = [reading.text for reading in found]
    joined = [f"{one} {other}" for one in texts for other in texts]  # a name that goes on in the next line
    for field in (*fields.standards, *fields.licences):
        assert any(field.text in text for text in texts)
    for field in (*fields.standards, *fields.licences, *fields.holders):
        assert any(field.text in text for text in (*texts, *joined))
        assert 0 <= field.confidence <= 1 and field.readers
    doubtful(found, fields)


@given(st.lists(readings(readers=("a/1",), most=0.7), max_size=8))
@settings(max_examples=300, deadline=None)
def test_one_reader_that_doubts_is_never_enough(found):
    assert accepted(extract(found)) == []


@given(st.lists(readings(), max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_readings_in_a_place_changes_no_verdict(found, chance: random.Random):
    home = Region(RegionKind.LINE, Quad.of_box(0, 0, 300, 20), 0.9)
    here = [Reading(r.text, home, r.reader, r.confidences) for r in found]
    mixed = list(here)
    chance.shuffle(mixed)
    values = [sorted({str(f.value) for f in extract(order).standards if f.certain}) for order in (here, mixed)]
    assert values[0] == values[1]


@given(st.integers(1, 99999), st.integers(2512, 2569), st.integers(0, 8), st.integers(0, 9))
@settings(max_examples=200, deadline=None)
def test_a_single_other_digit_is_never_accepted(number, year, position, digit):
    printed = f"{number}-{year}"
    position %= len(printed)
    misread = printed[:position] + str(digit) + printed[position + 1 :]
    if printed[position] == "-" or misread == printed:
        return
    region = Region(RegionKind.LINE, Quad.of_box(0, 0, 300, 20), 0.9)
    pair = [
        Reading(f"TIS {text}", region, reader, (confidence,) * (len(text) + 4))
        for text, reader, confidence in ((printed, "a/1", 0.99), (misread, "b/1", 0.99))
    ]
    assert not any(field.certain and str(field.value) != printed for field in extract(pair).standards)
