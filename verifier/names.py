"""Names of firms on labels: found in a line, brought to a normal form, matched with the holders of licences.

A wrong match would tie a product to a stranger's licence, so `best_match` abstains unless one firm is near and no
other is. Names in another script (English print, Thai list) are never near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from verifier.name_odds import probability
from verifier.thai import LETTER_LOOK_ALIKES, fold_text, normal_form

LONGEST_LINE = 400
"""Characters of a line that are looked at for a firm's name."""

_GAP = r"\s{0,3}"
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{0,2}"
_ANY = f"[ก-ฮ]{_MARK}"
_COMPANY = (
    f"(?:บ{_MARK}ร{_MARK}ษ{_MARK}ท|"
    f"(?<![ก-๎])(?:{_ANY}ร{_MARK}ษ{_MARK}ท|บ{_MARK}{_ANY}ษ{_MARK}ท|บริ{_ANY}ัท|บริษั[ก-ฮ])){_MARK}(?!ฯ)"
)
"""บริษัท with its marks or one letter misread."""
_PUBLIC = rf"(?:{_GAP}\({_GAP}มหาชน{_GAP}\))?"
_LIMITED = rf"จ[ำา]{_MARK}ก{_MARK}ด{_MARK}{_PUBLIC}"
_NEARLY_LIMITED = rf"(?:[ก-ฮ][ำา]กัด|จ[ำา][ก-ฮ]ัด|จ[ำา]กั[ก-ฮ]){_MARK}{_PUBLIC}"
"""จำกัด with one letter misread; taken for it at the very end of a name only."""
_PARTNERSHIP = r"ห[้]?างหุ[้]?นส[่]?วน(?:จ[ำา]ก[ัี]?ด|สามัญ(?:นิติบุคคล)?)"
_SHORT = r"(?:บจก|บมจ|หจก|หสน)(?:\.|(?=\s))"
_STOP = (
    r"(?=\s+(?:เลขที่|ที่อยู่|[0-9]+[/ ]|ถนน|ถ\.|ซอย|ซ\.|หมู่|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|แขวง|เขต|โทร|เลขประจำตัว|"
    r"(?i:tel|fax|www|http))|\s*(?:มอก|ใบอนุญาต|(?i:tis)\b|[|;,])|$)"
)
_EN_LIMITED = (
    r"(?:(?:Public\s)?Co(?:mpany|\.)?(?:\s*,?\s*|\b)(?:Ltd\b\.?|Limited\b)|Limited Partnership\b|Part\.?,?\s?Ltd\b\.?|"
    r"Limited\b|Ltd\b\.?|PCL\b\.?|Inc\b\.?|Corp(?:oration)?\b\.?)"
)
_THAI_FIRM = (
    re.compile(rf"{_COMPANY}{_GAP}[^\n]{{2,120}}?(?:{_LIMITED}|{_NEARLY_LIMITED}$)"),
    re.compile(rf"(?:{_PARTNERSHIP}|{_SHORT}|{_COMPANY}){_GAP}[^\n]{{2,120}}?{_STOP}"),
)
_THAI_START = re.compile(f"{_COMPANY}|{_PARTNERSHIP}|{_SHORT}")
_OTHER_FIRM = (
    re.compile(rf"^ร[้]?าน(?!ค้า|อาหาร|จำหน่าย){_GAP}[^\n]{{2,60}}?{_STOP}"),
    re.compile(
        r"[A-Za-z0-9][A-Za-z0-9 .&'()/+-]{1,100}?[ ,.]{1,3}"
        rf"(?:\((?:Thailand|Public)\){_GAP})?(?i:{_EN_LIMITED})"
    ),
)
_LEAD = re.compile(
    r"^.{0,40}?(?:(?:ผู้)?(?:ผลิต|นำเข้า|จัดจำหน่าย|จำหน่าย|แทนจำหน่าย|(?:ได้)?รับใบอนุญาต)(?:โดย)?|"
    r"(?i:\b(?:manufactured|made|imported|distributed|produced|sold|licen[cs]ed)\b(?: (?:by|for)\b)?|"
    r"\b(?:manufacturer|importer|distributor|producer|licen[cs]ee)\b))[\s:.]{0,4}"
)
_FORMS = (
    (
        "partnership",
        re.compile(rf"^(?:{_PARTNERSHIP}|หจก\.?|หสน\.?)|(?i:\b(?:Limited Partnership|Part\.?,?\s?Ltd\.?)$)"),
    ),
    ("shop", re.compile(r"^ร[้]?าน")),
    (
        "company",
        re.compile(rf"^(?:{_COMPANY}|บจก\.?|บมจ\.?)|(?:{_LIMITED}|{_NEARLY_LIMITED})$|(?i:\b{_EN_LIMITED}$)"),
    ),
)
_NO_LETTER = re.compile(r"[^0-9a-zก-ฺเ-๎]")
_CUT_OFF = re.compile(rf"^{_COMPANY}(?!.*(?:{_LIMITED}|{_NEARLY_LIMITED})[\s.]*$)")


