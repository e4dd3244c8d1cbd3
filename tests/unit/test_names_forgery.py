"""When a name that was read counts as the holder's, and when it may be another that was made to look like it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from verifier.domain import SeenHolder
from verifier.domain.geometry import Quad
from verifier.names import calibration, confusions, forgery
from verifier.names.calibration import cell, probability
from verifier.names.confusions import Letters, chance, everyone, letters
from verifier.names.distance import edits
from verifier.names.forgery import FORGED_SHARE, MAX_FORGED_ODDS, forged, is_holders, is_of
from verifier.names.parse import normal

OWN, TESS = ("linenet-2",), ("tesseract-5.3.0/Thai",)
HOLDER = "บริษัท เจริญสยามพัฒนา กรุ๊ป จำกัด"
ONE_OFF = "บริษัท เจมิญสยามพัฒนา กรุ๊ป จำกัด"
POOR = "บริษัท เจวิญตยามพักบา กรุ๊ก จำกัด"


def look(name: str, confidence: float = 0.9, readers: tuple[str, ...] = TESS, *, certain: bool = False) -> SeenHolder:
    return SeenHolder(name, name, 0, 0, Quad.of_box(0, 0, 9, 9), confidence, certain, readers)


def test_a_name_that_was_accepted_to_the_letter_is_the_holders() -> None:
    assert is_holders([look(HOLDER, certain=True)], HOLDER)
    assert is_holders([look("บจก. เจริญสยาม พัฒนากรุ๊ป", certain=True)], HOLDER)
    assert not is_holders([look("บจก. เจริญสยาม พัฒนากรุ๊ป", 0.95)], HOLDER)  # without จำกัด it may go on
    assert not is_holders([look(ONE_OFF, certain=True)], HOLDER)
    assert not is_holders([], HOLDER)


def test_one_good_look_to_the_letter_suffices_beside_poor_ones() -> None:
    assert is_holders([look(HOLDER), look(POOR, 0.3, OWN)], HOLDER)
    assert is_holders([look(HOLDER, 0.7), look(HOLDER, 0.5, OWN)], HOLDER)


def test_a_poor_look_to_the_letter_does_not() -> None:
    assert not is_holders([look(HOLDER, 0.2)], HOLDER)


def test_another_look_that_shows_one_other_letter_makes_it_doubtful() -> None:
    assert not is_holders([look(HOLDER, 0.6), look(ONE_OFF, 0.6, OWN)], HOLDER)
    assert not is_holders([look(HOLDER, 0.6), look("บริษัท เจริญสยามพัฒนาก กรุ๊ป จำกัด", 0.6, OWN)], HOLDER)


def test_a_surer_look_with_one_letter_replaced_is_believed_rather_than_the_one_that_the_list_knows() -> None:
    often_misread = HOLDER.replace("พัฒ", "พัด"), HOLDER.replace("พัฒ", "พัต")
    assert not is_holders([look(often_misread[0], 0.77), look(often_misread[1], 0.5)], often_misread[1])


def test_a_latin_name_counts_where_words_lead_to_it_so_that_none_is_missing_before_it() -> None:
    """The line above may have ended in `SIAM`."""
    name = "PRONTO TECHNOLOGY CO., LTD."
    alone = look(name, certain=True)
    assert not is_holders([alone], name)
    assert not is_holders([replace(alone, text=f": {name}")], name)
    assert is_holders([replace(alone, text=f"Imported by {name}")], name)
    assert is_holders([replace(alone, readers=())], name)  # typed in


def test_another_name_that_was_accepted_there_rules_it_out() -> None:
    assert not is_holders([look(HOLDER, 0.8), look(ONE_OFF, 0.95, certain=True)], HOLDER)


@pytest.mark.parametrize("holder", ["บริษัท สยาม จำกัด", "Sample Trading Co., Ltd.", "บริษัท ABC เจริญพัฒนา จำกัด"])
def test_short_names_and_letters_never_counted_must_have_been_accepted(holder: str) -> None:
    seen = replace(look(holder, 0.95), text=f"ผลิตโดย {holder}")
    assert not is_holders([seen], holder)
    assert is_holders([replace(seen, certain=True)], holder)


def test_letters_that_are_taken_for_one_another_are_doubted_more() -> None:
    often, seldom = "บริษัท นนทรีมาลา จำกัด", "บริษัท ดิจิทัลมงคลดี กรุ๊ป จำกัด"
    assert forged([look(often, 0.5)], often) > forged([look(seldom, 0.5)], seldom)
    assert forged([look(often, 0.9)], often) < forged([look(often, 0.4)], often)
    assert 0 < MAX_FORGED_ODDS < FORGED_SHARE < 1


def test_what_was_counted_is_there_and_readers_never_counted_are_as_all_others() -> None:
    assert all(letters()[reader].seen["ก"] > 100 for reader in ("linenet", "tesseract"))
    assert chance(("other-1",), "ต", "ด") == chance((), "ต", "ด") == pytest.approx(everyone().chance("ต", "ด"))
    assert chance(OWN, "ต", "ด") > chance(OWN, "ต", "ฬ")


# ---- the sums, with shares that are told -----------------------------------------------------------------------------


@pytest.fixture
def one_in_fifty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every letter is taken for ข, and ข for it, two times in a hundred; for others never seen."""
    forgery._forged_though_alone.cache_clear()
    monkeypatch.setattr(forgery, "chance", lambda readers, printed, read: 0.02)
    monkeypatch.setattr(forgery, "likeliest", lambda readers, read: 0.02)
    monkeypatch.setattr(forgery, "taken_for", lambda read: frozenset("ข"))
    yield
    forgery._forged_though_alone.cache_clear()


