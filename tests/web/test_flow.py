"""What a person does with the page, from the photo to the answer."""

import json
import re

import cv2
import pytest
from phone import ANSWER_MS, PHONE, SCREENSHOTS, check, choose, sample
from playwright.sync_api import expect

from tests.support.fakes import photo_bytes


def sign(page) -> str:
    return page.locator(".verdict use").first.get_attribute("href").rpartition("#")[2]


def test_a_sample_is_sent_and_the_verdict_seen(page):
    check(page, sample("06"))
    expect(page.locator(".verdict.conflicts h1")).to_be_focused()
    expect(page.locator(".why")).to_contain_text("ถูกเพิกถอน")
    assert sign(page) == "sign-conflicts"
    expect(page.locator(".photo polygon:not(.under)")).to_have_count(page.locator(".items > li").count())
    licence = page.locator(".items > li", has_text="เลขใบอนุญาต")
    expect(licence).to_contain_text("ท99906-906/60335")
    expect(licence).to_contain_text("เพิกถอน")
    expect(page.locator("footer")).to_contain_text("ไม่ได้พิสูจน์")
    page.go_back()
    expect(page.locator("[data-camera]")).to_be_focused()
    expect(page.locator(".shots li")).to_have_count(0)


def test_the_time_of_checking_bears_no_bar_of_a_verdict(page):
    """The bar at the side of checked evidence says whether it is whole; here it would say so of nothing."""
    check(page, sample("06"))
    told = page.locator(".hint.checked")
    expect(told).to_contain_text("ตรวจเมื่อ")
    assert told.evaluate("e => getComputedStyle(e).borderInlineStartWidth") == "0px"


@pytest.mark.parametrize("number", range(1, 13))
def test_the_answer_fits_one_screen_of_a_phone_and_all_findings_come_on_the_second(page, number):
    """Verdict, reason, picture and next act are seen without scrolling; two screens later begins the full list."""
    check(page, sample(f"{number:02}"))
    for _ in range(2):
        page.evaluate("scrollTo(0, 0)")
        top = page.locator(".dock").bounding_box()["y"]
        for part in (".verdict h1", ".verdict .why", ".first .photo", ".first :is(.step, .act)", ".first .list"):
            box = page.locator(part).first.bounding_box()
            assert box["y"] + box["height"] <= top + 1, (part, box, top)
        assert page.locator(".first .photo svg").bounding_box()["height"] > 90
        assert page.locator(".findings-card").bounding_box()["y"] <= 2 * PHONE["height"]
        page.locator("[data-switch]").click()


def test_passes_are_folded_into_one_row_that_says_what_they_are(page):
    check(page, sample("06"))
    folded = page.locator(".passes summary")
    expect(folded).to_have_text(re.compile(r"ผ่าน 13 ข้อ: เครื่องหมาย, เลข มอก\., ใบอนุญาต"), use_inner_text=True)
    shown = page.locator(".findings > li:visible")
    assert {li.get_attribute("class") for li in shown.all()} == {"fail", "note", "warn"}
    folded.click()
    expect(page.locator(".passes li:visible")).to_have_count(13)


def test_cut_outs_are_shown_whole_in_their_own_ratio_with_the_outline_outside_the_print(page):
    check(page, sample("06"))
    for crop in page.locator(".crop").all():
        fit = crop.evaluate(
            """(svg) => {
                const [seen, image, outline] = [svg, svg.querySelector("image"), svg.querySelector("rect")].map(
                    (one) => one.getBoundingClientRect());
                const { width, height } = svg.viewBox.baseVal;
                const inside = outline.left >= image.left && outline.right <= image.right
                    && outline.top >= image.top && outline.bottom <= image.bottom;
                return { whole: image.width <= seen.width + 1 && image.height <= seen.height + 1, inside,
                    ratio: (image.width / image.height) / (width / height), high: image.height };
            }"""
        )
        assert fit["whole"] and fit["inside"] and abs(fit["ratio"] - 1) < 0.02 and fit["high"] > 30, fit
    assert page.locator(".first .photo svg").evaluate("(svg) => getComputedStyle(svg).backgroundColor").endswith(" 0)")


