"""Whether a misread text is a phrase a little misread or that phrase with a word more."""

from __future__ import annotations

import pytest

from verifier.extract.same_words import adds, speaks_of_more
from verifier.thai import letters_of


@pytest.mark.parametrize(
    ("text", "phrase", "more"),
    [
        ("ไร้มาตรฐาน", "ได้มาตรฐาน", True), ("ได้มาตรฐาน", "ได้มาตรฐาน", False), ("ได้มาตรฐาม", "ได้มาตรฐาน", False),
        ("ของปลอม", "ของปลอม", False), ("ของปลอมนี้", "ของนี้", True), ("ทะเบียนบ้าน", "ทะเบียนรถ", False),
        ("สินค้าขายแล้ว", "สินค้าแล้ว", True),  # a state
        ("approved goods", "approved goods", False), ("expired goods", "approved goods", True),
        ("Expired goods", "approved goods", True), ("goods", "approved goods", False),
        ("TIS N/A", "tis no", True), ("TIS n / a", "tis no", True), ("TIS na", "tis no", False),
    ],
)  # fmt: skip
def test_a_word_that_speaks_and_is_not_the_phrases_is_more(text: str, phrase: str, more: bool) -> None:
    assert speaks_of_more(text, letters_of(text), letters_of(phrase)) is more


@pytest.mark.parametrize(
    ("bare", "phrase", "more"),
    [
        ("abc", "abc", False),
        ("abxc", "abc", False),
        ("abxyc", "abc", True),
        ("axbyc", "abc", False),
        ("axyd", "abcd", True),
        ("axcd", "abcd", False),
        ("axcye", "abcde", False),
        ("ac", "abc", False),
        ("xyabc", "abc", True),
        ("abcxy", "abc", True),
        ("xabc", "abc", False),
        ("", "", False),
        ("xy", "", True),
        ("1lb", "ilb", False),
        ("o0c", "0oc", False),
        ("มม", "นน", False),
        ("ตต", "นน", True),
    ],
)
def test_two_letters_side_by_side_that_are_none_of_the_phrases_are_a_word(bare: str, phrase: str, more: bool) -> None:
    assert adds(bare, phrase) is more
