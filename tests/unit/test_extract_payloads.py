"""Words in codes are read by the grammar of printed words."""

from dataclasses import replace

import pytest

from tests.support.cases import case
from tests.support.fakes import facts
from verifier.domain import Code, Reading, Region, RegionKind, Sight, StatementKind, VerdictKind
from verifier.domain.geometry import Quad
from verifier.extract.claim import assemble
from verifier.extract.payloads import code_statements
from verifier.rules import judge
from verifier.rules.verdict import conclude

PLACE = Quad.of_box(10, 10, 110, 110)


def kinds(payload: str) -> set[StatementKind]:
    return {statement.kind for statement in code_statements([Code(payload, "QRCode", PLACE, "x-1")])}


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ("not certified", "denied"), ("VOID", "denied"), ("licence pending",
        "pending"), ("มอก. 2879-2560\nnot certified", "denied"),
        ("เทียบเท่า มอก. 2879-2560", "compared"), ("ใบอนุญาตหมดอายุ",
        "expired"), ("ผลิตโดย บริษัท อื่นไกล จำกัด", "maker"),
        ("บริษัท อื่นไกล จำกัด", "named"), ("นาย สมชาย ใจดี", "named"), ("มอก. 2432/2555", "standard"),
        ("ใบอนุญาตเลขที่ 99906-906/60335", "licence"), ("มอก. 2432-2555 รอผล", "words"),
    ],
)  # fmt: skip
def test_a_text_announces_denies_and_names_as_print_does(payload, kind):
    assert StatementKind(kind) in kinds(payload)


@pytest.mark.parametrize(
    "payload",
    [
        "https://www.example.com/not-certified", "WIFI:S:not certified;T:WPA;P:sample123;;", "2123445045561",
        "มอก. 2879-2560",
        "BEGIN:VCARD\nORG:บริษัท อื่นไกล จำกัด\nEND:VCARD", "คู่มือการใช้งาน", "S/N 2568010042", "LOT250611-2",
        "",
    ],
)  # fmt: skip
def test_links_cards_serial_numbers_and_plain_words_say_nothing(payload):
    assert kinds(payload) == set()


def test_what_a_code_says_stands_in_the_claim_in_the_codes_place():
    sight = Sight((), (Code("not certified", "QRCode", PLACE, "x-1"),), (), facts(600, 400))
    (statement,) = assemble([sight]).statements
    assert (statement.kind, statement.quad) == (StatementKind.DENIED, PLACE)


CARDS = ("begin:vcard", "MECARD:", "wifi:", "begin:vevent", "geo:", "tel:", "sms", "mailto:", "matmsg:")


@pytest.mark.parametrize("card", CARDS)
def test_what_phones_take_in_is_no_text_and_the_same_words_alone_are(card):
    assert kinds(f"{card}x\nnot certified") == set() and kinds("x\nnot certified") == {StatementKind.DENIED}


@pytest.mark.parametrize(
    ("payload", "is_text"),
    [
        ("ของปลอม", True), ("VOID", True), ("https://a.example/VOID", False), ("https://a.example/ VOID", True),
        ("https://a.example/ปลอม", False), ("VOID-1", False), ("ของปลอม-1", True), ("  VOID  ", True),
    ],
)  # fmt: skip
def test_a_payload_is_text_when_it_is_words_and_no_link_alone(payload, is_text):
    assert bool(kinds(payload)) is is_text


def test_forty_lines_of_four_hundred_letters_are_looked_through():
    assert (
        kinds("x\n" * 39 + "not certified") == {StatementKind.DENIED} and kinds("x\n" * 40 + "not certified") == set()
    )
    assert kinds("x y " * 96 + "not certified") == {StatementKind.DENIED}
    assert kinds("x y " * 100 + "not certified") == set()


def test_a_sentence_over_two_lines_is_read_whole():
    assert StatementKind.DENIED in kinds("not\ncertified") and StatementKind.DENIED not in kinds("certified\nnot")


def test_a_firm_without_a_role_is_named_once_each_in_order_and_one_with_a_role_by_it():
    text = "บริษัท สองการค้า จำกัด\nบริษัท หนึ่งไฟฟ้า จำกัด\nบริษัท สองการค้า จำกัด"
    found = code_statements([Code(text, "QRCode", PLACE, "x-1")])
    alone = [(s.value, s.confidence, s.quad) for s in found if s.text == s.value and s.words == ""]
    assert alone == [("บริษัท สองการค้า จำกัด", 1.0, PLACE), ("บริษัท หนึ่งไฟฟ้า จำกัด", 1.0, PLACE)]
    maker = code_statements([Code("ผลิตโดย บริษัท สองการค้า จำกัด", "QRCode", PLACE, "x-1")])
    assert {(s.kind, s.value) for s in maker} == {(StatementKind.MAKER, "บริษัท สองการค้า จำกัด")}


@pytest.mark.parametrize("payload", ["ปลอม", "สินค้าถูกเรียกคืน", "KHONG PLOM", "uncertified"])
def test_words_that_speak_of_papers_tests_and_states_are_told_where_no_grammar_knows_them(payload):
    assert kinds(payload) == {StatementKind.WORDS} or StatementKind.DENIED in kinds(payload)
    claim = assemble([Sight((), (Code(payload, "QRCode", PLACE, "x-1"),), (), facts(600, 400))])
    honest = case().claim
    seen = replace(honest, statements=claim.statements)
    assert conclude(judge(case())).kind is VerdictKind.AGREES
    assert conclude(judge(case(seen))).kind is not VerdictKind.AGREES


@pytest.mark.parametrize(
    ("payload", "symbology", "told"),
    [("https://a.tisi.go.th/l/?n=ท7014-4/2879", "QRCode", True), ("https://www.example.com/", "QRCode", False),
     ("https://a.tisi.go.th/l/?n=ท7014-4/2879", "DataMatrix", False)],
)  # fmt: skip
def test_mild_words_right_at_a_code_that_leads_to_tisi_count(payload, symbology, told):
    below = Region(RegionKind.LINE, PLACE.moved(0, 110), 0.9)
    caption = Reading("except cable", below, "a/1", (0.99,) * 12)
    seen = Sight((), (Code(payload, symbology, PLACE, "x-1"),), (caption,), facts(), challenged=True)
    assert any(said.kind is StatementKind.WORDS for said in assemble([seen]).statements) is told
