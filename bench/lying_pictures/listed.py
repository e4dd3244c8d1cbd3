"""The made-up list that the pictures are judged against: one CSV table, built as a user would build it.

Every firm, number and QR id is made up. Firms of one standard are far apart in name, and numbers in digits, so that an
honest label leads to one licence beyond doubt; beside some licences stand, on purpose, a firm with a similar name and a
number with one other digit, which no reader takes for it.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from verifier.numbers import confusions, parse_licence
from verifier.registry.importer import import_list, open_import

LISTED, TODAY = date(2026, 11, 28), date(2026, 11, 29)
"""The day of the list, and the day on which the pictures are judged: fixed, so that figures can be had again."""

COMPULSORY = (
    ("2879-2560", "พาวเวอร์แบงก์", "Power bank", "power_bank"),
    ("62368 เล่ม 1-2563", "หัวชาร์จเร็ว", "USB-C charger", "charger"),
    ("2432-2555", "ปลั๊กพ่วง", "Cord extension set", "extension_cord"),
    ("166-2549", "เต้ารับคู่", "Socket outlet", "plug"),
    ("369-2557", "หมวกกันน็อก", "Helmet", "helmet"),
    ("934-2558", "พัดลมตั้งโต๊ะ", "Table fan", "fan"),
    ("2780-2562", "หลอดแอลอีดี", "LED lamp", "lamp"),
    ("366-2547", "เตารีดไฟฟ้า", "Electric iron", "iron"),
    ("60335 เล่ม 2(23)-2564", "ไดร์เป่าผม", "Hair dryer", "hair_dryer"),
    ("1529-2561", "เครื่องปรับอากาศ", "Air conditioner", "air_conditioner"),
    ("685 เล่ม 1-2562", "ของเล่น", "Toy", "toy"),
    ("1040-2541", "น้ำมันเครื่อง 2T", "Two-stroke oil", "engine_oil"),
)
VOLUNTARY = (
    ("2424-2565", "หน้ากากอนามัย", "Face masks", "mask"),
    ("368-2562", "หมวกนิรภัย", "Safety helmet", "safety_helmet"),
    ("257-2549", "น้ำดื่ม", "Drinking water", "water"),
    ("1306-2566", "เม็ดพลาสติก PP", "PP resin", "resin"),
)
STEMS = (
    ("ชัยพัฒน์", "Chaipat"), ("สินเจริญ", "Sincharoen"), ("เมืองทอง", "Muangthong"), ("บูรพากิจ", "Burapakit"),
    ("ทวีโชค", "Taweechok"), ("นครหลวง", "Nakhonluang"), ("ศรีสวัสดิ์", "Srisawat"), ("อุดมทรัพย์", "Udomsap"),
    ("เพชรเกษม", "Phetkasem"), ("วัฒนามงคล", "Wattanamongkol"), ("เอกปัญญา", "Ekpanya"), ("ธารน้ำใส", "Tharnamsai"),
    ("ลานสกา", "Lansaka"), ("ภูผาหิน", "Phuphahin"), ("ดวงตะวัน", "Duangtawan"), ("ใบไม้เขียว", "Baimaikhiao"),
    ("คลื่นทะเล", "Khluenthale"), ("กาญจน์ดี", "Kandee"), ("ฟ้าใหม่", "Famai"), ("รุ่งเรืองผล", "Rungruangphon"),
)  # fmt: skip
TRADES = (
    ("พาวเวอร์", "Power"), ("อิเล็กทริค", "Electric"), ("อุตสาหกรรม", "Industry"), ("เทรดดิ้ง", "Trading"),
    ("ซัพพลาย", "Supply"), ("โปรดักส์", "Products"), ("เทคโนโลยี", "Technology"), ("อินดัสตรี", "Industries"),
)  # fmt: skip
COLUMNS = (
    "licence", "standard", "holder", "product", "status", "qr_id", "licence_type", "issued", "suspended_from",
    "suspended_to", "trade_mark", "holder_en",
)  # fmt: skip
STATES = {
    4: "revoked", 5: "suspended", 6: "cancelled", 7: "issued later", 8: "suspended since today", 9: "suspension over",
}  # fmt: skip
"""The state of the n-th licence of each standard; all others are active."""
SUSPENSIONS = {
    "suspended": ("2026-06-01", "2027-05-31"), "suspended since today": (TODAY.isoformat(), "2027-05-31"),
    "suspension over": ("2026-01-01", "2026-10-31"),
}  # fmt: skip
EACH = 15
"""Licences of each standard."""


@dataclass(frozen=True, slots=True)
class Row:
    """One licence of the list. `rival`: the firm of the same standard with a similar name, "" where there is none.

    `beside`: the number of another firm's licence that differs in one digit, "" where there is none. `status`: active,
    or why the label of such a licence is no longer, or not yet, in order; `suspension over` is in order again.
    """

    licence: str
    standard: str
    holder: str
    holder_en: str
    thing: str
    thing_en: str
    category: str
    status: str
    qr_id: str
    rival: str = ""
    beside: str = ""

    @property
    def type(self) -> str:
        """ท, น or ส."""
        return self.licence[0]

    @property
    def number(self) -> str:
        """The number of the standard, without year and part: what ends the licence number."""
        return self.licence.rpartition("/")[2]


@cache
def rows() -> tuple[Row, ...]:
    """All licences but the neighbours, which only `table` holds: always the same ones."""
    rng, made, taken = random.Random("the list of the lying pictures"), list[Row](), set[str]()
    for scheme, standards in (("compulsory", COMPULSORY), ("voluntary", VOLUNTARY)):
        for standard, thing, thing_en, category in standards:
            for n, (stem, stem_en) in enumerate(rng.sample(STEMS, EACH)):
                kind = "ส" if scheme == "voluntary" else "ทน"[n % 3 == 1]
                licence = _number(rng, kind, standard.split("-")[0].split(" ")[0], taken)
                trade, trade_en = TRADES[(n + len(made)) % len(TRADES)]
                holder, holder_en = f"บริษัท {stem}{trade} จำกัด", f"{stem_en} {trade_en} Co., Ltd."
                rival = f"บริษัท {stem}{trade} กรุ๊ป จำกัด" if n == 2 else ""
                beside = _beside(licence, taken) if n in (0, 3) else ""
                status = STATES.get(n, "active")
                qr_id = str(rng.randrange(100_000_000, 4_000_000_000))
                made.append(Row(licence, standard, holder, holder_en, thing, thing_en, category, status, qr_id,
                                rival, beside))  # fmt: skip
    return tuple(made)


def _number(rng: random.Random, kind: str, standard: str, taken: set[str]) -> str:
    """A licence number that no other one of the list is taken for."""
    while True:
        text = f"{kind}{rng.randrange(1_000, 29_999)}-{rng.randrange(11, 399)}/{standard}"
        if text not in taken and not taken & _confused(text):
            taken.add(text)
            return text


def _beside(licence: str, taken: set[str]) -> str:
    """The number with one digit of its first run changed for one that is not taken for it."""
    for place in range(1, licence.index("-")):
        for digit in "2593":
            text = licence[:place] + digit + licence[place + 1 :]
            if text not in taken and text not in _confused(licence):
                taken.add(text)
                return text
    raise ValueError(f"no number beside {licence}")


def _confused(text: str) -> set[str]:
    number = parse_licence(text)
    assert number is not None, text
    return {str(other) for other in confusions(number)}


def table() -> list[dict[str, str]]:
    """The rows of the CSV table by column, rivals and neighbours included."""
    told = []
    for row in rows():
        told.append(_cells(row))
        if row.rival:
            number = _number(random.Random(row.rival + row.standard), row.type, row.number, {r.licence for r in rows()})
            latin = row.holder_en.replace(" Co.", " Group Co.")
            told.append(_cells(replace(row, licence=number, holder=row.rival, holder_en=latin, qr_id="")))
        if row.beside:
            firm = f"บริษัท ข้างเคียง{row.number} จำกัด"
            told.append(_cells(replace(row, licence=row.beside, holder=firm, holder_en="", qr_id="", status="active")))
    return told


def _cells(row: Row) -> dict[str, str]:
    first, last = SUSPENSIONS.get(row.status, ("", ""))
    state, issued = "suspended" if first else row.status, "2023-03-01"
    if state == "issued later":
        state, issued = "active", "2027-02-01"
    values = (
        row.licence, row.standard, row.holder, f"สมมติ (made up): {row.thing}", state, row.qr_id, row.type,
        issued, first, last, "", row.holder_en,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def build(folder: Path) -> Path:
    """Writes the table as CSV into `folder` and builds the list from it; returns the list's path."""
    path, out = folder / "list.csv", folder / "list.sqlite"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(table())
    imported = open_import(path)
    import_list(imported, path, out, date=LISTED, covers=["all"])
    if imported.rejected:
        raise ValueError(f"rows of the list were left out: {imported.rejected[:3]}")
    return out
