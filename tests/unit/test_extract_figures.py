from __future__ import annotations

import pytest

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.figures import LOST, fuse, votes_of

OURS, PP = "linenet/1", "pp/1"
RUNS = ("2879", "2560")


def reading(text: str, reader: str = OURS, sure: float = 0.9, height: float = 20, **unsure: float) -> Reading:
    """`unsure`: certainty of the n-th character, as `at7=0.3`."""
    confidences = [sure] * len(text)
    for name, certainty in unsure.items():
        confidences[int(name.removeprefix("at"))] = certainty
    return Reading(text, Region(RegionKind.LINE, Quad.of_box(0, 0, 200, height), 1.0), reader, tuple(confidences))


def shown(text: str) -> str:
    """The figures that a look shows of 2879-2560, a dot where it has no vote."""
    votes = votes_of("28792560", 4, reading(text))
    return "".join(votes[k].symbol if k in votes else "." for k in range(8)) if votes else ""


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("มอก.2879-2560", "28792560"),
        ("SN 4711 มอก. ๒๘๗๙-๒๕๖๐", "28792560"),
        ("U002879-2560", "28792560"),  # what became of มอก. stands before it
        ("1002879-2560", "28792560"),
        ("มอก.2679-2560", "26792560"),
        ("มอก.2879-25", "287925.."),  # cut off: no vote
        ("879-2560", ".8792560"),
        ("มอก.289-2560", "28-92560"),  # one is lost
        ("มอก.28179-2560", "2-792560"),  # one too many
        ("มอก.12879-2560", "-8792560"),
        ("มอก.2879-25601", "2879256-"),
        ("ผลิตในประเทศไทย", ""),
        ("1234-5678", ""),
    ],
)
def test_each_look_votes_for_the_figures_that_it_shows(text: str, figures: str) -> None:
    assert shown(text) == figures


@pytest.mark.parametrize("text", ["มอก.28179-2560", "มอก.12879-2560", "มอก.2879-25601"])
def test_a_figure_too_many_that_is_hardly_seen_says_nothing(text: str) -> None:
    faint = votes_of("28792560", 4, reading(text, sure=0.4))
    assert LOST not in {vote.symbol for vote in faint.values()}


def test_looks_that_agree_add_up_and_readers_that_agree_add_up_more() -> None:
    faint = reading("มอก.2879-2560", at10=0.5)
    alone = fuse(RUNS, [faint]).worst
    both = fuse(RUNS, [faint, reading("uon.2879-2560", PP, at10=0.7)])
    assert alone < 0.9 < both.worst and both.readers == 2 and both.agreeing == 1


def test_one_blurred_look_does_not_veto_and_a_sharp_one_does() -> None:
    clear = [reading("มอก.2879-2560", sure=0.97), reading("uon.2879-2560", PP, sure=0.97)]
    blurred = fuse(RUNS, [*clear, reading("มอก.2679-2560", sure=0.3)])
    sharp = fuse(RUNS, [*clear, reading("มอก.2679-2560", sure=0.99), reading("uon.2679-2560", PP, sure=0.99)])
    assert blurred.worst > 0.97 and sharp.worst < 0.6


def test_a_box_that_holds_more_than_the_line_counts_for_less() -> None:
    line, wide = reading("มอก.2879-2560"), reading("มอก.2679-2560", height=32)
    assert fuse(RUNS, [line, wide]).worst > fuse(RUNS, [line, reading("มอก.2679-2560")]).worst


def test_nothing_seen_is_no_evidence() -> None:
    nothing = fuse(RUNS, [reading("ผลิตในประเทศไทย"), Reading("2879-2560", reading("").region, PP)])
    assert (nothing.looks, nothing.readers, nothing.agreeing) == (0, 0, 0.0) and nothing.worst < 0.1


# ---- the figures themselves, by the rule as it is written: a tenth of every vote is spread over eleven symbols


def vote(certainty: float) -> tuple[float, float]:
    """What a look so certain of a figure gives to it, and to each of the ten others."""
    return 0.9 * certainty + 0.1 / 11, 0.9 * (1 - certainty) / 10 + 0.1 / 11


CERTAINTIES = (0.99, 0.95, 0.5, 0.9, 0.8, 0.7, 0.97, 0.6)


def number(certainties: tuple[float, ...], text: str = "2879-2560", reader: str = OURS, height: float = 20) -> Reading:
    """A look at eight figures, each with its certainty; the dash is sure."""
    spread = (*certainties[:4], 1.0, *certainties[4:])
    return Reading(text, Region(RegionKind.LINE, Quad.of_box(0, 0, 200, height), 1.0), reader, spread)


