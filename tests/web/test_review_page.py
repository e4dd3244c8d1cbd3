"""The review of a stock as a person does it: by keyboard alone, on a Thai layout, on a phone; axe; screenshots."""

import zipfile
from datetime import date
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from phone import PHONE, SAMPLES, SCREENSHOTS, served
from playwright.sync_api import expect

from api.app import create_app
from api.auth import Scope, make_key
from api.batches.batches import Batches
from api.batches.worker import Worker
from tests.support.fakes import make_verifier as honest_fakes
from verifier.batch.pool import Limits
from verifier.cli import main
from verifier.cli.batch import make_verifier
from verifier.settings import Settings

DESK = {"width": 1360, "height": 900}
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """A service with a finished batch of sample photos, seen by the real engines: its address, batch and key."""
    home = tmp_path_factory.mktemp("review")
    source = ["--from", str(SAMPLES / "list.csv"), "--covers", "all", "--date", str(date.today())]
    assert CliRunner().invoke(main, ["registry", "build", str(home / "list.sqlite"), *source]).exit_code == 0
    settings = Settings(list_path=home / "list.sqlite", batches_path=home / "batches")
    app = create_app(settings, honest_fakes(settings))
    token, kept = make_key(Scope.RETAILER, "คุณสมใจ")
    app.state.service.store.add_key(kept)
    with served(app) as base:
        service, rows = app.state.service, ["photo,SKU,product,supplier,date"]
        client = service.client(Scope.RETAILER, f"key:{kept.id}", kept.id)
        with service.batches.coming(client) as place, zipfile.ZipFile(place / "stock.zip", "w") as archive:
            for number, photo in enumerate(sorted(SAMPLES.glob("*.jpg"))):
                archive.write(photo, photo.name)
                rows.append(
                    f"{photo.name},S-{number:02d},{photo.stem[3:]},ร้านส่ง {number % 2 + 1},2026-11-{number + 1:02d}"
                )
            archive.writestr("manifest.csv", "\n".join(rows))
            archive.close()
            named = {"name": "ของเข้า พ.ย.", "lang": "th", "grouping": "auto"}
            batch = service.batches.take(client, place, place / "stock.zip", **named)
        worker = Worker(
            Batches(settings.batches_path, settings), partial(make_verifier, settings), workers=1, limits=Limits()
        )
        worker.run(until_idle=True)
        yield base, token, lambda: service.batches.decisions.of(batch.id)


@pytest.fixture
def desk(browser, reviewed):
    """The review, opened with the key, on a desk with a keyboard. Nothing is asked from elsewhere; no error is told."""
    base, token, _ = reviewed
    phone = browser.new_context(viewport=DESK, base_url=base, locale="th-TH", service_workers="block")
    phone.set_default_timeout(30_000)
    asked, errors = [], []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("weberror", lambda error: errors.append(str(error.error)))
    page = phone.new_page()
    page.goto("/review")
    page.locator("#key").fill(token)
    page.keyboard.press("Enter")
    expect(page.locator("[data-stocks] button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-big]")).to_be_visible()
    yield page
    phone.close()
    assert not [url for url in asked if not url.startswith((base, "data:", "blob:"))]
    assert not errors


def decisions(reviewed):
    return list(reviewed[2]())


def no_violation(page, name):
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}\n{found.generate_report()}"


def press_as_on_a_thai_board(page, code):
    """A key by its place, with the letter that a Thai layout has there."""
    letters = {"Digit1": "ๅ", "Digit2": "/", "Digit3": "-", "KeyZ": "ผ", "KeyX": "ป"}
    page.evaluate(
        "([code, key]) => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))",
        [code, letters[code]],
    )


def test_looks_right_and_nobody_is_kept_out(desk):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    expect(desk.locator(".readings canvas").first).to_be_visible()
    frame, big = (desk.locator(f"[data-{name}]").bounding_box() for name in ("frame", "big"))
    assert big["height"] <= frame["height"] and big["width"] <= frame["width"], "the whole photo is seen"
    for lang in ("th", "en"):
        if desk.evaluate("document.documentElement.lang") != lang:
            desk.locator("[data-switch]").click()
        for scheme in ("light", "dark"):
            desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for size, name in ((DESK, "desk"), (PHONE, "phone")):
                desk.set_viewport_size(size)
                desk.evaluate("scrollTo(0, 0)")
                desk.screenshot(path=SCREENSHOTS / f"review-{name}-{lang}-{scheme}.png")
                no_violation(desk, f"review {name} {lang} {scheme}")
    desk.screenshot(path=SCREENSHOTS / "review-phone-whole.png", full_page=True)
    desk.set_viewport_size(NARROW)
    assert desk.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("screen", [NARROW, PHONE, DESK], ids=["narrow", "phone", "desk"])
