"""Where words that change what a number says are looked for: each place and size from both sides."""

from __future__ import annotations

import pytest

from tests.unit.test_extract_statements import NUMBER
from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.print_lines import Line, Statement
from verifier.extract.qualified import of_something_else, qualified
from verifier.extract.statement_words import qualifying
from verifier.extract.words import Word

DENIED, COMPARED, PENDING = StatementKind.DENIED, StatementKind.COMPARED, StatementKind.PENDING


def line(text: str, x: float = 0, y: float = 0, height: float = 20, sure: float = 0.99, *more: str) -> Line:
    """A line of print as two readers have it, and what a third makes of it."""
    place = Region(RegionKind.LINE, Quad.of_box(x, y, x + 12 * len(text), y + height), 0.9)
    texts = [(text, "a/1"), (text, "b/1"), *((other, f"c/{k}") for k, other in enumerate(more))]
    return Line(tuple(Reading(each, place, reader, (sure,) * len(each)) for each, reader in texts))


def said(*lines: Line) -> list[Statement]:
    return list(qualified(lines, extract([reading for each in lines for reading in each.readings])))


def kinds(*lines: Line) -> set[StatementKind]:
    return {each.kind for each in said(*lines)}


def word(of: str, kind: StatementKind = DENIED) -> str:
    """A word of one list of a kind that is in none of its stronger lists."""
    rule = next(rule for rule in qualifying() if rule.kind is kind)
    stronger = {"own_line": (*rule.near, *rule.anywhere, *rule.alone), "near": rule.anywhere}.get(of, ())
    return next(each.written for each in getattr(rule, of) if each not in stronger and len(each.bare) > 4)


def test_a_weak_word_counts_in_the_numbers_own_line_alone() -> None:
    weak = word("own_line")
    assert DENIED in kinds(line(f"{NUMBER} {weak}"))
    assert DENIED not in kinds(line(NUMBER), line(weak, y=22))


@pytest.mark.parametrize(("gap", "near"), [(18, True), (18.5, False)])
def test_a_strong_word_counts_up_to_nine_tenths_of_the_numbers_height_from_it(gap: float, near: bool) -> None:
    strong = word("near")
    small = line(strong, y=20 + gap, height=6)
    assert (DENIED in kinds(line(NUMBER), small)) is near
    assert (DENIED in kinds(line(NUMBER, y=20 + gap), line(strong, y=14, height=6))) is near


@pytest.mark.parametrize(("height", "large"), [(14, True), (13.9, False)])
def test_print_that_denies_counts_anywhere_from_seven_tenths_of_the_lowest_number(height: float, large: bool) -> None:
    anywhere = word("anywhere")
    far = line(anywhere, y=800, height=height)
    assert (DENIED in kinds(line(NUMBER), far)) is large
    assert (DENIED in kinds(line(NUMBER, y=300, height=40), line("TIS 166-2549"), far)) is large
    assert (DENIED in kinds(line(NUMBER, height=40), far)) is False
    assert DENIED in kinds(far), "where no number was read all print is large"


@pytest.mark.parametrize(("height", "large"), [(14, True), (13.9, False)])
def test_a_bare_word_counts_in_large_print(height: float, large: bool) -> None:
    rule = next(rule for rule in qualifying() if rule.alone)
    alone = next(each.written for each in rule.alone if each not in rule.anywhere)
    assert (rule.kind in kinds(line(NUMBER), line(alone, y=800, height=height))) is large
    assert rule.kind not in kinds(line(NUMBER), line(f"{alone} สีดำ", y=800, height=height))


@pytest.mark.parametrize("rule", [rule for rule in qualifying() if rule.goods], ids=lambda rule: rule.kind.value)
def test_goods_say_something_in_the_numbers_own_line_alone(rule) -> None:  # type: ignore[no-untyped-def]
    goods = rule.goods[0].written
    assert rule.kind in kinds(line(f"{NUMBER} {goods}"))
    assert rule.kind not in kinds(line(NUMBER), line(goods, y=22, height=6))


def test_what_is_said_is_of_the_number_in_its_line_then_beside_it_then_in_its_row() -> None:
    other = "TIS 166-2549"
    own = said(line(f"{NUMBER} {word('near')}"), line(other, y=22))
    assert {each.value for each in own if each.kind is DENIED} == {"2879-2560"}
    beside = said(line(NUMBER), line(word("near"), y=22, height=6))
    assert {each.value for each in beside} == {"2879-2560"}
    row = said(line(NUMBER), line("หมด", x=300, y=6, height=8))
    assert {each.value for each in row} == {"2879-2560"}
    far = said(line(NUMBER), line(word("anywhere"), y=800))
    assert {each.value for each in far} == {""}


def test_a_line_is_told_once_a_kind_by_the_surest_look_that_says_so() -> None:
    text = f"{NUMBER} {word('near')}"
    (one,) = [each for each in said(line(text)) if each.kind is DENIED]
    assert (one.text, one.words, one.confidence) == (text, word("near"), 0.99)
    other = line(NUMBER, 0, 0, 20, 0.99, text)
    assert [each.text for each in said(other) if each.kind is DENIED] == [text]


@pytest.mark.parametrize(
    ("x", "y", "told"),
    [
        (567, 6, True), (569, 6, False),  # twenty heights right of the number
        (300, 15.5, True), (300, 17, False), (300, -3.5, True), (300, -5, False),  # half a height off its middle
    ],
)  # fmt: skip
def test_a_word_stands_in_a_numbers_row_level_and_not_far(x: float, y: float, told: bool) -> None:
    number = line(NUMBER)
    assert number.quad.bounds == (0, 0, 12 * len(NUMBER), 20)
    assert bool(kinds(number, line("หมด", x=x, y=y, height=8))) is told


@pytest.mark.parametrize(("sure", "told"), [(0.71, True), (0.69, False)])
def test_a_word_in_the_row_was_read_legibly(sure: float, told: bool) -> None:
    assert bool(kinds(line(NUMBER), line("หมด", x=300, y=6, height=8, sure=sure))) is told


def test_a_word_in_a_row_stands_alone() -> None:
    assert kinds(line(NUMBER), line("หมด", x=300, y=6, height=8))
    assert not kinds(line(NUMBER), line("หมดสต็อก สีดำ", x=300, y=6, height=8))


@pytest.mark.parametrize(
    ("before", "text", "other"),
    [
        ("วัน", "วันหมดอายุ", True), ("วันที่", "วันหมดอายุ", False), ("วัน", "หมดอายุวัน", False),
        ("วัน", "หมดอายุ", False),
    ],
)  # fmt: skip
def test_a_word_right_behind_some_others_is_of_something_else(before: str, text: str, other: bool) -> None:
    assert of_something_else([Word.of(before)], Word.of("หมดอายุ"), text) is other


def test_a_date_of_the_goods_is_none_of_the_number() -> None:
    assert StatementKind.EXPIRED not in kinds(line(f"{NUMBER} วันหมดอายุ 12/2570"))
    assert StatementKind.EXPIRED in kinds(line(f"{NUMBER} หมดอายุ 12/2570"))


def test_a_sentence_that_affirms_says_nothing_of_a_number() -> None:
    affirming = "ระวังของเลียนแบบ สังเกตเครื่องหมาย มอก. ก่อนซื้อทุกครั้ง"
    assert kinds(line(NUMBER), line(affirming, y=22)) == set()
