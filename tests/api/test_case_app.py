"""What makes the page of cases an app: all that it is made of is kept, and changes its version."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.page import assets
from tests.support.fakes import make_verifier
from verifier.settings import Settings

STARTS = ("static/case/case.js", "static/camera.js")
IMPORTED = re.compile(r"""(?:from |import\(?\s*)["'](\.[^"']+)["']""")


@pytest.fixture
def client():
    with TestClient(create_app(Settings(), make_verifier())) as started:
        yield started


def shell(script: str) -> list[str]:
    found = re.search(r"SHELL = (\[.*\]);", script)
    assert found
    return json.loads(found[1])


def version(script: str) -> str:
    found = re.search(r'NAME = "(case-[0-9a-f]{16})"', script)
    assert found
    return found[1]


def test_all_that_the_page_is_made_of_is_kept_and_answers(client):
    answer = client.get("/case/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/case"
    kept = shell(answer.text)
    assert [path for path in kept if client.get(path).status_code != 200] == []
    page = client.get("/case").text
    asked = set(re.findall(r'(?:href|src)="(/static/[^"#?]+)', page))
    left, seen = [assets.HERE / name for name in STARTS], set()
    while left:
        path = left.pop().resolve()
        if path not in seen:
            seen.add(path)
            left += [path.parent / name for name in IMPORTED.findall(path.read_text("utf-8"))]
    seen = {path for path in seen if path.parent.name != "live"}  # only where a page offers the viewfinder
    assert "data-viewfinder" not in page
    asked |= {f"/{path.relative_to(assets.HERE).as_posix()}" for path in seen}
    assert len(seen) > 15 and asked - set(kept) == set()


def test_another_page_is_another_version():
    versions = []
    for settings in (Settings(), Settings(), Settings(max_photos=4)):
        with TestClient(create_app(settings, make_verifier(settings))) as client:
            versions.append(version(client.get("/case/sw.js").text))
    assert versions[0] == versions[1] != versions[2]


def test_the_manifest_leads_to_the_page_and_takes_no_shared_photos(client):
    manifest = client.get("/case/manifest.webmanifest").json()
    assert (manifest["start_url"], manifest["scope"], manifest["id"]) == ("/case",) * 3
    assert "share_target" not in manifest


def test_the_page_for_everybody_keeps_none_of_it(client):
    assert not [path for path in assets.shell() if "case" in path]
    assert "/static/app.js" not in client.get("/case").text


def test_the_page_says_where_a_service_keeps_no_cases(client, tmp_path):
    assert "ระบบนี้ไม่ได้เปิดรับแฟ้มตรวจร้าน" in client.get("/case").text
    settings = Settings(cases_path=tmp_path / "cases")
    with TestClient(create_app(settings, make_verifier(settings))) as keeping:
        assert 'role="note"><svg' not in keeping.get("/case").text.split("<noscript>")[0]
