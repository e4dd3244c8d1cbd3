import io
import json
import re
from datetime import timedelta

import pytest
from PIL import Image

from api.page.assets import HERE, STATIC
from api.page.compare import compare
from api.page.render import pieced, together
from tests.support.fakes import (
    HOLDER,
    QR_LINK,
    SECRET,
    TODAY,
    FakeCodeReader,
    FakeDetector,
    FakeLineReader,
    FakeRegistry,
    catalogue,
    licence,
    photo_bytes,
)
from verifier.domain import LicenceStatus, Outcome, Snapshot, VerdictKind
from verifier.messages import prose, th
from verifier.settings import Settings

SCRIPT = "<script>alert(1)</script>"
TEMPLATES = HERE / "templates"
PHOTO = {"photos": ("x.jpg", photo_bytes())}


def test_the_form_speaks_thai_first_and_english_on_request_and_holds_both(client):
    thai, english = client.get("/"), client.get("/?lang=en")
    assert '<html lang="th">' in thai.text
    assert '<html lang="en">' in english.text
    assert 'href="?lang=en"' in thai.text
    assert 'href="?lang=th"' in english.text
    for html in (thai.text, english.text):
        assert ">ตรวจสอบ<" in html
        assert ">Check<" in html


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (None, "There is no list of licences"),
        (Snapshot("s", TODAY, frozenset({"samples"}), 1), "SAMPLE LIST"),
        (Snapshot("s", TODAY - timedelta(days=46), frozenset({"all"}), 1), "The list in use is too old"),
        (Snapshot("s", TODAY, frozenset({"all"}), 1), None),
    ],
)
def test_a_list_that_will_not_do_is_told_before_a_photo_is_taken(serve, listed, said):
    registry = listed and FakeRegistry([licence()], listed)
    html = serve(registry=registry).get("/?lang=en").text
    doubt = re.search(r'<p class="doubt".*?</p>', html, re.DOTALL)
    assert said in doubt[0] if said else doubt is None, html


def test_an_answer_by_a_sample_list_says_so_everywhere(serve):
    client = serve(registry=FakeRegistry([licence()], Snapshot("s", TODAY, frozenset({"samples"}), 1)))
    page = client.post("/?lang=en", files=PHOTO).text
    assert page.count("SAMPLE LIST") >= 4  # beside the verdict, in the card of the list, in the texts to share
    report = client.post("/v1/verifications", files=PHOTO).json()
    assert report["listing"]["snapshot"]["sample"] is True and report["verdict"] == "agrees"
    assert "sample list" in client.get("/readyz").json()["parts"]["list"]["detail"]


def test_the_form_works_without_scripts(client):
    html = client.get("/").text
    form = re.search(r"<form[^>]*>", html)[0]
    assert 'method="post"' in form
    assert 'enctype="multipart/form-data"' in form
    assert 'name="photos"' in html
    assert html.count('name="category"') > 50
    assert 'type="submit"' in html


def test_every_category_has_a_picture_and_every_icon_in_use_is_drawn(client):
    drawn = {
        name: set(re.findall(r'<symbol id="([^"]+)"', client.get(f"/static/{name}.svg").text))
        for name in ("icons", "categories")
    }
    assert {"any", *(category.key for category in catalogue().categories)} == drawn["categories"]
    assert {f"advice-{code}" for code in th.ADVICE} <= drawn["icons"]
    assert {f"sign-{sign}" for sign in (*Outcome, *VerdictKind)} <= drawn["icons"]
    for path in (*STATIC.glob("*.js"), *TEMPLATES.glob("*.html")):
        for name in re.findall(r"""\bicon\(["']([\w-]+)["'][),]""", path.read_text("utf-8")):
            assert name in drawn["icons"], (path.name, name)


def test_every_word_that_scripts_use_comes_with_the_page(client):
    html = client.get("/").text
    for path in STATIC.glob("*.js"):
        for key in re.findall(r"""\bsay\("([\w.]+)\"""", path.read_text("utf-8")):
            assert f'data-word="{key}"' in html, (path.name, key)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_answer_shows_verdict_reason_findings_picture_list_and_caveat(client, lang):
    answer = client.post("/", files={"photos": ("x.jpg", photo_bytes())}, data={"lang": lang, "category": ""})
    report = client.post("/v1/verifications", files={"photos": ("x.jpg", photo_bytes())}).json()
    text = plain(answer.text, lang)
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert report["verdict_text"][lang] in text
    for finding in report["findings"]:
        assert finding["message"][lang] in text
    assert answer.text.count('<figure class="photo">') == 1
    assert ("1 พ.ย. 2569" if lang == "th" else "1 Nov 2026") in text
    assert ("ไม่ได้พิสูจน์" if lang == "th" else "does not prove") in text


