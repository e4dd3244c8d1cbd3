"""The page of cases as an inspector uses it: everybody can, by keyboard too; place, search, colleagues, lock."""

import re

import httpx
import pytest
from case_phone import (
    PASSPHRASE,
    PLACE,
    add_product,
    field,
    keeping,
    kept,
    new_case,
    photos,
    set_up,
    sha256,
    state,
    unlock,
)
from phone import PHONE, SCREENSHOTS
from playwright.sync_api import expect
from test_reach import look_at

SENT = re.compile("ส่งครบแล้ว")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("kept")) as service:
        yield service


@pytest.fixture
def phone(browser, served):
    """Opens a phone, each with its own memory. What it asks from elsewhere and each error of a script fail the test."""
    opened, asked, errors = [], [], []

    def open_phone(**options):
        known = {"viewport": PHONE, "device_scale_factor": 2, "base_url": served.url, "locale": "th-TH"}
        context = browser.new_context(**known | {"service_workers": "block"} | options)
        context.set_default_timeout(20_000)
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: errors.append(str(error.error)))
        opened.append(context)
        return context.new_page()

    yield open_phone
    for context in opened:
        context.close()
    assert not [url for url in asked if not url.startswith((served.url, "data:", "blob:"))]
    assert not errors


@pytest.fixture
def page(phone, served):
    """A phone that is set up."""
    opened = phone()
    set_up(opened, served.key())
    return opened


def send(page):
    page.locator("[data-send]").click()
    expect(state(page)).to_have_text(SENT, timeout=60_000)


def test_what_was_found_several_times_is_told_once_and_what_decides_first(page, tmp_path):
    """Of a label in a frame, each thing outside it is a finding of the same words."""
    stray = {"th": "มีข้อความตรงนี้ที่บอกไม่ได้ว่าเป็นของฉลากใด", "en": "Here is print of which label nobody can tell"}
    note = {"th": "มีบาร์โค้ดอื่นในรูป", "en": "There is another bar code"}

    def answer(route):
        reply = route.fetch()
        if route.request.method != "GET":
            return route.fulfill(response=reply)
        report = reply.json()
        first = report["findings"][0]
        more = [{**first, "outcome": "unknown", "message": message} for message in (note, stray, stray, stray)]
        return route.fulfill(
            json={**report, "findings": [*report["findings"], *more], "leading": len(report["findings"]) + 1}
        )

    page.route("**/judgement", answer)
    new_case(page)
    card = add_product(page, "พาวเวอร์แบงก์", photos(tmp_path, 1))
    send(page)
    told = card.locator("[data-ours] li")
    expect(told).to_have_count(2)
    assert [one.inner_text() for one in told.all()] == [stray["th"], note["th"]]


def test_looks_right_and_nobody_is_kept_out(phone, served, tmp_path):
    page = phone()
    page.goto("/case")
    page.locator(".facts summary").first.click()
    expect(page.locator("[data-set-up]")).to_be_visible()
    look_at(page, "case-door")
    set_up(page, served.key())
    look_at(page, "case-empty")
    new_case(page)
    card = add_product(page, "พาวเวอร์แบงก์ ABC 10,000 mAh", photos(tmp_path, 3))
    card.locator(".own .pick").filter(has_text="ขัดกัน").click()
    look_at(page, "case-draft")
    card.scroll_into_view_if_needed()
    page.screenshot(path=SCREENSHOTS / "case-product.png")
    send(page)
    for part in ("team", "remove"):
        page.locator(f"[data-{part}] > summary").click()
    look_at(page, "case-sent")
    page.screenshot(path=SCREENSHOTS / "case-sent-whole.png", full_page=True)
    card.locator(".look").first.click()
    expect(page.locator(".viewer img")).to_be_visible()
    look_at(page, "case-viewer")
    page.locator("[data-viewer-close]").click()
    page.locator("[data-back]").click()
    page.locator("[data-new]").click()
    page.locator("[data-back]").click()
    page.locator("details").filter(has=page.locator("[data-new-key]")).locator("summary").first.click()
    page.locator("[data-search-there]").click()
    expect(page.locator("[data-there] li").first).to_be_visible()
    look_at(page, "case-list")
    page.screenshot(path=SCREENSHOTS / "case-list-whole.png", full_page=True)
    page.reload()
    page.locator("[data-forgot] summary").click()
    look_at(page, "case-locked")


