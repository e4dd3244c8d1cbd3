import re

import pytest
from fakes import SECRET, FakeCodeReader, FakeLineReader, photo_bytes

SCRIPT = "<script>alert(1)</script>"


def test_the_form_speaks_thai_first_and_english_on_request(client):
    thai, english = client.get("/"), client.get("/?lang=en")
    assert '<html lang="th">' in thai.text
    assert "ตรวจสอบ" in thai.text
    assert '<html lang="en">' in english.text
    assert ">Check<" in english.text
    assert 'href="?lang=en"' in thai.text
    assert 'href="?lang=th"' in english.text


def test_the_form_works_without_scripts(client):
    html = client.get("/").text
    form = re.search(r"<form[^>]*>", html)[0]
    assert 'method="post"' in form
    assert 'enctype="multipart/form-data"' in form
    assert 'name="photos"' in html
    assert 'name="category"' in html
    assert html.count("<option") > 5


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_answer_shows_verdict_reason_findings_picture_list_and_caveat(client, lang):
    answer = client.post("/", files={"photos": ("x.jpg", photo_bytes())}, data={"lang": lang, "category": ""})
    report = client.post("/v1/verifications", files={"photos": ("x.jpg", photo_bytes())}).json()
    html = answer.text
    assert answer.status_code == 200
    assert report["verdict_text"][lang] in html
    for finding in report["findings"]:
        assert unescape(html).count(finding["message"][lang]) >= 1
    assert html.count('src="data:image/jpeg;base64,') == 1
    assert ("1 พ.ย. 2569" if lang == "th" else "1 Nov 2026") in html
    assert ("ไม่ได้พิสูจน์" if lang == "th" else "does not prove") in html


def unescape(html: str) -> str:
    import html as library

    return library.unescape(html)


def test_a_bad_photo_shows_the_form_with_what_went_wrong(client):
    answer = client.post("/", files={"photos": ("x.jpg", b"words" * 100)}, data={"lang": "en"})
    assert answer.status_code == 415
    assert answer.headers["content-type"].startswith("text/html")
    assert 'role="alert"' in answer.text
    assert "<form" in answer.text


def test_nothing_inline_runs_and_nothing_comes_from_elsewhere(client):
    answer = client.post("/", files={"photos": ("x.jpg", photo_bytes())})
    for html in (client.get("/").text, answer.text):
        assert not re.search(r"<script(?![^>]*src=)", html)
        assert not re.search(r"\son\w+=|style=|javascript:", html)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


def test_texts_of_a_photo_are_shown_as_text(serve):
    client = serve(
        code_reader=FakeCodeReader((f"https://tisi.go.th.example.com/{SCRIPT}", SECRET)),
        line_reader=FakeLineReader((f"บริษัท {SCRIPT} จำกัด",)),
    )
    html = client.post("/", files={"photos": ("x.jpg", photo_bytes())}).text
    assert SCRIPT not in html
    assert "<a href" not in html.replace('<a href="#other"', "")


def test_the_page_is_light(client):
    html, css, script = (client.get(path) for path in ("/", "/static/page.css", "/static/page.js"))
    assert {html.status_code, css.status_code, script.status_code} == {200}
    assert len(html.content) + len(css.content) + len(script.content) < 150_000
