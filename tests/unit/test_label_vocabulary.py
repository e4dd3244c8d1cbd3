"""Each list of words is the one of its name in the file, in the form in which lines are compared."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from verifier.extract import label_vocabulary
from verifier.extract.label_vocabulary import Beginnings, latin_words, thai_words
from verifier.thai import letters_of

FILE: dict[str, Any] = tomllib.loads((resources.files("verifier") / "data" / "label_words.toml").read_text("utf-8"))


def test_words_are_found_by_what_they_begin_with() -> None:
    known = Beginnings.of(["ab", "abc", "ad", "b"])
    assert known.words == {"ab", "abc", "ad", "b"}
    assert known.goes_on == {"": "ab", "a": "bd", "ab": "c", "abc": "", "ad": "", "b": ""}


@pytest.mark.parametrize(
    "name",
    [
        "states", "ending", "instructs", "when_instructing", "negates", "forbids", "governed", "governed_lightly",
        "conditions", "papers", "light", "mild", "tried", "limits",
    ],
)  # fmt: skip
def test_a_list_of_thai_is_that_of_its_name(name: str) -> None:
    words = getattr(thai_words(), name)
    assert set(words) == set(map(letters_of, FILE["speaks"][name])) and words
    assert len(words) == len(set(words)) and (isinstance(words, frozenset) or list(words) == sorted(words))


def test_of_weight_is_what_a_licence_is_about_and_more() -> None:
    both = {*FILE["speaks"]["papers"], *FILE["speaks"]["weighs"]}
    assert thai_words().weighs == tuple(sorted(set(map(letters_of, both))))


def test_a_line_is_parted_into_words_that_describe_and_states() -> None:
    known = thai_words()
    assert known.parted.words == known.describes | known.states and not known.describes & known.states
    assert known.speaks.words == set(map(letters_of, FILE["speaks"]["thai"]))
    assert known.instructs - known.states <= known.describes
    assert set(known.instructing) == {word for word in known.instructs if len(word) >= 5}


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("ไม่", "does_not"),
        ("ไม่มี", "without"),
        ("ปราศจาก", "without"),
        ("ไร้", "without"),
        ("ไม่ใช้", "needs_no"),
        ("ไม่รวม", "includes_no"),
        ("ไม่สามารถ", "actions"),
        ("ไม่สามารถ", "cannot"),
    ],
)
def test_what_goods_do_not_and_have_not_is_known_with_the_word_that_says_so(before: str, name: str) -> None:
    assert FILE["describes"][name]
    assert {letters_of(before + word) for word in FILE["describes"][name]} <= thai_words().describes


def test_what_goods_are_kept_from_is_known_behind_each_word_for_it() -> None:
    given = FILE["describes"]
    made = {letters_of(keeps + action) for keeps in given["keeps_from"] for action in given["actions"]}
    assert made <= thai_words().describes | thai_words().states and len(made) > len(given["actions"])


def test_latin_words_are_those_of_the_file() -> None:
    known, speaks, describes = latin_words(), FILE["speaks"], FILE["describes"]
    assert set(known.speaks) == {*speaks["latin"], *speaks["thai_in_latin"], *speaks["east_asian"]}
    assert known.light == set(speaks["light_latin"]) and known.weighs == set(speaks["weighs_latin"])
    assert known.false == tuple(speaks["false"]) and set(known.east_asian) == set(describes["east_asian"])
    assert set(describes["latin"]) <= known.describes == set(known.listed)
    assert set(describes["phrases"]) <= set(label_vocabulary.written_phrases())
    assert not any(" " in word for word in known.describes)


def test_speaking_words_of_four_letters_begin_longer_ones_and_of_six_may_be_misread() -> None:
    known = latin_words()
    assert set(known.begins) == {word for word in known.speaks if len(word) >= 4}
    assert {word for words in known.misread.values() for word in words} == {w for w in known.speaks if len(w) >= 6}
    assert all(len(word) == length for length, words in known.misread.items() for word in words)


def test_longer_words_and_phrases_are_taken_out_of_a_line_before_shorter_ones() -> None:
    for words in (latin_words().east_asian, label_vocabulary.written_phrases()):
        assert [len(word) for word in words] == sorted(map(len, words), reverse=True)


def test_what_a_word_or_a_phrase_may_be_has_about_as_many_letters() -> None:
    """One more or less for every five of its own."""
    for length in (3, 5, 9, 12):
        about = set(label_vocabulary.latin_about(length))
        assert about == {word for word in latin_words().listed if abs(len(word) - length) <= len(word) // 5}
    (bare, most, words) = next(phrase for phrase in label_vocabulary.phrases_about(14) if len(phrase[0]) == 14)
    assert most == 2 and words and Levenshtein.distance("".join(sorted(words)), bare) < 14
    assert {len(phrase[0]) for phrase in label_vocabulary.phrases_about(14)} == set(range(12, 18))


def test_an_entry_of_the_lists_is_a_thai_word_a_latin_one_or_a_phrase_and_a_remark_is_none() -> None:
    folder = resources.files("verifier") / "data" / "label_words"
    texts = [folder.joinpath(f"{name}.txt").read_text("utf-8") for name in label_vocabulary.LISTS]
    lines = [line for text in texts for line in text.split("\n")]
    entries, remarks = {x for x in lines if x and x[0] != "#"}, {x for x in lines if x[:1] == "#"}
    latin = {entry for entry in entries if entry.isascii()}
    words, phrases = {entry for entry in latin if " " not in entry}, {entry for entry in latin if " " in entry}
    known, written = latin_words().describes, set(label_vocabulary.written_phrases())
    assert remarks and words and phrases
    assert words <= known and phrases <= written and not (words - set(FILE["describes"]["phrases"])) & written
    assert not any("#" in entry for entry in (*known, *written)) and "" not in known | written
    assert {letters_of(entry) for entry in entries - latin} <= thai_words().describes | thai_words().states


def test_no_phrase_that_may_stand_in_a_line_is_left_out() -> None:
    phrases = label_vocabulary.written_phrases()
    for inner, outer in zip(phrases[::40], phrases[::-40], strict=False):
        line = f"x {outer.replace(' ', inner, 1)} y"
        assert outer in line.replace(inner, " ")
        assert {inner, outer} <= set(label_vocabulary.phrases_in(line))
