"""When the letter of a licence's type is doubted: how often and how surely another reader must have seen it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Photo, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.second_opinion import LetterCheck, sees

NUMBER = "ท7014-4/2879"
DIGITS = ("7014", "4", "2879")
LINE = Region(RegionKind.LINE, Quad.of_box(100, 100, 400, 130), 0.9)
BLANK = photo(np.full((600, 900, 3), 255, np.uint8))


def look(text: str, *sure: float) -> Reading:
    return Reading(text, LINE, "t-1", tuple(sure) if len(sure) > 1 else (sure or (0.9,)) * len(text))


class Looks:
    """Reads these texts one after the other, each with how sure it is of the first letter, and notes where."""

    def __init__(self, *seen: tuple[str, float], others: int = 0) -> None:
        self.seen, self.shown = list(seen), list[Region]()
        self.other_looks = (self,) * others

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        (line,) = lines
        self.shown.append(line)
        text, sure = self.seen[(len(self.shown) - 1) % len(self.seen)]
        return [Reading(text, line, "t-1", (sure, *(0.99,) * (len(text) - 1)))]


def accepted(text: str = NUMBER, sure: float = 0.999) -> list[Reading]:
    return [Reading(text, LINE, reader, (sure,) * len(text)) for reader in ("a/1", "b/1")]


def doubts(reader: Looks, readings: list[Reading] | None = None) -> list[Reading]:
    return LetterCheck(reader).doubts(BLANK, accepted() if readings is None else readings)  # type: ignore[arg-type]


SEEN, UNSURE, OTHER = (NUMBER, 0.8), (NUMBER, 0.49), ("ก7014-4/2879", 0.9)


@pytest.mark.parametrize(
    ("seen", "others", "looks", "doubted"),
    [
        ([SEEN], 0, 1, False), ([UNSURE], 0, 2, True), ([UNSURE, SEEN], 0, 2, False), ([OTHER], 0, 2, True),
        ([SEEN], 2, 3, False), ([OTHER, SEEN], 2, 6, False), ([OTHER, OTHER, SEEN], 2, 6, True),
        ([SEEN, SEEN, OTHER, OTHER, OTHER, OTHER], 2, 6, True), ([OTHER, OTHER, OTHER, SEEN, SEEN, SEEN], 2, 6, False),
        ([(NUMBER, 0.71)], 2, 6, False), ([(NUMBER, 0.69)], 2, 6, True),  # every time, in the mean
        ([(NUMBER, 0.64), (NUMBER, 0.78)], 2, 6, False), ([(NUMBER, 0.79)] * 5 + [OTHER], 2, 6, True),
        ([(NUMBER, 0.79)] * 5 + [("7014-4/2879", 0.9)], 2, 6, True),  # once without a letter
    ],
)  # fmt: skip
def test_half_of_the_looks_must_see_the_letter_surely_and_no_more_are_taken_then(
    seen: list[tuple[str, float]], others: int, looks: int, doubted: bool
) -> None:
    reader = Looks(*seen, others=others)
    assert bool(doubts(reader)) is doubted and len(reader.shown) == looks


def test_the_surest_look_tells_of_the_doubt() -> None:
    (doubt,) = doubts(Looks(("ก7014-4/2879", 0.5), ("ฑ7014-4/2879", 0.9)))
    assert doubt.text == "ฑ7014-4/2879"


def test_each_look_is_wider_than_the_number() -> None:
    reader = Looks(OTHER)
    doubts(reader)
    first, second = (region.quad.bounds for region in reader.shown)
    assert second[0] < first[0] < 100 and second[2] > first[2] > 399 and first[1] < 100 < 130 < first[3]
    assert all(region.kind is RegionKind.LINE for region in reader.shown)


def test_numbers_that_are_not_accepted_are_not_looked_at() -> None:
    reader = Looks(OTHER)
    assert doubts(reader, accepted(sure=0.3)) == [] and not reader.shown
    assert doubts(reader, accepted("มอก. 2879-2560")) == [] and not reader.shown


def test_each_accepted_number_is_asked_for() -> None:
    other = [
        Reading("น7015-5/2879", Region(RegionKind.LINE, Quad.of_box(100, 300, 400, 330), 0.9), reader, (0.999,) * 12)
        for reader in ("a/1", "b/1")
    ]
    assert len(doubts(Looks(("ก7014-4/2879", 0.9)), [*accepted(), *other])) == 2
    assert [d.region.quad.centre[1] > 300 for d in doubts(Looks(SEEN), [*accepted(), *other])] == [True]


@pytest.mark.parametrize(
    ("text", "letter", "sure"),
    [
        ("ท7014-4/2879", "ท", 0.9), ("ก7014-4/2879", "ท", 0.0), ("ท7014-4/2878", "ท", 0.0), ("ท7014-5/2879", "ท", 0.0),
        ("ท7015-4/2879", "ท", 0.0), ("(3)ท7014-4/2879", "ท", 0.9), ("นค7014-4/2879", "ค", 0.9),
        ("7014-4/2879", "ท", 0.0),
        ("มอก. 2879-2560 ท7014-4/2879", "ท", 0.9), ("", "ท", 0.0), ("น7014-4/2879", "ท", 0.0),
    ],
)  # fmt: skip
def test_a_letter_is_seen_before_its_own_figures(text: str, letter: str, sure: float) -> None:
    assert sees(look(text), letter, DIGITS) == sure


def test_a_letter_is_seen_as_surely_as_it_was_read() -> None:
    assert sees(look("(3)ท7014-4/2879", *(0.1,) * 3, 0.7, *(0.2,) * 11), "ท", ("3", *DIGITS)) == 0.7
    assert sees(look(NUMBER, 0.6, *(0.99,) * 11), "ท", DIGITS) == 0.6
    twice = look(f"{NUMBER} {NUMBER}", 0.6, *(0.99,) * 12, 0.8, *(0.99,) * 11)
    assert sees(twice, "ท", DIGITS) == 0.8
