"""Photos that were answered wrongly once, made from our own samples: held beside the repository."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.build import build_verifier
from verifier.cli import main
from verifier.domain import VerdictKind
from verifier.settings import Settings

pytestmark = pytest.mark.shared
ROOT = Path(__file__).resolve().parents[2]
FAULTS = ROOT.parent / "shared" / "data" / "faults"
DAY = date(2026, 11, 29)
HONEST = ("a4-03", "a4-05", "lead-bom", "no-eoi", "xmp-only")
"""Beginnings of the names of pictures of honest samples that were not opened, or whose bar code was misread."""
STILL_GREEN: frozenset[str] = frozenset(
    path.name
    for path in (FAULTS / "wrong_green").glob("*.jpg")
    if path.name.startswith(("MIN-name--he_kin", "MIN-name--pb_loma"))
)
"""Known misses: a vowel or a tone mark of a firm that every reader repairs."""


def pictures() -> list[Path]:
    found = [*FAULTS.glob("*.jpg"), *(FAULTS / "wrong_green").glob("*.jpg")] if FAULTS.is_dir() else []
    return sorted(path for path in found if not path.name.startswith(HONEST) and "2nd_photo" not in path.name)


@pytest.fixture(scope="module")
def verifier(tmp_path_factory):
    path = tmp_path_factory.mktemp("list") / "list.sqlite"
    table = str(ROOT / "samples" / "list.csv")
    built = CliRunner().invoke(
        main, ["registry", "build", str(path), "--from", table, "--covers", "all", "--date", "2026-11-28"]
    )
    assert built.exit_code == 0, built.output
    return build_verifier(Settings(list_path=path))


@pytest.mark.skipif(not FAULTS.is_dir(), reason="the pictures are not beside this repository")
def test_the_pictures_are_there():
    assert len(pictures()) > 30 and len(STILL_GREEN) <= 2


@pytest.mark.parametrize("path", pictures(), ids=lambda path: path.stem)
def test_a_lying_picture_is_not_called_agreeing(verifier, path):
    green = verifier.verify([path.read_bytes()], today=DAY).verdict.kind is VerdictKind.AGREES
    assert not green or path.name in STILL_GREEN


@pytest.mark.skipif(not FAULTS.is_dir(), reason="the pictures are not beside this repository")
def test_a_bare_mark_on_a_second_photo_is_not_passed_over(verifier):
    pair = sorted((FAULTS / "wrong_green").glob("MIN--2nd_photo*.jpg"))
    assert len(pair) == 2
    assert verifier.verify([path.read_bytes() for path in pair], today=DAY).verdict.kind is not VerdictKind.AGREES
