"""Names of firms in print: found in a line, parted from their legal form, brought to a normal form.

The words of the legal form (บริษัท … จำกัด) are found however a reader garbled them, since they tell no firm from another.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.names.distance import distance
from verifier.thai import RECENT_TEXTS, fold_text, normal_form

MAX_LINE_CHARACTERS = 400
"""Characters of a line that are looked at for a firm's name."""
MIN_CONSONANTS = 7
"""Consonants without which a line holds no name beside its legal form."""
MIN_NAME_LETTERS = 2
"""Letters without which the normal form of a name is none."""

GAP = r"\s{0,3}"
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{0,2}"
_ANY = f"[ก-ฮ]{_MARK}"
COMPANY = (
    f"(?:บ{_MARK} ?ร(?:ร(?=[ิ-ื]))?{_MARK} ?ษ{_MARK} ?ท|"
    f"(?<![ก-๎])(?:{_ANY}ร{_MARK}ษ{_MARK}ท|ริษัท|บ{_MARK}{_ANY}ษ{_MARK}ท|บริ{_ANY}ัท|บริษั[ก-ฮ])){_MARK}(?!ฯ)"
)
"""บริษัท with its marks, a space or one letter misread, or its first one cut off."""
_PUBLIC = rf"(?:{GAP}\({GAP}มหาชน{GAP}\))?"
LIMITED = rf"จ{_MARK}[ำา]{_MARK} ?ก{_MARK} ?ด{_MARK}{_PUBLIC}"
NEARLY_LIMITED = rf"(?:{_ANY}[ำา]กัด|จ[ำา]{_MARK}[ก-ฮ]ัด|จ[ำา]{_MARK}กั[ก-ฮ]|จ[ำา][ก-ฮ]กัด){_MARK}{_PUBLIC}"
"""จำกัด with one letter misread or too many; taken for it at the very end of a name only."""
PARTNERSHIP = r"ห[้]?างหุ[้]?นส[่]?วน(?:จ[ำา]ก[ัี]?ด|สามัญ(?:นิติบุคคล)?)"
SHORT = r"(?:บจก|บมจ|หจก|หสน)(?:\.|(?=\s))"
_STOP = (
    r"(?=\s+(?:เลขที่|ที่อยู่|[0-9]+[/ ]|ถนน|ถ\.|ซอย|ซ\.|หมู่|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|แขวง|เขต|โทร|เลขประจำตัว|"
    r"(?i:tel|fax|www|http))|\s*(?:มอก|ใบอนุญาต|(?i:tis)\b|[|;,])|$)"
)
EN_LIMITED = (
    r"(?:(?:Public\s)?Co(?:mpany|\.)?(?:\s*,?\s*|\b)(?:Ltd\b\.?|Limited\b)|Limited Partnership\b|Part\.?,?\s?Ltd\b\.?|"
    r"Ltd\b\.?,?\s?Part\b\.?|"
    r"Limited\b|Ltd\b\.?|PCL\b\.?|Inc\b\.?|Corp(?:oration)?\b\.?)"
)
_THAI_FIRM = (
    re.compile(rf"{COMPANY}{GAP}[^\n]{{2,120}}?(?:{LIMITED}|{NEARLY_LIMITED}$)"),
    re.compile(rf"(?:{PARTNERSHIP}|{SHORT}|{COMPANY}){GAP}[^\n]{{2,120}}?{_STOP}"),
)
THAI_START = re.compile(f"{COMPANY}|{PARTNERSHIP}|{SHORT}")
_OTHER_FIRM = (
    re.compile(rf"^ร[้]?าน(?!ค้า|อาหาร|จำหน่าย){GAP}[^\n]{{2,60}}?{_STOP}"),
    re.compile(
        r"[A-Za-z0-9][A-Za-z0-9 .&'()/+-]{1,100}?[ ,.]{1,3}"
        rf"(?:\((?:Thailand|Public)\){GAP})?(?i:{EN_LIMITED})"
    ),
)
LEAD = re.compile(
    r"^.{0,40}?(?:(?:ผู้)?(?:ผลิต|นำเข้า|จัดจำหน่าย|จำหน่าย|แทนจำหน่าย|(?:ได้)?รับใบอนุญาต)(?:โดย)?|"
    r"(?i:\b(?:manufactured|made|imported|distributed|produced|sold|licen[cs]ed)\b(?: (?:by|for)\b)?|"
    r"\b(?:manufacturer|importer|distributor|producer|licen[cs]ee)\b))[\s:.]{0,4}"
)
_FORMS = (
    (
        "partnership",
        re.compile(
            rf"^(?:{PARTNERSHIP}|หจก\.?|หสน\.?)|(?i:\b(?:Limited Partnership|Part\.?,?\s?Ltd\.?|Ltd\.?,?\s?Part\.?)$)"
        ),
    ),
    ("shop", re.compile(r"^ร[้]?าน")),
    (
        "company",
        re.compile(rf"^(?:{COMPANY}|บจก\.?|บมจ\.?)|(?:{LIMITED}|{NEARLY_LIMITED})$|(?i:\b{EN_LIMITED}$)"),
    ),
)
_THAI = re.compile("[ก-ฮ]")
_LATIN_INITIALS = re.compile(
    r"(?<![A-Za-z.&'-])(?!(?:CO|LTD|PCL|INC|CORP|PART|II|III|IV|VI)\b)"
    r"(?:[A-Z]{2,5}|(?:[A-Z]\.){1,5}[A-Z]?)(?![A-Za-z&'-])"
)
"""Two to five capitals that are a word, or letters with a stop after each."""
SPELLED = {
    **{"A": "เอ", "B": "บี", "C": "ซี", "D": "ดี", "E": "อี", "F": "เอฟ", "G": "จี", "H": "เอช", "I": "ไอ"},
    **{"J": "เจ", "K": "เค", "L": "แอล", "M": "เอ็ม", "N": "เอ็น", "O": "โอ", "P": "พี", "Q": "คิว", "R": "อาร์"},
    **{"S": "เอส", "T": "ที", "U": "ยู", "V": "วี", "W": "ดับบลิว", "X": "เอ็กซ์", "Y": "วาย", "Z": "แซด"},
}
_NOBODYS = re.compile(
    rf"{COMPANY}{GAP}(?:ประกันภั|ในเครือ|ขนส่ง|คู่ค้า|แม่|ผู้|ขอสงวน|ขออภัย|ขอขอบคุณ|ขอแจ้ง|ยอสงวน|บนฉลาก|บนกล่อง|ดังกล่าว|ข้างต้น|ตามที่|จะไม่|ไม่รับ)"
)
"""A kind of firm, without one's name: บริษัทประกันภัยชั้นนำ."""
_OTHER_PART = re.compile(
    r"^\W*(?:ขนส่ง|จัดส่ง|คลังสินค้า|พิมพ์ฉลาก|ออกแบบฉลาก|ออกแบบบรรจุภัณฑ์|พิมพ์บรรจุภัณฑ์)[ก-๎/ ]{0,20}โดย[\s:]*"
    rf"{COMPANY}(?!.*(?:{COMPANY}|{PARTNERSHIP}))"
)
"""A firm that carries or wraps goods and neither makes, imports nor sells them."""
_NO_CONSONANT = re.compile(r"[^ก-ฮ]")
_NO_LETTER = re.compile(r"[^0-9a-zก-ฺเ-๎]")
_WHOLE = re.compile(
    rf"(?:{LIMITED}|{NEARLY_LIMITED})[\s.]*$|(?:Ltd|Limited|Inc|Corp|Corporation|PCL)\.?$|^(?:หจก|ห้างหุ้นส่วน)",
    re.IGNORECASE,
)
FORM_ALONE = re.compile(rf"(?:{COMPANY}|{PARTNERSHIP}|{SHORT})[\s:.]*$")
_CUT_OFF = re.compile(rf"^{COMPANY}(?!.*(?:{LIMITED}|{NEARLY_LIMITED})[\s.]*$)")