def test_the_language_is_switched_without_losing_anything_and_remembered(page):
    choose(page, sample("06"))
    page.locator(".category summary").click()
    page.locator("input[value=hair_dryer]").check()
    page.locator("[data-switch]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text(re.compile("Does this label match"), use_inner_text=True)
    expect(page.locator(".chosen")).to_have_text("hair dryer", use_inner_text=True)
    expect(page.locator(".shots li")).to_have_count(1)
    assert page.title() == "Check a TIS mark from a photo · MokCheck"
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    expect(page.locator(".why")).to_have_text(re.compile("has been revoked"), use_inner_text=True)
    page.locator("[data-switch]").click()
    expect(page.locator(".why")).to_have_text(re.compile("ถูกเพิกถอนแล้ว"), use_inner_text=True)
    page.locator("[data-switch]").click()
    page.goto("/how")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_blurred_photo_is_told_before_sending_and_gets_one_advice(page, blurred):
    choose(page, blurred)
    expect(page.locator(".shots .bad")).to_have_text(re.compile("ไม่ชัด"), use_inner_text=True)
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    expect(page.locator(".verdict.cannot_tell h1")).to_be_visible()
    assert sign(page) == "sign-cannot_tell"
    expect(page.locator(".first .step")).to_have_count(1)
    expect(page.locator(".step.retake")).to_contain_text("รูปไม่ชัด")
    expect(page.locator(".step.retake")).to_contain_text("ถือให้นิ่ง")
    page.locator("[data-again]").click()
    expect(page.locator("[data-camera]")).to_be_focused()


def test_another_side_is_added_to_the_same_product(page):
    check(page, sample("09"))
    page.locator("[data-more]").click()
    expect(page.locator("dialog.camera")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".shots li")).to_have_count(1)
    choose(page, sample("01"))
    expect(page.locator(".shots li")).to_have_count(2)
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    expect(page.locator(".photo")).to_have_count(2)
    page.locator("[data-again]").click()
    expect(page.locator(".shots li")).to_have_count(0)


def test_photos_can_be_taken_out_and_no_more_than_the_limit_go_in(page):
    choose(page, sample("01"), sample("06"))
    page.locator(".shots button").first.click()
    expect(page.locator(".shots li")).to_have_count(1)
    choose(page, *[sample("01")] * 5)
    page.set_input_files("#photos", [sample("06")])
    expect(page.locator(".photos .said")).to_contain_text("ไม่เกิน 6 รูป")
    expect(page.locator(".shots li")).to_have_count(6)


def test_photos_leave_without_what_the_camera_wrote_into_them(page, tmp_path):
    path = tmp_path / "gps.jpg"
    path.write_bytes(photo_bytes(size=(4000, 3000), gps=True))
    assert b"PlantedMaker" in path.read_bytes()
    choose(page, path)
    sent = []
    page.route("**/", lambda route: (sent.append(route.request.post_data_buffer), route.abort()))
    page.locator(".submit").click()
    page.locator(".queue li").wait_for()
    assert b"Exif" not in sent[0] and b"PlantedMaker" not in sent[0]
    size = page.evaluate(
        """async () => {
            const open = indexedDB.open("mokcheck");
            await new Promise((done) => { open.onsuccess = done; });
            const all = open.result.transaction("waiting").objectStore("waiting").getAll();
            await new Promise((done) => { all.onsuccess = done; });
            const picture = await createImageBitmap(all.result[0].photos[0]);
            return [picture.width, picture.height];
        }"""
    )
    assert size == [3200, 2400]


def test_what_is_no_photo_is_refused_when_it_is_chosen(page, tmp_path):
    words, cut, phone = tmp_path / "words.jpg", tmp_path / "cut.jpg", tmp_path / "phone.heic"
    words.write_bytes(b"no picture at all " * 50)
    cut.write_bytes(sample("06").read_bytes()[:900])
    phone.write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(200))  # this browser cannot open it, the service may
    page.set_input_files("#photos", [words, sample("06"), cut, phone])
    expect(page.locator(".photos .refused")).to_have_count(2)
    said = page.locator(".photos .said")
    expect(said).to_contain_text("“words.jpg” ไม่ใช่รูป")
    expect(said).to_contain_text("“cut.jpg” ไม่ใช่รูป")
    expect(page.locator(".shots li")).to_have_count(2)
    page.set_input_files("#photos", [words])
    expect(page.locator(".photos .refused")).to_have_count(1)
    expect(page.locator(".shots li")).to_have_count(2)


