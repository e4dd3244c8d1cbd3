"""What goes wrong with a case on the phone: nothing comes back that was deleted, nothing is lost without a word."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from case_phone import PLACE, add_product, field, keeping, new_case, photos, set_up, sha256, state, unlock
from playwright.sync_api import expect

from tests.web.test_case_page import phone  # noqa: F401 - a fixture
from verifier.cases.model import Officer

SENT = re.compile("ส่งครบแล้ว")
RECORDS = """async () => {
    const database = await new Promise((done) => {
        indexedDB.open("mokcheck-cases").onsuccess = ({ target }) => done(target.result);
    });
    const counts = {};
    for (const name of ["cases", "photos", "thumbs"]) {
        counts[name] = await new Promise((done) => {
            database.transaction(name).objectStore(name).count().onsuccess = ({ target }) => done(target.result);
        });
    }
    database.close();
    return counts;
}"""
SLOW = """
    const own = createImageBitmap;
    const goOn = new Promise((done) => { window.letGo = done; });
    window.createImageBitmap = async (source, ...more) => {
        if (source instanceof Blob) await new Promise((done) => { setTimeout(done, window.delay ?? 0); });
        if (source instanceof Blob && window.passing !== undefined && window.passing-- <= 0) await goOn;
        return own(source, ...more);
    };
"""
FULL = """() => {
    const own = IDBObjectStore.prototype.put;
    window.full = true;
    IDBObjectStore.prototype.put = function (record) {
        if (window.full) throw new DOMException("full", "QuotaExceededError");
        return own.call(this, record);
    };
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("kept")) as service:
        yield service


@pytest.fixture
def page(phone, served):  # noqa: F811
    """A phone that is set up, takes long to open a photo where a test says so, and agrees to what it is asked."""
    opened = phone()
    opened.add_init_script(SLOW)
    opened.on("dialog", lambda dialog: dialog.accept())
    set_up(opened, served.key())
    return opened


def begin_to_add(page, card, files) -> None:
    """Photos of which the first goes in and the others are being opened until the page is told to `letGo`."""
    page.evaluate("passing = 1")
    with page.expect_file_chooser() as chooser:
        card.locator("[data-choose]").click()
    chooser.value.set_files(files)
    expect(card.locator(".shots li")).to_have_count(1)


def take_off(page, tick=True) -> None:
    page.locator("[data-remove] summary").click()
    if tick:
        page.locator("[data-remove-tick] input").check()
    page.locator("[data-remove-form] [type=submit]").click()


def test_a_case_taken_off_the_phone_does_not_come_back_with_photos_that_were_on_their_way(page, tmp_path):
    new_case(page)
    card = add_product(page, "หมวก", [])
    begin_to_add(page, card, photos(tmp_path, 4))
    take_off(page)
    expect(page.locator("[data-count]")).to_contain_text("ยังไม่มีแฟ้ม")
    page.evaluate("letGo()")
    page.wait_for_timeout(2_000)
    assert page.evaluate(RECORDS) == {"cases": 0, "photos": 0, "thumbs": 0}
    page.reload()
    unlock(page)
    expect(page.locator("[data-count]")).to_contain_text("ยังไม่มีแฟ้ม")


def test_a_product_taken_out_leaves_no_photo_behind_that_was_on_its_way(page, tmp_path):
    new_case(page)
    card = add_product(page, "หมวก", [])
    begin_to_add(page, card, photos(tmp_path, 4))
    card.locator("[data-remove-product]").click()
    expect(page.locator(".goods")).to_have_count(0)
    page.evaluate("letGo()")
    page.wait_for_timeout(2_000)
    assert page.evaluate(RECORDS) == {"cases": 1, "photos": 0, "thumbs": 0}


def test_a_case_taken_off_the_phone_is_sent_no_further(page, tmp_path):
    new_case(page)
    add_product(page, "หมวก", photos(tmp_path, 1, extra_bytes=1_500_000))
    held, sent = [], []
    page.route("**/photos/*", lambda route: held.append(route) if not held else route.continue_())
    page.on("request", lambda request: sent.append(request.url) if "/photos/" in request.url else None)
    page.locator("[data-send]").click()
    while not held:
        page.wait_for_timeout(100)
    take_off(page)
    expect(page.locator("[data-count]")).to_contain_text("ยังไม่มีแฟ้ม")
    held[0].continue_()
    page.wait_for_timeout(1_500)
    assert len(sent) == 1


def test_no_more_photos_than_the_limit_go_in_at_once_and_none_twice(page, tmp_path):
    new_case(page)
    files = photos(tmp_path, 7)
    card = add_product(page, "หมวก", files[:4])
    page.evaluate("delay = 1200")
    for at_once, count in ((files[4:5] * 2, 5), (files[5:], 6)):
        for file in at_once:
            with page.expect_file_chooser() as chooser:
                card.locator("[data-choose]").click()
            chooser.value.set_files(file)
        page.wait_for_timeout(3_500)
        expect(card.locator(".shots li")).to_have_count(count)
        assert page.evaluate(RECORDS)["photos"] == count