@lru_cache(RECENT_TEXTS)
def tidy(text: str) -> str | None:
    """The firm's name that a line of print holds, without words such as ผู้ผลิต or `Imported by`; None when none.

    The name runs from legal form to legal form (บริษัท … จำกัด, หจก. …, ร้าน …, … Co., Ltd.), otherwise as it was read.
    """
    line = normal_form(text[:MAX_LINE_CHARACTERS])
    if _OTHER_PART.search(line):
        return None
    for pattern in _THAI_FIRM:
        if firm := pattern.search(line):
            return _named(firm[0][max(m.start() for m in THAI_START.finditer(firm[0])) :])
    line = without_lead(line)
    for pattern in _OTHER_FIRM:
        if firm := pattern.search(line):
            led = LEAD.match(firm[0])
            return tidy(firm[0][led.end() :]) if led else _named(firm[0])
    return None


def without_lead(text: str) -> str:
    """A text without the words before a firm's name that say what it does: `/ ผลิตโดย …`, `Imported by …`."""
    line = normal_form(text[:MAX_LINE_CHARACTERS])
    while lead := LEAD.match(line):
        line = line[lead.end() :]
    return line


def form_alone(text: str) -> bool:
    """Whether a text is a legal form and no name: บริษัท, ห้างหุ้นส่วนจำกัด."""
    return FORM_ALONE.fullmatch(normal_form(text)) is not None