def test_what_goes_wrong_is_said_and_the_photos_stay(page):
    choose(page, sample("06"))
    page.route("**/", lambda route: route.fulfill(status=429, content_type="application/problem+json", body=BUSY))
    page.locator(".submit").click()
    expect(page.locator(".problem")).to_have_text("ถี่เกินไป รอ", use_inner_text=True)
    expect(page.locator(".shots li")).to_have_count(1)


BUSY = json.dumps({"words": {"th": {"title": "ถี่เกินไป", "detail": "รอ"}, "en": {"title": "Too fast", "detail": "Wait"}}})


def test_a_busy_service_is_asked_again_when_it_says(page):
    answers = []

    def busy_at_first(route):
        answers.append(route.request.method)
        if len(answers) > 1:
            route.fallback()
        else:
            route.fulfill(status=429, headers={"Retry-After": "1"}, content_type="application/problem+json", body=BUSY)

    choose(page, sample("06"))
    page.route("**/", busy_at_first)
    page.locator(".submit").click()
    expect(page.locator(".stage")).to_contain_text("จะส่งอีกครั้งใน 1 วินาที")
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    assert answers == ["POST", "POST"]


def test_a_category_is_found_by_any_of_its_words(page):
    page.locator(".category summary").click()
    page.locator("#find").fill("แบตสำรอง")
    expect(page.locator(".tile:visible")).to_have_count(2)
    page.locator("#find").press("Enter")
    expect(page.locator("input[value=power_bank]")).to_be_checked()
    expect(page.locator(".chosen")).to_contain_text("พาวเวอร์แบงก์")
    page.locator("#find").fill("rocket")
    expect(page.locator(".category .none")).to_be_visible()


def test_an_answer_asks_for_the_category_and_judges_the_same_photos_again(page):
    check(page, sample("12"))
    ask = page.locator(".ask")
    expect(ask).to_be_visible()
    expect(ask.locator(".primary")).to_be_disabled()
    ask.locator("#find").fill("ไดร์")
    ask.locator("#find").press("Enter")
    ask.screenshot(path=SCREENSHOTS / "ask.png")
    ask.locator(".primary").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    expect(page.locator(".findings-card")).to_contain_text("ไดร์")
    expect(page.locator(".ask")).to_have_count(0)
    page.go_back()
    expect(page.locator(".shots li")).to_have_count(0)


def test_no_category_is_asked_for_where_the_photos_are_gone_or_it_helps_nothing(page):
    check(page, sample("06"))
    expect(page.locator(".ask")).to_have_count(0)
    page.go_back()
    check(page, sample("12"))
    page.wait_for_function("() => Number.isInteger(history.state?.answer)")
    page.reload()
    expect(page.locator(".verdict.cannot_tell")).to_be_visible()
    expect(page.locator(".ask")).to_be_hidden()


def test_the_camera_shows_what_it_sees_and_its_photo_is_judged(context):
    phone = context()
    phone.add_init_script(
        """
        window.BarcodeDetector = class { async detect() { return [{ rawValue: 'https://example.com/' }]; } };
        window.applied = [];
        if (window.MediaStreamTrack) {
            MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true, zoom: { min: 1, max: 4, step: 0.5 } });
            MediaStreamTrack.prototype.applyConstraints = async (wanted) => window.applied.push(wanted.advanced[0]);
        }
        """
    )
    page = phone.new_page()
    page.goto("/")
    page.locator("[data-camera]").click()
    expect(page.locator("dialog.camera")).to_be_visible()
    expect(page.locator(".live")).to_contain_text("ชัดแล้ว")
    expect(page.locator(".qr")).to_contain_text("อ่าน QR ได้แล้ว")
    page.locator("[data-torch]").click()
    expect(page.locator("[data-torch]")).to_have_attribute("aria-pressed", "true")
    page.locator(".zoom input").fill("2.5")
    assert page.evaluate("window.applied") == [{"torch": True}, {"zoom": 2.5}]
    page.locator("[data-shoot]").click()
    page.locator("[data-use]").click()
    expect(page.locator("dialog.camera")).to_be_hidden()
    expect(page.locator(".submit")).to_be_focused()
    assert page.evaluate("document.querySelector('dialog video').srcObject") is None
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    expect(page.locator(".items")).to_contain_text("369-2557")


