"""Data of goods that share a line with a number: `มอก. 2879-2560 MODEL : A1104`, `มอก. 166-2549 16A 250V~`.

They say which goods these are, and nothing of the number: the word for a model, a serial or a rating, and values that
hold figures. A value without any may be a word, and is none of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

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


@lru_cache(RECENT_TEXTS)
def is_label_data(text: str) -> bool:
    """Whether what stands before or after a number is data of goods, and nothing else."""
    return _DATA.fullmatch(fold_text(normal_form(text)).casefold()) is not None