def test_the_keyboard_alone_makes_a_case(phone, served):
    page = phone()
    page.goto("/case")
    expect(page.locator("[data-set-up] [name=passphrase]")).to_be_focused()
    for text in (PASSPHRASE, PASSPHRASE, served.key()):
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-view=list] h1")).to_be_focused()
    press_until(page, "[data-new]")
    expect(field(page, "place.name")).to_be_focused()
    page.keyboard.insert_text("ร้านแป้นพิมพ์")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator('[data-head] [value="stall"]')).to_be_checked()
    press_until(page, "[data-add-product]")
    expect(page.locator(".goods [data-camera]")).to_be_focused()
    kept(page)
    press_until(page, "[data-send]")
    expect(state(page)).to_have_text(SENT)


def press_until(page, selector):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return page.keyboard.press("Enter")
    raise AssertionError(selector)


def test_coordinates_only_by_a_tap_and_gone_by_another(phone, served):
    spot = {"latitude": 13.7563312, "longitude": 100.5018, "accuracy": 11.2}
    page = phone(permissions=["geolocation"], geolocation=spot)
    page.add_init_script(
        """window.asked = 0;
        const own = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
        navigator.geolocation.getCurrentPosition = (...args) => { window.asked += 1; own(...args); };"""
    )
    set_up(page, served.key())
    new_case(page)
    add_product(page, "หลอดไฟ", [])
    assert page.evaluate("window.asked") == 0
    page.locator("[data-gps-add]").click()
    expect(page.locator("[data-gps]")).to_have_text("13.75633, 100.50180")
    expect(page.locator("[data-gps-said]")).to_contain_text("12 เมตร")
    send(page)
    place = stored(served, page).place
    assert (place.latitude, place.longitude) == (13.75633, 100.5018)
    page.locator("[data-gps-remove]").click()
    expect(page.locator("[data-gps]")).to_be_hidden()
    send(page)
    assert stored(served, page).place.latitude is None
    assert page.evaluate("window.asked") == 1


def stored(served, page):
    """The case that is open, as the service has it."""
    return served.case(page.evaluate("history.state.case"))


def test_the_place_is_asked_for_on_this_page_alone(served):
    assert "geolocation=(self)" in httpx.get(f"{served.url}/case").headers["Permissions-Policy"]
    assert "geolocation=()" in httpx.get(f"{served.url}/").headers["Permissions-Policy"]


def test_what_is_missing_is_pointed_at(page):
    page.locator("[data-new]").click()
    page.locator("[data-send]").click()
    expect(field(page, "place.name")).to_be_focused()
    expect(page.locator("[data-kept]")).to_contain_text("ใส่ชื่อร้าน")
    field(page, "place.name").fill("ร้าน")
    now = field(page, "inspected").input_value()
    field(page, "inspected").fill(now.replace("20", "25", 1))
    page.locator("[data-send]").click()
    expect(page.locator("[data-kept]")).to_contain_text("ค.ศ.")
    field(page, "inspected").fill(now)
    card = add_product(page, "แมสก์", [])
    card.locator('[data-field="price_thb"]').fill("สองร้อย")
    card.locator("summary").click()
    page.locator("[data-send]").click()
    expect(card.locator('[data-field="price_thb"]')).to_be_focused()
    card.locator('[data-field="price_thb"]').fill("200")
    card.locator('[data-field="finding.words"]').fill("ดูไม่ออก")
    page.locator("[data-send]").click()
    expect(page.locator("[data-kept]")).to_contain_text("เลือกผลของผู้ตรวจ")
    card.locator(".own .pick").filter(has_text="ยังสรุปไม่ได้").click()
    send(page)


def test_several_cases_are_searched_by_what_stands_in_them(page):
    for name, product in (("ร้านหนึ่ง", "ไดร์เป่าผม"), ("ร้านสอง", "หัวชาร์จ"), ("ร้านสาม", "หัวชาร์จ Type-C")):
        new_case(page, name)
        add_product(page, product, [])
        page.locator("[data-back]").click()
    rows = page.locator("[data-cases] li")
    expect(rows).to_have_count(3)
    page.locator("[data-search]").fill("หัวชาร์จ")
    expect(rows).to_have_count(2)
    expect(page.locator("[data-count]")).to_contain_text("พบ 2 จาก 3")
    page.locator("[data-search]").fill("หัวชาร์จ TYPE-c สาม")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("ร้านสาม")


