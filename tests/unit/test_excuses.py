"""Words that deny, limit or compare, in phrases about something else: excused there, and nowhere besides."""

from __future__ import annotations

import pytest

from tests.unit.test_extract_statements import NUMBER, kinds, line
from verifier.domain import StatementKind

DENIED, PART, COMPARED = StatementKind.DENIED, StatementKind.PART, StatementKind.COMPARED
LARGE = 30


def of(text: str) -> set[StatementKind]:
    return kinds(line(text, height=LARGE), line(NUMBER, row=1)) & {DENIED, PART, COMPARED}


@pytest.mark.parametrize(
    "text",
    [
        "Warranty void if the seal is broken.", "nty void if the seal is broken.", "Guarantee is void if opened",
        "ระวังของลอกเลียนแบบ โปรดสังเกตตรา มะลิ ทุกครั้ง", "ระวังบองลอกเลียนแบบ โปรดสังเกตตรา มะลิ", "Beware of counterfeits",
        "ะวังของลอกเลียนแบบ", "ระงของลอกเลียนแบบ", "กระวังของลอกเลียนแบบ", "ระวังขบงลอกเลียนแบบ", "รวังของปลอม", "ประกับเป็นโมฆะ",
        # its own word misread
        "ระวังขอปลอม", "ระวังของลอกเลียนแมบ", "ระวังของลอกเลียแบบ ของแท้ต้องมีโลโก้", "เก็บให้พ้นมือเด็ก มีขิ้นส่วนขนาดเล็ก",
        "ศูนย์บริการ เปิดทุกวันยกเว้นวันอาทิตย์", "เปิดทุควันยกเว้นวันอาทิตย์", "โปรดอ่านคู่มือก่อนใช้งาน และเก็บไว้อ้างอิง",
    ],
)  # fmt: skip
def test_a_phrase_about_something_else_is_excused(text: str) -> None:
    assert of(text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("VOID", DENIED), ("Licence void if the seal is broken", DENIED), ("Warranty void, mark void", DENIED),
        ("ใบอนุญาต ระวังของลอกเลียนแบบ", DENIED), ("ของลอกเลียนแบบ", DENIED),
        ("ระวังของลอกเลียนแบบ นี่คือของเลียนแบบ", DENIED), ("ยกเว้นรุ่นนี้", PART), ("เปิดทุกวัน ยกเว้นรุ่น A1", PART),
        ("ยกเว้นวันอาทิตย์ และยกเว้นสินค้านี้", PART), ("อ้างอิงมาตรฐานนี้", COMPARED),
        ("งของลอกเลียนแบบ", DENIED), ("ของลอกเลียนแมบ", DENIED), ("ระวังของลอกเลียนแมบ นี่คือของเลียนแบบ", DENIED),
        ("ระวบบางลอกเลียนแบบ", DENIED),
        ("ใบอนุญาตการรับประกันเป็นโมฆะ", DENIED), ("ประกันเป็นโมฆะ โมฆะ", DENIED), ("ฝกันเป็นโมฆะ", DENIED),
        ("ยกเว้นวันอาทิย์", PART), ("ไว้อ้างอิง", COMPARED), ("เก็บไว้อ้างอิง อ้างอิงจากรุ่นก่อน", COMPARED),
    ],
)  # fmt: skip
def test_the_word_anywhere_else_still_counts(text: str, kind: StatementKind) -> None:
    assert kind in of(text)


def test_a_line_that_affirms_may_warn_of_imitations() -> None:
    assert of("ก่อนซื้อโปรดสังเกตเครื่องหมาย มอก. ระวังของเลียนแบบ") == set()
    assert DENIED in of("เครื่องหมาย มอก. นี้ ของเลียนแบบ")
