"""What was chosen with the detector's network belongs to that network, is complete, and is what scores a place."""

import hashlib
from dataclasses import fields, replace

import numpy as np
import pytest

from verifier.detect.align import Alignment, Levels
from verifier.detect.fit import Fit, Fitter
from verifier.detect.fitted import fitted, network, table
from verifier.detect.kinds import CLASSES, COMMUNITY, COMPULSORY, MARKS, VOLUNTARY
from verifier.detect.likeness import Cues
from verifier.detect.marks import SEARCH, CloseLook, QuadLimits, Search
from verifier.detect.score import FEATURES, SCORE, Score, another, features, likely, odds
from verifier.domain import MarkKind
from verifier.domain.geometry import Quad
from verifier.finder.net import CODE, HEAT, MODEL, Peak

CLEAR = Cues(whole=0.97, inner=0.95, weakest_quarter=0.93, quarter_turns=0, turn_margin=0.05, ring=0.97)
PEAK = Peak(0, 0.9, 100.0, 100.0, 60.0, 0.0, certain_turn=True)


def test_the_values_belong_to_the_network_that_ships():
    assert network() == MODEL.sha256 == hashlib.sha256(MODEL.locate().read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("search", Search),
        ("close_look", CloseLook),
        ("score", Score),
        ("quad", QuadLimits),
        ("alignment", Alignment),
    ],
)
def test_a_table_holds_each_value_once_and_no_other(name, kind):
    assert list(table(name)) == [field.name for field in fields(kind)]
    with pytest.raises(TypeError):
        fitted(name, Fit)


def test_weights_and_ramps_are_there_for_every_feature_and_kind():
    assert tuple(SCORE.weights) == FEATURES and len(features(PEAK, None)) == len(FEATURES)
    assert set(table("likely")) == {mark.kind for mark in MARKS} == set(MarkKind)
    assert all(low < high for ramps in table("likely").values() for low, high in ramps.values())
    assert len(SEARCH.downscales) == len(SEARCH.downscale_min_sides_px)


def test_the_classes_of_the_marks_come_before_that_of_the_code():
    assert [*CLASSES, CODE] == list(range(HEAT.start, HEAT.stop))
    assert [mark.kind for mark in MARKS] == [MarkKind.COMPULSORY, MarkKind.VOLUNTARY, MarkKind.COMMUNITY]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.kind)
def test_the_weakest_cue_decides_how_like_the_drawing_a_place_is(mark):
    assert likely(CLEAR, mark) == 1.0
    cues = ["whole", "inner", "weakest_quarter", *(["ring"] if mark.ringed else [])]
    for cue in cues:
        low, high = table("likely")[mark.kind][cue]
        assert likely(replace(CLEAR, **{cue: low}), mark) == 0.0
        assert likely(replace(CLEAR, **{cue: (low + high) / 2}), mark) == pytest.approx(0.5)


def test_only_a_bare_mark_must_look_another_after_a_quarter_turn():
    alike = replace(CLEAR, turn_margin=0.0)
    assert likely(alike, VOLUNTARY) == 0.0 and likely(alike, COMPULSORY) == likely(alike, COMMUNITY) == 1.0


def test_what_is_seen_too_well_to_be_a_mark_is_none():
    wheel, mirrored = replace(CLEAR, inner=0.59), replace(CLEAR, turn_margin=0.0019)
    assert another(wheel, COMPULSORY, 30) and not another(CLEAR, COMPULSORY, 30)
    assert not another(replace(wheel, ring=0.84), COMPULSORY, 30)
    assert another(mirrored, VOLUNTARY, 90) and not another(CLEAR, VOLUNTARY, 90)
    assert not another(mirrored, VOLUNTARY, 89) and not another(replace(mirrored, whole=0.94), VOLUNTARY, 90)
    assert not another(mirrored, COMMUNITY, 300) and not another(wheel, COMMUNITY, 300)


def test_a_place_scores_by_the_net_and_by_how_the_drawing_lies():
    lies = Fit(Quad.of_box(70, 70, 130, 130), CLEAR, 0.9)
    assert odds(PEAK, lies) > odds(PEAK, None)
    assert odds(replace(PEAK, score=0.5), None) == SCORE.weights["constant"] + SCORE.weights["is_ringed"]
    worse = replace(lies, cues=replace(CLEAR, weakest_quarter=0.3))
    assert odds(PEAK, lies) - odds(PEAK, worse) == pytest.approx(SCORE.weights["weakest_quarter"] * 0.63)


def test_the_drawing_lies_nowhere_on_an_even_ground():
    levels = Levels(np.full((200, 200), 128, np.uint8))
    assert Fitter()(levels, [PEAK, replace(PEAK, kind=1), replace(PEAK, kind=2)]) == [None] * 3
