"""How a line of Thai is parted into words, rule by rule, with a vocabulary of a few words made for these tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from verifier.extract import company, parting
from verifier.extract.label_vocabulary import Beginnings, thai_words
from verifier.thai import letters_of

HELD = (
    "กันปลอมแปลง",
    "เครื่องปลอก",
    "ฝาปลอก",
    "ฝาปล",
    "อมตะ",
    "ปล",
    "ปลอกสายไฟ",
    "สายไฟกัน",
    "กัน",
    "แปลงไฟ",
    "น้ำตก",
    "ลอก",
    "เลียน",
)
"""Words that describe and hold ปลอม, which speaks, or have nearly its letters."""
DENIED = (
    "ขอบคม",
    "โดนน้ำ",
    "มีรอย",
    "มีขอบคม",
    "ใช้แปรงทา",
    "ใช้งาน",
    "ตรา",
    "ตรายาง",
    "รับรองผล",
    "ขาย",
    "ขายดี",
    "สูตรผสม",
    "เปิดฝา",
)
DESCRIBES = ("สายไฟ", "พัดลม", "น้ำ", "เครื่อง", "โปรดอ่าน", "โปรดอ่านคู่มือ", "หาก", "ไม่ดี", "ไม่ลื่น", "ห้ามใส่แบต", *HELD, *DENIED)
STATES = ("ชำรุด", "แตก", "ผ่าน", "ปลอมปน")
SPEAKS = ("ปลอม", "ไม่", "มิได้", "ห้าม", "ตกเกรด", "ลอกเลียนแบบ", "เท่านั้น", "รุ่นนี้")
FORBIDS = ("ห้าม", "ห้ามให้")


def letters(*words: str) -> frozenset[str]:
    return frozenset(map(letters_of, words))


def listed(*words: str) -> tuple[str, ...]:
    return tuple(sorted(letters(*words)))


@pytest.fixture(autouse=True)
def few_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The words above; of weight are รับรอง, สูตร and ตรา, light are ไม่, เท่านั้น and แตก."""
    small = replace(
        thai_words(),
        describes=letters(*DESCRIBES),
        parted=Beginnings.of(letters(*DESCRIBES, *STATES)),
        speaks=Beginnings.of(letters(*SPEAKS)),
        states=letters(*STATES),
        ending=letters("ผ่าน"),
        instructs=letters("โปรดอ่าน", "หาก"),
        instructing=listed("โปรดอ่าน"),
        when_instructing=letters("ชำรุด", "รุ่นนี้"),
        negates=listed("ไม่", "มิได้", "ห้าม"),
        forbids=letters(*FORBIDS),
        governed=listed("เปิด"),
        governed_lightly=listed("ใช้", "มี"),
        conditions=listed("หาก"),
        papers=listed("รับรอง", "ตรา"),
        weighs=listed("รับรอง", "ตรา", "สูตร", "ขาย", "จำหน่าย"),
        light=letters("ไม่", "เท่านั้น", "แตก"),
        wooden=letters("ต้นไม้"),
    )
    for module in (parting, company):
        monkeypatch.setattr(module, "thai_words", lambda: small)
    for remembered in (parting.part, parting._most_misread):
        remembered.cache_clear()
    yield
    for remembered in (parting.part, parting._most_misread):
        remembered.cache_clear()


def part(line: str) -> parting.Parting:
    """`_` stands for figures."""
    return parting.part(company.GAP.join(letters_of(piece) for piece in line.split("_")))


def said(line: str) -> str:
    """The words that speak in a line, and behind a stroke those that speak if it was read well."""
    parted = part(line)
    return " ".join(parted.speaking) + (f" / {' '.join(parted.hinting)}" if parted.hinting else "")


@pytest.mark.parametrize(
    ("line", "words", "unknown"),
    [
        ("สายไฟพัดลม", "สายไฟ พัดลม", ""), ("สายไฟ_พัดลม", "สายไฟ พัดลม", ""), ("ฆสายไฟฌ", "สายไฟ", "ฆ ฌ"),
        ("โปรดอ่านคู่มือ", "โปรดอานคูมือ", ""),  # the longest
        ("พัดลมสายไพ", "พัดลม สายไฟ", ""),  # a letter for one that it looks like
        ("สายฆไพัดลม", "พัดลม", "สายฆไ"),  # two letters
        ("ไม่ลี่น", "ไมลืน", ""), ("โมลื่น", "", "โมลืน"),  # but a denial is not made up
        ("มิได้รับรอบผล", "รับรองผล", ""),  # of a long word, one letter for any other
        ("ปลบม", "ปล", "บม"), ("ดลม", "", "ดลม"), ("แตฆ", "", "แตฆ"),  # a short one is known as it is written
        ("ชำรบด", "", "ชำรบด"),  # and one for a state
    ],
)  # fmt: skip
def test_a_line_is_parted_into_words_as_they_are_written_or_misread(line: str, words: str, unknown: str) -> None:
    parted = part(line)
    assert " ".join(word.word for word in parted.parts) == words
    assert " ".join(parted.unknown) == unknown


