"""The page measures photos as the service does, to warn of what the service would; it sees QR codes by itself."""

import base64

import cv2
import numpy as np
import pytest
from phone import sample

from verifier.image.quality import measure_quality, small_copy

MEASURE = """async (photo) => {
    const { measure, reduced, SIDE } = await import("/static/measure.js");
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    return measure(reduced(picture, picture.width, picture.height, SIDE));
}"""


def mirrored_lamp(photo: np.ndarray) -> np.ndarray:
    ys, xs = np.mgrid[: photo.shape[0], : photo.shape[1]]
    away = ((xs - 0.6 * photo.shape[1]) ** 2 + (ys - 0.75 * photo.shape[0]) ** 2) / (0.05 * photo.shape[1]) ** 2
    return np.clip(photo * 0.7 + 350 * np.exp(-away)[..., None], 0, 255).astype(np.uint8)


def test_the_page_measures_as_the_service_does(page):
    plain = cv2.resize(cv2.imread(str(sample("01"))), (1600, 1200), interpolation=cv2.INTER_AREA)
    glares = []
    for photo in (plain, cv2.GaussianBlur(plain, (0, 0), 6), mirrored_lamp(plain)):
        png = base64.b64encode(cv2.imencode(".png", photo)[1].tobytes()).decode()
        told = page.evaluate(MEASURE, png)
        ours = measure_quality(small_copy(cv2.cvtColor(photo, cv2.COLOR_BGR2RGB).astype(np.uint8)))
        assert told["brightness"] == pytest.approx(ours.brightness, abs=2)
        assert told["sharpness"] == pytest.approx(ours.sharpness, rel=0.35)
        assert told["glare"] == pytest.approx(ours.glare, abs=0.003)
        glares.append(ours.glare)
    assert glares[0] == 0 and glares[2] > 0.008


SEES_CODE = """async (photo) => {
    const { reduced, SIDE } = await import("/static/measure.js");
    const { seesCode } = await import("/static/finder.js");
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
    const canvas = reduced(picture, picture.width, picture.height, SIDE);
    const begun = performance.now();
    return [seesCode(canvas), performance.now() - begun];
}"""


def test_a_qr_code_in_sight_is_seen_without_the_browsers_help(page):
    for name, seen in (("01", True), ("07", True), ("12", True), ("04", False), ("08", False), ("09", False)):
        photo = base64.b64encode(sample(name).read_bytes()).decode()
        assert page.evaluate(SEES_CODE, photo)[0] == seen, name
