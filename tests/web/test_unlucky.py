"""What unlucky people do: tap twice, change things while photos are on their way, meet what is no answer."""

import pytest
from phone import ANSWER_MS, choose, sample
from playwright.sync_api import expect

from tests.web.test_past import KEPT, answered

SIGN_IN = "<!doctype html><html><body>Sign in to this Wi-Fi</body></html>"


def when_sent(page, act) -> None:
    """Has `act(route)` answer what the page posts."""
    page.route("**/", lambda route: act(route) if route.request.method == "POST" else route.fallback())


def held(page) -> list:
    """Holds what the page posts back, as a slow service does; the routes that wait."""
    routes = []
    when_sent(page, routes.append)
    return routes


@pytest.fixture
def arrived(page):
    """The page, to which a person came from another one."""
    page.goto("/how")
    page.goto("/?lang=th")
    return page


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99], ids=["before the verdict", "within the numbers", "near its end"])
def test_an_answer_that_was_cut_off_is_none(page, share):
    choose(page, sample("01"))

    def cut(route):
        got = route.fetch()
        body = got.body()
        route.fulfill(status=200, content_type=got.headers["content-type"], body=body[: int(len(body) * share)])

    when_sent(page, cut)
    page.locator(".submit").click()
    expect(page.locator(".problem")).to_contain_text("ส่งไม่สำเร็จ", timeout=ANSWER_MS)
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator(".shots li")).to_have_count(1)
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize(
    ("status", "retry"), [(200, True), (413, False), (502, True)], ids=["sign-in", "too large", "gateway"]
)
def test_what_something_between_says_is_told_in_words(page, status, retry):
    choose(page, sample("06"))
    when_sent(page, lambda route: route.fulfill(status=status, content_type="text/html", body=SIGN_IN))
    page.locator(".submit").click()
    problem = page.locator(".problem")
    expect(problem).to_contain_text("ส่งไม่สำเร็จ")
    assert ("ลองอีกครั้ง" in problem.inner_text()) == retry
    expect(page.locator(".shots li")).to_have_count(1)


@pytest.mark.parametrize("status", [200, 502])
def test_photos_that_wait_outlive_what_something_between_says(page, status):
    choose(page, sample("06"))
    page.context.set_offline(True)
    page.locator(".submit").click()
    page.locator(".queue li").wait_for()
    routes = []

    def between(route):
        routes.append(route)
        route.fulfill(status=status, content_type="text/html", body=SIGN_IN)

    when_sent(page, between)
    page.context.set_offline(False)
    row = page.locator(".queue li")
    while not routes:
        page.wait_for_timeout(100)
    expect(row).to_contain_text("รอสัญญาณ")
    page.unroute("**/")
    row.get_by_role("button").first.click()
    expect(row).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    row.get_by_role("button").first.click()
    expect(page.locator(".verdict.conflicts")).to_be_visible()


def test_a_wait_that_has_passed_is_not_waited_for(page):
    choose(page, sample("06"))
    when_sent(page, lambda route: route.fulfill(status=503, headers={"Retry-After": "-5"}, body="{}"))
    page.locator(".submit").click()
    expect(page.locator(".problem")).to_contain_text("ส่งไม่สำเร็จ")


def test_a_database_held_open_by_an_older_page_does_not_hold_up_the_new_one(context):
    phone = context()
    older, page = phone.new_page(), phone.new_page()
    older.goto("/static/words.js")
    older.evaluate(
        """() => new Promise((done) => {
            const open = indexedDB.open("mokcheck", 1);
            open.onsuccess = () => { window.database = open.result; done(); };
        })"""
    )
    page.goto("/")
    page.locator(".past summary").click()
    expect(page.locator(".past .told")).to_contain_text("ไม่")
    choose(page, sample("06"))
    phone.set_offline(True)
    page.locator(".submit").click()
    expect(page.locator(".problem")).to_contain_text("ส่งไม่สำเร็จ")
    expect(page.locator(".shots li")).to_have_count(1)