@pytest.mark.parametrize(
    ("line", "speaks"),
    [
        ("ปลอม", "ปลอม"), ("ตกเกรดพัดลมสายไฟ", "ตกเกรด"), ("ปลอม ปลอม", "ปลอม"),  # told once
        ("ปลอบ", " / ปลอม"), ("ตกเกรต", " / ตกเกรด"), ("ปลฆม", ""),  # misread, it may be said
        ("ลอกเลียแบบ", " / ลอกเลียนแบบ"), ("ลอกเลยนแมบ", " / ลอกเลียนแบบ"), ("ตกเบรค", ""),
        ("มบได้", ""),  # what denies is never seen where it is not written
    ],
)  # fmt: skip
def test_what_speaks(line: str, speaks: str) -> None:
    assert said(line) == speaks


@pytest.mark.parametrize(
    ("line", "speaks"),
    [
        ("กันปลอมแปลง", ""), ("กันปลอมแปลงปลอม", "ปลอม"),
        ("ฝาปลอมตะ", ""), ("ปลอมตะ", "ปลอม"), ("พัดลมปลอมตะ", "ปลอม"),  # two together are it
        ("เครื่องปลอม", "ปลอม"), ("ฝาปลอม", "ปลอม"),
        ("ปลอกสายไฟ", ""), ("ปลอกสายไฟปลอม", "ปลอม"),
        ("สายไฟกันปลอมแปลงไฟ", "ปลอม"), ("กันปลอมแปลงไฟ", "ปลอม"),  # one that others cut holds nothing
        ("น้ำตกเกรต", ""), ("ปลอบฆ", " / ปลอม"),  # a misread word is none where a sure one has a part of it
        ("ลอกเลียนแมบฆ", " / ลอกเลียนแบบ"),  # but may be of sure ones
        ("ปลอมปน", "ปลอม / ปลอมปน"),  # a state holds nothing
    ],
)  # fmt: skip
def test_a_describing_word_may_hold_one_that_speaks(line: str, speaks: str) -> None:
    assert said(line) == speaks


@pytest.mark.parametrize(
    ("line", "speaks"),
    [
        ("ห้ามโดนน้ำ", ""), ("ห้ามให้โดนน้ำ", ""), ("ห้ามฆฌฆฌ", "หาม"), ("ห้าม", "หาม"), ("ห้ามฆโดนน้ำ", "หาม"),
        ("ห้ามฆฌโดนน้ำ", "หาม"),
        ("ห้ามใช้แปรงทา", "หาม"), ("ห้ามใช้แปรงทาพัดลม", ""), ("ห้ามใช้แปรงทาน้ำ", "หาม"),  # on what, in four letters
        ("หากน้ำห้ามใช้แปรงทา", ""), ("ห้ามเปิดฝา", "หาม"), ("หากน้ำห้ามเปิดฝา", "หาม"),  # when
        ("ห้ามโดนน้ำขาย", "หาม"), ("ห้ามโดนน้ำจำหน่าย", "หาม"), ("ห้ามโดนน้ำรับรองฆ", "หาม"), ("ห้ามขอบคมรับรองผล", "หาม"),
        ("ห้ามใส่แบค", ""), ("ห้ามใช้แบต", "หาม"),  # one letter makes it of weight
    ],
)  # fmt: skip
def test_what_is_forbidden_says_nothing_if_it_is_known_and_of_no_weight(line: str, speaks: str) -> None:
    assert said(line) == speaks


