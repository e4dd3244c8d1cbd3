"""No sentence that denies is made of what describes goods: the rule for every entry of `data/label_words`."""

from __future__ import annotations

import random
import tomllib
from importlib import resources

import pytest

from tests.support.label_lines import DENYING, ORDINARY
from verifier.extract import parting, word_places
from verifier.extract.label_vocabulary import LISTS, latin_words, thai_words
from verifier.extract.label_words import speaking_words, unknown_words
from verifier.thai import letters_of


@pytest.mark.parametrize("line", DENYING)
def test_a_sentence_that_denies_is_told(line: str) -> None:
    assert unknown_words(line) != ""


@pytest.mark.parametrize("line", ORDINARY)
def test_what_goods_say_by_custom_is_known_also_a_little_misread(line: str) -> None:
    assert unknown_words(line) == ""


def test_every_list_is_read_and_every_entry_of_it_is_known() -> None:
    folder = resources.files("verifier") / "data" / "label_words"
    assert sorted(f"{name}.txt" for name in LISTS) == sorted(file.name for file in folder.iterdir())
    for name in LISTS:
        entries = [line for line in folder.joinpath(f"{name}.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
        assert len(entries) > 50 and all(entry == entry.strip() and entry for entry in entries)
        assert len(set(entries)) == len(entries)
        thai = {letters_of(entry) for entry in entries if not entry.isascii()}
        assert thai <= thai_words().describes


def test_no_describing_word_is_a_speaking_one() -> None:
    known = thai_words()
    assert known.describes & known.speaks.words == set() and known.describes & known.states == set()
    assert set(map(letters_of, known.negates)) & known.describes == set()


def test_what_is_kept_from_names_nothing_of_weight() -> None:
    """Sold, bought, imported, exported, shown, passed: no list of what goods are kept from has them."""
    text = (resources.files("verifier") / "data" / "label_words.toml").read_text("utf-8")
    actions = tomllib.loads(text)["describes"]["actions"]
    of_trade = ("ขาย", "จำหน่าย", "ซื้อ", "นำเข้าประเทศ", "ส่งออก", "แสดง", "โฆษณา", "ผ่าน", "เคลื่อนย้าย", "ผลิต")
    assert [action for action in actions if action.startswith(of_trade)] == []
    assert "ใช้" not in actions and "ใช้งาน" not in actions and "เปิด" not in actions


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("หากสายไฟชำรุด", False), ("สายไฟชำรุด", True), ("ตรวจสอบสายไฟก่อนใช้งาน", False), ("ตรวจสอบสายไฟ", True),
        ("เมืองชำรุด", True), ("ถ่านชำรุด", True), ("หากใบอนุญาตชำรุด", True),
    ],
)  # fmt: skip
def test_a_line_that_instructs_may_speak_of_states(line: str, told: bool) -> None:
    assert (unknown_words(line) != "") is told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ห้ามโดนน้ำ", False), ("ห้ามสตาร์ทเครื่อง", False), ("ห้ามฆฌฆฌ", True), ("ห้ามใช้", True), ("ห้ามวางจำหน่าย", True),
        ("ห้ามโดนน้ำ ล็อตนี้", True), ("อย่าให้โดนน้ำ", False), ("อย่าขาย", True), ("ไม่ลื่น", False), ("ไม่แท้", True),
    ],
)  # fmt: skip
def test_what_is_forbidden_counts_if_it_is_of_weight(line: str, told: bool) -> None:
    assert (unknown_words(line) != "") is told


@pytest.mark.parametrize(
    ("line", "word"),
    [("ห้ามใส่", "ห้ามใช้"), ("เปลี่ยนสี", "เปลี่ยนชื่อ")],
)
def test_what_a_letter_may_change_is_no_misreading(line: str, word: str) -> None:
    assert unknown_words(line) == "" and unknown_words(word) != ""


@pytest.mark.parametrize(
    ("line", "word"),
    [("อุณหภูมิได้", "มิได้"), ("หม้อกาแฟ", "มอก"), ("เหมาะสมอย่างยิ่ง", "สมอ"), ("บริษัท คลองใส", "ทดลอง")],
)
def test_the_end_of_a_word_and_the_beginning_of_another_are_no_third(line: str, word: str) -> None:
    assert letters_of(word) not in speaking_words(line) and not unknown_words(line)


@pytest.mark.parametrize("line", ["สำหรับประเทศลาว", "ของตลาดนัด", "ของเลียนแบบ"])
def test_two_words_that_are_a_speaking_one_together_are_that(line: str) -> None:
    assert speaking_words(line)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("ห้ามต่อฟวงกันหลายชุด", "หามตอพวง"), ("คำประสิทธิผล", "คาประสิทธิผล"), ("ริมาณสุทธิ", "ปริมาณสุทธิ"),
        ("ไม่สมารถหรี่แสงได้", "ไมสามารถหรีแสงได"), ("เก็บใบเสริจไว้เป็นหลักฐาน", "ใบเสรจไวเปนหลักฐาน"),
    ],
)  # fmt: skip
def test_words_are_known_as_readers_see_them(read: str, printed: str) -> None:
    assert printed in {word.word for word in parting.part(letters_of(read)).parts}


