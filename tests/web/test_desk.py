"""On a desk: photos are dropped onto the page or pasted into it, with the limits and refusals of chosen ones."""

import base64

import pytest
from phone import ANSWER_MS, SCREENSHOTS, check, sample
from playwright.sync_api import expect

DESK = {"width": 1280, "height": 800}
HAND_OVER = """([kind, files]) => {
    const carried = new DataTransfer();
    for (const [name, type, bytes] of files) {
        carried.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type }));
    }
    const given = { bubbles: true, cancelable: true, dataTransfer: carried, clipboardData: carried };
    const target = document.activeElement ?? document.body;
    if (kind === "paste") return !target.dispatchEvent(new ClipboardEvent("paste", given));
    target.dispatchEvent(new DragEvent("dragover", given));
    return !target.dispatchEvent(new DragEvent("drop", given));
}"""


def hand_over(page, kind: str, *files) -> bool:
    """Drops or pastes `(name, bytes)`; whether the page took it, so that the browser does not leave for the file."""
    types = {"jpg": "image/jpeg", "txt": "text/plain", "png": "image/png"}
    given = [(name, types[name.rpartition(".")[2]], base64.b64encode(data).decode()) for name, data in files]
    return page.evaluate(HAND_OVER, [kind, given])


def photo(number: str) -> tuple[str, bytes]:
    return f"{number}.jpg", sample(number).read_bytes()


@pytest.fixture
def desk(context):
    opened = context(viewport=DESK, device_scale_factor=1).new_page()
    opened.goto("/")
    return opened


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_photos_are_taken_with_the_limits_and_refusals_of_chosen_ones(desk, kind):
    expect(desk.locator(".desk")).to_be_visible()
    desk.screenshot(path=SCREENSHOTS / "desk-form.png")
    assert hand_over(desk, kind, photo("06"), ("notes.txt", b"no photo"))
    expect(desk.locator(".shots li")).to_have_count(1)
    expect(desk.locator(".photos .said")).to_contain_text("“notes.txt” ไม่ใช่รูป")
    expect(desk.locator(".submit")).to_be_focused()
    assert hand_over(desk, kind, *[photo("01")] * 6)
    expect(desk.locator(".photos .said")).to_contain_text("ไม่เกิน 6 รูป")
    expect(desk.locator(".shots li")).to_have_count(6)


def test_a_picture_on_the_clipboard_is_checked(context):
    page = context(viewport=DESK, permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto("/")
    page.evaluate(
        """async (bytes) => {
            const jpeg = new Blob([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], { type: "image/jpeg" });
            const picture = await createImageBitmap(jpeg);
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [picture.width, picture.height];
            canvas.getContext("2d").drawImage(picture, 0, 0);
            const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
            await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
        }""",
        base64.b64encode(sample("06").read_bytes()).decode(),
    )
    page.keyboard.press("Control+v")
    expect(page.locator(".shots li")).to_have_count(1)
    page.locator(".submit").click()
    expect(page.locator(".verdict.conflicts")).to_be_visible(timeout=ANSWER_MS)


def test_a_photo_dropped_on_an_answer_begins_another_check(desk):
    check(desk, sample("06"))
    assert hand_over(desk, "drop", photo("01"))
    expect(desk.locator(".shots li")).to_have_count(1)
    expect(desk.locator(".answer")).to_have_count(0)


def test_text_pasted_into_a_field_and_files_dropped_while_the_camera_is_open_go_nowhere_else(desk):
    desk.locator("#search").focus()
    assert not hand_over(desk, "paste", photo("06"))
    desk.locator("[data-camera]").click()
    expect(desk.locator("[data-shoot]")).to_be_focused(timeout=20_000)
    assert hand_over(desk, "drop", photo("06"))
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-camera]")).to_be_focused()
    expect(desk.locator(".shots li")).to_have_count(0)
