"""Misread words of a line: the same, whatever lines were looked at before, and however few of their ways are kept."""

from __future__ import annotations

import pytest

from verifier.extract import word_places
from verifier.extract.label_vocabulary import Beginnings
from verifier.extract.word_places import HALF, LETTER, OTHER, Part, misread

WORDS = Beginnings.of(["ผลิตภัณฑ์", "ผลิต", "สายไฟ", "ไฟฟ้า", "ปลั๊กไฟ"])
LINES = ("ผลตภณฑ", "ผลิคปลกไฟ", "สาบไฟฟา", "ปลํกไฟผลิดภัณฑ์", "กขค", "")


def _most(word: str) -> int:
    return 2 * len(word) // 3


def _seen(line: str, *, others: bool) -> list[Part]:
    return list(misread(line, WORDS, _most, range(len(line)), others=others))


@pytest.mark.parametrize("others", [False, True])
def test_what_was_looked_at_before_changes_nothing(monkeypatch: pytest.MonkeyPatch, *, others: bool) -> None:
    alone = {}
    for line in LINES:
        word_places._ways.cache_clear()
        alone[line] = _seen(line, others=others)
    assert any(alone.values())
    word_places._ways.cache_clear()
    assert [_seen(line, others=others) for line in LINES * 2] == [alone[line] for line in LINES * 2]
    monkeypatch.setattr(word_places, "RECENT_STATES", 1)
    word_places._ways.cache_clear()
    assert [_seen(line, others=others) for line in LINES * 2] == [alone[line] for line in LINES * 2]
    word_places._ways.cache_clear()


def test_a_letter_of_the_same_look_a_lost_vowel_and_any_other_letter() -> None:
    assert _seen("ผลิค", others=False) == [Part(0, 4, "ผลิต", LETTER)]
    assert _seen("ผลต", others=False) == [Part(0, 3, "ผลิต", HALF)]
    assert _most("สายไฟฟ้า") >= OTHER
    many = Beginnings.of(["สายไฟฟา"])
    told = list(misread("สายฮฟฟา", many, _most, range(7), others=True))
    assert told == [Part(0, 7, "สายไฟฟา", OTHER)]
    assert list(misread("สายฮฟฟา", many, _most, range(7), others=False)) == []