def test_an_enlarged_photo_scrolls_in_its_frame_and_leaves_the_decisions_in_sight(desk, screen):
    desk.set_viewport_size(screen)
    desk.keyboard.press("x")
    expect(desk.locator(".frame.large")).to_be_visible()
    frame = desk.locator(".frame.large")
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    assert desk.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    for button in desk.locator("[data-decide]").all():
        box = button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= screen["width"], button.inner_text()


def test_the_door_is_open_to_all(browser, reviewed):
    page = browser.new_context(viewport=PHONE, base_url=reviewed[0], locale="th-TH", service_workers="block").new_page()
    page.goto("/review")
    no_violation(page, "the door")
    page.screenshot(path=SCREENSHOTS / "review-door.png")
    page.locator("#key").fill("mok_000000000000_" + "x" * 43)
    page.keyboard.press("Enter")
    expect(page.locator("[data-problem]")).to_contain_text("กุญแจ")
    no_violation(page, "a wrong key")
    page.context.close()


def test_one_key_decides_and_one_takes_back_on_any_layout(desk, reviewed):
    before = len(decisions(reviewed))
    name = desk.locator("[data-name]").inner_text()
    press_as_on_a_thai_board(desk, "Digit3")
    expect(desk.locator("[data-name]")).not_to_have_text(name)
    expect(desk.locator("[data-toast]")).to_contain_text("ถามผู้ขาย")
    expect(desk.locator("[data-undo]")).to_be_visible()
    expect(desk.locator("[data-name]")).to_be_focused()
    (made,) = decisions(reviewed)[before:]
    assert (made.decision, made.who) == ("ask_supplier", "คุณสมใจ")
    press_as_on_a_thai_board(desk, "KeyZ")
    expect(desk.locator("[data-name]")).to_have_text(name)
    expect(desk.locator("[data-toast]")).to_contain_text("เลิกทำแล้ว")
    assert len(decisions(reviewed)) == before
    desk.keyboard.press("1")
    expect(desk.locator("[data-name]")).not_to_have_text(name)
    expect(desk.locator("[data-undo]")).to_be_hidden(timeout=8_000)
    assert [made.decision for made in decisions(reviewed)[before:]] == ["agrees"]
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator("[data-name]")).to_have_text(name)
    expect(desk.locator("[data-decide=agrees]")).to_have_attribute("aria-pressed", "true")


def test_shortcuts_can_be_switched_off_and_do_not_work_in_fields(desk, reviewed):
    before = len(decisions(reviewed))
    desk.locator(".readings button").first.click()
    desk.keyboard.type("123 zx")
    desk.keyboard.press("Escape")
    desk.locator("[data-keys]").uncheck()
    desk.locator("[data-name]").focus()
    desk.keyboard.press("1")
    desk.wait_for_timeout(300)
    assert len(decisions(reviewed)) == before


def test_the_keyboard_alone_corrects_a_reading_and_the_reading_stays(desk, reviewed):
    button = desk.locator(".readings button").first
    value = desk.locator(".readings .value").first.inner_text()
    for _ in range(60):
        if button.evaluate("button => button === document.activeElement"):
            break
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".instead input")).to_be_focused()
    desk.keyboard.insert_text("คนอ่านเอง")
    desk.keyboard.press("Enter")
    expect(desk.locator(".readings .person").first).to_contain_text("คนอ่านเอง")
    assert desk.locator(".readings .value").first.inner_text() == value
    assert "คนอ่านเอง" in decisions(reviewed)[-1].corrections


