"""What lines say that nobody expects: near forms of numbers, firms with one letter changed, syllables by chance.

A reader that has only seen right numbers and real words writes them also where something else is printed. Beside such
a text stands what habit would read in its place, so that a measurement can tell a repair from a misreading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.recipe import texts
from models.recipe.words import THAI_DIGITS, chance, one
from verifier.thai import normal_form

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says, and what a reader of habit would make of it: `usual` is empty where it would make nothing."""

    text: str
    usual: str = ""


CONSONANTS: Final = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
TYPE_LETTERS: Final = ("ท", "น", "ส", "นค")
LATIN_TYPES: Final = "TNSnusmMUHhvaAtKkPpBbDd"
LOOK_ALIKES: Final = (
    *("กถภฤฦ", "ทหฑฒฆ", "ถกภ", "นบษม", "สลศค", "คดตฅศ", "ขชซฃฆ", "ผพฝฟฬ", "ฎฏฐญ", "อฮ", "งวจ", "รธโ", "ยบฃ", "ปฝฟ"),
    *("าำะ", "เแโ", "ใไโ", "ิีึื", "่้๊๋", "ุู", "ั้็์", "ัิ"),
    *("0oOQD", "1lIi", "5sS", "8B", "2Z", "6Gb", "cCeo", "uvn", "mn", "rt", "VY", "EF", "MN"),
)
"""Letters that stand for one another in `changed`."""
ANNOUNCED: Final = (
    *("ผู้รับใบอนุญาต", "ผู้ได้รับใบอนุญาต", "ผู้ผลิต", "ผู้ทำ", "ผู้นำเข้า", "ผู้แทนจำหน่าย", "ผู้จัดจำหน่าย", "ผู้ขาย"),
    *("ผลิตโดย", "นำเข้าโดย", "จัดจำหน่ายโดย", "บรรจุโดย", "ผลิตเพื่อ", "ภายใต้ใบอนุญาตของ", "เจ้าของเครื่องหมายการค้า"),
    *("Licensee", "License holder", "Manufacturer", "Manufactured by", "Made by", "Imported by", "Importer"),
    "Distributed by",
)  # fmt: skip
AROUND: Final = (
    *("ไม่ได้รับ ", "ไม่ได้รับอนุญาต ", "ไม่ผ่าน ", "เทียบเท่า ", "อ้างอิง ", "รอการอนุมัติ ", "อยู่ระหว่างยื่นขอ ", "ยื่นขอ "),
    *("ตามมาตรฐาน ", "ใช้กับ ", "แบตเตอรี่ภายใน ", "ยกเลิก ", "หมดอายุ ", "NOT certified ", "not ", "equivalent to "),
    *("ref. ", "VOID "),
)  # fmt: skip
SCHEMES: Final = (
    "มผช.",
    "มกอช.",
    "มอช.",
    "มอค.",
    "มอถ.",
    "นอก.",
    "มฮก.",
    "ม.อ.ก.",
    "มอก,",
    "มอก:",
    "มอ.ก.",
    "บอก.",
    "มลก.",
)
TIS_LIKE: Final = (
    "TlS ",
    "T1S ",
    "TI5 ",
    "TIS",
    "T.I.S. ",
    "TS ",
    "TIS-",
    "TLS ",
    "TISI",
    "IS ",
    "BIS ",
    "JIS ",
    "TIC ",
)
FOREIGN: Final = ("IEC ", "EN ", "ISO ", "GB ", "UL ", "IEC", "EN", "ASTM D", "JIS C ", "BS ", "GB/T ", "IS ")

_SIGNS = "ัิีึืุู็"
_TONES = "่้๊๋์"
_TABLE: dict[str, str] = {}
for _group in LOOK_ALIKES:
    for _letter in _group:
        _TABLE[_letter] = _TABLE.get(_letter, "") + "".join(
            c for c in _group if c != _letter and c not in _TABLE.get(_letter, "")
        )


def digits(rng: Rng, least: int, most: int) -> str:
    """So many digits, each as likely as any other."""
    return "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(least, most + 1))))


