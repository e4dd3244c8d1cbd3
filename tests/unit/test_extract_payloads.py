"""Words in codes are read by the grammar of printed words."""

import pytest

from tests.support.fakes import facts
from verifier.domain import Code, Sight, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.claim import assemble
from verifier.extract.payloads import code_statements

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