@pytest.mark.parametrize(
    ("line", "speaks"),
    [
        ("มิได้ขอบคมสายไฟ", ""), ("มิได้ขอบคมน้ำ", "มิได"), ("มิได้ขอบคม", "มิได"), ("มิได้ขอบคม_ขอบคม", ""),  # of what
        ("มิได้", "มิได"), ("ขอบคมสายไฟมิได้", "มิได"),
        ("มิได้ขอบคมสายไฟฆฌ", "มิได"), ("มิได้ฆฌขอบคมสายไฟ", "มิได"), ("มิได้_ขอบคมสายไฟ", "มิได"),  # all of it right behind
        ("มิได้มีขอบคมสายไฟ", ""), ("มิได้มีขอบคม", "มิได"), ("มิได้เปิดฝาสายไฟ", "มิได"),  # what is opened says more
        ("มิได้ใช้แปรงทาสายไฟ", "มิได"),  # and what is not used more than what must not be
        ("มิได้ขอบคมสายไฟแตก", "มิได / แตก"),  # a state
        ("มิได้ขอบคมสายไฟตรา", "มิได"), ("มิได้ขอบคมตรายาง", ""), ("มิได้รับรองผลสายไฟ", "มิได"),
        ("มิได้รบรองผลสายไฟ", "มิได"), ("มิได้สูตรผสมสายไฟ", "มิได"), ("มิได้สตรผสมสายไฟ", "มิได"),
        ("ตกเกรดขอบคมสายไฟ", "ตกเกรด"),
    ],
)  # fmt: skip
def test_what_is_denied_to_the_end_of_the_line_says_nothing_if_it_is_of_no_weight(line: str, speaks: str) -> None:
    assert said(line) == speaks


@pytest.mark.parametrize(
    ("line", "speaks"),
    [
        ("เท่านั้นพัดลม", "เทานัน"), ("เท่านั้นพัดลมน้ำ", ""),  # six letters of known words and more
        ("เท่านั้นพัดลมน้ำฆ", "เทานัน"), ("ตกเกรดพัดลมน้ำ", "ตกเกรด"), ("เท่านั้นตกเกรดพัดลมน้ำ", "เทานัน ตกเกรด"),
        ("เท่านั้นพัดลมตรา", "เทานัน"), ("เท่านั้นพัดลมตรายาง", ""), ("เท่านั้นพัดลมรบรองผล", "เทานัน"),
        ("เท่านั้นพัดลมชำรุด", "เทานัน / ชำรุด"), ("เท่านั้นพัดลมน้ำแตก", ""), ("พัดลมน้ำแตก", ""), ("พัดลมแตก", " / แตก"),
    ],
)  # fmt: skip
def test_light_words_say_nothing_among_known_ones_of_no_weight(line: str, speaks: str) -> None:
    assert said(line) == speaks


@pytest.mark.parametrize(
    ("line", "speaks"),
    [
        ("ฆแตกฌ", ""), ("แตกฌ", ""), ("ฆแตก", ""), ("แตก", " / แตก"), ("ฆ_แตก_ฌ", " / แตก"), ("สายไฟแตก", " / แตก"),
        ("ฆชำรุดฌ", " / ชำรุด"), ("ชำรุด", " / ชำรุด"),  # a longer one is no chance
        ("พัดลมผ่าน", " / ผาน"), ("พัดลมผ่านสายไฟ", ""), ("ผ่าน_พัดลม", ""),  # one that counts at the end alone
    ],
)  # fmt: skip
def test_a_short_word_for_a_state_counts_between_words(line: str, speaks: str) -> None:
    assert said(line) == speaks


@pytest.mark.parametrize(
    ("line", "speaks"),
    [
        ("หากชำรุด", ""), ("หากรุ่นนี้", ""), ("หากรุ่นนี้ตกเกรด", "ตกเกรด"), ("โปรดอ่านคู่มือชำรุด", ""), ("ห้ามโดนน้ำชำรุด", ""),
        ("รุ่นนี้", "รุนนี"), ("ชำรุดรุ่นนี้ตกเกรด", "รุนนี ตกเกรด / ชำรุด"), ("โดนน้ำชำรุด", " / ชำรุด"),
    ],
)  # fmt: skip
def test_a_line_that_instructs_may_speak_of_states_and_of_these_goods(line: str, speaks: str) -> None:
    assert said(line) == speaks


@pytest.mark.parametrize(
    ("line", "speaks"), [("ไม่ดีขายดี", " / ขายดี"), ("ไม่ดีฆขายดี", ""), ("พัดลมขายดี", ""), ("ไม่ดีพัดลมขายดี", "")]
)
def test_a_word_of_trade_right_behind_a_denial_counts(line: str, speaks: str) -> None:
    assert said(line) == speaks


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("พัดลม", ""), ("พัดลมฦ", "พัดลมฦ"), ("โปรดอ่านคู่มือฦ", "ฦ"),  # long words are sure ones
        ("พัดลมสายไพ", "พัดลม"),  # and misread ones, whatever they are
        ("มิได้รบรองผล", "มิได"), ("ปลอม", ""),
    ],
)  # fmt: skip
def test_what_is_unsure_of_a_line(line: str, left: str) -> None:
    assert " ".join(part(line).unsure) == left
