"""`mokcheck evaluate` over all real photos: what must be found, read and decoded, and what must never be wrong."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from verifier.cli import main

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def evaluated(folder, out):
    result = CliRunner().invoke(main, ["evaluate", str(folder), "--json", str(out)])
    assert result.exit_code == 0, result.output
    return json.loads(out.read_text("utf-8"))


@pytest.fixture(scope="module")
def figures(shared_data, tmp_path_factory):
    return evaluated(shared_data / "photos", tmp_path_factory.mktemp("figures") / "photos.json")


def test_no_photo_is_beyond_verifying(figures):
    assert figures["photos"] >= 100
    assert figures["errors"] == {}


def test_marks(figures):
    found = figures["marks"]["found_from_32_px"]
    assert found["hits"] >= 0.97 * found["n"] > 75, figures["marks"]["missed"]


def test_codes(figures):
    assert figures["qr"]["right"]["n"] == 50
    assert figures["qr"]["right"]["hits"] >= 49, figures["qr"]["files"]
    assert figures["qr"]["wrong"] == 0


def test_standard_numbers(figures):
    assert figures["standard"]["wrong"] == 0, figures["standard"]["files"]
    assert figures["standard"]["right"]["n"] >= 47
    assert figures["standard"]["right"]["hits"] >= 45, figures["standard"]["files"]


def test_standard_numbers_on_other_goods(shared_data, tmp_path):
    goods = evaluated(shared_data / "goods", tmp_path / "goods.json")
    assert goods["standard"]["wrong"] == 0, goods["standard"]["files"]
    assert goods["standard"]["right"]["n"] == 11
    assert goods["standard"]["right"]["hits"] >= 7, goods["standard"]["files"]


def test_without_a_list_nothing_agrees(figures):
    said = figures["verdicts"]["said"]
    assert said["agrees"] == 0 and sum(said.values()) == figures["photos"]
