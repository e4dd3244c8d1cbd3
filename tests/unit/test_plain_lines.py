"""A line as words are looked for in it: each form of address, number's word, grade and letter of another look."""

from __future__ import annotations

import pytest

from verifier.extract.plain_lines import CONTACT, folded, plain


@pytest.mark.parametrize(
    "address", ["www.x", "https:x", "http:x", "a@b", "x.com", "x.co.th", "x.co.uk", "x.net", "x.org", "x.go.th"]
)
def test_an_address_is_no_word(address: str) -> None:
    assert plain(f"at {address} bank").split() == ["at", "bank"]


@pytest.mark.parametrize("text", ["x.thai", "x.cobalt", "www x", "com", "net"])
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no 5", "5"), ("no. abc", ". abc"), ("model no abc", "model abc"), ("serial no abc", "serial abc"),
        ("item no abc", "item abc"), ("part no abc", "part abc"), ("lot no abc", "lot abc"),
        ("no abc", "no abc"), ("noabc", "noabc"), ("remodel no abc", "remodel no abc"), ("ono 5", "ono 5"),
        ("model note", "model note"), ("serial noise", "serial noise"), ("item nought", "item nought"),
        ("part nor", "part nor"), ("lot not", "lot not"),
    ],
)  # fmt: skip
def test_the_word_for_a_number_denies_nothing_and_no_before_a_word_does(text: str, words: str) -> None:
    assert " ".join(plain(text).split()) == words


@pytest.mark.parametrize("grade", ["grade a", "grade a+", "grade aa", "grade ab", "grade a/a", "เกรด A/B", "เกรดA"])
def test_the_best_grade_says_nothing(grade: str) -> None:
    assert plain(f"{grade} 5").split() == ["5"]


@pytest.mark.parametrize("text", ["grade b", "grade abc", "grade all", "grade /b"])
def test_another_grade_does(text: str) -> None:
    assert plain(text) == text


def test_what_is_not_available_is_none() -> None:
    assert plain("TIS n/a").split() == ["tis", "none"]


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("Ünïtéð", "uniteð"), ("đøłı", "doli"), ("Ạ", "a"), ("ſ", "s"), ("ÿ", "y"), ("ɏ", "ɏ"), ("ỿ", "ỿ"),
        ("นัา", "นา"), ("นัะ", "นะ"), ("นัำ", "นำ"), ("นัอ", "นอ"), ("นัน", "นัน"),
    ],
)  # fmt: skip
def test_letters_lose_marks_of_other_languages_and_vowels_that_thai_has_not(text: str, plainly: str) -> None:
    assert plain(text) == plainly


@pytest.mark.parametrize(("text", "one"), [("i1|0", "lllo"), ("return", "retum"), ("ab2", "ab2")])
def test_letters_of_one_look_are_one(text: str, one: str) -> None:
    assert folded(text) == one


@pytest.mark.parametrize(
    "name", ["line", "lıne", "l1ne", "lune", "lne", "facebook", "fb", "ig", "instagram", "tiktok", "youtube", "shopee"]
)
def test_where_to_reach_a_firm_is_known(name: str) -> None:
    known = name != "lıne"
    assert bool(CONTACT.search(f"{name}: abc")) is bool(CONTACT.search(f"{name} id @abc")) is known
    assert bool(CONTACT.search(f"{name} official : abc")) is known
    assert not CONTACT.search(f"x{name}: abc") and not CONTACT.search(f"{name} abc")


def test_a_shop_is_where_to_reach_a_firm_too() -> None:
    assert CONTACT.search("lazada: abc") and CONTACT.search("lazada @abc")
