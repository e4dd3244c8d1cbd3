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


def test_a_service_without_the_parts_offers_none_and_the_camera_is_as_it_was(page, base):
    assert page.locator("dialog.camera").get_attribute("data-viewfinder") is None
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-camera]").click()
    expect(page.locator(".live")).to_contain_text("ชัดแล้ว ถ่ายได้เลย")
    assert not [url for url in asked if "/live/" in url or "viewfinder" in url]
    assert page.request.get(f"{base}/viewfinder/0000000000000000/runtime.wasm").status == 404
