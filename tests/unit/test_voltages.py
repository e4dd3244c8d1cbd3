"""Voltages: what labels tell, what titles of standards bound, and what lies outside a standard's scope."""

from __future__ import annotations

import math

import pytest

from tests.support.cases import case, number, row, standard, statement
from tests.support.fakes import facts
from verifier.domain import Reading, Region, RegionKind, Sight, StatementKind, VerdictKind
from verifier.domain.geometry import Quad
from verifier.extract.claim import assemble
from verifier.numbers.voltages import Bounds, Rating, bounds_in, find_ratings
from verifier.registry.catalogue import Catalogue
from verifier.rules import judge
from verifier.rules.scope import rated
from verifier.rules.verdict import conclude

LAMP, CABLE = "2780-2562", "11 เล่ม 4-2553"
UP_TO_450_750 = Bounds(most=750.0, pair=True)
BOUNDED = {
    "166-2549": Bounds(most=250.0),
    "2780-2562": Bounds(least=50.0, open=True),
    "11 เล่ม 3-2553": UP_TO_450_750,
    "11 เล่ม 4-2553": UP_TO_450_750,
    "11 เล่ม 5-2553": UP_TO_450_750,
    "11 เล่ม 101-2559": UP_TO_450_750,
    "955 เล่ม 6-2554": UP_TO_450_750,
    "2202-2547": Bounds(least=60_000.0, most=115_000.0),
    "2143 เล่ม 1-2567": Bounds(least=1_000.0, most=30_000.0),
}


def values(line: str) -> list[str]:
    return [str(found.value) for found in find_ratings(line)]


@pytest.mark.parametrize("language", ["title_th", "title_en"])
def test_these_titles_of_the_catalogue_bound_the_voltage_and_no_others(language: str) -> None:
    told = {str(entry.number): bounds_in(getattr(entry, language)) for entry in Catalogue.load()}
    assert {name: bounds for name, bounds in told.items() if bounds} == BOUNDED


@pytest.mark.parametrize(
    ("title", "bounds"),
    [
        ("rated voltage not more than 1,000 V", Bounds(most=1000.0)),
        ("สำหรับแรงดันไฟฟ้า 60 kV ถึง 115 kV", Bounds(least=0.0, most=115_000.0)),
        ("แรงดันไฟฟ้าเกินกว่า 1 กิโลโวลต์", Bounds(least=1000.0, open=True)),
        ("for rated voltages of 25 kV and 35 kV", None),
        ("วัสดุถมไม่เกิน 3.0 m", None),
    ],
)
def test_a_title_bounds_the_voltage_in_such_words(title: str, bounds: Bounds | None) -> None:
    assert bounds_in(title) == bounds


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("12VDC", ["12"]), ("12 V D.C.", ["12"]), ("DC12v 7W", ["12"]), ("LED 12 Vdc.", ["12"]),
        ("220-240V~ 50Hz", ["220-240"]), ("AC220V-240V50/60Hz", ["220-240"]), ("100 to 240 V", ["100-240"]),
        ("0.6/1 kV", ["600/1000"]), ("0,6 / 1KV", ["600/1000"]), ("600/1,000 V", ["600/1000"]),
        ("0.6/1(1.2) kV", ["600/1000"]), ("06/1kV", ["600/1000"]), ("450/750V 70°C", ["450/750"]),
        ("250 โวลต์", ["250"]), ("๒๒๐ โวลท์", ["220"]), ("24 กิโลโวลต์", ["24000"]), ("110 volts", ["110"]),
        ("Input 220V~ Output 12V", ["220"]), ("แรงดันทดสอบ 2500V ใช้งาน 450/750 V", ["450/750"]),
        ("2500 V (test)", []), ("Output: 5V 2A", []), ("USB 5V", []), ("Output 5V 3A, 9V 2.22A or 12V", []),
        ("Output 5V 3A Input 220V", ["220"]), ("ทนแรงดัน 1500 V", []),
        ("H05VV-F 2x0.75", []), ("12VA", []), ("3 V/m", []), ("5 mV", []), ("ES12Vx", []), ("มอก. 2780-2562", []),
    ],
)  # fmt: skip
def test_the_voltages_of_a_line_that_goods_are_rated_for(line: str, told: list[str]) -> None:
    assert values(line) == told
    assert all(Rating.parse(value) is not None for value in told)


