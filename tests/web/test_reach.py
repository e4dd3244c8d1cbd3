"""Everybody can use it: axe, the keyboard alone, 320 px, light and dark, Thai and English. Leaves screenshots."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from phone import ANSWER_MS, CHROMIUM, PHONE, QUIET, SCREENSHOTS, check, choose, sample
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
NAMES_IN_TILES = """() => [...document.querySelectorAll(".tile")].map((tile) => {
    const around = tile.getBoundingClientRect();
    const name = tile.querySelector(".what").getBoundingClientRect();
    return [tile.innerText.trim(), name.width > 0 && name.left >= around.left + 2 && name.right <= around.right - 2];
})"""
EVERY_WAY = (("th", "light", False), ("th", "dark", True), ("en", "dark", False), ("en", "light", True))


def look_at(page, name: str) -> None:
    """Both languages in both schemes, half of them at 320 px: no violation, no sideways scroll; screenshots."""
    for lang, scheme, narrow in EVERY_WAY:
        show(page, lang, scheme)
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=SCREENSHOTS / f"{name}-{lang}-{scheme}.png")
        if narrow:
            page.set_viewport_size(NARROW)
            no_sideways_scroll(page, f"{name} {lang}")
        no_violation(page, f"{name} {lang} {scheme}")
        page.set_viewport_size(PHONE)


def show(page, lang: str, scheme: str) -> None:
    """The page in a language and a scheme, as its own switch and the system's setting make it."""
    if page.evaluate("document.documentElement.lang") != lang:
        page.evaluate("document.querySelector('[data-switch]').click()")  # a finger cannot reach it beside a dialog
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def no_sideways_scroll(page, name: str) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= NARROW["width"], (name, wide)


def no_violation(page, name: str) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}\n{found.generate_report()}"


def test_the_form(page):
    look_at(page, "form")
    choose(page, sample("06"), sample("01"))
    page.locator(".category summary").click()
    page.locator("input[value=hair_dryer]").check()
    look_at(page, "form-filled")


def test_the_name_of_every_product_fits_into_its_tile(page):
    page.locator(".category summary").click()
    for width in (320, 360, 375, 414):
        page.set_viewport_size({"width": width, "height": 740})
        for lang in ("th", "en"):
            show(page, lang, "light")
            names = page.evaluate(NAMES_IN_TILES)
            assert len(names) > 20
            assert [name for name, fits in names if not fits] == [], (width, lang)


@pytest.mark.parametrize("name", ["01", "06", "blurred"])
def test_the_answers(page, name, blurred):
    check(page, blurred if name == "blurred" else sample(name))
    look_at(page, f"answer-{name}")
    page.screenshot(path=SCREENSHOTS / f"answer-{name}-whole.png", full_page=True)
    page.set_viewport_size(DESK)
    page.screenshot(path=SCREENSHOTS / f"answer-{name}-desk.png")


def test_earlier_answers(page):
    for name in ("01", "06", "12"):
        check(page, sample(name))
        page.wait_for_function("() => Number.isInteger(history.state?.answer)")
        page.go_back()
    page.locator(".past summary").click()
    page.locator(".past li").nth(2).wait_for()
    look_at(page, "past")
    page.locator(".past .open").nth(1).click()
    look_at(page, "past-answer")


@pytest.mark.parametrize(
    "path",
    [
        "/how",
        "/privacy",
        "/problems/photo.damaged",
        "/lookup?number=ท99906-906/60335",
        "/lookup?number=พาวเวอร์แบงก์",
        "/lookup?number=ตัวอย่าง",
        "/docs",
        "/nowhere",
    ],
)
def test_the_other_pages(page, path):
    page.goto(path)
    look_at(page, path.strip("/").partition("?")[0].replace("/", "-"))


LINK = "?number=https%3A%2F%2Fappdb.tisi.go.th.example.com%2FQ%2Fi.php%3Fd%3D9990000001"


@pytest.mark.parametrize("query", ["", "?number=2879-2560", "?number=ท99906-806/60335&lang=en", "?number=x", LINK])
def test_a_number_looked_up(page, query):
    page.goto(f"/lookup{query}")
    no_violation(page, query)
    page.set_viewport_size(NARROW)
    no_sideways_scroll(page, query)


def test_the_form_with_what_went_wrong(page):
    page.evaluate("document.querySelector('form').submit()")  # as without scripts
    expect(page.locator(".error")).to_be_visible()
    look_at(page, "form-error")


