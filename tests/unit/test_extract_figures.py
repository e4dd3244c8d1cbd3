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
