"""Without a connection: the page opens, photos wait, and the answer comes by itself, with the page open or closed."""

import base64
import time

from phone import ANSWER_MS, choose, sample
from playwright.sync_api import expect

from api.routes import pages


def test_photos_wait_for_a_connection_and_are_then_checked_by_themselves(context):
    phone = context()
    phone.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")  # as without HTTPS
    page = phone.new_page()
    page.goto("/")
    choose(page, sample("06"))
    page.context.set_offline(True)
    expect(page.locator(".offline")).to_be_visible()
    page.locator(".submit").click()
    waiting = page.locator(".queue li")
    expect(waiting).to_contain_text("รอสัญญาณ")
    expect(page.locator(".offline")).not_to_contain_text("เปิดหน้า")  # the queue alone says whether it must stay open
    expect(page.locator(".queue h2")).to_contain_text("รอส่งตรวจ")
    expect(page.locator(".queue .hint:visible")).to_contain_text("เปิดหน้านี้ไว้")
    expect(page.locator(".shots li")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator(".offline")).to_be_hidden()
    expect(waiting).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    expect(page.locator(".queue h2")).to_contain_text("ตรวจเสร็จแล้ว")  # what the words say is what there is
    expect(page.locator(".queue .hint:visible")).to_have_count(0)
    waiting.get_by_role("button").first.click()
    expect(page.locator(".verdict.conflicts h1")).to_be_focused()
    page.go_back()
    expect(page.locator(".queue")).to_be_hidden()


def test_what_waits_for_a_busy_service_is_not_said_to_wait_for_a_connection(page):
    page.context.set_offline(True)
    for name in ("06", "01"):
        choose(page, sample(name))
        page.locator(".submit").click()
        expect(page.locator(".shots li")).to_have_count(0)
    expect(page.locator(".queue li")).to_have_count(2)
    page.route("**/", lambda route: route.fulfill(status=503) if route.request.method == "POST" else route.fallback())
    page.context.set_offline(False)
    for row in page.locator(".queue li").all():
        expect(row).to_contain_text("ระบบไม่ว่าง")
    page.unroute("**/")
    page.locator(".queue li").first.get_by_role("button").first.click()
    expect(page.locator(".queue ul")).to_contain_text("รอคิวส่ง")  # one of them, while the other is sent
    for row in page.locator(".queue li").all():
        expect(row).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)


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
    page = installed(phone)
    phone.set_offline(True)
    for path, words in (("/", "ฉลากนี้ตรงกับ"), ("/how?lang=en", "What no photo can show"), ("/nowhere", "ฉลากนี้")):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(words)
    page.goto("/?lang=th")
    choose(page, sample("06"))
    page.locator(".submit").click()
    expect(page.locator(".queue li")).to_have_count(1)


def test_what_was_searched_for_is_answered_however_long_it_takes(context, monkeypatch):
    page = installed(context(service_workers="allow"))
    search = pages.looked_up

    def slowly(*asked):
        time.sleep(7)
        return search(*asked)

    monkeypatch.setattr(pages, "looked_up", slowly)
    page.goto("/lookup?lang=th&number=2879-2560")
    expect(page.locator("main")).to_contain_text("แบตเตอรี่สำรอง")


def test_a_search_without_a_connection_says_so_and_keeps_what_was_asked(context):
    page = installed(context(service_workers="allow"))
    page.goto("/lookup?lang=th")
    page.context.set_offline(True)
    page.goto("/lookup?lang=th&number=2879-2560")
    expect(page.locator(".offline")).to_contain_text("ค้นหาได้เมื่อมีสัญญาณ")
    expect(page.locator("#number")).to_have_value("2879-2560")


def installed(phone):
    """The page with its service worker at work."""
    page = phone.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def test_what_waits_is_sent_while_the_page_is_closed(context, base):
    phone = context(service_workers="allow")
    phone.grant_permissions(["background-sync"])
    page = installed(phone)
    devtools, workers = phone.new_cdp_session(page), []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: workers.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")
    choose(page, sample("06"))
    phone.set_offline(True)
    page.locator(".submit").click()
    expect(page.locator(".queue .hint:visible")).to_contain_text("ปิดหน้านี้ได้")
    page.goto("about:blank")
    phone.set_offline(False)
    event = {"origin": base, "registrationId": workers[0]["registrationId"], "tag": "waiting", "lastChance": False}
    devtools.send("ServiceWorker.dispatchSyncEvent", event)
    page.wait_for_timeout(1_000)
    page.route("**/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    page.goto("/")  # which cannot send anything itself
    for _ in range(10):  # a browser tries again when the first time failed, as on a machine that is slow to be online
        try:
            expect(page.locator(".queue li")).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS / 10)
            break
        except AssertionError:
            devtools.send("ServiceWorker.dispatchSyncEvent", event)
    expect(page.locator(".queue li")).to_contain_text("ตรวจแล้ว")
    page.locator(".queue li").get_by_role("button").first.click()
    expect(page.locator(".verdict.conflicts h1")).to_be_focused()


def test_photos_that_a_gallery_shares_stand_in_the_form(context):
    phone = context(service_workers="allow")
    page = installed(phone)
    photo = base64.b64encode(sample("06").read_bytes()).decode()
    for offline in (False, True):
        phone.set_offline(offline)
        page.evaluate(
            """async (photo) => {
                const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
                const files = new DataTransfer();
                files.items.add(new File([bytes], "shared.jpg", { type: "image/jpeg" }));
                const form = Object.assign(document.createElement("form"), { method: "post", action: "/" });
                form.enctype = "multipart/form-data";
                form.append(Object.assign(document.createElement("input"), { type: "file", name: "photos" }));
                form.firstChild.files = files.files;
                document.body.append(form);
                form.submit();
            }""",
            photo,
        )
        expect(page.locator(".shots li")).to_contain_text("ชัด")
        expect(page.locator(".queue")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-camera]")).to_be_visible()
    expect(page.locator(".shots li")).to_have_count(0)
