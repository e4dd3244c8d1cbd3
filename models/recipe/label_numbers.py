"""Numbers as labels print them, in right forms and near ones, and what stands round and beside them.

A reader that has only seen right numbers writes them also where something else is printed. Beside such a text stands
what habit would read in its place, so that a measurement can tell a repair from a misreading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.recipe import texts
from models.recipe.words import THAI_DIGITS, chance, one

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says, and what a reader of habit would make of it: `usual` is empty where it would make nothing."""

    text: str
    usual: str = ""


CONSONANTS: Final = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
TYPE_LETTERS: Final = ("ท", "น", "ส", "นค")
LATIN_TYPES: Final = "TNSnusmMUHhvaAtKkPpBbDd"
AROUND: Final = (
    *("ไม่ได้รับ ", "ไม่ได้รับอนุญาต ", "ไม่ผ่าน ", "เทียบเท่า ", "อ้างอิง ", "รอการอนุมัติ ", "อยู่ระหว่างยื่นขอ ", "ยื่นขอ "),
    *("ตามมาตรฐาน ", "ใช้กับ ", "แบตเตอรี่ภายใน ", "ยกเลิก ", "หมดอายุ ", "NOT certified ", "not ", "equivalent to "),
    *("ref. ", "VOID "),
)  # fmt: skip
SCHEMES: Final = (
    *("มผช.", "มกอช.", "มอช.", "มอค.", "มอถ.", "นอก.", "มฮก."),
    *("ม.อ.ก.", "มอก,", "มอก:", "มอ.ก.", "บอก.", "มลก."),
)
"""Letters of other schemes, and มอก. with a letter or a sign changed."""
TIS_LIKE: Final = (
    *("TlS ", "T1S ", "TI5 ", "TIS", "T.I.S. ", "TS ", "TIS-"),
    *("TLS ", "TISI", "IS ", "BIS ", "JIS ", "TIC "),
)
"""TIS with a letter changed, and what is nearly it."""
FOREIGN: Final = (
    *("IEC ", "EN ", "ISO ", "GB ", "UL ", "IEC", "EN"),
    *("ASTM D", "JIS C ", "BS ", "GB/T ", "IS "),
)
"""Standards that are not TISI's."""


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


def block_number(rng: Rng) -> Said:
    """The number as it stands in the block of a mark, in the plain forms."""
    lead = one(rng, ("มอก. ", "มอก.", "มอก ", "TIS ", "TIS : ", "TIS. ", "มอก.", "มอก. "))
    text = f"{digits(rng, 2, 5)}-25{digits(rng, 2, 2)}"
    if chance(rng, 0.08):
        text = text.translate(THAI_DIGITS)
    return Said(lead + text)


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