OF_OTHERS = (
    *("ทดสอบ", "ทน", "กระชาก", "ขาออก", "เอาต์พุต", "จ่ายไฟออก", "สัญญาณ", "แบตเตอรี่", "ถ่าน", "test", "withst", "surge"),
    *("impulse", "spark", "output", "out put", "usb", "dimm", "signal", "control", "batter"),
)


@pytest.mark.parametrize("word", OF_OTHERS)
def test_a_voltage_behind_each_of_these_words_is_not_what_goods_are_rated_for(word: str) -> None:
    assert values(f"{word} 12V") == values(f"{word} 12V 5 A 9V") == values(f"{word.upper()} 12V or 9V") == []
    assert values(f"{word} 12V input 220V") == ["220"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        # tested behind
        ("12V test", []), ("12V (ทดสอบ)", []), ("12V : test", []), ("12V, test", []), ("12V    test", ["12"]),
        ("12V x test", ["12"]), ("test", []),
        # units
        ("12k V", ["12000"]), ("12kV", ["12000"]), ("12 กิโล โวลต์", ["12000"]), ("12volt", ["12"]), ("12 volts", ["12"]),
        ("12โวล", ["12"]), ("12โวลต", ["12"]), ("12โวลท", ["12"]), ("12โวลด", ["12"]), ("12โวลล", ["12"]),
        ("12โวลค", ["12"]),
        ("12โวลต็", ["12"]), ("0.5kV-1V", ["1-500"]), ("12V-24V", ["12-24"]), ("3V / m", []), ("3V/ mA", []),
        # between two
        ("12~24V", ["12-24"]), ("12/24V", ["12/24"]), ("12to24V", ["12-24"]), ("12ถึง24V", ["12-24"]),
        ("12+24V", ["24"]),
        # figures
        ("1,00V", ["1"]), ("1,0000V", []), ("123456V", ["123456"]), ("1234567V", []), ("1.23V", ["1.23"]),
        ("1.234V", []), ("12,345,678V", ["1.23457e+07"]), ("1234,567V", []),
        ("12(24)V", ["12"]), ("12 (123.5) V", ["12"]), ("12 (1234.5) V", []),
        # before and behind
        ("ac12V", ["12"]), ("dc12V", ["12"]), ("z12V", []), (".12V", []), (",12V", []), ("/12V", []), ("-12V", ["12"]),
        ("12V a.c.", ["12"]), ("12Vac/dc", ["12"]), ("12 Vd.c", ["12"]), ("12Vx", []), ("12Vbc", []),
    ],
)  # fmt: skip
def test_the_forms_of_a_voltage(line: str, told: list[str]) -> None:
    assert values(line) == told


@pytest.mark.parametrize("word", ["มากกว่า", "เกินกว่า", "over", "above", "exceeding", ">"])
def test_a_title_may_ask_for_more_than_a_voltage(word: str) -> None:
    assert bounds_in(f"rated {word} 50 V") == Bounds(least=50.0, open=True)


@pytest.mark.parametrize("word", ["ตั้งแต่", "from"])
def test_a_title_may_begin_at_a_voltage(word: str) -> None:
    assert bounds_in(f"rated {word} 50 V") == Bounds(least=50.0)


@pytest.mark.parametrize(
    "word",
    *[["ไม่เกิน", "ไม่มากกว่า", "ถึง", "not exceeding", "not more than", "up to", "up to and including", "≤", "<="]],
)
def test_a_title_may_end_at_a_voltage(word: str) -> None:
    assert bounds_in(f"rated {word} 50 V") == Bounds(most=50.0)
    assert bounds_in(f"rated {word} 450/750 V") == Bounds(most=750.0, pair=True)


