"""What stands before a bare `number-year`, when no มอก. or TIS does: often proof that it is something else.

Labels are full of figures of that form: other bodies' standards, telephone numbers, dates, models, lots. The
words below are data; a word missing here costs a false candidate, which callers treat as uncertain.
"""

from __future__ import annotations

import re

OTHER_BODIES = (
    "iso iec en cispr itu ieee ansi astm din bs jis ks gb ul csa as nzs aci api aoac codex iatf ohsas haccp "
    "gmp มผช มกษ มตช มกอช มอช เอส s"
)
TELEPHONES = "โทร โทรศัพท์ โทรสาร แฟกซ์ มือถือ สายด่วน tel fax phone call mobile hotline"
SERIALS = (
    "รุ่น แบบ รหัส ซีเรียล หมายเลขเครื่อง ล็อต ครั้งที่ผลิต ทะเบียน อย นจ บ้านเลขที่ ไปรษณีย์ "
    "model type lot batch serial sn no ref code part pn sku item art fda"
)
DATES = "วันที่ ผลิต หมดอายุ ควรบริโภคก่อน ปี พศ คศ date mfg mfd exp expiry bbe since year ©"

_WORDS = frozenset(f"{OTHER_BODIES} {TELEPHONES} {SERIALS} {DATES}".split())
_THAI_ENDINGS = tuple(word for word in _WORDS if word[0] >= "ก" and len(word) > 1)
_FIGURE_BEFORE = re.compile(r"[0-9)\]][ .:,/+-]{0,4}$|[-/+][ ]{0,3}$|[0-9] {0,2}[^\d\s]{1,5} {0,2}$")
_GLUED_LATIN = re.compile(r"(?:^|[^A-Za-z])([A-Za-z]+)$")
_LIKE_TIS = re.compile(r"[unvilmtwj1]{1,2}[oauqe0]{1,2}[nfrhmat]?", re.IGNORECASE)
"""How readers without Thai see มอก: `uon`, `uan`, `unn`, `von` …"""


def speaks_of_other(before: str) -> bool:
    """Whether `before` (folded text up to a bare number) shows that the number is no standard's.

    True after another body's name, the word for a telephone, date, model or serial number, another figure, or
    letters that are glued to the number as in `AB2424-2565`.
    """
    before = before[-40:]
    if _FIGURE_BEFORE.search(before):
        return True
    if (glued := _GLUED_LATIN.search(before)) and not _LIKE_TIS.fullmatch(glued[1]):
        return True
    last = re.search(r"([^\s\d/():#=©-]+|©)[ .:#=)-]{0,4}$", before)
    if last is None:
        return False
    word = last[1].replace(".", "").lower()
    return word in _WORDS or word.endswith(_THAI_ENDINGS)
