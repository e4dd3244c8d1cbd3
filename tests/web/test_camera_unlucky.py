"""The camera when it is opened twice, lost, or held sideways: nothing runs on, and words say what is so."""

import pytest
from phone import SCREENSHOTS
from playwright.sync_api import expect

LATE = """
    window.streams = [];
    const { mediaDevices } = navigator; // none in an empty page
    const own = mediaDevices?.getUserMedia.bind(mediaDevices);
    if (own) mediaDevices.getUserMedia = async (...wanted) => {
        await new Promise((done) => { setTimeout(done, window.delay ?? 0); });
        const stream = await own(...wanted);
        streams.push(stream);
        return stream;
    };
"""
RUNNING = "streams.map((stream) => stream.getTracks()[0].readyState)"
LOSE = """() => {
    const track = streams.at(-1).getTracks()[0];
    track.stop();
    track.dispatchEvent(new Event("ended")); // as when another app takes the camera, or leave to use it is withdrawn
}"""


@pytest.fixture
def page(context):
    phone = context()
    phone.add_init_script(LATE)
    page = phone.new_page()
    page.goto("/")
    return page


def test_a_camera_that_is_opened_again_while_it_starts_does_not_run_on(page):
    page.evaluate("delay = 1200")
    camera = page.locator("[data-camera]")
    camera.click()
    page.locator("[data-close]").click()
    camera.click()
    expect(page.locator(".live")).to_contain_text("ชัด", timeout=20_000)
    assert page.evaluate(RUNNING) == ["ended", "live"]
    page.locator("[data-shoot]").click()
    page.locator("[data-use]").click()
    expect(page.locator(".shots li")).to_have_count(1)
    assert page.evaluate(RUNNING) == ["ended", "ended"]


def test_a_camera_that_is_lost_says_so_and_opens_again(page):
    camera = page.locator("[data-camera]")
    camera.click()
    expect(page.locator(".live")).to_contain_text("ชัด", timeout=20_000)
    page.evaluate(LOSE)
    live = page.locator(".live")
    expect(live).to_contain_text("กล้องหยุดทำงาน")
    page.screenshot(path=SCREENSHOTS / "camera-lost.png")
    expect(page.locator("[data-shoot]")).to_be_disabled()
    page.wait_for_timeout(1_000)
    expect(live).to_contain_text("กล้องหยุดทำงาน")  # and not that the last picture is sharp
    page.locator("[data-close]").click()
    camera.click()
    expect(live).to_contain_text("ชัด", timeout=20_000)
    page.locator("[data-shoot]").click()
    expect(page.locator("[data-use]")).to_be_focused()
    page.evaluate(LOSE)
    page.locator("[data-use]").click()  # a photo that was taken before is as good as ever
    expect(page.locator(".shots li")).to_have_count(1)


def test_on_a_phone_held_sideways_words_stand_beside_the_label(page):
    width, height = 740, 360
    page.set_viewport_size({"width": width, "height": height})
    page.locator("[data-camera]").click()
    expect(page.locator(".live")).to_contain_text("ชัด", timeout=20_000)
    page.locator("[data-shoot]").click()
    expect(page.locator("[data-use]")).to_be_focused()
    page.locator(".qr").evaluate("(qr) => { qr.textContent = 'QR'; }")
    page.screenshot(path=SCREENSHOTS / "camera-sideways.png")
    live, code = (page.locator(name).bounding_box() for name in (".live", ".qr"))
    assert live["x"] + live["width"] < width * 0.42 and code["x"] > width * 0.58, (live, code)
    assert all(box["y"] + box["height"] < height / 2 for box in (live, code)), (live, code)