@pytest.mark.parametrize(
    ("title", "bounds"),
    [
        ("over 50 V over 60 V", Bounds(least=50.0, open=True)),
        ("from 50 V over 60 V", Bounds(least=50.0)),
        ("not exceeding 60 V, not exceeding 50 V", Bounds(most=60.0)),
        ("not exceeding 450/750 V, not exceeding 50 V", Bounds(most=750.0, pair=True)),
        ("over 50 V up to 100 V", Bounds(least=50.0, most=100.0, open=True)),
        ("from 1 kV to 30 kV", Bounds(least=1000.0, most=30_000.0)),
        ("from 1~30 kV", Bounds(least=1000.0, most=30_000.0)),
        ("from 1-30 kV", Bounds(least=1000.0, most=30_000.0)),
        ("from 1 ถึง 30 kV", Bounds(least=1000.0, most=30_000.0)),
        ("over 50 V in any words 60 V", Bounds(least=50.0, open=True)),
        ("over fifty but no more words than these: 60 V", None),
        ("12 V", None),
    ],
)  # fmt: skip
def test_the_first_bound_of_each_side_stands(title: str, bounds: Bounds | None) -> None:
    assert bounds_in(title) == bounds


@pytest.mark.parametrize(
    ("rating", "text"),
    [
        (Rating(12.0, 12.0), "12"), (Rating(12.0, 24.0), "12-24"), (Rating(450.0, 750.0, pair=True), "450/750"),
        (Rating(0.5, 0.5), "0.5"), (Rating(1e7, 1e7), "1e+07"),
    ],
)  # fmt: skip
def test_a_rating_is_written_so_that_it_can_be_read_again(rating: Rating, text: str) -> None:
    assert str(rating) == text and Rating.parse(text) == rating


@pytest.mark.parametrize(
    ("bounds", "rating", "out"),
    [
        (Bounds(least=50.0, most=100.0), Rating(50.0, 50.0), False),
        (Bounds(least=50.0, most=100.0), Rating(49.0, 49.0), True),
        (Bounds(least=50.0, most=100.0), Rating(100.0, 100.0), False),
        (Bounds(least=50.0, most=100.0), Rating(101.0, 101.0), True),
        (Bounds(least=50.0, most=100.0), Rating(100.0, 120.0), False),
        (Bounds(least=50.0, most=100.0), Rating(20.0, 50.0), False),
        (Bounds(least=50.0, open=True), Rating(20.0, 50.0), True),
        (Bounds(least=50.0, open=True), Rating(50.0, 51.0), False),
        (Bounds(most=750.0), Rating(600.0, 1000.0, pair=True), False),
        (Bounds(most=750.0, pair=True), Rating(600.0, 1000.0), False),
        (Bounds(most=750.0, pair=True), Rating(600.0, 1000.0, pair=True), True),
        (Bounds(most=750.0, pair=True), Rating(450.0, 750.0, pair=True), False),
    ],
)  # fmt: skip
def test_bounds_exclude_what_has_no_voltage_in_them(bounds: Bounds, rating: Rating, out: bool) -> None:
    assert bounds.exclude(rating) is out


@pytest.mark.parametrize("value", ["", "จีน", "1/2/3", "1..2"])
def test_what_is_no_rating_is_none(value: str) -> None:
    assert Rating.parse(value) is None


@pytest.mark.parametrize(
    ("name", "rating", "out"),
    [
        (LAMP, "12", True), (LAMP, "12-24", True), (LAMP, "50", True), (LAMP, "51", False), (LAMP, "12-240", False),
        (CABLE, "600/1000", True), (CABLE, "450/750", False), (CABLE, "300/500", False), (CABLE, "1000", True),
        (CABLE, "600", False), ("166-2549", "250", False), ("166-2549", "380", True), ("166-2549", "220/380", False),
        ("2202-2547", "36/60", False), ("2202-2547", "24000", True), ("2143 เล่ม 1-2567", "600/1000", False),
    ],
)  # fmt: skip
def test_a_rating_is_out_of_scope_when_none_of_its_voltages_is_within(name: str, rating: str, out: bool) -> None:
    found = Rating.parse(rating)
    times = 1000.0 if found and name == "2202-2547" and found.most < 1000 else 1.0
    assert found is not None
    assert BOUNDED[name].exclude(Rating(found.least * times, found.most * times, found.pair)) is out


