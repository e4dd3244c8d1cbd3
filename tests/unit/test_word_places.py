"""Where words stand in a line, and what of them may be misread: each kind of misreading, its price and its bound."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from verifier.extract.label_vocabulary import Beginnings
from verifier.extract.word_places import look_alikes, misread, written
from verifier.names.confusions import everyone
from verifier.thai import LETTER_LOOK_ALIKES

KNOWN = Beginnings.of(["สายไฟ", "พัดลม", "รับประกัน", "ปลา"])


def found(
    line: str, *, others: bool = False, most: int = 99, starts: Sequence[int] | None = None
) -> set[tuple[int, int, str, int]]:
    places = range(len(line)) if starts is None else starts
    return {tuple(part) for part in misread(line, KNOWN, lambda _: most, places, others=others)}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("line", "half_letters"),
    [
        ("สายไพ", 2), ("สายไผ", 2),  # a letter for one that it looks like
        ("พดลม", 1), ("พิดลม", 1), ("พัดลัม", 1),  # a small vowel lost, for another, made up
        ("พัดดลม", 1), ("พัดลลม", 1), ("พัดตลม", 2),  # a letter seen twice, the second time as another
        ("พดดลม", 2), ("รบประกน", 2), ("รบประกิน", 2),
        ("สายไร", None), ("สฦยไฟ", None), ("พัดล", None), ("ดลม", None), ("รับปะกัน", None), ("สายไฟ", None),
    ],
)  # fmt: skip
def test_letters_that_readers_mistake(line: str, half_letters: int | None) -> None:
    words = {misread for start, end, _, misread in found(line) if (start, end) == (0, len(line))}
    assert words == (set() if half_letters is None else {half_letters})


def test_a_letter_may_be_what_a_small_vowel_was_read_as() -> None:
    black = Beginnings.of(["สีดำ"])
    words = [tuple(part) for part in misread("สจดำ", black, lambda _: 99, [0], others=False)]
    assert words == [(0, 4, "สีดำ", 2)]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("สายไร", "สายไฟ"), ("สายฦฟ", "สายไฟ"), ("พัดฦลม", "พัดลม"), ("พัดม", "พัดลม"), ("รับปะกัน", "รับประกัน"),
        ("ฦายไฟ", "สายไฟ"), ("ัดลม", "พัดลม"), ("ฦลา", "ปลา"),  # the first one
        ("สฦยไฟ", None), ("สาฦไฟ", None), ("ปฦา", None),  # not the second and the third
        ("รับฦฦกัน", None), ("ฦายไฦ", None), ("พดฦลม", None), ("ฦดลม", None),  # and nothing else with it
    ],
)  # fmt: skip
def test_one_letter_may_be_any_after_three_of_the_word_or_at_its_beginning(line: str, word: str | None) -> None:
    at_all = {(named, misread) for start, end, named, misread in found(line, others=True) if end - start == len(line)}
    assert at_all == ({(word, 4)} if word else set())
    assert not any(named == word for _, end, named, _ in found(line) if end == len(line))


def test_words_are_looked_for_from_the_places_that_are_named() -> None:
    line = "สายไพพดลม"
    assert {(start, word) for start, _, word, _ in found(line)} >= {(0, "สายไฟ"), (5, "พัดลม")}
    assert {start for start, *_ in found(line, starts=[5])} == {5} and not found(line, starts=[2])


@pytest.mark.parametrize(("most", "told"), [(1, False), (2, True)])
def test_no_more_is_misread_than_a_word_may_have(most: int, told: bool) -> None:
    assert bool(found("สายไพ", most=most)) is told


def test_a_long_word_may_have_more_misread_as_it_goes_on() -> None:
    """One letter at its beginning, and half of one more for every two that it has."""
    long = Beginnings.of(["กกกกกกกกกก"])
    for line, told in (("กกถถกกกกกก", True), ("กถถกกกกกกก", False), ("กกกกกถกกกถ", True), ("กกถถถกกกกก", False)):
        words = list(misread(line, long, lambda _: 99, [0], others=False))
        assert bool([word for word in words if word.end == len(line)]) is told


def test_words_as_they_are_written_stand_wherever_they_do() -> None:
    assert [tuple(part) for part in written("สายไฟปลาปล", KNOWN)] == [(0, 5, "สายไฟ", 0), (5, 8, "ปลา", 0)]
    within = Beginnings.of(["ปลา", "ปล", "ลา"])
    assert [part.word for part in written("ปลา", within)] == ["ปล", "ปลา", "ลา"] and not list(written("", KNOWN))


def test_letters_look_alike_both_ways() -> None:
    alike = look_alikes()
    for group in (*LETTER_LOOK_ALIKES, "ขบช", "ธร", "ฉณ"):
        assert all(set(group) - {letter} <= set(alike[letter]) for letter in group)
    assert all(letter not in others and letter in alike[other] for letter, others in alike.items() for other in others)


def test_what_was_seen_often_enough_looks_alike() -> None:
    """Three times, and in five of a thousand places."""
    groups, counted, alike = [*LETTER_LOOK_ALIKES, "ขบช", "ธร", "ฉณ"], everyone(), look_alikes()
    for (printed, read), times in counted.wrong.items():
        if not printed or not read or any(printed in group and read in group for group in groups):
            continue
        back = counted.wrong.get((read, printed), 0)
        seen = (times >= 3 and times >= 0.005 * counted.seen[printed], back >= 3 and back >= 0.005 * counted.seen[read])
        assert (printed in alike.get(read, "")) is any(seen), (printed, read, times)
