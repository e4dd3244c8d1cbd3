"""The summary of a stock, opened from disk on a phone: plots whose words are large enough to be read."""

import re

import pytest
from phone import PHONE, SCREENSHOTS

from tests.support.stock import folder, gtin, picture, run


@pytest.mark.parametrize("screen", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_the_words_of_plots_can_be_read_and_the_page_is_no_wider_than_its_screen(browser, tmp_path, screen):
    rows = [f"{n}.png,S{n},{gtin(n)},พัดลม {n},ร้านส่งของตัวอย่าง {n},2026-11-1{n}" for n in range(3)]
    table = "\n".join(["photo,SKU,barcode,product,supplier,date", *rows])
    pictures = {f"{n}.png": picture(n) for n in range(3)}
    run(folder(tmp_path / "stock", {**pictures, "manifest.csv": table.encode()}), tmp_path / "r.csv")
    page = browser.new_context(viewport=screen).new_page()
    page.goto((tmp_path / "r.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    words = page.locator("svg text")
    heights = [text.bounding_box()["height"] for text in words.all() if re.search(r"\w", text.text_content())]
    assert len(heights) > 6 and min(heights) >= 12
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"stock-summary-{screen['width']}.png", full_page=True)
