"""Photos that were answered wrongly once, made from our own samples: held beside the repository, with right answers."""

from datetime import date
from pathlib import Path

import pytest

from verifier.build import build_verifier
from verifier.domain import VerdictKind
from verifier.settings import Settings

pytestmark = pytest.mark.shared
FAULTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "faults"
WRONG_GREEN = sorted((FAULTS / "wrong_green").glob("*.jpg")) if FAULTS.is_dir() else []
DAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def verifier(sample_list):
    return build_verifier(Settings(list_path=sample_list))


def test_the_pictures_are_there():
    if not FAULTS.is_dir():
        pytest.skip("the pictures are not beside this repository")
    assert len(WRONG_GREEN) > 20


@pytest.mark.parametrize("path", WRONG_GREEN, ids=lambda path: path.stem)
def test_a_lying_picture_is_not_called_agreeing(verifier, path):
    assert verifier.verify([path.read_bytes()], today=DAY).verdict.kind is not VerdictKind.AGREES