def test_one_look_is_believed_figure_by_figure() -> None:
    found = fuse(RUNS, [number(CERTAINTIES)])
    each = [vote(certainty)[0] for certainty in CERTAINTIES]
    product = 1.0
    for share in each:
        product *= share
    assert (found.worst, found.whole) == (pytest.approx(min(each)), pytest.approx(product))
    assert (found.looks, found.agreeing, found.readers) == (1, 1.0, 1)


def test_two_readers_are_multiplied() -> None:
    other = (0.9, 0.6, 0.7, 0.99, 0.5, 0.8, 0.9, 0.95)
    found = fuse(RUNS, [number(CERTAINTIES), number(other, reader=PP)])
    each = []
    for one, two in zip(CERTAINTIES, other, strict=True):
        (yes, no), (yes_too, no_too) = vote(one), vote(two)
        each.append(yes * yes_too / (yes * yes_too + 10 * no * no_too))
    assert (found.worst, found.looks, found.readers) == (pytest.approx(min(each)), 2, 2)


def test_two_looks_of_one_reader_are_averaged_by_how_sharply_they_saw_the_number() -> None:
    other = (0.9, 0.6, 0.7, 0.99, 0.5, 0.8, 0.9, 0.95)
    found = fuse(RUNS, [number(CERTAINTIES), number(other, height=25)])
    first, second = (sum(CERTAINTIES) / 8) ** 2, (20 / 25 * sum(other) / 8) ** 2
    each = [
        0.9 * (first * one + second * two) / (first + second) + 0.1 / 11
        for one, two in zip(CERTAINTIES, other, strict=True)
    ]
    assert (found.worst, found.readers) == (pytest.approx(min(each)), 1)


def test_a_look_that_shows_another_figure_agrees_by_its_weight_not_at_all() -> None:
    other = number((0.9,) * 8, "2679-2560", PP)
    found = fuse(RUNS, [number(CERTAINTIES), other])
    weight, against = (sum(CERTAINTIES) / 8) ** 2, 0.9**2
    assert found.agreeing == pytest.approx(weight / (weight + against)) and found.readers == 1
    (yes, no), (sure, unsure) = vote(0.95), vote(0.9)
    eight = yes * unsure / (yes * unsure + no * sure + 9 * no * unsure)
    assert found.worst == pytest.approx(min(eight, found.worst)) and eight == pytest.approx(found.worst)


def test_a_figure_that_nobody_shows_is_one_of_eleven() -> None:
    found = fuse(RUNS, [reading("2879-25")])
    assert found.worst == pytest.approx(1 / 11) and found.readers == 0 and found.agreeing == 1


@pytest.mark.parametrize(
    ("text", "looks"),
    [("2879", True), ("287", False), ("9-2560", True), ("-2560", True), ("560", False), ("28x9-3471", False)],
)
def test_a_look_shows_half_of_the_figures_at_least(text: str, looks: bool) -> None:
    assert bool(votes_of("28792560", 4, reading(text))) is looks


@pytest.mark.parametrize(
    ("leading", "text", "first"),
    [
        (4, "12879-2560", LOST), (4, "02879-2560", "2"), (4, "112879-2560", "2"), (3, "112879-2560", LOST),
        (5, "12879-2560", "2"), (4, "1 2879-2560", "2"),
    ],
)  # fmt: skip
def test_figures_before_the_number_speak_against_it_where_a_number_may_begin_so(
    leading: int, text: str, first: str
) -> None:
    assert votes_of("28792560", leading, reading(text))[0].symbol == first


@pytest.mark.parametrize(
    ("certainty", "own", "symbol"), [(0.31, 0.7, LOST), (0.3, 0.7, "0"), (0.29, 0.7, "0"), (0.11, 0.9, LOST)]
)
def test_a_figure_too_many_counts_where_it_is_more_certain_than_the_other_is_in_doubt(
    certainty: float, own: float, symbol: str
) -> None:
    seen = votes_of("28792560", 4, reading("2879-25601", at8=own, at9=certainty))
    assert seen[7].symbol == symbol and seen[7].certainty == (certainty if symbol == LOST else own)


def test_a_lost_figure_is_as_certain_as_its_fainter_neighbour() -> None:
    seen = votes_of("28792560", 4, reading("289-2560", at1=0.6, at2=0.8))
    assert (seen[2].symbol, seen[2].certainty) == (LOST, 0.6)
    assert [seen[k].certainty for k in (1, 3)] == [0.6, 0.8]


def test_confidences_that_do_not_fit_the_text_are_no_look() -> None:
    look = reading("2879-2560")
    assert votes_of("28792560", 4, Reading(look.text, look.region, OURS, look.confidences[:-1])) == {}
