"""The catalogue: facts of standards as dated data."""

import re
from datetime import date

import pytest

from verifier.numbers import StandardNumber, parse_standard
from verifier.registry.catalogue import Catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def number(text: str) -> StandardNumber:
    found = parse_standard(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "scheme", "since", "inferred"),
    [
        ("2424-2565", "voluntary", None, True),
        ("62368 เล่ม 1-2563", "compulsory", date(2022, 12, 21), False),
        ("2879-2560", "compulsory", date(2020, 11, 16), False),
        ("60335 เล่ม 2(13)-2564", "compulsory", None, True),
        ("1180(1)-2538", "voluntary", None, True),
        ("92-2536", "voluntary", None, True),
    ],
)
def test_facts_of_an_edition(catalogue, text, scheme, since, inferred):
    facts = catalogue.edition(number(text))
    assert (facts.scheme, facts.since, facts.inferred) == (scheme, since, inferred)
    assert facts.title_th


def test_the_open_data_is_complete(catalogue):
    edited = [f for f in catalogue if f.number.year is not None and f.number != number("2424-2562")]
    assert len(edited) == 701  # 700 of the open data, and 1985-2549
    assert sum(f.scheme == "compulsory" for f in edited) == 150


def test_an_edition_is_exact_and_another_year_is_unknown(catalogue):
    assert catalogue.edition(number("366-2540")) is None
    assert catalogue.edition(number("366")) is None
    assert [str(f.number) for f in catalogue.editions(number("366-2540"))] == ["366-2547"]


@pytest.mark.parametrize(
    ("printed", "current"),
    [
        ("2424-2562", "2424-2565"),
        ("2424-2565", "2424-2565"),
        ("2424", "2424-2565"),
        ("1561-2556", "62368 เล่ม 1-2563"),
        ("1985-2549", "60335 เล่ม 2(23)-2564"),
        ("366-2540", "366-2547"),
        ("2879-2568", "2879-2560"),
    ],
)
def test_the_current_edition_follows_successors(catalogue, printed, current):
    assert str(catalogue.current(number(printed)).number) == current


def test_successor_and_predecessor_point_at_each_other(catalogue):
    linked = [f for f in catalogue if f.successor]
    assert linked
    for facts in linked:
        assert catalogue.edition(facts.successor).predecessor == facts.number


def test_in_transition_either_mark_is_lawful(catalogue):
    for text in ("2228-2565", "1436 เล่ม 3-2564", "2461-2565", "3017-2563", "3286-2564", "1561-2556"):
        assert catalogue.edition(number(text)).in_transition, text
    assert not catalogue.edition(number("1436 เล่ม 2-2564")).in_transition


@pytest.mark.parametrize("text", ["17025-2561", "17020-2556", "9999 เล่ม 1-2556", "17025"])
def test_accreditation_and_guidelines_are_no_product_standards(catalogue, text):
    assert catalogue.edition(number(text)).product_standard is False


def test_the_parts_of_a_number_come_in_their_order(catalogue):
    parts = [str(facts.number) for facts in catalogue.parts(number("60335"))]
    assert "60335 เล่ม 2(23)-2564" in parts and "60335 เล่ม 2(13)-2564" in parts
    assert parts == sorted(parts, key=lambda text: [int(n) for n in re.findall("[0-9]+", text)])
    assert catalogue.parts(number("2879")) == ()


def test_unknown_numbers_are_unknown(catalogue):
    assert catalogue.edition(number("4711-2560")) is None
    assert catalogue.current(number("4711-2560")) is None
    assert catalogue.editions(number("4711-2560")) == ()


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("mask", "mask"),
        ("หน้ากาก", "mask"),
        ("Power  Bank", "power_bank"),
        ("power_bank", "power_bank"),
        ("ปลั๊กพ่วง", "extension_cord"),
        ("LED bulb", "led_lamp"),
        ("หม้อทอดไร้น้ำมัน", "fryer"),
    ],
)
def test_categories_by_everyday_words(catalogue, word, key):
    assert catalogue.category(word).key == key


def test_a_category_fits_its_standards_in_every_edition(catalogue):
    mask = catalogue.category("mask")
    assert mask.fits(number("2424-2562")) and mask.fits(number("2424-2565")) and mask.fits(number("2480"))
    assert not mask.fits(number("2879-2560"))
    assert catalogue.edition(number("2879-2560")).categories == ("power_bank",)
    assert catalogue.category("spaceship") is None


def test_every_standard_of_a_category_is_known(catalogue):
    for category in catalogue.categories:
        for standard in category.standards:
            assert catalogue.editions(standard), f"{category.key}: {standard}"


def test_everyday_goods_have_a_category(catalogue):
    words = (
        "mask, charger, power bank, plug, extension cord, helmet, toy, rice cooker, iron, fan, LED lamp, fryer, "
        "hair dryer, cable, lighter, detergent"
    )
    for word in words.split(", "):
        assert catalogue.category(word), word


def test_a_damaged_file_is_refused():
    table = "standard,title_th,title_en,type\nมอก. 1-2560,a,b,บังคับ\n"
    source = 'publisher = ""\nlicence = ""\ndate = 2025-01-01'
    with pytest.raises(ValueError, match="normal form"):
        Catalogue.parse(table, source, "since = {}\ntransition = []\nsuccessor = []\nstandard = []", "")


@pytest.mark.parametrize(
    ("typed", "key"), [("หมวกกันน๊อค", "helmet"), ("powerbnk", "power_bank"), ("พาวเวอร์แบง", "power_bank")]
)
def test_goods_spelt_a_little_wrong_are_found(typed: str, key: str) -> None:
    assert [category.key for category in Catalogue.load().categories_like(typed)] == [key]


def test_what_is_like_no_goods_finds_none() -> None:
    assert Catalogue.load().categories_like("xyz") == []