def tidy(text: str) -> str | None:
    """The firm's name that a line of print holds, without words such as ผู้ผลิต or `Imported by`; None when none.

    The name runs from legal form to legal form (บริษัท … จำกัด, หจก. …, ร้าน …, … Co., Ltd.), otherwise as it was read.
    """
    line = normal_form(text[:LONGEST_LINE])
    for pattern in _THAI_FIRM:
        if firm := pattern.search(line):
            return _named(firm[0][max(m.start() for m in _THAI_START.finditer(firm[0])) :])
    while lead := _LEAD.match(line):
        line = line[lead.end() :]
    for pattern in _OTHER_FIRM:
        if firm := pattern.search(line):
            return _named(firm[0])
    return None


def _named(name: str) -> str | None:
    name = name.strip(" ,;:-")
    return name if len(_core(name)[1]) >= 2 else None


def normal(name: str) -> str:
    """What tells one firm from another: no legal form, spaces or punctuation, one case, ASCII digits.

    `(มหาชน)` goes, since firms take it on later; `(ประเทศไทย)` stays, since it is part of the name.
    """
    return _core(name)[1]


@lru_cache(maxsize=65536)
def _core(name: str) -> tuple[str, str]:
    """Legal form (empty when unknown) and normal form of the rest."""
    text, kind = fold_text(normal_form(name)).casefold().strip(), ""
    for form, pattern in _FORMS:
        text, count = pattern.subn(" ", text)
        kind, text = kind or (form if count else ""), text.strip()
    text = re.sub(r"\(\s*(?:มหาชน|public)\s*\)", " ", text)
    return kind, _NO_LETTER.sub("", text)


# ---- likeness -------------------------------------------------------------------------------------------------------

_TONES = "็่้๊๋์"
_NO_TONES = str.maketrans(dict.fromkeys(_TONES))
_SKELETON = str.maketrans({c: group[0] for group in LETTER_LOOK_ALIKES for c in group[1:]} | dict.fromkeys(_TONES + "ัิีึืฺุู"))
_INITIALS = re.compile(
    "(?:เอช|เอฟ|เอ็ม|เอ็น|เอส|เอ็กซ์|เอ|บี|ซี|ดี|อี|จี|ไอ|เจ|เค|แอล|โอ|พี|คิว|อาร์|ที|ยู|วี|วาย|แซด|ดับบลิว|ดับเบิ้ลยู|[a-z]){1,5}"
)

LONG = 24
"""From this many letters on one edit that no look-alike explains is forgiven; below, none."""
LEAD = 2
"""By how many such edits the next firm must be farther away."""
SOFT = 0.25
"""Share of a name's letters that may be lost marks or look-alikes."""
SHORT = 7
"""Normal forms shorter than this must be read to the letter: there every letter makes another firm."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What `best_match` found. `index` of the holder, None when it abstains; `score` its likeness, 0..1.

    `group`: all holders of the same firm (equal normal forms), `index` among them. `runner_up`: likeness of the
    next *firm*. `ambiguous`: a firm is near, and another is not far enough from it. `probability`: that the nearest
    firm is the one printed, given that the printed one is among the holders (`name_odds`); 0 when nothing was compared.
    """

    index: int | None
    score: float
    runner_up: float
    ambiguous: bool
    group: tuple[int, ...] = ()
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class _Difference:
    """How far a reading is from a holder: edits of any kind, and those that no look-alike or lost mark explains."""

    edits: int
    hard: int
    length: int

    @property
    def likeness(self) -> float:
        return max(0.0, 1 - (self.edits + self.hard) / 2 / max(self.length, 1))

    @property
    def near(self) -> bool:
        forgiven = self.length >= LONG
        return self.edits == 0 or (self.length >= SHORT and self.hard <= forgiven and self.edits <= SOFT * self.length)