def test_the_camera_and_the_queue(page):
    page.locator("[data-camera]").click()
    expect(page.locator(".live")).to_contain_text("ชัดแล้ว")
    for state in ("live", "still"):
        for lang, scheme, _ in EVERY_WAY:
            show(page, lang, scheme)
            page.screenshot(path=SCREENSHOTS / f"camera-{state}-{lang}-{scheme}.png")
            page.set_viewport_size(NARROW)
            no_violation(page, f"camera {state} {lang} {scheme}")
            no_sideways_scroll(page, f"camera {state} {lang}")
            for part in page.locator("dialog :is(button, p):visible").all():
                box = part.bounding_box()
                assert box["x"] >= 0 and box["x"] + box["width"] <= NARROW["width"], part.inner_text()
                assert box["y"] >= 0 and box["y"] + box["height"] <= NARROW["height"], part.inner_text()
            page.set_viewport_size(PHONE)
        page.locator("[data-shoot]" if state == "live" else "[data-use]").click()
        if state == "live":
            page.locator("[data-use]").wait_for()
    page.locator(".shots li").wait_for()
    page.context.set_offline(True)
    page.locator(".submit").click()
    page.locator(".queue li").wait_for()
    look_at(page, "queue")


def press_to(page, selector: str, key: str = "Tab", most: int = 60) -> None:
    """Presses a key until the focus is on `selector`, which must show that it has it."""
    for _ in range(most):
        if page.evaluate("(wanted) => document.activeElement?.matches(wanted) ?? false", selector):
            outline = page.evaluate(
                """() => {
                    const seen = document.activeElement.closest(".tile") ?? document.activeElement;
                    return getComputedStyle(seen).outlineStyle;
                }"""
            )
            assert outline != "none", selector
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {selector}")


def choose_by_key(page):
    """The file chooser that Space opens. A busy Chromium drops one that is asked for too long after the key."""
    for _ in range(2):
        try:
            with page.expect_file_chooser(timeout=10_000) as chooser:
                page.keyboard.press("Space")
            return chooser.value
        except PlaywrightTimeout:
            press_to(page, "[data-choose]")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    return chooser.value


def test_letters_twice_as_large_need_no_scrolling_sideways(browser, base):
    options = [*QUIET, "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=CHROMIUM, args=options)
    page = large.new_page(viewport=PHONE, base_url=base)
    for lang in ("th", "en"):
        for path in ("", "lookup", "how"):
            page.goto(f"/{path}?lang={lang}")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], (lang, path)
        page.goto(f"/?lang={lang}#")
        check(page, sample("06"))
        page.wait_for_function("() => Number.isInteger(history.state?.answer)")
        page.screenshot(path=SCREENSHOTS / f"large-letters-{lang}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], lang
        page.go_back()
        choose(page, sample("06"), sample("12"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], lang
    large.close()


def test_the_keyboard_alone_suffices(page):
    keys = page.keyboard
    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    press_to(page, "[data-choose]")
    choose_by_key(page).set_files([sample("06")])
    expect(page.locator(".submit")).to_be_focused()
    press_to(page, "[data-camera]", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator("[data-shoot]")).to_be_focused(timeout=20_000)
    keys.press("Enter")
    expect(page.locator("[data-use]")).to_be_focused(timeout=20_000)
    press_to(page, "dialog [data-again]", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator("[data-shoot]")).to_be_focused()
    press_to(page, "[data-close]")
    keys.press("Enter")
    expect(page.locator("dialog.camera")).to_be_hidden()
    expect(page.locator("[data-camera]")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("[data-shoot]")).to_be_focused(timeout=20_000)
    keys.press("Space")
    expect(page.locator("[data-use]")).to_be_focused(timeout=20_000)
    keys.press("Enter")
    expect(page.locator(".shots li")).to_have_count(2)
    expect(page.locator(".submit")).to_be_focused()
    press_to(page, ".shots li:last-child button", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator(".shots li")).to_have_count(1)
    expect(page.locator(".shots button")).to_be_focused()
    press_to(page, "[data-camera]")
    keys.press("Enter")
    expect(page.locator("[data-shoot]")).to_be_focused(timeout=20_000)
    keys.press("Escape")
    expect(page.locator("dialog.camera")).to_be_hidden()
    expect(page.locator("[data-camera]")).to_be_focused()
    press_to(page, ".category summary")
    keys.press("Enter")
    press_to(page, "#find")
    keys.insert_text("ไดร์")
    keys.press("Enter")
    expect(page.locator("input[value=hair_dryer]")).to_be_focused()
    expect(page.locator("input[value=hair_dryer]")).to_be_checked()
    press_to(page, "#find", "Shift+Tab")
    keys.press("Control+a")
    keys.press("Delete")
    press_to(page, "input[name=category]")
    press_to(page, "input[name=category][value='']", "ArrowUp", most=100)
    press_to(page, "input[value=hair_dryer]", "ArrowDown", most=100)
    press_to(page, ".submit")
    keys.press("Enter")
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    expect(page.locator(".verdict h1")).to_be_focused()
    press_to(page, "a.official")
    assert page.locator("a.official").get_attribute("href").startswith("https://appdb.tisi.go.th/Q/i.php?d=")
    press_to(page, "[data-share=print]")
    press_to(page, ".share summary")
    keys.press("Space")
    expect(page.locator(".share pre").first).to_be_visible()
    press_to(page, "[data-again]")
    keys.press("Enter")
    expect(page.locator("[data-camera]")).to_be_focused()
    press_to(page, "[data-switch]", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("Does this"), use_inner_text=True)
