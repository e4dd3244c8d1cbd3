import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.fakes import make_verifier, photo_bytes
from verifier.build import build_verifier
from verifier.domain import MarkFault, MarkKind, MarkLikeness, Region, RegionKind, Report
from verifier.domain.geometry import Quad
from verifier.errors import BadSights
from verifier.report.sights import FRAMED, SCHEMA, sights_from_dict, sights_to_dict
from verifier.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = ROOT.parent / "shared" / "data"
DAY = date(2026, 11, 29)


def kept(sights):
    return sights_from_dict(json.loads(json.dumps(sights_to_dict(sights), allow_nan=False)))


def same(report: Report, other: Report) -> bool:
    return replace(report, timings_ms={}) == replace(other, timings_ms={})


def test_sights_come_back_equal_and_give_the_equal_report():
    verifier = make_verifier()
    sights = tuple(verifier.see(photo_bytes(n), n) for n in range(2))
    assert kept(sights) == sights
    again = verifier.judge(kept(sights), today=DAY)
    assert same(again, verifier.judge(sights, today=DAY))
    assert again.claim.licences and again.claim.codes and again.claim.marks


@pytest.mark.parametrize(
    "likeness",
    [
        None,
        MarkLikeness(Quad.of_box(1.25, 2, 3, 4), clear=False),
        MarkLikeness(Quad.of_box(0, 0, 9, 7), True, (MarkFault.SECOND_RING, MarkFault.PART_MISSING), mirrored=True),
    ],
)
def test_what_was_measured_of_a_mark_comes_back_equal(likeness):
    mark = Region(RegionKind.MARK, Quad.of_box(0, 0, 50, 50), 0.97, MarkKind.VOLUNTARY, likeness)
    sight = replace(make_verifier().see(photo_bytes()), marks=(mark,))
    assert kept([sight]) == (sight,)


def test_sights_that_were_kept_before_marks_were_measured_are_taken():
    data = sights_to_dict([make_verifier().see(photo_bytes())])
    (mark,) = data["sights"][0]["marks"]
    assert mark.pop("likeness") is None
    assert sights_from_dict(data) == (make_verifier().see(photo_bytes()),)


@pytest.fixture(scope="module")
def shipped():
    return build_verifier(Settings())


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*.jpg")), ids=lambda path: path.stem)
def test_stored_sights_of_the_samples_give_the_equal_report(shipped, path):
    sights = (shipped.see(path.read_bytes()),)
    assert sights[0].readings
    assert same(shipped.judge(kept(sights), today=DAY), shipped.judge(sights, today=DAY))


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not PHOTOS.exists(), reason="the real photos are not beside the repository")
def test_stored_sights_of_real_photos_give_the_equal_report(shipped):
    files = [p for folder in ("photos", "goods") for p in sorted((PHOTOS / folder).iterdir()) if p.suffix != ".json"]
    assert len(files) > 100
    for path in files:
        sights = (shipped.see(path.read_bytes()),)
        assert same(shipped.judge(kept(sights), today=DAY), shipped.judge(sights, today=DAY)), path.name


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: {**data, "schema": SCHEMA + 1},
        lambda data: {"sights": data["sights"]},
        lambda data: [data],
        lambda data: {**data, "sights": [{**data["sights"][0], "marks": [{"kind": "mark"}]}]},
        lambda data: {**data, "sights": None},
        lambda data: {**data, "sights": [{**data["sights"][0], "photo": {"sha256": "a"}}]},
    ],
)
def test_anything_else_is_refused(damage):
    data = sights_to_dict([make_verifier().see(photo_bytes())])
    with pytest.raises(BadSights):
        sights_from_dict(damage(data))


def test_what_is_not_the_word_true_is_no_challenge():
    data = sights_to_dict([make_verifier().see(photo_bytes())])
    data["sights"][0]["challenged"] = "false"
    assert not sights_from_dict(data)[0].challenged


def _framed(**changes):
    """Stored sights of one label of two, with changes to the frame."""
    data = sights_to_dict([make_verifier().see(photo_bytes(0))])
    data["schema"] = FRAMED
    data["sights"][0]["photo"]["framing"] = {"region": [0, 0, 300, 300], "others": [[300, 0, 400, 300]]} | changes
    return data


@pytest.mark.parametrize(
    "changes",
    [
        {"region": [0, 0, -5, 10]},
        {"region": [0, 0, 10**9, 300]},
        {"region": [0, 0, 300.0, 300]},
        {"region": ["0", 0, 300, 300]},
        {"region": [False, 0, 300, 300]},
        {"region": [0, 0, 300]},
        {"others": [[200, 0, 400, 300]]},
        {"others": [[300, 0, 400, 10]]},
        {"others": None},
    ],
)
def test_frames_that_no_photo_has_are_refused(changes):
    assert sights_from_dict(_framed())
    with pytest.raises(BadSights):
        sights_from_dict(_framed(**changes))


@pytest.mark.parametrize("name", ["stray", "framing"])
def test_a_framed_sight_says_what_belongs_to_no_label(name):
    data = _framed()
    sight = data["sights"][0]
    del (sight if name == "stray" else sight["photo"])[name]
    with pytest.raises(BadSights):
        sights_from_dict(data)


@pytest.mark.parametrize("score", [10**400, float("inf")], ids=["whole", "infinite"])
def test_numbers_beyond_all_bounds_are_refused(score):
    data = sights_to_dict([make_verifier().see(photo_bytes(0))])
    data["sights"][0]["marks"][0]["score"] = data["sights"][0]["photo"]["width"] = score
    with pytest.raises(BadSights):
        sights_from_dict(data)