def licence_of_any_letter(rng: Rng) -> Said:
    """A licence number whose type letter is any consonant, a Latin letter, or, in a third of them, one of the real."""
    kind = float(rng.random())
    real = one(rng, TYPE_LETTERS)
    if kind < 0.34:
        letter = real
    elif kind < 0.74:
        letter = one(rng, CONSONANTS) if chance(rng, 0.85) else one(rng, CONSONANTS) + one(rng, CONSONANTS)
    else:
        letter = one(rng, LATIN_TYPES)
    number = f"{digits(rng, 1, 6)}-{digits(rng, 1, 3)}/{digits(rng, 2, 5)}"
    office = f"({digits(rng, 1, 2)})" if chance(rng, 0.2) else ""
    gap = one(rng, ("", "", "", " "))
    lead = one(rng, texts.LEADS)
    if chance(rng, 0.2):
        number = number.translate(THAI_DIGITS)
    text = f"{lead}{office}{letter}{gap}{number}"
    return Said(text, "" if letter in TYPE_LETTERS else f"{lead}{office}{real}{gap}{number}")


def near_licence(rng: Rng) -> Said:
    """What announces a licence and is none in form: no letter, other signs, brackets, digits too many, letters."""
    letter = one(rng, ("ท", "น", "ส", "นค", "T", "N", "S"))
    a, b, c = digits(rng, 2, 5), digits(rng, 1, 3), digits(rng, 2, 5)
    usual = f"{letter}{a}-{b}/{c}"
    forms = (
        f"{a}-{b}/{c}",
        f"{letter}{a}.{b}/{c}",
        f"{letter}{a}.{b}.{c}",
        f"{letter}{a}/{b}/{c}",
        f"{letter}{a}-{b}-{c}",
        f"{letter}0{a}-{b}/{c}",
        f"{letter}-{a}-{b}/{c}",
        f"{letter}.{a}-{b}/{c}",
        f"({letter}){a}-{b}/{c}",
        f"{letter} {a} {b}/{c}",
        f"{letter}{a}{b}/{c}",
        f"{letter}{a}-{b}",
        f"{letter}{a}-{b}{c}",
        f"{letter}{a}-{with_letter(rng, b)}/{c}",
        f"{letter}{with_letter(rng, a)}-{b}/{c}",
        f"{letter}{a}-{b}/{with_letter(rng, c)}",
        f"{letter}{letter}{a}-{b}/{c}",
        f"{letter}{a}_{b}/{c}",
        f"{letter}{a}–{b}/{c}",
        f"{letter}{a}-{b}\\{c}",
        f"{a}{letter}-{b}/{c}",
    )
    lead = one(rng, texts.LEADS)
    return Said(lead + one(rng, forms), lead + usual)


def with_letter(rng: Rng, number: str) -> str:
    """One digit become a letter that looks like it."""
    at = int(rng.integers(0, len(number)))
    return number[:at] + one(rng, "OIlSBZGoDQบอธล") + number[at + 1 :]


def near_standard(rng: Rng) -> Said:
    """A number nearly in the form of a standard's: other signs, years cut or grown, another scheme's letters."""
    number, year = digits(rng, 2, 5), "25" + digits(rng, 2, 2)
    lead = one(rng, texts.PREFIXES) if chance(rng, 0.75) else one(rng, texts.TIS)
    usual = f"{lead}{number}-{year}"
    part = f"-{digits(rng, 1, 2)}" if chance(rng, 0.5) else ""
    other_sign = f"{lead}{number}{one(rng, '/.: _=~/,+')}{year}"
    forms = (
        *[Said(other_sign, usual)] * 5,
        Said(f"{lead}{number}-{year[2:]}", usual),
        Said(f"{lead}{number}-{year[:3]}", usual),
        Said(f"{lead}{number}-{year}{digits(rng, 1, 2)}", usual),
        Said(f"{lead}{with_letter(rng, number)}-{year}", usual),
        Said(f"{lead}{number}-{with_letter(rng, year)}", usual),
        Said(one(rng, SCHEMES) + one(rng, ("", " ")) + f"{number}-{year}", f"มอก. {number}-{year}"),
        Said(one(rng, TIS_LIKE) + f"{number}-{year}", f"TIS {number}-{year}"),
        Said(one(rng, FOREIGN) + f"{number}{part}{one(rng, (':', '-', ' : '))}{digits(rng, 4, 4)}"),
        Said(f"{lead}{number}", usual),
        Said(f"{lead}{number}-{digits(rng, 4, 4)}"),
        Said(f"{lead}{number}({year})", usual),
    )
    return one(rng, forms)