def test_marks_are_told_in_words_and_another_stock_can_be_chosen(desk):
    expect(desk.locator(".readings canvas").first).to_be_visible()
    told = desk.locator(".readings").inner_text()
    assert "เครื่องหมาย มอก. บังคับ" in told and "compulsory" not in told
    desk.locator("[data-other] a").click()
    expect(desk.locator("#choose")).to_contain_text("เลือกสต๊อก")
    expect(desk.locator("[data-stocks] button")).to_contain_text("ของเข้า พ.ย.")
    expect(desk.locator("[data-stocks] button")).to_contain_text(f"{date.today().year + 543}")


def test_what_another_reviewer_decided_meanwhile_is_told(desk, reviewed):
    while not desk.locator("[data-position]").inner_text().startswith("1 "):
        desk.keyboard.press("ArrowLeft")
        desk.wait_for_timeout(100)
    desk.wait_for_load_state("networkidle")  # the next product was fetched ahead
    desk.evaluate(
        """async (key) => {
            const batch = `/v1/batches/${new URL(location.href).searchParams.get("batch")}`;
            const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
            const queue = await (await fetch(`${batch}/review`, { headers })).json();
            const next = queue.groups.flatMap((group) => group.items)[1];
            const body = JSON.stringify({ decision: "conflicts" });
            await fetch(`${batch}/items/${next.item}/decisions`, { method: "POST", headers, body });
        }""",
        reviewed[1],
    )
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("[data-position]")).to_contain_text("2 ", timeout=20_000)
    expect(desk.locator("[data-latest]")).to_contain_text("ตัดสินว่าขัดกัน", timeout=20_000)
    assert "ตัดสินว่าขัดกัน · คุณสมใจ" in desk.locator("[data-latest]").inner_text()
    expect(desk.locator("[data-decide=conflicts]")).to_have_attribute("aria-pressed", "true")


def test_a_letter_that_cannot_be_copied_is_marked_and_not_called_copied(desk):
    desk.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")  # as without TLS
    desk.locator("[data-letter]").click()
    desk.locator("[data-letter-copy]").click()
    expect(desk.locator("[data-letter-said]")).to_contain_text("เลือกข้อความไว้ให้แล้ว")
    assert "ขอให้ส่ง" in desk.evaluate("getSelection().toString()")


def test_what_does_not_fit_into_the_queue_is_told(desk, monkeypatch):
    monkeypatch.setattr("api.batches.review.MOST", 2)
    desk.reload()
    expect(desk.locator("[data-decided]")).to_contain_text("รายการจะตามมา")


def test_the_next_products_are_there_before_they_are_wanted(desk):
    desk.wait_for_load_state("networkidle")
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    name = desk.locator("[data-name]").inner_text()
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("[data-name]")).not_to_have_text(name)
    expect(desk.locator("[data-big]")).to_be_visible()
    desk.wait_for_load_state("networkidle")
    products = [url for url in asked if "/pictures/" in url]
    assert len(products) <= 1, "only the one behind those that were fetched before"


def test_the_letter_opens_by_keyboard_and_names_what_is_missing(desk):
    desk.locator("[data-letter]").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog[open] pre")).to_contain_text("ขอให้ส่ง")
    desk.screenshot(path=SCREENSHOTS / "review-letter.png")
    no_violation(desk, "letter")
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog.letter")).to_be_hidden()
    expect(desk.locator("[data-letter]")).to_be_focused()


def test_a_photo_that_cannot_be_shown_is_not_told_as_a_mistake_of_the_reader(desk):
    words = {lang: {"title": "empty", "detail": "choose another"} for lang in ("th", "en")}
    problem = {"code": "photo.empty", "words": words}
    desk.route("**/pictures/*", lambda route: route.fulfill(status=422, json=problem))
    desk.reload()
    expect(desk.locator("[data-no-picture]")).to_contain_text("แสดงรูปนี้ไม่ได้")
    expect(desk.locator("main")).not_to_contain_text("choose another")


def test_reasons_narrow_the_queue_and_tables_are_saved(desk):
    desk.locator("[data-reasons] button").nth(1).click()
    expect(desk.locator("[data-reasons] button").nth(1)).to_have_attribute("aria-pressed", "true")
    for kind in ("csv", "xlsx"):
        with desk.expect_download() as saved:
            desk.locator(f"[data-export={kind}]").click()
        assert saved.value.suggested_filename.endswith(f".{kind}")
