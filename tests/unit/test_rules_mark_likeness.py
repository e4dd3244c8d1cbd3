"""A mark that was found must look like the mark: what a close look told of it, judged."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.support.cases import case, code, likeness, mark, standard
from verifier.domain import MarkFault, Outcome, SeenCode, VerdictKind
from verifier.domain.geometry import Quad
from verifier.messages import finding
from verifier.rules import Case, judge
from verifier.rules.marks import like
from verifier.rules.verdict import conclude

A, C, N = VerdictKind.AGREES, VerdictKind.CONFLICTS, VerdictKind.CANNOT_TELL


def said(judged: Case) -> list[tuple[str, object]]:
    return [(f.code, f.params.get("fault")) for f in like(judged)]


def square_code(width: float) -> SeenCode:
    """An official code that is `width` of its height wide in the photo."""
    honest = code()
    return SeenCode(honest.payload, honest.symbology, honest.target, 0, 0, Quad.of_box(0, 0, 100 * width, 100))


@pytest.mark.parametrize("seen", [None, likeness(), likeness("part_missing", clear=False, mirrored=True, width=0.5)])
def test_a_mark_that_is_as_it_should_be_or_cannot_be_told_is_left_alone(seen):
    judged = case(marks=[mark(likeness=seen)])
    assert said(judged) == [] and conclude(judge(judged)).kind is A


@pytest.mark.parametrize("fault", MarkFault)
def test_every_fault_keeps_the_verdict_from_agreement_and_has_words(fault):
    judged = case(marks=[mark(likeness=likeness(fault))])
    (found,) = like(judged)
    assert (found.code, found.outcome, found.required) == ("mark.unlike", Outcome.UNKNOWN, True)
    assert conclude(judge(judged)).kind is N
    assert all(str(fault) not in finding(found, lang) for lang in ("th", "en"))


@pytest.mark.parametrize(("side", "told"), [(63, []), (64, [("mark.unlike", "unclear")])])
def test_a_mark_large_enough_to_be_compared_that_cannot_be_is_told(side, told):
    seen = mark(likeness=likeness("part_missing", clear=False))
    judged = case(marks=[replace(seen, quad=Quad.of_box(0, 0, side, side))])
    assert said(judged) == told and (conclude(judge(judged)).kind is A) == (not told)


def test_one_mark_of_two_that_is_wrong_is_enough():
    judged = case(marks=[mark(likeness=likeness()), mark(likeness=likeness("ring_broken", "part_added"))])
    assert said(judged) == [("mark.unlike", "ring_broken, part_added")]
    assert conclude(judge(judged)).kind is N


def test_a_mirrored_mark_conflicts():
    judged = case(marks=[mark(likeness=likeness(mirrored=True))])
    assert said(judged) == [("mark.mirrored", None)] and conclude(judge(judged)).kind is C


@pytest.mark.parametrize(
    "changes",
    [
        {"marks": [mark(score=0.79, likeness=likeness(mirrored=True))]},
        {"marks": [mark(likeness=likeness(mirrored=True))], "standards": [standard(certain=False)], "licences": []},
        {"marks": [mark(photo=1, likeness=likeness(mirrored=True))], "photos": 2},
    ],
    ids=["not seen well enough", "no print was read", "print was read on another photo alone"],
)
def test_where_the_photo_itself_may_be_mirrored_or_the_mark_is_not_sure_it_cannot_be_told(changes):
    assert said(case(**changes)) == [("mark.unlike", "mirrored")]


@pytest.mark.parametrize(("width", "told"), [(1.0, False), (0.79, False), (0.77, True), (1 / 0.77, True), (0.72, True)])
def test_a_mark_alone_may_be_squeezed_as_photos_from_aside_squeeze(width, told):
    judged = case(marks=[mark(likeness=likeness(width=width))], codes=[])
    assert said(judged) == ([("mark.unlike", "squashed")] if told else [])


@pytest.mark.parametrize(
    ("width", "of_code", "told"),
    [(0.72, 0.72, False), (0.72, 0.89, False), (0.72, 0.91, True), (0.79, 1.0, True), (0.81, 1.0, False)],
)
def test_a_code_beside_the_mark_tells_how_the_label_is_squeezed(width, of_code, told):
    judged = case(marks=[mark(likeness=likeness(width=width))], codes=[square_code(of_code)])
    assert said(judged) == ([("mark.unlike", "squashed")] if told else [])


@pytest.mark.parametrize(
    ("degrees", "told"),
    [(0, False), (19, False), (21, True), (45, True), (69, True), (71, False), (90, False), (-30, True), (180, False)],
)
@pytest.mark.parametrize("whole", [0, 37])
def test_a_mark_stands_level_with_its_number_however_the_label_is_turned(degrees, told, whole):
    turned = replace(likeness(), frame=_square(whole + degrees))
    number = replace(standard(), quad=_line(whole))
    judged = case(marks=[replace(mark(likeness=turned), quad=turned.frame)], standards=[number])
    assert said(judged) == ([("mark.unlike", "turned")] if told else [])


def _square(degrees):
    return Quad(tuple(_at(degrees, x, y) for x, y in ((-50, -50), (50, -50), (50, 50), (-50, 50))))


def _line(degrees):
    return Quad(tuple(_at(degrees, x, y) for x, y in ((-60, 60), (60, 60), (60, 80), (-60, 80))))


def _at(degrees, x, y):
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (50 + x * cos - y * sin, 50 + x * sin + y * cos)


def test_bar_codes_and_codes_of_other_labels_tell_nothing_of_the_squeeze():
    bar = SeenCode("8850000000000", "EAN13", code().target, 0, 0, Quad.of_box(0, 0, 72, 100))
    far = SeenCode("x", "QRCode", code().target, 0, 1, Quad.of_box(0, 0, 72, 100))
    judged = case(marks=[mark(likeness=likeness(width=0.72))], codes=[bar, far])
    assert said(judged) == [("mark.unlike", "squashed")]


def test_a_community_mark_and_one_that_was_hardly_seen_are_not_asked():
    wrong = likeness("part_missing", mirrored=True)
    assert said(case(marks=[mark("community", likeness=wrong), mark(score=0.3, likeness=wrong)])) == []
