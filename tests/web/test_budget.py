"""The page is light: docs/reference/page-budget.json, in the form of Lighthouse's budgets (1,024 bytes each)."""

import json
from collections import Counter

from phone import ROOT

BUDGET = json.loads((ROOT / "docs" / "reference" / "page-budget.json").read_text("utf-8"))[0]
KINDS = {"Document": "document", "Stylesheet": "stylesheet", "Script": "script", "Image": "image", "Manifest": "other"}


def test_the_first_load_keeps_its_budget_over_the_wire(context, base):
    page = context().new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds, sizes, counts = {}, Counter(), Counter()

    def finished(event):
        kind = KINDS.get(kinds.get(event["requestId"], ""), "other")
        sizes[kind] += event["encodedDataLength"]
        counts["total"] += 1

    devtools.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    devtools.on("Network.loadingFinished", finished)
    asked = []
    devtools.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    page.goto("/")
    page.locator(".category summary").click()  # the pictures of the categories are part of it
    page.wait_for_load_state("networkidle")
    assert any(url.endswith("/categories.svg") for url in asked)
    while counts["total"] < len([url for url in asked if not url.startswith("data:")]):
        page.wait_for_timeout(10)
    sizes["total"] = sum(sizes.values())
    assert sizes["script"] > 5_000, "the scripts were not seen"
    for entry in BUDGET["resourceSizes"]:
        assert sizes[entry["resourceType"]] <= entry["budget"] * 1024, (entry, sizes)
    assert counts["total"] <= BUDGET["resourceCounts"][1]["budget"], counts


def test_all_that_the_app_keeps_on_a_phone_stays_under_the_total(context, base):
    page = context().new_page()
    page.goto("/")
    size = page.evaluate(
        """async () => {
            const script = await (await fetch("/sw.js")).text();
            const shell = JSON.parse(script.match(/SHELL = (\\[.*\\]);/)[1]);
            const size = async (path) => (await (await fetch(path)).arrayBuffer()).byteLength;
            return (await Promise.all(shell.map(size))).reduce((sum, one) => sum + one, 0);
        }"""
    )
    assert size < 250 * 1024, size
