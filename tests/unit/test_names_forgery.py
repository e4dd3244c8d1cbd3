"""When a name that was read counts as the holder's, and when it may be another that was made to look like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.domain import SeenHolder
from verifier.domain.geometry import Quad
from verifier.names.confusions import chance, everyone, letters
from verifier.names.forgery import FORGED_SHARE, MAX_FORGED_ODDS, forged, is_holders

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
    often, seldom = "บริษัท ดิจิทัลมงคลดี กรุ๊ป จำกัด", "บริษัท ระบบระบายลม จำกัด"
    assert forged([look(often, 0.5)], often) > forged([look(seldom, 0.5)], seldom)
    assert forged([look(often, 0.9)], often) < forged([look(often, 0.4)], often)
    assert 0 < MAX_FORGED_ODDS < FORGED_SHARE < 1


def test_what_was_counted_is_there_and_readers_never_counted_are_as_all_others() -> None:
    assert all(letters()[reader].seen["ก"] > 100 for reader in ("linenet", "tesseract"))
    assert chance(("other-1",), "ต", "ด") == chance((), "ต", "ด") == pytest.approx(everyone().chance("ต", "ด"))
    assert chance(OWN, "ต", "ด") > chance(OWN, "ต", "ฬ")
