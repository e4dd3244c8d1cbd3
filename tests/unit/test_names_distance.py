"""Counting edits: what is counted, that following them leads to the other text, and which text is most like another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.extract.announced import _off_by
from verifier.names.distance import distance, edits, most_alike, transposed_distance
from verifier.names.match import likeness, ranked_firms
from verifier.rules.case import nearly

texts = st.text("กขคabc่", max_size=8)


@given(texts, texts)
def test_following_the_edits_makes_the_other_text(one, other):
    made, shift = list(one), 0
    for edit in edits(one, other):
        at = edit.at + shift
        made[at : at + (edit.kind != "insert")] = [] if edit.kind == "delete" else [other[edit.to]]
        shift += {"insert": 1, "delete": -1, "replace": 0}[edit.kind]
    assert "".join(made) == other and len(edits(one, other)) == distance(one, other)


@pytest.mark.parametrize(
    ("one", "other", "apart", "transposed"), [("", "", 0, 0), ("ทศ", "ศท", 2, 1), ("ก่", "ก", 1, 1)]
)
def test_neighbours_that_changed_places_are_two_edits_or_one(one, other, apart, transposed):
    assert (distance(one, other), transposed_distance(one, other)) == (apart, transposed)


def test_the_likest_come_first_and_no_more_than_asked_for():
    assert list(most_alike("abc", ["xyz", "abd", "abc", "ab"], limit=3)) == [2, 1, 3]


@given(texts, texts)
def test_what_is_far_from_one_is_as_far_from_the_other(one, other):
    for measure in (distance, transposed_distance, likeness, nearly, _off_by):
        assert measure(one, other) == measure(other, one)


def test_of_firms_that_are_as_near_the_first_listed_is_the_first():
    """Whichever look is like which of them: so the answer does not rest on the order of the looks."""
    looks = [("สยามพลาสติกก", "", "สยามพลาสติกก"), ("สยามพลาสติกข", "", "สยามพลาสติกข")]
    firms = [("บริษัท", "สยามพลาสติกกค"), ("บริษัท", "สยามพลาสติกขค")]
    for shown in (looks, looks[::-1]):
        for listed in (firms, firms[::-1]):
            assert [firm for _, firm, _ in ranked_firms(shown, listed)] == listed
