"""Earlier answers: kept on the phone alone, there after a reload, opened with their day, deleted, switched off."""

import re

from phone import ANSWER_MS, check, choose, sample
from playwright.sync_api import expect

KEPT = """async () => {
    const open = indexedDB.open("mokcheck");
    await new Promise((done) => { open.onsuccess = done; });
    const all = open.result.transaction("answers").objectStore("answers").getAll();
    await new Promise((done) => { all.onsuccess = done; });
    open.result.close();
    return all.result;
}"""
BLOCKED = """
IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
"""


def answered(page, name: str) -> None:
    """A sample is checked, and its answer has been kept."""
    check(page, sample(name))
    page.wait_for_function("() => Number.isInteger(history.state?.answer)")


def test_a_reload_keeps_the_answer_which_says_of_which_day_and_list_it_is(page):
    answered(page, "06")
    expect(page.locator("[data-past]")).to_be_hidden()
    why = page.locator(".why").inner_text()
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    page.reload()
    expect(page.locator(".verdict.conflicts h1")).to_be_focused()
    assert page.locator(".why").inner_text() == why
    past = page.locator("[data-past]")
    expect(past).to_have_text(re.compile(r"ผลของวันที่ \d.* เทียบกับทะเบียนวันที่ \d"), use_inner_text=True)
    assert "POST" not in asked
    page.locator("[data-switch]").click()
    expect(past).to_have_text(re.compile(r"Answer of \d.*, compared with the list of \d"), use_inner_text=True)
    page.go_back()
    expect(page.locator("[data-camera]")).to_be_focused()
    page.go_forward()
    expect(page.locator(".verdict.conflicts h1")).to_be_focused()


def test_the_name_of_the_page_leads_from_an_answer_to_the_form(page):
    page.goto("/?lang=th")
    answered(page, "06")
    page.locator(".brand").click()
    expect(page.locator("[data-camera]")).to_be_visible()
    expect(page.locator(".answer")).to_have_count(0)


def test_no_side_is_added_to_an_answer_whose_photos_are_gone(page):
    answered(page, "12")
    expect(page.locator("[data-more]")).to_be_visible()
    page.reload()
    expect(page.locator(".verdict.cannot_tell")).to_be_visible()
    expect(page.locator("[data-more]")).to_have_count(0)
    page.locator("[data-again]").click()
    expect(page.locator("[data-camera]")).to_be_focused()


def test_earlier_answers_are_opened_and_deleted_from_the_first_screen(page):
    for name in ("01", "06", "12"):
        answered(page, name)
        page.go_back()
    summary = page.locator(".past summary")
    expect(summary).to_contain_text("3")
    box = summary.bounding_box()
    assert box["y"] + box["height"] <= 740, box  # on the first screen
    page.evaluate(
        """() => {
            window.asked = 0;
            navigator.storage.persist = async () => { window.asked += 1; return true; };
            navigator.storage.persisted = async () => window.asked > 0;
        }"""
    )
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
    summary.click()
    rows = page.locator(".past li")
    signs = page.locator(".past li .open use")
    expect(rows).to_have_count(3)
    assert [sign.get_attribute("href").rpartition("sign-")[2] for sign in signs.all()] == [
        "cannot_tell",
        "conflicts",
        "agrees",
    ]
    expect(rows.nth(1)).to_contain_text("ไม่ตรงกับทะเบียน")
    expect(rows.nth(1)).to_have_text(re.compile(r"\d+ \S+ 25\d\d"), use_inner_text=True)
    assert page.evaluate("window.asked") == 1
    assert page.evaluate("[...document.querySelectorAll('.past img')].every((one) => one.naturalWidth === 160)")
    rows.nth(1).locator(".open").click()
    expect(page.locator(".verdict.conflicts h1")).to_be_focused()
    expect(page.locator("[data-past]")).to_be_visible()
    page.go_back()
    rows.nth(0).locator(".drop").click()
    expect(rows).to_have_count(2)
    expect(page.locator(".past .drop").first).to_be_focused()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator("[data-drop-all]").click()
    expect(rows).to_have_count(2)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-drop-all]").click()
    expect(rows).to_have_count(0)
    expect(page.locator("[data-drop-all]")).to_be_hidden()
    assert page.evaluate(KEPT) == []
    assert not [url for url in asked if not url.endswith((".svg", ".js"))]
    page.go_forward()  # to the answer that is deleted
    expect(page.locator("[data-camera]")).to_be_visible()


def test_what_is_kept_is_the_answer_and_never_the_photos(page):
    answered(page, "06")
    (kept,) = page.evaluate(KEPT)
    assert set(kept) == {"id", "time", "verdict", "said", "thumbnail", "html", "titles"}
    assert kept["verdict"] == "conflicts"
    assert len(kept["thumbnail"]) < 15_000
    sides = page.evaluate(
        """async (html) => {
            const links = [...html.matchAll(/data:image[^"]+/g)].map(([link]) => link);
            const images = links.map((src) => Object.assign(new Image(), { src }));
            await Promise.all(images.map((image) => image.decode()));
            return images.map((image) => Math.max(image.width, image.height));
        }""",
        kept["html"],
    )
    assert sides and max(sides) <= 960  # excerpts, of a photo whose long side is 1,600


def test_only_so_many_are_kept_and_the_oldest_go(page):
    page.evaluate(
        """async () => {
            const { keep } = await import("/static/kept.js");
            const shown = document.createElement("div");
            shown.dataset.verdict = "agrees";
            for (let n = 1; n <= 33; n += 1) await keep({ html: "", titles: {} }, shown);
        }"""
    )
    assert [entry["id"] for entry in page.evaluate(KEPT)] == list(range(4, 34))


def test_switched_off_it_stays_off_and_keeps_nothing(page):
    page.locator(".past summary").click()
    page.locator(".past .keep").click()
    expect(page.locator(".past .told")).to_contain_text("ปิดอยู่")
    page.reload()
    page.locator(".past summary").click()
    expect(page.locator(".past input")).not_to_be_checked()
    check(page, sample("06"))
    page.wait_for_timeout(300)
    assert page.evaluate(KEPT) == []
    page.reload()
    expect(page.locator("[data-camera]")).to_be_visible()
    page.locator(".past summary").click()
    page.locator(".past .keep").click()
    expect(page.locator(".past .told")).to_contain_text("ยังไม่มี")
    answered(page, "06")
    assert len(page.evaluate(KEPT)) == 1


def test_where_the_browser_keeps_nothing_the_page_works_and_says_so(context):
    phone = context()
    phone.add_init_script(BLOCKED)
    page = phone.new_page()
    page.goto("/?lang=en")
    page.locator(".past summary").click()
    expect(page.locator(".past .told")).to_contain_text("there is no history")
    expect(page.locator(".past input")).to_be_disabled()
    check(page, sample("06"))
    expect(page.locator(".verdict.conflicts h1")).to_be_focused()
    page.go_back()
    choose(page, sample("06"))
    phone.set_offline(True)
    page.locator(".submit").click()
    expect(page.locator(".problem")).to_be_visible()
    expect(page.locator(".shots li")).to_have_count(1)
    phone.set_offline(False)
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)
