"""Bare words in a number's row: behind dots that lead to them, in small print, a little apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.test_extract_statements import NUMBER, line
from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.print_lines import Line
from verifier.extract.qualified import qualified
from verifier.extract.statement_words import qualifying

IN_ROW = [(rule.kind, word.written) for rule in qualifying() for word in rule.in_row]


def kinds(text: str, away: float = 100, down: float = 0, sure: float = 0.9, height: float = 8) -> set[StatementKind]:
    """What words so far right of a number say of it, their middle so far below its own; both in px, its height 20."""
    number, right = line(NUMBER), line(NUMBER)[0].region.quad.bounds[2]
    top = 10 + down - height / 2
    place = Quad.of_box(right + away, top, right + away + 30, top + height)
    word = Reading(text, Region(RegionKind.LINE, place, 0.9), "a/1", (sure,) * len(text))
    return {said.kind for said in qualified([Line(tuple(number)), Line((word,))], extract([*number, word]))}


def test_there_are_words_of_three_kinds() -> None:
    assert {kind for kind, _ in IN_ROW} == {StatementKind.DENIED, StatementKind.PENDING, StatementKind.EXPIRED}


@pytest.mark.parametrize(("kind", "word"), IN_ROW)
def test_each_word_alone_in_a_numbers_row_qualifies_it(kind: StatementKind, word: str) -> None:
    assert kind in kinds(word)


@pytest.mark.parametrize("text", ["ดำ", "เล็ก", "หมด สต็อก สีดำ", "new", "2026", "350 กรัม", "สีเดิม"])
def test_other_words_in_the_row_do_not(text: str) -> None:
    assert kinds(text) == set()


def test_a_row_is_level_and_twenty_heights_long_and_its_words_are_legible() -> None:
    assert kinds("หมด", away=398) and not kinds("หมด", away=402)
    assert kinds("หมด", down=9) and not kinds("หมด", away=200, down=11) and kinds("หมด", down=-9)
    assert kinds("หมด", sure=0.71) and not kinds("หมด", sure=0.69)


def test_words_left_of_the_number_are_in_its_row_too() -> None:
    number = [replace(r, region=replace(r.region, quad=r.region.quad.moved(300, 0))) for r in line(NUMBER)]
    word = Reading("เคย", Region(RegionKind.LINE, Quad.of_box(200, 6, 230, 14), 0.9), "a/1", (0.9,) * 3)
    said = qualified([Line(tuple(number)), Line((word,))], extract([*number, word]))
    assert [found.kind for found in said] == [StatementKind.EXPIRED]
