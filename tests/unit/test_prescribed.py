"""Sentences that laws and custom put on labels are known whole and in pieces; a word more makes another sentence."""

from __future__ import annotations

import pytest

from tests.unit.test_unexplained_bounds import read
from verifier.extract.prescribed import PIECE_LETTERS, prescribed
from verifier.extract.unexplained import anywhere

KNOWN = (
    # whole, and broken over lines
    "(2) this device must accept any interference received, including interference that may cause undesired operation.",
    "interference received, including interference that may",
    "All trademarks are the property of their respective owners.",
    "all trademarhs are the property of their respective owmers",
    "ห้ามใช้กระป๋องก๊าซชนิดอื่น",
    "สอดคล้องตามมาตรฐานหรือข้อกำหนดทางเทคนิคของ กสทช.",
    "หากใช้แล้วมีอาการผิดปกติใด ๆ เกิดขึ้น ต้องหยุดใช้",
    "Dispose of used batteries",
    "STANDARD LOAD",
    # with whatever number
    "Ages 6+",
    "ความยาว 25 เมตร",
    "UN38.3 tested",
)
OTHERS = (
    "this device must not accept any interference received",
    "All trademarks are copied",
    "เครื่องโทรคมนาคมและอุปกรณ์นี้ ไม่มีความสอดคล้องตามมาตรฐาน",
    "used goods",
    "STANDARD LOAD FAKE",
    "LOAD",
    "ห้ามใช้ตรานี้กระป๋องก๊าซชนิดอื่น",
    "All trademarks on this label are not the property of their owners",
    "การรับรองฮาลาลหมดอายุ",
    "",
    "มอก. ปลอม",
    "UN tested",
    "Ages +",
)


@pytest.mark.parametrize("text", KNOWN)
def test_a_prescribed_sentence_and_a_piece_of_one_say_nothing(text: str) -> None:
    assert prescribed(text)
    assert anywhere(read(text)) == anywhere(read(text), near=True) == ""


@pytest.mark.parametrize("text", OTHERS)
def test_another_sentence_is_not_taken_for_a_prescribed_one(text: str) -> None:
    assert not prescribed(text)


def test_a_piece_is_known_from_eighteen_letters_on() -> None:
    piece = "birth defects or other reproductive harm".replace(" ", "")[-18:]
    assert len(piece) == PIECE_LETTERS and prescribed(piece) and not prescribed(piece[1:])
    assert not prescribed("used batteries"), "which goods may be, and the sentence is of their disposal"


@pytest.mark.parametrize(
    ("text", "known"), [("xroperty of their respective ovners", True), ("xroxerty xf their respxctive ovners", False)]
)
def test_one_letter_of_eight_may_be_misread(text: str, *, known: bool) -> None:
    assert prescribed(text) is known