def test_a_case_is_handed_to_a_colleague_who_goes_on_with_it(phone, page, served, tmp_path):
    her_key = served.key("บุษบา")
    new_case(page)
    (photo,) = photos(tmp_path, 1)
    add_product(page, "หมวกกันน็อก", [photo])
    page.locator("[data-team] > summary").click()
    page.locator("[data-colleagues]").click()
    expect(page.locator("[data-team-said]")).to_contain_text("ส่งแฟ้มให้ครบก่อน")
    send(page)
    page.locator("[data-colleagues]").click()
    page.locator("[data-hand-over] select").select_option(her_key[4:16])
    page.locator("[name=stay]").uncheck()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-hand-over] [type=submit]").click()
    expect(page.locator("[data-team-said]")).to_contain_text("ส่งต่อให้ บุษบา")
    expect(state(page)).to_contain_text("ไม่ใช่แฟ้มของคุณแล้ว")
    hers = phone()
    set_up(hers, her_key)
    hers.locator("[data-search-there]").click()
    hers.locator("[data-there] li").filter(has_text=PLACE).first.locator("button").click()
    expect(state(hers)).to_have_text(SENT)
    expect(hers.locator("[data-view=case] [data-officer]")).to_contain_text("บุษบา")
    hers.locator(".goods summary").click()
    hers.locator(".look").click()
    expect(hers.locator("[data-viewer-hash]")).to_contain_text(sha256(photo))
    hers.locator("[data-viewer-close]").click()
    field(hers, "notes").fill("รับแฟ้มแล้ว")
    send(hers)
    assert stored(served, hers).notes == "รับแฟ้มแล้ว"


def test_what_two_changed_is_asked_and_nothing_is_written_over(page, served):
    key = served.key("มานี")
    new_case(page)
    card = add_product(page, "ปลั๊กพ่วง", [])
    send(page)
    one = stored(served, page)
    served.share(one.id, key)
    served.put(key, one.id, notes="ของเพื่อน")
    served.put_product(key, one.id, one.products[0].id, name="ปลั๊กพ่วงของเพื่อน")
    field(page, "notes").fill("ของฉัน")
    page.locator("[data-send]").click()
    expect(state(page)).to_contain_text("ต้องเลือก")
    expect(page.locator(".asked")).to_contain_text("ของเพื่อน")
    expect(card.locator('[data-field="name"]')).to_have_value("ปลั๊กพ่วงของเพื่อน")  # only they had changed it
    assert stored(served, page).notes == "ของเพื่อน"
    look_at(page, "case-ask")
    page.locator("[data-switch]").click()
    page.locator(".asked button").last.click()
    expect(state(page)).to_have_text(SENT)
    assert stored(served, page).notes == "ของฉัน"
    served.put(key, one.id, notes="อีกครั้ง")
    field(page, "notes").fill("ฉันก็แก้")
    page.locator("[data-send]").click()
    page.locator(".asked button").first.click()
    expect(field(page, "notes")).to_have_value("อีกครั้ง")
    expect(state(page)).to_have_text(SENT)


def test_it_locks_by_itself_and_leaves_nothing_in_the_page(phone, served):
    page = phone()
    page.clock.install()
    set_up(page, served.key())
    new_case(page)
    page.clock.fast_forward("14:00")
    expect(page.locator("[data-view=case]")).to_be_visible()
    page.keyboard.press("Shift")
    page.clock.fast_forward("14:00")
    expect(page.locator("[data-view=case]")).to_be_visible()
    page.clock.fast_forward("02:00")
    expect(page.locator("[data-unlock]")).to_be_visible()
    assert PLACE not in page.evaluate(
        "document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map((i) => i.value)"
    )
    unlock(page)
    expect(page.locator("[data-title]")).to_have_text(PLACE)  # where it was left


def test_a_new_passphrase_opens_and_the_old_one_does_not(page):
    new_case(page)
    page.locator("[data-back]").click()
    form = page.locator("[data-new-passphrase]")
    page.locator("details").filter(has=form).locator("summary").first.click()
    new = "another long passphrase"
    for name, text in (("before", PASSPHRASE), ("passphrase", new), ("again", new)):
        form.locator(f"[name={name}]").fill(text)
    form.locator("button").click()
    expect(page.locator("[data-settings-said]")).to_contain_text("เปลี่ยนรหัสผ่านแล้ว")
    page.locator("[data-lock]").click()
    unlock(page)
    expect(page.locator("[data-problem]")).to_contain_text("รหัสผ่านไม่ถูกต้อง")
    unlock(page, new)
    expect(page.locator("[data-cases] li")).to_contain_text(PLACE)


