"""Real photos: floors for the marks that must be found, a ceiling for marks seen where there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.fakes import FakeCodeReader, FakeLineFinder, make_verifier
from verifier.build import build_verifier
from verifier.cli.evaluate import evaluate_photo
from verifier.evaluation.evaluate import Score, summarise
from verifier.evaluation.truth import Truth, load_truth
from verifier.settings import Settings

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def looker():
    """A verifier that looks for marks with the detector that ships, and for nothing else."""
    detector = build_verifier(Settings()).detector
    return make_verifier(detector=detector, code_reader=FakeCodeReader(()), line_finder=FakeLineFinder(0))


def look(looker, folder: Path, truths: list[Truth]) -> list[Score]:
    return [evaluate_photo(looker, folder, truth, date(2026, 11, 25)) for truth in truths]


def of_size(truths: list[Truth], low: float, high: float) -> list[Truth]:
    return [truth for truth in truths if truth.mark_size and low <= truth.mark_size < high]


def test_marks_from_32_px(looker, shared_data):
    truths = of_size(load_truth(shared_data / "photos"), 32, 1e9)[::4]
    marks = summarise(look(looker, shared_data / "photos", truths))["marks"]
    assert marks["found_from_32_px"]["n"] >= 18
    assert len(marks["missed"]) <= 1, marks["missed"]
    assert marks["kind_wrong"] == []


def test_packages_without_a_mark(looker, shared_data):
    truths = load_truth(shared_data / "negatives")[::8]
    false = summarise(look(looker, shared_data / "negatives", truths))["marks"]["false"]
    assert false["photos"] >= 20
    assert false["marks"] == 0, false["files"]


@pytest.mark.slow
@pytest.mark.parametrize(("low", "high", "floor"), [(32, 1e9, 0.97), (24, 32, 0.92), (0, 24, 0.9)])
def test_all_marks_by_size(looker, shared_data, low, high, floor):
    truths = of_size(load_truth(shared_data / "photos"), low, high)
    marks = summarise(look(looker, shared_data / "photos", truths))["marks"]
    assert len(marks["missed"]) <= (1 - floor) * len(truths), marks["missed"]
    assert marks["kind_wrong"] == []


@pytest.mark.slow
def test_all_packages_without_a_mark(looker, shared_data):
    truths = load_truth(shared_data / "negatives")
    false = summarise(look(looker, shared_data / "negatives", truths))["marks"]["false"]
    assert false["photos"] == len(truths)
    assert false["per_100"] <= 1, false["files"]
