from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.extract.confidence import CONTESTED_SIGNS, SIGNS, Contested, Evidence, accepted_from, belief, weights_of

KINDS = ("standard", "licence", "holder")
CERTAINTY = st.floats(0, 1)
EVIDENCE = st.builds(
    Evidence,
    best=CERTAINTY,
    again=CERTAINTY,
    other=CERTAINTY,
    readers=st.integers(1, 3),
    against=CERTAINTY,
    length=st.integers(1, 60),
    thai_digits=st.booleans(),
)


@pytest.mark.parametrize("kind", (*KINDS, "contested"))
def test_the_explanation_quotes_the_threshold(kind):
    page = Path(__file__).parents[2] / "docs" / "explanation" / "reading.md"
    assert re.search(
        rf"{kind}(?: is accepted)? from {round(100 * accepted_from(kind))} %", " ".join(page.read_text("utf-8").split())
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_weight_counts_the_wrong_way(kind):
    weights = weights_of(kind)
    assert len(weights) == len(SIGNS)
    assert all(weight * sign >= 0 for weight, sign in zip(weights, SIGNS, strict=True))
    assert any(weights[1:])


@pytest.mark.parametrize("kind", KINDS)
@given(evidence=EVIDENCE, best=CERTAINTY, readers=st.integers(1, 3), against=CERTAINTY)
def test_more_evidence_never_makes_a_value_less_likely(kind, evidence, best, readers, against):
    p = belief(kind, evidence)
    assert 0 <= p <= 1
    assert belief(kind, replace(evidence, best=max(best, evidence.best))) >= p
    assert belief(kind, replace(evidence, readers=max(readers, evidence.readers))) >= p
    assert belief(kind, replace(evidence, against=max(against, evidence.against))) <= p


@pytest.mark.parametrize("kind", KINDS)
def test_faint_looks_are_not_accepted_and_clear_ones_are(kind):
    clear = Evidence(0.9995, 0.99, 0.99, 3, 0.0, 13, False)
    faint = Evidence(0.4, 0.0, 0.3, 2, 0.3, 13, False)
    assert belief(kind, faint) < accepted_from(kind) <= belief(kind, clear)


def test_features_are_what_the_weights_were_fitted_to():
    seen = Evidence(0.5, 0.0, 0.9, 2, 0.1, 20, True)
    assert seen.features() == pytest.approx((1.0, 0.0, -4.0, 2.1972, 1.0, 0.0, -2.1972, 2.0, 1.0), abs=1e-4)
    sure = Evidence(1.0, 0.9995, 0.001, 3, 0.0, 13, False)
    assert sure.features() == pytest.approx((1.0, 7.6004, 7.6004, -3.9992, 1.0, 1.0, -4.0, 1.3, 0.0), abs=1e-4)
    alone = Evidence(0.9, 0.0, 0.0, 1, 0.0, 10, False)
    assert alone.features()[4:6] == (0.0, 0.0)
    assert 0 < belief("standard", alone) < belief("standard", replace(alone, readers=2)) < 1


def test_no_weight_of_contested_numbers_counts_the_wrong_way():
    weights = weights_of("contested")
    assert len(weights) == len(CONTESTED_SIGNS)
    assert all(weight * sign >= 0 for weight, sign in zip(weights, CONTESTED_SIGNS, strict=True))


def test_contested_numbers_are_weighed_where_many_looks_agree_alone():
    clear = Contested(0.9999, 0.97, 0.98, 0.2, 6, 2)
    assert clear.tells and belief("contested", clear) >= accepted_from("contested")
    assert not replace(clear, looks=4).tells and not replace(clear, worst=0.8).tells
    assert not replace(clear, agreeing=0.4).tells
    assert belief("contested", replace(clear, worst=0.95, best=0.6)) < accepted_from("contested")
