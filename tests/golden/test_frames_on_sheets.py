"""One label of several in a wide photo, with the real engines: small print beside its frame keeps it from green."""

import io

import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw

from tests.conftest import ROOT
from tests.support.fakes import TODAY
from tests.support.printing import font
from verifier.build import build_verifier
from verifier.cli import main
from verifier.domain import Framing, VerdictKind
from verifier.settings import Settings

SAMPLES = ROOT / "samples"
NAMES = ("01-power-bank", "02-charger", "04-helmet", "05-mask", "03-power-strip", "01-power-bank")
GAP, COLUMNS = 260, 3
DENIED = "ไม่ได้รับการรับรอง มอก."


@pytest.fixture(scope="module")
def verifier(tmp_path_factory):
    path = tmp_path_factory.mktemp("list") / "list.sqlite"
    arguments = ["registry", "build", str(path), "--from", str(SAMPLES / "list.csv"), "--covers", "samples"]
    result = CliRunner().invoke(main, [*arguments, "--date", str(TODAY)])
    assert result.exit_code == 0, result.output
    return build_verifier(Settings(list_path=path))


def _sheet(words):
    """Six samples in rows of three, with words 14 px high under the first: the JPEG, and the frames of the samples."""
    pictures = [Image.open(SAMPLES / f"{name}.jpg").convert("RGB") for name in NAMES]
    width, height = pictures[0].size
    rows = len(pictures) // COLUMNS
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP), (235, 233, 228))
    places = [(GAP + c * (width + GAP), GAP + r * (height + GAP)) for r in range(rows) for c in range(COLUMNS)]
    for picture, place in zip(pictures, places, strict=True):
        sheet.paste(picture, place)
    left, top = places[0]
    ImageDraw.Draw(sheet).text((left + 800, top + height + 18), words, (10, 10, 20), font(14))
    data = io.BytesIO()
    sheet.save(data, "JPEG", quality=92)
    return data.getvalue(), [(x, y, x + width, y + height) for x, y in places]


@pytest.mark.parametrize(("words", "kind"), [("", VerdictKind.AGREES), (DENIED, VerdictKind.CANNOT_TELL)])
def test_small_print_beside_a_frame_is_seen_in_a_wide_photo(verifier, words, kind):
    data, (own, *others) = _sheet(words)
    report, (sight,) = verifier.examine([data], today=TODAY, framings=[Framing(own, tuple(others))])
    assert report.verdict.kind is kind, [finding.code for finding in report.findings]
    assert bool(sight.stray) == bool(words)