LETTERS = len(normal(HOLDER))
MARKS = len(re.findall("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", normal(HOLDER)))
EXPECTED = 0.003 * (LETTERS - MARKS) + 0.02 * MARKS
"""What a reader sees of the holder's letters and marks in any case."""


@pytest.mark.parametrize(
    ("certainty", "share"), [(0.65, 0.02), (0.3, 0.04), (0.1, 0.04), (0.825, 0.01), (0.965, 0.002), (0.999, 0.002)]
)
def test_one_exact_look_is_the_likeliest_misreading_scaled_by_its_certainty(
    one_in_fifty: None, certainty: float, share: float
) -> None:
    assert forged([look(HOLDER, certainty)], HOLDER) == pytest.approx(FORGED_SHARE * share)


def test_a_reader_is_supposed_to_see_what_it_expects_where_nobody_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    forgery._forged_though_alone.cache_clear()
    monkeypatch.setattr(forgery, "likeliest", lambda readers, read: 0.0)
    assert forged([look(HOLDER, 0.65)], HOLDER) == pytest.approx(FORGED_SHARE * EXPECTED / LETTERS)
    forgery._forged_though_alone.cache_clear()


def test_a_second_exact_look_counts_in_part(one_in_fifty: None) -> None:
    assert forged([look(HOLDER, 0.65)] * 2, HOLDER) == pytest.approx(FORGED_SHARE * 0.02**1.4)
    assert forged([look(HOLDER, 0.65)] * 3, HOLDER) == pytest.approx(FORGED_SHARE * 0.02**1.8)


def test_a_look_that_shows_another_letter_speaks_for_it(one_in_fifty: None) -> None:
    other = HOLDER.replace("เจริญ", "เจขิญ")
    both = forged([look(HOLDER, 0.65), look(other, 0.65, OWN)], HOLDER)
    assert both == pytest.approx(FORGED_SHARE * (0.02**1.4 * (LETTERS - 1) + 1) / LETTERS)
    alone = forged([look(other, 0.65)], HOLDER)
    assert alone == pytest.approx(FORGED_SHARE * (0.02 * (LETTERS - 1) + 1 / 0.02) / LETTERS)


