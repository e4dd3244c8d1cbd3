"""The live viewfinder: it says what to change, takes the picture by itself, and without it the camera is as it was."""

import base64
import json
from collections.abc import Iterator
from datetime import date

import cv2
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from phone import ANSWER_MS, ROOT, SAMPLES, SCREENSHOTS, sample, served
from playwright.sync_api import Browser, expect

from api.app import create_app
from api.page.viewfinder import open_viewfinder
from verifier.cli import main
from verifier.errors import BadSettings
from verifier.finder.net import FinderNet
from verifier.settings import Settings

FOLDER = ROOT / ".cache" / "viewfinder"
FPS = 5
SIZE = (1600, 1200)
TAKEN_MS = 60_000


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Iterator[str]:
    """A service that offers the live viewfinder; skipped where its parts were not fetched."""
    try:
        open_viewfinder(FOLDER)
    except BadSettings as error:
        pytest.skip(f"the live viewfinder's parts are not here: {error}")
    lists = tmp_path_factory.mktemp("viewfinder") / "list.sqlite"
    arguments = ["registry", "build", str(lists), "--from", str(SAMPLES / "list.csv"), "--covers", "all"]
    assert CliRunner().invoke(main, [*arguments, "--date", str(date.today())]).exit_code == 0
    with served(create_app(Settings(list_path=lists, rate_anonymous=10_000, viewfinder_path=FOLDER))) as address:
        yield address


def held(scale: float) -> np.ndarray:
    """A sample as the camera sees it from afar: as much of the picture's width as `scale` says."""
    photo = cv2.imread(str(sample("01")))
    matrix = np.array([[scale, 0, SIZE[0] * (1 - scale) / 2], [0, scale, SIZE[1] * (1 - scale) / 2]])
    small = cv2.GaussianBlur(photo, (0, 0), 0.35 / scale) if scale < 0.9 else photo
    return cv2.warpAffine(small, matrix, SIZE, flags=cv2.INTER_AREA, borderValue=(104, 120, 130))


