"""What Latin and East Asian print says of goods, rule by rule, with a vocabulary of a few words made for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from verifier.extract import label_vocabulary, label_words
from verifier.extract.label_vocabulary import LatinWords
from verifier.extract.label_words import speaking_words, unknown_latin, unknown_thai, unknown_words
from verifier.thai import letters_of

DESCRIBES = ("power", "bank", "cable", "charger", "water", "phosphate", "usb", "sale", "for")
SPEAKS = ("certified", "void", "fake", "not", "no", "not for sale", "偽物")
PHRASE = "do not leave the charger in water"
PHRASES = (PHRASE, "use a certified cable with it", "ระวังของปลอม power bank")


@pytest.fixture(autouse=True)
def few_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    known = LatinWords(
        describes=frozenset(DESCRIBES),
        listed=tuple(sorted(DESCRIBES)),
        speaks=SPEAKS,
        light=frozenset({"no", "not"}),
        weighs=frozenset({"sale"}),
        begins=tuple(word for word in SPEAKS if len(word) >= label_vocabulary.NAME_LETTERS),
        misread={9: ["certified"]},
        false=(),
        east_asian=("新品", "新"),
        mild=(),
        about=frozenset(),
        leads=(),
        tried=(),
    )
    phrases = [(letters_of(phrase), len(letters_of(phrase)) // 5, frozenset(phrase.split())) for phrase in PHRASES]
    monkeypatch.setattr(label_words, "latin_words", lambda: known)
    monkeypatch.setattr(label_words, "latin_about", lambda _length: known.listed)
    monkeypatch.setattr(label_words, "phrases_about", lambda _length: phrases)
    monkeypatch.setattr(label_words, "phrases_in", lambda _lower: [PHRASE, "wireless power"])
    remembered = (
        *(unknown_words, speaking_words, label_words.may_speak),
        *(label_words._is_phrase, label_words._several_words, label_words._tokens),
    )
    for each in remembered:
        each.cache_clear()
    yield
    for each in remembered:
        each.cache_clear()


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("power bank", ""), ("POWER Bank", ""), ("cables", ""), ("p0wer", ""),  # plurals, figures for letters
        ("cablo", ""), ("chargor", ""), ("caxxe", "caxxe"), ("chaxxor", "chaxxor"),  # a letter for every five
        ("qwer", "qwer"), ("qwe rty", ""),  # a name has four letters
        ("qwer4 5tyu", ""), ("power-bank", ""), ("power-qwer", "power-qwer"), ("usb-cable", ""),
        ("wireless power qwer", "qwer"), ("wireless", "wireless"),  # a phrase is known as it is written
    ],
)  # fmt: skip
def test_latin_words_that_describe_no_goods(line: str, unknown: str) -> None:
    assert " ".join(unknown_latin(line)) == unknown


@pytest.mark.parametrize(
    ("line", "told"), [("qwer tyui", ""), ("qwer tyui zxcv", "qwer tyui zxcv"), ("qwer tyui usb", "")]
)
def test_two_unknown_words_are_a_name_and_three_a_sentence(line: str, told: str) -> None:
    assert unknown_words(line) == told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("void", "void"), ("v01d", "v01d"),  ("voided", "voided"), ("unvoid", "unvoid"), ("avoid", ""),
        ("certifled", "certifled"), ("certiflad", ""), ("certifiedly", "certifiedly"), ("certifledly", "certifledly"),
        ("foke", ""),  # shorter ones are known as they are written
        ("nothing", ""), ("not", "not"),
        ("not for sale", "not for sale not sale"), ("qwer not for sale", "not for sale not sale"),
    ],
)  # fmt: skip
def test_latin_words_that_speak(line: str, said: str) -> None:
    assert set(speaking_words(line).split()) >= set(said.split()[:1]) and bool(speaking_words(line)) is bool(said)


@pytest.mark.parametrize(
    ("line", "denies"),
    [
        ("no phosphate", False), ("not phosphate power", False), ("no phosphat", True), ("no usb", True), ("not", True),
        ("no sale", True), ("no phosphate void", True), ("no phosphate sale", True), ("no phosphate qwer", True),
    ],
)  # fmt: skip
def test_light_words_deny_nothing_beside_what_is_known_and_of_no_weight(line: str, denies: bool) -> None:
    assert bool(speaking_words(line)) is denies


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (PHRASE, False), ("do not leove tha chorger im woter", False), ("do not leove tha chorger im wotar", True),
        ("do void leave the charger in water", True), ("do not leave the charger fake", True),
        ("do nof leave the charger in water", False),
        ("use a certified cable with it", False), ("use a certifled cable with it", False),  # its own, misread
        ("use a certified cable", True), ("use a void xxxxx cable with it", True),
        ("ระวังของปลอม power bank", False), ("ระวังของปลอม powar bonk", False),
    ],
)  # fmt: skip
def test_a_phrase_may_be_misread_a_little_and_hold_no_other_word_that_speaks(line: str, told: bool) -> None:
    assert bool(unknown_words(line)) is told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("新品", ""),
        ("新", ""),
        ("的", ""),
        ("漢字", "漢字"),
        ("新品漢字", "漢字"),
        ("漢新字", ""),
        ("偽物新品", "偽物"),
    ],
)
def test_east_asian_words(line: str, said: str) -> None:
    assert (said in speaking_words(line)) and bool(speaking_words(line)) is bool(said)


@pytest.mark.parametrize(
    ("line", "letters", "share"), [("ฌฦฌฦฌฦ", 6, 1.0), ("พัดลม ฌฦฌฦ", 4, 4 / 9), ("พัดลม", 0, 0.0), ("abc", 0, 0.0)]
)
def test_how_many_thai_letters_are_unknown_and_what_share_of_them(line: str, letters: int, share: float) -> None:
    assert unknown_thai(line) == (letters, pytest.approx(share))


@pytest.mark.parametrize(
    ("line", "told"), [("พัดลมพัดลม ฌฦฌฦฌฦ", ""), ("พัดลม ฌฦฌฦฌฦ", "ฌฦฌฦฌฦ"), ("ฌฦฌฦฆ", ""), ("พัดลม ฌฦฌฦ", "")]
)
def test_six_unknown_thai_letters_are_told_where_they_are_two_fifths_of_a_line(line: str, told: str) -> None:
    assert unknown_words(line) == told


@pytest.mark.parametrize("word", ["model", "serial", "item", "part", "lot"])
def test_no_behind_a_word_for_a_number_denies_nothing_whatever_follows(word: str) -> None:
    assert speaking_words(f"{word} no qwer") == "" and speaking_words(f"{word}x no qwer") == "no"


@pytest.mark.parametrize(
    ("line", "unknown"), [("wc-101", ()), ("r-15", ()), ("wc101s", ("wciois",)), ("wciois", ("wciois",))]
)
def test_a_models_name_is_no_word_though_its_figures_look_like_letters(line: str, unknown: tuple[str, ...]) -> None:
    assert unknown_latin(line) == unknown


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("LINE : @tritona Facebook : Tritona Lampard Wixom", ""), ("LINE : void tritona", "void"),
        ("at tritona lampard wixom", "tritona lampard wixom"),
    ],
)  # fmt: skip
def test_behind_a_way_to_reach_a_firm_stand_names(line: str, told: str) -> None:
    assert unknown_words(line) == told
