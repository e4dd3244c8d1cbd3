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


@pytest.mark.parametrize("way", ["[data-again]", "[data-more]", ".ask .primary"])
def test_a_double_tap_leads_no_further_than_to_the_form(arrived, way):
    answered(arrived, "12")
    if way == ".ask .primary":
        arrived.locator(".ask #find").fill("ไดร์")
        arrived.locator(".ask #find").press("Enter")
    arrived.locator(f"{way}:visible").first.evaluate("(one) => { one.click(); one.click(); }")
    expect(arrived.locator("form[data-limits]")).to_be_attached()
    arrived.wait_for_timeout(500)
    assert "/how" not in arrived.url
    if way == ".ask .primary":
        arrived.locator(".answer").wait_for(timeout=ANSWER_MS)
        expect(arrived.locator(".findings-card")).to_contain_text("ไดร์")


def test_a_double_tap_on_cancel_sends_nothing_again(page):
    choose(page, sample("06"))
    routes = held(page)
    page.locator(".submit").click()
    page.locator("[data-cancel]").dblclick()
    page.wait_for_timeout(300)
    expect(page.locator(".submit")).to_be_visible()
    assert len(routes) == 1


def test_an_answer_that_waited_is_kept_once_however_often_it_is_tapped(page):
    choose(page, sample("06"))
    page.context.set_offline(True)
    page.locator(".submit").click()
    page.locator(".queue li").wait_for()
    page.context.set_offline(False)
    expect(page.locator(".queue li")).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    page.locator(".queue li .primary").evaluate("(one) => { one.click(); one.click(); }")
    page.wait_for_function("() => Number.isInteger(history.state?.answer)")
    page.wait_for_timeout(300)
    assert len(page.evaluate(KEPT)) == 1


def test_what_is_being_sent_is_not_changed_meanwhile(page):
    choose(page, sample("12"))
    routes = held(page)
    page.locator(".submit").click()
    expect(page.locator(".stage")).to_be_visible()
    for part in (".photos", ".category", ".past"):
        assert page.locator(part).evaluate("(one) => one.inert"), part
    page.locator("[data-cancel]").click()
    for part in (".photos", ".category", ".past"):
        assert not page.locator(part).evaluate("(one) => one.inert"), part
    assert len(routes) == 1


def test_a_reload_shows_the_new_answer_though_an_earlier_one_was_opened_while_it_was_awaited(page):
    answered(page, "01")
    page.go_back()
    choose(page, sample("06"))
    routes = held(page)
    page.locator(".submit").click()
    expect(page.locator(".stage")).to_be_visible()
    page.go_forward()
    expect(page.locator(".verdict.agrees")).to_be_visible()
    routes[0].continue_()
    expect(page.locator(".verdict.conflicts")).to_be_visible(timeout=ANSWER_MS)
    page.wait_for_function("() => Number.isInteger(history.state?.answer)")
    page.wait_for_timeout(300)
    page.reload()
    expect(page.locator(".verdict.conflicts")).to_be_visible()


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


def test_an_answer_that_another_tab_deleted_is_not_opened(page):
    answered(page, "06")
    page.go_back()
    page.locator(".past summary").click()
    expect(page.locator(".past li")).to_have_count(1)
    other = page.context.new_page()
    other.goto("/")
    other.locator(".past summary").click()
    other.locator(".past .drop").click()
    expect(other.locator(".past li")).to_have_count(0)
    page.locator(".past .open").click()
    expect(page.locator(".past li")).to_have_count(0)
    expect(page.locator(".answer")).to_have_count(0)


def drag(page, **what) -> None:
    """Drags onto the page what the browser's own machinery carries: paths of files, or items."""
    carried = {"items": [], "files": [], "dragOperationsMask": 1} | what
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 150, "y": 150, "data": carried})


def test_a_folder_that_is_dropped_is_refused_by_name(page, tmp_path):
    folder = tmp_path / "labels"
    folder.mkdir()
    drag(page, files=[str(folder)])
    expect(page.locator(".photos .said")).to_contain_text("“labels” ไม่ใช่รูป")


def test_a_link_that_is_dropped_is_not_opened(page):
    choose(page, sample("06"))
    drag(page, items=[{"mimeType": "text/uri-list", "data": "http://elsewhere.example/"}])
    page.wait_for_timeout(1_500)
    expect(page.locator(".shots li")).to_have_count(1)  # a request to elsewhere fails the test when it ends


@pytest.mark.parametrize("name", ["x" * 250, "ก" * 80, "<img src=x onerror=alert(1)>"], ids=["Latin", "Thai", "markup"])
def test_the_names_of_files_neither_stretch_the_page_nor_become_a_part_of_it(page, name):
    page.set_viewport_size({"width": 320, "height": 568})
    page.set_input_files("#photos", [{"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": b"words"}])
    expect(page.locator(".photos .said")).to_contain_text(name[:20])
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    expect(page.locator(".said img")).to_have_count(0)