def test_what_is_outlined_is_not_called_unseen(serve):
    seen = ("มอก. 2879-2560", "", "บริษัท อื่นไกล จำกัด")
    client = serve(code_reader=FakeCodeReader(()), line_reader=FakeLineReader(seen), detector=FakeDetector(()))
    text = plain(client.post("/?lang=en", files=PHOTO).text, "en")
    assert "Licensee" in text.split("outlines round what was seen")[1].split("List of licences")[0]
    unseen = re.search(r"Not yet seen:([^.]*)", text)[1]
    other = serve(code_reader=FakeCodeReader(("https://example.com/",)), line_reader=FakeLineReader(seen))
    text = plain(other.post("/?lang=en", files=PHOTO).text, "en")
    assert re.search(r"Not yet seen:\s+TISI’s QR code", text), "another QR code is outlined"
    assert "Mark" in unseen and "Licensee" not in unseen.split("\n\n")[0], unseen


def test_paper_says_which_photo_which_list_and_when(client):
    html = client.post("/?lang=en", files=PHOTO).text
    report = client.post("/v1/verifications", files=PHOTO).json()
    proof = re.search(r'<dl class="proof">.*?</dl>', html, re.DOTALL)[0]
    assert report["photos"][0]["sha256"] in proof
    assert report["listing"]["snapshot"]["id"] in proof
    assert re.search(r"Checked on .*\d{4}.* at \d\d:\d\d, Thai time", re.sub(r"<[^>]+>", "", html))


def test_both_languages_of_an_answer_hold_the_same_facts(client):
    html = client.post("/", files={"photos": ("x.jpg", photo_bytes())}).text
    assert len(re.findall(r'<\w+ data-t lang="th"', html)) == len(re.findall(r'<\w+ data-t lang="en"', html)) > 50


def plain(html: str, lang: str) -> str:
    """What a page says in one language, without tags."""
    other = "en" if lang == "th" else "th"
    html = re.sub(rf'<span data-t lang="{other}">(?:[^<]|<span class="[nw]">[^<]*</span>)*</span>', "", html)
    return unescape(re.sub(r"<[^>]+>", "", html))


def unescape(html: str) -> str:
    import html as library

    return library.unescape(html)


BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}


def test_a_bad_photo_shows_the_form_with_what_went_wrong(client):
    answer = client.post("/", files={"photos": ("x.jpg", b"words" * 100)}, data={"lang": "en"}, headers=BROWSER)
    assert answer.status_code == 415
    assert answer.headers["content-type"].startswith("text/html")
    assert '<html lang="en">' in answer.text
    assert 'role="alert"' in answer.text
    assert "<form" in answer.text


def test_a_person_over_the_rate_is_told_in_their_language_how_long_to_wait(serve):
    client = serve(Settings(rate_anonymous=1))
    assert client.post("/", files=PHOTO, headers=BROWSER).status_code == 200
    for lang, words in (("en", "Wait {} seconds, then reload this page"), ("th", "รอ {} วินาที แล้วโหลดหน้านี้ซ้ำ")):
        answer = client.post(f"/?lang={lang}", files=PHOTO, data={"lang": lang}, headers=BROWSER)
        assert answer.status_code == 429
        assert answer.headers["content-type"].startswith("text/html")
        assert f'<html lang="{lang}">' in answer.text and "<form" in answer.text
        assert words.format(int(answer.headers["retry-after"])) in plain(answer.text, lang)
    assert 'mokcheck_rejected_total{code="service.too_fast"} 2.0' in client.app.state.service.metrics.read().decode()


def test_a_full_service_tells_a_person_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(client.app.state.service.pool, "room", 0)
    answer = client.post("/", files=PHOTO, headers=BROWSER)
    assert (answer.status_code, int(answer.headers["retry-after"]) >= 1) == (429, True)
    assert "โหลดหน้านี้ซ้ำ" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/nowhere?lang=en", 404, "Go to the first page"),
        ("GET", "/problems/none", 404, "กลับไปหน้าแรก"),
        ("PUT", "/how", 405, "กลับไปหน้าแรก"),
        ("POST", "/", 415, "multipart/form-data"),
        ("GET", f"/lookup?number={'9' * 500}", 422, "เลขไม่ถูกรูปแบบ"),
    ],
)
def test_every_error_is_a_page_for_a_browser_and_a_problem_for_everything_else(client, method, path, status, words):
    for accept in (BROWSER, {}, {"accept": "application/json"}):
        answer = client.request(method, path, headers=accept)
        assert answer.status_code == status
        kind = "text/html; charset=utf-8" if accept is BROWSER else "application/problem+json"
        assert answer.headers["content-type"] == kind
        if accept is BROWSER:
            assert words in plain(answer.text, "en" if "lang=en" in path else "th")
            assert 'href="/?lang=' in answer.text


