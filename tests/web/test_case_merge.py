"""What becomes of a case when this phone and the service both know it: nothing that somebody wrote is lost unasked."""

import pytest
from playwright.sync_api import Page

CASE = {
    "id": "c",
    "place": {"kind": "shop", "name": "ร้าน", **dict.fromkeys(("address", "district", "province"), "")},
    "inspected": "2026-11-25T10:00:00+07:00",
    "notes": "",
    "officer": {"key_id": "0" * 12, "name": "สมชาย"},
    "team": ["0" * 12],
    "keep_until": "2027-11-25",
    "revision": 1,
    "products": [],
}
CASE["place"] |= {"latitude": None, "longitude": None}
GOODS = {"id": "p", "name": "หมวก", "category": None, "notes": "", "quantity": None, "price_thb": None}
GOODS |= {"seizure_tag": "", "finding": None, "photos": [], "judged": None}
LOCAL = {"sent": {}, "asks": [], "sending": False, "problem": None, "lost": False, "seen": None}
MERGE = """async ([one, answer]) => {
    const { merge } = await import("/static/case/merge.js");
    const { differs, stateOf } = await import("/static/case/shape.js");
    merge(one, answer);
    return { ...one, differs: differs(one), state: stateOf(one) };
}"""


def here(case=CASE, seen=None, **changes):
    """A case as this phone has it; `seen` is what the service said of it last."""
    found = {**case, **LOCAL, "inspected": case["inspected"][:16], "seen": seen, **changes}
    return {**found, "products": [goods(**product) for product in found["products"]]}


def goods(**changes):
    found = {**GOODS, "report": None, "problem": None, **changes}
    return {**found, "finding": found["finding"] or {"verdict": "", "words": ""}}


def photo(sha256, **changes):
    known = {"id": sha256, "sha256": sha256, "size": 9, "state": "", "here": True, "whole": False, "gone": False}
    return {**known, **changes}


def there(sha256, whole=True):
    return {"sha256": sha256, "bytes": 9, "received": 9 if whole else 4, "whole": whole}


def case(*products, **changes):
    return {**CASE, "products": [{**GOODS, **product} for product in products], **changes}


@pytest.mark.parametrize(
    ("ours", "theirs", "seen", "sent", "way"),
    [
        ("a", "a", None, None, "keep"),
        ("b", "a", "a", None, "keep"),  # ours is to be sent
        ("a", "b", "a", None, "take"),  # only they changed it
        ("b", "c", "a", None, "ask"),
        ("c", "b", "a", "b", "keep"),  # what was sent did arrive, its answer was lost, and we wrote on
        ("c", "d", "a", "b", "ask"),
        ("b", "b", "a", "b", "keep"),
        (None, "a", "a", None, "keep"),  # to be taken out there
        (None, "b", "a", None, "ask"),
        (None, "a", None, None, "take"),  # a colleague's new product
        ("a", None, None, None, "keep"),  # our new product
        ("a", None, "a", None, "ask"),  # they took it out: never without asking
        ("b", None, "a", None, "ask"),
        (None, None, "a", None, "keep"),
    ],
)
def test_who_changed_a_part(page: Page, ours, theirs, seen, sent, way):
    settle = "async (a) => (await import('/static/case/merge.js')).settle(a[0], a[1], a[2], a[3] ?? undefined)"
    assert page.evaluate(settle, [ours, theirs, seen, sent]) == way


def test_what_a_report_finds_amiss_is_told_by_its_gravity(page):
    findings = [
        {"outcome": outcome, "required": required, "message": {"th": word}}
        for outcome, required, word in (
            ("unknown", False, "another code"),
            ("pass", True, "the mark"),
            ("warn", True, "the name"),
            ("unknown", True, "the list"),
            ("fail", True, "revoked"),
        )
    ]
    told = "async (report) => (await import('/static/case/shape.js')).toldOf(report).map((one) => one.message.th)"
    assert page.evaluate(told, {"leading": 4, "findings": findings}) == [
        "revoked",
        *("revoked", "the list", "the name", "another code"),
    ]
    assert page.evaluate(told, {"leading": None, "findings": findings[:2]}) == ["another code"]


def test_an_answer_that_was_lost_is_no_conflict(page):
    head = {"place": CASE["place"], "inspected": "2026-11-25T10:00", "notes": "แรก"}
    found = page.evaluate(MERGE, [here(notes="ที่สอง", sent={"case": head}), case(notes="แรก")])
    assert (found["asks"], found["notes"], found["differs"]) == ([], "ที่สอง", True)


def test_photos_are_confirmed_by_hash_alone_and_never_deleted_by_an_answer(page):
    before = case({"photos": [there("a"), there("gone")]})
    ours = here(
        case({"photos": [photo("a"), photo("b"), photo("gone", whole=True)]}),
        seen=before,
    )
    answer = case({"photos": [there("a"), there("b", whole=False), there("theirs")]})
    found = page.evaluate(MERGE, [ours, answer])["products"][0]["photos"]
    told = {one["sha256"]: (one["here"], one["whole"], one["gone"]) for one in found}
    assert told == {
        "a": (True, True, False),
        "b": (True, False, False),
        "gone": (True, False, True),
        "theirs": (False, True, False),
    }


def test_a_photo_taken_out_here_does_not_come_back_and_is_taken_out_there(page):
    before = case({"photos": [there("a"), there("b")]})
    found = page.evaluate(MERGE, [here(case({"photos": [photo("a", whole=True)]}), seen=before), before])
    assert [one["sha256"] for one in found["products"][0]["photos"]] == ["a"]
    assert found["differs"] and found["state"] == "changed"


def test_a_report_counts_only_for_the_photos_and_the_goods_it_was_made_of(page):
    judged = {"record": "r", "verdict": "agrees", "standards": [], "licences": [], "holders": []}
    answer = case({"photos": [there("a")], "judged": judged})
    for photos, category, expected in (
        ([photo("a")], None, judged),
        ([photo("a"), photo("b")], None, None),
        ([], None, judged),  # the photo is a colleague's, and comes with the answer
        ([photo("a")], "mask", None),
    ):
        ours = here(case({"photos": photos, "category": category}), seen=case({}))
        assert page.evaluate(MERGE, [ours, answer])["products"][0]["judged"] == expected


def test_what_a_colleague_took_out_is_asked_and_its_photos_stay(page):
    before = case({"photos": [there("a")]})
    found = page.evaluate(MERGE, [here(case({"photos": [photo("a", whole=True)]}), seen=before), case()])
    assert (found["asks"], found["state"]) == (["p"], "ask")
    assert [(one["sha256"], one["whole"]) for one in found["products"][0]["photos"]] == [("a", False)]
