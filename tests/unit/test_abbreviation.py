"""The word before a standard's number: what looks show in the place of มอก., and when that is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.support.fakes import facts
from tests.support.printing import photo
from verifier.domain import Photo, Reading, Region, RegionKind, Sight, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.abbreviation import other_word
from verifier.extract.claim import assemble
from verifier.ocr.abbreviation import AbbreviationCheck

NUMBER = "มอก. 2879-2560"
LINE = Region(RegionKind.LINE, Quad.of_box(100, 100, 400, 130), 0.9)
BLANK = photo(np.full((600, 900, 3), 255, np.uint8))


def look(text: str, sure: float = 0.9, reader: str = "t-1") -> Reading:
    return Reading(text, LINE, reader, (sure,) * len(text))


def accepted(text: str = NUMBER) -> list[Reading]:
    return [look(text, 0.999, reader) for reader in ("a/1", "b/1")]


class Looks:
    """Reads one text after the other, over and over, and notes where."""

    version = "t-1"
    reads_thai = reads_thai_digits = True
    minimum_height_px = 10.0
    other_looks = ()

    def __init__(self, *texts: str, sure: float = 0.9) -> None:
        self.texts, self.sure, self.shown = texts, sure, list[Region]()

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        before = len(self.shown)
        self.shown += lines
        return [look(self.texts[at % len(self.texts)], self.sure) for at in range(before, len(self.shown))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("มอค. 2879-2560", "มอค"), ("มฮก. 2879-2560", "มฮก"), ("นอก 2879-2560", "นอก"), ("ม.อ.ถ. 2879-2560", "มอถ"),
        ("มอ ภ. ๒๘๗๙-๒๕๖๐", "มอภ"), ("มอฎฏ. 2879-2560", "มอฎฏ"), ("นฮก. 2879-2560", "นฮก"), ("มอค.2B79-2560", "มอค"),
        ("มอค. เลขที่ 2879-2560", "มอค"), ("มอค. No. 2879-2560", "มอค"), ("มอค no 2879-2560", "มอค"),
        ("ตาม มษก. 2879-2560", "มมษก"), ("500 g มอค. 2879-2560", "มอค"),
        ("บอก. 2879-2560", "บอก"), ("มบอก. 2879-2560", "มบอก"),
        (NUMBER, ""), ("ม.อ.ก. 2879-2560", ""), ("มอก. เลขที่ 2879-2560", ""),
        ("มอกถ. 2879-2560", ""), ("ฆมอก. 2879-2560", ""), ("TIS 2879-2560", ""),
        ("2879-2560", ""), ("uon. 2879-2560", ""), ("เลขที่ 2879-2560", ""), ("มาตรฐานเลขที่ 2879-2560", ""),
        ("มอ. 2879-2560", ""), ("มอค : : : 2879-2560", ""), ("", ""), ("มอค.", ""),
    ],
)  # fmt: skip
def test_what_a_look_shows_in_the_place_of_the_word(text: str, word: str) -> None:
    assert other_word(look(text), ("2879", "2560"))[0] == word


def test_a_word_is_as_sure_as_its_least_certain_letter() -> None:
    seen = Reading("มอค. 2879", LINE, "t-1", (0.9, 0.4, 0.8, 0.1, 0.1, *(0.9,) * 4))
    assert other_word(seen) == ("มอค", 0.4)


@pytest.mark.parametrize(
    ("texts", "sure", "doubted"),
    [
        (["มอค. 2879-2560"], 0.9, True),
        (["มอค. 2879-2560", "มอค. 2879-2560", NUMBER], 0.9, True),
        (["มอค. 2879-2560", NUMBER, NUMBER], 0.9, False),
        ([NUMBER, "มอค. 2879-2560", "มอค. 2879-2560"], 0.9, True),
        ([NUMBER, NUMBER, "มอค. 2879-2560"], 0.9, False),
        (["มอค. 2879-2560"], 0.29, False),
        (["มอค. 2879-2560"], 0.3, True),
        ([NUMBER], 0.9, False),
        ([""], 0.9, False),
    ],
)
def test_the_word_is_doubted_where_most_looks_show_another(texts: list[str], sure: float, doubted: bool) -> None:
    reader = Looks(*texts, sure=sure)
    told = AbbreviationCheck((reader,)).doubts(BLANK, accepted())
    assert [reading.text for reading in told] == [text for text in texts if text not in (NUMBER, "")][:1] * doubted
    asked = 2 if set(texts[:2]) <= {NUMBER, ""} else 3
    assert len(reader.shown) == asked and len({region.quad for region in reader.shown}) == asked


@pytest.mark.parametrize(
    ("seen", "alone", "doubted"),
    [
        (["บอก. 2879-2560"], ["บ."], True),
        (["บอก. 2879-2560"], [" บอก."], True),
        (["บอก. 2879-2560", "มอค. 2879-2560", NUMBER], ["บ."], True),
        (["บอก. 2879-2560"], ["บ.", "บ.", "มอก."], True),
        (["บอก. 2879-2560"], ["บ.", "มอก.", ""], False),
        (["บอก. 2879-2560", NUMBER, NUMBER], ["บ."], False),
        (["บอก. 2879-2560"], [], False),
    ],
)
def test_a_letter_that_the_reader_takes_for_another_is_looked_at_alone(
    seen: list[str], alone: list[str], doubted: bool
) -> None:
    of_numbers = Looks(*alone)
    told = AbbreviationCheck((Looks(*seen),), (of_numbers,) if alone else ()).doubts(BLANK, accepted())
    assert [reading.text for reading in told] == seen[:1] * doubted
    assert all(region.quad.width < 0.6 * LINE.quad.width for region in of_numbers.shown)


@pytest.mark.parametrize(
    ("sure", "doubted"), [((0.3, 0.1, 0.1), True), ((0.29, 0.1, 0.1), False), ((0.9, 0.1, 0), False)]
)
def test_where_all_looks_show_another_word_one_sure_look_is_enough(sure: tuple[float, ...], doubted: bool) -> None:
    class Unsure(Looks):
        def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
            before = len(self.shown)
            self.shown += lines
            return [look("มอฎ. 2879-2560" if each else NUMBER, each) for each in sure[before : len(self.shown)]]

    told = AbbreviationCheck((Unsure(),)).doubts(BLANK, accepted())
    assert [reading.confidence for reading in told] == [0.3] * doubted


@pytest.mark.parametrize("text", ["TIS 2879-2560", "T.I.S. 2879-2560", "2879-2560", "มอก. 2879"])
def test_only_accepted_numbers_that_the_thai_word_announces_are_looked_at(text: str) -> None:
    reader = Looks("มอค. 2879-2560")
    assert AbbreviationCheck((reader,)).doubts(BLANK, accepted(text)) == [] and not reader.shown


def test_where_only_figures_were_read_there_is_room_for_the_word() -> None:
    reader = Looks("มอค. 2879-2560")
    assert AbbreviationCheck((reader,)).doubts(BLANK, accepted("uon. 2879-2560"))
    assert min(region.quad.corners[0][0] for region in reader.shown) < 100


def test_a_word_that_was_not_read_with_its_number_cannot_be_looked_at_alone() -> None:
    alone = Looks("บ.")
    told = AbbreviationCheck((Looks("บอก. 2879-2560"),), (alone,)).doubts(BLANK, accepted("uon. 2879-2560"))
    assert told == [] and not alone.shown


def test_print_too_small_for_a_reader_is_not_shown_to_it() -> None:
    reader = Looks("มอค. 2879-2560")
    reader.minimum_height_px = 31.0
    assert AbbreviationCheck((reader,)).doubts(BLANK, accepted()) == [] and not reader.shown


def test_a_doubted_word_and_a_doubted_letter_are_told_apart() -> None:
    doubted = (look("มอค. 2879-2560"), look("ก7014-4/2879"), look("มอค. ก7014-4/2879"), look("7014"))
    claim = assemble([Sight((), (), (), facts(2000, 1000), doubted=doubted)])
    assert [(s.kind, s.text, s.words) for s in claim.statements] == [
        (StatementKind.ABBREVIATION, "มอค. 2879-2560", "มอค"),
        (StatementKind.LETTER, "ก7014-4/2879", ""),
        (StatementKind.LETTER, "มอค. ก7014-4/2879", ""),
        (StatementKind.LETTER, "7014", ""),
    ]


@pytest.mark.parametrize(("height", "asked"), [(17, False), (19, True)])
def test_letters_of_one_look_are_told_apart_from_eighteen_pixels_on(height: int, asked: bool) -> None:
    line = Region(RegionKind.LINE, Quad.of_box(100, 100, 400, 100 + height), 0.9)
    seen = [Reading(NUMBER, line, reader, (0.999,) * len(NUMBER)) for reader in ("a/1", "b/1")]
    other = Looks("มอค. 2879-2560")
    assert bool(AbbreviationCheck((other,)).doubts(BLANK, seen)) is bool(other.shown) is asked