def with_part(rng: Rng) -> Said:
    """A standard with เล่ม, Part or a number in brackets, in the forms and gaps met in print."""
    number, year = digits(rng, 1, 5), "25" + digits(rng, 2, 2)
    part = digits(rng, 1, 3)
    word = one(
        rng, (" เล่ม ", " เล่ม", "เล่ม ", "เล่ม", " เล่มที่ ", " Part ", " PART ", " Part. ", " part ", "-", " ล. ", " Vol. ")
    )
    tail = f"({digits(rng, 1, 3)})" if chance(rng, 0.45) else ""
    body = f"{number}({part})" if chance(rng, 0.2) else f"{number}{word}{part}{tail}"
    text = f"{body}{one(rng, ('-', '-', '-', ' - ', '–'))}{year}"
    if chance(rng, 0.2):
        text = text.translate(THAI_DIGITS)
    lead = one(rng, texts.PREFIXES) if chance(rng, 0.7) else one(rng, texts.TIS)
    return Said(lead + text)


def in_words(rng: Rng) -> Said:
    """A number in words that say something about it: not, equal to, applied for, of the battery inside, expired."""
    number = f"{digits(rng, 2, 5)}-25{digits(rng, 2, 2)}"
    return Said(one(rng, AROUND) + one(rng, texts.PREFIXES).lstrip() + number)


def announced(rng: Rng) -> Said:
    """A firm or a person after a word that says what they are: licensee, maker, importer."""
    title = one(rng, ("นาย", "นาง", "นางสาว", "ร้าน", ""))
    name = texts.firm_line(rng) if not title else f"{title}{syllables(rng, 2)} {syllables(rng, 2)}"
    return Said(one(rng, ANNOUNCED) + one(rng, (" ", " : ", ": ", ":")) + name)


def changed(rng: Rng, text: str, most: int = 3) -> str:
    """The text with one to `most` of its letters, vowels or tone marks become others that look like them, or gone."""
    letters = list(text)
    for _ in range(int(rng.integers(1, most + 1))):
        places = [i for i, c in enumerate(letters) if c in _TABLE]
        if not places:
            break
        at = int(one(rng, places))
        if letters[at] in _SIGNS + _TONES and chance(rng, 0.25):
            del letters[at]
        else:
            letters[at] = one(rng, _TABLE[letters[at]])
    return "".join(letters)


def changed_line(rng: Rng) -> Said:
    """A firm, or the words round it, with letters changed to look-alikes."""
    source = float(rng.random())
    if source < 0.62:
        usual = texts.firm_line(rng)
    elif source < 0.8:
        usual = one(rng, ANNOUNCED) + " : " + one(rng, texts.words.FIRM_WORDS)
    else:
        usual = one(rng, texts.words.THAI_LINES)
    usual = normal_form(usual)
    text = normal_form(changed(rng, usual))
    return Said(text, usual if text != usual else "")


def cluster(rng: Rng) -> str:
    """A consonant with any vowel and any tone mark, whether or not a word holds them together."""
    first = one(rng, CONSONANTS)
    sign = one(rng, _SIGNS) if chance(rng, 0.42) else ""
    tone = one(rng, _TONES) if chance(rng, 0.3) else ""
    form = float(rng.random())
    if form < 0.16:
        return one(rng, "เแโใไ") + first + sign + tone
    if form < 0.32:
        return first + tone + one(rng, "าำะ")
    return first + sign + tone


