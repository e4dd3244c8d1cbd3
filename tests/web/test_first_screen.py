"""What most real goods get, on the first screen of a small phone: verdict, reason and the one useful act."""

import pytest
from fastapi.testclient import TestClient
from phone import ANSWER_MS, PHONE, SCREENSHOTS, choose, sample
from playwright.sync_api import expect

from api.app import create_app
from tests.support.fakes import (
    QR_LINK,
    TODAY,
    FakeCodeReader,
    FakeDetector,
    FakeLineReader,
    FakeRegistry,
    licence,
    make_verifier,
)
from verifier.settings import Settings


def answer_of(**changes) -> tuple[str, str]:
    """The page's answer to a sample photo by a verifier that sees what it is told to; the leading finding's code."""
    settings = Settings()
    app = create_app(settings, make_verifier(settings, **changes), today=lambda: TODAY)
    with TestClient(app) as client:
        photo = {"photos": ("x.jpg", sample("01").read_bytes())}
        report = client.post("/v1/verifications", files=photo).json()
        return client.post("/", files=photo).text, report["findings"][report["leading"]]["code"]


def shown(page, html: str) -> None:
    """The page with this answer, as after a photo was sent."""
    page.route(
        "**/",
        lambda route: (
            route.fulfill(content_type="text/html", body=html) if route.request.method == "POST" else route.fallback()
        ),
    )
    choose(page, sample("01"))
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)


def fits(page, *parts: str) -> None:
    """Whether these are seen whole above the buttons at the bottom, without scrolling, in both languages."""
    for _ in range(2):
        page.evaluate("scrollTo(0, 0)")
        bottom = page.locator(".dock").bounding_box()["y"]
        for part in parts:
            box = page.locator(part).first.bounding_box()
            assert box["y"] >= 0 and box["y"] + box["height"] <= bottom + 1 < PHONE["height"], (part, box, bottom)
        page.locator("[data-switch]").click()


@pytest.fixture(scope="module")
def unresolved():
    registry = FakeRegistry([licence(qr_id="111111111")])
    html, code = answer_of(registry=registry, line_reader=FakeLineReader(("มอก. 2879-2560",)))
    assert code == "code.unresolved"
    return html


def test_an_official_code_of_an_unknown_licence(page, unresolved):
    shown(page, unresolved)
    page.screenshot(path=SCREENSHOTS / "first-unresolved.png")
    fits(page, ".verdict h1", ".verdict .why", ".act .official", ".act .hint")
    expect(page.locator(".verdict .why")).to_contain_text("อ่าน QR ของ สมอ. ได้แล้ว")
    assert page.locator(".act .official").get_attribute("href") == QR_LINK
    assert page.locator("a.official").count() == 1


def test_the_answer_opened_again_still_shows_it_all(page, unresolved):
    shown(page, unresolved)
    page.wait_for_function("() => Number.isInteger(history.state?.answer)")
    page.unroute("**/")
    page.reload()
    expect(page.locator("[data-past]")).to_be_visible()
    fits(page, "[data-past]", ".verdict h1", ".verdict .why", ".act .official")


def test_a_photo_without_a_mark_asks_what_product_it_is(page):
    html, code = answer_of(
        detector=FakeDetector(()), line_reader=FakeLineReader(("220 V 50 Hz",)), code_reader=FakeCodeReader(())
    )
    assert code == "mark.none"
    shown(page, html)
    page.screenshot(path=SCREENSHOTS / "first-no-mark.png")
    fits(page, ".verdict h1", ".verdict .why", "[data-ask]")
    page.locator("a[data-ask]").click()
    expect(page.locator(".ask h2")).to_be_in_viewport()
    expect(page.locator(".ask .tile").nth(1)).to_be_in_viewport()
