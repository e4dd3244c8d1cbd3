"""Made-up licences and lists for tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from verifier.domain import Licence, LicenceStatus
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.registry.builder import build_snapshot
from verifier.registry.snapshot import SqliteRegistry

DAY = date(2026, 11, 1)
HEADER = (
    "licence,standard,holder,product,status,qr_id,licence_type,issued,suspended_from,suspended_to,trade_mark,factory"
)


def licence_number(text: str) -> LicenceNumber:
    number = parse_licence(text)
    assert number is not None, text
    return number


def standard_number(text: str) -> StandardNumber:
    number = parse_standard(text)
    assert number is not None, text
    return number


def licence(number: str = "ท7195-54/1040", **changes: Any) -> Licence:
    """An active licence of 1040-2541."""
    holder = "บริษัท ตัวอย่างทดสอบ จำกัด"
    made = Licence(licence_number(number), standard_number("1040-2541"), holder, LicenceStatus.ACTIVE, "น้ำมันเครื่อง")
    return replace(made, **changes)


def build(folder: Path, licences: Iterable[Licence], name: str = "list.sqlite", **options: Any) -> SqliteRegistry:
    """A list with these licences, dated 2026-11-01, covering everything unless told otherwise."""
    path = folder / name
    build_snapshot(licences, path, **{"date": DAY, "covers": ["all"], **options})
    return SqliteRegistry.open(path)
