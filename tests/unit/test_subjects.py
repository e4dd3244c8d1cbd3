"""Words that only name papers, trials and bodies say nothing of the licence; what denies, limits or points does."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from tests.unit.test_unexplained_bounds import read
from verifier.extract.subjects import names_only
from verifier.extract.unexplained import anywhere
from verifier.extract.weight import of_weight

TABLE = tomllib.loads((resources.files("verifier") / "data" / "subject_words.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "ดัชนีรับน้ำหนัก 91 สัญลักษณ์ความเร็ว V", "แผ่นป้ายพิกัดติดอยู่ด้านหลัง", "น้ำหนักตามเกณฑ์มาตรฐาน", "ผ่านการตรวจโดยพนักงานหมายเลข 07",
        "ติดตั้งโดยช่างที่ได้รับการรับรองจากบริษัท", "ถังเก็บน้ำสเตนเลส เกรด 304", "Food Grade", "Please register online",
        "Tested 100 % before leaving", "ข้อกำหนดตามกฎหมาย",
    ],
)  # fmt: skip
def test_a_line_that_only_names_something_is_of_no_weight(text: str) -> None:
    assert anywhere(read(text)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "ฉลากทดสอบ", "ป้ายทดสอบมาตรฐาน",  # a paper for a trial
        "มาตรฐานนี้", "สัญลักษณ์นี้", "รับรองโดยร้าน", "เกรดของจีน", "มาตรฐานเลขที่ 369 พุทธศักราช 2539",  # points here
        "ฉลากเพื่อตกแต่ง", "ป้ายประดับ", "เลขของโรงงาน", "ฉลากเปล่า",  # a paper that is for something, or somebody's
        "ไม่ผ่านมาตรฐาน", "ผ่านแค่ครึ่งเดียว", "ผลตรวจยังค้าง", "ทดสอบเฉพาะหัว", "สินค้าตกเกรด", "เกรดปลอม", "ผ่านมาตรฐาน มอก.",
        "this label", "label only", "standard of the shop", "not tested", "test mark",
    ],
)  # fmt: skip
def test_what_denies_limits_tells_of_a_state_or_points_is_of_weight(text: str) -> None:
    assert of_weight(text)


@pytest.mark.parametrize("word", TABLE["points"])
def test_each_word_that_points_makes_a_sentence_of_a_name(word: str) -> None:
    assert names_only("ผ่านมาตรฐาน", ["ผาน", "มาตรฐาน"])
    assert not names_only(f"ผ่านมาตรฐาน {word}", ["ผาน", "มาตรฐาน"])


@pytest.mark.parametrize("word", TABLE["points_papers"])
def test_each_word_that_says_what_a_paper_is_for_does_so_of_papers_alone(word: str) -> None:
    assert not names_only(f"ฉลาก {word}", ["ฉลาก"]) and names_only(f"เกณฑ์ {word}", ["เกณฑ"])


@pytest.mark.parametrize("word", TABLE["points_latin"])
def test_each_latin_word_that_points_does_so(word: str) -> None:
    assert names_only("standard size", ["standard"]) and not names_only(f"standard {word}", ["standard"])


@pytest.mark.parametrize("kind", ["papers", "trials"])
def test_each_name_stands_for_itself_and_not_with_one_of_the_other_kind(kind: str) -> None:
    other = {"papers": "ตรวจ", "trials": "ฉลาก"}[kind]
    for word in TABLE[kind]:
        bare = read(word).text.translate({ord(tone): None for tone in "็่้๊๋์"})
        assert names_only(word, [bare]), word
        assert not names_only(f"{word} {other}", [bare, other]), word
    assert not names_only("คำ", []) and not names_only("ปลอม", ["ปลอม"])


def test_the_words_are_those_that_were_chosen() -> None:
    assert TABLE["papers"] == ["สัญลักษณ์", "ป้าย", "ฉลาก", "เลข", "ทะเบียน", "ขึ้นทะเบียน", "เอกสาร", "หลักฐาน"]
    assert TABLE["trials"] == [
        *(
            "เกรด",
            "เกณฑ์",
            "มาตรฐาน",
            "รับรอง",
            "หน่วยงาน",
            "กฎหมาย",
            "รัฐ",
            "กรม",
            "สถาบัน",
            "ทดสอบ",
            "ตรวจ",
            "ผ่าน",
            "พนักงาน",
        ),
        *("เจ้าหน้าที่", "อบรม", "บกพร่อง"),
    ]
    assert TABLE["papers_latin"] == ["regist"]
    assert TABLE["trials_latin"] == ["grade", "standard", "tested", "testing", "test", "inspect", "complian"]
    assert len(TABLE["points"]) == 31 and len(TABLE["points_latin"]) == 20 and len(TABLE["points_papers"]) == 15