def test_the_api_answers_a_browser_with_problems_too(client):
    answer = client.get("/v1/licences/x", headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_an_accident_is_a_page_for_a_browser_and_shows_nothing_of_its_inside(client, monkeypatch):
    def break_off(*_):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(client.app.state.service.pool, "check", break_off)
    answer = client.post("/", files=PHOTO, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert "ระบบขัดข้อง" in answer.text and SECRET not in answer.text


def test_nothing_inline_runs_and_nothing_comes_from_elsewhere(client):
    answer = client.post("/", files={"photos": ("x.jpg", photo_bytes())})
    for html in (client.get("/").text, answer.text):
        assert not re.search(r"<script(?![^>]*src=)", html)
        assert not re.search(r"\son\w+=|style=|javascript:", html)
        loaded = re.sub(r'<a class="second official"[^>]*>', "", html)  # opened by a person, not by the page
        assert not re.search(r'(?:src|href)="(?:https?:)?//', loaded)


def test_texts_of_a_photo_are_shown_as_text(serve):
    client = serve(
        code_reader=FakeCodeReader((f"https://tisi.go.th.example.com/{SCRIPT}", SECRET)),
        line_reader=FakeLineReader((f"บริษัท {SCRIPT} จำกัด",)),
    )
    html = client.post("/", files={"photos": ("x.jpg", photo_bytes())}).text
    assert SCRIPT not in html
    for link in re.findall(r'(?:href|src|action)="([^"]*)"', html):
        assert link.startswith(("/", "#", "?", "data:image/jpeg;base64,")), link


@pytest.mark.parametrize(
    ("payload", "offered"),
    [
        ("https://appdb.tisi.go.th/Q/i.php?d=320108935", True),
        ("https://a.tisi.go.th/l/?n=ท7014-4/2879", True),
        ("https://appdb.tisi.go.th.example.com/Q/i.php?d=320108935", False),
        ("https://appdb.tisi.go.th/elsewhere", False),
        ("https://example.com/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_an_exactly_official_link_is_offered_and_opened_by_the_person_alone(serve, payload, offered):
    html = unescape(serve(code_reader=FakeCodeReader((payload,))).post("/", files=PHOTO).text)
    link = re.search(r'<a class="second official"[^>]*>', html)
    assert (link is not None) == offered
    assert html.count("://") == (1 if offered else 0) + html.count("http://www.w3.org/")
    if link:
        assert f'href="{payload}"' in link[0]
        assert 'rel="noopener noreferrer external"' in link[0]
        assert 'referrerpolicy="no-referrer"' in link[0]


@pytest.mark.parametrize("path", ["/how", "/privacy"])
def test_the_longer_texts_stand_in_both_languages(client, path):
    answer = client.get(path, params={"lang": "en"})
    assert answer.status_code == 200
    assert answer.headers["content-language"] == "en"
    assert '<article class="prose" data-t lang="th">' in answer.text
    assert '<article class="prose" data-t lang="en">' in answer.text


def test_the_longer_texts_have_as_many_paragraphs_in_either_language():
    for texts in (prose.HOW, prose.PRIVACY):
        shapes = [[[part[:2] == "- " for part in parts] for _, parts in texts[lang]] for lang in ("th", "en")]
        assert shapes[0] == shapes[1]


def test_the_privacy_notice_tells_of_cases_where_they_are_kept_and_for_how_long(serve, tmp_path):
    """They hold names, addresses, places and photos of people who were inspected."""
    plain = serve().get("/privacy").text
    assert "Inspectors’ cases" not in plain and "แฟ้มตรวจร้าน" not in plain
    kept = serve(Settings(cases_path=tmp_path / "cases", cases_days=90)).get("/privacy").text
    assert "Inspectors’ cases" in kept and "แฟ้มตรวจร้าน" in kept
    assert kept.count("90") >= 2 and "coordinates" in kept and "พิกัด" in kept


def test_the_privacy_notice_names_the_operator(serve):
    assert "ยังไม่ได้ระบุ" in serve().get("/privacy").text
    named = serve(Settings(operator="ร้านตัวอย่าง <privacy@example.test>")).get("/privacy").text
    assert "ร้านตัวอย่าง &lt;privacy@example.test&gt;" in named


def test_it_can_be_installed_and_takes_photos_from_the_gallery(client):
    manifest = client.get("/manifest.webmanifest")
    assert manifest.headers["content-type"] == "application/manifest+json"
    facts = manifest.json()
    assert facts["display"] == "standalone"
    assert facts["share_target"]["action"] == "/"
    for one in facts["icons"]:
        answer = client.get(one["src"])
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(one["type"])
        if one["sizes"] != "any":
            size = Image.open(io.BytesIO(answer.content)).size
            assert "x".join(map(str, size)) == one["sizes"]


def test_the_service_worker_keeps_every_part_of_the_page_and_no_answer(client):
    script = client.get("/sw.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cache-control"] == "no-cache"
    shell = json.loads(re.search(r"const SHELL = (\[.*\]);", script.text)[1])
    assert {"/", "/how", "/privacy"} <= set(shell)
    assert {f"/static/{path.name}" for path in STATIC.iterdir() if path.is_file()} <= set(shell)
    for path in shell:
        assert client.get(path).status_code == 200, path


def test_the_page_travels_compressed_and_its_files_may_be_kept_and_asked_for_again(client):
    for path in ("/", "/static/page.css", "/static/form.js"):
        assert client.get(path, headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in client.get(path, headers={"accept-encoding": "identity"}).headers
    style = client.get("/static/page.css")
    assert style.headers["cache-control"] == "no-cache"
    assert client.get("/static/page.css", headers={"if-none-match": style.headers["etag"]}).status_code == 304
    assert client.get("/").headers["cache-control"] == "no-store"


def test_days_and_numbers_are_not_torn_at_the_end_of_a_line():
    html = str(together("ใบอนุญาต (3)ท1021-49/1040 ของ มอก. 62368 เล่ม 1-2563 ตามทะเบียนวันที่ 25 พ.ย. 2569 <b>"))
    whole = re.findall(r'<span class="n">([^<]+)</span>', html)
    assert whole == ["ใบอนุญาต", "(3)ท1021-49/1040", "มอก. 62368 เล่ม 1-2563", "วันที่ 25 พ.ย. 2569"]
    assert "&lt;b&gt;" in html


def test_every_photo_of_a_product_is_shown(client):
    photos = [("photos", (f"{n}.jpg", photo_bytes(n))) for n in range(3)]
    html = client.post("/", files=photos).text
    assert html.count('<figure class="photo">') == 3
    assert sorted(re.findall(r'id="photo-(\d)"', html)) == ["1", "2", "3"]


def test_who_sees_no_picture_hears_what_is_outlined_in_it(client):
    html = client.post("/", files=PHOTO).text
    captions = re.findall(r'<figcaption [^>]*id="photo-1">(.*?)</figcaption>', html, re.DOTALL)
    assert len(captions) == 1
    assert "1 เครื่องหมาย" in plain(captions[0], "th") and "1 mark" in plain(captions[0], "en").lower()
    assert "object at" not in html


def test_what_several_photos_show_alike_is_compared_and_said_once(client):
    one = client.post("/", files=PHOTO).text
    several = client.post("/", files=[("photos", (f"{n}.jpg", photo_bytes())) for n in range(4)]).text
    for part in (r'<img class="crop"', r'<li class="pass">'):
        assert len(re.findall(part, several)) <= len(re.findall(part, one)) + 1
    assert several.count('class="number"') == 4 * one.count('class="number"')


LOOK_UPS = (
    ("ท7014-4/2879", 200, ("ท7014-4/2879", "มีผลใช้บังคับ", "ไม่ได้แปลว่าสินค้าในมือ")),
    ("ท๗๐๑๔ - ๔/๒๘๗๙", 200, ("ท7014-4/2879", "มีผลใช้บังคับ")),
    ("ท7074-4/2879", 200, ("ไม่พบเลขนี้ในทะเบียน", "ท70<mark>1</mark>4-4/2879")),
    ("มอก. 2879-2560", 200, ("2879-2560", "แบตเตอรี่สำรอง", "เครื่องหมาย มอก. บังคับ")),
    ("99999-2560", 200, ("ไม่รู้จักเลขมาตรฐานนี้",)),
    ("7014-4/2879", 200, ("ท7014-4/2879", "มีผลใช้บังคับ")),
    ("320108935", 200, ("ท7014-4/2879", "มีผลใช้บังคับ")),
    ("320108936", 200, ("ไม่พบเลข บริษัท หรือสินค้า",)),
    ("60335", 200, ("เลขนี้มีหลายเล่ม", "60335 เล่ม 2(23)-2564")),
    ("สายชาร์จ", 200, ("ที่ชาร์จ (สายชาร์จพร้อมหัวชาร์จ)",)),
    (QR_LINK, 200, ("ท7014-4/2879", "มีผลใช้บังคับ")),
    (QR_LINK.replace("320108935", "320108936"), 200, ("ระบบยังไม่รู้ว่าเป็นของใบอนุญาตใด",)),
    (QR_LINK.replace("tisi", "tlsi"), 200, ("อย่าเปิดและอย่ากรอกข้อมูล",)),
    ("พาวเวอร์แบงค์", 200, ("2879-2560", "เครื่องหมาย มอก. บังคับ")),
    ("power b", 200, ("2879-2560", "เครื่องหมาย มอก. บังคับ")),
    (HOLDER[:14], 200, ("บริษัทที่ชื่อขึ้นต้นแบบนี้", "ท7014-4/2879")),
    ("กระท่อม", 200, ("ยังไม่มี มอก.",)),
    ("อย.", 200, ("สำนักงานคณะกรรมการอาหารและยา",)),
    ("มอก.เอส", 200, ("เป็นใบรับรอง",)),
    ("สวัสดี", 200, ("ไม่พบเลข บริษัท หรือสินค้า",)),
    ("1" * 5000, 422, ("เลขไม่ถูกรูปแบบ",)),
    (SCRIPT, 200, ("&lt;script&gt;",)),
)


@pytest.mark.parametrize(("number", "status", "shown"), LOOK_UPS, ids=[row[0][:20] for row in LOOK_UPS])
def test_a_number_that_is_typed_in_is_looked_up(serve, number, status, shown):
    answer = serve(registry=FakeRegistry((licence(),))).get("/lookup", params={"number": number}, headers=BROWSER)
    assert answer.status_code == status
    for words in shown:
        assert words in (answer.text if "<" in words or "&" in words else plain(answer.text, "th"))
    assert SCRIPT not in answer.text


def test_a_licence_that_is_not_in_force_is_said_to_be_so_when_looked_up(serve):
    row = licence(status=LicenceStatus.REVOKED)
    html = serve(registry=FakeRegistry((row,))).get("/lookup", params={"number": str(row.number)}).text
    state = re.search(r'<dd class="state">(.*?)</dd>', html)[1]
    assert plain(state, "th") == "เพิกถอน"


def test_without_a_list_a_look_up_says_so(serve):
    html = serve(registry=None).get("/lookup", params={"number": "ท7014-4/2879"}).text
    assert "ไม่มีทะเบียนใบอนุญาตให้เทียบ" in plain(html, "th")


@pytest.mark.parametrize("word", ["ผู้นำเข้า", "พาวเวอร์แบงก์", "แมสก์", "คมชัด", "รูปที่ 2"])
def test_words_that_dictionaries_break_in_two_are_held_together(word):
    assert f'<span class="n">{word}</span>' in together(f"ตัวอย่าง{word} กับอื่น")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ของ บริษัท ตัวอย่างพาวเวอร์ จำกัด (จากเลข)", ["ตัวอย่างพาวเวอร์"]),
        ("บริษัท ไทย เบสท์พาวเวอร์ จำกัด (มหาชน)", ["ไทย", "เบสท์พาวเวอร์"]),
        ("ห้างหุ้นส่วน รุ่งเรือง<b> จำกัด", ["รุ่งเรือง&lt;b&gt;"]),
        ("ไม่มีชื่อใดในนี้", []),
    ],
)
def test_the_words_of_a_firms_name_stay_whole(text, whole):
    html = str(together(text))
    assert re.findall(r'<span class="w">([^/]+)</span>', html) == whole
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == text


def test_words_that_differ_in_a_letter_stay_whole_too():
    found = compare("บริษัท ตัวอยางพาวเวอร์ จำกัด", "บริษัท ตัวอย่างพาวเวอร์ จำกัด")
    html = str(pieced(found.read))
    assert html.count('<span class="w">') == 3 and html.count("<mark>") == 1
    assert re.sub(r"<[^>]+>", "", html) == "บริษัท ตัวอยางพาวเวอร์ จำกัด"
    assert "&lt;i&gt;" in pieced(compare("<i>", "x").read)


def test_a_firms_name_that_was_searched_for_breaks_inside_no_word(serve):
    row = licence(holder="บริษัท ตัวอย่างแมสก์ จำกัด")
    html = serve(registry=FakeRegistry((row,))).get("/lookup", params={"number": "บริษัท ตัวอย่าง"}).text
    assert '<span class="w">ตัวอย่างแมสก์</span>' in html and '<span class="n">จำกัด</span>' in html
