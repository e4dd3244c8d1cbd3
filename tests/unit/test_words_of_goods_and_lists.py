"""No word of goods, their making or tables of licences vanishes unnoticed, and each does what it stands there for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any

import pytest

from tests.support.words_of_goods_and_lists import CATEGORIES, LIST_WORDS, MAKING_WORDS
from verifier.domain import LicenceStatus
from verifier.extract.making import made_in, made_on
from verifier.registry.catalogue import Catalogue
from verifier.registry.cells import status_cell, type_cell, words
from verifier.registry.day_cells import date_cell
from verifier.registry.remarks import beside, ends, of_licences
from verifier.registry.schema import plain_key

DAY = date(2026, 11, 25)


def lists_of(rows: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words of a table with its place in it."""
    for name, row in rows.items():
        if isinstance(row, Mapping):
            yield from lists_of(row, f"{above}{name}.")
        elif isinstance(row, list) and all(isinstance(word, str) for word in row):
            yield f"{above}{name}", row


def under(section: str) -> list[tuple[str, str]]:
    """What a part of the list's words stands for, with each of its words."""
    places = [(place.removeprefix(f"{section}."), place) for place in LIST_WORDS if place.startswith(f"{section}.")]
    return [(name, word) for name, place in places for word in LIST_WORDS[place]]


@pytest.mark.parametrize(
    ("name", "known"), [("categories", CATEGORIES), ("making_words", MAKING_WORDS), ("list_words", LIST_WORDS)]
)
def test_no_word_is_gone_or_unknown_here(name: str, known: Mapping[str, tuple[str, ...]]) -> None:
    text = (resources.files("verifier") / "data" / f"{name}.toml").read_text("utf-8")
    there = dict(lists_of(tomllib.loads(text)))
    assert set(there) == set(known)
    for place, listed in known.items():
        assert set(listed) == set(there[place]), place


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.mark.parametrize(
    ("key", "word"),
    [
        (place.partition(".")[0], word)
        for place, listed in CATEGORIES.items()
        if place.endswith((".th", ".en"))
        for word in listed
    ],
)
def test_an_everyday_word_names_its_kind_of_goods(catalogue: Catalogue, key: str, word: str) -> None:
    found = catalogue.category(word)
    assert found is not None and found.key == key


@pytest.mark.parametrize(("field", "heading"), under("columns"))
def test_a_heading_is_that_of_its_field(field: str, heading: str) -> None:
    assert words().columns[plain_key(heading)] == field


@pytest.mark.parametrize(("state", "word"), under("states"))
def test_a_word_of_a_list_is_a_state(state: str, word: str) -> None:
    assert status_cell(word) is status_cell(f" {word.upper()} ") is LicenceStatus(state)


@pytest.mark.parametrize(("letter", "word"), under("types"))
def test_a_word_of_a_list_is_a_type_of_licence(letter: str, word: str) -> None:
    assert type_cell(word) == letter


@pytest.mark.parametrize(("month", "word"), under("months"))
def test_a_month_is_read_in_words(month: str, word: str) -> None:
    assert date_cell(f"5 {word} 2569") == date(2026, int(month), 5)


@pytest.mark.parametrize("word", LIST_WORDS["remarks.ending"])
def test_a_remark_ends_a_licence_by_each_of_its_words(word: str) -> None:
    assert ends(word) and ends(f"x {word} 1/2/69")


@pytest.mark.parametrize("word", LIST_WORDS["remarks.alone"])
def test_a_short_word_ends_a_licence_as_all_that_a_remark_says(word: str) -> None:
    assert beside("ข้อความ", word, DAY)


@pytest.mark.parametrize("word", LIST_WORDS["remarks.headings"])
def test_a_heading_of_a_shop_is_looked_under_by_each_of_its_words(word: str) -> None:
    assert of_licences(word) and of_licences(f"x {word} x")


@pytest.mark.parametrize("word", LIST_WORDS["remarks.no"])
def test_a_no_under_a_heading_of_ends_is_none(word: str) -> None:
    assert not beside("is_revoked", word, DAY) and beside("is_revoked", "x", DAY)


@pytest.mark.parametrize("word", MAKING_WORDS["made_on.words"])
def test_a_line_says_when_goods_were_made_by_each_of_its_words(word: str) -> None:
    day = date(2026, 6, 15)
    assert made_on(f"{word}: 15/06/2026") == (day, day)


@pytest.mark.parametrize("word", MAKING_WORDS["before_a_day.words"])
def test_short_words_of_making_tell_the_day_that_follows_at_once(word: str) -> None:
    day = date(2026, 6, 15)
    assert made_on(f"{word} 15/06/2026") == (day, day) and made_on(f"{word} x 15/06/2026") is None


@pytest.mark.parametrize("word", MAKING_WORDS["made_in.words"])
def test_a_line_says_where_goods_were_made_by_each_of_its_words(word: str) -> None:
    assert made_in(f"{word} China" if word.isascii() else f"{word}จีน") == "china"


@pytest.mark.parametrize(
    ("country", "name"),
    [
        (place.partition(".")[2], name)
        for place, names in MAKING_WORDS.items()
        if place.startswith("countries.")
        for name in names
    ],
)
def test_a_country_is_told_by_each_of_its_names(country: str, name: str) -> None:
    assert made_in(f"made in {name}" if name.isascii() else f"ผลิตในประเทศ{name}") == country


@pytest.mark.parametrize(
    ("month", "word"),
    [
        (place.partition(".")[2], word)
        for place, ws in MAKING_WORDS.items()
        if place.startswith("months.")
        for word in ws
    ],
)
def test_a_month_of_making_is_read_in_words(month: str, word: str) -> None:
    assert made_on(f"mfg 15 {word} 2026") == (date(2026, int(month), 15),) * 2
