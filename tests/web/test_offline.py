"""Without a connection: the page opens, photos wait, and the answer comes by itself."""

from phone import ANSWER_MS, choose, sample
from playwright.sync_api import expect


def test_photos_wait_for_a_connection_and_are_then_checked_by_themselves(page):
    choose(page, sample("06"))
    page.context.set_offline(True)
    expect(page.locator(".offline")).to_be_visible()
    page.locator(".submit").click()
    waiting = page.locator(".queue li")
    expect(waiting).to_contain_text("รอสัญญาณ")
    expect(page.locator(".queue .hint").first).to_contain_text("เก็บรูปไว้ในเครื่องนี้แล้ว")
    expect(page.locator(".shots li")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator(".offline")).to_be_hidden()
    expect(waiting).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    waiting.get_by_role("button").first.click()
    expect(page.locator(".verdict.conflicts h1")).to_be_focused()
    page.go_back()
    expect(page.locator(".queue")).to_be_hidden()


def test_what_waits_outlives_the_page_and_can_be_deleted(page):
    choose(page, sample("06"))
    page.route("**/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    page.locator(".submit").click()
    expect(page.locator(".queue li")).to_have_count(1)
    page.reload()
    expect(page.locator(".queue li")).to_contain_text("1 รูป")
    page.locator(".queue li").get_by_role("button").last.click()
    expect(page.locator(".queue")).to_be_hidden()
    page.reload()
    expect(page.locator(".queue")).to_be_hidden()


def test_the_page_opens_without_a_connection(context):
    phone = context(service_workers="allow")
    page = phone.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller")
    phone.set_offline(True)
    for path, words in (("/", "ฉลากนี้ตรงกับ"), ("/how?lang=en", "What no photo can show"), ("/nowhere", "ฉลากนี้")):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(words)
    page.goto("/?lang=th")
    choose(page, sample("06"))
    page.locator(".submit").click()
    expect(page.locator(".queue li")).to_have_count(1)
