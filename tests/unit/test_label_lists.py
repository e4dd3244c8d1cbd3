"""No sentence that denies is made of what describes goods: the rule for every entry of `data/label_words`."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from verifier.extract.label_vocabulary import LISTS, vocabulary
from verifier.extract.label_words import unknown_words
from verifier.thai import letters_of

DENIES = (
    "ห้ามจำหน่าย",
    "ห้ามขาย",
    "ห้ามวางจำหน่าย",
    "ห้ามวางขาย",
    "ห้ามใช้งาน",
    "ห้ามใช้",
    "ห้ามใช้ในประเทศไทย",
    "ห้ามนำเข้า",
    "ห้ามจำหน่ายในประเทศไทย",
    "ห้ามเปิด",
    "ห้ามเคลื่อนย้าย ของกลาง",
    "ห้ามแกะ หลักฐาน",
    "ห้ามใช้เครื่องหมาย",
    "ไม่มีเครื่องหมาย",
    "ไม่มีใบอนุญาต",
    "ไม่ได้รับอนุญาต",
    "ไม่เป็นไปตามมาตรฐาน",
    "ไม่ผ่านเกณฑ์",
    "ไม่ใช่ของแท้",
    "ไม่แท้",
    "ไม่ใช่สินค้าบริษัท",
    "สินค้าไม่มีคุณภาพ",
    "สินค้าไม่ได้คุณภาพ",
    "ไม่เกี่ยวข้องกับบริษัท",
    "ไม่ใช่ผลิตภัณฑ์ของบริษัท",
    "ใช้ในประเทศจีนเท่านั้น",
    "จำหน่ายในประเทศลาวเท่านั้น",
    "สำหรับส่งออกเท่านั้น",
    "ใช้ภายในโรงงานเท่านั้น",
    "เฉพาะปลั๊กเท่านั้น",
    "เฉพาะสายไฟ",
    "เฉพาะกล่อง",
    "สินค้ามือสอง",
    "สินค้าหมดอายุ",
    "สินค้าชำรุด",
    "สินค้าเกรดบี",
    "เปลี่ยนฉลาก",
    "เปลี่ยนบริษัทผู้รับใบอนุญาต",
    "เปลี่ยนชื่อบริษัท",
    "เปลี่ยนผู้ผลิต",
    "เปลี่ยนใบอนุญาต",
    "ของปลอม",
    "สินค้าปลอม",
    "ทำเหมือนของแท้",
    "ลอกเลียน",
    "สินค้าตัวอย่าง",
    "ยกเลิกการผลิต",
    "เลิกผลิตแล้ว",
    "ใบอนุญาตหมดอายุ",
    "ถูกเพิกถอน",
    "หยุดจำหน่าย",
    "เรียกคืนสินค้า",
    "สินค้าที่ถูกยึด",
    "ไม่ต้องมีเครื่องหมาย",
    "ไม่อยู่ในบังคับ",
    "not for sale",
    "do not sell",
    "do not sell in thailand",
    "not genuine",
    "fake product",
    "for export only",
    "for china use only",
    "sold as is",
    "used battery",
    "no license",
    "not licensed",
    "license expired",
    "cable only",
    "box only",
    "no tis",
    "not tis approved",
    "this is a copy",
    "recalled product",
    "สินค้าที่ถูกเรียกทีน",
    "สินค้าโละสต็อก",
    "สินค้าเคลม",
    "งานโรงงาน",
    "ปิดโรงงาน",
    "เลยวันหมดอายุ",
    "open box",
    "ไม่ใช่ของบริษัท",
)
ORDINARY = (
    "เก็บใบเสร็จไว้เป็นหลักฐาน", "ถอดปลั๊กก่อนทำความสะอาด", "ห้ามใช้ขณะมือเปียก", "ห้ามต่อพ่วงกันหลายชุด",
    "ใช้กำลังไฟรวมไม่เกิน 2300 วัตต์", "ไม่ควรวางใกล้เปลวไฟ", "อย่าจุ่มตัวหม้อลงในน้ำ", "หากเข้าตาให้ล้างด้วยน้ำสะอาด",
    "99 ถนนพระรามที่ 2 แขวงแสมดำ เขตบางขุนเทียน กรุงเทพฯ 10150", "do not immerse in water", "for household use only",
    "ห้ามใช้ขณะมือเป็ยก", "คำแนะนำะ ทำความสะอาดดัวยผ้าแห้ง",
)  # fmt: skip


@pytest.mark.parametrize("line", DENIES)
def test_a_sentence_that_denies_is_told(line: str) -> None:
    assert unknown_words(line) != ""


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_cautions_and_addresses_are_known_also_a_little_misread(line: str) -> None:
    assert unknown_words(line) == ""


def test_every_list_is_read_and_every_entry_of_it_is_known() -> None:
    folder = resources.files("verifier") / "data" / "label_words"
    assert sorted(f"{name}.txt" for name in LISTS) == sorted(file.name for file in folder.iterdir())
    for name in LISTS:
        entries = [line for line in folder.joinpath(f"{name}.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
        assert len(entries) > 50 and all(entry == entry.strip() and entry for entry in entries)
        assert {letters_of(entry) for entry in entries if not entry.isascii()} <= vocabulary().thai_words


def test_no_short_entry_holds_a_speaking_word() -> None:
    """A stem that denies (`ห้ามล้าง`) names what is denied; a caution that speaks is a whole sentence."""
    stems = ("หาม", "ไม", "เปลียน", "ควรเปลียน")
    short = [word for word in vocabulary().thai if len(word) < 12 and not word.startswith(stems)]
    listed = set(short) - _of_the_core()
    assert [word for word in listed if any(said in word for said in vocabulary().speaks_thai)] == []


def _of_the_core() -> set[str]:
    text = (resources.files("verifier") / "data" / "label_words.toml").read_text("utf-8")
    return {letters_of(word) for word in tomllib.loads(text)["describes"]["thai"]}
