"""`mokcheck verify --region`: one label of several in a photo, from the command line to the bundle and the picture."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from tests.support.reports import read_report
from tests.support.shelf import LEFT, RIGHT, looking, shelf, shelf_photo
from verifier.cli import main
from verifier.evidence.check import check

ON = ("--on", "2026-11-23")


@pytest.fixture
def mokcheck(monkeypatch, tmp_path):
    """Runs a command line in a folder with the photo of a shelf."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("verifier.build.build_verifier", lambda _: looking(shelf()))
    Path("shelf.png").write_bytes(shelf_photo())

    def run(*arguments):
        return CliRunner().invoke(main, ["verify", "shelf.png", *arguments, *ON])

    return run


def told(box):
    return ",".join(map(str, box))


def test_each_label_has_an_answer_of_its_own(mokcheck):
    assert mokcheck().exit_code == 20
    for own, other in ((LEFT, RIGHT), (RIGHT, LEFT)):
        result = mokcheck("--region", told(own), "--other", told(other), "--json")
        assert result.exit_code == 0, result.output
        report = read_report(result.stdout_bytes)
        assert json.loads(result.stdout)["photos"][0]["framing"] == {"region": list(own), "others": [list(other)]}
        assert len(report.claim.licences) == 1
    assert mokcheck("--region", told(LEFT)).exit_code == 20, "nobody said whose the rest is"


def test_bundle_and_picture_show_the_frame(mokcheck):
    frames = ("--region", told(LEFT), "--other", told(RIGHT))
    made = mokcheck(*frames, "--evidence", "out.zip", "--annotate", "out.png")
    assert made.exit_code == 0, made.output
    checked = check(Path("out.zip").read_bytes())
    assert checked.recomputed and not checked.flaws
    assert checked.record.sights[0].photo.framing.region == LEFT
    picture = Image.open("out.png").convert("RGB")
    assert (0, 84, 166) in {picture.getpixel((LEFT[2], y)) for y in range(picture.height)}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--region", "1,2,3"),
        ("--region", "a,b,c,d"),
        ("--region", "-1,0,300,300"),
        ("--region", "0,0,9000,300"),
        ("--region", told(LEFT), "--other", told(LEFT)),
        ("--other", told(RIGHT)),
        ("shelf.png", "--region", told(LEFT)),
    ],
)
def test_frames_that_are_none_are_refused(mokcheck, arguments):
    result = mokcheck(*arguments)
    assert result.exit_code == 64, result.output
