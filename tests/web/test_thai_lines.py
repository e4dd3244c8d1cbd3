"""Thai has no spaces between words: no line ends inside the words, names and numbers that must stay whole."""

from collections import Counter

import pytest
from phone import check, sample

WHOLE = ("ผู้นำเข้า", "แมสก์", "พาวเวอร์แบงก์", "คมชัด", "รูปที่ 1", "ตัวอย่างเพาเวอร์")
BROKEN = """(words) => {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (!text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
        if (text.parentElement.closest(".quiet, pre, svg, title, template")) continue;
        for (const word of words) {
            for (let at = text.data.indexOf(word); at >= 0; at = text.data.indexOf(word, at + 1)) {
                const range = document.createRange();
                range.setStart(text, at);
                range.setEnd(text, at + word.length);
                const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top / 10)));
                found.push([word, tops.size > 1]);
            }
        }
    }
    return found;
}"""


def broken(page) -> tuple[Counter[str], Counter[str]]:
    """How often each word is seen, and how often a line ends inside it, over the widths of phones."""
    seen, torn = Counter(), Counter()
    for width in range(320, 432, 6):
        page.set_viewport_size({"width": width, "height": 740})
        for word, is_torn in page.evaluate(BROKEN, list(WHOLE)):
            seen[word] += 1
            torn[word] += is_torn
    return seen, +torn


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", {"คมชัด"}),
        ("/how", {"คมชัด", "ผู้นำเข้า"}),
        ("/lookup?number=พาวเวอร์แบงก์", {"พาวเวอร์แบงก์"}),
        ("/lookup?number=แมสก์", {"แมสก์"}),
    ],
)
def test_words_that_dictionaries_do_not_have(page, path, words):
    page.goto(path)
    seen, torn = broken(page)
    assert words <= set(seen) and not torn, (seen, torn)


def test_the_name_of_a_firm_and_the_number_of_a_photo(page):
    check(page, sample("01"), sample("01"))
    page.locator(".passes summary").click()
    seen, torn = broken(page)
    assert "ตัวอย่างเพาเวอร์" in seen and not torn, (seen, torn)
    page.evaluate("for (const one of document.querySelectorAll('.w')) one.className = ''")
    assert broken(page)[1]["ตัวอย่างเพาเวอร์"], "nothing would have broken it: this test sees nothing"


def test_the_number_of_a_photo(page, blurred):
    page.set_input_files("#photos", [blurred])
    page.locator(".shots li").wait_for()
    seen, torn = broken(page)
    assert seen["รูปที่ 1"] and not torn
