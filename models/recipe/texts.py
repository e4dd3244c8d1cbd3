"""What single lines say: numbers in every printed form, firms, Thai and Latin text; drawn by chance, digits evenly.

Numbers are mostly *not* those of the catalogue: a reader must see digits, not remember standards.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from models.recipe import words
from models.recipe.words import THAI_DIGITS, chance, clusters, one
from verifier.registry.catalogue import Catalogue
from verifier.thai import normal_form

PREFIXES: Final = ("มอก. ", "มอก.", "มอก ", "มอก. เลขที่ ", "มาตรฐาน มอก. ", "เลขที่ มอก. ", "มอก.เลขที่ ", "มอก. : ")
TIS: Final = ("TIS ", "TIS.", "TIS: ", "TIS : ", "TIS No. ", "TIS", "TISI ", "Standard TIS ")
LEADS: Final = (
    *("ใบอนุญาตเลขที่ ", "ใบอนุญาตเลขที่ ", "เลขที่ใบอนุญาต ", "เลขที่ใบอนุญาต : ", "ใบอนุญาต มอก. เลขที่ ", "License No. "),
    *("License No.: ", "TISI License ", "ใบอนุญาตทำ ", "ใบอนุญาตนำเข้า ", "Licence ", "เลขที่ ", "", "", ""),
)
_CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_COMMON = "กขคงจชซญดตถทธนบปผพฟภมยรลวสหอ"
_TONES = "่้๊๋"
_ABOVE = "ิีึืั็"
_BELOW = "ุู"
_PUNCTUATION = "-/.,:()+&%*#~="
_UNITS = ("V", "A", "W", "mAh", "Hz", " กรัม", " มล.", " วัตต์", "%")
_PORTS = ("Input", "Output", "INPUT", "OUTPUT")
_MISC = ("®", "™", "°C", "Ω", "µA", "×", "±5%", "·", "•", "≤", "฿")


def _digits(rng: np.random.Generator, least: int, most: int) -> str:
    return "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(least, most + 1))))


def _year(rng: np.random.Generator) -> str:
    if chance(rng, 0.12):
        return str(int(rng.integers(1968, 2027)))
    return "25" + _digits(rng, 2, 2) if chance(rng, 0.9) else _digits(rng, 4, 4)


def _thai_digits(rng: np.random.Generator, text: str, share: float = 0.24) -> str:
    return text.translate(THAI_DIGITS) if chance(rng, share) else text


def standard_line(rng: np.random.Generator) -> str:
    """A line with the number of a standard: มอก. or TIS, part, subpart, spaces about the dash, Thai digits."""
    if chance(rng, 0.12):
        number = str(words.standard(rng))
    else:
        number = str(int(rng.integers(1, 10 ** int(rng.choice([2, 3, 4, 5], p=[0.08, 0.22, 0.55, 0.15])))))
        if chance(rng, 0.28):
            number += one(rng, (" เล่ม ", " เล่ม ", "เล่ม ", " เล่มที่ ")) + str(int(rng.integers(1, 120)))
            number += f"({int(rng.integers(1, 110))})" if chance(rng, 0.5) else ""
        elif chance(rng, 0.08):
            number += f"({int(rng.integers(1, 10))})"
        number += "-" + _year(rng)
    if chance(rng, 0.28):
        text = one(rng, TIS) + number.replace("เล่มที่", "เล่ม").replace("เล่ม", one(rng, ("Part", "เล่ม", "PART")))
    else:
        text = one(rng, PREFIXES) + _thai_digits(rng, number, 0.3)
    if chance(rng, 0.25):
        text = text.replace("-", one(rng, (" - ", "- ", " -", "–", " – ")))
    if chance(rng, 0.08):
        text = one(rng, ("ได้รับ", "ตาม", "เครื่องหมาย", "คุณภาพมาตรฐาน", "ผ่านมาตรฐาน ")) + text
    if chance(rng, 0.1):
        text += one(rng, (" ", "  ", " : ")) + one(rng, ("Class I", "220V", "5V 2A", "ชนิด 1", "MODEL : A1201"))
    return text


def licence_line(rng: np.random.Generator) -> str:
    """A line with the number of a licence after one of the words that announce it."""
    office = f"({int(rng.integers(1, 77))})" if chance(rng, 0.25) else ""
    letter = str(rng.choice(["ท", "น", "ส", "นค"], p=[0.36, 0.3, 0.22, 0.12]))
    of = str(int(rng.integers(1, 10 ** int(rng.choice([2, 3, 4, 5], p=[0.08, 0.22, 0.5, 0.2])))))
    if chance(rng, 0.08):
        of += f"({int(rng.integers(1, 99))})" if chance(rng, 0.5) else f"เล่ม{int(rng.integers(1, 99))}"
    sequence, n = int(rng.integers(1, 10 ** int(rng.integers(2, 6)))), int(rng.integers(1, 1000))
    gap = one(rng, ("", "", "", " "))
    number = f"{office}{gap}{letter}{gap}{sequence}-{n}/{of}"
    if chance(rng, 0.08):
        number = number.replace("-", " - ").replace("/", one(rng, (" / ", "/")))
    return one(rng, LEADS) + _thai_digits(rng, number, 0.22)


def _syllable(rng: np.random.Generator) -> str:
    first = one(rng, _CONSONANTS) if chance(rng, 0.3) else one(rng, _COMMON)
    if chance(rng, 0.12):
        first += one(rng, "รลว")
    tone = one(rng, _TONES) if chance(rng, 0.3) else ""
    end = one(rng, "กงดนมยวบ") if chance(rng, 0.55) else ""
    form = int(rng.integers(0, 12))
    if form < 3:
        return first + one(rng, _ABOVE) + tone + end
    if form < 5:
        return first + one(rng, _BELOW) + tone + end
    if form < 7:
        return one(rng, "เแโ") + first + tone + end
    if form < 9:
        return first + tone + "า" + end
    body = (f"{first}{tone}ะ", f"{one(rng, 'ไใ')}{first}{tone}", f"{first}{tone}ำ", f"{first}{end}์")
    return one(rng, body)


def _word(rng: np.random.Generator) -> str:
    return "".join(_syllable(rng) for _ in range(int(rng.integers(1, 4))))


@cache
def _titles() -> tuple[str, ...]:
    catalogue = Catalogue.load()
    texts = {text for entry in catalogue for text in (entry.title_th, entry.title_en) if text}
    return tuple(sorted(texts))


@cache
def _thai_titles() -> tuple[str, ...]:
    return tuple(title for title in _titles() if any("ก" <= c <= "ฮ" for c in title))


def _title_piece(rng: np.random.Generator) -> str:
    """Some letters of the title of a standard: Thai as it is written, seldom a whole word."""
    letters = clusters("".join(c for c in one(rng, _thai_titles()) if "ก" <= c <= "๎"))
    length = min(len(letters), int(rng.integers(2, 9)))
    start = int(rng.integers(0, len(letters) - length + 1))
    return "".join(letters[start : start + length])


def _name(rng: np.random.Generator) -> str:
    if chance(rng, 0.4):
        return _title_piece(rng)
    return _word(rng) if chance(rng, 0.5) else one(rng, words.FIRM_WORDS)


def firm_line(rng: np.random.Generator) -> str:
    """A firm in Thai or Latin, often of syllables that nobody has seen together."""
    if chance(rng, 0.3):
        name = " ".join(_latin_word(rng).capitalize() for _ in range(int(rng.integers(1, 4))))
        tail = one(rng, ("Co., Ltd.", "Co.,Ltd.", "Company Limited", "(Thailand) Co., Ltd.", "PLC", "Ltd., Part."))
        return f"{name} {tail}".upper() if chance(rng, 0.3) else f"{name} {tail}"
    parts = [_name(rng) for _ in range(int(rng.integers(1, 4)))]
    name = one(rng, (" ", "", " ")).join(parts)
    if chance(rng, 0.1):
        name = ".".join(one(rng, _COMMON) for _ in range(2)) + ". " + name
    form, tail = one(
        rng,
        (
            *(("บริษัท ", " จำกัด"), ("บริษัท ", " จำกัด"), ("บริษัท", "จำกัด"), ("บริษัท ", " จำกัด (มหาชน)")),
            *(("บริษัท ", " (ประเทศไทย) จำกัด"), ("ห้างหุ้นส่วนจำกัด ", ""), ("หจก. ", ""), ("บจก. ", ""), ("บมจ. ", "")),
        ),
    )
    lead = one(rng, ("ผลิตโดย ", "นำเข้าโดย ", "ผู้นำเข้า : ", "จัดจำหน่ายโดย ", "โดย ")) if chance(rng, 0.25) else ""
    return f"{lead}{form}{name}{tail}"


def _latin_word(rng: np.random.Generator) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    if chance(rng, 0.5):
        vowels = "aeiou"
        return "".join(one(rng, letters) + one(rng, vowels) for _ in range(int(rng.integers(1, 4)))) + one(
            rng, ("", "n", "r", "s", "t", "ng")
        )
    return "".join(one(rng, letters) for _ in range(int(rng.integers(2, 9))))


def _thai_line(rng: np.random.Generator) -> str:
    choice = int(rng.integers(0, 4))
    if choice == 0:
        return one(rng, words.THAI_LINES)
    if choice == 1:
        title = one(rng, _titles())
        start = int(rng.integers(0, max(1, len(title) - 8)))
        return title[start : start + int(rng.integers(6, 34))]
    make = _word if chance(rng, 0.4) else _title_piece
    text = one(rng, (" ", "", "")).join(make(rng) for _ in range(int(rng.integers(1, 5))))
    return _thai_digits(rng, f"{text} {_digits(rng, 1, 6)}") if chance(rng, 0.3) else text


def _other_line(rng: np.random.Generator) -> str:
    forms = (
        lambda: one(rng, words.LATIN_LINES),
        lambda: " ".join(_latin_word(rng) for _ in range(int(rng.integers(1, 5)))),
        lambda: f"Model : {_latin_word(rng).upper()}-{_digits(rng, 2, 5)}",
        lambda: f"โทร. 0{_digits(rng, 1, 1)}-{_digits(rng, 3, 3)}-{_digits(rng, 4, 4)}",
        lambda: f"เลขที่ {_digits(rng, 1, 4)}/{_digits(rng, 1, 2)} หมู่ {_digits(rng, 1, 2)} ต.{_word(rng)} อ.{_word(rng)}",
        lambda: f"{_digits(rng, 1, 3)}{one(rng, _UNITS)} {_digits(rng, 1, 4)}",
        lambda: f"{_digits(rng, 1, 2)}/{_digits(rng, 2, 2)}/{_year(rng)}",
        lambda: _thai_digits(rng, f"ราคา {_digits(rng, 2, 4)} บาท", 0.4),
        lambda: _digits(rng, 8, 13),
        lambda: f"{_word(rng)} {one(rng, _MISC)} {_latin_word(rng)}",
        lambda: "".join(
            one(rng, _PUNCTUATION + "0123456789ABCDEFGHabcdefgh ") for _ in range(int(rng.integers(3, 14)))
        ),
        lambda: f"นจ.{_digits(rng, 4, 4)}/{_year(rng)}",
        lambda: "อย. " + "-".join(_digits(rng, n, n) for n in (2, 1, 5, 1, 4)),
        lambda: f"มผช.{_digits(rng, 1, 4)}/{_year(rng)}",
        lambda: _thai_digits(rng, _digits(rng, 3, 8), 0.7),
        lambda: f"{one(rng, _PORTS)}: {_digits(rng, 1, 3)}V~ {_digits(rng, 1, 2)}.{_digits(rng, 1, 1)}A",
    )
    return str(forms[int(rng.integers(0, len(forms)))]())


SHARES: Final = (
    (standard_line, 0.26),
    (licence_line, 0.27),
    (firm_line, 0.27),
    (_thai_line, 0.13),
    (_other_line, 0.07),
)
MORE_THAI_DIGITS: Final = 0.2
"""Share of the lines whose digits become Thai beside those that have them anyway: they are the hardest to learn."""


def line(rng: np.random.Generator) -> str:
    """One line of print in the normal form of its letters; never empty, at most 48 characters."""
    while True:
        maker = SHARES[int(rng.choice(len(SHARES), p=[share for _, share in SHARES]))][0]
        text = normal_form(_thai_digits(rng, maker(rng), MORE_THAI_DIGITS))
        if text and len(text) <= 48:
            return text