def test_the_camera_of_the_page_takes_a_photo_into_the_case(page):
    new_case(page)
    card = add_product(page, "หมวก", [])
    card.locator("[data-camera]").click()
    expect(page.locator(".live")).to_contain_text("ชัดแล้ว")
    page.locator("[data-shoot]").click()
    page.locator("[data-use]").click()
    expect(card.locator(".shots li")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    card.locator(".out").click()
    expect(card.locator(".shots li")).to_have_count(0)


def test_a_key_that_is_not_accepted_is_told_and_nothing_is_lost(page, served):
    new_case(page)
    served.revoke(page.evaluate("document.querySelector('[data-view=case] [data-officer]').textContent"))
    page.locator("[data-send]").click()
    expect(page.locator("[data-problem]")).to_contain_text("กุญแจ")
    expect(state(page)).to_have_text(re.compile("ส่งไม่ได้"))
    expect(page.locator("[data-kept]")).to_contain_text("กุญแจ")
    page.locator("[data-back]").click()
    expect(page.locator("[data-cases] li")).to_contain_text(PLACE)
    expect(page.locator("[data-cases] .badge")).to_have_text(re.compile("ส่งไม่ได้"))
    form = page.locator("[data-new-key]")
    page.locator("details").filter(has=form).locator("summary").first.click()
    form.locator("input").fill(served.key("คนใหม่"))
    form.locator("button").click()
    expect(page.locator("[data-cases] .badge")).to_have_text(SENT)


def test_a_case_that_waits_for_a_busy_service_holds_up_no_other(page):
    for name, day in (("ร้านหนึ่ง", 21), ("ร้านสอง", 20)):  # the latest visit is tried first
        new_case(page, name)
        field(page, "inspected").fill(f"2026-11-{day}T10:00")
        kept(page)
        page.locator("[data-back]").click()
    row = page.locator("[data-cases] li")
    stuck = row.filter(has_text="ร้านหนึ่ง").get_attribute("data-id")
    page.route(f"**/v1/cases/{stuck}*", lambda route: route.fulfill(status=503, json={"code": "store.problem"}))
    for name in ("ร้านหนึ่ง", "ร้านสอง"):
        row.filter(has_text=name).locator("button").click()
        page.locator("[data-send]").click()
        page.locator("[data-back]").click()
    expect(row.filter(has_text="ร้านสอง").locator(".badge")).to_have_text(SENT)
    expect(row.filter(has_text="ร้านหนึ่ง").locator(".badge")).to_contain_text("กำลังส่ง")


def test_two_tabs_do_not_write_over_each_other(page):
    other = page.context.new_page()
    other.goto("/case")
    expect(other.locator("[data-problem]")).to_contain_text("อีกแท็บหนึ่ง")
    expect(other.locator("[data-unlock]")).to_be_hidden()


def test_who_forgot_the_passphrase_can_only_begin_anew(page):
    new_case(page)
    page.reload()
    page.locator("[data-forgot] summary").click()
    page.locator("[data-erase] button").click()
    expect(page.locator("[data-unlock]")).to_be_visible()  # the tick is missing
    page.locator("[data-erase] input").check()
    page.locator("[data-erase] button").click()
    expect(page.locator("[data-set-up]")).to_be_visible()
    assert page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))") == ["mokcheck-cases"]


