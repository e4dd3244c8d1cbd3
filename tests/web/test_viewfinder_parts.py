"""What of the live viewfinder needs none of the fetched parts: decoding the network's answer, and doing without."""

import base64

import cv2
import numpy as np
import pytest
from phone import sample
from playwright.sync_api import expect

from verifier.finder.net import FinderNet, paired

DECODE = """async ([maps, width, height, least]) => {
    const { peaks } = await import("/static/live/net.js");
    const bytes = Uint8Array.from(atob(maps), (letter) => letter.charCodeAt(0));
    return peaks(new Float32Array(bytes.buffer), width, height, least);
}"""
PAIR = """async ([pixels, width, height]) => {
    const { paired } = await import("/static/live/net.js");
    const bytes = Uint8ClampedArray.from(atob(pixels), (letter) => letter.charCodeAt(0));
    const { data, dims } = paired({ data: bytes, width, height });
    let text = "";
    for (const one of data) text += String.fromCharCode(one);
    return [btoa(text), dims];
}"""


def seen(number: int, long_side: int) -> np.ndarray:
    photo = cv2.imread(str(sample(f"{number:02}")))
    scale = long_side / max(photo.shape[:2])
    return np.ascontiguousarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[..., ::-1])


@pytest.mark.parametrize(("number", "long_side"), [(1, 480), (2, 480), (7, 480), (11, 333), (12, 480)])
def test_the_networks_answer_is_decoded_as_the_service_does(page, number, long_side):
    pixels, net = seen(number, long_side), FinderNet()
    height, width = pixels.shape[:2]
    padded = cv2.copyMakeBorder(pixels, 0, -height % 32, 0, -width % 32, cv2.BORDER_REPLICATE)
    (maps,) = net._session.run(None, {"pixels": paired(padded)})
    told = page.evaluate(DECODE, [base64.b64encode(maps.tobytes()).decode(), width, height, 0.05])
    ours = net(pixels).peaks(0.05)
    assert len(ours) > 2 or number == 12
    assert [peak["kind"] for peak in told] == [peak.kind for peak in ours]
    for peak, one in zip(told, ours, strict=True):
        for name in ("score", "x", "y", "side", "angle"):
            assert peak[name] == pytest.approx(getattr(one, name), abs=1e-3), name
        assert peak["certain"] == one.certain_turn


def test_pixels_are_paired_as_the_service_does(page):
    pixels = seen(1, 333)
    height, width = pixels.shape[:2]
    rgba = cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA)
    told, dims = page.evaluate(PAIR, [base64.b64encode(rgba.tobytes()).decode(), width, height])
    padded = cv2.copyMakeBorder(pixels, 0, -height % 32, 0, -width % 32, cv2.BORDER_REPLICATE)
    ours = paired(padded)
    assert tuple(dims) == ours.shape
    assert base64.b64decode(told) == ours.tobytes()


AIM = """async (changes) => {
    const { wrong } = await import("/static/live/aim.js");
    const limits = JSON.parse(document.querySelector("form[data-limits]").dataset.limits);
    const figures = { sharpness: 500, brightness: 150, glare: 0 };
    const mark = { kind: 0, score: 0.9, x: 800, y: 600, side: 160 };
    const code = { kind: 3, score: 0.9, x: 1100, y: 600, side: 140, read: true };
    const look = { width: 1600, height: 1200, marks: [mark], codes: [code], figures, edges: 0.28, lamp: 0 };
    return wrong({ ...look, ...changes, figures: { ...figures, ...changes.figures } }, limits);
}"""
MARK, CODE = {"kind": 0, "score": 0.9, "x": 800, "y": 600, "side": 160}, {"kind": 3, "score": 0.9, "read": False}


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({}, None),
        ({"codes": []}, None),
        ({"codes": [CODE]}, "hold"),
        ({"codes": [CODE | {"score": 0.4}]}, None),
        ({"marks": []}, "mark"),
        ({"marks": [MARK | {"score": 0.4}]}, "mark"),
        ({"marks": [], "figures": {"glare": 0.05}}, "tilt"),
        ({"marks": [MARK | {"side": 80}]}, "closer"),
        ({"marks": [MARK | {"side": 100}], "width": 4000, "height": 3000}, "closer"),
        ({"edges": 0.12}, "hold"),
        ({"figures": {"sharpness": 20}}, "hold"),
        ({"figures": {"glare": 0.05}}, "tilt"),
        ({"lamp": 0.03}, "tilt"),
        ({"lamp": 0.3}, None),
        ({"lamp": 0.03, "edges": 0.1}, "hold"),
        ({"figures": {"brightness": 20}, "marks": []}, "too_dark"),
    ],
)
def test_the_gravest_thing_that_is_wrong_is_named(page, changes, finding):
    assert page.evaluate(AIM, changes) == finding


FOLLOWED = """async (looks) => {
    const { Aim } = await import("/static/live/aim.js");
    const aim = new Aim(JSON.parse(document.querySelector("form[data-limits]").dataset.limits));
    const figures = { sharpness: 500, brightness: 150, glare: 0 };
    return looks.map(([x, edges, lamp = 0], n) => {
        const marks = [{ kind: 0, score: 0.9, x, y: 600, side: 160 }];
        const { say, take } = aim.next({ width: 1600, height: 1200, marks, codes: [], figures, edges, lamp }, 100 * n);
        return [say ?? null, take];
    });
}"""


def test_the_picture_is_taken_once_all_was_well_for_a_while_and_still(page):
    still, soft, moving = [[800, 0.28]] * 6, [[800, 0.1]] * 5, [[800 + 60 * n, 0.28] for n in range(8)]
    assert [take for _, take in page.evaluate(FOLLOWED, still)] == [False, False, False, False, False, True]
    assert not any(take for _, take in page.evaluate(FOLLOWED, moving))
    told = page.evaluate(FOLLOWED, [*soft, *still, *still])
    assert [say for say, _ in told if say] == ["hold", "good"]
    assert [take for _, take in told].index(True) > len(soft) + 3


def test_a_reflection_that_stays_is_told_for_a_while_and_then_not_heeded(page):
    told = page.evaluate(FOLLOWED, [[800, 0.28, 0.03]] * 70)
    assert [say for say, _ in told if say] == ["tilt", "good"]
    assert 50 < [take for _, take in told].index(True) < 60  # at ten looks a second


def test_a_service_without_the_parts_offers_none_and_the_camera_is_as_it_was(page, base):
    assert page.locator("dialog.camera").get_attribute("data-viewfinder") is None
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-camera]").click()
    expect(page.locator(".live")).to_contain_text("ชัดแล้ว ถ่ายได้เลย")
    assert not [url for url in asked if "/live/" in url or "viewfinder" in url]
    assert page.request.get(f"{base}/viewfinder/0000000000000000/runtime.wasm").status == 404