def lamp(photo: np.ndarray) -> np.ndarray:
    ys, xs = np.mgrid[: photo.shape[0], : photo.shape[1]]
    away = ((xs - 0.78 * photo.shape[1]) ** 2 + (ys - 0.72 * photo.shape[0]) ** 2) / (0.06 * photo.shape[1]) ** 2
    return np.clip(photo + 420 * np.exp(-away)[..., None], 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def browser(launch) -> Iterator[Browser]:
    """Chromium, whose camera comes closer to a sample, out of focus at first."""
    near = held(0.97)
    scenes = [held(0.3)] * 10 + [cv2.GaussianBlur(near, (0, 0), 7)] * 10 + [near] * 40
    started = launch(scenes, FPS)
    yield started
    started.close()


@pytest.fixture
def camera(page):
    """The page with its camera open."""
    page.locator("[data-camera]").click()
    return page


def test_it_takes_the_picture_by_itself_and_the_answer_is_right(camera):
    camera.locator(".outline polygon").first.wait_for(state="attached", timeout=TAKEN_MS)
    expect(camera.locator(".aim")).to_contain_text("ถ่ายให้เอง")
    expect(camera.locator("[data-use]")).to_be_focused(timeout=TAKEN_MS)
    camera.screenshot(path=SCREENSHOTS / "viewfinder-taken.png")
    camera.locator("[data-use]").click()
    camera.locator(".submit").click()
    expect(camera.locator(".verdict.agrees")).to_be_visible(timeout=ANSWER_MS)


SHOWN = """
    const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 1200 });
    const context = canvas.getContext("2d");
    let picture = null;
    window.show = async (photo) => {
        const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
        picture = await createImageBitmap(new Blob([bytes]));
        context.drawImage(picture, 0, 0);
    };
    setInterval(() => { if (picture) context.drawImage(picture, 0, 0); }, 100);
    delete globalThis.ImageCapture; // takes no photo of what is drawn
    if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
"""


def test_it_says_what_to_change_and_outlines_the_mark(context):
    phone = context()
    phone.add_init_script(SHOWN)
    page = phone.new_page()
    page.goto("/")
    near = held(0.97)

    def show(picture: np.ndarray) -> None:
        page.evaluate("(photo) => show(photo)", base64.b64encode(cv2.imencode(".jpg", picture)[1].tobytes()).decode())

    show(np.full((1200, 1600, 3), 128, np.uint8))
    page.locator("[data-camera]").click()
    live = page.locator(".live")
    expect(live).to_contain_text("ยังไม่เห็นเครื่องหมาย", timeout=TAKEN_MS)
    expect(page.locator(".outline polygon")).to_have_count(0)
    for name, picture, words in (
        ("closer", held(0.3), "ใกล้อีกนิด"),
        ("hold", cv2.GaussianBlur(near, (0, 0), 6), "นิ่งไว้"),
        ("dark", (near * 0.2).astype(np.uint8), "มืดไป"),
        ("tilt", lamp((near * 0.85).astype(np.uint8)), "เอียงหลบแสง"),
    ):
        show(picture)
        expect(live).to_contain_text(words, timeout=TAKEN_MS)
        page.screenshot(path=SCREENSHOTS / f"viewfinder-{name}.png")
        if name != "tilt":
            expect(page.locator("[data-use]")).to_be_hidden()
            assert name == "dark" or page.locator(".outline polygon").count() >= 2
    show(near)
    expect(page.locator("[data-use]")).to_be_focused(timeout=TAKEN_MS)
    expect(live).to_contain_text("ชัด")


def test_after_a_picture_that_is_not_wanted_it_waits_before_the_next(camera):
    again = camera.locator("[data-again]")
    expect(again).to_be_visible(timeout=TAKEN_MS)
    again.click()
    camera.wait_for_timeout(1500)
    expect(again).to_be_hidden()
    camera.locator("[data-shoot]").click()  # the person's own is taken at once
    expect(again).to_be_visible(timeout=TAKEN_MS)


def test_nothing_goes_on_once_the_camera_is_closed(camera):
    camera.locator(".outline polygon").first.wait_for(state="attached", timeout=TAKEN_MS)
    assert len(camera.workers) == 1
    camera.keyboard.press("Escape")
    expect(camera.locator("dialog.camera")).to_be_hidden()
    camera.wait_for_timeout(1000)
    assert camera.workers == []


def test_eyes_that_fail_are_promised_no_longer(context):
    phone = context()
    phone.add_init_script(
        """window.workers = [];
        window.Worker = class extends Worker { constructor(...all) { super(...all); workers.push(this); } };"""
    )
    page = phone.new_page()
    page.goto("/")
    page.locator("[data-camera]").click()
    page.locator(".outline polygon").first.wait_for(state="attached", timeout=TAKEN_MS)
    expect(page.locator(".aim")).to_contain_text("ถ่ายให้เอง")
    page.evaluate("workers[0].dispatchEvent(new ErrorEvent('error'))")
    expect(page.locator(".aim")).not_to_contain_text("ถ่ายให้เอง")
    expect(page.locator(".outline")).to_be_hidden()
    expect(page.locator(".live")).to_contain_text("ชัดแล้ว ถ่ายได้เลย", timeout=TAKEN_MS)
    page.locator("[data-shoot]").click()
    expect(page.locator("[data-use]")).to_be_focused()


@pytest.mark.parametrize("lang", ["th", "en"])
def test_axe_finds_nothing_in_the_open_viewfinder(page, lang):
    page.goto(f"/?lang={lang}")
    page.locator("[data-camera]").click()
    page.locator(".outline polygon").first.wait_for(state="attached", timeout=TAKEN_MS)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.screenshot(path=SCREENSHOTS / f"viewfinder-{lang}.png")


def test_what_it_needs_is_loaded_when_the_camera_opens_and_kept_for_good(context):
    page = context().new_page()
    loaded = []
    page.on("response", lambda response: loaded.append(response))  # noqa: PLW0108 - a built-in cannot be a handler
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert not [answer.url for answer in loaded if "viewfinder" in answer.url or "/live/" in answer.url]
    assert "wasm-unsafe-eval" not in loaded[0].headers["content-security-policy"]
    page.locator("[data-camera]").click()
    page.locator(".outline polygon").first.wait_for(state="attached", timeout=TAKEN_MS)
    parts = [answer for answer in loaded if "/viewfinder/" in answer.url]
    assert len(parts) == 6 and all("immutable" in answer.headers["cache-control"] for answer in parts)
    eyes = next(answer for answer in loaded if answer.url.endswith("/live/eyes.js"))
    assert "script-src 'self' 'wasm-unsafe-eval'" in eyes.headers["content-security-policy"]


def test_once_loaded_it_works_without_a_connection(context):
    phone = context(service_workers="allow")
    page = phone.new_page()
    page.goto("/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    for offline in (False, True):
        phone.set_offline(offline)
        page.goto("/")
        page.locator("[data-camera]").click()
        page.locator(".outline polygon").first.wait_for(state="attached", timeout=TAKEN_MS)


@pytest.mark.parametrize(
    "missing",
    [
        "delete globalThis.OffscreenCanvas",
        "delete globalThis.WebAssembly",
        "globalThis.Worker = class { constructor() { throw new Error('no'); } }",
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })",
    ],
    ids=["no canvas", "no WebAssembly", "no worker", "saves data"],
)
def test_a_browser_that_cannot_has_the_camera_as_it_was(context, missing):
    phone = context()
    phone.add_init_script(missing)
    page = phone.new_page()
    page.goto("/")
    page.locator("[data-camera]").click()
    expect(page.locator(".live")).to_contain_text("ชัดแล้ว ถ่ายได้เลย", timeout=TAKEN_MS)
    expect(page.locator(".outline polygon")).to_have_count(0)
    page.locator("[data-shoot]").click()
    expect(page.locator("[data-use]")).to_be_focused()


LOOK = """async ([at, photo]) => {
    const { openEyes } = await import("/static/live/viewfinder.js");
    const eyes = await openEyes(at);
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const seen = await eyes.look(new Blob([bytes], { type: "image/png" }));
    eyes.close();
    return seen;
}"""


@pytest.mark.parametrize("number", [1, 3, 5, 7, 11])
def test_the_browser_sees_what_the_service_sees(page, number):
    """480 px wide, so that neither reduces it; the runtimes differ in the last digits of what they add up."""
    photo = cv2.imread(str(sample(f"{number:02}")))
    scale = 480 / max(photo.shape[:2])
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    at = page.locator("dialog.camera").get_attribute("data-viewfinder")
    png = base64.b64encode(cv2.imencode(".png", small)[1].tobytes()).decode()
    seen = page.evaluate(LOOK, [at, png])
    ours = FinderNet()(np.ascontiguousarray(small[..., ::-1])).peaks(0.5)
    theirs = [p for p in sorted(seen["marks"] + seen["codes"], key=lambda p: -p["score"]) if p["score"] >= 0.5]
    assert len(ours) >= 1 and len(theirs) == len(ours)
    for one, other in zip(ours, theirs, strict=True):
        assert other["kind"] == one.kind, json.dumps(theirs)
        assert other["score"] == pytest.approx(one.score, abs=0.03)
        assert (other["x"], other["y"], other["side"]) == pytest.approx((one.x, one.y, one.side), abs=1.0)
        assert other["angle"] == pytest.approx(one.angle, abs=3)
