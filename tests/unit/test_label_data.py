"""What shares a line with a number and tells which goods these are, from what says something of the number."""

from __future__ import annotations

import pytest

from tests.unit.test_unexplained_bounds import read
from verifier.extract.label_data import is_label_data
from verifier.extract.unexplained import beside_number

DATA = (
    "MODEL : A1104",
    "Model: PB100DPDZM-2",
    "รุ่น A1244",
    "SERIAL NO. : 16102022-552701",
    "S/N 2568010042",
    "ขนาด 16A 250V~",
    "16A 250V~",
    "220-240V~ 50Hz 1600W",
    "LOT B260945",
    "ขนาด 2x1.5 ตร.มม.",
    "น้ำหนักสุทธิ 50 กก.",
    "รุ่น R6-4, ขนาด 1.5V",
    "450/750 V",
    "ชั้นคุณภาพ 8.5",
    "LOT EX2019B",
    "type USB-C2",
    "Model SAM-200",
    "model NT1",
)
OTHERS = (
    "รุ่น FAKE",
    "MODEL VOID",
    "รุ่น A1244 เท่านั้น",
    "only model A1104",
    "for model A1104",
    "ไม่ใช่รุ่น A1104",
    "99906-906/60335",
    "รุ่น 99906-906/60335",
    "2432-2555",
    "old",
    "type",
    "",
    "รุ่น",
    "= 0",
    "X 5",
    "not A1104",
    "ขนาด ไม่มี",
    "16A 250V~ ไม่ผ่าน",
    "type was2012",
    "lot exp2019",
    "code till2019",
    "model f4ke",
    "serial n0ne",
    "code n0t-genuine",
    "model no1icence",
    "model copy1",
    "S/N : N0NE1",
    "model test1",
    "class 3rd-rate",
    "lot 2nd-hand",
    "model b4-2015-void",
)

WORDS = (
    *("model", "model no", "mod", "serial", "serial no", "s/n", "sn", "lot", "lot no", "batch", "batch no", "part no"),
    *("p/n", "item", "item no", "code", "size", "rated", "rating", "input", "output", "capacity", "net weight", "type"),
    *(
        "class",
        "mfg",
        "mfd",
        "รุ่น",
        "แบบรุ่น",
        "แบบ",
        "ขนาด",
        "พิกัด",
        "พิกัดไฟฟ้า",
        "กำลังไฟ",
        "กำลังไฟฟ้า",
        "แรงดัน",
        "แรงดันไฟฟ้า",
    ),
    *("กระแส", "กระแสไฟฟ้า", "ความจุ", "วันที่ผลิต", "ผลิตเมื่อ", "ชนิด", "ประเภท", "ชั้นคุณภาพ", "รหัส", "รหัสสินค้า", "หมายเลขเครื่อง"),
    *("ลำดับที่", "น้ำหนัก", "น้ำหนักสุทธิ", "ปริมาณ", "ปริมาณสุทธิ", "จำนวน"),
)
UNITS = (
    *("VAC", "VDC", "V", "mAh", "Ah", "mA", "A", "kWh", "Wh", "kW", "W", "VA", "kHz", "Hz", "mm", "mm2", "cm", "m"),
    *("kg", "g", "ml", "l", "MPa", "bar", "psi", "lm", "K", "°C", "โวลต์", "วัตต์", "แอมแปร์", "เฮิรตซ์", "ตร.มม", "ตรมม"),
    *("มม", "ซม", "กก", "กรัม", "มล", "ลิตร", "เมตร", "นิ้ว", "ชิ้น"),
)


@pytest.mark.parametrize("word", WORDS)
def test_each_word_before_data_is_known_and_none_without_them(word: str) -> None:
    assert is_label_data(f"{word} : A1104") and is_label_data(f"{word}.7")
    assert not is_label_data(word) and not is_label_data(f"ไม่ใช่{word} A1104") and not is_label_data(f"{word} FAKE")


@pytest.mark.parametrize("unit", UNITS)
def test_each_unit_makes_a_figure_a_rating(unit: str) -> None:
    assert is_label_data(f"16 {unit}") and is_label_data(f"ขนาด 16 {unit}") and is_label_data(f"1.5-2 {unit}~")
    assert not is_label_data(f"{unit}") and not is_label_data(f"16 {unit}ปลอม") and not is_label_data(f"16 {unit}x")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("16", False), ("16-20 V", True), ("16 - 20 V", True), ("16~20V", True), ("16/20V", True), ("16?20V", False),
        ("16V, 20A", True), ("16V; 20A", True), ("16V / 20A", True), ("16V | 20A", True), ("16V + 20A", False),
        ("16V.", True), ("16V,", True), ("16V=", False), ("รุ่น A1=", True), ("รุ่น A1.", True), ("รุ่น A1?", False),
        ("ขนาด 1 2 3 4", True), ("ขนาด 1 2 3 4 5", False), ("รุ่น A(1)/2+3×4", True), ("รุ่น A*1", False),
        # the form of a licence's number
        ("รุ่น 99-906/6", True), ("รุ่น 999-9/6", False), ("รุ่น 999999-9/6", False), ("รุ่น 9999999-9/6", True),
        ("รุ่น 999 - 9 / 6", False), ("รุ่น 999-9", True),
    ],
)  # fmt: skip
def test_what_a_value_and_a_rating_are(text: str, data: bool) -> None:
    assert is_label_data(text) is data


@pytest.mark.parametrize("text", DATA)
def test_data_of_goods_say_nothing_of_the_number(text: str) -> None:
    assert is_label_data(text)
    assert beside_number(read(f"มอก. 2879-2560 {text}")) == ""


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_data_is_told(text: str) -> None:
    assert not is_label_data(text)


def test_data_may_stand_before_the_number_of_another_column() -> None:
    assert beside_number(read("SERIAL NO. : 16102022-552701 มอก. 2879-2560")) == ""
    assert beside_number(read("รุ่นอื่น มอก. 2879-2560")) != ""
