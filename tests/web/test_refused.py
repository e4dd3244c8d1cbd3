"""Photos that waited and were refused stay on the phone, say why, and can be sent again; no other waits for them."""

import pytest
from phone import ANSWER_MS, choose, sample
from playwright.sync_api import expect

from tests.web.test_unlucky import when_sent

WORDS = {lang: {"title": "ไม่ได้", "detail": "ลองอีกครั้ง"} for lang in ("th", "en")}
WAITING = """async () => {
    await import("/static/waiting.js");
    const all = await globalThis.waiting.everything();
    return all.map(({ state, photos }) => [state, photos.map(({ size }) => size > 0)]);
}"""


def wait_without_connection(page, *names: str) -> None:
    """Photos of a product each wait for a connection."""
    page.context.set_offline(True)
    for name in names:
        choose(page, sample(name))
        page.locator(".submit").click()
        expect(page.locator(".shots li")).to_have_count(0)
    expect(page.locator(".queue li")).to_have_count(len(names))


@pytest.mark.parametrize(
    ("status", "json"),
    [(413, None), (403, None), (500, {"code": "engine.failed", "words": WORDS}), (422, {"words": WORDS})],
    ids=["a proxy finds it too large", "a sign-in page forbids", "the service fails", "the service refuses"],
)
def test_photos_that_were_refused_stay_and_are_sent_again_when_the_person_says(page, status, json):
    wait_without_connection(page, "06", "01")
    refused = []

    def refuse_the_first(route):
        if refused:
            return route.fallback()
        refused.append(route)
        return route.fulfill(status=status, **({"json": json} if json else {"body": "no", "content_type": "text/html"}))

    when_sent(page, refuse_the_first)
    page.context.set_offline(False)
    rows = page.locator(".queue li")
    expect(rows.nth(1)).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    expect(rows.nth(0)).to_contain_text("ตรวจไม่ได้")
    assert page.evaluate(WAITING) == [["done", [True]], ["done", []]]
    page.reload()
    rows.nth(0).get_by_role("button", name="ลองอีกครั้ง").click()
    expect(rows.nth(0)).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    rows.nth(0).get_by_role("button", name="ดูผล").click()
    expect(page.locator(".verdict.conflicts")).to_be_visible()


def test_a_sending_that_took_too_long_for_the_service_waits_on(page):
    wait_without_connection(page, "06")
    slow = {"code": "http.body_too_slow", "words": WORDS}
    tries = []

    def too_slow(route):
        tries.append(route)
        route.fulfill(status=408, json=slow)

    when_sent(page, too_slow)
    page.context.set_offline(False)
    while not tries:
        page.wait_for_timeout(100)
    expect(page.locator(".queue li")).to_contain_text("รอสัญญาณ")
    assert page.evaluate(WAITING) == [["waiting", [True]]]


def test_what_the_service_never_answers_holds_up_no_other(page):
    page.context.set_offline(True)
    page.locator(".category summary").click()
    page.locator(".category [value=power_bank]").check()
    for name in ("01", "06"):  # a kind of goods is said of the first alone
        choose(page, sample(name))
        page.locator(".submit").click()
        expect(page.locator(".shots li")).to_have_count(0)
    tries = []

    def never_the_first(route):
        tries.append(b'name="category"' in route.request.post_data_buffer)
        route.fulfill(status=503, json={"words": WORDS}) if tries[-1] else route.fallback()

    when_sent(page, never_the_first)
    page.context.set_offline(False)
    rows = page.locator(".queue li")
    expect(rows.nth(0)).to_contain_text("ระบบไม่ว่าง", timeout=20_000)
    rows.nth(0).get_by_role("button", name="ส่งเดี๋ยวนี้").click()
    expect(rows.nth(1)).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    assert tries[:2] == [True, False]
