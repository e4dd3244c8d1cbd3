"""How answers of two processors are compared; the comparison itself is slow (tests/golden/test_processors.py)."""

from __future__ import annotations

import copy
import shutil

import pytest

from bench import processors
from bench.processors import compared

READING = {"text": "TIS 2879-2560", "confidences": [0.9] * 13, "region": {"quad": [[0, 0], [9, 0], [9, 3], [0, 3]]}}
HERE = {
    "lines": {"line-000": {"readings": [READING], "fields": [["2879-2560", True]]}},
    "photos": {
        "01.jpg": {
            "sight": {
                "marks": [{"mark": "compulsory", "quad": [[0, 0]]}],
                "codes": [],
                "readings": [READING | {"confidences": [0.9] * 13}],
            },
            "certain": ["2879-2560"],
            "verdict": "agrees",
            "findings": [["mark.found", "pass"]],
        }
    },
}


def test_equal_answers_are_equal() -> None:
    found = compared(HERE, copy.deepcopy(HERE))
    assert found.equal and found.certainty == 0
    assert set(found.of.values()) == {1}


def test_what_differs_is_named() -> None:
    there = copy.deepcopy(HERE)
    there["lines"]["line-000"]["readings"][0] |= {"text": "TIS 2879-2580"}
    there["photos"]["01.jpg"]["sight"]["readings"][0]["confidences"][3] = 0.7
    there["photos"]["01.jpg"]["findings"] = [["mark.found", "unknown"]]
    found = compared(HERE, there)
    assert not found.equal
    assert {name for name, differing in found.differing.items() if differing} == {
        "texts of lines",
        "verdicts and findings of photos",
    }
    assert found.certainty == pytest.approx(0.2)


def test_without_an_emulator_nothing_is_claimed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert processors.main([]) == 0
    assert "not installed" in capsys.readouterr().out
