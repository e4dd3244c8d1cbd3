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
