"""Pictures that lie and were called agreeing once, one of a kind, drawn by `python -m bench lies`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.lying_pictures import judge, listed
from verifier.domain import VerdictKind
from verifier.pipeline import Verifier

PICTURES = sorted((Path(__file__).parent / "lies").glob("*.webp"))


@pytest.fixture(scope="module")
def verifier() -> Iterator[Verifier]:
    with judge.verifier() as built:
        yield built


def test_the_pictures_are_there() -> None:
    assert len(PICTURES) >= 19


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_that_lies_is_not_called_agreeing(verifier: Verifier, path: Path) -> None:
    assert verifier.verify([path.read_bytes()], today=listed.TODAY).verdict.kind is VerdictKind.CANNOT_TELL
