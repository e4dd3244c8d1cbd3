"""Cases of made-up spot checks, with photos of noise that an honest label was seen in."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.support.fakes import TODAY, make_verifier, photo_bytes
from verifier.cases.model import Case, Original, OwnFinding, Place, PlaceKind, Product
from verifier.cases.store import CaseStore, Who
from verifier.cases.work import CaseWork
from verifier.evidence.record import part_of_photo, write_record

ANAN, BUSABA, CHAI = (Who(f"{n:012x}", name) for n, name in enumerate(("อนันต์", "บุษบา", "Chai"), 1))
OPERATOR = Who("operator", operator=True)
NOW = datetime(2026, 11, 23, 3, 4, 5, tzinfo=UTC)
LAST_DAY = date(2027, 11, 23)
SECRET_PLACE = "แผงลับเฉพาะกิจ 4711"


def uid(number: int) -> str:
    """The UUID of this number."""
    return str(uuid.UUID(int=number))


def place(name: str = SECRET_PLACE, **changes: Any) -> Place:
    return Place(**{"kind": PlaceKind.STALL, "name": name, "address": "ซอย 9", "district": "บางรัก"} | changes)


def product(number: int = 1, **changes: Any) -> Product:
    plain = {"name": "พาวเวอร์แบงก์", "quantity": 12, "price_thb": "199.00", "seizure_tag": f"ย-{number:03}"}
    return Product(uid(1000 + number), **plain | {"finding": OwnFinding("conflicts", "พิมพ์เบลอ")} | changes)


def at(hours: float = 0) -> datetime:
    return NOW + timedelta(hours=hours)


def work(store: CaseStore, who: Who = ANAN, hours: float = 0) -> CaseWork:
    return CaseWork(store, who, at(hours))


def opened(store: CaseStore, number: int = 1, who: Who = ANAN, **changes: Any) -> Case:
    """A case that was made just now."""
    plain = {"place": place(), "inspected": NOW, "notes": "", "keep_until": LAST_DAY, "revision": None}
    return work(store, who).put_case(uid(number), **plain | changes)


def send(store: CaseStore, case_id: str, product_id: str, data: bytes, who: Who = ANAN, part: int = 1000) -> Original:
    """Brings a photo in parts of so many bytes."""
    photo = Original(hashlib.sha256(data).hexdigest(), len(data))
    for offset in range(0, len(data), part):
        work(store, who).put_part(case_id, product_id, photo, offset, data[offset : offset + part], most_photos=6)
    return photo


def judged(store: CaseStore, case_id: str, product_id: str, who: Who = ANAN, **seams: Any) -> Case:
    """Has a product judged by honest fakes."""
    case = work(store, who).store.read(case_id, who=who, at=NOW)
    found = case.product(product_id)
    photos = work(store, who).originals(found)
    report, sights = make_verifier(**seams).examine(photos, today=TODAY, category=found.category)
    record = write_record(
        report,
        sights,
        [part_of_photo(data) for data in photos],
        day=TODAY,
        judged=NOW,
        category=found.category,
        list_max_age_days=45,
    )
    return work(store, who).judged(case_id, found, record)


def with_products(store: CaseStore, number: int = 1, who: Who = ANAN, count: int = 1, **changes: Any) -> Case:
    """A case with products of one judged photo each."""
    case = opened(store, number, who, **{name: changes.pop(name) for name in ("place", "inspected") if name in changes})
    for n in range(1, count + 1):
        mine = product(100 * number + n)
        case = work(store, who).put_product(case.id, mine, revision=case.revision)
        send(store, case.id, mine.id, photo_bytes(100 * number + n), who, part=100_000)
        case = judged(store, case.id, mine.id, who, **changes)
    return case