def told(*said: tuple[str, float], standards: tuple[str, ...] = (LAMP,)) -> tuple[list[str], VerdictKind]:
    seen = [statement("voltage", value, f"{value} V", words=f"{value} V", sure=sure) for value, sure in said]
    rows = [row("ท31-41/2780", LAMP, qr_id=None), row("ท31-41/166", "166-2549", qr_id=None)][: len(standards)]
    judged = case(
        rows=rows,
        standards=[standard(text) for text in standards],
        licences=[number(str(entry.number)) for entry in rows],
        codes=[],
        statements=seen,
    )
    return [finding.code for finding in rated(judged)], conclude(judge(judged)).kind


def test_a_label_that_tells_only_voltages_out_of_scope_is_held() -> None:
    assert told(("12", 0.99)) == (["goods.out_of_scope"], VerdictKind.CANNOT_TELL)
    assert told(("12", 0.99), ("24", 0.5)) == (["goods.out_of_scope"], VerdictKind.CANNOT_TELL)
    assert told(("12", 0.8)) == (["goods.out_of_scope"], VerdictKind.CANNOT_TELL)


@pytest.mark.parametrize(
    "said",
    [
        [("220-240", 0.99)],
        [("12", 0.99), ("220-240", 0.99)],
        [("12", 0.99), ("220", 0.2)],
        [("12", 0.79)],
        [("", 0.99)],
    ],
)
def test_other_voltages_beside_the_rated_one_and_ratings_in_doubt_decide_nothing(said: list[tuple[str, float]]) -> None:
    assert told(*said) == (["goods.rated"], VerdictKind.AGREES)


def test_of_several_standards_the_voltage_may_be_of_either() -> None:
    assert told(("12", 0.99), standards=(LAMP, "166-2549"))[0] == ["goods.rated"]
    assert told() == ([], VerdictKind.AGREES)


def test_what_else_the_label_says_is_no_rating() -> None:
    maker = statement("maker", "บริษัท หมื่นลี้ จำกัด", "ผู้ผลิต บริษัท หมื่นลี้ จำกัด")
    twelve = statement("voltage", "12", "12 V", words="12 V", sure=0.99)
    held, free = (list(rated(case(standards=[standard(LAMP)], statements=some))) for some in ([maker, twelve], [maker]))
    assert [(f.code, f.params["text"], f.evidence) for f in held] == [("goods.out_of_scope", "12 V", ("statements/1",))]
    assert free == []


def test_a_standard_that_the_catalogue_does_not_know_bounds_nothing() -> None:
    unknown = case(standards=[standard("9999-2560")], statements=[statement("voltage", "12", sure=0.99)])
    assert [f.code for f in rated(unknown)] == ["goods.rated"]


def test_no_standard_read_bounds_nothing() -> None:
    assert [f.code for f in rated(case(standards=[], statements=[statement("voltage", "12")]))] == ["goods.rated"]


def test_what_looks_at_a_line_make_of_its_voltage_is_told_as_surely_as_each_was_read() -> None:
    region = Region(RegionKind.LINE, Quad.of_box(100, 100, 300, 124), 0.9)
    looks = [("12 V DC", 0.95), ("12 V DC", 0.7), ("120 V DC", 0.6), ("2 A", 0.9)]
    readings = tuple(Reading(text, region, f"r-{k}", (sure,) * len(text)) for k, (text, sure) in enumerate(looks))
    claim = assemble([Sight((), (), readings, facts(2000, 1000), challenged=True)])
    said = [(s.value, s.words, s.confidence) for s in claim.statements if s.kind is StatementKind.VOLTAGE]
    assert said == [("12", "12 V", 0.95), ("120", "120 V", 0.6)]


@pytest.mark.parametrize(("sure", "told"), [((0.2, 0.7, 0.9, 0.1, 0.8, 0.1, 0.3), 0.8), ((0.9,) * 7, 0.9)])
def test_a_rating_is_as_sure_as_the_figures_that_tell_it(sure: tuple[float, ...], told: float) -> None:
    region = Region(RegionKind.LINE, Quad.of_box(100, 100, 300, 124), 0.9)
    readings = (Reading("0.6/1kV", region, "r-1", sure),)
    claim = assemble([Sight((), (), readings, facts(2000, 1000), challenged=True)])
    assert [s.confidence for s in claim.statements if s.kind is StatementKind.VOLTAGE] == [told]


def test_bounds_without_an_end_have_none() -> None:
    assert Bounds().most == math.inf and not Bounds().exclude(Rating(1.0, 1e9))
