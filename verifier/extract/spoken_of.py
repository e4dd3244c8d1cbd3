"""Sentences beside a number or mark that speak of it: `ตราติดมากับกล่อง`, `the number came with the box`, `till 2021`.

Each word of them may describe goods. What names a mark, a number or a paper is a brand's, an address's or an invoice's
where a noun follows; words that say where it is from, what it is for or what became of it make it the mark's own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.extract.label_data import hides_word
from verifier.extract.label_vocabulary import latin_words
from verifier.extract.making import made_on
from verifier.extract.questions import asks
from verifier.thai import RECENT_TEXTS, fold_text, normal_form

_NAMED = r"(?:ตรา|โลโก้|สัญลักษณ์|ตัวเลข|(?<!หมาย)เลข|ใบ)"
_SAYS = (
    r"(?:ของ(?!ขวัญ|เล่น|ชำ|แท้)|(?:ชุด)?นี้|มา(?=$|ก่อน|จาก|พร้อม|แล้ว|กับ|ให้|ฟรี)|ไว้|อยู่|คือ|ติดมา|ติดแม่|ออก(?!แบบ)|หาย(?!ใจ)|ให้(?=$|ถ้า|แล้ว)|"
    r"ได้(?=$|ที่|ทาง)|แล้ว|จาก|ตรงนี้|ก่อน(?=$|ผล|ได้)|จริง|สวย|เพื่อ)"
)
_DONE = r"(?:ขอ|ซื้อ|ลืม|ลืมต่อ|ดึง|ลอก|ลบ|ตำแหน่ง|เรื่อง|ยืม|ได้)"
_THAI = re.compile(rf"{_NAMED}{_SAYS}|{_DONE}{_NAMED}(?=$|{_SAYS}|ลูกค้า)")
_LATIN = re.compile(
    r"\b(?:the|this|these|that|our|your|their|insert|ornamental|decorative) (?:number|figure|logo|code|emblem|seal)s?\b"
    r"|\b(?:number|figure|logo|code|emblem|seal)s? "
    r"(?:came|comes|from|courtesy|here|of (?:our|another|the|a)|was|belongs?|to be)\b"
)
"""Names of marks, numbers and papers, and what makes a sentence of them."""
_YEAR = r"(?:19|2[05])[0-9]{2}(?![0-9])"
_UP_TO = r"(?:[ :.,0-9/-]|ปี|พ\.?ศ\.?|วันที่|ตั้งแต่|[ก-ฮ]\.[ก-ฮ]\.|dec|jan){0,12}"
_PERIOD = re.compile(
    rf"(?<![0-9/.-]){_YEAR} ?(?:-|–|/|to|ถึง) ?(?:[0-9]{{0,2}}[^0-9]{{1,12}})?{_YEAR}|"
    rf"(?:\b(?:till?|until|from|before|by|as of|through)|ถึง|สิ้น|เริ่ม(?:ใช้)?|ณ|มีผล|นับจาก|ได้ก่อน){_UP_TO}{_YEAR}"
)
"""A span of years, or a year from or until which something is so."""
_CUT_SHORT = re.compile(r"(?<![a-z0-9.])([a-z]{3,5})\.\W*$")
_OF_GOODS = re.compile("app|cert|com|comp|cont?|exp|inc|int|lic|mod|prot|rec|ref|reg|sec|spec|std|temp|test")
"""A word cut short with a stop; those that are customary for what data of goods are."""
_RIGHTS = re.compile(r"©|\(c\)|copyright|ลิขสิทธิ์")


@lru_cache(RECENT_TEXTS)
def of_the_mark(text: str) -> bool:
    """Whether a line asks, or speaks of a mark, a number or a paper, or of how long something is so."""
    lower = fold_text(normal_form(text)).casefold()
    if asks(lower) or _cut_short(lower) or hides_word(text):
        return True
    if _LATIN.search(lower) or _THAI.search(re.sub(r"\s", "", lower)):
        return True
    return made_on(text) is None and not _RIGHTS.search(lower) and _PERIOD.search(lower) is not None


def _cut_short(lower: str) -> bool:
    """Whether a line ends with a word that speaks, cut short: `canc.`, `susp.`."""
    found, known = _CUT_SHORT.search(lower), latin_words()
    if found is None or _OF_GOODS.fullmatch(found[1]) or found[1] in known.describes:
        return False
    return any(word.startswith(found[1]) and " " not in word for word in known.speaks)