def test_letters_lost_or_made_up_speak_for_a_longer_or_shorter_name(one_in_fifty: None) -> None:
    lost = forged([look(HOLDER, 0.65), look(HOLDER.replace("เจริญ", "เจิญ"), 0.65, OWN)], HOLDER)
    assert lost == pytest.approx(FORGED_SHARE * (0.02**1.4 * (LETTERS - 1) + 1) / LETTERS)
    more = forged([look(HOLDER, 0.65), look(HOLDER.replace("เจริญ", "เจรขิญ"), 0.65, OWN)], HOLDER)
    assert more == pytest.approx(FORGED_SHARE * (0.02**1.4 * LETTERS + 1) / LETTERS)


@pytest.mark.parametrize(("read", "errors"), [("กขคฆง", 5), ("กขคฆงหฉชซ", 9)])
def test_a_poor_look_errs_anywhere(one_in_fifty: None, read: str, errors: int) -> None:
    """A tenth of its other errors over the letters may be of any one kind."""
    poor = HOLDER.replace("เจริญสยาม"[: len(read)], read)
    share = 0.1 * (errors - 1) / LETTERS
    assert len(edits(normal(HOLDER), normal(poor))) == errors and share > 0.02
    odds = (LETTERS - errors) * share + errors / share
    assert forged([look(poor, 0.65)], HOLDER) == pytest.approx(FORGED_SHARE * odds / LETTERS)


def test_the_odds_of_one_letter_are_bounded(monkeypatch: pytest.MonkeyPatch, one_in_fifty: None) -> None:
    monkeypatch.setattr(forgery, "chance", lambda readers, printed, read: 0.0001)
    other = HOLDER.replace("เจริญ", "เจขิญ")
    odds = EXPECTED - 0.003 + math.exp(5)
    assert forged([look(other, 0.65)], HOLDER) == pytest.approx(FORGED_SHARE * odds / LETTERS)
    monkeypatch.setattr(forgery, "chance", lambda readers, printed, read: 5.0)
    assert forged([look(other, 0.65)], HOLDER) == pytest.approx(
        FORGED_SHARE * (0.9 * (LETTERS - 1) + 1 / 0.9) / LETTERS
    )


def test_nothing_is_told_of_no_name() -> None:
    assert forged([look(HOLDER)], "จำกัด") == math.inf


@pytest.mark.parametrize(("confidence", "own"), [(0.29, False), (0.31, True)])
def test_a_look_shows_something_from_three_tenths_on(
    confidence: float, own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgery, "forged", lambda looks, holder: 0.0)
    assert is_holders([look(HOLDER, confidence)], HOLDER) is own


@pytest.mark.parametrize(("odds", "own"), [(0.00024, True), (0.00025, True), (0.00026, False)])
def test_a_name_counts_up_to_the_odds_that_were_chosen(odds: float, own: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgery, "forged", lambda looks, holder: odds)
    assert is_holders([look(HOLDER)], HOLDER) is own
    assert is_holders([look(HOLDER, certain=True)], HOLDER) is own


def test_names_of_seven_letters_may_count_without_having_been_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgery, "forged", lambda looks, holder: 0.0)
    assert is_holders([look("บริษัท สยามกาว จำกัด")], "บริษัท สยามกาว จำกัด")
    assert not is_holders([look("บริษัท สยามกา จำกัด")], "บริษัท สยามกา จำกัด")


def test_a_surer_look_with_one_letter_replaced_rules_it_out_and_one_less_sure_or_with_two_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forgery, "forged", lambda looks, holder: 0.0)
    one, two = HOLDER.replace("เจริญ", "เจขิญ"), HOLDER.replace("เจริญ", "เจขอญ")
    assert not is_holders([look(HOLDER, 0.6), look(one, 0.61, OWN)], HOLDER)
    assert is_holders([look(HOLDER, 0.6), look(one, 0.6, OWN)], HOLDER)
    assert is_holders([look(HOLDER, 0.6), look(two, 0.9, OWN)], HOLDER)
    assert is_holders([look(HOLDER, 0.6), look(HOLDER.replace("เจริญ", "เจิญ"), 0.9, OWN)], HOLDER)


