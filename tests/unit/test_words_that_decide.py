"""No word that decides vanishes from the tables unnoticed, and each does what it stands there for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import pytest

from tests.support.cases import case, code, firm, mark
from tests.support.words_that_decide import LINK_WORDS, STATEMENT_WORDS
from tests.support.words_that_speak import SPEAKING_WORDS
from verifier.domain import SeenHolder, TargetKind, VerdictKind
from verifier.extract.harmless import harmless
from verifier.links.target import judge_target
from verifier.rules import judge
from verifier.rules.holders import says_who_makes
from verifier.rules.verdict import conclude


def table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((resources.files("verifier") / "data" / name).read_text("utf-8"))


def lists_of(rows: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words of a table with its place in it."""
    for name, row in rows.items():
        if isinstance(row, Mapping):
            yield from lists_of(row, f"{above}{name}.")
        elif isinstance(row, list) and name != "form":
            yield f"{above}{name}", row


@pytest.mark.parametrize("place", STATEMENT_WORDS)
def test_no_word_of_a_line_is_gone_or_unknown_here(place: str) -> None:
    there = dict(lists_of(table("statement_words.toml")))
    assert set(there) == set(STATEMENT_WORDS)
    assert set(STATEMENT_WORDS[place]) == set(there[place])


@pytest.mark.parametrize("place", SPEAKING_WORDS)
def test_no_word_that_speaks_is_gone_or_unknown_here(place: str) -> None:
    there = table("label_words.toml")["speaks"]
    assert set(there) == set(SPEAKING_WORDS)
    assert set(SPEAKING_WORDS[place]) == set(there[place])


@pytest.mark.parametrize("place", LINK_WORDS)
def test_no_word_of_a_link_is_gone_or_unknown_here(place: str) -> None:
    links = table("official_links.toml")
    there = {**dict(lists_of(links)), "confusables": [a + b for a, b in links["confusables"].items()]}
    assert set(there) == set(LINK_WORDS)
    assert set(LINK_WORDS[place]) == set(there[place])


@pytest.mark.parametrize("words", STATEMENT_WORDS["harmless.words"])
def test_what_stands_before_numbers_by_custom_says_nothing_of_them(words: str) -> None:
    assert harmless(f"{words} ")


@pytest.mark.parametrize("words", ["ของเล่นไม่ผ่าน", "only for plugs", "ได้มาตรฐานยุโรปแล้ว", "abcde f"])
def test_other_words_do(words: str) -> None:
    assert not harmless(words)


@pytest.mark.parametrize("host", LINK_WORDS["foreign.shorteners"] + LINK_WORDS["foreign.qr_services"])
def test_who_sends_scanners_on_hides_where_a_link_leads(host: str) -> None:
    target = judge_target(f"https://{host}/3xYz")
    assert (target.kind, target.reason) == (TargetKind.OTHER, "shortener")
    findings = judge(case(marks=[mark()], codes=[code(f"https://{host}/3xYz")]))
    assert "code.hidden_target" in {finding.code for finding in findings}
    assert conclude(findings).kind is VerdictKind.CANNOT_TELL


@pytest.mark.parametrize("host", LINK_WORDS["foreign.platforms"])
def test_a_site_of_everybody_that_passes_a_link_on_is_no_look_alike(host: str) -> None:
    assert judge_target(f"https://{host}/l?u=https://appdb.tisi.go.th/Q/i.php?d=320108935").kind is TargetKind.OTHER


@pytest.mark.parametrize("scheme", LINK_WORDS["foreign.scripts"])
def test_a_link_that_holds_a_page_in_itself_hides_where_it_leads(scheme: str) -> None:
    assert judge_target(f"{scheme}:text/html,hello").reason == "script"


@pytest.mark.parametrize("scheme", LINK_WORDS["foreign.apps"])
def test_a_link_that_hands_tisis_address_to_an_app_is_a_look_alike(scheme: str) -> None:
    assert judge_target(f"{scheme}:appdb.tisi.go.th/Q/i.php?d=320108935").reason == "app_scheme"