def _difference(read: str, holder: str) -> _Difference:
    length = max(len(read), len(holder))
    if re.sub(r"[^0-9]", "", read) != re.sub(r"[^0-9]", "", holder):
        return _Difference(2 * length, 2 * length, length)
    hard = Levenshtein.distance(read.translate(_SKELETON), holder.translate(_SKELETON))
    return _Difference(Levenshtein.distance(read, holder), hard, length)


def looks(name: str) -> str:
    """What names that readers confuse have in common, for finding rivals and never for a match.

    The normal form without tones and upper and lower vowels, and with one letter for each group of look-alikes.
    """
    return _core(name)[1].translate(_SKELETON)


def likeness(a: str, b: str) -> float:
    """How alike two names look, 0..1; 1 for equal normal forms, 0 when a figure or the known legal form differs.

    One minus the edits over the longer length; a lost mark or a look-alike letter is half an edit.
    """
    (kind_a, core_a), (kind_b, core_b) = _core(a), _core(b)
    if not core_a or not core_b or (kind_a and kind_b and kind_a != kind_b):
        return 0.0
    return _difference(core_a, core_b).likeness


def best_match(read: str, holders: Sequence[str]) -> NameMatch:
    """The holder whose name was read, if one firm is near enough and no other nearly as near.

    Near: equal but for lost marks and look-alike letters (one more edit in long names), no figure and no initial
    (`เอ.บี.ซี.`) different. A company's name without its จำกัด was cut off, and may be the beginning of another
    firm's: it is never near.
    """
    kind, core = _core(read)
    firms: dict[tuple[str, str], list[int]] = {}
    for index, holder in enumerate(holders):
        firms.setdefault(_core(holder), []).append(index)
    fitting = [firm for firm in firms if core and (not kind or not firm[0] or firm[0] == kind)]
    pool = process.extract(
        core.translate(_SKELETON),
        [firm[1].translate(_SKELETON) for firm in fitting],
        scorer=Levenshtein.normalized_similarity,
        limit=20,
    )
    ranked = sorted(((_difference(core, fitting[i][1]), i) for _, _, i in pool), key=lambda r: (-r[0].likeness, r[1]))
    if not ranked:
        return NameMatch(None, 0.0, 0.0, ambiguous=False)
    (best, position), others = ranked[0], [difference for difference, _ in ranked[1:]]
    runner_up = others[0].likeness if others else 0.0
    group = tuple(firms[fitting[position]])
    near = best.near and not _CUT_OFF.search(normal_form(read)) and _initials_agree(core, holders[group[0]])
    if best.edits == 0:
        clear = all(other.edits > 0 for other in others)
    else:
        clear = all(other.hard >= best.hard + LEAD for other in others)
    next_best = min(others, key=lambda other: (other.edits, other.hard), default=None)
    odds = probability(best.edits, best.hard, next_best.edits if next_best else None)
    if near and clear:
        return NameMatch(group[0], best.likeness, runner_up, ambiguous=False, group=group, probability=odds)
    return NameMatch(None, best.likeness, runner_up, ambiguous=near and not clear, probability=odds)


def _initials_agree(core: str, holder: str) -> bool:
    """Whether every initial of the holder's name (`เอ.บี.ซี.`) was read as it is, tone marks apart."""
    text, at, initials = fold_text(normal_form(holder)).casefold(), 0, set[int]()
    plain = _core(holder)[1].translate(_NO_TONES)
    for word in re.split(r"[\s.&()-]+", text):
        letters = _NO_LETTER.sub("", word).translate(_NO_TONES)
        if _INITIALS.fullmatch(word) and (found := plain.find(letters, at)) >= 0:
            initials.update(range(found, found + len(letters)))
            at = found + len(letters)
    edits = Levenshtein.editops(core.translate(_NO_TONES), plain)
    return not any(edit.dest_pos in initials for edit in edits)
