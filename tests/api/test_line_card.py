"""Cards and texts keep to the bounds of LINE's Messaging API for every finding there is, and say what they must."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from api.line import texts
from api.line.card import OFFERED, card, doubt_of
from api.page.lookup import looked_up
from tests.support.fakes import SNAPSHOT, TODAY, FakeCodeReader, FakeRegistry, catalogue, facts, licence, make_verifier
from tests.support.findings import TABLE
from verifier.domain import SAMPLES, Report
from verifier.errors import Busy, DamagedPhoto, TooFast
from verifier.messages import line
from verifier.rules import judge
from verifier.rules.verdict import conclude

LANGS = ("th", "en")
OFFERS = tuple(catalogue().category(key) for key in OFFERED)
OTHER_LINK = "https://appdb.tisi.go.th.example.com/Q/i.php?d=320108935"


def report_of(name: str) -> Report:
    case = TABLE[name][0]
    findings = judge(case)
    return Report(conclude(findings), findings, case.claim, case.listing, (facts(), facts()), {}, {})


def drawn(report: Report, lang: str = "th", **more):
    return card(report, lang, **{"token": "0a1b2c", "today": TODAY, "offered": OFFERS, **more})


def parts(node) -> Iterator[dict]:
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from parts(child)
    elif isinstance(node, list):
        for child in node:
            yield from parts(child)


def said(message) -> str:
    return "\n".join(part["text"] for part in parts(message) if "text" in part)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", TABLE)
def test_every_card_keeps_to_the_bounds_of_the_interface(name, lang):
    message = drawn(report_of(name), lang, missing=(1, 3), doubt="list.sample")
    assert 0 < len(message["altText"]) <= 400
    assert len(json.dumps(message["contents"])) < 30_000
    for part in parts(message):
        if part.get("type") == "text":
            assert 0 < len(part["text"]) <= 500 and part["wrap"]
        if part.get("type") == "box":
            assert part["contents"]
        if "label" in part:
            assert 0 < len(part["label"]) <= 20
        if "data" in part:
            assert len(part["data"]) <= 200 and part["displayText"]
        if "uri" in part:
            assert len(part["uri"]) <= 1000 and part["uri"].startswith("https://")
    assert len(message["quickReply"]["items"]) <= 13
    assert not re.search(r"https?://", said(message))


@pytest.mark.parametrize("name", TABLE)
def test_every_card_leads_with_its_verdict_by_sign_and_words_and_its_reason(name):
    message = drawn(report_of(name))
    sign = {"agrees": "✓ ", "conflicts": "✕ ", "cannot_tell": "? "}[TABLE[name][1]]
    (head,) = message["contents"]["header"]["contents"]
    assert head["text"].startswith(sign) and len(head["text"]) > 10
    assert message["altText"].startswith(head["text"])
    assert message["contents"]["body"]["contents"][0]["text"] in message["altText"] + "…"
    assert "SAMPLE LIST" in drawn(report_of(name), doubt="list.sample")["altText"]


def test_the_sdk_knows_every_key_of_a_card():
    messaging = pytest.importorskip("linebot.v3.messaging", reason="LINE's SDK is not installed (mokcheck[line])")
    for name in TABLE:
        message = drawn(report_of(name), missing=(1, 3), doubt="list.sample")
        kept = messaging.Message.from_dict(message).to_dict()
        assert json.loads(json.dumps(kept, default=str)) == message


def test_a_link_is_offered_only_when_it_is_exactly_official():
    def links(*payloads):
        verifier = make_verifier(code_reader=FakeCodeReader(payloads), registry=FakeRegistry([licence()]))
        from tests.support.fakes import photo_bytes

        message = drawn(verifier.verify([photo_bytes()], today=TODAY))
        return [part["uri"] for part in parts(message) if "uri" in part]

    official = "https://appdb.tisi.go.th/Q/i.php?d=320108935"
    assert links(official) == [official]
    assert links(OTHER_LINK, "https://example.com", "tel:0123") == []
    assert links(OTHER_LINK, official) == [official]


def test_goods_are_offered_whole_and_in_both_languages():
    assert None not in OFFERS and len(OFFERS) == len(OFFERED) == 11
    assert all(len(words) <= 20 for goods in OFFERS for words in (goods.words_th[0], goods.words_en[0]))


def test_a_card_for_named_goods_asks_no_more_for_them():
    goods = catalogue().category("fan")
    message = drawn(report_of("standard.none"), goods=goods)
    assert "ตรวจเป็นสินค้า: พัดลม" in said(message) and "goods=" not in json.dumps(message)
    assert [item["action"]["data"] for item in message["quickReply"]["items"]] == ["of=0a1b2c&lang=en"]


def test_a_list_that_will_not_do_is_named_in_bold_before_anything_else():
    assert doubt_of(None, TODAY, 45) == "list.absent"
    assert doubt_of(replace(SNAPSHOT, covers=frozenset({SAMPLES})), TODAY, 45) == "list.sample"
    assert doubt_of(SNAPSHOT, date(2026, 12, 16), 45) is None
    assert doubt_of(SNAPSHOT, date(2026, 12, 17), 45) == "list.stale"
    first = drawn(report_of("standard.none"), doubt="list.sample")["contents"]["body"]["contents"][0]
    assert "SAMPLE LIST" in first["text"] and first["weight"] == "bold"


def test_what_went_wrong_is_told_with_its_photo_or_its_wait_and_nothing_else():
    assert texts.problem_text(DamagedPhoto("secret", photo=1), "en")["text"].startswith("Photo 2: ")
    assert "secret" not in texts.problem_text(DamagedPhoto("secret", photo=1), "en")["text"]
    for error in (Busy(retry_after=7), TooFast(retry_after=7, limit=3)):
        assert "7 วินาที" in texts.problem_text(error, "th")["text"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("hello", "en"),
        ("สวัสดี", "th"),
        ("2879-2560", None),
        ("มอก. 2879", None),
        ("TIS 2879-2560", None),
        ("ท7014-4/2879", None),
        ("https://appdb.tisi.go.th/Q/i.php?d=3201", None),
        ("appdb.tisi.go.th", None),
        ("power bank", "en"),
    ],
)
def test_a_language_is_told_by_words_and_not_by_a_number(text, lang):
    assert texts.written_language(text) == lang


@pytest.mark.parametrize("lang", LANGS)
def test_a_number_is_told_with_its_list_and_doubt(lang):
    registry = FakeRegistry([licence()], replace(SNAPSHOT, covers=frozenset({SAMPLES})))
    for number in ("ท7014-4/2879", "ท7014-5/2879", "2879-2560", "99999", "power bank", "kratom"):
        message = texts.lookup_text(looked_up(number, registry, catalogue()), lang, "list.sample")
        assert (number in message["text"] or number.isalpha() or " " in number) and (
            "2569" if lang == "th" else "2026"
        ) in message["text"]
        assert "SAMPLE LIST" in message["text"] and len(message["text"]) <= 5_000


def test_all_words_are_there_in_both_languages():
    for key, (thai, english) in line.WORDS.items():
        if key != "act.other_language":  # each in the other's letters
            assert re.search("[ก-๛]", thai) and not re.search("[ก-ฮ]{2}", english), key
        assert set(re.findall(r"\{\w+\}", thai)) == set(re.findall(r"\{\w+\}", english)), key