@pytest.mark.parametrize("word", LINK_WORDS["lookalike.companions"])
def test_the_name_beside_a_telling_word_is_borrowed(word: str) -> None:
    for host in (f"{word}tisi.com", f"tisi{word}.net"):
        assert judge_target(f"https://{host}/").kind is TargetKind.LOOKALIKE, host


@pytest.mark.parametrize("word", LINK_WORDS["lookalike.thai_companions"])
@pytest.mark.parametrize("name", LINK_WORDS["lookalike.thai_names"])
def test_a_thai_name_beside_a_telling_word_is_borrowed(name: str, word: str) -> None:
    for host in (f"{word}{name}.com", f"{name}{word}.com"):
        assert judge_target(f"https://{host}/").kind is TargetKind.LOOKALIKE, host


@pytest.mark.parametrize("host", LINK_WORDS["lookalike.neighbours"])
def test_a_real_neighbour_is_no_look_alike(host: str) -> None:
    assert judge_target(f"https://www.{host}/").kind is TargetKind.OTHER


@pytest.mark.parametrize("disguise", [d for d in LINK_WORDS["confusables"] if d[1] in "tisgoh" and d[0] not in "|!$"])
def test_each_disguised_letter_is_seen_through(disguise: str) -> None:
    host = "tisi.go.th".replace(disguise[1], disguise[0], 1)
    assert judge_target(f"https://appdb.{host}/Q/i.php?d=320108935").kind is TargetKind.LOOKALIKE


@pytest.mark.parametrize(
    "host",
    [
        "tiisi.go.th", "tsi.go.th", "tisj.go.th", "itsi.go.th", "tisi.go.tn", "tisi.g.th", "tisi-go.th",
        "tisi.go-th.com", "t1si.go.th", "tisi.qo.th", "tisi.com", "tisi.in.th", "tisi.or.th",
    ],
)  # fmt: skip
def test_a_near_miss_needs_no_third_label(host: str) -> None:
    assert judge_target(f"https://{host}/Q/i.php?d=320108935").kind is TargetKind.LOOKALIKE


LICENSEE_WORDS = (
    *("ผู้รับใบอนุญาต", "ผู้รับอนุญาต", "ผู้ได้รับใบอนุญาต", "ผู้ได้รับอนุญาต"),
    *("Licensee", "Licencee", "License holder", "Licence holder"),
)
MAKER_WORDS = (
    *("ผลิตโดย", "ผู้ผลิต", "นำเข้าโดย", "ผู้นำเข้า", "ผู้ทำ", "Made by", "Manufactured by", "Manufacturer", "Produced by"),
    *("Producer", "Imported by", "Importer", "Licensed to"),
)
SELLER_WORDS = ("จัดจำหน่ายโดย", "ผู้จำหน่าย", "Distributed by", "Distributor", "Sold by", "Dealer")
OTHER = "บริษัท ขายส่งทั่วไทย จำกัด"


def named(words: str, name: str = OTHER, line: int = 0) -> SeenHolder:
    return firm(name, text=f"{words} {name}", line=line)


@pytest.mark.parametrize("words", LICENSEE_WORDS)
def test_another_firm_as_the_licensee_conflicts(words: str) -> None:
    findings = judge(case(holders=[named(words)]))
    assert "holder.other_licensee" in {finding.code for finding in findings}
    assert conclude(findings).kind is VerdictKind.CONFLICTS


@pytest.mark.parametrize("words", [*LICENSEE_WORDS, *MAKER_WORDS])
def test_words_say_who_makes_or_imports_the_goods(words: str) -> None:
    assert says_who_makes(named(words))
    sold = named("จัดจำหน่ายโดย", firm().value)
    others = {"licences": [], "codes": [], "holders": [sold, named(words, line=1)]}
    assert conclude(judge(case(**others))).kind is not VerdictKind.AGREES


@pytest.mark.parametrize("words", SELLER_WORDS)
def test_words_say_who_only_sells_them(words: str) -> None:
    assert not says_who_makes(named(words))
    holder = firm().value
    for text in (f"{words} {holder}", f"{holder} {words}"):
        others = {"licences": [], "codes": [], "holders": [firm(text=text), firm(OTHER, line=1)]}
        assert conclude(judge(case(**others))).kind is VerdictKind.CANNOT_TELL