def test_a_describing_word_with_a_look_alike_in_it_is_known() -> None:
    """Of eight letters and more, one of them taken for one that it looks like: the line is still all of known words."""
    chance, met = random.Random(7), 0
    speaks = thai_words().speaks.words
    long = sorted(w for w in thai_words().describes if len(w) >= 8 and not any(said in w for said in speaks))
    for word in chance.sample(long, 200):
        place = chance.randrange(1, len(word))
        others = [other for other in word_places.look_alikes().get(word[place], "") if "ก" <= other <= "ฮ"]
        if not others or not "ก" <= word[place] <= "ฮ":
            continue
        read = word[:place] + chance.choice(others) + word[place + 1 :]
        met += 1
        assert not parting.part(read).unknown, (word, read)
    assert met > 80


def test_a_speaking_word_with_a_look_alike_in_it_is_told() -> None:
    """Of four letters and more, where the line is of no other word."""
    chance, met, missed = random.Random(8), 0, []
    words = sorted(word for word in thai_words().speaks.words if len(word) >= 4 and word not in thai_words().negates)
    for word in words:
        place = chance.randrange(len(word))
        others = [other for other in word_places.look_alikes().get(word[place], "") if "ก" <= other <= "ฮ"]
        if not others or not "ก" <= word[place] <= "ฮ":
            continue
        read = word[:place] + chance.choice(others) + word[place + 1 :]
        met += 1
        missed += [(word, read)] if not unknown_words(read) else []
    assert met > 100 and len(missed) <= met // 12, missed


def test_numbers_of_letters_that_are_lost_or_made_up() -> None:
    assert parting.part("ประสทธิภาพ").unknown == ()  # a small vowel is lost
    assert parting.part("ประสิททธิภาพ").unknown == ()  # a letter is seen twice
    assert parting.part("").parts == () and parting.part("ฆฌ").unknown == ("ฆฌ",)


def test_the_longer_of_two_words_is_the_one_that_stands() -> None:
    assert [word.word for word in parting.part(letters_of("แบตเตอรี่สำรองไฟฟ้า")).parts] == ["แบตเตอรีสำรองไฟฟา"]


@pytest.mark.parametrize("line", ["非認証品", "偽物注意", "山寨货", "未经许可 新品"])
def test_east_asian_print_that_nobody_knows_is_told(line: str) -> None:
    assert speaking_words(line)


@pytest.mark.parametrize("line", ["新製品", "高品質", "中国制造", "人気商品", "的"])
def test_what_east_asian_print_says_of_goods_is_known(line: str) -> None:
    assert not unknown_words(line)


def test_latin_words_stand_in_one_list() -> None:
    known = latin_words()
    assert all(word == word.lower() and " " not in word for word in known.describes)
    assert set(known.begins) <= set(known.speaks)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ข้อมูลข้างต้นไม่ถูกต้อง", True), ("ข้อมูลข้างต้นไม้ถูกต้อง", False), ("ลายต้นไม้", False), ("ไม้อัด", False),
        ("ไม่อัด", False),
    ],
)  # fmt: skip
def test_no_word_of_wood_holds_a_denial_read_with_its_tone_mark(line: str, told: bool) -> None:
    """A word that begins with ไม้ does: its tone mark is misread often."""
    assert (unknown_words(line) != "") is told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ไม่ทำให้ผ้ายับ", False),
        ("ไม่ทำ", True),
        ("ห้ามใช้นอกอาคาร", False),
        ("หากสายขาดห้ามใช้", False),
        ("หากไม่มีตราห้ามใช้", True),
    ],
)
def test_what_is_denied_has_an_object_or_a_condition(line: str, told: bool) -> None:
    assert (unknown_words(line) != "") is told


def test_a_word_for_a_state_is_not_misread_away() -> None:
    assert "ใหดู" in parting.part(letters_of("ใส่ให้ดูน่าเชื่อถือ")).hinting
    assert parting.part(letters_of("เสียงคี")).hinting == ()  # for เสียงดี, which holds the word


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Results withheld", True),
        ("RESULTS WITHHELD", False),
        ("qwertyu zxcvbnm", False),
        ("Qwertyu Zxcvbnm", False),
        ("Qwertyu zxcv", False),
    ],
)
def test_small_letters_behind_a_capital_are_no_name(line: str, told: bool) -> None:
    assert (unknown_words(line) != "") is told


@pytest.mark.parametrize("phrase", ["warranty is void", "ระวังของปลอม", "การรับประกันสิ้นสุด", "except sundays"])
def test_a_phrase_in_which_words_are_of_something_else_is_known(phrase: str) -> None:
    assert unknown_words(phrase) == ""