def test_either_of_a_holders_names_will_do() -> None:
    assert is_of([look(HOLDER, certain=True)], ("SOMEBODY ELSE CO., LTD.", HOLDER))
    assert not is_of([look(HOLDER, certain=True)], ()) and not is_of([look(HOLDER, certain=True)], (ONE_OFF,))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two readers' counts that are told."""
    one = Letters({"ก": 88, "": 988}, {("ก", "ภ"): 4, ("", "ก"): 9})
    other = Letters({"ก": 188}, {("ก", "ภ"): 1, ("ก", ""): 3})
    tables = {"one": one, "other": other}
    for cached in (confusions.chance, confusions.likeliest, confusions.taken_for, confusions.everyone):
        cached.cache_clear()
    monkeypatch.setattr(confusions, "letters", lambda: tables)
    yield
    for cached in (confusions.chance, confusions.likeliest, confusions.taken_for, confusions.everyone):
        cached.cache_clear()


def test_shares_are_counts_and_a_little_and_those_of_several_readers_their_mean(counted: None) -> None:
    one, other = 4.25 / 100, 1.25 / 200
    assert chance(("one-1",), "ก", "ภ") == pytest.approx(one)
    assert chance(("other-2",), "ก", "ภ") == pytest.approx(other)
    assert chance(("one-1", "other-2"), "ก", "ภ") == pytest.approx(math.sqrt(one * other))
    assert chance(("one-1",), "ก", "ข") == pytest.approx(0.25 / 100)
    assert chance(("one-1",), "", "ก") == pytest.approx(9.25 / 1000)
    assert chance(("third-1",), "ก", "ภ") == chance((), "ก", "ภ") == pytest.approx(5.25 / 288)
    assert chance(("other-2",), "ก", "") == pytest.approx(3.25 / 200)


def test_what_is_taken_for_a_letter_is_what_any_reader_took_for_it(counted: None) -> None:
    assert confusions.taken_for("ภ") == {"ก"} and confusions.taken_for("ก") == frozenset()
    assert confusions.taken_for("") == {"ก"}
    assert confusions.likeliest(("one-1",), "ภ") == pytest.approx(4.25 / 100)
    assert confusions.likeliest(("one-1",), "ข") == 0.0


def test_a_name_was_measured_when_each_of_its_letters_was_seen_often_enough(counted: None) -> None:
    assert confusions.measured("กก", 276) and not confusions.measured("กก", 277) and not confusions.measured("กข")
    assert not confusions.measured("กข", 1)


@pytest.mark.parametrize(("times", "enough"), [(20, True), (19, False)])
def test_a_letter_was_measured_when_it_was_seen_twenty_times(
    times: int, enough: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted_so_often = replace(confusions.everyone(), seen={"ก": times})
    monkeypatch.setattr(confusions, "everyone", lambda: counted_so_often)
    assert confusions.measured("กก") is enough


@pytest.mark.parametrize(
    ("edits", "hard", "next_edits", "name"),
    [
        (0, 0, None, "0/0/4"), (0, 0, 3, "0/0/3"), (0, 0, 9, "0/0/4"), (2, 1, 1, "2/1/0"), (1, 0, 3, "1/0/2"),
        (4, 2, 8, "4/2/4"), (9, 5, 10, "4/2/1"), (3, 2, None, "3/2/4"),
    ],
)  # fmt: skip
def test_the_cell_of_a_match(edits: int, hard: int, next_edits: int | None, name: str) -> None:
    assert cell(edits, hard, next_edits) == name


def test_the_share_of_a_cell_is_counted_with_one_of_each_more(monkeypatch: pytest.MonkeyPatch) -> None:
    calibration._shares.cache_clear()
    monkeypatch.setattr(calibration, "fitted", lambda name: {"cells": {"0/0/4": [98, 98], "1/0/4": [7, 8]}})
    assert probability(0, 0, None) == 0.99 and probability(1, 0, 5) == 0.8 and probability(4, 2, 4) == 0.5
    calibration._shares.cache_clear()