def test_several_goods_in_one_photo_are_framed(phone, served, tmp_path):
    """By finger and by keyboard; each frame is a product of its own, and the photo goes to the service once."""
    page = phone()
    set_up(page, served.key())
    new_case(page)
    card = add_product(page, "สองชิ้นในรูปเดียว", photos(tmp_path, 1))
    card.locator(".look").first.click()
    page.locator("[data-viewer-part]").click()
    parting = page.locator("dialog.parting")
    board = parting.locator("[data-part-board]")
    expect(parting.locator("img")).to_be_visible()
    place = board.bounding_box()
    page.mouse.move(place["x"] + 4, place["y"] + 4)
    page.mouse.down()
    page.mouse.move(place["x"] + 0.4 * place["width"], place["y"] + 0.9 * place["height"])
    page.mouse.up()
    expect(parting.locator(".sides")).to_have_count(1)
    parting.locator("[data-part-add]").focus()
    page.keyboard.press("Enter")
    expect(parting.locator(".sides")).to_have_count(2)
    expect(parting.locator(".sides input").nth(4)).to_be_focused()
    parting.locator("[data-part-done]").click()
    expect(parting.locator("[data-part-said]")).to_contain_text("ซ้อนทับกัน")
    left = parting.locator(".sides").last.locator('[data-side="left"]')
    left.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    right = parting.locator(".sides").last.locator('[data-side="right"]')
    right.focus()
    page.keyboard.press("End")
    look_at(page, "case-parting")
    page.screenshot(path=SCREENSHOTS / "case-parting.png")
    parting.locator("[data-part-done]").focus()
    page.keyboard.press("Enter")
    expect(parting).to_be_hidden()
    expect(page.locator(".goods")).to_have_count(2)
    expect(page.locator(".goods").first.locator(".shots li p")).to_contain_text("เฉพาะในกรอบ")
    send(page)
    (case,) = (one for one in served.cases.find(who=served.work().who, at=served.work().at) if len(one.products) == 2)
    one, other = case.products
    assert one.photos == other.photos and one.judged and other.judged
    (mine,), (theirs,) = one.frames, other.frames
    assert (mine.others, theirs.others) == ((theirs.region,), (mine.region,))
    assert mine.region[2] < theirs.region[0] and theirs.region[2] == 800
    page.locator(".goods").last.locator("summary").click()
    page.locator(".goods").last.locator(".look").click()
    page.locator("[data-viewer-part]").click()
    expect(parting.locator(".sides")).to_have_count(2)
    parting.locator(".sides").last.locator("button").click()
    parting.locator("[data-part-done]").click()
    send(page)
    assert [len(product.frames) for product in served.case(case.id).products] == [1, 0]


def test_a_case_is_closed_and_opened_again(page, served, tmp_path):
    new_case(page, "ร้านที่ตรวจเสร็จแล้ว")
    add_product(page, "ปลั๊กพ่วง", photos(tmp_path, 1))
    page.on("dialog", lambda dialog: dialog.accept())
    closing = page.locator("[data-closing]")
    closing.locator("summary").click()
    closing.locator("[data-close-form] button").click()
    expect(closing.locator("[data-closing-said]")).to_contain_text("ส่งแฟ้มให้ครบก่อน")
    send(page)
    closing.locator("[data-close-form] button").click()
    expect(state(page)).to_have_text(re.compile("ปิดแล้ว"))
    expect(field(page, "place.name")).to_be_disabled()
    expect(page.locator('.goods [data-field="name"]')).to_be_disabled()
    expect(page.locator("[data-add-product]")).to_be_hidden()
    expect(page.locator(".goods .look")).to_be_enabled()
    page.locator(".goods .look").click()
    expect(page.locator("[data-viewer-close]")).to_be_visible()
    expect(page.locator("[data-viewer-part]")).to_be_hidden()
    page.locator("[data-viewer-close]").click()
    look_at(page, "case-closed")
    page.screenshot(path=SCREENSHOTS / "case-closed-whole.png", full_page=True)
    (case,) = served.cases.find(who=served.work().who, at=served.work().at, text="ตรวจเสร็จแล้ว")
    assert case.closed
    page.reload()
    unlock(page)
    page.locator("[data-cases] button").filter(has_text="ตรวจเสร็จแล้ว").or_(page.locator("[data-closing]")).first.click()
    expect(field(page, "place.name")).to_be_disabled()
    closing = page.locator("[data-closing]")
    if not closing.evaluate("one => one.open"):
        closing.locator("summary").click()
    closing.locator("[name=why]").fill("ลืมถ่ายด้านหลัง")
    page.keyboard.press("Enter")
    expect(closing.locator("[data-closing-said]")).to_contain_text("เปิดแฟ้มแล้ว")
    expect(field(page, "place.name")).to_be_enabled()
    field(page, "notes").fill("เพิ่มบันทึก")
    send(page)
    assert served.case(case.id).notes == "เพิ่มบันทึก"
