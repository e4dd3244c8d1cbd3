"""How alike names in the two scripts sound, on registered names of firms that everybody knows.

The costs of edits, the words and the odds were chosen on every second pair; these tests hold them to the others.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from verifier.names.phonetics import of_latin, of_thai
from verifier.names.transliteration import MIN_LEAD, SOUNDS_ALIKE, Heard, alike, best_heard

PAIRS = list(csv.reader((Path(__file__).parents[1] / "support" / "firms_in_two_scripts.csv").open(encoding="utf-8")))[
    1:
]
HELD_OUT = PAIRS[1::2]
THAI = [thai for thai, _ in PAIRS]
OTHERS = 40


@pytest.fixture(scope="module")
def heard() -> list[tuple[str, Heard, Heard]]:
    """Of each pair that nothing was chosen on: the Thai name, what is heard among others with it and without it."""
    rng, found = random.Random(5), []
    for thai, latin in HELD_OUT:
        others = rng.sample([other for other in THAI if other != thai], OTHERS)
        found.append((thai, best_heard(latin, [*others, thai]), best_heard(latin, others)))
    return found


def test_most_firms_are_heard_and_none_for_another(heard: list[tuple[str, Heard, Heard]]) -> None:
    assert len(heard) >= 80
    named = [(thai, found.firms) for thai, found, _ in heard if found.firms and not found.ambiguous]
    assert all(thai in firms[0] for thai, firms in named)
    assert len(named) >= 0.85 * len(heard)


def test_a_firm_that_is_not_there_is_not_heard(heard: list[tuple[str, Heard, Heard]]) -> None:
    assert sum(bool(absent.firms) for _, _, absent in heard) <= 0.02 * len(heard)


def test_the_probability_holds(heard: list[tuple[str, Heard, Heard]]) -> None:
    sure = [thai in found.firms[0] for thai, found, _ in heard if found.probability >= 0.9]
    assert len(sure) >= 0.8 * len(heard) and sum(sure) >= 0.97 * len(sure)
    unsure = [bool(found.firms) and thai in found.firms[0] for thai, found, _ in heard if found.probability < 0.6]
    assert sum(unsure) <= 0.7 * len(unsure)


def test_pairs_of_strangers_hardly_ever_sound_alike() -> None:
    rng = random.Random(6)
    strangers = [(latin, other) for thai, latin in HELD_OUT for other in rng.sample(THAI, 30) if other != thai]
    assert len(strangers) > 2_000
    assert sum(alike(*pair) >= SOUNDS_ALIKE for pair in strangers) <= 0.003 * len(strangers)


def test_firms_that_sound_alike_are_ambiguous_and_spellings_of_one_firm_are_not() -> None:
    one, two = "บริษัท พรอนโต้ เทคโนโลยี จำกัด", "บริษัท โพรนโท เทคโนโลยี จำกัด"
    assert best_heard("PRONTO TECHNOLOGY CO., LTD.", [one, THAI[3]]).firms == ((one,),)
    assert best_heard("PRONTO TECHNOLOGY CO., LTD.", [one, two]).ambiguous
    both = best_heard("PRONTO TECHNOLOGY CO., LTD.", [one, one.replace(" จำกัด", " จำกัด (มหาชน)")])
    assert len(both.firms) == 1 and len(both.firms[0]) == 2
    assert MIN_LEAD < SOUNDS_ALIKE
    assert best_heard("PRONTO TECHNOLOGY CO., LTD.", ["Pronto Technology Co., Ltd."]) == Heard()
    assert best_heard("", [one]).firms == () == best_heard("PRONTO", []).firms


@pytest.mark.parametrize(
    ("latin", "thai"),
    [
        ("S.K. POLYMER CO., LTD.", "บริษัท เอส.เค. โพลีเมอร์ จำกัด"),
        ("ABC TRADING CO., LTD.", "บริษัท เอบีซี เทรดดิ้ง จำกัด"),
        ("Thai Plastic Industry Co., Ltd.", "บริษัท อุตสาหกรรมพลาสติกไทย จำกัด"),
        ("Thai Pattana Electric Co., Ltd.", "บริษัท ไทยพัฒนาการไฟฟ้า จำกัด"),
        ("Wattana 2005 Enterprise Co., Ltd.", "บริษัท วัฒนา 2005 เอ็นเตอร์ไพรส์ จำกัด"),
        ("Charoen Supphat Inter Group Co., Ltd.", "บริษัท เจริญทรัพย์พัฒน์ อินเตอร์ กรุ๊ป จำกัด"),
    ],
)
def test_initials_translated_words_and_figures(latin: str, thai: str) -> None:
    assert alike(latin, thai) >= SOUNDS_ALIKE


@pytest.mark.parametrize(
    ("latin", "thai"),
    [
        ("Wattana 2006 Enterprise Co., Ltd.", "บริษัท วัฒนา 2005 เอ็นเตอร์ไพรส์ จำกัด"),
        ("SIAM ELECTRONICS CO., LTD.", "บริษัท แปซิฟิก อิเล็กทรอนิกส์ จำกัด"),
        ("ABC TRADING CO., LTD.", "บริษัท พีเอสพี เทรดดิ้ง จำกัด"),
        ("Sample Trading Co., Ltd.", "บริษัท ไทยรุ่งเรืองการไฟฟ้า จำกัด"),
    ],
)
def test_other_firms_do_not_sound_alike(latin: str, thai: str) -> None:
    assert alike(latin, thai) < SOUNDS_ALIKE


def test_sounds_of_either_script() -> None:
    assert of_latin("technology") == "TCNLGy" and of_latin("wattana") == "WTTN" and of_latin("power") == "PWr"
    assert of_thai("เทคโนโลยี") == "TKNLY" and of_thai("พาวเวอร์") == "PwWr" and of_thai("หมวก") == "MwK"
