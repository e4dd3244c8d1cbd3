"""An answer is about all photos of one product and of no other, whatever the person does meanwhile."""

import pytest
from phone import ANSWER_MS, check, choose, sample
from playwright.sync_api import expect

from tests.web.test_past import answered

SLOW = """
    const own = createImageBitmap;
    window.createImageBitmap = async (source, ...more) => {
        if (source instanceof Blob) await new Promise((done) => { setTimeout(done, window.delay ?? 0); });
        return own(source, ...more);
    };
"""
CHOSEN = "document.querySelector('form [name=category]:checked').value"


@pytest.fixture
def sent(page):
    """What the page posts, as text: the service answers it all the same."""
    forms = []

    def note(route):
        if route.request.method == "POST":
            forms.append(route.request.post_data_buffer.decode("latin1"))
        route.fallback()

    page.route("**/", note)
    return forms


@pytest.fixture
def slow(page):
    """The page of a phone that takes long to open a photo."""
    page.add_init_script(SLOW)
    page.goto("/")
    return page


def chosen(page, category: str) -> None:
    page.locator(".category summary").click()
    page.locator(f".category [value={category}]").check()


def go_on(page) -> None:
    """Back to the photos of an answer, where the camera is closed again."""
    page.locator("[data-more]").click()
    expect(page.locator("dialog.camera")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.camera")).to_be_hidden()


def test_nothing_is_sent_while_photos_are_being_prepared(slow, sent):
    slow.evaluate("delay = 700")
    slow.set_input_files("#photos", [sample("01"), sample("12"), sample("06")])
    slow.locator(".shots li").first.wait_for()
    submit = slow.locator(".submit")
    expect(submit).to_be_disabled()
    slow.locator("form[data-limits]").evaluate("(form) => form.requestSubmit()")
    submit.click()  # once it can be
    slow.locator(".answer").wait_for(timeout=ANSWER_MS)
    assert [form.count('name="photos"') for form in sent] == [3]


def test_photos_on_their_way_into_a_form_that_is_left_do_not_join_the_next_product(slow):
    answered(slow, "06")
    slow.go_back()
    slow.evaluate("delay = 500")
    slow.set_input_files("#photos", [sample("01"), sample("12"), sample("09")])
    slow.locator(".shots li").first.wait_for()
    slow.go_forward()
    slow.locator(".answer").wait_for()
    slow.go_back()
    expect(slow.locator("[data-camera]")).to_be_focused()
    slow.wait_for_timeout(2_000)
    expect(slow.locator(".shots li")).to_have_count(0)
    slow.evaluate("delay = 0")
    check(slow, sample("06"))
    expect(slow.locator(".verdict.conflicts")).to_be_visible()


@pytest.mark.parametrize("way", ["answered", "waiting"])
def test_what_goods_they_are_is_said_of_one_product(page, way, sent):
    chosen(page, "power_bank")
    if way == "answered":
        check(page, sample("01"))
        page.locator("[data-again]").click()
    else:
        choose(page, sample("01"))
        page.context.set_offline(True)
        page.locator(".submit").click()
        page.locator(".queue li").wait_for()
        page.context.set_offline(False)
    expect(page.locator(".chosen")).to_be_hidden()
    assert page.evaluate(CHOSEN) == ""
    check(page, sample("04"))
    expect(page.locator(".verdict.agrees")).to_be_visible()
    assert 'name="category"' not in sent[-1]


def test_what_goods_they_are_stays_for_another_side(page, sent):
    chosen(page, "power_bank")
    check(page, sample("12"))
    go_on(page)
    choose(page, sample("01"))
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    assert 'name="category"' in sent[-1]


def test_an_answer_that_waited_takes_no_side_of_what_stands_in_the_form(page, sent):
    choose(page, sample("12"))
    page.context.set_offline(True)
    page.locator(".submit").click()
    page.locator(".queue li").wait_for()
    choose(page, sample("01"))  # the next product
    page.context.set_offline(False)
    expect(page.locator(".queue li")).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    page.locator(".queue li .primary").click()
    expect(page.locator(".verdict.cannot_tell")).to_be_visible()
    expect(page.locator("[data-more]")).to_have_count(0)
    expect(page.locator("[data-again]")).to_have_class("primary")


def test_a_photo_that_is_to_be_taken_again_stays_until_another_is_there(page, blurred, sent):
    check(page, *[sample("12")] * 5, blurred)
    expect(page.locator(".step.retake")).to_contain_text("รูปไม่ชัด")
    go_on(page)
    expect(page.locator(".shots li")).to_have_count(6)
    expect(page.locator(".shots .bad")).to_contain_text("ถ่ายใหม่")
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    assert sent[-1].count('name="photos"') == 6  # nothing that was seen is left out
    go_on(page)
    page.set_input_files("#photos", [sample("01"), sample("06")])
    expect(page.locator(".photos .said")).to_contain_text("ไม่เกิน 6 รูป")
    expect(page.locator(".shots .bad")).to_have_count(0)
    expect(page.locator(".shots li")).to_have_count(6)