def test_a_case_that_is_gone_from_the_service_can_be_taken_off_the_phone(page, served, tmp_path):
    new_case(page)
    add_product(page, "หมวก", photos(tmp_path, 1))
    page.locator("[data-send]").click()
    expect(state(page)).to_have_text(SENT, timeout=60_000)
    served.work().set_team(page.evaluate("history.state.case"), Officer(served.key()[4:16], "อื่น"), [])
    take_off(page, tick=False)
    expect(state(page)).to_contain_text("ไม่ใช่แฟ้มของคุณแล้ว")
    assert page.evaluate(RECORDS) == {"cases": 1, "photos": 1, "thumbs": 1}
    page.locator("[data-remove-tick] input").check()
    page.locator("[data-remove-form] [type=submit]").click()
    expect(page.locator("[data-count]")).to_contain_text("ยังไม่มีแฟ้ม")
    assert page.evaluate(RECORDS) == {"cases": 0, "photos": 0, "thumbs": 0}


def test_a_second_tap_on_taking_it_off_leads_no_further_than_to_the_list(phone, served):  # noqa: F811
    page = phone()
    page.goto("/how")
    set_up(page, served.key())
    new_case(page)
    page.locator("[data-remove] summary").click()
    page.locator("[data-remove-tick] input").check()
    page.locator("[data-remove-form] [type=submit]").evaluate("(one) => { one.click(); one.click(); }")
    expect(page.locator("[data-count]")).to_contain_text("ยังไม่มีแฟ้ม")
    page.wait_for_timeout(500)
    assert page.url.endswith("/case")


def test_words_that_could_not_be_kept_are_told_and_kept_later(page):
    new_case(page)
    page.evaluate(FULL)
    field(page, "notes").fill("ผู้ขายไม่อยู่")
    expect(page.locator("[data-problem]")).to_contain_text("พื้นที่ในเครื่องเต็ม")
    expect(page.locator("[data-kept]")).to_contain_text("ยังไม่ได้บันทึก")
    page.locator("[data-back]").click()
    page.locator("[data-lock]").click()
    page.wait_for_timeout(500)
    expect(page.locator("[data-problem]")).to_contain_text("พื้นที่ในเครื่องเต็ม")
    expect(page.locator("[data-unlock]")).to_be_hidden()  # nothing is thrown away without a word
    page.evaluate("full = false")
    page.locator("[data-lock]").click()
    unlock(page)
    page.locator("[data-cases] button").first.click()
    expect(field(page, "notes")).to_have_value("ผู้ขายไม่อยู่")


def test_what_the_phone_refuses_to_write_is_told_by_its_own_error(page):
    told = page.evaluate(
        """async () => {
            const box = await import("/static/case/box.js");
            IDBObjectStore.prototype.put = function () { return this.add({ id: "settings" }); }; // there is one already
            return box.write([["vault", { id: "settings" }]]).catch((error) => error?.name ?? String(error));
        }"""
    )
    assert told == "ConstraintError"


def test_a_clock_that_is_set_back_does_not_keep_it_unlocked(phone, served):  # noqa: F811
    page = phone()
    page.clock.install()
    set_up(page, served.key())
    new_case(page)
    page.clock.set_system_time(datetime.now(UTC) - timedelta(days=1))
    page.clock.run_for(60_000)
    expect(page.locator("[data-unlock]")).to_be_visible()


def test_a_clock_that_is_wrong_is_told(phone, served):  # noqa: F811
    page = phone()
    page.clock.install(time=datetime.now(UTC) - timedelta(days=1))
    set_up(page, served.key())
    expect(page.locator("[data-clock]")).to_contain_text("นาฬิกาของเครื่อง")
    right = phone()
    set_up(right, served.key())
    right.wait_for_timeout(500)
    expect(right.locator("[data-clock]")).to_be_hidden()


def test_what_never_arrived_of_a_case_that_is_gone_is_told(page, served, tmp_path):
    files = photos(tmp_path, 3)
    new_case(page)
    card = add_product(page, "หมวก", files[:1])
    page.locator("[data-send]").click()
    expect(state(page)).to_have_text(SENT, timeout=60_000)
    with page.expect_file_chooser() as chooser:
        card.locator("[data-choose]").click()
    chooser.value.set_files(files[1:])
    expect(card.locator(".shots li")).to_have_count(3)
    served.work().set_team(page.evaluate("history.state.case"), Officer(served.key()[4:16], "อื่น"), [])
    page.locator("[data-send]").click()
    expect(state(page)).to_contain_text("ไม่ใช่แฟ้มของคุณแล้ว")
    page.locator("[data-remove] summary").click()
    expect(page.locator("[data-remove-lead]")).to_contain_text("2 รูป")
    gone = page.evaluate("history.state.case")
    page.locator("[data-renew]").evaluate("(one) => { one.click(); one.click(); }")
    expect(state(page)).to_contain_text("ร่าง")
    expect(page.locator("[data-renew]")).to_be_hidden()
    page.locator("[data-send]").click()
    expect(state(page)).to_have_text(SENT, timeout=60_000)
    case = served.case(page.evaluate("history.state.case"))
    assert case.id != gone and case.products[0].id != served.case(gone).products[0].id
    assert case.place.name == PLACE
    assert [photo.sha256 for photo in case.products[0].photos] == [sha256(path) for path in files]
    assert page.evaluate(RECORDS) == {"cases": 1, "photos": 3, "thumbs": 3}
    page.reload()
    unlock(page)
    expect(state(page)).to_have_text(SENT)
