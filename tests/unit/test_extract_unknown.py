"""Words that nobody knows: how near to a mark they count, whatever they are about."""

from __future__ import annotations

import pytest

from tests.unit.test_extract_statements import NUMBER, line
from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.statements import statements, unknown_lines

MARK = Quad.of_box(1000, 1000, 1200, 1180)


def told(text: str, away: float, signs: tuple[Quad, ...] = (MARK,)) -> tuple[bool, bool]:
    """Whether words so many px below the mark are told, and shown to other eyes before."""
    quad = Quad.of_box(1000, 1180 + away, 1000 + 12 * len(text), 1204 + away)
    region = Region(RegionKind.LINE, quad, 0.9)
    readings = [*line(NUMBER), Reading(text, region, "a/1", (0.999,) * len(text))]
    said = statements(readings, extract(readings), whole=True, signs=signs)
    again = unknown_lines(readings, extract(readings), signs)
    return any(found.kind is StatementKind.WORDS for found in said), bool(again)


@pytest.mark.parametrize("text", ["เฉพาะสาย", "except cable", "ยกเว้นสายไฟ", "ไม่ใช่รุ่นนี้", "not yet"])
def test_mild_words_right_at_a_mark_count(text: str) -> None:
    assert told(text, 29) == (True, True), "within 0.15 of 200 px, the longer side"


@pytest.mark.parametrize("text", ["except cable", "ยกเว้นสายไฟ"])
def test_mild_words_further_off_or_without_a_mark_do_not(text: str) -> None:
    assert told(text, 31) == told(text, 29, ()) == (False, False)


@pytest.mark.parametrize("text", ["Power bank", "สายยาว 1 ม.", "USB-C", "พร้อมใช้งาน"])
def test_what_describes_goods_says_nothing_at_a_mark(text: str) -> None:
    assert told(text, 0) == (False, False)


@pytest.mark.parametrize(("width", "told_"), [(65, True), (67, False)])
def test_a_piece_of_a_line_that_is_read_better_hides_no_words_of_it(width: int, told_: bool) -> None:
    """Two thirds of the longest box or more show the line."""
    whole, piece = Quad.of_box(1000, 2000, 1100, 2024), Quad.of_box(1000, 2000, 1000 + width, 2024)
    looks = [("N0 TIS", whole, 0.84), ("ONE", piece, 0.95)]
    readings = [Reading(t, Region(RegionKind.LINE, quad, 0.9), "a/1", (sure,) * len(t)) for t, quad, sure in looks]
    said = statements([*line(NUMBER), *readings], extract(readings), whole=True)
    assert any(found.kind is StatementKind.WORDS and found.words == "no tis" for found in said) is told_
