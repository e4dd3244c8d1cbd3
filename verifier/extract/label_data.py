"""Data of goods that share a line with a number: `มอก. 2879-2560 MODEL : A1104`, `มอก. 166-2549 16A 250V~`.

They say which goods these are, and nothing of the number: the word for a model, a serial or a rating, and values that
hold figures. A value without any may be a word, and is none of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.extract.false_goods import spells_word
from verifier.thai import RECENT_TEXTS, fold_text, normal_form

_WORDS = "|".join(
    (
        r"model(?: ?no)?|mod|serial(?: ?no)?|s/?n|lot(?: ?no)?|batch(?: ?no)?|part ?no|p/n|item(?: ?no)?|code|size",
        r"rated|rating|input|output|capacity|net weight|type|class|mfg|mfd",
        r"(?:แบบ)?รุ่น|แบบ|ขนาด|พิกัด(?:ไฟฟ้า)?|กำลังไฟ(?:ฟ้า)?|แรงดัน(?:ไฟฟ้า)?|กระแส(?:ไฟฟ้า)?|ความจุ",
        r"วันที่ผลิต|ผลิตเมื่อ|ชนิด|ประเภท|ชั้นคุณภาพ|รหัส(?:สินค้า)?|หมายเลขเครื่อง|ลำดับที่",
        r"น้ำหนัก(?:สุทธิ)?|ปริมาณ(?:สุทธิ)?|จำนวน",
    )
)
"""Words before the data of goods."""
_UNITS = "|".join(
    (
        r"vac|vdc|v|mah|ah|ma|a|kwh|wh|kw|w|va|khz|hz|mm2?|cm|m|kg|g|ml|l|mpa|bar|psi|lm|k|°c",
        r"โวลต์|วัตต์|แอมแปร์|เฮิรตซ์|ตร\.?มม|มม|ซม|กก|กรัม|มล|ลิตร|เมตร|นิ้ว|ชิ้น",
    )
)
_VALUE = (
    rf"(?=[a-z0-9ก-๎./()+×-]*[0-9])(?![0-9]{{3,6}} ?- ?[0-9]+ ?/)[a-z0-9./()+×-]+(?: ?(?:{_UNITS})(?![a-zก-๎]))?[~.,=]?"
)
"""A value holds a figure, and has not the form of a licence's number."""
_RATING = rf"[0-9][0-9.,/×x-]*(?: ?[-~/] ?[0-9.]+)? ?(?:{_UNITS})(?![a-zก-๎])[~.,]?"
_DATA = re.compile(rf"(?:\s*(?:(?:{_WORDS})[\s.:]*{_VALUE}(?:\s+{_VALUE}){{0,3}}|{_RATING})\s*[,;/|]?)+\s*")

_DATED = re.compile(
    r"(?<![a-z])(?:exp?|till?|was|to|end|until|upto)[.]?(?:19|2[05])[0-9]{2}(?![0-9a-z])|(?<![0-9])[0-9](?:st|nd|rd|th)-?[a-z]"
)
"""A value that tells of a time, or of a second or third rate: `till2019`, `2nd-hand`."""
_FIGURE = re.compile("[0-9]")


@lru_cache(RECENT_TEXTS)
def is_label_data(text: str) -> bool:
    """Whether what stands before or after a number is data of goods, and nothing else, words in values neither."""
    return _of_data(text) and not hides_word(text)


def hides_word(text: str) -> bool:
    """Whether values of goods' data spell a word that speaks, or tell of a time."""
    lower = fold_text(normal_form(text)).casefold()
    values = (value for value in lower.split() if _FIGURE.search(value))
    return _of_data(text) and (_DATED.search(lower) is not None or any(map(spells_word, values)))


def _of_data(text: str) -> bool:
    return _DATA.fullmatch(fold_text(normal_form(text)).casefold()) is not None
