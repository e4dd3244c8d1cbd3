"""Whatever was fitted to a net belongs to the net that ships."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from verifier.finder import net as detector
from verifier.fitted import fitted
from verifier.ocr import linenet as reader

TO_THE_READER = {
    "confidence": "python -m bench belief --calibrate",
    "name_calibration": "python -m bench.reading_errors.measure",
    "name_confusions": "python -m bench.reading_errors.measure",
}
"""By the name of the file, what fits it anew."""
TO_THE_DETECTOR = {
    "code_places": "measure the peaks at codes, then choose",
    "line_detector": "python -m models.recipe evaluate-detector, then choose",
}


@pytest.mark.parametrize("name", TO_THE_READER)
def test_it_was_fitted_to_the_reader_that_ships(name: str) -> None:
    assert fitted(name)["reader"] == reader.MODEL.sha256, TO_THE_READER[name]


@pytest.mark.parametrize("name", TO_THE_DETECTOR)
def test_it_was_fitted_to_the_detector_that_ships(name: str) -> None:
    assert fitted(name)["detector"] == detector.MODEL.sha256, TO_THE_DETECTOR[name]


def test_every_file_that_names_a_net_names_one_that_ships() -> None:
    shipped = {"reader": reader.MODEL.sha256, "detector": detector.MODEL.sha256}
    for file in resources.files("verifier.data").iterdir():
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text("utf-8"))
            assert {net: table[net] for net in shipped if net in table}.items() <= shipped.items(), file.name
