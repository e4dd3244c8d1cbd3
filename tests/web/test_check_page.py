"""The page that checks evidence, as a person without a mouse and with a narrow phone uses it."""

import json

import pytest
from phone import SCREENSHOTS
from playwright.sync_api import expect
from test_reach import look_at

from tests.support.bundles import bundle, entries, public_key
from verifier.evidence.archive import pack
from verifier.evidence.signing import _as_data

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")


@pytest.fixture
def files(tmp_path):
    """A signed bundle, the same with a byte of a photo changed, and the public key."""
    key = json.dumps(_as_data(public_key()), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (tmp_path / "key.pub.json").write_text(key, "utf-8")
    (tmp_path / "whole.zip").write_bytes(bundle(0))
    parts = entries(bundle(0))
    photo = next(name for name in parts if name.startswith("photos/"))
    (tmp_path / "changed.zip").write_bytes(pack({**parts, photo: parts[photo][:-1] + b"\0"}))
    return tmp_path


def test_what_is_proven_and_what_is_not_is_told(page, files):
    page.goto("/evidence")
    look_at(page, "evidence")
    page.locator("#bundle").set_input_files(files / "whole.zip")
    page.locator("#keys").set_input_files(files / "key.pub.json")
    page.locator(".check button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".checked.pass h1")).to_be_visible()
    look_at(page, "evidence-whole")
    page.screenshot(path=SCREENSHOTS / "evidence-whole-page.png", full_page=True)
    page.locator("#bundle").set_input_files(files / "changed.zip")
    page.locator(".check button").click()
    expect(page.locator(".checked.fail")).to_contain_text("photos/")
    look_at(page, "evidence-changed")


def test_it_works_without_scripts(context, files):
    page = context(java_script_enabled=False).new_page()
    page.goto("/evidence")
    page.locator("#bundle").set_input_files(files / "whole.zip")
    page.locator(".check button").click()
    expect(page.locator(".checked.unknown h1")).to_be_visible()


def test_the_keyboard_alone_gets_there(page, files):
    page.goto("/evidence")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "bundle":
            break
    assert page.evaluate("document.activeElement.id") == "bundle"
    page.locator("#bundle").set_input_files(files / "whole.zip")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "keys"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".checked.unknown h1")).to_be_visible()
