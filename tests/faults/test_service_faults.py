"""Faulty engines put through every seam: the service answers a problem, keeps its secrets and goes on."""

import math
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from tests.support.fakes import LINE, MARK, SECRET, TODAY, Crashing, FakeDetector, Lying, make_verifier, photo_bytes
from verifier.domain import Code, MarkKind, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed

ENGINES = ("detector", "code_reader", "line_finder", "line_reader")
MARK_REGION = Region(RegionKind.MARK, MARK, 0.9, MarkKind.COMPULSORY)
LINE_REGION = Region(RegionKind.LINE, LINE, 0.9)
AWAY = Quad.of_box(90_000, 90_000, 90_100, 90_100)
LIES = {
    "detector": [
        None,
        [None],
        ["mark"],
        [LINE_REGION],
        [replace(MARK_REGION, score=math.nan)],
        [replace(MARK_REGION, score=7.0)],
        [replace(MARK_REGION, quad=AWAY)],
        [replace(MARK_REGION, quad=Quad.of_box(math.nan, 0, 1, 1))],
        [replace(MARK_REGION, mark=None)],
    ],
    "code_reader": [None, [Code(b"bytes", "QRCode", MARK, "x")], [Code("x", "QRCode", AWAY, "x")]],
    "line_finder": [None, [MARK_REGION], [replace(LINE_REGION, quad=AWAY)]],
    "line_reader": [
        None,
        [Reading(None, LINE_REGION, "x")],
        [Reading("มอก. 1-2560", LINE_REGION, "x", (1.0,))],
        [Reading("ab", LINE_REGION, "x", (2.0, 1.0))],
    ],
}


def answer_of(**changes):
    with TestClient(create_app(verifier=make_verifier(**changes), today=lambda: TODAY)) as client:
        return client.post("/v1/verifications", files={"photos": ("x.jpg", photo_bytes())})


@pytest.mark.parametrize("seam", ENGINES)
def test_a_crash_is_a_problem_without_its_text(seam, caplog):
    caplog.set_level("DEBUG")
    answer = answer_of(**{seam: Crashing()})
    assert (answer.status_code, answer.json()["code"]) == (500, "engine.failed")
    assert SECRET not in answer.text + caplog.text
    with pytest.raises(EngineFailed):
        make_verifier(**{seam: Crashing()}).verify([photo_bytes()])


@pytest.mark.parametrize(("seam", "lie"), [(seam, n) for seam, lies in LIES.items() for n in range(len(lies))])
def test_a_lie_is_a_problem_and_never_a_verdict(seam, lie):
    answer = answer_of(**{seam: Lying(LIES[seam][lie])})
    assert (answer.status_code, answer.json()["code"]) == (500, "engine.failed")


def test_the_lies_differ_from_the_truth_in_one_thing():
    answer = answer_of(detector=FakeDetector([MARK_REGION]))
    assert answer.status_code == 200


def test_a_list_that_breaks_in_the_middle_is_a_problem(caplog):
    answer = answer_of(registry=Crashing())
    assert answer.status_code in (500, 503)
    assert answer.headers["content-type"] == "application/problem+json"
    assert SECRET not in answer.text + caplog.text


def test_the_service_goes_on_after_faults():
    class Sometimes(FakeDetector):
        calls = 0

        def detect(self, photo):
            type(self).calls += 1
            if self.calls % 2:
                raise RuntimeError(SECRET)
            return super().detect(photo)

    with TestClient(create_app(verifier=make_verifier(detector=Sometimes()), today=lambda: TODAY)) as client:
        post = lambda: client.post("/v1/verifications", files={"photos": ("x.jpg", photo_bytes())})  # noqa: E731
        assert [post().status_code for _ in range(6)] == [500, 200] * 3
        assert client.get("/readyz").status_code == 200
