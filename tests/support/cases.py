"""Claims and lists for judging: an honest label, a small catalogue, and what may be changed in either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from bench.worlds.memory_registry import MemoryRegistry
from verifier.domain import (
    Claim,
    Licence,
    LicenceStatus,
    MarkFault,
    MarkKind,
    MarkLikeness,
    SeenCertificate,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenMark,
    SeenStandard,
    SeenStatement,
    Snapshot,
    StatementKind,
    TargetKind,
)
from verifier.domain.geometry import Quad
from verifier.links.target import judge_target
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.registry.catalogue import Catalogue
from verifier.registry.lookup import look_up
from verifier.rules import Case

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
QUAD = Quad.of_box(0, 0, 10, 10)
HOLDER = "บริษัท ตัวอย่างพลังงาน จำกัด"
OTHER_FIRM = "บริษัท ขายส่งทั่วไทย จำกัด"
QR = "https://appdb.tisi.go.th/Q/i.php?d="
CARRYING = "https://a.tisi.go.th/l/?n="
LOOKALIKE = "https://appdb.tisi.go.th.example.com/Q/i.php?d=320108935"

_SOURCE = """
publisher = "made up"
licence = "none"
date = 2026-11-01
"""
_NOTES = """
[since]
"2879-2560" = 2020-11-16
"62368 เล่ม 1-2563" = 2022-12-21
"62368 เล่ม 2-2563" = 2022-12-21
"166-2549" = 2020-11-11
"1040-2541" = 2010-01-01
"2780-2562" = 2022-03-29
"1955-2551" = 2011-06-19
"7001-2569" = 2027-06-01
[[transition]]
standards = ["2461"]
[[successor]]
old = "2879-2558"
new = "2879-2560"
[[standard]]
number = "213-2560"
title_th = "คอนกรีต"
title_en = "Concrete"
scheme = "voluntary"
[[standard]]
number = "2879-2558"
title_th = "แบตเตอรี่สำรอง"
title_en = "Power banks"
scheme = "compulsory"
[[standard]]
number = "17025"
title_th = "ห้องปฏิบัติการ"
title_en = "Laboratories"
scheme = "voluntary"
product_standard = false
"""
_TITLES = {"2780-2562": "2780-2562 แรงดันไฟฟ้ามากกว่า 50 V"}
_TABLE = "standard,title_th,title_en,type,make,import,display\n" + "".join(
    f"{number},{_TITLES.get(number, number)},{number},{kind},1,1,1\n"
    for number, kind in (
        ("2879-2560", "บังคับ"),
        ("62368 เล่ม 1-2563", "บังคับ"),
        ("62368 เล่ม 2-2563", "บังคับ"),
        ("166-2549", "บังคับ"),
        ("1040-2541", "บังคับ"),
        ("2780-2562", "บังคับ"),
        ("1955-2551", "บังคับ"),
        ("934-2558", "บังคับ"),
        ("2461-2565", "บังคับ"),
        ("7001-2569", "บังคับ"),
        ("2424-2565", "ทั่วไป"),
        ("92-2536", "ทั่วไป"),
    )
)
_GOODS = "".join(
    f'[{key}]\nth = ["{th}"]\nen = ["{key}"]\nstandards = {standards}\n'
    for key, th, standards in (
        ("power_bank", "พาวเวอร์แบงก์", ["2879"]),
        ("charger", "หัวชาร์จ", ["62368 เล่ม 1"]),
        ("plug", "ปลั๊ก", ["166"]),
        ("fan", "พัดลม", ["934", "92"]),
        ("led_lamp", "หลอด", ["2780", "1955"]),
        ("luminaire", "โคม", ["1955"]),
        ("mask", "หน้ากาก", ["2424"]),
        ("engine_oil", "น้ำมันเครื่อง", ["1040"]),
    )
)


@cache
def catalogue() -> Catalogue:
    """A dozen standards: settled and inferred, superseded, in transition, of the future, none at all."""
    return Catalogue.parse(_TABLE, _SOURCE, _NOTES, _GOODS)


def std(text: str) -> StandardNumber:
    """A standard number in normal form."""
    found = parse_standard(text)
    assert found is not None, text
    return found


def lic(text: str) -> LicenceNumber:
    """A licence number in normal form."""
    found = parse_licence(text)
    assert found is not None, text
    return found


def mark(
    kind: str = "compulsory", score: float = 0.97, label: int = 0, photo: int = 0, likeness: MarkLikeness | None = None
) -> SeenMark:
    return SeenMark(MarkKind(kind), photo, label, QUAD, score, likeness)


def likeness(*faults: str, mirrored: bool = False, clear: bool = True, width: float = 1.0) -> MarkLikeness:
    """What a close look at a mark told; `width`: of what should be a square 100 px high."""
    frame = Quad.of_box(0, 0, 100 * width, 100)
    return MarkLikeness(frame, clear, tuple(map(MarkFault, faults)), mirrored)


def standard(text: str = "2879-2560", certain: bool = True, label: int = 0, photo: int = 0) -> SeenStandard:
    return SeenStandard(std(text), f"มอก. {text}", photo, label, QUAD, 0.99 if certain else 0.4, certain)


def number(text: str = "ท7014-4/2879", certain: bool = True, label: int = 0, photo: int = 0) -> SeenLicence:
    return SeenLicence(lic(text), text, photo, label, QUAD, 0.99 if certain else 0.4, certain)


def firm(
    name: str = HOLDER, certain: bool = True, label: int = 0, photo: int = 0, text: str = "", line: int = 0
) -> SeenHolder:
    return SeenHolder(name, text or name, photo, label, QUAD.moved(0, 20 * line), 0.99 if certain else 0.4, certain)


def code(payload: str = f"{QR}320108935", label: int = 0, photo: int = 0) -> SeenCode:
    return SeenCode(payload, "QRCode", judge_target(payload), photo, label, QUAD)


def certificate(kind: str = "sme", value: str = "152-2562") -> SeenCertificate:
    return SeenCertificate(kind, value, value, 0, 0, QUAD, 0.9)


def row(licence: str = "ท7014-4/2879", standard: str = "2879-2560", **changes: Any) -> Licence:
    return replace(Licence(lic(licence), std(standard), HOLDER, LicenceStatus.ACTIVE, qr_id="320108935"), **changes)


def statement(
    kind: str, value: str = "", text: str = "", *, photo: int = 0, line: int = 6, words: str = "", sure: float = 0.99
) -> SeenStatement:
    """A line that announces something, or qualifies a number."""
    return SeenStatement(StatementKind(kind), text or value, words, value, photo, 0, QUAD.moved(0, 20 * line), sure)


def claim(**changes: Any) -> Claim:
    """A power bank's label on which everything is printed and everything agrees."""
    honest = Claim((mark(),), (standard(),), (number(),), (firm(),), (code(),), 1, challenged=True)
    return replace(honest, **{name: tuple(v) if isinstance(v, list) else v for name, v in changes.items()})


def case(
    seen: Claim | None = None,
    rows: Sequence[Licence] | None = None,
    *,
    covers: Sequence[str] = ("all",),
    listed: date | None = TODAY - 10 * DAY,
    category: str | None = None,
    **changes: Any,
) -> Case:
    """The case of a claim (the honest one, changed by `changes`) against a list (one row that fits it)."""
    seen = claim(**changes) if seen is None else seen
    rows = [row()] if rows is None else rows
    registry = None
    if listed is not None:
        registry = MemoryRegistry(rows, Snapshot("test", listed, frozenset(covers), len(rows)))
    return Case(seen, look_up(seen, registry), TODAY, catalogue(), category, 45)


def official(seen: SeenCode) -> bool:
    return seen.target.kind is TargetKind.OFFICIAL
