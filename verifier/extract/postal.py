"""Postal addresses in Thailand, known by how they are written: no list holds all villages and streets."""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.extract.label_words import speaking_words
from verifier.thai import RECENT_TEXTS, fold_text, letters_of, normal_form

MIN_PLACES = 2
"""An address names so many of street, subdistrict, district and province, one of them no street: one alone may be
anything after a letter and a stop."""
SPEAKING_LETTERS = 3
"""A name that holds a speaking word of so many letters is none of a place."""

_NAME = "[ก-๎]{2,20}"
_STOP = r"\s?[.,]\s?"
_UNIT = re.compile(
    rf"(?:(?:ตำบล|แขวง|อำเภอ|เขต|จังหวัด)\s?|(?<![ก-๎])[ตอจ]{_STOP})({_NAME})(?![ก-๎])|(?<![ก-๎])(กรุงเทพมหานคร|กรุงเทพ[ก-ฮฯๆ]?(?![ก-๎])|กทม\.?)"
)
_STREET = re.compile(
    rf"(?:(?:ถนน|ซอย|ตรอก|หมู่บ้าน|อาคาร|นิคมอุตสาหกรรม)\s?|(?<![ก-๎])[ถซ]{_STOP})({_NAME}(?:\s?[0-9]{{1,3}})?)(?![ก-๎])"
)
_REST = re.compile(
    r"ที่อยู่|เลขที่|สำนักงานใหญ่|โรงงาน|สาขา|หมู่ที่|หมู่|(?<![ก-๎])ม\s?[.,]|รหัสไปรษณีย์|ประเทศไทย|ชั้น|โทรศัพท์|โทร|แฟกซ์|tel|fax|[0-9\s/.,:()-]+"
)
_DENIES = ("ไม่", "ห้าม", "มิได้", "มิใช่")


@lru_cache(RECENT_TEXTS)
def is_address(text: str) -> bool:
    """Whether a line is a postal address, or most of one, and nothing else: `ม.7 ต.ไร่ขิง อ.สามพราน จ.นครปฐม 73210`."""
    line = fold_text(normal_form(text)).casefold()
    units = _UNIT.findall(line)
    names = [name for name, _ in units] + _STREET.findall(line)
    if not units or len(names) < MIN_PLACES or any(not _is_place(name) for name in names):
        return False
    return not letters_of(_REST.sub(" ", _STREET.sub(" ", _UNIT.sub(" ", line))))


def _is_place(name: str) -> bool:
    """Whether a name may be a place's: it says nothing of licences and goods."""
    said = any(len(word) >= SPEAKING_LETTERS for word in speaking_words(name).split())
    return not said and not any(word in name for word in _DENIES)