@lru_cache(RECENT_TEXTS)
def may_name_firm(text: str) -> bool:
    """Whether a line of print may name a company, garbled as it is: worth another look, and no more than that.

    By its consonants alone: four of them nearly บรษท, or nearly จกด at the end.
    """
    bare = _NO_CONSONANT.sub("", normal_form(text[:MAX_LINE_CHARACTERS]))
    if len(bare) < MIN_CONSONANTS:
        return False
    windows = (bare[i : i + length] for length in (3, 4, 5) for i in range(len(bare) - length + 1))
    ends = any(distance(bare[-length:], "จกด") <= 1 for length in (2, 3, 4))
    return ends or any(distance(window, "บรษท") <= 1 for window in windows)


def whole(name: str) -> bool:
    """Whether the legal form at the end (of a partnership, at the beginning) shows that a name was not cut off."""
    return _WHOLE.search(normal_form(name)) is not None


def cut_off(name: str) -> bool:
    """Whether this is a company's name without its จำกัด, and so perhaps the beginning of another firm's."""
    return _CUT_OFF.search(normal_form(name)) is not None


def _named(name: str) -> str | None:
    name = name.strip(" ,;:-")
    if _NOBODYS.match(name) and not whole(name):
        return None
    return name if len(parted(name)[1]) >= MIN_NAME_LETTERS else None


def normal(name: str) -> str:
    """What tells one firm from another: no legal form, spaces or punctuation, one case, ASCII digits.

    `(มหาชน)` goes, since firms take it on later; `(ประเทศไทย)` stays, since it is part of the name. Latin initials in a
    Thai name are spelled as Thai ones.
    """
    return parted(name)[1]


def letters(text: str) -> str:
    """Thai and Latin letters and figures of a text in lower case; nothing else."""
    return _NO_LETTER.sub("", text)


def in_thai(name: str) -> bool:
    """Whether a name is written in Thai letters; its initials may be Latin."""
    return _THAI.search(name) is not None


def _spelled_out(name: str) -> str:
    """A Thai name whose Latin initials (`ABB`, `P.S.P.`) are spelled out as Thai ones are: `เอบีบี`, `พีเอสพี`."""
    if not _THAI.search(name):
        return name
    return _LATIN_INITIALS.sub(lambda found: "".join(SPELLED.get(letter, "") for letter in found[0]), name)


@lru_cache(maxsize=65536)
def parted(name: str) -> tuple[str, str]:
    """Legal form (empty when unknown) and normal form of the rest."""
    kind, text = bare(name)
    return kind, letters(text)


@lru_cache(maxsize=65536)
def bare(name: str) -> tuple[str, str]:
    """Legal form (empty when unknown) and the rest in lower case, with its spaces and punctuation."""
    text, kind = _spelled_out(fold_text(normal_form(name))).casefold().strip(), ""
    for form, pattern in _FORMS:
        text, count = pattern.subn(" ", text)
        kind, text = kind or (form if count else ""), text.strip()
    return kind, re.sub(r"\(\s*(?:มหาชน|public)\s*\)", " ", text)
