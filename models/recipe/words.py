"""What labels say: numbers in every printed form, firms, and the words around them, drawn by chance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import numpy as np

from verifier.numbers import LicenceNumber, StandardNumber
from verifier.registry.catalogue import Catalogue

T = TypeVar("T")

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
THAI_LINES = (
    "ห้ามทิ้งลงในไฟหรือในน้ำ", "โปรดอ่านคู่มือก่อนใช้งาน", "ผลิตในประเทศไทย", "เก็บให้พ้นมือเด็ก", "ใช้ภายในอาคารเท่านั้น",
    "ห้ามถอดหรือดัดแปลง", "วันเดือนปีที่ผลิต ดูที่ก้นกล่อง", "ราคา ระบุ ณ จุดจำหน่าย", "จัดจำหน่ายโดย", "นำเข้าโดย", "ผลิตโดย",
    "ควรเก็บในที่แห้งและเย็น", "ขนาดบรรจุ 1 ชิ้น", "รับประกัน 1 ปี", "คำเตือน", "วิธีใช้", "ส่วนประกอบ", "ข้อแนะนำ", "สายยาว 3 เมตร",
    "กำลังไฟฟ้า 2300 วัตต์", "แรงดันไฟฟ้า 220 โวลต์", "ความจุ 10,000 มิลลิแอมป์ชั่วโมง", "ฝ่ายบริการลูกค้า โทร 02-000-0000",
)  # fmt: skip
LATIN_LINES = (
    "Input 100-240V~ 50/60Hz 0.5A", "Output 5V 3A, 9V 2.22A", "Model AX-2050", "Made in Thailand", "Li-polymer 37Wh",
    "220V~ 50Hz 1200W", "IPX4", "LOT 250611-2", "EXP 12/2028", "Rated capacity 6000 mAh (5V 3A)", "S/N 2568010042",
    "Do not dispose of in fire", "Keep dry", "For indoor use only", "USB-C PD 20W",
    "Net weight 230 g", "Max load 3680W",
)  # fmt: skip
BRANDS = ("Demo", "TEST CELL", "Sampla", "ตัวอย่างพลัส", "NOVA TEST", "ทดลองไฟ", "Exempla", "มาดูตัวอย่าง", "ACME")
GOODS = ("พาวเวอร์แบงก์", "หัวชาร์จเร็ว", "ปลั๊กพ่วง", "หลอดแอลอีดี", "พัดลม", "หน้ากากอนามัย", "หมวกนิรภัย", "เตารีด", "ไดร์เป่าผม")
FIRM_WORDS = (
    "ตัวอย่าง", "สมมติ", "ทดลอง", "สาธิต", "อิเล็กทรอนิกส์", "อุตสาหกรรม", "การไฟฟ้า", "เทคโนโลยี", "เทรดดิ้ง", "กรุ๊ป", "พลังงาน",
    "ซัพพลาย", "อินเตอร์", "พลาสติก", "เคมี", "แอนด์ ซัน", "1999",
)  # fmt: skip
LEADS = ("ใบอนุญาตเลขที่ ", "เลขที่ใบอนุญาต ", "ใบอนุญาต มอก. เลขที่ ", "License No. ", "TISI License ", "")


def one(rng: np.random.Generator, things: Sequence[T]) -> T:
    """One of them."""
    return things[int(rng.integers(len(things)))]


def chance(rng: np.random.Generator, share: float) -> bool:
    """True in that share of the cases."""
    return bool(rng.random() < share)


def clusters(text: str) -> list[str]:
    """Letters with the vowels and tone marks that stand on them."""
    pieces: list[str] = []
    for character in text:
        if pieces and (character in "ัำ" or "ิ" <= character <= "ฺ" or "็" <= character <= "๎"):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


@cache
def _known() -> tuple[StandardNumber, ...]:
    catalogue = Catalogue.load()
    numbers = {edition.number for number in range(1, 70000) for edition in catalogue.editions(StandardNumber(number))}
    return tuple(sorted((n for n in numbers if n.year), key=str))


def standard(rng: np.random.Generator) -> StandardNumber:
    """A standard of the catalogue, or one in three a number of any digits, with part and subpart at times."""
    if chance(rng, 0.66) and _known():
        return one(rng, _known())
    number = int(rng.integers(1, 10 ** int(rng.integers(2, 6))))
    year = int(rng.integers(2511, 2570))
    if chance(rng, 0.3):
        return StandardNumber(number, part=int(rng.integers(1, 120)), year=year)
    if chance(rng, 0.2):
        return StandardNumber(number, part=int(rng.integers(1, 4)), subpart=int(rng.integers(1, 99)), year=year)
    return StandardNumber(number, sub=int(rng.integers(1, 9)) if chance(rng, 0.1) else None, year=year)


def licence(rng: np.random.Generator, of: StandardNumber) -> LicenceNumber:
    """A licence number of that standard, with the number of the issuing office one in four."""
    kind = one(rng, ("ท", "ท", "น", "น", "ส", "นค"))
    office = int(rng.integers(1, 13)) if chance(rng, 0.25) else None
    seq = int(rng.integers(1, 10 ** int(rng.integers(2, 6))))
    return LicenceNumber(kind, seq, int(rng.integers(1, 400)), str(of.number), office)


def printed_standard(rng: np.random.Generator, number: StandardNumber) -> str:
    """The number in one of the forms met in print; Thai digits in about a quarter of those with มอก."""
    text = str(number)
    if chance(rng, 0.3):
        prefix = one(rng, ("TIS ", "TIS.", "TIS: ", "TIS : "))
        text = text.replace(" เล่ม ", one(rng, (" Part ", " เล่ม ")))
        if number.year and chance(rng, 0.3):
            text = text.replace(str(number.year), str(number.year - 543))
        return prefix + text
    if chance(rng, 0.3):
        text = text.replace("-", " - ")
    if chance(rng, 0.25):
        text = text.translate(THAI_DIGITS)
    return one(rng, ("มอก. ", "มอก.", "มอก ")) + text


def printed_licence(rng: np.random.Generator, number: LicenceNumber) -> str:
    """The number after one of the words that introduce it; Thai digits in one of five."""
    text = str(number)
    return one(rng, LEADS) + (text.translate(THAI_DIGITS) if chance(rng, 0.2) else text)


def firm(rng: np.random.Generator) -> str:
    """A made-up firm in Thai or English."""
    if chance(rng, 0.25):
        return f"{one(rng, BRANDS)} {one(rng, ('Electronics', 'Trading', 'Supply'))} (Thailand) Co., Ltd."
    words = " ".join(one(rng, FIRM_WORDS) for _ in range(int(rng.integers(1, 4))))
    tail = one(rng, ("จำกัด", "จำกัด", "จำกัด (มหาชน)", "(ประเทศไทย) จำกัด"))
    return f"บริษัท {words} {tail}"


def link(rng: np.random.Generator, number: LicenceNumber) -> str:
    """The payload of a code beside the mark: mostly the official forms, at times something else."""
    forms = (
        f"https://appdb.tisi.go.th/Q/i.php?d={int(rng.integers(10**7, 2**32))}",
        f"http://appdb.tisi.go.th/Q/i.php?d={int(rng.integers(10**7, 2**32))}",
        f"https://a.tisi.go.th/l/?n={number}",
        "https://example.com/shop/" + str(rng.integers(10**6)),
    )
    return forms[int(rng.choice(4, p=[0.6, 0.1, 0.2, 0.1]))]