def syllables(rng: Rng, most: int) -> str:
    """One to three times `most` clusters by chance, without a gap."""
    return "".join(cluster(rng) for _ in range(int(rng.integers(2, 3 * most + 1))))


def by_chance(rng: Rng) -> Said:
    """Syllables by chance, Thai or Latin or mixed with digits."""
    kind = float(rng.random())
    if kind < 0.6:
        return Said(" ".join(syllables(rng, 2) for _ in range(int(rng.integers(1, 4)))))
    if kind < 0.8:
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/."
        return Said("".join(one(rng, letters) for _ in range(int(rng.integers(4, 16)))))
    return Said(
        f"{syllables(rng, 1)}{one(rng, ('', ' ', '.', '-'))}{digits(rng, 1, 6)}{one(rng, ('', ' '))}{syllables(rng, 1)}"
    )


def neighbour(rng: Rng) -> str:
    """What stands beside a number and tempts: digits of a bar code, a date, a model, a serial number, a rating."""
    forms: tuple[Callable[[], str], ...] = (
        lambda: "885" + digits(rng, 10, 10),
        lambda: f"{digits(rng, 1, 1)} {digits(rng, 6, 6)} {digits(rng, 6, 6)}",
        lambda: f"{digits(rng, 2, 2)}/{digits(rng, 2, 2)}/25{digits(rng, 2, 2)}",
        lambda: f"{one(rng, ('MFG', 'EXP', 'Lot', 'LOT.', 'MFD'))} {digits(rng, 4, 8)}",
        lambda: (
            one(rng, ("MODEL ", "Model : ", "รุ่น ", "รุ่น : ", "TYPE ", "Model "))
            + one(rng, "ABDGKMPRX")
            + one(rng, "ABEGLNTW")
            + digits(rng, 1, 4)
        ),
        lambda: f"{digits(rng, 4, 4)} {digits(rng, 6, 7)}",
        lambda: f"{digits(rng, 2, 5)} {one(rng, ('mAh', 'W', 'Wh', 'V', 'kg', 'mm.', 'rev/kWh', 'Hz'))}",
        lambda: f"S/N {digits(rng, 6, 10)}",
    )
    return one(rng, forms)()


def block_number(rng: Rng) -> Said:
    """The number as it stands in the block of a mark, in the plain forms."""
    lead = one(rng, ("มอก. ", "มอก.", "มอก ", "TIS ", "TIS : ", "TIS. ", "มอก.", "มอก. "))
    text = f"{digits(rng, 2, 5)}-25{digits(rng, 2, 2)}"
    if chance(rng, 0.08):
        text = text.translate(THAI_DIGITS)
    return Said(lead + text)


def block_firm(rng: Rng) -> Said:
    """The firm under it, now and then in capitals without its form, as labels have it."""
    name = texts.firm_line(rng)
    if chance(rng, 0.3):
        words = [texts._latin_word(rng).upper() for _ in range(int(rng.integers(1, 4)))]
        name = " ".join([*words, one(rng, ("", "", "ELECTRIC", "INTERNATIONAL", "(THAILAND)", "CO., LTD.", "CO.,LTD"))])
    return Said(name.strip())


SHARES: Final[tuple[tuple[Callable[[Rng], Said], float], ...]] = (
    (licence_of_any_letter, 0.2),
    (near_licence, 0.1),
    (near_standard, 0.12),
    (with_part, 0.08),
    (in_words, 0.03),
    (announced, 0.05),
    (changed_line, 0.16),
    (by_chance, 0.08),
    (block_number, 0.09),
    (block_firm, 0.09),
)


def label_line(rng: Rng) -> Said:
    """One line, never empty, at most 48 characters, in the normal form of its letters."""
    while True:
        maker = SHARES[int(rng.choice(len(SHARES), p=[share for _, share in SHARES]))][0]
        said = maker(rng)
        text, usual = normal_form(said.text), normal_form(said.usual)
        if 0 < len(text) <= 48 and len(usual) <= 56:
            return Said(text, usual if usual != text else "")