def test_a_camera_that_is_closed_before_it_starts_does_not_run_on(context):
    phone = context()
    phone.add_init_script(
        """
        if (navigator.mediaDevices) {
            const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            const leave = new Promise((given) => { window.giveLeave = given; });
            navigator.mediaDevices.getUserMedia = async (wanted) => {
                await leave;
                window.stream = await open(wanted);
                return window.stream;
            };
        }
        """
    )
    page = phone.new_page()
    page.goto("/")
    page.locator("[data-camera]").click()
    page.locator("[data-close]").click()
    expect(page.locator("dialog.camera")).to_be_hidden()
    page.evaluate("giveLeave()")
    page.wait_for_function("() => window.stream?.getTracks().every((track) => track.readyState === 'ended')")
    page.locator("[data-camera]").click()
    expect(page.locator("[data-shoot]")).to_be_focused()
    expect(page.locator(".live")).to_contain_text("ชัดแล้ว")


def test_without_a_camera_the_page_says_how_else(context):
    phone = context()
    phone.add_init_script(
        "if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('denied'));"
    )
    page = phone.new_page()
    page.goto("/?lang=en")
    page.locator("[data-camera]").click()
    expect(page.locator(".photos .said")).to_contain_text("Choose a photo instead")
    expect(page.locator("[data-choose]")).to_be_focused()


def test_it_works_without_scripts(context):
    page = context(java_script_enabled=False).new_page()
    page.goto("/")
    page.set_input_files("#photos", [sample("06")])
    page.locator(".submit").click(timeout=ANSWER_MS)
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
    expect(page.locator(".why")).to_have_text(re.compile("ถูกเพิกถอน"), use_inner_text=True)
    page.locator("[data-switch]").click()
    expect(page.locator(".why")).to_have_text(re.compile("revoked"), use_inner_text=True)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_answer_is_shared_as_text_without_links_and_as_a_picture(context, lang):
    phone = context(permissions=["clipboard-read", "clipboard-write"])
    page = phone.new_page()
    page.goto(f"/?lang={lang}")
    check(page, sample("06"))
    page.locator("[data-share=copy]").click()
    expect(page.locator(".share .said")).not_to_be_empty()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "ท99906-906/60335" in text
    assert ("เพิกถอน" if lang == "th" else "revoked") in text
    assert "://" not in text and "tisi.go.th" not in text
    with page.expect_download() as download:
        page.locator("[data-share=picture]").click()
    path = SCREENSHOTS / f"shared-{lang}.png"
    download.value.save_as(path)
    picture = cv2.imread(str(path))
    assert picture.shape[1] == 1080
    assert 700 < picture.shape[0] < 2200
    assert (picture[10, 10] == (28, 20, 176)).all()  # the conflict's red, BGR


def test_ways_within_an_answer_do_not_lose_it(page):
    check(page, sample("06"))
    page.locator(".dock a[href='#share']").click()
    expect(page.locator("#share h2")).to_be_in_viewport()
    expect(page.locator(".verdict.conflicts")).to_be_attached()
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    expect(page.locator(".verdict.conflicts")).to_be_attached()
    page.go_back()
    expect(page.locator("[data-camera]")).to_be_focused()


@pytest.mark.parametrize("names", [["06"], ["01"] * 6], ids=["one photo", "six photos"])
def test_an_answer_prints_on_one_page(page, names):
    check(page, *map(sample, names))
    document = page.pdf(path=SCREENSHOTS / f"print-{len(names)}.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", document)) == 1
    page.emulate_media(media="print")
    for part in (".proof dd", ".checked", ".passes li"):  # hashes, list, time, and what is folded on a screen
        for one in page.locator(part).all():
            assert one.is_visible() and one.bounding_box()["height"] > 0, part
    assert page.locator(".proof dd").count() == 1 + len(names)
